"""Parameters, instruments and citations held against the journal: every act that changes them says their digest."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from motcua.base.journal import evidence
from motcua.base.journal.models import Event
from motcua.base.law import events
from motcua.base.law.choices import Known
from motcua.base.law.models import Citation, Instrument, Parameter, Relation
from motcua.rules.said import Said

PARAMETER = ("key", "value", "unit", "valid_from", "valid_to", "rule", "source", "certainty")
KINDS = (events.LOADED.name, events.PARAMETER_SET.name)
INSTRUMENT = (
    "symbol", "twin", "type", "issuer", "issued_on", "effective_on", "expired_on", "title", "year", "known",
    "certainty",
)  # fmt: skip
RELATION = (
    "source__symbol",
    "source__twin",
    "kind",
    "target__symbol",
    "target__twin",
    "on",
    "certainty",
    "withdrawn",
)
GRAPH = (
    events.LOADED.name, events.RECORDED.name, events.CORRECTED.name, events.RELATED.name, events.UNRELATED.name
)  # fmt: skip
GRAPH_HOLDS = "instruments"


def holds() -> dict[str, str]:
    """What an act that changed parameters says of all of them."""
    rows = Parameter.objects.order_by("key", "valid_from").values(*PARAMETER)
    return {evidence.HOLDS: evidence.of_rows(rows)}


def holds_graph() -> dict[str, str]:
    """What an act that changed the graph says of it: instruments of the register and of officials, all relations."""
    rows = Instrument.objects.exclude(known=Known.CITATION).order_by("symbol", "twin").values(*INSTRUMENT)
    edges = Relation.objects.order_by(*RELATION[:5]).values(*RELATION)
    return {GRAPH_HOLDS: evidence.of_rows([*rows, *edges])}


def holds_citations(source: str) -> str:
    """The digest of what a document cites."""
    return evidence.of_rows(_citations().filter(source=source))


def _citations() -> Any:
    return Citation.objects.order_by("source", "part", "n").values(
        "source", "part", "n", "agency", "words", "said"
    )


def disagreements() -> Iterator[str]:
    """Whether a parameter, an instrument or a citation was altered, removed or added by hand."""
    yield from evidence.disagreement(KINDS, holds()[evidence.HOLDS], "Tham số")
    last = Event.objects.filter(kind__in=GRAPH).order_by("-seq").values_list("facts", flat=True).first()
    if last is not None and last.get(GRAPH_HOLDS, now := holds_graph()[GRAPH_HOLDS]) != now:
        yield Said("{what}: khác với sổ cái (bị sửa, bị chèn hoặc bị xóa).", what="Danh mục văn bản")
    said = dict(
        Event.objects.filter(kind=events.CITED.name).order_by("seq").values_list("subject", "facts__holds")
    )
    for source, rows in groupby(_citations().iterator(), key=lambda row: row["source"]):
        if said.pop(f"citations:{source}", None) != evidence.of_rows(rows):
            yield Said(
                "{what}: khác với sổ cái (bị sửa, bị chèn hoặc bị xóa).", what=f"Trích dẫn của {source}"
            )
    nothing = evidence.of_rows([])
    for subject, digest in said.items():
        if digest != nothing:
            yield Said(
                "{what}: khác với sổ cái (bị sửa, bị chèn hoặc bị xóa).",
                what=f"Trích dẫn của {subject.removeprefix('citations:')}",
            )
