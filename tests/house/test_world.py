"""The world of the tests holds together: a dossier goes all the way, and nothing of one test reaches the next."""

import datetime as dt
from collections.abc import Callable, Mapping

import pytest

from motcua.areas.cases.models import Case, CaseType
from motcua.areas.dossiers.models import Dossier
from motcua.base.journal.models import Event
from motcua.base.journal.ports import Actor
from motcua.base.journal.verification import verify
from motcua.base.orgs.models import Unit


def test_a_dossier_goes_through_the_ward(
    receive: Callable[..., Dossier], finished: Callable[..., Dossier], three_days: CaseType
) -> None:
    dossier = finished(receive(procedure=three_days.code), hand_over=True)
    assert dossier.case.state == "returned"
    assert dossier.case.on_time is True
    assert verify().sound


def test_same_day_procedure_is_promised_for_today(receive: Callable[..., Dossier], at: dt.datetime) -> None:
    assert receive().case.promised_at == at.replace(hour=17, minute=30)


@pytest.mark.django_db(transaction=True)
def test_a_committed_dossier(receive: Callable[..., Dossier]) -> None:
    receive()
    assert Case.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_is_gone_in_the_next_test(ward: str, posts: Mapping[str, Actor]) -> None:
    assert Case.objects.count() == 0
    assert posts["one-stop-1"].agency == ward


@pytest.mark.django_db
def test_without_the_ward_the_database_is_empty() -> None:
    assert not Unit.objects.exists()
    assert not Event.objects.exists()
