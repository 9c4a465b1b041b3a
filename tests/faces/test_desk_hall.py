"""The hall at the desk: the call bar on every page, the counter's day, the overview, figures, roster, screens."""

import datetime as dt
import re
from collections.abc import Callable

import pytest

from motcua.areas.counters import actions, queries
from motcua.areas.counters.choices import State
from motcua.areas.counters.models import Counter, Screen, Service, Shift, Ticket
from motcua.base.journal.ports import CITIZEN, Actor
from tests import world
from tests.faces.at_desk import Official, words

MINUTE = dt.timedelta(minutes=1)
PAGES = ("/can-bo/", "/can-bo/tiep-nhan", "/can-bo/thu-tuc/", "/can-bo/quay")


@pytest.fixture(autouse=True)
def _now(ward: str, clock: Callable[[dt.datetime], None]) -> None:
    world.a_hall()


@pytest.fixture
def official() -> Official:
    return Official("one-stop-1")


def do(official: Official, name: str, **given: object) -> str:
    """Press a button of the hall; where it leads."""
    return str(official.post(f"/can-bo/quay/viec/{name}", **given)["Location"])


def test_who_sits_at_no_counter_has_no_call_bar(official: Official) -> None:
    assert all("call-bar" not in official.get(path).content.decode() for path in PAGES[:3])
    page = words(official.get("/can-bo/quay"))
    assert "Mở quầy để bắt đầu mời số" in page and "Tiếp nhận 1" in page


def test_a_morning_at_the_counter(official: Official) -> None:
    ticket = world.a_ticket()
    do(official, "open", quay="1")
    for path in PAGES:
        assert "1 người chờ quầy này" in words(official.get(path)), path
    assert do(official, "next", ve="/can-bo/thu-tuc/") == "/can-bo/thu-tuc/"
    assert "A001 đang mời" in words(official.get("/can-bo/"))
    do(official, "recall")
    assert do(official, "start") == "/can-bo/tiep-nhan", "straight into reception"
    assert "A001 đang tiếp" in words(official.get("/can-bo/tiep-nhan"))
    do(official, "finish")
    assert Ticket.objects.get(pk=ticket.pk).state == State.SERVED
    assert "Không ai chờ quầy này" in words(official.get("/can-bo/"))
    assert "Đã tiếp 1" in words(official.get("/can-bo/quay"))
    do(official, "close", quay="1")
    assert "Mở quầy để bắt đầu" in words(official.get("/can-bo/quay"))


def test_what_cannot_be_done_is_said(official: Official) -> None:
    do(official, "next")
    assert "chưa mở quầy nào" in words(official.get("/can-bo/quay"))
    do(official, "open", quay="1")
    do(official, "next")
    assert "Không có ai chờ quầy này" in words(official.get("/can-bo/quay"))
    do(official, "open", quay="99")
    assert "không có quầy 99" in words(official.get("/can-bo/quay"))
    assert official.post("/can-bo/quay/viec/fly").status_code == 404


@pytest.mark.parametrize("back", ["https://xau.example/", "//xau.example", "/tai-khoan/logout/", ""])
def test_a_button_leads_nowhere_else(official: Official, back: str) -> None:
    assert do(official, "open", quay="1", ve=back) == "/can-bo/quay"


def test_who_missed_comes_back_and_who_is_sent_on_waits_elsewhere(official: Official) -> None:
    ticket = world.a_ticket()
    do(official, "open", quay="1")
    do(official, "next")
    do(official, "miss")
    assert "A001 mời lúc 10:00" in words(official.get("/can-bo/quay"))
    do(official, "back", so=ticket.name)
    do(official, "next")
    do(official, "move", quay="2")
    other = Official("one-stop-2")
    do(other, "open", quay="2")
    assert "chuyển đến quầy 2" in words(other.get("/can-bo/quay"))
    do(other, "next")
    assert "A001 đang mời" in words(other.get("/can-bo/"))


def test_an_official_takes_a_number_for_somebody(official: Official) -> None:
    do(official, "take", viec="A", **{"uu-tien": "elderly"})
    assert Ticket.objects.get().express and "Người cao tuổi" in words(official.get("/can-bo/quay"))
    do(official, "withdraw", so=Ticket.objects.get().name)
    assert Ticket.objects.get().state == State.WITHDRAWN


def test_another_wards_number_is_not_there(official: Official) -> None:
    ticket = world.a_ticket()
    do(Official("bo-de-one-stop-1"), "withdraw", so=ticket.name)
    assert Ticket.objects.get().state == State.WAITING


def test_the_head_sees_the_hall(official: Official, at: dt.datetime) -> None:
    world.a_ticket(at=at - 9 * MINUTE), world.a_ticket(at=at - 4 * MINUTE)
    do(official, "open", quay="1")
    do(official, "next")
    head = Official("one-stop-head")
    seen = words(head.get("/can-bo/sanh"))
    assert "1 người đang chờ, lâu nhất 4 phút" in seen and "1 trong 2 quầy đang mở" in seen and "A001" in seen
    assert official.get("/can-bo/sanh").status_code == 403


def test_figures_are_drawn_with_their_table(
    official: Official, posts: dict[str, Actor], at: dt.datetime
) -> None:
    world.a_ticket(at=at - 9 * MINUTE)
    do(official, "open", quay="1")
    do(official, "next"), do(official, "finish")
    head = Official("one-stop-head")
    page = head.get("/can-bo/sanh/so-lieu")
    assert "1 lượt, khoảng 1 lượt mỗi ngày" in words(page) and "một nửa không quá 9 phút" in words(page)
    assert 'class="heat"' in page.content.decode() and "Tiếp nhận 1" in words(page)
    wrong = head.get("/can-bo/sanh/so-lieu", tu="2020-01-01", den="2026-11-20")
    assert wrong.status_code == 422 and "92 ngày" in words(wrong)
    assert "Chưa có lượt nào" in words(head.get("/can-bo/sanh/so-lieu", tu="2026-01-01", den="2026-01-02"))


def test_the_hall_is_arranged(official: Official) -> None:
    head = Official("one-stop-head")
    head.post(
        "/can-bo/sanh/bo-tri", viec="service",
        **{
            "s-letter": "C", "s-name": "Kinh doanh", "s-fields_covered": ["Hộ tịch"], "s-slot_capacity": "3",
            "s-active": "on",
        },
    )  # fmt: skip
    assert Service.objects.get(letter="C", place="00145").fields == ["Hộ tịch"]
    head.post(
        "/can-bo/sanh/bo-tri",
        viec="counter",
        **{"c-number": "3", "c-name": "Trả kết quả", "c-letters": ["C"]},
    )
    assert not Counter.objects.get(number=3).active
    wrong = head.post("/can-bo/sanh/bo-tri", viec="counter", **{"c-number": "0", "c-name": ""})
    assert wrong.status_code == 422 and "Xem lại" in words(wrong)
    assert official.get("/can-bo/sanh/bo-tri").status_code == 403


def test_the_roster_is_planned_and_held_against_who_came(posts: dict[str, Actor], at: dt.datetime) -> None:
    head = Official("one-stop-head")
    given = {
        "number": "1",
        "post": "one-stop-1",
        "on": "2026-11-23",
        "starts_at": "08:00",
        "ends_at": "12:00",
    }
    assert head.post("/can-bo/sanh/lich-truc", **given).status_code == 302
    again = head.post("/can-bo/sanh/lich-truc", **{**given, "post": "one-stop-2"})
    assert again.status_code == 422 and "đã có người trực" in words(again)
    planned = Shift.objects.get()
    assert "08:00–12:00" in words(head.get("/can-bo/sanh/lich-truc"))
    head.post(f"/can-bo/sanh/lich-truc/{planned.pk}/bo")
    assert not Shift.objects.exists()
    shift = actions.plan_shift(
        by=posts["one-stop-head"], at=at, place="00145", number=2, post="one-stop-1", starts_at=at,
        ends_at=at + 60 * MINUTE,
    )  # fmt: skip
    actions.open_counter(by=posts["one-stop-1"], at=at + 20 * MINUTE, place="00145", number=2)
    assert "mở muộn 20 phút" in words(head.get("/can-bo/sanh/lich-truc"))
    assert head.post(f"/can-bo/sanh/lich-truc/{shift.pk}/bo").status_code == 404


def test_an_administrator_registers_screens() -> None:
    admin = Official("admin")
    page = admin.post("/can-bo/sanh/man-hinh", name="Màn hình sảnh", kind="display")
    code = re.search(r"\d{4} \d{4}", words(page))
    assert code is not None and "chưa nối" in words(page)
    assert code[0] not in words(admin.get("/can-bo/sanh/man-hinh")), "shown once"
    admin.post(f"/can-bo/sanh/man-hinh/{Screen.objects.get().pk}/go")
    assert Screen.objects.get().removed_at is not None
    assert Official("one-stop-head").get("/can-bo/sanh/man-hinh").status_code == 403


def test_whoever_booked_is_let_in_at_the_desk(official: Official, at: dt.datetime) -> None:
    from motcua.base.journal.ports import CITIZEN

    booked = actions.book_slot(by=CITIZEN, at=at, place="00145", service="A", slot_at=at + 30 * MINUTE)
    assert "Đặt giờ hôm nay, chưa đến 1" in words(official.get("/can-bo/quay"))
    do(official, "arrive", so=booked.name)
    assert queries.waiting("00145", at.date())[0].code == booked.code


def test_before_a_counter_opens_they_stand_as_they_will_be_called(
    official: Official, at: dt.datetime
) -> None:
    world.a_ticket()
    actions.take_ticket(by=CITIZEN, at=at, place=world.WARD, service="A", priority="elderly")
    page = words(official.get("/can-bo/quay"))
    assert page.index("A002") < page.index("A001")
