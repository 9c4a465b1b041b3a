"""Reading what was typed: every fault at once, so that nothing has to be mended one by one."""

import secrets
from collections.abc import Callable, Collection
from typing import Any

from motcua.rules.impossible import Fault, Invalid
from motcua.rules.vietnamese import clean_text, nfc

LINE, TEXT = 200, 8_000
LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def new_code(prefix: str) -> str:
    """A code of eight letters and figures that nobody guesses or mistakes: "CH-7K2M9QXD"."""
    return f"{prefix}-{''.join(secrets.choice(LETTERS) for _ in range(8))}"


def line(value: Any, field: str, *, what: str, most: int = LINE, needed: bool = True) -> str:
    """A text of one line, in one form, short enough."""
    joined = " ".join(value.split()) if isinstance(value, str) else ""
    return clean_text(nfc(joined), field, what=what, most=most, needed=needed)


def body(value: Any, field: str, *, what: str, most: int = TEXT, needed: bool = True) -> str:
    """A text of several lines; blanks at their ends do not count."""
    lines = value.replace("\r", "").split("\n") if isinstance(value, str) else []
    joined = "\n".join(" ".join(one.split()) for one in lines)
    return clean_text(nfc(joined), field, what=what, most=most, needed=needed)


class Faults:
    """What a reading raises is noted, and said together."""

    def __init__(self) -> None:
        self.found: list[Fault] = []

    def take(self, read: Callable[..., str], *given: Any, **named: Any) -> str:
        """What was read; blank, with its fault noted, when it does not do."""
        try:
            return read(*given, **named)
        except Invalid as error:
            self.found += error.faults
            return ""

    def unless(self, sound: bool, field: str, text: str, **params: object) -> None:
        """Note a fault unless it is sound."""
        if not sound:
            self.found.append(Fault(field, text, params))

    def among(self, value: Any, known: Collection[str], field: str, text: str) -> str:
        """One of what is known."""
        given = value if isinstance(value, str) else ""
        self.unless(given in known, field, text)
        return given

    def say(self) -> None:
        """Raise Invalid of all there are."""
        if self.found:
            raise Invalid.of(self.found)


def whole(value: Any, *, most: int = 1_000_000) -> bool:
    """Whether it is a count."""
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= most
