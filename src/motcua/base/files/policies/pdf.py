"""PDF: refuse what runs (scripts, launching programs), what hides other files, and what cannot be opened."""

import io
import logging
from collections.abc import Iterator
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from motcua.base.files.choices import MAX_PDF_OBJECTS

_ACTIVE_ACTIONS = frozenset(
    {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/RichMediaExecute", "/GoToE"}
)
_ACTIVE_KEYS = frozenset({"/JS", "/JavaScript", "/XFA", "/RichMediaContent", "/RichMediaSettings"})
_HIDING_KEYS = frozenset({"/EF", "/EmbeddedFiles"})


BULK = 1 << 20
"""Content longer than this is stepped over: what is looked for stands in dictionaries, not in pictures."""


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


def _objects(reader: Any) -> Iterator[Any]:
    """Every object of the file, the compressed ones too, whether or not anything refers to it."""
    from pypdf.generic import IndirectObject

    known = {(number, generation) for generation, entries in reader.xref.items() for number in entries}
    known |= {(number, 0) for number in reader.xref_objStm}
    if len(known) > MAX_PDF_OBJECTS:
        raise ValueError("too many objects")
    free = reader.xref_free_entry
    for number, generation in sorted(known):
        if number and not free.get(generation, {}).get(number, False):
            yield reader.get_object(IndirectObject(number, generation, reader))
            reader.resolved_objects.clear()  # else the whole file would gather in memory, object by object
    yield reader.trailer


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


def reason_against(content: bytes | BinaryIO) -> str:
    """Why the PDF is refused, or nothing. A password that only restricts printing or copying is no reason."""
    import pypdf

    broken = _("tệp PDF bị hỏng. In lại ra PDF rồi tải lên.")
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        file = _WithoutBulk(io.BytesIO(content) if isinstance(content, bytes) else content)
        reader = pypdf.PdfReader(file, strict=False)  # type: ignore[arg-type]
        file.skipping = not reader.is_encrypted
        if reader.is_encrypted and not reader.decrypt(""):
            return _("tệp PDF được đặt mật khẩu. Bỏ mật khẩu rồi tải lên.")
        if len(reader.pages) == 0:
            return broken
        for item in _objects(reader):
            for entry in _dictionaries(item):
                action = dict.get(entry, "/S")
                if (
                    action.get_object() if action is not None else None
                ) in _ACTIVE_ACTIONS or not _ACTIVE_KEYS.isdisjoint(entry):
                    return _("tệp PDF có mã lệnh chạy tự động. In lại ra PDF rồi tải lên.")
                if not _HIDING_KEYS.isdisjoint(entry):
                    return _("tệp PDF có đính kèm tệp khác bên trong. Tải từng tệp lên riêng.")
    except Exception:
        # Whatever a parser stumbles over in a hostile or damaged file means one thing here: not taken in.
        return broken
    return ""
