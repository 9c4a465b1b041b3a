"""Who may see and hold cases. Posts and duties decide, never persons; deny unless a post allows."""

from collections.abc import Callable
from dataclasses import dataclass
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
    kept_from: str
    stands_in: str


def can_see(by: Actor, agency: str) -> bool:
    """A unit sees only its own work; those who supervise it see it without personal data."""
    return bool(by.agency) and by.agency == agency and bool(by.duties & (WORKING | SUPERVISING))


def _acts_in(by: Actor) -> set[str]:
    return {by.post, by.on_behalf_of or by.post}


def is_kept_from(by: Actor, case: ConfidedLike) -> bool:
    """Whether the case is about a post that this one is or acts for: then it is not there, whatever its duties."""
    return not _acts_in(by).isdisjoint(case.kept_from.split())


def stands_in(by: Actor, case: ConfidedLike) -> bool:
    """Whether this post works in place of those whom the case is about."""
    return bool(case.stands_in) and case.stands_in in _acts_in(by)


def is_told(by: Actor, case: ConfidedLike) -> bool:
    """Whether a case of its agency is there for this post: confidential work only for who handles or decides it, none
    for those whom it is about."""
    if not can_see(by, case.agency) or is_kept_from(by, case):
        return False
    confided = not by.duties.isdisjoint(CONFIDED) and (by.handles(case.field) or stands_in(by, case))
    return not case.confidential or confided


def can_see_people(by: Actor, agency: str) -> bool:
    """Names and contacts of applicants: only for posts that work on the case's agency."""
    return can_see(by, agency) and bool(by.duties & WORKING)


def can_open(by: Actor, case: CaseLike) -> bool:
    """A case is open to the agency that is competent for it and to the place that received it (R1.8)."""
    return can_see(by, case.agency) or can_see(by, case.place)


def can_open_people(by: Actor, case: CaseLike) -> bool:
    """The applicant of a case that this post may open."""
    return can_open(by, case) and bool(by.duties & WORKING)


# --- who may know the people of a kind of case -----------------------------------------------------------------


class NamingLike(CaseLike, Protocol):
    """A case of which it matters what kind it is."""

    kind: str


@dataclass(frozen=True)
class Known:
    """Of which cases of a kind a post may know the people: all, those of some fields, those that some posts hold."""

    every: bool = False
    fields: frozenset[str] = frozenset()
    posts: frozenset[str] = frozenset()

    def covers(self, case: CaseLike) -> bool:
        """Whether a case is among them."""
        return self.every or case.field in self.fields or case.post in self.posts


NOBODY = Known()
PEOPLE: dict[str, Callable[[Actor], Known]] = {}


def people_of(kind: str) -> Callable[[Callable[[Actor], Known]], Callable[[Actor], Known]]:
    """Register whose people a post may know among the cases of a kind (R6.6, R16.19); without a rule, nobody's."""

    def registered(rule: Callable[[Actor], Known]) -> Callable[[Actor], Known]:
        PEOPLE[kind] = rule
        return rule

    return registered


def known_of(by: Actor, kind: str) -> Known:
    """Of which cases of a kind this post may know the people."""
    rule = PEOPLE.get(kind)
    return NOBODY if rule is None else rule(by)


def known_to_workers(by: Actor) -> Known:
    """Of every case, for posts that work: what is no matter between a person and the officials themselves."""
    return Known(every=not by.duties.isdisjoint(WORKING))


def can_know_people(by: Actor, case: NamingLike) -> bool:
    """Whether a post may know who stands behind a case: in lists, by search and in full, as its kind says."""
    return can_open(by, case) and known_of(by, case.kind).covers(case)


def holds(by: Actor, case: CaseLike) -> bool:
    """Whether the case waits for this post: taken by it, or untaken and within its duties and fields."""
    if by.agency != case.where:
        return False
    if case.post:
        return case.post in (by.post, by.on_behalf_of or by.post)
    return case.duty in by.duties and by.handles(case.field)
