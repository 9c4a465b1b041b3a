"""Communication of laws through the year: land law in every neighbourhood, cashless fees, fire safety, a coming one."""

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from motcua.areas.campaigns import actions as campaigns
from motcua.conf.demonstration.year import Story, Year

DAY = dt.timedelta(days=1)


class Drive(NamedTuple):
    """A campaign: what, by which instruments, for whom, who answers for it, how long, when it began (days ago)."""

    title: str
    goal: str
    instruments: tuple[str, ...]
    audiences: tuple[str, ...]
    post: str
    days: int
    began: int
    activities: tuple[tuple[str, int, str, int, str], ...]
    """Channel, day of the campaign, place, reach (0: not held), counted how."""


DRIVES = (
    Drive(
        "Luật Đất đai đến từng tổ dân phố", "Để người dân biết quyền, trình tự khi Nhà nước thu hồi đất, bồi thường.",
        ("31/2024/QH15",), ("residents", "affected"), "land-1", 40, 120,
        (
            ("meeting", 3, "Nhà văn hóa tổ dân phố số 5", 64, "heads"), ("loudspeaker", 5, "", 12, "broadcasts"),
            ("leaflet", 10, "Các tổ dân phố", 1500, "copies"), ("visit", 20, "Khu ngoài đê", 38, "households"),
            ("contest", 30, "Trường trung học cơ sở", 0, ""),
        ),
    ),
    Drive(
        "Nộp hồ sơ, trả phí không dùng tiền mặt", "Hướng dẫn nộp hồ sơ trực tuyến, trả phí bằng mã QR.",
        ("118/2025/NĐ-CP", "61/2018/NĐ-CP"), ("residents", "elderly"), "social-1", 30, 20,
        (
            ("meeting", 2, "Nhà văn hóa tổ dân phố số 3", 41, "heads"), ("page", 4, "", 860, "views"),
            ("school", 12, "Trường tiểu học", 220, "heads"), ("visit", 26, "Chợ phường", 0, ""),
        ),
    ),
    Drive(
        "Bảo vệ dữ liệu cá nhân, phòng lừa đảo", "Nhận ra lừa đảo giả danh cơ quan; giữ kín số định danh, mật khẩu.",
        ("91/2025/QH15",), ("elderly", "newcomers", "businesses"), "justice-1", 25, 6,
        (("loudspeaker", 1, "", 6, "broadcasts"), ("meeting", 15, "Hội trường phường", 0, "")),
    ),
)  # fmt: skip


def drive(year: Year, start: dt.datetime, it: Drive) -> Story:
    """Planned by who answers for it, let through by the chair, its activities held or not, summed up when over."""
    by, chair = year.posts[it.post], year.posts["chair"]
    yield start
    on = year.at.date()
    made = campaigns.plan(
        by=by, at=year.at, title=it.title, goal=it.goal, instruments=it.instruments, audiences=it.audiences,
        starts_on=on, ends_on=on + it.days * DAY, post=it.post,
    )  # fmt: skip
    for channel, day, place, _reach, _counted in it.activities:
        campaigns.add_activity(
            by=by, at=year.at, campaign=made.code, channel=channel, on=on + day * DAY, place=place
        )
    yield year.later(2, year.at)
    campaigns.open_campaign(by=chair, at=year.at, campaign=made.code)
    for n, (_channel, day, _place, reach, counted) in enumerate(it.activities, 1):
        yield max(start + day * DAY + dt.timedelta(hours=7), year.at)
        if reach:
            campaigns.report_activity(
                by=by, at=year.at, campaign=made.code, n=n, reach=reach, counted=counted
            )
        else:
            campaigns.skip_activity(
                by=by, at=year.at, campaign=made.code, n=n, said="Trùng lịch kiểm tra của trường."
            )
    yield max(start + it.days * DAY + dt.timedelta(hours=3), year.at)
    campaigns.finish(
        by=chair, at=year.at, campaign=made.code,
        result="Người dân hỏi nhiều về giá bồi thường và nơi tạm cư; phát hết tờ gấp, cần làm lại ở các khu trọ.",
    )  # fmt: skip


def stories(year: Year) -> Iterator[Story]:
    """One summed up, two that are on."""
    for it in DRIVES:
        on = year.calendar.next_working_day(year.until.date() - it.began * DAY)
        yield drive(year, year.calendar.opening(on) + dt.timedelta(minutes=year.dice.randrange(5, 90)), it)
