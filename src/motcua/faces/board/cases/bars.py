"""Open work as bars: summed, told apart by step, procedure or kind, the worst first; each opens onto its rows."""

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from motcua.areas.cases import queries
from motcua.areas.indicators.queries.boards import ON_TIME
from motcua.areas.indicators.queries.definitions import definition
from motcua.base.orgs.choices import DUTY
from motcua.faces.board.cases.figures import link
from motcua.faces.ui import cases as shown
from motcua.rules.scoring.figures import Figure, Shape

Row = dict[str, Any]
Part = tuple[str, dict[str, str], int, int]
"""A part of a bar: its label, what its rows are asked for by, how many, and how many of them late."""
DOSSIER = "dossier"
SHOWN = 8
GROUPS = {"buoc": "step_name", "vi-tri": "post", "thu-tuc": "title"}


def apart(work: Iterable[Row]) -> tuple[list[Row], list[Row]]:
    """Dossiers, and all other work."""
    found: tuple[list[Row], list[Row]] = ([], [])
    for row in work:
        found[row["kind"] != DOSSIER].append(row)
    return found


def summed(work: Iterable[Row]) -> dict[str, int]:
    """Every figure of open work."""
    counted = dict.fromkeys(queries.OPEN_FIGURES, 0)
    for row in work:
        for name in counted:
            counted[name] += row[name]
    return counted


def by_kind(work: Iterable[Row]) -> list[Row]:
    """Open work that is no dossier, told apart by what it is."""
    return added(
        (str(shown.KINDS[row["kind"]]), {"loai": row["kind"]}, row["open"], row["late"]) for row in work
    )


def by_column(work: Sequence[Row], slug: str, *, blank: str = "") -> list[Row]:
    """Open work told apart by step (``buoc``) or procedure (``thu-tuc``)."""
    column = GROUPS[slug]
    return added((row[column] or blank, {slug: row[column] or "-"}, row["open"], row["late"]) for row in work)


def added(parts: Iterable[Part]) -> list[Row]:
    """One bar for whatever is asked for by the same address, worst first; none for nothing."""
    bars: dict[tuple[Any, ...], Row] = {}
    for label, asked, value, late in parts:
        if value:
            bar = bars.setdefault(
                tuple(asked.items()), {"label": label, "value": 0, "late": 0, "href": link(**asked)}
            )
            bar["value"] += value
            bar["late"] += late
    return sorted(bars.values(), key=lambda bar: (-bar["late"], -bar["value"], bar["label"]))


def waiting_words(duty: str) -> str:
    """Work that waits for somebody with a duty, in words."""
    name = {str(value): words for value, words in DUTY}.get(duty, "")
    return _("chưa ai nhận, chờ {duty}").format(duty=name) if name else _("chưa ai nhận")


def bars(title: str, head: str, found: list[dict[str, Any]], **asked: str) -> dict[str, Any]:
    """One small chart; what does not fit is summed in a last row, so that the bars add up to all open work."""
    first, rest = found[:SHOWN], found[SHOWN:]
    if rest:
        first.append(
            {
                "label": _("{n} mục khác").format(n=len(rest)), "value": sum(bar["value"] for bar in rest),
                "late": sum(bar["late"] for bar in rest), "href": link(**asked), "sum": True,
            }
        )  # fmt: skip
    return {
        "title": title,
        "head": head,
        "rows": first,
        "max": max((bar["value"] for bar in first), default=1),
    }


def in_time_shape(on: dt.date) -> Shape:
    """How the indicator of the share in time is printed on a day."""
    return definition(ON_TIME, on).shape


def in_time_share(good: int, all_: int, shape: Shape) -> Decimal | None:
    """A share in time as the indicator of it prints it."""
    found = Figure(good, all_, shape).rounded
    return found if found is None or found % 1 else found.to_integral_value()
