"""100,000 dossiers in a SQLite installation: real ones, made by the real acts, cloned by SQL at other dates.

About 97 of 100 are closed, spread over the last two years; the others are open, in the states and steps of the real
ones. Every clone has its case, dossier, stays, clock, result, rating and events, and is in the full-text index. The
clones' events are not rehashed, so ``motcua verify`` is asked before cloning.
"""

import sqlite3
from pathlib import Path

DAYS = 730
OPEN_SHARE = 0.03
_MOMENTS = {
    "cases_case": (
        "step_due_at", "received_at", "promised_at", "re_promised_at", "due_at", "legal_due_at", "finished_at",
        "closed_at", "last_at",
    ),
    "cases_stepvisit": ("entered_at", "taken_at", "left_at", "due_at"),
    "cases_clockevent": ("at", "until"),
    "dossiers_result": ("issued_at",),
    "dossiers_rating": ("at",),
    "journal_event": ("at", "recorded_at"),
}  # fmt: skip
_CHILDREN = {
    "dossiers_dossier": "case_id", "cases_stepvisit": "case_id", "cases_clockevent": "case_id",
    "dossiers_result": "dossier_id", "dossiers_rating": "dossier_id",
}  # fmt: skip


ALONE = (
    "(SELECT c.* FROM cases_case c JOIN dossiers_dossier d ON d.case_id = c.id WHERE d.parent_id IS NULL AND NOT "
    "c.confidential AND c.agency = (SELECT agency FROM cases_case GROUP BY agency ORDER BY count(*) DESC LIMIT 1))"
)
"""Dossiers of the ward that are no stage of another: of every other kind of case nothing is cloned."""


def _columns(link: sqlite3.Connection, table: str) -> list[str]:
    return [f'"{row[1]}"' for row in link.execute(f"PRAGMA table_info({table})")]


def _shifted(table: str, name: str) -> str:
    if name.strip('"') in _MOMENTS.get(table, ()):
        return f"strftime('%Y-%m-%d %H:%M:%f', t.{name}, c.shift)"
    return f"t.{name}"


def multiply(file: Path, dossiers: int) -> dict[str, int]:
    """Clone until there are so many dossiers; returns how many are closed and open."""
    link = sqlite3.connect(file, timeout=60)
    link.execute("PRAGMA synchronous=OFF")
    link.execute("PRAGMA cache_size=-400000")
    link.execute("DROP TABLE IF EXISTS clones")
    have = link.execute(f"SELECT count(*) FROM {ALONE}").fetchone()[0]
    _plan(link, max(0, dossiers - have))
    _cases(link)
    for table, key in _CHILDREN.items():
        names = [name for name in _columns(link, table) if name != '"id"']
        values = ["c.new" if name == f'"{key}"' else _shifted(table, name) for name in names]
        link.execute(
            f"INSERT INTO {table} ({', '.join(names)}) SELECT {', '.join(values)} "
            f"FROM clones c JOIN {table} t ON t.{key} = c.old"
        )
    names = [name for name in _columns(link, "journal_event") if name != '"seq"']
    values = [
        "'dossier:' || c.code" if name == '"subject"' else _shifted("journal_event", name) for name in names
    ]
    link.execute(
        f"INSERT INTO journal_event ({', '.join(names)}) SELECT {', '.join(values)} "
        "FROM clones c JOIN journal_event t ON t.subject = 'dossier:' || c.old_code"
    )
    link.execute("DROP TABLE clones")
    link.commit()
    link.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    link.execute("ANALYZE")
    link.commit()
    found = dict(link.execute(f"SELECT closed_at IS NULL, count(*) FROM {ALONE} GROUP BY 1").fetchall())
    link.close()
    return {"closed": found.get(0, 0), "open": found.get(1, 0)}


def _plan(link: sqlite3.Connection, more: int) -> None:
    """Which dossier is cloned as which, and by how many days it is moved."""
    link.execute(
        "CREATE TABLE clones (new INTEGER PRIMARY KEY, old INTEGER, old_code TEXT, code TEXT UNIQUE, shift TEXT)"
    )
    last = link.execute("SELECT max(id) FROM cases_case").fetchone()[0]
    closed = link.execute(
        f"SELECT id, code, julianday(date('now')) - julianday(date(received_at)) FROM {ALONE} "
        "WHERE closed_at IS NOT NULL AND received_at IS NOT NULL"
    ).fetchall()
    opened = link.execute(f"SELECT id, code, 0 FROM {ALONE} WHERE closed_at IS NULL").fetchall()
    wanted = int(more * OPEN_SHARE) if opened else 0
    prefix = closed[0][1].split("-")[0]
    lines = []
    for n in range(more):
        if n < wanted:
            old, old_code, age = opened[n % len(opened)]
            back, serial = n % 5, 5_000 + n
        else:
            old, old_code, age = closed[n % len(closed)]
            back, serial = 3 + n % (DAYS - 3), 3_000 + n // (DAYS - 3)
        code = link.execute(
            "SELECT ? || strftime('-%Y%m%d', 'now', ?)", (prefix, f"-{back} days")
        ).fetchone()[0]
        code = code.replace("-20", "-", 1) + f"-{serial:04d}"
        lines.append((last + 1 + n, old, old_code, code, f"{int(age) - back:+d} days"))
    link.executemany("INSERT INTO clones VALUES (?, ?, ?, ?, ?)", lines)


def _cases(link: sqlite3.Connection) -> None:
    names = _columns(link, "cases_case")
    search = "lower(replace(replace(c.code, '.', ' '), '-', ' ')) || substr(t.search, length(t.code) + 1)"
    special = {'"id"': "c.new", '"code"': "c.code", '"search"': search}
    values = [special.get(name, _shifted("cases_case", name)) for name in names]
    link.execute(
        f"INSERT INTO cases_case ({', '.join(names)}) SELECT {', '.join(values)} "
        "FROM clones c JOIN cases_case t ON t.id = c.old"
    )
