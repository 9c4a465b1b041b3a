"""Visits, and duty days of those who must receive, counted for periodic reports (R6.1, R6.14, R6.51): narrow rows
without personal data."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from motcua.areas.petitions.queries import many_on
from motcua.areas.receptions import policies
from motcua.areas.receptions.choices import Result, Role, State
from motcua.areas.receptions.models import Visit
from motcua.areas.receptions.queries.figures import kept_by
from motcua.base.journal.ports import Actor
from motcua.base.orgs.choices import Level
from motcua.base.orgs.queries import posts_on, version_on
from motcua.rules.calendar import TZ
from motcua.rules.deadlines import over_before

NARROW = ("unit", "session", "class", "received", "matter", "matter_here", "group", "result", "late")
"""What a row of numbers is told apart by.

``received``     no: turned away, and counted in nothing else (as in the four counts, R6.14)
``matter``       yes: the first visit of the days about its matter; ``matter_here`` the first in its kind of session
``group``        yes: many came with the same content (R6.14)
``result``       what it came to before the days ended, else open, as what is still examined
``late``         yes: answered after its time, or still open after its day
"""

Told = tuple[str, dict[str, str], int]


def _told(units: Collection[str], since: dt.date, until: dt.date, at: dt.datetime) -> Iterator[Told]:
    """(code, what tells it apart, persons) of the visits of these days, in the order in which they were."""
    end, over = dt.datetime.combine(until, dt.time(), TZ), over_before(until, at)
    found = Visit.objects.filter(agency__in=units, on__gte=since, on__lt=until).order_by("on", "pk")
    columns = (
        "case__code", "agency", "session", "petition_class", "persons", "same_as", "result", "result_at", "case__state",
        "case__finished_at", "case__due_at", "on",
    )  # fmt: skip
    seen = set[tuple[str, str]]()
    for row in found.values_list(*columns).iterator(chunk_size=2000):
        code, unit, session, petition_class, persons, matter, result, result_at, state, finished, due, on = (
            row
        )
        received = result != Result.TURNED_AWAY and state != State.REFUSING
        known = result_at is not None and result_at < end and result != Result.EXAMINING
        ended = finished is not None and finished < end
        late = finished > due if ended else due < over
        yield code, {
            "unit": unit, "session": session, "class": petition_class, "received": _yes(received),
            "matter": _yes(received and ("", matter) not in seen),
            "matter_here": _yes(received and (session, matter) not in seen), "group": _yes(many_on(on).are(persons)),
            "result": result if known else "open", "late": _yes(late),
        }, persons  # fmt: skip
        if received:
            seen |= {("", matter), (session, matter)}


def _yes(so: bool) -> str:
    return "yes" if so else "no"


def reported(units: Collection[str], since: dt.date, until: dt.date, at: dt.datetime) -> list[dict[str, Any]]:
    """Numbers of visits of agencies: rows told apart by ``NARROW``, with ``n`` and ``persons``. Nobody in them."""
    visits, persons = Counter[tuple[str, ...]](), Counter[tuple[str, ...]]()
    for _code, told, came in _told(units, since, until, at):
        key = tuple(told[name] for name in NARROW)
        visits[key] += 1
        persons[key] += came
    return [
        {**dict(zip(NARROW, key, strict=True)), "n": n, "persons": persons[key]} for key, n in visits.items()
    ]


def reported_codes(
    by: Actor, since: dt.date, until: dt.date, at: dt.datetime, where: Iterable[Mapping[str, Collection[str]]]
) -> list[str]:
    """Codes of the visits of this actor's agency behind a number, the newest first."""
    if not policies.can_see(by, by.agency):
        return []
    wanted = list(where)
    found = [
        code
        for code, told, _persons in _told([by.agency], since, until, at)
        if any(all(told[name] in values for name, values in one.items()) for one in wanted)
    ]
    return found[::-1]


# --- duty days (S047) ------------------------------------------------------------------------------------------

KEPT = ("unit", "role", "what")
"""What a row of duty days is told apart by.

``role``  as what somebody receives: the chair, or another head
``what``  nobody: an agency at work that says of nobody that they must receive · receivers: who must receive ·
          due: days that the law of each month asks of them · short: of these not held ·
          held, moved to another day, missed
"""


def duties(units: Collection[str], since: dt.date, until: dt.date, at: dt.datetime) -> list[dict[str, Any]]:
    """Duty days of agencies by who must keep them: posts, never persons."""
    counted, today = Counter[tuple[str, str, str]](), at.astimezone(TZ).date()
    kept, on = kept_by(units, since, until, today=today), min(today, until - dt.timedelta(days=1))
    silent = {post.agency_id for post in posts_on(on)} & set(units) - {one.receiver.agency for one in kept}
    for unit in silent:
        if version_on(unit, on).level != Level.DIVISION:
            counted[unit, Role.CHAIR, "nobody"] = 1
    for one in kept:
        told = {
            "receivers": 1, "due": one.total.due, "short": one.short, "held": one.total.held, "moved": one.total.moved,
            "missed": one.total.missed,
        }  # fmt: skip
        for what, n in told.items():
            counted[one.receiver.agency, one.receiver.role, what] += n
    return [{**dict(zip(KEPT, key, strict=True)), "n": n} for key, n in counted.items()]
