"""The rows of petition_clocks.csv that are about complaints, lived through the real acts: what the desk would see."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from motcua.areas.complaints import actions, queries
from motcua.areas.complaints.models import Complaint
from motcua.base.journal.ports import Actor
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Invalid
from tests import world
from tests.areas.test_complaints import PROVINCE, PROVINCE_2, WRITTEN, proposed
from tests.tables.reading import day, rows

Row = Mapping[str, str]
CASES = [row for row in rows("petition_clocks") if row["tham số"].startswith("complaint.")]
DAY = dt.timedelta(days=1)
SAID = {"result": "wrong", "reasons": "Đúng luật", "ruling": "Giữ nguyên quyết định"}
_posts: dict[dt.date, Mapping[str, Actor]] = {}


def of(key: str) -> list[Row]:
    """The rows of a parameter."""
    return [row for row in CASES if row["tham số"] == key]


def morning(on: dt.date) -> dt.datetime:
    return dt.datetime.combine(on, dt.time(9), TZ)


def posts_of(on: dt.date) -> Mapping[str, Actor]:
    if on not in _posts:
        _posts[on] = world.actors(on)
    return _posts[on]


def accepted(on: dt.date, *, instance: str = "first", case: str = "", **more: Any) -> Complaint:
    """A complaint accepted on a day, as the table's case says."""
    unit = world.WARD if instance == "first" else "01"
    found = proposed(morning(on), by=posts_of(on), unit=unit)
    given: dict[str, Any] = {"instance": instance, "remote": "remote" in case, **more}
    if "complex" in case:
        given |= {"complicated": ["places"], "ground": WRITTEN}
    if instance == "second":
        given["first_decision"] = "9/QĐ-UBND"
    by = posts_of(on)["chair"] if instance == "first" else PROVINCE
    return actions.accept(by=by, at=morning(on), petition=found, **given)


def decided(on: dt.date, *, instance: str = "first", case: str = "") -> Complaint:
    """A complaint decided on a day; one of second instance after a dialogue of the week before."""
    if instance == "second":
        made = accepted(on - 40 * DAY, instance=instance, case=case)
        Complaint.objects.filter(pk=made.pk).update(verifiers=[PROVINCE_2.post])
        made.case.state, made.case.step, made.case.duty, made.case.post = "reported", 3, "sign", ""
        made.case.save()
        return actions.decide(by=PROVINCE, at=morning(on), complaint=made, **SAID)
    made, posts = accepted(on, case=case), posts_of(on)
    actions.assign(by=posts["chair"], at=morning(on), complaint=made, verifier="land-1")
    actions.report(by=posts["land-1"], at=morning(on), complaint=made, finding="wrong", findings="Đúng luật")
    return actions.decide(by=posts["chair"], at=morning(on), complaint=made, **SAID)


# --- one way of living each parameter: what the acts say is what the table says ---------------------------------


def acceptance(row: Row) -> dt.date:
    on = day(row["tính từ"])
    return proposed(morning(on), by=posts_of(on)).case.due_at.astimezone(TZ).date()


def resolution(**given: Any) -> Callable[[Row], dt.date]:
    return lambda row: (
        accepted(day(row["tính từ"]), case=row["trường hợp"], **given).case.due_at.astimezone(TZ).date()
    )


def limit(row: Row) -> dt.date:
    """On the last day one may complain, on the next working day not any more."""
    known, last = day(row["tính từ"]), day(row["đến hạn"])
    given: dict[str, Any] = {"about": "discipline"} if "discipline" in row["tham số"] else {}
    if row["trường hợp"] == "second":
        given["instance"] = "second"
    accepted(last, known_on=known, **given)
    with pytest.raises(actions.OutOfTime):
        accepted(last + DAY, known_on=known, **given)
    return last


def dialogue(row: Row) -> dt.date:
    held, last = day(row["tính từ"]), day(row["đến hạn"])
    made, posts = accepted(last - 8 * DAY), posts_of(last)
    actions.assign(by=posts["chair"], at=morning(last - 8 * DAY), complaint=made, verifier="land-1")
    given = {"by": posts["land-1"], "complaint": made, "planned_at": morning(held), "place": "Trụ sở"}
    with pytest.raises(Invalid, match="ít nhất 5 ngày"):
        actions.call_dialogue(**{**given, "at": morning(last + DAY)})
    return actions.call_dialogue(**{**given, "at": morning(last)}).noticed_on


def suspension(row: Row) -> dt.date | None:
    on = day(row["tính từ"])
    made, chair = accepted(on), posts_of(on)["chair"]
    actions.suspend(by=chair, at=morning(on), complaint=made, ground="obstacle", note="Ốm")
    paper = queries.document(made, "suspension")
    return paper.send_by if paper else None


def sending(instance: str) -> Callable[[Row], dt.date | None]:
    def lived(row: Row) -> dt.date | None:
        paper = queries.document(decided(day(row["tính từ"]), instance=instance), "decision")
        return paper.send_by if paper else None

    return lived


def after_decision(column: str) -> Callable[[Row], dt.date | None]:
    return lambda row: getattr(decided(day(row["tính từ"]), case=row["trường hợp"]), column)


def second_within(row: Row) -> dt.date | None:
    on = day(row["tính từ"])
    made = decided(on, case=row["trường hợp"])
    paper = queries.document(made, "decision")
    assert paper is not None
    actions.send(by=posts_of(on)["justice-1"], at=morning(on), complaint=made, n=paper.n, received_on=on)
    return queries.one(posts_of(on)["chair"], made.code).second_until


LIVED: Mapping[str, Callable[[Row], dt.date | None]] = {
    "complaint.accept": acceptance,
    "complaint.first": resolution(),
    "complaint.second": resolution(instance="second"),
    "complaint.discipline": resolution(about="discipline"),
    "complaint.limit": limit,
    "complaint.limit_discipline": limit,
    "complaint.dialogue_notice": dialogue,
    "complaint.suspension_send": suspension,
    "complaint.decision_send.first": sending("first"),
    "complaint.decision_send.second": sending("second"),
    "complaint.publish": after_decision("publish_by"),
    "complaint.effect": after_decision("effect_on"),
    "complaint.second_within": second_within,
}


def test_every_row_about_complaints_is_lived() -> None:
    assert {row["tham số"] for row in CASES} == set(LIVED)
    assert len(CASES) >= 90


@pytest.mark.parametrize("key", LIVED)
def test_what_the_acts_say_is_what_the_table_says(key: str, ward: str) -> None:
    lived = {row["số"]: LIVED[key](row) for row in of(key)}
    assert lived == {row["số"]: day(row["đến hạn"]) for row in of(key)}
