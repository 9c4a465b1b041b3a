"""A directive and its document of the registers: as which it is composed, how that stands, what was read of it."""

import datetime as dt

from django.db.models import Q

from motcua.areas.directives.choices import (
    PAPER_TOLD,
    DirectiveState,
    Paper,
)
from motcua.areas.directives.events import COMPOSED
from motcua.areas.directives.models import (
    Directive,
)
from motcua.areas.directives.queries.documents import events
from motcua.base.documents.queries import taken_here
from motcua.base.journal import queries as journal
from motcua.base.journal.models import Event
from motcua.base.orgs.queries import (
    unit_on,
)
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Invalid
from motcua.rules.numbering import DocumentNumber, book_of, parse_document_number
from motcua.rules.vietnamese import fold


def organ(agency: str, on: dt.date) -> str:
    """An agency as its documents name it: a locality by its people's committee, any other by its own name."""
    unit = unit_on(agency, on)
    return f"Ủy ban nhân dân {unit.name[:1].lower()}{unit.name[1:]}" if unit.kind else unit.name


def names(issuer: str, agency: str, on: dt.date) -> bool:
    """Whether the name of an issuing body is that of this agency, however it is written."""
    unit = unit_on(agency, on)
    return plain(issuer) in {plain(name) for name in (organ(agency, on), unit.name, f"UBND {unit.name}")}


def plain(name: str) -> str:
    """The name of a body as names are compared."""
    said = " ".join(fold(name).split())
    return f"uy ban nhan dan{said[4:]}" if said.startswith("ubnd ") else said


def register_of(found: Directive) -> str:
    """Code of the signed document of the register that it was read from; blank for none."""
    return str(found.reading.get("source", {}).get("outgoing", ""))


def composed_as(outgoing: str) -> Directive | None:
    """The directive whose document is composed in the registers under this code, or was read from it."""
    return Directive.objects.filter(reading__source__outgoing=outgoing).order_by("pk").first()


def paper(found: Directive) -> Paper | None:
    """How its document of the registers stands, as the journal has it; none where there is none, or it was given up."""
    stands: Paper | None = None
    if code := register_of(found):
        for event in journal.of_subject(f"outgoing:{code}"):
            stands = PAPER_TOLD.get(event.kind, stands)
    return stands


def is_written(found: Directive) -> bool:
    """Whether its tasks stand in a document that was composed from them and waits to be signed or issued: what is
    written there stays until they are given."""
    if found.state != DirectiveState.DRAFT or paper(found) is None:
        return False
    return any(event.kind == COMPOSED.name for event in events(found.subject))


def read_columns(found: Directive, n: int = 0) -> frozenset[str]:
    """The columns of a directive, or of its task ``n``, that a person confirmed beside its signed document, until its
    tasks are given; none of one that has no number yet, or was not read."""
    if found.state != DirectiveState.DRAFT or not found.number:
        return frozenset()
    task = f"tasks.{n}." if n else ""
    keys = (key for key in found.reading.get("fields", {}) if key.startswith("tasks.") == bool(n))
    return frozenset(key.removeprefix(task) for key in keys if key.startswith(task))


def confirmed(found: Directive) -> int:
    """How many points of its document a person confirmed: one may fill several columns."""
    fields = found.reading.get("fields", {})
    spans = {(key.rpartition(".")[0], *one["span"]) for key, one in fields.items()}
    return int(found.reading.get("points") or len(spans))


def signed_on_register(code: str, number: str) -> dt.date | None:
    """The day on which a document of the register was signed and got this number from the book."""
    for event in journal.of_subject(f"outgoing:{code}") if code else ():
        if event.facts.get("number") == number:
            return event.at.astimezone(TZ).date()
    return None


NUMBERING = (
    "outgoing.", "dialogue.", "complaint.", "directive.issued", "periodic_report.issued", "reception.",
)  # fmt: skip
"""Events of documents that bear a number of the agency's books."""


def numbered_here(agency: str, number: DocumentNumber, on: dt.date) -> bool:
    """Whether a document that was issued here bears a number of its agency and a day, as the journal has it or, of one
    that was issued on paper, as it says itself."""
    paper = Directive.objects.filter(issuer_key=agency, agency=agency, signed_on=on)
    if any(one.read_number == number for one in paper.exclude(state=DirectiveState.DRAFT)):
        return True
    start = dt.datetime.combine(on, dt.time(), TZ)
    kinds = Q()
    for name in NUMBERING:
        kinds |= Q(kind__startswith=name)
    told = Event.objects.filter(kinds, unit=agency, at__gte=start, at__lt=start + dt.timedelta(days=1))
    return any(
        facts.get("booked", True) and _is(str(facts.get("number") or ""), number)
        for facts in told.values_list("facts", flat=True)
    )


def _is(said: str, number: DocumentNumber) -> bool:
    try:
        return parse_document_number(said) == number
    except Invalid:
        return False


def book_kept_since(agency: str, book: str, year: int) -> dt.date | None:
    """The day of the first document of a year that got its number from a book here; none while there is none."""
    rows = Directive.objects.filter(agency=agency, year=year).exclude(state=DirectiveState.DRAFT)
    for one in rows.order_by("signed_on"):
        number = one.read_number
        if number is None or book_of(f"{number.kind}-{number.body}") != book:
            continue
        if taken_here(agency, book, year, number.serial):
            return one.signed_on
    return None


def numbered_alike(
    number: DocumentNumber, *, agency: str, issuer_key: str, issuer: str, signed_on: dt.date | None
) -> Directive | None:
    """The directive of an agency that is the same document already: its body, number and year."""
    rows = Directive.objects.filter(agency=agency, number__contains=number.body[:20]).order_by("pk")
    if signed_on is not None:
        rows = rows.filter(signed_on__year=signed_on.year)
    for one in rows:
        same = one.issuer_key == issuer_key if issuer_key else plain(one.issuer) == plain(issuer)
        if same and one.read_number == number:
            return one
    return None
