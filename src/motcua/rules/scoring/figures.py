"""A figure: numerator over denominator, exact until it is printed (R18.1, R6.52).

What was counted is kept as whole numbers and divided exactly; only printing rounds, by the rule that belongs to the
indicator: half up, or cut off as some published reports do (64,28% is 9/14 cut off; rounded it would be 64,29%).
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

Amount = int | Fraction


class Rounding(StrEnum):
    """How a figure loses the digits that are not printed."""

    HALF_UP = "half_up"
    TRUNCATE = "truncate"


class Zero(StrEnum):
    """What a rate says when there is nothing to divide by.

    ``none``  nothing: there was nothing to count, and no number pretends otherwise
    ``full``  the whole: nothing came in, nothing could be missed (R4.15, R4.16)
    ``nil``   nought (R4.2)
    """

    NONE = "none"
    FULL = "full"
    NIL = "nil"


@dataclass(frozen=True)
class Shape:
    """How the value of an indicator is made of its parts and printed.

    ``scale``     what the quotient is multiplied by: 100 for a rate in percent, 1/60 for hours out of minutes
    ``unit``      "percent", or the word after the number ("hồ sơ")
    """

    unit: str = "percent"
    scale: Fraction = Fraction(100)
    rounding: Rounding = Rounding.HALF_UP
    places: int = 2
    zero: Zero = Zero.NONE

    @property
    def scaled(self) -> bool:
        """Whether parts are counted in another unit than the value is said in: minutes for hours, đồng for millions."""
        return self.unit != "percent" and self.scale < 1

    @property
    def per(self) -> int:
        """On how many a rate that is no percentage is told: 100 where turns are counted per hundred dossiers."""
        return int(self.scale) if self.unit != "percent" and self.scale > 1 else 1


@dataclass(frozen=True)
class Figure:
    """One value with what it was made of; ``denominator`` is None for a plain count.

    ``hidden``  it is of so few people that nothing is told of it, neither value nor parts (R5.8)
    ``absent``  of a time of which nothing was counted yet: neither nought nor anything else is said of it
    """

    numerator: Amount
    denominator: Amount | None = None
    shape: Shape = Shape()
    hidden: bool = False
    absent: bool = False

    @property
    def told(self) -> bool:
        """Whether anything may be said of it."""
        return not (self.hidden or self.absent)

    @property
    def value(self) -> Fraction | None:
        """The exact value; None when there is nothing to say."""
        if not self.told:
            return None
        if self.denominator is None:
            return Fraction(self.numerator) * self.shape.scale
        if self.denominator:
            return Fraction(self.numerator) / Fraction(self.denominator) * self.shape.scale
        match self.shape.zero:
            case Zero.FULL:
                return self.shape.scale
            case Zero.NIL:
                return Fraction(0)
        return None

    @property
    def rounded(self) -> Decimal | None:
        """The value as it is printed, as a number."""
        value = self.value
        return None if value is None else rounded(value, self.shape.places, self.shape.rounding)

    @property
    def printed(self) -> str:
        """The value as people read it: ``58,17%``, ``63.294``; "–" when there is nothing to say."""
        found = self.rounded
        if found is None:
            return "–"
        return plain(found) + ("%" if self.shape.unit == "percent" else "")

    @property
    def measured(self) -> Amount:
        """The numerator in the unit of the value: hours where minutes were counted."""
        return Fraction(self.numerator) * self.shape.scale if self.shape.scaled else self.numerator

    @property
    def parts(self) -> str:
        """Both parts: ``121/208``; the count alone where nothing is divided."""
        if not self.told:
            return "–"
        if self.denominator is None:
            return plain(_as_number(self.numerator))
        return f"{plain(_as_number(self.numerator))}/{plain(_as_number(self.denominator))}"


def rounded(value: Fraction, places: int, rounding: Rounding) -> Decimal:
    """The value with so many places: halves away from nought, or the rest cut off; exact in between."""
    scaled = abs(value) * 10**places
    whole = scaled.numerator // scaled.denominator
    if rounding is Rounding.HALF_UP and 2 * (scaled - whole) >= 1:
        whole += 1
    found = Decimal(whole).scaleb(-places)
    return -found if value < 0 and whole else found


def plain(number: Decimal | int) -> str:
    """A number as it is written in Vietnamese: dots between thousands, a decimal comma, no noughts at its end."""
    sign = "-" if number < 0 else ""
    whole, _point, rest = f"{abs(number):f}".partition(".")
    groups = f"{int(whole):,}".replace(",", ".")
    rest = rest.rstrip("0")
    return f"{sign}{groups},{rest}" if rest else f"{sign}{groups}"


def _as_number(amount: Amount) -> Decimal | int:
    if isinstance(amount, int):
        return amount
    if amount.denominator == 1:
        return int(amount)
    return rounded(amount, 2, Rounding.HALF_UP)


__all__ = ["Figure", "Rounding", "Shape", "Zero", "plain", "rounded"]
