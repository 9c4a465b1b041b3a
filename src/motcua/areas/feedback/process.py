"""The shape of feedback: received, worked on, answered, published (R3.25, R6.49, R6.50)."""

from decimal import Decimal
from typing import Any

from motcua.areas.cases.choices import StepKind
from motcua.rules.process import Move, Process, Step


def _state(code: str, name: str, public: str, clock: str = "running", *, final: bool = False) -> Step:
    return Step(code=code, name=name, hours=Decimal(0), public=public, clock=clock, final=final)


OPEN = ("received", "needs_info", "in_progress")
REPLIED = ("answered", "published", "closed")
ENDED = ("forwarded", "rejected", "merged", "withdrawn")
"""Where nothing is left to do; what was said is still there, and may be found to denounce."""
STANDARD = Process(
    code="feedback.standard",
    version=1,
    steps=(
        _state("received", "Đã nhận", "Đã nhận, đang chuyển người phụ trách"),
        _state("needs_info", "Chờ bổ sung", "Cần ông/bà cho biết thêm", "paused"),
        _state("in_progress", "Đang xử lý", "Đang xử lý"),
        _state("answered", "Đã trả lời", "Đã trả lời", "stopped"),
        _state("published", "Đã công khai", "Đã trả lời và công khai", "stopped"),
        _state("closed", "Đã kết thúc", "Đã trả lời", "stopped"),
        _state("forwarded", "Đã chuyển", "Đã chuyển đến cơ quan có thẩm quyền", "stopped", final=True),
        _state("rejected", "Không tiếp nhận", "Không tiếp nhận", "stopped", final=True),
        _state("merged", "Đã gộp", "Cùng việc với một phản ánh trước", "stopped", final=True),
        _state("withdrawn", "Đã rút", "Đã rút theo yêu cầu của ông/bà", "stopped", final=True),
        _state("handed_over", "Đã chuyển xử lý kín", "Đã chuyển người có trách nhiệm", "stopped", final=True),
    ),
    moves=(
        Move("start", "Nhận xử lý", "received", "in_progress"),
        Move("answer", "Trả lời", "in_progress", "answered"),
        Move("answer", "Trả lời", "answered", "answered"),
        Move("publish", "Công khai trả lời", "answered", "published"),
        Move("close", "Kết thúc, không công khai", "answered", "closed"),
        Move("ask", "Hỏi thêm", "received", "needs_info"),
        Move("ask", "Hỏi thêm", "in_progress", "needs_info"),
        Move("supply", "Ghi thông tin bổ sung", "needs_info", "in_progress"),
        *(Move("approve", "Duyệt công khai", state, state) for state in (*OPEN, *REPLIED)),
        *(Move("unpublish", "Gỡ khỏi trang công khai", state, state) for state in (*OPEN, *REPLIED)),
        *(Move("reroute", "Chuyển loại", state, state) for state in ("received", "in_progress")),
        *(Move("locate", "Sửa nơi xảy ra", state, state) for state in OPEN),
        *(Move("merge", "Gộp phản ánh trùng", state, "merged") for state in OPEN),
        *(Move("forward", "Chuyển cơ quan khác", state, "forwarded") for state in OPEN),
        *(Move("reject", "Không tiếp nhận", state, "rejected") for state in OPEN),
        *(Move("withdraw", "Rút phản ánh", state, "withdrawn") for state in OPEN),
        *(Move("succeed", "Chuyển đơn vị kế thừa", state, state) for state in (*OPEN, *REPLIED)),
        *(Move("hand_over", "Chuyển xử lý kín", state, "handed_over") for state in (*OPEN, *REPLIED)),
        *(Move("hand_over", "Chuyển xử lý kín", state, state) for state in ENDED),
        *(Move("reopen", "Đề nghị xử lý lại", state, "in_progress") for state in REPLIED),
    ),
)

RECEIVE, TRIAGE, WORK, PUBLISH = 0, 1, 2, 3
PUBLISHING = "direct"


def steps_for(duty: str) -> list[dict[str, Any]]:
    """The internal process of a category: whoever has the duty looks and works, a leader publishes."""
    who = {"process": "Công chức phụ trách", "head": "Trưởng bộ phận"}.get(duty, "Công chức phụ trách")
    return [
        {"step": code, "name": name, "post": post, "duty": step_duty, "hours": "0", "kind": kind.value}
        for code, name, post, step_duty, kind in (
            ("receive", "Nhận phản ánh", "Công chức tiếp nhận", "receive", StepKind.RECEIVE),
            ("triage", "Xem xét, phân công", who, duty, StepKind.WORK),
            ("work", "Xử lý, trả lời", who, duty, StepKind.WORK),
            ("publish", "Duyệt công khai trả lời", "Lãnh đạo", PUBLISHING, StepKind.WORK),
        )
    ]  # fmt: skip
