"""Guesses of short secrets count for the installation, not for one process, and come back with time."""

import datetime as dt

import pytest

from motcua.base.people.actions import forget_guesses, guess_failed, guess_wait
from motcua.base.people.models import Guesses

pytestmark = pytest.mark.django_db
SIX = {"bucket": "six-figures", "most": 3, "refill": 60.0}


def test_an_address_that_guessed_too_often_waits_and_others_do_not(at: dt.datetime) -> None:
    here = {**SIX, "address": "192.0.2.1"}
    for _ in range(3):
        assert guess_wait(at=at, **here) == 0
        guess_failed(at=at, **here)
    assert guess_wait(at=at, **here) == 60
    assert guess_wait(at=at, **{**here, "address": "192.0.2.2"}) == 0
    assert guess_wait(at=at, **{**here, "bucket": "keys"}) == 0, "each bucket for itself"
    assert guess_wait(at=at + dt.timedelta(seconds=45), **here) == 15
    assert guess_wait(at=at + dt.timedelta(seconds=60), **here) == 0
    guess_failed(at=at + dt.timedelta(seconds=60), **here)
    assert guess_wait(at=at + dt.timedelta(seconds=60), **here) == 60


def test_no_address_is_kept_and_old_guesses_are_forgotten(at: dt.datetime) -> None:
    guess_failed(at=at, address="192.0.2.1", **SIX)
    (row,) = Guesses.objects.values_list()
    assert "192.0.2" not in str(row)
    assert forget_guesses(before=at) == 0
    assert forget_guesses(before=at + dt.timedelta(days=1)) == 1
