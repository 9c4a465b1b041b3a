"""Decisions of publication: their list is drafted, then takes effect as a set (NĐ 63/2010 Điều 13–15, 24)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from motcua.areas.procedures import events, evidence, policies, queries
from motcua.areas.procedures.actions.publication import abolish, publish
from motcua.areas.procedures.choices import ChangeKind, DecisionState
from motcua.areas.procedures.models import DecisionEntry, ProcedureVersion, PublicationDecision
from motcua.areas.procedures.queries import Listed
from motcua.base.journal.actions import act, record
from motcua.base.journal.events import EventKind
from motcua.base.journal.ports import Actor
from motcua.rules.impossible import Impossible, Invalid

FINDS = {"decision": queries.draft}
HEAD = (
    "symbol", "issuer", "publisher", "signed_on", "title", "text_symbol", "text_issued_on", "text_effective_on",
    "shortened",
)  # fmt: skip


class AlreadyPublished(Impossible):
    """A published decision is not altered."""

    text = "Quyết định {symbol} đã công bố, không sửa được nữa."


class NothingListed(Impossible):
    """A decision without a list publishes nothing."""

    text = "Quyết định {symbol} chưa có thủ tục nào trong danh mục."


class AlreadyRegistered(Impossible):
    """The register already holds this decision of this issuer."""

    text = "Sổ đã có quyết định {symbol} của {issuer}."


class NotPublishedYet(Impossible):
    """Only what is published can have been entered in the national database."""

    text = "Quyết định {symbol} chưa công bố."


@act(may=policies.can_change, records=events.DECISION_DRAFTED, law="NĐ 63/2010 Điều 14")
def draft_decision(*, said: Mapping[str, Any], by: Actor, at: dt.datetime) -> PublicationDecision:
    """Lập quyết định công bố: number, day, issuer and the legal text; nothing takes effect yet. Raises
    AlreadyRegistered, Invalid.
    """
    values = _head(said)
    _once(values, None)
    decision = PublicationDecision.objects.create(**values)
    _keep(decision, events.DECISION_DRAFTED, by, at)
    return decision


@act(may=policies.can_change, records=events.DECISION_DRAFTED, law="NĐ 63/2010 Điều 14", finds=FINDS)
def change_draft(
    *, decision: PublicationDecision, said: Mapping[str, Any], by: Actor, at: dt.datetime
) -> PublicationDecision:
    """Sửa quyết định công bố khi chưa công bố. Raises AlreadyPublished, AlreadyRegistered, Invalid."""
    _open(decision)
    values = _head(said)
    _once(values, decision.pk)
    for name, value in values.items():
        setattr(decision, name, value)
    decision.save(update_fields=list(values))
    _keep(decision, events.DECISION_DRAFTED, by, at)
    return decision


@act(may=policies.can_change, records=events.DECISION_LISTED, law="NĐ 63/2010 Điều 14", finds=FINDS)
def list_procedures(
    *,
    decision: PublicationDecision,
    listed: Sequence[Listed],
    by: Actor,
    at: dt.datetime,
    without: Sequence[str] = (),
) -> PublicationDecision:
    """Ghi danh mục: procedures are added to the list or take the place of the same code; ``without`` leaves it."""
    _open(decision)
    codes = {one.code for one in listed} | set(without)
    decision.entries.filter(code__in=codes).delete()
    DecisionEntry.objects.bulk_create(
        [
            DecisionEntry(
                decision=decision, code=one.code, name=one.name, field=one.field[:160], change=one.change,
                replaces=one.replaces, effective_on=one.effective_on,
                record=one.record.as_json() if one.record else {},
            )
            for one in listed
        ],
        batch_size=200,
    )  # fmt: skip
    _keep(decision, events.DECISION_LISTED, by, at, entries=decision.entries.count())
    return decision


@act(may=policies.can_change, records=events.DECISION_DISCARDED, law="", finds=FINDS)
def discard_decision(*, decision: PublicationDecision, by: Actor, at: dt.datetime) -> None:
    """Bỏ bản ghi quyết định chưa công bố. Raises AlreadyPublished."""
    _open(decision)
    facts = {"symbol": decision.symbol}
    record(events.DECISION_DISCARDED, subject=decision.subject, unit=by.agency, by=by, at=at, facts=facts)
    decision.entries.all().delete()
    decision.delete()


@act(may=policies.can_change, records=events.DECISION_PUBLISHED, law="NĐ 63/2010 Điều 13–15", finds=FINDS)
def publish_decision(
    *, decision: PublicationDecision, by: Actor, at: dt.datetime, opens: bool = True
) -> PublicationDecision:
    """Công bố theo quyết định: every procedure of the list gets its new version or ends, all of them or none.

    ``opens`` False takes over a decision whose contents are in the catalogue already: it only enters the register.
    Raises AlreadyPublished, NothingListed, Invalid for a day that has not come, and whatever keeps one procedure
    from being published.
    """
    _open(decision)
    entries = list(decision.entries.order_by("pk"))
    if not entries:
        raise NothingListed(symbol=decision.symbol)
    _not_ahead(decision, at.date())
    for entry in entries:
        entry.version = _take_effect(entry, decision, by, at) if opens else _standing(entry)
    DecisionEntry.objects.bulk_update(entries, ["version"], batch_size=200)
    decision.state = DecisionState.PUBLISHED
    decision.opened_versions = opens
    decision.published_at = at
    decision.save(update_fields=["state", "opened_versions", "published_at"])
    counts = Counter(entry.change for entry in entries)
    _keep(
        decision, events.DECISION_PUBLISHED, by, at, publisher=decision.publisher,
        signed_on=decision.signed_on.isoformat(), shortened=decision.shortened, opens=opens,
        effective_on=decision.text_effective_on.isoformat() if decision.text_effective_on else None,
        **{str(kind): counts[kind] for kind in ChangeKind},
    )  # fmt: skip
    return decision


@act(may=policies.can_change, records=events.DECISION_ENTERED, law="NĐ 63/2010 Điều 24", finds=FINDS)
def note_entered(
    *, decision: PublicationDecision, on: dt.date, by: Actor, at: dt.datetime
) -> PublicationDecision:
    """Ghi ngày nhập Cơ sở dữ liệu quốc gia (R3.9). Raises NotPublishedYet, Invalid."""
    if decision.state != DecisionState.PUBLISHED:
        raise NotPublishedYet(symbol=decision.symbol)
    if not decision.signed_on <= on <= at.date():
        raise Invalid(
            field="on", text="Ngày nhập từ ngày ký ({on}) đến hôm nay.", on=f"{decision.signed_on:%d/%m/%Y}"
        )
    decision.entered_on = on
    decision.save(update_fields=["entered_on"])
    _keep(decision, events.DECISION_ENTERED, by, at, on=on.isoformat())
    return decision


# --- parts -----------------------------------------------------------------------------------------------------


def _head(said: Mapping[str, Any]) -> dict[str, Any]:
    values = {name: said[name] for name in HEAD}
    issued, effective = values["text_issued_on"], values["text_effective_on"]
    if issued and effective and effective < issued:
        raise Invalid(field="text_effective_on", text="Văn bản không thể có hiệu lực trước ngày ban hành.")
    if values["shortened"] and issued is None:
        raise Invalid(
            field="text_issued_on", text="Văn bản theo trình tự rút gọn: hạn công bố tính từ ngày ban hành."
        )
    return values


def _not_ahead(decision: PublicationDecision, today: dt.date) -> None:
    """What is not signed, or rests on a text not issued yet, publishes nothing."""
    if decision.signed_on > today:
        raise Invalid(
            field="signed_on", on=f"{decision.signed_on:%d/%m/%Y}",
            text="Ngày ký ghi {on}, sau hôm nay: quyết định chưa ký thì chưa công bố được. "
            "Sửa ngày ký, hoặc chờ đến ngày ấy.",
        )  # fmt: skip
    if decision.text_issued_on and decision.text_issued_on > today:
        raise Invalid(
            field="text_issued_on", on=f"{decision.text_issued_on:%d/%m/%Y}",
            text="Ngày ban hành văn bản ghi {on}, sau hôm nay. Sửa ngày ấy trước khi công bố.",
        )  # fmt: skip


def _once(values: Mapping[str, Any], other_than: int | None) -> None:
    same = PublicationDecision.objects.filter(symbol=values["symbol"], issuer=values["issuer"])
    if other_than is not None:
        same = same.exclude(pk=other_than)
    if same.exists():
        raise AlreadyRegistered(symbol=values["symbol"], issuer=values["issuer"])


def _open(decision: PublicationDecision) -> None:
    if decision.state != DecisionState.DRAFT:
        raise AlreadyPublished(symbol=decision.symbol)


def _take_effect(
    entry: DecisionEntry, decision: PublicationDecision, by: Actor, at: dt.datetime
) -> ProcedureVersion:
    content = entry.read()
    if content is None:
        return abolish(code=entry.code, on=entry.effective_on, by=by, at=at)
    version = publish(
        procedure=replace(content, decision=decision.symbol), valid_from=entry.effective_on, by=by, at=at
    )
    if entry.change == ChangeKind.REPLACED and entry.replaces not in ("", entry.code):
        abolish(code=entry.replaces, on=entry.effective_on, by=by, at=at)
    return version


def _standing(entry: DecisionEntry) -> ProcedureVersion | None:
    """The version that a decision taken over speaks of, as far as the catalogue has it."""
    rows = ProcedureVersion.objects.filter(procedure__code=entry.code).exclude(status="draft")
    return (
        rows.filter(decision=entry.decision.symbol).order_by("-number").first()
        or rows.order_by("-number").first()
    )


def _keep(decision: PublicationDecision, kind: EventKind, by: Actor, at: dt.datetime, **facts: Any) -> None:
    """Journal an act on a decision with the digests of what it wrote."""
    rows = evidence.of_decision(decision)
    said = {"symbol": decision.symbol, **facts, "rows": rows}
    record(kind, subject=decision.subject, unit=by.agency, by=by, at=at, facts=said)
