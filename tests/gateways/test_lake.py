"""The data lake: facts as Parquet by month, and shipped indicators equal to the last digit on every engine."""

import csv
import datetime as dt
import json
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from motcua.areas.indicators.actions import counting as writing
from motcua.areas.indicators.actions import measures
from motcua.areas.indicators.models import DefinitionVersion
from motcua.areas.indicators.models import Measure as Kept
from motcua.areas.indicators.queries import cells
from motcua.areas.indicators.queries import figures as here
from motcua.areas.indicators.queries.units import units_below
from motcua.gateways.lake import engines, installed
from motcua.gateways.lake.figures import cells_of, figures, terms_of
from motcua.gateways.lake.manifest import place
from motcua.rules.counting import BY, Measure, Row
from motcua.rules.scoring.definitions import Basis, Definition, Term, as_data, of_data
from motcua.rules.scoring.figures import Figure

pytestmark = pytest.mark.django_db
SHIPPED = Path(__file__).parents[2] / "catalogue" / "indicators" / "indicators.csv"
UNITS = tuple(f"00{n}" for n in range(101, 113))
FIRST, LAST = dt.date(2024, 11, 20), dt.date(2026, 3, 9)
DAY = dt.timedelta(days=1)


def shipped() -> list[Definition]:
    with SHIPPED.open(encoding="utf-8", newline="") as file:
        found = [of_data(row) for row in csv.DictReader(file)]
    return [one for one in found if one.basis is Basis.COUNTED and one.numerator]


def world(definitions: list[Definition], seed: int, count: int) -> list[tuple[int, Row]]:
    """Facts that the terms count or just miss, corrections among them, in the order of their events."""
    chance = random.Random(seed)
    terms = terms_of(definitions)
    days = (LAST - FIRST).days
    rows = []
    for seq in range(1, count + 1):
        term = chance.choice(terms)
        words = {name: chance.choice([*values, "khác", ""]) for name, values in term.where}
        rows.append((
            seq,
            Row(
                term.fact, FIRST + dt.timedelta(days=min(days, int(chance.triangular(0, days + 9, days)))),
                chance.choice(UNITS), amount=chance.choice([1, 1, 1, 1, -1, 37, 10**12]), code=f"H26-{seq}", **words,
            ),
        ))  # fmt: skip
    return rows


def days_between(*_days: dt.date) -> int:
    return 21


def embedded(one: Definition, units: frozenset[str], since: dt.date, until: dt.date) -> Figure:
    """The figure as the embedded database gives it."""

    def amount(term: Term) -> int:
        if term.fact == "calendar.working_days":
            return days_between()
        return cells.amount(Measure(term.fact, term.where), units, since, until, stock=term.stock)

    return one.value(amount)


def export(folder: Path, *options: str) -> dict[str, Any]:
    out = StringIO()
    call_command("export", "facts", str(folder), "--json", *options, stdout=out)
    told: dict[str, Any] = json.loads(out.getvalue())
    return told


def questions(seed: int) -> Iterator[tuple[frozenset[str], dt.date, dt.date]]:
    """A unit, a subtree, everything; a day, a month, a year, any days."""
    chance = random.Random(seed)
    for units in ({chance.choice(UNITS)}, set(UNITS[3:9]), {*UNITS, "none"}):
        yield frozenset(units), dt.date(2025, 3, 1), dt.date(2025, 4, 1)
        yield frozenset(units), dt.date(2025, 1, 1), dt.date(2026, 1, 1)
        since = FIRST + dt.timedelta(days=chance.randrange(400))
        yield frozenset(units), since, since + dt.timedelta(days=chance.choice([1, 40, 300]))


@pytest.fixture
def counted() -> list[Definition]:
    """Shipped definitions, and a random world counted for them; of half of the sums cells are kept."""
    definitions = shipped()
    for term in terms_of(definitions)[::2]:
        measures.keep(Measure(term.fact, term.where))
    Kept.objects.update(built_through=0)
    writing.count(world(definitions, seed=7, count=1500))
    return definitions


def test_duckdb_gives_every_shipped_indicator_as_the_embedded_database_does(
    counted: list[Definition], tmp_path: Path
) -> None:
    assert len(counted) > 20
    assert export(tmp_path / "lake")["facts"] == 1500
    with engines.duckdb(tmp_path / "lake") as engine:
        by_month = cells_of(engine, counted, dt.date(2026, 1, 1))
        for units, since, until in questions(1):
            ours = {one.id: embedded(one, units, since, until) for one in counted}
            assert figures(engine, counted, units, since, until, worked=days_between) == ours
            if since.day == until.day == 1:
                one_pass = {
                    one.id: by_month.figure(one, units, since, until, worked=days_between) for one in counted
                }
                assert one_pass == ours
            assert any(figure.numerator for figure in ours.values())


YEAR = dt.date(2025, 1, 1), dt.date(2025, 4, 1), dt.date(2026, 1, 1)
"""Its first day, that of a new version, the day after."""


def versions(counted: list[Definition]) -> tuple[Definition, Definition, Definition, Definition]:
    """A share and a stock, and what replaces them from April on."""
    known = {one.id: one for one in counted}
    share, stock = known["dossiers.on_time"], known["dossiers.overdue"]
    later = replace(share, numerator=share.denominator, version=1, valid_from=YEAR[1], before=share)
    standing = replace(stock, numerator=stock.numerator[:1], version=1, valid_from=YEAR[1], before=stock)
    return share, stock, later, standing


def by_versions(counted: list[Definition]) -> dict[str, Figure]:
    """Their figures of the year here: each day by its own version, what stands by the last."""
    since, april, until = YEAR
    share, _stock, later, standing = versions(counted)
    parts = [embedded(share, frozenset(UNITS), since, april), embedded(later, frozenset(UNITS), april, until)]
    summed = Figure(
        parts[0].numerator + parts[1].numerator,
        (parts[0].denominator or 0) + (parts[1].denominator or 0), share.shape,
    )  # fmt: skip
    return {later.id: summed, standing.id: embedded(standing, frozenset(UNITS), since, until)}


def test_each_day_is_counted_by_its_own_version_on_every_engine(
    counted: list[Definition], tmp_path: Path
) -> None:
    """A share that counts late ones too from April on, a stock that counts something else from then on."""
    export(tmp_path / "lake")
    since, april, until = YEAR
    share, stock, later, standing = versions(counted)
    units, ours = frozenset(UNITS), by_versions(counted)
    with engines.duckdb(tmp_path / "lake") as engine:
        assert figures(engine, [later, standing], units, since, until) == ours
        by_month = cells_of(engine, [later, standing], until)
        assert {one.id: by_month.figure(one, units, since, until) for one in (later, standing)} == ours
        was = figures(engine, [later, standing], units, since, april)
        assert was == figures(engine, [share, stock], units, since, april), "nothing changes before its day"
    found = here.figures([later, standing], units, since, until)
    assert {key: figure.worth for key, figure in found.items()} == ours


@pytest.mark.once
@pytest.mark.skipif(
    not installed.has("pyspark") or not shutil.which("java"),
    reason="!! Apache Spark was NOT tried: Java 17 or the extra spark is missing",
)
def test_spark_on_several_processes_gives_the_same(counted: list[Definition], tmp_path: Path) -> None:
    """One session, two passes: starting a cluster is what takes the time. Spark runs apart, as on a cluster."""
    export(tmp_path / "lake")
    units, since, until = frozenset(UNITS[3:9]), dt.date(2025, 2, 17), dt.date(2026, 1, 5)
    script = Path(__file__).with_name("spark_figures.py")
    asked = [str(tmp_path / "lake"), str(SHIPPED), ",".join(sorted(units)), str(since), str(until)]
    done = subprocess.run(
        [sys.executable, str(script), *asked], capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["processes"] == 2
    ours = {one.id: embedded(one, units, since, until) for one in counted}
    assert told["totals"] == {key: [str(one.numerator), str(one.denominator)] for key, one in ours.items()}
    whole = {
        one.id: embedded(one, frozenset(UNITS), dt.date(2025, 1, 1), dt.date(2026, 1, 1)) for one in counted
    }
    assert told["cells"] == {key: [str(one.numerator), str(one.denominator)] for key, one in whole.items()}
    assert told["versions"] == {
        key: [str(one.numerator), str(one.denominator)] for key, one in by_versions(counted).items()
    }


# --- the files ----------------------------------------------------------------------------------------------


def test_only_months_that_changed_are_written_again(counted: list[Definition], tmp_path: Path) -> None:
    folder = tmp_path / "lake"
    first = export(folder)
    assert first["months"] == sorted(first["months"]) and len(first["months"]) >= 16
    inodes = {month: place(folder, month).stat().st_ino for month in first["months"]}
    assert export(folder)["facts"] == 1500
    assert inodes == {month: place(folder, month).stat().st_ino for month in first["months"]}
    late = Row("dossier.finished", dt.date(2025, 5, 5), UNITS[0], amount=-1)
    writing.count([(2000, late), (2001, Row("dossier.finished", dt.date(2026, 4, 1), UNITS[0]))])
    export(folder, "--since", "2025-06-01")
    assert inodes["2025-05"] == place(folder, "2025-05").stat().st_ino
    assert export(folder)["facts"] == 1502
    now = {month: place(folder, month).stat().st_ino for month in first["months"]}
    assert {month for month in inodes if now[month] != inodes[month]} == {"2025-05"}
    assert place(folder, "2026-04").is_file()
    assert not [path for path in folder.rglob("*") if path.name.endswith(".new")]


def test_a_lost_or_altered_file_is_found_and_made_again(counted: list[Definition], tmp_path: Path) -> None:
    folder = tmp_path / "lake"
    export(folder)
    assert export(folder, "--check")["wrong"] == []
    place(folder, "2025-03").unlink()
    with place(folder, "2025-04").open("ab") as file:
        file.write(b"!")
    with pytest.raises(CommandError, match="2025-03, 2025-04"):
        export(folder, "--check")
    export(folder)
    assert export(folder, "--check")["wrong"] == []
    (folder / "_manifest.json").write_text("{}")
    with pytest.raises(CommandError, match="không phải của"):
        export(folder)


def test_nothing_personal_and_every_dimension_is_in_a_file(tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    row = Row(
        "dossier.finished", FIRST, "00118", "justice-1", "1.001", "online", "finished", "late", -3, "H26-1"
    )
    writing.count([(9, row)])
    export(tmp_path)
    (found,) = pq.read_table(place(tmp_path, "2024-11"), partitioning=None).to_pylist()
    assert found == {
        "seq": 9, "n": 0, "day": FIRST, "kind": row.kind, **{name: getattr(row, name) for name in BY}, "amount": -3,
        "code": "H26-1",
    }  # fmt: skip


def test_without_the_extra_what_to_install_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installed, "has", lambda library: library != "pyarrow")
    with pytest.raises(CommandError, match=r"pip install 'motcua\[analytics\]'"):
        export(tmp_path)


# --- the command --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("by", ["", "unit", "month"])
def test_the_command_says_the_same_from_here_and_from_the_lake(ward: str, tmp_path: Path, by: str) -> None:
    writing.count(
        [
            (
                n,
                Row(
                    "dossier.finished",
                    dt.date(2026, 1 + n % 3, 5 + n),
                    ward,
                    timing="late" if n % 4 else "on_time",
                ),
            )
            for n in range(9)
        ]
    )
    export(tmp_path)
    told = []
    for engine in ("embedded", "duckdb"):
        out = StringIO()
        asked = ["dossiers.on_time", "visits.per_day", "dossiers.overdue", "--unit", "00145", "--json"]
        days = ["--from", "2026-01-01", "--to", "2026-03-31", *(["--by", by] if by else [])]
        call_command("indicators", *asked, *days, "--engine", engine, "--facts", str(tmp_path), stdout=out)
        told.append(json.loads(out.getvalue())["figures"])
    assert told[0] == told[1]
    rates = [one for one in told[0] if one["indicator"] == "dossiers.on_time"]
    assert sum(int(one["numerator"]) for one in rates) == 3
    assert sum(int(one["denominator"]) for one in rates) == 9


@pytest.mark.parametrize("by", ["", "unit", "month"])
def test_the_command_says_the_same_of_every_indicator(ward: str, tmp_path: Path, by: str) -> None:
    """Cells of this database (SQLite or PostgreSQL) and DuckDB; Spark counts every indicator in a test of its own."""
    known = shipped()
    below = sorted(units_below(ward, LAST))
    rows = world(known, seed=11, count=3000)
    writing.count((seq, replace(row, unit=below[seq % len(below)])) for seq, row in rows)
    export(tmp_path)
    told = []
    for engine in ("embedded", "duckdb"):
        out = StringIO()
        asked = ["--unit", ward, "--from", "2025-03-01", "--to", "2025-12-31", *(["--by", by] if by else [])]
        call_command("indicators", *asked, "--json", "--engine", engine, "--facts", str(tmp_path), stdout=out)
        told.append(json.loads(out.getvalue())["figures"])
    assert {one["indicator"] for one in told[0]} == {one.id for one in known}
    key = "indicator", "key"
    ours, theirs = ({tuple(row.get(name) for name in key): row for row in rows} for rows in told)
    assert ours == theirs and len(ours) == len(told[0])
    assert sum(one["numerator"] not in ("0", None) for one in told[0]) > len(known) // 2


def test_the_command_says_which_version_counts_which_days(ward: str) -> None:
    """In plain words as on the page of the indicator, and in JSON."""
    content = as_data(replace({one.id: one for one in shipped()}["dossiers.on_time"], note="x"))
    DefinitionVersion.objects.create(
        indicator="dossiers.on_time", number=1, valid_from=dt.date(2026, 3, 1), content=content,
        published_at=dt.datetime(2026, 2, 1, tzinfo=dt.UTC), published_by="admin",
    )  # fmt: skip

    def told(*more: str) -> str:
        out = StringIO()
        days = ["--unit", "00145", "--from", "2026-01-01", "--to", "2026-03-31"]
        call_command("indicators", "dossiers.on_time", "dossiers.received", *days, *more, stdout=out)
        return out.getvalue()

    assert "dossiers.on_time: Kỳ này có nhiều cách tính" in told()
    assert "bản 1: từ 01/03/2026 đến 31/03/2026" in told() and told().count("cách tính") == 1
    (share, received) = json.loads(told("--json"))["figures"]
    assert [piece["version"] for piece in share["versions"]] == [0, 1] and "versions" not in received
    assert "nhiều cách tính" not in told("--to", "2026-02-28")


def test_the_command_says_what_is_missing(ward: str, tmp_path: Path) -> None:
    days = ["--unit", "00145", "--from", "2026-01-01", "--to", "2026-03-31"]
    with pytest.raises(CommandError, match="motcua export facts DIR"):
        call_command("indicators", *days, "--engine", "duckdb", "--facts", str(tmp_path))
    with pytest.raises(CommandError, match=r"Không có chỉ tiêu: x\.y"):
        call_command("indicators", "x.y", *days)
