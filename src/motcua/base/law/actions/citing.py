"""What a document of ours cites: every reference leads to an instrument, known before or by the citation only."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Max

from motcua.base.journal import evidence as journal
from motcua.base.journal.actions import act, record
from motcua.base.journal.ports import Actor
from motcua.base.law import events, evidence, policies
from motcua.base.law.choices import Certainty, Known
from motcua.base.law.models import Citation, Instrument
from motcua.base.law.queries.instruments import candidates, named, of_reference
from motcua.rules.citing import Reference, distinct
from motcua.rules.instruments import Match, Named, names_itself, recognise
from motcua.rules.vietnamese import fold

MOST = 400
"""So many instruments of one document are kept."""


def folded(one: Instrument) -> str:
    """What an instrument is found by."""
    return fold(f"{one.symbol} {one.type} {one.title} {one.issuer}")


def free_twin(symbol: str) -> int:
    """The next place among the instruments of one number; 0 is kept for the one of the register."""
    last = Instrument.objects.filter(symbol=symbol).aggregate(last=Max("twin"))["last"]
    return max(1, (last or 0) + 1)


def node(said: Named) -> Instrument:
    """A new instrument of which only the citation is known: what it says, nothing more."""
    one = Instrument(
        symbol=said.symbol, twin=free_twin(said.symbol), type=said.type, issuer=said.issuer, issued_on=said.day,
        year=said.year, title=said.title, known=Known.CITATION, certainty=Certainty.CHECK,
    )  # fmt: skip
    one.folded = folded(one)
    one.save(force_insert=True)
    return one


def settled(said: Sequence[Named]) -> list[tuple[Match, int | None]]:
    """The instrument of each citation; those that nothing is known of are written down."""
    known = candidates(said)
    found = []
    for one in said:
        key = (one.symbol, "" if one.symbol else fold(one.title))
        match, pk = recognise(one, known.get(key, ()))
        if match is Match.NEW:
            made = node(one)
            known.setdefault(key, []).append((made.pk, named(made)))
            match, pk = (Match.SAME if one.day or names_itself(one.symbol) else Match.LIKELY), made.pk
        found.append((match, pk))
    return found


def resettle(symbols: Iterable[str]) -> None:
    """Citations of these numbers look again for their instrument: the register learnt of one."""
    rows = list(Citation.objects.filter(said__symbol__in=list(symbols))[:5000])
    for row, (match, pk) in zip(rows, settled([_named(row.said) for row in rows]), strict=True):
        row.match, row.instrument_id = match, pk
    Citation.objects.bulk_update(rows, ["match", "instrument"], batch_size=200)


def said_of(one: Named) -> dict[str, Any]:
    """What a citation says, as it is kept."""
    kept = {
        "symbol": one.symbol, "type": one.type, "issuer": one.issuer, "title": one.title,
        "day": one.day.isoformat() if one.day else "", "year": one.year,
    }  # fmt: skip
    return {name: value for name, value in kept.items() if value}


def _named(said: Mapping[str, Any]) -> Named:
    day = said.get("day")
    return Named(**{**said, "day": dt.date.fromisoformat(day) if day else None})


@act(may=policies.can_cite, records=events.CITED, law="R9.8")
def cite(
    *, by: Actor, at: dt.datetime, source: str, agency: str, references: Sequence[Reference], part: str = "text"
) -> list[Citation]:  # fmt: skip
    """Ghi một văn bản của đơn vị trích dẫn những văn bản nào; gọi lại thì thay danh sách trước của phần ấy.

    ``source`` is what the journal calls the document, ``part`` where it says so ("text", or "basis" typed by an
    official). An instrument that the register does not hold becomes known by this citation only, with what it says.
    """
    rows = citations(source=source, agency=agency, references=references, part=part)
    for row, (match, pk) in zip(rows, settled([_named(row.said) for row in rows]), strict=True):
        row.match, row.instrument_id = match, pk
    Citation.objects.filter(source=source, part=part).delete()
    Citation.objects.bulk_create(rows, batch_size=200)
    record(
        events.CITED, subject=f"citations:{source}", unit=agency, by=by, at=at,
        facts={"count": len(rows), "part": part, journal.HOLDS: evidence.holds_citations(source)},
    )  # fmt: skip
    return rows


def citations(
    *, source: str, agency: str, references: Sequence[Reference], part: str = "text"
) -> list[Citation]:
    """The lines that ``cite`` would keep, each document once, in the order of the text."""
    found = list[Citation]()
    for n, (one, _places) in enumerate(distinct(references)[:MOST], 1):
        found.append(
            Citation(
                source=source,
                part=part,
                n=n,
                agency=agency,
                words=str(one)[:400],
                said=said_of(of_reference(one)),
            )
        )
    return found


def would_change(*, source: str, agency: str, references: Sequence[Reference], part: str = "text") -> bool:
    """Whether ``cite`` would say anything new."""
    kept = Citation.objects.filter(source=source, part=part).values_list("agency", "words", "said")
    new = citations(source=source, agency=agency, references=references, part=part)
    return list(kept) != [(row.agency, row.words, row.said) for row in new]
