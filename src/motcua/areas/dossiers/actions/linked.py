"""Linked dossiers (một cửa liên thông, R1.7): one application, several agencies, one appointment.

The whole is a dossier whose steps are stages; each stage is a dossier of its own at the agency that decides it, with
its own slice of time. What happens to a stage moves the whole in the same transaction; the applicant only ever deals
with the whole.
"""

import datetime as dt
import json
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_noop

from motcua.areas.cases import actions as engine
from motcua.areas.cases import queries as cases
from motcua.areas.cases.choices import ClockKind, StepKind
from motcua.areas.cases.models import Case
from motcua.areas.cases.queries import words
from motcua.areas.dossiers import events, queries
from motcua.areas.dossiers.actions.keeping import deposit
from motcua.areas.dossiers.actions.opening import APPLICANT
from motcua.areas.dossiers.actions.writing import index_of, keep, numbered
from motcua.areas.dossiers.choices import PaperForm, State
from motcua.areas.dossiers.models import Decision, Dossier, Result, SupplementRequest
from motcua.areas.results.queries import of_dossier
from motcua.base.documents.actions import take_number
from motcua.base.journal.events import EventKind
from motcua.base.orgs.queries import path, unit_on
from motcua.base.people.actions import enter_citizen
from motcua.rules.calendar import TZ
from motcua.rules.deadlines import due
from motcua.rules.numbering import dossier_code

REFUSAL_RETURNED = gettext_noop("Trả văn bản từ chối cho người nộp")
PROVINCE = "province"


def open_stage(whole: engine.Work) -> Dossier | None:
    """Open the stage that the linked dossier has come to; None when its step is no stage.

    The stage's agency is told who applies and by which address; notices go out for the whole only.
    """
    step = whole.type.step(whole.case.step)
    if not step.get("stage"):
        return None
    parent: Dossier = whole.case.dossier
    received = (whole.case.received_at or whole.at).astimezone(TZ).date()
    type_ = cases.current_type("dossier", step["stage"], received)
    assert type_ is not None, f"{step['stage']}: published with the whole"
    on = whole.at.astimezone(TZ).date()
    agency = _agency(step, whole.case.agency, on)
    number = take_number(agency=agency, book=f"dossier-{on:%y%m%d}", year=on.year)
    told = queries.contact(parent)
    known = {key: getattr(parent.applicant, key, "") for key in APPLICANT}
    citizen = enter_citizen(
        agency=agency, **{**known, "name": told["name"], "email": "", "phone": told.get("phone", "")},
        id_required=False, proven=False,
    )  # fmt: skip
    work = engine.open_case(
        type_=type_, code=dossier_code(unit_on(agency, on).agency_code, on, number), agency=agency,
        place=whole.case.place, title=type_.name, who=citizen.name, numbers=[citizen.id_number],
        state=State.TRANSFERRED, by=whole.by, at=whole.at,
    )  # fmt: skip
    stage = Dossier(
        case=work.case, procedure=type_.code, applicant=citizen, channel=parent.channel, parent=parent,
        contact=json.dumps({**told, "email": ""}, ensure_ascii=False), stage=whole.case.step,
        papers=[*parent.papers, *_results_before(parent)],
    )  # fmt: skip
    engine.enter(work, 1, state=State.TRANSFERRED)
    work.new.append(stage)
    keep(
        work, events.STAGE_OPENED, parent=whole.case.code, stage=stage.stage, due_words=words(work.case.due_at),
        procedure=type_.code, version=type_.version, received_at=queries.plain(work.at),
        due_at=queries.plain(work.case.due_at),
    )  # fmt: skip
    return stage


def _agency(step: dict[str, Any], own: str, on: dt.date) -> str:
    if step["agency"] == PROVINCE:
        return path(own, on)[0].key
    return step["agency"] or own


def _results_before(parent: Dossier) -> list[dict[str, Any]]:
    """The results of the stages before, which are an input of the next (R1.34)."""
    found = Result.objects.filter(dossier__parent=parent).order_by("dossier__stage")
    return [
        {
            "component": f"stage-{result.dossier.stage}", "name": f"{result.dossier.case.title}: {result.number}",
            "copies": 1, "form": str(PaperForm.ELECTRONIC),
        }
        for result in found.select_related("dossier__case")
    ]  # fmt: skip


def _whole(stage: Dossier, work: engine.Work) -> engine.Work:
    parent = queries.locked(stage.parent_id)
    return engine.begin(parent.case, by=work.by, at=work.at)


def result_issued(stage: Dossier, work: engine.Work, result: Result) -> None:
    """A stage has its result: the whole goes on to the next stage, or has the result of the last one."""
    whole = _whole(stage, work)
    left = whole.case.step_name
    engine.leave(whole, outcome=result.number)
    if whole.type.step(whole.case.step + 1)["kind"] == StepKind.WORK:
        engine.enter(whole, whole.case.step + 1, state=State.PROCESSING)
        keep(
            whole, events.STAGE_FINISHED, left=left, step=whole.case.step_name, number=result.number,
            stage=stage.case.code,
        )  # fmt: skip
        open_stage(whole)
        return
    engine.finish(whole, state=State.RESULT_READY)
    engine.enter(whole, index_of(whole.type, StepKind.RETURN), state=State.RESULT_READY)
    last = Result(
        dossier=whole.case.dossier, number=result.number, issued_at=result.issued_at, by_title=result.by_title,
        file=result.file, signer=result.signer, valid_to=result.valid_to,
    )  # fmt: skip
    whole.also.append(last)
    keep(whole, events.RESULT_ISSUED, number=result.number, sha256=getattr(result.file, "sha256", ""))
    kept = of_dossier(stage.case.code)
    if kept is not None:
        deposit(whole, whole.case.dossier, last, form=kept.form, originals=kept.originals, pages=kept.pages)


def refused(stage: Dossier, work: engine.Work, decision: Decision) -> None:
    """A stage was refused on the merits: so is the whole, with the same reason and ground."""
    whole = _whole(stage, work)
    engine.leave(whole, outcome="refuse")
    engine.finish(whole, state=State.REFUSED)
    engine.enter(whole, index_of(whole.type, StepKind.RETURN), state=State.REFUSED, name=REFUSAL_RETURNED)
    said = Decision.objects.create(
        dossier=whole.case.dossier, form="refusal", number=numbered(whole, "refusal"), reason=decision.reason,
        law=decision.law, at=whole.at, by_title=decision.by_title,
    )  # fmt: skip
    keep(whole, events.REFUSED, said, law=decision.law)


def supplement_asked(stage: Dossier, work: engine.Work, request: SupplementRequest) -> None:
    """A stage lacks papers: the applicant is asked once, at the place that received the whole (R1.21)."""
    whole = _whole(stage, work)
    parent: Dossier = whole.case.dossier
    engine.leave(whole, outcome="ask-supplement", interrupted=True)
    engine.wait(whole)
    whole.set(
        state=State.AWAITING_SUPPLEMENT,
        duty="receive",
        post="",
        step_due_at=request.until,
        where=whole.case.place,
    )
    parent.supplements += 1
    parent.save(update_fields=["supplements"])
    asked = SupplementRequest.objects.create(
        dossier=parent, round=parent.supplements, number=numbered(whole, "mau-02"), items=request.items,
        reason=request.reason, asked_at=whole.at, by_title=request.by_title, until=request.until,
        state_before=State.PROCESSING,
    )  # fmt: skip
    keep(
        whole, events.SUPPLEMENT_ASKED, asked, round=parent.supplements, items=len(json.loads(request.items)),
        until=queries.plain(request.until), until_words=words(request.until), stage=stage.case.code,
    )  # fmt: skip


def open_stages(whole: Case) -> list[Dossier]:
    """The stages of a linked dossier that are still open, locked."""
    found = Dossier.objects.filter(parent=whole.pk, case__closed_at=None).values_list("case", flat=True)
    return [queries.locked(key) for key in found]


def promise_again(whole: engine.Work) -> dt.datetime:
    """By when all is done if the present stage counts again from the beginning now, and the others follow (R1.22)."""
    steps: Sequence[dict[str, Any]] = whole.type.steps
    received = (whole.case.received_at or whole.at).astimezone(TZ).date()
    until = whole.at
    for step in steps[whole.case.step :]:
        if step.get("stage"):
            type_ = cases.current_type("dossier", step["stage"], received)
            assert type_ is not None
            until = due(until, type_.limit, whole.calendar, type_.cut)
    return until


def stop_stages(whole: engine.Work, kind: EventKind, *, state: State) -> None:
    """The whole has ended before its stages: they end with it."""
    for stage in open_stages(whole.case):
        work = engine.begin(stage.case, by=whole.by, at=whole.at)
        if not work.case.paused:
            engine.leave(work, outcome="stopped", interrupted=True)
        engine.close(work, state=state)
        keep(work, kind)


def go_on(whole: engine.Work, papers: Sequence[dict[str, Any]]) -> None:
    """The papers that a stage lacked have come: its slice of time counts again from the beginning (R1.22)."""
    for stage in open_stages(whole.case):
        if stage.case.state != State.AWAITING_SUPPLEMENT:
            continue
        work = engine.begin(stage.case, by=whole.by, at=whole.at)
        request = stage.supplement_requests.get(round=stage.supplements)
        request.answered_at = whole.at
        request.save(update_fields=["answered_at"])
        own = [paper for paper in stage.papers if paper["component"].startswith("stage-")]
        stage.papers = [*papers, *own]
        stage.save(update_fields=["papers"])
        engine.tick(work, ClockKind.RESTARTED)
        engine.enter(work, work.case.step, state=State.PROCESSING, post=cases.last_holder(work.case))
        keep(work, events.SUPPLEMENTED, request, due_words=words(work.case.due_at), papers=len(stage.papers))
