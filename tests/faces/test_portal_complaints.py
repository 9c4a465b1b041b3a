"""The public reads decisions on complaints while they are public, and nobody's name."""

import datetime as dt
from collections.abc import Callable, Mapping

from django.test import Client

from motcua.areas.complaints import actions, jobs, queries
from motcua.areas.complaints.models import Complaint
from motcua.areas.petitions.queries import tracking_key
from motcua.base.journal.ports import Actor
from tests import world
from tests.areas.test_complaints import LAND, announced, decided, proposed, unsound
from tests.faces.at_desk import Official, words
from tests.faces.test_portal_petitions import SAID

HERE = "/cong-khai/khieu-nai"


def test_a_decision_is_public_for_its_days_without_names(
    client: Client, posts: Mapping[str, Actor], at: dt.datetime, clock: Callable[[dt.datetime], None]
) -> None:
    assert "Hiện không có quyết định nào" in words(client.get(HERE))
    assert HERE in client.get("/").content.decode()
    made = actions.accept(by=posts["chair"], at=at, petition=proposed(at))
    announced(posts, made, at, ruling="Giữ nguyên", result="wrong")
    page = client.get(HERE)
    said = words(page)
    assert "Quyết định 02/QĐ-UBND, ngày 20/11/2026" in said and "Khiếu nại sai" in said
    assert "Nội dung quyết định 02/QĐ-UBND" in said and "Giữ nguyên quyết định." in said
    assert "Công khai từ 20/11/2026 đến hết 05/12/2026" in said
    for secret in (world.person(7)["name"], LAND, made.code, made.petition.case.code, "35/QĐ-UBND"):
        assert secret not in page.content.decode()
    clock(at + dt.timedelta(days=16))
    assert "Hiện không có quyết định nào" in words(client.get(HERE))


def followed(client: Client, complaint: Complaint) -> str:
    code = complaint.petition.case.code
    return client.get(f"/gui-don/tra-cuu?ma={code}&key={tracking_key(code)}").content.decode()


def test_who_complains_reads_the_decision_and_how_to_complain_again(
    client: Client, posts: Mapping[str, Actor], at: dt.datetime, clock: Callable[[dt.datetime], None]
) -> None:
    made = actions.accept(by=posts["chair"], at=at, petition=proposed(at))
    slip = f"ma={made.petition.case.code}&key={tracking_key(made.petition.case.code)}"
    assert "Chưa đồng ý?" not in followed(client, made)
    made = decided(posts, made, at)
    row = queries.document(made, "decision")
    assert row is not None
    actions.send(by=posts["justice-1"], at=at, complaint=made, n=row.n, received_on=at.date())
    page = followed(client, made)
    assert row.number in page and "21/12/2026" in page and "Chưa đồng ý?" in page
    assert "Thành phố Hà Nội" in page and f"?lan-hai={made.petition.case.code}" in page
    assert "Có hiệu lực" in page and "22/12/2026, khi không có khiếu nại lần hai" in page
    assert client.get(f"/gui-don/khieu-nai/{row.n}.pdf?{slip}").content.startswith(b"%PDF")
    assert client.get(f"/gui-don/khieu-nai/{row.n}.pdf?{slip[:-2]}zz").status_code == 404
    assert client.get(f"/gui-don/khieu-nai/9.pdf?{slip}").status_code == 404
    clock(at + dt.timedelta(days=40))
    assert "Chưa đồng ý?" not in followed(client, made)


def test_a_second_complaint_carries_the_first_decision_and_stops_its_effect(
    client: Client, posts: Mapping[str, Actor], at: dt.datetime, clock: Callable[[dt.datetime], None]
) -> None:
    made = announced(posts, actions.accept(by=posts["chair"], at=at, petition=proposed(at)), at)
    code, key = made.petition.case.code, tracking_key(made.petition.case.code)
    form, first = "/gui-don/viet/khieu-nai", {"first": code, "first_key": key}
    page = words(client.get(f"{form}?lan-hai={code}&key={key}"))
    assert "Đơn khiếu nại lần hai" in page and "cấp trên (Thành phố Hà Nội)" in page and "02/QĐ-UBND" in page
    for wrong in (f"?lan-hai={code}&key=wrong", f"?lan-hai={made.code}", "?lan-hai=<script>", ""):
        plain = client.get(f"{form}{wrong}").content.decode()
        assert "lần hai" not in plain and "02/QĐ-UBND" not in plain and "?lan-hai=<script>" not in plain
    typed = {
        **SAID, **first, "goi": "0" * 32, "content": "Không đồng ý quyết định lần đầu.",
        "against": "Quyết định 02/QĐ-UBND", "act": "xem",
    }  # fmt: skip
    assert "Khiếu nại lần hai gửi đến đâu" in words(client.post(form, typed))
    assert client.post(form, {**typed, "act": "gui"}).status_code == 302
    again = queries.asked_again(made)
    assert again is not None and again.follows == f"complaint:{made.code}"
    page = followed(client, made)
    assert "đã gửi đơn khiếu nại lần hai" in page and again.case.code in page and "Chưa đồng ý?" not in page
    assert "Có hiệu lực" not in page and tracking_key(again.case.code) not in page
    clock(at + dt.timedelta(days=60))
    assert jobs.take_effect() == 0, "it was complained of in time"
    desk = Official("justice-1").get(f"/can-bo/khieu-nai/ma/{made.code}").content.decode()
    assert "Người khiếu nại đã gửi đơn khiếu nại lần hai" in desk and again.case.code in desk
    assert unsound() == []


def test_the_page_says_how_the_matter_stands_and_what_took_effect(
    client: Client, posts: Mapping[str, Actor], at: dt.datetime, clock: Callable[[dt.datetime], None]
) -> None:
    made = actions.accept(by=posts["chair"], at=at, petition=proposed(at))
    page = followed(client, made)
    assert "<h1>Đã thụ lý</h1>" in page and "Đã xử lý, có trả lời" not in page
    assert "Các bước giải quyết" in page and HERE not in page.partition("<main")[2].partition("</main>")[0]
    assert LAND in page, "what one wrote oneself"
    actions.suspend(by=posts["chair"], at=at, complaint=made, ground="obstacle", note="Nằm viện")
    assert "<h1>Tạm đình chỉ, thời gian này không tính</h1>" in followed(client, made)
    actions.resume(by=posts["chair"], at=at, complaint=made)
    made = announced(posts, queries.one(posts["chair"], made.code), at)
    clock(at + dt.timedelta(days=40))
    actions.take_effect(by=posts["justice-1"], at=at + dt.timedelta(days=40), complaint=made)
    page = followed(client, made)
    assert "<h1>Quyết định đã có hiệu lực</h1>" in page and HERE in page
    assert "22/12/2026</dd>" in page and "khi không có khiếu nại lần hai" not in page


def test_a_complaint_that_nobody_decided_in_time_may_be_made_again(
    client: Client, posts: Mapping[str, Actor], at: dt.datetime, clock: Callable[[dt.datetime], None]
) -> None:
    made = actions.accept(by=posts["chair"], at=at, petition=proposed(at))
    clock(made.case.due_at + dt.timedelta(days=1))
    assert "Chưa đồng ý?" in followed(client, made)
    clock(made.case.due_at + dt.timedelta(days=40))
    assert "Chưa đồng ý?" not in followed(client, made)


def test_whoever_holds_the_receipt_asks_to_take_it_back_and_a_signed_letter_does(
    client: Client, posts: Mapping[str, Actor], at: dt.datetime, clock: Callable[[dt.datetime], None]
) -> None:
    clock(at)
    made = actions.accept(by=posts["chair"], at=at, petition=proposed(at))
    given = {"ma": made.petition.case.code, "key": tracking_key(made.petition.case.code)}
    assert "Muốn rút khiếu nại?" in followed(client, made)
    assert client.post("/gui-don/rut", given).status_code == 422
    assert client.post("/gui-don/rut", {**given, "chac": "1"}).status_code == 302
    page = followed(client, made)
    assert "Chờ đơn rút có chữ ký" in page and "điểm chỉ" in page and "Muốn rút khiếu nại?" not in page
    kept = Complaint.objects.get(pk=made.pk)
    assert (kept.withdrawn, kept.asked_back_on, kept.case.state) == (0, at.date(), "accepted"), (
        "two codes stop nothing"
    )
    assert client.post("/gui-don/rut", {**given, "chac": "1"}).status_code == 409
    actions.withdraw(by=posts["justice-1"], at=at, complaint=made, letter="118", letter_on=at.date())
    page = followed(client, made)
    assert "Ông/bà đã rút khiếu nại" in page and "Chờ đơn rút có chữ ký" not in page
    many = actions.accept(
        by=posts["chair"], at=at, petition=proposed(at, signers=6, representatives=["Trần Văn Đại"])
    )
    assert "Muốn rút khiếu nại?" not in followed(client, many)
    given = {"ma": many.petition.case.code, "key": tracking_key(many.petition.case.code), "chac": "1"}
    refused = client.post("/gui-don/rut", given)
    assert refused.status_code == 409 and "mỗi người rút bằng văn bản" in refused.content.decode()
    done = actions.accept(by=posts["chair"], at=at, petition=proposed(at))
    assert "Muốn rút khiếu nại?" not in followed(client, decided(posts, done, at))
    assert unsound() == []
