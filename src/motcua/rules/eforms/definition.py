"""Definitions of e-forms: a small, exact part of JSON Schema.

A definition is an ``object`` of ``properties`` in the order they are asked. A property has a ``type`` (string, integer,
number, boolean, or array of flat objects), a Vietnamese ``title``, a ``description`` that helps, and may have

    ``enum`` with ``x-labels``   the choices and what people read of each
    ``format``                   date · name · id-number · phone · email · text (several lines)
    ``x-section``                the page on which it is asked, one of ``x-sections``
    ``x-when``                   {earlier property: values}: asked only then
    ``x-prefill``                what is known already: applicant.name, applicant.id_number, …, filing.for, …
    ``default``                  what it says until somebody changes it
    ``x-carry``                  {when: {earlier property: values}, from: earlier property | value: …}: taken over then
    ``x-latest``                 the latest a date or a year may be: today, or an earlier date (a year lies before it)
    ``x-suggest``                words offered while one types: ethnic

What is not asked is never required, and an answer to it is not kept.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from motcua.rules.eforms.suggestions import SUGGESTED
from motcua.rules.vietnamese import is_nfc

Schema = Mapping[str, Any]

TYPES = frozenset({"string", "integer", "number", "boolean", "array"})
FORMATS = frozenset({"date", "name", "id-number", "phone", "email", "text"})
KNOWN = (
    "applicant.name", "applicant.id_number", "applicant.born_on", "applicant.sex", "applicant.address",
    "applicant.phone", "applicant.email", "filing.for", "filing.name", "filing.id_number",
)  # fmt: skip
"""What may be known of whoever files, and for whom (self, other, org), so that nobody types it again."""
KEYS = frozenset(
    {
        "type", "title", "description", "enum", "format", "minLength", "maxLength", "minimum", "maximum", "pattern",
        "items", "minItems", "maxItems", "default", "x-labels", "x-section", "x-when", "x-prefill", "x-say",
        "x-carry", "x-latest", "x-suggest",
    }
)  # fmt: skip
TOP = frozenset({"$schema", "$id", "type", "title", "properties", "required", "x-sections"})
NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
TODAY = "today"
MOST_FIELDS, MOST_ROWS, LONGEST, LONGEST_TEXT = 80, 20, 200, 2000


@dataclass(frozen=True, slots=True)
class Carry:
    """What an earlier answer settles: the answer of the question ``source`` is taken over, or ``value`` is said."""

    when: Mapping[str, tuple[Any, ...]]
    source: str = ""
    value: Any = None


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that is asked."""

    name: str
    type: str
    label: str
    help: str = ""
    format: str = ""
    choices: tuple[tuple[Any, str], ...] = ()
    section: str = ""
    when: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    prefill: str = ""
    default: Any = None
    carry: Carry | None = None
    latest: str = ""
    suggest: str = ""
    required: bool = False
    shortest: int = 0
    longest: int = LONGEST
    least: Decimal | None = None
    most: Decimal | None = None
    pattern: str = ""
    say: str = ""
    columns: tuple["Question", ...] = ()
    rows: tuple[int, int] = (0, MOST_ROWS)

    @property
    def told(self) -> bool:
        """Whether saying for whom one files answers it."""
        return self.prefill.startswith("filing.")


@dataclass(frozen=True, slots=True)
class Section:
    """Questions that stand on one page."""

    code: str
    title: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class EForm:
    """A definition as it is asked."""

    title: str
    sections: tuple[Section, ...]

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question, in the order of asking."""
        return tuple(question for section in self.sections for question in section.questions)

    def shown(self, answers: Mapping[str, Any]) -> tuple[Question, ...]:
        """The questions that are asked when so much has been answered."""
        asked: dict[str, Question] = {}
        for question in self.questions:
            if all(name in asked and answers.get(name) in wanted for name, wanted in question.when.items()):
                asked[question.name] = question
        return tuple(asked.values())

    def pages(self, answers: Mapping[str, Any]) -> tuple[Section, ...]:
        """The sections that have something to ask, with what they ask now."""
        asked = {question.name for question in self.shown(answers)}
        found = (
            Section(one.code, one.title, tuple(q for q in one.questions if q.name in asked))
            for one in self.sections
        )
        return tuple(section for section in found if section.questions)


def digest(schema: Schema) -> str:
    """SHA-256 of a definition, however it was spaced; the order of its questions counts."""
    plain = json.dumps(schema, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()


# --- definitions -----------------------------------------------------------------------------------------------


def faults(schema: Any) -> list[str]:
    """What is wrong with a definition, in sentences for whoever wrote it; empty when it can be asked."""
    if not isinstance(schema, Mapping) or schema.get("type") != "object":
        return ["Biểu mẫu phải là một đối tượng JSON có “type”: “object”."]
    properties, required = schema.get("properties"), schema.get("required", [])
    found = [f"Không dùng được khóa “{key}” ở biểu mẫu." for key in schema if key not in TOP]
    if not isinstance(schema.get("title"), str) or not schema["title"].strip():
        found.append("Biểu mẫu thiếu tên (“title”).")
    if not isinstance(properties, Mapping) or not 1 <= len(properties) <= MOST_FIELDS:
        return [*found, f"Biểu mẫu phải có từ 1 đến {MOST_FIELDS} câu hỏi (“properties”)."]
    sections = _sections(schema)
    if sections is None:
        found.append("“x-sections” phải là danh sách {“code”, “title”}, mã không trùng nhau.")
    before: dict[str, Mapping[str, Any]] = {}
    for name, one in properties.items():
        found += _property_faults(str(name), one, before, dict(sections or ()))
        if isinstance(one, Mapping):
            before[str(name)] = one
    if not isinstance(required, list) or any(name not in properties for name in required):
        found.append("“required” nhắc đến câu hỏi không có trong biểu mẫu.")
    return found


def _sections(schema: Schema) -> list[tuple[str, str]] | None:
    given = schema.get("x-sections", [])
    if not isinstance(given, list):
        return None
    found = []
    for one in given:
        if not isinstance(one, Mapping) or not all(
            isinstance(one.get(key), str) for key in ("code", "title")
        ):
            return None
        found.append((one["code"], one["title"]))
    return found if len(dict(found)) == len(found) else None


def _property_faults(
    name: str,
    one: Any,
    before: Mapping[str, Mapping[str, Any]],
    sections: Mapping[str, str],
    *,
    row: bool = False,
) -> list[str]:
    if not NAME.fullmatch(name):
        return [f"Tên câu hỏi “{name[:40]}” chỉ gồm chữ thường không dấu, số và gạch dưới, bắt đầu bằng chữ."]
    if not isinstance(one, Mapping):
        return [f"Câu hỏi “{name}” phải là một đối tượng JSON."]
    found = [f"Câu hỏi “{name}”: không dùng được khóa “{key}”." for key in one if key not in KEYS]
    kind = one.get("type")
    if kind not in TYPES or (row and kind == "array"):
        found.append(f"Câu hỏi “{name}”: “type” phải là string, integer, number, boolean hoặc array.")
    title = one.get("title")
    if not isinstance(title, str) or not title.strip() or not is_nfc(title):
        found.append(f"Câu hỏi “{name}” thiếu nhãn tiếng Việt (“title”).")
    if one.get("format", "text") not in FORMATS or ("format" in one and kind != "string"):
        found.append(f"Câu hỏi “{name}”: “format” phải là {', '.join(sorted(FORMATS))}.")
    found += _choice_faults(name, one) + _bound_faults(name, one)
    if one.get("x-prefill", KNOWN[0]) not in KNOWN:
        found.append(f"Câu hỏi “{name}”: “x-prefill” phải là {', '.join(KNOWN)}.")
    if sections and not row and one.get("x-section") not in sections:
        found.append(f"Câu hỏi “{name}”: “x-section” không có trong “x-sections”.")
    if kind == "array":
        found += _row_faults(name, one)
    if "x-suggest" in one and one["x-suggest"] not in SUGGESTED:
        found.append(f"Câu hỏi “{name}”: “x-suggest” phải là {', '.join(SUGGESTED)}.")
    found += _latest_faults(name, one, before) + _carry_faults(name, one, before)
    return found + _when_faults(name, one.get("x-when", {}), before)


def _latest_faults(name: str, one: Mapping[str, Any], before: Mapping[str, Mapping[str, Any]]) -> list[str]:
    if "x-latest" not in one:
        return []
    latest, found = one["x-latest"], []
    if one.get("format") != "date" and one.get("type") != "integer":
        found.append(f"Câu hỏi “{name}”: “x-latest” chỉ dùng cho ngày hoặc năm.")
    if latest != TODAY and before.get(latest, {}).get("format") != "date":
        found.append(f"Câu hỏi “{name}”: “x-latest” là “{TODAY}” hoặc một câu hỏi về ngày đứng trước.")
    return found


def _carry_faults(name: str, one: Mapping[str, Any], before: Mapping[str, Mapping[str, Any]]) -> list[str]:
    if "x-carry" not in one:
        return []
    carry = one["x-carry"]
    if not isinstance(carry, Mapping) or set(carry) not in ({"when", "from"}, {"when", "value"}):
        return [f"Câu hỏi “{name}”: “x-carry” gồm “when” và “from” hoặc “value”."]
    found = _when_faults(name, carry["when"], before)
    if carry.get("from", name) not in (name, *before):
        found.append(f"Câu hỏi “{name}”: “x-carry” lấy từ một câu hỏi đứng trước.")
    return found


def _choice_faults(name: str, one: Mapping[str, Any]) -> list[str]:
    if "enum" not in one:
        return [f"Câu hỏi “{name}”: “x-labels” cần “enum”."] if "x-labels" in one else []
    values, labels = one["enum"], one.get("x-labels", one["enum"])
    if one.get("type") not in ("string", "integer") or not isinstance(values, list) or len(values) < 2:
        return [f"Câu hỏi “{name}”: “enum” là danh sách từ hai lựa chọn trở lên."]
    kind = str if one["type"] == "string" else int
    if not all(isinstance(value, kind) and value != "" for value in values) or len(set(values)) < len(values):
        return [f"Câu hỏi “{name}”: các lựa chọn phải khác nhau và đúng kiểu."]
    if not isinstance(labels, list) or len(labels) != len(values) or not all(map(str, labels)):
        return [f"Câu hỏi “{name}”: mỗi lựa chọn cần một nhãn trong “x-labels”."]
    return []


def _bound_faults(name: str, one: Mapping[str, Any]) -> list[str]:
    for low, high in (("minLength", "maxLength"), ("minimum", "maximum"), ("minItems", "maxItems")):
        for key in (low, high):
            if key in one and (isinstance(one[key], bool) or not isinstance(one[key], int | float)):
                return [f"Câu hỏi “{name}”: “{key}” phải là số."]
        if low in one and high in one and one[low] > one[high]:
            return [f"Câu hỏi “{name}”: “{low}” lớn hơn “{high}”."]
    if "pattern" in one:
        try:
            re.compile(one["pattern"])
        except (re.error, TypeError):
            return [f"Câu hỏi “{name}”: “pattern” không phải biểu thức chính quy."]
        if not one.get("x-say"):
            return [f"Câu hỏi “{name}” có “pattern” thì cần “x-say” nói cách ghi đúng."]
    return []


def _row_faults(name: str, one: Mapping[str, Any]) -> list[str]:
    items = one.get("items")
    columns = (
        items.get("properties") if isinstance(items, Mapping) and items.get("type") == "object" else None
    )
    if not isinstance(columns, Mapping) or not 1 <= len(columns) <= 8:
        return [f"Câu hỏi “{name}”: “items” là đối tượng có từ 1 đến 8 cột."]
    if not 1 <= one.get("maxItems", MOST_ROWS) <= MOST_ROWS:
        return [f"Câu hỏi “{name}”: nhiều nhất {MOST_ROWS} dòng."]
    found = []
    for column, given in columns.items():
        found += _property_faults(str(column), given, {}, {}, row=True)
        if isinstance(given, Mapping) and "x-when" in given:
            found.append(f"Câu hỏi “{name}”: cột “{column}” không dùng được “x-when”.")
    if any(column not in columns for column in items.get("required", [])):  # type: ignore[union-attr]
        found.append(f"Câu hỏi “{name}”: “required” nhắc đến cột không có.")
    return found


def _when_faults(name: str, when: Any, before: Mapping[str, Mapping[str, Any]]) -> list[str]:
    if not isinstance(when, Mapping):
        return [f"Câu hỏi “{name}”: “x-when” là đối tượng {{câu hỏi: [giá trị]}}."]
    found = []
    for other, wanted in when.items():
        asked = before.get(other)
        if asked is None:
            found.append(f"Câu hỏi “{name}”: điều kiện “{other}” phải là một câu hỏi đứng trước.")
            continue
        possible = [True, False] if asked.get("type") == "boolean" else asked.get("enum", [])
        values = wanted if isinstance(wanted, list) else [wanted]
        if not values or any(value not in possible for value in values):
            found.append(f"Câu hỏi “{name}”: điều kiện “{other}” đòi một giá trị không chọn được.")
    return found


def form_of(schema: Schema) -> EForm:
    """A definition without faults, ready to be asked; raises ValueError for one that has some."""
    if wrong := faults(schema):
        raise ValueError(wrong[0])
    required = set(schema.get("required", ()))
    questions = [_question(name, one, name in required) for name, one in schema["properties"].items()]
    sections = _sections(schema) or [("", schema["title"])]
    return EForm(
        schema["title"],
        tuple(
            Section(code, title, tuple(q for q in questions if q.section == code or not code))
            for code, title in sections
        ),
    )


def _question(name: str, one: Mapping[str, Any], required: bool) -> Question:
    form = one.get("format", "")
    items = one.get("items", {})
    needed = set(items.get("required", ()))
    return Question(
        name=name, type=one["type"], label=one["title"], help=one.get("description", ""), format=form,
        choices=tuple(zip(one.get("enum", ()), map(str, one.get("x-labels", one.get("enum", ()))), strict=True)),
        section=one.get("x-section", ""),
        when=_when(one.get("x-when", {})), prefill=one.get("x-prefill", ""), default=one.get("default"),
        carry=_carry(one.get("x-carry")), latest=one.get("x-latest", ""), suggest=one.get("x-suggest", ""),
        required=required, shortest=int(one.get("minLength", 0)),
        longest=int(one.get("maxLength", LONGEST_TEXT if form == "text" else LONGEST)),
        least=_decimal(one.get("minimum")), most=_decimal(one.get("maximum")), pattern=one.get("pattern", ""),
        say=one.get("x-say", ""),
        columns=tuple(_question(key, column, key in needed) for key, column in items.get("properties", {}).items()),
        rows=(int(one.get("minItems", 0)), int(one.get("maxItems", MOST_ROWS))),
    )  # fmt: skip


def _when(given: Mapping[str, Any]) -> dict[str, tuple[Any, ...]]:
    return {
        other: tuple(wanted) if isinstance(wanted, list) else (wanted,) for other, wanted in given.items()
    }


def _carry(given: Mapping[str, Any] | None) -> Carry | None:
    return given and Carry(_when(given["when"]), given.get("from", ""), given.get("value"))  # type: ignore[return-value]


def _decimal(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))


GENERAL: Schema = {
    "type": "object",
    "title": "Đề nghị giải quyết thủ tục hành chính",
    "x-sections": [{"code": "request", "title": "Nội dung đề nghị"}],
    "properties": {
        "request": {
            "type": "string", "format": "text", "title": "Ông/bà đề nghị giải quyết việc gì?", "x-section": "request",
            "description": "Ghi ngắn gọn như khi nói với cán bộ tại quầy.", "minLength": 5,
        },
        "more": {
            "type": "string", "format": "text", "title": "Điều cần nói thêm với cán bộ", "x-section": "request",
        },
    },
    "required": ["request"],
}  # fmt: skip
"""The form of a procedure that has none of its own."""
