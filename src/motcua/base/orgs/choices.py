"""Levels of units, kinds of succession, duties of posts."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class Level(StrEnum):
    """Where a unit stands; districts exist until 30/06/2025 (R11.6)."""

    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"
    DIVISION = "division"


RANK = {Level.PROVINCE: 0, Level.DISTRICT: 1, Level.COMMUNE: 2, Level.DIVISION: 3}
LEVEL = [
    (Level.PROVINCE, _("cấp tỉnh")),
    (Level.DISTRICT, _("cấp huyện")),
    (Level.COMMUNE, _("cấp xã")),
    (Level.DIVISION, _("bộ phận")),
]

RESIDENTIAL = frozenset(
    {
        "Thôn",
        "Tổ dân phố",
        "Ấp",
        "Bản",
        "Buôn",
        "Làng",
        "Bon",
        "Phum",
        "Sóc",
        "Xóm",
        "Khóm",
        "Khu phố",
        "Khu dân cư",
    }
)
"""Kinds of what people live in within a commune (Luật 72/2025/QH15; Luật 10/2022/QH15): kept as divisions without
posts; they are no authority."""


class SuccessionKind(StrEnum):
    """How a unit passed into another: whole as it was, into a merger, divided, or under another name."""

    WHOLE = "whole"
    MERGE = "merge"
    SPLIT = "split"
    RENAME = "rename"


SUCCESSION = [
    (SuccessionKind.WHOLE, _("giữ nguyên")),
    (SuccessionKind.MERGE, _("nhập vào")),
    (SuccessionKind.SPLIT, _("chia tách")),
    (SuccessionKind.RENAME, _("đổi tên")),
]


class Duty(StrEnum):
    """What a post may do (DOMAIN 1.7). Policies look at duties and posts, never at persons."""

    RECEIVE = "receive"
    PROCESS = "process"
    REVIEW = "review"
    SIGN = "sign"
    CERTIFY = "certify"
    STAMP = "stamp"
    RETURN = "return"
    HEAD = "head"
    CATALOGUE = "catalogue"
    SUPERVISE = "supervise"
    INSPECT = "inspect"
    ADMIN = "admin"
    DIRECT = "direct"


DUTY = [
    (Duty.RECEIVE, _("tiếp nhận hồ sơ")),
    (Duty.PROCESS, _("giải quyết hồ sơ")),
    (Duty.REVIEW, _("soát xét")),
    (Duty.SIGN, _("ký kết quả")),
    (Duty.CERTIFY, _("ký chứng thực")),
    (Duty.STAMP, _("vào sổ, đóng dấu, phát hành")),
    (Duty.RETURN, _("trả kết quả")),
    (Duty.HEAD, _("phụ trách bộ phận một cửa")),
    (Duty.CATALOGUE, _("quản lý danh mục thủ tục")),
    (Duty.SUPERVISE, _("giám sát")),
    (Duty.INSPECT, _("kiểm tra công vụ")),
    (Duty.ADMIN, _("quản trị hệ thống")),
    (Duty.DIRECT, _("lãnh đạo, xem bảng điều hành")),
]
