"""The command line as a whole: an installation is made, fed, checked, copied, put back, served."""

import io
import json
import signal
import socket
import subprocess
import sys
import tarfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import load_command_class

from tests.conf.installations import ROOT, Installation, another

NOTES = """
import datetime as dt, json, sys
from motcua.base.journal.clock import now
from motcua.base.journal.ports import SYSTEM
from motcua.conf import shipped
from motcua.base.journal.queries import receipt
for number in range({count}):
    shipped.note_loaded(by=SYSTEM, at=now(), digest=shipped.loaded(), files=number)
    print(number, flush=True)
print(json.dumps(receipt(shipped.last_of(shipped.SUBJECT))))
"""
HAND = """
import sqlite3, sys
from django.db import connection
postgresql = connection.vendor == "postgresql"
with connection.cursor() as cursor:
    cursor.execute("SELECT max(seq) FROM journal_event"); seq = cursor.fetchone()[0]
    name = "journal_event_no_change ON journal_event" if postgresql else "journal_event_no_update"
    if not postgresql:
        cursor.execute("SELECT sql FROM sqlite_master WHERE name = 'journal_event_no_update'")
        back = cursor.fetchone()[0]
    else:
        back = ("CREATE TRIGGER journal_event_no_change BEFORE UPDATE OR DELETE ON journal_event "
                "FOR EACH ROW EXECUTE FUNCTION journal_refuse()")
    cursor.execute("DROP TRIGGER " + name)
    cursor.execute("UPDATE journal_event SET by_title = 'kẻ gian' WHERE seq = %s", [seq])
    cursor.execute(back)
print(seq)
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """An installation after ``motcua init``."""
    with another(tmp_path_factory.mktemp("installations")) as one:
        done = one.run("init")
        assert "Sẵn sàng" in done.stdout
        yield one


def test_init_is_safe_to_repeat_and_quick_then(made: Installation) -> None:
    before = made.json("verify")["events"]
    began = time.monotonic()
    made.run("init")
    assert time.monotonic() - began < 30
    assert made.json("verify")["events"] == before, "nothing is loaded twice"
    assert (made.home / "secret.key").stat().st_mode & 0o077 == 0


@pytest.mark.once
def test_commands_before_init_say_what_to_do(tmp_path: Path) -> None:
    with another(tmp_path) as empty:
        for words in (
            ("serve",), ("work",), ("backup", str(tmp_path / "x.tar.gz")), ("token", "--post", "x"), ("verify",),
            ("import", "units", str(ROOT / "docs" / "operate" / "units-example.csv")),
        ):  # fmt: skip
            assert "Chạy “motcua init” trước" in empty.run(*words, code=1).stderr


@pytest.mark.once
def test_looking_leaves_no_trace(made: Installation, tmp_path: Path) -> None:
    receipt = tmp_path / "receipt.json"
    receipt.write_text(made.python(NOTES.format(count=1)).splitlines()[-1], encoding="utf-8")
    with another(tmp_path) as empty:
        for words, code, told in (
            (("doctor",), 1, "Chạy “motcua init” trước"),
            (("verify",), 1, "Chạy “motcua init” trước"),
            (("verify", str(receipt)), 0, "Biên nhận đúng"),
            (("verify", str(tmp_path / "none.json")), 1, "Không có tệp"),
            (("token", "--post", "x"), 1, "Chạy “motcua init” trước"),
            (("tokne",), 2, "There is no command “tokne”; try: motcua token"),
        ):
            process = empty.start(*words)
            out, err = process.communicate(timeout=60)
            assert process.returncode == code, (words, out, err)
            assert told in out + err
            assert "Traceback" not in err
            assert not list(empty.home.iterdir()), words


@pytest.mark.once
def test_keys_made_while_waiting_are_kept_as_they_were_used(tmp_path: Path) -> None:
    script = (
        "from pathlib import Path; from motcua.conf import keys; keys.wait(); home = Path({home!r}); "
        "made = keys.master_secret(home), keys.journal_key(home); assert not home.exists(); "
        "assert made == (keys.master_secret(home), keys.journal_key(home)); {meanwhile}; keys.keep(); "
        "assert made == (keys.master_secret(home), keys.journal_key(home)); assert home.stat()"
    )
    for name, meanwhile, code in (
        ("one", "pass", 0),
        ("two", "home.mkdir(); (home / 'journal.key').write_text('another')", 1),
    ):
        words = script.format(home=str(tmp_path / name), meanwhile=meanwhile)
        done = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=False)
        assert done.returncode == code, done.stderr
        assert ("MadeElsewhere" in done.stderr) == bool(code)


@pytest.mark.once
def test_wrong_usage_ends_with_two(made: Installation) -> None:
    for words in (("token",), ("import", "people", "x")):
        assert made.run(*words, code=2).stderr


@pytest.mark.once
def test_every_command_has_help() -> None:
    for name in ("init", "serve", "work", "import", "token", "verify", "backup", "restore", "doctor"):
        parser = load_command_class("motcua.conf", name).create_parser("motcua", name)
        assert " · " in parser.format_help(), f"{name}: two languages"


def test_a_token_for_no_post(made: Installation) -> None:
    assert "no-such-post" in made.run("token", "--post", "no-such-post", code=1).stderr


def test_imports_report_what_they_did(made: Installation, tmp_path: Path) -> None:
    file = tmp_path / "holidays.csv"
    file.write_text(
        "on,kind,name,source,certainty\n"
        "2027-11-24,holiday,Ngày Văn hóa Việt Nam,Luật mới,verified\n"
        "31/12/2027,holiday,Sai ngày,x,verified\n",
        encoding="utf-8",
    )
    first = made.json("import", "holidays", str(file))
    assert [row["row"] for row in first["rejected"]] == [3]
    again = made.json("import", "holidays", str(file))
    assert (again["added"], again["changed"]) == (0, 0)
    said = made.run("import", "holidays", str(file)).stdout
    assert "dòng 3" in said
    other = tmp_path / "other.csv"
    other.write_text("ma;ten\n1;x\n", encoding="utf-8")
    assert "có các cột: ma;ten." in made.run("import", "units", str(other), code=1).stderr
    prose = tmp_path / "prose.txt"
    prose.write_text("không phải JSON\n" * 46, encoding="utf-8")
    assert made.run("import", "procedures", str(prose), code=1).stdout.count("không phải tệp thủ tục") == 1
    broken = tmp_path / "broken.jsonl"
    broken.write_text("{\n", encoding="utf-8")
    assert made.run("import", "procedures", str(broken), code=1).stderr
    assert "Không có tệp" in made.run("import", "units", str(tmp_path / "none.csv"), code=1).stderr


def test_work_seals_and_verify_holds(made: Installation) -> None:
    made.run("work", "--once")
    told = made.json("verify")
    assert told["sound"]
    assert told["sealed"] == told["events"] > 0
    assert "toàn vẹn" in made.run("verify").stdout


def test_doctor_tells_what_is_so(made: Installation) -> None:
    told = json.loads(made.run("doctor", "--json").stdout)
    assert told["sound"]
    said = " ".join(finding["text"] + finding["todo"] for finding in told["findings"])
    assert "Phường Long Biên (00145), mặc định" in said
    assert "motcua import posts" in said
    assert {finding["level"] for finding in told["findings"]} <= {"good", "note"}
    (made.home / "secret.key").chmod(0o644)
    said = made.run("doctor", code=1).stdout
    (made.home / "secret.key").chmod(0o600)
    assert "chmod 600" in said


FIRST_DOSSIER = """
import sys
from django.conf import settings
from django.test import Client
from motcua.areas.cases.queries import current_type
from motcua.areas.dossiers import actions
from motcua.base.journal.clock import now
from motcua.base.people.queries import account_named, actors_for_account
settings.ALLOWED_HOSTS = ["testserver"]
client = Client()
door = client.get("/can-bo/", follow=True).request["PATH_INFO"]
page = client.post(door, {{"login": "canbo01", "password": {password!r}}})
assert (page.status_code, page["Location"]) == (302, "/can-bo/"), page
assert client.get("/can-bo/", follow=True).request["PATH_INFO"] == "/tai-khoan/password/change/"
own = "một câu của riêng canbo01"
client.post("/tai-khoan/password/change/", {{"oldpassword": {password!r}, "password1": own, "password2": own}})
assert client.get("/can-bo/").status_code == 200
at = now()
(by,) = actors_for_account(account_named("canbo01").pk, at.date())
papers = [
    {{"component": paper["code"], "copies": 1, "form": "original"}}
    for paper in current_type("dossier", "1.004873", at.date()).papers if paper["required"] and paper.get("asked", True)
]
applicant = {{"kind": "person", "name": "Người Thử Nghiệm", "id_number": "000000000001", "phone": "", "email": "",
    "address": ""}}
dossier = actions.receive(by=by, at=at, procedure="1.004873", unit=by.agency, channel="counter", applicant=applicant,
    papers=papers)
print(dossier.case.code)
"""


def test_a_ward_is_set_up_as_install_md_says(made: Installation) -> None:
    """docs/operate/install.md, from ``motcua init`` to the first official at a desk, with the examples as shipped."""
    operate = ROOT / "docs" / "operate"
    guide = (operate / "install.md").read_text(encoding="utf-8")
    assert "motcua import units units-example.csv" in guide
    assert "motcua import posts posts-example.csv" in guide
    divisions = made.json("import", "units", str(operate / "units-example.csv"))
    assert (divisions["added"], divisions["rejected"]) == (7, [])
    posts = made.json("import", "posts", str(operate / "posts-example.csv"))
    assert (posts["added"], posts["rejected"], len(posts["passwords"])) == (13, [], 11)
    again = made.json("import", "posts", str(operate / "posts-example.csv"))
    assert (again["added"], again["unchanged"], again["rejected"], again["passwords"]) == (0, 13, [], {})
    assert made.python(FIRST_DOSSIER.format(password=posts["passwords"]["canbo01"])).strip()
    assert "13 vị trí, 12 có người giữ" in made.run("doctor").stdout


@pytest.mark.once
def test_a_receipt_is_checked_anywhere(made: Installation, tmp_path: Path) -> None:
    receipt = json.loads(made.python(NOTES.format(count=1)).splitlines()[-1])
    file = tmp_path / "receipt.json"
    file.write_text(json.dumps({"code": "x", "receipt": receipt}), encoding="utf-8")
    assert made.json("verify", str(file))["compared_with_journal"] is True
    with another(tmp_path) as elsewhere:
        told = elsewhere.json("verify", str(file))
        assert (told["sound"], told["compared_with_journal"]) == (True, False)
        said = elsewhere.run("verify", str(file)).stdout
        assert receipt["promise"]["key_id"] in said
        assert elsewhere.json("verify", str(file), "--key", "AAAA", code=1)["faults"]
        receipt["event"]["by_title"] = "người khác"
        file.write_text(json.dumps(receipt), encoding="utf-8")
        assert "đã bị sửa" in elsewhere.run("verify", str(file), code=1).stderr
        file.write_text("no json", encoding="utf-8")
        elsewhere.run("verify", str(file), code=1)


PROOF = """
import json
from motcua.base.journal import queries
print(json.dumps(queries.proof(1)))
"""


def test_a_proof_as_the_api_gives_it_is_checked_too(made: Installation, tmp_path: Path) -> None:
    made.run("work", "--once")
    file = tmp_path / "proof.json"
    file.write_text(made.python(PROOF).splitlines()[-1], encoding="utf-8")
    said = made.run("verify", str(file)).stdout
    assert "Bằng chứng đúng: sự kiện số 1" in said
    assert "Sổ cái ở đây vẫn ghi đúng" in said
    file.write_text("{}", encoding="utf-8")
    assert "KeyError" not in made.run("verify", str(file), code=1).stderr
    assert "--key dùng để kiểm tra một biên nhận" in made.run("verify", "--key", "AAAA", code=2).stderr


def test_a_copy_taken_while_others_write_is_whole(made: Installation, tmp_path: Path) -> None:
    environment = {**made.environment, "DJANGO_SETTINGS_MODULE": "motcua.conf.settings"}
    writer = subprocess.Popen(
        [sys.executable, "-c", "import django; django.setup()\n" + NOTES.format(count=100_000)],
        env=environment, text=True, stdout=subprocess.PIPE,
    )  # fmt: skip
    assert writer.stdout is not None
    try:
        writer.stdout.readline()
        file = tmp_path / "copy.tar.gz"
        (made.home / "files" / "ab").mkdir(parents=True, exist_ok=True)
        (made.home / "files" / "ab" / "x").write_bytes(b"stored")
        told = made.json("backup", str(file))
        assert told["entries"] > 2
        during = int(writer.stdout.readline())
    finally:
        writer.kill()
        writer.communicate()
    assert during >= 0
    assert file.stat().st_mode & 0o077 == 0, "a copy holds the keys"
    assert "đã có" in made.run("backup", str(file), code=1).stderr
    assert "không trống" in made.run("restore", str(file), code=1).stderr
    unmounted = tmp_path / "disk" / "copy.tar.gz"
    assert "Không có thư mục" in made.run("backup", str(unmounted), code=1).stderr
    assert not unmounted.parent.exists()
    with another(tmp_path) as place:
        out, _err = place.start("restore", str(file)).communicate()
        assert "Đã khôi phục" in out
        assert "toàn vẹn" in out, "the journal is checked as soon as it is back"
        assert (place.home / "secret.key").read_bytes() == (made.home / "secret.key").read_bytes()
        assert (place.home / "files" / "ab" / "x").read_bytes() == b"stored"
        had = place.json("verify")
        assert had["sound"]
        assert place.run("import", "holidays", str(_no_change(tmp_path))).stdout
        place.run("work", "--once")
        after = place.json("verify")
        assert after["sound"]
        assert after["events"] == after["sealed"] == had["events"] + 1, "followers go on where they were"


def _no_change(folder: Path) -> Path:
    file = folder / "h.csv"
    file.write_text(
        "on,kind,name,source,certainty\n2027-09-02,holiday,Quốc khánh,BLLĐ,verified\n", encoding="utf-8"
    )
    return file


def test_a_damaged_or_foreign_archive_is_refused_and_leaves_nothing(
    made: Installation, tmp_path: Path
) -> None:
    good = tmp_path / "good.tar.gz"
    made.run("backup", str(good))
    cut, odd, nothing, altered = (
        tmp_path / f"{name}.tar.gz" for name in ("cut", "odd", "nothing", "altered")
    )
    cut.write_bytes(good.read_bytes()[: good.stat().st_size // 2])
    nothing.write_bytes(b"")
    with tarfile.open(odd, "w:gz") as archive:
        archive.add(good, arcname="../../outside")
    with tarfile.open(good) as source, tarfile.open(altered, "w:gz") as target:
        for entry in source:
            content = source.extractfile(entry)
            assert content is not None
            if entry.name == "keys/journal.key":
                entry.size = 3
                content = io.BytesIO(b"abc")
            target.addfile(entry, content)
    with another(tmp_path) as place:
        for file in (cut, odd, nothing, altered):
            said = place.run("restore", str(file), code=1).stderr
            assert "Không khôi phục được" in said, file
            assert {item.name for item in place.home.iterdir()} <= {"secret.key", "journal.key", "seal.key"}
        place.run("restore", str(good), "--no-verify")


@pytest.mark.once
def test_another_secret_is_told_before_anything_is_put_back(made: Installation, tmp_path: Path) -> None:
    file = tmp_path / "copy.tar.gz"
    made.run("backup", str(file))
    with another(tmp_path) as place:
        place.more["MOTCUA_SECRET_KEY"] = "x" * 40
        assert "MOTCUA_SECRET_KEY" in place.run("restore", str(file), code=1).stderr


@pytest.mark.once
def test_serving_and_working_end_when_told(made: Installation) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = made.start("serve", "--port", str(port), "--workers", "1", "--with-work")
    try:
        deadline = time.monotonic() + 90
        while True:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5) as answer:
                    assert json.load(answer) == {"status": "ready"}
                break
            except OSError:
                assert server.poll() is None, server.communicate()
                assert time.monotonic() < deadline
                time.sleep(0.3)
        while not (made.home / "work.json").exists():
            assert time.monotonic() < deadline
            time.sleep(0.3)
    finally:
        server.send_signal(signal.SIGTERM)
        _out, err = server.communicate(timeout=60)
    assert "Traceback" not in err, err
    assert not (made.home / "work.json").exists(), "the worker ended as it should"


def test_a_row_altered_by_hand_is_named(made: Installation, tmp_path: Path) -> None:
    made.run("work", "--once")
    seq = made.python(HAND).strip()
    done = made.run("verify", code=1)
    assert f"Sự kiện {seq} " in done.stderr
    told = made.json("verify", code=1)
    assert not told["sound"]
    assert any(f"Sự kiện {seq} " in fault for fault in told["faults"])
