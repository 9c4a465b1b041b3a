"""PDF: refuse what runs (scripts, launching programs), what hides other files, and what cannot be opened."""

import io
import logging
import os
import re
import zipfile
from collections.abc import Iterator
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from motcua.base.files.choices import MAX_PDF_OBJECTS, MAX_PDF_UNPACKED

_ACTIVE_ACTIONS = frozenset(
    {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/RichMediaExecute", "/GoToE"}
)
_ACTIVE_KEYS = frozenset({"/JS", "/JavaScript", "/XFA", "/RichMediaContent", "/RichMediaSettings"})
_HIDING_KEYS = frozenset({"/EF", "/EmbeddedFiles"})


BULK = 1 << 20
"""Content longer than this is stepped over: what is looked for stands in dictionaries and in object streams (which
are read whole), not in pictures."""
MOST_FOLLOWED = 64
"""So many automatic actions are looked up where they are referred to; ordinary files have one."""
_NOTHING_MORE = re.compile(rb"(?:[\s\0\x1a]|%[^\r\n<]*)*")
"""What may follow the end: empty lines, and remarks of whoever wrote the file."""
_EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR"


class _WithoutBulk(io.RawIOBase):
    """A file as a parser sees it that must not hold its pictures in memory."""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__()
        self.file, self.skipping = file, False

    def read(self, size: int = -1) -> bytes:
        """So many bytes; none of a long run once skipping."""
        if self.skipping and size > BULK:
            self.file.seek(size, io.SEEK_CUR)
            return b""
        return self.file.read(size)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go there."""
        return self.file.seek(offset, whence)

    def tell(self) -> int:
        """Where the next byte is read."""
        return self.file.tell()

    def readable(self) -> bool:
        """It is for reading."""
        return True

    def seekable(self) -> bool:
        """Anywhere."""
        return True


def _objects(reader: Any, file: _WithoutBulk) -> Iterator[Any]:
    """Every object of the file, those in object streams too, whether or not anything refers to it."""
    from pypdf.generic import IndirectObject

    known = {(number, generation) for generation, entries in reader.xref.items() for number in entries}
    holders = {holder for holder, _place in reader.xref_objStm.values()}
    if len(known) + len(reader.xref_objStm) > MAX_PDF_OBJECTS or holders - {number for number, _ in known}:
        raise ValueError("too many objects, or an object stream that is not there")
    free, left, skip = reader.xref_free_entry, MAX_PDF_OBJECTS, not reader.is_encrypted
    unpacked = MAX_PDF_UNPACKED
    for number, generation in sorted(known - {(number, 0) for number in reader.xref_objStm}):
        if number and not free.get(generation, {}).get(number, False):
            file.skipping = skip
            found = reader.get_object(IndirectObject(number, generation, reader))
            file.skipping = False
            yield found
            if number in holders or (hasattr(found, "get_data") and found.get("/Type") == "/ObjStm"):
                reader.resolved_objects.clear()  # what was read may have been stepped over
                content = reader.get_object(IndirectObject(number, generation, reader))
                count, data = int(content["/N"]), content.get_data()
                left, unpacked = left - count, unpacked - len(data)
                if count < 0 or left < 0 or unpacked < 0:
                    raise ValueError("too much in object streams")
                yield from _inside(data, count, int(content["/First"]), reader)
            reader.resolved_objects.clear()  # else the whole file would gather in memory, object by object
    yield reader.trailer


def _inside(data: bytes, count: int, first: int, reader: Any) -> Iterator[Any]:
    """The objects of an object stream, those of earlier versions of the file too; one that cannot be read raises."""
    from pypdf.generic import read_object

    stream = io.BytesIO(data)
    head = data[:first].split()[: 2 * count]
    if len(head) < 2 * count:
        raise ValueError("an object stream without its index")
    for offset in head[1::2]:
        stream.seek(first + int(offset))
        yield read_object(stream, reader)


def _dictionaries(top: Any) -> Iterator[Any]:
    """The dictionaries written inside one object; what is only referred to comes with its own object."""
    from pypdf.generic import ArrayObject, DictionaryObject

    waiting = [top]
    while waiting:
        value = waiting.pop()
        if isinstance(value, DictionaryObject):
            yield value
            waiting.extend(dict.values(value))
        elif isinstance(value, ArrayObject):
            waiting.extend(list.__iter__(value))


class _Automatic:
    """Actions that a reader does on its own, on opening a file or a page: only to go to a place in the same file."""

    def __init__(self) -> None:
        self.followed = 0

    def _there(self, value: Any) -> Any:
        from pypdf.generic import IndirectObject

        if isinstance(value, IndirectObject):
            self.followed += 1
            if self.followed > MOST_FOLLOWED:
                raise ValueError("too many automatic actions")
        return value.get_object() if value is not None else None

    def goes_out(self, entry: Any) -> bool:
        """Whether the dictionary has such an action that does anything else."""
        from pypdf.generic import ArrayObject, DictionaryObject

        waiting = [dict.get(entry, "/OpenAction")]
        extra = self._there(dict.get(entry, "/AA"))
        if isinstance(extra, DictionaryObject):
            waiting.extend(dict.values(extra))
        while waiting:
            action = self._there(waiting.pop())
            if isinstance(action, DictionaryObject):
                if dict.get(action, "/S") != "/GoTo":
                    return True
                then = self._there(dict.get(action, "/Next"))
                waiting.extend(list.__iter__(then) if isinstance(then, ArrayObject) else [then])
        return False


def _goes_on(file: BinaryIO) -> bool:
    """Whether another file is joined to the PDF (an archive, a page, a program), or the test virus lies in it."""
    end = file.seek(0, os.SEEK_END)
    file.seek(max(0, end - BULK))
    tail = file.read(BULK).rpartition(b"%%EOF")
    if tail[1] and not _NOTHING_MORE.fullmatch(tail[2]):
        return True
    file.seek(0)
    before = b""
    while part := file.read(BULK):
        if _EICAR in before + part:
            return True
        before = part[-len(_EICAR) :]
    return zipfile.is_zipfile(file)


def reason_against(content: bytes | BinaryIO) -> str:
    """Why the PDF is refused, or nothing. A password that only restricts printing or copying is no reason."""
    import pypdf
    from pypdf.generic import IndirectObject

    broken = _("tệp PDF bị hỏng. In lại ra PDF rồi tải lên.")
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        raw = io.BytesIO(content) if isinstance(content, bytes) else content
        if _goes_on(raw):
            return _("tệp PDF có nội dung khác nối vào cuối. In lại ra PDF rồi tải lên.")
        raw.seek(0)
        file = _WithoutBulk(raw)
        reader = pypdf.PdfReader(file, strict=False)  # type: ignore[arg-type]
        if reader.is_encrypted and not reader.decrypt(""):
            return _("tệp PDF được đặt mật khẩu. Bỏ mật khẩu rồi tải lên.")
        if len(reader.pages) == 0:
            return broken
        automatic = _Automatic()
        for item in _objects(reader, file):
            for entry in _dictionaries(item):
                kind = dict.get(entry, "/S")
                if (
                    isinstance(kind, IndirectObject)  # names are never written so, except to hide them
                    or kind in _ACTIVE_ACTIONS
                    or not _ACTIVE_KEYS.isdisjoint(entry)
                    or automatic.goes_out(entry)
                ):
                    return _("tệp PDF có mã lệnh chạy tự động. In lại ra PDF rồi tải lên.")
                if not _HIDING_KEYS.isdisjoint(entry):
                    return _("tệp PDF có đính kèm tệp khác bên trong. Tải từng tệp lên riêng.")
    except Exception:
        # Whatever a parser stumbles over in a hostile or damaged file means one thing here: not taken in.
        return broken
    return ""
