"""How a task is shown: one line that says every item of the checklist, how it stands and whether its day holds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from motcua.areas.directives import policies, queries
from motcua.areas.directives.choices import EVERY, STATUS, Part, clarity, recurrence
from motcua.base.calendars.queries import calendar_for
from motcua.base.journal.ports import Actor
from motcua.base.orgs.queries import NoPost, NoUnitThen, agency_of, post_on, version_on
from motcua.base.people.queries import holder_names_of
from motcua.faces.ui.chips import due_chip
from motcua.faces.ui.days import day_of
from motcua.rules.calendar import WorkingCalendar
from motcua.rules.tasks import Every, Status

if TYPE_CHECKING:
    from motcua.areas.directives.models import Task

ICONS = {
    "person": "user-round", "work": "clipboard-list", "responsibility": "building-2", "authority": "stamp",
    "progress": "calendar-clock", "time": "calendar-clock", "result": "file-check", "product": "file-check",
}  # fmt: skip
TONES = {
    Status.OVERDUE: "late", Status.DONE: "done", Status.DONE_LATE: "late", Status.IN_TIME: "ok",
    Status.HANDED_IN: "soon", Status.EXTENSION_ASKED: "soon",
}  # fmt: skip
LACKS = {
    "post": gettext_lazy("người thực hiện"), "content": gettext_lazy("nội dung việc"),
    "unit": gettext_lazy("đơn vị"), "role": gettext_lazy("vai trò"), "decider": gettext_lazy("ai quyết định"),
    "starts_on": gettext_lazy("ngày bắt đầu"), "due_on": gettext_lazy("hạn"), "product": gettext_lazy("sản phẩm"),
    "target": gettext_lazy("chỉ tiêu"), "criteria": gettext_lazy("tiêu chí"),
}  # fmt: skip
WEEKDAYS = (
    gettext_lazy("thứ Hai"), gettext_lazy("thứ Ba"), gettext_lazy("thứ Tư"), gettext_lazy("thứ Năm"),
    gettext_lazy("thứ Sáu"), gettext_lazy("thứ Bảy"), gettext_lazy("Chủ nhật"),
)  # fmt: skip


class Names:
    """Titles of posts and names of units of an agency on a day: asked once a page; those of another agency bear its
    name, and one that may not be chosen here is asked for once."""

    def __init__(self, agency: str, on: dt.date) -> None:
        self.agency, self.on = agency, on
        self._agencies, self._elsewhere = dict[str, str](), dict[str, str]()
        self.posts = {
            post.code: self._of(post.title, post.agency_id) for post in queries.posts_for(agency, on)
        }
        self.units = queries.unit_names(agency, on)
        self.holders = holder_names_of(agency, on)

    def _of(self, name: str, agency: str) -> str:
        if agency == self.agency:
            return name
        if agency not in self._agencies:
            self._agencies[agency] = version_on(agency, self.on).name
        called = self._agencies[agency]
        return name if called.lower() in name.lower() else f"{name}, {called}"

    def post(self, code: str) -> str:
        """The title of a post."""
        if code not in self.posts and code not in self._elsewhere:
            try:
                found = post_on(code, self.on)
                self._elsewhere[code] = self._of(found.title, found.agency_id)
            except (NoPost, NoUnitThen):
                self._elsewhere[code] = code
        return self.posts.get(code) or self._elsewhere[code]

    def unit(self, key: str) -> str:
        """The name of a unit; of a division elsewhere with its agency."""
        if key in self.units or not key:
            return self.units.get(key, key)
        try:
            unit, agency = version_on(key, self.on), agency_of(key, self.on)
        except NoUnitThen:
            return key
        return unit.name if unit.key == agency.key else self._of(unit.name, agency.key)

    def person(self, code: str) -> str:
        """The title of a post with who holds it."""
        held = ", ".join(self.holders.get(code, []))
        return f"{self.post(code)} · {held}" if held else self.post(code)

    def choices(self) -> list[tuple[str, str]]:
        """Posts to choose from."""
        return sorted(((code, self.person(code)) for code in self.posts), key=lambda one: one[1])


def day(on: dt.date | None) -> str:
    """A day as a line says it."""
    return f"{on:%d/%m/%Y}" if on else ""


def rule_words(recurs: Mapping[str, Any]) -> str:
    """A rule of recurrence in words."""
    rule = recurrence(recurs)
    every = str(EVERY[rule.every]).lower()
    if rule.every is Every.DAY:
        return every
    if rule.every is Every.WEEK:
        on = str(WEEKDAYS[rule.day - 1])
    elif rule.every is Every.MONTH:
        on = _("ngày %(day)d") % {"day": rule.day}
    elif rule.every in (Every.QUARTER, Every.HALF):
        on = _("ngày %(day)d tháng thứ %(month)d") % {"day": rule.day, "month": rule.month}
    else:
        on = f"{rule.day:02d}/{rule.month:02d}"
    said = _("trước %(on)s %(every)s") if rule.before else _("%(on)s %(every)s")
    return said % {"on": on, "every": every}


def _cell(item: str, task: Task, names: Names) -> tuple[str, str]:
    """What an item says, and its second line."""
    match item:
        case "person":
            watchers = [one.name for one in task.parties.all() if one.part == Part.WATCHING]
            said = _("theo dõi: %(who)s") % {"who": ", ".join(watchers)} if watchers else ""
            return names.person(task.post) if task.post else "", said
        case "work":
            return task.content, ""
        case "responsibility":
            helped = [one.name for one in task.parties.all() if one.part == Part.COOPERATING]
            said = _("phối hợp: %(who)s") % {"who": ", ".join(helped)} if helped else ""
            words = " · ".join(part for part in (names.unit(task.unit), task.role) if part)
            return words, said
        case "authority":
            return names.post(task.decider) if task.decider else "", ""
        case "progress" | "time":
            more = list[str]()
            if task.extensions:
                moved = ngettext(
                    "hạn đầu %(on)s, gia hạn %(n)d lần", "hạn đầu %(on)s, gia hạn %(n)d lần", task.extensions
                )
                more.append(moved % {"on": day(task.first_due_on), "n": task.extensions})
            more += [
                _("mốc %(on)s: %(what)s") % {"on": f"{day_of(one['on']):%d/%m}", "what": one["what"]}
                for one in task.milestones
            ]
            when = " → ".join(part for part in (day(task.starts_on), day(task.due_on)) if part)
            return rule_words(task.recurs) if task.recurs else when, "; ".join(more)
    return task.product, " · ".join(part for part in (task.target, task.criteria) if part)


def line_of(task: Task, now: dt.datetime, calendar: WorkingCalendar, names: Names) -> dict[str, Any]:
    """One task as a line: the items of its checklist, what is missing, how it stands, its day."""
    case, status = task.case, queries.status(task, now)
    missing = {item.code for item in queries.unclear(task)} if case is None else set[str]()
    cells = []
    for item in clarity()[task.directive.clarity]:
        text, more = _cell(item.code, task, names)
        cells.append({
            "icon": ICONS[item.code], "name": _(item.name), "text": text, "more": more,
            "missing": item.code in missing, "same": text.startswith(task.title.rstrip("….")),
            "lacks": ", ".join(
                str(LACKS[name]) for name in item.columns if name in LACKS and not getattr(task, name)
            ) if item.code in missing else "",
        })  # fmt: skip
    chip = None
    if case is not None and status is not Status.CANCELLED:
        ended = task.handed_at if case.state in ("handed_in", "done") else None
        state = "stopped" if ended else "paused" if case.paused else "running"
        chip = due_chip(case.due_at, now, calendar=calendar, ended=ended, state=state)
        if case.state == "handed_in":
            chip = replace(chip, kind="soon", icon="hourglass", words=_("chờ nghiệm thu"))
    late, duty = queries.is_late(task, now), bool(task.recurs) and task.issued_on is not None
    return {
        "task": task, "case": case, "cells": cells, "status": _("Định kỳ") if duty else STATUS[status], "chip": chip,
        "tone": "late" if late else TONES.get(status, ""), "late": late, "percent": task.percent,
        "missing": bool(missing), "duty": duty,
        "href": reverse("desk:task", args=[case.code]) if case else "",
    }  # fmt: skip


def lines_of(by: Actor, tasks: Iterable[Task], now: dt.datetime) -> list[dict[str, Any]]:
    """Tasks as lines; no query a row. One not given yet leads who prepares its document to the form that changes it."""
    names, calendar = Names(by.agency, now.date()), calendar_for(by.agency)
    lines = []
    for task in tasks:
        line = line_of(task, now, calendar, names)
        if not line["case"] and not line["duty"] and policies.can_prepare(by, task.directive):
            line["href"] = reverse("desk:task-change", args=[task.directive.code, task.n])
            line["stays"] = bool(queries.read_columns(task.directive, task.n))
        lines.append(line)
    return lines
