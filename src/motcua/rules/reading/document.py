"""The whole of a document."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from motcua.rules.citing.finding import cited
from motcua.rules.citing.references import Leaf, Reference, distinct
from motcua.rules.composed import Composed, Span
from motcua.rules.reading import assignments, closing, header, tables, units
from motcua.rules.reading.labels import Named
from motcua.rules.reading.lines import MARK, Lines, Piece
from motcua.rules.reading.moments import Timing, real
from motcua.rules.reading.outline import Item, outlined
from motcua.rules.reading.telling import MOST as MOST_TASKS
from motcua.rules.reading.timing import timings
from motcua.rules.reading.work import Task


@dataclass(frozen=True)
class Signer:
    """Who signed: ``authority`` is the last of TM., KT., TL., TUQ., Q. before the position; ``authorities`` all of
    them."""

    authority: Leaf[str] | None
    position: Leaf[str] | None
    name: Leaf[str] | None
    on_behalf: Leaf[str] | None = None
    authorities: tuple[Leaf[str], ...] = ()


@dataclass(frozen=True)
class Deadline:
    """``text`` as written; ``date`` the day it names; ``recurrence`` a rule of RFC 5545, or CONTINUOUS.

    ``before``: the words exclude the day itself ("trước ngày"); ``time``: the hour, where one is written;
    ``unreal``: no calendar has the day that is written ("31/02/2026"); ``earlier``: the days before ``date`` that the
    same words name; ``working``: so many working days after the document's own day, where a calendar says the day.
    """

    text: Leaf[str]
    date: Leaf[dt.date] | None
    recurrence: Leaf[str] | None
    before: bool = False
    time: str | None = None
    unreal: bool = False
    earlier: tuple[dt.date, ...] = ()
    working: int = 0


@dataclass(frozen=True)
class TaskRead:
    """A task as the document gives it; what it does not say is empty. ``deadlines``: all of its times, the first
    is ``deadline``."""

    text: Leaf[str]
    lead: tuple[Leaf[str], ...]
    cooperating: tuple[Leaf[str], ...]
    deadline: Deadline | None
    deadlines: tuple[Deadline, ...] = ()
    product: Leaf[str] | None = None


@dataclass(frozen=True)
class Node:
    """An item: its kind ("Điều", "1.", "a)"), its mark as written, its words, and the items under it."""

    kind: str
    label: Leaf[str]
    text: Leaf[str] | None
    items: tuple["Node", ...]


@dataclass(frozen=True)
class Document:
    """What was read. Spans point into the text that was given."""

    issuer: Leaf[str] | None
    parent: Leaf[str] | None
    symbol: Leaf[str] | None
    number: Leaf[str] | None
    place: Leaf[str] | None
    date: Leaf[dt.date] | None
    type: Leaf[str] | None
    title: Leaf[str] | None
    bases: tuple[Leaf[str], ...]
    addressees: tuple[Leaf[str], ...]
    recipients: tuple[Leaf[str], ...]
    signer: Signer
    items: tuple[Node, ...]
    tasks: tuple[TaskRead, ...]
    references: tuple[tuple[Reference, tuple[Span, ...]], ...]
    warnings: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """The shape that ``motcua read`` promises."""
        return {
            "issuer": _leaf(self.issuer), "parent": _leaf(self.parent), "symbol": _leaf(self.symbol),
            "number": _leaf(self.number), "place": _leaf(self.place), "date": _leaf(self.date),
            "type": _leaf(self.type),
            "title": _leaf(self.title), "bases": [_leaf(one) for one in self.bases],
            "addressees": [_leaf(one) for one in self.addressees],
            "recipients": [_leaf(one) for one in self.recipients],
            "signer": {
                "authority": _leaf(self.signer.authority), "position": _leaf(self.signer.position),
                "name": _leaf(self.signer.name), "on_behalf": _leaf(self.signer.on_behalf),
                "authorities": [_leaf(one) for one in self.signer.authorities],
            },
            "items": [_node(one) for one in self.items],
            "tasks": [
                {
                    "text": _leaf(task.text), "lead": [_leaf(one) for one in task.lead],
                    "cooperating": [_leaf(one) for one in task.cooperating],
                    "deadline": _deadline(task.deadline), "deadlines": [_deadline(one) for one in task.deadlines],
                    "product": _leaf(task.product),
                }
                for task in self.tasks
            ],
            "references": [
                {
                    "symbol": _leaf(one.symbol), "type": _leaf(one.type), "date": _leaf(one.date),
                    "issuer": _leaf(one.issuer),
                    "title": _leaf(one.title), "year": _leaf(one.year),
                    "occurrences": [list(place) for place in places],
                }
                for one, places in self.references
            ],
            "warnings": list(self.warnings),
        }  # fmt: skip


def _leaf(leaf: Leaf[Any] | None) -> dict[str, Any] | None:
    if leaf is None:
        return None
    value = leaf.value.isoformat() if isinstance(leaf.value, dt.date) else leaf.value
    return {"value": value, "span": list(leaf.span), "confidence": round(leaf.confidence, 2)}


def _deadline(one: Deadline | None) -> dict[str, Any]:
    if one is None:
        return {"text": None, "date": None, "recurrence": None}
    return {
        "text": _leaf(one.text), "date": _leaf(one.date), "recurrence": _leaf(one.recurrence),
        "before": one.before, "time": one.time, "unreal": one.unreal, "working_days": one.working,
        "earlier": [day.isoformat() for day in one.earlier],
    }  # fmt: skip


def _node(one: Node) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "label": _leaf(one.label),
        "text": _leaf(one.text),
        "items": [_node(item) for item in one.items],
    }


# ── reading ─────────────────────────────────────────────────────────────────────────────────────────────────

_BASE = re.compile(
    r"(?:Căn cứ|Thực hiện|Thi hành|Theo đề nghị|Xét đề nghị|Xét|Theo Tờ trình|Trên cơ sở"
    r"|Tiếp tục thực hiện|Để thực hiện|Để triển khai thực hiện|Triển khai)(?=\s)"
)
_NEXT_BASE = re.compile(r"[;.]\s*(?=(?:Căn cứ|Theo đề nghị|Xét|Thực hiện|Thi hành)\s)")
_BASE_ENDS = re.compile(
    r"[,;]\s*(?=(?:qua (?:đối chiếu|kiểm tra|rà soát|theo dõi|tổng hợp|nắm|thực tế|công tác)|(?:tính )?đến (?:nay"
    r"|ngày|thời điểm)"
    r"|(?:trong )?thời gian (?:vừa )?qua|vừa qua|hiện (?:nay|tại)|trong những năm qua)(?!\w))|[,;.]\s*(?=(?:"
    + units.HEAD.pattern
    + r")[^;]{0,140}?(?:ban hành|xây dựng|yêu cầu|quyết định|phát động|triển khai"
    r"|đề ra|báo cáo|đề nghị|thông báo|tổ chức|chỉ thị|hướng dẫn|như sau|phân công|chỉ đạo|kết luận|có ý kiến)(?!\w))"
)
_SELF = re.compile(
    r"(?P<body>(?:Ủy ban nhân dân|Uỷ ban nhân dân|UBND|Hội đồng nhân dân|HĐND|Ban Thường vụ Quận ủy"
    r"|Ban Thường vụ Đảng ủy|Đảng ủy)\s*(?P<level>quận|huyện|thị xã|thành phố|tỉnh|xã|phường|thị trấn"
    r"|đặc khu)?)\s+(?:xây dựng|ban hành|yêu cầu|báo cáo|đề ra|phát động)"
)
_PLAN_TITLE = re.compile(r"ke hoach|chuong trinh|de an|phuong an|nhiem vu|giai phap|trien khai|giao\b")
_ACCOUNTS = frozenset({"Báo cáo", "Tờ trình", "Biên bản", "Giấy mời", "Phiếu gửi"})
"""Types that tell or ask: they give work only under a heading that says so."""
_NORMS = frozenset(
    {"Luật", "Bộ luật", "Pháp lệnh", "Nghị định", "Thông tư", "Thông tư liên tịch", "Quy chế", "Quy định"}
)


_NOWHERE = 1_000
"""The clause of a time that stands beside a task, or that names no day and no recurrence."""
_NAMED = 12
"""Sentences without a task that a warning names; of more it says how many."""
MOST = 600_000
"""Letters that are read, some three hundred pages: no text takes longer than these do."""


def read(text: str) -> Document:
    """Read a document. Whatever the text is, something is given back."""
    source = Composed(text[:MOST])
    lines = Lines(source)
    head = header.read(lines)
    begin = _after_title(head, source)
    end = closing.read(lines, begin)
    warnings = [*head.warnings, *end.warnings]
    if len(text) > MOST:
        warnings.append(f"Văn bản quá dài; chỉ đọc {MOST:,} chữ cái đầu.".replace(",", "."))
    paragraphs = [piece for piece in lines.paragraphs if piece.start >= begin]
    body = [piece for piece in paragraphs if piece.end <= end.start]
    annexes = [piece for piece in paragraphs if piece.start >= end.end]
    to, told = _addressed(lines, body)
    bases, rest = _bases(lines, told)
    loose, items = outlined(lines, rest)
    more, annexed = outlined(lines, annexes)
    norms = bool(head.symbol and re.search(r"/(?:19|20)\d\d/", head.symbol.value)) or bool(
        head.type and head.type.value in _NORMS
    )
    if (
        not norms
        and head.type
        and head.type.value == "Quyết định"
        and head.title
        and not _PLAN_TITLE.search(_folded(head.title.value))
    ):
        norms = True
    reader = assignments.Reader(
        lines,
        head.date.value if head.date else None,
        norms=norms,
        report=bool(head.type and head.type.value in _ACCOUNTS),
        prose=not (head.type or head.symbol or head.issuer or end.name or end.recipients),
        issuer=head.issuer.value if head.issuer else "",
    )
    found = reader.read(loose, items)
    annex = None
    if annexed or more:
        annex = assignments.Reader(lines, reader.on, norms=norms, report=reader.report, prose=reader.prose)
        found += annex.read([piece for piece in more if not norms], annexed)
    found += tables.tasks(lines, reader.on)
    tasks = _tasks(source, found, reader.on)
    if nobody := sum(not task.lead for task in tasks):
        warnings.append(f"{nobody} nhiệm vụ chưa ghi đơn vị chủ trì; cần người xem điền")
    for said in dict.fromkeys(one.text.value for task in tasks for one in task.deadlines if one.unreal):
        warnings.append(f"“{said}” không có trong lịch; cần người xem ghi ngày đúng")
    known = [one.text.span for task in tasks for one in task.deadlines if one.unreal]
    for words in dict.fromkeys(_unreal(source, known)):
        warnings.append(f"“{words}” không có trong lịch; cần người xem ghi ngày đúng")
    if reader.cut or (annex and annex.cut):
        most = f"{MOST_TASKS:,}".replace(",", ".")
        warnings.append(
            f"Văn bản có quá nhiều nhiệm vụ; chỉ đọc {most} nhiệm vụ đầu, cần người xem phần còn lại"
        )
    if tabled := tables.unread(lines):
        first = " ".join(source.text[tabled[0].start : tabled[0].end].split())[:90]
        warnings.append(
            f"{len(tabled)} bảng không có đường kẻ hoặc không rõ cột chưa đọc được, cần người xem; dòng đầu: “{first}”"
        )
    if reader.told:
        warnings.append(
            f"Văn bản không có loại, số và người ký; {len(reader.told)} câu kể việc không đọc thành nhiệm vụ"
        )
    if missed := [*reader.missed(), *(annex.missed() if annex else ())]:
        named = "; ".join(
            f"“{' '.join(source.text[one.start : one.end].split())[:90]}…”" for one in missed[:_NAMED]
        )
        warnings.append(
            f"{len(missed)} câu có hạn mà chưa đọc được thành nhiệm vụ, cần người xem: {named}"
            + ("; …" if len(missed) > _NAMED else "")
        )
    issuer = head.issuer or _issuer(source, head, end, warnings)
    own = head.symbol.value.upper() if head.symbol else ""
    references = tuple(
        (one, places)
        for one, places in distinct(cited(source))
        if not (own and one.symbol and one.symbol.value.upper() == own)
        and not (
            head.symbol and one.symbol and one.symbol.span[0] <= head.symbol.span[0] < one.symbol.span[1]
        )
    )
    return Document(
        issuer, head.parent, head.symbol, head.number, head.place, head.date, head.type, head.title, bases, to,
        end.recipients,
        Signer(end.authority, end.position, end.name, end.on_behalf, end.authorities),
        tuple(_nodes(source, items) + _nodes(source, annexed)), tasks, references, tuple(warnings),
    )  # fmt: skip


_WRITTEN_DAY = re.compile(
    r"(?<![\d/.-])(?:ngay\s+)?(?P<d>\d{1,2})\s?/\s?(?P<m>\d{1,2})\s?/\s?(?P<y>(?:19|20)\d\d)(?![\d/])"
    r"|ngay\s+(?P<D>\d{1,2})\s+thang\s+(?P<M>\d{1,2})\s*,?\s+nam\s+(?P<Y>(?:19|20)\d\d)(?!\d)"
)


def _unreal(source: Composed, known: list[Span]) -> Iterator[str]:
    """Days that no calendar has, wherever they are written, but in the deadlines that are known as such."""
    for one in _WRITTEN_DAY.finditer(source.folded):
        start, end = source.span(one.start(), one.end())
        day, month, year = (int(one[name] or one[name.upper()]) for name in "dmy")
        if not real(day, month, year) and not any(first < end and start < last for first, last in known):
            yield " ".join(source.text[one.start() : one.end()].split())


def _folded(text: str) -> str:
    return Composed(text).folded


def _after_title(head: header.Header, source: Composed) -> int:
    if head.title is None:
        return head.end
    return max(source.place(head.title.span[1]), head.end)


def _addressed(lines: Lines, body: list[Piece]) -> tuple[tuple[Leaf[str], ...], list[Piece]]:
    """To whom a letter is written ("Kính gửi: …" and the list under it), and the paragraphs without it."""
    found, rest, open_ = list[Leaf[str]](), list[Piece](), False
    for piece in body:
        said = lines.text[piece.start : piece.end]
        if not (said.startswith("Kính gửi") or (open_ and said[:1] in "-+•")):
            open_ = False
            rest.append(piece)
            continue
        open_ = said.rstrip().endswith((";", ":", ","))
        begun = _DEAR.match(lines.text, piece.start, piece.end)
        for one in _ADDRESSEE.finditer(lines.text, begun.end() if begun else piece.start, piece.end):
            if name := " ".join(one["name"].split()).rstrip(" .,"):
                start = one.start("name")
                found.append(
                    Leaf(name, lines.source.span(start, start + len(one["name"].rstrip(" .,\n"))), 0.9)
                )
    return tuple(found), rest


_DEAR = re.compile(r"Kính gửi\s*:?")
_ADDRESSEE = re.compile(r"[\s:;+•-]*(?P<name>[^\W_](?:[^;\n]|\n(?!\s*[-+•]))*)")


def _bases(lines: Lines, body: list[Piece]) -> tuple[tuple[Leaf[str], ...], list[Piece]]:
    """What the document stands on, and the paragraphs without it."""
    text, found, rest = lines.text, list[Leaf[str]](), list[Piece]()
    open_ = True
    for at, piece in enumerate(body):
        if not open_ or at > 60 or (MARK.match(text, piece.start) and text[piece.start] != "-"):
            rest.extend(body[at:])
            break
        start = piece.start + (len(re.match(r"[-\s*]*", text[piece.start : piece.end]).group()))  # type: ignore[union-attr]
        if not _BASE.match(text, start):
            rest.append(piece)
            open_ = not (
                found
                and re.search(
                    r"(?:như sau|sau đây|sau)\s*:\s*$|QUYẾT (?:ĐỊNH|NGHỊ)", text[piece.start : piece.end]
                )
            )
            continue
        ends = _BASE_ENDS.search(text, start, piece.end)
        stop = ends.start() if ends else piece.end
        since = start
        for cut in [*_NEXT_BASE.finditer(text, start, stop), None]:
            finish = cut.start() if cut else stop
            while finish > since and text[finish - 1] in " ;,.:\n":
                finish -= 1
            said = " ".join(text[since:finish].split())
            if len(said) > 12:
                found.append(Leaf(said, lines.source.span(since, finish), 0.93))
            since = cut.end() if cut else finish
        if ends:
            rest.append(Piece(ends.end(), piece.end))
    return tuple(found), rest


def _nodes(source: Composed, items: list[Item]) -> list[Node]:
    found = list[Node]()
    for item in items:
        said = " ".join(source.text[item.body.start : item.end].split())
        label = " ".join(source.text[item.mark.start : item.mark.end].split())
        found.append(
            Node(
                item.label, Leaf(label, source.span(item.mark.start, item.mark.end), 0.97),
                Leaf(said, source.span(item.body.start, item.end), 0.95) if said else None,
                tuple(_nodes(source, item.items)),
            )
        )  # fmt: skip
    return found


def _tasks(source: Composed, found: list[Task], on: dt.date | None) -> tuple[TaskRead, ...]:
    read_, seen = list[TaskRead](), set[tuple[int, int]]()
    for task in sorted(found, key=lambda task: (task.start, task.end)):
        said = " ".join(source.text[task.start : task.end].split())
        if (task.start, task.end) in seen:
            continue
        seen.add((task.start, task.end))
        sure = 0.85 if task.inherited else 0.92

        def named(bodies: tuple[Named, ...], sure: float = sure) -> tuple[Leaf[str], ...]:
            return tuple(
                Leaf(
                    name,
                    source.span(start, end),
                    sure if units.complete(source.text, start, end) else min(sure, 0.5),
                )
                for name, start, end in bodies
            )

        deadlines = _with_own_days(source, task, _deadlines(source, task), on)
        if task.during:
            words = Leaf(" ".join(source.text[slice(*task.during)].split()), source.span(*task.during), 0.8)
            deadlines = (*deadlines, Deadline(words, None, None))
        product = None
        if task.product:
            product = Leaf(
                " ".join(source.text[slice(*task.product)].split()), source.span(*task.product), 0.9
            )
        read_.append(
            TaskRead(
                Leaf(said, source.span(task.start, task.end), task.confidence), named(task.lead),
                named(task.cooperating),
                deadlines[0] if deadlines else None, deadlines, product,
            )
        )  # fmt: skip
    return tuple(read_)


def _clause(source: Composed, task: Task, time: Timing) -> int:
    """In which clause of a task a time stands: what is to be done first is due by the time of its own clause; a time
    before all of it ("Quý IV: …") counts where none stands inside."""
    if not task.start <= time.start < task.end or time.rank > 2:
        return _NOWHERE
    if source.text[time.end : time.end + 1] == ":":
        return _NOWHERE - 1
    return len(re.findall(r";\s", source.text[task.start : time.start]))


def _deadlines(source: Composed, task: Task) -> tuple[Deadline, ...]:
    found = list[Deadline]()
    limited = _limited(source, task.times) if all(time.date for time in task.times) else task.times
    times = sorted(limited, key=lambda time: (time.date is None, _clause(source, task, time), time.rank))
    if task.said_time and len(times) > 1 and all(time.date for time in times):
        named = sorted({day for time in times for day in (*time.earlier, time.date) if day})
        last = max(times, key=lambda time: time.date or dt.date.min)
        times = [replace(last, earlier=tuple(named[:-1]))]
    for time in times:
        span = source.span(time.start, time.end)
        place, text_ = (time.start, time.end), span
        if task.said_time and task.said_time[1] - task.said_time[0] <= 160 and len(times) == 1:
            place, text_ = task.said_time, source.span(*task.said_time)
        sure = time.confidence if time.unreal or time.working else 0.95
        found.append(
            Deadline(
                Leaf(" ".join(source.text[slice(*place)].split()), text_, sure),
                Leaf(time.date, span, time.confidence) if time.date else None,
                Leaf(time.rule, span, time.confidence) if time.rule else None, time.before, time.time, time.unreal,
                time.earlier, time.working,
            )
        )  # fmt: skip
    if not found and task.said_time:
        said = " ".join(source.text[slice(*task.said_time)].split())
        found.append(Deadline(Leaf(said, source.span(*task.said_time), 0.9), None, None))
    return tuple(found)


_LIMIT = re.compile(r"(?:cham|muon)\s+nhat|han\s+(?:cuoi|chot)|(?:xong\s+)?truoc|hoan\s+thanh\s+truoc")
_BESIDE = re.compile(r"[\s,:(–-]*")


def _limited(source: Composed, times: Sequence[Timing]) -> list[Timing]:
    """The times without the spans beside which a last day is said ("quý I/2026, chậm nhất ngày 20/02/2026"): that day
    is the deadline, inside the span or after it."""
    found = list[Timing]()
    for time in sorted(times, key=lambda time: time.start):
        before = found[-1] if found else None
        between = source.folded[before.end : time.start] if before else ""
        if before and _BESIDE.fullmatch(between):
            if _limits(source, time) and not _names_day(source, before):
                days = (*before.earlier, *time.earlier)
                found[-1] = replace(time, earlier=tuple(day for day in days if time.date and day < time.date))
                continue
            if "(" in between and _limits(source, before) and not _names_day(source, time):
                continue
        found.append(time)
    return found


def _limits(source: Composed, time: Timing) -> bool:
    return bool(_names_day(source, time) and _LIMIT.match(source.folded, time.start))


def _names_day(source: Composed, time: Timing) -> bool:
    return bool(_NAMED_DAY.search(source.folded, time.start, time.end))


_NAMED_DAY = re.compile(r"ngay\s+\d|\d\s?[/.-]\s?\d{1,2}(?!\d)")


def _with_own_days(
    source: Composed, task: Task, said: tuple[Deadline, ...], on: dt.date | None
) -> tuple[Deadline, ...]:
    """The days a task names itself beside the time its label or its column says ("chậm nhất ngày 20/02/2026" beside
    "Quý I/2026"): a person looks at both; a day inside a span counts, and the span stays in its words."""
    known = {one.date.value for one in said if one.date}
    days = list[Deadline]()
    for one in timings(source, task.start, task.end, on) if task.said_time else ():
        if one.date and one.date not in known and _names_day(source, one):
            span, sure = source.span(one.start, one.end), min(one.confidence, 0.8)
            words = " ".join(source.text[one.start : one.end].split())
            days.append(
                Deadline(Leaf(words, span, sure), Leaf(one.date, span, sure), None, one.before, one.time)
            )
    if not days:
        return said
    spans = not any(_names_day(source, one) for one in task.times)
    if known and spans and min(one.date.value for one in days if one.date) <= max(known):
        return (
            *days,
            *(replace(one, text=replace(one.text, confidence=0.8), date=None, earlier=()) for one in said),
        )
    return (
        *(replace(one, text=replace(one.text, confidence=min(one.text.confidence, 0.8))) for one in said),
        *days,
    )


def _issuer(
    source: Composed, head: header.Header, end: closing.Closing, warnings: list[str]
) -> Leaf[str] | None:
    """Where no header names the body: what the text calls itself. The place of a document of a district or a commune is
    that district or commune (NĐ 30/2020, Phụ lục I), so its committee is named by both."""
    if found := _SELF.search(source.text, head.end, head.end + 6000):
        said = " ".join(found["body"].split())
        if found["level"] and head.place:
            said = f"{said} {head.place.value}"
        warnings.append("Đầu văn bản không ghi cơ quan ban hành; lấy theo nội dung, cần người xem xác nhận")
        return Leaf(said, source.span(found.start("body"), found.end("body")), 0.6)
    if end.on_behalf:
        warnings.append("Đầu văn bản không ghi cơ quan ban hành; lấy theo chữ ký")
        return Leaf(end.on_behalf.value, end.on_behalf.span, 0.5)
    warnings.append("Không đọc được cơ quan ban hành")
    return None
