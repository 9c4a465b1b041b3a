"""What is filed online before it is received, and work that waits for a payment."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pytest

from motcua.areas.cases import queries as cases
from motcua.areas.cases.evidence import disagreements
from motcua.areas.cases.models import Case
from motcua.areas.dossiers import actions, evidence, jobs, queries
from motcua.areas.dossiers.models import Dossier
from motcua.base.journal.ports import CITIZEN, SYSTEM, Actor
from motcua.rules.impossible import Invalid, NotAllowed
from tests import world

Posts = Mapping[str, Actor]
TZ = world.TZ


def moment(day: int, hour: int, minute: int = 0, month: int = 11) -> dt.datetime:
    return dt.datetime(2026, month, day, hour, minute, tzinfo=TZ)


def submit(at: dt.datetime, **over: Any) -> Dossier:
    given: dict[str, Any] = {
        "by": CITIZEN, "at": at, "procedure": "1.004873", "unit": world.WARD, "applicant": world.person(1),
        "papers": world.papers("1.004873"), **over,
    }  # fmt: skip
    found: Dossier = actions.submit(**given)
    return found


def fresh(dossier: Dossier) -> Case:
    return Case.objects.get(pk=dossier.pk)


def test_it_is_answered_within_eight_working_hours_and_promises_nothing_before(posts: Posts) -> None:
    """R1.20: filed Friday 10:00, answered by Monday 10:00; the appointment comes with the reception."""
    dossier = submit(moment(20, 10))
    case = fresh(dossier)
    assert (case.state, case.filed_at, case.due_at) == ("submitted", moment(20, 10), moment(23, 10))
    assert case.received_at is None and case.promised_at is None
    assert dossier.book_number == 0
    waiting = cases.worklist(posts["one-stop-1"]).values_list("code", flat=True)
    assert dossier.code in waiting
    actions.accept(by=posts["one-stop-1"], at=moment(23, 9), dossier=dossier.code)
    case = fresh(dossier)
    assert (case.state, case.received_at, case.promised_at) == ("received", moment(23, 9), moment(27, 9))
    assert case.due_at == case.legal_due_at == case.promised_at
    assert Dossier.objects.get(pk=dossier.pk).book_number == 1
    events = queries.events(dossier)
    assert [event.kind for event in events] == ["dossier.submitted", "dossier.accepted"]
    assert events[-1].facts["in_time"] is True
    assert disagreements([evidence.CASES]) == []


def test_it_counts_as_received_only_when_it_is(posts: Posts) -> None:
    dossier = submit(moment(20, 10))
    day = moment(20, 0), moment(21, 0)
    assert not cases.received(posts["chair"], *day, kind="dossier").exists()
    actions.refuse(
        by=posts["one-stop-1"], at=moment(20, 11), dossier=dossier.code, reason="Không thuộc thẩm quyền.",
        law="NĐ 118/2025 Điều 17",
    )  # fmt: skip
    assert fresh(dossier).state == "refused_reception"
    assert not cases.finished(posts["chair"], *day, kind="dossier").exists()
    assert disagreements([evidence.CASES]) == []


def test_papers_missing_before_the_reception_are_sent_and_the_hours_begin_again(posts: Posts) -> None:
    dossier = submit(moment(20, 10))
    actions.ask_supplement(
        by=posts["one-stop-1"], at=moment(20, 11), dossier=dossier.code, items=["Tờ khai có chữ ký"], reason="Thiếu",
    )  # fmt: skip
    case = fresh(dossier)
    assert case.paused and case.state == "awaiting_supplement"
    actions.supplement(by=CITIZEN, at=moment(25, 9), dossier=dossier.code)
    case = fresh(dossier)
    assert (case.state, case.paused, case.due_at) == ("submitted", False, moment(26, 9))
    actions.accept(by=posts["one-stop-2"], at=moment(25, 10), dossier=dossier.code)
    assert fresh(dossier).promised_at == moment(30, 10)
    assert disagreements([evidence.CASES]) == []


def test_what_was_never_supplemented_closes_and_was_never_received(posts: Posts, clock: Any) -> None:
    dossier = submit(moment(20, 10))
    actions.ask_supplement(
        by=posts["one-stop-1"], at=moment(20, 11), dossier=dossier.code, items=["Tờ khai"], reason="Thiếu"
    )
    clock(queries.requests(dossier)[0].until + dt.timedelta(minutes=1))
    assert jobs.expire_unanswered() == 1
    case = fresh(dossier)
    assert case.state == "closed_unsupplemented" and case.received_at is None
    assert disagreements([evidence.CASES]) == []


def test_nobody_but_the_desk_of_the_agency_receives_it(posts: Posts, other_unit: Actor) -> None:
    dossier = submit(moment(20, 10))
    with pytest.raises(queries.NoSuchDossier):
        actions.accept(by=other_unit, at=moment(20, 11), dossier=dossier.code)
    with pytest.raises(NotAllowed):
        actions.accept(by=posts["justice-1"], at=moment(20, 11), dossier=dossier.code)
    with pytest.raises(NotAllowed):
        submit(moment(20, 10), by=posts["one-stop-1"])


def test_a_file_that_is_not_the_applicants_is_not_taken(ward: str) -> None:
    papers = [{**paper, "form": "electronic", "files": ["0" * 32]} for paper in world.papers("1.004873")]
    with pytest.raises(Invalid):
        submit(moment(20, 10), papers=papers, uploads="upload:me")
    assert not Dossier.objects.exists()


def test_waiting_for_a_payment_is_not_the_agencys_time(receive: Any, posts: Posts) -> None:
    """R1.24: what was left goes on after the payment; the first promise stays on record."""
    dossier = receive(procedure="1.004873", at=moment(20, 10))
    actions.transfer(by=posts["one-stop-1"], at=moment(20, 10, 30), dossier=dossier.code)
    actions.take(by=posts["justice-1"], at=moment(20, 11), dossier=dossier.code)
    actions.await_payment(by=SYSTEM, at=moment(20, 14), dossier=dossier.code)
    case = fresh(dossier)
    assert (case.state, case.paused) == ("awaiting_payment", True)
    assert dossier.code not in cases.worklist(posts["justice-1"]).values_list("code", flat=True)
    actions.payment_settled(by=SYSTEM, at=moment(25, 14), dossier=dossier.code)
    case = fresh(dossier)
    assert (case.state, case.post, case.paused) == ("processing", "justice-1", False)
    assert (case.promised_at, case.due_at) == (moment(26, 10), moment(30, 10))
    with pytest.raises(NotAllowed):
        actions.payment_settled(by=posts["justice-1"], at=moment(25, 15), dossier=dossier.code)
    assert disagreements([evidence.CASES]) == []


def test_a_dossier_that_waits_for_a_payment_may_be_withdrawn(receive: Any, posts: Posts) -> None:
    dossier = receive(procedure="1.004873", at=moment(20, 10))
    actions.await_payment(by=SYSTEM, at=moment(20, 11), dossier=dossier.code)
    actions.withdraw(
        by=posts["one-stop-1"], at=moment(20, 14), dossier=dossier.code, reason="Không còn nhu cầu"
    )
    assert fresh(dossier).state == "stopped"
    assert disagreements([evidence.CASES]) == []
