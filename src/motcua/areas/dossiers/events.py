"""What can happen to a dossier, said to officials and to the public. No names, no free text of people."""

from motcua.base.journal.events import kind

SUBMITTED = kind(
    "dossier.submitted",
    "Người dân nộp hồ sơ trực tuyến, phải trả lời trước {answer_by_words}",
    "Đã nộp hồ sơ, cơ quan trả lời trước {answer_by_words}",
)
RECEIVED = kind(
    "dossier.received",
    "Tiếp nhận hồ sơ, hẹn trả {due_words}",
    "Đã tiếp nhận hồ sơ, hẹn trả kết quả {due_words}",
)
ACCEPTED = kind(
    "dossier.accepted",
    "Tiếp nhận hồ sơ nộp trực tuyến, hẹn trả {due_words}",
    "Đã tiếp nhận hồ sơ, hẹn trả kết quả {due_words}",
)
STAGE_OPENED = kind(
    "dossier.stage_opened",
    "Nhận từ hồ sơ liên thông {parent}, giai đoạn {stage}, hạn {due_words}",
    None,
)
STAGE_FINISHED = kind(
    "dossier.stage_finished",
    "Xong giai đoạn “{left}”, chuyển sang “{step}”",
    "Đã xong giai đoạn “{left}”",
)
RECEPTION_DECLINED = kind(
    "dossier.reception_declined",
    "Từ chối tiếp nhận hồ sơ, căn cứ {law}",
    "Từ chối tiếp nhận hồ sơ, có phiếu nêu rõ lý do",
)
TRANSFERRED = kind(
    "dossier.transferred",
    "Chuyển hồ sơ đến bước “{step}”",
    "Đã chuyển hồ sơ đến bộ phận giải quyết",
)
TAKEN = kind("dossier.taken", "Nhận xử lý bước “{step}”", "Bộ phận giải quyết đã nhận hồ sơ")
STEP_FINISHED = kind(
    "dossier.step_finished",
    "Xong bước “{left}”{remark}, chuyển sang “{step}”",
    "Đã xong bước “{left}”",
)
STEP_SENT_BACK = kind("dossier.step_sent_back", "Trả lại từ bước “{left}” về “{step}”", None)
SUPPLEMENT_ASKED = kind(
    "dossier.supplement_asked",
    "Yêu cầu bổ sung lần {round}: {items} nội dung, đến {until_words}",
    "Đề nghị ông/bà bổ sung {items} nội dung trước {until_words}",
)
SUPPLEMENTED = kind(
    "dossier.supplemented",
    "Nhận giấy tờ bổ sung, thời hạn tính lại, hẹn trả {due_words}",
    "Đã nhận giấy tờ bổ sung, hẹn trả kết quả {due_words}",
)
RESUBMITTED = kind(
    "dossier.resubmitted",
    "Người nộp bổ sung giấy tờ trước tiếp nhận, phải trả lời trước {answer_by_words}",
    "Đã nhận giấy tờ bổ sung, cơ quan trả lời trước {answer_by_words}",
)
SUPPLEMENT_EXPIRED = kind(
    "dossier.supplement_expired",
    "Dừng xử lý vì quá hạn bổ sung",
    "Đã dừng giải quyết vì quá hạn bổ sung giấy tờ",
)
PAYMENT_ASKED = kind(
    "dossier.payment_asked",
    "Tạm dừng chờ nộp phí, lệ phí",
    "Mời ông/bà nộp phí, lệ phí; thời hạn giải quyết tạm dừng đến khi nộp xong",
)
PAYMENT_SETTLED = kind(
    "dossier.payment_settled",
    "Đã nộp phí, lệ phí, giải quyết tiếp, hẹn trả {due_words}",
    "Đã nhận phí, lệ phí, hẹn trả kết quả {due_words}",
)
RESCHEDULED = kind(
    "dossier.rescheduled",
    "Xin lỗi và hẹn lại đến {due_words}",
    "Cơ quan xin lỗi ông/bà vì chậm trễ và hẹn lại {due_words}",
)
REFUSED = kind(
    "dossier.refused",
    "Từ chối giải quyết, căn cứ {law}",
    "Hồ sơ không đủ điều kiện giải quyết, có văn bản nêu rõ lý do",
)
RESULT_SIGNED = kind(
    "dossier.result_signed",
    "Ký số kết quả số {number}",
    "Kết quả đã được ký",
)
SIGNED_RESULT_OPENED = kind("dossier.signed_result_opened", "Mở tệp kết quả chưa ban hành", None)
RESULT_ISSUED = kind(
    "dossier.result_issued",
    "Ban hành kết quả số {number}",
    "Đã có kết quả",
)
RETURNED = kind("dossier.returned", "Trả kết quả cho người nộp", "Đã trả kết quả")
WITHDRAWN = kind(
    "dossier.withdrawn",
    "Dừng giải quyết theo yêu cầu của người nộp",
    "Đã dừng giải quyết theo yêu cầu của ông/bà",
)
CANCELLED = kind(
    "dossier.cancelled",
    "Hủy do tiếp nhận nhầm, mã hồ sơ không dùng lại",
    "Hồ sơ được hủy do tiếp nhận nhầm",
)
CORRECTED = kind(
    "dossier.corrected",
    "Đính chính thông tin người nộp: {fields}; lý do: {reason}",
    "Đã đính chính thông tin người nộp",
)
SUCCEEDED = kind(
    "dossier.succeeded",
    "{unit_words} giải quyết tiếp hồ sơ của {from_words} do sắp xếp đơn vị",
    "{unit_words} giải quyết tiếp hồ sơ do sắp xếp đơn vị; mã hồ sơ và ngày hẹn trả giữ nguyên",
)
RATED = kind("dossier.rated", "Người dân đánh giá {stars}/5 sao", "Ông/bà đã đánh giá {stars}/5 sao")
SUPPLEMENT_NEARLY_EXPIRED = kind(
    "dossier.supplement_nearly_expired",
    "Nhắc người nộp: hạn bổ sung đến {until_words}",
    "Đã nhắc ông/bà bổ sung giấy tờ trước {until_words}",
)
APPOINTMENT_NEAR = kind(
    "dossier.appointment_near",
    "Nhắc người nộp: hẹn trả {due_words}",
    "Đã nhắc ông/bà ngày hẹn trả kết quả, {due_words}",
)
NOT_COLLECTED = kind(
    "dossier.not_collected",
    "Người nộp chưa nhận kết quả có từ {ready_words}; đã nhắc",
    "Kết quả có từ {ready_words} đang chờ ông/bà đến nhận",
)

HISTORY_OPENED = kind(
    "history.opened", "Tiếp quản từ hệ thống {source}: {cases} hồ sơ, {events} sự kiện; không nhận {rejected}"
)
TAKEN_OVER = kind(
    "dossier.taken_over",
    "Tiếp nhận ở hệ thống cũ ({source}), tiếp quản từ dòng {row}",
    "Hồ sơ được tiếp nhận ở hệ thống trước đây",
)
WENT_THROUGH = kind(
    "dossier.went_through", "Xong “{step}” ở hệ thống cũ (dòng {row})", "Xong “{step}” ở hệ thống trước đây"
)
ENDED_BEFORE = kind("dossier.ended_before", "Kết thúc ở hệ thống cũ", "Đã kết thúc ở hệ thống trước đây")
