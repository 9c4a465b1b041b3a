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


SHELL = """
import contextlib, io, json, os, sys
import django
from motcua.conf.loading import loading
with loading():
    django.setup()
from django.core.management import ManagementUtility
from django.db import connections
answers = os.fdopen(os.dup(1), "w")
for line in sys.stdin:
    out, err, code = io.StringIO(), io.StringIO(), 0
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            ManagementUtility(["motcua", *json.loads(line)]).execute()
        except SystemExit as end:
            code = end.code or 0
    connections.close_all()
    print(json.dumps([code, out.getvalue(), err.getvalue()]), file=answers, flush=True)
"""


@dataclass
class Installation:
    """One installation; ``run`` is its command line.

    Commands run one after another in one process (starting Django is most of their cost); ``leave`` ends it, so that
    the next command reads the settings anew.
    """

    home: Path
    database: str = ""
    more: dict[str, str] = field(default_factory=dict)
    shell: "subprocess.Popen[str] | None" = None

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

    def _shell(self) -> "subprocess.Popen[str]":
        if self.shell is None:
            self.shell = subprocess.Popen(
                [sys.executable, "-c", SHELL], text=True, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                env={**self.environment, "DJANGO_SETTINGS_MODULE": "motcua.conf.settings"},
            )  # fmt: skip
        return self.shell

    def leave(self) -> None:
        """End the process in which commands run."""
        if self.shell is not None:
            self.shell.communicate()
            self.shell = None

    def run(self, *words: str, code: int = 0) -> "subprocess.CompletedProcess[str]":
        """A command that ends with ``code``."""
        shell = self._shell()
        assert shell.stdin is not None
        assert shell.stdout is not None
        shell.stdin.write(json.dumps(words) + "\n")
        shell.stdin.flush()
        ended, out, err = json.loads(shell.stdout.readline())
        assert ended == code, f"{words}: {ended}\n{out}\n{err}"
        return subprocess.CompletedProcess(words, ended, out, err)

    def json(self, *words: str, code: int = 0) -> Any:
        """What a command tells a script."""
        return json.loads(self.run(*words, "--json", code=code).stdout)

    def python(self, script: str) -> str:
        """A script in the installation's own Django."""
        begin = "import django; from motcua.conf.loading import loading\nwith loading(): django.setup()\n"
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
        one = Installation(home)
        yield one
        one.leave()
        return
    import psycopg

    name = f"motcua_cli_{home.name}"
    with psycopg.connect(server, autocommit=True) as link:
        link.execute(f'CREATE DATABASE "{name}"')
    parts = urlsplit(server)
    one = Installation(home, urlunsplit(parts._replace(path=f"/{name}")))
    try:
        yield one
    finally:
        one.leave()
        with psycopg.connect(server, autocommit=True) as link:
            link.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
