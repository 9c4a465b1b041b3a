"""Words of communication of laws: for whom, over which channel, how reach was counted, where things stand."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a campaign stands; whether it is on now its days say."""

    PLANNED = "planned", _("Đang lập")
    OPENED = "opened", _("Đã công bố")
    FINISHED = "finished", _("Đã tổng kết")


class ActivityState(models.TextChoices):
    """What became of an activity."""

    TO_DO = "to_do", _("Sẽ làm")
    HELD = "held", _("Đã làm")
    SKIPPED = "skipped", _("Không làm")


class Audience(models.TextChoices):
    """For whom it is; groups, never persons."""

    RESIDENTS = "residents", _("Mọi người dân")
    BUSINESSES = "businesses", _("Hộ kinh doanh, doanh nghiệp")
    PUPILS = "pupils", _("Học sinh, phụ huynh")
    YOUNG = "young", _("Thanh niên")
    ELDERLY = "elderly", _("Người cao tuổi")
    WORKERS = "workers", _("Người lao động")
    NEWCOMERS = "newcomers", _("Người mới đến, thuê trọ")
    MINORITIES = "minorities", _("Đồng bào dân tộc thiểu số")
    AFFECTED = "affected", _("Người chịu tác động của quyết định")
    OFFICIALS = "officials", _("Cán bộ, công chức")


class Channel(models.TextChoices):
    """How people are reached (Luật 14/2012/QH13 Điều 11)."""

    LOUDSPEAKER = "loudspeaker", _("Loa truyền thanh")
    MEETING = "meeting", _("Hội nghị, họp tổ dân phố")
    PAGE = "page", _("Trang thông tin, mạng xã hội")
    LEAFLET = "leaflet", _("Tờ gấp, tờ rơi")
    POSTER = "poster", _("Pa nô, niêm yết")
    SCHOOL = "school", _("Trong trường học")
    CONTEST = "contest", _("Thi tìm hiểu")
    VISIT = "visit", _("Đến từng hộ, tư vấn trực tiếp")
    ELSE = "else", _("Cách khác")


class Counted(models.TextChoices):
    """How reach was counted; numbers counted differently are never added."""

    HEADS = "heads", _("đếm người dự")
    HOUSEHOLDS = "households", _("đếm số hộ")
    COPIES = "copies", _("đếm số tờ phát")
    VIEWS = "views", _("lượt xem, lượt nghe ghi được")
    BROADCASTS = "broadcasts", _("đếm lần phát")
    ESTIMATE = "estimate", _("ước lượng")
