"""Who may see and hold cases. Posts and duties decide, never persons; deny unless a post allows."""

from typing import Protocol

from motcua.base.journal.ports import Actor

WORKING = frozenset({"receive", "process", "review", "sign", "certify", "stamp", "return", "head", "direct"})
SUPERVISING = frozenset({"supervise", "inspect"})
CONFIDED = frozenset({"process", "review", "sign"})
"""Duties of those who handle and decide: to nobody else is confidential work there."""


class CaseLike(Protocol):
    """What a policy looks at."""

    agency: str
    place: str
    where: str
    duty: str
    field: str
    post: str


class ConfidedLike(CaseLike, Protocol):
    """A case of which it matters that not everybody of the agency knows of it."""

    confidential: bool


def can_see(by: Actor, agency: str) -> bool:
    """A unit sees only its own work; those who supervise it see it without personal data."""
    return bool(by.agency) and by.agency == agency and bool(by.duties & (WORKING | SUPERVISING))


def is_told(by: Actor, case: ConfidedLike) -> bool:
    """Whether a case of its agency is there for this post: confidential work only for who handles or decides it."""
    if not can_see(by, case.agency):
        return False
    return not case.confidential or (not by.duties.isdisjoint(CONFIDED) and by.handles(case.field))


def can_see_people(by: Actor, agency: str) -> bool:
    """Names and contacts of applicants: only for posts that work on the case's agency."""
    return can_see(by, agency) and bool(by.duties & WORKING)


def can_open(by: Actor, case: CaseLike) -> bool:
    """A case is open to the agency that is competent for it and to the place that received it (R1.8)."""
    return can_see(by, case.agency) or can_see(by, case.place)


def can_open_people(by: Actor, case: CaseLike) -> bool:
    """The applicant of a case that this post may open."""
    return can_open(by, case) and bool(by.duties & WORKING)


def holds(by: Actor, case: CaseLike) -> bool:
    """Whether the case waits for this post: taken by it, or untaken and within its duties and fields."""
    if by.agency != case.where:
        return False
    if case.post:
        return case.post in (by.post, by.on_behalf_of or by.post)
    return case.duty in by.duties and by.handles(case.field)
