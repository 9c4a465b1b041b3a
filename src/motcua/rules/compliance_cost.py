"""What it costs people to comply with a procedure: the standard cost model (R3.14; NĐ 63/2010 Điều 31).

Σ over activities [(hours × hourly income) + direct costs + fees] × times a year × number of subjects, in đồng.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation, localcontext
from typing import Any

from motcua.rules.impossible import Invalid

MOST = Decimal(10) ** 12
EXACT = 120
"""Digits of a product of four amounts; nothing is rounded before the sum."""
AMOUNTS = ("hours", "hourly_income", "direct_costs", "fees", "times_per_year", "subjects")


@dataclass(frozen=True)
class Activity:
    """One thing that people must do (chuẩn bị giấy tờ, đi lại, nộp, nhận kết quả …). Raises Invalid."""

    name: str
    hours: Decimal = Decimal(0)
    hourly_income: Decimal = Decimal(0)
    direct_costs: Decimal = Decimal(0)
    fees: Decimal = Decimal(0)
    times_per_year: Decimal = Decimal(1)
    subjects: Decimal = Decimal(0)

    def __post_init__(self) -> None:
        for name in AMOUNTS:
            value = getattr(self, name)
            if not value.is_finite() or not 0 <= value <= MOST:
                raise Invalid(
                    field=name,
                    text="Hoạt động “{activity}”: ghi một số từ 0 trở lên, không phải “{value}”.",
                    activity=self.name,
                    value=value,
                )

    @property
    def once(self) -> Decimal:
        """What one person pays in time and money for doing it once."""
        with localcontext(prec=EXACT):
            return self.hours * self.hourly_income + self.direct_costs + self.fees

    @property
    def cost(self) -> Decimal:
        """What it costs everybody in a year, exactly."""
        with localcontext(prec=EXACT):
            return self.once * self.times_per_year * self.subjects

    def as_json(self) -> dict[str, str]:
        """Plain values; amounts as text, so that they stay exact."""
        return {
            "name": self.name,
            **{name: format(getattr(self, name).normalize() + 0, "f") for name in AMOUNTS},
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Activity":
        """Inverse of :meth:`as_json`. Raises Invalid."""
        try:
            amounts = {name: Decimal(str(data[name])) for name in AMOUNTS if name in data}
        except InvalidOperation as error:
            raise Invalid(field="activities", text="Chi phí phải ghi bằng số.") from error
        return cls(str(data.get("name", "")), **amounts)


def cost(activities: Iterable[Activity]) -> Decimal:
    """The compliance cost of a procedure in a year, in whole đồng."""
    with localcontext(prec=EXACT):
        total = sum((activity.cost for activity in activities), Decimal(0))
        return total.quantize(Decimal(1), ROUND_HALF_UP)


def cut(before: Decimal, after: Decimal) -> Decimal | None:
    """The share of cost that is cut, in per cent to two decimals; negative when it grew; None of nothing."""
    if not before:
        return None
    return ((before - after) * 100 / before).quantize(Decimal("0.01"), ROUND_HALF_UP)
