"""Reading the journal: followers, tree heads, proofs, receipts."""

import base64
import contextlib
import datetime as dt
import functools
import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key
from django.conf import settings
from django.db import connection, transaction
from django.db.models import Max, Min, QuerySet

from motcua.base import rows
from motcua.base.journal import policies
from motcua.base.journal.models import Cursor, Event, Head, Leaf, Node
from motcua.rules import merkle
from motcua.rules.impossible import NotFound
from motcua.rules.said import Said

RECEIPT_FORMAT = "motcua-receipt/1"


class NoSuchEvent(NotFound):
    text = "Không có sự kiện số {seq} trong sổ cái, hoặc sự kiện chưa được niêm phong. Thử lại sau ít phút."


# --- followers -------------------------------------------------------------------------------------------------


def following(cursor: Cursor, most: int) -> QuerySet[Event]:
    """Events after the cursor in commit order; none of a transaction that began before one still open.

    On PostgreSQL the order of ``seq`` is not the order of commits: a cursor over ``seq`` alone would step over an
    event whose transaction is still open.
    """
    events = Event.objects.order_by("transaction", "seq")
    if connection.vendor == "postgresql":
        events = events.extra(  # a row comparison and the snapshot's horizon: no ORM words for them
            where=[
                "(transaction, seq) > (%s, %s)",
                "transaction < pg_snapshot_xmin(pg_current_snapshot())::text::bigint",
            ],
            params=[cursor.transaction, cursor.seq],
        )
    else:
        events = events.filter(seq__gt=cursor.seq).order_by("seq")
    return events[:most]


def waiting_since(follower: str) -> dt.datetime | None:
    """When the oldest event was recorded that a follower has not passed; None where it has come to the end."""
    cursor = Cursor.objects.filter(name=follower).first() or Cursor(name=follower)
    first = next(iter(following(cursor, 1)), None)
    return None if first is None else first.recorded_at


_OF_SUBJECT = "FROM journal_event WHERE subject = %s ORDER BY n"


def of_subject(subject: str, *, public: bool = False) -> list[Event]:
    """The chain of one subject, oldest first."""
    return [event for (event,) in rows.select((Event,), _OF_SUBJECT, [subject])]


@dataclass(frozen=True)
class Told:
    """One link of a chain: what was said there, when, of which unit, and by which post, or on behalf of which."""

    n: int
    at: dt.datetime
    kind: str
    facts: Mapping[str, Any]
    unit: str = ""
    post: str = ""


def chains(subjects: Collection[str]) -> dict[str, list[Told]]:
    """What was said of several subjects, each oldest first, in one query."""
    found: dict[str, list[Told]] = {}
    if subjects:
        rows = Event.objects.filter(subject__in=subjects).order_by("subject", "n")
        names = ("subject", "n", "at", "kind", "facts", "unit", "by_post", "on_behalf_of")
        for subject, n, at, kind, facts, unit, post, whose in rows.values_list(*names):
            found.setdefault(subject, []).append(Told(n, at, kind, facts, unit, whose or post))
    return found


def subjects_of(kinds: Collection[str]) -> list[str]:
    """Everything to which one of these happened, each once, in the order in which it first did."""
    rows = Event.objects.filter(kind__in=kinds).values("subject").annotate(first=Min("seq"))
    return list(rows.order_by("first").values_list("subject", flat=True))


def last_of(subject: str) -> Event | None:
    """The last event of one subject."""
    return Event.objects.filter(subject=subject).order_by("-n").first()


# --- keys ------------------------------------------------------------------------------------------------------


@functools.cache
def _private() -> Ed25519PrivateKey:
    key = load_pem_private_key(settings.JOURNAL_KEY, password=None)
    assert isinstance(key, Ed25519PrivateKey)
    return key


def public_key() -> str:
    """The public key that checks this installation's tree heads and receipts (raw Ed25519, base64)."""
    raw = _private().public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return base64.b64encode(raw).decode()


@functools.cache
def key_id() -> str:
    """Short name of the signing key: first 16 hex digits of the SHA-256 of the public key."""
    return hashlib.sha256(base64.b64decode(public_key())).hexdigest()[:16]


def sign(content: dict[str, Any]) -> str:
    """Signature (base64) over the canonical form of ``content``."""
    return base64.b64encode(_private().sign(policies.canonical(content))).decode()


def signed_by(content: dict[str, Any], signature: str, key: str) -> bool:
    """Whether ``signature`` is of ``content`` under the public ``key``; False for anything malformed."""
    try:
        Ed25519PublicKey.from_public_bytes(base64.b64decode(key, validate=True)).verify(
            base64.b64decode(signature, validate=True), policies.canonical(content)
        )
    except (InvalidSignature, ValueError, TypeError):
        return False
    return True


# --- the tree --------------------------------------------------------------------------------------------------


def position(level: int, index: int) -> int:
    """Key of a complete subtree."""
    return level << 48 | index


def nodes(positions: Iterable[int]) -> dict[int, bytes]:
    """The hashes of complete subtrees, in one query."""
    wanted = list(positions)
    if not wanted:
        return {}
    return {
        p: bytes.fromhex(h) for p, h in Node.objects.filter(pk__in=wanted).values_list("position", "hash")
    }


def sealed_size() -> int:
    """Number of events in the tree."""
    last = Leaf.objects.aggregate(last=Max("index"))["last"]
    return 0 if last is None else int(last) + 1


def _peaks(low: int, high: int) -> list[int]:
    """Complete subtrees that cover the leaves [low, high), left to right; low is aligned as RFC 9162 splits it."""
    found = []
    while low < high:
        level = (high - low).bit_length() - 1
        if low:
            level = min(level, (low & -low).bit_length() - 1)
        found.append(position(level, low >> level))
        low += 1 << level
    return found


def _fold(peaks: list[int], known: dict[int, bytes]) -> bytes:
    hashes = [known[p] for p in peaks]
    total = hashes.pop()
    while hashes:
        total = merkle.node_hash(hashes.pop(), total)
    return total


def root(size: int) -> bytes:
    """Root of the first ``size`` leaves; cost grows with the logarithm of the history."""
    if size == 0:
        return merkle.root([])
    peaks = _peaks(0, size)
    return _fold(peaks, nodes(peaks))


def _subtrees(spans: list[tuple[int, int]]) -> list[bytes]:
    covers = [_peaks(low, high) for low, high in spans]
    known = nodes(p for cover in covers for p in cover)
    return [_fold(cover, known) for cover in covers]


def _split(size: int) -> int:
    return 1 << (size - 1).bit_length() - 1


def inclusion_path(index: int, size: int) -> list[bytes]:
    """RFC 9162 §2.1.3.1: the audit path of leaf ``index`` in the tree of the first ``size`` leaves."""
    spans: list[tuple[int, int]] = []
    low, high = 0, size
    while high - low > 1:
        middle = low + _split(high - low)
        if index < middle:
            spans.append((middle, high))
            high = middle
        else:
            spans.append((low, middle))
            low = middle
    return _subtrees(spans[::-1])


def consistency_path(first: int, second: int) -> list[bytes]:
    """RFC 9162 §2.1.4.1: that the tree of ``first`` leaves is the beginning of the tree of ``second`` leaves."""
    if first in (0, second):
        return []
    spans: list[tuple[int, int]] = []
    low, high, whole = 0, second, True
    while first - low != high - low:
        middle = low + _split(high - low)
        if first <= middle:
            spans.append((middle, high))
            high = middle
        else:
            spans.append((low, middle))
            low, whole = middle, False
    if not whole:
        spans.append((low, high))
    return _subtrees(spans[::-1])


# --- heads and proofs ------------------------------------------------------------------------------------------


def head_content(head: Head) -> dict[str, Any]:
    """What is signed of a tree head; ``prev`` is the link to the head before, "" for the first."""
    return {
        "size": head.size,
        "root": head.root,
        "prev": head.prev,
        "at": policies.moment(head.at),
        "key": head.key,
    }


def head_link(head: Head) -> str:
    """What the next head calls this one: the hash of its signed content and its signature."""
    return policies.fingerprint({**head_content(head), "signature": head.signature})


def content_given(head: Mapping[str, Any]) -> dict[str, Any]:
    """What is signed of a tree head as it was published; heads of before name no previous one."""
    content = {
        "size": head["tree_size"],
        "root": base64.b64decode(head["root_hash"]).hex(),
        "at": head["timestamp"],
        "key": head["key_id"],
    }
    return {**content, "prev": head["previous"]} if "previous" in head else content


def signed_head(head: Head) -> dict[str, Any]:
    """A tree head as it is published (hashes in base64)."""
    return {
        "tree_size": head.size,
        "root_hash": base64.b64encode(bytes.fromhex(head.root)).decode(),
        "previous": head.prev,
        "timestamp": policies.moment(head.at),
        "key_id": head.key,
        "signature": head.signature,
        "public_key": public_key(),
    }


def head(size: int | None = None) -> Head | None:
    """The newest tree head, or the first that covers ``size`` leaves."""
    if size is None:
        return Head.objects.order_by("-size").first()
    return Head.objects.filter(size__gte=size).order_by("size").first()


def recent_heads(most: int = 20) -> list[Head]:
    """The newest tree heads, newest first."""
    return list(Head.objects.order_by("-size")[:most])


def proof(seq: int) -> dict[str, Any]:
    """That event ``seq`` stands in the journal as sealed: its leaf and the path to the newest signed root."""
    leaf = Leaf.objects.filter(seq=seq).first()
    newest = head()
    if leaf is None or newest is None or leaf.index >= newest.size:
        raise NoSuchEvent(seq=seq)
    event_hash = Event.objects.values_list("hash", flat=True).filter(seq=seq).first()
    return {
        "seq": seq,
        "leaf_index": leaf.index,
        "leaf_hash": base64.b64encode(bytes.fromhex(leaf.hash)).decode(),
        "entry": base64.b64encode(bytes.fromhex(event_hash or "")).decode(),
        "inclusion_path": [base64.b64encode(h).decode() for h in inclusion_path(leaf.index, newest.size)],
        "tree_size": newest.size,
        "head": signed_head(newest),
    }


def consistency(first: int, second: int) -> dict[str, Any]:
    """That nothing before ``first`` was altered when the journal grew to ``second`` events."""
    size = sealed_size()
    if not 0 < first <= second <= size:
        raise NoSuchEvent(seq=second)
    return {
        "from": first,
        "to": second,
        "from_root": base64.b64encode(root(first)).decode(),
        "to_root": base64.b64encode(root(second)).decode(),
        "consistency_path": [base64.b64encode(h).decode() for h in consistency_path(first, second)],
    }


# --- receipts --------------------------------------------------------------------------------------------------


def receipt(event: Event, *, fresh: bool = False) -> dict[str, Any]:
    """What a person keeps: the event as recorded, our signed promise of it and, once sealed, its proof.

    A ``fresh`` event was recorded in this moment and cannot be sealed yet: no proof is looked for.
    """
    content = policies.content_of(event)
    promise = {"hash": event.hash, "seq": event.seq}
    given: dict[str, Any] = {
        "format": RECEIPT_FORMAT,
        "installation": settings.BASE_URL,
        "event": content,
        **promise,
        "promise": {"key_id": key_id(), "signature": sign(promise)},
        "public_key": public_key(),
        "proof": None,
    }
    if not fresh:
        with contextlib.suppress(NoSuchEvent):
            given["proof"] = proof(event.seq)
    return given


def check_receipt(given: Any, *, trusted_key: str | None = None) -> list[str]:
    """What is wrong with a receipt or with a proof as ``proof`` gives it, offline; empty when everything in it holds.

    Sentences in Vietnamese.
    """
    try:
        return _check_proof(given, trusted_key) if is_proof(given) else _check_receipt(given, trusted_key)
    except (KeyError, TypeError, ValueError, AttributeError):
        return [
            Said("Tệp không đúng khuôn dạng biên nhận: thiếu hoặc sai một mục. Lấy lại biên nhận từ nơi cấp.")
        ]


def is_proof(given: Any) -> bool:
    """Whether what is given is a proof (of an event's hash) and not a receipt (of the event itself)."""
    return isinstance(given, dict) and "inclusion_path" in given


def key_given(given: dict[str, Any]) -> str:
    """The public key that a receipt or a proof brings."""
    return str((given["head"] if is_proof(given) else given)["public_key"])


def _check_proof(given: dict[str, Any], trusted_key: str | None) -> list[str]:
    key = key_given(given)
    faults: list[str] = []
    if trusted_key is not None and key != trusted_key:
        faults.append(Said("Khóa trong biên nhận không phải khóa công bố của hệ thống này."))
    return faults + _unproven(given, base64.b64decode(given["entry"]), key)


def _unproven(found: dict[str, Any], entry: bytes, key: str) -> list[str]:
    """What is wrong with the way from the hash of an event to a signed head."""
    faults: list[str] = []
    head_given = found["head"]
    if not signed_by(content_given(head_given), head_given["signature"], key):
        faults.append(Said("Chữ ký của đầu sổ cái không đúng."))
    path = [base64.b64decode(step) for step in found["inclusion_path"]]
    root_hash = base64.b64decode(head_given["root_hash"])
    if not merkle.verify_inclusion(
        merkle.leaf_hash(entry), found["leaf_index"], head_given["tree_size"], path, root_hash
    ):
        faults.append(Said("Đường dẫn chứng minh không tới được gốc của sổ cái."))
    return faults


def _check_receipt(given: dict[str, Any], trusted_key: str | None) -> list[str]:
    faults: list[str] = []
    if given["format"] != RECEIPT_FORMAT:
        return [Said("Không nhận ra khuôn dạng biên nhận {format}.", format=given["format"])]
    key = given["public_key"]
    if trusted_key is not None and key != trusted_key:
        faults.append(Said("Khóa trong biên nhận không phải khóa công bố của hệ thống này."))
    if policies.fingerprint(given["event"]) != given["hash"]:
        faults.append(Said("Nội dung sự kiện không khớp mã băm: biên nhận đã bị sửa."))
    if not signed_by({"hash": given["hash"], "seq": given["seq"]}, given["promise"]["signature"], key):
        faults.append(Said("Chữ ký của biên nhận không đúng."))
    found = given.get("proof")
    if found:
        if found["seq"] != given["seq"]:
            faults.append(Said("Đường dẫn chứng minh không tới được gốc của sổ cái."))
        faults += _unproven(found, bytes.fromhex(given["hash"]), key)
    return faults


def compare_with_journal(given: dict[str, Any]) -> list[str]:
    """What of a receipt differs from the journal here: removed or altered events."""
    event = Event.objects.filter(seq=given["seq"]).first()
    if event is None:
        return [Said("Sự kiện số {seq} đã bị xóa khỏi sổ cái.", seq=given["seq"])]
    if is_proof(given):
        same = event.hash == base64.b64decode(given["entry"]).hex()
    else:
        same = policies.content_of(event) == given["event"] and event.hash == given["hash"]
    if not same:
        return [Said("Sự kiện số {seq} trong sổ cái khác với biên nhận: đã bị sửa.", seq=given["seq"])]
    return []


# --- the locks in the database ---------------------------------------------------------------------------------

GUARDED = ("journal_event", "journal_leaf", "journal_node", "journal_head")


def missing_guards() -> list[str]:
    """Names of the triggers that should refuse changes to the journal and do not exist, or are switched off."""
    if connection.vendor == "postgresql":
        wanted = {f"{table}_no_{verb}" for table in GUARDED for verb in ("change", "truncate")}
        asked = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A') AND tgname = ANY(%s)"
        parameters: list[Any] = [sorted(wanted)]
    else:
        wanted = {f"{table}_no_{verb}" for table in GUARDED for verb in ("update", "delete")}
        asked = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        parameters = []
    with connection.cursor() as cursor:
        cursor.execute(asked, parameters)
        found = {row[0] for row in cursor.fetchall()}
    return sorted(wanted - found)


@contextlib.contextmanager
def snapshot() -> Iterator[None]:
    """Read everything as it stood at one moment, whoever writes meanwhile: the journal and the tables beside it."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
    else:
        with connection.cursor() as cursor:
            cursor.execute("BEGIN")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
