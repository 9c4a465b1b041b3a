"""The figures of the five texts through the real import, printed by the program as they were published."""

import gzip
import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from motcua.areas.indicators.queries.published import Opened, one, published
from motcua.base.orgs.actions import load_units
from tests.conftest import ROOT
from tests.tables.reading import rows

pytestmark = [pytest.mark.usefixtures("ward"), pytest.mark.once]
SHIPPED = ROOT / "catalogue" / "indicators" / "published.csv"
WANTED = {"01", "24", "80", "004-2025", "009-2025", "256-2025", "09187-2025"}


def said(*given: str) -> str:
    out = io.StringIO()
    call_command(*given, stdout=out)
    return out.getvalue()


def told(*given: str) -> Any:
    return json.loads(said(*given, "--json"))


@pytest.fixture
def places(tmp_path: Path, at: Any) -> None:
    """The units of the texts, as the catalogue of the country has them."""
    from motcua.base.journal.ports import SYSTEM

    file = tmp_path / "versions.csv"
    with gzip.open(ROOT / "catalogue" / "units" / "versions.csv.gz", "rt", encoding="utf-8") as country:
        lines = [line for line in country if line.startswith("key,") or line.split(",")[0] in WANTED]
    file.write_text("".join(lines), encoding="utf-8")
    done = load_units(files=[file], by=SYSTEM, at=at)
    assert not done.rejected


def test_every_figure_is_printed_as_published(places: None) -> None:
    done = told("import", "figures", str(SHIPPED))
    assert (len(done["added"]), done["rejected"]) == (51, [])
    again = told("import", "figures", str(SHIPPED))
    assert (again["added"], again["changed"], len(again["unchanged"])) == ([], [], 51)
    found = told("figures")
    assert found["label"] == "số liệu công bố"
    printed = {f"{one['figure']}.{one['line']}": one["printed"] for one in found["items"]}
    assert printed == {
        f"{row['số hiệu']}.{row['dòng']}": row["nguồn in"] for row in rows("published_figures")
    }
    assert all(one["rows"] and one["definition"] and one["law"] and one["quote"] for one in found["items"])
    assert {row["figure"] for row in found["without_value"]} | {one["figure"] for one in found["items"]} == {
        f"F{n:02}" for n in range(1, 71)
    }
    spoken = said("figures", "F56")
    assert "80,9%" in spoken and "51.205" in spoken and "80,9% của 63.294" in spoken and "SEED-004" in spoken
    assert "không phải chỉ tiêu" in said("figures", "F13")


def test_rows_that_cannot_be_are_rejected_with_their_reason(places: None, tmp_path: Path) -> None:
    head, *lines = SHIPPED.read_text(encoding="utf-8").splitlines()
    file = tmp_path / "mine.csv"
    wrong = [line.replace("63294", "63295") if line.startswith("F55") else line for line in lines]
    file.write_text(
        "\n".join([head, *wrong]).replace("F65,1,inspections.rounds,24,", "F65,1,inspections.rounds,98,")
    )
    done = told("import", "figures", str(file))
    reasons = {row["reason"] for row in done["rejected"]}
    assert len(done["added"]) == 49 and reasons == {
        "Tính ra 63.295, nguồn in 63.294.",
        "Không có đơn vị “98”.",
    }
    file.write_text("a,b\n1,2\n")
    with pytest.raises(Exception, match=r"thiếu cột|missing"):
        said("import", "figures", str(file))


def test_every_count_of_things_opens_down_to_its_rows(places: None) -> None:
    """As many rows as the count says, shared by the figures that count the same things; pages, not lists."""
    told("import", "figures", str(SHIPPED))
    without = set()
    for shown in published():
        for part in ("numerator", "denominator"):
            wanted = sum(count.amount for count in shown.published.counts if count.part == part)
            rows = Opened(shown.published.rows(part))
            if rows:
                assert (len(rows), rows[0] in rows, rows[len(rows) - 1] in rows) == (wanted, True, True)
            elif wanted:
                without.add(shown.published.figure)
    assert without == {"F03", "F11", "F12", "F61", "F67"}, "ranks, rates of time and money"
    received, online = (Opened(one(key).published.rows("numerator")) for key in ("F55.1", "F56.1"))
    assert online[:2] == received[:2] == ["BN-TINH-000001", "BN-TINH-000002"] and len(received) == 63_294
    assert received[60_000] in received and received[60_000] not in online
    assert "[BN-TINH 1-51205]" in said("figures", "F56")
