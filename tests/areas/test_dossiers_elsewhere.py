"""Received in one unit, decided in another of the same province (R1.8, NĐ 118/2025 Điều 14)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pytest

from motcua.areas.cases import queries as cases
from motcua.areas.cases.evidence import disagreements
from motcua.areas.cases.models import Case
from motcua.areas.dossiers import actions, evidence, policies, queries
from motcua.base.journal.ports import Actor
from motcua.base.people.models import Citizen
from motcua.rules.impossible import NotAllowed
from tests import world

Posts = Mapping[str, Actor]
TZ = world.TZ


def moment(day: int, hour: int, minute: int = 0) -> dt.datetime:
    return dt.datetime(2026, 11, day, hour, minute, tzinfo=TZ)


def waits(by: Actor) -> list[str]:
    return list(cases.worklist(by).values_list("code", flat=True))


def test_three_fields_are_independent(receive: Any, posts: Posts, other_unit: Actor) -> None:
    """The counter of Bồ Đề receives for Long Biên: hands over, takes what is brought, returns the result."""
    dossier = receive(by=other_unit, procedure="1.004873", at=moment(20, 10))
    case = Case.objects.get(pk=dossier.pk)
    assert (case.agency, case.place, case.where) == ("00145", "00118", "00118")
    assert Citizen.objects.get(pk=dossier.applicant_id).agency == "00145"
    assert waits(other_unit) == [dossier.code]
    assert not cases.visible(other_unit).exists()
    actions.transfer(by=other_unit, at=moment(20, 10, 10), dossier=dossier.code)
    assert waits(other_unit) == [] and waits(posts["justice-1"]) == [dossier.code]
    actions.take(by=posts["justice-1"], at=moment(20, 11), dossier=dossier.code)
    with pytest.raises(NotAllowed):
        actions.finish_step(by=other_unit, at=moment(20, 11), dossier=dossier.code)
    actions.ask_supplement(
        by=posts["justice-1"],
        at=moment(20, 14),
        dossier=dossier.code,
        items=["Tờ khai"],
        reason="Thiếu chữ ký",
    )
    assert Case.objects.get(pk=dossier.pk).where == "00118"
    actions.supplement(by=other_unit, at=moment(23, 9), dossier=dossier.code)
    for post in ("justice-1", "office-head", "vice-chair"):
        actions.finish_step(by=posts[post], at=moment(23, 10), dossier=dossier.code)
    actions.issue_result(by=posts["justice-1"], at=moment(23, 11), dossier=dossier.code)
    assert waits(other_unit) == [dossier.code]
    actions.hand_over(by=other_unit, at=moment(23, 14), dossier=dossier.code)
    assert disagreements([evidence.CASES]) == []


def test_a_third_unit_sees_nothing_of_it(receive: Any, posts: Posts, other_unit: Actor) -> None:
    dossier = receive(procedure="1.004873")
    with pytest.raises(queries.NoSuchDossier):
        queries.one(other_unit, dossier.code)


def test_nobody_receives_for_another_province(other_unit: Actor) -> None:
    assert policies.can_receive(other_unit, "00145", elsewhere=True)
    assert not policies.can_receive(other_unit, "26740", elsewhere=False)


def test_a_specialist_receives_for_nobody(receive: Any, posts: Posts) -> None:
    with pytest.raises(NotAllowed):
        receive(by=posts["justice-1"], unit="00118")
