"""Screens of the hall: registered by an administrator, paired once with a browser, removed."""

import datetime as dt
import secrets

from motcua.areas.counters import events, policies, queries
from motcua.areas.counters.choices import ScreenKind
from motcua.areas.counters.models import Screen
from motcua.base.journal.actions import act, record
from motcua.base.journal.events import EventKind
from motcua.base.journal.ports import Actor
from motcua.base.people.fields import blind
from motcua.rules.impossible import Impossible, Invalid
from motcua.rules.vietnamese import clean_line

PAIR_WITHIN = dt.timedelta(minutes=30)
SEEN_EVERY = dt.timedelta(minutes=1)
LAW = "Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15"


class WrongPairing(Impossible):
    text = "Mã đăng ký không đúng hoặc đã hết hạn. Nhờ quản trị viên lấy mã mới."


def _code_hash(code: str) -> str:
    return blind(code, "screen.pairing")


def _keep(screen: Screen, kind: EventKind, *, by: Actor, at: dt.datetime) -> None:
    record(
        kind, subject=f"screen:{screen.place}-{screen.pk}", unit=screen.place, by=by, at=at,
        facts={"name": screen.name, "screen_kind": screen.kind},
    )  # fmt: skip


@act(may=policies.can_register_screen, records=events.SCREEN_REGISTERED, law=LAW)
def register_screen(*, by: Actor, at: dt.datetime, place: str, name: str, kind: str) -> tuple[Screen, str]:
    """Đăng ký màn hình: the screen and the eight figures that pair its browser within half an hour, once."""
    if kind not in ScreenKind.values:
        raise Invalid(field="kind", text="Chọn loại màn hình.")
    code = f"{secrets.randbelow(10**8):08d}"
    screen = Screen.objects.create(
        place=place, name=clean_line(name, field="name", most=80), kind=kind, pairing=_code_hash(code),
        pair_until=at + PAIR_WITHIN, registered_at=at,
    )  # fmt: skip
    _keep(screen, events.SCREEN_REGISTERED, by=by, at=at)
    return screen, code


@act(may=policies.can_pair, records=events.SCREEN_PAIRED, law=LAW)
def pair_screen(*, by: Actor, at: dt.datetime, code: str) -> tuple[Screen, str]:
    """Nối màn hình: the secret that the browser keeps from now on; the code is used up."""
    figures = "".join(filter(str.isdecimal, code))
    screen = (
        Screen.objects.select_for_update()
        .filter(pairing=_code_hash(figures), pair_until__gte=at, removed_at=None)
        .first()
        if len(figures) == 8
        else None
    )
    if screen is None:
        raise WrongPairing()
    token = secrets.token_urlsafe(32)
    screen.token, screen.pairing, screen.pair_until = queries.token_hash(token), "", None
    screen.paired_at = screen.seen_at = at
    screen.save()
    _keep(screen, events.SCREEN_PAIRED, by=by, at=at)
    return screen, token


@act(may=policies.can_register_screen, records=events.SCREEN_REMOVED, law=LAW)
def remove_screen(*, by: Actor, at: dt.datetime, place: str, screen: int) -> None:
    """Gỡ màn hình: its browser is a visitor's again."""
    found = queries.screen(screen, by=by)
    found.removed_at, found.token, found.pairing = at, "", ""
    found.save(update_fields=["removed_at", "token", "pairing"])
    _keep(found, events.SCREEN_REMOVED, by=by, at=at)


def seen(screen: Screen, at: dt.datetime) -> None:
    """Note that a screen asked, at most once a minute; no act: nothing happened."""
    if screen.seen_at is None or at - screen.seen_at >= SEEN_EVERY:
        Screen.objects.filter(pk=screen.pk).update(seen_at=at)
