"""What can happen to a hot spot, a note, a field trip. No names, no free text of people; nothing for the public."""

from motcua.base.journal.events import kind

OPENED = kind("hotspot.opened", "Mở điểm nóng {topic_words} tại {place_words}, {tasks} việc được giao")
TASK_GIVEN = kind("hotspot.task_given", "Giao việc thứ {task} cho {post}, hạn {due_words}")
TASK_DONE = kind("hotspot.task_done", "Báo xong việc thứ {task}")
TASK_DROPPED = kind("hotspot.task_dropped", "Bỏ việc thứ {task}")
REVIEWED = kind("hotspot.reviewed", "Đánh giá lần {review}: {course_words}")
CLOSED = kind("hotspot.closed", "Kết thúc điểm nóng, có kết quả")

NOTE_MADE = kind("note.made", "Ghi nhận tình hình {topic_words}, mức {level_words}")
NOTE_READ = kind("note.read", "Lãnh đạo đã đọc")
NOTE_ANSWERED = kind("note.answered", "Lãnh đạo cho ý kiến")
NOTE_TASK_GIVEN = kind("note.task_given", "Giao việc thứ {task} cho {post}, hạn {due_words}")
NOTE_TASK_DONE = kind("note.task_done", "Báo xong việc thứ {task}")
NOTE_TASK_DROPPED = kind("note.task_dropped", "Bỏ việc thứ {task}")
NOTE_JUDGED = kind("note.judged", "Nhận định thành điểm nóng {hotspot}")
TRIP_LOGGED = kind("trip.logged", "Đi cơ sở ngày {on_words}")
