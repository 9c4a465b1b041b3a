"""Three initiatives of the ward: recognised and done elsewhere too, declined, waiting."""

import datetime as dt
from collections.abc import Iterator

from motcua.areas.initiatives import actions
from motcua.conf.demonstration.year import Story, Year

TOLD = (
    ("one-stop-1", "cai-cach-hanh-chinh", "Phiếu kiểm tra giấy tờ in sẵn theo từng thủ tục", "recognised"),
    ("economy-1", "chuyen-doi-so", "Mua thêm màn hình cho từng bàn", "declined"),
    ("social-1", "dan-van", "Nhóm hỏi đáp của tổ dân phố", ""),
)


def told(year: Year, start: dt.datetime, post: str, field: str, title: str, outcome: str) -> Story:
    """Proposed, judged three weeks later, done elsewhere a month after."""
    yield start
    made = actions.propose(
        by=year.posts[post], at=year.at, field=field, title=title, problem="Người dân phải đi lại vì thiếu giấy tờ.",
        solution="Hướng dẫn đủ ngay từ đầu.", benefit="Bớt một lần đi lại.",
    )  # fmt: skip
    if not outcome:
        return
    yield year.later(120, year.at)
    if outcome == "declined":
        actions.decline(by=year.posts["chair"], at=year.at, initiative=made.code, opinion="Chưa có kinh phí.")
        return
    actions.recognise(
        by=year.posts["chair"], at=year.at, initiative=made.code, number="214/QĐ-UBND", decided_on=year.at.date(),
        reach="unit", opinion="Làm được ngay, không tốn kinh phí.",
    )  # fmt: skip
    yield year.later(160, year.at)
    actions.replicate(
        by=year.posts["office-head"], at=year.at, initiative=made.code, where="Phòng Văn hóa - Xã hội",
        on=year.at.date(),
    )  # fmt: skip


def stories(year: Year) -> Iterator[Story]:
    """One after another."""
    for n, one in enumerate(TOLD):
        on = year.calendar.next_working_day(year.until.date() - dt.timedelta(days=110 - 45 * n))
        yield told(year, year.calendar.opening(on) + dt.timedelta(minutes=50), *one)
