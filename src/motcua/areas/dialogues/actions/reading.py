"""Reading what was typed: every fault at once, so that nothing has to be mended one by one."""

import secrets
from typing import Any

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


def whole(value: Any, *, most: int = 1_000_000) -> bool:
    """Whether it is a count."""
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= most
