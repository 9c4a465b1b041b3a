"""The secrets of an installation: made once, kept in the data folder, never in the database.

``secret.key``  master secret (or ``MOTCUA_SECRET_KEY``); the other keys are derived from it (HKDF-SHA256)
``journal.key`` Ed25519 private key that signs tree heads and receipts (PKCS#8 PEM)
"""

import os
import secrets
from pathlib import Path

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


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
    path = home / "secret.key"
    content = path.read_bytes() if path.exists() else _write_once(path, secrets.token_urlsafe(48).encode())
    return content.decode().strip()


def derive(master: str, purpose: str) -> bytes:
    """A 32-byte key for one purpose; a key for one purpose says nothing of another."""
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=f"motcua/{purpose}".encode()).derive(
        master.encode()
    )


def journal_key(home: Path) -> bytes:
    """The private key that signs the journal's tree heads, as PEM."""
    path = home / "journal.key"
    if path.exists():
        return path.read_bytes()
    pem = Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return _write_once(path, pem)
