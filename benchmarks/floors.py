"""The floors: the same rows in the same number of transactions by a bare driver; a bare view for look-ups."""

import sqlite3
import time
from collections.abc import Callable
from typing import Any

from benchmarks.load import Measured, run

STATEMENTS = {
    "receive": ["citizen", "serial", "event", "case", "dossier", "clock", "visit"],
    "step": ["event", "case+", "visit+", "visit"],
    "take": ["event", "case+", "visit+"],
    "result": ["event", "case+", "visit+", "visit", "result"],
    "return": ["event", "case+", "visit+"],
    "rate": ["event", "case+", "rating"],
}
STORY = ["receive", "step", "take", "step", "step", "step", "result", "return", "rate"]
SQL = {
    "citizen": "INSERT INTO f_citizen (body) VALUES ({p})",
    "serial": (
        "INSERT INTO f_serial (book, last) VALUES ('b', 1) ON CONFLICT (book) DO UPDATE SET last = f_serial.last + 1"
    ),
    "event": "INSERT INTO f_event (subject, n, body) VALUES ({p}, {p}, {p})",
    "case": "INSERT INTO f_case (code, body) VALUES ({p}, {p})",
    "case+": "UPDATE f_case SET state = {p}, body = {p} WHERE code = {p}",
    "dossier": "INSERT INTO f_dossier (code, body) VALUES ({p}, {p})",
    "clock": "INSERT INTO f_clock (code, body) VALUES ({p}, {p})",
    "visit": "INSERT INTO f_visit (code, n, body) VALUES ({p}, {p}, {p})",
    "visit+": "UPDATE f_visit SET body = {p} WHERE code = {p} AND n = {p}",
    "result": "INSERT INTO f_result (code, body) VALUES ({p}, {p})",
    "rating": "INSERT INTO f_rating (code, body) VALUES ({p}, {p})",
}
TABLES = [
    "CREATE TABLE f_citizen (id {serial}, body TEXT)",
    "CREATE TABLE f_serial (book TEXT PRIMARY KEY, last BIGINT)",
    "CREATE TABLE f_event (seq {serial}, subject TEXT, n INT, body TEXT, UNIQUE (subject, n))",
    "CREATE TABLE f_case (code TEXT PRIMARY KEY, state TEXT, body TEXT)",
    "CREATE INDEX f_case_state ON f_case (state)",
    "CREATE TABLE f_dossier (code TEXT PRIMARY KEY, body TEXT)",
    "CREATE TABLE f_clock (code TEXT PRIMARY KEY, body TEXT)",
    "CREATE TABLE f_visit (code TEXT, n INT, body TEXT, PRIMARY KEY (code, n))",
    "CREATE TABLE f_result (code TEXT PRIMARY KEY, body TEXT)",
    "CREATE TABLE f_rating (code TEXT PRIMARY KEY, body TEXT)",
]
ROW = {
    "event": 900,
    "case": 900,
    "dossier": 700,
    "citizen": 300,
    "clock": 60,
    "visit": 160,
    "result": 120,
    "rating": 90,
}  # fmt: skip  (bytes of a row as this product writes it, rounded)


def lifecycle(
    execute: Callable[[str, tuple[Any, ...]], Any], begin: Any, commit: Any, code: str, mark: str
) -> None:
    """Nine transactions with the rows of a lifecycle."""
    n = visit = 0
    for act in STORY:
        begin()
        for name in STATEMENTS[act]:
            body = "x" * ROW.get(name.rstrip("+"), 0)
            if name == "event":
                n += 1
                values: tuple[Any, ...] = (code, n, body)
            elif name == "visit":
                visit += 1
                values = (code, visit, body)
            elif name == "visit+":
                values = (body, code, visit)
            elif name == "case+":
                values = (act, body, code)
            elif name == "citizen":
                values = (body,)
            elif name == "serial":
                values = ()
            else:
                values = (code, body)
            execute(SQL[name].format(p=mark), values)
        commit()


def driver_floor(database: str, url: str, clients: int, seconds: float) -> Measured:
    """Lifecycles a second by a bare driver with as many clients."""
    serial = "INTEGER PRIMARY KEY" if database == "sqlite" else "BIGSERIAL PRIMARY KEY"
    connect, mark = _connector(database, url)
    first = connect()
    for table in TABLES:
        first.execute(table.format(serial=serial))
    if database != "sqlite":
        first.commit()

    def work(number: int, going_on: Callable[[], bool]) -> tuple[int, list[float]]:
        link = connect()
        done, times = 0, []
        while going_on():
            began = time.perf_counter()
            if database == "sqlite":
                lifecycle(link.execute, lambda: link.execute("BEGIN IMMEDIATE"), lambda: link.execute("COMMIT"),
                          f"{number}-{done}", mark)  # fmt: skip
            else:
                lifecycle(link.execute, lambda: None, link.commit, f"{number}-{done}", mark)
            times.append(time.perf_counter() - began)
            done += 1
        link.close()
        return done, times

    return run(clients, seconds, work)


def _connector(database: str, url: str) -> tuple[Callable[[], Any], str]:
    if database == "sqlite":
        path = url.removeprefix("sqlite:///") + ".floor"

        def sqlite() -> Any:
            link = sqlite3.connect(path, isolation_level=None, timeout=60, check_same_thread=False)
            for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=60000"):
                link.execute(f"PRAGMA {pragma}")
            return link

        return sqlite, "?"
    import psycopg

    return lambda: psycopg.connect(url), "%s"


BARE = """
def application(environ, start):
    body = json.dumps({"code": "H26.145.00-261120-0001", "state": "x", "history": ["y"] * 9}).encode()
    start("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]
"""
