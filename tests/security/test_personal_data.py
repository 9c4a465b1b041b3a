"""The hunt: one person is planted in a dossier, driven through every act and page, and looked for everywhere else.

Looked for as typed, decomposed (NFD), without accents, in capitals, as JSON and URL escapes, and as bytes in hex.
"""

import base64
import contextlib
import io
import json
import logging
import re
import time
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote, quote_plus

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test import Client
from pypdf import PdfReader

from motcua.areas.dossiers import queries
from motcua.base.people.models import Account
from motcua.conf import working
from motcua.faces.kiosk.hall import COOKIE
from motcua.rules.vietnamese import fold
from tests import world
from tests.faces.api_bodies import API, reception
from tests.security.conftest import sealed_whole

pytestmark = pytest.mark.django_db(transaction=True)
PERSON = {
    "kind": "person",
    "name": "Nghiêm Đoàn Xuyến Quắc",
    "id_number": "079199123457",
    "phone": "0987612345",
    "email": "quac.nghiem@thu-rieng.example",
    "address": "Số 77 ngõ Hoàng Hôn, phường Ngọc Thụy",
}
FILER = {"name": "Khiếu Thị Nhậm Quyền", "capacity": "Người được ủy quyền"}
NOTE = "Bà Nghiêm Đoàn Xuyến Quắc gọi 0987612345"
REASON = "Chờ xác minh nơi cư trú của Hoàng Thước Diệp"
"""Written to the applicant: whoever holds the slip may read it, nobody else, and nowhere in the clear."""
SOUGHT = (
    PERSON["name"], "Xuyến Quắc", PERSON["id_number"], PERSON["phone"], PERSON["email"], "quac.nghiem", "ngõ Hoàng Hôn",
    "123457", "7612345", FILER["name"], "Nhậm Quyền",
)  # fmt: skip


def forms(text: str) -> Iterator[bytes]:
    """Every way in which a text could lie about."""
    for plain in {
        text,
        text.upper(),
        text.lower(),
        fold(text),
        fold(text).upper(),
        fold(text).replace(" ", "-"),
    }:
        for composed in {plain, unicodedata.normalize("NFD", plain)}:
            yield composed.encode()
            yield composed.encode("utf-16-le")
            yield composed.encode().hex().encode()
            yield json.dumps(composed)[1:-1].encode()
            yield quote(composed).encode()
            yield quote_plus(composed).encode()


FORMS = frozenset(form for text in SOUGHT for form in forms(text) if len(form) > 5)
WRITTEN = frozenset(forms(REASON)) | frozenset(forms("Hoàng Thước Diệp"))


def hunt(place: str, content: bytes | str, *, told: bool = False) -> None:
    """Nothing of the person may be in ``content``; what was written to the person only where it is ``told``."""
    raw = content.encode() if isinstance(content, str) else content
    found = sorted(form for form in (FORMS if told else FORMS | WRITTEN) if form in raw)
    if found:
        at = raw.index(found[0])
        pytest.fail(f"{place}: {found[:3]} in …{raw[max(0, at - 120) : at + 120]!r}…")


class Trail:
    """Everything that went over the wire and into the logs."""

    def __init__(self) -> None:
        self.addresses: list[str] = []
        self.headers: list[str] = []

    def client(self, post: str = "", token: str = "") -> Client:
        """A client whose requests are remembered; signed in as the official of a post."""
        trail = self

        class Remembering(Client):
            def request(self, **request: Any) -> Any:
                trail.addresses.append(f"{request.get('PATH_INFO')}?{request.get('QUERY_STRING', '')}")
                answer = super().request(**request)
                trail.headers.append(json.dumps(dict(answer.items()), ensure_ascii=False))
                trail.headers += [morsel.OutputString() for morsel in answer.cookies.values()]
                return answer

        browser = Remembering(
            headers={"authorization": f"Bearer {token}"} if token else {}, raise_request_exception=False
        )
        if post:
            browser.force_login(Account.objects.get(username=post))
        return browser


@pytest.fixture
def trail() -> Trail:
    return Trail()


@pytest.fixture
def machine(api: Callable[[str], Any], trail: Trail) -> Callable[[str], Callable[..., Any]]:
    """``machine("justice-1")(path, body)``: POST to the API as that post, remembered."""

    def caller(post: str) -> Callable[..., Any]:
        token = api(post).client.defaults["HTTP_AUTHORIZATION"].removeprefix("Bearer ")
        client = trail.client(token=token)

        def call(path: str, body: Any = None) -> Any:
            answer = client.post(path, json.dumps(body or {}), "application/json")
            assert answer.status_code < 300, answer.content.decode()
            return answer.json()

        call.get = client.get  # type: ignore[attr-defined]
        return call

    return caller


def _slip(machine: Any, address: str) -> bytes:
    content: bytes = machine("one-stop-1").get(f"{address}/slip.pdf").content
    return content


def _drive(machine: Callable[[str], Any], trail: Trail) -> dict[str, str]:
    """Four dossiers of the person: returned and rated, asked to supplement, refused, stopped. Their tracking keys."""
    desk, justice, chair = machine("one-stop-1"), machine("justice-1"), machine("chair")
    keys: dict[str, str] = {}

    def new(procedure: str) -> str:
        applicant = {**PERSON, "filed_by": FILER}
        made = desk(f"{API}/dossiers", reception(procedure=procedure, applicant=applicant, note=NOTE))
        keys[made["code"]] = made["key"]
        hunt("receipt", json.dumps(made["receipt"], ensure_ascii=False))
        return f"{API}/dossiers/{made['code']}"

    first = new("1.001193")
    desk(f"{first}/acts/transfer")
    justice(f"{first}/acts/take")
    justice(f"{first}/acts/finish-step", {"outcome": "done", "note": NOTE})
    machine("office-head")(f"{first}/acts/finish-step", {"outcome": "send-back", "note": NOTE})
    justice(f"{first}/acts/finish-step", {"note": NOTE})
    machine("office-head")(f"{first}/acts/finish-step", {"note": NOTE})
    chair(f"{first}/acts/reschedule", {"reason": REASON, "until": "2026-11-25T10:00:00+07:00"})
    machine("vice-chair")(f"{first}/acts/finish-step", {"note": NOTE})
    file = {"name": f"{PERSON['name']}.pdf", "content": base64.b64encode(_slip(machine, first)).decode()}
    scan = {"originals": 1, "pages": 1}
    justice(f"{first}/acts/issue-result", {"number": "12/KS", "file": file, "scan": scan})
    desk(f"{first}/acts/return")
    desk(f"{first}/acts/rate", {"stars": 5, "comment": NOTE})
    second = new("1.004873")
    desk(f"{second}/acts/ask-supplement", {"items": [REASON], "reason": REASON})
    third = new("1.004873")
    desk(f"{third}/acts/refuse", {"reason": REASON, "law": "60/2014/QH13 Điều 13"})
    fourth = new("1.004873")
    desk(f"{fourth}/acts/withdraw", {"reason": REASON})
    return keys


def _pages(trail: Trail, keys: Mapping[str, str]) -> None:
    """Every page that strangers, supervisors and other units see, with what they may try."""
    public = trail.client()
    for code, key in keys.items():
        for path in (
            f"/tra-cuu?ma={code}&key={key}",
            f"/tra-cuu?ma={code}&key=000000000000",
            f"{API}/track/{code}?key={key}",
        ):
            hunt(path.split("&")[0], public.get(path).content, told=True)
        hunt("receipt", public.get(f"{API}/track/{code}/receipt?key={key}").content)
        kiosk = trail.client()
        kiosk.cookies[COOKIE] = world.a_screen()
        for scanned in (f"http://testserver/tra-cuu?ma={code}&key={key}", code):
            hunt("kiosk", kiosk.post("/kiosk/quet", {"ma": scanned}, follow=True).content)
            hunt("kiosk", kiosk.get("/kiosk/ho-so").content)
            hunt("kiosk", kiosk.get("/kiosk/danh-gia").content)
    for path in (
        "/",
        "/so-cai",
        "/thu-tuc",
        "/kiosk/",
        f"{API}/journal/head",
        f"{API}/openapi.json",
        "/khong-co",
    ):
        hunt(path, public.get(path).content)
    for post in ("front", "inspector", "bo-de-one-stop-1", "admin"):
        other = trail.client(post)
        for path in (
            "/bang/",
            "/bang/ho-so",
            "/bang/danh-sach",
            "/can-bo/",
            "/can-bo/?xem=don-vi",
            "/can-bo/so-theo-doi",
        ):
            hunt(f"{post} {path}", other.get(path).content)
        for code in keys:
            for path in ("", "/mau/mau-01.pdf", "/bien-nhan.json", "/ket-qua"):
                hunt(f"{post} {path}", other.get(f"/can-bo/ho-so/{code}{path}").content)
            hunt(
                f"{post} reveal",
                other.post(f"/can-bo/ho-so/{code}/nguoi-nop", {"purpose": "processing"}).content,
            )


def _desk(trail: Trail, keys: Mapping[str, str]) -> None:
    """Officials at work see the person; the addresses and titles of their pages do not."""
    desk = trail.client("one-stop-1")
    shown = desk.post("/can-bo/tiep-nhan/nguoi", {"q": PERSON["id_number"]}).content.decode()
    assert PERSON["name"] in shown
    hits = desk.post("/can-bo/tim", {"q": "nghiem doan xuyen"}, follow=True)
    assert PERSON["name"] in hits.content.decode(), hits.status_code
    hunt(
        "links of the list of hits",
        " ".join(re.findall(r'(?:href|action|src)="([^"]*)"', hits.content.decode())),
    )
    for code in keys:
        page = desk.get(f"/can-bo/ho-so/{code}").content.decode()
        assert PERSON["name"] in page
        hunt("title", "".join(re.findall(r"<title>(.*?)</title>", page, re.DOTALL)))
        hunt("links", " ".join(re.findall(r'(?:href|action|src)="([^"]*)"', page)))
        made = desk.get(f"/can-bo/ho-so/{code}/mau/mau-01.pdf")
        if made.status_code == 200:
            reader = PdfReader(io.BytesIO(made.content))
            assert fold("Xuyến Quắc") in fold(reader.pages[0].extract_text())
            hunt("PDF metadata", json.dumps({**(reader.metadata or {})}, default=str, ensure_ascii=False))
            xmp = reader.trailer["/Root"].get("/Metadata")
            hunt("PDF XMP", xmp.get_object().get_data() if xmp is not None else b"")
        desk.post(f"/can-bo/ho-so/{code}/nguoi-nop", {"purpose": "processing"})
    wrong = {"act": "receive", "citizen": "new", **PERSON, "procedure": "9.9", "note": NOTE}
    assert desk.post("/can-bo/tiep-nhan", wrong).status_code == 422


def test_nothing_of_a_person_lies_about(
    machine: Callable[[str], Any], trail: Trail, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str],
    at: Any, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(settings, "MAIL", {"EMAIL_HOST": "mail.example"})
    caplog.set_level(logging.INFO)
    keys = _drive(machine, trail)
    sealed_whole(at)
    for _ in range(200):  # other tests' transactions on the same server may hold reactions up a little
        assert working.once(print) == []
        if mail.outbox:
            break
        time.sleep(0.1)
    assert {letter.to[0] for letter in mail.outbox} == {PERSON["email"]}
    hunt("subjects of letters", " ".join(letter.subject for letter in mail.outbox))
    _desk(trail, keys)
    _pages(trail, keys)
    monkeypatch.setattr(queries, "one", _broken)
    trail.client("one-stop-1").post(
        f"/can-bo/ho-so/{next(iter(keys))}/viec/refuse", {"reason": NOTE, "law": "x"}
    )
    monkeypatch.undo()
    for command in ("verify", "doctor"):
        with contextlib.suppress(SystemExit):
            call_command(command)
    spoken = capsys.readouterr()
    hunt("what commands say", spoken.out + spoken.err)
    hunt("addresses", "\n".join(trail.addresses))
    hunt("headers and cookies", "\n".join(trail.headers))
    hunt("logs", caplog.text)
    hunt("sessions", json.dumps([one.get_decoded() for one in Session.objects.all()], ensure_ascii=False))
    _rows()
    _files()


def _broken(*_args: Any, **_given: Any) -> Any:
    raise RuntimeError("hỏng")


def _rows() -> None:
    """Every table as text and, on SQLite, the bytes of the file with its search index and write-ahead log."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for row in cursor.fetchall():
                hunt(table, b"\x1f".join(_bytes(value) for value in row))
        if connection.vendor == "postgresql":
            cursor.execute("SELECT to_tsvector('simple', search)::text FROM cases_case")
            hunt("search index", str(cursor.fetchall()))
            return
    name = str(connection.settings_dict["NAME"])
    for suffix in ("", "-wal", "-shm"):
        place = Path(name + suffix)
        if place.exists():
            hunt(f"bytes of the database{suffix}", place.read_bytes())


def _bytes(value: Any) -> bytes:
    return bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()


def _files() -> None:
    """Names and bytes of everything in the data folder."""
    for place in settings.MOTCUA_HOME.rglob("*"):
        if place.is_file() and "postgresql" not in place.parts and "static" not in place.parts:
            hunt(str(place), str(place))
            if "snapshot" not in place.name and place.stat().st_size < 64 * 1024**2:
                hunt(f"bytes of {place}", place.read_bytes())


@pytest.mark.parametrize(
    ("act", "body", "field"),
    [
        ("finish-step", {"outcome": "Giao bà Nghiêm Đoàn Xuyến Quắc"}, "outcome"),
        ("finish-step", {"outcome": "gọi 0987 612 345"}, "outcome"),
        ("refuse", {"reason": "x", "law": "Theo đơn của nghiem doan xuyen quac"}, "law"),
        ("refuse", {"reason": "x", "law": "Theo giấy của khieu thi nham quyen"}, "law"),
        ("issue-result", {"number": "079199123457/KS"}, "number"),
    ],
)
def test_what_stands_in_the_journal_takes_no_names(
    act: str, body: dict[str, str], field: str, machine: Callable[[str], Any], api: Callable[[str], Any]
) -> None:
    """What officials type into a field that the journal keeps must not name the applicant."""
    made = machine("one-stop-1")(f"{API}/dossiers", reception(applicant={**PERSON, "filed_by": FILER}))
    address = f"{API}/dossiers/{made['code']}"
    post = "justice-1"
    if act != "refuse":
        machine("one-stop-1")(f"{address}/acts/transfer")
        machine("justice-1")(f"{address}/acts/take")
    else:
        post = "one-stop-1"
    if act == "issue-result":
        for who in ("justice-1", "office-head", "vice-chair"):
            machine(who)(f"{address}/acts/finish-step")
    answer = api(post).post(f"{address}/acts/{act}", body)
    assert answer.status_code == 422, answer.content.decode()
    assert answer.json()["errors"][0]["field"] == field
    assert "người nộp" in answer.json()["detail"]
