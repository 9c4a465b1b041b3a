"""Dialogues, questions and drafts as people without account meet them."""

import datetime as dt
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import icalendar
import pytest
from django.test import Client

from motcua.areas.dialogues import actions, queries
from motcua.areas.dialogues.models import Comment, Consultation, Dialogue, Question
from motcua.base.journal.ports import Actor
from motcua.faces.ui import throttle
from tests import world
from tests.areas import test_consultations, test_dialogues
from tests.faces.at_desk import words

make, drafted, opened = test_dialogues.make, test_consultations.drafted, test_consultations.opened
Posts = Mapping[str, Actor]
Make = Callable[..., Dialogue]
DAY = dt.timedelta(days=1)
ASKED = {"content": "Bao giờ lắp đèn ngõ 42?", "topic": "other", "name": "Lò Thị Phượng"}


@pytest.fixture(autouse=True)
def _stopped(clock: Callable[[dt.datetime], None]) -> None:
    """The clock stands at the moment of the test."""


def browser() -> Client:
    return Client(headers={"accept-language": "vi"})


def test_what_was_not_announced_is_not_there(make: Make) -> None:
    dialogue = make("approved")
    for path in ("", "/hoi", "/lich.ics", "/van-ban/giay-moi.pdf"):
        assert browser().get(f"/doi-thoai/{dialogue.code}{path}").status_code == 404


def test_a_dialogue_in_public(make: Make) -> None:
    dialogue, person = make("announced"), browser()
    assert dialogue.title in words(person.get("/doi-thoai/"))
    shown = words(person.get(f"/doi-thoai/{dialogue.code}"))
    assert "Gửi câu hỏi trước" in shown and "Nhà văn hóa tổ 5" in shown and "01/GM-UBND" in shown
    for path in ("/doi-thoai/lich.ics", f"/doi-thoai/{dialogue.code}/lich.ics"):
        (event,) = icalendar.Calendar.from_ical(person.get(path).content).walk("VEVENT")
        assert event["summary"] == dialogue.title and event["dtstart"].dt == dialogue.starts_at
    assert person.get(f"/doi-thoai/{dialogue.code}/van-ban/giay-moi.pdf").content.startswith(b"%PDF")


def test_a_question_and_its_receipt(make: Make, posts: Posts, at: dt.datetime) -> None:
    dialogue, person = make("announced"), browser()
    wrong = person.post(f"/doi-thoai/{dialogue.code}/hoi", {"content": " ", "topic": "", "name": "Ước"})
    assert wrong.status_code == 422 and 'value="Ước"' in wrong.content.decode()
    sent = person.post(f"/doi-thoai/{dialogue.code}/hoi", ASKED)
    receipt = sent["Location"]
    assert "Đã nhận câu hỏi" in words(person.get(receipt)) and "Lò" not in receipt
    assert "Bao giờ lắp đèn" not in words(person.get(f"/doi-thoai/{dialogue.code}"))
    question = actions.show(by=posts["office-head"], at=at, question=Question.objects.get())
    actions.answer(by=posts["land-1"], at=at, question=question, answer="Trong quý I năm 2027.")
    assert "Trong quý I năm 2027." in words(person.get(receipt))
    found = words(person.get("/hoi-dap/?q=lap+den"))
    assert "Bao giờ lắp đèn ngõ 42?" in found and "Lò Thị Phượng" not in found
    assert "Chưa có câu trả lời nào khớp" in words(person.get("/hoi-dap/?q=khai+sinh"))
    assert "Trong quý I" in words(person.get(f"/hoi-dap/{question.code}"))
    assert 'href="/hoi-dap/da-gui"' in person.get("/hoi-dap/").content.decode(), "the way back"
    assert (
        "Mã tra cứu" in words(person.get("/hoi-dap/da-gui"))
        and "<svg" in person.get(receipt).content.decode()
    )
    bad = person.get(f"/hoi-dap/da-gui?ma={question.code}&key=000000000000")
    assert bad.status_code == 404 and "Không tìm thấy câu hỏi" in words(bad)


def test_at_the_door(make: Make, clock: Callable[[dt.datetime], None]) -> None:
    dialogue, person = make("announced"), browser()
    path = f"/doi-thoai/{dialogue.code}/hoi"
    door = f"{path}?cua={queries.door_key(dialogue)}"
    assert "không nhận câu hỏi" in words(person.get(door))
    clock(dialogue.starts_at + dt.timedelta(minutes=5))
    assert "không nhận câu hỏi" in words(person.get(path))
    assert "Hỏi ngay tại buổi đối thoại" in words(person.get(door))
    assert person.post(path, {**ASKED, "cua": queries.door_key(dialogue)}).status_code == 302
    assert Question.objects.get().way == "door"
    assert person.post(path, ASKED).status_code == 409


def test_a_question_on_a_procedure(ward: str) -> None:
    person = browser()
    assert "khai sinh" in words(person.get("/hoi-dap/hoi?thu-tuc=1.001193"))
    assert person.post("/hoi-dap/hoi", {**ASKED, "thu-tuc": "1.001193"}).status_code == 302
    assert Question.objects.get().procedure == "1.001193"


def test_a_machine_does_not_flood(ward: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttle, "voices", replace(throttle.voices, failures=5))
    person = browser()
    statuses = [person.post("/hoi-dap/hoi", ASKED).status_code for _ in range(throttle.voices.failures + 2)]
    assert statuses.count(302) == throttle.voices.failures and statuses[-1] == 429


def test_a_button_pressed_twice_asks_one_question(ward: str, make: Make) -> None:
    for path in ("/hoi-dap/hoi", f"/doi-thoai/{make('announced').code}/hoi"):
        before, person = Question.objects.count(), browser()
        (key,) = re.findall(r'name="goi" value="([0-9a-f]{32})"', person.get(path).content.decode())
        twice = [person.post(path, {**ASKED, "goi": key}) for _ in range(2)]
        assert [one.status_code for one in twice] == [302, 302] and twice[0]["Location"] == twice[1][
            "Location"
        ]
        assert "key=" not in twice[0]["Location"] and "Mã tra cứu" in words(person.get(twice[0]["Location"]))
        assert Question.objects.count() == before + 1


def test_a_button_pressed_twice_is_one_comment_of_one_browser(opened: Consultation) -> None:
    path, said = (
        f"/lay-y-kien/{opened.code}",
        {"dieu": "1", "vi-tri": "object", "loi": "Giờ đóng cửa sớm quá."},
    )
    key = re.findall(r'name="goi" value="([0-9a-f]{32})"', browser().get(path).content.decode())[0]
    twice = [Client().post(path, {**said, "goi": key}) for _ in range(2)]  # the second before the cookie came
    assert [one.status_code for one in twice] == [302, 302] and Comment.objects.count() == 1
    known = {one.cookies["gop-y"].value.partition(":")[0] for one in twice}  # the rest is when it was signed
    assert len(known) == 1 and known != {""}


def test_a_hall_takes_its_positions_and_no_machine_for_thousands(
    opened: Consultation, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert throttle.browsers.failures >= 200, "a hall behind one address"
    monkeypatch.setattr(throttle, "browsers", replace(throttle.browsers, failures=5))
    path, said = f"/lay-y-kien/{opened.code}", {"dieu": "1", "vi-tri": "support"}
    family = browser()
    assert family.post(path, {**said, "vi-tri": "other"}).status_code == 422, (
        "what is wrong counts for nothing"
    )
    statuses = [family.post(path, said).status_code]
    statuses += [browser().post(path, said).status_code for _ in range(throttle.browsers.failures + 3)]
    assert (
        statuses.count(302) == Comment.objects.count() == throttle.browsers.failures and statuses[-1] == 429
    )
    assert re.search(r"sau \d\d giây", words(browser().post(path, said))), "how long it truly takes"
    assert family.post(path, {**said, "dieu": "2"}).status_code == 302, "a browser known here goes on"


def test_commitments_stay_public_until_kept(
    make: Make,
    posts: Posts,
    clock: Callable[[dt.datetime], None],
) -> None:
    dialogue, person = make("held"), browser()
    made = actions.make(
        by=posts["chair"], at=dialogue.ends_at, dialogue=dialogue, content="Lắp 12 đèn ở ngõ 42", post="land-1",
        due_on=dt.date(2026, 12, 31),
    )  # fmt: skip
    clock(dt.datetime(2027, 1, 5, 9, tzinfo=world.TZ))
    shown = words(person.get("/doi-thoai/"))
    assert "1 cam kết đang thực hiện" in shown and "1 đã trễ" in shown and "Công chức địa chính" in shown
    then = dt.datetime(2027, 1, 6, 9, tzinfo=world.TZ)
    actions.report(by=posts["land-1"], at=then, commitment=made, result="Đã lắp đủ 12 đèn")
    actions.confirm(by=posts["chair"], at=then, commitment=made)
    assert "Không còn cam kết nào chưa thực hiện" in words(person.get("/doi-thoai/"))
    assert "Đã lắp đủ 12 đèn" in words(person.get("/doi-thoai/cam-ket"))


def test_a_position_from_one_browser(opened: Consultation) -> None:
    person, path = browser(), f"/lay-y-kien/{opened.code}"
    assert "Còn 20 ngày để góp ý" in words(person.get("/lay-y-kien/"))
    wrong = person.post(path, {"dieu": "1", "vi-tri": "other", "loi": ""})
    assert wrong.status_code == 422 and not Comment.objects.exists()
    sent = person.post(path, {"dieu": "1", "vi-tri": "support"})
    page = person.get(sent["Location"])
    assert "Ông/bà đã nói: Tán thành" in words(page) and "Giữ biên nhận" in words(page)
    person.post(path, {"dieu": "1", "vi-tri": "object", "loi": "Giờ đóng cửa sớm quá."})
    assert Comment.objects.get().stance == "object"
    browser().post(path, {"dieu": "1", "vi-tri": "support"})
    assert Comment.objects.count() == 2
    forged = browser()
    forged.cookies["gop-y"] = "a" * 40
    forged.post(path, {"dieu": "1", "vi-tri": "support"})
    assert Comment.objects.count() == 3
    assert "Giờ đóng cửa" not in words(browser().get(path))
    receipt = re.search(r'href="(/lay-y-kien/da-gui[^"]+)"', page.content.decode())
    assert receipt and "chờ xem" not in words(page)
    assert "Ý kiến được giải trình sau" in words(person.get(receipt[1].replace("&amp;", "&")))
    assert browser().get(f"{path}/so-lieu.xlsx").status_code == 404


def test_a_receipt_of_a_comment_is_found_again(opened: Consultation) -> None:
    person, path = browser(), f"/lay-y-kien/{opened.code}"
    person.post(path, {"dieu": "1", "vi-tri": "support"})
    again = person.get(path).content.decode()
    receipt = re.search(r'href="(/lay-y-kien/da-gui[^"]+)"', again)
    assert receipt, "reopened on the same device"
    made = Comment.objects.get()
    key = queries.receipt_of_comment(made)
    page = words(person.get(receipt[1].replace("&amp;", "&")))
    assert made.code in page and key in page
    Consultation.objects.update(state="closed")
    assert receipt[1] in person.get(path).content.decode(), "and when the time is over"
    stranger = browser()
    assert "/lay-y-kien/da-gui?" not in stranger.get(path).content.decode()
    assert "/lay-y-kien/da-gui" in stranger.get("/lay-y-kien/").content.decode()
    form = stranger.get("/lay-y-kien/da-gui")
    assert form.status_code == 200 and 'name="key"' in form.content.decode()
    typed = stranger.get("/lay-y-kien/da-gui", {"ma": made.code.lower(), "key": key})
    assert typed.status_code == 200 and "Tán thành" in words(typed)
    wrong = stranger.get("/lay-y-kien/da-gui", {"ma": made.code, "key": "1" * 12})
    assert wrong.status_code == 404 and 'name="key"' in wrong.content.decode()


def test_an_answer_is_found_at_once_among_many(ward: str, at: dt.datetime) -> None:
    def made(n: int) -> Question:
        text = f"Thủ tục số {n} cần giấy tờ gì?"
        given: dict[str, Any] = {"shown": text, "answer": "Mang căn cước.", "state": "shown", "way": "page"}
        search = queries.search_text(text, "Mang căn cước.")
        return Question(
            code=f"CH-{n}",
            agency=world.WARD,
            asked_at=at,
            answered_at=at,
            topic="other",
            search=search,
            **given,
        )

    Question.objects.bulk_create([made(n) for n in range(5000)], batch_size=1000)
    took = []
    for n in range(4000, 4010):
        start = time.perf_counter()
        found = list(queries.bank(world.WARD, f"thu tuc so {n}")[:21])
        took.append(time.perf_counter() - start)
        assert [one.code for one in found] == [f"CH-{n}"]
    assert sorted(took)[-1] < 0.2


def test_the_other_language_keeps_what_was_typed(opened: Consultation, make: Make) -> None:
    dialogue, person = make("announced"), browser()
    for door in (f"/doi-thoai/{dialogue.code}/hoi", "/hoi-dap/hoi"):
        page = person.post(door, {**ASKED, "doi-ngon-ngu": "en"})
        assert page.status_code == 200 and page.headers["content-language"] == "en"
        assert (
            ASKED["content"] in page.content.decode() and f'value="{ASKED["name"]}"' in page.content.decode()
        )
    assert not Question.objects.exists()
    there = f"/lay-y-kien/{opened.code}"
    page = person.post(there, {"dieu": "1", "vi-tri": "support", "loi": "Nên làm ngay", "doi-ngon-ngu": "en"})
    assert "Nên làm ngay" in page.content.decode() and page.headers["content-language"] == "en"


def test_words_that_denounce_are_offered_the_guarded_way(opened: Consultation, ward: str) -> None:
    told = "Ông X nhận tiền của người thuê nhà văn hóa"
    here = f"/lay-y-kien/{opened.code}"
    said = {"dieu": "0", "vi-tri": "other", "loi": told}
    offered = browser().post(here, said).content.decode()
    assert "Gửi theo lối giữ kín" in offered and f'name="content" value="{told}"' in offered
    asked = browser().post("/hoi-dap/hoi", {"content": told, "topic": "other"}).content.decode()
    assert "Gửi theo lối giữ kín" in asked and "Vẫn gửi câu hỏi" in asked
    assert not Comment.objects.exists() and not Question.objects.exists()
    assert browser().post(here, {**said, "van-gui": "1"}).status_code == 302
    assert (
        browser().post("/hoi-dap/hoi", {"content": told, "topic": "other", "van-gui": "1"}).status_code == 302
    )
