"""The shape of a request for certification: receive, check, sign, enter and stamp, return (NĐ 23/2015)."""

from decimal import Decimal

from motcua.areas.cases.choices import StepKind
from motcua.rules.process import Move, Process, Step


def _state(code: str, name: str, public: str, clock: str = "running", *, final: bool = False) -> Step:
    return Step(code=code, name=name, hours=Decimal(0), public=public, clock=clock, final=final)


OPEN = ("received", "checked", "signed")
STANDARD = Process(
    code="certification.standard",
    version=1,
    steps=(
        _state("received", "Đã tiếp nhận", "Đã tiếp nhận, đang kiểm tra giấy tờ"),
        _state("checked", "Đã kiểm tra, chờ ký", "Đã kiểm tra, chờ người có thẩm quyền ký"),
        _state("signed", "Đã ký, chờ vào sổ", "Đã ký, chờ vào sổ và đóng dấu"),
        _state("ready", "Đã chứng thực, chờ trả", "Đã chứng thực, mời ông/bà đến nhận", "stopped"),
        _state("returned", "Đã trả kết quả", "Đã trả kết quả", "stopped", final=True),
        _state(
            "refused", "Từ chối chứng thực", "Không chứng thực được, có văn bản nêu rõ lý do", "stopped",
            final=True,
        ),
        _state("withdrawn", "Dừng theo yêu cầu", "Đã dừng theo yêu cầu của ông/bà", "stopped", final=True),
    ),
    moves=(
        Move("check", "Đã kiểm tra, đối chiếu", "received", "checked"),
        Move("sign", "Ký chứng thực", "checked", "signed"),
        Move("enter", "Vào sổ, đóng dấu", "signed", "ready"),
        Move("return", "Trả kết quả", "ready", "returned"),
        *(Move("proceed", "Làm trọn tại chỗ", state, state) for state in OPEN),
        *(Move("succeed", "Chuyển đơn vị kế thừa", state, state) for state in (*OPEN, "ready")),
        *(Move("prolong", "Kéo dài thời hạn", state, state) for state in OPEN),
        *(Move("refuse", "Từ chối chứng thực", state, "refused") for state in ("received", "checked")),
        *(Move("withdraw", "Dừng theo yêu cầu", state, "withdrawn") for state in OPEN),
    ),
)  # fmt: skip

DESK, OFFICER, LEADER = (
    "Công chức Bộ phận Một cửa", "Công chức tư pháp - hộ tịch", "Chủ tịch, Phó Chủ tịch hoặc người được ủy quyền",
)  # fmt: skip
STEPS = [
    {"step": "receive", "name": "Tiếp nhận yêu cầu", "post": DESK, "duty": "receive", "hours": "0",
     "kind": StepKind.RECEIVE.value},
    {"step": "check", "name": "Kiểm tra, đối chiếu", "post": OFFICER, "duty": "process", "hours": "0",
     "kind": StepKind.WORK.value},
    {"step": "sign", "name": "Ký chứng thực", "post": LEADER, "duty": "certify", "hours": "0",
     "kind": StepKind.WORK.value},
    {"step": "enter", "name": "Vào sổ, đóng dấu", "post": OFFICER, "duty": "stamp", "hours": "0",
     "kind": StepKind.RESULT.value},
    {"step": "return", "name": "Trả kết quả", "post": DESK, "duty": "return", "hours": "0",
     "kind": StepKind.RETURN.value},
]  # fmt: skip
CHECK, SIGN, ENTER, RETURN = 1, 2, 3, 4
