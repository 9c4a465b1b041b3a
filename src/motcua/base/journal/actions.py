"""The verbs of the journal: ``@act`` (the frame of every verb of the product), ``record`` and ``seal``."""

import contextlib
import datetime as dt
import functools
import inspect
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, TypeVar

from django.conf import settings
from django.db import IntegrityError, OperationalError, transaction

from motcua.base import rows
from motcua.base.journal import policies, queries, witness
from motcua.base.journal.events import EventKind
from motcua.base.journal.models import BEFORE_ALL, SEAL, Cursor, Event, Head, Leaf, Node, Repeated
from motcua.base.journal.ports import Actor
from motcua.rules import merkle
from motcua.rules.impossible import Impossible, NotAllowed

Result = TypeVar("Result")
DEADLOCK = "40P01"
"""PostgreSQL: two acts waited for each other, and one was ended."""
CLOCK_SKEW = dt.timedelta(minutes=2)


class Silent(RuntimeError):
    """An act journalled nothing, or something it had not declared: a mistake of the programmer."""


class ActedMeanwhile(Impossible):
    """Two acts on one subject at once: the second must look again."""

    text = "Hồ sơ vừa được người khác xử lý. Mở lại để xem tình trạng mới nhất rồi thao tác lại."


class BeforeLast(Impossible):
    """An act dated before the last one on the same subject."""

    text = "Thời điểm thao tác ({at}) sớm hơn sự kiện gần nhất đã ghi ({last}). Kiểm tra đồng hồ của máy chủ."


@dataclass(frozen=True)
class Act:
    """An entry of the register of acts (docs/reference/acts.md)."""

    name: str
    verb: Callable[..., Any]
    may: Callable[..., bool]
    records: tuple[EventKind, ...]
    law: str
    doc: str


ACTS: dict[str, Act] = {}
_account: ContextVar[list[str] | None] = ContextVar("account of the running act", default=None)


def act(
    *,
    may: Callable[..., bool],
    records: EventKind | Sequence[EventKind],
    law: str,
    finds: Mapping[str, Callable[..., Any]] | None = None,
) -> Callable[[Callable[..., Result]], Callable[..., Result]]:
    """Make a function a verb of the product.

    The verb takes keywords only, always ``by`` (who, in which post) and ``at`` (when). In one transaction it finds
    and locks what it is about (``finds``: argument name → function ``(value, by=…)``), asks ``may(by, …)`` with the
    arguments that the policy names, runs, and is rolled back when it journalled nothing or something undeclared.
    ``law`` names the article; "" says on purpose that no article stands behind it.
    """
    kinds = (records,) if isinstance(records, EventKind) else tuple(records)
    declared = frozenset(kind.name for kind in kinds)
    finders = dict(finds or {})

    def decorate(function: Callable[..., Result]) -> Callable[..., Result]:
        parameters = inspect.signature(function).parameters
        assert all(p.kind is p.KEYWORD_ONLY for p in parameters.values()), f"{function}: keywords only"
        assert {"by", "at"} <= set(parameters), f"{function}: who (by) and when (at) are arguments"
        asked = [name for name in inspect.signature(may).parameters if name != "by"]
        assert set(asked) <= set(parameters), f"{function}: the policy asks for {asked}"

        @functools.wraps(function)
        def verb(**given: Any) -> Result:
            by: Actor = given["by"]
            account: list[str] = []
            token = _account.set(account)
            try:
                with transaction.atomic():
                    for name, find in finders.items():
                        given[name] = find(given[name], by=by)
                    if not may(by, **{name: given[name] for name in asked if name in given}):
                        raise NotAllowed()
                    result = function(**given)
                    if not account or not declared.issuperset(account):
                        raise Silent(
                            f"{function.__qualname__} recorded {account}, declares {sorted(declared)}"
                        )
                    return result
            except IntegrityError as error:
                if "journal_one_chain_a_subject" in str(error) or "journal_event.subject" in str(error):
                    raise ActedMeanwhile() from error
                raise
            except OperationalError as error:
                if getattr(error.__cause__, "sqlstate", "") == DEADLOCK:
                    raise ActedMeanwhile() from error
                raise
            finally:
                _account.reset(token)

        area = function.__module__.removeprefix("motcua.").split(".")[1]
        name = f"{area}.{function.__name__}"
        ACTS[name] = Act(name, verb, may, kinds, law, inspect.getdoc(function) or "")
        return verb

    return decorate


@dataclass(frozen=True)
class Link:
    """The last event of a subject, known to the caller: its number, hash and moment (saves a look-up)."""

    n: int
    hash: str
    at: dt.datetime | None = None


def settled(at: dt.datetime, last: dt.datetime | None) -> dt.datetime:
    """When an act on a subject happens: never before the last one, whose moment it takes when a clock lags a little.

    Raises BeforeLast for more than a little; a demonstration may be told any moment (``MOTCUA_NOW``).
    """
    if last is None or at >= last:
        return at
    if not settings.DEMO and last - at > CLOCK_SKEW:
        raise BeforeLast(at=at.isoformat(), last=last.isoformat())
    return last


def record(
    kind: EventKind,
    *,
    subject: str,
    unit: str,
    by: Actor,
    at: dt.datetime,
    facts: Mapping[str, Any],
    after: Link | None = None,
    recorded_at: dt.datetime | None = None,
    origin: str = "",
) -> Event:
    """Append one event to the journal; only inside an act.

    ``facts`` are plain JSON values without personal data and without free text that people wrote. ``origin`` is
    "history" for events taken over from another system: only these may carry a ``recorded_at`` of their own.
    A demonstration that runs at another moment marks its events "simulated".
    """
    account = _account.get()
    if account is None:
        raise Silent(f"{kind.name}: record() outside an act")
    if after is None:
        last = Event.objects.filter(subject=subject).order_by("-n").values_list("n", "hash", "at").first()
        after = Link(*last) if last else Link(0, "")
    at = settled(at, after.at)
    event = Event(
        at=at,
        recorded_at=recorded_at if origin == "history" and recorded_at else at,
        kind=kind.name,
        subject=subject,
        n=after.n + 1,
        unit=unit,
        by_post=by.post,
        by_title=by.title,
        by_unit=by.unit,
        on_behalf_of=by.on_behalf_of,
        origin=origin or ("simulated" if settings.CLOCK_OFFSET or simulated.get() else ""),
        facts=dict(facts),
        prev=after.hash,
    )
    event.hash = policies.fingerprint(policies.content_of(event))
    rows.insert(event)
    account.append(kind.name)
    return event


simulated: ContextVar[bool] = ContextVar("events of a demonstration's invented past", default=False)


def seal(*, at: dt.datetime, most: int = 50_000) -> Head | None:
    """Append the new events to the Merkle tree and sign its head (RFC 9162; Ed25519). None when nothing is new.

    Every head names the one before, and is written to the witness beside the database once it is committed.
    Events whose transaction is still open are left for the next time. At most ``most`` events at once.
    """
    if not queries.following(_cursor(SEAL), 1):
        return None
    with transaction.atomic():
        cursor = Cursor.objects.select_for_update().get(name=SEAL)
        events = list(queries.following(cursor, most))
        if not events:
            return None
        size, before = queries.sealed_size(), queries.head()
        nodes = _grow(size, [merkle.leaf_hash(bytes.fromhex(event.hash)) for event in events])
        Leaf.objects.bulk_create(
            [
                Leaf(index=size + i, seq=event.seq, hash=nodes[queries.position(0, size + i)].hex())
                for i, event in enumerate(events)
            ]
        )
        Node.objects.bulk_create([Node(position=p, hash=h.hex()) for p, h in nodes.items()])
        size += len(events)
        root = queries.root(size).hex()
        prev = queries.head_link(before) if before else ""
        head = Head(size=size, root=root, prev=prev, at=at, key=queries.key_id(), signature="")
        head.signature = queries.sign(queries.head_content(head))
        head.save(force_insert=True)
        cursor.transaction, cursor.seq = events[-1].transaction, events[-1].seq
        cursor.passed += len(events)
        cursor.save()
        transaction.on_commit(witness.append)
        return head


def _grow(size: int, leaves: Iterable[bytes]) -> dict[int, bytes]:
    """The new complete nodes when leaves are appended to a tree of ``size`` leaves."""
    new: dict[int, bytes] = {}
    known: dict[int, bytes] = queries.nodes(
        queries.position(level, (size >> level) - 1)
        for level in range(size.bit_length())
        if size >> level & 1
    )
    index = size
    for leaf in leaves:
        hash_, level, place = leaf, 0, index
        new[queries.position(0, place)] = hash_
        while place & 1:
            left = queries.position(level, place - 1)
            hash_ = merkle.node_hash(new[left] if left in new else known[left], hash_)
            level, place = level + 1, place >> 1
            new[queries.position(level, place)] = hash_
        index += 1
    return new


def follow(
    name: str,
    handle: Callable[[Event], None],
    *,
    most: int = 500,
    only: Collection[str] | None = None,
    batch: int = 50,
) -> int:
    """Hand the events after the named cursor to ``handle``, in commit order; returns how many were passed.

    ``only`` names the kinds that are handed over, None all; the others are passed by. The cursor moves in the same
    transaction as the handler's own writes. A handler that raises has its writes undone and stops the cursor before
    its event; what came before it stays done.
    """
    done = 0
    while done < most:
        if not queries.following(_cursor(name), 1):
            return done
        failed: Exception | None = None
        with transaction.atomic():
            cursor = Cursor.objects.select_for_update().get(name=name)
            passed = 0
            for event in queries.following(cursor, min(batch, most - done)):
                if only is None or event.kind in only:
                    try:
                        with transaction.atomic():
                            handle(event)
                    except Exception as error:
                        failed = error
                        break
                cursor.transaction, cursor.seq = event.transaction, event.seq
                passed += 1
            if passed:
                cursor.passed += passed
                cursor.save()
        done += passed
        if failed is not None:
            raise failed
    return done


def follow_together(
    name: str, handle: Callable[[Sequence[Event]], None], *, most: int = 5000, batch: int = 500
) -> int:
    """Hand the events after the named cursor to ``handle`` many at once, in commit order; how many were passed.

    The cursor moves in the same transaction as what ``handle`` writes of all of them. When it raises, nothing of them
    is written and they are handed over one by one, up to the one at which it raises.
    """
    done = 0
    while done < most:
        if not queries.following(_cursor(name), 1):
            return done
        try:
            with transaction.atomic():
                cursor = Cursor.objects.select_for_update().get(name=name)
                events = list(queries.following(cursor, min(batch, most - done)))
                if not events:
                    return done
                handle(events)
                cursor.transaction, cursor.seq = events[-1].transaction, events[-1].seq
                cursor.passed += len(events)
                cursor.save()
        except Exception:
            if len(events) == 1:
                raise
            batch = 1
            continue
        done += len(events)
    return done


@contextlib.contextmanager
def holding(name: str) -> Iterator[None]:
    """A transaction in which nobody else moves the named cursor: what its follower writes stays as it is meanwhile."""
    _cursor(name)
    with transaction.atomic():
        Cursor.objects.select_for_update().get(name=name)
        yield


def rewind(name: str) -> None:
    """Let a follower begin anew; part of whatever undoes what it wrote."""
    Cursor.objects.filter(name=name).update(transaction=BEFORE_ALL, seq=0, passed=0)


def _cursor(name: str) -> Cursor:
    """The cursor of a follower; made when it follows for the first time."""
    found = Cursor.objects.filter(name=name).first()
    return found or Cursor.objects.get_or_create(name=name)[0]


# --- requests sent twice ---------------------------------------------------------------------------------------


class AnotherRequest(Impossible):
    """The same key with another request: one of the two is a mistake."""

    text = "Khóa Idempotency-Key này đã dùng cho một yêu cầu khác. Dùng khóa mới cho yêu cầu mới."


def once(
    *, key: str, request: str, at: dt.datetime, do: Callable[[], tuple[int, bytes]]
) -> tuple[int, bytes, bool]:
    """Do something once for a key: (status, body, whether it was done before).

    ``key`` and ``request`` are digests (64 hex digits). The answer is kept in the same transaction as what ``do``
    changed. A repeat, also one that runs at the same time, is answered as the first was; AnotherRequest when the key
    came with another request. What ``do`` raises is raised, and nothing is kept.
    """
    known = _repeat(key, request)
    if known is not None:
        return known
    try:
        with transaction.atomic():
            known = _repeat(key, request)
            if known is not None:
                return known
            status, body = do()
            Repeated(key=key, request=request, status=status, body=body, at=at).save(force_insert=True)
            return status, body, False
    except (IntegrityError, Impossible):
        known = _repeat(key, request)
        if known is None:
            raise
        return known


def _repeat(key: str, request: str) -> tuple[int, bytes, bool] | None:
    found = Repeated.objects.filter(key=key).first()
    if found is None:
        return None
    if found.request != request:
        raise AnotherRequest()
    return found.status, bytes(found.body), True


def forget_repeated(before: dt.datetime) -> int:
    """Drop the kept answers that are older; returns how many."""
    return Repeated.objects.filter(at__lt=before).delete()[0]
