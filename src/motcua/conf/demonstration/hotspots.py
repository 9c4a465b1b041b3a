"""Earth tipped beside a lane becomes a hot spot; what officials hear from people, and the chair on a field trip."""

import datetime as dt
from collections.abc import Iterator

from motcua.areas.hotspots import actions as hotspots
from motcua.areas.petitions import actions as petitions
from motcua.conf.demonstration.founding import WARD
from motcua.conf.demonstration.year import Story, Year

EARLIER = (358, 301, 240, 187, 131, 76, 49)
"""Days ago on which one petition each came about the environment: what the ward was used to."""
LATELY = (26, 23, 21, 19, 16, 14, 12, 9, 7, 5)
OPENED, REVIEWED = 10, 3
SAID = (
    "Xe tải đổ đất sát ngõ suốt đêm, bụi vào nhà, đề nghị kiểm tra giấy phép.",
    "Đất đổ lấn xuống rãnh thoát nước, mưa là ngập cả ngõ, trẻ nhỏ không đi học được.",
    "Đề nghị cấm xe quá tải vào ngõ và rửa đường vì bùn đất trơn trượt.",
    "Bãi đất cao hơn tường rào, các hộ lo sạt, đề nghị phường về xem.",
)


def petition(year: Year, start: dt.datetime, content: str, signers: int = 1) -> Story:
    """One petition about it, brought to the counter."""
    people = [person for person in year.people if person["kind"] == "person"]
    yield start
    petitions.receive(
        by=year.posts["one-stop-1"], at=year.at, unit=WARD, channel="counter", said="suggestion", topic="environment",
        content=content, submitter=year.dice.choice(people), signers=signers,
        representatives=[year.dice.choice(people)["name"]] if signers > 1 else [],
    )  # fmt: skip


def hot_spot(year: Year, start: dt.datetime, reviewed: dt.datetime) -> Story:
    """The chair's judgment with who does what by when; one task is reported, and it is looked at again."""
    chair = year.posts["chair"]
    day = dt.timedelta(days=1)
    yield start
    made = hotspots.open_hot_spot(
        by=chair, at=year.at, title="Đổ đất cạnh ngõ, các hộ phản đối", topic="environment", spot="Ngõ cạnh bãi đất",
        assessment="Nhiều hộ trong ngõ cùng phản ánh việc đổ đất ban đêm, rãnh thoát nước bị lấp. Nếu mưa lớn có thể "
        "ngập và các hộ có thể chặn xe. Cần dừng đổ đất, gặp dân trong tuần.",
        tasks=[
            {"post": post, "what": what, "due_on": start.date() + days * day}
            for post, what, days in (
                ("land-1", "Kiểm tra giấy phép, lập biên bản nếu không có", 3),
                ("social-1", "Cùng tổ dân phố gặp các hộ, nghe hết ý kiến", 20),
            )
        ],
    )  # fmt: skip
    yield year.later(12, start)
    hotspots.finish_task(
        by=year.posts["land-1"], at=year.at, hotspot=made.code, n=1,
        result="Không có giấy phép; đã lập biên bản, chủ bãi cam kết dừng đổ đất.",
    )  # fmt: skip
    yield max(reviewed, year.later(1, year.at))
    hotspots.review(
        by=chair,
        at=year.at,
        hotspot=made.code,
        course="better",
        words="Đã dừng đổ đất; rãnh chưa nạo vét xong.",
    )


HEARD = (
    (
        "social-1",
        "meeting",
        "infrastructure",
        "ordinary",
        "Tổ dân phố số 3",
        "Người dân muốn có thêm ghế đá ở sân chơi.",
        24,
    ),
    (
        "land-1",
        "meeting",
        "compensation",
        "attention",
        "Khu ngoài đê",
        "Các hộ lo giá bồi thường và nơi tạm cư.",
        16,
    ),
    (
        "front",
        "front",
        "order",
        "attention",
        "Tổ dân phố số 8",
        "Xe máy tụ tập ban đêm, người già mất ngủ.",
        6,
    ),
    (
        "one-stop-1",
        "reception",
        "policy",
        "ordinary",
        "Trung tâm",
        "Nhiều người hỏi về trợ cấp mới, chưa rõ mức.",
        4,
    ),
    (
        "social-1",
        "media",
        "environment",
        "urgent",
        "Ngõ cạnh bãi đất",
        "Bùn đất sau mưa, tin đồn sập tường lan nhanh.",
        2,
    ),
)
"""Who heard what, from where: post, source, topic, level, place, words, days ago."""


def note(year: Year, start: dt.datetime, heard: tuple[str, str, str, str, str, str, int]) -> Story:
    """An official notes what people worry about; a leader reads it, answers what needs an answer, gives work."""
    post, source, topic, level, spot, worries, days = heard
    chair = year.posts["chair"]
    yield start
    made = hotspots.note(
        by=year.posts[post], at=year.at, source=source, topic=topic, level=level, spot=spot, worries=worries,
        proposal="Trả lời người dân trong tuần, công khai ở nhà sinh hoạt cộng đồng." if level != "ordinary" else "",
    )  # fmt: skip
    if days < 4:
        return
    yield year.later(5, year.at)
    if level == "ordinary":
        hotspots.read_note(by=year.posts["office-head"], at=year.at, note=made.code)
        return
    hotspots.answer_note(
        by=chair, at=year.at, note=made.code, answer="Nắm thêm ý kiến các hộ, báo cáo tại giao ban."
    )
    hotspots.give_note_task(
        by=chair, at=year.at, note=made.code, post="land-1" if topic == "compensation" else "social-1",
        what="Cùng tổ dân phố gặp các hộ, trả lời từng điều", due_on=year.at.date() + dt.timedelta(days=7),
    )  # fmt: skip
    if days > 10:
        yield year.later(30, year.at)
        hotspots.finish_note_task(
            by=year.posts["land-1"], at=year.at, note=made.code, n=1,
            result="Đã gặp 14 hộ, công khai bảng giá tạm tính.",
        )  # fmt: skip


def field_trip(year: Year, start: dt.datetime) -> Story:
    """The chair goes to the dyke; two matters are raised there."""
    chair = year.posts["chair"]
    yield start
    trip = hotspots.log_trip(
        by=chair, at=year.at, on=year.at.date(), spot="Khu dân cư ngoài đê", company="Mặt trận phường, tổ dân phố",
        findings="Đường vào hẹp, xe rác không vào được; trẻ nhỏ phải đi vòng đến trường.",
    )  # fmt: skip
    for topic, worries in (
        ("environment", "Rác dồn ở đầu ngõ, ba ngày mới thu gom một lần."),
        ("infrastructure", "Đường ra trường tối, thiếu đèn, người dân ngại đi buổi tối."),
    ):
        yield year.later(0.25, year.at)
        hotspots.note(
            by=chair, at=year.at, trip=trip.code, source="trip", topic=topic, level="ordinary", spot=trip.spot,
            worries=worries, noted_on=trip.on,
        )  # fmt: skip


def stories(year: Year) -> Iterator[Story]:
    """A quiet year about the environment, then a lane full of earth."""
    for n, days in enumerate((*EARLIER, *LATELY)):
        yield petition(year, _morning(year, days), SAID[n % len(SAID)], 12 if days == LATELY[3] else 1)
    yield hot_spot(year, _morning(year, OPENED), _morning(year, REVIEWED))
    for heard in HEARD:
        yield note(year, _morning(year, heard[-1]), heard)
    yield field_trip(year, _morning(year, 9))


def _morning(year: Year, days: int) -> dt.datetime:
    """Some minutes after the counters open, on the first working day at most so many days ago."""
    on = year.calendar.next_working_day(year.until.date() - dt.timedelta(days=days))
    return year.calendar.opening(on) + dt.timedelta(minutes=year.dice.randrange(5, 90))
