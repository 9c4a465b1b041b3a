"""Denunciations of the demonstration ward: invented, each told by the real acts, one in every state."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from motcua.areas.denunciations import actions as denunciations
from motcua.areas.denunciations import queries
from motcua.areas.denunciations.policies import knows_of
from motcua.areas.petitions import actions as petitions
from motcua.base.journal.ports import Actor
from motcua.conf.demonstration.founding import WARD
from motcua.conf.demonstration.year import Story, Year

ANSWERS = {
    "kind": "denunciation", "legible": "yes", "signed": "yes", "stale": "none", "duplicate": "no", "complete": "yes",
    "competence": "own", "unfit": "none",
}  # fmt: skip
TOLD: tuple[tuple[int, str, str, str], ...] = (
    (64, "closed", "Cán bộ địa chính (minh họa)", "Thu tiền đo đất của ba hộ mà không có biên lai."),
    (
        40,
        "carried_out",
        "Tổ trưởng tổ dân phố (minh họa)",
        "Lập danh sách hỗ trợ có tên người không đủ điều kiện.",
    ),
    (33, "drafted", "Công chức xây dựng (minh họa)", "Để công trình không phép tại ngõ 12 mà không xử lý."),
    (21, "extended", "Cán bộ thuế (minh họa)", "Thu phí vỉa hè không nộp vào ngân sách trong nhiều tháng."),
    (15, "suspended", "Ban quản lý chợ (minh họa)", "Bố trí ki-ốt cho người nhà, thu thêm ngoài quy định."),
    (12, "stopped", "Công chức văn hóa (minh họa)", "Cấp giấy phép quảng cáo sai quy định."),
    (5, "accepted", "Cán bộ đội trật tự (minh họa)", "Nhận tiền để bỏ qua vi phạm vỉa hè."),
    (2, "proposed", "Công chức tư pháp (minh họa)", "Bỏ qua thời hạn, gợi ý bồi dưỡng khi trả kết quả."),
)
"""(working days before now, how far it comes, who is denounced, of what)."""


def stories(year: Year) -> Iterator[Story]:
    """Eight denunciations of the last three months; none in a year too small for them."""
    handler = next((by for by in year.posts.values() if "process" in by.duties and knows_of(by)), None)
    if handler is None or year.count < len(TOLD):
        return
    for n, told in enumerate(TOLD):
        yield _story(year, n, *told, handler=handler)


def _story(
    year: Year, n: int, before: int, until: str, denounced: str, content: str, *, handler: Actor
) -> Story:
    posts, calendar = year.posts, year.calendar
    desk, chair = posts["one-stop-1"], posts["chair"]
    start = calendar.opening(
        calendar.previous_working_day(year.until.date() - dt.timedelta(days=before * 7 // 5 + 1))
    )

    def moment(days: int, minutes: int = 0) -> dt.datetime:
        return calendar.add_working_days(start, days) + dt.timedelta(minutes=40 + 9 * n + minutes)

    person = next(one for one in year.people[n * 7 :] if one["kind"] == "person")
    yield moment(0)
    petition = petitions.receive(
        by=desk, at=year.at, unit=WARD, channel="counter" if n % 2 else "post", said="denunciation", topic="officials",
        content=content, against=denounced, submitter=person,
    )  # fmt: skip
    yield moment(1)
    petition = petitions.propose(by=handler, at=year.at, petition=petition, answers=ANSWERS)
    if until == "proposed":
        return
    yield moment(2)
    petitions.assign(
        by=chair, at=year.at, petition=petition, post=handler.post, instrument=f"{20 + n}/QĐ-UBND"
    )
    petitions.open_identity(
        by=handler, at=year.at, petition=petition, purpose="verify", reason="Xác minh điều kiện thụ lý"
    )
    made = denunciations.accept(
        by=chair, at=year.at, petition=petition, content=content, number=f"{30 + n}/TB-UBND"
    )
    if until == "accepted":
        return
    for days, name, by, given in _acts(n, until, handler, chair, moment):
        yield moment(days, len(name))
        denunciations.VERBS[name](by=by, at=year.at, denunciation=made, **given)
        made = queries.one(chair, made.code)


def _acts(
    n: int, until: str, handler: Actor, chair: Actor, moment: Any
) -> Iterator[tuple[int, str, Actor, dict[str, Any]]]:
    """(working days after it came, act, who, what) up to the state it comes to."""
    number = {"number": f"{50 + n}/QĐ-UBND"}
    yield 3, "done", handler, {"task": "tell_denouncer", "number": f"{31 + n}/TB-UBND"}
    yield 4, "done", handler, {"task": "tell_denounced", "number": f"{32 + n}/TB-UBND"}
    if until == "stopped":
        yield 5, "withdraw", handler, {"how": "whole"}
        yield (
            6,
            "stop",
            chair,
            {"ground": "withdrawn", "reason": "Người tố cáo rút toàn bộ nội dung", **number},
        )
        return
    team = {"team": "Công chức xử lý đơn và thanh tra nhân dân", "verify_until": moment(14).date()}
    yield 5, "order", chair, {**team, **number}
    if until == "suspended":
        yield 8, "suspend", chair, {"ground": "assessment", "reason": "Chờ giám định chữ ký", **number}
        return
    if until == "extended":
        yield 9, "extend", chair, {"level": "complex", "days": 30, "reason": "Xác minh tại ba nơi", **number}
        return
    yield 12, "draft", handler, {"findings": "Đã làm việc với các hộ, đối chiếu sổ thu; có việc thu sai."}
    if until == "drafted":
        return
    yield (
        15,
        "conclude",
        chair,
        {"verdict": "partly_true", "conclusion": "Có vi phạm ở một phần nội dung.", **number},
    )
    yield 17, "done", handler, {"task": "send_conclusion", "number": f"{60 + n}/UBND"}
    yield 18, "carry_out", chair, {"measures": "Trả lại tiền cho dân, kiểm điểm người vi phạm."}
    if until == "carried_out":
        return
    published = "Ủy ban nhân dân phường đã kết luận tố cáo: đúng một phần, đã trả lại tiền và kiểm điểm."
    yield 19, "publish", handler, {"where": "posting", "public_text": published}
    yield 21, "done", handler, {"task": "report", "number": f"{70 + n}/BC-UBND"}
    yield 22, "close", handler, {}
