"""Who may do what with report duties and reports. Pure; posts and duties only; deny unless a post allows.

A unit sees its own reports; an agency those of its divisions; an agency above those that were sent to it; the Front and
inspectors those that were issued, and never what is said of them on the way. Whoever
directs sets duties and takes what is sent; the named post writes; who signs issues.
"""

from datetime import datetime
from typing import Protocol

from motcua.areas.cases.policies import WORKING, can_see
from motcua.areas.reports.choices import AT_WORK, COUNTED, State
from motcua.base.journal.ports import SYSTEM, Actor

DIRECTING = frozenset({"direct", "sign"})
OVERSEEING = DIRECTING | {"review"}
INFORMED = OVERSEEING | {"supervise", "inspect"}
HEADING = frozenset({"head", "direct", "review"})


class DutyLike(Protocol):
    """A duty, as a policy looks at it."""

    agency: str
    recipient_unit: str


class ReportLike(Protocol):
    """A report, as a policy looks at it."""

    agency: str
    unit: str
    post: str
    recipient_unit: str
    state: str
    sent_at: datetime | None

    @property
    def formal(self) -> bool: ...


def runs(by: Actor) -> bool:
    """Only the installation itself opens reports and reminds."""
    return by.post == SYSTEM.post


def can_succeed(by: Actor) -> bool:
    """Only what the reorganisation itself says: nobody picks whose work becomes whose."""
    return runs(by)


def can_look(by: Actor) -> bool:
    """Everybody who works for an agency or supervises it has reports of its own unit."""
    return bool(by.agency) and can_see(by, by.agency)


def oversees(by: Actor) -> bool:
    """Whether the post sees every unit of its agency, and what units below send."""
    return can_look(by) and not by.duties.isdisjoint(OVERSEEING)


def can_arrange(by: Actor) -> bool:
    """Who directs the agency says who reports what to whom."""
    return bool(by.agency) and not by.duties.isdisjoint(DIRECTING)


def can_change_duty(by: Actor, duty: DutyLike) -> bool:
    """Whoever it reports to, or who directs the agency that reports."""
    return can_arrange(by) and by.agency in (duty.agency, duty.recipient_unit)


def can_open(by: Actor, report: ReportLike) -> bool:
    """A report is open to its unit, to who oversees the agency, and to the recipient once it was sent."""
    if not can_look(by):
        return False
    if by.agency == report.agency:
        issued = report.formal and report.state not in (*AT_WORK, State.SUBMITTED)
        own = not by.duties.isdisjoint(WORKING) and (by.unit == report.unit or _holds(by, report))
        return oversees(by) or issued or own
    informed = not by.duties.isdisjoint(INFORMED)
    return by.agency == report.recipient_unit and informed and report.sent_at is not None


def can_follow(by: Actor, report: ReportLike) -> bool:
    """How it came about, remarks and earlier versions among it: who works in the agency that reports."""
    return by.agency == report.agency and can_open(by, report) and not by.duties.isdisjoint(WORKING)


def _holds(by: Actor, report: ReportLike) -> bool:
    return bool(report.post) and report.post in (by.post, by.on_behalf_of)


def can_write(by: Actor, report: ReportLike) -> bool:
    """The named post, or who heads the unit."""
    if by.agency != report.agency:
        return False
    heads = not by.duties.isdisjoint(HEADING) and (by.unit == report.unit or report.formal)
    return _holds(by, report) or heads


def can_remark(by: Actor, report: ReportLike) -> bool:
    """Whoever reads it and works on it or directs, in the agency that reports: what they say is not for others."""
    return can_follow(by, report) and (can_write(by, report) or oversees(by))


def can_judge(by: Actor, report: ReportLike) -> bool:
    """Who takes a report or gives it back: before it is issued who signs; after it was sent the recipient."""
    if report.formal and report.state == State.SUBMITTED:
        return can_sign(by, report)
    return (
        bool(by.agency)
        and by.agency == report.recipient_unit
        and not by.duties.isdisjoint(DIRECTING | {"review"})
    )


def can_sign(by: Actor, report: ReportLike) -> bool:
    """The chair, a vice-chair, or whoever signs for the agency."""
    return bool(by.agency) and by.agency == report.agency and "sign" in by.duties


def can_send(by: Actor, report: ReportLike) -> bool:
    """Who writes it or signs it."""
    return can_write(by, report) or can_sign(by, report)


def can_correct(by: Actor, report: ReportLike) -> bool:
    """Who signs reopens an agency's report; a division's its head, while nobody has added it up."""
    if report.formal:
        return can_sign(by, report)
    return can_write(by, report) and report.state not in COUNTED


def can_urge(by: Actor, report: ReportLike) -> bool:
    """Whoever waits for it."""
    return bool(by.agency) and by.agency == report.recipient_unit and can_arrange(by)
