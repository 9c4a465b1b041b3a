"""What signing needs from outside: keys that sign a PDF (PAdES), and the reading of signatures in one.

An official signs as the person who decides, the agency after them with its seal (NĐ 30/2020/NĐ-CP Điều 13; R2.18).
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from django.utils.translation import gettext_noop as _

from motcua.rules.impossible import Impossible

Place = tuple[int, tuple[int, int, int, int]]
"""A box of a page: the page from 0 (from the end when negative), and its left, low, right and high edge in points."""


class Fault(StrEnum):
    """Why a signature is not valid."""

    ALTERED = "altered"
    CHANGED_LATER = "changed-later"
    UNTRUSTED = "untrusted"
    EXPIRED = "expired"
    NOT_YET = "not-yet"
    REVOKED = "revoked"
    UNREADABLE = "unreadable"


WORDS: dict[Fault, str] = {
    Fault.ALTERED: _("nội dung đã bị sửa sau khi ký"),
    Fault.CHANGED_LATER: _("tệp được thêm nội dung sau khi ký"),
    Fault.UNTRUSTED: _("chứng thư số không do tổ chức được tin cậy cấp"),
    Fault.EXPIRED: _("chứng thư số đã hết hạn"),
    Fault.NOT_YET: _("chứng thư số chưa có hiệu lực"),
    Fault.REVOKED: _("chứng thư số đã bị thu hồi"),
    Fault.UNREADABLE: _("chữ ký số bị hỏng, không đọc được"),
}


@dataclass(frozen=True)
class Signature:
    """One signature found in a PDF. ``signed_at`` is what the signer says, unless ``stamped`` by a time authority.

    ``place`` is where it is seen, None for one that is not.
    """

    field: str
    signer: str
    organisation: str
    issuer: str
    signed_at: dt.datetime | None
    stamped: bool = False
    fault: Fault | None = None
    place: Place | None = None

    @property
    def good(self) -> bool:
        """Whole, covering, and by a trusted certificate."""
        return self.fault is None


@dataclass(frozen=True)
class Mark:
    """What is seen of a signature: a one-page PDF drawn into a box of a page (points from its lower left corner).

    ``page`` counts from 0, from the end when negative.
    """

    drawn: bytes
    box: tuple[int, int, int, int]
    page: int = -1


@dataclass(frozen=True)
class Certificate:
    """A certificate that signs here, and until when."""

    key: str
    subject: str
    valid_to: dt.datetime


class CannotSign(Impossible):
    """No key, a token that is not plugged in, a wrong pass phrase, a time authority that does not answer."""

    text = "Chưa ký số được: {why}"


class Signer(Protocol):
    """Signs with the keys of this installation; a key is called by its post, or ``agency-`` and the unit's code."""

    def holds(self, key: str) -> bool:
        """Whether there is a key of that name."""
        ...

    def sign(self, pdf: bytes, *, key: str, at: dt.datetime, mark: Mark | None = None) -> bytes:
        """The PDF with one more signature; what was there stays byte for byte. Raises CannotSign."""
        ...

    def certificates(self) -> Sequence[Certificate]:
        """The certificates of all keys, for whoever looks after them."""
        ...


class Validator(Protocol):
    """Reads the signatures of a PDF."""

    def validate(self, pdf: bytes, *, at: dt.datetime) -> Sequence[Signature]:
        """Every signature in the order in which they were made, judged as of a moment; empty when there is none."""
        ...


class Signatures(Signer, Validator, Protocol):
    """Both, as settings name them (``SIGNATURES``)."""


# ── reading incoming documents ──────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Extracted:
    """The text of a file: ``kind`` txt, docx, pdf or html; ``pages``: where in the text each page begins, empty where
    the file has no pages; ``warnings``: what was left out, cut or converted, in Vietnamese."""

    text: str
    kind: str
    pages: tuple[int, ...] = ()
    warnings: tuple[str, ...] = ()


class CannotExtract(Impossible):
    """Nothing to read in a file: too large, broken, a picture, locked, or no document at all."""

    text = "Không đọc được tệp: {why}"


class Extractor(Protocol):
    """Takes the text out of files (``EXTRACTOR``)."""

    def extract(self, content: bytes, *, name: str) -> Extracted:
        """The text of a file, its beginning where it is too long; raises CannotExtract."""
        ...
