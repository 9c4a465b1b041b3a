"""Positions of people on a draft, drawn: one bar parted into support, object and something else, with its figures."""

from dataclasses import dataclass

from motcua.areas.dialogues.choices import Stance
from motcua.rules.dialogues import Tally


@dataclass(frozen=True)
class Part:
    """One part of the bar, in per cent of its width."""

    stance: str
    label: str
    x: float
    width: float
    count: int
    share: int


@dataclass(frozen=True)
class Drawn:
    """The whole bar."""

    all: int
    parts: tuple[Part, ...]


def drawn(tally: Tally) -> Drawn:
    """The bar of a tally; without parts when nobody said anything."""
    made, x = list[Part](), 0.0
    for stance in Stance:
        count = int(getattr(tally, stance.value))
        width = 100 * count / tally.all if tally.all else 0.0
        share = tally.shares[stance.value]
        made.append(Part(stance.value, str(stance.label), round(x, 2), round(width, 2), count, share))
        x += width
    return Drawn(tally.all, tuple(made))
