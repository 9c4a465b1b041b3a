"""Every read of what heats up: subjects and places against their own history, and hot spots; never persons."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet

from motcua.areas.hotspots import policies
from motcua.areas.hotspots.choices import State, TaskState
from motcua.areas.hotspots.models import HotSpot, HotSpotReview, HotSpotTask, SituationNote
from motcua.areas.petitions.queries import counted as petitions
from motcua.base.journal import queries as journal
from motcua.base.journal.models import Event
from motcua.base.journal.ports import Actor
from motcua.rules.impossible import NotAllowed, NotFound
from motcua.rules.rising import EARLIER, WINDOW_DAYS, Standing, Verdict, standing

TOPIC, PLACE = "linh-vuc", "noi"
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
    """A subject or a place with its windows: ``by`` TOPIC or PLACE, ``key`` its code."""

    by: str
    key: str
    standing: Standing


@dataclass(frozen=True)
class Warmth:
    """All subjects and places of an agency: the windows that were seen, oldest first, and how each stands in them."""

    windows: tuple[Window, ...]
    found: tuple[Heat, ...]

    @property
    def rising(self) -> list[Heat]:
        """What rises, the least likely by chance first."""
        return [one for one in self.found if one.standing.verdict is Verdict.RISING]


def windows_until(on: dt.date, first: dt.date | None) -> tuple[Window, ...]:
    """This window, whose last day is ``on``, and the earlier ones that were seen whole since ``first``."""
    end = on + dt.timedelta(days=1)
    found = [Window(end - WINDOW, end)]
    while first is not None and len(found) <= EARLIER and found[-1].since - WINDOW >= first:
        found.append(Window(found[-1].since - WINDOW, found[-1].since))
    return tuple(reversed(found))


def warmth(by: Actor, on: dt.date) -> Warmth:
    """How every subject and place stands against its own history; a linked petition is the same matter again."""
    if not policies.can_watch(by):
        raise NotAllowed()
    windows = windows_until(on, petitions.first_arrival(by))
    start = windows[0].since
    counts: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0] * len(windows))
    for row in petitions.came(by, start, windows[-1].until):
        n = (row.on - start).days // WINDOW_DAYS
        for key in ((TOPIC, row.topic), (PLACE, row.place)):
            counts[key][n] += row.matters
    found = [Heat(*key, standing(line, compared=len(counts))) for key, line in counts.items()]
    order = [Verdict.RISING, Verdict.STEADY, Verdict.NEW, Verdict.FEW]
    found.sort(
        key=lambda one: (order.index(one.standing.verdict), one.standing.chance, -one.standing.now, one.key)
    )
    return Warmth(windows, tuple(found))


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
