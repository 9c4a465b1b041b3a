"""What can happen to a campaign; it is about laws and groups, never about persons."""

from motcua.base.journal.events import kind

PLANNED = kind("campaign.planned", "Lập kế hoạch tuyên truyền từ {from_words} đến {until_words}")
CHANGED = kind("campaign.changed", "Sửa kế hoạch tuyên truyền, từ {from_words} đến {until_words}")
OPENED = kind("campaign.opened", "Công bố đợt tuyên truyền")
ACTIVITY_ADDED = kind(
    "campaign.activity_added", "Thêm hoạt động thứ {activity}: {channel_words}, ngày {on_words}"
)
ACTIVITY_HELD = kind(
    "campaign.activity_held", "Hoạt động thứ {activity} đã làm, tiếp cận {reach} ({counted_words})"
)
ACTIVITY_SKIPPED = kind("campaign.activity_skipped", "Hoạt động thứ {activity} không làm")
MATERIAL_ADDED = kind("campaign.material_added", "Thêm tài liệu thứ {material}")
MATERIAL_WITHDRAWN = kind("campaign.material_withdrawn", "Gỡ tài liệu thứ {material}")
FINISHED = kind("campaign.finished", "Tổng kết đợt tuyên truyền, {held} hoạt động đã làm")
