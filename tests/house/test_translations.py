"""English is a full translation, and what Django says in Vietnamese is said our way."""

import ast
import re
from pathlib import Path

import allauth
import django
import pytest
from django.utils import translation

from motcua.conf import translations
from motcua.conf.translations import ENGLISH, VIETNAMESE, Catalogue, Entry
from tests.house.sources import modules, templates

CATALOGUE = Path(__file__).parents[2] / "catalogue"
ACCENTED = frozenset("ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ")


@pytest.fixture(scope="module")
def english() -> Catalogue:
    return translations.read(ENGLISH)


@pytest.fixture(scope="module")
def sources() -> Catalogue:
    return translations.found()


def test_every_text_of_the_sources_is_in_english(sources: Catalogue, english: Catalogue) -> None:
    lost = [
        f"{text!r} ({', '.join(entry.places)})"
        for text, entry in sources.items()
        if text not in english or translations.missing({text: english[text]})
    ]
    assert not lost, "motcua messages, then translate:\n" + "\n".join(lost)


def test_the_catalogue_holds_nothing_else(sources: Catalogue, english: Catalogue) -> None:
    gone = [text for text in english if text and text not in sources]
    assert not gone, f"motcua messages: {gone}"
    assert [text for text in sources if bool(sources[text].plural) != bool(english[text].plural)] == []


@pytest.mark.parametrize("path", [ENGLISH, VIETNAMESE], ids=["en", "vi"])
def test_values_stand_on_both_sides(path: Path) -> None:
    """``{x}`` and ``%(x)s`` of a text are those of its translation; fields of the template language too."""
    entries = translations.read(path).values()
    wrong = [
        entry.text
        for entry in entries
        for said in entry.said
        if entry.text and said and translations.blanks(said) != translations.blanks(entry.text)
    ]
    assert not wrong
    for entry in entries:
        for said in entry.said:
            if "{" in said and "%(" not in said:
                said.format("", **dict.fromkeys(translations.blanks(said), 1))


@pytest.mark.parametrize("path", [ENGLISH, VIETNAMESE], ids=["en", "vi"])
def test_what_runs_is_what_is_written(path: Path) -> None:
    assert path.with_suffix(".mo").read_bytes() == translations.compiled(translations.read(path)), (
        "motcua messages"
    )


def test_english_is_english(english: Catalogue) -> None:
    """No Vietnamese left standing, but for names and examples of what to type."""
    allowed = {
        "Tiếng Việt", "đồng", "Số tiền (đồng)", "Bộ phận một cửa, phường Long Biên", "Phường Long Biên",
        "Một Cửa đang chạy ở http://{host}:{port} (Ctrl-C để dừng)", "Các thành phần của Một Cửa",
        "Một Cửa, phần mềm một cửa của chính quyền cấp xã",
        "Ghi một thời hạn tính được, ví dụ: 03 ngày làm việc.", "Ví dụ: 03 ngày làm việc; 8 giờ làm việc.",
        "Ví dụ: khai sinh cho con", "Ví dụ: làm giấy khai sinh", "Ví dụ: Điều 17 Nghị định 118/2025/NĐ-CP",
        "Mỗi dòng một tên, ví dụ: Tờ khai", "Mỗi dòng một nơi; dòng “Lưu: VT” tự thêm.",
        "Gõ như trên giấy: Điều 1. · I. · 1. · a) · - · bảng: | ô | ô | trên từng dòng.",
        "Mỗi phụ lục bắt đầu bằng dòng “Phụ lục I”, dòng sau là tên.",
        "Tên người khiếu nại đã được thay bằng “người khiếu nại”: đọc lại bài đã công khai dưới đây.",
        "Quyết định được công khai. Bài trên cổng thông tin thì ai cũng đọc được: tên người khiếu nại được thay bằng "
        "“người khiếu nại”. Việc này không lấy lại được.",
        "Thời hạn “{said}” không tính được, ví dụ: 03 ngày làm việc.",
        "Phường Bồ Đề", "Phường Việt Hưng",
        "Chỉ khi phát phiếu theo nhóm. Mỗi dòng một nhóm và số phiếu, ví dụ Lớp 5A: 35.",
        "Dòng {n}: ghi tên nhóm, dấu hai chấm, số phiếu, ví dụ “Lớp 5A: 35”; mỗi nhóm ít nhất {least} phiếu.",
        "Ghi căn cứ; chưa có thì ghi “chưa rõ căn cứ”.",
        "Văn bản quy định chỉ tiêu; chưa có thì ghi “Chưa rõ căn cứ”.",
        "Ghi văn bản đặt mục tiêu, ví dụ Kế hoạch 12/KH-UBND.",
        "percent là phần trăm; còn lại ghi như “hồ sơ”, “lượt/ngày”.",
        "XLSX hoặc CSV có dòng tiêu đề: Mã thủ tục, Tên thủ tục, Loại, Có hiệu lực từ, Thời hạn giải quyết, "
        "Thời hạn theo luật, Phí, lệ phí, Cơ quan thực hiện, Căn cứ pháp lý, Thay thế mã.",
    }  # fmt: skip
    left = [
        (entry.text, said)
        for entry in english.values()
        for said in entry.said
        if entry.text not in allowed
        and ACCENTED
        & set(
            said.casefold()
            .replace("nđ-cp", "")
            .replace("qđ-ttg", "")
            .replace("qđ ", "")
            .replace("một cửa", "")
        )
    ]
    assert left == []


def test_our_vietnamese_overrides_texts_that_exist() -> None:
    """A text that Django or allauth no longer says would override nothing."""
    theirs = set()
    for root in (Path(django.__file__).parent, Path(allauth.__file__).parent):
        for path in root.glob("**/locale/*/LC_MESSAGES/django.po"):
            if path.parts[-3] in {"en", "de"}:
                theirs |= {line for line in path.read_text(encoding="utf-8").split("\n\n") if "msgid" in line}
    known = {"".join(_strings(block, "msgid")) for block in theirs}
    ours = [text for text in translations.read(VIETNAMESE) if text]
    assert len(ours) > 30
    assert [text for text in ours if text not in known] == []


def _strings(block: str, name: str) -> list[str]:
    found: list[str] = []
    inside = False
    for line in block.splitlines():
        if line.startswith(f"{name} "):
            found, inside = [ast.literal_eval(line.removeprefix(f"{name} "))], True
        elif inside and line.startswith('"'):
            found.append(ast.literal_eval(line))
        else:
            inside = False
    return found


def test_django_says_it_our_way() -> None:
    with translation.override("vi"):
        assert translation.gettext("This field is required.") == "Ô này cần được điền."
        said = translation.ngettext(
            "Ensure this value has at most %(limit_value)d character (it has %(show_value)d).",
            "Ensure this value has at most %(limit_value)d characters (it has %(show_value)d).",
            3,
        )
        assert said.startswith("Chỉ ghi được")
    with translation.override("en"):
        assert translation.gettext("This field is required.") == "This field is required."


def test_reading_and_writing_agree(tmp_path: Path) -> None:
    entries = {
        "": Entry("", said=["Language: en\nX: y\n"]),
        'một "hai"\n\tba\\': Entry('một "hai"\n\tba\\', places=["a.py"], said=["one"]),
        "{n} việc": Entry("{n} việc", "{n} việc", ["b.py", "c.html"], ["{n} thing", "{n} things"]),
    }
    path = tmp_path / "x.po"
    path.write_text(translations.written(entries), encoding="utf-8")
    assert translations.read(path) == entries
    assert translations.written(translations.read(path)) == path.read_text(encoding="utf-8")


def test_no_page_and_no_refusal_escapes_the_finder(sources: Catalogue) -> None:
    """Vietnamese in a template stands inside a tag that is translated; refusals are found by their class."""
    places = {place for entry in sources.values() for place in entry.places}
    assert "motcua/rules/process.py" in places
    assert sum(place.endswith(".html") for place in places) > len(templates()) // 2
    texts = [
        line.value.value
        for source in modules()
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ClassDef)
        for line in node.body
        if isinstance(line, ast.Assign)
        and isinstance(line.targets[0], ast.Name)
        and line.targets[0].id == "text"
        and isinstance(line.value, ast.Constant)
    ]
    assert len(texts) > 50
    assert [text for text in texts if text not in sources] == []


def test_nobody_reads_the_numbers_of_our_own_rules(sources: Catalogue) -> None:
    """“R4.15” and “S069” name rules among ourselves; people read the article of the law."""
    ours = re.compile(r"\b(?:R\d{1,2}\.\d+|S\d{3})\b")
    shown = [text for text in sources if ours.search(text)]
    for path in sorted(CATALOGUE.glob("index_sets/*.toml")) + sorted(CATALOGUE.glob("reports/*.toml")):
        lines = path.read_text(encoding="utf-8").splitlines()
        shown += [line for line in lines if re.match(r"\s*(law|note) *=", line) and ours.search(line)]
    assert not shown
