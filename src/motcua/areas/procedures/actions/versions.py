"""Writing versions: the one place where a version of a procedure and its case type come into being."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from motcua.areas.cases.actions import publish_case_type, retire_case_type
from motcua.areas.cases.models import CaseType
from motcua.areas.procedures.choices import Status
from motcua.areas.procedures.models import Edition, Procedure, ProcedureVersion
from motcua.areas.procedures.ports import Doubt, Paper, ProcedureRecord, ProcessStep, RemovedRule
from motcua.areas.procedures.queries import (
    default_process,
    faults_of,
    folded_text,
    for_engine,
    hours_of,
    process_for,
    without_removed,
)
from motcua.rules.deadlines import Limit

KIND = "dossier"
SHAPE = "dossier.standard"
STEP_NAME = 200


def version_of(
    procedure: Procedure,
    number: int,
    record: ProcedureRecord,
    rules: Iterable[RemovedRule],
    doubts: Sequence[Doubt],
    valid_from: dt.date,
) -> ProcedureVersion:
    """A new version, not saved: papers that a database replaces are marked, everything else as given."""
    marked, notes = without_removed(record, rules)
    said = [*doubts, *notes]
    return ProcedureVersion(
        procedure=procedure,
        number=number,
        record=marked.as_json(),
        name=record.name,
        field=record.field[:160],
        levels=list(record.levels),
        online_level=record.online_level,
        limit_amount=record.limit.amount if record.limit else None,
        limit_unit=str(record.limit.unit) if record.limit else "",
        limit_text=record.limit_text,
        same_day=record.same_day,
        summary=record.summary,
        reviewed=record.reviewed,
        status=Status.PUBLISHED,
        valid_from=valid_from,
        decision=record.decision[:120],
        source=record.source_url[:400],
        sha=record.sha(),
        doubts=[{"field": item.field, "text": item.text, "severity": item.severity} for item in said],
        folded=folded_text(record),
    )


def give_case_type(version: ProcedureVersion, on: dt.date) -> CaseType | None:
    """Publish the case type of a version, so that dossiers can be received under it.

    None when the version is not of the commune's level, has no usable limit, or its process has faults.
    """
    record, limit = version.read(), version.limit
    if "commune" not in record.levels or limit is None:
        return None
    if record.stages:
        return _give_linked(version, record, limit, on)
    steps = for_engine(process_for(record, on)[0])
    if faults_of(steps, limit):
        return None
    # The one call into the engine of cases: what a dossier pins when it is received.
    return publish_case_type(
        kind=KIND,
        code=record.code,
        name=record.name,
        field=version.field,
        levels=list(record.levels),
        limit=limit,
        cutoff=record.cutoff,
        shape=SHAPE,
        steps=_with_place([step_of_case(index, step) for index, step in enumerate(steps)], record),
        papers=[paper_of_case(paper) for paper in record.papers],
        law=", ".join(item.symbol for item in record.legal_basis if item.symbol)[:400],
        valid_from=on,
    )


def _with_place(steps: list[dict[str, Any]], record: ProcedureRecord) -> list[dict[str, Any]]:
    """The first step says when all are to be done at the centre: "4 tại chỗ" or "5 tại chỗ" (R1.9)."""
    return [{**steps[0], "on_the_spot": record.on_the_spot}, *steps[1:]] if record.on_the_spot else steps


def _give_linked(
    version: ProcedureVersion, record: ProcedureRecord, limit: Limit, on: dt.date
) -> CaseType | None:
    """Publish a linked procedure (R1.7): a type for each stage, decided by its agency, and one for the whole.

    None when the stages do not add up to the published time (R1.34).
    """
    if sum(hours_of(stage.limit) for stage in record.stages) != hours_of(limit):
        return None
    law = ", ".join(item.symbol for item in record.legal_basis if item.symbol)[:400]
    shared: dict[str, Any] = {"kind": KIND, "shape": SHAPE, "cutoff": record.cutoff, "valid_from": on}
    steps = [_step("Tiếp nhận, chuyển giai đoạn đầu", "receive", "receive")]
    for number, stage in enumerate(record.stages, 1):
        code = f"{record.code}/{number}"
        work = for_engine(default_process(stage.limit))
        publish_case_type(
            code=code, name=stage.name, field=stage.field or version.field, levels=[], limit=stage.limit, papers=[],
            steps=[step_of_case(index, step) for index, step in enumerate(work)], law=stage.law or law, **shared,
        )  # fmt: skip
        hours = format(hours_of(stage.limit).normalize() + 0, "f")
        steps.append({**_step(stage.name, "", "work", hours), "stage": code, "agency": stage.agency})
    steps += [
        _step("Nhận kết quả các giai đoạn", "stamp", "result"),
        _step("Trả kết quả", "return", "return"),
    ]
    return publish_case_type(
        code=record.code, name=record.name, field=version.field, levels=list(record.levels), limit=limit, law=law,
        steps=[{**step, "code": f"s{number}"} for number, step in enumerate(steps, 1)],
        papers=[paper_of_case(paper) for paper in record.papers], **shared,
    )  # fmt: skip


def _step(name: str, duty: str, kind: str, hours: str = "0") -> dict[str, Any]:
    return {"name": name, "post": "", "duty": duty, "hours": hours, "kind": kind}


def new_edition() -> None:
    """Tell search that the catalogue has changed; called by every act that writes versions."""
    Edition.objects.update_or_create(pk=1, defaults={"token": uuid.uuid4().hex})


def retire(code: str, on: dt.date) -> None:
    """No new cases of a procedure from a day on."""
    retire_case_type(kind=KIND, code=code, on=on)


def step_of_case(index: int, step: ProcessStep) -> dict[str, Any]:
    """A step as the engine of cases stores it; hours are working hours as decimal text."""
    return {
        "code": f"s{index + 1}",
        "name": shortened(step.step),
        "post": step.post,
        "duty": step.duty,
        "hours": format(step.hours.normalize() + 0, "f"),
        "kind": step.kind,
    }


def shortened(name: str) -> str:
    """The name of a step as worklists show it; a decision may say a whole paragraph."""
    if len(name) <= STEP_NAME:
        return name
    return f"{name[: STEP_NAME - 1].rsplit(' ', 1)[0].rstrip(' ,;:.')}…"


def paper_of_case(paper: Paper) -> dict[str, Any]:
    """A paper as the engine of cases stores it."""
    return {
        "code": paper.code,
        "name": paper.name,
        "case": paper.case,
        "required": paper.required and paper.asked,
        "asked": paper.asked,
        "kind": paper.kind,
        "originals": paper.originals,
        "copies": paper.copies,
        "form": paper.form_name,
        "why": paper.why,
        "replaced_by": paper.replaced_by,
    }
