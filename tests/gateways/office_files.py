"""Word and Excel files of step tables as decisions print them, made for the tests."""

import io
import zipfile
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

import docx

HEAD = ("Bước", "Nội dung công việc", "Trách nhiệm", "Thời gian", "Biểu mẫu, kết quả")
SINGLE = (
    ("Bước 1", "Tiếp nhận, số hóa và chuyển hồ sơ", "Bộ phận Một cửa", "0,5 ngày", "Mẫu 01"),
    (
        "Bước 2",
        "Thẩm định hồ sơ, dự thảo kết quả",
        "Công chức tư pháp - hộ tịch",
        "1,5 ngày làm việc",
        "Dự thảo",
    ),
    ("Bước 3", "Ký kết quả", "Lãnh đạo UBND cấp xã", "04 giờ làm việc", "Giấy xác nhận"),
    ("Bước 4", "Vào sổ, đóng dấu, chuyển kết quả", "Văn thư", "0,5 ngày (04 giờ)", "Sổ"),
    ("Bước 5", "Trả kết quả cho người dân", "Bộ phận Một cửa", "Không tính thời gian", ""),
)
"""The process of 1.004873: three working days."""
TOTAL = ("Tổng thời gian giải quyết", "", "", "03 ngày làm việc", "")


def word(*parts: Any) -> bytes:
    """A Word file: texts are paragraphs, lists of rows are tables. A cell None continues the cell above it, a cell
    "<" the cell at its left."""
    file = docx.Document()
    for part in parts:
        if isinstance(part, str):
            file.add_paragraph(part)
            continue
        table = file.add_table(len(part), max(map(len, part)))
        for r, row in enumerate(part):
            for c, text in enumerate(row):
                if text is None:
                    table.cell(r - 1, c).merge(table.cell(r, c))
                elif text == "<":
                    table.cell(r, c - 1).merge(table.cell(r, c))
                else:
                    table.cell(r, c).text = str(text)
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def excel(rows: Sequence[Sequence[Any]], *, merged: Sequence[str] = ()) -> bytes:
    """An Excel file of one sheet; numbers stay numbers."""
    lines = []
    for r, row in enumerate(rows, 1):
        cells = []
        for c, value in enumerate(row):
            at = f"{chr(65 + c)}{r}"
            if isinstance(value, int | float):
                cells.append(f'<c r="{at}"><v>{value}</v></c>')
            elif value:
                cells.append(f'<c r="{at}" t="inlineStr"><is><t>{escape(str(value))}</t></is></c>')
        lines.append(f'<row r="{r}">{"".join(cells)}</row>')
    joins = "".join(f'<mergeCell ref="{ref}"/>' for ref in merged)
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    office = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    parts = {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{office}.sheet.main+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{office}.worksheet+xml"/></Types>'
        ),
        "_rels/.rels": (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r1" Type="{relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
        ),
        "xl/workbook.xml": (
            f'<workbook {space} xmlns:r="{relations}"><sheets>'
            '<sheet name="Quy trình" sheetId="1" r:id="r1"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r1" Type="{relations}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
        ),
        "xl/worksheets/sheet1.xml": (
            f'<worksheet {space}><sheetData>{"".join(lines)}</sheetData>'
            + (f"<mergeCells>{joins}</mergeCells>" if joins else "") + "</worksheet>"
        ),
    }  # fmt: skip
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, '<?xml version="1.0" encoding="UTF-8"?>' + content)
    return out.getvalue()
