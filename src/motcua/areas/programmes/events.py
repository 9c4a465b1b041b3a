"""What can happen to a coordination programme. Kinds, years, days; no words of contents or findings."""

from motcua.base.journal.events import kind

SIGNED = kind(
    "programme.signed", "Ghi {kind_words} giai đoạn {period}, {parties} bên ký",
    "Đã ký {kind_words} giai đoạn {period}",
)  # fmt: skip
SUCCEEDED = kind("programme.succeeded", "Chuyển {unit_words} tiếp tục thay {from_words}")
PLANNED = kind("programme.planned", "Ghi nội dung, kế hoạch năm {year}")
TASK_GIVEN = kind("programme.task_given", "Ghi việc chung thứ {task}, hạn {due_words}")
TASK_DONE = kind("programme.task_done", "Ghi kết quả việc chung thứ {task}")
PLACED = kind("programme.placed", "Ghi đơn vị trên hệ thống của bên ký thứ {party}: {unit_words}")
PROGRESSED = kind("programme.progressed", "Báo cáo tiến độ việc chung thứ {task}")
PART_GIVEN = kind("programme.part_given", "Bên ký thứ {party} đánh giá năm {year}")
PROPOSED = kind("programme.proposed", "Bên ký thứ {party} đề xuất nội dung năm {year}")
ANSWERED = kind("programme.answered", "Trả lời đề xuất thứ {n}: {outcome_words}")
REVIEWED = kind("programme.reviewed", "{kind_words} ngày {on_words}")
