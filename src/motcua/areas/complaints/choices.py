"""Words of complaints (Luật Khiếu nại 02/2011/QH13; NĐ 124/2020, NĐ 155/2026), and what of them is data."""

import csv
import datetime as dt
import functools
from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.rules import complaints as rules

KIND = "complaint"


class State(models.TextChoices):
    """Where a complaint stands (R6.40); what comes before acceptance is a state of its petition."""

    ACCEPTED = "accepted", _("Đã thụ lý, chờ giao xác minh")
    VERIFYING = "verifying", _("Đang xác minh")
    DIALOGUE = "dialogue", _("Đã hẹn đối thoại")
    REPORTED = "reported", _("Đã xác minh, chờ quyết định")
    SUSPENDED = "suspended", _("Tạm đình chỉ")
    DECIDED = "decided", _("Đã quyết định, đang gửi và công khai")
    ANNOUNCED = "announced", _("Đã gửi và công khai, chờ có hiệu lực")
    IN_EFFECT = "in_effect", _("Đã có hiệu lực")
    EXECUTING = "executing", _("Đang thi hành")
    CLOSED = "closed", _("Đã kết thúc")
    WITHDRAWN = "withdrawn", _("Đã rút, đình chỉ")
    STOPPED = "stopped", _("Đã đình chỉ")
    APPEALED = "appealed", _("Đã khiếu nại lần hai")
    SUED = "sued", _("Đã khởi kiện")


class Instance(models.TextChoices):
    """Which time a complaint is resolved (R6.33)."""

    FIRST = "first", _("Lần đầu")
    SECOND = "second", _("Lần hai")


class About(models.TextChoices):
    """What is complained of (Luật Khiếu nại Điều 2)."""

    DECISION = "decision", _("Quyết định hành chính")
    CONDUCT = "conduct", _("Hành vi hành chính")
    DISCIPLINE = "discipline", _("Quyết định kỷ luật cán bộ, công chức")


class Result(models.TextChoices):
    """What verification or the decision finds (R6.51)."""

    RIGHT = "right", _("Khiếu nại đúng")
    PARTLY = "partly", _("Khiếu nại đúng một phần")
    WRONG = "wrong", _("Khiếu nại sai")


class Form(models.TextChoices):
    """How a decision is made public (R6.36)."""

    MEETING = rules.Form.MEETING.value, _("Công bố tại cuộc họp")
    POSTING = rules.Form.POSTING.value, _("Niêm yết tại trụ sở")
    PORTAL = rules.Form.PORTAL.value, _("Đăng trên cổng thông tin")
    BROADCAST = rules.Form.BROADCAST.value, _("Phát thanh, truyền hình")
    PRESS = rules.Form.PRESS.value, _("Báo")


class Document(models.TextChoices):
    """A numbered document of a complaint."""

    ACCEPTANCE = "acceptance", _("Thông báo thụ lý")
    VERIFICATION = "verification", _("Quyết định giao xác minh")
    INVITATION = "invitation", _("Giấy mời đối thoại")
    SUSPENSION = "suspension", _("Quyết định tạm đình chỉ")
    RESUMPTION = "resumption", _("Quyết định tiếp tục giải quyết")
    STOP = "stop", _("Quyết định đình chỉ")
    DECISION = "decision", _("Quyết định giải quyết")


SYMBOLS = {Document.ACCEPTANCE: "TB-UBND", Document.INVITATION: "GM-UBND"}
DECISIONS = "QĐ-UBND"
"""The book of decisions; notices and invitations have their own."""


def symbol_of(document: str) -> str:
    """Name of the number book, and the symbol printed beside the number."""
    return SYMBOLS.get(Document(document), DECISIONS)


@dataclass(frozen=True)
class Ground:
    """Why a complaint is complicated, suspended or stopped, with its law."""

    kind: str
    code: str
    text: str
    law: str
    certainty: str


@dataclass(frozen=True)
class Competence:
    """Who resolves which complaints from when until when (R6.39).

    ``level`` that of the agency; of a division what it is: department, office, district_office
    """

    level: str
    instance: str
    who: str
    over: str
    valid_from: dt.date
    valid_to: dt.date | None
    law: str

    def holds(self, on: dt.date) -> bool:
        """Whether it is so on a day."""
        return self.valid_from <= on and (self.valid_to is None or on < self.valid_to)


def _rows(name: str) -> list[dict[str, str]]:
    with (settings.CATALOGUE / "complaints" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@functools.cache
def grounds(kind: str) -> dict[str, Ground]:
    """The grounds of a kind (complicated, suspend, stop) by code, in their order (R6.32, R6.35)."""
    return {row["code"]: Ground(**row) for row in _rows("grounds") if row["kind"] == kind}


@functools.cache
def competences() -> tuple[Competence, ...]:
    """Who is competent, as shipped."""
    found = []
    for row in _rows("competence"):
        until = dt.date.fromisoformat(row["valid_to"]) if row["valid_to"] else None
        found.append(
            Competence(
                row["level"], row["instance"], row["who"], row["over"], dt.date.fromisoformat(row["valid_from"]), until,
                row["law"],
            )
        )  # fmt: skip
    return tuple(found)
