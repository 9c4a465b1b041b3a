"""Letters and decisions whose wording is data: filled, printed as PDF, or written as DOCX to be edited and signed.

``catalogue/letters/*.toml`` holds the wordings, each with its law and how sure it is (R6.x; what is marked ``check`` is
to be compared with the form of the decree by a jurist). Layout: NĐ 30/2020/NĐ-CP, Phụ lục I.
"""

import datetime as dt
import functools
import io
import json
import tomllib
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from motcua.base.documents import queries
from motcua.base.documents.choices import FORMS
from motcua.base.documents.policies import day_words, faults, named
from motcua.rules.impossible import Invalid, NotFound

Filled = dict[str, object]
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
REPORT_TABLE = "report-table"
FIXED = (1980, 1, 1, 0, 0, 0)
"""The moment of every part of a DOCX: equal data gives equal bytes."""


@dataclass(frozen=True)
class Wording:
    """The words of one kind of letter; braces in them are filled from what was recorded.

    ``heading`` kind and summary ("Thông báo về việc …"); ``decides`` the word before the articles ("Quyết định:")
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
        "recipients": lines(wording.recipients),
    }  # fmt: skip


def as_pdf(data: Mapping[str, object]) -> bytes:
    """The letter as PDF/UA-1."""
    return queries.render(queries.LETTER, data)


# --- DOCX ------------------------------------------------------------------------------------------------------


def as_docx(data: Mapping[str, object]) -> bytes:
    """The same letter as DOCX, its properties naming agency, heading and code only."""
    found = faults(FORMS[queries.LETTER], data)
    if found:
        raise Invalid.of(found)
    import docx

    document = docx.Document()
    _page(document)
    _properties(document, data)
    _head(document, data)
    _text(document, data)
    _foot(document, data)
    out = io.BytesIO()
    document.save(out)
    return _repacked(out.getvalue())


def _page(document: Any) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(20), Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(14)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "Times New Roman")
    style.paragraph_format.space_after, style.paragraph_format.space_before = Pt(6), Pt(0)


def _numbered_pages(document: Any) -> None:
    """The page's number at its head, centred, from the second page on."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt

    section = document.sections[0]
    section.different_first_page_header_footer = True
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run()
    run.font.size = Pt(13)
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        run._element.append(element)


def _properties(document: Any, data: Mapping[str, object]) -> None:
    issued = data["issued_on"]
    assert isinstance(issued, dt.date)
    made = dt.datetime(issued.year, issued.month, issued.day)
    known = document.core_properties
    code = str(data.get("code") or "")
    known.author = known.last_modified_by = str(data["agency"])
    known.title = str(data.get("heading") or "") + (f" – {code}" if code else "")
    known.comments = known.keywords = known.subject = known.category = ""
    known.created = known.modified = known.last_printed = made
    known.language, known.revision = "vi-VN", 1


def _line(place: Any, text: str, *, size: float = 14, align: str = "CENTER", **look: bool) -> Any:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    paragraph = place.add_paragraph()
    paragraph.alignment = getattr(WD_ALIGN_PARAGRAPH, align)
    run = paragraph.add_run(text)
    run.font.size = Pt(size)
    for name, value in look.items():
        setattr(run, name, value)
    return paragraph


def _cells(document: Any, left: int, right: int) -> tuple[Any, Any]:
    from docx.shared import Mm

    table = document.add_table(rows=1, cols=2)
    table.autofit = False
    cells = table.rows[0].cells
    cells[0].width, cells[1].width = Mm(left), Mm(right)
    table.columns[0].width, table.columns[1].width = Mm(left), Mm(right)
    for cell in cells:
        cell._element.remove(cell.paragraphs[0]._element)
    return cells[0], cells[1]


def _tight(*paragraphs: Any) -> None:
    from docx.shared import Pt

    for paragraph in paragraphs:
        paragraph.paragraph_format.space_after = Pt(0)


def _head(document: Any, data: Mapping[str, object]) -> None:
    left, right = _cells(document, 70, 95)
    if data.get("superior"):
        _tight(_line(left, str(data["superior"]).upper(), size=12))
    _tight(
        _line(left, str(data["agency"]).upper(), size=12, bold=True),
        _line(left, "―――――", size=8),
        _line(left, f"Số: {data.get('symbol') or '……'}", size=13),
        _line(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", size=12, bold=True),
        _line(right, "Độc lập - Tự do - Hạnh phúc", size=13, bold=True),
        _line(right, "―――――――――――", size=8),
    )
    issued = data["issued_on"]
    assert isinstance(issued, dt.date)
    _tight(_line(right, f"{data['place']}, {day_words(issued)}", size=13, italic=True))


def _texts(data: Mapping[str, object], name: str) -> Sequence[str]:
    value = data.get(name)
    return [str(one) for one in value] if isinstance(value, Sequence) and not isinstance(value, str) else []


def _text(document: Any, data: Mapping[str, object]) -> None:
    from docx.shared import Mm

    _line(document, "")
    kind, about = named(str(data.get("heading") or FORMS[queries.LETTER].title))
    _tight(_line(document, kind.upper(), bold=True))
    if about:
        _line(document, about, bold=True)
    if data.get("issuer"):
        _line(document, str(data["issuer"]).upper(), bold=True)
    to = _texts(data, "to")
    if len(to) == 1:
        _line(document, f"Kính gửi: {to[0]}")
    elif to:
        _line(document, "Kính gửi:", align="LEFT").paragraph_format.left_indent = Mm(30)
        for one in to:
            _line(document, f"- {one}", align="LEFT").paragraph_format.left_indent = Mm(45)
    for name, italic in (("grounds", True), ("body", False)):
        for one in _texts(data, name):
            _line(document, one, align="JUSTIFY", italic=italic).paragraph_format.first_line_indent = Mm(10)
    if data.get("decides"):
        _line(document, str(data["decides"]).upper(), bold=True)
    for n, one in enumerate(_texts(data, "articles"), 1):
        paragraph = _line(document, f"Điều {n}. ", align="JUSTIFY", bold=True)
        paragraph.add_run(one)
        paragraph.paragraph_format.first_line_indent = Mm(10)


def _foot(document: Any, data: Mapping[str, object], *, hint: str = "(Ký, ghi rõ họ tên, đóng dấu)") -> None:
    left, right = _cells(document, 80, 85)
    _tight(_line(left, "Nơi nhận:", size=12, align="LEFT", bold=True, italic=True))
    for one in _texts(data, "recipients") or ["Như trên;", "Lưu: VT."]:
        _tight(_line(left, f"- {one}", size=11, align="LEFT"))
    for name in ("authority", "capacity"):
        if data.get(name):
            _tight(_line(right, str(data[name]).upper(), bold=True))
    if hint:
        _tight(_line(right, hint, size=12, italic=True))
    for _ in range(3):
        _line(right, "")
    _line(right, str(data.get("signer") or ""), bold=True)


def _repacked(content: bytes) -> bytes:
    """The same parts with a fixed moment each, and without the picture of the library's template."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as read, zipfile.ZipFile(out, "w") as write:
        for name in read.namelist():
            part = zipfile.ZipInfo(name, FIXED)
            part.compress_type = zipfile.ZIP_DEFLATED
            write.writestr(part, read.read(name))
    return out.getvalue()


def table_as_docx(data: Mapping[str, object]) -> bytes:
    """The form ``report-table`` as DOCX: the same rows as its PDF; a row without a value is a heading."""
    found = faults(FORMS[REPORT_TABLE], data)
    if found:
        raise Invalid.of(found)
    import docx

    document = docx.Document()
    _page(document)
    _properties(document, {**data, "heading": data["name"], "code": data["table"]})
    _head(document, data)
    _line(document, FORMS[REPORT_TABLE].title.upper(), bold=True)
    _line(document, f"Biểu số {data['table']}: {data['name']}", size=13, bold=True)
    _line(document, str(data["period"]), size=13)
    _line(document, str(data["scope"]), size=13, italic=True)
    _rows(document, data["rows"])
    if data.get("note"):
        _line(document, str(data["note"]), size=12, align="JUSTIFY", italic=True)
    _foot(document, {"recipients": ["Lưu: VT."], **data, "capacity": ", ".join(_texts(data, "capacity"))})
    out = io.BytesIO()
    document.save(out)
    return _repacked(out.getvalue())


def _rows(document: Any, rows: object) -> None:
    from docx.shared import Mm

    assert isinstance(rows, Sequence)
    table = document.add_table(rows=0, cols=3)
    table.style, table.autofit = document.styles["Table Grid"], False
    for row in ({"number": "Cột", "title": "Chỉ tiêu", "value": "Số liệu"}, *rows):
        cells = table.add_row().cells
        heads = row["value"] in ("", "Số liệu")
        for cell, name, width in zip(cells, ("number", "title", "value"), (16, 110, 39), strict=True):
            cell.width = Mm(width)
            cell._element.remove(cell.paragraphs[0]._element)
            align = {"number": "CENTER", "title": "LEFT", "value": "RIGHT"}[name]
            _tight(_line(cell, str(row[name]), size=12, align=align, bold=heads))


# --- periodic reports ------------------------------------------------------------------------------------------


def report_as_docx(data: Mapping[str, object]) -> bytes:
    """The form ``periodic-report`` as DOCX, to be edited: the same parts, tables and annex as its PDF."""
    found = faults(FORMS[queries.PERIODIC_REPORT], data)
    if found:
        raise Invalid.of(found)
    import docx
    from docx.shared import Mm

    document = docx.Document()
    _page(document)
    _numbered_pages(document)
    _properties(document, data)
    _head(document, data)
    _text(document, {name: data[name] for name in ("heading", "grounds") if name in data} | _to(data))
    for line, look in (
        (f"Số liệu: {data['window']}.", {}),
        *((note, {"italic": True}) for note in _texts(data, "notes")),
    ):
        _line(document, line, align="JUSTIFY", **look).paragraph_format.first_line_indent = Mm(10)
    body = _given_rows(data, "body")
    for row in body:
        if row["kind"] == "table":
            said = json.loads(row["text"])
            _grid(document, ["TT", *said["heads"]], [[str(n), *one] for n, one in enumerate(said["rows"], 1)])
            _line(document, "", size=6)
            continue
        look = {"bold": row["kind"] != "text", "italic": row["kind"] == "subpart"}
        for text in row["text"].split("\n"):
            paragraph = _line(document, text, align="JUSTIFY", **look)
            paragraph.paragraph_format.first_line_indent = Mm(10)
            paragraph.paragraph_format.keep_with_next = row["kind"] != "text" or row is body[-1]
    capacity = _texts(data, "capacity") or ["Thủ trưởng đơn vị"]
    _foot(document, {**data, "authority": "\n".join(capacity[:-1]), "capacity": capacity[-1]}, hint="")
    figures = _given_rows(data, "figures")
    if figures:
        _line(document, "").paragraph_format.page_break_before = True
        _line(document, "PHỤ LỤC SỐ LIỆU", bold=True)
        _grid(
            document, ["Chỉ tiêu", "Đơn vị tính", "Số liệu"],
            [[row["title"], row.get("unit", ""), row.get("value", "")] for row in figures], widths=(95, 28, 42),
        )  # fmt: skip
    out = io.BytesIO()
    document.save(out)
    return _repacked(out.getvalue())


def _to(data: Mapping[str, object]) -> dict[str, object]:
    return {"to": _texts(data, "to")}


def _given_rows(data: Mapping[str, object], name: str) -> list[dict[str, str]]:
    value = data.get(name)
    rows = value if isinstance(value, Sequence) and not isinstance(value, str) else []
    return [{key: str(cell) for key, cell in row.items()} for row in rows if isinstance(row, Mapping)]


def _grid(
    document: Any, heads: Sequence[str], rows: Sequence[Sequence[str]], *, widths: Sequence[int] = ()
) -> None:
    from docx.shared import Mm

    table = document.add_table(rows=0, cols=len(heads))
    table.style, table.autofit = document.styles["Table Grid"], False
    each = 157 // max(1, len(heads) - 1)
    sizes = widths or (8, *[each] * (len(heads) - 1))
    for n, row in enumerate((heads, *rows)):
        for cell, text, width in zip(table.add_row().cells, row, sizes, strict=True):
            cell.width = Mm(width)
            cell._element.remove(cell.paragraphs[0]._element)
            group = bool(widths) and not row[-1]
            _tight(_line(cell, text, size=12, align="CENTER" if n == 0 else "LEFT", bold=n == 0 or group))
