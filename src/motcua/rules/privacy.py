"""What in a text may belong to one person: telephones, identity numbers, e-mail, licence plates; names of people.

Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15 Điều 3. A machine finds the form, not whose it is: a hotline looks the same.
Whoever makes the text public mends it or confirms that nothing found is anybody's own.
"""

import re
from collections.abc import Collection

from motcua.rules.impossible import Invalid

MASK = "[…]"
_ALONE = r"(?<!\d)(?<!\d[.,/\-])"
_NO_SUM = r"(?!\d)(?!\s*(?:đồng|đ\b|vnđ|vnd|triệu|tỷ))"
_FORMS = re.compile(
    "|".join((
        r"[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+",
        rf"{_ALONE}0\d\d(?:[ .]?\d{{3}}){{3}}{_NO_SUM}",  # 12 digits; every one begins with the code of a province
        rf"{_ALONE}(?:\+?84[ .\-]{{0,2}}|\(?0)"
        rf"(?:[35789]\d(?:[ .\-)]{{0,2}}\d){{7}}|2\d(?:[ .\-)]{{0,2}}\d){{8}}){_NO_SUM}",
        rf"{_ALONE}\d{{3}} ?\d{{3}} ?\d{{3}}{_NO_SUM}",  # 9 digits, the older identity card
        r"(?<!\w)[1-9]\d-?(?:[a-zđ]\d|[a-zđ]{1,2})[ .\-]{0,3}\d{3}\.?\d{1,2}(?!\w)",
    )),
    re.IGNORECASE,
)  # fmt: skip


def personal(text: str) -> list[str]:
    """What in a text looks like somebody's own, each once, in the order of the text."""
    return list(dict.fromkeys(found[0].strip() for found in _FORMS.finditer(text)))


def masked(text: str) -> str:
    """A text as it is offered to be made public: telephones, identity numbers, e-mail, plates left out."""
    return _FORMS.sub(MASK, text)


def noticed(text: str) -> list[str]:
    """Names of people and what else may be somebody's own, each once: to be looked at before a text is public."""
    return [*named(text), *personal(text)]


def check_public(
    text: str, field: str, *, impersonal: bool = False, people: bool = False, denied: Collection[str] = ()
) -> str:
    """A text as it will be public; raises Invalid naming what may be somebody's own, unless that was denied.

    ``people``: it tells of a matter of people, so names are looked for too.
    ``denied``: of each of these it was said that it is nobody's own.
    """
    if impersonal:
        return text
    if people and any(one not in denied for one in named(text)):
        raise Invalid(
            field=field,
            text="Ai cũng sẽ đọc được {found}. Là tên, số của một người thì bỏ đi, viết chức danh hoặc “một người "
            "dân”; không phải của riêng ai thì đánh dấu xác nhận.",
            found=", ".join(one for one in noticed(text) if one not in denied),
        )  # fmt: skip
    if found := [one for one in personal(text) if one not in denied]:
        raise Invalid(
            field=field,
            text="Ai cũng sẽ đọc được {found}. Của một người thì bỏ đi; là số của cơ quan thì đánh dấu xác nhận.",
            found=", ".join(found),
        )  # fmt: skip
    return text


# --- names of people -------------------------------------------------------------------------------------------

_FAMILY = re.compile(
    "nguyễn|trần|lê|phạm|hoàng|huỳnh|phan|vũ|võ|đặng|bùi|đỗ|hồ|ngô|dương|lý|đinh|đào|đoàn|trịnh|trương|lâm|mai|tô|tạ|"
    "cao|hà|chu|châu|quách|lương|lưu|phùng|tống|thái|vương|đàm|kiều|khúc|doãn|nghiêm|thân|tăng|lò|quàng|cầm|giàng|vàng",
    re.IGNORECASE,
)
_ADDRESS = re.compile("ông|bà|anh|chị|cụ|cô|chú|bác|em|cháu|thầy", re.IGNORECASE)
_STREET = re.compile(
    "đường|phố|phường|xã|quận|ngõ|ngách|hẻm|cầu|chợ|trường|đền|lăng|tượng|viên|hai", re.IGNORECASE
)
_PLACE = re.compile(
    rf"{_STREET.pattern}|huyện|tỉnh|hồ|sông|thcs|thpt|viện|chùa|đình|khu|thôn|làng|ấp|tổ", re.IGNORECASE
)
"""Words before a name by which it is a place's: streets are called after people."""
_WORD = re.compile(r"[^\W\d_]+")


def named(text: str) -> list[str]:
    """What looks like the name of a person, each once: "ông Bình", "Nguyễn Văn An"; those of places are passed over."""
    words = list(_WORD.finditer(text))
    found, n = list[str](), 0
    while n < len(words):
        here, addressed = words[n], bool(_ADDRESS.fullmatch(words[n][0]))
        end = first = n + 1 if addressed else n
        while end < len(words) and _follows(text, words, end) and _capital(words[end][0]):
            end += 1
        before = words[n - 1][0] if n and text[words[n - 1].end() : here.start()].isspace() else ""
        long_enough = end > first if addressed else end - first >= 3 and bool(_FAMILY.fullmatch(here[0]))
        if long_enough and not (_STREET if addressed else _PLACE).fullmatch(before):
            found.append(text[here.start() : words[end - 1].end()])
        n = max(end, n + 1)
    return list(dict.fromkeys(found))


def _capital(word: str) -> bool:
    return len(word) > 1 and word[0].isupper()


def _follows(text: str, words: list[re.Match[str]], n: int) -> bool:
    """Whether a word stands right behind the one before, with a blank between."""
    return n == 0 or text[words[n - 1].end() : words[n].start()].isspace()


def check_unnamed(text: str, field: str, *, impersonal: bool = False) -> str:
    """A text about many people, not about one; raises Invalid naming what may be a person's, unless that was denied."""
    if not impersonal and (found := [*named(text), *personal(text)]):
        raise Invalid(
            field=field,
            text="Không ghi về một người cụ thể. Bỏ {found}, viết “một số hộ”, “người dân khu vực”; nếu không phải tên "
            "hay số của ai, đánh dấu xác nhận.",
            found=", ".join(found[:3]),
        )  # fmt: skip
    return text


def check_coded(text: str, field: str) -> str:
    """A text in which people stand by the code of their matter; raises Invalid naming what may be a person's."""
    if found := [*named(text), *personal(text)]:
        raise Invalid(
            field=field,
            text="Không ghi tên, số của một người: {found}. Ghi mã đơn, mã hồ sơ hoặc chức vụ thay tên.",
            found=", ".join(found[:3]),
        )  # fmt: skip
    return text


_DENOUNCING = re.compile(r"\btố\s+cáo\b", re.IGNORECASE)
_OF_SOMEBODY = re.compile(r"\b(?:đơn|thư|đơn\s+thư)\s+tố\s+cáo\s+(?:của|do)\b", re.IGNORECASE)


def denounces(text: str) -> bool:
    """Whether the words speak of denouncing."""
    return bool(_DENOUNCING.search(text))


def check_no_denouncer(text: str, field: str) -> str:
    """A text that does not say who denounces (Luật Tố cáo 25/2018/QH14 Điều 47; R6.45); raises Invalid."""
    if _OF_SOMEBODY.search(text) or (denounces(text) and (named(text) or personal(text))):
        raise Invalid(
            field=field,
            text="Đơn tố cáo không vào sổ này: nhận ở trang Đơn thư, danh tính được niêm phong. Văn bản chỉ nói về "
            "công tác tố cáo thì viết lại, không nêu tên hay số của ai.",
        )  # fmt: skip
    return text
