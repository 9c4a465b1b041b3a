"""The verbs of the one-stop desk (NĐ 118/2025/NĐ-CP, TT 03/2025/TT-VPCP). Every act: ask, change, journal, at once."""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_noop

from motcua.areas.cases import actions as engine
from motcua.areas.cases import queries as cases
from motcua.areas.cases.choices import ClockKind, StepKind
from motcua.areas.cases.models import CaseType
from motcua.areas.dossiers import events, evidence, policies, queries
from motcua.areas.dossiers.choices import SYMBOLS, Channel, PaperForm, ReturnBy, State
from motcua.areas.dossiers.evidence import Row
from motcua.areas.dossiers.models import Decision, Dossier, Rating, Result, SupplementRequest
from motcua.areas.dossiers.process import STANDARD
from motcua.base.documents.actions import take_number, take_numbers
from motcua.base.journal.actions import act
from motcua.base.journal.events import EventKind
from motcua.base.journal.ports import Actor
from motcua.base.law.queries import parameter
from motcua.base.orgs.queries import unit_on
from motcua.base.people.actions import correct_citizen, enter_citizen, recall_citizen
from motcua.base.people.models import Citizen
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Fault, Impossible, Invalid, NotAllowed
from motcua.rules.numbering import dossier_code
from motcua.rules.vietnamese import clean_name, hidden, is_nfc, moment_words

engine.shape(STANDARD)
FINDS = {"dossier": queries.to_act_on}


class AlreadyRescheduled(Impossible):
    text = "Hồ sơ đã được hẹn lại một lần đến {until}; pháp luật không cho hẹn lại lần thứ hai."


class SupplementedEnough(Impossible):
    text = (
        "Hồ sơ đã được yêu cầu bổ sung {times} lần; không được yêu cầu thêm. Giải quyết theo hồ sơ hiện có."
    )


class SecondRequestNeedsLeader(NotAllowed):
    text = "Hồ sơ đã được yêu cầu bổ sung một lần. Lần thứ hai phải do lãnh đạo quyết định."


class AlreadyRated(Impossible):
    text = "Hồ sơ này đã được đánh giá {stars}/5 sao. Mỗi hồ sơ đánh giá một lần."


class NotYetRatable(Impossible):
    text = "Chỉ đánh giá được sau khi hồ sơ kết thúc. Xin quay lại khi đã nhận kết quả."


class NotThisStep(Impossible):
    text = "Bước hiện tại là “{step}”, không thể “{act}” ở bước này."


def _words(at: dt.datetime) -> str:
    return moment_words(at.astimezone(TZ))


def _keep(work: engine.Work, kind: EventKind, *beside: Row, **facts: Any) -> Any:
    """Journal the act; ``beside`` are rows of the dossier that the act writes itself."""
    dossier: Dossier = work.case.dossier
    rows = [dossier, *(row for row in work.also if isinstance(row, Row)), *beside]
    written = evidence.of_rows(work.case.subject, rows)
    return engine.keep(work, kind, {"dates": queries.dates(work.case), **facts}, written=written)


def _text(value: Any, field: str, *, what: str, most: int = 2000, needed: bool = True) -> str:
    text = value.strip() if isinstance(value, str) else ""
    if needed and not text:
        raise Invalid(field=field, text="Ghi rõ {what}.", what=what)
    if len(text) > most:
        raise Invalid(field=field, text="Rút gọn {what}, nhiều nhất {most} ký tự.", what=what, most=most)
    if not is_nfc(text):
        raise Invalid(field=field, text="Gõ lại {what} bằng Unicode dựng sẵn (NFC).", what=what)
    if unseen := hidden(text):
        raise Invalid(
            field=field,
            text="Gõ lại {what}: có ký tự điều khiển không nhìn thấy ({code}).",
            what=what,
            code=unseen,
        )
    return text


def _open_text(value: Any, field: str, dossier: Dossier, *, what: str, most: int, needed: bool = True) -> str:
    """A text that the journal keeps and anybody may check: it must not name the applicant (Luật 91/2025/QH15)."""
    text = _text(value, field, what=what, most=most, needed=needed)
    if text and queries.names_applicant(text, dossier):
        raise Invalid(
            field=field, what=what,
            text="Không ghi tên, số giấy tờ hay liên hệ của người nộp vào {what}: nội dung này được ghi vào sổ cái.",
        )  # fmt: skip
    return text


def _number(work: engine.Work, form: str) -> int:
    """The next number of a form in the agency's book of its kind and year (R8.4)."""
    return take_number(agency=work.case.agency, book=SYMBOLS[form], year=work.at.astimezone(TZ).year)


# --- reception -------------------------------------------------------------------------------------------------


def _type_for(procedure: str, unit: str, on: dt.date) -> CaseType:
    found = cases.current_type("dossier", procedure, on)
    if found is None:
        old = cases.latest_type("dossier", procedure)
        if old is None:
            raise Invalid(
                field="procedure",
                text="Không có thủ tục mang mã {code}. Tìm lại trong danh mục thủ tục.",
                code=procedure,
            )
        if old.valid_to is not None and old.valid_to <= on:
            raise Invalid(
                field="procedure",
                text="Thủ tục {code} hết hiệu lực từ {on}. Chọn thủ tục thay thế trong danh mục.",
                code=procedure,
                on=f"{old.valid_to:%d/%m/%Y}",
            )
        raise Invalid(
            field="procedure",
            text="Thủ tục {code} có hiệu lực từ {on}, chưa tiếp nhận được.",
            code=procedure,
            on=f"{old.valid_from:%d/%m/%Y}",
        )
    level = unit_on(unit, on).level
    if found.levels and level not in found.levels:
        raise Invalid(
            field="unit",
            text="Đơn vị {unit} không có thẩm quyền giải quyết thủ tục {code}.",
            unit=unit,
            code=procedure,
        )
    return found


def check_papers(type_: CaseType, given: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The papers handed in, checked against what the procedure asks for and no more (R1.39)."""
    known = {paper["code"]: paper for paper in type_.papers}
    faults: list[Fault] = []
    taken: list[dict[str, Any]] = []
    for index, paper in enumerate(given):
        field, component = f"papers.{index}", str(paper.get("component", ""))
        copies, form = paper.get("copies", 1), str(paper.get("form") or PaperForm.ORIGINAL)
        if component not in known:
            faults.append(
                Fault(
                    f"{field}.component",
                    "Giấy tờ “{code}” không có trong thành phần hồ sơ.",
                    {"code": component},
                )
            )
        elif not known[component].get("asked", True):
            faults.append(
                Fault(
                    f"{field}.component",
                    "Không được yêu cầu nộp “{name}”: cơ quan tự tra cứu trong cơ sở dữ liệu (NQ 66.7/2025/NQ-CP).",
                    {"name": known[component]["name"]},
                )
            )
        elif not isinstance(copies, int) or isinstance(copies, bool) or not 1 <= copies <= 99:
            faults.append(Fault(f"{field}.copies", "Số lượng phải từ 1 đến 99.", {}))
        elif form not in PaperForm.values:
            faults.append(
                Fault(f"{field}.form", "Chọn bản chính, bản sao, bản chứng thực hoặc bản điện tử.", {})
            )
        elif any(paper["component"] == component for paper in taken):
            faults.append(
                Fault(f"{field}.component", "Giấy tờ “{code}” được kê hai lần.", {"code": component})
            )
        else:
            taken.append(
                {"component": component, "name": known[component]["name"], "copies": copies, "form": form}
            )
    have = {paper["component"] for paper in taken}
    faults += [
        Fault("papers", "Còn thiếu “{name}”.", {"name": paper["name"]})
        for paper in type_.papers
        if paper.get("required") and paper.get("asked", True) and paper["code"] not in have
    ]
    if faults:
        raise Invalid.of(faults)
    return taken


def _applicant(given: Mapping[str, Any], channel: str, agency: str) -> tuple[Citizen, dict[str, str]]:
    """The applicant's record and contact: chosen from what is known (``citizen``), or as said now."""
    if given.get("citizen"):
        citizen = recall_citizen(agency=agency, citizen=int(given["citizen"]))
        said: Mapping[str, Any] = {}
    else:
        citizen = enter_citizen(
            agency=agency,
            **{
                key: str(given.get(key) or "")
                for key in ("kind", "name", "id_number", "phone", "email", "address")
            },
            id_required=False,
            proven=channel in {Channel.COUNTER, Channel.ASSISTED},
        )
        said = given
    contact = {
        key: str(said.get(key) or getattr(citizen, key) or "") for key in ("phone", "email", "address")
    }
    return citizen, {"name": citizen.name, **contact, **_filer(given.get("filed_by") or {})}


def _filer(given: Mapping[str, Any]) -> dict[str, str]:
    """Who files for the applicant and in which capacity (NĐ 118/2025 Điều 15); nothing when nobody does."""
    name, capacity = (str(given.get(key) or "") for key in ("name", "capacity"))
    if not name.strip() and not capacity.strip():
        return {}
    return {
        "filed_by": clean_name(name, field="applicant.filed_by.name"),
        "filed_as": _text(
            capacity, "applicant.filed_by.capacity", what="tư cách của người nộp thay", most=120, needed=False
        ),
    }


def _open(
    *, by: Actor, at: dt.datetime, type_: CaseType, unit: str, channel: str, applicant: Mapping[str, Any],
    papers: list[dict[str, Any]], note: str, state: str, return_by: str = ReturnBy.CENTRE, form: str = "mau-01",
) -> tuple[engine.Work, Dossier, int]:  # fmt: skip
    """The new case and dossier, and the number of the ``form`` that the applicant is given."""
    if channel not in Channel.values:
        raise Invalid(field="channel", text="Chọn cách nộp: trực tiếp, trực tuyến, bưu chính hoặc hỗ trợ.")
    citizen, contact = _applicant(applicant, channel, unit)
    on = at.astimezone(TZ).date()
    agency = unit_on(unit, on)
    if return_by not in ReturnBy.values:
        raise Invalid(
            field="return_by", text="Chọn nơi nhận kết quả: tại nơi tiếp nhận, qua bưu chính hoặc trực tuyến."
        )
    if return_by == ReturnBy.POST and not contact["address"]:
        raise Invalid(
            field="return_by", text="Ghi địa chỉ của người nộp thì mới gửi kết quả qua bưu chính được."
        )
    day, register = f"dossier-{on:%y%m%d}", SYMBOLS["mau-01"]
    numbers = take_numbers(agency=unit, books=[day, register, SYMBOLS[form]], year=on.year)
    work = engine.open_case(
        type_=type_, code=dossier_code(agency.agency_code, on, numbers[day]), agency=unit, place=by.agency,
        title=type_.name, who=citizen.name, numbers=[citizen.id_number, contact["phone"]],
        state=state, by=by, at=at,
    )  # fmt: skip
    dossier = Dossier(
        case=work.case, procedure=type_.code, applicant=citizen,
        contact=json.dumps(contact, ensure_ascii=False), channel=channel, return_by=return_by, papers=papers,
        note=_text(note, "note", what="ghi chú", needed=False), book_number=numbers[register],
    )  # fmt: skip
    return work, dossier, numbers[SYMBOLS[form]]


def _save_new(work: engine.Work, dossier: Dossier, kind: EventKind, *beside: Row, **facts: Any) -> Dossier:
    case, type_ = work.case, work.type
    dossier_facts = {
        "procedure": type_.code, "version": type_.version, "channel": dossier.channel, "place": case.place,
        "papers": len(dossier.papers), "limit": f"{type_.limit.amount} {type_.limit.unit}",
        "received_at": queries.plain(case.received_at), "due_at": queries.plain(case.due_at), **facts,
    }  # fmt: skip
    work.new.append(dossier)
    _keep(work, kind, *beside, **dossier_facts)
    return dossier


@act(may=lambda by, unit: policies.can_receive(by, unit), records=events.RECEIVED, law="NĐ 118/2025 Điều 17")
def receive(
    *, by: Actor, at: dt.datetime, procedure: str, unit: str, channel: str, applicant: Mapping[str, Any],
    papers: Sequence[Mapping[str, Any]], note: str = "", return_by: str = ReturnBy.CENTRE,
) -> Dossier:  # fmt: skip
    """Tiếp nhận hồ sơ: give the dossier its code, its clock and its appointment (Mẫu 01).

    ``applicant``: {kind, name, id_number, phone, email, address}, or {citizen: number of a known record}; either with
    {filed_by: {name, capacity}} when another files for them.

    Raises Invalid naming every field to mend; nothing is kept then.
    """
    type_ = _type_for(procedure, unit, at.astimezone(TZ).date())
    taken = check_papers(type_, papers)
    work, dossier, _serial = _open(
        by=by, at=at, type_=type_, unit=unit, channel=channel, applicant=applicant, papers=taken, note=note,
        state=State.RECEIVED, return_by=return_by,
    )  # fmt: skip
    start = engine.reception_start(work, at)
    engine.enter(work, 0, state=State.RECEIVED, post=by.on_behalf_of or by.post, start=start)
    return _save_new(work, dossier, events.RECEIVED, due_words=_words(work.case.due_at))


@act(
    may=lambda by, unit: policies.can_receive(by, unit),
    records=events.RECEPTION_DECLINED,
    law="NĐ 118/2025 Điều 17",
)
def decline_reception(
    *, by: Actor, at: dt.datetime, procedure: str, unit: str, channel: str, applicant: Mapping[str, Any],
    reason: str, law: str, note: str = "",
) -> Dossier:  # fmt: skip
    """Từ chối tiếp nhận: refuse at the counter with reason and legal ground (Mẫu 03); final for that filing."""
    type_ = _type_for(procedure, unit, at.astimezone(TZ).date())
    why = _text(reason, "reason", what="lý do từ chối")
    ground = _text(law, "law", what="căn cứ pháp lý của việc từ chối", most=300)
    work, dossier, number = _open(
        by=by, at=at, type_=type_, unit=unit, channel=channel, applicant=applicant, papers=[], note=note,
        state=State.REFUSED_RECEPTION, form="mau-03",
    )  # fmt: skip
    ground = _open_text(ground, "law", dossier, what="căn cứ pháp lý của việc từ chối", most=300)
    engine.enter(work, 0, state=State.REFUSED_RECEPTION, post=by.post)
    engine.leave(work, outcome="refuse")
    engine.close(work, state=State.REFUSED_RECEPTION)
    decision = Decision(form="mau-03", number=number, reason=why, law=ground, at=at, by_title=by.title)
    _save_new(work, dossier, events.RECEPTION_DECLINED, decision, law=ground)
    decision.dossier = dossier
    decision.save(force_insert=True)
    return dossier


# --- the way through the house ---------------------------------------------------------------------------------


def _begin(
    dossier: Dossier, act_name: str, *, by: Actor, at: dt.datetime, kind: StepKind | None = None
) -> engine.Work:
    engine.require_move(dossier.case, act_name, shape_code=queries.SHAPE)
    work = engine.begin(dossier.case, by=by, at=at)
    if kind is not None and queries.current_kind(dossier) != kind:
        names = {move.code: move.name for move in reversed(STANDARD.moves)}
        raise NotThisStep(step=dossier.case.step_name, act=names[act_name])
    return work


def _index(type_: CaseType, kind: StepKind) -> int:
    return next(i for i, step in enumerate(type_.steps) if step["kind"] == kind)


@act(may=policies.can_transfer, records=events.TRANSFERRED, law="NĐ 118/2025 Điều 18", finds=FINDS)
def transfer(*, by: Actor, at: dt.datetime, dossier: Dossier) -> Dossier:
    """Chuyển xử lý: hand the dossier to the first working step (R1.19)."""
    work = _begin(dossier, "transfer", by=by, at=at)
    engine.leave(work, outcome="transfer")
    start = max(work.at, engine.reception_start(work, queries.complete_at(dossier)))
    engine.enter(work, 1, state=State.TRANSFERRED, start=start)
    _keep(work, events.TRANSFERRED, step=work.case.step_name)
    return dossier


@act(may=policies.can_take, records=events.TAKEN, law="NĐ 118/2025 Điều 18", finds=FINDS)
def take(*, by: Actor, at: dt.datetime, dossier: Dossier) -> Dossier:
    """Nhận xử lý: a named post answers for the step from now on ("rõ người")."""
    work = _begin(dossier, "take", by=by, at=at)
    engine.take(work)
    work.set(state=State.PROCESSING)
    _keep(work, events.TAKEN, step=work.case.step_name)
    return dossier


DONE, SEND_BACK = "done", "send-back"
REFUSAL_RETURNED = gettext_noop("Trả văn bản từ chối cho người nộp")


@act(
    may=policies.can_finish_step,
    records=(events.STEP_FINISHED, events.STEP_SENT_BACK),
    law="TT 03/2025/TT-VPCP",
    finds=FINDS,
)
def finish_step(
    *, by: Actor, at: dt.datetime, dossier: Dossier, outcome: str = DONE, note: str = ""
) -> Dossier:
    """Hoàn thành bước: leave the present step; the next one begins. Outcome ``send-back`` returns to the one before.

    ``note`` goes to whoever has the next step; sending back needs one that says why.
    """
    work = _begin(dossier, "finish-step", by=by, at=at, kind=StepKind.WORK)
    outcome = _open_text(outcome or DONE, "outcome", dossier, what="kết quả của bước", most=60)
    index, left, back = work.case.step, work.case.step_name, outcome == SEND_BACK
    if back and index <= 1:
        raise Invalid(field="outcome", text="Đây là bước xử lý đầu tiên, không có bước trước để trả lại.")
    note = _text(note, "note", what="lý do trả lại bước trước" if back else "ghi chú", needed=back)
    engine.leave(work, outcome=outcome, note=note)
    if back:
        before = [v for v in cases.visits(work.case) if v.step == index - 1 and v.post]
        engine.enter(work, index - 1, state=State.PROCESSING, post=before[-1].post if before else "")
        _keep(work, events.STEP_SENT_BACK, left=left, step=work.case.step_name)
    else:
        engine.enter(work, index + 1, state=State.PROCESSING)
        remark = "" if outcome == DONE else f" ({outcome})"
        _keep(work, events.STEP_FINISHED, left=left, step=work.case.step_name, outcome=outcome, remark=remark)
    return dossier


@act(may=policies.can_issue_result, records=events.RESULT_ISSUED, law="NĐ 118/2025 Điều 20", finds=FINDS)
def issue_result(
    *, by: Actor, at: dt.datetime, dossier: Dossier, number: str = "", file: Any = None
) -> Dossier:
    """Ban hành kết quả: number, file and the moment at which the clock stops (S10).

    Without a ``number`` the next one of the agency's results book is taken. ``file`` is a stored file.
    """
    work = _begin(dossier, "issue-result", by=by, at=at, kind=StepKind.RESULT)
    number = _open_text(number, "number", dossier, what="số kết quả", most=80, needed=False)
    if not number:
        year = at.astimezone(TZ).year
        number = f"{take_number(agency=work.case.agency, book='result', year=year):02d}/KQ-UBND"
    engine.leave(work, outcome="result")
    engine.finish(work, state=State.RESULT_READY)
    engine.enter(work, _index(work.type, StepKind.RETURN), state=State.RESULT_READY)
    work.also.append(Result(dossier=dossier, number=number, issued_at=at, by_title=by.title, file=file))
    _keep(work, events.RESULT_ISSUED, number=number, sha256=getattr(file, "sha256", ""))
    return dossier


@act(may=policies.can_return, records=events.RETURNED, law="NĐ 118/2025 Điều 22", finds=FINDS)
def hand_over(*, by: Actor, at: dt.datetime, dossier: Dossier) -> Dossier:
    """Trả kết quả: the applicant receives the result (or the written refusal)."""
    work = _begin(dossier, "return", by=by, at=at)
    engine.leave(work, outcome="return")
    engine.close(work, state=State.RETURNED)
    _keep(work, events.RETURNED)
    return dossier


# --- when papers are missing -----------------------------------------------------------------------------------


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
    work = _begin(
        dossier, "ask-supplement", by=by, at=at,
        kind=StepKind.WORK if state_before == State.PROCESSING else None,
    )  # fmt: skip
    wanted = [_text(item, f"items.{i}", what="giấy tờ cần bổ sung", most=500) for i, item in enumerate(items)]
    if not wanted:
        raise Invalid(field="items", text="Kê đủ các giấy tờ cần bổ sung trong một lần.")
    why = _text(reason, "reason", what="lý do yêu cầu bổ sung")
    if until is None:
        days = parameter("onestop.supplement.wait_max", at.date()) or 15
        until = work.calendar.add_working_days(at, int(days))
    if until <= at:
        raise Invalid(field="until", text="Hạn bổ sung phải sau thời điểm hiện tại.")
    engine.leave(work, outcome="ask-supplement", interrupted=True)
    engine.tick(work, ClockKind.PAUSED)
    work.set(state=State.AWAITING_SUPPLEMENT, duty="receive", post="", step_due_at=until)
    dossier.supplements += 1
    dossier.save(update_fields=["supplements"])
    request = SupplementRequest.objects.create(
        dossier=dossier, round=dossier.supplements, number=_number(work, "mau-02"),
        items=json.dumps(wanted, ensure_ascii=False), reason=why, asked_at=at, by_title=by.title, until=until,
        state_before=state_before,
    )  # fmt: skip
    _keep(
        work, events.SUPPLEMENT_ASKED, request, round=dossier.supplements, items=len(wanted),
        until=queries.plain(until), until_words=_words(until),
    )  # fmt: skip
    return dossier


@act(may=policies.can_supplement, records=events.SUPPLEMENTED, law="NĐ 118/2025 Điều 17", finds=FINDS)
def supplement(
    *, by: Actor, at: dt.datetime, dossier: Dossier, papers: Sequence[Mapping[str, Any]] = ()
) -> Dossier:
    """Nhận giấy tờ bổ sung: the dossier is complete, the time is counted again from the beginning (R1.22)."""
    work = _begin(dossier, "supplement", by=by, at=at)
    request = dossier.supplement_requests.get(round=dossier.supplements)
    request.answered_at = at
    request.save(update_fields=["answered_at"])
    if papers:
        brought = {str(paper.get("component")) for paper in papers}
        kept = [paper for paper in dossier.papers if paper["component"] not in brought]
        dossier.papers = check_papers(work.type, [*kept, *papers])
        dossier.save(update_fields=["papers"])
    engine.tick(work, ClockKind.RESTARTED)
    start = engine.reception_start(work, work.at)
    if request.state_before == State.RECEIVED:
        engine.enter(work, 0, state=State.RECEIVED, post=by.on_behalf_of or by.post, start=start)
    else:
        visits = cases.visits(work.case)
        holder = visits[-1].post if visits else ""
        engine.enter(work, work.case.step, state=State.PROCESSING, post=holder, start=start)
    _keep(work, events.SUPPLEMENTED, request, due_words=_words(work.case.due_at), papers=len(dossier.papers))
    return dossier


@act(may=policies.can_expire, records=events.SUPPLEMENT_EXPIRED, law="NĐ 297/2025 Điều 6 khoản 4", finds={})
def expire(*, by: Actor, at: dt.datetime, code: str) -> Dossier:
    """Dừng vì quá hạn bổ sung: the applicant did not complete the dossier in time (R1.23)."""
    dossier = queries.to_act_on(code, by=by)
    work = _begin(dossier, "expire", by=by, at=at)
    engine.close(work, state=State.CLOSED_UNSUPPLEMENTED)
    _keep(work, events.SUPPLEMENT_EXPIRED)
    return dossier


# --- when it cannot go as promised -----------------------------------------------------------------------------


@act(
    may=policies.can_refuse,
    records=(events.REFUSED, events.RECEPTION_DECLINED),
    law="NĐ 118/2025 Điều 17, Điều 19",
    finds=FINDS,
)
def refuse(*, by: Actor, at: dt.datetime, dossier: Dossier, reason: str, law: str) -> Dossier:
    """Từ chối: before transfer at the counter (Mẫu 03); on the merits by the signing authority, in writing."""
    at_counter = dossier.case.state == State.RECEIVED
    work = _begin(dossier, "refuse", by=by, at=at, kind=None if at_counter else StepKind.WORK)
    why = _text(reason, "reason", what="lý do từ chối")
    ground = _open_text(law, "law", dossier, what="căn cứ pháp lý của việc từ chối", most=300)
    engine.leave(work, outcome="refuse")
    if at_counter:
        engine.close(work, state=State.REFUSED_RECEPTION)
    else:
        engine.finish(work, state=State.REFUSED)
        engine.enter(work, _index(work.type, StepKind.RETURN), state=State.REFUSED, name=REFUSAL_RETURNED)
    form = "mau-03" if at_counter else "refusal"
    decision = Decision.objects.create(
        dossier=dossier, form=form, number=_number(work, form), reason=why, law=ground, at=at,
        by_title=by.title,
    )  # fmt: skip
    _keep(work, events.RECEPTION_DECLINED if at_counter else events.REFUSED, decision, law=ground)
    return dossier


@act(may=policies.can_reschedule, records=events.RESCHEDULED, law="NĐ 118/2025 Điều 20", finds=FINDS)
def reschedule(*, by: Actor, at: dt.datetime, dossier: Dossier, reason: str, until: dt.datetime) -> Dossier:
    """Xin lỗi và hẹn lại (Mẫu 04): with the reason, at most once (R1.28, R1.29); the first promise stays on record."""
    if dossier.case.re_promised_at is not None:
        raise AlreadyRescheduled(until=_words(dossier.case.re_promised_at))
    work = _begin(dossier, "reschedule", by=by, at=at)
    why = _text(reason, "reason", what="lý do chậm trả kết quả")
    if until <= at:
        raise Invalid(field="until", text="Ngày hẹn mới phải sau thời điểm hiện tại.")
    until = work.calendar.next_working_moment(until)
    due_before = work.case.due_at
    if until <= due_before:
        raise Invalid(
            field="until", text="Ngày hẹn mới phải sau ngày đã hẹn ({due}).", due=_words(due_before)
        )
    notice = Decimal(str(parameter("onestop.apology.notice_before", at.date())))
    engine.tick(work, ClockKind.EXTENDED, until=until)
    work.set(re_promised_at=until)
    decision = Decision.objects.create(
        dossier=dossier,
        form="mau-04",
        number=_number(work, "mau-04"),
        reason=why,
        at=at,
        by_title=by.title,
        due_before=due_before,
        until=until,
    )
    _keep(
        work, events.RESCHEDULED, decision, due_words=_words(until), until=queries.plain(until),
        in_time=at <= work.calendar.subtract_working_days(due_before, notice),
    )  # fmt: skip
    return dossier


@act(may=policies.can_withdraw, records=events.WITHDRAWN, law="NĐ 118/2025 Điều 21", finds=FINDS)
def withdraw(*, by: Actor, at: dt.datetime, dossier: Dossier, reason: str = "") -> Dossier:
    """Dừng theo yêu cầu (Mẫu 05): the applicant asks to stop and no decision exists yet."""
    work = _begin(dossier, "withdraw", by=by, at=at)
    why = _text(reason, "reason", what="lý do dừng", needed=False)
    if not work.case.paused:  # what waits for the applicant's papers was left when they were asked for
        engine.leave(work, outcome="withdraw", interrupted=True)
    engine.close(work, state=State.STOPPED)
    decision = Decision.objects.create(
        dossier=dossier, form="mau-05", number=_number(work, "mau-05"), reason=why, at=at, by_title=by.title
    )
    _keep(work, events.WITHDRAWN, decision)
    return dossier


@act(may=policies.can_cancel, records=events.CANCELLED, law="NĐ 118/2025 Điều 17", finds=FINDS)
def cancel(*, by: Actor, at: dt.datetime, dossier: Dossier, reason: str) -> Dossier:
    """Hủy do tiếp nhận nhầm: the head of the centre approves; the code is never used again (S16)."""
    work = _begin(dossier, "cancel", by=by, at=at)
    why = _text(reason, "reason", what="lý do hủy")
    engine.leave(work, outcome="cancel", interrupted=True)
    engine.close(work, state=State.CANCELLED)
    decision = Decision.objects.create(dossier=dossier, form="cancel", reason=why, at=at, by_title=by.title)
    _keep(work, events.CANCELLED, decision)
    return dossier


CORRECTABLE = {
    "name": gettext_noop("tên"), "address": gettext_noop("địa chỉ"), "phone": gettext_noop("số điện thoại"),
    "email": gettext_noop("thư điện tử"),
}  # fmt: skip


@act(
    may=policies.can_correct,
    records=events.CORRECTED,
    law="Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15",
    finds=FINDS,
)
def correct(
    *, by: Actor, at: dt.datetime, dossier: Dossier, reason: str, name: str | None = None, address: str | None = None,
    phone: str | None = None, email: str | None = None,
) -> Dossier:  # fmt: skip
    """Đính chính thông tin người nộp: what was mistyped at reception; the slip is printed again.

    What is not given stays, an empty text removes it. The journal keeps which details and why, never the details.
    """
    work = _begin(dossier, "correct", by=by, at=at)
    why = _open_text(reason, "reason", dossier, what="lý do đính chính", most=300)
    given = {"name": name, "address": address, "phone": phone, "email": email}
    known = queries.contact(dossier)
    before = {key: known.get(key, "") for key in CORRECTABLE}
    said = {key: value for key, value in given.items() if value is not None}
    right = correct_citizen(
        agency=work.case.agency, citizen=dossier.applicant_id or 0, recorded=before, said=said
    )
    after = {key: getattr(right, key) for key in CORRECTABLE}
    changed = [words for key, words in CORRECTABLE.items() if after[key] != before[key]]
    if not changed:
        raise Invalid(field="name", text="Ghi ít nhất một thông tin khác với thông tin đã ghi.")
    if dossier.return_by == ReturnBy.POST and not after["address"]:
        raise Invalid(
            field="address", text="Ghi địa chỉ của người nộp thì mới gửi kết quả qua bưu chính được."
        )
    dossier.contact = json.dumps({**known, **after}, ensure_ascii=False)
    _open_text(why, "reason", dossier, what="lý do đính chính", most=300)
    dossier.save(update_fields=["contact"])
    numbers = [right.id_number, right.phone]
    search = cases.search_text(work.case.code, work.case.title, right.name, numbers)
    work.set(who=right.name, search=search)
    _keep(work, events.CORRECTED, fields=", ".join(changed), reason=why)
    return dossier


@act(may=policies.can_rate, records=events.RATED, law="NĐ 61/2018 Điều 31 (R1.42)", finds=FINDS)
def rate(
    *, by: Actor, at: dt.datetime, dossier: Dossier, stars: int, comment: str = "", channel: str = "counter"
) -> Dossier:
    """Đánh giá: the applicant's one to five stars, once, after the dossier has ended."""
    said = queries.rating(dossier)
    if said is not None:
        raise AlreadyRated(stars=said.stars)
    if dossier.case.state not in queries.RATED_STATES:
        raise NotYetRatable()
    if not isinstance(stars, int) or isinstance(stars, bool) or not 1 <= stars <= 5:
        raise Invalid(field="stars", text="Chọn từ 1 đến 5 sao.")
    words = _text(comment, "comment", what="góp ý", most=1000, needed=False)
    work = engine.begin(dossier.case, by=by, at=at)
    work.also.append(Rating(dossier=dossier, stars=stars, comment=words, at=at, channel=channel))
    _keep(work, events.RATED, stars=stars, channel=channel)
    return dossier


VERBS: dict[str, Any] = {
    "transfer": transfer,
    "take": take,
    "finish-step": finish_step,
    "ask-supplement": ask_supplement,
    "supplement": supplement,
    "refuse": refuse,
    "reschedule": reschedule,
    "issue-result": issue_result,
    "return": hand_over,
    "withdraw": withdraw,
    "cancel": cancel,
    "correct": correct,
    "rate": rate,
}
