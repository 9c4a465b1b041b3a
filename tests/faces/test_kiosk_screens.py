"""The touch screen in the hall: what a scanner or a finger says, in large type, and nobody's data."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from django.test import Client

from motcua.areas.dossiers import actions
from motcua.areas.dossiers.models import Dossier, Rating
from motcua.areas.dossiers.queries import tracking_key
from motcua.base.journal.ports import CITIZEN, Actor
from motcua.faces.kiosk.hall import COOKIE
from motcua.faces.ui import throttle
from motcua.faces.ui.slips import code_in, key_in, scanned
from tests import world
from tests.faces.reading import count_queries, links, words

HOUR = dt.timedelta(hours=1)
NAME = "Công Tằng Tôn Nữ Thị Hoàng Anh"


@pytest.fixture(autouse=True)
def _now(ward: str, clock: Callable[[dt.datetime], None]) -> None:
    """The clock stands at the moment of the test."""


@pytest.fixture
def client(client: Client) -> Client:
    """A registered touch screen."""
    client.cookies[COOKIE] = world.a_screen()
    return client


@pytest.fixture
def dossier(receive: Callable[..., Dossier]) -> Dossier:
    return receive(procedure="1.004873", applicant={"name": NAME})


@pytest.fixture
def returned(
    receive: Callable[..., Dossier], finished: Callable[..., Dossier], at: dt.datetime,
    clock: Callable[[dt.datetime], None],
) -> Dossier:  # fmt: skip
    dossier = finished(receive(), hand_over=True)
    clock(at + 2 * HOUR)
    return dossier


def qr(dossier: Dossier) -> str:
    """What the scanner types for the QR code of a slip."""
    return f"https://motcua.example/tra-cuu?ma={dossier.code}&key={tracking_key(dossier.code)}"


def scan(client: Client, typed: str, **more: str) -> Any:
    return client.post("/kiosk/quet", {"ma": typed, **more}, follow=True)


# --- reading a slip ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (
            "https://a.vn/tra-cuu?ma=H26.145.00-261120-0001&key=0123456789ab",
            ("H26.145.00-261120-0001", "0123456789ab"),
        ),
        ("h26.145.00-261120-0001", ("H26.145.00-261120-0001", "")),
        (" H26.145.00–261120–0001 ", ("H26.145.00-261120-0001", "")),
        ("H26.145.00-261120-0001 0123456789AB", ("H26.145.00-261120-0001", "0123456789ab")),
        ("H26 145 00-261120-0001", ("H2614500-261120-0001", "")),
        ("https://a.vn/khac", ("", "")),
        ("http://[broken?ma=1", ("", "")),
        ("", ("", "")),
    ],
)
def test_what_a_scanner_or_a_person_types_is_read(typed: str, read: tuple[str, str]) -> None:
    assert scanned(typed) == read


def test_typed_codes_and_keys_are_short_and_plain() -> None:
    assert code_in("x" * 500) == "X" * 60 and key_in(" AB " * 100) == ("ab" * 100)[:60]


# --- the screens -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path", ["/kiosk/", "/kiosk/quet", "/kiosk/quet?viec=danh-gia", "/kiosk/thu-tuc", "/kiosk/cam-on"]
)
def test_a_screen_has_at_most_four_targets(client: Client, path: str) -> None:
    page = client.get(path).content.decode()
    assert 0 <= len(re.findall(r'class="target[ "]', page)) <= 4
    assert not re.search(r'<a class="btn', page.partition("<main")[2].partition("</main>")[0]), (
        "no fifth way on"
    )
    assert 'class="face-kiosk"' in page and "data-idle=" in page and "data-speak" in page


def test_every_screen_goes_home_but_home(client: Client) -> None:
    assert 'data-idle="0"' in client.get("/kiosk/").content.decode()
    assert 'data-idle="45"' in client.get("/kiosk/quet").content.decode()
    assert 'data-idle="8"' in client.get("/kiosk/cam-on").content.decode()


def test_the_qr_code_shows_state_promise_and_what_comes_next(client: Client, dossier: Dossier) -> None:
    page = scan(client, qr(dossier))
    said = words(page)
    assert page.redirect_chain == [("/kiosk/ho-so", 302)]  # nothing of the slip in the address
    assert "Đã nhận hồ sơ" in said and "10 giờ, thứ Năm 26/11/2026" in said and "Tiếp theo:" in said
    assert "xác nhận tình trạng hôn nhân" in said


def test_the_bar_code_shows_the_state_only(client: Client, dossier: Dossier) -> None:
    said = words(scan(client, dossier.code.lower()))
    assert "Đã nhận hồ sơ" in said
    assert "hôn nhân" not in said and "26/11/2026" not in said and "Tiếp theo" not in said


def test_nobody_is_named_on_any_screen(client: Client, dossier: Dossier, returned: Dossier) -> None:
    pages = [scan(client, qr(dossier)), scan(client, dossier.code), scan(client, qr(returned)),
             scan(client, qr(returned), viec="danh-gia"), client.get("/kiosk/")]  # fmt: skip
    for page in pages:
        text = page.content.decode()
        assert page.status_code == 200 and "no-store" in page["Cache-Control"]
        for private in (NAME, "Hoàng Anh", "Nguyễn Thị", "Ngọc Lâm", "0900", "Nguyễn Thu Hà"):
            assert private not in text


def test_home_forgets_the_slip(client: Client, dossier: Dossier) -> None:
    scan(client, qr(dossier))
    client.get("/kiosk/")
    assert client.get("/kiosk/ho-so")["Location"] == "/kiosk/"


def test_unknown_codes_and_wrong_keys_are_said_alike(client: Client, dossier: Dossier) -> None:
    wrong = qr(dossier)[:-12] + "0" * 12
    pages = [scan(client, wrong), scan(client, dossier.code[:-4] + "9999"), scan(client, "nothing")]
    assert [page.status_code for page in pages] == [404, 404, 404]
    assert len({words(page) for page in pages}) == 1
    assert "Không tìm thấy hồ sơ này" in words(pages[0])


def test_trying_out_codes_is_slowed(client: Client, dossier: Dossier) -> None:
    for number in range(throttle.FAILURES - 1):
        scan(client, f"H26.145.00-261120-9{number:03d}")
    assert scan(client, dossier.code).redirect_chain == [("/kiosk/ho-so", 302)]
    page = scan(client, dossier.code)  # a code that exists counts as well: it is no secret
    assert page.status_code == 429 and "chờ một phút" in words(page)
    assert scan(client, qr(dossier)).redirect_chain == [("/kiosk/ho-so", 302)], "a slip is never refused"


def test_a_typed_code_keeps_its_screen_when_it_is_wrong(client: Client) -> None:
    page = client.get("/kiosk/go-ma").content.decode()
    assert 'value="H26.145.00-26"' in page and page.count("data-types-into") == 12
    wrong = scan(client, "H26.145.00-260101-0001", go="1")
    assert wrong.status_code == 404 and "data-types-into" in wrong.content.decode()


# --- rating ------------------------------------------------------------------------------------------------------


def test_one_touch_rates_and_thanks(client: Client, returned: Dossier) -> None:
    page = scan(client, qr(returned), viec="danh-gia")
    assert page.redirect_chain == [("/kiosk/danh-gia", 302)]
    assert page.content.decode().count('name="stars"') == 5
    done = client.post("/kiosk/danh-gia", {"stars": "5"}, follow=True)
    assert done.redirect_chain == [("/kiosk/cam-on", 302)] and "Cảm ơn ông/bà" in words(done)
    assert Rating.objects.get().channel == "kiosk" and Rating.objects.get().stars == 5
    assert client.get("/kiosk/danh-gia")["Location"] == "/kiosk/"  # the slip is forgotten


def test_a_dossier_is_rated_once_and_when_it_has_ended(
    client: Client, returned: Dossier, dossier: Dossier
) -> None:
    actions.rate(by=CITIZEN, at=returned.case.last_at + HOUR, dossier=returned, stars=3)
    said = scan(client, qr(returned), viec="danh-gia")
    assert said.status_code == 409 and "đã được đánh giá" in words(said)
    assert client.post("/kiosk/danh-gia", {"stars": "1"}).status_code == 409
    early = scan(client, qr(dossier), viec="danh-gia")
    assert early.status_code == 409 and "nhận kết quả rồi đánh giá" in words(early)
    assert Rating.objects.get().stars == 3


def test_what_cannot_be_rated_yet_says_where_it_stands(
    client: Client, receive: Callable[..., Dossier], finished: Callable[..., Dossier], posts: Mapping[str, Actor],
    at: dt.datetime,
) -> None:  # fmt: skip
    ready = words(scan(client, qr(finished(receive())), viec="danh-gia"))
    assert "Kết quả đã có, mời ông/bà nhận tại quầy" in ready and "quét lại giấy hẹn để đánh giá" in ready
    assert "còn đang được giải quyết" not in ready
    mistaken = receive()
    actions.cancel(by=posts["one-stop-head"], at=at, dossier=mistaken, reason="Nhập nhầm")
    assert "đã được hủy do tiếp nhận nhầm" in words(scan(client, qr(mistaken), viec="danh-gia"))
    assert "còn đang được giải quyết" in words(scan(client, qr(receive()), viec="danh-gia"))


def test_a_bar_code_cannot_rate(client: Client, returned: Dossier) -> None:
    page = scan(client, returned.code, viec="danh-gia")
    assert page.status_code == 422 and "quét mã QR" in words(page)
    scan(client, returned.code)
    assert client.post("/kiosk/danh-gia", {"stars": "1"})["Location"] == "/kiosk/"
    assert not Rating.objects.exists()


def test_rating_is_offered_when_it_can_be_done(client: Client, returned: Dossier, dossier: Dossier) -> None:
    assert "/kiosk/danh-gia" in links(scan(client, qr(returned)))
    assert "/kiosk/danh-gia" not in links(scan(client, qr(dossier)))


@pytest.mark.parametrize("stars", ["", "0", "6", "x"])
def test_a_strange_rating_shows_the_faces_again(client: Client, returned: Dossier, stars: str) -> None:
    scan(client, qr(returned), viec="danh-gia")
    page = client.post("/kiosk/danh-gia", {"stars": stars})
    assert page.status_code == 200 and page.content.decode().count('name="stars"') == 5
    assert not Rating.objects.exists()


# --- what to bring -----------------------------------------------------------------------------------------------


def test_the_guide_says_what_to_bring_and_gives_it_to_the_telephone(client: Client) -> None:
    assert "/kiosk/thu-tuc/1.001193" in links(client.get("/kiosk/thu-tuc"))
    page = client.get("/kiosk/thu-tuc/1.001193")
    said = words(page)
    assert "Tờ khai đăng ký khai sinh" in said and "Xong trong ngày" in said and "xem trên điện thoại" in said
    assert "<svg" in page.content.decode() and 'class="qr"' in page.content.decode()


@pytest.mark.parametrize("asked", ["0", "-1", "99", "x", "٣", ""])
def test_the_guide_has_a_screen_for_any_number(client: Client, asked: str) -> None:
    assert client.get("/kiosk/thu-tuc", {"trang": asked}).status_code == 200


# --- recovery ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/kiosk/ho-so", "/kiosk/danh-gia", "/kiosk/thu-tuc/9.999999"])
def test_what_is_not_there_leads_home(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 302 and answer["Location"] == "/kiosk/"


def test_a_fault_apologises_and_goes_home_by_itself(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from motcua.faces.kiosk.procedures import views

    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError("no database")

    monkeypatch.setattr(views.queries, "popular", broken)
    page = client.get("/kiosk/thu-tuc")
    assert page.status_code == 500
    assert "máy gặp trục trặc" in words(page) and 'data-idle="15"' in page.content.decode()


def test_the_number_of_queries_is_small(client: Client, dossier: Dossier) -> None:
    scan(client, qr(dossier))
    assert count_queries(lambda: client.get("/kiosk/ho-so")) <= 7
    assert count_queries(lambda: client.get("/kiosk/thu-tuc/1.001193")) <= 6
