"""Files that come in piece by piece over a slow line, and go on where they stopped when it drops."""

import contextlib
import datetime as dt
import fcntl
import os
import uuid

from django.conf import settings
from django.utils.translation import gettext as _

from motcua.base.files import policies, queries
from motcua.base.files.actions.storing import create, new_path, take_in
from motcua.base.files.choices import MAX_FILE_BYTES, MEGABYTE
from motcua.base.files.models import Incoming, StoredFile
from motcua.base.files.policies.segments import SEGMENT
from motcua.base.journal.ports import Actor
from motcua.rules.impossible import Impossible, Invalid

PIECE = 4 * SEGMENT
"""What a page sends at once: small enough that a dropped line loses seconds."""
LARGEST_PIECE = 16 * SEGMENT


class NotNext(Impossible):
    """The piece does not follow what has come: ``arrived`` says from where to go on."""

    text = "Tệp đã nhận đến byte {arrived}; gửi tiếp từ đó."


def begin(
    *, subject: str, purpose: str, name: str, size: int, at: dt.datetime, field: str = "file"
) -> Incoming:
    """Expect a file of a known size; what cannot be taken whole is refused before the first byte is sent."""
    limit = int(getattr(settings, "UPLOAD_MAX_BYTES", MAX_FILE_BYTES))
    shown = policies.safe_name(name)
    if size < 1:
        raise Invalid(field=field, text=_("Tệp “{name}” rỗng. Chọn lại tệp có nội dung."), name=shown)
    if size > limit:
        raise Invalid(
            field=field,
            text=_("Tệp “{name}” lớn hơn {limit} MB. Giảm độ phân giải khi quét hoặc tách thành nhiều tệp."),
            name=shown,
            limit=limit // MEGABYTE,
        )
    path = new_path()
    upload = Incoming.objects.create(
        id=uuid.uuid4(), subject=subject, purpose=purpose, size=size, path=path, started_at=at,
        name_sealed=queries.sealed(shown.encode(), f"name:{path}"),
    )  # fmt: skip
    with create(queries.folder() / upload.part) as file:
        queries.sealing(file, f"file:{path}")
    return upload


def append(*, upload: Incoming, start: int, content: bytes) -> int:
    """Take the piece that begins at ``start``; returns how many bytes are here now. Raises NotNext, Invalid.

    A piece sent again after the file was whole is here already; of an upload given up, nothing is (NotFound).
    """
    if not 0 < len(content) <= LARGEST_PIECE:
        raise Invalid(field="piece", text="Mỗi phần gửi nhiều nhất {most} KB.", most=LARGEST_PIECE // 1024)
    try:
        file = (queries.folder() / upload.part).open("r+b")
    except OSError:
        return _made(upload).size
    with file:
        fcntl.flock(file, fcntl.LOCK_EX)
        here = queries.arrived(upload)
        end = start + len(content)
        if start != here or end > upload.size or (end < upload.size and len(content) % SEGMENT):
            raise NotNext(arrived=here)
        sealing = queries.sealing_again(file, f"file:{upload.path}")
        sealing.write(content)
        if end < upload.size:
            sealing.rest()
        else:
            sealing.finish()
            file.flush()
            os.fsync(file.fileno())
    return end


def finish(*, upload: Incoming, by: Actor, at: dt.datetime, field: str = "file") -> StoredFile:
    """Check the whole file and keep it for its subject; one that is refused is destroyed and says why (Invalid).

    The file has the number of its upload: of two who send the last piece at once, the later gets what the first made.
    """
    draft = queries.folder() / upload.part
    try:
        lock = draft.open("r+b")
    except OSError:
        return _made(upload)
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not draft.exists():
            return queries.whole(upload.id, subject=upload.subject)
        name = queries.unsealed(bytes(upload.name_sealed), f"name:{upload.path}").decode()
        try:
            return take_in(
                draft, upload.path, subject=upload.subject, name=name, by=by, at=at, field=field, id=upload.id
            )
        finally:
            Incoming.objects.filter(id=upload.id).delete()


def _made(upload: Incoming) -> StoredFile:
    """The file that somebody else made of the upload; waits for one who is making it. NotFound when nobody did."""
    with contextlib.suppress(OSError), (queries.folder() / upload.path).open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_SH)
    return queries.whole(upload.id, subject=upload.subject)


def give_up(*, upload: Incoming) -> None:
    """Destroy what has come of an upload."""
    (queries.folder() / upload.part).unlink(missing_ok=True)
    upload.delete()
