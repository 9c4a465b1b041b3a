"""The dossier page: its acts from reception to rating, what it refuses, what it shows to whom, what it prints."""

import datetime as dt
import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.areas.dossiers import actions, queries
from motcua.areas.dossiers.models import Dossier
from motcua.base.journal import queries as journal
from motcua.base.journal.actions import seal
from motcua.base.journal.models import Event
from motcua.base.journal.ports import Actor
from tests.faces.at_desk import Official, value_of, words

Made = Callable[..., Any]


@pytest.fixture(autouse=True)
def _stopped(clock: Callable[[dt.datetime], None]) -> None:
    """The clock stands at the moment of the test."""


def page_of(dossier: Any) -> str:
    return f"/can-bo/ho-so/{dossier.code}"


def do(post: str, dossier: Any, act: str, **fields: Any) -> Any:
    """One act over the page."""
    return Official(post).post(f"{page_of(dossier)}/viec/{act}", **fields)


def again(dossier: Any) -> Dossier:
    return Dossier.objects.select_related("case").get(pk=dossier.pk)


def buttons(answer: Any) -> list[str]:
    return [act["name"] for act in answer.context["acts"]]


def test_from_the_counter_to_the_rating(ward: str, receive: Made) -> None:
    dossier = receive()
    pdf = Official("one-stop-1").get(f"{page_of(dossier)}/mau/mau-01.pdf").content
    assert buttons(Official("one-stop-1").get(page_of(dossier)))[0] == "transfer"
    for post, act, fields, state in (
        ("one-stop-1", "transfer", {}, "transferred"), ("justice-1", "take", {}, "processing"),
        ("justice-1", "finish-step", {"note": "Đủ điều kiện"}, "processing"),
        ("office-head", "finish-step", {"outcome": "done"}, "processing"), ("chair", "finish-step", {}, "processing"),
        ("justice-1", "issue-result", {"number": "12/GKS", "pages": "1", "originals": "1",
                                       "file": SimpleUploadedFile("gks.pdf", pdf)}, "result_ready"),
        ("one-stop-2", "return", {}, "returned"),
        ("one-stop-2", "rate", {"stars": "5", "comment": "Nhanh"}, "returned"),
    ):  # fmt: skip
        answer = do(post, dossier, act, **fields)
        assert answer.status_code == 302, (act, words(answer))
        assert answer.url == page_of(dossier)
        assert again(dossier).case.state == state
    shown = Official("one-stop-1").get(page_of(dossier))
    said = words(shown)
    for part in ("Đã trả kết quả", "12/GKS", "5/5 sao", "“Nhanh”", "xong, đúng hạn"):
        assert part in said
    assert buttons(shown) == []
    taken = Official("justice-1").get(f"{page_of(dossier)}/ket-qua")
    assert taken.content == pdf
    assert "attachment" in taken["Content-Disposition"]
    assert Official("front").get(f"{page_of(dossier)}/ket-qua").status_code == 404


def test_a_note_reaches_whoever_has_the_next_step(ward: str, receive: Made) -> None:
    """Before and after taking; others of the house in the history of steps; who supervises nowhere."""
    dossier, note, why = receive(), "Cháu sinh đôi, xem cả giấy chứng sinh thứ hai", "Chưa ghi quê quán"
    do("one-stop-1", dossier, "transfer")
    do("justice-1", dossier, "take")
    assert do("justice-1", dossier, "finish-step", note=note).status_code == 302
    for act in ("take", ""):
        said = words(Official("office-head").get(page_of(dossier)))
        assert f"Bước trước ghi chú {note} Công chức tư pháp - hộ tịch" in said
        if act:
            assert do("office-head", dossier, act).status_code == 302
    assert words(Official("one-stop-1").get(page_of(dossier))).count(note) == 1
    assert note not in words(Official("front").get(page_of(dossier)))
    wrong = do("office-head", dossier, "finish-step", outcome="send-back", note=" ")
    assert wrong.status_code == 422
    assert "Ghi rõ lý do trả lại bước trước." in words(wrong)
    assert do("office-head", dossier, "finish-step", outcome="send-back", note=why).status_code == 302
    assert f"Trả lại bước này vì {why} Chánh Văn phòng" in words(Official("justice-1").get(page_of(dossier)))
    for post in ("front", "inspector"):
        shown = Official(post).get(page_of(dossier))
        assert note not in shown.content.decode() and why not in shown.content.decode()
    assert not [e for e in queries.events(dossier) if why in str(e.facts) or note in str(e.facts)]


@pytest.mark.parametrize("at_once", [True, False])
def test_what_was_refused_at_the_counter_stands_at_no_step(
    ward: str, receive: Made, posts: Mapping[str, Actor], at: dt.datetime, clock: Any, at_once: bool
) -> None:
    said: Any = {"by": posts["one-stop-1"], "at": at, "reason": "Nộp sai nơi", "law": "Luật Hộ tịch Điều 13"}
    dossier = receive()
    if at_once:
        applicant = {"citizen": dossier.applicant_id}
        dossier = actions.decline_reception(
            procedure=dossier.procedure,
            unit=dossier.case.agency,
            channel="counter",
            applicant=applicant,
            **said,
        )
    else:
        actions.refuse(dossier=dossier, **said)
    clock(at + dt.timedelta(days=3))
    steps = Official("chair").get(page_of(dossier)).context["steps"]
    assert not any(step["now"] or step["late"] for step in steps)
    assert steps[0]["spent"] == 0


def test_a_mistyped_name_is_corrected_on_the_page(ward: str, receive: Made) -> None:
    dossier = receive(applicant={"name": "Nguyễn Thị Hoa"})
    wrong = do("one-stop-1", dossier, "correct", name="Nguyễn Thị Hòe")
    assert wrong.status_code == 422 and value_of(wrong, "name") == "Nguyễn Thị Hòe"
    phone = queries.contact(again(dossier))["phone"]
    answer = do(
        "one-stop-1", dossier, "correct", name="Nguyễn Thị Hòe", email="-", phone="", reason="Gõ nhầm dấu"
    )
    assert answer.status_code == 302
    said = words(Official("one-stop-2").get(page_of(dossier)))
    assert "Nguyễn Thị Hòe" in said and "Đính chính thông tin người nộp: tên" in said and "Hoa" not in said
    assert queries.contact(again(dossier))["phone"] == phone
    assert do("justice-1", dossier, "correct", name="Lê Thị Lan", reason="x").status_code == 403


def test_only_acts_allowed_now_are_shown(ward: str, receive: Made) -> None:
    dossier = receive()
    assert buttons(Official("one-stop-1").get(page_of(dossier))) == [
        "transfer",
        "ask-supplement",
        "refuse",
        "withdraw",
        "correct",
    ]
    assert "cancel" in buttons(Official("one-stop-head").get(page_of(dossier)))
    for post in ("justice-1", "chair", "front"):
        assert buttons(Official(post).get(page_of(dossier))) == []
    do("one-stop-1", dossier, "transfer")
    assert buttons(Official("justice-1").get(page_of(dossier))) == ["take"]
    assert "reschedule" in buttons(Official("chair").get(page_of(dossier)))


def test_an_act_out_of_turn_is_said_on_the_same_page(ward: str, receive: Made) -> None:
    dossier = receive()
    answer = do("one-stop-1", dossier, "return")
    assert answer.status_code == 409
    assert "Đã tiếp nhận" in words(answer)
    assert again(dossier).case.state == "received"


def test_an_act_of_another_post_is_refused(ward: str, receive: Made) -> None:
    dossier = receive()
    answer = do("land-1", dossier, "transfer")
    assert answer.status_code == 403
    assert "không có quyền" in words(answer)
    assert again(dossier).case.state == "received"


def test_another_unit_s_dossier_looks_like_one_that_is_not_there(ward: str, receive: Made) -> None:
    dossier = receive()
    official = Official("bo-de-one-stop-1")
    paths = [page_of(dossier), f"{page_of(dossier)}/bien-nhan.json", f"{page_of(dossier)}/mau/mau-01.pdf"]
    for path in paths:
        theirs, nowhere = (
            official.get(path),
            official.get(path.replace(dossier.code, "H26.999.00-260101-0001")),
        )
        assert theirs.status_code == nowhere.status_code == 404
        assert words(theirs).replace(dossier.code, "") == words(nowhere).replace("H26.999.00-260101-0001", "")
        assert "Không tìm thấy hồ sơ" in words(theirs)
    assert official.post(f"{page_of(dossier)}/viec/transfer").status_code == 404
    assert official.post(f"{page_of(dossier)}/nguoi-nop").status_code == 404
    assert again(dossier).case.state == "received"


def test_an_unknown_act_and_form_are_not_there(ward: str, receive: Made) -> None:
    dossier = receive()
    assert do("one-stop-1", dossier, "burn").status_code == 404
    assert Official("one-stop-1").get(f"{page_of(dossier)}/mau/mau-99.pdf").status_code == 404
    assert Official("one-stop-1").get(f"{page_of(dossier)}/mau/mau-02.pdf").status_code == 404
    assert Official("one-stop-1").get(f"{page_of(dossier)}/viec/transfer").status_code == 405


@pytest.mark.parametrize(
    ("post", "act", "fields", "said", "field"),
    [
        ("one-stop-1", "ask-supplement", {"reason": "Mờ"}, "Kê đủ các giấy tờ", "items"),
        (
            "one-stop-1",
            "ask-supplement",
            {"items": "Giấy chứng sinh"},
            "Ghi rõ lý do yêu cầu bổ sung",
            "reason",
        ),
        (
            "one-stop-1",
            "ask-supplement",
            {"items": "A", "reason": "B", "until": "hôm nay"},
            "Chọn ngày và giờ",
            "until",
        ),
        (
            "one-stop-1",
            "ask-supplement",
            {"items": "A", "reason": "B", "until": "2020-01-01T08:00"},
            "Hạn bổ sung",
            "until",
        ),
        ("one-stop-1", "refuse", {"reason": "Không cư trú"}, "Ghi rõ căn cứ pháp lý", "law"),
        ("one-stop-head", "cancel", {}, "Ghi rõ lý do hủy", "reason"),
    ],
)
def test_what_is_missing_stands_at_its_field_and_nothing_is_lost(
    ward: str, receive: Made, post: str, act: str, fields: dict[str, str], said: str, field: str
) -> None:
    dossier = receive()
    answer = do(post, dossier, act, **fields)
    assert answer.status_code == 422
    assert said in words(answer)
    html = answer.content.decode()
    assert f'href="#{act}-{field}"' in html
    assert f'id="{act}-{field}"' in html
    assert f'class="act-form is-open" id="viec-{act}"' in html
    form = html[html.index(f'id="viec-{act}"') :]
    answer.content = form[: form.index("</section>")].encode()
    for name, value in fields.items():
        assert value_of(answer, name) == value
    assert again(dossier).case.state == "received"


def test_papers_are_asked_for_once_and_come_back(ward: str, receive: Made) -> None:
    dossier = receive()
    assert (
        do(
            "one-stop-1", dossier, "ask-supplement", items="Giấy chứng sinh\n\nCăn cước", reason="Mờ."
        ).status_code
        == 302
    )
    shown = words(Official("one-stop-2").get(page_of(dossier)))
    assert "Chờ người nộp bổ sung trước" in shown
    assert "Giấy chứng sinh" in shown
    assert "tạm dừng, chờ bổ sung" in shown
    assert Official("one-stop-2").get(f"{page_of(dossier)}/mau/mau-02.pdf").content.startswith(b"%PDF")
    assert do("one-stop-2", dossier, "supplement", papers=["03"]).status_code == 302
    assert {paper["component"] for paper in again(dossier).papers} >= {"03"}
    second = do("one-stop-1", dossier, "ask-supplement", items="Nữa", reason="Nữa")
    assert second.status_code == 403
    assert "Lần thứ hai phải do lãnh đạo quyết định" in words(second)


def test_a_new_appointment_is_made_once(
    ward: str, receive: Made, posts: Mapping[str, Actor], at: dt.datetime
) -> None:
    dossier = actions.transfer(by=posts["one-stop-1"], at=at, dossier=receive(procedure="1.004873"))
    chair = Official("chair").get(page_of(dossier))
    assert value_of(chair, "until") == "2026-11-30T10:00"
    past = do("chair", dossier, "reschedule", reason="Xác minh", until="2026-11-21T10:00")
    assert past.status_code == 422
    assert "Ngày hẹn mới phải sau ngày đã hẹn" in words(past)
    assert do("chair", dossier, "reschedule", reason="Xác minh", until="2026-11-30T10:00").status_code == 302
    shown = Official("chair").get(page_of(dossier))
    assert "Hẹn lại" in words(shown)
    assert "reschedule" not in buttons(shown)
    second = do("chair", dossier, "reschedule", reason="Nữa", until="2026-12-30T10:00")
    assert second.status_code == 409
    assert "không cho hẹn lại lần thứ hai" in words(second)
    assert Official("chair").get(f"{page_of(dossier)}/mau/mau-04.pdf").content.startswith(b"%PDF")


def test_a_file_that_may_not_come_in_stops_the_whole_act(
    ward: str, receive: Made, finished: Made, posts: Mapping[str, Actor], at: dt.datetime
) -> None:
    dossier = receive()
    do("one-stop-1", dossier, "transfer")
    do("justice-1", dossier, "take")
    for post in ("justice-1", "office-head", "chair"):
        do(post, dossier, "finish-step")
    wrong = do(
        "justice-1", dossier, "issue-result", number="1/KQ", file=SimpleUploadedFile("ket-qua.pdf", b"MZ\x90")
    )
    assert wrong.status_code == 422
    assert 'href="#issue-result-file"' in wrong.content.decode()
    assert value_of(wrong, "number") == "1/KQ"
    assert again(dossier).case.state == "processing"
    big = SimpleUploadedFile("lon.pdf", b"%PDF-1.4" + b"0" * (26 * 1024 * 1024))
    too_large = do("justice-1", dossier, "issue-result", file=big)
    assert too_large.status_code == 422
    assert "lớn hơn 25 MB" in words(too_large)
    assert queries.result(again(dossier)) is None
    assert do("justice-1", dossier, "issue-result").status_code == 302
    assert queries.result(again(dossier)) is not None


def test_the_whole_record_is_shown_on_purpose_and_the_reading_is_recorded(ward: str, receive: Made) -> None:
    dossier = receive(
        applicant={"id_number": "001199000321", "phone": "0912345678", "address": "Số 9 Cổ Linh"}
    )
    shown = words(Official("justice-1").get(page_of(dossier)))
    assert "••• 321" in shown
    for whole in ("001199000321", "0912345678", "Số 9 Cổ Linh"):
        assert whole not in shown
    assert not Event.objects.filter(kind="citizen.read").exists()
    answer = Official("justice-1").post(f"{page_of(dossier)}/nguoi-nop")
    for whole in ("001199000321", "0912345678", "Số 9 Cổ Linh"):
        assert whole in words(answer)
    read = Event.objects.get(kind="citizen.read")
    assert read.by_post == "justice-1"
    assert read.facts["work"] == dossier.case.subject
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("post", ["front", "inspector"])
def test_supervisors_see_the_way_and_no_person(ward: str, receive: Made, post: str) -> None:
    dossier = receive(applicant={"name": "Tôn Nữ Thị Ninh"}, note="Gửi cho chị Ninh")
    official = Official(post)
    shown = official.get(page_of(dossier))
    assert "Tiếp nhận hồ sơ, hẹn trả" in words(shown)
    assert "Ninh" not in shown.content.decode()
    assert official.post(f"{page_of(dossier)}/nguoi-nop").status_code == 403
    assert official.get(f"{page_of(dossier)}/mau/mau-01.pdf").status_code == 403
    assert official.get("/can-bo/so-theo-doi").status_code == 403


def test_steps_are_compared_with_their_plan(ward: str, receive: Made, clock: Any, at: dt.datetime) -> None:
    dossier = receive()
    do("one-stop-1", dossier, "transfer")
    clock(at + dt.timedelta(hours=6, minutes=30))
    steps = Official("chair").get(page_of(dossier)).context["steps"]
    assert [step["now"] for step in steps][:3] == [False, True, False]
    assert steps[1]["spent"] == 5.0
    assert steps[1]["late"] is True
    assert steps[-1]["timed"] is False


@pytest.mark.parametrize("name", ["mau-01", "mau-06", "mau-07"])
def test_forms_are_printed(ward: str, receive: Made, name: str) -> None:
    dossier = receive()
    answer = Official("one-stop-1").get(f"{page_of(dossier)}/mau/{name}.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")


def test_the_receipt_proves_the_reception(ward: str, receive: Made, at: dt.datetime) -> None:
    dossier = receive()
    seal(at=at + dt.timedelta(minutes=1))
    answer = Official("one-stop-1").get(f"{page_of(dossier)}/bien-nhan.json")
    assert f"bien-nhan-{dossier.code}.json" in answer["Content-Disposition"]
    assert journal.check_receipt(json.loads(answer.content), trusted_key=journal.public_key()) == []


def test_the_number_of_queries_does_not_grow_with_history(ward: str, receive: Made, finished: Made) -> None:
    young, old = receive(), finished(receive())
    official = Official("one-stop-1")

    def asked(dossier: Any) -> int:
        with CaptureQueriesContext(connection) as found:
            assert official.get(page_of(dossier)).status_code == 200
        return len(found)

    asked(old)
    assert asked(old) <= asked(young) + 1  # an ended one asks whether it was rated
    assert asked(old) <= 21


# --- the register -------------------------------------------------------------------------------------------


def test_the_register_of_a_period(ward: str, receive: Made, at: dt.datetime) -> None:
    early, late = receive(at=at - dt.timedelta(days=8)), receive()
    official = Official("one-stop-1")
    today = words(official.get("/can-bo/so-theo-doi"))
    assert late.code in today
    assert early.code not in today
    both = {"tu": "2026-11-01", "den": "2026-11-30"}
    shown = words(official.get("/can-bo/so-theo-doi", **both))
    assert "2 hồ sơ tiếp nhận từ 01/11/2026 đến 30/11/2026" in shown
    assert shown.index(early.code) < shown.index(late.code)
    assert official.get("/can-bo/so-theo-doi.pdf", **both).content.startswith(b"%PDF")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"tu": "31/12/2026"}, "Chọn ngày theo lịch"), ({"tu": "2026-11-20", "den": "2026-11-19"}, "không sớm hơn"),
        ({"tu": "2020-01-01", "den": "2026-11-19"}, "nhiều nhất 92 ngày"),
    ],
)  # fmt: skip
def test_a_period_that_is_none_is_said(ward: str, asked: dict[str, str], said: str) -> None:
    official = Official("one-stop-1")
    answer = official.get("/can-bo/so-theo-doi", **asked)
    assert answer.status_code == 422
    assert said in words(answer)
    assert official.get("/can-bo/so-theo-doi.pdf", **asked).status_code == 422


def test_every_button_says_what_it_does_here() -> None:
    from motcua.faces.desk.dossiers.acting import button

    said = {"first": True, "next_step": "Thẩm tra"}
    assert button("return", "H26", refused=False, **said)["verb"] == "Trả kết quả"
    assert button("return", "H26", refused=True, **said)["verb"] == "Trả văn bản từ chối"
