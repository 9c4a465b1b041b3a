"""Files that come in before the act that takes them up."""

import uuid
from typing import Annotated

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import File, Router, Schema
from ninja.files import UploadedFile

from motcua.areas.cases.policies import WORKING
from motcua.base.files.actions import store
from motcua.faces.api.answers import answer
from motcua.faces.api.tokens import actor_of, now_of
from motcua.faces.api.v1.dossiers import upload_subject
from motcua.faces.api.v1.shapes import refusals
from motcua.rules.impossible import NotAllowed

router = Router(tags=["Tệp"])


class FileOut(Schema):
    """A file kept; ``id`` is what an act takes."""

    id: uuid.UUID
    media_type: str
    size: int
    sha256: str


@router.post("", response={201: FileOut, **refusals(401, 403, 415, 422)}, operation_id="upload")
def upload(request: HttpRequest, file: Annotated[UploadedFile, File()]) -> HttpResponse:
    """Tải tệp lên (multipart/form-data, trường ``file``): checked by content, encrypted, kept for this post."""
    by = actor_of(request)
    if by.duties.isdisjoint(WORKING):
        raise NotAllowed()
    with transaction.atomic():
        kept = store(
            subject=upload_subject(by), name=file.name or "file", content=file, by=by, at=now_of(request)
        )
    return answer(
        {"id": str(kept.id), "media_type": kept.media_type, "size": kept.size, "sha256": kept.sha256}, 201
    )


def most_bytes(path: str) -> int:
    """How large a request to an address may be: files, a report with its photos, or JSON."""
    if path.rstrip("/").endswith("/files") or path.startswith("/open311/v2/requests."):
        return int(settings.UPLOAD_MAX_BYTES) + 64 * 1024
    return 1024 * 1024


def too_large() -> str:
    """What is said of a file that is too large."""
    return _("Tệp vượt quá {size} MiB. Chia nhỏ hoặc nén lại rồi tải lên.").format(
        size=settings.UPLOAD_MAX_BYTES // 1024**2
    )
