"""What a round says: indices with their intervals, small cells hidden, rounds compared (R5.5, R5.8, R5.17)."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from motcua.areas.surveys.choices import FEW_ANSWERED, LOCAL, Channel, Form, Review, State, shipped
from motcua.areas.surveys.models import Answer, LocalForm, Round
from motcua.areas.surveys.queries import stratum
from motcua.rules.surveys.cells import (
    LEAST,
    WHOLE,
    Said,
    bound,
    hide,
    hide_within,
    index_holds,
    indices_hidden,
    joined,
    levels_told,
    solved,
    together,
)
from motcua.rules.surveys.index import SATISFIED, Change, Tally, compare, tally
from motcua.rules.surveys.questionnaire import OVERALL, Questionnaire


@dataclass(frozen=True)
class Line:
    """One line of a table: what, its tally (None: hidden), how it changed; ``of`` the element of a criterion.

    ``people``, ``valid`` and ``bound``, between what its index lies, of a line that is hidden for a half of few people
    """

    id: str
    label: str
    tally: Tally | None
    change: Change | None = None
    of: str = ""
    people: int = 0
    valid: int = 0
    bound: tuple[Fraction, Fraction] | None = None


Levels = tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Results:
    """What a round says; ``stated`` the question about it all. While answers come, only how many are counted: what two
    looks differ by would be what those between said.

    ``whole``   None where few answered, or a half is of few people: then it lies in its ``bound``, if that is known
    ``levels``  how levels are put together in its tables, () while only indices are told; ``means`` whether means are
    """

    people: int
    whole: Tally | None
    change: Change | None
    stated: Tally | None
    elements: tuple[Line, ...]
    criteria: tuple[Line, ...]
    parts: tuple[Line, ...]
    units: tuple[Line, ...]
    channels: tuple[Line, ...]
    before: str = ""
    levels: Levels = ()
    bound: tuple[Fraction, Fraction] | None = None

    @property
    def means(self) -> bool:
        """A mean tells levels that are put together: it is shown where each is told by itself."""
        return self.levels == WHOLE


Sheet = Mapping[str, int]


def _said(sheets: Iterable[tuple[int, Sheet]], names: Collection[str]) -> Said:
    """What each of some numbered sheets says of the named criteria."""
    found = {n: [sheet[name] for name in names if name in sheet] for n, sheet in sheets}
    return {n: levels for n, levels in found.items() if levels}


def _small(rows: Iterable[Answer], key: Callable[[Answer], str], asked: Iterable[str] = ()) -> frozenset[str]:
    """Groups of few people, and what tells them; one that was asked and of which nobody answered is like few."""
    people = Counter(key(row) for row in rows)
    silent = [name for name in asked if not people[name]]
    return hide({**dict.fromkeys(silent, 0), **people}, also=silent).hidden


@dataclass(frozen=True)
class Kept:
    """What is not told of a round. ``small`` lines of few people, and what tells them; ``hidden`` those, and lines of
    which a half is of few, and what tells it; ``bounded`` whether bounds of hidden ones are told.
    """

    small: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()
    bounded: bool = True


def _kept(lines: Mapping[str, Said], small: frozenset[str], *, summed: bool) -> Kept:
    """Of a table whose lines are summed in one that is told or not."""
    hidden = indices_hidden(lines, small, summed=summed)
    return Kept(small, hidden, not summed or not solved([lines[name] for name in hidden]))


def _kept_within(
    parts: Mapping[str, Mapping[str, Said]], outer: Mapping[str, Said], small: frozenset[str], *, summed: bool
) -> Kept:
    """Of a table on two levels: a hidden line takes its parts with it where the sum of all is told."""
    above = _kept(outer, small & outer.keys(), summed=summed)
    hidden, bounded = set(above.hidden), above.bounded
    apart: list[Said] = []
    for name, lines in parts.items():
        if summed and name in above.hidden:
            hidden |= lines.keys()
            apart += lines.values()
        else:
            inner = _kept(lines, small & lines.keys(), summed=name not in above.hidden)
            hidden |= inner.hidden
            bounded = bounded and inner.bounded
    return Kept(small, frozenset(hidden), bounded and not solved(apart))


def _line(id: str, label: str, said: Said, now: Tally, kept: Kept, name: str = "", **more: Any) -> Line:
    """A line as it may be told; ``name`` under which it is kept, where that is not its own."""
    name = name or id
    if name not in kept.hidden and _enough(now) is not None:
        return Line(id, label, now, **more)
    if name in kept.small or _enough(now) is None:
        return Line(id, label, None, of=more.get("of", ""))
    shown = bound(said) if kept.bounded else None
    return Line(id, label, None, of=more.get("of", ""), people=now.people, valid=now.valid, bound=shown)


def _asked(round: Round) -> list[str]:
    """The parts of which somebody was asked."""
    return [part for part, (_all, asked) in round.parts.items() if asked]


def _asked_units(round: Round) -> list[str]:
    """The units of which somebody was asked; of small units that were put together nobody knows."""
    return sorted({unit for part in _asked(round) if (unit := stratum(round, part)[0])})


def _parts_hidden(round: Round, rows: Iterable[Answer]) -> frozenset[str]:
    """Parts of too few people, and those that the table of units, whose sums they are, would tell (R5.8)."""
    cells: dict[str, Counter[str]] = {}
    for row in rows:
        cells.setdefault(row.unit, Counter())[f"{row.unit}\t{row.part}"] += 1
    silent = set(_asked(round)) - {name.partition("\t")[2] for parts in cells.values() for name in parts}
    also = []
    for part in sorted(silent):
        unit, _field = stratum(round, part)
        cells.setdefault(unit, Counter())[f"{unit}\t{part}"] = 0
        also.append(f"{unit}\t{part}")
    people = {unit: parts.total() for unit, parts in cells.items()}
    found = hide_within(cells, people, also=[*also, *(unit for unit, n in people.items() if not n)])
    return frozenset(name.partition("\t")[2] for name in found if "\t" in name)


def before(round: Round, *, public: bool = False) -> Round | None:
    """The round before this one with the same questionnaire, of the same agency, that is over, or even published."""
    return (
        Round.objects.filter(
            agency=round.agency, form=round.form, since__lt=round.since,
            state__in=[State.PUBLISHED] if public else [State.CLOSED, State.PUBLISHED],
        )
        .order_by("-since", "-pk")
        .first()
    )  # fmt: skip


def _sheets(round: Round) -> list[Answer]:
    found = Answer.objects.filter(round=round).only("channel", "unit", "part", "scores")
    return list(found.order_by("id"))


def _enough(found: Tally) -> Tally | None:
    """A tally that may be shown: given by nobody or by at least five."""
    return None if hide({"": found.people}).hidden else found


def _hidden(asked: Questionnaire, sheets: list[Sheet]) -> frozenset[str]:
    """Elements and criteria that too few answered, and those by which they could be reckoned."""
    elements = {f"e:{one.id}": [c.id for c in one.criteria] for one in asked.elements}
    cells = {name: {id: tally(sheets, [id]).people for id in ids} for name, ids in elements.items()}
    return hide_within(cells, {name: tally(sheets, ids).people for name, ids in elements.items()})


def _levels(rows: list[Answer], asked: Questionnaire, found: Results) -> Levels:
    """How levels are told in all tables.

    Asked are the lines of every table, and what of each stands hidden together: sums less what is shown would tell it.
    """
    if found.whole is None:
        return ()
    wanted: list[tuple[list[Answer], list[str]]] = []
    names = [one.id for one in asked.criteria()]
    for element in asked.elements:
        own = [one.id for one in element.criteria]
        hidden = [line.id for line in found.criteria if line.tally is None and line.id in own]
        wanted += [(rows, [id]) for id in own if id not in hidden] + [(rows, hidden)]
    for lines, of in ((found.parts, "part"), (found.units, "unit"), (found.channels, "channel")):
        groups: dict[str, list[Answer]] = {line.id: [] for line in lines}
        for row in rows:
            groups.setdefault(getattr(row, of), []).append(row)
        wanted += [(groups[line.id], names) for line in lines if line.tally]
        wanted.append(([row for line in lines if line.tally is None for row in groups[line.id]], names))
    return levels_told(
        [{row.scores[id] for id in ids if id in row.scores} for row in some] for some, ids in wanted
    )


@dataclass(frozen=True)
class Read:
    """The answers of a round, and what of its elements and criteria is not told (``e:`` before an element)."""

    asked: Questionnaire
    rows: tuple[Answer, ...]
    whole: Said
    kept: Kept

    @property
    def sheets(self) -> list[Sheet]:
        """What each answer says."""
        return [row.scores for row in self.rows]

    @property
    def told(self) -> bool:
        """Whether the index of all may be told."""
        return len(self.whole) >= LEAST and index_holds(self.whole)

    def tells(self, criteria: Collection[str], name: str) -> bool:
        """Whether the index of an element or a criterion may be told; ``name`` "" of all."""
        known = set(criteria) <= {one.id for one in self.asked.criteria()}
        return known and (name not in self.kept.hidden if name else self.told)


def _read(round: Round) -> Read:
    """The answers of a round that is over; none while more may come."""
    asked, rows = round.asked, _sheets(round) if round.state in (State.CLOSED, State.PUBLISHED) else []
    sheets = list(enumerate(row.scores for row in rows))
    whole = _said(sheets, [one.id for one in asked.criteria()])
    elements = {f"e:{e.id}": {c.id: _said(sheets, [c.id]) for c in e.criteria} for e in asked.elements}
    outer = {f"e:{e.id}": _said(sheets, [c.id for c in e.criteria]) for e in asked.elements}
    small = _hidden(asked, [sheet for _n, sheet in sheets])
    kept = _kept_within(elements, outer, small, summed=index_holds(whole))
    return Read(asked, tuple(rows), whole, kept)


def results(
    round: Round, *, unit_name: Callable[[str], str] = str, part_name: Callable[[str], str] = str,
    public: bool = False,
) -> Results:  # fmt: skip
    """What a round says, compared with the round before it where that asked the same.

    ``public``: never compared with a round that was not published.
    """
    now, earlier = _read(round), before(round, public=public)
    then = _read(earlier) if earlier else None
    names = [one.id for one in now.asked.criteria()]
    if len(now.whole) < LEAST:
        people = Answer.objects.filter(round=round).count()
        return Results(people, None, None, None, (), (), (), (), (), earlier.code if earlier else "")
    rows, numbered = list(now.rows), list(enumerate(now.rows))

    def changed(of: list[str], name: str = "") -> Change | None:
        if then is None or not now.tells(of, name) or not then.tells(of, name):
            return None
        return compare(tally(then.sheets, of), tally(now.sheets, of))

    def line(id: str, label: str, of: list[str], name: str, element: str = "") -> Line:
        said = _said(enumerate(now.sheets), of)
        found = _line(id, label, said, tally(now.sheets, of), now.kept, name, of=element)
        return replace(found, change=changed(of, name)) if found.tally else found

    def table(
        of: str, label: Callable[[str], str], asked: Iterable[str] = (), kept: Kept | None = None
    ) -> tuple[Line, ...]:
        groups: dict[str, list[tuple[int, Sheet]]] = {one: [] for one in asked}
        for n, row in numbered:
            groups.setdefault(getattr(row, of), []).append((n, row.scores))
        said = {one: _said(some, names) for one, some in groups.items()}
        if kept is None:
            kept = _kept(said, _small(rows, lambda row: str(getattr(row, of)), asked), summed=now.told)
        lines = [
            _line(one, label(one), said[one], tally([sheet for _n, sheet in some], names), kept)
            for one, some in groups.items()
        ]
        return tuple(sorted(lines, key=lambda line: line.label)) if len(groups) > 1 else ()

    stated = _said(enumerate(now.sheets), [OVERALL])
    found = Results(
        len(rows), tally(now.sheets, names) if now.told else None, changed(names),
        tally(now.sheets, [OVERALL])
        if now.asked.overall and len(stated) >= LEAST and index_holds(stated) else None,
        tuple(line(e.id, e.name, [c.id for c in e.criteria], f"e:{e.id}") for e in now.asked.elements),
        tuple(line(c.id, c.text, [c.id], c.id, e.name) for e in now.asked.elements for c in e.criteria),
        table("part", part_name, _asked(round),
              _parts_kept(round, rows, names, summed=now.told) if len(round.units) > 1 else None),
        table("unit", unit_name, _asked_units(round)),
        table("channel", lambda name: str(Channel(name).label)),
        earlier.code if earlier else "", bound=None if now.told else bound(now.whole),
    )  # fmt: skip
    return replace(found, levels=_levels(rows, now.asked, found))


def _parts_kept(round: Round, rows: list[Answer], names: list[str], *, summed: bool) -> Kept:
    """Parts beside the table of units, whose sums they are; a part of several small units is a cell of each."""
    few = _parts_hidden(round, rows)
    parts: dict[str, dict[str, dict[int, Sequence[int]]]] = {}
    for n, row in enumerate(rows):
        cell = parts.setdefault(row.unit, {}).setdefault(f"{row.unit}\t{row.part}", {})
        cell.update(_said([(n, row.scores)], names))
    outer = {unit: joined(cells.values()) for unit, cells in parts.items()}
    small = frozenset(name for cells in parts.values() for name in cells if name.partition("\t")[2] in few)
    found = _kept_within(parts, outer, small, summed=summed)
    hidden = {name.partition("\t")[2] for name in found.hidden if "\t" in name}
    return Kept(few, few | hidden, found.bounded)


def trend(round: Round) -> list[tuple[Round, Tally]]:
    """The whole index of this round and of those before it with the same questionnaire, oldest first."""
    found = Round.objects.filter(
        agency=round.agency, form=round.form, since__lte=round.since,
        state__in=[State.CLOSED, State.PUBLISHED],
    ).order_by("-since", "-pk")[:8]  # fmt: skip
    read = [(one, _read(one)) for one in found]
    lines = [(one, tally(now.sheets, [c.id for c in now.asked.criteria()])) for one, now in read if now.told]
    return lines[::-1]


def measured_again(round: Round, criteria: Iterable[str]) -> tuple[Round, dict[str, Change]] | None:
    """The newest round after this one that asked the same and is over, and how criteria moved since (S036–S038).

    A criterion of which either round may not be told is left out; None while nobody asked again.
    """
    later = (
        Round.objects.filter(
            agency=round.agency, form=round.form, since__gt=round.since, state__in=[State.CLOSED, State.PUBLISHED]
        )
        .order_by("-since", "-pk")
        .first()
    )  # fmt: skip
    if later is None:
        return None
    then, now = _read(round), _read(later)
    found = {}
    for criterion in criteria:
        if then.tells([criterion], criterion) and now.tells([criterion], criterion):
            change = compare(tally(then.sheets, [criterion]), tally(now.sheets, [criterion]))
            if change is not None:
                found[criterion] = change
    return later, found


def to_mend(found: Results, most: int = 5) -> list[Line]:
    """The criteria with the lowest index, lowest first: where a remedy is worth most."""

    def most_of(line: Line) -> Fraction | None:
        return line.bound[1] if line.bound else line.tally.index if line.tally else None

    known = [(most_of(line), n, line) for n, line in enumerate(found.criteria)]
    low = [(index, n, line) for index, n, line in known if index is not None and (line.tally or index < 100)]
    return [line for _index, _n, line in sorted(low, key=lambda one: one[:2])[:most]]


def public_words(round: Round) -> list[str]:
    """What people wrote and a leader let through, in no order of theirs."""
    return [row.text for row in round.words.filter(state=Review.SHOWN).order_by("id")]


@dataclass(frozen=True)
class Counted:
    """A published round as facts count it: the kind of its questionnaire, the last day it asks about, its answers.

    ``rows``  (unit, channel, criterion, score, how many), no code
    """

    family: str
    on: dt.date
    rows: tuple[tuple[str, str, str, int, int], ...]


def counted(code: str) -> Counted:
    """The answers of a published round by unit, channel and criterion, as far as its page lets them be told (R5.8).

    What stands hidden there is put together here: criteria as one, units with their agency (``cells.together``), and
    channels are told of a round only where each is of five people or none throughout. Levels that few gave are counted
    with their neighbour, at most as satisfied (4) and not (3); where a half of some cell would still be of few, first
    channels are not told apart, then units, then criteria. The sum is that of the page, so there is none where that
    tells no index; the question about it all is no criterion (R5.5). Rows of a published round never change, so that
    facts built again are the same.
    """
    round = Round.objects.get(code=code)
    read, known = _read(round), shipped().get(round.form)
    family = known.family if known else LOCAL
    if not read.told:
        return Counted(family, round.until, ())
    rows, asked = read.rows, [one.id for one in round.asked.criteria()]
    names = {id: "" if id in read.kept.hidden else id for id in asked}
    sheets = [(row, {names[id] for id in asked if id in row.scores}) for row in rows]
    units: dict[str, list[set[str]]] = {unit: [] for unit in _asked_units(round)}
    for row, said in sheets:
        units.setdefault(row.unit, []).append(said)
    place = together(units, round.agency)
    cells = Counter((place[row.unit], row.channel, name) for row, said in sheets for name in said)
    alone = dict.fromkeys(place, round.agency)
    apart = [(place, names, True)] if min(cells.values()) >= LEAST else []
    for where, called, by_channel in (
        *apart, (place, names, False), (alone, names, False), (alone, dict.fromkeys(asked, ""), False),
    ):  # fmt: skip
        said_by: dict[tuple[str, str, str], list[list[int]]] = {}
        for row in rows:
            levels: dict[str, list[int]] = {}
            for id in asked:
                if id in row.scores:
                    levels.setdefault(called[id], []).append(row.scores[id])
            channel = row.channel if by_channel else str(Channel.MIXED)
            for name, given in levels.items():
                said_by.setdefault((where[row.unit], channel, name), []).append(given)
        groups = levels_told(said_by.values())
        if groups:
            break
    level = {one: _named_by(group) for group in groups for one in group}
    told = Counter(
        (unit, channel, named(round.form, name), level[one])
        for (unit, channel, name), sheets_of in said_by.items() for given in sheets_of for one in given
    )  # fmt: skip
    return Counted(family, round.until, tuple(sorted((*key, n) for key, n in told.items())))


def _named_by(group: tuple[int, ...]) -> int:
    """Under which level those that are put together are counted: the one next to the border of the satisfied."""
    return group[0] if group[0] >= SATISFIED else group[-1]


def named(form: str, criterion: str) -> str:
    """How facts name a criterion: by its questionnaire, since two may use one name; "" those that few answered."""
    return f"{form}:{criterion}"


def criteria_named(given: Iterable[str]) -> dict[str, str]:
    """The words of criteria as facts name them; in those of the newest version of a questionnaire of the locality."""
    known = {code: one.also.asked() | one.asked.asked() for code, one in shipped().items()}
    forms = {name.partition(":")[0] for name in given} - known.keys()
    known |= {
        row.code: row.asked.asked()
        for row in LocalForm.objects.filter(code__in=forms, state=Form.PUBLISHED).order_by("version")
    }
    words = {code: {**asked, "": str(FEW_ANSWERED)} for code, asked in known.items()}
    return {named(code, id): text for code, texts in words.items() for id, text in texts.items()}
