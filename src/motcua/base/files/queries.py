"""Reading stored files. Whether somebody may see a subject is asked by the area that owns the subject."""

import datetime as dt
import hashlib
import hmac
import io
import os
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db.models import Sum

from motcua.base.files import policies
from motcua.base.files.models import Incoming, StoredFile
from motcua.base.files.policies.segments import SEGMENT, whole_segments
from motcua.rules.impossible import Impossible, NotFound

MAGIC = b"MC1\x00"
KEY_ID_BYTES = 4
NONCE_BYTES = 12


class Damaged(Impossible):
    """The stored bytes are missing, were altered, or belong to a key that this installation does not have."""

    text = "Tệp đã lưu bị hỏng hoặc bị thay đổi. Báo người quản trị hệ thống và khôi phục từ bản sao lưu."


@dataclass(frozen=True)
class FileView:
    """What is shown of a stored file."""

    id: uuid.UUID
    subject: str
    name: str
    media_type: str
    size: int
    sha256: str
    uploaded_at: dt.datetime
    by_post: str


@dataclass(frozen=True)
class OpenedFile:
    """A stored file with its decrypted content."""

    view: FileView
    content: bytes


@lru_cache(maxsize=8)
def _file_key(data_key: bytes) -> bytes:
    """The key for files, derived from the installation's data key so that the two are never mixed."""
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"motcua/files").derive(data_key)


def _key_id(key: bytes) -> bytes:
    return hashlib.sha256(b"motcua/file-key-id" + key).digest()[:KEY_ID_BYTES]


def sealed(content: bytes, bound_to: str) -> bytes:
    """AES-256-GCM: magic, key id, nonce, ciphertext with tag. ``bound_to`` is authenticated:
    bytes moved to another file's place do not open.
    """
    key = _file_key(settings.DATA_KEY)
    nonce = os.urandom(NONCE_BYTES)
    return MAGIC + _key_id(key) + nonce + AESGCM(key).encrypt(nonce, content, bound_to.encode())


def unsealed(stored: bytes, bound_to: str) -> bytes:
    """The content of sealed bytes; raises Damaged. Earlier keys are listed in ``settings.DATA_KEYS_OLD``."""
    head = len(MAGIC) + KEY_ID_BYTES
    if stored[: len(MAGIC)] != MAGIC:
        raise Damaged()
    for data_key in (settings.DATA_KEY, *getattr(settings, "DATA_KEYS_OLD", ())):
        key = _file_key(data_key)
        if hmac.compare_digest(_key_id(key), stored[len(MAGIC) : head]):
            try:
                return AESGCM(key).decrypt(
                    stored[head : head + NONCE_BYTES], stored[head + NONCE_BYTES :], bound_to.encode()
                )
            except (InvalidTag, ValueError) as error:
                raise Damaged() from error
    raise Damaged()


def sealing(file: BinaryIO, bound_to: str) -> policies.Sealing:
    """Writes a file sealed under the present key, segment by segment."""
    key = _file_key(settings.DATA_KEY)
    return policies.Sealing(file, key, _key_id(key), bound_to)


def sealing_again(file: BinaryIO, bound_to: str) -> policies.Sealing:
    """Goes on writing a sealed file that broke off."""
    return policies.Sealing.again(file, _key_of(file), bound_to)


def opening(place: Path, bound_to: str) -> BinaryIO:
    """The content of a sealed file, to be read piece by piece; raises Damaged."""
    try:
        file = place.open("rb")
    except OSError as error:
        raise Damaged() from error
    try:
        if file.read(len(MAGIC)) == MAGIC:
            with file:
                return io.BytesIO(unsealed(place.read_bytes(), bound_to))
        return policies.Opening(file, _key_of(file), bound_to)  # type: ignore[return-value]
    except policies.Altered as error:
        file.close()
        raise Damaged() from error


def _key_of(file: BinaryIO) -> bytes:
    """The key that a sealed file names in its head; raises Damaged."""
    file.seek(len(MAGIC))
    named = file.read(KEY_ID_BYTES)
    for data_key in (settings.DATA_KEY, *getattr(settings, "DATA_KEYS_OLD", ())):
        key = _file_key(data_key)
        if hmac.compare_digest(_key_id(key), named):
            return key
    raise Damaged()


def folder() -> Path:
    """Where the encrypted bytes lie."""
    return Path(settings.MOTCUA_HOME) / "files"


def view_of(file: StoredFile) -> FileView:
    """What is shown of the row, with its display name opened."""
    return FileView(
        id=file.id,
        subject=file.subject,
        name=unsealed(bytes(file.name_sealed), f"name:{file.path}").decode(),
        media_type=file.media_type,
        size=file.size,
        sha256=file.sha256,
        uploaded_at=file.uploaded_at,
        by_post=file.by_post,
    )


def files_of(subject: str) -> list[FileView]:
    """The files of a subject in the order they came, without the erased ones."""
    return [view_of(file) for file in StoredFile.objects.filter(subject=subject, erased_at__isnull=True)]


def open_file(file_id: uuid.UUID, *, subject: str) -> OpenedFile:
    """The file with its content, when it belongs to ``subject`` and was not erased; else NotFound.

    The caller has asked whether the actor may see the subject. Raises Damaged when bytes and row disagree.
    """
    file = StoredFile.objects.filter(id=file_id, subject=subject, erased_at__isnull=True).first()
    if file is None:
        raise NotFound()
    place = folder() / file.path
    try:
        if file.encrypted:
            with opening(place, f"file:{file.path}") as source:
                content = source.read()
        else:
            content = place.read_bytes()
    except (OSError, policies.Altered) as error:
        raise Damaged() from error
    if len(content) != file.size or hashlib.sha256(content).hexdigest() != file.sha256:
        raise Damaged()
    return OpenedFile(view_of(file), content)


def incoming(upload_id: uuid.UUID, *, subject: str) -> Incoming:
    """An upload of a subject that is still coming in, else NotFound."""
    found = Incoming.objects.filter(id=upload_id, subject=subject).first()
    if found is None:
        raise NotFound()
    return found


def coming(*, subjects: Iterable[str], purpose: str | None = None) -> list[Incoming]:
    """Uploads of subjects that are still coming in, the oldest first."""
    found = Incoming.objects.filter(subject__in=list(subjects)).order_by("started_at", "id")
    return list(found if purpose is None else found.filter(purpose=purpose))


def held(*, subjects: Iterable[str]) -> int:
    """How many bytes the files of subjects take that are here."""
    kept = StoredFile.objects.filter(subject__in=list(subjects), erased_at__isnull=True)
    return int(kept.aggregate(total=Sum("size"))["total"] or 0)


def whole(upload_id: uuid.UUID, *, subject: str) -> StoredFile:
    """The file that an upload of a subject became, else NotFound."""
    found = StoredFile.objects.filter(id=upload_id, subject=subject, erased_at__isnull=True).first()
    if found is None:
        raise NotFound()
    return found


def arrived(upload: Incoming) -> int:
    """How many bytes of an upload are here: from there it goes on after the line dropped."""
    try:
        stored = (folder() / upload.part).stat().st_size
    except OSError:
        return 0
    return min(upload.size, whole_segments(stored) * SEGMENT)
