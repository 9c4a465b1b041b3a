"""Reading initiatives: the agency's own, and numbers of them for periodic reports."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db.models import Case, CharField, Count, F, Q, QuerySet, Value, When

from motcua.areas.initiatives import policies
from motcua.areas.initiatives.choices import State
from motcua.areas.initiatives.models import Initiative
from motcua.base.journal import queries as journal
from motcua.base.journal.models import Event
from motcua.base.journal.ports import Actor
from motcua.rules.calendar import TZ
from motcua.rules.impossible import NotAllowed, NotFound

NARROW = ("unit", "field", "came", "state", "replicated")
"""What a row of numbers is told apart by.

``came``   in: proposed within the days · before: earlier
``state``  recognised, declined within the days; proposed: neither before they ended
``replicated``  yes: done elsewhere too before they ended
"""


class NoSuchInitiative(NotFound):
    text = "Không tìm thấy sáng kiến {code} trong phạm vi của đơn vị."


def to_act_on(code: str | Initiative, *, by: Actor) -> Initiative:
    """The initiative of an act, locked; another agency's looks like one that is not there."""
    code = code.code if isinstance(code, Initiative) else code
    found = Initiative.objects.select_for_update().filter(code=code, agency=by.agency).first()
    if found is None or not policies.can_look(by):
        raise NoSuchInitiative(code=code)
    return found


def one(by: Actor, code: str) -> Initiative:
    """An initiative of the agency."""
    found = Initiative.objects.filter(code=code, agency=by.agency).first()
    if found is None or not policies.can_look(by):
        raise NoSuchInitiative(code=code)
    return found


def listed(by: Actor, *, state: str = "", field: str = "") -> QuerySet[Initiative]:
    """Initiatives of the agency, those that wait first, then the newest; with how often each is done elsewhere."""
    if not policies.can_look(by):
        raise NotAllowed()
    wanted = {name: value for name, value in (("state", state), ("field", field)) if value}
    waits = Case(When(state=State.PROPOSED, then=Value(0)), default=Value(1))
    rows = Initiative.objects.filter(agency=by.agency, **wanted).annotate(times=Count("replications"))
    return rows.order_by(waits, "-pk")


def waiting(by: Actor) -> int:
    """How many wait for whoever judges them."""
    if not policies.judges(by):
        return 0
    return Initiative.objects.filter(agency=by.agency, state=State.PROPOSED).exclude(post=by.post).count()


def events(initiative: Initiative) -> list[Event]:
    """The chain of the initiative in the journal, oldest first."""
    return journal.of_subject(initiative.subject)


def _narrow(units: Collection[str], since: dt.date, until: dt.date) -> QuerySet[Initiative]:
    start, end = (dt.datetime.combine(day, dt.time(), TZ) for day in (since, until))
    open_then = Q(decided_on=None) | Q(decided_on__gte=since)
    found = Initiative.objects.filter(open_then, agency__in=units, proposed_at__lt=end)
    text = CharField()
    elsewhere = Q(pk__in=Initiative.objects.filter(replications__on__lt=until).values("pk"))
    return found.annotate(
        came=Case(When(proposed_at__gte=start, then=Value("in")), default=Value("before"), output_field=text),
        stands=Case(
            When(decided_on__lt=until, then=F("state")), default=Value("proposed"), output_field=text
        ),
        replicated=Case(When(elsewhere, then=Value("yes")), default=Value("no"), output_field=text),
    )


_COLUMNS = {"unit": "agency", "field": "field", "came": "came", "state": "stands", "replicated": "replicated"}


def reported(units: Collection[str], since: dt.date, until: dt.date, at: dt.datetime) -> list[dict[str, Any]]:
    """Numbers of initiatives of agencies: rows told apart by ``NARROW``."""
    rows = _narrow(units, since, until).values_list(*_COLUMNS.values()).annotate(n=Count("pk", distinct=True))
    return [dict(zip((*NARROW, "n"), row, strict=True)) for row in rows.order_by()]


def reported_codes(
    by: Actor, since: dt.date, until: dt.date, at: dt.datetime, where: Iterable[Mapping[str, Collection[str]]]
) -> list[str]:
    """Codes of the initiatives of this actor's agency behind a number."""
    if not policies.can_look(by):
        return []
    wanted = Q(pk__in=[])
    for asked in where:
        wanted |= Q(**{f"{_COLUMNS[name]}__in": list(values) for name, values in asked.items()})
    found = _narrow([by.agency], since, until).filter(wanted)
    return list(found.order_by("-pk").values_list("code", flat=True))
