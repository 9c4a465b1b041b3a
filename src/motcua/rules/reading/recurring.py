"""How often something is done, as documents write it: "hằng tháng", "thứ Sáu hằng tuần", "6 tháng một lần"."""

import re
from collections.abc import Iterator

from motcua.rules.reading.moments import CONTINUOUS, HOUR, LEAD, Timing, apart, at_hour, excludes, rate

_WEEKDAYS = {"hai": "MO", "2": "MO", "ba": "TU", "3": "TU", "tu": "WE", "4": "WE", "nam": "TH", "5": "TH",
"sau": "FR", "6": "FR",
             "bay": "SA", "7": "SA", "chu nhat": "SU"}  # fmt: skip
_WEEKDAY = r"(?:thu\s+)?(?P<w>(?<=thu\s)(?:hai|ba|tu|nam|sau|bay|[2-7])|chu\s+nhat)"
_MONTHLY = re.compile(
    rf"(?:(?:{LEAD}\s+)?ngay\s+|(?:truoc|cham\s+nhat|muon\s+nhat|vao|den)\s+(?!\d+\s+(?:cua\s+)?thang))"
    rf"(?:m[ou]ng\s+)?(?P<d>\d{{1,2}})\s+(?:(?:cua\s+)?(?:hang|moi)\s+thang"
    rf"|(?:cua\s+)?thang\s+(?P<last>cuoi\s+(?:moi\s+|hang\s+)?quy|cuoi\s+(?:cung\s+)?cua\s+quy|cuoi\s+cung\s+quy"
    rf"|dau\s+(?:tien\s+)?(?:cua\s+)?quy(?:\s+sau)?|sau)|cua\s+thang(?!\s+(?:\d|sau|truoc|dau|cuoi|nay|thuoc)))"
    r"(?:\s+(?:hang|moi)\s+quy)?"
)
_WEEKLY = re.compile(
    rf"(?:{LEAD}\s+)?{HOUR}(?:chieu\s+|sang\s+|ngay\s+)?"
    rf"(?:thu\s+(?P<also>hai|ba|tu|nam|sau|bay|[2-7])\s*(?:,|va)\s*(?:ngay\s+)?)?{_WEEKDAY}"
    rf"\s*,?\s*(?:cua\s+)?(?:hang|moi)\s+tuan"
)
_EACH_WEEKDAY = re.compile(
    rf"(?:{LEAD}\s+)?{HOUR}(?:cac|moi|hang)\s+(?:ngay|buoi|chieu|sang|toi)\s+{_WEEKDAY}(?!\w)"
)
_WEEK_FIRST = re.compile(
    rf"(?:hang|moi)\s+tuan\s*[(,]?\s*(?P<lead>vao|truoc)\s+{HOUR}(?:chieu\s+|sang\s+|ngay\s+)?{_WEEKDAY}(?!\w)"
)
_WEEK_BEFORE = re.compile(
    rf"(?<!\w)(?P<lead>vao|truoc)\s+{HOUR}(?:chieu\s+|sang\s+|ngay\s+)?{_WEEKDAY}(?!\w)(?!\s*,?\s*(?:ngay|\(?\d))"
)
_EACH_WEEK = re.compile(r"(?:hang|moi)\s+tuan(?!\w)[^.;]*$")
"""Words of a clause before the day of a week: "hằng tuần, gửi về Văn phòng vào chiều thứ Sáu"."""
_PERIODIC = re.compile(
    r"dinh\s+ky\s+(?P<n>\d{1,2}|hai|ba|bon|sau|muoi)(?:\s*\([^)]{1,8}\))?\s+(?P<u>ngay|tuan|thang|quy|nam)(?!\w)"
    r"(?!\s+(?:dau|cuoi)\s)(?:\s*(?:/\s*|mot\s+|0?1\s+)lan)?"
)
"""How long between one time and the next, without "một lần": "định kỳ 6 tháng báo cáo"."""
_BARE_RULE = re.compile(
    r"(?P<lead>dinh\s+ky\s*,?\s*)?(?:(?P<every>(?:hang|moi)\s+(?:nam|thang|quy|tuan|ngay))"
    r"|(?<=dinh\s)ky\s+(?P<ky>nam|thang|quy|tuan)|(?:mot|01|1)\s+nam\s+(?:mot|01|1)\s+lan)(?!\w)"
)
_WEEK_OF_MONTH = re.compile(
    r"(?:vao\s+)?(?:thu\s+\w+\s+)?tuan\s+(?:dau|cuoi|thu\s+(?:nhat|hai|ba|tu|[1-4]))(?:\s+(?:tien|cung))?"
    r"(?:\s+cua)?(?:\s+(?:hang|moi))?\s+thang(?!\s+(?:\d|nay|sau|truoc))(?!\w)"
)
"""In which week of every month: "tuần đầu tháng"."""
_HALVES = re.compile(
    r"(?:dinh\s+ky\s*)?(?:0?6\s+thang(?:\s*/\s*lan|\s+mot\s+lan)?\s*(?:,|va)\s*(?:mot\s+|01\s+"
    r"|1\s+)?(?:nam|ca\s+nam|hang\s+nam)|(?:0?6|sau)\s+thang(?:\s*/\s*lan|\s+mot\s+lan))(?!\w)"
)
_ALWAYS_LAST = re.compile(r"\w\s+(?P<on>thuong xuyen(?:,?\s+lien tuc)?)[\s.;/]*$")
"""What ends a sentence says when it is done; before a verb it only says how."""
_ALWAYS_FIRST = re.compile(r"[\s\d.)+-]*(?P<on>thuong xuyen)(?!,?\s+(?:va|lien tuc)\s+\w+\s+cua)")
"""What a sentence begins with: the work is done all the time."""
_EACH = re.compile(
    r"(?<!\w)(?:(?:hang|moi|trong mot)\s+(?P<every>ngay|tuan|thang|quy|nam)|(?P<bare>ngay|tuan|thang))\s+"
    r"(?:it nhat\s+|toi thieu\s+|tu\s+)?"
    r"(?:0?\d|mot|hai|ba)(?:\s*\([^)]{1,8}\))?(?:\s*-\s*0?\d)?\s+(?(bare)(?:lan|buoi)|(?:lan|buoi|ky|cuoc|phien|dot"
    r"|ngay|tin|bai))(?!\w)"
)
"""How often in a day, a week or a month: "mỗi tuần ít nhất 02 buổi", "ngày 02 lần"."""
_APART = re.compile(
    r"(?:(?P<each>moi)\s+|cu\s+)?(?<![\d/.,-])(?P<n>\d{1,2}|mot|hai|ba|bon|nam|bay|muoi)(?:\s*\([^)]{1,8}\))?\s+"
    r"(?P<u>ngay|tuan|thang|quy|nam)(?(each)|\s*(?:/\s*|mot\s+|0?1\s+|moi\s+|,?\s+[^.;,]{0,60}?\s(?:mot"
    r"|0?1)\s+)(?:lan|ky|dot|buoi))(?!\w)"
)
"""How long between one time and the next: "3 ngày một lần", "02 tuần/lần", "cứ 3 tháng kiểm tra một lần"."""
_NUMBERS = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "muoi": 10}
_STEADILY = re.compile(
    r"(?:giam sat|kiem tra|theo doi|ra soat|cap nhat|tuyen truyen|don doc|tuan tra|nhac nho|bao cao|duy tri|tu van"
    r"|ve sinh)\s+(?P<on>thuong xuyen)(?=\s+(?:viec|cac|cong tac|tinh hinh|hoat dong|tren|ve|cho|den|tai|voi)\s|[,;])"
)
_SO_OFTEN = re.compile(
    r"(?:it nhat\s+|toi thieu\s+)?(?<![\d/.,-])(?:(?:0?1(?:\s*\(mot\))?|mot)\s+(?:lan|ngay|buoi|ky)\s*(?:/|mot |moi "
    r"|trong )\s*(?P<every>tuan|thang|quy|nam)|(?:\d{1,2}|hai|ba)\s+(?:lan|buoi)\s*(?:/|mot |moi |trong )\s*"
    r"(?P<bare>ngay|tuan))(?!\w)"
)
_ALWAYS_ON = re.compile(r"thuong\s+xuyen(?:\s*,?\s*(?:lien\s+tuc|hang\s+(?:nam|thang|quy|tuan|ngay)))?")
_OF_WHEN = re.compile(
    r"(?:bao\s+cao|ket\s+qua|so\s+lieu|tinh\s+hinh|nhiem\s+vu|ngan\s+sach|du\s+toan|ke\s+hoach|nghi\s+quyet"
    r"|kinh\s+phi"
    r"|chuong\s+trinh|von|chi\s+tieu|quy\s+dinh|phien\s+hop|hoi\s+nghi|giao\s+ban)(?:\s+\w+){0,3}\s*$"
)
"""Of which week or quarter something is, not when it is done ("báo cáo quý I/2026")."""
_MONEY = re.compile(r"(?:dong|trieu|ty|nguoi|luot|%)\s*/?\s*$")
"""How much a month, not how often ("500.000 đồng mỗi tháng")."""
_SEASON = re.compile(
    r"(?<!\w)(?:vao|nhan|trong|moi)\s+(?:dip|mua|dau|cuoi|giua|vu|ky|dot)(?:\s+\w+){0,5}\s*$"
)
"""When in a year: "vào dịp hè hằng năm"."""


def recurrences(folded: str, start: int, end: int, said: bool) -> Iterator[Timing]:
    """The recurrences in a piece of text; ``said``: the piece is a time by itself."""
    for match in (
        one
        for said_so in (_WEEKLY, _WEEK_FIRST, _EACH_WEEKDAY)
        for one in said_so.finditer(folded, start, end)
    ):
        yield Timing(
            match.start(),
            match.end(),
            rule=rate("tuan", weekday=_weekdays(match)),
            before=excludes(match, "w"),
            time=at_hour(match),
        )
    for match in _WEEK_BEFORE.finditer(folded, start, end):
        if _EACH_WEEK.search(folded, max(start, match.start() - 120), match.start()):
            yield Timing(
                match.start(), match.end(), rule=rate("tuan", weekday=_weekdays(match)),
                before=excludes(match, "w"), time=at_hour(match),
            )  # fmt: skip
    for match in _MONTHLY.finditer(folded, start, end):
        quarterly = "first" if re.search(r"dau (?:tien )?(?:cua )?quy", match.group()) else "quy"
        word = quarterly if "quy" in match.group() else "thang"
        yield Timing(match.start(), match.end(), rule=rate(word, day=int(match["d"])), before=excludes(match))
    for match in _HALVES.finditer(folded, start, end):
        yield Timing(match.start(), match.end(), rule=rate("half"), confidence=0.8)
    for match in _WEEK_OF_MONTH.finditer(folded, start, end):
        yield Timing(match.start(), match.end(), rule=rate("thang"), confidence=0.7)
    for match in _PERIODIC.finditer(folded, start, end):
        count = _NUMBERS.get(match["n"]) or int(match["n"])
        yield Timing(match.start(), match.end(), rule=apart(match["u"], count or 1), confidence=0.8)
    for match in _BARE_RULE.finditer(folded, start, end):
        if _MONEY.search(folded, max(match.start() - 12, start), match.start()):
            continue
        often = match["every"] and not match["every"].endswith("nam")
        if _counts(folded, match, start, said) or (often and _clause(folded, match, start, end)):
            word = (match["every"] or match["ky"] or "nam").split()[-1]
            yield Timing(
                match.start(), match.end(), rule=rate(word), confidence=0.8 if word == "quy" else 0.7
            )
    for match in _STEADILY.finditer(folded, start, end):
        yield Timing(match.start("on"), match.end("on"), rule=CONTINUOUS, confidence=0.6)
    for match in (*_SO_OFTEN.finditer(folded, start, end), *_EACH.finditer(folded, start, end)):
        yield Timing(
            match.start(),
            match.end(),
            rule=rate(match["every"] or match["bare"]),
            confidence=0.8,
        )
    for match in _APART.finditer(folded, start, end):
        if count := _NUMBERS.get(match["n"]) or int(match["n"]):
            yield Timing(match.start(), match.end(), rule=apart(match["u"], count), confidence=0.8)
    if not said and (first := _ALWAYS_FIRST.match(folded, start, end)):
        yield Timing(first.start("on"), first.end("on"), rule=CONTINUOUS, confidence=0.6)
    if not said and (last := _ALWAYS_LAST.search(folded, start, end)):
        yield Timing(last.start("on"), last.end("on"), rule=CONTINUOUS, confidence=0.7)
    for match in _ALWAYS_ON.finditer(folded, start, end) if said else ():
        yield Timing(match.start(), match.end(), rule=CONTINUOUS)


def _weekdays(match: re.Match[str]) -> str:
    also = match.groupdict().get("also")
    return (f"{_WEEKDAYS[also]}," if also else "") + _WEEKDAYS[" ".join(match["w"].split())]


def _clause(folded: str, match: re.Match[str], start: int, end: int) -> bool:
    """Whether "hằng tháng" stands at the end of a clause, or begins one ("…; hằng tháng tổng vệ sinh")."""
    if ends(folded, match, start, end):
        return True
    before = folded[max(match.start() - 60, start) : match.start()]
    return bool(re.match(r"\s*[,;]", folded[match.end() : end])) and not _OF_WHEN.search(before)


def ends(folded: str, match: re.Match[str], start: int, end: int) -> bool:
    """Whether a time stands at the very end of what is to be done."""
    after = folded[match.end() : min(end, match.end() + 4)]
    before = folded[max(match.start() - 60, start) : match.start()]
    return (not after.strip(" .;/)\n") or after.startswith(";")) and not _OF_WHEN.search(before)


def _counts(folded: str, match: re.Match[str], start: int, said: bool) -> bool:
    """Whether "hằng năm" is when something is done, and not of which year a budget is."""
    if said or match["lead"] or match["ky"]:
        return True
    before = folded[max(match.start() - 60, start) : match.start()]
    if not before.strip(" -+.;:,(\n0123456789)"):
        return True
    if (
        re.match(r"(?:hang|moi)\s+(?:ngay|tuan|thang)$", match.group())
        and re.match(r"\s+(?:tren|tai|qua|bang|cho|den|ve)\s", folded[match.end() : match.end() + 8])
        and not _OF_WHEN.search(before)
    ):
        return True
    if re.search(
        r"(?:dinh\s+ky|\bky)\s*\(?$|(?:(?:truoc|luc|vao)\s+)?(?<!\d)\d{1,2}\s?(?:gio|h"
        r"|g)(?:\s?\d\d)?(?:\s?phut)?(?:\s+(?:sang|trua|chieu|toi|dem))?,?\s*$",
        before,
    ):
        return True
    if _SEASON.search(before):
        return True
    says_more = re.match(r"\s+[^\W\d]", folded[match.end() : match.end() + 3])
    if match.group().startswith("moi") and says_more and not _OF_WHEN.search(before):
        return True
    if match.group().startswith("moi") and (
        re.search(r"[;,.]\s*$|(?:it nhat|toi thieu)\s*$", before)
        or re.match(r"[^.;]{0,60}?(?:mot|\d) lan(?!\w)", folded[match.end() : match.end() + 70])
    ):
        return True
    after = folded[match.end() : match.end() + 24]
    yearly = bool(match["every"]) and match["every"].endswith("nam")
    if re.search(r"[,;(]\s*$", before) and re.match(
        r"\s*(?:bao\s+cao|tong\s+hop|hop|so\s+ket|giao\s+ban|gui)"
        if yearly
        else r"\s+(?!va\s|hoac\s|cua\s|den\s)\w",
        after,
    ):
        return True
    return bool(
        re.search(
            r"(?:bao\s+cao|tong\s+hop|hop|so\s+ket|tong\s+ket|danh\s+gia|kiem\s+tra|ra\s+soat"
            r"|giao\s+ban)(?:\s+\w+){0,12}\s*$",
            folded[max(match.start() - 90, start) : match.start()],
        )
    ) and not re.search(
        r"(?:ngan\s+sach|du\s+toan|ke\s+hoach|nghi\s+quyet|chuong\s+trinh|kinh\s+phi|von)(?:\s+\w+){0,2}\s*$",
        before,
    )
