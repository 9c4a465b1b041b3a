"""Number books never give a number twice; issued documents keep their exact bytes."""

import datetime as dt
import hashlib
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from motcua.base.documents import queries
from motcua.base.documents.actions import OutsideTransaction, issue, take_number, take_numbers
from motcua.base.documents.models import IssuedDocument, NumberBook
from motcua.base.journal.ports import Actor
from motcua.rules.impossible import Invalid, NotFound
from tests.base import documents_samples as samples

CLERK = Actor(post="P-TNHS", title="Chuyên viên", unit="H26.18.001.01", agency="H26.18.001")
AT = dt.datetime(2026, 11, 26, 9, 30, tzinfo=samples.TZ)


@pytest.fixture
def home(tmp_path: Path, settings: object) -> Path:
    settings.MOTCUA_HOME = tmp_path  # type: ignore[attr-defined]
    return tmp_path


@pytest.mark.django_db
def test_numbers_run_by_agency_book_and_year() -> None:
    assert [take_number(agency="A", book="QĐ", year=2026) for _ in range(3)] == [1, 2, 3]
    assert take_number(agency="A", book="QĐ", year=2027) == 1
    assert take_number(agency="A", book="TB", year=2026) == 1
    assert take_number(agency="B", book="QĐ", year=2026) == 1
    assert take_number(agency="A", book="QĐ", year=2026) == 4
    assert NumberBook.objects.get(agency="A", book="QĐ", year=2026).last == 4


@pytest.mark.django_db
def test_numbers_of_several_books_are_taken_in_one_statement() -> None:
    take_number(agency="A", book="TNHS", year=2026)
    with CaptureQueriesContext(connection) as run:
        taken = take_numbers(agency="A", books=["TNHS", "dossier-261126", "TNHS"], year=2026)
    assert taken == {"TNHS": 2, "dossier-261126": 1}
    assert len(run) == 1


@pytest.mark.django_db(transaction=True)
def test_rolled_back_the_number_was_never_taken() -> None:
    with transaction.atomic():
        assert take_number(agency="A", book="QĐ", year=2026) == 1
        transaction.set_rollback(True)
    with transaction.atomic():
        assert take_number(agency="A", book="QĐ", year=2026) == 1


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_no_number_is_given() -> None:
    with pytest.raises(OutsideTransaction):
        take_number(agency="A", book="QĐ", year=2026)
    assert not NumberBook.objects.exists()


TAKERS = """
import sys, threading, django
django.setup()
from django.db import connections, transaction
from motcua.base.documents.actions import take_number
taken, faults = [], []
def take():
    try:
        for n in range(10):
            with transaction.atomic():
                number = take_number(agency="A", book="mau-01", year=2026)
                if n % 5 == 4:
                    transaction.set_rollback(True)
                else:
                    taken.append(number)
    except Exception as error:
        faults.append(repr(error))
    finally:
        connections.close_all()
threads = [threading.Thread(target=take) for _ in range(3)]
[t.start() for t in threads]
[t.join() for t in threads]
assert not faults, faults
print(*taken)
"""


@pytest.mark.django_db(transaction=True)
def test_six_writers_in_two_processes_take_every_number_once(tmp_path: Path) -> None:
    """With every fifth taking rolled back: together the series has no gap and no double."""
    environment = {
        **os.environ,
        "MOTCUA_HOME": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "motcua.conf.settings",
    }
    if connection.vendor == "postgresql":
        info = connection.settings_dict
        extra = info["OPTIONS"]
        host, port = info["HOST"] or extra.get("host", ""), info["PORT"] or extra.get("port", 5432)
        where = urlencode({"host": host, "port": port})
        who = f"{quote(info['USER'])}:{quote(info['PASSWORD'])}"
        environment["MOTCUA_DATABASE_URL"] = f"postgresql://{who}@/{info['NAME']}?{where}"
    else:
        environment["MOTCUA_DATABASE_URL"] = f"sqlite:////{str(tmp_path / 'numbers.sqlite3').lstrip('/')}"
        subprocess.run(
            [sys.executable, "-m", "django", "migrate", "documents", "-v0", "--skip-checks"],
            env=environment,
            check=True,
        )
    writers = [
        subprocess.Popen([sys.executable, "-c", TAKERS], env=environment, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    taken = sorted(int(n) for writer in writers for n in writer.communicate(timeout=120)[0].split())
    assert all(writer.returncode == 0 for writer in writers)
    assert taken == list(range(1, 2 * 3 * 8 + 1))


@pytest.mark.django_db
def test_an_issued_document_keeps_its_exact_bytes_encrypted(home: Path) -> None:
    document = issue(
        form="mau-01",
        data=samples.SLIP,
        number="1207/TNHS",
        subject=samples.CODE,
        agency="H26.18.001",
        by=CLERK,
        at=AT,
    )
    pdf = queries.render("mau-01", samples.SLIP)
    assert document.sha256 == hashlib.sha256(pdf).hexdigest()
    (view,) = queries.issued_of(samples.CODE)
    assert (view.title, view.number) == ("Giấy tiếp nhận hồ sơ và hẹn trả kết quả", "1207/TNHS")
    opened = queries.open_issued(view.id, subject=samples.CODE)
    assert opened.content == pdf
    assert opened.view.name == f"mau-01-{samples.CODE}.pdf"
    for place in (home / "files").glob("*/*"):
        assert b"%PDF" not in place.read_bytes()
    with pytest.raises(NotFound):
        queries.open_issued(view.id, subject="H26.18.001-261126-9999")


@pytest.mark.django_db
def test_an_incomplete_document_is_not_issued(home: Path) -> None:
    with pytest.raises(Invalid, match="Thiếu “Cơ quan”"):
        issue(
            form="mau-01",
            data={**samples.SLIP, "agency": ""},
            number="1",
            subject=samples.CODE,
            agency="A",
            by=CLERK,
            at=AT,
        )
    assert not IssuedDocument.objects.exists()
    assert not (home / "files").exists()
