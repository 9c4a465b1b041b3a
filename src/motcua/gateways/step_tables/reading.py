"""Rows made into processes: which table is one, what its columns are, where one ends, and what is doubtful in it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from motcua.areas.procedures.ports import Doubt, ProcessReading, ProcessRecord, ProcessStep, Rejected
from motcua.gateways.national_catalogue.processes import HOURS_A_DAY, days, duty_of, hours_of, with_kinds
from motcua.gateways.step_tables.files import Cell, Row

_ROLES = (
    ("time", re.compile(r"^(tổng )?(thời gian|thời hạn)|thời gian (thực hiện|giải quyết)", re.I)),
    (
        "post",
        re.compile(
            r"trách nhiệm|chức danh|người (thực hiện|xử lý|chịu)|^đơn vị|cán bộ|^vị trí|^ai làm", re.I
        ),
    ),
    ("form", re.compile(r"biểu mẫu|^kết quả|hồ sơ|ghi chú|sản phẩm|căn cứ|diễn giải", re.I)),
    ("no", re.compile(r"^(bước|tt|stt|số tt|thứ tự|b)\.?$|^thứ tự", re.I)),
    ("work", re.compile(r"nội dung|trình tự|công việc|các bước|tên bước|bước (thực hiện|công việc)", re.I)),
)
_CODE = re.compile(r"(?<![\d.])\d\.\s?\d{6}(?!\d)")
_DECISION = re.compile(r"\b(\d{1,5}(?:/\d{4})?/QĐ-[A-ZĐ]{2,}(?:-[A-ZĐ]+)*)")
_TOTAL = re.compile(r"^\W*(tổng (cộng|thời gian|số|thời hạn)|cộng\b|tổng\W*$)", re.I)
_STATED = re.compile(r"^\W*(?:[\d.]+\s*)?(tổng (cộng )?thời gian|thời (hạn|gian) giải quyết)", re.I)
_COUNTING = re.compile(r"^[(\[]?\d{1,2}[)\]]?$|^[(\[]?[a-eA-E][)\]]?$")
_NUMBER = re.compile(r"^\W*(?:bước|b)?\s*(\d{1,2})\W*$", re.I)
_UNCOUNTED = re.compile(r"không tính|giờ hành chính|trong giờ|^[-–/]*$", re.I)
_ASIDE = re.compile(r"\([^()]*\)")
_RANGE = re.compile(r"\d\s*(?:-|–|đến|hoặc)\s*\d")
_BARE = re.compile(r"^\d{1,4}(?:[.,]\d{1,3})?$")
_PARALLEL = re.compile(r"song song|đồng thời", re.I)
_QUOTED = re.compile(r"[“\"]([^”\"]{8,400})[”\"]")
MOST_STEPS = 60


@dataclass
class _Table:
    """A process being read: its columns, steps so far, and what was said above it."""

    table: int
    roles: tuple[str, ...]
    unit: Decimal | None
    codes: tuple[str, ...]
    name: str
    stated: str = ""
    steps: list[ProcessStep] = field(default_factory=list)
    doubts: list[tuple[str, str, str]] = field(default_factory=list)
    last: int = 0
    ended: bool = False


@dataclass
class _Reader:
    made: list[_Table] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    above: list[str] = field(default_factory=list)
    decision: str = ""
    open: _Table | None = None

    def row(self, row: Row) -> None:
        """One more row of the file."""
        text = row.text
        if not self.decision and (found := _DECISION.search(text)):
            self.decision = found[1]
        roles = _roles(row)
        if roles:
            self._begin(row, roles)
        elif self.open is not None and row.table == self.open.table:
            self._inside(self.open, row, text)
        else:
            self.open = None
            self._outside(row, text)

    def _outside(self, row: Row, text: str) -> None:
        if not text:
            return
        below = (
            bool(self.made)
            and not self.made[-1].stated
            and not any(_CODE.search(line) for line in self.above)
        )
        if below and row.table == 0 and _STATED.match(text) and hours_of(_plain(text)):
            self.made[-1].stated = text
            return
        alone = row.table == 0 or len({cell.text for cell in row.cells if cell.text}) == 1
        self.above.append(text if alone else "")

    def _begin(self, row: Row, roles: tuple[str, ...]) -> None:
        if self.open is not None and row.table == self.open.table and not self.open.steps:
            return  # the second line of a heading of two
        before = self.made[-1] if self.made else None
        codes, name, stated = _context(self.above)
        self.above = []
        heading = " ".join(cell.text for cell, role in zip(row.cells, roles, strict=True) if role == "time")
        made = _Table(row.table, roles, _unit(heading), codes, name, stated)
        if before is not None and not codes and not name and not stated and before.table != row.table:
            made.last = before.last  # perhaps the same table on the next page
        self.open = made
        self.made.append(made)

    def _inside(self, table: _Table, row: Row, text: str) -> None:
        values: dict[str, list[Cell]] = {}
        for cell, role in zip(row.cells, table.roles, strict=False):
            if role and not cell.before:
                values.setdefault(role, []).append(cell)
        said = [cell.text for cell in row.cells if cell.text]
        if not said or all(_COUNTING.match(one) for one in said):
            return
        if _TOTAL.match(said[0]) or _TOTAL.match(_joined(values.get("work", []))):
            table.stated = next((one for one in reversed(said) if hours_of(_plain(one))), text)
            bare = next((one for one in reversed(said) if _BARE.match(one)), "")
            if not hours_of(_plain(table.stated)) and bare and table.unit:
                table.stated = f"{bare} {'ngày' if table.unit == HOURS_A_DAY else 'giờ'}"
            table.ended = True
            return
        if len(set(said)) == 1 and (len(row.cells) > 1 or len(table.roles) > 1):
            self._section(table, row, said[0])
            return
        if table.ended:
            self._section(table, row, "")
            table = self.open or table
        self._step(table, row, values)

    def _section(self, table: _Table, row: Row, text: str) -> None:
        """A row across all columns: the next procedure when it names one, else a heading among the steps."""
        self.above.append(text)
        codes, name, stated = _context(self.above)
        if codes or (table.ended and (name or not text)):
            self.above = []
            self.open = _Table(table.table, table.roles, table.unit, codes, name, stated)
            if table.steps or table.codes:
                self.made.append(self.open)
            else:
                self.made[-1] = self.open

    def _step(self, table: _Table, row: Row, values: dict[str, list[Cell]]) -> None:
        named = [cell for cell in values.get("work", []) if not _NUMBER.match(cell.text)]
        work, post = _joined(named or values.get("work", [])), _joined(values.get("post", []))
        number = _numbered(values.get("no", []))
        if table.last and number == table.last + 1 and not table.steps and len(self.made) > 1:
            self.made.remove(table)
            table = self.open = self.made[-1]
            table.table = row.table
        elif not table.steps:
            table.last = 0
        where = f"bảng {row.table}, dòng {row.number}"
        if not work:
            if post or _joined(values.get("time", [])):
                self.rejected.append(Rejected(row.number, f"{where}: không có nội dung công việc"))
            return
        if len(table.steps) >= MOST_STEPS:
            self.rejected.append(Rejected(row.number, f"{where}: quy trình dài quá {MOST_STEPS} bước"))
            return
        at = len(table.steps) + 1
        if number:
            if number <= table.last and not any(cell.above for cell in values.get("no", [])):
                table.doubts.append(("steps", f"bước {at}: số thứ tự {number} lặp lại hoặc đi lùi", "doubt"))
            table.last = number
        if not post:
            table.doubts.append(("post", f"bước {at}: không ghi ai làm", "doubt"))
        if _PARALLEL.search(work):
            table.doubts.append((
                "steps",
                f"bước {at}: làm song song với bước khác; ở đây các bước nối tiếp nhau, xem lại thời gian", "doubt",
            ))  # fmt: skip
        hours = self._time(table, values.get("time", []), at)
        table.steps.append(ProcessStep(work, post, hours, "", ""))

    @staticmethod
    def _time(table: _Table, cells: list[Cell], at: int) -> Decimal:
        if cells and all(cell.above for cell in cells) and _joined(cells):
            table.doubts.append(
                (
                    "hours",
                    f"bước {at}: chung ô thời gian với bước trên, chỉ tính một lần ở bước trên",
                    "doubt",
                )
            )
            return Decimal(0)
        text = _joined(cells)
        plain = _plain(text)
        if _RANGE.search(plain):
            table.doubts.append(
                ("hours", f"bước {at}: thời gian ghi “{text[:60]}”, không rõ lấy số nào", "doubt")
            )
            return Decimal(0)
        hours = hours_of(plain)
        if hours is None and table.unit is not None and _BARE.match(plain):
            try:
                hours = Decimal(plain.replace(",", ".")) * table.unit
            except InvalidOperation:
                hours = None
        if hours is None:
            if _BARE.match(plain):
                said = f"bước {at}: thời gian ghi “{plain}”, không rõ là ngày hay giờ; ghi đơn vị vào ô hay tiêu đề"
                table.doubts.append(("hours", said, "doubt"))
            elif not _UNCOUNTED.search(text) or not text:
                table.doubts.append(("hours", f"bước {at}: không có thời gian", "time"))
            return Decimal(0)
        return hours


def read(rows: Iterable[Row]) -> ProcessReading:
    """The processes in the rows of a file."""
    reader = _Reader()
    for row in rows:
        reader.row(row)
    found: list[ProcessRecord] = []
    doubts: list[Doubt] = []
    rejected = list(reader.rejected)
    for number, table in enumerate((one for one in reader.made if one.steps), 1):
        label = ", ".join(table.codes) or f"#{number}"
        found.append(_record(table, reader.decision, label, doubts))
    if not found:
        rejected.append(
            Rejected(
                1, "không thấy bảng quy trình nào: cần các cột nội dung công việc, trách nhiệm, thời gian"
            )
        )
    return ProcessReading(tuple(found), tuple(doubts), tuple(rejected))


def _record(table: _Table, decision: str, label: str, doubts: list[Doubt]) -> ProcessRecord:
    count = len(table.steps)
    steps = []
    for index, step in enumerate(table.steps):
        duty = duty_of(step.step, step.post, first=index == 0, last=index + 1 == count)
        if not duty:
            doubts.append(Doubt(label, "duty", f"bước {index + 1}: không rõ việc của “{step.post[:50]}”"))
        steps.append(ProcessStep(step.step, step.post, step.hours, duty or "process", "work"))
    for name, text, severity in table.doubts:
        if severity == "time":  # the last step, handing over, is not counted (R3.20)
            if text == f"bước {count}: không có thời gian":
                continue
            severity = "doubt"
        doubts.append(Doubt(label, name, text, severity))
    total = sum((step.hours for step in steps), Decimal(0))
    stated = hours_of(_plain(table.stated))
    if not stated:
        doubts.append(Doubt(label, "stated", "bảng không ghi tổng thời gian để đối chiếu"))
    elif stated != total:
        doubts.append(
            Doubt(label, "hours", f"tổng các bước {days(total)} ngày, bảng ghi {days(stated)} ngày (R3.19)")
        )
    if not table.codes:
        doubts.append(Doubt(label, "codes", "không rõ quy trình của thủ tục nào"))
    return ProcessRecord(table.codes, tuple(with_kinds(steps)), table.name, decision, table.stated[:200])


def _roles(row: Row) -> tuple[str, ...]:
    """What the columns of a heading are; nothing when the row is no heading of a step table."""
    if row.table == 0 or len(row.cells) < 3:
        return ()
    found = []
    for cell in row.cells:
        text = cell.text
        role = next((name for name, words in _ROLES if len(text) <= 80 and words.search(text)), "")
        found.append(role)
    if "time" not in found or "work" not in found:
        return ()
    texts = {cell.text for cell in row.cells}
    return tuple(found) if len(texts) >= 3 and not any(hours_of(text) for text in texts) else ()


def _context(above: list[str]) -> tuple[tuple[str, ...], str, str]:
    """Codes, name and stated time in the lines above a table: those of the last lines that name a code."""
    codes: list[str] = []
    name = stated = ""
    for line in reversed(above):
        found = [code.replace(" ", "") for code in _CODE.findall(line)]
        if codes and not found:
            break
        codes = [*dict.fromkeys(found), *(code for code in codes if code not in found)]
        if not name and (quoted := _QUOTED.search(line)):
            name = quoted[1]
        if not stated and _STATED.match(line) and hours_of(_plain(line)):
            stated = line
    return tuple(codes), name, stated


def _joined(cells: list[Cell]) -> str:
    return " – ".join(dict.fromkeys(cell.text for cell in cells if cell.text))


def _numbered(cells: list[Cell]) -> int:
    found = _NUMBER.match(_joined(cells))
    return int(found[1]) if found else 0


def _plain(text: str) -> str:
    """A time without what is said aside of it: "0,5 ngày (04 giờ)" names one time, not two."""
    bare = _ASIDE.sub(" ", text)
    return (bare if hours_of(bare) else text).rpartition("=")[2].strip()


def _unit(heading: str) -> Decimal | None:
    """The unit that a heading gives to bare numbers: "Thời gian (ngày)"."""
    aside = re.search(r"\(([^()]*)\)|:\s*(\w+)$", heading)
    word = (aside[1] or aside[2] or "").casefold() if aside else ""
    if "giờ" in word:
        return Decimal(1)
    return HOURS_A_DAY if "ngày" in word else None
