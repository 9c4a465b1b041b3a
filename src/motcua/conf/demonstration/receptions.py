"""Three months of citizen reception: the chair's duty days, who signed up, visits with every way they end."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from motcua.areas.receptions import actions as receptions
from motcua.areas.receptions import queries
from motcua.base.journal.ports import CITIZEN
from motcua.conf.demonstration.founding import WARD
from motcua.conf.demonstration.year import Story, Year

MONTHS, LEAST = 3, 40
MATTERS = (
    ("suggestion", "environment", "Đường ngõ 42 phố Cổ Linh ngập mỗi khi mưa, đề nghị làm rãnh thoát nước."),
    ("complaint", "land", "Không đồng ý với quyết định thu hồi đất nông nghiệp tại khu Thạch Cầu."),
    ("suggestion", "policy", "Hỏi về điều kiện hưởng trợ cấp xã hội hằng tháng cho mẹ 82 tuổi."),
    ("complaint", "building", "Nhà liền kề xây lấn ngõ đi chung, đã có biên bản mà chưa tháo dỡ."),
    ("suggestion", "order", "Quán karaoke mở nhạc quá giờ, các hộ xung quanh không ngủ được."),
)  # fmt: skip


def arrange(year: Year, start: dt.datetime) -> Story:
    """Who must receive, and where."""
    yield start
    office = year.posts["office-head"]
    receptions.name_receiver(by=office, at=year.at, agency=WARD, post="chair", role="chair")
    receptions.set_place(
        by=office, at=year.at, agency=WARD, name="Phòng tiếp công dân, tầng 1 trụ sở UBND phường",
        address="Phường Long Biên, Hà Nội",
        equipment=["sign", "rules", "schedule", "guide", "seats", "access", "camera", "network"],
    )  # fmt: skip


def month(year: Year, start: dt.datetime, of: tuple[int, int], first: bool) -> Story:
    """The days of a month: planned by the law, published, held, each with who came; one moved, one missed."""
    yield start
    posts, at = year.posts, year.at
    days = receptions.plan_month(
        by=posts["office-head"], at=at, agency=WARD, year=of[0], month=of[1], post="chair", place=1, seats=8,
        about="Đất đai, trật tự xây dựng, môi trường",
    )  # fmt: skip
    for day in days:
        receptions.publish(by=posts["chair"], at=year.at, day=day, reason="Kiện toàn lịch tiếp của tháng")
    if first and len(days) > 1:
        yield year.calendar.opening(year.calendar.previous_working_day(days[0].on - dt.timedelta(days=1)))
        to = year.calendar.next_working_day(days[0].on + dt.timedelta(days=1))
        days[0] = receptions.move(
            by=posts["chair"], at=year.at, day=days[0], to=to, reason="Họp Ban Chấp hành Đảng bộ phường"
        )
    for n, day in enumerate(days):
        begins = dt.datetime.combine(day.on, day.starts, year.until.tzinfo)
        yield year.calendar.opening(year.calendar.previous_working_day(day.on - dt.timedelta(days=2)))
        if queries.starts_at(day) > year.at:
            for who in year.dice.sample([one for one in year.people if one["kind"] == "person"], 2):
                receptions.sign_up(
                    by=CITIZEN, at=year.at, day=day.code, name=who["name"], phone=who["phone"],
                    about=MATTERS[n % len(MATTERS)][2],
                )  # fmt: skip
        if first and n == 1:
            yield begins + dt.timedelta(days=1, hours=2)
            receptions.explain(
                by=posts["justice-1"], at=year.at, day=day, reason="Chỉ đạo phòng, chống úng ngập do mưa lớn"
            )
            continue
        yield begins + dt.timedelta(minutes=20)
        for k in range(2):
            _by_head(year, day.code, MATTERS[(n + k) % len(MATTERS)], answered=bool(k))
        yield begins + dt.timedelta(hours=3)
        receptions.hold(by=posts["justice-1"], at=year.at, day=day.code)


def _visitor(year: Year) -> Mapping[str, str]:
    return year.dice.choice([one for one in year.people if one["kind"] == "person"])


def _by_head(year: Year, day: str, matter: tuple[str, str, str], *, answered: bool) -> None:
    said, topic, summary = matter
    made = receptions.receive(
        by=year.posts["justice-1"], at=year.at, agency=WARD, visitor=_visitor(year), petition_class=said, topic=topic,
        summary=summary, day=day,
    )  # fmt: skip
    more: dict[str, Any] = {} if answered else {
        "until": year.at.date() + dt.timedelta(days=14), "contact": "Công chức tiếp công dân",
        "agencies": [{"agency": "Phòng Kinh tế, Hạ tầng và Đô thị", "task": "Kiểm tra thực địa, đề xuất xử lý"}],
    }  # fmt: skip
    text = (
        "Đã giải thích, công dân đồng ý." if answered else "Giao phòng chuyên môn kiểm tra, báo cáo Chủ tịch."
    )
    receptions.conclude(by=year.posts["chair"], at=year.at, visit=made, text=text, **more)


def regular(year: Year, start: dt.datetime, n: int) -> Story:
    """A visit on any working day; answered on the spot, later, refused, or left to wait."""
    said, topic, summary = MATTERS[n % len(MATTERS)]
    yield start
    desk, way = year.posts["justice-1"], n % 6
    ways: dict[int, dict[str, Any]] = {
        0: {"result": "guided", "result_note": "Nộp tại quầy 1.", "to_agency": "Trung tâm Phục vụ HCC"},
        1: {"petition": {"content": summary, "signed": "signature"}},
        2: {"persons": 7, "representatives": ["Nguyễn Văn Đạt"]},
        3: {"result": "turned_away", "ground": "9.3"},
        4: {"papers": [{"name": "Ảnh chụp hiện trường", "copies": 3}, {"name": "Biên bản hòa giải", "copies": 1}]},
        5: {},
    }  # fmt: skip
    given = ways[way]
    made = receptions.receive(
        by=desk, at=year.at, agency=WARD, visitor=_visitor(year), petition_class=said, topic=topic, summary=summary,
        **given,
    )  # fmt: skip
    if way == 3:
        yield year.later(10, year.at)
        note = "Vụ việc đã có quyết định giải quyết có hiệu lực, không có tình tiết mới."
        receptions.refuse(by=year.posts["chair"], at=year.at, visit=made, note=note)
    elif way in (2, 4):
        yield year.later(24, year.at)
        receptions.reply(by=desk, at=year.at, visit=made, result="accepted")
    elif way == 5:
        yield year.later(30, year.at)
        receptions.reply(by=desk, at=year.at, visit=made, result="transferred", to_agency="Sở Xây dựng")


def briefed(year: Year, start: dt.datetime, of: tuple[int, int], matter: str) -> Story:
    """The briefing of a month: a matter raised, the conclusions of the chair."""
    yield start
    office, first = year.posts["office-head"], dt.date(*of, 1)
    made = receptions.open_briefing(by=office, at=year.at, agency=WARD, month=first)
    receptions.raise_matter(
        by=office, at=year.at, briefing=made, text=matter, unit="Phòng Kinh tế, Hạ tầng và Đô thị",
        due=year.at.date() + dt.timedelta(days=20),
    )  # fmt: skip
    yield year.later(2, year.at)
    receptions.close_briefing(
        by=year.posts["chair"], at=year.at, briefing=made, held_on=year.at.date(),
        present="Văn phòng HĐND và UBND, Phòng Kinh tế, Hạ tầng và Đô thị, Công an phường",
        conclusions="Các đơn vị giải quyết việc đã nêu đúng hạn, báo cáo tại buổi giao ban sau.",
    )  # fmt: skip


def many(year: Year, start: dt.datetime) -> Story:
    """A group that came with one content; part of what is owed to it is done."""
    yield start
    desk, who = year.posts["justice-1"], _visitor(year)
    made = receptions.receive(
        by=desk, at=year.at, agency=WARD, visitor={"name": who["name"], "address": "Tổ 5, phường Long Biên"}, persons=9,
        petition_class="suggestion", topic="environment", summary=MATTERS[0][2], representatives=[who["name"]],
    )  # fmt: skip
    for duty in ("appoint", "written"):
        receptions.fulfil_duty(by=desk, at=year.at, visit=made, duty=duty)


def stories(year: Year) -> Iterator[Story]:
    """The duty days of the last months and the next, and a visit a week between them; none in a small year."""
    if year.count < LEAST:
        return
    today = year.until.date()
    months = [_back(today, n) for n in range(MONTHS, -2, -1)]
    begins = year.calendar.opening(
        year.calendar.next_working_day(dt.date(*months[0], 1) - dt.timedelta(days=20))
    )
    yield arrange(year, begins)
    for n, of in enumerate(months):
        day = year.calendar.next_working_day(dt.date(*of, 1) - dt.timedelta(days=12))
        yield month(year, year.calendar.opening(day) + dt.timedelta(minutes=30 + n), of, n == 1)
    for n, of in enumerate(months[:-2]):
        last = dt.date(*months[n + 1], 1) - dt.timedelta(days=1)
        at = year.calendar.opening(year.calendar.previous_working_day(last)) + dt.timedelta(
            hours=1, minutes=n
        )
        yield briefed(year, at, of, MATTERS[n % len(MATTERS)][2])
    group = year.calendar.previous_working_day(today - dt.timedelta(days=4))
    yield many(year, year.calendar.opening(group) + dt.timedelta(hours=2))
    for n in range(12):
        day = year.calendar.previous_working_day(today - dt.timedelta(days=2 + 6 * n))
        yield regular(year, year.calendar.opening(day) + dt.timedelta(minutes=40 + 11 * n), n)


def _back(today: dt.date, months: int) -> tuple[int, int]:
    place = today.year * 12 + today.month - 1 - months
    return place // 12, place % 12 + 1
