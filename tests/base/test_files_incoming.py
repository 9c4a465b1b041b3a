"""Files piece by piece: nothing unsealed on disk, the line may drop anywhere, memory does not grow with the file."""

import io
import os
import random
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfWriter
from pypdf.generic import NameObject, NumberObject, StreamObject

from motcua.base.files import actions, jobs, queries
from motcua.base.files.models import Incoming, StoredFile
from motcua.base.files.policies import Altered, Opening, Sealing, Spool
from motcua.base.files.policies.segments import HEAD, SEGMENT
from motcua.rules.impossible import Invalid, NotFound
from tests.base.test_files_checks import pdf
from tests.base.test_files_store import AT, CLERK, MB, SUBJECT

KEY = b"k" * 32


@pytest.fixture
def home(tmp_path: Path, settings: Any) -> Path:
    settings.MOTCUA_HOME = tmp_path
    settings.DATA_KEY = KEY
    return tmp_path


def scanned(pages: int, page_bytes: int = MB) -> bytes:
    """A PDF as a scanner makes it: one incompressible picture a page."""
    writer, noise = PdfWriter(), random.Random(1)
    for _ in range(pages):
        page = writer.add_blank_page(595, 842)
        picture = StreamObject()
        picture._data = noise.randbytes(page_bytes)
        picture[NameObject("/Type")] = NameObject("/XObject")
        picture[NameObject("/Subtype")] = NameObject("/Image")
        picture[NameObject("/Width")] = picture[NameObject("/Height")] = NumberObject(8)
        page[NameObject("/Thumb")] = writer._add_object(picture)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def sealed(content: bytes, pieces: int = 7) -> io.BytesIO:
    file = io.BytesIO()
    sealing = Sealing(file, KEY, b"kkkk", "here")
    step = max(1, len(content) // pieces)
    for at in range(0, len(content), step):
        sealing.write(content[at : at + step])
    sealing.finish()
    return file


@pytest.mark.parametrize("size", [0, 1, SEGMENT - 1, SEGMENT, SEGMENT + 1, 3 * SEGMENT, 200_000])
def test_what_is_sealed_is_read_anywhere(size: int) -> None:
    chance = random.Random(size)
    content = chance.randbytes(size)
    reading = Opening(sealed(content), KEY, "here")
    assert reading.read() == content
    for _ in range(20):
        start, many = chance.randrange(size + 1), chance.randrange(size + 1)
        reading.seek(start)
        assert reading.read(many) == content[start : start + many]


@pytest.mark.parametrize("harm", ["a bit", "the end", "a segment", "the order", "another place"])
def test_what_was_altered_does_not_open(harm: str) -> None:
    file = sealed(os.urandom(5 * SEGMENT + 9)).getvalue()
    one = SEGMENT + 16
    harmed = {
        "a bit": file[:1000] + bytes([file[1000] ^ 1]) + file[1001:],
        "the end": file[: HEAD + 3 * one],
        "a segment": file[: HEAD + one] + file[HEAD + 2 * one :],
        "the order": file[:HEAD]
        + file[HEAD + one : HEAD + 2 * one]
        + file[HEAD : HEAD + one]
        + file[HEAD + 2 * one :],
        "another place": file,
    }[harm]
    with pytest.raises(Altered):
        Opening(io.BytesIO(harmed), KEY, "elsewhere" if harm == "another place" else "here").read()


def send(upload: Incoming, content: bytes, piece: int = actions.PIECE) -> None:
    here = queries.arrived(upload)
    while here < len(content):
        here = actions.append(upload=upload, start=here, content=content[here : here + piece])


@pytest.mark.django_db
def test_it_goes_on_where_the_line_dropped(home: Path) -> None:
    content = scanned(1)
    upload = actions.begin(
        subject=SUBJECT, purpose="02", name="Giấy chứng sinh.pdf", size=len(content), at=AT
    )
    actions.append(upload=upload, start=0, content=content[: actions.PIECE])
    with pytest.raises(actions.NotNext) as refused:
        actions.append(upload=upload, start=0, content=content[: actions.PIECE])
    assert refused.value.params["arrived"] == actions.PIECE, "an answer that was lost is not taken twice"
    place = home / "files" / upload.part
    with place.open("ab") as file:
        file.write(b"torn by a power cut")
    assert queries.arrived(upload) == actions.PIECE
    send(upload, content)
    assert b"%PDF-" not in place.read_bytes()
    kept = actions.finish(upload=upload, by=CLERK, at=AT)
    assert queries.open_file(kept.id, subject=SUBJECT).content == content
    assert not Incoming.objects.exists() and not place.exists()


@pytest.mark.django_db
def test_what_is_refused_leaves_nothing(home: Path) -> None:
    for name, size in (("rỗng.pdf", 0), ("to.pdf", 26 * MB)):
        with pytest.raises(Invalid):
            actions.begin(subject=SUBJECT, purpose="", name=name, size=size, at=AT)
    eicar = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
    for content in (eicar, pdf()[:200], b"MZ" + bytes(300)):
        upload = actions.begin(subject=SUBJECT, purpose="", name="a.pdf", size=len(content), at=AT)
        send(upload, content)
        with pytest.raises(Invalid):
            actions.finish(upload=upload, by=CLERK, at=AT)
    assert not StoredFile.objects.exists() and not Incoming.objects.exists()
    assert not list((home / "files").glob("*/*"))


@pytest.mark.django_db
def test_pieces_fit_and_belong(home: Path) -> None:
    upload = actions.begin(
        subject=SUBJECT, purpose="", name="a.pdf", size=3 * SEGMENT, at=AT.replace(year=2025)
    )
    for wrong in (b"", bytes(SEGMENT - 1), bytes(4 * SEGMENT), bytes(17 * SEGMENT)):
        with pytest.raises((actions.NotNext, Invalid)):
            actions.append(upload=upload, start=0, content=wrong)
    assert queries.incoming(upload.id, subject=SUBJECT) == upload
    with pytest.raises(NotFound):
        queries.incoming(upload.id, subject="của người khác")
    os.utime(home / "files" / upload.part, (1, 1))
    assert jobs.sweep() == 1, "given up for a day"
    assert not Incoming.objects.exists()


@pytest.mark.django_db
def test_the_last_piece_sent_twice_makes_one_file(home: Path) -> None:
    content = pdf()
    begun = {"subject": SUBJECT, "purpose": "01", "name": "đơn.pdf", "at": AT}
    upload = actions.begin(size=len(content), **begun)
    assert actions.append(upload=upload, start=0, content=content) == len(content)
    first = actions.finish(upload=upload, by=CLERK, at=AT)
    assert actions.append(upload=upload, start=0, content=content) == len(content)
    assert actions.finish(upload=upload, by=CLERK, at=AT) == first and first.id == upload.id
    assert StoredFile.objects.count() == 1 and not Incoming.objects.exists()
    other = actions.begin(size=len(content), **begun)
    actions.give_up(upload=other)
    with pytest.raises(NotFound):
        actions.append(upload=other, start=0, content=content)


@pytest.mark.django_db
@pytest.mark.parametrize("pages", [20, 1])
def test_twenty_megabytes_do_not_stay_in_memory(home: Path, pages: int) -> None:
    content = scanned(pages, 20 * MB // pages)
    assert len(content) > 20 * MB
    upload = actions.begin(subject=SUBJECT, purpose="", name="a.pdf", size=len(content), at=AT)
    tracemalloc.start()
    try:
        send(upload, content)
        actions.finish(upload=upload, by=CLERK, at=AT)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert most < 6 * MB, f"{most / MB:.1f} MB at most while a 20 MB scan came in"


def test_a_large_upload_waits_sealed_on_disk() -> None:
    spool, content = Spool(), os.urandom(2 * MB)
    for at in range(0, len(content), 50_000):
        spool.write(content[at : at + 50_000])
    assert spool.sealing is not None
    spool.sealing.file.flush()
    spool.sealing.file.seek(0)
    assert content[:64] not in spool.sealing.file.read()
    spool.sealing.file.seek(0, os.SEEK_END)
    with spool.opened() as file:
        assert file.read() == content
