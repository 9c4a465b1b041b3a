"""Who is in charge of which field of work: given under a decision, asked by day, published, ended (S097)."""

import datetime as dt
from collections.abc import Mapping

import pytest
from django.test import Client

from motcua.base.journal.models import Event
from motcua.base.journal.ports import SYSTEM, Actor
from motcua.base.people import actions, queries
from motcua.base.people.models import Account, Holding, Stewardship
from motcua.base.people.verification import disagreements
from motcua.rules.impossible import Invalid, NotAllowed
from tests import world
from tests.faces.at_desk import Official, words

DAY = dt.timedelta(days=1)
HERE, PUBLIC = "/can-bo/phu-trach/", "/nguoi-phu-trach/"
GIVEN = {
    "field": "dan-van",
    "unit": "00145",
    "post": "vice-chair",
    "valid_from": "2026-11-20",
    "instrument": "88/QĐ-UBND",
}


def give(by: Actor, at: dt.datetime, **over: object) -> Stewardship:
    said = {**GIVEN, "valid_from": at.date(), **over}
    return actions.put_in_charge(by=by, at=at, **said)  # type: ignore[arg-type]


def names(at: dt.datetime, on: dt.date, field: str = "dan-van") -> list[str]:
    return [name for one in queries.in_charge(world.WARD, on, field) for name in one.names]


def test_who_was_in_charge_on_a_day(ward: str, posts: Mapping[str, Actor], at: dt.datetime) -> None:
    chair, on = posts["chair"], at.date()
    first = give(chair, at, valid_from=on - 100 * DAY)
    with pytest.raises(actions.InCharge, match="Phó Chủ tịch UBND phường đang phụ trách"):
        give(chair, at, post="chair")
    give(chair, at, unit="00145-vhxh", post="social-1")
    actions.end_stewardship(by=chair, at=at, stewardship=first.pk, valid_to=on)
    with pytest.raises(actions.AlreadyEnded):
        actions.end_stewardship(by=chair, at=at, stewardship=first.pk, valid_to=on)
    give(posts["office-head"], at, post="chair", valid_to=on + 30 * DAY)
    assert names(at, on - DAY) == ["Ngô Thanh Bình"]
    assert names(at, on) == ["Đặng Hoàng Long", "Bùi Ngọc Diệp"], "of the agency itself first"
    assert names(at, on + 30 * DAY) == ["Bùi Ngọc Diệp"] and names(at, on - 101 * DAY) == []
    assert "Công tác dân vận chính quyền" in queries.uncharged(world.WARD, on + 30 * DAY)
    assert "Công tác dân vận chính quyền" not in queries.uncharged(world.WARD, on)


def test_whoever_holds_the_post_then_is_in_charge(
    ward: str, posts: Mapping[str, Actor], at: dt.datetime
) -> None:
    on = at.date()
    give(posts["chair"], at, valid_from=on - 30 * DAY)
    held = Holding.objects.get(post__code="vice-chair")
    actions.end_appointment(by=SYSTEM, at=at, holding=held.pk, valid_to=on)
    other = Account.objects.get(username="social-1")
    actions.appoint(by=SYSTEM, at=at, account=other, post="vice-chair", valid_from=on, instrument="9/QĐ")
    assert names(at, on - DAY) == ["Ngô Thanh Bình"] and names(at, on) == ["Bùi Ngọc Diệp"]


def test_only_who_leads_gives_and_every_fault_is_told(
    ward: str, posts: Mapping[str, Actor], at: dt.datetime
) -> None:
    with pytest.raises(NotAllowed):
        give(posts["social-1"], at)
    with pytest.raises(Invalid) as wrong:
        give(
            posts["chair"], at, unit="00118", field="x", post="bo-de-one-stop-1", instrument="",
            valid_to=at.date() - DAY,
        )  # fmt: skip
    assert {fault.field for fault in wrong.value.faults} == {
        "unit",
        "field",
        "post",
        "instrument",
        "valid_to",
    }
    with pytest.raises(Invalid):
        give(posts["chair"], at, post="admin")


def test_the_journal_names_posts_and_a_change_by_hand_is_found(
    ward: str, posts: Mapping[str, Actor], at: dt.datetime
) -> None:
    made = give(posts["chair"], at)
    said = Event.objects.get(subject=made.subject)
    assert said.facts["post"] == "vice-chair" and "Bình" not in str(said.facts)
    assert list(disagreements()) == []
    Stewardship.objects.filter(pk=made.pk).update(valid_from=at.date() - 9 * DAY)
    assert len(list(disagreements())) == 1
    Stewardship.objects.all().delete()
    assert len(list(disagreements())) == 1


def test_the_pages(ward: str, clock: object, posts: Mapping[str, Actor], at: dt.datetime) -> None:
    chair, social = Official("chair"), Official("social-1")
    assert "Ngày này chưa ghi phân công" in words(social.get(HERE))
    assert chair.post(HERE, **{**GIVEN, "instrument": ""}).status_code == 422
    assert chair.post(HERE, **GIVEN).status_code == 302
    again = chair.post(HERE, **GIVEN)
    assert again.status_code == 422 and "Kết thúc phân công đó trước" in words(again)
    assert social.post(HERE, **GIVEN).status_code == 403
    shown = words(social.get(HERE))
    assert "Ngô Thanh Bình" in shown and "88/QĐ-UBND" in shown and "Thôi phụ trách" not in shown
    assert "Ngô Thanh Bình" not in words(social.get(HERE, ngay="2026-11-19"))
    assert social.get(HERE, ngay="x").status_code == 200
    public = words(Client().get(PUBLIC))
    assert "Công tác dân vận chính quyền" in public and "Ngô Thanh Bình" in public
    made = Stewardship.objects.get()
    assert social.post(f"{HERE}{made.pk}/thoi").status_code == 403
    assert Official("bo-de-one-stop-1").post(f"{HERE}{made.pk}/thoi").status_code == 404
    assert chair.post(f"{HERE}{made.pk}/thoi").status_code == 302
    assert "Ngô Thanh Bình" not in words(Client().get(PUBLIC))
