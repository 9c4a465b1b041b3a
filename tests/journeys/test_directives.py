"""A plan lived through: typed, issued, extended, handed in, returned, accepted, and seen on the board."""

import datetime as dt
from collections.abc import Callable, Mapping

import pytest
from playwright.sync_api import Page, expect

from motcua.areas.directives import actions
from motcua.areas.directives.models import Directive, Task
from motcua.base.journal.ports import Actor
from motcua.reactions.table import catch_up
from tests import world

pytestmark = pytest.mark.browser
HERE = "/can-bo/chi-dao/"
PLAN = {"type": "plan", "title": "Kế hoạch cải cách hành chính năm 2026"}


def test_a_plan_until_the_board_shows_it(
    visit: Callable[..., Page], sound: Callable[[Page], None], posts: Mapping[str, Actor], at: dt.datetime,
) -> None:  # fmt: skip
    drafted = actions.draft(
        by=posts["office-head"], at=at, unit=world.WARD, document=PLAN, files=[world.scan()]
    )
    office = visit(f"{HERE}ma/{drafted.code}/nhiem-vu/moi", post="office-head")
    for field, said in (
        ("Nhiệm vụ", "Rà soát thủ tục đất đai"), ("Nội dung, cách làm", "Rà soát 12 thủ tục"),
        ("Sản phẩm", "Báo cáo rà soát"), ("Nghiệm thu khi", "Đủ 12 thủ tục"),
    ):  # fmt: skip
        office.get_by_label(field, exact=True).fill(said)
    office.get_by_label("Người chịu trách nhiệm chính").select_option("land-1")
    office.get_by_label("Hoàn thành chậm nhất").fill("2026-12-11")
    sound(office)
    office.keyboard.press("Control+Enter")
    expect(office.locator(".messages")).to_contain_text("Đã thêm nhiệm vụ 1")
    chair = visit(f"{HERE}ma/{drafted.code}", post="chair")
    chair.keyboard.press("g")
    chair.get_by_role("dialog").get_by_role("button", name="Ban hành, giao nhiệm vụ").click()
    expect(chair.locator(".messages")).to_contain_text("Đã ban hành")
    task = f"{HERE}viec/{Task.objects.get().code}"
    land = visit(task, width=360, post="land-1")
    sound(land)
    land.goto(land.url + "#viec-ask_extension")
    land.get_by_label("Xin lùi hạn đến ngày").fill("2026-12-18")
    land.get_by_label("Lý do").fill("Chờ số liệu của thành phố")
    land.keyboard.press("Control+Enter")
    expect(land.locator(".stands strong")).to_have_text("Xin gia hạn")
    chair.goto(chair.url.split(HERE)[0] + task)
    chair.keyboard.press("g")
    chair.keyboard.press("Control+Enter")
    expect(chair.locator(".messages")).to_contain_text("Đã cho gia hạn")
    code = Task.objects.get().code
    then = at + dt.timedelta(minutes=1)
    actions.hand_in(by=posts["land-1"], at=then, task=code, result="Đã rà soát 10 thủ tục")
    actions.return_(by=posts["chair"], at=then, task=code, reason="Còn thiếu 2 thủ tục")
    actions.hand_in(by=posts["land-1"], at=then, task=code, result="Đã rà soát đủ 12 thủ tục")
    actions.accept(by=posts["chair"], at=then, task=code)
    chair.goto(chair.url.split(HERE)[0] + f"{HERE}bang")
    expect(chair.get_by_role("heading", level=1)).to_contain_text("100% hoàn thành đúng hạn")
    sound(chair)
    assert Directive.objects.get().number == "01/KH-UBND"
    narrow = visit(f"{HERE}lich", width=360, post="chair")
    assert narrow.locator(".tabs [aria-current]").evaluate(
        "tab => tab.getBoundingClientRect().left >= 0 && tab.getBoundingClientRect().right <= innerWidth"
    ), "the chosen tab is in view"
    sound(narrow)


def test_what_presses_is_told_and_an_obstacle_goes_up_and_comes_back(
    visit: Callable[..., Page], sound: Callable[[Page], None], posts: Mapping[str, Actor], at: dt.datetime,
) -> None:  # fmt: skip
    def task(title: str, days: int, post: str) -> dict[str, object]:
        return {
            "title": title, "content": "Rà soát 12 thủ tục", "post": post, "role": "Chủ trì", "starts_on": at.date(),
            "due_on": at.date() + dt.timedelta(days=days), "product": "Báo cáo", "criteria": "Đủ",
            "watchers": ["office-head"],
        }  # fmt: skip

    before = at - dt.timedelta(days=20)
    drafted = actions.draft(
        by=posts["office-head"], at=before, unit=world.WARD, document=PLAN,
        tasks=[task("Rà soát thủ tục đất đai", 21, "land-1"), task("Chấn chỉnh bộ phận một cửa", 0, "social-1")],
        files=[world.scan()],
    )  # fmt: skip
    actions.issue(by=posts["chair"], at=before, directive=drafted)
    one, late = (row.code for row in Task.objects.order_by("n"))
    actions.grant(
        by=posts["chair"], at=before, task=actions.ask_extension(
            by=posts["social-1"], at=before, task=late, until_on=at.date() + dt.timedelta(days=1), reason="Chờ"
        ),
    )  # fmt: skip
    actions.raise_obstacle(
        by=posts["land-1"], at=at, task=one, words="Bảng giá đất do thành phố ban hành", solver_words="Thành phố",
        due_on=at.date() + dt.timedelta(days=7), beyond=True,
    )  # fmt: skip
    actions.urge(by=posts["vice-chair"], at=at, task=one, words="Báo cáo ngay")
    chair = visit(f"{HERE}viec/{one}", post="chair")
    chair.get_by_role("link", name="Báo cáo cấp trên vướng mắc này").click()
    expect(chair.get_by_label("Đề nghị cấp trên điều gì")).to_have_value("Bảng giá đất do thành phố ban hành")
    chair.get_by_label("Lĩnh vực").select_option("land")
    chair.get_by_label("Vì sao vượt thẩm quyền").fill("Thành phố ban hành bảng giá")
    chair.get_by_label("Gửi đến").select_option("01")
    sound(chair)
    chair.keyboard.press("Control+Enter")
    expect(chair.get_by_role("heading", level=1)).to_contain_text("Rà soát thủ tục đất đai")
    land = visit(f"{HERE}viec/{one}", width=360, post="land-1")
    expect(land.locator("#vuong-mac-1")).to_contain_text("cần trả lời trước")
    sound(land)
    for width in (360, 1440):
        bell = visit("/can-bo/chuong", width=width, post="land-1")
        expect(bell.locator("main")).to_contain_text("Được đôn đốc")
        sound(bell)
        board = visit(f"{HERE}bang", width=width, post="chair")
        board.get_by_role("link", name="2", exact=True).first.click()
        expect(board.get_by_role("heading", level=1)).to_contain_text("nhiệm vụ phải thực hiện")
        sound(board)


def test_a_plan_is_composed_signed_read_by_itself_confirmed_cascaded_and_done(
    visit: Callable[..., Page], sound: Callable[[Page], None], posts: Mapping[str, Actor], at: dt.datetime,
) -> None:  # fmt: skip
    papers = "/can-bo/van-thu/di/"
    writer = visit(f"{papers}moi", post="social-1")
    base = writer.url.partition("/can-bo")[0]
    for field, said in (
        ("abstract", "Rà soát mô hình dân vận khéo năm 2026"), ("recipients", "Các phòng, đơn vị."),
        ("grounds", "Thực hiện chương trình công tác, UBND phường ban hành Kế hoạch như sau:"),
        ("body", "1. Phòng Văn hóa - Xã hội rà soát mô hình dân vận khéo, hoàn thành trước ngày 11/12/2026."),
    ):  # fmt: skip
        writer.fill(f"#id_{field}", said)
    writer.select_option("#id_type_", "ke-hoach")
    writer.select_option("#id_signer", "chair")
    writer.keyboard.press("Control+Enter")
    writer.wait_for_url(f"**{papers}ma/**")
    writer.get_by_role("button", name="Trình ký").click()
    expect(writer.locator(".stands strong")).to_have_text("Chờ ký")
    chair = visit("/can-bo" + writer.url.partition("/can-bo")[2], post="chair")
    chair.get_by_role("button", name="Ký, lấy số").click()
    chair.locator("dialog[open] button", has_text="Ký, lấy số").click()
    expect(chair.locator(".stands strong")).to_have_text("Đã ký, chờ phát hành")
    clerk = visit("/can-bo" + writer.url.partition("/can-bo")[2], post="clerk-1")
    clerk.get_by_role("button", name="Phát hành").click()
    expect(clerk.locator(".stands strong")).to_have_text("Đã phát hành")
    while catch_up(lambda event: at):
        pass
    writer.goto(base + HERE)
    offered = writer.locator(".alert", has_text="đã ký chờ xác nhận thành nhiệm vụ")
    sound(writer)
    offered.get_by_role("link", name="Xác nhận").click()
    writer.locator("main a[href*='/doc-van-ban/']").first.click()
    expect(writer.get_by_role("heading", level=1)).to_have_text("Xác nhận bản đọc")
    for _turn in range(30):
        if (
            writer.locator("[data-count=seen]").inner_text()
            == writer.locator("[data-count=all]").inner_text()
        ):
            break
        writer.keyboard.press("Enter")
        writer.wait_for_timeout(120)
    writer.keyboard.press("Enter")
    expect(writer.locator(".messages")).to_contain_text("Đã tạo văn bản và nhiệm vụ")
    plan = Directive.objects.get()
    assert plan.number == "01/KH-UBND" and "outgoing" in plan.reading["source"]
    writer.goto(f"{base}{HERE}ma/{plan.code}/nhiem-vu/1")
    writer.get_by_label("Người chịu trách nhiệm chính").select_option("land-1")
    for field, said in (
        ("Sản phẩm", "Báo cáo rà soát"),
        ("Nghiệm thu khi", "Đủ mô hình"),
    ):
        writer.get_by_label(field, exact=True).fill(said)
    writer.keyboard.press("Control+Enter")
    expect(writer.locator(".messages")).to_contain_text("nhiệm vụ 1")
    chair.goto(f"{base}{HERE}ma/{plan.code}")
    chair.keyboard.press("g")
    chair.get_by_role("dialog").get_by_role("button", name="Giao nhiệm vụ").click()
    expect(chair.locator(".messages")).to_contain_text("Nhiệm vụ đã vào hộp việc")
    chair.goto(f"{base}{HERE}ma/{plan.code}#viec-expect")
    chair.get_by_label("Đơn vị ngoài hệ thống").fill("Tổ dân phố số 9")
    units = chair.locator("#viec-expect [data-narrowed]")
    units.get_by_label("Tìm trong danh sách").fill("hanh chinh cong")
    expect(units.locator("li:visible")).to_have_count(1)
    units.locator("li:visible input").check()
    expect(units.get_by_role("status")).to_have_text("Đã chọn 1")
    chair.locator("#viec-expect").get_by_label("Chậm nhất ngày").fill("2026-12-01")
    chair.keyboard.press("Control+Enter")
    waits = chair.locator("tr", has_text="Tổ dân phố số 9")
    expect(waits).to_contain_text("ngoài hệ thống")
    expect(chair.locator("tr", has_text="Trung tâm Phục vụ hành chính công")).to_contain_text("chưa")
    sound(chair)
    writer.goto(f"{base}{HERE}ma/{plan.code}#viec-note_answer")
    writer.reload()
    answer = writer.locator("#viec-note_answer")
    answer.get_by_label("Đơn vị").select_option(label="Tổ dân phố số 9")
    answer.get_by_label("Số, ký hiệu").fill("02/KH-TDP")
    answer.get_by_label("Ngày ban hành").fill("2026-11-20")
    writer.keyboard.press("Control+Enter")
    expect(writer.locator("tr", has_text="Tổ dân phố số 9")).to_contain_text("02/KH-TDP")
    task = f"{HERE}viec/{Task.objects.get(case__isnull=False).code}"
    land = visit(task, width=360, post="land-1")
    land.goto(land.url + "#viec-hand_in")
    land.fill("#id_n-result", "Đã rà soát các mô hình")
    land.keyboard.press("Control+Enter")
    expect(land.locator(".stands strong")).to_have_text("Chờ nghiệm thu")
    sound(land)
    chair.goto(base + task + "#viec-accept")
    chair.keyboard.press("Control+Enter")
    chair.locator("dialog[open] button", has_text="Nghiệm thu").click()
    expect(chair.locator(".stands strong")).to_have_text("Hoàn thành đúng hạn")
    chair.goto(f"{base}{HERE}bang")
    expect(chair.get_by_role("heading", level=1)).to_contain_text("100% hoàn thành đúng hạn")
