"""The hunt for a denouncer: planted through every way in, driven through every act, looked for everywhere.

Looked for as typed, decomposed, folded, in capitals, split by marks, in UTF-8 and UTF-16, escaped for JSON and
addresses, in hex, base64 and inside whatever is compressed (PDF, DOCX, ZIP, gzip). Nowhere but under the seal may
anything be found.
"""

import base64
import datetime as dt
import gzip
import hashlib
import io
import itertools
import json
import logging
import tarfile
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pypdf
import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from motcua.areas.cases import queries as cases
from motcua.areas.denunciations import actions as denunciations
from motcua.areas.denunciations import forms, queries
from motcua.areas.dialogues import actions as dialogues
from motcua.areas.dialogues import evidence as dialogue_evidence
from motcua.areas.dialogues import queries as dialogue_queries
from motcua.areas.dialogues.models import Comment, Question
from motcua.areas.feedback import queries as feedback_queries
from motcua.areas.feedback.models import Feedback
from motcua.areas.petitions import actions, evidence
from motcua.areas.petitions import forms as petition_forms
from motcua.areas.petitions import queries as petitions
from motcua.areas.petitions.models import Petition
from motcua.areas.receptions import actions as receptions
from motcua.areas.receptions import evidence as reception_evidence
from motcua.areas.receptions import forms as reception_forms
from motcua.areas.receptions.models import DutyDay, Visit
from motcua.base.documents import forms as letters
from motcua.base.journal.models import Event
from motcua.base.journal.policies import content_of
from motcua.base.journal.ports import CITIZEN, Actor
from motcua.base.people.fields import blind_word
from motcua.faces.desk.cases.printed import printed
from motcua.rules.hiding import hide
from motcua.rules.vietnamese import fold
from tests import world
from tests.areas.test_feedback import photo
from tests.areas.test_petitions import SOUND
from tests.security.test_personal_data import Trail

pytestmark = pytest.mark.django_db(transaction=True)
Posts = Mapping[str, Actor]
NAME, SHORT, RARE = "Lường Thị Khoắng Ngoẳn", "Khoắng Ngoẳn", ("khoang", "ngoan")
PERSON = {
    "kind": "person", "name": NAME, "id_number": "079199765431", "phone": "0987654317",
    "email": "khoang.ngoan@thu-kin.example", "address": "Số 79 ngách Cọ Xuýt, phường Ngọc Thụy",
}  # fmt: skip
LETTER = (
    f"From: {NAME} <{PERSON['email']}>\nTôi là {NAME}, LUONG THI KHOANG NGOAN, lường thị\nkhoắng  ngoẳn, số "
    f"{PERSON['id_number']}, điện thoại 0987.654.317 và {PERSON['phone']}, ở {PERSON['address']}. Ông X nhận tiền của "
    "dân khi đo đất; bà Khoắng Ngoẳn và Lường-Thị-Khoắng-Ngoẳn đã nộp."
)
SAID = f"Theo bà {NAME} (KHOANG NGOAN, {PERSON['phone']}, {PERSON['email']})"
"""What a careless official writes into every text and every number."""
NAMED = f"Theo bà {NAME} (KHOANG NGOAN)"
"""The same, where only a name was ever said."""
SOUGHT = (NAME, SHORT, "Ngoẳn", PERSON["id_number"], PERSON["phone"], "khoang.ngoan", "ngách Cọ Xuýt")
MINUTE, DAY = dt.timedelta(minutes=1), dt.timedelta(days=1)
LONE = "Ngoẳn"


def written(text: str) -> Iterator[bytes]:
    """Every way in which a text could lie about."""
    plain = {text, text.upper(), text.lower()}
    if text != LONE:  # folded, one syllable is any word
        plain |= {
            fold(text),
            fold(text).upper(),
            fold(text).title(),
            fold(text).replace(" ", "-"),
            fold(text).replace(" ", "_"),
        }
    for one in plain:
        for composed in {one, unicodedata.normalize("NFD", one)}:
            raw = composed.encode()
            yield raw
            yield composed.encode("utf-16-le")
            yield composed.encode("utf-16-be")
            yield raw.hex().encode()
            yield json.dumps(composed)[1:-1].encode()
            yield quote(composed).encode()
            yield composed.encode("unicode_escape")
            for shift in range(3):
                whole = base64.b64encode(b"\0" * shift + raw)
                yield whole[4 if shift else 0 : len(whole) - 4]


_FORMS = {form for text in SOUGHT for form in written(text) if len(form) > 6}
FORMS = sorted(form for form in _FORMS if not any(other in form for other in _FORMS - {form}))
"""A form in which another one stands is found with that one."""


def layers(content: bytes, depth: int = 3) -> Iterator[bytes]:
    """The content, and what is in it: members of archives, streams and words of a PDF."""
    yield content
    if not depth:
        return
    inner: list[bytes] = []
    if content[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            inner = [
                parts.comment,
                *(one.filename.encode() + one.extra + one.comment for one in parts.infolist()),
            ]
            inner += [parts.read(name) for name in parts.namelist()]
    elif content[:2] == b"\x1f\x8b":
        inner = [gzip.decompress(content)]
    elif content[257:262] == b"ustar":
        with tarfile.open(fileobj=io.BytesIO(content)) as parts:
            for member in parts.getmembers():
                file = parts.extractfile(member)
                inner += [member.name.encode(), file.read() if file else b""]
    elif content[:4] == b"%PDF":
        reader = pypdf.PdfReader(io.BytesIO(content))
        inner = [
            "\n".join(page.extract_text() for page in reader.pages).encode(),
            str(reader.metadata).encode(),
        ]
        for chunk in content.split(b"stream\n")[1:]:
            try:
                inner.append(zlib.decompressobj().decompress(chunk))
            except zlib.error:
                continue
    for one in inner:
        yield from layers(one, depth - 1)


FOUND: list[str] = []
CLEAN: set[bytes] = set()
"""Digests of what was looked through and held nothing: fonts of every PDF, what a copy has again."""


def hunt(place: str, content: bytes | str) -> None:
    """Nothing that leads to the denouncer may be in ``content``, however it is packed; all that is found is told."""
    raw = content.encode() if isinstance(content, str) else content
    for layer in layers(raw):
        digest = hashlib.sha256(layer).digest()
        if digest in CLEAN:
            continue
        at, form = next(((at, form) for form in FORMS if (at := layer.find(form)) >= 0), (-1, b""))
        if at >= 0:
            FOUND.append(f"{place}: {form!r} in …{layer[max(0, at - 150) : at + 150]!r}…")
        else:
            CLEAN.add(digest)


# --- the ways in -----------------------------------------------------------------------------------------------


def pdf() -> SimpleUploadedFile:
    """A scan that says who made it, in its metadata, its bookmarks and its name."""
    writer, out = pypdf.PdfWriter(), io.BytesIO()
    writer.add_blank_page(200, 200)
    writer.add_metadata({"/Author": NAME, "/Title": f"Đơn của {NAME}", "/Keywords": PERSON["phone"]})
    writer.add_outline_item(title=NAME, page_number=0)
    writer.write(out)
    return SimpleUploadedFile(f"{NAME} - don to cao.pdf", out.getvalue(), "application/pdf")


def by_form(trail: Trail, posts: Posts, at: dt.datetime) -> str:
    """Typed into the desk's screen, with scans; first with a fault, so that the screen comes back."""
    desk = trail.client("one-stop-1")
    given = {
        "act": "receive", "citizen": "new", **PERSON, "said": "denunciation", "topic": "officials", "content": LETTER,
        "against": f"Ông X, hàng xóm của {NAME}", "demand": SAID, "spot": f"Cạnh nhà {NAME}, {PERSON['address']}",
        "originals": f"Căn cước của {NAME}", "channel": "counter", "sender": "person", "signers": "1",
        "handwriting": f"Chữ của {NAME}", "arrived_on": "hôm qua",
    }  # fmt: skip
    assert desk.post("/can-bo/don/nhan", given).status_code == 422
    made = desk.post("/can-bo/don/nhan", {**given, "arrived_on": "", "scans": [pdf(), pdf()]})
    assert made.status_code == 302, made.content.decode()[:3000]
    return str(Petition.objects.get().code)


def _given(posts: Posts, at: dt.datetime, **over: Any) -> dict[str, Any]:
    return {
        "by": posts["one-stop-1"], "at": at, "unit": world.WARD, "said": "denunciation", "topic": "officials",
        "content": LETTER, "against": "Ông X", "demand": SAID, "submitter": PERSON, "scans": [pdf()], **over,
    }  # fmt: skip


def at_reception(trail: Trail, posts: Posts, at: dt.datetime) -> str:
    """Written down at a reception of citizens."""
    return str(actions.receive(**_given(posts, at, channel="reception", representatives=())).code)


def forwarded(trail: Trail, posts: Posts, at: dt.datetime) -> str:
    """An e-mail that the press passed on, the sender named in every column of it."""
    over = {"from_agency": f"Báo X, thư của {NAME}", "from_number": f"12/{SHORT}"}
    return str(actions.receive(**_given(posts, at, channel="forwarded", sender="press", **over)).code)


def online(trail: Trail, posts: Posts, at: dt.datetime) -> str:
    """Sent by the citizen without an account."""
    person = {name: PERSON[name] for name in ("name", "id_number", "phone", "email", "address")}
    return str(actions.receive(**_given(posts, at, by=CITIZEN, channel="online", submitter=person)).code)


def found_later(trail: Trail, posts: Posts, at: dt.datetime) -> str:
    """Taken in openly as a suggestion; found to denounce when it is classified."""
    over = {"from_agency": f"Mặt trận, bà {NAME}", "channel": "forwarded", "sender": "front"}
    made = actions.receive(**_given(posts, at, said="suggestion", **over))
    actions.propose(
        by=posts["justice-1"], at=at, petition=made, note=SAID,
        answers={"kind": "denunciation", **SOUND, "unfit": "29.1d"},
    )  # fmt: skip
    actions.send_back(by=posts["chair"], at=at, petition=made, reason=SAID)
    return str(made.code)


def received_in_person(trail: Trail, posts: Posts, at: dt.datetime) -> str:
    """Signed up at home for the head's day, received there, written down, an USB stick taken; a fault first."""
    office, early = posts["office-head"], at - 15 * DAY
    receptions.name_receiver(by=office, at=early, agency=world.WARD, post="chair", role="chair")
    place = receptions.set_place(by=office, at=early, agency=world.WARD, name="Phòng tiếp công dân")
    day = receptions.plan_day(
        by=office, at=early, agency=world.WARD, post="chair", on=at.date(), place=place.n, session="periodic"
    )
    receptions.publish(by=posts["chair"], at=early, day=day)
    known = {name: PERSON[name] for name in ("name", "phone", "email")}
    receptions.sign_up(by=CITIZEN, at=at - 2 * DAY, day=day.code, about=SAID, **known)
    given = {
        **PERSON, "petition_class": "denunciation", "topic": "officials", "summary": LETTER, "settled_by": SAID,
        "persons": "1", "competent": "yes", "result": "", "day": day.code, "sign_up": "1", "paper-0": f"USB của {NAME}",
        "copies-0": "1", "petition-content": LETTER, "petition-demand": SAID, "petition-against": f"Hàng xóm {NAME}",
    }  # fmt: skip
    desk = trail.client("one-stop-1")
    assert desk.post("/can-bo/tiep-cong-dan/tiep", given).status_code == 422
    made = desk.post("/can-bo/tiep-cong-dan/tiep", {**given, "petition-signed": "signature"})
    assert made.status_code == 302, made.content.decode()[:3000]
    visit = Visit.objects.get()
    chair = posts["chair"]
    receptions.conclude(
        by=chair, at=at + MINUTE, visit=visit, text=LETTER, until=at.date() + 5 * DAY, contact=SAID,
        agencies=[{"agency": f"Phòng {SHORT}", "task": SAID}],
    )  # fmt: skip
    receptions.reply(by=chair, at=at + MINUTE, visit=visit, result="declined", note=SAID, number=f"7/{SHORT}")
    return visit.petition


def received_openly(trail: Trail, posts: Posts, at: dt.datetime) -> str:
    """Received by name with a suggestion; found to denounce afterwards."""
    visit = receptions.receive(
        by=posts["justice-1"], at=at, agency=world.WARD, visitor=PERSON, petition_class="suggestion",
        topic="officials", summary=LETTER, papers=[{"name": f"USB của {NAME}"}],
        petition={"content": LETTER, "signed": "signature"},
    )  # fmt: skip
    actions.shield(by=posts["justice-1"], at=at, petition=visit.petition)
    return visit.petition


WORDS = (
    f"Tôi là {NAME}, LUONG THI KHOANG NGOAN, lường thị\nkhoắng  ngoẳn. Ông X nhận tiền của dân khi đo đất; bà Khoắng "
    "Ngoẳn và Lường-Thị-Khoắng-Ngoẳn đã nộp."
)
"""What somebody writes where only a name is asked."""
KNOWN = {name: PERSON[name] for name in ("name", "phone", "email", "address")}


def followed(found: tuple[str, str] | None) -> str:
    """The code of what was handed over, as its sender is led to it."""
    assert found is not None
    return found[0]


def as_feedback(trail: Trail, posts: Posts, at: dt.datetime) -> str:
    """A photograph sent from the street with a name; asked about, supplied, then handed over at the desk."""
    portal = trail.client()
    given = {
        **KNOWN, "content": LETTER.replace(PERSON["id_number"], "căn cước"), "place": world.WARD,
        "spot": f"Cạnh nhà {NAME}", "lat": "21.037612", "lon": "105.893145", "van-gui": "1",
    }  # fmt: skip
    sent = portal.post("/phan-anh/gui/rac", {**given, "photos": [photo(name=f"{NAME}.jpg")]})
    assert sent.status_code == 302, sent.content.decode()[:2000]
    made = Feedback.objects.get()
    desk, here = trail.client("land-1"), f"/can-bo/phan-anh/ma/{made.code}/viec/"
    assert desk.post(f"{here}start").status_code == 302
    assert desk.post(f"{here}ask", {"question": f"Bà {NAME} nộp bao nhiêu?"}).status_code == 302
    more = {"ma": made.code, "key": feedback_queries.tracking_key(made.code), "reply": WORDS}
    told = portal.post("/phan-anh/theo-doi/bo-sung", {**more, "photos": [photo(name=f"{NAME}.jpg")]})
    assert told.status_code == 302, told.content.decode()[:2000]
    done = trail.client("one-stop-1").post(f"/can-bo/phan-anh/ma/{made.code}/viec/hand_over")
    assert done.status_code == 302, done.content.decode()[:2000]
    return followed(feedback_queries.followed_as(feedback_queries.one(posts["chair"], made.code)))


def as_a_question(trail: Trail, posts: Posts, at: dt.datetime) -> str:
    """Asked on the page of questions, handed over at the desk."""
    asked = {"content": WORDS, "topic": "officials", "name": NAME, "group": "residents", "van-gui": "1"}
    sent = trail.client().post("/hoi-dap/hoi", asked)
    assert sent.status_code == 302, sent.content.decode()[:2000]
    question = Question.objects.get()
    trail.client("office-head").post(f"/can-bo/doi-thoai/cau-hoi/{question.code}/viec/hand_over")
    return followed(dialogue_queries.followed_as(Question.objects.get()))


def as_a_comment(trail: Trail, posts: Posts, at: dt.datetime) -> str:
    """Said of a draft, handed over at the desk."""
    early = at - DAY
    draft = dialogues.draft(
        by=posts["office-head"], at=early, unit=world.WARD, title="Quy chế", matter="decisions",
        text="Điều 1. Phạm vi", forms=["page"],
    )  # fmt: skip
    draft = dialogues.announce_consultation(
        by=posts["chair"], at=early, consultation=draft, opens_on=None, closes_on=early.date() + 20 * DAY,
        sent=[{"to": "HĐND", "number": "15/UBND-VP"}, {"to": "MTTQ", "number": "16/UBND-VP"}],
    )  # fmt: skip
    said = {"dieu": "0", "vi-tri": "other", "loi": WORDS, "ten": NAME, "van-gui": "1"}
    sent = trail.client().post(f"/lay-y-kien/{draft.code}", said)
    assert sent.status_code == 302, sent.content.decode()[:2000]
    comment = Comment.objects.get()
    trail.client("office-head").post(
        f"/can-bo/lay-y-kien/ma/{draft.code}/y-kien/{comment.code}", {"act": "hand_over"}
    )
    return followed(dialogue_queries.followed_as(Comment.objects.get()))


DOORS = (
    by_form, at_reception, forwarded, online, found_later, received_in_person, received_openly, as_feedback,
    as_a_question, as_a_comment,
)  # fmt: skip


# --- through every act -----------------------------------------------------------------------------------------


def through_petition(posts: Posts, code: str, at: dt.datetime, said: str = SAID) -> None:
    """Proposed, sent back, assigned, opened, with the name in every text; then proposed for acceptance."""
    justice, chair = posts["justice-1"], posts["chair"]
    answers = {"kind": "denunciation", **SOUND}
    forward = {**answers, "competence": "other"}
    actions.propose(by=justice, at=at, petition=code, answers=forward, to_agency=f"Sở {NAME}", note=said)
    actions.send_back(by=chair, at=at, petition=code, reason=said)
    identity = petitions.identity_of(petitions.one(chair, code))
    if petitions.assigned(identity, "justice-1", at.date()) is None:
        actions.assign(by=chair, at=at, petition=code, post="justice-1", instrument=f"7/QĐ về {NAME}")
    why = {"purpose": "verify", "reason": said}
    assert actions.open_identity(by=justice, at=at, petition=code, **why)["name"] == NAME
    petition = petitions.one(justice, code)
    for row in petitions.files_of(justice, petition):
        if row.sealed:
            actions.open_scan(by=justice, at=at, petition=code, n=row.n, **why)
    actions.add_scan(by=justice, at=at, petition=code, scan=pdf(), redacted=True)
    if petition.case.type.code == "don-to-cao":
        actions.prolong(by=justice, at=at, petition=code)
    actions.propose(by=justice, at=at, petition=code, answers=answers, note=said)


def through_denunciation(posts: Posts, code: str, at: dt.datetime) -> Any:
    """Every act of a denunciation with the name in every text and number, up to its end."""
    chair, justice = posts["chair"], posts["justice-1"]
    clean = {"number": f"7/{SHORT}", "reason": SAID}
    made = denunciations.accept(
        by=chair,
        at=at,
        petition=code,
        denounced=f"Ông X, hàng xóm {NAME}",
        content="Ông X nhận tiền của người dân khi đo đất",
        number=f"3/{SHORT}",
    )

    def act(name: str, after: int, by: Actor = chair, **more: Any) -> None:
        denunciations.VERBS[name](by=by, at=at + after * DAY, denunciation=made.code, **more)

    act("extend", 1, level="complex", days=20, **clean)
    act("suspend", 2, ground="assessment", **clean)
    act("resume", 3, **clean)
    act("withdraw", 4, justice, how="part", withdrawn=SAID, goes_on=SAID)
    act("order", 5, number=f"8/{SHORT}", team=f"Tổ 1 {SAID}", verify_until=at.date() + 20 * DAY)
    act("draft", 6, justice, findings=LETTER)
    act("send_back", 7, reason=SAID)
    act("draft", 8, justice, findings=LETTER)
    act("conclude", 9, verdict="true", conclusion=LETTER, measures=SAID, number=f"1/{SHORT}")
    act("carry_out", 10, measures=SAID, number=f"2/{SHORT}")
    act("publish", 11, justice, where="posting", public_text=LETTER)
    for row in queries.todos(made):
        if row.done_at is None and row.task in dict(_open(made)):
            act("done", 12, justice, task=row.task, number=f"5/{SHORT}")
    act("denounced_again", 13, justice, agency=f"Thanh tra, {SAID}")
    act("close", 14, justice)
    return queries.one(chair, made.code)


def _open(made: Any) -> list[tuple[str, Any]]:
    return [(row.task, row) for row in queries.todos(made) if row.done_at is None]


# --- the places ------------------------------------------------------------------------------------------------


def visits(trail: Trail, posts: Posts) -> None:
    """What every post sees of visits and duty days; the register and the letters as files."""
    for post in READERS:
        browser = trail.client(post)
        for path in (
            "", "so", "so-lieu", "lich", *(f"ngay/{day.code}" for day in DutyDay.objects.all()),
            *(f"luot/{visit.code}" for visit in Visit.objects.select_related("case")),
        ):  # fmt: skip
            hunt(f"{post} {path}", browser.get(f"/can-bo/tiep-cong-dan/{path}").content)
    desk = trail.client("chair")
    for kind in ("pdf", "docx", "xlsx"):
        asked = {"kieu": kind, "tu": "2026-01-01", "den": "2026-12-31"}
        made = desk.post("/can-bo/tiep-cong-dan/so/tai", asked)
        assert made.status_code == 200 and made.content[:2] in (b"PK", b"%P")
        hunt(f"register.{kind}", made.content)
    for visit in Visit.objects.select_related("case", "day__place"):
        names = reception_forms.available(visit)
        assert reception_forms.PAPERS in names
        for name in names:
            data = reception_forms.filled(name, visit, by=posts["chair"])
            hunt(name, letters.as_pdf(data))
            hunt(name, letters.as_docx(data))


def voices(trail: Trail) -> None:
    """What every post, and whoever holds the receipt, sees of what was handed over."""
    made, question, comment = Feedback.objects.get(), Question.objects.get(), Comment.objects.get()
    draft = comment.consultation.code
    for post in READERS:
        browser = trail.client(post)
        for path in (
            "phan-anh/", f"phan-anh/ma/{made.code}", "doi-thoai/cau-hoi", f"doi-thoai/cau-hoi/{question.code}",
            f"lay-y-kien/ma/{draft}", f"lay-y-kien/ma/{draft}/so-lieu.xlsx",
        ):  # fmt: skip
            hunt(f"{post} {path}", browser.get(f"/can-bo/{path}").content)
        for n in (1, 2):
            assert browser.get(f"/can-bo/phan-anh/ma/{made.code}/anh/{n}").status_code in (403, 404)
    public = trail.client()
    receipts = {
        "/phan-anh/theo-doi": (made.code, feedback_queries.tracking_key(made.code)),
        "/hoi-dap/da-gui": (question.code, dialogue_queries.receipt_of(question)),
        "/lay-y-kien/da-gui": (comment.code, dialogue_queries.receipt_of_comment(comment)),
    }
    for path, (code, key) in receipts.items():
        shown = public.get(path, {"ma": code, "key": key})
        assert "gui-don/tra-cuu" in shown.content.decode(), path
        assert "tố cáo" not in shown.content.decode().lower().split("<main")[1].split("</main")[0], path
        hunt(path, shown.content)
    for path in (
        "/phan-anh/",
        "/phan-anh/moi.atom",
        "/hoi-dap/",
        f"/lay-y-kien/{draft}",
        "/open311/v2/requests.json",
    ):
        hunt(path, public.get(path).content)


def _bytes(value: Any) -> bytes:
    return bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()


def rows() -> None:
    """Every table, the sealed column (ciphertext) included; keyed hashes of the name are nowhere either."""
    hashes = [blind_word(word).encode() for word in RARE]
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            said = b"\x1f".join(_bytes(value) for row in cursor.fetchall() for value in row)
            hunt(table, said)
            FOUND.extend(f"{table}: a keyed hash of the name" for one in hashes if one in said)
    if connection.vendor == "sqlite":
        name = str(connection.settings_dict["NAME"])
        for suffix in ("", "-wal", "-shm"):
            if Path(name + suffix).exists():
                hunt(f"bytes of the database{suffix}", Path(name + suffix).read_bytes())


def kept(folder: Path) -> None:
    """Names and bytes of every file in the data folder, temporary ones too."""
    for place in folder.rglob("*"):
        if place.is_file() and not {"postgresql", "static"} & set(place.parts):
            hunt(str(place), str(place))
            if "snapshot" not in place.name and place.stat().st_size < 64 * 1024**2:
                hunt(f"bytes of {place}", place.read_bytes())


PAGES = (
    "/can-bo/", "/can-bo/?xem=don-vi", "/can-bo/don/", "/can-bo/don/?loai=denunciation", "/can-bo/to-cao/", "/bang/",
    "/bang/danh-sach", "/can-bo/so-theo-doi", "/so-cai", "/quan-tri/",
)  # fmt: skip
READERS = (
    "one-stop-1", "justice-1", "land-1", "office-head", "vice-chair", "chair", "front", "inspector", "admin",
    "bo-de-one-stop-1",
)  # fmt: skip


def pages(trail: Trail, codes: list[str], matters: list[str]) -> None:
    """What every post sees of lists, petitions, matters and letters."""
    for post in READERS:
        browser = trail.client(post)
        paths = [
            *PAGES, *(f"/can-bo/don/ma/{code}" for code in codes), *(f"/can-bo/to-cao/ma/{code}" for code in matters),
        ]  # fmt: skip
        for path in paths:
            hunt(f"{post} {path}", browser.get(path).content)
    admin = trail.client("admin")
    for path in {
        one for one in _links(admin.get("/quan-tri/").content.decode()) if one.startswith("/quan-tri/")
    }:
        hunt(f"admin {path}", admin.get(path).content)
    public = trail.client()
    for code in (*codes, *matters):
        for path in (f"/tra-cuu?ma={code}&key=000000000000", "/so-cai", "/api/v1/journal/head"):
            hunt(path, public.get(path).content)


def _links(page: str) -> list[str]:
    return [part.split('"')[0] for part in page.split('href="')[1:]]


def searches(posts: Posts) -> None:
    """Sought by name, number, telephone, by every post: nothing comes."""
    for post in READERS:
        by = posts.get(post)
        if by is None or not by.agency:
            continue
        for q in (NAME, SHORT, PERSON["id_number"], PERSON["phone"], PERSON["email"]):
            assert not cases.search(cases.reachable(by), q, by=by).exists(), (post, q)
            assert not petitions.listed(by, q=q).exists() and not queries.listed(by, q=q).exists()


def documents(posts: Posts, made: Any) -> None:
    """Every letter as PDF and DOCX, with its properties and names."""
    for code, n, _name in forms.available(made):
        data = forms.filled(code, n, made, by=posts["chair"])
        hunt(code, letters.as_pdf(data))
        hunt(code, letters.as_docx(data))
        hunt(code, str(printed(data, f"{code}-{made.code}", "pdf").headers))
    hunt("standing", repr(queries.standing(made.petition.code)))


ENDS = (
    ("forwarded", {"competence": "other"}), ("stored", {"stale": "settled"}), ("refused", {"unfit": "29.2"}),
    ("urged", {"competence": "lower"}), ("guided", {"competence": "court"}),
)  # fmt: skip


def written(posts: Posts, code: str, end: str, answers: Mapping[str, str], at: dt.datetime) -> None:
    """What became of a denunciation, the name in every text of who decides; its letters as PDF and DOCX."""
    chair, justice = posts["chair"], posts["justice-1"]
    actions.send_back(by=chair, at=at, petition=code, reason=SAID)
    actions.propose(
        by=justice, at=at, petition=code, answers={"kind": "denunciation", **SOUND, **answers}, note=SAID,
        to_agency=f"Sở {NAME}",
    )  # fmt: skip
    made = actions.settle(by=chair, at=at, petition=code, outcome=end, number=f"7/{SHORT}")
    told = petition_forms.names_of(made)
    assert told and petition_forms.own_names_of(made) == []
    for n, name in told:
        data = petition_forms.letter(made, n, by=chair)
        hunt(name, letters.as_pdf(data))
        hunt(name, letters.as_docx(data))


def _broken(*_args: Any, **_given: Any) -> Any:
    raise RuntimeError("hỏng")


def test_a_denouncer_is_nowhere_but_under_the_seal(
    ward: str, posts: Posts, clock: Any, at: dt.datetime, caplog: pytest.LogCaptureFixture, tmp_path: Path,
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    caplog.set_level(logging.DEBUG)
    FOUND.clear()
    trail = Trail()
    codes = list[str]()
    for door in DOORS:
        codes.append(door(trail, posts, at + len(codes) * MINUTE))
    later = itertools.count(1)
    for code in codes:
        only_named = DOORS[codes.index(code)] in (as_a_question, as_a_comment)
        said = NAMED if only_named else SAID
        through_petition(posts, code, at + next(later) * 10 * MINUTE, said)
    matters = [through_denunciation(posts, code, at + DAY) for code in codes[:2]]
    for code, (end, answers) in zip(codes[2:], ENDS, strict=False):
        written(posts, code, end, answers, at + DAY)
    pages(trail, codes, [one.code for one in matters])
    searches(posts)
    documents(posts, matters[0])
    visits(trail, posts)
    voices(trail)
    _errors(trail, codes[2], monkeypatch)
    from tests.security.conftest import sealed_whole

    sealed_whole(at + 30 * DAY)
    archive = tmp_path / "ban-sao"
    call_command("backup", str(archive))
    for place in [archive, *archive.rglob("*"), *tmp_path.glob("ban-sao*")]:
        if place.is_file():
            hunt(str(place), place.read_bytes())
    spoken = capsys.readouterr()
    hunt("what commands say", spoken.out + spoken.err)
    hunt("journal", "\n".join(str(content_of(event)) for event in Event.objects.all()))
    hunt(
        "logs",
        caplog.text
        + "\n".join(repr(record.__dict__) for record in caplog.records if "request" not in record.__dict__),
    )
    hunt("addresses", "\n".join(trail.addresses))
    hunt("headers and cookies", "\n".join(trail.headers))
    hunt("sessions", json.dumps([one.get_decoded() for one in Session.objects.all()], ensure_ascii=False))
    for cache in caches.all():
        hunt("cache", repr(getattr(cache, "_cache", "")))
    rows()
    kept(settings.MOTCUA_HOME)
    assert FOUND == []
    assert evidence.disagreements() == [] == reception_evidence.disagreements()
    assert dialogue_evidence.disagreements() == []


def test_who_signs_up_at_home_to_denounce_is_nowhere(
    ward: str, posts: Posts, clock: Any, at: dt.datetime
) -> None:
    """Of a place taken for the head's day only the number is there: on the desk, opened in full, moved, received."""
    FOUND.clear()
    trail, office, early = Trail(), posts["office-head"], at - 15 * DAY
    receptions.name_receiver(by=office, at=early, agency=world.WARD, post="chair", role="chair")
    place = receptions.set_place(by=office, at=early, agency=world.WARD, name="Phòng tiếp công dân")
    plan = {"by": office, "agency": world.WARD, "post": "chair", "place": place.n, "session": "periodic"}
    day = receptions.plan_day(at=early, on=at.date(), **plan)
    receptions.publish(by=posts["chair"], at=early, day=day)
    known = {name: PERSON[name] for name in ("name", "phone", "email")}
    clock(at - 2 * DAY)
    portal = trail.client()
    for told in ({"about": f"Tố cáo. {SAID}"}, {"about": SAID, "denounces": "1"}):
        for step in ("xem", "gui"):
            shown = portal.post(
                f"/tiep-cong-dan/dang-ky/{day.code}", {**known, **told, "buoc": step}, follow=True
            )
            assert shown.status_code == 200, shown.content.decode()[:2000]
            hunt(f"portal, {step}", shown.content)
    clock(at)
    here = f"/can-bo/tiep-cong-dan/ngay/{day.code}"
    for post in READERS:
        browser = trail.client(post)
        for path in (here, f"/can-bo/tiep-cong-dan/tiep?ngay={day.code}&so=1"):
            hunt(f"{post} {path}", browser.get(path).content)
        hunt(f"{post} in full", browser.post(f"{here}/nguoi-dang-ky").content)
    listed = trail.client("one-stop-1").get(here).content.decode()
    assert listed.count("Người đăng ký (kín)") == 2
    hunt("journal", "\n".join(str(content_of(event)) for event in Event.objects.all()))
    hunt("addresses", "\n".join(trail.addresses))
    hunt("sessions", json.dumps([one.get_decoded() for one in Session.objects.all()], ensure_ascii=False))
    rows()
    assert FOUND == [] == reception_evidence.disagreements()


@pytest.mark.parametrize("sealed", [False, True])
def test_a_split_letter_leads_from_neither_side_to_the_other(
    ward: str, posts: Posts, clock: Any, at: dt.datetime, *, sealed: bool
) -> None:
    """The open content goes on under the name, what denounces under the pseudonym: no page of any post, no row, no
    event says both, whether the letter was open or sealed when it came."""
    FOUND.clear()
    given = _given(posts, at - DAY, said="mixed", channel="counter", shielded=sealed)
    made = actions.receive(**given, signers=37)
    actions.ask(by=posts["justice-1"], at=at - DAY, petition=made, wanted=SAID)
    actions.supplement(by=posts["justice-1"], at=at - DAY, petition=made, said=SAID)
    if sealed:
        actions.assign(by=posts["chair"], at=at, petition=made, post="justice-1", instrument="7/QĐ-UBND")
    parts = [
        {"class": "denunciation", "content": f"Ông Xuých nhận tiền. {SAID}", "against": "Ông Xuých", "demand": SAID,
         "topic": "officials"},
        {"class": "suggestion", "content": "Mương Rạch Cạn tắc", "topic": "environment"},
    ]  # fmt: skip
    secret, rest = actions.split(
        by=posts["justice-1"], at=at + 17 * MINUTE, petition=made, parts=parts, reason="Tách việc mương"
    )
    assert secret.sealed is not None and secret.code != rest.code
    pseudonym, trail = secret.sealed.pseudonym, Trail()
    for post in READERS:
        browser, may = trail.client(post), post in ("justice-1", "office-head", "vice-chair", "chair")
        hidden = browser.get(f"/can-bo/don/ma/{secret.code}")
        hunt(f"{post}: what denounces", hidden.content)
        assert rest.code not in hidden.content.decode() and "Rạch Cạn" not in hidden.content.decode()
        shown = browser.get(f"/can-bo/don/ma/{rest.code}").content.decode()
        for word in (secret.code, pseudonym, "Xuých"):
            assert word not in shown, (post, word)
        if sealed and post != "justice-1" and may:
            told = hidden.content.decode().split("<main")[1].split("act-form")[0]
            assert "giờ 17" not in told, "nor the minute of the split"
            assert "Tách" not in told
        for path in ("/can-bo/", "/can-bo/?xem=don-vi", "/can-bo/don/", "/can-bo/don/?linh-vuc=environment"):
            listed = browser.get(path).content.decode()
            assert "Xuých" not in listed
        by = posts.get(post)
        if by is not None and by.agency:
            for q in (NAME, PERSON["phone"]):
                assert secret.case not in petitions.listed(by, q=q), (post, q)
            assert rest.case not in petitions.listed(by, q=pseudonym)
    codes = (secret.code, rest.code)
    for event in Event.objects.all():
        said = f"{event.subject} {content_of(event)}"
        assert not all(code in said for code in codes), event.kind
        assert not (rest.code in said and pseudonym in said), event.kind
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for row in cursor.fetchall():
                said = b"\x1f".join(map(_bytes, row)).decode("utf-8", "replace")
                assert not all(code in said for code in codes), table
                assert not (rest.code in said and pseudonym in said), table
                hunt(table, said)
    assert FOUND == [] == evidence.disagreements()


def _errors(trail: Trail, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A view that fails with the form posted says nothing of it, in use or while it is being developed."""
    monkeypatch.setattr(petitions, "one", _broken)
    monkeypatch.setattr(actions, "receive", _broken)
    given = {
        "act": "receive", "citizen": "new", **PERSON, "said": "denunciation", "topic": "officials", "content": LETTER,
        "channel": "counter", "sender": "person", "signers": "1", "scans": [pdf()],
    }  # fmt: skip
    for debug in (False, True):
        monkeypatch.setattr(settings, "DEBUG", debug)
        for path, fields in (
            ("/can-bo/don/nhan", given),
            (f"/can-bo/don/ma/{code}/viec/propose", {"note": SAID, "kind": "denunciation", "act": "look"}),
        ):  # fmt: skip
            failed = trail.client("justice-1").post(path, fields)
            assert failed.status_code == 500, (path, failed.status_code)
            hunt(f"error page of {path}, DEBUG={debug}", failed.content)
    monkeypatch.undo()


# --- names of odd shapes ---------------------------------------------------------------------------------------

ODD = st.one_of(
    st.sampled_from(
        [
            "Ý",
            "An",
            "Hoa",
            "Bình",
            "O'Brien",
            "Nguyễn Thị",
            "D’Angelo Nguyễn",
            "Y-Moan",
            "H'Hen Niê",
            "…",
            "('",
        ]
    ),
    st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=12),
)


@given(
    st.lists(ODD, max_size=5),
    st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=80),
)
def test_no_name_breaks_hiding(names: list[str], text: str) -> None:
    hidden = hide(text, names, "NTC-2026-ABCDEF")
    assert hide(hidden.replace("NTC-2026-ABCDEF", ""), [], "x") is not None
    assert hide(text, [], "NTC") == unicodedata.normalize("NFC", text)


@given(
    st.lists(st.sampled_from(["Lò", "Thị", "Phượng", "H'Hen", "Niê", "Công", "Tằng"]), min_size=2, max_size=5),
    st.sampled_from([" ", "  ", "\n", "-", ".", " - "]), st.sampled_from([str.upper, str.lower, str.title, fold, str]),
)  # fmt: skip
def test_a_name_is_hidden_however_it_is_typed(
    words: list[str], between: str, typed: Callable[[str], str]
) -> None:
    said = f"Bà {between.join(typed(word) for word in words)}, ở đây"
    assert hide(said, [" ".join(words)], "NTC-1") == "Bà NTC-1, ở đây"


def test_a_name_that_is_a_word_leaves_the_words() -> None:
    assert hide("Tôi là An, xin bình an; đồng ý. AN", ["An"], "NTC") == "Tôi là NTC, xin bình an; đồng ý. NTC"
    assert hide("Ý kiến, đồng ý, bà Ý", ["Ý"], "NTC") == "NTC kiến, đồng ý, bà NTC"
    assert hide("năm 2026, số 1", ["2026", "NTC"], "NTC-2026") == "năm NTC-2026, số 1"
    assert hide("(0987) 654-317 hay 0987654317", ["0987654317"], "N") != "(0987) 654-317 hay 0987654317"
    assert hide("a.b@c.vn, xa.b@c.vn", ["a.b@c.vn"], "N") == "N, xa.b@c.vn"
