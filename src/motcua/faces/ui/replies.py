"""How recommendations were replied to, drawn: one bar of in time, late, asked again, still waiting, overdue."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from motcua.areas.inspections.queries import Tally

NAMES = {
    "in_time": _("Trả lời đúng hạn"),
    "late": _("Trả lời trễ"),
    "again": _("Đã trả lời, chờ trả lời lại"),
    "again_overdue": _("Quá hạn trả lời lại"),
    "waiting": _("Chưa đến hạn"),
    "overdue": _("Quá hạn chưa trả lời"),
}


@dataclass(frozen=True)
class Part:
    """One part of the bar, in per cent of its width."""

    name: str
    label: Any
    x: float
    width: float
    count: int


@dataclass(frozen=True)
class Drawn:
    """The whole bar."""

    all: int
    parts: tuple[Part, ...]


def drawn(tally: Tally) -> Drawn:
    """The bar of a tally; without parts when nothing was recommended."""
    made, x = list[Part](), 0.0
    for name, label in NAMES.items():
        count = int(getattr(tally, name))
        width = 100 * count / tally.all if tally.all else 0.0
        made.append(Part(name, label, round(x, 2), round(width, 2), count))
        x += width
    return Drawn(tally.all, tuple(made))
