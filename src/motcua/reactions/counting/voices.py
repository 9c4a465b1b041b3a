"""What is counted of petitions, feedback, receptions of citizens and dialogues (R6.51). Nobody is told apart."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from motcua.areas.surveys.queries.results import counted as survey_answers
from motcua.reactions.counting.cases import about, any_case, before_and_after, said, timing, type_of
from motcua.reactions.counting.seen import Seen, day_of
from motcua.rules.counting import Row

ANSWERED, REOPENED = "feedback.answered", "feedback.reopened"


def came(seen: Seen) -> Iterator[Row]:
    """A petition, counted on the day it came, whenever it was entered: as its registers count it (R6.51)."""
    for row in any_case(seen):
        yield replace(row, day=_arrived(seen) or row.day) if row.kind == "petition.received" else row


def split(seen: Seen) -> Iterator[Row]:
    """A letter of several contents is counted as these, each from the day the letter came, and not beside them."""
    before, after = before_and_after(seen)
    if after.finished and not before.finished:
        row, first = about(seen, type_of(seen), seen.last("channel")), seen.earlier[0]
        day = _arrived(seen.then(first)) or day_of(first.at)
        yield replace(said(row, "received", amount=-1), day=day, unit=first.unit)
    yield from any_case(seen)


def _arrived(seen: Seen) -> dt.date | None:
    on = seen.facts.get("arrived_on")
    return dt.date.fromisoformat(on) if isinstance(on, str) and on else None


def settled(seen: Seen) -> Iterator[Row]:
    """What was decided of a petition, and in what time."""
    before, _after = before_and_after(seen)
    row = about(seen, type_of(seen), seen.last("channel"))
    in_time = timing(before.due if before.running else None, seen.event.at)
    yield said(row, "settled", outcome=str(seen.facts.get("outcome", "")), timing=in_time)
    yield from any_case(seen)


def answered(seen: Seen) -> Iterator[Row]:
    """An answer to feedback; ``taken_up_again`` takes it back."""
    yield _answer(seen)
    yield from any_case(seen)


def taken_up_again(seen: Seen) -> Iterator[Row]:
    """Feedback whose answer does not stand any more: its sender objects, or it is handed over. It is open again, and
    counts as answered when it is (R3.25)."""
    told = [one for one in seen.earlier if one.kind in (ANSWERED, REOPENED)]
    if told and told[-1].kind == ANSWERED:
        yield replace(_answer(seen.then(told[-1])), amount=-1)


def _answer(seen: Seen) -> Row:
    row = about(seen, type_of(seen), seen.last("channel"))
    before, _after = before_and_after(seen)
    return said(row, "answered", timing=timing(before.due if before.running else None, seen.event.at))


def rated(seen: Seen) -> Iterator[Row]:
    """The stars that the sender of feedback gave."""
    row = about(seen, type_of(seen), seen.last("channel"))
    yield said(row, "rated", outcome=str(seen.facts.get("stars", "")))


def received(seen: Seen) -> Iterator[Row]:
    """A visit of citizens to a reception, and how many came."""
    row = about(seen, str(seen.facts.get("session", "")))
    result = str(seen.facts.get("result", ""))
    yield said(row, "visit", outcome=result)
    yield said(row, "people", outcome=result, amount=int(seen.facts.get("persons") or 1))


def session(seen: Seen) -> Iterator[Row]:
    """A day of reception that was held."""
    yield Row("reception.session", seen.day, seen.event.unit, code=seen.code)


def dialogue(seen: Seen) -> Iterator[Row]:
    """A dialogue that was held, and how many came."""
    row = Row("dialogue.held", seen.day, seen.event.unit, type=seen.last("kind")[:48], code=seen.code)
    yield row
    yield Row(
        "dialogue.people", row.day, row.unit, type=row.type, amount=_number(seen, "people"), code=row.code
    )


def asked(seen: Seen) -> Iterator[Row]:
    """A question to a dialogue."""
    yield _question(seen, "dialogue.question")


def answered_question(seen: Seen) -> Iterator[Row]:
    """A question that was answered, once and on the day it was asked: what is answered is part of what was asked."""
    came = next((one for one in seen.earlier if one.kind == "question.asked"), None)
    if came is not None and not any(one.kind == seen.event.kind for one in seen.earlier):
        row = _question(seen, "dialogue.question_answered")
        yield replace(row, day=day_of(came.at), unit=seen.unit_at(came.at))


def _question(seen: Seen, kind: str) -> Row:
    return Row(kind, seen.day, seen.event.unit, type=seen.last("topic")[:48], channel=seen.last("way")[:24])


def surveyed(seen: Seen) -> Iterator[Row]:
    """A published round: levels by criterion on the last day it asks about, never whose, and no code (R5.8).

    Before its agency publishes a round nobody finds it in a figure.
    """
    told = survey_answers(seen.event.subject.partition(":")[2])
    for unit, channel, criterion, score, how_many in told.rows:
        yield Row(
            f"survey.{told.family}", told.on, unit, type=criterion[:48], channel=channel, outcome=str(score),
            amount=how_many,
        )  # fmt: skip


def _number(seen: Seen, name: str) -> int:
    found = seen.facts.get(name)
    return found if isinstance(found, int) else 0
