"""Hot spots (R6.19): opened, tasks given and reported, reviewed, closed with its result."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from motcua.areas.hotspots import events, evidence, policies, queries
from motcua.areas.hotspots.actions.keeping import judge, read_task
from motcua.areas.hotspots.choices import Course, State, TaskState
from motcua.areas.hotspots.models import HotSpot, HotSpotReview, HotSpotTask
from motcua.areas.petitions.choices import topics
from motcua.areas.petitions.queries import places
from motcua.base.documents.actions import take_number
from motcua.base.journal.actions import act, record
from motcua.base.journal.events import EventKind
from motcua.base.journal.ports import Actor
from motcua.base.orgs.queries import descendants, unit_on, version_on
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Fault, Impossible, Invalid, NotAllowed
from motcua.rules.numbering import dossier_code
from motcua.rules.written import body as _body
from motcua.rules.written import later as _later
from motcua.rules.written import line as _line

FINDS = {"hotspot": queries.to_act_on}
TITLE_MOST, PETITIONS_MOST, REVIEW_DAYS = 160, 50, 15


class AlreadyClosed(Impossible):
    text = "Điểm nóng này đã kết thúc."


class TasksUndone(Impossible):
    text = "Còn {count} việc chưa xong. Ghi kết quả hoặc bỏ từng việc trước khi kết thúc."


class NoSuchTask(Impossible):
    text = "Việc này không còn đang làm."


def _keep(
    hotspot: HotSpot, kind: EventKind, *beside: HotSpotTask | HotSpotReview, by: Actor, at: dt.datetime, **facts: Any
) -> None:  # fmt: skip
    """Journal the act; the hot spot's own row is saved before."""
    said = {**facts, "rows": evidence.of_rows(hotspot, *beside)}
    record(kind, subject=hotspot.subject, unit=hotspot.agency, by=by, at=at, facts=said)


def _still_open(hotspot: HotSpot) -> None:
    if hotspot.state != State.OPEN:
        raise AlreadyClosed()


# --- open ------------------------------------------------------------------------------------------------------


@act(
    may=policies.can_open,
    records=[events.OPENED, events.NOTE_JUDGED],
    law="NĐ 155/2026/NĐ-CP Điều 6; R6.17, R6.19",
)
def open_hot_spot(
    *, by: Actor, at: dt.datetime, title: str, topic: str, assessment: str, place: str = "", spot: str = "",
    petitions: Sequence[str] = (), tasks: Sequence[Mapping[str, Any]] = (), review_on: dt.date | None = None,
    notes: Sequence[str] = (),
) -> HotSpot:  # fmt: skip
    """Mở điểm nóng: a leader's own written judgment of a subject at a place, with who does what by when.

    ``petitions`` codes of what it is about; ``notes`` of situation notes from which the judgment came;
    ``tasks``: {post, what, due_on}. Nothing opens one by itself.
    """
    on, faults, read = at.astimezone(TZ).date(), list[Fault](), dict[str, Any]()

    def take(name: str, reads: Any, *given: Any, **named: Any) -> None:
        try:
            read[name] = reads(*given, **named)
        except Invalid as error:
            faults.extend(error.faults)

    take("title", _line, title, "title", what="tên điểm nóng", most=TITLE_MOST)
    take("spot", _line, spot, "spot", what="nơi xảy ra", needed=False)
    take("assessment", _body, assessment, "assessment", what="nhận định")
    take("review_on", _later, review_on or on + dt.timedelta(days=REVIEW_DAYS), "review_on", on,
         what="ngày đánh giá lại")  # fmt: skip
    if topic not in topics():
        faults.append(Fault("topic", "Chọn lĩnh vực."))
    where = place or by.agency
    if where not in descendants(by.agency, on) and where not in places(by.agency, on):
        faults.append(Fault("place", "Chọn nơi thuộc đơn vị."))
    codes = [code for code in dict.fromkeys(code.strip() for code in petitions) if code]
    unknown = sorted(set(codes) - set(queries.known_petitions(by, codes[:PETITIONS_MOST])))
    if unknown:
        said = {"codes": ", ".join(unknown[:3])}
        faults.append(Fault("petitions", "Không có đơn {codes} trong đơn vị.", said))
    noted = [queries.note_to_act_on(code, by=by) for code in dict.fromkeys(notes)]
    rows = list[HotSpotTask]()
    for n, task in enumerate(tasks, 1):
        try:
            rows.append(HotSpotTask(**read_task(by, on, n, task, prefix=f"tasks.{n - 1}.")))
        except Invalid as error:
            faults.extend(error.faults)
    if faults:
        raise Invalid.of(faults)
    number = take_number(agency=by.agency, book=f"hotspot-{on:%y%m%d}", year=on.year)
    made = HotSpot(
        code=f"DN-{dossier_code(unit_on(by.agency, on).agency_code, on, number)}", agency=by.agency, topic=topic,
        place=where, petitions=codes, opened_at=at, opened_by=by.post, **read,
    )  # fmt: skip
    made.save(force_insert=True)
    _insert(made, rows)
    _keep(
        made, events.OPENED, *rows, by=by, at=at, topic=topic, topic_words=topics()[topic], place=where,
        place_words=version_on(where, on).name, tasks=len(rows), petitions=codes,
    )  # fmt: skip
    for one in noted:
        judge(one, made, by=by, at=at)
    return made


def _insert(hotspot: HotSpot, tasks: Iterable[HotSpotTask]) -> None:
    for row in tasks:
        row.hotspot = hotspot
        row.save(force_insert=True)


# --- tasks -----------------------------------------------------------------------------------------------------


@act(may=policies.can_judge, records=events.TASK_GIVEN, law="R6.19", finds=FINDS)
def give_task(
    *, by: Actor, at: dt.datetime, hotspot: HotSpot, post: str, what: str, due_on: dt.date | None
) -> HotSpotTask:
    """Giao việc: one post, one piece of work, one day."""
    _still_open(hotspot)
    on = at.astimezone(TZ).date()
    n = hotspot.tasks.count() + 1
    row = HotSpotTask(**read_task(by, on, n, {"post": post, "what": what, "due_on": due_on}))
    _insert(hotspot, [row])
    _keep(hotspot, events.TASK_GIVEN, row, by=by, at=at, task=n, post=post, due=row.due_on.isoformat(),
          due_words=f"{row.due_on:%d/%m/%Y}")  # fmt: skip
    return row


def _running(hotspot: HotSpot, n: int) -> HotSpotTask:
    _still_open(hotspot)
    found = hotspot.tasks.filter(n=n, state=TaskState.GIVEN).first()
    if found is None:
        raise NoSuchTask()
    return found


@act(may=policies.can_report, records=events.TASK_DONE, law="R6.19", finds=FINDS)
def finish_task(*, by: Actor, at: dt.datetime, hotspot: HotSpot, n: int, result: str) -> HotSpotTask:
    """Báo kết quả: who was given the task says what came of it; a leader may say it for them."""
    row = _running(hotspot, n)
    if row.post not in queries.posts_of(by) and not policies.can_judge(by, hotspot):
        raise NotAllowed()
    row.result = _body(result, "result", what="kết quả")
    return _end(hotspot, row, TaskState.DONE, events.TASK_DONE, by=by, at=at)


@act(may=policies.can_judge, records=events.TASK_DROPPED, law="R6.19", finds=FINDS)
def drop_task(*, by: Actor, at: dt.datetime, hotspot: HotSpot, n: int, result: str) -> HotSpotTask:
    """Bỏ việc: it is no longer to be done, and why."""
    row = _running(hotspot, n)
    row.result = _body(result, "result", what="lý do bỏ việc")
    return _end(hotspot, row, TaskState.DROPPED, events.TASK_DROPPED, by=by, at=at)


def _end(
    hotspot: HotSpot, row: HotSpotTask, state: TaskState, kind: EventKind, *, by: Actor, at: dt.datetime
) -> HotSpotTask:
    row.state, row.ended_at = state, at
    row.save(update_fields=["state", "ended_at", "result"])
    _keep(hotspot, kind, row, by=by, at=at, task=row.n)
    return row


# --- review, close ---------------------------------------------------------------------------------------------


@act(may=policies.can_judge, records=events.REVIEWED, law="R6.19", finds=FINDS)
def review(
    *, by: Actor, at: dt.datetime, hotspot: HotSpot, course: str, words: str, review_on: dt.date | None = None
) -> HotSpotReview:
    """Đánh giá lại: worse, the same or better, in words; and when it is looked at next."""
    _still_open(hotspot)
    on = at.astimezone(TZ).date()
    if course not in Course.values:
        raise Invalid(field="course", text="Chọn chiều hướng.")
    said = _body(words, "words", what="đánh giá")
    hotspot.review_on = _later(
        review_on or on + dt.timedelta(days=REVIEW_DAYS), "review_on", on, what="ngày đánh giá lại"
    )
    hotspot.save(update_fields=["review_on"])
    row = HotSpotReview(
        hotspot=hotspot, n=hotspot.reviews.count() + 1, course=course, words=said, at=at, post=by.post
    )
    row.save(force_insert=True)
    _keep(hotspot, events.REVIEWED, row, by=by, at=at, review=row.n, course=course,
          course_words=COURSE_WORDS[Course(course)], review_on=hotspot.review_on.isoformat())  # fmt: skip
    return row


COURSE_WORDS = {Course.WORSE: "căng thẳng hơn", Course.SAME: "chưa chuyển biến", Course.BETTER: "dịu hơn"}


@act(may=policies.can_judge, records=events.CLOSED, law="R6.19", finds=FINDS)
def close(*, by: Actor, at: dt.datetime, hotspot: HotSpot, result: str) -> HotSpot:
    """Kết thúc: with its result in words, when no task is left."""
    _still_open(hotspot)
    left = hotspot.tasks.filter(state=TaskState.GIVEN).count()
    if left:
        raise TasksUndone(count=left)
    hotspot.result = _body(result, "result", what="kết quả")
    hotspot.state, hotspot.closed_at, hotspot.closed_by = State.CLOSED, at, by.post
    hotspot.save(update_fields=["result", "state", "closed_at", "closed_by"])
    _keep(hotspot, events.CLOSED, by=by, at=at)
    return hotspot
