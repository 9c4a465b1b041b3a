"""What can happen to a coordination programme. Kinds, years, days; no words of contents or findings."""

from motcua.base.journal.events import kind

SIGNED = kind(
    "programme.signed", "Ghi {kind_words} giai đoạn {period}, {parties} bên ký",
    "Đã ký {kind_words} giai đoạn {period}",
)  # fmt: skip
PLANNED = kind("programme.planned", "Ghi nội dung, kế hoạch năm {year}")
TASK_GIVEN = kind("programme.task_given", "Ghi việc chung thứ {task}, hạn {due_words}")
TASK_DONE = kind("programme.task_done", "Ghi kết quả việc chung thứ {task}")
REVIEWED = kind("programme.reviewed", "{kind_words} ngày {on_words}")
