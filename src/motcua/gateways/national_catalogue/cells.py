"""Cells of the national catalogue made into exact values, with a doubt wherever the source does not say.

The national portal publishes times without unit, "Miễn phí" next to a note that the province fixes the fee,
and time and fee glued together. Every function here returns what is certain and names what is not.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal
from itertools import pairwise

from motcua.areas.procedures.ports import Basis, Doubt, Fee, Paper, ProcedureRecord, Way
from motcua.rules.deadlines import Cutoff, Limit, TimeUnit

_CONTROL = re.compile(
    "[\\x00-\\x09\\x0b-\\x1f\\x7f-\\x9f\\xad\\u061c\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ud800-\\udfff\\ufeff]"
)
MOST = 3650  # the longest limit that the clock accepts, in any unit
_BLANKS = re.compile(r"\n{3,}")
_NOTHING = {"", "không có thông tin", "none", "null", "--", "-", "không có", "không"}
_TRIVIAL = re.compile(r"^(không( có| quy định| thu)?|chưa có)?[\s.;]*$", re.I)
_FREE = re.compile(r"^\(*\s*(không thu|không phải nộp|miễn (phí|lệ phí)[\s.)]*$|miễn$)", re.I)
_UNITS = {
    "ngày làm việc": TimeUnit.WORKING_DAY,
    "giờ làm việc": TimeUnit.WORKING_HOUR,
    "ngày": TimeUnit.DAY,
    "giờ": TimeUnit.HOUR,
}
_LIMIT = re.compile(
    r"(\d{1,4}(?:[.,]\d{1,2})?)\s*(?:\([^()]{2,20}\))?\s*(ngày\s+làm\s+việc|giờ\s+làm\s+việc|ngày|giờ)", re.I
)
_CHANNELS = {
    "online": "online",
    "trực tuyến": "online",
    "postal": "post",
    "dịch vụ bưu chính": "post",
    "qua bưu điện": "post",
    "bưu chính": "post",
    "direct": "counter",
    "trực tiếp": "counter",
}
_LEVELS = {
    "bo": "ministry",
    "bộ": "ministry",
    "tinh": "province",
    "tỉnh": "province",
    "huyen": "district",
    "huyện": "district",
    "xa": "commune",
    "xã": "commune",
    "khac": "other",
    "khác": "other",
}
_CONDITIONAL = re.compile(
    r"\bnếu\b|trường hợp|ủy quyền|uỷ quyền|\bkhi\b|một trong (?:các|những)"
    r"|đối với (?:người|trẻ|hộ|công trình)",
    re.I,
)
_REMARK = re.compile(
    r"có trách nhiệm|không được yêu cầu|được xác định theo|có quyền|không phải (?:nộp|xuất trình|tải)"
    r"|cơ quan đăng ký hộ tịch (?:từ chối|yêu cầu)|chỉ cần cung cấp",
    re.I,
)
_GENERIC_CASE = re.compile(
    r"^[\s*\-+.\d)a-z]*(các\s+)?"
    r"(giấy tờ phải (nộp|xuất trình)|thành phần hồ sơ|hồ sơ( gồm)?|bao gồm|gồm)\b.{0,60}$",
    re.I,
)
_CODE = re.compile(r"\d\.\d{6}")
_SYMBOL = re.compile(
    r"\d{1,4}(?:\.\d)?(?:/\d{4})?/(?:(?:PL-|NQ-)?UBTVQH\d{1,2}|L-CTN|QH\d{1,2}|[A-ZĐ]{2,6}-[A-ZĐ]+(?:-[A-ZĐ]+)*(?![a-zà-ỹđ]))"
)
_SAME_DAY = re.compile(r"sau\s+15\s*(?:giờ|h).{0,160}ngày làm việc tiếp theo", re.I | re.S)
_BEYOND_COMMUNE = re.compile(r"hải quan|tổng cục|kho bạc", re.I)


def text(value: object) -> str:
    """A cell as NFC text without control characters and outer spaces; anything but text and numbers is ''."""
    if isinstance(value, bool):
        return ""
    if isinstance(value, int | float):
        return str(value) if abs(value) < 10**15 else ""
    if not isinstance(value, str):
        return ""
    kept = value if unicodedata.is_normalized("NFC", value) else unicodedata.normalize("NFC", value)
    if not kept.isprintable():
        kept = _CONTROL.sub(" ", kept)
    if "\n" not in kept:
        return " ".join(kept.split())
    return _BLANKS.sub("\n\n", "\n".join(" ".join(part.split()) for part in kept.split("\n"))).strip()


def line(value: object) -> str:
    """A cell as one line."""
    read = text(value)
    return " ".join(read.split()) if "\n" in read else read


def given(value: object) -> str:
    """A cell as text, '' when the source says that it says nothing ("Không có thông tin")."""
    read = text(value)
    return "" if read.casefold() in _NOTHING else read


def is_nfc(value: object) -> bool:
    """Whether a text is in NFC, as the product stores it."""
    return not isinstance(value, str) or unicodedata.is_normalized("NFC", value)


def channel(value: object) -> str:
    """``counter|post|online`` or '' when the way of filing is not known."""
    return _CHANNELS.get(line(value).casefold(), "")


def levels(values: Iterable[object]) -> tuple[str, ...]:
    """Levels of execution, from "Cấp xã", "xa" or "Xã"; unknown ones are left out."""
    found: list[str] = []
    for value in values:
        word = line(value).casefold().removeprefix("cấp ").removeprefix("cơ quan ")
        level = _LEVELS.get(word, "")
        if level and level not in found:
            found.append(level)
    return tuple(found)


def symbols(value: object) -> list[str]:
    """Symbols of legal documents in a text, in order, also where cells are glued together."""
    found: list[str] = []
    for match in _SYMBOL.finditer(text(value)):
        if match.group() not in found:
            found.append(match.group())
    return found


def basis(symbol: object, title: object) -> Basis | None:
    """A legal basis; the symbol is cut out of "Luật số 32/2024/QH15"."""
    name, known = line(title), symbols(line(symbol)) or symbols(line(title))
    if not known and not line(symbol) and not name:
        return None
    return Basis(symbol=known[0] if known else line(symbol).rstrip("."), title=name)


def limit_in(value: object) -> Limit | None:
    """The one time limit named in a text ("Không quá 03 ngày làm việc"); None when none or several differ."""
    found: set[Limit] = set()
    for number, unit in _LIMIT.findall(line(value)):
        amount = Decimal(number.replace(",", "."))
        if 0 < amount <= MOST:
            found.add(Limit(amount, _UNITS[" ".join(unit.split()).casefold()]))
    return found.pop() if len(found) == 1 else None


def limit_of(amount: object, unit: object) -> Limit | None:
    """A limit from a number and one of WORKING_DAY, DAY, HOUR; None when either is missing or not usable."""
    units = {"WORKING_DAY": TimeUnit.WORKING_DAY, "DAY": TimeUnit.DAY, "HOUR": TimeUnit.HOUR}
    known = units.get(unit) if isinstance(unit, str) else None
    if known is None or isinstance(amount, bool) or not isinstance(amount, int | float):
        return None
    if not 0 < amount <= MOST:
        return None
    exact = Decimal(str(amount)).normalize() + 0
    return Limit(exact, known) if exact == round(exact, 2) else None


def fee(label: object, amount: object, note: object) -> tuple[Fee | None, str]:
    """A fee and the reason for doubting it ('' when none). Never free when a note says that someone
    decides.
    """
    name, said = line(label), _unbracketed(line(note))
    if said.casefold() in _NOTHING or _TRIVIAL.match(said):
        said = ""
    if not name or name.casefold() in _NOTHING:
        return (Fee("Phí, lệ phí", None, "VND", said), "") if said else (None, "")
    if name.casefold() == "miễn phí":
        if not said or _FREE.match(said):
            return Fee("Phí, lệ phí", 0, "VND", said), ""
        return (
            Fee("Phí, lệ phí", None, "VND", said),
            "ghi “Miễn phí” nhưng ghi chú nói mức thu do văn bản hoặc địa phương khác quy định",
        )
    money = re.fullmatch(r"([\d.,]+)\s*(VNĐ|Việt Nam Đồng|đồng|USD)", name, re.I)
    if not money:
        return Fee(name, None, "VND", said), f"không đọc được mức phí “{name[:60]}”"
    currency = "USD" if money.group(2).upper() == "USD" else "VND"
    digits = re.sub(r"\D", "", money.group(1))
    number = int(digits) if digits and len(digits) < 13 else None
    stated = amount if isinstance(amount, int | float) and not isinstance(amount, bool) else None
    if number is None or stated is None or (currency == "VND" and number < 1000):
        return (
            Fee("Phí, lệ phí", None, currency, " ".join(x for x in (name, said) if x)),
            f"mức phí “{name[:60]}” có thể dính liền với thời hạn",
        )
    return Fee("Phí, lệ phí", number, currency, said), ""


def paper(code: str, name: object, case: object, originals: int, copies: int, form: object) -> Paper:
    """A component of the dossier; conditional wording makes it not required, its case says when."""
    said, group = text(name).lstrip("-+*• ").strip(), line(case)
    present = "xuất trình" in group.casefold()
    shown = "" if _GENERIC_CASE.match(group) else group.strip("*- ")
    conditional = bool(_CONDITIONAL.search(said)) or bool(_CONDITIONAL.search(shown))
    if conditional and not shown:
        when = re.search(r"(?:trong )?trường hợp[^;.,]{5,120}", said, re.I)
        shown = when.group().strip() if when else ""
    return Paper(
        code=code,
        name=" ".join(said.split()),
        case=shown,
        required=not conditional,
        originals=originals,
        copies=copies,
        form_name=line(form),
        kind="present" if present else "submit",
    )


def is_remark(name: object, case: object, originals: int, copies: int) -> bool:
    """Whether a row of the table of papers is an instruction, not a paper (no copies asked, a sentence)."""
    if line(case).lstrip("*- ").casefold().startswith("lưu ý"):
        return True
    if originals or copies:
        return False
    return len(line(name)) > 160 or bool(_REMARK.search(line(name)))


def settle_limit(
    record_ways: list[tuple[Way, Limit | None, str]], told: str
) -> tuple[Limit | None, bool, Cutoff, list[tuple[str, str]]]:
    """One limit out of several ways of filing: (limit, same_day, cutoff, [(severity, reason)…]).

    ``told`` is the sequence of work in words, used only for the same-day rule with its 15:00 cut-off.
    """
    reasons: list[tuple[str, str]] = []
    known = [limit for _, limit, _ in record_ways if limit is not None]
    bare = sorted({raw for _, limit, raw in record_ways if limit is None and raw})
    same_day = bool(_SAME_DAY.search(told)) and not known and set(bare) <= {"1", "1.0", "0", "0.0"}
    if same_day:
        reasons.append(("note", "thời hạn trong ngày đọc từ trình tự thực hiện, nguồn không ghi đơn vị"))
        return Limit(Decimal(1), TimeUnit.WORKING_DAY, same_day=True), True, Cutoff.AFTER_15H, reasons
    for raw in bare:
        if re.fullmatch(r"\d+(?:\.\d+)?", raw):
            reasons.append(("doubt", f"thời hạn không có đơn vị: “{raw.removesuffix('.0')}”"))
        else:
            reasons.append(("doubt", f"không dùng được thời hạn “{raw[:80]}”"))
    if not known:
        if not bare:
            reasons.append(("doubt", "không có thời hạn"))
        return None, False, Cutoff.NONE, reasons
    distinct = sorted(set(known), key=_weight)
    if len(distinct) > 1:
        words = ", ".join(item.words() for item in distinct)
        reasons.append(("doubt", f"nhiều thời hạn khác nhau ({words}); tạm lấy thời hạn dài nhất"))
    return distinct[-1], False, Cutoff.NONE, reasons


def subjects(said: object) -> tuple[str, ...]:
    """Subjects out of one list: parted at commas outside brackets, before a capital letter."""
    parts = re.split(r",(?![^()]*\))(?=\s*[A-ZĐ])", line(said))
    return tuple(dict.fromkeys(item.strip() for item in parts if item.strip()))


def unique(items: Iterable[Fee]) -> tuple[Fee, ...]:
    """Fees without repetition, in order."""
    return tuple(dict.fromkeys(items))


def examine(record: ProcedureRecord) -> list[Doubt]:
    """Doubts that hold for any source: legal basis, level, code, papers."""
    found: list[Doubt] = []

    def doubt(field: str, said: str, severity: str = "doubt") -> None:
        found.append(Doubt(record.code, field, said, severity))

    if not _CODE.fullmatch(record.code):
        doubt("code", "mã không theo mẫu N.NNNNNN", "note")
    if not record.legal_basis:
        doubt("legal_basis", "không có căn cứ pháp lý")
    if not record.levels:
        doubt("levels", "không có cấp thực hiện")
    acting = " ".join((record.field, record.agency, record.deciding))
    if "commune" in record.levels and len(record.levels) == 1 and _BEYOND_COMMUNE.search(acting):
        doubt("levels", "ghi cấp xã nhưng thuộc lĩnh vực hoặc cơ quan không có ở cấp xã")
    if not record.papers:
        doubt("papers", "không có thành phần hồ sơ")
    elif not any(item.required for item in record.papers):
        doubt("papers", "không có giấy tờ nào là bắt buộc đối với mọi trường hợp")
    if not record.results:
        doubt("results", "không có kết quả thực hiện", "note")
    for before, after in pairwise(record.papers):
        if before.name == after.name and before.case == after.case:
            doubt("papers", f"giấy tờ lặp lại: “{after.name[:60]}”", "note")
    return found


def _unbracketed(said: str) -> str:
    """A note without the brackets around the whole of it."""
    while said.startswith("(") and said.endswith(")"):
        depth = 0
        for letter in said[:-1]:
            depth += {"(": 1, ")": -1}.get(letter, 0)
            if depth == 0:
                return said
        said = said[1:-1].strip()
    return said


def _weight(limit: Limit) -> Decimal:
    """Rough length in hours of the clock, only to order limits of different units."""
    hours = {TimeUnit.HOUR: 1, TimeUnit.WORKING_HOUR: 3, TimeUnit.DAY: 24, TimeUnit.WORKING_DAY: 34}
    return limit.amount * hours[limit.unit]
