"""What must be issued every year, how each of it stands, and the share issued in time (S074)."""

import calendar
import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from motcua.areas.directives import policies
from motcua.areas.directives.choices import DirectiveState, Standing
from motcua.areas.directives.models import Directive, Fulfilment, Required
from motcua.base.journal.ports import SYSTEM, Actor
from motcua.base.law.queries import parameter
from motcua.rules.impossible import NotAllowed, NotFound


class NoSuchRequired(NotFound):
    text = "Không có văn bản phải ban hành số {n} trong danh mục của đơn vị."


@dataclass(frozen=True)
class Line:
    """A document that must be issued in a year: by when, how it stands, what was issued."""

    required: Required
    due_on: dt.date
    standing: Standing
    directive: Directive | None
    report: str = ""
    number: str = ""
    issued_on: dt.date | None = None

    @property
    def issued(self) -> bool:
        """Whether it was issued."""
        return self.issued_on is not None


def is_day(month: Any, day: Any) -> bool:
    """Whether there is such a day in some year."""
    return (
        isinstance(month, int)
        and isinstance(day, int)
        and 1 <= month <= 12
        and 1 <= day <= calendar.monthrange(2028, month)[1]
    )


def due_on(required: Required, year: int) -> dt.date:
    """By which day it must be issued for a year; 29/02 is the last of February in other years."""
    of = year - 1 if required.ahead else year
    return dt.date(of, required.month, min(required.day, calendar.monthrange(of, required.month)[1]))


def first_year(month: int, day: int, ahead: bool, on: dt.date) -> int:
    """The first year for which it can still be issued in time."""
    asked = Required(month=month, day=day, ahead=ahead)
    return next(year for year in range(on.year, on.year + 3) if due_on(asked, year) >= on)


def is_asked(required: Required, year: int) -> bool:
    """Whether it is asked for a year."""
    return required.first <= year and (required.last is None or year <= required.last)


def to_act_on(n: int | str | Required, *, by: Actor) -> Required:
    """The line of an act, locked; another agency's looks like one that is not there."""
    rows = Required.objects.select_for_update()
    if isinstance(n, Required):
        found = rows.filter(pk=n.pk).first()
    else:
        found = rows.filter(agency=by.agency, n=int(n)).first()
    if found is None or not (by.post == SYSTEM.post or found.agency == by.agency):
        raise NoSuchRequired(n=n)
    return found


def fulfilment(required: Required, year: int) -> Fulfilment:
    """What came of it in a year so far; a new row, not written, where nothing did."""
    found = Fulfilment.objects.select_related("directive").filter(required=required, year=year).first()
    return found or Fulfilment(required=required, year=year, due_on=due_on(required, year))


def issued_on(row: Fulfilment) -> dt.date | None:
    """The day of what was issued."""
    return row.directive.signed_on if row.directive is not None else row.issued_on


def standing_of(row: Fulfilment, on: dt.date) -> Standing:
    """How it stands on a day: by the day of the document that was issued."""
    issued = issued_on(row)
    if issued is not None:
        return Standing.IN_TIME if issued <= row.due_on else Standing.LATE
    return Standing.MISSING if row.due_on < on else Standing.WAITING


def lines(by: Actor, year: int, on: dt.date) -> list[Line]:
    """Everything that the agency must issue for a year, soonest first."""
    if not policies.can_look(by):
        raise NotAllowed()
    asked = Required.objects.filter(agency=by.agency, first__lte=year).filter(
        Q(last=None) | Q(last__gte=year)
    )
    kept = {
        row.required_id: row
        for row in Fulfilment.objects.filter(required__in=asked, year=year).select_related("directive")
    }
    found = []
    for one in asked:
        row = kept.get(one.pk) or Fulfilment(required=one, year=year, due_on=due_on(one, year))
        number = str(row.directive) if row.directive is not None else row.number
        found.append(
            Line(one, row.due_on, standing_of(row, on), row.directive, row.report, number, issued_on(row))
        )
    return sorted(found, key=lambda line: (line.due_on, line.required.n))


def issued(by: Actor, year: int) -> list[Directive]:
    """Documents of the agency itself that may be what had to be issued for a year, the newest first."""
    own = Directive.objects.filter(agency=by.agency, issuer_key__in=("", by.agency), signed_on__isnull=False)
    days = (dt.date(year - 1, 1, 1), dt.date(year, 12, 31))
    return list(
        own.exclude(state=DirectiveState.DRAFT)
        .filter(signed_on__range=days)
        .order_by("-signed_on", "-id")[:300]
    )


def reported(agency: str, template: str, due: dt.date) -> list[tuple[Required, int]]:
    """What an agency must issue that is a periodic report, and the year for which one due on a day is it; of what
    nothing was issued yet."""
    found = []
    for one in Required.objects.filter(agency=agency, report=template).exclude(report=""):
        year = due.year + 1 if one.ahead else due.year
        if is_asked(one, year) and issued_on(fulfilment(one, year)) is None:
            found.append((one, year))
    return found


def to_be_noted(due: dt.date) -> dt.date:
    """The last day on which what was issued in time may be noted: it is not counted late."""
    return due + dt.timedelta(days=int(parameter("required.noting", due)))


def to_count(on: dt.date) -> list[tuple[Required, int]]:
    """What fell due by the day, this year or the next one's ahead of it, and is not counted yet."""
    found = []
    for one in Required.objects.filter(first__lte=on.year + 1):
        for year in range(max(one.first, on.year - 1), on.year + 2):
            if is_asked(one, year) and to_be_noted(due_on(one, year)) < on:
                found.append((one, year))
    done = set(
        Fulfilment.objects.filter(counted_at__isnull=False, year__gte=on.year - 1).values_list(
            "required_id", "year"
        )
    )
    return [(one, year) for one, year in found if (one.pk, year) not in done]
