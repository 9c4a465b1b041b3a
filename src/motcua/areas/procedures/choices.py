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
