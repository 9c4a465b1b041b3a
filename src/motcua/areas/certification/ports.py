"""What certification needs from beside it."""

import datetime as dt
from typing import Protocol


class Price(Protocol):
    """The agency's schedule of fees: what a line of it comes to on a day; None where the schedule has no such line."""

    def __call__(
        self, *, item: str, agency: str, on: dt.date, quantity: int, copies: int = 1
    ) -> int | None: ...
