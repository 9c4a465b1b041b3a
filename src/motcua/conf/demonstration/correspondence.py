"""A plan of the city and a letter of a department come in, the chair instructs; a plan and letters go out."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from motcua.areas.correspondence import actions as papers
from motcua.conf.demonstration.year import Story, Year

CAME: tuple[tuple[int, dict[str, Any], str, str, int], ...] = (
    (
        26,
        {
            "issuer": "UBND thành phố Hà Nội", "symbol": "307/KH-UBND", "type_": "ke-hoach",
            "abstract": "Triển khai công tác dân vận chính quyền năm 2027",
        },
        "unit:00145-vhxh", "Tham mưu kế hoạch của phường, trình trước hạn.", 5,
    ),
    (
        12,
        {
            "issuer": "Sở Tư pháp Hà Nội", "symbol": "1520/STP-HCTP", "type_": "cong-van",
            "abstract": "Rà soát số liệu đăng ký hộ tịch quý IV", "urgency": "khan",
        },
        "post:justice-1", "Rà soát, báo cáo đúng hạn của Sở.", 0,
    ),
    (
        3,
        {
            "issuer": "Sở Xây dựng Hà Nội", "symbol": "88/GM-SXD", "type_": "giay-moi",
            "abstract": "Họp về hạ tầng khu dân cư ven sông", "way": "paper",
        },
        "", "", 0,
    ),
)  # fmt: skip
"""Days ago, what came, who is in charge, in which words, after how many days it was done (0: not yet)."""


def came(year: Year, start: dt.datetime, given: dict[str, Any], lead: str, words: str, days: int) -> Story:
    """One document on its way."""
    clerk, chair = year.posts["clerk-1"], year.posts["chair"]
    yield start
    made = papers.register(
        by=clerk, at=year.at, dated_on=year.at.date() - dt.timedelta(days=1), **{"way": "electronic", **given}
    )
    yield year.later(0.5, start)
    papers.present(by=clerk, at=year.at, incoming=made.code, to="chair")
    if not lead:
        return
    yield year.later(3, year.at)
    deadline = year.at.date() + dt.timedelta(days=10)
    papers.instruct(by=chair, at=year.at, incoming=made.code, lead=lead, words=words, deadline=deadline)
    yield year.later(1, year.at)
    papers.forward(by=clerk, at=year.at, incoming=made.code)
    if days:
        yield year.later(8 * days, year.at)
        doer = year.posts["social-1" if lead.startswith("unit") else lead.partition(":")[2]]
        papers.finish(
            by=doer, at=year.at, incoming=made.code, result="Đã tham mưu, trình Chủ tịch ký ban hành."
        )


PLAN = """I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích
Nâng cao hiệu quả công tác dân vận chính quyền, phát huy quyền làm chủ của Nhân dân.
2. Yêu cầu
a) Phân công rõ người, rõ việc, rõ trách nhiệm, rõ tiến độ, rõ hiệu quả;
b) Gắn với cải cách hành chính và thực hiện dân chủ ở cơ sở.
II. NHIỆM VỤ
| TT | Nhiệm vụ | Đơn vị chủ trì | Thời hạn |
| 1 | Rà soát, công khai thủ tục hành chính | Trung tâm Phục vụ hành chính công | Trước 30/6 |
| 2 | Đối thoại với Nhân dân | Văn phòng HĐND và UBND | Trước 30/11 |
III. TỔ CHỨC THỰC HIỆN
1. Văn phòng HĐND và UBND theo dõi, đôn đốc, tổng hợp báo cáo Chủ tịch.
2. Đề nghị Ủy ban MTTQ Việt Nam phường phối hợp tuyên truyền và giám sát."""
WENT: tuple[tuple[int, str, dict[str, Any], str], ...] = (
    (
        20, "social-1",
        {
            "type_": "ke-hoach", "abstract": "Thực hiện công tác dân vận chính quyền năm 2027", "signer": "vice-chair",
            "grounds": "Thực hiện Kế hoạch số 307/KH-UBND của UBND thành phố, UBND phường ban hành Kế hoạch như sau:",
            "body": PLAN, "recipients": "UBND thành phố Hà Nội (để báo cáo)\nUBND phường Bồ Đề\nCác phòng, đơn vị",
        },
        "issue",
    ),
    (
        9, "justice-1",
        {
            "type_": "cong-van", "abstract": "rà soát số liệu đăng ký hộ tịch quý IV", "signer": "chair",
            "to": "Sở Tư pháp Hà Nội", "body": "UBND phường đã rà soát, số liệu không có sai lệch.\nTrân trọng.",
            "recipients": "Như trên",
        },
        "sign",
    ),
    (
        4, "land-1",
        {
            "type_": "thong-bao", "abstract": "Về việc tạm dừng lưu thông để sửa rãnh thoát nước", "signer": "chair",
            "body": "1. Thời gian: từ 8 giờ đến 17 giờ thứ Bảy.\n2. Người dân đi theo đường Cổ Linh.",
            "recipients": "Các tổ dân phố",
        },
        "submit",
    ),
)  # fmt: skip
"""Days ago, who drafted, what, and how far it came."""


def went(year: Year, start: dt.datetime, drafter: str, given: dict[str, Any], until: str) -> Story:
    """One document on its way out."""
    by, clerk = year.posts[drafter], year.posts["clerk-1"]
    yield start
    made = papers.draft(by=by, at=year.at, **given)
    yield year.later(2, start)
    papers.submit(by=by, at=year.at, outgoing=made.code)
    if until == "submit":
        return
    yield year.later(3, year.at)
    papers.sign(by=year.posts[given["signer"]], at=year.at, outgoing=made.code)
    if until == "sign":
        return
    yield year.later(1, year.at)
    papers.issue(by=clerk, at=year.at, outgoing=made.code)


def stories(year: Year) -> Iterator[Story]:
    """What came and went in the last weeks."""
    for days, given, lead, words, done in CAME:
        yield came(year, _morning(year, days), given, lead, words, done)
    for days, drafter, given, until in WENT:
        yield went(year, _morning(year, days), drafter, given, until)


def _morning(year: Year, days: int) -> dt.datetime:
    """Some minutes after the counters open, on the first working day at most so many days ago."""
    on = year.calendar.next_working_day(year.until.date() - dt.timedelta(days=days))
    return year.calendar.opening(on) + dt.timedelta(minutes=year.dice.randrange(5, 60))
