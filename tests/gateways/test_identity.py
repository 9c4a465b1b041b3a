"""Citizens sign in by OpenID Connect: a real provider on this machine, and our own one of the demonstration."""

import base64
import datetime as dt
import hashlib
import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import oidc_provider_mock
import pytest
import requests
from django.conf import settings as product
from django.test import Client, override_settings
from django.urls import include, path

from motcua.base.people.choices import IDENTITY_KEY
from motcua.base.people.models import Account, Identity
from motcua.conf.urls import urlpatterns as ours
from motcua.gateways.identity import claims, demonstration
from motcua.gateways.identity.urls import demonstration as demonstration_urls
from motcua.rules.impossible import Impossible

NUMBER = "001191000101"
urlpatterns = [*demonstration_urls, *ours, path("nothing/", include([]))]


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    """A provider that speaks the whole protocol, with PKCE, on the loopback."""
    who = oidc_provider_mock.User(
        sub=NUMBER,
        claims={
            "name": "Nguyễn Thị Mai",
            "birthdate": "1991-03-08",
            "gender": "female",
            "phone_number": "+84901000101",
        },
    )
    with oidc_provider_mock.run_server_in_thread(user_claims=[who]) as server:
        yield f"http://127.0.0.1:{server.server_port}"


@pytest.fixture
def known(provider: str, settings: Any, ward: str, clock: Callable[[dt.datetime], None]) -> str:
    settings.IDENTITY = {"url": provider, "client": "motcua", "secret": "bí mật", "number": "sub", "acr": ""}
    return provider


def sent_to(client: Client, target: str = "/ho-so-cua-toi") -> str:
    """The provider's address to which signing in leads."""
    answer = client.get("/dinh-danh/dinh-danh/", {"next": target})
    assert answer.status_code == 302, answer.content[:300]
    return str(answer["Location"])


def back(address: str, sub: str = NUMBER) -> str:
    """What the provider answers when the person has signed in there: path and query of the way back."""
    answer = requests.post(address, data={"sub": sub}, allow_redirects=False, timeout=10)
    parts = urlsplit(answer.headers["Location"])
    return f"{parts.path}?{parts.query}"


def test_signing_in_writes_down_a_person_and_no_account(known: str) -> None:
    client, accounts = Client(), Account.objects.count()
    client.get("/dang-nhap")
    address = sent_to(client, "/ho-so-cua-toi?tu=day")
    asked = parse_qs(urlsplit(address).query)
    assert asked["code_challenge_method"] == ["S256"] and asked["response_type"] == ["code"]
    before = client.cookies["sessionid"].value
    answer = client.get(back(address))
    assert answer.status_code == 302 and answer["Location"] == "/ho-so-cua-toi?tu=day"
    assert client.cookies["sessionid"].value != before, "the session begins anew"
    page = client.get("/ho-so-cua-toi")
    assert page.status_code == 200 and "Nguyễn Thị Mai" in page.content.decode()
    person = Identity.objects.get()
    assert (person.name, person.id_number, person.sex, person.phone) == (
        "Nguyễn Thị Mai", NUMBER, "nu", "0901000101",
    )  # fmt: skip
    assert Account.objects.count() == accounts
    from allauth.socialaccount.models import SocialAccount

    assert not SocialAccount.objects.exists()
    assert NUMBER not in person.hash and client.get("/can-bo/")["Location"].startswith("/tai-khoan/login")


def test_the_same_person_is_the_same_whenever_they_come(known: str) -> None:
    for _ in range(2):
        client = Client()
        assert client.get(back(sent_to(client))).status_code == 302
    assert Identity.objects.count() == 1


def test_an_official_who_signs_in_as_citizen_is_no_official_any_more(known: str) -> None:
    client = Client()
    client.force_login(Account.objects.get(username="one-stop-1"))
    assert client.get("/can-bo/").status_code == 200
    client.get(back(sent_to(client)))
    assert client.session[IDENTITY_KEY]
    assert client.get("/can-bo/").status_code == 302, "the desk is closed"
    assert client.get("/ho-so-cua-toi").status_code == 200


def test_a_way_back_that_nobody_asked_for_leads_nowhere(known: str) -> None:
    client, other = Client(), Client()
    stolen = back(sent_to(other))
    answer = client.get(stolen)
    assert answer.status_code == 302 and answer["Location"] == "/dang-nhap?vi=loi"
    assert IDENTITY_KEY not in client.session and not Identity.objects.exists()
    cancelled = sent_to(client)
    state = parse_qs(urlsplit(cancelled).query)["state"][0]
    answer = client.get("/dinh-danh/dinh-danh/ve/", {"error": "access_denied", "state": state})
    assert answer["Location"] == "/dang-nhap?vi=huy"
    assert "dừng đăng nhập" in client.get(answer["Location"]).content.decode()


def test_nobody_is_led_away_to_another_place(known: str) -> None:
    client = Client()
    answer = client.get(back(sent_to(client, "https://evil.example/")))
    assert answer["Location"] == "/ho-so-cua-toi"
    assert "evil" not in client.get("/dang-nhap", {"next": "//evil.example"})["Location"]


def test_without_a_provider_nobody_files_here(settings: Any, ward: str) -> None:
    settings.IDENTITY = {**settings.IDENTITY, "url": ""}
    client = Client()
    assert client.get("/dinh-danh/dinh-danh/").status_code == 404
    assert "chưa mở nộp hồ sơ trực tuyến" in client.get("/dang-nhap").content.decode()


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"id_token": {"sub": "1"}, "userinfo": {"sub": "2", "name": "A"}},
        {"id_token": {"sub": "1"}, "userinfo": {"sub": "1"}},
        {"id_token": {"sub": "1", "acr": "1"}, "userinfo": {"sub": "1", "name": "A"}},
    ],
)
def test_too_little_is_refused(data: dict[str, Any]) -> None:
    with pytest.raises(Impossible):
        claims.read(data, {"number": "sub", "acr": "2"})


# --- the demonstration's own provider ---------------------------------------------------------------------------


def test_outside_the_demonstration_there_is_no_such_provider(client: Client, db: None) -> None:
    assert client.get("/demo-identity/cap-quyen").status_code == 404
    with override_settings(ROOT_URLCONF=__name__, DEMO=False):
        for name in ("cap-quyen", ".well-known/openid-configuration", "token", "userinfo"):
            assert client.get(f"/demo-identity/{name}").status_code == 404


def test_the_demonstration_signs_in_with_the_real_protocol(
    ward: str, settings: Any, clock: Callable[[dt.datetime], None]
) -> None:
    settings.ROOT_URLCONF, settings.DEMO = __name__, True
    settings.IDENTITY = {
        "url": f"{product.BASE_URL}/demo-identity", "client": "motcua", "secret": "s" * 40, "number": "sub", "acr": "2",
    }  # fmt: skip
    client = Client()
    parts = urlsplit(sent_to(client))
    page = client.get(f"{parts.path}?{parts.query}")
    assert "Trần Văn Ước" in page.content.decode() and "không phải VNeID" in page.content.decode()
    given = {name: values[0] for name, values in parse_qs(parts.query).items()}
    answer = client.post(parts.path, {**given, "person": "001085000202"})
    home = urlsplit(answer["Location"])
    answer = client.get(f"{home.path}?{home.query}")
    assert answer["Location"] == "/ho-so-cua-toi", answer["Location"]
    assert Identity.objects.get().name == "Trần Văn Ước"


def test_the_demonstration_gives_no_token_for_what_was_not_asked(
    settings: Any, client: Client, db: None
) -> None:
    settings.ROOT_URLCONF, settings.DEMO = __name__, True
    settings.IDENTITY = {**settings.IDENTITY, "client": "motcua", "secret": "s" * 40}
    proof = base64.urlsafe_b64encode(hashlib.sha256(b"v" * 43).digest()).rstrip(b"=").decode()
    asked = {
        "client_id": "motcua", "redirect_uri": "http://testserver/dinh-danh/dinh-danh/ve/", "response_type": "code",
        "state": "x", "code_challenge": proof, "code_challenge_method": "S256",
    }  # fmt: skip
    for name, wrong in (("redirect_uri", "https://evil.example/dinh-danh/dinh-danh/ve/"), ("client_id", "khác"),
                        ("code_challenge_method", "plain"), ("redirect_uri", "http://testserver/")):  # fmt: skip
        assert client.get("/demo-identity/cap-quyen", {**asked, name: wrong}).status_code == 400
    answer = client.post("/demo-identity/cap-quyen", {**asked, "person": NUMBER})
    code = re.search(r"code=([^&]+)", answer["Location"]).group(1)  # type: ignore[union-attr]
    from urllib.parse import unquote

    right = {
        "code": unquote(code), "client_id": "motcua", "client_secret": "s" * 40, "code_verifier": "v" * 43,
        "redirect_uri": asked["redirect_uri"],
    }  # fmt: skip
    assert demonstration.tokens(right)["token_type"] == "Bearer"
    for name in right:
        assert client.post("/demo-identity/token", {**right, name: "khác"}).status_code == 400, name
    assert client.get("/demo-identity/userinfo", headers={"authorization": "Bearer khác"}).status_code == 400
