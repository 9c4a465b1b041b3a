"""The ward's direction of a year: a theme, a plan with tasks in every state, a resolution reviewed, a plan of above."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from motcua.areas.correspondence import actions as papers
from motcua.areas.correspondence.queries import outgoing
from motcua.areas.directives import actions
from motcua.areas.directives.models import Task
from motcua.areas.directives.queries import due, required
from motcua.base.journal.ports import SYSTEM
from motcua.conf.demonstration.founding import WARD
from motcua.conf.demonstration.year import Story, Year

LEAST = 60
DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)
ABOVE = "Ủy ban nhân dân thành phố Hà Nội"


def _task(post: str, title: str, content: str, starts: dt.date, days: int, **over: Any) -> dict[str, Any]:
    return {
        "title": title, "content": content, "post": post, "role": "Chủ trì", "starts_on": starts,
        "due_on": starts + days * DAY, "product": "Báo cáo kết quả", "criteria": "Đủ nội dung, đúng hạn",
        "watchers": ["office-head"], **over,
    }  # fmt: skip


def _codes(directive: Any) -> dict[int, str]:
    return {
        one.n: one.code
        for one in Task.objects.filter(directive=directive, case__isnull=False).select_related("case")
    }


def _signed(year: Year, directive: Any, type_: str, body: str) -> Any:
    """Its document composed, signed and numbered in the registers, taken up here and issued."""
    office, chair = year.posts["office-head"], year.posts["chair"]
    made = papers.draft(
        by=office, at=year.at, type_=type_, abstract=directive.title, body=body, signer="chair"
    )
    actions.compose(by=office, at=year.at, directive=directive.code, outgoing=made.code)
    papers.submit(by=office, at=year.at, outgoing=made.code)
    made = papers.sign(by=chair, at=year.at, outgoing=made.code)
    file = outgoing.signed(made.code)
    assert file is not None
    actions.take_signed(
        by=SYSTEM,
        at=year.at,
        directive=directive.code,
        number=made.number,
        signed_on=year.at.date(),
        file=file,
        signer_name=file.signer_name,
        signer_position=file.signer_position,
        signer_authority=file.signer_authority,
    )
    papers.issue(by=year.posts["clerk-1"], at=year.at, outgoing=made.code)
    return actions.issue(by=chair, at=year.at, directive=directive.code)


def planned(year: Year, start: dt.datetime) -> Story:
    """The yearly plan of mass mobilisation: tasks in every state, and a yearly duty."""
    office, chair, land = year.posts["office-head"], year.posts["chair"], year.posts["land-1"]
    social, hall = year.posts["social-1"], year.posts["one-stop-head"]
    on = start.date()
    yield start
    actions.set_theme(
        by=chair, at=year.at, unit=WARD, year=on.year, words="Trách nhiệm, kỷ cương, hành động, phát triển",
        focus=["Cải cách hành chính", "Trật tự đô thị", "Chuyển đổi số"], source="Kế hoạch công tác năm của phường",
    )  # fmt: skip
    plan = actions.draft(
        by=office, at=year.at, unit=WARD,
        document={
            "type": "plan", "title": f"Thực hiện công tác dân vận chính quyền năm {on.year}", "theme": on.year,
            "clarity": "5", "field": "dan-van",
        },
        tasks=[
            _task("one-stop-head", "Chấn chỉnh thái độ phục vụ tại Trung tâm Phục vụ hành chính công",
                  "Rà soát nội quy, niêm yết đường dây nóng, đánh giá hằng tuần.", on, 24),
            _task("land-1", "Đối thoại với các hộ trong diện giải phóng mặt bằng",
                  "Gặp từng hộ, ghi ý kiến, trả lời bằng văn bản.", on, 40, cooperating=["Công an phường"],
                  target="100% hộ được đối thoại"),
            _task("social-1", "Tuyên truyền Luật Thực hiện dân chủ ở cơ sở đến các tổ dân phố",
                  "Mỗi tổ dân phố một buổi.", on, 64, target="40 tổ dân phố"),
            _task("land-1", "Số hóa hồ sơ đất đai lưu tại phường", "Quét, gắn mã, nhập kho kết quả.", on, 70,
                  target="1.200 hồ sơ", milestones=[{"on": on + 30 * DAY, "what": "xong 600 hồ sơ"}]),
            _task("economy-1", "Xây dựng mô hình dân vận khéo tại chợ", "Chọn 2 chợ, ký cam kết.", on, 110),
            _task("justice-1", "Lấy ý kiến về Quy chế nhà văn hóa tổ dân phố", "Trên mạng và tại họp tổ.", on, 90),
            _task("economy-1", "Hội chợ hàng Việt", "Tổ chức 1 hội chợ tại phường.", on, 80),
            _task("social-1", "Cập nhật danh sách người có công", "Đối chiếu với dữ liệu dân cư.", on, 20),
            _task("office-head", "Báo cáo kết quả công tác dân vận chính quyền",
                  "Báo cáo Ủy ban nhân dân thành phố theo mẫu.", on, 0, starts_on=None, due_on=None, watchers=[],
                  recurs={"every": "yearly", "month": 11, "day": 30, "before": True, "lead": 30}),
        ],
    )  # fmt: skip
    yield start + HOUR
    plan = _signed(
        year, plan, "ke-hoach", "Ủy ban nhân dân phường giao các đơn vị thực hiện các nhiệm vụ của năm."
    )
    code = _codes(plan)
    actions.expect(
        by=chair, at=year.at, directive=plan, others=["Trường THCS Long Biên", "Trạm Y tế phường"],
        due_on=on + 30 * DAY,
    )  # fmt: skip
    yield start + 8 * DAY
    actions.report(by=hall, at=year.at, task=code[1], percent=60, words="Đã niêm yết đường dây nóng.")
    actions.report(by=land, at=year.at, task=code[2], percent=30, words="Đã gặp 18 trong 62 hộ.")
    yield start + 12 * DAY
    actions.raise_obstacle(
        by=land, at=year.at, task=code[2], words="Nhiều hộ chưa đồng ý đơn giá bồi thường do thành phố ban hành.",
        solver_words="Sở Nông nghiệp và Môi trường", due_on=on + 45 * DAY, beyond=True,
    )  # fmt: skip
    actions.raise_obstacle(
        by=land,
        at=year.at,
        task=code[4],
        words="Thiếu một máy quét khổ A3.",
        solver="vice-chair",
        due_on=on + 30 * DAY,
    )
    actions.note_answer(
        by=office, at=year.at, directive=plan, n=1, number="07/KH-THCS", issued_on=year.at.date()
    )
    yield start + 20 * DAY
    actions.hand_in(
        by=hall, at=year.at, task=code[1], result="Không còn phản ánh về thái độ.", number="15/BC-TTPVHCC"
    )
    actions.solve_obstacle(
        by=year.posts["vice-chair"], at=year.at, task=code[4], n=1, solution="Đã thuê máy quét."
    )
    yield start + 21 * DAY
    actions.return_(by=chair, at=year.at, task=code[1], reason="Thêm số liệu đánh giá của người dân.")
    yield start + 23 * DAY
    actions.hand_in(by=hall, at=year.at, task=code[1], result="Đã thêm số liệu đánh giá: 98% hài lòng.")
    actions.accept(by=chair, at=year.at, task=code[1], words="Đạt yêu cầu.")
    actions.report(by=social, at=year.at, task=code[3], percent=70, words="28 trong 40 tổ dân phố.")
    yield start + 26 * DAY
    actions.hand_in(by=social, at=year.at, task=code[8], result="Đã đối chiếu 214 người.")
    actions.accept(by=chair, at=year.at, task=code[8])
    actions.pause(by=chair, at=year.at, task=code[6], reason="Chờ Nghị định mới về nhà văn hóa.")
    actions.cancel(by=chair, at=year.at, task=code[7], reason="Thành phố đã tổ chức chung cho các phường.")
    yield start + 58 * DAY
    actions.ask_extension(
        by=social, at=year.at, task=code[3], until_on=on + 85 * DAY, reason="Mưa bão, phải dời 12 buổi."
    )
    actions.hand_in(by=land, at=year.at, task=code[4], result="Đã số hóa 1.200 hồ sơ.")
    actions.urge(by=office, at=year.at, task=code[2], words="Báo cáo ngay số hộ còn lại.")
    for code_of, n, period, due_on in due.to_recur(year.at.date()):
        actions.recur(by=SYSTEM, at=year.at, directive=code_of, n=n, period=period, due_on=due_on)


def resolved(year: Year, start: dt.datetime) -> Story:
    """A resolution with six clear items, carried out, reviewed, a finding given as a task, closed."""
    office, chair = year.posts["office-head"], year.posts["chair"]
    social, on = year.posts["social-1"], start.date()
    yield start
    made = actions.draft(
        by=office, at=year.at, unit=WARD,
        document={"type": "resolution", "title": "Đẩy mạnh chuyển đổi số", "clarity": "6"},
        tasks=[
            _task("social-1", "Tập huấn tổ công nghệ số cộng đồng", "Mỗi tổ 3 buổi.", on, 30, decider="vice-chair"),
            _task("one-stop-head", "Hướng dẫn nộp hồ sơ trên mạng", "Bố trí bàn hỗ trợ mỗi sáng.", on, 40,
                  decider="vice-chair"),
        ],
    )  # fmt: skip
    made = _signed(year, made, "nghi-quyet", "Đẩy mạnh chuyển đổi số trong giải quyết thủ tục hành chính.")
    code = _codes(made)
    yield start + 25 * DAY
    actions.hand_in(by=social, at=year.at, task=code[1], result="Đã tập huấn 40 tổ.")
    yield start + 27 * DAY
    actions.accept(by=chair, at=year.at, task=code[1])
    yield start + 43 * DAY
    actions.hand_in(by=year.posts["one-stop-head"], at=year.at, task=code[2], result="Đã hướng dẫn 620 lượt.")
    yield start + 44 * DAY
    actions.accept(by=chair, at=year.at, task=code[2])
    yield start + 50 * DAY
    actions.review(
        by=chair, at=year.at, directive=made, kind="interim", on=year.at.date(), chair="Chủ tịch UBND phường",
        conclusion="Đạt mục tiêu; một số tổ dân phố còn lúng túng.", findings=["Hướng dẫn thêm cho 6 tổ còn lúng túng"],
    )  # fmt: skip
    given = _task(
        "social-1",
        "Hướng dẫn thêm cho 6 tổ còn lúng túng",
        "Mỗi tổ 1 buổi.",
        year.at.date(),
        20,
        decider="vice-chair",
    )
    actions.add_task(by=office, at=year.at, directive=made, given=given, finding="1.1")
    yield start + 50 * DAY + HOUR
    actions.issue_task(by=chair, at=year.at, directive=made, n=3)


def told(year: Year, start: dt.datetime) -> Story:
    """What must be issued every year, from the shipped list; the plan in force is told to a division."""
    chair, office = year.posts["chair"], year.posts["office-head"]
    yield start
    actions.adopt_required(by=office, at=year.at, agency=WARD)
    made = next((one for one in required.issued(chair, year.at.year)), None)
    if made is None:
        return
    said = {"audience": "Cán bộ, công chức", "proof": "Biên bản số 12/BB-UBND"}
    actions.disseminate(
        by=office, at=year.at, directive=made, on=year.at.date(), means="regular", units=["00145-vhxh"], present=9,
        **said,
    )  # fmt: skip


def above(year: Year, start: dt.datetime) -> Story:
    """A plan of the city that the ward carries out; drafted as far as it is known, not given yet."""
    yield start
    actions.draft(
        by=year.posts["office-head"], at=year.at, unit=WARD,
        document={
            "type": "plan", "title": "Kiểm soát thủ tục hành chính trên địa bàn thành phố", "number": "112/KH-UBND",
            "issuer": ABOVE, "signed_on": (start - 4 * DAY).date(),
        },
        tasks=[
            _task("office-head", "Rà soát thủ tục nội bộ", "Lập danh mục, đề xuất cắt giảm.", start.date(), 45),
            {"title": "Công khai thủ tục hành chính tại nhà văn hóa tổ dân phố"},
        ],
    )  # fmt: skip


def stories(year: Year) -> Iterator[Story]:
    """What the ward directs, if its year is long enough."""
    if year.count < LEAST:
        return

    def opening(days: int) -> dt.datetime:
        return year.calendar.opening(year.calendar.next_working_day((year.until - days * DAY).date()))

    yield planned(year, opening(62) + 2 * HOUR)
    yield resolved(year, opening(58) + 3 * HOUR)
    yield told(year, opening(40) + 2 * HOUR)
    yield above(year, opening(5) + HOUR)
