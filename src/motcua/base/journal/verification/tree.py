"""The tree, built anew over all leaves; its nodes and heads are held against it."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from motcua.base.journal import queries
from motcua.base.journal.models import BEFORE_ALL, Event, Head, Leaf, Node
from motcua.base.journal.verification.findings import BACKDATED, BATCH, Kept, Verification
from motcua.base.journal.verification.witnessed import Run, Witnessed
from motcua.rules import merkle


class _Tree:
    """A tree that grows leaf by leaf; of its nodes it keeps the peaks only."""

    def __init__(self) -> None:
        self.size = 0
        self._peaks: list[tuple[int, bytes]] = []

    def add(self, leaf: bytes) -> Iterator[tuple[int, bytes]]:
        """One more leaf; gives (position, hash) of every subtree that it completes, itself first."""
        level, place, hash_ = 0, self.size, leaf
        yield queries.position(level, place), hash_
        while self._peaks and self._peaks[-1][0] == level:
            hash_ = merkle.node_hash(self._peaks.pop()[1], hash_)
            level, place = level + 1, place >> 1
            yield queries.position(level, place), hash_
        self._peaks.append((level, hash_))
        self.size += 1

    def root(self) -> str:
        """The root of all leaves so far."""
        total = self._peaks[-1][1]
        for _level, left in reversed(self._peaks[:-1]):
            total = merkle.node_hash(left, total)
        return total.hex()

    def nodes(self) -> int:
        """How many complete subtrees there are."""
        return sum(self.size >> level for level in range(self.size.bit_length()))


class Walk:
    """One walk over the leaves: the tree is built anew; nodes, heads and kept heads are held against it."""

    def __init__(self, result: Verification, kept: Iterable[Kept], logged: int | None) -> None:
        self.result = result
        self.tree = _Tree()
        self.horizon: dt.datetime | None = None
        self.last: tuple[int, int] | None = None
        """Transaction and seq of the event in the last leaf."""
        self._order: tuple[int, int] = (BEFORE_ALL, 0)
        self._kept = sorted(kept, key=lambda one: one.size, reverse=True)
        self._heads = Head.objects.order_by("size").iterator(chunk_size=BATCH)
        self._head: Head | None = None
        self._link = ""
        self._covered = 0
        self._wrong_nodes = Run()
        self._witness = Witnessed(result, logged)

    def run(self) -> None:
        """Walk, and note every fault."""
        self._next_head()
        for batch in _leaves_with_events():
            made: dict[int, bytes] = {}
            for leaf, event in batch:
                if leaf.index != self.tree.size:
                    self.result.fault("Cây niêm phong thiếu lá số {index}.", index=self.tree.size)
                    self._compare_nodes(made)
                    return self._end()
                made.update(self.tree.add(bytes.fromhex(leaf.hash)))
                self._one(leaf, event)
                self._at_this_size()
            self._compare_nodes(made)
        surplus = Node.objects.count() - self.tree.nodes()
        if surplus > 0:
            self.result.fault("Cây niêm phong có {count} nút thừa: bị chèn.", count=surplus)
        return self._end()

    def _one(self, leaf: Leaf, event: "_Sealed | None") -> None:
        fault = self.result.fault
        if event is None:
            self.last = None
            fault("Sự kiện {seq}: đã niêm phong nhưng không còn trong sổ cái (bị xóa).", seq=leaf.seq)
            return
        if merkle.leaf_hash(bytes.fromhex(event.hash)).hex() != leaf.hash:
            fault(
                "Sự kiện {seq} ({subject}): khác với lúc niêm phong (bị sửa).",
                seq=leaf.seq, subject=event.subject,
            )  # fmt: skip
        if self.horizon and not event.origin and event.recorded_at < self.horizon - BACKDATED:
            fault(
                "Sự kiện {seq} ({subject}): ghi lùi ngày, trước lần niêm phong {horizon}.",
                seq=leaf.seq, subject=event.subject, horizon=str(self.horizon),
            )  # fmt: skip
        self.last = (event.transaction, leaf.seq)
        if self.last <= self._order:
            fault(
                "Sự kiện {seq} ({subject}): số giao dịch khác với thứ tự niêm phong (bị sửa).",
                seq=leaf.seq, subject=event.subject,
            )  # fmt: skip
        self._order = max(self._order, self.last)

    def _at_this_size(self) -> None:
        size, root = self.tree.size, ""
        while self._kept and self._kept[-1].size <= size:
            one = self._kept.pop()
            root = root or self.tree.root()
            self._hold_kept(one, root)
        while self._head is not None and self._head.size <= size:
            head = self._head
            if head.size != size or head.root != self.tree.root():
                self.result.fault("Đầu sổ cái {size}: gốc cây không khớp, có lá đã bị thay.", size=head.size)
            self._accept(head)

    def _hold_kept(self, one: Kept, root: str) -> None:
        if not one.signed:
            self.result.fault(
                "Đầu sổ cái {size} giữ ở ngoài: chữ ký không phải của hệ thống này.", size=one.size
            )
        elif one.root != root:
            self.result.fault(
                "Đầu sổ cái {size} giữ ở ngoài không phải đầu của sổ cái này: sổ cái đã bị viết lại.",
                size=one.size,
            )

    def _accept(self, head: Head) -> None:
        if head.prev != self._link:
            self.result.fault(
                "Đầu sổ cái {size}: không nối với đầu liền trước, có đầu bị xóa hoặc bị chèn.", size=head.size
            )
        if not queries.signed_by(queries.head_content(head), head.signature, queries.public_key()):
            self.result.fault("Đầu sổ cái {size}: chữ ký không đúng.", size=head.size)
        self.horizon, self._covered, self._link = head.at, head.size, queries.head_link(head)
        self._witness.meet(head)
        self._next_head()

    def _next_head(self) -> None:
        self._head = next(self._heads, None)
        self.result.heads += self._head is not None

    def _compare_nodes(self, made: Mapping[int, bytes]) -> None:
        """Hold one batch of nodes against the table; a batch takes a span of positions at every level."""
        spans: dict[int, tuple[int, int]] = {}
        for position in made:
            first, last = spans.get(position >> 48, (position, position))
            spans[position >> 48] = min(first, position), max(last, position)
        stored: dict[int, str] = {}
        for first, last in spans.values():
            stored.update(
                Node.objects.filter(position__gte=first, position__lte=last).values_list("position", "hash")
            )
        for position, hash_ in made.items():
            if stored.get(position) != hash_.hex():
                self._wrong_nodes.add(position)

    def _end(self) -> None:
        result = self.result
        result.sealed = size = self.tree.size
        run = self._wrong_nodes
        if run.count:
            result.fault(
                "Cây niêm phong có {count} nút bị sửa hoặc bị xóa, nút đầu ở tầng {level}, vị trí {index}.",
                count=run.count, level=run.first >> 48, index=run.first & ((1 << 48) - 1),
            )  # fmt: skip
        while self._head is not None:
            head = self._head
            result.fault("Đầu sổ cái {size}: cây chỉ còn {sealed} lá (bị cắt).", size=head.size, sealed=size)
            self._accept(head)
        for one in reversed(self._kept):
            if one.signed:
                result.fault(
                    "Đầu sổ cái {size} giữ ở ngoài: cây chỉ còn {sealed} lá (bị cắt).",
                    size=one.size, sealed=size,
                )  # fmt: skip
            else:
                self._hold_kept(one, "")
        if self._covered < size:
            result.fault(
                "{count} lá cuối của cây niêm phong không có đầu nào ký: đầu sổ cái đã bị xóa.",
                count=size - self._covered,
            )
        self._witness.end()


@dataclass(frozen=True)
class _Sealed:
    """What the walk needs of an event."""

    hash: str
    recorded_at: dt.datetime
    origin: str
    subject: str
    transaction: int


def _leaves_with_events() -> Iterator[list[tuple[Leaf, _Sealed | None]]]:
    """The leaves in their order, batch by batch, with their events; None where the event is gone."""
    after = -1
    while leaves := list(Leaf.objects.filter(index__gt=after).order_by("index")[:BATCH]):
        found = Event.objects.filter(seq__in=[leaf.seq for leaf in leaves]).values_list(
            "seq", "hash", "recorded_at", "origin", "subject", "transaction"
        )
        events = {seq: _Sealed(*rest) for seq, *rest in _tuples(found)}
        yield [(leaf, events.get(leaf.seq)) for leaf in leaves]
        after = leaves[-1].index


def _tuples(rows: Iterable[tuple[Any, ...]]) -> Iterable[tuple[Any, ...]]:
    """Rows of columns, without their types."""
    return rows
