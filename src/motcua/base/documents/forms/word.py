"""What every DOCX is made of: page, head, tables, foot, laid out as NĐ 30/2020/NĐ-CP, Phụ lục I asks.

The font is Times New Roman, by name: a machine without it takes one of the same measures (fontTable). Lines are broken
and rules are drawn by the usual width of its letters.
"""

import datetime as dt
import io
import math
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

from motcua.base.documents.policies import day_words
from motcua.rules.vietnamese import printable

FONT, INSTEAD = "Times New Roman", "Liberation Serif"
FIXED = (1980, 1, 1, 0, 0, 0)
"""The moment of every part of a DOCX: equal data gives equal bytes."""
UPRIGHT, ACROSS = 165, 262
"""Millimetres between the margins of a page, upright and on its side."""
SIDES = (72, 93)
"""Of the two columns of a head: the agency, and the nation."""
RED = (0xC0, 0x00, 0x00)
_EM = 0.3528
"""Millimetres of a point."""
_TITLE = 255
"""Letters of a property."""
_UNWANTED = ("/thumbnail", "/stylesWithEffects", "/customXml")
"""Parts of the library's template that say nothing of this document."""


def begun(data: Mapping[str, object], *, flipped: bool = False) -> Any:
    """An empty document: page, letters, language, page numbers, properties that name agency, heading and code only."""
    import docx
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm

    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = (Mm(297), Mm(210)) if flipped else (Mm(210), Mm(297))
    section.orientation = WD_ORIENT.LANDSCAPE if flipped else WD_ORIENT.PORTRAIT
    section.top_margin, section.bottom_margin = Mm(20), Mm(20)
    section.left_margin, section.right_margin = Mm(20 if flipped else 30), Mm(15)
    section.header_distance = section.footer_distance = Mm(10)
    _letters(document)
    _numbered(section)
    _properties(document, data)
    return document


def _letters(document: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt

    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(14)
    for script in ("eastAsia", "cs"):
        style.element.rPr.rFonts.set(qn(f"w:{script}"), FONT)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    style.element.rPr.append(language)
    style.paragraph_format.space_after, style.paragraph_format.space_before = Pt(6), Pt(0)
    style.paragraph_format.line_spacing = 1.15


def _numbered(section: Any) -> None:
    """The page's number at its head, centred, from the second page on."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    section.different_first_page_header_footer = True
    place = section.header
    place._element.remove(place.paragraphs[0]._element)
    run = line(place, "", size=13).runs[0]
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
    known.author = known.last_modified_by = printable(str(data["agency"]))[:_TITLE]
    known.title = printable(str(data.get("heading") or "") + (f" – {code}" if code else ""))[:_TITLE]
    known.comments = known.keywords = known.subject = known.category = ""
    known.created = known.modified = known.last_printed = made
    known.language, known.revision = "vi-VN", 1


def saved(document: Any) -> bytes:
    """The file, each part with a fixed moment."""
    package = document.part.package
    for owner in (package, document.part):
        for key, relation in list(owner.rels.items()):
            if relation.reltype.endswith(_UNWANTED):
                del owner.rels[key]
    for part in package.iter_parts():
        if part.partname == "/word/fontTable.xml":
            named = f'<w:font w:name="{FONT}">'.encode()
            part._blob = part.blob.replace(named, named + f'<w:altName w:val="{INSTEAD}"/>'.encode())
    whole, out = io.BytesIO(), io.BytesIO()
    document.save(whole)
    with zipfile.ZipFile(whole) as read, zipfile.ZipFile(out, "w") as write:
        for name in read.namelist():
            entry = zipfile.ZipInfo(name, FIXED)
            entry.compress_type = zipfile.ZIP_DEFLATED
            write.writestr(entry, read.read(name))
    return out.getvalue()


# --- lines -----------------------------------------------------------------------------------------------------


def line(
    place: Any, text: str, *, size: float = 14, align: str = "CENTER", tight: bool = False, **look: bool
) -> Any:
    """A paragraph of one look; ``tight``: with nothing below it."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    paragraph = place.add_paragraph()
    paragraph.alignment = getattr(WD_ALIGN_PARAGRAPH, align)
    run = paragraph.add_run(printable(text))
    run.font.size = Pt(size)
    for name, value in look.items():
        setattr(run, name, value)
    if tight:
        paragraph.paragraph_format.space_after, paragraph.paragraph_format.line_spacing = Pt(0), 1
    return paragraph


def sentence(document: Any, text: str, **look: bool) -> Any:
    """A paragraph of the content: justified, its first line indented by 1 cm."""
    from docx.shared import Mm

    paragraph = line(document, text, align="JUSTIFY", **look)
    paragraph.paragraph_format.first_line_indent = Mm(10)
    return paragraph


def article(document: Any, label: str, text: str, *, bold: bool = False) -> Any:
    """A paragraph that begins with "Điều …" in bold."""
    paragraph = sentence(document, f"{label} ", bold=True)
    paragraph.add_run(printable(text)).bold = bold
    return paragraph


def wide(text: str, size: float) -> float:
    """About how many millimetres a line of bold letters takes."""
    return size * _EM * sum(0.72 if c.isupper() else 0.25 if c == " " else 0.53 for c in text)


def balanced(text: str, size: float, room: float) -> str:
    """Broken into as few lines as it needs, of about the same length."""

    def broken(limit: float) -> list[str]:
        lines = [""]
        for word in text.split():
            longer = f"{lines[-1]} {word}".strip()
            if lines[-1] and wide(longer, size) > limit:
                lines.append(word)
            else:
                lines[-1] = longer
        return lines

    fewest = len(broken(room))
    limit = next(n for n in range(math.ceil(room) + 1) if n >= room or len(broken(n)) <= fewest)
    return "\n".join(broken(limit))


def rule(place: Any, length: float, room: float, *, after: float = 4) -> None:
    """A line of that length (mm) in the middle of what is ``room`` wide."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    paragraph = line(place, "", size=1, tight=True)
    paragraph.paragraph_format.line_spacing = Pt(2)
    paragraph.paragraph_format.space_after = Pt(after)
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Mm((room - length) / 2)
    borders, bottom = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    properties = paragraph._element.get_or_add_pPr()
    properties.insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def sides(document: Any, *widths: float, deep: int = 1) -> list[list[Any]]:
    """Columns side by side from margin to margin, ``deep`` rows of them, each whole on a page."""
    table = document.add_table(rows=0, cols=len(widths))
    _sized(table, widths, inset=0)
    return [_row(table) for _ in range(deep)]


def _sized(table: Any, widths: Sequence[float], *, inset: float) -> None:
    from docx.enum.table import WD_TABLE_ALIGNMENT
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Mm

    table.autofit, table.alignment = False, WD_TABLE_ALIGNMENT.CENTER
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        element = OxmlElement(f"w:{side}")
        element.set(qn("w:w"), str(round(inset * 56.7)))
        element.set(qn("w:type"), "dxa")
        margins.append(element)
    table._tblPr.insert_element_before(margins, "w:tblLook")


def _row(table: Any, *, whole: bool = False) -> list[Any]:
    """One more row, not broken over pages, its cells without a paragraph; ``whole``: as one cell."""
    from docx.oxml import OxmlElement

    row = table.add_row()
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for cell, column in zip(row.cells, table.columns, strict=True):
        cell.width = column.width
    cells = [row.cells[0].merge(row.cells[-1])] if whole else list(row.cells)
    for cell in cells:
        cell._element.remove(cell.paragraphs[0]._element)
    return cells


def grid(
    document: Any, heads: Sequence[Sequence[str]], rows: Sequence[Sequence[str]], widths: Sequence[float], *,
    aligns: Sequence[str] = (), size: float = 12,
) -> None:  # fmt: skip
    """A table with lines: its heads again on every page; a row of one cell alone is a heading over all columns."""
    from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
    from docx.oxml import OxmlElement
    from docx.shared import Pt

    table = document.add_table(rows=0, cols=len(widths))
    table.style = document.styles["Table Grid"]
    _sized(table, widths, inset=1.5)
    for y, given in enumerate((*heads, *rows)):
        head, alone = y < len(heads), len(given) == 1 < len(widths)
        given = given if alone else [*given, *[""] * len(widths)][: len(widths)]
        cells = _row(table, whole=alone)
        if head:
            table.rows[-1]._tr.trPr.append(OxmlElement("w:tblHeader"))
        for x, (cell, text) in enumerate(zip(cells, given, strict=True)):
            align = "CENTER" if head else aligns[x] if aligns and not alone else "LEFT"
            said = line(cell, text, size=size, align=align, tight=True, bold=head or alone)
            said.paragraph_format.space_before = said.paragraph_format.space_after = Pt(2)
            said.paragraph_format.keep_with_next = head or alone
            if head:
                cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    line(document, "", size=4, tight=True)


def bars(document: Any, rows: Sequence[tuple[str, float, str]]) -> None:
    """What each is, a bar as long as its share of the whole, and the number."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    widths = (55, 75, 35)
    for (title, share, said), (left, middle, right) in zip(
        rows, sides(document, *widths, deep=len(rows)), strict=True
    ):
        line(left, title, size=12, align="LEFT", tight=True)
        bar = line(middle, "", size=9, align="LEFT", tight=True)
        bar.paragraph_format.space_before = Pt(3)
        bar.paragraph_format.right_indent = Mm(min(widths[1] * (1 - share), widths[1] - 1))
        shade = OxmlElement("w:shd")
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", "5A6B7B")):
            shade.set(qn(f"w:{name}"), value)
        bar._element.get_or_add_pPr().insert_element_before(
            shade, "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
        )
        line(right, said, size=12, align="RIGHT", tight=True)
    line(document, "", size=4, tight=True)


# --- head and foot ---------------------------------------------------------------------------------------------


def head(
    document: Any, data: Mapping[str, object], *, symbol: str | None, about: str = "", urgency: str = "", day: str = "",
    widths: tuple[float, float] = SIDES,
) -> None:  # fmt: skip
    """Agency and number on the left; nation, motto, place and day on the right.

    ``about``: of an official letter, under its number; ``day``: instead of the day issued; ``symbol``: None where
    nothing is numbered.
    """
    from docx.shared import Pt

    (left, right), (below, beside) = sides(document, *widths, deep=2)
    room = widths[0] - 4
    if data.get("superior"):
        line(left, balanced(str(data["superior"]).upper(), 12, room), size=12, tight=True)
    agency = balanced(str(data["agency"]).upper(), 12, room)
    line(left, agency, size=12, tight=True, bold=True)
    rule(left, 0.4 * wide(agency.split("\n")[-1], 12), widths[0])
    motto = "Độc lập - Tự do - Hạnh phúc"
    line(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", size=12, tight=True, bold=True)
    line(right, motto, size=13, tight=True, bold=True)
    rule(right, wide(motto, 13), widths[1])
    line(below, "" if symbol is None else f"Số: {symbol or '……'}", size=13, tight=True)
    if about:
        line(below, balanced(f"V/v {about}", 12, room), size=12, tight=True)
    if urgency:
        marked = line(below, f" {urgency.upper()} ", size=13, tight=True, bold=True)
        marked.paragraph_format.space_before = Pt(5)
        _framed(marked.runs[0])
    issued = data["issued_on"]
    assert isinstance(issued, dt.date)
    line(beside, f"{data['place']}, {day or day_words(issued)}", size=13, tight=True, italic=True)


def _framed(run: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    run.font.color.rgb = RGBColor(*RED)
    border = OxmlElement("w:bdr")
    for name, value in (("val", "single"), ("sz", "8"), ("space", "1"), ("color", "C00000")):
        border.set(qn(f"w:{name}"), value)
    run._element.get_or_add_rPr().append(border)


def title(document: Any, kind: str, about: str = "", issuer: str = "") -> None:
    """The kind of the document, what it is about with a rule under it, who issues it where that is said (R8.8)."""
    from docx.shared import Pt

    said = line(document, kind.upper(), tight=True, bold=True)
    said.paragraph_format.space_before, said.paragraph_format.space_after = Pt(18), Pt(0 if about else 10)
    if about:
        said = balanced(about, 14, UPRIGHT - 20)
        line(document, said, tight=True, bold=True)
        rule(document, 0.4 * wide(said.split("\n")[-1], 14), UPRIGHT, after=10)
    if issuer:
        line(document, issuer.upper(), bold=True)


def addressed(document: Any, to: Sequence[str]) -> None:
    """Kính gửi: one on the same line; more each on a line with a dash, the dashes under the colon."""
    from docx.shared import Mm

    if len(to) == 1:
        line(document, f"Kính gửi: {to[0]}")
    elif to:
        line(document, "Kính gửi:", align="LEFT", tight=True).paragraph_format.left_indent = Mm(30)
        for n, one in enumerate(to, 1):
            said = line(document, f"- {one}", align="LEFT", tight=n < len(to))
            said.paragraph_format.left_indent = Mm(49)


def called(document: Any, words: str, given: Sequence[str]) -> None:
    """Whom the issuer turns to otherwise than by "Kính gửi": one on the same line; more each on a line."""
    if len(given) == 1:
        sentence(document, f"{words}: {given[0]}")
        return
    sentence(document, f"{words}:")
    for one in given:
        sentence(document, f"- {one}")


def cosigned(document: Any, given: Sequence[Mapping[str, str]], recipients: Sequence[str]) -> None:
    """Several who sign, two side by side, their names on one line; who gets it below. Nobody stands in an empty row."""
    from docx.shared import Pt

    if document.paragraphs and document.element.body[-2] is document.paragraphs[-1]._element:
        document.paragraphs[-1].paragraph_format.keep_with_next = True
    rows_ = sides(document, UPRIGHT / 2, UPRIGHT / 2, deep=len(given))
    for n, row in enumerate(given):
        over, hand = rows_[n // 2 * 2][n % 2], rows_[n // 2 * 2 + 1][n % 2]
        hint = row.get("hint", "")
        said = [line(over, one.upper(), tight=True, bold=True) for one in row.get("capacity", "").split("\n")]
        said += [line(over, hint, size=12, tight=True, italic=True)] if hint else []
        for one in said:
            one.paragraph_format.keep_with_next = True
        for _ in range(3 if hint else 5):
            line(hand, "", tight=True)
        line(hand, row.get("signer", ""), tight=True, bold=True)
    label = line(document, "Nơi nhận:", size=12, align="LEFT", tight=True, bold=True, italic=True)
    label.paragraph_format.space_before = Pt(10)
    for one in recipients:
        line(document, f"- {one}", size=11, align="LEFT", tight=True)


def foot(
    document: Any, *, recipients: Sequence[str], capacity: Sequence[str], signer: str = "", hint: str = "",
    note: str = "", widths: tuple[float, float] = (80, 85),
) -> None:  # fmt: skip
    """Who gets it on the left, who signs as what on the right, with room for hand and seal between.

    ``note``: said on the left where nobody gets it.
    """
    if document.paragraphs and document.element.body[-2] is document.paragraphs[-1]._element:
        document.paragraphs[-1].paragraph_format.keep_with_next = True
    ((left, right),) = sides(document, *widths)
    if recipients:
        line(left, "Nơi nhận:", size=12, align="LEFT", tight=True, bold=True, italic=True)
    else:
        line(left, note, size=13, align="LEFT", tight=True, italic=True)
    for one in recipients:
        line(left, f"- {one}", size=11, align="LEFT", tight=True)
    for one in capacity:
        line(right, one.upper(), tight=True, bold=True)
    if hint:
        line(right, hint, size=12, tight=True, italic=True)
    for _ in range(3 if hint else 5):
        line(right, "", tight=True)
    line(right, signer, tight=True, bold=True)


def new_page(paragraph: Any) -> Any:
    """The paragraph, first on its page."""
    paragraph.paragraph_format.page_break_before = True
    return paragraph


def texts(data: Mapping[str, object], name: str) -> list[str]:
    """A list of lines, empty where there is none."""
    value = data.get(name)
    return [str(one) for one in value] if isinstance(value, Sequence) and not isinstance(value, str) else []


def rows(data: Mapping[str, object], name: str) -> list[dict[str, str]]:
    """Rows of texts, empty where there are none."""
    value = data.get(name)
    given = value if isinstance(value, Sequence) and not isinstance(value, str) else []
    return [{key: str(cell) for key, cell in row.items()} for row in given if isinstance(row, Mapping)]
