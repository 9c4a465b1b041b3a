"""Somebody with the database's password: whatever is altered by hand, `motcua verify` exits 1 and names it."""

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from motcua.areas.dossiers.models import Dossier
from motcua.base.journal import queries as journal
from tests.base.journal_by_hand import unguarded
from tests.faces.api_bodies import API
from tests.security.conftest import sealed_whole

pytestmark = pytest.mark.django_db(transaction=True)
ONE = "subject = %s AND n = 3"
BACK = "CAST('2026-11-01 03:00:00+00' AS {moment})"
JOURNAL = {
    "a title altered": f"UPDATE journal_event SET by_title = 'Chủ tịch' WHERE {ONE}",
    "a fact altered": f"UPDATE journal_event SET facts = CAST('{{{{}}}}' AS {{json}}) WHERE {ONE}",
    "dated back": f"UPDATE journal_event SET at = {BACK}, recorded_at = {BACK} WHERE {ONE}",
    "removed": f"DELETE FROM journal_event WHERE {ONE}",
    "the end cut off": "DELETE FROM journal_event WHERE subject = %s AND n > 8",
    "marked as invented": f"UPDATE journal_event SET origin = 'simulated' WHERE {ONE}",
}
CASE = "WHERE code = %s"
ID = "(SELECT id FROM cases_case WHERE code = %s)"
TABLES = {
    "what was promised": f"UPDATE cases_case SET promised_at = {BACK} {CASE}",
    "when it is due": f"UPDATE cases_case SET due_at = {BACK} {CASE}",
    "when it is due by law": f"UPDATE cases_case SET legal_due_at = {BACK} {CASE}",
    "when it was finished": f"UPDATE cases_case SET finished_at = {BACK}, received_at = {BACK} {CASE}",
    "whether in time": f"UPDATE cases_case SET on_time = (1 = 0) {CASE}",
    "its state": f"UPDATE cases_case SET state = 'stopped' {CASE}",
    "its stars": f"UPDATE dossiers_rating SET stars = 1 WHERE dossier_id = {ID}",
    "the number of its result": f"UPDATE dossiers_result SET number = '13/KS' WHERE dossier_id = {ID}",
    "a rating taken away": f"DELETE FROM dossiers_rating WHERE dossier_id = {ID}",
}


@pytest.fixture
def code(
    receive: Callable[..., Dossier], finished: Callable[..., Dossier], api: Callable[[str], Any],
    clock: Callable[[dt.datetime], None], at: dt.datetime,
) -> str:  # fmt: skip
    """A dossier returned and rated, sealed, among others."""
    others = [receive() for _ in range(2)]
    dossier = finished(receive(), hand_over=True)
    machine = api("one-stop-1")
    clock(at + dt.timedelta(hours=1))
    assert machine.post(f"{API}/dossiers/{dossier.code}/acts/rate", {"stars": 5}).status_code == 200
    sealed_whole(at + dt.timedelta(hours=1))
    assert len(others) == 2
    return dossier.code


def verified(capsys: pytest.CaptureFixture[str]) -> tuple[int, list[str]]:
    """Exit code and faults of ``motcua verify``."""
    capsys.readouterr()
    try:
        call_command("verify", "--json")
    except SystemExit as end:
        return int(str(end.code)), json.loads(capsys.readouterr().out)["faults"]
    return 0, json.loads(capsys.readouterr().out)["faults"]


def by_hand(statement: str, *given: str) -> int:
    """Run a statement past the triggers; how many rows it touched."""
    postgresql = connection.vendor == "postgresql"
    words = {"moment": "timestamptz", "json": "jsonb"} if postgresql else {"moment": "text", "json": "text"}
    with unguarded() as cursor:
        cursor.execute(statement.format(**words), given)
        return int(cursor.rowcount)


def test_nothing_touched_nothing_found(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert verified(capsys) == (0, [])


@pytest.mark.parametrize("name", JOURNAL)
def test_the_journal_altered_by_hand(name: str, code: str, capsys: pytest.CaptureFixture[str]) -> None:
    seq = journal.of_subject(f"dossier:{code}")[2].seq
    assert by_hand(JOURNAL[name], f"dossier:{code}") >= 1
    status, faults = verified(capsys)
    assert status == 1
    told = "\n".join(faults)
    assert code in told or str(seq) in told, told


@pytest.mark.parametrize("name", TABLES)
def test_a_table_altered_by_hand(name: str, code: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert by_hand(TABLES[name], code) == 1
    status, faults = verified(capsys)
    assert status == 1
    assert any(code in fault for fault in faults), faults


def test_a_dossier_made_to_vanish(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    for table, column in (
        ("dossiers_rating", "dossier_id"), ("dossiers_result", "dossier_id"), ("dossiers_dossier", "case_id"),
        ("cases_clockevent", "case_id"), ("cases_stepvisit", "case_id"), ("cases_case", "id"),
    ):  # fmt: skip
        by_hand(f"DELETE FROM {table} WHERE {column} = {ID}", code)
    status, faults = verified(capsys)
    assert status == 1
    assert any(code in fault for fault in faults), faults


@pytest.mark.parametrize("change", ["due", "hash", "seq", "signature", "key", "proof", "root"])
def test_a_forged_receipt(
    change: str, code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], api: Callable[[str], Any]
) -> None:
    from motcua.areas.dossiers.queries import tracking_key

    given = api("").get(f"{API}/track/{code}/receipt", key=tracking_key(code)).json()
    file = tmp_path / "biên nhận.json"
    file.write_text(json.dumps(given, ensure_ascii=False), encoding="utf-8")
    call_command("verify", str(file), "--json")
    assert json.loads(capsys.readouterr().out)["sound"] is True
    other = "A" * 43 + "="
    match change:
        case "due":
            given["event"]["facts"]["due_at"] = "2026-12-20T10:30:00+00:00"
        case "hash":
            given["hash"] = "0" * 64
        case "seq":
            given["seq"] += 1
        case "signature":
            given["promise"]["signature"] = "A" * 86 + "=="
        case "key":
            given["public_key"] = other
        case "proof":
            given["proof"]["inclusion_path"] = [other, *given["proof"]["inclusion_path"][1:]]
        case "root":
            given["proof"]["head"]["root_hash"] = other
    file.write_text(json.dumps(given, ensure_ascii=False), encoding="utf-8")
    with pytest.raises(SystemExit) as end:
        call_command("verify", str(file), "--json")
    assert end.value.code == 1
    assert json.loads(capsys.readouterr().out)["faults"]
