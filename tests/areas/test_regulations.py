"""Regulations of work: drafted, made clear, binding from a day on, in doubt when posts change, reviewed, followed."""

import datetime as dt
from collections.abc import Callable, Mapping

import pytest

from motcua.areas.regulations import actions, evidence, policies, queries
from motcua.areas.regulations.actions import AlreadyAdopted, AlreadyDrafted, NotInForce, StillUnclear
from motcua.areas.regulations.choices import parts
from motcua.areas.regulations.models import Matter, Regulation
from motcua.areas.regulations.queries import NoSuchRegulation
from motcua.base.journal.models import Event
from motcua.base.journal.ports import Actor
from motcua.base.orgs.models import Post
from motcua.rules.impossible import Invalid, NotAllowed
from tests import world
from tests.faces.at_desk import Official, value_of, words

Posts = Mapping[str, Actor]
WHERE = {part: f"Điều {n}" for n, part in enumerate(parts(), 1)}
Drafted = Callable[..., Regulation]
HERE = "/can-bo/quy-che-lam-viec/"


@pytest.fixture
def whole(ward: str, posts: Posts, at: dt.datetime) -> Drafted:
    """A draft that is clear: the chair decides, every post leads something of its own."""

    def made() -> Regulation:
        chair = posts["chair"]
        found = actions.draft(by=chair, at=at)
        actions.locate(by=chair, at=at, regulation=found, where=WHERE)
        for post, title in queries.bound(world.WARD, at.date()).items():
            if not queries.of_post(found, post):
                actions.assign(
                    by=chair, at=at, regulation=found, work=f"Việc của {title}", decides="chair", leads=post
                )
        return found

    return made


def adopted(found: Regulation, posts: Posts, at: dt.datetime, **over: object) -> Regulation:
    on = at.date()
    given = {"number": "12/QĐ-UBND", "signed_on": on, "valid_from": on, **over}
    return actions.adopt(by=posts["chair"], at=at, regulation=found, **given)


def test_a_regulation_binds_only_when_everything_is_clear(ward: str, posts: Posts, at: dt.datetime) -> None:
    office, chair, on = posts["office-head"], posts["chair"], at.date()
    found = actions.draft(by=office, at=at)
    with pytest.raises(AlreadyDrafted):
        actions.draft(by=chair, at=at)
    with pytest.raises(StillUnclear):
        adopted(found, posts, at)
    missing = queries.what_is_unclear(found, on)
    assert set(missing.parts) == set(parts()) and "justice-1" in missing.idle and not missing.gone
    actions.locate(by=office, at=at, regulation=found, where=WHERE)
    with pytest.raises(Invalid) as wrong:
        actions.assign(
            by=office, at=at, regulation=found, work="", decides="bo-de-one-stop-1", leads="", helps=["none"]
        )
    assert {fault.field for fault in wrong.value.faults} == {"work", "decides", "leads", "helps"}
    row = actions.assign(
        by=office, at=at, regulation=found, work="Đăng ký hộ tịch", decides="vice-chair", leads="justice-1",
        helps=["one-stop-1", "justice-1"], told=["chair", "one-stop-1"], duty="Trong ngày",
    )  # fmt: skip
    assert (row.helps, row.told) == (["one-stop-1"], ["chair"]), "nobody helps or is told twice"
    assert [answer.matter.n for answer in queries.of_post(found, "one-stop-1")] == [row.n]
    dropped = actions.assign(by=office, at=at, regulation=found, work="Thừa", decides="chair", leads="chair")
    actions.drop(by=office, at=at, regulation=found, n=dropped.n)
    with pytest.raises(Invalid):
        actions.drop(by=office, at=at, regulation=found, n=dropped.n)
    with pytest.raises(NotAllowed):
        actions.adopt(by=office, at=at, regulation=found, number="1", signed_on=on, valid_from=on)
    for stranger in (posts["justice-1"], posts["bo-de-one-stop-1"]):
        with pytest.raises((NotAllowed, NoSuchRegulation)):
            actions.locate(by=stranger, at=at, regulation=found, where=WHERE)
        with pytest.raises(NoSuchRegulation):
            queries.one(stranger, found.code)
    assert list(evidence.disagreements()) == []


def test_the_next_version_begins_with_what_stands_and_ends_it(
    whole: Drafted, posts: Posts, at: dt.datetime
) -> None:
    first = adopted(whole(), posts, at)
    on, chair = at.date(), posts["chair"]
    assert queries.in_force(world.WARD, on) == first and not queries.doubt(first, on)
    with pytest.raises(AlreadyAdopted):
        actions.locate(by=chair, at=at, regulation=first, where={})
    second = actions.draft(by=chair, at=at)
    assert len(queries.matters(second)) == len(queries.matters(first)) and second.parts == WHERE
    with pytest.raises(Invalid) as wrong:
        adopted(second, posts, at, number="")
    assert {fault.field for fault in wrong.value.faults} == {"number", "valid_from"}
    since = on + dt.timedelta(days=30)
    adopted(second, posts, at, number="45/QĐ-UBND", valid_from=since)
    first.refresh_from_db()
    assert first.valid_to == since and queries.in_force(world.WARD, on) == first
    assert queries.in_force(world.WARD, since) == second
    with pytest.raises(NotInForce):
        actions.review(by=chair, at=at, regulation=first, on=on, outcome="keep", findings="Còn hợp")
    assert queries.in_force(world.OTHER, on) is None
    assert list(evidence.disagreements()) == []
    Matter.objects.filter(regulation=first, n=1).update(leads="chair")
    assert len(list(evidence.disagreements())) == 1


def test_a_post_that_changes_puts_it_in_doubt_until_it_is_reviewed(
    whole: Drafted, posts: Posts, at: dt.datetime
) -> None:
    found, chair, on = adopted(whole(), posts, at), posts["chair"], at.date()
    assert not queries.waiting(chair, on)
    Post.objects.filter(code="justice-1").update(title="Chuyên viên hộ tịch")
    assert queries.doubt(found, on).posts.renamed == ["justice-1"]
    assert queries.waiting(chair, on) and not queries.waiting(posts["justice-1"], on)
    actions.review(by=chair, at=at, regulation=found, on=on, outcome="keep", findings="Chỉ đổi tên gọi")
    found.refresh_from_db()
    assert not queries.doubt(found, on)
    Post.objects.filter(code="social-1").update(valid_to=on)
    Post.objects.filter(code="one-stop-2").update(valid_to=None)
    assert queries.doubt(found, on).posts.gone == ["social-1"]
    with pytest.raises(Invalid) as wrong:
        actions.review(by=chair, at=at, regulation=found, on=on, outcome="keep", findings="Giữ")
    assert [fault.field for fault in wrong.value.faults] == ["outcome"], "it still names a post that is gone"
    actions.review(
        by=chair, at=at, regulation=found, on=on, outcome="amend", findings="Giao lại việc văn hóa"
    )
    assert queries.waiting(chair, on), "until the next version holds"
    assert queries.doubt(found, on.replace(year=on.year + 1)).since == on
    assert list(evidence.disagreements()) == []


def test_no_words_reach_the_journal(whole: Drafted, posts: Posts, at: dt.datetime) -> None:
    adopted(whole(), posts, at)
    told = str(list(Event.objects.filter(subject__startswith="regulation:").values_list("facts", flat=True)))
    assert "Việc của" not in told and "Điều 1" not in told


def test_who_may(posts: Posts) -> None:
    assert [code for code, by in posts.items() if policies.can_draft(by) and by.agency == world.WARD] == [
        code for code in posts if code in ("chair", "vice-chair", "office-head")
    ]


def test_at_the_desk_from_the_draft_to_what_a_post_answers_for(
    ward: str, posts: Posts, at: dt.datetime, clock: Callable[[dt.datetime], None]
) -> None:
    clock(at)
    chair, office, justice = Official("chair"), Official("office-head"), Official("justice-1")
    assert "Chưa có quy chế làm việc có hiệu lực" in words(justice.get(HERE))
    assert justice.post(f"{HERE}soan").status_code == 403
    page = office.post(f"{HERE}soan")["Location"]
    assert office.post(f"{HERE}soan")["Location"] == HERE, "one draft at a time"
    said = words(office.get(page))
    assert (
        "Bản soạn chưa đủ rõ để ban hành" in said
        and "Chưa ghi điều nào quy định: Nguyên tắc làm việc." in said
    )
    given = {"t-work": "Đăng ký hộ tịch", "t-decides": "vice-chair", "t-leads": "", "t-duty": "Trong ngày"}
    wrong = office.post(f"{page}/viec/assign", **given)
    assert wrong.status_code == 422 and "Đăng ký hộ tịch" in wrong.content.decode()
    assert office.post(f"{page}/viec/assign", **{**given, "t-leads": "justice-1"}).status_code == 302
    again = office.get(page, viec="1")
    assert value_of(again, "t-work") == "Đăng ký hộ tịch"
    found, chair_by = queries.draft(posts["chair"]), posts["chair"]
    assert found is not None
    for post in queries.what_is_unclear(found, at.date()).idle:
        actions.assign(by=chair_by, at=at, regulation=found, work=f"Việc {post}", decides="chair", leads=post)
    where = {f"n-{part}": words_ for part, words_ in WHERE.items()}
    assert office.post(f"{page}/viec/locate", **where).status_code == 302
    assert "chờ ban hành" in words(office.get(page)) and "viec-adopt" not in office.get(page).content.decode()
    day = f"{at:%Y-%m-%d}"
    sent = {"g-number": "12/QĐ-UBND", "g-signed_on": day, "g-valid_from": day}
    assert office.post(f"{page}/viec/adopt", **sent).status_code == 403
    assert chair.post(f"{page}/viec/adopt", **sent).status_code == 302
    assert "Quy chế 12/QĐ-UBND" in words(justice.get(HERE)) and "Đăng ký hộ tịch" in words(justice.get(HERE))
    own = words(justice.get("/can-bo/chuc-trach/vi-tri/justice-1"))
    assert "Chủ trì : Đăng ký hộ tịch" in own and "Trong ngày" in own and "12/QĐ-UBND" in own
    key = Post.objects.get(code="justice-1").unit_id
    assert "Đăng ký hộ tịch" in words(chair.get(f"/can-bo/chuc-trach/don-vi/{key}"))
    other = Official("bo-de-one-stop-1")
    for address in (page, "/can-bo/chuc-trach/vi-tri/justice-1", f"/can-bo/chuc-trach/don-vi/{key}"):
        assert other.get(address).status_code == 404
    Post.objects.filter(code="justice-1").update(title="Chuyên viên hộ tịch")
    assert "Quy chế làm việc cần rà soát" in words(chair.get("/can-bo/"))
    assert "nay là Chuyên viên hộ tịch" in words(chair.get(HERE))
    sent = {"r-on": day, "r-outcome": "keep", "r-findings": "Chỉ đổi tên"}
    assert chair.post(f"{page}/viec/review", **sent).status_code == 302
    assert "cần rà soát" not in words(chair.get(HERE))
