"""The shape of what a visit leaves to do: received, answered within ten working days; refused in writing within three
(Luật Tiếp công dân 42/2013/QH13 Điều 28; NĐ 154/2026/NĐ-CP; R6.8, R6.11, R6.13)."""

from decimal import Decimal

from motcua.areas.cases.choices import StepKind
from motcua.rules.process import Move, Process, Step


def _state(code: str, name: str, public: str, clock: str = "running", *, final: bool = False) -> Step:
    return Step(code=code, name=name, hours=Decimal(0), public=public, clock=clock, final=final)


OPEN = ("waiting", "refusing", "examining")
STANDARD = Process(
    code="reception.standard",
    version=1,
    steps=(
        _state("arrived", "Đang tiếp", "Đang được tiếp"),
        _state("waiting", "Đã tiếp, chờ trả lời kết quả", "Đã tiếp, sẽ trả lời kết quả"),
        _state("refusing", "Từ chối tiếp, chờ thông báo bằng văn bản", "Sẽ có thông báo bằng văn bản"),
        _state("examining", "Đang xem xét thêm, còn phải trả lời", "Đang xem xét thêm, sẽ trả lời kết quả"),
        _state("answered", "Đã trả lời", "Đã trả lời", "stopped", final=True),
        _state("turned_away", "Đã từ chối tiếp", "Đã từ chối tiếp, có nêu lý do", "stopped", final=True),
    ),
    moves=(
        *(Move("receive", "Tiếp công dân", "arrived", to)
          for to in ("waiting", "refusing", "answered", "turned_away")),
        Move("conclude", "Thông báo kết luận", "waiting", "waiting"),
        Move("conclude", "Thông báo kết luận", "waiting", "answered"),
        Move("reply", "Trả lời kết quả", "waiting", "answered"),
        Move("reply", "Trả lời kết quả", "waiting", "examining"),
        Move("reply", "Trả lời kết quả", "examining", "answered"),
        Move("refuse", "Thông báo từ chối", "refusing", "turned_away"),
        *(Move("succeed", "Chuyển đơn vị kế thừa", state, state) for state in OPEN),
        *(Move("write_down", "Ghi lại thành đơn", state, state) for state in ("waiting", "examining")),
        *(Move("link", "Gắn với đơn đã nhận", state, state) for state in ("waiting", "examining")),
        *(Move("take_papers", "Nhận tài liệu", state, state) for state in ("waiting", "examining")),
    ),
)  # fmt: skip

RECEIVER, HANDLER, HEAD = "Người tiếp công dân", "Công chức tiếp công dân, xử lý đơn", "Người đứng đầu"
_RECEIVE = {"step": "receive", "name": "Tiếp, vào sổ", "post": RECEIVER, "duty": "receive", "hours": "0",
            "kind": StepKind.RECEIVE.value}  # fmt: skip
STEPS = [
    _RECEIVE,
    {"step": "conclude", "name": "Thông báo kết luận việc tiếp công dân", "post": HEAD, "duty": "sign", "hours": "0",
     "kind": StepKind.WORK.value},
    {"step": "reply", "name": "Trả lời kết quả tiếp công dân", "post": HANDLER, "duty": "process", "hours": "0",
     "kind": StepKind.WORK.value},
]  # fmt: skip
REFUSAL_STEPS = [
    _RECEIVE,
    {"step": "refuse", "name": "Thông báo từ chối tiếp công dân", "post": HEAD, "duty": "sign", "hours": "0",
     "kind": StepKind.WORK.value},
]  # fmt: skip
CONCLUDE, REPLY, REFUSE = 1, 2, 1
