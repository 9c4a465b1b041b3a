"""When to send and to try again, how long a short message is, and who may do what."""

import datetime as dt
import math
import re

from motcua.base.journal.ports import CITIZEN, SYSTEM, Actor
from motcua.base.messages.choices import Channel, Wish
from motcua.base.people.policies import clean_phone

TRIES = 8
FIRST_PAUSE = dt.timedelta(minutes=1)
LONGEST_PAUSE = dt.timedelta(hours=6)
SEGMENTS = 2
"""A short message is at most so many of the network's messages long."""
_MOBILE = re.compile(r"0[35789]\d{8}", re.ASCII)
_GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM_TWICE = frozenset("^{}\\[~]|€\f")


# --- who may ------------------------------------------------------------------------------------------------


def can_send(by: Actor) -> bool:
    """Only the system sends."""
    return by.post == SYSTEM.post


def can_resend(by: Actor, unit: str) -> bool:
    """Whoever receives for the agency, or heads its one-stop desk."""
    return bool(unit) and by.agency == unit and not by.duties.isdisjoint({"receive", "head"})


def can_wish(by: Actor, unit: str) -> bool:
    """The applicant, with the key of the slip; or the agency's one-stop desk that enters their wish."""
    return by.post == CITIZEN.post or can_resend(by, unit)


def can_announce(by: Actor) -> bool:
    """An administrator of the installation, not by delegation."""
    return "admin" in by.duties and not by.on_behalf_of


# --- when ---------------------------------------------------------------------------------------------------


def pause(tries: int) -> dt.timedelta:
    """How long to wait after so many failures: one minute, doubled each time, at most six hours."""
    doublings = min(max(tries - 1, 0), 16)
    return min(FIRST_PAUSE * (1 << doublings), LONGEST_PAUSE)


def awake(at: dt.datetime, quiet: tuple[dt.time, dt.time] | None) -> dt.datetime:
    """The first moment from ``at`` on that is outside the quiet hours ``(from, to)`` of every day."""
    if quiet is None or quiet[0] == quiet[1]:
        return at
    start, end = quiet
    clock = at.time()
    if start < end:
        return _at(at, end, 0) if start <= clock < end else at
    if clock >= start:
        return _at(at, end, 1)
    return _at(at, end, 0) if clock < end else at


def _at(at: dt.datetime, clock: dt.time, days: int) -> dt.datetime:
    return dt.datetime.combine(at.date() + dt.timedelta(days=days), clock, at.tzinfo)


# --- short messages -----------------------------------------------------------------------------------------


def segments(text: str) -> int:
    """How many of the network's messages a text takes (3GPP TS 23.038): 160 letters of the Latin alphabet without
    Vietnamese accents, 70 with them; 153 or 67 each when it takes several."""
    if all(character in _GSM or character in _GSM_TWICE for character in text):
        length, one, each = len(text) + sum(character in _GSM_TWICE for character in text), 160, 153
    else:
        length, one, each = len(text.encode("utf-16-be")) // 2, 70, 67
    return 1 if length <= one else math.ceil(length / each)


def mobile(phone: str) -> str:
    """A number that takes short messages, as the network wants it (+84912345678); "" for any other."""
    called = clean_phone(phone)
    return f"+84{called[1:]}" if _MOBILE.fullmatch(called) else ""


def wanted(wish: str, *, email: str, phone: str) -> dict[str, str]:
    """The channels over which a person is told, with where to; never one that the person did not want."""
    found = {Channel.EMAIL: email, Channel.SMS: mobile(phone)}
    left_out = {Wish.EMAIL: {Channel.SMS}, Wish.SMS: {Channel.EMAIL}, Wish.NONE: set(found)}.get(
        Wish(wish), set()
    )
    return {str(channel): to for channel, to in found.items() if to and channel not in left_out}
