"""What heats up, never persons; hot spots written by leaders, their tasks, reviews and results."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest

from motcua.areas.cases.evidence import disagreements
from motcua.areas.feedback import actions as feedback_acts
from motcua.areas.feedback.queries import counted as feedback
from motcua.areas.hotspots import actions, evidence, policies, queries
from motcua.areas.hotspots.actions import AlreadyClosed, NoSuchTask, TasksUndone
from motcua.areas.hotspots.models import HotSpot, HotSpotTask
from motcua.areas.petitions import actions as petition_acts
from motcua.areas.petitions import evidence as petition_evidence
from motcua.areas.petitions.models import Petition
from motcua.areas.petitions.queries import counted as petitions
from motcua.base.journal.models import Event
from motcua.base.journal.ports import CITIZEN, Actor
from motcua.base.journal.verification import verify
from motcua.base.orgs.queries import descendants, residential, units_on
from motcua.rules.impossible import Invalid, NotAllowed, NotFound
from motcua.rules.rising import Verdict
from tests import world
from tests.areas.test_feedback import RUBBISH

Posts = Mapping[str, Actor]
Make = Callable[..., Petition]
DAY = dt.timedelta(days=1)
WORDS = "Các hộ ngõ 42 tập trung phản đối việc đổ đất, có nguy cơ chặn xe vào công trình."


@pytest.fixture
def make(posts: Posts, at: dt.datetime) -> Make:
    """A petition that came so many days ago about a subject."""

    def made(days: int = 0, topic: str = "environment", n: int = 0, **over: Any) -> Petition:
        given: dict[str, Any] = {
            "by": posts["one-stop-1"], "at": at, "unit": world.WARD, "channel": "post", "said": "suggestion",
            "topic": topic, "content": f"Xe chở đất làm bẩn đường số {days} {n} {topic}, đề nghị xử lý.",
            "submitter": world.person(4 + n), "arrived_on": at.date() - days * DAY, **over,
        }  # fmt: skip
        return petition_acts.receive(**given)

    return made


@pytest.fixture
def spot(posts: Posts, at: dt.datetime) -> HotSpot:
    """Opened by the chair with one task for the cadastral official."""
    return opened(posts, at)


def opened(posts: Posts, at: dt.datetime, **over: Any) -> HotSpot:
    given: dict[str, Any] = {
        "title": "Đổ đất ở ngõ 42", "topic": "environment", "assessment": WORDS,
        "tasks": [{"post": "land-1", "what": "Kiểm tra giấy phép đổ đất", "due_on": at.date() + 3 * DAY}], **over,
    }  # fmt: skip
    return actions.open_hot_spot(by=posts["chair"], at=at, **given)


def _heat(by: Actor, at: dt.datetime) -> dict[str, queries.Heat]:
    return {one.key: one for one in queries.warmth(by, at.date()).found}


# --- what heats up ---------------------------------------------------------------------------------------------


def test_a_subject_rises_against_its_own_history(make: Make, posts: Posts, at: dt.datetime) -> None:
    for days in (363, 200, 100):
        make(days)
    for n in range(7):
        make(n, n=n)
    make(2, topic="land")
    found = _heat(posts["chair"], at)
    heat = found["environment"].standing
    assert heat.verdict is Verdict.RISING and (heat.now, heat.earlier, len(heat.windows)) == (7, 3, 13)
    assert found["land"].standing.verdict is Verdict.FEW, "of one petition nothing is said"
    assert found[world.WARD].by == queries.PLACE
    warm = queries.warmth(posts["chair"], at.date())
    assert warm.windows[-1].until == at.date() + DAY and warm.windows[-1].since == at.date() - 27 * DAY
    rows = petitions.behind(
        posts["chair"], warm.windows[-1].since, warm.windows[-1].until, topic="environment"
    )
    assert rows.count() == 7, "the figure opens onto its rows"


def test_one_person_writing_again_heats_nothing(make: Make, posts: Posts, at: dt.datetime) -> None:
    make(350, topic="land")
    first = make(10)
    for n in range(6):
        again = make(n)
        Petition.objects.filter(pk=again.pk).update(duplicate_of=first)
    heat = _heat(posts["chair"], at)["environment"].standing
    assert (heat.now, heat.verdict) == (1, Verdict.FEW)
    (mass,) = petitions.mass(posts["chair"], at.date() - 364 * DAY)
    assert (mass.petition, mass.petitions, mass.signatures) == (first, 7, 7)


def test_without_history_nothing_is_compared(make: Make, posts: Posts, at: dt.datetime) -> None:
    for n in range(6):
        make(n, n=n)
    heat = _heat(posts["chair"], at)["environment"].standing
    assert heat.verdict is Verdict.NEW and len(heat.windows) == 1


def test_a_mass_case_is_five_signers(make: Make, posts: Posts, at: dt.datetime) -> None:
    make(3, n=1, signers=4)
    many = make(2, n=2, signers=12, representatives=["Đào Thị Hạnh"])
    assert [one.petition for one in petitions.mass(posts["chair"], at.date() - 30 * DAY)] == [many]
    assert petitions.mass(posts["bo-de-one-stop-1"], at.date() - 30 * DAY) == []


def test_only_who_leads_looks_and_only_at_their_own(make: Make, posts: Posts, at: dt.datetime) -> None:
    make()
    for post in ("one-stop-1", "justice-1", "front", "inspector", "bo-de-one-stop-1"):
        with pytest.raises(NotAllowed):
            queries.warmth(posts[post], at.date())
    for post in ("chair", "vice-chair", "office-head", "one-stop-head"):
        assert policies.can_watch(posts[post])
    assert queries.warmth(posts["police-head"], at.date()).found == (), "another agency has nothing of ours"


HAMLETS = {"00145-tdp-1", "00145-tdp-2"}


@pytest.fixture
def hamlets(ward: str) -> None:
    world.open_hamlets()


def test_places_within_the_ward_heat_up_each_against_itself(
    hamlets: None, make: Make, posts: Posts, at: dt.datetime
) -> None:
    """A place is chosen, or named by the spot; else it is the whole ward, and the ward counts all of them."""
    for days in (363, 200, 100):
        make(days, place="00145-tdp-2")
    for n in range(6):
        make(n, n=n, spot=f"đầu ngõ {n}, TDP 01")
    assert make(1, n=7, spot="trước chợ").place == world.WARD
    assert make(1, n=8, spot="giữa tổ 1 và tổ 2").place == world.WARD, "two places are none"
    with pytest.raises(Invalid):
        make(place="00118")
    with pytest.raises(Invalid):
        make(place="00145-vp")
    found = {
        one.key: one.standing
        for one in queries.warmth(posts["chair"], at.date()).found
        if one.by == queries.PLACE
    }
    assert (found["00145-tdp-1"].now, found["00145-tdp-1"].verdict) == (6, Verdict.RISING)
    assert (found["00145-tdp-2"].now, found["00145-tdp-2"].earlier) == (0, 3)
    assert (found[world.WARD].now, found[world.WARD].earlier) == (8, 3)
    windows = queries.warmth(posts["chair"], at.date()).windows[-1]
    for place, n in (("00145-tdp-1", 6), (world.WARD, 8)):
        assert petitions.behind(posts["chair"], windows.since, windows.until, place=place).count() == n


def test_hamlets_work_on_nothing_and_hot_spots_and_notes_say_where_with_them(
    hamlets: None, posts: Posts, at: dt.datetime
) -> None:
    on = at.date()
    assert [unit.key for unit in residential(world.WARD, on)] == sorted(HAMLETS)
    assert not HAMLETS & descendants(world.WARD, on)
    assert not HAMLETS & {unit.key for unit in units_on(on, parent=world.WARD)}
    assert opened(posts, at, place="00145-tdp-2").place == "00145-tdp-2"
    noted = actions.note(
        by=posts["front"], at=at, topic="environment", level="ordinary", source="meeting", spot="Nhà văn hóa TDP 1",
        worries="Bà con lo mùi hôi từ kênh",
    )  # fmt: skip
    assert noted.place == "00145-tdp-1" and verify().sound


def test_what_denounces_is_about_no_hamlet(hamlets: None, make: Make, posts: Posts, at: dt.datetime) -> None:
    """R6.45: where few live, the figure of a place would say who denounces."""
    made = make(said="denunciation", place="00145-tdp-1", spot="tổ dân phố số 1")
    assert made.shielded and made.place == world.WARD
    later = make(place="00145-tdp-1")
    assert later.place == "00145-tdp-1"
    petition_acts.shield(by=posts["justice-1"], at=at, petition=later)
    later.refresh_from_db()
    assert later.place == world.WARD and disagreements((petition_evidence.CASES,)) == []


def test_feedback_heats_up_by_category_and_opens_onto_its_rows(
    make: Make, posts: Posts, at: dt.datetime
) -> None:
    given: dict[str, Any] = {"unit": world.WARD, "channel": "portal", "category": "rac", "content": RUBBISH}
    for days in (139, 120, 90):
        feedback_acts.receive(by=CITIZEN, at=at - days * DAY, **given)
    for n in range(6):
        feedback_acts.receive(by=CITIZEN, at=at - n * DAY, **given)
    (heat,) = [one for one in queries.warmth(posts["chair"], at.date()).found if one.by == queries.VOICE]
    assert (heat.key, heat.standing.now, heat.standing.earlier) == ("rac", 6, 3)
    assert heat.standing.verdict is Verdict.RISING and len(heat.windows) == 5, (
        "seen whole since its own first"
    )
    window = heat.windows[-1]
    rows = feedback.behind(posts["chair"], window.since, window.until, heat.key)
    assert rows.count() == 6
    assert feedback.behind(posts["bo-de-one-stop-1"], window.since, window.until, heat.key).count() == 0


def test_the_level_above_sees_what_heats_up_below_in_numbers_that_tell_of_nobody(
    make: Make, posts: Posts, at: dt.datetime
) -> None:
    city = replace(posts["chair"], post="city-chair", unit="01", agency="01")
    for days in (363, 200, 100):
        make(days)
    for n in range(7):
        make(n, n=n)
    make(2, topic="land")
    make(4, n=9, signers=12, representatives=["Đào Thị Hạnh"])
    below = queries.warmth_below(city, at.date())
    (ward,) = below.lines(queries.UNIT)
    assert (ward.key, ward.now, ward.verdict) == (world.WARD, 9, Verdict.RISING)
    subjects = {one.key: one for one in below.lines(queries.TOPIC)}
    assert subjects["environment"].verdict is Verdict.RISING
    assert subjects["land"].now is None and subjects["environment"].now is None, "nor by subtraction"
    assert subjects["environment"].before is None, "a few in a year"
    (mass,) = below.mass
    assert (mass.unit, mass.matters, mass.petitions, mass.signatures) == (world.WARD, 1, 1, 12)
    assert queries.warmth(city, at.date()).found == (), "the rows stay in the ward"
    assert (
        petitions.behind(city, below.window.since, below.window.since + 28 * DAY, place=world.WARD).count()
        == 0
    )
    assert queries.has_below(city, at.date()) and not queries.has_below(posts["chair"], at.date())
    assert queries.warmth_below(posts["chair"], at.date()).found == (), "its own divisions keep no petitions"
    for post in ("police-head", "front", "inspector", "one-stop-1"):
        with pytest.raises(NotAllowed):
            queries.warmth_below(posts[post], at.date())


def test_a_unit_that_begins_does_not_heat_every_subject(make: Make, posts: Posts, at: dt.datetime) -> None:
    """Subjects are compared over the units that were there before; the new one has no history of its own yet."""
    city = replace(posts["chair"], post="city-chair", unit="01", agency="01")
    for days in range(0, 363, 14):
        make(days)
    for n in range(9):
        make(n, n=n, by=posts["bo-de-one-stop-1"], unit=world.OTHER)
    below = queries.warmth_below(city, at.date())
    units = {one.key: one for one in below.lines(queries.UNIT)}
    assert units[world.OTHER].verdict is Verdict.NEW and units[world.OTHER].before is None
    (subject,) = below.lines(queries.TOPIC)
    assert subject.verdict is Verdict.FEW and subject.now is None


# --- hot spots -------------------------------------------------------------------------------------------------


def test_a_hot_spot_goes_from_judgment_to_result(
    spot: HotSpot, make: Make, posts: Posts, at: dt.datetime
) -> None:
    chair, land = posts["chair"], posts["land-1"]
    assert spot.code.startswith("DN-H26.145.00-261120-") and spot.review_on == at.date() + 15 * DAY
    assert queries.waiting(land) == 1 and queries.waiting(posts["social-1"]) == 0
    with pytest.raises(TasksUndone):
        actions.close(by=chair, at=at, hotspot=spot.code, result="Xong")
    actions.give_task(
        by=chair, at=at, hotspot=spot.code, post="social-1", what="Gặp các hộ", due_on=at.date() + DAY
    )
    actions.finish_task(by=land, at=at, hotspot=spot.code, n=1, result="Không có giấy phép, đã lập biên bản")
    actions.drop_task(by=chair, at=at, hotspot=spot.code, n=2, result="Đã gặp tại buổi tiếp dân")
    actions.review(by=chair, at=at, hotspot=spot.code, course="better", words="Đã ngừng đổ đất")
    done = actions.close(by=chair, at=at, hotspot=spot.code, result="Công trình dừng, đường đã dọn")
    assert done.state == "closed" and queries.listed(chair) == []
    assert [one.code for one in queries.listed(chair, "closed")] == [spot.code]
    with pytest.raises(AlreadyClosed):
        actions.review(by=chair, at=at, hotspot=spot.code, course="same", words="Vẫn vậy")
    assert [event.kind for event in queries.events(spot)] == [
        "hotspot.opened", "hotspot.task_given", "hotspot.task_done", "hotspot.task_dropped", "hotspot.reviewed",
        "hotspot.closed",
    ]  # fmt: skip
    assert evidence.disagreements() == [] and verify().sound


def test_nothing_opens_by_itself_and_only_chair_and_vice_chair_judge(posts: Posts, at: dt.datetime) -> None:
    for post in ("office-head", "one-stop-head", "justice-1", "front", "one-stop-1"):
        with pytest.raises(NotAllowed):
            opened({**posts, "chair": posts[post]}, at)
    assert opened({**posts, "chair": posts["vice-chair"]}, at).opened_by == "vice-chair"


def test_everything_to_mend_is_said_at_once(posts: Posts, at: dt.datetime) -> None:
    with pytest.raises(Invalid) as caught:
        opened(
            posts, at, title=" ", topic="khong-co", assessment="", place="00118", petitions=["DT-khong-co"],
            tasks=[{"post": "bo-de-one-stop-1", "what": "", "due_on": at.date() - DAY}],
        )  # fmt: skip
    assert {fault.field for fault in caught.value.faults} == {
        "title", "topic", "assessment", "place", "petitions", "tasks.0.post", "tasks.0.what", "tasks.0.due_on",
    }  # fmt: skip
    assert not HotSpot.objects.exists()


def test_who_has_a_task_sees_their_own_and_no_assessment(
    spot: HotSpot, posts: Posts, at: dt.datetime
) -> None:
    chair, land = posts["chair"], posts["land-1"]
    actions.give_task(
        by=chair, at=at, hotspot=spot.code, post="social-1", what="Gặp hộ", due_on=at.date() + DAY
    )
    assert [task.n for task in queries.tasks_of(land, queries.one(land, spot.code))] == [1]
    assert not policies.can_see(land, spot) and queries.reviews_of(land, spot) == []
    with pytest.raises(NotAllowed):
        actions.finish_task(by=land, at=at, hotspot=spot.code, n=2, result="Việc của người khác")
    with pytest.raises(NoSuchTask):
        actions.finish_task(by=land, at=at, hotspot=spot.code, n=9, result="Không có")
    for post in ("justice-1", "bo-de-one-stop-1", "police-head", "front"):
        with pytest.raises(NotFound):
            queries.one(posts[post], spot.code)
        with pytest.raises(NotFound):
            actions.finish_task(by=posts[post], at=at, hotspot=spot.code, n=1, result="Không phải của mình")


def test_the_journal_has_no_word_of_it_and_finds_what_was_altered(
    spot: HotSpot, posts: Posts, at: dt.datetime
) -> None:
    said = " ".join(str(event.facts) for event in Event.objects.filter(subject=spot.subject))
    assert "ngõ 42" not in said and "giấy phép" not in said
    HotSpotTask.objects.filter(hotspot=spot).update(due_on=at.date() + 90 * DAY)
    assert evidence.disagreements() == [f"{spot.subject}: khác với sổ cái (bị sửa)."]
    HotSpotTask.objects.all().delete()
    HotSpot.objects.all().delete()
    assert "bị xóa" in str(evidence.disagreements()[0])
