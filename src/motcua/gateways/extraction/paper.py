"""PDF as text: lines as they stand on the page, columns kept apart, ruled tables as tables, page numbers left out."""

import io
import re
import time
import zlib
from collections import Counter
from typing import Any

import pdfplumber
import pypdf
import pypdf.errors
from pdfminer.encodingdb import EncodingDB
from pdfminer.pdftypes import resolve1

from motcua.gateways.extraction import limits
from motcua.gateways.extraction.found import Found, Refused, TimeUp, clean, table
from motcua.gateways.extraction.letters import CONVERTED, TCVN3, Piece, heads, of_font, said_of, told
from motcua.gateways.extraction.plain import MOST_CHARS, modern
from motcua.rules.reading.columns import Grid, Line, Word, grids, headed, seems_to_go_on

MOST_PAGES, MOST_SHAPES = 400, 4_000
_MOST_STREAM = 20 * 1024**2
_APART = 1.5
"""Points between letters of two words."""
_SOFT_HYPHEN = 0xAD
"""A hyphen in the encoding of Windows (ISO 32000-1, D.2, note 6), which pdfminer takes for a blank, and the letter ư of
TCVN3."""
EncodingDB.win2unicode[_SOFT_HYPHEN] = chr(_SOFT_HYPHEN)
GAP = 16.0
"""Points between words that part columns: justified lines stay whole."""
_SCANNED = "PDF là ảnh quét, không có lớp chữ; nhận dạng chữ (OCR) rồi đọc lại, hoặc dùng bản Word"
_BROKEN = "tệp PDF bị hỏng hoặc tải chưa đủ"
_NUMBER = re.compile(r"\s*[-–]?\s*(?:Trang\s+)?\d{1,3}(?:\s*/\s*\d{1,3})?\s*[-–]?\s*")
Rows = list[list[str]]


def read(content: bytes) -> Found:
    """The text of a PDF. Raises Refused."""
    _look(content)
    old = _Old()
    try:
        with pdfplumber.open(io.BytesIO(content)) as paper:
            parts, empty, warnings = _pages(paper, old)
    except (Refused, TimeUp, ImportError):
        raise
    except Exception as fault:
        return _plainly(content, fault)
    written = [part for page in parts for part in page]
    if not any(part if isinstance(part, str) else any(map(any, part)) for part in written):
        raise Refused(_BROKEN if any("bị hỏng" in said for said in warnings) else _SCANNED)
    if empty:
        listed = ", ".join(map(str, empty[:20])) + ("…" if len(empty) > 20 else "")
        warnings.append(f"Trang {listed} không có lớp chữ (ảnh quét hoặc trống); không đọc được.")
    text, starts = _written(parts)
    return _found(heads(text) if old.tcvn3 else text, starts, [*warnings, *old.said])


def _found(text: str, starts: list[int], warnings: list[str]) -> Found:
    if len(text) > MOST_CHARS:
        text, warnings = text[:MOST_CHARS], [*warnings, "Tệp quá dài; chỉ đọc phần đầu."]
    return Found(text, "pdf", tuple(start for start in starts if start < len(text)), tuple(warnings))


class _Old:
    """Letters of old fonts, page after page: by the fonts that a page names, else by its lines."""

    def __init__(self) -> None:
        self.before: str | None = None
        self.tcvn3 = False
        self.said = list[str]()
        self.left = list[int]()

    def told(self, pieces: list[Piece], page: int) -> list[str]:
        """Pieces of a page in letters of today."""
        if all(piece.text.isascii() for piece in pieces) and not self.before:
            return [piece.text for piece in pieces]
        found = told(pieces, before=self.before)
        counted = Counter(
            encoding
            for encoding, piece in zip(found.encodings, pieces, strict=True)
            if not piece.text.isascii()
        )
        self.before = max(counted, key=lambda one: counted[one], default=self.before)
        self.tcvn3 = self.tcvn3 or TCVN3 in found.encodings
        self.left += [page - 1] if found.left else []
        if found.converted or found.left:
            converted = found.converted or CONVERTED in self.said
            self.said = said_of(converted, what="trang", places=self.left)
        return [text.replace(chr(_SOFT_HYPHEN), "-") for text in found.texts]

    def words(self, page: Any) -> list[Any]:
        """The words of a page in letters of today."""
        named = any(of_font(name) for name in {char.get("fontname") or "" for char in page.chars})
        words = page.extract_words(
            x_tolerance=_APART,
            y_tolerance=2.5,
            keep_blank_chars=False,
            use_text_flow=False,
            extra_attrs=["fontname"] if named else [],
        )
        rows = list[list[Any]]()
        for row in _rows(words):
            for word in row:
                same = rows and rows[-1][0].get("fontname") == word.get("fontname") and word is not row[0]
                if same:
                    rows[-1].append(word)
                else:
                    rows.append([word])
        pieces = [Piece(" ".join(one["text"] for one in row), row[0].get("fontname") or "") for row in rows]
        for row, text in zip(rows, self.told(pieces, page.page_number), strict=True):
            for word, said in zip(row, text.split(" "), strict=True):
                word["text"] = said
        return _whole(words) if named else words


def _whole(words: list[Any]) -> list[Any]:
    """Words that a change of font within them parted, put together."""
    found = list[Any]()
    for word in (word for row in _rows(words) for word in row):
        last = found[-1] if found else None
        if (
            last is not None
            and abs(word["top"] - last["top"]) < 3
            and word["fontname"] != last["fontname"]
            and word["x0"] >= last["x0"]
            and word["x0"] - last["x1"] <= _APART
        ):
            last["text"], last["x1"] = last["text"] + word["text"], word["x1"]
            last["fontname"] = word["fontname"]
        else:
            found.append(word)
    return found


def _look(content: bytes) -> None:
    try:
        reader = pypdf.PdfReader(io.BytesIO(content))
        locked = reader.is_encrypted and not reader.decrypt("")
    except TimeUp:
        raise
    except Exception:
        return
    if locked:
        raise Refused("PDF có mật khẩu; bỏ mật khẩu rồi thử lại")


def _plainly(content: bytes, fault: Exception) -> Found:
    """What pypdf gets out of a file that pdfplumber cannot open."""
    parts, starts = list[str](), list[int]()
    size = 0
    try:
        for page in pypdf.PdfReader(io.BytesIO(content)).pages[:MOST_PAGES]:
            said = page.extract_text() or ""
            starts.append(size)
            parts.append(said + "\n\n")
            size += len(parts[-1])
    except TimeUp:
        if not "".join(parts).strip():
            raise
    except Exception as broken:
        if not "".join(parts).strip():
            raise Refused(_BROKEN) from broken
    plain = "".join(parts)
    if not plain.strip():
        raise Refused(_BROKEN) from fault
    text, told_of = modern(plain)
    ends = [0, *(found.end() for found in re.finditer("\n", text))]
    return _found(
        text, [ends[plain.count("\n", 0, start)] for start in starts],
        ["PDF có lỗi bên trong; chỉ đọc được chữ, cột và bảng có thể lẫn nhau.", *told_of],
    )  # fmt: skip


def _pages(paper: Any, old: _Old) -> tuple[list[list[str | Rows]], list[int], list[str]]:
    began, parts, empty, warnings = time.monotonic(), list[list[str | Rows]](), list[int](), list[str]()
    open_: Grid | None = None
    count = len(paper.pages)
    if not count:
        raise Refused(_BROKEN)
    seconds = limits.for_pages(count)
    limits.take(seconds)
    for number, page in enumerate(paper.pages, start=1):
        left = seconds - (time.monotonic() - began)
        if number > MOST_PAGES or left < 0:
            warnings.append(f"Chỉ đọc {number - 1} trang đầu trong {count} trang.")
            break
        try:
            limits.page(left)
            said = _streams(page)
            one, open_, sure = _page(page, open_, old)
            if said is None or len(page.chars) < len(said) * _LEAST_SHOWN:
                warnings.append(f"Trang {number}: dữ liệu bị hỏng, có thể thiếu chữ; cần người xem.")
            if not sure:
                warnings.append(
                    f"Trang {number}: bảng không có đường kẻ, có hàng không đọc được; cần người xem."
                )
        except TimeUp:
            limits.take(seconds)
            over = count == 1 or time.monotonic() - began > seconds
            if over and not any(parts):
                raise
            if over:
                warnings.append(f"Đọc quá lâu; chỉ đọc {number - 1} trang đầu trong {count} trang.")
                break
            one, open_ = [], None
            warnings.append(f"Trang {number}: đọc quá lâu, không đọc được; cần người xem.")
        except Exception:
            one, open_ = [], None
            warnings.append(f"Trang {number} bị hỏng, không đọc được.")
        else:
            if not one:
                empty.append(number)
        if one and isinstance(one[0], Joined):
            _join(parts, one)
        parts.append(one)
        page.close()
    limits.take(limits.SPARE)
    return parts, empty, warnings


_STRING = re.compile(rb"\(((?:[^\\()]|\\.)*)\)", re.DOTALL)
_ESCAPED = re.compile(rb"\\(?:[0-7]{1,3}|.)", re.DOTALL)
_LEAST_SHOWN = 0.4
"""How many letters a page shows of the bytes of its strings, at least: a letter takes one or two."""


def _streams(page: Any) -> bytes | None:
    """The bytes of the strings that a page writes; None where what it consists of is damaged."""
    said = b""
    for stream in map(resolve1, page.page_obj.contents):
        raw = getattr(stream, "rawdata", None)
        if not raw or stream.decipher:
            continue
        if [str(name) for name, _ in stream.get_filters()] == ["/'FlateDecode'"]:
            unpacked = zlib.decompressobj()
            try:
                raw = unpacked.decompress(raw, _MOST_STREAM)
            except zlib.error:
                return None
            if not unpacked.eof and len(raw) < _MOST_STREAM:
                return None
        elif stream.get_filters():
            continue
        said += b"" if b"BI" in raw else _ESCAPED.sub(b"?", b"".join(_STRING.findall(raw)))
    return said


class Joined(Rows):
    """Rows whose first goes on the last one of the page before."""


def _join(parts: list[list[str | Rows]], page: list[str | Rows]) -> None:
    first = page[0]
    before = next((one[-1] for one in reversed(parts) if one), None)
    if isinstance(first, list) and isinstance(before, list) and before and len(before[-1]) == len(first[0]):
        before[-1] = [" ".join(filter(None, pair)) for pair in zip(before[-1], first[0], strict=True)]
        page[:1] = [first[1:]] if first[1:] else []


def _page(page: Any, open_: Grid | None, old: _Old) -> tuple[list[str | Rows], Grid | None, bool]:
    """Lines and tables of a page from the top down; the table without lines that reaches its end; whether all
    rows of such tables were read."""
    ruled = []
    if 3 < len(page.rects) + len(page.lines) + len(page.curves) < MOST_SHAPES:
        for grid in page.find_tables():
            if len(grid.rows) > 1 and max(len(row.cells) for row in grid.rows) > 2:
                ruled.append(grid)
    words = old.words(page)
    boxes = [grid.bbox for grid in ruled]
    outside = [word for word in words if not any(_in(word, box) for box in boxes)]
    found: list[tuple[float, str | Rows]] = [
        (grid.bbox[1], _cells(grid.extract(), page.page_number, old)) for grid in ruled
    ]
    lines = _lines(outside)
    for end in (0, -1):
        if lines and _NUMBER.fullmatch(" ".join(word.text for word in lines[end].words)):
            lines.pop(end)
    free = grids(lines, open_)
    inside = {at for grid in free for at in range(grid.first, grid.last)}
    for grid in free:
        rows = [[clean(cell) for cell in row] for row in grid.rows]
        found.append((lines[grid.first].top, Joined(rows) if grid.joined else rows))
    last: float | None = None
    for at, line in enumerate(lines):
        if at not in inside:
            if last is not None and line.top - last > 26:
                found.append((line.top - 0.1, ""))
            found.append((line.top, _said(line, float(page.width))))
        last = line.top
    found.sort(key=lambda one: one[0])
    ends = bool(free) and free[-1].last == len(lines) and not isinstance(found[-1][1], str)
    lost = open_ is not None and not (free and free[0].first == 0) and seems_to_go_on(lines, open_)
    return (
        [part for _, part in found],
        free[-1] if ends else None,
        not (lost or headed(lines, inside) or any(grid.cut for grid in free)),
    )


def _cells(rows: list[list[str | None]], page: int, old: _Old) -> Rows:
    texts = iter(old.told([Piece(cell or "") for row in rows for cell in row], page))
    return [[_cell(next(texts)) for _ in row] for row in rows]


def _cell(said: str) -> str:
    """The words of a cell; a line that the width of the cell broke goes on."""
    return clean(re.sub(r"\n(?!\s*[-+•])", " ", said))


def _in(word: Any, box: tuple[float, float, float, float]) -> bool:
    middle = (word["top"] + word["bottom"]) / 2
    return bool(box[0] - 1 <= word["x0"] <= box[2] + 1 and box[1] <= middle <= box[3])


def _rows(words: list[Any]) -> list[list[Any]]:
    rows = list[list[Any]]()
    for word in sorted(words, key=lambda one: (one["top"], one["x0"])):
        if rows and abs(word["top"] - rows[-1][0]["top"]) <= max(3.0, 0.45 * (word["bottom"] - word["top"])):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [sorted(row, key=lambda one: one["x0"]) for row in rows]


def _lines(words: list[Any]) -> list[Line]:
    """Words put in lines."""
    return [
        Line(
            min(word["top"] for word in row), max(word["bottom"] - word["top"] for word in row),
            tuple(
                Word(word["x0"], word["x1"], word["text"].replace("|", "/"))
                for word in row
            ),
        )
        for row in _rows(words)
    ]  # fmt: skip


def _said(line: Line, width: float) -> str:
    """The words of a line; a gap wider than between words parts columns."""
    said, right = (" " * 24 if line.words[0].left > 0.42 * width else ""), None
    for word in line.words:
        if right is not None:
            said += "     " if word.left - right > GAP else " "
        said += word.text
        right = word.right
    return said


def _written(parts: list[list[str | Rows]]) -> tuple[str, list[int]]:
    """Pages as one text, and where each begins; a table that goes on on the next page goes on."""
    text, starts, grid, turned = list[str](), list[int](), Rows(), list[int]()
    size = 0

    def write(said: str) -> None:
        nonlocal size
        text.append(said)
        size += len(said)

    def close() -> None:
        """Write the table that is open; pages that begin inside it begin at one of its rows."""
        nonlocal grid, turned
        starts.extend(size + max(len(table(grid[:row])) - 1, 0) for row in turned)
        write(table(grid))
        grid, turned = [], []

    for page in parts:
        if grid:
            turned.append(len(grid))
        else:
            starts.append(size)
        for at, part in enumerate(page):
            if isinstance(part, str):
                if grid and part.strip():
                    close()
                write(part + "\n")
            elif grid and at == 0 and len(part[0]) == len(grid[0]):
                grid += part[1:] if part[0] == grid[0] else part
            else:
                close()
                grid = part
    close()
    return "".join(text), starts
