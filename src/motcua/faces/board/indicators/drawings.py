"""What boards of figures draw, as the components want it: the same for leaders and for everybody."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.areas.cases.queries import Passed
from motcua.areas.indicators.queries.boards import BUCKETS, ON_TIME, Month
from motcua.faces.ui.charts import calendar, funnel, histogram, line
from motcua.rules.calendar import WorkingCalendar
from motcua.rules.chance import Standing, Verdict
from motcua.rules.counting import MONTH, after
from motcua.rules.scoring.figures import Figure

CLASSES = {
    "le_1": "1", "le_3": "2–3", "le_5": "4–5",
    "le_10": "6–10", "le_15": "11–15", "le_30": "16–30",
    "gt_30": gettext_lazy("trên 30"),
}  # fmt: skip
"""Classes of working days in words."""


def share_of(good: int, all_: int) -> str:
    """A share that is no indicator's, printed as those are; a dash of nothing."""
    return Figure(good, all_).printed


def month_words(first: dt.date) -> str:
    """A month as a table says it: "11/2026"."""
    return f"{first.month}/{first.year}"


Rows = Callable[[str, dt.date, dt.date], str]
"""The address of the rows of an indicator of some days, both counted."""
DAY = dt.timedelta(days=1)


def trend(
    months: Sequence[Month], judged: Sequence[Standing], *, target: float | None, rows: Rows | None = None,
    timed: bool = False,
) -> dict[str, Any]:  # fmt: skip
    """The share in time month by month, the limits of chance, and the table.

    ``timed``  of what was finished it tells no more than what the share is of (``rules.opening.ENDED``)
    """
    shares = [month.share for month in months]
    band = [
        None if share is None or one.verdict is Verdict.FEW else (100 * (1 - one.most), 100 * (1 - one.least))
        for share, one in zip(shares, judged, strict=True)
    ]
    odd = [
        n
        for n, one in enumerate(judged)
        if one.verdict in (Verdict.HIGH, Verdict.LOW) and shares[n] is not None
    ]

    def cells(month: Month) -> list[Any]:
        parts = f"{month.in_time}/{month.timed}" if month.timed else ""
        finished = month.timed if timed else month.finished
        told = [month.received, finished, f"{month.told.printed} {parts}".strip()]
        if rows is None:
            return told
        days = month.first, after(MONTH, month.first) - DAY
        asked = (
            ("dossiers.received", month.received), ("dossiers.finished", month.finished),
            (ON_TIME, month.timed),
        )  # fmt: skip
        return [
            {"text": text, "href": rows(name, *days)} if count else text
            for text, (name, count) in zip(told, asked, strict=True)
        ]

    table = [{"label": month_words(month.first), "cells": cells(month)} for month in months]
    return {
        "drawing": line(shares, target=target, band=band, odd=odd, top=100), "rows": table,
        "any": any(share is not None for share in shares), "odd": bool(odd), "banded": any(band),
        "first": month_words(months[0].first), "last": month_words(months[-1].first),
        "head": [
            _("Tháng"), _("Tiếp nhận"), _("Xong khi thời hạn đang tính") if timed else _("Xong"), _("Đúng hạn"),
        ],
    }  # fmt: skip


def durations(
    counts: Mapping[str, int], *, row: Callable[[str], str] | None = None, shares: bool = False
) -> dict[str, Any]:
    """How long dossiers took, by class, in numbers or as whole ``shares``; ``row`` the address of those of a class."""
    total, so_far, half = sum(counts.values()), 0, ""
    drawn = {
        name: round(100 * counts[name] / total) if shares and total else counts[name] for name in BUCKETS
    }
    for name in BUCKETS:
        so_far += counts[name]
        if not half and so_far * 2 >= total > 0:
            half = str(CLASSES[name])
    return {
        "drawing": histogram([drawn[name] for name in BUCKETS]), "total": total,
        "labels": [CLASSES[name] for name in BUCKETS], "half": half,
        "head": [_("Ngày làm việc"), _("Phần hồ sơ (%)") if shares else _("Số hồ sơ")],
        "rows": [
            {"label": CLASSES[name], "cells": [drawn[name]],
             "href": row(name) if row and counts[name] else ""}
            for name in BUCKETS
        ],
    }  # fmt: skip


def stages(passed: Passed, row: Callable[[str], str] | None = None) -> list[dict[str, Any]]:
    """From reception to the end; ``row`` the address of what came so far."""
    labels = {
        "received": _("đã tiếp nhận"), "begun": _("đã vào xử lý"), "finished": _("đã có kết quả"),
        "closed": _("đã trả, kết thúc"),
    }  # fmt: skip
    drawn = funnel([getattr(passed, name) for name in labels])
    return [
        {"label": label, "stage": stage, "href": row(name) if row and stage.count else ""}
        for (name, label), stage in zip(labels.items(), drawn, strict=True)
    ]


def heat(
    daily: Mapping[dt.date, int], first: dt.date, last: dt.date, working: WorkingCalendar,
    rows: Rows | None = None,
) -> dict[str, Any]:  # fmt: skip
    """What came each day; in the table the months of it, or each day with its rows where they can be opened."""
    days = [first + dt.timedelta(days=n) for n in range((last - first).days + 1)]
    closed = frozenset(day for day in days if not working.is_working_day(day))
    summed: dict[dt.date, int] = {}
    for day in days:
        summed[day.replace(day=1)] = summed.get(day.replace(day=1), 0) + daily.get(day, 0)
    busiest = max(days, key=lambda day: daily.get(day, 0))
    return {
        "drawing": calendar(daily, first, last, closed=closed), "busiest": busiest, "most": daily.get(busiest, 0),
        "rows": (
            [{"label": month_words(month), "cells": [came]} for month, came in summed.items()] if rows is None else
            [
                {"label": f"{day:%d/%m/%Y}", "cells": [daily[day]], "href": rows("dossiers.received", day, day)}
                for day in days if daily.get(day)
            ]
        ),
        "head": [_("Tháng") if rows is None else _("Ngày"), _("Tiếp nhận")],
    }  # fmt: skip
