"""The shape of settling a denunciation: accepted, verified, concluded, carried out, published (R6.48)."""

from decimal import Decimal

from motcua.areas.cases.choices import StepKind
from motcua.rules.process import Move, Process, Step


def _state(code: str, name: str, public: str, clock: str = "running", *, final: bool = False) -> Step:
    return Step(code=code, name=name, hours=Decimal(0), public=public, clock=clock, final=final)


SETTLING = ("accepted", "verifying", "drafted")
AFTER = ("concluded", "carried_out", "published", "stopped")
STANDARD = Process(
    code="denunciation.standard",
    version=1,
    steps=(
        _state("accepted", "Đã thụ lý, chờ quyết định xác minh", "Đã thụ lý"),
        _state("verifying", "Đang xác minh", "Đang xác minh"),
        _state("drafted", "Đã dự thảo kết luận, chờ kết luận", "Đã xác minh, chờ kết luận"),
        _state("concluded", "Đã kết luận, chờ xử lý kết luận", "Đã có kết luận", "stopped"),
        _state("carried_out", "Đã xử lý kết luận, chờ công khai", "Đã xử lý kết luận", "stopped"),
        _state("published", "Đã công khai kết luận", "Đã công khai kết luận", "stopped"),
        _state("suspended", "Tạm đình chỉ", "Tạm đình chỉ", "paused"),
        _state("stopped", "Đã đình chỉ", "Đã đình chỉ", "stopped"),
        _state("closed", "Đã kết thúc", "Đã kết thúc", "stopped", final=True),
    ),
    moves=(
        Move("order", "Quyết định xác minh", "accepted", "verifying"),
        Move("draft", "Trình dự thảo kết luận", "verifying", "drafted"),
        Move("conclude", "Kết luận nội dung tố cáo", "drafted", "concluded"),
        Move("carry_out", "Xử lý kết luận", "concluded", "carried_out"),
        Move("publish", "Công khai kết luận", "carried_out", "published"),
        Move("send_back", "Yêu cầu xác minh thêm", "drafted", "verifying"),
        *(Move("done", "Đã làm", state, state) for state in (*SETTLING, "suspended", *AFTER)),
        *(Move("extend", "Gia hạn", state, state) for state in SETTLING),
        *(Move("suspend", "Tạm đình chỉ", state, "suspended") for state in SETTLING),
        *(Move("resume", "Tiếp tục giải quyết", "suspended", state) for state in SETTLING),
        *(Move("withdraw", "Ghi rút tố cáo", state, state) for state in (*SETTLING, "suspended")),
        *(Move("stop", "Đình chỉ", state, "stopped") for state in (*SETTLING, "suspended")),
        *(
            Move("denounced_again", "Ghi tố cáo tiếp", state, state)
            for state in (*SETTLING, *AFTER, "closed")
        ),
        *(
            Move("succeed", "Chuyển đơn vị kế thừa", state, state)
            for state in (*SETTLING, "suspended", *AFTER)
        ),
        *(Move("close", "Kết thúc", state, "closed") for state in ("published", "stopped")),
    ),
)

HANDLER, DECIDER = "Công chức tiếp công dân, xử lý đơn", "Chủ tịch hoặc Phó Chủ tịch"


def _step(code: str, name: str, post: str, duty: str, kind: StepKind = StepKind.WORK) -> dict[str, str]:
    return {"step": code, "name": name, "post": post, "duty": duty, "hours": "0", "kind": kind.value}


STEPS = [
    _step("accept", "Thụ lý tố cáo", DECIDER, "sign", StepKind.RECEIVE),
    _step("order", "Quyết định xác minh", DECIDER, "sign"),
    _step("verify", "Xác minh nội dung tố cáo", HANDLER, "process"),
    _step("conclude", "Kết luận nội dung tố cáo", DECIDER, "sign"),
    _step("carry_out", "Xử lý kết luận", DECIDER, "sign"),
    _step("publish", "Công khai, kết thúc", HANDLER, "process"),
]
ACCEPT, ORDER, VERIFY, CONCLUDE, CARRY_OUT, PUBLISH = range(6)
STEP_OF = {"accepted": ORDER, "verifying": VERIFY, "drafted": CONCLUDE}
