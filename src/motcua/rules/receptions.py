"""Citizen reception (tiếp công dân): how often who receives, what is said no to, what is due (R6.1–R6.14).

Luật Tiếp công dân 42/2013/QH13, Luật 136/2025/QH15, NĐ 154/2026/NĐ-CP. How often and how many days before are
parameters of the law; here is what follows from them.
"""

import calendar
import datetime as dt
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from motcua.rules.calendar import WorkingCalendar
from motcua.rules.impossible import Invalid

LAW = "Luật Tiếp công dân 42/2013/QH13"
DECREE = "154/2026/NĐ-CP"
THURSDAY = 3
Working = Callable[[dt.date], bool]


# ── how often ───────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Frequency:
    """So many days a week or a month at least (R6.1)."""

    times: int
    per: str

    @classmethod
    def of(cls, value: Mapping[str, Any]) -> "Frequency":
        """From the law's parameter: {"times": 2, "per": "month"}."""
        if value["per"] not in ("week", "month") or not 1 <= int(value["times"]) <= 5:
            raise Invalid(field="frequency", text="Số ngày tiếp công dân ghi theo tuần hoặc theo tháng.")
        return cls(int(value["times"]), str(value["per"]))


def days_of(year: int, month: int) -> list[dt.date]:
    """Every day of a month."""
    return [dt.date(year, month, n) for n in range(1, calendar.monthrange(year, month)[1] + 1)]


def weeks_of(year: int, month: int) -> list[dt.date]:
    """The Mondays of the weeks that belong to a month: those whose Thursday lies in it, so that each belongs to one."""
    return [
        day - dt.timedelta(days=THURSDAY) for day in days_of(year, month) if day.weekday() == THURSDAY
    ]  # fmt: skip


def due_in(frequency: Frequency, year: int, month: int) -> int:
    """How many days are due in a month at least."""
    return frequency.times * (len(weeks_of(year, month)) if frequency.per == "week" else 1)


def proposed(
    frequency: Frequency, year: int, month: int, working: Working, *, weekday: int = THURSDAY,
    taken: Collection[dt.date] = (),
) -> list[dt.date]:  # fmt: skip
    """The duty days of a month: on the weekday people know, on another working day where that is a holiday.

    A week, or a month, with too few working days gets as many as it has: nobody receives on a holiday.
    """
    found = list[dt.date]()
    for wanted, span in _wanted(frequency, year, month, weekday):
        free = [day for day in span if working(day) and day not in found and day not in taken]
        if free:
            # the same day if it can be, else the first after it, else the last before it
            found.append(min(free, key=lambda day: (day < wanted, abs((day - wanted).days))))
    return sorted(found)


def _wanted(
    frequency: Frequency, year: int, month: int, weekday: int
) -> Iterator[tuple[dt.date, list[dt.date]]]:
    every = days_of(year, month)
    if frequency.per == "week":
        for monday in weeks_of(year, month):
            week = [monday + dt.timedelta(days=n) for n in range(7)]
            for n in range(frequency.times):
                yield week[(weekday + n) % 7], week
        return
    same = [day for day in every if day.weekday() == weekday]
    for n in range(frequency.times):
        yield same[(2 * n + 1) * len(same) // (2 * frequency.times)], every


def posted_in_time(calendar_: WorkingCalendar, on: dt.date, posted: dt.date, days: int) -> bool:
    """Whether so many working days passed from the day of posting, not counted, to the day itself (R6.4, R6.5)."""
    first = posted + dt.timedelta(days=1)
    return calendar_.working_days(first, on + dt.timedelta(days=1)) >= days


def last_day_to_post(calendar_: WorkingCalendar, on: dt.date, days: int) -> dt.date:
    """The last working day on which posting is in time for ``on``."""
    day = on
    while not posted_in_time(calendar_, on, day, days):
        day -= dt.timedelta(days=1)
    return calendar_.previous_working_day(day)


@dataclass(frozen=True)
class Compliance:
    """Duty days of a post in a time: due by the law, held, of which moved to another day, missed (R6.1)."""

    due: int = 0
    held: int = 0
    moved: int = 0
    missed: int = 0

    @property
    def short(self) -> int:
        """How many days the law asked for that were not held."""
        return max(0, self.due - self.held)


# ── grounds ─────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Ground:
    """A ground with its law; ``written``: it is said no to in writing (R6.8); ``since`` which day it is one."""

    code: str
    text: str
    law: str
    written: bool = False
    since: dt.date = dt.date(2014, 7, 1)


DECREED = dt.date(2026, 7, 1)
"""When NĐ 154/2026/NĐ-CP took effect."""


_ARTICLE_4 = f"{DECREE} Điều 4 khoản 1 điểm"
REFUSALS: tuple[Ground, ...] = (
    Ground("9.1", "Say do dùng chất kích thích, không làm chủ được hành vi của mình", f"{LAW} Điều 9 khoản 1"),
    Ground(
        "9.2", "Đe dọa, xúc phạm cơ quan, người tiếp công dân, gây rối trật tự, vi phạm nội quy",
        f"{LAW} Điều 9 khoản 2",
    ),
    Ground(
        "9.3", "Vụ việc đã được giải quyết đúng pháp luật, đã kiểm tra, thông báo bằng văn bản mà vẫn kéo dài",
        f"{LAW} Điều 9 khoản 3", written=True,
    ),
    Ground("9.4", "Trường hợp khác theo quy định của pháp luật", f"{LAW} Điều 9 khoản 4"),
    *(replace(one, since=DECREED) for one in (
        Ground("4.1a", "Mang vũ khí, chất nổ, vật nguy hiểm mà không giao nộp", f"{_ARTICLE_4} a"),
        Ground("4.1b", "Không chấp hành kiểm tra an ninh", f"{_ARTICLE_4} b"),
        Ground("4.1c", "Đã được yêu cầu mà vẫn ghi âm, ghi hình, phát trực tiếp trái quy định", f"{_ARTICLE_4} c"),
        Ground("4.1d", "Kích động, lôi kéo, gây mất trật tự nơi tiếp công dân", f"{_ARTICLE_4} d"),
        Ground(
            "4.1đ", "Không có năng lực hành vi dân sự đầy đủ mà không có người đại diện hợp pháp", f"{_ARTICLE_4} đ"
        ),
        Ground("4.1e", "Người đại diện không có giấy tờ chứng minh", f"{_ARTICLE_4} e"),
        Ground("4.1g", "Nội dung không thuộc phạm vi tiếp công dân", f"{_ARTICLE_4} g"),
        Ground(
            "4.1h", "Đơn đã được nhận, hướng dẫn hoặc trả lời bằng văn bản, không có nội dung mới", f"{_ARTICLE_4} h",
            written=True,
        ),
        Ground("4.1i", "Đã có bản án, quyết định của Tòa án có hiệu lực, không được xem xét lại", f"{_ARTICLE_4} i"),
        Ground("4.1k", "Vụ việc đang được cơ quan khác có thẩm quyền giải quyết", f"{_ARTICLE_4} k"),
    )),
)  # fmt: skip
"""When a citizen may be refused (R6.7), with what is said orally and what in writing (R6.8)."""
REFUSAL: Mapping[str, Ground] = {one.code: one for one in REFUSALS}


def refusals(on: dt.date) -> list[Ground]:
    """The grounds on which a citizen may be refused on a day: a decree adds none to days before it."""
    return [one for one in REFUSALS if one.since <= on]


EXTRAORDINARY: tuple[Ground, ...] = (
    Ground("acute", "Vụ việc gay gắt, phức tạp, có nhiều người tham gia", f"{LAW} Điều 18 khoản 3"),
    Ground(
        "many_agencies", "Vụ việc liên quan nhiều cơ quan, các cơ quan còn ý kiến khác nhau", f"{LAW} Điều 18 khoản 3"
    ),
    Ground(
        "harm", "Chậm xử lý có thể gây hậu quả nghiêm trọng về an ninh, tài sản, tính mạng", f"{LAW} Điều 18 khoản 3"
    ),
)  # fmt: skip
"""When the head receives besides the periodic days (R6.2)."""

_ONLINE = f"{DECREE} Điều 16–24"
ONLINE: tuple[Ground, ...] = (
    Ground("complex", "Vụ việc phức tạp, kéo dài, cần nhiều cơ quan tham gia", _ONLINE),
    Ground(
        "remote", "Người ở vùng xa, người hưởng chính sách, già yếu, khuyết tật có yêu cầu", _ONLINE
    ),
    Ground("disaster", "Thiên tai, dịch bệnh, yêu cầu về an ninh, trật tự", _ONLINE),
    Ground("practical", "Yêu cầu thực tế khác", _ONLINE),
)  # fmt: skip
"""For whom a session may be held online (R6.5)."""


def check_online_denunciation(*, denounces: bool, waives_protection: bool) -> None:
    """Raises Invalid: who asks for their identity to be protected does not denounce on camera (R6.5)."""
    if denounces and not waives_protection:
        raise Invalid(
            field="waives_protection",
            text="Chỉ tiếp trực tuyến người tố cáo khi họ không yêu cầu giữ bí mật danh tính và bảo đảm được bí mật. "
            "Nếu không, mời họ đến trực tiếp.",
        )
