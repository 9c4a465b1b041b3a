"""Reads of monthly briefings of reception (R6.54) and of duties towards many people (R6.17)."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q

from motcua.areas.cases import queries as cases
from motcua.areas.petitions import queries as petitions
from motcua.areas.receptions import policies
from motcua.areas.receptions.choices import Duty, duties_of
from motcua.areas.receptions.models import Briefing, BriefingMatter, MassDuty, Visit
from motcua.areas.receptions.queries.figures import compliance, counts
from motcua.areas.receptions.queries.visits import figures
from motcua.base.journal.ports import Actor
from motcua.rules import receptions as reception_rules
from motcua.rules.calendar import TZ
from motcua.rules.impossible import NotFound

LISTED_MOST, OPEN_MOST = 36, 200
MASS_FOR = dt.timedelta(days=365)
"""How long what is still owed to many is shown."""


class NoSuchBriefing(NotFound):
    text = "Không có buổi giao ban {code} trong đơn vị."


def briefing_to_act_on(code: str | Briefing, *, by: Actor) -> Briefing:
    """The briefing of an act, locked; another unit's looks like one that is not there."""
    code = code.code if isinstance(code, Briefing) else code
    return _briefing(by, code, lock=True)


def briefing(by: Actor, code: str) -> Briefing:
    """A briefing of the actor's agency; raises NotFound for posts that do not work on reception."""
    return _briefing(by, code)


def _briefing(by: Actor, code: str, *, lock: bool = False) -> Briefing:
    month = code.rpartition("-")[2]
    rows = Briefing.objects.select_for_update() if lock else Briefing.objects
    found = None
    if (
        policies.can_take_register(by, by.agency)
        and month.isascii()
        and month.isdecimal()
        and len(month) == 6
        and "01" <= month[4:] <= "12"
    ):
        first = dt.date(max(1, int(month[:4])), int(month[4:]), 1)
        found = rows.filter(agency=by.agency, month=first).first()
    if found is None or found.code != code:
        raise NoSuchBriefing(code=code)
    return found


def briefings(by: Actor) -> list[Briefing]:
    """The briefings of the actor's agency, the newest first."""
    if not policies.can_take_register(by, by.agency):
        return []
    return list(Briefing.objects.filter(agency=by.agency).prefetch_related("matters")[:LISTED_MOST])


def open_matters(by: Actor) -> list[BriefingMatter]:
    """Matters of all briefings that nobody solved yet, what is due first before the others."""
    if not policies.can_take_register(by, by.agency):
        return []
    found = BriefingMatter.objects.filter(briefing__agency=by.agency, solved_at=None).select_related(
        "briefing"
    )
    return list(found.order_by("due", "pk")[:OPEN_MOST])


def earlier_matters(by: Actor, briefing: Briefing) -> list[BriefingMatter]:
    """Matters raised in earlier months that are still open; of a closed briefing those that were when it was closed."""
    open_ = Q(solved_at=None)
    if briefing.closed_at is not None:
        open_ |= Q(solved_at__gt=briefing.closed_at)
    found = BriefingMatter.objects.filter(
        open_, briefing__agency=by.agency, briefing__month__lt=briefing.month
    ).select_related("briefing")
    return list(found.order_by("due", "pk")[:OPEN_MOST])


def not_briefed(by: Actor, on: dt.date) -> list[dt.date]:
    """The months of which the briefing is still to be held: this one, and the last if people came in it."""
    this = on.replace(day=1)
    last = (this - dt.timedelta(days=1)).replace(day=1)
    closed = set(
        Briefing.objects.filter(
            agency=by.agency, month__in=[last, this], closed_at__isnull=False
        ).values_list("month", flat=True)
    )
    came = Visit.objects.filter(agency=by.agency, on__gte=last, on__lt=this).exists()
    return [month for month in ([last] if came else []) + [this] if month not in closed]


def briefing_figures(by: Actor, month: dt.date, at: dt.datetime) -> dict[str, int]:
    """What a briefing looks at: the four counts of the month, what waits and is late now, beyond the red line, duty
    days kept and missed."""
    on = at.astimezone(TZ).date()
    last = reception_rules.days_of(month.year, month.month)[-1]
    told, now = counts(by, month, last)[""], figures(by, at)
    said = petitions.figures(by, on, at)
    duties = compliance(by, month, last, today=on)
    return {
        "visits": told.visits, "persons": told.persons, "matters": told.matters, "groups": told.groups,
        "in_groups": told.in_groups, "open": now["open"], "late": now["late"], "petitions_open": said["open"],
        "petitions_late": said["late"], "red": said["red"], "duty_held": sum(one.total.held for one in duties),
        "duty_missed": sum(one.total.missed for one in duties),
    }  # fmt: skip


# --- many people -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Owed:
    """A duty towards many people at a visit, and its row once it was done."""

    duty: Duty
    done: MassDuty | None


def mass_duties(visit: Visit) -> list[Owed]:
    """What is owed to many people who came with one content; nothing to fewer (R6.17, R6.19)."""
    if not petitions.many_on(visit.on).are(visit.persons):
        return []
    done = {row.code: row for row in visit.duties.all() if row.undone_at is None}
    return [Owed(one, done.get(one.code)) for one in duties_of(visit.on, visit.petition_class)]


def open_mass(by: Actor, on: dt.date) -> list[tuple[Visit, int]]:
    """Visits of many people at which something is still owed, and how much; the newest first."""
    if not policies.can_see(by, by.agency):
        return []
    many = petitions.of_many("persons", "on")
    found = Visit.objects.filter(many, agency=by.agency, on__gte=on - MASS_FOR)
    found = found.exclude(case_id__in=cases.kept_from(by))
    rows = found.select_related("case").prefetch_related("duties").order_by("-pk")[:OPEN_MOST]
    owed = [(row, sum(one.done is None for one in mass_duties(row))) for row in rows]
    return [(row, count) for row, count in owed if count]
