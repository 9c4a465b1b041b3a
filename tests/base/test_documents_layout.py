"""Letters as NĐ 30/2020 lays them out: kind on its own line, parts in order, codes whole."""

import datetime as dt
import io
import math
from collections.abc import Callable

import pdfplumber
import pypdf
import pytest

from motcua.base.documents import forms
from motcua.base.documents.policies import named
from motcua.base.documents.queries import render, signature_mark

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


PAPER: dict[str, object] = {
    "agency": "Ủy ban nhân dân phường Bồ Đề", "place": "Bồ Đề", "issued_on": dt.date(2026, 11, 20),
    "heading": "Kế hoạch", "kind": "Kế hoạch", "about": "Thử", "capacity": ["CHỦ TỊCH"], "recipients": ["Lưu: VT."],
}  # fmt: skip


def tabled(cell: Callable[[int], str], n: int = 40) -> list[list[str]]:
    rows = ["TT\tViệc\tGhi chú", *(f"{i}\t{cell(i)}\tx" for i in range(n))]
    return lines(render("document", {**PAPER, "body": [{"kind": "table", "text": "\n".join(rows)}]}))


def test_a_row_of_a_table_stays_whole_on_its_page() -> None:
    pages = [
        " ".join(page)
        for page in tabled(lambda i: f"đầu{i}. " + "việc phải làm " * (9 + i % 7) + f"cuối{i}.")
    ]
    assert len(pages) > 2
    for i in range(40):
        assert [f"đầu{i}." in page for page in pages] == [f"cuối{i}." in page for page in pages], i
    assert all("Ghi chú" in page for page in pages[:-1]), "its heads stand on every page"


def test_a_row_longer_than_a_page_goes_on_over_the_next() -> None:
    pages = [" ".join(page) for page in tabled(lambda i: f"đầu{i} " + "việc phải làm " * 700 + f"cuối{i}", 1)]
    assert len(pages) > 2 and " ".join(pages).count("phải") == 700 and "cuối0" in " ".join(pages)


SIGNED = [
    {"capacity": "Thư ký", "signer": "Bùi A", "of": "cosigner"},
    {"capacity": "Chủ tọa", "signer": "Đặng B", "of": "official"},
]


@pytest.mark.parametrize("signatures", [[], SIGNED])
@pytest.mark.parametrize("n", [3, 24, 60])
def test_nobody_who_gets_it_is_left_out(n: int, signatures: list[object]) -> None:
    to = [f"Đơn vị thứ {i}: {'phòng chuyên môn ' * (i % 9)}hết {i};" for i in range(n)]
    body = [{"kind": "text", "text": "Nội dung văn bản."}] * 12
    given = {**PAPER, "recipients": to, "body": body, "signer": "Đặng B", "signatures": signatures}
    pdf = render("document", given)
    pages = [" ".join(page) for page in lines(pdf)]
    with pdfplumber.open(io.BytesIO(pdf)) as file:
        assert all(letter["bottom"] < page.height - 50 for page in file.pages for letter in page.chars)
    assert all(f"hết {i};" in " ".join(pages) for i in range(n))
    last = "CHỦ TỌA" if signatures else "CHỦ TỊCH"
    assert any(last in page and page.index(last) < page.rindex("Đặng B") for page in pages), (
        "the name under its post"
    )
    assert any(last in page and "Nội dung" in page for page in pages), "beside the last words"


@pytest.mark.parametrize("length", range(5, 200, 13))
@pytest.mark.parametrize("size", [(330, 60, 571, 137), (330, 60, 540, 130), (300, 60, 420, 98)])
def test_what_a_seal_says_stays_within_its_circle(length: int, size: tuple[int, int, int, int]) -> None:
    """At every length of an agency's name; corners of every letter, from the middle of the circle."""
    said = "Trung tâm Phục vụ hành chính công phường Phan Rang - Tháp Chàm thuộc tỉnh Khánh Hòa, "
    name = (said * 3)[:length].strip()
    mark = signature_mark("agency", name=name, at=dt.datetime(2026, 11, 20, tzinfo=dt.UTC), place=(-1, size))
    with pdfplumber.open(io.BytesIO(mark.drawn)) as file:
        (page,) = file.pages
        (ring,) = page.curves
        middle, radius = (page.width / 2, page.height / 2), (ring["x1"] - ring["x0"]) / 2
        corners = [
            (letter[x], letter[y]) for letter in page.chars for x in ("x0", "x1") for y in ("top", "bottom")
        ]
    said = "".join(pypdf.PdfReader(io.BytesIO(mark.drawn)).pages[0].extract_text().split())
    assert "".join(name.upper().split()) in said.upper() and "20.11.2026" in said
    assert radius > min(size[2] - size[0], size[3] - size[1]) / 2 - 6
    assert max(math.dist(middle, corner) for corner in corners) < radius


@pytest.mark.parametrize("place", ["Hà Nội", "Thành phố Hồ Chí Minh"])
@pytest.mark.parametrize("later", ["", "chữ ký số"])
def test_place_and_day_stand_in_one_line(place: str, later: str) -> None:
    given = {**PAPER, "place": place, "issued_on": dt.date(2026, 11, 23), "body": []}
    page = pdfplumber.open(
        io.BytesIO(render("document", {**given, **({"later": later} if later else {})}))
    ).pages[0]
    words = [one for one in page.extract_words() if one["text"] in (place.split()[0], "ngày", "năm")][:3]
    assert len({round(one["top"]) for one in words}) == 1, words
