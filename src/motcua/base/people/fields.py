"""How personal data is kept: encrypted in its column, found through keyed hashes.

Neither the ciphertext nor a hash says anything without the installation's keys (``settings.DATA_KEY``,
``settings.INDEX_KEY``), which are kept in the data folder and never in the database.
"""

import base64
import binascii
import functools
import hashlib
import hmac
import os
import unicodedata
from typing import TYPE_CHECKING, Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from django.core.exceptions import FieldError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Transform

from motcua.rules.vietnamese import fold

KEY_ID_BYTES = 4
NONCE_BYTES = 12
WORD_HEX = 10
PRESENCE = frozenset({"isnull"})
CURVE = ec.SECP256R1()
POINT_BYTES = 65
PURPOSE = b"motcua/envelope/1"

if TYPE_CHECKING:
    _Text = models.TextField[str, str]
else:
    _Text = models.TextField


class Unreadable(RuntimeError):
    """A stored value does not open: another key, another column, or altered bytes."""


@functools.lru_cache(maxsize=8)
def _opener(key: bytes) -> AESGCM:
    return AESGCM(key)


def key_id(key: bytes) -> bytes:
    """Short name of a data key, written before every ciphertext so that keys can be changed one by one."""
    return hashlib.sha256(b"motcua/key-id" + key).digest()[:KEY_ID_BYTES]


@functools.lru_cache(maxsize=8)
def _ring(keys: tuple[bytes, ...]) -> dict[bytes, bytes]:
    return {key_id(key): key for key in keys}


def encrypt(text: str, column: str) -> bytes:
    """AES-256-GCM under the current data key; the column's name is authenticated: a value fits only there."""
    key: bytes = settings.DATA_KEY
    nonce = os.urandom(NONCE_BYTES)
    return key_id(key) + nonce + _opener(key).encrypt(nonce, text.encode(), column.encode())


def decrypt(stored: bytes, column: str) -> str:
    """The text of a stored value; raises Unreadable.

    Earlier keys (``settings.DATA_KEYS_OLD``) serve until everything has been written anew.
    """
    keys = (settings.DATA_KEY, *settings.DATA_KEYS_OLD)
    key = _ring(keys).get(stored[:KEY_ID_BYTES])
    if key is None:
        raise Unreadable(f"{column}: encrypted under a key that this installation does not have")
    nonce, body = stored[KEY_ID_BYTES : KEY_ID_BYTES + NONCE_BYTES], stored[KEY_ID_BYTES + NONCE_BYTES :]
    try:
        return _opener(key).decrypt(nonce, body, column.encode()).decode()
    except (InvalidTag, ValueError) as error:
        raise Unreadable(f"{column}: the stored value was altered or moved") from error


class EncryptedText(_Text):
    """A text column encrypted at rest; empty text stays empty. It can be read and written, never searched."""

    description = "Encrypted text"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", "")
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    @property
    def column_name(self) -> str:
        """What binds a ciphertext to its place: ``app.model.field``."""
        return f"{self.model._meta.label_lower}.{self.name}"

    def get_internal_type(self) -> str:
        """Stored as bytes."""
        return "BinaryField"

    def get_lookup(self, lookup_name: str) -> Any:
        """Only presence can be asked for: equal texts have different ciphertexts."""
        if lookup_name not in PRESENCE:
            raise FieldError(f"{self.column_name} is encrypted: search a keyed hash instead")
        return super().get_lookup(lookup_name)

    def get_transform(self, lookup_name: str) -> type[Transform] | None:
        """Nothing can be computed from a ciphertext in the database."""
        return None

    def get_db_prep_value(self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False) -> Any:
        """Encrypt what is being written."""
        if value is None:
            return None
        data = value if isinstance(value, bytes) else encrypt(str(value), self.column_name) if value else b""
        return connection.Database.Binary(data)  # type: ignore[attr-defined]

    def from_db_value(self, value: Any, expression: Any, connection: BaseDatabaseWrapper) -> str | None:
        """Decrypt what was read."""
        if value is None:
            return None
        if isinstance(value, str):
            raise Unreadable(f"{self.column_name}: text was written where only ciphertext stands")
        stored = bytes(value)
        return decrypt(stored, self.column_name) if stored else ""


def _keyed(value: str, purpose: str) -> str:
    key: bytes = settings.INDEX_KEY
    return hmac.new(key, f"{purpose}\x00{value}".encode(), hashlib.sha256).hexdigest()


def blind(value: str, purpose: str) -> str:
    """Keyed hash (32 hex digits) under which a value is found without being stored readably.

    The same value however it was typed: composed or decomposed letters, any spaces, capital or small letters.
    Two purposes ("citizen.id", "citizen.phone") never share hashes.
    """
    plain = "".join(unicodedata.normalize("NFKC", value).casefold().split())
    return _keyed(unicodedata.normalize("NFC", plain), purpose)[:32]


def blind_word(word: str) -> str:
    """Keyed hash of one folded word or number, as a word of search text: "h" and ten hex digits."""
    return "h" + _keyed(word, "word")[:WORD_HEX]


def blind_words(text: str) -> list[str]:
    """Keyed hashes of the words of a name, in order and without regard to accents and case."""
    return [blind_word(word) for word in fold(text).split()]


# --- the sealed store ------------------------------------------------------------------------------------------


def seal(content: bytes, bound_to: str) -> bytes:
    """AES-256-GCM under ``settings.SEAL_KEY``, never the data key: who reads all else does not read this (R6.47).

    ``bound_to`` names the place and is authenticated: sealed bytes moved elsewhere do not open.
    """
    nonce = os.urandom(NONCE_BYTES)
    return nonce + _opener(settings.SEAL_KEY).encrypt(nonce, content, bound_to.encode())


def unseal(sealed: bytes, bound_to: str) -> bytes:
    """The content of sealed bytes; raises Unreadable."""
    try:
        return _opener(settings.SEAL_KEY).decrypt(
            sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], bound_to.encode()
        )
    except (InvalidTag, ValueError) as error:
        raise Unreadable(f"{bound_to}: sealed under another key, altered or moved") from error


# --- envelopes ---------------------------------------------------------------------------------------------------

# What is written on a device outside, for one public key, and opened here only: whoever holds the device cannot read
# what it wrote, for each envelope has a key pair of its own whose private half is gone once it is closed. P-256 (ECDH)
# → HKDF-SHA256 → AES-256-GCM, what every browser has. An envelope is the public half (65 bytes), a nonce (12) and the
# ciphertext, base64url; faces close it in script.


def envelope_key() -> str:
    """A private key, as hex: to be kept encrypted."""
    return f"{ec.generate_private_key(CURVE).private_numbers().private_value:064x}"


def _private_half(key: str) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int(key, 16), CURVE)


def _point(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def envelope_half(key: str) -> str:
    """What is handed out: the public key of a private one."""
    return base64.urlsafe_b64encode(_point(_private_half(key).public_key())).decode().rstrip("=")


def _envelope_cipher(
    private: ec.EllipticCurvePrivateKey, other: ec.EllipticCurvePublicKey, points: bytes
) -> AESGCM:
    secret = private.exchange(ec.ECDH(), other)
    kdf = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=PURPOSE + points)
    return AESGCM(kdf.derive(secret))


def close_envelope(public: str, content: bytes, bound_to: str, nonce: bytes) -> str:
    """An envelope for a public key, as a device closes it."""
    point = _unpacked(public)
    own = ec.generate_private_key(CURVE)
    key = _envelope_cipher(
        own, ec.EllipticCurvePublicKey.from_encoded_point(CURVE, point), _point(own.public_key()) + point
    )
    made = _point(own.public_key()) + nonce + key.encrypt(nonce, content, bound_to.encode())
    return base64.urlsafe_b64encode(made).decode().rstrip("=")


def open_envelope(key: str, envelope: str, bound_to: str) -> bytes:
    """The content of an envelope closed for this key and this place; raises Unreadable."""
    try:
        raw, private = _unpacked(envelope), _private_half(key)
        point, nonce = raw[:POINT_BYTES], raw[POINT_BYTES : POINT_BYTES + NONCE_BYTES]
        other = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, point)
        shared = _envelope_cipher(private, other, point + _point(private.public_key()))
        return shared.decrypt(nonce, raw[POINT_BYTES + NONCE_BYTES :], bound_to.encode())
    except (InvalidTag, ValueError, binascii.Error) as error:
        raise Unreadable(f"{bound_to}: closed for another key or place, or altered") from error


def _unpacked(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
