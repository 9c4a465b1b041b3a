"""Words of initiatives (S076)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where an initiative stands."""

    PROPOSED = "proposed", _("Chờ xét")
    RECOGNISED = "recognised", _("Đã công nhận")
    DECLINED = "declined", _("Không công nhận")


class Reach(models.TextChoices):
    """How far what was recognised reaches."""

    UNIT = "unit", _("Cơ sở")
    PROVINCE = "province", _("Tỉnh, thành phố")
    NATION = "nation", _("Toàn quốc")
