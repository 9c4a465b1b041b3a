"""Lists on a screen that hangs on a wall: nobody scrolls it, so what does not fit takes its turn."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

ROWS = 6
"""Rows of a list that are read at once from across a room."""


@dataclass(frozen=True)
class Turn:
    """The ``rows`` of a list that are shown now: those of ``page`` of ``pages``."""

    rows: Sequence[Any]
    page: int
    pages: int


def turn(rows: Sequence[Any], now: dt.datetime) -> Turn:
    """The rows whose turn it is: other ones every minute, all of them before the first come again."""
    pages = max(1, -(-len(rows) // ROWS))
    page = int(now.timestamp()) // 60 % pages
    return Turn(rows[page * ROWS : (page + 1) * ROWS], page + 1, pages)
