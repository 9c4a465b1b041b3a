""" "5 tại chỗ" (R1.9): everything at the centre, in one visit."""

import dataclasses
import datetime as dt
from collections.abc import Mapping
from typing import Any

import pytest

from motcua.areas.cases.evidence import disagreements
from motcua.areas.dossiers import actions, evidence, queries
from motcua.areas.dossiers.models import Dossier
from motcua.areas.procedures.actions import publish
from motcua.base.journal.ports import SYSTEM, Actor
from motcua.base.orgs.actions import open_post
from motcua.base.people.queries import actor_for_post
from tests import world

Posts = Mapping[str, Actor]
TZ = world.TZ
CENTRE = ("centre-process", "centre-sign")


def moment(day: int, hour: int, minute: int = 0) -> dt.datetime:
    return dt.datetime(2026, 11, day, hour, minute, tzinfo=TZ)


@pytest.fixture
def centre(posts: Posts) -> dict[str, Actor]:
    """A specialist and a signing authority who sit at the centre, and a procedure done wholly there."""
    on = dt.date(2026, 1, 1)
    for code, duties in zip(CENTRE, (["process", "review", "stamp"], ["sign"]), strict=True):
        open_post(
            code=code, title=code, unit="00145-ttpvhcc", duties=duties, fields=["Hộ tịch"], valid_from=on, by=SYSTEM,
            at=world.FOUNDED,
        )  # fmt: skip
    record = dataclasses.replace(world.SINGLE, on_the_spot=5, sequence="Giải quyết tại chỗ.")
    publish(procedure=record, valid_from=on, by=SYSTEM, at=world.FOUNDED)
    return {**posts, **{code: actor_for_post(code, on) for code in CENTRE}}


def through(dossier: Dossier, centre: Posts, at: dt.datetime, *, signs: str = "centre-sign") -> None:
    specialist = centre["centre-process"]
    actions.transfer(by=centre["one-stop-1"], at=at, dossier=dossier.code)
    actions.take(by=specialist, at=at, dossier=dossier.code)
    for by in (specialist, specialist, centre[signs]):
        actions.finish_step(by=by, at=at, dossier=dossier.code)
    actions.issue_result(by=specialist, at=at, dossier=dossier.code)


def test_received_decided_and_returned_in_one_visit(receive: Any, centre: Posts) -> None:
    dossier = receive(procedure="1.004873", at=moment(20, 9))
    through(dossier, centre, moment(20, 9, 20))
    actions.hand_over(by=centre["one-stop-1"], at=moment(20, 9, 40), dossier=dossier.code)
    assert Dossier.objects.get(pk=dossier.pk).one_visit is True
    again = receive(procedure="1.004873", at=moment(20, 10))
    through(again, centre, moment(20, 10, 20))
    actions.hand_over(by=centre["one-stop-2"], at=moment(23, 8), dossier=again.code)
    assert Dossier.objects.get(pk=again.pk).one_visit is False
    counted = queries.on_the_spot(centre["chair"], moment(1, 0), moment(30, 0))
    assert (counted.count(), counted.filter(dossier__one_visit=True).count()) == (2, 1)
    assert disagreements([evidence.CASES]) == []


def test_a_step_done_elsewhere_is_not_on_the_spot(receive: Any, centre: Posts) -> None:
    dossier = receive(procedure="1.004873", at=moment(20, 9))
    through(dossier, centre, moment(20, 9, 20), signs="vice-chair")
    actions.hand_over(by=centre["one-stop-1"], at=moment(20, 9, 40), dossier=dossier.code)
    assert Dossier.objects.get(pk=dossier.pk).one_visit is False


def test_what_was_said_of_a_row_before_a_column_was_added_stays_true(receive: Any) -> None:
    dossier = receive()
    said = evidence.of_rows("x", [dossier])["dossier"]
    values = {name: getattr(dossier, name) for name in evidence.COLUMNS[Dossier]}
    for name in ("answers", "stage", "on_the_spot", "one_visit"):
        del values[name]
    from motcua.areas.cases.evidence import digest

    assert said == digest("x", "dossier", values)
