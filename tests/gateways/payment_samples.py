"""Statement files as Vietnamese banks export them, made here: the same money in every make."""

import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

ROWS = (
    ("20/11/2026", "FT26324000001", 15_000, "CT DEN:632415 NGUYEN VAN A chuyen tien MC 2345 6789 A"),
    ("20/11/2026", "FT26324000002", 1_234_567, "Nop phi tham dinh"),
    ("21/11/2026", "FT26325000003", 8_000, "MBVCB.7654321.nop le phi.CT tu 0011 toi 0022"),
)
"""Day, the bank's number, money that came in, content."""


def utf8_commas() -> bytes:
    """A head of the bank above, amounts with points, money out in a column of its own, a total below."""
    lines = [
        "NGÂN HÀNG TMCP NGOẠI THƯƠNG VIỆT NAM,,,,,", "Số tài khoản: 0011001122334,,,,,", ",,,,,",
        "Ngày giao dịch,Số tham chiếu,Số tiền ghi nợ,Số tiền ghi có,Số dư,Mô tả",
    ]  # fmt: skip
    lines += [f'{day},{ref},,"{amount:,}",,"{said}"'.replace(f"{amount:,}", f"{amount:,}".replace(",", "."))
              for day, ref, amount, said in ROWS]  # fmt: skip
    lines += ['21/11/2026,FT26325000009,"500.000",,,"Phí dịch vụ"', "Tổng cộng,,500.000,1.257.567,,"]
    return "\ufeff".encode() + "\r\n".join(lines).encode()


def semicolons_cp1258() -> bytes:
    """An old encoding, semicolons, English thousands, one signed column."""
    lines = ["Date;Transaction No;Amount;Description"]
    lines += [f"{day} 10:31:05;{ref};+{amount:,}.00 VND;{said}" for day, ref, amount, said in ROWS]
    lines += ["21/11/2026 11:00:00;FT26325000009;-500,000.00 VND;Phi dich vu"]
    return "\n".join(lines).encode("cp1258")


def utf16_tabs() -> bytes:
    """What a spreadsheet saves as "Unicode text"."""
    lines = ["Ngày GD\tSố GD\tLoại giao dịch\tSố tiền\tNội dung"]
    lines += [f"{day}\t{ref}\tCó\t{amount}\t{said}" for day, ref, amount, said in ROWS]
    lines += ["21/11/2026\tFT26325000009\tNợ\t500000\tPhí dịch vụ"]
    return "\n".join(lines).encode("utf-16")


def xlsx(table: Sequence[Sequence[object]]) -> bytes:
    """A spreadsheet with one sheet; texts inline."""

    def cell(value: object) -> str:
        if isinstance(value, int | float):
            return f"<c><v>{value}</v></c>"
        return (
            f'<c t="inlineStr"><is><t xml:space="preserve">{escape(str(value))}</t></is></c>'
            if value
            else "<c/>"
        )

    rows = "".join(f"<row>{''.join(map(cell, row))}</row>" for row in table)
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override '
        'PartName="/xl/worksheets/sheet1.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="Sao kê" sheetId="1" '
        'r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>',
    }  # fmt: skip
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        for name, text in parts.items():
            book.writestr(name, text)
    return out.getvalue()


def bilingual_xlsx() -> bytes:
    """Headings in two languages, the day and the bank's number in one cell, amounts as numbers."""
    table: list[list[object]] = [
        ["SAO KÊ TÀI KHOẢN / STATEMENT OF ACCOUNT"], [],
        ["STT\nNo.", "Ngày giao dịch\nTNX Date/ Số CT/ Doc No", "Số tiền ghi nợ\nDebit", "Số tiền ghi có\nCredit",
         "Số dư\nBalance", "Nội dung chi tiết\nTransactions in detail"],
    ]  # fmt: skip
    table += [
        [place, f"{day}\n{ref}", "", amount, 9_000_000 + place, said]
        for place, (day, ref, amount, said) in enumerate(ROWS, start=1)
    ]
    table += [
        [4, "21/11/2026\nFT26325000009", 500_000, "", 8_500_000, "Phí dịch vụ"],
        ["Tổng số", "", 500_000, 1_257_567],
    ]
    return xlsx(table)


MAKES = {
    "CSV, UTF-8": utf8_commas, "CSV, cp1258, dấu ;": semicolons_cp1258, "Unicode text": utf16_tabs,
    "XLSX hai thứ tiếng": bilingual_xlsx,
}  # fmt: skip
