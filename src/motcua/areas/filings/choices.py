"""Words of online filing."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What a draft becomes."""

    FILING = "filing", _("Hồ sơ mới")
    SUPPLEMENT = "supplement", _("Giấy tờ bổ sung")


class Confirmed(models.TextChoices):
    """How the applicant stood by what is filed."""

    SELF = "self", _("tự nộp bằng tài khoản định danh điện tử")
    SCREEN = "screen", _("đọc và xác nhận trên màn hình tại sảnh")
    PAPER = "paper", _("ký trên bản in")


KEEP_DAYS = 30
"""How long a draft waits when the law's parameters do not say (filing.draft.keep)."""
CONFIRM_MINUTES = 15
"""How long the code shown at the counter opens the summary on the screen in the hall."""
