"""What can happen to a regulation of work. Numbers, days, counts; no words, nobody's name."""

from motcua.base.journal.events import kind

DRAFTED = kind("regulation.drafted", "Soạn quy chế làm việc bản thứ {n}, {count} việc")
LOCATED = kind("regulation.located", "Ghi nội dung bắt buộc nằm ở điều nào: {count} nội dung")
ASSIGNED = kind("regulation.assigned", "Ghi việc {matter}: ai quyết định, ai chủ trì")
DROPPED = kind("regulation.dropped", "Bỏ việc {matter}")
ADOPTED = kind(
    "regulation.adopted", "Ban hành quy chế làm việc {number}, hiệu lực từ {from_words}",
    "Ban hành quy chế làm việc {number}, hiệu lực từ {from_words}",
)  # fmt: skip
REPLACED = kind("regulation.replaced", "Hết hiệu lực từ {from_words}, thay bằng {number}")
REVIEWED = kind("regulation.reviewed", "Rà soát quy chế làm việc ngày {on_words}: {outcome_words}")
