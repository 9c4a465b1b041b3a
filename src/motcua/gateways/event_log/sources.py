"""Files as a stream of records: (line, {heading: text}). Attributes of a case are headed ``case:…``."""

from __future__ import annotations

import csv
import gzip
import io
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, cast

from lxml import etree

Record = tuple[int, dict[str, str]]
MOST_BYTES = 4 * 1024**3
CHUNK = 1 << 16
_BROKEN = (OSError, EOFError, zlib.error)
_VALUED = frozenset({"string", "date", "int", "float", "boolean", "id"})


class Unreadable(ValueError):
    """The file cannot be read as a log."""


def records(path: Path) -> Iterator[Record]:
    """Every event of a CSV or XES file, packed with gzip or not. Raises Unreadable."""
    try:
        with _opened(path) as stream:
            start = stream.read(CHUNK)
            rest = _Joined(start, stream)
            yield from _xes(rest) if _marked_up(start) else _csv(rest, start)
    except _BROKEN as fault:
        raise Unreadable(f"tệp bị hỏng ({type(fault).__name__})") from fault


def is_xes(path: Path) -> bool:
    """Whether a file is XES (or any other XML) by how it begins. Raises Unreadable."""
    try:
        with _opened(path) as stream:
            return _marked_up(stream.read(CHUNK))
    except _BROKEN as fault:
        raise Unreadable(f"tệp bị hỏng ({type(fault).__name__})") from fault


def _opened(path: Path) -> IO[bytes]:
    with path.open("rb") as plain:
        packed = plain.read(2) == b"\x1f\x8b"
    return cast("IO[bytes]", gzip.open(path) if packed else path.open("rb"))


def _marked_up(start: bytes) -> bool:
    return start.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"<"


class _Joined(io.RawIOBase):
    """What was read to look at, then the rest; never more than MOST_BYTES."""

    def __init__(self, start: bytes, rest: IO[bytes]) -> None:
        self.start, self.rest, self.total = start, rest, 0

    def readable(self) -> bool:
        return True

    def readinto(self, into: Any) -> int:
        chunk = self.start[: len(into)] if self.start else self.rest.read(len(into))
        self.start = self.start[len(chunk) :]
        self.total += len(chunk)
        if self.total > MOST_BYTES:
            raise Unreadable("tệp bung ra quá lớn")
        into[: len(chunk)] = chunk
        return len(chunk)


def _csv(stream: _Joined, start: bytes) -> Iterator[Record]:
    wide = start[:2] in (b"\xff\xfe", b"\xfe\xff")
    text = io.TextIOWrapper(io.BufferedReader(stream, CHUNK), "utf-16" if wide else "utf-8-sig", newline="")
    try:
        first = start.decode("utf-16" if wide else "utf-8-sig", errors="replace").split("\n", 1)[0]
        mark = max(",;\t|", key=first.count)
        rows = csv.reader(text, delimiter=mark)
        heads = [head.strip() for head in next(rows, [])]
        if len(heads) < 2:
            raise Unreadable("cần một dòng tiêu đề có ít nhất mã hồ sơ, hoạt động, thời điểm")
        for row in rows:
            if any(cell.strip() for cell in row):
                yield rows.line_num, dict(zip(heads, row, strict=False))
    except UnicodeDecodeError as fault:
        raise Unreadable("tệp không phải UTF-8; lưu lại dạng CSV UTF-8") from fault
    except csv.Error as fault:
        raise Unreadable(f"tệp CSV sai: {str(fault)[:80]}") from fault


def _xes(stream: _Joined) -> Iterator[Record]:
    parser = etree.XMLPullParser(
        events=("start", "end"), tag=("{*}log", "{*}trace"), resolve_entities=False, huge_tree=False,
        no_network=True, load_dtd=False, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    row, checked = 0, False
    reader = io.BufferedReader(stream, CHUNK)
    try:
        while chunk := reader.read(CHUNK):
            parser.feed(chunk)
            for happened, node in parser.read_events():
                if happened == "start":
                    checked = checked or _sane(node)
                elif node.getparent() is not None:
                    about = {f"case:{key}": value for key, value in _attributes(node).items()}
                    for event in node.iterchildren("{*}event"):
                        row += 1
                        yield row, {**about, **_attributes(event)}
                    node.clear()
                    while node.getprevious() is not None:
                        del node.getparent()[0]
        parser.close()
    except etree.XMLSyntaxError as fault:
        raise Unreadable(f"tệp XES sai ở dòng {fault.lineno or 1}") from fault


def _sane(root: Any) -> bool:
    if root.getroottree().docinfo.doctype:
        raise Unreadable("tệp XES không được khai báo DOCTYPE")
    if root.getparent() is not None:
        raise Unreadable("tệp XML không phải XES: phần tử gốc phải là log")
    return True


def _attributes(node: Any) -> dict[str, str]:
    return {
        child.get("key"): child.get("value", "")
        for child in node.iterchildren(etree.Element)
        if child.tag.rpartition("}")[2] in _VALUED and child.get("key")
    }
