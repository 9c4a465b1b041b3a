"""Facts as Parquet, one file a month, each put in its place whole.

Every fact is joined with its dimensions (as dictionaries: a word is stored once a file). Months whose rows have not
changed since the last export are left as they are; facts are never changed, so their number and sums tell.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from motcua.gateways.lake.installed import need
from motcua.gateways.lake.manifest import Manifest, Month, digest, place, read_manifest, write_manifest

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq

Sums = tuple[int, ...]
Row = tuple[int, int, dt.date, int, int, str]
"""A fact: seq, n, day, dimensions, amount, code."""
WORDS = ("kind", "unit", "post", "type", "channel", "outcome", "timing")
BUFFER = 1 << 16
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Source:
    """Where facts come from, as of one moment.

    ``months``      {"2026-10": (rows, further sums that change when rows are added)}
    ``dimensions``  {id: one word for each of WORDS}
    ``facts``       batches of rows from the first day of a month on, up to a day that is not included
    ``through``     the newest event that is among them
    """

    months: Mapping[str, Sums]
    dimensions: Mapping[int, Sequence[str]]
    facts: Callable[[dt.date, dt.date], Iterable[Sequence[Row]]]
    through: int


def months_to_write(
    folder: Path, months: Mapping[str, Sums], *, since: str = "", anew: bool = False
) -> list[str]:
    """Months that are not in the folder as they are counted now; from ``since`` ("2026-10") on."""
    held = read_manifest(folder)
    known = {} if anew or held is None else held.months
    return [
        month
        for month, sums in sorted(months.items())
        if month >= since
        and not (
            month in known
            and known[month].sums == sums
            and place(folder, month).is_file()
            and place(folder, month).stat().st_size == known[month].size
        )
    ]


def write(
    folder: Path, source: Source, *, at: dt.datetime, head: Mapping[str, Any] | None,
    since: str = "", anew: bool = False, progress: Progress = lambda done, total: None,
) -> Manifest:  # fmt: skip
    """Bring a folder up to date; returns its new manifest. Raises NotInstalled, Invalid."""
    need("pyarrow")
    folder.mkdir(parents=True, exist_ok=True)
    wanted = months_to_write(folder, source.months, since=since, anew=anew)
    before = read_manifest(folder)
    kept = {month: one for month, one in (before.months if before else {}).items() if month in source.months}
    made = _Months(folder, wanted, source.dimensions)
    total, done = sum(source.months[month][0] for month in wanted), 0
    try:
        if wanted:
            for batch in source.facts(_first(wanted[0]), _after(wanted[-1])):
                done += made.take(batch)
                progress(done, total)
        written = made.finish(source.months)
    finally:
        made.discard()
    for month in set(before.months if before else ()) - set(source.months):
        place(folder, month).unlink(missing_ok=True)
    manifest = Manifest(at.isoformat(), source.through, head, kept | written)
    write_manifest(folder, manifest)
    return manifest


def _first(month: str) -> dt.date:
    return dt.date.fromisoformat(f"{month}-01")


def _after(month: str) -> dt.date:
    return (_first(month) + dt.timedelta(days=31)).replace(day=1)


class _Months:
    """The files that are being written, one for each month, beside the places where they will stand."""

    def __init__(self, folder: Path, wanted: Sequence[str], dimensions: Mapping[int, Sequence[str]]) -> None:
        import pyarrow as pa

        self.pa, self.folder = pa, folder
        self.wanted = {int(month[:4]) * 12 + int(month[5:]) - 1: month for month in wanted}
        columns = ([words[n] for words in dimensions.values()] for n in range(len(WORDS)))
        self.words = [pa.array(column, pa.string()).dictionary_encode() for column in columns]
        self.places = {key: n for n, key in enumerate(dimensions)}
        self.schema = pa.schema([
            ("seq", pa.int64()), ("n", pa.int16()), ("day", pa.date32()),
            *((word, pa.dictionary(pa.int32(), pa.string())) for word in WORDS),
            ("amount", pa.int64()), ("code", pa.string()),
        ])  # fmt: skip
        self.buffers: dict[int, list[Row]] = {}
        self.open: dict[int, tuple[Path, pq.ParquetWriter]] = {}

    def take(self, batch: Sequence[Row]) -> int:
        """Sort rows to their months; returns how many are of a month that is wanted."""
        taken = 0
        for row in batch:
            month = row[2].year * 12 + row[2].month - 1
            if month in self.wanted:
                held = self.buffers.setdefault(month, [])
                held.append(row)
                taken += 1
                if len(held) >= BUFFER:
                    self._flush(month)
        return taken

    def _flush(self, month: int) -> None:
        import pyarrow.parquet as pq

        if month not in self.open:
            final = place(self.folder, self.wanted[month])
            final.parent.mkdir(exist_ok=True)
            new = final.with_name(f".{final.name}.new")
            self.open[month] = new, pq.ParquetWriter(new, self.schema, compression="zstd")
        self.open[month][1].write_table(self._table(self.buffers.pop(month, [])))

    def _table(self, rows: Sequence[Row]) -> pa.Table:
        pa = self.pa
        seq, n, day, keys, amount, code = zip(*rows, strict=True) if rows else ((),) * 6
        where = pa.array([self.places[key] for key in keys], pa.int32())
        words = [
            pa.DictionaryArray.from_arrays(column.indices.take(where), column.dictionary)
            for column in self.words
        ]
        return pa.Table.from_arrays(
            [pa.array(seq, pa.int64()), pa.array(n, pa.int16()), pa.array(day, pa.date32()), *words,
             pa.array(amount, pa.int64()), pa.array(code, pa.string())],
            schema=self.schema,
        )  # fmt: skip

    def finish(self, counted: Mapping[str, Sums]) -> dict[str, Month]:
        """Close every file and put it in its place; what each holds."""
        for number in self.wanted:
            if number in self.buffers or number not in self.open:
                self._flush(number)
        made: dict[str, Month] = {}
        for key in sorted(self.wanted):
            new, writer = self.open.pop(key)
            writer.close()
            with new.open("rb") as stream:
                os.fsync(stream.fileno())
            month, sha, size = self.wanted[key], digest(new), new.stat().st_size
            new.replace(place(self.folder, month))
            made[month] = Month(counted[month][0], counted[month], sha, size)
        return made

    def discard(self) -> None:
        """Take away what was not finished."""
        for new, writer in self.open.values():
            writer.close()
            new.unlink(missing_ok=True)
        self.open.clear()
