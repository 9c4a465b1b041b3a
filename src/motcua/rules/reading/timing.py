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
_ALSO = r"\s*(?:,|va|-)\s*(?:(?:va|trong|vao|truoc)\s+)?"
_SEVERAL = re.compile(
    rf"(?:{LEAD}\s+)?(?:cac\s+)?(?:thang\s+(?P<months>\d{{1,2}}(?:{_ALSO}(?:thang\s+)?\d{{1,2}}(?!\d|\s?/\s?\d{{1,2}}(?!\d)))+)"
    rf"|quy\s+(?P<quarters>(?:iv|iii|ii|i|[1-4])(?:{_ALSO}(?:quy\s+)?(?:iv|iii|ii|i|[1-4]))+)"
    rf"|ngay\s+(?P<days>\d{{1,2}}/\d{{1,2}}(?:{_ALSO}(?:ngay\s+)?\d{{1,2}}/\d{{1,2}})+)(?=\s*(?:/|,?\s*nam)\s*\d{{4}}))"
    rf"{OF_YEAR}?(?![\w/])(?!{_ALSO}(?:(?:thang|quy|ngay)\s+)?[\div])(?!\s*,?\s*(?:hang|moi)\s+nam)"
)
"""Several months, quarters or days of one year: "trong tháng 3 và tháng 4/2026", "Quý II, IV/2026"."""
_IN_YEAR = re.compile(
    r"(?P<lead>den\s+het|het|trong|truoc|vao|cuoi|hoan\s+thanh|xong|tu\s+nay\s+den(?:\s+het)?)\s+nam\s+(?P<y>(?:19"
    r"|20)\d\d)(?!\s?[/-]\s?\d)"
)
_FROM = r"tu\s+(?:ngay\s+\d{1,2}\s?[/.-]\s?)?(?:(?:dau|giua|cuoi)\s+)?"
_MONTHS = re.compile(
    rf"{_FROM}thang\s+\d{{1,2}}(?:\s*(?:[/-]|,?\s*nam)\s*(?:19|20)\d\d)?\s*(?:den|-)\s*(?:het\s+)?thang\s+{MONTH_NO}"
    rf"{OF_YEAR}?(?![\d/]){EVERY_TIME}"
)
_DAY_OF_MONTH = r"\d{1,2}(?:\s?/\s?|\s+thang\s+)\d{1,2}(?!\d)"
_EVERY_YEAR = re.compile(
    r"(?<![\w/])(?P<each>(?:hang|moi)\s+nam\s*[,(:]?\s*)?"
    rf"(?:(?:{LEAD}|dip)\s+)?(?:cac\s+)?(?:thang\s+(?P<months>\d{{1,2}}(?:{_ALSO}(?:thang\s+)?\d{{1,2}}(?![\d/]))++)"
    rf"|quy\s+(?P<quarters>(?:iv|iii|ii|i|[1-4])(?:{_ALSO}(?:quy\s+)?(?:iv|iii|ii|i|[1-4])(?!\w))++)"
    rf"|(?:ngay\s+)?(?P<days>{_DAY_OF_MONTH}(?:{_ALSO}(?:ngay\s+)?{_DAY_OF_MONTH})++))"
    rf"(?(each)(?![\w/]|\s*/|{_ALSO}\d|\s*,?\s*nam\s+\d)|\s*[,(]?\s*(?:cua\s+)?(?:hang|moi)\s+nam)"
)
"""Several months, quarters or days of every year: "trước 30/4 và 30/9 hằng năm", "hằng năm (tháng 5, tháng 10)"."""
_UNTIL_DONE = re.compile(
    rf"(?:{_FROM}(?:thang|nam|ngay)?\s*\d[\d/.-]*|tu\s+(?:nay|khi\s[^.;,]{{3,80}}?))"
    r"(?:\s+nam\s+\d{4})?\s+(?:cho\s+)?den\s+khi\s[^.;\n]{3,140}"
)
"""From a day until something happens: no day is said by which it is."""
_TWICE = re.compile(
    r"(?P<half>(?:dinh\s+ky\s+)?(?:hang\s+)?0?6\s+thang\s*\(?\s*(?P<lead>truoc|cham\s+nhat)\s+(?:ngay\s+)?"
    r"(?P<d>\d{1,2})\s?/\s?(?P<m>\d{1,2})(?:\s+cua\s+nam|\s+hang\s+nam)?\)?)\s*(?:,|va)\s*"
    r"(?P<year>(?:bao\s+cao\s+)?(?:mot\s+|hang\s+|01\s+|1\s+)?(?:ca\s+)?nam\s*\(?\s*"
    r"(?:truoc|cham\s+nhat)\s+(?:ngay\s+)?(?P<d2>\d{1,2})\s?/\s?(?P<m2>\d{1,2})(?!\s?[/\d])\)?)"
)
"""Half a year and the year, each with its own day."""
_RELATIVE = re.compile(
    r"(?:trong\s+(?:thoi\s+han|vong|thoi\s+gian)\s+|cham\s+nhat\s+(?:la\s+|trong\s+|sau\s+)?"
    r"|sau\s+|(?P<bare>trong)\s+)(?P<n>\d{1,3})(?:\s*\([^)]{1,30}\))?\s+(?P<u>ngay\s+lam\s+viec|ngay|gio|thang|tuan)(?!\s+(?:dau|cuoi)(?!\w))"
    r"(?P<since>\s*,?\s+(?:ke\s+tu|tinh\s+tu|tu|sau)\s+(?:khi|ngay|thoi\s+diem)?[^.;,)\n]{0,80})?"
)
_OWN_DAY = re.compile(
    r"(?:ky|ban\s+hanh)(?:\s*(?:,|va)?\s*ban\s+hanh)?\s+(?:(?:quyet\s+dinh|nghi\s+quyet|chi\s+thi|ke\s+hoach"
    r"|thong\s+bao|cong\s+van|cong\s+dien|chuong\s+trinh|phuong\s+an|de\s+an|huong\s+dan|quy\s+che|ket\s+luan"
    r"|van\s+ban)\s+)nay(?!\w)|(?:ke\s+hoach|quyet\s+dinh|chi\s+thi|thong\s+bao|cong\s+van|nghi\s+quyet|van\s+ban)\s+nay"
    r"\s+(?:duoc\s+)?(?:ky|ban\s+hanh)(?!\w)"
)
"""What runs from the document's own day: "kể từ ngày ký Kế hoạch này"."""
_DONE = re.compile(r"(?:hoan\s+thanh|xong|gui|bao\s+cao|tra\s+loi|giai\s+quyet)\s+$")


def timings(
    source: Composed, start: int, end: int, on: dt.date | None, *, said: bool = False
) -> list[Timing]:
    """The deadlines and recurrences in a piece of text, in order; ``said``: the piece is a time by itself ("Thời
    gian: …"
    or a cell of a column of times), where also plain years, days and "thường xuyên" count."""
    clock = Clock(on)
    counted = [match.span() for match in _COUNTED.finditer(source.folded, start, end)]
    found = list[Timing]()
    for one in sorted(
        (
            one
            for one in _candidates(source.folded, start, end, clock, said)
            if not _since(source.text, start, one)
            and not any(one.start < b and a < one.end for a, b in counted)
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


_COUNTED = re.compile(
    r"tu\s+(?:het\s+)?(?:ngay\s+)?\d{1,2}(?:\s?/\s?\d{1,2})?\s+(?:[^.;:()]{0,40}?\s)??(?:cua\s+)?(?:thang|quy|nam|ky)"
    r"\s+(?:lien\s+)?truoc(?!\w)[^.;:()]{0,30}?\sden\s+(?:het\s+)?(?:ngay\s+)?\d{1,2}(?:\s?/\s?\d{1,2})?(?!\d)"
    r"|tu\s+(?:ngay\s+)?\d{1,2}(?:\s+[^.;:()\d]{0,40})?\s+den\s+(?:het\s+)?(?:ngay\s+)?\d{1,2}\s+(?:cua\s+)?thang\s+sau(?!\w)"
    r"|(?:so\s+lieu|thong\s+ke)\s+(?:duoc\s+)?(?:tinh\s+|lay\s+|chot\s+)?tu\s+(?:ngay\s+)?[\d/]+\s+den\s+(?:het\s+)?"
    r"(?:ngay\s+)?[\d/]+"
)
"""The days whose figures a report counts ("từ ngày 15 tháng trước đến ngày 14"): nothing is due on them (R8.18)."""
_CANNOT = re.compile(
    r"(?i)(?<!\w)không\s+(?:(?:có|còn|đủ)\s+khả năng|thể|kịp|hoàn thành|giải ngân)(?:\s+[^\W\d_]+){0,6}\s+$"
)
"""What will not be done by a day is told, not asked ("dự án không có khả năng giải ngân trong năm 2025")."""
_AS_OF = re.compile(r"(?i)(?<!\w)(?:số liệu|dư nợ|lũy kế|luỹ kế|tính|thống kê)(?:\s+[^\W\d_]+){0,6}\s+$")
"""Figures are of a day ("số liệu dư nợ đến 31/5/2024"): nothing is due on it."""


def _since(text: str, start: int, one: Timing) -> bool:
    """Whether a day is named from which something may be, or was, or of which figures are: "không trước ngày", "từ
    trước ngày", "tính đến ngày"."""
    before = max(start, one.start - 60)
    if one.date and _CANNOT.search(text, before, one.start):
        return True
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
    yield from _every_year_several(folded, start, end)
    yield from _several(folded, start, end, clock, said)
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
        if (
            match["bare"]
            and not match["since"]
            and not (ends(folded, match, start, end) and _DONE.search(folded, start, match.start()))
        ):
            continue
        yield _within(match, clock)
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


def _several(folded: str, start: int, end: int, clock: Clock, said: bool) -> Iterator[Timing]:
    """The times of a list: the year at its end is the year of all, the last of them the deadline."""
    for match in _SEVERAL.finditer(folded, start, end):
        year, listed = whole(match["y"]), match["months"] or match["quarters"] or match["days"]
        named = len(re.findall(r"thang|quy|/", listed)) + (not match["days"])
        parts = re.findall(r"\d+/\d+|\d+|iv|iii|ii|i", listed)
        alone = said and not folded[match.end() : end].strip(" .;)\n")
        begins = year and re.search(
            r"(?:^|[-+;:.(\n])\s*$", folded[max(match.start() - 4, start) : match.start()]
        )
        if not (match["lead"] or said or begins) or not (year or alone or named == len(parts)):
            continue
        before = bool(match["lead"] and "truoc" in match["lead"])
        found, confidence = list[dt.date](), 1.0
        for part in reversed(parts):
            on, sure = _of_list(match, part, year, clock, before=before)
            if on and found and on > found[-1]:
                on, sure = _of_list(match, part, on.year - 1, clock, before=before)
            if on is None or (found and on >= found[-1]):
                break
            year, confidence = on.year, min(confidence, sure)
            found.append(on)
        if len(found) < len(parts):
            continue
        if match["days"]:
            places = [
                one.span() for one in re.compile(r"(?:ngay\s+)?\d+/\d+").finditer(folded, *match.span("days"))
            ]
            for (first, last), on in zip(places, reversed(found), strict=True):
                yield Timing(
                    match.start() if on == found[-1] else first, match.end() if on == found[0] else last, on,
                    before=excludes(match, "days"), confidence=confidence,
                )  # fmt: skip
            continue
        yield Timing(
            match.start(), match.end(), found[0], before=before, confidence=confidence,
            earlier=tuple(reversed(found[1:])),
        )  # fmt: skip


def _every_year_several(folded: str, start: int, end: int) -> Iterator[Timing]:
    """The times of a list of every year: one rule, or one for each of its days where they are not the same day of
    their months."""
    for match in _EVERY_YEAR.finditer(folded, start, end):
        if match["days"]:
            yield from _days_of_every_year(folded, match)
            continue
        months = tuple(
            _ROMAN[one] * 3 if match["quarters"] else int(one)
            for one in re.findall(r"\d+|iv|iii|ii|i", match["quarters"] or match["months"])
        )
        unreal = not all(real(1, one, None) for one in months)
        rule = None if unreal else rate("nam", month=months)
        yield Timing(match.start(), match.end(), rule=rule, unreal=unreal)


def _days_of_every_year(folded: str, match: re.Match[str]) -> Iterator[Timing]:
    places = list(re.compile(rf"(?:ngay\s+)?{_DAY_OF_MONTH}").finditer(folded, *match.span("days")))
    named = [tuple(map(int, re.findall(r"\d+", one.group()))) for one in places]
    before = excludes(match, "days")
    if not all(real(day, month, None) for day, month in named):
        yield Timing(match.start(), match.end(), confidence=0.3, unreal=True)
    elif len({day for day, _ in named}) == 1:
        months = tuple(month for _, month in named)
        yield Timing(
            match.start(), match.end(), rule=rate("nam", day=named[0][0], month=months), before=before,
            confidence=0.95,
        )  # fmt: skip
    else:
        for place, (day, month) in zip(places, named, strict=True):
            yield Timing(
                match.start() if place is places[0] else place.start(),
                match.end() if place is places[-1] else place.end(),
                rule=rate("nam", day=day, month=(month,)), before=before, confidence=0.95,
            )  # fmt: skip


def _of_list(
    match: re.Match[str], part: str, year: int | None, clock: Clock, *, before: bool
) -> tuple[dt.date | None, float]:
    if match["days"]:
        day, month = map(int, part.split("/"))
        return clock.day(day, month, year)
    number = _ROMAN[part] * 3 - 2 * before if match["quarters"] else int(part)
    return clock.month(number, year, last=1 if before else None)


_PART_OF_MONTH = re.compile(r"(?:tuan|dot|ky|ngay|so|cua)(?:\s+\w+){0,2}\s*$")
"""What names a part of a month, or whose month it is ("tuần thứ 3 tháng 10/2025")."""


def _within(match: re.Match[str], clock: Clock) -> Timing:
    """So long after something: the day of it where that is the document's own day, which is not counted itself (BLDS
    2015 Điều 147); of working days how many."""
    count, unit = int(match["n"]), match["u"]
    if not (clock.on and match["since"] and _OWN_DAY.search(match["since"])) or unit == "gio":
        return Timing(match.start(), match.end(), confidence=0.8)
    if unit.endswith("viec"):
        return Timing(match.start(), match.end(), confidence=0.8, working=count)
    date = clock.on + dt.timedelta(days=count * (7 if unit == "tuan" else 1))
    if unit == "thang":
        months = clock.on.year * 12 + clock.on.month - 1 + count
        last, _ = clock.month(months % 12 + 1, months // 12)
        date = last.replace(day=min(clock.on.day, last.day)) if last else date
    return Timing(match.start(), match.end(), date, confidence=0.8)


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
    for match in _UNTIL_DONE.finditer(folded, start, end):
        yield Timing(match.start(), match.end(), confidence=0.8)
    for match in _TWICE.finditer(folded, start, end):
        days, months = (int(match["d"]), int(match["d2"])), (int(match["m"]), int(match["m2"]))
        rules = (
            [rate("nam", day=days[0], month=months)] if days[0] == days[1]
            else [rate("nam", day=day, month=(month,)) for day, month in zip(days, months, strict=True)]
        )  # fmt: skip
        until = match.end() if len(rules) == 1 else match.end("half")
        yield Timing(match.start(), until, rule=rules[0], before=excludes(match))
        if len(rules) > 1:
            yield Timing(match.start("year"), match.end(), rule=rules[1], before=excludes(match, "d2"))


_DONE_IN = re.compile(
    r"(?:so ket|tong ket|hoan thanh|ban hanh|khanh thanh|khoi cong|nghiem thu)[^,.;]{0,60}$"
)
"""What is done in a year, and no aim that is to be reached in it ("sơ kết vào năm 2023")."""
_OF_SESSION = re.compile(r"ky\s+hop(?:\s+\w+){0,4}\s*$")
"""A session is named by its year ("kỳ họp cuối năm 2018")."""
