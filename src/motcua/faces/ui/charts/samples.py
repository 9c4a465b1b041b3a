"""Drawings as the preview shows them: a place that does well, with one odd month."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.faces.ui import charts

SHARES = (97.1, 96.4, 98.0, 97.5, None, 96.9, 97.7, 90.2, 96.8, 97.9, 98.3, 97.2)
LIMITS = (94.0, 99.5)
UNITS = (
    (gettext_lazy("Phường Bồ Đề"), 91, 640), (gettext_lazy("Phường Long Biên"), 97, 812),
    (gettext_lazy("Phường Việt Hưng"), 98, 455),
)  # fmt: skip


def samples() -> dict[str, Any]:
    """What the preview's section of drawings needs."""
    first = dt.date(2026, 5, 25)
    days = {first + dt.timedelta(days=n): (n * 7) % 23 for n in range(182) if n % 7 < 5}
    months = [_("tháng {n}").format(n=n) for n in range(1, 13)]
    classes = [_("trong ngày"), "1", "2", "3", "5", _("trên 5")]
    counts = [340, 122, 95, 61, 22, 7]
    stages = (_("tiếp nhận"), _("đã vào xử lý"), _("có kết quả"), _("đã trả"))
    left = (812, 790, 760, 722)
    said = [
        (0.05, 0.04, 0.02, 0.08),
        (0.2, 0.17, 0.1, 0.27),
        (0.45, 0.5, 0.35, 0.65),
        (0.8, 0.74, 0.55, 0.87),
    ]
    return {
        "line": {
            "drawing": charts.line(SHARES, target=95, band=[LIMITS] * 12, odd=[7], top=100), "rows": [
                {"label": month, "cells": ["–" if share is None else f"{share} %"]}
                for month, share in zip(months, SHARES, strict=True)
            ],
        },
        "smalls": [
            {"title": name, "drawing": charts.line([share - 4, share - 2, None, share], low=80, top=100)}
            for name, share, _of in UNITS
        ],
        "histogram": {
            "drawing": charts.histogram(counts, mark=5), "labels": classes,
            "rows": [{"label": label, "cells": [n]} for label, n in zip(classes, counts, strict=True)],
        },
        "funnel": [
            {"label": label, "stage": stage} for label, stage in zip(stages, charts.funnel(left), strict=True)
        ],
        "heat": {
            "drawing": charts.calendar(days, first, dt.date(2026, 11, 22)),
            "rows": [{"label": months[9], "cells": [231]}, {"label": months[10], "cells": [188]}],
        },
        "ranked": [
            {"label": name, "text": f"{share} %", "of": n, "drawing": drawing, "odd": "worse" if share < 94 else "",
             "odd_said": _("thấp hơn mức ngẫu nhiên") if share < 94 else ""}
            for (name, share, n), drawing in zip(
                UNITS, charts.ranked([u[1] for u in UNITS], limits=[(94, 98)] * 3, target=95, top=100), strict=True
            )
        ],
        "reliability": {
            "drawing": charts.reliability(said),
            "rows": [{"label": f"{100 * p:.0f} %", "cells": [f"{100 * came:.0f} %"]} for p, came, *_both in said],
        },
    }  # fmt: skip
