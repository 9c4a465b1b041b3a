"""Reading what was typed: every fault at once; whatever will be public is looked through for what is somebody's own."""

import datetime as dt
from typing import Any

from motcua.rules.impossible import Faults
from motcua.rules.privacy import check_public
from motcua.rules.vietnamese import clean_text, nfc

LINE, TEXT = 300, 10_000
LONG_AGO = dt.timedelta(days=366 * 2)


class Reading(Faults):
    """Gathers faults; ``impersonal``: numbers in what will be public were said to be nobody's own."""

    def __init__(self, *, impersonal: bool = False) -> None:
        super().__init__()
        self.impersonal = impersonal

    def line(self, value: Any, field: str, *, what: str, most: int = LINE, needed: bool = True) -> str:
        """A public text of one line."""
        joined = " ".join(value.split()) if isinstance(value, str) else ""
        return self._public(joined, field, what=what, most=most, needed=needed)

    def body(self, value: Any, field: str, *, what: str, needed: bool = True) -> str:
        """A public text of several lines."""
        lines = value.replace("\r", "").split("\n") if isinstance(value, str) else []
        joined = "\n".join(" ".join(one.split()) for one in lines)
        return self._public(joined, field, what=what, most=TEXT, needed=needed)

    def _public(self, value: str, field: str, *, what: str, most: int, needed: bool) -> str:
        def read() -> str:
            said = clean_text(nfc(value), field, what=what, most=most, needed=needed)
            return check_public(said, field, impersonal=self.impersonal)

        return str(self.take(read))

    def number(self, value: Any, field: str, *, what: str) -> str:
        """Number and symbol of a paper ("15/KH-MTTQ"): letters and figures, not a text."""
        joined = " ".join(value.split()) if isinstance(value, str) else ""
        return str(self.take(clean_text, nfc(joined), field, what=what, most=60, needed=True))

    def day(self, value: Any, field: str, *, until: dt.date, since: dt.date | None = None) -> dt.date:
        """The day of a paper: not after today, nor before what it answers."""
        first = since or until - LONG_AGO
        sound = isinstance(value, dt.date) and first <= value <= until
        self.unless(
            sound,
            field,
            "Chọn ngày từ {first} đến {last}.",
            first=f"{first:%d/%m/%Y}",
            last=f"{until:%d/%m/%Y}",
        )
        return value if sound else until

    def count(self, value: Any, field: str, *, most: int = 10**15) -> int:
        """A number that is not negative; nothing is nought."""
        given = 0 if value is None else value
        sound = isinstance(given, int) and not isinstance(given, bool) and 0 <= given <= most
        self.unless(sound, field, "Ghi một số nguyên từ 0.")
        return given if sound else 0
