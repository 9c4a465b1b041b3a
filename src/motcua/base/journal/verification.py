"""Checking the whole journal: contents, chains, the tree, its heads and their witness, those who follow it."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, Q

from motcua.base.journal import policies, queries, witness
from motcua.base.journal.models import BEFORE_ALL, SEAL, Cursor, Event, Head, Leaf, Node
from motcua.rules import merkle
from motcua.rules.impossible import Invalid
from motcua.rules.said import Said

BACKDATED = dt.timedelta(minutes=10)
UNSEALED = dt.timedelta(hours=1)
"""Sealing happens every few seconds: an event that waits so long tells that it stands still."""
BATCH = 5000


@dataclass
class Verification:
    """The result of checking the whole journal. ``warnings`` are no forgery: something stands still or is missing."""

    events: int = 0
    subjects: int = 0
    sealed: int = 0
    heads: int = 0
    logged: int = 0
    simulated: int = 0
    history: int = 0
    faults: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        """Whether nothing was found."""
        return not self.faults

    def fault(self, template: str, **params: object) -> None:
        """Note what was found."""
        self.faults.append(Said(template, **params))


Progress = Callable[[Verification], None]


@dataclass(frozen=True)
class Kept:
    """A tree head that somebody kept elsewhere."""

    size: int
    root: str
    signed: bool


def kept_head(given: Any) -> Kept:
    """A head as ``/api/v1/journal/head`` or ``heads.log`` gives it; raises Invalid for anything else."""
    try:
        content = queries.content_given(given)
        signed = queries.signed_by(content, given["signature"], queries.public_key())
        return Kept(int(content["size"]), str(content["root"]), signed)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Invalid(
            field="head", text="Đây không phải đầu sổ cái (JSON của /api/v1/journal/head)."
        ) from error


def verify(
    progress: Progress | None = None,
    *,
    kept: Iterable[Kept] = (),
    logged: int | None = None,
    now: dt.datetime | None = None,
) -> Verification:
    """Check the whole journal; a fault names the event by ``seq``. Time is linear, memory does not grow.

    An event recorded before the tree head that was signed before it was sealed is backdated, unless it is marked as
    taken over or simulated. ``kept`` heads must be heads of the present tree. ``logged`` is the length that the
    witness had before the snapshot that is read here, ``now`` the moment against which standing still is told.
    """
    result = Verification()
    for name in queries.missing_guards():
        result.fault("Cơ sở dữ liệu thiếu khóa chống sửa sổ cái: {name}.", name=name)
    for event, fault in _chain_faults(result, progress):
        result.fault(
            "Sự kiện {seq} ({kind}, {subject}): {fault}.",
            seq=event.seq, kind=event.kind, subject=event.subject, fault=fault,
        )  # fmt: skip
    walk = _Walk(result, kept, logged)
    walk.run()
    _unsealed(result, walk, now)
    _followers(result, walk)
    return result


# --- chains ----------------------------------------------------------------------------------------------------


def _chain_faults(result: Verification, progress: Progress | None) -> Iterator[tuple[Event, str]]:
    previous: Event | None = None
    for event in Event.objects.order_by("subject", "n").iterator(chunk_size=BATCH):
        result.events += 1
        if progress and result.events % 500 == 0:
            progress(result)
        result.simulated += event.origin == "simulated"
        result.history += event.origin == "history"
        if previous is None or previous.subject != event.subject:
            result.subjects += 1
            previous = None
        expected = (previous.n + 1, previous.hash) if previous else (1, "")
        if event.n != expected[0]:
            yield (
                event,
                Said("thiếu sự kiện thứ {n} của {subject}: đã bị xóa", n=expected[0], subject=event.subject),
            )
        elif event.prev != expected[1]:
            yield event, Said("không nối với sự kiện liền trước")
        if policies.fingerprint(policies.content_of(event)) != event.hash:
            yield event, Said("nội dung đã bị sửa (không khớp mã băm)")
        if previous and event.at < previous.at:
            yield event, Said("xảy ra trước sự kiện liền trước: đã bị ghi lùi ngày")
        previous = event


# --- the tree, its heads, their witness --------------------------------------------------------------------------


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


@dataclass
class _Run:
    """Many faults of one sort, told as one: how many, and the first and the last."""

    count: int = 0
    first: int = 0
    last: int = 0

    def add(self, number: int) -> None:
        """One more."""
        self.first, self.last = (self.first if self.count else number), number
        self.count += 1


class _Witness:
    """The log of heads, read beside the heads of the database in the order of their sizes."""

    def __init__(self, result: Verification, until: int | None) -> None:
        self.result = result
        self.there = witness.length() is not None
        self.gone, self.other, self.back, self.holes = _Run(), _Run(), _Run(), _Run()
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


class _Walk:
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
        self._wrong_nodes = _Run()
        self._witness = _Witness(result, logged)

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


# --- what follows the journal ------------------------------------------------------------------------------------


def _until(transaction: int, seq: int) -> Q:
    """Events at or before a place in the order of commits."""
    if connection.vendor == "postgresql":
        return Q(transaction__lt=transaction) | Q(transaction=transaction, seq__lte=seq)
    return Q(seq__lte=seq)


def _unsealed(result: Verification, walk: _Walk, now: dt.datetime | None) -> None:
    """Events outside of the tree: dated back, passed by, or waiting for too long."""
    cursor = Cursor.objects.filter(name=SEAL).first()
    postgresql, late = connection.vendor == "postgresql", _Run()
    oldest: dt.datetime | None = None
    outside = Event.objects.exclude(Exists(Leaf.objects.filter(seq=OuterRef("seq")))).order_by("seq")
    for seq, kind, subject, recorded_at, origin, transaction in outside.values_list(
        "seq", "kind", "subject", "recorded_at", "origin", "transaction"
    ).iterator(chunk_size=BATCH):
        if walk.horizon is not None and not origin and recorded_at < walk.horizon - BACKDATED:
            result.fault(
                "Sự kiện {seq} ({kind}, {subject}): ghi lùi ngày, trước lần niêm phong {horizon}.",
                seq=seq, kind=kind, subject=subject, horizon=str(walk.horizon),
            )  # fmt: skip
        if cursor is not None and (
            (transaction, seq) <= (cursor.transaction, cursor.seq) if postgresql else seq <= cursor.seq
        ):
            result.fault(
                "Sự kiện {seq} ({kind}, {subject}): không bao giờ được niêm phong, con trỏ niêm phong đã vượt qua.",
                seq=seq, kind=kind, subject=subject,
            )  # fmt: skip
        if now is not None and not origin and recorded_at < now - UNSEALED:
            late.add(seq)
            oldest = min(oldest or recorded_at, recorded_at)
    if late.count and oldest is not None:
        result.warnings.append(
            Said(
                "{count} sự kiện chờ niêm phong quá lâu, từ {oldest}. Kiểm tra “motcua work”.",
                count=late.count,
                oldest=oldest,
            )
        )


def _followers(result: Verification, walk: _Walk) -> None:
    """Sealing stands where the tree ends; every follower has passed as many events as stand behind it."""
    cursors = {cursor.name: cursor for cursor in Cursor.objects.all()}
    sealing = cursors.get(SEAL)
    if walk.tree.size:
        moved = sealing is None or walk.last is None or (sealing.transaction, sealing.seq) != walk.last
    else:
        moved = sealing is not None and (sealing.transaction, sealing.seq) != (BEFORE_ALL, 0)
    if moved:
        result.fault("Con trỏ niêm phong không đứng ở lá cuối của cây: đã bị dời.")
    for name, cursor in cursors.items():
        behind = Event.objects.filter(_until(cursor.transaction, cursor.seq)).count()
        if behind != cursor.passed:
            result.fault(
                "Con trỏ “{name}” đứng sau {behind} sự kiện nhưng chỉ có {passed} sự kiện đã được chuyển: đã bị dời, "
                "hoặc số giao dịch của sự kiện bị sửa.",
                name=name, behind=behind, passed=cursor.passed,
            )  # fmt: skip
