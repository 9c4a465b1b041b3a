"""Keeping whole files, and destroying them."""

import datetime as dt
import hashlib
import os
import uuid
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, Protocol

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from motcua.base.files import policies, queries
from motcua.base.files.choices import MAX_FILE_BYTES
from motcua.base.files.models import Incoming, StoredFile
from motcua.base.journal.ports import Actor
from motcua.rules.impossible import Invalid, NotFound


class Chunked(Protocol):
    """An upload: Django's UploadedFile is one."""

    def chunks(self) -> Iterator[bytes]: ...


def _pieces(source: bytes | Chunked, limit: int) -> Iterator[bytes]:
    """The bytes of the source, but never more than one chunk beyond ``limit``."""
    if isinstance(source, bytes):
        yield source
        return
    size = 0
    for part in source.chunks():
        yield part
        size += len(part)
        if size > limit:
            return


def new_path() -> str:
    """A place that says nothing of what lies there."""
    name = uuid.uuid4().hex
    return f"{name[:2]}/{name}"


def create(place: Path) -> BinaryIO:
    """A new file, readable by the owner only."""
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    return os.fdopen(os.open(place, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b")


def settle(draft: Path, place: Path) -> None:
    """Give a file that is flushed to disk its name for good."""
    os.replace(draft, place)
    parent = os.open(place.parent, os.O_RDONLY)
    try:
        os.fsync(parent)
    finally:
        os.close(parent)


def _write(path: str, pieces: Iterable[bytes]) -> Path:
    """Seal the pieces into a draft beside ``path``, flushed to disk; returns the draft."""
    draft = queries.folder() / f"{path}.part"
    try:
        with create(draft) as file:
            sealing = queries.sealing(file, f"file:{path}")
            for piece in pieces:
                sealing.write(piece)
            sealing.finish()
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    return draft


def store(
    *, subject: str, name: str, content: bytes | Chunked, by: Actor, at: dt.datetime, field: str = "file"
) -> StoredFile:
    """Check a file, encrypt it and keep it for ``subject``; raises Invalid at ``field`` with what to do.

    Part of the caller's transaction: when that is rolled back the row vanishes, and the bytes that nobody
    knows are swept later (``discard_orphans``). Journal the ``sha256``, never the name.
    """
    limit = int(getattr(settings, "UPLOAD_MAX_BYTES", MAX_FILE_BYTES))
    path = new_path()
    draft = _write(path, _pieces(content, limit))
    return take_in(draft, path, subject=subject, name=name, by=by, at=at, field=field)


def take_in(
    draft: Path, path: str, *, subject: str, name: str, by: Actor, at: dt.datetime, field: str = "file",
    id: uuid.UUID | None = None,
) -> StoredFile:  # fmt: skip
    """Check what lies sealed in a draft and keep it, or destroy it and raise Invalid."""
    limit = int(getattr(settings, "UPLOAD_MAX_BYTES", MAX_FILE_BYTES))
    try:
        with queries.opening(draft, f"file:{path}") as source:
            checked = policies.check(name, source, field=field, limit=limit)
        settle(draft, queries.folder() / path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    return _row(path, subject, checked, by, at, id)


def keep(
    *, subject: str, name: str, media_type: str, content: bytes, by: Actor, at: dt.datetime
) -> StoredFile:
    """Keep bytes that the product itself made (an issued document): encrypted like an upload, not checked."""
    made = policies.Checked(
        policies.safe_name(name), media_type, len(content), hashlib.sha256(content).hexdigest()
    )
    path = new_path()
    settle(_write(path, [content]), queries.folder() / path)
    return _row(path, subject, made, by, at)


def _row(
    path: str,
    subject: str,
    checked: policies.Checked,
    by: Actor,
    at: dt.datetime,
    id: uuid.UUID | None = None,
) -> StoredFile:
    return StoredFile.objects.create(
        id=id or uuid.uuid4(),
        subject=subject,
        name_sealed=queries.sealed(checked.name.encode(), f"name:{path}"),
        media_type=checked.media_type,
        size=checked.size,
        sha256=checked.sha256,
        path=path,
        encrypted=True,
        uploaded_at=at,
        n=StoredFile.objects.filter(subject=subject, uploaded_at=at).count() + 1,
        by_post=by.post,
    )


def assign(*, file_id: str, subject: str, to: str, field: str = "file") -> StoredFile:
    """Give a file that came in before its subject existed (an upload) to the subject that takes it up.

    Raises Invalid at ``field`` when ``subject`` has no such file.
    """
    try:
        wanted = {"id": uuid.UUID(file_id), "subject": subject}
        file = StoredFile.objects.select_for_update().get(**wanted, erased_at__isnull=True)
    except (ValueError, StoredFile.DoesNotExist) as error:
        raise Invalid(
            field=field, text=_("Không có tệp {id} trong những tệp vừa tải lên."), id=file_id
        ) from error
    file.subject = to
    file.save(update_fields=["subject"])
    return file


def erase(*, file_id: uuid.UUID, subject: str, at: dt.datetime) -> StoredFile:
    """Destroy the bytes of a file when its time of keeping is over; the row keeps its sha256 and the moment.

    The bytes go when the transaction is committed, so a rolled-back erasure destroys nothing.
    """
    file = StoredFile.objects.filter(id=file_id, subject=subject, erased_at__isnull=True).first()
    if file is None:
        raise NotFound()
    file.erased_at = at
    file.name_sealed = queries.sealed(b"", f"name:{file.path}")
    file.save(update_fields=["erased_at", "name_sealed"])
    place = queries.folder() / file.path
    transaction.on_commit(lambda: place.unlink(missing_ok=True))
    return file


def discard_orphans(*, before: dt.datetime) -> int:
    """Remove bytes older than ``before`` that no row knows, left by transactions rolled back or uploads given up;
    how many."""
    Incoming.objects.filter(started_at__lt=before).delete()
    known = set(StoredFile.objects.filter(erased_at__isnull=True).values_list("path", flat=True))
    root = queries.folder()
    removed = 0
    for place in root.glob("*/*"):
        if str(place.relative_to(root)) not in known and place.stat().st_mtime < before.timestamp():
            place.unlink(missing_ok=True)
            removed += 1
    return removed
