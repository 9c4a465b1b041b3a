"""What the measurements ran on, and how much of it others used meanwhile."""

import contextlib
import os
import platform
import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass
class Load:
    """Share of the machine's time that processes outside ours and our children took, in percent."""

    foreign: int = 0


def _ticks() -> tuple[int, int]:
    """(busy, all) processor time of the machine since it started, in ticks."""
    values = [int(word) for word in Path("/proc/stat").read_text().splitlines()[0].split()[1:9]]
    return sum(values) - values[3] - values[4], sum(values)


def _ours() -> int:
    """Processor time in ticks of this process's session group and of PostgreSQL servers it talks to."""
    total = 0
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        with contextlib.suppress(OSError):
            words = (entry / "stat").read_text().rpartition(")")[2].split()
            command = (entry / "comm").read_text()
            if int(words[3]) == os.getsid(0) or command.startswith("postgres"):
                total += int(words[11]) + int(words[12])
    return total


@contextlib.contextmanager
def busy() -> Iterator[Load]:
    """How much of the processors others took during the block; 0 where the system does not tell."""
    load = Load()
    if not Path("/proc/stat").exists():
        yield load
        return
    (before, all_before), ours = _ticks(), _ours()
    yield load
    time.sleep(0.01)
    (after, all_after), ours_after = _ticks(), _ours()
    foreign = (after - before) - (ours_after - ours)
    load.foreign = max(0, round(100 * foreign / max(1, all_after - all_before)))


def peak() -> int:
    """Bytes that this process and those below it held at their fullest, each at its own moment."""
    found: dict[int, tuple[int, int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                told = dict(
                    line.split(":", 1) for line in (entry / "status").read_text().splitlines() if ":" in line
                )
                found[int(entry.name)] = int(told["PPid"]), int(told.get("VmHWM", "0 kB").split()[0]) * 1024

    def whole(one: int) -> int:
        return found[one][1] + sum(whole(other) for other, (above, _) in found.items() if above == one)

    return whole(os.getpid()) if found else 0


def described() -> str:
    """Processors, memory, system, Python."""
    name = ""
    with contextlib.suppress(OSError):
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                name = line.partition(":")[2].strip()
                break
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**30
    return (
        f"{os.cpu_count()} nhân · cores ({name or platform.machine()}), {memory} GiB, {platform.system()} "
        f"{platform.release()}, Python {platform.python_version()}"
    )


def version(database: str, url: str) -> str:
    """The database and how it makes commits durable."""
    if database == "sqlite":
        return f"SQLite {sqlite3.sqlite_version} (WAL, synchronous=FULL)"
    import psycopg

    with psycopg.connect(url) as link:
        values = [
            link.execute(f"SHOW {name}").fetchone()
            for name in ("server_version", "fsync", "synchronous_commit")
        ]
    number, fsync, commit = (row[0] if row else "?" for row in values)
    return f"PostgreSQL {number.split()[0]} (fsync={fsync}, synchronous_commit={commit})"
