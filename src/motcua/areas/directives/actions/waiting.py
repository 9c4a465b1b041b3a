"""Extensions, pauses, the end of what is no longer needed, and obstacles (R8.13, R8.14; S066)."""

import datetime as dt

from motcua.areas.cases import actions as engine
from motcua.areas.cases import queries as cases
from motcua.areas.cases.choices import ClockKind
from motcua.areas.cases.models import ClockEvent
from motcua.areas.directives import events, policies, queries
from motcua.areas.directives.actions.doing import settled
from motcua.areas.directives.actions.keeping import (
    TASKS,
    acting_post,
    begin,
    body,
    day_of,
    keep_task,
    line,
    note,
)
from motcua.areas.directives.choices import NoteKind, Outcome, TaskState
from motcua.areas.directives.models import Extension, Obstacle, Task
from motcua.base.journal.actions import act
from motcua.base.journal.ports import Actor
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Impossible, Invalid, NotAllowed

REASON_MOST = 2_000
YEAR = dt.timedelta(days=366)


class TooLateToAsk(Impossible):
    text = (
        "Hạn đã qua lúc {due}: chỉ xin gia hạn trước hạn. Báo vướng mắc, hoặc báo cáo tiến độ để người giao "
        "quyết định."
    )


class AskedAlready(Impossible):
    text = "Đã xin gia hạn đến {until}, chờ người giao quyết định."


class NothingAsked(Impossible):
    text = "Không có đề nghị gia hạn nào chờ quyết định."


@act(may=policies.can_do, records=events.EXTENSION_ASKED, law="R8.14", finds=TASKS)
def ask_extension(*, by: Actor, at: dt.datetime, task: Task, until_on: dt.date | None, reason: str) -> Task:
    """Xin gia hạn: before the deadline, with a reason; work goes on until whoever gave the task decides."""
    work = begin(task, "ask_extension", by=by, at=at)
    if (waiting := queries.asked_extension(task)) is not None:
        raise AskedAlready(until=f"{waiting.until_on:%d/%m/%Y}")
    if work.at > work.case.due_at:
        raise TooLateToAsk(due=cases.words(work.case.due_at))
    assert task.due_on is not None
    if not isinstance(until_on, dt.date) or until_on <= task.due_on:
        raise Invalid(field="until_on", text="Chọn ngày sau hạn hiện nay.")
    row = Extension(
        task=task, n=len(queries.extensions(task)) + 1, at=work.at, post=acting_post(by), until_on=until_on,
        reason=body(reason, "reason", what="lý do xin gia hạn", most=REASON_MOST),
    )  # fmt: skip
    task.asking = True
    keep_task(work, task, events.EXTENSION_ASKED, row, n=row.n, until_words=f"{until_on:%d/%m/%Y}")
    return task


def _asked(task: Task) -> Extension:
    row = queries.asked_extension(task)
    if row is None:
        raise NothingAsked()
    return row


@act(may=policies.can_decide, records=events.EXTENDED, law="R8.14", finds=TASKS)
def grant(
    *,
    by: Actor,
    at: dt.datetime,
    task: Task,
    until_on: dt.date | None = None,
    answer: str = "",
    sure: bool = False,
) -> Task:
    """Cho gia hạn: to the day asked for or another; the first deadline is kept, lateness counts the last one.

    ``sure``: a day later than the one asked for, or more than a year after the first deadline, is meant.
    """
    work = begin(task, "grant", by=by, at=at)
    row = _asked(task)
    until = until_on or row.until_on
    assert task.due_on is not None
    if until <= task.due_on or until < day_of(work.at):
        raise Invalid(field="until_on", text="Chọn ngày sau hạn hiện nay, từ hôm nay trở đi.")
    assert task.first_due_on is not None
    if not sure and (until > row.until_on or until > task.first_due_on + YEAR):
        raise Invalid(
            field="sure",
            text="Hạn {old} → {new}: muộn hơn ngày xin ({asked}) hoặc quá một năm sau hạn đầu. Đánh dấu nếu chắc chắn.",
            old=f"{task.due_on:%d/%m/%Y}", new=f"{until:%d/%m/%Y}", asked=f"{row.until_on:%d/%m/%Y}",
        )  # fmt: skip
    row.granted, row.granted_on, row.decided_at, row.decided_by = True, until, work.at, acting_post(by)
    row.answer = body(answer, "answer", what="ý kiến", most=REASON_MOST, needed=False)
    due = queries.due_of(work.case.agency, until)
    if due > work.case.due_at:
        engine.tick(work, ClockKind.PROLONGED, until=due)
    task.due_on, task.asking, task.reminded = until, False, ""
    task.extensions += 1
    if task.handed_at is None:
        work.set(step_due_at=work.case.due_at)
    keep_task(work, task, events.EXTENDED, row, n=row.n, due_words=cases.words(work.case.due_at))
    return task


@act(may=policies.can_decide, records=events.EXTENSION_REFUSED, law="R8.14", finds=TASKS)
def refuse(*, by: Actor, at: dt.datetime, task: Task, reason: str) -> Task:
    """Không cho gia hạn: with the reason; the deadline stays."""
    work = begin(task, "refuse", by=by, at=at)
    row = _asked(task)
    row.granted, row.decided_at, row.decided_by = False, work.at, acting_post(by)
    row.answer = body(reason, "reason", what="lý do không cho gia hạn", most=REASON_MOST)
    task.asking = False
    keep_task(work, task, events.EXTENSION_REFUSED, row, n=row.n)
    return task


@act(may=policies.can_decide, records=events.PAUSED, law="R8.13", finds=TASKS)
def pause(*, by: Actor, at: dt.datetime, task: Task, reason: str) -> Task:
    """Tạm dừng: the time stands still."""
    work = begin(task, "pause", by=by, at=at)
    row = note(work, task, NoteKind.PAUSED, body(reason, "reason", what="lý do tạm dừng", most=REASON_MOST))
    engine.tick(work, ClockKind.PAUSED)
    work.set(state=TaskState.PAUSED)
    keep_task(work, task, events.PAUSED, row)
    return task


@act(may=policies.can_decide, records=events.RESUMED, law="R8.13", finds=TASKS)
def resume(*, by: Actor, at: dt.datetime, task: Task, words: str = "") -> Task:
    """Tiếp tục: the deadline moves by as many days as it stood still."""
    work = begin(task, "resume", by=by, at=at)
    row = note(
        work, task, NoteKind.RESUMED, body(words, "words", what="ghi chú", most=REASON_MOST, needed=False)
    )
    last = ClockEvent.objects.filter(case=work.case, kind=ClockKind.PAUSED).order_by("-n")[0]
    stood = (day_of(work.at) - last.at.astimezone(TZ).date()).days
    assert task.due_on is not None
    task.due_on += dt.timedelta(days=stood)
    until = max(queries.due_of(work.case.agency, task.due_on), work.case.due_at)
    engine.tick(work, ClockKind.RESUMED, until=until)
    state = TaskState.DOING if task.started_at else TaskState.ASSIGNED
    work.set(state=state, step_due_at=work.case.due_at)
    task.reminded = ""
    keep_task(work, task, events.RESUMED, row, due_words=cases.words(work.case.due_at))
    return task


@act(may=policies.can_decide, records=events.CANCELLED, law="R8.13", finds=TASKS)
def cancel(*, by: Actor, at: dt.datetime, task: Task, reason: str) -> Task:
    """Hủy, không còn phù hợp: with the reason; it counts in none of the four statistics."""
    work = begin(task, "cancel", by=by, at=at)
    row = note(work, task, NoteKind.CANCELLED, body(reason, "reason", what="lý do hủy", most=REASON_MOST))
    task.outcome, task.closed_on, task.asking = Outcome.CANCELLED, day_of(work.at), False
    engine.leave(work, outcome="cancel", interrupted=True)
    engine.close(work, state=TaskState.CANCELLED)
    work.set(on_time=None)
    removed = settled(task, queries.open_obstacles(task), row.words, "reason", at=work.at)
    keep_task(work, task, events.CANCELLED, row, *removed)
    return task


# --- obstacles -------------------------------------------------------------------------------------------------


@act(may=policies.can_do, records=events.OBSTACLE_RAISED, law="R8.15; S066", finds=TASKS)
def raise_obstacle(
    *, by: Actor, at: dt.datetime, task: Task, words: str, solver: str = "", solver_words: str = "",
    due_on: dt.date | None = None, beyond: bool = False,
) -> Task:  # fmt: skip
    """Báo vướng mắc: what it is, who is to remove it by when; ``beyond`` what this agency may decide, and so not for
    anybody of it to remove."""
    work = begin(task, "raise_obstacle", by=by, at=at)
    on = day_of(work.at)
    posts = {post.code: post for post in queries.posts_for(task.agency, on)}
    if solver and solver not in posts:
        raise Invalid(field="solver", text="Chọn người gỡ vướng trong đơn vị, hoặc ghi tên cơ quan.")
    if beyond and solver and posts[solver].agency_id == by.agency:
        raise Invalid(
            field="solver",
            text="Vướng mắc vượt thẩm quyền thì không ai trong đơn vị gỡ được: ghi tên cơ quan có thẩm quyền.",
        )
    name = posts[solver].title if solver else line(solver_words, "solver", what="ai gỡ vướng", most=200)
    if not isinstance(due_on, dt.date) or due_on < on:
        raise Invalid(field="due_on", text="Chọn ngày cần gỡ xong, từ hôm nay trở đi.")
    row = Obstacle(
        task=task, n=len(queries.obstacles(task)) + 1, at=work.at, raised_by=acting_post(by), solver=solver,
        words=body(words, "words", what="vướng mắc", most=REASON_MOST), solver_words=name, due_on=due_on,
        beyond=bool(beyond),
    )  # fmt: skip
    task.stuck += 1
    keep_task(
        work, task, events.OBSTACLE_RAISED, row, n=row.n, beyond=row.beyond,
        beyond_words=" vượt thẩm quyền" if row.beyond else "", solver_words=name if solver else "cơ quan khác",
        due_words=f"{due_on:%d/%m/%Y}",
    )  # fmt: skip
    return task


@act(may=policies.can_work, records=events.OBSTACLE_SOLVED, law="R8.15; S066", finds=TASKS)
def solve_obstacle(*, by: Actor, at: dt.datetime, task: Task, n: int, solution: str) -> Task:
    """Ghi đã gỡ vướng mắc: how; by who was to remove it, who does the task, or who gave it."""
    work = begin(task, "solve_obstacle", by=by, at=at)
    row = Obstacle.objects.filter(task=task, n=n, solved_at=None).first()
    if row is None:
        raise Invalid(field="n", text="Chọn vướng mắc chưa gỡ của nhiệm vụ này.")
    if not policies.can_solve(by, task, row.solver):
        raise NotAllowed()
    row.solved_at, row.solution = work.at, body(solution, "solution", what="cách gỡ", most=REASON_MOST)
    task.stuck = max(0, task.stuck - 1)
    keep_task(work, task, events.OBSTACLE_SOLVED, row, n=n)
    return task


@act(may=policies.can_recur, records=events.OBSTACLE_ANSWERED, law="R8.15; S066", finds=TASKS)
def answer_obstacle(
    *, by: Actor, at: dt.datetime, task: Task, n: int, on: dt.date, outcome_words: str
) -> Task:
    """Ghi cấp trên đã trả lời vướng mắc: whoever reported it is told; whether it is removed they say themselves."""
    work = begin(task, "answer_obstacle", by=by, at=at)
    row = Obstacle.objects.filter(task=task, n=n).first()
    if row is None:
        raise Invalid(field="n", text="Chọn vướng mắc của nhiệm vụ này.")
    row.answered_on = on
    keep_task(work, task, events.OBSTACLE_ANSWERED, row, n=n, outcome_words=outcome_words)
    return task
