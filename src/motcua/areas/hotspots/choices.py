"""Words of hot spots (R6.19: a leader's judgment, never automatic) and of notes on people's situation."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Whether a hot spot is still watched."""

    OPEN = "open", _("Đang theo dõi")
    CLOSED = "closed", _("Đã kết thúc")


class TaskState(models.TextChoices):
    """What became of a task."""

    GIVEN = "given", _("Đang làm")
    DONE = "done", _("Đã xong")
    DROPPED = "dropped", _("Không làm nữa")


class Course(models.TextChoices):
    """Where it is going, as who reviews it sees it."""

    WORSE = "worse", _("Căng thẳng hơn")
    SAME = "same", _("Chưa chuyển biến")
    BETTER = "better", _("Dịu hơn")


class Level(models.TextChoices):
    """How pressing what people worry about is, as who notes it sees it."""

    ORDINARY = "ordinary", _("Bình thường")
    ATTENTION = "attention", _("Cần chú ý")
    URGENT = "urgent", _("Khẩn")


class Source(models.TextChoices):
    """Where it was heard."""

    TRIP = "trip", _("Đi cơ sở")
    MEETING = "meeting", _("Họp dân, họp tổ dân phố")
    FRONT = "front", _("Mặt trận, đoàn thể")
    MEDIA = "media", _("Báo chí, mạng xã hội")
    RECEPTION = "reception", _("Tiếp dân, một cửa")
    ELSEWHERE = "elsewhere", _("Nguồn khác")


class NoteState(models.TextChoices):
    """Whether a leader looked at a note."""

    NEW = "new", _("Chưa đọc")
    READ = "read", _("Đã đọc")
    ANSWERED = "answered", _("Đã có ý kiến")
