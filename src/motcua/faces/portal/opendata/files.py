"""A dataset as a file: CSV for spreadsheets, JSON for programs, Parquet for engines where pyarrow is installed."""

import csv
import importlib.util
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from motcua.base.orgs.queries import UnitOn
from motcua.rules.opening import Month
from motcua.rules.scoring.definitions import Definition, as_data


@dataclass(frozen=True)
class Shape:
    """A format: what files are called, what the web calls it, what the authority table of the EU calls it."""

    key: str
    label: str
    media: str
    authority: str


SHAPES = {
    "csv": Shape("csv", "CSV", "text/csv", "CSV"),
    "json": Shape("json", "JSON", "application/json", "JSON"),
    "parquet": Shape("parquet", "Parquet", "application/vnd.apache.parquet", "PARQUET"),
}
HEADS = ("month", "unit", "unit_name", "numerator", "denominator", "value", "hidden", "version")


def shapes() -> list[Shape]:
    """The formats that this installation can write."""
    here = importlib.util.find_spec("pyarrow") is not None
    return [shape for key, shape in SHAPES.items() if here or key != "parquet"]


def rows(one: Definition, unit: UnitOn, months: Sequence[Month]) -> list[dict[str, Any]]:
    """The lines of a dataset; a hidden month says that it is, and nothing else; of times uncounted nothing is said."""
    made = []
    for month in months:
        figure = month.figure
        over = figure.denominator if figure else None
        value = figure.rounded if figure else None
        made.append(dict(zip(HEADS, (
            month.month, unit.key, unit.name, float(figure.numerator) if figure else None,
            None if over is None else float(over), None if value is None else float(value), month.hidden,
            month.version,
        ), strict=True)))  # fmt: skip
    return made


def written(shape: Shape, one: Definition, unit: UnitOn, months: Sequence[Month]) -> bytes:
    """The whole file."""
    lines = rows(one, unit, months)
    match shape.key:
        case "json":
            whole = {"indicator": as_data(one), "version": one.version, "unit": unit.key, "rows": lines} | {
                "versions": [as_data(each) | {"version": each.version} for each in one.lineage]
            }
            return json.dumps(whole, ensure_ascii=False, indent=1).encode()
        case "parquet":
            return _parquet(lines)
    out = io.StringIO()
    writer = csv.DictWriter(out, HEADS, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({name: _cell(value) for name, value in line.items()} for line in lines)
    return ("\ufeff" + out.getvalue()).encode()


def as_text(data: Any) -> bytes:
    """JSON as it is published."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _parquet(lines: Sequence[dict[str, Any]]) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    words, number = pa.string(), pa.float64()
    types = (words, words, words, number, number, number, pa.bool_(), pa.int32())
    table = pa.Table.from_pylist(list(lines), schema=pa.schema(list(zip(HEADS, types, strict=True))))
    out = io.BytesIO()
    pq.write_table(table, out)
    return out.getvalue()
