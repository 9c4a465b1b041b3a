"""Words of periodic reports, and the shipped templates (R8.17–R8.21; NĐ 09/2019/NĐ-CP)."""

import functools
import tomllib
from collections.abc import Mapping

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.rules.report_templates import Template, read
from motcua.rules.reporting import Unsound


class State(models.TextChoices):
    """Where a report stands."""

    OPEN = "open", _("Đang lập")
    SUBMITTED = "submitted", _("Đã trình")
    RETURNED = "returned", _("Trả lại để sửa")
    ISSUED = "issued", _("Đã ban hành")
    ACCEPTED = "accepted", _("Đã nhận")
    CONSOLIDATED = "consolidated", _("Đã tổng hợp")


AT_WORK = (State.OPEN, State.RETURNED)
FROZEN = (State.SUBMITTED, State.ISSUED, State.ACCEPTED, State.CONSOLIDATED)
"""States in which figures and words are those of the last version."""
COUNTED = (State.ACCEPTED, State.CONSOLIDATED)
"""States in which a superior adds up what was sent."""


class Stage(models.TextChoices):
    """When the duty-holder is told of the day."""

    BEFORE = "before", _("sắp đến hạn")
    ON = "on", _("đến hạn hôm nay")
    AFTER = "after", _("đã quá hạn")


class SentBy(models.TextChoices):
    """Which way a report left for a body that does not work here."""

    AXIS = "axis", _("Trục liên thông văn bản")
    EMAIL = "email", _("Thư điện tử công vụ")
    POST = "post", _("Bưu chính")
    HAND = "hand", _("Giao trực tiếp")
    HERE = "here", _("Trên hệ thống này")


@functools.cache
def templates() -> Mapping[str, Template]:
    """The shipped templates by code. A fault in a file is an error of whoever wrote it."""
    found = {}
    for place in sorted((settings.CATALOGUE / "reports").glob("*.toml")):
        found[place.stem] = read(place.stem, tomllib.loads(place.read_text(encoding="utf-8")))
    shorts = [one.short for one in found.values()]
    if len(shorts) != len(set(shorts)):
        raise Unsound(", ".join(shorts))
    return found
