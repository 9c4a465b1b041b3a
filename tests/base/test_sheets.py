"""Workbooks from outside: what ordinary ones say, and that hostile ones end their own reader only."""

import datetime as dt
import io
import time
import zipfile

import pytest

from motcua.base.sheets import Unreadable, read_workbook

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def workbook(rows: str, more: str = "") -> bytes:
    """An XLSX written by hand, as an intruder would."""
    sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{sheet}.sheet.main+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{sheet}.worksheet+xml"/></Types>',
        )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
            f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="Sao kê" sheetId="1" r:id="r1"/>'
            "</sheets></workbook>",
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" Type="{OFFICE}/worksheet" '
            'Target="worksheets/sheet1.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/worksheets/sheet1.xml",
            f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{more}</worksheet>',
        )
    return out.getvalue()


def test_an_ordinary_sheet_keeps_its_places() -> None:
    rows = (
        '<row r="2"><c r="B2" t="inlineStr"><is><t>Phí đất</t></is></c><c r="C2"><v>15000</v></c></row>'
        '<row r="4"><c r="B4" t="d"><v>2026-11-20T10:00:00</v></c></row>'
    )
    (sheet,) = read_workbook(
        workbook(rows, '<mergeCells><mergeCell ref="B2:B3"/></mergeCells>'), most_rows=10
    )
    assert sheet.name == "Sao kê" and sheet.rows[1][1:3] == ["Phí đất", 15000.0]
    assert sheet.rows[3][1] == dt.datetime(2026, 11, 20, 10) or "2026-11-20" in str(sheet.rows[3][1])
    assert sheet.merged == [((1, 1), (2, 1))]


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        f'<row r="1"><c r="A1" t="inlineStr"><is><t>{"x" * 400_000_000}</t></is></c></row>',
    ],
    ids=["billions of cells", "a text of 400 MB"],
)
def test_a_sheet_beyond_all_bounds_is_refused_and_nothing_else_ends(rows: str) -> None:
    content = workbook(rows)
    assert len(content) < 1_000_000
    before = time.monotonic()
    with pytest.raises(Unreadable):
        read_workbook(content, most_rows=20_000)
    assert time.monotonic() - before < 60


def test_what_is_no_workbook_is_refused() -> None:
    with pytest.raises(Unreadable):
        read_workbook(b"PK\x03\x04 nothing", most_rows=10)
