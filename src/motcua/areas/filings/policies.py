"""Who may do what to a draft: its owner, or the official who helps at the counter. Deny otherwise."""

import re
from collections.abc import Mapping
from typing import Any, Protocol

from motcua.base.journal.ports import CITIZEN, SYSTEM, Actor
from motcua.rules.vietnamese import fold

IDENTITY_PAPER = re.compile(r"\b(can cuoc|cmnd|chung minh nhan dan|giay to tuy than)\b")
"""Papers that say who somebody is: never asked for as a picture (NĐ 356/2025 Điều 4; R16.1)."""


class DraftLike(Protocol):
    """What a policy looks at."""

    owner: str
    agency: str
    helper: str


def owns(draft: DraftLike, owner: str) -> bool:
    """Whether the identity that signed in is the one that began the draft."""
    return bool(owner) and draft.owner == owner


def can_help(by: Actor, agency: str) -> bool:
    """Receiving officers help applicants of their own agency (S012)."""
    return bool(by.agency) and by.agency == agency and not by.duties.isdisjoint({"receive", "head"})


def can_file(by: Actor, draft: DraftLike, owner: str) -> bool:
    """The owner with an electronic identity; at the counter the official who helps."""
    if by.post == CITIZEN.post:
        return owns(draft, owner)
    return bool(draft.helper) and can_help(by, draft.agency)


def can_confirm(by: Actor, draft: DraftLike) -> bool:
    """The applicant at the screen in the hall, or the official who keeps the signed print."""
    return bool(draft.helper) and (by.post == CITIZEN.post or can_help(by, draft.agency))


def can_discard(by: Actor, draft: DraftLike, owner: str) -> bool:
    """Whoever may file it; the clock, when it was left alone."""
    return by.post == SYSTEM.post or can_file(by, draft, owner)


def says_who(paper: Mapping[str, Any]) -> bool:
    """Whether a paper only says who somebody is: the electronic identity has said it."""
    return bool(IDENTITY_PAPER.search(fold(str(paper.get("name", "")))))
