"""What waits for a post beside its cases: one counted line each, the same in the inbox and in the bell; what is late
or urgent first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.areas.correspondence.queries import incoming, outgoing
from motcua.areas.directives import policies as directing
from motcua.areas.directives import queries as directives
from motcua.areas.directives.queries import lists as directed
from motcua.areas.directives.queries import readings
from motcua.areas.escalations import policies as passing_up
from motcua.areas.escalations import queries as escalations
from motcua.areas.hotspots import queries as hotspots
from motcua.areas.hotspots.queries import notes
from motcua.areas.indicators.queries import definitions
from motcua.areas.initiatives import queries as initiatives
from motcua.areas.programmes import queries as programmes
from motcua.areas.regulations import queries as regulations
from motcua.areas.surveys import queries as surveys
from motcua.areas.workfiles import queries as workfiles
from motcua.base.journal.ports import Actor
from motcua.rules.calendar import TZ

if TYPE_CHECKING:
    from motcua.areas.directives.models import Obstacle

GIVEN_WITHIN = 7
"""Days after which a signed document whose tasks nobody gave is late."""
LATE, NOW, LATER = "late", "now", "later"
"""Late or urgent; waits for this post; to be looked at some time."""


@dataclass(frozen=True)
class Wait:
    """A line: an icon, how many of what, where they are, how urgent that is."""

    icon: str
    words: str
    href: str
    tone: str = NOW

    @property
    def count(self) -> str:
        """The figure that its words begin with; none where there is one thing."""
        first = self.words.partition(" ")[0]
        return first if first.isdecimal() else ""

    @property
    def what(self) -> str:
        """The words after the figure."""
        return self.words.removeprefix(self.count).lstrip()


def unreported(by: Actor) -> list[Obstacle]:
    """Obstacles beyond competence that nobody reported to a higher unit yet (S066), for who may."""
    found = directed.beyond(by) if passing_up.can_raise(by) else []
    passed = escalations.obstacles_passed_up(by, {one.task.code for one in found}) if found else set()
    return [one for one in found if (one.task.code, one.n) not in passed]


def waits(by: Actor, at: dt.datetime) -> list[Wait]:
    """What somebody in this post has to look at, beside cases; what is late or urgent first."""
    found = [
        *_situation(by),
        *_above(by, at),
        *_tasks(by, at),
        *_papers(by, at),
        *_figures(by, at),
        *_slips(by, at),
        *_joint(by, at),
    ]
    order = (LATE, NOW, LATER)
    return sorted(found, key=lambda one: order.index(one.tone))


def _situation(by: Actor) -> Iterator[Wait]:
    """Hot spots, and what was noted of the situation."""
    if n := hotspots.waiting(by):
        words = ngettext(
            "{n} việc điểm nóng giao cho vị trí này", "{n} việc điểm nóng giao cho vị trí này", n
        )
        yield Wait("flame", words.format(n=n), reverse("desk:heat"), LATE)
    noted = notes.figures(by)
    unread = f"{reverse('desk:notes')}?xem=chua-doc"
    if n := noted["urgent"]:
        words = ngettext("{n} ghi nhận tình hình khẩn chưa đọc", "{n} ghi nhận tình hình khẩn chưa đọc", n)
        yield Wait("notebook-pen", words.format(n=n), unread, LATE)
    if n := noted["new"] - noted["urgent"]:
        words = ngettext("{n} ghi nhận tình hình chưa đọc", "{n} ghi nhận tình hình chưa đọc", n)
        yield Wait("notebook-pen", words.format(n=n), unread, LATER)
    if n := noted["tasks"]:
        words = ngettext(
            "{n} việc từ ghi nhận tình hình giao cho vị trí này",
            "{n} việc từ ghi nhận tình hình giao cho vị trí này", n,
        )  # fmt: skip
        yield Wait("notebook-pen", words.format(n=n), f"{reverse('desk:notes')}?xem=viec")


def _above(by: Actor, at: dt.datetime) -> Iterator[Wait]:
    """What was passed up, and what came from below."""
    raised = escalations.figures(by, at.date())
    if n := raised["late"]:
        words = ngettext("{n} việc cấp trên trả lời trễ", "{n} việc cấp trên trả lời trễ", n)
        yield Wait("arrow-up-to-line", words.format(n=n), f"{reverse('desk:escalations')}?xem=tre", LATE)
    if n := raised["coming"]:
        words = ngettext(
            "{n} việc vượt thẩm quyền cấp dưới gửi đến, chờ trả lời",
            "{n} việc vượt thẩm quyền cấp dưới gửi đến, chờ trả lời", n,
        )  # fmt: skip
        tone = LATE if raised["coming_late"] else NOW
        yield Wait("arrow-up-to-line", words.format(n=n), f"{reverse('desk:escalations')}?xem=den", tone)
    if n := raised["replied"]:
        words = ngettext(
            "{n} việc cấp trên đã trả lời, chưa ghi việc đã làm",
            "{n} việc cấp trên đã trả lời, chưa ghi việc đã làm", n,
        )  # fmt: skip
        yield Wait("arrow-up-to-line", words.format(n=n), reverse("desk:escalations"))
    if n := len(unreported(by)):
        words = ngettext(
            "{n} vướng mắc vượt thẩm quyền chưa báo cáo cấp trên",
            "{n} vướng mắc vượt thẩm quyền chưa báo cáo cấp trên", n,
        )  # fmt: skip
        yield Wait("arrow-up-to-line", words.format(n=n), reverse("desk:escalations"))


def _tasks(by: Actor, at: dt.datetime) -> Iterator[Wait]:
    """Directives and tasks: to decide, to give, to carry out, to help with, to review."""
    tasks, documents = directed.waiting(by, at.date()), reverse("desk:directives")
    if n := tasks["asked"]:
        words = ngettext("{n} đề nghị gia hạn chờ quyết định", "{n} đề nghị gia hạn chờ quyết định", n)
        yield Wait("calendar-clock", words.format(n=n), f"{reverse('desk:tasks')}?xem=gia-han")
    if n := tasks["to_solve"]:
        words = ngettext("{n} vướng mắc chờ gỡ", "{n} vướng mắc chờ gỡ", n)
        yield Wait("triangle-alert", words.format(n=n), f"{reverse('desk:tasks')}?xem=go-vuong")
    if waiting := directed.to_give(by):
        words = ngettext(
            "{n} văn bản đã ký chờ giao nhiệm vụ, {age}",
            "{n} văn bản đã ký chờ giao nhiệm vụ, lâu nhất {age}", len(waiting),
        )  # fmt: skip
        days = (at.date() - waiting[0].since).days
        yield Wait(
            "send", words.format(n=len(waiting), age=_age(days)), f"{documents}?xem=chua-giao",
            LATE if days >= GIVEN_WITHIN else NOW,
        )  # fmt: skip
    if offered := readings.offered(by) if directing.can_draft(by) else []:
        words = ngettext(
            "{n} văn bản đã ký chờ xác nhận thành nhiệm vụ, {age}",
            "{n} văn bản đã ký chờ xác nhận thành nhiệm vụ, lâu nhất {age}", len(offered),
        )  # fmt: skip
        days = (at.date() - offered[0].astimezone(TZ).date()).days
        yield Wait(
            "file-search", words.format(n=len(offered), age=_age(days)), reverse("desk:read"),
            LATE if days >= GIVEN_WITHIN else NOW,
        )  # fmt: skip
    if n := tasks["to_carry_out"]:
        words = ngettext(
            "{n} văn bản chờ đơn vị ban hành văn bản triển khai, chậm nhất {on}",
            "{n} văn bản chờ đơn vị ban hành văn bản triển khai, gần nhất {on}", n,
        )  # fmt: skip
        first = directives.to_carry_out(by)[0]
        tone = LATE if first.is_overdue(at.date()) else NOW
        yield Wait("network", words.format(n=n, on=f"{first.expected.due_on:%d/%m}"), documents, tone)
    if n := tasks["not_carried"]:
        words = ngettext(
            "{n} đơn vị quá ngày chưa ban hành văn bản triển khai",
            "{n} đơn vị quá ngày chưa ban hành văn bản triển khai", n,
        )  # fmt: skip
        yield Wait("network", words.format(n=n), f"{documents}?xem=trien-khai", LATE)
    if n := tasks["to_help"]:
        words = ngettext("{n} việc phối hợp đơn vị chưa nhận", "{n} việc phối hợp đơn vị chưa nhận", n)
        yield Wait("users", words.format(n=n), f"{reverse('desk:tasks')}?xem=phoi-hop")
    if n := tasks["to_review"]:
        words = ngettext("{n} văn bản chỉ đạo đến kỳ kiểm điểm", "{n} văn bản chỉ đạo đến kỳ kiểm điểm", n)
        yield Wait("clipboard-check", words.format(n=n), f"{documents}?xem=kiem-diem", LATER)


def _age(days: int) -> str:
    """How long something has waited."""
    return ngettext("đã {n} ngày", "đã {n} ngày", days).format(n=days) if days else _("từ hôm nay")


def _papers(by: Actor, at: dt.datetime) -> Iterator[Wait]:
    """Documents that came in, drafts to sign, initiatives, work files for the archive, the regulation of work."""
    if n := incoming.waiting(by, at):
        words = ngettext("{n} văn bản đến chờ xử lý", "{n} văn bản đến chờ xử lý", n)
        yield Wait("inbox", words.format(n=n), f"{reverse('desk:incomings')}?xem=cua-toi")
    if n := outgoing.to_sign(by, at):
        words = ngettext("{n} dự thảo văn bản chờ ký", "{n} dự thảo văn bản chờ ký", n)
        yield Wait("file-pen-line", words.format(n=n), f"{reverse('desk:outgoings')}?xem=cho-ky")
    if n := initiatives.waiting(by):
        words = ngettext("{n} sáng kiến chờ xét", "{n} sáng kiến chờ xét", n)
        yield Wait("sun", words.format(n=n), reverse("desk:initiatives"), LATER)
    filed = workfiles.waiting(by, at.date())
    if n := filed["late"]:
        words = ngettext("{n} hồ sơ công việc quá hạn nộp lưu", "{n} hồ sơ công việc quá hạn nộp lưu", n)
        yield Wait("archive", words.format(n=n), reverse("desk:workfile-hand-over"), LATE)
    if n := filed["soon"]:
        words = ngettext("{n} hồ sơ công việc đến hạn nộp lưu trong 30 ngày",
                         "{n} hồ sơ công việc đến hạn nộp lưu trong 30 ngày", n)  # fmt: skip
        yield Wait("archive", words.format(n=n), reverse("desk:workfile-hand-over"), LATER)
    if n := filed["to_take"]:
        words = ngettext("{n} biên bản giao nhận hồ sơ chờ lưu trữ nhận",
                         "{n} biên bản giao nhận hồ sơ chờ lưu trữ nhận", n)  # fmt: skip
        yield Wait("archive", words.format(n=n), reverse("desk:workfiles"))
    if regulations.waiting(by, at.date()):
        yield Wait("clipboard-list", _("Quy chế làm việc cần rà soát"), reverse("desk:regulations"), LATER)


def _figures(by: Actor, at: dt.datetime) -> Iterator[Wait]:
    """Ways to compute that wait for their second person."""
    if found := definitions.to_confirm(by, at.date()):
        words = ngettext(
            "{n} cách tính chỉ tiêu chờ người thứ hai xác nhận",
            "{n} cách tính chỉ tiêu chờ người thứ hai xác nhận", len(found),
        )  # fmt: skip
        first = reverse("desk:indicator-confirm", args=[found[0].indicator])
        yield Wait("hourglass", words.format(n=len(found)), first)


def _slips(by: Actor, at: dt.datetime) -> Iterator[Wait]:
    """Slips of a survey that this post prints and hands out."""
    if found := surveys.to_print(by, at.date()):
        n = sum(one.to_print for one in found)
        words = ngettext("{n} phiếu khảo sát chờ in", "{n} phiếu khảo sát chờ in", n)
        href = reverse("desk:survey", args=[found[0].code]) if len(found) == 1 else reverse("desk:surveys")
        yield Wait("printer", words.format(n=n), href)


def _joint(by: Actor, at: dt.datetime) -> Iterator[Wait]:
    """Programmes with other bodies."""
    joint, here = programmes.due(by, at.date()), reverse("desk:programmes")
    if n := joint["late"]:
        words = ngettext("{n} việc chung của chương trình phối hợp đã quá hạn",
                         "{n} việc chung của chương trình phối hợp đã quá hạn", n)  # fmt: skip
        yield Wait("triangle-alert", words.format(n=n), here, LATE)
    if n := joint["soon"]:
        words = ngettext("{n} việc chung của chương trình phối hợp đến hạn trong 7 ngày",
                         "{n} việc chung của chương trình phối hợp đến hạn trong 7 ngày", n)  # fmt: skip
        yield Wait("calendar-clock", words.format(n=n), here)
    if n := joint["proposed"]:
        words = ngettext("{n} đề xuất của các bên trong chương trình phối hợp chờ trả lời",
                         "{n} đề xuất của các bên trong chương trình phối hợp chờ trả lời", n)  # fmt: skip
        yield Wait("lightbulb", words.format(n=n), here)
    if n := joint["ending"]:
        words = ngettext("{n} chương trình phối hợp sắp hết hoặc đã hết giai đoạn, chưa có chương trình tiếp nối",
                         "{n} chương trình phối hợp sắp hết hoặc đã hết giai đoạn, chưa có chương trình tiếp nối",
                         n)  # fmt: skip
        yield Wait("calendar-off", words.format(n=n), here, LATER)
    if n := joint["unplanned"]:
        words = ngettext("{n} chương trình phối hợp chưa có nội dung năm nay",
                         "{n} chương trình phối hợp chưa có nội dung năm nay", n)  # fmt: skip
        yield Wait("calendar-plus", words.format(n=n), here, LATER)
    if n := joint["unreviewed"]:
        words = ngettext("{n} chương trình phối hợp quá một năm chưa sơ kết",
                         "{n} chương trình phối hợp quá một năm chưa sơ kết", n)  # fmt: skip
        yield Wait("clipboard-check", words.format(n=n), here, LATER)
