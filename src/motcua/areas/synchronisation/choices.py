"""Words of synchronisation."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a dispatch stands."""

    QUEUED = "queued", _("Chờ gửi")
    SENT = "sent", _("Đã gửi, chưa có trả lời")
    ACKNOWLEDGED = "acknowledged", _("Cổng đã nhận")
    REFUSED = "refused", _("Cổng từ chối")
    GIVEN_UP = "given_up", _("Thôi gửi sau nhiều lần")


OPEN = (State.QUEUED, State.SENT)
"""What is being delivered."""
STUCK = (State.REFUSED, State.GIVEN_UP)
"""What waits for somebody; later states of the same dossier wait behind it."""


class Kind(models.TextChoices):
    """How the portal's list differs from ours."""

    MISSING_THERE = "missing_there", _("Cổng không có")
    MISSING_HERE = "missing_here", _("Ở đây không có")
    DIFFERENT = "different", _("Trạng thái khác nhau")
