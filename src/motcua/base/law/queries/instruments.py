"""Reading the graph of instruments: how each stands on a day, what replaced it at last, who cites it."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.db.models.expressions import RawSQL

from motcua.base.law.choices import Known, RelationKind
from motcua.base.law.models import Citation, Instrument, Relation
from motcua.rules.citing import Reference
from motcua.rules.impossible import NotFound
from motcua.rules.instruments import Dates, End, Named, State, Verdict, stands
from motcua.rules.vietnamese import fold

ENDING = (RelationKind.REPLACES, RelationKind.REPEALS)


class UnknownInstrument(NotFound):
    """The register of instruments does not hold this symbol."""

    text = "Không có văn bản {symbol} trong danh mục văn bản."


# --- how instruments stand -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Standing:
    """How an instrument stands on a day, as far as the register knows.

    ``expired_on``   the first day without it, past or to come: its own, else the day on which another ended it
    ``replaced_by``  what replaced or repealed it; ``repealed`` where nothing of that replaces it
    ``now``          what is in force in its place at the end of the chain
    """

    symbol: str
    title: str
    type: str
    effective_on: dt.date | None
    expired_on: dt.date | None
    replaced_by: tuple[str, ...]
    replaced_on: dt.date | None
    pk: int = 0
    issuer: str = ""
    issued_on: dt.date | None = None
    known: str = Known.REGISTER
    state: State = State.UNKNOWN
    repealed: bool = False
    now: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What it is called where there is little room."""
        return self.symbol or f"{self.type} {self.title}".strip()

    @property
    def later(self) -> tuple[str, ...]:
        """What is in force in its place, where that is not what replaced it."""
        return () if set(self.now) <= set(self.replaced_by) else self.now


_CHAIN = (
    "WITH RECURSIVE chain(id) AS (SELECT id FROM law_instrument WHERE id IN ({marks}) UNION "
    "SELECT r.source_id FROM law_relation r JOIN chain c ON r.target_id = c.id "
    "WHERE r.kind IN ('replaces', 'repeals') AND NOT r.withdrawn) SELECT id FROM chain"
)
"""Instruments, what replaced or repealed them, what did so to that, to the end; a circle ends."""


def standings(rows: Iterable[Instrument], on: dt.date) -> dict[int, Standing]:
    """How instruments stand on a day, by their key. One query for any number of them and any chain."""
    every = {row.pk: row for row in rows}
    wanted = list(every)
    if not wanted:
        return {}
    ends: dict[int, list[End]] = {}
    chain = RawSQL(_CHAIN.format(marks=", ".join(["%s"] * len(wanted))), wanted)
    pairs = Relation.objects.filter(target_id__in=chain, kind__in=ENDING, withdrawn=False)
    for row in pairs.select_related("source").order_by("on", "source__symbol"):
        every.setdefault(row.source_id, row.source)
        ends.setdefault(row.target_id, []).append(
            End(row.source_id, row.on, row.kind == RelationKind.REPLACES)
        )
    dates = {key: Dates(row.issued_on, row.effective_on, row.expired_on) for key, row in every.items()}
    return {
        key: _standing(every[key], stands(key, dates, ends, on), ends.get(key, ()), every) for key in wanted
    }


def _standing(
    row: Instrument, verdict: Verdict, ends: Sequence[End], every: Mapping[int, Instrument]
) -> Standing:
    def names(keys: Iterable[int]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(every[key].symbol or str(every[key]) for key in keys))

    days = [end.on for end in ends if end.on]
    replaced = min(days) if days else None
    return Standing(
        row.symbol, row.title, row.type, row.effective_on, row.expired_on or replaced,
        names(end.source for end in ends), replaced, row.pk, row.issuer, row.issued_on, row.known, verdict.state,
        verdict.repealed, names(verdict.now),
    )  # fmt: skip


def registered() -> QuerySet[Instrument]:
    """The instruments that a number alone means."""
    return Instrument.objects.filter(twin=0)


def standing(symbols: Iterable[str], on: dt.date = dt.date.max) -> dict[str, Standing]:
    """What the register knows of instruments, by symbol; unknown symbols are left out. Two queries for any number."""
    rows = list(registered().filter(symbol__in=set(symbols)))
    return {found.symbol: found for found in standings(rows, on).values()} if rows else {}


def instrument(symbol: str) -> Instrument:
    """The instrument of that symbol. Raises UnknownInstrument."""
    found = registered().filter(symbol=symbol).first()
    if found is None:
        raise UnknownInstrument(symbol=symbol)
    return found


def in_force(symbol: str, on: dt.date) -> bool | None:
    """Whether an instrument is in force on a day; None when the register does not know (symbol or date missing)."""
    found = standing([symbol], on).get(symbol)
    match found and found.state:
        case State.IN_FORCE:
            return True
        case State.EXPIRED | State.EARLY:
            return False
    return None


@dataclass(frozen=True)
class ExpiredBasis:
    """A legal basis no longer in force, since when, and what stands in its place (as far as known)."""

    symbol: str
    expired_on: dt.date
    replaced_by: tuple[str, ...]


def expired_bases(symbols: Iterable[str], on: dt.date) -> list[ExpiredBasis]:
    """Those of ``symbols`` that had expired by the day, in the given order; unknown symbols are passed over."""
    wanted = list(dict.fromkeys(symbols))
    known = standing(wanted, on)
    return [
        ExpiredBasis(symbol, known[symbol].expired_on, known[symbol].replaced_by)  # type: ignore[arg-type]
        for symbol in wanted
        if symbol in known and known[symbol].state is State.EXPIRED
    ]


def amendments(symbol: str, on: dt.date) -> list[Instrument]:
    """Instruments that had amended ``symbol`` by the day (those of unknown day included), oldest first."""
    relations = (
        Relation.objects.filter(
            target__symbol=symbol, target__twin=0, kind=RelationKind.AMENDS, withdrawn=False
        )
        .exclude(on__gt=on)
        .select_related("source")
        .order_by("on", "source__symbol")
    )
    return [relation.source for relation in relations]


# --- one instrument and the register ---------------------------------------------------------------------------


def one(pk: int) -> Instrument:
    """An instrument by its key. Raises UnknownInstrument."""
    found = Instrument.objects.filter(pk=pk).first()
    if found is None:
        raise UnknownInstrument(symbol="")
    return found


def found(words: str, *, kind: str = "") -> QuerySet[Instrument]:
    """Instruments that hold all words, with or without accents, the newest first; cited ones only while cited."""
    rows = Instrument.objects.annotate(cited=Count("citations")).exclude(known=Known.CITATION, cited=0)
    for word in fold(words).split():
        rows = rows.filter(folded__contains=word)
    if kind:
        rows = rows.filter(type=kind)
    return rows.order_by("-issued_on", "symbol", "twin")


def relations_of(row: Instrument) -> list[Relation]:
    """What an instrument does to others, and others to it."""
    return list(
        Relation.objects.filter(Q(source=row) | Q(target=row), withdrawn=False)
        .select_related("source", "target")
        .order_by("on", "pk")
    )


def twins(row: Instrument) -> list[Instrument]:
    """Others of the same number."""
    if not row.symbol:
        return []
    same = Instrument.objects.filter(symbol=row.symbol).exclude(pk=row.pk)
    return list(same.order_by("twin"))


# --- citations -------------------------------------------------------------------------------------------------


def of_reference(reference: Reference) -> Named:
    """What a reference says of its instrument."""
    return Named(
        symbol=reference.symbol.value[:80] if reference.symbol else "",
        type=reference.type.value[:60] if reference.type else "",
        issuer=reference.issuer.value[:200] if reference.issuer else "",
        day=reference.date.value if reference.date else None,
        year=reference.year.value if reference.year else None,
        title=reference.title.value[:400] if reference.title else "",
    )


def named(row: Instrument) -> Named:
    """What is known of an instrument, to hold citations against."""
    return Named(row.symbol, row.type, row.issuer, row.issued_on, row.year, row.title)


def candidates(said: Iterable[Named]) -> dict[tuple[str, str], list[tuple[int, Named]]]:
    """Known instruments of these numbers, or of these names where there is no number. One query."""
    numbers = {one.symbol for one in said if one.symbol}
    titles = {
        form for one in said if not one.symbol for form in (one.title, one.title[:1].upper() + one.title[1:])
    }
    found: dict[tuple[str, str], list[tuple[int, Named]]] = {}
    rows = Instrument.objects.filter(Q(symbol__in=numbers) | Q(title__in=titles - {""}))
    for row in rows.order_by("symbol", "twin"):
        if row.symbol in numbers:
            found.setdefault((row.symbol, ""), []).append((row.pk, named(row)))
        if row.title:
            found.setdefault(("", fold(row.title)), []).append((row.pk, named(row)))
    return found


@dataclass(frozen=True)
class Cited:
    """A citation with how its instrument stands; ``match`` says how sure it is that this one is meant."""

    words: str
    match: str
    standing: Standing | None
    part: str = ""


def cited_parts(sources: Collection[str], part: str) -> set[str]:
    """Of which of these documents something is kept that this part of them cites."""
    found: set[str] = set()
    wanted = list(sources)
    for n in range(0, len(wanted), 500):
        rows = Citation.objects.filter(source__in=wanted[n : n + 500], part=part)
        found |= set(rows.values_list("source", flat=True))
    return found


def cited_by(source: str, on: dt.date) -> list[Cited]:
    """What a document of ours cites, as it stands on a day. Two queries for any number."""
    rows = list(Citation.objects.filter(source=source).select_related("instrument"))
    known = standings({row.instrument for row in rows if row.instrument}, on)
    seen, lines = set[int](), list[Cited]()
    for row in rows:
        if row.instrument_id in seen:
            continue
        if row.instrument_id:
            seen.add(row.instrument_id)
        lines.append(Cited(row.words, row.match, known.get(row.instrument_id or 0), row.part))
    return lines


def expired_of(keys: Collection[int], on: dt.date) -> list[Standing]:
    """Those of these instruments that have expired by the day. Two queries."""
    known = standings(Instrument.objects.filter(pk__in=list(keys)), on)
    return [line for line in known.values() if line.state is State.EXPIRED]


def sources_of(row: Instrument, agencies: Collection[str] | None = None) -> list[str]:
    """The documents of ours that cite an instrument, as the journal calls them; of these agencies."""
    rows = Citation.objects.filter(instrument=row)
    if agencies is not None:
        rows = rows.filter(agency__in=agencies)
    return list(dict.fromkeys(rows.order_by("-pk").values_list("source", flat=True)[:500]))


def standing_on_expired(agency: str, on: dt.date) -> dict[str, list[Standing]]:
    """Documents of an agency that stand on what has expired by the day, with what has. Two queries."""
    rows = list(
        Citation.objects.filter(agency=agency, instrument__isnull=False)
        .filter(
            Q(instrument__expired_on__lte=on)
            | Q(
                instrument__acted_on_by__kind__in=ENDING,
                instrument__acted_on_by__on__lte=on,
                instrument__acted_on_by__withdrawn=False,
            )
        )
        .select_related("instrument")
        .order_by("-pk")
        .distinct()
    )
    known = standings({row.instrument for row in rows if row.instrument}, on)
    found: dict[str, list[Standing]] = {}
    for row in rows:
        line = known[row.instrument_id or 0]
        if line.state is State.EXPIRED and line not in found.setdefault(row.source, []):
            found[row.source].append(line)
    return {source: lines for source, lines in found.items() if lines}
