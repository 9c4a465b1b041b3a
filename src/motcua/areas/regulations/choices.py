"""Words of regulations of work, and what such a regulation must hold (R8.16)."""

import csv
import functools

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.rules.regulations import Role

ROLES = {
    Role.DECIDES: _("Quyết định"),
    Role.LEADS: _("Chủ trì"),
    Role.HELPS: _("Phối hợp"),
    Role.TOLD: _("Được báo cáo"),
}
"""What a post has to do with a matter, in words."""


class Outcome(models.TextChoices):
    """What a review says of a regulation (S067)."""

    KEEP = "keep", _("Giữ nguyên")
    AMEND = "amend", _("Sửa, bổ sung, ban hành bản mới")


@functools.cache
def parts() -> dict[str, dict[str, str]]:
    """What a regulation of work must hold, by code, in order (catalogue/regulations/parts.csv)."""
    place = settings.CATALOGUE / "regulations" / "parts.csv"
    with place.open(encoding="utf-8", newline="") as file:
        return {row["code"]: row for row in csv.DictReader(file)}
