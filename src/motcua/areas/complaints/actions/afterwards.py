"""What comes after effect: execution, the end; or a second complaint, a lawsuit (Luật Khiếu nại Điều 33, 42, 44–46)."""

import datetime as dt

from motcua.areas.cases import actions as engine
from motcua.areas.cases import queries as cases
from motcua.areas.complaints import events, policies, queries
from motcua.areas.complaints.actions.keeping import FINDS, begin, day_of, keep, line, text
from motcua.areas.complaints.choices import Result, State
from motcua.areas.complaints.models import Complaint
from motcua.areas.complaints.process import UNDECIDED
from motcua.base.calendars.queries import calendar_for
from motcua.base.journal.actions import act
from motcua.base.journal.ports import Actor
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Impossible, Invalid


class FirstExecute(Impossible):
    text = "Quyết định có nội dung phải thi hành: giao thi hành và ghi kết quả trước khi kết thúc."


class SecondOnly(Impossible):
    text = "Vụ việc đã ở lần hai, chỉ còn quyền khởi kiện."


class NotOverdue(Impossible):
    text = "Chưa có quyết định và còn trong hạn đến {due}: chưa khiếu nại lần hai được."


class TooLate(Impossible):
    text = "Hết hạn khiếu nại lần hai từ sau ngày {last}."


@act(
    may=policies.can_decide,
    records=events.EXECUTION_ORDERED,
    law="Luật Khiếu nại 02/2011 Điều 46; R6.40",
    finds=FINDS,
)
def order_execution(
    *, by: Actor, at: dt.datetime, complaint: Complaint, executor: str, execute_by: dt.date
) -> Complaint:
    """Giao thi hành: who carries the decision out, and by when."""
    work = begin(complaint, "order_execution", by=by, at=at)
    complaint.executor = line(executor, "executor", what="đơn vị, vị trí thi hành")
    if execute_by < day_of(work):
        raise Invalid(field="execute_by", text="Hạn thi hành không trước hôm nay.")
    complaint.execute_by = execute_by
    complaint.save(update_fields=["executor", "execute_by"])
    engine.leave(work, outcome="order_execution", interrupted=True)
    calendar = calendar_for(complaint.agency)
    engine.enter(
        work, work.case.step, state=State.EXECUTING, due=calendar.closing(calendar.next_working_day(execute_by)),
        name="Thi hành quyết định",
    )  # fmt: skip
    keep(work, complaint, events.EXECUTION_ORDERED, due_words=f"{execute_by:%d/%m/%Y}")
    return complaint


@act(
    may=policies.can_handle, records=events.EXECUTED, law="Luật Khiếu nại 02/2011 Điều 46; R6.40", finds=FINDS
)
def execute(
    *, by: Actor, at: dt.datetime, complaint: Complaint, note: str, executed_on: dt.date | None = None
) -> Complaint:
    """Ghi đã thi hành: what was done, and when; the case ends."""
    work = begin(complaint, "execute", by=by, at=at)
    on = executed_on or day_of(work)
    if on > day_of(work) or complaint.decided_on is None or on < complaint.decided_on:
        raise Invalid(field="executed_on", text="Ngày thi hành từ ngày quyết định đến hôm nay.")
    complaint.outcome_note = text(note, "note", what="kết quả thi hành")
    complaint.executed_on = on
    complaint.save(update_fields=["outcome_note", "executed_on"])
    engine.leave(work, outcome="execute")
    engine.close(work, state=State.CLOSED)
    keep(work, complaint, events.EXECUTED, on=on.isoformat())
    return complaint


@act(may=policies.can_handle, records=events.CLOSED, law="R6.40", finds=FINDS)
def close(*, by: Actor, at: dt.datetime, complaint: Complaint) -> Complaint:
    """Kết thúc vụ việc whose decision leaves nothing to carry out."""
    work = begin(complaint, "close", by=by, at=at)
    if complaint.result != Result.WRONG or queries.amounts(complaint):
        raise FirstExecute()
    engine.leave(work, outcome="close")
    engine.close(work, state=State.CLOSED)
    keep(work, complaint, events.CLOSED)
    return complaint


@act(
    may=policies.can_handle, records=events.APPEALED, law="Luật Khiếu nại 02/2011 Điều 33; R6.33", finds=FINDS
)
def appeal(
    *, by: Actor, at: dt.datetime, complaint: Complaint, to: str, on: dt.date | None = None
) -> Complaint:
    """Ghi khiếu nại lần hai at an agency whose cases are not kept here; in time, or after the first time ran out."""
    if complaint.instance != "first":
        raise SecondOnly()
    work = begin(complaint, "appeal", by=by, at=at)
    came = on or day_of(work)
    if came > day_of(work):
        raise Invalid(field="on", text="Ngày khiếu nại lần hai không sau hôm nay.")
    due = complaint.case.due_at.astimezone(TZ)
    if complaint.case.state in UNDECIDED and came <= due.date():
        raise NotOverdue(due=cases.words(due))
    last = complaint.second_until
    if complaint.case.state in UNDECIDED:
        last = queries.second_within(complaint, due.date())
    if last is not None and came > last:
        raise TooLate(last=f"{last:%d/%m/%Y}")
    complaint.appealed_to = line(to, "to", what="cơ quan giải quyết lần hai")
    complaint.appealed_on = came
    complaint.save(update_fields=["appealed_to", "appealed_on"])
    engine.leave(work, outcome="appeal", interrupted=True)
    engine.close(work, state=State.APPEALED)
    keep(work, complaint, events.APPEALED, on=came.isoformat())
    return complaint


@act(
    may=policies.can_handle, records=events.SUED, law="Luật Khiếu nại 02/2011 Điều 33, 42; R6.33", finds=FINDS
)
def sue(
    *, by: Actor, at: dt.datetime, complaint: Complaint, court: str, on: dt.date | None = None
) -> Complaint:
    """Ghi khởi kiện: a court has the case; the agency's own handling ends."""
    work = begin(complaint, "sue", by=by, at=at)
    came = on or day_of(work)
    if came > day_of(work) or (complaint.decided_on is not None and came < complaint.decided_on):
        raise Invalid(field="on", text="Ngày khởi kiện từ ngày quyết định đến hôm nay.")
    complaint.court, complaint.sued_on = line(court, "court", what="Tòa án"), came
    complaint.save(update_fields=["court", "sued_on"])
    engine.leave(work, outcome="sue", interrupted=True)
    engine.close(work, state=State.SUED)
    keep(work, complaint, events.SUED, on=came.isoformat())
    return complaint
