"""What can happen to an escalation. No names, no free text of people; nothing for the public."""

from motcua.base.journal.events import kind

RAISED = kind(
    "escalation.raised",
    "Báo cáo cấp trên nội dung vượt thẩm quyền, lĩnh vực {topic_words}, đề nghị trả lời trước {reply_by_words}",
)  # fmt: skip
RECEIVED = kind("escalation.received", "Cấp trên đã nhận nội dung vượt thẩm quyền")
REPLIED = kind("escalation.replied", "Có văn bản trả lời: {outcome_words}")
ENDED = kind("escalation.ended", "Ghi việc đã làm theo trả lời, kết thúc")
WITHDRAWN = kind("escalation.withdrawn", "Rút nội dung đã báo cáo")
