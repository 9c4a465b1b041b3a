"""Words of the engine."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class StepKind(models.TextChoices):
    """What a step of an internal process is for."""

    RECEIVE = "receive", _("Tiếp nhận")
    WORK = "work", _("Xử lý")
    RESULT = "result", _("Ban hành kết quả")
    RETURN = "return", _("Trả kết quả")


class ClockKind(models.TextChoices):
    """What can happen to a clock (rules.deadlines)."""

    STARTED = "started", _("Bắt đầu")
    PAUSED = "paused", _("Tạm dừng")
    RESTARTED = "restarted", _("Tính lại từ đầu")
    RESUMED = "resumed", _("Tiếp tục")
    EXTENDED = "extended", _("Gia hạn")
    PROLONGED = "prolonged", _("Kéo dài theo luật")
    RELIMITED = "relimited", _("Theo thời hạn khác")
