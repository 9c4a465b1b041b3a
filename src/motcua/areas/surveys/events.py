"""What can happen to a survey. Of an answer only its round and its channel: never whose it is, never what it says."""

from motcua.base.journal.events import kind

DRAFTED = kind("questionnaire.drafted", "Soạn bộ câu hỏi, bản {version}, {criteria} tiêu chí")
CHANGED = kind("questionnaire.changed", "Sửa bản {version} của bộ câu hỏi, {criteria} tiêu chí")
ISSUED = kind("questionnaire.published", "Ban hành bản {version} của bộ câu hỏi, {criteria} tiêu chí")

PLANNED = kind(
    "survey.planned",
    "Lập đợt khảo sát theo bộ câu hỏi “{form_words}”, kết quả từ {from_words} đến {until_words}",
)
DRAWN = kind("survey.drawn", "Chọn mẫu: {sample} trong {population}")
OPENED = kind("survey.opened", "Phát {slips} phiếu, lấy ý kiến đến hết {until_words}")
PRINTED = kind("survey.printed", "In {slips} phiếu để đơn vị khác phát tay")
INVITED = kind("survey.invited", "Gửi {letters} phiếu qua thư điện tử, tin nhắn")
REMINDED = kind("survey.reminded", "Nhắc {letters} người được mời, lần {time}")
ANSWERED = kind("survey.answered", "Nhận một phiếu trả lời ({channel_words})")
COUNTED = kind("survey.counted", "Xáo trộn và đếm {answers} phiếu, lần {batch}")
CLOSED = kind("survey.closed", "Đóng đợt khảo sát, {answers} phiếu trả lời")
ENDED_EARLY = kind(
    "survey.ended_early", "Đóng đợt khảo sát sớm {days} ngày, {answers} phiếu trả lời: {reason}"
)
CANCELLED = kind("survey.cancelled", "Hủy đợt khảo sát")
PUBLISHED = kind("survey.published", "Công bố kết quả khảo sát", "Công bố kết quả khảo sát")
REVIEWED = kind("survey.words_reviewed", "Xem một lời góp ý: {review_words}")
REMEDIED = kind(
    "survey.remedied", "Giao việc khắc phục “{criterion}” tại văn bản {directive}, nhiệm vụ {task}"
)
IMPORTED = kind("papi.imported", "Nạp điểm PAPI đã công bố: {years}, {rows_read} dòng")
"""``survey.counted`` makes answers part of the figures: five of a channel at least, or the last ones of a round."""
