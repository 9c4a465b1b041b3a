"""What can happen to feedback. No names, no places, no words of people."""

from motcua.base.journal.events import kind

TYPES_LOADED = kind("feedback.types_loaded", "Công bố thời hạn theo loại phản ánh ({count} phiên bản)")
TIME_SET = kind("feedback.time_set", "Đặt thời hạn {limit_words} cho loại “{category}” theo {instrument}")
RECEIVED = kind(
    "feedback.received", "Nhận phản ánh, hạn trả lời {due_words}", "Đã nhận, trả lời trước {due_words}"
)
STARTED = kind("feedback.started", "Nhận xử lý", "Đang xử lý")
ASKED = kind("feedback.asked", "Đề nghị bổ sung thông tin", "Đề nghị ông/bà bổ sung thông tin")
SUPPLIED = kind(
    "feedback.supplied", "Đã bổ sung thông tin, hạn trả lời {due_words}", "Đã nhận thông tin bổ sung"
)
REROUTED = kind("feedback.rerouted", "Chuyển sang loại “{category_name}”", "Đã chuyển đến bộ phận phụ trách")
PLACED = kind("feedback.placed", "Sửa nơi xảy ra", "Đã ghi lại nơi xảy ra")
FORWARDED = kind("feedback.forwarded", "Chuyển cơ quan có thẩm quyền", "Đã chuyển đến cơ quan có thẩm quyền")
REJECTED = kind("feedback.rejected", "Không tiếp nhận: {reason_words}", "Không tiếp nhận: {reason_words}")
MERGED = kind("feedback.merged", "Gộp vào {into}", "Cùng một việc đã có người phản ánh trước")
JOINED = kind("feedback.joined", "Gộp thêm {merged}", "Thêm người phản ánh cùng việc này")
ANSWERED = kind("feedback.answered", "Trả lời", "Đã trả lời")
CORRECTED = kind("feedback.corrected", "Sửa trả lời trước khi công khai", "Trả lời đã được sửa")
APPROVED = kind("feedback.approved", "Duyệt đưa lên trang công khai", "Đã đưa lên trang công khai")
UNPUBLISHED = kind("feedback.unpublished", "Gỡ khỏi trang công khai", "Đã gỡ khỏi trang công khai")
PUBLISHED = kind("feedback.published", "Công khai trả lời", "Đã công khai trả lời")
CLOSED = kind("feedback.closed", "Kết thúc, không công khai", "Đã kết thúc")
RATED = kind("feedback.rated", "Người phản ánh đánh giá {stars}/5", "Ông/bà đã đánh giá {stars}/5")
REOPENED = kind(
    "feedback.reopened", "Người phản ánh đề nghị xử lý lại, hạn {due_words}",
    "Ông/bà đề nghị xử lý lại, trả lời trước {due_words}",
)  # fmt: skip
HANDED_OVER = kind(
    "feedback.handed_over", "Chuyển người có trách nhiệm xử lý kín", "Đã chuyển người có trách nhiệm xem xét"
)
WITHDRAWN = kind("feedback.withdrawn", "Người phản ánh rút lại", "Đã rút theo yêu cầu của ông/bà")
SUCCEEDED = kind(
    "feedback.succeeded",
    "Chuyển {unit_words} tiếp tục giải quyết thay {from_words}; thời hạn giữ nguyên",
    "Nay do {unit_words} tiếp tục giải quyết; thời hạn không thay đổi",
)
