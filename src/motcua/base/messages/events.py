"""What can happen to a notice. Facts name the text and the channel, never an address."""

from motcua.base.journal.events import kind

SENT = kind("notice.sent", "Gửi thông báo “{key}” qua {channel}")
GIVEN_UP = kind("notice.given_up", "Không gửi được thông báo “{key}” qua {channel} sau {tries} lần")
