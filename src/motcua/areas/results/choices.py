"""Words of the warehouse that rows hold."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """Whether a result is in force (R2.18)."""

    IN_FORCE = "in_force", _("Còn hiệu lực")
    REVOKED = "revoked", _("Đã thu hồi")
    CANCELLED = "cancelled", _("Đã hủy bỏ")


class Form(models.TextChoices):
    """As what the warehouse holds a result."""

    ELECTRONIC = "electronic", _("Bản điện tử có chữ ký số")
    DIGITISED = "digitised", _("Bản số hóa từ bản giấy")
    PAPER = "paper", _("Bản giấy, chưa số hóa")


PDF = "application/pdf"
SCANS = (PDF, "image/png", "image/jpeg")
"""What a digitised paper may be kept as."""
SIGNATURES_NEEDED = 2
"""The official's and the agency's (R2.18)."""
