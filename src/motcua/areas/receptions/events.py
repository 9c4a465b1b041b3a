"""What can happen at citizen reception. No names, no contents, no free text of people."""

from motcua.base.journal.events import kind

TYPES_LOADED = kind("reception.types_loaded", "Công bố loại việc tiếp công dân ({count} phiên bản)")
RECEIVED = kind(
    "reception.received", "Tiếp công dân, số {serial}: {result_words}", "Đã tiếp công dân, số {serial}"
)
WRITTEN_DOWN = kind("reception.written_down", "Ghi lại lời trình bày thành đơn {petition}")
LINKED = kind("reception.linked", "Gắn với đơn {petition}")
PAPERS_TAKEN = kind(
    "reception.papers_taken", "Nhận tài liệu, giấy biên nhận số {number}", "Đã nhận tài liệu, số {number}"
)
CONCLUDED = kind(
    "reception.concluded", "Thông báo kết luận việc tiếp công dân số {number}",
    "Người đứng đầu đã kết luận việc tiếp công dân",
)  # fmt: skip
REPLIED = kind(
    "reception.replied", "Trả lời kết quả: {result_words}", "Đã trả lời kết quả tiếp công dân: {result_words}"
)
REFUSED = kind(
    "reception.refused", "Thông báo từ chối tiếp công dân số {number} ({law})",
    "Đã thông báo từ chối tiếp công dân bằng văn bản",
)  # fmt: skip
KEPT_FROM = kind("reception.kept_from", "Nội dung trình bày không cho vị trí bị tố cáo biết")
SHIELDED = kind("reception.shielded", "Giữ kín người tố cáo theo đơn {petition}")
KEPT_SECRET = kind("reception.kept_secret", "Giữ kín người đến, vì nội dung là tố cáo")
TAKEN_APART = kind("reception.taken_apart", "Nội dung trình bày tách theo từng đơn")
SUCCEEDED = kind(
    "reception.succeeded", "Chuyển {unit_words} tiếp tục giải quyết thay {from_words}; thời hạn giữ nguyên",
    "Nay do {unit_words} tiếp tục giải quyết; thời hạn không thay đổi",
)  # fmt: skip
REGISTER_TAKEN = kind("reception.register_taken", "Xuất sổ tiếp công dân {period}, {count} lượt")

RECEIVER_NAMED = kind("duty.receiver_named", "Ghi người có trách nhiệm tiếp công dân: {post}")
PLACE_SET = kind("duty.place_set", "Đặt nơi tiếp công dân: {name}")
PLANNED = kind("duty.planned", "Dự kiến ngày tiếp công dân {day}")
PUBLISHED = kind("duty.published", "Công bố ngày tiếp công dân {day}", "Công bố ngày tiếp công dân {day}")
MOVED = kind("duty.moved", "Dời ngày tiếp công dân {day} sang {to}", "Ngày tiếp công dân {day} dời sang {to}")
CALLED_OFF = kind("duty.called_off", "Bỏ ngày tiếp công dân {day}", "Không tiếp công dân ngày {day}")
DAY_SUCCEEDED = kind(
    "duty.succeeded",
    "Ngày tiếp công dân {day} nay do {unit_words} tổ chức thay {from_words}",
    "Ngày tiếp công dân {day} nay do {unit_words} tổ chức",
)
SEAT_SUCCEEDED = kind("duty.seat_succeeded", "Đăng ký số {n} ngày {day} nay do {unit_words} tiếp")
SEAT_MOVED = kind("duty.seat_moved", "Đăng ký số {n} dời sang ngày {day}")
SEAT_LOST = kind("duty.seat_lost", "Đăng ký số {n} ngày {day} không còn, vì ngày tiếp bị bỏ")
HELD = kind("duty.held", "Đã tiếp công dân ngày {day}", "Đã tiếp công dân ngày {day}")
EXPLAINED = kind("duty.explained", "Ghi lý do không tiếp công dân ngày {day}")
CHECKED = kind("duty.checked", "Phiên trực tuyến ngày {day}: {check_words}")
SIGNED_UP = kind("duty.signed_up", "Đăng ký tiếp công dân ngày {day}, số {n}")
CANCELLED = kind("duty.cancelled", "Hủy đăng ký ngày {day}, số {n}")
CAME = kind("duty.came", "Người đăng ký ngày {day}, số {n} đã đến")
FORGOTTEN = kind("duty.forgotten", "Xóa thông tin người đăng ký ngày {day}")
DUTY_DONE = kind("reception.duty_done", "Đoàn đông người: {duty_words}")
DUTY_UNDONE = kind("reception.duty_undone", "Đoàn đông người: bỏ ghi “{duty_words}”")
BRIEFING_OPENED = kind("reception.briefing_opened", "Mở giao ban tiếp công dân tháng {month}")
MATTER_RAISED = kind("reception.matter_raised", "Giao ban tháng {month}: nêu việc số {n}, hạn {due}")
MATTER_SOLVED = kind("reception.matter_solved", "Giao ban tháng {month}: xong việc số {n}")
BRIEFING_CLOSED = kind("reception.briefing_closed", "Kết thúc giao ban tiếp công dân tháng {month}")
