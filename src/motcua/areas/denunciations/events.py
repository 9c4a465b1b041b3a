"""What can happen to a denunciation. No names, no contents, no free text of people."""

from motcua.base.journal.events import kind

TYPES_LOADED = kind("denunciation.types_loaded", "Công bố loại vụ việc tố cáo ({count} phiên bản)")
ACCEPTED = kind("denunciation.accepted", "Thụ lý tố cáo, giải quyết trước {due_words}", "Đã thụ lý tố cáo")
VERIFICATION_ORDERED = kind(
    "denunciation.verification_ordered",
    "Quyết định xác minh nội dung tố cáo",
    "Đang xác minh nội dung tố cáo",
)
DRAFTED = kind(
    "denunciation.drafted", "Báo cáo kết quả xác minh, dự thảo kết luận", "Đã có báo cáo kết quả xác minh"
)
SENT_BACK = kind("denunciation.sent_back", "Yêu cầu xác minh thêm", "Đang xác minh thêm")
CONCLUDED = kind(
    "denunciation.concluded", "Kết luận nội dung tố cáo: {verdict_words}", "Đã có kết luận nội dung tố cáo"
)
CARRIED_OUT = kind("denunciation.carried_out", "Xử lý kết luận nội dung tố cáo", "Đã xử lý kết luận")
PUBLISHED = kind(
    "denunciation.published", "Công khai kết luận: {where_words}", "Đã công khai kết luận nội dung tố cáo"
)
EXTENDED = kind(
    "denunciation.extended", "Gia hạn giải quyết lần {times} đến {due_words} ({law})",
    "Gia hạn giải quyết đến {due_words}",
)  # fmt: skip
SUSPENDED = kind("denunciation.suspended", "Tạm đình chỉ giải quyết ({law})", "Tạm đình chỉ giải quyết")
RESUMED = kind(
    "denunciation.resumed", "Tiếp tục giải quyết, hạn {due_words}", "Tiếp tục giải quyết, hạn {due_words}"
)
WITHDRAWN = kind(
    "denunciation.withdrawn", "Người tố cáo rút nội dung tố cáo ({how_words})", "Đã ghi nhận việc rút tố cáo"
)
STOPPED = kind("denunciation.stopped", "Đình chỉ giải quyết ({law})", "Đã đình chỉ giải quyết")
DONE = kind("denunciation.done", "Đã làm: {task_words}")
DENOUNCED_AGAIN = kind("denunciation.denounced_again", "Có tố cáo tiếp", "Đã ghi nhận tố cáo tiếp")
KEPT_FROM = kind(
    "denunciation.kept_from", "Người bị tố cáo thuộc cơ quan này: {count} vị trí không được biết, xử lý"
)
CLOSED = kind("denunciation.closed", "Kết thúc việc giải quyết tố cáo", "Đã kết thúc việc giải quyết")
SUCCEEDED = kind(
    "denunciation.succeeded",
    "Chuyển {unit_words} tiếp tục giải quyết thay {from_words}; thời hạn giữ nguyên",
    "Nay do {unit_words} tiếp tục giải quyết; thời hạn không thay đổi",
)
