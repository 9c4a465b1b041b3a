"""The shape of a commitment: promised in public, reported by whom it was given to, kept when another confirms it.

A commitment is a case: the clock, the inbox of the named post and lateness are the engine's, and there is no limit of
the law: each has the day that was promised.
"""

from decimal import Decimal

from motcua.areas.cases.choices import StepKind
from motcua.rules.process import Move, Process, Step


def _state(code: str, name: str, public: str, clock: str = "running", *, final: bool = False) -> Step:
    return Step(code=code, name=name, hours=Decimal(0), public=public, clock=clock, final=final)


OPEN = ("promised", "reported")
STANDARD = Process(
    code="commitment.standard",
    version=1,
    steps=(
        _state("promised", "Đang thực hiện", "Đang thực hiện"),
        _state("reported", "Đã báo cáo, chờ xác nhận", "Đã báo cáo, đang kiểm tra"),
        _state("kept", "Đã thực hiện", "Đã thực hiện", "stopped", final=True),
        _state("released", "Thôi thực hiện", "Thôi thực hiện, có lý do", "stopped", final=True),
    ),
    moves=(
        Move("progress", "Ghi tiến độ", "promised", "promised"),
        Move("report", "Báo cáo đã thực hiện", "promised", "reported"),
        Move("confirm", "Xác nhận đã thực hiện", "reported", "kept"),
        Move("send_back", "Yêu cầu làm tiếp", "reported", "promised"),
        *(Move("succeed", "Chuyển đơn vị kế thừa", state, state) for state in OPEN),
        *(Move("postpone", "Lùi ngày", state, state) for state in OPEN),
        *(Move("release", "Thôi thực hiện", state, "released") for state in OPEN),
    ),
)

STEPS = [
    {"step": "make", "name": "Cam kết tại đối thoại", "post": "Người chủ trì đối thoại", "duty": "sign", "hours": "0",
     "kind": StepKind.RECEIVE.value},
    {"step": "do", "name": "Thực hiện cam kết", "post": "Người được giao", "duty": "process", "hours": "0",
     "kind": StepKind.WORK.value},
    {"step": "confirm", "name": "Xác nhận đã thực hiện", "post": "Chủ tịch hoặc Phó Chủ tịch", "duty": "sign",
     "hours": "0", "kind": StepKind.WORK.value},
]  # fmt: skip
DO, CONFIRM = 1, 2
