"""Work files: compiled from the registers and tasks, closed, handed over in time, taken by somebody else (R8.10)."""

import datetime as dt
from collections.abc import Callable, Mapping

import pytest

from motcua.areas.correspondence import actions as correspondence
from motcua.areas.correspondence.models import Incoming
from motcua.areas.directives import actions as directives
from motcua.areas.workfiles import actions, evidence, queries
from motcua.areas.workfiles.actions import AlreadyTaken, Empty, NotNow
from motcua.areas.workfiles.choices import State, retentions
from motcua.areas.workfiles.models import HandOver, WorkFile, WorkItem
from motcua.areas.workfiles.queries import NoSuchFile, NoSuchHandOver
from motcua.base.journal.models import Event
from motcua.base.journal.ports import Actor
from motcua.rules.impossible import Invalid, NotAllowed
from tests import world
from tests.areas.test_correspondence import PLAN
from tests.areas.test_directives import clear
from tests.faces.at_desk import Official, words

Posts = Mapping[str, Actor]
DAY = dt.timedelta(days=1)
TITLE = "Công tác dân vận chính quyền năm 2026"
HERE = "/can-bo/ho-so-cong-viec/"
Open = Callable[..., WorkFile]


@pytest.fixture
def incoming(posts: Posts, at: dt.datetime) -> Incoming:
    return correspondence.register(by=posts["clerk-1"], at=at, **PLAN)


@pytest.fixture
def opened(posts: Posts, at: dt.datetime) -> Open:
    def made(by: str = "clerk-1", **over: object) -> WorkFile:
        return actions.open_file(
            **{"by": posts[by], "at": at, "title": TITLE, "retention": "trao-doi", **over}
        )

    return made


def closed(file: WorkFile, incoming: Incoming, by: Actor, at: dt.datetime, **over: object) -> WorkFile:
    actions.put(by=by, at=at, file=file, said=incoming.code)
    return actions.close(**{"by": by, "at": at, "file": file, "ended_on": at.date(), **over})


def test_kinds_of_files_say_how_long_they_are_kept_and_where_that_stands() -> None:
    known = retentions()
    assert known["trao-doi"].years == 10 and known["chu-truong"].years == 0
    assert all(one.source and 0 <= one.years <= 70 for one in known.values())
    assert sum(one.construction for one in known.values()) == 1


@pytest.mark.parametrize(
    ("ended", "construction", "due"),
    [
        (dt.date(2026, 11, 20), False, dt.date(2027, 11, 20)), (dt.date(2028, 2, 29), False, dt.date(2029, 2, 28)),
        (dt.date(2026, 11, 30), True, dt.date(2027, 2, 28)),
    ],
)  # fmt: skip
def test_a_file_is_handed_over_within_a_year_of_works_within_three_months(
    ward: str, ended: dt.date, construction: bool, due: dt.date
) -> None:
    assert queries.due_on(ended, construction=construction) == due


def test_a_work_file_lives_from_opening_into_the_archive(
    ward: str, posts: Posts, at: dt.datetime, opened: Open, incoming: Incoming
) -> None:
    clerk, head = posts["clerk-1"], posts["office-head"]
    file = opened()
    assert (file.years, file.state, file.unit) == (10, State.OPEN, clerk.unit)
    with pytest.raises(Empty):
        actions.close(by=clerk, at=at, file=file, ended_on=at.date())
    row = actions.put(by=clerk, at=at, file=file, said=incoming.symbol)
    assert (row.kind, row.code) == ("incoming", incoming.code), "by its number as well as by its code"
    with pytest.raises(Invalid, match="Đã có"):
        actions.put(by=clerk, at=at, file=file, said=incoming.code)
    with pytest.raises(Invalid, match="Không tìm thấy"):
        actions.put(by=clerk, at=at, file=file, said="999/KH-UBND")
    actions.take_out(by=clerk, at=at, file=file, n=row.n, reason="Đưa nhầm")
    assert queries.items(file) == [] and WorkItem.objects.count() == 1, "that it was here stays"
    file = closed(file, incoming, clerk, at)
    assert file.due_on == dt.date(2027, 11, 20)
    for verb, given in ((actions.put, {"said": incoming.code}), (actions.take_out, {"n": 2, "reason": "x"})):
        with pytest.raises(NotNow):
            verb(by=clerk, at=at, file=file, **given)
    file = actions.reopen(by=clerk, at=at, file=file)
    file = actions.close(by=clerk, at=at, file=file, ended_on=at.date() - 30 * DAY)
    assert queries.waiting(clerk, dt.date(2027, 10, 1))["soon"] == 1
    assert queries.waiting(clerk, dt.date(2027, 11, 1))["late"] == 1
    record = actions.hand_over(by=clerk, at=at, files=[file.code])
    assert record.codes == [file.code] and queries.waiting(head, at.date())["to_take"] == 1
    with pytest.raises(NotAllowed):
        actions.receive(by=clerk, at=at, handover=record)
    actions.send_back(by=head, at=at, handover=record, reason="Thiếu báo cáo")
    with pytest.raises(AlreadyTaken):
        actions.receive(by=head, at=at, handover=record)
    again = actions.hand_over(by=clerk, at=at, files=[file.code])
    actions.receive(by=head, at=at, handover=again)
    file.refresh_from_db()
    assert file.state == State.ARCHIVED and HandOver.objects.count() == 2, (
        "the record that was returned stays"
    )
    for verb in (actions.reopen, actions.put):
        with pytest.raises(NotNow):
            verb(by=clerk, at=at, file=file, **({"said": incoming.code} if verb is actions.put else {}))
    assert evidence.disagreements() == []
    said = str([event.facts for event in Event.objects.filter(subject__in=[file.subject, again.subject])])
    assert "dân vận" not in said and "Thiếu" not in said and "nhầm" not in said, "no words in the journal"
    WorkFile.objects.filter(pk=file.pk).update(years=0)
    assert len(evidence.disagreements()) == 1


def test_tasks_and_numbered_documents_belong_to_files_drafts_do_not(
    ward: str, posts: Posts, at: dt.datetime, opened: Open
) -> None:
    land = posts["land-1"]
    plan = directives.draft(
        by=posts["office-head"], at=at, unit=world.WARD,
        document={"type": "plan", "title": "Kế hoạch", "clarity": "5"}, tasks=[clear(at.date() + 30 * DAY)],
        files=[world.scan()],
    )  # fmt: skip
    directives.issue(by=posts["chair"], at=at, directive=plan)
    task, file = plan.tasks.get(), opened("land-1")
    row = actions.put(by=land, at=at, file=file, said=task.code)
    assert row.kind == "task" and task.title in queries.titles(land, [row])["task", task.code]
    assert queries.titles(posts["bo-de-one-stop-1"], [row]) == {}


def test_units_stand_apart_and_nobody_puts_what_they_may_not_see(
    ward: str, posts: Posts, at: dt.datetime, opened: Open, incoming: Incoming
) -> None:
    land, file = posts["land-1"], opened("land-1")
    with pytest.raises(Invalid, match="Không tìm thấy"):
        actions.put(by=land, at=at, file=file, said=incoming.code)
    for other in ("social-1", "bo-de-one-stop-1", "front"):
        with pytest.raises(NoSuchFile):
            queries.one(posts[other], file.code)
        with pytest.raises(NoSuchFile):
            actions.put(by=posts[other], at=at, file=file, said=incoming.code)
    with pytest.raises(NotAllowed):
        opened("front")
    for reader in ("clerk-1", "chair"):
        assert queries.one(posts[reader], file.code) == file
        with pytest.raises(NotAllowed):
            actions.put(by=posts[reader], at=at, file=file, said=incoming.code)
    held = closed(opened(), incoming, posts["clerk-1"], at)
    with pytest.raises(NoSuchFile):
        actions.hand_over(by=land, at=at, files=[held.code])
    with pytest.raises(NotAllowed):
        actions.hand_over(by=posts["chair"], at=at, files=[held.code])
    record = actions.hand_over(by=posts["clerk-1"], at=at, files=[held.code])
    with pytest.raises(NoSuchHandOver):
        queries.handover(land, record.code)


def test_wrong_entries_are_said(
    ward: str, posts: Posts, at: dt.datetime, opened: Open, incoming: Incoming
) -> None:
    for over in ({"title": ""}, {"retention": "x"}, {"title": "TUYỆT MẬT"}):
        with pytest.raises(Invalid):
            opened(**over)
    clerk, file = posts["clerk-1"], opened()
    actions.put(by=clerk, at=at, file=file, said=incoming.code)
    for day in (at.date() + DAY, dt.date(1990, 1, 1)):
        with pytest.raises(Invalid):
            actions.close(by=clerk, at=at, file=file, ended_on=day)
    with pytest.raises(Invalid):
        actions.hand_over(by=clerk, at=at, files=[])
    with pytest.raises(NotNow):
        actions.hand_over(by=clerk, at=at, files=[file.code])


def test_the_pages(ward: str, clock: object, posts: Posts, at: dt.datetime, incoming: Incoming) -> None:
    clerk, head = Official("clerk-1"), Official("office-head")
    assert clerk.post(f"{HERE}moi", title="", retention="trao-doi").status_code == 422
    answer = clerk.post(f"{HERE}moi", title=TITLE, retention="trao-doi")
    code = answer["Location"].removeprefix(f"{HERE}ma/")
    page = f"{HERE}ma/{code}"
    assert clerk.post(f"{page}/viec/put", **{"a-said": "không có"}).status_code == 422
    assert clerk.post(f"{page}/viec/put", **{"a-said": incoming.code}).status_code == 302
    assert "307/KH-UBND" in words(clerk.get(page)) and "10 năm" in words(clerk.get(page))
    assert head.post(f"{page}/viec/put", **{"a-said": incoming.code}).status_code in (403, 422)
    assert clerk.post(f"{page}/viec/close", **{"x-ended_on": at.date().isoformat()}).status_code == 302
    assert "nộp lưu trước 20/11/2027" in words(clerk.get(page))
    assert clerk.post(f"{HERE}nop-luu").status_code == 422
    answer = clerk.post(f"{HERE}nop-luu", **{"ho-so": code})
    assert answer.status_code == 302
    record = answer["Location"]
    assert clerk.post(f"{record}/viec/receive").status_code == 403
    assert "chờ lưu trữ nhận" in words(head.get("/can-bo/"))
    assert "Nhận vào lưu trữ" in words(head.get(record)) and TITLE in words(head.get(record))
    assert head.post(f"{record}/viec/receive").status_code == 302
    assert "Đã vào lưu trữ" in words(clerk.get(HERE))
    assert Official("land-1").get(page).status_code == 404 and Official("front").get(HERE).status_code in (
        403,
        404,
    )
