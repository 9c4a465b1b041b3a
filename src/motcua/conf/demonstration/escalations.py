"""Matters beyond the ward's competence: coaches on the trunk road, a bus stop, land: answered, waiting, late."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from motcua.areas.escalations import actions as escalations
from motcua.base.people.queries import actor_for_post
from motcua.conf.demonstration.year import Story, Year

DAY = dt.timedelta(days=1)
CITY = "01"


def _raised(year: Year, title: str, topic: str, asked: str, why: str, days: int, to: str = "") -> Any:
    """The chair raises it, to the city or to a body outside."""
    on = year.at.date()
    outside = (
        {"to_name": to, "number": f"{year.dice.randrange(60, 400)}/UBND-VP", "sent_on": on} if to else {}
    )
    return escalations.raise_matter(
        by=year.posts["chair"], at=year.at, title=title, topic=topic, asked=asked, why=why,
        reply_by=on + days * DAY, **({"to_agency": CITY} if not to else outside),
    )  # fmt: skip


def coaches(year: Year, start: dt.datetime) -> Story:
    """To the city, received, answered and followed."""
    yield start
    made = _raised(
        year, "Xe khách đón trả khách trái phép trên tuyến quốc lộ", "order", "Lập chốt kiểm soát giờ cao điểm.",
        "Xử lý trên tuyến quốc lộ thuộc lực lượng của thành phố, ngoài thẩm quyền UBND phường.", 20,
    )  # fmt: skip
    yield year.later(10, year.at)
    above = actor_for_post("police-head", year.at.date())
    escalations.receive(by=above, at=year.at, escalation=made.code)
    yield year.later(60, year.at)
    escalations.reply(
        by=above, at=year.at, escalation=made.code, outcome="instructed", reply_number="1180/CAHN-QLHC",
        reply_on=year.at.date(), reply="Lập chốt từ tuần sau; phường nhắc các nhà xe đón khách đúng bến.",
    )  # fmt: skip
    yield year.later(30, year.at)
    escalations.end(
        by=year.posts["office-head"], at=year.at, escalation=made.code,
        action="Đã họp với các nhà xe, nhắc trên loa phường, báo lại các tổ dân phố.",
    )  # fmt: skip


def answered(year: Year, start: dt.datetime) -> Story:
    """To a body outside; its answer waits for what is done with it."""
    yield start
    made = _raised(
        year, "Dời điểm dừng xe buýt sát cổng trường", "infrastructure", "Dời điểm dừng xe buýt cách cổng trường 50 m.",
        "Điểm dừng xe buýt do Sở Xây dựng thành phố đặt.", 15, to="Sở Xây dựng thành phố Hà Nội",
    )  # fmt: skip
    yield year.later(50, year.at)
    escalations.reply(
        by=year.posts["office-head"], at=year.at, escalation=made.code, outcome="decided", reply_on=year.at.date(),
        reply_number="902/SXD-QLVT", reply="Đồng ý dời điểm dừng; thực hiện trong tháng tới.",
    )  # fmt: skip


def waiting(year: Year, start: dt.datetime, title: str, asked: str, why: str, days: int) -> Story:
    """Nothing came back yet."""
    yield start
    _raised(year, title, "land", asked, why, days)


def stories(year: Year) -> Iterator[Story]:
    """One of each standing, one of them late."""
    yield coaches(year, _morning(year, 60))
    yield answered(year, _morning(year, 18))
    yield waiting(
        year, _morning(year, 30), "Ranh giới đất giữa hai phường", "Xác định lại ranh giới ngoài thực địa.",
        "Địa giới giữa hai phường do thành phố quản lý hồ sơ.", 14,
    )  # fmt: skip
    yield waiting(
        year, _morning(year, 3), "Đất xen kẹt của doanh nghiệp nhà nước", "Cho ý kiến về thu hồi làm sân chơi.",
        "Thu hồi đất của tổ chức này thuộc thẩm quyền cấp trên.", 15,
    )  # fmt: skip


def _morning(year: Year, days: int) -> dt.datetime:
    """Some minutes after the offices open, on a working day so many days ago."""
    on = year.calendar.next_working_day(year.until.date() - days * DAY)
    return year.calendar.opening(on) + dt.timedelta(minutes=year.dice.randrange(5, 90))
