"""What was read of a document becomes points that a person confirms one by one; the confirmed ones become fields of a
directive and its tasks (S062–S065). Nothing that nobody confirmed comes of it.

A **point** is one thing to look at: ``key``, ``kind``, the ``task`` it belongs to (0: the document), what was ``read``,
its ``span`` in the text and how ``sure`` it is. What a person **said** of a point is ``{"state": "yes" | "no" | "",
"value": …}``; without a value of their own, what was read stands.
"""

import datetime as dt
import itertools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from motcua.rules.citing import written
from motcua.rules.vietnamese import fold, nfc

SURE = 0.85
"""From here on a reading counts as sure."""
SHORT = 160
TEXT, LINE, DAY, TYPE, ISSUER, TASK, UNITS, TIME, STAGE, SIGNER, LINES = (
    "text", "line", "day", "type", "issuer", "task", "units", "time", "stage", "signer", "lines",
)  # fmt: skip
HEADER = (
    ("type", TYPE, "type"), ("symbol", LINE, "number"), ("date", DAY, "signed_on"), ("issuer", ISSUER, "issuer"),
    ("title", TEXT, "title"),
)  # fmt: skip
_DAYS = {"MO": 1, "TU": 2, "WE": 3, "TH": 4, "FR": 5, "SA": 6, "SU": 7}
_AHEAD = {"daily": 1, "weekly": 7, "monthly": 14}


@dataclass(frozen=True)
class Point:
    """One thing to confirm; ``parts``: the places in the text of one that stands at several."""

    key: str
    kind: str
    column: str
    task: int
    read: Mapping[str, Any]
    span: tuple[int, int] | None
    sure: float
    parts: tuple[tuple[int, int], ...] = ()

    @property
    def places(self) -> tuple[tuple[int, int], ...]:
        """Where it stands in the text."""
        return self.parts or ((self.span,) if self.span else ())

    @property
    def unsure(self) -> bool:
        """Whether it wants a closer look."""
        return self.sure < SURE


_ENDS = re.compile(r"(?:\S+\s+){0,7}\S+\s*$")


def close(point: Point, text: str) -> tuple[tuple[int, int], ...]:
    """Where a closer look is wanted: of an unsure task that is longer than its name, the words of the name, which say
    whether it is one, and those with which it ends; what stands between is taken over as it is written. Else wherever
    a point stands."""
    if not point.unsure or point.kind != TASK or len(point.places) != 1:
        return point.places
    start, end = point.places[0]
    words = len(str(point.read["title"]).split())
    name, ends = re.compile(rf"(?:\s*\S+){{{words}}}").match(text, start, end), _ENDS.search(text, start, end)
    if name is None or ends is None or ends.start() <= name.end():
        return point.places
    return ((start, name.end()), (ends.start(), end))


def points_of(
    read: Mapping[str, Any], types: Mapping[str, str], after: Callable[[dt.date, int], dt.date] | None = None
) -> tuple[Point, ...]:
    """The points of a reading (``Document.as_json``), in the order of the document; ``types``: codes of the types of
    directives by their names; ``after(day, n)``: the n-th working day after a day, by the calendar of the house."""
    found = []
    for name, kind, column in HEADER:
        leaf = read.get(name)
        value = leaf["value"] if leaf else ""
        if kind == TYPE:
            value = next((code for name, code in types.items() if fold(name) == fold(value)), "")
        span = (leaf["span"][0], leaf["span"][1]) if leaf else None
        found.append(
            Point(column, kind, column, 0, {"value": value}, span, leaf["confidence"] if leaf else 0.0)
        )
    signed = _day(read["date"]["value"]) if read.get("date") else None
    for n, task in enumerate(read.get("tasks") or (), 1):
        found += _points_of_task(n, task, lambda days: after(signed, days) if after and signed else None)
    found += _lines("references", [_of_reference(one) for one in read.get("references") or ()])
    recipients = [
        (leaf["value"], [leaf["span"]], leaf["confidence"]) for leaf in read.get("recipients") or ()
    ]
    found += _lines("recipients", recipients) or [
        Point("recipients", LINES, "recipients", 0, {"lines": []}, None, 0.0)
    ]
    return (*found, _signer(read.get("signer") or {}))


def _lines(column: str, read: Sequence[tuple[str, Sequence[Sequence[int]], float]]) -> list[Point]:
    """Lines of one kind, each with its places and how sure it is: the sure ones are one point together, every other is
    a point of its own."""
    groups = [(column, [one for one in read if one[2] >= SURE])]
    groups += [(f"{column}-{n}", [one]) for n, one in enumerate(read, 1) if one[2] < SURE]
    found = []
    for key, lines in groups:
        parts = sorted((place[0], place[1]) for _words, places, _sure in lines for place in places)
        if parts:
            span = (parts[0][0], max(last for _first, last in parts))
            value, sure = {"lines": [words for words, _places, _sure in lines]}, min(one[2] for one in lines)
            found.append(Point(key, LINES, column, 0, value, span, sure, tuple(parts)))
    return found


def _of_reference(one: Mapping[str, Any]) -> tuple[str, Sequence[Sequence[int]], float]:
    """A cited document as documents write it; as sure as the least sure of what is said of it."""
    leaves = {name: one[name] for name in ("type", "symbol", "date", "issuer", "title", "year") if one[name]}
    said = {name: leaf["value"] for name, leaf in leaves.items()}
    if "date" in said:
        said["date"] = _day(said["date"])
    return written(**said), one["occurrences"], min(leaf["confidence"] for leaf in leaves.values())


def _signer(read: Mapping[str, Any]) -> Point:
    """Who signed, in which position and with what authority."""
    name, position, behalf = (read.get(one) for one in ("name", "position", "on_behalf"))
    authorities = read.get("authorities") or ()
    said = [
        f"{leaf['value']} {behalf['value']}" if leaf["value"] == "TM." and behalf else leaf["value"]
        for leaf in authorities
    ]
    value = {
        "name": name["value"] if name else "", "position": position["value"] if position else "",
        "authority": ", ".join(dict.fromkeys(said)),
    }  # fmt: skip
    leaves = [leaf for leaf in (*authorities, behalf, position, name) if leaf]
    if not leaves:
        return Point("signer", SIGNER, "signer", 0, value, None, 0.0)
    found = _point("signer", SIGNER, "signer", 0, value, leaves)
    return found if name else replace(found, sure=0.0)


def _points_of_task(n: int, task: Mapping[str, Any], after: Callable[[int], dt.date | None]) -> list[Point]:
    said = task["text"]
    text = said["value"]
    found = [_point(f"t{n}", TASK, "title", n, {"title": short(text), "content": text}, [said])]
    for name, column in (("lead", "unit"), ("cooperating", "cooperating")):
        if leaves := task[name]:
            names = [leaf["value"] for leaf in leaves]
            found.append(
                _point(f"t{n}-{name}", UNITS, column, n, {"names": names, "uses": [""] * len(names)}, leaves)
            )
    days = [
        one["date"]["value"]
        if one["date"]
        else str((after(one["working_days"]) if one.get("working_days") else "") or "")
        for one in task["deadlines"]
    ]
    last = _last(days)
    for k, (deadline, on) in enumerate(zip(task["deadlines"], days, strict=True), 1):
        leaf, day, rule = deadline["text"], deadline["date"], deadline["recurrence"]
        leaves = [leaf, *([day] if day else []), *([rule] if rule else [])]
        value = {
            "words": leaf["value"], "on": on, "before": bool(deadline["before"]),
            "earlier": list(deadline.get("earlier") or ()), "every": "", "day": 0, "month": 0, "lead": 0,
            "rule": rule["value"] if rule else "", "unreal": bool(deadline.get("unreal")),
        } | recurrence(rule["value"] if rule else "")  # fmt: skip
        found.append(_point(f"t{n}-time{k}", TIME if k == last else STAGE, "due_on", n, value, leaves))
    if task["product"]:
        leaf = task["product"]
        found.append(_point(f"t{n}-product", TEXT, "product", n, {"value": leaf["value"]}, [leaf]))
    return found


def _last(days: Sequence[str]) -> int:
    """Which of the times of a task, counted from 1, is its deadline: where days are named, the last of them; those
    before are milestones."""
    return days.index(max(days)) + 1 if days and days[0] else 1


def _point(
    key: str, kind: str, column: str, task: int, read: Mapping[str, Any], leaves: Sequence[Mapping[str, Any]]
) -> Point:
    """A point over one or more leaves: it stands where they begin, and is as sure as the least sure of them."""
    spans = [leaf["span"] for leaf in leaves]
    span = (min(one[0] for one in spans), max(one[1] for one in spans))
    return Point(key, kind, column, task, read, span, min(leaf["confidence"] for leaf in leaves))


def short(text: str) -> str:
    """What a task is called: its words, or their beginning up to where a clause ends."""
    if len(text) <= SHORT:
        return text.rstrip(" ;,.")
    cut = text[:SHORT]
    ends = max((cut.rfind(mark) for mark in (";", ",", ". ", " (")), default=-1)
    if ends < SHORT // 3:
        ends = cut.rfind(" ")
    return (cut[:ends] if ends > 0 else cut).rstrip(" ;,.(") + "…"


def recurrence(rule: str) -> dict[str, Any]:
    """A rule of RFC 5545 as a duty keeps it; nothing where a duty cannot say it. A missing day stays missing,
    and of several a person chooses."""
    parts = dict(part.split("=", 1) for part in rule.split(";") if "=" in part)
    rate, months = parts.get("FREQ", ""), [int(one) for one in parts.get("BYMONTH", "").split(",") if one]
    day = int(said) if (said := parts.get("BYMONTHDAY", "")).isdigit() else 0
    found = {"every": "", "day": day, "month": 0}
    if rate == "DAILY":
        found |= {"every": "daily", "day": 0}
    elif rate == "WEEKLY":
        found |= {"every": "weekly", "day": _DAYS.get(parts.get("BYDAY", ""), 0)}
    elif rate == "MONTHLY":
        found |= {"every": "monthly"}
    elif rate == "YEARLY" and len(months) <= 1:
        found |= {"every": "yearly", "month": months[0] if months else 0}
    elif rate == "YEARLY" and len(months) == 2 and months[1] - months[0] == 6:
        found |= {"every": "half-yearly", "month": months[0]}
    elif rate == "YEARLY" and len(months) == 4 and all(b - a == 3 for a, b in itertools.pairwise(months)):
        found |= {"every": "quarterly", "month": (months[0] - 1) % 3 + 1}
    if not found["every"] or "INTERVAL" in parts:
        return {}
    return found | {"lead": _AHEAD.get(str(found["every"]), 30)}


# ── whose name it is ────────────────────────────────────────────────────────────────────────────────────────

_SHORTER = (
    (r"\buy ban nhan dan\b", "ubnd"), (r"\bhoi dong nhan dan\b", "hdnd"), (r"\bmat tran to quoc\b", "mttq"),
    (r"^cac (?=phong|ban|don vi)", ""), (r"^(?:dong chi|ong|ba) ", ""),
)  # fmt: skip


def plain(name: str) -> str:
    """A name as names are compared: without accents, with the usual short forms."""
    folded = re.sub(r"[^\w]+", " ", fold(name)).strip()
    for long, brief in _SHORTER:
        folded = re.sub(long, brief, folded)
    return folded


_PLACE = re.compile(
    r"(?i)(?P<base>.+?),?\s+(?:của\s+)?(?P<level>phường|xã(?!\s+(?-i:hội|HỘI)\b)|quận|huyện|thị\s+trấn|(?<!đô\s)thị\s+xã"
    r"|đặc\s+khu|thành\s+phố|tỉnh)\b.*"
)
"""With accents: "xã hội", "quản lý", "phương án", "đô thị xã" hold no level of that name."""


def _without_place(name: str) -> tuple[str, ...]:
    """A name without where it is, as names are compared: "ubnd phuong" of "UBND phường Long Biên"; never of another
    level."""
    found = _PLACE.fullmatch(nfc(" ".join(name.split())))
    return (plain(found["base"]), plain(f"{found['base']} {found['level']}")) if found else ()


def suggestion(name: str, known: Mapping[str, str]) -> str:
    """The one unit or post of the house that a name means by its letters; none when none or several match.

    A name without its place ("Văn phòng HĐND và UBND" for that of the ward) matches when nothing else does; one of
    another level does not.
    """
    wanted = plain(name)
    if len(wanted) < 4:
        return ""
    same = [key for key, one in known.items() if plain(one) == wanted]
    if not same and len(wanted) >= 8:
        same = [key for key, one in known.items() if wanted in _without_place(one)]
    return same[0] if len(same) == 1 else ""


# ── what is created ─────────────────────────────────────────────────────────────────────────────────────────


def value_of(point: Point, said: Mapping[str, Any]) -> Mapping[str, Any]:
    """What stands for a point: what a person wrote, else what was read."""
    return {**point.read, **(said.get("value") or {})}


def state_of(point: Point, said: Mapping[str, Mapping[str, Any]]) -> str:
    """yes, no, or nothing yet; what belongs to a task that was left out is left out with it."""
    if point.task and point.kind != TASK and said.get(f"t{point.task}", {}).get("state") == "no":
        return "no"
    return str(said.get(point.key, {}).get("state") or "")


def given(
    points: Sequence[Point],
    said: Mapping[str, Mapping[str, Any]],
    *,
    day_for: Callable[[dt.date, bool], dt.date],
) -> tuple[dict[str, Any], list[dict[str, Any]], dict[str, str]]:
    """Fields of the directive and of its tasks as they were confirmed, and which point each came from.

    ``day_for(day, before)`` is the last day that the words mean.
    """
    fields, tasks, origin = dict[str, Any](), list[dict[str, Any]](), dict[str, str]()
    confirmed = [point for point in points if state_of(point, said) == "yes"]
    for point in confirmed:
        if not point.task:
            for name, field in _fields(
                point, _header(value_of(point, said.get(point.key, {})), point)
            ).items():
                fields[name] = _joined(fields[name], field) if name in fields else field
                origin.setdefault(name, point.key)
    numbers = [point.task for point in confirmed if point.kind == TASK]
    for n, number in enumerate(numbers, 1):
        one = dict[str, Any]()
        for point in confirmed:
            if point.task != number:
                continue
            for name, field in _fields(point, _columns(point, said.get(point.key, {}), day_for)).items():
                one[name] = _joined(one[name], field) if name in one else field
                origin.setdefault(f"tasks.{n}.{name}", point.key)
        tasks.append(one)
        origin[f"tasks.{n}."] = f"t{number}"
    return fields, tasks, origin


def point_of(field: str, origin: Mapping[str, str]) -> str:
    """The point that a field of what was to be created came from; the task where no point fills it."""
    if field in origin:
        return origin[field]
    task = re.match(r"tasks\.\d+\.", field)
    return origin.get(task.group(), field) if task else field


def _header(value: Mapping[str, Any], point: Point) -> dict[str, Any]:
    if point.kind == DAY:
        return {point.column: _day(value["value"])}
    if point.kind == ISSUER:
        return {"issuer": value["value"], "issuer_key": value.get("use", "").partition(":")[2]}
    if point.kind == SIGNER:
        return {f"signer_{name}": value[name] for name in ("name", "position", "authority")}
    if point.kind == LINES:
        return {point.column: list(value["lines"])}
    return {point.column: value["value"]}


def _fields(point: Point, columns: Mapping[str, tuple[Any, Any] | Any]) -> dict[str, Any]:
    """Columns as ``create_from_reading`` takes them."""
    found = {}
    for name, value in columns.items():
        value, read = value if isinstance(value, tuple) else (value, _header(point.read, point).get(name))
        found[name] = {
            "value": value, "read": read, "span": point.span or (), "confidence": point.sure, "confirmed": True,
        }  # fmt: skip
    return found


def _joined(first: dict[str, Any], then: dict[str, Any]) -> dict[str, Any]:
    """Two points that fill one column: texts on lines of their own, lists one after the other."""
    if isinstance(first["value"], list):
        both = first["read"] is not None and then["read"] is not None
        return first | {
            "value": [*first["value"], *then["value"]],
            "read": [*first["read"], *then["read"]] if both else None,
        }
    value, read = (
        "\n".join(str(one) for one in pair if one)
        for pair in ((first["value"], then["value"]), (first["read"], then["value"]))
    )
    return first | {"value": value, "read": read}


def _columns(
    point: Point, said: Mapping[str, Any], day_for: Callable[[dt.date, bool], dt.date]
) -> dict[str, tuple[Any, Any]]:
    """The columns of a task that a point fills: (value, as read)."""
    value = value_of(point, said)
    match point.kind:
        case "task":
            return {name: (value[name], point.read[name]) for name in ("title", "content")}
        case "units":
            names = [
                (" ".join(name.split()), use)
                for name, use in zip(value["names"], value["uses"], strict=True)
                if name
            ]
            if point.column == "cooperating":
                return {
                    "cooperating": (
                        [use.partition(":")[2] or name for name, use in names],
                        list(point.read["names"]),
                    )
                }
            return _lead(names, point.read["names"])
        case "time":
            return _time(value, point.read, day_for)
        case "stage":
            if on := _day(value["on"]):
                made = [{"on": day_for(on, bool(value["before"])), "what": value["words"][:200]}]
                return {"milestones": (made, made if value["on"] == point.read["on"] else None)}
            return {"content": (_unsaid(value["words"]), None)}
    return {point.column: (value["value"], point.read["value"])}


def _lead(names: Sequence[tuple[str, str]], read: Sequence[str]) -> dict[str, tuple[Any, Any]]:
    """Who leads: the first unit or post of the house; whoever else was named stays in words."""
    found, others = dict[str, tuple[Any, Any]](), list[str]()
    for name, use in names:
        kind, _, key = use.partition(":")
        if key and not found:
            found = {kind: (key, None)}
        else:
            others.append(name)
    words = "; ".join(others)
    role = f"Cùng chủ trì: {words}" if found and others else f"Chủ trì: {words}" if others else "Chủ trì"
    return {**found, "role": (role if len(role) <= 200 else role[:199] + "…", role if read else None)}


def _time(
    value: Mapping[str, Any], read: Mapping[str, Any], day_for: Callable[[dt.date, bool], dt.date]
) -> dict[str, tuple[Any, Any]]:
    if value["every"]:
        names = ("every", "day", "month", "before", "lead")
        as_read = {name: read[name] for name in names} if read["every"] else None
        return {"recurs": ({name: value[name] for name in names}, as_read)}
    if on := _day(value["on"]):
        first, before = _day(read["on"]), bool(value["before"])
        found: dict[str, tuple[Any, Any]] = {
            "due_on": (day_for(on, before), first and day_for(first, bool(read["before"])))
        }
        if earlier := [day for one in read["earlier"] if (day := _day(one)) and day < on]:
            made = [{"on": day_for(day, before), "what": value["words"][:200]} for day in earlier]
            found["milestones"] = (made, made)
        return found
    return {"content": (_unsaid(value["words"]), None)}


def _unsaid(words: str) -> str:
    """A time that names no day stays in the words of the task."""
    return f"Thời gian ghi trong văn bản: {words}"


def _day(said: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(said)
    except ValueError:
        return None


# --- what stands in the original --------------------------------------------------------------------------------

_WRITTEN_DAY = re.compile(
    r"(?P<before>truoc\s+)?(?:ngay\s+)?\b0?(?P<day>\d{1,2})\s*(?:[/.-]|thang)\s*0?(?P<month>\d{1,2})\b"
    r"(?:\s*(?:[/.-]|nam)\s*(?P<year>\d{4}))?"
)


def words_in(text: str, words: str) -> bool:
    """Whether a document says these words, however its lines are broken."""
    return _even(words) in _even(text)


def days_in(text: str, year: int) -> Iterator[tuple[dt.date, bool]]:
    """The days that a document names, and whether as "trước ngày"; one without a year is of ``year``."""
    for found in _WRITTEN_DAY.finditer(_even(text)):
        try:
            day = dt.date(int(found["year"] or year), int(found["month"]), int(found["day"]))
        except ValueError:
            continue
        yield day, bool(found["before"])


def _even(text: str) -> str:
    return " ".join(fold(text).split())
