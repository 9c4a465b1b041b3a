"""Complaints at the desk without script: accepted from the petition's page, every act, what is printed, the list."""

import datetime as dt
import io
import re
from collections.abc import Callable, Mapping

import docx
import pytest

from motcua.areas.complaints import queries
from motcua.areas.complaints.models import Complaint
from motcua.base.journal.ports import Actor
from motcua.faces.desk.complaints.accepting import ABOUT, SECOND, _begun
from tests.areas.test_complaints import LAND, WRITTEN, announced, proposed
from tests.faces.at_desk import Official, words

HERE = "/can-bo/khieu-nai/"
DON = "/can-bo/don/ma/"


@pytest.fixture(autouse=True)
def _stopped(clock: Callable[[dt.datetime], None]) -> None:
    """The clock stands at the moment of the test."""


def test_a_second_complaint_begins_with_what_is_known_of_the_first() -> None:
    known = {"instance": "second", "first": "KN-1", "first_decision": ""}
    begun = {one.name: one.begins and one.begins(None) for one in _begun((*ABOUT, *SECOND), known)}
    assert (begun["instance"], begun["first"], begun["about"]) == ("second", "KN-1", "decision")
    assert not begun["first_decision"] and not begun["known_on"]


def accepted(at: dt.datetime, **over: str) -> str:
    """A complaint accepted at its page; its code."""
    petition = proposed(at)
    made = Official("chair").post(
        f"{HERE}thu-ly/{petition.case.code}", instance="first", about="decision", **over
    )
    assert made.status_code == 302, words(made)
    found = re.search(r"/ma/([^?]+)", made["Location"])
    assert found
    return found[1]


def test_the_petition_leads_to_acceptance_and_to_its_case(ward: str, at: dt.datetime) -> None:
    petition, chair = proposed(at).case.code, Official("chair")
    page = chair.get(f"{DON}{petition}")
    assert f"{HERE}thu-ly/{petition}" in page.content.decode()
    assert "thu-ly" not in Official("justice-1").get(f"{DON}{petition}").content.decode()
    page = words(chair.get(f"{HERE}thu-ly/{petition}"))
    assert "30 ngày; phức tạp 45 ngày" in page and "Lần hai" not in page, (
        "a ward is competent for the first time"
    )
    given = {"instance": "first", "about": "decision", "known_on": "2026-01-02"}
    refused = chair.post(f"{HERE}thu-ly/{petition}", **given)
    assert refused.status_code == 409 and "Hết thời hiệu" in words(refused)
    refused = chair.post(f"{HERE}thu-ly/{petition}", **{**given, "known_on": "hôm qua"})
    assert refused.status_code == 422 and "Chọn ngày" in words(refused)
    refused = chair.post(
        f"{HERE}thu-ly/{petition}", instance="first", about="decision", complicated=["places"]
    )
    assert refused.status_code == 422 and "bằng văn bản" in words(refused)
    assert not Complaint.objects.exists()
    page = chair.client.post(
        f"{HERE}thu-ly/{petition}",
        {"instance": "first", "about": "decision", "complicated": ["places"], "ground": WRITTEN},
        follow=True,
    )
    said = words(page)
    assert "Đã thụ lý, chờ giao xác minh" in said and WRITTEN in said and "45 ngày" in said
    code = Complaint.objects.get().case.code
    assert f"{HERE}ma/{code}" in chair.get(f"{DON}{petition}").content.decode()
    assert f"{HERE}ma/{code}" in chair.get("/can-bo/").content.decode(), "one inbox"
    assert chair.get(f"{HERE}thu-ly/{petition}").status_code == 200
    again = chair.post(f"{HERE}thu-ly/{petition}", instance="first", about="decision")
    assert again.status_code == 409 and "chưa được đề xuất" in words(again)


def test_it_goes_the_whole_way_by_forms(
    ward: str, at: dt.datetime, clock: Callable[[dt.datetime], None]
) -> None:
    code = accepted(at)
    chair, land = Official("chair"), Official("land-1")
    here = f"{HERE}ma/{code}"

    def done(who: Official, name: str, **fields: object) -> str:
        answer = who.client.post(f"{here}/viec/{name}", fields, follow=True)
        assert answer.status_code == 200, words(answer)
        return words(answer)

    assert chair.post(f"{here}/viec/assign", verifier="").status_code == 422
    assert "Đang xác minh" in done(chair, "assign", verifier="land-1")
    assert f"{HERE}ma/{code}" in land.get("/can-bo/").content.decode(), "the verifier finds it in the inbox"
    refused = land.post(f"{here}/viec/report", finding="right", findings="Đo thừa", differs="1")
    assert refused.status_code == 409 and "Đo thừa" in refused.content.decode(), "nothing typed is lost"
    assert land.post(f"{here}/viec/call_dialogue", planned_at="mai", place="Trụ sở").status_code == 422
    assert "Đã hẹn đối thoại" in done(land, "call_dialogue", planned_at="2026-11-27T09:00", place="Trụ sở")
    clock(at + dt.timedelta(days=10))
    chair, land, desk = Official("chair"), Official("land-1"), Official("justice-1")
    said = {"present": "Ông A\nBà B", "absent": "Ông C; ốm", "content": "Nêu ý kiến", "conclusion": "Đo lại"}
    assert "Ông C (ốm)" in done(land, "hold_dialogue", **said, copies="3")
    assert "chờ quyết định" in done(land, "report", finding="right", findings="Đo thừa", differs="1")
    assert land.post(f"{here}/viec/decide", result="right").status_code == 403
    done(chair, "send_back", reason="Đo lại thửa bên")
    assert "Đo lại thửa bên" in words(land.get(here))
    done(land, "report", finding="right", findings="Đo thừa", differs="1")
    wrong = chair.post(f"{here}/viec/decide", result="right", reasons="a", ruling="b", restored_money="nhiều")
    assert wrong.status_code == 422
    page = done(
        chair, "decide", result="right", reasons="Đo thừa", ruling="Hủy quyết định", restored_money="2.500.000",
        restored_land="2,5",
    )  # fmt: skip
    assert "2.500.000 đồng" in page and "Gửi quyết định giải quyết chậm nhất 03/12/2026" in page
    assert "còn phải gửi quyết định giải quyết: còn" in page and "xong, đúng hạn" not in page
    assert "còn phải gửi, công khai quyết định" in words(chair.get(HERE))
    row = queries.document(queries.one(_actor("chair", at), code), "decision")
    assert row is not None
    done(desk, "send", n=str(row.n))
    assert "tên người khiếu nại được thay bằng" in desk.get(here).content.decode()
    name = queries.complainant(queries.one(_actor("chair", at), code))["name"]
    assert 'name="impersonal"' not in desk.get(here).content.decode()
    told = {"form": "portal", "times": "1", "public_text": "Giao bà Lê Thị Cúc trả đất."}
    warned = desk.post(f"{here}/viec/publish", **told)
    assert warned.status_code == 422 and 'name="impersonal"' in warned.content.decode()
    assert "Có thể là tên, số của một người: bà Lê Thị Cúc." in words(warned)
    page = done(
        desk, "publish", form="portal", times="1", public_text=f"Hủy quyết định thu hồi đất của ông {name}."
    )
    assert "Hủy quyết định thu hồi đất của người khiếu nại." in page and "đọc lại bài đã công khai" in page
    assert "chờ có hiệu lực" in page and "từ 31/12/2026" in page and "Ghi có hiệu lực" not in page
    assert desk.post(f"{here}/viec/take_effect").status_code == 409
    clock(at + dt.timedelta(days=60))
    chair, desk = Official("chair"), Official("justice-1")
    done(desk, "take_effect")
    done(chair, "order_execution", executor="Phòng Kinh tế", execute_by="2027-02-15")
    assert "Đã kết thúc" in done(desk, "execute", note="Đã hủy")
    assert desk.post(f"{here}/viec/no-such").status_code == 404


def _actor(post: str, at: dt.datetime) -> Actor:
    from tests.world import actors

    return actors(at.date())[post]


def test_papers_are_printed_for_who_may_read(ward: str, at: dt.datetime, posts: Mapping[str, Actor]) -> None:
    code, chair = accepted(at), Official("chair")
    announced(posts, queries.one(posts["chair"], code), at)
    for n in (1, 2, 3):
        answer = chair.get(f"{HERE}ma/{code}/van-ban/{n}.pdf")
        assert answer.content.startswith(b"%PDF") and code in answer["Content-Disposition"]
        written = docx.Document(io.BytesIO(chair.get(f"{HERE}ma/{code}/van-ban/{n}.docx").content))
        assert written.core_properties.author == "Ủy ban nhân dân phường Long Biên"
    assert chair.get(f"{HERE}ma/{code}/van-ban/9.pdf").status_code == 404
    assert Official("one-stop-1").get(f"{HERE}ma/{code}/van-ban/1.pdf").status_code == 403
    assert LAND not in words(Official("one-stop-1").get(f"{HERE}ma/{code}"))


def test_the_list_filters_and_hides_the_name_sought(ward: str, at: dt.datetime) -> None:
    code, chair = accepted(at), Official("chair")
    assert "1 vụ khiếu nại đang giải quyết" in words(chair.get(HERE))
    found = chair.client.post(HERE, {"q": "nguyen thi", "lan": "first"}, follow=True)
    assert code in found.content.decode() and "nguyen" not in found.redirect_chain[-1][0]
    assert "Không có vụ khiếu nại nào khớp" in words(chair.get(f"{HERE}?trang-thai=closed"))
    assert "Không có vụ khiếu nại nào khớp" in words(chair.get(f"{HERE}?xem=tre"))
    assert Official("bo-de-one-stop-1").get(f"{HERE}ma/{code}").status_code == 404
