"""Words of supervision, social criticism and inspections of responsibility (R13.19, R13.20, R15.2, R15.5)."""

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

KIND = "recommendation"
FIELD = "Giám sát, kiểm tra"


class Kind(models.TextChoices):
    """What is done: the Front supervises or criticises a draft; the agency inspects how its units do their duty,
    looks at how they carry out what they were given (S075), and inspects units, businesses and organisations in any
    field (S123)."""

    SUPERVISION = "supervision", _("Giám sát")
    CRITICISM = "criticism", _("Phản biện xã hội")
    RESPONSIBILITY = "responsibility", _("Thanh tra, kiểm tra trách nhiệm")
    OVERSIGHT = "oversight", _("Theo dõi, đôn đốc, kiểm tra")
    GENERAL = "general", _("Thanh tra, kiểm tra")


class Form(models.TextChoices):
    """How it is done (R13.19)."""

    STUDY = "study", _("Nghiên cứu, xem xét văn bản")
    TEAM = "team", _("Tổ chức đoàn giám sát")
    BOARDS = "boards", _("Thông qua Ban Thanh tra nhân dân, Ban Giám sát đầu tư của cộng đồng")
    JOINT = "joint", _("Tham gia giám sát cùng cơ quan, tổ chức khác")
    CONFERENCE = "conference", _("Hội nghị phản biện")
    SENDING = "sending", _("Gửi dự thảo để phản biện")
    DIALOGUE = "dialogue", _("Đối thoại trực tiếp")
    SCHEDULED = "scheduled", _("Theo kế hoạch")
    UNSCHEDULED = "unscheduled", _("Đột xuất")


OWN = frozenset({Kind.RESPONSIBILITY, Kind.OVERSIGHT, Kind.GENERAL})
"""What an agency does itself, to its own units and those below."""
INQUIRING = frozenset({Kind.RESPONSIBILITY, Kind.GENERAL})
"""What ends with figures, may ask money back, and is made public by a day (R15.4, R15.5)."""

FORMS: Mapping[str, tuple[Form, ...]] = {
    Kind.SUPERVISION: (Form.STUDY, Form.TEAM, Form.BOARDS, Form.JOINT),
    Kind.CRITICISM: (Form.CONFERENCE, Form.SENDING, Form.DIALOGUE),
    Kind.RESPONSIBILITY: (Form.SCHEDULED, Form.UNSCHEDULED),
    Kind.OVERSIGHT: (Form.SCHEDULED, Form.UNSCHEDULED),
    Kind.GENERAL: (Form.SCHEDULED, Form.UNSCHEDULED),
}


class Duty(models.TextChoices):
    """The duty of which an inspection of responsibility asks."""

    RECEPTION = "reception", _("Tiếp công dân")
    COMPLAINT = "complaint", _("Giải quyết khiếu nại")
    DENUNCIATION = "denunciation", _("Giải quyết tố cáo")


class State(models.TextChoices):
    """Where a supervision, criticism or inspection stands."""

    PLANNED = "planned", _("Chưa có kết luận")
    CONCLUDED = "concluded", _("Đã có kết luận")
    PUBLISHED = "published", _("Đã công khai")
    CANCELLED = "cancelled", _("Đã hủy")


class RecommendationState(models.TextChoices):
    """Where a recommendation stands."""

    SENT = "sent", _("Chờ trả lời")
    ANSWERED = "answered", _("Đã trả lời, chờ xem xét")
    FOLLOWED = "followed", _("Đang theo dõi thực hiện")
    SETTLED = "settled", _("Đã kết thúc")
    WITHDRAWN = "withdrawn", _("Đã rút")


class Matter(models.TextChoices):
    """What is recommended (R15.5)."""

    MENDING = "mending", _("Khắc phục, thực hiện đúng")
    RULES = "rules", _("Sửa đổi, hoàn thiện văn bản, cơ chế")
    REVIEW = "review", _("Kiểm điểm trách nhiệm")
    HANDLING = "handling", _("Xử lý hành chính")
    MONEY = "money", _("Thu hồi tiền")
    LAND = "land", _("Thu hồi đất")
    INVESTIGATION = "investigation", _("Chuyển cơ quan điều tra")


def matters_of(kind: str) -> list[Matter]:
    """What may be recommended: money, land and investigation only by an inspection of the agency itself."""
    own = (Matter.MONEY, Matter.LAND, Matter.INVESTIGATION)
    return [matter for matter in Matter if kind in INQUIRING or matter not in own]


class Judgement(models.TextChoices):
    """What who recommended thinks of a reply."""

    WELL = "well", _("Trả lời rõ, đủ")
    POORLY = "poorly", _("Trả lời chưa rõ, chưa đủ")


class Outcome(models.TextChoices):
    """What became of a recommendation (R15.5)."""

    REPLIED = "replied", _("Đã trả lời, không phải làm thêm")
    DONE = "done", _("Đã thực hiện")
    PARTLY = "partly", _("Đã thực hiện một phần")
    UNDONE = "undone", _("Không thực hiện")
    IMPOSSIBLE = "impossible", _("Không thể thực hiện")


FIGURES: Mapping[str, Any] = {
    "units_at_fault": _("Đơn vị có vi phạm, thiếu sót"),
    "persons_reviewed": _("Người phải kiểm điểm"),
    "persons_disciplined": _("Người kiến nghị xử lý kỷ luật"),
    "money": _("Số tiền sai phạm (đồng)"),
}
"""What an inspection of responsibility found, in numbers only: nobody is named."""
FIGURES_OF: Mapping[str, Mapping[str, Any]] = {
    Kind.RESPONSIBILITY: FIGURES,
    Kind.GENERAL: {"bodies": _("Doanh nghiệp, tổ chức khác được thanh tra, kiểm tra"), **FIGURES},
}
"""Figures that a kind ends with; of businesses and organisations only how many they were (S123)."""


def labelled(figures: Mapping[str, int]) -> list[tuple[Any, int]]:
    """Figures of an inspection with their words, in order."""
    return [(label, figures[name]) for name, label in FIGURES_OF[Kind.GENERAL].items() if name in figures]


TYPES: Mapping[str, tuple[str, str, str]] = {
    Kind.SUPERVISION: ("kien-nghi-giam-sat", "Trả lời kiến nghị qua giám sát", "supervise"),
    Kind.CRITICISM: ("kien-nghi-phan-bien", "Trả lời ý kiến phản biện xã hội", "supervise"),
    Kind.RESPONSIBILITY: ("kien-nghi-thanh-tra", "Trả lời kiến nghị qua thanh tra, kiểm tra", "inspect"),
    Kind.GENERAL: ("kien-nghi-thanh-tra-chung", "Trả lời kiến nghị qua thanh tra, kiểm tra", "inspect"),
    Kind.OVERSIGHT: ("kien-nghi-kiem-tra", "Thực hiện kiến nghị qua theo dõi, kiểm tra", "inspect"),
}
"""Case type of each kind: its code, its name, and the duty of those who sent it."""
