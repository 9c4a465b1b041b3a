"""E-forms of procedures: published by the keeper, versioned, read on a day."""

import datetime as dt
import json
from collections.abc import Mapping

import pytest
from django.conf import settings

from motcua.areas.procedures import actions, queries
from motcua.base.journal.models import Event
from motcua.base.journal.ports import SYSTEM, Actor
from motcua.conf import shipped
from motcua.rules import eforms
from motcua.rules.impossible import Invalid, NotAllowed

SCHEMA = {
    "type": "object",
    "title": "Tờ khai",
    "properties": {"z": {"type": "string", "title": "Trước"}, "a": {"type": "string", "title": "Sau"}},
    "required": ["z"],
}
DAY = dt.date(2026, 1, 1)


def test_a_keeper_publishes_versions_and_drafts_keep_theirs(
    posts: Mapping[str, Actor], at: dt.datetime
) -> None:
    keeper = posts["office-head"]
    assert queries.eform_for("1.001193", DAY).version == 0, "the general form"
    first = actions.publish_eform(
        by=keeper,
        at=at,
        code="1.001193",
        schema=SCHEMA,
        valid_from=DAY,
        covers=["Tờ khai"],
        source="TT 04/2024",
    )
    second = actions.publish_eform(
        by=keeper, at=at, code="1.001193", schema={**SCHEMA, "required": []}, valid_from=dt.date(2026, 6, 1)
    )
    assert (first.version, second.version) == (1, 2)
    found = queries.eform_for("1.001193", dt.date(2026, 5, 31))
    assert found.version == 1 and [q.name for q in found.form.questions] == ["z", "a"], (
        "in the order of asking"
    )
    assert found.covers_paper("TỜ KHAI đăng ký khai sinh") and not found.covers_paper("Giấy chứng sinh")
    assert queries.eform_for("1.001193", dt.date(2026, 6, 1)).version == 2
    assert queries.eform_numbered("1.001193", 1).form == found.form
    with pytest.raises(actions.SameForm):
        actions.publish_eform(
            by=keeper, at=at, code="1.001193", schema={**SCHEMA, "required": []}, valid_from=at.date()
        )
    event = Event.objects.filter(kind="procedure.eform_published").latest("seq")
    assert event.facts["sha"] == second.sha and event.facts["version"] == 2


def test_what_cannot_be_asked_is_not_published(posts: Mapping[str, Actor], at: dt.datetime) -> None:
    given = {"at": at, "code": "1.001193", "valid_from": DAY}
    with pytest.raises(Invalid, match="type"):
        actions.publish_eform(by=posts["office-head"], schema={"type": "array"}, **given)
    with pytest.raises(NotAllowed):
        actions.publish_eform(by=posts["one-stop-1"], schema=SCHEMA, **given)
    with pytest.raises(queries.NoSuchProcedure):
        actions.publish_eform(by=posts["office-head"], at=at, code="9.9", schema=SCHEMA, valid_from=DAY)
    assert not queries.eforms_of("1.001193")


def test_the_shipped_forms_load_and_load_again(ward: str, at: dt.datetime) -> None:
    files = sorted((settings.CATALOGUE / "eforms").glob("1.00[14]*.json"))
    mine = [file for file in files if file.name.startswith(("1.001193", "1.004873"))]
    shipped._eforms(mine, at)
    shipped._eforms(mine, at)
    asked = queries.eform_for("1.001193", at.date())
    assert asked.version == 1 and asked.covers_paper("Tờ khai đăng ký khai sinh")
    given = json.loads(mine[0].read_text(encoding="utf-8"))
    assert asked.form == eforms.form_of(given["schema"]) and asked.source == given["source"]


def test_only_the_system_and_keepers_publish(ward: str, at: dt.datetime) -> None:
    made = actions.publish_eform(by=SYSTEM, at=at, code="1.004873", schema=SCHEMA, valid_from=DAY)
    assert str(made) == "1.004873 (biểu mẫu 1)"
