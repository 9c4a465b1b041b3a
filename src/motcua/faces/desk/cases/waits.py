"""What waits for a post beside its cases: one counted line each, the same in the inbox and in the bell."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.areas.correspondence.queries import incoming, outgoing
from motcua.areas.directives.queries import lists as directed
from motcua.areas.escalations import policies as passing_up
from motcua.areas.escalations import queries as escalations
from motcua.areas.initiatives import queries as initiatives
from motcua.areas.programmes import queries as programmes
from motcua.areas.regulations import queries as regulations
from motcua.base.journal.ports import Actor

if TYPE_CHECKING:
    from motcua.areas.directives.models import Obstacle


@dataclass(frozen=True)
class Wait:
    """A line: an icon, how many of what, where they are."""

    icon: str
    words: str
    href: str


def unreported(by: Actor) -> list[Obstacle]:
    """Obstacles beyond competence that nobody reported to a higher unit yet (S066), for who may."""
    found = directed.beyond(by) if passing_up.can_raise(by) else []
    passed = escalations.obstacles_passed_up(by, {one.task.code for one in found}) if found else set()
    return [one for one in found if (one.task.code, one.n) not in passed]


def waits(by: Actor, at: dt.datetime) -> list[Wait]:
    """What somebody in this post has to look at, beside cases."""
    tasks, joint, found = directed.waiting(by, at.date()), programmes.due(by, at.date()), list[Wait]()
    if n := tasks["asked"]:
        words = ngettext("{n} đề nghị gia hạn chờ quyết định", "{n} đề nghị gia hạn chờ quyết định", n)
        found.append(Wait("calendar-clock", words.format(n=n), f"{reverse('desk:tasks')}?xem=gia-han"))
    if n := tasks["to_solve"]:
        words = ngettext("{n} vướng mắc chờ gỡ", "{n} vướng mắc chờ gỡ", n)
        found.append(Wait("triangle-alert", words.format(n=n), f"{reverse('desk:tasks')}?xem=go-vuong"))
    if n := len(unreported(by)):
        words = ngettext(
            "{n} vướng mắc vượt thẩm quyền chưa báo cáo cấp trên",
            "{n} vướng mắc vượt thẩm quyền chưa báo cáo cấp trên", n,
        )  # fmt: skip
        found.append(Wait("arrow-up-to-line", words.format(n=n), reverse("desk:escalations")))
    if n := tasks["to_carry_out"]:
        words = ngettext(
            "{n} văn bản chờ đơn vị ban hành văn bản triển khai",
            "{n} văn bản chờ đơn vị ban hành văn bản triển khai", n,
        )  # fmt: skip
        found.append(Wait("network", words.format(n=n), reverse("desk:directives")))
    if n := tasks["not_carried"]:
        words = ngettext(
            "{n} đơn vị quá ngày chưa ban hành văn bản triển khai",
            "{n} đơn vị quá ngày chưa ban hành văn bản triển khai", n,
        )  # fmt: skip
        found.append(Wait("network", words.format(n=n), f"{reverse('desk:directives')}?xem=trien-khai"))
    if n := tasks["to_help"]:
        words = ngettext("{n} việc phối hợp đơn vị chưa nhận", "{n} việc phối hợp đơn vị chưa nhận", n)
        found.append(Wait("users", words.format(n=n), f"{reverse('desk:tasks')}?xem=phoi-hop"))
    if n := tasks["to_review"]:
        words = ngettext("{n} văn bản chỉ đạo đến kỳ kiểm điểm", "{n} văn bản chỉ đạo đến kỳ kiểm điểm", n)
        found.append(
            Wait("clipboard-check", words.format(n=n), f"{reverse('desk:directives')}?xem=kiem-diem")
        )
    if n := incoming.waiting(by, at):
        words = ngettext("{n} văn bản đến chờ xử lý", "{n} văn bản đến chờ xử lý", n)
        found.append(Wait("inbox", words.format(n=n), f"{reverse('desk:incomings')}?xem=cua-toi"))
    if n := outgoing.to_sign(by, at):
        words = ngettext("{n} dự thảo văn bản chờ ký", "{n} dự thảo văn bản chờ ký", n)
        found.append(Wait("file-pen-line", words.format(n=n), f"{reverse('desk:outgoings')}?xem=cho-ky"))
    if n := initiatives.waiting(by):
        words = ngettext("{n} sáng kiến chờ xét", "{n} sáng kiến chờ xét", n)
        found.append(Wait("sun", words.format(n=n), reverse("desk:initiatives")))
    if n := joint["late"]:
        words = ngettext("{n} việc chung của chương trình phối hợp đã quá hạn",
                         "{n} việc chung của chương trình phối hợp đã quá hạn", n)  # fmt: skip
        found.append(Wait("triangle-alert", words.format(n=n), reverse("desk:programmes")))
    if n := joint["soon"]:
        words = ngettext("{n} việc chung của chương trình phối hợp đến hạn trong 7 ngày",
                         "{n} việc chung của chương trình phối hợp đến hạn trong 7 ngày", n)  # fmt: skip
        found.append(Wait("calendar-clock", words.format(n=n), reverse("desk:programmes")))
    if n := joint["proposed"]:
        words = ngettext("{n} đề xuất của các bên trong chương trình phối hợp chờ trả lời",
                         "{n} đề xuất của các bên trong chương trình phối hợp chờ trả lời", n)  # fmt: skip
        found.append(Wait("lightbulb", words.format(n=n), reverse("desk:programmes")))
    if regulations.waiting(by, at.date()):
        found.append(Wait("clipboard-list", _("Quy chế làm việc cần rà soát"), reverse("desk:regulations")))
    if n := joint["ending"]:
        words = ngettext("{n} chương trình phối hợp sắp hết hoặc đã hết giai đoạn, chưa có chương trình tiếp nối",
                         "{n} chương trình phối hợp sắp hết hoặc đã hết giai đoạn, chưa có chương trình tiếp nối",
                         n)  # fmt: skip
        found.append(Wait("calendar-off", words.format(n=n), reverse("desk:programmes")))
    if n := joint["unplanned"]:
        words = ngettext("{n} chương trình phối hợp chưa có nội dung năm nay",
                         "{n} chương trình phối hợp chưa có nội dung năm nay", n)  # fmt: skip
        found.append(Wait("calendar-plus", words.format(n=n), reverse("desk:programmes")))
    if n := joint["unreviewed"]:
        words = ngettext("{n} chương trình phối hợp quá một năm chưa sơ kết",
                         "{n} chương trình phối hợp quá một năm chưa sơ kết", n)  # fmt: skip
        found.append(Wait("clipboard-check", words.format(n=n), reverse("desk:programmes")))
    return found
