"""Pages, the API and the command line in English: all of it, dates and durations too."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse_lazy
from django.utils import translation

from motcua.areas.cases.models import CaseType
from motcua.areas.dossiers import forms, queries
from motcua.areas.dossiers.models import Dossier
from motcua.base import spoken
from motcua.base.journal.events import EVENTS
from motcua.base.journal.ports import Actor
from motcua.base.people.models import Account
from motcua.conf.console import language
from motcua.faces.ui import chips, place
from motcua.rules.calendar import OFFICE_WEEK, TZ, WorkingCalendar
from motcua.rules.deadlines import ClockFault, Limit, TimeUnit, explain
from motcua.rules.impossible import Fault, Invalid, NotAllowed
from motcua.rules.process import InternalProcess, NoSuchMove, Step
from motcua.rules.said import Said

AT = dt.datetime(2026, 11, 26, 9, 30, tzinfo=TZ)
CALENDAR = WorkingCalendar(OFFICE_WEEK, frozenset(), {})
OURS = re.compile(
    r"\b(hồ sơ|thủ tục|giấy tờ|làm việc|trả kết quả|tiếp nhận|ông/bà|thời hạn)\b", re.IGNORECASE
)


@pytest.fixture
def english() -> Client:
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def official(english: Client, ward: str) -> Client:
    account = Account.objects.get(username="one-stop-1")
    english.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return english


def said(answer: Any) -> str:
    """What a page says, in attributes too, without the catalogue's own words."""
    text = re.sub(r"<(style|svg)\b.*?</\1>", " ", answer.content.decode(), flags=re.S)
    return " ".join(text.replace("\u00a0", " ").split())


# --- words -----------------------------------------------------------------------------------------------------


def test_moments_days_and_spans() -> None:
    with translation.override("en"):
        assert spoken.moment_words(AT) == "9:30, Thursday 26 November 2026"
        assert spoken.moment_words(AT.astimezone(dt.UTC)) == "9:30, Thursday 26 November 2026"
        assert spoken.day_words(AT.date()) == "Thursday 26 November 2026"
        assert chips.remaining_words(AT + dt.timedelta(days=2), AT) == "2 days left"
        assert chips.remaining_words(CALENDAR.add_working_days(AT, 1), AT, CALENDAR) == "1 working day left"
        assert (
            chips.remaining_words(AT, CALENDAR.add_working_hours(AT, 3), CALENDAR) == "3 working hours late"
        )
    assert spoken.moment_words(AT) == "9 giờ 30, thứ Năm 26/11/2026"


@pytest.mark.parametrize(
    ("words", "english"),
    [
        ("9 giờ 30, thứ Năm 26/11/2026", "9:30, Thursday 26 November 2026"),
        ("16 giờ, Chủ nhật 1/2/2026", "16:00, Sunday 1 February 2026"),
        ("thứ Bảy 28/11", "Saturday 28 November"),
        ("thứ Bảy 28/11, Chủ nhật 29/11", "Saturday 28 November, Sunday 29 November"),
        ("3 ngày làm việc", "3 working days"),
        ("1 ngày làm việc", "1 working day"),
        ("0,5 ngày làm việc", "0.5 working days"),
        ("8 giờ làm việc", "8 working hours"),
        ("Chuyển xử lý, Nhận xử lý", "Transfer, Take"),
        ("Nguyễn Thị Năm", "Nguyễn Thị Năm"),
        ("Tiếp nhận, kiểm tra, số hóa và chuyển hồ sơ", "Tiếp nhận, kiểm tra, số hóa và chuyển hồ sơ"),
        (
            "Thẩm tra, lấy số định danh cá nhân, ghi sổ và in Giấy khai sinh",
            "Thẩm tra, lấy số định danh cá nhân, ghi sổ và in Giấy khai sinh",
        ),
        ("", ""),
    ],
)
def test_words_of_ours_within_values(words: str, english: str) -> None:
    assert spoken.spoken(words) == words
    with translation.override("en"):
        assert spoken.spoken(words) == english


def test_a_sentence_remembers_how_it_was_made() -> None:
    inner = Said("Bước “{code}” bị lặp.", code="{x}")
    assert inner == "Bước “{x}” bị lặp."
    with translation.override("en"):
        assert spoken.spoken(inner) == "Step “{x}” occurs twice."
        assert spoken.spoken(Said("Hẹn trả kết quả: {end}.", end=AT)) == (
            "Result promised: 9:30, Thursday 26 November 2026."
        )


def test_how_a_deadline_was_counted() -> None:
    lines = explain(AT, Limit(3, TimeUnit.WORKING_DAY), CALENDAR)  # type: ignore[arg-type]
    with translation.override("en"):
        found = [spoken.spoken(line) for line in lines]
    assert found[0] == "Received at 9:30, Thursday 26 November 2026."
    assert "Time limit: 3 working days." in found
    assert "Weekly days of rest are not counted: Saturday 28 November, Sunday 29 November." in found
    assert found[-1] == "Result promised: 9:30, Tuesday 1 December 2026."
    assert lines[0] == "Nhận hồ sơ lúc 9 giờ 30, thứ Năm 26/11/2026."


def test_refusals() -> None:
    faulty = Invalid.of(
        [Fault("name", "Ghi tên tổ chức."), Fault("x", "Nhiều nhất {most} mục.", {"most": 3})]
    )
    turn = NoSuchMove(step="Đã tiếp nhận", moves="Chuyển xử lý, Yêu cầu bổ sung")
    with translation.override("en"):
        assert spoken.refusal(NotAllowed()) == "The post you are working in may not do this."
        assert spoken.refusals(faulty) == ["Enter the name of the organisation.", "At most 3 items."]
        assert spoken.refusals(turn) == [
            "This cannot be done yet at the step “Received”. What can be done now: Transfer, Ask for a supplement."
        ]
        assert spoken.refusal(ClockFault(why="hồ sơ đã kết thúc xử lý.")).endswith(
            "work on the dossier has ended."
        )
        process = InternalProcess((Step("a", "Nhận", duty="receive"),))
        faults = [spoken.spoken(fault.text) for fault in process.faults(Limit(1, TimeUnit.WORKING_DAY))]  # type: ignore[arg-type]
    assert "Step 1 “Receive” has no time yet." in faults
    assert faults[-1].startswith(
        "The steps add up to 0 hours (0 days), less than the published limit of 8 hours"
    )


def test_every_sentence_of_the_journal_can_be_said() -> None:
    facts = {"due_words": "9 giờ 30, thứ Năm 26/11/2026"}
    with translation.override("en"):
        assert EVENTS["dossier.received"].sentence(facts, public=True) == (
            "Dossier received, result promised for 9:30, Thursday 26 November 2026"
        )
        left = [
            kind.name
            for kind in EVENTS.values()
            if OURS.search(kind.sentence({}) + kind.sentence({}, public=True))
        ]
    assert left == []


@pytest.mark.parametrize(
    ("environment", "wanted"),
    [
        ({}, "vi"),
        ({"LANG": "C.UTF-8"}, "vi"),
        ({"LANG": "POSIX"}, "vi"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "vi"),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "vi_VN.UTF-8"}, "vi"),
        ({"LANG": "vi_VN.UTF-8", "LC_ALL": "en_US"}, "en"),
    ],
)
def test_the_language_of_the_terminal(
    environment: dict[str, str], wanted: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert language() == wanted


# --- pages -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path", ["/", "/thu-tuc", "/tra-cuu", "/cong-khai", "/so-cai", "/kiosk/", reverse_lazy("account_login")]
)
def test_open_pages(path: Any, english: Client, ward: str) -> None:
    path = str(path)
    answer = english.get(path)
    assert answer.status_code == 200
    assert '<html lang="en"' in answer.content.decode()
    assert english.get(path, headers={"accept-language": "vi"}).content.decode().count('<html lang="vi"') == 1


def test_a_dossier_is_followed_in_english(english: Client, receive: Callable[..., Dossier]) -> None:
    dossier = receive()
    page = said(
        english.get("/tra-cuu", {"ma": dossier.case.code, "key": queries.tracking_key(dossier.case.code)})
    )
    assert "Dossier received, about to go to the office in charge" in page
    assert "Next: the dossier is transferred to the office in charge." in page
    assert not OURS.search(
        re.sub(r'(value|name|href|content|action)="[^"]*"', "", page.replace(dossier.case.title, ""))
    )


def test_the_ward_is_named_in_the_language_of_the_sentence(
    ward: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert place.within(AT.date()) == "phường Long Biên"
    monkeypatch.setitem(place.KINDS, "Phường", "{name} ward")
    assert place.center(AT.date()).endswith("Long Biên ward")


def test_officials_work_in_english(official: Client, receive: Callable[..., Dossier]) -> None:
    dossier = receive()
    for path in ("/can-bo/", "/can-bo/tiep-nhan", f"/can-bo/ho-so/{dossier.case.code}"):
        answer = official.get(path)
        assert answer.status_code == 200, path
        assert '<html lang="en"' in answer.content.decode()
    page = said(answer)
    assert "Transfer" in page and "Issue the result" not in page


def test_a_refusal_page_is_in_english(official: Client) -> None:
    answer = official.get("/can-bo/ho-so/H26.145.00-261120-9999")
    assert answer.status_code == 404
    assert "was not found among those of this unit" in said(answer)


def test_problems_of_the_api_are_in_english(english: Client, ward: str) -> None:
    problem = english.get("/api/v1/procedures/9.999999").json()
    assert problem["title"] == "Not found"
    assert problem["detail"].startswith("There is no procedure")
    found = english.get("/api/v1/deadline", {"unit": ward, "from": AT.isoformat(), "amount": "2"}).json()
    assert found["explained"][0] == "Received at 9:30, Thursday 26 November 2026."
    wrong = english.get("/api/v1/deadline", {"unit": ward, "from": "x", "amount": "0"}).json()
    assert wrong["errors"] and not OURS.search(str(wrong))


def test_printed_forms_stay_vietnamese(
    receive: Callable[..., Dossier], posts: Mapping[str, Actor], three_days: CaseType
) -> None:
    dossier = receive(procedure=three_days.code)
    by, on = posts["one-stop-1"], dossier.case.received_at.date()
    vietnamese = forms.filled("mau-01", dossier, by=by, on=on)
    with translation.override("en"):
        assert forms.filled("mau-01", dossier, by=by, on=on) == vietnamese


# --- switching -------------------------------------------------------------------------------------------------


def test_the_language_is_switched_at_the_foot_and_kept(ward: str) -> None:
    client = Client(enforce_csrf_checks=True, headers={"accept-language": "vi"})
    page = client.get("/thu-tuc?q=khai+sinh").content.decode()
    assert 'value="en" lang="en"' in page
    assert 'name="next" value="/thu-tuc?q=khai+sinh"' in page
    answer = client.post("/ngon-ngu", {"language": "en", "next": "/thu-tuc?q=khai+sinh"})
    assert answer.status_code == 302 and answer["Location"] == "/thu-tuc?q=khai+sinh"
    page = client.get("/thu-tuc").content.decode()
    assert '<html lang="en"' in page and 'value="vi" lang="vi"' in page
    assert (
        client.post("/ngon-ngu", {"language": "vi", "next": "https://elsewhere.example/"})["Location"] == "/"
    )
