"""Somebody with the database's password: whatever is altered by hand, `motcua verify` exits 1 and names it."""

import datetime as dt
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from motcua.areas.dossiers import actions, queries
from motcua.areas.dossiers.models import Dossier
from motcua.base.files.actions import keep
from motcua.base.journal import queries as journal
from motcua.base.journal import witness
from tests import filing, world
from tests.base.journal_by_hand import unguarded
from tests.faces.api_bodies import API
from tests.security.conftest import sealed_whole

pytestmark = pytest.mark.django_db(transaction=True)
ONE = "subject = %s AND n = 3"
LITTLE = "CAST('2026-11-20 03:00:00.000001+00' AS {moment})"
NOTHING, NONSENSE = "CAST('' AS {bytes})", "CAST('khong mo duoc' AS {bytes})"
BACK = "CAST('2026-11-01 03:00:00+00' AS {moment})"
JOURNAL = {
    "a title altered": f"UPDATE journal_event SET by_title = 'Chủ tịch' WHERE {ONE}",
    "a fact altered": f"UPDATE journal_event SET facts = CAST('{{{{}}}}' AS {{json}}) WHERE {ONE}",
    "dated back": f"UPDATE journal_event SET at = {BACK}, recorded_at = {BACK} WHERE {ONE}",
    "removed": f"DELETE FROM journal_event WHERE {ONE}",
    "the end cut off": "DELETE FROM journal_event WHERE subject = %s AND n > 8",
    "marked as invented": f"UPDATE journal_event SET origin = 'simulated' WHERE {ONE}",
}
TOP = "(SELECT max(size) FROM journal_head)"
MIDDLE = f"(SELECT max(size) FROM journal_head WHERE size < {TOP})"
SEALING = {
    "all heads removed": ("DELETE FROM journal_head",),
    "a middle head removed": (f"DELETE FROM journal_head WHERE size = {MIDDLE}",),
    "the last head removed": (f"DELETE FROM journal_head WHERE size = {TOP}",),
    "a node altered": (f"UPDATE journal_node SET hash = '{'0' * 64}' WHERE position = {1 << 48 | 1}",),
    "a leaf's node altered": (f"UPDATE journal_node SET hash = '{'0' * 64}' WHERE position = 3",),
    "nodes removed": (f"DELETE FROM journal_node WHERE position >= {1 << 48}",),
    "a node added": (f"INSERT INTO journal_node (position, hash) VALUES ({40 << 48}, '{'0' * 64}')",),
    "the sealing moved ahead": ("UPDATE journal_cursor SET seq = seq + 1000 WHERE name = 'seal'",),
    "the sealing moved far ahead": (
        'UPDATE journal_cursor SET "transaction" = "transaction" + 1000000 WHERE name = \'seal\'',
    ),
    "the sealing forgotten": ("DELETE FROM journal_cursor WHERE name = 'seal'",),
    "everything sealed removed": (
        "DELETE FROM journal_leaf", "DELETE FROM journal_node", "DELETE FROM journal_head",
        "DELETE FROM journal_cursor",
    ),
    "the number of a transaction": ('UPDATE journal_event SET "transaction" = 1000000 WHERE seq = 2',),
}  # fmt: skip
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
    "its kind": f"UPDATE cases_case SET kind = 'petition' {CASE}",
    "whose it is": f"UPDATE cases_case SET agency = '00118' {CASE}",
    "where it is": f"UPDATE cases_case SET place = '00118' {CASE}",
    "that it waits": f"UPDATE cases_case SET paused = (1 = 1) {CASE}",
    "its step": f"UPDATE cases_case SET step = 1 {CASE}",
    "the name of its step": f"UPDATE cases_case SET step_name = 'khác' {CASE}",
    "who holds it": f"UPDATE cases_case SET post = 'chair' {CASE}",
    "its title": f"UPDATE cases_case SET title = 'Việc khác' {CASE}",
    "its type": f"UPDATE cases_case SET type_id = (SELECT max(id) FROM cases_casetype WHERE code = '1.001193') {CASE}",
    "when the step is due": f"UPDATE cases_case SET step_due_at = {BACK} {CASE}",
    "when it was received, a little": f"UPDATE cases_case SET received_at = {LITTLE} {CASE}",
    "when it was closed": f"UPDATE cases_case SET closed_at = {BACK} {CASE}",
    "its last event": f"UPDATE cases_case SET last_at = {BACK} {CASE}",
    "its procedure": f"UPDATE dossiers_dossier SET procedure = '9.999999' WHERE case_id = {ID}",
    "its channel": f"UPDATE dossiers_dossier SET channel = 'online' WHERE case_id = {ID}",
    "how the result goes out": f"UPDATE dossiers_dossier SET return_by = 'online' WHERE case_id = {ID}",
    "whose account filed it": f"UPDATE dossiers_dossier SET owner = 'khac' WHERE case_id = {ID}",
    "whose record it is": f"UPDATE dossiers_dossier SET applicant_id = NULL WHERE case_id = {ID}",
    "its serial": f"UPDATE dossiers_dossier SET book_number = 999 WHERE case_id = {ID}",
    "its papers": f"UPDATE dossiers_dossier SET papers = CAST('[]' AS {{json}}) WHERE case_id = {ID}",
    "when it was rated": f"UPDATE dossiers_rating SET at = {BACK} WHERE dossier_id = {ID}",
    "what was said with the stars": f"UPDATE dossiers_rating SET comment = {NOTHING} WHERE dossier_id = {ID}",
    "when the result was issued": f"UPDATE dossiers_result SET issued_at = {BACK} WHERE dossier_id = {ID}",
    "who issued the result": f"UPDATE dossiers_result SET by_title = 'khác' WHERE dossier_id = {ID}",
    "the file of the result": (
        f"UPDATE files_storedfile SET sha256 = '{'0' * 64}' WHERE id = "
        f"(SELECT file_id FROM dossiers_result WHERE dossier_id = {ID})"
    ),
    "a result taken away": f"DELETE FROM dossiers_result WHERE dossier_id = {ID}",
    "what was asked for": f"UPDATE dossiers_supplementrequest SET items = {NOTHING} WHERE dossier_id = {ID}",
    "why it was asked for": f"UPDATE dossiers_supplementrequest SET reason = {NOTHING} WHERE dossier_id = {ID}",
    "until when it was asked for": f"UPDATE dossiers_supplementrequest SET until = {BACK} WHERE dossier_id = {ID}",
    "when it was answered": f"UPDATE dossiers_supplementrequest SET answered_at = NULL WHERE dossier_id = {ID}",
    "a request taken away": f"DELETE FROM dossiers_supplementrequest WHERE dossier_id = {ID}",
    "the reason of a decision": f"UPDATE dossiers_decision SET reason = {NOTHING} WHERE dossier_id = {ID}",
    "a reason that does not open": f"UPDATE dossiers_decision SET reason = {NONSENSE} WHERE dossier_id = {ID}",
    "the ground of a decision": f"UPDATE dossiers_decision SET law = 'khác' WHERE dossier_id = {ID}",
    "the promise of a decision": f"UPDATE dossiers_decision SET until = {BACK} WHERE dossier_id = {ID}",
    "a decision taken away": f"DELETE FROM dossiers_decision WHERE dossier_id = {ID}",
    "a clock turned back": f"UPDATE cases_clockevent SET at = {BACK} WHERE n = 1 AND case_id = {ID}",
    "a promise of the clock": f"UPDATE cases_clockevent SET until = {BACK} WHERE n = 1 AND case_id = {ID}",
    "what happened to the clock": f"UPDATE cases_clockevent SET kind = 'resumed' WHERE n = 3 AND case_id = {ID}",
    "a clock event taken away": f"DELETE FROM cases_clockevent WHERE n = 4 AND case_id = {ID}",
    "when a step began": f"UPDATE cases_stepvisit SET entered_at = {BACK} WHERE n = 2 AND case_id = {ID}",
    "when a step was taken": f"UPDATE cases_stepvisit SET taken_at = {BACK} WHERE n = 2 AND case_id = {ID}",
    "when a step ended": f"UPDATE cases_stepvisit SET left_at = {BACK} WHERE n = 2 AND case_id = {ID}",
    "when a step was due": f"UPDATE cases_stepvisit SET due_at = {LITTLE} WHERE n = 2 AND case_id = {ID}",
    "who did a step": f"UPDATE cases_stepvisit SET post = 'chair' WHERE n = 2 AND case_id = {ID}",
    "how a step ended": f"UPDATE cases_stepvisit SET outcome = 'khác' WHERE n = 2 AND case_id = {ID}",
    "a step taken away": f"DELETE FROM cases_stepvisit WHERE n = 2 AND case_id = {ID}",
    "a step added": (
        "INSERT INTO cases_stepvisit (case_id, n, step, name, kind, duty, post, entered_at, due_at, outcome, note) "
        f"SELECT case_id, 99, step, name, kind, duty, post, entered_at, due_at, outcome, note FROM cases_stepvisit "
        f"WHERE n = 2 AND case_id = {ID}"
    ),
    "the time that was published": (
        f"UPDATE cases_casetype SET limit_amount = 99 WHERE id = (SELECT type_id FROM cases_case {CASE})"
    ),
}  # fmt: skip
"""Each names the dossier; of what the test's dossier does not have, there is nothing to alter."""


@pytest.fixture
def code(
    receive: Callable[..., Dossier], api: Callable[[str], Any], clock: Callable[[dt.datetime], None],
    at: dt.datetime, posts: Mapping[str, Any],
) -> str:  # fmt: skip
    """A dossier that was supplemented, promised anew, returned and rated, sealed, among others."""
    others = [receive() for _ in range(2)]
    sealed_whole(at)
    dossier = receive(procedure="1.004873")
    minute = dt.timedelta(minutes=1)
    dossier = actions.ask_supplement(
        by=posts["one-stop-1"], at=at + minute, dossier=dossier, items=["Bản chính"], reason="Không đọc được."
    )
    dossier = actions.supplement(by=posts["one-stop-1"], at=at + 2 * minute, dossier=dossier)
    dossier = actions.transfer(by=posts["one-stop-1"], at=at + 3 * minute, dossier=dossier)
    dossier = actions.reschedule(
        by=posts["chair"], at=at + 4 * minute, dossier=dossier, reason="Phải xác minh thêm.",
        until=at + dt.timedelta(days=20),
    )  # fmt: skip
    sealed_whole(at + 5 * minute)
    moment = at + 6 * minute
    while dossier.case.state in ("transferred", "processing"):
        moment += minute
        who = next(
            by
            for by in posts.values()
            if dossier.case.post == by.post or "take" in queries.acts_for(by, dossier)
        )
        if not dossier.case.post:
            dossier = actions.take(by=who, at=moment, dossier=dossier)
        elif queries.current_kind(dossier) == "result":
            file = keep(
                subject=dossier.code,
                name="kq.png",
                media_type="image/png",
                content=b"\x89PNG",
                by=who,
                at=moment,
            )
            dossier = actions.issue_result(
                by=who, at=moment, dossier=dossier, file=file, scan={"originals": 1, "pages": 1}
            )
        else:
            dossier = actions.finish_step(by=who, at=moment, dossier=dossier)
    dossier = actions.hand_over(by=posts["one-stop-1"], at=moment + minute, dossier=dossier)
    machine = api("one-stop-1")
    clock(at + dt.timedelta(hours=3))
    rated = machine.post(f"{API}/dossiers/{dossier.code}/acts/rate", {"stars": 5, "comment": "Nhanh"})
    assert rated.status_code == 200
    sealed_whole(at + dt.timedelta(hours=3))
    assert len(others) == 2
    return dossier.code


KINDS = {"postgresql": ("timestamptz", "jsonb", "bytea"), "sqlite": ("text", "text", "blob")}


def verified(capsys: pytest.CaptureFixture[str], *given: str) -> tuple[int, list[str]]:
    """Exit code and faults of ``motcua verify``."""
    capsys.readouterr()
    try:
        call_command("verify", "--json", *given)
    except SystemExit as end:
        return int(str(end.code)), json.loads(capsys.readouterr().out)["faults"]
    return 0, json.loads(capsys.readouterr().out)["faults"]


def by_hand(statement: str, *given: str) -> int:
    """Run a statement past the triggers; how many rows it touched."""
    postgresql = connection.vendor == "postgresql"
    words = dict(
        zip(("moment", "json", "bytes"), KINDS["postgresql" if postgresql else "sqlite"], strict=True)
    )
    with unguarded() as cursor:
        cursor.execute(statement.format(**words), given)
        return int(cursor.rowcount)


def by_hand_all(statements: tuple[str, ...]) -> None:
    """Run statements past the triggers."""
    with unguarded() as cursor:
        for statement in statements:
            cursor.execute(statement)


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


@pytest.mark.parametrize("name", SEALING)
def test_the_sealing_altered_by_hand(name: str, code: str, capsys: pytest.CaptureFixture[str]) -> None:
    by_hand_all(SEALING[name])
    status, faults = verified(capsys)
    assert status == 1
    assert faults


def forged(subject: str) -> None:
    """An event rewritten with its chain, everything after the first head cut off, and the product seals it again."""
    from motcua.base.journal import policies
    from motcua.base.journal.actions import seal
    from motcua.base.journal.models import Event, Head

    first = Head.objects.order_by("size").first()
    assert first is not None
    last = Event.objects.order_by("-seq").first()
    assert last is not None
    back = journal.of_subject(subject)
    with unguarded() as cursor:
        link = back[1].hash
        for event in back[2:]:
            event.by_title, event.prev = "người khác", link
            link = event.hash = policies.fingerprint(policies.content_of(event))
            cursor.execute(
                "UPDATE journal_event SET by_title = %s, prev = %s, hash = %s WHERE seq = %s",
                [event.by_title, event.prev, event.hash, event.seq],
            )
        cursor.execute("UPDATE cases_case SET head = %s WHERE code = %s", [link, subject.partition(":")[2]])
        cursor.execute("DELETE FROM journal_leaf")
        cursor.execute("DELETE FROM journal_node")
        cursor.execute("DELETE FROM journal_head")
        cursor.execute("DELETE FROM journal_cursor")
    seal(at=last.at + dt.timedelta(minutes=1))


def test_a_history_forged_and_sealed_again_with_the_real_key(
    code: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, api: Callable[[str], Any]
) -> None:
    """Nothing in the database tells; the witness beside it does, and so does a head that somebody kept."""
    kept = tmp_path / "head.json"
    kept.write_text(json.dumps(api("").get(f"{API}/journal/head").json()), encoding="utf-8")
    log = tmp_path / "heads.log"
    log.write_bytes(witness.place().read_bytes())
    assert verified(capsys, "--head", str(kept), "--head", str(log)) == (0, [])
    forged(f"dossier:{code}")
    status, faults = verified(capsys)
    assert status == 1
    assert any("heads.log" in fault for fault in faults), faults
    witness.place().unlink()
    assert verified(capsys)[0] == 0, "who holds everything can do this: SECURITY.md"
    for held in (kept, log):
        status, faults = verified(capsys, "--head", str(held))
        assert status == 1
        assert any("giữ ở ngoài" in fault for fault in faults), faults


def test_heads_taken_out_of_the_witness(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    lines = witness.place().read_bytes().splitlines(keepends=True)
    assert len(lines) >= 3
    witness.place().write_bytes(b"".join(lines[:1] + lines[2:]))
    assert verified(capsys)[0] == 1
    witness.place().write_bytes(b"".join(lines))
    assert verified(capsys) == (0, [])


def test_what_no_head_is(code: str, tmp_path: Path) -> None:
    from django.core.management.base import CommandError

    for text in ("", "[]", '{"tree_size": 1}', "không"):
        file = tmp_path / "head.json"
        file.write_text(text, encoding="utf-8")
        with pytest.raises(CommandError):
            call_command("verify", "--head", str(file))


def test_a_journal_that_is_no_longer_sealed_is_told(
    code: str, at: dt.datetime, clock: Callable[[dt.datetime], None], receive: Callable[..., Dossier],
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    receive(at=at + dt.timedelta(hours=4))
    clock(at + dt.timedelta(hours=8))
    capsys.readouterr()
    call_command("verify", "--json")
    told = json.loads(capsys.readouterr().out)
    assert told["sound"]
    assert any("chờ niêm phong" in warning for warning in told["warnings"])


@pytest.mark.parametrize("name", TABLES)
def test_a_table_altered_by_hand(name: str, code: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert by_hand(TABLES[name], code) == 1
    status, faults = verified(capsys)
    assert status == 1
    assert any(code in fault for fault in faults), faults


ONE_STOP = "(SELECT id FROM orgs_post WHERE code = 'one-stop-1')"
WHO_MAY = {
    "a post's duties": "UPDATE orgs_post SET duties = CAST('[\"sign\"]' AS {json}) WHERE code = 'one-stop-1'",
    "who holds a post": (
        "UPDATE people_holding SET post_id = (SELECT id FROM orgs_post WHERE code = 'chair') "
        f"WHERE post_id = {ONE_STOP}"
    ),
    "until when a post is held": f"UPDATE people_holding SET valid_to = '2030-01-01' WHERE post_id = {ONE_STOP}",
    "a delegation never given": (
        "INSERT INTO people_delegation (from_post_id, to_post_id, valid_from, valid_to, instrument, duties) "
        f"SELECT {ONE_STOP}, id, '2026-01-01', '2030-01-01', 'khong', CAST('[]' AS {{json}}) "
        "FROM orgs_post WHERE code = 'chair'"
    ),
}


@pytest.mark.parametrize("name", WHO_MAY)
def test_who_may_act_altered_by_hand(name: str, code: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert by_hand(WHO_MAY[name]) == 1
    status, faults = verified(capsys)
    assert status == 1 and any("one-stop-1" in fault for fault in faults), faults


def test_text_where_ciphertext_stands_hides_nothing(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    if connection.vendor == "postgresql":
        pytest.skip("PostgreSQL takes no text there")
    by_hand(f"UPDATE dossiers_decision SET reason = 'chu tran' WHERE dossier_id = {ID}", code)
    by_hand(WHO_MAY["a post's duties"])
    status, faults = verified(capsys)
    assert status == 1 and any(code in fault for fault in faults), faults
    assert any("one-stop-1" in fault for fault in faults), faults


def test_a_dossier_made_to_vanish(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    for table, column in (
        ("dossiers_rating", "dossier_id"), ("dossiers_result", "dossier_id"), ("dossiers_decision", "dossier_id"),
        ("dossiers_supplementrequest", "dossier_id"), ("dossiers_dossier", "case_id"),
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


CONFIGURATION = {
    "Tham số": "UPDATE law_parameter SET source = 'khác' WHERE key = 'onestop.supplement.max_requests'",
    "Lịch làm việc": "DELETE FROM calendars_day WHERE name LIKE 'Quốc khánh%%'",
    "Quầy": "UPDATE counters_counter SET name = 'khác'",
    "Biểu mẫu điện tử": "UPDATE procedures_eform SET covers = '[]'",
    "Sổ số HDHS": "UPDATE documents_numberbook SET last = 1 WHERE book = 'HDHS'",
}


def test_altered_configuration_is_found(
    receive: Callable[..., Dossier], posts: Mapping[str, Any], at: dt.datetime, capsys: pytest.CaptureFixture[str]
) -> None:  # fmt: skip
    filing.forms(at)
    world.a_hall()
    for _ in range(2):
        asked = {"items": ["Bản chính"], "reason": "Không đọc được."}
        actions.ask_supplement(
            by=posts["one-stop-1"], at=at + dt.timedelta(minutes=1), dossier=receive(), **asked
        )
    sealed_whole(at + dt.timedelta(minutes=2))
    assert verified(capsys) == (0, [])
    for said, statement in CONFIGURATION.items():
        assert by_hand(statement) >= 1
        code, faults = verified(capsys)
        assert code == 1
        assert any(fault.startswith(said) for fault in faults), (said, faults)
