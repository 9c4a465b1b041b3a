"""Pictures: only their stated dimensions are checked, since a small file may unfold to billions of pixels."""

import struct

from django.utils.translation import gettext as _

from motcua.base.files.choices import MAX_IMAGE_PIXELS

_FRAMES = frozenset({0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF})
_BARE = frozenset({0x01, *range(0xD0, 0xD9)})


def png_size(content: bytes) -> tuple[int, int] | None:
    """Width and height in pixels as the PNG header states them, or None."""
    if len(content) < 24 or content[12:16] != b"IHDR":
        return None
    width, height = struct.unpack(">II", content[16:24])
    return width, height


def jpeg_size(content: bytes) -> tuple[int, int] | None:
    """Width and height in pixels as the first JPEG frame states them, or None."""
    at = 2
    while at + 9 <= len(content):
        if content[at] != 0xFF:
            return None
        marker = content[at + 1]
        if marker == 0xFF:
            at += 1
        elif marker in _BARE:
            at += 2
        elif marker in _FRAMES:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        else:
            (length,) = struct.unpack(">H", content[at + 2 : at + 4])
            at += 2 + length
    return None


def reason_against(content: bytes) -> str:
    """Why the picture is refused, or nothing."""
    size = png_size(content) if content[:4] == b"\x89PNG" else jpeg_size(content)
    if size is None or 0 in size:
        return _("ảnh bị hỏng. Chụp hoặc quét lại.")
    if size[0] * size[1] > MAX_IMAGE_PIXELS:
        return _("ảnh có quá nhiều điểm ảnh. Giảm độ phân giải rồi tải lên.")
    return ""
