"""Linked dossiers (một cửa liên thông, R1.7), with the whole of NĐ 297/2025/NĐ-CP's example (R1.34)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pytest
from django.conf import settings

from motcua.areas.cases import queries as cases
from motcua.areas.cases.evidence import disagreements
from motcua.areas.cases.models import Case
from motcua.areas.dossiers import actions, evidence, jobs, queries
from motcua.areas.dossiers.actions.writing import StageOfAnother
from motcua.areas.dossiers.models import Dossier
from motcua.areas.dossiers.queries import telling
from motcua.areas.procedures.actions import publish
from motcua.base.journal.ports import SYSTEM, Actor
from motcua.gateways.national_catalogue import read_files
from tests import world

Posts = Mapping[str, Actor]
TZ = world.TZ
KARAOKE = "LT.297.2025"


def moment(day: int, hour: int, month: int = 11) -> dt.datetime:
    return dt.datetime(2026, month, day, hour, tzinfo=TZ)


@pytest.fixture
def linked(posts: Posts) -> Dossier:
    """The application of the example, received Monday 2/11/2026 at 9:00 and handed over."""
    (record,) = read_files([settings.CATALOGUE / "procedures" / "linked.jsonl"]).records
    publish(procedure=record, valid_from=dt.date(2026, 1, 1), by=SYSTEM, at=world.FOUNDED)
    dossier = actions.receive(
        by=posts["one-stop-1"], at=moment(2, 9), procedure=KARAOKE, unit=world.WARD, channel="counter",
        applicant=world.person(1), papers=[{"component": one} for one in "123"],
    )  # fmt: skip
    actions.transfer(by=posts["one-stop-1"], at=moment(2, 9), dossier=dossier.code)
    return queries.one(posts["one-stop-1"], dossier.code)


def decide(stage: Dossier, posts: Posts, at: dt.datetime, *, until: str = "result") -> None:
    """Carry a stage through its own internal process."""
    police = stage.case.agency == "01"
    specialist = posts["police-1" if police else "economy-1" if stage.stage == 1 else "social-1"]
    chain = [posts["police-head"]] * 2 if police else [posts["office-head"], posts["vice-chair"]]
    actions.take(by=specialist, at=at, dossier=stage.code)
    actions.finish_step(by=specialist, at=at, dossier=stage.code)
    actions.finish_step(by=chain[0], at=at, dossier=stage.code)
    if until == "refusal":
        actions.refuse(
            by=chain[1],
            at=at,
            dossier=stage.code,
            reason="Không bảo đảm khoảng cách.",
            law="NĐ 96/2016/NĐ-CP Điều 7",
        )
        return
    actions.finish_step(by=chain[1], at=at, dossier=stage.code)
    actions.issue_result(by=specialist, at=at, dossier=stage.code)


def test_three_agencies_one_appointment(linked: Dossier, posts: Posts) -> None:
    """R1.34: 16 = 3 + 3 + 10 working days; strictly one after another; each result an input of the next."""
    whole = Case.objects.get(pk=linked.pk)
    calendar_due = whole.due_at
    assert calendar_due == moment(25, 9)  # 24/11 is a holiday
    first, agencies = queries.stages(linked)[0], []
    assert (first.case.agency, first.case.due_at) == ("00145", moment(5, 9))
    assert whole.code not in cases.worklist(posts["economy-1"]).values_list("code", flat=True)
    moments = [moment(4, 10), moment(6, 10), moment(20, 10)]
    for number, at in enumerate(moments, 1):
        (stage,) = [one for one in queries.stages(linked) if one.case.closed_at is None]
        assert stage.stage == number
        assert len([one for one in stage.papers if one["component"].startswith("stage-")]) == number - 1
        agencies.append(stage.case.agency)
        decide(stage, posts, at)
    assert agencies == ["00145", "01", "00145"]
    second = queries.stages(linked)[1]
    assert (second.case.received_at, second.case.due_at) == (moment(4, 10), moment(9, 10))
    whole = Case.objects.get(pk=linked.pk)
    assert (whole.state, whole.due_at, whole.on_time) == ("result_ready", calendar_due, True)
    last = queries.stages(linked)[2]
    assert queries.result(linked).number == queries.result(last).number  # type: ignore[union-attr]
    actions.hand_over(by=posts["one-stop-2"], at=moment(23, 9), dossier=linked.code)
    assert [event.kind for event in queries.events(linked)] == [
        "dossier.received", "dossier.transferred", "dossier.stage_finished", "dossier.stage_finished",
        "dossier.result_issued", "dossier.returned",
    ]  # fmt: skip
    assert disagreements([evidence.CASES]) == []


def test_a_stage_is_decided_by_its_agency_only(linked: Dossier, posts: Posts) -> None:
    decide(queries.stages(linked)[0], posts, moment(4, 10))
    second = queries.stages(linked)[1]
    assert list(cases.worklist(posts["police-1"])) == [second.case]
    assert not cases.worklist(posts["economy-1"]).exists()
    assert "withdraw" not in queries.acts_for(posts["one-stop-head"], second)
    with pytest.raises(StageOfAnother):
        actions.withdraw(by=posts["one-stop-1"], at=moment(4, 11), dossier=second.code)
    for act in ("take", "finish-step", "refuse", "ask-supplement"):
        assert act not in queries.acts_for(posts["chair"], linked)


def test_the_applicant_hears_from_the_whole_only(linked: Dossier) -> None:
    (stage,) = queries.stages(linked)
    assert telling.addressee(queries.events(linked)[0]) is not None
    assert telling.addressee(queries.events(stage)[0]) is None


def test_a_stage_refused_refuses_the_whole(linked: Dossier, posts: Posts) -> None:
    decide(queries.stages(linked)[0], posts, moment(4, 10), until="refusal")
    whole = queries.one(posts["one-stop-1"], linked.code)
    assert whole.case.state == "refused"
    assert queries.decisions(whole)["refusal"].law == "NĐ 96/2016/NĐ-CP Điều 7"
    assert len(queries.stages(linked)) == 1
    actions.hand_over(by=posts["one-stop-1"], at=moment(4, 14), dossier=linked.code)
    assert disagreements([evidence.CASES]) == []


def test_the_applicant_supplements_the_whole_and_the_stage_counts_again(
    linked: Dossier, posts: Posts
) -> None:
    first = queries.stages(linked)[0]
    actions.take(by=posts["economy-1"], at=moment(3, 9), dossier=first.code)
    actions.ask_supplement(
        by=posts["economy-1"], at=moment(3, 10), dossier=first.code, items=["Sơ đồ địa điểm"], reason="Thiếu"
    )
    waiting = cases.worklist(posts["one-stop-1"]).filter(paused=True).values_list("code", flat=True)
    assert list(waiting) == [linked.code]
    actions.supplement(by=posts["one-stop-2"], at=moment(10, 9), dossier=linked.code)
    first = queries.stages(linked)[0]
    assert (first.case.state, first.case.due_at, first.case.post) == (
        "processing",
        moment(13, 9),
        "economy-1",
    )
    whole = Case.objects.get(pk=linked.pk)
    assert (whole.state, whole.paused, whole.due_at) == ("processing", False, moment(3, 9, month=12))
    assert disagreements([evidence.CASES]) == []


def test_stages_end_with_the_whole(linked: Dossier, posts: Posts, clock: Any) -> None:
    first = queries.stages(linked)[0]
    actions.take(by=posts["economy-1"], at=moment(3, 9), dossier=first.code)
    actions.ask_supplement(
        by=posts["economy-1"], at=moment(3, 10), dossier=first.code, items=["Sơ đồ"], reason="Thiếu"
    )
    clock(queries.requests(linked)[0].until + dt.timedelta(minutes=1))
    assert jobs.expire_unanswered() == 1
    assert {one.state for one in Case.objects.all()} == {"closed_unsupplemented"}
    assert disagreements([evidence.CASES]) == []


def test_a_withdrawal_stops_every_agency(linked: Dossier, posts: Posts) -> None:
    actions.withdraw(by=posts["one-stop-1"], at=moment(3, 9), dossier=linked.code, reason="Thôi mở quán")
    assert {one.state for one in Case.objects.all()} == {"stopped"}
    assert disagreements([evidence.CASES]) == []
