"""A deadline in words: how it was counted, and how far it is."""

import datetime as dt
from itertools import groupby

from motcua.rules.calendar import WorkingCalendar, local
from motcua.rules.deadlines.counting import Cutoff, counted_from, due, is_cut_off, start_of
from motcua.rules.deadlines.limits import Limit, TimeUnit
from motcua.rules.vietnamese import WEEKDAYS, day_words, moment_words, span_words

_COUNTED_OUT = 10
_REST_NAMED = 4
_WORKING = frozenset({TimeUnit.WORKING_DAY, TimeUnit.WORKING_HOUR})
_CUTOFF_WORDS = {
    Cutoff.LAST_HOUR: "Nhận trong giờ làm việc cuối cùng của ngày",
    Cutoff.AFTER_15H: "Nhận sau 15 giờ",
}


def explain(
    start: dt.datetime, limit: Limit, calendar: WorkingCalendar, cutoff: Cutoff = Cutoff.NONE
) -> list[str]:
    """How ``due`` counts, in Vietnamese sentences in order; the last one states the result."""
    start = local(start)
    end = due(start, limit, calendar, cutoff)
    said = [f"Nhận hồ sơ lúc {moment_words(start)}.", *_moved(start, limit, calendar, cutoff)]
    if limit.same_day:
        said.append("Thời hạn: trả kết quả trong ngày làm việc.")
    elif limit.unit is TimeUnit.DAY:
        said += _calendar_days(counted_from(start, calendar, cutoff), limit, calendar)
    elif limit.unit is TimeUnit.HOUR:
        said.append(f"Thời hạn: {limit.words()}, tính liên tục cả ngày và đêm.")
    else:
        begin = start_of(start, calendar, cutoff)
        said.append(f"Thời hạn: {limit.words()}.")
        said += _rest_days(begin.date(), end.date(), calendar)
        if limit.unit is TimeUnit.WORKING_DAY:
            said += _working_days(begin, end, limit, calendar)
    said.append(f"Hẹn trả kết quả: {moment_words(end)}.")
    return said


def remaining_words(now: dt.datetime, due_at: dt.datetime, calendar: WorkingCalendar) -> str:
    """``còn 2 ngày làm việc``, ``trễ 3 giờ làm việc``; whole units, rounded down."""
    late = local(now) > local(due_at)
    first, last = (due_at, now) if late else (now, due_at)
    seconds = calendar.working_seconds_between(first, last)
    days = int(calendar.working_days_between(first, last))
    if days:
        span = f"{days} ngày làm việc"
    elif seconds >= 60:
        span = span_words(seconds)
    else:
        return "vừa quá hạn" if late else "đến hạn"
    return f"trễ {span}" if late else f"còn {span}"


def _moved(start: dt.datetime, limit: Limit, calendar: WorkingCalendar, cutoff: Cutoff) -> list[str]:
    begin = start_of(start, calendar, cutoff)
    if is_cut_off(start, calendar, cutoff):
        return [f"{_CUTOFF_WORDS[cutoff]} nên tính từ ngày làm việc tiếp theo: {moment_words(begin)}."]
    if begin != start and (limit.unit in _WORKING or limit.same_day):
        return [f"Ngoài giờ làm việc nên tính từ đầu buổi làm việc kế tiếp: {moment_words(begin)}."]
    return []


def _calendar_days(begin: dt.datetime, limit: Limit, calendar: WorkingCalendar) -> list[str]:
    last = begin.date() + dt.timedelta(days=int(limit.amount))
    rolled = calendar.next_working_day(last)
    said = [
        f"Thời hạn: {limit.words()}, tính cả ngày nghỉ; không tính ngày {_short(begin.date())}, "
        f"ngày thứ nhất là {day_words(begin.date() + dt.timedelta(days=1))}."
    ]
    if rolled == last:
        return [*said, f"Ngày thứ {int(limit.amount)} là {day_words(last)}."]
    return [
        *said,
        f"Ngày thứ {int(limit.amount)} là {day_words(last)}, ngày nghỉ, "
        f"nên chuyển sang ngày làm việc tiếp theo: {day_words(rolled)}.",
    ]


def _rest_days(first: dt.date, last: dt.date, calendar: WorkingCalendar) -> list[str]:
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
            f"Không tính {len(weekly)} ngày nghỉ hằng tuần."
            if many
            else f"Không tính ngày nghỉ hằng tuần: {named}."
        )
    if others:
        said.append(f"Không tính ngày nghỉ lễ, nghỉ bù: {_runs(others)}.")
    if made_up:
        said.append(f"Có tính ngày làm bù: {', '.join(_weekday(day) for day in made_up)}.")
    return said


def _working_days(begin: dt.datetime, end: dt.datetime, limit: Limit, calendar: WorkingCalendar) -> list[str]:
    whole, part = divmod(limit.amount, 1)
    if not 1 <= whole <= _COUNTED_OUT:
        return []
    counted = [calendar.add_working_days(begin, n) for n in range(1, int(whole) + 1)]
    said = [f"Ngày làm việc thứ {n}: {day_words(at.date())}." for n, at in enumerate(counted, start=1)]
    if part:
        hours = f"{(part * 8).normalize():f}".replace(".", ",")
        said.append(f"Phần lẻ {hours} giờ làm việc tính tiếp từ {moment_words(counted[-1])}.")
    elif end.time() != begin.time():
        said.append("Ngày hẹn làm việc ít giờ hơn nên hẹn vào cuối buổi làm việc gần nhất.")
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
