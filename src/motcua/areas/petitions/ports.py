"""What petitions need of whoever brings one."""

from dataclasses import dataclass
from typing import Protocol


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
