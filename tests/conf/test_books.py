"""Number books that go on where paper ones ended."""

import datetime as dt
from pathlib import Path

import pytest

from motcua.base.documents.actions import take_number
from motcua.base.journal.clock import TZ
from motcua.base.journal.ports import SYSTEM
from motcua.base.journal.queries import of_subject
from motcua.conf.books import COLUMNS, begin_books
from tests import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ward")]
AT = dt.datetime(2026, 11, 20, 8, tzinfo=TZ)


def table(folder: Path, *rows: str) -> list[Path]:
    file = folder / "books.csv"
    file.write_text("\n".join((",".join(COLUMNS), *rows, "")), encoding="utf-8")
    return [file]


def test_the_first_number_here_follows_the_last_one_on_paper(tmp_path: Path) -> None:
    files = table(
        tmp_path, f"{world.WARD},KH,2026,46,Sổ giấy 2026", f"{world.WARD},incoming,2026,812,Sổ giấy 2026"
    )
    done = begin_books(files=files, by=SYSTEM, at=AT)
    assert (done.added, done.rejected) == (2, [])
    again = begin_books(files=files, by=SYSTEM, at=AT)
    assert (again.added, again.same) == (0, 2)
    assert take_number(agency=world.WARD, book="KH", year=2026) == 47
    assert take_number(agency=world.WARD, book="QĐ", year=2026) == 1
    (event,) = of_subject(f"book:{world.WARD}:KH:2026")
    assert event.facts["last"] == 46


def test_what_cannot_be_is_said_with_its_row(tmp_path: Path) -> None:
    take_number(agency=world.WARD, book="QĐ", year=2026)
    files = table(
        tmp_path, f"{world.WARD},QĐ,2026,9,Sổ giấy", f"{world.WARD},XYZ,2026,9,Sổ giấy",
        f"{world.WARD},KH,2025,9,Sổ giấy",
        f"{world.WARD},KH,2026,không,Sổ giấy", f"{world.WARD},KH,2026,9,", "99999,KH,2026,9,Sổ giấy",
    )  # fmt: skip
    done = begin_books(files=files, by=SYSTEM, at=AT)
    assert done.added == 0
    told = {row.line: row.reason for row in done.rejected}
    assert list(told) == [2, 3, 4, 5, 6, 7]
    assert "đã cấp đến số 1" in told[2]
    assert "XYZ" in told[3]
    assert "2026" in told[4]
    assert "source" in told[6]
    assert take_number(agency=world.WARD, book="KH", year=2026) == 1
