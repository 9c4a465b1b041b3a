"""Reading the outbox of states: what is due, what is stuck, how much is in step."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, Min, OuterRef, Q

from motcua.areas.synchronisation import policies
from motcua.areas.synchronisation.choices import OPEN, STUCK, Kind, State
from motcua.areas.synchronisation.models import Difference, Dispatch, Reconciliation
from motcua.areas.synchronisation.ports import Listed
from motcua.base.journal.ports import Actor
from motcua.rules.impossible import NotFound

SHOWN = 100


class NoSuchPage(NotFound):
    text = "Không có trang này."


def due(at: dt.datetime, most: int = 50) -> list[int]:
    """Dispatches to be sent now, oldest first: of each dossier only the first that the portal has not taken."""
    before = Dispatch.objects.filter(subject=OuterRef("subject"), seq__lt=OuterRef("seq"))
    waiting = Dispatch.objects.filter(
        ~Exists(before.exclude(state=State.ACKNOWLEDGED)), state__in=OPEN, next_at__lte=at
    )
    return list(waiting.order_by("next_at", "seq").values_list("pk", flat=True)[:most])


def waiting_comparisons() -> list[Reconciliation]:
    """Comparisons asked for and not done yet, oldest first."""
    return list(Reconciliation.objects.filter(done_at=None).order_by("asked_at")[:SHOWN])


def compared_on(unit: str, day: dt.date, since: dt.datetime) -> bool:
    """Whether a day was compared, or its comparison asked for, since a moment; or still waits for it."""
    asked = Reconciliation.objects.filter(unit=unit, day=day)
    return asked.filter(Q(asked_at__gte=since) | Q(done_at=None)).exists()


def differing(
    ours: Mapping[str, str], theirs: Sequence[Listed], *, on_the_way: frozenset[str]
) -> list[tuple[str, Kind, str, str]]:
    """What differs between our dossiers of a day and the portal's list: (code, how, ours, theirs).

    A dossier of which something is still on the way is not compared: the portal cannot know better yet.
    """
    there = {one.code: one.state for one in theirs}
    found = []
    for code in sorted((ours.keys() | there.keys()) - on_the_way):
        mine, other = ours.get(code, ""), there.get(code, "")
        if mine != other:
            kind = Kind.MISSING_THERE if not other else Kind.MISSING_HERE if not mine else Kind.DIFFERENT
            found.append((code, kind, mine, other))
    return found


def on_the_way(codes: Sequence[str]) -> frozenset[str]:
    """Those of the dossiers of which something waits, or is stuck."""
    found = Dispatch.objects.filter(code__in=codes).exclude(state=State.ACKNOWLEDGED)
    return frozenset(found.values_list("code", flat=True))


def unknown(codes: Sequence[str]) -> list[str]:
    """Those of the dossiers of which nothing was ever queued."""
    known = set(Dispatch.objects.filter(code__in=codes).values_list("code", flat=True))
    return [code for code in dict.fromkeys(codes) if code not in known]


@dataclass(frozen=True)
class Share:
    """How many dossiers of a period the portal knows (DOSSIER_SYNC, QĐ 766/QĐ-TTg)."""

    received: int
    synced: int

    @property
    def percent(self) -> str:
        """The share in per cent, rounded down; "" of nothing."""
        if not self.received:
            return ""
        tenths = min(self.synced, self.received) * 1000 // self.received
        return f"{tenths // 10},{tenths % 10}".removesuffix(",0")


def synced(by: Actor, unit: str, first: dt.date, last: dt.date) -> int:
    """How many dossiers that came in from a day to another the portal acknowledged a state of."""
    _may_look(by, unit)
    found = Dispatch.objects.filter(
        unit=unit, came_on__gte=first, came_on__lte=last, state=State.ACKNOWLEDGED
    )
    return found.aggregate(n=Count("subject", distinct=True))["n"] or 0


@dataclass(frozen=True)
class Reached:
    """The dispatch by which the portal came to know a dossier, and when it said so."""

    at: dt.datetime
    dispatch: int


def first_acknowledged(codes: Collection[str]) -> dict[str, Reached]:
    """By dossier: the first of its states that the portal acknowledged, in one query."""
    if not codes:
        return {}
    subjects = [f"dossier:{code}" for code in codes]
    found = Dispatch.objects.filter(subject__in=subjects, state=State.ACKNOWLEDGED, answered_at__isnull=False)
    rows = found.order_by("-answered_at", "-pk").values_list("code", "answered_at", "pk")
    return {code: Reached(at, pk) for code, at, pk in rows if at is not None}


@dataclass(frozen=True)
class Standing:
    """What waits and what is stuck at a unit."""

    waiting: int
    oldest: dt.datetime | None
    behind: int
    stuck: list[Dispatch]
    differences: list[Difference]
    comparisons: list[Reconciliation]
    compared: bool


def standing(by: Actor, unit: str) -> Standing:
    """The outbox of a unit, for whoever may look."""
    _may_look(by, unit)
    mine = Dispatch.objects.filter(unit=unit)
    stuck = mine.filter(state__in=STUCK)
    opened = mine.filter(state__in=OPEN)
    queue = opened.aggregate(n=Count("id"), oldest=Min("at"))
    behind = opened.filter(subject__in=stuck.values("subject")).count()
    return Standing(
        waiting=queue["n"], oldest=queue["oldest"], behind=behind,
        stuck=list(stuck.defer("payload").order_by("at")[:SHOWN]),
        differences=list(Difference.objects.filter(unit=unit).order_by("-day", "code")[:SHOWN]),
        comparisons=list(Reconciliation.objects.filter(unit=unit).order_by("-asked_at")[:7]),
        compared=Reconciliation.objects.filter(unit=unit).exclude(done_at=None).exists(),
    )  # fmt: skip


def _may_look(by: Actor, unit: str) -> None:
    if not policies.can_look(by, unit):
        raise NoSuchPage()


def counts() -> dict[str, int]:
    """How many dispatches wait, were refused and given up, and how many differences stand; for the operator."""
    found = Dispatch.objects.exclude(state=State.ACKNOWLEDGED).aggregate(
        waiting=Count("id", filter=Q(state__in=OPEN)),
        refused=Count("id", filter=Q(state=State.REFUSED)),
        given_up=Count("id", filter=Q(state=State.GIVEN_UP)),
    )
    return {**found, "different": Difference.objects.count()}


def oldest_waiting() -> dt.datetime | None:
    """Since when the oldest dispatch waits."""
    oldest: dt.datetime | None = Dispatch.objects.filter(state__in=OPEN).aggregate(at=Min("at"))["at"]
    return oldest
