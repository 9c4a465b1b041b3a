"""Guesses of short secrets, counted for the whole installation: every web process sees what the others counted."""

import datetime as dt

from django.db import transaction

from motcua.base.people.fields import blind
from motcua.base.people.models import Guesses


def _key(bucket: str, address: str) -> str:
    return blind(f"{bucket} {address}", "guesses")[:32]


def _left(found: Guesses | None, at: dt.datetime, most: int, refill: float) -> float:
    if found is None:
        return float(most)
    return min(float(most), found.left + max((at - found.seen_at).total_seconds(), 0.0) / refill)


def guess_wait(*, bucket: str, address: str, at: dt.datetime, most: int, refill: float) -> float:
    """Seconds until an address may guess again; 0 when it may now.

    An address may be wrong ``most`` times at once, and once more every ``refill`` seconds.
    """
    left = _left(Guesses.objects.filter(key=_key(bucket, address)).first(), at, most, refill)
    return 0.0 if left >= 1 else (1 - left) * refill


def guess_failed(*, bucket: str, address: str, at: dt.datetime, most: int, refill: float) -> bool:
    """Count one wrong guess; whether the address still had one, also when many come at once."""
    key = _key(bucket, address)
    with transaction.atomic():
        Guesses.objects.bulk_create([Guesses(key=key, left=most, seen_at=at)], ignore_conflicts=True)
        found = Guesses.objects.select_for_update().get(key=key)
        left = _left(found, at, most, refill)
        found.left = max(0.0, left - 1)
        found.seen_at = max(at, found.seen_at)
        found.save(update_fields=["left", "seen_at"])
    return left >= 1


def forget_guesses(*, before: dt.datetime) -> int:
    """Forget addresses that have not guessed wrong since; how many."""
    return Guesses.objects.filter(seen_at__lt=before).delete()[0]
