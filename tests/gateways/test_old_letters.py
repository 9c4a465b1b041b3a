"""Documents in the letters of fonts before Unicode (TCVN3, VNI) are read as if they had been written today."""

import functools
import re
import unicodedata
from collections.abc import Callable

import pytest
from viparse.normalize.encodings import CHARMAPS

from motcua.gateways.extraction.child import opened
from motcua.rules import reading
from tests.gateways import papers
from tests.gateways.old_letters import drawn_by_tcvn3, tcvn3, vni
from tests.tables import measuring

ENCODINGS: dict[str, Callable[[str], str]] = {"tcvn3": tcvn3, "vni": vni}
FONTS = {"tcvn3": ".VnTime", "vni": "VNI-Times"}
_LETTERS_OF_TCVN3 = str.maketrans(dict.fromkeys("¡¢£¤¥¦§¨©ª«¬®µ¶·¸¹»¼½¾÷", "?"))


@functools.cache
def documents() -> tuple[tuple[str, str], ...]:
    """Every text of the table and every published one with labels, as far as old fonts could write it."""
    found = list[tuple[str, str]]()
    for kind in (measuring.labelled, measuring.published, measuring.held_out):
        for name, content, _ in kind():
            text = (
                unicodedata.normalize("NFC", opened(content).text)
                .translate(_LETTERS_OF_TCVN3)
                .replace("|", "/")
            )
            found.append((name, "".join(c if _writable(c) else "?" for c in text)))
    return tuple(found)


def _writable(letter: str) -> bool:
    try:
        tcvn3(letter).encode("cp1252")
        vni(letter).encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True


def as_bytes(text: str, encoding: str) -> bytes:
    """As old editors saved it."""
    return ENCODINGS[encoding](text).encode("cp1252")


def as_letters(text: str, encoding: str) -> bytes:
    """As it is when somebody copied it into an editor of today."""
    return ENCODINGS[encoding](text).encode()


def as_word(text: str, encoding: str) -> bytes:
    """Word: each paragraph in its font, capitals with accents in the font for capitals, in the middle of a word."""
    return papers.runs([_runs(line, encoding) for line in text.split("\n")])


def _runs(line: str, encoding: str) -> list[tuple[str, str]]:
    if encoding == "vni":
        return [("VNI-Times", vni(line))]
    parts = re.findall(r"[^\x00-\x7fĂÂÊÔƠƯĐ]+|[\x00-\x7fĂÂÊÔƠƯĐ]+", line)
    return [
        (".VnTimeH" if part.isupper() and not part.isascii() else ".VnTime", tcvn3(part))
        for part in (one for run in parts for one in re.findall(r"[^\W\d_a-zà-ỹ]+|[^A-ZÀ-Ỹ]+|.", run))
    ]


def as_paper(text: str, encoding: str) -> bytes:
    """PDF, its font without a name that tells anything."""
    return papers.typed([("ABCDEF+TT1", ENCODINGS[encoding](line)) for line in text.split("\n")])


_TONES = "\u0300\u0309\u0303\u0301\u0323"


def viscii(text: str) -> bytes:
    """RFC 1456."""
    letters = {new: old for old, new in CHARMAPS["viscii"].pairs}
    return "".join(letters.get(c, c) for c in text).encode("latin-1")


def same(found: str, text: str, encoding: str, *, cased: bool) -> bool:
    """Word for word; without capitals where nothing tells of them."""
    plain = (lambda said: said) if cased or encoding == "vni" else drawn_by_tcvn3
    return plain(found).split() == plain(text).split()


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("form", [as_bytes, as_letters, as_word])
def test_whole_documents_are_read_as_they_were_written(
    form: Callable[[str, str], bytes], encoding: str
) -> None:
    for name, text in documents():
        found = opened(form(text, encoding))
        assert same(found.text, text, encoding, cased=form is as_word), name
        assert any("bảng mã cũ" in said and "đã chuyển" in said for said in found.warnings)
        assert not any("không chuyển được" in said for said in found.warnings), name


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_papers_are_read_as_they_were_written(encoding: str) -> None:
    """The beginning of every document: PDF writes ư of TCVN3 as a hyphen."""
    for name, whole in documents():
        text = re.sub(r"(?m)^\s*\d+\s*$", "", whole[:1800].rpartition(" ")[0])
        found = opened(as_paper(text, encoding))
        assert same(found.text, text, encoding, cased=False), name


PLAN = """ủy ban nhân dân
huyện trà ôn{gap}cộng hòa xã hội chủ nghĩa việt nam
Số: 12/KH-UBND{gap}Trà Ôn, ngày 03 tháng 4 năm 2008

kế hoạch
Trồng cây năm 2008

Ủy ban nhân dân huyện xây dựng Kế hoạch như sau:

1. Phòng Nông nghiệp chủ trì, phối hợp với Hội Nông dân chuẩn bị cây giống trước ngày 30/4/2008.

Nơi nhận:
- Lưu: VT.
tm. ủy ban nhân dân
chủ tịch



Nguyễn Thị Ở"""


def in_two_fonts(text: str, _: str) -> bytes:
    """Word: small letters in the font of capitals where the head and the signature stand."""
    large = re.compile("(?:ủy|huyện|kế|tm|chủ)[^A-ZĐ]*")
    return papers.runs(
        [
            [
                (".VnTimeH" if large.fullmatch(part) else ".VnTime", tcvn3(part))
                for part in re.split(r"(?<=\S)(?=\s{3,})", line)
            ]
            for line in text.split("\n")
        ]
    )


def printed_in_two_fonts(text: str, _: str) -> bytes:
    """PDF whose fonts have their names."""
    large = re.compile("(?:ủy|huyện|kế|tm|chủ)[^A-ZĐ]*")
    return papers.typed(
        [(f"ABCDEF+.VnTime{'H' * bool(large.fullmatch(line))}", tcvn3(line)) for line in text.split("\n")]
    )


@pytest.mark.parametrize("form", [as_bytes, as_letters, in_two_fonts, as_paper, printed_in_two_fonts])
def test_a_head_in_a_font_of_capitals_is_read(form: Callable[[str, str], bytes]) -> None:
    """.VnTimeH draws small letters as capitals: the head stands in small ones in the file."""
    document = reading.read(opened(form(PLAN.format(gap=" " * 30), "tcvn3")).text)
    leaves = (
        document.issuer,
        document.symbol,
        document.type,
        document.signer.position,
        document.signer.authority,
    )
    assert [leaf and leaf.value for leaf in leaves] == [
        "ỦY BAN NHÂN DÂN HUYỆN TRÀ ÔN", "12/KH-UBND", "Kế hoạch", "CHỦ TỊCH", "TM.",
    ]  # fmt: skip
    assert [task.lead[0].value for task in document.tasks] == ["Phòng Nông nghiệp"]


TODAYS = [
    "Ủy ban nhân dân xã Vân Hạ gửi các thôn bản kế hoạch của huyện để thực hiện.",
    "Phòng họp số 2",
    "Xã",
]
OLDS = [
    "Ủy ban nhân dân huyện giao Phòng Nông nghiệp chủ trì, phối hợp với các xã thực hiện kế hoạch trồng cây.",
    "Chi phí do huyện trả", "Số lượng", "Thời gian: trước ngày 30/4/2008",
]  # fmt: skip


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_document_of_two_writers_is_read_part_by_part(encoding: str) -> None:
    """Word by the fonts of runs, also within a paragraph and in a table; text and PDF by lines."""
    old, font = ENCODINGS[encoding], FONTS[encoding]
    paragraphs = [[("Times New Roman", one)] for one in TODAYS]
    paragraphs += [[(font, old(one))] for one in OLDS]
    paragraphs += [[("", "Kết luận: "), (font, old("đồng ý")), ("Arial", " (đã ký)")]]
    lines = [*TODAYS, *OLDS, "Kết luận: đồng ý (đã ký)"]
    assert same(opened(papers.runs(paragraphs)).text, "\n".join(lines), encoding, cased=False)
    whole = [*TODAYS, *map(old, OLDS)]
    assert same(opened("\n".join(whole).encode()).text, "\n".join([*TODAYS, *OLDS]), encoding, cased=False)


def test_a_paper_of_two_writers_is_read_line_by_line() -> None:
    """Fonts that tell nothing: today's letters beside those of VNI, in lines and in the cells of a table."""
    found = opened(papers.printed([*TODAYS, *map(vni, OLDS), *TODAYS]))
    assert found.text.split() == " ".join([*TODAYS, *OLDS, *TODAYS]).split()
    assert any("đã chuyển" in said for said in found.warnings)


def test_a_font_that_was_left_behind_by_a_conversion_says_nothing() -> None:
    """Letters of today in .VnTime stay as they are."""
    paragraphs = [[(".VnTime", one)] for one in TODAYS]
    assert opened(papers.runs(paragraphs)).text.split() == " ".join(TODAYS).split()


def test_letters_that_stay_old_are_said() -> None:
    """Words of an old font in a line of today are not guessed at, nor passed over."""
    mixed = "Các thôn bản thực hiện KÕ ho¹ch của huyện"
    found = opened("\n".join([*TODAYS * 4, mixed]).encode())
    assert found.text.endswith(mixed)
    assert any("không chuyển được ở dòng 13" in said for said in found.warnings)


def test_capitals_of_old_letters_are_whole() -> None:
    """Plain letters are written large, accented ones cannot be: a short word between large ones is large too."""
    assert opened(tcvn3("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM   Độc lập - Tự do").encode()).text == (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM   Độc lập - Tự do"
    )


@pytest.mark.parametrize(
    ("old", "today"),
    [("KÕ ho¹ch vÒ ®Êt", "Kế hoạch về đất"), ("xaõ Vaân Haï trì hoaõn", "xã Vân Hạ trì hoãn")],
)
def test_a_few_old_bytes_are_no_other_code_page(old: str, today: str) -> None:
    assert opened(old.encode("cp1252")).text.casefold() == today.casefold()


def test_bytes_of_windows_in_vietnam_and_of_viscii_are_read() -> None:
    text = "Ủy ban nhân dân xã Vân Hạ thực hiện kế hoạch trồng rừng, bảo vệ đất và nước trên địa bàn."
    parted = "".join(
        unicodedata.normalize("NFC", "".join(c for c in unicodedata.normalize("NFD", one) if c not in _TONES))
        + "".join(c for c in unicodedata.normalize("NFD", one) if c in _TONES)
        for one in text
    )
    assert opened(parted.encode("cp1258")).text == text
    assert opened(viscii(text)).text == text


def test_documents_of_today_are_left_alone() -> None:
    for name, text in documents():
        found = opened(text.encode())
        assert found.text.split() == text.split() and not found.warnings, name
