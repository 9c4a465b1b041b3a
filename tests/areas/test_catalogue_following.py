"""What keepers must look at: legal bases, postings, times, the National Portal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from motcua.areas.procedures import actions, jobs, queries
from motcua.areas.procedures.choices import AlertKind
from motcua.areas.procedures.models import Alert
from motcua.areas.procedures.ports import Basis
from motcua.areas.procedures.queries import BasisState
from motcua.base.journal.models import Event
from motcua.base.journal.ports import SYSTEM, Actor
from motcua.base.law.models import Instrument, Relation
from motcua.reactions.counting.table import rows_of
from motcua.rules.deadlines import Limit, TimeUnit
from motcua.rules.impossible import Invalid, NotAllowed
from tests.faces.at_desk import Official, words

ON = dt.date(2026, 11, 20)


@pytest.fixture
def keeper(posts: Mapping[str, Actor]) -> Actor:
    return posts["office-head"]


def again(code: str, at: dt.datetime, on: dt.date = ON, **over: Any) -> None:
    """A new version of a procedure of the ward."""
    record = replace(queries.published(code, on).read(), **over)
    actions.publish(procedure=record, valid_from=on, by=SYSTEM, at=at)


def expires(symbol: str, on: dt.date, by: str = "") -> None:
    """An instrument that ends on a day, perhaps replaced by another."""
    old, _ = Instrument.objects.get_or_create(
        symbol=symbol, defaults={"type": "Nghị định", "issuer": "Chính phủ"}
    )
    Instrument.objects.filter(pk=old.pk).update(effective_on=dt.date(2020, 1, 1), expired_on=on)
    if by:
        new = Instrument.objects.create(symbol=by, type="Nghị định", issuer="Chính phủ", effective_on=on)
        Relation.objects.create(source=new, kind="replaces", target=old, on=on)


@pytest.mark.parametrize(
    ("days", "state", "within"),
    [(-30, "expired", None), (0, "expired", None), (1, "expiring", 30), (30, "expiring", 30), (31, "expiring", 60),
     (90, "expiring", 90), (91, "ending", None)],
)  # fmt: skip
def test_a_basis_is_told_before_it_expires(ward: str, days: int, state: str, within: int | None) -> None:
    expires("1/2020/NĐ-CP", ON + dt.timedelta(days=days))
    found, known = queries.bases_of(["1/2020/NĐ-CP", "9/9999/NĐ-CP"], ON)["1/2020/NĐ-CP"]
    assert (found, queries.state_of(known, ON)[1]) == (state, within)
    assert queries.bases_of(["9/9999/NĐ-CP"], ON)["9/9999/NĐ-CP"] == (BasisState.UNKNOWN, None)


def test_bases_of_procedures_in_force_with_what_replaced_them(ward: str, at: dt.datetime) -> None:
    expires("123/2015/NĐ-CP", dt.date(2026, 11, 1), by="700/2026/NĐ-CP")
    laws = (Basis("123/2015/NĐ-CP"), Basis("12/3456/TT-BTP", "Thông tư chưa rõ"), Basis("60/2014/QH13"))
    again("1.001193", at, legal_basis=laws)
    lines = {line.symbol: line for line in queries.bases(ON)}
    old = lines["123/2015/NĐ-CP"]
    assert (old.state, old.replaced_by) == (BasisState.EXPIRED, ("700/2026/NĐ-CP",))
    assert "1.001193" in [one.code for one in old.cited]
    assert lines["12/3456/TT-BTP"].state == BasisState.UNKNOWN
    assert lines["12/3456/TT-BTP"].title == "Thông tư chưa rõ"
    assert lines["60/2014/QH13"].state == BasisState.ENDING
    assert queries.bases(dt.date(2026, 12, 10))[1].symbol == "60/2014/QH13", (
        "expires on 1/3/2027: within 90 days"
    )
    assert [one.symbol for one in queries.expired_of([law.symbol for law in laws], ON)] == ["123/2015/NĐ-CP"]


def test_alerts_are_raised_once_and_cleared_when_mended(
    ward: str, keeper: Actor, at: dt.datetime, clock: Callable[[dt.datetime], None]
) -> None:
    assert jobs.look() == 0
    actions.post(code="1.001193", place=ward, on=ON, by=keeper, at=at)
    expires("123/2015/NĐ-CP", dt.date(2026, 12, 1))
    again("1.001193", at, legal_basis=(Basis("123/2015/NĐ-CP"),), sequence="Nộp, nhận")
    raised = jobs.look()
    assert raised >= 2
    assert jobs.look() == 0, "nothing new: nothing is journalled"
    counts = queries.alert_counts(ward)
    assert counts[AlertKind.POSTING_OUTDATED] == 1
    assert counts[AlertKind.BASIS_EXPIRING] >= 1
    assert AlertKind.POSTING_OUTDATED not in queries.alert_counts("00118"), "another ward's board is not ours"
    clock(at + dt.timedelta(days=1))
    actions.post(code="1.001193", place=ward, on=ON, by=keeper, at=at)
    assert jobs.look() == 1
    assert AlertKind.POSTING_OUTDATED not in queries.alert_counts(ward)
    assert Alert.objects.exclude(cleared_at=None).count() == 1
    told = Event.objects.filter(kind="procedure.alerted").order_by("seq").last()
    assert told and (told.facts["raised"], told.facts["cleared"]) == (0, 1)
    clock(dt.datetime(2026, 12, 2, 9, tzinfo=at.tzinfo))
    jobs.look()
    assert AlertKind.BASIS_EXPIRED in queries.alert_counts(ward)


def test_a_place_posts_whole_contents(ward: str, keeper: Actor, at: dt.datetime) -> None:
    actions.post(code="1.001193", place=ward, on=ON, by=keeper, at=at)
    board = {row.posted.code: row for row in queries.posting_board(ward, ON)}
    assert board["1.001193"].whole
    assert "trình tự thực hiện" in board["1.004873"].missing
    figures = queries.posting_figures(board.values())
    assert (figures.all, figures.current, figures.outdated, figures.absent, figures.incomplete) == (
        2,
        1,
        0,
        1,
        1,
    )
    actions.publish(
        procedure=replace(queries.published("1.001193", ON).read(), sequence="Khác"),
        valid_from=ON,
        by=SYSTEM,
        at=at,
    )
    figures = queries.posting_figures(queries.posting_board(ward, ON))
    assert (figures.current, figures.outdated) == (0, 1)


def test_what_is_no_longer_in_force_is_to_be_taken_down(
    ward: str, keeper: Actor, at: dt.datetime, clock: Callable[[dt.datetime], None]
) -> None:
    actions.post(code="1.001193", place=ward, on=ON, by=keeper, at=at)
    assert queries.still_posted(ward, ON) == []
    actions.abolish(code="1.001193", on=ON, by=SYSTEM, at=at)
    assert [one.code for one in queries.still_posted(ward, ON)] == ["1.001193"]
    official = Official("office-head")
    assert "1 thủ tục không còn hiệu lực mà vẫn niêm yết" in words(
        official.get("/can-bo/thu-tuc/niem-yet", xem="cu")
    )
    taken = official.post("/can-bo/thu-tuc/ma/1.001193/viec/unpost")
    assert taken.status_code == 302
    assert official.get(taken["Location"]).status_code == 200
    assert queries.still_posted(ward, ON) == []


@pytest.mark.parametrize("name", [name for name, _ in queries.COMPULSORY])
def test_each_of_the_seven_components_is_missed(ward: str, name: str) -> None:
    """R3.11."""
    whole = replace(
        queries.published("1.001193", ON).read(), sequence="a", subjects=("b",), agency="c", deciding="",
        limit=Limit(Decimal(3), TimeUnit.WORKING_DAY), limit_text="", same_day=False,
    )  # fmt: skip
    assert whole.ways and whole.papers
    assert queries.missing_of(whole) == ()
    empty = {"limit": None, "name": "", "sequence": "", "agency": ""}.get(name, ())
    assert len(queries.missing_of(replace(whole, **{name: empty}))) == 1


def test_the_shortened_ratio_opens_onto_its_rows(ward: str, at: dt.datetime) -> None:
    """R3.17: promised shorter ÷ all with a usable limit."""
    assert queries.times(ON).ratio == 0
    two, three = (Limit(Decimal(n), TimeUnit.WORKING_DAY) for n in (2, 3))
    again("1.004873", at, limit=two, limit_text="", statutory=three)
    times = queries.times(ON)
    assert str(times.ratio) == "50.00"
    assert [(row.code, str(row.saved)) for row in times.shortened] == [("1.004873", "33.3")]
    assert len(times.rows) == 2
    again("1.001193", at, limit=None, limit_text="ngay khi nhận", same_day=False, statutory=None)
    assert queries.times(ON).without == 1


def test_integration_has_its_history(posts: Mapping[str, Actor], keeper: Actor, at: dt.datetime) -> None:
    with pytest.raises(NotAllowed):
        actions.set_integration(code="1.001193", state="integrated", on=ON, by=posts["one-stop-1"], at=at)
    assert queries.portal_figures(queries.portal(ON)).unsaid == 2
    actions.set_integration(code="1.001193", state="waiting", on=dt.date(2026, 9, 1), by=keeper, at=at)
    actions.set_integration(
        code="1.001193", state="integrated", on=ON, by=keeper, at=at, address="https://x.vn"
    )
    actions.set_integration(code="1.004873", state="waiting", on=ON, by=keeper, at=at)
    with pytest.raises(Invalid, match="không ghi lùi"):
        actions.set_integration(code="1.001193", state="waiting", on=dt.date(2026, 10, 1), by=keeper, at=at)
    figures = queries.portal_figures(queries.portal(ON))
    assert (figures.fit, str(figures.ratio), figures.unsaid) == (2, "50.00", 0)
    before = {line.code: line.state for line in queries.portal(dt.date(2026, 10, 1))}
    assert before == {"1.001193": "waiting", "1.004873": ""}
    assert [row.state for row in queries.portal_history("1.001193")] == ["integrated", "waiting"]
    told = [
        row for _seq, row in rows_of(list(Event.objects.order_by("seq"))) if row.kind == "procedure.portal"
    ]
    assert [(row.outcome, row.amount) for row in told if row.type == "1.001193"] == [
        ("waiting", 1), ("waiting", -1), ("integrated", 1),
    ]  # fmt: skip
