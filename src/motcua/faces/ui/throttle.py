"""Guessing keys is slow: a small bucket of failures for every address, in this process, shared by all faces.

A long key (twelve hexadecimal figures) is counted when it was wrong and never refused when it is right: nobody can
guess it, so neighbours behind one address do not shut its holder out. Six figures can be guessed: with ``six_figures``
an address that guessed too often waits before anything is looked up, or the right guess would come through too.
Every web process counts for itself: with two of them an address has twice as many guesses.
"""

import threading
import time
from collections import OrderedDict

from django.http import HttpRequest

FAILURES = 20
REFILL_SECONDS = 15.0
REMEMBERED = 10_000


class TooManyFailures(Exception):
    """An address guessed too often; it may try again after ``seconds``."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class Buckets:
    """So many wrong answers at once for an address, one more every so many seconds."""

    def __init__(self, failures: int = FAILURES, refill: float = REFILL_SECONDS) -> None:
        self.failures, self.refill = failures, refill
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def _now(self, address: str, moment: float) -> float:
        left, seen = self._left.get(address, (float(self.failures), moment))
        return min(float(self.failures), left + (moment - seen) / self.refill)

    def wait(self, address: str, moment: float) -> float:
        """Seconds until the address may try again; 0 when it may now."""
        with self._lock:
            left = self._now(address, moment)
        return 0.0 if left >= 1 else (1 - left) * self.refill

    def failed(self, address: str, moment: float) -> None:
        """Count one failure."""
        with self._lock:
            self._left[address] = (max(0.0, self._now(address, moment) - 1), moment)
            self._left.move_to_end(address)
            while len(self._left) > REMEMBERED:
                self._left.popitem(last=False)

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._left.clear()


wrong_keys = Buckets()
six_figures = Buckets(failures=10, refill=60.0)
"""Codes of the hall and keys of queue tickets: some 3 000 guesses a day of a million, and most live for minutes."""
bookings = Buckets(failures=12, refill=600.0)
"""Numbers booked online: a family behind one address, but not a whole morning's."""
voices = Buckets(failures=30, refill=60.0)
"""Questions and comments of people without account: a hall of people behind one address, but no machine."""


def address(request: HttpRequest) -> str:
    """Where a request comes from, as the server sees it."""
    return str(request.META.get("REMOTE_ADDR") or "")


def wait_first(request: HttpRequest, buckets: Buckets = six_figures) -> None:
    """Before a short secret is looked up: raise TooManyFailures for an address that guessed too often."""
    if wait := buckets.wait(address(request), time.monotonic()):
        raise TooManyFailures(int(wait) + 1)


def count(request: HttpRequest, buckets: Buckets = wrong_keys) -> None:
    """Count a guess; raise TooManyFailures for an address that guessed too often.

    Called when a key was wrong: a right long one is never refused, however often others behind one address guessed.
    """
    wait_first(request, buckets)
    buckets.failed(address(request), time.monotonic())
