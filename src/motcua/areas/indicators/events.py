"""What can happen to reports, definitions and targets. Numbers only."""

from motcua.base.journal.events import kind

CLOSED = kind("report.closed", "Chốt số liệu biểu {number}, {since_words} – {last_words}")
DEFINED = kind(
    "indicator.defined", "Công bố cách tính chỉ tiêu {indicator}, bản {number}, áp dụng từ {from_words}"
)
PROPOSED = kind(
    "indicator.proposed",
    "Đề nghị cách tính chỉ tiêu {indicator}, bản {number}, áp dụng từ {from_words}, chờ người thứ hai xác nhận",
)
CONFIRMED = kind(
    "indicator.confirmed", "Xác nhận cách tính chỉ tiêu {indicator}, bản {number}, áp dụng từ {from_words}"
)
DROPPED = kind("indicator.dropped", "Bỏ đề nghị cách tính chỉ tiêu {indicator}, bản {number}")
OPENED = kind("indicator.opened", "Chỉ tiêu {indicator}: {openness}")
TARGETED = kind("indicator.targeted", "Đặt mục tiêu năm {year} của chỉ tiêu {indicator}: {value}")
PUBLISHED_LOADED = kind("figure.loaded", "Nạp số liệu công bố: thêm {added}, sửa {changed}")
SOURCE_ROWS_LOADED = kind("source.loaded", "Nạp dòng nguồn của số liệu công bố: thêm {added}, sửa {changed}")
PORTAL_NOTED = kind(
    "figure.portal_noted",
    "Ghi số của Cổng dịch vụ công quốc gia, mục {item}, tháng {month}: {numerator}/{denominator}",
)
