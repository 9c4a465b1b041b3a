"""The coordination programme of 2021–2026 with its joint work, about to end; a regulation until 2027."""

import datetime as dt
from collections.abc import Iterator

from motcua.areas.programmes import actions as programmes
from motcua.conf.demonstration.year import Story, Year

PARTIES = ["Ban Dân vận Đảng ủy", "UBND phường", "Ủy ban MTTQ Việt Nam phường"]


def programme(year: Year, start: dt.datetime) -> Story:
    """Entered, planned for the year, one joint task done and one open, looked back on."""
    office, on = year.posts["office-head"], year.until.date()
    yield start
    made = programmes.enter(
        by=office, at=year.at, kind="programme", number="01-CTPH/DV-UBND-MTTQ", parties=PARTIES,
        title="Phối hợp thực hiện công tác dân vận giai đoạn 2021-2026", signatories=["Chủ tịch UBND phường"],
        signed_on=dt.date(2021, 6, 15), begins_on=dt.date(2021, 6, 15), ends_on=dt.date(2026, 12, 31),
        contents="Tuyên truyền, vận động Nhân dân thực hiện chủ trương, chính sách.\n"
        "Đối thoại, nắm tình hình Nhân dân.\nGiám sát, phản biện xã hội.",
    )  # fmt: skip
    yield year.later(1, start)
    content = "Ba buổi đối thoại, một đợt giám sát việc tiếp công dân."
    programmes.plan_year(by=office, at=year.at, programme=made.code, year=on.year, content=content)
    for what, lead, days in (
        ("Tổ chức đối thoại với Nhân dân về môi trường", "UBND phường", -20),
        ("Giám sát việc trả lời kiến nghị của Nhân dân", "Ủy ban MTTQ Việt Nam phường", 25),
    ):
        due = min(on + dt.timedelta(days=days), dt.date(2026, 12, 31))
        programmes.add_task(
            by=office,
            at=year.at,
            programme=made.code,
            what=what,
            lead=lead,
            beside="Ban Dân vận Đảng ủy",
            due_on=due,
        )
    yield max(year.later(4, year.at), year.until - dt.timedelta(days=21))
    programmes.finish_task(
        by=year.posts["social-1"], at=year.at, programme=made.code, n=1, result="Đã đối thoại, 84 người dự."
    )
    front = year.posts["front"]
    programmes.report_progress(
        by=front,
        at=year.at,
        programme=made.code,
        n=2,
        text="Đã giám sát 2 trong 3 nơi; nơi thứ ba hẹn tuần sau.",
    )
    programmes.give_part(
        by=front, at=year.at, programme=made.code, year=on.year,
        text="Đối thoại đều, có trả lời; thông tin đột xuất giữa các bên còn chậm.",
    )  # fmt: skip
    programmes.propose(
        by=front,
        at=year.at,
        programme=made.code,
        year=on.year,
        text="Thêm một buổi đối thoại về trật tự đô thị.",
    )
    yield max(year.later(4, year.at), year.until - dt.timedelta(days=10))
    programmes.review(
        by=office, at=year.at, programme=made.code, kind="preliminary", on=year.at.date(),
        findings="Làm được: đối thoại đều, trả lời đúng hạn hơn.\nChưa được: thông tin giữa các bên còn chậm.",
    )  # fmt: skip


def regulation(year: Year, start: dt.datetime) -> Story:
    """A regulation that runs on."""
    yield start
    programmes.enter(
        by=year.posts["office-head"], at=year.at, kind="regulation", parties=[*PARTIES[1:], "Hội Nông dân phường"],
        title="Quy chế phối hợp thực hiện công tác dân vận giai đoạn 2022 - 2027", signed_on=dt.date(2022, 3, 1),
        begins_on=dt.date(2022, 3, 1), ends_on=dt.date(2027, 12, 31), contents="Trao đổi thông tin hằng quý.",
    )  # fmt: skip


def stories(year: Year) -> Iterator[Story]:
    """Two agreements that the ward took over."""
    for days, story in ((300, programme), (298, regulation)):
        on = year.calendar.next_working_day(year.until.date() - dt.timedelta(days=days))
        yield story(year, year.calendar.opening(on) + dt.timedelta(minutes=20))
