"""What comes in: registered once with its number, presented in time, given to somebody, finished; secrets refused."""

import datetime as dt
import hashlib
from collections.abc import Callable, Mapping

import pytest

from motcua.areas.correspondence import actions, evidence, policies
from motcua.areas.correspondence.actions.incoming import NotNow
from motcua.areas.correspondence.choices import types
from motcua.areas.correspondence.models import Incoming
from motcua.areas.correspondence.queries import incoming as queries
from motcua.areas.correspondence.queries.incoming import NoSuchIncoming
from motcua.base.journal.models import Event
from motcua.base.journal.ports import Actor
from motcua.rules.correspondence import mark_of, secrecy_mark
from motcua.rules.impossible import Invalid, NotAllowed
from motcua.rules.numbering import KINDS
from tests import world
from tests.filing import a_pdf

DAY = dt.timedelta(days=1)
DATED = dt.date(2026, 11, 18)
PLAN = {
    "issuer": "UBND thành phố Hà Nội", "symbol": "307/KH-UBND", "dated_on": DATED, "type_": "ke-hoach",
    "abstract": "Triển khai công tác dân vận chính quyền năm 2027",
}  # fmt: skip
Register = Callable[..., Incoming]


@pytest.fixture
def register(posts: Mapping[str, Actor], at: dt.datetime) -> Register:
    def made(**over: object) -> Incoming:
        return actions.register(**{"by": posts["clerk-1"], "at": at, **PLAN, **over})

    return made


def test_the_types_of_the_decree_are_all_there() -> None:
    assert len(types()) == 29
    assert {one.abbreviation for one in types().values() if one.abbreviation} <= KINDS
    assert len({one.book for one in types().values()}) == 28, (
        "one series a type, one for what bears no abbreviation"
    )


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("TUYỆT MẬT", "Tuyệt mật"), ("Kế hoạch\nTỐI MẬT\nNăm 2026", "Tối mật"), ("  Mật ", "Mật"),
        ("Độ mật: Mật", "Mật"),
        ("Báo cáo (Mật) về an ninh", "Mật"), ("Báo cáo tối mật về an ninh", "Tối mật"),
        ("Kế hoạch bảo vệ bí mật nhà nước", ""), ("BẢO VỆ BÍ MẬT NHÀ NƯỚC", ""), ("Về hoa hồng và mật ong", ""),
        ("Công tác mật mã, cơ yếu", ""), ("", ""),
        ("Ban hành danh mục bí mật nhà nước độ Tuyệt mật", ""), ("Văn bản độ tối mật", "Tối mật"),
    ],
)  # fmt: skip
def test_a_mark_of_secrecy_is_seen_where_there_is_one(text: str, mark: str) -> None:
    assert secrecy_mark(text) == mark


@pytest.mark.parametrize(
    ("document", "mark"),
    [
        ("ỦY BAN NHÂN DÂN   TUYỆT MẬT\nSố: 12/KH-UBND", "Tuyệt mật"), ("Độ mật: Mật\nKẾ HOẠCH", "Mật"),
        ("[TỐI MẬT]\nSố: 1", "Tối mật"),
        ("QUYẾT ĐỊNH\nBan hành danh mục bí mật nhà nước\nĐiều 1. Bí mật nhà nước độ Tuyệt mật\n1. Văn bản", ""),
        ("DANH MỤC BÍ MẬT NHÀ NƯỚC ĐỘ TUYỆT MẬT", ""),
    ],
)  # fmt: skip
def test_a_published_list_of_secrets_is_none_itself(document: str, mark: str) -> None:
    assert mark_of(document) == mark


def test_numbers_run_through_the_year_and_a_document_comes_in_once(
    ward: str, register: Register, posts: Mapping[str, Actor], at: dt.datetime
) -> None:
    first, second = register(), register(symbol="308/KH-UBND", way="paper", urgency="khan")
    assert (first.serial, second.serial) == (1, 2), "one series for paper and electronic"
    with pytest.raises(Invalid, match="đã vào sổ, số đến 1"):
        register(issuer="ubnd Thành phố Hà Nội")
    with pytest.raises(NotAllowed):
        register(by=posts["bo-de-one-stop-1"], symbol="4/KH")
    assert register(symbol="", abstract="Thư cảm ơn").serial == 3
    turned = at.replace(year=2027, month=1, day=4)
    assert register(at=turned, symbol="01/KH-UBND", dated_on=dt.date(2027, 1, 4)).serial == 1
    said = Event.objects.get(subject=first.subject)
    assert PLAN["abstract"] not in str(said.facts), "no words in the journal"
    assert said.facts["symbol"] == "307/KH-UBND"
    assert list(evidence.disagreements()) == []
    assert (world.WARD, "incoming", 2026, 3) in evidence.numbers_borne()


def test_a_state_secret_is_refused_and_takes_no_number(ward: str, register: Register) -> None:
    for said in ({"secrecy": "Mật"}, {"abstract": "TỐI MẬT"}, {"symbol": "12/BC (Mật)"}):
        with pytest.raises(Invalid, match="Vào sổ riêng của văn bản mật"):
            register(**said)
    assert register().serial == 1


def test_everything_wrong_is_said_at_once(ward: str, register: Register, at: dt.datetime) -> None:
    with pytest.raises(Invalid) as wrong:
        register(issuer="", abstract=" ", type_="thu", urgency="gap", copies=0, arrived_on=at.date() + DAY)
    fields = {fault.field for fault in wrong.value.faults}
    assert fields == {"issuer", "abstract", "type", "urgency", "copies", "arrived_on"}


def test_nothing_arrives_before_the_day_it_is_dated(ward: str, register: Register) -> None:
    with pytest.raises(Invalid, match="trước ngày ghi trên văn bản") as wrong:
        register(arrived_on=DATED - DAY)
    assert [fault.field for fault in wrong.value.faults] == ["arrived_on"]
    assert register(arrived_on=DATED).serial == 1, "the refused one took no number"


def test_a_leader_has_it_by_the_next_working_day_or_at_once(
    ward: str, register: Register, posts: Mapping[str, Actor], at: dt.datetime
) -> None:
    friday = register()
    assert friday.present_due == dt.datetime(2026, 11, 23, 17, 30, tzinfo=at.tzinfo)
    urgent = register(symbol="1/CĐ", urgency="hoa-toc")
    assert urgent.present_due == at + dt.timedelta(hours=1)
    late = at + 4 * DAY
    assert queries.is_late(friday, late) and queries.figures(posts["chair"], late).late == 2
    actions.present(by=posts["clerk-1"], at=late, incoming=friday, to="chair")
    assert Event.objects.filter(subject=friday.subject).latest("n").facts["late"] is True
    with pytest.raises(Invalid, match="Chọn lãnh đạo"):
        actions.present(by=posts["clerk-1"], at=late, incoming=urgent, to="land-1")


def test_it_is_given_to_somebody_and_finished(
    ward: str, register: Register, posts: Mapping[str, Actor], at: dt.datetime
) -> None:
    made = register()
    with pytest.raises(NoSuchIncoming):
        queries.one(posts["social-1"], made.code)
    given = {"lead": "post:social-1", "beside": ["unit:00145-kthtdt"], "deadline": at.date() + DAY}
    made = actions.instruct(
        by=posts["chair"], at=at, incoming=made, words="Tham mưu kế hoạch của phường", **given
    )
    assert made.presented_at == at and made.state == "instructed"
    for post in ("social-1", "land-1", "economy-1"):
        assert queries.one(posts[post], made.code) == made, "in charge, and a division that cooperates"
    with pytest.raises(NoSuchIncoming):
        queries.one(posts["justice-1"], made.code)
    assert queries.figures(posts["social-1"], at).mine == 1
    with pytest.raises(NotAllowed):
        actions.finish(by=posts["land-1"], at=at, incoming=made, result="Xong")
    actions.forward(by=posts["clerk-1"], at=at, incoming=made)
    with pytest.raises(NotNow):
        actions.forward(by=posts["clerk-1"], at=at, incoming=made)
    made = actions.finish(by=posts["social-1"], at=at + 3 * DAY, incoming=made, result="Đã tham mưu kế hoạch")
    assert Event.objects.filter(subject=made.subject).latest("n").facts["late"] is True
    assert not queries.acts_for(posts["chair"], made) and list(evidence.disagreements()) == []
    words = [str(event.facts) for event in Event.objects.filter(subject=made.subject)]
    assert not any("Tham mưu" in one or "tham mưu" in one for one in words)


def test_instructions_are_checked(
    ward: str, register: Register, posts: Mapping[str, Actor], at: dt.datetime
) -> None:
    made = register()
    with pytest.raises(Invalid) as wrong:
        actions.instruct(
            by=posts["chair"],
            at=at,
            incoming=made,
            lead="post:front",
            beside=["unit:01"],
            deadline=at.date() - DAY,
        )
    assert {fault.field for fault in wrong.value.faults} == {"lead", "beside", "deadline"}


def test_words_are_found_without_accents(
    ward: str, register: Register, posts: Mapping[str, Actor], at: dt.datetime
) -> None:
    made, chair = register(), posts["chair"]
    register(symbol="9/TB-STP", issuer="Sở Tư pháp", abstract="Kết luận cuộc họp")
    for q in ("dan van", "307/kh", "Dân vận chính quyền", "ha noi 307"):
        assert list(queries.listed(chair, at, q=q)) == [made], q
    assert [row.symbol for row in queries.listed(chair, at, q="tu phap")] == ["9/TB-STP"]


@pytest.mark.parametrize(
    ("post", "keeps", "leads"),
    [
        ("clerk-1", True, False), ("office-head", True, True), ("chair", False, True), ("vice-chair", False, True),
        ("justice-1", False, False), ("one-stop-1", False, False), ("one-stop-head", False, False),
        ("centre-chair", False, False), ("front", False, False), ("admin", False, False),
    ],
)  # fmt: skip
def test_who_keeps_and_who_leads(
    ward: str, posts: Mapping[str, Actor], post: str, keeps: bool, leads: bool
) -> None:
    assert (policies.can_keep(posts[post]), policies.can_lead(posts[post])) == (keeps, leads)


def test_the_file_is_kept_and_its_hash_journalled(
    ward: str, register: Register, posts: Mapping[str, Actor], at: dt.datetime
) -> None:
    pdf = a_pdf()
    made = register(upload=pdf, name="ke-hoach.pdf")
    opened = queries.file_of(posts["chair"], made.code)
    assert opened.content == pdf
    assert Event.objects.get(subject=made.subject).facts["sha256"] == hashlib.sha256(pdf).hexdigest()
    with pytest.raises(Invalid):
        register(symbol="2/KH", upload=b"MZ\x90", name="virus.exe")


def test_a_line_that_was_altered_is_found(ward: str, register: Register) -> None:
    made, other = register(), register(symbol="2/KH")
    Incoming.objects.filter(pk=made.pk).update(deadline=dt.date(2030, 1, 1))
    Incoming.objects.filter(pk=other.pk).delete()
    found = "\n".join(map(str, evidence.disagreements()))
    assert (
        f"{made.subject}: khác với sổ cái" in found
        and f"{other.subject}: có trong sổ cái nhưng không còn" in found
    )


def test_what_was_typed_wrong_is_corrected_with_its_reason_and_the_old_values_kept(
    ward: str, register: Register, posts: Mapping[str, Actor], at: dt.datetime
) -> None:
    made, clerk = register(abstract="Triển khai dân vận năm 2072"), posts["clerk-1"]
    with pytest.raises(Invalid, match="lý do"):
        actions.correct(by=clerk, at=at, incoming=made, reason=" ", **PLAN)
    with pytest.raises(Invalid, match="không có gì để sửa"):
        actions.correct(
            by=clerk, at=at, incoming=made, reason="Gõ nhầm", **{**PLAN, "abstract": made.abstract}
        )
    with pytest.raises(NotAllowed):
        actions.correct(by=posts["chair"], at=at, incoming=made, reason="Gõ nhầm", **PLAN)
    made = actions.correct(
        by=clerk, at=at + DAY, incoming=made, reason="Gõ nhầm năm", **{**PLAN, "urgency": "khan"}
    )
    assert (made.serial, made.abstract, made.arrived_on) == (1, PLAN["abstract"], at.date())
    assert made.present_due == at + dt.timedelta(hours=1), "an urgent one was due at once from when it came"
    kept = made.corrections.get()
    assert kept.old["abstract"] == "Triển khai dân vận năm 2072" and kept.reason == "Gõ nhầm năm"
    said = Event.objects.filter(subject=made.subject).latest("n")
    assert said.kind == "incoming.corrected" and said.facts["fields"] == ["abstract", "urgency"]
    assert "2072" not in str(said.facts) and "Gõ nhầm" not in str(said.facts)
    assert [row.pk for row in queries.listed(clerk, at, q="2027")] == [made.pk]
    assert not queries.listed(clerk, at, q="2072").exists() and list(evidence.disagreements()) == []
    other = register(symbol="1/BC")
    with pytest.raises(Invalid, match="đã vào sổ, số đến 1"):
        actions.correct(by=clerk, at=at, incoming=other, reason="Nhầm số", **PLAN)


def test_a_line_entered_by_mistake_is_cancelled_and_keeps_its_number(
    ward: str, register: Register, posts: Mapping[str, Actor], at: dt.datetime
) -> None:
    made, clerk = register(), posts["clerk-1"]
    with pytest.raises(Invalid, match="lý do"):
        actions.cancel_incoming(by=clerk, at=at, incoming=made, reason="")
    made = actions.cancel_incoming(by=clerk, at=at, incoming=made, reason="Gửi nhầm nơi")
    assert made.state == "cancelled" and queries.acts_for(clerk, made) == []
    assert queries.figures(clerk, at + 9 * DAY).open == 0 and not queries.is_late(made, at + 9 * DAY)
    for act in (actions.cancel_incoming, actions.correct):
        more = PLAN if act is actions.correct else {}
        with pytest.raises(NotNow):
            act(by=clerk, at=at, incoming=made, reason="Lại", **more)
    again = register()
    assert again.serial == 2, "the same document may come in again; the number stays taken"
    assert (world.WARD, "incoming", 2026, 2) in evidence.numbers_borne()
    assert list(evidence.disagreements()) == []
    actions.instruct(by=posts["chair"], at=at, incoming=again, lead="post:social-1", words="Làm")
    again.refresh_from_db()
    with pytest.raises(NotAllowed):
        actions.cancel_incoming(by=clerk, at=at, incoming=again, reason="Nhầm")
    again = actions.cancel_incoming(by=posts["chair"], at=at, incoming=again, reason="Nhầm")
    assert queries.figures(posts["social-1"], at).mine == 0


def test_words_to_search_by_and_kept_reasons_are_verified(
    ward: str, register: Register, posts: Mapping[str, Actor], at: dt.datetime
) -> None:
    made, other = register(), register(symbol="2/KH")
    actions.correct(by=posts["clerk-1"], at=at, incoming=made, reason="Nhầm", **{**PLAN, "copies": 2})
    Incoming.objects.filter(pk=other.pk).update(search="khong tim thay")
    made.corrections.update(post="chair")
    found = "\n".join(map(str, evidence.disagreements()))
    assert f"{other.subject}: chữ để tìm" in found and f"{made.subject}: khác với sổ cái" in found
