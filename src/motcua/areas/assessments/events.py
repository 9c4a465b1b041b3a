"""What can happen to a sheet of points and to a set. Points, classes, places; no words of explanations or reasons."""

from motcua.base.journal.events import kind

OPENED = kind("assessment.opened", "Mở bảng “{set_words}” năm {year}")
SCORED = kind("assessment.scored", "Tự chấm: {total_words} điểm")
EVIDENCED = kind("assessment.evidenced", "Gắn minh chứng cho tiêu chí {criterion}")
SUBMITTED = kind("assessment.submitted", "Nộp bảng tự chấm {total_words} điểm{late_words}")
SENT_BACK = kind("assessment.sent_back", "Trả lại bảng tự chấm để chấm lại")
APPRAISED = kind(
    "assessment.appraised", "Thẩm định {total_words} điểm, khác tự chấm {differing} tiêu chí{grade_words}"
)
DECIDED_ABOVE = kind(
    "assessment.decided_above",
    "Ghi quyết định {decision} ngày {on_words} của cấp trên: {total_words} điểm, khác tự chấm {differing} tiêu chí"
    "{grade_words}",
)  # fmt: skip
PUBLISHED = kind(
    "assessment.published", "Công bố {total_words} điểm, xếp thứ {place} trên {of}{grade_words}",
)  # fmt: skip
SET_PUBLISHED = kind(
    "assessment.set_published",
    "Công bố bộ tiêu chí {set}, bản {number}, áp dụng từ {from_words}: {criteria} tiêu chí, {most_words} điểm",
)
SET_ENDED = kind("assessment.set_ended", "Ngừng dùng bộ tiêu chí {set} từ {from_words}")
