"""The ward's dialogues of a year: one held with its commitments, one coming, answers on procedures, two drafts."""

import datetime as dt
from collections.abc import Iterator

from motcua.areas.dialogues import actions, queries
from motcua.base.journal.ports import CITIZEN
from motcua.conf.demonstration.founding import WARD
from motcua.conf.demonstration.year import Story, Year

LEAST = 40
DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)
DRAFT = """Căn cứ Luật Thực hiện dân chủ ở cơ sở ngày 10 tháng 11 năm 2022;
Chương I
QUY ĐỊNH CHUNG
Điều 1. Phạm vi điều chỉnh
Quy chế này quy định việc quản lý, sử dụng nhà văn hóa tổ dân phố trên địa bàn phường.
Điều 2. Nguyên tắc
1. Nhà văn hóa dùng cho sinh hoạt chung, không cho thuê làm nơi kinh doanh.
2. Mọi người dân đều được sử dụng; lịch sử dụng công khai tại cửa và trên trang của phường.
Chương II
SỬ DỤNG NHÀ VĂN HÓA
Điều 3. Giờ mở cửa
1. Các ngày trong tuần: từ 6 giờ đến 21 giờ.
2. Thứ Bảy, Chủ nhật: từ 6 giờ đến 22 giờ.
Điều 4. Trách nhiệm giữ gìn
Tổ dân phố phân công người trông coi; ai làm hỏng thì sửa chữa hoặc bồi thường."""
ROAD = """Mở rộng ngõ 42 phố Cổ Linh từ 3 mét lên 5 mét, dài 180 mét.
Lát lại vỉa hè bằng gạch tự chèn, có lối cho xe lăn.
Trồng 24 cây bóng mát; thời gian làm trong quý II."""
SENT = [{"to": "HĐND", "number": "215/UBND-VP"}, {"to": "MTTQ", "number": "216/UBND-VP"}]
ASKED = (
    ("other", "Bao giờ ngõ 42 phố Cổ Linh được lắp đèn chiếu sáng? Buổi tối rất tối, đi lại nguy hiểm.",
     "Phường đã đưa vào kế hoạch; 12 đèn được lắp xong trong quý này."),
    ("environment", "Rác ở đầu ngõ 15 phố Thạch Cầu để đến trưa mới thu gom. Có đổi giờ được không?",
     "Đơn vị thu gom đổi sang 5 giờ 30 sáng từ tháng sau; tổ dân phố cùng giám sát."),
    ("land", "Thủ tục tách thửa hiện nay mất bao lâu, nộp ở đâu?",
     "Nộp tại Trung tâm Phục vụ hành chính công phường hoặc trên mạng; thời hạn ghi ở trang của thủ tục."),
)  # fmt: skip
PROCEDURES = (
    ("Làm giấy khai sinh cho con cần mang giấy tờ gì?",
     "Mang căn cước của cha hoặc mẹ; giấy chứng sinh nếu bệnh viện chưa gửi điện tử. Làm xong trong ngày.", "1.001193"),
    ("Chứng thực bản sao có phải đặt lịch không?",
     "Không bắt buộc. Lấy số trước trên mạng thì đến đúng giờ, không phải chờ.", ""),
    ("Mất giấy hẹn trả kết quả thì nhận thế nào?",
     "Mang căn cước đến quầy; cán bộ tra theo số định danh và in lại giấy hẹn.", ""),
)  # fmt: skip
SAID = (
    (7, "object", "Ngày thường nên mở đến 22 giờ, người đi làm về mới tập được."),
    (7, "other", "Mùa hè mở muộn hơn mùa đông."), (3, "support", ""), (4, "support", ""), (6, "support", ""),
    (4, "other", "Cho thuê tổ chức đám cưới thì có được không?"), (0, "support", ""), (7, "object", ""),
)  # fmt: skip

SAID_OF_ROAD = (
    (1, "support", "Ngõ hẹp, xe cứu thương không vào được; mở lên 5 mét là đúng."),
    (2, "other", "Vỉa hè nên có gờ cho người khiếm thị đi."), (3, "support", ""), (1, "support", ""),
    (1, "object", "Nhà số 15 mất 8 mét vuông sân, cần nói rõ bồi thường thế nào."), (0, "support", ""),
    (3, "other", "Nên trồng cây ít rụng lá, rễ không làm bong gạch."),
)  # fmt: skip


def held(year: Year, start: dt.datetime) -> Story:
    """The yearly conference with the people, nine weeks ago: held, concluded, one promise kept, one late."""
    office, chair = year.posts["office-head"], year.posts["chair"]
    yield start
    made = actions.plan(
        by=office, at=year.at, unit=WARD, kind="people", title="Hội nghị trao đổi, đối thoại với Nhân dân",
        joint="Ủy ban MTTQ Việt Nam phường", chair="chair", place="Hội trường UBND phường",
        starts_at=start + 10 * DAY, ends_at=start + 10 * DAY + 3 * HOUR,
        topics=["Chiếu sáng, vệ sinh ngõ xóm", "Thủ tục hành chính", "Đất đai, xây dựng"],
        groups={"residents": 120, "front": 6, "organisations": 12, "council": 8},
    )  # fmt: skip
    made = actions.approve(by=chair, at=year.at, dialogue=made)
    yield start + 2 * HOUR
    made = actions.announce(by=office, at=year.at, dialogue=made)
    asked = []
    for n, (topic, content, _answer) in enumerate(ASKED):
        yield start + (2 + n) * DAY
        one = actions.ask(
            by=CITIZEN,
            at=year.at,
            unit=WARD,
            way="page",
            topic=topic,
            content=content,
            dialogue=made,
            group="residents",
        )
        asked.append(actions.show(by=office, at=year.at, question=one))
    yield start + 5 * DAY
    again = actions.ask(
        by=CITIZEN,
        at=year.at,
        unit=WARD,
        way="page",
        topic="other",
        content="Ngõ 42 bao giờ có đèn?",
        dialogue=made,
    )
    actions.merge(by=office, at=year.at, question=again, into=asked[0].code)
    yield made.starts_at + 2 * HOUR
    for one, (_topic, _content, answer) in zip(asked, ASKED, strict=True):
        actions.answer(by=chair, at=year.at, question=one, answer=answer, on_spot=True)
    first, second, third = (
        actions.make(
            by=chair, at=year.at, dialogue=made, content=content, post=post, question=asked[n].code,
            due_on=(made.starts_at + days * DAY).date(),
        )
        for n, content, post, days in (
            (0, "Lắp 12 đèn chiếu sáng ở ngõ 42 phố Cổ Linh", "land-1", 30),
            (1, "Đổi giờ thu gom rác ngõ 15 phố Thạch Cầu sang sáng sớm", "economy-1", 40),
            (2, "Mỗi tháng một buổi hướng dẫn thủ tục đất đai tại nhà văn hóa", "land-1", 120),
        )
    )  # fmt: skip
    yield made.ends_at
    actions.hold(
        by=office, at=year.at, dialogue=made,
        participants={"residents": 96, "front": 5, "organisations": 9, "council": 6},
    )  # fmt: skip
    yield made.ends_at + 3 * DAY
    actions.conclude(
        by=chair, at=year.at, dialogue=queries.dialogue(chair, made.code),
        conclusion="Các ý kiến về chiếu sáng và vệ sinh được tiếp thu.\nGiao các phòng thực hiện đúng ngày đã cam kết.",
    )  # fmt: skip
    yield made.ends_at + 15 * DAY
    actions.progress(
        by=year.posts["land-1"], at=year.at, commitment=first, said="Đã khảo sát, chọn đơn vị thi công."
    )
    actions.progress(
        by=year.posts["economy-1"], at=year.at, commitment=second, said="Đã làm việc với đơn vị thu gom."
    )
    yield made.ends_at + 27 * DAY
    actions.report(
        by=year.posts["land-1"], at=year.at, commitment=first, result="Đã lắp đủ 12 đèn, bật từ 18 giờ."
    )
    yield made.ends_at + 28 * DAY
    actions.confirm(by=chair, at=year.at, commitment=first)
    assert third


def coming(year: Year, start: dt.datetime) -> Story:
    """A dialogue on procedures in nine days, with a question that waits."""
    office = year.posts["office-head"]
    starts = year.calendar.opening(year.calendar.next_working_day((year.until + 9 * DAY).date()))
    yield start
    made = actions.plan(
        by=office, at=year.at, unit=WARD, kind="procedures", title="Đối thoại về thủ tục hành chính quý IV",
        chair="vice-chair", place="Nhà văn hóa tổ dân phố số 5", starts_at=starts, ends_at=starts + 2 * HOUR,
        topics=["Nộp hồ sơ trên mạng", "Thời gian giải quyết"],
        groups={"residents": 60, "business": 20, "front": 3},
    )  # fmt: skip
    made = actions.approve(by=year.posts["vice-chair"], at=year.at, dialogue=made)
    made = actions.announce(by=office, at=year.at, dialogue=made)
    yield start + DAY
    for text in (
        "Người già không có điện thoại thì nộp trên mạng thế nào?",
        "Sao phải nộp bản sao khi đã có dữ liệu?",
    ):
        one = actions.ask(
            by=CITIZEN, at=year.at, unit=WARD, way="page", topic="other", content=text, dialogue=made
        )
    actions.show(by=office, at=year.at, question=one)


def answered(year: Year, start: dt.datetime, n: int) -> Story:
    """A question on procedures, answered the next day."""
    content, answer, procedure = PROCEDURES[n]
    yield start
    one = actions.ask(
        by=CITIZEN, at=year.at, unit=WARD, way="page", topic="other", content=content, procedure=procedure
    )
    yield start + DAY
    one = actions.show(by=year.posts["office-head"], at=year.at, question=one)
    actions.answer(by=year.posts["one-stop-head"], at=year.at, question=one, answer=answer)


def consulted(year: Year, start: dt.datetime, *, finished: bool) -> Story:
    """A draft before people; the finished one with everything that became of what they said."""
    office, chair = year.posts["office-head"], year.posts["chair"]
    title = (
        "Quy chế quản lý, sử dụng nhà văn hóa tổ dân phố"
        if finished
        else "Chủ trương mở rộng ngõ 42 phố Cổ Linh"
    )
    yield start
    made = actions.draft(
        by=office, at=year.at, unit=WARD, title=title, matter="decisions" if finished else "projects",
        text=DRAFT if finished else ROAD, forms=["page", "meeting", "front"],
    )  # fmt: skip
    made = actions.announce_consultation(
        by=chair, at=year.at, consultation=made, opens_on=None, closes_on=(start + 21 * DAY).date(), sent=SENT
    )
    for n, (clause, stance, words) in enumerate(SAID if finished else SAID_OF_ROAD):
        yield start + (1 + n) * DAY
        one = actions.comment(
            by=CITIZEN, at=year.at, consultation=made, token=f"trinh-dien-{n:08d}", clause=clause, stance=stance,
            words=words,
        )  # fmt: skip
        if words and (finished or n < 2):
            actions.show_comment(by=office, at=year.at, comment=one)
    if not finished:
        return
    yield start + 12 * DAY
    actions.count(
        by=office, at=year.at, consultation=made, form="meeting", on=(start + 11 * DAY).date(), support=86, object=9,
        other=5, gist="Các tổ 3, 5, 7 đề nghị mở cửa muộn hơn vào ngày thường.",
    )  # fmt: skip
    yield start + 23 * DAY
    made = actions.close(by=office, at=year.at, consultation=made)
    worded, counted = queries.unexplained(made)
    late = [one.code for one in worded if one.clause == 7]
    actions.explain(
        by=office, at=year.at, consultation=made, taken="taken", gist="Mở cửa muộn hơn vào ngày thường", comments=late,
        why="Khoản 1 Điều 3 sửa thành “từ 6 giờ đến 22 giờ”.", gatherings=[one.n for one in counted],
    )  # fmt: skip
    actions.explain(
        by=office, at=year.at, consultation=made, taken="not", gist="Cho thuê tổ chức đám cưới",
        why="Nhà văn hóa là tài sản công, không cho thuê; tổ dân phố được dùng chung miễn phí khi đăng ký.",
        comments=[one.code for one in worded if one.code not in late],
    )  # fmt: skip
    yield start + 25 * DAY
    made = actions.finish(
        by=office,
        at=year.at,
        consultation=made,
        result="Dự thảo đã sửa, trình UBND phường ban hành trong tháng.",
    )
    actions.publish(by=chair, at=year.at, consultation=made)


def stories(year: Year) -> Iterator[Story]:
    """The year's dialogues, answers and drafts; none in a small year."""
    if year.count < LEAST:
        return

    def working(days: int) -> dt.datetime:
        day = year.calendar.previous_working_day((year.until - days * DAY).date())
        return year.calendar.opening(day) + HOUR

    yield held(year, working(65))
    yield coming(year, working(6))
    for n in range(len(PROCEDURES)):
        yield answered(year, working(40 - 9 * n), n)
    for days, finished in ((50, True), (9, False)):
        yield consulted(year, working(days), finished=finished)
