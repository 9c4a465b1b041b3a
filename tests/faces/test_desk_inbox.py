"""The inbox and the search box: what is due first, one sentence on risk, no personal data for supervisors."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.areas.dossiers import actions
from motcua.base.journal.ports import Actor
from tests import world
from tests.faces.at_desk import Official, words

Received = Callable[..., Any]


@pytest.fixture(autouse=True)
def _stopped(clock: Callable[[dt.datetime], None]) -> None:
    """The clock stands at the moment of the test."""


@pytest.mark.parametrize(
    "path", ["/can-bo/", "/can-bo/tim", "/can-bo/tiep-nhan", "/can-bo/thu-tuc/", "/can-bo/so-theo-doi"]
)
def test_nobody_sees_the_desk_without_signing_in(ward: str, path: str) -> None:
    answer: Any = Client().get(path)
    assert answer.status_code == 302
    assert answer.url.startswith("/tai-khoan/login/")


def test_what_is_due_first_stands_on_top(ward: str, receive: Received) -> None:
    later = receive(procedure="1.004873")
    sooner = receive()
    page = words(Official("one-stop-1").get("/can-bo/"))
    assert page.index(sooner.code) < page.index(later.code)


def test_a_row_says_code_what_who_where_and_until_when(ward: str, receive: Received) -> None:
    dossier = receive(procedure="1.004873")
    page = words(Official("one-stop-1").get("/can-bo/"))
    for said in (
        dossier.code, "Thủ tục cấp Giấy xác nhận tình trạng hôn nhân", dossier.case.who, "Đã tiếp nhận",
        "mình đang giữ", "còn 3 ngày làm việc", "thứ Năm 26/11/2026",
    ):  # fmt: skip
        assert said in page


def test_one_sentence_says_what_is_at_risk(ward: str, receive: Received, clock: Any, at: dt.datetime) -> None:
    official = Official("one-stop-1")
    assert "Không việc nào của tôi trễ hay đến hạn hôm nay" in words(official.get("/can-bo/"))
    receive()
    assert "1 việc đến hạn hôm nay" in words(official.get("/can-bo/"))
    clock(at + dt.timedelta(days=5))
    assert "1 việc đã trễ" in words(Official("one-stop-1").get("/can-bo/"))


def test_work_waits_for_the_post_that_it_is_for(
    ward: str, receive: Received, posts: Mapping[str, Actor], at: dt.datetime
) -> None:
    dossier = actions.transfer(by=posts["one-stop-1"], at=at, dossier=receive())
    assert dossier.code in words(Official("justice-1").get("/can-bo/"))
    assert dossier.code not in words(Official("land-1").get("/can-bo/"))
    assert dossier.code not in words(Official("one-stop-1").get("/can-bo/"))
    assert dossier.code in words(Official("land-1").get("/can-bo/", xem="don-vi"))


def test_tabs_show_what_waits_for_papers_and_for_people(
    ward: str, receive: Received, finished: Callable[..., Any], posts: Mapping[str, Actor], at: dt.datetime
) -> None:
    waiting, ready = receive(), finished(receive())
    actions.ask_supplement(
        by=posts["one-stop-1"], at=at, dossier=waiting, items=["Giấy chứng sinh"], reason="Mờ."
    )
    official = Official("one-stop-2")
    paused = words(official.get("/can-bo/", xem="cho-bo-sung"))
    assert waiting.code in paused
    assert ready.code not in paused
    fetched = words(official.get("/can-bo/", xem="cho-tra"))
    assert ready.code in fetched
    for said in (paused, fetched):
        assert "hồ sơ nào trễ hay đến hạn" not in said and "đến hạn hôm nay" not in said
    assert "1 hồ sơ chờ người dân bổ sung" in paused and "1 hồ sơ có kết quả, chờ trả" in fetched
    assert "Không có việc nào chờ ở vị trí này." in words(official.get("/can-bo/", xem="khong-co-tab-nay"))


@pytest.mark.parametrize("post", ["front", "inspector"])
def test_supervisors_see_work_but_no_person(ward: str, receive: Received, post: str) -> None:
    dossier = receive(applicant={"name": "Tôn Nữ Thị Ninh", "phone": "0912345678"})
    receive(applicant={"name": "Tôn Nữ Thị Bình"})
    official = Official(post)
    for path in ("/can-bo/", "/can-bo/tim?q=khai+sinh", f"/can-bo/ho-so/{dossier.code}"):
        page = words(official.client.get(path))
        assert "khai sinh" in page
        assert "Tôn Nữ" not in page
        assert "678" not in page


@pytest.mark.parametrize("post", ["front", "inspector"])
def test_supervisors_cannot_learn_by_trying_names_who_has_a_dossier(
    ward: str, receive: Received, api: Callable[[str], Any], post: str
) -> None:
    dossier = receive(applicant={"name": "Tôn Nữ Thị Ninh", "id_number": "001190012345"})
    for tried in ("ton nu thi ninh", "Ninh", "001190012345"):
        assert dossier.code in str(
            api("one-stop-1").get(f"/api/v1/dossiers?{urlencode({'q': tried})}").json()
        )
        assert api(post).get(f"/api/v1/dossiers?{urlencode({'q': tried})}").json()["items"] == []
        assert "Chưa thấy hồ sơ nào" in words(Official(post).get("/can-bo/tim", q=tried))
    assert dossier.code in str(api(post).get("/api/v1/dossiers?q=khai+sinh").json())


@pytest.mark.parametrize("q", ["0912345678", "0912 345 678", "001 199 000 777", "001.199.000.777"])
def test_a_number_is_found_however_its_figures_are_grouped(receive: Received, q: str) -> None:
    made = receive(applicant={"name": "Trần Văn Ước", "id_number": "001199000777", "phone": "0912345678"})
    found = Official("one-stop-1").get("/can-bo/tim", q=q)
    assert made.code in (found.get("Location") or words(found))


def test_another_unit_s_work_is_not_there(ward: str, receive: Received, other_unit: Actor) -> None:
    theirs = receive(by=other_unit, unit=world.OTHER)
    official = Official("one-stop-1")
    assert theirs.code not in words(official.get("/can-bo/", xem="don-vi"))
    assert "Chưa thấy hồ sơ nào trong phạm vi đơn vị." in words(official.get("/can-bo/tim", q=theirs.code))


def test_the_number_of_queries_does_not_grow_with_rows(ward: str, receive: Received) -> None:
    official = Official("one-stop-1")
    receive()

    def asked(path: str) -> int:
        with CaptureQueriesContext(connection) as found:
            assert official.client.get(path).status_code == 200
        return len(found)

    paths = (
        "/can-bo/",
        "/can-bo/?xem=don-vi",
        "/can-bo/tim?q=khong+co+dau",
        "/can-bo/so-theo-doi",
        "/can-bo/thu-tuc/",
    )
    for path in paths:
        asked(path)  # what every process reads once
    few = [asked(path) for path in paths]
    for _ in range(12):
        receive()
    assert [asked(path) for path in paths] == few
    assert max(few) <= 16


def test_a_long_list_goes_on_where_it_stopped(
    ward: str, receive: Received, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("motcua.faces.desk.cases.views.SIZE", 2)
    codes = [receive().code for _ in range(3)]
    official = Official("one-stop-1")
    first = official.get("/can-bo/")
    shown = words(first)
    assert [code in shown for code in codes] == [True, True, False]
    more = first.context["more"]
    assert codes[2] in words(official.client.get("/can-bo/" + more))


def test_search_finds_without_accents_and_opens_the_only_one(ward: str, receive: Received) -> None:
    dossier = receive(applicant={"name": "Đặng Thị Thuý Hoà"})
    receive(applicant={"name": "Lê Vi"})
    official = Official("one-stop-1")
    for said in ("dang thi thuy hoa", dossier.code, dossier.code[-4:]):
        answer = official.get("/can-bo/tim", q=said)
        assert answer.status_code == 302, said
        assert answer.url == f"/can-bo/ho-so/{dossier.code}"
    assert "mới nhất trước" in words(official.get("/can-bo/tim", q="khai sinh"))
    nothing = words(official.get("/can-bo/tim", q="<script>alert(1)</script>"))
    assert "Chưa thấy hồ sơ nào trong phạm vi đơn vị." in nothing


def test_a_damaged_place_in_the_list_is_the_beginning(ward: str, receive: Received) -> None:
    receive()
    for given in ("x", "2026-01-01~'", "~", "9" * 400):
        assert Official("one-stop-1").get("/can-bo/", sau=given).status_code == 200
        assert Official("one-stop-1").get("/can-bo/tim", q="khai sinh", sau=given).status_code in (200, 302)
