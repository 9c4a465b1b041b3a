"""Posters: every procedure on its page with its QR code, on A4 and A3, from the same data the same bytes."""

import datetime as dt
import io
import json
import unicodedata
from dataclasses import replace

import pypdf
import pytest

from motcua.areas.procedures import forms
from motcua.areas.procedures.ports import Fee
from motcua.base.documents import queries
from motcua.base.documents.choices import SHEETS
from motcua.rules.impossible import Invalid
from tests.world import BIRTH, SINGLE

ON = dt.date(2026, 11, 20)
MM = 72 / 25.4


def said(pdf: bytes) -> list[str]:
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return [
        " ".join(unicodedata.normalize("NFC", page.extract_text()).replace("\u200b", "").split())
        for page in pages
    ]


def address(code: str) -> str:
    return f"https://motcua.example.vn/thu-tuc/{code}"


POSTERS = forms.posters(
    [BIRTH, SINGLE],
    unit="UBND phường Long Biên",
    place="Trung tâm Phục vụ hành chính công",
    on=ON,
    address=address,
)


@pytest.mark.parametrize(("paper", "width"), [("a4", 210), ("a3", 297)])
def test_one_page_a_procedure(paper: str, width: int) -> None:
    pdf = queries.render("poster", POSTERS, paper=paper)
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    assert len(reader.pages) == 2
    assert float(reader.pages[0].mediabox.width) == pytest.approx(width * MM, abs=0.5)
    first, second = said(pdf)
    for words in ("Thủ tục đăng ký khai sinh", "1.001193", "Tờ khai", "Trung tâm Phục vụ"):
        assert words in first
    assert "1.004873" in second
    assert reader.trailer["/Root"]["/Lang"] == "vi"
    assert queries.render("poster", POSTERS, paper=paper) == pdf


def test_a_list_of_a_field() -> None:
    data = forms.poster_list(
        [BIRTH, SINGLE], unit="UBND phường Long Biên", field="Hộ tịch", on=ON, address=address
    )
    text = " ".join(said(queries.render("poster-list", data)))
    for words in ("Lĩnh vực Hộ tịch", "2 thủ tục", "1.001193", "1.004873", "3 ngày làm việc"):
        assert words in text


def test_every_row_has_the_code_of_its_own_page() -> None:
    inputs, _made = queries._inputs(SHEETS["poster"], POSTERS, "a4")
    marks = json.loads(inputs["data"])["marks"]["rows"]["procedures"]
    assert marks == [queries.qr_svg(address(one.code)).decode() for one in (BIRTH, SINGLE)]


def test_what_a_poster_lacks_is_named() -> None:
    with pytest.raises(Invalid, match="Nơi niêm yết"):
        queries.render("poster", {**POSTERS, "unit": ""})


def test_a_fee_that_another_authority_fixes_is_not_free() -> None:
    assert forms.fee_of(replace(BIRTH, fees=(Fee("Phí", 0),))) == "Không thu"
    assert (
        forms.fee_of(replace(BIRTH, fees=(Fee("Phí", None, note="Theo HĐND thành phố"),)))
        == "Theo HĐND thành phố"
    )
    assert forms.fee_of(replace(BIRTH, fees=())) == "Xem trang của thủ tục"
