"""Guessing keys is slow: a small bucket of failures for every address, counted for the installation and all its faces.

A long key (twelve hexadecimal figures) is counted when it was wrong and never refused when it is right: nobody can
guess it, so neighbours behind one address do not shut its holder out. Six figures can be guessed: with ``six_figures``
an address that guessed too often waits before anything is looked up, or the right guess would come through too.
"""

from dataclasses import dataclass

from django.http import HttpRequest

from motcua.base.people.actions import guess_failed, guess_wait
from motcua.faces.ui.session import now_of

FAILURES = 20
REFILL_SECONDS = 15.0


class TooManyFailures(Exception):
    """An address guessed too often; it may try again after ``seconds``."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


@dataclass(frozen=True)
class Buckets:
    """So many wrong answers at once for an address, one more every so many seconds."""

    name: str
    failures: int = FAILURES
    refill: float = REFILL_SECONDS


wrong_keys = Buckets("keys")
six_figures = Buckets("six-figures", failures=10, refill=60.0)
"""Codes of the hall and keys of queue tickets: some 3 000 guesses a day of a million, and most live for minutes."""
bookings = Buckets("bookings", failures=12, refill=600.0)
"""Numbers booked online: a family behind one address, but not a whole morning's."""
voices = Buckets("voices", failures=400, refill=20.0)
"""Questions and comments of people without account: a hall of people behind one address, but no machine."""
browsers = Buckets("browsers", failures=200, refill=60.0)
"""Browsers not seen before that take a position on one draft: a hall behind one address; known ones have a cookie. Many
at once are shown to officials (``rules.dialogues.bursts``)."""
petitions = Buckets("petitions", failures=20, refill=300.0)
"""Petitions sent online: a street, or the telephones of a ward, behind one address, but no flood."""
uploads = Buckets("uploads", failures=60, refill=20.0)
"""Files sent without an account."""
machines = Buckets("machines", failures=200, refill=2.0)
"""Reports of an Open311 client, by the post its key acts in: a storm's worth at once, then one every two seconds."""
reports = Buckets("reports", failures=20, refill=120.0)
"""Feedback sent without an account: a street behind one address after a storm, but no flood."""


def seats_of(day: str, seats: int) -> Buckets:
    """Places of a duty day taken online from one address: half of them, since a ward's network and a mobile operator
    stand for many people; one telephone number has one place a day (``receptions.actions.sign_up``)."""
    return Buckets(f"seats {day}", failures=max(2, (seats + 1) // 2), refill=86_400.0)


def address(request: HttpRequest) -> str:
    """Where a request comes from, as the server sees it."""
    return str(request.META.get("REMOTE_ADDR") or "")


def wait_first(request: HttpRequest, buckets: Buckets = six_figures, who: str = "") -> None:
    """Before a short secret is looked up: raise TooManyFailures for an address that guessed too often."""
    wait = guess_wait(
        bucket=buckets.name,
        address=who or address(request),
        at=now_of(request),
        most=buckets.failures,
        refill=buckets.refill,
    )
    if wait:
        raise TooManyFailures(int(wait) + 1)


def count(request: HttpRequest, buckets: Buckets = wrong_keys, who: str = "") -> None:
    """Count a guess; raise TooManyFailures for an address that guessed too often; ``who`` counts another than it.

    Called when a key was wrong: a right long one is never refused, however often others behind one address guessed.
    """
    wait_first(request, buckets, who)
    if not note(request, buckets, who):  # others came between
        raise TooManyFailures(int(buckets.refill))


def note(request: HttpRequest, buckets: Buckets, who: str = "") -> bool:
    """Count what was done already: it is not refused any more. Whether there was one left."""
    return guess_failed(
        bucket=buckets.name,
        address=who or address(request),
        at=now_of(request),
        most=buckets.failures,
        refill=buckets.refill,
    )
