"""The hall's screens: registered ones only, numbers and nobody's name; taking, booking, coming back, and the voice."""

import datetime as dt
import io
import re
import wave
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from motcua.areas.counters import actions, queries
from motcua.areas.counters.choices import State
from motcua.areas.counters.models import Screen, Ticket
from motcua.areas.directives import actions as directives
from motcua.base.journal.ports import CITIZEN, Actor
from motcua.faces.kiosk.hall import COOKIE
from motcua.faces.ui import throttle
from tests import world
from tests.areas.test_directives import clear
from tests.faces.reading import links, words

MINUTE = dt.timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _now(ward: str, clock: Callable[[dt.datetime], None]) -> None:
    """The clock stands at the moment of the test."""


@pytest.fixture
def hall(ward: str) -> str:
    return world.a_hall()


def on_a(kind: str) -> Client:
    client = Client()
    client.cookies[COOKIE] = world.a_screen(kind)
    return client


@pytest.fixture
def kiosk(hall: str) -> Client:
    return on_a("kiosk")


@pytest.fixture
def display(hall: str) -> Client:
    return on_a("display")


# --- who is a screen ---------------------------------------------------------------------------------------------


def test_a_visitor_sees_the_guide_only(client: Client, hall: str) -> None:
    home = client.get("/kiosk/")
    assert links(home) == ["/kiosk/thu-tuc", "/", "/kiosk/dang-ky"]
    assert client.get("/kiosk/thu-tuc").status_code == 200
    for path in (
        "/kiosk/quet",
        "/kiosk/ho-so",
        "/kiosk/lay-so",
        "/kiosk/lay-so/A",
        "/kiosk/so",
        "/kiosk/man-hinh",
    ):
        assert client.get(path)["Location"] == "/kiosk/", path
    assert client.post("/kiosk/lay-so/A")["Location"] == "/kiosk/" and not Ticket.objects.exists()
    assert client.get("/kiosk/man-hinh/tin").status_code == 404
    assert client.get("/kiosk/loi/A001/1.wav").status_code == 404


def test_a_browser_becomes_a_screen_with_the_administrators_code(
    client: Client, hall: str, posts: Any, at: dt.datetime
) -> None:
    _screen, code = actions.register_screen(
        by=posts["admin"], at=at, place=hall, name="Cửa chính", kind="kiosk"
    )
    wrong = client.post("/kiosk/dang-ky", {"ma": "1234"})
    assert wrong.status_code == 409 and "hết hạn" in words(wrong)
    paired = client.post("/kiosk/dang-ky", {"ma": f"{code[:4]} {code[4:]}"})
    cookie = paired.cookies[COOKIE]
    assert cookie["httponly"] and cookie["path"] == "/kiosk/" and int(cookie["max-age"]) > 300 * 24 * 3600
    assert "Lấy số thứ tự" in words(client.get("/kiosk/"))
    assert client.get("/kiosk/").cookies[COOKIE].value == cookie.value, "kept for another year at every visit"


def test_guessing_the_code_is_slowed(client: Client, hall: str) -> None:
    seen = [
        client.post("/kiosk/dang-ky", {"ma": f"{n:08d}"}).status_code for n in range(throttle.FAILURES + 2)
    ]
    assert seen[0] == 409 and seen[-1] == 429


def test_a_removed_screen_is_a_visitor(kiosk: Client, posts: Any, at: dt.datetime, hall: str) -> None:
    actions.remove_screen(by=posts["admin"], at=at, place=hall, screen=Screen.objects.get().pk)
    assert "Đăng ký màn hình này" in words(kiosk.get("/kiosk/"))


def test_a_display_opens_on_its_numbers_and_takes_none(display: Client) -> None:
    assert display.get("/kiosk/")["Location"] == "/kiosk/man-hinh"
    assert display.get("/kiosk/lay-so")["Location"] == "/kiosk/"


# --- taking a number ---------------------------------------------------------------------------------------------


def take(kiosk: Client, letter: str = "A", priority: str = "") -> Any:
    return kiosk.post(f"/kiosk/lay-so/{letter}", {"uu-tien": priority}, follow=True)


def test_two_touches_take_a_number(kiosk: Client, at: dt.datetime) -> None:
    assert links(kiosk.get("/kiosk/lay-so"))[:2] == ["/kiosk/lay-so/A", "/kiosk/lay-so/B"]
    asked = words(kiosk.get("/kiosk/lay-so/A"))
    assert "Người cao tuổi" in asked and "Người khuyết tật" in asked and "lấy số thường" in asked
    take(kiosk)
    page = take(kiosk)
    assert page.redirect_chain == [("/kiosk/so", 302)], "nothing of the number in the address"
    said = words(page)
    assert "A002" in said and "mời ông/bà chờ mở quầy" in said and "Chưa có quầy nào mở" in said
    html = page.content.decode()
    assert "data-print-now" in html and 'class="ticket-print' in html and "a không không hai" in html
    assert "data-print-now" not in kiosk.get("/kiosk/so").content.decode(), "printed once"
    kiosk.get("/kiosk/")
    assert kiosk.get("/kiosk/so")["Location"] == "/kiosk/"


def test_the_screen_says_when_it_opens(kiosk: Client, clock: Callable[..., None], at: dt.datetime) -> None:
    clock(at.replace(hour=20))
    page = take(kiosk)
    assert page.status_code == 409 and "mở lại lúc 8 giờ, thứ Hai 23/11/2026" in words(page)


@pytest.mark.parametrize(("letter", "priority"), [("Z", ""), ("AA", ""), ("A", "vip")])
def test_a_strange_wish_leads_home(kiosk: Client, letter: str, priority: str) -> None:
    assert take(kiosk, letter, priority).redirect_chain[-1] == ("/kiosk/", 302)
    assert not Ticket.objects.exists()


def test_a_scanned_number_says_where_it_stands_and_brings_back_who_missed_it(
    kiosk: Client, posts: dict[str, Actor], at: dt.datetime, hall: str
) -> None:
    take(kiosk)
    ticket = Ticket.objects.get()
    by = posts["one-stop-1"]
    actions.open_counter(by=by, at=at, place=hall, number=1)
    actions.call_next(by=by, at=at)
    code = f"http://testserver/lay-so/so?so={ticket.name}&key={queries.ticket_key(ticket.name)}"
    called = kiosk.post("/kiosk/quet", {"ma": code}, follow=True)
    assert called.redirect_chain == [("/kiosk/so", 302)] and "Mời ông/bà đến quầy 1" in words(called)
    actions.miss(by=by, at=at)
    back = kiosk.post("/kiosk/quet", {"ma": code}, follow=True)
    assert "người được mời tiếp theo" in words(back)
    assert Ticket.objects.get().state == State.WAITING
    wrong = kiosk.post("/kiosk/quet", {"ma": code[:-6] + "000000"}, follow=True)
    assert wrong.status_code == 404


# --- the display -------------------------------------------------------------------------------------------------


def test_the_display_shows_calls_and_nobodys_name(
    display: Client, posts: dict[str, Actor], at: dt.datetime, hall: str
) -> None:
    world.a_ticket(at=at)
    assert "Chưa mời số nào" in words(display.get("/kiosk/man-hinh"))
    by = posts["one-stop-1"]
    actions.open_counter(by=by, at=at, place=hall, number=1)
    actions.call_next(by=by, at=at)
    page = display.get("/kiosk/man-hinh/tin")
    said, html = words(page), page.content.decode()
    assert "Mời số A001 đến quầy 1" in said and "0 người đang chờ" in said
    assert "Mời số a không không một đến quầy số một" in html and "data-fresh" in html
    assert "/kiosk/loi/A001/1.wav" in html and "no-store" in page["Cache-Control"]
    for private in ("Nguyễn Thu Hà", "one-stop", "cao tuổi"):
        assert private not in html


def test_an_old_call_is_not_said_again(
    display: Client, posts: dict[str, Actor], at: dt.datetime, hall: str, clock: Callable[..., None]
) -> None:
    world.a_ticket(at=at)
    by = posts["one-stop-1"]
    actions.open_counter(by=by, at=at, place=hall, number=1)
    actions.call_next(by=by, at=at)
    clock(at + 2 * MINUTE)
    assert "data-fresh" not in display.get("/kiosk/man-hinh").content.decode()


def test_a_call_is_heard_or_left_to_the_browser(
    display: Client, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("motcua.gateways.voice.said", lambda code, counter: b"RIFF" + code.encode())
    heard = display.get("/kiosk/loi/A012/3.wav")
    assert heard["Content-Type"] == "audio/wav" and heard.content == b"RIFFA012"
    monkeypatch.setattr("motcua.gateways.voice.said", lambda code, counter: None)
    assert display.get("/kiosk/loi/A012/3.wav").status_code == 404
    assert display.get("/kiosk/loi/A012/100.wav").status_code == 404
    assert display.get("/kiosk/loi/I012/1.wav").status_code == 404


def test_the_chime_is_a_sound(client: Client, ward: str) -> None:
    with wave.open(io.BytesIO(client.get("/kiosk/chuong.wav").content)) as file:
        assert file.getnchannels() == 1 and 0.5 < file.getnframes() / file.getframerate() < 2


def test_the_worker_keeps_the_waiting_page(client: Client, ward: str) -> None:
    script = client.get("/kiosk/sw.js")
    assert script["Content-Type"].startswith("text/javascript") and '"/kiosk/cho"' in script.content.decode()
    assert "data-return" in client.get("/kiosk/cho").content.decode()


# --- a number for a time, at home --------------------------------------------------------------------------------


def book(client: Client, at: str = "2026-11-20T10:30:00+07:00") -> Any:
    return client.post("/lay-so", {"viec": "A", "ngay": "2026-11-20", "gio": at}, follow=True)


def test_a_time_is_booked_kept_and_given_back(client: Client, hall: str) -> None:
    page = client.get("/lay-so")
    assert "Thứ Hai 23/11/2026" in words(page) and "10 giờ 30 còn 2 chỗ" in words(page)
    assert "Đất đai" not in words(page), "what takes no bookings is not offered"
    made = book(client)
    ticket = Ticket.objects.get()
    said = words(made)
    assert "A001" in said and "10 giờ 30, thứ Sáu 20/11/2026" in said
    assert queries.ticket_key(ticket.name) in said and 'class="qr"' in made.content.decode()
    assert "10 giờ 30 còn 1 chỗ" in words(client.get("/lay-so"))
    gone = client.post(
        "/lay-so/huy", {"so": ticket.name, "key": queries.ticket_key(ticket.name)}, follow=True
    )
    assert "Số này đã hủy" in words(gone) and "10 giờ 30 còn 2 chỗ" in words(client.get("/lay-so"))


def test_a_button_pressed_twice_books_one_number(client: Client, hall: str) -> None:
    (key,) = set(re.findall(r'name="goi" value="([0-9a-f]{32})"', client.get("/lay-so").content.decode()))
    given = {"viec": "A", "ngay": "2026-11-20", "gio": "2026-11-20T10:30:00+07:00", "goi": key}
    first, again = (client.post("/lay-so", given)["Location"] for _ in range(2))
    assert first == again and Ticket.objects.count() == 1


def test_a_full_or_strange_time_says_so(client: Client, hall: str) -> None:
    book(client), book(client)
    full = book(client)
    assert full.status_code == 409 and "vừa hết chỗ" in words(full)
    assert book(client, "2026-11-20T10:31:00+07:00").status_code == 409
    assert book(client, "mai").status_code == 422
    assert Ticket.objects.count() == 2


def test_nobody_books_a_whole_morning(client: Client, hall: str) -> None:
    seen = [
        book(client, f"2026-11-2{3 if n < 8 else 5}T0{8 + n % 2}:00:00+07:00").status_code for n in range(14)
    ]
    assert seen[-1] == 429


def test_a_wrong_key_shows_nothing(client: Client, hall: str) -> None:
    book(client)
    name = Ticket.objects.get().name
    page = client.get("/lay-so/so", {"so": name, "key": "000000"})
    assert page.status_code == 404 and "A001" not in words(page)
    assert client.post("/lay-so/huy", {"so": name, "key": "1"}).status_code == 404
    assert Ticket.objects.get().state == State.BOOKED


def test_who_booked_shows_the_code_to_the_kiosk(kiosk: Client, client: Client) -> None:
    book(client)
    ticket = Ticket.objects.get()
    code = f"http://testserver/lay-so/so?so={ticket.name}&key={queries.ticket_key(ticket.name)}"
    assert "mời ông/bà chờ mở quầy" in words(kiosk.post("/kiosk/quet", {"ma": code}, follow=True))
    assert Ticket.objects.get().state == State.WAITING
    assert "chờ mở quầy" in words(client.get(code.removeprefix("http://testserver")))


def test_a_closed_office_says_when_it_opens(
    client: Client, hall: str, clock: Callable[..., None], at: dt.datetime
) -> None:
    clock(at.replace(day=21))
    assert "mở lại lúc 8 giờ, thứ Hai 23/11/2026" in words(client.get("/lay-so"))


def test_a_place_without_services_sends_people_to_the_hall(client: Client, ward: str) -> None:
    assert "chưa nhận đặt giờ" in words(client.get("/lay-so"))


# --- machines ----------------------------------------------------------------------------------------------------


def test_machines_take_follow_and_show(
    api: Callable[[str], Any], hall: str, posts: dict[str, Actor], at: dt.datetime
) -> None:
    desk = api("one-stop-1")
    made = desk.post("/api/v1/tickets", {"service": "A", "priority": "elderly"})
    ticket = made.json()
    assert made.status_code == 201 and ticket["code"] == "A001" and ticket["state"] == "waiting"
    assert "elderly" not in str(ticket)
    seen = api("").get(f"/api/v1/tickets/{ticket['name']}", key=ticket["key"]).json()
    assert (seen["ahead"], seen["wait_text"]) == (0, "Chưa có quầy nào mở cho việc này")
    assert api("").get(f"/api/v1/tickets/{ticket['name']}", key="000000").status_code == 404
    assert api("front").post("/api/v1/tickets", {"service": "A"}).status_code == 403
    by = posts["one-stop-1"]
    actions.open_counter(by=by, at=at, place=hall, number=1)
    actions.call_next(by=by, at=at)
    shown = api("").get("/api/v1/hall/00145").json()
    assert shown["calls"][0]["code"] == "A001" and shown["calls"][0]["counter"] == 1
    assert shown["counters"] == [{"number": 1, "code": "A001"}]
    assert shown["waiting"][0] == {"letter": "A", "name": "Hộ tịch, chứng thực", "waiting": 0}
    assert CITIZEN.post not in str(shown)


def test_the_screens_say_that_the_office_is_closed(
    kiosk: Client, display: Client, clock: Callable[..., None], at: dt.datetime
) -> None:
    assert "/kiosk/lay-so" in links(kiosk.get("/kiosk/")) and "lấy số" in words(
        display.get("/kiosk/man-hinh")
    )
    clock(at.replace(day=21))
    home = kiosk.get("/kiosk/")
    assert "đang nghỉ, mở lại lúc 8 giờ, thứ Hai 23/11/2026" in words(home)
    assert "/kiosk/lay-so" not in links(home) and 'http-equiv="refresh"' in home.content.decode()
    shown = words(display.get("/kiosk/man-hinh"))
    assert "Đang nghỉ" in shown and "lấy số" not in shown


# --- the board of direction on a wall ----------------------------------------------------------------------------


def test_the_board_on_a_wall_stays_on_and_shows_counts_only(
    hall: str, posts: dict[str, Actor], at: dt.datetime, clock: Callable[..., None]
) -> None:
    given = clear(at.date() + dt.timedelta(days=3), title="Rà soát hồ sơ của bà Trần Thị B")
    plan = directives.draft(
        by=posts["office-head"], at=at, unit=hall, document={"type": "plan", "title": "Kế hoạch", "clarity": "5"},
        tasks=[given], files=[world.scan()],
    )  # fmt: skip
    directives.issue(by=posts["chair"], at=at, directive=plan)
    wall = on_a("wall")
    assert wall.get("/kiosk/")["Location"] == "/kiosk/chi-dao"
    clock(at + dt.timedelta(days=9))
    for address in ("/kiosk/chi-dao", "/kiosk/chi-dao/tin"):
        page = wall.get(address)
        said = words(page)
        assert "1 nhiệm vụ, 1 đang trễ" in said and plan.number in said, said
        assert "0 đang làm 1 trễ" in said, "what is late is not counted twice"
        for hidden in ("Trần Thị B", "Rà soát", posts["land-1"].title, "land-1", "/can-bo"):
            assert hidden not in page.content.decode(), hidden
    assert wall.get("/can-bo/chi-dao/bang").status_code == 302, "nothing of the desk"
    for kind in ("kiosk", "display"):
        assert on_a(kind).get("/kiosk/chi-dao")["Location"] == "/kiosk/"
        assert on_a(kind).get("/kiosk/chi-dao/tin").status_code == 404
    assert Client().get("/kiosk/chi-dao/tin").status_code == 404
