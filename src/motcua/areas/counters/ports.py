"""What the hall needs from outside: somebody who says a call aloud."""

from typing import Protocol


class Voice(Protocol):
    """Says that a number is called to a counter."""

    def __call__(self, code: str, counter: int) -> bytes | None:
        """The call as a WAV file, chime first; None where nobody can say it here."""
