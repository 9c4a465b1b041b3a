"""Every act names its law, every event has its words, and the reference pages say so."""

import string
from collections.abc import Callable

import pytest

from motcua.areas.dossiers.models import Dossier
from motcua.base.journal.actions import ACTS, Act
from motcua.base.journal.events import EVENTS, EventKind
from motcua.base.journal.models import Event
from motcua.base.journal.policies import content_of
from motcua.conf import reference
from tests.house.sources import ROOT

PAGES = reference.pages()
PERSONAL = {
    "name",
    "full_name",
    "applicant",
    "phone",
    "email",
    "address",
    "id_number",
    "cccd",
    "born",
    "birthday",
    "who",
}
LEGAL = ("NĐ", "TT", "Luật", "Bộ luật", "QĐ", "NQ", "Hiến pháp", "R")


@pytest.mark.parametrize("act", ACTS.values(), ids=lambda act: act.name)
def test_an_act_is_documented(act: Act) -> None:
    assert act.doc, "what it does"
    assert act.law == "" or act.law.startswith(LEGAL), act.law
    assert act.records
    assert all(EVENTS.get(kind.name) is kind for kind in act.records)
    assert reference.who_may(act), "a policy with a docstring"
    assert f"| `{act.name}` |" in PAGES["acts.md"]


@pytest.mark.parametrize("kind", EVENTS.values(), ids=lambda kind: kind.name)
def test_an_event_is_said(kind: EventKind) -> None:
    fields = {name for _, name, _, _ in string.Formatter().parse(kind.desk + (kind.public or "")) if name}
    facts = dict.fromkeys(fields, "…")
    assert kind.sentence(facts) == kind.desk.format(**facts)
    assert kind.sentence({}), "an old event may lack a fact"
    if kind.public:
        assert kind.sentence(facts, public=True) == kind.public.format(**facts)
    area, _, happened = kind.name.partition(".")
    assert area and happened and kind.name == kind.name.lower()
    assert f"| `{kind.name}` |" in PAGES["events.md"]


def test_every_event_is_recorded_by_an_act() -> None:
    recorded = {kind.name for act in ACTS.values() for kind in act.records}
    assert set(EVENTS) == recorded


@pytest.mark.parametrize("name", PAGES)
def test_reference_pages_are_current(name: str) -> None:
    written = (ROOT / "docs" / "reference" / name).read_text(encoding="utf-8")
    assert written == PAGES[name], "run: motcua docs"


def test_every_setting_is_described() -> None:
    assert set(reference.read_settings()) <= set(reference.described_settings()) | {"DJANGO_SETTINGS_MODULE"}


def test_no_act_tells_the_journal_who_the_citizen_is(
    receive: Callable[..., Dossier], finished: Callable[..., Dossier]
) -> None:
    secret = {
        "name": "Công Tằng Tôn Nữ Thị Hoàng Anh",
        "id_number": "001199012345",
        "phone": "0900111222",
        "address": "Ngõ 99 phố Bí Mật",
        "email": "hoang.anh@example.vn",
    }
    finished(receive(applicant=secret, note="Ghi chú riêng tư"), hand_over=True)
    for event in Event.objects.all():
        said = str(content_of(event))
        if event.kind.startswith(("dossier.", "citizen.", "account.")):
            assert not PERSONAL & set(event.facts), event.kind
        for value in (*secret.values(), "Hoàng Anh", "Ghi chú riêng tư"):
            assert value not in said, event.kind
