"""Doors: who is let in, what a stranger learns from being refused, where a page may lead, what may frame it."""

import datetime as dt
import json
import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse

from motcua.base.journal.ports import SYSTEM, Actor
from motcua.base.orgs.models import Post
from motcua.base.people.actions import forget_guesses, make_token, revoke_token
from motcua.base.people.models import Account, ApiToken
from motcua.base.people.queries import forget_tokens
from motcua.faces.kiosk.hall import COOKIE
from tests import world
from tests.faces.api_bodies import API, reception

LOGIN = "/tai-khoan/login/"
STRANGE = (
    "https://xau.example/",
    "//xau.example/",
    "/\\xau.example",
    "\\\\xau.example",
    "///xau.example",
    "javascript:alert(1)",
    "http:xau.example",
    "https:///xau.example",
    "data:text/html,x",
    " https://xau.example",
    "/\t/xau.example",
)


def bearer(text: str) -> Client:
    return Client(headers={"authorization": text})


# --- tokens ----------------------------------------------------------------------------------------------------


def test_no_key_but_the_right_one_opens(
    api: Callable[[str], Any], at: dt.datetime, desk: Callable[[str], Client]
) -> None:
    code = api("one-stop-1").post(f"{API}/dossiers", reception()).json()["code"]
    token = make_token(by=SYSTEM, at=at, post="one-stop-1")
    row = ApiToken.objects.order_by("-pk").first()
    assert row is not None and token not in json.dumps(list(ApiToken.objects.values()), default=str)
    there, nowhere = f"{API}/dossiers/{code}", f"{API}/dossiers/H26.145.00-261120-9999"
    assert bearer(f"Bearer {token}").get(there).status_code == 200
    wrong = [
        "",
        "Bearer",
        "Bearer ",
        f"Basic {token}",
        f"Bearer {token[:-1]}",
        f"Bearer {token}x",
        f"Bearer {token.upper()}",
        f"Bearer {row.hash}",
        f"Bearer {token} {token}",
        f"Bearer {'a' * 10_000}",
        "Bearer đ",
        "Bearer ' OR 1=1 --",
        f"Bearer {row.pk}",
        "Bearer one-stop-1",
    ]
    bodies = set()
    for said in wrong:
        for path in (there, nowhere):
            answer = bearer(said).get(path)
            assert answer.status_code == 401, said
            assert answer["WWW-Authenticate"] == 'Bearer realm="motcua"'
            bodies.add(answer.content)
    assert len(bodies) == 1, "being refused must not tell what there is"
    for path in (f"{there}?token={token}", f"{there}?access_token={token}"):
        assert Client().get(path).status_code == 401
    assert desk("one-stop-1").get(there).status_code == 401, "a browser's session is no key for machines"
    assert desk("one-stop-1").post(f"{there}/acts/transfer").status_code == 401


def test_a_key_taken_back_and_a_post_that_ended(
    ward: str, clock: Callable[[dt.datetime], None], at: dt.datetime
) -> None:
    first, second = (make_token(by=SYSTEM, at=at, post="one-stop-1") for _ in range(2))
    assert bearer(f"Bearer {first}").get(f"{API}/dossiers").status_code == 200
    revoke_token(by=SYSTEM, at=at, token=ApiToken.objects.order_by("pk").first().pk)  # type: ignore[union-attr]
    forget_tokens()
    assert bearer(f"Bearer {first}").get(f"{API}/dossiers").status_code == 401
    assert bearer(f"Bearer {second}").get(f"{API}/dossiers").status_code == 200
    Post.objects.filter(code="one-stop-1").update(valid_to=at.date())
    forget_tokens()
    assert bearer(f"Bearer {second}").get(f"{API}/dossiers").status_code == 401


# --- tracking --------------------------------------------------------------------------------------------------


def test_guessing_a_key_tells_nothing_and_is_slowed(api: Callable[[str], Any]) -> None:
    made = [api("one-stop-1").post(f"{API}/dossiers", reception(number)).json() for number in (1, 2)][1]
    code, key = made["code"], made["key"]
    nowhere = "H26.145.00-261120-9999"
    stranger = Client()
    for path in (
        f"{API}/track/{{}}?key={{}}",
        "/tra-cuu?ma={}&key={}",
        "/tra-cuu/bien-nhan.json?ma={}&key={}",
    ):
        answers = []
        for asked in (code, nowhere):
            answer = stranger.get(path.format(asked, "0" * 12))
            assert answer.status_code == 404, path
            answers.append(
                re.sub(rb'value="[^"]*csrf[^"]*"|csrfmiddlewaretoken" value="[^"]*"', b"", answer.content)
            )
        mine, none = (
            answer.replace(said.encode(), b"") for answer, said in zip(answers, (code, nowhere), strict=True)
        )
        assert mine.decode().splitlines() == none.decode().splitlines(), path
    forget_guesses(before=dt.datetime.max.replace(tzinfo=dt.UTC))
    seen = [stranger.get(f"{API}/track/{code}?key={number:012x}").status_code for number in range(30)]
    assert seen[:20] == [404] * 20 and set(seen[21:]) == {429}
    guess = "2" * 12
    slowed = stranger.get(f"{API}/track/{code}?key={guess}", headers={"x-forwarded-for": "10.9.9.9"})
    assert slowed.status_code == 429, "another address in a header does not help"
    assert int(slowed["Retry-After"]) > 0
    assert slowed["content-type"] == "application/problem+json"
    assert stranger.get(f"/tra-cuu?ma={code}&key={guess}").status_code == 429
    assert stranger.post("/kiosk/quet", {"ma": code})["Location"] == "/kiosk/", "no screen of ours"
    stranger.cookies[COOKIE] = world.a_screen()
    assert stranger.post("/kiosk/quet", {"ma": code}).status_code == 429
    assert stranger.get(f"{API}/track/{code}?key={key}").status_code == 200, "a right key is never refused"
    assert Client(REMOTE_ADDR="10.0.0.7").get(f"{API}/track/{code}?key={guess}").status_code == 404


# --- browsers --------------------------------------------------------------------------------------------------


def test_another_sites_form_does_nothing(api: Callable[[str], Any], posts: Mapping[str, Actor]) -> None:
    made = api("one-stop-1").post(f"{API}/dossiers", reception()).json()
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(Account.objects.get(username="one-stop-1"))
    code = made["code"]
    for path, given in (
        (f"/can-bo/ho-so/{code}/viec/transfer", {}),
        (f"/can-bo/ho-so/{code}/nguoi-nop", {"purpose": "processing"}),
        ("/can-bo/tiep-nhan", {"act": "receive"}),
        ("/can-bo/tiep-nhan/nguoi", {"q": "nguyen"}),
        ("/can-bo/tim", {"q": "nguyen"}),
        ("/can-bo/chuc-vu", {"post": "chair"}),
        ("/tra-cuu/danh-gia", {"ma": code, "key": made["key"], "stars": "1"}),
        ("/kiosk/quet", {"ma": code}),
        ("/kiosk/danh-gia", {"stars": "1"}),
        (LOGIN, {"login": "chair", "password": world.PASSWORD}),
    ):
        answer = browser.post(path, given, headers={"origin": "https://xau.example"})
        assert answer.status_code == 403, (path, answer.status_code)
    assert api("one-stop-1").get(f"{API}/dossiers/{code}").json()["state"] == "received"
    for path in (f"/can-bo/ho-so/{code}/viec/transfer", f"/can-bo/ho-so/{code}/nguoi-nop"):
        assert browser.get(path).status_code == 405
        assert browser.get(f"{API}/dossiers/{code}/acts/transfer").status_code == 405
    assert api("one-stop-1").get(f"{API}/dossiers/{code}").json()["state"] == "received"


def test_a_session_given_beforehand_is_not_the_one_signed_in(ward: str) -> None:
    browser = Client()
    browser.post("/kiosk/quet", {"ma": "x"})
    session = browser.session
    session["planted"] = "1"
    session.save()
    browser.cookies["sessionid"] = planted = session.session_key
    signed = browser.post(LOGIN, {"login": "one-stop-1", "password": world.PASSWORD})
    assert signed.status_code == 302
    cookie = browser.cookies["sessionid"]
    assert cookie.value != planted
    assert cookie["httponly"] and cookie["samesite"] == "Lax"
    stolen = Client()
    stolen.cookies["sessionid"] = planted
    assert stolen.get("/can-bo/").status_code == 302
    browser.post("/tai-khoan/logout/")
    left = Client()
    left.cookies["sessionid"] = cookie.value
    assert left.get("/can-bo/").status_code == 302


@pytest.mark.parametrize("to", STRANGE)
def test_signing_in_leads_nowhere_else(to: str, ward: str) -> None:
    browser = Client()
    shown = browser.get(LOGIN, {"next": to})
    assert f'href="{to}' not in shown.content.decode()
    signed = browser.post(
        f"{LOGIN}?next={quote(to)}", {"login": "one-stop-1", "password": world.PASSWORD, "next": to}
    )
    assert signed.status_code == 302
    assert signed["Location"].startswith("/can-bo"), signed["Location"]
    chosen = browser.post(f"{reverse('desk:posts')}?next={quote(to)}", {"post": "one-stop-1", "next": to})
    assert chosen["Location"].startswith("/can-bo"), chosen["Location"]
    gone = browser.post("/tai-khoan/logout/", {"next": to})
    assert gone["Location"] in ("/", LOGIN), gone["Location"]


PAGES = (
    "/",
    "/thu-tuc",
    "/thu-tuc/1.001193",
    "/tra-cuu",
    "/so-cai",
    "/kiosk/",
    LOGIN,
    "/khong-co",
    "/can-bo/",
    "/bang/",
)


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_not_framed_and_run_only_our_scripts(path: str, desk: Callable[[str], Client]) -> None:
    for browser in (Client(), desk("chair")):
        answer = browser.get(path)
        policy = dict(
            part.strip().partition(" ")[::2] for part in answer["Content-Security-Policy"].split(";")
        )
        assert policy["default-src"] == "'self'" and policy["frame-ancestors"] == "'none'"
        assert (
            policy["object-src"] == "'none'"
            and policy["form-action"] == "'self'"
            and policy["base-uri"] == "'self'"
        )
        assert "unsafe" not in answer["Content-Security-Policy"]
        assert answer["X-Frame-Options"] == "DENY"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Referrer-Policy"] == "same-origin"
        text = answer.content.decode()
        assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>", text), (
            "a script in the page"
        )
        assert not re.search(r"\son[a-z]+=", text), "a handler in the page"
    if path == "/can-bo/":
        assert "no-store" in desk("chair").get(path)["Cache-Control"]


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{7*871}}", "' OR 1=1 --"]
)
def test_what_is_typed_is_shown_as_text(text: str, desk: Callable[[str], Client]) -> None:
    asked: tuple[tuple[Client, str, dict[str, str]], ...] = (
        (Client(), "/thu-tuc", {"q": text}),
        (Client(), "/tra-cuu", {"ma": text, "key": text}),
        (desk("one-stop-1"), "/can-bo/tim", {"q": text}),
        (desk("one-stop-1"), "/can-bo/", {"xem": text, "sau": text}),
        (desk("chair"), "/bang/", {"xem": text}),
        (Client(), f"/{quote(text)}", {}),
        (Client(), f"/thu-tuc/{quote(text)}", {}),
        (desk("one-stop-1"), f"/can-bo/ho-so/{quote(text)}", {}),
    )
    for browser, path, given in asked:
        answer = browser.get(path, given)
        assert answer.status_code < 500, path
        shown = answer.content.decode()
        assert "<script>alert" not in shown and "<img src=x" not in shown, path
        assert "6097" not in shown or "{{7*871}}" not in text, path


@pytest.mark.parametrize(
    "cursor",
    [
        "9" * 40,
        "-1",
        "１２",
        "0001-01-01T00:00:00+07:00~1",
        "9999-12-31T23:59:59-12:00~1",
        "x~y",
        "\x00",
        "2026-11-20~1",
    ],
)
def test_a_place_in_a_list_that_is_none(
    cursor: str, desk: Callable[[str], Client], api: Callable[[str], Any]
) -> None:
    one, chair, machine = desk("one-stop-1"), desk("chair"), api("one-stop-1")
    for browser, path in (
        (one, "/can-bo/"),
        (one, "/can-bo/tim"),
        (one, "/can-bo/so-theo-doi"),
        (chair, "/bang/ho-so"),
    ):
        assert browser.get(path, {"sau": cursor, "q": "khai", "xem": "don-vi"}).status_code < 500, path
    for more in ({}, {"mine": "true"}):
        assert machine.get(f"{API}/dossiers", cursor=cursor, **more).status_code in (200, 422)


def test_configuration_is_for_administrators(desk: Callable[[str], Client]) -> None:
    for post in ("one-stop-1", "chair", "one-stop-head", "front"):
        answer = desk(post).get("/quan-tri/")
        assert answer.status_code in (302, 403, 404), post
        assert desk(post).get("/quan-tri/people/citizen/").status_code in (302, 403, 404)
    assert desk("admin").get("/quan-tri/people/citizen/").status_code == 404, "nobody browses citizens"
    assert desk("admin").get("/quan-tri/journal/event/").status_code == 404


def test_names_of_headers_end_where_they_end(
    api: Callable[[str], Any], desk: Callable[[str], Client]
) -> None:
    code = api("one-stop-1").post(f"{API}/dossiers", reception()).json()["code"]
    for tail in ("%0d%0aSet-Cookie:%20a=b", "%22;%20filename=x.exe", "%00"):
        for path in (
            f"/can-bo/ho-so/{code}{tail}/mau/mau-01.pdf",
            f"/can-bo/ho-so/{code}/mau/mau-01{tail}.pdf",
        ):
            answer = desk("one-stop-1").get(path)
            assert answer.status_code in (400, 404), path
        assert api("one-stop-1").get(f"{API}/dossiers/{code}{tail}/slip.pdf").status_code in (404, 422)
        assert api("one-stop-1").get(f"{API}/dossiers/{code}/slip{tail}.pdf").status_code in (404, 422)
