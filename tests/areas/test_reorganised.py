"""Units end with open dossiers: their heirs go on, and no figure is lost, doubled or given to another (R11.9).

What the figures should be is reckoned here from a plain list of who had which dossier from when, and nothing else.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from types import ModuleType
from typing import Any
from unittest.mock import patch

import pytest
from django.db import transaction
from django.db.models import QuerySet, Sum
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from motcua.areas.cases import actions as engine
from motcua.areas.cases import queries as cases
from motcua.areas.cases.evidence import disagreements
from motcua.areas.cases.models import Case
from motcua.areas.certification import actions as certification
from motcua.areas.certification import evidence as certification_evidence
from motcua.areas.certification import jobs as certification_jobs
from motcua.areas.certification import queries as certification_queries
from motcua.areas.certification.models import Certification
from motcua.areas.complaints import actions as complaints
from motcua.areas.complaints import evidence as complaint_evidence
from motcua.areas.complaints import forms as complaint_forms
from motcua.areas.complaints import jobs as complaint_jobs
from motcua.areas.complaints import queries as complaint_queries
from motcua.areas.complaints.models import Complaint
from motcua.areas.complaints.queries import counted as complaint_counted
from motcua.areas.counters import actions as counters
from motcua.areas.counters import queries as counter_queries
from motcua.areas.denunciations import actions as denunciations
from motcua.areas.denunciations import evidence as denunciation_evidence
from motcua.areas.denunciations import jobs as denunciation_jobs
from motcua.areas.denunciations import queries as denunciation_queries
from motcua.areas.dialogues import actions as dialogues
from motcua.areas.dialogues import evidence as dialogue_evidence
from motcua.areas.dialogues import jobs as dialogue_jobs
from motcua.areas.dialogues import queries as dialogue_queries
from motcua.areas.dialogues.queries import counted as dialogue_counted
from motcua.areas.directives import actions as directives
from motcua.areas.directives import evidence as directive_evidence
from motcua.areas.directives import jobs as directive_jobs
from motcua.areas.directives import queries as directive_queries
from motcua.areas.directives.models import Task
from motcua.areas.dossiers import actions, queries
from motcua.areas.dossiers import evidence as dossier_evidence
from motcua.areas.dossiers.forms import slip_preview
from motcua.areas.dossiers.models import Dossier
from motcua.areas.feedback import evidence as feedback_evidence
from motcua.areas.feedback import jobs as feedback_jobs
from motcua.areas.fees import actions as fees
from motcua.areas.fees import evidence as fee_evidence
from motcua.areas.fees import jobs as fee_jobs
from motcua.areas.fees import queries as fee_queries
from motcua.areas.fees.models import Charge
from motcua.areas.indicators.actions import rebuilding
from motcua.areas.indicators.actions.definitions import keep_shipped
from motcua.areas.indicators.models import Cell, Fact
from motcua.areas.indicators.queries import cells, index_sets
from motcua.areas.indicators.queries.units import scope
from motcua.areas.inspections import actions as inspections
from motcua.areas.inspections import evidence as inspection_evidence
from motcua.areas.inspections import jobs as inspection_jobs
from motcua.areas.inspections import queries as inspection_queries
from motcua.areas.inspections.models import Inspection
from motcua.areas.inspections.queries import counted as inspection_counted
from motcua.areas.petitions import actions as petitions
from motcua.areas.petitions import evidence as petition_evidence
from motcua.areas.petitions import forms as petition_forms
from motcua.areas.petitions import jobs as petition_jobs
from motcua.areas.petitions import queries as petition_queries
from motcua.areas.petitions.models import Petition
from motcua.areas.petitions.queries import counted as petition_counted
from motcua.areas.programmes import actions as programmes
from motcua.areas.programmes import evidence as programme_evidence
from motcua.areas.programmes import jobs as programme_jobs
from motcua.areas.programmes import queries as programme_queries
from motcua.areas.receptions import actions as receptions
from motcua.areas.receptions import evidence as reception_evidence
from motcua.areas.receptions import jobs as reception_jobs
from motcua.areas.receptions import queries as reception_queries
from motcua.areas.receptions.queries import telling as reception_telling
from motcua.areas.reports import actions as reports
from motcua.areas.reports import evidence as report_evidence
from motcua.areas.reports import forms as report_forms
from motcua.areas.reports import jobs as report_jobs
from motcua.areas.reports import queries as report_queries
from motcua.areas.reports.models import PeriodicReport, ReportDuty
from motcua.base.journal import queries as journal
from motcua.base.journal.models import Cursor, Event
from motcua.base.journal.ports import CITIZEN, SYSTEM, Actor
from motcua.base.law.actions import renew
from motcua.base.messages.models import Notice
from motcua.base.orgs.models import Post, Succession, UnitVersion
from motcua.base.orgs.queries import UNITS, main_heirs
from motcua.base.people.models import Account, Holding
from motcua.base.people.queries import actor_for_post
from motcua.reactions.counting.table import FOLLOWER, catch_up, count_anew
from motcua.reactions.table import catch_up as react
from motcua.rules import counting
from motcua.rules.impossible import Invalid, NotAllowed, NotFound
from motcua.rules.scoring.index_counts import DONE, HELD, HELD_OVERDUE
from tests import world
from tests.areas.test_certification import entered as in_books
from tests.areas.test_certification import paper as certified_paper
from tests.areas.test_denunciations import accepted as accepted_denunciation
from tests.areas.test_denunciations import taken_in
from tests.areas.test_directives import PLAN, clear
from tests.areas.test_dossiers import moment
from tests.areas.test_petitions import SECRET, SOUND, everything

Posts = Mapping[str, Actor]
Receive = Callable[..., Dossier]
SINGLE = "1.004873"
DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)
WARD, OTHER, THIRD, FOURTH = world.WARD, world.OTHER, "00004", "00008"
PLACES = (WARD, OTHER, THIRD, FOURTH)
FIRST, END = dt.date(2026, 11, 1), dt.date(2026, 12, 20)
WORDS = ("received", "moved", "finished", "falls_due", "off_due")
OF = {word: counting.measure({"fact": f"dossier.{word}"}) for word in WORDS}


def day(n: int) -> dt.date:
    return dt.date(2026, 11, n)


def end(old: str, on: dt.date, *heirs: str) -> None:
    """A unit ends on a day; the first heir took its main part."""
    UnitVersion.objects.filter(unit=old, valid_to=None).update(valid_to=on)
    Succession.objects.bulk_create(
        Succession(predecessor_id=old, successor_id=heir, on=on, kind="split", is_default=n == 0)
        for n, heir in enumerate(heirs)
    )
    renew(UNITS)


def at_work_in(unit: str, posts: Posts) -> Posts:
    """The same posts in another unit."""
    return {name: replace(by, agency=unit, unit=unit) for name, by in posts.items()}


def go_on(at: dt.datetime) -> list[str]:
    """What the job does."""
    codes = queries.of_ended_units(at.date())
    for code in codes:
        actions.succeed(by=SYSTEM, at=at, code=code)
    return codes


def read(word: str, units: Iterable[str], on: dt.date, *, since: dt.date | None = None) -> int:
    """A measure within days up to and with one; as it stood at its end without ``since``."""
    return cells.amount(OF[word], list(units), since or on, on + DAY, stock=since is None)


def is_open(units: Iterable[str], on: dt.date) -> int:
    units = list(units)
    return read("received", units, on) + read("moved", units, on) - read("finished", units, on)


def overdue(units: Iterable[str], on: dt.date) -> int:
    units = list(units)
    return read("falls_due", units, on) - read("off_due", units, on)


def worked(units: Sequence[str], since: dt.date, until: dt.date) -> tuple[int, int]:
    """What the index looks at of its promises, and how much of it was kept."""
    then = dt.datetime.combine(END, dt.time(9), moment(1, 9).tzinfo)
    living = next(key for key in PLACES if not main_heirs([key], END))
    chair = at_work_in(living, world.actors(then.date()))["chair"]
    one = replace(index_sets.asked(chair, "766", since, until, at=then), units=frozenset(units))
    told = index_sets.shares(one, [(since, until)], then)
    shares = [parts["on_time"] for parts in told.values()]
    return sum(one.denominator for one in shares), sum(one.numerator for one in shares)


def of_official(unit: str, post: str, n: int) -> tuple[int, int]:
    """What a post has of open dossiers that it worked on, and how many of them are late, at the end of a day."""
    split = counting.split("post", post)
    held, done, late = (
        cells.amount(counting.measure({"fact": fact}), [unit], FIRST, day(n) + DAY, split=split, stock=True)
        for fact in (HELD, DONE, HELD_OVERDUE)
    )
    return held - done, late


def facts() -> list[tuple[Any, ...]]:
    names = ("seq", "n", "day", "amount", "code", *(f"dimensions__{name}" for name in ("kind", *counting.BY)))
    return list(Fact.objects.order_by("seq", "n").values_list(*names))


def kept() -> set[tuple[Any, ...]]:
    return set(
        Cell.objects.exclude(amount=0).values_list("measure", "unit", "grain", "split", "day", "amount")
    )


def carry(dossier: Dossier, posts: Posts, at: dt.datetime) -> Dossier:
    """To its result, by whoever of the unit that has it may go on."""
    if dossier.case.state == "received":
        dossier = actions.transfer(by=posts["one-stop-1"], at=at, dossier=dossier)
    while dossier.case.state in ("transferred", "processing"):
        case, held = dossier.case, dossier.case.post
        who = next(
            by
            for by in posts.values()
            if (held == by.post if held else "take" in queries.acts_for(by, dossier))
        )
        if not held:
            dossier = actions.take(by=who, at=at, dossier=dossier)
        elif cases.case_type(case.type_id).steps[case.step]["kind"] == "result":
            dossier = actions.issue_result(by=who, at=at, dossier=dossier)
        else:
            dossier = actions.finish_step(by=who, at=at, dossier=dossier)
    return dossier


@pytest.mark.django_db(transaction=True)
def test_the_heir_goes_on_with_what_is_open_and_what_came_stays_where_it_came(
    receive: Receive, posts: Posts, ward: str
) -> None:
    done = carry(receive(procedure=SINGLE, at=moment(2, 9)), posts, moment(3, 9))
    held = actions.transfer(
        by=posts["one-stop-1"], at=moment(2, 11), dossier=receive(procedure=SINGLE, at=moment(2, 10))
    )
    held = actions.take(by=posts["justice-1"], at=moment(2, 12), dossier=held)
    fresh = receive(procedure=SINGLE, at=moment(16, 10))
    promised = [one.case.promised_at for one in (held, fresh)]
    with pytest.raises(engine.NothingToSucceed):
        actions.succeed(by=SYSTEM, at=moment(16, 11), code=held.code)
    slip = slip_preview(fresh, day(16))
    end(ward, day(17), OTHER, THIRD)
    assert main_heirs({ward, OTHER}, day(16)) == {}
    assert main_heirs({ward, OTHER}, day(17)) == {ward: OTHER}
    assert go_on(moment(16, 23)) == []
    assert go_on(moment(17, 8)) == [done.code, held.code, fresh.code] and go_on(moment(17, 9)) == []
    heirs = at_work_in(OTHER, posts)
    held, fresh = (queries.by_code(one.code) for one in (held, fresh))
    assert held is not None and fresh is not None
    for one, before in zip((held, fresh), promised, strict=True):
        case = one.case
        assert (case.agency, case.place, case.where, case.came_to) == (OTHER, OTHER, OTHER, ward)
        assert (case.promised_at, case.code.split("-")[0]) == (before, world.AGENCY_CODES[ward])
        with pytest.raises(NotFound):
            queries.to_act_on(one.code, by=posts["chair"])
    assert (held.case.post, held.case.state) == ("", "processing")
    assert slip_preview(fresh, day(16))["agency"] == slip["agency"] == "Ủy ban nhân dân phường Long Biên"
    ready = queries.by_code(done.code)
    assert ready is not None and (ready.case.agency, ready.case.place, ready.case.came_to) == (
        ward,
        OTHER,
        "",
    )
    actions.hand_over(by=heirs["one-stop-1"], at=moment(17, 10), dossier=ready)
    told = Event.objects.filter(subject=f"dossier:{held.code}").latest("n")
    assert (told.kind, told.unit, told.facts["from"], told.facts["to"]) == (
        "dossier.succeeded", OTHER, ward, OTHER,
    )  # fmt: skip
    held = carry(held, heirs, moment(18, 9))
    assert not unsound()
    catch_up()
    keep_shipped()
    rebuilding.build_new(FOLLOWER)
    both = (ward, OTHER)
    assert [read("received", [one], day(30), since=FIRST) for one in both] == [3, 0]
    assert [read("finished", [one], day(30), since=FIRST) for one in both] == [1, 1]
    assert [is_open([ward], day(n)) for n in (16, 17, 30)] == [2, 0, 0]
    assert [is_open([OTHER], day(n)) for n in (16, 17, 18)] == [0, 2, 1]
    assert held.case.legal_due_at.date() < day(16), "late when it was brought"
    assert [overdue([ward], day(n)) for n in (16, 17)] == [1, 0]
    assert [overdue([OTHER], day(n)) for n in (16, 17, 18)] == [0, 1, 0]
    # what the index of each says: of the month to the last day of the ward, and of the whole month
    assert worked([ward], FIRST, day(17)) == (3, 2)
    assert worked([OTHER], FIRST, day(17)) == (0, 0)
    assert worked([ward], FIRST, day(30)) == (1, 1), "what it finished itself"
    assert worked([OTHER], FIRST, day(30))[0] == 2
    assert [of_official(ward, "justice-1", n) for n in (15, 16, 17)] == [(1, 1), (1, 1), (0, 0)]
    assert [of_official(OTHER, "justice-1", n) for n in (17, 18)] == [(0, 0), (0, 0)]
    # rolled up as of either day
    assert ward in scope(ward, day(16)).keys and OTHER not in scope(ward, day(16)).keys
    after = scope(OTHER, day(17), with_predecessors=True)
    assert ward in after.before and not after.parted
    assert read("received", after.keys | after.before, day(30), since=FIRST) == 3
    assert read("moved", after.keys | after.before, day(30), since=FIRST) == 0
    assert not scope(THIRD, day(17), with_predecessors=True).before, "the main part went elsewhere"
    # the register of that day, and a report of either time, are those of who had it then
    assert [one.code for one in queries.received_on(ward, day(2))] == [done.code, held.code]
    assert queries.received_on(OTHER, day(2)) == []
    assert _reported(ward, day(17)) == 3 and _reported(OTHER, day(17)) == 0
    assert _reported(ward, day(18)) == 1 and _reported(OTHER, day(18)) == 2
    numbers = {(unit, year) for unit, _book, year, _n in dossier_evidence.numbers_borne()}
    assert numbers <= {(ward, 2026), (OTHER, 2026)}


def _reported(unit: str, until: dt.date) -> int:
    from motcua.areas.dossiers.queries.counted import reported

    return sum(row["n"] for row in reported([unit], FIRST, until, moment(30, 9)))


def test_who_waits_for_papers_or_money_finds_the_heir(receive: Receive, posts: Posts, ward: str) -> None:
    """Nobody holds it there who did so before: it goes on with whoever has the duty."""
    dossier = actions.transfer(
        by=posts["one-stop-1"], at=moment(2, 11), dossier=receive(procedure=SINGLE, at=moment(2, 10))
    )
    dossier = actions.take(by=posts["justice-1"], at=moment(2, 12), dossier=dossier)
    dossier = actions.ask_supplement(
        by=posts["justice-1"], at=moment(3, 9), dossier=dossier, items=["Ảnh"], reason="Ảnh mờ", until=moment(20, 9)
    )  # fmt: skip
    end(ward, day(10), OTHER)
    go_on(moment(10, 8))
    found = queries.by_code(dossier.code)
    assert found is not None
    heirs = at_work_in(OTHER, posts)
    found = actions.supplement(by=heirs["one-stop-1"], at=moment(11, 9), dossier=found)
    assert (found.case.state, found.case.post, found.case.where) == ("processing", "", OTHER)
    carry(found, heirs, moment(12, 9))
    assert not unsound()


# --- petitions, complaints, denunciations ---------------------------------------------------------------------------


def appoint(post: str, unit: str, holder: str, since: dt.date, *duties: str, title: str = "") -> Actor:
    """A post of a unit, held by an account of that name (made where there is none)."""
    made = Post.objects.create(
        code=post, title=title or f"Vị trí {post}", unit_id=unit, agency_id=unit, duties=list(duties), fields=[],
        valid_from=since,
    )  # fmt: skip
    account = Account.objects.filter(name=holder).first() or Account.objects.create_user(post, name=holder)
    Holding.objects.create(account=account, post=made, valid_from=since, instrument="1/QĐ")
    return actor_for_post(post, since)


def dismiss(unit: str, on: dt.date) -> None:
    """The posts of a unit, and who holds them, end with it."""
    Holding.objects.filter(post__agency=unit, valid_to=None).update(valid_to=on)
    Post.objects.filter(agency=unit, valid_to=None).update(valid_to=on)


def handlers(unit: str, since: dt.date) -> tuple[Actor, Actor]:
    """Who handles and who decides petitions of a unit."""
    return (
        appoint(f"{unit}-handler", unit, "Lý Văn Xử", since, "process"),
        appoint(f"{unit}-chair", unit, "Tô Thị Quyết", since, "sign", "direct", title="Chủ tịch UBND phường"),
    )


def all_go_on(at: dt.datetime) -> int:
    """What the jobs do."""
    with ExitStack() as stack:
        for area in (petition_jobs, complaint_jobs, denunciation_jobs, feedback_jobs):
            stack.enter_context(patch.object(area, "now", lambda: at))
        works = (petition_jobs, complaint_jobs, denunciation_jobs, feedback_jobs)
        return sum(area.go_on_with_heirs() for area in works)


def stock(word: str, kind: str, unit: str, on: dt.date) -> int:
    measure = counting.measure({"fact": f"{kind}.{word}"})
    return cells.amount(measure, [unit], on, on + DAY, stock=True)


def open_now(kind: str, unit: str, on: dt.date, came: str = "received", done: str = "finished") -> int:
    return stock(came, kind, unit, on) + stock("moved", kind, unit, on) - stock(done, kind, unit, on)


def unsound() -> list[str]:
    """Nothing differs from the journal, in any row."""
    kinds = [
        dossier_evidence, petition_evidence, complaint_evidence, denunciation_evidence, feedback_evidence,
        directive_evidence,
    ]  # fmt: skip
    beside = [*petition_evidence.disagreements(), *directive_evidence.disagreements()]
    return [*disagreements([one.CASES for one in kinds]), *beside]


def suggested(posts: Posts, at: dt.datetime, **over: Any) -> Petition:
    given: dict[str, Any] = {
        "by": posts["one-stop-1"], "at": at, "unit": WARD, "channel": "counter", "said": "suggestion",
        "topic": "order", "content": "Quán hát ồn ào đến khuya.", "against": "Quán Ánh Sao",
        "submitter": world.person(4), **over,
    }  # fmt: skip
    return petitions.receive(**given)


@pytest.mark.django_db(transaction=True)
def test_the_heir_decides_on_petitions_in_the_time_they_had(posts: Posts, ward: str) -> None:
    done = suggested(posts, moment(2, 9))
    answers = {"kind": "suggestion", **SOUND}
    done = petitions.propose(
        by=posts["justice-1"], at=moment(2, 10), petition=done, answers={**answers, "legible": "no"}
    )
    done = petitions.settle(by=posts["chair"], at=moment(2, 11), petition=done, outcome=done.proposed)
    petition = suggested(posts, moment(3, 9), submitter=world.person(5))
    code, due = petition.code, petition.case.due_at
    receipt = petition_forms.receipt(petition)
    end(ward, day(17), OTHER)
    dismiss(ward, day(17))
    handler, chair = handlers(OTHER, day(17))
    assert all_go_on(moment(16, 23)) == 0
    assert all_go_on(moment(17, 8)) == 1 and all_go_on(moment(17, 9)) == 0
    with pytest.raises(NotFound):
        petition_queries.one(posts["chair"], code)
    petition = petition_queries.one(handler, code)
    assert (petition.code, petition.case.due_at, petition.case.came_to) == (code, due, WARD)
    assert (petition.agency, petition.place, petition.case.agency, petition.case.where) == (OTHER,) * 4
    assert petition_forms.receipt(petition) == receipt, "what was printed stays"
    petition = petitions.propose(
        by=handler, at=moment(17, 10), petition=petition, answers={**answers, "legible": "no"}
    )
    petition = petitions.settle(by=chair, at=moment(18, 9), petition=petition, outcome=petition.proposed)
    catch_up()
    keep_shipped()
    rebuilding.build_new(FOLLOWER)
    assert [open_now("petition", WARD, day(n)) for n in (16, 17, 30)] == [1, 0, 0]
    assert [open_now("petition", OTHER, day(n)) for n in (16, 17, 18)] == [0, 1, 0]
    assert [stock("received", "petition", unit, day(30)) for unit in (WARD, OTHER)] == [2, 0]
    assert [stock("settled", "petition", unit, day(30)) for unit in (WARD, OTHER)] == [1, 1]

    def of(unit: str, until: dt.date) -> list[tuple[str, int]]:
        told = petition_counted.reported([unit], FIRST, until, moment(30, 9))
        return sorted((row["ended"], row["n"]) for row in told)

    assert of(WARD, day(17)) == [("open", 1), ("settled", 1)] and of(OTHER, day(17)) == []
    assert of(WARD, day(20)) == [("settled", 1)] and of(OTHER, day(20)) == [("settled", 1)]
    assert petition_queries.history(handler, petition, day(18))[1].facts["to"] == OTHER
    assert numbers_of(petition_evidence) == {WARD: 1, OTHER: 1}, "each has its own book"
    assert not unsound()


def numbers_of(area: Any) -> dict[str, int]:
    return {agency: highest for agency, _book, _year, highest in area.numbers_borne()}


@pytest.mark.django_db(transaction=True)
def test_a_complaint_goes_on_from_where_it_is(posts: Posts, ward: str) -> None:
    complaint, decided = (accept_complaint(posts, moment(2 + n, 9), n) for n in range(2))
    for one in (complaint, decided):
        complaints.assign(by=posts["chair"], at=moment(5, 9), complaint=one, verifier="land-1")
    complaints.report(
        by=posts["land-1"], at=moment(6, 9), complaint=decided, finding="right", findings="Đúng."
    )
    complaints.decide(
        by=posts["chair"], at=moment(9, 9), complaint=decided, result="right", reasons="Đúng.", ruling="Bỏ."
    )
    due = complaint.case.due_at
    end(ward, day(17), OTHER)
    dismiss(ward, day(17))
    handler, chair = handlers(OTHER, day(17))
    assert all_go_on(moment(17, 8)) == 4, "two open ones, each with its petition"
    complaint = complaint_queries.one(handler, complaint.code)
    assert (complaint.agency, complaint.case.due_at, complaint.case.post) == (OTHER, due, "")
    assert petition_queries.one(handler, complaint.petition.code).agency == OTHER
    assert petition_queries.contact(complaint.petition)["name"]
    complaint = complaints.report(
        by=handler, at=moment(18, 9), complaint=complaint, finding="right", findings="Đúng."
    )
    complaint = complaints.decide(
        by=chair, at=moment(19, 9), complaint=complaint, result="right", reasons="Đúng.", ruling="Bỏ."
    )
    decided = complaint_queries.one(handler, decided.code)
    paper = complaint_queries.document(decided, "decision")
    assert paper is not None and complaint_forms.of_document(decided, paper.n, by=handler)["agency"]
    complaints.send(by=handler, at=moment(19, 10), complaint=decided, n=paper.n, received_on=day(19))
    catch_up()
    keep_shipped()
    rebuilding.build_new(FOLLOWER)
    of_both = [
        [open_now("complaint", unit, day(n), "accepted", "settled") for n in (16, 17, 19)]
        for unit in (WARD, OTHER)
    ]
    assert of_both == [[1, 0, 0], [0, 1, 0]]
    told = complaint_counted.reported([WARD], FIRST, day(30), moment(30, 9))
    assert sorted(row["ended"] for row in told) == ["decided"], "what it decided is its own"
    assert not unsound()


def accept_complaint(posts: Posts, at: dt.datetime, n: int) -> Complaint:
    made = suggested(
        posts, at, said="complaint", topic="land", content="Quyết định 35 sai.", submitter=world.person(n)
    )
    answers = {"kind": "complaint", **SOUND}
    made = petitions.propose(by=posts["justice-1"], at=at, petition=made, answers=answers)
    return complaints.accept(by=posts["chair"], at=at, petition=made)


@pytest.mark.django_db(transaction=True)
def test_what_denounces_goes_to_who_may_handle_it_and_stays_kept_from_whom_it_names(
    posts: Posts, ward: str
) -> None:
    """The land officer is denounced, moves to the heir and has another post there, from that day or later."""
    petition = taken_in(posts, moment(2, 9))
    petition = petitions.keep_from(by=posts["chair"], at=moment(2, 10), petition=petition, posts=["land-1"])
    petitions.assign(
        by=posts["chair"], at=moment(3, 9), petition=petition, post="justice-1", instrument="9/QĐ"
    )
    due, sealed = petition.case.due_at, bytes(petition.sealed.sealed) if petition.sealed else b""
    denounced = Holding.objects.get(post__code="land-1").account.name
    end(ward, day(17), OTHER)
    dismiss(ward, day(17))
    assert all_go_on(moment(17, 8)) == 0, "nobody there may handle it: it waits, and is shown to nobody"
    handler, chair = handlers(OTHER, day(17))
    moved = appoint("bo-de-land", OTHER, denounced, day(17), "process", "sign")
    counter = posts["bo-de-one-stop-1"]
    assert all_go_on(moment(17, 10)) == 1
    for by in (moved, counter, posts["chair"], posts["justice-1"]):
        with pytest.raises(NotFound):
            petition_queries.one(by, petition.code, moment(17, 10))
        assert not cases.reachable(by).filter(code=petition.code).exists()
        assert petition.code not in [one.code for one in petition_queries.page(by, size=50).items]
    found = petition_queries.one(handler, petition.code)
    assert (found.case.due_at, found.case.confidential, found.shielded) == (due, True, True)
    identity = petition_queries.identity_of(found)
    assert (identity.agency, bytes(identity.sealed)) == (OTHER, sealed)
    for by in (handler, chair, posts["justice-1"]):
        with pytest.raises((NotAllowed, NotFound)):
            petitions.open_identity(
                by=by, at=moment(17, 11), petition=found, purpose="verify", reason="Hỏi thêm"
            )
    petitions.assign(by=chair, at=moment(17, 12), petition=found, post=handler.post, instrument="1/QĐ")
    who = petitions.open_identity(
        by=handler, at=moment(17, 13), petition=found, purpose="verify", reason="Hỏi thêm"
    )
    assert who["name"] == SECRET and SECRET not in everything()
    later = appoint("bo-de-later", OTHER, denounced, day(18), "process")
    with patch.object(petition_jobs, "now", lambda: moment(18, 8)):
        assert petition_jobs.keep_from_holders() == 1 and petition_jobs.keep_from_holders() == 0
        with pytest.raises(NotFound):
            petition_queries.one(later, petition.code)
        found = petitions.keep_from(
            by=chair, at=moment(18, 9), petition=found, posts=[moved.post], ground="Người khác cùng tên"
        )
        assert later.post in petition_queries.concerned(found), "one person in all their posts"
        found = petitions.keep_from(
            by=chair, at=moment(18, 9), petition=found, posts=[], ground="Không phải họ"
        )
        assert petition_jobs.keep_from_holders() == 0, "who decides said so in writing"
    assert petition_queries.one(later, petition.code)
    assert not unsound()


@pytest.mark.django_db(transaction=True)
def test_a_denunciation_goes_on_with_the_heir_and_is_kept_from_the_same_people(
    posts: Posts, ward: str
) -> None:
    made = accepted_denunciation(posts, moment(2, 9))
    petitions.keep_from(by=posts["chair"], at=moment(3, 9), petition=made.petition.code, posts=["vice-chair"])
    denounced = Holding.objects.get(post__code="vice-chair").account.name
    end(ward, day(17), OTHER)
    dismiss(ward, day(17))
    handler, chair = handlers(OTHER, day(17))
    moved = appoint("bo-de-vice-chair", OTHER, denounced, day(17), "process", "sign", "direct")
    assert all_go_on(moment(17, 8)) == 2
    found = denunciation_queries.one(chair, made.code)
    assert found.agency == found.petition.agency == OTHER and found.case.promised_at == made.case.promised_at
    with pytest.raises(NotFound):
        denunciation_queries.one(moved, made.code)
    denunciations.order(
        by=chair,
        at=moment(17, 9),
        denunciation=found,
        number="8/QĐ-UBND",
        team="Thanh tra",
        verify_until=day(25),
    )
    denunciations.draft(by=handler, at=moment(18, 9), denunciation=found, findings="Hai hộ nộp tiền")
    assert not unsound()


@pytest.mark.django_db(transaction=True)
def test_what_sounds_like_a_denunciation_is_there_for_few_until_somebody_said_what_it_is(
    posts: Posts, ward: str
) -> None:
    petition = suggested(posts, moment(2, 9))
    Petition.objects.filter(pk=petition.pk).update(petition_class="unknown")
    end(ward, day(17), OTHER)
    handler, _chair = handlers(OTHER, day(17))
    counter = posts["bo-de-one-stop-1"]
    with patch.object(petition_queries, "may_denounce", lambda *_: True):
        all_go_on(moment(17, 8))
    with pytest.raises(NotFound):
        petition_queries.one(counter, petition.code)
    found = petition_queries.one(handler, petition.code)
    petitions.propose(
        by=handler, at=moment(17, 9), petition=found,
        answers={"kind": "suggestion", **SOUND, "legible": "no"},
    )  # fmt: skip
    assert petition_queries.one(counter, petition.code)


# --- directives and tasks ---------------------------------------------------------------------------------------


def ordered(posts: Posts, at: dt.datetime, *tasks: dict[str, Any]) -> list[Task]:
    """A plan of the ward with these tasks, given by the chair; the tasks with a case, in their order."""
    made = directives.draft(
        by=posts["office-head"], at=at, unit=WARD, document=PLAN, tasks=list(tasks), files=[world.scan()]
    )
    made = directives.issue(by=posts["chair"], at=at, directive=made)
    return list(Task.objects.select_related("case", "directive").filter(directive=made, case__isnull=False))


def tasks_go_on(at: dt.datetime) -> int:
    with patch.object(directive_jobs, "now", lambda: at):
        return directive_jobs.go_on_with_heirs()


def task_of(code: str) -> Task:
    return Task.objects.select_related("case", "directive").get(case__code=code)


@pytest.mark.django_db(transaction=True)
def test_the_heir_answers_for_tasks_and_names_a_person(posts: Posts, ward: str) -> None:
    weekly = {"every": "weekly", "day": 5, "month": 0, "before": False, "lead": 3}
    again = clear(day(30), due_on=None, starts_on=None, recurs=weekly)
    one, other = ordered(posts, moment(2, 9), clear(day(25)), clear(day(27), post="social-1"), again)[:2]
    for task in (one, other):
        directives.start(by=posts[task.post], at=moment(3, 9), task=task)
    directives.hand_in(by=posts["social-1"], at=moment(5, 9), task=other, result="Xong.")
    due, code = task_of(one.code).case, one.code
    end(ward, day(17), OTHER)
    dismiss(ward, day(17))
    handler, chair = handlers(OTHER, day(17))
    assert tasks_go_on(moment(16, 9)) == 0
    assert tasks_go_on(moment(17, 8)) == 3 and tasks_go_on(moment(17, 9)) == 0
    task = task_of(code)
    assert task.case is not None and due is not None
    assert (task.agency, task.doer_agency, task.post, task.assigner) == (OTHER, OTHER, "", "")
    assert (task.case.due_at, task.case.code) == (due.due_at, code) and task.directive.agency == OTHER
    assert cases.worklist(chair).filter(code=code).exists(), "in the inbox of who directs"
    assert not cases.worklist(handler).filter(code=code).exists()
    assert "hand_in" not in directive_queries.acts_for(chair, task)
    assert "entrust" not in directive_queries.acts_for(handler, task)
    with pytest.raises(NotAllowed):
        directives.report(by=chair, at=moment(17, 10), task=code, percent=10, words="Đã làm")
    directives.entrust(by=chair, at=moment(17, 10), task=code, post=handler.post)
    assert cases.worklist(handler).filter(code=code).exists()
    directives.hand_in(by=handler, at=moment(18, 9), task=code, result="Đã rà soát.")
    with pytest.raises(NotAllowed):
        directives.accept(by=replace(chair, post=handler.post), at=moment(18, 9), task=code)
    for waits in (code, other.code):
        directives.accept(by=chair, at=moment(18, 10), task=waits)
    given = directives.recur(
        by=SYSTEM, at=moment(18, 11), directive=task.directive.code, n=3, period=day(27), due_on=day(27)
    )
    assert given is not None and (given.doer_agency, given.post) == (OTHER, "")
    directives.entrust(by=chair, at=moment(18, 12), task=given, post=handler.post)
    catch_up()
    keep_shipped()
    rebuilding.build_new(FOLLOWER)
    of_both = [
        [open_now("task", unit, day(n), "assigned", "done") for n in (16, 17, 18)] for unit in (WARD, OTHER)
    ]
    assert of_both == [[2, 0, 0], [0, 2, 1]]
    found = {row[0] for row in Fact.objects.filter(dimensions__kind__startswith="task.", dimensions__unit=OTHER)
             .values_list("dimensions__post")}  # fmt: skip
    assert "land-1" not in found, "nobody of the ward answers for it there"
    assert not unsound()


# --- everything else that waits ---------------------------------------------------------------------------------


SOON = moment(24, 8)
"""Four days after the tests' morning the ward has ended."""


def rest_goes_on(at: dt.datetime, *areas: ModuleType) -> int:
    """What the jobs of these areas do."""
    with ExitStack() as stack:
        for area in areas:
            stack.enter_context(patch.object(area, "now", lambda: at))
        return sum(area.go_on_with_heirs() for area in areas)


@pytest.mark.django_db(transaction=True)
def test_a_request_for_certification_is_entered_in_the_books_of_the_heir(
    posts: Posts, ward: str, at: dt.datetime
) -> None:
    def received(*papers: dict[str, Any]) -> Certification:
        return certification.receive(
            by=posts["one-stop-1"], at=at, unit=ward, applicant=world.person(3), documents=list(papers),
            identity="card",
        )  # fmt: skip

    done, waits = (received(certified_paper()) for _ in range(2))
    in_books(posts, done, at)
    due = waits.case.due_at
    end(ward, day(24), OTHER)
    assert rest_goes_on(moment(23, 23), certification_jobs) == 0
    assert rest_goes_on(SOON, certification_jobs) == 2 and rest_goes_on(SOON, certification_jobs) == 0
    heirs = at_work_in(OTHER, posts)
    with pytest.raises(NotFound):
        certification_queries.one(posts["justice-1"], waits.code)
    found = certification_queries.one(heirs["justice-1"], waits.code)
    assert (found.case.agency, found.case.due_at) == (OTHER, due)
    assert [one.agency for one in certification_queries.documents(found)] == [OTHER]
    done = certification_queries.one(heirs["justice-1"], done.code)
    assert [one.agency for one in certification_queries.documents(done)] == [ward], (
        "in the book it was entered in"
    )
    certification.hand_over(by=heirs["one-stop-1"], at=moment(24, 10), certification=done)
    assert "succeed" not in certification_queries.acts_for(heirs["justice-1"], found, day(24))
    certification.check(by=heirs["justice-1"], at=moment(24, 11), certification=found)
    catch_up()
    assert [open_now("certification", unit, day(23)) for unit in (ward, OTHER)] == [1, 0]
    assert [open_now("certification", unit, day(24)) for unit in (ward, OTHER)] == [0, 1]
    assert disagreements([certification_evidence.CASES]) == certification_evidence.disagreements() == []


@pytest.mark.django_db(transaction=True)
def test_the_heir_answers_who_was_received_and_receives_who_signed_up(
    posts: Posts, ward: str, at: dt.datetime
) -> None:
    office = posts["office-head"]
    receptions.name_receiver(by=office, at=at, agency=ward, post="chair", role="chair")
    room = receptions.set_place(
        by=office, at=at, agency=ward, name="Phòng tiếp công dân", equipment=["rules", "sign"]
    )
    planned = receptions.plan_day(
        by=office, at=at, agency=ward, post="chair", on=day(30), place=room.n, session="periodic", seats=2
    )
    receptions.publish(by=posts["chair"], at=at, day=planned)
    receptions.sign_up(
        by=CITIZEN, at=at, day=planned.code, name="Lò Thị Phượng", phone="0987123456", email="a@vidu.vn",
        about="Ngõ ngập", persons=1,
    )  # fmt: skip
    visit = receptions.receive(
        by=posts["justice-1"], at=at, agency=ward, visitor={"name": "Lò Thị Phượng", "address": "Thạch Bàn"},
        petition_class="suggestion", topic="other", summary="Đường ngập mỗi khi mưa.",
    )  # fmt: skip
    secret = receptions.receive(
        by=posts["justice-1"], at=at, agency=ward, visitor={"name": "Lò Thị Phượng", "address": "Thạch Bàn"},
        petition_class="suggestion", topic="other", summary="Chủ tịch UBND phường nhận tiền.",
    )  # fmt: skip
    secret = receptions.keep_secret(by=posts["justice-1"], at=at, visit=secret)
    due = visit.case.due_at
    end(ward, day(24), OTHER)
    dismiss(ward, day(24))
    assert rest_goes_on(SOON, reception_jobs) == 2, "what denounces waits for posts that handle it"
    handler, chair = handlers(OTHER, day(24))
    assert rest_goes_on(SOON, reception_jobs) == 1 and rest_goes_on(SOON, reception_jobs) == 0
    with pytest.raises(NotFound):
        reception_queries.one(posts["justice-1"], visit.code)
    found = reception_queries.one(handler, visit.code)
    assert (found.agency, found.case.agency, found.case.due_at) == (ward, OTHER, due), "its register stays"
    assert "succeed" not in reception_queries.acts_for(handler, found)
    receptions.reply(by=handler, at=moment(24, 9), visit=found, result="accepted", note="Đã nạo vét rãnh")
    kept = Case.objects.get(code=secret.code)
    assert kept.confidential and chair.post in kept.kept_from.split()
    with pytest.raises(NotFound):
        reception_queries.one(chair, secret.code)
    with pytest.raises(NotFound):
        reception_queries.one(at_work_in(OTHER, posts)["one-stop-1"], secret.code)
    goes_on = reception_queries.one_day(chair, planned.code)
    assert goes_on.agency == OTHER and goes_on.sign_ups.get().state == "signed"
    told = Event.objects.get(kind="duty.seat_succeeded")
    addressee = reception_telling.addressee(told)
    assert addressee is not None and addressee.email == "a@vidu.vn"
    assert addressee.standing["agency"] == "Phường Bồ Đề"
    receptions.hold(by=chair, at=moment(30, 16), day=goes_on, held_by=chair.post)
    assert disagreements([reception_evidence.CASES]) == reception_evidence.disagreements() == []


@pytest.mark.django_db(transaction=True)
def test_nobody_books_at_a_hall_for_days_after_its_end_and_who_did_is_told(
    posts: Posts, ward: str, at: dt.datetime, clock: Callable[[dt.datetime], None]
) -> None:
    hall = world.a_hall()
    slot = dt.datetime.combine(day(25), dt.time(9), at.tzinfo)
    booked = counters.book_slot(by=CITIZEN, at=at, place=hall, service="A", slot_at=slot)
    end(ward, day(24), OTHER)
    assert [one.day for one in counter_queries.booking_days(hall, at)] == [20, 23]
    with pytest.raises(Invalid):
        counters.book_slot(by=CITIZEN, at=at, place=hall, service="A", slot_at=slot)
    shown = Client().get("/lay-so/so", {"so": booked.name, "key": counter_queries.ticket_key(booked.name)})
    assert "Phường Bồ Đề phục vụ ông/bà" in shown.content.decode()
    assert counter_queries.waiting_at(hall, day(24)) == 1


@pytest.mark.django_db(transaction=True)
def test_what_was_promised_and_asked_in_public_goes_on(posts: Posts, ward: str, at: dt.datetime) -> None:
    office, chair = posts["office-head"], posts["chair"]
    held = dialogues.plan(
        by=office, at=at, unit=ward, kind="people", chair="chair", title="Đối thoại 2026", place="Nhà văn hóa",
        joint="", starts_at=at + 2 * HOUR, ends_at=at + 3 * HOUR, topics=["Chiếu sáng"], groups={"residents": 50},
    )  # fmt: skip
    dialogues.approve(by=chair, at=at, dialogue=held)
    held = dialogues.announce(by=office, at=at, dialogue=held)
    question = dialogues.ask(
        by=CITIZEN,
        at=at,
        unit=ward,
        way="page",
        topic="other",
        content="Bao giờ lắp đèn?",
        dialogue=held,
        name="",
    )
    dialogues.hold(by=office, at=at + 3 * HOUR, dialogue=held, participants={"residents": 40})
    promise = dialogues.make(
        by=chair,
        at=at + 3 * HOUR,
        dialogue=held,
        content="Lắp 12 đèn",
        post="land-1",
        due_on=dt.date(2026, 12, 31),
    )
    drafted = dialogues.draft(
        by=office, at=at, unit=ward, title="Quy chế nhà văn hóa", matter="decisions", forms=["page"],
        text="Điều 1. Phạm vi\n1. Quy chế này áp dụng tại nhà văn hóa.",
    )  # fmt: skip
    sent = [{"to": "HĐND", "number": "15/UBND-VP"}, {"to": "MTTQ", "number": "16/UBND-VP"}]
    drafted = dialogues.announce_consultation(
        by=chair, at=at, consultation=drafted, opens_on=None, closes_on=at.date() + 20 * DAY, sent=sent
    )
    comment = dialogues.comment(
        by=CITIZEN, at=at, consultation=drafted, token="1" * 16, stance="other", clause=1, words="Mở đến 22 giờ.",
        name="",
    )  # fmt: skip
    end(ward, day(24), OTHER)
    dismiss(ward, day(24))
    assert rest_goes_on(SOON, dialogue_jobs) == 5 and rest_goes_on(SOON, dialogue_jobs) == 0
    heirs = at_work_in(OTHER, posts)
    handler, _chair = handlers(OTHER, day(24))
    found = dialogue_queries.commitment(heirs["chair"], promise.code)
    assert (found.case.agency, found.post, found.due_on) == (OTHER, "", dt.date(2026, 12, 31))
    assert cases.worklist(handler).filter(code=promise.code).exists()
    dialogues.report(by=handler, at=moment(25, 9), commitment=found, result="Đã lắp đủ")
    both = replace(handler, duties=frozenset({"process", "sign"}))
    with pytest.raises(NotAllowed):
        dialogues.confirm(by=both, at=moment(25, 10), commitment=found)
    dialogues.confirm(by=heirs["chair"], at=moment(25, 10), commitment=found)
    dialogues.conclude(by=heirs["chair"], at=moment(25, 11), dialogue=held.code, conclusion="Giao lắp đèn.")
    dialogues.show(
        by=heirs["office-head"], at=moment(25, 11), question=question.code, shown="Bao giờ lắp đèn?"
    )
    dialogues.show_comment(by=heirs["office-head"], at=moment(25, 11), comment=comment.code)
    dialogues.close(by=heirs["office-head"], at=moment(15, 9) + 26 * DAY, consultation=drafted.code)
    of = [dialogue_counted.reported([unit], FIRST, END, SOON) for unit in (ward, OTHER)]
    assert [sum(row["n"] for row in rows) for rows in of] == [1, 0], "held by the ward"
    of = [dialogue_counted.consulted([unit], FIRST, END, SOON) for unit in (ward, OTHER)]
    assert [sum(row["n"] for row in rows) for rows in of] == [1, 0], "opened by the ward"
    assert disagreements([dialogue_evidence.CASES]) == dialogue_evidence.disagreements() == []


@pytest.mark.django_db(transaction=True)
def test_recommendations_are_answered_and_judged_by_heirs(posts: Posts, ward: str, at: dt.datetime) -> None:
    inspectors = replace(posts["chair"], duties=posts["chair"].duties | {"inspect"})
    began = at.date() - 21 * DAY

    def begun(**over: Any) -> Inspection:
        return inspections.plan(
            by=inspectors, at=at - 21 * DAY, kind="responsibility", form="scheduled", title="Tiếp công dân",
            units=[ward], number="88/QĐ-UBND", duties=["reception"], decided_on=began, begins_on=began,
            ends_on=began + 20 * DAY, **over,
        )  # fmt: skip

    planned, concluded = begun(), begun()
    inspections.conclude(
        by=inspectors, at=at - 20 * DAY, inspection=concluded, findings="Đi lại hai lần.", report_number="21/BC",
        concluded_on=began + DAY, figures={"units_at_fault": 1},
    )  # fmt: skip
    row = inspections.recommend(
        by=inspectors, at=at - 20 * DAY, inspection=concluded, receiver=ward, matter="mending",
        content="Bố trí người hướng dẫn", number="22/KL", sent_on=began + DAY,
    )  # fmt: skip
    due = row.case.due_at
    end(ward, day(24), OTHER)
    assert rest_goes_on(SOON, inspection_jobs) == 3 and rest_goes_on(SOON, inspection_jobs) == 0
    heirs = at_work_in(OTHER, posts)
    found = inspection_queries.recommendation(heirs["chair"], row.code)
    assert (found.agency, found.receiver, found.case.due_at) == (OTHER, OTHER, due)
    assert found.receiver_name == row.receiver_name, "as it was written"
    inspections.answer(
        by=heirs["chair"],
        at=moment(25, 9),
        recommendation=found,
        number="210/UBND",
        replied_on=day(25),
        taken="Tiếp thu",
    )
    judge = replace(heirs["chair"], post="inspector", duties=inspectors.duties)
    found = inspections.accept(by=judge, at=moment(25, 10), recommendation=row.code)
    assert found.case.state == "settled"
    told = [inspection_counted.inspected([unit], FIRST - 31 * DAY, END, SOON) for unit in (ward, OTHER)]
    assert [[one["ended"] for one in rows] for rows in told] == [["concluded"], ["open"]]
    before = inspection_counted.inspected([ward], FIRST - 31 * DAY, day(24), SOON)
    assert [one["ended"] for one in before] == ["open", "concluded"] and planned.code
    assert disagreements([inspection_evidence.CASES]) == inspection_evidence.disagreements() == []


@pytest.mark.django_db(transaction=True)
def test_a_programme_and_what_is_to_be_paid_go_on(posts: Posts, till: str, at: dt.datetime) -> None:
    made = programmes.enter(
        by=posts["office-head"], at=at, kind="programme", title="Phối hợp dân vận", number="01-CTPH",
        parties="UBND phường\nMTTQ phường", signatories="", signed_on=day(1), begins_on=day(1),
        ends_on=dt.date(2027, 12, 31), contents="Đối thoại, giám sát.",
    )  # fmt: skip

    def charge(ordinal: int) -> Charge:
        return fees.charge(
            by=posts["one-stop-1"], at=at, subject=f"dossier:H26-{ordinal}", agency=till, item="hn.xac-nhan",
            procedure=SINGLE,
        )  # fmt: skip

    paid, waits, dropped = (charge(n) for n in range(3))
    fees.collect(by=posts["one-stop-1"], at=at, charges=[paid.code], channel="cash")
    end(till, day(24), OTHER)
    assert rest_goes_on(SOON, programme_jobs, fee_jobs) == 3
    assert rest_goes_on(SOON, programme_jobs, fee_jobs) == 0
    heirs = at_work_in(OTHER, posts)
    assert programme_queries.one(heirs["chair"], made.code).agency == OTHER
    with pytest.raises(NotFound):
        programme_queries.one(posts["chair"], made.code)
    programmes.plan_year(
        by=heirs["chair"], at=moment(25, 9), programme=made.code, year=2026, content="Đối thoại"
    )
    told = [programme_queries.reported([unit], FIRST, day(24), SOON) for unit in (till, OTHER)]
    assert [len(rows) for rows in told] == [1, 0]
    told = [programme_queries.reported([unit], FIRST, END, SOON) for unit in (till, OTHER)]
    assert [len(rows) for rows in told] == [0, 1]
    fees.collect(by=heirs["one-stop-1"], at=moment(25, 9), charges=[waits.code], channel="cash")
    fees.cancel(by=heirs["one-stop-1"], at=moment(25, 9), charge=dropped.code, reason="Rút hồ sơ")
    again = fees.charge(
        by=heirs["one-stop-1"], at=moment(25, 10), subject=paid.subject, agency=OTHER, item="1.004873#1",
        procedure=SINGLE, amount=8_000, law="06/2020/NQ-HĐND",
    )  # fmt: skip
    assert (again.ordinal, again.agency) == (2, OTHER), "what the heir has, it may charge for"
    found = fee_queries.one(posts["one-stop-1"], paid.code)
    assert (found.agency, found.paid) == (till, found.amount)
    catch_up()
    money = {
        (row.dimensions.kind, row.dimensions.unit): 0 for row in Fact.objects.select_related("dimensions")
    }
    for row in Fact.objects.select_related("dimensions"):
        money[row.dimensions.kind, row.dimensions.unit] += row.amount
    assert (money["fee.charged", till], money["fee.charged", OTHER]) == (30_000, 8_000)
    assert (money["fee.paid", till], money["fee.paid", OTHER]) == (15_000, 15_000)
    assert [*programme_evidence.disagreements(), *fee_evidence.disagreements()] == []


@pytest.mark.django_db(transaction=True)
def test_who_has_to_pay_is_told_to_whom(
    receive: Receive, posts: Posts, till: str, at: dt.datetime, settings: Any
) -> None:
    settings.MAIL = True
    dossier = receive(procedure=SINGLE, applicant={**world.person(2), "email": "a@vidu.vn"})
    fees.charge(
        by=posts["one-stop-1"], at=at, subject=dossier.case.subject, agency=till, item="hn.xac-nhan",
        procedure=SINGLE, blocking=False,
    )  # fmt: skip
    react(lambda event: event.at)
    end(till, day(24), OTHER)
    go_on(SOON)
    assert rest_goes_on(SOON, fee_jobs) == 1
    react(lambda event: event.at)
    told = Notice.objects.get(key="fee.succeeded", channel="email")
    assert told.facts["agency"] == "Phường Bồ Đề" and told.facts["payable_words"] == "15.000 đồng"


@pytest.mark.django_db(transaction=True)
def test_the_heir_reports_what_was_left_to_report_and_goes_on_reporting(
    posts: Posts, ward: str, at: dt.datetime
) -> None:
    start, chair = moment(13, 8), posts["chair"]
    friday = {"by": "weekday", "n": 4, "month": 0}
    reports.set_duty(
        by=chair, at=start, template="clearance-weekly", unit=ward, recipient="Đảng ủy phường", due=friday,
        post="office-head",
    )  # fmt: skip
    reports.collect(
        by=chair, at=start, template="clearance-weekly", units=[f"{ward}-vhxh"], due={"by": "weekday", "n": 3}
    )
    for duty, period in report_queries.due.to_open(start.date()):
        reports.open_report(by=SYSTEM, at=start, duty=duty.code, since=period.start)
    own = PeriodicReport.objects.get(unit=ward, until=day(19))
    late = own.due_at
    end(ward, day(17), OTHER)
    UnitVersion.objects.filter(parent=ward, valid_to=None).update(valid_to=day(17))
    renew(UNITS)
    assert rest_goes_on(moment(16, 9), report_jobs) == 0
    done = rest_goes_on(moment(17, 8), report_jobs)
    assert done >= 2 and rest_goes_on(moment(17, 9), report_jobs) == 0
    heirs = at_work_in(OTHER, posts)
    found = PeriodicReport.objects.get(code=own.code)
    assert (found.agency, found.unit, found.post, found.about, found.due_at) == (OTHER, OTHER, "", ward, late)
    assert report_queries.standing(found, moment(17, 9)).report.about == ward
    duty = ReportDuty.objects.get(unit=OTHER, valid_to=None)
    assert (duty.recipient, duty.due, duty.valid_from) == ("Đảng ủy phường", friday, day(17))
    assert not ReportDuty.objects.filter(unit=ward, valid_to=None).exists()
    with pytest.raises(NotFound):
        report_queries.report(posts["office-head"], own.code)
    assert "trước khi sắp xếp" in str(report_forms.draft(found, moment(17, 10))["notes"])
    reports.submit(by=heirs["office-head"], at=moment(19, 11), report=found, without="Không phát sinh")
    reports.issue(by=heirs["vice-chair"], at=moment(19, 12), report=found.code)
    reports.mark_sent(by=heirs["vice-chair"], at=moment(19, 13), report=found.code, way="axis")
    catch_up()
    due = [
        Fact.objects.filter(dimensions__kind=kind, dimensions__unit=unit, code=own.code).aggregate(n=Sum("amount"))["n"]
        for kind in ("report.due", "report.sent") for unit in (ward, OTHER)
    ]  # fmt: skip
    assert due == [0, 1, None, 1]
    assert report_evidence.disagreements() == []


# --- any lives, any reorganisations -----------------------------------------------------------------------------


@dataclass
class Life:
    """Who had a dossier from which day, and when it was finished."""

    dossier: Dossier
    came: dt.date
    had: list[tuple[dt.date, str]]
    done: dt.date | None = None
    due: dt.date = field(default=END)

    def with_whom(self, on: dt.date) -> str:
        return [unit for since, unit in self.had if since <= on][-1]


OPS = st.lists(
    st.one_of(
        st.tuples(st.just("receive"), st.sampled_from([WARD, OTHER])),
        st.tuples(st.just("carry"), st.integers(0, 5)),
        st.tuples(st.just("take"), st.integers(0, 5)),
        st.tuples(st.just("end"), st.integers(0, 3), st.permutations([0, 1, 2, 3]), st.booleans()),
        st.tuples(st.just("go_on")),
    ),
    min_size=6,
    max_size=14,
)


def _at_once(cursor: Cursor, most: int) -> QuerySet[Event]:
    """Events after the cursor, of the open transaction too, which is undone after each example."""
    return Event.objects.filter(seq__gt=cursor.seq).order_by("seq")[:most]


@pytest.mark.django_db
@settings(
    max_examples=12,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
)
@given(OPS, st.integers(0, 5))
def test_nothing_is_lost_or_doubled_whoever_ends_when(
    receive: Receive, posts: Posts, ops: list[tuple[Any, ...]], asked: int
) -> None:
    with transaction.atomic(), patch.object(journal, "following", _at_once):
        lives = _lived(receive, posts, ops)
        catch_up()
        keep_shipped()
        rebuilding.build_new(FOLLOWER)
        days = [day(n) for n in (1 + asked, 8, 13, 20, 28)]
        for on in days:
            for units in ([WARD], [OTHER], [THIRD], [FOURTH], [OTHER, FOURTH], list(PLACES)):
                _same(lives, units, on)
                whole = worked(units, FIRST, on + DAY)[0]
                done = [one for one in lives if one.done is not None and one.done <= on]
                there = [one for one in lives if one.came <= on and one not in done]
                mine = sum(one.with_whom(one.done or on) in units for one in done)
                assert whole == mine + sum(one.with_whom(on) in units for one in there)
        incrementally, before = kept(), facts()
        rebuilding.rebuild(FOLLOWER, lambda done, total, text: None)
        assert kept() == incrementally
        count_anew(lambda read: None)
        rebuilding.build_new(FOLLOWER)
        assert facts() == before and kept() == incrementally
        assert not unsound()
        transaction.set_rollback(True)
    renew(UNITS)


def _lived(receive: Receive, posts: Posts, ops: list[tuple[Any, ...]]) -> list[Life]:
    lives: list[Life] = []
    living = set(PLACES)
    for n, (what, *how) in enumerate(ops):
        on, at = day(2 + n), moment(2 + n, 9)
        if what == "receive" and how[0] in living:
            by = replace(posts["one-stop-1"], agency=how[0], unit=how[0])
            lives.append(Life(receive(procedure=SINGLE, at=at, by=by, unit=how[0]), on, [(on, how[0])]))
        elif what in ("carry", "take") and lives:
            one = lives[how[0] % len(lives)]
            found = queries.by_code(one.dossier.code)
            assert found is not None
            heirs = at_work_in(found.case.agency, posts)
            if what == "carry" and one.done is None:
                carry(found, heirs, at)
                one.done = on
            elif found.case.state == "received":
                found = actions.transfer(by=heirs["one-stop-1"], at=at, dossier=found)
                actions.take(by=heirs["justice-1"], at=at, dossier=found)
        elif what == "end":
            old, order, split = how
            heirs_of = [PLACES[i] for i in order if PLACES[i] in living and i != old]
            if PLACES[old] in living and heirs_of:
                living.discard(PLACES[old])
                end(PLACES[old], on, *heirs_of[: 2 if split else 1])
        elif what == "go_on":
            codes = go_on(at)
            for one in lives:
                if one.dossier.code in codes:
                    now = queries.by_code(one.dossier.code)
                    assert now is not None and (one.done is not None or now.case.agency in living)
                    one.had.append((on, now.case.agency))
    for one in lives:
        one.dossier.case.refresh_from_db()
        one.due = one.dossier.case.legal_due_at.date()
    return lives


def _same(lives: Sequence[Life], units: Sequence[str], on: dt.date) -> None:
    expected: dict[str, int] = defaultdict(int)
    for one in lives:
        if one.came <= on:
            expected["received"] += one.had[0][1] in units
            here = one.with_whom(min(on, one.done or on)) in units
            over = one.done is not None and one.done <= on
            expected["finished"] += over and here
            expected["open"] += not over and here
            expected["overdue"] += not over and here and one.due < on
    told = {
        "received": read("received", units, on),
        "finished": read("finished", units, on),
        "open": is_open(units, on),
        "overdue": overdue(units, on),
    }
    assert told == {name: expected[name] for name in told}, (units, on)


WORKS = st.lists(
    st.one_of(
        st.tuples(st.just("come"), st.sampled_from([WARD, OTHER])),
        st.tuples(st.just("order"), st.sampled_from([WARD, OTHER])),
        st.tuples(st.just("settle"), st.integers(0, 5)),
        st.tuples(st.just("end"), st.integers(0, 3), st.permutations([0, 1, 2, 3])),
        st.tuples(st.just("go_on")),
    ),
    min_size=6,
    max_size=12,
)


@dataclass
class Given:
    """A petition or a task, who had it from which day, and when it was over."""

    kind: str
    code: str
    came: dt.date
    had: list[tuple[dt.date, str]]
    done: dt.date | None = None

    def is_open(self, unit: str, on: dt.date) -> bool:
        there = [key for since, key in self.had if since <= on]
        return bool(there) and there[-1] == unit and (self.done is None or on < self.done)


@pytest.mark.django_db
@settings(
    max_examples=8,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
)
@given(WORKS)
def test_petitions_and_tasks_are_with_one_unit_each_day_whoever_ends_when(
    posts: Posts, ops: list[tuple[Any, ...]]
) -> None:
    with transaction.atomic(), patch.object(journal, "following", _at_once):
        for unit in PLACES:
            for name in ("handler", "chair"):
                duties = ("process",) if name == "handler" else ("sign", "direct", "review")
                appoint(
                    f"{unit}-{name}", unit, f"{unit} {name}", day(1), *duties, title="Chủ tịch UBND phường"
                )
        given = _worked_on(ops)
        catch_up()
        keep_shipped()
        rebuilding.build_new(FOLLOWER)
        for on in (day(1), day(6), day(11), day(20)):
            for unit in PLACES:
                for kind, came, done in (("petition", "received", "finished"), ("task", "assigned", "done")):
                    expected = sum(one.kind == kind and one.is_open(unit, on) for one in given)
                    assert open_now(kind, unit, on, came, done) == expected, (kind, unit, on)
        incrementally, before = kept(), facts()
        count_anew(lambda read: None)
        rebuilding.build_new(FOLLOWER)
        assert facts() == before and kept() == incrementally
        assert not unsound()
        transaction.set_rollback(True)
    renew(UNITS)


def _worked_on(ops: Sequence[tuple[Any, ...]]) -> list[Given]:
    given, living = list[Given](), set(PLACES)
    for n, (what, *how) in enumerate(ops):
        on, at = day(2 + n), moment(2 + n, 9)
        if what == "come" and how[0] in living:
            by = actor_for_post(f"{how[0]}-handler", on)
            by = replace(by, duties=by.duties | {"receive"})
            made = suggested({"one-stop-1": by}, at, unit=how[0], submitter=world.person(n))
            given.append(Given("petition", made.code, on, [(on, how[0])]))
        elif what == "order" and how[0] in living:
            chair = actor_for_post(f"{how[0]}-chair", on)
            task = clear(day(29), post=f"{how[0]}-handler", cooperating=[], watchers=[])
            drafted = directives.draft(
                by=chair, at=at, unit=how[0], document=PLAN, tasks=[task], files=[world.scan()]
            )
            directives.issue(by=chair, at=at, directive=drafted)
            made_task = Task.objects.select_related("case").get(directive=drafted, case__isnull=False)
            given.append(Given("task", made_task.code, on, [(on, how[0])]))
        elif what == "settle" and given:
            one = given[how[0] % len(given)]
            if one.done is None and one.had[-1][1] in living:
                _over(one, at)
                one.done = on
        elif what == "end":
            old, order = how
            heirs = [PLACES[i] for i in order if PLACES[i] in living and i != old]
            if PLACES[old] in living and heirs:
                living.discard(PLACES[old])
                end(PLACES[old], on, *heirs[:2])
        elif what == "go_on":
            all_go_on(at)
            tasks_go_on(at)
            for one in given:
                now = Case.objects.get(code=one.code).agency
                if one.done is None and now != one.had[-1][1]:
                    one.had.append((on, now))
    return given


def _over(one: Given, at: dt.datetime) -> None:
    """A petition is settled, a task done and taken, by whoever of the unit that has it."""
    unit = one.had[-1][1]
    handler, chair = (actor_for_post(f"{unit}-{name}", at.date()) for name in ("handler", "chair"))
    if one.kind == "petition":
        found = petition_queries.one(handler, one.code)
        answers = {"kind": "suggestion", **SOUND, "legible": "no"}
        found = petitions.propose(by=handler, at=at, petition=found, answers=answers)
        petitions.settle(by=chair, at=at, petition=found, outcome=found.proposed)
        return
    task = task_of(one.code)
    if not task.post:
        directives.entrust(by=chair, at=at, task=one.code, post=handler.post)
    directives.hand_in(by=handler, at=at, task=one.code, result="Đã làm xong.")
    directives.accept(by=chair, at=at, task=one.code)
