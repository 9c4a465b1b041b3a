"""The log of heads, read beside the heads of the database."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from motcua.base.journal import queries, witness
from motcua.base.journal.models import Head
from motcua.base.journal.verification.findings import Verification
from motcua.rules.said import Said


@dataclass
class Run:
    """Many faults of one sort, told as one: how many, and the first and the last."""

    count: int = 0
    first: int = 0
    last: int = 0

    def add(self, number: int) -> None:
        """One more."""
        self.first, self.last = (self.first if self.count else number), number
        self.count += 1


class Witnessed:
    """The log of heads, read beside the heads of the database in the order of their sizes."""

    def __init__(self, result: Verification, until: int | None) -> None:
        self.result = result
        self.there = witness.length() is not None
        self.gone, self.other, self.back, self.holes = Run(), Run(), Run(), Run()
        self.unreadable = 0
        self._largest = 0
        self._waiting = 0
        self._lines = self._ordered(until) if self.there else iter(())
        self._next = next(self._lines, None)

    def _ordered(self, until: int | None) -> Iterator[dict[str, Any]]:
        for head in witness.heads(until):
            if head is None:
                self.unreadable += 1
            elif head["tree_size"] <= self._largest:
                self.back.add(head["tree_size"])
            else:
                self.result.logged += 1
                self._largest = head["tree_size"]
                yield head

    def meet(self, head: Head) -> None:
        """Hold the log against the next head of the database."""
        while self._next is not None and self._next["tree_size"] < head.size:
            self.gone.add(self._next["tree_size"])
            self._next = next(self._lines, None)
        if self._next is None or self._next["tree_size"] != head.size:
            if self._next is None:
                self._waiting += 1
            else:
                self.holes.add(head.size)
            return
        told = queries.signed_head(head)
        if any(self._next.get(name) != value for name, value in told.items() if name != "public_key"):
            self.other.add(head.size)
        self._next = next(self._lines, None)

    def end(self) -> None:
        """No head is left in the database: tell what was found."""
        while self._next is not None:
            self.gone.add(self._next["tree_size"])
            self._next = next(self._lines, None)
        for run, template in (
            (self.gone, "heads.log có {count} đầu sổ cái (từ {first} đến {last}) mà sổ cái không còn: đã bị cắt."),
            (self.other, "heads.log có {count} đầu sổ cái (từ {first} đến {last}) khác với sổ cái: đã bị viết lại."),
            (self.back, "heads.log có {count} đầu sổ cái (từ {first} đến {last}) nhỏ hơn đầu ghi trước: đã bị cắt."),
            (self.holes, "heads.log thiếu {count} đầu của sổ cái (từ {first} đến {last}): bị chèn hoặc bị xóa."),
        ):  # fmt: skip
            if run.count:
                self.result.fault(template, count=run.count, first=run.first, last=run.last)
        warn = self.result.warnings
        if not self.there and self.result.heads:
            warn.append(
                Said(
                    "Không có tệp heads.log trong thư mục dữ liệu: không còn nhân chứng ngoài cơ sở dữ liệu."
                )
            )
        elif self._waiting:
            warn.append(Said("{count} đầu sổ cái mới nhất chưa ghi vào heads.log.", count=self._waiting))
        if self.unreadable:
            warn.append(Said("heads.log có {count} dòng không đọc được.", count=self.unreadable))
