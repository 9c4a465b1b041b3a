"""What can happen to a result in the warehouse. No names, no numbers of people."""

from motcua.base.journal.events import kind

DEPOSITED = kind(
    "result.deposited",
    "Lưu kết quả số {number} vào kho",
    "Kết quả đã được lưu vào kho dữ liệu điện tử của ông/bà",
)
DIGITISED = kind(
    "result.digitised",
    "Số hóa kết quả giấy số {number}, {pages} trang",
    "Kết quả giấy của ông/bà đã được số hóa",
)
REVOKED = kind("result.revoked", "Thu hồi kết quả theo {instrument}", "Kết quả đã bị thu hồi")
CANCELLED = kind("result.cancelled", "Hủy bỏ kết quả theo {instrument}", "Kết quả đã bị hủy bỏ")
REUSED = kind(
    "result.reused", "Dùng lại kết quả cho hồ sơ {dossier}", "Kết quả được dùng lại, không phải nộp bản giấy"
)
OPENED = kind("result.opened", "Mở tệp kết quả", None)
