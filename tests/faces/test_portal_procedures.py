"""Citizens find a procedure in their own words and read who, what, how long, how much, where, and what has changed."""

import dataclasses
import datetime as dt
import html
import re
from collections.abc import Callable

import pytest
from django.test import Client

from motcua.areas.procedures.actions import abolish, post, publish
from motcua.areas.procedures.ports import Fee, Paper
from motcua.base.journal.ports import SYSTEM
from tests import world
from tests.faces.reading import count_queries, words


@pytest.fixture(autouse=True)
def _now(ward: str, clock: Callable[[dt.datetime], None]) -> None:
    """Every test: the ward at work, the clock at its moment."""


# --- the first screen and the search ----------------------------------------------------------------------------


def test_the_first_screen_asks_one_thing_and_works_as_a_plain_form(client: Client) -> None:
    page = client.get("/").content.decode()
    assert len(re.findall(r"<h1\b", page)) == 1
    assert "Ông/bà cần làm thủ tục gì?" in page
    form = re.search(r'<form action="/thu-tuc" method="get" role="search">.*?</form>', page, re.S)
    assert form and 'name="q"' in form[0] and 'type="submit"' in form[0]


@pytest.mark.parametrize(
    "said", ["khai sinh", "KHAI SINH", "khai sinh ", "lam giay khai sinh", "1.001193", "sinh con", "khai"]
)
def test_a_procedure_is_found_with_or_without_accents_and_in_spoken_words(client: Client, said: str) -> None:
    page = client.get("/thu-tuc", {"q": said})
    assert "/thu-tuc/1.001193" in page.content.decode()


def test_words_of_people_lead_to_the_words_of_the_law(client: Client) -> None:
    assert "/thu-tuc/1.004873" in client.get("/thu-tuc", {"q": "doc than"}).content.decode()


def test_live_search_answers_the_list_alone_and_is_kept_apart_from_the_page(client: Client) -> None:
    whole = client.get("/thu-tuc", {"q": "khai sinh"})
    part = client.get("/thu-tuc", {"q": "khai sinh"}, headers={"hx-request": "true"})
    assert "<html" in whole.content.decode() and "<html" not in part.content.decode()
    assert "/thu-tuc/1.001193" in part.content.decode()
    assert "HX-Request" in part["Vary"] and "HX-Request" in whole["Vary"]


def test_what_is_not_found_says_what_to_do(client: Client) -> None:
    page = client.get("/thu-tuc", {"q": "zzzz qqqq"})
    assert page.status_code == 200
    assert "Chưa tìm thấy thủ tục nào" in words(page) and 'href="/thu-tuc"' in page.content.decode()


def test_what_people_type_is_never_markup(client: Client) -> None:
    page = client.get("/thu-tuc", {"q": '"><img src=x>', "linh-vuc": "<b>", "sau": "'"}).content.decode()
    assert "<img src=x>" not in page and "<b>" not in page


def test_every_procedure_is_reached_page_by_page(client: Client, at: dt.datetime) -> None:
    for number in range(45):
        record = dataclasses.replace(
            world.SINGLE, code=f"9.{number:06d}", name=f"Thủ tục thử số {number:02d}"
        )
        publish(procedure=record, valid_from=world.FOUNDED.date(), by=SYSTEM, at=at)
    seen, path = [], "/thu-tuc"
    while path:
        page = client.get(path).content.decode()
        seen += re.findall(r'href="/thu-tuc/([\d.]+)"', page)
        found = re.search(r'rel="next" href="([^"]+)"', page)
        path = html.unescape(found[1]) if found else ""
    assert len(seen) == len(set(seen)) == 47


# --- one procedure -----------------------------------------------------------------------------------------------


def test_a_procedure_answers_in_the_order_in_which_people_ask(client: Client) -> None:
    page = words(client.get("/thu-tuc/1.001193"))
    asked = [
        "Ai làm được?", "Mang theo giấy tờ gì?", "Mất bao lâu?", "Hết bao nhiêu tiền?", "Nộp ở đâu, nhận gì?",
        "Hồ sơ đi qua những bước nào?", "Căn cứ vào đâu?", "Đã thay đổi những gì?",
    ]  # fmt: skip
    places = [page.index(question) for question in asked]
    assert places == sorted(places)


def test_papers_say_why_in_which_form_and_when(client: Client) -> None:
    page = words(client.get("/thu-tuc/1.001193"))
    assert "Giấy chứng sinh 1 bản chính Chứng minh sự kiện sinh" in page
    assert "Chỉ khi thuộc trường hợp sau Người được ủy quyền đi đăng ký Văn bản ủy quyền" in page


def test_papers_that_the_state_has_are_not_asked_for(client: Client, at: dt.datetime) -> None:
    has = Paper(
        "09",
        "Bản sao căn cước",
        asked=False,
        replaced_by="CSDL quốc gia về dân cư",
        replaced_law="66.7/2025/NQ-CP",
    )
    record = dataclasses.replace(world.SINGLE, code="9.000001", papers=(*world.SINGLE.papers, has))
    publish(procedure=record, valid_from=at.date(), by=SYSTEM, at=at)
    page = words(client.get("/thu-tuc/9.000001"))
    said = page[page.index("Nhà nước đã có") :]
    assert "Bản sao căn cước Tra trong CSDL quốc gia về dân cư Theo 66.7/2025/NQ-CP không phải nộp" in said
    assert "Bản sao căn cước" not in page[: page.index("Nhà nước đã có")]


def test_a_fee_that_the_province_decides_is_never_called_free(client: Client) -> None:
    page = words(client.get("/thu-tuc/1.004873"))
    money = page[page.index("Hết bao nhiêu tiền?") : page.index("Nộp ở đâu")]
    assert "Do Hội đồng nhân dân cấp tỉnh quy định" in money
    assert "không thu" not in money and "miễn phí" not in money


def test_fees_are_said_as_money_and_missing_ones_as_missing(client: Client, at: dt.datetime) -> None:
    fees = (Fee("Lệ phí", 8000, note="mỗi bản"), Fee("Phí", None), Fee("Lệ phí khác", 0))
    for code, given in (("9.000002", fees), ("9.000003", ())):
        record = dataclasses.replace(world.SINGLE, code=code, fees=given)
        publish(procedure=record, valid_from=at.date(), by=SYSTEM, at=at)
    page = words(client.get("/thu-tuc/9.000002"))
    assert "8.000 ₫" in page and "nguồn công bố không nêu mức thu" in page and "Lệ phí khác không thu" in page
    assert "không ghi khoản thu nào" in words(client.get("/thu-tuc/9.000003"))


def test_the_place_says_when_it_is_open(client: Client) -> None:
    page = words(client.get("/thu-tuc/1.001193"))
    assert "Trung tâm Phục vụ hành chính công phường Long Biên" in page
    assert "Thứ Hai đến thứ Sáu: 8 giờ đến 12 giờ và 13 giờ 30 đến 17 giờ 30" in page


def test_versions_show_what_changed(client: Client, at: dt.datetime) -> None:
    more = Paper("05", "Bản cam đoan", originals=1)
    record = dataclasses.replace(world.SINGLE, papers=(*world.SINGLE.papers, more), decision="99/QĐ-BTP")
    publish(procedure=record, valid_from=dt.date(2026, 11, 1), by=SYSTEM, at=at)
    page = words(client.get("/thu-tuc/1.004873"))
    said = page[page.index("Đã thay đổi những gì?") :]
    assert "Bản 2 , từ 01/11/2026" in said and "Bản 1 , từ 01/07/2025 đến trước 01/11/2026" in said
    assert "Thêm giấy tờ Nay: Bản cam đoan (1 bản chính)" in said
    assert "Trước: 2228/QĐ-BTP Nay: 99/QĐ-BTP" in said
    assert said.index("Bản 2") < said.index("Bản 1") and said.count("đang có hiệu lực") == 1


def test_drafts_are_not_shown(client: Client, at: dt.datetime) -> None:
    from motcua.areas.procedures.models import ProcedureVersion

    old = ProcedureVersion.objects.get(procedure__code="1.004873")
    ProcedureVersion.objects.create(
        **{
            field.attname: getattr(old, field.attname)
            for field in old._meta.concrete_fields
            if field.attname not in {"id", "number", "status", "name", "sha"}
        },
        number=2, status="draft", name="Bản nháp", sha="0" * 64,
    )  # fmt: skip
    page = words(client.get("/thu-tuc/1.004873"))
    assert "Bản 1" in page and "Bản 2" not in page and "Bản nháp" not in page


def test_an_abolished_procedure_says_so_and_leads_on(client: Client, at: dt.datetime) -> None:
    abolish(code="1.004873", on=dt.date(2026, 11, 10), by=SYSTEM, at=at)
    page = client.get("/thu-tuc/1.004873")
    assert page.status_code == 410
    assert "hết hiệu lực từ thứ Ba 10/11/2026" in words(page)
    assert client.get("/nop-ho-so/1.004873").status_code == 404


@pytest.mark.parametrize(
    "path", ["/thu-tuc/9.999999", "/thu-tuc/<b>", "/nop-ho-so/9.999999", "/thu-tuc/" + "9" * 500]
)
def test_an_unknown_procedure_is_not_found(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_filing_is_honest(client: Client) -> None:
    page = client.get("/nop-ho-so/1.001193")
    said, markup = words(page), page.content.decode()
    assert "Trang này chưa nhận hồ sơ trực tuyến" in said and "Cổng Dịch vụ công quốc gia" in said
    assert (
        "Tờ khai đăng ký khai sinh" in said and "Trung tâm Phục vụ hành chính công phường Long Biên" in said
    )
    assert 'href="https://dichvucong.gov.vn/' in markup
    assert "<input" not in markup.split("<main", 1)[1].split("</main", 1)[0]


# --- what stands posted ------------------------------------------------------------------------------------------


def test_the_posting_list_says_what_is_posted_and_in_which_version(client: Client, at: dt.datetime) -> None:
    assert "0 trên 2 thủ tục đang niêm yết" in words(client.get("/cong-khai"))
    post(code="1.001193", place=world.WARD, on=dt.date(2026, 11, 2), by=SYSTEM, at=at)
    page = words(client.get("/cong-khai"))
    assert "1 trên 2 thủ tục đang niêm yết" in page and "từ 02/11/2026" in page and "chưa niêm yết" in page


# --- cost --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    ["/", "/thu-tuc", "/thu-tuc?q=khai+sinh", "/thu-tuc/1.001193", "/nop-ho-so/1.001193", "/cong-khai"],
)
def test_the_number_of_queries_does_not_grow(client: Client, at: dt.datetime, path: str) -> None:
    before = count_queries(lambda: client.get(path))
    for number in range(12):
        record = dataclasses.replace(
            world.BIRTH, code=f"9.{number:06d}", name=f"Thủ tục đăng ký khai sinh {number}"
        )
        publish(procedure=record, valid_from=world.FOUNDED.date(), by=SYSTEM, at=at)
        post(code=record.code, place=world.WARD, on=at.date(), by=SYSTEM, at=at)
        changed = dataclasses.replace(world.BIRTH, decision=f"{number}/QĐ-BTP")
        publish(procedure=changed, valid_from=dt.date(2026, 10, 1 + number), by=SYSTEM, at=at)
    assert count_queries(lambda: client.get(path)) <= before
    assert before <= 8
