"""Words of the outbox."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    """How a notice reaches a person."""

    IN_APP = "in_app", _("Trên trang tra cứu")
    EMAIL = "email", _("Thư điện tử")
    SMS = "sms", _("Tin nhắn điện thoại")


class Wish(models.TextChoices):
    """How a person wants to be told; on the tracking page everything is told anyway."""

    BOTH = "both", _("Thư điện tử và tin nhắn, cái nào có địa chỉ")
    EMAIL = "email", _("Chỉ thư điện tử")
    SMS = "sms", _("Chỉ tin nhắn điện thoại")
    NONE = "none", _("Chỉ trên trang tra cứu")


class State(models.TextChoices):
    """Where a notice stands."""

    QUEUED = "queued", _("Chờ gửi")
    SENT = "sent", _("Đã gửi")
    FAILED = "failed", _("Không gửi được")
