"""The Front supervises the one-stop centre and criticises a draft; the ward inspects how its divisions work."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from motcua.areas.inspections import actions
from motcua.conf.demonstration.founding import WARD
from motcua.conf.demonstration.year import Story, Year

LEAST = 60
DAY = dt.timedelta(days=1)
CENTRE, BUILDING, SOCIAL = (f"{WARD}-{unit}" for unit in ("ttpvhcc", "kthtdt", "vhxh"))


def _days(start: dt.datetime, length: int) -> dict[str, dt.date]:
    return {
        "decided_on": start.date(),
        "begins_on": start.date(),
        "ends_on": (start + length * DAY).date(),
    }


def _concluded(year: Year, by: str, made: Any, number: str, findings: str, **more: Any) -> None:
    actions.conclude(
        by=year.posts[by], at=year.at, inspection=made, findings=findings, report_number=number,
        concluded_on=year.at.date(), **more,
    )  # fmt: skip


def _sent(year: Year, by: str, made: Any, number: str, receiver: str, content: str, **more: Any) -> str:
    given = {"matter": "mending", **more}
    row = actions.recommend(
        by=year.posts[by], at=year.at, inspection=made.code, receiver=receiver, content=content, number=number,
        sent_on=year.at.date(), **given,
    )  # fmt: skip
    return row.code


def _answered(year: Year, by: str, code: str, number: str, **said: Any) -> None:
    actions.answer(
        by=year.posts[by], at=year.at, recommendation=code, number=number, replied_on=year.at.date(), **said
    )


def centre(year: Year, start: dt.datetime) -> Story:
    """A supervision of the one-stop centre: one reply in time, one late and asked again, one still owed."""
    front = year.posts["front"]
    yield start
    made = actions.plan(
        by=front, at=year.at, kind="supervision", form="team", title="Tiếp nhận và trả kết quả thủ tục hành chính",
        units=[WARD, CENTRE], number="12/KH-MTTQ-BTT", partners="Hội Liên hiệp Phụ nữ, Hội Nông dân phường",
        **_days(start, 10),
    )  # fmt: skip
    yield year.later(64, year.at)
    _concluded(
        year, "front", made, "31/BC-MTTQ-BTT",
        "Hồ sơ trả đúng hạn trên chín phần mười.\nNgười cao tuổi còn khó nộp trên mạng; giờ cao điểm chờ lâu.\n"
        "Biển chỉ dẫn ở sảnh nhỏ, khó đọc.",
    )  # fmt: skip
    first, second, third = (
        _sent(year, "front", made, f"{n}/MTTQ-BTT", WARD, content)
        for n, content in (
            (32, "Bố trí người hướng dẫn người cao tuổi nộp hồ sơ tại sảnh vào các buổi sáng"),
            (33, "Mở thêm quầy tiếp nhận vào giờ cao điểm"),
            (34, "Thay biển chỉ dẫn ở sảnh bằng biển chữ lớn"),
        )
    )
    actions.publish(by=front, at=year.at, inspection=made.code)
    yield year.later(40, year.at)
    actions.name_post(by=year.posts["chair"], at=year.at, recommendation=first, post="office-head")
    _answered(
        year, "office-head", first, "204/UBND-VP", taken="Tiếp thu, phối hợp Đoàn Thanh niên trực hướng dẫn.",
        will="Trực hướng dẫn từ 8 giờ đến 11 giờ các ngày làm việc", will_on=(year.at + 20 * DAY).date(),
        will_by="Chánh Văn phòng",
    )  # fmt: skip
    yield year.later(8, year.at)
    actions.accept(
        by=front, at=year.at, recommendation=first, said="Trả lời cụ thể, có người chịu trách nhiệm."
    )
    yield year.later(72, year.at)
    said = {"declined": "Chưa mở thêm quầy.", "why": "Đang cân đối người."}
    _answered(year, "vice-chair", second, "219/UBND-VP", **said)
    yield year.later(16, year.at)
    actions.ask_again(
        by=front,
        at=year.at,
        recommendation=second,
        said="Đề nghị nói rõ bao giờ bố trí được, ai chịu trách nhiệm.",
    )
    yield year.later(80, year.at)
    _answered(
        year, "office-head", third, "233/UBND-VP", taken="Tiếp thu, đã đặt làm biển mới, chữ cao 12 cm.",
        will="Thay toàn bộ biển ở sảnh", will_on=(year.at + 60 * DAY).date(), will_by="Giám đốc Trung tâm",
    )  # fmt: skip
    yield year.later(8, year.at)
    actions.accept(by=front, at=year.at, recommendation=third)
    actions.settle(
        by=front, at=year.at, recommendation=first, outcome="done", said="Đoàn giám sát đến xem: sáng nào cũng có.",
        settled_on=year.at.date(),
    )  # fmt: skip


def draft(year: Year, start: dt.datetime) -> Story:
    """A criticism of a draft, answered in full and settled."""
    front = year.posts["front"]
    yield start
    made = actions.plan(
        by=front, at=year.at, kind="criticism", form="conference", title="Phản biện dự thảo quy chế nhà văn hóa",
        draft="Dự thảo Quy chế quản lý, sử dụng nhà văn hóa tổ dân phố", units=[WARD], number="9/KH-MTTQ-BTT",
        **_days(start, 6),
    )  # fmt: skip
    yield year.later(40, year.at)
    _concluded(
        year, "front", made, "20/VB-MTTQ-BTT",
        "Quy chế cần thiết, bố cục rõ.\nGiờ mở cửa chưa hợp với người đi làm.",
    )  # fmt: skip
    code = _sent(
        year, "front", made, "20/VB-MTTQ-BTT", WARD, "Mở cửa đến 22 giờ các ngày trong tuần", matter="rules"
    )
    yield year.later(30, year.at)
    _answered(year, "chair", code, "188/UBND-VP", taken="Đã sửa Điều 3 của dự thảo theo ý kiến phản biện.")
    yield year.later(6, year.at)
    actions.accept(by=front, at=year.at, recommendation=code)
    actions.publish(by=front, at=year.at, inspection=made.code)


def duty(year: Year, start: dt.datetime) -> Story:
    """An inspection of how two divisions receive citizens and settle complaints, by the inspector."""
    inspector = year.posts["inspector"]
    yield start
    made = actions.plan(
        by=inspector, at=year.at, kind="responsibility", form="scheduled", units=[BUILDING, SOCIAL],
        title="Trách nhiệm tiếp công dân, giải quyết khiếu nại", duties=["reception", "complaint"],
        number="88/QĐ-UBND", **_days(start, 15),
    )  # fmt: skip
    yield year.later(100, year.at)
    figures = {"units_at_fault": 1, "persons_reviewed": 2, "persons_disciplined": 0, "money": 12_500_000}
    _concluded(
        year, "inspector", made, "97/KL-UBND",
        "Lịch tiếp công dân được niêm yết đủ.\nCòn 3 đơn chuyển xử lý chậm; thu sai một khoản phí.", figures=figures,
    )  # fmt: skip
    money = _sent(
        year, "inspector", made, "97/KL-UBND", BUILDING, "Hoàn lại khoản phí đã thu sai cho người dân", matter="money",
        amount=12_500_000,
    )  # fmt: skip
    _sent(
        year,
        "inspector",
        made,
        "97/KL-UBND",
        BUILDING,
        "Kiểm điểm trách nhiệm việc chuyển đơn chậm",
        matter="review",
    )
    yield year.later(24, year.at)
    actions.publish(by=inspector, at=year.at, inspection=made.code)
    _answered(
        year, "chair", money, "231/UBND-KTHTĐT", taken="Tiếp thu, hoàn lại toàn bộ.", will="Hoàn phí cho 5 hộ",
        will_on=(year.at + 15 * DAY).date(), will_by="Phòng Kinh tế, Hạ tầng và Đô thị",
    )  # fmt: skip
    yield year.later(12, year.at)
    actions.accept(by=inspector, at=year.at, recommendation=money)


def checked(year: Year, start: dt.datetime) -> Story:
    """How a division carries out the plan it was given, looked at by the head of the office (S075)."""
    yield start
    made = actions.plan(
        by=year.posts["office-head"], at=year.at, kind="oversight", form="scheduled", units=[SOCIAL],
        title="Thực hiện kế hoạch công tác dân vận chính quyền", number="25/KH-UBND", **_days(start, 5),
    )  # fmt: skip
    yield year.later(30, year.at)
    _concluded(
        year, "office-head", made, "31/BC-VP", "Đã triển khai đủ; việc niêm yết ở nhà văn hóa còn chậm."
    )
    _sent(year, "office-head", made, "31/BC-VP", SOCIAL, "Niêm yết kế hoạch tại mọi nhà văn hóa tổ dân phố")


def coming(year: Year, start: dt.datetime) -> Story:
    """A supervision of a road, through the community's investment board, that has just begun."""
    yield start
    actions.plan(
        by=year.posts["front"], at=year.at, kind="supervision", form="boards", title="Mở rộng ngõ 42 phố Cổ Linh",
        units=[BUILDING], number="18/KH-MTTQ-BTT", partners="Ban Giám sát đầu tư của cộng đồng", **_days(start, 40),
    )  # fmt: skip


def stories(year: Year) -> Iterator[Story]:
    """Two supervisions, a criticism and an inspection of responsibility; nothing in a ward of a few dossiers."""
    if year.count < LEAST:
        return

    def opening(days: int, hours: int = 2) -> dt.datetime:
        day = year.calendar.next_working_day((year.until - days * DAY).date())
        return year.calendar.opening(day) + dt.timedelta(hours=hours)

    yield centre(year, opening(62))
    yield draft(year, opening(90))
    yield duty(year, opening(40))
    yield checked(year, opening(30))
    yield coming(year, opening(6))
