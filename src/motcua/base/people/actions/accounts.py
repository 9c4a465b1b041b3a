"""Accounts: opened, closed when nobody uses them, opened again; passwords."""

import datetime as dt
import secrets

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from motcua.base.journal.actions import act, record
from motcua.base.journal.events import EventKind
from motcua.base.journal.ports import SYSTEM, Actor
from motcua.base.people import events, policies
from motcua.base.people.actions import finding
from motcua.base.people.choices import WhyClosed
from motcua.base.people.models import Account
from motcua.rules.impossible import Fault, Impossible, Invalid
from motcua.rules.vietnamese import nfc

SECURITY_LAW = "NĐ 331/2026/NĐ-CP (R16.16)"


class UsernameTaken(Impossible):
    text = "Tên đăng nhập {username} đã có người dùng. Chọn tên khác."


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
    finds={"account": finding.account},
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
    finds={"account": finding.account},
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
    finds={"account": finding.account},
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
    finds={"account": finding.account},
)
def reset_password(*, by: Actor, at: dt.datetime, account: Account | int | str) -> str:
    """Cấp mật khẩu tạm: the earlier password and every open session end; the new one is returned once, and whoever
    signs in with it chooses another before anything else."""
    assert isinstance(account, Account)
    password = secrets.token_urlsafe(15)
    account.set_password(password)
    account.short_password, account.temporary_password = False, True
    account.save(update_fields=["password", "short_password", "temporary_password"])
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
