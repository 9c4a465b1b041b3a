"""Corrections of reports that were sent, as whoever received them sees it: under way, and beside what they replace."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from motcua.areas.reports.choices import AT_WORK, State
from motcua.areas.reports.events import CORRECTED, RETURNED
from motcua.areas.reports.models import PeriodicReport, Snapshot
from motcua.areas.reports.queries.figures import Standing, figures_of, standing
from motcua.base.documents.queries import issued_of
from motcua.base.journal import queries as journal
from motcua.base.journal.ports import Actor
from motcua.rules.report_templates import Template, said

EMPTY = "—"


def left(found: PeriodicReport) -> list[Snapshot]:
    """The versions that left, the oldest first: of an agency's report those that were issued, of a division's every one
    that was submitted."""
    made = list(Snapshot.objects.filter(report=found).order_by("n"))
    if not found.formal:
        return made
    kept: dict[int, Snapshot] = {}
    for document in issued_of(found.subject):
        of = [one for one in made if one.at <= document.issued_at]
        if of:
            kept[of[-1].n] = of[-1]
    return [kept[n] for n in sorted(kept)]


def under_way(reports: Iterable[PeriodicReport]) -> dict[str, dt.datetime]:
    """Since when reports that were sent are being corrected, by code; one query, none where none can be."""
    open_ = {
        one.subject: one for one in reports
        if one.sent_at is not None and (one.state in AT_WORK or (one.formal and one.state == State.SUBMITTED))
    }  # fmt: skip
    found = {}
    for subject, chain in journal.chains(open_).items():
        back = [event for event in chain if event.kind in (CORRECTED.name, RETURNED.name)]
        sent = open_[subject].sent_at
        since = [event for event in back if sent is not None and event.at >= sent]
        corrected = [event.at for event in since if event.kind == CORRECTED.name]
        if corrected and (not open_[subject].formal or since[-1].kind == CORRECTED.name):
            found[open_[subject].code] = corrected[-1]
    return found


def seen(by: Actor, found: PeriodicReport, at: dt.datetime) -> Standing:
    """A report as this post reads it: outside the agency that reports the version that left last, nothing of what is
    being written."""
    sent = left(found) if by.agency != found.agency else []
    return standing(found, at, sent[-1] if sent else None)


@dataclass(frozen=True)
class Differs:
    """A figure or a part that a correction changes."""

    what: str
    before: str
    now: str


def differing(template: Template, old: Snapshot, new: Snapshot) -> list[Differs]:
    """What a version says otherwise than the one before: figures, then words, then tables."""
    was, now = figures_of(old, template), figures_of(new, template)
    found = [
        Differs(one.title, said(was[one.key]), said(now[one.key]))
        for one in template.figures if said(was[one.key]) != said(now[one.key])
    ]  # fmt: skip
    for part in template.sections:
        printed = [one.content["printed"].get(part.code, "") for one in (old, new)]
        rows = [one.content["tables"].get(part.code, []) for one in (old, new)]
        before, after = (
            "\n".join(filter(None, (words, *(" · ".join(filter(None, row)) for row in table))))
            for words, table in zip(printed, rows, strict=True)
        )
        if before != after:
            found.append(Differs(part.heading, before or EMPTY, after or EMPTY))
    return found


__all__ = ["Differs", "differing", "left", "seen", "under_way"]
