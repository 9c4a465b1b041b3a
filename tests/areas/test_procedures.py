"""The catalogue of procedures: publishing, versions, differences, processes, posting, who may."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from motcua.areas.cases.queries import current_type
from motcua.areas.procedures import actions, policies, queries
from motcua.areas.procedures.models import Posting
from motcua.areas.procedures.ports import (
    Basis,
    Doubt,
    Fee,
    Paper,
    ProcedureRecord,
    ProcessRecord,
    ProcessStep,
    Reading,
    Rejected,
    RemovedRule,
)
from motcua.base.journal.models import Event
from motcua.base.journal.ports import SYSTEM, Actor
from motcua.rules.deadlines import Cutoff, Limit, TimeUnit
from motcua.rules.impossible import NotAllowed

pytestmark = pytest.mark.django_db

ON = dt.date(2026, 7, 1)
LATER = dt.date(2026, 9, 1)
THREE = Limit(Decimal(3), TimeUnit.WORKING_DAY)
KEEPER = Actor(
    post="keeper", title="Người giữ danh mục", unit="w-vp", agency="w", duties=frozenset({"catalogue"})
)
CLERK = Actor(post="clerk", title="Công chức", unit="w-1", agency="w", duties=frozenset({"receive"}))


def a_record(**over: Any) -> ProcedureRecord:
    given: dict[str, Any] = {
        "code": "1.900001",
        "name": "Thủ tục đăng ký thử",
        "field": "Hộ tịch",
        "levels": ("commune",),
        "papers": (
            Paper("1", "Tờ khai"),
            Paper("2", "Văn bản ủy quyền", case="Khi nhờ làm thay", required=False),
        ),
        "limit": THREE,
        "fees": (Fee("Lệ phí", 8000, note="mỗi bản"),),
        "legal_basis": (Basis("60/2014/QH13"),),
        "results": ("Giấy thử",),
        **over,
    }
    return ProcedureRecord(**given)


def publish(record: ProcedureRecord, on: dt.date = ON, at: dt.datetime | None = None) -> Any:
    moment = at or dt.datetime(on.year, on.month, on.day, 8, tzinfo=dt.timezone(dt.timedelta(hours=7)))
    return actions.publish(procedure=record, valid_from=on, by=KEEPER, at=moment)


def test_a_record_is_stored_and_comes_back_whole() -> None:
    record = a_record(
        same_day=True, cutoff=Cutoff.AFTER_15H, limit=Limit(Decimal(1), TimeUnit.WORKING_DAY, True)
    )
    publish(record)
    assert queries.published("1.900001", ON).read() == record


def test_publishing_makes_a_procedure_receivable() -> None:
    version = publish(a_record())
    kind = current_type("dossier", "1.900001", ON)
    assert kind is not None
    assert version.case_type == kind
    assert kind.limit == THREE
    assert [step["kind"] for step in kind.steps] == ["receive", "work", "work", "work", "result", "return"]
    assert sum(Decimal(step["hours"]) for step in kind.steps) == 24
    assert [(paper["code"], paper["required"], paper["asked"]) for paper in kind.papers] == [
        ("1", True, True),
        ("2", False, True),
    ]


def test_same_day_with_its_hour_reaches_the_case_type() -> None:
    publish(
        a_record(same_day=True, cutoff=Cutoff.AFTER_15H, limit=Limit(Decimal(1), TimeUnit.WORKING_DAY, True))
    )
    kind = current_type("dossier", "1.900001", ON)
    assert kind is not None
    assert (kind.same_day, kind.cut) == (True, Cutoff.AFTER_15H)


@pytest.mark.parametrize("over", [{"limit": None}, {"levels": ("province",)}])
def test_without_limit_or_beyond_the_commune_nothing_is_receivable(over: dict[str, Any]) -> None:
    assert publish(a_record(**over)).case_type is None
    assert current_type("dossier", "1.900001", ON) is None


def test_a_change_is_a_new_version_and_the_past_stays() -> None:
    publish(a_record())
    publish(a_record(limit=Limit(Decimal(2), TimeUnit.WORKING_DAY)), LATER)
    assert [version.number for version in queries.history("1.900001")] == [2, 1]
    assert queries.published("1.900001", LATER - dt.timedelta(days=1)).number == 1
    assert queries.published("1.900001", LATER).number == 2
    before, after = current_type("dossier", "1.900001", ON), current_type("dossier", "1.900001", LATER)
    assert before is not None
    assert after is not None
    assert (before.limit.amount, after.limit.amount) == (3, 2)


def test_a_version_that_loses_its_limit_can_no_longer_be_received() -> None:
    publish(a_record())
    publish(a_record(limit=None), LATER)
    assert current_type("dossier", "1.900001", LATER) is None


def test_the_same_content_twice_is_refused() -> None:
    publish(a_record())
    with pytest.raises(actions.NothingNew, match="bản 1"):
        publish(a_record(), LATER)


def test_nothing_is_published_back_in_time() -> None:
    publish(a_record(), LATER)
    with pytest.raises(actions.PublishedLater, match="01/09/2026"):
        publish(a_record(name="Khác"), ON)


def test_differences_can_be_read() -> None:
    before = a_record()
    after = replace(
        before,
        limit=Limit(Decimal(2), TimeUnit.WORKING_DAY),
        fees=(Fee("Lệ phí", None, note="Do tỉnh quy định"),),
        papers=(Paper("1", "Tờ khai", originals=1), Paper("2", "Giấy chứng sinh")),
    )
    said = {(item.what, item.before, item.after) for item in queries.difference(before, after)}
    assert ("Thời hạn giải quyết", "3 ngày làm việc", "2 ngày làm việc") in said
    assert ("Phí, lệ phí", "Lệ phí: 8.000 VND mỗi bản", "Lệ phí: Do tỉnh quy định") in said
    assert ("Thêm giấy tờ", "", "Giấy chứng sinh") in said
    assert ("Đổi giấy tờ", "Tờ khai", "Tờ khai (1 bản chính)") in said
    assert {item.what for item in queries.difference(before, before)} == set()
    assert any(what == "Bớt giấy tờ" and "ủy quyền" in old for what, old, _ in said)


def test_abolished_procedures_end_and_stay_in_history(at: dt.datetime) -> None:
    publish(a_record())
    actions.abolish(code="1.900001", on=LATER, by=KEEPER, at=at)
    assert queries.published("1.900001", LATER - dt.timedelta(days=1)).number == 1
    with pytest.raises(queries.NoSuchProcedure):
        queries.published("1.900001", LATER)
    assert current_type("dossier", "1.900001", LATER) is None
    with pytest.raises(actions.AlreadyAbolished):
        actions.abolish(code="1.900001", on=LATER, by=KEEPER, at=at)
    publish(a_record(), LATER, at)
    assert queries.published("1.900001", LATER).number == 2


def test_only_keepers_change_the_catalogue(at: dt.datetime) -> None:
    with pytest.raises(NotAllowed):
        actions.publish(procedure=a_record(), valid_from=ON, by=CLERK, at=at)
    with pytest.raises(NotAllowed):
        actions.load_records(reading=Reading(), on=ON, by=CLERK, at=at)
    assert policies.can_change(SYSTEM)
    assert not policies.can_post(KEEPER, "elsewhere")
    assert policies.can_post(KEEPER, "w")
    assert not policies.can_post(CLERK, "w")


def test_every_act_is_journalled_without_texts() -> None:
    publish(a_record())
    event = Event.objects.get(subject="procedure:1.900001")
    assert event.kind == "procedure.published"
    assert event.facts["version"] == 1
    assert "Thủ tục" not in str(event.facts)


# --- posting -------------------------------------------------------------------------------------------------


def test_a_place_shows_what_is_posted_and_what_is_out_of_date(at: dt.datetime) -> None:
    publish(a_record())
    publish(a_record(code="1.900002", name="Thủ tục khác"))
    actions.post(code="1.900001", place="w", on=ON, by=KEEPER, at=at)
    rows = {row.code: row for row in queries.posting_list("w", ON)}
    assert (rows["1.900001"].current, rows["1.900002"].current) == (True, False)
    publish(a_record(name="Thủ tục đăng ký thử, sửa"), LATER, at)
    row = next(row for row in queries.posting_list("w", LATER) if row.code == "1.900001")
    assert (row.version, row.posted_version, row.current) == (2, 1, False)
    actions.post(code="1.900001", place="w", on=LATER, by=KEEPER, at=at)
    assert next(row for row in queries.posting_list("w", LATER) if row.code == "1.900001").current
    assert next(row for row in queries.posting_list("w", ON) if row.code == "1.900001").posted_version == 1
    actions.unpost(code="1.900001", place="w", on=LATER + dt.timedelta(days=1), by=KEEPER, at=at)
    assert Posting.objects.filter(removed_on=None).count() == 0


# --- loads ---------------------------------------------------------------------------------------------------


def load(at: dt.datetime, *records: ProcedureRecord, on: dt.date = ON, **over: Any) -> Any:
    return actions.load_records(reading=Reading(records, **over), on=on, by=SYSTEM, at=at)


def test_a_load_is_repeatable_and_tells_what_it_did(at: dt.datetime) -> None:
    one, two = a_record(), a_record(code="1.900002", limit=None)
    doubt = Doubt("1.900002", "limit", "không có thời hạn")
    report = load(at, one, two, doubts=(doubt,), rejected=(Rejected(3, "thiếu mã thủ tục"),))
    assert (report.added, report.changed, report.receivable) == (("1.900001", "1.900002"), (), ("1.900001",))
    assert report.as_json()["rejected"] == [{"row": 3, "reason": "thiếu mã thủ tục"}]
    assert report.as_json()["doubtful"][0]["code"] == "1.900002"
    assert queries.published("1.900002", ON).doubts[0]["text"] == "không có thời hạn"
    again = load(at, one, two)
    assert (again.added, again.changed, again.unchanged) == ((), (), ("1.900001", "1.900002"))
    changed = load(at, replace(one, name="Tên mới"), two, on=LATER)
    assert (changed.changed, changed.unchanged) == (("1.900001",), ("1.900002",))
    assert queries.record("1.900001", LATER).name == "Tên mới"
    assert queries.record("1.900001", ON).name == one.name


def test_a_load_leaves_one_event_with_counts(at: dt.datetime) -> None:
    load(at, a_record(), a_record(code="1.900002"))
    event = Event.objects.get(kind="procedure.loaded")
    assert (event.facts["added"], event.facts["changed"], event.facts["rejected"]) == (2, 0, 0)
    assert len(event.facts["digest"]) == 64


def test_raw_records_wait_beside_a_reviewed_one(at: dt.datetime) -> None:
    load(at, a_record(reviewed=True, summary="Nói dễ hiểu."))
    raw = a_record(name="Tên từ cổng", limit=None)
    report = load(at, raw, on=LATER)
    assert (report.waiting, report.changed) == (("1.900001",), ())
    assert queries.record("1.900001", LATER).name == "Thủ tục đăng ký thử"
    assert load(at, raw, on=LATER).unchanged == ("1.900001",)
    draft = queries.waiting()[0]
    actions.approve(code="1.900001", number=draft.number, valid_from=LATER, by=KEEPER, at=at)
    assert queries.record("1.900001", LATER).name == "Tên từ cổng"
    assert queries.waiting() == []
    with pytest.raises(actions.NoSuchDraft):
        actions.approve(code="1.900001", number=draft.number, valid_from=LATER, by=KEEPER, at=at)


def test_a_load_before_a_later_publication_is_rejected(at: dt.datetime) -> None:
    publish(a_record(), LATER, at)
    report = load(at, a_record(name="Khác"))
    assert report.changed == ()
    assert "muộn hơn" in report.rejected[0].reason


# --- processes -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("amount", "unit"),
    [
        *((n, TimeUnit.WORKING_DAY) for n in (1, 2, 3, 5, 7, 10, 15, 30, 60)),
        *((n, TimeUnit.DAY) for n in (1, 8, 40)),
        *((n, TimeUnit.HOUR) for n in (1, 2, 4, 8, 24)),
        (Decimal("0.5"), TimeUnit.WORKING_DAY),
        (Decimal("0.5"), TimeUnit.WORKING_HOUR),
    ],
)
def test_the_default_process_adds_up_to_the_limit(amount: Decimal | int, unit: TimeUnit) -> None:
    limit = Limit(Decimal(amount), unit)
    steps = queries.default_process(limit)
    assert queries.faults_of(steps, limit) == []
    assert all(step.hours > 0 for step in steps[:-1])
    assert [step.duty for step in steps] == ["receive", "process", "review", "sign", "stamp", "return"]


def step(duty: str, hours: int | str, kind: str = "work") -> ProcessStep:
    return ProcessStep(f"Bước {duty}", f"Người {duty}", Decimal(hours), duty, kind)


ADOPTED = (
    step("receive", 2, "receive"),
    step("review", 2),
    step("process", 8),
    step("review", 4),
    step("sign", 4),
    step("stamp", 4, "result"),
    step("return", 0, "return"),
)


def test_assigning_is_joined_to_the_work_it_assigns() -> None:
    steps = queries.for_engine(ADOPTED)
    assert [item.duty for item in steps] == ["receive", "process", "review", "sign", "stamp", "return"]
    assert steps[1].hours == 10
    assert sum(item.hours for item in steps) == 24
    assert queries.faults_of(steps, THREE) == []


@pytest.mark.parametrize("steps", [ADOPTED[:1], ADOPTED[2:5], (step("sign", 24),), ADOPTED[1:], ()])
def test_any_table_is_brought_into_shape_and_keeps_its_hours(steps: tuple[ProcessStep, ...]) -> None:
    shaped = queries.for_engine(steps)
    assert sum(item.hours for item in shaped) == sum(item.hours for item in steps)
    assert shaped[0].kind == "receive"
    assert [item.kind for item in shaped[-2:]] == ["result", "return"]


def test_an_adopted_process_guides_new_cases(at: dt.datetime) -> None:
    publish(a_record())
    steps, source = queries.process_for(queries.published("1.900001", ON).read(), ON)
    assert source == "mẫu mặc định, chưa có quyết định"
    process = ProcessRecord(("1.900001",), ADOPTED, decision="12/QĐ-UBND")
    actions.adopt_process(process=process, on=LATER, by=KEEPER, at=at)
    record = queries.record("1.900001", LATER)
    assert record.process == ADOPTED
    assert record.process_source == "Quyết định 12/QĐ-UBND"
    kind = current_type("dossier", "1.900001", LATER)
    assert kind is not None
    assert [item["duty"] for item in kind.steps] == [
        "receive",
        "process",
        "review",
        "sign",
        "stamp",
        "return",
    ]
    assert queries.record("1.900001", ON).process == steps


def test_a_process_that_does_not_add_up_is_refused(at: dt.datetime) -> None:
    publish(a_record())
    short = ProcessRecord(("1.900001",), ADOPTED[:4] + ADOPTED[5:])
    with pytest.raises(actions.ProcessUnusable, match="20 giờ, thời hạn công bố là 24 giờ"):
        actions.adopt_process(process=short, on=ON, by=KEEPER, at=at)
    report = actions.load_processes(processes=[short], on=ON, by=KEEPER, at=at)
    assert "24 giờ" in report.rejected[0].reason


def test_one_process_serves_several_procedures_and_loads_once(at: dt.datetime) -> None:
    publish(a_record())
    publish(a_record(code="1.900002"))
    process = ProcessRecord(("1.900001", "1.900002", "1.900009"), ADOPTED)
    report = actions.load_processes(processes=[process], on=ON, by=KEEPER, at=at)
    assert report.added == ("1.900001", "1.900002")
    assert report.rejected == (Rejected(1, "1.900009: thủ tục chưa công bố"),)
    again = actions.load_processes(processes=[process], on=ON, by=KEEPER, at=at)
    assert (again.added, again.unchanged) == ((), ("1.900001", "1.900002"))


def test_an_agencys_own_process_comes_before_the_general_one(at: dt.datetime) -> None:
    publish(a_record())
    own = (replace(ADOPTED[0], post="Quầy số 1"), *ADOPTED[1:])
    for agency, steps in (("", ADOPTED), ("w", own)):
        process = ProcessRecord(("1.900001",), steps, agency=agency)
        actions.adopt_process(process=process, on=ON, by=KEEPER, at=at)
    assert queries.record("1.900001", ON, agency="w").process[0].post == "Quầy số 1"
    assert queries.record("1.900001", ON, agency="x").process[0].post == "Người receive"


# --- papers that may not be asked for ------------------------------------------------------------------------

RULE = RemovedRule("1.900001", "Căn cước", "Cơ sở dữ liệu quốc gia về dân cư", "NĐ 1/2020/NĐ-CP")


@pytest.mark.parametrize(
    ("component", "paper", "replaced"),
    [
        ("Căn cước", "Thẻ Căn cước công dân hoặc hộ chiếu", True),
        ("Căn cước công dân", "Căn cước, hộ chiếu hoặc giấy tờ tùy thân khác có ảnh", True),
        ("Giấy khai sinh, Căn cước công dân", "Bản sao giấy khai sinh của con", True),
        ("Giấy chứng nhận đăng ký doanh nghiệp", "Bản sao hợp lệ giấy chứng nhận đăng kí doanh nghiệp", True),
        ("Căn cước", "Tờ khai đề nghị cấp căn cước", False),
        ("Căn cước", "Giấy chứng sinh", False),
        ("Giấy khai sinh", "Văn bản ủy quyền làm giấy khai sinh", False),
        ("Căn cước", "Giấy chứng nhận quyền sử dụng đất", False),
    ],
)
def test_replaced_papers_are_known_in_any_wording(component: str, paper: str, replaced: bool) -> None:
    assert queries.replaces(component, Paper("1", paper)) is replaced


def test_papers_that_a_database_replaces_are_never_asked_for(at: dt.datetime) -> None:
    assert actions.load_removed_papers(rules=[RULE], by=SYSTEM, at=at) == 1
    papers = (Paper("1", "Tờ khai"), Paper("2", "Căn cước của người yêu cầu", kind="present"))
    publish(a_record(papers=papers), ON, at)
    asked = queries.record("1.900001", ON).papers
    assert [paper.asked for paper in asked] == [True, False]
    assert asked[1].replaced_by == "CSDL quốc gia về dân cư"
    assert asked[1].replaced_law == "NĐ 1/2020/NĐ-CP"
    kind = current_type("dossier", "1.900001", ON)
    assert kind is not None
    assert [paper["required"] for paper in kind.papers] == [True, False]
    with pytest.raises(actions.NothingNew):
        publish(a_record(papers=papers), LATER, at)


def test_a_paper_replaced_in_part_is_still_asked_for() -> None:
    rule = replace(RULE, component="Căn cước (thay thế 1 phần)")
    record, _ = queries.without_removed(a_record(papers=(Paper("1", "Căn cước"),)), [rule])
    assert record.papers[0].asked
    assert record.papers[0].replaced_by == "CSDL quốc gia về dân cư (thay thế một phần)"


# --- search --------------------------------------------------------------------------------------------------

NAMES: Mapping[str, tuple[str, str]] = {
    "1.001193": ("Thủ tục đăng ký khai sinh", "Hộ tịch"),
    "1.004884": ("Thủ tục đăng ký lại khai sinh", "Hộ tịch"),
    "1.000894": ("Thủ tục đăng ký kết hôn", "Hộ tịch"),
    "1.013978": ("Đăng ký đất đai, cấp Giấy chứng nhận quyền sử dụng đất lần đầu", "Đất đai"),
    "1.001612": ("Đăng ký thành lập hộ kinh doanh", "Hộ kinh doanh"),
    "2.000815": ("Chứng thực bản sao từ bản chính giấy tờ, văn bản", "Chứng thực"),
}


@pytest.fixture
def some(at: dt.datetime) -> None:
    records = [a_record(code=code, name=name, field=field) for code, (name, field) in NAMES.items()]
    records.append(a_record(code="9.000001", name="Đăng ký tàu biển", field="Hàng hải", levels=("ministry",)))
    load(at, *records)


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("khai sinh", "1.001193"),
        ("KHAI SINH", "1.001193"),
        ("dang ky khai sinh", "1.001193"),
        ("tôi muốn làm giấy khai sinh cho con", "1.001193"),
        ("đám cưới", "1.000894"),
        ("ket hon", "1.000894"),
        ("làm sổ đỏ", "1.013978"),
        ("mở quán phở", "1.001612"),
        ("sao y bản chính", "2.000815"),
        ("cong chung ban sao", "2.000815"),
        ("1.001193", "1.001193"),
        ("1.00161", "1.001612"),
        ("lại khai sinh", "1.004884"),
        ("kết hô", "1.000894"),
    ],
)
def test_people_find_procedures_in_their_own_words(some: None, asked: str, first: str) -> None:
    assert queries.search(asked).items[0].code == first


def test_search_is_narrowed_paged_and_empty_when_nothing_answers(some: None) -> None:
    assert queries.search("zzz qqq").items == ()
    assert {found.code for found in queries.search(field="ho tich").items} == {
        "1.001193",
        "1.004884",
        "1.000894",
    }
    assert [found.code for found in queries.search(level="ministry").items] == ["9.000001"]
    seen: list[str] = []
    cursor = ""
    while True:
        page = queries.search(limit=3, cursor=cursor)
        seen += [found.code for found in page.items]
        cursor = page.next_cursor
        if not cursor:
            break
    assert sorted(seen) == sorted([*NAMES, "9.000001"])
    assert page.total == 7
    assert queries.search("khai sinh", cursor="junk").items[0].code == "1.001193"


def test_lists_follow_the_day_and_the_acts(some: None, at: dt.datetime) -> None:
    assert "Đất đai" in queries.fields()
    assert queries.field_counts()["Hộ tịch"] == 3
    actions.abolish(code="1.013978", on=LATER, by=SYSTEM, at=at)
    assert "Đất đai" not in queries.fields()
    assert "Đất đai" in queries.fields(on=ON)
    assert queries.search("so do").items == ()
    assert [found.code for found in queries.popular(3)] == ["1.001193", "2.000815", "1.000894"]
