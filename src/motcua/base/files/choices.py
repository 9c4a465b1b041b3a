"""What may be uploaded, and how much of it."""

from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

MEGABYTE = 1024 * 1024

MAX_FILE_BYTES = 25 * MEGABYTE
MAX_NAME_LENGTH = 120
MAX_PDF_OBJECTS = 200_000
MAX_PDF_UNPACKED = 32 * MEGABYTE
"""So much all object streams of a PDF may hold: dictionaries only, never pictures."""
MAX_IMAGE_PIXELS = 150_000_000
MAX_HEAD = 1 * MEGABYTE
"""Within so many bytes a picture states its dimensions."""
MAX_OFFICE_MEMBERS = 5_000
MAX_OFFICE_UNPACKED = 200 * MEGABYTE
MAX_OFFICE_RATIO = 200
RATIO_FROM_BYTES = 5 * MEGABYTE


@dataclass(frozen=True)
class MediaType:
    """A kind of content that is accepted: its media type, what people call it, the endings it may have."""

    name: str
    label: str
    endings: tuple[str, ...]


PDF = MediaType("application/pdf", "PDF", (".pdf",))
PNG = MediaType("image/png", _("ảnh PNG"), (".png",))
JPEG = MediaType("image/jpeg", _("ảnh JPEG"), (".jpg", ".jpeg"))
DOCX = MediaType(
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document", _("văn bản Word"), (".docx",)
)
XLSX = MediaType(
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _("bảng tính Excel"), (".xlsx",)
)

ALLOWED: tuple[MediaType, ...] = (PDF, PNG, JPEG, DOCX, XLSX)
ACCEPT = ",".join(ending for kind in ALLOWED for ending in kind.endings)
"""For the ``accept`` attribute of a file field."""
