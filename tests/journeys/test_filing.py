"""Filing from home on a telephone: with the electronic identity of a real provider, over a line that drops; and without
script."""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import oidc_provider_mock
import pytest
from playwright.sync_api import Page, Route, expect

from motcua.areas.dossiers.models import Dossier
from tests import filing
from tests.base.test_files_incoming import scanned

NUMBER = "001191000101"


@pytest.fixture
def provider(settings: Any) -> Iterator[str]:
    said = {
        "name": "Nguyễn Thị Mai",
        "phone_number": "0901000101",
        "gender": "female",
        "birthdate": "1991-03-08",
    }
    who = oidc_provider_mock.User(sub=NUMBER, claims=said)
    with oidc_provider_mock.run_server_in_thread(user_claims=[who]) as server:
        settings.IDENTITY = {**filing.PROVIDER, "url": f"http://127.0.0.1:{server.server_port}"}
        yield settings.IDENTITY["url"]


def on(page: Page) -> None:
    page.get_by_role("button", name="Tiếp tục").click()


def test_from_a_telephone_over_a_line_that_drops(
    provider: str, visit: Callable[..., Page], sound: Callable[[Page], None], at: dt.datetime, tmp_path: Path
) -> None:
    filing.forms(at)
    page = visit("/nop-ho-so/1.001193", width=390, height=844)
    page.route(
        re.compile("^https://"), lambda route: route.fulfill(body="")
    )  # the provider's own page wants a style
    page.get_by_role("link", name="Bắt đầu nộp hồ sơ").click()
    sound(page)
    page.get_by_role("link", name="Đăng nhập bằng định danh điện tử").click()
    page.get_by_role("button", name=NUMBER).click()
    page.get_by_role("button", name="Bắt đầu").click()
    expect(page.get_by_role("heading", name="Người nộp")).to_be_visible()
    expect(page.get_by_label("Cho một tổ chức, doanh nghiệp")).to_have_count(
        0
    )  # a child's birth is people's matter
    page.get_by_label("Thay một người khác").check()
    expect(page.get_by_label("Số định danh của người đó")).to_be_visible()
    page.get_by_label("Cho chính mình").check()
    expect(page.get_by_label("Số định danh của người đó")).to_have_count(0)
    sound(page)
    on(page)
    expect(page.get_by_label("Họ và tên của ông/bà")).to_have_value("Nguyễn Thị Mai")
    page.get_by_label("Nơi cư trú").fill("Phường Long Biên")
    page.get_by_label("Mẹ", exact=True).check()
    on(page)
    child = {"Họ, chữ đệm, tên của trẻ": "Trần Minh Khôi", "Nơi sinh": "Bệnh viện", "Dân tộc": "Kinh",
             "Quốc tịch": "Việt Nam", "Quê quán": "Hà Nội"}  # fmt: skip
    for label, value in child.items():
        page.get_by_label(label).fill(value)
    on(page)
    expect(page.locator(".error-summary")).to_contain_text("Ngày sinh")
    sound(page)
    page.get_by_label("Ngày sinh").fill("2026-11-11")
    page.get_by_label("Nam", exact=True).check()
    on(page)
    page.get_by_label("Khai phần người mẹ").check()
    page.get_by_label("Họ, chữ đệm, tên người mẹ").fill("Nguyễn Thị Mai")
    page.get_by_label("Năm sinh của mẹ").fill("1991")
    on(page)
    on(page)  # the father is not declared
    on(page)  # no copies
    expect(page.get_by_role("heading", name="Giấy tờ")).to_be_visible()
    _sends_over_a_dropping_line(page, tmp_path)
    sound(page)
    on(page)
    sound(page)
    page.get_by_label("Tôi cam đoan").check()
    page.get_by_role("button", name="Nộp hồ sơ").click()
    expect(page.get_by_role("heading", name="Cơ quan đã nhận được hồ sơ")).to_be_visible()
    sound(page)
    page.get_by_role("link", name="Theo dõi hồ sơ này").click()
    sound(page)
    page.get_by_role("link", name="Hồ sơ của tôi").click()
    sound(page)
    dossier = Dossier.objects.get()
    (paper,) = [paper for paper in dossier.papers if paper["component"] == "02"]
    assert len(paper["files"]) == 1
    page.get_by_role("button", name="Đăng xuất").click()
    page.go_back()
    page.reload()
    expect(page.get_by_role("heading", name="Đăng nhập để nộp hồ sơ")).to_be_visible()


def _sends_over_a_dropping_line(page: Page, folder: Path) -> None:
    scan = folder / "Giấy chứng sinh.pdf"
    scan.write_bytes(scanned(2, 600_000))
    starts: list[int] = []

    def drop(route: Route) -> None:
        start = int(re.search(r"tu=(\d+)", route.request.url).group(1))  # type: ignore[union-attr]
        if len(starts) == 2:
            starts.append(-1)
            route.abort("internetdisconnected")
            return
        starts.append(start)
        route.continue_()

    page.route("**/tep/*tu=*", drop)
    chosen = page.get_by_label("Chọn tệp hoặc chụp ảnh: Giấy chứng sinh")
    chosen.set_input_files(scan)
    expect(page.locator(".upload-say").first).to_contain_text("Có mạng lại sẽ tự gửi tiếp")
    expect(page.get_by_text("Giấy chứng sinh.pdf")).to_be_visible(timeout=15_000)
    page.unroute("**/tep/*tu=*")
    sent = [start for start in starts if start >= 0]
    assert sent == sorted(sent) and sent.count(0) == 1, "it went on where it stopped"


def test_without_script(
    visit: Callable[..., Page], sound: Callable[[Page], None], at: dt.datetime, settings: Any, tmp_path: Path
) -> None:
    settings.IDENTITY = filing.PROVIDER
    filing.forms(at)
    session = filing.at_home(filing.person(), at).cookies["sessionid"].value
    page = visit("/dang-nhap", width=390, height=844, script=False)
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": page.url}])
    page.goto(page.url.replace("/dang-nhap", "/nop-ho-so/1.001193/bat-dau"))
    page.get_by_role("button", name="Bắt đầu").click()
    on(page)
    page.goto(page.url.rpartition("/")[0] + "/giay-to")
    paper = page.locator("#giay-02")
    bad, good = tmp_path / "a.pdf", tmp_path / "b.pdf"
    bad.write_bytes(b"MZ" + bytes(300))
    good.write_bytes(filing.a_pdf())
    for file in (bad, good):
        paper.locator("[type=file]").set_input_files(file)
        paper.get_by_role("button", name="Tải lên").click()
        expect(page.locator("#giay-02 .errorlist" if file is bad else "#giay-02 .sent-files")).to_be_visible()
    page.goto(page.url.rpartition("/")[0] + "/khai-me")
    page.get_by_label("Khai phần người mẹ").check()
    on(page)
    expect(page.get_by_text("trang này có thêm câu hỏi")).to_be_visible()
    expect(page.get_by_label("Họ, chữ đệm, tên người mẹ")).to_be_visible()
