"""Definitions, targets and figures: what is published stays, figures add up from facts, others' figures stay apart."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from motcua.areas.indicators import evidence
from motcua.areas.indicators.actions import definitions as actions
from motcua.areas.indicators.actions.counting import count
from motcua.areas.indicators.choices.definitions import rows, shipped
from motcua.areas.indicators.choices.facts import KINDS as KNOWN
from motcua.areas.indicators.models import DefinitionVersion, PublishedFigure, SourceRow, Target
from motcua.areas.indicators.queries import boards, figures, opened
from motcua.areas.indicators.queries import definitions as reading
from motcua.areas.indicators.queries.published import published
from motcua.areas.indicators.queries.units import scope_of
from motcua.base.journal.ports import SYSTEM, Actor
from motcua.base.journal.verification import verify
from motcua.reactions.counting.table import catch_up, rebuild
from motcua.rules import counting
from motcua.rules.counting import Row
from motcua.rules.impossible import Invalid, NotAllowed, NotFound
from motcua.rules.scoring.definitions import Basis, Definition, formula
from tests import world
from tests.publishing import of_the_ward, others_figures

Posts = Mapping[str, Actor]
SINCE, UNTIL = dt.date(2026, 1, 1), dt.date(2026, 12, 1)
WAYS = ("online", "assisted", "counter", "post", "")
KINDS = {"dossier.finished", "dossier.received"}


def dossier(day: dt.date, timing: str, unit: str = world.WARD, **over: str) -> Row:
    return Row(
        "dossier.finished", day, unit, timing=timing, type="1.001193", code=over.pop("code", ""), **over
    )


@pytest.fixture
def counted(ward: None) -> None:
    """Long Biên: 3 on time, 1 late, in March and October; Bồ Đề: 1 late; 5 received, 2 of them online; 9 visits."""
    march, october = dt.date(2026, 3, 3), dt.date(2026, 10, 9)
    told = [
        dossier(march, "early", code="A"), dossier(march, "on_time", code="B"), dossier(october, "late", code="C"),
        dossier(october, "on_time", code="D"), dossier(october, "late", world.OTHER),
        *(Row("dossier.received", march, world.WARD, channel=way) for way in WAYS),
        Row("visit.served", october, world.WARD, amount=9),
        Row("denunciation.accepted", october, world.WARD),
        Row("dossier.falls_due", dt.date(2025, 12, 1), world.WARD, amount=4),
        Row("dossier.off_due", october, world.WARD, amount=3),
    ]  # fmt: skip
    count(enumerate(told, 10_000))


def test_figures_from_facts(counted: None) -> None:
    both = {world.WARD, world.OTHER}
    one = figures.figure("dossiers.on_time", {world.WARD}, SINCE, UNTIL)
    assert (one.numerator, one.denominator, one.printed, one.parts) == (3, 4, "75%", "3/4")
    assert figures.figure("dossiers.on_time", both, SINCE, UNTIL).printed == "60%"
    assert figures.figure("dossiers.online_share", both, SINCE, UNTIL).printed == "40%"
    assert figures.figure("dossiers.on_time", both, SINCE, dt.date(2026, 2, 1)).printed == "–"
    assert figures.figure("feedback.on_time", both, SINCE, UNTIL).printed == "100%", (
        "none came: the whole (R4.15)"
    )
    assert figures.figure("dossiers.overdue", both, SINCE, UNTIL).value == 1
    assert figures.figure("dossiers.overdue", both, SINCE, dt.date(2026, 2, 1)).value == 4
    with pytest.raises(NotFound):
        figures.figure("khong.co", both, SINCE, UNTIL)
    with pytest.raises(KeyError):
        figures.figure("papi.total", both, SINCE, UNTIL)


def test_working_days_are_those_that_are_over(counted: None) -> None:
    first, end = dt.date(2026, 10, 5), dt.date(2026, 10, 12)
    one = figures.figure("visits.per_day", {world.WARD}, first, end, root=world.WARD)
    assert (one.numerator, one.denominator) == (9, 5)
    early = figures.figure(
        "visits.per_day", {world.WARD}, first, end, root=world.WARD, today=dt.date(2026, 10, 7)
    )
    assert early.value == Fraction(9, 3) and early.printed == "3"


def test_told_apart_every_way(counted: None) -> None:
    both, on = {world.WARD, world.OTHER}, UNTIL
    one = reading.definition("dossiers.on_time", on)
    assert [(p.name, p.figure.parts) for p in figures.by_unit(one, both, SINCE, UNTIL, on)] == [
        ("Phường Bồ Đề", "0/1"), ("Phường Long Biên", "3/4"),
    ]  # fmt: skip
    (level,) = figures.by_level(one, both, SINCE, UNTIL, on)
    assert (level.key, level.figure.parts) == ("commune", "3/5")
    months = {p.key: p.figure.parts for p in figures.by_month(one, both, SINCE, UNTIL)}
    assert len(months) == 11 and months["2026-03-01"] == "2/2" and months["2026-10-01"] == "1/3"
    assert months["2026-05-01"] == "0/0"
    timing = {p.key: p.figure.parts for p in figures.by_dimension(one, both, SINCE, UNTIL, "timing")}
    assert timing == {"late": "0/2", "on_time": "2/2", "early": "1/1"}
    (by_procedure,) = figures.by_dimension(one, both, SINCE, UNTIL, "type")
    assert by_procedure.key == "1.001193" and by_procedure.name == "Thủ tục đăng ký khai sinh"
    count([(20_000, Row("inspection.money", dt.date(2026, 10, 9), world.WARD, amount=12_500_000))])
    assert figures.figure("inspections.money", both, SINCE, UNTIL).printed == "0,0125", "not nought"
    overdue = reading.definition("dossiers.overdue", on)
    trend = figures.trends([one, overdue], both, dt.date(2026, 9, 1), UNTIL)
    assert [int(f.numerator) for f in trend["dossiers.overdue"]] == [4, 1, 1]


def test_rows_behind_are_codes_of_the_own_agency(counted: None, posts: Posts) -> None:
    one = reading.definition("dossiers.on_time", UNTIL)
    chair = posts["chair"]
    assert sorted(f.code for f in figures.behind(chair, one, SINCE, UNTIL)) == ["A", "B", "D"]
    assert figures.behind(chair, one, SINCE, UNTIL, part="denominator").count() == 4
    secret = reading.definition("denunciations.received", UNTIL)
    assert not figures.shows_rows(secret)
    with pytest.raises(NotFound):
        figures.behind(chair, secret, SINCE, UNTIL)
    for post in ("front", "inspector"):
        assert figures.behind(posts[post], one, SINCE, UNTIL).count() == 3, post
    with pytest.raises(NotAllowed):
        figures.behind(posts["one-stop-1"], one, SINCE, UNTIL)
    late = figures.behind(chair, one, SINCE, UNTIL, part="denominator", only=("timing", "late"))
    assert [f.code for f in late] == ["C"]
    with pytest.raises(NotFound):
        scope_of(chair, world.OTHER, UNTIL)
    with pytest.raises(NotAllowed):
        scope_of(posts["one-stop-1"], "", UNTIL)


def in_force(posts: Posts, at: dt.datetime, one: Definition, on: dt.date) -> DefinitionVersion:
    """A version that one keeper proposed and another confirmed."""
    made = actions.publish_definition(by=posts["admin"], at=at, definition=one, valid_from=on, kinds=KINDS)
    return actions.confirm_definition(by=posts["office-head"], at=at, version=made)


def test_a_version_counts_from_its_day(counted: None, posts: Posts, at: dt.datetime) -> None:
    keeper, on = posts["admin"], dt.date(2026, 12, 1)
    early = replace(shipped()["dossiers.on_time"], numerator=formula("dossier.finished[timing=early]"))
    for wrong, error in (
        ({"definition": replace(early, numerator=formula("khong.co"))}, Invalid),
        ({"valid_from": dt.date(2026, 11, 1)}, actions.InThePast),
        ({"valid_from": at.date()}, actions.WithinAMonth),
        ({"definition": shipped()["dossiers.on_time"]}, actions.Same),
        ({"definition": shipped()["papi.total"]}, Invalid),
        ({"by": posts["chair"]}, NotAllowed),
    ):
        given = {"by": keeper, "at": at, "definition": early, "valid_from": on, "kinds": KINDS, **wrong}
        with pytest.raises(error):
            actions.publish_definition(**given)  # type: ignore[arg-type]
    made = in_force(posts, at, early, on)
    with pytest.raises(actions.Same):
        actions.publish_definition(by=keeper, at=at, definition=early, valid_from=on, kinds=KINDS)
    assert reading.definition("dossiers.on_time", on).version == made.number == 1
    assert reading.definition("dossiers.on_time", on - dt.timedelta(days=1)).version == 0
    assert reading.definitions(on)["dossiers.on_time"].version == 1
    assert evidence.disagreements() == [] and verify().sound
    mended = replace(early, note="sửa trước khi áp dụng")
    again = in_force(posts, at, mended, on)
    one = reading.definition("dossiers.on_time", on)
    assert one.version == again.number == 2 and one.before and one.before.version == 0
    later = at + dt.timedelta(days=11)
    with pytest.raises(actions.BeforeAnother):
        actions.publish_definition(by=keeper, at=later, definition=early, valid_from=on, kinds=KINDS)
    DefinitionVersion.objects.update(valid_from=SINCE)
    assert evidence.disagreements() == ["indicator:dossiers.on_time: khác với sổ cái (bị sửa)."]


def test_a_second_person_of_the_agency_confirms_a_version(
    counted: None, posts: Posts, at: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who proposes it does not confirm it, nor does another agency; it counts once somebody else did."""
    held: dict[str, list[str]] = {}
    monkeypatch.setattr(reading, "holder_names_of", lambda agency, on: held)
    keeper, second, on = posts["office-head"], posts["admin"], dt.date(2026, 12, 1)
    early = replace(shipped()["dossiers.on_time"], numerator=formula("dossier.finished[timing=early]"))
    given = {"by": keeper, "at": at, "valid_from": on, "kinds": KINDS}

    def version() -> int:
        return reading.definition("dossiers.on_time", on).version

    alone = actions.publish_definition(**given, definition=early)  # type: ignore[arg-type]
    assert alone.alone and version() == 1, "the agency has nobody else, and the history says so"
    held |= {"office-head": ["A"], "admin": ["B"]}
    mended = replace(early, note="nói rõ hơn")
    waits = actions.publish_definition(**given, definition=mended)  # type: ignore[arg-type]
    assert (waits.state, version()) == ("waiting", 1)
    with pytest.raises(actions.Waiting):
        actions.publish_definition(**given, definition=replace(early, note="khác"))  # type: ignore[arg-type]
    with pytest.raises(actions.OwnVersion):
        actions.confirm_definition(by=keeper, at=at, version=waits)
    for nobody, error in ((posts["front"], NotFound), (replace(second, agency=world.OTHER), NotFound)):
        with pytest.raises(error):
            actions.confirm_definition(by=nobody, at=at, version=waits)
    with pytest.raises(actions.TooLate):
        actions.confirm_definition(by=second, at=at + dt.timedelta(days=40), version=waits)
    assert reading.waiting(second) == reading.waiting(posts["chair"]) == [waits] and not reading.waiting(
        posts["front"]
    )
    actions.drop_definition(by=keeper, at=at, version=waits)
    again = actions.publish_definition(**given, definition=mended)  # type: ignore[arg-type]
    made = actions.confirm_definition(by=second, at=at, version=again)
    assert (made.number, made.confirmed_by, version(), made.alone) == (3, "admin", 3, False)
    assert [row.state for row in reading.versions("dossiers.on_time")] == ["", "dropped", ""]
    assert evidence.disagreements() == [] and verify().sound
    DefinitionVersion.objects.filter(number=3).update(confirmed_by="")
    assert evidence.disagreements() == ["indicator:dossiers.on_time: khác với sổ cái (bị sửa)."]


@pytest.mark.parametrize("kept", [False, True])
def test_a_version_changes_no_month_before_its_own_on_any_door(
    counted: None, posts: Posts, at: dt.datetime, kept: bool
) -> None:
    """Series, single months, boards and open data; a period over both versions is added up of its parts."""
    if kept:
        actions.keep_shipped()
    count(
        [(20_000 + n, dossier(dt.date(2026, 12, 3), timing)) for n, timing in enumerate(("early", "on_time"))]
    )
    units, new_year, on = {world.WARD}, dt.date(2027, 1, 1), dt.date(2026, 12, 1)
    months = list(counting.steps(counting.MONTH, SINCE, new_year))

    def told() -> list[list[str]]:
        one = reading.definition("dossiers.on_time", new_year)
        board = boards.months(units, SINCE, new_year)[world.WARD]
        public = opened.months_of(one, world.WARD, dt.date(2027, 1, 5))[-12:]
        return [
            [part.figure.parts for part in figures.by_month(one, units, SINCE, new_year)],
            [figures.figure(one.id, units, *days).parts for days in months],
            [figures.figures([one], units, *days)[one.id].parts for days in months],
            [f"{month.in_time}/{month.timed}" for month in board],
            [month.figure.parts if month.figure else "-" for month in public],
        ]

    before = told()
    assert before[0][-1] == "2/2"
    early = replace(shipped()["dossiers.on_time"], numerator=formula("dossier.finished[timing=early]"))
    in_force(posts, at, early, on)
    after = told()
    for door, was in zip(after, before, strict=True):
        assert door[:-1] == was[:-1]
    assert {door[-1] for door in after} == {"1/2"}, "one figure of a month, whoever tells it"
    one = reading.definition("dossiers.on_time", new_year)
    year = figures.figures([one], units, SINCE, new_year)[one.id]
    assert year.parts == "4/6", "3/4 by the first version, 1/2 by the second"
    assert [part.figure.parts for part in figures.by_unit(one, units, SINCE, new_year, on)] == ["4/6"]
    behind = figures.behind(posts["chair"], one, SINCE, new_year)
    assert sum(fact.amount for fact in behind) == 4, "the rows are those that were counted"


def test_months_before_anything_was_counted_have_no_figure(
    counted: None, posts: Posts, at: dt.datetime
) -> None:
    """Each area by itself, kept sums or not; an indicator of one's own has none before it was in force."""

    def told(id: str) -> list[str]:
        one, since = reading.definition(id, at.date()), dt.date(2025, 11, 1)
        return [
            part.figure.printed for part in figures.by_month(one, {world.WARD}, since, dt.date(2026, 12, 1))
        ]

    for _kept in range(2):
        assert told("dossiers.received") == ["–", *"000500000000"]
        assert told("visits.served") == [*"–" * 11, "9", "0"]
        actions.keep_shipped()
        rebuild(lambda *_said: None)
    own = replace(shipped()["dossiers.finished"], id="own.finished")
    in_force(posts, at, own, at.date())
    assert told("own.finished") == [*"–" * 12, told("dossiers.finished")[12]]


def test_targets_by_unit_and_year(counted: None, posts: Posts, at: dt.datetime) -> None:
    chair = posts["chair"]
    given = {
        "by": chair,
        "at": at,
        "indicator": "dossiers.on_time",
        "unit": "",
        "year": 2026,
        "law": "KH 12/KH-UBND",
    }
    for wrong in (
        {"value": "nhiều"},
        {"value": "101"},
        {"value": "98", "year": 26},
        {"value": "98", "law": " "},
    ):
        with pytest.raises(Invalid):
            actions.set_target(**{"value": "98", **given, **wrong})
    with pytest.raises(NotFound):
        actions.set_target(**{**given, "value": "98", "unit": world.OTHER})
    actions.set_target(**given, value="97")
    actions.set_target(**given, value="98,5 %")
    found = reading.targets(world.WARD, 2026)
    assert found["dossiers.on_time"].value == "98.5" and found["dossiers.on_time"].n == 2
    assert reading.targets(world.WARD, 2027) == {}
    assert evidence.disagreements() == []
    Target.objects.filter(n=1).delete()
    assert evidence.disagreements() == ["indicator:dossiers.on_time: khác với sổ cái (bị sửa)."]


@pytest.mark.django_db(transaction=True)
def test_published_figures_are_loaded_once_and_kept_apart(counted: None, at: dt.datetime) -> None:
    done = others_figures(at)
    assert (len(done.added), len(done.changed), len(done.rejected)) == (51, 0, 0)
    again = others_figures(at)
    assert (len(again.added), len(again.unchanged)) == (0, 51)
    (shown,) = published(figures=["F31"])
    assert shown.printed == "64,28%" and shown.published.certainty == "derived" and "Long Biên" in shown.title
    assert shown.agrees and [row.code for row in shown.rows["numerator"]] == ["SEED-002-05"]
    before = figures.figure("dossiers.on_time", {world.WARD}, SINCE, UNTIL)
    wrong = [{**row, "only": ""} if row["figure"] == "F55" else row for row in of_the_ward(rows("published"))]
    refused = actions.load_published(by=SYSTEM, at=at, rows=wrong)
    assert [row.reason for row in refused.rejected] == ["Tính ra 183.625, nguồn in 63.294."]
    assert figures.figure("dossiers.on_time", {world.WARD}, SINCE, UNTIL) == before
    assert {one.published.indicator for one in published(indicator="dossiers.on_time")} == {
        "dossiers.on_time"
    }
    assert evidence.disagreements() == []
    PublishedFigure.objects.filter(key="F28.1").update(unit="")
    SourceRow.objects.filter(key="SEED-004-08").update(n=2)
    assert evidence.disagreements() == [
        "published-figures: khác với sổ cái (bị sửa).", "source-rows: khác với sổ cái (bị sửa).",
    ]  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_what_officials_do_reaches_the_figures(
    receive: Callable[..., Any], finished: Callable[..., Any], posts: Posts, at: dt.datetime
) -> None:
    """From the acts, over facts, to a figure with the code behind it."""
    first, second = receive(at=at - dt.timedelta(days=8)), receive(at=at - dt.timedelta(days=8))
    finished(first)
    catch_up()
    units, end = {world.WARD}, at.date() + dt.timedelta(days=1)
    assert figures.figure("dossiers.received", units, SINCE, end).value == 2
    assert figures.figure("dossiers.on_time", units, SINCE, end).parts == "1/1"
    assert figures.figure("dossiers.overdue", units, SINCE, end).value == 1
    one = reading.definition("dossiers.on_time", end)
    assert [fact.code for fact in figures.behind(posts["chair"], one, SINCE, end)] == [first.code]
    assert second.code in {
        fact.code
        for fact in figures.behind(posts["chair"], reading.definition("dossiers.received", end), SINCE, end)
    }


def test_shipped_definitions_count_facts_that_are_written() -> None:
    for one in shipped().values():
        assert one.basis is Basis.PUBLISHED or one.faults(frozenset(KNOWN)) == [], one.id


def test_every_sum_of_the_catalogue_is_kept(counted: None, at: dt.datetime) -> None:
    from motcua.areas.indicators.models import Measure

    assert actions.keep_shipped() > 30
    n = Measure.objects.count()
    actions.keep_shipped()
    assert Measure.objects.count() == n
