"""Petitions counted, for whoever looks at many: subjects, days and numbers, never persons."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case as Choice
from django.db.models import CharField, Count, F, Min, Q, QuerySet, Sum, Value, When

from motcua.areas.cases import queries as cases
from motcua.areas.cases.models import Case
from motcua.areas.petitions import policies
from motcua.areas.petitions.choices import KIND, Outcome
from motcua.areas.petitions.models import Petition
from motcua.areas.petitions.queries import reckoned
from motcua.areas.petitions.queries.many import many_on, of_many
from motcua.base.journal.ports import Actor
from motcua.rules.calendar import TZ
from motcua.rules.deadlines import over_before


@dataclass(frozen=True)
class Came:
    """So many matters of a subject at a place of an agency came in a window of days (its number)."""

    unit: str
    topic: str
    place: str
    window: int
    matters: int


def _of(units: Collection[str]) -> QuerySet[Petition]:
    """Petitions of agencies that are a matter of their own: not linked, not split into others."""
    return Petition.objects.filter(agency__in=units, duplicate_of=None).exclude(outcome=Outcome.SPLIT)


def _matters(by: Actor) -> QuerySet[Petition]:
    """Those of this actor's agency."""
    return _of([by.agency] if policies.can_see(by, by.agency) else [])


def first_arrivals(units: Collection[str]) -> dict[str, dt.date]:
    """The day of the first petition of each of these agencies that has one."""
    found = Petition.objects.filter(agency__in=units).values_list("agency").order_by()
    return dict(found.annotate(first=Min("arrived_on")))


def came(units: Collection[str], starts: Sequence[dt.date], until: dt.date) -> list[Came]:
    """Matters of agencies by subject, place and window; ``starts`` of the windows, oldest first. Nobody in them."""
    rows = _of(units).filter(arrived_on__gte=starts[0], arrived_on__lt=until)
    told = rows.annotate(window=reckoned.windows(starts, "arrived_on"))
    counted = told.values_list("agency", "topic", "place", "window").annotate(n=Count("pk")).order_by()
    return [Came(*row) for row in counted]


def behind(by: Actor, since: dt.date, until: dt.date, *, topic: str = "", place: str = "") -> QuerySet[Case]:
    """The matters behind such a figure, the newest first."""
    rows = _matters(by).filter(arrived_on__gte=since, arrived_on__lt=until)
    place = "" if place == by.agency else place  # the whole agency
    wanted = {name: value for name, value in (("topic", topic), ("place", place)) if value}
    found = cases.visible(by).filter(kind=KIND, petition__in=rows.filter(**wanted))
    return found.select_related("petition").order_by("-petition__arrived_on", "-id")


@dataclass(frozen=True)
class Mass:
    """A matter of many: its first petition, how many petitions say it, how many signatures they carry."""

    petition: Petition
    petitions: int
    signatures: int


def mass(by: Actor, since: dt.date, most: int = 20) -> list[Mass]:
    """Matters that many sign, or so many petitions say (R6.19), the newest first."""
    if not policies.can_see(by, by.agency):
        return []
    found, said = _mass([by.agency], since)
    rows = found.select_related("case").order_by("-arrived_on", "-pk")[:most]
    return [Mass(one, 1 + said[one.pk][0], one.signers + said[one.pk][1]) for one in rows]


def _mass(units: Collection[str], since: dt.date) -> tuple[QuerySet[Petition], Mapping[int, tuple[int, int]]]:
    """Matters of many, and by key how many linked petitions say the same with how many signatures."""
    linked = Petition.objects.filter(
        agency__in=units, duplicate_of__isnull=False, duplicate_of__arrived_on__gte=since
    )
    said = defaultdict[int, tuple[int, int]](lambda: (0, 0))
    for key, n, signed in linked.values_list("duplicate_of").annotate(Count("pk"), Sum("signers")).order_by():
        said[key] = (n, signed)
    then = many_on(since)
    many = of_many("signers", "arrived_on") | Q(
        pk__in=[key for key, (n, _signed) in said.items() if then.are(n + 1)]
    )
    return _of(units).filter(many, arrived_on__gte=since), said


@dataclass(frozen=True)
class MassOf:
    """How many matters of many an agency has, how many petitions say them, how many signatures these carry."""

    unit: str
    matters: int
    petitions: int
    signatures: int


def mass_of(units: Collection[str], since: dt.date) -> list[MassOf]:
    """Matters of many by agency; of five people or more each, and nobody in them."""
    found, said = _mass(units, since)
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for key, unit, signers in found.values_list("pk", "agency", "signers").order_by():
        n, signed = said[key]
        sums[unit] = [old + new for old, new in zip(sums[unit], (1, 1 + n, signers + signed), strict=True)]
    return [MassOf(unit, *row) for unit, row in sorted(sums.items(), key=lambda one: (-one[1][0], one[0]))]


def is_known(by: Actor, code: str) -> bool:
    """Whether this is the code of a petition that this actor may see."""
    found = cases.visible(by).filter(kind=KIND, code=code)
    return (found if policies.works_on_denunciations(by) else found.filter(petition__shielded=False)).exists()


# --- for periodic reports (R6.51): narrow rows without personal data --------------------------------------------

NARROW = ("unit", "topic", "class", "came", "ended", "outcome", "duplicate", "many", "late")
"""What a row of numbers is told apart by.

``came``       in: within the days · before: earlier, and still open when they began
``ended``      settled or withdrawn before they ended, else open
``many``       yes: signed by many (R6.19)
``late``       yes: ended after its time, or still open after its day (by ``at``, where the days are not over)
"""


def _narrow(units: Collection[str], since: dt.date, until: dt.date, at: dt.datetime) -> QuerySet[Petition]:
    """Petitions that came within these days or were still open when they began, with what tells them apart. A letter
    that was split is counted as its parts, each from the day the letter came, whether open or sealed: counted beside
    them it would be told twice, counted for them it would be handled in time however late they are."""
    start, end = (dt.datetime.combine(day, dt.time(), TZ) for day in (since, until))
    closed = Q(case__closed_at__lt=end)
    text = CharField()
    found = Petition.objects.filter(arrived_on__lt=until).exclude(outcome=Outcome.SPLIT)
    found = cases.of_agencies(found, units, end, ended="closed_at")
    found = found.filter(Q(arrived_on__gte=since) | Q(case__closed_at=None) | Q(case__closed_at__gte=start))
    return found.annotate(
        unit=F("had_by"),
        came=Choice(When(arrived_on__gte=since, then=Value("in")), default=Value("before"), output_field=text),
        ended=Choice(When(closed, then=F("case__state")), default=Value("open"), output_field=text),
        settled_as=Choice(When(closed, then=F("outcome")), default=Value(""), output_field=text),
        duplicate=Choice(When(duplicate_of=None, then=Value("no")), default=Value("yes"), output_field=text),
        many=Choice(
            When(of_many("signers", "arrived_on"), then=Value("yes")), default=Value("no"), output_field=text
        ),
        late=Choice(
            When(closed & Q(case__closed_at__gt=F("case__due_at")), then=Value("yes")),
            When(~closed & Q(case__due_at__lt=over_before(until, at)), then=Value("yes")),
            default=Value("no"), output_field=text,
        ),
    )  # fmt: skip


_COLUMNS = (
    "unit",
    "topic",
    "petition_class",
    "came",
    "ended",
    "settled_as",
    "duplicate",
    "many",
    "late",
)


def reported(units: Collection[str], since: dt.date, until: dt.date, at: dt.datetime) -> list[dict[str, Any]]:
    """Numbers of petitions of agencies: rows told apart by ``NARROW``, with ``n`` and ``persons``. Nobody in them."""
    rows = (
        _narrow(units, since, until, at)
        .values_list(*_COLUMNS)
        .annotate(n=Count("pk"), persons=Sum("signers"))
    )
    return [dict(zip((*NARROW, "n", "persons"), row, strict=True)) for row in rows.order_by()]


def reported_codes(
    by: Actor, since: dt.date, until: dt.date, at: dt.datetime, where: Iterable[Mapping[str, Collection[str]]]
) -> list[str]:
    """Codes of the petitions of this actor's agency behind a number: what ``reported`` tells apart so."""
    if not policies.can_see(by, by.agency):
        return []
    names = dict(zip(NARROW, _COLUMNS, strict=True))
    wanted = Q(pk__in=[])
    for one in where:
        wanted |= Q(**{f"{names[name]}__in": list(values) for name, values in one.items()})
    found = _narrow([by.agency], since, until, at).filter(wanted).exclude(case_id__in=cases.kept_from(by))
    if not policies.works_on_denunciations(by):
        found = found.filter(shielded=False)
    return list(found.order_by("-arrived_on", "-pk").values_list("case__code", flat=True))
