"""The shape of a task: given, done by whom it was given to, handed in, accepted by whoever gave it (R8.13, R8.14)."""

from decimal import Decimal

from motcua.areas.cases.choices import StepKind
from motcua.rules.process import Move, Process, Step


def _state(code: str, name: str, public: str, clock: str = "running", *, final: bool = False) -> Step:
    return Step(code=code, name=name, hours=Decimal(0), public=public, clock=clock, final=final)


DO, ACCEPT = 1, 2
AT_WORK = ("assigned", "doing")
OPEN = (*AT_WORK, "handed_in", "paused")
STANDARD = Process(
    code="task.standard",
    version=1,
    steps=(
        _state("assigned", "Chưa thực hiện", "Đã giao"),
        _state("doing", "Đang thực hiện", "Đang thực hiện"),
        _state("handed_in", "Chờ nghiệm thu", "Chờ nghiệm thu"),
        _state("paused", "Tạm dừng", "Tạm dừng", "paused"),
        _state("done", "Hoàn thành", "Hoàn thành", "stopped", final=True),
        _state("cancelled", "Hủy, không còn phù hợp", "Không còn thực hiện", "stopped", final=True),
    ),
    moves=(
        Move("start", "Bắt đầu thực hiện", "assigned", "doing"),
        *(Move("report", "Báo cáo tiến độ", state, "doing") for state in AT_WORK),
        *(Move("hand_in", "Báo cáo hoàn thành", state, "handed_in") for state in AT_WORK),
        Move("accept", "Nghiệm thu", "handed_in", "done"),
        Move("return_", "Trả lại", "handed_in", "doing"),
        *(Move("ask_extension", "Xin gia hạn", state, state) for state in AT_WORK),
        *(Move("grant", "Cho gia hạn", state, state) for state in (*AT_WORK, "handed_in")),
        *(Move("refuse", "Không cho gia hạn", state, state) for state in (*AT_WORK, "handed_in")),
        *(Move("raise_obstacle", "Báo vướng mắc", state, state) for state in AT_WORK),
        *(Move("solve_obstacle", "Ghi đã gỡ vướng mắc", state, state) for state in OPEN),
        *(Move("answer_obstacle", "Ghi cấp trên trả lời vướng mắc", state, state) for state in OPEN),
        *(Move("attach", "Thêm tệp", state, state) for state in (*AT_WORK, "handed_in")),
        *(Move("contribute", "Báo cáo phần phối hợp", state, state) for state in AT_WORK),
        *(Move("urge", "Đôn đốc", state, state) for state in AT_WORK),
        *(Move("remind", "Nhắc việc", state, state) for state in AT_WORK),
        *(Move("move", "Đổi người thực hiện", state, state) for state in AT_WORK),
        *(Move("entrust", "Giao người thực hiện", state, state) for state in AT_WORK),
        *(Move("classify", "Xếp lĩnh vực công tác", state, state) for state in (*OPEN, "done")),
        *(Move("succeed", "Chuyển đơn vị kế thừa", state, state) for state in OPEN),
        *(Move("pause", "Tạm dừng", state, "paused") for state in AT_WORK),
        *(Move("resume", "Tiếp tục", "paused", state) for state in AT_WORK),
        *(Move("cancel", "Hủy, không còn phù hợp", state, "cancelled") for state in OPEN),
    ),
)

STEPS = [
    {"step": "assign", "name": "Giao nhiệm vụ", "post": "Người giao", "duty": "sign", "hours": "0",
     "kind": StepKind.RECEIVE.value},
    {"step": "do", "name": "Thực hiện nhiệm vụ", "post": "Người được giao", "duty": "process", "hours": "0",
     "kind": StepKind.WORK.value},
    {"step": "accept", "name": "Nghiệm thu", "post": "Người giao", "duty": "sign", "hours": "0",
     "kind": StepKind.RETURN.value},
]  # fmt: skip
