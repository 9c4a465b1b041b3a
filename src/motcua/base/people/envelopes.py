"""Envelopes: what is written on a device outside, for one public key, and opened here only.

Whoever holds the device cannot read what it wrote: each envelope has a key pair of its own whose private half is gone
once it is closed. P-256 (ECDH) → HKDF-SHA256 → AES-256-GCM: what every browser has (WebCrypto). An envelope is the
public half (65 bytes), a nonce (12) and the ciphertext, base64url; faces close it in script.
"""

import base64
import binascii

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from motcua.base.people.fields import NONCE_BYTES, Unreadable

CURVE = ec.SECP256R1()
POINT_BYTES = 65
PURPOSE = b"motcua/envelope/1"


def new_key() -> str:
    """A private key, as hex: to be kept encrypted."""
    return f"{ec.generate_private_key(CURVE).private_numbers().private_value:064x}"


def _private(key: str) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int(key, 16), CURVE)


def _point(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def public_half(key: str) -> str:
    """What is handed out: the public key of a private one."""
    return base64.urlsafe_b64encode(_point(_private(key).public_key())).decode().rstrip("=")


def _shared(private: ec.EllipticCurvePrivateKey, other: ec.EllipticCurvePublicKey, points: bytes) -> AESGCM:
    secret = private.exchange(ec.ECDH(), other)
    kdf = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=PURPOSE + points)
    return AESGCM(kdf.derive(secret))


def closed(public: str, content: bytes, bound_to: str, nonce: bytes) -> str:
    """An envelope for a public key, as a device closes it."""
    point = _bytes(public)
    own = ec.generate_private_key(CURVE)
    key = _shared(
        own, ec.EllipticCurvePublicKey.from_encoded_point(CURVE, point), _point(own.public_key()) + point
    )
    made = _point(own.public_key()) + nonce + key.encrypt(nonce, content, bound_to.encode())
    return base64.urlsafe_b64encode(made).decode().rstrip("=")


def opened(key: str, envelope: str, bound_to: str) -> bytes:
    """The content of an envelope closed for this key and this place; raises Unreadable."""
    try:
        raw, private = _bytes(envelope), _private(key)
        point, nonce = raw[:POINT_BYTES], raw[POINT_BYTES : POINT_BYTES + NONCE_BYTES]
        other = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, point)
        shared = _shared(private, other, point + _point(private.public_key()))
        return shared.decrypt(nonce, raw[POINT_BYTES + NONCE_BYTES :], bound_to.encode())
    except (InvalidTag, ValueError, binascii.Error) as error:
        raise Unreadable(f"{bound_to}: closed for another key or place, or altered") from error


def _bytes(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
