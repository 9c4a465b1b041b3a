"""Workbooks that people send (XLSX, XLS, ODS), read apart: in a process of its own, with bounds of its own.

A workbook of one kilobyte can claim seventeen billion cells, and one of a megabyte unfold into half a gigabyte. The
reader is fast and knows every make of file, but dies of such ones; here only its own process does, and the person is
told that the file cannot be read.
"""

import datetime as dt
import json
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

MOST_COLUMNS = 256
MOST_SECONDS, MOST_BYTES = 20, 1 << 30
"""A year's statement of a ward takes a tenth of a second and far less memory."""
MOST_SAID = 64 << 20

READER = """
import datetime as dt, io, json, resource, sys

rows, columns, first, seconds, memory, said = map(int, sys.argv[1:])
resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
import python_calamine


def plain(value):
    if isinstance(value, (dt.datetime, dt.date)):
        return {type(value).__name__: value.isoformat()}
    return value if isinstance(value, (str, int, float, bool)) or value is None else str(value)


book = python_calamine.load_workbook(io.BytesIO(sys.stdin.buffer.read()))
made = []
for name in book.sheet_names[: 1 if first else None]:
    sheet = book.get_sheet_by_name(name)
    found = sheet.to_python(skip_empty_area=False, nrows=rows)
    merged = getattr(sheet, "merged_cell_ranges", None) or []
    made.append([name, [[plain(cell) for cell in row[:columns]] for row in found], merged])
text = json.dumps(made)
if len(text) > said:
    raise SystemExit(3)
sys.stdout.write(text)
"""


class Unreadable(ValueError):
    """The workbook is damaged, has a password, or is larger than any that people make."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its cells as text, numbers, days or None, and its merged ranges as (top, left), (bottom, right)."""

    name: str
    rows: list[list[Any]]
    merged: list[tuple[tuple[int, int], tuple[int, int]]]


def read_workbook(content: bytes, *, most_rows: int, first_only: bool = False) -> list[Sheet]:
    """The sheets of a workbook, each up to so many rows. Raises Unreadable."""
    bounds = (most_rows, MOST_COLUMNS, int(first_only), MOST_SECONDS, MOST_BYTES, MOST_SAID)
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-c", READER, *map(str, bounds)],
            input=content, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=3 * MOST_SECONDS, check=True,
        )  # fmt: skip
    except (subprocess.SubprocessError, OSError) as error:
        raise Unreadable from error
    return [
        Sheet(
            name, [[_cell(cell) for cell in row] for row in rows], [(tuple(a), tuple(b)) for a, b in merged]
        )
        for name, rows, merged in json.loads(done.stdout)
    ]


def _cell(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    ((kind, said),) = value.items()
    return dt.datetime.fromisoformat(said) if kind == "datetime" else dt.date.fromisoformat(said)
