"""Words of escalations: where one stands, what the reply decides, what it may be about."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where an escalation stands."""

    RAISED = "raised", _("Đã gửi, chưa nhận")
    RECEIVED = "received", _("Cấp trên đã nhận")
    REPLIED = "replied", _("Đã có trả lời")
    ENDED = "ended", _("Đã kết thúc")
    WITHDRAWN = "withdrawn", _("Đã rút")


AWAITING = (State.RAISED, State.RECEIVED)
"""While no reply came."""


class Outcome(models.TextChoices):
    """What the reply says of the matter."""

    DECIDED = "decided", _("Đã quyết định")
    INSTRUCTED = "instructed", _("Có chỉ đạo, hướng dẫn")
    TAKEN_OVER = "taken_over", _("Cấp trên thụ lý, giải quyết")
    RETURNED = "returned", _("Trả lại, thuộc thẩm quyền của đơn vị")


class Elsewhere(models.TextChoices):
    """What it may be about besides a case of the engine; whoever names it looked that it may be seen."""

    HOTSPOT = "hotspot", _("Điểm nóng")
    NOTE = "note", _("Ghi nhận tình hình")
