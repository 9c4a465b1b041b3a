"""What can happen to work files and to what is handed over. Kinds, codes, days; never a title."""

from motcua.base.journal.events import kind

OPENED = kind("workfile.opened", "Mở hồ sơ công việc, lưu trữ {keep_words}")
PUT = kind("workfile.put", "Đưa {item} vào hồ sơ")
TAKEN_OUT = kind("workfile.taken_out", "Đưa {item} ra khỏi hồ sơ, có lý do")
CLOSED = kind("workfile.closed", "Kết thúc hồ sơ, {count} tài liệu, nộp lưu trước {due_words}")
REOPENED = kind("workfile.reopened", "Mở lại hồ sơ")
HANDED = kind("workfile.handed", "Giao nộp theo biên bản {handover}")
ARCHIVED = kind("workfile.archived", "Vào lưu trữ cơ quan theo biên bản {handover}")
SENT_BACK = kind("workfile.sent_back", "Lưu trữ trả lại theo biên bản {handover}")

MADE = kind("handover.made", "Lập biên bản giao nhận {count} hồ sơ")
RECEIVED = kind("handover.received", "Lưu trữ cơ quan nhận {count} hồ sơ")
RETURNED = kind("handover.returned", "Lưu trữ cơ quan trả lại {count} hồ sơ")
