"""Days as documents write them: "trước ngày 30/11/2026", "từ ngày 3/5 đến ngày 10/5", "ngày 15 hằng tháng"."""

import re
from collections.abc import Iterator

from motcua.rules.reading.moments import (
    DAY_NO,
    EVERY_TIME,
    HOUR,
    LEAD,
    MONTH_NO,
    PART_OF_DAY,
    Clock,
    Timing,
    at_hour,
    excludes,
    rate,
    real,
    whole,
)

_MONTH_IN_WORDS = MONTH_NO.replace("m>", "M>")
_DAY = re.compile(
    rf"(?:{LEAD}\s+)?{HOUR}(?:cac\s+)?ngay\s+(?P<also>(?:\d{{1,2}}\s*(?:,"
    rf"|va)\s*(?:ngay\s+)?)*){DAY_NO}(?:\s?[/.-]\s?{MONTH_NO}(?:\s?[/.-]\s?(?P<y>(?:19|20)\d\d))?"
    rf"|\s+thang\s+{_MONTH_IN_WORDS}"
    rf"(?:\s*,?\s*(?:/|nam)\s*(?P<Y>(?:19|20)\d\d))?)?(?![\d/])"
    rf"(?:\s*(?:,|va|den|-)\s*(?:ngay\s+)?(?P<d2>\d{{1,2}})(?:\s?/\s?|\s+thang\s+)(?P<m2>\d{{1,2}})(?!\d|\s?/\s?\d|\s*,?\s+nam\s+\d))?"
    rf"{EVERY_TIME}"
)
_BARE_DAY = re.compile(rf"(?P<lead>truoc|(?:cham|muon)\s+nhat(?:\s+la)?|xong\s+truoc|han\s+(?:cuoi|chot)(?:\s+la)?|dip"
rf"|(?:trong|xong|truoc)\s+(?:buoi\s+)?{PART_OF_DAY}(?:\s+ngay)?"
rf"|den)\s+{HOUR}{DAY_NO}\s?[/.-]\s?{MONTH_NO}(?:\s?[/.-]\s?(?P<y>(?:19|20)\d\d))?(?![\d/%])"
                       rf"{EVERY_TIME}")  # fmt: skip
_PLAIN_DAY = re.compile(
    rf"(?<![\d/.-])(?<!tu ){DAY_NO}\s?[/.-]\s?{MONTH_NO}\s?[/.-]\s?(?P<y>(?:19|20)\d\d)(?![\d/])"
)
"""A day by itself, where a time is said ("Thời hạn: 30/3/2026")."""
_BETWEEN = re.compile(
    rf"tu\s+(?:ngay\s+)?\d{{1,2}}(?:\s?[/.-]\s?\d{{1,2}}(?:\s?[/.-]\s?\d{{4}})?"
    rf"|\s+thang\s+\d{{1,2}}(?:\s+nam\s+\d{{4}})?)?\s*(?:den|-)\s*(?:het\s+)?(?:ngay\s+)?{DAY_NO}"
    rf"(?:\s?[/.-]\s?{MONTH_NO}(?:\s?[/.-]\s?(?P<y>(?:19|20)\d\d))?"
    rf"|\s+thang\s+{_MONTH_IN_WORDS}(?:\s*,?\s*nam\s+(?P<Y>(?:19|20)\d\d))?)(?![\d/])"
    rf"{EVERY_TIME}"
)


def named_days(folded: str, start: int, end: int, clock: Clock, said: bool) -> Iterator[Timing]:
    """The days in a piece of text; ``said``: the piece is a time by itself."""
    for match in _BETWEEN.finditer(folded, start, end):
        month = int(match["m"] or match["M"])
        year = whole(match["y"] or match["Y"])
        if not real(int(match["d"]), month, year):
            yield _unreal(match)
            continue
        if match["always"]:
            yield Timing(match.start(), match.end(), rule=rate("nam", day=int(match["d"]), month=(month,)))
            continue
        if clock.on and year and year < clock.on.year - 1 and not said:
            continue
        date, sure = clock.day(int(match["d"]), month, year)
        yield Timing(match.start(), match.end(), date, confidence=sure - 0.1, year_inferred=year is None)
    for match in _PLAIN_DAY.finditer(folded, start, end) if said else ():
        date, sure = clock.day(int(match["d"]), int(match["m"]), int(match["y"]))
        yield Timing(match.start(), match.end(), date, confidence=sure) if date else _unreal(match)
    for pattern in (_DAY, _BARE_DAY):
        yield from _single_days(pattern, folded, start, end, clock, said)


def _single_days(
    pattern: re.Pattern[str], folded: str, start: int, end: int, clock: Clock, said: bool
) -> Iterator[Timing]:
    for match in pattern.finditer(folded, start, end):
        groups = match.groupdict()
        month, year = whole(groups["m"] or groups.get("M")), whole(groups["y"] or groups.get("Y"))
        unreal = not real(int(groups["d"]), month or 1, year)
        if unreal and not (year or "ngay" in match.group()):
            continue
        lead = groups["lead"] or ("truoc" if match.group().startswith("truoc") else "")
        always = groups["always"] or _always_near(folded, match, start, end, year)
        if month is None and not (always and "nam" not in always):
            continue
        if not lead and not said and not always and not _to_come(folded, match, start, end, clock, year):
            continue
        before = excludes(match)
        if (
            lead in {"qua", "vao", "trong"}
            and not (said or always or before or _held(folded, match, end, clock, year))
        ) or (clock.on and year and year < clock.on.year - 1):
            continue
        if unreal:
            yield _unreal(match)
            continue
        if always and groups.get("d2") not in (None, groups["d"]):
            continue
        if always:
            yield Timing(match.start(), match.end(), rule=_always_rule(always, int(groups["d"]), month,
            groups), before=before or excludes(match, "also"),
                         time=at_hour(match), confidence=0.95)  # fmt: skip
            continue
        date, sure = clock.day(int(groups["d"]), month, year)
        yield Timing(
            match.start(),
            match.end(),
            date,
            before=before,
            time=at_hour(match),
            confidence=sure,
            year_inferred=year is None,
        )


def _unreal(match: re.Match[str]) -> Timing:
    return Timing(match.start(), match.end(), confidence=0.3, unreal=True)


_DATED = re.compile(r"(?:\d+\s?/[^\s,;]*|[a-z]{1,4}-[a-z]+|so\s+\S+|ky|tu|ke tu|den|ban hanh)\s*,?\s+$")
"""What stands before the day of a document, or one from which something runs."""


def _to_come(folded: str, match: re.Match[str], start: int, end: int, clock: Clock, year: int | None) -> bool:
    """Whether a day with its year that ends a clause is to come: something is done on it ("đối thoại
    ngày 14/7/2026")."""
    groups = match.groupdict()
    if not (year and clock.on) or _DATED.search(folded, max(start, match.start() - 30), match.start()):
        return False
    day, _ = clock.day(int(groups["d"]), whole(groups["m"] or groups.get("M")), year)
    return bool(day and day > clock.on) and folded[match.end() : min(end, match.end() + 1)] in (
        "",
        ".",
        ";",
        ")",
    )


def _held(folded: str, match: re.Match[str], end: int, clock: Clock, year: int | None) -> bool:
    """Whether "vào ngày 20/11/2026" says when something is to be held: a day to come, at the end of a clause."""
    groups = match.groupdict()
    if not (year and clock.on) or groups["lead"] == "qua":
        return False
    day, _ = clock.day(int(groups["d"]), whole(groups["m"] or groups.get("M")), year)
    return bool(day and day > clock.on) and not folded[match.end() : min(end, match.end() + 2)].strip(
        " .;,)/"
    )


def _always_rule(always: str, day: int, month: int | None, groups: dict[str, str | None]) -> str:
    word = "quy" if "quy" in always else always.split()[-1]
    months: tuple[int, ...] = (month,) if month else ()
    if month and groups.get("m2") and groups.get("d2"):
        months = (month, int(groups["m2"] or 0))
    days = (*map(int, re.findall(r"\d+", groups.get("also") or "")), day)
    return rate("nam" if months and word != "quy" else word, day=days, month=months)


def _always_near(folded: str, match: re.Match[str], start: int, end: int, year: int | None) -> str | None:
    """ "hằng năm (trước ngày 15 tháng 11)": the recurrence stands just before or after a day without a year."""
    if year:
        return None
    before = re.search(
        r"(?:hang|moi)\s+(nam|thang|quy|tuan)\s*[(,:]?\s*(?:vao\s+|truoc\s+)?$",
        folded[max(match.start() - 30, start) : match.start()],
    )
    after = re.match(
        r"\s*[,)(]?\s*(?:cua\s+)?(?:hang|moi)\s+(nam|thang|quy)",
        folded[match.end() : min(match.end() + 24, end)],
    )
    monthly = None
    if (
        re.match(r"truoc|cham|vao|muon|han|hoan|xong|den|het", match.group())
        and not match.groupdict().get("m")
        and not match.groupdict().get("M")
    ):
        monthly = re.search(
            r"(?:hang|moi)\s+(thang|quy)(?!\w)[^.;]{0,140}$",
            folded[max(match.start() - 150, start) : match.start()],
        )
    found = before or after or monthly
    return f"hang {found[1]}" if found else None
