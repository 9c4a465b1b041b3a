"""Words of the outbox."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    """How a notice reaches a person."""

    IN_APP = "in_app", _("Trên trang tra cứu")
    EMAIL = "email", _("Thư điện tử")


class State(models.TextChoices):
    """Where a notice stands."""

    QUEUED = "queued", _("Chờ gửi")
    SENT = "sent", _("Đã gửi")
    FAILED = "failed", _("Không gửi được")
