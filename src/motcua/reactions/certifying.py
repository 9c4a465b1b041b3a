"""Where certification and fees meet: the schedule prices what is certified, charges are made of it, what came in is
told back."""

import datetime as dt
from typing import TYPE_CHECKING

from motcua.areas.certification import actions as certification_acts
from motcua.areas.certification import queries as certifications
from motcua.areas.certification.choices import PRICED, Kind
from motcua.areas.fees import actions as fee_acts
from motcua.areas.fees import queries as fees
from motcua.base.journal.ports import SYSTEM
from motcua.rules.calendar import TZ
from motcua.rules.fees import price as reckoned
from motcua.rules.impossible import NotFound

if TYPE_CHECKING:
    from motcua.base.journal.models import Event

CERTIFICATION = "certification:"
GIVEN_UP = "Không chứng thực giấy tờ này nữa."


def price(*, item: str, agency: str, on: dt.date, quantity: int, copies: int = 1) -> int | None:
    """What a line of the agency's schedule comes to; None where it has no such line, or leaves the amount open."""
    try:
        found = fees.proposal(item, agency, "", on)
    except NotFound:
        return None
    if found.amount is None:
        return None
    return reckoned(found.amount, quantity, copies=copies, tiers=found.tiers, most=found.most)


def charge(event: "Event", at: dt.datetime) -> None:
    """What a request for certification costs becomes charges, one for each paper."""
    if event.origin == "history" or fees.of_payer(event.subject):
        return
    if certifications.collected(event.subject.removeprefix(CERTIFICATION)):
        return
    on = event.at.astimezone(TZ).date()
    lines = [
        (PRICED[Kind(line["kind"])], certifications.charged(line), int(line.get("document", 0)))
        for line in event.facts.get("lines", ())
    ]
    if any(price(item=item, agency=event.unit, on=on, **count) is None for item, count, _part in lines):
        return  # this agency has no such schedule: the desk takes what the request says
    for item, count, part in lines:
        fee_acts.charge(
            by=SYSTEM, at=at, subject=event.subject, agency=event.unit, item=item, on=on, blocking=False, part=part,
            **count,
        )  # fmt: skip


def give_up(event: "Event", at: dt.datetime) -> None:
    """What is not certified any more is not charged; what was paid for it stays until a leader gives it back."""
    parts = certifications.parts_given_up(event.subject.removeprefix(CERTIFICATION))
    for one in fees.of_payer(event.subject):
        if one.part in parts and not one.paid and one.cancelled_at is None:
            fee_acts.cancel(by=SYSTEM, at=at, charge=one.code, reason=GIVEN_UP)


def paid(event: "Event", at: dt.datetime) -> None:
    """When nothing is left to be paid of a request, its fee is collected: as much as came in."""
    subject = str(event.facts.get("of", ""))
    code = subject.removeprefix(CERTIFICATION)
    if not subject.startswith(CERTIFICATION) or certifications.collected(code):
        return
    standing = [fees.money_of(one) for one in fees.of_payer(subject)]
    if any(not one.cancelled for one in standing) and not any(one.open for one in standing):
        certification_acts.collect(
            by=SYSTEM, at=at, certification=code, amount=sum(one.kept for one in standing)
        )
