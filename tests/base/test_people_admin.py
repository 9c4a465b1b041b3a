"""The configuration pages of people: every change is an act of an administrator's post."""

import re

import pytest
from django.http import HttpResponse
from django.test import Client, override_settings

from motcua.base.journal import clock
from motcua.base.journal.models import Event
from motcua.base.people import queries
from motcua.base.people.models import Account, ApiToken, Delegation, Holding
from tests.base.people_samples import AT, PASSWORD, TODAY, account, post

pytestmark = pytest.mark.django_db
HOME = "/quan-tri/people"


@pytest.fixture(autouse=True)
def standing_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)


@pytest.fixture
def admin(client: Client) -> Client:
    """A client signed in as the administrator."""
    minh = account("minh", post("admin", "admin"))
    Account.objects.filter(pk=minh.pk).update(is_staff=True)
    with override_settings(ADMIN_SECOND_FACTOR=False):
        client.post("/tai-khoan/login/", {"login": "minh", "password": PASSWORD})
    return client


def choose(client: Client, page: str, action: str, pk: int) -> HttpResponse:
    return client.post(f"{HOME}/{page}/", {"action": action, "_selected_action": [pk]}, follow=True)


@pytest.mark.parametrize("page", ["account", "holding", "delegation", "apitoken"])
def test_pages_open_for_an_administrator_s_post(admin: Client, page: str) -> None:
    assert admin.get(f"{HOME}/{page}/").status_code == 200
    assert admin.get(f"{HOME}/{page}/add/").status_code == 200


@pytest.mark.parametrize(
    "page", ["law/parameter", "law/instrument", "law/relation", "orgs/unitversion", "orgs/succession", "orgs/post",
             "calendars/day", "calendars/week"],
)  # fmt: skip
def test_what_is_loaded_from_tables_is_shown_and_not_edited(admin: Client, page: str) -> None:
    """As docs/manual/quan-tri.md and docs/operate/install.md say."""
    assert f"/quan-tri/{page}/" in admin.get("/quan-tri/").content.decode()
    assert admin.get(f"/quan-tri/{page}/").status_code == 200
    assert admin.get(f"/quan-tri/{page}/add/").status_code == 403


@pytest.mark.parametrize("page", ["account", "holding", "delegation", "apitoken"])
@override_settings(ADMIN_SECOND_FACTOR=False)
def test_staff_without_the_duty_open_nothing(client: Client, page: str) -> None:
    lan = account("lan", post("chair", "sign", "head", "direct"))
    Account.objects.filter(pk=lan.pk).update(is_staff=True, is_superuser=True)
    client.post("/tai-khoan/login/", {"login": "lan", "password": PASSWORD})
    assert client.get(f"{HOME}/{page}/").status_code == 403
    assert client.get(f"{HOME}/{page}/add/").status_code == 403


def test_the_pages_speak_as_the_product_does(admin: Client) -> None:
    said = admin.get("/quan-tri/").content.decode() + admin.get(f"{HOME}/holding/add/").content.decode()
    assert "Một Cửa · Quản trị" in said
    for strange in (
        "Django",
        "Skip to main content",
        "Toggle theme",
        "Model name",
        "Add link",
        "Breadcrumbs",
    ):
        assert strange not in said


def test_accounts_are_offered_by_name(admin: Client) -> None:
    Account.objects.filter(username="minh").update(name="Lê Văn Minh")
    assert "Lê Văn Minh (minh)" in admin.get(f"{HOME}/holding/add/").content.decode()


def test_citizens_have_no_page(admin: Client) -> None:
    assert admin.get(f"{HOME}/citizen/").status_code == 404


def test_an_account_is_opened_with_a_temporary_password_shown_once(admin: Client) -> None:
    answer = admin.post(f"{HOME}/account/add/", {"username": "lan.tran", "name": "Trần Thị Lan"}, follow=True)
    shown = re.search(r"Mật khẩu tạm của lan\.tran: (\S+) ", answer.content.decode())
    assert shown
    assert Account.objects.get(username="lan.tran").check_password(shown[1])
    assert shown[1] not in admin.get(f"{HOME}/account/").content.decode()
    kinds = list(Event.objects.filter(by_post="admin").order_by("seq").values_list("kind", flat=True))
    assert kinds == ["account.opened", "account.password_reset"]


def test_a_refusal_is_said_on_the_page(admin: Client) -> None:
    answer = admin.post(f"{HOME}/account/add/", {"username": "hai từ", "name": ""})
    assert "Tên đăng nhập gồm chữ cái không dấu" in answer.content.decode()
    assert Account.objects.count() == 1


def test_accounts_are_closed_and_reopened_but_never_one_s_own(admin: Client) -> None:
    lan = account("lan")
    choose(admin, "account", "close", lan.pk)
    assert not Account.objects.get(pk=lan.pk).is_active
    choose(admin, "account", "reopen", lan.pk)
    assert Account.objects.get(pk=lan.pk).is_active
    own = Account.objects.get(username="minh")
    answer = choose(admin, "account", "close_left", own.pk)
    assert "không có quyền" in answer.content.decode()
    assert Account.objects.get(pk=own.pk).is_active


def test_appointing_and_ending(admin: Client) -> None:
    lan, reception = account("lan"), post("one-stop-1", "receive")
    data = {"account": lan.pk, "post": reception.pk, "valid_from": "2026-11-23", "instrument": "12/QĐ-UBND"}
    assert admin.post(f"{HOME}/holding/add/", data).status_code == 302
    assert [actor.post for actor in queries.actors_for_account(lan.pk, TODAY)] == ["one-stop-1"]
    assert Event.objects.filter(kind="post.appointed", by_post="admin").count() == 1
    choose(admin, "holding", "end_today", Holding.objects.get(account=lan).pk)
    assert queries.actors_for_account(lan.pk, TODAY) == []


def test_delegating_and_revoking(admin: Client) -> None:
    chair, deputy = post("chair", "sign"), post("vice-chair", "review")
    data = {
        "from_post": chair.pk, "to_post": deputy.pk, "duties": '["sign"]', "valid_from": "2026-11-23",
        "valid_to": "2026-12-01", "instrument": "45/GUQ-UBND",
    }  # fmt: skip
    assert admin.post(f"{HOME}/delegation/add/", data).status_code == 302
    choose(admin, "delegation", "revoke", Delegation.objects.get().pk)
    assert Delegation.objects.get().valid_to == TODAY
    refused = admin.post(f"{HOME}/delegation/add/", {**data, "duties": '["admin"]'})
    assert "không có nhiệm vụ nào" in refused.content.decode()


def test_a_token_is_shown_once_and_revoked(admin: Client) -> None:
    reception = post("one-stop-1", "receive")
    answer = admin.post(
        f"{HOME}/apitoken/add/", {"name": "máy quét", "post": reception.pk, "door": "api"}, follow=True
    )
    shown = re.search(r"mc_[\w-]{43}", answer.content.decode())
    assert shown
    actor = queries.actor_for_token(shown[0], TODAY)
    assert actor
    assert actor.post == "one-stop-1"
    choose(admin, "apitoken", "revoke", ApiToken.objects.get().pk)
    assert queries.actor_for_token(shown[0], TODAY) is None


@pytest.mark.parametrize("page", ["account", "holding"])
def test_nothing_is_deleted_or_edited_in_place(admin: Client, page: str) -> None:
    row = (Account if page == "account" else Holding).objects.first()
    assert row
    assert admin.post(f"{HOME}/{page}/{row.pk}/delete/", {"post": "yes"}).status_code == 403
    assert (
        admin.post(f"{HOME}/{page}/{row.pk}/change/", {"username": "x", "instrument": "x"}).status_code == 403
    )
    assert 'value="delete_selected"' not in admin.get(f"{HOME}/{page}/").content.decode()
