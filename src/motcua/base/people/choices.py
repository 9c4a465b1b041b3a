"""Words of this app that rows hold."""

import csv
import functools

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

IDENTITY_KEY = "citizen"
"""Where a session remembers who signed in with an electronic identity; an official's never has it."""
IDENTITY_SEEN_KEY = "citizen_seen"


class CitizenKind(models.TextChoices):
    """Who comes to the door (R2.7)."""

    PERSON = "person", _("Cá nhân")
    ORGANISATION = "organisation", _("Tổ chức")


class Purpose(models.TextChoices):
    """Why a citizen's full record is opened; recorded with every reading."""

    RECEPTION = "reception", _("Tiếp nhận hồ sơ")
    PROCESSING = "processing", _("Giải quyết hồ sơ")
    CONTACT = "contact", _("Liên hệ người nộp")
    CORRECTION = "correction", _("Sửa thông tin theo yêu cầu")


class Door(models.TextChoices):
    """What an access token opens."""

    API = "api", _("Toàn bộ API")
    OPEN311 = "open311", _("Chỉ Open311")


class WhyClosed(models.TextChoices):
    """Why an account no longer opens."""

    IDLE = "idle", _("lâu không sử dụng")
    LEFT = "left", _("không còn công tác")
    SECURITY = "security", _("lý do an toàn")


def _fields_of_work() -> list[dict[str, str]]:
    with (settings.CATALOGUE / "people" / "fields.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@functools.cache
def fields_of_work() -> dict[str, str]:
    """Fields of work of which a named official is in charge (S097), by code, in their order."""
    return {row["code"]: row["name"] for row in _fields_of_work()}


@functools.cache
def words_of_fields() -> dict[str, tuple[str, ...]]:
    """Words in the name of a piece of work by which it belongs to a field of work, whatever document orders it."""
    return {
        row["code"]: tuple(one.strip() for one in row["words"].split(";"))
        for row in _fields_of_work() if row["words"]
    }  # fmt: skip
