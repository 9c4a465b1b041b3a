"""The data lake: facts as Parquet by month, and shipped indicators equal to the last digit on every engine."""

import datetime as dt
import json
import shutil
import subprocess
import sys
from collections.abc import Collection
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
from motcua.gateways.lake.figures import terms_of
from motcua.gateways.lake.manifest import place
from motcua.rules.counting import BY, Measure, Row
from motcua.rules.scoring.definitions import Term, as_data
from tests.gateways.lake_questions import (
    APRIL,
    FIRST,
    GROUPS,
    LAST,
    MONTHS,
    UNITS,
    YEAR,
    added,
    answers,
    by_hand,
    golden,
    of_lake,
    of_months,
    one_by_one,
    shipped,
    versions,
    world,
)

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).parents[2]


def export(folder: Path, *options: str) -> dict[str, Any]:
    out = StringIO()
    call_command("export", "facts", str(folder), "--json", *options, stdout=out)
    told: dict[str, Any] = json.loads(out.getvalue())
    return told


@pytest.fixture
def counted() -> None:
    """The facts counted here; of half of the sums cells are kept."""
    for term in terms_of(shipped())[::2]:
        measures.keep(Measure(term.fact, term.where))
    Kept.objects.update(built_through=0)
    writing.count(world())


def embedded(term: Term, units: Collection[str], since: dt.date, until: dt.date) -> int:
    """The sum as the embedded database gives it, SQLite or PostgreSQL."""
    return cells.amount(Measure(term.fact, term.where), units, since, until, stock=term.stock)


def of_months_alone(found: dict[str, Any]) -> dict[str, Any]:
    return {name: told for name, told in found.items() if name in {*MONTHS, "versions"}}


def test_the_one_answer_is_what_the_facts_add_up_to() -> None:
    """Definitions changed? ``python -m tests.gateways.lake_questions`` writes the answer anew."""
    found = golden()
    assert found == by_hand()
    assert len(found) * len(GROUPS) == 15 and len(found["year"]["all"]) > 20
    nothing = [key for key, told in found["year"]["all"].items() if told.startswith("0/")]
    assert len(nothing) <= 2, "a rare kind may come to nothing by chance, no more"


@pytest.mark.usefixtures("counted")
def test_the_embedded_database_gives_the_one_answer() -> None:
    assert answers(one_by_one(embedded)) == golden()
    told = here.figures(versions(), GROUPS["all"], *YEAR)
    assert {key: f"{one.numerator}/{one.denominator}" for key, one in told.items()} == golden()["versions"][
        "all"
    ]


@pytest.mark.usefixtures("counted")
def test_duckdb_gives_the_one_answer(tmp_path: Path) -> None:
    assert export(tmp_path / "lake")["facts"] == 1500
    with engines.duckdb(tmp_path / "lake") as engine:
        assert answers(of_lake(engine)) == golden()
        assert answers(of_months(engine), MONTHS) == of_months_alone(golden())


@pytest.mark.usefixtures("counted")
@pytest.mark.once
@pytest.mark.skipif(
    not installed.has("pyspark") or not shutil.which("java"),
    reason="!! Apache Spark was NOT tried: Java 17 or the extra spark is missing",
)
def test_spark_on_several_processes_gives_the_one_answer(tmp_path: Path) -> None:
    """One session: starting a cluster is what takes the time. Spark runs apart, as on a cluster."""
    export(tmp_path / "lake")
    done = subprocess.run(
        [sys.executable, "-m", "tests.gateways.spark_figures", str(tmp_path / "lake")], cwd=ROOT,
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["processes"] == 2
    assert told["lake"] == golden()
    assert told["months"] == of_months_alone(golden())


def test_nothing_changes_before_the_day_of_a_new_version() -> None:
    """Nor is the change without effect: else engines could be alike in passing over it."""
    days = YEAR[0], APRIL
    known = {one.id: one for one in shipped()}
    rows = one_by_one(added)
    before = [known[one.id] for one in versions()]
    assert rows(versions(), GROUPS, *days) == rows(before, GROUPS, *days)
    assert rows(versions(), GROUPS, *YEAR)["all"] != rows(before, GROUPS, *YEAR)["all"]


# --- the files ----------------------------------------------------------------------------------------------


def test_only_months_that_changed_are_written_again(counted: None, tmp_path: Path) -> None:
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


def test_a_lost_or_altered_file_is_found_and_made_again(counted: None, tmp_path: Path) -> None:
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
    rows = world(seed=11, count=3000)
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


@pytest.mark.parametrize("by", ["", "unit", "month"])
def test_the_command_reaches_history_from_before_the_unit(ward: str, tmp_path: Path, by: str) -> None:
    """What a takeover brought lies with today's unit: its structure of a later day reads days before it began."""
    writing.count([(1, Row("dossier.finished", dt.date(2011, 3, 7), ward, code="A", timing="late"))])
    export(tmp_path)
    asked = ["dossiers.finished", "--unit", "00145", "--from", "2010-12-01", "--to", "2011-12-31", "--json"]
    with pytest.raises(CommandError, match=r"00145 vào ngày 31/12/2011.*--as-of"):
        call_command("indicators", *asked, stdout=StringIO())
    for engine in ("embedded", "duckdb"):
        out = StringIO()
        more = ["--as-of", "2026-11-20", *(["--by", by] if by else []), "--engine", engine]
        call_command("indicators", *asked, *more, "--facts", str(tmp_path), stdout=out)
        told = json.loads(out.getvalue())
        assert told["as_of"] == "2026-11-20"
        assert sum(int(one["numerator"]) for one in told["figures"]) == 1, engine


def test_the_command_says_what_is_missing(ward: str, tmp_path: Path) -> None:
    days = ["--unit", "00145", "--from", "2026-01-01", "--to", "2026-03-31"]
    with pytest.raises(CommandError, match="motcua export facts DIR"):
        call_command("indicators", *days, "--engine", "duckdb", "--facts", str(tmp_path))
    call_command(
        "export", "facts", str(tmp_path), stdout=StringIO()
    )  # nothing was counted yet: a lake of no month
    with pytest.raises(CommandError, match="Chưa có số liệu trong kho"):
        call_command("indicators", *days, "--engine", "duckdb", "--facts", str(tmp_path))
    with pytest.raises(CommandError, match=r"Không có chỉ tiêu: x\.y"):
        call_command("indicators", "x.y", *days)
