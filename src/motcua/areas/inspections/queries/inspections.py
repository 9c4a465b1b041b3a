"""Inspections: at the desk what the agency does or is asked by, in public what was published."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Count, Q, QuerySet

from motcua.areas.cases.queries import rows_of_ended_units
from motcua.areas.inspections import policies
from motcua.areas.inspections.choices import INQUIRING, OWN, State
from motcua.areas.inspections.models import Inspection, Recommendation
from motcua.base.journal.models import Event
from motcua.base.journal.ports import SYSTEM, Actor
from motcua.base.journal.queries import of_subject
from motcua.base.law.queries import parameter
from motcua.base.orgs.choices import Duty, Level
from motcua.base.orgs.queries import UnitOn, descendants, posts_on, version_on
from motcua.rules.impossible import NotFound


class NoSuchInspection(NotFound):
    text = "Không tìm thấy cuộc giám sát, thanh tra {code} trong phạm vi của đơn vị. Kiểm tra lại mã."


def visible(by: Actor) -> QuerySet[Inspection]:
    """Inspections of this agency, and those that recommend something to it."""
    if not policies.can_look(by):
        return Inspection.objects.none()
    asked = Q(recommendations__agency=by.agency)
    return Inspection.objects.filter(Q(agency=by.agency) | asked).distinct()


def inspections(by: Actor, *, kind: str = "", state: str = "") -> QuerySet[Inspection]:
    """What this actor may see, what is open first, then the newest."""
    wanted = {name: value for name, value in (("kind", kind), ("state", state)) if value}
    return visible(by).filter(**wanted).order_by("-decided_on", "-id")


def inspection(by: Actor, code: str) -> Inspection:
    """An inspection that this actor may see."""
    found = visible(by).filter(code=code).first()
    if found is None:
        raise NoSuchInspection(code=code)
    return found


def inspection_to_act_on(code: str | Inspection, *, by: Actor) -> Inspection:
    """The inspection of an act, locked."""
    code = code.code if isinstance(code, Inspection) else code
    found = Inspection.objects.select_for_update().filter(code=code).first()
    own = found is not None and by.agency == found.agency and policies.can_look(by)
    if found is None or not (own or by.post == SYSTEM.post):
        raise NoSuchInspection(code=code)
    return found


def inspections_of_ended_units(on: dt.date) -> list[str]:
    """Codes of inspections without a conclusion, or with open recommendations, of agencies that ended."""
    going = Inspection.objects.exclude(state=State.CANCELLED).filter(
        ~Q(state=State.PUBLISHED)
        | Q(pk__in=Recommendation.objects.filter(case__closed_at=None).values("inspection"))
    )
    return rows_of_ended_units(going, on)


def waiting_at(agency: str) -> int:
    """How many inspections of an agency have no conclusion."""
    return Inspection.objects.filter(agency=agency, state=State.PLANNED).count()


def events(inspection: Inspection) -> list[Event]:
    """What was done to it."""
    return list(of_subject(inspection.subject))


def overlapping(inspection: Inspection) -> list[Inspection]:
    """Others of the agency that look at the same units in the same days: the same content must not be among them
    (R15.8)."""
    if inspection.kind not in OWN or inspection.state != State.PLANNED:
        return []
    rows = (
        Inspection.objects.filter(
            agency=inspection.agency,
            kind__in=OWN,
            begins_on__lte=inspection.ends_on,
            ends_on__gte=inspection.begins_on,
        )
        .exclude(pk=inspection.pk)
        .exclude(state=State.CANCELLED)
    )
    return [
        one for one in rows.order_by("begins_on", "pk") if not set(one.units).isdisjoint(inspection.units)
    ]


def publish_by(inspection: Inspection) -> dt.date | None:
    """By which day a concluded inspection of responsibility is made public (R15.4); None where no law says so."""
    if inspection.kind not in INQUIRING or inspection.concluded_on is None:
        return None
    return inspection.concluded_on + dt.timedelta(
        days=int(parameter("inspection.publication", inspection.concluded_on))
    )


def counts(found: Iterable[Inspection], at: dt.datetime) -> dict[int, dict[str, int]]:
    """Of each: how many recommendations there are, wait for a reply, wait late, were answered late."""
    waits = Q(recommendations__case__finished_at=None) & Q(recommendations__isnull=False)
    rows = Inspection.objects.filter(pk__in=[one.pk for one in found]).annotate(
        made=Count("recommendations"),
        waiting=Count("recommendations", filter=waits),
        overdue=Count("recommendations", filter=waits & Q(recommendations__case__due_at__lt=at)),
        late=Count("recommendations", filter=Q(recommendations__replied_late=True)),
    )
    names = ("made", "waiting", "overdue", "late")
    return {row.pk: {name: getattr(row, name) for name in names} for row in rows}


def name_of(unit: UnitOn) -> str:
    """A unit as papers address it: an authority by its people's committee, a division by its name."""
    if unit.level == Level.DIVISION or not unit.kind:
        return unit.name
    return f"Ủy ban nhân dân {unit.name[:1].lower()}{unit.name[1:]}"


def units_for(by: Actor, on: dt.date, kind: str) -> dict[str, str]:
    """Units that may be looked at and recommended to: the agency and what lies beneath it.

    Whoever supervises does not supervise itself; an inspection of the agency's own reaches every unit but those
    that supervise the agency.
    """
    found = [version_on(key, on) for key in descendants(by.agency, on)]
    outside = {post.unit_id for post in posts_on(on, agency=by.agency, duty=Duty.SUPERVISE)}
    left_out = outside if kind in OWN else {by.unit}
    found = [unit for unit in found if unit.key == by.agency or unit.key not in left_out]
    return {
        unit.key: name_of(unit) for unit in sorted(found, key=lambda unit: (unit.key != by.agency, unit.name))
    }


# --- in public -------------------------------------------------------------------------------------------------


def public_inspections(agency: str) -> QuerySet[Inspection]:
    """What was published, the newest first."""
    return Inspection.objects.filter(agency=agency, state=State.PUBLISHED).order_by("-published_at")


def public_inspection(agency: str, code: str) -> Inspection:
    """One of them."""
    found = public_inspections(agency).filter(code=code).first()
    if found is None:
        raise NotFound()
    return found
