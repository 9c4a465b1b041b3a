"""Deadlines as documents write them, and the day or the recurrence that they mean.

``date`` is the day that the words name, the last one of a span ("quý I/2026" is 31/3/2026, "đến hết năm 2026" is
31/12/2026). By the words of the law "trước ngày 30/11" ends with 29/11 and "đến ngày 30/11", "chậm nhất ngày
30/11" with
30/11; in the practice of offices all of them are entered under the day that is named. So the day named is the date, and
``before`` says that the words exclude it; whoever makes a deadline of it may be stricter, and ``text`` stays as
written.
A day without a year is the next such day from the document's own day on, less sure. Without the day of the document
there is no date then: nothing is invented. "Thường xuyên" recurs without a date.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace

from motcua.rules.composed import Composed
from motcua.rules.reading.days import named_days
from motcua.rules.reading.moments import (
    EVERY_TIME,
    LEAD,
    MONTH_NO,
    OF_YEAR,
    PART_OF_DAY,
    Clock,
    Timing,
    excludes,
    rate,
    real,
    whole,
)
from motcua.rules.reading.recurring import ends, recurrences

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_MONTH = re.compile(
    rf"(?:{LEAD}\s+)?(?P<part>dau\s+|giua\s+|cuoi\s+)?thang\s+{MONTH_NO}"
    rf"{OF_YEAR}?(?![\d/]){EVERY_TIME}"
)
_QUARTER = re.compile(
    rf"(?:{LEAD}\s+)?(?P<part>dau\s+|cuoi\s+)?quy\s+(?P<q>iv|iii|ii|i|[1-4]){OF_YEAR}?(?![\w/]){EVERY_TIME}"
)
_HALF = re.compile(
    r"(?:(?P<lead>trong|het|den\s+het)\s+)?(?P<n>6|sau|9|chin|3|ba)\s+thang\s+(?P<part>dau"
    r"|cuoi)\s+nam(?:\s+(?P<y>(?:19|20)\d\d))?"
)
_PHASE = re.compile(r"\(\s*giai\s+doan\s+20\d\d\s*-\s*(?P<y>20\d\d)\s*\)")
"""The years in which something is done: "(giai đoạn 2026 - 2028)"."""
_LAST_OF_SEVERAL = re.compile(
    rf"(?:{LEAD}\s+)?(?:thang\s+\d{{1,2}}\s*(?:,|va|-)\s*)+(?:thang\s+)?{MONTH_NO}"
    rf"{OF_YEAR}(?![\d/])"
)
"""Several months of one year: "trong tháng 3 và tháng 4/2026" ends with April."""
_IN_YEAR = re.compile(
    r"(?P<lead>den\s+het|het|trong|truoc|vao|cuoi|hoan\s+thanh|xong|tu\s+nay\s+den(?:\s+het)?)\s+nam\s+(?P<y>(?:19"
    r"|20)\d\d)(?!\s?[/-]\s?\d)"
)
_FROM = r"tu\s+(?:ngay\s+\d{1,2}\s?[/.-]\s?)?(?:(?:dau|giua|cuoi)\s+)?"
_MONTHS = re.compile(
    rf"{_FROM}thang\s+\d{{1,2}}(?:\s*(?:[/-]|,?\s*nam)\s*(?:19|20)\d\d)?\s*(?:den|-)\s*(?:het\s+)?thang\s+{MONTH_NO}"
    rf"{OF_YEAR}?(?![\d/]){EVERY_TIME}"
)
_MONTHS_EVERY = re.compile(
    r"thang\s+(?P<m>\d{1,2})(?:\s*,\s*(?:thang\s+)?(?P<m1>\d{1,2}))?\s+va\s+(?:thang\s+)?(?P<m2>\d{1,2})\s*,?\s*"
    r"(?:hang|moi)\s+nam"
)
_UNTIL_DONE = re.compile(
    rf"(?:{_FROM}(?:thang|nam|ngay)?\s*\d[\d/.-]*|tu\s+(?:nay|khi\s[^.;,]{{3,80}}?))"
    r"(?:\s+nam\s+\d{4})?\s+(?:cho\s+)?den\s+khi\s[^.;\n]{3,140}"
)
"""From a day until something happens: no day is said by which it is."""
_TWICE = re.compile(
    r"(?:dinh\s+ky\s+)?(?:hang\s+)?0?6\s+thang\s*\(?\s*(?P<lead>truoc|cham\s+nhat)\s+(?:ngay\s+)?"
    r"(?P<d>\d{1,2})\s?/\s?(?P<m>\d{1,2})(?:\s+cua\s+nam|\s+hang\s+nam)?\)?\s*(?:,"
    r"|va)\s*(?:bao\s+cao\s+)?(?:mot\s+|hang\s+|01\s+"
    r"|1\s+)?(?:ca\s+)?nam\s*\(?\s*"
    r"(?:truoc|cham\s+nhat)\s+(?:ngay\s+)?(?P<d2>\d{1,2})\s?/\s?(?P<m2>\d{1,2})(?!\s?[/\d])\)?"
)
"""Half a year and the year, each with its own day."""
_RELATIVE = re.compile(
    r"(?:trong\s+(?:thoi\s+han|vong|thoi\s+gian)\s+|cham\s+nhat\s+(?:la\s+|trong\s+|sau\s+)?"
    r"|sau\s+)(?P<n>\d{1,3})(?:\s*\([^)]{1,30}\))?\s+(?P<u>ngay\s+lam\s+viec|ngay|gio|thang|tuan)"
    r"(?:\s+(?:ke\s+tu|tinh\s+tu|tu|sau)\s+(?:khi|ngay|thoi\s+diem)?[^.;,)\n]{0,80})?"
)


def timings(
    source: Composed, start: int, end: int, on: dt.date | None, *, said: bool = False
) -> list[Timing]:
    """The deadlines and recurrences in a piece of text, in order; ``said``: the piece is a time by itself ("Thời
    gian: …"
    or a cell of a column of times), where also plain years, days and "thường xuyên" count."""
    clock = Clock(on)
    found = list[Timing]()
    for one in sorted(
        (
            one
            for one in _candidates(source.folded, start, end, clock, said)
            if not _since(source.text, start, one)
        ),
        key=lambda one: (one.start, -(one.end - one.start)),
    ):
        if found and one.start < found[-1].end:
            if one.end > found[-1].end and (one.date or one.rule) and not (found[-1].date or found[-1].rule):
                found[-1] = one
            continue
        found.append(one)
    whole = list[Timing]()
    for one in found:
        one = _every_year(source.folded, start, one) if one.year_inferred else _and_after(source.folded, one)
        one = _as_written(source.folded, start, end, one)
        if whole and whole[-1].start >= one.start:
            whole.pop()
        whole.append(one)
    return whole


_NOT_BEFORE = re.compile(r"(?i)(?<!\w)(?:không(?:\s+(?:được|phải))?|từ)\s+$")
_AS_OF = re.compile(r"(?i)(?<!\w)(?:số liệu|dư nợ|lũy kế|luỹ kế|tính|thống kê)(?:\s+[^\W\d_]+){0,6}\s+$")
"""Figures are of a day ("số liệu dư nợ đến 31/5/2024"): nothing is due on it."""


def _since(text: str, start: int, one: Timing) -> bool:
    """Whether a day is named from which something may be, or was, or of which figures are: "không trước ngày", "từ
    trước ngày", "tính đến ngày"."""
    before = max(start, one.start - 60)
    if re.match(r"(?i)đến(?!\s+hết)", text[one.start : one.end]) and _AS_OF.search(text, before, one.start):
        return True
    return one.before and bool(_NOT_BEFORE.search(text, max(start, one.start - 20), one.start))


_AT = r"\d{1,2}\s?(?:h|g|gio|:)\s?(?:\d{2})?(?:\s?phut)?"
_HOURS_BEFORE = re.compile(
    rf"(?:(?:truoc|vao|luc|tu)\s+)?(?<![\w/.,]){_AT}(?:\s*(?:va|den|-)\s*{_AT})?"
    rf"(?:\s+{PART_OF_DAY})?,?\s+$"
)
_EACH_BEFORE = re.compile(r"(?<!\w)(?:dinh\s+ky\s+)?(?:hang|moi)\s+(?:nam|quy|thang)\s*\($")


def _as_written(folded: str, start: int, end: int, one: Timing) -> Timing:
    """The whole of the words: "trước 15 giờ hằng ngày", "hằng năm (trước ngày 15/11)"."""
    before = folded[max(start, one.start - 60) : one.start]
    if one.rule and (each := _EACH_BEFORE.search(before)) and folded[one.end : one.end + 1] == ")":
        return replace(one, start=one.start - len(before) + each.start(), end=one.end + 1)
    if one.rule and not one.time and (hours := _HOURS_BEFORE.search(before)):
        return replace(one, start=one.start - len(before) + hours.start())
    said = folded[one.start : one.end]
    if said.count("(") > said.count(")") and one.end < end and folded[one.end] == ")":
        return replace(one, end=one.end + 1)
    return one


def _and_after(folded: str, one: Timing) -> Timing:
    """ "Quý IV năm 2025 và các năm tiếp theo": from then on, every year."""
    after = re.match(
        r"\s*,?\s+va\s+(?:cac|nhung)\s+nam(?:\s+tiep\s+theo|\s+sau)", folded[one.end : one.end + 40]
    )
    if not (after and one.date):
        return one
    return replace(one, end=one.end + after.end(), date=None, rule=rate("nam"), confidence=0.8)


def _every_year(folded: str, start: int, one: Timing) -> Timing:
    """ "Hằng năm … trước ngày 20/11": a day without a year after words of recurrence is of every year."""
    before = folded[max(start, one.start - 400) : one.start]
    if one.date and re.search(
        r"(?<!\w)(?:hang\s+nam|moi\s+nam|(?<!gia\s)dinh\s+ky)(?!\w)(?![^.;]*\b(?:hang\s+(?:thang|quy)"
        r"|6\s+thang)\b[^.;]*$)",
        before,
    ):
        return replace(
            one,
            date=None,
            rule=rate("nam", day=one.date.day, month=(one.date.month,)),
            confidence=0.75,
            year_inferred=False,
        )
    return one


def _candidates(folded: str, start: int, end: int, clock: Clock, said: bool) -> Iterator[Timing]:
    near = folded[start:end]
    yield from named_days(folded, start, end, clock, said)
    yield from recurrences(folded, start, end, said)
    for match in _MONTH.finditer(folded, start, end):
        begins = match["y"] and re.search(
            r"(?:^|[,;]\s)\s*$", folded[max(match.start() - 3, start) : match.start()]
        )
        held = (
            match["y"]
            and ends(folded, match, start, end)
            and _to_come(match, clock)
            and not _PART_OF_MONTH.search(folded, max(match.start() - 24, start), match.start())
        )
        if not (match["lead"] or said or begins or held) or re.search(
            r"ngay\s+\d{1,2}\s+$|(?<!\w)tu\s+$", folded[max(match.start() - 12, 0) : match.start()]
        ):
            continue
        if match["always"]:
            yield Timing(match.start(), match.end(), rule=rate("nam", month=(int(match["m"]),)))
            continue
        before = bool(match["lead"] and "truoc" in match["lead"])
        date, sure = clock.month(
            int(match["m"]),
            whole(match["y"]),
            last=1 if before else {"dau ": 10, "giua ": 20}.get(match["part"] or ""),
        )
        yield Timing(
            match.start(), match.end(), date, before=before, confidence=sure,
            unreal=not real(1, int(match["m"]), None),
        )  # fmt: skip
    for match in _LAST_OF_SEVERAL.finditer(folded, start, end):
        if match["lead"] or said:
            date, sure = clock.month(int(match["m"]), whole(match["y"]))
            yield Timing(match.start(), match.end(), date, confidence=sure)
    for match in _PHASE.finditer(folded, start, end):
        yield Timing(match.start(), match.end(), dt.date(int(match["y"]), 12, 31), confidence=0.7)
    yield from _spans(folded, start, end, clock)
    for match in _QUARTER.finditer(folded, start, end):
        number = _ROMAN[match["q"]]
        if re.search(r"(?<!\w)tu\s+$", folded[max(match.start() - 4, start) : match.start()]):
            continue
        if (
            not (match["lead"] or said or match["always"])
            and not re.search(r"(?:^|[-+,;:.(\n])\s*$", folded[max(match.start() - 4, start) : match.start()])
            and not (match["y"] and ends(folded, match, start, end))
        ):
            continue
        if match["always"]:
            yield Timing(match.start(), match.end(), rule=rate("nam", month=(number * 3,)))
            continue
        before = bool(match["lead"] and "truoc" in match["lead"])
        early = before or (match["part"] or "").startswith("dau")
        date, sure = clock.month(number * 3 - 2 * early, whole(match["y"]), last=1 if before else None)
        yield Timing(
            match.start(),
            match.end(),
            date,
            before=before,
            confidence=sure if match["lead"] or said else sure - 0.2,
        )
    for match in _HALF.finditer(folded, start, end):
        months = {"6": 6, "sau": 6, "9": 9, "chin": 9, "3": 3, "ba": 3}[match["n"]]
        year = whole(match["y"]) or (clock.on.year if clock.on else None)
        if match["lead"] or said:
            yield Timing(
                match.start(),
                match.end(),
                clock.month(months if match["part"] == "dau" else 12, year)[0],
            )
    for match in _IN_YEAR.finditer(folded, start, end):
        year = int(match["y"])
        before = match["lead"] == "truoc"
        if match["lead"] == "vao" and not (said or _DONE_IN.search(folded, start, match.start())):
            continue
        if (clock.on and year < clock.on.year and not said) or _OF_SESSION.search(
            folded[max(match.start() - 40, start) : match.start()]
        ):
            continue
        yield Timing(
            match.start(),
            match.end(),
            dt.date(year, 1, 1) if before else dt.date(year, 12, 31),
            before=before,
            confidence=0.85,
        )
    for match in _RELATIVE.finditer(folded, start, end):
        yield Timing(match.start(), match.end(), confidence=0.8)
    if said:
        if years := re.search(r"(?<![\d/.,])(?:20\d\d)\s*-\s*(?P<y>20\d\d)(?![\d/])", near):
            yield Timing(
                start + years.start(), start + years.end(), dt.date(int(years["y"]), 12, 31), confidence=0.7
            )
        elif found := re.search(
            r"(?:(?:^|[;,(+-])\s*|giai\s+doan\s+|nam\s+|(?:den|het"
            r"|trong)\s+)(?<![\d/.,-])(?P<y>20\d\d)(?P<on>\s+va\s+(?:cac"
            r"|nhung)\s+nam(?:\s+tiep\s+theo|\s+sau)?)?(?![\d/-])",
            near,
        ):
            date = None if found["on"] else dt.date(int(found["y"]), 12, 31)
            yield Timing(
                start + found.start(),
                start + found.end(),
                date,
                rate("nam") if found["on"] else None,
                confidence=0.7,
            )


_PART_OF_MONTH = re.compile(r"(?:tuan|dot|ky|ngay|so|cua)(?:\s+\w+){0,2}\s*$")
"""What names a part of a month, or whose month it is ("tuần thứ 3 tháng 10/2025")."""


def _to_come(match: re.Match[str], clock: Clock) -> bool:
    """Whether a month named with its year is not over on the document's own day."""
    last, _ = clock.month(int(match["m"]), whole(match["y"]))
    return bool(clock.on and last and last >= clock.on)


def _spans(folded: str, start: int, end: int, clock: Clock) -> Iterator[Timing]:
    """From one month to another, until something happens, half a year and the year."""
    for match in _MONTHS.finditer(folded, start, end):
        if match["always"]:
            yield Timing(match.start(), match.end(), rule=rate("nam", month=(int(match["m"]),)))
            continue
        date, sure = clock.month(int(match["m"]), whole(match["y"]))
        yield Timing(match.start(), match.end(), date, confidence=sure)
    for match in _MONTHS_EVERY.finditer(folded, start, end):
        months = tuple(int(match[name]) for name in ("m", "m1", "m2") if match[name])
        if all(1 <= one <= 12 for one in months):
            yield Timing(match.start(), match.end(), rule=rate("nam", month=months))
    for match in _UNTIL_DONE.finditer(folded, start, end):
        yield Timing(match.start(), match.end(), confidence=0.8)
    for match in _TWICE.finditer(folded, start, end):
        days, months = (int(match["d"]), int(match["d2"])), (int(match["m"]), int(match["m2"]))
        rules = (
            [rate("nam", day=days[0], month=months)] if days[0] == days[1]
            else [rate("nam", day=day, month=(month,)) for day, month in zip(days, months, strict=True)]
        )  # fmt: skip
        cut = match.end() if len(rules) == 1 else match.start("d2")
        yield Timing(match.start(), cut, rule=rules[0], before=excludes(match))
        if len(rules) > 1:
            yield Timing(cut, match.end(), rule=rules[1], before=excludes(match))


_DONE_IN = re.compile(
    r"(?:so ket|tong ket|hoan thanh|ban hanh|khanh thanh|khoi cong|nghiem thu)[^,.;]{0,60}$"
)
"""What is done in a year, and no aim that is to be reached in it ("sơ kết vào năm 2023")."""
_OF_SESSION = re.compile(r"ky\s+hop(?:\s+\w+){0,4}\s*$")
"""A session is named by its year ("kỳ họp cuối năm 2018")."""
