"""Who holds which post, and who acts for whom: appointments and delegations, each with a period and an instrument."""

import datetime as dt
from typing import Any

from django.db.models import Q

from motcua.base.journal.actions import act, record
from motcua.base.journal.ports import Actor
from motcua.base.orgs.choices import Duty
from motcua.base.orgs.models import Post
from motcua.base.orgs.queries import NoUnitThen, version_on
from motcua.base.people import events, policies, queries
from motcua.base.people.actions import finding
from motcua.base.people.models import Account, Delegation, Holding
from motcua.rules.authority import takes_signing
from motcua.rules.impossible import Impossible, Invalid
from motcua.rules.vietnamese import nfc


class AlreadyHolds(Impossible):
    text = "Tài khoản này đang giữ vị trí {post} trong thời gian đó. Kết thúc lần trước rồi bố trí lại."


class AlreadyEnded(Impossible):
    text = "Việc này đã kết thúc từ {valid_to}."


class AccountClosed(Impossible):
    text = "Tài khoản {username} đang bị khóa. Mở lại tài khoản trước khi bố trí."


class NothingToDelegate(Impossible):
    text = "Vị trí {post} không có nhiệm vụ nào trong số được chọn để ủy quyền."


class AnotherAgency(Impossible):
    text = "Chỉ ủy quyền giữa các vị trí của cùng một cơ quan."


def _holding(value: Any, *, by: Actor) -> Holding:
    found = (
        Holding.objects.select_for_update(of=("self",))
        .select_related("account", "post")
        .filter(pk=finding.pk(value))
        .first()
    )
    if found is None:
        raise queries.NoSuchHolding()
    return found


def _instrument(text: str) -> str:
    cleaned = " ".join(nfc(text).split())
    if not cleaned or len(cleaned) > 120 or not cleaned.isprintable():
        raise Invalid(field="instrument", text="Nhập số, ký hiệu văn bản (không quá 120 ký tự).")
    return cleaned


def _period(valid_from: dt.date, valid_to: dt.date | None) -> None:
    faults = policies.period_faults(valid_from, valid_to)
    if faults:
        raise Invalid.of(faults)


@act(
    may=policies.can_appoint,
    records=events.APPOINTED,
    law="NĐ 118/2025/NĐ-CP Điều 11",
    finds={"account": finding.account, "post": finding.post},
)
def appoint(
    *,
    by: Actor,
    at: dt.datetime,
    account: Account | int | str,
    post: Post | str,
    valid_from: dt.date,
    instrument: str,
    valid_to: dt.date | None = None,
) -> Holding:
    """Bố trí người giữ vị trí: the account acts in the post from a day on, under an instrument."""
    assert isinstance(account, Account)
    assert isinstance(post, Post)
    _period(valid_from, valid_to)
    if not account.is_active:
        raise AccountClosed(username=account.username)
    for other in Holding.objects.filter(account=account, post=post):
        ends_before = other.valid_to is not None and other.valid_to <= valid_from
        begins_after = valid_to is not None and valid_to <= other.valid_from
        if not ends_before and not begins_after:
            raise AlreadyHolds(post=post.title)
    holding = Holding.objects.create(
        account=account,
        post=post,
        valid_from=valid_from,
        valid_to=valid_to,
        instrument=_instrument(instrument),
    )
    facts = {
        "post": post.code,
        "account": account.pk,
        "valid_from": valid_from.isoformat(),
        "valid_to": valid_to.isoformat() if valid_to else "",
        "instrument": holding.instrument,
    }
    record(events.APPOINTED, subject=f"post:{post.code}", unit=post.agency_id, by=by, at=at, facts=facts)
    return holding


def _may_end(by: Actor, holding: Holding) -> bool:
    return policies.can_appoint(by, holding.account)


@act(
    may=_may_end,
    records=events.APPOINTMENT_ENDED,
    law="NĐ 118/2025/NĐ-CP Điều 11",
    finds={"holding": _holding},
)
def end_appointment(*, by: Actor, at: dt.datetime, holding: Holding | int, valid_to: dt.date) -> Holding:
    """Thôi giữ vị trí: from ``valid_to`` on the account no longer acts in the post."""
    assert isinstance(holding, Holding)
    if holding.valid_to is not None and holding.valid_to <= valid_to:
        raise AlreadyEnded(valid_to=f"{holding.valid_to:%d/%m/%Y}")
    if valid_to < holding.valid_from:
        raise Invalid(field="valid_to", text="Ngày kết thúc không sớm hơn ngày bắt đầu.")
    holding.valid_to = valid_to
    holding.save(update_fields=["valid_to"])
    post = holding.post
    facts = {
        "post": post.code, "account": holding.account_id, "valid_from": holding.valid_from.isoformat(),
        "valid_to": valid_to.isoformat(),
    }  # fmt: skip
    record(
        events.APPOINTMENT_ENDED, subject=f"post:{post.code}", unit=post.agency_id, by=by, at=at, facts=facts
    )
    return holding


def _holds(by: Actor, post: Post, since: dt.date, until: dt.date) -> bool:
    """Whether the account of an actor holds a post on some of these days."""
    still = Q(valid_to=None) | Q(valid_to__gt=since)
    return Holding.objects.filter(still, account=by.account, post=post, valid_from__lt=until).exists()


def _may_sign_for(from_post: Post, to_post: Post, on: dt.date) -> bool:
    """Whether one post may be let sign for another (R8.9): within one unit its name says nothing of another body."""
    try:
        unit = version_on(to_post.unit_id, on).name if to_post.unit_id != from_post.unit_id else ""
    except NoUnitThen:
        unit = ""
    heads = not policies.HEADS.isdisjoint(to_post.duties)
    return takes_signing(to_post.title, from_post.title, unit=unit, heads=heads)


@act(
    may=policies.can_delegate,
    records=events.DELEGATED,
    law="Luật Tổ chức chính quyền địa phương 72/2025/QH15 (ủy quyền); NĐ 30/2020/NĐ-CP Điều 13; R8.9, R11.3",
    finds={"from_post": finding.post, "to_post": finding.post},
)
def delegate(
    *,
    by: Actor,
    at: dt.datetime,
    from_post: Post | str,
    to_post: Post | str,
    duties: list[str],
    valid_from: dt.date,
    valid_to: dt.date,
    instrument: str,
) -> Delegation:
    """Ủy quyền: one post acts for another of the same agency, in some duties, for a bounded time, under an
    instrument. What is held by delegation cannot be delegated on; who administers never gets work of others by it;
    signing goes only to a deputy, or from the head to the head of a unit inside the agency."""
    assert isinstance(from_post, Post)
    assert isinstance(to_post, Post)
    _period(valid_from, valid_to)
    if from_post.pk == to_post.pk:
        raise Invalid(field="to_post", text="Chọn một vị trí khác để ủy quyền.")
    if from_post.agency_id != to_post.agency_id:
        raise AnotherAgency()
    if policies.ADMIN in to_post.duties:
        raise Invalid(
            field="to_post", text="Vị trí quản trị hệ thống không nhận ủy quyền việc của vị trí khác."
        )
    if (
        by.post != from_post.code
        and policies.ADMIN in by.duties
        and _holds(by, to_post, valid_from, valid_to)
    ):
        raise Invalid(
            field="to_post", text="Không tự ủy quyền cho vị trí mình đang giữ. Nhờ vị trí ủy quyền làm."
        )
    kept = policies.delegated(from_post.duties, duties)
    if not kept or len(kept) != len(set(duties)):
        raise NothingToDelegate(post=from_post.title)
    if Duty.SIGN in kept and not _may_sign_for(from_post, to_post, valid_from):
        raise Invalid(
            field="to_post",
            text="Nhiệm vụ ký chỉ giao cho cấp phó; người đứng đầu cơ quan còn ủy quyền được cho người đứng đầu đơn vị "
            "thuộc cơ quan mình (Nghị định 30/2020/NĐ-CP, Điều 13). Chọn vị trí khác, hoặc bỏ chọn nhiệm vụ ký.",
        )
    given = Delegation.objects.create(
        from_post=from_post,
        to_post=to_post,
        duties=kept,
        valid_from=valid_from,
        valid_to=valid_to,
        instrument=_instrument(instrument),
    )
    facts = {
        "from_post": from_post.code,
        "to_post": to_post.code,
        "duties": kept,
        "valid_from": valid_from.isoformat(),
        "valid_to": valid_to.isoformat(),
        "last_day": (valid_to - dt.timedelta(days=1)).isoformat(),
        "instrument": given.instrument,
    }
    record(
        events.DELEGATED,
        subject=f"post:{from_post.code}",
        unit=from_post.agency_id,
        by=by,
        at=at,
        facts=facts,
    )
    return given


def _delegation(value: Any, *, by: Actor) -> Delegation:
    rows = Delegation.objects.select_for_update(of=("self",)).select_related("from_post", "to_post")
    found = rows.filter(pk=finding.pk(value)).first()
    if found is None:
        raise queries.NoSuchDelegation()
    return found


def _may_revoke(by: Actor, delegation: Delegation) -> bool:
    return policies.can_delegate(by, delegation.from_post)


@act(
    may=_may_revoke,
    records=events.DELEGATION_REVOKED,
    law="Luật Tổ chức chính quyền địa phương 72/2025/QH15 (ủy quyền); R11.3",
    finds={"delegation": _delegation},
)
def revoke_delegation(*, by: Actor, at: dt.datetime, delegation: Delegation | int) -> Delegation:
    """Chấm dứt ủy quyền: from today on the other post no longer acts for this one."""
    assert isinstance(delegation, Delegation)
    on = max(at.date(), delegation.valid_from)
    if delegation.valid_to <= on:
        raise AlreadyEnded(valid_to=f"{delegation.valid_to:%d/%m/%Y}")
    delegation.valid_to = on
    delegation.save(update_fields=["valid_to"])
    from_post = delegation.from_post
    facts = {
        "from_post": from_post.code, "to_post": delegation.to_post.code,
        "valid_from": delegation.valid_from.isoformat(), "valid_to": on.isoformat(),
    }  # fmt: skip
    record(
        events.DELEGATION_REVOKED,
        subject=f"post:{from_post.code}",
        unit=from_post.agency_id,
        by=by,
        at=at,
        facts=facts,
    )
    return delegation
