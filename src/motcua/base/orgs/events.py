"""What can happen to units and posts."""

from motcua.base.journal.events import kind

LOADED = kind(
    "orgs.units_loaded",
    "Nạp danh mục đơn vị: thêm {added}, sửa {changed}, không nhận {rejected}",
    "Danh mục đơn vị hành chính được cập nhật",
)
UNIT_OPENED = kind("orgs.unit_opened", "{name} ({code}) bắt đầu hoạt động từ {valid_from}")
UNIT_CHANGED = kind("orgs.unit_changed", "{name} ({code}) thay đổi từ {valid_from}")
UNIT_CLOSED = kind("orgs.unit_closed", "{name} ({code}) thôi hoạt động từ {valid_to}")
UNIT_ENDED = kind(
    "orgs.unit_ended",
    "{name} ({code}) kết thúc từ {on_words}, {heir_words} kế thừa, theo {number} ngày {signed_words} của {body}",
    "{name} kết thúc từ {on_words}, {heir_words} kế thừa",
)
UNIT_KEPT = kind(
    "orgs.unit_kept", "{name} ({code}) không kết thúc nữa, theo {number} ngày {signed_words} của {body}",
    "{name} tiếp tục hoạt động",
)  # fmt: skip
POST_OPENED = kind("orgs.post_opened", "Lập vị trí {title} ({code}) từ {valid_from}")
POST_CHANGED = kind("orgs.post_changed", "Vị trí {title} ({code}) có nhiệm vụ mới")
POST_CLOSED = kind("orgs.post_closed", "Vị trí {title} ({code}) kết thúc từ {valid_to}")
