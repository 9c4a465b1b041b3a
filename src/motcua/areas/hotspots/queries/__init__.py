"""Every read of what heats up: subjects and places against their own history, and hot spots; never persons."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Prefetch, Q, QuerySet
from django.utils.module_loading import import_string

from motcua.areas.hotspots import policies
from motcua.areas.hotspots.choices import State, TaskState
from motcua.areas.hotspots.models import HotSpot, HotSpotReview, HotSpotTask, SituationNote
from motcua.areas.hotspots.ports import Voices
from motcua.areas.petitions.queries import counted as petitions
from motcua.base.journal import queries as journal
from motcua.base.journal.models import Event
from motcua.base.journal.ports import Actor
from motcua.base.orgs.choices import Level
from motcua.base.orgs.queries import descendants, version_on
from motcua.rules.impossible import NotAllowed, NotFound
from motcua.rules.rising import EARLIER, LEAST_EARLIER, WINDOW_DAYS, Standing, Verdict, standing
from motcua.rules.surveys.cells import LEAST, hide

TOPIC, PLACE, UNIT, VOICE = "linh-vuc", "noi", "don-vi", "phan-anh"
WINDOW = dt.timedelta(days=WINDOW_DAYS)


class NoSuchHotSpot(NotFound):
    text = "Không tìm thấy điểm nóng {code} trong phạm vi của đơn vị. Kiểm tra lại mã."


class NoSuchNote(NotFound):
    text = "Không tìm thấy ghi nhận {code} trong phạm vi của vị trí này. Kiểm tra lại mã."


# --- what heats up ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Window:
    """Days from ``since`` up to, not including, ``until``."""

    since: dt.date
    until: dt.date


@dataclass(frozen=True)
class Heat:
    """A subject, a place, a unit or a category of feedback with the windows in which it was seen, oldest first.

    ``by`` TOPIC, PLACE, UNIT or VOICE; ``key`` its code
    """

    by: str
    key: str
    windows: tuple[Window, ...]
    standing: Standing


@dataclass(frozen=True)
class Warmth:
    """All subjects and places of an agency, how each stands in its windows; ``windows`` those of petitions."""

    windows: tuple[Window, ...]
    found: tuple[Heat, ...]

    @property
    def rising(self) -> list[Heat]:
        """What rises, the least likely by chance first."""
        return [one for one in self.found if one.standing.verdict is Verdict.RISING]


Key = tuple[str, str]
Counted = Iterable[tuple[Key, int, int]]
"""Of what, in which of all windows, how many."""


def windows_until(on: dt.date, first: dt.date | None) -> tuple[Window, ...]:
    """This window, whose last day is ``on``, and the earlier ones that were seen whole since ``first``."""
    end = on + dt.timedelta(days=1)
    found = [Window(end - WINDOW, end)]
    while first is not None and len(found) <= EARLIER and found[-1].since - WINDOW >= first:
        found.append(Window(found[-1].since - WINDOW, found[-1].since))
    return tuple(reversed(found))


def voices() -> Voices:
    """What people say beside petitions."""
    made: Voices = import_string(settings.HEAT_VOICES)()
    return made


def _starts(windows: Sequence[Window]) -> list[dt.date]:
    return [window.since for window in windows]


def _lines(seen: Iterable[tuple[tuple[Window, ...], Counted]]) -> tuple[Heat, ...]:
    """How everything stands, what rises first; all of it is looked at together, and the level divided among it."""
    lines = dict[Key, tuple[tuple[Window, ...], list[int]]]()
    for windows, counted in seen:
        for key, window, matters in counted:
            _windows, line = lines.setdefault(key, (windows, [0] * len(windows)))
            line[window] += matters
    found = [
        Heat(*key, windows, standing(line, compared=len(lines))) for key, (windows, line) in lines.items()
    ]
    order = [Verdict.RISING, Verdict.STEADY, Verdict.NEW, Verdict.FEW]
    found.sort(
        key=lambda one: (
            order.index(one.standing.verdict),
            one.standing.chance,
            -one.standing.now,
            one.by,
            one.key,
        )
    )
    return tuple(found)


def warmth(by: Actor, on: dt.date) -> Warmth:
    """How every subject and place stands against its own history; a linked petition is the same matter again."""
    if not policies.can_watch(by):
        raise NotAllowed()
    own, said = [by.agency], voices()
    windows = windows_until(on, petitions.first_arrivals(own).get(by.agency))
    heard = windows_until(on, said.first(own).get(by.agency))
    until = windows[-1].until

    def of_petitions() -> Counted:
        for row in petitions.came(own, _starts(windows), until):
            for key in {(TOPIC, row.topic), (PLACE, row.unit), (PLACE, row.place)}:
                yield key, row.window, row.matters

    of_voices = (
        ((VOICE, row.subject), row.window, row.matters) for row in said.came(own, _starts(heard), until)
    )
    return Warmth(windows, _lines([(windows, of_petitions()), (heard, of_voices)]))


# --- what heats up below ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Below:
    """A line of units beneath the agency: ``now`` and ``before`` (each earlier window) none where few would be told.

    What is few in one line, and what could be told from the others by subtraction, is not shown (rules.surveys.cells).
    """

    by: str
    key: str
    verdict: Verdict
    now: int | None
    before: int | None


@dataclass(frozen=True)
class WarmthBelow:
    """What heats up in the units beneath an agency as they are on the day: numbers only."""

    window: Window
    found: tuple[Below, ...]
    mass: tuple[petitions.MassOf, ...]

    @property
    def rising(self) -> list[Below]:
        """What rises."""
        return [one for one in self.found if one.verdict is Verdict.RISING]

    def lines(self, by: str) -> list[Below]:
        """Those of subjects, units or categories."""
        return [one for one in self.found if one.by == by]


def has_below(by: Actor, on: dt.date) -> bool:
    """Whether this post looks at units beneath its agency, and such an agency has units beneath it."""
    return policies.can_watch_below(by) and version_on(by.agency, on).level in (
        Level.PROVINCE,
        Level.DISTRICT,
    )


def warmth_below(by: Actor, on: dt.date) -> WarmthBelow:
    """The same of the units beneath the agency on the day: subjects over all of them, and each unit over all subjects.

    A unit is held against its own history. Subjects are of those units only that were seen in all windows compared, or
    a unit that begins would heat everything.
    """
    if not policies.can_watch_below(by):
        raise NotAllowed()
    units, said = descendants(by.agency, on) - {by.agency}, voices()
    every = windows_until(on, on - WINDOW * (EARLIER + 2))
    until = every[-1].until

    def seen(
        subject: str, first: Mapping[str, dt.date], rows: Iterable[tuple[str, str, int, int]], *, alone: bool
    ) -> Iterator[tuple[tuple[Window, ...], Counted]]:
        own = {unit: windows_until(on, day) for unit, day in first.items()}
        old = {unit: one for unit, one in own.items() if len(one) > LEAST_EARLIER} or own
        least = min(old.values(), key=len, default=every[-1:])
        told = list(rows)
        for unit, windows in own.items() if alone else ():
            yield (
                windows,
                _later([((UNIT, unit), w, n) for key, _subject, w, n in told if key == unit], windows),
            )
        yield least, _later([((subject, one), w, n) for key, one, w, n in told if key in old], least)

    def _later(rows: Counted, windows: Sequence[Window]) -> Counted:
        """Rows told by their number among all windows, told by that among the last of them."""
        left = len(every) - len(windows)
        return [(key, window - left, matters) for key, window, matters in rows if window >= left]

    came = [
        (row.unit, row.topic, row.window, row.matters) for row in petitions.came(units, _starts(every), until)
    ]
    heard = [
        (row.unit, row.subject, row.window, row.matters) for row in said.came(units, _starts(every), until)
    ]
    found = _lines([
        *seen(TOPIC, petitions.first_arrivals(units), came, alone=True),
        *seen(VOICE, said.first(units), heard, alone=False),
    ])  # fmt: skip
    mass = petitions.mass_of(units, on - WINDOW * (EARLIER + 1))
    return WarmthBelow(every[-1], _shown(found), tuple(mass))


def _shown(found: Sequence[Heat]) -> tuple[Below, ...]:
    """Lines without what would tell of a few people."""
    hidden = {
        by: hide({one.key: one.standing.now for one in found if one.by == by}).hidden
        for by in (TOPIC, UNIT, VOICE)
    }
    return tuple(
        Below(
            one.by, one.key, one.standing.verdict,
            None if one.key in hidden[one.by] else one.standing.now,
            None if len(one.windows) == 1 or 0 < one.standing.expected < LEAST else round(one.standing.expected),
        )
        for one in found
    )  # fmt: skip


# --- hot spots -------------------------------------------------------------------------------------------------


def to_act_on(code: str | HotSpot, *, by: Actor) -> HotSpot:
    """The hot spot of an act, locked; another unit's looks like one that is not there."""
    code = code.code if isinstance(code, HotSpot) else code
    found = HotSpot.objects.select_for_update().filter(code=code, agency=by.agency).first()
    if found is None or not (policies.can_see(by, found) or tasks_of(by, found)):
        raise NoSuchHotSpot(code=code)
    return found


def note_to_act_on(code: str | SituationNote, *, by: Actor) -> SituationNote:
    """The note of an act, locked; one that this post may not know of looks like one that is not there."""
    found = SituationNote.objects.select_for_update().filter(code=str(code), agency=by.agency).first()
    if found is None or not (policies.can_read_note(by, found) or _has_task(by, found)):
        raise NoSuchNote(code=code)
    return found


def _has_task(by: Actor, note: SituationNote) -> bool:
    return note.tasks.filter(post__in=posts_of(by)).exists()


def note(by: Actor, code: str) -> SituationNote:
    """A note that this post reads, or in which it has a task."""
    found = SituationNote.objects.filter(code=code, agency=by.agency).first()
    if found is None or not (policies.can_read_note(by, found) or _has_task(by, found)):
        raise NoSuchNote(code=code)
    return found


def posts_of(by: Actor) -> tuple[str, ...]:
    """The post itself, and the one it acts for."""
    return tuple({by.post, by.on_behalf_of or by.post})


def tasks_of(by: Actor, hotspot: HotSpot) -> list[HotSpotTask]:
    """Tasks of a hot spot that this post knows of: a leader all, others their own."""
    found = hotspot.tasks.order_by("n")
    return list(found if policies.can_see(by, hotspot) else found.filter(post__in=posts_of(by)))


def one(by: Actor, code: str) -> HotSpot:
    """A hot spot that this post leads, or in which it has a task."""
    found = HotSpot.objects.filter(code=code, agency=by.agency).first()
    if found is None or not (policies.can_see(by, found) or tasks_of(by, found)):
        raise NoSuchHotSpot(code=code)
    return found


def waiting(by: Actor) -> int:
    """How many tasks of hot spots wait for this post."""
    return HotSpotTask.objects.filter(post__in=posts_of(by), state=TaskState.GIVEN).count()


def reviews_of(by: Actor, hotspot: HotSpot) -> list[HotSpotReview]:
    """Reviews, the newest first: for leaders."""
    return list(hotspot.reviews.order_by("-n")) if policies.can_see(by, hotspot) else []


def listed(by: Actor, state: str = State.OPEN) -> list[HotSpot]:
    """Hot spots of the agency, what is to be looked at first; others than leaders see those they have a task in."""
    found: QuerySet[HotSpot] = HotSpot.objects.filter(agency=by.agency, state=state)
    given = HotSpotTask.objects.filter(state=TaskState.GIVEN).order_by("due_on", "n")
    if not policies.can_watch(by):
        mine = Q(tasks__post__in=posts_of(by), tasks__state=TaskState.GIVEN)
        found, given = found.filter(mine).distinct(), given.filter(post__in=posts_of(by))
    found = found.prefetch_related(Prefetch("tasks", queryset=given, to_attr="still"))
    return list(found.order_by("review_on" if state == State.OPEN else "-closed_at", "id")[:200])


def events(hotspot: HotSpot) -> list[Event]:
    """The chain of the hot spot in the journal, oldest first."""
    return journal.of_subject(hotspot.subject)


def known_petitions(by: Actor, codes: Iterable[str]) -> list[str]:
    """Those of these codes that are petitions this post may see, in the order given."""
    return [code for code in dict.fromkeys(codes) if petitions.is_known(by, code)]
