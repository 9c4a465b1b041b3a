"""The shape of a one-stop dossier (DOMAIN §1.2): which act leads from which state to which.

The internal process of a procedure (its steps, posts and hours) is data on top of this shape; while a dossier is
``processing`` it walks through those steps.
"""

from decimal import Decimal

from motcua.rules.process import Move, Process, Step


def _state(code: str, name: str, public: str, clock: str = "running", *, final: bool = False) -> Step:
    return Step(
        code=code, name=name, duty="", hours=Decimal(0), kind="wait" if clock == "paused" else "work",
        public=public, clock=clock, final=final,
    )  # fmt: skip


OPEN = (
    "submitted", "received", "transferred", "processing", "awaiting_supplement", "awaiting_payment", "result_ready",
    "refused",
)  # fmt: skip

PAYING = ("received", "transferred", "processing")
"""Where work may wait until a financial obligation is met (R1.24)."""

STANDARD = Process(
    code="dossier.standard",
    version=1,
    steps=(
        _state("submitted", "Mới nộp, chờ tiếp nhận", "Đã nộp, chờ cán bộ kiểm tra và tiếp nhận"),
        _state("received", "Đã tiếp nhận", "Đã nhận hồ sơ, chuẩn bị chuyển đến bộ phận giải quyết"),
        _state("transferred", "Đã chuyển xử lý", "Đã chuyển đến bộ phận giải quyết"),
        _state("processing", "Đang xử lý", "Đang được giải quyết"),
        _state("awaiting_supplement", "Chờ bổ sung", "Chờ ông/bà bổ sung giấy tờ", "paused"),
        _state("awaiting_payment", "Chờ nộp phí, lệ phí", "Chờ ông/bà nộp phí, lệ phí", "paused"),
        _state("result_ready", "Đã có kết quả", "Đã có kết quả", "stopped"),
        _state(
            "refused",
            "Không đủ điều kiện",
            "Không đủ điều kiện giải quyết, mời nhận văn bản trả lời",
            "stopped",
        ),
        _state("returned", "Đã trả kết quả", "Đã trả kết quả", "stopped", final=True),
        _state("refused_reception", "Từ chối tiếp nhận", "Hồ sơ không được tiếp nhận", "stopped", final=True),
        _state("stopped", "Dừng giải quyết", "Đã dừng theo yêu cầu của ông/bà", "stopped", final=True),
        _state(
            "closed_unsupplemented",
            "Dừng do không bổ sung",
            "Đã dừng vì quá hạn bổ sung",
            "stopped",
            final=True,
        ),
        _state("cancelled", "Hủy do tiếp nhận nhầm", "Đã hủy do tiếp nhận nhầm", "stopped", final=True),
    ),
    moves=(
        Move("accept", "Tiếp nhận", "submitted", "received"),
        Move("transfer", "Chuyển xử lý", "received", "transferred"),
        Move("transfer", "Chuyển xử lý", "received", "processing"),
        Move("take", "Nhận xử lý", "transferred", "processing"),
        Move("take", "Nhận xử lý", "processing", "processing"),
        Move("finish-step", "Hoàn thành bước", "processing", "processing"),
        Move("sign-result", "Ký số kết quả", "processing", "processing"),
        Move("issue-result", "Ban hành kết quả", "processing", "result_ready"),
        Move("return", "Trả kết quả", "result_ready", "returned"),
        Move("return", "Trả văn bản từ chối", "refused", "returned"),
        Move("ask-supplement", "Yêu cầu bổ sung", "submitted", "awaiting_supplement"),
        Move("ask-supplement", "Yêu cầu bổ sung", "received", "awaiting_supplement"),
        Move("ask-supplement", "Yêu cầu bổ sung", "processing", "awaiting_supplement"),
        Move("supplement", "Nhận giấy tờ bổ sung", "awaiting_supplement", "processing"),
        Move("supplement", "Nhận giấy tờ bổ sung", "awaiting_supplement", "received"),
        Move("supplement", "Nhận giấy tờ bổ sung", "awaiting_supplement", "submitted"),
        Move("expire", "Dừng do không bổ sung", "awaiting_supplement", "closed_unsupplemented"),
        *(Move("await-payment", "Chờ nộp phí, lệ phí", state, "awaiting_payment") for state in PAYING),
        *(Move("payment-settled", "Đã nộp phí, lệ phí", "awaiting_payment", state) for state in PAYING),
        Move("refuse", "Từ chối tiếp nhận", "submitted", "refused_reception"),
        Move("refuse", "Từ chối tiếp nhận", "received", "refused_reception"),
        Move("refuse", "Từ chối giải quyết", "processing", "refused"),
        Move("reschedule", "Xin lỗi và hẹn lại", "transferred", "transferred"),
        Move("reschedule", "Xin lỗi và hẹn lại", "processing", "processing"),
        Move("withdraw", "Dừng theo yêu cầu", "submitted", "stopped"),
        Move("withdraw", "Dừng theo yêu cầu", "received", "stopped"),
        Move("withdraw", "Dừng theo yêu cầu", "transferred", "stopped"),
        Move("withdraw", "Dừng theo yêu cầu", "processing", "stopped"),
        Move("withdraw", "Dừng theo yêu cầu", "awaiting_supplement", "stopped"),
        Move("withdraw", "Dừng theo yêu cầu", "awaiting_payment", "stopped"),
        Move("cancel", "Hủy do tiếp nhận nhầm", "received", "cancelled"),
        Move("cancel", "Hủy do tiếp nhận nhầm", "transferred", "cancelled"),
        *(Move("succeed", "Chuyển đơn vị kế thừa", state, state) for state in OPEN),
        *(Move("correct", "Đính chính thông tin người nộp", state, state) for state in OPEN),
    ),
)
