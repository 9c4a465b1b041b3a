"""A task as it is read, and what the items above an item say of it."""

from dataclasses import dataclass

from motcua.rules.reading.labels import Named
from motcua.rules.reading.moments import Timing


@dataclass(frozen=True)
class Task:
    """A task, in places of the composed text."""

    start: int
    end: int
    lead: tuple[Named, ...] = ()
    cooperating: tuple[Named, ...] = ()
    times: tuple[Timing, ...] = ()
    said_time: tuple[int, int] | None = None
    product: tuple[int, int] | None = None
    confidence: float = 0.9
    inherited: bool = False
    during: tuple[int, int] | None = None
    """The words of a second column of times, where ``said_time`` says by which day."""


@dataclass
class Where:
    """What the items above say of an item: who, and what part of the document it is."""

    lead: tuple[Named, ...] = ()
    helpers: tuple[Named, ...] = ()
    work: bool = False
    skip: bool = False
    content: bool = False
    duties: bool = False
    direct: bool = False
