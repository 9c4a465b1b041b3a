"""When papers are missing: ask once for all, take in what comes, stop when nothing does."""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from typing import Any

from motcua.areas.cases import actions as engine
from motcua.areas.cases import queries as cases
from motcua.areas.cases.choices import ClockKind, StepKind
from motcua.areas.cases.queries import words
from motcua.areas.dossiers import events, policies, queries
from motcua.areas.dossiers.actions import linked
from motcua.areas.dossiers.actions.opening import check_papers, held_for, taken_from_warehouse, with_files
from motcua.areas.dossiers.actions.writing import FINDS, answer_by, begin, keep, numbered
from motcua.areas.dossiers.choices import State
from motcua.areas.dossiers.models import Dossier, SupplementRequest
from motcua.areas.results import events as warehouse
from motcua.base.journal.actions import act
from motcua.base.journal.ports import Actor
from motcua.base.law.queries import parameter
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Impossible, Invalid, NotAllowed
from motcua.rules.vietnamese import clean_text


class SupplementedEnough(Impossible):
    text = (
        "Hồ sơ đã được yêu cầu bổ sung {times} lần; không được yêu cầu thêm. Giải quyết theo hồ sơ hiện có."
    )


class SecondRequestNeedsLeader(NotAllowed):
    text = "Hồ sơ đã được yêu cầu bổ sung một lần. Lần thứ hai phải do lãnh đạo quyết định."


def _may_ask(by: Actor, dossier: Dossier) -> bool:
    if dossier.supplements == 1 and not policies.can_ask_supplement(by, dossier):
        raise SecondRequestNeedsLeader()
    return policies.can_ask_supplement(by, dossier)


@act(
    may=lambda by, dossier: _may_ask(by, dossier),
    records=events.SUPPLEMENT_ASKED,
    law="NĐ 63/2010 Điều 20 khoản 4; NĐ 118/2025 Điều 17",
    finds=FINDS,
)
def ask_supplement(
    *, by: Actor, at: dt.datetime, dossier: Dossier, items: Sequence[str], reason: str,
    until: dt.datetime | None = None,
) -> Dossier:  # fmt: skip
    """Yêu cầu bổ sung: everything that is missing, in one go, in writing, with reasons (Mẫu 02, R1.21).

    The clock pauses until the papers come; a second request is a leader's decision, a third impossible.
    """
    most = int(parameter("onestop.supplement.max_requests", at.date()))
    if dossier.supplements >= max(most, 2):
        raise SupplementedEnough(times=dossier.supplements)
    state_before = dossier.case.state
    work = begin(
        dossier, "ask-supplement", by=by, at=at,
        kind=StepKind.WORK if state_before == State.PROCESSING else None,
    )  # fmt: skip
    wanted = [
        clean_text(item, f"items.{i}", what="giấy tờ cần bổ sung", most=500) for i, item in enumerate(items)
    ]
    if not wanted:
        raise Invalid(field="items", text="Kê đủ các giấy tờ cần bổ sung trong một lần.")
    why = clean_text(reason, "reason", what="lý do yêu cầu bổ sung")
    if until is None:
        days = parameter("onestop.supplement.wait_max", at.date()) or 15
        until = work.calendar.add_working_days(at, int(days))
    if until <= at:
        raise Invalid(field="until", text="Hạn bổ sung phải sau thời điểm hiện tại.")
    engine.leave(work, outcome="ask-supplement", interrupted=True)
    engine.wait(work)
    duty = "" if dossier.parent_id else "receive"
    work.set(state=State.AWAITING_SUPPLEMENT, duty=duty, post="", step_due_at=until, where=work.case.place)
    dossier.supplements += 1
    dossier.save(update_fields=["supplements"])
    request = SupplementRequest.objects.create(
        dossier=dossier, round=dossier.supplements, number=numbered(work, "mau-02"),
        items=json.dumps(wanted, ensure_ascii=False), reason=why, asked_at=at, by_title=by.title, until=until,
        state_before=state_before,
    )  # fmt: skip
    keep(
        work, events.SUPPLEMENT_ASKED, request, round=dossier.supplements, items=len(wanted),
        until=queries.plain(until), until_words=words(until),
    )  # fmt: skip
    if dossier.parent_id:
        linked.supplement_asked(dossier, work, request)
    return dossier


@act(
    may=policies.can_supplement,
    records=(events.SUPPLEMENTED, events.RESUBMITTED, warehouse.REUSED),
    law="NĐ 118/2025 Điều 17",
    finds=FINDS,
)
def supplement(
    *,
    by: Actor,
    at: dt.datetime,
    dossier: Dossier,
    papers: Sequence[Mapping[str, Any]] = (),
    uploads: str = "",
    note: str = "",
    answers: Mapping[str, Any] | None = None,
) -> Dossier:
    """Nhận giấy tờ bổ sung: the dossier is complete, the time is counted again from the beginning (R1.22).

    What was not received yet waits again to be (R1.20). ``uploads``: whose the files of the papers are until now.
    ``note``: what the applicant says to it, for whoever may read who they are.
    """
    work = begin(dossier, "supplement", by=by, at=at)
    request = dossier.supplement_requests.get(round=dossier.supplements)
    request.answered_at = at
    request.said = clean_text(note, "note", what="lời nhắn", needed=False)
    if answers is not None:  # the declaration corrected, {form, values}
        request.declared_before = dossier.answers
        dossier.answers = json.dumps(dict(answers), ensure_ascii=False)
        dossier.save(update_fields=["answers"])
    request.save(update_fields=["answered_at", "said", "declared_before"])
    if papers:
        brought = {str(paper.get("component")) for paper in papers}
        kept = [paper for paper in dossier.papers if paper["component"] not in brought]
        sent = [with_files(dict(paper), uploads, work.case.code) for paper in papers]
        known = {"citizen": dossier.applicant_id} if dossier.applicant_id else {}
        held = held_for(sent, known, agency=work.case.agency, on=at.astimezone(TZ).date(), seen=True)
        dossier.papers = check_papers(
            work.type, [*kept, *sent], held=held, before=kept, asked=queries.asked_papers(dossier)
        )
        taken_from_warehouse(work, sent, held)
        dossier.save(update_fields=["papers"])
    if work.case.received_at is None:
        return _resubmitted(work, dossier, request)
    if queries.current_kind(dossier) == "stage":
        return _linked_supplemented(work, dossier, request)
    engine.tick(work, ClockKind.RESTARTED)
    start = engine.reception_start(work, work.at)
    if request.state_before == State.RECEIVED:
        engine.enter(work, 0, state=State.RECEIVED, post=by.on_behalf_of or by.post, start=start)
    else:
        holder = cases.last_holder(work.case)
        engine.enter(work, work.case.step, state=State.PROCESSING, post=holder, start=start)
    keep(work, events.SUPPLEMENTED, request, due_words=words(work.case.due_at), papers=len(dossier.papers))
    return dossier


def _linked_supplemented(work: engine.Work, dossier: Dossier, request: SupplementRequest) -> Dossier:
    engine.tick(work, ClockKind.RESUMED, until=linked.promise_again(work))
    engine.enter(work, work.case.step, state=State.PROCESSING)
    keep(work, events.SUPPLEMENTED, request, due_words=words(work.case.due_at), papers=len(dossier.papers))
    linked.go_on(work, dossier.papers)
    return dossier


def _resubmitted(work: engine.Work, dossier: Dossier, request: SupplementRequest) -> Dossier:
    until = answer_by(work.case.agency, work.at)
    work.set(paused=False, due_at=until, legal_due_at=until)
    engine.enter(work, 0, state=State.SUBMITTED, due=until)
    keep(work, events.RESUBMITTED, request, answer_by_words=words(until), papers=len(dossier.papers))
    return dossier


@act(may=policies.can_expire, records=events.SUPPLEMENT_EXPIRED, law="NĐ 297/2025 Điều 6 khoản 4", finds={})
def expire(*, by: Actor, at: dt.datetime, code: str) -> Dossier:
    """Dừng vì quá hạn bổ sung: the applicant did not complete the dossier in time (R1.23)."""
    dossier = queries.to_act_on(code, by=by)
    work = begin(dossier, "expire", by=by, at=at)
    engine.close(work, state=State.CLOSED_UNSUPPLEMENTED)
    keep(work, events.SUPPLEMENT_EXPIRED)
    linked.stop_stages(work, events.SUPPLEMENT_EXPIRED, state=State.CLOSED_UNSUPPLEMENTED)
    return dossier
