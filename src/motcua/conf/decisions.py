"""``motcua import decisions``: a register of decisions of publication, each taken over whole or not at all."""

import datetime as dt
from pathlib import Path
from typing import Any

from django.db import transaction

from motcua.areas.procedures import actions, queries
from motcua.areas.procedures.queries import ListedDecision
from motcua.base.journal.ports import Actor
from motcua.base.law.ports import read_sheet
from motcua.base.spoken import refusal
from motcua.rules.impossible import Impossible


def load_decisions(files: list[Path], *, opens: bool, by: Actor, at: dt.datetime) -> dict[str, Any]:
    """Register and publish every decision of the sheets; what is in the register already is left alone.

    ``opens`` False: their contents are in the catalogue already, so no version is opened. A decision of which a row
    is refused is not published at all; the report names the rows.
    """
    added: list[str] = []
    unchanged: list[str] = []
    rejected: list[dict[str, Any]] = []
    versions = 0
    for file in files:
        try:
            reading = queries.read_decisions(read_sheet(file.name, file.read_bytes()), opens=opens)
        except Impossible as fault:
            rejected.append({"row": 1, "reason": refusal(fault)})
            continue
        unchanged += sorted(reading.known)
        rejected += [{"row": one.row, "reason": f"{file.name}: {one.reason}"} for one in reading.rejected]
        for decision in reading.decisions:
            symbol = decision.said["symbol"]
            try:
                if symbol in reading.broken:
                    continue
                with transaction.atomic():
                    versions += _take_over(decision, opens=opens, by=by, at=at)
            except Impossible as fault:
                row = decision.entries[0].row
                rejected.append({"row": row, "reason": f"{file.name}: {symbol}: {refusal(fault)}"})
            else:
                added.append(symbol)
    return {"added": added, "changed": versions, "unchanged": unchanged, "rejected": rejected}


def _take_over(one: ListedDecision, *, opens: bool, by: Actor, at: dt.datetime) -> int:
    """Register, list and publish one decision; how many versions it opened or ended."""
    made = actions.draft_decision(said=one.said, by=by, at=at)
    actions.list_procedures(decision=made.pk, listed=one.entries, by=by, at=at)
    actions.publish_decision(decision=made.pk, opens=opens, by=by, at=at)
    if one.entered_on:
        actions.note_entered(decision=made.pk, on=one.entered_on, by=by, at=at)
    return len(one.entries) if opens else 0
