"""Bad input through the API and the desk: a clear Vietnamese message at the right place, and nothing changed."""

import base64
import contextlib
import datetime as dt
import io
import json
import re
import tracemalloc
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.client import ClientHandler

from motcua.areas.dossiers.models import Dossier
from motcua.areas.procedures.actions import abolish
from motcua.base.journal.ports import SYSTEM, Actor
from tests import world
from tests.faces.api_bodies import API, fields, reception

Api = Callable[[str], Any]
Unchanged = Callable[[], contextlib.AbstractContextManager[None]]
GIGABYTES_2 = 2 * 1024**3
VIETNAMESE = re.compile(
    r"[ăâđêôơưàáảãạèéẻẽẹìíỉĩịòóỏõọùúủũụỳýỷỹỵấầẩẫậắằẳẵặếềểễệốồổỗộớờởỡợứừửữự]", re.IGNORECASE
)


def problem(answer: Any, status: int, field: str = "", says: str = "") -> dict[str, Any]:
    """The answer is a problem document in Vietnamese that names the field."""
    assert answer.status_code == status, answer.content.decode()
    assert answer["content-type"] == "application/problem+json"
    found: dict[str, Any] = answer.json()
    assert {"type", "title", "status", "detail", "errors"} <= found.keys()
    assert found["status"] == status
    assert VIETNAMESE.search(found["detail"]), found["detail"]
    if field:
        assert field in fields(answer), found
    told = " ".join([found["detail"], *(error["message"] for error in found["errors"])])
    assert says in told, told
    assert "Traceback" not in told and "Exception" not in told
    return found


# --- reception -------------------------------------------------------------------------------------------------

PERSON = world.person(1)
NFD = unicodedata.normalize("NFD", "Nguyễn Thị Hương")


def who(**over: Any) -> dict[str, Any]:
    return {"applicant": {**PERSON, **over}}


BAD_RECEPTIONS: Mapping[str, tuple[dict[str, Any], str, str]] = {
    "a missing paper": ({"papers": world.papers("1.001193")[:1]}, "papers", "Còn thiếu “Giấy chứng sinh”"),
    "no paper at all": ({"papers": []}, "papers", "Còn thiếu “Tờ khai đăng ký khai sinh”"),
    "a paper nobody asks for": (
        {"papers": [*world.papers("1.001193"), {"component": "99", "copies": 1}]},
        "papers.2.component",
        "không có trong",
    ),
    "a paper twice": ({"papers": [*world.papers("1.001193")] * 2}, "papers.2.component", "hai lần"),
    "no copies": ({"papers": [{"component": "01", "copies": 0}]}, "papers.0.copies", "ít nhất là 1"),
    "an unknown procedure": ({"procedure": "9.999999"}, "procedure", "Không có thủ tục mang mã 9.999999"),
    "a code that is SQL": ({"procedure": "1.001193' OR '1'='1"}, "procedure", "Không có thủ tục"),
    "a code that is a path": ({"procedure": "../../etc/passwd"}, "procedure", "Không có thủ tục"),
    "a unit that may not handle it": ({"unit": "01"}, "unit", "không có thẩm quyền"),
    "an unknown channel": ({"channel": "pigeon"}, "channel", "Chọn một trong"),
    "no name": (who(name="   "), "applicant.name", "Ghi họ và tên"),
    "an emoji": (who(name="Nguyễn Thị 🙂 Hoa"), "applicant.name", ""),
    "decomposed letters": (who(name=NFD), "applicant.name", "NFC"),
    "a control character": (who(name="Nguyễn\x07 Hoa"), "applicant.name", "Có ký tự không được dùng"),
    "a line break": (who(name="Nguyễn\r\nSet-Cookie: a=b"), "applicant.name", "Có ký tự không được dùng"),
    "NUL": (who(name="Nguyễn\x00Hoa"), "applicant.name", ""),
    "half a surrogate pair": (who(name="Nguyễn \ud83d Hoa"), "applicant.name", "không phải chữ"),
    "digits": (who(name="Nguyễn Văn 4n"), "applicant.name", "chữ số"),
    "HTML": (who(name="<script>alert(1)</script>"), "applicant.name", ""),
    "SQL": (who(name="Nguyễn'); DROP TABLE cases_case;--"), "applicant.name", ""),
    "another script": (who(name="Иванов Пётр"), "applicant.name", ""),
    "accents heaped": (who(name="Nguye" + "\u0302\u0303" * 20 + "n Hoa"), "applicant.name", ""),
    "a name without end": (who(name="Nguyễn " * 28), "applicant.name", ""),
    "an identity number of letters": (who(id_number="abc"), "applicant.id_number", "12 chữ số"),
    "an identity number of full-width digits": (
        who(id_number="００１１９９００００７７"),
        "applicant.id_number",
        "12 chữ số",
    ),
    "a telephone number of words": (who(phone="gọi sau"), "applicant.phone", "bắt đầu bằng 0"),
    "a mail address with a header": (who(email="a@b.vn\nBcc: x@y.vn"), "applicant.email", ""),
    "an address with a right-to-left mark": (
        who(address="Số 1 \u202e Ngọc Lâm"),
        "applicant.address",
        "không in được",
    ),
    "a note in decomposed letters": ({"note": NFD}, "note", "NFC"),
}


@pytest.mark.parametrize("name", BAD_RECEPTIONS)
def test_a_reception_that_cannot_be(name: str, api: Api, unchanged: Unchanged) -> None:
    over, field, says = BAD_RECEPTIONS[name]
    machine = api("one-stop-1")
    for key in ({}, {"idempotency_key": "a-key"}):
        with unchanged():
            answer = machine.post(f"{API}/dossiers", reception(**over), **key)
            problem(answer, 422, field, says)


def test_direction_marks_in_a_name_do_not_reach_the_slip(api: Api, unchanged: Unchanged) -> None:
    machine = api("one-stop-1")
    with unchanged():
        hidden = machine.post(f"{API}/dossiers", reception(**who(name="Nguyễn \u202eThị\u202c Hoa")))
        problem(hidden, 422, "applicant.name", "U+202E")
    copied = machine.post(f"{API}/dossiers", reception(**who(name="Nguyễn Thị\u200b Hoa\ufeff")))
    assert copied.status_code == 201
    assert Dossier.objects.get().case.who == "Nguyễn Thị Hoa"


def test_an_expired_procedure(api: Api, unchanged: Unchanged, at: dt.datetime) -> None:
    abolish(code="1.001193", on=at.date(), by=SYSTEM, at=at - dt.timedelta(days=1))
    machine = api("one-stop-1")
    with unchanged():
        problem(machine.post(f"{API}/dossiers", reception()), 422, "procedure", "hết hiệu lực từ 20/11/2026")


def test_a_unit_that_is_none_and_a_post_that_may_not_receive(api: Api, unchanged: Unchanged) -> None:
    desk, specialist = api("one-stop-1"), api("justice-1")
    with unchanged():
        answer = desk.post(f"{API}/dossiers", reception(unit="nowhere"))
        assert answer.status_code in (403, 404, 422), answer.content
        problem(specialist.post(f"{API}/dossiers", reception(unit=world.OTHER)), 403)


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"", "application/json", 422),
        (b"{", "application/json", 400),
        (b"[]", "application/json", 422),
        (b"null", "application/json", 422),
        (b'{"procedure": NaN}', "application/json", 400),
        (b'{"procedure": "1", "procedure": "2"}', "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b'{"a":' * 30 + b"1" + b"}" * 30, "application/json", 400),
        (b"\xff\xfe{", "application/json", 400),
        (b'{"note": "' + b"a" * (1024 * 1024) + b'"}', "application/json", 413),
        (b"procedure=1.001193", "application/x-www-form-urlencoded", 415),
        (b"<dossier/>", "text/xml", 415),
    ],
)
def test_a_body_that_is_none(body: bytes, kind: str, status: int, api: Api, unchanged: Unchanged) -> None:
    machine = api("one-stop-1")
    with unchanged():
        problem(machine.client.post(f"{API}/dossiers", body, kind), status)


def test_nobody_says_what_only_the_system_may_say(api: Api) -> None:
    """Mass assignment: fields that are ours are passed over."""
    ours = {
        "code": "X",
        "state": "returned",
        "due_at": "2030-01-01T00:00:00+07:00",
        "received_at": "2020-01-01T00:00:00+07:00",
        "on_time": True,
        "by": "chair",
        "at": "2020-01-01T00:00:00+07:00",
        "origin": "history",
        "id": 1,
        "step": 5,
    }
    made = api("one-stop-1").post(
        f"{API}/dossiers", reception(**ours, **who(citizen="1", id=7, kind="person"))
    )
    assert made.status_code == 201
    found = made.json()
    assert found["state"] == "received"
    assert found["received_at"] == "2026-11-20T10:00:00+07:00"
    assert found["due_at"] == "2026-11-20T17:30:00+07:00"
    acted = api("one-stop-1").post(
        f"{API}/dossiers/{found['code']}/acts/transfer", {"by": "chair", "at": "2020-01-01"}
    )
    assert acted.json()["events"][-1]["at"] == "2026-11-20T10:00:00+07:00"
    assert acted.json()["events"][-1]["by"] == "Công chức tiếp nhận, quầy 1"


# --- acts ------------------------------------------------------------------------------------------------------


@pytest.fixture
def dossier(api: Api) -> str:
    """The address of a dossier just received."""
    made = api("one-stop-1").post(f"{API}/dossiers", reception(procedure="1.004873"))
    return f"{API}/dossiers/{made.json()['code']}"


@pytest.mark.parametrize(
    ("act", "post", "body"),
    [
        ("take", "justice-1", {}),
        ("finish-step", "justice-1", {}),
        ("issue-result", "justice-1", {"number": "1"}),
        ("return", "one-stop-1", {}),
        ("supplement", "one-stop-1", {}),
        ("rate", "one-stop-1", {"stars": 5}),
        ("reschedule", "chair", {"reason": "Bận", "until": "2026-12-02T10:00:00+07:00"}),
    ],
)
def test_an_act_out_of_turn(
    act: str,
    post: str,
    body: dict[str, Any],
    dossier: str,
    api: Api,
    desk: Callable[[str], Client],
    unchanged: Unchanged,
) -> None:
    machine, browser = api(post), desk(post)
    with unchanged():
        answer = machine.post(f"{dossier}/acts/{act}", body)
        problem(answer, answer.status_code)
        assert answer.status_code in (403, 409)
        page = browser.post(
            f"/can-bo/ho-so/{dossier.rsplit('/', 1)[1]}/viec/{act}", {**body, "until": "2026-12-02T10:00"}
        )
        assert page.status_code in (403, 409), page.content.decode()[:2000]


def test_dates_in_the_past(
    dossier: str, api: Api, desk: Callable[[str], Client], unchanged: Unchanged
) -> None:
    machine, chair = api("one-stop-1"), api("chair")
    page = f"/can-bo/ho-so/{dossier.rsplit('/', 1)[1]}/viec"
    yesterday = {"reason": "Bận", "until": "2026-11-19T10:00:00+07:00"}
    with unchanged():
        asked = {"items": ["Tờ khai"], **yesterday}
        problem(machine.post(f"{dossier}/acts/ask-supplement", asked), 422, "until", "phải sau")
        told = desk("one-stop-1").post(
            f"{page}/ask-supplement", {"items": "Tờ khai", "reason": "Thiếu", "until": "2026-11-19T10:00"}
        )
        assert told.status_code == 422
        assert "Hạn bổ sung phải sau thời điểm hiện tại" in told.content.decode()
    machine.post(f"{dossier}/acts/transfer")
    with unchanged():
        problem(chair.post(f"{dossier}/acts/reschedule", yesterday), 422, "until", "phải sau")
        earlier = {**yesterday, "until": "2026-11-23T10:00:00+07:00"}
        problem(chair.post(f"{dossier}/acts/reschedule", earlier), 422, "until", "phải sau ngày đã hẹn")
        for silly in (
            "0001-01-01T00:00:00+07:00",
            "9999-12-31T23:59:59+07:00",
            "2026-02-30T10:00:00+07:00",
            "mai",
        ):
            problem(chair.post(f"{dossier}/acts/reschedule", {**yesterday, "until": silly}), 422, "until")
        told = desk("chair").post(f"{page}/reschedule", {"reason": "Bận", "until": "2026-11-19T10:00"})
        assert told.status_code == 422


def test_no_second_reschedule(
    dossier: str, api: Api, desk: Callable[[str], Client], unchanged: Unchanged
) -> None:
    api("one-stop-1").post(f"{dossier}/acts/transfer")
    chair, until = api("chair"), {"reason": "Xác minh", "until": "2026-12-02T10:00:00+07:00"}
    assert chair.post(f"{dossier}/acts/reschedule", until).status_code == 200
    page = f"/can-bo/ho-so/{dossier.rsplit('/', 1)[1]}/viec/reschedule"
    with unchanged():
        second = chair.post(f"{dossier}/acts/reschedule", {**until, "until": "2026-12-10T10:00:00+07:00"})
        problem(second, 409, says="không cho hẹn lại lần thứ hai")
        told = desk("chair").post(page, {"reason": "Xác minh", "until": "2026-12-10T10:00"})
        assert told.status_code == 409
        assert "không cho hẹn lại lần thứ hai" in told.content.decode()


ACTS = (
    "transfer",
    "take",
    "finish-step",
    "ask-supplement",
    "supplement",
    "refuse",
    "reschedule",
    "issue-result",
    "return",
    "withdraw",
    "cancel",
    "correct",
    "rate",
)
BODIES: Mapping[str, Any] = {
    "ask-supplement": {"items": ["x"], "reason": "y"},
    "refuse": {"reason": "x", "law": "y"},
    "cancel": {"reason": "x"},
    "correct": {"reason": "x", "name": "Lê Văn Nam"},
    "reschedule": {"reason": "x", "until": "2026-12-02T10:00:00+07:00"},
    "rate": {"stars": 5},
}


def test_another_units_dossier_looks_like_none(
    dossier: str, api: Api, desk: Callable[[str], Client], unchanged: Unchanged
) -> None:
    stranger, browser = api("bo-de-one-stop-1"), desk("bo-de-one-stop-1")
    code = dossier.rsplit("/", 1)[1]
    nowhere = code[:-1] + ("8" if code[-1] != "8" else "7")

    def same(mine: Any, none: Any) -> None:
        assert mine.status_code == none.status_code == 404
        assert mine.content.replace(code.encode(), b"") == none.content.replace(nowhere.encode(), b"")

    with unchanged():
        same(stranger.get(dossier), stranger.get(f"{API}/dossiers/{nowhere}"))
        for form in ("slip", "mau-01", "mau-02", "control-sheet"):
            same(stranger.get(f"{dossier}/{form}.pdf"), stranger.get(f"{API}/dossiers/{nowhere}/{form}.pdf"))
        for act in ACTS:
            body = BODIES.get(act, {})
            same(
                stranger.post(f"{dossier}/acts/{act}", body),
                stranger.post(f"{API}/dossiers/{nowhere}/acts/{act}", body),
            )
        assert stranger.get(f"{API}/dossiers", q=code).json()["items"] == []
        assert stranger.get(f"{API}/dossiers", unit=world.WARD).json()["items"] == []
        for path in ("", "/mau/mau-01.pdf", "/bien-nhan.json", "/ket-qua"):
            same(browser.get(f"/can-bo/ho-so/{code}{path}"), browser.get(f"/can-bo/ho-so/{nowhere}{path}"))
        for path in ("viec/transfer", "nguoi-nop"):
            same(
                browser.post(f"/can-bo/ho-so/{code}/{path}"), browser.post(f"/can-bo/ho-so/{nowhere}/{path}")
            )
        assert f"/can-bo/ho-so/{code}" not in browser.get("/can-bo/tim", {"q": code}).content.decode()


# --- reception at the desk -------------------------------------------------------------------------------------


def test_the_desk_says_the_same(
    desk: Callable[[str], Client], posts: Mapping[str, Actor], unchanged: Unchanged
) -> None:
    browser = desk("one-stop-1")
    given = {
        "act": "receive",
        "citizen": "new",
        "procedure": "1.001193",
        "papers_of": "1.001193",
        "papers": ["01", "02"],
        "channel": "counter",
        "note": "",
        **{name: PERSON[name] for name in ("kind", "name", "id_number", "phone", "address")},
    }
    bad: list[tuple[dict[str, Any], str]] = [
        ({"papers": ["01"]}, "Còn thiếu “Giấy chứng sinh”"),
        ({"procedure": "9.999999"}, "Chọn một thủ tục"),
        ({"name": "Nguyễn 🙂 Hoa"}, "Họ và tên"),
        ({"name": "<img src=x onerror=alert(1)>"}, "Họ và tên"),
        ({"id_number": "12"}, "12 chữ số"),
        ({"channel": "pigeon"}, "Chọn cách nộp: "),
        ({"citizen": "999999"}, "Chọn người nộp"),
        ({"copies-01": "1000"}, "Số lượng phải từ 1 đến 99"),
    ]
    for over, says in bad:
        with unchanged():
            page = browser.post("/can-bo/tiep-nhan", {**given, **over})
            assert page.status_code == 422, (over, page.status_code)
            text = page.content.decode()
            assert says in text, over
            assert "<img src=x" not in text
    assert browser.post("/can-bo/tiep-nhan", {**given, "name": NFD}).status_code == 302
    assert Dossier.objects.get().case.who == unicodedata.normalize("NFC", NFD)


# --- files -----------------------------------------------------------------------------------------------------


class Endless(io.RawIOBase):
    """A request body of two gigabytes that counts how much of it was read."""

    def __init__(self, head: bytes = b"") -> None:
        self.head, self.taken = head, 0

    def read(self, size: int = -1) -> bytes:
        assert size >= 0, "the whole body is asked for at once"
        size = min(size, 1024**2, GIGABYTES_2 - self.taken)
        part = (self.head[self.taken : self.taken + size] + bytes(size))[:size]
        self.taken += len(part)
        return part


def sent(body: Endless, path: str, **headers: str) -> tuple[int, bytes]:
    """A request past the test client, as a server hands it in."""
    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": path,
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "wsgi.input": body,
        "wsgi.url_scheme": "http",
        "REMOTE_ADDR": "127.0.0.1",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.errors": io.StringIO(),
        "wsgi.version": (1, 0),
        "wsgi.multithread": False,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        **headers,
    }
    answer = ClientHandler(enforce_csrf_checks=True)(environ)
    return answer.status_code, answer.content


BOUNDARY = "ranh-gioi"
PART = (
    f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="quét.pdf"\r\n'
    "Content-Type: application/pdf\r\n\r\n%PDF-1.7\n"
).encode()


@pytest.mark.parametrize("announced", [True, False])
@pytest.mark.parametrize("where", ["/files", "/dossiers"])
def test_two_gigabytes_are_refused_early(where: str, announced: bool, api: Api, unchanged: Unchanged) -> None:
    token = api("justice-1").client.defaults["HTTP_AUTHORIZATION"]
    kind = f"multipart/form-data; boundary={BOUNDARY}" if where == "/files" else "application/json"
    length = {"CONTENT_LENGTH": str(GIGABYTES_2)} if announced else {"HTTP_TRANSFER_ENCODING": "chunked"}
    body = Endless(PART)
    with unchanged():
        tracemalloc.start()
        status, content = sent(body, API + where, CONTENT_TYPE=kind, HTTP_AUTHORIZATION=token, **length)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert status == 413
    assert "quá" in json.loads(content)["detail"]
    assert body.taken <= (0 if announced else 27 * 1024**2)
    assert peak < 90 * 1024**2


@pytest.mark.parametrize("announced", [GIGABYTES_2, 30 * 1024**2])
def test_two_gigabytes_at_the_desk(
    announced: int,
    api: Api,
    desk: Callable[[str], Client],
    posts: Mapping[str, Actor],
    receive: Any,
    unchanged: Unchanged,
) -> None:
    code = _at_its_result(receive, api).rsplit("/", 1)[1]
    browser = desk("justice-1")
    cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in browser.cookies.items())
    body = Endless(PART)
    path = f"/can-bo/ho-so/{code}/viec/issue-result"
    with unchanged():
        browser.get("/can-bo/")
        token = browser.cookies.get("csrftoken")
        secret = token.value if token else "a" * 32
        status, content = sent(
            body,
            path,
            CONTENT_TYPE=f"multipart/form-data; boundary={BOUNDARY}",
            CONTENT_LENGTH=str(announced),
            HTTP_COOKIE=f"{cookie}; csrftoken={secret}",
            HTTP_X_CSRFTOKEN=secret,
        )
    assert status in (413, 422), content.decode()[:1500]
    assert "MB" in content.decode()
    assert body.taken <= 27 * 1024**2


def _at_its_result(receive: Any, api: Api) -> str:
    """The address of a dossier whose result is to be issued."""
    address = f"{API}/dossiers/{receive().case.code}"
    for act, post in (
        ("transfer", "one-stop-1"),
        ("take", "justice-1"),
        ("finish-step", "justice-1"),
        ("finish-step", "office-head"),
        ("finish-step", "vice-chair"),
    ):
        assert api(post).post(f"{address}/acts/{act}").status_code == 200
    return address


def bomb(kind: str) -> bytes:
    """A small archive that unpacks to a gigabyte, dressed as an office file when ``kind`` says so."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        if kind == "docx":
            main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
            archive.writestr("[Content_Types].xml", f'<Types><Override ContentType="{main}"/></Types>')
        with archive.open("word/document.xml", "w", force_zip64=True) as part:
            for _ in range(300):
                part.write(bytes(1024**2))
    return made.getvalue()


PNG_HEAD = b"\x89PNG\r\n\x1a\n"


def png_of(width: int, height: int) -> bytes:
    """A picture of a few bytes that claims to be enormous."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return (
            len(content).to_bytes(4, "big") + name + content + zlib.crc32(name + content).to_bytes(4, "big")
        )

    size = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes([8, 2, 0, 0, 0])
    return PNG_HEAD + chunk(b"IHDR", size) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")


FILES: Mapping[str, tuple[str, Callable[[], bytes], str]] = {
    "a ZIP bomb": ("hồ sơ.docx", lambda: bomb("docx"), "bung ra quá lớn"),
    "a bomb that is only a ZIP": ("hồ sơ.zip", lambda: bomb("zip"), "nội dung không phải là"),
    "a picture of gigapixels": ("ảnh.png", lambda: png_of(60_000, 60_000), ""),
    "a program called a PDF": ("kết quả.pdf", lambda: b"MZ" + bytes(500), "nội dung không phải là"),
    "HTML called a PDF": (
        "kết quả.pdf",
        lambda: b"<html><script>alert(1)</script>",
        "nội dung không phải là",
    ),
    "a PNG called a PDF": ("kết quả.pdf", lambda: png_of(3, 3), "tên không kết thúc bằng"),
    "a PDF that runs": (
        "kết quả.pdf",
        lambda: (
            b"%PDF-1.7\n1 0 obj<</Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\n"
            b"trailer<</Root 1 0 R>>"
        ),
        "",
    ),
    "nothing": ("kết quả.pdf", lambda: b"", "rỗng"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_not_what_it_says(
    name: str,
    api: Api,
    desk: Callable[[str], Client],
    receive: Any,
    posts: Mapping[str, Actor],
    unchanged: Unchanged,
) -> None:
    called, make, says = FILES[name]
    content = make()
    address = _at_its_result(receive, api)
    machine = api("justice-1")
    with unchanged():
        upload = machine.client.post(f"{API}/files", {"file": SimpleUploadedFile(called, content)})
        problem(upload, 422, "file", says)
        along = {"number": "1", "file": {"name": called, "content": base64.b64encode(content).decode()}}
        problem(machine.post(f"{address}/acts/issue-result", along), 422)
        page = desk("justice-1").post(
            f"/can-bo/ho-so/{address.rsplit('/', 1)[1]}/viec/issue-result",
            {"number": "1", "file": SimpleUploadedFile(called, content)},
        )
        assert page.status_code == 422
        assert says in page.content.decode()


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd.pdf",
        "..\\..\\x.pdf",
        "a\r\nSet-Cookie: x=y.pdf",
        "\u202efdp.exe.pdf",
        "CON.pdf",
        "🙂" * 300 + ".pdf",
    ],
)
def test_a_file_name_goes_nowhere(name: str, api: Api, desk: Callable[[str], Client], receive: Any) -> None:
    address = _at_its_result(receive, api)
    machine = api("justice-1")
    pdf = machine.get(f"{address}/slip.pdf").content
    along = {
        "number": "1", "file": {"name": name, "content": base64.b64encode(pdf).decode()},
        "scan": {"originals": 1, "pages": 1},
    }  # fmt: skip
    answer = machine.post(f"{address}/acts/issue-result", along)
    if any(ord(letter) < 32 for letter in name) or len(name) > 200:
        problem(answer, 422)
        return
    assert answer.status_code == 200, answer.content.decode()
    assert name not in answer.content.decode()
    got = desk("justice-1").get(f"/can-bo/ho-so/{address.rsplit('/', 1)[1]}/ket-qua")
    if got.status_code == 200:
        assert re.fullmatch(r'attachment; filename="[A-Za-z0-9.\-]+"', got["Content-Disposition"])
