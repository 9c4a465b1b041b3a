"""A complaint without a mouse: from the petition's page to its decision; the public reads it; every page looked at."""

import datetime as dt
from collections.abc import Callable, Mapping

import pytest
from playwright.sync_api import Page, expect

from motcua.areas.complaints import actions, jobs, queries
from motcua.areas.complaints.models import Complaint
from motcua.areas.petitions.actions import propose, receive
from motcua.areas.petitions.queries import tracking_key
from motcua.base.journal.ports import Actor
from tests import world
from tests.areas.test_complaints import decided, proposed
from tests.areas.test_petitions import SOUND

pytestmark = pytest.mark.browser
HERE = "/can-bo/khieu-nai/"


def test_a_complaint_is_accepted_and_decided_by_keyboard(
    visit: Callable[..., Page], sound: Callable[[Page], None], posts: Mapping[str, Actor], at: dt.datetime
) -> None:
    petition = proposed(at).case.code
    chair = visit(f"/can-bo/don/ma/{petition}", post="chair", width=1280)
    colours = chair.locator(".alert a.btn-primary").evaluate(
        "one => [getComputedStyle(one).color, getComputedStyle(one.closest('.alert')).color]"
    )
    assert colours[0] != colours[1], "a button in a notice is read as a button"
    chair.keyboard.press("x")
    chair.wait_for_url(f"**{HERE}thu-ly/{petition}")
    sound(chair)
    chair.keyboard.press("Control+Enter")
    chair.keyboard.press("Enter")  # a number is taken for good: it asks first
    chair.wait_for_url("**?moi=1")
    code = Complaint.objects.get().case.code
    chair.keyboard.press("g")
    chair.select_option("#assign-verifier", "land-1")
    chair.keyboard.press("Control+Enter")
    expect(chair.locator(".stands strong")).to_have_text("Đang xác minh")
    officer = visit(f"{HERE}ma/{code}", post="land-1", width=360)
    officer.keyboard.press("x")
    officer.select_option("#report-finding", "wrong")
    officer.fill("#report-findings", "Đo đạc đúng.")
    sound(officer)
    officer.keyboard.press("Control+Enter")
    expect(officer.locator(".stands strong")).to_have_text("Đã xác minh, chờ quyết định")
    chair.goto(chair.url)
    chair.keyboard.press("g")
    chair.fill("#decide-reasons", "Đo đạc đúng.")
    chair.fill("#decide-ruling", "Giữ nguyên quyết định.")
    chair.keyboard.press("Control+Enter")
    chair.keyboard.press("Enter")
    expect(chair.locator(".stands strong")).to_have_text("Đã quyết định, đang gửi và công khai")
    sound(chair)
    found = queries.one(posts["chair"], code)
    assert found.case.last_at is not None
    actions.publish(
        by=posts["justice-1"],
        at=found.case.last_at,
        complaint=code,
        form="portal",
        public_text="Giữ nguyên quyết định.",
    )
    public = visit("/cong-khai/khieu-nai", width=360)
    expect(public.locator("main")).to_contain_text("Khiếu nại sai")
    sound(public)
    chair.goto(chair.url.split("/ma/")[0])
    sound(chair)


def test_a_complaint_is_suspended_goes_on_is_decided_and_complained_of_again(
    visit: Callable[..., Page], sound: Callable[[Page], None], posts: Mapping[str, Actor], at: dt.datetime,
    clock: Callable[[dt.datetime], None],
) -> None:  # fmt: skip
    """From the desk's suspension to the second complaint written at home, on a telephone; and to its effect."""
    chair = posts["chair"]
    made = actions.accept(by=chair, at=at, petition=proposed(at))
    slip = f"ma={made.petition.case.code}&key={tracking_key(made.petition.case.code)}"
    desk = visit(f"{HERE}ma/{made.code}", post="chair", width=1440)
    desk.get_by_role("link", name="Tạm đình chỉ").click()
    desk.select_option("#suspend-ground", "obstacle")
    desk.fill("#suspend-note", "Người khiếu nại nằm viện.")
    desk.keyboard.press("Control+Enter")
    desk.keyboard.press("Enter")
    expect(desk.locator(".stands strong")).to_have_text("Tạm đình chỉ")
    home = visit(f"/gui-don/tra-cuu?{slip}", width=360, height=740)
    expect(home.locator("main")).to_contain_text("Tạm đình chỉ, thời gian này không tính")
    sound(home)
    desk.keyboard.press("g")
    desk.keyboard.press("Enter")
    expect(desk.locator(".stands strong")).to_have_text("Đã thụ lý, chờ giao xác minh")
    sound(desk)

    made = decided(posts, queries.one(chair, made.code), at + dt.timedelta(days=2))
    row = queries.document(made, "decision")
    assert row is not None
    actions.send(by=posts["justice-1"], at=at + dt.timedelta(days=2), complaint=made, n=row.n)
    clock(at + dt.timedelta(days=3))
    home.reload()
    expect(home.get_by_role("heading", name="Chưa đồng ý?")).to_be_visible()
    expect(home.locator("main")).to_contain_text(row.number)
    sound(home)
    home.get_by_role("link", name="Viết đơn khiếu nại lần hai").click()
    expect(home.get_by_label("Quyết định hoặc việc làm nào, của ai?")).to_have_value(
        f"Quyết định giải quyết khiếu nại lần đầu số {row.number} ngày 22/11/2026, vụ việc {made.code}"
    )
    home.get_by_text("Gửi thay người khác theo giấy ủy quyền").click()
    home.get_by_label("Người được ủy quyền").fill("Vi Thị Đại Diện")
    home.get_by_label("Giấy ủy quyền: số, ngày lập").fill("Số 12 ngày 03/11/2026")
    sound(home)
    home.get_by_label("Việc gì đã xảy ra?").fill("Không đồng ý quyết định giải quyết lần đầu vì đo đạc sai.")
    home.get_by_label("Ông/bà đề nghị sửa thế nào?").fill("Đo lại thửa đất.")
    home.get_by_label("Họ và tên").fill("Trần Văn Ước")
    home.get_by_label("Địa chỉ").first.fill("Số 9 ngõ 12 phố Ngọc Lâm")
    home.get_by_role("button", name="Xem lại trước khi gửi").last.click()
    expect(home.locator("main")).to_contain_text("Vi Thị Đại Diện")
    sound(home)
    home.get_by_role("button", name="Gửi đơn").click()
    expect(home.get_by_role("heading", level=1)).to_have_text("Cơ quan đã nhận được đơn của ông/bà")

    actions.publish(by=posts["justice-1"], at=at + dt.timedelta(days=3), complaint=made, form="meeting")
    clock(at + dt.timedelta(days=60))
    assert jobs.take_effect() == 0
    home.goto(f"{home.url.split('/gui-don')[0]}/gui-don/tra-cuu?{slip}")
    expect(home.locator("main")).to_contain_text("Quyết định lần đầu chưa có hiệu lực")
    expect(home.get_by_role("heading", name="Chưa đồng ý?")).to_have_count(0)
    sound(home)
    later = visit(f"{HERE}ma/{made.code}", post="chair", width=1440)
    expect(later.locator(".alert-warning").first).to_contain_text("đơn khiếu nại lần hai")


def test_what_became_of_a_petition_is_decided_printed_and_read_at_home(
    visit: Callable[..., Page], sound: Callable[[Page], None], posts: Mapping[str, Actor], at: dt.datetime
) -> None:
    petition = receive(
        by=posts["one-stop-1"], at=at, unit=posts["chair"].agency, channel="counter", said="suggestion", topic="order",
        content="Quán mở nhạc quá to sau 22 giờ.", submitter=world.person(4),
    )  # fmt: skip
    answers = {"kind": "suggestion", **SOUND, "competence": "other"}
    propose(by=posts["justice-1"], at=at, petition=petition, answers=answers, to_agency="Công an phường")
    desk = visit(f"/can-bo/don/ma/{petition.code}", post="chair", width=360)
    desk.keyboard.press("g")
    expect(desk.locator("#viec-settle")).to_contain_text("01/PC-UBND")
    sound(desk)
    desk.keyboard.press("Control+Enter")
    desk.keyboard.press("Enter")
    expect(desk.locator("main")).to_contain_text("Phiếu chuyển đơn: PDF · DOCX")
    sound(desk)
    home = visit(
        f"/gui-don/tra-cuu?ma={petition.code}&key={tracking_key(petition.code)}", width=360, height=740
    )
    expect(home.get_by_role("link", name="Thông báo về việc chuyển đơn (PDF)")).to_be_visible()
    sound(home)
