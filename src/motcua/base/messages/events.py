"""What can happen to a notice. Facts name the text and the channel, never an address."""

from motcua.base.journal.events import kind

SENT = kind("notice.sent", "Gửi thông báo “{key}” qua {channel}")
GIVEN_UP = kind("notice.given_up", "Không gửi được thông báo “{key}” qua {channel} sau {tries} lần")
RESENT = kind("notice.resent", "Gửi lại thông báo “{key}” qua {channel}")
WISHED = kind("notice.wished", "Người nộp chọn cách được báo: {wish}")
ANNOUNCED = kind(
    "interruption.announced",
    "Thông báo tạm ngừng hệ thống từ {starts_words} đến {ends_words}",
    "Hệ thống tạm ngừng từ {starts_words} đến {ends_words}",
)
CALLED_OFF = kind(
    "interruption.called_off",
    "Bỏ lần tạm ngừng hệ thống từ {starts_words}",
    "Hệ thống không tạm ngừng như đã báo, từ {starts_words}",
)
