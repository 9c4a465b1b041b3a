"""Files lie encrypted, open only as what they were, and uploads are bounded while they stream in."""

import datetime as dt
import io
import os
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpRequest
from django.test import RequestFactory

from motcua.base.files import actions, queries
from motcua.base.files.models import StoredFile
from motcua.base.files.policies import upload_faults
from motcua.base.journal.ports import Actor
from motcua.rules.impossible import Invalid, NotFound
from tests.base.test_files_checks import pdf

CLERK = Actor(post="P-TNHS", title="Chuyên viên", unit="H26.18.001.01", agency="H26.18.001")
AT = dt.datetime(2026, 11, 26, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=7)))
SUBJECT = "H26.18.001-261126-0007"
NAME = "Đơn của Công Tằng Tôn Nữ Thị Hoàng Anh.pdf"
MB = 1024 * 1024


@pytest.fixture
def home(tmp_path: Path, settings: Any) -> Path:
    settings.MOTCUA_HOME = tmp_path
    settings.DATA_KEY = b"k" * 32
    settings.FILE_UPLOAD_HANDLERS = ["motcua.base.files.policies.LimitedUpload"]
    return tmp_path


def stored(content: bytes | None = None) -> StoredFile:
    return actions.store(subject=SUBJECT, name=NAME, content=content or pdf(), by=CLERK, at=AT)


@pytest.mark.django_db
def test_stored_and_opened_again(home: Path) -> None:
    content = pdf()
    file = stored(content)
    opened = queries.open_file(file.id, subject=SUBJECT)
    assert opened.content == content
    assert opened.view.name == NAME
    assert [view.id for view in queries.files_of(SUBJECT)] == [file.id]
    assert (file.by_post, file.uploaded_at, file.encrypted) == ("P-TNHS", AT, True)


@pytest.mark.django_db
def test_pages_chosen_together_stay_in_the_order_of_their_choice(home: Path) -> None:
    chosen = [stored().id for _ in range(8)]
    assert [view.id for view in queries.files_of(SUBJECT)] == chosen


@pytest.mark.django_db
def test_nothing_readable_on_disk_or_in_the_database(home: Path) -> None:
    stored()
    (place,) = (home / "files").glob("*/*")
    assert place.parent.name == place.name[:2]
    on_disk = place.read_bytes()
    assert b"PDF" not in on_disk
    assert place.stat().st_mode & 0o077 == 0
    row = StoredFile.objects.values().get()
    for part in ("Hoàng", "Anh", "Đơn"):
        assert part.encode() not in bytes(row["name_sealed"])
        assert part not in str({key: value for key, value in row.items() if key != "name_sealed"})
    other = stored()
    assert (home / "files" / other.path).read_bytes() != on_disk


@pytest.mark.django_db
def test_altered_moved_or_missing_bytes_do_not_open(home: Path, settings: Any) -> None:
    first, second = stored(), stored()
    place, other = home / "files" / first.path, home / "files" / second.path
    good = place.read_bytes()
    for wrong in (good[:-1] + bytes([good[-1] ^ 1]), other.read_bytes(), b"", b"%PDF-1.7"):
        place.write_bytes(wrong)
        with pytest.raises(queries.Damaged):
            queries.open_file(first.id, subject=SUBJECT)
    place.write_bytes(good)
    assert queries.open_file(first.id, subject=SUBJECT).view.sha256 == first.sha256
    settings.DATA_KEY = b"n" * 32
    with pytest.raises(queries.Damaged):
        queries.open_file(first.id, subject=SUBJECT)
    settings.DATA_KEYS_OLD = (b"k" * 32,)
    assert queries.open_file(first.id, subject=SUBJECT).view.name == NAME
    place.unlink()
    with pytest.raises(queries.Damaged):
        queries.open_file(first.id, subject=SUBJECT)


@pytest.mark.django_db
def test_another_subject_looks_like_nothing(home: Path) -> None:
    file = stored()
    with pytest.raises(NotFound):
        queries.open_file(file.id, subject="H26.18.001-261126-0008")
    with pytest.raises(NotFound):
        queries.open_file(uuid.uuid4(), subject=SUBJECT)
    assert queries.files_of("H26.18.001-261126-0008") == []


@pytest.mark.django_db
def test_an_upload_is_taken_up_by_a_dossier_once(home: Path) -> None:
    file = actions.store(subject="upload:citizen", name=NAME, content=pdf(), by=CLERK, at=AT)
    actions.assign(file_id=str(file.id), subject="upload:citizen", to=SUBJECT)
    assert queries.open_file(file.id, subject=SUBJECT).view.name == NAME
    for unknown in (str(file.id), str(uuid.uuid4()), "không phải mã"):
        with pytest.raises(Invalid, match="Không có tệp") as refused:
            actions.assign(file_id=unknown, subject="upload:citizen", to="khác", field="papers.0.file")
        assert refused.value.field == "papers.0.file"


@pytest.mark.django_db
def test_refused_files_leave_nothing(home: Path) -> None:
    with pytest.raises(Invalid):
        stored(b"MZ" + b"\0" * 100)
    assert not StoredFile.objects.exists()
    assert not list((home / "files").glob("*/*"))


class Endless:
    """An upload that never ends and counts what was taken of it."""

    given = 0

    def chunks(self) -> Iterator[bytes]:
        yield b"%PDF-1.7"
        while True:
            self.given += MB
            yield b"\0" * MB


@pytest.mark.django_db
def test_an_endless_upload_is_left_at_the_limit(home: Path) -> None:
    source = Endless()
    with pytest.raises(Invalid, match="25 MB"):
        actions.store(subject=SUBJECT, name=NAME, content=source, by=CLERK, at=AT)
    assert source.given <= 26 * MB


@pytest.mark.django_db(transaction=True)
def test_erased_files_are_gone_and_a_rolled_back_erasure_destroys_nothing(home: Path) -> None:
    file = stored()
    place = home / "files" / file.path
    with transaction.atomic():
        actions.erase(file_id=file.id, subject=SUBJECT, at=AT)
        transaction.set_rollback(True)
    assert queries.open_file(file.id, subject=SUBJECT).view.name == NAME
    with transaction.atomic():
        actions.erase(file_id=file.id, subject=SUBJECT, at=AT)
    assert not place.exists()
    assert StoredFile.objects.get().sha256 == file.sha256
    assert queries.files_of(SUBJECT) == []
    with pytest.raises(NotFound):
        actions.erase(file_id=file.id, subject=SUBJECT, at=AT)


@pytest.mark.django_db(transaction=True)
def test_bytes_of_rolled_back_transactions_are_swept_once_old_enough(home: Path) -> None:
    kept = stored()
    with transaction.atomic():
        lost = stored()
        transaction.set_rollback(True)
    assert (home / "files" / lost.path).exists()
    for seconds, removed in ((+60, 0), (-60, 1)):
        for place in (home / "files").glob("*/*"):
            os.utime(place, (AT.timestamp() + seconds,) * 2)
        assert actions.discard_orphans(before=AT) == removed
    assert not (home / "files" / lost.path).exists()
    assert queries.open_file(kept.id, subject=SUBJECT).view.name == NAME


BOUNDARY = "ranh-gioi"


class Body(io.RawIOBase):
    """A request body of any announced length, made while it is read; counts what was read."""

    def __init__(self, head: bytes, filling: int, tail: bytes = b"") -> None:
        self.head, self.left, self.tail = head, filling, tail
        self.length = len(head) + filling + len(tail)
        self.taken = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        assert size >= 0
        out, self.head = self.head[:size], self.head[size:]
        filling = min(self.left, size - len(out))
        self.left -= filling
        out += b"\0" * filling
        if not self.left:
            rest = size - len(out)
            out, self.tail = out + self.tail[:rest], self.tail[rest:]
        self.taken += len(out)
        return out


def part(name: str, filename: str = "") -> bytes:
    about = f'; filename="{filename}"' if filename else ""
    return f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"{about}\r\n\r\n'.encode()


def post(body: Body) -> HttpRequest:
    about = {"CONTENT_TYPE": f"multipart/form-data; boundary={BOUNDARY}", "CONTENT_LENGTH": str(body.length)}
    return RequestFactory().generic("POST", "/nop", **about, **{"wsgi.input": body})  # type: ignore[arg-type]


HEAD = part("ghi_chu") + "giữ lại".encode() + b"\r\n" + part("giay_to", "quét.pdf")
TAIL = f"\r\n--{BOUNDARY}--\r\n".encode()


def test_two_gigabytes_are_refused_from_the_announced_length(home: Path) -> None:
    body = Body(HEAD, 2 * 1024 * MB, TAIL)
    request = post(body)
    (fault,) = upload_faults(request)
    assert fault.field == "giay_to"
    assert "100 MB" in str(fault)
    assert body.taken < MB
    assert request.POST["ghi_chu"] == "giữ lại"
    assert not request.FILES


def test_one_file_beyond_the_limit_is_stopped_while_streaming(home: Path) -> None:
    body = Body(HEAD, 60 * MB, TAIL)
    request = post(body)
    (fault,) = upload_faults(request)
    assert str(fault).startswith("Tệp “quét.pdf” lớn hơn 25 MB")
    assert body.taken < 26 * MB
    assert not request.FILES


def test_an_ordinary_upload_stays_in_memory_and_arrives_whole(home: Path, monkeypatch: Any) -> None:
    def no_disk(*args: Any, **kwargs: Any) -> None:
        raise AssertionError("an upload was written to disk")

    monkeypatch.setattr("tempfile.NamedTemporaryFile", no_disk)
    monkeypatch.setattr("django.core.files.uploadedfile.TemporaryUploadedFile.__init__", no_disk)
    content = pdf() + b"%" * (6 * MB)
    request = post(Body(HEAD + content, 0, TAIL))
    assert upload_faults(request) == []
    arrived = request.FILES["giay_to"]
    assert arrived.read() == content
    assert (arrived.name, arrived.size) == ("quét.pdf", len(content))


def test_several_files_together_beyond_the_limit_are_refused(home: Path, settings: Any) -> None:
    settings.UPLOAD_MAX_BYTES = MB
    one = b"\0" * (MB - 10)
    parts = b"".join(part(f"giay_{n}", f"{n}.pdf") + one + b"\r\n" for n in range(5))
    body = Body(parts.rstrip(b"\r\n"), 0, TAIL)
    request = post(body)
    (fault,) = upload_faults(request)
    assert "4 MB" in str(fault)
    assert "giay_4" not in request.FILES
