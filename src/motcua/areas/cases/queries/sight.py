"""What an actor may see of cases, and pages of it; "not yours" and "not there" look the same."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from motcua.areas.cases import policies
from motcua.areas.cases.choices import StepKind
from motcua.areas.cases.models import Case, StepVisit
from motcua.areas.cases.queries.clocks import kind_of_step
from motcua.base.journal.ports import Actor
from motcua.rules.impossible import NotFound


class NoSuchCase(NotFound):
    text = "Không tìm thấy hồ sơ {code} trong phạm vi của đơn vị. Kiểm tra lại mã hồ sơ."


def _told(by: Actor) -> Q:
    """Work that is there for this post: nothing that is about it, what is confidential only for who handles or decides
    it (R6.45)."""
    found = _not_about(by)
    if by.duties.isdisjoint(policies.CONFIDED):
        return found & Q(confidential=False)
    if by.fields:
        found &= Q(confidential=False) | Q(field__in=sorted(by.fields)) | Q(stands_in__in=_posts(by))
    return found


def _posts(by: Actor) -> list[str]:
    return sorted({by.post, by.on_behalf_of or by.post})


def _not_about(by: Actor) -> Q:
    about = Q()
    for post in _posts(by):
        about |= Q(kept_from__contains=f" {post} ")
    return Q(kept_from="") | ~about


def kept_from(by: Actor) -> list[int]:
    """Keys of the cases of this actor's agency that are about it, for lists read by keys of their own; few."""
    found = Case.objects.filter(agency=by.agency).exclude(kept_from="")
    return list(found.exclude(_not_about(by)).values_list("pk", flat=True))


def visible(by: Actor) -> QuerySet[Case]:
    """The cases this actor may see."""
    if not policies.can_see(by, by.agency):
        return Case.objects.none()
    return Case.objects.filter(_told(by), agency=by.agency)


def reachable(by: Actor) -> QuerySet[Case]:
    """The cases this actor may open: those of its agency, and those it received for another (R1.8)."""
    if not policies.can_see(by, by.agency):
        return Case.objects.none()
    return Case.objects.filter(Q(agency=by.agency) | Q(place=by.agency), _told(by))


def opened(by: Actor) -> QuerySet[Case]:
    """Open work of this actor's agency, and what waits at its counter for another."""
    if not policies.can_see(by, by.agency):
        return Case.objects.none()
    return Case.objects.filter(Q(agency=by.agency) | Q(where=by.agency), _told(by), closed_at=None)


def worklist(by: Actor) -> QuerySet[Case]:
    """All open work waiting for this post, whatever its kind."""
    if not policies.can_see(by, by.agency):
        return Case.objects.none()
    return Case.objects.filter(waits_for(by), _told(by), closed_at=None)


def waits_for(by: Actor) -> Q:
    """Taken by this post, or untaken and within its duties and fields, or what it does in place of others."""
    untaken = Q(duty__in=sorted(by.duties))
    if by.fields:
        untaken &= Q(field__in=sorted(by.fields)) | Q(field="")
    untaken = Q(post="") & (untaken | Q(stands_in__in=_posts(by)))
    return Q(where=by.agency) & (Q(post__in=[by.on_behalf_of or by.post, by.post]) | untaken)


FETCHED = Q(finished_at__isnull=False, duty="return")
"""Finished work that waits for people to come; other finished work still waits for a post (an answer to publish)."""


def to_do(found: QuerySet[Case]) -> QuerySet[Case]:
    """What among open work somebody here must still do: it neither waits for people to answer nor to come."""
    return found.filter(paused=False).exclude(FETCHED)


def to_fetch(found: QuerySet[Case]) -> QuerySet[Case]:
    """What among open work waits for people to come."""
    return found.filter(FETCHED)


@dataclass(frozen=True)
class Page:
    """A part of a list and where the next part begins."""

    items: list[Case]
    next_cursor: str | None


def page(
    cases: QuerySet[Case], *, size: int, cursor: str | None = None, by_due: bool = False, newest: str = ""
) -> Page:
    """One page of a list, by keyset: newest first, or what is due first. Cost does not grow with history.

    ``newest`` names the moment (``received_at``, ``finished_at``) by which a list of a bounded time is ordered.
    """
    order = "due_at" if by_due else newest
    moment, _tilde, number = (cursor or "").rpartition("~")
    after = "gt" if by_due else "lt"
    if not order:
        cases = cases.order_by("-id")
        if cursor:
            cases = cases.filter(id__lt=int(cursor))
    else:
        cases = cases.order_by(order, "id") if by_due else cases.order_by(f"-{order}", "-id")
        if cursor:
            at = dt.datetime.fromisoformat(moment)
            beyond = Q(**{f"{order}__{after}": at}) | Q(**{order: at, f"id__{after}": int(number)})
            cases = cases.filter(beyond)
    items = list(cases[: size + 1])
    more = items[size:]
    items = items[:size]
    if not more:
        return Page(items, None)
    last = items[-1]
    return Page(items, f"{getattr(last, order).isoformat()}~{last.pk}" if order else str(last.pk))


def _handed_over() -> Q:
    """Its work was handed over in time and waits to be taken: whoever did it kept the time, whenever that happens."""
    there = StepVisit.objects.filter(case=OuterRef("pk"), n=OuterRef("visit"), kind=StepKind.RETURN)
    return Q(Exists(there.filter(entered_at__lte=OuterRef("due_at"))))


def at_risk(**due: Any) -> Q:
    """Running work that is due in a span and was not handed over: what is late, or will be."""
    return Q(paused=False, finished_at=None, **due) & ~_handed_over()


def handed_over(cases: Iterable[Case]) -> set[int]:
    """Which of these were handed over in time and wait to be taken, by their key; asked only where one can be."""
    ends = [
        case.pk for case in cases
        if case.finished_at is None and kind_of_step(case) == StepKind.RETURN
    ]  # fmt: skip
    return (
        set(Case.objects.filter(_handed_over(), pk__in=ends).values_list("pk", flat=True)) if ends else set()
    )


def due_cursor(text: str) -> str | None:
    """A cursor of a list by a moment as it came from an address; None for anything else."""
    moment, _tilde, number = text.rpartition("~")
    try:
        at = dt.datetime.fromisoformat(moment)
    except ValueError:
        return None
    known = at.tzinfo is not None and 1900 <= at.year < 2200
    return text if known and number.isascii() and number.isdecimal() and len(number) < 16 else None
