"""Boards that look ahead: who may, what is refused, what is measured, what a person more would change."""

import datetime as dt
from collections.abc import Callable, Mapping
from urllib.parse import quote

import pytest
from django.test import Client

from motcua.areas.cases.models import Case
from motcua.areas.dossiers import actions
from motcua.areas.dossiers.models import Dossier
from motcua.areas.dossiers.queries import past, simulated
from motcua.base.calendars.queries import calendar_for
from motcua.base.journal.ports import Actor
from motcua.base.people.models import Account
from motcua.faces.board.dossiers.staffing import _told
from motcua.rules import staffing
from motcua.rules.staffing import Estimate
from tests import world
from tests.boards import SINGLE, past_year
from tests.faces.reading import count_queries, links, words

HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
CHECK = quote("Thẩm tra")


@pytest.fixture(autouse=True)
def _now(ward: str, clock: Callable[[dt.datetime], None]) -> None:
    """Every test: the ward at work, the clock at its moment."""


@pytest.fixture
def at_post() -> Callable[[str], Client]:
    def signed_in(post: str) -> Client:
        client = Client()
        client.force_login(
            Account.objects.get(username=post), backend="allauth.account.auth_backends.AuthenticationBackend"
        )
        return client

    return signed_in


@pytest.fixture
def a_year(at: dt.datetime) -> None:
    """Three hundred finished dossiers."""
    past_year(at)


def test_too_little_is_refused_kindly(at_post: Callable[[str], Client]) -> None:
    chair = at_post("chair")
    assert "Chưa đủ hồ sơ đã xong để dự báo." in words(chair.get("/bang/du-bao"))
    assert "Chưa đủ hồ sơ đã xong để mô phỏng." in words(chair.get("/bang/nhan-luc"))
    assert {"/bang/du-bao", "/bang/nhan-luc"} <= set(links(chair.get("/bang/")))


@pytest.mark.usefixtures("a_year")
def test_open_dossiers_stand_by_risk_beside_the_calibration(
    at_post: Callable[[str], Client], receive: Callable[..., Dossier], posts: Mapping[str, Actor], at: dt.datetime,
    clock: Callable[[dt.datetime], None],
) -> None:  # fmt: skip
    slow = receive(procedure=SINGLE, at=at)
    fresh = receive(procedure=SINGLE, at=at + 4 * DAY)
    other = receive(at=at, by=posts["bo-de-one-stop-1"], unit=world.OTHER, procedure=SINGLE)
    for dossier, moment in ((slow, at), (fresh, at + 4 * DAY)):
        actions.transfer(by=posts["one-stop-1"], at=moment + HOUR / 6, dossier=dossier)
        actions.take(by=posts["justice-1"], at=moment + HOUR / 3, dossier=dossier)
    Case.objects.filter(code__in=[slow.code, fresh.code]).update(step_name="Thẩm tra")
    clock(at + 4 * DAY + HOUR)
    chair = at_post("chair")
    page = chair.get("/bang/du-bao")
    said = words(page)
    assert "2 hồ sơ đang giải quyết" in said and "không hồ sơ nào trễ" in said
    assert "Điểm Brier" in said and "đỡ sai" in said
    assert "Thử trên hồ sơ cũ, dự báo nói" in said and "Con số trên đã chỉnh theo đó" in said
    listed = [address.rsplit("/", 1)[1] for address in links(page) if address.startswith("/can-bo/ho-so/")]
    assert listed[0] == slow.code and other.code not in listed
    assert count_queries(lambda: chair.get("/bang/du-bao")) <= 16
    waits = receive(procedure=SINGLE, at=at + 4 * DAY)
    Case.objects.filter(code=waits.code).update(received_at=None)
    Case.objects.filter(code=slow.code).update(due_at=at)
    told = "3 hồ sơ đang giải quyết", "1 hồ sơ trong số ấy chưa tiếp nhận"
    ahead = words(chair.get("/bang/du-bao"))
    assert all(one in ahead for one in told) and "1 trễ" in ahead
    assert told[0] in words(chair.get("/bang/")), "one source for both pages"
    assert "Người nộp" not in said


@pytest.mark.usefixtures("a_year")
def test_a_person_more_is_simulated_with_its_error(at_post: Callable[[str], Client]) -> None:
    chair = at_post("chair")
    page = chair.get("/bang/nhan-luc")
    assert f"?buoc={CHECK}#ket-qua" in page.content.decode()
    told = words(chair.get(f"/bang/nhan-luc?buoc={CHECK}"))
    assert "Thêm một người ở bước “Thẩm tra”" in told and "khoảng tin cậy 95%" in told
    assert "Tỷ lệ trễ hạn trong mô hình" in told and "thực tế của các hồ sơ ấy một năm qua: trễ" in told
    assert "ket-qua" not in chair.get("/bang/nhan-luc?buoc=khong-co").content.decode().replace("#ket-qua", "")


@pytest.mark.parametrize(("least", "sure"), [(0.0001, ""), (0.006, "up")])
def test_a_gain_that_may_be_nought_is_not_told_as_sure(least: float, sure: str) -> None:
    now, then = Estimate(0.954, 0.94, 0.968), Estimate(0.966, 0.955, 0.977)
    found = simulated.WhatIf(CHECK, now, then, Estimate(0.012, least, 0.025), 6, 100)
    told = _told(found, 95.4)
    assert told["sure"] == sure and told["real"] == 4.6
    one, other = (row["drawing"].width for row in told["rows"])
    assert one - other > 15, "the bars can be told apart"


@pytest.mark.usefixtures("a_year")
def test_the_same_seed_says_the_same(posts: Mapping[str, Actor], at: dt.datetime) -> None:
    history = past.finished(posts["chair"], at, calendar_for(world.WARD))
    days = staffing.days_of(history)
    one, again = (simulated.one_more(days, "Thẩm tra") for _ in range(2))
    assert one == again
    assert abs(one.now.mean - staffing.on_time(history)) <= staffing.NEAR
    assert one.gain.least <= one.gain.mean <= one.gain.most
    assert not past.finished(posts["bo-de-one-stop-1"], at, calendar_for(world.OTHER))


@pytest.mark.usefixtures("a_year")
def test_without_the_extra_it_says_what_to_install(
    at_post: Callable[[str], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(simulated, "find_spec", lambda name: None)
    told = words(at_post("chair").get(f"/bang/nhan-luc?buoc={CHECK}"))
    assert "motcua[sim]" in told and "khoảng tin cậy" not in told
