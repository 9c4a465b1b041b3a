"""DOCX as text: paragraphs and tables in their order, with the numbers that Word writes by itself before paragraphs."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

import docx
import docx.opc.exceptions
from docx.oxml.ns import qn
from lxml import etree

from motcua.gateways.extraction.found import Found, Refused, TimeUp, clean, table
from motcua.gateways.extraction.letters import TCVN3, Piece, capital, heads, in_today, of_font, said_of, told
from motcua.gateways.extraction.plain import MOST_CHARS

MOST_UNPACKED, MOST_PARTS, MOST_RATIO = 300 * 1024**2, 5_000, 250
_BROKEN = "tệp Word bị hỏng hoặc tải chưa đủ; mở bằng Word, lưu lại rồi thử lại"
_TODAYS = "Times New Roman"
"""Stands for every font of today."""
_BREAKS = (qn("w:tab"), qn("w:br"), qn("w:cr"))
_FAULTS = (
    zipfile.BadZipFile, zlib.error, etree.LxmlError, KeyError, ValueError, IndexError, AttributeError,
    TypeError, EOFError,
    OSError, NotImplementedError, RecursionError, docx.opc.exceptions.OpcError, AssertionError,
)  # fmt: skip


def read(content: bytes) -> Found:
    """The text of a Word file. Raises Refused."""
    _look(content)
    try:
        document = docx.Document(io.BytesIO(content))
        if any(_defines(part) for part in document.part.package.iter_parts()):
            raise Refused("tệp Word có khai báo DTD mà Word không bao giờ ghi; tệp bất thường, không đọc")
        warnings, old = _modern(document)
        writer = _Writer(document)
        text = writer.text(document.element.body)
    except Refused:
        raise
    except _FAULTS as fault:
        raise Refused(_BROKEN) from fault
    text = heads(text) if old else text
    if not text.strip():
        raise Refused("tệp Word không có chữ (có thể chỉ có ảnh)")
    if len(text) > MOST_CHARS:
        text, warnings = text[:MOST_CHARS], [*warnings, "Tệp quá dài; chỉ đọc phần đầu."]
    return Found(text, "docx", (), (*warnings, *writer.warnings))


def _defines(part: Any) -> bool:
    """Whether a part declares a DTD, which may name entities of other files."""
    element = getattr(part, "element", None)
    return element is not None and bool(element.getroottree().docinfo.doctype)


def _look(content: bytes) -> None:
    """Refuse what unpacks to far more than it is, before anything is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError, IndexError) as fault:
        raise Refused(_BROKEN) from fault
    whole = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS or whole > MOST_UNPACKED or whole > MOST_RATIO * max(len(content), 20_000):
        raise Refused("tệp Word bung ra quá lớn")
    if any(part.flag_bits & 1 for part in parts):
        raise Refused("tệp Word có mật khẩu; bỏ mật khẩu rồi thử lại")
    if "word/document.xml" not in names:
        kind = "bảng tính" if any(name.startswith("xl/") for name in names) else "tệp nén"
        raise Refused(f"đây là {kind}, không phải tệp Word")
    if "word/vbaProject.bin" in names:
        raise Refused("tệp Word có macro; mở bằng Word, lưu thành .docx không macro rồi thử lại")


def _modern(document: Any) -> tuple[list[str], bool]:
    """Write the letters of old fonts in those of today, each paragraph by the fonts of its runs; what has to be said
    of it, and whether TCVN3 was among them without a font for its capitals."""
    fonts, shown = _Fonts(document), (qn("w:t"), qn("w:softHyphen"), *_BREAKS)
    pieces, places = list[Piece](), list[tuple[int, list[Any]]]()
    paragraph, number = None, -1
    for run in document.element.body.iter(qn("w:r")):
        nodes = [node for node in run.iterchildren(*shown) if _letters(node)]
        above = next(run.iterancestors(qn("w:p")), None)
        if not nodes or above is None:
            continue
        font = fonts.of(run, above)
        font = font if of_font(font) else _TODAYS
        if above is not paragraph:
            paragraph, number = above, number + 1
        said = "".join(map(_letters, nodes))
        if places and places[-1][0] == number and pieces[-1].font == font:
            pieces[-1] = Piece(pieces[-1].text + said, font)
            places[-1][1].extend(nodes)
        else:
            pieces.append(Piece(said, font))
            places.append((number, nodes))
    if not any(of_font(piece.font) for piece in pieces):
        pieces = [Piece(piece.text) for piece in pieces]
    found = told(pieces)
    for (_, nodes), piece, text, encoding in zip(places, pieces, found.texts, found.encodings, strict=True):
        if encoding:
            _rewrite(nodes, piece.text, text, encoding)
    left = [places[at][0] for at in found.left]
    drawn = any(capital(piece.font) for piece in pieces)
    return said_of(found.converted, what="đoạn", places=left), TCVN3 in found.encodings and not drawn


def _letters(node: Any) -> str:
    """The letters of a node: a soft hyphen is ư in TCVN3."""
    return (node.text or "") if node.tag == qn("w:t") else "\n" if node.tag in _BREAKS else "\xad"


def _rewrite(nodes: list[Any], old: str, new: str, encoding: str) -> None:
    """Put a new text where an old one stood: letter for letter where both are as long, else node by node, or all of
    it in the first place where one letter stands in two nodes."""
    sizes = [len(_letters(node)) for node in nodes]
    starts = [sum(sizes[:at]) for at in range(len(sizes))]
    if len(old) == len(new):
        texts = [new[at : at + size] for at, size in zip(starts, sizes, strict=True)]
    else:
        texts = [in_today(_letters(node), encoding) for node in nodes]
        if "".join(texts) != new:
            texts = [new, *([""] * (len(nodes) - 1))]
    for node, text in zip(nodes, texts, strict=True):
        if node.tag not in _BREAKS:
            node.tag, node.text = qn("w:t"), text


class _Fonts:
    """The font of a run: its own, that of its style, of its paragraph's style, of the document."""

    def __init__(self, document: Any) -> None:
        styles = document.styles.element
        self.styles = {style.get(qn("w:styleId")): style for style in styles.iterchildren(qn("w:style"))}
        self.default = _font(styles.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}"))
        self.normal = next(
            (
                name
                for name, style in self.styles.items()
                if style.get(qn("w:type")) == "paragraph"
                and style.get(qn("w:default")) in ("1", "true", "on")
            ),
            "",
        )

    def of(self, run: Any, paragraph: Any) -> str:
        """Its name; empty where none is told."""
        own = run.find(qn("w:rPr"))
        above = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        named = None if own is None else own.find(qn("w:rStyle"))
        return (
            _font(own)
            or self._style("" if named is None else named.get(qn("w:val")))
            or self._style(self.normal if above is None else above.get(qn("w:val")))
            or self.default
        )

    def _style(self, name: str | None) -> str:
        for _ in range(12):
            style = self.styles.get(name)
            if style is None:
                return ""
            if font := _font(style.find(qn("w:rPr"))):
                return font
            base = style.find(qn("w:basedOn"))
            name = None if base is None else base.get(qn("w:val"))
        return ""


def _font(properties: Any) -> str:
    fonts = None if properties is None else properties.find(qn("w:rFonts"))
    return "" if fonts is None else str(fonts.get(qn("w:hAnsi")) or fonts.get(qn("w:ascii")) or "")


class _Writer:
    def __init__(self, document: Any) -> None:
        self.warnings = list[str]()
        self.numbers = _Numbers(document)

    def text(self, body: Any) -> str:
        """The whole of a body, or what was read of it when the time was over."""
        parts = list[str]()
        try:
            for part in self.body(body):
                parts.append(part)
        except TimeUp:
            if not "".join(parts).strip():
                raise
            self.warnings.append("Đọc quá lâu; chỉ đọc phần đầu.")
        return "".join(parts)

    def body(self, body: Any) -> Iterator[str]:
        """Paragraphs and tables of a body, in order."""
        for child in self._blocks(body):
            if child.tag == qn("w:tbl"):
                yield "\n" + table(self.rows(child))
            else:
                said = self.paragraph(child)
                yield said + "\n\n" if said.strip() else "\n"

    def _blocks(self, body: Any) -> Iterator[Any]:
        for child in body.iterchildren():
            if child.tag in (qn("w:p"), qn("w:tbl")):
                yield child
            elif child.tag in (qn("w:sdt"), qn("w:customXml"), qn("w:smartTag"), qn("w:ins")):
                content = child.find(qn("w:sdtContent"))
                yield from self._blocks(child if content is None else content)

    def paragraph(self, paragraph: Any) -> str:
        """A paragraph with its number."""
        parts = list[str]()
        for node in paragraph.iter(
            qn("w:t"),
            qn("w:tab"),
            qn("w:br"),
            qn("w:cr"),
            qn("w:noBreakHyphen"),
            qn("w:txbxContent"),
            qn("w:softHyphen"),
        ):
            if node.tag == qn("w:t"):
                parts.append(node.text or "")
            elif node.tag == qn("w:tab"):
                if node.getparent() is not None and node.getparent().tag == qn("w:r"):
                    parts.append("\t")
            elif node.tag in (qn("w:br"), qn("w:cr")):
                parts.append("\n")
            elif node.tag == qn("w:noBreakHyphen"):
                parts.append("-")
        said = "".join(parts).replace("|", "/")
        mark = self.numbers.of(paragraph) if said.strip() else ""
        if mark:
            said = f"{mark} {said.lstrip()}"
        return re.sub(r"(?<=\S)\t+(?=\S)", " ", said) if said.count("\t") == 1 and mark else said

    def rows(self, node: Any) -> list[list[str]]:
        """Cells row by row: a cell over several columns once with empty ones after it, a table in a cell as its
        lines."""
        rows, above = list[list[str]](), dict[int, str]()
        for row in node.iterchildren(qn("w:tr")):
            cells = list[str]()
            for cell in row.iterchildren(qn("w:tc"), qn("w:sdt")):
                inner = cell if cell.tag == qn("w:tc") else next(cell.iter(qn("w:tc")), None)
                if inner is None:
                    continue
                said = clean("".join(self._cell(inner, 0)))
                span = inner.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
                merge = inner.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
                if merge is not None and merge.get(qn("w:val")) != "restart" and not said:
                    said = above.get(len(cells), "")
                above[len(cells)] = said
                cells.append(said)
                wide = int(span.get(qn("w:val")) or 1) if span is not None else 1
                cells.extend([""] * min(wide - 1, 40))
            if any(cells):
                rows.append(cells)
        return rows

    def _cell(self, cell: Any, depth: int) -> Iterator[str]:
        for child in self._blocks(cell):
            if child.tag == qn("w:p"):
                yield self.paragraph(child) + "\n"
            elif depth < 30:
                for inner in child.iter(qn("w:tc")):
                    if next(inner.iterancestors(qn("w:tbl")), None) is child:
                        yield from self._cell(inner, depth + 1)
            elif "Bảng lồng nhiều lớp" not in "".join(self.warnings):
                self.warnings.append("Bảng lồng nhiều lớp, có phần không đọc.")


class _Numbers:
    """What Word counts by itself: lists and headings that have a number in the style."""

    def __init__(self, document: Any) -> None:
        self.levels = dict[str, dict[int, tuple[str, str, int]]]()
        self.counts = dict[str, dict[int, int]]()
        self.styles = dict[str, tuple[str, int]]()
        try:
            numbering = document.part.numbering_part.element
        except (KeyError, NotImplementedError, AttributeError):
            return
        abstract = {
            one.get(qn("w:abstractNumId")): {
                int(level.get(qn("w:ilvl")) or 0): (
                    _value(level, "w:numFmt", "decimal"), _value(level, "w:lvlText", ""), int(_value(level,
                    "w:start", "1") or 1)
                )
                for level in one.iterchildren(qn("w:lvl"))
            }
            for one in numbering.iterchildren(qn("w:abstractNum"))
        }  # fmt: skip
        for one in numbering.iterchildren(qn("w:num")):
            self.levels[one.get(qn("w:numId"))] = abstract.get(_value(one, "w:abstractNumId", ""), {})
        for style in document.styles.element.iterchildren(qn("w:style")):
            if found := _numbered(style.find(qn("w:pPr"))):
                self.styles[style.get(qn("w:styleId"))] = found

    def of(self, paragraph: Any) -> str:
        """The number before a paragraph, blank where it has none."""
        properties = paragraph.find(qn("w:pPr"))
        found = _numbered(properties)
        if (
            found is None
            and properties is not None
            and (style := properties.find(qn("w:pStyle"))) is not None
        ):
            found = self.styles.get(style.get(qn("w:val")))
        if found is None or found[0] not in self.levels:
            return ""
        number, level = found
        levels, counts = self.levels[number], self.counts.setdefault(number, {})
        if level not in levels:
            return ""
        counts[level] = counts.get(level, levels[level][2] - 1) + 1
        for below in [one for one in counts if one > level]:
            del counts[below]
        kind, shape, _ = levels[level]
        if kind == "bullet":
            return "-" if "+" not in shape else "+"
        if kind == "none":
            return ""
        return re.sub(
            r"%(\d)",
            lambda place: _counted(
                levels.get(int(place[1]) - 1, ("decimal", "", 1))[0],
                counts.get(int(place[1]) - 1, levels.get(int(place[1]) - 1, ("", "", 1))[2]),
            ),
            shape,
        )


def _value(node: Any, name: str, default: str) -> str:
    found = node.find(qn(name))
    return default if found is None else found.get(qn("w:val")) or default


def _numbered(properties: Any) -> tuple[str, int] | None:
    found = None if properties is None else properties.find(qn("w:numPr"))
    if found is None:
        return None
    number = _value(found, "w:numId", "0")
    return None if number == "0" else (number, int(_value(found, "w:ilvl", "0")))


def _counted(kind: str, count: int) -> str:
    if kind in ("lowerLetter", "upperLetter"):
        letters = "abcdefghijklmnopqrstuvwxyz"
        said = letters[(count - 1) % 26] * ((count - 1) // 26 + 1)
        return said.upper() if kind == "upperLetter" else said
    if kind in ("upperRoman", "lowerRoman"):
        said, left = "", min(count, 3999)
        for value, sign in (
            (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
            (10, "X"), (9, "IX"),
            (5, "V"), (4, "IV"), (1, "I"),
        ):  # fmt: skip
            while left >= value:
                said, left = said + sign, left - value
        return said if kind == "upperRoman" else said.lower()
    return f"{count:02d}" if kind == "decimalZero" else str(count)
