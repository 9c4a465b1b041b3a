"""Publishing, abolishing and posting procedures (NĐ 63/2010 art. 13–17; DOMAIN R3.6–R3.10)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db.models import Max, Q

from motcua.areas.cases.evidence import newest_type, published
from motcua.areas.procedures import events, policies, queries
from motcua.areas.procedures.actions.versions import give_case_type, new_edition, retire, version_of
from motcua.areas.procedures.choices import Status
from motcua.areas.procedures.models import Posting, Procedure, ProcedureVersion
from motcua.areas.procedures.ports import Doubt, ProcedureRecord
from motcua.base.journal.actions import act, record
from motcua.base.journal.ports import Actor
from motcua.rules.impossible import Impossible, NotFound


class NothingNew(Impossible):
    """The content is that of the version in force."""

    text = "Nội dung thủ tục {code} không khác bản đang công bố (bản {version})."


class PublishedLater(Impossible):
    """The newest version starts later than the day given."""

    text = "Thủ tục {code} đã có bản công bố từ ngày {start}; không thể công bố lùi về trước ngày đó."


class NoSuchDraft(NotFound):
    """No draft of that number waits."""

    text = "Thủ tục {code} không có bản dự kiến số {version}."


class AlreadyAbolished(Impossible):
    """The procedure is no longer in force."""

    text = "Thủ tục {code} đã bị bãi bỏ từ ngày {on}."


class NotPosted(Impossible):
    """Nothing to take down."""

    text = "Thủ tục {code} không được niêm yết tại {place}."


@act(may=policies.can_change, records=events.PUBLISHED, law="NĐ 63/2010 Điều 13, Điều 15")
def publish(
    *,
    procedure: ProcedureRecord,
    valid_from: dt.date,
    by: Actor,
    at: dt.datetime,
    doubts: Sequence[Doubt] = (),
) -> ProcedureVersion:
    """Công bố: a new version of a procedure, in force from a day; the version before ends that day.

    Papers that a database replaces (NQ 66.7/2025/NQ-CP) are marked as not asked for. A commune-
    level procedure
    with a usable limit becomes receivable. Raises NothingNew, PublishedLater.
    """
    owner, _ = Procedure.objects.get_or_create(code=procedure.code)
    last = owner.versions.exclude(status=Status.DRAFT).order_by("-number").first()
    if last is not None and last.sha == procedure.sha() and last.valid_to is None:
        raise NothingNew(code=owner.code, version=last.number)
    _end(owner, last, valid_from)
    rules = queries.removed_rules([owner.code]).get(owner.code, [])
    newest = owner.versions.aggregate(Max("number"))["number__max"] or 0
    version = version_of(owner, newest + 1, procedure, rules, doubts, valid_from)
    version.save(force_insert=True)
    return _put_in_force(version, by, at)


@act(may=policies.can_change, records=events.PUBLISHED, law="NĐ 63/2010 Điều 13, Điều 15")
def approve(*, code: str, number: int, valid_from: dt.date, by: Actor, at: dt.datetime) -> ProcedureVersion:
    """Công bố bản dự kiến: put a draft, waiting since a load, in force from a day instead of the reviewed content."""
    draft = ProcedureVersion.objects.filter(procedure__code=code, number=number, status=Status.DRAFT).first()
    if draft is None:
        raise NoSuchDraft(code=code, version=number)
    owner = draft.procedure
    _end(owner, owner.versions.exclude(status=Status.DRAFT).order_by("-number").first(), valid_from)
    rules = queries.removed_rules([code]).get(code, [])
    marked, _ = queries.without_removed(draft.read(), rules)
    draft.record = marked.as_json()
    draft.status = Status.PUBLISHED
    draft.valid_from = valid_from
    draft.save(update_fields=["record", "status", "valid_from"])
    return _put_in_force(draft, by, at)


def _end(owner: Procedure, last: ProcedureVersion | None, on: dt.date) -> None:
    """End the version before on the day the next one begins."""
    if last is None:
        return
    if last.valid_from > on or (last.valid_to is not None and last.valid_to > on):
        start = last.valid_to or last.valid_from
        raise PublishedLater(code=owner.code, start=start.strftime("%d/%m/%Y"))
    if last.valid_to is None:
        last.valid_to = on
        last.status = Status.EXPIRED
        last.save(update_fields=["valid_to", "status"])


def _put_in_force(version: ProcedureVersion, by: Actor, at: dt.datetime) -> ProcedureVersion:
    """Case type, search and journal of a version that has just been published."""
    owner, valid_from, newest = version.procedure, version.valid_from, newest_type()
    version.case_type = give_case_type(version, valid_from)
    version.save(update_fields=["case_type"])
    if version.case_type is None:
        retire(owner.code, valid_from)
    new_edition()
    record(
        events.PUBLISHED,
        subject=f"procedure:{owner.code}",
        unit=by.agency,
        by=by,
        at=at,
        facts={
            "code": owner.code,
            "version": version.number,
            "from": valid_from.isoformat(),
            "sha": version.sha,
            "receivable": version.case_type is not None,
            **published(newest),
        },
    )
    return version


@act(may=policies.can_change, records=events.ABOLISHED, law="NĐ 63/2010 Điều 14")
def abolish(*, code: str, on: dt.date, by: Actor, at: dt.datetime) -> ProcedureVersion:
    """Bãi bỏ: the procedure is in force until the day before; open dossiers finish under their own
    version.
    """
    owner = Procedure.objects.filter(code=code).first()
    drafts = Q(status=Status.DRAFT)
    last = owner.versions.exclude(drafts).order_by("-number").first() if owner else None
    if last is None:
        raise queries.NoSuchProcedure(code=code, on=on.strftime("%d/%m/%Y"))
    if last.valid_to is not None:
        raise AlreadyAbolished(code=code, on=last.valid_to.strftime("%d/%m/%Y"))
    if last.valid_from > on:
        raise PublishedLater(code=code, start=last.valid_from.strftime("%d/%m/%Y"))
    last.valid_to = on
    last.status = Status.ABOLISHED
    last.save(update_fields=["valid_to", "status"])
    retire(code, on)
    new_edition()
    facts = {"code": code, "version": last.number, "on": on.isoformat()}
    record(events.ABOLISHED, subject=f"procedure:{code}", unit=by.agency, by=by, at=at, facts=facts)
    return last


@act(may=policies.can_post, records=events.POSTED, law="NĐ 63/2010 Điều 17; TT 02/2017/TT-VPCP")
def post(*, code: str, place: str, on: dt.date, by: Actor, at: dt.datetime) -> Posting:
    """Niêm yết: show the version in force at a place of reception; an older version shown there comes
    down.
    """
    version = queries.published(code, on)
    shown = Posting.objects.filter(version__procedure=version.procedure, place=place, removed_on=None)
    same = shown.filter(version=version).first()
    shown.exclude(version=version).update(removed_on=on)
    posting = same or Posting.objects.create(version=version, place=place, posted_on=on)
    facts = {"code": code, "version": version.number, "place": place, "on": on.isoformat()}
    record(events.POSTED, subject=f"procedure:{code}", unit=place, by=by, at=at, facts=facts)
    return posting


@act(may=policies.can_post, records=events.UNPOSTED, law="NĐ 63/2010 Điều 17")
def unpost(*, code: str, place: str, on: dt.date, by: Actor, at: dt.datetime) -> None:
    """Gỡ niêm yết: take a procedure down at a place. Raises NotPosted."""
    shown = Posting.objects.filter(version__procedure__code=code, place=place, removed_on=None)
    if not shown.update(removed_on=on):
        raise NotPosted(code=code, place=place)
    facts = {"code": code, "place": place, "on": on.isoformat()}
    record(events.UNPOSTED, subject=f"procedure:{code}", unit=place, by=by, at=at, facts=facts)
