"""What is told outside of a dossier: to its applicant, and to the National Public Service Portal."""

import contextlib
import datetime as dt
import itertools
from collections.abc import Collection
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat

from motcua.areas.cases.models import Case
from motcua.areas.cases.queries import agency_name
from motcua.areas.dossiers.choices import BEFORE, NATIONAL, NATIONAL_CHANNEL, Channel, ReturnBy, State
from motcua.areas.dossiers.events import (
    APPOINTMENT_NEAR,
    NOT_COLLECTED,
    RESUBMITTED,
    SUPPLEMENT_ASKED,
    SUPPLEMENT_NEARLY_EXPIRED,
    SUPPLEMENTED,
)
from motcua.areas.dossiers.models import Dossier
from motcua.areas.dossiers.queries import by_code, contact, plain, requests, type_of
from motcua.base.calendars.queries import calendar_for
from motcua.base.journal import queries as journal
from motcua.base.journal.events import EventKind
from motcua.base.journal.models import Event
from motcua.base.law.queries import parameter
from motcua.base.messages.ports import Addressee
from motcua.base.orgs.queries import agency_code, post_on
from motcua.rules.calendar import TZ
from motcua.rules.impossible import NotFound
from motcua.rules.vietnamese import moment_words as words_of


def addressee(event: Event, code: str = "") -> Addressee | None:
    """Whom an event of a dossier (or one about the dossier ``code``) concerns and what its notice may say.

    None when the dossier is not there.

    Of a linked dossier the applicant hears from the whole, never from its stages (R1.7).
    """
    dossier = by_code(code or str(event.facts.get("code", "")))
    if dossier is None or dossier.parent_id is not None:
        return None
    known = contact(dossier)
    subjects = [dossier.case.subject, f"citizen:{dossier.applicant_id}"]
    return Addressee(known.get("email", ""), known.get("phone", ""), subjects, _standing(dossier, event))


def reached(codes: Collection[str]) -> dict[str, Addressee]:
    """Where the applicants of dossiers are told, by code; of the dossier it says nothing. Who gave none is left out."""
    found = {}
    for dossier in Dossier.objects.select_related("case", "applicant").filter(
        case__code__in=codes, parent=None
    ):
        known = contact(dossier)
        subjects = [dossier.case.subject, f"citizen:{dossier.applicant_id}"]
        told = Addressee(known.get("email", ""), known.get("phone", ""), subjects, {})
        if told.email or told.phone:
            found[dossier.case.code] = told
    return found


def _standing(dossier: Dossier, event: Event) -> dict[str, str]:
    case, told = dossier.case, event.facts.get("dates", {})
    received_by = Event.objects.filter(subject=case.subject, n=1).values_list("by_title", flat=True).first()
    said = {
        "code": case.code, "agency": agency_name(case, event.at.astimezone(TZ).date()),
        "received_by": received_by or "", "received_words": _said(told.get("received_at") or told.get("filed_at")),
    }  # fmt: skip
    if told.get("finished_at"):
        said["ready_words"] = _said(told["finished_at"])
    elif case.post and not case.paused:
        with contextlib.suppress(NotFound):
            said["holder"] = post_on(case.post, event.at.astimezone(TZ).date()).title
    if told.get("received_at") and event.facts.get("state") not in (
        State.AWAITING_SUPPLEMENT,
        State.AWAITING_PAYMENT,
    ):
        said["due_words"] = _said(told.get("due_at"))
    return said


def _said(moment: str | None) -> str:
    return words_of(dt.datetime.fromisoformat(moment).astimezone(TZ)) if moment else ""


def early(event: Event) -> bool:
    """Whether a result came on an earlier day than promised (R1.31)."""
    told = event.facts.get("dates", {})
    ready, due = told.get("finished_at"), told.get("due_at")
    return bool(ready and due) and ready[:10] < due[:10]


def to_remind_of(dossier: Dossier, at: dt.datetime) -> tuple[EventKind, dict[str, Any]] | None:
    """What the applicant is to be reminded of at a moment and was not yet: the event, and what it says."""
    case, calendar = dossier.case, calendar_for(dossier.case.agency)
    if case.state == State.AWAITING_SUPPLEMENT:
        until = requests(dossier)[-1].until
        days = int(parameter("notices.supplement_reminder", at.date()))
        if not calendar.subtract_working_days(until, days) <= at < until:
            return None
        kind, about, said = SUPPLEMENT_NEARLY_EXPIRED, until, "until_words"
    elif case.state in (State.RESULT_READY, State.REFUSED) and dossier.return_by == ReturnBy.CENTRE:
        days = int(parameter("notices.not_collected", at.date()))
        about = case.finished_at or at
        if calendar.add_working_days(max(about, case.due_at), days) > at:
            return None
        kind, said = NOT_COLLECTED, "ready_words"
    elif case.closed_at is None and case.finished_at is None and not case.paused and case.received_at:
        about, today = case.due_at, at.astimezone(TZ).date()
        before = calendar.previous_working_day(about.astimezone(TZ).date() - dt.timedelta(days=1))
        if today != before or case.received_at.astimezone(TZ).date() >= today:
            return None
        kind, said = APPOINTMENT_NEAR, "due_words"
    else:
        return None
    done = Event.objects.filter(subject=case.subject, kind=kind.name, facts__about=plain(about)).exists()
    return None if done else (kind, {"about": plain(about), said: words_of(about.astimezone(TZ))})


NEAR = dt.timedelta(days=21)
"""No number of working days before which people are reminded is longer, with the longest holidays in it."""


def remindable(at: dt.datetime, most: int = 500) -> list[str]:
    """Codes of dossiers whose applicants are to be reminded now. Its cost grows with what is near or uncollected."""
    said = Event.objects.filter(subject=Concat(Value("dossier:"), OuterRef("case__code")))
    dossiers = Dossier.objects.select_related("case")
    awaiting = dossiers.filter(
        case__state=State.AWAITING_SUPPLEMENT, case__step_due_at__gt=at, case__step_due_at__lt=at + NEAR
    )
    coming = dossiers.filter(
        case__closed_at=None, case__finished_at=None, case__paused=False, case__due_at__gt=at,
        case__due_at__lt=at + NEAR,
    )  # fmt: skip
    uncollected = dossiers.filter(
        ~Exists(said.filter(kind=NOT_COLLECTED.name)), case__closed_at=None, return_by=ReturnBy.CENTRE,
        case__state__in=[State.RESULT_READY, State.REFUSED], case__finished_at__lt=at - dt.timedelta(days=7),
    )  # fmt: skip
    found = itertools.chain(
        awaiting.order_by("case__step_due_at")[:most],
        coming.order_by("case__due_at")[: 4 * most],
        uncollected.order_by("case__finished_at")[:most],
    )
    return [one.case.code for one in found if to_remind_of(one, at) is not None][:most]


def national_state(state: str, *, accepted: bool = True) -> tuple[str, str]:
    """What the National Public Service Portal calls a state, and its end state in the index ("" while open).

    A dossier that was not accepted yet waits for papers, or is taken back, under names of its own (S2, S13).
    """
    return NATIONAL[State(state)] if accepted or state not in BEFORE else BEFORE[State(state)]


def snapshot(event: Event) -> dict[str, Any] | None:
    """A dossier as it stood after an event, for the National Public Service Portal; nothing of the applicant.

    The fields that the index is counted from (R4.6–R4.13): channel, moments, supplements with their waiting, the
    published time limit. None when the dossier is not there.
    """
    dossier = by_code(str(event.facts.get("code", "")))
    if dossier is None:
        return None
    case, type_, told = dossier.case, type_of(dossier), event.facts.get("dates", {})
    code, end = national_state(event.facts["state"], accepted=bool(told.get("received_at")))
    waits: list[dict[str, Any]] = []
    for before in journal.of_subject(event.subject):
        if before.n <= event.n and before.kind == SUPPLEMENT_ASKED.name:
            waits.append({"asked_at": plain(before.at), "answered_at": None})
        elif before.n <= event.n and before.kind in (SUPPLEMENTED.name, RESUBMITTED.name) and waits:
            waits[-1]["answered_at"] = plain(before.at)
    names = ("filed_at", "received_at", "promised_at", "re_promised_at", "due_at", "finished_at", "closed_at")
    return {
        "code": case.code, "event": event.kind, "at": plain(event.at), "unit": case.agency,
        "agency_code": agency_code(case.agency), "procedure": dossier.procedure, "procedure_name": case.title,
        "channel": NATIONAL_CHANNEL[Channel(dossier.channel)], "state": code, "end_state": end,
        **{name: told.get(name) for name in names}, "supplements": waits,
        "limit": {"amount": f"{type_.limit.amount.normalize():f}", "unit": str(type_.limit.unit.value)},
    }  # fmt: skip


def national_states(unit: str, day: dt.date) -> dict[str, str]:
    """The dossiers that an agency received on a day, with their states as the national portal calls them."""
    found = came(unit, day, day).values_list("code", "state", "received_at")
    return {code: national_state(state, accepted=at is not None)[0] for code, state, at in found}


def came(unit: str, first: dt.date, last: dt.date) -> QuerySet[Case]:
    """The dossiers that came in at an agency from a day to another, both included, whatever became of them.

    Those taken over from another system count from the first act on them here: before, that system told the portal.
    """
    here = Event.objects.filter(subject=Concat(Value("dossier:"), OuterRef("code"))).exclude(origin="history")
    start = dt.datetime.combine(first, dt.time(), TZ)
    end = dt.datetime.combine(last, dt.time(), TZ) + dt.timedelta(days=1)
    filed = Q(filed_at__gte=start, filed_at__lt=end)
    return Case.objects.filter(
        filed | Q(filed_at=None, received_at__gte=start, received_at__lt=end),
        Q(dossier__origin=None) | Exists(here),
        kind="dossier",
        agency=unit,
    )


def last_event(code: str) -> Event | None:
    """The last event of a dossier, whoever may see it: for what the system tells outside."""
    return journal.last_of(f"dossier:{code}")
