"""Initiatives: proposed by a post, judged by another, done elsewhere too, counted in the yearly report (S076)."""

import datetime as dt
from collections.abc import Mapping

import pytest

from motcua.areas.indicators.queries.tables import COUNTED
from motcua.areas.initiatives import actions, evidence, queries
from motcua.areas.initiatives.models import Initiative
from motcua.base.journal.models import Event
from motcua.base.journal.ports import Actor
from motcua.rules.impossible import Invalid, NotAllowed
from tests import world
from tests.faces.at_desk import Official, words

Posts = Mapping[str, Actor]
DAY = dt.timedelta(days=1)
HERE = "/can-bo/sang-kien/"
SAID = {
    "field": "cai-cach-hanh-chinh", "title": "Phiếu kiểm tra giấy tờ in sẵn", "problem": "Dân đi lại nhiều",
    "solution": "In sẵn phiếu", "benefit": "Bớt một lần đi lại",
}  # fmt: skip


def proposed(by: Actor, at: dt.datetime, **over: str) -> Initiative:
    return actions.propose(by=by, at=at, **{**SAID, **over})


def recognised(by: Actor, at: dt.datetime, code: str) -> Initiative:
    return actions.recognise(
        by=by,
        at=at,
        initiative=code,
        number="214/QĐ-UBND",
        decided_on=at.date(),
        reach="unit",
        opinion="Làm được ngay",
    )


def test_from_the_proposal_to_where_else_it_is_done(ward: str, posts: Posts, at: dt.datetime) -> None:
    made, chair = proposed(posts["land-1"], at), posts["chair"]
    assert queries.waiting(chair) == 1 and queries.waiting(posts["land-1"]) == 0
    with pytest.raises(actions.NotNow):
        actions.replicate(by=chair, at=at, initiative=made, where="Phường Bồ Đề", on=at.date())
    recognised(chair, at, made.code)
    with pytest.raises(actions.NotNow):
        actions.decline(by=chair, at=at, initiative=made.code, opinion="Không")
    actions.replicate(by=posts["social-1"], at=at, initiative=made.code, where="Phường Bồ Đề", on=at.date())
    assert list(evidence.disagreements()) == []
    said = str([event.facts for event in Event.objects.filter(subject=made.subject)])
    assert "Phiếu" not in said and "Bồ Đề" not in said, "no words in the journal"
    Initiative.objects.update(reach="nation")
    assert len(list(evidence.disagreements())) == 1


def test_nobody_judges_their_own_and_every_fault_is_told(ward: str, posts: Posts, at: dt.datetime) -> None:
    own = proposed(posts["chair"], at)
    for by in ("chair", "land-1"):
        with pytest.raises(NotAllowed):
            recognised(posts[by], at, own.code)
    assert recognised(posts["vice-chair"], at, own.code).decided_by == "vice-chair"
    with pytest.raises(Invalid) as wrong:
        proposed(posts["land-1"], at, **dict.fromkeys(SAID, ""))
    assert {fault.field for fault in wrong.value.faults} == set(SAID)
    with pytest.raises(NotAllowed):
        proposed(posts["front"], at)
    with pytest.raises(queries.NoSuchInitiative):
        queries.one(posts["bo-de-one-stop-1"], own.code)


def test_reports_count_what_was_recognised(ward: str, posts: Posts, at: dt.datetime) -> None:
    chair, on = posts["chair"], at.date()
    first = proposed(posts["land-1"], at - 40 * DAY)
    proposed(posts["land-1"], at)
    recognised(chair, at, first.code)
    rows, codes, *_more = COUNTED["initiative"]
    found = rows({world.WARD}, on - 9 * DAY, on + DAY, at)
    assert {(row["came"], row["state"]): row["n"] for row in found} == {
        ("before", "recognised"): 1, ("in", "proposed"): 1,
    }  # fmt: skip
    assert codes is not None
    asked = [{"state": {"recognised"}, "field": {"cai-cach-hanh-chinh"}}]
    assert codes(chair, on - 9 * DAY, on + DAY, at, asked) == [first.code]
    assert rows({world.WARD}, on - 90 * DAY, on - 50 * DAY, at) == []


def test_the_pages(ward: str, clock: object, posts: Posts, at: dt.datetime) -> None:
    land, chair = Official("land-1"), Official("chair")
    assert land.post(f"{HERE}moi", **{**SAID, "title": ""}).status_code == 422
    made = land.post(f"{HERE}moi", **SAID)
    assert made.status_code == 302
    assert "1 sáng kiến chờ xét" in words(chair.get("/can-bo/"))
    assert "1 sáng kiến chờ xét" in words(chair.get(HERE)) and SAID["title"] in words(land.get(HERE))
    given = {"x-number": "214/QĐ-UBND", "x-decided_on": "2026-11-20", "x-reach": "unit", "x-opinion": "Tốt"}
    page = made["Location"]
    assert land.post(f"{page}/viec/recognise", **given).status_code == 403
    assert chair.post(f"{page}/viec/recognise", **{**given, "x-number": ""}).status_code == 422
    assert chair.post(f"{page}/viec/recognise", **given).status_code == 302
    assert (
        land.post(f"{page}/viec/replicate", **{"n-where": "Phường Bồ Đề", "n-on": "2026-11-20"}).status_code
        == 302
    )
    assert "Phường Bồ Đề" in words(land.get(page)) and "1 nơi" in words(
        land.get(HERE, **{"trang-thai": "recognised"})
    )
    assert Official("bo-de-one-stop-1").get(page).status_code == 404
