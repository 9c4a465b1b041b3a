"""Words of directives and tasks (R8.11–R8.17), and what of them is data."""

import csv
import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.rules.elections import Step
from motcua.rules.tasks import Every, Final, Item, Recurrence, Status

KIND = "task"
TYPE = "nhiem-vu-chi-dao"


class DirectiveState(models.TextChoices):
    """Where a directive stands."""

    DRAFT = "draft", _("Dự thảo")
    ISSUED = "issued", _("Đang thực hiện")
    CLOSED = "closed", _("Đã kết thúc")


class Paper(models.TextChoices):
    """How the document stands in the registers that a directive is composed as (R8.4, R8.5)."""

    COMPOSED = "composed", _("Đang soạn, trình ký")
    SIGNED = "signed", _("Đã ký, chờ phát hành")
    ISSUED = "issued", _("Đã phát hành")


PAPER_TOLD = {
    "outgoing.drafted": Paper.COMPOSED, "outgoing.cancelled": None, "outgoing.signed": Paper.SIGNED,
    "outgoing.cosigned": Paper.SIGNED, "outgoing.issued": Paper.ISSUED,
}  # fmt: skip
"""What the journal of the registers says of it; a document given up is none."""


class TaskState(models.TextChoices):
    """Where the case of a task stands; how it stands in all says ``rules.tasks.status``."""

    ASSIGNED = "assigned", _("Chưa thực hiện")
    DOING = "doing", _("Đang thực hiện")
    HANDED_IN = "handed_in", _("Chờ nghiệm thu")
    PAUSED = "paused", _("Tạm dừng")
    DONE = "done", _("Hoàn thành")
    CANCELLED = "cancelled", _("Hủy, không còn phù hợp")


class Outcome(models.TextChoices):
    """What came of a task that is over; blank while it is not."""

    DONE = "done", _("Hoàn thành đúng hạn")
    LATE = "late", _("Hoàn thành quá hạn")
    CANCELLED = "cancelled", _("Hủy, không còn phù hợp")


class NoteKind(models.TextChoices):
    """Why something was written down of a task."""

    PROGRESS = "progress", _("Tiến độ")
    RESULT = "result", _("Kết quả")
    ACCEPTED = "accepted", _("Nghiệm thu")
    RETURNED = "returned", _("Trả lại")
    PAUSED = "paused", _("Tạm dừng")
    RESUMED = "resumed", _("Tiếp tục")
    CANCELLED = "cancelled", _("Hủy")
    MOVED = "moved", _("Đổi người thực hiện")
    URGED = "urged", _("Đôn đốc")
    HELPED = "helped", _("Phối hợp")


class Part(models.TextChoices):
    """What a post or unit has to do with a task besides doing it."""

    COOPERATING = "cooperating", _("Phối hợp")
    WATCHING = "watching", _("Theo dõi")


REVIEW_EVERY = {
    0: "", 1: _("hằng tháng"), 3: _("hằng quý"), 6: _("sáu tháng một lần"), 12: _("hằng năm"),
}  # fmt: skip
"""How often the carrying out of a directive may be reviewed, in months (S065)."""


class FindingKind(models.TextChoices):
    """What a review found (R8.15)."""

    RESULT = "result", _("Kết quả")
    LACK = "lack", _("Hạn chế")
    CAUSE = "cause", _("Nguyên nhân")
    ORDER = "order", _("Việc phải làm")


class ReviewKind(models.TextChoices):
    """What a review session of a directive is (R8.15)."""

    CHECK = "check", _("Kiểm điểm")
    INTERIM = "interim", _("Sơ kết")
    FINAL = "final", _("Tổng kết")


class Stage(models.TextChoices):
    """When whoever does a task is reminded of it."""

    NEAR = "near", _("Sắp đến hạn")
    DUE = "due", _("Đến hạn hôm nay")
    LATE = "late", _("Quá hạn")


class Why(models.TextChoices):
    """Why somebody is told of a task that is not due within a working day, or not theirs to do."""

    ANSWERED = "answered", _("Cấp trên đã trả lời vướng mắc")
    URGED = "urged", _("Được đôn đốc")
    NEAR = "near", _("Sắp đến hạn")
    GIVEN = "given", _("Đã giao, nay quá hạn")
    BESIDE = "beside", _("Theo dõi, phối hợp, nay quá hạn")


STATUS = {
    Status.UNASSIGNED: _("Chưa giao"),
    Status.NOT_STARTED: _("Chưa thực hiện"),
    Status.IN_TIME: _("Đang thực hiện, trong hạn"),
    Status.OVERDUE: _("Đang thực hiện, quá hạn"),
    Status.HANDED_IN: _("Chờ nghiệm thu"),
    Status.DONE: _("Hoàn thành đúng hạn"),
    Status.DONE_LATE: _("Hoàn thành quá hạn"),
    Status.EXTENSION_ASKED: _("Xin gia hạn"),
    Status.PAUSED: _("Tạm dừng"),
    Status.CANCELLED: _("Hủy, không còn phù hợp"),
}
"""How a task stands, as officials read it (R8.13)."""
FINAL = {
    Final.DONE: _("Hoàn thành"),
    Final.DONE_LATE: _("Hoàn thành trễ hạn"),
    Final.OPEN: _("Chưa hoàn thành"),
    Final.OPEN_LATE: _("Chưa hoàn thành, trễ hạn"),
}
"""The four statistics (R8.13)."""
EVERY = {
    Every.DAY: _("Hằng ngày"),
    Every.WEEK: _("Hằng tuần"),
    Every.MONTH: _("Hằng tháng"),
    Every.QUARTER: _("Hằng quý"),
    Every.HALF: _("6 tháng một lần"),
    Every.YEAR: _("Hằng năm"),
}


@dataclass(frozen=True)
class TypeOf:
    """A type of document that orders work.

    ``tasks``  it cannot be issued without tasks; ``review`` closing it needs a review (R8.15)
    """

    code: str
    name: str
    abbreviation: str
    tasks: bool
    review: bool


def _rows(name: str) -> list[dict[str, str]]:
    with (settings.CATALOGUE / "directives" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@functools.cache
def types() -> dict[str, TypeOf]:
    """The types of directives by code, in their order."""
    return {
        row["code"]: TypeOf(
            row["code"], row["name"], row["abbreviation"], row["tasks"] == "1", row["review"] == "1"
        )
        for row in _rows("types")
    }


@functools.cache
def clarity() -> dict[str, tuple[Item, ...]]:
    """The checklists by their name ("5", "6"): which items, and which columns fill each (R8.11, R8.12)."""
    found: dict[str, tuple[Item, ...]] = {}
    for row in _rows("clarity"):
        item = Item(row["code"], row["name"], tuple(row["columns"].split()))
        found[row["set"]] = (*found.get(row["set"], ()), item)
    return found


def recurrence(given: Mapping[str, Any]) -> Recurrence:
    """A rule as it is kept with a duty."""
    return Recurrence(
        Every(given["every"]), int(given["day"]), int(given.get("month") or 0), bool(given.get("before")),
        int(given.get("lead") or 0),
    )  # fmt: skip


class Body(models.TextChoices):
    """Whose documents a register shows, by how their issuing body is named (S127)."""

    COUNCIL = "council", _("Hội đồng nhân dân")
    COMMITTEE = "committee", _("Ủy ban nhân dân, Chủ tịch UBND")
    OTHER = "other", _("Đảng, cơ quan khác")


BODY_NAMES = {
    Body.COUNCIL: (
        "Hội đồng nhân dân",
        "HỘI ĐỒNG NHÂN DÂN",
        "HĐND",
        "Thường trực HĐND",
        "Thường trực Hội đồng nhân dân",
    ),
    Body.COMMITTEE: (
        "Ủy ban nhân dân",
        "ỦY BAN NHÂN DÂN",
        "UBND",
        "Chủ tịch UBND",
        "Chủ tịch Ủy ban nhân dân",
    ),
}
"""How the names of these bodies begin."""


class Means(models.TextChoices):
    """How people were told what a document asks of them (S079, S119)."""

    MEETING = "meeting", _("Hội nghị quán triệt")
    REGULAR = "regular", _("Lồng ghép giao ban, sinh hoạt thường kỳ")
    TRAINING = "training", _("Tập huấn")
    ONLINE = "online", _("Học trực tuyến")
    SENDING = "sending", _("Gửi văn bản, ký nhận đã đọc")


class Standing(models.TextChoices):
    """How a document that must be issued every year stands (S074)."""

    IN_TIME = "in_time", _("Đã ban hành đúng hạn")
    LATE = "late", _("Đã ban hành, trễ hạn")
    MISSING = "missing", _("Quá hạn, chưa ban hành")
    WAITING = "waiting", _("Chưa đến hạn")


@functools.cache
def ordering() -> frozenset[str]:
    """Abbreviations of the types that order work: such a document is not issued without tasks (R8.15)."""
    return frozenset(one.abbreviation for one in types().values() if one.tasks)


@functools.cache
def required() -> tuple[dict[str, str], ...]:
    """Documents that are commonly to be issued every year: where an agency begins its own list."""
    return tuple(_rows("required"))


@functools.cache
def election_steps() -> tuple[Step, ...]:
    """Legal steps of an election, counted from its day (S125)."""
    return tuple(
        Step(
            one["code"], int(one["days"]), one["title"], one["who"], one["product"], one["public"] == "1", one["law"],
            one["certainty"],
        )
        for one in _rows("elections")
    )  # fmt: skip
