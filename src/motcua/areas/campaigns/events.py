"""What can happen to a campaign; of who is on duty only that a line came, was read, went."""

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
STAFFED = kind("campaign.staffed", "{count} vị trí tham gia đợt")
CONTACT_ADDED = kind("campaign.contact_added", "Thêm dòng {contact} vào danh bạ trực: {role_words}")
CONTACT_REMOVED = kind("campaign.contact_removed", "Xóa dòng {contact} khỏi danh bạ trực")
CONTACTS_READ = kind("campaign.contacts_read", "Mở danh bạ trực, {count} dòng")
CONTACTS_DESTROYED = kind("campaign.contacts_destroyed", "Hủy danh bạ trực khi đợt kết thúc, {count} dòng")
FINISHED = kind("campaign.finished", "Tổng kết đợt tuyên truyền, {held} hoạt động đã làm")
