"""A document that was composed (form ``document``) as DOCX: the same parts as its PDF, to be edited (NĐ 30/2020)."""

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from typing import Any

from motcua.base.documents import queries
from motcua.base.documents.choices import FORMS
from motcua.base.documents.forms import (
    _cells,
    _line,
    _numbered_pages,
    _page,
    _properties,
    _repacked,
    _texts,
    _tight,
)
from motcua.base.documents.policies import day_words, faults
from motcua.rules.impossible import Invalid

RED = (0xC0, 0x00, 0x00)
WIDTH = 165
"""Millimetres between the margins of a page."""


def as_docx(data: Mapping[str, object]) -> bytes:
    """The document as DOCX; equal data gives equal bytes."""
    found = faults(FORMS[queries.DOCUMENT], data)
    if found:
        raise Invalid.of(found)
    import docx

    document = docx.Document()
    _page(document)
    _numbered_pages(document)
    _properties(document, data)
    _head(document, data)
    _opening(document, data)
    for row in _rows(data, "body"):
        _part(document, row)
    _foot(document, data)
    for row in _rows(data, "annexes"):
        _annex(document, row, data) if row["kind"] == "annex" else _part(document, row)
    out = io.BytesIO()
    document.save(out)
    return _repacked(out.getvalue())


def _rows(data: Mapping[str, object], name: str) -> list[dict[str, str]]:
    value = data.get(name)
    rows = value if isinstance(value, Sequence) and not isinstance(value, str) else []
    return [{key: str(cell) for key, cell in row.items()} for row in rows if isinstance(row, Mapping)]


def _head(document: Any, data: Mapping[str, object]) -> None:
    left, right = _cells(document, 70, 95)
    if data.get("superior"):
        _tight(_line(left, str(data["superior"]).upper(), size=12))
    _tight(
        _line(left, str(data["agency"]).upper(), size=12, bold=True),
        _line(left, "―――――", size=8),
        _line(left, f"Số: {data.get('symbol') or '……'}", size=13),
    )
    if not data.get("kind"):
        _tight(_line(left, f"V/v {data['about']}", size=12))
    if data.get("urgency"):
        paragraph = _line(left, f" {str(data['urgency']).upper()} ", size=13, bold=True)
        _framed(paragraph.runs[0])
    _tight(
        _line(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", size=12, bold=True),
        _line(right, "Độc lập - Tự do - Hạnh phúc", size=13, bold=True),
        _line(right, "―――――――――――", size=8),
    )
    issued = data["issued_on"]
    assert isinstance(issued, dt.date)
    day = str(data.get("undated") or day_words(issued))
    _tight(_line(right, f"{data['place']}, {day}", size=13, italic=True))


def _framed(run: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    run.font.color.rgb = RGBColor(*RED)
    border = OxmlElement("w:bdr")
    for name, value in (("val", "single"), ("sz", "8"), ("space", "1"), ("color", "C00000")):
        border.set(qn(f"w:{name}"), value)
    run._element.get_or_add_rPr().append(border)


def _opening(document: Any, data: Mapping[str, object]) -> None:
    from docx.shared import Mm

    _tight(_line(document, "", size=8))
    if data.get("kind"):
        _tight(
            _line(document, str(data["kind"]).upper(), bold=True),
            _line(document, str(data["about"]), bold=True),
        )
        _line(document, "――――――", size=8)
        if data.get("issuer"):
            _line(document, str(data["issuer"]).upper(), bold=True)
    to = _texts(data, "to")
    if len(to) == 1:
        _line(document, f"Kính gửi: {to[0]}.")
    elif to:
        _line(document, "Kính gửi:", align="LEFT").paragraph_format.left_indent = Mm(25)
        for n, one in enumerate(to, 1):
            line = _line(document, f"- {one}{';' if n < len(to) else '.'}", align="LEFT")
            line.paragraph_format.left_indent = Mm(45)
    for one in _texts(data, "grounds"):
        _body(_line(document, one, align="JUSTIFY", italic=True))
    if data.get("opening"):
        _line(document, str(data["opening"]).upper(), bold=True)


def _body(paragraph: Any) -> Any:
    from docx.shared import Mm

    paragraph.paragraph_format.first_line_indent = Mm(10)
    return paragraph


def _part(document: Any, row: Mapping[str, str]) -> None:
    label, said, bold = row.get("label", ""), row.get("text", ""), row["kind"].endswith("!")
    match row["kind"].rstrip("!"):
        case "part" | "section":
            _tight(_line(document, label, bold=True))
            if said:
                _line(document, said.upper(), bold=True).paragraph_format.keep_with_next = True
        case "table":
            _table(document, [line.split("\t") for line in said.split("\n")])
        case "article":
            paragraph = _body(_line(document, f"{label} ", align="JUSTIFY", bold=True))
            paragraph.add_run(said).bold = bold
            paragraph.paragraph_format.keep_with_next = bold
        case _:
            paragraph = _body(_line(document, f"{label} {said}".strip(), align="JUSTIFY", bold=bold))
            paragraph.paragraph_format.keep_with_next = bold


def _table(document: Any, rows: Sequence[Sequence[str]]) -> None:
    from docx.shared import Mm

    longest = [min(60, max(4, *(len(row[n]) for row in rows))) for n in range(len(rows[0]))]
    table = document.add_table(rows=0, cols=len(rows[0]))
    table.style, table.autofit = document.styles["Table Grid"], False
    for n, row in enumerate(rows):
        for cell, text, length in zip(table.add_row().cells, row, longest, strict=True):
            cell.width = Mm(WIDTH * length // sum(longest))
            cell._element.remove(cell.paragraphs[0]._element)
            _tight(_line(cell, text, size=12, align="LEFT" if n else "CENTER", bold=not n))
    _tight(_line(document, "", size=6))


def _foot(document: Any, data: Mapping[str, object]) -> None:
    left, right = _cells(document, 75, 90)
    _tight(_line(left, "Nơi nhận:", size=12, align="LEFT", bold=True, italic=True))
    for one in _texts(data, "recipients"):
        _tight(_line(left, f"- {one}", size=11, align="LEFT"))
    for one in _texts(data, "capacity"):
        _tight(_line(right, one, bold=True))
    for _ in range(4):
        _line(right, "")
    _line(right, str(data.get("signer") or ""), bold=True)


def _annex(document: Any, row: Mapping[str, str], data: Mapping[str, object]) -> None:
    from docx.enum.text import WD_BREAK

    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    _tight(_line(document, row.get("label", ""), bold=True))
    if row.get("text"):
        _tight(_line(document, row["text"].upper(), bold=True))
    issued = data["issued_on"]
    assert isinstance(issued, dt.date)
    day = "" if data.get("undated") else f" {day_words(issued)}"
    _line(document, f"(Kèm theo {data['heading']}{day} của {data['agency']})", italic=True)
