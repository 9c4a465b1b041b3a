"""The verbs: accounts, appointments, delegations, access tokens; entering and reading citizens' records."""

import datetime as dt
import secrets
from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from motcua.base import rows
from motcua.base.journal.actions import act, record
from motcua.base.journal.events import EventKind
from motcua.base.journal.ports import SYSTEM, Actor
from motcua.base.orgs.models import Post
from motcua.base.people import events, policies, queries
from motcua.base.people.choices import Purpose, WhyClosed
from motcua.base.people.fields import blind_words
from motcua.base.people.models import Account, ApiToken, Citizen, Delegation, Holding, Identity
from motcua.rules.impossible import Fault, Impossible, Invalid, NotFound
from motcua.rules.vietnamese import clean_name, fold, nfc

SECURITY_LAW = "NĐ 331/2026/NĐ-CP (R16.16)"


class UsernameTaken(Impossible):
    text = "Tên đăng nhập {username} đã có người dùng. Chọn tên khác."


class NoSuchPost(NotFound):
    text = "Không có vị trí {post}. Kiểm tra lại mã vị trí."


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


class AlreadyRevoked(Impossible):
    text = "Mã truy cập này đã bị thu hồi."


# --- accounts -----------------------------------------------------------------------------------------------


def _account(value: Any, *, by: Actor) -> Account:
    if isinstance(value, Account):
        value = value.pk
    rows = Account.objects.select_for_update()
    found = rows.filter(pk=value).first() if isinstance(value, int) else rows.filter(username=value).first()
    if found is None:
        raise queries.NoSuchAccount(account=value)
    return found


def _check_password(password: str, account: Account | None) -> None:
    try:
        validate_password(password, account)
    except ValidationError as error:
        faults = [Fault("password", "{why}", {"why": why}) for why in error.messages]
        raise Invalid.of(faults) from error


@act(may=policies.can_administer, records=events.ACCOUNT_OPENED, law=SECURITY_LAW)
def open_account(
    *, by: Actor, at: dt.datetime, username: str, name: str, password: str | None = None, staff: bool = False
) -> Account:
    """Mở tài khoản: someone can sign in from now on; without a password only after one is given."""
    username, name = username.strip().lower(), " ".join(nfc(name).split())
    if not policies.USERNAME.fullmatch(username):
        raise Invalid(
            field="username",
            text="Tên đăng nhập gồm chữ cái không dấu, chữ số, dấu chấm hoặc gạch nối, không quá 60 ký tự.",
        )
    if Account.objects.filter(username__iexact=username).exists():
        raise UsernameTaken(username=username)
    account = Account(username=username, name=name[:120], is_staff=staff)
    if password is not None:
        _check_password(password, account)
    account.set_password(password)
    account.short_password = password is not None and len(password) < policies.PASSWORD_MIN
    account.save(force_insert=True)
    _note(events.ACCOUNT_OPENED, account, by=by, at=at)
    return account


@act(
    may=policies.can_change_account,
    records=events.ACCOUNT_CHANGED,
    law=SECURITY_LAW,
    finds={"account": _account},
)
def change_account(
    *, by: Actor, at: dt.datetime, account: Account | int | str, name: str, staff: bool
) -> Account:
    """Sửa tài khoản: the name shown, and whether it opens the configuration pages."""
    assert isinstance(account, Account)
    account.name, account.is_staff = " ".join(nfc(name).split())[:120], staff
    account.save(update_fields=["name", "is_staff"])
    _note(events.ACCOUNT_CHANGED, account, by=by, at=at, what="staff" if staff else "")
    return account


@act(
    may=policies.can_change_account,
    records=events.ACCOUNT_CLOSED,
    law=SECURITY_LAW,
    finds={"account": _account},
)
def close_account(*, by: Actor, at: dt.datetime, account: Account | int | str, reason: str) -> Account:
    """Khóa tài khoản: it no longer opens; what was done with it stays recorded."""
    assert isinstance(account, Account)
    if reason not in WhyClosed.values:
        raise Invalid(field="reason", text="Chọn lý do khóa tài khoản.")
    account.is_active = False
    account.save(update_fields=["is_active"])
    _note(events.ACCOUNT_CLOSED, account, by=by, at=at, reason=reason)
    return account


@act(
    may=policies.can_change_account,
    records=events.ACCOUNT_REOPENED,
    law=SECURITY_LAW,
    finds={"account": _account},
)
def reopen_account(*, by: Actor, at: dt.datetime, account: Account | int | str) -> Account:
    """Mở lại tài khoản: it opens again, counted as used today."""
    assert isinstance(account, Account)
    account.is_active, account.used_on = True, at.date()
    account.save(update_fields=["is_active", "used_on"])
    _note(events.ACCOUNT_REOPENED, account, by=by, at=at)
    return account


@act(
    may=policies.can_change_account,
    records=events.PASSWORD_RESET,
    law=SECURITY_LAW,
    finds={"account": _account},
)
def reset_password(*, by: Actor, at: dt.datetime, account: Account | int | str) -> str:
    """Cấp mật khẩu tạm: the earlier password and every open session end; the new one is returned once."""
    assert isinstance(account, Account)
    password = secrets.token_urlsafe(15)
    account.set_password(password)
    account.short_password = False
    account.save(update_fields=["password", "short_password"])
    _note(events.PASSWORD_RESET, account, by=by, at=at)
    return password


def _note(kind: EventKind, account: Account, *, by: Actor, at: dt.datetime, **facts: str) -> None:
    record(kind, subject=f"account:{account.pk}", unit=by.agency, by=by, at=at, facts=facts)


def close_if_idle(account: int, at: dt.datetime) -> bool:
    """At sign-in: close an account left unused for more than 45 days (R16.16); whether it was closed."""
    found = Account.objects.filter(pk=account, is_active=True).only("used_on").first()
    if found is None or not policies.idle_too_long(found.used_on, at.date()):
        return False
    close_account(by=SYSTEM, at=at, account=account, reason=WhyClosed.IDLE)
    return True


def note_use(account: int, on: dt.date) -> None:
    """Remember that an account was used on a day: at most one write a day."""
    Account.objects.filter(pk=account).exclude(used_on=on).update(used_on=on)


def note_password(account: int, length: int) -> None:
    """Remember whether a password just chosen stands only together with a second factor."""
    Account.objects.filter(pk=account).update(short_password=length < policies.PASSWORD_MIN)


# --- appointments -------------------------------------------------------------------------------------------


def _post(value: Any, *, by: Actor) -> Post:
    code = value.code if isinstance(value, Post) else value
    found = Post.objects.filter(code=code).first()
    if found is None:
        raise NoSuchPost(post=code)
    return found


def _holding(value: Any, *, by: Actor) -> Holding:
    found = (
        Holding.objects.select_for_update(of=("self",))
        .select_related("account", "post")
        .filter(pk=_pk(value))
        .first()
    )
    if found is None:
        raise queries.NoSuchHolding()
    return found


def _pk(value: Any) -> int:
    return int(getattr(value, "pk", value))


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
    finds={"account": _account, "post": _post},
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


# --- delegations --------------------------------------------------------------------------------------------


@act(
    may=policies.can_delegate,
    records=events.DELEGATED,
    law="Luật Tổ chức chính quyền địa phương 72/2025/QH15 (ủy quyền); R11.3",
    finds={"from_post": _post, "to_post": _post},
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
    instrument. What is held by delegation cannot be delegated on."""
    assert isinstance(from_post, Post)
    assert isinstance(to_post, Post)
    _period(valid_from, valid_to)
    if from_post.pk == to_post.pk:
        raise Invalid(field="to_post", text="Chọn một vị trí khác để ủy quyền.")
    if from_post.agency_id != to_post.agency_id:
        raise AnotherAgency()
    kept = policies.delegated(from_post.duties, duties)
    if not kept or len(kept) != len(set(duties)):
        raise NothingToDelegate(post=from_post.title)
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
    found = rows.filter(pk=_pk(value)).first()
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


# --- access tokens ------------------------------------------------------------------------------------------


@act(may=policies.can_administer, records=events.TOKEN_MADE, law="", finds={"post": _post})
def make_token(*, by: Actor, at: dt.datetime, post: Post | str, name: str = "") -> str:
    """Cấp mã truy cập: returns the token; it is shown this once, only its hash is kept."""
    assert isinstance(post, Post)
    raw = queries.TOKEN_PREFIX + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        hash=queries.token_hash(raw), post=post, name=" ".join(nfc(name).split())[:80], created_at=at
    )
    _note_token(events.TOKEN_MADE, token, by=by, at=at)
    return raw


def _note_token(kind: EventKind, token: ApiToken, *, by: Actor, at: dt.datetime) -> None:
    facts = {"post": token.post.code}
    record(kind, subject=f"token:{token.pk}", unit=token.post.agency_id, by=by, at=at, facts=facts)


def _token(value: Any, *, by: Actor) -> ApiToken:
    rows = ApiToken.objects.select_for_update(of=("self",)).select_related("post")
    if isinstance(value, str):
        found = rows.filter(hash=queries.token_hash(value)).first()
    else:
        found = rows.filter(pk=_pk(value)).first()
    if found is None:
        raise queries.NoSuchToken()
    return found


@act(may=policies.can_administer, records=events.TOKEN_REVOKED, law="", finds={"token": _token})
def revoke_token(*, by: Actor, at: dt.datetime, token: ApiToken | int | str) -> ApiToken:
    """Thu hồi mã truy cập: it opens nothing any more (in other processes within five seconds)."""
    assert isinstance(token, ApiToken)
    if token.revoked_at is not None:
        raise AlreadyRevoked()
    token.revoked_at = at
    token.save(update_fields=["revoked_at"])
    queries.forget_tokens()
    _note_token(events.TOKEN_REVOKED, token, by=by, at=at)
    return token


# --- citizens -----------------------------------------------------------------------------------------------


def recall_citizen(*, agency: str, citizen: int) -> Citizen:
    """A citizen the agency knows, chosen by an official from what ``search_citizens`` found; used inside other acts."""
    found = Citizen.objects.filter(pk=citizen, agency=agency).first()
    if found is None:
        raise queries.NoSuchCitizen()
    return found


def enter_citizen(
    *,
    agency: str,
    kind: str,
    name: str,
    id_number: str = "",
    phone: str = "",
    email: str = "",
    address: str = "",
    id_required: bool = True,
    proven: bool = True,
    prefix: str = "applicant.",
) -> Citizen:
    """Find the agency's citizen by number or write a new record; used inside acts of other areas, which journal it.

    What is said now replaces what was known; empty contact details replace nothing, unless the name is another:
    then nothing of what was known goes along with it. ``proven`` is False when
    nobody has looked at a document (filing from home without a verified identity): then a known record stays
    as it is, and details that differ from it get a record of their own that the number does not lead to.
    Raises Invalid with every fault, named ``prefix`` + field. At most two queries.
    """
    said = policies.details(
        kind=kind, name=name, id_number=id_number, phone=phone, email=email, address=address,
        id_required=id_required, prefix=prefix,
    )  # fmt: skip
    hash_ = queries.id_hash(said.id_number) if said.id_number else None
    found = rows.select((Citizen,), _BY_NUMBER, [agency, hash_]) if hash_ else []
    if (
        not found and hash_ and not proven
    ):  # the number leads to nobody before somebody has looked at a document
        own = _filled(Citizen(agency=agency, id_hash=None), said)
        own.save(force_insert=True)
        return own
    if not found:
        citizen = _filled(Citizen(agency=agency, id_hash=hash_), said)
        rows.insert(citizen, same=("agency", "id_hash"))
        return citizen
    known: Citizen = found[0][0]
    kept = {""} if fold(said.name) == fold(known.name) else set()
    changed = [field for field in _SAID if getattr(said, field) not in {getattr(known, field), *kept}]
    if not changed:
        return known
    if not proven:
        own = _filled(Citizen(agency=agency, id_hash=None), said)
        own.save(force_insert=True)
        return own
    for field in changed:
        setattr(known, field, getattr(said, field))
    _index(known)
    known.save(update_fields=[*changed, "phone_hash", "given_hash", "family_hash", "name_tokens"])
    return known


def correct_citizen(
    *, agency: str, citizen: int, recorded: Mapping[str, str], said: Mapping[str, str]
) -> policies.Details:
    """Mend what was mistyped in a citizen's record; used inside acts of other areas, which journal it.

    ``recorded``: name, phone, email and address as the work has them; ``said``: those of them that are other.
    Raises Invalid with every fault, named by its field.
    """
    known = recall_citizen(agency=agency, citizen=citizen)
    right = policies.details(
        kind=known.kind, id_number=known.id_number, id_required=False, prefix="", **{**recorded, **said}
    )
    for field in said:
        setattr(known, field, getattr(right, field))
    _index(known)
    known.save(update_fields=[*said, "phone_hash", "given_hash", "family_hash", "name_tokens"])
    return right


_BY_NUMBER = "FROM people_citizen WHERE agency = %s AND id_hash = %s"
_SAID = ("kind", "name", "id_number", "phone", "email", "address")


def _filled(citizen: Citizen, said: policies.Details) -> Citizen:
    for field in _SAID:
        setattr(citizen, field, getattr(said, field))
    _index(citizen)
    return citizen


def _index(citizen: Citizen) -> None:
    words = blind_words(citizen.name)
    citizen.name_tokens, citizen.given_hash, citizen.family_hash = " ".join(words), words[-1], words[0]
    citizen.phone_hash = queries.phone_hash(citizen.phone) if citizen.phone else None


def remember_identity(*, provider: str, number: str, on: dt.date, **said: str) -> int:
    """Whoever signed in with an electronic identity: their record by its keyed hash, written as the provider says now.

    ``said``: name, id_number, born_on, sex, address, phone, email. No account is made. Raises Invalid when the
    provider gave no name of a person.
    """
    hash_ = queries.identity_hash(provider, number)
    told = {name: nfc(said.get(name, "")).strip()[:300] for name in _TOLD}
    told["name"] = clean_name(told["name"])
    told["id_number"] = told["id_number"] if policies.is_id("person", told["id_number"]) else ""
    told["phone"] = policies.clean_phone(told["phone"])
    number_hash = queries.id_hash(told["id_number"]) if told["id_number"] else ""
    found = Identity.objects.filter(hash=hash_).first() or Identity(hash=hash_)
    before = {name: getattr(found, name) for name in _TOLD}
    keep = {
        name: value or before[name] for name, value in told.items() if name in ("phone", "email", "address")
    }
    for name, value in {**told, **keep}.items():
        setattr(found, name, value)
    found.number_hash, found.seen_on = number_hash, on
    found.save()
    return found.pk


def forget_identities(*, before: dt.date, keep: Iterable[str]) -> int:
    """Forget who has not signed in since, but those with work under way (``keep``, hashes); how many."""
    rows = Identity.objects.filter(seen_on__lt=before).exclude(hash__in=list(keep))
    return rows.delete()[0]


_TOLD = ("name", "id_number", "born_on", "sex", "address", "phone", "email")


def _citizen(value: Any, *, by: Actor) -> Citizen:
    found = Citizen.objects.filter(pk=_pk(value), agency=by.agency).first()
    if found is None:
        raise queries.NoSuchCitizen()
    return found


@act(
    may=policies.can_reveal_citizen,
    records=events.CITIZEN_READ,
    law="Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15",
    finds={"citizen": _citizen},
)
def reveal_citizen(
    *, by: Actor, at: dt.datetime, citizen: Citizen | int, purpose: str, work: str = ""
) -> Citizen:
    """Xem đầy đủ thông tin: the whole record, for a purpose; every reading is journalled.

    ``work`` is the journal subject of the case for which the record is opened ("dossier:H26…"), if any.
    """
    assert isinstance(citizen, Citizen)
    if purpose not in Purpose.values:
        raise Invalid(field="purpose", text="Chọn mục đích xem thông tin.")
    facts = {"purpose": purpose, "work": work} if work else {"purpose": purpose}
    record(events.CITIZEN_READ, subject=f"citizen:{citizen.pk}", unit=by.agency, by=by, at=at, facts=facts)
    return citizen
