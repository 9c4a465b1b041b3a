"""The figures of the five texts through the real import, printed by the program as they were published."""

import datetime as dt
import gzip
import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from motcua.areas.indicators.evidence.definitions import disagreements
from motcua.areas.indicators.queries.figures import figure
from motcua.areas.indicators.queries.published import one, published
from motcua.base.orgs.actions import load_units
from motcua.reactions.counting.table import count_anew
from tests.conftest import ROOT
from tests.tables.reading import rows

pytestmark = [pytest.mark.usefixtures("ward"), pytest.mark.once]
PLACE = ROOT / "catalogue" / "indicators"
SHIPPED = [str(PLACE / "published.csv"), *sorted(map(str, (PLACE / "sources").glob("*.csv")))]
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
    done = told("import", "figures", *SHIPPED)
    assert (len(done["added"]), done["rejected"]) == (44 + 51, [])
    again = told("import", "figures", *SHIPPED)
    assert (again["added"], again["changed"], len(again["unchanged"])) == ([], [], 44 + 51)
    found = told("figures")
    assert found["label"] == "số liệu công bố" and all(one["agrees"] for one in found["items"])
    printed = {f"{one['figure']}.{one['line']}": one for one in found["items"]}
    for row in rows("published_figures"):
        one = printed.pop(f"{row['số hiệu']}.{row['dòng']}")
        assert one["printed"] == row["nguồn in"]
        parts = tuple("" if one[part] is None else str(one[part]) for part in ("numerator", "denominator"))
        assert parts == (row["tử số"], row["mẫu số"]), row
    assert printed == {}
    assert all(one["parts"] and one["definition"] and one["law"] and one["quote"] for one in found["items"])
    assert {row["figure"] for row in found["without_value"]} | {one["figure"] for one in found["items"]} == {
        f"F{n:02}" for n in range(1, 71)
    }
    spoken = said("figures", "F56")
    assert "80,9%" in spoken and "tử số: 51.205" in spoken and "SEED-004-08: 51.205" in spoken
    assert "dossier.received[channel=assisted,online] ÷ dossier.received" in spoken
    assert "không phải chỉ tiêu" in said("figures", "F13")
    assert "33,2%" in said("figures", "F25") and "không ghi tử số và mẫu số" in said("figures", "F25")


def test_lines_that_cannot_be_are_rejected_with_their_reason(places: None, tmp_path: Path) -> None:
    given = {Path(name).name: Path(name).read_text(encoding="utf-8") for name in SHIPPED}
    given["SEED-004.csv"] = (
        given["SEED-004.csv"].replace(",12089,", ",12090,").replace("oversight,,,,133", "x y,,,,133")
    )
    given["published.csv"] = given["published.csv"].replace(
        "F64,1,petitions.received,24,", "F64,1,petitions.received,98,"
    )
    files = []
    for name, text in given.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        files.append(str(tmp_path / name))
    done = told("import", "figures", *files)
    assert {row["reason"] for row in done["rejected"]} == {
        "“x y” không phải một mã.", "Tính ra 63.295, nguồn in 63.294.", "Tính ra 0, nguồn in 133.",
        "Không có đơn vị “98”.",
    }  # fmt: skip
    mine = tmp_path / "mine.csv"
    mine.write_text("a,b\n1,2\n")
    with pytest.raises(Exception, match=r"thiếu cột|missing"):
        said("import", "figures", str(mine))


def test_every_part_opens_down_to_its_source_rows(places: None) -> None:
    """The shipped formula over facts of the sources' own kinds; what its rows come to is what the part says."""
    told("import", "figures", *SHIPPED)
    without = set()
    for shown in published():
        for part, amount in shown.amounts.items():
            assert sum(row.counted.amount for row in shown.rows[part]) == amount, shown.published.key
            assert amount == 0 or shown.rows[part], shown.published.key
        if not shown.amounts:
            without.add(shown.published.figure)
    assert without == {"F02", "F03", "F07", "F11", "F12", "F25", "F28", "F42", "F60", "F61", "F62"}
    online = one("F56.1")
    assert [row.code for row in online.rows["numerator"]] == ["SEED-004-08"]
    assert [row.code for row in online.rows["denominator"]] == ["SEED-004-08", "SEED-004-09"]
    assert figure("dossiers.received", {"24"}, dt.date(2024, 1, 1), dt.date(2024, 10, 1)).value == 0, (
        "never mixed"
    )


def test_a_row_that_changes_takes_back_what_it_said(places: None, tmp_path: Path) -> None:
    told("import", "figures", *SHIPPED)
    mended = tmp_path / "SEED-004.csv"
    text = next(Path(name) for name in SHIPPED if name.endswith("SEED-004.csv")).read_text(encoding="utf-8")
    mended.write_text(text.replace(",,,,3951,", ",,,,3952,"), encoding="utf-8")
    done = told("import", "figures", str(mended))
    assert done["changed"] == ["SEED-004-14"]
    shown = one("F64.1")
    assert (shown.printed, shown.agrees, shown.amounts) == ("3.952", False, {"numerator": 3952})
    assert "Chưa khớp: nguồn in 3.951" in said("figures", "F64")
    count_anew(lambda n: None)
    assert one("F64.1").amounts == {"numerator": 3952}
    assert disagreements() == []
