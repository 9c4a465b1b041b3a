"""What the index of QĐ 766 sums of dossiers: how facts tell them apart, and the counts made of those sums (DOMAIN §4).

A fact says several things at once by letters, so that facts stay few: a dossier has one that it came and one that it
ended. A count is all that is looked at, less what is wrong in it; what is wrong is what its rows show.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from motcua.rules.counting import Measure, measure

RECEIVED, ENDED, OVERDUE, MOVED = "index.received", "index.ended", "index.overdue", "index.moved"
AHEAD, OFF = "ahead", "off"
"""Late once a day is over, as it was known before that day; and late or no longer late from a day on."""
ONLINE_FILED, SYNCED = "o", "s"
DISPLEASED, DIGITISED, ELECTRONIC, RESULTED, REUSED = "b", "d", "e", "r", "u"
_RECEIVED, _ENDED = ONLINE_FILED + SYNCED, DISPLEASED + DIGITISED + ELECTRONIC + RESULTED + REUSED


def received_as(*, online: bool, synced: bool) -> str:
    """How a dossier that came is told apart: online with no result on paper alone, known to the national portal."""
    return _letters({ONLINE_FILED: online, SYNCED: synced})


def ended_as(*, displeased: bool, resulted: bool, electronic: bool, reused: bool, digitised: bool) -> str:
    """How a dossier that ended is told apart."""
    return _letters(
        {
            DISPLEASED: displeased,
            DIGITISED: digitised,
            ELECTRONIC: electronic,
            RESULTED: resulted,
            REUSED: reused,
        }
    )


def _letters(said: Mapping[str, bool]) -> str:
    return "".join(sorted(letter for letter, true in said.items() if true))


def _with(letters: str, one: str) -> list[str]:
    found = ("".join(some) for n in range(len(letters) + 1) for some in combinations(sorted(letters), n))
    return [said for said in found if one in said]


def _of(kind: str, letters: str, one: str, **where: str) -> Measure:
    return measure({"fact": kind, "where": {"outcome": _with(letters, one), **where}})


@dataclass(frozen=True)
class Part:
    """A sum that is added or taken off: within the days, or as it stands when they end."""

    measure: Measure
    sign: int = 1
    stock: bool = False


CAME: Final = measure({"fact": RECEIVED})
CAME_ONLINE: Final = measure({"fact": RECEIVED, "where": {"channel": "online"}})
WENT: Final = measure({"fact": ENDED})
BROUGHT: Final = measure({"fact": MOVED})
"""Open work that another unit brought here when units were reorganised, less what was taken from here."""
LATE: Final = Part(measure({"fact": OVERDUE}), stock=True)
NOT_YET: Final = measure({"fact": OVERDUE, "where": {"outcome": AHEAD}})
"""Of a day that is not over what is late at its end is not late yet."""
COMPLAINED: Final = measure({"fact": "index.complained"})
"""Feedback on conduct and complaints about handling: each takes one dossier off those that pleased."""
_WORKED: Final = (Part(WENT), Part(CAME, stock=True), Part(BROUGHT, stock=True), Part(WENT, -1, stock=True))
_LATE: Final = (Part(measure({"fact": ENDED, "where": {"timing": "late"}})), LATE)
_BAD: Final = Part(_of(ENDED, _ENDED, DISPLEASED, timing="in_time"))
_RESULTED: Final = Part(_of(ENDED, _ENDED, RESULTED))


def _without(every: Part, right: Measure) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    return (every,), (every, Part(right, -1))


COUNTS: Final[Mapping[str, tuple[tuple[Part, ...], tuple[Part, ...]]]] = {
    "on_time": (_WORKED, _LATE),
    "dossier_satisfied": (_WORKED, (*_LATE, _BAD)),
    "online_filed": _without(Part(CAME), _of(RECEIVED, _RECEIVED, ONLINE_FILED)),
    "synced": _without(Part(CAME), _of(RECEIVED, _RECEIVED, SYNCED)),
    "result_electronic": _without(_RESULTED, _of(ENDED, _ENDED, ELECTRONIC)),
    "reused": _without(_RESULTED, _of(ENDED, _ENDED, REUSED)),
    "digitised": _without(_RESULTED, _of(ENDED, _ENDED, DIGITISED)),
}
"""Count → (what is looked at, what is wrong in it); the numerator is the difference."""


def parts(counts: Iterable[str]) -> list[Part]:
    """Every sum that counts need, each once."""
    return list(dict.fromkeys(part for count in counts for side in COUNTS[count] for part in side))


KEPT: Final = tuple(
    dict.fromkeys([*(part.measure for part in parts(COUNTS)), CAME_ONLINE, NOT_YET, COMPLAINED])
)
"""Of which sums cells are kept, apart by procedure."""
