"""Figures over a data lake: time against rows on DuckDB and Spark, beside a bare scan by the same engine.

The facts are a country's year in small: 3,321 communes, every kind of fact of the shipped indicators, twelve months.
Asked is what a ministry asks: every shipped indicator of every commune, one pass over the facts.
"""

import datetime as dt
import math
import multiprocessing
import os
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from benchmarks import machine

YEAR = 2026
COMMUNES = 3_321
ROUNDS = 3
COUNTRY = 10**8
"""Facts of a country's year: about 20 million dossiers with five facts each."""
WITHIN = 60
"""Seconds in which they shall be summed: how many cores that takes is reckoned."""
CORES = 2
"""Each engine has them here: DuckDB as threads, Spark as workers of one core."""


@dataclass
class Point:
    """One engine over so many facts; seconds are the best of several rounds.

    ``bare``     the columns that the sums ask for, read and nothing else
    ``figures``  the sums of every commune as the engine gives them; ``whole`` once, with the figures made of them here
    ``memory``   bytes at the fullest, of all its processes
    """

    engine: str
    rows: int
    bytes: int
    started: float
    bare: float
    figures: float
    whole: float
    sums: int
    memory: int

    @property
    def ratio(self) -> float:
        """How many bare scans the figures cost."""
        return self.figures / self.bare


@dataclass
class Line:
    """Seconds as a fixed part and so much for every million facts, by the two largest points of an engine.

    ``cores``  for the country within WITHIN seconds, where facts are shared out evenly; None: the fixed part is longer
    """

    engine: str
    fixed: float
    per_million: float
    country: float
    country_bytes: int
    country_memory: int
    cores: int | None


def _made(count: int) -> Iterable[tuple[int, Any]]:
    """Months of a made year, as tables: (month, table)."""
    import numpy as np
    import pyarrow as pa

    from motcua.areas.indicators.choices.definitions import shipped
    from motcua.gateways.lake.figures import terms_of
    from motcua.gateways.lake.writing import WORDS

    chance = np.random.default_rng(YEAR)
    terms = terms_of([one for one in shipped().values() if one.numerator])
    combined = [
        (term.fact, *(dict(term.where).get(name, ("",))[0] for name in WORDS[2:])) for term in terms
    ] + [(term.fact, "", "1.004873", "counter", "finished", "late") for term in terms]
    columns = [
        pa.array([one[n] for one in combined], pa.string()).dictionary_encode() for n in range(len(WORDS) - 1)
    ]
    units = pa.array([f"{n:05}" for n in range(COMMUNES)], pa.string())
    for month in range(12):
        size = count // 12 + (month < count % 12)
        first = dt.date(YEAR, month + 1, 1)
        day = chance.integers(0, 28, size, dtype=np.int32) + (first - dt.date(1970, 1, 1)).days
        which = pa.array(chance.integers(0, len(combined), size, dtype=np.int32))
        words = [pa.DictionaryArray.from_arrays(one.indices.take(which), one.dictionary) for one in columns]
        where = pa.DictionaryArray.from_arrays(
            pa.array(chance.integers(0, COMMUNES, size, dtype=np.int32)), units
        )
        seq = np.arange(size, dtype=np.int64) + month * count
        yield month + 1, pa.table({
            "seq": seq, "n": np.zeros(size, np.int16), "day": pa.array(day).cast(pa.date32()), "kind": words[0],
            "unit": where, **dict(zip(WORDS[2:], words[1:], strict=True)), "amount": chance.integers(-9, 1000, size),
            "code": pa.array([f"H26.{number:08}" for number in range(size)]),
        })  # fmt: skip


def made_lake(folder: Path, count: int) -> int:
    """A lake of so many facts; returns its bytes."""
    import pyarrow.parquet as pq

    from motcua.gateways.lake.manifest import place

    for month, table in _made(count):
        file = place(folder, f"{YEAR}-{month:02}")
        file.parent.mkdir(parents=True)
        pq.write_table(table, file, compression="zstd", row_group_size=1 << 17)
    return sum(file.stat().st_size for file in folder.rglob("*.parquet"))


def _best(work: Callable[[], Any]) -> float:
    taken = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return min(taken)


def measured(engine: str, folder: Path, count: int, size: int) -> Point:
    """One engine over one lake."""
    from motcua.areas.indicators.choices.definitions import shipped
    from motcua.gateways.lake import engines, expressions
    from motcua.gateways.lake.figures import by_group, terms_of

    wanted = [one for one in shipped().values() if one.numerator]
    communes = {f"{n:05}": {f"{n:05}"} for n in range(COMMUNES)}
    terms, year = terms_of(wanted), (dt.date(YEAR, 1, 1), dt.date(YEAR + 1, 1, 1))
    began = time.perf_counter()
    opened = engines.spark(folder) if engine == "spark" else engines.duckdb(folder, threads=CORES)
    with opened as ready:
        found = ready.rows(expressions.bare(ready.facts, terms))
        started = time.perf_counter() - began
        assert found[0]["rows"] == count, found
        bare = _best(lambda: ready.rows(expressions.bare(ready.facts, terms)))
        full = _best(lambda: ready.rows(expressions.totals(ready.facts, terms, None, *year)))
        began = time.perf_counter()
        by_group(ready, wanted, communes, *year, days=lambda *_: 250)
        whole = time.perf_counter() - began
        memory = machine.peak()
    return Point(engine, count, size, started, bare, full, whole, len(terms), memory)


def _straight(first: tuple[int, float], last: tuple[int, float]) -> tuple[float, float]:
    """(fixed part, for every fact) of the line through two (facts, measure); no measure shrinks with facts."""
    slope = max((last[1] - first[1]) / (last[0] - first[0]), 0.0) if last[0] > first[0] else 0.0
    return max(last[1] - slope * last[0], 0.0), slope


def line(points: Sequence[Point]) -> Line:
    """What a country's year needs, by the straight line through the two largest points of one engine."""
    ordered = sorted(points, key=lambda one: one.rows)
    first, last = ordered[-2:][0], ordered[-1]
    fixed, slope = _straight((first.rows, first.figures), (last.rows, last.figures))
    if not slope:  # the fixed part drowns the rows: the whole time is taken for theirs
        fixed, slope = 0.0, last.figures / last.rows
    base, more = _straight((first.rows, first.memory), (last.rows, last.memory))
    cores = math.ceil(slope * COUNTRY * CORES / (WITHIN - fixed)) if fixed < WITHIN else None
    return Line(
        last.engine, fixed, slope * 1e6, fixed + slope * COUNTRY, last.bytes * COUNTRY // last.rows,
        round(base + more * COUNTRY), cores,
    )  # fmt: skip


def lake(*, sizes: Mapping[str, Sequence[int]]) -> dict[str, Any]:
    """Every engine over lakes of the sizes that are asked of it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.conf.settings")
    points: list[Point] = []
    for count in sorted({size for wanted in sizes.values() for size in wanted}):
        with tempfile.TemporaryDirectory(prefix="motcua-lake-") as place:
            size = made_lake(Path(place), count)
            for engine in (engine for engine, wanted in sizes.items() if count in wanted):
                with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as apart:
                    points.append(apart.submit(measured, engine, Path(place), count, size).result())
    lines = [line([one for one in points if one.engine == engine]) for engine in sizes]
    return {
        "points": [{**asdict(one), "ratio": round(one.ratio, 1)} for one in points],
        "lines": [asdict(one) for one in lines],
    }


def tables(found: dict[str, Any]) -> list[tuple[str, list[str], list[list[str]]]]:
    """The results as titled tables of text."""
    return [
        (
            f"Chỉ tiêu trên kho dữ liệu, {COMMUNES:,} xã · every indicator of every commune over a lake",
            ["Máy · engine", "Số liệu · facts", "Parquet, MB", "Quét trần · bare scan, s", "Tổng · sums, s",
             "Tỷ lệ · ratio", "Chỉ tiêu · figures, s", "Bộ nhớ · memory, MB", "Khởi động · start, s"],
            [[one["engine"], f"{one['rows']:,}", f"{one['bytes'] / 1e6:,.1f}", f"{one['bare']:.2f}",
              f"{one['figures']:.2f}", f"{one['ratio']}×", f"{one['whole']:.2f}",
              f"{one['memory'] / 1e6:,.0f}", f"{one['started']:.1f}"]
             for one in found["points"]],
        ),
        (
            f"Cả nước một năm, {COUNTRY:,} số liệu, tính từ hai cỡ lớn nhất · computed from the two largest sizes",
            ["Máy · engine", "Cố định · fixed, s", "Mỗi triệu · a million, s", "Cả nước · the country, s",
             "Parquet, GB", "Bộ nhớ · memory, GB", f"Nhân cho {WITHIN} s · cores for {WITHIN} s"],
            [[one["engine"], f"{one['fixed']:.2f}", f"{one['per_million']:.3f}", f"{one['country']:.0f}",
              f"{one['country_bytes'] / 1e9:.1f}", f"{one['country_memory'] / 1e9:.1f}", str(one["cores"] or "—")]
             for one in found["lines"]],
        ),
    ]  # fmt: skip
