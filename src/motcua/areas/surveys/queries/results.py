"""What a round says: indices with their intervals, small cells hidden, rounds compared (R5.5, R5.8, R5.17)."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from motcua.areas.surveys.choices import FEW_ANSWERED, LOCAL, Channel, Form, Review, State, shipped
from motcua.areas.surveys.models import Answer, LocalForm, Round
from motcua.areas.surveys.queries import stratum
from motcua.rules.surveys.cells import HALVES, LEAST, WHOLE, hide, hide_within, levels_told, together
from motcua.rules.surveys.index import SATISFIED, Change, Tally, compare, tally
from motcua.rules.surveys.questionnaire import OVERALL, Questionnaire


@dataclass(frozen=True)
class Line:
    """One line of a table: what, its tally (None: hidden), how it changed; ``of`` the element of a criterion."""

    id: str
    label: str
    tally: Tally | None
    change: Change | None = None
    of: str = ""


Levels = tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Results:
    """What a round says; ``whole`` is None while fewer than five answered. ``stated`` the question about it all.

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

    @property
    def means(self) -> bool:
        """A mean tells levels that are put together: it is shown where each is told by itself."""
        return self.levels == WHOLE


Sheet = Mapping[str, int]


def _table(
    rows: Iterable[Answer],
    key: Callable[[Answer], str],
    names: list[str],
    label: Callable[[str], str],
    *,
    total: bool,
    asked: Iterable[str] = (),
    hidden: frozenset[str] | None = None,
) -> tuple[Line, ...]:
    """One line a group, those of too few people hidden, and one more where it could be reckoned from the others.

    ``asked``   the groups that were asked: one of which nobody answered stands hidden among them, like few
    ``hidden``  the groups that are hidden, where another table tells sums of them
    """
    groups: dict[str, list[Sheet]] = {name: [] for name in asked}
    for row in rows:
        groups.setdefault(key(row), []).append(row.scores)
    if hidden is None:
        silent = [name for name, sheets in groups.items() if not sheets]
        hidden = hide({name: len(sheets) for name, sheets in groups.items()}, also=silent).hidden
    lines = [
        Line(name, label(name), None if name in hidden else tally(groups[name], names)) for name in groups
    ]
    return tuple(sorted(lines, key=lambda line: line.label)) if total and len(groups) > 1 else ()


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


def _levels(round: Round, rows: list[Answer], found: Results) -> Levels:
    """How levels are told in all tables; none while answers still come, since two looks would tell of those between.

    Asked are the lines of every table, and what of each stands hidden together: sums less what is shown would tell it.
    """
    if round.state not in (State.CLOSED, State.PUBLISHED) or found.whole is None:
        return ()
    wanted: list[tuple[list[Answer], list[str]]] = []
    names = [one.id for one in round.asked.criteria()]
    for element in round.asked.elements:
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


def results(
    round: Round, *, unit_name: Callable[[str], str] = str, part_name: Callable[[str], str] = str,
    public: bool = False,
) -> Results:  # fmt: skip
    """What a round says now, compared with the round before it where that asked the same.

    ``public``: never compared with a round that was not published.
    """
    asked, rows, earlier = round.asked, _sheets(round), before(round, public=public)
    sheets = [row.scores for row in rows]
    old = [row.scores for row in _sheets(earlier)] if earlier else []
    names = [one.id for one in asked.criteria()]
    known = set(earlier.asked.asked()) if earlier else set()

    hidden = _hidden(asked, sheets)
    covered = _hidden(earlier.asked, old) if earlier else frozenset()

    def changed(of: list[str], now: Tally, id: str = "") -> Change | None:
        then = tally(old, of) if old and set(of) <= known and id not in covered else Tally()
        return compare(then, now) if _enough(then) and _enough(now) else None

    def line(id: str, label: str, of: list[str], element: str = "", name: str = "") -> Line:
        now = tally(sheets, of)
        shown = (name or id) not in hidden and _enough(now) is not None
        change = changed(of, now, name or id) if shown else None
        return Line(id, label, now if shown else None, change, element)

    whole = tally(sheets, names)
    stated = tally(sheets, [OVERALL]) if asked.overall else None
    counted = _enough(whole) is not None and bool(rows)
    found = Results(
        len(rows), whole if counted else None, changed(names, whole),
        _enough(stated) if stated is not None and counted else None,
        tuple(line(e.id, e.name, [c.id for c in e.criteria], name=f"e:{e.id}") for e in asked.elements),
        tuple(line(c.id, c.text, [c.id], e.name) for e in asked.elements for c in e.criteria),
        _table(rows, lambda row: row.part, names, part_name, total=counted, asked=_asked(round),
               hidden=_parts_hidden(round, rows) if len(round.units) > 1 else None),
        _table(rows, lambda row: row.unit, names, unit_name, total=counted, asked=_asked_units(round)),
        _table(rows, lambda row: row.channel, names, lambda name: str(Channel(name).label), total=counted),
        earlier.code if earlier else "",
    )  # fmt: skip
    return replace(found, levels=_levels(round, rows, found))


def trend(round: Round) -> list[tuple[Round, Tally]]:
    """The whole index of this round and of those before it with the same questionnaire, oldest first."""
    found = Round.objects.filter(
        agency=round.agency, form=round.form, since__lte=round.since,
        state__in=[State.OPEN, State.CLOSED, State.PUBLISHED],
    ).order_by("-since", "-pk")[:8]  # fmt: skip
    lines = []
    for one in found:
        if one.pk == round.pk or one.state != State.OPEN:
            now = tally([row.scores for row in _sheets(one)], [c.id for c in one.asked.criteria()])
            if now.valid and _enough(now):
                lines.append((one, now))
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
    rounds = (round, later)
    sheets = [[row.scores for row in _sheets(one)] for one in rounds]
    hidden = frozenset().union(
        *(_hidden(one.asked, given) for one, given in zip(rounds, sheets, strict=True))
    )
    found = {}
    for criterion in criteria:
        then, now = (tally(given, [criterion]) for given in sheets)
        change = compare(then, now) if criterion not in hidden and _enough(then) and _enough(now) else None
        if change is not None:
            found[criterion] = change
    return later, found


def to_mend(found: Results, most: int = 5) -> list[Line]:
    """The criteria with the lowest index, lowest first: where a remedy is worth most."""
    shown = [line for line in found.criteria if line.tally is not None and line.tally.valid]
    return sorted(shown, key=lambda line: line.tally.index or 0 if line.tally else 0)[:most]


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
    with their neighbour, at most as satisfied (4) and not (3). The sum is that of the page; the
    question about it all is no criterion (R5.5). Rows of a published round never change, so that facts built again are
    the same.
    """
    round = Round.objects.get(code=code)
    rows, asked = _sheets(round), [one.id for one in round.asked.criteria()]
    hidden = _hidden(round.asked, [row.scores for row in rows])
    names = {id: "" if id in hidden else id for id in asked}
    sheets = [(row, {names[id] for id in asked if id in row.scores}) for row in rows]
    known = shipped().get(round.form)
    family = known.family if known else LOCAL
    if sum(bool(said) for _row, said in sheets) < LEAST:
        return Counted(family, round.until, ())
    units: dict[str, list[set[str]]] = {unit: [] for unit in _asked_units(round)}
    for row, said in sheets:
        units.setdefault(row.unit, []).append(said)
    place = together(units, round.agency)
    cells = Counter((place[row.unit], row.channel, name) for row, said in sheets for name in said)
    apart = min(cells.values()) >= LEAST
    said_by: dict[tuple[str, str, str], list[set[int]]] = {}
    for row, said in sheets:
        channel = row.channel if apart else str(Channel.MIXED)
        for name in said:
            levels = {row.scores[id] for id in asked if id in row.scores and names[id] == name}
            said_by.setdefault((place[row.unit], channel, name), []).append(levels)
    level = {one: _named_by(group) for group in levels_told(said_by.values()) or HALVES for one in group}
    told = Counter(
        (
            place[row.unit], row.channel if apart else str(Channel.MIXED), named(round.form, names[id]),
            level[row.scores[id]],
        )
        for row in rows for id in asked if id in row.scores
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
