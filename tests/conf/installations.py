"""Real installations run from the command line, each with a folder and a database of its own."""

import json
import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Installation:
    """One installation; ``run`` is its command line."""

    home: Path
    database: str = ""
    more: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        """What its processes see."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("MOTCUA_")}
        kept.pop("DJANGO_SETTINGS_MODULE", None)
        own = {"MOTCUA_HOME": str(self.home), "LC_ALL": "C.UTF-8", "PYTHONUNBUFFERED": "1", **self.more}
        if self.database:
            own["MOTCUA_DATABASE_URL"] = self.database
        return {**kept, **own}

    def start(self, *words: str) -> "subprocess.Popen[str]":
        """A command that goes on."""
        return subprocess.Popen(
            [sys.executable, "-m", "motcua.conf.command", *words], env=self.environment, text=True, cwd=ROOT,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip

    def run(self, *words: str, code: int = 0) -> "subprocess.CompletedProcess[str]":
        """A command that ends with ``code``."""
        done = subprocess.run(
            [sys.executable, "-m", "motcua.conf.command", *words], env=self.environment, text=True, cwd=ROOT,
            capture_output=True, check=False, timeout=180,
        )  # fmt: skip
        assert done.returncode == code, f"{words}: {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done

    def json(self, *words: str, code: int = 0) -> Any:
        """What a command tells a script."""
        return json.loads(self.run(*words, "--json", code=code).stdout)

    def python(self, script: str) -> str:
        """A script in the installation's own Django."""
        begin = "import django; django.setup()\n"
        environment = {**self.environment, "DJANGO_SETTINGS_MODULE": "motcua.conf.settings"}
        done = subprocess.run(
            [sys.executable, "-c", begin + script], env=environment, text=True, cwd=ROOT, capture_output=True,
            check=False, timeout=180,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout


@contextmanager
def another(folder: Path) -> Iterator[Installation]:
    """An installation with nothing in it, on the kind of database that this run is about."""
    home = folder / uuid.uuid4().hex[:8]
    home.mkdir(parents=True)
    server = os.environ.get("MOTCUA_TEST_STARTED", "")
    if not server:
        yield Installation(home)
        return
    import psycopg

    name = f"motcua_cli_{home.name}"
    with psycopg.connect(server, autocommit=True) as link:
        link.execute(f'CREATE DATABASE "{name}"')
    parts = urlsplit(server)
    try:
        yield Installation(home, urlunsplit(parts._replace(path=f"/{name}")))
    finally:
        with psycopg.connect(server, autocommit=True) as link:
            link.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
