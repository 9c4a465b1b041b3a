"""Reading what was typed: every fault at once."""

import datetime as dt
from typing import Any

from motcua.rules.impossible import Invalid
from motcua.rules.vietnamese import clean_text, nfc

LINE, TEXT = 200, 20_000


def line(value: Any, field: str, *, what: str, most: int = LINE, needed: bool = True) -> str:
    """A text of one line, in one form, short enough."""
    joined = " ".join(value.split()) if isinstance(value, str) else ""
    return clean_text(nfc(joined), field, what=what, most=most, needed=needed)


def body(value: Any, field: str, *, what: str, most: int = TEXT, needed: bool = True) -> str:
    """A text of several lines; blanks at their ends do not count."""
    lines = value.replace("\r", "").split("\n") if isinstance(value, str) else []
    return clean_text(
        nfc("\n".join(one.rstrip() for one in lines)), field, what=what, most=most, needed=needed
    )


def past(value: Any, field: str, on: dt.date, *, what: str) -> dt.date | None:
    """A day that is not after today; none is allowed."""
    if value is not None and (not isinstance(value, dt.date) or not dt.date(1945, 9, 2) <= value <= on):
        raise Invalid(field=field, text="Chọn {what} không sau hôm nay.", what=what)
    return value


def count(value: Any, field: str, *, what: str, most: int = 9999) -> int:
    """A whole number from 1."""
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= most:
        raise Invalid(field=field, text="Ghi {what}, từ 1 đến {most}.", what=what, most=most)
    return value
