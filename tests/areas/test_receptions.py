"""Citizen reception: the duty schedule by the law, places taken at home, visits with their clocks, the four counts."""

import datetime as dt
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection

from motcua.areas.cases import queries as cases
from motcua.areas.cases.evidence import disagreements
from motcua.areas.indicators import forms as report_forms
from motcua.areas.indicators.queries import tables
from motcua.areas.petitions import actions as petition_acts
from motcua.areas.petitions import evidence as petitions
from motcua.areas.petitions.models import Petition
from motcua.areas.receptions import actions, evidence, forms, jobs, policies, queries
from motcua.areas.receptions.actions import (
    FirstConclude,
    NoSeat,
    NotDelegable,
    NotOpen,
    NotReceiver,
    NotThatDay,
    NotYet,
    PostedTooLate,
    ScheduleFull,
    SignedAlready,
    Unfinished,
)
from motcua.areas.receptions.models import DutyDay, SignUp, Visit
from motcua.areas.receptions.process import STANDARD
from motcua.areas.receptions.queries import counted
from motcua.base.journal.models import Event
from motcua.base.journal.policies import content_of
from motcua.base.journal.ports import CITIZEN, Actor
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Invalid, NotAllowed, NotFound
from tests import world

Posts = Mapping[str, Actor]
NAME = "Lò Thị Phượng Hoàng"
WHO = {
    "name": NAME, "id_number": "001199088776", "phone": "0987123456", "address": "Số 9 ngách 77 Thạch Bàn",
}  # fmt: skip
SAID = "Đường ngõ 42 phố Cổ Linh ngập mỗi khi mưa, đề nghị làm rãnh thoát nước."


def moment(day: int, hour: int = 9, minute: int = 0, month: int = 11) -> dt.datetime:
    return dt.datetime(2026, month, day, hour, minute, tzinfo=TZ)


@pytest.fixture
def room(posts: Posts) -> int:
    """The chair must receive citizens, in a room of the ward."""
    at = moment(2, 8)
    actions.name_receiver(by=posts["office-head"], at=at, agency=world.WARD, post="chair", role="chair")
    place = actions.set_place(
        by=posts["office-head"],
        at=at,
        agency=world.WARD,
        name="Phòng tiếp công dân",
        equipment=["rules", "sign"],
    )
    return place.n


@pytest.fixture
def day(posts: Posts, room: int) -> DutyDay:
    """Thursday 26/11, published in time."""
    made = actions.plan_day(
        by=posts["office-head"], at=moment(9), agency=world.WARD, post="chair", on=dt.date(2026, 11, 26), place=room,
        session="periodic", seats=2,
    )  # fmt: skip
    return actions.publish(by=posts["chair"], at=moment(10), day=made)


@pytest.fixture
def visit(posts: Posts, at: dt.datetime) -> Callable[..., Visit]:
    """A visit at the desk; anything may be said otherwise."""

    def made(**over: Any) -> Visit:
        given: dict[str, Any] = {
            "by": posts["justice-1"], "at": at, "agency": world.WARD, "visitor": WHO, "petition_class": "suggestion",
            "topic": "other", "summary": SAID, **over,
        }  # fmt: skip
        return actions.receive(**given)

    return made


def unsound() -> list[str]:
    covered = (petitions.CASES, evidence.CASES)
    found = [*disagreements(covered), *petitions.disagreements(), *evidence.disagreements()]
    return [str(one) for one in found]


def readable() -> str:
    """Every text of the database and the journal that is not encrypted, as one text."""
    said = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                for value in row:
                    raw = bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
                    said.append(raw.decode("utf-8", "replace"))
    return "\n".join([*said, *(str(content_of(event)) for event in Event.objects.all())])


def test_the_shape_has_no_faults() -> None:
    assert STANDARD.faults() == []


# --- the schedule ----------------------------------------------------------------------------------------------


def test_a_month_is_planned_as_the_law_of_that_month_asks(posts: Posts, room: int) -> None:
    given = {"by": posts["office-head"], "agency": world.WARD, "year": 2026, "post": "chair", "place": room}
    planned = actions.plan_month(**given, at=moment(2), month=12)
    assert [day.on.isoformat() for day in planned] == ["2026-12-10", "2026-12-24"], (
        "two days a month since 1/7/2026"
    )
    assert {day.state for day in planned} == {"planned"} and not queries.public_days(
        world.WARD, dt.date(2026, 12, 1)
    )
    with pytest.raises(ScheduleFull):
        actions.plan_month(**given, at=moment(3), month=12)
    late = actions.plan_month(**given, at=moment(20), month=11)
    assert [day.on.isoformat() for day in late] == ["2026-11-23", "2026-11-26"], "only days still to come"
    need = queries.month_needs(posts["chair"], 2026, 12)[0]
    assert (need.due, need.planned, need.law.source) == (2, 2, "136/2025/QH15")
    old = queries.frequency(world.WARD, "chair", dt.date(2026, 6, 1))
    assert old is not None and (old[0].times, old[0].per) == (1, "week")
    assert unsound() == []


def test_before_the_law_changed_the_chair_received_every_week(posts: Posts, room: int) -> None:
    at = dt.datetime(2026, 5, 20, 9, tzinfo=TZ)
    queries.receivers(world.WARD, at.date())
    actions.name_receiver(by=posts["office-head"], at=at, agency=world.WARD, post="vice-chair", role="head")
    planned = actions.plan_month(
        by=posts["office-head"], at=at, agency=world.WARD, year=2026, month=6, post="vice-chair", place=room
    )
    assert len(planned) == 1, "a head receives once a month"


def test_it_hangs_there_five_working_days_before_or_says_why_not(
    posts: Posts, room: int, day: DutyDay
) -> None:
    assert day.in_time and day.state == "published"
    late = actions.plan_day(
        by=posts["office-head"], at=moment(10), agency=world.WARD, post="chair", on=dt.date(2026, 11, 19), place=room,
        session="periodic",
    )  # fmt: skip
    with pytest.raises(NotAllowed):
        actions.publish(by=posts["justice-1"], at=moment(10), day=late)
    with pytest.raises(PostedTooLate) as refused:
        actions.publish(by=posts["chair"], at=moment(13), day=late)
    assert "12/11/2026" in str(refused.value)
    late = actions.publish(by=posts["chair"], at=moment(13), day=late, reason="Thay ngày bị trùng họp HĐND")
    assert late.in_time is False
    assert [one.code for one in queries.public_days(world.WARD, dt.date(2026, 11, 1))] == [
        late.code,
        day.code,
    ]
    sudden = actions.plan_day(
        by=posts["office-head"], at=moment(23), agency=world.WARD, post="chair", on=dt.date(2026, 11, 23), place=room,
        session="extraordinary", ground="acute",
    )  # fmt: skip
    assert actions.publish(by=posts["chair"], at=moment(23), day=sudden).in_time is None
    assert unsound() == []


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"on": dt.date(2026, 11, 24)}, "on"),
        ({"on": dt.date(2026, 11, 1)}, "on"),
        ({"session": "regular"}, "session"),
        ({"session": "extraordinary"}, "ground"),
        ({"online": True, "online_ground": "far"}, "online_ground"),
        ({"starts": dt.time(12), "ends": dt.time(9)}, "ends"),
        ({"seats": 999}, "seats"),
        ({"place": 9}, "place"),
    ],
)
def test_what_a_day_cannot_be(posts: Posts, room: int, said: Mapping[str, Any], field: str) -> None:
    given = {
        "by": posts["office-head"], "at": moment(9), "agency": world.WARD, "post": "chair",
        "on": dt.date(2026, 11, 26), "place": room, "session": "periodic",
    }  # fmt: skip
    with pytest.raises(Invalid) as refused:
        actions.plan_day(**{**given, **said})
    assert [fault.field for fault in refused.value.faults] == [field]
    with pytest.raises(NotReceiver):
        actions.plan_day(**{**given, "post": "vice-chair"})


def test_the_chair_of_a_commune_is_replaced_by_nobody(posts: Posts, day: DutyDay) -> None:
    with pytest.raises(NotYet):
        actions.hold(by=posts["justice-1"], at=moment(25), day=day)
    with pytest.raises(NotDelegable):
        actions.hold(
            by=posts["justice-1"], at=moment(26), day=day, held_by="vice-chair", reason="Chủ tịch đi họp"
        )
    held = actions.hold(by=posts["justice-1"], at=moment(26, 11), day=day)
    assert (held.state, held.held_by) == ("held", "chair")
    kept = queries.compliance(
        posts["chair"], dt.date(2026, 11, 1), dt.date(2026, 11, 30), today=dt.date(2026, 12, 1)
    )
    assert kept[0].total.held == 1 and kept[0].total.due == 0, (
        "named in the middle of November: that month asks nothing"
    )


def test_the_days_of_the_chair_are_counted_held_moved_and_missed(posts: Posts, room: int) -> None:
    given = {"by": posts["office-head"], "agency": world.WARD, "year": 2026, "post": "chair", "place": room}
    first, second = actions.plan_month(**given, at=moment(3), month=12)
    for one in (first, second):
        actions.publish(by=posts["chair"], at=moment(3), day=one)
    moved = actions.move(
        by=posts["chair"],
        at=moment(1, month=12),
        day=first,
        to=dt.date(2026, 12, 11),
        reason="Họp HĐND thành phố",
    )
    assert moved.state == "published" and moved.in_time
    actions.hold(by=posts["justice-1"], at=moment(11, month=12), day=moved)
    today = dt.date(2027, 1, 4)
    kept = queries.compliance(posts["chair"], dt.date(2026, 12, 1), dt.date(2026, 12, 31), today=today)[0]
    assert (kept.total.due, kept.total.held, kept.total.moved, kept.total.missed, kept.total.short) == (
        2,
        1,
        1,
        1,
        1,
    )
    assert [one.code for one in kept.missed] == [second.code]
    actions.explain(by=posts["justice-1"], at=moment(28, month=12), day=second, reason="Chống bão số 12")
    public = queries.public_days(world.WARD, dt.date(2026, 12, 1), moved=True)
    assert [one.state for one in public] == ["moved", "held", "published"]
    assert "Chống bão" not in readable() and unsound() == []


def test_the_level_above_sees_how_chairs_keep_their_days_and_no_day_or_person(
    posts: Posts, room: int, ward: str
) -> None:
    """S047, R6.1: by agency and subtree in the report; a month belongs whole to the period in which it ends."""
    given = {"by": posts["office-head"], "agency": world.WARD, "year": 2026, "post": "chair", "place": room}
    first, second = actions.plan_month(**given, at=moment(3), month=12)
    for one in (first, second):
        actions.publish(by=posts["chair"], at=moment(3), day=one)
    actions.hold(by=posts["justice-1"], at=dt.datetime.combine(first.on, dt.time(11), TZ), day=first)
    after, spring = dt.datetime(2027, 1, 15, 9, tzinfo=TZ), dt.date(2027, 3, 15)
    city = replace(posts["chair"], post="city-chair", unit="01", agency="01")

    def told(
        by: Actor, since: dt.date, until: dt.date, at: dt.datetime = after, root: str = ""
    ) -> dict[str, str]:
        found = tables.report(by, "tcd-ld", since, until, root=root, at=at)
        assert not tables.has_codes(found.table)
        return {
            key: report_forms.said(one)
            for key, one in found.total.items()
            if key.startswith(("chair_", "all_nobody"))
        }

    december = told(city, dt.date(2026, 12, 15), spring)
    assert (december["chair_receivers"], december["chair_due"], december["chair_held"]) == ("1", "2", "1")
    assert (december["chair_short"], december["chair_missed"]) == ("1", "1")
    assert december["chair_share"] == "1/2 = 50%"
    assert december["all_nobody"] == "2", (
        "the city itself and the other ward say of nobody that they must receive"
    )
    december["all_nobody"] = "0"
    assert told(city, dt.date(2026, 12, 15), spring, root=world.WARD) == december
    assert told(posts["chair"], dt.date(2026, 12, 15), spring) == december
    assert (
        told(posts["front"], dt.date(2026, 12, 15), spring)
        == december
        == told(posts["inspector"], dt.date(2026, 12, 15), spring)
    )
    assert told(city, dt.date(2026, 9, 15), dt.date(2026, 12, 15))["chair_due"] == "0", (
        "November began in no charge"
    )
    assert told(city, dt.date(2026, 12, 15), spring, root=world.OTHER)["chair_receivers"] == "0"
    with pytest.raises(NotFound):
        told(posts["chair"], dt.date(2026, 12, 15), spring, root=world.OTHER)


def test_an_online_session_has_its_checks_with_their_days(posts: Posts, room: int) -> None:
    made = actions.plan_day(
        by=posts["office-head"], at=moment(9), agency=world.WARD, post="chair", on=dt.date(2026, 11, 27), place=room,
        session="periodic", online=True, online_ground="remote", starts=dt.time(9), ends=dt.time(11),
    )  # fmt: skip
    said = {one.check: one for one in queries.checks(made)}
    assert said["notified"].by.date() == dt.date(2026, 11, 19) and said["tested"].by.date() == dt.date(
        2026, 11, 26
    )
    assert said["connected"].by == moment(27, 8)
    desk: dict[str, Any] = {"by": posts["justice-1"], "day": made.code}
    with pytest.raises(actions.NotItsTurn, match="Đã báo công dân"):
        actions.check_online(**desk, at=moment(18), check="recorded")
    for link in ("", "phong-hop", "http://hop.gov.vn/1"):
        with pytest.raises(Invalid):
            actions.check_online(**desk, at=moment(18), check="notified", link=link)
    actions.check_online(**desk, at=moment(18), check="notified", link="https://hop.gov.vn/1")
    with pytest.raises(Invalid, match="đã ghi"):
        actions.check_online(**desk, at=moment(18), check="notified", link="https://hop.gov.vn/1")
    actions.check_online(**desk, at=moment(19), check="notified", link="https://hop.gov.vn/2")
    actions.check_online(**desk, at=moment(27, 7), check="tested")
    for check, at in (("connected", moment(26, 20)), ("recorded", moment(27, 8, 59))):
        with pytest.raises((actions.NotItsTime, actions.NotItsTurn)):
            actions.check_online(**desk, at=at, check=check)
    made = actions.check_online(**desk, at=moment(27, 8, 30), check="connected")
    late = {one.check: one.late(moment(27, 12)) for one in queries.checks(made)}
    assert late == {"notified": False, "tested": True, "connected": True, "recorded": False}
    with pytest.raises(actions.NotItsTime, match="9 giờ"):
        actions.check_online(**desk, at=moment(27, 8, 59), check="recorded")
    made = actions.check_online(**desk, at=moment(27, 9), check="recorded")
    assert made.recorded_at and made.link == "https://hop.gov.vn/2" and unsound() == []


# --- signing up ------------------------------------------------------------------------------------------------

CALLER = {"name": NAME, "phone": "0987123456", "about": "Xin hỏi về rãnh thoát nước ngõ 42"}


def test_a_place_is_taken_kept_secret_given_back(day: DutyDay) -> None:
    at = moment(20, 20)
    made = actions.sign_up(by=CITIZEN, at=at, day=day.code, **CALLER)
    assert made.code == f"{day.code}-01"
    found = queries.sign_up_found(made.code, queries.sign_up_key(made.code))
    assert json.loads(found.contact)["name"] == NAME
    for code, key in (
        (made.code, "0" * 12),
        (f"{day.code}-02", queries.sign_up_key(f"{day.code}-02")),
        ("x", ""),
    ):
        with pytest.raises(NotFound):
            queries.sign_up_found(code, key)
    with pytest.raises(SignedAlready):
        actions.sign_up(by=CITIZEN, at=at, day=day.code, **{**CALLER, "phone": "0987 123 456"})
    actions.sign_up(by=CITIZEN, at=at, day=day.code, **{**CALLER, "phone": "", "email": "an@vidu.vn"})
    with pytest.raises(NoSeat):
        actions.sign_up(by=CITIZEN, at=at, day=day.code, **{**CALLER, "phone": "0912345678"})
    actions.cancel(by=CITIZEN, at=at, day=day.code, n=1)
    assert SignUp.objects.get(n=1).contact == ""
    actions.sign_up(by=CITIZEN, at=at, day=day.code, **{**CALLER, "phone": "0912345678"})
    said = readable()
    assert NAME not in said and "0987123456" not in said and "rãnh thoát nước" not in said
    assert unsound() == []


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"phone": ""}, "phone"),
        ({"name": ""}, "name"),
        ({"about": " "}, "about"),
        ({"persons": 0}, "persons"),
    ],
)
def test_what_a_place_needs(day: DutyDay, said: Mapping[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        actions.sign_up(by=CITIZEN, at=moment(20), day=day.code, **{**CALLER, **said})
    assert field in [fault.field for fault in refused.value.faults]


@pytest.mark.parametrize(
    "said",
    [
        {"about": "Tố cáo"},
        {"about": "to cao cán bộ"},
        {"about": "Ông X nhận hối lộ"},
        {"denounces": True},
        {"denounces": True, "name": ""},
    ],
)
def test_of_who_signs_up_to_denounce_nothing_is_kept_but_the_number(
    posts: Posts, day: DutyDay, said: Mapping[str, Any]
) -> None:
    made = actions.sign_up(by=CITIZEN, at=moment(20), day=day.code, **{**CALLER, **said})
    kept = SignUp.objects.get()
    assert (kept.contact, kept.about, kept.caller) == ("", "", "")
    for post in ("one-stop-1", "office-head", "justice-1", "chair"):
        assert [set(one) - {"row"} for one in queries.sign_ups(posts[post], day)] in ([], [{"about"}])
    moved = actions.move(by=posts["chair"], at=moment(20, 11), day=day, to=dt.date(2026, 12, 3), reason="Họp")
    assert moved.sign_ups.get().n == made.n and unsound() == []


def test_what_was_signed_up_before_stays_unread_where_it_denounces(posts: Posts, day: DutyDay) -> None:
    SignUp.objects.create(
        day=day, n=1, contact=json.dumps(CALLER), about="Tố cáo cán bộ", caller="x", signed_at=moment(20)
    )
    assert [one.get("name") for one in queries.sign_ups(posts["justice-1"], day)] == [None]


def test_a_day_moved_takes_along_who_signed_up_and_forgets_them_after_a_month(
    posts: Posts, day: DutyDay, clock: Callable[[dt.datetime], None]
) -> None:
    made = actions.sign_up(by=CITIZEN, at=moment(20), day=day.code, **CALLER)
    moved = actions.move(by=posts["chair"], at=moment(20, 11), day=day, to=dt.date(2026, 12, 3), reason="Họp")
    assert queries.sign_up_found(made.code, queries.sign_up_key(made.code)).day.moved_to == moved
    assert queries.sign_ups(posts["justice-1"], moved)[0]["name"] == NAME
    assert queries.sign_ups(posts["land-1"], moved) == [], "not for who does not work on petitions"
    with pytest.raises(NotOpen):
        actions.sign_up(by=CITIZEN, at=moment(20, 12), day=day.code, **{**CALLER, "phone": "0912345678"})
    with pytest.raises(NotOpen):
        actions.sign_up(
            by=CITIZEN, at=moment(3, 8, month=12), day=moved.code, **{**CALLER, "phone": "0912345678"}
        )
    clock(dt.datetime(2027, 1, 20, 3, tzinfo=TZ))
    assert jobs.forget_sign_ups() == 1 and jobs.forget_sign_ups() == 0
    assert not any(row.contact or row.about or row.caller for row in SignUp.objects.all())
    assert unsound() == []


# --- visits ----------------------------------------------------------------------------------------------------


def test_a_visit_has_a_real_clock_of_ten_working_days(visit: Callable[..., Visit], posts: Posts) -> None:
    made = visit()
    case = made.case
    assert case.code.startswith("TCD-H26.145.00-261120-") and made.serial == 1
    assert case.due_at == dt.datetime(2026, 12, 7, 10, tzinfo=TZ), "ten working days, 24/11 is a holiday"
    assert case.step_due_at == dt.datetime(2026, 12, 2, 10, tzinfo=TZ) == queries.internal_due(made), (
        "seven, inside"
    )
    assert cases.worklist(posts["justice-1"]).filter(pk=case.pk).exists(), "one inbox, whatever the kind"
    assert queries.acts_for(posts["justice-1"], made) == ["reply", "write_down", "link", "take_papers"]
    examined: dict[str, Any] = {"by": posts["justice-1"], "visit": made.code, "result": "examining"}
    why = "Chờ phòng Kinh tế đo lòng rãnh"
    for until in (None, dt.date(2026, 11, 25), dt.date(2028, 1, 1)):
        with pytest.raises(Invalid, match="ngày sẽ trả lời"):
            actions.reply(**examined, at=moment(25), note=why, until=until)
    made = actions.reply(**examined, at=moment(25), note=why, until=dt.date(2026, 12, 20))
    assert made.case.on_time is None and made.case.finished_at is None, "still owed"
    assert made.case.due_at == dt.datetime(2026, 12, 21, 17, 30, tzinfo=TZ), "a Sunday: the next working day"
    assert cases.worklist(posts["justice-1"]).filter(pk=case.pk).exists()
    (told,) = counted.reported([world.WARD], dt.date(2026, 11, 1), dt.date(2026, 12, 1), moment(30))
    assert (told["result"], told["late"]) == ("open", "no")
    with pytest.raises(Invalid):
        actions.reply(**examined, at=moment(26), note="Vẫn chờ", until=dt.date(2026, 12, 30))
    made = actions.reply(
        by=posts["justice-1"], at=moment(15, month=12), visit=made, result="accepted", number="12/UBND-VP"
    )
    assert made.case.on_time, "by the day that was told in time"
    assert (made.case.state, made.result) == ("answered", "accepted") and made.case.closed_at
    said = readable()
    assert NAME not in said and "rãnh thoát nước" not in said and "đo lòng rãnh" not in said
    assert unsound() == []


def test_a_late_answer_is_late(visit: Callable[..., Visit], posts: Posts) -> None:
    made = visit()
    assert queries.figures(posts["justice-1"], moment(8, month=12)) == {
        "open": 1,
        "late": 1,
        "refusing": 0,
        "mine": 1,
    }
    made = actions.reply(
        by=posts["justice-1"], at=moment(8, month=12), visit=made, result="examining", note="Chờ khảo sát",
        until=dt.date(2026, 12, 30),
    )  # fmt: skip
    assert queries.figures(posts["justice-1"], moment(8, month=12))["late"] == 1, "told too late"
    made = actions.reply(by=posts["justice-1"], at=moment(9, month=12), visit=made, result="transferred",
                         to_agency="Sở Xây dựng")  # fmt: skip
    assert made.case.on_time is False


def test_what_is_clear_is_answered_while_they_sit_there(visit: Callable[..., Visit]) -> None:
    made = visit(
        result="guided", result_note="Làm thủ tục tại quầy 3", to_agency="Trung tâm Phục vụ hành chính công"
    )
    assert (made.case.state, made.case.on_time) == ("answered", True)
    with pytest.raises(Invalid) as refused:
        visit(result="guided")
    assert {fault.field for fault in refused.value.faults} == {"result_note", "to_agency"}
    assert unsound() == []


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"visitor": {"name": NAME}}, "visitor.address"),
        ({"visitor": {}}, "visitor.name"),
        ({"petition_class": "?"}, "petition_class"),
        ({"topic": "?"}, "topic"),
        ({"summary": ""}, "summary"),
        ({"persons": 0}, "persons"),
        ({"persons": 7, "representatives": ["A B", "C D", "E F"]}, "representatives"),
        ({"result": "turned_away"}, "ground"),
        ({"result": "accepted"}, "result"),
        ({"same_as": "TCD-1"}, "same_as"),
        ({"petition": {"content": SAID}}, "petition.signed"),
        ({"papers": [{"name": "Sổ đỏ", "copies": 0}]}, "papers.0.copies"),
        ({"session": "periodic"}, "day"),
    ],
)
def test_what_a_visit_needs(visit: Callable[..., Visit], said: Mapping[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        visit(**said)
    assert field in [fault.field for fault in refused.value.faults]
    assert not Visit.objects.exists() and not Petition.objects.exists()


def test_refused_orally_at_once_in_writing_within_three_working_days(
    visit: Callable[..., Visit], posts: Posts
) -> None:
    oral = visit(result="turned_away", ground="9.1", visitor={})
    assert (oral.case.state, oral.case.who) == ("turned_away", "Không ghi tên")
    written = visit(result="turned_away", ground="9.3")
    assert written.case.state == "refusing"
    assert written.case.due_at == dt.datetime(2026, 11, 26, 10, tzinfo=TZ), (
        "three working days, 24/11 is a holiday"
    )
    with pytest.raises(NotAllowed):
        actions.refuse(by=posts["justice-1"], at=moment(23), visit=written, note="Đã có Quyết định số 12")
    written = actions.refuse(by=posts["chair"], at=moment(23), visit=written, note="Đã có Quyết định số 12")
    assert (written.case.state, written.notice_number) == ("turned_away", 1)
    both = queries.counts(posts["chair"], dt.date(2026, 11, 1), dt.date(2026, 11, 30))
    assert both[""].visits == 0, "who was turned away was not received"
    with pytest.raises(Invalid):
        visit(result="turned_away", ground="4.1a", papers=[{"name": "Đơn"}])
    assert unsound() == []


def test_an_oral_petition_is_written_down_and_linked(visit: Callable[..., Visit], posts: Posts) -> None:
    made = visit(
        petition={"content": SAID, "signed": "fingerprint"}, papers=[{"name": "Ảnh chụp", "copies": 3}]
    )
    petition = Petition.objects.get()
    assert (made.petition, petition.channel, petition.submitter.name) == (
        petition.case.code,
        "reception",
        NAME,
    )
    assert (
        queries.papers(made) == [{"name": "Ảnh chụp", "copies": 3, "original": False}]
        and made.papers_number == 1
    )
    assert "write_down" not in queries.acts_for(posts["justice-1"], made)
    later = visit()
    later = actions.write_down(
        by=posts["one-stop-1"],
        at=moment(20, 11),
        visit=later,
        petition={"content": SAID, "signed": "signature"},
    )
    assert Petition.objects.count() == 2 and later.petition != made.petition
    third = actions.link(by=posts["justice-1"], at=moment(20, 11), visit=visit(), petition=made.petition)
    assert third.petition == made.petition
    third = actions.take_papers(
        by=posts["justice-1"], at=moment(20, 12), visit=third, papers=[{"name": "Sổ đỏ"}]
    )
    assert third.papers_number == 2
    assert unsound() == []


def test_who_denounces_is_named_in_the_sealed_store_alone(visit: Callable[..., Visit], posts: Posts) -> None:
    made = visit(
        petition_class="denunciation", topic="officials", summary="Cán bộ nhận tiền", persons=1,
        petition={"content": f"Tôi là {NAME}, tố cáo cán bộ nhận tiền", "signed": "signature"},
    )  # fmt: skip
    assert (made.contact, made.person, made.case.who) == ("", "", "Người tố cáo (giữ kín)")
    assert Petition.objects.get().sealed is not None
    assert not cases.search(cases.visible(posts["justice-1"]), "hoang", by=posts["justice-1"]).exists()
    assert not policies.can_read(posts["one-stop-1"], made) and policies.can_read(posts["justice-1"], made)
    open_one = visit()
    with pytest.raises(Invalid):
        actions.link(by=posts["justice-1"], at=moment(20, 11), visit=open_one, petition=made.petition)
    assert NAME not in readable() and unsound() == []


def test_who_denounces_is_named_in_no_text_of_the_visit(
    visit: Callable[..., Visit], posts: Posts, day: DutyDay
) -> None:
    known, at, chair = "Vàng Seo Lử", moment(26), posts["chair"]
    signed = actions.sign_up(by=CITIZEN, at=moment(20), day=day.code, **{**CALLER, "name": known})
    told = f"{NAME} (chị Phượng Hoàng) tố cáo ông Hối Lộ"
    made = visit(
        petition_class="denunciation", topic="officials", summary=f"{told}; người đăng ký {known}",
        settled_by=f"Xã cũ, đơn của {NAME}", at=at,
        day=day.code, sign_up=signed.n, papers=[{"name": f"USB của {NAME}"}],
        petition={"content": f"Tôi là {NAME}, tố cáo cán bộ nhận tiền", "signed": "signature"},
    )  # fmt: skip
    pseudonym = Petition.objects.get().sealed.pseudonym
    assert made.summary == f"{pseudonym} (chị {pseudonym}) tố cáo ông Hối Lộ; người đăng ký {pseudonym}"
    assert queries.papers(made)[0]["name"] == f"USB của {pseudonym}" and pseudonym in made.settled_by
    came = SignUp.objects.get()
    assert (came.state, came.contact, came.about, came.caller) == ("came", "", "", "")
    assert queries.sign_ups(posts["justice-1"], day) == []
    said = actions.conclude(
        by=chair, at=at, visit=made, text=told, until=dt.date(2026, 12, 4), contact=f"Hỏi {NAME}",
        agencies=[{"agency": f"Phòng của {NAME}", "task": told}],
    )  # fmt: skip
    assert NAME not in said.conclusion and pseudonym in said.conclusion
    said = actions.reply(by=chair, at=at, visit=made, result="declined", note=told, number=f"7/{NAME}")
    assert NAME not in said.result_note + said.document_number + said.conclusion
    bare = visit(petition_class="denunciation", topic="officials", summary=told)
    assert bare.summary.startswith("người tố cáo (chị người tố cáo)")
    with pytest.raises(Invalid) as refused:
        visit(petition_class="denunciation", topic="officials", same_as=visit().case.code)
    assert [fault.field for fault in refused.value.faults] == ["same_as"]
    bare = actions.take_papers(by=chair, at=moment(27), visit=bare, papers=[{"name": "Ảnh"}])
    linked = actions.link(by=chair, at=moment(27), visit=bare, petition=made.petition)
    assert queries.papers(linked)[0]["name"] == "Ảnh" and unsound() == []


def test_a_visit_follows_its_petition_under_the_shield(
    visit: Callable[..., Visit], posts: Posts, day: DutyDay
) -> None:
    at, justice = moment(26), posts["justice-1"]
    signed = actions.sign_up(by=CITIZEN, at=moment(20), day=day.code, **CALLER)
    made = visit(
        summary=f"{NAME} nói cán bộ nhận tiền", at=at, day=day.code, sign_up=signed.n,
        papers=[{"name": f"USB của {NAME}"}],
        petition={"content": "Cán bộ nhận tiền của dân", "signed": "signature"},
    )  # fmt: skip
    petition_acts.shield(by=justice, at=at, petition=made.petition)
    made = Visit.objects.get()
    pseudonym = Petition.objects.get().sealed.pseudonym
    assert made.shielded and (made.contact, made.person, made.case.who) == ("", "", "Người tố cáo (giữ kín)")
    assert (
        made.summary == f"{pseudonym} nói cán bộ nhận tiền"
        and NAME not in made.papers + SignUp.objects.get().contact
    )
    assert not cases.search(cases.visible(justice), "hoang", by=justice).exists()
    assert not policies.can_read(posts["one-stop-1"], made)
    assert NAME not in readable() and unsound() == []


def test_a_matter_that_was_split_is_not_told_beside_the_name(
    visit: Callable[..., Visit], posts: Posts
) -> None:
    """Wholly, whatever the contents are: nobody sees by it that one of them denounces, then or later."""
    at, justice = moment(26), posts["justice-1"]
    made = visit(
        petition_class="mixed", summary="Đèn hỏng; ông X nhận tiền", at=at, result="", papers=[{"name": "Ảnh ông X"}],
        petition={"content": "Đèn hỏng. Ông X nhận tiền.", "signed": "signature"},
    )  # fmt: skip
    parts = [
        {"class": "suggestion", "content": "Đèn hỏng"},
        {"class": "suggestion", "content": "Ông X nhận tiền"},
    ]
    one, two = petition_acts.split(by=justice, at=moment(26, 10), petition=made.petition, parts=parts)
    assert not one.code.startswith(made.petition) and not two.code.startswith(made.petition)
    made = Visit.objects.select_related("case").get()
    assert made.summary == "Nhiều nội dung, đã tách thành từng đơn." and "ông X" not in made.papers
    assert queries.contact(made)["name"] == NAME
    petition_acts.shield(by=justice, at=moment(26, 11), petition=two.code)
    made = Visit.objects.select_related("case").get()
    assert not made.shielded and queries.contact(made)["name"] == NAME, "the other content goes on under it"
    assert unsound() == []


def test_a_visit_tells_the_one_open_content_that_its_letter_goes_on_as(
    visit: Callable[..., Visit], posts: Posts
) -> None:
    made = visit(
        petition_class="mixed", summary="Đèn hỏng; ông X nhận tiền", at=moment(26), result="",
        papers=[{"name": "Ảnh ông X"}], petition={"content": "Đèn hỏng. Ông X nhận tiền.", "signed": "signature"},
    )  # fmt: skip
    parts = [
        {"class": "suggestion", "content": "Đèn hỏng"},
        {"class": "denunciation", "content": "Ông X nhận tiền", "topic": "officials"},
    ]
    rest, _secret = petition_acts.split(
        by=posts["justice-1"], at=moment(26, 10), petition=made.petition, parts=parts
    )
    made = Visit.objects.select_related("case").get()
    assert (made.petition, made.petition_class, made.summary) == (rest.code, "suggestion", "Đèn hỏng")
    assert "ông X" not in made.papers and queries.contact(made)["name"] == NAME
    assert "Nhiều nội dung" not in made.case.title
    assert cases.search(cases.visible(posts["justice-1"]), NAME, by=posts["justice-1"]).exists()
    assert unsound() == []


def test_the_head_receives_and_concludes(visit: Callable[..., Visit], posts: Posts, day: DutyDay) -> None:
    at = moment(26, 9)
    signed = actions.sign_up(by=CITIZEN, at=moment(20), day=day.code, **CALLER)
    with pytest.raises(NotThatDay):
        visit(day=day.code)
    with pytest.raises(Invalid):
        visit(at=at, day=day.code, result="on_spot", result_note="Đã giải thích")
    made = visit(at=at, day=day.code, sign_up=signed.n)
    assert (made.session, made.received_by, made.case.post) == ("periodic", "chair", "chair")
    assert SignUp.objects.get().state == "came"
    with pytest.raises(FirstConclude):
        actions.reply(by=posts["justice-1"], at=at, visit=made, result="accepted")
    with pytest.raises(Unfinished):
        actions.hold(by=posts["justice-1"], at=moment(26, 11), day=day)
    with pytest.raises(Invalid) as refused:
        actions.conclude(
            by=posts["chair"], at=at, visit=made, text="Giao phòng Kinh tế", until=dt.date(2026, 12, 4)
        )
    assert [fault.field for fault in refused.value.faults] == ["contact"]
    made = actions.conclude(
        by=posts["chair"], at=at, visit=made, text="Giao phòng Kinh tế khảo sát", until=dt.date(2026, 12, 4),
        contact="Công chức tiếp công dân", agencies=[{"agency": "Phòng Kinh tế", "task": "Khảo sát ngõ 42"}],
    )  # fmt: skip
    assert made.case.state == "waiting" and made.notice_number == 1
    second = visit(at=at, day=day.code)
    second = actions.conclude(by=posts["chair"], at=at, visit=second, text="Đã giải thích, công dân đồng ý")
    assert (second.case.state, second.result) == ("answered", "on_spot")
    actions.hold(by=posts["justice-1"], at=moment(26, 11), day=day)
    actions.reply(by=posts["justice-1"], at=moment(27), visit=made, result="accepted")
    assert unsound() == []


def test_nobody_denounces_on_camera_who_wants_to_be_protected(
    visit: Callable[..., Visit], posts: Posts, room: int
) -> None:
    made = actions.plan_day(
        by=posts["office-head"], at=moment(9), agency=world.WARD, post="chair", on=dt.date(2026, 11, 27), place=room,
        session="periodic", online=True, online_ground="practical",
    )  # fmt: skip
    actions.publish(by=posts["chair"], at=moment(10), day=made)
    given = {"at": moment(27), "day": made.code, "petition_class": "denunciation"}
    with pytest.raises(Invalid):
        visit(**given)
    assert visit(**given, waives_protection=True).online


# --- figures, the register -------------------------------------------------------------------------------------


def test_visits_persons_matters_and_groups_are_counted(visit: Callable[..., Visit], posts: Posts) -> None:
    first = visit()
    visit(same_as=first.code)
    visit(persons=12, representatives=["Nguyễn Văn Đạt", "Trần Thị Ước"])
    told = queries.counts(posts["chair"], dt.date(2026, 11, 1), dt.date(2026, 11, 30))
    whole = told[""]
    assert (whole.visits, whole.persons, whole.matters, whole.groups, whole.in_groups) == (3, 14, 2, 1, 12)
    assert told["regular"] == whole and told["periodic"].visits == 0
    by_month = queries.monthly(posts["chair"], dt.date(2026, 10, 1), dt.date(2026, 11, 30))
    assert [row.visits for _month, row in by_month] == [0, 3]
    assert [one.code for one in queries.earlier(posts["justice-1"], Visit.objects.get(serial=2))] == [
        first.code
    ]
    assert len(queries.same_matter(posts["justice-1"], first)) == 1


def test_the_register_is_taken_by_name_and_noted(
    visit: Callable[..., Visit], posts: Posts, other_unit: Actor, at: dt.datetime
) -> None:
    made = visit()
    span = {"first": dt.date(2026, 11, 1), "last": dt.date(2026, 11, 30)}
    taken = actions.take_register(by=posts["justice-1"], at=at, agency=world.WARD, **span)
    assert [one.pk for one in taken] == [made.pk]
    assert Event.objects.filter(kind="reception.register_taken").count() == 1
    for by in (other_unit, posts["front"], posts["land-1"]):
        with pytest.raises(NotAllowed):
            actions.take_register(by=by, at=at, agency=world.WARD, **span)
    with pytest.raises(NotFound):
        queries.one(other_unit, made.code)
    with pytest.raises(NotAllowed):
        actions.receive(
            by=other_unit,
            at=at,
            agency=world.WARD,
            visitor=WHO,
            petition_class="suggestion",
            topic="other",
            summary=SAID,
        )


def test_a_row_altered_by_hand_is_found(visit: Callable[..., Visit], day: DutyDay) -> None:
    made = visit()
    assert unsound() == []
    Visit.objects.filter(pk=made.pk).update(persons=9)
    DutyDay.objects.update(seats=99)
    assert len(unsound()) == 2


# --- the month, many people ------------------------------------------------------------------------------------


def test_a_briefing_keeps_its_figures_and_its_matters_go_on(
    visit: Callable[..., Visit], posts: Posts
) -> None:
    at, justice, chair = moment(26), posts["justice-1"], posts["chair"]
    visit(at=at, persons=6, representatives=["Hoàng Văn Ba"])
    assert queries.not_briefed(chair, at.date()) == [dt.date(2026, 11, 1)]
    with pytest.raises(Invalid):
        actions.open_briefing(by=justice, at=at, agency=world.WARD, month=dt.date(2026, 12, 1))
    made = actions.open_briefing(by=justice, at=at, agency=world.WARD, month=at.date())
    with pytest.raises(actions.BriefedAlready):
        actions.open_briefing(by=justice, at=at, agency=world.WARD, month=at.date())
    given: dict[str, Any] = {"text": "Cống ngõ 9 chưa sửa", "unit": "Phòng Kinh tế"}
    with pytest.raises(Invalid):
        actions.raise_matter(by=justice, at=at, briefing=made, due=at.date() - dt.timedelta(days=1), **given)
    row = actions.raise_matter(by=justice, at=at, briefing=made, due=dt.date(2026, 12, 5), **given)
    told: dict[str, Any] = {"held_on": at.date(), "present": "Các đơn vị", "conclusions": "Sửa cống ngay"}
    with pytest.raises(NotAllowed):
        actions.close_briefing(by=justice, at=at, briefing=made, **told)
    made = actions.close_briefing(by=chair, at=at, briefing=made, **told)
    assert (made.figures["visits"], made.figures["groups"], made.figures["in_groups"]) == (1, 1, 6)
    visit(at=moment(26, 11))
    with pytest.raises(actions.BriefingClosed):
        actions.raise_matter(by=justice, at=at, briefing=made, due=at.date(), **given)
    said = " ".join(forms.minutes(queries.briefing(chair, made.code), by=chair)["body"])  # type: ignore[arg-type]
    assert (
        "1 lượt tiếp, 6 lượt người" in said and "1. Cống ngõ 9 chưa sửa" in said and "Sửa cống ngay" in said
    )
    assert queries.not_briefed(chair, at.date()) == [] and queries.open_matters(chair) == [row]
    later = moment(3, month=12)
    after = actions.open_briefing(by=justice, at=later, agency=world.WARD, month=later.date())
    assert queries.earlier_matters(chair, after) == [row], "what is open goes along to the next month"
    said = {"held_on": later.date(), "present": "các phòng", "conclusions": "làm đúng hạn\n- báo cáo lại"}
    after = actions.close_briefing(by=chair, at=later, briefing=after, **said)
    read = "\n".join(forms.minutes(after, by=chair)["body"])  # type: ignore[arg-type]
    assert "Tháng 11/2026:" in read and "Làm đúng hạn." in read and "Các phòng." in read
    actions.solve_matter(by=justice, at=moment(27), briefing=made, n=1, outcome="Đã sửa")
    with pytest.raises(actions.SolvedAlready):
        actions.solve_matter(by=justice, at=moment(27), briefing=made, n=1, outcome="Đã sửa")
    assert queries.open_matters(chair) == [] and evidence.disagreements() == []
    type(made).objects.filter(pk=made.pk).update(figures={**made.figures, "late": 9})
    assert evidence.disagreements() != []


def test_what_is_owed_to_many_is_ticked_by_a_named_post(visit: Callable[..., Visit], posts: Posts) -> None:
    at, justice, chair = moment(26), posts["justice-1"], posts["chair"]
    assert queries.mass_duties(visit(at=at, persons=4)) == []
    made = visit(
        at=moment(26, 10), persons=12, petition_class="complaint", representatives=["Ba", "Tư", "Năm"]
    )
    assert [one.duty.code for one in queries.mass_duties(made)] == [
        "appoint", "order", "guide", "take_up", "written", "signatures",
    ]  # fmt: skip
    assert [(row.code, count) for row, count in queries.open_mass(chair, at.date())] == [(made.code, 6)]
    with pytest.raises(Invalid, match="vị trí đó ghi"):
        actions.fulfil_duty(by=justice, at=moment(26, 11), visit=made, duty="order", post="chair")
    done = actions.fulfil_duty(by=chair, at=moment(26, 11), visit=made, duty="order", post="chair")
    assert (done.post, done.done_at) == ("chair", moment(26, 11))
    for wrong in ({"duty": "order"}, {"duty": "none"}, {"duty": "guide", "post": "bo-de-chair"}):
        with pytest.raises(Invalid):
            actions.fulfil_duty(by=justice, at=moment(26, 11), visit=made, **wrong)
    with pytest.raises(NotAllowed):
        actions.fulfil_duty(by=posts["one-stop-1"], at=at, visit=made, duty="guide")
    assert queries.open_mass(chair, at.date())[0][1] == 5 and unsound() == []
    type(done).objects.update(post="justice-1")
    assert unsound() != []


def test_what_was_ticked_by_mistake_is_undone_with_its_reason(
    visit: Callable[..., Visit], posts: Posts
) -> None:
    at, justice, chair = moment(26, 11), posts["justice-1"], posts["chair"]
    made = visit(at=moment(26, 10), persons=12, representatives=["Ba", "Tư", "Năm"])
    actions.fulfil_duty(by=chair, at=at, visit=made, duty="order")
    with pytest.raises(Invalid, match="vị trí đó bỏ ghi"):
        actions.undo_duty(by=justice, at=at, visit=made, duty="order", reason="Nhầm")
    for wrong in ({"duty": "guide", "reason": "Nhầm"}, {"duty": "order", "reason": " "}):
        with pytest.raises(Invalid):
            actions.undo_duty(by=chair, at=at, visit=made, **wrong)
    gone = actions.undo_duty(by=chair, at=at, visit=made, duty="order", reason="Công an chưa đến")
    assert (gone.undone_by, gone.undone_why) == ("chair", "Công an chưa đến")
    assert all(one.done is None for one in queries.mass_duties(Visit.objects.get(pk=made.pk)))
    assert "chưa đến" not in str([event.facts for event in queries.events(made)]) and unsound() == []
    again = actions.fulfil_duty(by=chair, at=at, visit=made, duty="order")
    assert again.n == 2 and unsound() == []
    type(gone).objects.filter(pk=gone.pk).update(undone_by="justice-1")
    assert unsound() != []


def test_what_is_written_down_later_and_accuses_is_sealed_with_its_visit(
    visit: Callable[..., Visit], posts: Posts
) -> None:
    made = visit()
    said = {"content": f"Tôi là {NAME}. Cán bộ vòi vĩnh nhiều lần.", "signed": "signature"}
    actions.write_down(by=posts["justice-1"], at=moment(20, 11), visit=made, petition=said)
    made = Visit.objects.get()
    assert made.shielded and not made.contact and Petition.objects.get().sealed is not None
    assert NAME not in readable() and unsound() == []
