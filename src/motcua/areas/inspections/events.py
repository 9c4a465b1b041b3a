"""What can happen to inspections and recommendations. Numbers, days and posts; no words of anybody."""

from motcua.base.journal.events import kind

TYPES_LOADED = kind("recommendation.types_loaded", "Công bố loại việc trả lời kiến nghị ({count} phiên bản)")

PLANNED = kind("inspection.planned", "Lập: {kind_words}, văn bản số {number}")
CHANGED = kind("inspection.changed", "Sửa kế hoạch, văn bản số {number}")
CONCLUDED = kind("inspection.concluded", "Ghi kết luận, văn bản số {number}")
PUBLISHED = kind("inspection.published", "Công khai kết luận, kiến nghị và trả lời", "Đã công khai")
CANCELLED = kind("inspection.cancelled", "Hủy, có lý do bằng văn bản")

INSPECTION_SUCCEEDED = kind("inspection.succeeded", "Chuyển {unit_words} tiếp tục thay {from_words}")

SENT = kind(
    "recommendation.sent", "Gửi kiến nghị đến {receiver_words}, trả lời trước {due_words}",
    "Đã kiến nghị với {receiver_words}, chờ trả lời trước {due_words}",
)  # fmt: skip
NAMED = kind("recommendation.named", "Giao {post_words} trả lời")
ANSWERED = kind("recommendation.answered", "Trả lời kiến nghị, văn bản số {number}", "Đã trả lời kiến nghị")
ACCEPTED = kind("recommendation.accepted", "Trả lời rõ, đủ", "Trả lời được đánh giá là rõ, đủ")
ASKED_AGAIN = kind(
    "recommendation.asked_again", "Trả lời chưa rõ, chưa đủ; đề nghị trả lời lại trước {due_words}",
    "Đề nghị trả lời lại trước {due_words}",
)  # fmt: skip
SETTLED = kind("recommendation.settled", "Ghi kết quả: {outcome_words}", "Kết quả: {outcome_words}")
WITHDRAWN = kind("recommendation.withdrawn", "Rút kiến nghị, có lý do bằng văn bản", "Kiến nghị được rút")
SUCCEEDED = kind(
    "recommendation.succeeded", "Chuyển {unit_words} tiếp tục thay {from_words}, hạn giữ nguyên",
    "Nay do {unit_words} tiếp tục thực hiện; thời hạn không thay đổi",
)  # fmt: skip

WATCHED = kind("watch.set", "Đưa một kiến nghị vào danh sách theo dõi hạn chế")
UNWATCHED = kind("watch.lifted", "Đưa một kiến nghị ra khỏi danh sách theo dõi hạn chế")
