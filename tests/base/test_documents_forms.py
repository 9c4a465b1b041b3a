"""Every form of Phụ lục I renders completely, exactly and the same each time."""

import datetime as dt
import io
import json
import os
import re
import subprocess
import textwrap
import threading
import time
import unicodedata
from pathlib import Path
from xml.etree import ElementTree

import pypdf
import pytest
import segno
from barcode import Code128
from django.conf import settings

from motcua.base.documents import queries
from motcua.base.documents.choices import FORMS, Kind, read_header
from motcua.base.documents.policies import clean, day_words, moment_words, printed
from motcua.rules.impossible import Invalid, NotFound
from tests.base import documents_samples as samples

GOLDEN = Path(__file__).parent / "golden"
MM = 72 / 25.4
A4, A5 = (210 * MM, 297 * MM), (148 * MM, 210 * MM)


def text_of(pdf: bytes) -> str:
    """The text a reader or a screen reader gets, in composed letters, spaces evened out."""
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]
    return " ".join(unicodedata.normalize("NFC", " ".join(pages)).replace("\u200b", "").split())


def squeezed(text: str) -> str:
    """Without spaces: a line may break inside what belongs together."""
    return re.sub(r"\s", "", text).casefold()


def least(code: str) -> dict[str, object]:
    """The sample with every optional field left out, in the rows too."""
    form = FORMS[code]
    kept: dict[str, object] = {}
    for field in form.fields:
        if not field.required:
            continue
        value = samples.FULL[code][field.name]
        if field.kind is Kind.ROWS:
            assert isinstance(value, list)
            needed = {column.name for column in field.columns if column.required}
            value = [{name: cell for name, cell in row.items() if name in needed} for row in value]
        kept[field.name] = value
    return kept


def values(code: str, data: dict[str, object]) -> list[str]:
    """Every printed value of the data; a column ``kind`` says how its row looks, a table within a text is JSON."""
    found: list[str] = []
    for field in FORMS[code].fields:
        if field.name not in data or field.kind is Kind.URL:
            continue
        shown = printed(field, data[field.name])
        for item in shown if isinstance(shown, list) else [shown]:
            cells = (
                [cell for name, cell in item.items() if name != "kind"] if isinstance(item, dict) else [item]
            )
            for cell in map(str, filter(None, cells)):
                held = json.loads(cell) if cell.startswith('{"heads"') else {"heads": [cell], "rows": []}
                found += [*held["heads"], *(one for row in held["rows"] for one in row)]
    return found


def test_the_seven_forms_and_the_refusal_are_read_from_their_headers() -> None:
    seven = [f"mau-0{n}" for n in range(1, 8)]
    assert set(FORMS) >= {*seven, "refusal", "result"}
    assert [FORMS[code].number for code in seven] == [f"Mẫu số 0{n}" for n in range(1, 8)]
    assert all("03/2025/TT-VPCP" in FORMS[code].law for code in seven)
    for form in FORMS.values():
        assert form.fields
        assert len({field.name for field in form.fields}) == len(form.fields)


@pytest.mark.parametrize("code", FORMS)
def test_golden_text(code: str) -> None:
    """The whole text of each full sample is the text that was looked at and approved (golden/<form>.txt).

    After a wanted change of a form: MOTCUA_GOLDEN=write, then read the difference.
    """
    text = text_of(queries.render(code, samples.FULL[code]))
    golden = GOLDEN / f"{code}.txt"
    if os.environ.get("MOTCUA_GOLDEN") == "write":
        golden.write_text(textwrap.fill(text, 100, break_long_words=False) + "\n", encoding="utf-8")
    assert squeezed(text) == squeezed(golden.read_text(encoding="utf-8"))


@pytest.mark.parametrize("code", FORMS)
def test_every_value_and_mandatory_label_is_printed(code: str) -> None:
    pdf = queries.render(code, samples.FULL[code])
    text = squeezed(text_of(pdf))
    if code in (queries.PERIODIC_REPORT, queries.LETTER):
        # code and kind of form are no part of an official document (R8.8): metadata have them
        kept = pypdf.PdfReader(io.BytesIO(pdf)).metadata or {}
        text += squeezed(f"{kept.get('/Title')} {kept.get('/Keywords')}")
    for value in values(code, samples.FULL[code]):
        assert squeezed(value) in text, value
    if not code.startswith("attestation-"):  # an attestation stands on the paper that it attests
        assert squeezed("Cộng hòa xã hội chủ nghĩa Việt Nam") in text
        assert squeezed("Độc lập - Tự do - Hạnh phúc") in text
    assert squeezed(FORMS[code].title) in text
    assert squeezed(FORMS[code].number) in text


LABELS = {
    "mau-01": [
        "Mã hồ sơ:", "Tiếp nhận hồ sơ của:", "Địa chỉ:", "Số điện thoại:", "E-mail:",
        "Nội dung yêu cầu giải quyết:", "Thành phần hồ sơ nộp gồm:", "Số lượng hồ sơ:",
        "Thời gian giải quyết hồ sơ theo quy định là:", "Thời gian nhận hồ sơ:",
        "Thời gian trả kết quả giải quyết hồ sơ:", "Đăng ký nhận kết quả tại:",
        "Vào Sổ theo dõi hồ sơ, quyển số:", "Số thứ tự:", "Người nộp hồ sơ", "Người tiếp nhận hồ sơ",
    ],
    "mau-02": [
        "Hồ sơ của:", "Nội dung yêu cầu giải quyết:", "Địa chỉ:", "Số điện thoại:", "E-mail:", "Lý do:",
        "Yêu cầu hoàn thiện hồ sơ gồm những nội dung sau:", "Người hướng dẫn",
    ],
    "mau-03": [
        "Hồ sơ của:", "Địa chỉ:", "Số điện thoại:", "E-mail:", "Lý do từ chối:", "Căn cứ pháp lý:",
        "Người nộp hồ sơ", "Người tiếp nhận hồ sơ",
    ],
    "mau-04": [
        "Kính gửi:", "Mã hồ sơ:", "Thời gian tiếp nhận:", "Thời gian hẹn trả kết quả:", "Lý do:",
        "xin lỗi", "Thời gian gia hạn:", "Thời gian hẹn trả kết quả mới:", "Nơi nhận:",
    ],
    "mau-05": [
        "Mã hồ sơ:", "Người đề nghị:", "Lý do dừng:", "Thời điểm dừng giải quyết:",
        "Phí, lệ phí đã nộp:",
    ],
    "refusal": [
        "Mã hồ sơ:", "Người nộp hồ sơ:", "Nội dung yêu cầu giải quyết:", "Lý do từ chối:", "Căn cứ pháp lý:",
        "Nơi nhận lại hồ sơ:", "khiếu nại", "Nơi nhận:",
    ],
    "result": [
        "Mã hồ sơ:", "Người nộp hồ sơ:", "Nội dung yêu cầu giải quyết:", "thông báo kết quả giải quyết",
        "(Ký số)", "Nơi nhận:",
    ],
    "letter": ["Số:", "Nơi nhận:", "Như trên;"],
    "reception-register": ["Sổ tiếp công dân", "Họ tên, địa chỉ", "Theo dõi kết quả", "(12)"],
    **{
        f"attestation-{kind}": ["Số chứng thực:", "quyển số:", "Mã yêu cầu:"]
        for kind in ("copy", "electronic", "signature", "fingerprint", "translation", "contract")
    },
    "certification-slip": [
        "Mã hồ sơ:", "Người yêu cầu chứng thực:", "Số điện thoại:", "Tiếp nhận lúc:", "Hẹn trả kết quả lúc:",
    ],
    "petition-receipt": [
        "Mã đơn:", "Mã tra cứu:", "Loại đơn, lĩnh vực:", "Người gửi:", "Cách gửi:", "Số người ký đơn:", "Nhận lúc:",
        "Cơ quan chịu trách nhiệm trả lời:", "Mã kiểm chứng:",
    ],
    "certification-refusal": [
        "Người yêu cầu chứng thực:", "không chứng thực", "Lý do và căn cứ pháp luật:", "khiếu nại", "Nơi nhận:",
    ],
    "document": ["Số:", "Nơi nhận:", "Như trên;"],
    "document-register": ["Sổ đăng ký văn bản", "Phụ lục IV", "Ghi chú"],
    "periodic-report": ["Số liệu:", "Nơi nhận:"],
    "report-table": ["Cột", "Chỉ tiêu", "Số liệu", "Biểu số"],
    "certification-register": [
        "Quyển số:", "Số chứng thực", "Ngày, tháng, năm", "Dịch từ tiếng sang tiếng", "Phí chứng thực", "Ghi chú",
    ],
    "bien-lai": [
        "Người nộp tiền:", "Nộp cho hồ sơ, việc:", "Khoản thu, căn cứ", "Số lượng", "Số tiền", "Tổng cộng",
        "Bằng chữ:", "Hình thức nộp:", "Nộp lúc:", "Người thu tiền",
    ],
    "mau-06": [
        "Mã hồ sơ:", "Cơ quan (bộ phận) giải quyết hồ sơ:", "Bên giao", "Bên nhận",
        "Thời gian giao, nhận hồ sơ", "Kết quả giải quyết", "Ghi chú",
    ],
    "mau-07": [
        "TT", "Mã hồ sơ", "Tên thủ tục hành chính", "Số lượng hồ sơ (bộ)", "Tên cá nhân, tổ chức",
        "Địa chỉ, số điện thoại", "Cơ quan chủ trì giải quyết", "Nhận và trả kết quả", "Hẹn trả kết quả",
        "Phương thức nhận kết quả", "Ký nhận", "Ghi chú",
    ],
}  # fmt: skip


@pytest.mark.parametrize("code", FORMS)
def test_labels_stand_also_when_every_optional_field_is_empty(code: str) -> None:
    text = squeezed(text_of(queries.render(code, least(code))))
    for label in LABELS[code]:
        assert squeezed(label) in text, label
    assert "none" not in text


@pytest.mark.parametrize(
    ("code", "paper"), [(form.code, paper) for form in FORMS.values() for paper in form.papers]
)
def test_page_fonts_tags_and_metadata(code: str, paper: str) -> None:
    reader = pypdf.PdfReader(io.BytesIO(queries.render(code, samples.FULL[code], paper=paper)))
    width, height = A4 if paper == "a4" else A5
    if code in ("mau-07", "certification-register", "document-register", "reception-register"):
        width, height = height, width
    for page in reader.pages:
        assert float(page.mediabox.width) == pytest.approx(width, abs=0.5)
        assert float(page.mediabox.height) == pytest.approx(height, abs=0.5)
        for font in page["/Resources"]["/Font"].values():
            descendant = font.get_object()["/DescendantFonts"][0].get_object()
            descriptor = descendant["/FontDescriptor"].get_object()
            assert "NotoSerif" in descriptor["/FontName"]
            assert "/FontFile2" in descriptor or "/FontFile3" in descriptor
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "vi"
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()
    metadata = str(reader.metadata) + root["/Metadata"].get_object().get_data().decode()
    assert FORMS[code].title in metadata
    for person in (samples.LONG_NAME, "Nguyễn Thị Hồng Hạnh", "Lê Quốc Việt", "Khánh Hưng", "0912"):
        assert person not in metadata
        assert person.encode("utf-16-be").hex() not in metadata


def test_a_slip_with_three_papers_stays_on_one_sheet() -> None:
    for paper in FORMS["mau-01"].papers:
        pages = pypdf.PdfReader(io.BytesIO(queries.render("mau-01", samples.SLIP, paper=paper))).pages
        assert len(pages) == 1, paper


def test_twenty_papers_go_on_and_the_second_page_is_numbered() -> None:
    data = {**samples.SLIP, "papers": samples.MANY_PAPERS, "copies": ["giao người nộp hồ sơ", "lưu hồ sơ"]}
    pages = pypdf.PdfReader(io.BytesIO(queries.render("mau-01", data))).pages
    texts = [squeezed(page.extract_text()) for page in pages]
    assert len(texts) == 4
    assert squeezed("Liên 1: giao người nộp hồ sơ") in texts[0]
    assert squeezed("Liên 2: lưu hồ sơ") in texts[2]
    assert texts[1].startswith("2") and "trang" not in texts[1][-80:], "its number stands once, on top"
    assert squeezed("Giấy tờ thứ 20") in texts[0] + texts[1]


@pytest.mark.parametrize("code", FORMS)
def test_same_data_same_bytes_also_in_another_thread(code: str) -> None:
    here = queries.render(code, samples.FULL[code])
    there: list[bytes] = []
    worker = threading.Thread(target=lambda: there.append(queries.render(code, samples.FULL[code])))
    worker.start()
    worker.join()
    assert there == [here]
    metadata = pypdf.PdfReader(io.BytesIO(here)).metadata
    assert metadata is not None
    assert metadata.creation_date is not None
    assert metadata.creation_date.date() == samples.FULL[code]["issued_on"]


def test_values_are_text_and_never_markup() -> None:
    hostile = '#eval("1") *đậm* $x^2$ = Tiêu đề <nhãn> @ref `mã` \\ // hết #image("/etc/passwd")'
    text = text_of(queries.render("mau-01", {**samples.SLIP, "applicant": hostile}))
    assert squeezed(hostile) in squeezed(text)


def test_decomposed_letters_are_printed_composed() -> None:
    text = text_of(
        queries.render("mau-01", {**samples.SLIP, "applicant": unicodedata.normalize("NFD", "Đỗ Ngọc Thụy")})
    )
    assert "Đỗ Ngọc Thụy" in text
    assert clean("Nguyễn\x00 Văn\x07 A ") == "Nguyễn Văn A"


def test_letters_that_cannot_be_drawn_are_seen_to_be_missing() -> None:
    data = {
        **samples.SLIP,
        "applicant": "陳大文 Müller Łukasz 🎉",
        "note": "\uf0b7 gạch đầu dòng từ Word\nα β, ký tự ẩn\u200b\u202e",
    }
    text = squeezed(text_of(queries.render("mau-01", data)))
    assert squeezed("\ufffd\ufffd\ufffd Müller Łukasz \ufffd") in text
    assert squeezed("• gạch đầu dòng từ Word α β, ký tự ẩn") in text


def test_a_word_longer_than_the_line_breaks_and_nothing_leaves_the_page() -> None:
    pdf = queries.render(
        "mau-01", {**samples.SLIP, "request": "dài" * 60, "email": "a" * 120 + "@example.vn"}
    )
    furthest = 0.0

    def see(text: str, _cm: object, matrix: list[float], _font: object, _size: object) -> None:
        nonlocal furthest
        furthest = max(furthest, matrix[4] if text.strip() else 0.0)

    for page in pypdf.PdfReader(io.BytesIO(pdf)).pages:
        page.extract_text(visitor_text=see)
    assert "dài" * 60 in squeezed(text_of(pdf))
    assert 0 < furthest < A4[0] - 15 * MM


@pytest.mark.parametrize("code", FORMS)
def test_each_missing_field_is_named_in_vietnamese(code: str) -> None:
    for field in FORMS[code].fields:
        if not field.required:
            continue
        data = {name: value for name, value in samples.FULL[code].items() if name != field.name}
        with pytest.raises(Invalid) as refused:
            queries.render(code, data)
        assert [fault.field for fault in refused.value.faults] == [field.name]
        assert str(refused.value.faults[0]) == f"Thiếu “{field.label}”."


def test_all_faults_are_told_at_once_and_rows_are_named() -> None:
    data = {
        **samples.SLIP,
        "agency": "  ",
        "sets": 0,
        "received_at": dt.datetime(2026, 11, 26, 9, 30),
        "issued_on": "26/11/2026",
        "qr": "javascript:alert(1)",
        "papers": [{"name": "Tờ khai"}, {"form": "bản chính"}],
        "aplicant": "gõ nhầm",
    }
    with pytest.raises(Invalid) as refused:
        queries.render("mau-01", data)
    told = {fault.field: str(fault) for fault in refused.value.faults}
    assert set(told) == {"agency", "sets", "received_at", "issued_on", "qr", "papers.1.name", "aplicant"}
    assert told["papers.1.name"] == "Thiếu “Tên giấy tờ” (dòng 2 của “Thành phần hồ sơ nộp gồm”)."
    assert told["received_at"] == "“Thời gian nhận hồ sơ” phải là giờ và ngày có múi giờ."


def test_unknown_form_and_paper() -> None:
    with pytest.raises(NotFound):
        queries.render("mau-99", {})
    with pytest.raises(Invalid, match="không in trên khổ giấy a5"):
        queries.render("mau-07", samples.REGISTER, paper="a5")


def test_wording_of_days_and_moments() -> None:
    assert day_words(dt.date(2026, 2, 5)) == "ngày 05 tháng 02 năm 2026"
    assert day_words(dt.date(2026, 3, 15)) == "ngày 15 tháng 3 năm 2026"
    utc = dt.datetime(2026, 11, 26, 2, 5, tzinfo=dt.UTC)
    assert moment_words(utc) == "09 giờ 05 phút, ngày 26 tháng 11 năm 2026"


def test_qr_holds_exactly_the_matrix_of_its_content() -> None:
    """Read the drawn runs back into modules and compare with an independently made matrix."""
    svg = ElementTree.fromstring(queries.qr_svg(samples.URL))
    dark = next(path for path in svg.iter() if path.get("stroke"))
    side = segno.make(samples.URL, error="m", micro=False).symbol_size(border=0)[0]
    drawn = [[0] * side for _ in range(side)]
    x = y = 0.0
    for command, first, second in re.findall(r"([Mmh])(-?[\d.]+)(?:[ ,]?(-?[\d.]+))?", dark.get("d", "")):
        if command == "M":
            x, y = float(first), float(second)
        elif command == "m":
            x, y = x + float(first), y + float(second)
        else:
            for column in range(int(float(first))):
                drawn[int(y) - 4][int(x) - 4 + column] = 1
            x += float(first)
    expected = [list(row) for row in segno.make(samples.URL, error="m", micro=False).matrix]
    assert drawn == [[int(bool(cell)) for cell in row] for row in expected]


def test_code_128_bars_are_those_of_the_bare_code() -> None:
    svg = queries.code128_svg(samples.CODE).decode()
    modules = "".join(Code128(samples.CODE).build())
    drawn = [0] * len(modules)
    for start, width in re.findall(r"M(\d+) 0h(\d+)", svg):
        for column in range(int(width)):
            drawn[int(start) - 10 + column] = 1
    assert "".join(map(str, drawn)) == modules


def test_previews_are_pictures_of_every_page() -> None:
    pages = queries.render_png("mau-07", samples.REGISTER, ppi=40)
    assert len(pages) > 1
    assert all(page.startswith(b"\x89PNG") for page in pages)


def test_a_header_with_an_unknown_word_is_refused(tmp_path: Path) -> None:
    broken = tmp_path / "mau_08.typ"
    broken.write_text('// code = "mau-08"\n// nummber = "Mẫu số 08"\n')
    with pytest.raises(ValueError, match="nummber"):
        read_header(broken)


def test_warm_rendering_is_quick() -> None:
    """The best of ten new slips; measured 40 ms with a new QR code, 28 ms without, on two slow cores."""
    queries.render("mau-01", samples.SLIP)
    best = 9.0
    for n in range(10):
        started = time.perf_counter()
        queries.render("mau-01", {**samples.SLIP, "symbol": f"{n}/TNHS", "qr": f"{samples.URL}{n}"})
        best = min(best, time.perf_counter() - started)
    assert best < 0.3


def test_page_images_agree_with_another_reader(tmp_path: Path) -> None:
    """Poppler, where installed, reads the same text: letters map back to Vietnamese."""
    pdf = tmp_path / "slip.pdf"
    pdf.write_bytes(queries.render("mau-01", samples.SLIP))
    try:
        out = subprocess.run(
            ["pdftotext", "-layout", pdf, "-"], capture_output=True, check=True
        ).stdout.decode()
    except FileNotFoundError:
        pytest.skip("poppler-utils is not installed")
    assert samples.LONG_NAME in unicodedata.normalize("NFC", out)
    assert samples.CODE in out


def test_every_word_that_is_shipped_to_be_printed_can_be_drawn() -> None:
    source = Path(queries.__file__).resolve().parents[2]
    shipped = [
        *(settings.CATALOGUE / "reports").glob("*.toml"), *(settings.CATALOGUE / "letters").glob("*.toml"),
        *source.glob("base/documents/templates/**/*.typ"), *source.glob("areas/*/forms*.py"),
        *source.glob("areas/*/forms/*.py"), source / "rules/report_templates.py",
    ]  # fmt: skip
    assert len(shipped) > 30
    broken = {path.name: queries.undrawable(path.read_text(encoding="utf-8")) for path in shipped}
    assert {name: signs for name, signs in broken.items() if signs} == {}
    assert queries.undrawable("282 → 287 m² ½ ☑ 🏠 漢") == "🏠 漢"
