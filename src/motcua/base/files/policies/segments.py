"""Sealing what is too large for memory: AES-256-GCM segment by segment, read anywhere, unalterable as a whole.

Every segment is bound to its place in the file and to whether it is the last one, so none can be moved, left out or
cut off. Head: magic, key id, a random prefix; nonce of a segment: prefix, number, 1 for the last.
"""

import io
import os
import struct
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

MAGIC = b"MC2\x00"
KEY_ID_BYTES, PREFIX_BYTES, TAG_BYTES = 4, 7, 16
HEAD = len(MAGIC) + KEY_ID_BYTES + PREFIX_BYTES
SEGMENT = 64 * 1024
"""Bytes of content in a segment; every segment but the last is whole."""


class Altered(ValueError):
    """The bytes do not open: altered, cut off, moved, or sealed under another key."""


def _nonce(prefix: bytes, number: int, last: bool) -> bytes:
    return prefix + struct.pack(">IB", number, last)


class Sealing(io.RawIOBase):
    """Writes content sealed; memory stays at two segments. ``finish`` seals the last one."""

    def __init__(self, file: BinaryIO, key: bytes, key_id: bytes, bound_to: str) -> None:
        super().__init__()
        self.file, self.cipher, self.bound_to = file, AESGCM(key), bound_to.encode()
        self.waiting, self.number, self.size = bytearray(), 0, 0
        self.prefix = os.urandom(PREFIX_BYTES)
        file.write(MAGIC + key_id + self.prefix)

    @classmethod
    def again(cls, file: BinaryIO, key: bytes, bound_to: str) -> "Sealing":
        """Goes on with a file whose writing broke off, after its last whole segment."""
        made = cls.__new__(cls)
        io.RawIOBase.__init__(made)
        file.seek(0)
        head = file.read(HEAD)
        made.file, made.cipher, made.bound_to = file, AESGCM(key), bound_to.encode()
        made.prefix, made.waiting = head[-PREFIX_BYTES:], bytearray()
        made.number = whole_segments(file.seek(0, os.SEEK_END))
        made.size = made.number * SEGMENT
        file.truncate(HEAD + made.number * (SEGMENT + TAG_BYTES))
        file.seek(0, os.SEEK_END)
        return made

    def writable(self) -> bool:
        """It is for writing."""
        return True

    def write(self, content: bytes) -> int:  # type: ignore[override]
        """Seal what fills segments; the rest waits, since it may be the last."""
        self.waiting += content
        self.size += len(content)
        while len(self.waiting) > SEGMENT:
            self._seal(SEGMENT, last=False)
        return len(content)

    def rest(self) -> None:
        """Seal what waits, a whole segment after which more is known to come."""
        if self.waiting:
            self._seal(SEGMENT, last=False)

    def finish(self) -> None:
        """Seal the last segment."""
        self._seal(SEGMENT, last=True)

    def _seal(self, most: int, *, last: bool) -> None:
        content = bytes(self.waiting[:most])
        del self.waiting[:most]
        self.file.write(self.cipher.encrypt(_nonce(self.prefix, self.number, last), content, self.bound_to))
        self.number += 1


def whole_segments(stored: int) -> int:
    """How many whole segments a file of so many bytes holds."""
    return max(0, stored - HEAD) // (SEGMENT + TAG_BYTES)


class Opening(io.RawIOBase):
    """Reads sealed content anywhere; memory stays at two segments. Raises Altered."""

    def __init__(self, file: BinaryIO, key: bytes, bound_to: str) -> None:
        super().__init__()
        self.file, self.cipher, self.bound_to = file, AESGCM(key), bound_to.encode()
        file.seek(0)
        head = file.read(HEAD)
        if len(head) < HEAD or head[: len(MAGIC)] != MAGIC:
            raise Altered
        self.prefix = head[-PREFIX_BYTES:]
        stored = file.seek(0, os.SEEK_END) - HEAD
        self.count = max(1, -(-stored // (SEGMENT + TAG_BYTES)))
        self.size = stored - self.count * TAG_BYTES
        if self.size < 0:
            raise Altered
        self.at, self.known, self.segment = 0, -1, b""
        self._load(self.count - 1)

    def _load(self, number: int) -> None:
        if number == self.known:
            return
        self.file.seek(HEAD + number * (SEGMENT + TAG_BYTES))
        sealed = self.file.read(SEGMENT + TAG_BYTES)
        try:
            nonce = _nonce(self.prefix, number, number == self.count - 1)
            self.segment, self.known = self.cipher.decrypt(nonce, sealed, self.bound_to), number
        except (InvalidTag, ValueError) as error:
            raise Altered from error

    def readable(self) -> bool:
        """It is for reading."""
        return True

    def seekable(self) -> bool:
        """Anywhere."""
        return True

    def tell(self) -> int:
        """Where the next byte is read."""
        return self.at

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Go there."""
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self.at, os.SEEK_END: self.size}[whence]
        if start + offset < 0:
            raise ValueError("before the beginning")
        self.at = start + offset
        return self.at

    def read(self, size: int | None = -1) -> bytes:
        """So many bytes, fewer only at the end."""
        end = self.size if size is None or size < 0 else min(self.size, self.at + size)
        parts = []
        while self.at < end:
            self._load(self.at // SEGMENT)
            start = self.at % SEGMENT
            part = self.segment[start : start + end - self.at]
            parts.append(part)
            self.at += len(part)
        return b"".join(parts)

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Into a buffer of the caller's."""
        part = self.read(len(buffer))
        buffer[: len(part)] = part
        return len(part)

    def close(self) -> None:
        """Close the file behind it."""
        if not self.closed:
            self.file.close()
        super().close()
