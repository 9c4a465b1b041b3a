"""Figures over a data lake: time against rows on DuckDB and Spark, beside a bare scan by the same engine.

The facts are a country's year in small: 3,321 communes, every kind of fact of the shipped indicators, twelve months.
Asked is what a ministry asks: every shipped indicator of every commune, one pass over the facts.
"""

import datetime as dt
import os
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

YEAR = 2026
COMMUNES = 3_321
ROUNDS = 3
COUNTRY = 10**8
"""Facts of a country's year: about 20 million dossiers with five facts each."""


@dataclass
class Point:
    """One engine over so many facts; seconds are the best of several rounds.

    ``figures``  the sums of every commune as the engine gives them; ``whole`` once, with the figures made of them here
    """

    engine: str
    rows: int
    bytes: int
    started: float
    bare: float
    figures: float
    whole: float
    sums: int

    @property
    def ratio(self) -> float:
        """How many bare scans the figures cost."""
        return self.figures / self.bare


@dataclass
class Line:
    """Seconds as a fixed part and so much for every million facts, by the two largest points of an engine."""

    engine: str
    fixed: float
    per_million: float
    country: float
    country_bytes: int


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
            "unit": where, **dict(zip(WORDS[2:], words[1:], strict=True)), "amount": np.ones(size, np.int64),
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
    began = time.perf_counter()
    opened = engines.spark(folder) if engine == "spark" else engines.duckdb(folder)
    with opened as ready:
        found = ready.rows(expressions.bare(ready.facts))
        started = time.perf_counter() - began
        assert found[0]["rows"] == count, found
        bare = _best(lambda: ready.rows(expressions.bare(ready.facts)))
        terms, year = terms_of(wanted), (dt.date(YEAR, 1, 1), dt.date(YEAR + 1, 1, 1))
        full = _best(lambda: ready.rows(expressions.totals(ready.facts, terms, None, *year)))
        began = time.perf_counter()
        by_group(ready, wanted, communes, *year, days=lambda *_: 250)
        whole = time.perf_counter() - began
    return Point(engine, count, size, started, bare, full, whole, len(terms))


def line(points: Sequence[Point]) -> Line:
    """What a country's year needs, by the straight line through the two largest points of one engine."""
    ordered = sorted(points, key=lambda one: one.rows)
    last = ordered[-1]
    if len(ordered) > 1:
        slope = (last.figures - ordered[-2].figures) / (last.rows - ordered[-2].rows)
    else:
        slope = last.figures / last.rows
    if slope <= 0:  # the fixed part drowns the rows: the whole time is taken for theirs
        slope = last.figures / last.rows
    fixed = max(last.figures - slope * last.rows, 0.0)
    return Line(last.engine, fixed, slope * 1e6, fixed + slope * COUNTRY, last.bytes * COUNTRY // last.rows)


def lake(*, sizes: Mapping[str, Sequence[int]]) -> dict[str, Any]:
    """Every engine over lakes of the sizes that are asked of it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.conf.settings")
    points: list[Point] = []
    for count in sorted({size for wanted in sizes.values() for size in wanted}):
        with tempfile.TemporaryDirectory(prefix="motcua-lake-") as place:
            size = made_lake(Path(place), count)
            points += [
                measured(engine, Path(place), count, size)
                for engine, wanted in sizes.items()
                if count in wanted
            ]
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
             "Tỷ lệ · ratio", "Chỉ tiêu · figures, s", "Khởi động · start, s"],
            [[one["engine"], f"{one['rows']:,}", f"{one['bytes'] / 1e6:,.1f}", f"{one['bare']:.2f}",
              f"{one['figures']:.2f}", f"{one['ratio']}×", f"{one['whole']:.2f}", f"{one['started']:.1f}"]
             for one in found["points"]],
        ),
        (
            f"Cả nước một năm, {COUNTRY:,} số liệu, tính từ hai cỡ lớn nhất · computed from the two largest sizes",
            ["Máy · engine", "Cố định · fixed, s", "Mỗi triệu · a million, s", "Cả nước · the country, s",
             "Parquet, GB"],
            [[one["engine"], f"{one['fixed']:.2f}", f"{one['per_million']:.3f}", f"{one['country']:.0f}",
              f"{one['country_bytes'] / 1e9:.1f}"] for one in found["lines"]],
        ),
    ]  # fmt: skip
