"""Levels of units, kinds of succession, duties of posts."""

from enum import StrEnum


class Level(StrEnum):
    """Where a unit stands; districts exist until 30/06/2025 (R11.6)."""

    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"
    DIVISION = "division"


RANK = {Level.PROVINCE: 0, Level.DISTRICT: 1, Level.COMMUNE: 2, Level.DIVISION: 3}
LEVEL = [
    (Level.PROVINCE, "cấp tỉnh"),
    (Level.DISTRICT, "cấp huyện"),
    (Level.COMMUNE, "cấp xã"),
    (Level.DIVISION, "bộ phận"),
]


class SuccessionKind(StrEnum):
    """How a unit passed into another: whole as it was, into a merger, divided, or under another name."""

    WHOLE = "whole"
    MERGE = "merge"
    SPLIT = "split"
    RENAME = "rename"


SUCCESSION = [
    (SuccessionKind.WHOLE, "giữ nguyên"),
    (SuccessionKind.MERGE, "nhập vào"),
    (SuccessionKind.SPLIT, "chia tách"),
    (SuccessionKind.RENAME, "đổi tên"),
]


class Duty(StrEnum):
    """What a post may do (DOMAIN 1.7). Policies look at duties and posts, never at persons."""

    RECEIVE = "receive"
    PROCESS = "process"
    REVIEW = "review"
    SIGN = "sign"
    STAMP = "stamp"
    RETURN = "return"
    HEAD = "head"
    CATALOGUE = "catalogue"
    SUPERVISE = "supervise"
    INSPECT = "inspect"
    ADMIN = "admin"
    DIRECT = "direct"


DUTY = [
    (Duty.RECEIVE, "tiếp nhận hồ sơ"),
    (Duty.PROCESS, "giải quyết hồ sơ"),
    (Duty.REVIEW, "soát xét"),
    (Duty.SIGN, "ký kết quả"),
    (Duty.STAMP, "vào sổ, đóng dấu, phát hành"),
    (Duty.RETURN, "trả kết quả"),
    (Duty.HEAD, "phụ trách bộ phận một cửa"),
    (Duty.CATALOGUE, "quản lý danh mục thủ tục"),
    (Duty.SUPERVISE, "giám sát"),
    (Duty.INSPECT, "kiểm tra công vụ"),
    (Duty.ADMIN, "quản trị hệ thống"),
    (Duty.DIRECT, "lãnh đạo, xem bảng điều hành"),
]
