"""What can happen to the legal base."""

from motcua.base.journal.events import kind

LOADED = kind(
    "law.loaded",
    "Nạp dữ liệu pháp luật: thêm {added}, sửa {changed}, không nhận {rejected}",
)
PARAMETER_SET = kind(
    "law.parameter_set",
    "Tham số {key} có giá trị mới từ ngày {valid_from}",
    "Quy định áp dụng cho {key} thay đổi từ ngày {valid_from}",
)
