"""The portal over HTTP against its twin: signed, once, in bounds; later is told from never."""

import datetime as dt
import os
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from motcua.areas.synchronisation.ports import NotReached, Portal, Refused
from motcua.gateways.national_portal import HttpPortal
from motcua.gateways.national_portal import fake as twin
from motcua.gateways.national_portal.fake import REASON, Door, FakePortal

DAY = dt.date(2026, 11, 20)


def message(code: str = "A", seq: int = 1, state: str = "DA_TIEP_NHAN") -> dict[str, Any]:
    return {
        "code": code, "seq": seq, "round": 0, "unit": "00145", "state": state, "filed_at": None,
        "received_at": "2026-11-20T10:00:00+07:00", "procedure_name": "Đăng ký khai sinh",
    }  # fmt: skip


Opened = Callable[..., tuple[FakePortal, Portal, Door | None]]


@pytest.fixture
def doors() -> Iterator[Opened]:
    """``doors("http", moods)``: (the twin, the portal as we call it, its door)."""
    opened: list[Door] = []

    def make(how: str, *moods: str, **over: Any) -> tuple[FakePortal, Portal, Door | None]:
        fake = FakePortal(moods)
        if how == "fake":
            return fake, fake, None
        door = twin.serve(fake, delay=1.2)
        opened.append(door)
        threading.Thread(target=door.serve_forever, args=(0.02,), daemon=True).start()
        return fake, HttpPortal(over.get("address") or door.address, timeout=0.6), door

    yield make
    for door in opened:
        door.shutdown()
        door.server_close()


BOTH = pytest.mark.parametrize("how", ["fake", "http"])


@BOTH
def test_a_state_is_taken_once_and_listed(how: str, doors: Opened) -> None:
    fake, portal, _ = doors(how, "well", "repeat")
    for _ in range(2):
        portal.put(key="A/1/0", message=message())
    portal.put(key="B/2/0", message=message("B", 2))
    assert [(one.code, one.state, one.seq) for one in portal.listing(unit="00145", day=DAY)] == [
        ("A", "DA_TIEP_NHAN", 1), ("B", "DA_TIEP_NHAN", 2),
    ]  # fmt: skip
    assert portal.listing(unit="00118", day=DAY) == []
    assert portal.listing(unit="00145", day=DAY - dt.timedelta(days=1)) == []
    assert fake.dossiers["A"]["procedure_name"] == "Đăng ký khai sinh"


@BOTH
@pytest.mark.parametrize(
    ("mood", "kept"), [("slow", True), ("fail", False), ("drop", False), ("mix_up", True)]
)
def test_no_good_answer_means_later(how: str, mood: str, kept: bool, doors: Opened) -> None:
    fake, portal, _ = doors(how, mood)
    with pytest.raises(NotReached) as said:
        portal.put(key="A/1/0", message=message())
    assert "secret" not in str(said.value)
    assert ("A" in fake.dossiers) == kept
    portal.put(key="A/1/0", message=message())
    assert fake.dossiers["A"]["seq"] == 1


@BOTH
def test_a_refusal_says_why(how: str, doors: Opened) -> None:
    _, portal, _ = doors(how, "refuse")
    with pytest.raises(Refused, match=REASON):
        portal.put(key="A/1/0", message=message())


@BOTH
def test_an_older_state_that_comes_later_changes_nothing(how: str, doors: Opened) -> None:
    fake, portal, _ = doors(how, "late")
    portal.put(key="A/1/0", message=message())
    portal.put(key="A/2/0", message=message(seq=2, state="DA_CHUYEN"))
    assert fake.dossiers["A"]["state"] == "DA_CHUYEN"


def test_a_long_list_comes_in_pages(doors: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(twin, "PAGE", 2)
    _, portal, _ = doors("http")
    for n in range(5):
        portal.put(key=f"{n}", message=message(f"H26-{n}", n))
    assert [one.code for one in portal.listing(unit="00145", day=DAY)] == [f"H26-{n}" for n in range(5)]


def test_the_twin_knows_us_by_token_signature_and_time(doors: Opened) -> None:
    fake, _, door = doors("http")
    assert door is not None
    for wrong in (door.address.replace("secret", "other"), door.address.replace("token", "other")):
        with pytest.raises(NotReached, match="401"):
            HttpPortal(wrong, timeout=1).put(key="A/1/0", message=message())
    bare = f"http://127.0.0.1:{door.server_port}/api/dossiers?unit=00145&day=2026-11-20"
    with pytest.raises(urllib.error.HTTPError, match="401"):
        urllib.request.urlopen(bare, timeout=1)
    assert fake.dossiers == {}


def test_an_address_where_nobody_is(doors: Opened) -> None:
    with pytest.raises(NotReached):
        HttpPortal("http://token:secret@127.0.0.1:9/api", timeout=1).listing(unit="00145", day=DAY)


def test_what_goes_wrong_on_the_way_is_said_to_people() -> None:
    with pytest.raises(NotReached, match="không ai nghe ở địa chỉ ấy"):
        HttpPortal("http://t:s@127.0.0.1:9", timeout=2).put(key="A/1/0", message=message())


def test_the_documented_command_answers(tmp_path: Path) -> None:
    """``python -m …fake`` as docs/operate/national-portal.md tells it."""
    clean = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    command = [sys.executable, "-m", "motcua.gateways.national_portal.fake", "--port", "0", "--moods", "well"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env={**clean, "MOTCUA_HOME": str(tmp_path)}
    ) as running:
        try:
            assert running.stdout is not None
            said = running.stdout.readline().strip()
            portal = HttpPortal(said.removeprefix("MOTCUA_PORTAL_URL="), timeout=20)
            portal.put(key="A/1/0", message=message())
            assert [one.code for one in portal.listing(unit="00145", day=DAY)] == ["A"]
        finally:
            running.terminate()
