"""The one gate every uploaded file passes: size, type by content, agreeing name, nothing active."""

import hashlib
import io
import os
from dataclasses import dataclass
from typing import BinaryIO

import filetype
from django.utils.translation import gettext as _

from motcua.base.files.choices import (
    ALLOWED,
    DOCX,
    JPEG,
    MAX_FILE_BYTES,
    MAX_HEAD,
    MEGABYTE,
    PDF,
    PNG,
    XLSX,
    MediaType,
)
from motcua.base.files.policies import images, office, pdf
from motcua.base.files.policies.names import ending, safe_name
from motcua.rules.impossible import Invalid


@dataclass(frozen=True)
class Checked:
    """A file that passed: safe display name, media type found inside, size in bytes, sha256 in hex."""

    name: str
    media_type: str
    size: int
    sha256: str


def sniff(content: bytes | BinaryIO) -> MediaType | None:
    """The accepted media type that the content itself shows, whatever the name says; None for anything else.

    An office file is recognised by its declared main part, not by its being a ZIP archive.
    """
    file = io.BytesIO(content) if isinstance(content, bytes) else content
    file.seek(0)
    start = file.read(8192)
    if start[:4] == b"PK\x03\x04":
        return office.kind_of(file)
    guess = filetype.guess_mime(start)
    return next((kind for kind in (PDF, PNG, JPEG) if kind.name == guess), None)


def check(
    name: str, content: bytes | BinaryIO, *, field: str = "file", limit: int = MAX_FILE_BYTES
) -> Checked:
    """Accept the file or raise Invalid at ``field`` with what is wrong and what to do about it.

    A file is read piece by piece where it lies; memory does not grow with it.
    """
    shown = safe_name(name)
    content = io.BytesIO(content) if isinstance(content, bytes) else content
    size = content.seek(0, os.SEEK_END)
    if not size:
        raise Invalid(field=field, text=_("Tệp “{name}” rỗng. Chọn lại tệp có nội dung."), name=shown)
    if size > limit:
        raise Invalid(
            field=field,
            text=_("Tệp “{name}” lớn hơn {limit} MB. Giảm độ phân giải khi quét hoặc tách thành nhiều tệp."),
            name=shown,
            limit=limit // MEGABYTE,
        )
    kind = sniff(content)
    if kind is None:
        raise Invalid(
            field=field,
            text=_("Không nhận tệp “{name}”: nội dung không phải là {accepted}."),
            name=shown,
            accepted=", ".join(each.label for each in ALLOWED),
        )
    if ending(shown) not in kind.endings:
        raise Invalid(
            field=field,
            text=_(
                "Tệp “{name}” có nội dung là {kind} nhưng tên không kết thúc bằng {ending}. "
                "Đổi lại tên rồi tải lên."
            ),
            name=shown,
            kind=kind.label,
            ending=" / ".join(kind.endings),
        )
    reason = _reason_against(kind, content)
    if reason:
        raise Invalid(field=field, text=_("Không nhận tệp “{name}”: {reason}"), name=shown, reason=reason)
    return Checked(shown, kind.name, size, _digest(content))


def _digest(content: BinaryIO) -> str:
    total = hashlib.sha256()
    content.seek(0)
    while part := content.read(1 << 16):
        total.update(part)
    return total.hexdigest()


def _reason_against(kind: MediaType, content: BinaryIO) -> str:
    content.seek(0)
    if kind is PDF:
        return pdf.reason_against(content)
    if kind in (DOCX, XLSX):
        return office.reason_against(content)
    return images.reason_against(content.read(MAX_HEAD))
