"""What can happen to fees, said to officials and to the public. Amounts, item codes, channels, receipt numbers only."""

from motcua.base.journal.events import kind

CHARGED = kind(
    "fee.charged",
    "Ghi khoản phải thu {item}: {payable_words}, nộp trước {due_words}",
    "Ông/bà cần nộp {payable_words} trước {due_words}",
)
EXEMPTED = kind(
    "fee.exempted",
    "Miễn, giảm {reduced_words}, căn cứ {law}",
    "Ông/bà được miễn, giảm {reduced_words}",
)
PAID = kind(
    "fee.paid",
    "Thu {amount_words} ({way}), biên lai số {receipt}",
    "Đã nhận {amount_words}, biên lai số {receipt}",
)
SETTLED = kind("fee.settled", "Đã xong nghĩa vụ tài chính của {of}", "Đã xong nghĩa vụ tài chính")
REFUNDED = kind(
    "fee.refunded",
    "Hoàn trả {amount_words} theo {instrument}",
    "Đã quyết định hoàn trả ông/bà {amount_words}",
)
CANCELLED = kind("fee.cancelled", "Hủy khoản phải thu {item}", "Khoản phải nộp này được hủy")
SUCCEEDED = kind(
    "fee.succeeded",
    "Chuyển {unit_words} tiếp tục thu thay {from_words}",
    "Khoản này nay nộp cho {unit_words}",
)
PRINTED = kind("fee.receipt_printed", "In biên lai số {receipt}, lần {times}", None)
STATEMENT_TAKEN = kind(
    "fee.statement_taken", "Nhận sao kê ngân hàng: {new} dòng mới, {known} dòng đã có", None
)
STATEMENT_BOOKED = kind("fee.statement_booked", "Ghi thu theo sao kê: {lines} dòng, {amount_words}", None)
LINE_ASSIGNED = kind("fee.line_assigned", "Ghi dòng sao kê vào khoản {charge}", None)
LINE_SET_ASIDE = kind("fee.line_set_aside", "Để riêng một dòng sao kê {amount_words}", None)
NOTICE_TAKEN = kind("fee.notice_taken", "Nhận thông báo thanh toán {notice}: {amount_words}", None)
DAY_CLOSED = kind(
    "fee.day_closed", "Chốt ngày thu {day}: tiền mặt {counted_words}, chênh lệch {difference_words}", None
)
SCHEDULED = kind(
    "fee.scheduled", "Cập nhật biểu phí, lệ phí: {items} khoản, {exemptions} diện miễn giảm", None
)
ACCOUNT_OPENED = kind("fee.account_opened", "Ghi tài khoản nhận phí, lệ phí từ ngày {from_words}", None)
