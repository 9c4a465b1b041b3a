"""A deadline in words: how it was counted."""

import datetime as dt
from itertools import groupby

from motcua.rules.calendar import WorkingCalendar, local
from motcua.rules.deadlines.counting import Cutoff, counted_from, due, is_cut_off, start_of, working_day_after
from motcua.rules.deadlines.limits import Limit, TimeUnit
from motcua.rules.said import Said
from motcua.rules.vietnamese import WEEKDAYS

_COUNTED_OUT = 10
_REST_NAMED = 4
_WORKING = frozenset({TimeUnit.WORKING_DAY, TimeUnit.WORKING_HOUR})
_CUTOFF_WORDS = {
    Cutoff.LAST_HOUR: Said("Nhận trong giờ làm việc cuối cùng của ngày"),
    Cutoff.AFTER_15H: Said("Nhận sau 15 giờ"),
}


def explain(
    start: dt.datetime, limit: Limit, calendar: WorkingCalendar, cutoff: Cutoff = Cutoff.NONE
) -> list[Said]:
    """How ``due`` counts, in sentences in order; the last one states the result."""
    start = local(start)
    end = due(start, limit, calendar, cutoff)
    said = [Said("Nhận hồ sơ lúc {start}.", start=start), *_moved(start, limit, calendar, cutoff)]
    if limit.same_day:
        said.append(Said("Thời hạn: trả kết quả trong ngày làm việc."))
    elif limit.unit is TimeUnit.DAY:
        said += _calendar_days(counted_from(start, calendar, cutoff), limit, calendar)
    elif limit.unit is TimeUnit.HOUR:
        said.append(Said("Thời hạn: {limit}, tính liên tục cả ngày và đêm.", limit=limit.words()))
    else:
        begin = start_of(start, calendar, cutoff)
        said.append(Said("Thời hạn: {limit}.", limit=limit.words()))
        said += _rest_days(begin.date(), end.date(), calendar)
        if limit.unit is TimeUnit.WORKING_DAY:
            said += _working_days(start, end, limit, calendar, cutoff)
    said.append(Said("Hẹn trả kết quả: {end}.", end=end))
    return said


def _moved(start: dt.datetime, limit: Limit, calendar: WorkingCalendar, cutoff: Cutoff) -> list[Said]:
    begin = start_of(start, calendar, cutoff)
    if is_cut_off(start, calendar, cutoff):
        return [
            Said(
                "{cutoff} nên tính từ ngày làm việc tiếp theo: {begin}.",
                cutoff=_CUTOFF_WORDS[cutoff],
                begin=begin,
            )
        ]
    if begin != start and (limit.unit in _WORKING or limit.same_day):
        return [Said("Ngoài giờ làm việc nên tính từ đầu buổi làm việc kế tiếp: {begin}.", begin=begin)]
    return []


def _calendar_days(begin: dt.datetime, limit: Limit, calendar: WorkingCalendar) -> list[Said]:
    last = begin.date() + dt.timedelta(days=int(limit.amount))
    rolled = calendar.next_working_day(last)
    said = [
        Said(
            "Thời hạn: {limit}, tính cả ngày nghỉ; không tính ngày {day}, ngày thứ nhất là {first}.",
            limit=limit.words(),
            day=_short(begin.date()),
            first=begin.date() + dt.timedelta(days=1),
        )
    ]
    if rolled == last:
        return [*said, Said("Ngày thứ {n} là {last}.", n=int(limit.amount), last=last)]
    return [
        *said,
        Said(
            "Ngày thứ {n} là {last}, ngày nghỉ, nên chuyển sang ngày làm việc tiếp theo: {rolled}.",
            n=int(limit.amount),
            last=last,
            rolled=rolled,
        ),
    ]


def _rest_days(first: dt.date, last: dt.date, calendar: WorkingCalendar) -> list[Said]:
    days = [first + dt.timedelta(days=n) for n in range((last - first).days + 1)]
    kinds = {day: (calendar.is_working_day(day), bool(calendar.week.get(day.weekday()))) for day in days}
    weekly = [day for day, (works, usually) in kinds.items() if not works and not usually]
    others = [day for day, (works, usually) in kinds.items() if not works and usually]
    made_up = [day for day, (works, usually) in kinds.items() if works and not usually]
    said = []
    if weekly:
        named = ", ".join(_weekday(day) for day in weekly)
        many = len(weekly) > _REST_NAMED
        said.append(
            Said("Không tính {n} ngày nghỉ hằng tuần.", n=len(weekly))
            if many
            else Said("Không tính ngày nghỉ hằng tuần: {named}.", named=named)
        )
    if others:
        said.append(Said("Không tính ngày nghỉ lễ, nghỉ bù: {days}.", days=_runs(others)))
    if made_up:
        said.append(Said("Có tính ngày làm bù: {days}.", days=", ".join(_weekday(day) for day in made_up)))
    return said


def _working_days(
    start: dt.datetime, end: dt.datetime, limit: Limit, calendar: WorkingCalendar, cutoff: Cutoff
) -> list[Said]:
    whole, part = divmod(limit.amount, 1)
    if not 1 <= whole <= _COUNTED_OUT:
        return []
    begin = start_of(start, calendar, cutoff)
    one_by_one = [working_day_after(start, n, calendar, cutoff) for n in range(1, int(whole) + 1)]
    counted = [calendar.add_working_days(begin, n) for n in range(1, int(whole) + 1)] if part else one_by_one
    said = [
        Said("Ngày làm việc thứ {n}: {day}.", n=n, day=at.date()) for n, at in enumerate(counted, start=1)
    ]
    if part:
        hours = f"{(part * 8).normalize():f}".replace(".", ",")
        said.append(Said("Phần lẻ {hours} giờ làm việc tính tiếp từ {at}.", hours=hours, at=counted[-1]))
    elif end == calendar.add_working_days(begin, int(whole)) and end.time() != begin.time():
        said.append(Said("Ngày hẹn làm việc ít giờ hơn nên hẹn vào cuối buổi làm việc gần nhất."))
    return said


def _short(day: dt.date) -> str:
    return f"{day.day}/{day.month}"


def _weekday(day: dt.date) -> str:
    return f"{WEEKDAYS[day.weekday()]} {_short(day)}"


def _runs(days: list[dt.date]) -> str:
    """``16/2–20/2, 24/11``."""
    said = []
    for _, group in groupby(enumerate(days), key=lambda pair: pair[1].toordinal() - pair[0]):
        run = [day for _, day in group]
        said.append(_short(run[0]) if len(run) == 1 else f"{_short(run[0])}–{_short(run[-1])}")
    return ", ".join(said)
