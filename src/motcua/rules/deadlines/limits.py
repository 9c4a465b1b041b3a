"""Time limits as the law writes them: an amount and one of four units that must not be mixed (R0.2)."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from motcua.rules.calendar import DAY_HOURS, LONGEST_DAYS
from motcua.rules.impossible import Invalid
from motcua.rules.said import Said
from motcua.rules.vietnamese import number_in_words


class TimeUnit(StrEnum):
    """The four units of time, which must not be mixed (R0.2)."""

    WORKING_DAY = "working_day"
    WORKING_HOUR = "working_hour"
    DAY = "day"
    HOUR = "hour"


UNIT_WORDS = {
    TimeUnit.WORKING_DAY: "ngày làm việc",
    TimeUnit.WORKING_HOUR: "giờ làm việc",
    TimeUnit.DAY: "ngày",
    TimeUnit.HOUR: "giờ",
}
_LONGEST = dict.fromkeys(TimeUnit, LONGEST_DAYS)


@dataclass(frozen=True)
class Limit:
    """A time limit. ``same_day``: by the close of the working day of reception (R11.13).

    Raises Invalid unless 0 < amount ≤ 3650 and, for calendar days, whole: half a calendar day is nothing the
    law knows, half a working day is (R1.27).
    """

    amount: Decimal
    unit: TimeUnit
    same_day: bool = False

    def __post_init__(self) -> None:
        amount = Decimal(self.amount)
        if not amount.is_finite() or not 0 < amount <= _LONGEST[self.unit]:
            raise Invalid(
                field="amount",
                text="Thời hạn “{amount}” chưa đúng: ghi một số lớn hơn 0 và không quá {most}.",
                amount=amount,
                most=_LONGEST[self.unit],
            )
        if self.unit is TimeUnit.DAY and amount % 1:
            raise Invalid(
                field="amount",
                text="Thời hạn theo ngày phải là số nguyên; {amount} ngày thì ghi bằng ngày làm việc.",
                amount=_figure(amount),
            )
        object.__setattr__(self, "amount", amount)

    def words(self) -> str:
        """``3 ngày làm việc``."""
        if self.same_day:
            return Said("trong ngày làm việc")
        return f"{_figure(self.amount)} {UNIT_WORDS[self.unit]}"

    def hours(self, day_hours: Decimal | int = DAY_HOURS) -> Decimal:
        """The limit as hours of work, a day of either kind counting as ``day_hours`` (R3.19: steps add up
        so)."""
        return self.amount * day_hours if self.unit in {TimeUnit.WORKING_DAY, TimeUnit.DAY} else self.amount


def _figure(amount: Decimal) -> str:
    return f"{amount.normalize():f}".replace(".", ",")


# ── reading ─────────────────────────────────────────────────────────────────────────────────────────────────

_WORDS: dict[str, Decimal] = {number_in_words(n): Decimal(n) for n in range(1, 101)}
_WORDS |= {"nửa": Decimal("0.5"), "hai mươi bốn": Decimal(24), "ba mươi bốn": Decimal(34)}
_NUMBER = r"\d+(?:[.,]\d+)?(?:\s*/\s*\d+)?|" + "|".join(sorted(_WORDS, key=len, reverse=True))
_DURATION = re.compile(
    rf"(?<!\w)(?P<number>{_NUMBER})\s*(?:\([^()]*\)\s*)?"
    r"(?P<unit>ngày|giờ|buổi|phút)(?!\w)(?P<half>\s+rưỡi)?(?P<working>\s+làm\s+việc|\s+hành\s+chính)?(?!\w)"
    r"(?P<half_after>\s+rưỡi)?"
)
_BEFORE = re.compile(
    r"[\s:\-–+*•]*(?:thời\s+(?:hạn|gian)(?:\s+giải\s+quyết)?|tổng(?:\s+thời\s+gian)?|không\s+quá|tối\s+đa|trong"
    r"(?:\s+(?:vòng|thời\s+hạn|thời\s+gian))?|chậm\s+nhất|là|[\s:\-–])*"
)
_AFTER = re.compile(
    r"\s*(?:[.,;]|\(|kể\s+từ\b|tính\s+từ\b|từ\s+(?:khi|ngày)\b|sau\s+khi\b|theo\s+quy\s+định\b|$)"
)


def parse_limit(text: str, *, working: bool = False) -> Limit | None:
    """The one time limit that a phrase states, or None when it states none, several, or something else.

    ``working``: whether plain "ngày" and "giờ" mean working time, as in the tables of internal processes
    (R3.18). A half or quarter of a day, a "buổi" (half a day) and minutes are working time in any case: no
    other reading of them makes sense (R1.27).
    """
    said = " ".join(unicodedata.normalize("NFC", text).casefold().split())
    found = [(match, _limit(match, working)) for match in _DURATION.finditer(said)]
    if not found or not _BEFORE.fullmatch(said[: found[0][0].start()]):
        return None
    if not _AFTER.match(said, found[0][0].end()):
        return None
    limits = {limit for _, limit in found}
    first = found[0][1]
    if first is None or any(limit is None or limit.hours() != first.hours() for limit in limits):
        return None
    return first


def _limit(match: re.Match[str], working: bool) -> Limit | None:
    amount = _number(match["number"])
    if match["half"] or match["half_after"]:
        amount += Decimal("0.5")
    if match["unit"] == "phút":
        amount, unit = amount / 60, TimeUnit.WORKING_HOUR
    elif match["unit"] == "buổi":
        amount, unit = amount / 2, TimeUnit.WORKING_DAY
    elif match["unit"] == "giờ":
        unit = TimeUnit.WORKING_HOUR if working or match["working"] else TimeUnit.HOUR
    else:
        unit = TimeUnit.WORKING_DAY if working or match["working"] or amount % 1 else TimeUnit.DAY
    return Limit(amount, unit) if 0 < amount <= _LONGEST[unit] else None


def _number(said: str) -> Decimal:
    if said in _WORDS:
        return _WORDS[said]
    whole, _, share = said.replace(" ", "").replace(",", ".").partition("/")
    if not share:
        return Decimal(whole)
    return Decimal(whole) / Decimal(share) if Decimal(share) else Decimal(0)
