"""Word and Excel files are ZIP archives: what they declare to be, and what hides in them."""

import io
import re
import zipfile
import zlib
from typing import BinaryIO

from django.utils.translation import gettext as _
from lxml import etree

from motcua.base.files.choices import (
    DOCX,
    MAX_OFFICE_MEMBERS,
    MAX_OFFICE_RATIO,
    MAX_OFFICE_UNPACKED,
    RATIO_FROM_BYTES,
    XLSX,
    MediaType,
)

_TYPES = "[Content_Types].xml"
_MAIN_PARTS = {
    b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": DOCX,
    b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": XLSX,
}
_MACROS = re.compile(
    r"(vbaproject|vbadata|macrosheets/|activex/|\.bin$|\.exe$|\.dll$|\.js$|\.vbs$)", re.IGNORECASE
)
_HARMLESS_BINARIES = re.compile(r"(printersettings/.*\.bin|calcchain\.bin)$", re.IGNORECASE)
_PROGRAM_TYPES = (
    "macroenabled",
    "vbaproject",
    "vbadata",
    "oleobject",
    "activex",
    "macrosheet",
    "x-msdownload",
)
"""What a part is declared to be, whatever it is called."""
_PROGRAMS = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"MZ")
"""How OLE objects (which hold programs, or macros) and programs begin."""
_LINKS = {
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink",
    "http://purl.oclc.org/ooxml/officeDocument/relationships/hyperlink",
}
"""The one relation that may lead outside: a link that the reader follows, or not."""
_BROKEN = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError, etree.LxmlError,
)  # fmt: skip
_CHUNK = 1 << 16
_PART_LIMIT = 8 << 20


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    """A part that tells of the others; one that is longer than any is not read by half (ValueError)."""
    with archive.open(name) as part:
        found = part.read(_PART_LIMIT + 1)
    if len(found) > _PART_LIMIT:
        raise ValueError("too long")
    return found


def _elements(content: bytes) -> list[dict[str, str]]:
    """The attributes of every element, as an office program reads them; raises for a document with definitions."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    root = etree.fromstring(content, parser)
    if root.getroottree().docinfo.doctype:
        raise ValueError("definitions in a part")
    return [
        {str(name): str(value) for name, value in each.attrib.items()} for each in root.iter(etree.Element)
    ]


def _file(content: bytes | BinaryIO) -> BinaryIO:
    return io.BytesIO(content) if isinstance(content, bytes) else content


def kind_of(content: bytes | BinaryIO) -> MediaType | None:
    """Which accepted office type the archive declares as its main part; None for any other ZIP."""
    try:
        with zipfile.ZipFile(_file(content)) as archive:
            declared = _read(archive, _TYPES)
    except (*_BROKEN, KeyError):
        return None
    return next((kind for part, kind in _MAIN_PARTS.items() if part in declared), None)


def reason_against(content: bytes | BinaryIO) -> str:
    """Why the office file is refused, or nothing: bombs, passwords, macros, remote templates."""
    try:
        file = _file(content)
        packed = file.seek(0, io.SEEK_END)
        with zipfile.ZipFile(file) as archive:
            return _reason(archive, packed)
    except (*_BROKEN, KeyError):
        return _("tệp bị hỏng. Mở và lưu lại rồi tải lên.")


def _reason(archive: zipfile.ZipFile, packed: int) -> str:
    members = archive.infolist()
    if len(members) > MAX_OFFICE_MEMBERS:
        return _("tệp chứa quá nhiều thành phần. Xuất sang PDF rồi tải lên.")
    names = [member.filename for member in members]
    if len(set(names)) < len(names) or any(_leaves_archive(name) for name in names):
        return _("tệp có cấu trúc bất thường. Xuất sang PDF rồi tải lên.")
    if any(member.flag_bits & 0x1 for member in members):
        return _("tệp được đặt mật khẩu. Bỏ mật khẩu rồi tải lên.")
    if any(_MACROS.search(name) and not _HARMLESS_BINARIES.search(name) for name in names):
        return _("tệp có macro hoặc chương trình đính kèm. Lưu lại không kèm macro hoặc xuất sang PDF.")
    if _declares_a_program(_elements(_read(archive, _TYPES)), names) or _holds_a_program(archive):
        return _("tệp có macro hoặc chương trình đính kèm. Lưu lại không kèm macro hoặc xuất sang PDF.")
    if _unpacks_beyond_bounds(archive, packed):
        return _("tệp bung ra quá lớn. Xuất sang PDF rồi tải lên.")
    for name in names:
        if name.lower().endswith(".rels") and _fetches_from_outside(_elements(_read(archive, name))):
            return _("tệp tự lấy nội dung từ địa chỉ bên ngoài. Xuất sang PDF rồi tải lên.")
    return ""


def _leaves_archive(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return ".." in parts or name.startswith(("/", "\\")) or ":" in parts[0] or "\x00" in name


def _unpacks_beyond_bounds(archive: zipfile.ZipFile, packed: int) -> bool:
    """Really unpack, since the sizes in the directory may lie; memory stays at one chunk."""
    total = 0
    for member in archive.infolist():
        with archive.open(member) as part:
            while chunk := part.read(_CHUNK):
                total += len(chunk)
                if total > MAX_OFFICE_UNPACKED:
                    return True
                if total > RATIO_FROM_BYTES and total > packed * MAX_OFFICE_RATIO:
                    return True
    return False


def _declares_a_program(parts: list[dict[str, str]], names: list[str]) -> bool:
    """Whether a part of the archive is declared to be a macro, an embedded object or a program."""
    for part in parts:
        kind, ending = part.get("ContentType", "").lower(), part.get("Extension")
        unused = ending is not None and not any(name.lower().endswith(f".{ending.lower()}") for name in names)
        if any(word in kind for word in _PROGRAM_TYPES) and not unused:
            return True
    return False


def _holds_a_program(archive: zipfile.ZipFile) -> bool:
    """Whether a part begins like a program or an embedded object."""
    for name in archive.namelist():
        with archive.open(name) as part:
            if part.read(8).startswith(_PROGRAMS):
                return True
    return False


def _fetches_from_outside(relations: list[dict[str, str]]) -> bool:
    """Whether a relation other than a link for the reader points outside (template, object, picture)."""
    return any(
        relation.get("Type") not in _LINKS
        and (
            relation.get("TargetMode", "Internal").strip() != "Internal" or ":" in relation.get("Target", "")
        )
        for relation in relations
    )
