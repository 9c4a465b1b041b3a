"""What can happen to what is being filed. No names, no answers: who files is not in the journal."""

from motcua.base.journal.events import kind

FILED = kind("filing.filed", "Nộp hồ sơ {dossier} ({papers} giấy tờ, {confirmed})")
SUPPLEMENT_SENT = kind("filing.supplement_sent", "Gửi giấy tờ bổ sung cho hồ sơ {dossier} ({papers} giấy tờ)")
CONFIRMED = kind("filing.confirmed", "Người dân xác nhận bản khai được hỗ trợ ({confirmed})")
DISCARDED = kind("filing.discarded", "Hủy bản nháp và các tệp đã tải lên")
