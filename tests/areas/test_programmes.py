"""Coordination programmes: entered as signed, planned by year, worked on together, reviewed, renewed."""

import datetime as dt
from collections.abc import Callable, Mapping

import pytest
from django.urls import reverse

from motcua.areas.programmes import actions, evidence, queries
from motcua.areas.programmes.actions import NoSuchProposal, NoSuchTask
from motcua.areas.programmes.models import Programme
from motcua.areas.programmes.queries import NoSuchProgramme
from motcua.base.journal.models import Event
from motcua.base.journal.ports import Actor
from motcua.reactions import citing
from motcua.rules.impossible import Invalid, NotAllowed
from tests import world
from tests.faces.at_desk import Official, words

GIVEN = {
    "kind": "programme", "title": "Phối hợp công tác dân vận giai đoạn 2021-2026", "number": "01-CTPH",
    "parties": "Ban Dân vận Đảng ủy\nUBND phường\nỦy ban MTTQ Việt Nam phường", "signatories": "Chủ tịch UBND phường",
    "signed_on": dt.date(2021, 6, 15), "begins_on": dt.date(2021, 6, 15), "ends_on": dt.date(2026, 12, 31),
    "contents": "Tuyên truyền, đối thoại, giám sát.",
}  # fmt: skip
FRONT = "Ủy ban MTTQ Việt Nam phường"
Enter = Callable[..., Programme]
HERE = "/can-bo/chuong-trinh-phoi-hop/"


@pytest.fixture
def enter(posts: Mapping[str, Actor], at: dt.datetime) -> Enter:
    def made(**over: object) -> Programme:
        return actions.enter(**{"by": posts["office-head"], "at": at, **GIVEN, **over})

    return made


def test_a_programme_that_begins_later_does_not_run_yet(ward: str, enter: Enter) -> None:
    enter()
    enter(title="Giai đoạn sau", begins_on=dt.date(2027, 1, 1), ends_on=dt.date(2031, 12, 31))
    page = words(Official("office-head").get(HERE))
    assert "1 chương trình đang thực hiện" in page and "Giai đoạn sau" in page


def test_a_programme_lives_from_signature_to_renewal(
    ward: str, enter: Enter, posts: Mapping[str, Actor], at: dt.datetime
) -> None:
    made, chair = enter(), posts["chair"]
    assert made.period == "2021–2026" and len(made.parties) == 3
    assert queries.ends_soon(made, at.date()) and not queries.ends_soon(made, dt.date(2026, 6, 1))
    actions.plan_year(by=chair, at=at, programme=made, year=2026, content="Đối thoại quý IV")
    actions.plan_year(by=chair, at=at, programme=made, year=2026, content="Đối thoại quý III và IV")
    task = actions.add_task(
        by=chair, at=at, programme=made, what="Đối thoại", lead="UBND phường", beside="MTTQ", due_on=at.date()
    )
    later = at.date() + dt.timedelta(days=1)
    rest = {"ending": 1, "unplanned": 0, "unreviewed": 1, "proposed": 0}
    assert (
        queries.due(chair, at.date())
        == {"soon": 1, "late": 0, **rest}
        == queries.due(posts["office-head"], at.date())
    )
    assert queries.due(chair, later) == {"soon": 0, "late": 1, **rest}
    assert set(queries.due(posts["social-1"], later).values()) == {0}
    actions.finish_task(by=posts["social-1"], at=at, programme=made, n=task.n, result="Đã đối thoại")
    assert queries.due(chair, later) == {"soon": 0, "late": 0, **rest}
    with pytest.raises(NoSuchTask):
        actions.finish_task(by=posts["social-1"], at=at, programme=made, n=task.n, result="Nữa")
    actions.review(
        by=chair, at=at, programme=made, kind="preliminary", on=at.date(), findings="Làm tốt việc đối thoại"
    )
    with pytest.raises(Invalid, match="kết thúc sau chương trình trước"):
        enter(follows=made.code)
    new = enter(follows=made.code, begins_on=dt.date(2027, 1, 1), ends_on=dt.date(2031, 12, 31))
    assert not queries.ends_soon(made, at.date()) and queries.successor(made) == new
    with pytest.raises(Invalid, match="đã có chương trình tiếp nối"):
        enter(follows=made.code, ends_on=dt.date(2030, 12, 31))
    assert list(evidence.disagreements()) == []
    said = str([event.facts for event in Event.objects.filter(subject=made.subject)])
    assert "đối thoại" not in said and "Đối thoại" not in said, "no words in the journal"
    Programme.objects.filter(pk=made.pk).update(ends_on=dt.date(2030, 1, 1))
    assert len(list(evidence.disagreements())) == 1


def test_a_party_reports_the_joint_work_it_leads_gives_its_part_and_proposes_and_nothing_else(
    ward: str, enter: Enter, posts: Mapping[str, Actor], at: dt.datetime
) -> None:
    made, chair, front, on = enter(), posts["chair"], posts["front"], at.date()
    assert made.units == {FRONT: front.unit}, "the party whose name a unit here bears"
    with pytest.raises(Invalid, match="các bên ký"):
        actions.add_task(by=chair, at=at, programme=made, what="Giám sát", lead="MTTQ", due_on=on)
    for lead in (FRONT, "UBND phường"):
        actions.add_task(by=chair, at=at, programme=made, what="Giám sát", lead=lead, due_on=on)
    assert queries.due(front, on)["soon"] == 1 and queries.due(front, on + dt.timedelta(days=1))["late"] == 1
    actions.report_progress(by=front, at=at, programme=made, n=1, text="Đã giám sát 2 trong 3 nơi")
    for verb, given in (
        (actions.report_progress, {"n": 2, "text": "x"}), (actions.finish_task, {"n": 2, "result": "x"}),
        (actions.plan_year, {"year": 2026, "content": "x"}),
        (actions.add_task, {"what": "x", "lead": FRONT, "due_on": on}),
        (actions.review, {"kind": "preliminary", "on": on, "findings": "x"}),
        (actions.answer, {"n": 1, "outcome": "taken", "said": "x"}),
        (actions.place, {"party": FRONT, "unit": front.unit}),
    ):  # fmt: skip
        with pytest.raises(NotAllowed):
            verb(by=front, at=at, programme=made, **given)
    actions.finish_task(by=front, at=at, programme=made, n=1, result="Đã giám sát 3 nơi")
    assert queries.due(front, on)["soon"] == 0
    with pytest.raises(Invalid):
        actions.give_part(by=front, at=at, programme=made, year=2027, text="Chưa đến")
    actions.give_part(by=front, at=at, programme=made, year=2026, text="Trao đổi thông tin còn chậm")
    proposal = actions.propose(by=front, at=at, programme=made, year=2026, text="Đối thoại về môi trường")
    assert queries.due(chair, on)["proposed"] == 1 and "chờ trả lời" in words(
        Official("office-head").get("/can-bo/")
    )
    for by in (chair, posts["social-1"]):
        with pytest.raises(NotAllowed):
            actions.propose(by=by, at=at, programme=made, year=2026, text="Không phải bên ký")
    actions.answer(by=chair, at=at, programme=made, n=proposal.n, outcome="taken", said="Đưa vào quý IV")
    with pytest.raises(NoSuchProposal):
        actions.answer(by=chair, at=at, programme=made, n=proposal.n, outcome="taken", said="Nữa")
    assert list(evidence.disagreements()) == []
    said = str([event.facts for event in Event.objects.filter(subject=made.subject)])
    assert "thông tin" not in said and "môi trường" not in said, "no words in the journal"


def test_a_final_review_says_what_stands_open_and_is_meant(
    ward: str, enter: Enter, posts: Mapping[str, Actor], at: dt.datetime
) -> None:
    made, chair, front, on = enter(), posts["chair"], posts["front"], at.date()
    actions.add_task(by=chair, at=at, programme=made, what="Giám sát", lead=FRONT, due_on=on)
    actions.propose(by=front, at=at, programme=made, year=2026, text="Đối thoại về môi trường")
    said = {"by": chair, "at": at, "programme": made, "on": on, "findings": "Làm tốt việc đối thoại"}
    actions.review(**said, kind="preliminary")
    with pytest.raises(Invalid, match="1 việc chung chưa xong, 1 đề xuất chưa trả lời") as told:
        actions.review(**said, kind="final")
    assert [one.field for one in told.value.faults] == ["sure"]
    assert actions.review(**said, kind="final", sure=True).kind == "final"


def test_who_keeps_a_programme_says_which_unit_a_party_is(
    ward: str, enter: Enter, posts: Mapping[str, Actor], at: dt.datetime
) -> None:
    made, chair, front = enter(parties="UBND phường\nMặt trận Tổ quốc"), posts["chair"], posts["front"]
    assert made.units == {}
    with pytest.raises(NotAllowed):
        actions.give_part(by=front, at=at, programme=made, year=2026, text="Chưa là bên")
    for wrong in ({"party": "Ai đó", "unit": front.unit}, {"party": "Mặt trận Tổ quốc", "unit": world.OTHER}):
        with pytest.raises(Invalid):
            actions.place(by=chair, at=at, programme=made, **wrong)
    made = actions.place(by=chair, at=at, programme=made, party="Mặt trận Tổ quốc", unit=front.unit)
    with pytest.raises(Invalid, match="bên ký khác"):
        actions.place(by=chair, at=at, programme=made, party="UBND phường", unit=front.unit)
    actions.give_part(by=front, at=at, programme=made, year=2026, text="Nay là bên")
    assert list(evidence.disagreements()) == []


def test_the_front_acts_on_the_page_of_its_programme(
    ward: str, clock: object, enter: Enter, posts: Mapping[str, Actor], at: dt.datetime
) -> None:
    made, front, office = enter(), Official("front"), Official("office-head")
    actions.add_task(
        by=posts["chair"], at=at, programme=made, what="Giám sát chung", lead=FRONT, due_on=at.date()
    )
    page = f"{HERE}ma/{made.code}"
    shown = words(front.get(page))
    assert (
        "Báo cáo tiến độ việc chung" in shown
        and "Đề xuất nội dung" in shown
        and "Ghi kế hoạch năm" not in shown
    )
    assert front.post(f"{page}/viec/progress", **{"b-n": "1", "b-text": "Xong 2 nơi"}).status_code == 302
    assert front.post(f"{page}/viec/part", **{"d-year": "2026", "d-text": "Tốt"}).status_code == 302
    assert (
        front.post(f"{page}/viec/propose", **{"p-year": "2026", "p-text": "Thêm đối thoại"}).status_code
        == 302
    )
    assert front.post(f"{page}/viec/year", **{"c-year": "2026", "c-content": "x"}).status_code == 403
    assert front.post(f"{page}/viec/task", **{"t-what": "x"}).status_code == 403
    n = made.contributions.get(kind="proposal").n
    answered = {"l-n": str(n), "l-outcome": "declined", "l-said": "Để năm sau"}
    assert office.post(f"{page}/viec/answer", **answered).status_code == 302
    shown = words(front.get(page))
    assert "Xong 2 nơi" in shown and "Chưa tiếp thu" in shown and "Để năm sau" in shown
    assert (
        Official("social-1").post(f"{page}/viec/part", **{"d-year": "2026", "d-text": "x"}).status_code == 403
    )


def test_what_a_programme_lacks_waits_for_who_keeps_it(
    ward: str, enter: Enter, posts: Mapping[str, Actor], at: dt.datetime
) -> None:
    made, office = enter(ends_on=dt.date(2029, 12, 31)), posts["office-head"]
    lacking = {"soon": 0, "late": 0, "ending": 0, "unplanned": 1, "unreviewed": 1, "proposed": 0}
    assert queries.due(office, at.date()) == lacking
    inbox = words(Official("office-head").get("/can-bo/"))
    assert "1 chương trình phối hợp chưa có nội dung năm nay" in inbox and "quá một năm chưa sơ kết" in inbox
    actions.plan_year(by=office, at=at, programme=made, year=at.year, content="Đối thoại")
    actions.review(by=office, at=at, programme=made, kind="preliminary", on=at.date(), findings="Tốt")
    assert set(queries.due(office, at.date()).values()) == {0}


def test_what_a_programme_cites_is_kept_and_what_has_expired_is_shown(
    ward: str, enter: Enter, posts: Mapping[str, Actor], at: dt.datetime
) -> None:
    made = enter(contents="Thực hiện Chỉ thị số 16/CT-TTg ngày 16/5/2016 của Thủ tướng Chính phủ.")
    actions.review(
        by=posts["office-head"], at=at, programme=made, kind="preliminary", on=at.date(),
        findings="Bám sát Chỉ thị số 33/CT-TTg ngày 26/11/2021 của Thủ tướng Chính phủ.",
    )  # fmt: skip
    for event in Event.objects.filter(subject=made.subject).order_by("seq"):
        citing.keep(event, at)
    shown = words(Official("office-head").get(reverse("desk:programme", args=[made.code])))
    assert "16/CT-TTg" in shown and "33/CT-TTg" in shown and "hết hiệu lực" in shown.lower()
    assert queries.titles(posts["chair"], [made.code]) == {made.code: f"{made.title} · {made.period}"}


def test_wrong_entries_are_told_everything_at_once(
    ward: str, enter: Enter, posts: Mapping[str, Actor], at: dt.datetime
) -> None:
    with pytest.raises(Invalid) as wrong:
        enter(
            kind="x",
            title="",
            parties="Một bên",
            signed_on=dt.date(2030, 1, 1),
            ends_on=dt.date(2020, 1, 1),
            contents="",
        )
    assert {fault.field for fault in wrong.value.faults} == {
        "kind",
        "title",
        "parties",
        "signed_on",
        "ends_on",
        "contents",
    }
    made = enter()
    for over in ({"year": 2030, "content": "x"}, {"year": 2026, "content": ""}):
        with pytest.raises(Invalid):
            actions.plan_year(by=posts["chair"], at=at, programme=made, **over)
    with pytest.raises(NotAllowed):
        enter(by=posts["social-1"])
    with pytest.raises(NoSuchProgramme):
        queries.one(posts["bo-de-one-stop-1"], made.code)


def test_the_pages(
    ward: str, clock: object, enter: Enter, posts: Mapping[str, Actor], at: dt.datetime
) -> None:
    office, social = Official("office-head"), Official("social-1")
    said = {name: str(value) for name, value in GIVEN.items()}
    assert office.post(f"{HERE}moi", **{**said, "title": ""}).status_code == 422
    answer = office.post(f"{HERE}moi", **said)
    assert answer.status_code == 302
    code = answer["Location"].removeprefix(f"{HERE}ma/")
    assert "1 sắp hết hoặc đã hết, chưa có tiếp nối" in words(office.get(HERE))
    given = {"t-what": "Giám sát chung", "t-lead": FRONT, "t-due_on": "2026-12-01"}
    assert office.post(f"{HERE}ma/{code}/viec/task", **given).status_code == 302
    assert social.post(f"{HERE}ma/{code}/viec/task", **given).status_code == 403
    assert (
        social.post(f"{HERE}ma/{code}/viec/done", **{"x-n": "1", "x-result": "Đã giám sát"}).status_code
        == 302
    )
    assert "Đã giám sát" in words(Official("front").get(f"{HERE}ma/{code}"))
    assert code in office.get(f"{HERE}moi", **{"tiep-noi": code}).content.decode()
    public = Official("social-1").client.__class__().get("/chuong-trinh-phoi-hop/")
    shown = words(public)
    assert "Phối hợp công tác dân vận" in shown and "xong 1 trên 1 việc chung" in shown
    assert "Chủ tịch UBND phường" not in shown, "who signed is not for the public list"
    assert queries.public(world.OTHER, at.date()).count() == 0
