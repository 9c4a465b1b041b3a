"""Files that come in: their text, or a sentence that says why there is none; never a crash, never silence."""

import contextlib
import io
import json
import re
import signal
import zipfile
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from django.core.management import CommandError, call_command
from pdfminer.pdftypes import resolve1

from benchmarks.documents import huge, tried
from motcua.base.documents.ports import CannotExtract
from motcua.gateways.extraction import child, guarded, limits, paper
from motcua.gateways.extraction.child import opened
from motcua.gateways.extraction.found import Refused, TimeUp
from motcua.rules import reading
from tests.gateways import office_files, papers

PLAIN = "ỦY BAN NHÂN DÂN XÃ VÂN HẠ\nSố: 12/KH-UBND\nVân Hạ, ngày 03 tháng 4 năm 2018\nKẾ HOẠCH\nTrồng cây\n"


def values(document: reading.Document) -> tuple[object, ...]:
    """What stands in a header and a signature."""
    leaves = (
        document.issuer,
        document.symbol,
        document.date,
        document.type,
        document.signer.position,
        document.signer.name,
    )
    return tuple(str(leaf.value) if leaf else None for leaf in leaves)


def test_a_word_file_is_read_with_its_tables_and_its_own_numbers() -> None:
    found = opened(papers.word())
    document = reading.read(found.text)
    assert found.kind == "docx" and "1. MỤC TIÊU" in found.text and "2. TỔ CHỨC THỰC HIỆN" in found.text
    assert values(document) == (
        "PHÒNG TƯ PHÁP",
        "18/KH-PTP",
        "2019-01-09",
        "Kế hoạch",
        "TRƯỞNG PHÒNG",
        "Ksor Thị H'Len",
    )
    assert [(task.lead[0].value,
    task.deadline and task.deadline.date and str(task.deadline.date.value)) for task in document.tasks] == [
        ("Tổ Tuyên truyền", "2019-02-28"), ("Phòng Tư pháp", "2019-06-30"), ("Các xã", "2019-11-30"),
    ]  # fmt: skip


def test_a_pdf_is_read_with_its_columns_and_a_table_that_goes_on() -> None:
    found = opened(papers.paper(rows=46))
    document = reading.read(found.text)
    assert values(document) == (
        "ỦY BAN NHÂN DÂN TỈNH BẮC SƠN", "55/CTr-UBND", "2020-06-02", "Chương trình", "PHÓ CHỦ TỊCH", "Đoàn Hữu Phúc",
    )  # fmt: skip
    assert [leaf.value for leaf in document.recipients] == ["Tỉnh ủy", "Các sở, ngành", "Lưu: VT, NL"]
    assert len(found.pages) == 3 and len(document.tasks) == 46
    assert [leaf.value for leaf in document.tasks[0].cooperating] == [
        "Sở Tài chính",
        "Ủy ban nhân dân các huyện, thành phố",
    ]
    assert {leaf.value for task in document.tasks[1:] for leaf in task.lead} == {"Hạt Kiểm lâm"}


def test_a_page_of_word_is_read() -> None:
    """Words broken over lines of the source, tables for the head, letters as entities, an old charset declared."""
    page = (
        '<html><head><meta charset="windows-1252"><style>p{}</style></head><body><table><tr><td>'
        "<p>&#7910;Y BAN NH&Acirc;N\nD&Acirc;N</p><p>X&Atilde; V&Acirc;N H&#7840;</p><p>S&#7889;: 12/KH-UBND</p></td>"
        "<td><p>V&acirc;n H&#7841;, ng&agrave;y 03\nth&aacute;ng 4 n&#259;m 2018</p></td></tr></table>"
        "<p align=center>K&#7870; HO&#7840;CH</p><p>Tr&#7891;ng\nc&acirc;y</p></body></html>"
    )
    found = opened(page.encode("cp1252"))
    assert found.kind == "html"
    assert values(reading.read(found.text))[:4] == (
        "ỦY BAN NHÂN DÂN XÃ VÂN HẠ",
        "12/KH-UBND",
        "2018-04-03",
        "Kế hoạch",
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_text_is_read_in_every_form_of_unicode(encoding: str) -> None:
    assert opened(PLAIN.encode(encoding)).text.strip() == PLAIN.strip()


TCVN3 = (
    "ñy ban nh©n d©n x· V©n H¹. KÕ ho¹ch trång c©y n¨m 2018: c¸c th«n thùc hiÖn ®óng tiÕn ®é, b¸o c¸o kÕt qu¶ "
    "hµng th¸ng."
)


LIKE_TODAY = "Phßng V¨n ho¸ vµ ®¬n vÞ ®­îc giao chñ tr× thñ tôc cÊp phÐp cho c¸c hé d©n ë ph­êng ®ñ ®iÒu kiÖn. "
"""Old letters that today's Vietnamese has as well, for others: ê, ô, â, õ."""


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8"])
@pytest.mark.parametrize(
    ("old", "today"), [(TCVN3, "thực hiện đúng tiến độ"), (LIKE_TODAY, "được giao chủ trì thủ tục")]
)
def test_letters_of_old_fonts_become_letters_of_today(old: str, today: str, encoding: str) -> None:
    found = opened((old * 3).encode(encoding))
    assert today in found.text
    assert any("bảng mã cũ" in said for said in found.warnings)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "trống"), (papers.scanned(), "ảnh quét"), (papers.bomb(), "bung ra quá lớn"),
        (papers.word()[:9000], "hỏng"),
        (papers.paper(rows=2)[:900], "hỏng"), (b"\xd0\xcf\x11\xe0" + b"0" * 600, ".docx"), (b"{\\rtf1 a}", "RTF"),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 60, "ảnh"), (bytes(range(256)) * 8, "không phải văn bản"),
        (b"<html><body></body></html>", "không có chữ"),
    ],
    ids=["empty", "scanned", "bomb", "cut-word", "cut-pdf", "doc", "rtf", "picture", "noise", "page-without-words"],
)  # fmt: skip
def test_what_cannot_be_read_is_said(content: bytes, why: str) -> None:
    with pytest.raises(Refused, match=why):
        opened(content)


def test_a_word_file_that_declares_entities_is_refused() -> None:
    """Word writes no DTD: whoever did may name files of the server."""
    with zipfile.ZipFile(io.BytesIO(papers.word())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    declared = b'<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
    head, sep, body = parts["word/document.xml"].partition(b"?>")
    parts["word/document.xml"] = head + sep + declared + body
    hostile = io.BytesIO()
    with zipfile.ZipFile(hostile, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    with pytest.raises(Refused, match="DTD"):
        opened(hostile.getvalue())


def test_tables_in_tables_are_read() -> None:
    assert "bảng 7" in opened(papers.word(nested=8)).text
    assert reading.read(opened(papers.word(nested=40)).text).symbol


def test_broken_files_are_read_in_part_or_refused() -> None:
    """A few of the ten thousand of ``make bench``: no crash, no silence, no text of which much is gone unsaid."""
    became, _, wrong = tried(150)
    assert not wrong
    assert min(became[what] for what in ("read", "in part", "refused")) > 5


def test_files_of_two_hundred_megabytes_cost_no_more_than_a_sentence() -> None:
    """Files with holes, through the process apart: text is read at its beginning, others are not even opened."""
    assert huge() == []


def test_sixty_pages_are_read_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second for each page, from where the file is opened and from where that is watched."""
    assert [limits.for_pages(count) for count in (1, 15, 40, 60, 400)] == [15, 15, 40, 60, 60]
    monkeypatch.setattr(guarded, "SECONDS", 8)
    found = guarded.Guarded().extract(papers.long(16), name="dài.pdf")
    assert len(found.pages) == 16 and not found.warnings and "khu vực số 7 của phần 16" in found.text


def test_a_page_whose_data_are_damaged_is_said() -> None:
    """What stays of packed data that break off is no whole page."""
    whole = papers.long(2)
    with pdfplumber.open(io.BytesIO(whole)) as file:
        packed = resolve1(file.pages[0].page_obj.contents[0]).rawdata
    at = whole.index(packed)
    found = opened(whole[: at + len(packed) * 3 // 4] + b"\0\1\2\3" + whole[at + len(packed) * 3 // 4 + 4 :])
    assert any(re.match("Trang 1.* bị hỏng", said) for said in found.warnings) and "phần 2" in found.text
    assert not opened(whole).warnings


def test_letters_that_are_no_vietnamese_are_said() -> None:
    found = opened(("Ðåøåíèå î ïëàíå ðàáîò íà ãîä " * 3).encode())
    assert any("không thành tiếng Việt" in said for said in found.warnings)


def test_letters_that_a_broken_file_lost_are_counted() -> None:
    found = opened(PLAIN.replace("VÂN", "\ud55c궠\x06").encode("utf-16"))
    assert "Tệp có 3 ký tự không đọc được." in found.warnings


def test_what_a_file_is_not_is_said() -> None:
    """Macros are called macros; a text that is named a PDF is read, with a word about its name."""
    made = io.BytesIO(papers.word())
    with zipfile.ZipFile(made, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"macro")
    with pytest.raises(Refused, match="có macro"):
        opened(made.getvalue())
    found = guarded.Guarded().extract(PLAIN.encode(), name="ke-hoach.pdf")
    assert found.text.startswith("ỦY BAN") and "không phải tệp PDF" in " ".join(found.warnings)


def test_the_process_apart_ends_what_takes_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """A large text is read at its beginning; a large file of another kind is not even opened."""
    monkeypatch.setattr(guarded, "MOST_TEXT_BYTES", 4000)
    monkeypatch.setattr(guarded, "MOST_BYTES", 6000)
    found = guarded.Guarded().extract((PLAIN * 100).encode(), name="dài.txt")
    assert found.text.startswith("ỦY BAN") and "chỉ đọc phần đầu" in " ".join(found.warnings)
    with pytest.raises(CannotExtract, match="lớn hơn"):
        guarded.Guarded().extract(b"%PDF-1.7" + b"0" * 9000, name="lớn.pdf")
    monkeypatch.setattr(guarded, "SECONDS", 0.01)
    with pytest.raises(CannotExtract, match="quá lâu"):
        guarded.Guarded().extract(PLAIN.encode(), name="a.txt")


def test_the_command_gives_json_with_places_or_says_why_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "kế hoạch.txt"
    file.write_text(PLAIN, encoding="utf-8")
    call_command("read", str(file))
    found = json.loads(capsys.readouterr().out)
    assert {
        "issuer", "symbol", "number", "place", "date", "type", "title", "bases", "recipients", "signer",
        "items", "tasks", "references",
        "warnings",
    } <= set(found)  # fmt: skip
    start, end = found["symbol"]["span"]
    assert found["text"][start:end] == found["symbol"]["value"] == "12/KH-UBND"
    assert found["signer"] == {
        "authority": None,
        "position": None,
        "name": None,
        "on_behalf": None,
        "authorities": [],
    }
    file.write_text(f"TỐI MẬT\n{PLAIN}", encoding="utf-8")
    call_command("read", str(file))
    assert "có độ mật (Tối mật)" in json.loads(capsys.readouterr().out)["warnings"][0]
    file.write_bytes(papers.scanned())
    with pytest.raises(CommandError, match="ảnh quét"):
        call_command("read", str(file))
    with pytest.raises(CommandError, match="Không có tệp"):
        call_command("read", str(tmp_path / "không.txt"))


def test_a_table_of_tasks_in_an_annex_of_word_is_read() -> None:
    """Headings over two rows, groups of rows, a lead over several rows; bodies written small apart from each other."""
    rows = [
        ["TT", "Nhiệm vụ", "Phân công", "<", "Thời gian hoàn thành"],
        [None, None, "Chủ trì", "Phối hợp", None],
        ["I", "CHUYỂN ĐỔI SỐ", "<", "<", "<"],
        ["1", "Số hóa sổ", "Công chức tư pháp", "Trung tâm; Doanh nghiệp, Sở Tư pháp", "Quý IV/2025 và các năm sau"],
        ["2", "Tập huấn kỹ năng số", "Phòng Văn hóa", "Đoàn Thanh niên", "Thường xuyên"],
        ["3", "Báo cáo kết quả", None, "", "Trước 20/12 hằng năm"],
    ]  # fmt: skip
    document = reading.read(opened(office_files.word(PLAIN, rows)).text)
    assert [
        (
            task.lead[0].value,
            [one.value for one in task.cooperating],
            task.deadline and task.deadline.recurrence and task.deadline.recurrence.value,
        )
        for task in document.tasks
    ] == [
        ("Công chức tư pháp", ["Trung tâm", "Doanh nghiệp", "Sở Tư pháp"], "FREQ=YEARLY"),
        ("Phòng Văn hóa", ["Đoàn Thanh niên"], "CONTINUOUS"),
        ("Phòng Văn hóa", [], "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=20"),
    ]


def test_what_was_read_when_the_time_was_over_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    turned = iter(range(9))

    def page(*_: object) -> tuple[list[str], None, bool]:
        if next(turned):
            monkeypatch.setattr(paper.time, "monotonic", lambda: 1e9)
            raise TimeUp
        return ["Số: 12/KH-UBND"], None, True

    monkeypatch.setattr(paper, "_page", page)
    found = opened(papers.paper(pages=1))
    assert found.text.startswith("Số: 12/KH-UBND") and "chỉ đọc 1 trang đầu" in " ".join(found.warnings)


def test_one_page_that_takes_too_long_is_left_out_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages after it are read; what swallows the signal is given it again."""
    turned = iter(range(9))

    def page(*_: object) -> tuple[list[str], None, bool]:
        at = next(turned)
        for again in range(2 if at == 0 else 0):
            with contextlib.suppress(*(() if again else (TimeUp,))):
                while True:
                    pass
        return [f"Trang số {at}"], None, True

    monkeypatch.setattr(paper, "_page", page)
    monkeypatch.setattr(limits, "PAGE", 3)
    monkeypatch.setattr(signal, "alarm", lambda seconds: signal.setitimer(signal.ITIMER_REAL, seconds))
    monkeypatch.setattr(limits.resource, "setrlimit", lambda *_: None)
    before = signal.signal(signal.SIGALRM, child._up)
    try:
        signal.setitimer(signal.ITIMER_REAL, 20)
        found = opened(papers.long(3))
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    assert "Trang số 1" in found.text and "Trang số 2" in found.text
    assert found.warnings == ("Trang 1: đọc quá lâu, không đọc được; cần người xem.",)


def test_a_missing_library_is_no_damaged_file(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def missing(_: bytes) -> None:
        raise ModuleNotFoundError(name="pdfplumber")

    monkeypatch.setattr(child, "opened", missing)
    monkeypatch.setattr(child.resource, "setrlimit", lambda *_: None)
    monkeypatch.setattr(child.logging, "disable", lambda *_: None)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"%PDF-1.7")))
    child.main()
    assert "thiếu thư viện pdfplumber" in json.loads(capsys.readouterr().out)["refused"]


def test_a_text_of_nothing_but_lines_and_control_characters_is_read_at_once() -> None:
    text = (
        "ỦY BAN NHÂN DÂN XÃ VÂN HẠ\nSố: 12\x00/KH-\x1bUBND\u202e\n"
        + "\n" * 300_000
        + "KẾ HOẠCH\nTrồng\x07 cây\n"
    )
    document = reading.read(text)
    assert document.symbol and document.symbol.value == "12/KH-UBND"
    assert document.title and document.title.value == "Trồng cây"
    start, end = document.title.span
    assert text[start:end] == "Trồng\x07 cây"


SWEEPING = [
    (
        str(n), f"Quét dọn, thu gom rác thải và khơi thông cống rãnh tại tuyến đường số {n}", "Hội Nông dân xã",
        "Đoàn Thanh niên, Công an xã", f"Trước ngày {n % 28 + 1:02}/6/2026",
    )
    for n in range(1, 41)
]  # fmt: skip
SECTIONS = [
    ("I. Công tác vệ sinh",),
    *SWEEPING[:3],
    ("II. Tuyên truyền, vận động nhân dân dọc đường",),
    *SWEEPING[3:5],
]
NARROW = ("STT", "Nội dung công việc", "Cơ quan chủ trì thực hiện", "Phối hợp", "Thời gian hoàn thành")


@pytest.mark.parametrize(
    ("rows", "options"),
    [
        (SWEEPING, {}),
        (SWEEPING[:1], {}),
        (SECTIONS, {}),
        (SWEEPING, {"align": "center + horizon"}),
        (SWEEPING, {"headings": NARROW, "columns": "(9%, 1fr, 18%, 18%, 16%)"}),
        ([row[1:] for row in SWEEPING], {"headings": papers.HEADINGS[1:], "columns": "(1fr, 22%, 22%, 16%)"}),
    ],
    ids=["pages", "one row", "sections", "centred", "narrow", "no numbers"],
)
def test_a_table_without_lines_is_read_with_every_row(
    rows: list[tuple[str, ...]], options: dict[str, Any]
) -> None:
    """Also over pages, and without a word of what stands around it."""
    found = opened(papers.open_table(rows, **options))
    document = reading.read(found.text)
    tasks = [
        (
            task.text.value, [one.value for one in task.lead], [one.value for one in task.cooperating],
            task.deadline and task.deadline.date and task.deadline.date.value.day,
        )
        for task in document.tasks
        if task.cooperating
    ]  # fmt: skip
    assert tasks == [
        (row[-4], ["Hội Nông dân xã"], ["Đoàn Thanh niên", "Công an xã"], int(row[-1].split()[-1][:2]))
        for row in rows
        if len(row) > 1
    ]
    assert any(task.text.value.startswith("Đề nghị các đơn vị có tên") for task in document.tasks)
    assert not any("bảng" in said for said in (*found.warnings, *document.warnings))


def test_a_table_whose_rows_nobody_can_tell_is_said() -> None:
    """Numbers in the middle of rows that nothing parts; a heading in plain text with nothing known of its columns."""
    found = opened(
        papers.open_table(
            SWEEPING[:9], align="left + horizon", inset="0pt", columns="(8%, 1fr, 18%, 18%, 16%)"
        )
    )
    said = [*found.warnings, *reading.read(found.text).warnings]
    assert any("bảng" in one and "cần người xem" in one for one in said)
    plain = "KẾ HOẠCH\nHè\n\nTT   Nhiệm vụ   Đơn vị chủ trì   Thời hạn\n1   Quét đường   Hội Nông dân   01/6/2026\n"
    assert any("bảng" in one and "TT Nhiệm vụ" in one for one in reading.read(plain).warnings)


def test_words_in_columns_that_are_no_table_of_work_stay_lines() -> None:
    rows = [("1", "Nguyễn Thị Hoa", "Tổ 3", "0,5 ha", "")]
    headings = ("TT", "Họ và tên", "Nơi ở", "Diện tích", "Ghi chú")
    found = opened(papers.open_table(rows, headings=headings))
    assert "||" not in found.text and "Nguyễn Thị Hoa" in found.text
    assert not any("bảng" in said for said in reading.read(found.text).warnings)
