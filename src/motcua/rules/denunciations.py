"""Settling denunciations (tố cáo): how long, how often longer, on which grounds it waits or stops (R6.42–R6.46).

Luật Tố cáo 25/2018/QH14. Days are parameters of the law; the wording of grounds is from memory and to be checked by a
jurist.
"""

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from motcua.rules.impossible import Impossible, Invalid
from motcua.rules.vietnamese import fold, same_tone

LAW = "Luật Tố cáo 25/2018/QH14"


class NoFurtherExtension(Impossible):
    """The time was extended as often as the law allows (R6.43)."""

    text = "Đã gia hạn {times} lần. Luật cho vụ việc phức tạp gia hạn một lần, đặc biệt phức tạp nhiều nhất hai lần."


class OnlyIfSpeciallyComplicated(Impossible):
    """A second extension needs a specially complicated case (R6.43)."""

    text = "Gia hạn lần hai chỉ khi vụ việc đặc biệt phức tạp."


@dataclass(frozen=True)
class Ground:
    """Why the settling of a denunciation waits, ends or takes longer, with its law."""

    code: str
    text: str
    law: str


COMPLICATED = (
    Ground("complex", "Vụ việc phức tạp", f"{LAW} Điều 30 khoản 2"),
    Ground("very_complex", "Vụ việc đặc biệt phức tạp", f"{LAW} Điều 30 khoản 3"),
)
SUSPENSIONS = (
    Ground(
        "other_case", "Cần chờ kết quả giải quyết của cơ quan khác hoặc của vụ việc khác có liên quan",
        f"{LAW} Điều 34 khoản 1 điểm a",
    ),
    Ground(
        "assessment", "Cần chờ kết quả giám định bổ sung, giám định lại", f"{LAW} Điều 34 khoản 1 điểm b"
    ),
)  # fmt: skip
STOPS = (
    Ground("withdrawn", "Người tố cáo rút toàn bộ nội dung tố cáo", f"{LAW} Điều 34 khoản 3 điểm a"),
    Ground(
        "dead", "Người bị tố cáo là cá nhân đã chết, nội dung chỉ liên quan đến trách nhiệm của người đó",
        f"{LAW} Điều 34 khoản 3 điểm b",
    ),
    Ground(
        "settled", "Vụ việc đã được Tòa án hoặc cơ quan có thẩm quyền giải quyết, bản án, quyết định có hiệu lực",
        f"{LAW} Điều 34 khoản 3 điểm c",
    ),
)  # fmt: skip
GROUNDS: Mapping[str, Ground] = {one.code: one for one in (*COMPLICATED, *SUSPENSIONS, *STOPS)}


_FORMS = r"(?:(?:các|những)\s+)?(?:ông|bà|anh|chị|cô|chú|bác|cậu|dì|thím|em|cháu|cụ)"
_OWN_VOICE = re.compile(r"(?<!\w)(?:chúng\s+)?tôi(?!\w)", re.IGNORECASE)


def check_told(text: str, pseudonym: str, field: str) -> str:
    """What the denounced person is told is a summary in the third person: raises Invalid where who denounces speaks in
    it, or stands in it under the pseudonym (R6.45).
    """
    if pseudonym in text:
        raise Invalid(
            field=field,
            text="Bản tóm tắt đưa cho người bị tố cáo không nhắc đến người tố cáo, kể cả bằng mã.",
        )
    if _OWN_VOICE.search(text):
        raise Invalid(
            field=field, text="Tóm tắt bằng lời của cơ quan, không dùng lời “tôi” của người tố cáo."
        )
    return text


def unnamed(text: str, pseudonym: str) -> str:
    """A text in which who denounces is only called so: no pseudonym, which leads on to the file, no form of address."""
    return re.sub(
        rf"(?:(?<!\w){_FORMS}\s+)?{re.escape(pseudonym)}", "người tố cáo", text, flags=re.IGNORECASE
    )


def check_extension(levels: Sequence[str], level: str, days: int, resolve: Mapping[str, Any]) -> None:
    """Raises unless one more extension is lawful: ``levels`` those given, ``resolve`` the parameter of R6.43.

    A complicated matter is extended once, a specially complicated one twice, each by so many days at most.
    """
    if level not in {one.code for one in COMPLICATED}:
        raise Invalid(field="level", text="Chọn mức phức tạp của vụ việc.")
    n, allowed = len(levels), [int(most) for most in resolve[level]]
    if n >= max(len(resolve[one.code]) for one in COMPLICATED):
        raise NoFurtherExtension(times=n)
    if n >= len(allowed):
        raise OnlyIfSpeciallyComplicated()
    if not 1 <= days <= allowed[n]:
        raise Invalid(field="days", text="Mỗi lần gia hạn từ 1 đến {most} ngày.", most=allowed[n])


def last_day(
    accepted_on: dt.date, base: int, extensions: Iterable[int] = (),
    waits: Iterable[tuple[dt.date, dt.date]] = (),
) -> dt.date:  # fmt: skip
    """The last calendar day of the settling: so many days from acceptance, what waited in between not counted.

    It may fall on a day of rest; the deadline then is the next working day (R0.3).
    """
    waited = sum((until - since).days for since, until in waits)
    return accepted_on + dt.timedelta(days=base + sum(extensions) + waited)


_PLAINLY = re.compile(
    r"\b(?:to cao|to giac|don to|nac danh|hoi lo|tham nhung|tham o|bao ke|giu kin|bao che|chiem doat|bien thu|"
    r"(?:loi|lam) dung (?:chuc|quyen|long tin|tin nhiem)|co y lam trai|lam gia (?:giay|ho so|chu ky|con dau|so lieu|"
    r"chung tu|danh sach)|"
    r"gia mao|mua chuoc|moc ngoac|thong dong|bo tui rieng|rut ruot|"
    r"hach sach|lot tay|hanh hung|ep buoc)\b"
)
"""However they are typed, words that accuse: acts of Luật Phòng, chống tham nhũng 36/2018/QH14 Điều 2 as letters of
citizens name them, offences against the person, and what a denunciation calls itself."""
_WITH_MARKS = re.compile(
    r"\b(?:vòi (?:tiền|quà|vĩnh)|(?:lấy|nhận|đưa|đòi|gợi ý|phải có|bỏ|kẹp) (?:\w+ ){0,3}phong bì|nhũng nhiễu|ăn chặn|"
    r"ăn bớt|ăn tiền|ăn (?:của )?đút|đút lót|khai khống|nâng khống|lập khống|chạy án|nhận quà|lại quả|làm tiền|"
    r"sách nhiễu|tư túi|mãi lộ|trù dập|vụ lợi|"
    r"(?:đòi|gợi ý|bắt) (?:\w+ ){0,6}bồi dưỡng|đánh đập)\b"
)
"""Words that are others without their marks: "nhũng nhiễu" and "nhưng nhiều", "vòi tiền" and "với tiền"."""
_WITHOUT = re.compile(
    r"\b(?:(?:lay|nhan|dua|doi|goi y|phai co|kep) (?:\w+ ){0,3}phong bi|voi tien (?:nguoi|cua|dan|ba con|toi)|"
    r"(?:bi|hay|su|tro|de) nhung nhieu|nhung nhieu (?:dan|ba con)|"
    r"sach nhieu (?:dan|nguoi|ba con)|voi vinh (?:dan|nguoi|tien)|an chan|an bot|an tien|dut lot|"
    r"khai khong (?:ho so|khoi luong|so|chi phi|dien tich|danh sach|tien)|nang khong|lap khong|chay an|lai qua|"
    r"nhan qua (?:cua|cap|tu nguoi|bieu)|(?:doi|goi y|bat) (?:\w+ ){0,6}boi duong)\b"
)
"""The same where nothing around has marks either."""
_MONEY = re.compile(
    r"\b(?:nhan tien(?! (?:tro cap|den bu|boi thuong|ho tro|luong|tro giup|chinh sach|hoan|mai tang|qua (?:buu|ngan)))|"
    r"cam tien cua|thu tien (?:trai|ngoai|khong (?:co )?(?:bien lai|hoa don|phieu)))\b"
)
_MONEY_WITH_MARKS = re.compile(
    r"\bđòi (?:\w+ ){0,3}(?:tiền|triệu)(?! (?:bồi thường|đền bù|nợ|lương|hỗ trợ|trợ cấp|công|thuê|cọc))\b"
)
_MONEY_WITHOUT = re.compile(
    r"\bdoi (?:(?:\w+ ){0,2}trieu|tien (?:boi|moi|cua|dan|nguoi|ba con|toi|de|khi|thi|lot))(?! thuong)\b"
)
_TYPED = (
    (re.compile(r"(\w)\1{2,}"), r"\1"), (re.compile(r"(?<=[^\W\d])0|0(?=[^\W\d])"), "o"),
    (re.compile("j"), "i"), (re.compile("f"), "ph"), (re.compile(r"ck(?=\w)"), "ch"),
    (re.compile(r"k(?=[aáàảãạăắằẳẵặâấầẩẫậoóòỏõọôốồổỗộơớờởỡợuúùủũụưứừửữự])"), "c"),
)  # fmt: skip
"""How the young type it: "tố káo", "fong bì", "h0i l0"."""


def sounds_like(text: str) -> bool:
    """Whether words look like a denunciation, however they are typed: a hint, never a decision (R6.20, R6.45)."""
    marked, plain, bare = _ways(text)
    return _says(marked, plain, bare) or bool(
        _MONEY.search(plain) or _MONEY_WITH_MARKS.search(marked) or _MONEY_WITHOUT.search(bare)
    )


def says_so(text: str) -> bool:
    """Whether words say it so plainly that who writes them is not to be named beside them (R6.45); who asks for money
    that is due to them does not."""
    return _says(*_ways(text))


def _says(marked: str, plain: str, bare: str) -> bool:
    return bool(_PLAINLY.search(plain) or _WITH_MARKS.search(marked) or _WITHOUT.search(bare))


def _ways(text: str) -> tuple[str, str, str]:
    """A text with its marks, without them, and only what was typed without."""
    typed = same_tone(text).casefold()
    for pattern, meant in _TYPED:
        typed = pattern.sub(meant, typed)
    words = re.sub(r"[\W_]+", " ", typed).split()
    plain = [fold(word) for word in words]
    bare = [one if one == word else "|" for one, word in zip(plain, words, strict=True)]
    return " ".join(words), " ".join(plain), " ".join(bare)
