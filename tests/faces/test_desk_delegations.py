"""Ủy quyền at the desk: a post lets another act for it, for a while, and ends it."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from motcua.base.people.models import Account, Delegation
from motcua.base.people.queries import actors_for_account

GIVEN = {
    "to_post": "vice-chair", "duties": ["sign"], "valid_from": "2026-11-23", "last_day": "2026-11-27",
    "instrument": "12/QĐ-UBND",
}  # fmt: skip


@pytest.fixture
def signed_in(ward: str, clock: Callable[[dt.datetime], None]) -> Callable[[str], Client]:
    def client(username: str) -> Client:
        made = Client()
        made.force_login(
            Account.objects.get(username=username),
            backend="allauth.account.auth_backends.AuthenticationBackend",
        )
        return made

    return client


def page(client: Client) -> str:
    return client.get(reverse("desk:delegations")).content.decode()


def test_the_chair_lets_the_vice_chair_sign_for_five_days(
    signed_in: Callable[[str], Client], at: dt.datetime
) -> None:
    chair = signed_in("chair")
    asked = page(chair)
    assert 'name="duties" value="sign"' in asked
    assert 'name="duties" value="admin"' not in asked  # not a duty of this post
    assert 'value="chair"' not in asked  # nobody delegates to themselves
    assert chair.post(reverse("desk:delegations"), GIVEN).status_code == 302
    (given,) = Delegation.objects.all()
    assert (given.from_post.code, given.valid_to) == ("chair", dt.date(2026, 11, 28))
    assert "12/QĐ-UBND" in page(chair)
    vice = Account.objects.get(username="vice-chair")
    assert any(one.on_behalf_of == "chair" for one in actors_for_account(vice.pk, dt.date(2026, 11, 27)))
    held = page(signed_in("vice-chair"))
    assert "12/QĐ-UBND" in held
    assert "Chấm dứt" not in held  # it is the chair's to end
    assert "12/QĐ-UBND" not in page(signed_in("one-stop-1"))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"last_day": "2026-11-20"}, "last_day"),
        ({"to_post": "bo-de-one-stop-1"}, "to_post"),
        ({"duties": ["admin"]}, "duties"),
        ({"duties": []}, "duties"),
        ({"instrument": " "}, "instrument"),
        ({"instrument": "\u200b"}, "instrument"),
    ],
)
def test_what_is_to_be_mended_stands_at_its_field(
    change: dict[str, Any], field: str, signed_in: Callable[[str], Client]
) -> None:
    answer = signed_in("chair").post(reverse("desk:delegations"), GIVEN | change)
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in answer.content.decode()
    assert not Delegation.objects.exists()


def test_it_is_ended_by_the_post_that_gave_it(signed_in: Callable[[str], Client]) -> None:
    chair = signed_in("chair")
    chair.post(reverse("desk:delegations"), GIVEN)
    address = reverse("desk:revoke-delegation", args=[Delegation.objects.get().pk])
    assert signed_in("one-stop-1").post(address).status_code == 403
    assert chair.post(address).status_code == 302
    assert "12/QĐ-UBND" not in page(chair).replace("Đã chấm dứt", "")


def test_what_is_held_is_not_passed_on(signed_in: Callable[[str], Client]) -> None:
    signed_in("chair").post(reverse("desk:delegations"), GIVEN | {"valid_from": "2026-11-01"})
    vice = signed_in("vice-chair")
    session = vice.session
    session["post"] = "vice-chair>chair"
    session.save()
    assert "không ủy quyền tiếp được" in page(vice)
    assert vice.post(reverse("desk:delegations"), GIVEN | {"to_post": "office-head"}).status_code == 422


def test_the_menu_of_whoever_is_signed_in_leads_there(signed_in: Callable[[str], Client]) -> None:
    inbox = signed_in("chair").get("/can-bo/").content.decode()
    assert reverse("desk:delegations") in inbox
    assert reverse("set_language") in inbox
    assert reverse("admin:index") not in inbox
    admin = signed_in("admin")
    assert reverse("admin:index") in admin.get("/can-bo/").content.decode()


@pytest.mark.parametrize("taker", ["front", "inspector", "justice-1"])
def test_signing_goes_neither_to_another_body_nor_to_who_heads_nothing(
    signed_in: Callable[[str], Client], taker: str
) -> None:
    refused = signed_in("chair").post(reverse("desk:delegations"), {**GIVEN, "to_post": taker})
    assert refused.status_code == 422 and "chỉ giao cho cấp phó" in refused.content.decode()
    assert not Delegation.objects.exists()
    lent = signed_in("chair").post(reverse("desk:delegations"), {**GIVEN, "to_post": "office-head"})
    assert lent.status_code == 302
