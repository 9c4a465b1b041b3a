"""What can happen in certification. No names, no titles of papers, no free text of people."""

from motcua.base.journal.events import kind

TYPES_LOADED = kind("certification.types_loaded", "Công bố loại việc chứng thực ({count} loại)")
RECEIVED = kind(
    "certification.received",
    "Tiếp nhận yêu cầu chứng thực ({documents} giấy tờ), hẹn trả {due_words}",
    "Đã tiếp nhận yêu cầu chứng thực, hẹn trả {due_words}",
)
FEE_DUE = kind("certification.fee_due", "Phí chứng thực phải nộp: {amount_words} đồng")
FEE_COLLECTED = kind("certification.fee_collected", "Đã thu phí chứng thực: {amount_words} đồng")
SCANNED = kind("certification.scanned", "Nhận bản chụp để làm bản sao điện tử (giấy tờ thứ {document})")
CHECKED = kind("certification.checked", "Đã kiểm tra, đối chiếu giấy tờ", "Giấy tờ đã được kiểm tra")
SIGNED = kind("certification.signed", "Ký chứng thực: {capacity}", "Đã ký chứng thực")
ENTERED = kind("certification.entered", "Vào sổ, đóng dấu: {numbers}", "Đã chứng thực, mời đến nhận")
ELECTRONICALLY_SIGNED = kind(
    "certification.electronically_signed",
    "Ký số bản sao điện tử (giấy tờ thứ {document})",
    "Bản sao điện tử đã được ký số",
)
PROLONGED = kind(
    "certification.prolonged",
    "Kéo dài thời hạn {days} ngày làm việc đến {due_words}",
    "Thời hạn kéo dài đến {due_words}",
)
REFUSED = kind(
    "certification.refused",
    "Từ chối chứng thực {documents} giấy tờ, căn cứ {law}",
    "Có giấy tờ không chứng thực được, có văn bản nêu rõ lý do",
)
WITHDRAWN = kind(
    "certification.withdrawn", "Dừng theo yêu cầu của người yêu cầu chứng thực", "Đã dừng theo yêu cầu"
)
PARTLY_RETURNED = kind(
    "certification.partly_returned",
    "Trả trước {documents} giấy tờ đã xong, còn {left} giấy tờ",
    "Đã trả trước {documents} giấy tờ đã xong, còn {left} giấy tờ",
)
RETURNED = kind("certification.returned", "Trả kết quả chứng thực", "Đã trả kết quả")
SUCCEEDED = kind(
    "certification.succeeded",
    "Chuyển {unit_words} tiếp tục giải quyết thay {from_words}; thời hạn giữ nguyên",
    "Nay do {unit_words} tiếp tục giải quyết; thời hạn không thay đổi",
)
BOOK_CLOSED = kind(
    "certification.book_closed", "Khóa sổ {book} năm {year}: {count} số chứng thực, {documents} bản"
)
DISPOSAL_LISTED = kind("certification.disposal_listed", "Lập danh mục {count} văn bản hết thời hạn lưu trữ")
DISPOSED = kind("certification.disposed", "Tiêu hủy {count} văn bản hết thời hạn lưu trữ theo {instrument}")
