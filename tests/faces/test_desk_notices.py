"""At the desk: what was told and whether it went, the bell, planned interruptions, the portal kept in step."""

import datetime as dt
from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from motcua.areas.dossiers import actions as dossiers
from motcua.areas.dossiers.queries import telling, tracking_key
from motcua.areas.procedures import queries as procedures
from motcua.areas.synchronisation import actions as synchronisation
from motcua.areas.synchronisation import jobs
from motcua.areas.synchronisation.models import Dispatch
from motcua.base.journal.ports import SYSTEM, Actor
from motcua.base.messages import actions, queries
from motcua.base.messages.models import Notice
from motcua.gateways.mail import FakeMailer
from motcua.gateways.national_portal.fake import FakePortal
from motcua.gateways.sms import FakeTexter
from motcua.reactions.table import catch_up
from tests.faces.at_desk import Official, words

Made = Callable[..., Any]
Posts = Mapping[str, Actor]
HOUR = dt.timedelta(hours=1)


# --- what was told ------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_a_dossier_shows_what_was_told_without_addresses_and_what_failed_is_sent_again(
    receive: Made, settings: Any, at: dt.datetime, clock: Any
) -> None:
    settings.MAIL, settings.SMS_URL = True, "https://sms.vn"
    dossier = receive(applicant={"email": "an@example.vn", "phone": "0912345678"})
    catch_up(lambda event: event.at)
    texter = FakeTexter(unknown=frozenset({"+84912345678"}))
    for notice in queries.due(at):
        actions.send(by=SYSTEM, at=at, notice=notice, mailer=FakeMailer(), texter=texter)
    official, path = Official("one-stop-1"), f"/can-bo/ho-so/{dossier.code}/thong-bao"
    answer = official.get(path)
    shown = words(answer)
    for said in (
        "Đã tiếp nhận hồ sơ",
        "Thư điện tử Đã gửi 20/11/2026 10:00",
        "Không gửi được",
        "unknown number",
    ):
        assert said in shown, shown
    assert "an@example.vn" not in answer.content.decode() and "0912" not in answer.content.decode()
    failed = Notice.objects.get(channel="sms")
    assert official.post(f"{path}/{failed.pk}/gui-lai").status_code == 302
    assert "Chờ gửi" in words(official.get(path))
    assert official.post(f"{path}/{failed.pk}/gui-lai").status_code == 409
    other = receive()
    assert official.post(f"/can-bo/ho-so/{other.code}/thong-bao/{failed.pk}/gui-lai").status_code == 404
    assert "Gửi lại" not in words(Official("justice-1").get(path))


@pytest.mark.django_db
def test_the_applicant_s_wish_is_entered_at_the_desk_or_on_the_page(receive: Made, clock: Any) -> None:
    dossier = receive()
    subjects = [dossier.case.subject, f"citizen:{dossier.applicant_id}"]
    path = f"/can-bo/ho-so/{dossier.code}/thong-bao"
    official = Official("one-stop-1")
    assert official.post(f"{path}/cach-bao", wish="email", language="vi", all="1").status_code == 302
    assert queries.wish_for(subjects[1:]) == ("email", "vi")
    assert official.post(f"{path}/cach-bao", wish="smoke", language="vi").status_code == 422
    citizen, key = Client(), tracking_key(dossier.code)
    page = citizen.get("/tra-cuu", {"ma": dossier.code, "key": key}).content.decode()
    assert 'value="email" checked' in page
    said = {"ma": dossier.code, "key": key, "wish": "none", "language": "en"}
    assert citizen.post("/tra-cuu/cach-bao", said).status_code == 302
    assert queries.wish_for(subjects) == ("none", "en")
    assert citizen.post("/tra-cuu/cach-bao", {**said, "key": "0" * 12}).status_code == 404
    assert citizen.post("/tra-cuu/cach-bao", {**said, "wish": "smoke"}).status_code == 422


# --- the bell -----------------------------------------------------------------------------------------------


def new(official: Official | str) -> int:
    """What the bell of an official says; by post: after signing in anew (a session left alone for hours is locked)."""
    official = Official(official) if isinstance(official, str) else official
    said = words(official.get("/can-bo/chuong/so"))
    return int(said.split()[0]) if said else 0


@pytest.mark.django_db
def test_the_bell_rings_for_what_presses_until_it_was_seen(
    receive: Made, posts: Posts, at: dt.datetime, clock: Any
) -> None:
    same_day = receive()  # due today
    receive(procedure="1.004873")  # due at 10:00 on 26/11
    mine, others, chair = Official("one-stop-1"), Official("justice-1"), Official("chair")
    assert (new(mine), new(others), new(chair)) == (1, 0, 1)
    assert same_day.code in mine.get("/can-bo/chuong").content.decode()
    assert mine.post("/can-bo/chuong/da-xem").status_code == 302
    assert (new(mine), new(chair)) == (0, 1)
    dossiers.transfer(by=posts["one-stop-1"], at=at + HOUR, dossier=same_day)
    clock(at + 2 * HOUR)
    assert (new("one-stop-1"), new("justice-1"), new("chair")) == (0, 1, 1), "new work due today"
    clock(dt.datetime(2026, 11, 25, 10, 30, tzinfo=at.tzinfo))
    assert (new("one-stop-1"), new("justice-1"), new("chair")) == (1, 1, 2), (
        "one within a working day, one late"
    )
    others = Official("justice-1")
    shown = words(others.get("/can-bo/chuong"))
    assert "1 hồ sơ gần hạn hoặc trễ" in shown
    assert others.post("/can-bo/chuong/da-xem").status_code == 302
    assert (new(others), new("chair")) == (0, 2)


@pytest.mark.django_db
def test_the_bell_asks_little_and_nobody_who_is_not_signed_in(
    receive: Made, django_assert_max_num_queries: Any, clock: Any
) -> None:
    for _ in range(6):
        receive()
    official = Official("one-stop-1")
    new(official)
    with django_assert_max_num_queries(10):
        assert new(official) == 6
    assert Client().get("/can-bo/chuong/so").status_code == 286


# --- the outbox of a demonstration ---------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_the_notices_of_a_demonstration_are_read_without_addresses(
    receive: Made, settings: Any, clock: Any
) -> None:
    settings.MAIL, settings.DEMO = True, True
    dossier = receive(applicant={"email": "an@example.vn"})
    catch_up(lambda event: event.at)
    page = Official("admin").get("/can-bo/hop-thu-di")
    assert "Đã tiếp nhận hồ sơ" in words(page) and dossier.code in words(page)
    assert "a•••vn" in words(page) and "an@example.vn" not in page.content.decode()
    assert "a•••vn" not in words(Official("admin").get("/can-bo/hop-thu-di?kenh=in_app"))
    assert words(Official("admin").get("/can-bo/hop-thu-di?truoc=1")).count("Chưa có thông báo nào") == 1
    assert Official("chair").get("/can-bo/hop-thu-di").status_code == 404
    settings.DEMO = False
    assert Official("admin").get("/can-bo/hop-thu-di").status_code == 404


# --- planned interruptions ----------------------------------------------------------------------------------


@pytest.mark.django_db
def test_an_interruption_is_announced_everywhere_and_called_off(
    ward: str, clock: Any, at: dt.datetime
) -> None:
    admin, citizen = Official("admin"), Client(headers={"accept-language": "vi"})
    assert Official("chair").get("/can-bo/tam-ngung").status_code == 403
    assert "Hệ thống tạm ngừng" not in words(citizen.get("/"))
    late = {"starts_at": "2026-11-24T22:00", "ends_at": "2026-11-25T02:00"}
    assert "chưa đủ 7 ngày làm việc" in words(admin.client.post("/can-bo/tam-ngung", late, follow=True))
    for path in ("/", "/thu-tuc", "/kiosk/"):
        assert "Hệ thống tạm ngừng từ 22 giờ, thứ Ba 24/11/2026" in words(citizen.get(path)), path
    (item,) = citizen.get("/api/v1/interruptions").json()["items"]
    assert item["ends_at"] == "2026-11-25T02:00:00+07:00"
    clock(dt.datetime(2026, 11, 24, 23, tzinfo=at.tzinfo))
    assert "đang tạm ngừng theo kế hoạch" in words(citizen.get("/"))
    (planned,) = queries.interruptions(at)
    admin = Official("admin")
    assert admin.post(f"/can-bo/tam-ngung/{planned.number}/bo").status_code == 302
    assert "tạm ngừng" not in words(citizen.get("/"))
    wrong = {"starts_at": "2026-12-24T22:00", "ends_at": "2026-12-24T21:00"}
    assert "phải sau thời điểm tạm ngừng" in words(admin.post("/can-bo/tam-ngung", **wrong))


# --- the portal ---------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_the_portal_s_page_shows_the_share_what_is_stuck_and_sends_again(
    receive: Made, settings: Any, at: dt.datetime, clock: Any
) -> None:
    never = receive()
    catch_up(lambda event: event.at)
    settings.PORTAL_URL = "https://portal"
    refused, lost = receive(), receive()
    catch_up(lambda event: event.at)
    portal = FakePortal(["refuse", "lose"])
    jobs.deliver_due(portal)
    official = Official("one-stop-head")
    assert official.post("/can-bo/dong-bo/doi-chieu", day="2026-11-20").status_code == 302
    jobs.compare(portal, telling.national_states)
    shown = words(official.get("/can-bo/dong-bo"))
    for said in (
        "Cổng quốc gia đã nhận 33,3 % hồ sơ (1/3)", "1 lượt gửi cần người xem", "Mã thủ tục chưa được công khai",
        "2 hồ sơ khác với Cổng", "Cổng không có",
    ):  # fmt: skip
        assert said in shown, shown
    for code in (never.code, refused.code, lost.code):
        assert code in shown
    assert official.post("/can-bo/dong-bo/gui-lai").status_code == 302
    assert Dispatch.objects.count() == 3
    jobs.deliver_due(portal)
    synchronisation.ask_comparison(by=SYSTEM, at=at, unit="00145", day=at.date())
    jobs.compare(portal, telling.national_states)
    shown = words(official.get("/can-bo/dong-bo", tu="2026-11-20", den="2026-11-20"))
    assert "Cổng quốc gia đã nhận 100 % hồ sơ (3/3)" in shown
    assert "không có gì khác nhau" in shown
    assert official.post("/can-bo/dong-bo/gui-lai").status_code == 409
    assert official.post("/can-bo/dong-bo/doi-chieu", day="mai").status_code == 422
    assert official.post("/can-bo/dong-bo/doi-chieu", day="2027-01-01").status_code == 422
    assert official.get("/can-bo/dong-bo", tu="2026-11-20", den="2020-01-01").status_code == 422
    settings.PORTAL_URL = ""
    assert "chưa nối với Cổng" in words(official.get("/can-bo/dong-bo"))


@pytest.mark.django_db
def test_keepers_of_the_catalogue_hear_of_expired_bases(
    ward: str, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper = Official("office-head")
    assert "đã hết hiệu lực" not in words(keeper.get("/can-bo/chuong"))
    line = SimpleNamespace(state=procedures.BasisState.EXPIRED)
    monkeypatch.setattr(procedures, "bases", lambda on: [line])
    assert "1 văn bản là căn cứ" in words(keeper.get("/can-bo/chuong"))
    assert "căn cứ" not in words(Official("justice-1").get("/can-bo/chuong"))
