"""Letters and decisions whose wording is data: filled, printed as PDF, or written as DOCX to be edited and signed.

``catalogue/letters/*.toml`` holds the wordings, each with its law and how sure it is (R6.x; what is marked ``check`` is
to be compared with the form of the decree by a jurist). Layout: NĐ 30/2020/NĐ-CP, Phụ lục I.
"""

import functools
import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from motcua.base.documents import queries
from motcua.base.documents.choices import FORMS
from motcua.base.documents.forms import word
from motcua.base.documents.policies import faults, named
from motcua.rules.impossible import Invalid, NotFound

Filled = dict[str, object]
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
REPORT_TABLE = "report-table"
KEPT = ("Như trên;", "Lưu: VT.")
HEAD_OF_UNIT, BY_HAND = "Thủ trưởng đơn vị", "(Ký, ghi rõ họ tên, đóng dấu)"
OTHERS_BY_HAND = "(Ký, ghi rõ họ tên)"


@dataclass(frozen=True)
class Wording:
    """The words of one kind of letter; braces in them are filled from what was recorded.

    ``heading`` kind and summary ("Thông báo về việc …"); ``decides`` the word before the articles ("Quyết định:")
    ``beside`` who else signs it, by hand
    ``certainty`` verified or check; ``of`` what it follows from ("complaint/refused"), for the area that issues it
    """

    code: str
    number: str
    symbol: str
    heading: str
    law: str
    certainty: str
    issuer: str = ""
    to: tuple[str, ...] = ()
    grounds: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    decides: str = ""
    articles: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    of: tuple[str, ...] = ()


@functools.cache
def wordings() -> Mapping[str, Wording]:
    """Every shipped wording by its code."""
    found = {}
    for place in sorted((settings.CATALOGUE / "letters").glob("*.toml")):
        for code, said in tomllib.loads(place.read_text(encoding="utf-8")).items():
            lists = {name: tuple(value) for name, value in said.items() if isinstance(value, list)}
            found[code] = Wording(code=code, **{**said, **lists})
    return found


class _Blank(dict[str, str]):
    """What is not known is dotted, to be filled by hand."""

    def __missing__(self, name: str) -> str:
        return "……………………"


def filled(code: str, head: Mapping[str, object], values: Mapping[str, str]) -> Filled:
    """The data of a letter: ``head`` has agency, place, issued_on, capacity and what else of the frame is known.

    A line of which a value is blank is left out when it is marked so (it begins with "?"); a line that begins with "#"
    gets the next Roman number among those that stay.
    """
    wording = wordings().get(code)
    if wording is None:
        raise NotFound()
    known = _Blank({name: value for name, value in values.items() if value})

    def lines(texts: Sequence[str]) -> list[str]:
        made, parts = list[str](), iter(ROMAN)
        for text in texts:
            if text.startswith("?"):
                text = text[1:]
                if any(f"{{{name}}}" in text for name, value in values.items() if not value):
                    continue
            if text.startswith("#"):
                text = next(parts) + text[1:]
            made += [line for line in text.format_map(known).split("\n") if line.strip()]
        return made

    return {
        **head, "heading": wording.heading.format_map(known), "number": wording.number, "basis": wording.law,
        "issuer": wording.issuer.format_map(known), "to": lines(wording.to), "grounds": lines(wording.grounds),
        "body": lines(wording.body), "decides": wording.decides, "articles": lines(wording.articles),
        "beside": list(wording.beside), "recipients": lines(wording.recipients),
    }  # fmt: skip


def as_pdf(data: Mapping[str, object]) -> bytes:
    """The letter as PDF/UA-1."""
    return queries.render(queries.LETTER, data)


# --- DOCX ------------------------------------------------------------------------------------------------------


def as_docx(data: Mapping[str, object]) -> bytes:
    """The same letter as DOCX."""
    document = _begun(queries.LETTER, data)
    word.head(document, data, symbol=str(data.get("symbol") or ""))
    _opening(document, data)
    for one in word.texts(data, "grounds"):
        word.sentence(document, one, italic=True)
    for one in word.texts(data, "body"):
        word.sentence(document, one)
    if data.get("decides"):
        word.line(document, str(data["decides"]).upper(), bold=True).paragraph_format.keep_with_next = True
    for n, one in enumerate(word.texts(data, "articles"), 1):
        word.article(document, f"Điều {n}.", one)
    capacity = [str(data[name]) for name in ("authority", "capacity") if data.get(name)]
    recipients, signer = word.texts(data, "recipients") or KEPT, str(data.get("signer") or "")
    if beside := word.texts(data, "beside"):
        others = [{"capacity": one, "signer": "", "hint": OTHERS_BY_HAND} for one in beside]
        own = {"capacity": "\n".join(capacity), "signer": signer, "hint": BY_HAND}
        word.cosigned(document, [*others, *[{}] * (1 - len(beside) % 2), own], recipients)
    else:
        word.foot(document, recipients=recipients, signer=signer, capacity=capacity, hint=BY_HAND)
    return word.saved(document)


def _begun(form: str, data: Mapping[str, object], **named_so: object) -> Any:
    found = faults(FORMS[form], data)
    if found:
        raise Invalid.of(found)
    return word.begun({**data, **named_so})


def _opening(document: Any, data: Mapping[str, object]) -> None:
    kind, about = named(str(data.get("heading") or FORMS[queries.LETTER].title))
    word.title(document, kind, about, str(data.get("issuer") or ""))
    word.addressed(document, word.texts(data, "to"))


def table_as_docx(data: Mapping[str, object]) -> bytes:
    """The form ``report-table`` as DOCX: the same rows as its PDF; a row without a value is a heading."""
    document = _begun(REPORT_TABLE, data, heading=data.get("name"), code=data.get("table"))
    word.head(document, data, symbol=None)
    word.title(document, FORMS[REPORT_TABLE].title)
    word.line(document, f"Biểu số {data['table']}: {data['name']}", tight=True, bold=True)
    word.line(document, str(data["period"]), size=13, tight=True)
    word.line(document, str(data["scope"]), size=13, italic=True)
    given = [
        [row["number"], row["title"], row["value"]] if row["value"] else [row["title"]]
        for row in word.rows(data, "rows")
    ]
    word.grid(
        document, [["Cột", "Chỉ tiêu", "Số liệu"]], given, (16, 115, 34), aligns=("CENTER", "LEFT", "RIGHT")
    )
    if data.get("note"):
        word.line(document, str(data["note"]), size=12, align="JUSTIFY", italic=True)
    capacity = word.texts(data, "capacity") or [HEAD_OF_UNIT]
    word.foot(document, recipients=(), capacity=capacity, signer=str(data.get("signer") or ""), hint=BY_HAND)
    return word.saved(document)


def report_as_docx(data: Mapping[str, object]) -> bytes:
    """The form ``periodic-report`` as DOCX: the same parts, tables and annex as its PDF."""
    document = _begun(queries.PERIODIC_REPORT, data)
    word.head(document, data, symbol=str(data.get("symbol") or ""), day=str(data.get("undated") or ""))
    to = word.texts(data, "to")
    _opening(document, {**data, "to": [f"{'; '.join(to)}."] if to else []})
    for one in word.texts(data, "grounds"):
        word.sentence(document, one, italic=True)
    word.sentence(document, f"Số liệu: {data['window']}.")
    for one in word.texts(data, "notes"):
        word.sentence(document, one, italic=True)
    word.sentence(document, f"{data['agency']} báo cáo như sau:").paragraph_format.keep_with_next = True
    for row in word.rows(data, "body"):
        if row["kind"] == "table":
            _filled(document, json.loads(row["text"]))
            continue
        if row["kind"] == "bars":
            word.bars(document, json.loads(row["text"])["rows"])
            continue
        leads = row["kind"] != "text"
        for text in row["text"].split("\n"):
            paragraph = word.sentence(document, text, bold=leads, italic=row["kind"] == "subpart")
            paragraph.paragraph_format.keep_with_next = leads
    word.foot(
        document, recipients=word.texts(data, "recipients") or KEPT, signer=str(data.get("signer") or ""),
        capacity=word.texts(data, "capacity") or [HEAD_OF_UNIT],
    )  # fmt: skip
    _figures(document, data)
    return word.saved(document)


def _filled(document: Any, said: Mapping[str, Any]) -> None:
    """A table filled by hand; of one with sums, which stand in the last of its columns of numbers, the last row too."""
    heads, numbers = said["heads"], said.get("numbers", 0)
    last = len(said["rows"]) if numbers else 0
    each = (word.UPRIGHT - 9) / len(heads)
    word.grid(
        document, [["TT", *heads]],
        [["" if n == last else str(n), *one] for n, one in enumerate(said["rows"], 1)],
        (9, *[each] * len(heads)),
        aligns=("CENTER", "LEFT", *["RIGHT"] * numbers, *["LEFT"] * (len(heads) - 1 - numbers)),
    )  # fmt: skip


def _figures(document: Any, data: Mapping[str, object]) -> None:
    """The annex of figures, on a page of its own."""
    figures = word.rows(data, "figures")
    if not figures:
        return
    kind, _about = named(str(data.get("heading") or FORMS[queries.PERIODIC_REPORT].title))
    numbered = f" số {data['symbol']}" if data.get("symbol") else ""
    word.new_page(word.line(document, "PHỤ LỤC SỐ LIỆU", tight=True, bold=True))
    word.line(document, f"(Kèm theo {kind}{numbered})", italic=True)
    word.grid(
        document, [["Chỉ tiêu", "Đơn vị tính", "Số liệu"]],
        [
            [row["title"], row.get("unit", ""), row["value"]] if row.get("value") else [row["title"]]
            for row in figures
        ],
        (101, 24, 40), aligns=("LEFT", "CENTER", "RIGHT"),
    )  # fmt: skip
