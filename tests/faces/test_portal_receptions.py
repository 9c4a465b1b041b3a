"""Citizen reception on the portal without script: the schedule, a place for a day, a calendar to subscribe to."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar

from motcua.areas.receptions import actions
from motcua.areas.receptions.models import DutyDay, SignUp
from motcua.base.journal.ports import Actor
from motcua.rules.calendar import TZ
from tests import world
from tests.faces.at_desk import value_of, words

HERE = "/tiep-cong-dan/"
GIVEN = {
    "name": "Trần Văn Ước",
    "phone": "0987123456",
    "email": "",
    "persons": "1",
    "about": "Rãnh thoát nước",
}


@pytest.fixture
def day(clock: Callable[[dt.datetime], None], posts: Mapping[str, Actor]) -> DutyDay:
    """Thursday 26/11, published in time; it is Friday 20/11."""
    at = dt.datetime(2026, 11, 9, 9, tzinfo=TZ)
    actions.name_receiver(by=posts["office-head"], at=at, agency=world.WARD, post="chair", role="chair")
    actions.set_place(by=posts["office-head"], at=at, agency=world.WARD, name="Phòng tiếp công dân, tầng 1")
    made = actions.plan_day(
        by=posts["office-head"], at=at, agency=world.WARD, post="chair", on=dt.date(2026, 11, 26), place=1,
        session="periodic", seats=2, about="Đất đai; môi trường",
    )  # fmt: skip
    return actions.publish(by=posts["chair"], at=at, day=made)


@pytest.fixture
def visitor() -> Client:
    """Anybody, without script."""
    return Client(headers={"accept-language": "vi"})


def test_the_schedule_names_the_office_and_the_places_left(day: DutyDay, visitor: Client) -> None:
    page = words(visitor.get(HERE))
    assert "Chủ tịch UBND phường" in page and "thứ Năm 26/11/2026" in page and "Đăng ký trước" in page
    assert "Phòng tiếp công dân, tầng 1" in page and "webcal://testserver/tiep-cong-dan/lich.ics" in str(
        visitor.get(HERE).content
    )
    assert "Gặp người đứng đầu" in words(visitor.get("/"))


def test_nothing_is_planned_openly_before_it_is_published(
    posts: Mapping[str, Actor], day: DutyDay, visitor: Client
) -> None:
    made = actions.plan_day(
        by=posts["office-head"], at=dt.datetime(2026, 11, 20, 9, tzinfo=TZ), agency=world.WARD, post="chair",
        on=dt.date(2026, 12, 10), place=1, session="periodic",
    )  # fmt: skip
    assert (
        "10/12/2026" not in words(visitor.get(HERE))
        and made.code not in visitor.get(f"{HERE}lich.ics").content.decode()
    )
    assert visitor.get(f"{HERE}dang-ky/{made.code}").status_code == 404
    assert visitor.get(f"{HERE}dang-ky/LTD-00145-1").status_code == 404


def test_a_place_is_taken_read_again_confirmed_given_back(day: DutyDay, visitor: Client) -> None:
    there = f"{HERE}dang-ky/{day.code}"
    assert "Họ và tên" in words(visitor.get(there))
    read = visitor.post(there, {**GIVEN, "buoc": "xem"})
    assert "Ông/bà xem lại rồi gửi" in words(read) and not SignUp.objects.exists()
    assert "Trần Văn Ước" in visitor.post(there, {**GIVEN, "buoc": "sua"}).content.decode()
    made = visitor.post(there, {**GIVEN, "buoc": "gui"})
    assert made.status_code == 302 and "Tr%E1%BA" not in made["Location"] and "0987" not in made["Location"]
    page = words(visitor.get(made["Location"]))
    assert "Đăng ký số 1" in page and f"{day.code}-01" in page and "Trần Văn Ước" not in page
    again = visitor.post(there, {**GIVEN, "buoc": "xem"})
    assert again.status_code == 409 and "đã đăng ký ngày 26/11/2026" in words(again)
    assert "key=" not in made["Location"]
    key = re.search(r'name="key" value="([0-9a-f]{12})"', visitor.get(made["Location"]).content.decode())
    assert key
    assert visitor.get(f"{HERE}phieu", {"so": f"{day.code}-01", "key": "0" * 12}).status_code == 404
    assert "Xem lại đăng ký" in words(visitor.get(f"{HERE}phieu"))
    gone = visitor.post(f"{HERE}phieu/huy", {"so": f"{day.code}-01", "key": key[1]}, follow=True)
    assert "Đã hủy" in words(gone) and SignUp.objects.get().contact == ""
    assert visitor.post(f"{HERE}phieu/huy", {"so": f"{day.code}-01", "key": key[1]}).status_code == 409


def test_a_button_pressed_twice_takes_one_place(day: DutyDay, visitor: Client) -> None:
    there = f"{HERE}dang-ky/{day.code}"
    read = visitor.post(there, {**GIVEN, "buoc": "xem"}).content.decode()
    key = re.findall(r'name="goi" value="([0-9a-f]{32})"', read)[0]
    twice = [visitor.post(there, {**GIVEN, "buoc": "gui", "goi": key}) for _ in range(2)]
    assert [one.status_code for one in twice] == [302, 302] and twice[0]["Location"] == twice[1]["Location"]
    assert SignUp.objects.count() == 1


def test_what_is_missing_is_said_at_its_field(day: DutyDay, visitor: Client) -> None:
    page = visitor.post(f"{HERE}dang-ky/{day.code}", {**GIVEN, "phone": "", "about": "", "buoc": "xem"})
    assert page.status_code == 422 and "Trần Văn Ước" in page.content.decode()
    page = visitor.post(f"{HERE}dang-ky/{day.code}", {**GIVEN, "phone": "12", "buoc": "gui"})
    assert page.status_code == 422 and "Số điện thoại bắt đầu bằng 0" in words(page)
    assert not SignUp.objects.exists()


def test_when_places_are_taken_and_when_one_address_takes_too_many(day: DutyDay, visitor: Client) -> None:
    there = f"{HERE}dang-ky/{day.code}"
    DutyDay.objects.update(seats=6)
    for n in range(3):
        wrong = visitor.post(there, {**GIVEN, "phone": "12", "buoc": "gui"})
        assert wrong.status_code == 422, "a slip does not count"
        assert visitor.post(there, {**GIVEN, "phone": f"098712345{n}", "buoc": "gui"}).status_code == 302
    given = {**GIVEN, "phone": "0912345678", "buoc": "gui"}
    more = visitor.post(there, given)
    assert more.status_code == 429 and "Từ mạng này đã đăng ký 3 chỗ" in words(more)
    assert "0912345678" in more.content.decode(), "nothing typed is lost"
    assert visitor.post(there, given, REMOTE_ADDR="198.51.100.7").status_code == 302
    DutyDay.objects.update(seats=4)
    full = visitor.post(there, {**given, "phone": "0912345679"}, REMOTE_ADDR="198.51.100.7")
    assert full.status_code == 409 and "đã hết chỗ" in words(full)
    assert "Hết chỗ đăng ký" in words(visitor.get(HERE))


def test_a_calendar_programme_reads_the_schedule(
    day: DutyDay, visitor: Client, posts: Mapping[str, Actor]
) -> None:
    made = visitor.get(f"{HERE}lich.ics")
    assert made["Content-Type"].startswith("text/calendar")
    raw = made.content
    assert b"\r\n" in raw and all(len(line) <= 75 for line in raw.split(b"\r\n")), "RFC 5545, 3.1"
    read: Any = Calendar.from_ical(raw)
    assert read["VERSION"] == "2.0" and read["METHOD"] == "PUBLISH" and read["PRODID"]
    event = read.walk("VEVENT")[0]
    begins = event["DTSTART"]
    assert (
        begins.dt.replace(tzinfo=None) == dt.datetime(2026, 11, 26, 8)
        and begins.params["TZID"] == "Asia/Ho_Chi_Minh"
    )
    assert (
        begins.dt.utcoffset() == dt.timedelta(hours=7)
        and read.walk("VTIMEZONE")[0]["TZID"] == begins.params["TZID"]
    )
    assert event["UID"] == f"{day.code}@testserver" and event["STATUS"] == "CONFIRMED" and event["DTSTAMP"]
    assert str(event["SUMMARY"]) == "Chủ tịch UBND phường tiếp công dân" and "Đất đai; môi trường" in str(
        event["DESCRIPTION"]
    )
    assert not any(component.errors for component in read.walk())
    actions.move(
        by=posts["chair"],
        at=dt.datetime(2026, 11, 20, 10, tzinfo=TZ),
        day=day,
        to=dt.date(2026, 12, 3),
        reason="Họp",
    )
    read = Calendar.from_ical(visitor.get(f"{HERE}lich.ics").content)
    told = {
        str(event["UID"]): (str(event["STATUS"]), int(event["SEQUENCE"])) for event in read.walk("VEVENT")
    }
    assert told[f"{day.code}@testserver"] == ("CANCELLED", 1) and ("CONFIRMED", 0) in told.values()
    assert "Đã dời sang" in words(visitor.get(HERE))


def test_the_other_language_keeps_what_was_typed(day: DutyDay, visitor: Client) -> None:
    there = f"{HERE}dang-ky/{day.code}"
    page = visitor.post(there, {**GIVEN, "buoc": "xem", "doi-ngon-ngu": "en"})
    assert (
        page.status_code == 200 and "Full name" in words(page) and value_of(page, "phone") == GIVEN["phone"]
    )
    page = visitor.post(there, {**GIVEN, "buoc": "gui", "ngon-ngu": "vi", "doi-ngon-ngu": "en"})
    assert value_of(page, "ngon-ngu") == "en" and GIVEN["about"] in words(page), "read again, not sent"
    sent = visitor.post(there, {**GIVEN, "buoc": "gui", "ngon-ngu": "en"})
    assert sent.status_code == 302 and sent.cookies["django_language"].value == "en"
