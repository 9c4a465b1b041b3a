"""What is told outside of a dossier: notices, reminders, and the snapshot for the National Public Service Portal."""

import csv
import datetime as dt
import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest

from motcua.areas.dossiers import actions, jobs
from motcua.areas.dossiers.choices import State
from motcua.areas.dossiers.queries import events as chain
from motcua.areas.dossiers.queries import telling
from motcua.base.journal.ports import SYSTEM, Actor
from motcua.base.messages import queries as messages
from motcua.base.messages.actions import choose
from motcua.base.messages.models import Notice
from motcua.reactions.table import catch_up
from tests.conftest import ROOT

Made = Callable[..., Any]
Posts = Mapping[str, Actor]
DAY = dt.timedelta(days=1)


def table() -> Iterator[dict[str, str]]:
    lines = (ROOT / "tests/tables/national_states.csv").read_text(encoding="utf-8").splitlines()
    yield from csv.DictReader(line for line in lines if not line.startswith("#"))


@pytest.mark.parametrize("row", list(table()), ids=lambda row: f"{row['state']} {row['accepted']}")
def test_states_as_the_national_portal_calls_them(row: Mapping[str, str]) -> None:
    said = telling.national_state(row["state"], accepted=row["accepted"] == "yes")
    assert said == (row["national"], row["end_state"])


def test_every_state_is_in_the_table() -> None:
    assert {row["state"] for row in table()} == set(State.values)


@pytest.fixture
def heard(settings: Any) -> Callable[[], list[tuple[str, str]]]:
    """Run the reactions; (text, channel) of everything told since, in order."""
    settings.MAIL, settings.SMS_URL = True, "https://sms.vn"
    known: set[int] = set()

    def look() -> list[tuple[str, str]]:
        catch_up(lambda event: event.at)
        new = [notice for notice in Notice.objects.order_by("seq", "id") if notice.pk not in known]
        known.update(notice.pk for notice in new)
        return [(notice.key.removeprefix("dossier."), notice.channel) for notice in new]

    return look


@pytest.mark.django_db(transaction=True)
def test_every_change_is_told_where_the_applicant_wants(
    receive: Made, finished: Made, posts: Posts, at: dt.datetime, heard: Callable[[], Any]
) -> None:
    dossier = receive(
        procedure="1.004873",
        applicant={"email": "an@example.vn", "phone": "0912345678", "name": "Đặng Thuý Hoà"},
    )
    assert heard() == [("received", "in_app"), ("received", "email"), ("received", "sms")]
    letter = messages.letter(Notice.objects.get(channel="email"))
    assert "Phường Long Biên" in letter.body
    assert "Tiếp nhận: " in letter.body and "10 giờ, thứ Sáu 20/11/2026" in letter.body
    assert "Hẹn trả kết quả: 10 giờ, thứ Năm 26/11/2026" in letter.body.splitlines()[-1]
    assert "Hoà" not in json.dumps([[n.facts, n.subject] for n in Notice.objects.all()], ensure_ascii=False)
    choose(by=posts["one-stop-1"], at=at, subject=dossier.case.subject, unit="00145", wish="sms")
    finished(dossier)
    told = heard()
    assert told[:2] == [("transferred", "in_app"), ("taken", "in_app")]
    assert told[-2:] == [("result_early", "in_app"), ("result_early", "sms")]
    assert not any(channel == "email" for _key, channel in told), "never both when one was chosen"
    assert heard() == []


@pytest.mark.django_db(transaction=True)
def test_applicants_are_reminded_once(
    receive: Made, finished: Made, posts: Posts, at: dt.datetime, clock: Any, heard: Callable[[], Any]
) -> None:
    waits = actions.ask_supplement(
        by=posts["one-stop-1"], at=at, dossier=receive(), items=["Giấy chứng sinh"], reason="Mờ"
    )
    receive(procedure="1.004873")
    lies = finished(receive())
    by_post = finished(receive(return_by="post"))
    today = receive()
    heard()
    clock(at)
    assert jobs.remind() == 0
    found: list[tuple[str, str]] = []
    for day in range(1, 40):
        clock((at + day * DAY).replace(hour=23))
        assert jobs.remind() == 0, "not at night"
        clock(at + day * DAY)
        did = jobs.remind()
        assert jobs.remind() == 0, "once"
        found += [
            (key, (at + day * DAY).strftime("%d/%m")) for key, channel in heard() if channel == "in_app"
        ]
        assert did == len([one for one in found if one[1] == (at + day * DAY).strftime("%d/%m")])
    assert found == [
        ("appointment_near", "25/11"), ("not_collected", "08/12"), ("supplement_nearly_expired", "09/12"),
    ]  # fmt: skip
    assert chain(lies)[-1].kind == "dossier.not_collected"
    assert chain(waits)[-1].kind == "dossier.supplement_nearly_expired"
    assert {chain(by_post)[-1].kind, chain(today)[-1].kind} == {"dossier.result_issued", "dossier.received"}
    with pytest.raises(actions.NothingToRemind):
        actions.remind(by=SYSTEM, at=at + 40 * DAY, dossier=lies.code)


@pytest.mark.django_db
def test_a_snapshot_is_of_its_event_and_names_nobody(receive: Made, posts: Posts, at: dt.datetime) -> None:
    hour = dt.timedelta(hours=1)
    secret = {"name": "Đặng Thuý Hoà", "id_number": "001199000555", "phone": "0912345678"}
    dossier = receive(procedure="1.004873", channel="post", applicant=secret)
    actions.ask_supplement(
        by=posts["one-stop-1"], at=at + hour, dossier=dossier, items=["Đơn"], reason="Thiếu"
    )
    actions.supplement(by=posts["one-stop-1"], at=at + 2 * hour, dossier=dossier)
    actions.refuse(by=posts["one-stop-1"], at=at + 3 * hour, dossier=dossier, reason="Không", law="Điều 5")
    shots = [telling.snapshot(event) for event in chain(dossier)]
    assert [shot["state"] for shot in shots if shot] == [
        "DA_TIEP_NHAN",
        "CHO_BO_SUNG",
        "DA_TIEP_NHAN",
        "TU_CHOI_TN",
    ]
    first, asked, answered, last = (shot or {} for shot in shots)
    assert first["channel"] == 3
    assert first["limit"] == {"amount": "3", "unit": "working_day"}
    assert first["promised_at"] == "2026-11-26T10:00:00+07:00"
    assert first["supplements"] == []
    assert asked["supplements"] == [{"asked_at": "2026-11-20T11:00:00+07:00", "answered_at": None}]
    assert answered["supplements"][0]["answered_at"] == "2026-11-20T12:00:00+07:00"
    assert (last["end_state"], last["finished_at"]) == ("Từ chối", "2026-11-20T13:00:00+07:00")
    whole = json.dumps(shots, ensure_ascii=False)
    for value in ("Hoà", "001199000555", "0912345678", "Thiếu"):
        assert value not in whole
    assert telling.national_states("00145", at.date()) == {dossier.code: "TU_CHOI_TN"}
    assert telling.national_states("00145", at.date() - DAY) == {}
    assert telling.national_states("00118", at.date()) == {}
