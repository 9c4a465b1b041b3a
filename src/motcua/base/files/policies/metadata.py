"""What a file says of who made it, where and with which machine: taken out, so that the picture alone is kept."""

import io
import re
import struct
import zipfile

import pypdf
import pypdf.errors

from motcua.base.files.choices import DOCX, JPEG, PDF, PNG, XLSX

_BARE = frozenset({0x01, *range(0xD0, 0xD9)})
_KEPT_OF_JPEG = frozenset({0xE0, 0xE2, 0xEE})
"""JFIF, the colour profile and Adobe's colour transform: without them the picture looks otherwise."""
_KEPT_OF_PNG = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"pHYs"}
)
_ORIENTATION = 0x0112
_CORE = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    b'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'
)
_APP = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
)
_CUSTOM = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>'
)
_PROPERTIES = {"docprops/core.xml": _CORE, "docprops/app.xml": _APP, "docprops/custom.xml": _CUSTOM}
_AUTHOR = re.compile(rb"(\s(?:w:author|w:initials|w15:userId|userName)=)(\"[^\"]*\"|'[^']*')")
_LONGEST_PART = 32 << 20


def stripped(media_type: str, content: bytes) -> bytes:
    """The content of a checked file without metadata: author, place, camera, program, times of change.

    What cannot be taken apart is given back as it is: it is kept sealed, and nothing is lost.
    """
    take = {JPEG.name: _jpeg, PNG.name: _png, PDF.name: _pdf, DOCX.name: _office, XLSX.name: _office}.get(
        media_type
    )
    if take is None:
        return content
    try:
        return take(content)
    except (
        pypdf.errors.PyPdfError, zipfile.BadZipFile, struct.error, ValueError, KeyError, IndexError, TypeError,
        AttributeError, RecursionError, EOFError, OSError, NotImplementedError,
    ):  # fmt: skip
        return content


def _jpeg(content: bytes) -> bytes:
    """Without Exif, XMP, IPTC and comments; how the picture is to be turned is kept."""
    out, at, turned = [content[:2]], 2, 1
    while at + 4 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker in _BARE:
            out.append(content[at : at + 2])
            at += 2
            continue
        end = at + 2 + int(struct.unpack(">H", content[at + 2 : at + 4])[0])
        if marker == 0xDA:
            break
        part = content[at:end]
        if marker == 0xE1:
            turned = max(turned, _orientation(part[4:]))
        elif not (0xE0 <= marker <= 0xEF or marker == 0xFE) or marker in _KEPT_OF_JPEG:
            out.append(part)
        at = end
    if turned > 1:
        out.insert(1, _exif(turned))
    return b"".join(out) + _picture(content[at:])


def _picture(scan: bytes) -> bytes:
    """The coded picture; what a camera hangs behind its end (previews, films) is left out."""
    end = scan.rfind(b"\xff\xd9")
    first = scan.find(b"\xff\xd9\xff\xd8")
    if first >= 0:
        end = first
    return scan[: end + 2] if end >= 0 else scan


def _orientation(exif: bytes) -> int:
    if exif[:6] != b"Exif\0\0":
        return 1
    tiff = exif[6:]
    order = "<" if tiff[:2] == b"II" else ">"
    try:
        (start,) = struct.unpack(order + "I", tiff[4:8])
        (count,) = struct.unpack(order + "H", tiff[start : start + 2])
        for n in range(min(count, 200)):
            entry = tiff[start + 2 + 12 * n : start + 14 + 12 * n]
            tag, _kind, _count, value, _rest = struct.unpack(order + "HHIHH", entry)
            if tag == _ORIENTATION:
                return value if 1 <= value <= 8 else 1
    except struct.error:
        return 1
    return 1


def _exif(turned: int) -> bytes:
    """The smallest Exif that says how a picture is turned, and nothing else."""
    tiff = b"MM\0*" + struct.pack(">IHHHIHHI", 8, 1, _ORIENTATION, 3, 1, turned, 0, 0)
    body = b"Exif\0\0" + tiff
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


def _png(content: bytes) -> bytes:
    out, at = [content[:8]], 8
    while at + 12 <= len(content):
        (length,) = struct.unpack(">I", content[at : at + 4])
        end = at + 12 + length
        if content[at + 4 : at + 8] in _KEPT_OF_PNG:
            out.append(content[at:end])
        at = end
    return b"".join(out)


def _pdf(content: bytes) -> bytes:
    """Its pages in a file of our own; each page loses what programs noted on it."""
    writer = pypdf.PdfWriter()
    for page in pypdf.PdfReader(io.BytesIO(content)).pages:
        added = writer.add_page(page)
        for name in ("/Metadata", "/PieceInfo", "/LastModified"):
            added.pop(name, None)
    writer.metadata = None
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _office(content: bytes) -> bytes:
    """With empty properties, nobody's name at changes and comments, and no times in the archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            name = member.filename.lower()
            part = _PROPERTIES.get(name)
            if part is None:
                with old.open(member) as source:
                    part = source.read(_LONGEST_PART + 1)
                if len(part) > _LONGEST_PART:
                    raise ValueError("too long")
                if name.endswith(".xml"):
                    part = _AUTHOR.sub(rb'\1""', part)
            new.writestr(zipfile.ZipInfo(member.filename), part, zipfile.ZIP_DEFLATED)
    return out.getvalue()
