"""Who plans, opens, collects and reads surveys. Pure; posts and duties only; deny unless a post allows."""

from typing import Protocol

from motcua.areas.cases.policies import WORKING, can_see
from motcua.areas.surveys.choices import BY_INTERVIEWER, BY_ONESELF
from motcua.base.journal.ports import CITIZEN, SYSTEM, Actor

PLANNING = frozenset({"review", "direct", "sign"})
SERVING = frozenset({"receive", "return"})
"""Duties of those who stand before the people who are asked."""


class RoundLike(Protocol):
    """What a policy looks at."""

    agency: str
    units: list[str]
    post: str


class FormLike(Protocol):
    """What a policy looks at in a questionnaire."""

    agency: str


def can_look(by: Actor) -> bool:
    """Everybody who works for the agency or supervises it."""
    return can_see(by, by.agency)


def can_plan(by: Actor) -> bool:
    """Who reviews or leads: plans rounds, writes questionnaires, imports PAPI."""
    return bool(by.agency) and not by.duties.isdisjoint(PLANNING)


def can_write(by: Actor, form: FormLike) -> bool:
    """Questionnaires of one's own agency."""
    return can_plan(by) and by.agency == form.agency


def _leads(by: Actor, agency: str) -> bool:
    """Signs for the agency, or directs and serves nobody: the head of a counter is asked about themselves (R5.7)."""
    leads = "sign" in by.duties or ("direct" in by.duties and by.duties.isdisjoint(SERVING))
    return bool(by.agency) and by.agency == agency and leads


def can_publish_form(by: Actor, form: FormLike) -> bool:
    """A leader issues it."""
    return _leads(by, form.agency)


def can_run(by: Actor, round: RoundLike) -> bool:
    """Whose round it is, or who leads the agency: draws, closes, cancels, gives remedies; no other head (R5.7)."""
    return can_plan(by) and by.agency == round.agency and (by.post == round.post or _leads(by, round.agency))


def can_open(by: Actor, round: RoundLike) -> bool:
    """A leader lets the slips out, reads what people wrote, publishes the result."""
    return _leads(by, round.agency)


def can_interview(by: Actor, round: RoundLike) -> bool:
    """Who supervises and does none of the work: no official of a surveyed unit collects answers (R5.7)."""
    return (
        bool(by.agency) and by.agency == round.agency and "supervise" in by.duties
        and by.duties.isdisjoint(WORKING) and by.unit not in round.units
    )  # fmt: skip


def can_interview_at_all(by: Actor) -> bool:
    """Posts that could be interviewers of some round of their agency."""
    return bool(by.agency) and "supervise" in by.duties and by.duties.isdisjoint(WORKING)


def can_hand_out(by: Actor, round: RoundLike) -> bool:
    """Prints slips and hands them over sealed: who may interview, or an agency that asks about others, not itself."""
    return can_interview(by, round) or (can_run(by, round) and round.agency not in round.units)


def can_read_sample(by: Actor, round: RoundLike) -> bool:
    """Which dossiers were drawn, while they are asked: who runs the round or collects, none who are asked about."""
    return can_run(by, round) or can_hand_out(by, round)


def can_answer(by: Actor, channel: str) -> bool:
    """People by themselves; interviewers for people at home or on the telephone."""
    if channel in BY_ONESELF:
        return by.post == CITIZEN.post
    return channel in BY_INTERVIEWER and can_interview_at_all(by)


def can_count(by: Actor) -> bool:
    """The installation itself, which alone opens the box."""
    return by.post == SYSTEM.post


BY_ACT = {
    "draw": can_run, "open": can_open, "close": can_run, "cancel": can_run, "publish": can_open,
    "review": can_open, "remedy": can_run,
}  # fmt: skip
