"""What every test stands on: a data folder of its own, a database, a small ward, a moment.

Settings are read after this file has prepared the environment, so nothing of ``motcua`` is imported at its top.

``MOTCUA_TEST_DATABASE``      ``sqlite`` (default) or ``postgresql``
``MOTCUA_TEST_DATABASE_URL``  an existing PostgreSQL server to use (a database for the tests is made in it)
``MOTCUA_TEST_EXAMPLES``      ``same`` (default) or ``explore``: whether property tests look for new examples

The database is empty for a test that does not ask for the ``ward``; with it, it holds Phường Long Biên and Phường Bồ
Đề, their posts and officials, the working calendar, the law's parameters and two procedures, loaded once.
"""

import datetime as dt
import functools
import gc
import itertools
import json
import os
import re
import sys
import unittest
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest

from tests import browser as browsers
from tests import databases

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from motcua.areas.cases.models import CaseType
    from motcua.areas.dossiers.models import Dossier
    from motcua.base.journal.ports import Actor

TZ = dt.timezone(dt.timedelta(hours=7), "+07")
ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "data"

# --- before anything of the product is imported -------------------------------------------------------------

gc.disable()  # until every test is found: nothing that is loaded is garbage

if "django.conf" in sys.modules and sys.modules["django.conf"].settings.configured:
    raise pytest.UsageError(
        "settings were read before tests/conftest.py: unset DJANGO_SETTINGS_MODULE and -p plugins"
    )

hypothesis.settings.register_profile("same", deadline=None, derandomize=True)
hypothesis.settings.register_profile("explore", deadline=None)
hypothesis.settings.load_profile(os.environ.get("MOTCUA_TEST_EXAMPLES", "same"))
"""The same examples in every run, however slow the machine; MOTCUA_TEST_EXAMPLES=explore looks for new ones."""

HOME = databases.a_home()
(HOME / "static").mkdir()
os.environ.update(
    MOTCUA_HOME=str(HOME),
    MOTCUA_SECRET_KEY="a key for tests only, never for people's data",
    MOTCUA_BASE_URL="http://testserver",
    DJANGO_SETTINGS_MODULE="motcua.conf.settings",
)
for name in (
    "MOTCUA_NOW", "MOTCUA_PROFILE", "MOTCUA_DEBUG", "MOTCUA_DATABASE_URL", "MOTCUA_SMS_URL", "MOTCUA_PORTAL_URL",
):  # fmt: skip
    os.environ.pop(name, None)


def pytest_configure(config: pytest.Config) -> None:
    """Start the database, then read the settings.

    Every worker has a server of its own, so that no transaction of one holds up what another seals.
    """
    try:
        url = databases.start(HOME)
    except databases.CannotTest as error:
        databases.loudly(f"PostgreSQL was NOT tested: {error}")
        pytest.exit(f"PostgreSQL was NOT tested: {error}", returncode=1)
    os.environ["MOTCUA_TEST_STARTED"] = url
    if config.getoption("numprocesses", None):
        databases.migrating()  # while the workers find their tests
    if url:
        os.environ["MOTCUA_DATABASE_URL"] = url
    from django.conf import settings

    default = settings.DATABASES["default"]
    if url:
        default["CONN_MAX_AGE"] = 0
        default["TEST"] = {"NAME": databases.TEST_DATABASE}
    else:
        default["TEST"] = {"NAME": str(HOME / "test.sqlite3")}
        default["OPTIONS"]["init_command"] = default["OPTIONS"]["init_command"].replace(
            "synchronous=FULL", "synchronous=OFF"
        )
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
    del os.environ[
        "DJANGO_SETTINGS_MODULE"
    ]  # read by now; a worker must come past this file before it reads them


def pytest_report_header(config: pytest.Config) -> list[str]:
    """Which database this run is about, and what it cannot look at."""
    lines = [f"motcua: {databases.described(os.environ.get('MOTCUA_TEST_STARTED', ''))}"]
    if not SHARED.is_dir():
        lines.append(
            "!! ../shared/data does not stand beside this checkout: tests on the real files are skipped"
        )
    return lines


LONG = {"conf", "durability", "journeys"}
STARTS_PROCESSES = {"conf", "durability", "security"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Whole stories first, so that no worker waits for the last of them at the end; in a file, tests on an empty
    database first, so that the ward is loaded once and put back rarely.

    Whatever drives a browser is marked so. On PostgreSQL, what no database takes part in is left out, and what is
    marked "once": it ran on SQLite.
    """
    for item in items:
        if {"browser", "page"} & set(getattr(item, "fixturenames", ())):
            item.add_marker("browser")
    if os.environ.get("MOTCUA_TEST_STARTED"):
        same = [item for item in items if item.get_closest_marker("once") or not _meets_database(item)]
        config.hook.pytest_deselected(items=same)
        items[:] = [item for item in items if item not in set(same)]
    items.sort(
        key=lambda item: (
            item.path.parent.name not in LONG, str(item.path), "ward" in getattr(item, "fixturenames", ())
        )
    )  # fmt: skip


def pytest_collection_finish(session: pytest.Session) -> None:
    """Look for garbage seldom, and never among what was loaded: a sixth of a run goes into nothing else otherwise."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    gc.enable()


@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    """Chromium, or a loud skip."""
    with browsers.started() as found:
        yield found


# --- the database -------------------------------------------------------------------------------------------

SNAPSHOTS = databases.Snapshots(HOME)
EMPTY, WARD = "empty", "ward"
_wanted = EMPTY


def _uses_database(item: pytest.Item) -> bool:
    return (
        item.get_closest_marker("django_db") is not None
        or bool({"db", "transactional_db", "live_server"} & set(getattr(item, "fixturenames", ())))
        or issubclass(getattr(item, "cls", None) or object, unittest.TestCase)
    )


def _meets_database(item: pytest.Item) -> bool:
    """Whether the database may matter to it: it uses that of the run, or starts processes on one of its own."""
    return _uses_database(item) or item.path.parent.name in STARTS_PROCESSES


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Give the test the state it asks for before any of its fixtures runs."""
    global _wanted
    if _uses_database(item):
        _wanted = WARD if "ward" in getattr(item, "fixturenames", ()) else EMPTY
        if SNAPSHOTS.kept and SNAPSHOTS.now != _wanted:
            from pytest_django.plugin import blocking_manager_key

            with item.config.stash[blocking_manager_key].unblock():
                _go_to(_wanted)


def _go_to(state: str) -> None:
    if state in SNAPSHOTS.kept:
        if SNAPSHOTS.now != state:
            SNAPSHOTS.restore(state)
        return
    from tests import world

    SNAPSHOTS.restore(EMPTY)
    world.found()
    SNAPSHOTS.take(WARD)


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """Whether the test database is there when Django comes to make it, its migrations run."""
    return not databases.GIVEN_URL


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_keepdb: bool) -> None:
    """Bring the test database with its migrations, unless Django is to make it on a server that was given."""
    if django_db_keepdb:
        from django.db import connection

        databases.bring(HOME)
        connection.settings_dict["TEST"]["MIGRATE"] = False


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The test database with its snapshots; a test that commits is undone by going back to one."""
    from django.test import TransactionTestCase

    def back(case: TransactionTestCase) -> None:
        SNAPSHOTS.restore(SNAPSHOTS.now)

    TransactionTestCase._fixture_teardown = back  # type: ignore[method-assign]
    with django_db_blocker.unblock():
        SNAPSHOTS.take(EMPTY)
        _go_to(_wanted)
    yield
    with django_db_blocker.unblock():
        SNAPSHOTS.drop()


@functools.cache
def _caches() -> list[Any]:
    """Every in-process cache of rows: a test's rows are gone when it ends."""
    names = re.compile(r"motcua\.(areas\.\w+|base\.(law|orgs|people|calendars))\.")
    found = {}
    for name, module in list(sys.modules.items()):
        if names.match(f"{name}."):
            found.update({id(v): v for v in vars(module).values() if hasattr(v, "cache_clear")})
    return list(found.values())


@pytest.fixture(autouse=True)
def _forget(request: pytest.FixtureRequest) -> Iterator[None]:
    """What a test's rows left in the memory of the process, and the language it spoke, do not reach the next."""
    from django.utils import translation

    translation.deactivate()
    yield
    if _uses_database(request.node):
        for cached in _caches():
            cached.cache_clear()
        from motcua.base.people.queries import forget_tokens

        forget_tokens()


# --- the world ----------------------------------------------------------------------------------------------


@pytest.fixture
def at() -> dt.datetime:
    """The moment of most tests: 10:00, Friday 20/11/2026."""
    return dt.datetime(2026, 11, 20, 10, tzinfo=TZ)


@pytest.fixture
def clock(at: dt.datetime, monkeypatch: pytest.MonkeyPatch) -> Callable[[dt.datetime], None]:
    """Stop the product's clock a quarter of a second after ``at``, as real moments are; call it to move it."""
    from types import SimpleNamespace

    from motcua.base.journal import clock as module

    def stop(moment: dt.datetime) -> None:
        stopped = SimpleNamespace(now=lambda tz=None: moment.astimezone(tz))
        monkeypatch.setattr(module, "dt", SimpleNamespace(datetime=stopped, UTC=dt.UTC, timezone=dt.timezone))

    stop(at.replace(microsecond=250_001))
    return stop


@pytest.fixture
def ward(db: None) -> str:
    """Phường Long Biên (00145) and Phường Bồ Đề (00118) at work: units, posts, officials, calendar, law, procedures.

    Officials sign in with their post's code and ``world.PASSWORD``. Returns the code of the ward.
    """
    from tests import world

    return world.WARD


@pytest.fixture
def posts(ward: str, at: dt.datetime) -> Mapping[str, "Actor"]:
    """Whoever acts in a post, by its code: ``posts["one-stop-1"]``, …, as API.md names them."""
    from tests import world

    return world.actors(at.date())


@pytest.fixture
def other_unit(posts: Mapping[str, "Actor"]) -> "Actor":
    """The receiving officer of another ward."""
    return posts["bo-de-one-stop-1"]


@pytest.fixture
def a_procedure(ward: str, at: dt.datetime) -> "CaseType":
    """Đăng ký khai sinh (1.001193): done the same day, the next working day when received after 15:00."""
    return _case_type("1.001193", at)


@pytest.fixture
def three_days(ward: str, at: dt.datetime) -> "CaseType":
    """Cấp Giấy xác nhận tình trạng hôn nhân (1.004873): three working days."""
    return _case_type("1.004873", at)


def _case_type(code: str, at: dt.datetime) -> "CaseType":
    from motcua.areas.cases.queries import current_type

    found = current_type("dossier", code, at.date())
    assert found is not None
    return found


@pytest.fixture
def receive(posts: Mapping[str, "Actor"], at: dt.datetime) -> Callable[..., "Dossier"]:
    """Receive a dossier at the counter; anything may be said otherwise: ``receive(at=…, procedure="1.004873")``."""
    from motcua.areas.dossiers import actions
    from tests import world

    people = itertools.count(1)

    def received(**over: Any) -> "Dossier":
        applicant = {**world.person(next(people)), **over.pop("applicant", {})}
        given: dict[str, Any] = {
            "by": posts["one-stop-1"], "at": at, "procedure": "1.001193", "unit": world.WARD, "channel": "counter",
            "applicant": applicant, **over,
        }  # fmt: skip
        given.setdefault("papers", world.papers(given["procedure"]))
        return actions.receive(**given)

    return received


@pytest.fixture
def finished(posts: Mapping[str, "Actor"], at: dt.datetime) -> Callable[..., "Dossier"]:
    """Carry a dossier through its internal process to its result; minutes pass between the acts."""
    from tests import world

    return functools.partial(world.carry_through, posts=posts)


@pytest.fixture
def till(ward: str, at: dt.datetime) -> str:
    """The ward can take fees: the shipped schedule, a local line for 1.004873, and a bank account. Returns its code."""
    from tests import world

    world.open_till(at)
    return ward


class Machine:
    """A client of the API acting in a post: JSON in, JSON out."""

    def __init__(self, token: str) -> None:
        from django.test import Client

        self.client = Client(headers={"authorization": f"Bearer {token}"} if token else {})

    def get(self, path: str, **params: Any) -> Any:
        """GET with query parameters."""
        return self.client.get(path, params)

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        """POST a JSON body; keywords are headers (``idempotency_key="…"``)."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.post(path, json.dumps(body or {}), content_type="application/json", headers=named)


@pytest.fixture
def api(ward: str, clock: Callable[[dt.datetime], None], at: dt.datetime) -> Callable[[str], Machine]:
    """``api("one-stop-1")``: a client that acts in that post; ``api("")``: nobody. The clock stands at ``at``."""
    from motcua.base.journal.ports import SYSTEM
    from motcua.base.people.actions import make_token

    def client(post: str) -> Machine:
        return Machine(make_token(by=SYSTEM, at=at, post=post) if post else "")

    return client


@pytest.fixture
def shared() -> Path:
    """The real files that stand beside the checkout; a test on them is skipped, loudly, where they do not."""
    if not SHARED.is_dir():
        pytest.skip("../shared/data does not stand beside this checkout")
    return SHARED
