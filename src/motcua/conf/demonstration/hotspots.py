"""Earth tipped beside a lane: petitions about it come oftener than ever, and the chair calls it a hot spot."""

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


def stories(year: Year) -> Iterator[Story]:
    """A quiet year about the environment, then a lane full of earth."""
    for n, days in enumerate((*EARLIER, *LATELY)):
        yield petition(year, _morning(year, days), SAID[n % len(SAID)], 12 if days == LATELY[3] else 1)
    yield hot_spot(year, _morning(year, OPENED), _morning(year, REVIEWED))


def _morning(year: Year, days: int) -> dt.datetime:
    """Some minutes after the counters open, on the first working day at most so many days ago."""
    on = year.calendar.next_working_day(year.until.date() - dt.timedelta(days=days))
    return year.calendar.opening(on) + dt.timedelta(minutes=year.dice.randrange(5, 90))
