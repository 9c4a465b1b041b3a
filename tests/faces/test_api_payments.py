"""Machines read what is asked of a dossier, and a payment platform gives notice: signed, in time, once."""

import datetime as dt
import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from motcua.areas.dossiers.models import Dossier
from motcua.areas.fees import actions
from motcua.areas.fees.models import Charge, Payment, TakenNotice
from motcua.base.journal.ports import Actor
from motcua.gateways.payment.fake import FakePlatform
from motcua.gateways.payment.notices import NONCE, SIGNATURE
from tests.faces.api_bodies import API

pytestmark = pytest.mark.django_db
PATH = f"{API}/payments/notices"


@pytest.fixture
def platform(monkeypatch: pytest.MonkeyPatch) -> FakePlatform:
    monkeypatch.setattr(settings, "PAYMENT_SECRET", b"a secret of the tests")
    return FakePlatform(b"a secret of the tests")


@pytest.fixture
def charge(
    till: str, receive: Callable[..., Dossier], posts: Mapping[str, Actor], at: dt.datetime, clock: Any
) -> Charge:
    subject = receive(procedure="1.004873").case.subject
    return actions.charge(
        by=posts["one-stop-1"], at=at, subject=subject, agency=till, item="hn.xac-nhan", procedure="1.004873"
    )


def send(signed: tuple[dict[str, str], bytes]) -> Any:
    headers, body = signed
    return Client().post(PATH, body, content_type="application/json", headers=headers)


def test_the_charges_of_a_dossier(charge: Charge, api: Callable[[str], Any]) -> None:
    code = charge.subject.partition(":")[2]
    items = api("one-stop-1").get(f"{API}/dossiers/{code}/charges").json()["items"]
    assert [(one["code"], one["open"], one["state"], one["law"]) for one in items] == [
        (charge.code, 15_000, "due", "06/2020/NQ-HĐND")
    ]
    assert api("bo-de-one-stop-1").get(f"{API}/dossiers/{code}/charges").status_code == 404
    assert api("").get(f"{API}/dossiers/{code}/charges").status_code == 401


def test_a_notice_is_booked_once_however_often_it_is_told(
    charge: Charge, platform: FakePlatform, at: dt.datetime
) -> None:
    signed = platform.pay(charge.code, 15_000, at)
    first = send(signed)
    assert first.status_code == 200 and first.json()["receipt"] == "0000001/2026"
    again = platform.pay(charge.code, 15_000, at, number="FAKE-000001")
    for repeated in (signed, again):
        answer = send(repeated)
        assert (answer.status_code, answer.json()) == (200, first.json())
        assert answer["Idempotent-Replayed"] == "true"
    assert Payment.objects.count() == TakenNotice.objects.count() == 1
    charge.refresh_from_db()
    assert (charge.state, charge.paid) == ("paid", 15_000)


def test_forged_stale_and_replayed_notices_are_refused(
    charge: Charge, platform: FakePlatform, at: dt.datetime
) -> None:
    headers, body = platform.pay(charge.code, 15_000, at)
    assert send(({**headers, SIGNATURE: "0" * 64}, body)).status_code == 403
    assert send((headers, body.replace(b"15000", b"1"))).status_code == 403
    assert send(({}, body)).status_code == 403
    assert send(platform.pay(charge.code, 15_000, at - dt.timedelta(minutes=6))).status_code == 403
    assert Payment.objects.count() == 0
    assert send((headers, body)).status_code == 200
    other = json.dumps({**json.loads(body), "amount": 99}).encode()
    assert send((platform.signed(other, at), other)).status_code == 409, "the same number with another amount"
    assert Payment.objects.count() == 1
    answer = send((headers, body))
    assert answer.status_code == 200 and answer["Idempotent-Replayed"], NONCE
    assert Payment.objects.count() == 1


def test_what_no_platform_may_send(
    charge: Charge, platform: FakePlatform, at: dt.datetime, monkeypatch: Any
) -> None:
    from motcua.rules.payment_codes import payment_code

    assert send(platform.pay(payment_code(1), 15_000, at)).status_code == 404
    assert send(platform.pay("MC1", 15_000, at)).status_code == 422
    assert Client().post(PATH, b"{}", content_type="text/plain").status_code == 415
    monkeypatch.setattr(settings, "PAYMENT_SECRET", b"")
    assert send(platform.pay(charge.code, 15_000, at)).status_code == 409
