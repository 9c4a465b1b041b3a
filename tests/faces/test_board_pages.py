"""Leaders and supervisors: one sentence of state, figures that are their rows, nobody's data for who only watches."""

import datetime as dt
import html
import re
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from django.test import Client

from motcua.areas.cases import queries
from motcua.areas.cases.models import Case
from motcua.areas.dossiers import actions
from motcua.areas.dossiers.models import Dossier
from motcua.areas.indicators.queries.figures import figure as indicator
from motcua.base.calendars.queries import calendar_for
from motcua.base.journal.ports import Actor
from motcua.base.people.models import Account
from motcua.faces.board.cases import figures
from motcua.faces.ui.charts import trend
from motcua.reactions.counting import table
from tests import world
from tests.faces.reading import count_queries, links, words

HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
SINGLE = "1.004873"
NAME = "Công Tằng Tôn Nữ Thị Hoàng Anh"
WATCHERS = ("chair", "vice-chair", "office-head", "one-stop-head", "front", "inspector")


@pytest.fixture(autouse=True)
def _now(ward: str, clock: Callable[[dt.datetime], None]) -> None:
    """Every test: the ward at work, the clock at its moment."""


@pytest.fixture
def at_post() -> Callable[[str], Client]:
    """``at_post("chair")``: a browser in which whoever holds that post is signed in."""

    def signed_in(post: str) -> Client:
        client = Client()
        client.force_login(
            Account.objects.get(username=post), backend="allauth.account.auth_backends.AuthenticationBackend"
        )
        return client

    return signed_in


def take(dossier: Dossier, posts: Mapping[str, Actor], at: dt.datetime) -> Dossier:
    dossier = actions.transfer(by=posts["one-stop-1"], at=at, dossier=dossier)
    return actions.take(by=posts["justice-1"], at=at, dossier=dossier)


@pytest.fixture
def busy(
    receive: Callable[..., Dossier], finished: Callable[..., Dossier], posts: Mapping[str, Actor], at: dt.datetime,
    clock: Callable[[dt.datetime], None],
) -> dict[str, Dossier]:  # fmt: skip
    """A ward with work in every state; the clock stands on Friday 27/11 at 10:00."""
    made = {
        "late": take(receive(procedure=SINGLE, applicant={"name": NAME}), posts, at + HOUR),
        "paused": take(receive(procedure=SINGLE), posts, at + HOUR),
        "late, untaken": receive(procedure=SINGLE),
        "ready": finished(receive()),
        "returned": finished(receive(), hand_over=True),
        "cancelled": receive(),
    }
    actions.ask_supplement(
        by=posts["justice-1"],
        at=at + HOUR,
        dossier=made["paused"],
        items=["Trích lục ghi chú ly hôn"],
        reason="Thiếu",
    )
    actions.cancel(by=posts["one-stop-head"], at=at + HOUR, dossier=made["cancelled"], reason="Nhập nhầm")
    moment = dt.datetime(2026, 11, 25, 9, tzinfo=world.TZ)
    made["done late"] = finished(receive(procedure=SINGLE), at=dt.datetime(2026, 11, 27, 8, tzinfo=world.TZ))
    made["due today"] = receive(at=moment + 2 * DAY, by=posts["one-stop-1"])
    made["in time"] = take(receive(at=moment + DAY, procedure=SINGLE), posts, moment + DAY + HOUR)
    made["put off"] = take(receive(at=moment, procedure=SINGLE), posts, moment + HOUR)
    actions.reschedule(
        by=posts["chair"], at=moment + DAY, dossier=made["put off"], reason="Xác minh",
        until=made["put off"].case.due_at + 2 * DAY,
    )  # fmt: skip
    receive(at=moment, by=posts["bo-de-one-stop-1"], unit=world.OTHER, procedure=SINGLE)
    clock(dt.datetime(2026, 11, 27, 10, tzinfo=world.TZ))
    return made


def codes(page: Any) -> set[str]:
    return {address.rsplit("/", 1)[1] for address in links(page) if address.startswith("/can-bo/ho-so/")}


def rows(client: Client, **asked: str) -> set[str]:
    page = client.get("/bang/ho-so", asked)
    assert page.status_code == 200
    return codes(page)


# --- who may look ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/bang/", "/bang/ho-so", "/bang/ho-so?xem=tre"])
def test_only_who_leads_or_supervises_looks(
    at_post: Callable[[str], Client], client: Client, path: str
) -> None:
    for post in WATCHERS:
        assert at_post(post).get(path).status_code == 200, post
    for post in ("one-stop-1", "justice-1", "admin", "bo-de-one-stop-1"):
        assert at_post(post).get(path).status_code == 403, post
    answer = client.get(path)
    public = "/bang/cong-khai" if path == "/bang/" else f"/tai-khoan/login/?next={path.partition('?')[0]}"
    assert answer.status_code == 302 and answer["Location"].startswith(public), "the index as citizens see it"


def test_supervisors_see_work_and_officials_but_no_citizen(
    at_post: Callable[[str], Client], busy: dict[str, Dossier]
) -> None:
    for post in ("front", "inspector"):
        page = at_post(post).get("/bang/ho-so")
        assert (
            busy["late"].code in codes(page)
            and "Hoàng Anh" not in words(page)
            and "Người nộp" not in words(page)
        )
    page = words(at_post("chair").get("/bang/ho-so"))
    assert "Người nộp" in page and NAME in page


def test_links_lead_where_the_viewer_may_go(
    at_post: Callable[[str], Client], busy: dict[str, Dossier]
) -> None:
    for post in ("chair", "front"):
        client = at_post(post)
        for address in {*links(client.get("/bang/")), *links(client.get("/bang/ho-so"))}:
            assert client.get(address).status_code == 200, (post, address)


def test_another_unit_is_not_seen(at_post: Callable[[str], Client], busy: dict[str, Dossier]) -> None:
    assert not [code for code in rows(at_post("chair")) if code.startswith("H26.118")]


# --- what it says ------------------------------------------------------------------------------------------------


def test_the_state_is_one_sentence(at_post: Callable[[str], Client], busy: dict[str, Dossier]) -> None:
    said = words(at_post("chair").get("/bang/"))
    assert "5 hồ sơ đang giải quyết , 2 trễ , 1 đến hạn hôm nay ." in said


def test_a_quiet_day_is_said_too(at_post: Callable[[str], Client]) -> None:
    page = at_post("chair").get("/bang/")
    said = words(page)
    assert "0 hồ sơ đang giải quyết , không hồ sơ nào trễ, không hồ sơ nào đến hạn hôm nay." in said
    assert "– xong đúng hạn" in said  # no share of nothing


def test_every_figure_is_its_rows(at_post: Callable[[str], Client], busy: dict[str, Dossier]) -> None:
    client = at_post("chair")
    wanted = {
        "dang-giai-quyet": {"late", "late, untaken", "due today", "in time", "put off"},
        "tre": {"late", "late, untaken"},
        "hom-nay": {"due today"},
        "sap-den-han": {"due today", "in time", "put off"},
        "hen-lai": {"put off"},
        "cho-bo-sung": {"paused"},
        "cho-tra": {"ready", "done late"},
        "tiep-nhan": {"due today"},
        "da-xong": {"ready", "returned", "done late"},
        "xong-tre": {"done late"},
        "dung-han": {"ready", "returned", "done late"},
    }
    for figure, names in wanted.items():
        assert rows(client, xem=figure) == {busy[name].code for name in names}, figure
    page = client.get("/bang/").content.decode()
    shown = re.findall(r'href="/bang/ho-so\?xem=([\w-]+)"><span class="fig-value">(\d+)<', page)
    assert len(shown) == 7
    assert {slug: int(value) for slug, value in shown} == {slug: len(wanted[slug]) for slug, _ in shown}


def test_the_share_on_time_leaves_mistakes_out(
    at_post: Callable[[str], Client], busy: dict[str, Dossier]
) -> None:
    said = words(at_post("chair").get("/bang/"))
    assert "66,67 % xong đúng hạn trong 30 ngày qua" in said
    assert "tiếp nhận 9, giải quyết xong 3, trong đó trễ 1" in said


@pytest.mark.django_db(transaction=True)
def test_the_share_on_time_is_the_indicators(
    at_post: Callable[[str], Client], busy: dict[str, Dossier], posts: Mapping[str, Actor]
) -> None:
    """What is given up while it waits for the applicant has no time to keep (R1.11): board and indicator agree."""
    later = dt.datetime(2026, 11, 27, 9, tzinfo=world.TZ)
    actions.withdraw(by=posts["one-stop-1"], at=later, dossier=busy["paused"], reason="Không làm nữa")
    table.catch_up()
    one = indicator("dossiers.on_time", {world.WARD}, later.date() - 30 * DAY, later.date() + DAY)
    assert one.parts == "2/3" and one.printed == "66,67%"
    page = words(at_post("chair").get("/bang/"))
    assert "66,67 % xong đúng hạn trong 30 ngày qua" in page and "giải quyết xong 4, trong đó trễ 1" in page
    assert (
        len(rows(at_post("chair"), xem="dung-han")) == 3 and len(rows(at_post("chair"), xem="da-xong")) == 4
    )
    assert "66,67 % đúng hạn (2 trên 3)" in words(at_post("chair").get("/bang/don-vi"))


def test_only_dossiers_are_called_dossiers(
    at_post: Callable[[str], Client], busy: dict[str, Dossier]
) -> None:
    """Other work is shown as what it is, each kind opening onto its rows; both boards say the same."""
    Case.objects.create(
        kind="task", code="NV-1", type=busy["late"].case.type, agency=world.WARD, place=world.WARD, where=world.WARD,
        title="Báo cáo", who="x", state="doing", received_at=busy["late"].case.received_at,
        due_at=busy["in time"].case.due_at, legal_due_at=busy["in time"].case.due_at, search="",
    )  # fmt: skip
    client = at_post("chair")
    for address in ("/bang/", "/bang/don-vi"):
        said = words(client.get(address))
        assert "5 hồ sơ đang giải quyết , 2 trễ" in said.replace("giải quyết,", "giải quyết ,"), address
        assert "1 việc khác đang mở" in said and "Nhiệm vụ 1" in said, address
    page = client.get("/bang/")
    assert "/bang/ho-so?loai=task" in links(page)
    rows_ = client.get("/bang/ho-so?loai=task")
    assert (
        "Nhiệm vụ: đang mở (1)" in words(rows_)
        and "hồ sơ" not in words(rows_).lower().partition("nhiệm vụ: ")[2]
    )
    assert len(rows(client)) == 8 and "Việc khác: đang mở (1)" in words(client.get("/bang/ho-so?loai=-"))


def test_what_was_never_accepted_counts_nowhere(
    at_post: Callable[[str], Client],
    receive: Callable[..., Dossier],
    posts: Mapping[str, Actor],
    at: dt.datetime,
) -> None:
    """Received by mistake (S16) or refused at the counter (S3): neither received nor finished, and in no rows."""
    kept, mistaken, refused = receive(), receive(), receive()
    actions.cancel(by=posts["one-stop-head"], at=at, dossier=mistaken, reason="Nhập nhầm")
    said: Any = {"by": posts["one-stop-1"], "at": at, "reason": "Nộp sai nơi", "law": "Luật Hộ tịch Điều 13"}
    actions.refuse(dossier=refused, **said)
    actions.decline_reception(
        procedure=SINGLE,
        unit=world.WARD,
        channel="counter",
        applicant={"citizen": refused.applicant_id},
        **said,
    )
    client = at_post("chair")
    page = client.get("/bang/")
    assert 'xem=tiep-nhan"><span class="fig-value">1<' in page.content.decode()
    assert "tiếp nhận 1, giải quyết xong 0, trong đó trễ 0" in words(page)
    assert "Hủy do tiếp nhận nhầm và từ chối tiếp nhận không tính" in words(page)
    assert rows(client, xem="tiep-nhan") == {kept.code} and rows(client, xem="da-xong") == set()


def test_bars_add_up_and_name_who_holds_the_work(
    at_post: Callable[[str], Client], busy: dict[str, Dossier]
) -> None:
    client = at_post("front")
    page = client.get("/bang/").content.decode()
    charts = re.findall(r'<table class="bars">.*?</table>', page, re.S)
    sums = [sum(map(int, re.findall(r'<td class="num">(\d+)</td>', chart))) for chart in charts]
    assert sums == [8, 8, 8]
    said = words(client.get("/bang/"))
    assert "Công chức tư pháp - hộ tịch · Phạm Khánh Vân" in said
    assert "8 hồ sơ đang mở: 5 đang giải quyết, 1 chờ người dân bổ sung, 2 chờ trả" in said
    assert (
        "chờ người dân đến nhận 2" in said
        and "chờ người dân bổ sung 1" in said
        and "chưa ai nhận" not in said
    )
    assert "justice-1" not in said


def test_a_bar_opens_onto_its_rows(at_post: Callable[[str], Client], busy: dict[str, Dossier]) -> None:
    client = at_post("chair")
    assert rows(client, **{"vi-tri": "justice-1"}) == {
        busy[name].code for name in ("late", "in time", "put off")
    }
    assert (
        rows(client, **{"vi-tri": "-", "nhiem-vu": "receive"}) == set()
    )  # it waits for the citizen, not for a post
    assert rows(client, **{"thu-tuc": world.BIRTH.name}) == {busy["ready"].code, busy["due today"].code}
    assert "Công chức tư pháp - hộ tịch · Phạm Khánh Vân" in words(
        client.get("/bang/ho-so", {"vi-tri": "justice-1"})
    )


def test_every_bar_is_its_rows(at_post: Callable[[str], Client], busy: dict[str, Dossier]) -> None:
    client = at_post("chair")
    page = client.get("/bang/").content.decode()
    bars = re.findall(r'<th scope="row"><a href="([^"]+)">.*?<td class="num">(\d+)</td>', page, re.S)
    assert len(bars) >= 8
    for address, value in bars:
        assert len(codes(client.get(html.unescape(address)))) == int(value), address
    assert "chờ người dân bổ sung" in words(client.get("/bang/ho-so?xem=cho-bo-sung"))


def test_days_of_the_trend_open_onto_their_rows(
    at_post: Callable[[str], Client], busy: dict[str, Dossier]
) -> None:
    client = at_post("chair")
    page = words(client.get("/bang/"))
    assert "thứ Sáu 27/11/2026 1 1 1" in page and "thứ Sáu 20/11/2026 6 2 0" in page
    assert "Chủ nhật" not in page and "thứ Ba 24/11/2026" not in page  # nobody works, nothing happened
    assert len(rows(client, xem="tiep-nhan", ngay="2026-11-20")) == 6
    assert rows(client, xem="xong-tre", ngay="2026-11-27") == {busy["done late"].code}
    assert rows(client, xem="da-xong", ngay="2026-11-26") == set()


@pytest.mark.parametrize(
    "asked",
    [
        {"xem": "tiep-nhan", "ngay": "x"}, {"xem": "da-xong", "ngay": "9999-12-31"}, {"vi-tri": "khong-co"},
        {"xem": "tiep-nhan", "ngay": "0001-01-01"}, {"sau": "x"}, {"sau": "2026-11-20~1"},
        {"sau": "2026-11-20T10:00:00+07:00~" + "9" * 40}, {"sau": "0001-01-01T00:00:00+07:00~1"},
    ],
)  # fmt: skip
def test_strange_addresses_do_no_harm(at_post: Callable[[str], Client], asked: dict[str, str]) -> None:
    assert at_post("chair").get("/bang/ho-so", asked).status_code == 200


def test_an_unknown_figure_is_not_found(at_post: Callable[[str], Client]) -> None:
    assert at_post("chair").get("/bang/ho-so", {"xem": "khong-co"}).status_code == 404


def test_rows_come_in_pages_none_twice(
    at_post: Callable[[str], Client], receive: Callable[..., Dossier], at: dt.datetime
) -> None:
    made = {receive(at=at + dt.timedelta(seconds=number // 3)).code for number in range(61)}
    client = at_post("chair")
    for asked in ("", "?xem=tiep-nhan"):
        first = client.get(f"/bang/ho-so{asked}")
        onward = next(address for address in links(first) if "sau=" in address)
        second = client.get(f"/bang/ho-so{onward}")
        assert len(codes(first)) == 50 and codes(first) | codes(second) == made
        assert not codes(first) & codes(second) and "(61)" in words(second)
        assert not [address for address in links(second) if "sau=" in address]


# --- its arithmetic ----------------------------------------------------------------------------------------------


def test_days_are_days_of_viet_nam(
    receive: Callable[..., Dossier], posts: Mapping[str, Actor], at: dt.datetime
) -> None:
    receive(at=at.replace(hour=7, minute=59))  # still the day before in UTC terms of an early riser
    receive(at=dt.datetime(2026, 11, 19, 16, 59, tzinfo=dt.UTC))
    receive(at=dt.datetime(2026, 11, 19, 17, 0, tzinfo=dt.UTC))
    midnight = at.replace(hour=0)
    days = queries.daily(posts["chair"], midnight - 2 * DAY, midnight + DAY, kind="dossier")
    counted = {day.on.day: day.received for day in days}
    assert counted == {18: 0, 19: 1, 20: 2}


def test_soon_is_three_working_days(at: dt.datetime) -> None:
    m = figures.moments(at, calendar_for(world.WARD))
    assert m.soon == dt.datetime(2026, 11, 26, 10, tzinfo=world.TZ)  # a weekend and a holiday between
    assert m.midnight == at.replace(hour=0) and m.tomorrow - m.midnight == DAY


def test_the_drawing_is_in_proportion() -> None:
    drawing = trend([(4, 2, 1), (0, 0, 0), (10, 5, 0)])
    assert drawing.top == 10 and drawing.width == 300
    assert [(bar.kind, bar.height) for bar in drawing.bars] == [
        ("received", 40), ("finished", 20), ("late", 10), ("received", 100), ("finished", 50),
    ]  # fmt: skip
    assert all(bar.y + bar.height == 100 for bar in drawing.bars)
    assert [trend([(n, 0, 0)]).top for n in (0, 1, 3, 7, 11, 99, 101)] == [1, 1, 4, 10, 20, 100, 200]
    assert trend([]).bars == ()


# --- cost --------------------------------------------------------------------------------------------------------


def test_the_number_of_queries_does_not_grow(
    at_post: Callable[[str], Client],
    receive: Callable[..., Dossier],
    finished: Callable[..., Dossier],
    at: dt.datetime,
) -> None:
    client = at_post("chair")
    receive()
    before = {path: count_queries(lambda path=path: client.get(path)) for path in ("/bang/", "/bang/ho-so")}  # type: ignore[misc]
    for number in range(8):
        receive(at=at + number * HOUR / 4, procedure=SINGLE)
        finished(receive(), hand_over=number % 2 == 0)
    for path, known in before.items():
        assert count_queries(lambda path=path: client.get(path)) <= known <= 14, path  # type: ignore[misc]
