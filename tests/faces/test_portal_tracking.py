"""With the slip in hand: the promise, the path, what comes next; without it nothing. The receipt proves it."""

import datetime as dt
import json
import re
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from django.test import Client

from motcua.areas.dossiers import actions
from motcua.areas.dossiers.models import Dossier, Rating
from motcua.areas.dossiers.queries import tracking_key
from motcua.areas.petitions import actions as petitions
from motcua.areas.petitions import queries as petition_queries
from motcua.base.journal.actions import seal
from motcua.base.journal.ports import SYSTEM, Actor
from motcua.base.messages.models import Notice
from motcua.faces.ui import throttle
from motcua.reactions.table import catch_up
from tests import world
from tests.areas.test_reorganised import end
from tests.faces.reading import count_queries, words

HOUR = dt.timedelta(hours=1)
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')
SINGLE = "1.004873"


@pytest.fixture(autouse=True)
def _now(ward: str, clock: Callable[[dt.datetime], None]) -> None:
    """The clock stands at the moment of the test."""


def see(client: Client, dossier: Dossier, key: str | None = None) -> Any:
    """The tracking page as the QR code opens it."""
    return client.get(
        "/tra-cuu", {"ma": dossier.code, "key": tracking_key(dossier.code) if key is None else key}
    )


def take(dossier: Dossier, posts: Mapping[str, Actor], at: dt.datetime) -> Dossier:
    dossier = actions.transfer(by=posts["one-stop-1"], at=at, dossier=dossier)
    return actions.take(by=posts["justice-1"], at=at, dossier=dossier)


# --- who may see -------------------------------------------------------------------------------------------------


def test_the_slip_opens_the_dossier(client: Client, receive: Callable[..., Dossier]) -> None:
    page = see(client, receive(procedure=SINGLE))
    said = words(page)
    assert page.status_code == 200
    assert "Hẹn trả kết quả 10 giờ, thứ Năm 26/11/2026" in said  # the 24th is a holiday
    assert "lời hẹn đang được giữ" in said


def test_a_wrong_key_and_an_unknown_code_look_the_same(
    client: Client, receive: Callable[..., Dossier]
) -> None:
    receive()
    dossier = receive()  # the first code of a day stands as the example on the page
    other = dossier.code[:-4] + "9999"
    wrong, unknown = see(client, dossier, "0" * 12), client.get("/tra-cuu", {"ma": other, "key": "0" * 12})
    right_key_of_nothing = client.get("/tra-cuu", {"ma": other, "key": tracking_key(other)})
    pages = [
        TOKEN.sub("", answer.content.decode()).replace(code, "…").replace(key, "…")  # what was typed is given back
        for answer, code, key in (
            (wrong, dossier.code, "0" * 12),
            (unknown, other, "0" * 12),
            (right_key_of_nothing, other, tracking_key(other)),
        )
    ]  # fmt: skip
    assert wrong.status_code == unknown.status_code == right_key_of_nothing.status_code == 404
    assert pages[0] == pages[1] == pages[2]
    assert "Mã hồ sơ hoặc mã tra cứu không đúng" in words(wrong)


@pytest.mark.parametrize("key", ["đ", "x" * 500, "\x00"])
def test_strange_keys_are_wrong_keys(client: Client, receive: Callable[..., Dossier], key: str) -> None:
    assert see(client, receive(), key).status_code == (400 if "\x00" in key else 404)


def test_codes_and_keys_may_be_typed_as_people_type(client: Client, receive: Callable[..., Dossier]) -> None:
    dossier = receive()
    key = tracking_key(dossier.code)
    typed = f" {dossier.code.lower().replace('-', '–')} "
    assert client.get("/tra-cuu", {"ma": typed, "key": f"{key[:4]} {key[4:].upper()}"}).status_code == 200
    pasted = f"http://testserver/tra-cuu?ma={dossier.code}&key={key}"
    assert client.get("/tra-cuu", {"ma": pasted, "key": "any"}).status_code == 200


def test_guessing_is_slowed_for_one_address_and_for_all_faces(
    client: Client, receive: Callable[..., Dossier]
) -> None:
    dossier = receive()
    for _ in range(throttle.FAILURES):
        assert see(client, dossier, "0" * 12).status_code == 404
    refused = see(client, dossier, "0" * 12)
    assert refused.status_code == 429 and int(refused["Retry-After"]) <= 16
    assert "Ông/bà thử lại sau" in words(refused)
    assert client.get(f"/api/v1/track/{dossier.code}", {"key": "0" * 12}).status_code == 429
    assert see(Client(REMOTE_ADDR="192.0.2.7"), dossier, "0" * 12).status_code == 404


def test_a_right_key_is_never_refused(client: Client, receive: Callable[..., Dossier]) -> None:
    dossier = receive()
    for _ in range(throttle.FAILURES + 1):
        see(client, dossier, "0" * 12)
    assert see(client, dossier).status_code == 200
    assert client.get(f"/api/v1/track/{dossier.code}", {"key": tracking_key(dossier.code)}).status_code == 200


def test_behind_our_own_proxy_visitors_are_told_apart(receive: Callable[..., Dossier], settings: Any) -> None:
    dossier, settings.PROXIES = receive(), frozenset({"127.0.0.1"})
    one, other = Client(HTTP_X_FORWARDED_FOR="192.0.2.1"), Client(HTTP_X_FORWARDED_FOR="10.0.0.9, 192.0.2.2")
    for _ in range(throttle.FAILURES):
        see(one, dossier, "0" * 12)
    assert see(one, dossier, "0" * 12).status_code == 429
    assert see(other, dossier, "0" * 12).status_code == 404
    settings.PROXIES = frozenset()
    assert see(one, dossier, "0" * 12).status_code == 404, "nobody else is believed"


def test_nobody_keeps_or_finds_the_page(client: Client, receive: Callable[..., Dossier]) -> None:
    page = see(client, receive())
    assert "no-store" in page["Cache-Control"] and 'name="robots" content="noindex"' in page.content.decode()
    assert page["Referrer-Policy"] == "same-origin"


def test_no_person_is_named(
    client: Client, receive: Callable[..., Dossier], posts: Mapping[str, Actor], at: dt.datetime
) -> None:
    applicant = {"name": "Công Tằng Tôn Nữ Thị Hoàng Anh", "address": "Số 7 Ngọc Lâm", "phone": "0900099999"}
    dossier = take(receive(applicant=applicant, procedure=SINGLE), posts, at + HOUR)
    page = see(client, dossier).content.decode()
    for private in (
        "Hoàng Anh",
        "Ngọc Lâm",
        "0900099999",
        "Phạm Khánh Vân",
        "Nguyễn Thu Hà",
        "justice-1",
        "one-stop-1",
    ):
        assert private not in page
    assert "Văn phòng HĐND và UBND" in page  # the office that has it


# --- what it says in each state ----------------------------------------------------------------------------------


def test_the_office_that_has_it_and_what_comes_next_are_said(
    client: Client, receive: Callable[..., Dossier], posts: Mapping[str, Actor], at: dt.datetime
) -> None:
    dossier = receive(procedure=SINGLE)
    said = words(see(client, dossier))
    assert "Đang làm: Đã nhận hồ sơ" in said and "Trung tâm Phục vụ hành chính công" in said
    said = words(see(client, take(dossier, posts, at + HOUR)))
    assert (
        "Đang làm: Đang được giải quyết Văn phòng HĐND và UBND Bước “Thẩm định hồ sơ, dự thảo kết quả”"
        in said
    )
    assert "Sắp tới: Tiếp theo: Xem xét, trình ký" in said
    assert "Sắp tới: Hẹn trả kết quả cho ông/bà" in said


def test_papers_that_are_wanted_stand_out_with_why_and_until(
    client: Client, receive: Callable[..., Dossier], posts: Mapping[str, Actor], at: dt.datetime
) -> None:
    dossier = take(receive(procedure=SINGLE), posts, at + HOUR)
    actions.ask_supplement(
        by=posts["justice-1"], at=at + 2 * HOUR, dossier=dossier, items=["Trích lục ghi chú ly hôn"],
        reason="Giấy đã nộp hết hạn.",
    )  # fmt: skip
    said = words(see(client, dossier))
    assert "Ông/bà cần bổ sung Trích lục ghi chú ly hôn Vì sao Giấy đã nộp hết hạn. Mang đến trước" in said
    assert "Thời hạn đang tạm dừng" in said and "trễ" not in said


def test_a_broken_promise_is_apologised_for(
    client: Client, receive: Callable[..., Dossier], at: dt.datetime, clock: Callable[[dt.datetime], None]
) -> None:
    dossier = receive(procedure=SINGLE)
    clock(at + dt.timedelta(days=7))
    said = words(see(client, dossier))
    assert "Cơ quan xin lỗi ông/bà" in said and "trễ 1 ngày làm việc" in said
    assert "lời hẹn đang được giữ" not in said


def test_a_second_promise_keeps_the_first_in_sight(
    client: Client, receive: Callable[..., Dossier], posts: Mapping[str, Actor], at: dt.datetime
) -> None:
    dossier = take(receive(procedure=SINGLE), posts, at + HOUR)
    actions.reschedule(
        by=posts["chair"], at=at + 2 * HOUR, dossier=dossier, until=dossier.case.due_at + dt.timedelta(days=1),
        reason="Phải xác minh tại nơi cư trú trước đây.",
    )  # fmt: skip
    said = words(see(client, dossier))
    assert "lời hẹn đầu tiên (10 giờ, thứ Năm 26/11/2026)" in said
    assert "hẹn lại một lần. Lý do: Phải xác minh tại nơi cư trú trước đây." in said
    assert "lời hẹn đang được giữ" not in said


def test_a_result_waits_with_place_and_time(
    client: Client, receive: Callable[..., Dossier], finished: Callable[..., Dossier]
) -> None:
    said = words(see(client, finished(receive())))
    assert "Mời ông/bà đến nhận Ở đâu Trung tâm Phục vụ hành chính công phường Long Biên" in said
    assert "Đang làm: Đã có kết quả" in said and "xong, đúng hạn" in said
    assert "Mời ông/bà mang theo giấy hẹn đến nhận." in said
    assert "Ông/bà có hài lòng không?" not in said


def test_an_ending_without_result_says_why(
    client: Client, receive: Callable[..., Dossier], posts: Mapping[str, Actor], at: dt.datetime
) -> None:
    dossier = receive()
    actions.withdraw(by=posts["one-stop-1"], at=at + HOUR, dossier=dossier, reason="Không còn nhu cầu.")
    said = words(see(client, dossier))
    assert (
        "Vì sao Không còn nhu cầu." in said and "Từ chối: Đã dừng giải quyết theo yêu cầu của ông/bà" in said
    )
    assert "Hẹn trả kết quả" not in said


# --- rating ------------------------------------------------------------------------------------------------------


@pytest.fixture
def returned(
    receive: Callable[..., Dossier],
    finished: Callable[..., Dossier],
    at: dt.datetime,
    clock: Callable[[dt.datetime], None],
) -> Dossier:
    dossier = finished(receive(), hand_over=True)
    clock(at + 2 * HOUR)
    return dossier


def rate(client: Client, dossier: Dossier, **fields: str) -> Any:
    given = {"ma": dossier.code, "key": tracking_key(dossier.code), **fields}
    return client.post("/tra-cuu/danh-gia", given)


def test_the_service_is_rated_once(client: Client, returned: Dossier) -> None:
    assert "Ông/bà có hài lòng không?" in words(see(client, returned))
    answer = rate(client, returned, stars="4", comment="Cán bộ chỉ dẫn tận tình.")
    assert answer.status_code == 302 and answer["Location"].endswith("#danh-gia")
    said = words(client.get(answer["Location"]))
    assert "Ông/bà đã đánh giá 4 trên 5" in said and "tận tình" not in said
    again = rate(client, returned, stars="1")
    assert again.status_code == 409 and "đã được đánh giá 4/5" in words(again)
    assert Rating.objects.get(dossier=returned).stars == 4


@pytest.mark.parametrize("stars", ["", "0", "6", "5.0", "٣", "<b>", "-1"])
def test_a_rating_is_one_of_five(client: Client, returned: Dossier, stars: str) -> None:
    answer = rate(client, returned, stars=stars)
    assert answer.status_code == 422 and "Chọn một mức hài lòng" in words(answer)
    assert not Rating.objects.exists()


def test_rating_needs_the_key_and_an_end(
    client: Client, returned: Dossier, receive: Callable[..., Dossier]
) -> None:
    assert rate(client, returned, stars="5", key="0" * 12).status_code == 404
    assert rate(client, receive(), stars="5").status_code == 409
    assert not Rating.objects.exists()


# --- the receipt and the ledger ----------------------------------------------------------------------------------


def receipt(client: Client, dossier: Dossier) -> dict[str, Any]:
    answer = client.get("/tra-cuu/bien-nhan", {"ma": dossier.code, "key": tracking_key(dossier.code)})
    assert answer["Content-Disposition"] == f'attachment; filename="bien-nhan-{dossier.code}.json"'
    found: dict[str, Any] = json.loads(answer.content)
    return found


def check(client: Client, text: str) -> Any:
    return client.post("/so-cai", {"text": text})


def test_a_receipt_is_checked_before_and_after_sealing(
    transactional_db: None, client: Client, receive: Callable[..., Dossier], at: dt.datetime
) -> None:
    dossier = receive()
    early = check(client, json.dumps(receipt(client, dossier)))
    assert early.status_code == 200 and "Biên nhận đúng, và khớp với sổ cái." in words(early)
    assert dossier.code in words(early) and "lần niêm phong tới" in words(early)
    seal(at=at + HOUR)
    late = check(client, json.dumps(receipt(client, dossier)))
    assert "đã được niêm phong trong sổ cái có chữ ký số" in words(late)
    assert "11 giờ" in words(client.get("/so-cai"))


def test_an_altered_receipt_is_named(
    client: Client, receive: Callable[..., Dossier], at: dt.datetime
) -> None:
    dossier = receive()
    seal(at=at)
    given = receipt(client, dossier)
    given["event"]["at"] = "2026-11-01T03:00:00+00:00"
    answer = check(client, json.dumps(given))
    assert answer.status_code == 422 and "biên nhận đã bị sửa" in words(answer)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "7", '{"format": 1}', "[" * 100_000, "x" * 300_000])
def test_whatever_is_no_receipt_is_refused_kindly(client: Client, text: str) -> None:
    answer = check(client, text)
    said = words(answer)
    assert answer.status_code == 422 and ("Biên nhận này không đúng" in said or "Chưa kiểm tra được" in said)


def test_a_receipt_needs_the_key(client: Client, receive: Callable[..., Dossier]) -> None:
    answer = client.get("/tra-cuu/bien-nhan", {"ma": receive().code, "key": "0" * 12})
    assert answer.status_code == 404 and "Content-Disposition" not in answer


# --- cost --------------------------------------------------------------------------------------------------------


def test_the_number_of_queries_does_not_grow_with_the_history(
    client: Client, receive: Callable[..., Dossier], finished: Callable[..., Dossier], at: dt.datetime,
    clock: Callable[[dt.datetime], None],
) -> None:  # fmt: skip
    fresh, old = receive(procedure=SINGLE), finished(receive(procedure=SINGLE), hand_over=True)
    clock(at + 4 * HOUR)
    for _ in range(3):
        receive(procedure=SINGLE)
    assert count_queries(lambda: see(client, old)) <= count_queries(lambda: see(client, fresh)) <= 14


def test_a_result_that_is_sent_is_not_to_be_fetched(
    client: Client, receive: Callable[..., Dossier], finished: Callable[..., Dossier]
) -> None:
    applicant = {"name": "Trần Văn Ước", "address": "Số 7 Ngọc Lâm"}
    dossier = finished(receive(return_by="post", applicant=applicant))
    said = words(see(client, dossier))
    assert "Kết quả được gửi qua bưu chính" in said and "đến nhận" not in said
    track = client.get(f"/api/v1/track/{dossier.code}", {"key": tracking_key(dossier.code)}).json()
    assert track["next_text"].startswith("Kết quả được gửi qua bưu chính")


# --- units are reorganised ---------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_who_follows_reads_who_has_it_now_and_where_to_go(
    client: Client,
    receive: Callable[..., Dossier],
    posts: Mapping[str, Actor],
    at: dt.datetime,
    settings: Any,
) -> None:
    """Open, or ready to be fetched: the ward is no more, its centre neither; who chose to be told is told."""
    fresh = receive(procedure=SINGLE, applicant={"email": "hoa@example.vn"})
    ready = actions.take(
        by=posts["justice-1"], at=at,
        dossier=actions.transfer(by=posts["one-stop-1"], at=at, dossier=receive(procedure=SINGLE)),
    )  # fmt: skip
    petition = petitions.receive(
        by=posts["one-stop-1"], at=at, unit=world.WARD, channel="counter", said="suggestion", topic="order",
        content="Quán hát ồn ào.", submitter={**world.person(4), "email": "an@example.vn"},
    )  # fmt: skip
    assert "Nay do" not in words(see(client, fresh))
    settings.MAIL = {"host": "x"}
    end(world.WARD, at.date(), world.OTHER)
    for code in (fresh.code, ready.code):
        actions.succeed(by=SYSTEM, at=at, code=code)
    petitions.succeed(by=SYSTEM, at=at, code=petition.code)
    for page in (
        see(client, fresh),
        see(client, ready),
        client.get(
            "/gui-don/tra-cuu", {"ma": petition.code, "key": petition_queries.tracking_key(petition.code)}
        ),
    ):
        said = words(page)
        assert page.status_code == 200 and "Nay do phường Bồ Đề giải quyết" in said
        assert "Đến đâu Trung tâm Phục vụ hành chính công phường Bồ Đề" in said
    while catch_up(lambda event: at):
        pass
    told = set(Notice.objects.filter(key__endswith=".succeeded").values_list("key", "channel", "to"))
    assert {("dossier.succeeded", "email"), ("petition.succeeded", "email")} <= {row[:2] for row in told}
    notice = Notice.objects.filter(key="dossier.succeeded").first()
    assert notice is not None and notice.facts["agency"] == "Phường Bồ Đề"
