"""Trends and comparisons: whose, of what, what is beyond chance; and what everybody may know."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from motcua.areas.cases.queries import Passed
from motcua.areas.dossiers.queries.past import _place
from motcua.areas.indicators.actions.counting import count
from motcua.areas.indicators.actions.definitions import keep_shipped
from motcua.areas.indicators.models import Measure
from motcua.areas.indicators.queries import boards
from motcua.areas.indicators.queries.figures import figure as figures_of
from motcua.base.calendars.queries import calendar_for
from motcua.base.people.models import Account
from motcua.faces.board.cases import figures
from motcua.faces.board.indicators import drawings
from motcua.faces.board.indicators.alerts import coming, judged, rarely
from motcua.reactions.counting.table import catch_up
from motcua.rules.counting import Row
from tests import world
from tests.boards import facts
from tests.faces.reading import count_queries, links, words

DAY = dt.timedelta(days=1)
TODAY = dt.date(2026, 11, 20)


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


YEAR = dict.fromkeys(range(1, 11), (40, 2))


def test_a_month_beyond_chance_is_said_in_words(at_post: Callable[[str], Client]) -> None:
    facts(world.WARD, {**YEAR, 11: (40, 19)})
    facts(world.OTHER, {5: (30, 30)}, first=2)
    page = at_post("chair").get("/bang/xu-huong")
    said = words(page)
    assert (
        "12 tháng: 440 hồ sơ xong. Đúng hạn 91,14%: 401 trên 440 hồ sơ" in said
        and "1 điều khác thường" in said
    )
    assert "Tháng 11/2026: 47,5% hồ sơ xong trễ (19 trên 40), các tháng khác 5%." in said
    assert "chưa đến một lần trong một triệu" in said
    assert "Công chức tư pháp - hộ tịch · Phạm Khánh Vân 100% 440/440" in said
    assert 'role="img"' in page.content.decode() and "Xem bảng số liệu" in said
    assert "Bồ Đề" not in said


def test_every_figure_leads_to_its_rows(at_post: Callable[[str], Client]) -> None:
    """Months, classes of duration, days and stages; not for who only supervises."""
    facts(world.WARD, YEAR)
    chair = at_post("chair")
    found = links(chair.get("/bang/xu-huong"))
    rows = [href for href in found if "/dong?" in href or "chang=" in href]
    assert any("dossiers.received/dong?tu=2026-10-01&den=2026-10-31" in href for href in rows)
    assert any("dossiers.quick/dong?" in href and "gia-tri=" in href for href in rows)
    stages = [href.partition("chang=")[2] for href in rows if "chang=" in href]
    assert not stages, "none came in these days"
    for stage in ("received", "begun", "finished", "closed"):
        assert "Hồ sơ nhận trong 90 ngày qua" in words(chair.get(figures.stage_rows(stage)))
    drawn = drawings.stages(Passed(8, 8, 4, 0), figures.stage_rows)
    assert [bool(one["href"]) for one in drawn] == [True, True, True, False]
    for href in rows[::5] + rows[-4:]:
        assert chair.get(href).status_code == 200, href
    for href in [href for href in links(at_post("inspector").get("/bang/xu-huong")) if "/dong?" in href][:3]:
        assert at_post("inspector").get(href).status_code == 200, href


def test_the_first_page_says_what_is_beyond_chance(at_post: Callable[[str], Client]) -> None:
    facts(world.WARD, {**YEAR, 11: (40, 19)})
    chair = at_post("chair")
    assert 'hx-get="/bang/khac-thuong"' in chair.get("/bang/").content.decode()
    assert chair.get("/bang/khac-thuong")["Location"] == "/bang/xu-huong#khac-thuong", "a piece is no page"
    said = words(chair.get("/bang/khac-thuong", headers={"HX-Request": "true"}))
    assert said.startswith("Tháng 11/2026: 47,5% hồ sơ xong trễ (19 trên 40), các tháng khác 5%.")


def test_a_wall_follows_by_itself(at_post: Callable[[str], Client]) -> None:
    chair = at_post("chair")
    assert 'hx-trigger="every 60s"' in chair.get("/bang/?man-hinh=1").content.decode()
    assert "every 60s" not in chair.get("/bang/").content.decode()


def test_a_quiet_year_raises_no_alarm(at_post: Callable[[str], Client]) -> None:
    facts(world.WARD, {**YEAR, 11: (40, 5)})
    assert "Không có gì khác thường." in words(at_post("chair").get("/bang/xu-huong"))


def test_an_empty_year_says_so(at_post: Callable[[str], Client], client: Client) -> None:
    assert "12 tháng qua chưa có hồ sơ nào xong." in words(at_post("front").get("/bang/xu-huong"))
    assert "Chưa có đủ số liệu để công bố." in words(client.get("/bang/cong-khai"))


def test_units_are_for_who_directs_those_above(at_post: Callable[[str], Client]) -> None:
    """A commune sees itself only; a neighbour is not there."""
    facts(world.WARD, YEAR)
    chair = at_post("chair")
    assert chair.get("/bang/xu-huong", {"don-vi": world.WARD}).status_code == 200
    assert chair.get("/bang/xu-huong", {"don-vi": world.OTHER}).status_code == 404
    assert chair.get("/bang/xu-huong", {"don-vi": "01"}).status_code == 404
    assert "/bang/xu-huong" in links(chair.get("/bang/"))


def test_a_province_compares_its_communes(at_post: Callable[[str], Client]) -> None:
    """Whoever directs the province sees communes side by side, without posts or rows of theirs."""
    from motcua.base.orgs.models import Post

    facts(world.WARD, YEAR)
    facts(world.OTHER, dict.fromkeys(range(1, 11), (40, 12)), first=2)
    Post.objects.filter(code="police-head").update(duties=["direct"])
    page = at_post("police-head").get("/bang/xu-huong")
    said = words(page)
    assert (
        "Đúng hạn của từng đơn vị, thấp trước Đơn vị Đúng hạn Phường Bồ Đề thấp hơn mức ngẫu nhiên 70%"
        in said
    )
    assert {f"?don-vi={world.WARD}", f"?don-vi={world.OTHER}"} <= set(links(page))
    below = words(at_post("police-head").get("/bang/xu-huong", {"don-vi": world.WARD}))
    assert "400 hồ sơ xong" in below and "Phạm Khánh Vân" not in below and "Cả đơn vị mình" in below


def test_queries_do_not_grow(at_post: Callable[[str], Client]) -> None:
    keep_shipped()
    Measure.objects.update(built_through=10**9)
    facts(world.WARD, {1: (5, 1)})
    chair = at_post("chair")
    chair.get("/bang/xu-huong")
    before = count_queries(lambda: chair.get("/bang/xu-huong"))
    facts(world.WARD, YEAR, first=2)
    assert count_queries(lambda: chair.get("/bang/xu-huong")) <= before <= 20  # five of them say who asks
    assert "405 hồ sơ xong" in words(chair.get("/bang/xu-huong"))


# --- everybody ---------------------------------------------------------------------------------------------------


def test_everybody_reads_what_is_about_nobody(client: Client) -> None:
    facts(world.WARD, {**YEAR, 10: (3, 3), 11: (6, 0)})
    said = words(client.get("/bang/cong-khai"))
    assert "369 hồ sơ đã giải quyết xong khi thời hạn đang tính" in said and "10/2026 3 3 0% 0/3" in said
    assert "9/2026 40 40 95% 38/40" in said and "justice" not in said and "Phạm Khánh Vân" not in said
    assert 'href="/bang/cong-khai"' in client.get("/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_everybody_reads_the_index_of_the_last_month(
    client: Client, at: dt.datetime, receive: Callable[..., Any], finished: Callable[..., Any]
) -> None:
    facts(world.WARD, YEAR)
    october = at - 30 * DAY
    for n in range(5):
        assert "Chỉ số phục vụ người dân" not in words(client.get("/bang/cong-khai")), n
        finished(receive(at=october), hand_over=True)
    catch_up()
    said = words(client.get("/bang/cong-khai"))
    assert "Chỉ số phục vụ người dân, tháng 10/2026:" in said and "theo QĐ 766/QĐ-TTg" in said
    assert "điểm chưa có nguồn số liệu, không tự cho điểm" in said
    assert "12 điểm là của mục không phát sinh trong kỳ" in said, (
        "full points without petitions (R4.15, R4.16)"
    )
    assert "0 trên 14 có dữ liệu (22)" in said and "trên 22 " not in said


# --- arithmetic --------------------------------------------------------------------------------------------------


def test_what_comes_in_is_held_against_the_weeks_before() -> None:
    steady = {TODAY - n * DAY: 3 for n in range(150)}
    busy = {day: came * (3 if TODAY - day < 28 * DAY else 1) for day, came in steady.items()}
    found = [coming(steady, TODAY), coming(busy, TODAY)]
    assert [one and one.verdict for one in found] == ["usual", "high"]
    assert coming({TODAY: 3}, TODAY) is None and coming({}, TODAY) is None
    assert not judged([], {}, {}, {}, TODAY).alerts


def test_how_rarely_is_said_roundly() -> None:
    assert "khoảng 2.000 lần" in rarely(1 / 2345) and "một triệu" in rarely(0)


def test_a_funnel_has_its_four_stages() -> None:
    assert [one["stage"].share for one in drawings.stages(Passed(8, 8, 4, 2))] == [100, 100, 50, 25]


def test_months_of_units_add_up() -> None:
    one, two = boards.Month(TODAY, 1, 3, 2, 1), boards.Month(TODAY, 3, 4, 4, 0)
    assert boards.together([[one], [two]]) == [boards.Month(TODAY, 4, 7, 6, 1)]
    assert one.late == 1 and one.share == 50 and boards.Month(TODAY).share is None


def test_what_ends_while_no_time_runs_is_in_no_share(
    at_post: Callable[[str], Client], client: Client
) -> None:
    """The board's share is the indicator's, to the last digit (R1.11)."""
    facts(world.WARD, {10: (88, 5)})
    day = dt.date(2026, 10, 6)
    count(
        [(900_000 + n, Row("dossier.finished", day, unit=world.WARD, outcome="withdrawn")) for n in range(16)]
    )
    one = figures_of("dossiers.on_time", {world.WARD}, day.replace(day=1), day + 25 * DAY)
    assert (one.printed, one.parts) == ("94,32%", "83/88")
    said = words(at_post("chair").get("/bang/xu-huong"))
    assert "104 hồ sơ" in said and "Đúng hạn 94,32%: 83 trên 88 hồ sơ" in said and "94,32% 83/88" in said
    said = words(client.get("/bang/cong-khai"))
    assert "88 hồ sơ đã giải quyết xong khi thời hạn đang tính, đúng hạn 94,32%: 83 hồ sơ." in said
    assert "94,32% 83/88" in said and "104" not in said, "all less these is who gave up (ADR 0020)"


def test_working_seconds_are_those_of_the_calendar(at: dt.datetime) -> None:
    calendar = calendar_for(world.WARD)
    place = _place(at, calendar)
    for hours in (0, 1.3, 3, 5.5, 9, 30, 80, 177.7, 600):
        later = at + dt.timedelta(hours=hours)
        assert place(later) - place(at) == calendar.working_seconds_between(at, later)
