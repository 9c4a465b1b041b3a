"""Shapes of work: steps, moves, and what is wrong with a definition (R3.18–R3.20)."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import accumulate

from motcua.rules.calendar import DAY_HOURS, WorkingCalendar
from motcua.rules.deadlines import ClockState, Limit
from motcua.rules.impossible import Impossible
from motcua.rules.said import Said


class StepKind(StrEnum):
    """What a step is for. Handing over the result (RETURN) is not counted in the published time (R3.20)."""

    RECEIVE = "receive"
    WORK = "work"
    RESULT = "result"
    RETURN = "return"
    WAIT = "wait"


class NoSuchStep(Impossible):
    """A step that the process does not have."""

    text = "Quy trình “{process}” không có bước “{step}”."


class NoSuchMove(Impossible):
    """An act out of turn."""

    text = "Đang ở bước “{step}” nên chưa làm được việc này. Việc làm được lúc này: {moves}."


@dataclass(frozen=True)
class Step:
    """A place where work waits.

    ``duty``: who acts here. ``hours``: working hours given to it. ``kind``: one of StepKind. ``public``: what
    the applicant reads. ``clock``: one of ClockState. ``final``: nothing follows.
    """

    code: str
    name: str
    duty: str = ""
    hours: Decimal = Decimal(0)
    kind: str = StepKind.WORK
    public: str = ""
    clock: str = ClockState.RUNNING
    final: bool = False


@dataclass(frozen=True)
class Move:
    """A way from one step to another; ``needs`` names what must be at hand."""

    code: str
    name: str
    source: str
    target: str
    needs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Process:
    """A shape of work; the first step is where it begins."""

    code: str
    version: int
    steps: tuple[Step, ...]
    moves: tuple[Move, ...]

    def step(self, code: str) -> Step:
        """The step of a code; raises NoSuchStep."""
        for step in self.steps:
            if step.code == code:
                return step
        raise NoSuchStep(process=self.code, step=code)

    def moves_from(self, source: str) -> tuple[Move, ...]:
        """Every move that leaves a step, in the order of the definition."""
        return tuple(move for move in self.moves if move.source == source)

    def targets(self, source: str, move: str) -> tuple[str, ...]:
        """Where a move leads from a step; raises NoSuchMove when it is not the turn of it."""
        found = tuple(way.target for way in self.moves_from(source) if way.code == move)
        if not found:
            names = dict.fromkeys(way.name for way in self.moves_from(source))
            raise NoSuchMove(step=self.step(source).name, moves=", ".join(names) or Said("không có"))
        return found

    def faults(self) -> list[str]:
        """What is wrong with the definition, in Vietnamese; empty when sound.

        Unknown, unnamed, duplicate, unreachable steps; dead ends; steps from which no end can be reached;
        ends that move on or whose clock runs; no beginning or no end; negative hours.
        """
        if not self.steps:
            return [Said("Quy trình “{code}” không có bước nào để bắt đầu.", code=self.code)]
        return [*_repeated(self), *_unknown(self), *_odd_steps(self.steps), *_unconnected(self)]


def _repeated(process: Process) -> list[Said]:
    steps = Counter(step.code for step in process.steps)
    ways = Counter((move.code, move.source, move.target) for move in process.moves)
    found = [Said("Bước “{code}” bị lặp.", code=code) for code, times in steps.items() if times > 1]
    return found + [
        Said("Việc “{code}” từ “{source}” đến “{target}” bị lặp.", code=way[0], source=way[1], target=way[2])
        for way, times in ways.items()
        if times > 1
    ]


def _unknown(process: Process) -> list[Said]:
    codes = {step.code for step in process.steps}
    return [
        Said("Việc “{code}” nối với bước không có: “{step}”.", code=move.code, step=code)
        for move in process.moves
        for code in dict.fromkeys((move.source, move.target))
        if code not in codes
    ]


def _odd_steps(steps: Iterable[Step]) -> list[Said]:
    found = []
    for step in steps:
        if not step.code or not step.name:
            found.append(Said("Bước “{code}” thiếu mã hoặc tên.", code=step.code or step.name))
        if not step.hours.is_finite() or step.hours < 0:
            found.append(Said("Bước “{code}” có thời gian âm hoặc không phải là số.", code=step.code))
        if step.kind not in set(StepKind):
            found.append(Said("Bước “{code}” có loại lạ: “{kind}”.", code=step.code, kind=step.kind))
        if step.clock not in set(ClockState):
            found.append(Said("Bước “{code}” có đồng hồ lạ: “{clock}”.", code=step.code, clock=step.clock))
        elif step.final and step.clock != ClockState.STOPPED:
            found.append(Said("Bước kết thúc “{code}” phải dừng đồng hồ.", code=step.code))
    return found


def _unconnected(process: Process) -> list[Said]:
    onward: dict[str, set[str]] = {step.code: set() for step in process.steps}
    backward: dict[str, set[str]] = {step.code: set() for step in process.steps}
    for move in process.moves:
        if move.source in onward and move.target in onward and move.source != move.target:
            onward[move.source].add(move.target)
            backward[move.target].add(move.source)
    reached = _reached(onward, [process.steps[0].code])
    finals = [step.code for step in process.steps if step.final]
    ending = _reached(backward, finals)
    found = [] if finals else [Said("Quy trình “{code}” không có bước kết thúc.", code=process.code)]
    for step in process.steps:
        if step.code not in reached:
            found.append(Said("Không đi tới được bước “{code}”.", code=step.code))
        if step.final and onward[step.code]:
            found.append(Said("Bước kết thúc “{code}” lại đi tiếp.", code=step.code))
        if not step.final and not onward[step.code]:
            found.append(Said("Bước “{code}” là ngõ cụt.", code=step.code))
        elif finals and step.code not in ending:
            found.append(Said("Từ bước “{code}” không đi tới kết thúc được.", code=step.code))
    return found


def _reached(ways: Mapping[str, set[str]], start: Iterable[str]) -> set[str]:
    known = set(start)
    edge = list(known)
    while edge:
        new = ways[edge.pop()] - known
        known |= new
        edge += new
    return known


class Severity(StrEnum):
    """An error keeps an internal process from being approved; a warning asks for a look."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class ProcessFault:
    """What is wrong with an internal process; ``str`` is the sentence."""

    severity: Severity
    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class InternalProcess:
    """The internal process of a procedure: steps one after another, each with its post and hours (R3.18)."""

    steps: Sequence[Step]

    def hours(self) -> Decimal:
        """Working hours of all steps; handing over the result is not counted (R3.20)."""
        return sum((step.hours for step in self.steps if step.kind != StepKind.RETURN), Decimal(0))

    def faults(
        self, limit: Limit | None, hours_per_day: Decimal | int = DAY_HOURS, *, reduced: Limit | None = None
    ) -> list[ProcessFault]:
        """What keeps the process from being approved, and what deserves a look.

        The steps must add up to the published ``limit`` (R3.19). A locality may have reduced the time: if it
        says so (``reduced``), the steps must add up to that, with a warning; if it does not, steps that
        add up to less are a warning, since either a step is missing or the reduction was not declared.
        """
        if not self.steps:
            return [
                ProcessFault(
                    Severity.ERROR, Said("Quy trình nội bộ chưa có bước nào. Thêm các bước thực hiện.")
                )
            ]
        found = [ProcessFault(Severity.ERROR, text) for text in _odd_steps(self.steps)]
        codes = Counter(step.code for step in self.steps)
        found += [
            ProcessFault(Severity.ERROR, Said("Bước “{code}” bị lặp.", code=code))
            for code, n in codes.items()
            if n > 1
        ]
        for n, step in enumerate(self.steps, start=1):
            if step.kind != StepKind.RETURN and not step.duty:
                found.append(
                    ProcessFault(
                        Severity.ERROR,
                        Said("Bước {n} “{name}” chưa ghi trách nhiệm của ai.", n=n, name=step.name),
                    )
                )
            if step.kind != StepKind.RETURN and step.hours == 0:
                found.append(
                    ProcessFault(
                        Severity.WARNING, Said("Bước {n} “{name}” chưa ghi thời gian.", n=n, name=step.name)
                    )
                )
        if limit is not None:
            found += _sum_faults(self.hours(), limit, reduced, Decimal(hours_per_day))
        return found

    def schedule(self, start: dt.datetime, calendar: WorkingCalendar) -> list[dt.datetime]:
        """By when each step is to be done if work starts at ``start``: what a late dossier is traced back to
        (R1.33). The returning of the result has no time of its own."""
        counted = (Decimal(0) if step.kind == StepKind.RETURN else step.hours for step in self.steps)
        return [calendar.add_working_hours(start, hours) for hours in accumulate(counted)]


def _sum_faults(
    total: Decimal, limit: Limit, reduced: Limit | None, hours_per_day: Decimal
) -> list[ProcessFault]:
    published = limit.hours(hours_per_day)
    target = reduced.hours(hours_per_day) if reduced is not None else published
    hours = {
        name: _hours(amount, hours_per_day)
        for name, amount in (("total", total), ("target", target), ("published", published))
    }
    if target > published:
        text = Said(
            "Thời gian của địa phương ({target}) dài hơn thời hạn công bố ({published}). Chỉ được rút ngắn.",
            **hours,
        )
        return [ProcessFault(Severity.ERROR, text)]
    if total > target or (total < target and reduced is not None):
        text = Said(
            "Cộng các bước được {total}, {way} {wanted} {target}. Sửa thời gian các bước cho bằng nhau.",
            **hours,
            way=Said("nhiều hơn") if total > target else Said("ít hơn"),
            wanted=Said("thời gian đã rút ngắn") if reduced is not None else Said("thời hạn công bố"),
        )
        return [ProcessFault(Severity.ERROR, text)]
    if total < published:
        text = (
            Said(
                "Cộng các bước được {total}, ngắn hơn thời hạn công bố {published}. Địa phương đã rút ngắn.",
                **hours,
            )
            if reduced is not None
            else Said(
                "Cộng các bước được {total}, ngắn hơn thời hạn công bố {published}. "
                "Kiểm tra: địa phương rút ngắn hay thiếu bước.",
                **hours,
            )
        )
        return [ProcessFault(Severity.WARNING, text)]
    return []


def _hours(hours: Decimal, hours_per_day: Decimal) -> Said:
    days = (hours / hours_per_day).quantize(Decimal("0.01"))
    return Said("{hours} giờ ({days} ngày)", hours=_figure(hours), days=_figure(days))


def _figure(amount: Decimal) -> str:
    return f"{amount.quantize(Decimal('0.01')).normalize():f}".replace(".", ",")
