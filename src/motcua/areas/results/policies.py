"""Who may do what in the warehouse, what is offered, and what is well formed. Posts and duties; deny unless allowed."""

import datetime as dt
from typing import Protocol

from motcua.areas.cases.policies import can_see_people
from motcua.areas.results.choices import Status
from motcua.base.journal.ports import CITIZEN, Actor
from motcua.rules.vietnamese import fold

BEFORE = frozenset(fold(
    "một 01 bản sao chính gốc chụp công chứng thực có hợp lệ điện tử trích lục hoặc và các giấy tờ là"
).split())  # fmt: skip
"""Words that may stand before the name of a result where a procedure asks for it as a paper."""
LEAST_WORDS = 3


class Kept(Protocol):
    """What a policy looks at."""

    agency: str


class Valid(Protocol):
    """What says whether a result is in force."""

    status: str
    valid_from: dt.date
    valid_to: dt.date | None


def can_look(by: Actor) -> bool:
    """The warehouse is open to posts that work on the agency's dossiers."""
    return bool(by.agency) and can_see_people(by, by.agency)


def can_open(by: Actor, result: Kept) -> bool:
    """A file is opened by posts that work on the agency, and by whoever holds the slip or the key."""
    return by.post == CITIZEN.post or can_see_people(by, result.agency)


def can_digitise(by: Actor) -> bool:
    """Whoever receives or works on dossiers makes an old paper electronic when it is needed (R2.15)."""
    return bool(by.agency) and not by.duties.isdisjoint({"receive", "process", "stamp", "head"})


def can_revoke(by: Actor, result: Kept) -> bool:
    """Only the signing authority of the agency that issued it."""
    return bool(by.agency) and by.agency == result.agency and "sign" in by.duties


def in_force(result: Valid, on: dt.date) -> bool:
    """Neither revoked nor cancelled, and the day is within its period (``valid_to`` is the last day)."""
    began = result.valid_from <= on
    return result.status == Status.IN_FORCE and began and (result.valid_to is None or on <= result.valid_to)


def fits(paper: str, type_: str) -> bool:
    """Whether a paper that a procedure asks for is such a result (R2.16): its name begins with that of the result.

    "Bản sao Giấy khai sinh của trẻ" is a "Giấy khai sinh"; "Tờ khai cấp Giấy khai sinh" is none.
    """
    asked, wanted = _words(paper), _words(type_)
    if len(wanted) < LEAST_WORDS:
        return False
    for start in range(len(asked) - len(wanted) + 1):
        if asked[start : start + len(wanted)] == wanted:
            return True
        if asked[start] not in BEFORE:
            return False
    return False


def _words(text: str) -> list[str]:
    return "".join(c if c.isalnum() else " " for c in fold(text)).split()
