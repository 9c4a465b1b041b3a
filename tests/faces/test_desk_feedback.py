"""Feedback at the desk without script: told by telephone, listed, worked on, published; what is wrong is said."""

import datetime as dt
import re
from collections.abc import Callable, Mapping

import pytest

from motcua.areas.feedback import actions
from motcua.areas.feedback.models import Feedback
from motcua.base.journal.ports import Actor
from tests.areas.test_feedback import HERE, RUBBISH, SENDER, Make, photo
from tests.areas.test_feedback import make as make_feedback
from tests.areas.test_petitions import SOUND
from tests.faces.at_desk import Official, words
from tests.faces.test_desk_petitions import received

DESK = "/can-bo/phan-anh/"
make = make_feedback


@pytest.fixture(autouse=True)
def _stopped(clock: Callable[[dt.datetime], None]) -> None:
    """The clock stands at the moment of the test."""


def test_what_is_told_by_telephone(ward: str) -> None:
    desk = Official("one-stop-1")
    assert "Ồn vào lúc nào" in words(desk.get(f"{DESK}nhan", loai="tieng-on"))
    given = {"act": "receive", "category": "tieng-on", "channel": "phone", "content": "Karaoke quá to",
             "attribute.khi-nao": ["toi", "dem"], "name": "Trần Văn Ước", "phone": "0912345678"}  # fmt: skip
    wrong = desk.post(f"{DESK}nhan", **{**given, "content": "", "phone": "1"})
    assert (
        wrong.status_code == 422
        and "việc cần phản ánh" in words(wrong)
        and "Trần Văn Ước" in wrong.content.decode()
    )
    made = desk.post(f"{DESK}nhan", **given, photos=[photo()])
    found = re.search(r"/ma/([^?]+)", made["Location"])
    assert found
    page = words(desk.get(made["Location"]))
    assert "mã tra cứu" in page and "Buổi tối, Sau 22 giờ" in page and "Trần Văn Ước" in page
    code = found[1]
    assert code in Official("land-1").get("/can-bo/").content.decode(), "in the one inbox"
    sought = desk.client.post(DESK, {"q": "tran van uoc", "loai": "tieng-on"}, follow=True)
    assert code in sought.content.decode() and "uoc" not in sought.redirect_chain[-1][0]
    assert "Không có phản ánh nào khớp" in words(desk.get(DESK, loai="den"))


def test_numbers_are_left_out_of_the_words_offered_for_everybody(make: Make) -> None:
    made, chair = make(content="Rác của ông chủ 0913555777, thẻ 001185000123"), Official("chair")
    page = chair.get(f"{DESK}ma/{made.code}").content.decode()
    offered = re.search(r'name="public_text"[^>]*>([^<]*)<', page)
    assert offered and offered[1] == "Rác của ông chủ […], thẻ […]"


def test_it_is_worked_on_published_and_read(make: Make) -> None:
    made = make(lat=HERE[0], lon=HERE[1], contact=SENDER, photos=[photo()])
    one, land, chair = f"{DESK}ma/{made.code}", Official("land-1"), Official("chair")
    assert RUBBISH in words(land.get(one)) and "Vũ Thị Sương Mai" in words(land.get(one))
    assert land.get(f"{one}/anh/1").content[:3] == b"\xff\xd8\xff"
    supervisor = words(Official("front").get(one))
    assert RUBBISH not in supervisor and "Sương Mai" not in supervisor
    assert "Đã nhận xử lý." in words(land.client.post(f"{one}/viec/start", follow=True))
    empty = land.post(f"{one}/viec/answer", text="")
    assert empty.status_code == 422 and "nội dung trả lời" in words(empty)
    assert "chờ người khác duyệt" in words(
        land.client.post(f"{one}/viec/answer", {"text": "Đã dọn sạch", "photos": [photo()]}, follow=True)
    )
    assert made.code in chair.get("/can-bo/").content.decode(), "to be published, in the inbox of a leader"
    assert made.code in chair.get(DESK, xem="cho-cong-khai").content.decode()
    shown = {"public_text": "Bà Vũ Thị Sương Mai báo rác", "public_answer": "Đã dọn", "place": "near"}
    refused = chair.post(f"{one}/viec/publish", **shown)
    assert refused.status_code == 422 and "Bỏ họ tên" in words(refused)
    shown["public_text"] = "Bãi rác cuối ngõ 42, hỏi 0913555777"
    refused = words(chair.post(f"{one}/viec/publish", **shown))
    assert "Ai cũng sẽ đọc được 0913555777" in refused and "không phải của riêng ai" in refused
    assert (
        'name="impersonal" value="0913555777"' in chair.post(f"{one}/viec/publish", **shown).content.decode()
    )
    shown["public_text"] = "Bãi rác cuối ngõ 42"
    assert "Đã công khai trả lời." in words(
        chair.client.post(f"{one}/viec/publish", {**shown, "photos-public": ["1", "2"]}, follow=True)
    )
    assert "đang công khai" in words(chair.get(one))
    assert chair.post(f"{one}/viec/publish", **shown).status_code == 409
    assert chair.post(f"{one}/viec/no-such").status_code == 404
    assert chair.get(f"{DESK}ma/PA-0").status_code == 404


def test_the_other_ways(make: Make, posts: Mapping[str, Actor], at: dt.datetime) -> None:
    land = Official("land-1")
    first, again = make(lat=HERE[0], lon=HERE[1]), make(lat=HERE[0], lon=HERE[1])
    one = f"{DESK}ma/{again.code}"
    page = words(land.get(one))
    assert "Có thể là cùng một việc" in page and "cách 0 m" in page
    land.post(f"{one}/viec/ask", question="Ở ngách nào?")
    assert "Chờ người phản ánh bổ sung" in words(land.get(one))
    land.post(f"{one}/viec/supply", reply="Ngách 7")
    assert "Gộp vào" in words(land.client.post(f"{one}/viec/merge", {"into": first.code}, follow=True))
    one = f"{DESK}ma/{first.code}"
    assert "Thêm 1 người phản ánh" in words(land.get(one))
    assert land.post(f"{one}/viec/reject", reason="").status_code == 422
    land.post(f"{one}/viec/forward", to_agency="Công ty Môi trường", number="5/UBND")
    assert "Công ty Môi trường" in words(land.get(one))
    moved = make()
    land.post(f"{DESK}ma/{moved.code}/viec/reroute", category="cho")
    assert Feedback.objects.get(pk=moved.pk).category == "cho"


def test_a_regulation_is_judged_by_seven_criteria(
    make: Make, posts: Mapping[str, Actor], at: dt.datetime
) -> None:
    made = make(category="quy-dinh", contact=SENDER, details={"ten": ["1.004873"]})
    justice = Official("justice-1")
    actions.start(by=posts["justice-1"], at=at, feedback=made)
    one = f"{DESK}ma/{made.code}"
    assert "bảy tiêu chí" in words(justice.get(one))
    assert justice.post(f"{one}/viec/answer", text="Đã kiến nghị").status_code == 422
    assert made.code in justice.get(DESK, xem="quy-dinh").content.decode()
    criteria = {f"criteria.{name}": "met" for name in (
        "necessity", "reasonableness", "legality", "simplicity", "clarity", "feasibility", "consistency",
    )}  # fmt: skip
    assert justice.post(f"{one}/viec/answer", text="Đã kiến nghị", **criteria).status_code == 302
    assert "Tính dễ hiểu" in words(justice.get(one))


def test_the_times_of_the_ward(ward: str) -> None:
    chair = Official("chair")
    given = {"category": "rac", "amount": "4", "time_unit": "working_hour", "instrument": "15/QĐ-UBND"}
    assert chair.post(f"{DESK}thoi-han", **{**given, "amount": "nhiều"}).status_code == 422
    page = words(chair.client.post(f"{DESK}thoi-han", given, follow=True))
    assert "Thời hạn của địa phương theo 15/QĐ-UBND" in page and "4 giờ làm việc" in page
    assert "Đặt thời hạn của địa phương" not in words(Official("land-1").get(f"{DESK}thoi-han"))


def test_a_petition_goes_on_as_feedback(ward: str) -> None:
    handler, chair = Official("justice-1"), Official("chair")
    petition = received(said="suggestion")
    handler.post(f"/can-bo/don/ma/{petition}/viec/propose", kind="suggestion", **SOUND)
    here = f"{DESK}tu-don/{petition}"
    assert here in chair.get(f"/can-bo/don/ma/{petition}").content.decode()
    assert here not in handler.get(f"/can-bo/don/ma/{petition}").content.decode()
    assert handler.get(here).status_code == 403
    assert chair.post(here, category="").status_code == 422
    page = words(chair.client.post(here, {"category": "tieng-on", "number": "3/TB"}, follow=True))
    assert "Phản ánh: Tiếng ồn" in page and petition in page
    assert "Đã thụ lý thành vụ việc" in words(chair.get(f"/can-bo/don/ma/{petition}"))
    assert chair.post(here, category="tieng-on").status_code == 409
