"""What a fee comes to, what an exemption takes off, and how a charge stands. Whole đồng, never fractions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Tiers = Sequence[Mapping[str, int]]
"""Prices that change with the count: ``[{"from": 1, "each": 2000}, {"from": 3, "each": 1000}]``."""


def price(each: int, count: int, *, copies: int = 1, tiers: Tiers = (), most: int | None = None) -> int:
    """What ``count`` units cost, so many times over; ``most`` is the ceiling of one copy (TT 226/2016/TT-BTC)."""
    steps = sorted(tiers, key=lambda step: step["from"]) or [{"from": 1, "each": each}]
    ends = [step["from"] for step in steps[1:]] + [count + 1]
    one = sum(
        step["each"] * max(min(end, count + 1) - step["from"], 0)
        for step, end in zip(steps, ends, strict=True)
    )
    return (one if most is None else min(one, most)) * copies


def reduction(amount: int, *, percent: int | None = None, off: int | None = None) -> int:
    """What an exemption takes off: a share, rounded half up to the đồng, or a sum; never more than there is."""
    taken = (amount * percent + 50) // 100 if percent is not None else off or 0
    return max(0, min(amount, taken))


@dataclass(frozen=True)
class Standing:
    """A charge in money: what was asked, what an exemption took off, what came in, what was given back."""

    amount: int
    reduced: int = 0
    paid: int = 0
    refunded: int = 0
    cancelled: bool = False

    @property
    def payable(self) -> int:
        """What is to be paid in all."""
        return 0 if self.cancelled else max(self.amount - self.reduced, 0)

    @property
    def kept(self) -> int:
        """What is in the till: paid and not given back."""
        return self.paid - self.refunded

    @property
    def open(self) -> int:
        """What is still to be paid: nothing more once money was given back by decision."""
        return 0 if self.refunded else max(self.payable - self.paid, 0)

    @property
    def surplus(self) -> int:
        """What came in beyond what was to be paid and has not been given back."""
        return max(self.kept - self.payable, 0)

    @property
    def state(self) -> str:
        """``due``, ``part_paid``, ``paid``, ``waived``, ``refunded`` or ``cancelled``."""
        if self.cancelled:
            return "cancelled"
        if self.refunded and not self.kept:
            return "refunded"
        if self.open:
            return "part_paid" if self.paid else "due"
        return "paid" if self.paid else "waived"

    @property
    def settled(self) -> bool:
        """Whether nothing of it is waited for."""
        return not self.open


def dong(amount: int) -> str:
    """``1.250.000 đồng``."""
    return f"{amount:,} đồng".replace(",", ".")
