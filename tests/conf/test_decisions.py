"""``motcua import decisions``: whole decisions or none of them, and again without doing anything twice."""

import datetime as dt
from pathlib import Path

from motcua.areas.procedures import queries
from motcua.base.journal.ports import SYSTEM
from motcua.conf.decisions import load_decisions

REGISTER = """\
Quyết định;Ngày ký;Cơ quan ban hành;Văn bản;Ngày hiệu lực văn bản;Ngày nhập CSDL;Mã thủ tục;Tên thủ tục;Loại;Thời hạn
11/QĐ-UBND;09/11/2026;UBND Hà Nội;18/2026/NĐ-CP;01/12/2026;16/11/2026;1.004873;;Sửa đổi;02 ngày làm việc
11/QĐ-UBND;09/11/2026;UBND Hà Nội;18/2026/NĐ-CP;01/12/2026;16/11/2026;1.900001;Thủ tục mới;Mới;03 ngày làm việc
12/QĐ-UBND;10/11/2026;UBND Hà Nội;18/2026/NĐ-CP;01/12/2026;;9.999999;;Bãi bỏ;
;10/11/2026;UBND Hà Nội;;;;1.001193;;Bãi bỏ;
"""


def test_a_register_is_loaded_whole_and_once(ward: str, at: dt.datetime, tmp_path: Path) -> None:
    file = tmp_path / "quyet-dinh.csv"
    file.write_text(REGISTER, encoding="utf-8")
    first = load_decisions([file], opens=True, by=SYSTEM, at=at)
    assert (first["added"], first["changed"], first["unchanged"]) == (["11/QĐ-UBND"], 2, [])
    assert [(one["row"], one["reason"]) for one in first["rejected"]] == [
        (4, "quyet-dinh.csv: 9.999999: Không có thủ tục 9.999999 đang có hiệu lực."),
        (5, "quyet-dinh.csv: Thiếu số quyết định."),
    ]
    assert queries.published("1.900001", dt.date(2026, 12, 1)).decision == "11/QĐ-UBND"
    (line,) = queries.register(None, None, today=at.date())
    assert line.decision.entered_on == dt.date(2026, 11, 16)
    again = load_decisions([file], opens=True, by=SYSTEM, at=at)
    assert (again["added"], again["unchanged"], len(again["rejected"])) == ([], ["11/QĐ-UBND"], 2)
    broken = tmp_path / "hong.csv"
    broken.write_bytes(b"\xff\xfe")
    assert len(load_decisions([broken], opens=True, by=SYSTEM, at=at)["rejected"]) == 1


def test_what_the_catalogue_holds_already_is_only_registered(
    ward: str, at: dt.datetime, tmp_path: Path
) -> None:
    file = tmp_path / "quyet-dinh.csv"
    file.write_text(REGISTER, encoding="utf-8")
    before = queries.history("1.004873")
    report = load_decisions([file], opens=False, by=SYSTEM, at=at)
    assert (report["added"], report["changed"]) == (["11/QĐ-UBND"], 0)
    assert queries.history("1.004873") == before
    assert queries.history("1.900001") == []
