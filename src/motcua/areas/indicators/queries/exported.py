"""All facts as they lie, for the data lake: how many a month, what they are told apart by, and the rows."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator

from django.db.models import Count, Max, Sum

from motcua.areas.indicators.models import Dimensions, Fact
from motcua.rules.counting import BY

AT_ONCE = 1 << 14
Row = tuple[int, int, dt.date, int, int, str]


def months() -> dict[str, tuple[int, ...]]:
    """{"2026-10": (facts, and sums of them that change when any is added)}."""
    found: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    by_day = Fact.objects.order_by().values_list("day").annotate(
        Count("seq"), Sum("amount"), Sum("seq"), Sum("dimensions_id")
    )  # fmt: skip
    for day, *sums in by_day:
        month = found[f"{day:%Y-%m}"]
        for n, one in enumerate(sums):
            month[n] += int(one)
    return {month: tuple(sums) for month, sums in sorted(found.items())}


def through() -> int:
    """The newest event of the journal that a fact was counted from; 0 without any."""
    return Fact.objects.aggregate(last=Max("seq"))["last"] or 0


def dimensions() -> dict[int, tuple[str, ...]]:
    """What facts are told apart by: {number: (kind, and each of counting.BY)}."""
    return {one[0]: one[1:] for one in Dimensions.objects.values_list("id", "kind", *BY).order_by("id")}


def facts(since: dt.date, until: dt.date) -> Iterator[list[Row]]:
    """Facts of these days in batches: seq, n, day, dimensions, amount, code."""
    rows = Fact.objects.filter(day__gte=since, day__lt=until).order_by("seq", "n")
    batch: list[Row] = []
    for row in rows.values_list("seq", "n", "day", "dimensions_id", "amount", "code").iterator(AT_ONCE):
        batch.append(row)
        if len(batch) == AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch
