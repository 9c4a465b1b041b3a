"""Word and Excel files as one stream of rows; a paragraph is a row of one cell."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import docx
from django.utils.translation import gettext as _

from motcua.base.sheets import read_workbook
from motcua.gateways.national_catalogue import cells

MOST_ROWS, MOST_COLUMNS = 20_000, 40
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class Unreadable(ValueError):
    """The file cannot be opened."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell; ``above``: it is the lower part of a merged cell, ``before``: a further part to the right of one."""

    text: str
    above: bool = False
    before: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row: of which table of the file (0: a paragraph) and which row in it, from 1."""

    table: int
    number: int
    cells: tuple[Cell, ...]

    @property
    def text(self) -> str:
        """The words of the row, merged cells once."""
        return " ".join(cell.text for cell in self.cells if cell.text and not cell.above and not cell.before)


def of_docx(content: bytes) -> Iterator[Row]:
    """The rows of a Word file, in the order of its pages. Raises Unreadable."""
    try:
        body = docx.Document(io.BytesIO(content)).element.body
    except Exception as fault:
        raise Unreadable(_("tệp Word bị hỏng. Mở và lưu lại rồi thử lại")) from fault
    table = count = 0
    for element in body.iterchildren():
        if element.tag == f"{_W}p":
            count += 1
            yield Row(0, count, (Cell(_words(element)),))
        elif element.tag == f"{_W}tbl":
            table += 1
            for row in _table(element, table):
                count += 1
                yield row
        if count > MOST_ROWS:
            raise Unreadable(_("tệp có quá nhiều dòng. Tách thành nhiều tệp"))


def _table(element: Any, table: int) -> Iterator[Row]:
    above: list[str] = []
    for number, tr in enumerate(element.iterchildren(f"{_W}tr"), 1):
        row: list[Cell] = []
        for tc in tr.iterchildren(f"{_W}tc"):
            given = tc.find(f"{_W}tcPr")
            span, merged = 1, False
            if given is not None:
                width, down = given.find(f"{_W}gridSpan"), given.find(f"{_W}vMerge")
                if width is not None and str(width.get(f"{_W}val")).isdecimal():
                    span = min(max(int(width.get(f"{_W}val")), 1), MOST_COLUMNS)
                merged = down is not None and down.get(f"{_W}val", "continue") == "continue"
            at = len(row)
            text = above[at] if merged and at < len(above) else _words(tc)
            row += [Cell(text, merged, n > 0) for n in range(span)]
        row = row[:MOST_COLUMNS]
        above = [cell.text for cell in row]
        yield Row(table, number, tuple(row))


def _words(element: Any) -> str:
    """The text of a paragraph or cell; paragraphs and line breaks part words."""
    said: list[str] = []
    for node in element.iter():
        if node.tag == f"{_W}t":
            said.append(node.text or "")
        elif node.tag in (f"{_W}br", f"{_W}tab", f"{_W}p"):
            said.append(" ")
    return cells.line("".join(said))


def of_xlsx(content: bytes) -> Iterator[Row]:
    """The rows of an Excel file, sheet after sheet. Raises Unreadable."""
    try:
        sheets = read_workbook(content, most_rows=MOST_ROWS)
    except ValueError as fault:
        raise Unreadable(_("tệp Excel bị hỏng. Mở và lưu lại rồi thử lại")) from fault
    for table, sheet in enumerate(sheets, 1):
        yield Row(0, 0, (Cell(""),))
        yield from _sheet(table, sheet.rows, sheet.merged)


def _sheet(table: int, rows: list[list[Any]], merged: Any) -> Iterator[Row]:
    parts: dict[tuple[int, int], tuple[int, int]] = {}
    for (top, left), (bottom, right) in merged:
        for row in range(top, min(bottom, MOST_ROWS) + 1):
            for column in range(left, min(right, MOST_COLUMNS) + 1):
                parts[row, column] = (top, left)
    for number, values in enumerate(rows):
        made: list[Cell] = []
        for column, value in enumerate(values[:MOST_COLUMNS]):
            top, left = parts.get((number, column), (number, column))
            text = _value(rows[top][left] if (top, left) != (number, column) else value)
            made.append(Cell(text, above=top < number, before=left < column))
        yield Row(table, number + 1, tuple(made))


def _value(value: Any) -> str:
    if isinstance(value, float):
        return format(value, "g")
    return cells.line(value) if isinstance(value, str | int) else cells.line(str(value))
