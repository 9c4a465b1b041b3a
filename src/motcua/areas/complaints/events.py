"""What can happen to a complaint. No names, no contents, no free text of people."""

from motcua.base.journal.events import kind

TYPES_LOADED = kind("complaint.types_loaded", "Công bố thời hạn giải quyết khiếu nại ({count} phiên bản)")
ACCEPTED = kind(
    "complaint.accepted",
    "Thụ lý khiếu nại {instance_words} theo Thông báo {number}, hạn giải quyết {due_words}",
    "Đã thụ lý khiếu nại, giải quyết trước {due_words}",
)
ASSIGNED = kind(
    "complaint.assigned",
    "Giao {verifier} xác minh theo Quyết định {number}",
    "Đang xác minh nội dung khiếu nại",
)
COMPLICATED = kind(
    "complaint.complicated",
    "Xác định vụ việc phức tạp ({grounds_words}), hạn giải quyết {due_words}",
    "Vụ việc phức tạp, thời hạn giải quyết đến {due_words}",
)
DIALOGUE_CALLED = kind(
    "complaint.dialogue_called",
    "Hẹn đối thoại lúc {held_words}",
    "Đối thoại lúc {held_words}",
)
DIALOGUE_HELD = kind(
    "complaint.dialogue_held",
    "Đã đối thoại: {present} người có mặt, {absent} người vắng mặt",
    "Đã tổ chức đối thoại",
)
REPORTED = kind(
    "complaint.reported", "Báo cáo kết quả xác minh: {finding_words}", "Đã xác minh xong, chờ quyết định"
)
SENT_BACK = kind("complaint.sent_back", "Trả lại để xác minh thêm", "Đang xác minh thêm")
SUSPENDED = kind(
    "complaint.suspended",
    "Tạm đình chỉ theo Quyết định {number}: {ground_words}",
    "Tạm đình chỉ giải quyết; thời gian tạm đình chỉ không tính vào thời hạn",
)
RESUMED = kind(
    "complaint.resumed",
    "Tiếp tục giải quyết theo Quyết định {number}, hạn giải quyết {due_words}",
    "Tiếp tục giải quyết, hạn đến {due_words}",
)
STOPPED = kind(
    "complaint.stopped",
    "Đình chỉ theo Quyết định {number}: {ground_words}",
    "Đã đình chỉ giải quyết khiếu nại",
)
WITHDRAWAL_ASKED = kind(
    "complaint.withdrawal_asked",
    "Người khiếu nại xin rút qua cổng, chờ đơn có chữ ký hoặc điểm chỉ",
    "Ông/bà xin rút khiếu nại, cơ quan chờ đơn có chữ ký hoặc điểm chỉ",
)
WITHDRAWAL_NOTED = kind(
    "complaint.withdrawal_noted",
    "{persons} trên {signers} người rút khiếu nại theo đơn có chữ ký {letter}",
    "Đã ghi nhận việc rút khiếu nại",
)
DECIDED = kind(
    "complaint.decided",
    "Quyết định giải quyết {number}: {result_words}",
    "Đã có quyết định giải quyết: {result_words}",
)
SENT = kind("complaint.sent", "Đã gửi {document_words} {number}", "Đã gửi {document_words}")
PUBLISHED = kind(
    "complaint.published", "Công khai quyết định: {form_words}", "Đã công khai quyết định giải quyết"
)
TOOK_EFFECT = kind(
    "complaint.took_effect", "Quyết định có hiệu lực pháp luật", "Quyết định giải quyết đã có hiệu lực"
)
EXECUTION_ORDERED = kind(
    "complaint.execution_ordered", "Giao thi hành, chậm nhất {due_words}", "Quyết định đang được thi hành"
)
EXECUTED = kind("complaint.executed", "Đã thi hành xong", "Quyết định đã được thi hành")
CLOSED = kind("complaint.closed", "Kết thúc vụ việc", "Vụ việc đã kết thúc")
APPEALED = kind("complaint.appealed", "Khiếu nại lần hai", "Đã khiếu nại lần hai")
SUED = kind("complaint.sued", "Khởi kiện tại Tòa án", "Đã khởi kiện tại Tòa án")
SUCCEEDED = kind(
    "complaint.succeeded",
    "Chuyển {unit_words} tiếp tục giải quyết thay {from_words}; thời hạn giữ nguyên",
    "Nay do {unit_words} tiếp tục giải quyết; thời hạn không thay đổi",
)
