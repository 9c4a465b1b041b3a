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
CITED = kind("law.cited", "Ghi {count} văn bản được trích dẫn")
RECORDED = kind("law.recorded", "Ghi văn bản {symbol} vào danh mục, theo {source_words}")
CORRECTED = kind("law.corrected", "Sửa văn bản {symbol}, theo {source_words}")
RELATED = kind("law.related", "Ghi quan hệ: {one} {kind_words} {other}, theo {source_words}")
UNRELATED = kind("law.unrelated", "Bỏ quan hệ ghi sai: {one} {kind_words} {other}, theo {source_words}")
