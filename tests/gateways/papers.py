"""Documents as files, made for the tests: Word and PDF in the layout of offices, and ways to break them."""

import io
import json
import random
import re
import tempfile
import textwrap
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

import docx

HEAD = (
    "UBND HUYỆN LA NGÀ\nPHÒNG TƯ PHÁP\n-------\nSố: 18/KH-PTP",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n----------\nLa Ngà, ngày 09 tháng 01 năm 2019",
)
FOOT = ("Nơi nhận:\n- UBND huyện (b/c);\n- UBND các xã;\n- Lưu: VT.", "TRƯỞNG PHÒNG\n\n\n\nKsor Thị H'Len")
ROWS = (
    ("TT", "Nội dung", "Chủ trì", "Phối hợp", "Thời gian"),
    ("1", "Tập huấn hòa giải viên", "Phòng Tư pháp", "UBND các xã", "Quý II/2019"),
    ("2", "Báo cáo kết quả", "Các xã", "", "Trước ngày 30/11/2019"),
)


def word(*, nested: int = 0) -> bytes:
    """A plan in Word: head and foot in tables without lines, items that Word counts itself, a table of tasks."""
    file = docx.Document()
    _row(file.add_table(1, 2), HEAD)
    for said in (
        "KẾ HOẠCH",
        "Phổ biến, giáo dục pháp luật năm 2019",
        "Căn cứ Luật Phổ biến, giáo dục pháp luật năm 2012;",
    ):
        file.add_paragraph(said)
    file.add_paragraph("Phòng Tư pháp xây dựng Kế hoạch như sau:")
    for heading in ("MỤC TIÊU", "TỔ CHỨC THỰC HIỆN"):
        file.add_paragraph(heading, style="List Number")
    file.add_paragraph(
        "- Giao Tổ Tuyên truyền chủ trì, phối hợp với Hội Luật gia huyện in tờ gấp, xong trước ngày "
        "28/02/2019."
    )
    table = file.add_table(len(ROWS), 5)
    for at, row in enumerate(ROWS):
        for place, said in enumerate(row):
            table.rows[at].cells[place].text = said
    cell = table.rows[1].cells[1]
    for depth in range(nested):
        cell = cell.add_table(1, 1).rows[0].cells[0]
        cell.text = f"bảng {depth}"
    _row(file.add_table(1, 2), FOOT)
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def _row(table: "docx.table.Table", texts: tuple[str, str]) -> None:
    for cell, text in zip(table.rows[0].cells, texts, strict=True):
        cell.text = text


PAGE = r"""
#set page(paper: "a4", margin: (left: 30mm, right: 15mm, top: 20mm, bottom: 20mm), numbering: "1", number-align:
top + center)
#set text(font: ("Noto Serif",), size: 13pt)
#set par(justify: true)
#grid(columns: (45%, 55%), align: center, [ỦY BAN NHÂN DÂN\ *TỈNH BẮC SƠN*], [*CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM*\
*Độc lập - Tự do - Hạnh phúc*])
#grid(columns: (45%, 55%), align: center, [Số: 55/CTr-UBND], [_Bắc Sơn, ngày 02 tháng 6 năm 2020_])
#align(center)[*CHƯƠNG TRÌNH*\ *Hành động phát triển kinh tế rừng*]

Căn cứ Nghị quyết số 09-NQ/TU ngày 14/4/2020 của Ban Chấp hành Đảng bộ tỉnh, Ủy ban nhân dân tỉnh ban hành Chương
trình như sau:

*I. TỔ CHỨC THỰC HIỆN*

1\. Sở Tài nguyên và Môi trường chủ trì, phối hợp với Sở Tài chính và Ủy ban nhân dân các huyện, thành phố xây dựng
kế hoạch trồng rừng gỗ lớn, trình Ủy ban nhân dân tỉnh trước ngày 15/8/2020.

FILL

#table(columns: (8%, 40%, 20%, 20%, 12%), [TT], [Nhiệm vụ], [Chủ trì], [Phối hợp], [Thời gian], ..range(1,
ROWS).map(i => ([#i], [Trồng rừng tại khu vực số #i], [Hạt Kiểm lâm], [Công an huyện], [Năm 2021])).flatten())

#grid(columns: (45%, 55%), [*Nơi nhận:*\ - Tỉnh ủy;\ - Các sở, ngành;\ - Lưu: VT, NL.], align(center)[*TM. ỦY BAN
NHÂN DÂN\ KT. CHỦ TỊCH\ PHÓ CHỦ TỊCH*\ \ \ \ *Đoàn Hữu Phúc*])
"""


def paper(*, pages: int = 0, rows: int = 31) -> bytes:
    """A programme in PDF: two columns at its head, a table over two pages, its signature at the right."""
    fill = "\n\n".join("#lorem(330)\n#pagebreak()" for _ in range(pages))
    return _printed(PAGE.replace("FILL", fill).replace("ROWS", str(rows)))


LONG = r"""
#set page(paper: "a4", margin: (left: 30mm, right: 15mm, top: 20mm, bottom: 20mm), numbering: "1", number-align:
top + center)
#set text(font: ("Noto Serif",), size: 12pt)
#set par(justify: true)
#for page in range(1, PAGES + 1) [
  *Phần #page. Công tác tháng #page*

  #for _ in range(4) [
    Ủy ban nhân dân xã giao Phòng Nông nghiệp và Môi trường chủ trì, phối hợp với Công an xã, Hội Nông dân và các thôn
    bản rà soát diện tích rừng trồng, hướng dẫn người dân chăm sóc, phòng cháy, chữa cháy rừng; kịp thời xử lý những
    vướng mắc phát sinh và báo cáo kết quả về Ủy ban nhân dân xã trước ngày 25 hằng tháng để tổng hợp theo quy định.
    Các đơn vị căn cứ chức năng, nhiệm vụ được giao xây dựng kế hoạch cụ thể, phân công rõ người chịu trách nhiệm.

  ]
  #table(columns: (8%, 40%, 20%, 20%, 12%), [TT], [Nhiệm vụ], [Chủ trì], [Phối hợp], [Thời gian], ..range(1, 8).map(i =>
  ([#i], [Kiểm tra khu vực số #i của phần #page], [Hạt Kiểm lâm], [Công an xã], [Quý I/2026])).flatten())
  #if page < PAGES [#pagebreak()]
]
"""


def long(pages: int) -> bytes:
    """A dense paper of so many pages in Vietnamese, a ruled table on each."""
    return _printed(LONG.replace("PAGES", str(pages)))


def printed(lines: list[str]) -> bytes:
    """A PDF of lines in one font of today, whatever letters they have."""
    listed = ", ".join(json.dumps(line, ensure_ascii=False) for line in lines)
    return _printed(
        f'#set text(font: ("Noto Serif",), size: 10pt)\n#for line in ({listed},) [#line #linebreak()]\n'
    )


def _printed(source: str) -> bytes:
    import fontpkg
    import typst

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.typ"
        path.write_text(source, encoding="utf-8")
        return bytes(typst.compile(str(path), font_paths=[str(Path(str(fontpkg.path("Noto Serif"))).parent)]))


def scanned() -> bytes:
    """A PDF that is a picture."""
    from PIL import Image

    out = io.BytesIO()
    Image.new("L", (200, 280), 200).save(out, "PDF")
    return out.getvalue()


def bomb() -> bytes:
    """A Word file that unpacks to far more than it is."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 40_000_000)
    return out.getvalue()


def broken(originals: list[bytes], count: int, *, seed: int = 5) -> Iterator[bytes]:
    """Files cut short, with bytes changed, put in twice or taken out, mixed, and noise."""
    for _, content in broken_from(originals, count, seed=seed):
        yield content


def broken_from(originals: list[bytes], count: int, *, seed: int = 5) -> Iterator[tuple[int | None, bytes]]:
    """As ``broken``, each with the original it was made of; none of mixed ones and noise."""
    chance = random.Random(seed)
    for number in range(count):
        of: int | None = chance.randrange(len(originals))
        content = bytearray(originals[of or 0])
        kind = number % 7
        if kind == 0:
            content = content[: chance.randrange(len(content))]
        elif kind == 1:
            for _ in range(chance.randrange(1, 40)):
                content[chance.randrange(len(content))] = chance.randrange(256)
        elif kind == 2:
            at = chance.randrange(len(content))
            del content[at : at + chance.randrange(1, 900)]
        elif kind == 3:
            at = chance.randrange(len(content))
            content[at:at] = content[at : at + chance.randrange(1, 600)]
        elif kind == 4:
            of = None
            content = bytearray(
                chance.choice(
                    (b"%PDF-1.7\n", b"PK\x03\x04", b"<html>", b"\xd0\xcf\x11\xe0", b"\xff\xfe", b"")
                )
            ) + chance.randbytes(400)
        elif kind == 5:
            content = _repacked(bytes(content), chance)
        else:
            of, other = None, chance.choice(originals)
            content = content[: len(content) // 2] + other[len(other) // 2 :]
        yield of, bytes(content)


def _repacked(content: bytes, chance: random.Random) -> bytearray:
    """A Word file whole as an archive, with one part broken."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = {one: archive.read(one) for one in archive.namelist()}
    except (zipfile.BadZipFile, zlib.error, OSError):
        return bytearray(content[::-1])
    out = io.BytesIO()
    broken_part = chance.choice(
        ("word/document.xml", "word/numbering.xml", "word/styles.xml", "[Content_Types].xml", "_rels/.rels")
    )
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, data in parts.items():
            if name == broken_part:
                at = chance.randrange(max(len(data), 1))
                data = data[:at] + chance.randbytes(8) + data[at + chance.randrange(40) :]
            archive.writestr(name, data)
    return bytearray(out.getvalue())


OPEN = r"""
#set page(paper: "a4", margin: (left: 30mm, right: 15mm, top: 20mm, bottom: 20mm), numbering: "1", number-align:
top + center)
#set text(font: ("Noto Serif",), size: 13pt)
#set par(justify: true)
#align(center)[*KẾ HOẠCH*\ *Làm sạch đường làng năm 2026*]

Ủy ban nhân dân xã phân công các đơn vị thực hiện các nhiệm vụ trong bảng kèm theo, mỗi đơn vị tự lo dụng cụ của
mình và chịu trách nhiệm về an toàn của người tham gia trong suốt thời gian ra quân.

#table(columns: COLUMNS, stroke: none, align: ALIGN, inset: INSET, HEADINGS, ROWS)

Đề nghị các đơn vị có tên trong bảng gửi danh sách người tham gia và số điện thoại của người phụ trách trước khi ra
quân để Ủy ban nhân dân xã chuẩn bị nước uống.

*Nơi nhận:*\ - Như trên;\ - Lưu: VT.
"""
HEADINGS = ("TT", "Nội dung nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời hạn")


def open_table(
    rows: list[tuple[str, ...]], *, headings: tuple[str, ...] = HEADINGS, columns: str = "(8%, 1fr, 22%, 22%, 16%)",
    align: str = "left + top", inset: str = "5pt",
) -> bytes:  # fmt: skip
    """A plan in PDF whose table has no lines; a row of one cell goes over all columns."""
    cells = [
        f"table.cell(colspan: {len(headings)})[{row[0]}]"
        if len(row) == 1
        else ", ".join(f"[{cell}]" for cell in row)
        for row in rows
    ]
    made = OPEN.replace("HEADINGS", ", ".join(f"align(center)[*{one}*]" for one in headings))
    made = (
        made.replace("ROWS", ", ".join(cells))
        .replace("COLUMNS", columns)
        .replace("ALIGN", align)
        .replace("INSET", inset)
    )
    return _printed(made)


# --- documents in letters of old fonts -------------------------------------------------------------------------

_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Target='
    '"word/document.xml" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/>'
    "</Relationships>"
)
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def runs(paragraphs: list[list[tuple[str, str]]]) -> bytes:
    """A Word file of paragraphs of runs: a font, blank for that of the document, and its letters; ư of TCVN3 is the
    soft hyphen that Word writes for it."""
    body = "".join(
        f"<w:p>{''.join(_run(font, text) for font, text in paragraph)}</w:p>" for paragraph in paragraphs
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _RELATIONS)
        archive.writestr(
            "word/document.xml", f'<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>'
        )
    return out.getvalue()


def _run(font: str, text: str) -> str:
    named = f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/></w:rPr>' if font else ""
    parts = (f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in text.split("\xad"))
    return f"<w:r>{named}{'<w:softHyphen/>'.join(parts)}</w:r>"


def typed(lines: list[tuple[str, str]], *, height: int = 62, width: int = 100) -> bytes:
    """A PDF of lines in fonts of one byte a letter, as a printer driver embeds them: a font and its letters."""
    fonts = sorted({font for font, _ in lines})
    wrapped = [
        (font, part)
        for font, line in lines
        for part in textwrap.wrap(line, width, break_on_hyphens=False) or [""]
    ]
    pages = [wrapped[at : at + height] for at in range(0, len(wrapped), height)]
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b""]
    resources = "".join(f"/F{at} {at + 3} 0 R" for at in range(len(fonts)))
    widths = " ".join(["600"] * 256)
    for font in fonts:
        objects.append(
            f"<</Type/Font/Subtype/TrueType/BaseFont/{font}/Encoding/WinAnsiEncoding/FirstChar 0/LastChar 255"
            f"/Widths[{widths}]>>".encode()
        )
    kids = list[str]()
    for page in pages:
        drawn = b"BT 1 0 0 1 40 800 Tm 12 TL "
        for font, text in page:
            said = re.sub(rb"([\\()])", rb"\\\1", text.encode("cp1252", "replace"))
            drawn += b"/F%d 8 Tf (" % fonts.index(font) + said + b") Tj T* "
        drawn += b"ET"
        objects.append(b"<</Length %d>>stream\n" % len(drawn) + drawn + b"\nendstream")
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {len(objects)} 0 R"
            f"/Resources<</Font<<{resources}>>>>>>".encode()
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(kids)}]>>".encode()
    out, places = bytearray(b"%PDF-1.4\n"), list[int]()
    for number, one in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + one + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)
