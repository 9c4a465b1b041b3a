"""Words of coordination programmes (R13.21)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

ENDS_SOON_DAYS = 183
"""A programme that ends within six months and has no successor is shown."""


class Kind(models.TextChoices):
    """As what bodies bind themselves."""

    PROGRAMME = "programme", _("Chương trình phối hợp")
    REGULATION = "regulation", _("Quy chế phối hợp")


class Given(models.TextChoices):
    """What a party gives to a programme: how its joint work goes, its part of a year's review, what it proposes."""

    PROGRESS = "progress", _("Tiến độ việc chung")
    PART = "part", _("Đánh giá của bên trong năm")
    PROPOSAL = "proposal", _("Đề xuất nội dung")


class Outcome(models.TextChoices):
    """What became of a proposal."""

    TAKEN = "taken", _("Tiếp thu")
    DECLINED = "declined", _("Chưa tiếp thu")


class ReviewKind(models.TextChoices):
    """When it is looked back on."""

    PRELIMINARY = "preliminary", _("Sơ kết")
    FINAL = "final", _("Tổng kết")
