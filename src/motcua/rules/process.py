"""Shapes of work: steps, moves, and what is wrong with a definition (R3.18–R3.20)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Step:
    """A place where work waits. ``clock``: running, paused or stopped; ``kind``: receive, work, result, return, wait."""

    code: str
    name: str
    duty: str = ""
    hours: Decimal = Decimal(0)
    kind: str = "work"
    public: str = ""
    clock: str = "running"
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

    def faults(self) -> list[str]:
        """What is wrong with the definition, in Vietnamese; empty when sound."""
        if not self.steps:
            return ["Quy trình không có bước nào."]
        codes = [step.code for step in self.steps]
        found = [f"Bước “{c}” bị lặp." for c in sorted({c for c in codes if codes.count(c) > 1})]
        found += [
            f"Chuyển “{m.code}” dùng bước không có: “{c}”."
            for m in self.moves
            for c in (m.source, m.target)
            if c not in codes
        ]
        known, edge = {codes[0]}, [codes[0]]
        while edge:
            here = edge.pop()
            for move in self.moves:
                if move.source == here and move.target not in known:
                    known.add(move.target)
                    edge.append(move.target)
        for step in self.steps:
            leaves = [m for m in self.moves if m.source == step.code and m.target != step.code]
            if step.code not in known:
                found.append(f"Không đi tới được bước “{step.code}”.")
            if step.final and leaves:
                found.append(f"Bước kết thúc “{step.code}” lại đi tiếp.")
            if not step.final and not leaves:
                found.append(f"Bước “{step.code}” là ngõ cụt.")
            if step.hours < 0:
                found.append(f"Bước “{step.code}” có thời gian âm.")
            if step.clock not in {"running", "paused", "stopped"}:
                found.append(f"Bước “{step.code}” có đồng hồ lạ: “{step.clock}”.")
        return found


@dataclass(frozen=True)
class InternalProcess:
    """The internal process of a procedure: a straight line of steps with hours."""

    steps: Sequence[Step]

    def hours(self) -> Decimal:
        """Working hours of all steps; handing over the result is not counted (R3.20)."""
        return sum((s.hours for s in self.steps if s.kind != "return"), Decimal(0))
