"""States and kinds of the legal base."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class Certainty(StrEnum):
    """How sure a shipped fact is (docs/architecture.md, "Law"): everything that is not verified can be
    corrected."""

    VERIFIED = "verified"
    LIKELY = "likely"
    CHECK = "check"
    DESIGN = "design"


CERTAINTY = [
    (Certainty.VERIFIED, _("đã đối chiếu nguồn")),
    (Certainty.LIKELY, _("ổn định từ lâu hoặc nhiều nguồn trùng nhau, chưa đọc lại văn bản")),
    (Certainty.CHECK, _("cần cán bộ pháp chế kiểm tra")),
    (Certainty.DESIGN, _("mặc định của phần mềm, không phải quy định")),
]


class RelationKind(StrEnum):
    """What one instrument does to another."""

    REPLACES = "replaces"
    AMENDS = "amends"
    GUIDES = "guides"
    REPEALS = "repeals"


RELATION = [
    (RelationKind.REPLACES, _("thay thế")),
    (RelationKind.AMENDS, _("sửa đổi, bổ sung")),
    (RelationKind.GUIDES, _("quy định chi tiết, hướng dẫn")),
    (RelationKind.REPEALS, _("bãi bỏ")),
]


class Known(StrEnum):
    """From where an instrument is known."""

    REGISTER = "register"
    OFFICIAL = "official"
    CITATION = "citation"


KNOWN = [
    (Known.REGISTER, _("danh mục văn bản kèm phần mềm")),
    (Known.OFFICIAL, _("cán bộ ghi, có nguồn")),
    (Known.CITATION, _("chỉ biết qua trích dẫn")),
]
