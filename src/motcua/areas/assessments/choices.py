"""Where a sheet of points stands."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a sheet stands."""

    DRAFT = "draft", _("Đang tự chấm")
    SUBMITTED = "submitted", _("Chờ thẩm định")
    APPRAISED = "appraised", _("Đã thẩm định")
    PUBLISHED = "published", _("Đã công bố")


NO_SELF_SCORE = "no_self_score"
"""The mark of a unit that did not score itself in time (R13.6)."""
