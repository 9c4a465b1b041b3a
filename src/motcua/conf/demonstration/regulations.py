"""The ward's regulation of work: every post leads something of its own, binding since half a year, reviewed once."""

import datetime as dt
from collections.abc import Iterator

from motcua.areas.regulations import actions, queries
from motcua.areas.regulations.choices import parts
from motcua.conf.demonstration.year import Story, Year

WORK = (
    ("Bố trí, vận hành Bộ phận Một cửa", "chair", "one-stop-head", "Trong ngày"),
    ("Trả lời phản ánh, kiến nghị của người dân", "vice-chair", "office-head", "15 ngày"),
    ("Đăng ký hộ tịch, chứng thực", "vice-chair", "justice-1", "Trong ngày"),
    ("Giải phóng mặt bằng trên địa bàn phường", "chair", "land-1", "Theo kế hoạch của dự án"),
)
"""Matters: what, who decides, who leads, within which time."""


def told(year: Year, start: dt.datetime) -> Story:
    """Drafted by the head of the office, adopted by the chair, looked at again four months later."""
    yield start
    office, chair, on = year.posts["office-head"], year.posts["chair"], year.at.date()
    made = actions.draft(by=office, at=year.at)
    where = {part: f"Điều {2 * n - 1}, Điều {2 * n}" for n, part in enumerate(parts(), 1)}
    actions.locate(by=office, at=year.at, regulation=made, where=where)
    for work, decides, leads, duty in WORK:
        actions.assign(
            by=office,
            at=year.at,
            regulation=made,
            work=work,
            decides=decides,
            leads=leads,
            duty=duty,
            told=["chair"],
        )
    for post, title in queries.bound(office.agency, on).items():
        if not queries.of_post(made, post):
            actions.assign(
                by=office, at=year.at, regulation=made, work=f"Việc theo bản mô tả vị trí: {title}", decides="chair",
                leads=post,
            )  # fmt: skip
    yield year.later(16, year.at)
    actions.adopt(
        by=chair, at=year.at, regulation=made, number="41/QĐ-UBND", signed_on=year.at.date(),
        valid_from=year.at.date(),
    )  # fmt: skip
    yield year.later(960, year.at)
    actions.review(
        by=office, at=year.at, regulation=made, on=year.at.date(), outcome="keep",
        findings="Phân công còn phù hợp; không vị trí nào thay đổi.",
    )  # fmt: skip


def stories(year: Year) -> Iterator[Story]:
    """One story."""
    on = year.calendar.next_working_day(year.until.date() - dt.timedelta(days=180))
    yield told(year, year.calendar.opening(on) + dt.timedelta(minutes=70))
