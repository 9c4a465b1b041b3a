"""How the points of a reading are shown and typed: what was read, where it stands, how sure it is, what was said."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.areas.directives.choices import EVERY, recurrence, types
from motcua.areas.directives.queries import readings
from motcua.faces.desk.directives.shown import ICONS, day, rule_words
from motcua.rules import confirming
from motcua.rules.citing import cited
from motcua.rules.confirming import Point
from motcua.rules.instruments import State
from motcua.rules.report_windows import asked
from motcua.rules.tasks import MONTHS, Every, Recurrence

LABELS = {
    "type": gettext_lazy("Loại văn bản"), "number": gettext_lazy("Số, ký hiệu"),
    "signed_on": gettext_lazy("Ngày văn bản"), "issuer": gettext_lazy("Cơ quan ban hành"),
    "title": gettext_lazy("Trích yếu"), "references": gettext_lazy("Được dẫn"),
    "recipients": gettext_lazy("Nơi nhận"), "signer": gettext_lazy("Người ký"),
}  # fmt: skip
CLOSING = ("references", "recipients", "signer")
TASK_LABELS = {
    "title": (gettext_lazy("Rõ việc"), ICONS["work"]),
    "unit": (gettext_lazy("Rõ trách nhiệm"), ICONS["responsibility"]),
    "cooperating": (gettext_lazy("Phối hợp"), "users-round"), "due_on": (gettext_lazy("Rõ tiến độ"), ICONS["progress"]),
    "product": (gettext_lazy("Rõ hiệu quả"), ICONS["result"]),
}  # fmt: skip
NAMES_MOST = 12
TASKS_A_PART = 50
"""So many tasks stand on a page; of more, the next part follows."""


@dataclass
class Shown:
    """A point as its row shows it."""

    point: Point
    label: str
    icon: str
    state: str
    lines: list[str]
    changed: bool
    opened: bool
    fault: str
    value: Mapping[str, Any]
    suggested: list[tuple[str, str]] = field(default_factory=list)
    mapped: list[str] = field(default_factory=list)
    choices: dict[str, Any] = field(default_factory=dict)
    names: list[dict[str, str]] = field(default_factory=list)
    cited: list[dict[str, Any]] = field(default_factory=list)
    close: tuple[tuple[int, int], ...] = ()

    @property
    def ended(self) -> int:
        """How many of the cited documents are no longer in force."""
        return sum(
            one["standing"] is not None and one["standing"].state is State.EXPIRED for one in self.cited
        )

    @property
    def sure_words(self) -> str:
        """How sure the reading is, in words."""
        if self.point.span is None:
            return _("không đọc được")
        return _("xem kỹ") if self.point.unsure else _("đọc rõ")

    @property
    def sure_icon(self) -> str:
        """And as an icon."""
        return (
            "circle-question-mark"
            if self.point.span is None
            else "eye"
            if self.point.unsure
            else "circle-check"
        )


class Page:
    """All points of a reading, and the text they stand in."""

    def __init__(
        self, held: readings.Held, *, agency: str, on: dt.date, opened: str = "",
        faults: Mapping[str, str] | None = None, typed: Mapping[str, Any] | None = None,
        foreseen: Mapping[str, str] | None = None, part: int = 0,
    ) -> None:  # fmt: skip
        self.held, self.agency, self.on, self.opened = held, agency, on, opened
        self.faults, self.typed, self.foreseen = faults or {}, typed or {}, foreseen or {}
        last = max((one.task for one in held.points), default=0)
        self.parts = max(1, -(-last // TASKS_A_PART))
        self.part = min(max(1, part or self.part_of(opened)), self.parts)
        self.units, self.posts = readings.house(agency, on)
        self._suggested: dict[tuple[str, bool], str] = {}

    # --- parts: a long document is confirmed some tasks at a time ---

    def part_of(self, key: str) -> int:
        """On which part a point stands: the head with the first tasks, the foot with the last."""
        found = next((one for one in self.held.points if one.key == key), None)
        return self._part(found) if found else 1

    def _part(self, point: Point) -> int:
        if point.task:
            return -(-point.task // TASKS_A_PART)
        return self.parts if point.column in CLOSING else 1

    @property
    def span_of_tasks(self) -> tuple[int, int]:
        """The numbers of the first and the last task of this part."""
        last = max((one.task for one in self.held.points), default=0)
        return (self.part - 1) * TASKS_A_PART + 1, min(self.part * TASKS_A_PART, last)

    def _here(self, point: Point) -> bool:
        return self._part(point) == self.part

    @property
    def elsewhere(self) -> dict[str, int]:
        """How far one is on the other parts."""
        return self._counted([one for one in self.held.points if not self._here(one)])

    @property
    def next_open(self) -> dict[str, Any] | None:
        """The next point of another part that nobody decided on: unsure ones first, then those after this part."""
        left = [
            one for one in self.held.points
            if not self._here(one) and not confirming.state_of(one, self.held.said)
        ]  # fmt: skip
        if not left:
            return None
        one = min(left, key=lambda one: (not one.unsure, self._part(one) < self.part))
        return {"key": one.key, "part": self._part(one), "unsure": one.unsure}

    @property
    def _extent(self) -> tuple[int, int]:
        """From where to where the text of this part goes."""

        def begins(part: int) -> int:
            first = (part - 1) * TASKS_A_PART + 1
            return min((one.span[0] for one in self.held.points if one.task == first and one.span), default=0)

        text = len(self.held.text)
        return (
            begins(self.part) if self.part > 1 else 0,
            begins(self.part + 1) or text if self.part < self.parts else text,
        )

    # --- points ---

    def point(self, key: str) -> Shown:
        """One point."""
        return next(self._shown(one) for one in self.held.points if one.key == key)

    @property
    def header(self) -> list[Shown]:
        """The points at the head of the document."""
        return self._of_document(*(column for _name, _kind, column in confirming.HEADER))

    @property
    def closing(self) -> list[Shown]:
        """What it cites, to whom it goes and who signed it."""
        return self._of_document(*CLOSING)

    def _of_document(self, *columns: str) -> list[Shown]:
        return [
            self._shown(one) for one in self.held.points
            if not one.task and one.column in columns and self._here(one)
        ]  # fmt: skip

    @property
    def tasks(self) -> list[dict[str, Any]]:
        """Each task as a line of points, and what the document does not say of it."""
        found: dict[int, list[Shown]] = {}
        for one in self.held.points:
            if one.task and self._here(one):
                found.setdefault(one.task, []).append(self._shown(one))
        return [
            {
                "n": n, "work": shown[0], "points": shown[1:], "asks": _asks(shown),
                "missing": [label for column, (label, _icon) in TASK_LABELS.items()
                            if column in ("unit", "due_on", "product")
                            and column not in {one.point.column for one in shown}],
            }
            for n, shown in found.items()
        ]  # fmt: skip

    def following(self, key: str) -> str:
        """The next point that nobody decided on: unsure ones first; the same where none is left."""
        left = [
            one for one in self.held.points
            if not confirming.state_of(one, self.held.said) and one.key != key
        ]  # fmt: skip
        at = [one.key for one in self.held.points].index(key)
        after = {one.key for one in self.held.points[at + 1 :]}
        left.sort(key=lambda one: (not one.unsure, one.key not in after))
        return left[0].key if left else key

    def suggestion(self, name: str, *, posts: bool) -> str:
        """Which unit or post of the house a name may mean."""
        if (name, posts) not in self._suggested:
            known = {**self.units, **self.posts} if posts else self.units
            self._suggested[name, posts] = confirming.suggestion(name, known)
        return self._suggested[name, posts]

    def name_of(self, use: str) -> str:
        """What a unit or post is called here."""
        return self.units.get(use) or self.posts.get(use) or ""

    def _shown(self, point: Point) -> Shown:
        said = self.held.said.get(point.key, {})
        value = {**confirming.value_of(point, said), **self.typed.get(point.key, {})}
        label, icon = (LABELS[point.column], "") if not point.task else TASK_LABELS[point.column]
        shown = Shown(
            point, str(label), icon, confirming.state_of(point, self.held.said), self._lines(point, value),
            bool(said.get("value")) and dict(confirming.value_of(point, said)) != dict(point.read),
            self.opened == point.key, self._fault(point), value,
            close=confirming.close(point, self.held.text),
        )  # fmt: skip
        if point.kind == confirming.UNITS:
            self._named(shown, point.column == "unit")
        elif point.kind == confirming.ISSUER and not value.get("use"):
            use = self.suggestion(value["value"], posts=False)
            shown.suggested = [(use, self.name_of(use))] if use else []
        elif point.kind == confirming.ISSUER:
            shown.mapped = [self.name_of(value["use"])]
        elif point.column == "references":
            shown.cited = self._cited(value["lines"])
        if shown.opened:
            shown.choices = self._choices(point)
        return shown

    def _fault(self, point: Point) -> str:
        """What was refused at a point, or will be."""
        out = confirming.state_of(point, self.held.said) == "no"
        return self.faults.get(point.key) or ("" if out else self.foreseen.get(point.key, ""))

    def _named(self, shown: Shown, posts: bool) -> None:
        names, uses = list(shown.value["names"]), list(shown.value["uses"])
        for name, use in zip(names, uses, strict=True):
            found = "" if use else self.suggestion(name, posts=posts)
            if found:
                shown.suggested.append((found, self.name_of(found)))
            if use:
                shown.mapped.append(f"{name} → {self.name_of(use)}")
        blank = [("", "")] if len(names) < NAMES_MOST else []
        shown.names = [
            {"name": name, "use": use} for name, use in [*zip(names, uses, strict=True), *blank]
        ]  # fmt: skip

    def _lines(self, point: Point, value: Mapping[str, Any]) -> list[str]:
        match point.kind:
            case "type":
                found = types().get(value["value"])
                return [_(found.name)] if found else []
            case "day":
                return [day(_date(value["value"]))] if value["value"] else []
            case "task":
                return [value["title"]]
            case "units":
                return [name for name in value["names"] if name]
            case "signer":
                return [one for one in (value["name"], value["position"], value["authority"]) if one]
            case "lines":
                return list(value["lines"])
            case "time" | "stage":
                return [value["words"], *([self._meant(value)] if self._meant(value) else [])]
        return [value["value"]] if value["value"] else []

    def _meant(self, value: Mapping[str, Any]) -> str:
        """A time as the day or rule it becomes."""
        if value["every"]:
            rule = {name: value[name] for name in ("every", "day", "month", "before", "lead")}
            if not _sound(rule):
                return _("%(every)s, chưa rõ ngày") % {"every": EVERY[Every(value["every"])]}
            return _("nhiệm vụ định kỳ: %(rule)s") % {"rule": rule_words(rule)}
        if on := _date(value["on"]):
            before = bool(value["before"])
            due = _("hạn %(day)s") % {"day": day(readings.last_day(self.agency, on, before))}
            if earlier := [one for said in value.get("earlier") or () if (one := _date(said)) and one < on]:
                days = ", ".join(day(readings.last_day(self.agency, one, before)) for one in earlier)
                return _("%(due)s; mốc trước đó: %(days)s") % {"due": due, "days": days}
            return due
        if value.get("unreal"):
            return _("ngày này không có trong lịch; ghi ngày đúng")
        return _("không ra ngày; giữ nguyên chữ trong nội dung")

    def _choices(self, point: Point) -> dict[str, Any]:
        units = sorted(self.units.items(), key=lambda one: one[1])
        found: dict[str, Any] = {"units": units, "every": [(str(key), name) for key, name in EVERY.items()]}
        if point.column == "unit":
            found["posts"] = sorted(self.posts.items(), key=lambda one: one[1])
        if point.kind == confirming.TYPE:
            found["types"] = [(one.code, _(one.name)) for one in types().values()]
        return found

    # --- the text ---

    @property
    def pieces(self) -> list[dict[str, Any]]:
        """The text in pieces, cut wherever something that was read begins or ends, or a page does."""
        text, (begin, end) = self.held.text, self._extent
        points = [one for one in self.held.points if self._here(one)]
        looks = [place for one in points for place in confirming.close(one, text)]
        spans = [*(place for one in points for place in one.places), *looks]
        spans += [row["span"] for row in self.more]
        spans = [span for span in spans if span[1] > begin and span[0] < end]
        starts: dict[int, str] = {}
        for one in points:
            if one.span:
                starts.setdefault(one.span[0], one.key)
        pages = {place: n for n, place in enumerate(self.held.pages, 1) if n > 1 and begin <= place < end}
        edges = (min(max(edge, begin), end) for span in spans for edge in span)
        cuts = sorted({begin, end, *pages, *edges})
        inside = sorted(spans)
        found, open_ = list[dict[str, Any]](), list[tuple[int, int]]()
        at = 0
        for first, last in itertools.pairwise(cuts):
            while at < len(inside) and inside[at][0] <= first:
                open_.append(inside[at])
                at += 1
            open_ = [span for span in open_ if span[1] > first]
            found.append({
                "from": first, "to": last, "text": text[first:last], "read": bool(open_), "page": pages.get(first),
                "key": starts.get(first, ""),
            })  # fmt: skip
        return found

    @property
    def more(self) -> list[dict[str, Any]]:
        """What else was read; shown, and never written down: a basis that cites a document is confirmed there."""
        read = self.held.read
        places = [one for ref in read["references"] for one in ref["occurrences"]]
        bases = [
            leaf for leaf in read["bases"]
            if not any(leaf["span"][0] <= one[0] < leaf["span"][1] for one in places)
        ]  # fmt: skip
        rows = [
            (_("Cơ quan chủ quản"), [read["parent"]]), (_("Nơi ban hành"), [read["place"]]),
            (_("Kính gửi"), read.get("addressees") or []),
            (_("Căn cứ"), bases),
        ]  # fmt: skip
        return [
            {"label": label, "value": leaf["value"], "span": (leaf["span"][0], leaf["span"][1])}
            for label, leaves in rows for leaf in leaves if leaf
        ]  # fmt: skip

    @property
    def more_rows(self) -> list[dict[str, Any]]:
        """The same, by label."""
        found: dict[str, list[dict[str, Any]]] = {}
        for row in self.more:
            found.setdefault(row["label"], []).append(row)
        return [{"label": label, "values": values} for label, values in found.items()]

    def _cited(self, lines: Sequence[str]) -> list[dict[str, Any]]:
        """Cited documents, and how each stands today; one of another day with the same symbol is another document."""
        read = [next(iter(cited(line)), None) for line in lines]
        known = readings.standings((one.symbol.value for one in read if one and one.symbol), self.on)
        found = []
        for words, one in zip(lines, read, strict=True):
            said_day = one.date.value if one and one.date else None
            stands = known.get(one.symbol.value) if one and one.symbol else None
            same = stands is not None and (said_day is None or stands.issued_on in (None, said_day))
            sure = same and stands is not None and said_day is not None and stands.issued_on == said_day
            found.append({
                "words": words, "standing": stands if same else None,
                "match": "" if sure else "likely" if same else "unknown",
            })  # fmt: skip
        return found

    @property
    def counts(self) -> dict[str, int]:
        """How far one is."""
        return self._counted(self.held.points)

    def _counted(self, points: Sequence[Point]) -> dict[str, int]:
        states = [confirming.state_of(one, self.held.said) for one in points]
        return {
            "all": len(states),
            "seen": sum(map(bool, states)),
            "left": states.count(""),
            "unsure": sum(one.unsure and not state for one, state in zip(points, states, strict=True)),
            "tasks": sum(one.kind == confirming.TASK for one in points),
            "yes": sum(
                one.kind == confirming.TASK and state == "yes"
                for one, state in zip(points, states, strict=True)
            ),
        }


def _asks(shown: Sequence[Shown]) -> str:
    """By when the report is due that a task asks for every so often; nothing where it asks for none."""
    words = " ".join(str(one.value.get("content") or one.value.get("value") or "") for one in shown)
    times = (recurrence(one.value) for one in shown if one.value.get("every") and _sound(one.value))
    return next((due.words for rule in times if (due := asked(words, rule))), "")


# --- what is typed ---------------------------------------------------------------------------------------------


def typed(
    point: Point, sent: Any, *, agency: str, on: dt.date, said: Mapping[str, Any]
) -> tuple[dict[str, Any] | None, str]:
    """What was typed of a point, and what is wrong with it; nothing where its fields were not open."""
    if sent.get("suggested"):
        return _suggested(point, agency=agency, on=on, said=said), ""
    if not sent.get("edit"):
        return None, ""
    match point.kind:
        case "task":
            value: dict[str, Any] = {name: sent.get(name, "").strip() for name in ("title", "content")}
            return value, "" if value["title"] else _("Ghi tên nhiệm vụ.")
        case "units":
            return _typed_names(sent, agency=agency, on=on), ""
        case "time" | "stage":
            return _typed_time(sent)
        case "issuer":
            units = readings.house(agency, on)[0]
            use = sent.get("use", "")
            return {
                "value": " ".join(sent.get("value", "").split()),
                "use": use if use in units else "",
            }, ""
        case "signer":
            return {
                name: " ".join(sent.get(name, "").split()) for name in ("name", "position", "authority")
            }, ""
        case "lines":
            return _typed_lines(sent.get("value", ""), cites=point.column == "references")
        case "day":
            said_day = sent.get("value", "").strip()
            wrong = _("Ghi ngày như 16/12/2021.") if said_day and not _date(said_day) else ""
            return {"value": said_day if wrong or not said_day else str(_date(said_day))}, wrong
    return {"value": sent.get("value", "").strip()}, ""


def _suggested(point: Point, *, agency: str, on: dt.date, said: Mapping[str, Any]) -> dict[str, Any]:
    """What a name seems to be, taken because somebody said so."""
    value = dict(confirming.value_of(point, said))
    units, posts = readings.house(agency, on)
    if point.kind == confirming.ISSUER:
        return value | {"use": confirming.suggestion(value["value"], units)}
    known = {**units, **posts} if point.column == "unit" else units
    uses = [
        use or confirming.suggestion(name, known)
        for name, use in zip(value["names"], value["uses"], strict=True)
    ]  # fmt: skip
    return value | {"uses": uses}


def _typed_names(sent: Any, *, agency: str, on: dt.date) -> dict[str, Any]:
    units, posts = readings.house(agency, on)
    rows = [
        (" ".join(sent.get(f"name-{n}", "").split()), sent.get(f"use-{n}", "")) for n in range(NAMES_MOST + 40)
    ]  # fmt: skip
    kept: Sequence[tuple[str, str]] = [
        (name or units.get(use) or posts.get(use) or "", use if use in units or use in posts else "")
        for name, use in rows
        if name or use
    ]
    return {"names": [name for name, _use in kept], "uses": [use for _name, use in kept]}


def _typed_lines(said: str, *, cites: bool) -> tuple[dict[str, Any], str]:
    lines = [line for one in said.splitlines() if (line := " ".join(one.split()))]
    unread = [line for line in lines if len(cited(line)) != 1] if cites else []
    wrong = (
        _("Ghi một văn bản trên một dòng, có loại và số, ký hiệu: “%(line)s”.") % {"line": unread[0][:80]}
        if unread
        else ""
    )
    return {"lines": lines}, wrong


def _typed_time(sent: Any) -> tuple[dict[str, Any], str]:
    def number(name: str) -> int:
        said = sent.get(name, "")
        return int(said) if said.isdecimal() and len(said) < 4 else 0

    every = sent.get("every", "") if sent.get("every", "") in {str(one) for one in EVERY} else ""
    said_day = sent.get("on", "").strip()
    value = {
        "on": str(_date(said_day) or said_day), "every": every, "day": 0 if every == Every.DAY else number("day"),
        "month": number("month") if every and Every(every) in MONTHS else 0, "before": bool(sent.get("before")),
        "lead": number("lead"),
    }  # fmt: skip
    if said_day and not _date(said_day):
        return value, _("Ghi ngày như 30/11/2026.")
    if every and not _sound(value):
        return value, _("Chọn ngày, tháng của mỗi kỳ.")
    return value, ""


def _sound(rule: Mapping[str, Any]) -> bool:
    try:
        return Recurrence(
            Every(rule["every"]),
            int(rule["day"]),
            int(rule["month"] or 0),
            bool(rule["before"]),
            int(rule["lead"] or 0),
        ).sound()
    except ValueError:
        return False


_DAY = re.compile(
    r"\s*(?:(?P<y>\d{4})-(?P<m>\d\d?)-(?P<d>\d\d?)|(?P<D>\d\d?)[/.-](?P<M>\d\d?)[/.-](?P<Y>\d{4}))\s*"
)


def _date(said: str) -> dt.date | None:
    """A day as an input or a person writes it."""
    found = _DAY.fullmatch(said)
    if found is None:
        return None
    try:
        return dt.date(*(int(found[small] or found[small.upper()]) for small in "ymd"))
    except ValueError:
        return None
