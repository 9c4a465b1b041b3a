"""Communication of laws: planned, let through by a leader, held with its reach, summed up; no personal data."""

import base64
import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from django.db import connection

from motcua.areas.campaigns import actions, evidence, jobs, queries
from motcua.areas.campaigns.actions import NoSuchActivity, NotNow, Undone
from motcua.areas.campaigns.models import Activity, Campaign, Contact
from motcua.base.journal.ports import Actor
from motcua.base.journal.verification import verify
from motcua.rules.impossible import Invalid, NotAllowed, NotFound
from tests import world

Posts = Mapping[str, Actor]
Plan = Callable[..., Campaign]
DAY = dt.timedelta(days=1)
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTj2FAAAAABJRU5ErkJggg=="
)


@pytest.fixture
def planned(posts: Posts, at: dt.datetime) -> Plan:
    """Planned by the justice officer, who answers for it; anything may be said otherwise."""

    def made(**over: Any) -> Campaign:
        given: dict[str, Any] = {
            "by": posts["justice-1"], "at": at, "title": "Luật Đất đai đến từng tổ dân phố", "post": "justice-1",
            "goal": "Để người dân biết quyền khi thu hồi đất.", "instruments": ["31/2024/QH15"],
            "audiences": ["residents", "affected"], "starts_on": at.date(), "ends_on": at.date() + 20 * DAY, **over,
        }  # fmt: skip
        return actions.plan(**given)

    return made


def test_a_campaign_goes_from_plan_to_result(planned: Plan, posts: Posts, at: dt.datetime) -> None:
    justice, chair, made = posts["justice-1"], posts["chair"], planned()
    on = at.date()
    assert made.code.startswith("TTPL-H26.145.00-261120-") and queries.on_now(world.WARD, on) == []
    actions.add_activity(by=justice, at=at, campaign=made, channel="meeting", on=on, place="Nhà văn hóa tổ 5")
    actions.add_activity(by=justice, at=at, campaign=made, channel="loudspeaker", on=on + 9 * DAY)
    actions.add_material(by=justice, at=at, campaign=made, title="Tờ gấp", name="to.png", content=PNG)
    with pytest.raises(NotAllowed):
        actions.open_campaign(by=justice, at=at, campaign=made)
    with pytest.raises(NotFound):
        queries.public_one(world.WARD, made.code)
    actions.open_campaign(by=chair, at=at, campaign=made)
    (shown,) = queries.on_now(world.WARD, on)
    assert [row.title for row in shown.still] == ["Tờ gấp"]  # type: ignore[attr-defined]
    assert queries.on_now(world.WARD, on + 21 * DAY) == []
    actions.report_activity(by=justice, at=at, campaign=made, n=1, reach=64, counted="heads")
    with pytest.raises(NoSuchActivity):
        actions.report_activity(by=justice, at=at, campaign=made, n=1, reach=70, counted="heads")
    with pytest.raises(Invalid):
        actions.report_activity(by=justice, at=at, campaign=made, n=2, reach=3, counted="broadcasts")
    with pytest.raises(Undone):
        actions.finish(by=chair, at=at, campaign=made, result="Xong")
    actions.skip_activity(by=justice, at=at, campaign=made, n=2, said="Loa đang sửa")
    actions.withdraw_material(by=justice, at=at, campaign=made, n=1)
    with pytest.raises(NotFound):
        queries.material(made, 1)
    done = actions.finish(by=chair, at=at, campaign=made, result="64 người dự, nhiều câu hỏi về giá đất.")
    assert (
        done.state == "finished"
        and queries.listed(justice) == []
        and queries.listed(justice, finished=True) == [done]
    )
    with pytest.raises(NotNow):
        actions.add_activity(by=justice, at=at, campaign=made, channel="page", on=on)
    assert evidence.disagreements() == [] and verify().sound
    Activity.objects.filter(n=1).update(reach=640)
    assert evidence.disagreements() == [f"{made.subject}: khác với sổ cái (bị sửa)."]


def test_expired_instruments_are_marked_with_what_came_instead(planned: Plan, at: dt.datetime) -> None:
    made = planned(instruments=["77/2015/QH13", "31/2024/QH15", "9999/2031/QH99"])
    (_one, expired), (_other, good), strange = queries.cited(made.instruments, at.date())
    assert expired and expired.expired_on == dt.date(2025, 3, 1) and expired.now == ("72/2025/QH15",)
    assert good and not good.expired_on and strange == ("9999/2031/QH99", None)


def test_everything_to_mend_is_said_at_once(planned: Plan, posts: Posts, at: dt.datetime) -> None:
    with pytest.raises(Invalid) as caught:
        planned(
            title="", goal="Gọi 0912345678", instruments=["Luật Đất đai"], audiences=["x"], post="bo-de-one-stop-1",
            starts_on=at.date() - DAY, ends_on=at.date() - 2 * DAY,
        )  # fmt: skip
    assert {fault.field for fault in caught.value.faults} == {
        "title", "goal", "instruments", "audiences", "post", "starts_on", "ends_on",
    }  # fmt: skip
    made = planned()
    with pytest.raises(Invalid) as caught:
        actions.add_activity(
            by=posts["justice-1"], at=at, campaign=made, channel="x", on=at.date() + 90 * DAY
        )
    assert {fault.field for fault in caught.value.faults} == {"channel", "on"}
    with pytest.raises(Invalid):
        actions.add_material(
            by=posts["chair"], at=at, campaign=made, title="Tệp", name="a.exe", content=b"MZ"
        )


def test_who_plans_and_runs(planned: Plan, posts: Posts, at: dt.datetime) -> None:
    made = planned()
    for post in ("one-stop-1", "front", "inspector"):
        assert queries.one(posts[post], made.code) == made
        with pytest.raises(NotAllowed):
            planned(by=posts[post])
    for post in ("land-1", "front"):
        with pytest.raises(NotAllowed):
            actions.add_activity(by=posts[post], at=at, campaign=made, channel="page", on=at.date())
    for post in ("bo-de-one-stop-1", "police-head"):
        with pytest.raises(NotFound):
            queries.one(posts[post], made.code)
    changed = actions.change(
        by=posts["chair"], at=at, campaign=made, title="Luật Đất đai", goal=made.goal, audiences=["pupils"],
        starts_on=made.starts_on, ends_on=made.ends_on, post="land-1",
    )  # fmt: skip
    assert (changed.post, changed.instruments) == ("land-1", [])
    assert evidence.disagreements() == []


def test_figures_never_add_what_was_counted_differently(planned: Plan, posts: Posts, at: dt.datetime) -> None:
    justice, made, on = posts["justice-1"], planned(), at.date()
    for channel, reach, counted in (
        ("meeting", 60, "heads"),
        ("school", 300, "heads"),
        ("leaflet", 500, "copies"),
    ):
        actions.add_activity(by=justice, at=at, campaign=made, channel=channel, on=on)
        if made.state == "planned":
            made = actions.open_campaign(by=posts["chair"], at=at, campaign=made)
        n = made.activities.count()
        actions.report_activity(by=justice, at=at, campaign=made, n=n, reach=reach, counted=counted)
    actions.add_activity(by=justice, at=at, campaign=made, channel="meeting", on=on + DAY)
    found = queries.summary(justice, on, on + DAY)
    assert (found.campaigns, found.held, found.open) == (1, 3, 1)
    assert dict(found.reach) == {"copies": 500, "heads": 360}
    assert found.channels[0] == ("meeting", 2, 1) and dict(found.audiences) == {"residents": 1, "affected": 1}
    assert queries.summary(posts["police-head"], on, on + DAY).held == 0


# --- a campaign of work and who is on duty in it (S126, ADR 0021) ------------------------------------------------

WHO, PHONE = "Nguyễn Thị Trực", "0912345678"


@pytest.fixture
def epidemic(planned: Plan, posts: Posts, at: dt.datetime) -> Campaign:
    """A campaign against an epidemic, with one line of its list."""
    made = planned(kind="work", title="Phòng, chống dịch sốt xuất huyết", instruments=[])
    actions.staff(by=posts["justice-1"], at=at, campaign=made, posts=["social-1"])
    actions.add_contact(
        by=posts["social-1"], at=at, campaign=made, role="health", place="Trạm y tế phường", hours="18 giờ đến 6 giờ",
        name=WHO, phone="0912 345 678",
    )  # fmt: skip
    made.refresh_from_db()
    return made


def _tables() -> str:
    """Every value that stands in the database in clear."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found += [str(row) for row in cursor.fetchall()]
    return "\n".join(found)


def test_who_is_on_duty_is_read_by_the_posts_of_the_campaign_alone(
    epidemic: Campaign, posts: Posts, at: dt.datetime, other_unit: Actor
) -> None:
    (line,) = queries.duty_places(posts["social-1"], epidemic)
    assert (line.role, line.place) == ("health", "Trạm y tế phường")
    for post in ("social-1", "justice-1"):
        (row,) = actions.read_contacts(by=posts[post], at=at, campaign=epidemic)
        assert (row.name, row.phone) == (WHO, PHONE)
    for stranger in (posts["chair"], posts["land-1"], posts["front"]):
        assert queries.duty_places(stranger, epidemic) == []
        with pytest.raises((NotAllowed, NotFound)):
            actions.read_contacts(by=stranger, at=at, campaign=epidemic)
    with pytest.raises(NotFound):
        actions.read_contacts(by=other_unit, at=at, campaign=epidemic)
    told = [event.facts for event in queries.events(epidemic) if event.kind == "campaign.contacts_read"]
    assert [facts["count"] for facts in told] == [1, 1], "every reading is journalled"
    for given in ({"phone": "không có"}, {"role": "patient"}, {"place": "Nhà bà Lan, 0987654321"}):
        said = {"role": "health", "place": "Trạm y tế", "name": WHO, "phone": PHONE} | given
        with pytest.raises(Invalid):
            actions.add_contact(by=posts["social-1"], at=at, campaign=epidemic, **said)
    kept = _tables()
    assert WHO not in kept and PHONE not in kept and "345 678" not in kept
    assert evidence.disagreements() == [] and verify().sound


def test_the_list_goes_when_the_campaign_ends(
    epidemic: Campaign, posts: Posts, at: dt.datetime, clock: Callable[[dt.datetime], None]
) -> None:
    assert jobs.destroy_contacts() == 0
    over = at + 21 * DAY
    with pytest.raises(NotNow):
        actions.read_contacts(by=posts["social-1"], at=over, campaign=epidemic)
    clock(over)
    assert (jobs.destroy_contacts(), jobs.destroy_contacts()) == (1, 0)
    assert not Contact.objects.exists()
    assert queries.events(epidemic)[-1].kind == "campaign.contacts_destroyed"
    assert evidence.disagreements() == []


def test_summing_up_destroys_the_list_at_once(epidemic: Campaign, posts: Posts, at: dt.datetime) -> None:
    actions.open_campaign(by=posts["chair"], at=at, campaign=epidemic)
    actions.finish(by=posts["chair"], at=at, campaign=epidemic, result="Không có ca mắc mới.")
    assert not Contact.objects.exists()
    assert [event.kind for event in queries.events(epidemic)][-2:] == [
        "campaign.finished", "campaign.contacts_destroyed",
    ]  # fmt: skip


def test_a_campaign_of_work_counts_in_no_figure_of_communication(
    epidemic: Campaign, posts: Posts, at: dt.datetime
) -> None:
    on = at.date()
    actions.add_activity(by=posts["justice-1"], at=at, campaign=epidemic, channel="visit", on=on)
    actions.open_campaign(by=posts["chair"], at=at, campaign=epidemic)
    actions.report_activity(
        by=posts["justice-1"], at=at, campaign=epidemic, n=1, reach=30, counted="households"
    )
    assert queries.summary(posts["chair"], on, on).held == 0
    assert queries.reported([world.WARD], on, on + DAY, at) == []
    assert epidemic.code.startswith("DCT-")
