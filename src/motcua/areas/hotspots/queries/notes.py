"""Every read of notes on people's situation and of field trips; summaries by topic and place, never by person."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from motcua.areas.hotspots import policies
from motcua.areas.hotspots.choices import Level, NoteState, TaskState
from motcua.areas.hotspots.models import FieldTrip, NoteTask, SituationNote
from motcua.areas.hotspots.queries import posts_of
from motcua.base.journal import queries as journal
from motcua.base.journal.models import Event
from motcua.base.journal.ports import Actor
from motcua.rules.impossible import NotAllowed, NotFound
from motcua.rules.vietnamese import fold

SHOWN = 200
URGENT_FIRST = (Level.URGENT, Level.ATTENTION, Level.ORDINARY)


class NoSuchTrip(NotFound):
    text = "Không tìm thấy chuyến đi {code} trong đơn vị."


def _read(by: Actor) -> QuerySet[SituationNote]:
    """Notes that this post reads: leaders those of the agency, others their own."""
    found = SituationNote.objects.filter(agency=by.agency)
    return found if policies.can_lead(by) else found.filter(author__in=posts_of(by))


def _unread(by: Actor) -> QuerySet[SituationNote]:
    """Notes that nobody read yet; what this post wrote itself is not news to it."""
    return _read(by).filter(state=NoteState.NEW).exclude(author__in=posts_of(by))


def listed(by: Actor, *, view: str = "") -> list[SituationNote]:
    """Notes, newest first; ``view``: "new" unread ones, the urgent first; "mine"; "tasks" given to this post."""
    found = _read(by)
    if view == "new":
        rows = list(_unread(by).order_by("noted_on", "pk")[:SHOWN])
        return sorted(rows, key=lambda one: URGENT_FIRST.index(Level(one.level)))
    if view == "mine":
        found = found.filter(author__in=posts_of(by))
    if view == "tasks":
        mine = Q(tasks__post__in=posts_of(by), tasks__state=TaskState.GIVEN)
        found = SituationNote.objects.filter(mine, agency=by.agency).distinct()
    return list(found.order_by("-noted_on", "-pk")[:SHOWN])


def figures(by: Actor) -> dict[str, int]:
    """For leaders how many nobody read, how many of them are urgent; for all, tasks that wait for this post."""
    found = {"new": 0, "urgent": 0}
    if policies.can_lead(by):
        levels = Counter(_unread(by).values_list("level", flat=True))
        found = {"new": levels.total(), "urgent": levels[Level.URGENT]}
    given = NoteTask.objects.filter(note__agency=by.agency, post__in=posts_of(by), state=TaskState.GIVEN)
    return {**found, "tasks": given.count()}


def tasks_of(by: Actor, note: SituationNote) -> list[NoteTask]:
    """Tasks of a note that this post knows of: a leader all, others their own."""
    found = note.tasks.order_by("n")
    return list(found if policies.can_lead(by) else found.filter(post__in=posts_of(by)))


def of_hotspot(by: Actor, code: str) -> list[SituationNote]:
    """Notes from which a hot spot was judged, for who reads them."""
    return list(_read(by).filter(hotspot=code).order_by("noted_on")) if code else []


def events(subject: str) -> list[Event]:
    """The chain of a note or a trip in the journal, oldest first."""
    return journal.of_subject(subject)


# --- field trips -----------------------------------------------------------------------------------------------


def trips(by: Actor) -> list[tuple[FieldTrip, int]]:
    """Field trips of the agency's leaders, newest first, with how many matters were raised on each."""
    if not policies.can_lead(by):
        raise NotAllowed()
    found = list(FieldTrip.objects.filter(agency=by.agency).order_by("-on", "-pk")[:SHOWN])
    codes = [one.code for one in found]
    raised = Counter(SituationNote.objects.filter(trip__in=codes).values_list("trip", flat=True))
    return [(one, raised[one.code]) for one in found]


def trip(by: Actor, code: str) -> FieldTrip:
    """A field trip, for leaders of the agency."""
    found = FieldTrip.objects.filter(code=code, agency=by.agency).first() if policies.can_lead(by) else None
    if found is None:
        raise NoSuchTrip(code=code)
    return found


def raised_on(by: Actor, trip: FieldTrip) -> list[SituationNote]:
    """Matters raised on a trip."""
    return list(_read(by).filter(trip=trip.code).order_by("pk"))


# --- summary ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Counted:
    """How many notes of a topic or a place, how many of them urgent; ``key`` the code of a topic, words of a place."""

    key: str
    notes: int
    urgent: int


@dataclass(frozen=True)
class Summary:
    """A period: by topic, by place in words, by level, by source."""

    total: int
    topics: tuple[Counted, ...]
    places: tuple[Counted, ...]
    levels: dict[str, int]
    sources: dict[str, int]
    weeks: tuple[tuple[dt.date, int], ...]


def summary(by: Actor, since: dt.date, last: dt.date) -> Summary:
    """What was noted from ``since`` to ``last``, most first; places written alike are one."""
    if not policies.can_lead(by):
        raise NotAllowed()
    rows = list(_read(by).filter(noted_on__gte=since, noted_on__lte=last).order_by("noted_on", "pk"))
    named: dict[str, str] = {}
    for row in rows:
        named.setdefault(fold(row.spot), row.spot)
    days = max((last - since).days + 1, 1)
    weeks = [since + dt.timedelta(days=7 * n) for n in range(-(-days // 7))]
    in_week = Counter((row.noted_on - since).days // 7 for row in rows)
    return Summary(
        total=len(rows), topics=_counted((row.topic, row) for row in rows),
        places=_counted((named[fold(row.spot)], row) for row in rows),
        levels=dict(Counter(row.level for row in rows)), sources=dict(Counter(row.source for row in rows)),
        weeks=tuple((day, in_week[n]) for n, day in enumerate(weeks)),
    )  # fmt: skip


def _counted(rows: Iterable[tuple[str, SituationNote]]) -> tuple[Counted, ...]:
    found: dict[str, list[SituationNote]] = defaultdict(list)
    for key, row in rows:
        found[key].append(row)
    counted = [
        Counted(key, len(some), sum(one.level == Level.URGENT for one in some)) for key, some in found.items()
    ]
    return tuple(sorted(counted, key=lambda one: (-one.notes, -one.urgent, one.key)))
