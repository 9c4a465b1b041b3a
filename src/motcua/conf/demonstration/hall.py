"""The hall of the demonstration ward: two weeks of numbers taken, called and served by the real acts, and today's."""

import datetime as dt
import heapq
import random
from collections import Counter as Tally
from collections.abc import Iterator, Sequence
from typing import Any

from django.db import transaction

from motcua.areas.counters import actions, queries
from motcua.areas.counters.choices import ScreenKind
from motcua.areas.procedures import queries as catalogue
from motcua.base.calendars.queries import calendar_for
from motcua.base.journal.ports import CITIZEN, SYSTEM, Actor
from motcua.base.people.queries import actor_for_post
from motcua.rules.calendar import TZ

DAYS = 8
A_DAY = 8
TODAY = 36
MINUTE = dt.timedelta(minutes=1)
SERVICES = (
    ("A", "Hộ tịch, chứng thực", "justice", 3), ("B", "Đất đai, xây dựng", "land", 2),
    ("C", "Kinh doanh, nông nghiệp", "economy", 2), ("D", "Nhận kết quả, việc khác", "", 0),
)  # fmt: skip
COUNTERS = (
    (1, "Tiếp nhận 1", ("A", "D"), "one-stop-1"), (2, "Tiếp nhận 2", ("A", "B", "C"), "one-stop-2"),
    (3, "Hướng dẫn, trả kết quả", ("D",), "one-stop-head"),
)  # fmt: skip
SCREENS = (("Màn hình cảm ứng cửa chính", ScreenKind.KIOSK), ("Màn hình gọi số sảnh chờ", ScreenKind.DISPLAY))


def build(ward: dict[str, Any], *, place: str, now: dt.datetime) -> None:
    """Arrange the hall, let its last days happen, and leave it as it is now."""
    calendar, dice = calendar_for(place), random.Random("Sảnh phường Long Biên")
    today = now.astimezone(TZ).date()
    days: list[dt.date] = []
    day = today
    while len(days) < DAYS:
        day = calendar.previous_working_day(day - dt.timedelta(days=1))
        days.append(day)
    with transaction.atomic():
        _arrange(ward, place, calendar.opening(days[-1]) - dt.timedelta(hours=1))
    for on in reversed(days):
        with transaction.atomic():
            _Day(place, on, calendar.closing(on) + dt.timedelta(hours=2), dice, A_DAY).live()
    if calendar.is_working_day(today) and now > calendar.opening(today):
        with transaction.atomic():
            _roster(place, today, now)
            _Day(place, today, now, dice, TODAY).live()


def _arrange(ward: dict[str, Any], place: str, at: dt.datetime) -> None:
    head, admin = (actor_for_post(code, at.date()) for code in ("one-stop-head", "admin"))
    for letter, name, group, capacity in SERVICES:
        actions.set_service(
            by=head, at=at, place=place, letter=letter, name=name, fields=_fields(ward, group),
            slot_capacity=capacity,
        )  # fmt: skip
    for number, name, letters, _post in COUNTERS:
        actions.set_counter(by=head, at=at, place=place, number=number, name=name, letters=letters)
    for name, kind in SCREENS:
        _screen, code = actions.register_screen(by=admin, at=at, place=place, name=name, kind=kind)
        actions.pair_screen(by=CITIZEN, at=at, code=code)


def _fields(ward: dict[str, Any], group: str) -> list[str]:
    if group != "social":
        return list(ward["fields"].get(group, []))
    taken = {name for names in ward["fields"].values() for name in names}
    return sorted(set(catalogue.fields()) - taken)


def _roster(place: str, on: dt.date, now: dt.datetime) -> None:
    """The roster of the next days, planned this morning."""
    head, calendar = actor_for_post("one-stop-head", on), calendar_for(place)
    for _ in range(3):
        on = calendar.next_working_day(on + dt.timedelta(days=1))
        for number, _name, _letters, post in COUNTERS[:2]:
            for session in calendar.sessions(on):
                actions.plan_shift(
                    by=head, at=now, place=place, number=number, post=post,
                    starts_at=dt.datetime.combine(on, session.start, TZ),
                    ends_at=dt.datetime.combine(on, session.end, TZ),
                )  # fmt: skip


class _Day:
    """One day of the hall until a moment, act after act in the order of time."""

    def __init__(self, place: str, on: dt.date, until: dt.datetime, dice: random.Random, visits: int) -> None:
        self.place, self.on, self.until, self.dice, self.visits = place, on, until, dice, visits
        self.calendar = calendar_for(place)
        self.opening, self.closing = self.calendar.opening(on), self.calendar.closing(on)
        self.n = 0
        self.line: Tally[str] = Tally()

    def live(self) -> None:
        """Let the day happen; what is open when it is over is ended as the clock would."""
        waiting: list[tuple[dt.datetime, int, Iterator[dt.datetime]]] = []
        ended = self.until > self.closing
        span = (min(self.until, self.closing) - self.opening).total_seconds() * (0.85 if ended else 1.0)
        moments = [
            self.opening + dt.timedelta(seconds=self.dice.random() ** 0.7 * span) for _ in range(self.visits)
        ]
        stories = [self._visitor(moment) for moment in moments]
        stories += [
            self._counter(actor_for_post(post, self.on), number, letters)
            for number, _n, letters, post in COUNTERS
        ]
        for story in stories:
            self._push(waiting, story)
        while waiting:
            at, _n, story = heapq.heappop(waiting)
            if at < self.until:
                self._push(waiting, story)
        if ended:
            for name in queries.stale(self.on + dt.timedelta(days=1)):
                actions.end_day(by=SYSTEM, at=self.until, ticket=name)
            for shift in queries.sitting(self.place):
                actions.close_counter(by=SYSTEM, at=self.until, place=self.place, number=shift.counter.number)

    def _push(self, waiting: list[Any], story: Iterator[dt.datetime]) -> None:
        at = next(story, None)
        if at is not None:
            self.n += 1
            heapq.heappush(waiting, (at, self.n, story))

    def _visitor(self, at: dt.datetime) -> Iterator[dt.datetime]:
        at = self.calendar.next_working_moment(at)
        yield at
        priority = self.dice.choices(["", "elderly", "disabled", "pregnant"], [80, 14, 2, 4])[0]
        letter = self.dice.choices("ABCD", [45, 22, 13, 20])[0]
        actions.take_ticket(by=CITIZEN, at=at, place=self.place, service=letter, priority=priority)
        self.line[letter] += 1

    def _counter(self, by: Actor, number: int, letters: Sequence[str]) -> Iterator[dt.datetime]:
        dice = self.dice
        at = self.opening + dice.randrange(-4, 6) * MINUTE
        yield at
        actions.open_counter(by=by, at=at, place=self.place, number=number)
        while at < self.closing:
            at += dice.randrange(1, 4) * MINUTE
            yield at
            if not any(self.line[letter] for letter in letters):
                at += 4 * MINUTE
                continue
            self.line[actions.call_next(by=by, at=at).letter] -= 1
            at += dt.timedelta(seconds=dice.randrange(30, 120))
            yield at
            if dice.random() < 0.06:
                actions.miss(by=by, at=at)
                continue
            actions.start(by=by, at=at)
            at += dt.timedelta(seconds=int(dice.gammavariate(4, 130)))
            yield at
            actions.finish(by=by, at=at)
        at += 5 * MINUTE
        yield at
        actions.close_counter(by=by, at=at, place=self.place, number=number)
