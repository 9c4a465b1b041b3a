"""Feedback on the portal without script: sent without an account, followed with the receipt, read once approved."""

import datetime as dt
import json
import re
from collections.abc import Callable, Mapping
from typing import Any
from xml.etree import ElementTree

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.areas.feedback import actions, queries
from motcua.areas.feedback.models import Feedback
from motcua.base.journal.ports import Actor
from motcua.faces.ui import maps, throttle
from motcua.faces.ui.maps import Mark, drawn
from motcua.rules.feedback import Point, point
from tests import filing
from tests.areas.test_feedback import HERE, RUBBISH, Make, answered, photo, unsound
from tests.areas.test_feedback import make as make_feedback
from tests.faces.at_desk import words

make = make_feedback
Posts = Mapping[str, Actor]


@pytest.fixture(autouse=True)
def _stopped(clock: Callable[[dt.datetime], None]) -> None:
    """The clock stands at the moment of the test."""


def sent(category: str = "rac", client: Client | None = None, **over: Any) -> Any:
    given = {"content": RUBBISH, "place": "00145", "spot": "Cuối ngõ 42", **over}
    client = client or Client(headers={"accept-language": "vi"})
    return client.post(f"/phan-anh/gui/{category}", given)


def test_two_minutes_on_a_telephone_without_an_account(ward: str) -> None:
    page = Client().get("/phan-anh/gui")
    assert "Rác thải, vệ sinh" in words(page) and "/phan-anh/gui/rac" in page.content.decode()
    form = Client().get("/phan-anh/gui/rac").content.decode()
    assert 'capture="environment"' in form and "Trả lời trong 1 ngày làm việc" in form
    browser = Client(headers={"accept-language": "vi"})
    answer = sent(client=browser, photos=[photo(), photo()], lat=HERE[0], lon=HERE[1])
    assert answer.status_code == 302 and "key=" not in answer["Location"]
    assert "Giữ lại mã này" not in words(Client().get(answer["Location"])), "another browser types its key"
    page = browser.get(answer["Location"])
    text = words(page)
    assert (
        "Giữ lại mã này" in text
        and "thứ Hai 23/11/2026" in text
        and RUBBISH in text
        and 'class="qr"' in page.content.decode()
    )
    made = Feedback.objects.get()
    assert made.contact == "" and made.files.count() == 2
    key = queries.tracking_key(made.code)
    proof = Client().get("/phan-anh/theo-doi/bien-nhan", {"ma": made.code, "key": key})
    assert json.loads(proof.content)["event"]["subject"] == made.case.subject
    assert (
        Client().get("/phan-anh/theo-doi/anh/2", {"ma": made.code, "key": key}).content[:3] == b"\xff\xd8\xff"
    )
    assert Client().get("/phan-anh/theo-doi/anh/2", {"ma": made.code, "key": "1" * 12}).status_code == 404
    whole = f"http://testserver/phan-anh/theo-doi?ma={made.code}&key={key}"
    assert Client().get("/phan-anh/theo-doi", {"ma": whole}).status_code == 200, (
        "the QR code's address, pasted"
    )
    assert Client().get("/phan-anh")["Location"] == "/phan-anh/"


def test_a_button_pressed_twice_sends_one_feedback(ward: str) -> None:
    browser, form = Client(), {"goi": "ab" * 16}
    twice = [sent(client=browser, photos=[photo()], **form) for _ in range(2)]
    assert [one.status_code for one in twice] == [302, 302] and twice[0]["Location"] == twice[1]["Location"]
    assert Feedback.objects.count() == 1
    sent(client=browser, content="Việc khác, viết lại trên trang cũ", **form)
    assert Feedback.objects.count() == 2, "written anew it is another one"


def test_what_is_wrong_is_said_and_nothing_is_lost(ward: str) -> None:
    page = sent(
        content=" ", spot="Cuối ngõ 42", phone="12", photos=[photo(name="a.jpg")], lat="48.85", lon="2.35"
    )
    text = words(page)
    assert page.status_code == 422 and "Cuối ngõ 42" in page.content.decode()
    for said in ("việc cần phản ánh", "Số điện thoại bắt đầu bằng 0", "ngoài Việt Nam", "Ảnh 1"):
        assert said in text, said
    assert ".." not in text.split("Xem lại:")[1].splitlines()[0]
    assert sent("khong-co").status_code == 404
    page = sent("quy-dinh", **{"attribute.ten": "Luật Hộ tịch"})
    assert page.status_code == 422 and "cần ghi họ tên" in words(page)
    assert not Feedback.objects.exists()


def key_in(page: Any) -> str:
    found = re.search(r'name="goi" value="([0-9a-f]{32})"', page.content.decode())
    assert found is not None
    return found[1]


def test_a_picture_stays_with_the_form_in_either_language_and_through_mistakes(ward: str) -> None:
    page = sent(photos=[photo()], **{"doi-ngon-ngu": "en"})
    key = key_in(page)
    assert "Picture 1" in words(page)
    page = sent(goi=key, **{"doi-ngon-ngu": "vi"})
    assert "Ảnh 1" in words(page) and key_in(page) == key
    page = sent(goi=key, content=" ")
    assert page.status_code == 422 and "Ảnh 1" in words(page)
    sent(goi=key, photos=[photo()], **{"doi-ngon-ngu": "en"})
    assert len(queries.sent_ahead("00145", key)) == 1, "the same one chosen again is kept once"
    assert sent(goi=key).status_code == 302
    assert Feedback.objects.get().files.count() == 1
    assert queries.sent_ahead("00145", key) == []


def test_a_picture_kept_with_the_form_is_taken_back(ward: str) -> None:
    page = sent(content=" ", photos=[photo()])
    (kept,) = queries.sent_ahead("00145", key_in(page))
    page = sent(goi=key_in(page), bo=str(kept.id))
    assert page.status_code == 200 and "Ảnh 1" not in words(page)
    assert sent(goi=key_in(page)).status_code == 302
    assert not Feedback.objects.get().files.exists()


def test_what_is_no_picture_or_too_many_is_said_and_the_rest_stays(ward: str) -> None:
    text = SimpleUploadedFile("a.jpg", b"no picture", content_type="image/jpeg")
    page = sent(photos=[photo(), text])
    assert page.status_code == 422 and "không phải là ảnh" in words(page) and "Ảnh 1" in words(page)
    assert not Feedback.objects.exists()
    assert sent(goi=key_in(page)).status_code == 302
    assert Feedback.objects.get().files.count() == 1


def test_what_is_asked_besides_is_asked_in_english_too(ward: str) -> None:
    english = words(Client(headers={"accept-language": "en"}).get("/phan-anh/gui/tieng-on"))
    assert "When is it noisy?" in english and "Morning" in english and "Buổi sáng" not in english


def test_a_flood_is_held_back(ward: str) -> None:
    statuses = [sent().status_code for _ in range(throttle.reports.failures + 2)]
    assert statuses.count(302) == throttle.reports.failures and statuses[-1] == 429


def test_only_what_was_approved_is_read(make: Make, posts: Posts, at: dt.datetime) -> None:
    made = make(content="Bà Mai số 9 đổ rác", photos=[photo(), photo()], lat=HERE[0], lon=HERE[1])
    browser = Client(headers={"accept-language": "vi"})
    assert "Chưa có phản ánh nào được công khai" in words(browser.get("/phan-anh/"))
    for path in (made.code, f"{made.code}/anh/1"):
        assert browser.get(f"/phan-anh/{path}").status_code == 404
    hidden = browser.get(f"/phan-anh/{made.code}")
    assert (
        "không có ở trang công khai" in words(hidden)
        and f"theo-doi?ma={made.code}" in hidden.content.decode()
    )
    actions.approve(by=posts["chair"], at=at, feedback=made, text="Có rác ở ngõ 42", place="near", photos=[2])
    page = browser.get("/phan-anh/")
    assert "Có rác ở ngõ 42" in words(page) and "Mai" not in words(page) and "<svg" in page.content.decode()
    assert "21.0376" not in page.content.decode() and "105.8931" not in page.content.decode()
    one = browser.get(f"/phan-anh/{made.code}")
    assert "Vị trí khoảng 100 m" in words(one) and "Phòng Kinh tế" in words(one)
    assert browser.get(f"/phan-anh/{made.code}/anh/2").status_code == 200
    assert browser.get(f"/phan-anh/{made.code}/anh/1").status_code == 404, "nobody approved this picture"
    for query, seen in (
        ("loai=rac", True), ("loai=den", False), ("trang-thai=dang-xu-ly", True), ("trang-thai=da-tra-loi", False),
        ("tu=2026-11-20&den=2026-11-20", True), ("tu=2026-11-21", False), ("tu=hom-qua", True),
        ("khung=21,105,22,106", True), ("khung=10,105,11,106", False), ("khung=a,b", True),
    ):  # fmt: skip
        assert ("Có rác ở ngõ 42" in words(browser.get(f"/phan-anh/?{query}"))) == seen, query
    feed = ElementTree.fromstring(browser.get("/phan-anh/moi.atom").content)
    entries = feed.findall("{http://www.w3.org/2005/Atom}entry")
    assert len(entries) == 1 and "Mai" not in ElementTree.tostring(feed, encoding="unicode")


def test_the_holder_of_the_receipt_tells_more_rates_and_objects(
    make: Make, posts: Posts, at: dt.datetime
) -> None:
    made = make()
    browser = Client(headers={"accept-language": "vi"})
    slip = {"ma": made.code, "key": queries.tracking_key(made.code)}
    actions.ask(by=posts["land-1"], at=at, feedback=made, question="Ở ngách nào?")
    assert "Ở ngách nào?" in words(browser.get("/phan-anh/theo-doi", slip))
    assert browser.post("/phan-anh/theo-doi/bo-sung", {**slip, "reply": " "}).status_code == 422
    assert (
        browser.post(
            "/phan-anh/theo-doi/bo-sung", {**slip, "reply": "Ngách 7", "photos": [photo()]}
        ).status_code
        == 302
    )
    told = words(browser.get("/phan-anh/theo-doi", {**slip, "da": "bo-sung"}))
    assert "Đã nhận điều ông/bà cho biết thêm" in told and "Ở ngách nào?" in told and "Ngách 7" in told
    answered(posts, queries.tracked(**{"code": slip["ma"], "key": slip["key"]}), at)
    assert "Đã dọn sạch bãi rác" in words(browser.get("/phan-anh/theo-doi", slip))
    assert browser.post("/phan-anh/theo-doi/danh-gia", slip).status_code == 422
    assert (
        browser.post("/phan-anh/theo-doi/danh-gia", {**slip, "stars": "2", "comment": "Vẫn còn"}).status_code
        == 302
    )
    assert browser.post("/phan-anh/theo-doi/danh-gia", {**slip, "stars": "5"}).status_code == 409
    assert (
        browser.post("/phan-anh/theo-doi/xu-ly-lai", {**slip, "objection": "Mới dọn một nửa"}).status_code
        == 302
    )
    again = words(browser.get("/phan-anh/theo-doi", slip))
    for said in ("Ông/bà đề nghị xử lý lại", "Mới dọn một nửa", "Trả lời lần trước", "Đã dọn sạch bãi rác"):
        assert said in again, said
    assert browser.post("/phan-anh/theo-doi/rut", slip).status_code == 302
    assert "Đã rút theo yêu cầu" in words(browser.get("/phan-anh/theo-doi", slip))
    assert browser.post("/phan-anh/theo-doi/xoa", slip).status_code == 404


def test_the_map_is_drawn_without_another_host(settings: Any) -> None:
    def mark(lat: str, lon: str) -> Mark:
        found = point(lat, lon)
        assert found is not None
        return Mark(found, "Rác", "/x")

    assert drawn([]) is None
    made = drawn([mark("21.0376", "105.8931"), mark("21.03761", "105.89311"), mark("21.05", "105.91")])
    assert made is not None and [len(dot.marks) for dot in made.dots] == [2, 1], "close ones become one dot"
    assert all(0 <= dot.x <= made.width and 0 <= dot.y <= made.height for dot in made.dots)
    assert made.tiles == [] and made.dots[0].box == "21.037600,105.893100,21.037610,105.893110"
    settings.TILES, settings.TILES_CREDIT = "https://tiles.example/{z}/{x}/{y}.png", "© OpenStreetMap"
    made = drawn([mark("21.0376", "105.8931")])
    assert made is not None and made.credit and made.tiles[0]["href"].startswith("https://tiles.example/17/")
    assert maps.drawn(
        [Mark(Point(*map(type(mark("21", "105").point.lat), ("8.5", "104"))), "a"), mark("23", "106")]
    )


def test_who_signed_in_finds_what_they_sent_under_a_name_and_nothing_else_is_theirs(
    ward: str, at: dt.datetime, settings: Any
) -> None:
    settings.IDENTITY = filing.PROVIDER
    who, here = filing.person(), "/phan-anh/theo-doi"
    signed, stranger = filing.at_home(who, at), Client(headers={"accept-language": "vi"})
    assert "để trống thì không gắn với tài khoản" in words(signed.get("/phan-anh/gui/rac"))
    assert "Chưa có phản ánh nào gửi kèm họ tên" in words(signed.get(here))
    sent(client=signed, name=who.name)
    sent(client=signed, phone="0987654321")
    sent(client=signed)
    sent(name=who.name)
    named, called, nameless, other = Feedback.objects.order_by("pk")
    assert named.owner and {called.owner, nameless.owner, other.owner} == {""}, "tied to no account"
    page = words(signed.get(here))
    assert named.code in page and not any(one.code in page for one in (called, nameless, other))
    address = f"/phan-anh/theo-doi?ma={named.code}"
    assert address in signed.get(here).content.decode()
    assert RUBBISH in words(signed.get(address))
    assert "Đăng nhập để xem" in words(stranger.get(here)) and named.code not in words(stranger.get(here))
    assert queries.sent_by("") == []
    assert unsound() == []


def test_the_guarded_way_is_offered_where_words_denounce_and_nobody_is_made_to_take_it(ward: str) -> None:
    told = "Ông X địa chính nhận tiền của dân khi đo đất"
    offered = sent(content=told, name="Vũ Thị Sương Mai")
    assert offered.status_code == 200 and "no-store" in offered["Cache-Control"]
    page = offered.content.decode()
    assert "Gửi theo lối giữ kín" in page and 'formaction="/gui-don/viet/to-cao"' in page
    assert not Feedback.objects.exists()
    guarded = Client(headers={"accept-language": "vi"}).post(
        "/gui-don/viet/to-cao", {"content": told, "name": "Vũ Thị Sương Mai", "act": "sua"}
    )
    assert guarded.status_code == 200 and told in guarded.content.decode(), "what was written comes along"
    assert "Vũ Thị Sương Mai" in guarded.content.decode()
    assert sent(content=told, **{"van-gui": "1"}).status_code == 302
    assert Feedback.objects.count() == 1


def test_what_was_handed_over_is_followed_with_the_old_receipt(
    make: Make, posts: Posts, at: dt.datetime
) -> None:
    made = actions.hand_over(by=posts["one-stop-1"], at=at, feedback=make(content="Ông X nhận tiền của dân"))
    asked = {"ma": made.code, "key": queries.tracking_key(made.code)}
    page = Client(headers={"accept-language": "vi"}).get("/phan-anh/theo-doi", asked)
    text, code = words(page), (queries.followed_as(made) or ("", ""))[0]
    assert "nhận tiền" not in text and "tố cáo" not in text.lower() and "Theo dõi tiếp" in text
    assert f"ma={code}" not in page.content.decode(), "what denounces is in no address"
    onward = {"ma": code, "key": re.findall(r'name="key" value="([0-9a-f]{12})"', page.content.decode())[0]}
    assert Client().post("/gui-don/tra-cuu", onward).status_code == 200
