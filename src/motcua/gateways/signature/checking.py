"""Reading the signatures of a PDF: whole, covering, by whom, under which root, as of a moment. Nothing is fetched."""

import datetime as dt
import io
import logging
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from motcua.base.documents.ports import Fault, Place, Signature
from motcua.gateways.signature.signing import beside_any_loop

USAGES = {"digital_signature", "non_repudiation"}


def trusted_roots(place: Path) -> list[Any]:
    """The certificates of a PEM file (asn1crypto); none when there is no such file."""
    from asn1crypto import pem, x509

    if not place.is_file():
        return []
    return [
        x509.Certificate.load(der) for _kind, _headers, der in pem.unarmor(place.read_bytes(), multiple=True)
    ]


_BYTE_RANGE = re.compile(
    b"/" + b"".join(b"(?:%c|#%02x|#%02X)" % (letter, letter, letter) for letter in b"ByteRange")
)
"""The name that every signature bears; any letter of a name may be written as ``#`` and two figures."""


def may_be_signed(pdf: bytes) -> bool:
    """Whether there may be a signature in it."""
    return _BYTE_RANGE.search(pdf) is not None


def validate(pdf: bytes, *, roots: Sequence[Any], at: dt.datetime) -> list[Signature]:
    """Every signature in the order of signing; a file that does not open has one that is ``unreadable``."""
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.pdf_utils.reader import PdfFileReader

    for name in ("pyhanko", "pyhanko_certvalidator"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        found = PdfFileReader(io.BytesIO(pdf), strict=False).embedded_signatures
    except (PdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError):
        # a hostile or damaged file makes the parser stumble anywhere: then nothing in it counts as signed
        return [_unreadable("")] if may_be_signed(pdf) else []
    last = len(found) - 1
    return beside_any_loop(lambda: [_one(one, roots, at, last=n == last) for n, one in enumerate(found)])


def _unreadable(name: str) -> Signature:
    return Signature(name, "", "", "", None, fault=Fault.UNREADABLE)


def _one(embedded: Any, roots: Sequence[Any], at: dt.datetime, *, last: bool) -> Signature:
    try:
        status = _status(embedded, roots, at)
        stamp = status.timestamp_validity
        stamped = bool(stamp and stamp.valid and stamp.intact and stamp.trusted)
        fault = _fault(status, at, last=last)
        if fault is Fault.EXPIRED and stamped:
            fault = _fault(_status(embedded, roots, stamp.timestamp), stamp.timestamp, last=last)
    except Exception:
        # whatever the library stumbles over in a forged signature means one thing: it is no signature
        return _unreadable(str(embedded.field_name))
    certificate = status.signing_cert
    names = certificate.subject.native
    when = stamp.timestamp if stamped else embedded.self_reported_timestamp
    return Signature(
        field=str(embedded.field_name), signer=_said(names, "common_name"),
        organisation=_said(names, "organization_name"), issuer=_said(certificate.issuer.native, "common_name"),
        signed_at=when, stamped=stamped, fault=fault, place=_place(embedded),
    )  # fmt: skip


def _place(embedded: Any) -> Place | None:
    """Where a signature is seen: its page and box; None for an invisible one."""
    try:
        field, reader = embedded.sig_field, embedded.reader
        left, low, right, high = (round(float(side)) for side in field["/Rect"])
        page = field.raw_get("/P").reference
        known = [
            reader.find_page_for_modification(n)[0].reference
            for n in range(int(reader.root["/Pages"]["/Count"]))
        ]
    except (KeyError, ValueError, TypeError, AttributeError):
        return None
    return (known.index(page), (left, low, right, high)) if right > left and page in known else None


def _status(embedded: Any, roots: Sequence[Any], at: dt.datetime) -> Any:
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.settings import KeyUsageConstraints
    from pyhanko_certvalidator import ValidationContext

    def context() -> Any:
        return ValidationContext(
            trust_roots=list(roots), moment=at, allow_fetching=False, revocation_mode="soft-fail"
        )

    usages = KeyUsageConstraints(key_usage=USAGES, match_all_key_usages=False)
    return validate_pdf_signature(embedded, context(), context(), key_usage_settings=usages)


def _fault(status: Any, at: dt.datetime, *, last: bool) -> Fault | None:
    from pyhanko.sign.diff_analysis import ModificationLevel
    from pyhanko.sign.validation.status import SignatureCoverageLevel

    if not (status.intact and status.valid):
        return Fault.ALTERED
    needed = SignatureCoverageLevel.ENTIRE_FILE if last else SignatureCoverageLevel.ENTIRE_REVISION
    later = status.modification_level
    if status.coverage < needed or not status.docmdp_ok:
        return Fault.CHANGED_LATER
    if later is None or later > ModificationLevel.FORM_FILLING:
        return Fault.CHANGED_LATER
    certificate = status.signing_cert
    if status.revoked:
        return Fault.REVOKED
    if at < certificate.not_valid_before:
        return Fault.NOT_YET
    if at > certificate.not_valid_after:
        return Fault.EXPIRED
    return None if status.trusted else Fault.UNTRUSTED


def _said(names: Any, part: str) -> str:
    """A part of a name; the last one when it stands several times."""
    value = names.get(part, "")
    return str(value[-1] if isinstance(value, list) else value)
