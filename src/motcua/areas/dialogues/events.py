"""What can happen to dialogues, questions, commitments and consultations. No words of people, no names."""

from motcua.base.journal.events import kind

TYPES_LOADED = kind("commitment.types_loaded", "Công bố loại việc cam kết ({count} phiên bản)")

PLANNED = kind("dialogue.planned", "Lập kế hoạch: {kind_words}, {starts_words}")
CHANGED = kind("dialogue.changed", "Sửa kế hoạch đối thoại, {starts_words}")
APPROVED = kind("dialogue.approved", "Duyệt kế hoạch đối thoại")
ANNOUNCED = kind(
    "dialogue.announced", "Gửi giấy mời số {number} và thông báo công khai", "Đã thông báo buổi đối thoại"
)
HELD = kind("dialogue.held", "Đã đối thoại, {people} người dự", "Buổi đối thoại đã diễn ra")
CONCLUDED = kind(
    "dialogue.concluded", "Ban hành thông báo kết luận số {number}", "Đã có thông báo kết luận số {number}"
)
CANCELLED = kind("dialogue.cancelled", "Hủy buổi đối thoại", "Buổi đối thoại không diễn ra")

ASKED = kind("question.asked", "Nhận câu hỏi ({way_words})", "Đã nhận câu hỏi")
SHOWN = kind("question.shown", "Đăng câu hỏi", "Câu hỏi đã được đăng")
MERGED = kind("question.merged", "Gộp với câu hỏi {into}", "Câu hỏi được gộp với câu hỏi {into}")
DECLINED = kind("question.declined", "Không đăng: {ground_words}", "Câu hỏi không đăng: {ground_words}")
HANDED_OVER = kind(
    "question.handed_over", "Chuyển người có trách nhiệm xử lý kín", "Đã chuyển người có trách nhiệm xem xét"
)
ANSWERED = kind("question.answered", "Trả lời câu hỏi", "Đã trả lời câu hỏi")

WENT_ON = {
    name: kind(
        f"{name}.succeeded",
        "Chuyển {unit_words} tiếp tục thay {from_words}",
        "Nay do {unit_words} tiếp tục thực hiện",
    )
    for name in ("dialogue", "question", "consultation", "comment")
}
"""What is open of a unit that ended goes on with its heir."""

MADE = kind(
    "commitment.made", "Cam kết, giao {post_words}, hạn {due_words}", "Cam kết thực hiện trước {due_words}"
)
PROGRESSED = kind("commitment.progressed", "Ghi tiến độ lần {count}", "Đã cập nhật tiến độ")
REPORTED = kind("commitment.reported", "Báo cáo đã thực hiện", "Đã báo cáo thực hiện, chờ xác nhận")
KEPT = kind("commitment.kept", "Xác nhận đã thực hiện", "Đã thực hiện cam kết")
SENT_BACK = kind("commitment.sent_back", "Chưa đạt, thực hiện tiếp", "Đang thực hiện tiếp")
POSTPONED = kind("commitment.postponed", "Lùi ngày đến {until_words}", "Lùi ngày thực hiện đến {until_words}")
RELEASED = kind("commitment.released", "Thôi thực hiện, có lý do bằng văn bản", "Thôi thực hiện cam kết")
SUCCEEDED = kind(
    "commitment.succeeded", "Chuyển {unit_words} tiếp tục thực hiện thay {from_words}, hạn giữ nguyên",
    "Nay do {unit_words} tiếp tục thực hiện; thời hạn không thay đổi",
)  # fmt: skip

DRAFTED = kind("consultation.drafted", "Soạn lấy ý kiến, {clauses} điều khoản")
OPENED = kind(
    "consultation.announced", "Công bố lấy ý kiến từ {opens_words} đến {closes_words}",
    "Lấy ý kiến từ {opens_words} đến {closes_words}",
)  # fmt: skip
COUNTED = kind("consultation.counted", "Ghi ý kiến qua {form_words}: {all} ý kiến")
CLOSED = kind("consultation.closed", "Kết thúc lấy ý kiến, {all} ý kiến", "Đã kết thúc lấy ý kiến")
REASONED = kind("consultation.reasoned", "Giải trình {count} ý kiến: {taken_words}")
EXPLAINED = kind("consultation.explained", "Hoàn thành giải trình", "Đã giải trình các ý kiến")
PUBLISHED = kind("consultation.published", "Công bố kết quả lấy ý kiến", "Đã công bố kết quả lấy ý kiến")

SAID = kind("comment.said", "Nhận ý kiến ({stance_words})", "Đã nhận ý kiến")
RESAID = kind("comment.changed", "Người góp ý đổi ý kiến ({stance_words})", "Đã đổi ý kiến")
COMMENT_SHOWN = kind("comment.shown", "Đăng ý kiến", "Ý kiến đã được đăng")
COMMENT_DECLINED = kind("comment.declined", "Không đăng: {ground_words}", "Ý kiến không đăng: {ground_words}")
COMMENT_HANDED_OVER = kind(
    "comment.handed_over", "Chuyển người có trách nhiệm xử lý kín", "Đã chuyển người có trách nhiệm xem xét"
)
