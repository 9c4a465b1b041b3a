"""Directives and their tasks: clear before they are given, done by one, decided by whoever gave them."""

import csv
import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction

from motcua.areas.cases import queries as cases
from motcua.areas.cases.evidence import disagreements
from motcua.areas.correspondence import actions as papers
from motcua.areas.correspondence.queries import outgoing
from motcua.areas.directives import actions, evidence, jobs, queries
from motcua.areas.directives.actions import confirming
from motcua.areas.directives.choices import Why
from motcua.areas.directives.models import Directive, Dissemination, Task
from motcua.areas.directives.process import STANDARD
from motcua.areas.directives.queries import board, counted, due, elections, lists, readings, required, telling
from motcua.areas.directives.queries.told import told
from motcua.areas.indicators.models import Fact
from motcua.areas.indicators.queries import figures
from motcua.base.documents.evidence import disagreements as numbers_disagree
from motcua.base.files.actions import keep
from motcua.base.journal.models import Event
from motcua.base.journal.ports import SYSTEM, Actor
from motcua.base.law.models import Citation
from motcua.base.law.queries import instruments
from motcua.base.orgs.models import Post
from motcua.base.people.choices import fields_of_work
from motcua.base.people.queries import actor_for_post, holder_names
from motcua.reactions import citing, directing
from motcua.reactions.counting import table
from motcua.rules import tasks as rules
from motcua.rules.impossible import Impossible, Invalid, NotAllowed, NotFound
from motcua.rules.tasks import Status
from tests import world
from tests.gateways.office_files import word

Posts = Mapping[str, Actor]
Make = Callable[..., Directive]
DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)
PLAN = {"type": "plan", "title": "Kế hoạch công tác dân vận chính quyền năm 2026", "clarity": "5"}
CONTENT = "Rà soát, chấn chỉnh thái độ phục vụ tại bộ phận một cửa"


def clear(due_on: dt.date, /, **over: Any) -> dict[str, Any]:
    """A task that fills 5 rõ."""
    return {
        "title": "Rà soát thủ tục đất đai", "content": CONTENT, "post": "land-1", "role": "Chủ trì",
        "starts_on": due_on - 20 * DAY, "due_on": due_on, "product": "Báo cáo rà soát", "criteria": "Đủ 12 thủ tục",
        "cooperating": ["00145-vp", "Công an phường"], "watchers": ["office-head"], **over,
    }  # fmt: skip


@pytest.fixture
def plan(posts: Posts, at: dt.datetime) -> Make:
    """A plan with one clear task due on 11/12/2026, issued by the chair when asked."""

    def made(*, issued: bool = True, tasks: Any = None, **over: Any) -> Directive:
        given = [clear(at.date() + 21 * DAY)] if tasks is None else tasks
        found = actions.draft(
            by=posts["office-head"], at=at, unit=world.WARD, document={**PLAN, **over}, tasks=given,
            files=[world.scan()],
        )  # fmt: skip
        return actions.issue(by=posts["chair"], at=at, directive=found) if issued else found

    return made


def only(directive: Directive) -> Task:
    return Task.objects.select_related("case", "directive").get(directive=directive, case__isnull=False)


def sound() -> list[str]:
    return [*evidence.disagreements(), *disagreements([evidence.CASES])]


# --- clear before it is given ----------------------------------------------------------------------------------


def test_the_shape_of_a_task_has_no_faults() -> None:
    assert STANDARD.faults() == []


def test_what_is_not_clear_is_named_and_nothing_is_issued(plan: Make, posts: Posts, at: dt.datetime) -> None:
    bare = {"title": "Tuyên truyền"}
    drafted = plan(issued=False, tasks=[clear(at.date() + DAY), bare])
    with pytest.raises(Invalid) as found:
        actions.issue(by=posts["chair"], at=at, directive=drafted)
    assert [str(fault) for fault in found.value.faults] == [
        f"Nhiệm vụ 2: chưa {item}."
        for item in ("rõ người", "rõ việc", "rõ trách nhiệm", "rõ tiến độ", "rõ hiệu quả")
    ]
    assert not Task.objects.filter(case__isnull=False).exists()
    six = plan(issued=False, clarity="6")
    with pytest.raises(Invalid) as found:
        actions.issue(by=posts["chair"], at=at, directive=six)
    assert [str(fault) for fault in found.value.faults] == ["Nhiệm vụ 1: chưa rõ thẩm quyền."]
    actions.change_task(
        by=posts["office-head"], at=at, directive=six, n=1, given=clear(at.date() + DAY, decider="vice-chair")
    )
    assert actions.issue(by=posts["chair"], at=at, directive=six).state == "issued"
    open_start = plan(tasks=[clear(at.date() + DAY, starts_on=None)])
    assert only(open_start).starts_on is None, "a deadline is known: it is clear by when (R8.11)"
    assert sound() == []


def test_no_milestone_lies_outside_the_time_of_its_task(plan: Make, at: dt.datetime) -> None:
    due_on = at.date() + 10 * DAY
    for on, words in ((due_on + DAY, "sau hạn hoàn thành"), (due_on - 30 * DAY, "trước ngày bắt đầu")):
        with pytest.raises(Invalid, match=words) as found:
            plan(tasks=[clear(due_on, milestones=[{"on": on, "what": "xong dự thảo"}])])
        assert [fault.field for fault in found.value.faults] == ["milestones"]
    assert only(plan(tasks=[clear(due_on, milestones=[{"on": due_on, "what": "xong"}])])).milestones


def test_a_resolution_is_not_issued_without_tasks_nor_closed_without_review(
    plan: Make, posts: Posts, at: dt.datetime
) -> None:
    chair = posts["chair"]
    with pytest.raises(actions.NoTasks):
        plan(type="resolution", tasks=[])
    made = plan(type="resolution")
    task = only(made)
    with pytest.raises(actions.StillOpen):
        actions.close(by=chair, at=at, directive=made)
    actions.cancel(by=chair, at=at, task=task, reason="Luật mới thay thế")
    with pytest.raises(actions.NotReviewed):
        actions.close(by=chair, at=at, directive=made)
    actions.review(
        by=chair, at=at, directive=made, kind="final", on=at.date(), chair="Chủ tịch UBND phường",
        conclusion="Đã thực hiện cơ bản", findings=["Chậm ở khâu tuyên truyền", "Thiếu kinh phí"],
    )  # fmt: skip
    actions.add_task(
        by=posts["office-head"], at=at, directive=made, given=clear(at.date() + 5 * DAY), finding="1.2"
    )
    with pytest.raises(actions.StillOpen):
        actions.close(by=chair, at=at, directive=made)
    again = actions.issue_task(by=chair, at=at, directive=made, n=2)
    assert again.finding is not None and again.finding.words == "Thiếu kinh phí"
    actions.cancel(by=chair, at=at, task=again.code, reason="Chuyển năm sau")
    assert actions.close(by=chair, at=at, directive=made).state == "closed"
    assert sound() == []


def test_what_a_review_orders_is_a_task_at_once_and_the_next_review_moves_on(
    plan: Make, posts: Posts, at: dt.datetime
) -> None:
    chair, made, on = posts["chair"], plan(type="resolution"), at.date()
    with pytest.raises(Invalid, match="từ hôm nay"):
        actions.set_reviews(by=chair, at=at, directive=made, every=3, first=on - DAY)
    actions.set_reviews(by=chair, at=at, directive=made, every=3, first=on + 5 * DAY)
    assert lists.waiting(chair, on)["to_review"] == 1 and lists.waiting(posts["land-1"], on)["to_review"] == 0
    given: dict[str, Any] = {
        "by": chair, "at": at, "directive": made, "kind": "check", "on": on, "chair": "Chủ tịch UBND phường",
        "conclusion": "Đạt một phần",
    }  # fmt: skip
    order = {
        "kind": "order",
        "words": "Rà soát lại thủ tục đất đai",
        "post": "land-1",
        "due_on": on + 9 * DAY,
    }
    for wrong in ({**order, "post": ""}, {**order, "due_on": on - DAY}, {**order, "kind": "lack"},
                  {**order, "post": "nobody"}):  # fmt: skip
        with pytest.raises(Invalid):
            actions.review(**given, findings=[wrong])
    held = actions.review(
        **given,
        findings=[{"kind": "result", "words": "Đã niêm yết"}, {"kind": "lack", "words": "Còn chậm"}, order],
    )
    assert [one.kind for one in held.findings.order_by("n")] == ["result", "lack", "order"]
    (drafted,) = queries.drafts(made)
    assert (drafted.post, drafted.due_on, drafted.finding.n) == ("land-1", on + 9 * DAY, 3)  # type: ignore[union-attr]
    told_ = Event.objects.filter(kind="directive.reviewed").get()
    assert told_.facts["ordered"] == [[3, "land-1"]] and "Rà soát" not in str(told_.facts)
    assert [item.code for item in queries.unclear(drafted)] == ["result"]
    actions.change_task(
        by=posts["office-head"], at=at, directive=made, n=drafted.n,
        given={**clear(on + 9 * DAY), "title": drafted.title},
    )  # fmt: skip
    actions.issue_task(by=chair, at=at, directive=made, n=drafted.n)
    made.refresh_from_db()
    assert made.review_by == rules.months_on(on, 3) and lists.waiting(chair, on)["to_review"] == 0
    actions.set_reviews(by=chair, at=at, directive=made, every=0)
    made.refresh_from_db()
    assert made.review_by is None and sound() == []


def test_a_cooperating_unit_takes_its_part_and_says_what_it_did(
    plan: Make, posts: Posts, at: dt.datetime
) -> None:
    task = only(plan())
    helper = replace(
        posts["office-head"], post="office-1", unit="00145-vp", duties=frozenset({"process", "head"})
    )
    stranger = replace(helper, post="elsewhere", unit="00145-vhxh")
    assert lists.waiting(helper, at.date())["to_help"] == 1
    assert "contribute" in queries.acts_for(helper, task)
    assert "contribute" not in queries.acts_for(stranger, task) + queries.acts_for(posts["land-1"], task)
    with pytest.raises(NotAllowed):
        actions.contribute(by=stranger, at=at, task=task.code)
    with pytest.raises(NotAllowed):
        actions.contribute(by=posts["land-1"], at=at, task=task.code)
    actions.contribute(by=helper, at=at, task=task.code)
    office, police = queries.parts(task)
    assert (office.confirmed_by, office.done_at, police.confirmed_at) == ("office-1", None, None)
    assert lists.waiting(helper, at.date())["to_help"] == 0
    with pytest.raises(Invalid, match="phần đã làm"):
        actions.contribute(by=helper, at=at + HOUR, task=task.code, done=True)
    actions.contribute(
        by=helper, at=at + HOUR, task=task.code, words="Đã chuyển 12 hồ sơ cho ông A", done=True
    )
    assert queries.parts(task)[0].done_at == at + HOUR
    told_ = Event.objects.filter(kind="task.contributed").order_by("seq")
    assert [event.facts["part_words"] for event in told_] == ["nhận phối hợp", "đã xong phần phối hợp"]
    assert "12 hồ sơ" not in str([event.facts for event in told_]) and sound() == []
    with connection.cursor() as cursor:
        cursor.execute("UPDATE directives_party SET done_at = NULL")
    assert sound() != []


def test_the_number_is_ours_or_theirs(plan: Make, posts: Posts, at: dt.datetime) -> None:
    assert [plan().number, plan().number] == ["01/KH-UBND", "02/KH-UBND"]
    above = plan(number="18-KH/QU", issuer="Quận ủy Long Biên", signed_on=dt.date(2020, 12, 30), type="plan")
    assert above.number == "18-KH/QU" and above.serial is None
    assert (world.WARD, "KH", 2026, 2) in evidence.numbers_borne()
    with pytest.raises(Invalid) as found:
        plan(issuer="Quận ủy Long Biên")
    assert {fault.field for fault in found.value.faults} == {"signed_on", "number"}


@pytest.mark.parametrize("number", ["02/KH-UBND", "99/KH-UBND", "Kế hoạch không số gì"])
@pytest.mark.parametrize("issuer", ["", "UBND phường Long Biên", "ỦY BAN NHÂN DÂN  PHƯỜNG LONG BIÊN"])
def test_a_number_of_our_own_comes_from_the_book_alone(
    plan: Make, posts: Posts, at: dt.datetime, number: str, issuer: str
) -> None:
    with pytest.raises(Invalid) as found:
        plan(issued=False, number=number, issuer=issuer, signed_on=at.date())
    assert {fault.field for fault in found.value.faults} == {"number"}
    drafted = plan(issued=False)
    Directive.objects.filter(pk=drafted.pk).update(number=number)
    with pytest.raises(Invalid):
        actions.issue(by=posts["chair"], at=at, directive=drafted.code)
    assert plan().number == "01/KH-UBND"


def test_a_number_is_written_as_numbers_are_and_one_document_is_followed_once(
    plan: Make, at: dt.datetime
) -> None:
    above = {"issuer": "UBND thành phố Hà Nội", "signed_on": dt.date(2026, 3, 2), "issued": False}
    with pytest.raises(Invalid, match="không đúng dạng"):
        plan(**above, number="Kế hoạch không số gì")
    first = plan(**above, number="07/KH-UBND")
    with pytest.raises(Invalid, match=first.code):
        plan(**{**above, "issuer": "Ủy ban nhân dân thành phố Hà Nội"}, number="7/KH-UBND")
    plan(**{**above, "signed_on": dt.date(2025, 3, 2)}, number="07/KH-UBND")
    plan(**{**above, "issuer": "UBND thành phố Hải Phòng"}, number="07/KH-UBND")
    old = plan(number="307/KH-UBND", signed_on=dt.date(2020, 12, 28))
    assert (old.number, old.year) == ("307/KH-UBND", 2020), "from before the book was kept here"
    with pytest.raises(Invalid, match=old.code):
        plan(number="307/KH-UBND", signed_on=dt.date(2020, 12, 1))
    plan(number="", signed_on=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Directive.objects.filter(issuer_key=world.WARD).update(number="01/KH-UBND", year=2026)


ON_PAPER = """ỦY BAN NHÂN DÂN
PHƯỜNG LONG BIÊN

Số: 87/KH-UBND

Long Biên, ngày 05 tháng 01 năm 2026

KẾ HOẠCH
Công tác dân vận chính quyền năm 2026

1. Công chức địa chính rà soát thủ tục đất đai, xong trước ngày 15/10/2026.
"""


def on_paper(text: str = ON_PAPER) -> SimpleUploadedFile:
    return SimpleUploadedFile("ban-giay.docx", word(*text.splitlines()))


def test_a_document_of_our_own_from_before_the_book_was_kept_here_keeps_its_number_and_day(
    plan: Make, posts: Posts, at: dt.datetime
) -> None:
    chair, office = posts["chair"], posts["office-head"]
    assert plan().number == "01/KH-UBND"
    paper = {**PLAN, "number": "87/KH-UBND", "signed_on": dt.date(2026, 1, 5)}
    late = clear(dt.date(2026, 10, 14))

    def drafted(**over: Any) -> Directive:
        return actions.draft(
            by=office, at=at, unit=world.WARD, document={**paper, **over}, tasks=[late], files=[on_paper()]
        )  # fmt: skip

    first = drafted()
    with pytest.raises(NotAllowed):
        actions.issue(by=office, at=at, directive=first)
    made = actions.issue(by=chair, at=at, directive=first)
    assert (made.number, made.signed_on) == ("87/KH-UBND", dt.date(2026, 1, 5))
    task = only(made)
    assert task.first_due_on == task.due_on == late["due_on"], "late, and told so (R8.14)"
    told = Event.objects.get(kind="documents.number_registered")
    assert (told.facts["number"], told.facts["after"], told.facts["source"]) == (87, 1, made.code)
    assert plan().number == "88/KH-UBND", "no number twice"
    with pytest.raises(Invalid, match=made.code):
        drafted(number="87/KH-UBND")
    with pytest.raises(Invalid, match="đã cấp số 01/KH-UBND"):
        drafted(number="01/KH-UBND")
    with pytest.raises(Invalid, match="lấy ở đây khi ban hành"):
        drafted(number="99/KH-UBND", signed_on=at.date())
    with pytest.raises(Invalid, match="ghi cả ngày văn bản"):
        drafted(signed_on=None)
    between = drafted(number="45/KH-UBND", signed_on=dt.date(2026, 1, 3))
    assert actions.issue(by=chair, at=at, directive=between).number == "45/KH-UBND"
    other = {**late, "due_on": dt.date(2026, 9, 1), "starts_on": dt.date(2026, 8, 1)}
    unsaid = actions.draft(
        by=office, at=at, unit=world.WARD, document={**paper, "number": "46/KH-UBND"}, tasks=[other],
        files=[on_paper()],
    )  # fmt: skip
    with pytest.raises(Invalid, match="hạn đã qua"):
        actions.issue(by=chair, at=at, directive=unsaid)
    assert sound() == [] and list(numbers_disagree(evidence.numbers_borne())) == []


def test_no_new_number_is_given_over_a_file_that_bears_one(plan: Make, posts: Posts, at: dt.datetime) -> None:
    drafted = actions.draft(
        by=posts["office-head"], at=at, unit=world.WARD, document=PLAN, tasks=[clear(at.date() + 21 * DAY)],
        files=[on_paper()],
    )  # fmt: skip
    with pytest.raises(Invalid, match="đã ghi số 87/KH-UBND"):
        actions.issue(by=posts["chair"], at=at, directive=drafted)


def test_nothing_of_our_own_is_issued_without_its_document(plan: Make, posts: Posts, at: dt.datetime) -> None:
    chair, office = posts["chair"], posts["office-head"]
    other = {"signer_name": "Võ Đăng Dũng", "signer_position": "PHÓ CHỦ TỊCH", "signer_authority": "KT."}
    bare = actions.draft(
        by=office, at=at, unit=world.WARD, document={**PLAN, **other}, tasks=[clear(at.date() + 21 * DAY)]
    )  # fmt: skip
    with pytest.raises(Invalid, match="Số lấy sau khi ký"):
        actions.issue(by=chair, at=at, directive=bare)
    paper = actions.draft(
        by=office, at=at, unit=world.WARD, tasks=[clear(at.date() + 21 * DAY)],
        document={**PLAN, "number": "87/KH-UBND", "signed_on": dt.date(2026, 1, 5)},
    )  # fmt: skip
    said = [str(one) for one in actions.what_is_missing(paper, by=chair, on=at.date())]
    assert said == ["Chưa có văn bản: đính kèm bản đã ký của 87/KH-UBND."], "it has its number"
    made = papers.draft(
        by=office, at=at, type_="ke-hoach", abstract=PLAN["title"], body="Giao.", signer="chair"
    )
    actions.compose(by=office, at=at, directive=bare.code, outgoing=made.code)
    papers.submit(by=office, at=at, outgoing=made.code)
    with pytest.raises(Invalid, match="Chưa có văn bản"):
        actions.issue(by=chair, at=at, directive=bare.code)
    made = papers.sign(by=chair, at=at, outgoing=made.code)
    event = Event.objects.get(subject=made.subject, kind="outgoing.signed")
    for _again in range(2):
        directing.offer(event, at)
    bare.refresh_from_db()
    assert (bare.number, bare.signed_on) == (made.number, at.date()) and bare.files.count() == 1
    signer = (bare.signer_name, bare.signer_position, bare.signer_authority)
    assert signer == (holder_names("chair", at.date())[0], "CHỦ TỊCH", "TM. ỦY BAN NHÂN DÂN"), "who signed it"
    told = Event.objects.get(subject=bare.subject, kind="directive.signed")
    assert signer[0] not in str(told.facts), "no name in the journal"
    with pytest.raises(Invalid, match="chưa phát hành"):
        actions.issue(by=chair, at=at, directive=bare.code)
    papers.issue(by=posts["clerk-1"], at=at, outgoing=made.code)
    assert not readings.offered(chair), "it became what it was composed for"
    with pytest.raises(actions.HasDocument):
        actions.compose(by=office, at=at, directive=bare.code, outgoing=made.code)
    bare = actions.issue(by=chair, at=at, directive=bare.code)
    assert bare.number == made.number == "01/KH-UBND" and plan().number == "02/KH-UBND"
    plan(number="18-KH/QU", issuer="Quận ủy Long Biên", signed_on=dt.date(2026, 3, 2))
    beside = outgoing.elsewhere(posts["clerk-1"], 2026, ["directive.issued"])
    assert [one.number for one in beside] == ["02/KH-UBND"], "once each, and never another body's"
    assert sound() == []


def test_a_draft_is_read_by_who_prepares_it_and_by_who_leads(
    plan: Make, posts: Posts, at: dt.datetime
) -> None:
    """As the draft in the registers: a post that is to get a task reads it once it is given."""
    made = plan(issued=False)
    for post in ("land-1", "social-1"):
        with pytest.raises(queries.NoSuchDirective):
            queries.directive(posts[post], made.code)
        assert not queries.directives(posts[post], state="draft").exists()
    for post in ("office-head", "chair", "vice-chair"):
        assert queries.directive(posts[post], made.code) == made
        assert list(queries.directives(posts[post])) == [made]
    own = actions.draft(
        by=posts["social-1"], at=at, unit=world.WARD, document=PLAN, tasks=[clear(at.date() + 21 * DAY)]
    )
    assert queries.directive(posts["social-1"], own.code) == own
    assert list(queries.directives(posts["social-1"])) == [own]
    actions.issue(by=posts["chair"], at=at, directive=made)
    assert queries.directive(posts["land-1"], made.code) == made


def test_a_directive_has_as_many_tasks_in_the_list_as_on_its_page(
    plan: Make, posts: Posts, at: dt.datetime
) -> None:
    yearly = {"every": "yearly", "month": 11, "day": 30, "before": True, "lead": 30}
    due_on = at.date() + 21 * DAY
    made = plan(tasks=[clear(due_on), clear(due_on, recurs=yearly, due_on=None, starts_on=None)])
    counts = queries.counts_of([made], at)[made.pk]
    assert counts["all"] == len(queries.tasks_of(made, posts["chair"])) == 2
    assert (counts["once"], counts["draft"]) == (1, 0)
    task = made.tasks.exclude(case=None).get()
    actions.cancel(by=posts["chair"], at=at, task=task.code, reason="Không còn phù hợp")
    counts = queries.counts_of([made], at)[made.pk]
    assert (counts["all"], counts["once"], counts["cancelled"]) == (2, 0, 1), "as reports count them"


def test_what_is_signed_is_what_is_given(plan: Make, posts: Posts, at: dt.datetime) -> None:
    chair, office, due_on = posts["chair"], posts["office-head"], at.date() + 17 * DAY
    given = clear(due_on, title="Việc A", criteria="", cooperating=["Công an phường"])
    made = actions.draft(by=office, at=at, unit=world.WARD, document=PLAN, tasks=[given])
    asked = {"by": office, "at": at, "directive": made.code}

    def composed() -> Any:
        paper = papers.draft(
            by=office, at=at, type_="ke-hoach", abstract=PLAN["title"], body="Giao.", signer="chair"
        )
        actions.compose(**asked, outgoing=paper.code)
        return paper

    first = composed()
    with pytest.raises(actions.AsWritten, match=first.code):
        composed()
    papers.cancel(by=office, at=at, outgoing=first.code)
    given |= {"title": "Việc B"}
    actions.change_task(**asked, n=1, given=given)
    paper = composed()
    later = due_on + 30 * DAY
    for other in ({"title": "Việc C"}, {"due_on": later}, {"post": "social-1"}, {"cooperating": []}):
        with pytest.raises(Invalid) as found:
            actions.change_task(**asked, n=1, given={**given, **other})
        assert {fault.field for fault in found.value.faults} >= set(other)
    with pytest.raises(Invalid, match=r"Nhiệm vụ 1: chưa rõ hiệu quả"):
        papers.submit(by=office, at=at, outgoing=paper.code)
    given |= {"criteria": "Đủ 12 thủ tục"}
    actions.change_task(**asked, n=1, given=given)
    papers.submit(by=office, at=at, outgoing=paper.code)
    Task.objects.filter(directive=made).update(criteria="")
    with pytest.raises(Invalid, match=r"Nhiệm vụ 1: chưa rõ hiệu quả"):
        papers.sign(by=chair, at=at, outgoing=paper.code)
    Task.objects.filter(directive=made).update(criteria="Đủ 12 thủ tục")
    assert not outgoing.one(chair, paper.code).number
    paper = papers.sign(by=chair, at=at, outgoing=paper.code)
    directing.offer(Event.objects.get(subject=paper.subject, kind="outgoing.signed"), at)
    papers.issue(by=posts["clerk-1"], at=at, outgoing=paper.code)
    for refused in (
        lambda: actions.change_task(**asked, n=1, given={**given, "due_on": later}),
        lambda: actions.add_task(**asked, given=given), lambda: actions.drop_task(**asked, n=1),
        lambda: actions.change(**asked, document={**PLAN, "number": paper.number, "title": "Kế hoạch khác"}),
    ):  # fmt: skip
        with pytest.raises((Invalid, actions.AsWritten), match="điều đã ghi không sửa"):
            refused()
    actions.change_task(**asked, n=1, given={**given, "watchers": []})
    after = at + 20 * DAY
    assert actions.issue(by=chair, at=after, directive=made.code).number == paper.number
    task = only(made)
    assert (task.title, task.due_on, task.criteria) == ("Việc B", due_on, "Đủ 12 thủ tục") and sound() == []


def test_what_was_read_of_a_signed_document_is_mended_to_what_stands_there_alone(
    posts: Posts, at: dt.datetime
) -> None:
    office, chair = posts["office-head"], posts["chair"]
    text = (
        f"ỦY BAN NHÂN DÂN THÀNH PHỐ\nSố: 307/KH-UBND\nHà Nội, ngày 03 tháng 11 năm 2026\nKẾ HOẠCH\n{CONTENT}.\n"
        "1. Phòng Văn hóa - Xã hội rà soát thủ tục đất đai, hoàn thành trước ngày 12/12/2026, báo cáo ngày 20/12/2026."
    )

    kept = keep(
        subject="reading:1", name="ke-hoach.txt", media_type="text/plain; charset=utf-8", content=text.encode(),
        by=office, at=at,
    )  # fmt: skip

    def field(value: Any) -> dict[str, Any]:
        return {"value": value, "span": [10, 24], "confidence": 0.97, "confirmed": True}

    given = {
        "title": "Rà soát thủ tục",
        "content": "Rà soát thủ tục đất đai",
        "due_on": dt.date(2026, 12, 11),
    }
    made = actions.create_from_reading(
        by=office, at=at, unit=world.WARD, source={"sha256": "ab" * 32, "reader": "1"}, points=7,
        fields={
            "type": field("plan"), "number": field("307/KH-UBND"), "issuer": field("Ủy ban nhân dân thành phố"),
            "signed_on": field(dt.date(2026, 11, 3)), "title": field(CONTENT),
        },
        tasks=[{name: field(value) for name, value in given.items()}],
        files=[kept],
    )  # fmt: skip
    assert queries.confirmed(made) == 7
    document = {
        "type": "plan", "number": "307/KH-UBND", "issuer": "Ủy ban nhân dân thành phố", "clarity": "6",
        "signed_on": dt.date(2026, 11, 3), "title": CONTENT,
    }  # fmt: skip
    asked, open_ = {"by": office, "at": at, "directive": made.code}, clear(given["due_on"], starts_on=None)
    open_ |= given | {"cooperating": []}
    for other in ({"due_on": dt.date(2026, 12, 18)}, {"content": "Rà soát nơi khác"}, {"title": "Việc khác"}):
        with pytest.raises(Invalid, match="307/KH-UBND đã ký: điều đã ghi không sửa") as found:
            actions.change_task(**asked, n=1, given=open_ | other)
        assert [fault.field for fault in found.value.faults] == list(other)
    for changed in (
        {"title": "Kế hoạch khác"},
        {"signed_on": dt.date(2026, 11, 4)},
        {"number": "308/KH-UBND"},
    ):
        with pytest.raises(Invalid, match="đã ký: điều đã ghi không sửa"):
            actions.change(**asked, document=document | changed)
    actions.change(**asked, document=document | {"clarity": "5"})
    with pytest.raises(actions.AsSigned):
        actions.drop_task(**asked, n=1)
    actions.change_task(**asked, n=1, given=open_ | {"due_on": dt.date(2026, 12, 20)})
    actions.change_task(**asked, n=1, given=open_ | {"post": "social-1", "content": "thủ tục đất đai"})
    actions.change_task(**asked, n=1, given=open_)
    after = at + 40 * DAY
    assert [one.since for one in lists.to_give(chair)] == [at.date()]
    assert lists.to_give(posts["land-1"]) == []
    assert actions.issue(by=chair, at=after, directive=made.code).state == "issued", (
        "its day has passed: it stays"
    )
    assert lists.to_give(chair) == [] and sound() == []


# --- from start to acceptance ----------------------------------------------------------------------------------


def test_a_task_waits_for_its_doer_then_for_whoever_gave_it(
    plan: Make, posts: Posts, at: dt.datetime
) -> None:
    land, chair = posts["land-1"], posts["chair"]
    task = only(plan())
    assert task.code == "NV-H26.145.00-26-0001" and task.unit == "00145-kthtdt"
    assert task.case is not None and task.case.due_at == dt.datetime(2026, 12, 11, 17, 30, tzinfo=world.TZ)
    assert [case.code for case in cases.worklist(land)] == [task.code]
    assert not cases.worklist(chair).exists() and queries.status(task, at) == Status.NOT_STARTED
    actions.report(by=land, at=at + DAY, task=task, percent=40, words="Đã rà soát 5 thủ tục")
    with pytest.raises(actions.NothingHandedIn):
        actions.hand_in(by=land, at=at + 2 * DAY, task=task, result=" ")
    actions.hand_in(
        by=land, at=at + 2 * DAY, task=task, result="Đã rà soát 12 thủ tục", number="15/BC-KTHTDT"
    )
    assert [case.code for case in cases.worklist(chair)] == [task.code]
    actions.return_(by=chair, at=at + 3 * DAY, task=task, reason="Thiếu phương án cắt giảm")
    back = queries.task(land, task.code)
    assert (back.percent, back.result, back.result_number) == (40, "", ""), "what was refused is no result"
    assert "15/BC-KTHTDT" in queries.notes(back)[1].words
    assert [case.code for case in cases.worklist(land)] == [task.code]
    actions.hand_in(by=land, at=at + 20 * DAY, task=task, result="Bổ sung phương án")
    late = task.case.due_at + 5 * DAY
    assert queries.status(queries.task(land, task.code), late) == Status.HANDED_IN
    actions.accept(by=chair, at=late, task=task)
    done = queries.task(land, task.code)
    assert done.case is not None and done.outcome == "done" and done.case.on_time is True
    assert queries.status(done, late) == Status.DONE and done.percent == 100
    assert [one.kind for one in queries.notes(done)] == [
        "progress",
        "result",
        "returned",
        "result",
        "accepted",
    ]
    assert not cases.worklist(land).exists() and not cases.worklist(chair).exists()
    assert sound() == []


def test_more_time_that_was_asked_for_is_decided_after_the_result_is_handed_in_too(
    plan: Make, posts: Posts, at: dt.datetime
) -> None:
    land, chair = posts["land-1"], posts["chair"]
    for granted in (True, False):
        task = only(plan())
        assert task.case is not None and task.due_on is not None
        asked = {"task": task.code, "by": land}
        actions.ask_extension(**asked, at=at, until_on=task.due_on + 5 * DAY, reason="Chờ số liệu")
        handed = task.case.due_at + DAY
        actions.hand_in(**asked, at=handed, result="Đã rà soát")
        assert {"grant", "refuse"} <= set(queries.acts_for(chair, queries.task(chair, task.code)))
        assert lists.waiting(chair, at.date())["asked"] == 1
        with pytest.raises(Impossible, match="chờ quyết định"):
            actions.accept(by=chair, at=handed, task=task.code)
        if granted:
            actions.grant(by=chair, at=handed, task=task.code)
        else:
            actions.refuse(by=chair, at=handed, task=task.code, reason="Đủ thời gian")
        actions.accept(by=chair, at=handed, task=task.code)
        assert queries.task(land, task.code).outcome == ("done" if granted else "late")
    assert sound() == []


def test_who_may(plan: Make, posts: Posts, at: dt.datetime, other_unit: Actor) -> None:
    with pytest.raises(NotAllowed):
        actions.draft(by=posts["one-stop-1"], at=at, unit=world.WARD, document=PLAN)
    draft = plan(issued=False)
    with pytest.raises(NotAllowed):
        actions.issue(by=posts["land-1"], at=at, directive=draft)
    with pytest.raises(NotFound):
        queries.directive(other_unit, draft.code)
    task = only(actions.issue(by=posts["chair"], at=at, directive=draft))
    for act, post in ((actions.start, "justice-1"), (actions.start, "chair")):
        with pytest.raises(NotAllowed):
            act(by=posts[post], at=at, task=task)
    with pytest.raises(NotFound):
        actions.start(by=other_unit, at=at, task=task)
    actions.hand_in(by=posts["land-1"], at=at, task=task, result="Xong")
    for post in ("land-1", "vice-chair", "office-head"):
        with pytest.raises(NotAllowed):
            actions.accept(by=posts[post], at=at, task=task)
    with pytest.raises(Invalid):
        plan(tasks=[clear(at.date() + DAY, post="chair")])
    with pytest.raises(Invalid):
        plan(tasks=[clear(at.date() + DAY, post="bo-de-one-stop-1")])


def test_only_who_signs_for_the_giver_decides_and_never_the_doer(
    plan: Make, posts: Posts, at: dt.datetime
) -> None:
    def acting(post: str, *duties: str) -> Actor:
        return replace(posts["chair"], post=post, on_behalf_of="chair", duties=frozenset(duties))

    with pytest.raises(Invalid, match="người giao không tự nghiệm thu"):
        actions.issue(
            by=acting("vice-chair", "sign", "direct"), at=at,
            directive=plan(issued=False, tasks=[clear(at.date() + DAY, post="vice-chair")]),
        )  # fmt: skip
    own, others = plan(
        tasks=[clear(at.date() + 21 * DAY, post="vice-chair"), clear(at.date() + 21 * DAY)]
    ).tasks.all()
    actions.hand_in(by=posts["vice-chair"], at=at, task=own.code, result="Xong")
    actions.hand_in(by=posts["land-1"], at=at, task=others.code, result="Xong")
    signing, receiving = acting("vice-chair", "sign"), acting("vice-chair", "receive", "process", "direct")
    for by, task in (
        (signing, own),
        (receiving, own),
        (receiving, others),
        (acting("land-1", "sign"), others),
    ):
        with pytest.raises(NotAllowed):
            actions.accept(by=by, at=at, task=task.code)
        with pytest.raises(NotAllowed):
            actions.cancel(by=by, at=at, task=task.code, reason="Thôi")
        assert "accept" not in queries.acts_for(by, queries.task(by, task.code))
    assert {by.post + str(len(by.duties)): lists.listed(by, "nghiem-thu", at).count()
            for by in (posts["chair"], signing, receiving)} == {
        f"chair{len(posts['chair'].duties)}": 2, "vice-chair1": 1, "vice-chair3": 0,
    }  # fmt: skip
    actions.return_(by=signing, at=at, task=others.code, reason="Thiếu phụ lục")
    with pytest.raises(Invalid, match="người thực hiện khác"):
        actions.move(by=signing, at=at, task=others.code, post="vice-chair", reason="Tôi làm")
    actions.accept(by=posts["chair"], at=at, task=own.code)
    assert sound() == []


# --- extensions, pauses, obstacles -----------------------------------------------------------------------------


def test_an_extension_is_asked_before_the_day_granted_counted_and_the_first_day_kept(
    plan: Make, posts: Posts, at: dt.datetime
) -> None:
    land, chair = posts["land-1"], posts["chair"]
    task = only(plan())
    assert task.case is not None
    ask = {"by": land, "task": task, "until_on": dt.date(2026, 12, 21), "reason": "Chờ số liệu của quận"}
    with pytest.raises(actions.NothingAsked):
        actions.grant(by=chair, at=at, task=task)
    actions.ask_extension(at=at, **ask)
    assert queries.status(queries.task(land, task.code), at) == Status.EXTENSION_ASKED
    with pytest.raises(actions.AskedAlready):
        actions.ask_extension(at=at, **ask)
    actions.refuse(by=chair, at=at + DAY, task=task, reason="Đủ thời gian")
    actions.ask_extension(at=at + 2 * DAY, **ask)
    after = task.case.due_at + DAY
    with pytest.raises(Invalid, match="11/12/2026 → 10/12/2028"):
        actions.grant(by=chair, at=after, task=task.code, until_on=dt.date(2028, 12, 10))
    actions.grant(by=chair, at=after, task=task)
    later = queries.task(land, task.code)
    assert later.case is not None and (later.extensions, later.first_due_on) == (1, dt.date(2026, 12, 11))
    assert later.case.due_at.date() == dt.date(2026, 12, 21) == later.due_on
    assert later.case.promised_at == task.case.due_at and later.case.legal_due_at == later.case.due_at
    with pytest.raises(actions.TooLateToAsk):
        actions.ask_extension(at=later.case.due_at + DAY, **{**ask, "until_on": dt.date(2026, 12, 30)})
    actions.hand_in(by=land, at=later.case.due_at - DAY, task=task, result="Xong")
    actions.accept(by=chair, at=later.case.due_at + DAY, task=task)
    assert queries.task(land, task.code).outcome == "done"
    assert sound() == []


def test_time_stands_still_while_paused(plan: Make, posts: Posts, at: dt.datetime) -> None:
    chair, task = posts["chair"], only(plan())
    actions.pause(by=chair, at=at + DAY, task=task, reason="Chờ luật mới")
    waiting = queries.task(chair, task.code)
    assert queries.status(waiting, at + 90 * DAY) == Status.PAUSED
    actions.resume(by=chair, at=at + 11 * DAY, task=task)
    again = queries.task(chair, task.code)
    assert again.case is not None and again.due_on == dt.date(2026, 12, 21) == again.case.due_at.date()
    actions.cancel(by=chair, at=at + 12 * DAY, task=task, reason="Không còn phù hợp")
    assert queries.task(chair, task.code).outcome == "cancelled"
    assert sound() == []


def test_obstacles_have_a_solver_and_a_day(plan: Make, posts: Posts, at: dt.datetime) -> None:
    land, task = posts["land-1"], only(plan())
    actions.raise_obstacle(
        by=land,
        at=at,
        task=task,
        words="Chưa có số liệu thuế",
        solver="vice-chair",
        due_on=at.date() + 3 * DAY,
    )
    actions.raise_obstacle(
        by=land, at=at, task=task, words="Bảng giá đất do thành phố ban hành", solver_words="Sở Nông nghiệp",
        due_on=at.date() + 9 * DAY, beyond=True,
    )  # fmt: skip
    assert queries.task(land, task.code).stuck == 2 and queries.obstacle(land, task.code, 2).beyond
    with pytest.raises(NotAllowed):
        actions.solve_obstacle(by=posts["social-1"], at=at, task=task, n=1, solution="?")
    actions.solve_obstacle(
        by=posts["vice-chair"], at=at + DAY, task=task, n=1, solution="Đã có văn bản của Thuế"
    )
    with pytest.raises(Invalid):
        actions.solve_obstacle(by=land, at=at + DAY, task=task, n=1, solution="?")
    assert queries.task(land, task.code).stuck == 1
    assert sound() == []


def test_no_obstacle_stays_open_on_a_task_that_is_over(plan: Make, posts: Posts, at: dt.datetime) -> None:
    land, chair = posts["land-1"], posts["chair"]
    done, dropped = only(plan()), only(plan())
    stuck = {"words": "Chưa có số liệu thuế", "solver": "vice-chair", "due_on": at.date() + 3 * DAY}
    for task in (done, dropped):
        actions.raise_obstacle(by=land, at=at, task=task, **stuck)
    actions.hand_in(by=land, at=at, task=done, result="Xong")
    with pytest.raises(Invalid, match="Chưa có số liệu thuế"):
        actions.accept(by=chair, at=at, task=done.code)
    actions.accept(by=chair, at=at, task=done.code, solution="Thuế đã gửi số liệu")
    actions.cancel(by=chair, at=at, task=dropped.code, reason="Không còn phù hợp")
    for task, how in ((done, "Thuế đã gửi số liệu"), (dropped, "Không còn phù hợp")):
        now = queries.task(chair, task.code)
        assert now.stuck == 0 and [one.solution for one in queries.obstacles(now)] == [how]
    assert sound() == []


def test_progress_that_ends_or_falls_is_said_in_words(plan: Make, posts: Posts, at: dt.datetime) -> None:
    land, task = posts["land-1"], only(plan())
    actions.report(by=land, at=at, task=task, percent=40)
    for percent in (100, 30):
        with pytest.raises(Invalid):
            actions.report(by=land, at=at, task=task.code, percent=percent, words=" ")
    assert actions.report(by=land, at=at, task=task.code, percent=30, words="Phải làm lại").percent == 30


def test_tasks_are_numbered_from_one_when_issued(plan: Make, posts: Posts, at: dt.datetime) -> None:
    made = plan(issued=False, tasks=[clear(at.date() + DAY, title=title) for title in ("Một", "Hai", "Ba")])
    actions.drop_task(by=posts["office-head"], at=at, directive=made, n=1)
    actions.issue(by=posts["chair"], at=at, directive=made.code)
    found = Task.objects.filter(directive=made).order_by("n")
    assert [(one.n, one.title) for one in found] == [(1, "Hai"), (2, "Ba"), (3, "Một")]
    assert sound() == []


def test_the_organ_issues(plan: Make, at: dt.datetime) -> None:
    assert plan(issued=False).issuer == queries.organ(world.WARD, at.date())
    assert queries.organ(world.WARD, at.date()).startswith("Ủy ban nhân dân phường ")


def test_another_goes_on_with_it(plan: Make, posts: Posts, at: dt.datetime) -> None:
    task = only(plan())
    actions.move(by=posts["chair"], at=at, task=task, post="economy-1", reason="Đi học")
    assert [case.code for case in cases.worklist(posts["economy-1"])] == [task.code]
    assert not cases.worklist(posts["land-1"]).exists()
    with pytest.raises(NotAllowed):
        actions.start(by=posts["land-1"], at=at, task=task)


# --- duties that come again, reminders, cascade -----------------------------------------------------------------


def test_a_yearly_duty_makes_its_task_once_a_year(
    plan: Make, posts: Posts, at: dt.datetime, clock: Callable[[dt.datetime], None]
) -> None:
    yearly = {"every": "yearly", "month": 11, "day": 30, "before": True, "lead": 30}
    made = plan(
        tasks=[clear(at.date(), due_on=None, starts_on=None, recurs=yearly, title="Báo cáo dân vận năm")]
    )
    assert [one.title for one in queries.duties(made)] == ["Báo cáo dân vận năm"]
    for moment in (at, at + DAY, at + 365 * DAY):
        clock(moment)
        jobs.recur()
        jobs.recur()
    first, second = Task.objects.filter(directive=made, case__isnull=False).order_by("n")
    assert (first.due_on, second.due_on) == (dt.date(2026, 11, 27), dt.date(2027, 11, 29))
    assert first.assigner == "chair" and first.parties.count() == 3
    assert cases.worklist(posts["land-1"]).count() == 2
    end = {"by": posts["chair"], "at": at + 366 * DAY, "directive": made}
    for row in (first, second):
        actions.cancel(by=posts["chair"], at=at + 366 * DAY, task=row.code, reason="Đã báo cáo")
    with pytest.raises(actions.DutiesGoOn, match="Nhiệm vụ định kỳ 1 vẫn còn hiệu lực"):
        actions.close(**end)
    actions.end_duty(**end, n=1, on=at.date() + 366 * DAY)
    assert due.to_recur(at.date() + 2 * 365 * DAY) == []
    assert actions.close(**end).state == "closed"
    assert sound() == []


def test_what_was_due_while_nothing_was_made_is_given_late(
    plan: Make, posts: Posts, at: dt.datetime, clock: Callable[[dt.datetime], None]
) -> None:
    weekly = {"every": "weekly", "day": 5, "month": 0, "before": False, "lead": 3}
    plan(tasks=[clear(at.date(), due_on=None, starts_on=None, recurs=weekly)])
    clock(at)
    jobs.recur()
    clock(at + 25 * DAY)
    jobs.recur()
    jobs.recur()
    made = Task.objects.filter(duty__isnull=False).select_related("case").order_by("period")
    assert [one.due_on for one in made] == [dt.date(2026, 11, 20) + n * 7 * DAY for n in range(5)]
    assert [queries.is_late(one, at + 25 * DAY) for one in made] == [True] * 4 + [False]
    assert sound() == []


def test_the_bell_tells_each_thing_once(
    plan: Make, posts: Posts, at: dt.datetime, clock: Callable[[dt.datetime], None]
) -> None:
    land, task = posts["land-1"], only(plan())
    assert task.case is not None and told(land, at) == []
    actions.urge(by=posts["vice-chair"], at=at + DAY, task=task, words="Làm ngay")
    (one,) = told(land, at + DAY)
    assert (one.why, one.since) == (Why.URGED, at + DAY) and told(land, at + DAY, but=[task.case.pk]) == []
    actions.report(by=land, at=at + 2 * DAY, task=task, percent=30)
    assert told(land, at + 2 * DAY) == []
    near = at + 18 * DAY
    clock(near)
    jobs.remind()
    assert [(one.why, one.since.date()) for one in told(land, near)] == [(Why.NEAR, near.date())]
    late = task.case.due_at + DAY
    assert {name: [one.why for one in told(posts[name], late)] for name in ("chair", "office-head", "land-1")} == {
        "chair": [Why.GIVEN], "office-head": [Why.BESIDE], "land-1": [],
    }  # fmt: skip
    actions.hand_in(by=land, at=task.case.due_at, task=task.code, result="Xong")
    assert told(posts["chair"], late) == told(posts["office-head"], late) == []


def test_reminded_before_on_and_after_the_day_each_once(
    plan: Make, at: dt.datetime, clock: Callable[[dt.datetime], None]
) -> None:
    task = only(plan())
    said = []
    for n in range(0, 25):
        clock(at + n * DAY)
        for _twice in range(2):
            jobs.remind()
    for event in Event.objects.filter(kind="task.reminded").order_by("n"):
        said.append((event.facts["stage"], event.at.astimezone(world.TZ).date()))
    assert said == [
        ("near", dt.date(2026, 12, 8)), ("due", dt.date(2026, 12, 11)), ("late", dt.date(2026, 12, 12)),
    ]  # fmt: skip
    assert task.code and sound() == []


def test_units_that_must_issue_their_own(plan: Make, posts: Posts, at: dt.datetime) -> None:
    made, chair, on = plan(), posts["chair"], at.date()
    asked = {"by": chair, "at": at, "directive": made, "due_on": on + 10 * DAY}
    for others in (
        ["Phường Bồ Đề"],
        ["UBND phường bồ đề"],
        ["Thành phố Hà Nội"],
        ["Ủy ban nhân dân phường Long Biên"],
    ):
        with pytest.raises(Invalid, match="không phải bộ phận hay cấp dưới của Phường Long Biên") as found:
            actions.expect(**asked, others=others)
        assert [fault.field for fault in found.value.faults] == ["others"]
    for wrong in ([world.OTHER], ["khong-co"], [world.WARD]):
        with pytest.raises(Invalid, match="trong danh sách"):
            actions.expect(**asked, units=wrong)
    actions.expect(
        **asked, units=["00145-vhxh"], others=["Trường THCS Long Biên", "trường thcs long biên", "Tổ dân phố 5"]
    )  # fmt: skip
    with pytest.raises(Invalid, match="chưa có trong danh sách"):
        actions.expect(**asked, others=["Phòng Văn hóa - Xã hội phường Long Biên", "Tổ dân phố 5"])
    actions.note_answer(
        by=posts["office-head"], at=at + DAY, directive=made, n=2, number="07/KH-THCS", issued_on=on
    )
    own = "Phòng Văn hóa - Xã hội phường Long Biên"
    lines = [(one.expected.name, one.number, one.late, one.outside) for one in queries.cascade(made, on)]
    assert lines == [
        (own, "", False, False), ("Tổ dân phố 5", "", False, True),
        ("Trường THCS Long Biên", "07/KH-THCS", False, True),
    ]  # fmt: skip
    social, other = posts["social-1"], posts["economy-1"]
    assert [one.expected.name for one in queries.to_carry_out(social)] == [own]
    assert lists.waiting(social, on)["to_carry_out"] == 1 and lists.waiting(other, on)["to_carry_out"] == 0
    said = {"at": at + DAY, "directive": made, "number": "03/KH-VHXH", "issued_on": on}
    with pytest.raises(NotFound):
        actions.answer(by=other, **said)
    assert (
        len(queries.not_carried(chair, on + 11 * DAY))
        == 2
        == lists.waiting(chair, on + 11 * DAY)["not_carried"]
    )
    actions.answer(by=social, **said)
    assert queries.to_carry_out(social) == [] and len(queries.not_carried(chair, on + 11 * DAY)) == 1
    numbers = [one.number for one in queries.cascade(made, on)]
    assert numbers == ["", "03/KH-VHXH", "07/KH-THCS"] and sound() == []


def test_what_a_unit_issued_has_a_number_and_a_day_and_is_mended_by_who_said_it(
    plan: Make, posts: Posts, at: dt.datetime
) -> None:
    made, on, office, social = plan(), at.date(), posts["office-head"], posts["social-1"]
    actions.expect(
        by=posts["chair"],
        at=at,
        directive=made,
        units=["00145-vhxh"],
        others=["Tổ dân phố 5"],
        due_on=on + 5 * DAY,
    )
    said = {"at": at + DAY, "directive": made}
    for number, day, field in (
        ("xyz <b>", on, "number"), ("03/KH-VHXH", dt.date(2020, 1, 1), "issued_on"),
        ("03/KH-VHXH", on + 2 * DAY, "issued_on"),
    ):  # fmt: skip
        for answer, more in ((actions.answer, {"by": social}), (actions.note_answer, {"by": office, "n": 2})):
            with pytest.raises(Invalid) as refused:
                answer(**said, **more, number=number, issued_on=day)
            assert [one.field for one in refused.value.faults] == [field]
    actions.answer(**said, by=social, number="03/KH-VHXH", issued_on=on)
    actions.answer(**said, by=social, number="04/KH-VHXH", issued_on=on + DAY)
    told = Event.objects.get(kind="directive.answer_mended")
    assert told.facts["before"] == f"03/KH-VHXH ({on:%d/%m/%Y})" and told.by_post == "social-1"
    with pytest.raises(Invalid, match="chỉ đơn vị đó sửa"):
        actions.note_answer(**said, by=office, n=1, number="05/KH-VHXH", issued_on=on)
    actions.note_answer(**said, by=office, n=2, number="1/BC-TDP", issued_on=on)
    actions.note_answer(**said, by=office, n=2, number="2/BC-TDP", issued_on=on)
    assert [one.number for one in queries.cascade(made, on)] == ["04/KH-VHXH", "2/BC-TDP"] and sound() == []


def test_a_unit_below_reads_what_it_must_carry_out_and_answers_by_its_own_plan(
    plan: Make, posts: Posts, at: dt.datetime, other_unit: Actor
) -> None:
    world.open_city()
    city, chair, office, on = (
        actor_for_post("city-chair", at.date()),
        posts["chair"],
        posts["office-head"],
        at.date(),
    )
    above = actions.draft(
        by=city, at=at, unit="01", document=PLAN, tasks=[clear(on + DAY, post="police-1", cooperating=[], watchers=[])],
        files=[world.scan()],
    )  # fmt: skip
    actions.issue(by=city, at=at, directive=above)
    with pytest.raises(NotFound):
        queries.directive(office, above.code)
    actions.expect(
        by=city, at=at, directive=above, units=[world.WARD], others=["Phường Bồ Đề"], due_on=on + 5 * DAY
    )
    assert [(one.expected.unit, one.outside) for one in queries.cascade(above, on)] == [
        (world.WARD, False), (world.OTHER, False),
    ]  # fmt: skip
    assert queries.directive(office, above.code) == above and len(queries.files(office, above)) == 1
    assert queries.tasks_of(above, office) == [] and lists.waiting(office, on)["to_carry_out"] == 1
    assert lists.waiting(posts["land-1"], on)["to_carry_out"] == 0, "told to who answers for the ward"
    with pytest.raises(NotAllowed):
        actions.answer(by=posts["land-1"], at=at, directive=above, number="1/KH-UBND", issued_on=on)
    own = plan()
    Directive.objects.filter(pk=above.pk).update(number="301/KH-UBND")
    for number, day, words in (
        ("301/KH-UBND", on, "chính văn bản"), ("301/KH-UBND", on + DAY, "chưa cấp"), ("999/KH-UBND", on, "chưa cấp"),
        (own.number, on + DAY, "đã cấp cho văn bản khác"),
    ):  # fmt: skip
        for act, more in ((actions.answer, {"by": office}), (actions.note_answer, {"by": city, "n": 1})):
            with pytest.raises(Invalid, match=words):
                act(at=at + DAY, directive=above, number=number, issued_on=day, **more)
    own = plan(parent=above.code)
    assert queries.to_carry_out(office) == [] and lists.waiting(chair, on)["to_carry_out"] == 0
    (waits, issued) = queries.cascade(above, on)
    assert (waits.expected.unit, issued.number, issued.on) == (world.OTHER, own.number, on)
    assert [one.expected.directive for one in queries.to_carry_out(other_unit)] == [above]
    actions.note_answer(by=city, at=at + DAY, directive=above, n=2, number="12/KH-UBND", issued_on=on)
    letter = papers.draft(
        by=office, at=at, type_="ke-hoach", abstract=PLAN["title"], body="Triển khai.", signer="chair"
    )
    papers.submit(by=office, at=at, outgoing=letter.code)
    letter = papers.sign(by=chair, at=at, outgoing=letter.code)
    paper = plan(number="87/KH-UBND", signed_on=on - 300 * DAY)
    assert (letter.number, paper.number) == ("03/KH-UBND", "87/KH-UBND")
    for number in (letter.number, own.number, "45/KH-UBND", "05/KH-BCĐ"):
        actions.answer(by=office, at=at + DAY, directive=above, number=number, issued_on=on)
    assert sound() == []


# --- read from a document, themes, evidence ---------------------------------------------------------------------


def test_what_was_read_is_created_as_a_person_confirmed_it(posts: Posts, at: dt.datetime) -> None:
    def field(value: Any, **over: Any) -> dict[str, Any]:
        return {"value": value, "span": [10, 24], "confidence": 0.97, "confirmed": True, **over}

    fields = {
        "type": field("plan"), "number": field("307/KH-UBND", read="30/KH-UBND"),
        "issuer": field("Ủy ban nhân dân quận Long Biên"), "signed_on": field(dt.date(2021, 12, 28)),
        "title": field("Thực hiện công tác dân vận chính quyền năm 2022"),
    }  # fmt: skip
    tasks = [
        {
            "title": field("Báo cáo kết quả"),
            "due_on": field(dt.date(2026, 11, 27)),
            "post": field("office-head"),
        }
    ]
    given = {
        "by": posts["office-head"],
        "at": at,
        "unit": world.WARD,
        "source": {"sha256": "ab" * 32, "reader": "1"},
    }
    with pytest.raises(Invalid) as found:
        actions.create_from_reading(
            fields={**fields, "type": field("plan", confirmed=False)}, tasks=tasks, **given
        )
    assert [fault.field for fault in found.value.faults] == ["type"]
    made = actions.create_from_reading(fields=fields, tasks=tasks, **given)
    assert (made.number, made.state) == ("307/KH-UBND", "draft") and len(queries.drafts(made)) == 1
    assert made.reading["fields"]["number"] == {"span": [10, 24], "confidence": 0.97, "changed": True}
    (event,) = queries.events(made.subject)
    assert event.facts["changed"] == 1 and "tasks.1.due_on" in event.facts["confirmed"]
    bad = [{"title": field("Báo cáo"), "post": field("nobody")}]
    with pytest.raises(Invalid) as found:
        actions.create_from_reading(fields=fields, tasks=tasks, **given)
    assert [fault.field for fault in found.value.faults] == ["number"], "one document is followed once"
    with pytest.raises(Invalid) as found:
        actions.create_from_reading(fields={**fields, "number": field("308/KH-UBND")}, tasks=bad, **given)
    assert [fault.field for fault in found.value.faults] == ["tasks.1.post"]
    assert Directive.objects.count() == 1 and sound() == []


SECRET = "Phương án tác chiến phòng thủ (Mật)"
DENOUNCER = "Xác minh đơn tố cáo của ông Nguyễn Văn An"


@pytest.mark.parametrize("words", [SECRET, DENOUNCER])
def test_no_secret_and_nobody_who_denounces_enters(
    plan: Make, posts: Posts, at: dt.datetime, words: str
) -> None:
    task, office, land = only(plan()), posts["office-head"], posts["land-1"]
    refused: list[Callable[[], Any]] = [
        lambda: plan(title=words), lambda: plan(tasks=[clear(at.date() + DAY, title=words)]),
        lambda: plan(tasks=[clear(at.date() + DAY, content=words)]),
        lambda: actions.report(by=land, at=at, task=task, percent=1, words=words),
        lambda: actions.hand_in(by=land, at=at, task=task, result=words),
        lambda: actions.raise_obstacle(
            by=land, at=at, task=task, words=words, solver="vice-chair", due_on=at.date()
        ),
    ]  # fmt: skip
    for act in refused:
        with pytest.raises(Invalid):
            act()
    if words == SECRET:
        with pytest.raises(Invalid, match="có độ mật"):
            confirming.begin_reading(
                by=office, at=at, unit=world.WARD, text=f"KẾ HOẠCH\n\nTỐI MẬT\n\n{CONTENT}"
            )
    assert Directive.objects.count() == 1 and not queries.notes(task)


def test_what_was_said_of_a_task_is_read_by_whom_it_concerns(
    plan: Make, posts: Posts, at: dt.datetime
) -> None:
    land, task = posts["land-1"], only(plan())
    actions.raise_obstacle(
        by=land, at=at, task=task, words="Ba hộ", solver="social-1", due_on=at.date() + DAY
    )
    found = queries.task(land, task.code)
    readers = ("land-1", "chair", "vice-chair", "office-head", "social-1")
    assert [
        name for name in (*readers, "economy-1", "one-stop-1") if queries.reads_words(posts[name], found)
    ] == [*readers]
    with pytest.raises(NotFound):
        queries.obstacle(posts["economy-1"], task.code, 1)


def test_the_theme_of_a_year(plan: Make, posts: Posts, at: dt.datetime) -> None:
    theme = actions.set_theme(
        by=posts["chair"], at=at, unit=world.WARD, year=2026, words="Trách nhiệm, kỷ cương, hành động",
        focus=["Cải cách hành chính", "Trật tự đô thị"], source="Kế hoạch số 18-KH/QU",
    )  # fmt: skip
    made = plan(theme=2026)
    assert made.theme == theme and list(queries.directives(posts["chair"], theme=theme.pk)) == [made]
    with pytest.raises(NotAllowed):
        actions.set_theme(by=posts["land-1"], at=at, unit=world.WARD, year=2026, words="Khác")
    assert sound() == []


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("directives_directive", "title", "'Khác'"), ("directives_task", "due_on", "'2027-01-01'"),
        ("directives_task", "outcome", "'done'"), ("directives_note", "words", "'Khác'"),
        ("directives_extension", "reason", "'Khác'"), ("directives_obstacle", "due_on", "'2027-01-01'"),
        ("directives_party", "name", "'Khác'"), ("directives_review", "conclusion", "'Khác'"),
        ("directives_finding", "words", "'Khác'"), ("directives_theme", "words", "'Khác'"),
        ("directives_expected", "due_on", "'2027-01-01'"),
    ],
)  # fmt: skip
def test_verify_finds_what_was_altered_by_hand(
    plan: Make, posts: Posts, at: dt.datetime, table: str, column: str, value: str
) -> None:
    chair, land = posts["chair"], posts["land-1"]
    actions.set_theme(by=chair, at=at, unit=world.WARD, year=2026, words="Kỷ cương")
    made = plan(theme=2026)
    task = only(made)
    actions.report(by=land, at=at, task=task, percent=10, words="Bắt đầu")
    actions.ask_extension(by=land, at=at, task=task, until_on=at.date() + 60 * DAY, reason="Chờ số liệu")
    actions.raise_obstacle(by=land, at=at, task=task, words="?", solver="vice-chair", due_on=at.date() + DAY)
    actions.expect(by=chair, at=at, directive=made, others=["Tổ 5"], due_on=at.date() + DAY)
    actions.review(
        by=chair, at=at, directive=made, kind="check", on=at.date(), chair="Chủ tịch", conclusion="Được",
        findings=["Chậm"],
    )  # fmt: skip
    assert sound() == []
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {column} = {value}")
    assert sound() != []


def test_no_words_of_people_reach_the_journal(plan: Make, posts: Posts, at: dt.datetime) -> None:
    task = only(plan())
    actions.report(by=posts["land-1"], at=at, task=task, percent=10, words="Ông Nguyễn Văn An chưa nộp")
    actions.urge(by=posts["vice-chair"], at=at, task=task, words="Ông Nguyễn Văn An làm ngay")
    told = "".join(str(event.facts) for event in Event.objects.filter(subject__startswith="task:"))
    assert "Nguyễn" not in told and CONTENT not in told
    with connection.cursor() as cursor:
        cursor.execute("SELECT words FROM directives_note")
        assert not [row for row in cursor.fetchall() if "Nguyễn".encode() in bytes(row[0])]
    with pytest.raises(NotAllowed):
        actions.remind(by=posts["chair"], at=at, task=task, stage="near")
    assert SYSTEM.post == "system"


# --- one answer everywhere ----------------------------------------------------------------------------------------

STATES = [
    row for row in csv.DictReader(
        (Path(__file__).parent.parent / "tables" / "task_states.csv").open(encoding="utf-8", newline="")
    ) if row["state"]
]  # fmt: skip


@pytest.mark.parametrize("row", STATES, ids=[f"{row['state']}-{n}" for n, row in enumerate(STATES)])
def test_board_lists_bell_facts_and_report_say_late_alike(
    plan: Make, posts: Posts, at: dt.datetime, row: dict[str, str]
) -> None:
    chair, land, made = posts["chair"], posts["land-1"], plan()
    task = only(made)
    assert task.case is not None
    due_at, state = task.case.due_at, row["state"]
    now = due_at + int(row["now"]) * DAY
    if state == "doing":
        actions.start(by=land, at=at, task=task)
    if row["asking"]:
        actions.ask_extension(
            by=land, at=due_at - DAY, task=task.code, until_on=now.date() + 9 * DAY, reason="Chờ"
        )
    if state == "paused":
        actions.pause(by=chair, at=at + DAY, task=task, reason="Chờ luật")
    if state == "cancelled":
        actions.cancel(by=chair, at=at + DAY, task=task, reason="Thôi")
    if row["handed"]:
        actions.hand_in(by=land, at=due_at + int(row["handed"]) * DAY, task=task.code, result="Xong")
    if state == "done":
        actions.accept(by=chair, at=now, task=task.code)
    final, late = row["final"], row["final"] == "open_late"
    found = board.board(chair, now, first=dt.date(2026, 1, 1), last=dt.date(2027, 12, 31)).whole
    assert {name: getattr(found, name) for name in rules.Final} == {
        name: int(name == final) for name in rules.Final
    }
    weeks = board.month(chair, now, due_at.year, due_at.month)
    counts = [day for week in weeks for day in week if day]
    assert sum(day.late for day in counts) == late
    assert [day.on for day in counts if day.late or day.open or day.done or day.done_late] == (
        [due_at.date()] if final else []
    ), "open or over, on the day that counts"
    assert sum(day.done for day in counts) == (final == "done")
    assert [day.told[0]["late"] for day in counts if day.done_late] == [True] * (final == "done_late")
    assert queries.counts_of([made], now)[made.pk]["late"] == late
    assert lists.listed(chair, "tre", now).count() == late
    assert cases.pressing(chair, now).count() == late == cases.waiting(chair, now)["late_open"]
    assert [one.why for one in told(posts["office-head"], now)] == [Why.BESIDE] * late
    facts = [fact for _seq, fact in table.rows_of(list(Event.objects.order_by("seq")))]
    stock = {
        word: sum(fact.amount for fact in facts if fact.kind == f"task.{word}" and fact.day <= now.date())
        for word in ("falls_due", "off_due")
    }
    assert stock["falls_due"] - stock["off_due"] == late
    done = [fact.timing == "late" for fact in facts if fact.kind == "task.done"]
    assert done == ([final == "done_late"] if state == "done" else [])
    (told_,) = counted.reported([world.WARD], at.date(), now.date() + DAY, now)
    assert (told_["ended"], told_["late"]) == (
        state if state in ("done", "cancelled") else "open", "yes" if final.endswith("late") else "no",
    )  # fmt: skip


# --- the board -------------------------------------------------------------------------------------------------


def test_the_board_counts_as_the_rule_does_in_few_queries(
    plan: Make, posts: Posts, at: dt.datetime, django_assert_num_queries: Any
) -> None:
    chair, land, social, then = posts["chair"], posts["land-1"], posts["social-1"], at - 60 * DAY
    days = (5, 20, 40, 55, 61, 70, 80, 90)
    given = [
        clear(then.date() + n * DAY, title=f"Việc {n}", post="land-1" if n % 2 else "social-1") for n in days
    ]
    made = actions.draft(
        by=posts["office-head"], at=then, unit=world.WARD, document=PLAN, tasks=given, files=[world.scan()]
    )
    actions.issue(by=chair, at=then, directive=made)
    code = {one.n: one.code for one in Task.objects.filter(directive=made)}
    for n, by, handed, accepted in (
        (1, land, 3, 9),
        (2, social, 22, 25),
        (3, social, 30, 0),
        (4, land, 57, 0),
    ):
        actions.hand_in(by=by, at=then + handed * DAY, task=code[n], result="Xong")
        if accepted:
            actions.accept(by=chair, at=then + accepted * DAY, task=code[n])
    actions.pause(by=chair, at=at, task=code[6], reason="Chờ")
    actions.cancel(by=chair, at=at, task=code[7], reason="Thôi")
    actions.ask_extension(by=social, at=at, task=code[8], until_on=at.date() + 90 * DAY, reason="Chờ")
    later = at + 4 * DAY
    first, last = dt.date(2026, 1, 1), dt.date(2026, 12, 31)
    with django_assert_num_queries(4):
        found = board.board(chair, later, first=first, last=last)
    rule = [rules.final(queries.stands(one), later) for one in Task.objects.select_related("case")]
    assert {name: getattr(found.whole, name) for name in rules.Final} == {
        name: rule.count(name) for name in rules.Final
    }
    assert (found.whole.done, found.whole.done_late, found.whole.open, found.whole.open_late) == (1, 1, 3, 2)
    assert (found.whole.handed_in, found.whole.paused, found.whole.cancelled, found.whole.asking) == (
        2,
        1,
        1,
        1,
    )
    for group in (found.units, found.directives, found.posts):
        assert sum(one.all for _key, one in group) == found.whole.all == 7
    for figure in (*board.FIGURES, *board.OVER, board.ALL):
        rows = board.behind(chair, figure, later, first=first, last=last)
        assert rows.count() == getattr(found.whole, figure), figure
    assert board.behind(chair, "open", later, first=first, last=last, post="land-1").count() == 0
    weeks = board.month(chair, later, 2026, 11)
    november = [day for week in weeks for day in week if day is not None]
    assert (
        len(november) == 30
        and sum(day.late for day in november) == 2
        and sum(day.open for day in november) == 2
    )
    assert board.board(posts["bo-de-one-stop-1"], later, first=first, last=last).whole.all == 0


@pytest.mark.django_db(transaction=True)
def test_what_was_counted_by_acceptance_is_counted_anew(plan: Make) -> None:
    upgrade = import_module("motcua.areas.indicators.migrations.0006_tasks_counted_anew")
    plan()
    table.catch_up()
    before = Fact.objects.count()
    assert Fact.objects.filter(dimensions__kind="task.assigned").exists()
    with connection.cursor() as cursor:
        upgrade.forwards(apps, SimpleNamespace(connection=connection, execute=cursor.execute))
    assert not Fact.objects.exists()
    table.catch_up()
    assert Fact.objects.count() == before


def test_what_was_given_from_above_is_seen_apart_from_what_one_gave(
    plan: Make, posts: Posts, at: dt.datetime
) -> None:
    above, chair, span = posts["police-head"], posts["chair"], (dt.date(2026, 1, 1), dt.date(2026, 12, 31))
    given = clear(at.date() + 5 * DAY, cooperating=(), watchers=())
    made = actions.draft(
        by=above, at=at, unit=above.agency, document=PLAN, tasks=[given], files=[world.scan()]
    )
    actions.issue(by=above, at=at, directive=made)
    plan()
    late = at + 9 * DAY
    assert (
        lists.from_above(chair, late) == {"open": 1, "late": 1} and lists.from_above(above, late)["open"] == 0
    )
    assert [lists.listed(chair, name, late).count() for name in ("cap-tren", "tat-ca", "tre")] == [1, 1, 0]
    assert board.board(chair, late, first=span[0], last=span[1]).whole.all == 1, "of who gave"
    (row,) = counted.reported([world.WARD], at.date(), late.date(), at)
    assert row["n"] == 2, "of who does it"


def test_a_duty_of_a_post_that_is_gone_keeps_no_other_from_being_made(
    plan: Make, at: dt.datetime, clock: Callable[[dt.datetime], None]
) -> None:
    weekly = {"every": "weekly", "day": 5, "month": 0, "before": False, "lead": 6}
    rule = {"due_on": None, "starts_on": None, "recurs": weekly}
    made = plan(tasks=[clear(at.date(), **rule), clear(at.date(), post="economy-1", **rule)])
    Post.objects.filter(code="land-1").update(valid_to=at.date())
    clock(at)
    jobs.recur()
    given = Task.objects.filter(directive=made, case__isnull=False).order_by("n")
    assert [one.post for one in given] == ["", "economy-1"], "its agency names who answers for it"
    assert jobs.recur() == 0


# --- told, and issued every year -------------------------------------------------------------------------------

SESSION = {
    "means": "meeting", "audience": "Cán bộ, công chức", "present": 42, "proof": "Biên bản số 3/BB-UBND",
}  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_who_was_not_yet_told_what_a_document_asks(plan: Make, posts: Posts, at: dt.datetime) -> None:
    found, social = plan(), posts["social-1"]
    actions.expect(
        by=posts["chair"], at=at, directive=found, others=["Trường THCS"], due_on=at.date() + 9 * DAY
    )
    here = telling.told_of(found, at.date())
    assert "Trường THCS" in " ".join(here.missing) and len(here.missing) > 4
    actions.disseminate(
        by=social,
        at=at,
        directive=found.code,
        on=at.date(),
        units=["00145-vhxh"],
        **{**SESSION, "present": 8},
    )
    assert len(telling.told_of(found, at.date()).missing) == len(here.missing) - 1
    actions.disseminate(by=social, at=at, directive=found.code, on=at.date(), units=[world.WARD], **SESSION)
    after = telling.told_of(found, at.date())
    assert [len(after.sessions), after.people, len(after.missing)] == [2, 50, 1], (
        "the unit below was not there"
    )
    (line,) = telling.in_year(social, at.year, at.date())
    assert line == after
    table.catch_up()
    days = (at.date(), at.date() + DAY)
    assert figures.figure("training.people", {social.agency}, *days).value == 0, "a meeting is no course"
    course = {**SESSION, "means": "training", "present": 9}
    actions.disseminate(
        by=social, at=at, directive=found.code, on=at.date(), units=[world.WARD, "00145-vhxh"], **course
    )
    table.catch_up()
    assert figures.figure("training.people", {social.agency}, *days).value == 9
    assert figures.figure("training.wards", {social.agency}, *days).value == 2
    with pytest.raises(Invalid) as wrong:
        actions.disseminate(
            by=social, at=at, directive=found.code, on=at.date() + DAY, means="x", units=["99999"], audience="",
            present=0, proof="",
        )  # fmt: skip
    assert {fault.field for fault in wrong.value.faults} == {
        "on",
        "means",
        "units",
        "audience",
        "present",
        "proof",
    }
    with pytest.raises(NotAllowed):
        actions.disseminate(
            by=posts["one-stop-1"], at=at, directive=found.code, on=at.date(), units=[world.WARD], **SESSION
        )
    assert sound() == []
    Dissemination.objects.filter(n=1).update(present=80)
    assert len(sound()) == 1


def test_what_must_be_issued_every_year_is_in_time_late_or_missing(
    plan: Make, posts: Posts, at: dt.datetime
) -> None:
    chair, on = posts["chair"], at.date()
    given = {"agency": world.WARD, "source": "CT 33/CT-TTg", "first": 2026}
    for title, day, month in (
        ("Kế hoạch dân vận", 20, 11),
        ("Kế hoạch cải cách", 19, 11),
        ("Kế hoạch khác", 31, 12),
    ):
        actions.require_document(by=chair, at=at, title=title, day=day, month=month, field="dan-van", **given)
    found = plan()
    assert found.signed_on == on
    actions.fulfil(by=chair, at=at, required=1, year=2026, directive=found.code)
    actions.fulfil(by=chair, at=at, required=2, year=2026, directive=found.code)

    def stands(year: int, day: dt.date) -> dict[int, str]:
        return {line.required.n: str(line.standing) for line in required.lines(chair, year, day)}

    assert stands(2026, on) == {1: "in_time", 2: "late", 3: "waiting"}
    assert stands(2026, dt.date(2027, 1, 1))[3] == "missing" and stands(2025, on) == {}
    actions.end_required(by=chair, at=at, required=3, year=2026)
    assert set(stands(2027, on)) == {1, 2}
    with pytest.raises(Invalid) as wrong:
        actions.fulfil(by=chair, at=at, required=3, year=2027, directive="none")
    assert {fault.field for fault in wrong.value.faults} == {"year", "directive"}
    with pytest.raises(NotAllowed):
        actions.require_document(by=posts["social-1"], at=at, title="Khác", day=1, month=2, **given)
    with pytest.raises(NotFound):
        actions.end_required(by=posts["bo-de-one-stop-1"], at=at, required=1, year=2026)
    assert sound() == []


def test_the_share_issued_in_time_is_counted_when_its_day_has_passed(
    plan: Make, posts: Posts, at: dt.datetime, clock: Callable[[dt.datetime], None]
) -> None:
    chair = posts["chair"]
    actions.require_document(
        by=chair,
        at=at,
        agency=world.WARD,
        title="Kế hoạch dân vận",
        day=25,
        month=11,
        source="CT 33",
        first=2026,
    )
    actions.require_document(
        by=chair,
        at=at,
        agency=world.WARD,
        title="Kế hoạch cải cách",
        day=25,
        month=11,
        source="NQ 76",
        first=2026,
    )
    actions.fulfil(by=chair, at=at, required=1, year=2026, directive=plan().code)
    clock(at)
    assert jobs.count_due() == 0
    clock(at + 20 * DAY)
    assert jobs.count_due() == 0, "it may be noted for fifteen days"
    clock(at + 21 * DAY)
    assert (jobs.count_due(), jobs.count_due()) == (2, 0)
    facts = [fact for _seq, fact in table.rows_of(list(Event.objects.filter(kind="required.fell_due")))]
    rows = [(fact.day, fact.timing) for fact in facts if fact.kind == "required.due"]
    assert sorted(rows) == [(dt.date(2026, 11, 25), "late"), (dt.date(2026, 11, 25), "on_time")]
    late = actions.fulfil(by=chair, at=at + 21 * DAY, required=2, year=2026, directive=plan().code)
    assert late.in_time is False, "what was counted late stays late"
    adopted = actions.adopt_required(by=chair, at=at, agency=world.WARD)
    assert {one.title: one.first for one in adopted}["Kế hoạch chuyển đổi số"] == 2027, "from its next day on"
    assert len(adopted) > 5 and sound() == []
    with pytest.raises(actions.NothingToAdopt):
        actions.adopt_required(by=chair, at=at, agency=world.WARD)


def test_resolutions_of_the_council_are_a_register_of_their_own(
    plan: Make, posts: Posts, at: dt.datetime
) -> None:
    plan(issued=False)
    signed = at.date() - 9 * DAY
    for issuer in (
        "Hội đồng nhân dân thành phố Hà Nội",
        "HĐND phường Long Biên",
        "Văn phòng HĐND và UBND phường",
    ):
        plan(issued=False, type="resolution", issuer=issuer, number="12/NQ-HĐND", signed_on=signed)

    def listed(body: str) -> list[str]:
        return [one.issuer for one in queries.directives(posts["chair"], body=body)]

    assert listed("council") == ["HĐND phường Long Biên", "Hội đồng nhân dân thành phố Hà Nội"]
    assert listed("other") == ["Văn phòng HĐND và UBND phường"] and len(listed("committee")) == 1
    assert len(listed("")) == 4


def test_the_calendar_of_an_election_becomes_a_plan_with_people_and_days(
    ward: str, posts: Posts, at: dt.datetime
) -> None:
    """S125: only what is ahead; no later than the law says, on a working day, but polling itself on its Sunday."""
    office, polling = posts["office-head"], dt.date(2027, 2, 28)
    made = actions.draft_election(by=office, at=at, unit=world.WARD, polling=polling, post="office-head")
    days = dict(Task.objects.filter(directive=made).values_list("title", "due_on"))
    assert made.type == "plan" and not any("Ủy ban bầu cử cấp xã" in title for title in days), (
        "105 days: passed"
    )
    assert days["Bỏ phiếu"] == polling and set(
        Task.objects.filter(directive=made).values_list("post", flat=True)
    ) == {"office-head"}
    steps = {one.step.code: one for one in elections.steps(world.WARD, polling)}
    assert steps["voters"].last == dt.date(2027, 1, 19) and steps["result"].last == dt.date(2027, 3, 10)
    assert all(one.due <= one.last for one in steps.values()) and steps["units"].due <= steps["boards"].due
    assert steps["places"].due == dt.date(2027, 2, 25) and steps["campaign_ends"].due == dt.date(2027, 2, 26)
    for wrong in (polling + DAY, polling - 364 * DAY, None):
        with pytest.raises(Invalid):
            actions.draft_election(by=office, at=at, unit=world.WARD, polling=wrong, post="office-head")
    with pytest.raises(Invalid):
        actions.draft_election(by=office, at=at, unit=world.WARD, polling=polling, post="nobody")
    with pytest.raises(NotAllowed):
        actions.draft_election(by=posts["front"], at=at, unit=world.WARD, polling=polling, post="office-head")
    assert evidence.disagreements() == []
    with pytest.raises(Invalid, match="Chưa có văn bản"):
        actions.issue(by=posts["chair"], at=at, directive=made)


def test_what_older_documents_cite_is_read_once(ward: str, plan: Make, posts: Posts, at: dt.datetime) -> None:
    office, above = (
        posts["office-head"],
        "Thực hiện Chỉ thị số 16/CT-TTg ngày 16/5/2016 của Thủ tướng Chính phủ",
    )
    older = plan(issued=False, title=above)
    text = (
        "UBND QUẬN\nSố: 9/KH-UBND\nLong Biên, ngày 02 tháng 11 năm 2026\n"
        "KẾ HOẠCH\nCông tác dân vận\nCăn cứ Chỉ thị số 33/CT-TTg ngày 26/11/2021 của Thủ "
        "tướng Chính phủ về dân vận chính quyền;\n1. Văn phòng rà soát, xong trước ngày 30/11/2027.\n"
    )
    reading = confirming.begin_reading(by=office, at=at, unit=ward, text=text)
    for key in ("number", "type", "signed_on", "title", "issuer"):
        confirming.say(by=office, at=at, id=reading, key=key, state="yes")
    read = confirming.create_confirmed(by=office, at=at, id=reading)
    read.reading["source"]["reader"] = "rules.reading 1"
    read.save()
    Citation.objects.all().delete()  # as an installation from before references were kept
    assert citing.keep_older(at) == (3, 2)
    assert [one.symbol for one in _cited(older)] == ["16/CT-TTg"]
    assert [one.symbol for one in _cited(read)] == ["33/CT-TTg"]
    assert citing.keep_older(at) == (2, 0), "again, nothing new"


def _cited(directive: Directive) -> list[Any]:
    return [one.standing for one in instruments.cited_by(directive.subject, dt.date(2026, 11, 20))]


def test_who_directs_mends_the_field_of_a_task_also_after_it_is_done(
    plan: Make, posts: Posts, at: dt.datetime
) -> None:
    made = plan(field="dan-van")
    task = Task.objects.get(directive=made)
    chair, doer, on = posts["chair"], posts["land-1"], {"at": at, "task": task.code}
    first = task.field

    def listed(field: str) -> int:
        return lists.listed(chair, "tat-ca", at, field=field).count()

    other, third = [code for code in fields_of_work() if code not in (first, made.field)][:2]
    for by in (doer, posts["social-1"], posts["bo-de-one-stop-1"]):
        with pytest.raises((NotAllowed, NotFound)):
            actions.classify(by=by, field=other, **on)
    with pytest.raises(Invalid, match="Chọn lĩnh vực"):
        actions.classify(by=chair, field="khong-co", **on)
    actions.classify(by=chair, field=other, **on)
    assert (listed(other), listed(third), listed("")) == (1, 0, 1)
    with pytest.raises(Invalid, match="đã thuộc"):
        actions.classify(by=chair, field=other, **on)
    actions.classify(by=chair, field="", **on)
    assert listed(other) == 0 and listed(made.field) == 1
    actions.start(by=doer, **on)
    actions.hand_in(by=doer, result="Đã rà soát", **on)
    actions.accept(by=chair, **on)
    assert queries.acts_for(chair, queries.task(chair, task.code)) == ["classify"]
    assert actions.classify(by=chair, field=third, **on).field == third and sound() == []
