"""Words of work files (R8.10), and how long each kind is kept."""

import csv
import functools
from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a work file stands."""

    OPEN = "open", _("Đang lập")
    CLOSED = "closed", _("Đã kết thúc, chờ nộp lưu")
    HANDED = "handed", _("Đã giao, chờ lưu trữ nhận")
    ARCHIVED = "archived", _("Đã vào lưu trữ")


class Kind(models.TextChoices):
    """What belongs to a work file."""

    INCOMING = "incoming", _("Văn bản đến")
    OUTGOING = "outgoing", _("Văn bản đi")
    TASK = "task", _("Nhiệm vụ")


class Received(models.TextChoices):
    """Where a handing over stands."""

    SENT = "sent", _("Chờ lưu trữ nhận")
    RECEIVED = "received", _("Lưu trữ đã nhận")
    RETURNED = "returned", _("Lưu trữ trả lại")


@dataclass(frozen=True)
class Retention:
    """How long a kind of file is kept: ``years``, 0 for ever; ``construction``: of works, handed over sooner."""

    code: str
    name: str
    years: int
    construction: bool
    source: str


@functools.cache
def retentions() -> dict[str, Retention]:
    """Kinds of work files by code, in their order."""
    with (settings.CATALOGUE / "archives" / "retention.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["code"]: Retention(
                row["code"], row["name"], int(row["years"]), bool(row["construction"]), row["source"]
            )
            for row in csv.DictReader(file)
        }
