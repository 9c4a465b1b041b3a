"""What can happen in the hall, said to officials and to the public. Nobody is named, no priority group is told."""

from motcua.base.journal.events import kind

SERVICE_SET = kind("counter.service_set", "Đặt loại việc {letter}: {name}")
COUNTER_SET = kind("counter.set", "Đặt quầy {number}: {name}")
PLANNED = kind("counter.planned", "Phân công trực quầy {number} từ {starts} đến {ends}")
UNPLANNED = kind("counter.unplanned", "Bỏ phân công trực quầy {number} từ {starts}")
OPENED = kind("counter.opened", "Mở quầy {number}", "Quầy {number} mở")
CLOSED = kind("counter.closed", "Đóng quầy {number}", "Quầy {number} đóng")
SCREEN_REGISTERED = kind("screen.registered", "Đăng ký màn hình “{name}”")
SCREEN_PAIRED = kind("screen.paired", "Màn hình “{name}” đã nối")
SCREEN_REMOVED = kind("screen.removed", "Gỡ màn hình “{name}”")
TAKEN = kind("ticket.taken", "Lấy số {code}, việc {letter}", "Đã lấy số {code}")
BOOKED = kind("ticket.booked", "Đặt giờ, số {code}, hẹn {slot_words}", "Đã đặt số {code}, hẹn {slot_words}")
ARRIVED = kind("ticket.arrived", "Người đặt giờ đã đến, số {code}", "Đã đến, chờ gọi số {code}")
CALLED = kind("ticket.called", "Mời số {code} đến quầy {counter}", "Mời số {code} đến quầy {counter}")
RECALLED = kind("ticket.recalled", "Mời lại số {code} đến quầy {counter}", "Mời lại số {code}")
STARTED = kind(
    "ticket.started", "Bắt đầu tiếp số {code} tại quầy {counter}", "Đang được tiếp tại quầy {counter}"
)
FINISHED = kind("ticket.finished", "Tiếp xong số {code}", "Đã tiếp xong")
MISSED = kind("ticket.missed", "Mời số {code} không có mặt", "Đã mời nhưng không có mặt")
MOVED = kind("ticket.moved", "Chuyển số {code} đến quầy {to}", "Được chuyển đến quầy {to}")
CAME_BACK = kind("ticket.came_back", "Số {code} đã quay lại, chờ gọi tiếp", "Đã quay lại, chờ gọi tiếp")
WITHDRAWN = kind("ticket.withdrawn", "Hủy số {code}", "Đã hủy số")
LEFT = kind("ticket.left", "Hết ngày, số {code} không đến lượt", "Hết ngày, số không còn dùng được")
LINKED = kind("ticket.linked", "Số {code} gắn với hồ sơ {dossier}")
