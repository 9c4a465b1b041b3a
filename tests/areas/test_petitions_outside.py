"""What comes from outside, hostile or broken: e-mails, files, words. Nothing is lost, nothing crashes, all is said."""

import datetime as dt
import io
import zipfile
import zlib
from collections.abc import Callable, Mapping
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.areas.petitions import actions, queries
from motcua.areas.petitions.models import Arrival, Petition, PetitionFile
from motcua.base.files.policies import check, stripped
from motcua.base.files.queries import open_file
from motcua.base.journal.ports import CITIZEN, Actor
from motcua.conf import post
from motcua.rules.impossible import Impossible, Invalid
from tests import world
from tests.areas.test_petitions import NOISE, everything, pdf, unsound
from tests.faces.reading import words
from tests.faces.test_portal_petitions import PNG, SAID
from tests.rules.test_letters import letter

LOOSE = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
HOSTILE = st.one_of(
    st.text(max_size=200),
    st.sampled_from((
        "<script>alert(1)</script>", "{{ 7*7 }}", "'; DROP TABLE petitions; --", "%s%n", "../../etc/passwd",
        "\u202eABC",
        "\x00", "A\u0301" * 50, "𝕏" * 300, "\n" * 500, "=cmd|' /C calc'!A1",
        "\ud800".encode("utf-8", "replace").decode(),
        "a" * 40_000, "٣", "-1", "1e9", "9" * 400,
    )),
)  # fmt: skip


# --- e-mails ---------------------------------------------------------------------------------------------------


def test_a_letter_becomes_a_petition_with_everything_in_it(
    posts: Mapping[str, Actor], at: dt.datetime, ward: str
) -> None:
    sent = letter(NOISE)
    sent.add_attachment(pdf().read(), maintype="application", subtype="pdf", filename="don.pdf")
    sent.add_attachment(b"PK\x03\x04", maintype="application", subtype="zip", filename="anh.zip")
    raw = bytes(sent)
    made = actions.receive_letter(at=at, unit=world.WARD, raw=raw)
    assert (made.channel, made.arrived_on, made.case.who) == ("email", dt.date(2026, 11, 17), "Trần Văn Ước")
    assert NOISE in made.content and "1 tệp (zip)" in made.content, "what could not be opened is told"
    rows = PetitionFile.objects.filter(petition=made).order_by("n").select_related("file")
    assert [row.file.media_type for row in rows] == ["message/rfc822", "application/pdf"]
    assert open_file(rows[0].file_id, subject=made.code).content == raw, "the letter itself is kept whole"
    with pytest.raises(actions.AlreadySent, match=made.code):
        actions.receive_letter(at=at, unit=world.WARD, raw=raw)
    assert unsound() == []


def test_a_letter_that_denounces_is_sealed_before_anybody_reads_it(at: dt.datetime, ward: str) -> None:
    sent = letter("Tôi là Lò Thị Phượng Hoàng, tố cáo ông X nhận tiền.")
    sent.replace_header("From", "Lò Thị Phượng Hoàng <phuonghoang.secret@example.vn>")
    made = actions.receive_letter(at=at, unit=world.WARD, raw=bytes(sent))
    assert made.shielded and made.sealed is not None and made.sealed.pseudonym in made.content
    assert all(row.sealed for row in PetitionFile.objects.filter(petition=made))
    stored = everything()
    assert "Phượng Hoàng" not in stored and "phuonghoang.secret" not in stored


def test_neither_subject_nor_file_names_say_who_denounces(at: dt.datetime, ward: str) -> None:
    sent = letter("Tôi tố cáo ông X nhận tiền. Fnordlund ký tên, fnordlund@example.vn")
    sent.replace_header("From", "Fnordlund <fnordlund@example.vn>")
    sent.replace_header("Subject", "Fnordlund tố cáo ông X (xem facebook.com/fnordlund)")
    sent.add_attachment(b"PK\x03\x04", maintype="application", subtype="zip", filename="Fnordlund.zip")
    sent.add_attachment(b"PK", maintype="application", subtype="zip", filename="anh.fnordlund")
    made = actions.receive_letter(at=at, unit=world.WARD, raw=bytes(sent))
    assert made.sealed is not None and made.content == (
        f"{made.sealed.pseudonym} tố cáo ông X (xem {made.sealed.pseudonym})\n\nTôi tố cáo ông X nhận tiền. "
        f"{made.sealed.pseudonym} ký tên, {made.sealed.pseudonym}\n\n(Tệp không mở được ở đây, nằm trong thư gốc: "
        "2 tệp (zip).)"
    )
    assert "fnordlund" not in everything().lower()


def test_a_folder_is_taken_in_letter_by_letter(tmp_path: Path, at: dt.datetime, ward: str) -> None:
    (tmp_path / "1.eml").write_bytes(bytes(letter()))
    (tmp_path / "2.EML").write_bytes(b"\xff\x00\xfe broken")
    (tmp_path / "3.eml").write_bytes(b"")
    (tmp_path / "khac.txt").write_bytes(b"no letter")
    found = post.letters_in([tmp_path])
    assert [one.name for one in found] == ["1.eml", "2.EML", "3.eml"]
    report = post.take_in(found, at=at, unit=world.WARD)
    assert len(report["added"]) == 2 and report["rejected"] == [{"file": "3.eml", "reason": "Thư trống."}]
    again = post.take_in(found, at=at, unit=world.WARD)
    assert again["added"] == [] and sorted(again["known"]) == sorted(report["added"])


@LOOSE
@given(st.binary(min_size=1, max_size=400), HOSTILE, HOSTILE)
def test_whatever_letter_comes_is_received_whole(
    posts: Mapping[str, Actor], at: dt.datetime, body: bytes, name: str, file: str
) -> None:
    sent = EmailMessage()
    sent.set_payload(body)
    raw = (
        b"From: "
        + name.encode("utf-8", "replace").replace(b"\n", b" ")[:900]
        + b" <a@b.vn>\nX: 1\n"
        + bytes(sent)
    )
    try:
        made = actions.receive_letter(at=at, unit=world.WARD, raw=raw)
    except actions.AlreadySent:
        return
    row = PetitionFile.objects.filter(petition=made).order_by("n")[0]
    kept = (
        queries.sealed_content(row.file_id, made.code)[1] if row.sealed
        else open_file(row.file_id, subject=made.code).content
    )  # fmt: skip
    assert kept == raw


# --- files -----------------------------------------------------------------------------------------------------


def bomb() -> bytes:
    """A PDF whose page unfolds to a hundred megabytes."""
    stream = zlib.compress(b" " * (100 << 20))
    return (
        b"%PDF-1.5\n1 0 obj<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length " + str(len(stream)).encode()
        + b">>stream\n" + stream + b"\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    )  # fmt: skip


def office() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "x" * 50)
        archive.writestr("word/document.xml", "y" * 50)
    return out.getvalue()


BROKEN: Mapping[str, bytes] = {
    "a.pdf": b"MZ" + b"\x00" * 60, "b.pdf": b"%PDF-1.7\n", "c.pdf": pdf().read()[:200], "d.jpg": b"\xff\xd8\xff\xe0",
    "e.png": PNG[:20], "f.docx": office(), "g.docx": b"PK\x03\x04" + b"\x00" * 40,
    "h.exe": b"MZ", "": b"", "i.pdf": b"",
    "k.png": PNG.replace(b"\x00\x00\x00\x01\x00\x00\x00\x01", b"\x00\x0f\xff\xff\x00\x0f\xff\xff"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_refused_kindly_and_leaves_nothing(name: str, at: dt.datetime, ward: str) -> None:
    for sealed in (False, True):
        with pytest.raises(Invalid) as error:
            actions.send_ahead(
                at=at,
                unit=world.WARD,
                key="a" * 32,
                scan=SimpleUploadedFile(name or "x", BROKEN[name]),
                sealed=sealed,
            )
        assert error.value.faults and all(one.text for one in error.value.faults)
    assert not any(queries.sent_ahead(world.WARD, "a" * 32))


def test_a_bomb_does_not_unfold(at: dt.datetime, ward: str) -> None:
    with pytest.raises(Invalid):
        actions.send_ahead(
            at=at, unit=world.WARD, key="b" * 32, scan=SimpleUploadedFile("a.pdf", bomb()), sealed=True
        )


@LOOSE
@given(
    st.sampled_from(("image/jpeg", "image/png", "application/pdf", "x/y")),
    st.binary(max_size=400),
    st.binary(max_size=8),
)
def test_metadata_is_taken_out_of_whatever_is_there(media_type: str, content: bytes, tail: bytes) -> None:
    head = {"image/jpeg": b"\xff\xd8", "image/png": PNG[:33], "application/pdf": b"%PDF-1.4\n"}.get(
        media_type, b""
    )
    assert isinstance(stripped(media_type, head + content + tail), bytes)


def test_a_photograph_keeps_how_it_is_turned_and_nothing_else() -> None:
    exif = b"Exif\0\0II*\0\x08\0\0\0\x02\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\x0f\x01\x02\0\x08\0\0\0SECRET!\0\0\0\0\0"
    app1 = b"\xff\xe1" + (len(exif) + 2).to_bytes(2, "big") + exif
    note = b"\xff\xfe\x00\x08SECRET"
    frame = b"\xff\xc0\x00\x0b\x08\x00\x10\x00\x10\x01\x01\x11\x00"
    picture = (
        b"\xff\xd8" + app1 + note + frame + b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00\x12\x34\xff\xd9SECRET"
    )
    clean = stripped("image/jpeg", picture)
    assert b"SECRET" not in clean and b"\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06" in clean
    assert check("a.jpg", clean).media_type == "image/jpeg" and stripped("image/jpeg", clean) == clean


def test_a_scan_says_nothing_of_who_made_it() -> None:
    clean = stripped("application/pdf", pdf("Bí mật").read())
    assert b"/Author" not in clean and check("a.pdf", clean).media_type == "application/pdf"


# --- words -----------------------------------------------------------------------------------------------------


@LOOSE
@given(
    st.fixed_dictionaries(dict.fromkeys(SAID, HOSTILE)),
    st.sampled_from(("khieu-nai", "to-cao", "kien-nghi")),
)
def test_whatever_is_typed_is_answered(
    posts: Mapping[str, Actor], clock: Callable[[dt.datetime], None], said: dict[str, str], slug: str
) -> None:
    for act in ("xem", "gui"):
        answer = Client().post(f"/gui-don/viet/{slug}", {**said, "goi": "c" * 32, "act": act, "group": "1"})
        assert answer.status_code in (200, 302, 422, 429), words(answer)
        assert b"<script>alert(1)</script>" not in answer.content


@LOOSE
@given(HOSTILE, HOSTILE)
def test_whatever_receipt_is_shown_opens_nothing(posts: Mapping[str, Actor], code: str, key: str) -> None:
    for path in ("tra-cuu", "bien-nhan", "bien-nhan.pdf", "tep/1"):
        assert Client().get(f"/gui-don/{path}", {"ma": code, "key": key}).status_code in (200, 400, 404, 429)
    assert Client().post("/gui-don/rut", {"ma": code, "key": key, "chac": "1"}).status_code in (400, 404, 429)


@LOOSE
@given(content=HOSTILE, against=HOSTILE, name=HOSTILE, spot=HOSTILE)
def test_whatever_an_act_is_given_it_takes_or_refuses(
    posts: Mapping[str, Actor], at: dt.datetime, content: str, against: str, name: str, spot: str
) -> None:
    before = Petition.objects.count()
    try:
        actions.receive(
            by=CITIZEN,
            at=at,
            unit=world.WARD,
            channel="online",
            said="denunciation",
            topic="other",
            content=content,
            against=against,
            spot=spot,
            submitter={"name": name, "address": "Số 9 ngõ 42 phố Cổ Linh"},
        )
    except Impossible:
        assert Petition.objects.count() == before
    else:
        assert Petition.objects.count() == before + 1


# --- the tray --------------------------------------------------------------------------------------------------


def test_scans_wait_in_the_tray_once_each(posts: Mapping[str, Actor], at: dt.datetime) -> None:
    desk = posts["one-stop-1"]
    laid = actions.lay(by=desk, at=at, scans=[pdf("a"), pdf("b"), pdf("a")])
    assert len(laid) == len(queries.tray(desk)) == 2
    with pytest.raises(actions.AlreadyInTray):
        actions.lay(by=desk, at=at, scans=[pdf("a")])
    assert queries.tray(posts["bo-de-one-stop-1"]) == []
    made = actions.receive(
        by=desk, at=at, unit=world.WARD, channel="post", said="denunciation", topic="other", content="Ông X",
        submitter={"name": "Lò Thị Hoàng"}, mark=laid[0].mark,
    )  # fmt: skip
    assert [row.sealed for row in PetitionFile.objects.filter(petition=made)] == [True]
    with pytest.raises(actions.AlreadyAPetition, match=made.code):
        actions.lay(by=desk, at=at, scans=[pdf("a")])
    with pytest.raises(Invalid):
        actions.lay_aside(by=desk, at=at, arrival=laid[1].pk, why="vì thế")
    actions.lay_aside(by=desk, at=at, arrival=laid[1].pk, why="not_a_petition")
    assert queries.tray(desk) == [] and Arrival.objects.count() == 1
    assert actions.sweep(at=at, before=at + dt.timedelta(days=9)) == 0, "what became a petition stays known"
    assert unsound() == []


def test_the_red_list_counts_from_the_day_it_came(posts: Mapping[str, Actor], at: dt.datetime) -> None:
    def came(days: int, **more: Any) -> Petition:
        return actions.receive(
            by=posts["one-stop-1"], at=at, unit=world.WARD, channel="post", said="suggestion", topic="other",
            content=NOISE, submitter=world.person(3), arrived_on=at.date() - dt.timedelta(days=days), **more,
        )  # fmt: skip

    old, edge, _young = came(60), came(45), came(44)
    red = list(queries.red(posts["justice-1"], at.date()))
    assert [case.pk for case in red] == [old.pk, edge.pk], "45 days reached, the oldest first"
    assert queries.figures(posts["justice-1"], at.date(), at)["red"] == 2
    actions.withdraw(by=posts["one-stop-1"], at=at, petition=old)
    assert [case.pk for case in queries.red(posts["justice-1"], at.date())] == [edge.pk]
