"""A task from its start to its acceptance: done by whom it was given to, decided by whoever gave it."""

import datetime as dt
from collections.abc import Sequence

from motcua.areas.cases import actions as engine
from motcua.areas.directives import events, policies, queries
from motcua.areas.directives.actions.keeping import (
    TASKS,
    Uploaded,
    acting_post,
    attached,
    begin,
    body,
    day_of,
    givers,
    keep_task,
    line,
    note,
    to_do,
)
from motcua.areas.directives.choices import NoteKind, Outcome, Stage, TaskState
from motcua.areas.directives.models import Obstacle, Task
from motcua.areas.directives.process import ACCEPT, DO
from motcua.base.journal.actions import act
from motcua.base.journal.ports import Actor
from motcua.base.orgs.queries import posts_on
from motcua.base.people.choices import fields_of_work
from motcua.rules.impossible import Impossible, Invalid, NotAllowed

LAW = "R8.13"
OUTCOMES = {Outcome.DONE: "hoàn thành đúng hạn", Outcome.LATE: "hoàn thành quá hạn"}
STAGES = {Stage.NEAR: "sắp đến hạn", Stage.DUE: "đến hạn hôm nay", Stage.LATE: "đã quá hạn"}


class StillAsked(Impossible):
    text = "Đề nghị gia hạn đến {until} còn chờ quyết định: cho hay không cho gia hạn rồi nghiệm thu."


class NothingHandedIn(Impossible):
    text = "Ghi kết quả, số văn bản hoặc kèm tệp: nghiệm thu dựa vào đó."


@act(may=policies.can_do, records=events.STARTED, law=LAW, finds=TASKS)
def start(*, by: Actor, at: dt.datetime, task: Task) -> Task:
    """Bắt đầu thực hiện."""
    work = begin(task, "start", by=by, at=at)
    _started(work, task)
    keep_task(work, task, events.STARTED)
    return task


def _started(work: engine.Work, task: Task) -> None:
    task.started_at = task.started_at or work.at
    work.set(state=TaskState.DOING)


@act(may=policies.can_do, records=events.PROGRESSED, law=LAW, finds=TASKS)
def report(*, by: Actor, at: dt.datetime, task: Task, percent: int, words: str = "") -> Task:
    """Báo cáo tiến độ: how much of it is done, and in words what; the first report starts it."""
    work = begin(task, "report", by=by, at=at)
    if not isinstance(percent, int) or isinstance(percent, bool) or not 0 <= percent <= 100:
        raise Invalid(field="percent", text="Ghi tiến độ từ 0 đến 100.")
    said = body(words, "words", what="tiến độ", most=2_000, needed=False)
    if not said and percent == 100:
        raise Invalid(field="words", text="Ghi đã làm gì: tiến độ 100% cần lời báo cáo.")
    if not said and percent < task.percent:
        raise Invalid(
            field="words", text="Tiến độ thấp hơn lần trước ({before}%): ghi vì sao.", before=task.percent
        )
    row = note(work, task, NoteKind.PROGRESS, said, percent)
    _started(work, task)
    task.percent = percent
    keep_task(work, task, events.PROGRESSED, row, percent=percent)
    return task


@act(may=policies.can_do, records=events.HANDED_IN, law=LAW, finds=TASKS)
def hand_in(
    *, by: Actor, at: dt.datetime, task: Task, result: str, number: str = "", files: Sequence[Uploaded] = ()
) -> Task:
    """Báo cáo hoàn thành: the result with its document or file; whether it is in time is counted by this moment."""
    work = begin(task, "hand_in", by=by, at=at)
    task.result = body(result, "result", what="kết quả thực hiện", needed=False)
    task.result_number = line(number, "number", what="số văn bản kết quả", most=60, needed=False)
    if not (task.result or task.result_number or files):
        raise NothingHandedIn()
    kept = attached(task.directive, task, files, by=by, at=work.at)
    numbered = f"Số văn bản kết quả: {task.result_number}" if task.result_number else ""
    row = note(work, task, NoteKind.RESULT, "\n".join(filter(None, (task.result, numbered))), 100)
    _started(work, task)
    task.percent, task.handed_at = 100, work.at
    engine.leave(work, outcome="hand_in")
    engine.enter(work, ACCEPT, state=TaskState.HANDED_IN, post=task.assigner)
    keep_task(work, task, events.HANDED_IN, row, *kept, files=len(kept))
    return task


@act(may=policies.can_attach, records=events.TASK_FILED, law=LAW, finds=TASKS)
def attach(*, by: Actor, at: dt.datetime, task: Task, scan: Uploaded) -> Task:
    """Thêm tệp: what the task produced."""
    work = begin(task, "attach", by=by, at=at)
    kept = attached(task.directive, task, [scan], by=by, at=work.at)
    keep_task(work, task, events.TASK_FILED, *kept, sha256=kept[0].file.sha256)
    return task


# --- decided by whoever gave it --------------------------------------------------------------------------------


@act(may=policies.can_decide, records=events.ACCEPTED, law="R8.13, R8.14", finds=TASKS)
def accept(*, by: Actor, at: dt.datetime, task: Task, words: str = "", solution: str = "") -> Task:
    """Nghiệm thu: done, in time or late as it was handed in, against the last approved deadline.

    ``solution`` says how the obstacles that are still open were removed: none stays open on a task that is over.
    """
    work = begin(task, "accept", by=by, at=at)
    said = body(words, "words", what="nhận xét", most=2_000, needed=False)
    waiting = queries.open_obstacles(task)
    if waiting and not solution.strip():
        named = "; ".join(f"{one.n}. {one.words[:100]}" for one in waiting)
        raise Invalid(
            field="solution",
            text="Còn vướng mắc chưa gỡ: {named}. Ghi đã gỡ thế nào rồi nghiệm thu.",
            named=named,
        )
    if (asked := queries.asked_extension(task)) is not None:
        raise StillAsked(until=f"{asked.until_on:%d/%m/%Y}")
    removed = settled(task, waiting, solution, "solution", at=work.at)
    assert task.handed_at is not None
    in_time = task.handed_at <= work.case.legal_due_at
    task.outcome, task.closed_on = Outcome.DONE if in_time else Outcome.LATE, day_of(work.at)
    engine.leave(work, outcome="accept")
    engine.close(work, state=TaskState.DONE)
    work.set(on_time=in_time)
    row = note(work, task, NoteKind.ACCEPTED, said)
    keep_task(
        work, task, events.ACCEPTED, row, *removed, outcome=task.outcome,
        outcome_words=OUTCOMES[Outcome(task.outcome)],
    )  # fmt: skip
    return task


def settled(
    task: Task, waiting: Sequence[Obstacle], words: str, field: str, *, at: dt.datetime
) -> Sequence[Obstacle]:
    """Obstacles that end with their task; not written yet."""
    for row in waiting:
        row.solved_at, row.solution = at, body(words, field, what="cách gỡ", most=2_000)
    task.stuck = 0
    return waiting


@act(may=policies.can_decide, records=events.RETURNED, law=LAW, finds=TASKS)
def return_(*, by: Actor, at: dt.datetime, task: Task, reason: str) -> Task:
    """Trả lại: what was handed in is not yet what was asked for; the deadline stays. It is as far as it was before;
    what was handed in stays among what was said."""
    work = begin(task, "return_", by=by, at=at)
    why = body(reason, "reason", what="việc còn phải làm", most=2_000)
    row = note(work, task, NoteKind.RETURNED, why)
    task.handed_at, task.result, task.result_number = None, "", ""
    task.percent = queries.percent_before(task)
    engine.leave(work, outcome="return", note=why)
    to_do(work, task, TaskState.DOING)
    keep_task(work, task, events.RETURNED, row)
    return task


@act(may=policies.can_decide, records=events.MOVED, law="R8.12", finds=TASKS)
def move(*, by: Actor, at: dt.datetime, task: Task, post: str, reason: str) -> Task:
    """Đổi người thực hiện: another post of the same agency goes on with it; the deadline stays."""
    work = begin(task, "move", by=by, at=at)
    there = {one.code: one for one in queries.posts_for(task.agency, day_of(work.at))}
    found = there.get(post)
    taken = {task.post, task.assigner, *givers(by)}
    if found is None or post in taken or found.agency_id != work.case.agency:
        raise Invalid(field="post", text="Chọn người thực hiện khác trong đơn vị.")
    row = note(work, task, NoteKind.MOVED, body(reason, "reason", what="lý do", most=2_000))
    task.post, task.unit = post, found.unit_id
    engine.leave(work, outcome="move", interrupted=True)
    engine.enter(work, DO, state=work.case.state, post=post)
    keep_task(work, task, events.MOVED, row, post=post, post_words=found.title)
    return task


@act(may=policies.can_entrust, records=events.ENTRUSTED, law="R8.12", finds=TASKS)
def entrust(*, by: Actor, at: dt.datetime, task: Task, post: str) -> Task:
    """Giao người thực hiện: the agency that goes on with it names who answers for it; the deadline stays."""
    work = begin(task, "entrust", by=by, at=at)
    there = {one.code: one for one in posts_on(day_of(work.at), agency=work.case.agency)}
    found = there.get(post)
    if found is None or post == task.assigner:
        raise Invalid(field="post", text="Chọn người thực hiện trong đơn vị.")
    task.post, task.unit = post, found.unit_id
    engine.leave(work, outcome="entrust")
    engine.enter(work, DO, state=work.case.state, post=post, due=work.case.step_due_at)
    keep_task(work, task, events.ENTRUSTED, post=post, post_words=found.title)
    return task


@act(may=policies.can_urge, records=events.URGED, law="R8.13, S075", finds=TASKS)
def urge(*, by: Actor, at: dt.datetime, task: Task, words: str) -> Task:
    """Đôn đốc: said to whoever does it, and kept."""
    work = begin(task, "urge", by=by, at=at)
    row = note(work, task, NoteKind.URGED, body(words, "words", what="nội dung đôn đốc", most=2_000))
    keep_task(work, task, events.URGED, row)
    return task


@act(may=policies.can_classify, records=events.CLASSIFIED, law="R8.20, S072", finds=TASKS)
def classify(*, by: Actor, at: dt.datetime, task: Task, field: str) -> Task:
    """Xếp lĩnh vực công tác: to which field of work it belongs, also after it is done; blank: that of its document.

    Figures that were sent stay as they were frozen.
    """
    work, known = begin(task, "classify", by=by, at=at), fields_of_work()
    if field not in ("", *known):
        raise Invalid(field="field", text="Chọn lĩnh vực công tác.")
    if field == task.field:
        raise Invalid(field="field", text="Nhiệm vụ đã thuộc lĩnh vực này.")
    task.field = field
    keep_task(work, task, events.CLASSIFIED, field=field, field_words=known.get(field, "của văn bản"))
    return task


@act(may=policies.can_help, records=events.CONTRIBUTED, law="R8.12, S072", finds=TASKS)
def contribute(*, by: Actor, at: dt.datetime, task: Task, words: str = "", done: bool = False) -> Task:
    """Nhận, báo cáo phần phối hợp: a cooperating unit takes its part upon itself, says what it did, that it is done."""
    work = begin(task, "contribute", by=by, at=at)
    part = queries.part_of(by, task)
    if part is None:
        raise NotAllowed()
    said = body(words, "words", what="phần đã làm", most=2_000, needed=done or part.confirmed_at is not None)
    if part.confirmed_at is None:
        part.confirmed_at, part.confirmed_by = work.at, acting_post(by)
    part.done_at = work.at if done else None
    part.save(update_fields=["confirmed_at", "confirmed_by", "done_at"])
    rows = [note(work, task, NoteKind.HELPED, said)] if said else []
    keep_task(
        work, task, events.CONTRIBUTED, *rows, n=part.n, done=bool(done), unit_words=part.name,
        part_words="đã xong phần phối hợp" if done else "báo cáo phần phối hợp" if said else "nhận phối hợp",
    )  # fmt: skip
    return task


@act(may=policies.can_recur, records=events.REMINDED, law="R8.17", finds=TASKS)
def remind(*, by: Actor, at: dt.datetime, task: Task, stage: str) -> Task:
    """Nhắc việc: before the day, on it, after it; each once a deadline."""
    work = begin(task, "remind", by=by, at=at)
    task.reminded = Stage(stage).value
    keep_task(work, task, events.REMINDED, stage=task.reminded, stage_words=STAGES[Stage(stage)])
    return task


__all__ = [
    "accept",
    "attach",
    "classify",
    "contribute",
    "hand_in",
    "move",
    "remind",
    "report",
    "return_",
    "start",
    "urge",
]
