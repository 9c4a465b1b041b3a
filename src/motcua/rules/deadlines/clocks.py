"""The clock of a case: its events folded into what was promised, what is due and whether it runs (R1.11,
R1.22).

The same events are read twice. By the law a dossier that comes back complete counts again from zero
(R1.22); the index of QĐ 766 only subtracts the waiting. So ``read`` takes ``law``: "restart" or "pause".
The index's deadline is never later than the law's.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Literal, get_args

from motcua.rules.calendar import WorkingCalendar, local
from motcua.rules.deadlines.counting import Cutoff, counted_from, due
from motcua.rules.deadlines.limits import Limit, TimeUnit
from motcua.rules.impossible import Impossible

Law = Literal["restart", "pause"]


class ClockState(StrEnum):
    """What a clock does. A paused one waits for somebody outside the agency."""

    RUNNING = "running"
    PAUSED = "paused"
    STOPPED = "stopped"


class Outcome(StrEnum):
    """Late is an attribute, not a state (R1.11). Early: finished on a day before the day due."""

    EARLY = "early"
    ON_TIME = "on_time"
    LATE = "late"
    RUNNING_IN_TIME = "running_in_time"
    RUNNING_LATE = "running_late"


class ClockFault(Impossible):
    """Events in an order that cannot have happened."""

    text = "Không ghi được mốc thời gian này: {why}"


@dataclass(frozen=True)
class Started:
    """The complete dossier was received (R1.18). ``promised``: what the slip says; it stands whatever becomes
    of the calendar (R17.7)."""

    at: dt.datetime
    limit: Limit
    cutoff: Cutoff = Cutoff.NONE
    promised: dt.datetime | None = None


@dataclass(frozen=True)
class Paused:
    """Waiting begins: a supplement is asked for, a payment is due (R1.22, R1.24)."""

    at: dt.datetime


@dataclass(frozen=True)
class Resumed:
    """Waiting ends and what was left of the time goes on (R1.24)."""

    at: dt.datetime
    promised: dt.datetime | None = None


@dataclass(frozen=True)
class Restarted:
    """The dossier came back complete: by law counted again from zero, under a new limit if one is given
    (R1.22)."""

    at: dt.datetime
    limit: Limit | None = None
    cutoff: Cutoff = Cutoff.NONE
    promised: dt.datetime | None = None


@dataclass(frozen=True)
class Extended:
    """The apology named a new date (R1.28); how often that may be is for policies to say (R1.29).

    ``lawful``: the law itself gives the longer time (R11.13), so lateness is measured against ``until``.
    """

    at: dt.datetime
    until: dt.datetime
    lawful: bool = False


@dataclass(frozen=True)
class Relimited:
    """It turned out to be work of another kind: the limit of that kind holds, counted from the same start (R6.23).

    ``promised``: what was told then; it stands whatever becomes of the calendar (R17.7).
    """

    at: dt.datetime
    limit: Limit
    cutoff: Cutoff = Cutoff.NONE
    promised: dt.datetime | None = None


@dataclass(frozen=True)
class Stopped:
    """Processing ended: result issued, refused, withdrawn, closed (R1.10)."""

    at: dt.datetime


ClockEvent = Started | Paused | Resumed | Restarted | Extended | Relimited | Stopped


@dataclass(frozen=True)
class Clock:
    """What the fold says. While paused, ``due_at`` is the promise as it stood when waiting began."""

    state: ClockState
    started_at: dt.datetime
    due_at: dt.datetime
    promised_at: dt.datetime
    re_promised_at: dt.datetime | None = None
    stopped_at: dt.datetime | None = None
    extensions: int = 0
    waited: dt.timedelta = dt.timedelta()
    paused_at: dt.datetime | None = None
    """When the present waiting began; kept when the clock stops while waiting."""
    ran: tuple[tuple[dt.datetime, dt.datetime | None], ...] = ()
    """The spans in which the clock ran, as this reading counts them; the last one open while it runs."""

    def elapsed(self, calendar: WorkingCalendar, now: dt.datetime) -> int:
        """Seconds of open office used so far: since the restart by law, without waiting by the index."""
        return sum(calendar.working_seconds_between(a, b or max(a, local(now))) for a, b in self.ran)

    def is_late(self, now: dt.datetime, promise: dt.datetime | None = None) -> bool:
        """Whether ``promise`` (by default what is due now) was missed; waiting for others is never
        lateness."""
        return (self.paused_at or self.stopped_at or local(now)) > (promise or self.due_at)

    def outcome(self, now: dt.datetime, promise: dt.datetime | None = None) -> Outcome:
        """In time or late (R1.11), against ``promise`` or what is due now."""
        late = self.is_late(now, promise)
        if self.stopped_at is None:
            return Outcome.RUNNING_LATE if late else Outcome.RUNNING_IN_TIME
        if late:
            return Outcome.LATE
        done = self.paused_at or self.stopped_at
        return Outcome.EARLY if done.date() < local(promise or self.due_at).date() else Outcome.ON_TIME


def read(events: Iterable[ClockEvent], calendar: WorkingCalendar, law: Law = "restart") -> Clock:
    """Fold the events of one clock, in the order of their moments.

    Raises ClockFault when they cannot have happened in this order: nothing started, time going back, a pause
    within a pause, a return without waiting, an extension that is none, anything after the end.
    """
    if law not in get_args(Law):
        raise ValueError(law)
    waiting = iter(events)
    first = next(waiting, None)
    if not isinstance(first, Started):
        raise ClockFault(why="hồ sơ chưa được tiếp nhận nên chưa có gì để tính.")
    fold = _Fold(calendar, law, first)
    for event in waiting:
        fold.add(event)
    return fold.clock


def begun_under(limit: Limit, cutoff: Cutoff, event: ClockEvent) -> ClockEvent:
    """An event of a clock as it would have been under another limit."""
    match event:
        case Started() | Restarted():
            return replace(event, limit=limit, cutoff=cutoff, promised=None)
        case Resumed():
            return replace(event, promised=None)
    return event


class _Fold:
    """The state of a reading: the clock so far, and what it takes to go on."""

    def __init__(self, calendar: WorkingCalendar, law: Law, first: Started) -> None:
        self.calendar, self.law, self.limit = calendar, law, first.limit
        self.at = at = local(first.at)
        promised = local(first.promised or due(at, first.limit, calendar, first.cutoff))
        self.told: list[ClockEvent] = [first]
        self.last_day = self._last_day(at, first.limit, first.cutoff, promised)
        self.clock = Clock(ClockState.RUNNING, at, promised, promised, ran=((at, None),))

    def add(self, event: ClockEvent) -> None:
        """One more event."""
        at = local(event.at)
        if at < self.at:
            raise ClockFault(why="thời điểm sớm hơn mốc đã ghi trước đó.")
        state = self.clock.state
        match event:
            case _ if state is ClockState.STOPPED:
                raise ClockFault(why="hồ sơ đã kết thúc xử lý.")
            case Paused() if state is ClockState.RUNNING:
                self._set(state=ClockState.PAUSED, paused_at=at, ran=self._closed(at))
            case Resumed() | Restarted() if self.clock.paused_at is not None:
                self._go_on(event, at, self.clock.paused_at)
            case Extended() if state is ClockState.RUNNING:
                self._extend(local(event.until))
            case Relimited():
                self._relimit(event)
            case Stopped():
                self._stop(at)
            case Started():
                raise ClockFault(why="hồ sơ đã được tiếp nhận trước đó.")
            case Paused():
                raise ClockFault(why="hồ sơ đang tạm dừng rồi.")
            case Extended():
                raise ClockFault(why="hồ sơ đang tạm dừng; chỉ gia hạn sau khi tiếp tục xử lý.")
            case _:
                raise ClockFault(why="hồ sơ không tạm dừng nên không có gì để tiếp tục.")
        self.at = at
        self.told.append(event)

    def _set(self, **changes: object) -> None:
        self.clock = replace(self.clock, **changes)  # type: ignore[arg-type]

    def _closed(self, at: dt.datetime) -> tuple[tuple[dt.datetime, dt.datetime | None], ...]:
        return tuple((begin, end or at) for begin, end in self.clock.ran)

    def _go_on(self, event: Resumed | Restarted, at: dt.datetime, paused: dt.datetime) -> None:
        restarts = isinstance(event, Restarted) and self.law == "restart"
        left_due, left_day = self._rest(at, paused)
        if isinstance(event, Restarted):
            self.limit = event.limit or self.limit
            again = local(event.promised or due(at, self.limit, self.calendar, event.cutoff))
            again_day = self._last_day(at, self.limit, event.cutoff, again)
            if restarts or again < left_due:
                left_due, left_day = again, again_day
            else:
                left_day = min(left_day, again_day)
        elif event.promised is not None:
            promised = local(event.promised)
            left_due = promised if self.law == "restart" else min(left_due, promised)
        self.last_day = left_day
        ran = ((at, None),) if restarts else (*self.clock.ran, (at, None))
        self._set(
            state=ClockState.RUNNING,
            paused_at=None,
            due_at=left_due,
            waited=self.clock.waited + (at - paused),
            ran=ran,
        )

    def _rest(self, at: dt.datetime, paused: dt.datetime) -> tuple[dt.datetime, dt.date]:
        """When what was left at the pause ends if it goes on now; time already overdue stays overdue."""
        calendar, was = self.calendar, self.clock.due_at
        if self.limit.unit is TimeUnit.DAY:
            shift = at.date() - paused.date()
            day = self.last_day + shift
            return (calendar.closing(calendar.next_working_day(day)) if shift else was), day
        if self.limit.unit is TimeUnit.HOUR:
            return was + (at - paused), self.last_day
        if self.limit.unit is TimeUnit.WORKING_HOUR or self.limit.same_day:
            hours = calendar.working_hours_between(paused, was)
            moved = calendar.add_working_hours if hours >= 0 else calendar.subtract_working_hours
            return moved(at, abs(hours)), self.last_day
        days = calendar.working_days_between(paused, was)
        counted = calendar.add_working_days if days >= 0 else calendar.subtract_working_days
        return counted(at, abs(days)), self.last_day

    def _last_day(self, at: dt.datetime, limit: Limit, cutoff: Cutoff, promised: dt.datetime) -> dt.date:
        """The last of the calendar days before it rolls to a working day: what a later waiting moves
        (R0.3)."""
        if limit.unit is not TimeUnit.DAY:
            return promised.date()
        return counted_from(at, self.calendar, cutoff).date() + dt.timedelta(days=int(limit.amount))

    def _extend(self, until: dt.datetime) -> None:
        if until <= self.clock.due_at:
            raise ClockFault(why="ngày hẹn lại phải sau ngày hẹn hiện tại.")
        self.last_day = until.date()
        self._set(due_at=until, re_promised_at=until, extensions=self.clock.extensions + 1)

    def _relimit(self, event: Relimited) -> None:
        """As if the work had begun under the other limit; what was printed at first stays what was promised."""
        first, *rest = (begun_under(event.limit, event.cutoff, one) for one in self.told)
        assert isinstance(first, Started)
        again = _Fold(self.calendar, self.law, first)
        for one in rest:
            if not isinstance(one, Relimited) and not (
                isinstance(one, Extended) and local(one.until) <= again.clock.due_at
            ):
                again.add(one)
        self.limit, self.last_day = event.limit, again.last_day
        self.clock = replace(again.clock, promised_at=self.clock.promised_at)
        if event.promised is not None and not again.clock.extensions:
            self._set(due_at=local(event.promised))

    def _stop(self, at: dt.datetime) -> None:
        paused = self.clock.paused_at
        waited = self.clock.waited + (at - paused) if paused else self.clock.waited
        self._set(state=ClockState.STOPPED, stopped_at=at, ran=self._closed(at), waited=waited)
