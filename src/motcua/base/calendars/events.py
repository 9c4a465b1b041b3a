"""What can happen to calendars."""

from motcua.base.journal.events import kind

LOADED = kind(
    "calendars.holidays_loaded",
    "Nạp lịch nghỉ lễ: thêm {added}, sửa {changed}, không nhận {rejected}",
    "Lịch nghỉ lễ, làm bù được cập nhật",
)
DAY_SET = kind(
    "calendars.day_set",
    "Ngày {on} được đặt: {name} ({source})",
    "Lịch làm việc ngày {on} thay đổi: {name} ({source})",
)
DAY_CLEARED = kind(
    "calendars.day_cleared",
    "Ngày {on} trở lại lịch tuần ({source})",
    "Lịch làm việc ngày {on} trở lại bình thường ({source})",
)
WEEK_SET = kind(
    "calendars.week_set",
    "Giờ làm việc mới áp dụng từ {valid_from} ({source})",
    "Giờ làm việc mới áp dụng từ {valid_from} ({source})",
)
