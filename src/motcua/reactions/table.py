"""When this, then that: the one table in which areas meet.

Every line names an event and what follows from it. A handler reads with a query of one area and calls an action of
another. It may run again for the same event (after a crash), so what it does is idempotent by the event's ``seq``.
What it does, it does now (``at``), however long ago the event was: nothing is written into the past.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from django.conf import settings

from motcua.areas.complaints.queries import telling as complaints
from motcua.areas.counters import actions as hall
from motcua.areas.counters import queries as counters
from motcua.areas.dossiers import actions as dossier_acts
from motcua.areas.dossiers import events as dossiers
from motcua.areas.dossiers import queries as dossier_queries
from motcua.areas.dossiers.choices import State
from motcua.areas.dossiers.queries import telling
from motcua.areas.feedback.queries import telling as feedback
from motcua.areas.fees import queries as fees
from motcua.areas.petitions.queries import telling as petitions
from motcua.areas.receptions.queries import telling as receptions
from motcua.areas.synchronisation import actions as synchronisation
from motcua.base.journal import actions as journal
from motcua.base.journal.events import EVENTS, EventKind
from motcua.base.journal.ports import SYSTEM
from motcua.base.messages import actions as messages
from motcua.base.messages.ports import Addressee
from motcua.base.messages.queries import wish_for
from motcua.reactions import answering, certifying, citing, directing

if TYPE_CHECKING:
    from motcua.base.journal.models import Event

Handler = Callable[["Event", dt.datetime], None]
FOLLOWER = "reactions"
INSTEAD = frozenset({"dossier.result_early"})
"""Texts that are told instead of that of the event itself."""


def tell_applicant(event: "Event", at: dt.datetime) -> None:
    """Tell the applicant: on the tracking page and where they want to be told (R1.30)."""
    if event.origin:
        return
    early = event.kind == "dossier.result_issued" and telling.early(event)
    key = "dossier.result_early" if early else event.kind
    _tell(event, telling.addressee(event), key=key, facts=event.facts)


def _tell(event: "Event", told: Addressee | None, *, key: str, facts: Mapping[str, object]) -> None:
    if told is None:
        return
    wish, language = wish_for(told.subjects)
    messages.queue(
        seq=event.seq,
        subject=told.subjects[0],
        key=key,
        facts={**told.standing, **facts},
        at=event.at,
        email=told.email if settings.MAIL else "",
        phone=told.phone if settings.SMS_URL else "",
        wish=wish,
        language=language,
    )


TELLING: Mapping[str, Callable[["Event"], Addressee | None]] = {
    "petition.received": petitions.addressee,
    "petition.asked": petitions.addressee,
    "petition.settled": petitions.addressee,
    "petition.succeeded": petitions.addressee,
    "complaint.accepted": complaints.addressee,
    "complaint.dialogue_called": complaints.addressee,
    "complaint.complicated": complaints.addressee,
    "complaint.suspended": complaints.addressee,
    "complaint.resumed": complaints.addressee,
    "complaint.stopped": complaints.addressee,
    "complaint.decided": complaints.addressee,
    "complaint.succeeded": complaints.addressee,
    "feedback.received": feedback.addressee,
    "feedback.asked": feedback.addressee,
    "feedback.answered": feedback.addressee,
    "feedback.forwarded": feedback.addressee,
    "feedback.rejected": feedback.addressee,
    "feedback.succeeded": feedback.addressee,
    "duty.seat_succeeded": receptions.addressee,
    "duty.seat_moved": receptions.addressee,
    "duty.seat_lost": receptions.addressee,
}
"""What whoever raised their voice hears of it, and who they are."""


def tell_sender(event: "Event", at: dt.datetime) -> None:
    """Tell who sent a petition or feedback, complains or signed up for a day, where they left an address."""
    if event.facts.get("matter", "").startswith("complaint:"):
        return  # its acceptance is told
    if event.kind == "petition.succeeded" and event.facts.get("state") == "settled":
        return  # its matter goes on, and is told
    told = TELLING[event.kind](event)
    if told is not None and (told.email or told.phone):
        until = event.facts.get("due_words") or event.facts.get("held_words")
        _tell(event, told, key=event.kind, facts={"until_words": until} if until else {})


def attach_ticket(event: "Event", at: dt.datetime) -> None:
    """The ticket that was served where a dossier was received carries its code; one that has a code keeps it."""
    ticket = counters.served_by(event.by_post, event.at)
    if ticket is not None and not ticket.dossier:
        hall.link_dossier(by=SYSTEM, at=at, ticket=ticket, dossier=str(event.facts.get("code", "")))


def tell_portal(event: "Event", at: dt.datetime) -> None:
    """Tell the National Public Service Portal how a dossier stands now, when this ward is connected to it."""
    if event.origin == "history" or not settings.PORTAL_URL:
        return
    snapshot = telling.snapshot(event)
    if snapshot is not None:
        synchronisation.queue(seq=event.seq, subject=event.subject, snapshot=snapshot, at=event.at)


TOLD = (
    "submitted", "received", "accepted", "reception_declined", "transferred", "taken", "supplement_asked",
    "supplemented", "resubmitted", "supplement_nearly_expired", "supplement_expired", "payment_asked",
    "payment_settled", "rescheduled", "refused", "result_issued", "returned", "withdrawn", "cancelled", "corrected",
    "appointment_near", "not_collected", "succeeded",
)  # fmt: skip
"""What an applicant hears of a dossier: every change that is theirs to know (R2.4 g)."""
ALSO: Mapping[str, tuple[Handler, ...]] = {
    "dossier.received": (attach_ticket,),
    "dossier.accepted": (lambda event, at: await_payment(event, at),),
    "dossier.supplemented": (lambda event, at: await_payment(event, at),),
}
"""What else follows from an event of a dossier."""
STILL = (
    dossiers.RATED,
    dossiers.SUPPLEMENT_NEARLY_EXPIRED,
    dossiers.APPOINTMENT_NEAR,
    dossiers.NOT_COLLECTED,
    dossiers.SIGNED_RESULT_OPENED,
)
"""What happens to a dossier without changing how it stands."""


def _of(kind: EventKind) -> tuple[Handler, ...]:
    told = (tell_applicant,) if kind.name.removeprefix("dossier.") in TOLD else ()
    return (*told, *ALSO.get(kind.name, ()), *(() if kind in STILL else (tell_portal,)))


DOSSIER = "dossier:"
PAUSED_BY_PAYMENT = frozenset({State.RECEIVED, State.TRANSFERRED, State.PROCESSING})
MONEY = ("payable_words", "amount_words", "receipt")
AT_DESK = frozenset({"cash", "pos"})
"""Ways of paying where the payer stands at the desk and takes the receipt."""


def tell_of_fee(event: "Event", at: dt.datetime) -> None:
    """Tell the applicant what is to be paid and to whom now, and that money came which they did not hand over at the
    desk.

    Where the whole dossier waits for it, the dossier's own event says so instead.
    """
    subject = str(event.facts.get("of", ""))
    if event.origin or not subject.startswith(DOSSIER) or event.facts.get("channel") in AT_DESK:
        return
    code = subject.removeprefix(DOSSIER)
    state = dossier_queries.to_act_on(code, by=SYSTEM).case.state
    if event.kind == "fee.succeeded":
        waits = False
    elif event.kind == "fee.charged":
        waits = bool(event.facts.get("blocking")) and state in PAUSED_BY_PAYMENT
    else:
        waits = state == State.AWAITING_PAYMENT and not fees.still_blocking(subject)
    if not waits:
        facts = {name: event.facts[name] for name in MONEY if name in event.facts}
        facts["until_words"] = event.facts.get("due_words", "")
        if event.kind == "fee.succeeded":
            facts["agency"] = event.facts["unit_words"]
        _tell(event, telling.addressee(event, code), key=event.kind, facts=facts)


def await_payment(event: "Event", at: dt.datetime) -> None:
    """A charge that must be paid first pauses the dossier's clock (R1.24): when it is asked for, or as soon as the
    dossier that had it already comes in or goes on."""
    subject = str(event.facts.get("of", event.subject))
    if event.facts.get("blocking") is False or not subject.startswith(DOSSIER):
        return
    due = [charge.due_at for charge in fees.still_blocking(subject)]
    if not due:
        return
    case = dossier_queries.to_act_on(subject.removeprefix(DOSSIER), by=SYSTEM).case
    if case.state in PAUSED_BY_PAYMENT:
        dossier_acts.await_payment(by=SYSTEM, at=at, dossier=case.code, until=max(due))


def payment_settled(event: "Event", at: dt.datetime) -> None:
    """When everything that a dossier waits for is paid or waived, its work goes on."""
    subject = str(event.facts.get("of", ""))
    if not subject.startswith(DOSSIER) or fees.still_blocking(subject):
        return
    case = dossier_queries.to_act_on(subject.removeprefix(DOSSIER), by=SYSTEM).case
    if case.state == State.AWAITING_PAYMENT:
        dossier_acts.payment_settled(by=SYSTEM, at=at, dossier=case.code)


TABLE: Mapping[str, tuple[Handler, ...]] = {
    kind.name: _of(kind) for kind in EVENTS.values() if kind.name.startswith("dossier.") and _of(kind)
} | {
    "fee.charged": (tell_of_fee, await_payment),
    "fee.succeeded": (tell_of_fee,),
    "fee.settled": (payment_settled,),
    "fee.paid": (tell_of_fee, certifying.paid),
    "fee.exempted": (certifying.paid,),
    "fee.cancelled": (certifying.paid,),
    **dict.fromkeys(TELLING, (tell_sender,)),
    "escalation.replied": (answering.obstacle_answered,),
    **dict.fromkeys(
        ("periodic_report.submitted", "periodic_report.accepted", "periodic_report.consolidated"),
        (answering.reported,),
    ),
    "task.assigned": (answering.given,),
    "required.added": (answering.required_added,),
    "certification.fee_due": (certifying.charge,),
    "certification.refused": (certifying.give_up,),
    "certification.withdrawn": (certifying.give_up,),
    **dict.fromkeys(citing.READERS, (citing.keep,)),
    "outgoing.signed": (citing.keep, directing.offer),
    "outgoing.cosigned": (directing.offer,),
    "periodic_report.issued": (citing.keep, answering.reported, answering.report_issued),
}


def react(event: "Event", at: dt.datetime) -> None:
    """Everything that follows from an event."""
    for handler in TABLE.get(event.kind, ()):
        handler(event, at)


def catch_up(moment: Callable[["Event"], dt.datetime]) -> int:
    """What follows from the events since the last time, at most 500 of them; returns how many were passed.

    ``moment`` says when it is done: now, or for a demonstration's invented past with its event.
    """
    return journal.follow(FOLLOWER, lambda event: react(event, moment(event)), only=TABLE)
