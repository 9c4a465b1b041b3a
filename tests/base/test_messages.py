"""The outbox: every event tells once, failures are tried again, addresses are forgotten, texts hold nobody's data."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.core import mail
from django.utils import translation

from motcua.base.journal.models import Event
from motcua.base.journal.ports import CITIZEN, SYSTEM
from motcua.base.messages import actions, policies, ports, queries
from motcua.base.messages.choices import Channel, State
from motcua.base.messages.models import Notice
from motcua.gateways.mail import DjangoMailer, FakeMailer
from motcua.gateways.sms import FakeTexter
from motcua.reactions.table import catch_up
from motcua.rules.impossible import Invalid, NotAllowed, NotFound

pytestmark = pytest.mark.django_db
FACTS = {"code": "H26.145.00-261120-0001", "due_words": "17 giờ 30, thứ Sáu 20/11/2026"}


def queued(at: dt.datetime, seq: int = 5, email: str = "an@example.vn") -> int:
    """Notices of one reception."""
    return actions.queue(
        seq=seq, subject="dossier:x", key="dossier.received", facts=FACTS, at=at, email=email
    )


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


def test_what_only_the_person_may_read_is_sealed_until_it_left(at: dt.datetime) -> None:
    """Two people of one event; their secrets stand nowhere in the open, and nowhere at all afterwards."""
    for nth in (0, 1, 1):
        facts = {"code": "KSHL-1", "slip": f"SECRET-{nth}", "link": f"https://x.vn/?phieu=SECRET{nth}"}
        actions.queue(
            seq=9,
            nth=nth,
            subject="survey:KSHL-1",
            key="survey.invited",
            facts=facts,
            at=at,
            email=f"{nth}@example.vn",
        )
    assert Notice.objects.count() == 2 and queries.fared("survey:KSHL-1") == {"queued": 2}
    assert not any("SECRET" in str(row.facts) for row in Notice.objects.all())
    assert not any("SECRET" in str(one.text) for one in queries.outbox())
    mailer = FakeMailer()
    for waiting in queries.due(at):
        actions.send(by=SYSTEM, at=at, notice=waiting, mailer=mailer)
    assert ["SECRET-0" in mailer.sent[0][2], "?phieu=SECRET1" in mailer.sent[1][2]] == [True, True]
    assert {row.sealed for row in Notice.objects.all()} == {""} and queries.fared("survey:KSHL-1") == {
        "sent": 2
    }


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
    assert catch_up(lambda event: event.at) >= 2
    assert catch_up(lambda event: event.at) == 0
    mine = Notice.objects.filter(subject=dossier.case.subject)
    assert {(notice.channel, notice.to) for notice in mine} == {("in_app", ""), ("email", "an@example.vn")}
    assert Notice.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_without_a_mail_server_nothing_is_queued_for_it(receive: Callable[..., Any]) -> None:
    receive(applicant={"email": "an@example.vn"})
    catch_up(lambda event: event.at)
    assert {notice.channel for notice in Notice.objects.all()} == {"in_app"}


# --- short messages, wishes, nights ---------------------------------------------------------------------------


def told(at: dt.datetime, **over: Any) -> dict[str, str]:
    """Channels and addresses of one reception."""
    given = {"email": "an@example.vn", "phone": "0912 345 678", **over}
    actions.queue(seq=5, subject="dossier:x", key="dossier.received", facts=FACTS, at=at, **given)
    return {notice.channel: notice.to for notice in Notice.objects.all()}


@pytest.mark.parametrize(
    ("wish", "channels"),
    [
        ("both", {"in_app", "email", "sms"}),
        ("email", {"in_app", "email"}),
        ("sms", {"in_app", "sms"}),
        ("none", {"in_app"}),
    ],
)
def test_people_are_told_as_they_wish(at: dt.datetime, wish: str, channels: set[str]) -> None:
    found = told(at, wish=wish)
    assert set(found) == channels
    assert found.get("sms", "+84912345678") == "+84912345678"


@pytest.mark.parametrize(
    ("phone", "number"),
    [
        ("0912345678", "+84912345678"), ("+84 912 345 678", "+84912345678"), ("84912345678", "+84912345678"),
        ("(09) 12.345-678", "+84912345678"), ("0355555555", "+84355555555"), ("02438251234", ""), ("0412345678", ""),
        ("091234567", ""), ("", ""), ("0912345678; rm", ""), ("٠٩١٢٣٤٥٦٧٨", ""),
    ],
)  # fmt: skip
def test_only_mobile_numbers_get_short_messages(phone: str, number: str) -> None:
    assert policies.mobile(phone) == number


def test_a_short_message_goes_once_and_its_number_is_forgotten(at: dt.datetime) -> None:
    told(at, email="")
    texter = FakeTexter()
    (waiting,) = queries.due(at)
    assert actions.send(by=SYSTEM, at=at, notice=waiting, mailer=FakeMailer(), texter=texter)
    ((to, text),) = texter.sent.values()
    assert to == "+84912345678"
    assert text.startswith("Hồ sơ H26.145.00-261120-0001 đã được tiếp nhận")
    assert Notice.objects.get(pk=waiting).to == ""


def test_a_number_that_does_not_exist_is_given_up_at_once_and_sent_again_by_hand(
    at: dt.datetime, posts: Any
) -> None:
    told(at, email="")
    texter = FakeTexter(unknown=frozenset({"+84912345678"}))
    (waiting,) = queries.due(at)
    assert not actions.send(by=SYSTEM, at=at, notice=waiting, mailer=FakeMailer(), texter=texter)
    failed = next(one for one in queries.deliveries("dossier:x") if one.again)
    assert (failed.number, failed.fault) == (waiting, "unknown number")
    assert queries.failures() == [("Tin nhắn điện thoại", "unknown number")]
    by, given = posts["one-stop-1"], {"at": at, "notice": waiting, "subject": "dossier:x", "unit": "00145"}
    for wrong, over in (
        (NotFound, {"subject": "dossier:y"}),
        (actions.NoAddress, {"phone": "0243825123"}),
        (NotAllowed, {"by": posts["justice-1"]}),
        (NotAllowed, {"by": posts["bo-de-one-stop-1"]}),
    ):
        with pytest.raises(wrong):
            actions.resend(**{"by": by, **given, "phone": "0987654321", **over})
    actions.resend(by=by, **given, phone="0987654321")
    with pytest.raises(actions.NotFailed):
        actions.resend(by=by, **given, phone="0987654321")
    assert actions.send(by=SYSTEM, at=at, notice=waiting, mailer=FakeMailer(), texter=texter)
    assert [event.kind for event in Event.objects.filter(subject=f"notice:{waiting}").order_by("n")] == [
        "notice.given_up", "notice.resent", "notice.sent",
    ]  # fmt: skip
    assert "0987654321" not in str([event.facts for event in Event.objects.all()])


def test_the_dossier_s_wish_goes_before_the_person_s(at: dt.datetime, posts: Any) -> None:
    subjects = ["dossier:x", "citizen:7"]
    assert queries.wish_for(subjects) == ("both", "vi")
    by = posts["one-stop-1"]
    actions.choose(by=by, at=at, subject="citizen:7", unit="00145", wish="none")
    assert queries.wish_for(subjects) == ("none", "vi")
    actions.choose(by=CITIZEN, at=at, subject="dossier:x", unit="00145", wish="sms", language="en")
    assert queries.wish_for(subjects) == ("sms", "en")
    with pytest.raises(Invalid):
        actions.choose(by=by, at=at, subject="dossier:x", unit="00145", wish="pigeon")
    with pytest.raises(NotAllowed):
        actions.choose(by=posts["bo-de-one-stop-1"], at=at, subject="dossier:x", unit="00145", wish="sms")


@pytest.mark.parametrize(
    ("clock", "until"),
    [
        ("20:59", "20:59"), ("21:00", "+07:00"), ("23:30", "+07:00"), ("00:00", "07:00"), ("06:59", "07:00"),
        ("07:00", "07:00"),
    ],
)  # fmt: skip
def test_nobody_is_written_to_at_night(at: dt.datetime, clock: str, until: str) -> None:
    quiet = (dt.time(21), dt.time(7))
    moment = dt.datetime.combine(at.date(), dt.time.fromisoformat(clock), at.tzinfo)
    day = at.date() + dt.timedelta(days=until.startswith("+"))
    assert policies.awake(moment, quiet) == dt.datetime.combine(
        day, dt.time.fromisoformat(until.lstrip("+")), at.tzinfo
    )
    assert policies.awake(moment, None) == moment
    assert policies.awake(moment, (dt.time(6), dt.time(6))) == moment
    noon = dt.datetime.combine(at.date(), dt.time(12, 30), at.tzinfo)
    assert policies.awake(noon, (dt.time(12), dt.time(13))).time() == dt.time(13)


def test_letters_and_short_messages_wait_until_the_morning_and_the_page_does_not(
    ward: str, at: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    night = at.replace(hour=22)
    told(night)
    assert queries.notices_for("dossier:x")
    assert queries.due(night) == []
    assert len(queries.due(night + dt.timedelta(hours=9))) == 2
    Notice.objects.all().delete()
    monkeypatch.setattr(actions, "text", lambda key: replace(ports.text(key), at_once=True))
    told(night)
    assert len(queries.due(night)) == 2, "a security code goes at once"


# --- the bell and planned interruptions -------------------------------------------------------------------------


def test_an_interruption_is_announced_seven_working_days_before(
    ward: str, posts: Any, at: dt.datetime
) -> None:
    by, hour = posts["admin"], dt.timedelta(hours=1)
    assert queries.interruptions(at) == []
    soon = actions.announce(by=by, at=at, starts_at=at + 4 * hour, ends_at=at + 6 * hour)
    later = actions.announce(by=by, at=at, starts_at=at + 21 * 24 * hour, ends_at=at + (21 * 24 + 2) * hour)
    assert (soon.in_time, later.in_time, soon.days) == (False, True, 7)
    assert [one.number for one in queries.interruptions(at)] == [soon.interruption.pk, later.interruption.pk]
    assert [one.runs(at + 5 * hour) for one in queries.interruptions(at)] == [True, False]
    assert [one.number for one in queries.interruptions(at + 6 * hour)] == [later.interruption.pk]
    actions.call_off(by=by, at=at, interruption=later.interruption.pk)
    assert len(queries.interruptions(at)) == 1
    with pytest.raises(NotFound):
        actions.call_off(by=by, at=at, interruption=later.interruption.pk)
    with pytest.raises(NotAllowed):
        actions.announce(by=posts["chair"], at=at, starts_at=at + hour, ends_at=at + 2 * hour)
    for start, end in ((at, at + hour), (at + hour, at + hour)):
        with pytest.raises(Invalid):
            actions.announce(by=by, at=at, starts_at=start, ends_at=end)


def test_the_bell_remembers_what_was_seen(at: dt.datetime) -> None:
    assert queries.bell_seen(1, "chair") is None
    actions.see(account=1, post="chair", at=at)
    actions.see(account=1, post="chair", at=at + dt.timedelta(hours=1))
    assert queries.bell_seen(1, "chair") == at + dt.timedelta(hours=1)
    assert queries.bell_seen(1, "vice-chair") is None
