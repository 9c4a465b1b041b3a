"""What the index of QĐ 766 sums of dossiers: how facts tell them apart, and the counts made of those sums (DOMAIN §4).

A fact says several things at once by letters, so that facts stay few: a dossier has one that it came and one that it
ended. A count is all that is looked at, less what is wrong in it; what is wrong is what its rows show.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from motcua.rules.counting import Measure, measure

RECEIVED, ENDED, OVERDUE, MOVED = "index.received", "index.ended", "index.overdue", "index.moved"
HELD, DONE, HELD_OVERDUE = "index.held", "index.done", "index.held_overdue"
"""Of each post that worked on a dossier: it came to it, it ended, it is late while it stays open."""
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
_RESULTED: Final = Part(_of(ENDED, _ENDED, RESULTED))
Counts = Mapping[str, tuple[tuple[Part, ...], tuple[Part, ...]]]
"""Count → (what is looked at, what is wrong in it); the numerator is the difference."""


@dataclass(frozen=True)
class Reckoning:
    """What is counted of dossiers for whom: ``late`` what is late while it stays open, ``not_yet`` the part of it of
    which the day is not over."""

    counts: Counts
    late: Part
    not_yet: Measure

    @property
    def parts(self) -> list[Part]:
        """Every sum that the counts need, each once."""
        return list(dict.fromkeys(part for sides in self.counts.values() for side in sides for part in side))

    def shares(self, amount: Callable[[Part], int]) -> dict[str, tuple[int, int]]:
        """Each count, given what every sum comes to: (what is right, what is looked at)."""
        found = {}
        for name, sides in self.counts.items():
            every, wrong = (sum(part.sign * amount(part) for part in side) for side in sides)
            found[name] = (every - wrong, every)
        return found


def _without(every: Part, right: Measure) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    return (every,), (every, Part(right, -1))


def _in_time(worked: tuple[Part, ...], ended: str, letters: str, late: Part) -> Counts:
    wrong = (Part(measure({"fact": ended, "where": {"timing": "late"}})), late)
    bad = Part(_of(ended, letters, DISPLEASED, timing="in_time"))
    return {"on_time": (worked, wrong), "dossier_satisfied": (worked, (*wrong, bad))}


COUNTS: Final[Counts] = {
    **_in_time(_WORKED, ENDED, _ENDED, LATE),
    "online_filed": _without(Part(CAME), _of(RECEIVED, _RECEIVED, ONLINE_FILED)),
    "synced": _without(Part(CAME), _of(RECEIVED, _RECEIVED, SYNCED)),
    "result_electronic": _without(_RESULTED, _of(ENDED, _ENDED, ELECTRONIC)),
    "reused": _without(_RESULTED, _of(ENDED, _ENDED, REUSED)),
    "digitised": _without(_RESULTED, _of(ENDED, _ENDED, DIGITISED)),
}
OF_UNITS: Final = Reckoning(COUNTS, LATE, NOT_YET)
_HELD, _DONE = measure({"fact": HELD}), measure({"fact": DONE})
_HELD_LATE: Final = Part(measure({"fact": HELD_OVERDUE}), stock=True)
OF_OFFICIALS: Final = Reckoning(
    _in_time((Part(_DONE), Part(_HELD, stock=True), Part(_DONE, -1, stock=True)), DONE, DISPLEASED, _HELD_LATE),
    _HELD_LATE, measure({"fact": HELD_OVERDUE, "where": {"outcome": AHEAD}}),
)  # fmt: skip
"""Of one post what it worked on; a dossier counts for everyone who did."""


KEPT: Final[Mapping[Measure, tuple[str, ...]]] = {
    **dict.fromkeys([*(one.measure for one in OF_UNITS.parts), CAME_ONLINE, NOT_YET, COMPLAINED], ("type",)),
    **dict.fromkeys([*(one.measure for one in OF_OFFICIALS.parts), OF_OFFICIALS.not_yet], ("post",)),
}
"""Of which sums cells are kept, and what they are kept apart by."""
