"""What can happen to directives, tasks and yearly themes. No words of people, no names; posts and units only."""

from motcua.base.journal.events import kind

TYPES_LOADED = kind("task.types_loaded", "Công bố loại nhiệm vụ ({count} phiên bản)")

DRAFTED = kind("directive.drafted", "Soạn {type_words}, {count} nhiệm vụ")
CHANGED = kind("directive.changed", "Sửa văn bản")
TASK_DRAFTED = kind("directive.task_drafted", "Thêm nhiệm vụ {n}")
TASK_CHANGED = kind("directive.task_changed", "Sửa nhiệm vụ {n}")
TASK_DROPPED = kind("directive.task_dropped", "Bỏ nhiệm vụ {n}")
FILED = kind("directive.filed", "Thêm tệp văn bản")
COMPOSED = kind("directive.composed", "Soạn, trình ký ở Văn thư: {outgoing}")
SIGNED = kind("directive.signed", "Văn bản đã ký, số {number}")
ISSUED = kind("directive.issued", "Ban hành {number}, giao {count} nhiệm vụ")
TASK_ISSUED = kind("directive.task_issued", "Giao nhiệm vụ {n}")
DUTY_ENDED = kind("directive.duty_ended", "Thôi nhiệm vụ định kỳ {n}")
EXPECTED = kind("directive.expected", "Yêu cầu {count} đơn vị ban hành văn bản triển khai trước {due_words}")
ANSWERED = kind("directive.answered", "{unit_words} đã ban hành văn bản triển khai")
ANSWER_MENDED = kind(
    "directive.answer_mended", "{unit_words} ghi lại văn bản triển khai: {number} thay {before}"
)
REVIEWED = kind("directive.reviewed", "{kind_words}, {count} nội dung")
REVIEWS_SET = kind("directive.reviews_set", "Kiểm điểm định kỳ: {when_words}")
CLOSED = kind("directive.closed", "Kết thúc thực hiện: {done} hoàn thành, {late} trễ hạn, {cancelled} hủy")

ASSIGNED = kind("task.assigned", "Giao {post_words}, hạn {due_words}")
STARTED = kind("task.started", "Bắt đầu thực hiện")
PROGRESSED = kind("task.progressed", "Báo cáo tiến độ {percent}%")
HANDED_IN = kind("task.handed_in", "Báo cáo hoàn thành, chờ nghiệm thu")
ACCEPTED = kind("task.accepted", "Nghiệm thu, {outcome_words}")
RETURNED = kind("task.returned", "Trả lại, yêu cầu làm tiếp")
EXTENSION_ASKED = kind("task.extension_asked", "Xin gia hạn lần {n} đến {until_words}")
EXTENDED = kind("task.extended", "Cho gia hạn lần {n}, hạn {due_words}")
EXTENSION_REFUSED = kind("task.extension_refused", "Không cho gia hạn lần {n}")
PAUSED = kind("task.paused", "Tạm dừng, có lý do")
RESUMED = kind("task.resumed", "Tiếp tục, hạn {due_words}")
CANCELLED = kind("task.cancelled", "Hủy, không còn phù hợp")
MOVED = kind("task.moved", "Chuyển {post_words} thực hiện")
ENTRUSTED = kind("task.entrusted", "Giao {post_words} thực hiện")
SUCCEEDED = kind("task.succeeded", "Chuyển {unit_words} tiếp tục thay {from_words}, hạn giữ nguyên")
DIRECTIVE_SUCCEEDED = kind("directive.succeeded", "Chuyển {unit_words} theo dõi thay {from_words}")
OBSTACLE_RAISED = kind(
    "task.obstacle_raised", "Báo vướng mắc {n}{beyond_words}, {solver_words} gỡ trước {due_words}"
)
OBSTACLE_SOLVED = kind("task.obstacle_solved", "Đã gỡ vướng mắc {n}")
OBSTACLE_ANSWERED = kind("task.obstacle_answered", "Cấp trên trả lời vướng mắc {n}: {outcome_words}")
CLASSIFIED = kind("task.classified", "Xếp vào lĩnh vực {field_words}")
URGED = kind("task.urged", "Đôn đốc")
CONTRIBUTED = kind("task.contributed", "Phối hợp: {unit_words} {part_words}")
REMINDED = kind("task.reminded", "Nhắc việc: {stage_words}")
TASK_FILED = kind("task.filed", "Thêm tệp kết quả")

THEME_SET = kind("theme.set", "Đặt chủ đề công tác năm {year}")

DISSEMINATED = kind(
    "directive.disseminated", "{means_words} ngày {on_words} cho {count} đơn vị, {present} người"
)

REQUIRED = kind("required.added", "Thêm vào danh mục văn bản phải ban hành, trước ngày {due_words} hằng năm")
REQUIRED_ENDED = kind("required.ended", "Thôi yêu cầu ban hành từ sau năm {year}")
FULFILLED = kind("required.fulfilled", "Năm {year}: đã ban hành {number}")
FELL_DUE = kind("required.fell_due", "Năm {year}: đến hạn ban hành, {standing_words}")
