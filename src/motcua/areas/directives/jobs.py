"""Periodic work of directives: find, then call one action each. What cannot be done keeps nothing else from being done,
and is reported at the end."""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

from motcua.areas.directives import actions
from motcua.areas.directives.actions.confirming import drop_left_alone
from motcua.areas.directives.queries import directives_of_ended_units, due, of_ended_units
from motcua.areas.directives.queries.required import to_count
from motcua.base.journal.clock import TZ, now
from motcua.base.journal.ports import SYSTEM
from motcua.rules.impossible import Impossible


def recur() -> int:
    """The next tasks of duties that come again are given, each period once (R8.17)."""
    at = now()

    def give(code: str, n: int, period: dt.date, due_on: dt.date) -> None:
        actions.recur(by=SYSTEM, at=at, directive=code, n=n, period=period, due_on=due_on)

    return _each(give, due.to_recur(at.astimezone(TZ).date()))


def remind() -> int:
    """Whoever has a task is reminded of it before, on and after its day."""
    at = now()

    def say(code: str, stage: str) -> None:
        actions.remind(by=SYSTEM, at=at, task=code, stage=stage)

    return _each(say, due.to_remind(at))


def _each(do: Callable[..., None], found: Iterable[tuple[Any, ...]]) -> int:
    done, refused = 0, list[Impossible]()
    for one in found:
        try:
            do(*one)
        except Impossible as refusal:
            refused.append(refusal)
        else:
            done += 1
    if refused and not done:
        raise refused[0]
    return done


def drop_readings() -> int:
    """Documents that were read and left alone go with their files."""
    return drop_left_alone(at=now())


def count_due() -> int:
    """Documents whose day of issue has passed are counted, in time or not (S074)."""
    at = now()

    def count(required: Any, year: int) -> None:
        actions.count_due(by=SYSTEM, at=at, required=required, year=year)

    return _each(count, to_count(at.astimezone(TZ).date()))


def go_on_with_heirs() -> int:
    """Where units were reorganised, their heirs go on with directives and tasks (R11.9); how many."""
    at = now()
    on = at.astimezone(TZ).date()
    directives, tasks = directives_of_ended_units(on), of_ended_units(on)
    for code in directives:
        actions.succeed_directive(by=SYSTEM, at=at, directive=code)
    for code in tasks:
        actions.succeed(by=SYSTEM, at=at, code=code)
    return len(directives) + len(tasks)
