"""States and kinds of the legal base."""

from enum import StrEnum


class Certainty(StrEnum):
    """How sure a shipped fact is (docs/architecture.md, "Law"): everything that is not verified can be
    corrected."""

    VERIFIED = "verified"
    LIKELY = "likely"
    CHECK = "check"
    DESIGN = "design"


CERTAINTY = [
    (Certainty.VERIFIED, "đã đối chiếu nguồn"),
    (Certainty.LIKELY, "ổn định từ lâu hoặc nhiều nguồn trùng nhau, chưa đọc lại văn bản"),
    (Certainty.CHECK, "cần cán bộ pháp chế kiểm tra"),
    (Certainty.DESIGN, "mặc định của phần mềm, không phải quy định"),
]


class RelationKind(StrEnum):
    """What one instrument does to another."""

    REPLACES = "replaces"
    AMENDS = "amends"
    GUIDES = "guides"
    REPEALS = "repeals"


RELATION = [
    (RelationKind.REPLACES, "thay thế"),
    (RelationKind.AMENDS, "sửa đổi, bổ sung"),
    (RelationKind.GUIDES, "quy định chi tiết, hướng dẫn"),
    (RelationKind.REPEALS, "bãi bỏ"),
]
