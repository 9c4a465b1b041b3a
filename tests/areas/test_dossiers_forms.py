"""What the forms of a dossier say: numbers of the year's books, who files, how the result is received."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from motcua.areas.dossiers import actions, forms, queries
from motcua.areas.dossiers.models import Decision, Dossier, SupplementRequest
from motcua.base.documents.models import NumberBook
from motcua.base.documents.queries import render
from motcua.base.journal.models import Event
from motcua.base.journal.ports import Actor
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Invalid, NotAllowed
from tests import world

Posts = Mapping[str, Actor]
Receive = Callable[..., Dossier]
FILER = {"name": "Hoàng Thị Ủy Quyền", "capacity": "Người được ủy quyền"}
ORGANISATION = {"kind": "organisation", "name": "Hợp tác xã Rau sạch Ngọc Thụy", "id_number": "0101234567"}


def moment(day: int, hour: int, minute: int = 0, month: int = 11, year: int = 2026) -> dt.datetime:
    return dt.datetime(year, month, day, hour, minute, tzinfo=TZ)


def printed(form: str, dossier: Dossier, by: Actor) -> dict[str, Any]:
    """The data of a form, which the form takes."""
    data = forms.filled(form, dossier, by=by, on=dt.date(2026, 11, 30))
    assert render(form, data).startswith(b"%PDF")
    return dict(data)


def decline(by: Actor, at: dt.datetime, number: int = 7) -> Dossier:
    declined: Dossier = actions.decline_reception(
        by=by, at=at, procedure="1.001193", unit=world.WARD, channel="counter", applicant=world.person(number),
        reason="Không thuộc thẩm quyền", law="NĐ 118/2025/NĐ-CP Điều 17",
    )  # fmt: skip
    return declined


# --- numbers (R8.4) --------------------------------------------------------------------------------------------


def test_the_register_runs_through_the_year_and_the_code_through_the_day(
    receive: Receive, posts: Posts
) -> None:
    """Mẫu 01 and Mẫu 07 hold the serial of the year's register; only the code begins anew each day (R1.15)."""
    desk = posts["one-stop-1"]
    first, second = receive(at=moment(20, 10)), receive(at=moment(20, 11))
    third, turned_away = receive(at=moment(23, 8)), decline(desk, moment(23, 9))
    assert [one.code[-11:] for one in (third, turned_away)] == ["261123-0001", "261123-0002"]
    slips = [printed("mau-01", one, desk) for one in (first, second, third)]
    assert [slip["symbol"] for slip in slips] == ["01/TNHS", "02/TNHS", "03/TNHS"]
    assert [(slip["book"], slip["serial"]) for slip in slips] == [
        ("01/2026", "01"), ("01/2026", "02"), ("01/2026", "03"),
    ]  # fmt: skip
    rows: Any = printed("mau-07", turned_away, desk)["rows"]
    assert [(row["serial"], row["code"]) for row in rows] == [("03", third.code), ("04", turned_away.code)]
    assert receive(at=moment(4, 8, month=1, year=2027)).book_number == 1


def test_two_supplement_slips_of_a_dossier_never_share_a_number(receive: Receive, posts: Posts) -> None:
    desk, head = posts["one-stop-1"], posts["one-stop-head"]
    receive(at=moment(19, 10))
    dossier = receive(at=moment(20, 10))
    given: dict[str, Any] = {"items": ["Giấy khai sinh"], "reason": "Bản chụp mờ"}
    actions.ask_supplement(by=desk, at=moment(20, 11), dossier=dossier.code, **given)
    assert printed("mau-02", queries.one(desk, dossier.code), desk)["symbol"] == "01/HDHS"
    actions.supplement(by=desk, at=moment(23, 9), dossier=dossier.code)
    actions.ask_supplement(by=head, at=moment(23, 10), dossier=dossier.code, **given)
    assert printed("mau-02", queries.one(desk, dossier.code), desk)["symbol"] == "02/HDHS"
    assert sorted(SupplementRequest.objects.values_list("number", flat=True)) == [1, 2]


def test_every_kind_of_paper_has_its_own_book_of_the_year(receive: Receive, posts: Posts) -> None:
    desk, chair = posts["one-stop-1"], posts["chair"]
    turned_away = [decline(desk, moment(20, 9, n), n + 1) for n in range(2)]
    refused = receive(at=moment(20, 10))
    actions.refuse(by=desk, at=moment(20, 11), dossier=refused.code, reason="Sai nơi", law="Điều 17")
    assert [
        printed("mau-03", queries.one(desk, one.code), desk)["symbol"] for one in (*turned_away, refused)
    ] == ["01/TCHS", "02/TCHS", "03/TCHS"]
    stopped = receive(at=moment(20, 13, 30))
    actions.withdraw(by=desk, at=moment(20, 14), dossier=stopped.code)
    assert printed("mau-05", queries.one(desk, stopped.code), desk)["symbol"] == "01/TB"
    late = receive(at=moment(20, 14), procedure="1.004873")
    actions.transfer(by=desk, at=moment(20, 14, 10), dossier=late.code)
    actions.take(by=posts["justice-1"], at=moment(20, 14, 20), dossier=late.code)
    actions.reschedule(
        by=chair, at=moment(20, 15), dossier=late.code, reason="Chờ xác minh", until=moment(30, 9)
    )
    assert printed("mau-04", queries.one(desk, late.code), desk)["symbol"] == "01/XLHL"
    mistaken = receive(at=moment(20, 15))
    actions.cancel(
        by=posts["one-stop-head"], at=moment(20, 15, 10), dossier=mistaken.code, reason="Nhập nhầm"
    )
    assert Decision.objects.get(form="cancel").number == 0, "no paper is issued, no number is used up"


def test_a_reception_that_fails_uses_no_number_up(receive: Receive) -> None:
    with pytest.raises(Invalid):
        receive(return_by="pigeon")
    with pytest.raises(Invalid):
        receive(note="x" * 3000)
    assert not NumberBook.objects.exists()
    assert receive().book_number == 1


# --- the register (Mẫu 07) -------------------------------------------------------------------------------------


def test_a_period_over_new_year_stands_under_the_heading_of_each_year(receive: Receive, posts: Posts) -> None:
    from io import BytesIO

    import pypdf

    old, new = receive(at=moment(31, 9, month=12)), receive(at=moment(4, 9, month=1, year=2027))
    data = forms.register(
        world.WARD, dt.date(2026, 12, 28), dt.date(2027, 1, 8), by=posts["one-stop-1"], on=dt.date(2027, 1, 8)
    )
    pages = pypdf.PdfReader(BytesIO(render("mau-07", data))).pages
    shown = ["".join(page.extract_text().replace("\u200b", "").split()) for page in pages]
    assert len(shown) == 2
    for page, year, own, other in ((shown[0], 2026, old, new), (shown[1], 2027, new, old)):
        assert f"Năm:{year}Quyểnsố:01/{year}" in page
        assert own.code in page
        assert other.code not in page


def test_the_register_says_how_each_dossier_ended_and_how_its_result_goes_out(
    receive: Receive, posts: Posts
) -> None:
    desk = posts["one-stop-1"]
    decline(desk, moment(20, 8))
    stopped = receive(at=moment(20, 9), return_by="online")
    actions.withdraw(by=desk, at=moment(20, 10), dossier=stopped.code)
    mistaken = receive(at=moment(20, 11), return_by="post")
    actions.cancel(
        by=posts["one-stop-head"], at=moment(20, 13, 30), dossier=mistaken.code, reason="Nhập nhầm"
    )
    refused = receive(at=moment(20, 14))
    actions.transfer(by=desk, at=moment(20, 14, 1), dossier=refused.code)
    actions.take(by=posts["justice-1"], at=moment(20, 14, 2), dossier=refused.code)
    actions.refuse(
        by=posts["chair"], at=moment(20, 14, 3), dossier=refused.code, reason="Thiếu căn cứ", law="Điều 19"
    )
    actions.hand_over(by=desk, at=moment(20, 14, 4), dossier=refused.code)
    receive(at=moment(20, 15))
    rows: Any = printed("mau-07", stopped, desk)["rows"]
    assert [row["note"] for row in rows] == [
        "Từ chối tiếp nhận", "Dừng giải quyết theo yêu cầu", "Hủy do tiếp nhận nhầm",
        "Không đủ điều kiện giải quyết", "",
    ]  # fmt: skip
    methods = [row["method"] for row in rows]
    assert methods == ["", "Trực tuyến", "Bưu chính công ích", *["Tại nơi tiếp nhận"] * 2]
    assert rows[3]["returned_at"] is not None


# --- how the result is received --------------------------------------------------------------------------------


def test_the_slip_says_how_the_result_is_received(receive: Receive, posts: Posts) -> None:
    desk = posts["one-stop-1"]
    centre, post, online = receive(), receive(return_by="post"), receive(return_by="online")
    said = [printed("mau-01", one, desk)["return_at"] for one in (centre, post, online)]
    assert said[0].startswith("Trung tâm Phục vụ hành chính công phường ")
    assert said[1] == f"Dịch vụ bưu chính công ích, gửi đến: {queries.contact(post)['address']}"
    assert said[2] == "Trực tuyến"


def test_by_post_needs_an_address(receive: Receive) -> None:
    with pytest.raises(Invalid) as refusal:
        receive(return_by="post", applicant={"address": ""})
    assert [fault.field for fault in refusal.value.faults] == ["return_by"]


# --- who files -------------------------------------------------------------------------------------------------


def test_another_files_and_signs_for_the_applicant(receive: Receive, posts: Posts) -> None:
    """Filing by an authorised person or a representative (NĐ 118/2025 Điều 6, Điều 15; R1.40)."""
    desk = posts["one-stop-1"]
    dossier = receive(applicant={"filed_by": FILER})
    slip = printed("mau-01", dossier, desk)
    assert slip["applicant"] == queries.contact(dossier)["name"] != FILER["name"]
    assert slip["filed_by"] == "Hoàng Thị Ủy Quyền (Người được ủy quyền)"
    assert slip["submitter"] == FILER["name"]
    actions.refuse(by=desk, at=moment(20, 11), dossier=dossier.code, reason="Sai nơi", law="Điều 17")
    refusal = printed("mau-03", queries.one(desk, dossier.code), desk)
    assert (refusal["filed_by"], refusal["submitter"]) == (slip["filed_by"], slip["submitter"])
    told = str(list(Event.objects.filter(subject=dossier.case.subject).values_list("facts", flat=True)))
    assert "Ủy Quyền" not in told
    with pytest.raises(NotAllowed):
        printed("mau-01", dossier, posts["front"])


def test_an_organisation_signs_by_hand_unless_its_representative_is_named(
    receive: Receive, posts: Posts
) -> None:
    desk = posts["one-stop-1"]
    nobody = printed("mau-01", receive(applicant=ORGANISATION), desk)
    assert (nobody["applicant"], nobody["submitter"]) == (ORGANISATION["name"], "")
    named = receive(
        applicant={**ORGANISATION, "filed_by": {"name": "Đỗ An", "capacity": "Người đại diện theo pháp luật"}}
    )
    assert printed("mau-01", named, desk)["submitter"] == "Đỗ An"
    one = receive()
    assert printed("mau-01", one, desk)["submitter"] == queries.contact(one)["name"]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"name": "😀", "capacity": ""}, "applicant.filed_by.name"),
        ({"name": "", "capacity": "Người được ủy quyền"}, "applicant.filed_by.name"),
        ({"name": "Đỗ An", "capacity": "x" * 200}, "applicant.filed_by.capacity"),
    ],
)
def test_who_files_is_named_well_or_not_at_all(receive: Receive, given: dict[str, str], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        receive(applicant={"filed_by": given})
    assert [fault.field for fault in refusal.value.faults] == [field]


def test_nobody_writes_the_filer_into_the_journal(receive: Receive, posts: Posts) -> None:
    dossier = receive(applicant={"filed_by": FILER})
    law = "Theo đơn của hoang thi uy quyen"
    with pytest.raises(Invalid):
        actions.refuse(by=posts["one-stop-1"], at=moment(20, 11), dossier=dossier.code, reason="x", law=law)


# --- the rest --------------------------------------------------------------------------------------------------


def test_what_was_not_said_is_left_to_the_pen(receive: Receive, posts: Posts) -> None:
    dossier = receive(applicant={"address": "", "email": ""})
    slip = printed("mau-01", dossier, posts["one-stop-1"])
    assert slip["address"] == slip["email"] == ""


def test_the_control_sheet_names_people_and_posts(receive: Receive, posts: Posts, finished: Any) -> None:
    """Bên giao, bên nhận: cơ quan, chức vụ và họ tên người giữ vị trí ngày hôm đó (DOMAIN §1.6)."""
    from motcua.base.people.queries import holder_names

    dossier = receive(at=moment(20, 9))
    finished(dossier)
    sheet = printed("mau-06", queries.one(posts["one-stop-1"], dossier.code), posts["one-stop-1"])
    hops: Any = sheet["hops"]
    day = dt.date(2026, 11, 20)
    desk, justice = posts["one-stop-1"], posts["justice-1"]
    assert (hops[0]["to_person"], hops[0]["to_post"]) == (holder_names(desk.post, day)[0], desk.title)
    assert (hops[1]["from_person"], hops[1]["from_post"]) == (holder_names(desk.post, day)[0], desk.title)
    assert (hops[1]["to_person"], hops[1]["to_post"]) == (holder_names(justice.post, day)[0], justice.title)


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("Chủ tịch UBND phường", {"capacity": "CHỦ TỊCH"}),
        ("Phó Chủ tịch UBND phường", {"authority": "KT. CHỦ TỊCH", "capacity": "PHÓ CHỦ TỊCH"}),
        ("Giám đốc Trung tâm Phục vụ hành chính công", {"capacity": "Giám đốc Trung tâm Phục vụ hành chính công"}),
    ],
)  # fmt: skip
def test_above_a_signature_stands_the_office_alone(title: str, lines: dict[str, str]) -> None:
    assert forms.shared.signs(title) == lines
