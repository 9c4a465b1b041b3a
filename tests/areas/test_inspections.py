"""Supervision by the Front and inspections of responsibility: what is recommended is answered by its day, in public."""

import datetime as dt
import io
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from django.db import connection

from motcua.areas.cases import queries as cases
from motcua.areas.cases.evidence import disagreements
from motcua.areas.indicators import forms as printed
from motcua.areas.indicators.queries import tables as reports
from motcua.areas.inspections import actions, evidence, queries
from motcua.areas.inspections.actions.planning import NotNow
from motcua.areas.inspections.actions.recommending import OwnReply
from motcua.areas.inspections.models import Inspection, Recommendation, Reply
from motcua.areas.inspections.queries import Wanted, counted
from motcua.base.journal.models import Event
from motcua.base.journal.ports import Actor
from motcua.reactions.counting.table import rows_of
from motcua.rules.impossible import Impossible, Invalid, NotAllowed, NotFound
from tests import world

Posts = Mapping[str, Actor]
DAY = dt.timedelta(days=1)
PLAN: dict[str, Any] = {
    "kind": "supervision", "form": "team", "title": "Việc giải quyết thủ tục hành chính tại phường",
    "units": [world.WARD, f"{world.WARD}-ttpvhcc"], "number": "15/KH-MTTQ", "partners": "Hội Phụ nữ phường",
}  # fmt: skip
INSPECTED: dict[str, Any] = {
    "kind": "responsibility", "form": "scheduled", "title": "Trách nhiệm tiếp công dân, giải quyết khiếu nại",
    "units": [f"{world.WARD}-kthtdt", f"{world.WARD}-vhxh"], "number": "88/QĐ-UBND",
    "duties": ["reception", "complaint"],
}  # fmt: skip
FOUND = {"units_at_fault": 1, "persons_reviewed": 3, "persons_disciplined": 1, "money": 12_000_000}
REPLY: dict[str, Any] = {
    "number": "210/UBND-VP", "taken": "Tiếp thu, bố trí thêm người hướng dẫn", "declined": "Không mở thêm quầy",
    "why": "Chưa có mặt bằng", "will": "Bố trí người hướng dẫn mỗi sáng", "will_by": "Chánh Văn phòng",
}  # fmt: skip


@pytest.fixture
def begun(posts: Posts, at: dt.datetime) -> Callable[..., Inspection]:
    """An inspection planned three weeks ago, concluded a day later unless it is said otherwise."""

    def made(by: str = "front", concluded: bool = True, **over: Any) -> Inspection:
        then, actor = at - 21 * DAY, posts[by]
        days = {"decided_on": then.date(), "begins_on": then.date(), "ends_on": then.date() + 20 * DAY}
        given = {**(PLAN if actor.duties == {"supervise"} else INSPECTED), **days, **over}
        found = actions.plan(by=actor, at=then, **given)
        if not concluded:
            return found
        responsible = given["kind"] == "responsibility"
        return actions.conclude(
            by=actor, at=then + DAY, inspection=found, findings="Người dân phải đi lại hai lần.",
            report_number="21/BC", concluded_on=(then + DAY).date(), figures=FOUND if responsible else None,
        )  # fmt: skip

    return made


@pytest.fixture
def sent(begun: Callable[..., Inspection], posts: Posts, at: dt.datetime) -> Callable[..., Recommendation]:
    """A recommendation to the ward, sent twenty days ago: its reply is late since five."""

    def made(by: str = "front", **over: Any) -> Recommendation:
        given: dict[str, Any] = {
            "receiver": world.WARD, "matter": "mending", "content": "Bố trí người hướng dẫn ở sảnh",
            "number": "22/MTTQ",
            "sent_on": (at - 20 * DAY).date(), **over,
        }  # fmt: skip
        inspection = given.pop("inspection", None) or begun(by)
        return actions.recommend(by=posts[by], at=at - 20 * DAY, inspection=inspection, **given)

    return made


def sound() -> list[str]:
    """What ``motcua verify`` finds of inspections and recommendations."""
    return [*disagreements([evidence.CASES]), *evidence.disagreements()]


def reply(row: Recommendation, by: Actor, at: dt.datetime, **over: Any) -> Reply:
    return actions.answer(
        by=by, at=at, recommendation=row,
        **{**REPLY, "replied_on": at.date(), "will_on": at.date() + 30 * DAY, **over},
    )  # fmt: skip


def test_from_the_plan_to_the_result(
    sent: Callable[..., Recommendation], posts: Posts, at: dt.datetime
) -> None:
    front, chair = posts["front"], posts["chair"]
    row = sent()
    assert row.inspection.body == "Ủy ban MTTQ Việt Nam phường Long Biên"
    due = row.case.due_at.astimezone(world.TZ)
    assert due.date() == dt.date(2026, 11, 16), "15 days end on a Sunday: the Monday after"
    assert row.case in cases.worklist(chair) and row.case not in cases.worklist(posts["land-1"])
    actions.name_post(by=chair, at=at - DAY, recommendation=row.code, post="office-head")
    row = queries.recommendation(chair, row.code)
    assert row.case in cases.worklist(posts["office-head"]) and row.case not in cases.worklist(chair)
    said = reply(row, posts["office-head"], at)
    assert said.late and said.due_at == row.case.due_at
    row = queries.recommendation(front, row.code)
    assert row.replied_late and row.case.on_time is False and row.case in cases.worklist(front)
    actions.ask_again(by=front, at=at + DAY, recommendation=row.code, said="Mấy giờ, mấy người?")
    row = queries.recommendation(front, row.code)
    assert row.case.state == "sent" and row.asked == 2 and row.case.due_at > at + 15 * DAY
    assert row.case in cases.worklist(posts["office-head"]), "who was named stays named"
    second = reply(row, chair, at + 2 * DAY)
    assert not second.late and queries.recommendation(front, row.code).replied_late, (
        "what came late stays late"
    )
    row = actions.accept(by=front, at=at + 3 * DAY, recommendation=row.code)
    assert row.case.state == "followed" and row.case in cases.worklist(front)
    row = actions.settle(
        by=front, at=at + 40 * DAY, recommendation=row.code, outcome="done", said="Có người hướng dẫn mỗi sáng",
        settled_on=(at + 40 * DAY).date(),
    )  # fmt: skip
    assert row.case.closed_at and [one.judgement for one in row.replies.order_by("n")] == ["poorly", "well"]
    assert sound() == []


def test_who_answered_does_not_judge_the_reply(
    sent: Callable[..., Recommendation], begun: Callable[..., Inspection], posts: Posts, at: dt.datetime
) -> None:
    chair, inspector = posts["chair"], posts["inspector"]
    row = sent("inspector", receiver=INSPECTED["units"][0], matter="land")
    reply(row, chair, at)
    row = queries.recommendation(chair, row.code)
    assert queries.acts_for(chair, row) == ["watch"] and "accept" in queries.acts_for(inspector, row)
    with pytest.raises(NotAllowed):
        actions.accept(by=chair, at=at, recommendation=row.code)
    actions.accept(by=inspector, at=at, recommendation=row.code)
    own = sent("chair", inspection=begun("chair"), receiver=INSPECTED["units"][0], matter="land")
    reply(own, chair, at)
    with pytest.raises(OwnReply):
        actions.accept(by=chair, at=at, recommendation=own.code)
    assert "accept" not in queries.acts_for(chair, queries.recommendation(chair, own.code))
    actions.ask_again(by=inspector, at=at, recommendation=own.code, said="Chưa rõ ngày")


def test_a_reply_that_promises_nothing_settles_it(
    sent: Callable[..., Recommendation], posts: Posts, at: dt.datetime
) -> None:
    row = sent()
    nothing = dict.fromkeys(("will", "will_by", "declined", "why"), "")
    reply(row, posts["vice-chair"], at, **nothing, will_on=None)
    row = actions.accept(by=posts["front"], at=at, recommendation=row.code, said="Đồng ý")
    assert (row.case.state, row.outcome) == ("settled", "replied") and sound() == []


@pytest.mark.parametrize(
    ("over", "field"),
    [
        ({"taken": "", "declined": ""}, "taken"), ({"why": ""}, "why"), ({"will_by": ""}, "will_by"),
        ({"will_on": None}, "will_on"), ({"will": ""}, "will"), ({"number": ""}, "number"),
        ({"replied_on": dt.date(2026, 1, 1)}, "replied_on"), ({"taken": "Gọi ông A 0912 345 678"}, "taken"),
    ],
)  # fmt: skip
def test_a_reply_says_what_why_when_and_who(
    sent: Callable[..., Recommendation], posts: Posts, at: dt.datetime, over: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        reply(sent(), posts["chair"], at, **over)
    assert field in {fault.field for fault in refused.value.faults}


def test_a_hotline_is_nobodys_own(sent: Callable[..., Recommendation], posts: Posts, at: dt.datetime) -> None:
    assert reply(sent(), posts["chair"], at, taken="Gọi 0912 345 678", impersonal=True).taken


def test_who_may_what(
    begun: Callable[..., Inspection], sent: Callable[..., Recommendation], posts: Posts, at: dt.datetime
) -> None:
    days = {"decided_on": at.date(), "begins_on": at.date(), "ends_on": at.date()}
    for post in ("chair", "inspector", "justice-1", "one-stop-1"):
        with pytest.raises(NotAllowed):
            actions.plan(by=posts[post], at=at, **PLAN, **days)
    for post in ("front", "justice-1", "office-head"):
        with pytest.raises(NotAllowed):
            actions.plan(by=posts[post], at=at, **INSPECTED, **days)
    assert begun("inspector").body == "Ủy ban nhân dân phường Long Biên" and begun("chair")
    row = sent()
    for post in ("front", "justice-1", "inspector"):
        with pytest.raises(NotAllowed):
            reply(row, posts[post], at)
    with pytest.raises(NotFound):
        reply(row, posts["bo-de-one-stop-1"], at)
    with pytest.raises(NotFound):
        queries.inspection(posts["bo-de-one-stop-1"], row.inspection.code)
    reply(row, posts["chair"], at)
    for post in ("chair", "inspector"):
        with pytest.raises(NotAllowed):
            actions.accept(by=posts[post], at=at, recommendation=row.code)


@pytest.mark.parametrize(
    ("over", "field"),
    [
        ({"form": "conference"}, "form"), ({"units": []}, "units"), ({"units": [world.OTHER]}, "units"),
        ({"ends_on": dt.date(2026, 1, 1)}, "ends_on"), ({"title": ""}, "title"), ({"number": " "}, "number"),
        ({"title": "Đơn của ông A, số 001199000777"}, "title"),
        ({"kind": "criticism", "form": "conference"}, "draft"),
    ],
)  # fmt: skip
def test_a_plan_is_whole(begun: Callable[..., Inspection], over: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        begun(concluded=False, **over)
    assert [fault.field for fault in refused.value.faults] == [field]


def test_what_is_public(sent: Callable[..., Recommendation], posts: Posts, at: dt.datetime) -> None:
    row = sent()
    assert not queries.public_inspections(world.WARD)
    with pytest.raises(NotFound):
        queries.public_inspection(world.WARD, row.inspection.code)
    actions.publish(by=posts["front"], at=at, inspection=row.inspection)
    found = queries.public_inspection(world.WARD, row.inspection.code)
    tally = queries.tally(list(queries.recommendations_of(found)), at)
    assert (tally.all, tally.overdue, tally.late) == (1, 1, 0)
    reply(row, posts["chair"], at)
    tally = queries.tally(list(queries.recommendations_of(found)), at)
    assert (tally.all, tally.overdue, tally.late) == (1, 0, 1)
    actions.ask_again(by=posts["front"], at=at + DAY, recommendation=row.code, said="Mấy giờ?")
    tally = queries.tally(list(queries.recommendations_of(found)), at + 2 * DAY)
    assert (tally.again, tally.waiting, tally.overdue) == (1, 0, 0), "it was replied to, once"
    tally = queries.tally(list(queries.recommendations_of(found)), at + 40 * DAY)
    assert (tally.again_overdue, tally.overdue) == (1, 0)
    then = at + 2 * DAY
    counted_ = counted.recommended([world.WARD], at.date() - 30 * DAY, then.date(), then)
    assert [one["reply"] for one in counted_] == ["late"], "a late reply that was asked again"
    with pytest.raises(NotNow):
        actions.cancel(by=posts["front"], at=at, inspection=found, reason="Thôi")


def test_lists(sent: Callable[..., Recommendation], posts: Posts, at: dt.datetime) -> None:
    row, chair = sent(), posts["chair"]
    assert list(queries.recommendations(chair, Wanted("mine"))) == [row]
    assert list(queries.recommendations(chair, Wanted("late", at))) == [row]
    assert not queries.recommendations(chair, Wanted("late", at - 15 * DAY))
    assert queries.figures(chair, at) == {"waiting": 1, "overdue": 1, "mine": 1}
    actions.withdraw(by=posts["front"], at=at, recommendation=row.code, said="Gửi nhầm (23/MTTQ)")
    assert queries.figures(chair, at) == {"waiting": 0, "overdue": 0, "mine": 0}
    assert not queries.recommendations(chair, Wanted("open")) and sound() == []
    with pytest.raises(Impossible):
        reply(row, chair, at)


def test_the_journal_holds_no_words(
    sent: Callable[..., Recommendation], posts: Posts, at: dt.datetime
) -> None:
    reply(sent(), posts["chair"], at)
    said = str(list(Event.objects.values_list("facts", flat=True)))
    assert REPLY["taken"] not in said and "hướng dẫn ở sảnh" not in said and "đi lại hai lần" not in said


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("inspections_inspection", "findings"), ("inspections_recommendation", "content"),
        ("inspections_reply", "declined"),
    ],
)  # fmt: skip
def test_what_was_altered_by_hand_is_found(
    sent: Callable[..., Recommendation], posts: Posts, at: dt.datetime, table: str, column: str
) -> None:
    reply(sent(), posts["chair"], at)
    assert sound() == []
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {column} = 'Khác'")
    assert len(sound()) == 1 and "(bị sửa)" in sound()[0]


def test_who_is_looked_at_and_what_is_recommended(
    begun: Callable[..., Inspection], sent: Callable[..., Recommendation], posts: Posts, at: dt.datetime
) -> None:
    own, outside = posts["inspector"], posts["front"]
    assert own.unit in queries.units_for(own, at.date(), "responsibility"), "its own office answers too"
    assert outside.unit not in queries.units_for(own, at.date(), "responsibility")
    assert outside.unit not in queries.units_for(outside, at.date(), "supervision")
    with pytest.raises(Invalid, match="loại kiến nghị"):
        sent("front", matter="land")
    assert sent("inspector", matter="land", receiver=INSPECTED["units"][0]).matter == "land"


def test_reports(
    begun: Callable[..., Inspection], sent: Callable[..., Recommendation], posts: Posts, at: dt.datetime
) -> None:
    chair = posts["chair"]
    first, second = begun("inspector"), begun("chair", form="unscheduled", units=INSPECTED["units"][:1])
    begun("front")
    money = {"matter": "money", "amount": 12_000_000, "receiver": INSPECTED["units"][0]}
    row = sent("inspector", inspection=first, **money)
    sent("front")
    reply(row, chair, at, replied_on=at.date())
    actions.accept(by=posts["inspector"], at=at, recommendation=row.code)
    actions.settle(
        by=posts["inspector"], at=at, recommendation=row.code, outcome="partly", said="Đã nộp một phần",
        settled_on=at.date(), recovered=7_000_000,
    )  # fmt: skip
    since, until = dt.date(2026, 9, 15), dt.date(2026, 12, 15)

    def figures(table: str) -> dict[str, Any]:
        return {
            key: figure.value
            for key, figure in reports.report(chair, table, since, until, at=at).total.items()
        }

    found = figures("tn-tt")
    assert {name: found[name] for name in ("total", "scheduled", "units", "distinct", "persons_reviewed", "money")} == {
        "total": 2, "scheduled": 1, "units": 3, "distinct": 2, "persons_reviewed": 6, "money": 24_000_000,
    }  # fmt: skip
    assert reports.codes(chair, reports.table_of("tn-tt"), "unscheduled", since, until, at) == [second.code]
    assert reports.codes(chair, reports.table_of("tn-tt"), "money", since, until, at) == [
        second.code,
        first.code,
    ]
    found = figures("tn-kn")
    assert {name: found[name] for name in ("total", "late", "partly", "amount", "recovered")} == {
        "total": 1, "late": 1, "partly": 1, "amount": 12_000_000, "recovered": 7_000_000,
    }  # fmt: skip
    assert reports.codes(chair, reports.table_of("tn-kn"), "late", since, until, at) == [row.code]
    found = figures("gs-kn")
    assert (found["total"], found["overdue"]) == (1, 1)
    filled = reports.report(chair, "tn-tt", since, until, at=at)
    with zipfile.ZipFile(io.BytesIO(printed.as_xlsx(chair, filled, at.date()))) as book:
        assert "Người phải kiểm điểm" in book.read("xl/sharedStrings.xml").decode()
    assert printed.as_docx(chair, filled, at.date())


def test_a_check_of_how_a_unit_carries_out_its_work_ends_in_work_with_a_day(
    begun: Callable[..., Inspection], sent: Callable[..., Recommendation], posts: Posts, at: dt.datetime
) -> None:

    checked = begun(
        "office-head", kind="oversight", title="Thực hiện kế hoạch dân vận", units=["00145-vhxh"], duties=[]
    )
    assert checked.code.startswith("KT-") and checked.figures == {} and checked.duties == []
    row = sent(
        "office-head", inspection=checked, receiver="00145-vhxh", content="Niêm yết kế hoạch tại nhà văn hóa"
    )
    assert row.case in cases.worklist(posts["chair"]), "who leads the agency answers, or names who does"
    said = reply(row, posts["chair"], at)
    assert said.late and sound() == []
    actions.accept(by=posts["inspector"], at=at + DAY, recommendation=row.code)
    with pytest.raises(NotAllowed):
        begun("office-head")
    with pytest.raises(NotAllowed):
        begun("front", kind="oversight")
    assert not counted.inspected([world.WARD], (at - 90 * DAY).date(), at.date(), at), "counted apart (R6.51)"


def test_indicators_count_conclusions_units_and_money(sent: Callable[..., Recommendation]) -> None:
    """F65–F67: when there is a conclusion; money when it is asked back."""
    sent("inspector", matter="money", amount=12_000_000, receiver=INSPECTED["units"][0])
    told = [row for _seq, row in rows_of(list(Event.objects.order_by("seq")))]
    found = {row.kind: (row.amount, row.type) for row in told if row.kind.startswith("inspection.")}
    assert found["inspection.concluded"] == (1, "responsibility") and found["inspection.units"][0] >= 1
    assert found["inspection.money"] == (12_000_000, "")


GENERAL: dict[str, Any] = {
    "kind": "general", "form": "scheduled", "title": "Điều kiện an toàn cháy nổ nhà trọ", "number": "90/QĐ-UBND",
    "units": [],
}  # fmt: skip


def test_a_general_inspection_counts_units_businesses_and_money(
    posts: Posts, at: dt.datetime, begun: Callable[..., Inspection]
) -> None:
    chair, then = posts["chair"], at - 21 * DAY
    days = {"decided_on": then.date(), "begins_on": then.date(), "ends_on": then.date() + 20 * DAY}
    with pytest.raises(NotAllowed):
        actions.plan(by=posts["social-1"], at=then, **GENERAL, **days)
    found = actions.plan(by=chair, at=then, **GENERAL, **days)
    said = {
        "findings": "Nhiều nhà trọ thiếu lối thoát.",
        "report_number": "9/KL",
        "concluded_on": then.date(),
    }
    with pytest.raises(Invalid) as wrong:
        actions.conclude(by=chair, at=at, inspection=found, figures={"units_at_fault": 1}, **said)
    assert {fault.field for fault in wrong.value.faults} == {"bodies", "units_at_fault"}
    figures = {"bodies": 14, "units_at_fault": 5, "money": 30_000_000}
    found = actions.conclude(by=chair, at=at, inspection=found, figures=figures, **said)
    told = counted.concluded(found.code)
    assert told is not None and (told.kind, told.units) == ("general", 14)
    assert queries.publish_by(found) == then.date() + 10 * DAY
    other = begun(
        "chair", concluded=False, **{**GENERAL, "units": [f"{world.WARD}-vhxh"], "title": "Một việc"}
    )
    same = begun(
        "chair", concluded=False, **{**GENERAL, "units": [f"{world.WARD}-vhxh"], "title": "Việc khác"}
    )
    assert queries.overlapping(other) == [same] and queries.overlapping(found) == []
    row = actions.recommend(
        by=chair, at=at, inspection=found, receiver=f"{world.WARD}-kthtdt", matter="money", content="Thu hồi tiền",
        number="10/UBND", sent_on=at.date(), amount=30_000_000,
    )  # fmt: skip
    assert counted.money_asked(row.code) == 30_000_000 and sound() == []


def test_what_is_followed_up_is_known_to_who_inspects_and_the_head_alone(
    sent: Callable[..., Recommendation], begun: Callable[..., Inspection], posts: Posts, at: dt.datetime
) -> None:
    chair = posts["chair"]
    row = sent("chair", inspection=begun("chair"))
    told = Event.objects.filter(subject=row.case.subject).count()
    assert "watch" in queries.acts_for(chair, row)
    actions.watch(by=chair, at=at, recommendation=row)
    with pytest.raises(actions.AlreadyWatched):
        actions.watch(by=chair, at=at, recommendation=row)
    assert [one.code for one in queries.recommendations(chair, Wanted("watched"))] == [row.code]
    for post in ("office-head", "social-1", "front", "justice-1"):
        assert not queries.recommendations(posts[post], Wanted("watched"))
        assert not {"watch", "unwatch"} & set(queries.acts_for(posts[post], row))
        assert queries.watch_of(posts[post], row) is None
        with pytest.raises((NotAllowed, NotFound)):
            actions.unwatch(by=posts[post], at=at, recommendation=row)
    assert Event.objects.filter(subject=row.case.subject).count() == told, "its own journal says nothing"
    mark = Event.objects.get(kind="watch.set")
    assert row.code not in str(mark.facts) + mark.subject and sound() == []
    actions.unwatch(by=chair, at=at, recommendation=row)
    assert not queries.recommendations(chair, Wanted("watched")) and sound() == []
    with pytest.raises(actions.NotWatched):
        actions.unwatch(by=chair, at=at, recommendation=row)
    with pytest.raises((actions.NotFromInspection, NotAllowed)):
        actions.watch(by=chair, at=at, recommendation=sent())
