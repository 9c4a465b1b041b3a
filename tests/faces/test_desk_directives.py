"""Direction at the desk without script: a plan typed, issued, done, accepted; what waits for whom; nothing invented."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.utils import timezone

from motcua.areas.directives.evidence import disagreements as directives
from motcua.areas.directives.models import Directive, Task, Theme
from motcua.areas.escalations.evidence import disagreements as escalations
from motcua.base.journal.models import Event
from motcua.base.journal.ports import SYSTEM
from motcua.base.law.actions import cite
from motcua.base.people.models import Account
from motcua.base.sheets import read_workbook
from motcua.reactions.table import react
from motcua.rules.citing import cited
from tests import world
from tests.faces.at_desk import Official, value_of, words

HERE = "/can-bo/chi-dao/"
Stop = Callable[[dt.datetime], None]
PLAN = {"type": "plan", "title": "Kế hoạch cải cách hành chính năm 2026", "clarity": "5"}
TASK = {
    "title": "Rà soát thủ tục đất đai", "content": "Rà soát 12 thủ tục", "post": "land-1", "role": "Chủ trì",
    "starts_on": "2026-11-20", "due_on": "2026-12-11", "product": "Báo cáo rà soát", "criteria": "Đủ 12 thủ tục",
    "cooperating": "Văn phòng HĐND và UBND phường\nCông an phường", "watchers": "office-head",
    "milestones": "01/12/2026 xong dự thảo", "next": "1", "lead": "30",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _stopped(clock: Stop) -> None:
    """The clock stands at the moment of the test."""


def planned() -> tuple[str, Official, Official]:
    office, chair = Official("office-head"), Official("chair")
    made = office.post(f"{HERE}moi", **PLAN, file=world.scan())
    assert made.status_code == 302, words(made)
    page = made["Location"].removesuffix("/nhiem-vu/moi")
    assert office.post(f"{page}/nhiem-vu/moi", **TASK).status_code == 302
    return page, office, chair


def test_a_plan_from_typing_to_acceptance(ward: str, clock: Stop, at: dt.datetime) -> None:
    page, office, chair = planned()
    bare = office.post(f"{page}/nhiem-vu/moi", title="Tuyên truyền", last="1", lead="30")
    assert bare.status_code == 302
    said = words(office.get(page))
    assert "1 nhiệm vụ chưa đủ rõ" in said and "chưa rõ" in said and "Công an phường" in said
    assert "mốc 01/12: xong dự thảo" in said
    beyond = office.post(f"{page}/nhiem-vu/1", **{**TASK, "milestones": "12/12/2026 xong dự thảo"})
    assert beyond.status_code == 422 and "Mốc 12/12/2026 sau hạn hoàn thành 11/12/2026" in words(beyond)
    assert "lấy số nếu chưa có" not in chair.get(page).content.decode()
    refused = chair.post(f"{page}/viec/issue")
    assert refused.status_code == 422 and "Nhiệm vụ 2 : chưa rõ người, rõ việc" in words(refused)
    assert (
        office.post(f"{page}/nhiem-vu/2", **{**TASK, "title": "Tuyên truyền", "post": "social-1"}).status_code
        == 302
    )
    assert office.post(f"{page}/viec/issue").status_code == 403
    assert chair.post(f"{page}/viec/issue").status_code == 302
    assert "01/KH-UBND" in words(chair.get(page))
    code = Task.objects.get(n=1).code
    land, task = Official("land-1"), f"{HERE}viec/{Task.objects.get(n=1).code}"
    assert code in words(land.get("/can-bo/")) and TASK["title"] in words(land.get(f"{HERE}viec"))
    said = {"t-percent": "40", "t-words": "Xong 5 thủ tục", "goi": value_of(land.get(task), "goi")}
    for _n in range(2):
        assert land.post(f"{task}/lam/report", **said).status_code == 302
    shown = words(land.get(task))
    assert shown.count("Xong 5 thủ tục") == 1, "sent twice, reported once"
    assert "Đang thực hiện, trong hạn" in shown and "Xong 5 thủ tục" in shown and "mốc 01/12" in shown
    asked = {"h-until_on": "2026-12-18", "h-reason": "Chờ số liệu của thành phố"}
    assert land.post(f"{task}/lam/ask_extension", **asked).status_code == 302
    assert "1 đề nghị gia hạn chờ quyết định" in words(chair.get("/can-bo/"))
    assert TASK["title"] in words(chair.get(f"{HERE}viec?xem=gia-han"))
    assert chair.post(f"{task}/lam/grant", **{"g-until_on": "2026-12-18"}).status_code == 302
    assert "hạn đầu 11/12/2026, gia hạn 1 lần" in words(land.get(task))
    empty = land.post(f"{task}/lam/hand_in")
    assert empty.status_code == 409 and "Ghi kết quả, số văn bản hoặc kèm tệp" in words(empty)
    assert land.post(f"{task}/lam/hand_in", **{"n-result": "Đã rà soát 12 thủ tục"}).status_code == 302
    assert "xong, đúng hạn" not in words(land.get(task)) and "chờ nghiệm thu" in words(land.get(task))
    assert "Chờ tôi nghiệm thu 1" in words(chair.get(f"{HERE}viec?xem=nghiem-thu"))
    assert chair.post(f"{task}/lam/accept").status_code == 302
    assert "Hoàn thành đúng hạn" in words(land.get(task)) and "1 xong" in words(chair.get(page))


def test_obstacles_reviews_and_units_below(ward: str) -> None:
    page, _office, chair = planned()
    chair.post(f"{page}/viec/issue")
    task = f"{HERE}viec/{Task.objects.get().code}"
    land = Official("land-1")
    wrong = land.post(f"{task}/lam/raise_obstacle", **{"v-words": "Thiếu số liệu", "v-due_on": "2026-11-27"})
    assert wrong.status_code == 422 and "Thiếu số liệu" in words(wrong)
    given = {"v-words": "Thiếu số liệu", "v-solver": "vice-chair", "v-due_on": "2026-11-27", "v-beyond": "on"}
    own = land.post(f"{task}/lam/raise_obstacle", **given)
    assert own.status_code == 422 and "không ai trong đơn vị gỡ được" in words(own)
    del given["v-beyond"]
    assert land.post(f"{task}/lam/raise_obstacle", **given).status_code == 302
    vice = Official("vice-chair")
    assert "1 vướng mắc chờ gỡ" in words(vice.get("/can-bo/")) and "Thiếu số liệu" in words(vice.get(task))
    assert (
        vice.post(f"{task}/lam/solve_obstacle", **{"s-n": "1", "s-solution": "Đã xin được"}).status_code
        == 302
    )
    found = {"r-kind": "check", "r-on": "2026-11-20", "r-chair": "Chủ tịch", "r-conclusion": "Còn chậm",
             "r-findings": "Chậm ở khâu tuyên truyền"}  # fmt: skip
    nobody = chair.post(f"{page}/viec/review", **found, **{"r-order1": "Tập huấn lại"})
    assert nobody.status_code == 422 and "chọn người chịu trách nhiệm" in words(nobody)
    assert chair.post(f"{page}/viec/review", **found).status_code == 302
    assert "Giao thành nhiệm vụ" in words(chair.get(page))
    again = chair.get(f"{page}/nhiem-vu/moi?noi-dung=1.1")
    assert "Chậm ở khâu tuyên truyền" in words(again)
    made = chair.post(f"{page}/nhiem-vu/moi?noi-dung=1.1", **{**TASK, "give": "1"})
    assert (
        made.status_code == 302 and Task.objects.get(n=2).finding is not None and Task.objects.get(n=2).code
    )
    ordered = {**found, "r-order1": "Tập huấn lại", "r-post1": "land-1", "r-due1": "2026-12-10"}
    assert chair.post(f"{page}/viec/review", **ordered).status_code == 302
    assert "Việc phải làm: Tập huấn lại" in words(chair.get(page)) and "hạn 10/12" in words(chair.get(page))
    assert "nhiệm vụ 3, chưa giao" in words(chair.get(page))
    assert (
        chair.post(f"{page}/viec/set_reviews", **{"p-every": "3", "p-first": "2026-11-25"}).status_code == 302
    )
    assert "hằng quý, lần tới 25/11" in words(chair.get(page))
    assert "1 văn bản chỉ đạo đến kỳ kiểm điểm" in words(chair.get("/can-bo/"))
    assert "Kế hoạch" in words(chair.get(f"{HERE}?xem=kiem-diem"))
    units = {"c-units": "00145-vhxh", "c-others": "Phường Bồ Đề\nTrường THCS", "c-due_on": "2026-11-30"}
    neighbour = chair.post(f"{page}/viec/expect", **units)
    assert neighbour.status_code == 422 and "Phường Bồ Đề có trong danh bạ đơn vị và không phải" in words(
        neighbour
    )
    units["c-others"] = "Tổ dân phố số 5\nTrường THCS"
    assert chair.post(f"{page}/viec/expect", **units).status_code == 302
    answer = {"t-n": "3", "t-number": "07/KH-THCS", "t-issued_on": "2026-11-20"}
    assert chair.post(f"{page}/viec/note_answer", **answer).status_code == 302
    said = words(chair.get(page))
    assert "07/KH-THCS · 20/11/2026" in said and "1/3 đơn vị đã ban hành" in said
    assert "Trường THCS ngoài hệ thống, ghi tay" in said and "Phường Long Biên ngoài hệ thống" not in said
    social = Official("social-1")
    assert "1 văn bản chờ đơn vị ban hành văn bản triển khai" in words(social.get("/can-bo/"))
    assert (
        "Phải ban hành văn bản triển khai" in words(social.get(HERE))
        and page in social.get(HERE).content.decode()
    )
    assert "phải ban hành văn bản triển khai, chậm nhất 30/11" in words(social.get(page))
    assert "Ghi văn bản triển khai đã ban hành" not in words(land.get(page))
    given = {"d-number": "03/KH-VHXH", "d-issued_on": "2026-11-20"}
    assert land.post(f"{page}/viec/answer", **given).status_code == 404
    assert social.post(f"{page}/viec/answer", **given).status_code == 302
    assert "03/KH-VHXH" in words(chair.get(page)) and "đã ban hành văn bản triển khai 03/KH-VHXH" in words(
        social.get(page)
    )


def test_an_obstacle_goes_up_with_its_words_and_its_reply_comes_back_to_who_reported_it(
    ward: str, at: dt.datetime
) -> None:
    page, _office, chair = planned()
    chair.post(f"{page}/viec/issue")
    code, land = Task.objects.get().code, Official("land-1")
    task, up = f"{HERE}viec/{code}", "/can-bo/vuot-tham-quyen/"
    given = {"v-words": "Bảng giá đất do thành phố ban hành", "v-solver_words": "Thành phố", "v-due_on": "2026-11-27",
             "v-beyond": "on"}  # fmt: skip
    assert land.post(f"{task}/lam/raise_obstacle", **given).status_code == 302
    assert "Báo cáo cấp trên vướng mắc này" not in words(land.get(task))
    assert "Báo cáo cấp trên vướng mắc này" in words(chair.get(task))
    waits = "1 vướng mắc vượt thẩm quyền chưa báo cáo cấp trên"
    assert waits in words(chair.get("/can-bo/")) and waits not in words(land.get("/can-bo/"))
    assert (
        given["v-words"] in words(chair.get(up))
        and f"ve={code}&amp;vuong-mac=1" in chair.get(up).content.decode()
    )
    assert given["v-words"] not in words(Official("office-head").get(up)), "who signs reports it"
    assert waits not in words(Official("police-head").get("/can-bo/"))
    form = chair.get(f"{up}moi", **{"ve": code, "vuong-mac": "1"})
    assert value_of(form, "asked").strip() == given["v-words"] and value_of(form, "title") == TASK["title"]
    assert value_of(form, "reply_by") == "2026-11-27" and value_of(form, "obstacle") == "1"
    assert chair.get(f"{up}moi", **{"ve": code, "vuong-mac": "2"}).status_code == 404
    sent = {"about": code, "obstacle": "1", "title": TASK["title"], "topic": "land", "asked": given["v-words"],
            "why": "Thành phố ban hành", "to_agency": "01", "reply_by": "2026-11-27"}  # fmt: skip
    assert chair.post(f"{up}moi", **{**sent, "obstacle": "2"}).status_code == 422
    raised = chair.post(f"{up}moi", **sent)
    assert raised.status_code == 302, words(raised)
    assert waits not in words(chair.get("/can-bo/")) and "chưa báo cáo" not in words(chair.get(up))
    assert "cần trả lời trước 27/11/2026" in words(land.get(task))
    assert land.get(raised["Location"]).status_code == 404
    above = Official("police-head")
    reply = {"t-outcome": "decided", "t-reply": "Dùng bảng giá 2024", "t-reply_number": "9/UBND",
             "t-reply_on": "2026-11-20"}  # fmt: skip
    assert above.post(f"{raised['Location']}/viec/reply", **reply).status_code == 302
    for _twice in range(2):
        react(Event.objects.get(kind="escalation.replied"), at)
    said = words(land.get(task))
    assert (
        "9/UBND" in said and "Dùng bảng giá 2024" in said and said.count("Cấp trên trả lời vướng mắc 1") == 1
    )
    assert "Cấp trên đã trả lời vướng mắc" in words(land.get("/can-bo/chuong"))
    economy = words(Official("economy-1").get(task))
    assert "Dùng bảng giá 2024" not in economy and given["v-words"] not in economy
    assert "chỉ người giao, người làm" in economy
    assert escalations() == [] and directives() == []


def test_a_theme_and_a_duty(ward: str) -> None:
    chair = Official("chair")
    assert (
        chair.post(f"{HERE}chu-de", year="2026", words="Kỷ cương, hành động", focus="Cải cách").status_code
        == 302
    )
    assert "Kỷ cương, hành động" in words(chair.get(HERE))
    year = f"{HERE}chu-de/2026"
    assert "Chưa văn bản nào ghi thực hiện chủ đề này" in words(chair.get(year))
    assert chair.get(f"{HERE}chu-de/2025").status_code == 404
    assert Official("bo-de-one-stop-1").get(year).status_code == 404
    page, office, chair = planned()
    yearly = {**TASK, "due_on": "", "every": "yearly", "on_day": "30", "on_month": "11", "before": "on"}
    assert office.post(f"{page}/nhiem-vu/moi", **yearly).status_code == 302
    assert "Dự thảo 2 nhiệm vụ" in words(chair.get(page)), "a duty that comes again is one of them"
    assert chair.post(f"{page}/viec/issue").status_code == 302
    assert "trước 30/11 hằng năm" in words(chair.get(page))
    Directive.objects.update(theme=Theme.objects.get())
    Task.objects.filter(case__isnull=False).update(stuck=1)
    shown = words(chair.get(year))
    assert "0/1 nhiệm vụ xong" in shown and TASK["title"] in shown and "1 vướng" in shown
    given = Task.objects.exclude(case=None).get()
    Task.objects.create(
        directive=given.directive,
        n=9,
        title="Việc đã hủy",
        outcome="cancelled",
        assigner="",
        agency=given.agency,
    )
    assert all("1 hủy" in words(chair.get(at)) for at in (year, page, HERE))
    assert "0/1 nhiệm vụ xong" in words(chair.get(year))
    wrong = office.post(f"{page}/nhiem-vu/moi", **{**TASK, "milestones": "tuần sau"})
    assert wrong.status_code == 422 and "Ghi mốc như" in words(wrong)


def test_those_of_another_agency_are_named_with_it(ward: str) -> None:
    above = Official("police-head")
    made = above.post(f"{HERE}moi", **PLAN, file=world.scan())
    page = made["Location"].removesuffix("/nhiem-vu/moi")
    given = {name: said for name, said in TASK.items() if name != "watchers"} | {"post": "chair"}
    assert above.post(f"{page}/nhiem-vu/moi", **given).status_code == 302
    assert above.post(f"{page}/viec/issue").status_code == 302
    shown = words(above.get(page))
    assert "Chủ tịch UBND phường, Phường Long Biên" in shown and "00145" not in shown.replace("VB-", "")
    below = words(Official("chair").get(f"{HERE}viec/{Task.objects.get().code}"))
    assert "trật tự xã hội, Thành phố Hà Nội" in below and "police-head" not in below


def test_another_ward_sees_nothing(ward: str) -> None:
    page, _office, chair = planned()
    chair.post(f"{page}/viec/issue")
    other = Official("bo-de-one-stop-1")
    assert other.get(page).status_code == 404 and Directive.objects.count() == 1
    assert other.get(f"{HERE}viec/{Task.objects.get().code}").status_code == 404
    assert TASK["title"] not in words(other.get(f"{HERE}viec?xem=tat-ca"))
    assert Official("admin").get(HERE).status_code == 403


def test_the_board_its_rows_a_month_and_a_workbook(ward: str) -> None:
    page, _office, chair = planned()
    assert "Chưa có nhiệm vụ nào trong năm" in words(chair.get(f"{HERE}bang"))
    assert chair.get(f"{HERE}bang.xlsx").status_code == 200
    chair.post(f"{page}/viec/issue")
    said = words(chair.get(f"{HERE}bang"))
    assert "1 nhiệm vụ, không nhiệm vụ nào đang trễ" in said and "Công chức địa chính" in said
    rows = chair.get(f"{HERE}bang/dong?so=open&don-vi=00145-kthtdt")
    assert TASK["title"] in words(rows) and TASK["title"] not in words(
        chair.get(f"{HERE}bang/dong?so=open_late")
    )
    assert chair.get(f"{HERE}bang/dong?so=khac").status_code == 404
    sent = chair.post(f"{HERE}bang/dong", so="all", q=TASK["title"].upper())
    assert sent.status_code == 302 and "q=" not in sent["Location"], (
        "what is sought stands sealed in the address"
    )
    assert TASK["title"] in words(chair.get(sent["Location"]))
    none = chair.post(f"{HERE}bang/dong", so="all", q="khong co viec nay")
    assert "Không có nhiệm vụ nào" in words(chair.get(none["Location"]))
    sheets = read_workbook(chair.get(f"{HERE}bang.xlsx").content, most_rows=50)
    assert [one.name for one in sheets] == ["Đơn vị chủ trì", "Văn bản", "Người thực hiện"]
    assert [one.rows[4][1] for one in sheets] == [1, 1, 1] == [one.rows[5][1] for one in sheets]
    month = words(chair.get(f"{HERE}lich?thang=2026-12"))
    assert "tháng 12 năm 2026" in month and TASK["title"] in month
    assert (
        chair.get(f"{HERE}lich?thang=x-99").status_code == 200
        and chair.get(f"{HERE}bang?nam=0").status_code == 200
    )


def test_a_screen_on_a_wall_names_posts_and_nobody(ward: str) -> None:
    page, _office, chair = planned()
    chair.post(f"{page}/viec/issue")
    holder = Account.objects.get(username="land-1").get_full_name()
    assert holder in words(chair.get(f"{HERE}bang"))
    wall = chair.get(f"{HERE}bang?man-hinh=1")
    assert "Công chức địa chính" in words(wall) and "1 đang làm" in words(wall)
    for name in (holder, Account.objects.get(username="chair").get_full_name(), TASK["title"]):
        assert name not in wall.content.decode()
    assert Official("admin").get(f"{HERE}bang?man-hinh=1").status_code == 403


def test_what_is_late_is_drawn_to_today(ward: str, clock: Stop, at: dt.datetime) -> None:
    page, _office, chair = planned()
    chair.post(f"{page}/viec/issue")
    due = Task.objects.get().due_on
    assert due is not None
    clock(at + (due - at.date()) + dt.timedelta(days=21))
    said = Official("chair").get(f"{HERE}lich")
    late = re.search(r"trễ \d+ ngày làm việc", words(said))
    assert late is not None and 'class="line-over"' in said.content.decode()


def test_what_must_be_issued_and_who_was_told(ward: str, clock: object) -> None:
    chair, social, here = Official("chair"), Official("social-1"), "/can-bo/chi-dao/phai-ban-hanh"
    assert "chưa có văn bản nào" in words(social.get(here))
    assert social.post(f"{here}/viec/adopt_required").status_code == 403
    assert chair.post(f"{here}/viec/adopt_required").status_code == 302
    shown = words(chair.get(here))
    assert "Báo cáo kết quả công tác dân vận" in shown and "Kế hoạch chuyển đổi số" not in shown
    assert "Kế hoạch chuyển đổi số" in words(chair.get(here, nam="2027"))
    given = {
        "t-title": "Kế hoạch riêng",
        "t-day": "31",
        "t-month": "2",
        "t-source": "QĐ 1",
        "t-first": "2026",
    }
    assert chair.post(f"{here}/viec/require_document", **given).status_code == 422
    assert chair.post(f"{here}/viec/require_document", **{**given, "t-day": "28"}).status_code == 302
    assert "Kế hoạch riêng" in words(social.get(here)) and "Kế hoạch riêng" not in words(
        social.get(here, nam="2025")
    )
    assert chair.post(f"{here}/viec/end_required?nam=2026", **{"h-required": "2"}).status_code == 302
    assert "chưa ban hành văn bản chỉ đạo nào" in words(social.get("/can-bo/chi-dao/quan-triet"))


def test_the_document_of_a_plan_is_composed_in_the_registers(ward: str) -> None:
    office = Official("office-head")
    said = {"recipients": "Đảng ủy phường\nLưu: VT", "signer_position": "PHÓ CHỦ TỊCH"}
    made = office.post(f"{HERE}moi", **{**PLAN, **said})
    page = made["Location"].removesuffix("/nhiem-vu/moi")
    assert office.post(f"{page}/nhiem-vu/moi", **TASK).status_code == 302
    same = {**TASK, "title": "Báo cáo kết quả", "content": "Báo cáo kết quả."}
    assert office.post(f"{page}/nhiem-vu/moi", **same).status_code == 302
    read = list(cited("Nghị định số 32/2021/NĐ-CP ngày 29/3/2021 của Chính phủ"))
    subject, now = Directive.objects.get().subject, timezone.now()
    cite(by=SYSTEM, at=now, source=subject, agency=world.WARD, references=read, part="reading")
    shown = office.get(page).content.decode()
    compose = f"/can-bo/van-thu/di/moi?chi-dao={Directive.objects.get().code}"
    assert "Chưa có văn bản" in shown and compose in shown
    form = office.get(compose).content.decode()
    body = value_of(office.get(compose), "body")
    assert value_of(office.get(compose), "recipients").split() == ["Đảng", "ủy", "phường", "Lưu:", "VT"]
    assert body.count("Báo cáo kết quả") == 1 and "2. Báo cáo kết quả.\n" in body, "said once"
    assert "32/2021/NĐ-CP" in value_of(office.get(compose), "grounds")
    assert office.get(compose).context["form"]["signer"].value() == "vice-chair"
    assert "Chỉ nhiệm vụ, căn cứ và nơi nhận được đưa sang" in form
    assert PLAN["title"] in form and "1. Rà soát thủ tục đất đai\nRà soát 12 thủ tục\n" in body
    for line in (
        "- Người chịu trách nhiệm: Công chức địa chính",
        "- Đơn vị chủ trì: Phòng Kinh tế, Hạ tầng và Đô thị phường Long Biên", "- Trách nhiệm: Chủ trì",
        "- Đơn vị phối hợp: Văn phòng HĐND và UBND phường; Công an phường",
        "- Thời hạn: từ ngày 20/11/2026, chậm nhất ngày 11/12/2026", "- Sản phẩm: Báo cáo rà soát",
        "- Tiêu chí nghiệm thu: Đủ 12 thủ tục",
    ):  # fmt: skip
        assert line in body, "the five, and the last day itself"
    assert "trước" not in body
    given = {
        "type_": "ke-hoach",
        "abstract": PLAN["title"],
        "body": "1. Rà soát",
        "signer": "chair",
        "collective": "on",
    }
    assert office.post(compose, **given).status_code == 302
    code = Directive.objects.get().reading["source"]["outgoing"]
    shown = office.get(page)
    assert code in words(shown) and "đang soạn, trình ký ở Văn thư" in words(shown)
    assert compose not in shown.content.decode() and "nhiem-vu/1/bo" not in shown.content.decode()
    assert office.get(compose).status_code == 404 and Official("land-1").get(compose).status_code == 404
    assert office.post(f"{page}/nhiem-vu/moi", **TASK).status_code == 422, "the document has one task"
    form = office.get(f"{page}/nhiem-vu/1").content.decode()
    assert re.search(r'name="title"[^>]*disabled', form) and not re.search(
        r'name="target"[^>]*disabled', form
    )
    sent = {**TASK, "title": "Việc khác", "due_on": "2027-03-31", "target": "12 thủ tục"}
    assert office.post(f"{page}/nhiem-vu/1", **sent).status_code == 302
    task = Task.objects.get(n=1)
    assert (task.title, str(task.due_on), task.target) == (TASK["title"], TASK["due_on"], "12 thủ tục")
    changed = {**PLAN, "title": "Kế hoạch khác", "field": "dan-van"}
    assert re.search(r'name="title"[^>]*disabled', office.get(f"{page}/sua").content.decode())
    assert office.post(f"{page}/sua", **changed).status_code == 302
    assert Directive.objects.get().title == PLAN["title"] and Directive.objects.get().field == "dan-van"


def test_the_calendar_of_an_election(ward: str, clock: object) -> None:
    office, here = Official("office-head"), "/can-bo/chi-dao/bau-cu"
    shown = words(office.get(here, ngay="2027-02-28"))
    assert (
        "Niêm yết danh sách cử tri" in shown
        and "cần cán bộ pháp chế đối chiếu" in shown
        and "đã qua" in shown
    )
    assert "phải là chủ nhật" in words(office.get(here, ngay="2027-02-27"))
    assert "Soạn kế hoạch" not in words(Official("front").get(here))
    assert office.post(here, polling="2027-02-27", post="office-head").status_code == 422
    made = office.post(here, polling="2027-02-28", post="office-head")
    assert made.status_code == 302 and "Bỏ phiếu" in words(office.get(made["Location"]))


def test_tasks_are_filtered_by_field_and_put_into_another(ward: str) -> None:
    page, _office, chair = planned()
    assert chair.post(f"{page}/viec/issue").status_code == 302
    code, title = Task.objects.get().code, TASK["title"]
    task = f"{HERE}viec/{code}"
    assert chair.post(f"{task}/lam/classify", **{"y-field": "khong-co"}).status_code == 422
    assert Official("land-1").post(f"{task}/lam/classify", **{"y-field": "dan-van"}).status_code == 403
    assert chair.post(f"{task}/lam/classify", **{"y-field": "chuyen-doi-so"}).status_code == 302
    assert "Chuyển đổi số" in words(chair.get(task))
    rows = {
        field: title in words(chair.get(f"{HERE}viec", xem="tat-ca", **{"linh-vuc": field}))
        for field in ("", "chuyen-doi-so", "dan-van", "lung-tung")
    }
    empty = chair.get(f"{HERE}viec", xem="tat-ca", **{"linh-vuc": "dan-van"})
    assert "Không có nhiệm vụ nào của lĩnh vực này" in words(empty)
    assert rows == {"": True, "chuyen-doi-so": True, "dan-van": False, "lung-tung": True}
