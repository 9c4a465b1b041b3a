"""Copies of an installation: database, files and keys in one archive, taken while it runs; and putting one back.

An archive is a ``.tar.gz``: ``manifest.json`` (what is in it, with sizes and SHA-256), ``database/…``, ``files/…``,
``keys/…`` (with the witness of the journal, ``heads.log``).
It holds the keys, so whoever has it can read everything: keep it as you keep the keys.
"""

import datetime as dt
import hashlib
import hmac
import io
import json
import os
import shutil
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from motcua.base.journal import witness
from motcua.base.journal.clock import now
from motcua.base.journal.queries import public_key
from motcua.conf import copying
from motcua.rules.impossible import Impossible

FORMAT = "motcua-backup/1"
KEYS = ("secret.key", "journal.key", "seal.key")
MARKS = ("demo",)
SIGNING = "keys"
"""Folder of the signing keys (``MOTCUA_SIGN_KEYS``)."""
Step = Callable[[int, int, str], None]


class NotEmpty(Impossible):
    text = "{place} không trống. Chỉ khôi phục vào nơi trống: đặt MOTCUA_HOME và MOTCUA_DATABASE_URL sang nơi mới."


class NoFolder(Impossible):
    text = "Không có thư mục {folder}. Gắn ổ sao lưu, hoặc tạo thư mục đó, rồi chạy lại."


class NotABackup(Impossible):
    text = "Không khôi phục được từ tệp này: {why}."


class AnotherSecret(Impossible):
    text = "Bản sao này mã hóa bằng khóa khác. Đặt MOTCUA_SECRET_KEY đúng như nơi đã sao lưu rồi chạy lại."


@dataclass
class Manifest:
    """What an archive holds. ``secret`` says how to recognise the master secret without telling it."""

    database: str
    made_at: str
    version: str
    public_key: str
    secret: str
    secret_inside: bool
    about: dict[str, Any] = field(default_factory=dict)
    entries: dict[str, dict[str, Any]] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The manifest as it is written."""
        return {"format": FORMAT, **self.__dict__}


def secret_mark() -> str:
    """A mark of the master secret: equal for equal secrets, says nothing of them."""
    return hmac.new(settings.DATA_KEY, b"motcua/backup", hashlib.sha256).hexdigest()[:32]


def _signing_keys() -> Iterator[tuple[str, Path]]:
    """Signing keys and trusted roots, when they lie in the data folder."""
    root = settings.MOTCUA_HOME / SIGNING
    for place in sorted(root.glob("*")):
        if place.is_file() and place.suffix in {".p12", ".pem"}:
            yield f"keys/{SIGNING}/{place.name}", place


def _stored_files() -> Iterator[tuple[str, Path]]:
    root = settings.MOTCUA_HOME / "files"
    for place in sorted(root.rglob("*")):
        if place.is_file() and not place.name.endswith(".part"):
            yield f"files/{place.relative_to(root).as_posix()}", place


def _add(archive: tarfile.TarFile, manifest: Manifest, name: str, content: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode, entry.mtime = len(content), 0o600, int(now().timestamp())
    archive.addfile(entry, io.BytesIO(content))
    manifest.entries[name] = {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}


def _add_file(archive: tarfile.TarFile, manifest: Manifest, name: str, place: Path) -> None:
    with place.open("rb") as source:
        size = os.fstat(source.fileno()).st_size
        entry = tarfile.TarInfo(name)
        entry.size, entry.mode, entry.mtime = size, 0o600, int(place.stat().st_mtime)
        digest = hashlib.sha256()
        archive.addfile(entry, _Hashing(source, digest))
    manifest.entries[name] = {"size": size, "sha256": digest.hexdigest()}


class _Hashing:
    """A file that is hashed while it is read."""

    def __init__(self, source: Any, digest: Any) -> None:
        self.source, self.digest = source, digest

    def read(self, size: int = -1) -> bytes:
        part: bytes = self.source.read(size)
        self.digest.update(part)
        return part


def backup(target: Path, step: Step) -> Manifest:
    """Write a consistent copy of everything to ``target``, while the installation runs; whole or not at all."""
    home: Path = settings.MOTCUA_HOME
    manifest = Manifest(
        database=connection.vendor,
        made_at=now().isoformat(timespec="seconds"),
        version=version("motcua"),
        public_key=public_key(),
        secret=secret_mark(),
        secret_inside=(home / "secret.key").exists() and not os.environ.get("MOTCUA_SECRET_KEY"),
    )
    if not target.parent.is_dir():
        raise NoFolder(folder=target.parent)
    draft = target.with_name(f".{target.name}.{os.getpid()}.part")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with (
            tempfile.TemporaryDirectory(prefix="motcua-backup-") as scratch,
            os.fdopen(descriptor, "wb") as out,
        ):
            # before the database: the witness never knows more than it
            log = witness.place().read_bytes() if witness.place().exists() else None
            parts = copying.dump(Path(scratch), manifest.about, step)
            with tarfile.open(
                fileobj=out, mode="w:gz", compresslevel=5, format=tarfile.PAX_FORMAT
            ) as archive:
                for name in (*KEYS, *MARKS):
                    if (home / name).exists() and (name != "secret.key" or manifest.secret_inside):
                        _add(archive, manifest, f"keys/{name}", (home / name).read_bytes())
                for name, place in _signing_keys():
                    _add(archive, manifest, name, place.read_bytes())
                if log is not None:
                    _add(archive, manifest, f"keys/{witness.NAME}", log)
                for part in parts:
                    _add_file(archive, manifest, f"database/{part.name}", part)
                files = list(_stored_files())
                for number, (name, place) in enumerate(files):
                    step(number, len(files), _("tệp"))
                    try:
                        _add_file(archive, manifest, name, place)
                    except FileNotFoundError:
                        continue
                body = json.dumps(manifest.as_json(), ensure_ascii=False, indent=1).encode()
                _add(archive, Manifest(**{**manifest.__dict__, "entries": {}}), "manifest.json", body)
            out.flush()
            os.fsync(out.fileno())
        os.replace(draft, target)
    finally:
        draft.unlink(missing_ok=True)
    return manifest


# --- putting one back ------------------------------------------------------------------------------------------


def _read_all(source: Path, folder: Path, step: Step) -> Manifest:
    """Unpack an archive into ``folder`` and check every entry against the manifest."""
    seen: dict[str, dict[str, Any]] = {}
    try:
        with tarfile.open(source, "r:gz") as archive:
            for entry in archive:
                if not entry.isreg() or not _harmless(entry.name):
                    raise NotABackup(why=_("có mục lạ “{name}”").format(name=entry.name))
                content = archive.extractfile(entry)
                assert content is not None
                place = folder / entry.name
                place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                digest = hashlib.sha256()
                with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
                    while part := content.read(1 << 20):
                        digest.update(part)
                        out.write(part)
                seen[entry.name] = {"size": entry.size, "sha256": digest.hexdigest()}
                step(len(seen), 0, entry.name.split("/")[0])
    except (tarfile.TarError, OSError, EOFError) as error:
        raise NotABackup(why=_("tệp hỏng ({error})").format(error=type(error).__name__)) from error
    seen.pop("manifest.json", None)
    try:
        told = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        if told.pop("format") != FORMAT:
            raise NotABackup(why=_("khuôn dạng không đúng"))
        manifest = Manifest(**told)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise NotABackup(why=_("thiếu hoặc sai manifest.json")) from error
    if manifest.entries != seen:
        wrong = sorted(
            name
            for name in manifest.entries.keys() | seen.keys()
            if manifest.entries.get(name) != seen.get(name)
        )
        raise NotABackup(why=_("nội dung khác với kê khai: {names}").format(names=", ".join(wrong[:5])))
    return manifest


def _harmless(name: str) -> bool:
    parts = name.split("/")
    return bool(name) and not name.startswith("/") and ".." not in parts and parts[0] in {
        "manifest.json", "keys", "database", "files"
    }  # fmt: skip


def restore(source: Path, step: Step) -> Manifest:
    """Put a copy back into an empty place: all of it or nothing. Raises NotEmpty, NotABackup, AnotherSecret."""
    home: Path = settings.MOTCUA_HOME
    files = home / "files"
    if files.exists() and any(files.rglob("*")):
        raise NotEmpty(place=files)
    copying.require_empty()
    home.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(prefix=".restore-", dir=home))
    try:
        manifest = _read_all(source, scratch, step)
        if manifest.database != connection.vendor:
            raise NotABackup(
                why=_("bản sao của {one}, nơi khôi phục dùng {other}").format(
                    one=manifest.database, other=connection.vendor
                )
            )
        outside = bool(os.environ.get("MOTCUA_SECRET_KEY")) or not manifest.secret_inside
        if outside and manifest.secret != secret_mark():
            raise AnotherSecret()
        copying.load(scratch / "database", manifest.about, step)
        for name in (*KEYS, *MARKS, witness.NAME):
            if (scratch / "keys" / name).exists():
                os.replace(scratch / "keys" / name, home / name)
        if (scratch / "keys" / SIGNING).exists():
            shutil.rmtree(home / SIGNING, ignore_errors=True)
            os.replace(scratch / "keys" / SIGNING, home / SIGNING)
        if (scratch / "files").exists():
            shutil.rmtree(files, ignore_errors=True)
            os.replace(scratch / "files", files)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return manifest


def made_words(manifest: Manifest) -> str:
    """When a copy was made, for people."""
    return dt.datetime.fromisoformat(manifest.made_at).strftime("%H:%M, %d/%m/%Y")
