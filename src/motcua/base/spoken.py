"""What the rules, the journal and refusals say in Vietnamese, said in the language asked for.

Templates are translated before their values are filled in. Values that are words of ours (a state, a moment, a
limit) are translated with them; whatever else people or the catalogue wrote stays as it was written.
"""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.dateformat import format as date_format
from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.translation import get_language, gettext, ngettext

from motcua.rules import vietnamese
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Fault, Impossible
from motcua.rules.said import Said

_DAY = re.compile(rf"({'|'.join(vietnamese.WEEKDAYS)}) (\d{{1,2}})/(\d{{1,2}})(?:/(\d{{4}}))?")
_MOMENT = re.compile(rf"(\d{{1,2}}) giờ(?: (\d{{2}}))?, {_DAY.pattern}")
_SPAN = re.compile(r"(\d+(?:,\d+)?) (ngày làm việc|giờ làm việc|ngày|giờ|phút)")


def vietnamese_asked() -> bool:
    """Whether Vietnamese is the language asked for."""
    return (get_language() or "vi").startswith("vi")


def moment_words(at: dt.datetime) -> str:
    """A moment in words: ``9 giờ 30, thứ Năm 26/11/2026``, ``9:30, Thursday 26 November 2026``."""
    at = at.astimezone(TZ) if at.tzinfo else at
    if vietnamese_asked():
        return vietnamese.moment_words(at)
    return f"{at.hour}:{at.minute:02d}, {date_format(at, 'l j F Y')}"


def day_words(on: dt.date) -> str:
    """A day in words: ``thứ Năm 26/11/2026``, ``Thursday 26 November 2026``."""
    return vietnamese.day_words(on) if vietnamese_asked() else date_format(on, "l j F Y")


def weekday(day: int) -> str:
    """The name of a day of the week, 0 is Monday."""
    return vietnamese.WEEKDAYS[day] if vietnamese_asked() else str(WEEKDAYS[day])


def spoken(value: Any) -> Any:
    """A value or sentence in the language asked for; what is no words of ours is given back as it is."""
    match value:
        case Said():
            return said(value.template, value.params)
        case dt.datetime():
            return moment_words(value)
        case dt.date():
            return day_words(value)
        case str() if not vietnamese_asked():
            return _phrase(value)
    return value


def said(text: str, params: Mapping[str, object]) -> str:
    """A Vietnamese template in the language asked for, with its values."""
    return gettext(text).format(**{name: spoken(value) for name, value in params.items()}) if text else ""


def refusal(error: Impossible) -> str:
    """What a refusal says, in one sentence."""
    return said(error.template, error.params)


def fault(one: Fault) -> str:
    """What is to be mended at one field."""
    return said(one.text, one.params)


def refusals(error: Impossible) -> list[str]:
    """Everything that a refusal says: a sentence for each fault, else the one sentence."""
    return faults(error.faults) or [refusal(error)]


def faults(found: Iterable[Fault]) -> list[str]:
    """A sentence for each fault."""
    return [fault(one) for one in found]


def _phrase(text: str) -> str:
    """A text that may be anybody's: a moment, a day, a span, words of the catalogue or a list of such; else as it is.

    Never half of it: the name of a step that begins like a word of ours stays wholly as it was written.
    """
    known = _known(text)
    if known is None and ", " in text:
        parts = [_known(part) for part in text.split(", ")]
        if None not in parts:
            known = ", ".join(part or "" for part in parts)
    return text if known is None else known


def _known(text: str) -> str | None:
    """Words of ours said in the language asked for; None when they are not ours."""
    known = gettext(text) if text else ""
    if known != text:
        return known
    if found := _MOMENT.fullmatch(text):
        hour, minute, *day = found.groups()
        return f"{hour}:{minute or '00'}, {_day(*day)}"
    if found := _DAY.fullmatch(text):
        return _day(*found.groups())
    if found := _SPAN.fullmatch(text):
        return span(found[1], found[2])
    return None


def _day(weekday_name: str, day: str, month: str, year: str | None) -> str:
    name = str(WEEKDAYS[vietnamese.WEEKDAYS.index(weekday_name)])
    return (
        f"{name} {int(day)} {MONTHS[int(month)]} {year}"
        if year
        else f"{name} {int(day)} {MONTHS[int(month)]}"
    )


def span(amount: str, unit: str) -> str:
    """``0,5 ngày làm việc`` is ``0.5 working days``."""
    n = amount.lstrip("0").replace(",", ".")
    n = f"0{n}" if not n or n.startswith(".") else n
    many = 1 if n == "1" else 2
    match unit:
        case "ngày làm việc":
            words = ngettext("{n} ngày làm việc", "{n} ngày làm việc", many)
        case "giờ làm việc":
            words = ngettext("{n} giờ làm việc", "{n} giờ làm việc", many)
        case "ngày":
            words = ngettext("{n} ngày", "{n} ngày", many)
        case "giờ":
            words = ngettext("{n} giờ", "{n} giờ", many)
        case _:
            words = ngettext("{n} phút", "{n} phút", many)
    return words.format(n=n)
