"""The rules on real texts: step times of 84 internal processes, 3,620 document symbols, names of many peoples.

They run where the folder of real data stands beside the checkout (``../shared/data``), and say so where not.
"""

import csv
import json
from decimal import Decimal
from pathlib import Path

import pytest

from motcua.rules.deadlines import parse_limit
from motcua.rules.numbering import parse_document_number
from motcua.rules.vietnamese import clean_name, fold, name_key

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data"
pytestmark = pytest.mark.skipif(
    not DATA.is_dir(), reason="../shared/data does not stand beside this checkout: NOT tried on real texts"
)


def table(*path: str) -> list[dict[str, str]]:
    with DATA.joinpath(*path).open(encoding="utf-8", newline="") as file:
        return [dict(row) for row in csv.DictReader(file)]


def test_step_times_of_real_internal_processes() -> None:
    """R3.18, R3.20: every time that was read by hand is read alike; what was left blank is no time."""
    steps = table("internal-processes", "steps.csv")
    assert len(steps) > 600
    for step in steps:
        limit = parse_limit(step["time_text"], working=True)
        if step["days8h"]:
            assert limit is not None, step["time_text"]
            assert abs(limit.hours() / 8 - Decimal(step["days8h"])) < Decimal("0.001"), step["time_text"]
        else:
            assert limit is None, step["time_text"]
        assert not step["stated_time"] or parse_limit(step["stated_time"]), step["stated_time"]


def test_symbols_of_real_documents() -> None:
    """R8.3: all that have the form of a symbol are read; only a missing zero before a single figure is added."""
    symbols = [
        row["symbol"] for row in table("law-relations", "phapdien_documents.csv") if "/" in row["symbol"]
    ]
    assert len(symbols) > 3500
    odd = {"61/2000/TT-BNNPTNT/KH"}
    for symbol in set(symbols) - odd:
        written = str(parse_document_number(symbol))
        assert written in {symbol, f"0{symbol}"}


def test_names_of_many_peoples() -> None:
    """Trap 13: Ê Đê, Mông, Khmer, Cơ Tu and long royal names come through unchanged and find their place."""
    known = json.loads((DATA / "names" / "vi_names.json").read_text(encoding="utf-8"))
    names = known["edge_cases"]
    assert len(names) > 10
    for name in names:
        assert clean_name(name) == name
        assert name_key(name)
        assert fold(name).isascii()
    assert len({name_key(name) for name in names}) == len(names)
