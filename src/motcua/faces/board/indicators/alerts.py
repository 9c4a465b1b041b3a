"""What differs by more than chance, in plain words: months and units against the others, and what comes in."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from motcua.areas.indicators.queries.boards import Month
from motcua.rules.chance import Standing, Verdict, among, count

WEEKS = 4
"""Weeks that what comes in is looked at for, against those before."""


@dataclass(frozen=True)
class Alert:
    """Something beyond chance: whether it is bad news, what it is, and how rarely chance alone does it."""

    worse: bool
    what: str
    rarely: str


@dataclass(frozen=True)
class Judged:
    """Months and units with what may be said of each, and the alerts among them, the rarest first."""

    months: Sequence[Standing]
    units: Mapping[str, Standing]
    alerts: Sequence[Alert]


def judged(
    months: Sequence[Month], units: Mapping[str, Month], names: Mapping[str, str], daily: Mapping[dt.date, int],
    today: dt.date,
) -> Judged:  # fmt: skip
    """Everything that is looked at on a board of trends. ``units``: the whole period of each."""
    through = among([(month.late, month.timed) for month in months])
    beside = dict(zip(units, among([(one.late, one.timed) for one in units.values()]), strict=True))
    found = [
        (one.chance, Alert(one.verdict is Verdict.HIGH, _month(month, one), rarely(one.chance)))
        for month, one in zip(months, through, strict=True) if one.verdict in (Verdict.HIGH, Verdict.LOW)
    ]  # fmt: skip
    if len(units) > 1:
        found += [
            (one.chance, Alert(one.verdict is Verdict.HIGH, _unit(names[key], units[key], one), rarely(one.chance)))
            for key, one in beside.items() if one.verdict in (Verdict.HIGH, Verdict.LOW)
        ]  # fmt: skip
    come = coming(daily, today)
    if come is not None and come.verdict in (Verdict.HIGH, Verdict.LOW):
        found.append((come.chance, Alert(False, _come(come), rarely(come.chance))))
    return Judged(through, beside, [alert for _chance, alert in sorted(found, key=lambda pair: pair[0])])


def coming(daily: Mapping[dt.date, int], today: dt.date) -> Standing | None:
    """What came in the last weeks against the weeks before; None where nothing is known of these."""
    start = today - dt.timedelta(weeks=WEEKS)
    first = min((day for day, came in daily.items() if came), default=today)
    earlier = (start - first).days // 7 if first < start else 0
    if earlier < 2 * WEEKS:
        return None
    now = sum(came for day, came in daily.items() if start < day <= today)
    since = start - dt.timedelta(weeks=earlier)
    before = sum(came for day, came in daily.items() if since < day <= start)
    return count(now, WEEKS, before, earlier)


def _share(value: float) -> str:
    return f"{100 * value:.1f}".replace(".", ",").removesuffix(",0")


def _month(month: Month, one: Standing) -> str:
    text = (
        _("Tháng {month}: {seen}% hồ sơ xong trễ ({late} trên {of}), các tháng khác {usual}%.")
        if one.verdict is Verdict.HIGH
        else _("Tháng {month} trễ ít hơn hẳn: {seen}% ({late} trên {of}), các tháng khác {usual}%.")
    )
    return text.format(
        month=f"{month.first:%m/%Y}",
        seen=_share(one.seen),
        usual=_share(one.usual),
        late=month.late,
        of=month.timed,
    )


def _unit(name: str, month: Month, one: Standing) -> str:
    text = (
        _("{name}: {seen}% hồ sơ xong trễ ({late} trên {of}), các đơn vị khác {usual}%.")
        if one.verdict is Verdict.HIGH
        else _("{name} trễ ít hơn hẳn: {seen}% ({late} trên {of}), các đơn vị khác {usual}%.")
    )
    return text.format(
        name=name, seen=_share(one.seen), usual=_share(one.usual), late=month.late, of=month.timed
    )


def _come(one: Standing) -> str:
    text = (
        _("Bốn tuần qua tiếp nhận {seen} hồ sơ, nhiều hơn hẳn mức thường thấy ({usual}).")
        if one.verdict is Verdict.HIGH
        else _("Bốn tuần qua tiếp nhận {seen} hồ sơ, ít hơn hẳn mức thường thấy ({usual}).")
    )
    return text.format(seen=round(one.seen), usual=round(one.usual))


def rarely(chance: float) -> str:
    """How rarely chance alone does so much, in round words."""
    times = 1 / max(chance, 1e-9)
    scale = 10 ** max(len(str(int(times))) - 1, 0)
    whole = f"{int(times // scale) * scale:,}".replace(",", ".")
    if times >= 1_000_000:
        return _("Nếu không có gì thay đổi thì chưa đến một lần trong một triệu mới lệch đến thế.")
    return _("Nếu không có gì thay đổi thì khoảng {n} lần mới có một lần lệch đến thế.").format(n=whole)
