"""Who may do what with directives and tasks. Pure; posts and duties only; deny unless a post allows.

Whoever signs issues and gives tasks; the head of the office urges; whoever has a task does it; only who gave it
accepts.
"""

from collections.abc import Container
from typing import Protocol

from motcua.areas.cases.policies import WORKING, CaseLike, can_see, holds, known_to_workers, people_of
from motcua.areas.directives.choices import KIND
from motcua.base.journal.ports import SYSTEM, Actor

CHECKING = frozenset({"review", "head", "sign", "direct"})
DRAFTING = CHECKING | {"process"}
LEADING = frozenset({"review", "sign", "direct"})
DIRECTING, URGING = frozenset({"sign"}), frozenset({"sign", "direct"})
people_of(KIND)(known_to_workers)


class DirectiveLike(Protocol):
    """A directive, as a policy looks at it: whose it is, who drafted it."""

    agency: str
    drafted_by: str


class TaskLike(Protocol):
    """A task, as a policy looks at it: ``assigner`` gave it, ``post`` does it."""

    agency: str
    doer_agency: str
    post: str
    assigner: str

    @property
    def case(self) -> CaseLike | None: ...


def _acts_as(by: Actor, post: str) -> bool:
    return bool(post) and post in (by.post, by.on_behalf_of)


def can_load(by: Actor) -> bool:
    """Only the installation itself."""
    return by.post == SYSTEM.post


def can_look(by: Actor) -> bool:
    """Everybody who works for the agency, or supervises it."""
    return bool(by.agency) and can_see(by, by.agency)


def can_draft(by: Actor, unit: str = "") -> bool:
    """Officials of the agency who work on matters; what they draft orders nothing yet."""
    return bool(by.agency) and (not unit or by.agency == unit) and not by.duties.isdisjoint(DRAFTING)


def leads(by: Actor) -> bool:
    """Whether the post leads the agency or heads its office."""
    return not by.duties.isdisjoint(LEADING)


def can_confirm(by: Actor, agency: str, unit: str = "") -> bool:
    """Whoever may draft confirms what was read; of what a division composed itself, that division and whoever leads."""
    return can_draft(by, agency) and (not unit or by.unit == unit or leads(by))


def can_prepare(by: Actor, directive: DirectiveLike) -> bool:
    """Whoever drafted it, and whoever checks, heads or signs: nobody else reads or rewrites a colleague's draft."""
    own = can_draft(by, directive.agency) and _acts_as(by, directive.drafted_by)
    return own or (by.agency == directive.agency and prepares_all(by))


def prepares_all(by: Actor) -> bool:
    """Whether every draft of the agency is this post's to prepare and to read."""
    return can_draft(by) and not by.duties.isdisjoint(CHECKING)


def directs(by: Actor) -> bool:
    """Whether the post gives tasks: the chair and vice-chairs."""
    return bool(by.agency) and not by.duties.isdisjoint(DIRECTING)


def can_direct(by: Actor, directive: DirectiveLike) -> bool:
    """Whoever gives tasks, for the agency's own directives."""
    return by.agency == directive.agency and directs(by)


def can_set_theme(by: Actor, unit: str) -> bool:
    """Whoever gives tasks sets the theme of the agency's year."""
    return bool(unit) and by.agency == unit and directs(by)


def can_answer(by: Actor, directive: DirectiveLike) -> bool:
    """Whoever prepares notes what a subordinate unit issued."""
    return can_prepare(by, directive)


def can_carry_out(by: Actor) -> bool:
    """Officials who work on matters of a unit that must issue its own document; for which unit says ``answers_for``."""
    return can_draft(by)


def answers_for(by: Actor, unit: str) -> bool:
    """Whether the post says what a unit issued: of its agency who checks, heads or signs, of its division who works."""
    checks = unit == by.agency and not by.duties.isdisjoint(CHECKING)
    return bool(unit) and (checks or (unit == by.unit and not by.duties.isdisjoint(DRAFTING)))


def can_disseminate(by: Actor, directive: DirectiveLike) -> bool:
    """Whoever works on matters of the agency writes down the sessions it held."""
    return can_draft(by, directive.agency)


def can_require(by: Actor, agency: str) -> bool:
    """Who leads the agency, and the head of its office, keep the list of what must be issued every year."""
    return (
        bool(agency)
        and by.agency == agency
        and "direct" in by.duties
        and not by.duties.isdisjoint({"sign", "review"})
    )


def can_do(by: Actor, task: TaskLike) -> bool:
    """The post that has the task."""
    return task.case is not None and bool(task.post) and holds(by, task.case)


def can_entrust(by: Actor, task: TaskLike) -> bool:
    """Who leads the agency that does it, and the head of its office, while nobody answers for it there."""
    return by.agency == task.doer_agency and not task.post and not by.duties.isdisjoint(URGING)


def can_decide(by: Actor, task: TaskLike) -> bool:
    """Only who gave the task accepts, returns, extends, moves, pauses, cancels it: that post, or who signs for it by
    delegation, or whoever directs in the heir of a unit that ended; never whoever does it, by whatever delegation."""
    gave = by.agency == task.agency and (not task.assigner or _acts_as(by, task.assigner)) and directs(by)
    return gave and not _acts_as(by, task.post)


def can_urge(by: Actor, task: TaskLike) -> bool:
    """Whoever directs in the agency, who gave it among them, and the head of its office."""
    return by.agency == task.agency and not by.duties.isdisjoint(URGING)


def can_classify(by: Actor, task: TaskLike) -> bool:
    """Whoever directs in the agency: to which field of work it belongs says in which report it is told."""
    return by.agency == task.agency and directs(by)


def can_solve(by: Actor, task: TaskLike, solver: str) -> bool:
    """Who was to remove the obstacle, who does the task, who gave it."""
    return can_do(by, task) or can_decide(by, task) or _acts_as(by, solver)


def can_work(by: Actor, task: TaskLike) -> bool:
    """Whoever works in the agency of the task: which obstacle is theirs to remove is looked up by the act."""
    return by.agency in (task.agency, task.doer_agency) and not by.duties.isdisjoint(WORKING)


def can_help(by: Actor, task: TaskLike) -> bool:
    """Whoever works in a unit that cooperates (which part is theirs the act looks up), never who does the task."""
    return not by.duties.isdisjoint(WORKING) and not _acts_as(by, task.post)


def can_attach(by: Actor, task: TaskLike) -> bool:
    """Who does it, and who gave it."""
    return can_do(by, task) or can_decide(by, task) or (_acts_as(by, task.post) and can_work(by, task))


def can_read_words(
    by: Actor, task: TaskLike, watchers: Container[str] = (), units: Container[str] = ()
) -> bool:
    """What was said and came of a task may speak of people: who does it, gave it, helps or watches, is to remove an
    obstacle (``watchers``), and whoever directs."""
    return (
        can_attach(by, task)
        or by.unit in units
        or by.post in watchers
        or bool(by.on_behalf_of and by.on_behalf_of in watchers)
        or (by.agency in (task.agency, task.doer_agency) and not by.duties.isdisjoint(URGING))
    )


def can_recur(by: Actor) -> bool:
    """Only the installation itself makes the next task of a duty, and reminds."""
    return by.post == SYSTEM.post


BY_ACT = {
    "start": can_do, "report": can_do, "hand_in": can_do, "accept": can_decide, "return_": can_decide,
    "ask_extension": can_do, "grant": can_decide, "refuse": can_decide, "raise_obstacle": can_do,
    "solve_obstacle": can_work, "attach": can_attach, "contribute": can_help,
    "urge": can_urge, "move": can_decide, "entrust": can_entrust, "classify": can_classify, "pause": can_decide,
    "resume": can_decide, "cancel": can_decide,
}  # fmt: skip

__all__ = ["BY_ACT", "can_see"]
