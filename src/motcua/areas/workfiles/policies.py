"""Who compiles work files, who keeps the archive. Pure; posts and duties only; deny unless a post allows."""

from typing import Protocol

from motcua.base.journal.ports import Actor

WORKING = frozenset({"receive", "process", "review", "sign", "stamp", "return", "head", "direct"})
ARCHIVING = frozenset({"stamp", "review"})
FIELD = "Công tác văn thư"
"""The field of posts that keep registers and archive."""


class FileLike(Protocol):
    """What a policy looks at."""

    agency: str
    unit: str
    post: str


class HandOverLike(Protocol):
    """What a policy looks at."""

    agency: str
    unit: str
    given_by: str


def posts_of(by: Actor) -> frozenset[str]:
    """The post itself, and the one it acts for."""
    return frozenset({by.post, by.on_behalf_of or by.post})


def can_open(by: Actor) -> bool:
    """Officials compile the files of their own work."""
    return bool(by.agency and by.unit) and not by.duties.isdisjoint(WORKING)


def can_archive(by: Actor) -> bool:
    """Keeps the agency's archive: the clerk, and the head of the office over them."""
    return bool(by.agency) and not by.duties.isdisjoint(ARCHIVING) and by.handles(FIELD)


def leads(by: Actor) -> bool:
    """Who leads the agency."""
    return "direct" in by.duties and not by.duties.isdisjoint({"sign", "review"})


def sees_all(by: Actor) -> bool:
    """The agency's whole list of files: who keeps the archive, and who leads."""
    return can_open(by) and (can_archive(by) or leads(by))


def can_see(by: Actor, file: FileLike) -> bool:
    """The unit that compiles it, who keeps the archive, who leads."""
    return can_open(by) and by.agency == file.agency and (by.unit == file.unit or sees_all(by))


def can_compile(by: Actor, file: FileLike) -> bool:
    """Whoever keeps it, or who acts for that post; and who heads its unit."""
    if not can_open(by) or by.agency != file.agency:
        return False
    return file.post in posts_of(by) or (by.unit == file.unit and "head" in by.duties)


def can_see_handover(by: Actor, handover: HandOverLike) -> bool:
    """The unit that gave, who keeps the archive, who leads."""
    return can_open(by) and by.agency == handover.agency and (by.unit == handover.unit or sees_all(by))


def can_take(by: Actor, handover: HandOverLike) -> bool:
    """Who keeps the archive; never who gave."""
    return by.agency == handover.agency and can_archive(by) and handover.given_by not in posts_of(by)
