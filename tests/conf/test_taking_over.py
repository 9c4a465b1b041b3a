"""``motcua import history``: the report that API.md promises, twice, with a map and without."""

import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from motcua.areas.cases.models import Case

LOG = """Case ID,Activity,Timestamp,Resource
1,Nhận,2025-09-08T09:00:00+07:00,Pete
1,Trả,2025-09-09T09:00:00+07:00,Sara
2,Nhận,2025-09-08T10:00:00+07:00,Pete
2,Nhận,2025-09-08T11:00:00+07:00,Mike
2,Trả,2025-09-20T09:00:00+07:00,Sara
3,Nhận,2025-09-10T09:00:00+07:00,Pete
4,Nhận,chiều qua,Pete
"""


@pytest.fixture
def run(ward: str, tmp_path: Path, clock: Any) -> Callable[..., dict[str, Any]]:
    file = tmp_path / "cu.csv"
    file.write_text(LOG, encoding="utf-8")

    def report(*options: str) -> dict[str, Any]:
        out = StringIO()
        call_command("import", "history", str(file), "--json", *options, stdout=out)
        found: dict[str, Any] = json.loads(out.getvalue())
        return found

    return report


def test_without_a_map_finished_cases_are_kept_as_history(run: Callable[..., dict[str, Any]]) -> None:
    told = run()
    assert [told[name] for name in ("cases", "events", "finished", "late", "variants")] == [3, 7, 2, 0, 3]
    assert {row["row"] for row in told["rejected"]} == {7, 8}
    again = run()
    assert (again["added"], again["known"], Case.objects.count()) == (0, 2, 2)


def test_with_a_map_all_find_their_place(run: Callable[..., dict[str, Any]], tmp_path: Path) -> None:
    words = tmp_path / "map.json"
    given = {
        "procedure": "1.004873",
        "activities": {"Nhận": "1", "Trả": "6"},
        "resources": {"Pete": "one-stop-1"},
    }
    words.write_text(json.dumps(given), encoding="utf-8")
    told = run("--map", str(words))
    assert [told[name] for name in ("cases", "finished", "open", "late", "variants")] == [3, 2, 1, 2, 3]
    assert told["ran"]["rework"] == [{"activity": "Nhận", "cases": 1, "again": 1}]
    assert told["ran"]["handovers"] == 3
    assert Case.objects.get(closed_at=None).step_name == "Thẩm định hồ sơ, dự thảo kết quả"


def test_a_wrong_map_is_said_kindly(run: Callable[..., dict[str, Any]], tmp_path: Path) -> None:
    words = tmp_path / "map.json"
    words.write_text('{"cot": 1}', encoding="utf-8")
    with pytest.raises(CommandError, match="mục lạ: cot"):
        run("--map", str(words))
    with pytest.raises(CommandError, match="Không có tệp"):
        run("--map", str(tmp_path / "none.json"))
