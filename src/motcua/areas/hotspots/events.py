"""What can happen to a hot spot. No names, no assessment, no free text of people; nothing for the public."""

from motcua.base.journal.events import kind

OPENED = kind("hotspot.opened", "Mở điểm nóng {topic_words} tại {place_words}, {tasks} việc được giao")
TASK_GIVEN = kind("hotspot.task_given", "Giao việc thứ {task} cho {post}, hạn {due_words}")
TASK_DONE = kind("hotspot.task_done", "Báo xong việc thứ {task}")
TASK_DROPPED = kind("hotspot.task_dropped", "Bỏ việc thứ {task}")
REVIEWED = kind("hotspot.reviewed", "Đánh giá lần {review}: {course_words}")
CLOSED = kind("hotspot.closed", "Kết thúc điểm nóng, có kết quả")
