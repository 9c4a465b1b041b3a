"""Who may do what to a request for certification. Pure; posts and duties only; deny unless a post allows."""

import io
from typing import Protocol

from django.utils.translation import gettext_noop

from motcua.areas.cases.policies import CaseLike, can_see, can_see_people, holds, known_to_workers, people_of
from motcua.areas.certification.choices import KIND
from motcua.base.journal.ports import SYSTEM, Actor

people_of(KIND)(known_to_workers)


class CertificationLike(Protocol):
    """What a policy looks at."""

    signed_by: str

    @property
    def case(self) -> CaseLike: ...


def _own(by: Actor, certification: CertificationLike, *duties: str) -> bool:
    return bool(by.agency) and by.agency == certification.case.agency and not by.duties.isdisjoint(duties)


def can_load(by: Actor) -> bool:
    """Only the installation itself."""
    return by.post == SYSTEM.post


def can_receive(by: Actor, unit: str) -> bool:
    """Whoever receives for the agency."""
    return bool(unit) and by.agency == unit and not by.duties.isdisjoint({"receive", "head"})


def works_on(by: Actor) -> bool:
    """Whether certification is among what the post works on."""
    return bool(by.agency) and (
        not by.duties.isdisjoint({"receive", "return", "certify", "head"})
        or (not by.duties.isdisjoint({"process", "stamp"}) and _certifies(by))
    )


def _certifies(by: Actor) -> bool:
    return by.handles("Chứng thực")


def can_check(by: Actor, certification: CertificationLike) -> bool:
    """The justice officer: whose duties and fields the work falls within."""
    return holds(by, certification.case)


def can_sign(by: Actor, certification: CertificationLike) -> bool:
    """The chair, a vice-chair, or the justice officer; under which authority is looked up by the act."""
    return _own(by, certification, "certify") or (_own(by, certification, "process") and _certifies(by))


def can_enter(by: Actor, certification: CertificationLike) -> bool:
    """Whoever keeps the books and the seal."""
    return holds(by, certification.case)


def can_return(by: Actor, certification: CertificationLike) -> bool:
    """The one-stop desk, or the justice officer at the counter."""
    return _own(by, certification, "return", "head") or (
        _own(by, certification, "process") and _certifies(by)
    )


def can_proceed(by: Actor, certification: CertificationLike) -> bool:
    """Whoever may do the next step."""
    return holds(by, certification.case) or can_sign(by, certification)


def can_refuse(by: Actor, certification: CertificationLike) -> bool:
    """Who certifies (Điều 9): the justice officer who checks, or who signs."""
    return _own(by, certification, "certify") or (_own(by, certification, "process") and _certifies(by))


def can_prolong(by: Actor, certification: CertificationLike) -> bool:
    """The desk or the justice officer agrees with the applicant; who signs as well."""
    return _own(by, certification, "receive", "head", "certify") or (
        _own(by, certification, "process") and _certifies(by)
    )


def can_withdraw(by: Actor, certification: CertificationLike) -> bool:
    """The applicant asks, the desk records it."""
    return can_return(by, certification) or _own(by, certification, "receive")


def can_collect(by: Actor, certification: CertificationLike) -> bool:
    """The desk takes the fee; the system, when it was paid as a charge."""
    return by.post == SYSTEM.post or _own(by, certification, "receive", "head")


def can_scan(by: Actor, certification: CertificationLike) -> bool:
    """The desk or the justice officer hands in the scan of the original."""
    return can_withdraw(by, certification)


def can_sign_electronically(by: Actor, certification: CertificationLike) -> bool:
    """Who signed the certification signs its electronic copies, with a key of their own; else whoever certifies."""
    own = by.agency == certification.case.agency and by.post == certification.signed_by
    return own or _own(by, certification, "certify")


def can_see_book(by: Actor) -> bool:
    """The books name people: only posts that work for the agency."""
    return can_see_people(by, by.agency)


def can_close_book(by: Actor) -> bool:
    """Who signs certifications confirms the book (Điều 13 khoản 1)."""
    return bool(by.agency) and "certify" in by.duties


def can_list_disposal(by: Actor) -> bool:
    """The clock lists; who signs may ask for the list at any time."""
    return by.post == SYSTEM.post or can_close_book(by)


def can_dispose(by: Actor) -> bool:
    """Who signs certifications, under the instrument of the archives."""
    return can_close_book(by)


def can_succeed(by: Actor) -> bool:
    """Only what the reorganisation itself says: nobody picks whose work becomes whose."""
    return by.post == SYSTEM.post


NOTED = {
    "/Text",
    "/FreeText",
    "/Stamp",
    "/Ink",
    "/Square",
    "/Circle",
    "/Line",
    "/Highlight",
    "/Redact",
    "/Widget",
}


def scan_fault(content: bytes) -> str:
    """Why a PDF is no scan as it left the scanner: changed afterwards, or drawn over; empty when it is one."""
    import pypdf

    if b"/ByteRange" in content:
        return gettext_noop(
            "Tệp PDF này đã được ký số, không phải bản quét. Quét bản chính rồi tải bản quét lên."
        )
    linear = b"/Linearized" in content[:2048]
    if content.count(b"startxref") > (2 if linear else 1):
        return gettext_noop("Tệp PDF đã bị sửa sau khi quét. Quét lại bản chính và tải tệp mới lên.")
    reader = pypdf.PdfReader(io.BytesIO(content))
    for page in reader.pages:
        for note in page.get("/Annots") or ():
            if note.get_object().get("/Subtype") in NOTED:
                return gettext_noop(
                    "Tệp PDF có ghi chú hoặc nội dung chèn đè lên bản quét. Quét lại bản chính và tải tệp mới lên."
                )
    return ""


BY_ACT = {
    "check": can_check,
    "sign": can_sign,
    "enter": can_enter,
    "return": can_return,
    "refuse": can_refuse,
    "prolong": can_prolong,
    "withdraw": can_withdraw,
}

__all__ = ["BY_ACT", "can_see", "can_see_people"]
