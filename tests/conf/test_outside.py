"""What the operator is told of the systems outside: the national portal and the notices that did not go."""

import datetime as dt
from typing import Any

import pytest

from motcua.areas.synchronisation import actions, jobs
from motcua.base.journal.ports import SYSTEM
from motcua.base.messages import actions as messages
from motcua.base.messages import queries
from motcua.conf import checkup, working
from motcua.gateways.mail import FakeMailer
from motcua.gateways.national_portal import fake
from motcua.gateways.national_portal.fake import FakePortal
from motcua.gateways.sms import FakeTexter

pytestmark = pytest.mark.django_db


def test_the_doctor_says_how_the_portal_stands(at: dt.datetime, clock: Any, settings: Any) -> None:
    (unset,) = checkup._portal()
    assert (unset.level, unset.todo) == (checkup.NOTE, "")
    settings.PORTAL_URL = "https://token:secret@portal"
    (well,) = checkup._portal()
    assert well.level == checkup.GOOD
    shot = {"code": "A", "unit": "00145", "state": "MOI_NOP", "filed_at": at.isoformat(), "received_at": None}
    actions.queue(seq=1, subject="dossier:A", snapshot=shot, at=at)
    clock(at + dt.timedelta(hours=2))
    (late,) = checkup._portal()
    assert "1 lượt chờ gửi" in late.text and late.todo
    jobs.deliver_due(FakePortal(["refuse"]))
    (stuck,) = checkup._portal()
    assert "1 bị từ chối" in stuck.text and "secret" not in stuck.text


def test_the_doctor_says_which_notices_did_not_go_and_why(at: dt.datetime, clock: Any) -> None:
    messages.queue(seq=1, subject="dossier:A", key="dossier.returned", facts={}, at=at, phone="0912345678")
    unknown = FakeTexter(unknown=frozenset({"+84912345678"}))
    for notice in queries.due(at):
        messages.send(by=SYSTEM, at=at, notice=notice, mailer=FakeMailer(), texter=unknown)
    said = [one.text for one in checkup._outside() if one.about == "Thông báo"]
    assert said == ["1 thông báo không gửi được (Tin nhắn điện thoại: unknown number)"]


def test_the_worker_leaves_a_portal_alone_that_is_not_set(settings: Any) -> None:
    assert (working._synchronise(), working._compare(), working._ask_daily()) == (0, 0, 0)
    door = fake.serve(FakePortal())
    settings.PORTAL_URL = door.address
    assert working._synchronise() == 0, "nothing waits, nobody is asked"
    door.server_close()
