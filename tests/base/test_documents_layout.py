"""Letters as NĐ 30/2020 lays them out: kind on its own line, parts in order, codes whole."""

import datetime as dt
import io

import pypdf
import pytest

from motcua.base.documents import forms
from motcua.base.documents.policies import named
from motcua.base.documents.queries import render

HEAD: dict[str, object] = {
    "agency": "Ủy ban nhân dân phường Bồ Đề", "place": "Bồ Đề", "issued_on": dt.date(2026, 11, 20),
    "capacity": "Chủ tịch", "code": "KN-H26.145.00-261120-0001", "symbol": "12/QĐ-UBND",
}  # fmt: skip
CODE = "DT-H26.145.00-261120-0001"
DECISION = {
    "complainant": "Nguyễn Quốc Mới", "petition": CODE, "arrived_on": "01/11/2026", "chair": "Chủ tịch Ủy ban nhân dân",
    "verifier": "Công chức địa chính", "content": "Thu hồi 42 m² đất.", "findings": "Đúng diện tích.",
    "conclusion": "", "reasons": "Đủ căn cứ.", "result": "khiếu nại sai", "ruling": "Giữ nguyên.", "second_days": "30",
}  # fmt: skip


def lines(pdf: bytes) -> list[list[str]]:
    return [
        [" ".join(line.split()) for line in page.extract_text().split("\n")]
        for page in pypdf.PdfReader(io.BytesIO(pdf)).pages
    ]


def test_parts_are_numbered_in_order_whatever_is_left_out() -> None:
    def parts(**more: str) -> list[str]:
        body = forms.filled("complaint-decision-1", HEAD, {**DECISION, **more})["body"]
        assert isinstance(body, list)
        return [line.split(".")[0] for line in body]

    assert parts() == ["I", "II", "III"]
    assert parts(conclusion="Hai bên giữ ý kiến.") == ["I", "II", "III", "IV"]


@pytest.mark.parametrize(
    ("heading", "said"),
    [
        ("Quyết định về việc giao xác minh", ("Quyết định", "Về việc giao xác minh")),
        ("Biên bản đối thoại", ("Biên bản", "Đối thoại")),
        ("Công khai kết luận", ("Công khai kết luận", "")),
    ],
)
def test_a_heading_is_a_kind_and_what_it_is_about(heading: str, said: tuple[str, str]) -> None:
    assert named(heading) == said


def test_the_kind_stands_alone_and_codes_are_whole() -> None:
    pdf = forms.as_pdf(forms.filled("complaint-decision-1", HEAD, DECISION))
    first = lines(pdf)[0]
    assert "QUYẾT ĐỊNH" in first
    assert any(CODE in line for page in lines(pdf) for line in page), "a code is never broken"
    assert not any(line.endswith(("khiếu", "tố", "công")) for page in lines(pdf) for line in page[:12])
    assert not any("Trang " in line for page in lines(pdf) for line in page)


@pytest.mark.parametrize("n", range(18, 48, 3))
def test_a_signature_never_stands_alone(n: int) -> None:
    rows = [{"number": str(i), "title": f"Chỉ tiêu {i}", "value": "1"} for i in range(1, n + 1)]
    pdf = render(
        "report-table",
        {
            "agency": "Ủy ban nhân dân phường Bồ Đề", "place": "Bồ Đề", "issued_on": dt.date(2026, 11, 20),
            "table": "01/XLD", "name": "Tổng hợp", "period": "Quý IV", "scope": "Phường Bồ Đề", "rows": rows,
            "capacity": ["Chủ tịch"],
        },
    )  # fmt: skip
    pages = lines(pdf)
    assert any(f"Chỉ tiêu {n}" in line for line in pages[-1]) and any(
        "CHỦ TỊCH" in line for line in pages[-1]
    )
    assert sum("20 tháng 11" in line for page in pages for line in page) == 1, "one date"
