"""Loading figures that others published, and saying what the catalogue knows of every one of them."""

import csv
import datetime as dt
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from motcua.areas.indicators.actions.definitions import load_published
from motcua.areas.indicators.queries.published import Shown, published, without_value
from motcua.base.journal.ports import Actor
from motcua.base.spoken import spoken
from motcua.rules.impossible import Invalid
from motcua.rules.scoring.published import COLUMNS, written


def how() -> dict[str, str]:
    """How a count is known, in words."""
    return {
        "stated": _("nguồn ghi"),
        "derived": _("suy ra, nguồn không ghi"),
        "nominal": _("nguồn chỉ ghi tỷ lệ"),
    }


def load_figures(*, files: list[Path], by: Actor, at: dt.datetime) -> dict[str, Any]:
    """Load files of published figures; reports added, changed, unchanged, and rejected rows with their reason."""
    rows: list[dict[str, str]] = []
    for file in files:
        try:
            with file.open(encoding="utf-8-sig", newline="") as opened:
                reader = csv.DictReader(opened)
                missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
                if missing:
                    raise Invalid(text="Tệp thiếu cột: {columns}.", columns=", ".join(missing))
                rows += [{name: value or "" for name, value in row.items() if name} for row in reader]
        except UnicodeDecodeError as error:
            raise Invalid(text="Tệp {name} không phải văn bản UTF-8.", name=file.name) from error
    done = load_published(by=by, at=at, rows=rows)
    return {
        "added": list(done.added), "changed": list(done.changed), "unchanged": list(done.unchanged),
        "rejected": [
            {"row": row.row, "reason": spoken(row.reason)} for row in done.rejected
        ],
    }  # fmt: skip


def as_json(shown: Shown) -> dict[str, Any]:
    """A published figure with its definition, its counts and where it stands."""
    one, definition = shown.published, shown.definition
    worth = one.shown(definition)
    return {
        "figure": one.figure, "line": one.line, "label": "số liệu công bố", "printed": shown.printed,
        "unit_of_measure": definition.shape.unit, "unit": one.unit, "place": one.place, "from": one.since.isoformat(),
        "to": one.last.isoformat(), "indicator": definition.id, "name": definition.name,
        "numerator": worth.numerator, "denominator": worth.denominator, "definition": said_of(shown),
        "law": definition.law, "certainty": definition.certainty, "counts": one.certainty,
        "rows": [
            {
                "part": row.part, "label": row.label, "amount": row.amount, "count": row.how, "note": row.note,
                "source_rows": written(row.rows),
            }
            for row in one.counts
        ],
        "source": one.source, "title": shown.title, "quote": one.quote,
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
