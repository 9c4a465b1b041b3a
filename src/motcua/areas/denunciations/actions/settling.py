"""Accepting, verifying, concluding a denunciation; carrying the conclusion out and publishing it (R6.42–R6.46)."""

import datetime as dt
from decimal import Decimal
from typing import Any

from motcua.areas.cases import actions as engine
from motcua.areas.cases import evidence as engine_evidence
from motcua.areas.cases import queries as cases
from motcua.areas.cases.queries import words
from motcua.areas.denunciations import events, policies, queries
from motcua.areas.denunciations.actions.keeping import (
    FINDS,
    NAMED,
    NotYetTold,
    ask,
    begin,
    day,
    fulfil,
    keep,
    open_tasks,
    texts,
    write,
)
from motcua.areas.denunciations.choices import (
    BY_ACT,
    KIND,
    LASTING,
    TYPE,
    Decision,
    Publication,
    State,
    Task,
    Verdict,
)
from motcua.areas.denunciations.models import Denunciation, Todo
from motcua.areas.denunciations.process import (
    ACCEPT,
    CARRY_OUT,
    CONCLUDE,
    ORDER,
    PUBLISH,
    STANDARD,
    STEPS,
    VERIFY,
)
from motcua.areas.petitions import actions as petitions
from motcua.areas.petitions import queries as petition_queries
from motcua.areas.petitions.choices import FIELD, Outcome, Sender
from motcua.areas.petitions.events import SETTLED
from motcua.areas.petitions.models import Petition
from motcua.base.documents.actions import take_number
from motcua.base.journal.actions import act, record
from motcua.base.journal.ports import Actor
from motcua.base.law.queries import parameter, parameter_from
from motcua.base.orgs.queries import unit_on
from motcua.rules import denunciations as rules
from motcua.rules.calendar import TZ
from motcua.rules.deadlines import Limit, TimeUnit
from motcua.rules.impossible import Impossible, Invalid
from motcua.rules.numbering import dossier_code
from motcua.rules.privacy import check_public

RESOLVE = "denunciation.resolve"
MORNING = dt.time(8)


class NotADenunciation(Impossible):
    text = "Đơn này không được đề xuất thụ lý tố cáo. Phân loại, đề xuất lại rồi thụ lý."


class Nameless(Impossible):
    text = "Không rõ người tố cáo thì không thụ lý: chuyển để thanh tra, kiểm tra (Luật Tố cáo Điều 25)."


class NotYetReceivable(Impossible):
    text = "Loại vụ việc tố cáo chưa được nạp. Chạy lại motcua init."


# --- types -----------------------------------------------------------------------------------------------------


@act(may=policies.can_load, records=events.TYPES_LOADED, law="Luật Tố cáo 25/2018/QH14 Điều 30; R6.43")
def load_types(*, by: Actor, at: dt.datetime, on: dt.date) -> int:
    """Công bố loại vụ việc tố cáo: a version for each version in time of the law's days; returns how many."""
    newest, count = engine_evidence.newest_type(), 0
    for value, first in parameter_from(RESOLVE, on):
        count += engine.publish_if_changed(
            kind=KIND, code=TYPE, name="Giải quyết tố cáo", field=FIELD, levels=["commune"], shape=STANDARD.code,
            limit=Limit(Decimal(value.value["base"]), TimeUnit(value.unit)), steps=STEPS, law=value.source,
            valid_from=first,
        )  # fmt: skip
    facts = {"count": count, **engine_evidence.published(newest)}
    record(events.TYPES_LOADED, subject="denunciation-types", unit="", by=by, at=at, facts=facts)
    return count


# --- accept ----------------------------------------------------------------------------------------------------


@act(
    may=policies.can_accept, records=(events.ACCEPTED, SETTLED, NAMED),
    law="Luật Tố cáo 25/2018/QH14 Điều 29, Điều 30; R6.42, R6.43", finds={"petition": petition_queries.to_act_on},
)  # fmt: skip
def accept(
    *,
    by: Actor,
    at: dt.datetime,
    petition: Petition,
    denounced: str = "",
    content: str = "",
    number: str = "",
) -> Denunciation:
    """Thụ lý tố cáo: the petition is settled as accepted and the matter opens, in one act.

    ``content`` is a summary for the denounced person in the agency's own words: never what the petition says, which
    would tell who denounces. From now the law's days run.
    """
    if petition.petition_class != KIND or petition.proposed != Outcome.ACCEPTED:
        raise NotADenunciation()
    if petition.sealed is None:
        raise Nameless()
    on = day(at)
    type_ = cases.current_type(KIND, TYPE, on)
    if type_ is None:
        raise NotYetReceivable()
    agency = unit_on(petition.agency, on)
    serial = take_number(agency=petition.agency, book=f"denunciation-{on:%y%m%d}", year=on.year)
    code = f"TC-{dossier_code(agency.agency_code, on, serial)}"
    settled = petitions.settle(
        by=by, at=at, petition=petition, outcome=Outcome.ACCEPTED, matter=f"{KIND}:{code}"
    )
    made = Denunciation(
        petition=settled, agency=petition.agency, pseudonym=petition.sealed.pseudonym, accepted_on=on,
        accepted_by=by.on_behalf_of or by.post,
    )  # fmt: skip
    said = texts(
        made,
        {
            "denounced": (denounced or petition.against, "người bị tố cáo", True),
            "content": (content, "tóm tắt nội dung thụ lý", True),
            "number": (number, "số văn bản thụ lý", False),
        },
        by=by, at=at,
    )  # fmt: skip
    made.denounced = said["denounced"]
    made.content = rules.check_told(said["content"], made.pseudonym, "content")
    work = engine.open_case(
        type_=type_, code=code, agency=petition.agency, place=petition.agency, title=queries.in_vietnamese(TITLE),
        who=made.pseudonym, numbers=[], state=State.ACCEPTED, by=by, at=at, confidential=True,
    )  # fmt: skip
    engine.keep_from(work, petition_queries.concerned(settled), stands_in=settled.case.stands_in)
    work.case.who = made.pseudonym
    work.case.search = cases.search_text(f"{code} {made.pseudonym}", work.case.title, "", [])
    made.case = work.case
    engine.enter(work, ACCEPT, state=State.ACCEPTED, post=by.on_behalf_of or by.post)
    engine.leave(work, outcome="accept")
    engine.enter(work, ORDER, state=State.ACCEPTED)
    work.new.append(made)
    tasks = _tasks_of_acceptance(made, work, said["number"])
    keep(
        work, made, events.ACCEPTED, *tasks, version=type_.version, due_words=words(work.case.due_at),
        received_at=cases.plain(at), due_at=cases.plain(work.case.due_at),
    )  # fmt: skip
    for row in tasks:
        row.denunciation = made
    Todo.objects.bulk_create(tasks)
    return made


TITLE = "Giải quyết tố cáo"


def _tasks_of_acceptance(made: Denunciation, work: engine.Work, number: str) -> list[Todo]:
    """Both notices of acceptance; where the press passed it on, the answer to it, counted from the day it came."""
    due = [(Task.TELL_DENOUNCER, work.at), (Task.TELL_DENOUNCED, work.at)]
    petition = made.petition
    if petition.sender == Sender.PRESS:
        came = petition.received_at
        if petition.arrived_on < day(came):
            came = dt.datetime.combine(petition.arrived_on, MORNING, TZ)
        due.append((Task.ANSWER_SENDER, came))
    return [
        Todo(
            denunciation=made,
            n=n,
            task=task,
            since=since,
            due_at=queries.due_of(task, since, work.calendar),
            number=number if task == Task.TELL_DENOUNCER else "",
        )
        for n, (task, since) in enumerate(due, 1)
    ]


# --- verify, conclude ------------------------------------------------------------------------------------------


@act(
    may=policies.can_decide, records=(events.VERIFICATION_ORDERED, NAMED),
    law="Luật Tố cáo 25/2018/QH14 Điều 31; R6.48", finds=FINDS,
)  # fmt: skip
def order(
    *, by: Actor, at: dt.datetime, denunciation: Denunciation, number: str, team: str, verify_until: dt.date
) -> Denunciation:
    """Quyết định xác minh: who verifies, until when, in writing."""
    work = begin(denunciation, "order", by=by, at=at)
    given = {
        "number": (number, "số quyết định xác minh", True),
        "team": (team, "người, tổ xác minh", True),
    }
    said = texts(denunciation, given, by=by, at=work.at)
    if not day(work.at) <= verify_until <= day(work.case.due_at):
        raise Invalid(field="verify_until", text="Ngày xác minh xong từ hôm nay đến hết thời hạn giải quyết.")
    denunciation.team, denunciation.verify_until = said["team"], verify_until
    denunciation.save(update_fields=["team", "verify_until"])
    row = write(denunciation, Decision.VERIFICATION, said, by=by, on=day(work.at), until=verify_until)
    engine.leave(work, outcome="order")
    engine.enter(work, VERIFY, state=State.VERIFYING)
    keep(work, denunciation, events.VERIFICATION_ORDERED, row)
    return denunciation


@act(
    may=policies.can_handle, records=(events.DRAFTED, NAMED), law="Luật Tố cáo 25/2018/QH14 Điều 31, Điều 35",
    finds=FINDS,
)  # fmt: skip
def draft(*, by: Actor, at: dt.datetime, denunciation: Denunciation, findings: str) -> Denunciation:
    """Trình dự thảo kết luận: what verification found, for who concludes."""
    work = begin(denunciation, "draft", by=by, at=at)
    said = texts(denunciation, {"findings": (findings, "kết quả xác minh", True)}, by=by, at=work.at)
    denunciation.findings = said["findings"]
    denunciation.save(update_fields=["findings"])
    engine.leave(work, outcome="draft")
    engine.enter(work, CONCLUDE, state=State.DRAFTED)
    keep(work, denunciation, events.DRAFTED)
    return denunciation


@act(may=policies.can_decide, records=(events.SENT_BACK, NAMED), law="", finds=FINDS)
def send_back(*, by: Actor, at: dt.datetime, denunciation: Denunciation, reason: str) -> Denunciation:
    """Yêu cầu xác minh thêm: the draft goes back with its reason."""
    work = begin(denunciation, "send_back", by=by, at=at)
    said = texts(denunciation, {"reason": (reason, "lý do", True)}, by=by, at=work.at)
    engine.leave(work, outcome="send_back", note=said["reason"])
    engine.enter(work, VERIFY, state=State.VERIFYING)
    keep(work, denunciation, events.SENT_BACK)
    return denunciation


@act(
    may=policies.can_decide, records=(events.CONCLUDED, NAMED),
    law="Luật Tố cáo 25/2018/QH14 Điều 35; R6.44", finds=FINDS,
)  # fmt: skip
def conclude(
    *, by: Actor, at: dt.datetime, denunciation: Denunciation, verdict: str, conclusion: str, number: str,
    measures: str = "",
) -> Denunciation:  # fmt: skip
    """Kết luận nội dung tố cáo: true, partly, untrue; the time of settling ends here, what follows has its own days."""
    work = begin(denunciation, "conclude", by=by, at=at)
    if verdict not in Verdict.values:
        raise Invalid(
            field="verdict", text="Chọn kết luận: đúng, đúng một phần, không đúng, cố ý tố cáo sai."
        )
    given: dict[str, tuple[Any, str, bool]] = {
        "conclusion": (conclusion, "nội dung kết luận", True), "number": (number, "số kết luận", True),
        "measures": (measures, "biện pháp xử lý", False),
    }  # fmt: skip
    said = texts(denunciation, given, by=by, at=work.at)
    denunciation.verdict, denunciation.concluded_on = verdict, day(work.at)
    denunciation.conclusion, denunciation.measures = said["conclusion"], said["measures"]
    denunciation.save(update_fields=["verdict", "concluded_on", "conclusion", "measures"])
    row = write(denunciation, Decision.CONCLUSION, said, by=by, on=day(work.at))
    tasks = ask(denunciation, work, Task.SEND_CONCLUSION, Task.MEASURES, Task.PUBLISH)
    engine.leave(work, outcome="conclude")
    engine.finish(work, state=State.CONCLUDED)
    measures_due = next(one.due_at for one in tasks if one.task == Task.MEASURES)
    engine.enter(work, CARRY_OUT, state=State.CONCLUDED, due=measures_due)
    verdict_words = queries.in_vietnamese(Verdict(verdict).label)
    keep(work, denunciation, events.CONCLUDED, row, *tasks, verdict=verdict, verdict_words=verdict_words)
    return denunciation


# --- carry out, publish, close ---------------------------------------------------------------------------------


@act(
    may=policies.can_decide, records=(events.CARRIED_OUT, NAMED),
    law="Luật Tố cáo 25/2018/QH14 Điều 36; R6.44", finds=FINDS,
)  # fmt: skip
def carry_out(
    *, by: Actor, at: dt.datetime, denunciation: Denunciation, measures: str, number: str = ""
) -> Denunciation:
    """Xử lý kết luận: what is done about it; its result is reported in the law's days."""
    work = begin(denunciation, "carry_out", by=by, at=at)
    given = {
        "measures": (measures, "biện pháp xử lý", True),
        "number": (number, "số văn bản xử lý", False),
    }
    said = texts(denunciation, given, by=by, at=work.at)
    denunciation.measures = said["measures"]
    denunciation.save(update_fields=["measures"])
    row = write(denunciation, Decision.MEASURES, said, by=by, on=day(work.at))
    tasks = fulfil(denunciation, work, Task.MEASURES, said["number"])
    tasks += ask(denunciation, work, Task.REPORT)
    engine.leave(work, outcome="carry_out")
    publish_due = next((one.due_at for one in open_tasks(denunciation) if one.task == Task.PUBLISH), None)
    engine.enter(work, PUBLISH, state=State.CARRIED_OUT, due=publish_due)
    keep(work, denunciation, events.CARRIED_OUT, row, *tasks)
    return denunciation


@act(
    may=policies.can_handle, records=(events.PUBLISHED, NAMED),
    law="Luật Tố cáo 25/2018/QH14 Điều 40; R6.46", finds=FINDS,
)  # fmt: skip
def publish(
    *, by: Actor, at: dt.datetime, denunciation: Denunciation, where: str, public_text: str,
    until_on: dt.date | None = None, impersonal: bool = False,
) -> Denunciation:  # fmt: skip
    """Công khai kết luận: a text without secrets and without the denouncer, where it is made public, and on a page or
    a board until when."""
    work = begin(denunciation, "publish", by=by, at=at)
    if where not in Publication.values:
        raise Invalid(field="where", text="Chọn hình thức công khai.")
    until = _public_until(where, day(work.at), until_on)
    said = texts(denunciation, {"public_text": (public_text, "nội dung công khai", True)}, by=by, at=work.at)
    # what is public has not even the pseudonym: with it the file leads on
    public = rules.unnamed(said["public_text"], denunciation.pseudonym)
    denunciation.public_text = check_public(public, "public_text", impersonal=impersonal, people=True)
    denunciation.published_where, denunciation.published_on, denunciation.public_until = (
        where,
        day(work.at),
        until,
    )
    denunciation.save(update_fields=["public_text", "published_where", "published_on", "public_until"])
    tasks = fulfil(denunciation, work, Task.PUBLISH)
    engine.leave(work, outcome="publish")
    engine.enter(work, PUBLISH, state=State.PUBLISHED, name="Kết thúc")
    where_words = queries.in_vietnamese(Publication(where).label)
    keep(work, denunciation, events.PUBLISHED, *tasks, where=where, where_words=where_words)
    return denunciation


def _public_until(where: str, first: dt.date, last: dt.date | None) -> dt.date | None:
    """The last day on a page or a board: as said, at least as long as it must be, else just so long."""
    if where not in LASTING:
        return None
    least = int(parameter("denunciation.posting", first))
    if last is not None and (last - first).days < least:
        raise Invalid(field="until_on", text="Niêm yết, đăng tải ít nhất {days} ngày.", days=least)
    return last or first + dt.timedelta(days=least)


@act(
    may=policies.can_handle, records=(events.DONE, NAMED),
    law="Luật Tố cáo 25/2018/QH14 Điều 29, Điều 34–36", finds=FINDS,
)  # fmt: skip
def done(
    *, by: Actor, at: dt.datetime, denunciation: Denunciation, task: str, number: str = ""
) -> Denunciation:
    """Ghi đã làm: a notice or a decision was sent, a result reported; with the number of its document."""
    work = begin(denunciation, "done", by=by, at=at)
    asked = {row.task for row in open_tasks(denunciation)}
    if task not in asked or task in BY_ACT:
        raise Invalid(field="task", text="Chọn một việc chưa làm trong danh sách.")
    said = texts(denunciation, {"number": (number, "số văn bản", False)}, by=by, at=work.at)
    rows = fulfil(denunciation, work, Task(task), said["number"])
    task_words = queries.in_vietnamese(Task(task).label)
    keep(work, denunciation, events.DONE, *rows, task=task, task_words=task_words)
    return denunciation


@act(may=policies.can_handle, records=events.CLOSED, law="R6.48", finds=FINDS)
def close(*, by: Actor, at: dt.datetime, denunciation: Denunciation) -> Denunciation:
    """Kết thúc: everything that the law wants is done."""
    work = begin(denunciation, "close", by=by, at=at)
    if undone := open_tasks(denunciation):
        raise NotYetTold(tasks="; ".join(queries.in_vietnamese(row.get_task_display()) for row in undone))
    engine.leave(work, outcome="close")
    engine.close(work, state=State.CLOSED)
    keep(work, denunciation, events.CLOSED)
    return denunciation
