"""What the index of QĐ 766 counts of a dossier, by its own clock, which is not the law's (R4.5–R4.13).

What a dossier adds follows from its chain so far, so an event says the difference between what it added before and
what it adds now: a result on paper alone takes back that a dossier came online, a bad rating that it pleased. Open
work is looked at when a day ends: what was promised for a day is late once that day is over.
Of each post that works on a dossier the same is counted, from the day on which it did, by no procedure.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from motcua.areas.dossiers.choices import Channel
from motcua.areas.dossiers.queries.counted import Kept
from motcua.base.calendars.queries import calendar_for
from motcua.base.journal.queries import Told
from motcua.reactions.counting.cases import Standing
from motcua.reactions.counting.seen import Seen, day_of, moment
from motcua.rules.counting import Row
from motcua.rules.scoring.index_counts import (
    AHEAD,
    DISPLEASED,
    DONE,
    ENDED,
    HELD,
    HELD_OVERDUE,
    MOVED,
    OFF,
    OVERDUE,
    RECEIVED,
    ended_as,
    received_as,
)
from motcua.rules.scoring.index_time import ASKED_AT_MOST, Course, Verdict, deadline, verdict

ASKED = "dossier.supplement_asked"
ANSWERED = frozenset({"dossier.supplemented", "dossier.resubmitted"})
NEVER_IN = frozenset({"dossier.cancelled", "dossier.reception_declined"})
HOLDER, END = ".holder", ".end"
"""Parts of a stay at a step as events name them: who has it, and that it ended."""
DISSATISFIED = 2
"""So many stars and fewer are "không hài lòng" (R1.42)."""
MOMENT = dt.timedelta(microseconds=1)


@dataclass(frozen=True)
class Place:
    """How a dossier stood for the index after an event.

    ``late_from``  the day at whose end it is late while it stays open; ``known`` if it is late at once
    """

    received: dt.datetime | None = None
    ended: dt.datetime | None = None
    late: bool = False
    late_from: dt.date | None = None
    known: bool = False
    resulted: bool = False
    displeased: bool = False


def counted(seen: Seen, before: Standing, after: Standing) -> Iterator[Row]:
    """What an event changes in what its dossier adds to the index; stages count with their whole."""
    if seen.dossier is None or seen.dossier.stage:
        return
    links = [*seen.earlier, seen.told]
    was, now = (_place(seen, links[:-1], before), _place(seen, links, after))
    synced = seen.reached is not None and seen.reached.at < seen.event.at
    yield from _difference(_added(seen, was, synced), _added(seen, now, synced))
    yield from _moved(seen, was)
    yield from _overdue(seen, OVERDUE, (was, now), (frozenset({""}), frozenset({""})))
    held_before, held = (_worked(seen, links[:-1], was), _worked(seen, links, now))
    yield from _difference(held_before.rows, held.rows)
    yield from _overdue(seen, HELD_OVERDUE, (was, now), (held_before.posts, held.posts))


def acknowledged(seen: Seen) -> Iterator[Row]:
    """The national portal took a state of a dossier: the first makes it one that is there."""
    if seen.dossier is None or seen.dossier.stage or seen.reached is None:
        return
    if seen.event.subject.partition(":")[2] == str(seen.reached.dispatch):
        place = _place(seen, [one for one in seen.chain if one.at <= seen.event.at], Standing())
        yield from _difference(_added(seen, place, False), _added(seen, place, True))


def _place(seen: Seen, links: Sequence[Told], standing: Standing) -> Place:
    kept = seen.dossier
    assert kept is not None
    received, ended, dates = _in_and_out(links, kept)
    if received is None or any(one.kind in NEVER_IN for one in links):
        return Place()
    asked = _asked(links)
    course = _course(links, kept, received, ended, asked)
    displeased = any(
        one.kind == "dossier.rated" and int(one.facts.get("stars") or 5) <= DISSATISFIED for one in links
    )
    place = Place(received, ended, displeased=displeased)
    if ended is not None:
        resulted = any(one.kind == "dossier.result_issued" for one in links)
        return replace(place, late=_ended_late(seen, course, ended, dates), resulted=resulted)
    late_from, known = _late_from(seen, course, links[-1].at, dates, standing)
    return replace(place, late_from=late_from, known=known)


def _in_and_out(
    links: Sequence[Told], kept: Kept
) -> tuple[dt.datetime | None, dt.datetime | None, Mapping[str, object]]:
    """When it was received, when it ended, and the dates of its case as they were said last."""
    dates: Mapping[str, object] = {}
    received = ended = None
    for one in links:
        if kept.history and one.kind == "dossier.taken_over":
            received = one.at
        elif kept.history and one.kind == "dossier.ended_before":
            ended = one.at
        told = one.facts.get("dates")
        if isinstance(told, Mapping):
            dates = told
            received = moment(told.get("received_at")) or received
            ended = moment(told.get("finished_at")) or ended
    return received, ended, dates


def _asked(links: Sequence[Told]) -> list[tuple[dt.datetime, dt.datetime | None]]:
    """Each request to supplement and its answer."""
    found: list[tuple[dt.datetime, dt.datetime | None]] = []
    for one in links:
        if one.kind == ASKED:
            found.append((one.at, None))
        elif one.kind in ANSWERED and found:
            found[-1] = (found[-1][0], one.at)
    return found


def _course(
    links: Sequence[Told], kept: Kept, received: dt.datetime, ended: dt.datetime | None,
    asked: Sequence[tuple[dt.datetime, dt.datetime | None]],
) -> Course:  # fmt: skip
    """What the clock of the index knows; of the case's clock what had been written by the last event."""
    written = sum(str(row).startswith("clock.") for one in links for row in one.facts.get("rows", ()))
    ends = {"Đã xử lý xong": ended} if ended else {}
    return Course(received, kept.promised_at, ends, asked, None, kept.clock[:written])


def _ended_late(seen: Seen, course: Course, ended: dt.datetime, dates: Mapping[str, object]) -> bool:
    if course.asked:
        return verdict(course, ended + MOMENT, calendar_for(seen.event.unit)) is Verdict.LATE
    if "on_time" in dates:
        return dates["on_time"] is False
    return course.promised is not None and ended > course.promised


def _late_from(
    seen: Seen, course: Course, at: dt.datetime, dates: Mapping[str, object], standing: Standing
) -> tuple[dt.date | None, bool]:
    """The day at whose end an open dossier is late, and whether it is late at once (R4.8, R4.9, R4.11)."""
    asked = course.asked
    if len(asked) > ASKED_AT_MOST:
        return day_of(asked[ASKED_AT_MOST][0]), True
    if not asked:
        due = moment(dates.get("legal_due_at")) if dates else course.promised
        return (day_of(due), False) if due is not None and standing.running else (None, False)
    waits = asked[-1][1] is None
    by = deadline(course, asked, calendar_for(seen.event.unit), asked[-1][0] if waits else at)
    if waits:
        late = by is not None and asked[-1][0] > by
        return (day_of(asked[-1][0]), True) if late else (None, False)
    return (day_of(by), False) if by is not None and standing.running else (None, False)


def _added(seen: Seen, place: Place, synced: bool) -> Counter[Row]:
    kept, found = seen.dossier, Counter[Row]()
    assert kept is not None
    if place.received is None:
        return found
    row = Row(
        RECEIVED, day_of(place.received), seen.unit_at(place.received), type=kept.procedure[:48],
        channel=kept.channel[:24], code=seen.dossier_code,
    )  # fmt: skip
    on_paper = place.resulted and not kept.electronic
    online = kept.channel == Channel.ONLINE and not on_paper
    found[replace(row, outcome=received_as(online=online, synced=synced))] = 1
    if place.ended is not None:
        said = ended_as(
            displeased=place.displeased, resulted=place.resulted, electronic=place.resulted and kept.electronic,
            reused=place.resulted and kept.reused,
            digitised=place.resulted and kept.electronic and kept.digitised,
        )  # fmt: skip
        timing = "late" if place.late else "in_time"
        ended = replace(row, kind=ENDED, day=day_of(place.ended), unit=seen.unit_at(place.ended), channel="")
        found[replace(ended, outcome=said, timing=timing)] = 1
    return found


def _difference(was: Counter[Row], now: Counter[Row]) -> Iterator[Row]:
    for row in was - now:
        yield replace(row, amount=-row.amount)
    yield from now - was


@dataclass(frozen=True)
class Worked:
    """What a dossier adds to the posts that worked on it, and which of them are of the unit that has it."""

    rows: Counter[Row]
    posts: frozenset[str]


def _worked(seen: Seen, links: Sequence[Told], place: Place) -> Worked:
    """A dossier brought to another unit while it is open leaves the posts of the one that had it (R11.9)."""
    kept, rows, posts, unit = seen.dossier, Counter[Row](), set[str](), ""
    assert kept is not None
    if place.received is None:
        return Worked(rows, frozenset())
    row = Row(HELD, seen.day, code=seen.dossier_code)
    for one in links:
        if place.ended is not None and one.at > place.ended:
            break
        on = max(day_of(one.at), day_of(place.received))
        if one.unit != unit:
            rows.update(replace(row, day=on, unit=unit, post=post, amount=-1) for post in sorted(posts))
            unit, posts = one.unit, set()
        new = set(_workers(kept, one)) - posts
        rows.update(replace(row, day=on, unit=unit, post=post) for post in sorted(new))
        posts |= new
    if place.ended is not None:
        ended = replace(
            row, kind=DONE, day=day_of(place.ended), unit=unit, outcome=DISPLEASED if place.displeased else "",
            timing="late" if place.late else "in_time",
        )  # fmt: skip
        rows.update(replace(ended, post=post) for post in sorted(posts))
    return Worked(rows, frozenset(posts))


def _workers(kept: Kept, link: Told) -> Iterator[str]:
    """The posts that an event says worked on a dossier: who takes or leaves a stay, not whom it is put before."""
    rows = link.facts.get("rows", ())
    for row in rows:
        if row.startswith("visit.") and row.endswith(HOLDER):
            stay = row.removesuffix(HOLDER)
            n = int(stay.partition(".")[2])
            if n in kept.work and stay + END in rows:
                yield kept.work[n][:40]
            elif n in kept.work and stay not in rows:
                yield link.post[:40]


def _moved(seen: Seen, was: Place) -> Iterator[Row]:
    """A dossier that waits elsewhere from now on: what is worked on follows it, what came does not."""
    kept, there, here = seen.dossier, seen.unit_before, seen.event.unit
    assert kept is not None
    if was.received is not None and was.ended is None and there != here:
        row = Row(MOVED, seen.day, here, type=kept.procedure[:48], code=seen.dossier_code)
        yield replace(row, unit=there, amount=-1)
        yield row


def _overdue(
    seen: Seen, kind: str, places: tuple[Place, Place], posts: tuple[frozenset[str], frozenset[str]]
) -> Iterator[Row]:
    """What an event changes in what is late at the end of which days, of posts before it and after it ("": of all)."""
    kept, today = seen.dossier, seen.day
    assert kept is not None

    def standing(place: Place) -> dt.date | None:
        """The day that is still ahead; yesterday for what is late already; None."""
        if place.late_from is None:
            return None
        return (
            place.late_from if place.late_from >= today and not place.known else today - dt.timedelta(days=1)
        )

    def row(day: dt.date, amount: int, unit: str, post: str) -> Row:
        ahead = day >= today
        return Row(
            kind, max(day, today), unit, post, "" if post else kept.procedure[:48],
            outcome=AHEAD if ahead else OFF, amount=amount, code=seen.dossier_code,
        )  # fmt: skip

    there, here = seen.unit_before, seen.event.unit
    for post in sorted(posts[0] | posts[1]):
        before, after = (
            standing(place) if post in of else None for place, of in zip(places, posts, strict=True)
        )
        if (before, there) != (after, here):
            if before is not None:
                yield row(before, -1, there, post)
            if after is not None:
                yield row(after, 1, here, post)
