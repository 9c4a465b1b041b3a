"""The outbox: every event tells once, failures are tried again, addresses are forgotten, texts hold nobody's data."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.utils import translation

from motcua.base.journal.actions import follow
from motcua.base.journal.models import Event
from motcua.base.journal.ports import SYSTEM
from motcua.base.messages import actions, policies, ports, queries
from motcua.base.messages.choices import Channel, State
from motcua.base.messages.models import Notice
from motcua.gateways.mail import DjangoMailer, FakeMailer
from motcua.reactions.table import TABLE, react

pytestmark = pytest.mark.django_db
FACTS = {"code": "H26.145.00-261120-0001", "due_words": "17 giờ 30, thứ Sáu 20/11/2026"}


def queued(at: dt.datetime, seq: int = 5, email: str = "an@example.vn") -> int:
    """Notices of one reception."""
    return actions.queue(
        seq=seq, subject="dossier:x", key="dossier.received", facts=FACTS, at=at, email=email
    )


def test_every_text_exists_in_both_languages_and_knows_only_facts_of_its_event() -> None:
    assert set(ports.keys()) == set(TABLE)
    for key in sorted(TABLE):
        for language in ports.LANGUAGES:
            text = ports.text(key, language)
            assert text.subject
            assert len(text.body) > 20
            used = set(re.findall(r"{(\w+)}", text.subject + text.body))
            assert used <= {"code", "due_words", "until_words", "items", "number"}, key
            assert set(re.findall(r"{(\w+)}", text.subject)) <= {"code"}
    with pytest.raises(KeyError):
        ports.text("nothing.such")


def test_an_event_tells_once_however_often_its_reaction_runs(at: dt.datetime) -> None:
    assert queued(at) == 2
    assert queued(at) == 0
    assert queued(at, seq=6, email="") == 1
    told = queries.notices_for("dossier:x")
    assert [notice.title for notice in told] == ["Đã tiếp nhận hồ sơ H26.145.00-261120-0001"] * 2
    assert "thứ Sáu 20/11/2026" in told[0].text
    with translation.override("en"):
        assert "was received" in queries.notices_for("dossier:x")[0].title


def test_what_is_sent_leaves_the_outbox_and_forgets_the_address(at: dt.datetime) -> None:
    queued(at)
    mailer = FakeMailer()
    (waiting,) = queries.due(at)
    assert actions.send(by=SYSTEM, at=at, notice=waiting, mailer=mailer)
    assert mailer.sent[0][0] == "an@example.vn"
    assert mailer.sent[0][1] == "Đã tiếp nhận hồ sơ H26.145.00-261120-0001"
    notice = Notice.objects.get(pk=waiting)
    assert (notice.state, notice.to) == (State.SENT, "")
    assert not actions.send(by=SYSTEM, at=at, notice=waiting, mailer=mailer), "nothing is sent twice"
    (event,) = Event.objects.filter(kind="notice.sent")
    assert "an@example.vn" not in str(event.facts)


def test_failures_are_tried_again_with_growing_pauses_then_given_up(at: dt.datetime) -> None:
    queued(at)
    refusing = FakeMailer(refusing=True)
    moment, pauses = at, []
    for _ in range(policies.TRIES):
        (waiting,) = queries.due(moment)
        assert not actions.send(by=SYSTEM, at=moment, notice=waiting, mailer=refusing)
        notice = Notice.objects.get(pk=waiting)
        if notice.state == State.QUEUED:
            assert queries.due(moment) == []
            pauses.append(notice.due_at - moment)
            moment = notice.due_at
    assert pauses == sorted(pauses)
    assert pauses[0] == dt.timedelta(minutes=1)
    assert notice.state == State.FAILED
    assert queries.due(moment + dt.timedelta(days=9)) == []
    assert queries.counts() == {"queued": 0, "failed": 1}
    assert Event.objects.filter(kind="notice.given_up").count() == 1
    assert max(policies.pause(tries) for tries in range(1, 99)) == policies.LONGEST_PAUSE


def test_only_the_system_sends(at: dt.datetime, posts: Any) -> None:
    from motcua.rules.impossible import NotAllowed

    queued(at)
    with pytest.raises(NotAllowed):
        actions.close(by=posts["one-stop-1"], at=at, notice=queries.due(at)[0], fault="")


def test_the_addresses_are_encrypted(at: dt.datetime) -> None:
    from django.db import connection

    queued(at)
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT "to" FROM {Notice._meta.db_table} WHERE channel = %s', [str(Channel.EMAIL)])
        (stored,) = cursor.fetchone()
    assert b"example.vn" not in bytes(stored)


@pytest.mark.parametrize("make", [FakeMailer, DjangoMailer])
def test_both_mailers_send_what_they_are_given(make: Callable[[], ports.Mailer]) -> None:
    mailer = make()
    mailer.send(to="an@example.vn", subject="Chào", text="Nội dung")
    if isinstance(mailer, FakeMailer):
        assert mailer.sent == [("an@example.vn", "Chào", "Nội dung")]
    else:
        assert (mail.outbox[0].to, mail.outbox[0].subject, mail.outbox[0].body) == (
            ["an@example.vn"],
            "Chào",
            "Nội dung",
        )


def test_a_mail_server_that_fails_is_no_crash(settings: Any, at: dt.datetime) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    with pytest.raises(ports.CannotSend):
        DjangoMailer().send(to="an@example.vn", subject="Chào", text="Nội dung")


def test_subjects_cannot_carry_headers(at: dt.datetime) -> None:
    with pytest.raises(ports.CannotSend):
        DjangoMailer().send(to="an@example.vn", subject="a\nBcc: b@example.vn", text="x")


@pytest.mark.django_db(transaction=True)
def test_receiving_a_dossier_tells_the_applicant(receive: Callable[..., Any], settings: Any) -> None:
    settings.MAIL = True
    dossier = receive(applicant={"email": "an@example.vn"})
    receive()
    assert follow("reactions", react, only=TABLE) >= 2
    assert follow("reactions", react, only=TABLE) == 0
    mine = Notice.objects.filter(subject=dossier.case.subject)
    assert {(notice.channel, notice.to) for notice in mine} == {("in_app", ""), ("email", "an@example.vn")}
    assert Notice.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_without_a_mail_server_nothing_is_queued_for_it(receive: Callable[..., Any]) -> None:
    receive(applicant={"email": "an@example.vn"})
    follow("reactions", react, only=TABLE)
    assert {notice.channel for notice in Notice.objects.all()} == {"in_app"}
