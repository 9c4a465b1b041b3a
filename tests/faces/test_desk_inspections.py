"""Inspections and recommendations at the desk and in public: nothing typed is lost, late replies are said."""

import datetime as dt
from collections.abc import Callable, Mapping

import pytest
from django.test import Client

from motcua.areas.inspections import actions
from motcua.areas.inspections.models import Inspection, Recommendation
from motcua.base.journal.ports import Actor
from tests.areas import test_inspections
from tests.faces.at_desk import Official, value_of, words

pytestmark = pytest.mark.usefixtures("clock")
begun, sent = test_inspections.begun, test_inspections.sent
HERE = "/can-bo/giam-sat/"
PLAN = {
    "title": "Vệ sinh môi trường", "form": "study", "number": "16/KH-MTTQ", "decided_on": "2026-11-20",
    "begins_on": "2026-11-20", "ends_on": "2026-12-20",
}  # fmt: skip


def test_the_front_plans_concludes_recommends(posts: Mapping[str, Actor]) -> None:
    front = Official("front")
    new = f"{HERE}moi/supervision"
    refused = front.post(new, **{**PLAN, "ends_on": "2026-11-01"})
    assert refused.status_code == 422 and value_of(refused, "title") == PLAN["title"]
    assert "Chọn mục này: đơn vị." in words(refused)
    made = front.post(new, **PLAN, units="00145")
    assert made.status_code == 302
    page = made["Location"]
    assert "Sửa kế hoạch" in words(front.get(page)) and "Sửa kế hoạch" not in words(
        Official("chair").get(page)
    )
    changed = {f"s-{name}": value for name, value in PLAN.items()} | {
        "s-title": "Vệ sinh ngõ xóm",
        "s-units": "00145",
    }
    assert front.post(f"{page}/viec/change", **changed).status_code == 302
    said = {"k-findings": "Gọi 0912 345 678", "k-report_number": "30/BC", "k-concluded_on": "2026-11-20"}
    refused = front.post(f"{page}/viec/conclude", **said)
    assert refused.status_code == 422 and "Ai cũng sẽ đọc được 0912 345 678" in words(refused)
    assert value_of(refused, "k-findings").strip() == "Gọi 0912 345 678"
    assert front.post(f"{page}/viec/conclude", **said, **{"k-impersonal": "on"}).status_code == 302
    asked = {
        "n-receiver": "00145", "n-matter": "mending", "n-content": "Thu gom rác trước 6 giờ", "n-number": "31/MTTQ",
        "n-sent_on": "2026-11-20",
    }  # fmt: skip
    assert front.post(f"{page}/viec/recommend", **asked).status_code == 302
    seen = words(front.get(page))
    assert "Vệ sinh ngõ xóm" in seen and "Thu gom rác trước 6 giờ" in seen and "Chưa đến hạn 1" in seen
    assert "Thu gom rác" in words(Official("chair").get("/can-bo/")), "it stands in the leader's inbox"
    assert front.post(f"{page}/viec/publish").status_code == 302
    assert "Thu gom rác trước 6 giờ" in words(Client().get(f"/cong-khai/giam-sat/{page.rsplit('/', 1)[1]}"))


def test_a_reply_keeps_what_was_typed(sent: Callable[..., Recommendation]) -> None:
    row, chair = sent(), Official("chair")
    page = f"{HERE}kien-nghi/{row.code}"
    typed = {
        "g-taken": "Tiếp thu",
        "g-declined": "Không mở thêm quầy",
        "g-number": "210/UBND",
        "g-replied_on": "2026-11-20",
    }
    refused = chair.post(f"{page}/viec/answer", **typed)
    assert refused.status_code == 422 and "Ghi lý do không tiếp thu." in words(refused)
    assert value_of(refused, "g-declined").strip() == "Không mở thêm quầy"
    assert chair.post(f"{page}/viec/answer", **typed, **{"g-why": "Chưa có mặt bằng"}).status_code == 302
    seen = words(chair.get(page))
    assert (
        "trả lời trễ, hạn 16/11/2026" in seen and "Chưa có mặt bằng" in seen and "Trả lời rõ, đủ" not in seen
    )
    front = Official("front")
    assert "có lần trả lời trễ" in words(front.get(f"{HERE}kien-nghi", xem="tre"))
    assert front.post(f"{page}/viec/ask_again", **{"l-said": "Bao giờ có mặt bằng?"}).status_code == 302
    assert "Bao giờ có mặt bằng?" in words(chair.get(page))


def test_lists_say_what_is_late(sent: Callable[..., Recommendation]) -> None:
    row = sent()
    for post, see in (("chair", "cua-toi"), ("chair", "tre"), ("front", "mo"), ("front", "")):
        seen = words(Official(post).get(f"{HERE}kien-nghi", xem=see))
        assert row.content in seen and "1 kiến nghị chờ trả lời · 1 quá hạn" in seen, (post, see)
    assert "Không có kiến nghị nào như vậy." in words(
        Official("front").get(f"{HERE}kien-nghi", xem="cua-toi")
    )
    assert "1 quá hạn" in words(Official("justice-1").get(HERE))


def test_the_public_reads_late_replies_and_only_what_is_published(
    sent: Callable[..., Recommendation], posts: Mapping[str, Actor], at: dt.datetime,
    clock: Callable[[dt.datetime], None],
) -> None:  # fmt: skip
    row, anybody = sent(), Client()
    address = f"/cong-khai/giam-sat/{row.inspection.code}"
    assert anybody.get(address).status_code == 404
    assert "Chưa có cuộc giám sát" in words(anybody.get("/cong-khai/giam-sat/"))
    actions.publish(by=posts["front"], at=at, inspection=row.inspection)
    assert "Quá hạn chưa trả lời 1" in words(anybody.get("/cong-khai/giam-sat/"))
    seen = words(anybody.get(address))
    assert "Chưa trả lời" in seen and "trễ 4 ngày" in seen
    test_inspections.reply(row, posts["chair"], at)
    seen = words(anybody.get(address))
    assert "trả lời trễ 4 ngày" in seen and "Bố trí người hướng dẫn mỗi sáng" in seen
    assert "Chánh Văn phòng" in seen and "is-done" not in anybody.get(address).content.decode()
    actions.accept(by=posts["front"], at=at, recommendation=row.code)
    assert "Quá ngày hứa" not in words(anybody.get(address))
    clock(at + dt.timedelta(days=40))
    seen = words(anybody.get(address))
    assert "Quá ngày hứa 20/12/2026, chưa có kết quả" in seen and "Đang theo dõi" not in seen


def test_numbers_of_an_inspection_open_onto_it(begun: Callable[..., Inspection]) -> None:
    made, chair = begun("inspector"), Official("chair")
    asked = {"bieu": "tn-tt", "tu": "2026-10-01", "den": "2026-12-14"}
    assert "Người phải kiểm điểm" in words(chair.get("/can-bo/bao-cao/don-thu", **asked))
    behind = words(chair.get("/can-bo/bao-cao/don-thu/dong", **asked, cot="persons_reviewed"))
    assert made.code in behind
    seen = words(chair.get(f"{HERE}ma/{made.code}"))
    assert (
        "Người phải kiểm điểm 3" in seen and "12.000.000" in seen and "công khai chậm nhất 10/11/2026" in seen
    )
