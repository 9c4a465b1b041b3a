"""The secrets of an installation: made once, kept in the data folder, never in the database.

Whatever reads the settings finds or founds them. The command line waits: it keeps what it made only when a command
is about to write (``motcua init``, ``serve`` after it, …), so that looking leaves no trace.

``secret.key``  master secret (or ``MOTCUA_SECRET_KEY``); the other keys are derived from it (HKDF-SHA256)
``journal.key`` Ed25519 private key that signs tree heads and receipts (PKCS#8 PEM)
``seal.key``    secret under which denouncers' identities are sealed (R6.47); it derives from nothing else
"""

import os
import secrets
from collections.abc import Callable
from pathlib import Path

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from motcua.rules.impossible import Impossible

_waiting = False
_made: dict[Path, bytes] = {}


class MadeElsewhere(Impossible):
    text = "Tiến trình khác vừa tạo {name}. Chạy lại lệnh này."


class NoPlace(Impossible):
    text = "Không ghi được vào thư mục dữ liệu {home}. Kiểm tra MOTCUA_HOME và quyền ghi."


def wait() -> None:
    """From now on keys that are missing are made in memory only, until ``keep``."""
    global _waiting
    _waiting = True


def keep() -> None:
    """Write the keys that were made while waiting. Raises MadeElsewhere, NoPlace."""
    global _waiting
    _waiting = False
    while _made:
        path, content = _made.popitem()
        try:
            kept = _write_once(path, content)
        except OSError as error:
            raise NoPlace(home=path.parent) from error
        if kept != content:
            raise MadeElsewhere(name=path.name)


def _found_or_made(path: Path, make: Callable[[], bytes]) -> bytes:
    if path.exists():
        return path.read_bytes()
    if _waiting:
        return _made.setdefault(path, make())
    return _write_once(path, make())


def _write_once(path: Path, content: bytes) -> bytes:
    """Write a secret readable by its owner only; when another process was first, its content counts."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return path.read_bytes()


def master_secret(home: Path) -> str:
    """The installation's master secret: from the environment, else from the data folder, else made now."""
    given = os.environ.get("MOTCUA_SECRET_KEY", "")
    if given:
        return given
    made = _found_or_made(home / "secret.key", lambda: secrets.token_urlsafe(48).encode())
    return made.decode().strip()


def derive(master: str, purpose: str) -> bytes:
    """A 32-byte key for one purpose; a key for one purpose says nothing of another."""
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=f"motcua/{purpose}".encode()).derive(
        master.encode()
    )


def seal_key(home: Path) -> bytes:
    """The key of the sealed store, 32 bytes; whoever has the master secret does not have it."""
    made = _found_or_made(home / "seal.key", lambda: secrets.token_urlsafe(48).encode())
    return derive(made.decode().strip(), "seal")


def journal_key(home: Path) -> bytes:
    """The private key that signs the journal's tree heads, as PEM."""
    return _found_or_made(home / "journal.key", _signing_key)


def _signing_key() -> bytes:
    return Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
