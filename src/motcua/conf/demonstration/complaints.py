"""Complaints of the last months, each as far as time let it come: accepted, suspended, decided, carried out."""

import datetime as dt
import random
from collections.abc import Iterator
from decimal import Decimal

from motcua.areas.complaints import actions as complaints
from motcua.areas.complaints import queries
from motcua.areas.petitions import actions as petitions
from motcua.base.journal.ports import Actor
from motcua.conf.demonstration.founding import WARD
from motcua.conf.demonstration.year import Story, Year

SOUND = {
    "kind": "complaint", "legible": "yes", "signed": "yes", "stale": "none", "duplicate": "no", "complete": "yes",
    "competence": "own", "designated": "yes", "barred": "none",
}  # fmt: skip
MATTERS = (
    (100, "land", "Quyết định thu hồi 42 m² đất để mở rộng ngõ, bồi thường chưa đủ diện tích.", "land-1", "right"),
    (88, "building", "Quyết định xử phạt xây dựng sai phép tại ngõ 12, công trình đã được cấp phép sửa đổi.", "land-1",
     "partly"),
    (66, "policy", "Không được xét trợ cấp hằng tháng dù đã đủ tuổi, có xác nhận của tổ.", "social-1", "wrong"),
    (52, "land", "Quyết định phê duyệt phương án bồi thường bỏ sót nhà tạm trên đất.", "land-1", "partly"),
    (38, "environment", "Quyết định xử phạt cơ sở rửa xe về xả thải, lấy mẫu không đúng vị trí.", "economy-1", "wrong"),
    (24, "order", "Quyết định xử phạt lấn chiếm vỉa hè khi đã dọn hàng trước giờ quy định.", "economy-1", "right"),
    (16, "land", "Từ chối đính chính diện tích trong hồ sơ địa chính.", "land-1", "wrong"),
    (7, "housing", "Thông báo thu hồi nhà cho thuê thuộc sở hữu nhà nước.", "social-1", "wrong"),
    (3, "land", "Quyết định giao đất tái định cư tại lô khác với phương án đã niêm yết.", "land-1", "wrong"),
)  # fmt: skip
PUBLIC = "Ủy ban nhân dân phường đã xác minh, đối thoại với các bên và đối chiếu hồ sơ. {ruling}"
LEAST = 40
"""A smaller year has no complaints."""


def send(by: Actor, code: str, at: dt.datetime) -> None:
    """What was issued goes out."""
    for row in queries.documents(queries.to_act_on(code, by=by)):
        if row.sent_on is None:
            complaints.send(by=by, at=at, complaint=code, n=row.n)


def complain(
    year: Year,
    dice: random.Random,
    days: int,
    topic: str,
    content: str,
    verifier: str,
    result: str,
    *,
    turn: int,
) -> Story:
    """One complaint from its petition on; ``turn`` gives each another way."""
    posts = year.posts
    chair, handler, officer, desk = (posts[name] for name in ("chair", "justice-1", verifier, "one-stop-1"))
    at = year.calendar.opening(year.calendar.next_working_day(year.until.date() - dt.timedelta(days=days)))

    def later(hours: float) -> dt.datetime:
        nonlocal at
        at = year.calendar.add_working_hours(at, Decimal(str(hours))) + dt.timedelta(
            minutes=dice.randrange(1, 50)
        )
        return at

    yield later(dice.randrange(1, 6))
    who = dice.choice([person for person in year.people if person["kind"] == "person"])
    petition = petitions.receive(
        by=desk, at=year.at, unit=WARD, channel="counter", said="complaint", topic=topic, content=content,
        against="Quyết định của UBND phường", demand="Xem lại, hủy hoặc sửa quyết định", submitter=who,
    )  # fmt: skip
    yield later(10)
    petitions.propose(by=handler, at=year.at, petition=petition, answers=SOUND)
    yield later(9)
    hard = {"complicated": ["agencies"], "ground": "Liên quan trách nhiệm của Văn phòng đăng ký đất đai."}
    made = complaints.accept(by=chair, at=year.at, petition=petition, **(hard if turn % 3 == 1 else {}))
    code = made.code
    yield later(6)
    send(handler, code, year.at)
    complaints.assign(by=chair, at=year.at, complaint=code, verifier=verifier)
    yield later(2)
    send(handler, code, year.at)
    if turn in (3, 6):
        yield later(20)
        complaints.suspend(
            by=chair,
            at=year.at,
            complaint=code,
            ground="waiting",
            note="Chờ kết quả đo đạc lại của đơn vị đo đạc.",
        )
        yield later(3)
        send(handler, code, year.at)
        if turn == 6:
            return
        yield later(40)
        complaints.resume(by=chair, at=year.at, complaint=code)
        yield later(3)
        send(handler, code, year.at)
    if turn % 2 == 0:
        yield later(8)
        held = year.calendar.opening(year.calendar.next_working_day(year.at.date() + dt.timedelta(days=7)))
        held += dt.timedelta(hours=1)
        complaints.call_dialogue(
            by=officer, at=year.at, complaint=code, planned_at=held, place="Phòng họp tầng 2"
        )
        yield later(2)
        send(officer, code, year.at)
        at = held
        yield later(5)
        complaints.hold_dialogue(
            by=officer, at=year.at, complaint=code, present=[who["name"], "Đại diện UBND phường"],
            content="Hai bên trình bày ý kiến, tài liệu; công chức xác minh nêu kết quả bước đầu.",
            conclusion="Thống nhất số liệu đo đạc; phần còn lại do người có thẩm quyền quyết định.",
        )  # fmt: skip
    yield later(24)
    complaints.report(
        by=officer, at=year.at, complaint=code, finding=result, findings="Đã đối chiếu hồ sơ, lấy ý kiến các bên.",
        differs=turn % 2 == 0,
    )  # fmt: skip
    yield later(20)
    kept, mended = "Giữ nguyên quyết định bị khiếu nại.", "Sửa quyết định bị khiếu nại cho đúng số liệu."
    complaints.decide(
        by=chair, at=year.at, complaint=code, result=result, reasons="Căn cứ hồ sơ và kết quả xác minh.",
        ruling=kept if result == "wrong" else mended,
        amounts={} if result == "wrong" else {"restored_money": 12_500_000, "restored_people": 1},
    )  # fmt: skip
    yield later(12)
    send(handler, code, year.at)
    yield later(4)
    complaints.publish(
        by=handler, at=year.at, complaint=code, form="portal", until_on=year.at.date() + dt.timedelta(days=45),
        public_text=PUBLIC.format(ruling=kept if result == "wrong" else mended),
    )  # fmt: skip
    at = year.calendar.opening(year.calendar.next_working_day(year.at.date() + dt.timedelta(days=36)))
    yield later(1)
    complaints.take_effect(by=handler, at=year.at, complaint=code)
    yield later(6)
    if result == "wrong":
        complaints.close(by=handler, at=year.at, complaint=code)
        return
    complaints.order_execution(
        by=chair, at=year.at, complaint=code, executor="Phòng Kinh tế, Hạ tầng và Đô thị",
        execute_by=year.at.date() + dt.timedelta(days=20),
    )  # fmt: skip
    yield later(60)
    complaints.execute(
        by=handler, at=year.at, complaint=code, note="Đã sửa quyết định và chi trả phần chênh lệch."
    )


def stories(year: Year) -> Iterator[Story]:
    """The complaints of the last hundred days; none in a small year."""
    if year.count < LEAST:
        return
    dice = random.Random("Khiếu nại")
    for turn, matter in enumerate(MATTERS):
        yield complain(year, dice, *matter, turn=turn)
