"""Signing in, the second factor, the pause after failures, the idle lock, the choice of a post (R16.16)."""

import datetime as dt
import json
import os
import re
from hashlib import sha256
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.contrib.auth import get_user
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

from motcua.base.journal import clock
from motcua.base.journal.models import Event
from motcua.base.journal.ports import SYSTEM
from motcua.base.people import actions
from motcua.base.people.models import Account
from motcua.faces.ui import session
from tests.base.people_samples import AT, PASSWORD, TODAY, account, post

pytestmark = pytest.mark.django_db
LOGIN = "/tai-khoan/login/"
SHORT = "cửa số 7"


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.at = AT

    def pass_(self, **span: float) -> None:
        """Let time pass."""
        self.at += dt.timedelta(**span)

    def __call__(self) -> dt.datetime:
        return self.at


@pytest.fixture(autouse=True)
def time_passes(monkeypatch: pytest.MonkeyPatch) -> Clock:
    moved = Clock()
    monkeypatch.setattr(clock, "now", moved)
    cache.clear()
    return moved


def sign_in(client: Client, username: str = "lan", password: str = PASSWORD, **more: Any) -> HttpResponse:
    return client.post(LOGIN, {"login": username, "password": password, **more})


def signed_in(client: Client) -> bool:
    request = HttpRequest()
    request.session = client.session
    return get_user(request).is_authenticated


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


# --- signing in ---------------------------------------------------------------------------------------------


def test_an_official_signs_in_with_name_and_password(client: Client) -> None:
    account("lan", post("one-stop-1", "receive"))
    answer = sign_in(client)
    assert (answer.status_code, answer.url) == (302, "/can-bo/")
    assert signed_in(client)
    assert Account.objects.get().used_on == TODAY


def test_a_wrong_password_says_so_without_saying_which(client: Client) -> None:
    account("lan")
    page = sign_in(client, password="sai rồi nhé bạn ơi").content.decode()
    other = sign_in(client, username="không có").content.decode()
    assert "Tên đăng nhập hoặc mật khẩu chưa đúng." in page
    assert "Tên đăng nhập hoặc mật khẩu chưa đúng." in other
    assert not signed_in(client)


def test_five_failures_pause_the_account_even_for_the_right_password(client: Client) -> None:
    account("lan")
    account("hoa")
    for n in range(4):
        assert sign_in(client, password=f"sai {n}").status_code == 200
    assert sign_in(client, password="sai 5").status_code == 429
    answer = sign_in(client)
    assert answer.status_code == 429
    assert "15 phút" in answer.content.decode()
    assert answer["Retry-After"] == "900"
    assert not signed_in(client)
    assert sign_in(client, " LAN ").status_code == 429
    assert sign_in(client, "hoa").status_code == 302
    elsewhere = Client(REMOTE_ADDR="10.0.0.9")
    assert sign_in(elsewhere).status_code == 302, "a stranger shuts nobody out of their own office"


def test_fifty_failures_from_anywhere_pause_the_account_for_everybody(client: Client) -> None:
    account("lan")
    account("hoa")
    for n in range(10):
        for k in range(5):
            sign_in(Client(REMOTE_ADDR=f"10.0.1.{n}"), password=f"sai {k}")
    assert sign_in(client).status_code == 429
    assert sign_in(client, "hoa").status_code == 302


def test_a_success_forgets_earlier_failures(client: Client) -> None:
    account("lan")
    for round_ in range(3):
        for n in range(4):
            assert sign_in(client, password=f"sai {round_} {n}").status_code == 200
        assert sign_in(client).status_code == 302
        client.logout()


def test_the_pause_ends(client: Client) -> None:
    account("lan")
    for n in range(5):
        sign_in(client, password=f"sai {n}")
    assert sign_in(client).status_code == 429
    with override_settings(AXES_COOLOFF_TIME=dt.timedelta(0)):
        assert sign_in(client).status_code == 302


def test_nobody_opens_an_account_for_themselves(client: Client) -> None:
    page = client.get("/tai-khoan/signup/")
    assert "do đơn vị cấp" in page.content.decode()
    client.post("/tai-khoan/signup/", {"username": "x", "password1": PASSWORD, "password2": PASSWORD})
    assert not Account.objects.exists()


@pytest.mark.parametrize("path", ["email/", "password/set/", "confirm-email/", "login/code/"])
def test_what_is_not_used_is_not_there(client: Client, path: str) -> None:
    assert client.get(f"/tai-khoan/{path}").status_code == 404


def test_a_closed_account_is_told_so(client: Client) -> None:
    holder = account("lan")
    actions.close_account(by=SYSTEM, at=AT, account=holder.pk, reason="left")
    page = client.get(sign_in(client).url).content.decode()
    assert "không còn mở" in page
    assert not signed_in(client)


def test_after_45_idle_days_the_account_closes_at_sign_in_and_says_why(
    client: Client, time_passes: Clock
) -> None:
    account("lan")
    time_passes.pass_(days=44)
    assert sign_in(client).status_code == 302
    assert signed_in(client)
    client.logout()
    time_passes.pass_(days=46)
    answer = sign_in(client)
    assert not signed_in(client)
    page = client.get(answer.url).content.decode()
    assert "45 ngày" in page
    assert not Account.objects.get().is_active
    assert Event.objects.get(kind="account.closed").by_post == "system"


def test_the_configuration_pages_use_the_same_sign_in(client: Client) -> None:
    answer = client.get("/quan-tri/", follow=True)
    assert answer.redirect_chain[-1][0].startswith(LOGIN)


# --- passwords and the second factor ------------------------------------------------------------------------


def change_password(client: Client, new: str, old: str = PASSWORD) -> HttpResponse:
    data = {"oldpassword": old, "password1": new, "password2": new}
    return client.post("/tai-khoan/password/change/", data)


def test_a_short_password_needs_a_second_factor(client: Client) -> None:
    holder = account("lan")
    sign_in(client)
    assert "ít nhất 14 ký tự" in change_password(client, SHORT).content.decode()
    Authenticator.objects.create(user=holder, type="totp", data={"secret": "x"})
    assert change_password(client, SHORT).status_code == 302
    assert Account.objects.get().short_password
    assert change_password(client, "cửa 7", SHORT).status_code == 200


def confirm(client: Client, password: str = PASSWORD) -> None:
    """Confirm by password that it is still oneself."""
    answer = client.post("/tai-khoan/reauthenticate/", {"password": password})
    assert answer.status_code == 302, answer.content.decode()


def set_totp(holder: Account) -> str:
    secret = generate_totp_secret()
    TOTP.activate(holder, secret)
    return secret


def test_the_second_factor_is_asked_and_its_secret_is_encrypted(client: Client) -> None:
    secret = set_totp(account("lan", post("one-stop-1", "receive")))
    assert secret not in str(Authenticator.objects.values())
    answer = sign_in(client, next="/can-bo/x")
    assert answer.url.startswith("/tai-khoan/2fa/authenticate/")
    assert not signed_in(client)
    wrong = client.post("/tai-khoan/2fa/authenticate/", {"code": "000000"})
    assert "Mã chưa đúng" in wrong.content.decode()
    right = client.post("/tai-khoan/2fa/authenticate/", {"code": code_of(secret)})
    assert right.url == "/can-bo/x"
    assert signed_in(client)
    assert "Vị trí one-stop-1" in client.get("/tai-khoan/2fa/").content.decode()


def test_guessing_codes_is_slowed_down(client: Client) -> None:
    secret = set_totp(account("lan"))
    sign_in(client)
    for n in range(6):
        client.post("/tai-khoan/2fa/authenticate/", {"code": f"00000{n}"})
    client.post("/tai-khoan/2fa/authenticate/", {"code": code_of(secret)})
    assert not signed_in(client)


def test_the_second_factor_stays_while_the_password_is_short(client: Client) -> None:
    holder = account("lan")
    secret = set_totp(holder)
    sign_in(client)
    client.post("/tai-khoan/2fa/authenticate/", {"code": code_of(secret)})
    assert change_password(client, SHORT).status_code == 302
    confirm(client, SHORT)
    refused = client.post("/tai-khoan/2fa/totp/deactivate/")
    assert "ngắn hơn 14 ký tự" in refused.content.decode()
    assert Authenticator.objects.filter(type="totp").exists()
    assert change_password(client, PASSWORD, SHORT).status_code == 302
    confirm(client)
    client.post("/tai-khoan/2fa/totp/deactivate/")
    assert not Authenticator.objects.filter(type="totp").exists()


def test_the_last_passkey_stays_while_the_password_is_short(client: Client) -> None:
    holder = account("lan")
    sign_in(client)
    key = Authenticator.objects.create(
        user=holder, type="webauthn", data={"name": "Khóa 1", "credential": {}}
    )
    Account.objects.update(short_password=True)
    confirm(client)
    client.post(f"/tai-khoan/2fa/webauthn/keys/{key.pk}/remove/")
    assert Authenticator.objects.filter(pk=key.pk).exists()
    Account.objects.update(short_password=False)
    client.post(f"/tai-khoan/2fa/webauthn/keys/{key.pk}/remove/")
    assert not Authenticator.objects.filter(pk=key.pk).exists()


@override_settings(ADMIN_SECOND_FACTOR=True)
def test_an_administrator_sets_a_second_factor_before_anything_else(client: Client) -> None:
    account("minh", post("admin", "admin"))
    sign_in(client, "minh")
    assert client.get("/can-bo/chuc-vu").url == "/tai-khoan/2fa/"
    assert client.get("/quan-tri/").url == "/tai-khoan/2fa/"
    assert client.get("/tai-khoan/2fa/").status_code == 200
    confirm(client)
    page = client.get("/tai-khoan/2fa/totp/activate/").content.decode()
    secret = re.search(r"<code[^>]*>([A-Z2-7]+)</code>", page)
    assert secret
    client.post("/tai-khoan/2fa/totp/activate/", {"code": code_of(secret[1])})
    assert Authenticator.objects.filter(type="totp").exists()
    assert client.get("/can-bo/chuc-vu").status_code == 200


def test_a_temporary_password_is_changed_before_anything_else(client: Client) -> None:
    account("lan", post("one-stop-1", "receive"))
    given = actions.reset_password(by=SYSTEM, at=AT, account="lan")
    sign_in(client, password=given)
    assert client.get("/can-bo/chuc-vu").url == "/tai-khoan/password/change/"
    own = "một câu của riêng tôi"
    client.post("/tai-khoan/password/change/", {"oldpassword": given, "password1": own, "password2": own})
    assert client.get("/can-bo/chuc-vu").status_code == 200
    assert not Account.objects.get(username="lan").temporary_password


@override_settings(ADMIN_SECOND_FACTOR=True)
def test_others_are_not_asked_for_a_second_factor(client: Client) -> None:
    account("lan", post("one-stop-1", "receive"))
    sign_in(client)
    assert client.get("/can-bo/chuc-vu").status_code == 200


class Device:
    """A passkey in software: makes a key, answers challenges (ES256, user verified)."""

    def __init__(self) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = os.urandom(16)
        self.count = 0
        self.user = b""

    def _data(self, flags: int, credential: bytes = b"") -> AuthenticatorData:
        self.count += 1
        return AuthenticatorData.create(sha256(b"testserver").digest(), flags, self.count, credential)

    def _said(self, kind: str, challenge: str) -> CollectedClientData:
        return CollectedClientData.create(kind, challenge, "http://testserver")

    def _credential(self, response: dict[str, Any]) -> dict[str, Any]:
        name = websafe_encode(self.id)
        return {"id": name, "rawId": name, "type": "public-key", "response": response}

    def _made(self) -> AttestationObject:
        public = ES256.from_cryptography_key(self.key.public_key())
        known = AttestedCredentialData.create(b"\0" * 16, self.id, public)
        return AttestationObject.create("none", self._data(0x45, known), {})

    def register(self, options: dict[str, Any]) -> dict[str, Any]:
        """Answer to a page that adds a passkey."""
        asked = options["publicKey"]
        self.user = websafe_decode(asked["user"]["id"])
        said = self._said("webauthn.create", asked["challenge"])
        return {
            **self._credential(
                {"clientDataJSON": said.b64, "attestationObject": websafe_encode(bytes(self._made()))}
            ),
            "clientExtensionResults": {"credProps": {"rk": True}},
        }

    def answer(self, options: dict[str, Any]) -> dict[str, Any]:
        """Answer to a page that signs in."""
        data = self._data(0x05)
        said = self._said("webauthn.get", options["publicKey"]["challenge"])
        signature = self.key.sign(bytes(data) + said.hash, ec.ECDSA(hashes.SHA256()))
        response = {
            "clientDataJSON": said.b64,
            "authenticatorData": websafe_encode(bytes(data)),
            "signature": websafe_encode(signature),
            "userHandle": websafe_encode(self.user),
        }
        return {**self._credential(response), "clientExtensionResults": {}}

    def stored(self) -> dict[str, Any]:
        """As it lies in the table, without the ceremony."""
        said = self._said("webauthn.create", "AAAA")
        response = {"clientDataJSON": said.b64, "attestationObject": websafe_encode(bytes(self._made()))}
        return {"name": "Khóa 1", "credential": self._credential(response)}


def add_passkey(client: Client) -> Device:
    device = Device()
    page = client.get("/tai-khoan/2fa/webauthn/add/").content.decode()
    options = re.search(r'<script id="js_data"[^>]*>(.*?)</script>', page)
    assert options
    credential = device.register(json.loads(options[1])["creation_options"])
    answer = client.post(
        "/tai-khoan/2fa/webauthn/add/",
        {"name": "Máy quầy 1", "passwordless": "on", "credential": json.dumps(credential)},
    )
    assert answer.status_code == 302, re.findall(r"errorlist.*", answer.content.decode())
    return device


def passkey_login(client: Client, device: Device) -> HttpResponse:
    asked = client.get(
        "/tai-khoan/2fa/webauthn/login/", headers={"X-Requested-With": "XMLHttpRequest"}
    ).json()
    credential = device.answer(asked["request_options"])
    return client.post("/tai-khoan/2fa/webauthn/login/", {"credential": json.dumps(credential)})


def test_a_passkey_opens_the_account_without_a_password_even_while_passwords_are_paused(
    client: Client,
) -> None:
    account("lan", post("one-stop-1", "receive"))
    sign_in(client)
    confirm(client)
    device = add_passkey(client)
    assert Authenticator.objects.filter(type="webauthn").count() == 1
    assert "Máy quầy 1" in client.get("/tai-khoan/2fa/webauthn/").content.decode()
    client.logout()
    for n in range(5):
        sign_in(client, password=f"sai {n}")
    assert sign_in(client).status_code == 429
    answer = passkey_login(client, device)
    assert answer.status_code == 302
    assert signed_in(client)


def test_another_device_does_not_open_the_account(client: Client) -> None:
    account("lan")
    sign_in(client)
    confirm(client)
    known = add_passkey(client)
    client.logout()
    stranger = Device()
    stranger.id, stranger.user = known.id, known.user
    passkey_login(client, stranger)
    assert not signed_in(client)


def test_an_idle_account_is_closed_for_passkeys_too(client: Client, time_passes: Clock) -> None:
    account("lan")
    sign_in(client)
    confirm(client)
    device = add_passkey(client)
    client.logout()
    time_passes.pass_(days=46)
    passkey_login(client, device)
    assert not signed_in(client)
    assert not Account.objects.get().is_active


# --- the lock -----------------------------------------------------------------------------------------------


def test_after_a_quarter_of_an_hour_the_screen_locks_and_comes_back_to_the_same_page(
    client: Client, time_passes: Clock
) -> None:
    account("lan", post("one-stop-1", "receive"))
    sign_in(client)
    time_passes.pass_(minutes=14, seconds=59)
    assert client.get("/can-bo/chuc-vu?x=1").status_code == 200
    time_passes.pass_(minutes=15)
    answer = client.get("/can-bo/chuc-vu?x=1")
    assert answer.url == "/tai-khoan/login/?next=%2Fcan-bo%2Fchuc-vu%3Fx%3D1"
    assert not signed_in(client)
    page = client.get(answer.url).content.decode()
    assert "Màn hình đã khóa" in page
    assert "15 phút" in page
    assert 'value="lan"' in page
    again = client.post(answer.url, {"login": "lan", "password": PASSWORD, "next": "/can-bo/chuc-vu?x=1"})
    assert again.url == "/can-bo/chuc-vu?x=1"
    assert "locked" not in client.session


def test_an_administrator_s_screen_locks_after_five_minutes(client: Client, time_passes: Clock) -> None:
    account("minh", post("admin", "admin"))
    with override_settings(ADMIN_SECOND_FACTOR=False):
        sign_in(client, "minh")
    time_passes.pass_(minutes=4)
    assert client.get("/can-bo/chuc-vu").status_code == 200
    time_passes.pass_(minutes=5)
    assert client.get("/can-bo/chuc-vu").status_code == 302


def test_a_form_sent_after_the_lock_leads_back_to_its_page(client: Client, time_passes: Clock) -> None:
    account("lan", post("one-stop-1", "receive"))
    sign_in(client)
    time_passes.pass_(minutes=20)
    page = "http://testserver/can-bo/tiep-nhan?thu-tuc=1"
    answer = client.post("/can-bo/chuc-vu", {"post": "one-stop-1"}, headers={"Referer": page})
    assert answer.url == "/tai-khoan/login/?next=%2Fcan-bo%2Ftiep-nhan%3Fthu-tuc%3D1"
    assert "post" not in client.session


def test_a_script_s_request_after_the_lock_moves_the_whole_page(client: Client, time_passes: Clock) -> None:
    account("lan", post("one-stop-1", "receive"))
    sign_in(client)
    time_passes.pass_(minutes=20)
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/can-bo/tiep-nhan"}
    answer = client.get("/can-bo/chuc-vu", headers=headers)
    assert answer.status_code == 204
    assert answer["HX-Redirect"] == "/tai-khoan/login/?next=%2Fcan-bo%2Ftiep-nhan"


def test_a_foreign_page_is_never_come_back_to(client: Client, time_passes: Clock) -> None:
    account("lan", post("one-stop-1", "receive"))
    sign_in(client)
    time_passes.pass_(minutes=20)
    answer = client.post("/can-bo/chuc-vu", headers={"Referer": "https://evil.example/x"})
    assert answer.url == "/tai-khoan/login/?next=%2Fcan-bo%2F"


def test_what_a_page_asks_by_itself_does_not_keep_the_screen_open(client: Client, time_passes: Clock) -> None:
    account("lan", post("one-stop-1", "receive"))
    sign_in(client)
    for _ in range(3):
        time_passes.pass_(minutes=4)
        assert client.get("/can-bo/chuc-vu", headers={"X-Background": "1"}).status_code == 200
    time_passes.pass_(minutes=4)
    assert client.get("/can-bo/chuc-vu").status_code == 302


def test_the_moment_last_seen_is_written_at_most_once_a_minute(client: Client, time_passes: Clock) -> None:
    account("lan", post("one-stop-1", "receive"))
    sign_in(client)
    client.get("/can-bo/chuc-vu")

    def writes() -> int:
        with CaptureQueriesContext(connection) as run:
            client.get("/can-bo/chuc-vu")
        return sum(query["sql"].startswith(("UPDATE", "INSERT")) for query in run)

    time_passes.pass_(seconds=59)
    assert writes() == 0
    time_passes.pass_(seconds=2)
    assert writes() == 1
    assert writes() == 0


def test_visitors_are_never_locked_and_get_no_session(client: Client, time_passes: Clock) -> None:
    client.get(LOGIN)
    time_passes.pass_(hours=3)
    assert client.get(LOGIN).status_code == 200
    assert "sessionid" not in client.cookies


def test_the_post_chosen_survives_the_lock(client: Client, time_passes: Clock) -> None:
    account("lan", post("one-stop-1", "receive"), post("one-stop-2", "return"))
    sign_in(client)
    client.post("/can-bo/chuc-vu", {"post": "one-stop-2"})
    time_passes.pass_(minutes=16)
    client.get("/can-bo/chuc-vu")
    sign_in(client)
    assert client.session["post"] == "one-stop-2"


# --- the post of a session ----------------------------------------------------------------------------------


def request_of(client: Client, path: str = "/can-bo/") -> HttpRequest:
    request = RequestFactory().get(path)
    request.session = client.session
    request.user = get_user(request)
    return request


def test_one_post_needs_no_choice_and_is_looked_up_once(client: Client) -> None:
    account("lan", post("one-stop-1", "receive"))
    sign_in(client)
    request = request_of(client)
    with CaptureQueriesContext(connection) as run:
        actor = session.actor_of(request)
        assert session.actor_of(request) is actor
    assert len(run) <= 2
    assert actor
    assert actor.post == "one-stop-1"


def test_several_posts_wait_for_a_choice(client: Client) -> None:
    account("lan", post("one-stop-1", "receive"), post("one-stop-2", "return"))
    sign_in(client)
    assert session.actor_of(request_of(client)) is None
    page = client.get("/can-bo/chuc-vu?next=/can-bo/x").content.decode()
    assert "Vị trí one-stop-1" in page
    assert "Vị trí one-stop-2" in page
    answer = client.post("/can-bo/chuc-vu", {"post": "one-stop-2", "next": "/can-bo/x"})
    assert answer.url == "/can-bo/x"
    actor = session.actor_of(request_of(client))
    assert actor
    assert actor.post == "one-stop-2"


def test_a_post_of_somebody_else_cannot_be_chosen(client: Client) -> None:
    account("lan", post("one-stop-1", "receive"))
    post("chair", "sign")
    sign_in(client)
    for wanted in ("chair", "one-stop-1>chair", "", "system"):
        client.post("/can-bo/chuc-vu", {"post": wanted})
        actor = session.actor_of(request_of(client))
        assert actor
        assert actor.post == "one-stop-1"


def test_acting_for_another_post_is_chosen_and_ends_with_the_delegation(
    client: Client, time_passes: Clock
) -> None:
    account("hoa", post("vice-chair", "review"))
    post("chair", "sign")
    actions.delegate(
        by=SYSTEM, at=AT, from_post="chair", to_post="vice-chair", duties=["sign"], valid_from=TODAY,
        valid_to=TODAY + dt.timedelta(days=1), instrument="45/GUQ-UBND",
    )  # fmt: skip
    sign_in(client, "hoa")
    assert "theo ủy quyền của Chủ tịch UBND phường" in client.get("/can-bo/chuc-vu").content.decode()
    client.post("/can-bo/chuc-vu", {"post": "vice-chair>chair"})
    actor = session.actor_of(request_of(client))
    assert actor
    assert (actor.post, actor.on_behalf_of, actor.duties) == ("vice-chair", "chair", {"sign"})
    time_passes.pass_(days=1)
    actor = session.actor_of(request_of(client))
    assert actor
    assert (actor.on_behalf_of, actor.duties) == ("", {"review"})


def test_the_choice_never_leads_to_a_foreign_page(client: Client) -> None:
    account("lan", post("one-stop-1", "receive"))
    sign_in(client)
    answer = client.post("/can-bo/chuc-vu", {"post": "one-stop-1", "next": "https://evil.example/"})
    assert answer.url == "/can-bo/"


def test_views_for_officials_lead_to_the_sign_in_or_the_choice(client: Client) -> None:
    seen: list[str] = []

    @session.official
    def view(request: HttpRequest) -> HttpResponse:
        seen.append(request.actor.post)  # type: ignore[attr-defined]
        return HttpResponse("ok")

    account("lan", post("one-stop-1", "receive"), post("one-stop-2", "return"))
    assert view(request_of(client)).url == "/tai-khoan/login/?next=/can-bo/"  # type: ignore[attr-defined]
    sign_in(client)
    assert view(request_of(client)).url == "/can-bo/chuc-vu?next=%2Fcan-bo%2F"  # type: ignore[attr-defined]
    client.post("/can-bo/chuc-vu", {"post": "one-stop-1"})
    answer = view(request_of(client))
    assert "no-store" in answer["Cache-Control"]
    assert seen == ["one-stop-1"]


# --- every page ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["account_login", "account_inactive", "account_signup", "account_reset_password"]
)
def test_pages_for_anybody_render(client: Client, name: str) -> None:
    page = client.get(reverse(name))
    assert page.status_code == 200
    assert "<h1>" in page.content.decode()


@pytest.mark.parametrize(
    "name",
    [
        "account_logout", "account_reauthenticate", "account_change_password", "mfa_index",
        "mfa_reauthenticate", "mfa_activate_totp", "mfa_deactivate_totp", "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_list_webauthn", "mfa_add_webauthn", "mfa_reauthenticate_webauthn", "desk:posts",
    ],
)  # fmt: skip
def test_pages_of_one_s_own_account_render(client: Client, name: str) -> None:
    holder = account("lan", post("one-stop-1", "receive"))
    sign_in(client)
    if name in {
        "mfa_deactivate_totp",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_reauthenticate",
    }:
        set_totp(holder)
    if name == "mfa_reauthenticate_webauthn":
        Authenticator.objects.create(user=holder, type="webauthn", data=Device().stored())
    if name not in {"account_reauthenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn"}:
        confirm(client)
    if name == "mfa_view_recovery_codes":
        client.post(reverse("mfa_generate_recovery_codes"))
    page = client.get(reverse(name))
    assert page.status_code == 200, page
    text = page.content.decode()
    assert "<h1>" in text
    assert not re.search(r">\s*(Password|Code|Sign|Activate|Continue)\b", text)
    assert not re.search(r"<script(?![^>]*(?:src=|application/json))", text)


def test_signing_out(client: Client) -> None:
    account("lan")
    sign_in(client)
    assert client.post("/tai-khoan/logout/").url == "/"
    assert not signed_in(client)
