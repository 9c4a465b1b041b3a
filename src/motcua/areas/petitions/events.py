"""What can happen to a petition. No names, no contents, no free text of people."""

from motcua.base.journal.events import kind

TYPES_LOADED = kind("petition.types_loaded", "Công bố loại đơn ({count} phiên bản)")
RECEIVED = kind(
    "petition.received",
    "Nhận đơn, hạn xử lý {due_words}",
    "Đã nhận đơn, trả lời việc xử lý trước {due_words}",
)
PROPOSED = kind(
    "petition.proposed", "Đề xuất: {outcome_words} ({law})", "Đơn đã được xem xét, chờ quyết định"
)
RETIMED = kind(
    "petition.retimed",
    "Thời hạn xử lý là của {class_words}, tính từ ngày nhận: đến {due_words} ({law})",
    "Thời hạn xử lý đơn, tính từ ngày nhận: đến {due_words}",
)
SENT_BACK = kind("petition.sent_back", "Trả lại để xem xét thêm", "Đơn đang được xem xét thêm")
SETTLED = kind("petition.settled", "Quyết định: {outcome_words} ({law})", "Đã xử lý đơn: {outcome_words}")
SPLIT = kind(
    "petition.split", "Tách đơn theo từng nội dung", "Đơn được tách theo từng nội dung để xử lý riêng"
)
WITHDRAWN = kind("petition.withdrawn", "Người viết rút đơn", "Đơn đã rút theo yêu cầu")
PLACED = kind("petition.placed", "Nơi của việc: {place_words} (trước đó: {before_words})")
SHIELDED = kind("petition.shielded", "Giữ kín người tố cáo")
CONFIDED = kind("petition.confided", "Chỉ vị trí xử lý, quyết định tố cáo thấy đơn này")
ASKED = kind(
    "petition.asked",
    "Yêu cầu người gửi bổ sung (lần {request})",
    "Cơ quan cần ông/bà bổ sung thông tin, xem ở trang theo dõi",
)
SUPPLEMENTED = kind(
    "petition.supplemented", "Người gửi bổ sung (lần {request}, {files} tệp)", "Đã nhận thông tin bổ sung"
)
LAID = kind("petition.laid", "Bản quét đến theo bưu chính, chờ vào sổ")
LAID_ASIDE = kind("petition.laid_aside", "Bỏ bản quét khỏi khay: {why_words}")
SCANNED = kind("petition.scanned", "Thêm bản chụp (tệp thứ {file})")
PROLONGED = kind(
    "petition.prolonged",
    "Kéo dài thời hạn xử lý ban đầu tố cáo đến {due_words}",
    "Thời hạn xử lý đơn kéo dài đến {due_words}",
)
ORIGINALS_RETURNED = kind(
    "petition.originals_returned", "Trả lại giấy tờ gốc gửi nhầm theo đơn", "Đã trả lại giấy tờ gốc"
)
DISPOSAL_LISTED = kind("petition.disposal_listed", "Lập danh mục {number}: {count} đơn lưu hết thời hạn")
DISPOSED = kind("petition.disposal_done", "Tiêu hủy {count} đơn lưu của danh mục {number} theo {instrument}")
PETITION_DISPOSED = kind(
    "petition.disposed",
    "Tiêu hủy đơn lưu hết thời hạn, danh mục {number}",
    "Đơn hết thời hạn lưu đã được tiêu hủy",
)
DENOUNCER_DISPOSED = kind(
    "denouncer.disposed", "Hủy danh tính {pseudonym} đã niêm phong: đơn hết thời hạn lưu"
)
INFORMED = kind(
    "petition.informed",
    "Đã báo người gửi việc chuyển đơn",
    "Đã báo ông/bà việc chuyển đơn đến cơ quan có thẩm quyền",
)
KEPT_FROM = kind(
    "petition.kept_from",
    "Người bị tố cáo thuộc cơ quan này: {count} vị trí không được biết, không được xử lý",
)
SPARED = kind(
    "petition.spared",
    "Có tên trong đơn nhưng không bị tố cáo: {count} vị trí vẫn được biết, có lý do ghi trong đơn",
)
KEPT_FROM_NAMED = kind(
    "petition.kept_from_named",
    "Tên trong đơn: {count} vị trí của cơ quan này không được biết, không được xử lý",
)
SUCCEEDED = kind(
    "petition.succeeded",
    "Chuyển {unit_words} tiếp tục giải quyết thay {from_words}; thời hạn giữ nguyên",
    "Nay do {unit_words} tiếp tục giải quyết; thời hạn không thay đổi",
)
DENOUNCER_SUCCEEDED = kind(
    "denouncer.succeeded", "Danh tính {pseudonym} vẫn niêm phong, nay do {unit_words} giữ"
)
DENOUNCER_SEALED = kind("denouncer.sealed", "Niêm phong danh tính người tố cáo {pseudonym}")
DENOUNCER_ASSIGNED = kind("denouncer.assigned", "Giao {post} được mở danh tính {pseudonym} theo {instrument}")
DENOUNCER_UNASSIGNED = kind("denouncer.unassigned", "Thôi giao {post} mở danh tính {pseudonym}")
DENOUNCER_NAMED = kind(
    "denouncer.named", "Văn bản do {post} soạn có ghi tên người tố cáo {pseudonym}: đã thay bằng mã"
)
DENOUNCER_OPENED = kind("denouncer.opened", "Mở danh tính {pseudonym}, lần {count}: {purpose_words}")
