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
5,Nhận,2025-09-10T09:00:00+07:00,Pete
5,Nhận,2025-09-10T09:00:00+07:00,Pete
5,Trả,2025-09-11T09:00:00+07:00,Sara
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
    assert [told[name] for name in ("cases", "events", "finished", "late", "variants")] == [4, 10, 3, 0, 3]
    assert {row["row"] for row in told["rejected"]} == {7, 11}
    again = run()
    assert (again["added"], again["known"], Case.objects.count()) == (0, 3, 3)


def test_with_a_map_all_find_their_place(run: Callable[..., dict[str, Any]], tmp_path: Path) -> None:
    words = tmp_path / "map.json"
    given = {
        "procedure": "1.004873",
        "activities": {"Nhận": "1", "Trả": "6"},
        "resources": {"Pete": "one-stop-1"},
    }
    words.write_text(json.dumps(given), encoding="utf-8")
    told = run("--map", str(words))
    assert [told[name] for name in ("cases", "finished", "open", "late", "variants")] == [4, 3, 1, 2, 3]
    assert told["ran"]["rework"] == [{"activity": "Nhận", "cases": 1, "again": 1}]
    assert told["ran"]["handovers"] == 4
    assert told["repeated"] == 1
    assert Case.objects.get(closed_at=None).step_name == "Thẩm định hồ sơ, dự thảo kết quả"


def test_a_case_with_a_line_that_cannot_be_read_waits_whole_until_it_is_mended(
    run: Callable[..., dict[str, Any]], tmp_path: Path
) -> None:
    file = tmp_path / "cu.csv"
    steps = (("Tiếp nhận hồ sơ", "01"), ("Thẩm định", "02"), ("Trả kết quả cho người dân", "32"))
    lines = [f"P-1,{step},{day}/10/2025,1.004873" for step, day in steps]
    wrong = "\n".join(("Mã hồ sơ,Bước,Thời điểm,Mã thủ tục", *lines, ""))
    file.write_text(wrong, encoding="utf-8")
    told, out = run_text(file)
    assert "Để lại cả 1 hồ sơ: P-1." in out
    assert (told, Case.objects.count()) == (1, 0)
    file.write_text(wrong.replace("32/10", "03/10"), encoding="utf-8")
    told, out = run_text(file)
    assert "Nhận 1 (1 đã xong" in out
    assert "“Tiếp nhận hồ sơ”: 1 hồ sơ; gần nhất là “Tiếp nhận, số hóa và chuyển hồ sơ”" in out
    assert (told, Case.objects.get().state) == (0, "returned")


def run_text(file: Path) -> tuple[int, str]:
    """Exit code and what is printed."""
    out = StringIO()
    try:
        call_command("import", "history", str(file), stdout=out)
    except CommandError:
        return 1, out.getvalue()
    return 0, out.getvalue()


def test_a_wrong_map_is_said_kindly(run: Callable[..., dict[str, Any]], tmp_path: Path) -> None:
    words = tmp_path / "map.json"
    words.write_text('{"cot": 1}', encoding="utf-8")
    with pytest.raises(CommandError, match="mục lạ: cot"):
        run("--map", str(words))
    with pytest.raises(CommandError, match="Không có tệp"):
        run("--map", str(tmp_path / "none.json"))
