"""Words of hot spots (R6.19: a leader's judgment, never automatic)."""

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
