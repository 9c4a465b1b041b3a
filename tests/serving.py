"""A real installation of a test's own: its data folder, its copy of the ward, `motcua serve` and `motcua work`."""

import contextlib
import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.databases import Snapshots, share_fonts

MOTCUA = (sys.executable, "-m", "motcua.conf.command")
START_SECONDS = 60
SET_UP = """
import sys, os, django
from motcua.conf.loading import loading
os.environ["DJANGO_SETTINGS_MODULE"] = "motcua.conf.settings"
with loading():
    django.setup()
"""
PASSWORDS = """
from motcua.base.people.models import Account
for account in Account.objects.filter(username__in=sys.argv[2:]):
    account.set_password(sys.argv[1])
    account.save()
"""
TOKENS = """
from motcua.base.journal import clock
from motcua.base.journal.ports import SYSTEM
from motcua.base.people.actions import make_token
for post in sys.argv[1:]:
    print(make_token(by=SYSTEM, at=clock.now(), post=post))
"""


SCREEN = """
from motcua.areas.counters import actions
from motcua.base.journal import clock
from motcua.base.journal.ports import CITIZEN, Actor
admin = Actor(post="admin", title="Quản trị", unit=sys.argv[1], agency=sys.argv[1], duties=frozenset({"admin"}))
at = clock.now()
screen, code = actions.register_screen(by=admin, at=at, place=sys.argv[1], name="Màn hình", kind=sys.argv[2])
print(actions.pair_screen(by=CITIZEN, at=at, code=code)[1])
"""


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


class Installation:
    """The ward in a place of its own, started and killed like a real one."""

    def __init__(self, home: Path, url: str) -> None:
        self.home, self.url, self.port = home, url, free_port()
        self.base = f"http://127.0.0.1:{self.port}"
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("MOTCUA_", "DJANGO_", "PYTEST"))
        }
        self.environment = {
            **kept, "MOTCUA_HOME": str(home), "MOTCUA_DATABASE_URL": url, "PORT": str(self.port),
            "MOTCUA_SECRET_KEY": os.environ["MOTCUA_SECRET_KEY"], "MOTCUA_BASE_URL": self.base, "LANG": "vi_VN.UTF-8",
        }  # fmt: skip
        self.running: list[subprocess.Popen[bytes]] = []
        self.log = home / "processes.log"

    # --- processes ---------------------------------------------------------------------------------------------

    def start(self, *, workers: int = 2) -> None:
        """Start the web server with its workers and the background worker; returns when the server answers."""
        with self.log.open("ab") as log:
            for words in (("serve", "--port", str(self.port), "--workers", str(workers)), ("work",)):
                self.running.append(
                    subprocess.Popen(
                        [*MOTCUA, *words],
                        env=self.environment,
                        stdout=log,
                        stderr=log,
                        start_new_session=True,
                    )
                )
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until:
            with contextlib.suppress(OSError, http.client.HTTPException):
                if self.get("/readyz")[0] == 200:
                    return
            dead = [p.args for p in self.running if p.poll() is not None]
            assert not dead, f"{dead} ended: {self.said()[-2000:]}"
            time.sleep(0.05)
        raise AssertionError(f"the server does not answer: {self.said()[-2000:]}")

    def kill(self) -> None:
        """``kill -9`` everything at once: master, web workers, background worker."""
        for process in self.running:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
        for process in self.running:
            process.wait(20)
        self.running.clear()

    def said(self) -> str:
        """What the processes wrote."""
        return self.log.read_text(encoding="utf-8", errors="replace") if self.log.exists() else ""

    def command(self, *words: str, check: bool = True, **more: str) -> subprocess.CompletedProcess[str]:
        """Run ``motcua …`` to its end."""
        done = subprocess.run(
            [*MOTCUA, *words], env={**self.environment, **more}, capture_output=True, text=True, timeout=120
        )
        assert not check or done.returncode == 0, done.stdout + done.stderr
        return done

    def tokens(self, *posts: str) -> dict[str, str]:
        """A token for each post."""
        return dict(zip(posts, self._run(TOKENS, *posts).split(), strict=True))

    def screen(self, kind: str = "kiosk", place: str = "00145") -> str:
        """What the browser of a registered screen keeps in its cookie."""
        return self._run(SCREEN, place, kind).strip()

    def let_sign_in(self, password: str, *accounts: str) -> None:
        """Passwords as a real installation keeps them: those of the tests' database are hashed too cheaply."""
        self._run(PASSWORDS, password, *accounts)

    def _run(self, program: str, *words: str) -> str:
        done = subprocess.run(
            [sys.executable, "-c", SET_UP + program, *words],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    # --- asking ------------------------------------------------------------------------------------------------

    def get(self, path: str, token: str = "") -> tuple[int, Any]:
        """GET: status and JSON."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            line.request("GET", path, headers={"Authorization": f"Bearer {token}"} if token else {})
            answer = line.getresponse()
            return answer.status, json.loads(answer.read())
        finally:
            line.close()

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        """Ask the database itself, past the product."""
        if self.url.startswith("sqlite"):
            import sqlite3

            with contextlib.closing(sqlite3.connect(self.home / "motcua.sqlite3")) as connection:
                return connection.execute(statement).fetchall()
        import psycopg

        with psycopg.connect(self.url) as connection_:
            return connection_.execute(statement).fetchall()  # type: ignore[call-overload,no-any-return]


@contextlib.contextmanager
def installed(snapshots: Snapshots, *, name: str = "ward") -> Iterator[Installation]:
    """An installation that holds what the snapshot holds; gone when the test ends."""
    home = Path(tempfile.mkdtemp(prefix="motcua-installed-"))
    share_fonts(home)
    for key in ("journal.key", "seal.key"):
        shutil.copy(snapshots.home / key, home / key)
    url = snapshots.copied(name, home)
    place = Installation(home, url)
    try:
        yield place
    finally:
        place.kill()
        snapshots.forget(url)
        shutil.rmtree(home, ignore_errors=True)
