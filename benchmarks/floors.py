"""The floor: rows of a real dossier of this product, written again by a bare driver in as many transactions.

The tables are copies of the product's own with their columns, indexes and checks, in the same database server (or a
file of their own, SQLite, with the same settings). Nothing is read, decided, hashed or checked: what is left is the
database. Every client is a process with a connection of its own.
"""

import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from benchmarks.load import Measured, run_processes

TABLES = (
    "people_citizen", "documents_numberbook", "journal_event", "cases_case", "cases_clockevent", "cases_stepvisit",
    "dossiers_dossier", "dossiers_result", "dossiers_rating",
)  # fmt: skip
MADE_BY_DATABASE = {"people_citizen": {"id"}, "journal_event": {"seq", "transaction"}, "cases_case": {"id"},
                    "cases_clockevent": {"id"}, "cases_stepvisit": {"id"}}  # fmt: skip
STORY = ["transfer", "take", "step", "step", "step", "result", "return", "rate"]
MOVES = ("state", "step", "step_name", "duty", "post", "visit", "step_due_at", "n", "head", "last_at")
LEAVES = ("left_at", "official", "outcome", "post")
SAME_PRAGMAS = (
    "journal_mode=WAL", "synchronous=FULL", "busy_timeout=60000", "cache_size=-65536", "mmap_size=268435456",
    "temp_store=MEMORY",
)  # fmt: skip
Row = dict[str, Any]


@dataclass
class Sample:
    """The rows of one finished dossier, by table."""

    rows: dict[str, list[Row]]

    @property
    def statements(self) -> int:
        """Writing statements of a lifecycle."""
        return 7 + sum(
            {"step": 4, "transfer": 4, "take": 3, "result": 6, "return": 3, "rate": 3}[a] for a in STORY
        )

    @property
    def size(self) -> int:
        """Bytes of the rows' values, as text."""
        return sum(len(str(value)) for rows in self.rows.values() for row in rows for value in row.values())


class Floor:
    """A bare driver on copies of the product's tables."""

    def __init__(self, database: str, url: str) -> None:
        self.sqlite = database == "sqlite"
        self.url = url
        self.path = url.removeprefix("sqlite:///")
        self.mark = "?" if self.sqlite else "%s"

    def connect(self, *, real: bool = False) -> Any:
        """A connection to the copies, or to the product's own tables."""
        if self.sqlite:
            link = sqlite3.connect(
                self.path if real else self.path + ".floor", isolation_level=None, timeout=60
            )
            for pragma in SAME_PRAGMAS:
                link.execute(f"PRAGMA {pragma}")
            return link
        import psycopg
        from psycopg.types.json import set_json_loads

        server = psycopg.connect(self.url, autocommit=real)
        set_json_loads(lambda data: bytes(data).decode() if not isinstance(data, str) else data, server)
        if not real:
            server.execute("SET search_path TO floor")
            server.commit()
        return server

    def sample(self, code: str) -> Sample:
        """The rows that the product wrote for a finished dossier."""
        link, p = self.connect(real=True), self.mark

        def rows(sql: str, *values: Any) -> list[Row]:
            cursor = link.execute(sql.replace("?", p), values)
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, line, strict=True)) for line in cursor.fetchall()]

        (case,) = rows("SELECT * FROM cases_case WHERE code = ?", code)
        (dossier,) = rows("SELECT * FROM dossiers_dossier WHERE case_id = ?", case["id"])
        found = {
            "cases_case": [case],
            "dossiers_dossier": [dossier],
            "people_citizen": rows("SELECT * FROM people_citizen WHERE id = ?", dossier["applicant_id"]),
            "journal_event": rows(
                "SELECT * FROM journal_event WHERE subject = ? ORDER BY n", f"dossier:{code}"
            ),
            "cases_stepvisit": rows("SELECT * FROM cases_stepvisit WHERE case_id = ? ORDER BY n", case["id"]),
            "cases_clockevent": rows("SELECT * FROM cases_clockevent WHERE case_id = ?", case["id"]),
            "dossiers_result": rows("SELECT * FROM dossiers_result WHERE dossier_id = ?", case["id"]),
            "dossiers_rating": rows("SELECT * FROM dossiers_rating WHERE dossier_id = ?", case["id"]),
        }
        link.close()
        for table, lines in found.items():
            for line in lines:
                for name in MADE_BY_DATABASE.get(table, ()):
                    del line[name]
        return Sample(found)

    def prepare(self) -> None:
        """Make the copies of the tables."""
        if self.sqlite:
            real, floor = self.connect(real=True), self.connect()
            for table in TABLES:
                for (sql,) in real.execute(
                    "SELECT sql FROM sqlite_master WHERE tbl_name = ? AND type IN ('table', 'index') AND sql > '' "
                    "ORDER BY type DESC", [table],
                ):  # fmt: skip
                    floor.execute(sql)
            real.close()
            floor.close()
            return
        real = self.connect(real=True)
        real.execute("CREATE SCHEMA floor")
        for table in TABLES:
            real.execute(f"CREATE TABLE floor.{table} (LIKE public.{table} INCLUDING ALL)")
        real.close()

    def measure(self, sample: Sample, *, clients: int, seconds: float) -> Measured:
        """Lifecycles a second with so many processes."""

        def work(number: int, going_on: Callable[[], bool]) -> tuple[int, list[float]]:
            link = self.connect()
            writer, done, times = _Writer(link, self.mark, sample), 0, []
            begin = (lambda: link.execute("BEGIN IMMEDIATE")) if self.sqlite else (lambda: None)
            while going_on():
                began = time.perf_counter()
                writer.lifecycle(
                    f"FLOOR-{number:02d}-{done:013d}", f"{number:02d}{done:030d}", begin, link.commit
                )
                times.append(time.perf_counter() - began)
                done += 1
            link.close()
            return done, times

        return run_processes(clients, seconds, work)


class _Writer:
    """A lifecycle's nine transactions on one connection."""

    def __init__(self, link: Any, mark: str, sample: Sample) -> None:
        self.link, self.mark, self.rows = link, mark, sample.rows
        self.texts: dict[tuple[str, ...], str] = {}

    def insert(self, table: str, row: Row, returning: str = "") -> Any:
        sql = self.texts.get((table, returning))
        if sql is None:
            names, places = ", ".join(f'"{name}"' for name in row), ", ".join([self.mark] * len(row))
            sql = f"INSERT INTO {table} ({names}) VALUES ({places})" + (
                f" RETURNING {returning}" if returning else ""
            )
            self.texts[table, returning] = sql
        cursor = self.link.execute(sql, tuple(row.values()))
        return cursor.fetchone()[0] if returning else None

    def update(self, table: str, row: Row, names: tuple[str, ...], **where: Any) -> None:
        sql = self.texts.get((table, *names))
        if sql is None:
            sql = f"UPDATE {table} SET " + ", ".join(f'"{name}" = {self.mark}' for name in names)
            sql += " WHERE " + " AND ".join(f"{name} = {self.mark}" for name in where)
            self.texts[table, *names] = sql
        self.link.execute(sql, (*(row[name] for name in names), *where.values()))

    def number(self, book: str) -> None:
        p = self.mark
        self.link.execute(
            f"INSERT INTO documents_numberbook (agency, book, year, last) VALUES ({p}, {p}, {p}, 1) ON CONFLICT "
            "(agency, book, year) DO UPDATE SET last = documents_numberbook.last + 1 RETURNING last",
            ("00145", book, 2026),
        ).fetchone()

    def event(self, code: str, n: int) -> None:
        self.insert(
            "journal_event", {**self.rows["journal_event"][n - 1], "subject": f"dossier:{code}"}, "seq"
        )

    def lifecycle(self, code: str, digest: str, begin: Callable[[], Any], commit: Callable[[], Any]) -> None:
        """Receive, then the eight acts that follow."""
        rows, visits = self.rows, self.rows["cases_stepvisit"]
        begin()
        citizen = self.insert("people_citizen", {**rows["people_citizen"][0], "id_hash": digest}, "id")
        self.number("dossier")
        self.event(code, 1)
        case = self.insert("cases_case", {**rows["cases_case"][0], "code": code, "closed_at": None}, "id")
        self.insert("cases_clockevent", {**rows["cases_clockevent"][0], "case_id": case})
        self.insert("cases_stepvisit", {**visits[0], "case_id": case})
        self.insert(
            "dossiers_dossier", {**rows["dossiers_dossier"][0], "case_id": case, "applicant_id": citizen}
        )
        commit()
        visit, n = 1, 1
        for act in STORY:
            begin()
            n += 1
            if act == "result":
                self.number("result")
                self.insert("dossiers_result", {**rows["dossiers_result"][0], "dossier_id": case})
            if act == "rate":
                self.insert("dossiers_rating", {**rows["dossiers_rating"][0], "dossier_id": case})
            self.event(code, n)
            if act != "rate":
                self.update("cases_stepvisit", visits[visit - 1], LEAVES, case_id=case, n=visit)
            ends = ("closed_at", "finished_at") if act == "return" else ()
            self.update("cases_case", rows["cases_case"][0], MOVES + ends, id=case)
            if act in ("transfer", "step", "result"):
                visit += 1
                self.insert("cases_stepvisit", {**visits[visit - 1], "case_id": case})
            commit()


BARE = """
BODY = b"x" * {size}
def application(environ, start):
    start("200 OK", [("Content-Type", "application/json"), ("Content-Length", "{size}")])
    return [BODY]
"""
