"""What can happen to report duties and periodic reports. Codes, days and numbers; no words of the report."""

from motcua.base.journal.events import kind

DUTY_SET = kind("report_duty.set", "Đặt chế độ báo cáo {short}: gửi {due_words}")
DUTY_ASSIGNED = kind("report_duty.assigned", "Giao người lập báo cáo {short}")
DUTY_ENDED = kind("report_duty.ended", "Thôi chế độ báo cáo {short} từ {until_words}")
DUTY_SUCCEEDED = kind(
    "report_duty.succeeded", "Chế độ báo cáo {short} nay do {unit_words} thực hiện thay {from_words}"
)

SUCCEEDED = kind(
    "periodic_report.succeeded", "Chuyển {unit_words} tiếp tục thay {from_words}, hạn giữ nguyên"
)
GIVEN = kind("periodic_report.given", "Giao người lập báo cáo")
OPENED = kind("periodic_report.opened", "Mở báo cáo {period}, hạn gửi {due_words}")
WRITTEN = kind("periodic_report.written", "Viết mục {section}, bản {n}")
ENTERED = kind("periodic_report.entered", "Nhập {count} số liệu")
REMARKED = kind("periodic_report.remarked", "Góp ý mục {section}")
SUBMITTED = kind("periodic_report.submitted", "Trình báo cáo, phiên bản {n}; số liệu được giữ nguyên")
RETURNED = kind("periodic_report.returned", "Trả lại để sửa")
ACCEPTED = kind("periodic_report.accepted", "Nhận báo cáo")
CONSOLIDATED = kind("periodic_report.consolidated", "Đưa vào báo cáo tổng hợp {into}")
ISSUED = kind("periodic_report.issued", "Ban hành báo cáo số {number}")
SENT = kind("periodic_report.sent", "Gửi {way_words}")
CORRECTED = kind("periodic_report.corrected", "Mở lại để đính chính sau phiên bản {n}")
REMINDED = kind("periodic_report.reminded", "Nhắc người lập báo cáo: {stage_words}")
URGED = kind("periodic_report.urged", "Đôn đốc gửi báo cáo")
