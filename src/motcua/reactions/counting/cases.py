"""What is counted of every kind of case: what came in, what was finished and in what time, and what is overdue.

Overdue at the end of a day X is a difference of two stocks: what fell due by then, less what is off the list by then.
Both are written ahead: the day after a time ends is known when it is promised.
"""

import datetime as dt
import functools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from motcua.areas.certification.process import STANDARD as CERTIFICATION
from motcua.areas.complaints.process import STANDARD as COMPLAINTS
from motcua.areas.denunciations.process import STANDARD as DENUNCIATIONS
from motcua.areas.dialogues.process import STANDARD as DIALOGUES
from motcua.areas.directives.process import STANDARD as DIRECTIVES
from motcua.areas.dossiers.process import STANDARD as DOSSIERS
from motcua.areas.feedback.process import STANDARD as FEEDBACK
from motcua.areas.inspections.process import STANDARD as INSPECTIONS
from motcua.areas.petitions.process import STANDARD as PETITIONS
from motcua.areas.receptions.process import STANDARD as RECEPTIONS
from motcua.reactions.counting.seen import Seen, day_of, moment
from motcua.rules.counting import Row

NO_CODE = frozenset({"denunciation"})
"""Kinds of case, and what a petition is held for, of which no code is shown to anybody (R6.45)."""
DAY = dt.timedelta(days=1)
EARLY, ON_TIME, LATE = "early", "on_time", "late"


@dataclass(frozen=True)
class Standing:
    """How a case stood after an event: whether it was received, what time by law ran then, when it was finished.

    ``handed``  when the work was handed in, while it waits to be taken: in time or late is counted by then
    """

    received: bool = False
    due: dt.datetime | None = None
    running: bool = False
    finished: bool = False
    handed: dt.datetime | None = None


NOTHING = Standing()
RECEIVED: Mapping[str, str] = {"complaint": "accepted", "denunciation": "accepted", "task": "assigned"}
"""How a kind of case says that it came in, where not "received"."""
FINISHED: Mapping[str, str] = {
    "complaint": "settled", "denunciation.concluded": "concluded", "task.accepted": "done",
    "task.cancelled": "cancelled",
}  # fmt: skip
"""How it says that it is finished, by kind of event or of case, where not "finished"."""


HANDED = {"task": ("handed_in", "task.handed_in")}
"""The state in which a kind of case waits to be taken, and the event that says since when (R8.13)."""
PROCESSES = (
    CERTIFICATION, COMPLAINTS, DENUNCIATIONS, DIALOGUES, DIRECTIVES, DOSSIERS, FEEDBACK, INSPECTIONS, PETITIONS,
    RECEPTIONS,
)  # fmt: skip
"""The shapes of every kind of case, whatever else is running here: facts are the same in any process."""


@functools.cache
def clocks(kind: str) -> Mapping[str, str]:
    """State → clock, of the shapes of a kind of case."""
    return {
        step.code: step.clock
        for shape in PROCESSES
        if shape.code.partition(".")[0] == kind
        for step in shape.steps
    }


def standing(
    kind: str, facts: Mapping[str, Any], before: Standing, handed: dt.datetime | None = None
) -> Standing:
    """How a case stands after an event that says so; as ``before`` after one that does not.

    ``handed``: when it was last handed in. Time that was kept stops then; what was missed goes on being late.
    """
    dates = facts.get("dates")
    if not isinstance(dates, Mapping):
        return before
    finished = dates.get("finished_at") is not None
    received = dates.get("received_at") is not None
    state, due = str(facts.get("state", "")), moment(dates.get("legal_due_at"))
    clock = clocks(kind).get(state, "running")
    waits = handed if state == HANDED.get(kind, ("",))[0] else None
    kept = waits is not None and (due is None or waits <= due)
    return Standing(
        received, due, received and not finished and clock == "running" and not kept, finished, waits
    )


def before_and_after(seen: Seen) -> tuple[Standing, Standing]:
    """How a case stood before an event and after it."""
    before = NOTHING
    if seen.dossier is not None and seen.dossier.history and seen.event.n > 1:
        before = Standing(True, seen.dossier.promised_at, True)
    handed = _handed(seen)
    for one in reversed(seen.earlier):
        if isinstance(one.facts.get("dates"), Mapping):
            before = standing(seen.kind, one.facts, NOTHING, handed)
            break
    if seen.event.kind == HANDED.get(seen.kind, ("", ""))[1]:
        handed = seen.event.at
    return before, standing(seen.kind, seen.facts, before, handed)


def _handed(seen: Seen) -> dt.datetime | None:
    """When the work was last handed in before an event."""
    said = HANDED.get(seen.kind, ("", ""))[1]
    return next((one.at for one in reversed(seen.earlier) if one.kind == said), None)


def timing(due: dt.datetime | None, done: dt.datetime) -> str:
    """Early: on a day before that of the time by law; late: after it; "" where no time ran."""
    if due is None:
        return ""
    if done > due:
        return LATE
    return EARLY if day_of(done) < day_of(due) else ON_TIME


def _post(seen: Seen, unit: str) -> str:
    """Who answered for a case last, as far as that was in this unit: an heir has its own people."""
    name = POST_OF.get(seen.kind, "")
    for facts, of in (
        (seen.facts, seen.event.unit),
        *((one.facts, one.unit) for one in reversed(seen.earlier)),
    ):
        if facts.get(name):
            return str(facts[name])[:40] if of == unit else ""
    return ""


def moved(seen: Seen, row: Row, before: Standing) -> Iterator[Row]:
    """Open work that an event brings to another unit: what came in stays with the one that had it, what is open does
    not (R11.9)."""
    if before.received and not before.finished and seen.unit_before != row.unit:
        left = said(row, "moved", amount=-1)
        yield replace(left, unit=seen.unit_before, post=_post(seen, seen.unit_before))
        yield said(row, "moved")


def due(seen: Seen, row: "Row", before: Standing, after: Standing) -> Iterator[Row]:
    """What an event changes in what falls due: ``row`` says of which unit, type and code.

    What comes to another unit leaves the list of the one that had it and stands on the other's from that day.
    """
    kind = row.kind.partition(".")[0]
    was = day_of(before.due) + DAY if before.running and before.due else None
    now = day_of(after.due) + DAY if after.running and after.due else None
    there = seen.unit_before
    if was == now and there == row.unit:
        return

    def one(word: str, day: dt.date, amount: int = 1, unit: str = row.unit) -> Row:
        post = row.post if unit == row.unit else _post(seen, unit)
        return Row(f"{kind}.{word}", day, unit, post, row.type, row.channel, amount=amount, code=row.code)

    today = seen.day
    if was is not None:
        if now is None and after.finished:
            yield one("off_due", max(was, today), unit=there)
        elif today < was:
            yield one("falls_due", was, -1, there)
        else:
            yield one("off_due", today, unit=there)
    if now is not None:
        yield one("falls_due", max(now, today))


def about(seen: Seen, type: str = "", channel: str = "", post: str = "") -> Row:
    """A row about the case of an event, told apart by no outcome yet."""
    code = code_of(seen, type)
    return Row(f"{seen.kind}.", seen.day, seen.event.unit, post[:40], type[:48], channel[:24], code=code)


def code_of(seen: Seen, type: str) -> str:
    """The public code of a case, unless it denounces."""
    return "" if {seen.kind, type} & NO_CODE else seen.code


def type_of(seen: Seen) -> str:
    """What a case is held for, as it was last said."""
    return seen.last(TYPE_OF.get(seen.kind, ""))


def held_otherwise(seen: Seen, earlier: Iterable[Row]) -> Iterator[Row]:
    """What was counted of a case before an event that says it is of another type: taken off there and counted here, on
    the days it happened, so that figures by type add up to the whole (idea 4: a correction is a fact)."""
    before = seen.then(seen.earlier[-1])
    was, now = ((one, type_of(one)[:48]) for one in (before, seen))
    for row in earlier:
        if row.kind.startswith(f"{seen.kind}."):
            yield replace(row, type=was[1], code=code_of(*was), amount=-row.amount)
            yield replace(row, type=now[1], code=code_of(*now))


def is_held_otherwise(seen: Seen) -> bool:
    """Whether an event says that a case is of another type than was said before."""
    return (
        seen.kind in TYPE_OF and bool(seen.earlier) and type_of(seen.then(seen.earlier[-1])) != type_of(seen)
    )


def said(row: Row, word: str, *, outcome: str = "", timing: str = "", amount: int = 1) -> Row:
    """A fact about a case: what happened to it, how it ended, in what time."""
    kind = row.kind.partition(".")[0]
    return Row(
        f"{kind}.{word}",
        row.day,
        row.unit,
        row.post,
        row.type,
        row.channel,
        outcome[:40],
        timing,
        amount,
        row.code,
    )


def any_case(seen: Seen) -> Iterator[Row]:
    """Received, finished and due, of any kind of case whose events say their dates."""
    before, after = before_and_after(seen)
    kind = seen.kind
    told = type_of(seen), seen.last("channel"), _post(seen, seen.event.unit)
    row = about(seen, *told)
    if after.received and not before.received:
        yield said(row, RECEIVED.get(kind, "received"))
    yield from moved(seen, row, before)
    if after.finished and not before.finished and before.received:
        word = FINISHED.get(seen.event.kind) or FINISHED.get(kind, "finished")
        ran = before.running or before.handed is not None
        in_time = timing(before.due if ran else None, before.handed or seen.event.at)
        yield said(row, word, outcome=str(seen.facts.get("state", "")), timing=in_time)
    yield from due(seen, row, before, after)


TYPE_OF = {"feedback": "category", "complaint": "instance", "petition": "petition_class"}
"""What the cases of a kind are told apart by as their type: as it was last said."""
POST_OF = {"task": "post"}
"""Under which name events say who answers for a case."""
