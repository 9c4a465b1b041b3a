"""Loading figures that others published with the rows of their sources, and saying what is known of every one."""

import csv
import datetime as dt
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from motcua.areas.indicators.actions.definitions import load_published, load_source_rows
from motcua.areas.indicators.queries.published import Shown, published, without_value
from motcua.base.journal.ports import Actor
from motcua.base.spoken import spoken
from motcua.reactions.counting import table
from motcua.rules.counting import SPLITS
from motcua.rules.impossible import Invalid
from motcua.rules.scoring.definitions import written
from motcua.rules.scoring.published import COLUMNS, PARTS
from motcua.rules.scoring.sources import COLUMNS as OF_SOURCES
from motcua.rules.scoring.sources import SourceRow


def how() -> dict[str, str]:
    """How a count is known, in words."""
    return {
        "stated": _("nguồn ghi"),
        "derived": _("suy ra, nguồn không ghi"),
        "rate": _("nguồn không ghi số đếm"),
    }


def load_figures(*, files: list[Path], by: Actor, at: dt.datetime) -> dict[str, Any]:
    """Load files of source rows and of published figures, told apart by their columns; rows first, for figures are
    computed from them. Reports added, changed, unchanged, and rejected lines with their reason."""
    rows: list[dict[str, str]] = []
    published: list[dict[str, str]] = []
    for file in files:
        try:
            with file.open(encoding="utf-8-sig", newline="") as opened:
                reader = csv.DictReader(opened)
                of_sources = "fact" in (reader.fieldnames or ())
                wanted = OF_SOURCES if of_sources else COLUMNS
                missing = [name for name in wanted if name not in (reader.fieldnames or ())]
                if missing:
                    raise Invalid(text="Tệp thiếu cột: {columns}.", columns=", ".join(missing))
                read = [{name: value or "" for name, value in row.items() if name} for row in reader]
                (rows if of_sources else published).extend(read)
        except UnicodeDecodeError as error:
            raise Invalid(text="Tệp {name} không phải văn bản UTF-8.", name=file.name) from error
    done = [load_source_rows(by=by, at=at, rows=rows)] if rows else []
    if published:
        done.append(load_published(by=by, at=at, rows=published))
    table.catch_up()
    return {
        **{
            name: [key for one in done for key in getattr(one, name)]
            for name in ("added", "changed", "unchanged")
        },
        "rejected": [{"row": row.row, "reason": spoken(row.reason)} for one in done for row in one.rejected],
    }


def as_json(shown: Shown) -> dict[str, Any]:
    """A published figure with its definition, its parts, the source rows behind them and where it stands."""
    one, definition = shown.published, shown.definition
    return {
        "figure": one.figure, "line": one.line, "label": "số liệu công bố", "printed": shown.printed,
        "agrees": shown.agrees, "unit_of_measure": definition.shape.unit, "unit": one.unit, "place": one.place,
        "from": one.since.isoformat(), "to": one.last.isoformat(), "indicator": definition.id, "name": definition.name,
        **{part: shown.amounts.get(part) for part in PARTS}, "definition": said_of(shown),
        "formula": [written(terms) for terms in (definition.numerator, definition.denominator) if terms],
        "law": definition.law, "certainty": definition.certainty, "counts": one.certainty,
        "parts": [
            {
                "part": count.part, "label": count.label, "amount": shown.amounts.get(count.part), "count": count.how,
                "note": count.note, "rows": [row_as_json(row) for row in shown.rows.get(count.part, ())],
            }
            for count in one.counts
        ],
        "source": one.source, "title": shown.title, "quote": one.quote,
    }  # fmt: skip


def row_as_json(row: SourceRow) -> dict[str, Any]:
    """A source row: its fact, how it is known and where the source says it."""
    counted = row.counted
    return {
        "code": row.code, "fact": counted.kind,
        "of": {name: value for name in SPLITS if (value := getattr(counted, name))}, "unit": counted.unit,
        "from": row.since.isoformat(), "to": counted.day.isoformat(), "amount": counted.amount, "label": row.label,
        "count": row.how, "note": row.note, "source": row.source, "quote": row.quote,
    }  # fmt: skip


def said_of(shown: Shown) -> str:
    """What is divided by what, in words, and how it is rounded."""
    definition = shown.definition
    words = definition.numerator_words
    if definition.denominator_words:
        words += f" ÷ {definition.denominator_words}"
    return words


def overview(figures: list[str]) -> tuple[list[Shown], list[dict[str, str]]]:
    """Published figures that were loaded, and those of the texts that have no value, each with its reason."""
    others = [dict(row) for row in without_value() if not figures or row["figure"] in figures]
    return published(figures=figures), others
