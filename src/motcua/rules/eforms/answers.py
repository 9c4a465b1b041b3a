"""Answers to an e-form: what is taken, what is refused and why, what is known already, how it is read."""

import datetime as dt
import re
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from motcua.rules.eforms.definition import TODAY, EForm, Question
from motcua.rules.impossible import Fault, Invalid
from motcua.rules.vietnamese import hidden, nfc

Answers = dict[str, Any]

DAYS = (
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})", re.ASCII),
    re.compile(r"(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<y>\d{4})", re.ASCII),
)
SHAPES = {
    "id-number": re.compile(r"\d{12}|\d{9}", re.ASCII),
    "phone": re.compile(r"0\d{9,10}", re.ASCII),
    "email": re.compile(r"[^@\s]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})+"),
}


def checked(
    form: EForm,
    given: Mapping[str, Any],
    *,
    on: dt.date,
    only: Sequence[str] | None = None,
    lax: bool = False,
) -> Answers:
    """The answers, cleaned; what is not asked is left away. Raises Invalid naming every question to mend.

    ``on`` is the day it is said. ``only`` names the questions of one page: the others are taken as they are.
    ``lax``: nothing is required yet, and what is wrong is left away (a draft).
    """
    wrong: list[Fault] = []
    answers: Answers = {}
    for question in form.questions:
        if not _all(answers, question.when):
            continue
        value = given.get(question.name)
        try:
            value = _value(question, value)
            _in_time(form, question, value, answers, on)
        except Invalid as error:
            if lax:
                continue
            if only is None or question.name in only:
                wrong += error.faults
            continue
        if value in (None, "", []):
            if question.required and not lax and (only is None or question.name in only):
                wrong.append(Fault(question.name, _missing(question), {"label": question.label}))
            continue
        answers[question.name] = value
    if wrong:
        raise Invalid.of(wrong)
    return answers


def _in_time(form: EForm, question: Question, value: Any, answers: Answers, on: dt.date) -> None:
    """Nothing declared has happened in days to come; a parent is born before the child."""
    if not question.latest or value in (None, ""):
        return
    if question.latest == TODAY:
        if _beyond(question, value, on.year, on):
            raise _bad(
                question,
                "“{label}” không thể sau hôm nay, {day}. Xem lại ngày, tháng, năm.",
                day=f"{on:%d/%m/%Y}",
            )
    elif said := answers.get(question.latest):
        day = dt.date.fromisoformat(said)
        if _beyond(question, value, day.year - 1, day):
            other = next(one.label for one in form.questions if one.name == question.latest)
            raise _bad(
                question, "“{label}” phải trước “{other}” ({day}). Xem lại hai chỗ này.", other=other,
                day=f"{day:%d/%m/%Y}",
            )  # fmt: skip


def _beyond(question: Question, value: Any, year: int, day: dt.date) -> bool:
    return value > year if question.type == "integer" else dt.date.fromisoformat(value) > day


def _missing(question: Question) -> str:
    return "Chọn một mục ở “{label}”." if question.choices else "Ghi “{label}”."


def _bad(question: Question, text: str, **params: Any) -> Invalid:
    return Invalid(field=question.name, text=text, label=question.label, **params)


def _value(question: Question, value: Any) -> Any:
    if value is None or value == "":
        return None
    match question.type:
        case "boolean":
            return _truth(question, value)
        case "integer" | "number":
            return _number(question, value)
        case "array":
            return _rows(question, value)
    if not isinstance(value, str):
        raise _bad(question, "Ghi lại “{label}”.")
    return _text(question, value)


def _truth(question: Question, value: Any) -> bool:
    if isinstance(value, bool):
        return value
    known = {"true": True, "on": True, "1": True, "false": False, "0": False, "off": False}
    if str(value).lower() not in known:
        raise _bad(question, "Chọn có hoặc không ở “{label}”.")
    return known[str(value).lower()]


def _number(question: Question, value: Any) -> int | float:
    text = str(value).strip().replace("\u00a0", "").replace(" ", "")
    if isinstance(value, bool):
        raise _bad(question, "Ghi “{label}” bằng chữ số.")
    if isinstance(value, str) and re.fullmatch(r"-?\d{1,3}(\.\d{3})+(,\d+)?", text):
        text = text.replace(".", "")
    try:
        number = Decimal(text.replace(",", "."))
    except InvalidOperation:
        raise _bad(question, "Ghi “{label}” bằng chữ số.") from None
    if not number.is_finite() or abs(number) >= 10**15:
        raise _bad(question, "Ghi “{label}” bằng chữ số.")
    if question.type == "integer" and number != int(number):
        raise _bad(question, "Ghi “{label}” là số nguyên.")
    if question.least is not None and number < question.least:
        raise _bad(question, "“{label}” không nhỏ hơn {least}.", least=_plain(question.least))
    if question.most is not None and number > question.most:
        raise _bad(question, "“{label}” không lớn hơn {most}.", most=_plain(question.most))
    plain = int(number) if number == int(number) else float(number)
    if question.choices and plain not in dict(question.choices):
        raise _bad(question, "Chọn một mục trong danh sách ở “{label}”.")
    return plain


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


def _text(question: Question, value: str) -> str:
    text = nfc(value).replace("\r\n", "\n").strip()
    text = text if question.format == "text" else " ".join(text.split())
    if not text:
        return ""
    if question.choices:
        if text not in dict(question.choices):
            raise _bad(question, "Chọn một mục trong danh sách ở “{label}”.")
        return text
    if unseen := hidden(text.replace("\n", " ")):
        raise _bad(question, "Gõ lại “{label}”: có ký tự điều khiển không nhìn thấy ({code}).", code=unseen)
    if question.format == "date":
        return _day(question, text)
    if question.format in ("phone", "id-number"):
        text = re.sub(r"[\s.\-]", "", text)
    if len(text) > question.longest:
        raise _bad(question, "Rút gọn “{label}”, nhiều nhất {most} ký tự.", most=question.longest)
    if len(text) < question.shortest:
        raise _bad(question, "“{label}” cần ít nhất {least} ký tự.", least=question.shortest)
    shape = SHAPES.get(question.format)
    if shape is not None and not shape.fullmatch(text):
        say = {
            "id-number": "“{label}” gồm 12 chữ số (hoặc 9 chữ số của giấy tờ cũ).",
            "phone": "“{label}” gồm 10 chữ số, bắt đầu bằng 0.",
            "email": "Ghi “{label}” theo dạng ten@noi-gui.vn.",
        }[question.format]
        raise _bad(question, say)
    if question.format == "name" and not re.fullmatch(r"[^\W\d_]+(?:[ '’.\-][^\W\d_]+)*\.?", text):
        raise _bad(question, "Ghi “{label}” bằng chữ, như trên giấy tờ.")
    if question.pattern and not re.fullmatch(question.pattern, text):
        raise Invalid(field=question.name, text="{say}", say=question.say, label=question.label)
    return text


def _day(question: Question, text: str) -> str:
    for shape in DAYS:
        try:
            day = dt.date(*(int(found[part]) for part in "ymd")) if (found := shape.fullmatch(text)) else None
        except ValueError:
            continue
        if day is not None and day.year >= 1900:
            return day.isoformat()
    raise _bad(question, "Ghi “{label}” theo ngày/tháng/năm, ví dụ 02/09/1990.")


def _rows(question: Question, value: Any) -> list[Answers]:
    if not isinstance(value, list) or not all(isinstance(row, Mapping) for row in value):
        raise _bad(question, "Ghi lại “{label}”.")
    wrong: list[Fault] = []
    kept: list[Answers] = []
    for at, row in enumerate(value):
        cells: Answers = {}
        for column in question.columns:
            try:
                cell = _value(column, row.get(column.name))
            except Invalid as error:
                wrong += [Fault(f"{question.name}.{at}.{f.field}", f.text, f.params) for f in error.faults]
                continue
            if cell not in (None, ""):
                cells[column.name] = cell
        if not cells:
            continue
        wrong += [
            Fault(f"{question.name}.{at}.{column.name}", _missing(column), {"label": column.label})
            for column in question.columns
            if column.required and column.name not in cells
        ]
        kept.append(cells)
    if len(kept) > question.rows[1]:
        raise _bad(question, "“{label}” nhiều nhất {most} dòng.", most=question.rows[1])
    if kept and len(kept) < question.rows[0]:
        raise _bad(question, "“{label}” cần ít nhất {least} dòng.", least=question.rows[0])
    if wrong:
        raise Invalid.of(wrong)
    return kept


def prefilled(form: EForm, known: Mapping[str, str], answers: Mapping[str, Any] | None = None) -> Answers:
    """Answers with what is known already put where nothing was said yet; only what the question would take."""
    found = dict(answers or {})
    for question in form.questions:
        value = known.get(question.prefill, "") if question.prefill else ""
        value = value or question.default
        if value and question.name not in found:
            try:
                found[question.name] = _value(question, value)
            except Invalid:
                continue
    return found


def carried(form: EForm, answers: Mapping[str, Any], *, typed: Collection[str] = ()) -> Answers:
    """Answers with what others among them settle: whoever is the mother does not write her own name again.

    What was ``typed`` stays as it was. What was taken over goes again when its reason went.
    """
    found = dict(answers)
    for question in form.questions:
        if question.carry is None or question.name in typed:
            continue
        carry = question.carry
        value = found.get(carry.source) if carry.source else carry.value
        if not _all(found, carry.when):
            if carry.source and value is not None and found.get(question.name) == value:
                del found[question.name]
        elif value is not None and question.name not in found and _all(found, question.when):
            found[question.name] = value
    return found


def _all(answers: Answers, when: Mapping[str, tuple[Any, ...]]) -> bool:
    return all(answers.get(name) in wanted for name, wanted in when.items())


def summary(form: EForm, answers: Mapping[str, Any]) -> list[tuple[str, list[tuple[str, str]]]]:
    """The answers as people read them: (section, [(question, answer)]), for review and print."""
    found = []
    for section in form.pages(answers):
        rows = [(q.label, said(q, answers[q.name])) for q in section.questions if q.name in answers]
        if rows:
            found.append((section.title, rows))
    return found


def changes(form: EForm, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """What reads differently in two declarations of one form: (question, as it was, as it is), in the form's order.

    Nothing said reads as an empty text.
    """
    found = []
    for question in form.questions:
        was, now = (
            said(question, answers[question.name]) if question.name in answers else ""
            for answers in (before, after)
        )
        if was != now:
            found.append((question.label, was, now))
    return found


def said(question: Question, value: Any) -> str:
    """One answer in words."""
    if question.choices:
        return str(dict(question.choices).get(value, value))
    if question.type == "boolean":
        return "Có" if value else "Không"
    if question.type == "array":
        rows = [
            "; ".join(f"{c.label}: {said(c, row[c.name])}" for c in question.columns if c.name in row)
            for row in value
        ]
        return "\n".join(f"{number}. {row}" for number, row in enumerate(rows, 1))
    if question.format == "date":
        return dt.date.fromisoformat(value).strftime("%d/%m/%Y")
    if question.type in ("integer", "number"):
        whole, _, part = _plain(Decimal(str(value))).partition(".")
        grouped = f"{int(whole):,}".replace(",", ".") if len(whole) > 4 else whole
        return f"{grouped},{part}" if part else grouped
    return str(value)
