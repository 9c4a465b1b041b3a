"""Dialogues and consultations: clauses of a draft, phases, positions, what a year asks for (R6.55, R7.15, R7.20).

Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15 Điều 25–28, 32. Days and counts are parameters of the law.
"""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from motcua.rules.shares import hundredths

# ── the clauses of a draft ──────────────────────────────────────────────────────────────────────────────────

MOST_CLAUSES, MOST_LABEL = 400, 120
_HEAD = re.compile(r"^(phần|chương|mục|tiểu mục)\s+(thứ\s+\w+|[ivxlcdm]+|\d+)\b", re.IGNORECASE)
_ARTICLE = re.compile(r"^(điều\s+\d+[a-zđ]?)\s*[.:]?\s*", re.IGNORECASE)
_CLAUSE = re.compile(r"^(\d{1,3})\s*[.)]\s+")


@dataclass(frozen=True)
class Clause:
    """A piece of a draft on which people comment; ``heads`` are the chapters that begin with it."""

    label: str
    text: str
    heads: tuple[str, ...] = ()


def split_draft(text: str) -> list[Clause]:
    """A draft as its clauses: each numbered khoản of a Điều, a Điều without khoản, else each paragraph.

    Lines that belong to no number stay with what stands before them; nothing is lost. What stands before the first
    Điều (căn cứ, lời mở đầu) is one piece, "Phần mở đầu".
    """
    lines = [line for line in (" ".join(raw.split()) for raw in text.splitlines()) if line]
    if not any(_ARTICLE.match(line) for line in lines):
        return [Clause(f"Đoạn {n}", line) for n, line in enumerate(lines, 1)]
    found: list[tuple[str, list[str], tuple[str, ...]]] = []
    heads: list[str] = []
    article, titled = "", False
    for line in lines:
        if _HEAD.match(line):
            heads.append(line)
            titled = True
        elif named := _ARTICLE.match(line):
            article, titled = _capital(named[1]), False
            found.append((article, [line], tuple(heads)))
            heads = []
        elif article and not heads and (numbered := _CLAUSE.match(line)):
            found.append((f"{article} khoản {numbered[1]}", [line], ()))
        elif titled and heads:
            heads[-1] = f"{heads[-1]} {line}"
            titled = False
        elif heads:
            heads.append(line)
        elif found:
            found[-1][1].append(line)
        else:
            found.append(("Phần mở đầu", [line], ()))
    if heads and found:
        found[-1][1].extend(heads)
    return [Clause(label, "\n".join(said), above) for label, said, above in found]


def _capital(words: str) -> str:
    joined = " ".join(words.split())
    return joined[0].upper() + joined[1:].lower()


# ── phases of a consultation ────────────────────────────────────────────────────────────────────────────────


class Phase(StrEnum):
    """Where a consultation stands on a day."""

    DRAFT = "draft"
    COMING = "coming"
    OPEN = "open"
    COUNTING = "counting"
    EXPLAINED = "explained"
    PUBLISHED = "published"


def phase(state: str, opens_on: dt.date | None, closes_on: dt.date | None, on: dt.date) -> Phase:
    """The phase on a day: an announced consultation takes comments from its first to its last day."""
    if state in (Phase.EXPLAINED, Phase.PUBLISHED):
        return Phase(state)
    if state == "closed":
        return Phase.COUNTING
    if state != "announced" or opens_on is None or closes_on is None:
        return Phase.DRAFT
    if on < opens_on:
        return Phase.COMING
    return Phase.OPEN if on <= closes_on else Phase.COUNTING


def earliest_close(opens_on: dt.date, days: int) -> dt.date:
    """The first day on which a consultation may end: so many whole days after it was opened (R7.15)."""
    return opens_on + dt.timedelta(days=days)


# ── positions ───────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Tally:
    """How many support, object, or say something else."""

    support: int = 0
    object: int = 0
    other: int = 0

    @property
    def all(self) -> int:
        """All positions."""
        return self.support + self.object + self.other

    @property
    def shares(self) -> dict[str, int]:
        """Whole per cents of each stance, which add up to 100; 0 of nothing."""
        counts = {"support": self.support, "object": self.object, "other": self.other}
        return dict(zip(counts, hundredths(list(counts.values())), strict=True))

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.support + other.support, self.object + other.object, self.other + other.other)


# ── what a year asks for ────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Burst:
    """Many positions in a short time: a hall that takes part together, or somebody who sends over and over."""

    since: dt.datetime
    until: dt.datetime
    count: int


def bursts(
    moments: Iterable[dt.datetime], *, least: int = 30, within: dt.timedelta = dt.timedelta(minutes=10)
) -> list[Burst]:
    """Where so many positions or more came within so short a time, the earliest first.

    Only for officials to look at before figures are used: nothing is refused by it, nobody is recognised."""
    spans, times, first = list[list[int]](), sorted(moments), 0
    for last, at in enumerate(times):
        while at - times[first] > within:
            first += 1
        if last - first + 1 < least:
            continue
        if spans and spans[-1][1] >= first:
            spans[-1][1] = last
        else:
            spans.append([first, last])
    return [Burst(times[start], times[end], end - start + 1) for start, end in spans]


@dataclass(frozen=True)
class YearCount:
    """How many dialogues of a kind were held in a year, and how many the law asks for."""

    year: int
    held: int
    needed: int
    over: bool

    @property
    def enough(self) -> bool:
        """Whether the law's number is reached."""
        return self.held >= self.needed

    @property
    def missed(self) -> bool:
        """The year is over without it."""
        return self.over and not self.enough


def year_counts(
    held: Iterable[dt.date], years: Sequence[int], *, needed: int, on: dt.date
) -> list[YearCount]:
    """The count of each year, held against the law's number."""
    days = [day for day in held if day <= on]
    return [YearCount(year, sum(day.year == year for day in days), needed, year < on.year) for year in years]
