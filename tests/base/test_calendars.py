"""Working time of units: the shipped holidays, overrides by territory, office hours that change."""

import datetime as dt
from pathlib import Path

import holidays
import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from motcua.base.calendars import actions, queries
from motcua.base.calendars.choices import DayKind
from motcua.base.calendars.models import Day, Week
from motcua.base.journal.clock import TZ
from motcua.base.journal.models import Event
from motcua.base.journal.ports import SYSTEM, Actor
from motcua.base.orgs.actions import load_units
from motcua.base.orgs.queries import NoUnitThen
from motcua.rules.calendar import OFFICE_WEEK
from motcua.rules.impossible import Impossible, Invalid, NotAllowed, NotFound

pytestmark = pytest.mark.django_db

AT = dt.datetime(2026, 11, 21, 9, tzinfo=TZ)
ADMIN = Actor("admin", "Quản trị", "90001", "90001", frozenset({"admin"}))
UNITS = """\
key,code,name,level,kind,parent,valid_from,valid_to
90,90,Tỉnh A,province,Tỉnh,,2021-01-01,
91,91,Tỉnh B,province,Tỉnh,,2021-01-01,
90001,90001,Xã Một,commune,Xã,91,2021-01-01,2025-07-01
90001,90001,Xã Một,commune,Xã,90,2025-07-01,
90002,90002,Xã Hai,commune,Xã,90,2025-07-01,
90001.vp,90001.vp,Văn phòng,division,Văn phòng,90001,2025-07-01,
"""
FULL = {str(day): [["08:00", "12:00"], ["13:30", "17:30"]] for day in range(5)}


def moment(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=TZ)


@pytest.fixture
def shipped() -> None:
    report = actions.load_holidays(files=[settings.CATALOGUE / "holidays.csv"], by=SYSTEM, at=AT)
    assert report.rejected == []


@pytest.fixture
def units(tmp_path: Path) -> None:
    file = tmp_path / "units.csv"
    file.write_text(UNITS, encoding="utf-8")
    assert load_units(files=[file], by=SYSTEM, at=AT).rejected == []


def set_day(on: str, kind: DayKind, territory: str = "", by: Actor = ADMIN) -> None:
    actions.set_day(
        on=dt.date.fromisoformat(on),
        kind=kind,
        name="Ngày thử",
        source="1/VPCP",
        territory=territory,
        by=by,
        at=AT,
    )


# --- the shipped list ---------------------------------------------------------------------------------------


def test_shipped_days_agree_with_the_library(shipped: None) -> None:
    """The library lacks the swap of 02/01/2026 (12729/VPCP-KGVX); its 01/02/2025 is a Saturday anyway."""
    library = holidays.country_holidays("VN", years=range(2020, 2028))
    off = set(Day.objects.exclude(kind=DayKind.SWAPPED_WORKDAY).values_list("on", flat=True))
    assert off - set(library) == {dt.date(2026, 1, 2)}
    assert {day for day in set(library) - off if day.weekday() < 5} == set()
    worked = set(Day.objects.filter(kind=DayKind.SWAPPED_WORKDAY).values_list("on", flat=True))
    since = {day for day in library.weekend_workdays if day.year >= 2020}
    assert worked - since == {dt.date(2026, 1, 10)}
    assert since <= worked


def test_shipped_days_have_source_and_certainty(shipped: None) -> None:
    for day in Day.objects.all():
        assert day.source
        if day.on.year == 2027:
            assert day.certainty == "check"
            assert "dự kiến" in day.source


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2026-11-24", False), ("2025-11-24", True), ("2027-11-24", False), ("2026-08-22", True),
        ("2026-08-31", False), ("2026-08-29", False), ("2026-01-02", False), ("2026-01-10", True),
        ("2026-01-17", False), ("2026-04-27", False), ("2021-05-03", False), ("2021-09-03", False),
        ("2024-05-04", True), ("2025-05-02", False), ("2026-02-20", False), ("2026-02-23", True),
    ],
)  # fmt: skip
def test_days_off_and_days_worked(shipped: None, day: str, works: bool) -> None:
    assert queries.calendar_for("").is_working_day(dt.date.fromisoformat(day)) is works


def test_counting_examples_of_the_law(shipped: None) -> None:
    """DOMAIN 17.2, T1, T2, T4, T5."""
    calendar = queries.calendar_for("00145")
    add = calendar.add_working_days
    assert add(moment("2026-11-20T10:00"), 3) == moment("2026-11-26T10:00")
    assert add(moment("2026-02-12T09:00"), 2) == moment("2026-02-23T09:00")
    assert add(moment("2026-08-19T08:30"), 3) == moment("2026-08-22T08:30")
    assert calendar.add_working_hours(moment("2026-04-24T14:00"), 4) == moment("2026-04-28T08:30")


def test_loading_twice_changes_nothing(shipped: None) -> None:
    report = actions.load_holidays(files=[settings.CATALOGUE / "holidays.csv"], by=SYSTEM, at=AT)
    assert (report.added, report.changed, report.rejected) == (0, 0, [])


def test_loading_corrects_the_future_and_leaves_the_past(shipped: None, tmp_path: Path) -> None:
    file = tmp_path / "h.csv"
    file.write_text(
        "on,kind,name,source\n"
        "2027-02-04,swapped_workday,Đổi,1/VPCP\n"
        "2026-09-01,swapped_workday,Đổi,1/VPCP\n"
        "2026-13-01,holiday,Sai,1/VPCP\n"
        "2028-01-01,feast,Sai,1/VPCP\n"
        "2028-01-03,holiday,,1/VPCP\n",
        encoding="utf-8",
    )
    report = actions.load_holidays(files=[file], by=SYSTEM, at=AT)
    assert (report.added, report.changed) == (0, 1)
    assert [(r.line, r.key) for r in report.rejected] == [
        (3, "2026-09-01"), (4, "2026-13-01"), (5, "2028-01-01"), (6, "2028-01-03"),
    ]  # fmt: skip
    assert queries.calendar_for("").is_working_day(dt.date(2027, 2, 4))
    assert not queries.calendar_for("").is_working_day(dt.date(2026, 9, 1))


def test_a_file_of_something_else_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "h.csv"
    file.write_text("a,b\n", encoding="utf-8")
    with pytest.raises(Invalid, match="thiếu một trong các cột"):
        actions.load_holidays(files=[file], by=SYSTEM, at=AT)


# --- days set here ------------------------------------------------------------------------------------------


def test_a_day_set_here_holds_at_once_and_survives_the_next_loading(shipped: None) -> None:
    day = dt.date(2027, 2, 4)
    assert not queries.calendar_for("").is_working_day(day)
    set_day("2027-02-04", DayKind.SWAPPED_WORKDAY)
    assert queries.calendar_for("").sessions(day) == OFFICE_WEEK[0]
    report = actions.load_holidays(files=[settings.CATALOGUE / "holidays.csv"], by=SYSTEM, at=AT)
    assert [rejected.key for rejected in report.rejected] == ["2027-02-04"]
    assert queries.calendar_for("").is_working_day(day)
    event = Event.objects.get(kind="calendars.day_set")
    assert event.facts == {
        "on": "2027-02-04", "kind": "swapped_workday", "name": "Ngày thử", "source": "1/VPCP",
        "holds": event.facts["holds"],
    }  # fmt: skip


def test_the_nearer_territory_wins(units: None) -> None:
    set_day("2026-12-01", DayKind.HOLIDAY, "90")
    set_day("2026-12-01", DayKind.SWAPPED_WORKDAY, "90002")
    set_day("2026-12-02", DayKind.HOLIDAY, "91")
    day = dt.date(2026, 12, 1)
    assert queries.calendar_for("").is_working_day(day)
    assert not queries.calendar_for("90001").is_working_day(day)
    assert not queries.calendar_for("90001.vp").is_working_day(day)
    assert queries.calendar_for("90002").is_working_day(day)
    assert queries.calendar_for("90001").is_working_day(dt.date(2026, 12, 2))  # left province 91 in 2025
    (row,) = queries.days_between(day, dt.date(2026, 12, 31), "90002")
    assert (row.territory, row.kind, row.source) == ("90002", "swapped_workday", "1/VPCP")


def test_a_province_s_day_holds_for_those_who_belonged_to_it_that_day(units: None, tmp_path: Path) -> None:
    file = tmp_path / "h.csv"
    file.write_text(
        "territory,on,kind,name,source\n91,2024-03-04,holiday,Hội,1/UBND\n90,2024-03-05,holiday,Hội,1/UBND\n",
        encoding="utf-8",
    )
    actions.load_holidays(files=[file], by=SYSTEM, at=AT)
    calendar = queries.calendar_for("90001")
    assert not calendar.is_working_day(dt.date(2024, 3, 4))
    assert calendar.is_working_day(dt.date(2024, 3, 5))


def test_a_cleared_day_follows_the_week_again(shipped: None) -> None:
    day = dt.date(2027, 2, 4)
    actions.clear_day(on=day, source="2/VPCP", by=ADMIN, at=AT)
    assert queries.calendar_for("").is_working_day(day)
    with pytest.raises(NotFound):
        actions.clear_day(on=day, source="2/VPCP", by=ADMIN, at=AT)


def test_what_has_passed_is_not_set(shipped: None) -> None:
    with pytest.raises(Impossible, match="20/11/2026 đã qua"):
        set_day("2026-11-20", DayKind.HOLIDAY)
    with pytest.raises(Impossible, match="đã qua"):
        actions.clear_day(on=dt.date(2026, 9, 2), source="1", by=ADMIN, at=AT)
    with pytest.raises(Impossible, match="đã qua"):
        actions.set_week(sessions=FULL, valid_from=dt.date(2026, 1, 1), source="1", by=ADMIN, at=AT)


def test_a_day_needs_name_source_and_a_known_territory() -> None:
    day = dt.date(2027, 3, 1)
    for name, source in (("", "1/VPCP"), ("Lễ", " ")):
        with pytest.raises(Invalid):
            actions.set_day(on=day, kind=DayKind.HOLIDAY, name=name, source=source, by=ADMIN, at=AT)
    with pytest.raises(NoUnitThen):
        set_day("2027-03-01", DayKind.HOLIDAY, "77777")
    assert not Day.objects.exists()


def test_only_administrators_set_days() -> None:
    clerk = Actor("one-stop-1", "Công chức", "90001", "90001", frozenset({"receive"}))
    with pytest.raises(NotAllowed):
        set_day("2027-03-01", DayKind.HOLIDAY, by=clerk)


# --- weeks --------------------------------------------------------------------------------------------------


def test_nothing_stored_is_the_office_week() -> None:
    assert queries.calendar_for("").week == OFFICE_WEEK


def test_new_hours_hold_from_their_day_and_leave_the_past(units: None, shipped: None) -> None:
    summer = {
        **{str(day): [["07:00", "11:30"], ["13:00", "16:30"]] for day in range(5)},
        "5": [["07:30", "11:30"]],
    }
    actions.set_week(
        sessions=summer, valid_from=dt.date(2027, 3, 1), source="1/QĐ-UBND", territory="90", by=ADMIN, at=AT
    )
    calendar = queries.calendar_for("90001")
    before, after = dt.date(2027, 2, 26), dt.date(2027, 3, 1)
    assert calendar.sessions(before) == OFFICE_WEEK[4]
    assert calendar.sessions(after)[0].start == dt.time(7)
    assert not calendar.is_working_day(dt.date(2027, 2, 27))
    assert calendar.is_working_day(dt.date(2027, 3, 6))
    assert calendar.sessions(dt.date(2026, 8, 22)) == OFFICE_WEEK[0]
    assert not calendar.is_working_day(dt.date(2026, 9, 2))
    assert queries.calendar_for("").sessions(after) == OFFICE_WEEK[0]
    actions.set_week(
        sessions=FULL, valid_from=dt.date(2027, 10, 1), source="2/QĐ-UBND", territory="90", by=ADMIN, at=AT
    )
    calendar = queries.calendar_for("90001")
    assert calendar.sessions(dt.date(2027, 9, 30))[0].start == dt.time(7)
    assert calendar.sessions(dt.date(2027, 10, 1))[0].start == dt.time(8)
    assert not calendar.is_working_day(dt.date(2027, 10, 2))
    with pytest.raises(Invalid, match="từ ngày này hoặc sau"):
        actions.set_week(
            sessions=FULL, valid_from=dt.date(2027, 5, 1), source="3", territory="90", by=ADMIN, at=AT
        )


@pytest.mark.parametrize(
    "sessions",
    [
        {},
        {"0": []},
        {"7": [["08:00", "12:00"]]},
        {"0": [["12:00", "08:00"]]},
        {"0": [["08:00", "12:00"], ["11:00", "13:00"]]},
        {"0": [["8h", "12h"]]},
        {"0": [["08:00"]]},
    ],
)
def test_hours_that_cannot_be_are_refused(sessions: dict[str, list[list[str]]]) -> None:
    with pytest.raises(Invalid):
        actions.set_week(sessions=sessions, valid_from=dt.date(2027, 3, 1), source="1", by=ADMIN, at=AT)
    assert not Week.objects.exists()


def test_postgresql_refuses_overlapping_weeks() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("exclusion constraints are PostgreSQL's; the act checks on every database")
    Week.objects.create(sessions=FULL, source="1", valid_from=dt.date(2027, 1, 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        Week.objects.create(sessions=FULL, source="1", valid_from=dt.date(2027, 2, 1))


# --- cost ---------------------------------------------------------------------------------------------------


def test_a_known_calendar_costs_one_tiny_query(shipped: None, units: None) -> None:
    first = queries.calendar_for("90001")
    with CaptureQueriesContext(connection) as seen:
        assert queries.calendar_for("90001") is first
    assert len(seen) == 1
    set_day("2027-03-01", DayKind.HOLIDAY)
    assert queries.calendar_for("90001") is not first
