"""The shape of resolving a complaint from acceptance on (Luật Khiếu nại Chương III; NĐ 155/2026; R6.40)."""

from decimal import Decimal

from motcua.areas.cases.choices import StepKind
from motcua.areas.petitions.process import DECIDER, HANDLER
from motcua.rules.process import Move, Process, Step


def _state(code: str, name: str, public: str, clock: str = "running", *, final: bool = False) -> Step:
    return Step(code=code, name=name, hours=Decimal(0), public=public, clock=clock, final=final)


ASSIGN, VERIFY, DECIDE, ANNOUNCE, EFFECT = 1, 2, 3, 4, 5
WAITS = {ASSIGN: "accepted", VERIFY: "verifying", DECIDE: "reported"}
"""The state to which a suspended complaint returns, by the step at which it was suspended."""
OPEN = tuple(WAITS.values())
UNDECIDED = (*OPEN, "dialogue")
STANDARD = Process(
    code="complaint.standard",
    version=1,
    steps=(
        _state("accepted", "Đã thụ lý, chờ giao xác minh", "Đã thụ lý"),
        _state("verifying", "Đang xác minh", "Đang xác minh nội dung khiếu nại"),
        _state("dialogue", "Đã hẹn đối thoại", "Đã hẹn ngày đối thoại"),
        _state("reported", "Đã xác minh, chờ quyết định", "Đã xác minh xong, chờ quyết định"),
        _state("suspended", "Tạm đình chỉ", "Tạm đình chỉ, thời gian này không tính", "paused"),
        _state("decided", "Đã quyết định, đang gửi và công khai", "Đã có quyết định giải quyết", "stopped"),
        _state(
            "announced", "Đã gửi và công khai, chờ có hiệu lực", "Quyết định đã gửi và công khai", "stopped"
        ),
        _state("in_effect", "Đã có hiệu lực", "Quyết định đã có hiệu lực", "stopped"),
        _state("executing", "Đang thi hành", "Quyết định đang được thi hành", "stopped"),
        _state("closed", "Đã kết thúc", "Vụ việc đã kết thúc", "stopped", final=True),
        _state("withdrawn", "Đã rút, đình chỉ", "Đã rút khiếu nại", "stopped", final=True),
        _state("stopped", "Đã đình chỉ", "Đã đình chỉ giải quyết", "stopped", final=True),
        _state("appealed", "Đã khiếu nại lần hai", "Đã khiếu nại lần hai", "stopped", final=True),
        _state("sued", "Đã khởi kiện", "Đã khởi kiện tại Tòa án", "stopped", final=True),
    ),
    moves=(
        Move("assign", "Giao xác minh", "accepted", "verifying"),
        Move("report", "Báo cáo kết quả xác minh", "verifying", "reported"),
        Move("decide", "Quyết định giải quyết", "reported", "decided"),
        Move("call_dialogue", "Hẹn đối thoại", "verifying", "dialogue"),
        Move("hold_dialogue", "Ghi biên bản đối thoại", "dialogue", "verifying"),
        Move("call_dialogue", "Hẹn đối thoại", "dialogue", "dialogue"),
        Move("send_back", "Trả lại xác minh thêm", "reported", "verifying"),
        *(Move("complicate", "Xác định phức tạp", state, state) for state in UNDECIDED),
        *(Move("suspend", "Tạm đình chỉ", state, "suspended") for state in UNDECIDED),
        *(Move("resume", "Tiếp tục giải quyết", "suspended", state) for state in OPEN),
        *(Move("ask_to_withdraw", "Xin rút khiếu nại", state, state) for state in (*UNDECIDED, "suspended")),
        *(Move("withdraw", "Ghi rút khiếu nại", state, state) for state in (*UNDECIDED, "suspended")),
        *(Move("stop", "Đình chỉ", state, "stopped") for state in (*UNDECIDED, "suspended")),
        *(Move("stop", "Đình chỉ", state, "withdrawn") for state in (*UNDECIDED, "suspended")),
        Move("send", "Ghi đã gửi quyết định", "decided", "decided"),
        Move("send", "Ghi đã gửi quyết định", "decided", "announced"),
        Move("publish", "Công khai quyết định", "decided", "decided"),
        Move("publish", "Công khai quyết định", "decided", "announced"),
        Move("publish", "Công khai quyết định", "announced", "announced"),
        Move("take_effect", "Ghi có hiệu lực", "announced", "in_effect"),
        Move("order_execution", "Giao thi hành", "in_effect", "executing"),
        Move("execute", "Ghi đã thi hành", "executing", "closed"),
        Move("close", "Kết thúc vụ việc", "in_effect", "closed"),
        *(
            Move("succeed", "Chuyển đơn vị kế thừa", state, state)
            for state in (*UNDECIDED, "suspended", "decided", "announced", "in_effect", "executing")
        ),
        *(
            Move("appeal", "Ghi khiếu nại lần hai", state, "appealed")
            for state in (*UNDECIDED, "decided", "announced")
        ),
        *(
            Move("sue", "Ghi khởi kiện", state, "sued")
            for state in ("decided", "announced", "in_effect", "executing")
        ),
    ),
)

STEPS = [
    {"step": "accept", "name": "Thụ lý", "post": DECIDER, "duty": "sign", "hours": "0",
     "kind": StepKind.RECEIVE.value},
    {"step": "assign", "name": "Giao xác minh", "post": DECIDER, "duty": "sign", "hours": "0",
     "kind": StepKind.WORK.value},
    {"step": "verify", "name": "Xác minh, đối thoại", "post": HANDLER, "duty": "process", "hours": "0",
     "kind": StepKind.WORK.value},
    {"step": "decide", "name": "Quyết định giải quyết", "post": DECIDER, "duty": "sign", "hours": "0",
     "kind": StepKind.WORK.value},
    {"step": "announce", "name": "Gửi, công khai quyết định", "post": HANDLER, "duty": "process", "hours": "0",
     "kind": StepKind.WORK.value},
    {"step": "effect", "name": "Theo dõi hiệu lực, thi hành", "post": HANDLER, "duty": "process", "hours": "0",
     "kind": StepKind.WORK.value},
]  # fmt: skip
