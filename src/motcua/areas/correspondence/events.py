"""What can happen to documents that come and go. Symbols, types, posts and days; never an abstract or other words."""

from motcua.base.journal.events import kind

INCOMING_REGISTERED = kind("incoming.registered", "Vào sổ văn bản đến số {serial}: {type_words} {symbol}")
INCOMING_PRESENTED = kind("incoming.presented", "Trình {to_words}")
INCOMING_INSTRUCTED = kind("incoming.instructed", "Lãnh đạo giao {lead_words}, hạn {deadline_words}")
INCOMING_FORWARDED = kind("incoming.forwarded", "Chuyển giao cho {lead_words}")
INCOMING_CORRECTED = kind("incoming.corrected", "Sửa dòng vào sổ số đến {serial}: {fields_words}")
INCOMING_CANCELLED = kind("incoming.cancelled", "Hủy dòng vào sổ số đến {serial}, số không cấp lại")
INCOMING_DONE = kind("incoming.done", "Đã giải quyết xong")

OUTGOING_DRAFTED = kind("outgoing.drafted", "Soạn {type_words}, bản thứ {version}")
OUTGOING_REVISED = kind("outgoing.revised", "Sửa dự thảo, bản thứ {version}")
OUTGOING_SUBMITTED = kind("outgoing.submitted", "Trình ký bản thứ {version}")
OUTGOING_RETURNED = kind("outgoing.returned", "Trả lại bản thứ {version} để sửa")
OUTGOING_CANCELLED = kind("outgoing.cancelled", "Thôi không soạn nữa")
OUTGOING_SIGNED = kind("outgoing.signed", "Ký, lấy số {number}")
OUTGOING_FIRST_SIGNED = kind("outgoing.first_signed", "Ký, chờ người ký thứ hai")
OUTGOING_COSIGNED = kind("outgoing.cosigned", "Người ký thứ hai ký, lấy số {number}")
OUTGOING_PARTY_SIGNED = kind("outgoing.party_signed", "Ghi người ngoài cơ quan đã ký {number} ngày {day}")
OUTGOING_PARTY_CORRECTED = kind(
    "outgoing.party_corrected", "Sửa ngày người ngoài cơ quan ký {number}: {before} thành {day}"
)
OUTGOING_ISSUED = kind("outgoing.issued", "Phát hành {number}")
OUTGOING_SENT = kind("outgoing.sent", "Gửi {number}: {way_words}")
OUTGOING_RECEIVED = kind("outgoing.received", "Nơi nhận trong hệ thống đã vào sổ {number}")
OUTGOING_MENDED = kind("outgoing.mended", "{number} {mend_words} theo {by_number}")
RECIPIENTS_GROUPED = kind("recipients.grouped", "Ghi nhóm nơi nhận, {count} nơi")
