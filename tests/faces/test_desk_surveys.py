"""Surveys at the desk, in public and at the touch screen: from a plan to a published result, with interviews."""

import datetime as dt
import json
import re
import secrets as secrets_of
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from motcua.areas.surveys import actions, jobs, queries
from motcua.areas.surveys.models import Answer, Round, Slip, Words
from motcua.areas.surveys.queries.results import Line, Results
from motcua.base.journal.ports import CITIZEN
from motcua.base.people.fields import close_envelope
from motcua.faces.kiosk.hall import COOKIE
from motcua.faces.ui import surveys
from motcua.rules.surveys.index import Tally
from tests import world
from tests.areas.test_surveys import PAPI_FILE, Frame, Wards
from tests.faces.at_desk import Official, value_of, words

HERE, PUBLIC = "/can-bo/khao-sat/", "/khao-sat/"
DAY = dt.timedelta(days=1)
PLAN = {
    "title": "Hài lòng về một cửa", "form": "sipas-phuong/0", "frame": "results", "since": "2026-10-20",
    "until": "2026-11-19", "margin": "0.05", "closes_on": "2026-12-01",
}  # fmt: skip
SHEET = {f"c-{name}": "5" for name in ("cc1", "cc4", "kq1", "gy1")}


@pytest.fixture(autouse=True)
def _stopped(clock: Callable[[dt.datetime], None], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "_received", Frame)


def handed_out() -> tuple[str, list[str]]:
    """A round planned, drawn and opened at the desk: its address, and the secrets on the page the Front prints."""
    head = Official("office-head")
    one = head.post(f"{HERE}moi", **PLAN)["Location"]
    assert head.post(f"{one}/viec/draw").status_code == 302
    told = Official("chair").post(f"{one}/phat-phieu")
    assert told.status_code == 302 and "survey-secret" not in told.content.decode()
    page = Official("front").post(f"{one}/in-phieu").content.decode()
    assert "H26.145.00-261101-" not in page, "no dossier beside a secret"
    return one, re.findall(r'class="survey-secret">([0-9A-Z-]{14})<', page)


def opened(who: Client, slip: str) -> Any:
    """The page on which a slip is answered."""
    return who.post(f"{PUBLIC}tra-loi", {"phieu": slip, "viec": "mo"})


def test_a_secret_stands_in_no_address_that_is_sent(ward: str) -> None:
    """Logs of servers on the way keep addresses: on paper and in letters the secret stands behind the #."""
    _one, secrets = handed_out()
    assert surveys.address(secrets[0]).endswith(f"{PUBLIC}tra-loi#phieu={secrets[0]}")
    led = Client().get(f"{PUBLIC}tra-loi", {"phieu": secrets[0]})  # printed before
    assert (led.status_code, led["Location"]) == (302, f"{PUBLIC}tra-loi#phieu={secrets[0]}")
    assert (led["Referrer-Policy"], "no-store" in led["Cache-Control"]) == ("no-referrer", True)
    assert not led.cookies and secrets[0] not in led.content.decode()
    wrong = Client().get(f"{PUBLIC}tra-loi", {"phieu": "//x.vn"})
    assert wrong["Location"] == f"{PUBLIC}tra-loi", "and leads nowhere else"


def test_from_a_plan_to_a_published_result(ward: str, at: dt.datetime) -> None:
    one, secrets = handed_out()
    head, chair, anybody = Official("office-head"), Official("chair"), Client()
    assert len(secrets) == Slip.objects.count() == 74
    assert Official("chair").post(f"{one}/phat-phieu").status_code == 409
    page = words(head.get(one, **{"kiem-tra": "1"}))
    assert "Chọn lại ra đúng các hồ sơ này" in page and "Lĩnh vực khác" in page
    assert "H26.145.00-261101-" in words(Official("front").get(f"{one}/mau"))
    blank = anybody.get(f"{PUBLIC}tra-loi")
    assert blank.status_code == 200
    assert 'name="phieu"' in blank.content.decode() and 'role="alert"' not in blank.content.decode()
    asked = opened(anybody, secrets[0])
    assert asked.status_code == 200 and "Công chức có thái độ giao tiếp lịch sự" in words(asked)
    for secret in secrets[:6]:
        sent = {"phieu": secret, **SHEET, "loi": "Chờ <b>lâu</b>" if secret == secrets[3] else ""}
        assert anybody.post(f"{PUBLIC}tra-loi", sent)["Location"] == f"{PUBLIC}cam-on"
    again = anybody.post(f"{PUBLIC}tra-loi", {"phieu": secrets[0], **SHEET})
    assert again.status_code == 404 and "đã trả lời rồi" in words(again)
    assert "Chưa có số liệu" in words(head.get(f"{one}/ket-qua"))
    jobs.count_boxes(at)
    running = words(head.get(f"{one}/ket-qua"))
    assert "Chỉ số nêu khi đợt đã đóng" in running and "100,0 %" not in running
    said = chair.get(f"{one}/gop-y")
    assert "Chờ &lt;b&gt;lâu" in said.content.decode()
    row = Words.objects.get()
    assert head.post(f"{one}/gop-y/duyet", id=str(row.pk), viec="shown").status_code == 302
    assert "Vì sao đóng sớm" in words(chair.get(one)) and chair.post(f"{one}/viec/close").status_code == 422
    assert chair.post(f"{one}/viec/close", **{"dd-reason": "Đủ phiếu"}).status_code == 302
    code = Round.objects.get().code
    assert anybody.get(f"{PUBLIC}ket-qua/{code}").status_code == 404
    bad = chair.post(f"{one}/viec/publish", **{"cb-conclusion": "Gọi 0912345678"})
    assert bad.status_code == 422 and "0912345678" in value_of(bad, "cb-conclusion")
    assert chair.post(f"{one}/viec/publish", **{"cb-conclusion": "Kê thêm ghế"}).status_code == 302
    public = anybody.get(f"{PUBLIC}ket-qua/{code}")
    assert "100,0 % hài lòng" in words(public) and "Chờ &lt;b&gt;lâu" in public.content.decode()
    assert "Đóng sớm 12 ngày: Đủ phiếu" in words(public)
    assert "Kê thêm ghế" in words(public) and "Hài lòng về một cửa" in words(anybody.get(PUBLIC))


def test_a_round_that_few_answered_is_not_offered_to_be_published(ward: str) -> None:
    one, secrets = handed_out()
    chair, few = Official("chair"), "dưới 5 phiếu trả lời"
    for secret in secrets[:4]:
        assert Client().post(f"{PUBLIC}tra-loi", {"phieu": secret, **SHEET}).status_code == 302
    before = f"Mới có {few}: đóng bây giờ thì kết quả không được công bố"
    assert before in chair.get(one).content.decode()
    assert chair.post(f"{one}/viec/close", **{"dd-reason": "Hết kỳ"}).status_code == 302
    page = chair.get(one)
    assert (
        f"Đợt có {few} nên không công bố kết quả" in words(page)
        and "viec/publish" not in page.content.decode()
    )
    refused = chair.post(f"{one}/viec/publish", **{"cb-conclusion": "Kê thêm ghế"})
    assert refused.status_code == 409 and f"Đợt có {few}" in words(refused)


def test_slips_wait_in_the_inbox_of_who_prints_them(ward: str) -> None:
    head = Official("office-head")
    one = head.post(f"{HERE}moi", **PLAN)["Location"]
    head.post(f"{one}/viec/draw")
    assert "phiếu khảo sát chờ in" not in words(Official("front").get("/can-bo/")), (
        "nothing is handed out yet"
    )
    Official("chair").post(f"{one}/phat-phieu")
    page = Official("front").get("/can-bo/")
    assert "74 phiếu khảo sát chờ in" in words(page) and f'href="{one}"' in page.content.decode()
    assert "phiếu khảo sát chờ in" not in words(Official("chair").get("/can-bo/"))
    Official("front").post(f"{one}/in-phieu")
    assert "phiếu khảo sát chờ in" not in words(Official("front").get("/can-bo/"))


def test_no_official_prints_or_answers_for_citizens(ward: str) -> None:
    """R5.7, R5.8: the chair and the office see no secret, and their sessions open no slip, used or not."""
    one, secrets = handed_out()
    for post in ("chair", "office-head", "one-stop-1"):
        official = Official(post)
        assert official.post(f"{one}/in-phieu").status_code == 403
        for slip in (secrets[0], "AAAA-AAAA-0000"):
            told = official.get(f"{PUBLIC}tra-loi", phieu=slip)
            assert told.status_code == 403 and "tài khoản cán bộ" in words(told)
            assert official.post(f"{PUBLIC}tra-loi", phieu=slip, **SHEET).status_code == 403
    assert Slip.objects.count() == 74
    for post in ("one-stop-1", "one-stop-head", "inspector"):
        assert Official(post).get(f"{one}/mau").status_code == 403, "while people are asked (R5.7)"
        assert "Đóng đợt" not in words(Official(post).get(one))
    assert "phát tay" in words(Official("front").get(f"{one}/mau"))
    assert "phát tay" not in words(Official("office-head").get(f"{one}/mau"))
    assert Client().post(f"{PUBLIC}tra-loi", {"phieu": secrets[0], **SHEET}).status_code == 302
    used, never = opened(Client(), secrets[0]), opened(Client(), "AAAA-AAAA-0000")
    assert used.status_code == never.status_code == 404
    assert words(used).replace(secrets[0], "") == words(never).replace("AAAA-AAAA-0000", "")


def test_nothing_typed_is_lost_and_wrong_secrets_are_slow(ward: str) -> None:
    _one, secrets = handed_out()
    anybody = Client()
    empty = anybody.post(f"{PUBLIC}tra-loi", {"phieu": secrets[0], "loi": "Góp ý còn đây"})
    assert empty.status_code == 422 and "Góp ý còn đây" in empty.content.decode()
    statuses = [opened(anybody, f"AAAA-AAAA-{n:04}").status_code for n in range(25)]
    assert statuses[:20] == [404] * 20 and statuses[-1] == 429
    assert opened(anybody, secrets[0]).status_code == 200
    bad = Official("office-head").post(f"{HERE}moi", **{**PLAN, "until": "2027-01-01"})
    assert bad.status_code == 422 and value_of(bad, "title") == PLAN["title"]


def test_interviews_by_whoever_is_not_of_the_unit(ward: str, at: dt.datetime) -> None:
    one, secrets = handed_out()
    front, code = Official("front"), Round.objects.get().code
    for post in ("one-stop-1", "chair", "inspector"):
        assert Official(post).get(f"{one}/dien-thoai").status_code == 403
        assert (
            Official(post).post(f"{HERE}may-tinh-bang/{code}", phieu=secrets[0], **SHEET).status_code == 403
        )
    assert "Qua điện thoại" in words(front.get(HERE))
    assert front.post(f"{one}/dien-thoai", phieu=secrets[0], **SHEET).status_code == 302
    wrong = front.post(f"{one}/dien-thoai", phieu=secrets[0], **SHEET)
    assert wrong.status_code == 422 and value_of(wrong, "phieu") == secrets[0]
    tablet = f"{HERE}may-tinh-bang/{code}"
    assert "mất mạng vẫn ghi được" in words(front.get(tablet))
    before = Round.objects.get(code=code).answered
    key = re.findall(r'data-public="([^"]+)"', front.get(tablet).content.decode())[0]

    def sheet(number: str, slip: str, bound: str = "", **more: str) -> Any:
        said = json.dumps({"phieu": slip, **SHEET}).encode()
        bound_to = bound or f"survey:{code}/{number}"
        closed = close_envelope(key, said, bound_to, secrets_of.token_bytes(12))
        return lambda: front.client.post(tablet, {"phong-bi": closed, "so": number, **more})

    first = sheet("mot", secrets[1])
    assert first().status_code == 201
    assert (
        first().status_code == 201 and Round.objects.get(code=code).answered == before + 1
    )  # heard nothing, sent again
    again = sheet("hai", secrets[1])()
    assert again.status_code == 404 and "đã trả lời" in again.json()["say"]
    assert sheet("ba", "SAI", phieu=secrets[3])().status_code == 201  # the slip mended
    for wrong in (
        sheet("", secrets[4]),
        sheet("bon", secrets[4], "survey:KHAC/bon"),
        sheet("nam", secrets[4], f"survey:{code}/mot"),
    ):
        assert wrong().status_code == 409
    empty: Any = front.client.post(tablet, {"phong-bi": "!" * 70_000, "so": "sau"})
    assert empty.status_code == 409 and "không mở được" in empty.json()["say"]
    assert front.post(tablet, phieu=secrets[2], **SHEET).status_code == 302
    script = front.get(f"{HERE}may-tinh-bang/sw.js")
    assert script["Content-Type"].startswith("text/javascript") and b'"motcua-survey-' in script.content


def test_a_slip_is_answered_at_the_touch_screen(ward: str) -> None:
    _one, secrets = handed_out()
    kiosk = Client()
    kiosk.cookies[COOKIE] = world.a_screen()
    before = f"http://testserver{PUBLIC}tra-loi?phieu={secrets[0]}"
    for typed in (
        secrets[1], secrets[1].lower().replace("-", ""), secrets[1].replace("-", " "), before,
        surveys.address(secrets[0]),
    ):  # fmt: skip
        assert kiosk.post("/kiosk/quet", {"ma": typed})["Location"] == "/kiosk/phieu", typed
    page = kiosk.get("/kiosk/phieu")
    assert "Câu 1 trong 9" in words(page)
    held: dict[str, str] = {}
    for n in range(9):
        page = kiosk.post("/kiosk/phieu", {**held, "cau": str(n), "muc": "" if n == 2 else "4"})
        if n < 8:
            held = dict(re.findall(r'name="(c-[a-z0-9]+)" value="(\d)"', page.content.decode()))
    assert page["Location"] == "/kiosk/cam-on" and Slip.objects.count() == 73
    assert kiosk.get("/kiosk/phieu").status_code == 404
    assert Answer.objects.count() == 0


def test_questionnaires_are_written_line_by_line(ward: str) -> None:
    head, chair = Official("office-head"), Official("chair")
    page = head.get(f"{HERE}bo-cau-hoi/moi", tu="truong-hoc")
    lines = value_of(page, "lines")
    assert "- [td1] Nhà trường" in lines
    sent = {"title": "Trường của phường", "lines": lines + "\n- Sân sạch", "tu": "truong-hoc"}
    assert head.post(f"{HERE}bo-cau-hoi/moi", **{**sent, "lines": "không"}).status_code == 422
    one = head.post(f"{HERE}bo-cau-hoi/moi", **sent)["Location"]
    assert head.post(one, title="Trường phường", lines=lines).status_code == 302
    assert Official("front").post(f"{one}/ban-hanh").status_code == 403
    assert chair.post(f"{one}/ban-hanh").status_code == 302
    assert head.post(one, title="Khác", lines=lines).status_code == 422
    renewed = head.post(f"{one}/ban-moi")["Location"]
    assert renewed == one[:-1] + "2" and "Lưu bản soạn" in words(head.get(renewed))
    assert "Trường phường" in words(head.get(f"{HERE}bo-cau-hoi/"))
    assert "đối chiếu với phiếu gốc" in words(Official("front").get(f"{HERE}bo-cau-hoi/sipas-2640/0"))


def test_what_is_low_becomes_a_task(ward: str, at: dt.datetime) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    one, secrets = handed_out()
    head = Official("office-head")
    for secret in secrets[:5]:
        Client().post(f"{PUBLIC}tra-loi", {"phieu": secret, **SHEET, "c-gy1": "1"})
    head.post(f"{one}/viec/close", **{"dd-reason": "Đủ phiếu"})
    assert "Thấp nhất" in words(head.get(f"{one}/ket-qua"))
    task = {
        "kp-criterion": "gy1",
        "kp-title": "Đặt hòm góp ý",
        "kp-post": "social-1",
        "kp-due_on": "2026-12-20",
    }
    assert head.post(f"{one}/viec/remedy", **{**task, "kp-title": ""}).status_code == 422
    answer = head.post(f"{one}/viec/remedy", **task)
    assert answer.status_code == 302, words(answer)
    page = words(head.get(one))
    assert "Việc khắc phục" in page and "VB-H26.145.00-26-0001 · chưa ban hành" in page
    file = SimpleUploadedFile("papi.csv", PAPI_FILE.encode(), "text/csv")
    sent = head.client.post(f"{HERE}papi", {"viec": "nap", "n-province": "Hà Nội", "n-file": file})
    assert sent.status_code == 302, words(sent)
    shown = words(head.get(f"{HERE}papi"))
    assert "6,95" in shown and "Đã nạp 3 dòng điểm." in shown and "1 dòng của tỉnh, thành phố khác" in shown
    assert head.post(f"{HERE}papi", viec="giao", **{**task, "kp-criterion": "5"}).status_code == 302
    assert Official("front").post(f"{HERE}papi", viec="giao").status_code == 403
    assert "VB-H26.145.00-26-0002" in words(head.get(f"{HERE}papi"))


def test_units_have_their_place_and_a_target(ward: str, at: dt.datetime) -> None:
    """S037: equal ones share a place, hidden ones have none and stand last."""
    good, low = Tally((0, 0, 0, 0, 9), 9), Tally((9, 0, 0, 0, 0), 9)
    given = (Line("a", "A", None), Line("b", "B", low), Line("c", "C", good), Line("d", "D", good))
    assert [line.label for line in surveys.placed(given)] == ["1. C", "1. D", "3. B", "A"]
    found = Results(9, good, None, None, (), (), (), given, ())
    shown = surveys.drawn(found, [], 90.0)
    assert shown["target"] == "mục tiêu 90,0 %" and shown["reached"] and shown["units"]["hidden"] == 1
    assert all(row["drawing"].target == 90 for row in shown["units"]["rows"])


def test_the_door_is_shut_to_others(ward: str) -> None:
    one, _secrets = handed_out()
    for post in ("bo-de-one-stop-1", "police-head"):
        assert Official(post).get(one).status_code == 404
    assert Official("one-stop-1").get(f"{HERE}moi").status_code == 403
    assert Official("front").get(f"{one}/gop-y").status_code == 403
    assert Official("one-stop-1").post(f"{one}/viec/close").status_code == 403


def test_a_page_of_results_asks_little_however_many_answered(
    ward: str, at: dt.datetime, django_assert_max_num_queries: Any
) -> None:
    one, secrets = handed_out()
    for secret in secrets[:12]:
        actions.answer(by=CITIZEN, at=at, slip=secret, channel="link", scores={"cc1": 4})
    head = Official("office-head")
    jobs.count_boxes(at)
    actions.answer(by=CITIZEN, at=at, slip=secrets[12], channel="link", scores={"cc1": 4})
    assert "1 phiếu còn trong hòm" in words(head.get(f"{one}/ket-qua"))
    head.post(f"{one}/viec/close", **{"dd-reason": "Đủ phiếu"})
    with django_assert_max_num_queries(20):
        assert "100,0 % hài lòng" in words(head.get(f"{one}/ket-qua"))


def test_a_city_asks_about_several_wards_by_letter(
    ward: str, at: dt.datetime, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Units on the plan, letters at the handing out, progress of each stratum without the few."""
    world.open_city()
    settings.MAIL = "smtp://mail"
    monkeypatch.setattr(queries, "_received", Wards)
    chair = Official("city-chair")
    plan = words(chair.get(f"{HERE}moi"))
    assert "Phường Long Biên" in plan and "Cỡ mẫu riêng của từng đơn vị" in plan
    assert "Phường Bồ Đề" not in words(Official("office-head").get(f"{HERE}moi"))
    wrong = Official("office-head").post(f"{HERE}moi", **PLAN, units=[world.OTHER])
    assert wrong.status_code == 302 and Round.objects.get().units == [world.WARD], "a ward has no choice"
    one = chair.post(f"{HERE}moi", **PLAN, units=[world.WARD, world.OTHER], spread="unit")["Location"]
    assert chair.post(f"{one}/viec/draw").status_code == 302
    assert "Gửi đường dẫn dùng một lần" in words(chair.get(one))
    assert chair.post(f"{one}/phat-phieu", gui="thu").status_code == 302
    page = words(chair.get(one))
    assert "2 người nhận phiếu qua thư điện tử" in page and "phiếu chờ in và phát tay" in page
    assert "survey-secret" in chair.post(f"{one}/in-phieu").content.decode(), "the city is not asked about"
    page = words(chair.get(one))
    assert (
        "đã gửi 0, chờ gửi 2, không tới 0" in page
        and "Phường Long Biên: Lĩnh vực khác" in page
        and "Phường Bồ Đề: Hộ tịch" in page
    )
    assert "riêng từng đơn vị" in page
    made = Round.objects.get(spread="unit")
    for slip in made.unanswered.filter(part__contains="Hộ tịch", unit=world.WARD)[:3]:
        slip.delete()
        made.answered += 1
    made.save()
    assert "ẩn, dưới 5 người" in words(chair.get(one))
