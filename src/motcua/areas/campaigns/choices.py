"""Words of communication of laws: for whom, over which channel, how reach was counted, where things stand."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a campaign stands; whether it is on now its days say."""

    PLANNED = "planned", _("Đang lập")
    OPENED = "opened", _("Đã công bố")
    FINISHED = "finished", _("Đã tổng kết")


class Kind(models.TextChoices):
    """What a campaign is."""

    LAW = "law", _("Tuyên truyền, phổ biến pháp luật")
    WORK = "work", _("Đợt công tác: phòng, chống dịch, thiên tai, cao điểm")


class Role(models.TextChoices):
    """What who is on duty in a campaign is there for: points of contact, never residents or patients (ADR 0021)."""

    COMMAND = "command", _("Chỉ huy, thường trực")
    HEALTH = "health", _("Y tế")
    POLICE = "police", _("Công an")
    MILITARY = "military", _("Quân sự, dân quân")
    RESCUE = "rescue", _("Cứu hộ, cứu nạn")
    NEIGHBOURHOOD = "neighbourhood", _("Tổ dân phố, thôn")
    FRONT = "front", _("Mặt trận, đoàn thể")
    SCHOOL = "school", _("Trường học")
    SUPPLY = "supply", _("Hậu cần, vận chuyển")
    ELSE = "else", _("Đầu mối khác")


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
