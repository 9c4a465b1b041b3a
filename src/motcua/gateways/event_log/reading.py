"""Records made into cases."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from motcua.areas.dossiers.ports import NotRead, PastCase, PastEvent, PastLog
from motcua.gateways.event_log import moments
from motcua.gateways.event_log.mapping import PEOPLE, ROLES, Mapped, plain
from motcua.gateways.event_log.sources import Record, Unreadable, is_xes, records
from motcua.rules.vietnamese import fold

MOST_ACTIVITIES = 400
"""A column with more different values than this does not hold activities (perhaps people's names)."""
MOST_EVENTS = 3_000_000
MOST_REJECTED = 1_000
_KNOWN = {fold(head): (place, role) for role, heads in ROLES.items() for place, head in enumerate(heads)}
_DATES = {"received": "ngày tiếp nhận", "finished": "ngày có kết quả", "due": "ngày hẹn trả"}
_DONE = frozenset({"", "complete", "ate_abort", "pi_abort", "autoskip", "manualskip"})


class _Columns:
    """Which heading is what: as the map says, else the surest heading known."""

    def __init__(self, named: Mapping[str, str]) -> None:
        self.named = {plain(head): role for role, head in named.items()}
        self.taken = set(named)
        self.ranked: dict[str, list[tuple[int, str]]] = {role: [(-1, head)] for role, head in named.items()}
        self.seen: set[str] = set()

    def learn(self, heads: Iterable[str]) -> None:
        """Headings not met before."""
        for head in heads:
            if head in self.seen:
                continue
            self.seen.add(head)
            known = _KNOWN.get(fold(head)) or _KNOWN.get(fold(head.removeprefix("case:")))
            if head.startswith("case:") and known is not None and known[1] in ("activity", "at", "who"):
                known = (0, "case") if head == "case:concept:name" else None
            role = self.named.get(plain(head))
            if role is not None:
                self.ranked[role] = [(-1, head)]
            elif known is not None and known[1] not in self.taken:
                self.ranked.setdefault(known[1], []).append((known[0], head))
                self.ranked[known[1]].sort()

    def of(self, record: Mapping[str, str], role: str) -> str:
        """The text of a role in a record; "" when it says nothing."""
        for _place, head in self.ranked.get(role, ()):
            if value := record.get(head):
                return value.strip()
        return ""

    def used(self) -> dict[str, str]:
        """Role → heading taken for it."""
        return {role: heads[0][1] for role, heads in self.ranked.items() if heads[0][1] in self.seen}


@dataclass
class _Case:
    events: list[PastEvent] = field(default_factory=list)
    begun: dict[str, PastEvent] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)
    row: int = 0
    seen: set[bytes] = field(default_factory=set)
    faulty: bool = False


def read_log(path: Path, mapped: Mapped) -> PastLog:
    """The cases of a log; never raises because of what the file holds.

    Two events of XES that are alike are two events. A line of a CSV that repeats another word for word is a fault of
    its export and counts once.
    """
    reader = _Reader(mapped)
    try:
        reader.each = is_xes(path)
        for row, record in records(path):
            reader.record(row, record)
            if reader.count > MOST_EVENTS:
                raise Unreadable(f"tệp có hơn {MOST_EVENTS} sự kiện; tách thành nhiều tệp")
        return reader.log()
    except Unreadable as fault:
        return PastLog((), reader.count, (NotRead(1, str(fault)),), reader.columns.used())


def digest(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class _Reader:
    def __init__(self, mapped: Mapped) -> None:
        self.mapped, self.columns = mapped, _Columns(mapped.columns)
        self.cases: dict[str, _Case] = {}
        self.rejected: list[NotRead] = []
        self.activities: Counter[str] = Counter()
        self.count = self.repeated = 0
        self.each = False
        """Whether every record is an event of its own, alike or not."""

    def record(self, row: int, record: Mapping[str, str]) -> None:
        """One line of the log."""
        self.count += 1
        self.columns.learn(record)
        said = {
            role: self.columns.of(record, role) for role in (*ROLES, *PEOPLE) if role in self.columns.ranked
        }
        external, activity = plain(said.get("case", "")), plain(said.get("activity", ""))
        if not external or not activity or not said.get("at"):
            missing = {"case": "mã hồ sơ", "activity": "hoạt động", "at": "thời điểm"}
            lacks = [words for role, words in missing.items() if not said.get(role)]
            self._reject(row, f"thiếu {', '.join(lacks)}", external)
            return
        try:
            at, day = moments.read(said["at"], self.mapped.zone)
            started = moments.read(said["started"], self.mapped.zone)[0] if said.get("started") else None
        except ValueError as fault:
            self._reject(row, str(fault), external)
            return
        self.activities[activity] += 1
        if len(self.activities) > MOST_ACTIVITIES:
            raise Unreadable(
                f"cột hoạt động có hơn {MOST_ACTIVITIES} giá trị khác nhau: chọn cột khác bằng --map"
            )
        case = self.cases.setdefault(external, _Case(row=row))
        event = PastEvent(
            row, activity, at, started if started and started <= at else None, plain(said.get("who", "")),
            plain(said.get("unit", "")), day,
        )  # fmt: skip
        if not self.each:
            told = hashlib.blake2b(repr(record).encode("utf-8", "replace"), digest_size=12).digest()
            if told in case.seen:
                self.repeated += 1
                return
            case.seen.add(told)
        if twice := self._two_procedures(case, said.get("procedure", "")):
            self._reject(row, twice, external)
            return
        for role in ("procedure", "due", "received", "finished", *PEOPLE):
            if said.get(role):
                case.said[role] = said[role]
        self._happened(case, event, fold(said.get("lifecycle", "")))

    def _two_procedures(self, case: _Case, now: str) -> str:
        codes = self.mapped.words.procedures
        one, other = (plain(text) for text in (case.said.get("procedure", ""), now))
        if one and other and codes.get(one, one) != codes.get(other, other):
            return f"một hồ sơ ghi hai thủ tục, “{one}” và “{other}”"
        return ""

    def _happened(self, case: _Case, event: PastEvent, transition: str) -> None:
        if transition == "start":
            case.begun[event.activity] = event
        elif transition in _DONE:
            begun = case.begun.pop(event.activity, None)
            if begun is not None and begun.at <= event.at and event.started is None:
                event = replace(event, started=begun.at)
            case.events.append(event)

    def _reject(self, row: int, reason: str, external: str) -> None:
        """Leave out a line and the whole case it belongs to: half a case could never be mended by reading it again."""
        if external:
            self.cases.setdefault(external, _Case(row=row)).faulty = True
        if len(self.rejected) < MOST_REJECTED:
            self.rejected.append(NotRead(row, reason, external))
        elif len(self.rejected) == MOST_REJECTED:
            self.rejected.append(NotRead(row, "còn nhiều dòng khác không đọc được"))

    def log(self) -> PastLog:
        """What was read in all."""
        used = self.columns.used()
        if self.count and not self.activities:
            heads = ", ".join(sorted(self.columns.seen)[:20])
            wanted = [role for role in ("case", "activity", "at") if role not in used]
            if wanted:
                raise Unreadable(f"không nhận ra cột {', '.join(wanted)} trong: {heads}. Ghi rõ bằng --map")
        if not self.count:
            raise Unreadable("tệp không có sự kiện nào")
        made = [self._case(external, case) for external, case in self.cases.items()]
        return PastLog(
            tuple(one for one in made if one is not None),
            self.count,
            tuple(self.rejected),
            used,
            self.repeated,
        )

    def _case(self, external: str, case: _Case) -> PastCase | None:
        if case.faulty:
            return None
        events = [*case.events, *(replace(one, open=True) for one in case.begun.values())]
        if not events:
            self._reject(case.row, "hồ sơ không có việc nào đã bắt đầu", external)
            return None
        events.sort(key=lambda one: (one.at, one.row))
        dates = {role: self._moment(external, case, role) for role in ("received", "finished", "due")}
        if case.faulty:
            return None
        due, received, finished = dates["due"], dates["received"], dates["finished"]
        return PastCase(
            external=external, events=tuple(events), procedure=plain(case.said.get("procedure", "")),
            received=received[0] if received else None, finished=finished[0] if finished else None,
            due=due[0] if due else None, due_day=bool(due and due[1]),
            applicant={name: case.said[name] for name in PEOPLE if name in case.said},
        )  # fmt: skip

    def _moment(self, external: str, case: _Case, role: str) -> tuple[dt.datetime, bool] | None:
        text = case.said.get(role, "")
        if not text:
            return None
        try:
            return moments.read(text, self.mapped.zone)
        except ValueError as fault:
            self._reject(case.row, f"{_DATES[role]}: {fault}", external)
            return None


__all__ = ["Record", "digest", "read_log"]
