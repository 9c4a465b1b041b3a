"""States of a queue ticket, where it came from, how a call ended, who goes first."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a ticket stands."""

    BOOKED = "booked", _("Đã đặt giờ, chưa đến")
    WAITING = "waiting", _("Đang chờ")
    CALLED = "called", _("Đang được mời")
    SERVING = "serving", _("Đang được tiếp")
    SERVED = "served", _("Đã tiếp xong")
    NO_SHOW = "no_show", _("Mời không có mặt")
    LEFT = "left", _("Không chờ đến lượt")
    WITHDRAWN = "withdrawn", _("Người dân hủy số")


class Source(models.TextChoices):
    """Where a ticket was taken."""

    KIOSK = "kiosk", _("Màn hình cảm ứng")
    BOOKING = "booking", _("Đặt giờ trực tuyến")
    DESK = "desk", _("Cán bộ lấy giúp")


class Outcome(models.TextChoices):
    """How a call ended."""

    SERVED = "served", _("Đã tiếp xong")
    NO_SHOW = "no_show", _("Mời không có mặt")
    MOVED = "moved", _("Chuyển quầy khác")
    LEFT = "left", _("Hết ngày, chưa ghi xong")


class Priority(models.TextChoices):
    """Who goes first by law, as they say of themselves; which groups hold on a day are parameters of the law."""

    ELDERLY = "elderly", _("Người cao tuổi")
    DISABLED = "disabled", _("Người khuyết tật")
    PREGNANT = "pregnant", _("Phụ nữ mang thai, có con nhỏ")


class ScreenKind(models.TextChoices):
    """What a registered screen is for."""

    KIOSK = "kiosk", _("Màn hình cảm ứng")
    DISPLAY = "display", _("Màn hình gọi số")
    WALL = "wall", _("Bảng chỉ đạo treo tường")


WAITS = (State.WAITING,)
OPEN = (State.WAITING, State.CALLED, State.SERVING)
AT_COUNTER = (State.CALLED, State.SERVING)
GONE = (State.NO_SHOW, State.LEFT, State.WITHDRAWN)
