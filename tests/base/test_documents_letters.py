"""Letters and decisions with their wording as data: the same text as PDF and as DOCX, and nothing else in the file."""

import datetime as dt
import io
import json
import unicodedata
import zipfile

import docx
import pypdf
import pytest

from motcua.base.documents import forms
from motcua.base.documents.forms import word
from motcua.base.documents.queries import signature_mark
from motcua.rules import vietnamese
from motcua.rules.impossible import NotFound
from tests.base import documents_samples as samples

HEAD = {
    "agency": "Ủy ban nhân dân phường Long Biên", "place": "Long Biên", "issued_on": dt.date(2026, 11, 20),
    "capacity": "Chủ tịch", "code": "TC-H26-1",
}  # fmt: skip
VALUES = {
    "pseudonym": "NTC-2026-ABCDEF",
    "agency": "Ủy ban nhân dân phường",
    "petition": "DT-1",
    "ground": "vì {x}",
}


def words_of(content: bytes) -> str:
    """Every word of a DOCX, tables included."""
    document = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*cells, *(paragraph.text for paragraph in document.paragraphs)])


@pytest.mark.parametrize("code", forms.wordings())
def test_every_wording_is_printed_both_ways(code: str) -> None:
    data = forms.filled(code, HEAD, VALUES)
    pages = pypdf.PdfReader(io.BytesIO(forms.as_pdf(data))).pages
    printed = "".join("".join(page.extract_text().split()) for page in pages).casefold()
    written = "".join(words_of(forms.as_docx(data)).split()).casefold()
    for line in [data["heading"], *data["body"], *data["articles"], *data["recipients"]]:  # type: ignore[misc]
        squeezed = "".join(str(line).split()).casefold()
        assert squeezed in printed and squeezed in written, line
    assert forms.wordings()[code].certainty in ("verified", "check") and forms.wordings()[code].law


def test_values_are_text_and_what_is_unknown_is_dotted() -> None:
    body = " ".join(forms.filled("denunciation-refused", HEAD, VALUES)["body"])  # type: ignore[arg-type]
    assert "vì {x}" in body and "……" in body and "{ground_law}" not in body
    with pytest.raises(NotFound):
        forms.filled("none", HEAD, VALUES)


def test_the_file_says_who_issued_it_and_no_more() -> None:
    data = forms.filled("denunciation-accepted", HEAD, VALUES)
    content = forms.as_docx(data)
    assert content == forms.as_docx(data), "equal data, equal bytes"
    known = docx.Document(io.BytesIO(content)).core_properties
    assert (known.author, known.last_modified_by, known.comments) == (HEAD["agency"], HEAD["agency"], "")
    assert known.title == "Thông báo về việc thụ lý tố cáo – TC-H26-1"
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert {part.date_time for part in parts.infolist()} == {word.FIXED}


@pytest.mark.parametrize("odd", ["a\x00\x01\x0bb", "a\ud800b", "a\ufffeb", "ab" * 300])
def test_what_no_document_may_hold_is_left_out(odd: str) -> None:
    """Whatever was typed or came with a scan, the letter is written."""
    data = {**forms.filled("complaint-verification", HEAD, VALUES), "heading": f"Thông báo về việc {odd}"}
    data |= {"agency": odd, "body": [odd], "articles": [odd]}
    said = words_of(forms.as_docx(data))
    assert said.count("ab") >= 2
    assert forms.as_pdf(data)


def test_a_letter_is_written_whatever_of_unicode_is_in_it() -> None:
    """Every control, format character, half of a pair and noncharacter; letters of other planes, private ones."""
    unseen = [chr(n) for n in range(0x110000) if unicodedata.category(chr(n)) in ("Cc", "Cs", "Cf")]
    never = [chr(plane << 16 | n) for plane in range(17) for n in (0xFFFE, 0xFFFF)] + [
        chr(n) for n in range(0xFDD0, 0xFDF0)
    ]
    others = [chr(n) for n in range(0xA0, 0x110000, 3001)]
    odd = " ".join(f"a{one}b" for one in (*unseen, *never, *others))
    data = {**forms.filled("complaint-verification", HEAD, VALUES), "heading": f"Thông báo về việc {odd}"}
    data |= {
        "agency": odd[:4000],
        "place": odd[:4000],
        "signer": odd[:4000],
        "body": [odd],
        "to": [odd[:4000]],
    }
    said = words_of(forms.as_docx(data))
    assert "ab ab" in said and not vietnamese.hidden(said)
    assert forms.as_pdf(data).startswith(b"%PDF")
    assert signature_mark("agency", name=odd[:400], at=dt.datetime(2026, 11, 20, tzinfo=dt.UTC)).drawn


def test_a_row_of_a_report_has_as_many_cells_as_its_table() -> None:
    rows = [["Đường 40 m"], ["Cầu", "Giá đất", "thừa"], ["Kè"]]
    table = json.dumps({"heads": ["Dự án", "Vướng mắc"], "rows": rows})
    body = [{"kind": "table", "text": table}]
    made = docx.Document(io.BytesIO(forms.report_as_docx({**samples.PERIODIC_REPORT, "body": body})))
    assert [[cell.text for cell in row.cells] for row in made.tables[1].rows] == [
        ["TT", "Dự án", "Vướng mắc"], ["1", "Đường 40 m", ""], ["2", "Cầu", "Giá đất"], ["3", "Kè", ""],
    ]  # fmt: skip
