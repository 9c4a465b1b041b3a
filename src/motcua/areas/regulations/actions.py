"""The verbs of regulations of work (R8.16; S067, S068)."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from motcua.areas.regulations import events, evidence, policies, queries
from motcua.areas.regulations.choices import Outcome, parts
from motcua.areas.regulations.models import Matter, Regulation, Review
from motcua.base.journal.actions import act, record
from motcua.base.journal.events import EventKind
from motcua.base.journal.ports import Actor
from motcua.base.orgs.queries import unit_on
from motcua.rules.calendar import TZ
from motcua.rules.correspondence import refuse_secrets
from motcua.rules.impossible import Faults, Impossible, Invalid
from motcua.rules.written import body, line

FINDS = {"regulation": queries.to_act_on}
LAW = "R8.16, S067, S068"
MOST, DAY = 300, dt.timedelta(days=1)


class AlreadyDrafted(Impossible):
    text = "Đang có bản soạn {code}. Ban hành bản đó trước khi soạn bản khác."


class AlreadyAdopted(Impossible):
    text = "Quy chế này đã ban hành. Soạn bản mới để sửa."


class NotInForce(Impossible):
    text = "Chỉ rà soát quy chế đang có hiệu lực."


class StillUnclear(Impossible):
    text = "Chưa đủ rõ để ban hành: xem những điều còn thiếu trên trang rồi bổ sung."


def _line(value: Any, field: str, *, what: str, most: int = 200, needed: bool = True) -> str:
    said = line(value, field, what=what, most=most, needed=needed)
    refuse_secrets("", said, field=field)
    return said


def _body(value: Any, field: str, *, what: str, needed: bool = True) -> str:
    said = body(value, field, what=what, needed=needed)
    refuse_secrets("", said, field=field)
    return said


def _keep(
    event: EventKind,
    regulation: Regulation,
    *beside: Matter | Review,
    by: Actor,
    at: dt.datetime,
    **facts: Any,
) -> None:
    said = {**facts, "rows": evidence.of_rows(regulation, *beside)}
    record(event, subject=regulation.subject, unit=regulation.agency, by=by, at=at, facts=said)


def _require_draft(regulation: Regulation) -> None:
    if regulation.adopted_at is not None:
        raise AlreadyAdopted()


@act(may=policies.can_draft, records=events.DRAFTED, law=LAW)
def draft(*, by: Actor, at: dt.datetime) -> Regulation:
    """Soạn quy chế làm việc: the next version, beginning with what the one in force says."""
    on = at.astimezone(TZ).date()
    if (open_ := Regulation.objects.filter(agency=by.agency, adopted_at=None).first()) is not None:
        raise AlreadyDrafted(code=open_.code)
    before = Regulation.objects.filter(agency=by.agency).order_by("-n").first()
    n = (before.n if before else 0) + 1
    made = Regulation(
        code=f"QCLV-{unit_on(by.agency, on).agency_code}-{n:02d}", agency=by.agency, n=n,
        parts=dict(before.parts) if before else {}, drafted_by=by.post, drafted_at=at,
    )  # fmt: skip
    made.save(force_insert=True)
    rows = [one.copied(made, k) for k, one in enumerate(queries.matters(before) if before else (), 1)]
    Matter.objects.bulk_create(rows)
    _keep(events.DRAFTED, made, *rows, by=by, at=at, n=n, count=len(rows))
    return made


@act(may=policies.can_keep, records=events.LOCATED, law=LAW, finds=FINDS)
def locate(*, by: Actor, at: dt.datetime, regulation: Regulation, where: Mapping[str, str]) -> Regulation:
    """Ghi nội dung bắt buộc nằm ở điều nào: each content that a regulation must hold, and the articles that hold it."""
    _require_draft(regulation)
    faults = Faults()
    said = {
        part: faults.take(_line, where.get(part, ""), part, what="điều, khoản", most=120, needed=False)
        for part in parts()
    }
    faults.done()
    regulation.parts = {part: words for part, words in said.items() if words}
    regulation.save(update_fields=["parts"])
    _keep(events.LOCATED, regulation, by=by, at=at, count=len(regulation.parts))
    return regulation


@act(may=policies.can_keep, records=events.ASSIGNED, law=LAW, finds=FINDS)
def assign(
    *, by: Actor, at: dt.datetime, regulation: Regulation, work: str, decides: str, leads: str,
    helps: Sequence[str] = (), told: Sequence[str] = (), duty: str = "", n: int = 0,
) -> Matter:  # fmt: skip
    """Ghi ai quyết định, ai chủ trì, ai phối hợp, báo cáo ai của một việc: a new one, or the one of number ``n``."""
    _require_draft(regulation)
    on, faults = at.astimezone(TZ).date(), Faults()
    known, there = queries.bound(regulation.agency, on), regulation.matters.count()
    faults.unless(bool(n) or there < MOST, "work", "Nhiều nhất {most} việc trong một quy chế.", most=MOST)
    said: dict[str, Any] = {
        "work": faults.take(_line, work, "work", what="việc", most=300),
        "duty": faults.take(_body, duty, "duty", what="trách nhiệm, kết quả", needed=False),
        "decides": faults.among(decides, known, "decides", "Chọn một người quyết định."),
        "leads": faults.among(leads, known, "leads", "Chọn một người chủ trì."),
        "helps": [post for post in dict.fromkeys(helps) if post not in (decides, leads)],
        "told": [post for post in dict.fromkeys(told) if post not in (decides, leads, *helps)],
    }
    for name in ("helps", "told"):
        faults.unless(set(said[name]) <= set(known), name, "Chọn vị trí của cơ quan.")
    faults.done()
    row = (
        regulation.matters.filter(n=n, dropped=False).first()
        if n
        else Matter(regulation=regulation, n=there + 1)
    )
    if row is None:
        raise Invalid(field="n", text="Chọn việc trong quy chế này.")
    for name, value in said.items():
        setattr(row, name, value)
    row.save()
    _keep(events.ASSIGNED, regulation, row, by=by, at=at, matter=row.n)
    return row


@act(may=policies.can_keep, records=events.DROPPED, law="", finds=FINDS)
def drop(*, by: Actor, at: dt.datetime, regulation: Regulation, n: int) -> Matter:
    """Bỏ một việc khỏi bản soạn."""
    _require_draft(regulation)
    row = regulation.matters.filter(n=n, dropped=False).first()
    if row is None:
        raise Invalid(field="n", text="Chọn việc trong quy chế này.")
    row.dropped = True
    row.save(update_fields=["dropped"])
    _keep(events.DROPPED, regulation, row, by=by, at=at, matter=n)
    return row


@act(may=policies.can_adopt, records=(events.ADOPTED, events.REPLACED), law=LAW, finds=FINDS)
def adopt(
    *,
    by: Actor,
    at: dt.datetime,
    regulation: Regulation,
    number: str,
    signed_on: dt.date,
    valid_from: dt.date,
) -> Regulation:
    """Ban hành: binding from a day on, when everything that it must hold is said, every matter has who decides and who
    leads, and no post is without work; the version before ends that day."""
    _require_draft(regulation)
    on, faults = at.astimezone(TZ).date(), Faults()
    before = Regulation.objects.filter(
        agency=regulation.agency, valid_to=None, adopted_at__isnull=False
    ).first()
    regulation.number = faults.take(_line, number, "number", what="số, ký hiệu", most=80)
    faults.unless(signed_on <= on, "signed_on", "Ngày ký không sau hôm nay.")
    after = (
        signed_on if before is None or before.valid_from is None else max(signed_on, before.valid_from + DAY)
    )
    faults.unless(
        after <= valid_from <= on + dt.timedelta(days=366), "valid_from",
        "Hiệu lực từ ngày ký trở đi, sau ngày bản trước có hiệu lực, trong vòng một năm.",
    )  # fmt: skip
    faults.done()
    if queries.what_is_unclear(regulation, on):
        raise StillUnclear()
    regulation.signed_on, regulation.valid_from, regulation.adopted_at = signed_on, valid_from, at
    regulation.adopted_by, regulation.posts = by.post, queries.bound(regulation.agency, on)
    regulation.save()
    if before is not None:
        before.valid_to = valid_from
        before.save(update_fields=["valid_to"])
        _keep(
            events.REPLACED,
            before,
            by=by,
            at=at,
            number=regulation.number,
            from_words=f"{valid_from:%d/%m/%Y}",
        )
    _keep(
        events.ADOPTED,
        regulation,
        by=by,
        at=at,
        number=regulation.number,
        from_words=f"{valid_from:%d/%m/%Y}",
    )
    return regulation


@act(may=policies.can_keep, records=events.REVIEWED, law=LAW, finds=FINDS)
def review(
    *, by: Actor, at: dt.datetime, regulation: Regulation, on: dt.date, outcome: str, findings: str
) -> Review:
    """Rà soát: kept as it is when it still names posts that are there and leaves none without work; else amended."""
    today, faults = at.astimezone(TZ).date(), Faults()
    if regulation.adopted_at is None or regulation.valid_to is not None:
        raise NotInForce()
    faults.among(outcome, Outcome.values, "outcome", "Chọn giữ nguyên hay sửa.")
    faults.unless(
        regulation.adopted_at.astimezone(TZ).date() <= on <= today, "on",
        "Chọn ngày rà soát từ ngày ban hành đến hôm nay.",
    )  # fmt: skip
    said = faults.take(_body, findings, "findings", what="kết quả rà soát")
    if outcome == Outcome.KEEP:
        now = queries.what_is_unclear(regulation, today)
        faults.unless(
            not now.idle and not now.gone, "outcome",
            "Có vị trí mới chưa được giao việc hoặc vị trí đã thôi còn được giao: chọn sửa, ban hành bản mới.",
        )  # fmt: skip
    faults.done()
    row = Review(
        regulation=regulation, n=regulation.reviews.count() + 1, on=on, outcome=outcome, findings=said, at=at,
        post=by.post,
    )  # fmt: skip
    row.save(force_insert=True)
    if outcome == Outcome.KEEP:
        regulation.posts = queries.bound(regulation.agency, today)
        regulation.save(update_fields=["posts"])
    _keep(
        events.REVIEWED, regulation, row, by=by, at=at, on_words=f"{on:%d/%m/%Y}", outcome=outcome,
        outcome_words=str(Outcome(outcome).label).lower(),
    )  # fmt: skip
    return row


VERBS: dict[str, Any] = {"assign": assign, "drop": drop, "locate": locate, "adopt": adopt, "review": review}
