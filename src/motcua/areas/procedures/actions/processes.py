"""Adopting internal processes (NĐ 118/2025; DOMAIN R3.18–R3.22)."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence

from motcua.areas.cases.evidence import newest_type, published
from motcua.areas.procedures import events, policies, queries
from motcua.areas.procedures.actions.versions import give_case_type, new_edition
from motcua.areas.procedures.models import InternalProcess, Procedure, ProcessUse
from motcua.areas.procedures.ports import ProcedureRecord, ProcessRecord, canonical, step_json
from motcua.base.journal.actions import act, record
from motcua.base.journal.ports import Actor
from motcua.rules.impossible import Impossible


class ProcessUnusable(Impossible):
    """The process does not fit the procedure it is meant for."""

    text = "Quy trình không dùng được cho thủ tục {code}: {faults}."


@act(may=policies.can_change, records=events.PROCESS_ADOPTED, law="NĐ 118/2025; NĐ 61/2018 Điều 36")
def adopt_process(*, process: ProcessRecord, on: dt.date, by: Actor, at: dt.datetime) -> InternalProcess:
    """Ban hành quy trình nội bộ: from a day on, these steps serve these procedures.

    Σ hours must equal the published time of every procedure served (R3.19). Raises ProcessUnusable,
    NoSuchProcedure.
    """
    served = [queries.published(code, on).read() for code in process.codes]
    for one in served:
        faults = faults_for(process, one)
        if faults or one.limit is None:
            raise ProcessUnusable(code=one.code, faults="; ".join(faults) or "thủ tục chưa có thời hạn")
    newest = newest_type()
    made = store(process, served, on)
    new_edition()
    facts = {
        "process": made.pk, "codes": len(served), "sha": made.sha, "on": on.isoformat(), **published(newest)
    }  # fmt: skip
    record(events.PROCESS_ADOPTED, subject=f"process:{made.pk}", unit=by.agency, by=by, at=at, facts=facts)
    return made


def faults_for(process: ProcessRecord, procedure: ProcedureRecord) -> list[str]:
    """Faults of a process, once in the shape in which cases walk it, for one procedure."""
    return queries.faults_of(queries.for_engine(process.steps), procedure.limit)


def digest(process: ProcessRecord) -> str:
    """SHA-256 of steps, agency and decision: equal processes are adopted once."""
    body = [[step_json(step) for step in process.steps], process.agency, process.decision]
    return hashlib.sha256(canonical(body).encode()).hexdigest()


def store(process: ProcessRecord, served: Sequence[ProcedureRecord], on: dt.date) -> InternalProcess:
    """Write a process and its uses, end the uses before it, and give the procedures new case types."""
    made = InternalProcess.objects.create(
        name=process.name,
        agency=process.agency,
        decision=process.decision[:120],
        is_default=process.default,
        steps=[step_json(step) for step in process.steps],
        sha=digest(process),
        adopted_on=on,
    )
    for one in served:
        owner = Procedure.objects.get(code=one.code)
        open_uses = ProcessUse.objects.filter(procedure=owner, agency=process.agency, valid_to=None)
        open_uses.update(valid_to=on)
        ProcessUse.objects.create(process=made, procedure=owner, agency=process.agency, valid_from=on)
        if not process.agency:
            version = queries.published(one.code, on)
            version.case_type = give_case_type(version, on) or version.case_type
            version.save(update_fields=["case_type"])
    return made
