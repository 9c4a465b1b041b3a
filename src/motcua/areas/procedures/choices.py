"""Closed vocabularies of the catalogue of administrative procedures (DOMAIN R3.1–R3.6)."""

from __future__ import annotations

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Level(StrEnum):
    """Level of execution of a procedure (R3.3); ``district`` only for history before 1/7/2025."""

    MINISTRY = "ministry"
    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"
    OTHER = "other"


class Channel(StrEnum):
    """Ways of filing a dossier (NĐ 118/2025 art. 15)."""

    COUNTER = "counter"
    POST = "post"
    ONLINE = "online"


class PaperKind(StrEnum):
    """A paper is handed in (nộp) or only shown (xuất trình)."""

    SUBMIT = "submit"
    PRESENT = "present"


class OnlineLevel(StrEnum):
    """Level of online service: whole (toàn trình), part (một phần), information only."""

    FULL = "full"
    PARTIAL = "partial"
    INFORMATION = "information"
    UNKNOWN = ""


class Severity(StrEnum):
    """How much a doubt about a source matters: a remark, a question for an official, a rejection."""

    NOTE = "note"
    DOUBT = "doubt"
    REJECTED = "rejected"


class StepKind(StrEnum):
    """Kind of a step of an internal process, as the engine of cases understands it."""

    RECEIVE = "receive"
    WORK = "work"
    RESULT = "result"
    RETURN = "return"


class Status(TextChoices):
    """Life of one version of a procedure (R3.3, R3.6)."""

    DRAFT = "draft", _("Dự kiến")
    PUBLISHED = "published", _("Có hiệu lực")
    EXPIRED = "expired", _("Hết hiệu lực")
    ABOLISHED = "abolished", _("Bị bãi bỏ")


class Publisher(TextChoices):
    """Who publishes (R3.7): the minister everything, the province's chairman the list and local contents."""

    MINISTRY = "ministry", _("Bộ trưởng, thủ trưởng cơ quan ngang bộ")
    PROVINCE = "province", _("Chủ tịch Ủy ban nhân dân tỉnh")


class DecisionState(TextChoices):
    """Life of a decision of publication in the register."""

    DRAFT = "draft", _("Đang lập danh mục")
    PUBLISHED = "published", _("Đã công bố")


class ChangeKind(TextChoices):
    """What a decision of publication does to a procedure (R3.6)."""

    NEW = "new", _("Mới ban hành")
    AMENDED = "amended", _("Sửa đổi, bổ sung")
    REPLACED = "replaced", _("Thay thế")
    ABOLISHED = "abolished", _("Bãi bỏ")


class PortalState(TextChoices):
    """How a procedure stands on the National Portal (S027)."""

    INTEGRATED = "integrated", _("Đã tích hợp, cung cấp")
    WAITING = "waiting", _("Đủ điều kiện, chưa tích hợp")
    UNFIT = "unfit", _("Không đủ điều kiện cung cấp trực tuyến")


class AlertKind(TextChoices):
    """What a keeper of the catalogue must look at."""

    BASIS_EXPIRED = "basis_expired", _("Căn cứ pháp lý hết hiệu lực")
    BASIS_EXPIRING = "basis_expiring", _("Căn cứ pháp lý sắp hết hiệu lực")
    POSTING_OUTDATED = "posting_outdated", _("Đang niêm yết bản cũ")


class ReviewState(TextChoices):
    """Life of an item of a review plan (R3.15)."""

    PLANNED = "planned", _("Trong kế hoạch")
    REVIEWING = "reviewing", _("Đang rà soát")
    PROPOSED = "proposed", _("Đã đề xuất")
    APPROVED = "approved", _("Đã phê duyệt")
    IMPLEMENTED = "implemented", _("Đã thực thi")
    REPORTED = "reported", _("Đã báo cáo")


class Outcome(TextChoices):
    """What a review recommends (R3.15)."""

    KEEP = "keep", _("Giữ nguyên")
    SIMPLIFY = "simplify", _("Sửa đổi, đơn giản hóa")
    ABOLISH = "abolish", _("Bãi bỏ")


class Criterion(TextChoices):
    """The four questions of a review (R3.12; NĐ 63/2010 Điều 27–31)."""

    NECESSITY = "necessity", _("Sự cần thiết")
    REASON = "reason", _("Tính hợp lý")
    LEGALITY = "legality", _("Tính hợp pháp")
    COST = "cost", _("Chi phí tuân thủ")
