"""The shape of handling a petition: received, proposed, decided (TT 05/2021/TT-TTCP; R6.20–R6.26)."""

from decimal import Decimal

from motcua.areas.cases.choices import StepKind
from motcua.rules.process import Move, Process, Step


def _state(code: str, name: str, public: str, clock: str = "running", *, final: bool = False) -> Step:
    return Step(code=code, name=name, hours=Decimal(0), public=public, clock=clock, final=final)


OPEN = ("received", "proposed")
STANDARD = Process(
    code="petition.standard",
    version=1,
    steps=(
        _state("received", "Đã nhận, đang xem xét", "Đã nhận đơn, đang xem xét"),
        _state("proposed", "Đã đề xuất, chờ quyết định", "Đã xem xét, chờ người có thẩm quyền quyết định"),
        _state("settled", "Đã xử lý", "Đã xử lý, có trả lời", "stopped", final=True),
        _state("withdrawn", "Đã rút", "Đã rút theo yêu cầu của ông/bà", "stopped", final=True),
    ),
    moves=(
        Move("propose", "Đề xuất xử lý", "received", "proposed"),
        Move("settle", "Quyết định", "proposed", "settled"),
        Move("send_back", "Trả lại xem xét thêm", "proposed", "received"),
        Move("split", "Tách đơn", "received", "settled"),
        *(Move("prolong", "Kéo dài xử lý ban đầu", state, state) for state in OPEN),
        Move("ask", "Yêu cầu bổ sung", "received", "received"),
        *(Move("supplement", "Nhận bổ sung", state, state) for state in OPEN),
        *(Move("shield", "Giữ kín người tố cáo", state, state) for state in (*OPEN, "settled")),
        *(
            Move("keep_from", "Ghi người bị tố cáo thuộc cơ quan", state, state)
            for state in (*OPEN, "settled")
        ),
        *(Move("locate", "Ghi nơi của việc", state, state) for state in (*OPEN, "settled")),
        Move("inform", "Ghi đã báo người tố cáo", "settled", "settled"),
        *(Move("succeed", "Chuyển đơn vị kế thừa", state, state) for state in (*OPEN, "settled")),
        *(Move("withdraw", "Rút đơn", state, "withdrawn") for state in OPEN),
    ),
)

RECEIVER, HANDLER, DECIDER = (
    "Công chức tiếp nhận", "Công chức tiếp công dân, xử lý đơn", "Chủ tịch hoặc Phó Chủ tịch",
)  # fmt: skip
STEPS = [
    {"step": "receive", "name": "Nhận đơn, vào sổ", "post": RECEIVER, "duty": "receive", "hours": "0",
     "kind": StepKind.RECEIVE.value},
    {"step": "handle", "name": "Phân loại, đề xuất xử lý", "post": HANDLER, "duty": "process", "hours": "0",
     "kind": StepKind.WORK.value},
    {"step": "decide", "name": "Quyết định xử lý", "post": DECIDER, "duty": "sign", "hours": "0",
     "kind": StepKind.WORK.value},
]  # fmt: skip
HANDLE, DECIDE = 1, 2
