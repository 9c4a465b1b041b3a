"""Where documents of ours meet the graph of legal instruments: what they cite is kept as they are written."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from motcua.areas.campaigns import queries as campaigns
from motcua.areas.correspondence.queries import incoming, outgoing
from motcua.areas.directives.actions.confirming import cite_file
from motcua.areas.directives.queries import cited as directives
from motcua.areas.programmes import queries as programmes
from motcua.areas.reports import queries as reports
from motcua.base.journal.ports import SYSTEM
from motcua.base.journal.queries import subjects_of
from motcua.base.law.actions import cite
from motcua.base.law.actions.citing import would_change
from motcua.rules.citing import Reference

if TYPE_CHECKING:
    from motcua.base.journal.models import Event

Reader = Callable[[str], tuple[str, list[Reference]] | None]
READERS: Mapping[str, Reader] = {
    **dict.fromkeys(
        (
            "directive.drafted", "directive.changed", "directive.task_drafted", "directive.task_changed",
            "directive.task_dropped", "directive.issued", "directive.reviewed", "directive.closed",
        ),
        directives.references,
    ),
    **dict.fromkeys(("campaign.planned", "campaign.changed"), campaigns.references),
    **dict.fromkeys(("outgoing.drafted", "outgoing.revised", "outgoing.signed"), outgoing.references),
    **dict.fromkeys(
        ("programme.signed", "programme.planned", "programme.task_given", "programme.reviewed"), programmes.references
    ),
    **dict.fromkeys(("periodic_report.written", "periodic_report.issued"), reports.references),
    **dict.fromkeys(("incoming.registered", "incoming.corrected"), incoming.references),
}  # fmt: skip
"""What happened, and how the document is read for what it cites."""


def keep(event: "Event", at: dt.datetime) -> None:
    """What a document cites now; nothing when that is what it cited before."""
    _keep(READERS[event.kind], event.subject, at)


def _keep(reader: Reader, subject: str, at: dt.datetime) -> bool:
    found = reader(subject.partition(":")[2])
    if found is None:
        return False
    agency, references = found
    changes = would_change(source=subject, agency=agency, references=references)
    if changes:
        cite(by=SYSTEM, at=at, source=subject, agency=agency, references=references)
    return changes


def keep_older(at: dt.datetime, step: Callable[[int], None] = lambda done: None) -> tuple[int, int]:
    """What documents cite that were here before their references were kept: how many were read, how many said anything
    new. Run again it says nothing new."""
    kinds: dict[Reader, list[str]] = {}
    for kind, reader in READERS.items():
        kinds.setdefault(reader, []).append(kind)
    read = kept = 0
    for reader, of in kinds.items():
        for subject in subjects_of(of):
            kept += _keep(reader, subject, at)
            read += 1
            step(read)
    for code in directives.confirmed_unread():
        kept += cite_file(at=at, code=code)
        read += 1
        step(read)
    return read, kept
