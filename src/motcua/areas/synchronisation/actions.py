"""Keeping the portal in step: queue, deliver in order, send again, compare."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Q

from motcua.areas.synchronisation import events, policies, queries
from motcua.areas.synchronisation.choices import OPEN, STUCK, Kind, State
from motcua.areas.synchronisation.models import Difference, Dispatch, Reconciliation
from motcua.areas.synchronisation.ports import Listed, NotReached, Portal, Refused
from motcua.base.journal.actions import act, record
from motcua.base.journal.events import EventKind
from motcua.base.journal.ports import Actor
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Impossible, Invalid

LAW = "QĐ 766/QĐ-TTg; NĐ 224/2026 Điều 15"
OLDEST = dt.timedelta(days=366)


class NothingToSend(Impossible):
    """Neither stuck nor different: nothing would be mended by sending again."""

    text = "Hồ sơ này không có gì phải gửi lại."


def queue(*, seq: int, subject: str, snapshot: Mapping[str, Any], at: dt.datetime) -> bool:
    """Queue the state of a dossier after one event of the journal; whether it is new.

    Part of a reaction, not an act: nothing happens yet that is not in the journal already.
    """
    payload = _written(snapshot)
    came = snapshot["filed_at"] or snapshot["received_at"]
    _dispatch, new = Dispatch.objects.get_or_create(
        subject=subject, seq=seq,
        defaults={
            "code": snapshot["code"], "unit": snapshot["unit"], "national": snapshot["state"],
            "came_on": dt.date.fromisoformat(came[:10]), "payload": payload, "digest": _digest(payload),
            "at": at, "next_at": at,
        },
    )  # fmt: skip
    return new


def _written(snapshot: Mapping[str, Any]) -> str:
    return json.dumps(snapshot, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _digest(payload: str) -> str:
    return hashlib.sha256(payload.encode()).hexdigest()


def _locked(value: Any, *, by: Actor) -> Dispatch:
    return Dispatch.objects.select_for_update().get(pk=value)


def _recorded(kind: EventKind, dispatch: Dispatch, *, by: Actor, at: dt.datetime) -> None:
    facts = {
        "code": dispatch.code, "seq": dispatch.seq, "round": dispatch.round, "state": dispatch.national,
        "tries": dispatch.tries, "sha256": dispatch.digest,
    }  # fmt: skip
    record(kind, subject=f"dispatch:{dispatch.pk}", unit=dispatch.unit, by=by, at=at, facts=facts)


# --- delivery -----------------------------------------------------------------------------------------------


def deliver(*, by: Actor, at: dt.datetime, dispatch: int, portal: Portal) -> bool | None:
    """Try to hand one dispatch over: True taken, False refused or given up, None not reached (tried again later).

    It is marked as sent, with its next try, before it leaves: whoever dies in between, it is sent again under the
    same key, which the portal takes once; and no other worker sends it meanwhile.
    """
    row = Dispatch.objects.filter(pk=dispatch).first()
    if row is None:
        return None
    claimed = Dispatch.objects.filter(pk=row.pk, state__in=OPEN, tries=row.tries, next_at__lte=at)
    again = at + policies.pause(row.tries + 1)
    if not claimed.update(state=State.SENT, tries=row.tries + 1, next_at=again):
        return None
    message = {"seq": row.seq, "round": row.round, **json.loads(row.payload)}
    try:
        portal.put(key=f"{row.code}/{row.seq}/{row.round}", message=message)
    except Refused as error:
        close(by=by, at=at, dispatch=row.pk, state=State.REFUSED, answer=str(error))
        return False
    except NotReached as error:
        if row.tries + 1 >= policies.TRIES:
            close(by=by, at=at, dispatch=row.pk, state=State.GIVEN_UP, answer=str(error))
            return False
        Dispatch.objects.filter(pk=row.pk).update(answer=str(error)[:200])
        return None
    close(by=by, at=at, dispatch=row.pk, state=State.ACKNOWLEDGED, answer="")
    return True


@act(
    may=lambda by: policies.can_deliver(by),
    records=(events.ACKNOWLEDGED, events.REFUSED, events.GIVEN_UP),
    law=LAW,
    finds={"dispatch": _locked},
)
def close(*, by: Actor, at: dt.datetime, dispatch: Any, state: State, answer: str) -> Dispatch:
    """Ghi nhận Cổng đã nhận, từ chối, hoặc thôi gửi: what became of a dispatch."""
    assert isinstance(dispatch, Dispatch)
    dispatch.state, dispatch.answer, dispatch.answered_at = state, answer[:200], at
    dispatch.save(update_fields=["state", "answer", "answered_at"])
    kind = {State.ACKNOWLEDGED: events.ACKNOWLEDGED, State.REFUSED: events.REFUSED}.get(
        state, events.GIVEN_UP
    )
    _recorded(kind, dispatch, by=by, at=at)
    return dispatch


@act(may=lambda by, unit: policies.can_mend(by, unit), records=events.RESENT, law=LAW)
def resend(
    *,
    by: Actor,
    at: dt.datetime,
    unit: str,
    codes: Sequence[str],
    now: Mapping[str, Mapping[str, Any]] | None = None,
) -> int:
    """Gửi lại: what was refused or given up, and the last state of dossiers that the portal lost or has otherwise.

    ``now`` brings dossiers of which nothing was ever queued, by code: {seq, subject, snapshot}. Every state behind a
    stuck one follows in order. Returns how many dispatches wait again.
    """
    for code, one in (now or {}).items():
        if code in codes and not Dispatch.objects.filter(code=code).exists():
            queue(at=at, **one)
    waiting = 0
    for code in dict.fromkeys(codes):
        rows = list(Dispatch.objects.select_for_update().filter(unit=unit, code=code).order_by("seq"))
        stuck = [row for row in rows if row.state in STUCK]
        differs = Difference.objects.filter(unit=unit, code=code).exclude(kind=Kind.MISSING_HERE)
        again = stuck or (rows[-1:] if differs.exists() else [])
        for row in again:
            row.state, row.tries, row.next_at, row.answer = State.QUEUED, 0, at, ""
            row.round += bool(row.answered_at)
            row.save(update_fields=["state", "tries", "next_at", "answer", "round"])
            _recorded(events.RESENT, row, by=by, at=at)
        differs.delete()
        waiting += len(again)
    if not waiting:
        raise NothingToSend()
    return waiting


class AlreadyAsked(Impossible):
    """The day waits to be compared."""

    text = "Ngày {day} đang chờ đối chiếu rồi; mở lại trang này sau ít phút để xem."


# --- comparing ----------------------------------------------------------------------------------------------


@act(may=lambda by, unit: policies.can_compare(by, unit), records=events.ASKED, law=LAW)
def ask_comparison(*, by: Actor, at: dt.datetime, unit: str, day: dt.date) -> Reconciliation:
    """Yêu cầu đối chiếu một ngày: the worker asks the portal for its list of that day and compares."""
    today = at.astimezone(TZ).date()
    if not today - OLDEST <= day <= today:
        raise Invalid(field="day", text="Chọn một ngày đã qua, không quá một năm trước.")
    if Reconciliation.objects.filter(unit=unit, day=day, done_at=None).exists():
        raise AlreadyAsked(day=f"{day:%d/%m/%Y}")
    made = Reconciliation.objects.create(unit=unit, day=day, asked_at=at, by_title=by.title)
    record(
        events.ASKED, subject=f"reconciliation:{made.pk}", unit=unit, by=by, at=at,
        facts={"day": day.isoformat()},
    )  # fmt: skip
    return made


def _comparison(value: Any, *, by: Actor) -> Reconciliation:
    return Reconciliation.objects.select_for_update().get(pk=value)


@act(
    may=lambda by: policies.can_deliver(by),
    records=events.DONE,
    law=LAW,
    finds={"reconciliation": _comparison},
)
def compare(
    *, by: Actor, at: dt.datetime, reconciliation: Any, ours: Mapping[str, str], theirs: Sequence[Listed]
) -> Reconciliation:
    """Đối chiếu: what the portal lists of a day beside what we have; the differences of that day are replaced."""
    assert isinstance(reconciliation, Reconciliation)
    unit, day = reconciliation.unit, reconciliation.day
    late = queries.on_the_way([*ours, *(one.code for one in theirs)])
    found = queries.differing(ours, theirs, on_the_way=late)
    Difference.objects.filter(Q(day=day) | Q(code__in=[code for code, *_ in found]), unit=unit).delete()
    Difference.objects.bulk_create(
        [
            Difference(unit=unit, day=day, code=code, kind=kind, ours=mine, theirs=other)
            for code, kind, mine, other in found
        ]
    )
    reconciliation.done_at, reconciliation.compared, reconciliation.fault = at, len(ours), ""
    reconciliation.save(update_fields=["done_at", "compared", "fault"])
    counted = {str(kind): sum(one[1] == kind for one in found) for kind in Kind}
    record(
        events.DONE, subject=f"reconciliation:{reconciliation.pk}", unit=unit, by=by, at=at,
        facts={"day": day.isoformat(), "compared": len(ours), **counted},
    )  # fmt: skip
    return reconciliation


def not_compared(*, reconciliation: int, fault: str) -> None:
    """The portal gave no list; the comparison waits and says why."""
    Reconciliation.objects.filter(pk=reconciliation).update(fault=fault[:200])
