"""Denunciations at the desk without script: accepted from the petition, driven through all acts, told to no other."""

import datetime as dt
import io
import re
from collections.abc import Callable, Mapping
from typing import Any

import pypdf
import pytest
from django.test import Client

from motcua.areas.denunciations import actions as denunciations
from motcua.areas.denunciations.models import Denunciation
from motcua.areas.petitions import actions as petitions
from motcua.base.journal.ports import Actor
from tests import world
from tests.areas.test_denunciations import accepted, concluded, proposed, taken_in, verified
from tests.areas.test_petitions import SECRET, SOUND
from tests.base.test_documents_letters import words_of
from tests.faces.at_desk import Official, value_of, words

HERE = "/can-bo/to-cao/"
Posts = Mapping[str, Actor]
WRITING = {"number": "7/QĐ-UBND", "reason": "Xác minh tại ba cơ quan"}


@pytest.fixture(autouse=True)
def _stopped(clock: Callable[[dt.datetime], None]) -> None:
    """The clock stands at the moment of the test."""


@pytest.fixture
def made(posts: Posts, at: dt.datetime) -> Denunciation:
    return accepted(posts, at - dt.timedelta(minutes=5))


def done(official: Official, code: str, name: str, **fields: Any) -> str:
    """What the page says after an act that was allowed."""
    answer = official.client.post(f"{HERE}ma/{code}/viec/{name}", fields, follow=True)
    assert answer.status_code == 200, words(answer)
    assert "Đã xong" in words(answer)
    return words(answer)


def test_a_petition_becomes_a_denunciation_from_its_page(posts: Posts, at: dt.datetime) -> None:
    petition = proposed(posts, taken_in(posts, at), at)
    chair, justice = Official("chair"), Official("justice-1")
    page = chair.get(f"/can-bo/don/ma/{petition.code}")
    assert f"{HERE}thu-ly/{petition.code}" in page.content.decode()
    assert f"{HERE}thu-ly/" not in justice.get(f"/can-bo/don/ma/{petition.code}").content.decode()
    form = chair.get(f"{HERE}thu-ly/{petition.code}")
    assert "Ông X" in value_of(form, "denounced") and SECRET not in form.content.decode()
    assert value_of(form, "content") == "", "never the denouncer's own words"
    wrong = chair.post(f"{HERE}thu-ly/{petition.code}", denounced="", content="x" * 21_000)
    assert wrong.status_code == 422
    answer = chair.post(f"{HERE}thu-ly/{petition.code}", denounced="Ông X", content="Nhận tiền khi đo đất")
    assert answer.status_code == 302
    code = re.search(r"ma/(.+)$", answer["Location"])
    assert code
    page = words(chair.get(answer["Location"]))
    assert "Nhận tiền khi đo đất" in page and "Thông báo thụ lý cho người tố cáo" in page
    assert code[1] in chair.get(f"/can-bo/don/ma/{petition.code}").content.decode()
    assert code[1] not in Official("one-stop-1").get(f"/can-bo/don/ma/{petition.code}").content.decode()
    assert code[1] in justice.get("/can-bo/?xem=don-vi").content.decode()
    assert chair.get(f"{HERE}thu-ly/{petition.code}").status_code == 404, "accepted once"


def test_every_act_from_its_form(posts: Posts, made: Denunciation) -> None:
    chair, justice, code = Official("chair"), Official("justice-1"), made.code
    wrong = chair.post(f"{HERE}ma/{code}/viec/order", number="8", team="", verify_until="mai")
    assert wrong.status_code == 422 and "Chọn ngày theo lịch" in words(wrong)
    done(chair, code, "order", number="8/QĐ-UBND", team="Tổ xác minh số 1", verify_until="2026-12-04")
    assert "Gia hạn giải quyết lần 1" in done(chair, code, "extend", level="complex", days="30", **WRITING)
    assert "mức" in words(chair.post(f"{HERE}ma/{code}/viec/extend", level="", days="30", **WRITING))
    assert "tạm dừng" in done(chair, code, "suspend", ground="assessment", **WRITING)
    done(chair, code, "resume", **WRITING)
    done(justice, code, "withdraw", how="part", withdrawn="Việc thứ hai")
    done(justice, code, "draft", findings="Hai hộ nộp tiền không biên lai")
    assert "Hỏi thêm" not in done(chair, code, "send_back", reason="Hỏi thêm")
    done(justice, code, "draft", findings="Ba hộ")
    assert justice.post(f"{HERE}ma/{code}/viec/conclude", verdict="true").status_code == 403
    page = done(chair, code, "conclude", verdict="partly_true", conclusion="Thu sai", number="3/KL-UBND")
    assert "Kết luận: tố cáo Đúng một phần" in page and "Xử lý kết luận" in page
    done(chair, code, "carry_out", measures="Trả lại tiền")
    done(justice, code, "publish", where="posting", public_text="Ông X thu sai của ba hộ")
    assert chair.post(f"{HERE}ma/{code}/viec/close").status_code == 409
    for task in (
        "tell_denouncer", "tell_denounced", "send_suspension", "send_conclusion", "report",
    ):  # fmt: skip
        done(justice, code, "done", task=task, number="1/TB")
    assert "Đã kết thúc" in done(justice, code, "close")
    done(justice, code, "denounced_again", agency="UBND thành phố")
    assert chair.post(f"{HERE}ma/{code}/viec/no-such").status_code == 404
    assert SECRET not in justice.get(f"{HERE}ma/{code}").content.decode()


def test_stopped_and_sought(posts: Posts, made: Denunciation) -> None:
    chair, code = Official("chair"), made.code
    done(chair, code, "stop", ground="settled", **WRITING)
    listed = chair.get(HERE)
    assert code in listed.content.decode() and "Gửi quyết định đình chỉ" in words(listed)
    found = chair.client.post(HERE, {"q": made.pseudonym}, follow=True)
    assert code in found.content.decode() and made.pseudonym not in found.redirect_chain[-1][0]
    assert "Không có vụ việc nào khớp" in words(chair.client.post(HERE, {"q": SECRET}, follow=True))
    assert "Không có vụ việc nào khớp" in words(chair.get(f"{HERE}?trang-thai=verifying"))


def test_to_others_there_is_nothing(posts: Posts, made: Denunciation) -> None:
    for post in ("one-stop-1", "front", "land-1", "bo-de-one-stop-1"):
        official = Official(post)
        pages = [
            official.get(path)
            for path in (
                HERE, f"{HERE}ma/{made.code}", f"{HERE}ma/{made.code}/mau/denunciation-accepted/0.pdf",
                "/can-bo/?xem=don-vi", "/can-bo/don/", "/bang/",
            )
        ]  # fmt: skip
        pages.append(official.post(f"{HERE}ma/{made.code}/viec/stop", ground="dead", **WRITING))
        pages.append(official.post(f"{HERE}ma/{made.code}/danh-tinh/mo", purpose="verify", reason="Tò mò"))
        assert [page.status_code for page in pages[:3]] == [404, 404, 404]
        assert [page.status_code for page in pages[-2:]] == [404, 404]
        none = made.code.replace("-0001", "-0999")
        assert words(pages[1]) == words(official.get(f"{HERE}ma/{none}")).replace(none, made.code)
        for page in (pages[0], *pages[3:6]):
            assert made.code not in page.content.decode(), post
        sought = official.client.post("/can-bo/tim", {"q": made.code}, follow=True)
        assert "to-cao" not in str(sought.redirect_chain)


def test_letters_are_printed_and_written(posts: Posts, made: Denunciation, at: dt.datetime) -> None:
    chair, code = Official("chair"), made.code
    done(chair, code, "order", number="8/QĐ-UBND", team="Tổ 1", verify_until="2026-12-04")
    done(chair, code, "extend", level="complex", days="30", **WRITING)
    page = chair.get(f"{HERE}ma/{code}").content.decode()
    addresses = re.findall(r'href="([^"]+/mau/[^"]+)"', page)
    assert len(addresses) == 8
    for address in addresses:
        answer = chair.get(address)
        assert answer.status_code == 200 and SECRET not in answer["Content-Disposition"]
        if address.endswith("pdf"):
            reader = pypdf.PdfReader(io.BytesIO(answer.content))
            text = " ".join("".join(one.extract_text() for one in reader.pages).split())
            assert reader.metadata is not None and SECRET not in str(dict(reader.metadata))
        else:
            text = words_of(answer.content)
        assert SECRET not in text and "VIỆT NAM" in text
        assert made.pseudonym not in text, "nothing that leaves the office leads on to the file"
    accepted = words_of(chair.get(f"{HERE}ma/{code}/mau/denunciation-accepted/0.docx").content)
    assert "Người tố cáo" in accepted and "21/12/2026" in accepted
    extension = words_of(chair.get(f"{HERE}ma/{code}/mau/denunciation-extension/2.docx").content)
    assert (
        "gia hạn giải quyết tố cáo lần 1" in " ".join(extension.casefold().split())
        and "thêm 30 ngày, đến hết ngày 19/01/2027" in extension
    )
    assert chair.get(f"{HERE}ma/{code}/mau/denunciation-stop/9.pdf").status_code == 404
    assert chair.get(f"{HERE}ma/{code}/mau/denunciation-accepted/0.exe").status_code == 404


def test_the_identity_is_assigned_and_opened_with_its_reason(posts: Posts, made: Denunciation) -> None:
    chair, justice, here = Official("chair"), Official("justice-1"), f"{HERE}ma/{made.code}/danh-tinh/"
    opens = {"purpose": "contact", "reason": "Gửi thông báo thụ lý"}
    assert justice.post(f"{here}mo", **opens).status_code == 403
    assert chair.post(f"{here}giao", post="justice-1", instrument="").status_code == 422
    given = {"post": "justice-1", "instrument": "9/QĐ-UBND", "valid_to": "2026-12-31"}
    page = words(chair.client.post(f"{here}giao", given, follow=True))
    assert "9/QĐ-UBND" in page and "31/12/2026" in page
    assert SECRET in words(justice.post(f"{here}mo", **opens))
    page = words(chair.get(f"{HERE}ma/{made.code}"))
    assert "Gửi thông báo thụ lý" in page and SECRET not in page
    chair.post(f"{here}thoi", n="1")
    assert justice.post(f"{here}mo", **opens).status_code == 403
    offered = chair.get(f"{HERE}ma/{made.code}").content.decode()
    assert 'value="justice-1"' in offered and 'value="land-1"' not in offered


def test_world_has_no_denunciation_of_its_own(ward: str) -> None:
    page = Official("chair").get(HERE)
    assert "Chưa thụ lý tố cáo nào" in words(page) and ward == world.WARD


def test_whom_it_is_about_is_named_when_it_is_classified(posts: Posts, at: dt.datetime) -> None:
    petition = taken_in(posts, at)
    chair, justice, vice = Official("chair"), Official("justice-1"), Official("vice-chair")
    here = f"/can-bo/don/ma/{petition.code}"
    assert chair.get(here).status_code == 200
    answers = {"kind": "denunciation", **SOUND}
    look = justice.post(f"{here}/viec/propose", act="look", **answers)
    assert "Người bị tố cáo thuộc cơ quan này" in words(look) and 'value="chair"' in look.content.decode()
    assert justice.post(f"{here}/viec/propose", posts="chair", **answers).status_code == 302
    assert chair.get(here).status_code == 404
    for page in (
        "/can-bo/don/",
        "/can-bo/don/?loai=denunciation",
        "/can-bo/",
        "/can-bo/?xem=don-vi",
        "/bang/danh-sach",
    ):
        assert petition.code not in chair.get(f"/can-bo/{page}").content.decode(), page
    assert petition.code not in chair.get("/bang/danh-sach").content.decode()
    shown = words(vice.get(here))
    assert "Chủ tịch UBND phường" in shown
    assert vice.post(f"{here}/viec/keep_from", posts="nobody", ground="x").status_code == 422
    assert vice.post(f"{here}/viec/keep_from", ground="Nhầm tên").status_code == 302
    assert chair.get(here).status_code == 200, "named by mistake"


def test_a_forwarded_denunciation_waits_for_its_notice(posts: Posts, at: dt.datetime) -> None:
    petition = proposed(
        posts, taken_in(posts, at), at, answers={"competence": "other"}, to_agency="Thanh tra thành phố"
    )
    petitions.settle(by=posts["chair"], at=at, petition=petition, outcome="forwarded")
    justice, here = Official("justice-1"), f"/can-bo/don/ma/{petition.code}"
    assert "báo người tố cáo trước" in words(justice.get(here))
    assert petition.code in justice.get(HERE).content.decode()
    assert justice.post(f"{here}/viec/inform").status_code == 302
    assert petition.code not in justice.get(HERE).content.decode()


def test_the_public_reads_a_conclusion_while_it_is_public(
    posts: Posts, made: Denunciation, at: dt.datetime, clock: Callable[[dt.datetime], None]
) -> None:
    page = "/cong-khai/to-cao"
    assert (
        "Hiện không có kết luận nào" in words(Client().get(page))
        and page in Client().get("/").content.decode()
    )
    assert page in Client().get("/gui-don/").content.decode()
    made = concluded(posts, verified(posts, made, at), at + dt.timedelta(days=2))
    later = at + dt.timedelta(days=3)
    made = denunciations.carry_out(by=posts["chair"], at=later, denunciation=made, measures="Trả lại tiền")
    clock(later)
    justice = Official("justice-1")
    wrong = justice.post(
        f"{HERE}ma/{made.code}/viec/publish", where="portal", public_text="Thu sai.", until_on="2026-11-24"
    )
    assert wrong.status_code == 422 and "ít nhất 15 ngày" in words(wrong)
    done(justice, made.code, "publish", where="portal", public_text="Thu sai của hai hộ.", until_on="")
    said = words(Client().get(page))
    assert "Kết luận 3/KL-UBND" in said and "Thu sai của hai hộ." in said
    assert made.code not in said and made.pseudonym not in said
    clock(later + dt.timedelta(days=17))
    assert "Hiện không có kết luận nào" in words(Client().get(page))


def test_a_notice_of_acceptance_bears_the_number_that_was_taken(made: Denunciation) -> None:
    justice, here = Official("justice-1"), f"{HERE}ma/{made.code}"
    done(justice, made.code, "done", task="tell_denounced", number="31/TB-UBND")
    notice = words_of(justice.get(f"{here}/mau/denunciation-content/0.docx").content)
    assert "31/TB-UBND" in notice
