"""What all drawings are measured by."""

from dataclasses import dataclass

HEIGHT = 100
"""Height of a drawing in its own units; its width is one hundred units a column."""


@dataclass(frozen=True)
class Bar:
    """A rectangle of a drawing: ``kind`` is its class (received, finished, late)."""

    kind: str
    x: float
    y: float
    width: float
    height: float


def round_up(value: int) -> int:
    """The next of 1, 2, 4, 5, 10, 20, 40, 50, 100, …; 1 for nothing."""
    scale = 1
    while True:
        for step in (1, 2, 4, 5):
            if step * scale >= value:
                return step * scale
        scale *= 10


def place(value: float, low: float, top: float) -> float:
    """How far from the upper edge a value stands; what lies outside stands at the edge."""
    share = (value - low) / (top - low) if top > low else 0.0
    return round(HEIGHT * (1 - min(max(share, 0.0), 1.0)), 2)
