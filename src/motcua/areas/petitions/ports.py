"""What petitions need of whoever brings one, and whom they tell within the same act."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from motcua.areas.petitions.models import Petition

Follows = Callable[["Petition", dt.datetime], None]


class Uploaded(Protocol):
    """A scan as it was sent."""

    name: str | None

    def read(self) -> bytes: ...


@dataclass(frozen=True)
class Sent:
    """A file that is in memory already: an attachment of an e-mail."""

    name: str | None
    content: bytes

    def read(self) -> bytes:
        """Its bytes."""
        return self.content


_SEALED, _SPLIT, _KEPT = list[Follows](), list[Follows](), list[Follows]()


def when_sealed(follows: Follows) -> Follows:
    """Have an area above follow within the act that seals a petition: between the two nothing can be read (R6.45)."""
    _SEALED.append(follows)
    return follows


def when_split(follows: Follows) -> Follows:
    """Have an area above follow within the act that splits an open petition into its contents."""
    _SPLIT.append(follows)
    return follows


def when_kept(follows: Follows) -> Follows:
    """Have an area above follow within the act that keeps a petition from the posts that it is about."""
    _KEPT.append(follows)
    return follows


def sealed(petition: "Petition", at: dt.datetime) -> None:
    """Whatever names the sender elsewhere is hidden now; part of the act that seals."""
    for follows in _SEALED:
        follows(petition, at)


def was_split(petition: "Petition", at: dt.datetime) -> None:
    """What tells all contents together elsewhere is taken apart now; part of the act that splits."""
    for follows in _SPLIT:
        follows(petition, at)


def was_kept(petition: "Petition", at: dt.datetime) -> None:
    """What tells of it elsewhere is kept from the same posts now; part of the act that names them."""
    for follows in _KEPT:
        follows(petition, at)
