"""Pages of a scanned PDF as the pictures they are made of, without drawing anything."""

import io

import pypdf
import pypdf.errors

from motcua.base.files.choices import JPEG, PNG
from motcua.base.files.policies.images import reason_against

_UNREADABLE = (
    pypdf.errors.PyPdfError, ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError, EOFError,
    OSError, NotImplementedError, ImportError, MemoryError, ZeroDivisionError,
)  # fmt: skip
_TYPES = {".jpg": JPEG.name, ".jpeg": JPEG.name, ".png": PNG.name}


def count_pages(content: bytes) -> int:
    """How many pages a PDF has; none when that cannot be read."""
    try:
        return len(pypdf.PdfReader(io.BytesIO(content)).pages)
    except _UNREADABLE:
        return 0


def picture_of_page(content: bytes, n: int) -> tuple[str, bytes] | None:
    """(media type, content) of the largest picture on a page, as a scanner puts it there; None when there is none."""
    try:
        images = list(pypdf.PdfReader(io.BytesIO(content)).pages[n - 1].images)
        found = max(images, key=lambda one: len(one.data))
        media_type = next(
            (kind for ending, kind in _TYPES.items() if found.name.lower().endswith(ending)), ""
        )
    except _UNREADABLE:
        return None
    if not media_type or reason_against(found.data[: 1 << 20]):
        return None
    return media_type, found.data
