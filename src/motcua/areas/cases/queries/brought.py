"""Work of units that ended: what waits for an heir, and whose it was when (R11.9)."""

import contextlib
import datetime as dt
from collections.abc import Collection
from typing import Any, TypeVar

from django.db.models import Case as Choice
from django.db.models import F, Q, QuerySet, When
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
