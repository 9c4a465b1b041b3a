"""Work of units that ended: what waits for an heir, and whose it was when (R11.9)."""

import contextlib
import datetime as dt
from collections.abc import Collection
from typing import Any, TypeVar

from django.db.models import Case as Choice
from django.db.models import Count, F, Q, QuerySet, When
from django.db.models.functions import TruncDate

from motcua.areas.cases.models import Case
from motcua.base.orgs.queries import NoUnitThen, last_version, main_heirs, version_on
from motcua.rules.calendar import TZ

BROUGHT_MOST = 500
Found = TypeVar("Found", bound=QuerySet[Any])


def of_ended_units(kind: str, on: dt.date, *, besides: Q | None = None) -> list[str]:
    """Codes of work of a kind whose agency, or place of reception, has ended and has a known heir, oldest first.

    ``besides``: which closed work goes with it, where something of it is left to do.
    """
    kept = Case.objects.filter(kind=kind)
    kept = kept.filter(closed_at=None) if besides is None else kept.filter(Q(closed_at=None) | besides)
    at = {key for pair in kept.order_by().values_list("agency", "place").distinct() for key in pair}
    gone = list(main_heirs(at, on))
    theirs = Q(agency__in=gone, finished_at=None) | Q(place__in=gone)
    found = kept.filter(theirs) if gone else kept.none()
    return list(found.order_by("id").values_list("code", flat=True)[:BROUGHT_MOST])


def heirs_in(rows: QuerySet[Any], column: str, on: dt.date) -> dict[str, str]:
    """Of the units that stand in a column of these rows: which have ended by the day, and who goes on with theirs."""
    return main_heirs(set(rows.order_by().values_list(column, flat=True).distinct()), on)


def waiting_at(agency: str) -> dict[str, int]:
    """How much work of each kind waits at an agency or was received there; nothing of what is confidential, not even
    that there is any (ADR 0025)."""
    rows = Case.objects.filter(closed_at=None, confidential=False).filter(Q(agency=agency) | Q(place=agency))
    return dict(rows.order_by().values_list("kind").annotate(n=Count("pk")))


def moved_from(agency: str) -> dict[str, int]:
    """How much work of each kind went on with another from an agency that ended; as ``waiting_at``."""
    rows = Case.objects.filter(came_to=agency, confidential=False).exclude(agency=agency)
    return dict(rows.order_by().values_list("kind").annotate(n=Count("pk")))


def had_at(case: Case, on: dt.date) -> str:
    """The agency that had a case on a day: what it printed then bears its name, whoever has the case now."""
    if case.brought_at is None or on >= case.brought_at.astimezone(TZ).date():
        return case.agency
    try:
        return version_on(case.came_to, on).key
    except NoUnitThen:
        return case.agency


def agency_name(case: Case, on: dt.date) -> str:
    """What people are told has a case on a day; of what an agency that ended finished, who hands it over for it."""
    for key in (had_at(case, on), case.place):
        with contextlib.suppress(NoUnitThen):
            return version_on(key, on).name
    return last_version(case.agency).name


def had_by(column: str, *, case: str) -> Choice:
    """The agency that had a case when something happened (``column``: a moment or a day): whose book it stands in."""
    brought: Any = F(f"{case}__brought_at")
    if not column.endswith("at"):
        brought = TruncDate(brought, tzinfo=TZ)
    return Choice(
        When(Q(**{f"{case}__brought_at__isnull": False}) & Q(**{f"{column}__lt": brought}), then=F(f"{case}__came_to")),
        default=F(f"{case}__agency"),
    )  # fmt: skip


def had_then(
    among: QuerySet[Any], units: Collection[str], end: dt.datetime, *, ended: str = ""
) -> QuerySet[Any]:
    """As ``of_agencies``, of rows that are no cases (``models.Brought``): those that agencies had when days were over.

    ``ended``: the column of the day on which they were finished, by whom they are then counted for ever.
    """
    before = Q(brought_at__gte=end)
    if ended:
        before |= Q(**{f"{ended}__lt": TruncDate("brought_at", tzinfo=TZ)})
    rows = among.filter(Q(agency__in=units) | Q(came_to__in=units))
    had = Choice(When(before & Q(brought_at__isnull=False), then=F("came_to")), default=F("agency"))
    found: QuerySet[Any] = rows.annotate(had_by=had).filter(had_by__in=units)
    return found


def rows_of_ended_units(rows: QuerySet[Any], on: dt.date) -> list[str]:
    """Codes of rows whose agency has ended and has a known heir, oldest first."""
    gone = heirs_in(rows, "agency", on)
    found = rows.filter(agency__in=gone) if gone else rows.none()
    return list(found.order_by("pk").values_list("code", flat=True)[:BROUGHT_MOST])


def of_agencies(
    among: Found, units: Collection[str], end: dt.datetime, *, ended: str = "finished_at", own: str = "agency"
) -> Found:
    """Rows of work that agencies had when days were over (``end``), with ``had_by``.

    What was brought to another later, or was finished (``ended``) before it was, is that of the one that it came to.
    ``own``: the column of whose it is.
    """
    away = Case.objects.filter(came_to__in=units).exclude(came_to="")
    here = Q(**{f"{own}__in": units})
    if away.exists():
        here |= Q(case__in=away)
    before = Q(case__brought_at__gte=end) | Q(**{f"case__{ended}__lt": F("case__brought_at")})
    had = Choice(When(before, then=F("case__came_to")), default=F(own))
    found: Found = among.filter(here).annotate(had_by=had).filter(had_by__in=units)
    return found
