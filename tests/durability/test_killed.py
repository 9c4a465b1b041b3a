"""`kill -9` at any moment under load: no acknowledged act is lost, none is done twice, none is half done.

Real processes (two web workers and the background worker) on a database of their own, on the database of the run.
Clients carry dossiers from the counter to the rating over HTTP, every request with its Idempotency-Key; everything is
killed at random moments, started again, and whoever had no answer asks again with the same key.
"""

import http.client
import json
import os
import random
import signal
import threading
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests import world
from tests.conftest import SNAPSHOTS
from tests.faces.api_bodies import API, reception
from tests.serving import Installation, installed

CLIENTS, ROUNDS = 5, 3
LOAD_SECONDS = (0.8, 3.0)
STORY = (
    ("transfer", "one-stop-1", {}),
    ("take", "justice-1", {}),
    ("finish-step", "justice-1", {"outcome": "done"}),
    ("finish-step", "office-head", {"outcome": "done"}),
    ("finish-step", "vice-chair", {"outcome": "done"}),
    ("issue-result", "justice-1", {}),
    ("return", "one-stop-1", {}),
    ("rate", "one-stop-1", {"stars": 5}),
)


@dataclass
class Load:
    """What the clients were told, and whether they may ask now."""

    place: Installation
    tokens: dict[str, str]
    up: threading.Event = field(default_factory=threading.Event)
    over: threading.Event = field(default_factory=threading.Event)
    receipts: list[dict[str, Any]] = field(default_factory=list)
    told: list[dict[str, Any]] = field(default_factory=list)
    done: dict[str, int] = field(default_factory=dict)
    keys: int = 0
    repeated: int = 0
    unanswered: int = 0
    wrong: list[str] = field(default_factory=list)

    def client(self, number: int) -> None:
        """Carry one dossier after another; what happens to a client must not vanish with its thread."""
        try:
            serial = 0
            while not self.over.is_set():
                serial += 1
                self._story(number * 10_000 + serial)
        except _Over:
            return
        except Exception as error:
            self.wrong.append(repr(error))

    def _story(self, number: int) -> None:
        made = self._ask("", "one-stop-1", reception(number % 99_999), 201)
        code = made["code"]
        self.receipts.append(made["receipt"])
        self.done[code] = 1
        for act, post, body in STORY:
            answer = self._ask(f"/{code}/acts/{act}", post, body, 200)
            self.told.append(answer)
            self.done[code] += 1

    def _ask(self, path: str, post: str, body: Any, wanted: int) -> dict[str, Any]:
        """One request, repeated with its key until it is answered."""
        key, tries = str(uuid.uuid4()), 0
        while True:
            while not self.up.wait(0.2):
                if self.over.is_set() and not tries:
                    raise _Over
            if self.over.is_set() and not tries:
                raise _Over
            tries += 1
            try:
                status, headers, content = self._send(path, post, body, key)
            except (OSError, http.client.HTTPException):
                self.unanswered += 1
                time.sleep(0.02)
                continue
            if status != wanted:
                raise AssertionError(f"{path or 'receive'} (try {tries}): {status} {content.decode()}")
            self.keys += 1
            self.repeated += "Idempotent-Replayed" in headers
            found: dict[str, Any] = json.loads(content)
            return found

    def _send(self, path: str, post: str, body: Any, key: str) -> tuple[int, Any, bytes]:
        line = http.client.HTTPConnection("127.0.0.1", self.place.port, timeout=20)
        try:
            line.request(
                "POST",
                f"{API}/dossiers{path}",
                json.dumps(body),
                {
                    "Authorization": f"Bearer {self.tokens[post]}",
                    "Content-Type": "application/json",
                    "Idempotency-Key": key,
                },
            )
            answer = line.getresponse()
            return answer.status, answer.headers, answer.read()
        finally:
            line.close()


class _Over(Exception):
    """Nothing new is begun any more."""


@pytest.fixture
def place(ward: str) -> Iterator[Installation]:
    with installed(SNAPSHOTS) as made:
        yield made


def test_no_acknowledged_act_is_lost(place: Installation) -> None:
    dice = random.Random(seed := random.randrange(10**6))
    load = Load(place, place.tokens("one-stop-1", "justice-1", "office-head", "vice-chair"))
    clients = [threading.Thread(target=load.client, args=(n,), daemon=True) for n in range(1, CLIENTS + 1)]
    for client in clients:
        client.start()
    for round_ in range(ROUNDS):
        place.start()
        load.up.set()
        time.sleep(dice.uniform(*LOAD_SECONDS))
        if round_ == 1:
            _kill_one_web_worker(place)
            time.sleep(dice.uniform(0.3, 1.0))
        place.kill()
        load.up.clear()
    place.start()
    load.over.set()
    load.up.set()
    for client in clients:
        client.join(60)
    assert not any(client.is_alive() for client in clients)
    print(f"seed {seed}: {load.keys} answers, {load.unanswered} without answer, {load.repeated} repeated")
    assert load.wrong == []
    assert load.keys > CLIENTS * ROUNDS, "hardly any load: nothing is shown"
    assert load.unanswered, "nobody was interrupted: nothing is shown"
    place.kill()
    _nothing_lost(load)
    _nothing_twice_nothing_half(load)
    found: dict[str, Any] = {}
    for _ in range(10):  # on a shared server the transactions of other tests may hold sealing up a little
        place.command("work", "--once")
        done = place.command("verify", "--json", check=False)
        assert done.returncode == 0, done.stdout
        found = json.loads(done.stdout)
        if found["sealed"] == found["events"]:
            break
    assert found["sound"] and found["sealed"] == found["events"]
    receipt = place.home / "receipt.json"
    receipt.write_text(json.dumps(load.receipts[0]), encoding="utf-8")
    assert json.loads(place.command("verify", str(receipt), "--json").stdout)["compared_with_journal"]


def _kill_one_web_worker(place: Installation) -> None:
    """One of the two web workers dies alone; the server goes on and starts another."""
    children = [
        int(pid)
        for pid in os.listdir("/proc")
        if pid.isdigit() and _parent(pid) == place.running[0].pid and b"resource_tracker" not in _words(pid)
    ]
    assert children, "no web worker found"
    os.kill(children[-1], signal.SIGKILL)


def _parent(pid: str) -> int:
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8") as file:
            return int(file.read().rpartition(")")[2].split()[1])
    except OSError:
        return 0


def _words(pid: str) -> bytes:
    try:
        with open(f"/proc/{pid}/cmdline", "rb") as file:
            return file.read()
    except OSError:
        return b""


def _nothing_lost(load: Load) -> None:
    """Whatever an answer spoke of stands in the journal with the same hash."""
    journal = {hash_: seq for seq, hash_ in load.place.rows("SELECT seq, hash FROM journal_event")}
    promised = {receipt["hash"]: receipt["seq"] for receipt in load.receipts}
    for answer in load.told:
        promised.update({event["hash"]: event["seq"] for event in answer["events"]})
    lost = {hash_: seq for hash_, seq in promised.items() if journal.get(hash_) != seq}
    assert lost == {}
    assert len(promised) >= load.keys


def _nothing_twice_nothing_half(load: Load) -> None:
    """Every dossier has exactly the acts that were answered, with everything that belongs to them."""
    rows = load.place.rows
    journal = Counter(
        subject for (subject,) in rows("SELECT subject FROM journal_event WHERE subject LIKE 'dossier:%'")
    )
    assert journal == {f"dossier:{code}": done for code, done in load.done.items()}
    for code, n in rows("SELECT code, n FROM cases_case"):
        assert n == load.done[code]
    whole = """
        SELECT c.code FROM cases_case c LEFT JOIN dossiers_dossier d ON d.case_id = c.id
        LEFT JOIN cases_clockevent k ON k.case_id = c.id AND k.n = 1
        LEFT JOIN cases_stepvisit v ON v.case_id = c.id AND v.n = c.visit
        LEFT JOIN journal_event e ON e.hash = c.head
        LEFT JOIN dossiers_rating r ON r.dossier_id = c.id
        LEFT JOIN dossiers_result s ON s.dossier_id = c.id
        WHERE d.case_id IS NULL OR k.id IS NULL OR v.id IS NULL OR e.seq IS NULL OR e.n <> c.n
           OR (r.dossier_id IS NULL) <> (c.n < 9) OR (s.dossier_id IS NULL) <> (c.n < 7)
    """
    assert rows(whole) == []
    assert rows("SELECT count(*) FROM cases_case") == rows("SELECT count(*) FROM dossiers_dossier")
    taken = sorted(number for (number,) in rows("SELECT book_number FROM dossiers_dossier"))
    assert taken == list(range(1, len(load.receipts) + 1)), (
        "a number of the register was skipped or given twice"
    )
    assert rows("SELECT count(*) FROM journal_repeated") == [(load.keys,)]
    codes = [code for (code,) in rows("SELECT code FROM cases_case")]
    assert sorted(codes) == sorted(load.done)
    assert all(code.startswith(world.AGENCY_CODES[world.WARD][:3]) for code in codes)
