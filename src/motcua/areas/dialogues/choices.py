"""Words of dialogues and consultations (Luật 10/2022/QH15 Điều 25–28, 32; R6.55, R6.56, R7.15, R7.16)."""

import csv
import functools
from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

KIND = "commitment"
TYPE = "cam-ket-doi-thoai"
FIELD = "Đối thoại, lấy ý kiến"


class DialogueState(models.TextChoices):
    """Where a dialogue stands."""

    PLANNED = "planned", _("Đã lập kế hoạch")
    APPROVED = "approved", _("Đã duyệt")
    ANNOUNCED = "announced", _("Đã mời, đã thông báo")
    HELD = "held", _("Đã tổ chức")
    CONCLUDED = "concluded", _("Đã có thông báo kết luận")
    CANCELLED = "cancelled", _("Đã hủy")


class QuestionState(models.TextChoices):
    """Where a question stands; nobody but officials sees one that waits."""

    WAITING = "waiting", _("Chờ xem")
    SHOWN = "shown", _("Đã đăng")
    MERGED = "merged", _("Đã gộp")
    DECLINED = "declined", _("Không đăng")
    HANDED_OVER = "handed_over", _("Đã chuyển xử lý kín")


class Way(models.TextChoices):
    """How a question came."""

    PAGE = "page", _("Gửi trước trên mạng")
    DOOR = "door", _("Quét mã tại cửa")
    FLOOR = "floor", _("Hỏi tại hội nghị")


class Ground(models.TextChoices):
    """Why a question or an opinion is not shown to the public."""

    PERSONAL = "personal", _("Nêu thông tin riêng của người khác")
    INSULT = "insult", _("Xúc phạm, bịa đặt")
    ELSEWHERE = "elsewhere", _("Là đơn khiếu nại: hướng dẫn gửi đơn")
    UNRELATED = "unrelated", _("Không liên quan")


class CommitmentState(models.TextChoices):
    """Where a commitment stands."""

    PROMISED = "promised", _("Đang thực hiện")
    REPORTED = "reported", _("Đã báo cáo, chờ xác nhận")
    KEPT = "kept", _("Đã thực hiện")
    RELEASED = "released", _("Thôi thực hiện")


class ConsultationState(models.TextChoices):
    """Where a consultation stands; what it is on a day says ``rules.dialogues.phase``."""

    DRAFT = "draft", _("Đang soạn")
    ANNOUNCED = "announced", _("Đã công bố")
    CLOSED = "closed", _("Đã kết thúc, đang tổng hợp")
    EXPLAINED = "explained", _("Đã giải trình")
    PUBLISHED = "published", _("Đã công bố kết quả")


class Stance(models.TextChoices):
    """What somebody holds of a clause."""

    SUPPORT = "support", _("Tán thành")
    OBJECT = "object", _("Không tán thành")
    OTHER = "other", _("Ý kiến khác")


class CommentState(models.TextChoices):
    """Whether the words of a comment are public; a position without words is only counted."""

    COUNTED = "counted", _("Không kèm lời")
    WAITING = "waiting", _("Chờ xem")
    SHOWN = "shown", _("Đã đăng")
    DECLINED = "declined", _("Không đăng")
    HANDED_OVER = "handed_over", _("Đã chuyển xử lý kín")


class Form(models.TextChoices):
    """How people are asked (R7.16; Luật 10/2022/QH15 Điều 26)."""

    PAGE = "page", _("Trang thông tin điện tử")
    CONFERENCE = "conference", _("Hội nghị trao đổi, đối thoại")
    MEETING = "meeting", _("Cuộc họp của thôn, tổ dân phố")
    BALLOT = "ballot", _("Phiếu lấy ý kiến hộ gia đình")
    MAILBOX = "mailbox", _("Hòm thư góp ý, đường dây nóng")
    FRONT = "front", _("Thông qua MTTQ và đoàn thể")
    NETWORK = "network", _("Mạng viễn thông, mạng xã hội")
    CONCERNED = "concerned", _("Trao đổi với người chịu tác động")


class Taken(models.TextChoices):
    """What became of what people said (R7.15)."""

    TAKEN = "taken", _("Tiếp thu")
    PARTLY = "partly", _("Tiếp thu một phần")
    NOT = "not", _("Không tiếp thu")


@dataclass(frozen=True)
class KindOf:
    """A kind of dialogue with its law; ``yearly`` names the parameter of how many a year, ``record`` who keeps it."""

    code: str
    name: str
    joint: str
    law: str
    yearly: str
    record: str


def _read(name: str) -> list[Mapping[str, str]]:
    place = settings.CATALOGUE / "dialogues" / f"{name}.csv"
    with place.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@functools.cache
def kinds() -> dict[str, KindOf]:
    """The kinds of dialogue by code (R6.55)."""
    names = ("code", "name", "joint", "law", "yearly", "record")
    return {row["code"]: KindOf(*(row[name] for name in names)) for row in _read("kinds")}


@functools.cache
def groups() -> dict[str, str]:
    """Groups that are invited and take part (R6.56)."""
    return {row["code"]: row["name"] for row in _read("groups")}


@functools.cache
def matters() -> dict[str, tuple[str, str]]:
    """What people comment on before the decision (Luật 10/2022/QH15 Điều 25): name and law."""
    return {row["code"]: (row["name"], row["law"]) for row in _read("matters")}
