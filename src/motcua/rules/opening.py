"""What of an indicator's months may be published: figures of few people are not, nor what tells them by subtraction.

Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15; R5.8, R5.19. A term that asks for a word of a dimension (late, online) tells
something of those it counts: its month is hidden where that word's people are few, or are the total less what is shown.
So is a month whose figure is a difference of few, however large the sums it is the difference of; and a stock that
moved by few since the month that was shown last.
Facts about the work of an office (procedures, sessions, tasks) count nobody's characteristics and stand as they are. So
do its dossiers, all together or told apart by the time it took (ADR 0020): how many of a whole unit came, were finished
and were late says how the office worked, and of nobody what he asked for, how, or what he was given.

Every indicator is read beside all others of the unit and month, so a rule says of each alone what it would tell beside
them. What ended while no time ran was given up by people, or waited for their papers: it is all that was finished less
what was finished in time or late. The share in time is always told (ADR 0020), so the whole of a month is hidden where
that rest is few. Of a share of people neither part differs from the other by few.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from motcua.rules.scoring.definitions import DIMENSIONS, WORKING_DAYS, Definition, Term
from motcua.rules.scoring.figures import Figure, Rounding, rounded
from motcua.rules.scoring.index_sets import Scored, Share, Sheet, State, score
from motcua.rules.surveys.cells import LEAST, hide

OFFICE = (
    "procedure.", "task.", "reception.session", "calendar.", "hotspot.", "inspection.", "dossier.duration",
)  # fmt: skip
"""Facts that count what an office does or owes, not people."""
TIMED = frozenset({
    *(f"{kind}.{word}" for kind in ("dossier", "certification")
      for word in ("received", "finished", "falls_due", "off_due", "rescheduled", "supplement_asked", "days_taken")),
    "step.left", "step.minutes",
})  # fmt: skip
"""Facts that count the work of an office as long as they are told apart by nothing but its time."""
ENDED = frozenset({"dossier.finished", "certification.finished"})
"""Those of them that are told apart by their time, which did not run for some."""
ALSO_COUNTS = {"dossier.duration": "dossier.finished"}
"""Facts that count the very same dossiers as others, and are not told apart by their time themselves."""

OF_OFFICE = frozenset({"on_time", "synced"})
"""Counts of a computed index set that say how an office worked, though what they count are dossiers."""
LESS = {"dossier_satisfied": "on_time", "feedback_satisfied": "feedback_on_time"}
"""Counts that are told beside another one, of which they are a part."""


@dataclass(frozen=True)
class Row:
    """What was counted in a month: facts of one kind with the same words, their sum."""

    month: str
    kind: str
    words: tuple[str, ...]
    amount: int

    def word(self, dimension: str) -> str:
        """Its word of a dimension, in the order of DIMENSIONS."""
        return self.words[DIMENSIONS.index(dimension)]


@dataclass(frozen=True)
class Month:
    """One line of a dataset, by which version of the definition; ``figure`` None: hidden, or not ``counted`` yet."""

    month: str
    figure: Figure | None
    counted: bool = True
    version: int = 0

    @property
    def hidden(self) -> bool:
        """Whether there is a figure that is kept back."""
        return self.figure is None and self.counted


def needed(one: Definition) -> set[str]:
    """Of which kinds of facts the rows must be known to say what of an indicator may be published."""
    kinds = {term.fact for each in one.lineage for term in each.terms}
    return kinds | {ALSO_COUNTS[kind] for kind in kinds if kind in ALSO_COUNTS}


def of_people(term: Term) -> bool:
    """Whether a term counts people or what they asked for, and not what an office did in what time."""
    of_time = {name for name, _words in term.where} <= {"timing"}
    return not term.fact.startswith(OFFICE) and not (of_time and term.fact in TIMED)


def told_whole(one: Definition) -> bool:
    """Whether small figures of it are told as they are, because it says how an office worked and nothing of people
    (ADR 0020); of what ended, months may still hide what ended while no time ran."""
    return not any(of_people(term) for each in one.lineage for term in each.terms)


def hides_untimed(one: Definition) -> bool:
    """Whether it is told whole but for months that would tell how few ended while no time ran."""
    return told_whole(one) and any(
        term.fact in ALSO_COUNTS or (term.fact in ENDED and "timing" not in term.conditions)
        for each in one.lineage for term in each.terms
    )  # fmt: skip


def opened(
    one: Definition,
    rows: Sequence[Row],
    months: Sequence[str],
    days: Mapping[str, int] | None = None,
    begun: Mapping[int, str] | None = None,
) -> list[Month]:
    """The months of an indicator as everybody may read them, each by the version of its first day; stocks are counted
    from the first row on, and of months before its version's in ``begun`` there is no figure.

    Which months of a stock are hidden is reckoned from its first row too, and not from the first month asked for: what
    is published next month hides the same ones.
    """
    of_kind: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        of_kind[row.kind].append(row)
    stocks = [part for each in one.lineage for part in (each.numerator, each.denominator) if _of_stock(part)]
    before = {row.month for row in rows if row.month < min(months, default="")} if stocks else set()
    shown: dict[tuple[Term, ...], int] = {}
    made = []
    for month in sorted(before | set(months)):
        version = one.on(dt.date.fromisoformat(f"{month}-01"))
        standing = [part for part in (version.numerator, version.denominator) if part in stocks]

        def amount(term: Term, month: str = month) -> int:
            if term.fact == WORKING_DAYS:
                return (days or {}).get(month, 0)
            return sum(row.amount for row in _within(of_kind[term.fact], term, month) if _matches(row, term))

        sums = {
            part: sum(term.sign * amount(term) for term in part)
            for part in (version.numerator, version.denominator)
        }
        secret = (
            any(_tells(term, _within(of_kind[term.fact], term, month)) for term in version.terms)
            or any(_few(_untimed(term, of_kind, month)) for term in version.terms)
            or _few_left(version, sums)
            or any(_few(total) for part, total in sums.items() if any(of_people(term) for term in part))
            or any(_few(sums[part] - shown.get(part, 0)) for part in standing)
        )
        if not secret:
            shown |= {part: sums[part] for part in standing}
        if month in months:
            counted = month >= (begun or {}).get(version.version, "")
            figure = None if secret or not counted else version.value(amount)
            made.append(Month(month, figure, counted, version.version))
    return made


def points_told(sheet: Sheet) -> dict[str, Decimal | None]:
    """The points of each group of a computed set as everybody may read them; None of one that is kept back.

    Points are divided back into what was counted: of 93 dossiers, 7 late, two decimals tell how many were rated badly.
    A group with an item that counts people is told in whole points, and only where none of its items, all others known,
    then must be of one to four people, or leave one to four over.
    """
    known = {one.criterion.code: one.share for one in sheet.leaves}
    counts = {one.criterion.counts: one.share for one in sheet.leaves if one.share}

    def told(group: Scored, changed: Mapping[str, Share] | None = None) -> Decimal:
        made = score(replace(sheet.set, groups=(group.criterion,)), {**known, **(changed or {})})
        return rounded(Fraction(made.groups[0].points), 0, Rounding.HALF_UP)

    def safe(group: Scored, one: Scored) -> bool:
        share = one.share
        if share is None or one.state is State.EMPTY:
            return True
        beside = counts.get(LESS.get(one.criterion.counts, ""))
        wholes = {share.denominator} | ({beside.numerator} if beside else set())
        x, n = share.numerator, share.denominator
        near = [(0, LEAST)] if _few(x) else []
        near += [(whole - LEAST, whole) for whole in wholes if 0 < whole - x < LEAST]
        return all(
            any(
                0 <= other <= n and told(group, {one.criterion.code: Share(other, n)}) == told(group)
                for other in pair
            )
            for pair in near
        )  # fmt: skip

    found: dict[str, Decimal | None] = {}
    for group in sheet.groups:
        people = [one for one in group.walk() if _counts_people(one)]
        if not people:
            found[group.criterion.code] = group.points
        else:
            found[group.criterion.code] = told(group) if all(safe(group, one) for one in people) else None
    return found


def _counts_people(one: Scored) -> bool:
    return (
        not one.children and one.criterion.counts not in OF_OFFICE
        and one.criterion.per in {"hồ sơ", "phản ánh, kiến nghị"}
    )  # fmt: skip


def _untimed(term: Term, of_kind: Mapping[str, Sequence[Row]], month: str) -> int:
    """How many that ended while no time ran are among what a term counts."""
    fact = ALSO_COUNTS.get(term.fact, term.fact)
    if fact not in ENDED:
        return 0
    rows = _within(of_kind.get(fact, ()), term, month)
    return sum(
        row.amount for row in rows if not row.word("timing") and (fact != term.fact or _matches(row, term))
    )


def _few_left(one: Definition, sums: Mapping[tuple[Term, ...], int]) -> bool:
    """Whether a share of people leaves few over: its parts tell them."""
    people = bool(one.denominator) and any(of_people(term) for term in one.numerator)
    return people and one.shape.unit == "percent" and _few(sums[one.denominator] - sums[one.numerator])


def _few(amount: int) -> bool:
    return 0 < abs(amount) < LEAST


def _of_stock(part: Sequence[Term]) -> bool:
    """Whether a part says how many people's matters stand at a month's end, and nothing of the month itself."""
    return bool(part) and all(term.stock and of_people(term) for term in part)


def _within(rows: Iterable[Row], term: Term, month: str) -> list[Row]:
    return [row for row in rows if row.month <= month and (term.stock or row.month == month)]


def _matches(row: Row, term: Term) -> bool:
    return all(row.word(name) in words for name, words in term.where)


def _tells(term: Term, rows: Sequence[Row]) -> bool:
    """Whether the sum of a term would tell something of few people."""
    if term.fact == WORKING_DAYS or not of_people(term):
        return False
    if _few(sum(row.amount for row in rows if _matches(row, term))):
        return True
    for name, words in term.where:
        others = replace(term, where=tuple(pair for pair in term.where if pair[0] != name))
        for among in (rows, [row for row in rows if _matches(row, others)]):
            parts: dict[str, int] = defaultdict(int)
            for row in among:
                parts[row.word(name)] += row.amount
            shown = hide(parts)
            if shown.total_hidden or not shown.hidden.isdisjoint(words):
                return True
    return False
