"""Surveys: a sample anybody can check, answers nobody can trace, figures of few people hidden, remedies, PAPI."""

import datetime as dt
import json
import random
import re
import uuid
from collections import Counter
from collections.abc import Mapping
from fractions import Fraction
from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from motcua.areas.indicators.actions.counting import count
from motcua.areas.indicators.models import Dimensions, Fact, guards
from motcua.areas.indicators.queries import definitions, figures
from motcua.areas.surveys import actions, evidence, jobs, policies, queries
from motcua.areas.surveys.choices import FEW_ANSWERED, Channel, State, shipped
from motcua.areas.surveys.events import PLANNED
from motcua.areas.surveys.models import Answer, Invited, Round, Slip, Waiting, Words
from motcua.areas.surveys.ports import Result
from motcua.areas.surveys.queries.reported import reported, reported_codes
from motcua.areas.surveys.queries.results import counted, measured_again, public_words, results, to_mend
from motcua.base.journal.models import Event
from motcua.base.journal.ports import CITIZEN, SYSTEM, Actor
from motcua.base.messages.actions import choose, send
from motcua.base.messages.models import Notice
from motcua.base.messages.ports import Addressee
from motcua.base.people.queries import actor_for_post
from motcua.gateways.mail import FakeMailer
from motcua.gateways.sms import FakeTexter
from motcua.reactions.counting.table import catch_up, count_anew
from motcua.rules.counting import Row
from motcua.rules.impossible import Invalid, NotAllowed, NotFound
from motcua.rules.surveys import sampling
from tests import world

Posts = Mapping[str, Actor]
DAY = dt.timedelta(days=1)
ANSWER = "00145"
THIRD = "00127"


class Frame:
    """Ninety results of three fields, two of the third."""

    def rows(self, units: Any, since: dt.date, until: dt.date) -> list[Result]:
        fields = ["Hộ tịch"] * 60 + ["Đất đai"] * 28 + ["Văn hóa"] * 2
        return [Result(f"H26.145.00-261101-{n:04}", world.WARD, field) for n, field in enumerate(fields)]

    def reached(self, codes: Any) -> dict[str, Addressee]:
        """The first has an address, the second a number, the third wishes to hear nothing."""
        known = dict(
            zip(
                sorted(codes), (("an@example.vn", ""), ("", "0912345678"), ("b@example.vn", "")), strict=False
            )
        )
        return {code: Addressee(*where, [f"dossier:{code}"], {}) for code, where in known.items()}


class Wards(Frame):
    """Results of two wards: of the one many in two fields and a few of a third, of the other fewer."""

    def rows(self, units: Any, since: dt.date, until: dt.date) -> list[Result]:
        """Only of the units asked about."""
        parts = {
            world.WARD: ["Hộ tịch"] * 300 + ["Đất đai"] * 97 + ["Văn hóa"] * 3, world.OTHER: ["Hộ tịch"] * 60,
            THIRD: ["Hộ tịch"] * 4,
        }  # fmt: skip
        return [
            Result(f"H26.{unit}-261101-{n:04}", unit, field)
            for unit, fields in parts.items() if unit in units for n, field in enumerate(fields)
        ]  # fmt: skip


@pytest.fixture(autouse=True)
def _frame(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "_received", Frame)


def planned(posts: Posts, at: dt.datetime, **over: Any) -> Round:
    """Planned by the head of the office: the short form, about the last month."""
    on = at.date()
    given: dict[str, Any] = {
        "by": posts["office-head"], "at": at, "title": "Hài lòng về bộ phận một cửa", "form": "sipas-phuong/0",
        "since": on - 30 * DAY, "until": on, "closes_on": on + 10 * DAY, **over,
    }  # fmt: skip
    return actions.plan(**given)


def opened(posts: Posts, at: dt.datetime, **over: Any) -> tuple[Round, list[tuple[str, str]]]:
    """A round that is open, and its slips, printed by the Front."""
    made = actions.draw(by=posts["office-head"], at=at, round=planned(posts, at, **over))
    actions.open_round(by=posts["chair"], at=at, round=made)
    slips = actions.print_slips(by=posts["front"], at=at, round=made)
    return Round.objects.get(pk=made.pk), slips


def say(token: str, at: dt.datetime, level: int = 5, *, by: Actor = CITIZEN, **more: Any) -> None:
    """An answer: all criteria of the short form on one level."""
    scores = {one.id: level for one in shipped()["sipas-phuong"].asked.criteria()}
    actions.answer(by=by, at=at, slip=token, **{"channel": "link", "scores": scores, **more})


def test_shipped_questionnaires_say_where_they_come_from() -> None:
    found = shipped()
    assert set(found) == {"sipas-2640", "sipas-1001", "sipas-phuong", "truong-hoc"}
    for one in found.values():
        names = list(one.asked.asked())
        assert one.source and one.certainty == "check" and len(set(names)) == len(names)
        assert all(re.fullmatch("[a-z][a-z0-9]+", name) for name in names)


def test_the_draw_is_journalled_and_can_be_done_again(posts: Posts, at: dt.datetime) -> None:
    made = actions.draw(by=posts["office-head"], at=at, round=planned(posts, at))
    assert made.population == 90 and made.sample == sampling.yamane(90) == 74
    assert set(made.parts) == {"Hộ tịch", "khac"}  # two of culture joined land, so that nobody stands alone
    event = Event.objects.get(subject=made.subject, kind="survey.drawn")
    by_part: dict[str, list[str]] = {"Hộ tịch": [], "khac": []}
    for row in Frame().rows([], at.date(), at.date()):
        by_part["Hộ tịch" if row.field == "Hộ tịch" else "khac"].append(row.code)
    again = sampling.draw(by_part, 74, event.facts["seed"])
    assert sorted(code for codes in again.values() for code in codes) == sorted(
        Invited.objects.values_list("code", flat=True)
    )
    assert queries.draw_holds(made) and evidence.disagreements() == []
    Invited.objects.filter(pk=Invited.objects.order_by("pk").values("pk")[:1]).update(
        code="H26.145.00-261101-9999"
    )
    assert not queries.draw_holds(made)
    assert evidence.disagreements() == [f"{made.subject}: khác với sổ cái (bị sửa)."]


def dump() -> dict[str, str]:
    """Every row of every table, as text."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found[table] = repr(
                [[bytes(v) if isinstance(v, memoryview) else v for v in row] for row in cursor]
            )
    return found


def test_no_answer_can_be_joined_to_a_slip_a_person_or_a_moment(posts: Posts, at: dt.datetime) -> None:
    """The hunt: after sixty answers, nothing in the whole database leads from one of them to who gave it."""
    made, slips = opened(posts, at)
    told = dump()
    assert not any(secret in text for text in told.values() for _part, secret in slips)
    hashes = {secret: queries.hash_of(secret) for _part, secret in slips}
    assert list(Slip.objects.values_list("hash", flat=True).order_by("hash")) == sorted(hashes.values())
    order = []
    for n, (_part, secret) in enumerate(slips[:60]):
        scores = {"cc1": n % 5 + 1, "cc4": n // 5 % 5 + 1, "cc6": n // 25 + 1}
        order.append(scores)
        say(secret, at + n * dt.timedelta(minutes=1), scores=scores, words=f"Lời góp ý thứ {n}")
    jobs.count_boxes(at + DAY)
    assert Waiting.objects.count() == 0 and Answer.objects.count() == 60 and Slip.objects.count() == 14
    told = dump()
    for _part, secret in slips[:60]:
        assert not any(secret in text or hashes[secret] in text for text in told.values())
    assert {f.attname for f in Answer._meta.concrete_fields} == {
        "id", "round_id", "batch", "channel", "unit", "part", "scores",
    }  # fmt: skip
    assert {f.attname for f in Words._meta.concrete_fields} == {"id", "round_id", "batch", "text", "state"}
    with connection.cursor() as cursor:  # in the order in which the rows physically lie
        cursor.execute("SELECT scores FROM surveys_answer")
        lie = [row[0] if isinstance(row[0], dict) else json.loads(row[0]) for row in cursor]
    assert lie != order and sorted(map(str, lie)) == sorted(map(str, order))
    same = sum(a == b for a, b in zip(lie, order, strict=True))
    assert same < 12
    assert "Lời góp ý" not in told["surveys_words"]
    for event in Event.objects.filter(kind="survey.answered"):
        assert event.facts == {"channel": "link", "channel_words": "trên mạng"} and event.by_post == "citizen"
    assert not any("'cc1'" in str(event.facts) for event in Event.objects.filter(subject=made.subject))
    assert evidence.disagreements() == []


def test_a_slip_is_answered_once_however_it_is_typed(posts: Posts, at: dt.datetime) -> None:
    made, slips = opened(posts, at)
    token = slips[0][1]
    assert queries.by_slip(f" {token[:4].lower()}-{token[4:8]} {token[8:]}", at.date()) == made
    say(f"{token[:4]}-{token[4:]}", at)
    for late in (token, "KHONG-CO-MA-NAY", ""):
        with pytest.raises(NotFound):
            say(late, at)
    with pytest.raises(NotFound):
        say(slips[1][1], at + 11 * DAY)
    with pytest.raises(Invalid):
        say(slips[1][1], at, scores={"cc1": ""})
    assert (Round.objects.get().answered, Slip.objects.count()) == (1, len(slips) - 1)


def test_no_official_of_the_unit_sees_a_secret(posts: Posts, at: dt.datetime) -> None:
    """R5.7, R5.8: printed by another unit, once, without codes, in no order of the sample."""
    made = actions.draw(by=posts["office-head"], at=at, round=planned(posts, at))
    made = actions.open_round(by=posts["chair"], at=at, round=made)
    assert not Slip.objects.exists() and made.to_print == 74
    assert {row.answered for row in queries.progress(made)} == {None}, "nought too: who was drawn can be read"
    for post in ("one-stop-1", "justice-1", "chair", "office-head", "inspector"):
        with pytest.raises(NotAllowed):
            actions.print_slips(by=posts[post], at=at, round=made)
    slips = actions.print_slips(by=posts["front"], at=at, round=made)
    told = Counter(part for part, _secret in slips)
    assert told == {part: n for part, (_all, n) in made.parts.items()}
    made = Round.objects.get(pk=made.pk)
    assert made.slips == 74 and made.to_print == 0 and evidence.disagreements() == []
    with pytest.raises(actions.NothingToPrint):
        actions.print_slips(by=posts["front"], at=at, round=made)


def test_progress_never_says_that_nobody_of_a_part_answered(posts: Posts, at: dt.datetime) -> None:
    """R5.8: who was drawn can be read, so nought would be known of each; what is told only grows."""
    made, slips = opened(posts, at)
    by_part: dict[str, list[str]] = {}
    for part, secret in slips:
        by_part.setdefault(part, []).append(secret)
    for secret in by_part["Hộ tịch"][:20]:
        say(secret, at)
    made = Round.objects.get(pk=made.pk)
    assert {row.answered for row in queries.progress(made)} == {None}, (
        "20 of 20 would tell nought of the other"
    )
    for secret in by_part["khac"][:5]:
        say(secret, at)
    made = Round.objects.get(pk=made.pk)
    assert {row.part: row.answered for row in queries.progress(made)} == {"Hộ tịch": 20, "khac": 5}


def test_a_printed_slip_is_one_of_five_at_least(posts: Posts, at: dt.datetime, settings: Any,
                                                monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    """A part in which but one has no address would tell whose the one printed slip is."""

    class Reached(Frame):
        def reached(self, codes: Any) -> dict[str, Addressee]:
            return {
                code: Addressee("an@example.vn", "", [f"dossier:{code}"], {}) for code in sorted(codes)[1:]
            }

    settings.MAIL = "smtp://mail"
    monkeypatch.setattr(queries, "_received", Reached)
    made = actions.draw(by=posts["office-head"], at=at, round=planned(posts, at))
    made = actions.open_round(by=posts["chair"], at=at, round=made, link="https://here/?phieu={}".format)
    assert set(queries.by_hand(made).values()) == {5} and made.letters == made.sample - 5
    assert len(actions.print_slips(by=posts["front"], at=at, round=made)) == 5
    assert evidence.disagreements() == []


def test_no_official_of_the_unit_collects(posts: Posts, at: dt.datetime) -> None:
    """R5.7: people by themselves, or posts that supervise and do none of the work."""
    made, slips = opened(posts, at)
    for post in ("one-stop-1", "justice-1", "chair", "office-head", "bo-de-one-stop-1", "inspector"):
        assert not policies.can_interview(posts[post], made)
        for channel in ("link", "phone", "tablet"):
            with pytest.raises(NotAllowed):
                say(slips[0][1], at, by=posts[post], channel=channel)
    with pytest.raises(NotAllowed):
        say(slips[0][1], at, channel="phone")
    assert queries.to_interview(posts["front"], at.date()) == [made]
    say(slips[0][1], at, by=posts["front"], channel="phone")
    assert queries.to_interview(posts["one-stop-1"], at.date()) == []


def test_a_channel_of_few_is_not_told_and_the_box_waits(posts: Posts, at: dt.datetime) -> None:
    made, slips = opened(posts, at)
    tokens = iter([secret for _part, secret in slips])
    for _ in range(4):
        say(next(tokens), at)
    say(next(tokens), at, channel="kiosk")
    assert jobs.count_boxes(at) == 0 and not Answer.objects.exists()
    with pytest.raises(actions.NothingWaits):
        actions.count_waiting(by=SYSTEM, at=at, round=made)
    say(next(tokens), at)
    assert jobs.count_boxes(at) == 1 and Answer.objects.count() == 5 and Waiting.objects.count() == 1
    done = actions.close(by=posts["office-head"], at=at, round=made, reason="Đủ phiếu.")
    assert done.state == "closed" and Answer.objects.get(batch=2).channel == "mixed"
    assert Slip.objects.count() == 0 and evidence.disagreements() == []


def answered(posts: Posts, at: dt.datetime, levels: list[int], **over: Any) -> Round:
    """A round that is closed with these answers, the first ones of the civil-status part."""
    made, slips = opened(posts, at, **over)
    for level, (_part, secret) in zip(levels, slips, strict=False):
        say(secret, at, level)
    return actions.close(by=posts["office-head"], at=at, round=made, reason="Đủ phiếu.")


def test_results_hide_the_few_and_compare_rounds(posts: Posts, at: dt.datetime) -> None:
    first = answered(posts, at, [5] * 20 + [2] * 20, since=at.date() - 60 * DAY, until=at.date() - 31 * DAY)
    made = answered(posts, at + DAY, [5] * 45 + [1] * 5)
    found = results(made)
    assert found.people == 50 and found.whole is not None and found.before == first.code
    assert found.whole.index == 90 and found.change is not None and found.change.sure
    assert round(found.change.points) == 40 and len(found.elements) == 3 and len(found.criteria) == 9
    assert [line.tally for line in found.parts] == [
        None,
        None,
    ]  # all of one part, who of the other kept silent
    few = answered(posts, at + 2 * DAY, [4] * 4)
    shown = results(few)
    assert shown.whole is None and all(line.tally is None for line in shown.criteria) and shown.parts == ()
    with pytest.raises(actions.NotAsked):
        actions.publish(by=posts["chair"], at=at + 3 * DAY, round=few, conclusion="Sẽ làm tốt hơn")


def test_levels_that_few_gave_are_told_nowhere(posts: Posts, at: dt.datetime) -> None:
    """R5.8: neither on a page, nor in facts, nor between two looks at a round that still runs."""
    made, slips = opened(posts, at)
    given = [1] * 2 + [2] * 3 + [3] * 4 + [4] * 6 + [5] * 9
    for level, (_part, secret) in zip(given, slips, strict=False):
        say(secret, at, level)
    jobs.count_boxes(at)
    found = results(Round.objects.get(pk=made.pk))
    assert found.people and found.whole is None and not found.criteria, "answers still come"
    made = actions.close(by=posts["office-head"], at=at, round=made, reason="Đủ phiếu.")
    found = results(made)
    assert found.levels == ((1, 2, 3), (4,), (5,)) and not found.means
    actions.publish(by=posts["chair"], at=at, round=made, conclusion="Sẽ làm tốt hơn")
    told = counted(made.code).rows
    assert {score for *_, score, _n in told} == {3, 4, 5} and min(n for *_, n in told) >= 5
    few = answered(posts, at + DAY, [2] * 3 + [5] * 20)
    shown = results(few)
    assert shown.levels == () and shown.whole is None and shown.bound == (100 - Fraction(400, 23), 100)


def test_a_share_never_tells_that_one_person_was_not_satisfied(posts: Posts, at: dt.datetime) -> None:
    """R5.8: 85,7 % of 7 people is exactly one; 97,5 % of 40 too. Bounds are told, of fewer than ten nothing."""
    made, slips = opened(posts, at)
    full = {one.id: 5 for one in shipped()["sipas-phuong"].asked.criteria()}
    for n, (_part, secret) in enumerate(slips[:40]):
        say(
            secret,
            at,
            scores=full | {"cc1": 1 if n == 0 else 5} | dict.fromkeys(("kq1", "gy1"), 2 if n < 9 else 4),
        )
    found = results(actions.close(by=posts["office-head"], at=at, round=made, reason="Đủ phiếu."))
    assert found.whole is not None and found.whole.index is not None
    by_id = {line.id: line for line in found.criteria}
    assert by_id["cc1"].tally is None and (by_id["cc1"].people, by_id["cc1"].valid) == (40, 40)
    assert by_id["cc1"].bound == (90, 100)
    exact = by_id["kq1"].tally
    assert exact is not None and exact.index == Fraction(3100, 40)
    assert sum(line.tally is None for line in found.elements) >= 2, "and what would tell it"
    seven = results(answered(posts, at + DAY, [5] * 6 + [1]))
    assert seven.people == 7 and seven.whole is None and seven.bound is None
    assert not any(line.tally or line.bound for line in (*seven.elements, *seven.criteria))


def test_a_small_part_is_hidden_with_another(posts: Posts, at: dt.datetime) -> None:
    made, slips = opened(posts, at)
    own = [secret for part, secret in slips if part == "Hộ tịch"]
    rest = [secret for part, secret in slips if part == "khac"]
    for secret in (*own[:10], *rest[:3]):
        say(secret, at)
    actions.close(by=posts["office-head"], at=at, round=made, reason="Đủ phiếu.")
    found = results(Round.objects.get(pk=made.pk))
    assert found.whole is not None and [line.tally for line in found.parts] == [None, None]


def test_a_part_of_which_nobody_answered_is_told_like_one_of_few(posts: Posts, at: dt.datetime) -> None:
    """Who was drawn can be read: a line that is missing would say of all of them that they kept silent."""
    made, slips = opened(posts, at)
    for secret in [secret for part, secret in slips if part == "Hộ tịch"][:10]:
        say(secret, at)
    actions.close(by=posts["office-head"], at=at, round=made, reason="Đủ phiếu.")
    found = results(Round.objects.get(pk=made.pk))
    assert found.whole is not None
    assert [(line.id, line.tally) for line in found.parts] == [("Hộ tịch", None), ("khac", None)]


def test_words_are_sealed_until_a_leader_lets_them_through(posts: Posts, at: dt.datetime) -> None:
    made, slips = opened(posts, at)
    hostile = "<script>alert(1)</script> ông Bình quầy 2 nhận tiền"
    for n in range(5):
        say(slips[n][1], at, words=hostile if n == 2 else "")
    jobs.count_boxes(at)
    (row,) = Words.objects.all()
    assert row.text == hostile and public_words(made) == [] and queries.words_left(made) == 1
    with pytest.raises(NotAllowed):
        actions.review_words(by=posts["front"], at=at, round=made, id=str(row.pk), state="shown")
    actions.review_words(by=posts["chair"], at=at, round=made, id=str(row.pk), state="kept")
    assert public_words(made) == [] and evidence.disagreements() == []
    Words.objects.update(state="shown")
    assert evidence.disagreements() == [f"{made.subject}: khác với sổ cái (bị sửa)."]


def test_ballots_stuffed_or_taken_out_are_found(posts: Posts, at: dt.datetime) -> None:
    made = answered(posts, at, [5] * 6)
    assert evidence.disagreements() == []
    first = Answer.objects.order_by("pk").first()
    assert first is not None
    first.pk = None
    first.id = uuid.uuid4()
    first.save(force_insert=True)
    assert f"{made.subject}: số phiếu khác với sổ cái (bị thêm hoặc bớt)." in evidence.disagreements()


LINES = "# Giảng dạy\n- Thầy cô dạy dễ hiểu\n- Đánh giá công bằng\n# Cơ sở\n- Phòng học sáng, thoáng"


def test_a_local_questionnaire_is_issued_and_never_changes(posts: Posts, at: dt.datetime) -> None:
    head, chair = posts["office-head"], posts["chair"]
    form = actions.draft_form(
        by=head, at=at, title="Hài lòng trường phường", lines=LINES, based_on="truong-hoc"
    )
    assert form.code.startswith("BCH-H26.145.00-26-") and queries.chosen(head, f"{form.code}/1") is None
    with pytest.raises(NotAllowed):
        actions.publish_form(by=posts["one-stop-1"], at=at, form=form)
    actions.change_form(by=head, at=at, form=form, title=form.title, lines=LINES + "\n- Sân chơi rộng")
    actions.publish_form(by=chair, at=at, form=form)
    with pytest.raises(actions.AlreadyIssued):
        actions.change_form(by=head, at=at, form=form, title="Khác", lines=LINES)
    second = actions.next_version(by=head, at=at, form=form)
    assert (
        second.version == 2 and list(second.asked.asked()) == list(form.asked.asked())
    ) or second.asked.elements
    with pytest.raises(actions.StillDrafted):
        actions.next_version(by=head, at=at, form=form)
    (offer,) = [one for one in queries.offered(head) if one.code == form.code]
    assert offer.version == 1
    made, slips = opened(posts, at, form=offer.key, frame="slips", parts="Lớp 5A: 30\nLớp 5B: 25")
    assert (
        len(slips) == 55
        and {part for part, _secret in slips} == {"Lớp 5A", "Lớp 5B"}
        and made.population == 55
    )
    actions.publish_form(by=chair, at=at, form=second)
    assert Round.objects.get(pk=made.pk).version == 1 and evidence.disagreements() == []
    with pytest.raises(NotFound):
        queries.form(posts["bo-de-one-stop-1"], form.code, 1)


def test_everything_to_mend_is_said_at_once(posts: Posts, at: dt.datetime) -> None:
    with pytest.raises(Invalid) as caught:
        planned(posts, at, title="", form="la/0", since=None, until=at.date() + DAY, closes_on=None, margin="0.5",
                frame="slips", parts="Lớp 5A: 3")  # fmt: skip
    assert {fault.field for fault in caught.value.faults} == {
        "title", "form", "since", "until", "closes_on", "margin", "parts",
    }  # fmt: skip
    made = planned(posts, at)
    for post in ("one-stop-1", "front", "inspector"):
        with pytest.raises(NotAllowed):
            planned(posts, at, by=posts[post])
    with pytest.raises(NotAllowed):
        actions.open_round(by=posts["front"], at=at, round=made)
    with pytest.raises(NotFound):
        queries.one(posts["bo-de-one-stop-1"], made.code)
    with pytest.raises(actions.NotNow):
        actions.open_round(by=posts["chair"], at=at, round=made)
    assert actions.cancel(by=posts["office-head"], at=at, round=made).state == "cancelled"


def test_who_runs_a_round_closes_it_early_for_a_reason(posts: Posts, at: dt.datetime) -> None:
    """R5.7: no other head; before its last day is over for a reason that everybody reads."""
    made, slips = opened(posts, at)
    for _part, secret in slips[:6]:
        say(secret, at)
    assert not policies.can_run(posts["one-stop-head"], made) and policies.can_run(posts["chair"], made)
    with pytest.raises(NotAllowed):
        actions.close(by=posts["one-stop-head"], at=at, round=made, reason="Đủ phiếu.")
    for wrong in ("", "Gọi 0912345678"):
        with pytest.raises(Invalid):
            actions.close(by=posts["office-head"], at=at, round=made, reason=wrong)
    done = actions.close(by=posts["office-head"], at=at, round=made, reason="Bão, ngừng tiếp dân.")
    assert queries.ended_early(done) == (11, "Bão, ngừng tiếp dân.")
    event = Event.objects.get(subject=made.subject, kind="survey.ended_early")
    assert (event.facts["days"], event.facts["answers"]) == (11, 6)
    late, _slips = opened(posts, at + DAY)
    over = actions.close(by=posts["office-head"], at=at + 12 * DAY, round=late)
    assert over.state == "closed" and queries.ended_early(over) is None


def test_a_round_past_its_day_closes_by_itself(posts: Posts, at: dt.datetime) -> None:
    made, slips = opened(posts, at)
    say(slips[0][1], at)
    jobs.count_boxes(at + 12 * DAY)
    assert Round.objects.get(pk=made.pk).state == "closed" and Answer.objects.get().channel == "mixed"


def test_remedies_stand_with_their_criterion(posts: Posts, at: dt.datetime) -> None:
    made = answered(posts, at, [2] * 6)
    assert len(to_mend(results(made))) == 5
    head = posts["office-head"]
    row = actions.note_remedy(
        by=head, at=at, round=made, criterion="cc1", directive="VB-H26.145.00-26-0001", task=1
    )
    assert queries.remedies(made.agency, made.subject) == [row]
    with pytest.raises(Invalid):
        actions.note_remedy(by=head, at=at, round=made, criterion="la", directive="VB-1", task=1)
    assert evidence.disagreements() == []


PAPI_FILE = """province_id,province,province_en,year,indicator_en,indicator_vi,score
1,Hà Nội,Ha Noi,2016,Participation,Tham gia của người dân ở cấp cơ sở,5.08
1,Hà Nội,Ha Noi,2016,Civic Knowledge,Tri thức công dân,0.98
1,Hà Nội,Ha Noi,2016,Procedures,Thủ tục hành chính công,6.95
2,Hà Giang,Ha Giang,2016,Participation,Tham gia của người dân ở cấp cơ sở,5.5
"""


def test_papi_is_imported_never_computed(posts: Posts, at: dt.datetime) -> None:
    head = posts["office-head"]
    with pytest.raises(Invalid):
        actions.note_papi_remedy(by=head, at=at, dimension="1", directive="VB-1", task=1)
    assert actions.import_papi(by=head, at=at, content=PAPI_FILE.encode(), province="ha noi").taken == 3
    assert actions.import_papi(by=head, at=at, content=PAPI_FILE.encode(), province="Hà Nội").taken == 3
    found = queries.papi(head)
    assert {name: f"{score:.2f}" for name, score in found["Hà Nội"][2016].items()} == {
        "1": "5.08",
        "5": "6.95",
    }
    actions.note_papi_remedy(by=head, at=at, dimension="5", directive="VB-1", task=1)
    assert evidence.disagreements() == []
    for wrong in (b"\xff\xfe", b"a,b\n1,2"):
        with pytest.raises(Invalid):
            actions.import_papi(by=head, at=at, content=wrong, province="Hà Nội")
    with pytest.raises(Invalid):
        actions.import_papi(by=head, at=at, content=PAPI_FILE.encode(), province="Huế")
    with pytest.raises(NotAllowed):
        actions.import_papi(by=posts["front"], at=at, content=PAPI_FILE.encode(), province="Hà Nội")


def test_every_row_of_papi_is_checked_and_told(posts: Posts, at: dt.datetime) -> None:
    """R5.12: contents from 1 to 10; what is refused is told by line and reason, and no count says it was taken."""
    file = """province,year,indicator_vi,score
Hà Nội,2024,Thủ tục hành chính công,6.95
Hà Nội,2024,Cung ứng dịch vụ công,99
Hà Nội,2024,Nội dung lạ,5
Hà Nội,2024,Quản trị điện tử,nan
Hà Nội,2024,Quản trị môi trường,0.5
Hà Nội,24,Quản trị môi trường,5
Hà Nội,2024,Thủ tục hành chính công,7
Huế,2024,Quản trị điện tử,4
"""
    read = actions.import_papi(by=posts["office-head"], at=at, content=file.encode(), province="Hà Nội")
    assert (read.taken, read.elsewhere) == (1, 1)
    assert dict(read.refused) == {
        3: "điểm 99.00 ngoài thang 1–10", 4: "không biết nội dung “Nội dung lạ”", 5: "điểm không phải số",
        6: "điểm 0.50 ngoài thang 1–10", 7: "năm không từ 2009 đến 2100", 8: "năm và chỉ tiêu này đã có ở dòng 2",
    }  # fmt: skip
    event = Event.objects.get(kind="papi.imported")
    assert (event.facts["rows_read"], event.facts["rows_refused"]) == (
        1,
        6,
    ) and evidence.disagreements() == []
    bad = file.splitlines()[0] + "\nHà Nội,2024,Cung ứng dịch vụ công,99\n"
    with pytest.raises(Invalid, match="Dòng 2: điểm 99"):
        actions.import_papi(by=posts["office-head"], at=at, content=bad.encode(), province="Hà Nội")


def test_the_published_total_of_papi_is_taken_as_it_is(posts: Posts, at: dt.datetime) -> None:
    """R5.12: the unweighted sum of six contents, of eight since 2018."""
    name = "Chỉ số PAPI (không có trọng số)"
    file = "province,year,indicator_en,indicator_vi,score\n" + "".join(
        f"Hà Nội,{year},Un-weighted2015PAPI,{name},{score}\n"
        for year, score in (
            (2011, "36.40502"),
            (2016, "60.1"),
            (2020, "41.02"),
            (2021, "7.9"),
            (2022, "80.5"),
        )
    )
    head = posts["office-head"]
    read = actions.import_papi(by=head, at=at, content=file.encode(), province="Hà Nội")
    assert dict(read.refused) == {
        3: "tổng điểm 60.10 ngoài thang 6–60", 5: "tổng điểm 7.90 ngoài thang 8–80",
        6: "tổng điểm 80.50 ngoài thang 8–80",
    }  # fmt: skip
    found = queries.papi(head)["Hà Nội"]
    assert {year: f"{row['0']:.2f}" for year, row in found.items()} == {2011: "36.41", 2020: "41.02"}
    with pytest.raises(Invalid):
        actions.note_papi_remedy(by=head, at=at, dimension="0", directive="VB-1", task=1)


def test_a_criterion_that_few_answered_cannot_be_reckoned_from_its_element(
    posts: Posts, at: dt.datetime
) -> None:
    """Three of twenty answered one criterion: it is hidden, and with it another of its element."""
    made, slips = opened(posts, at)
    for n, (_part, secret) in enumerate(slips[:20]):
        scores = {"cc1": 5, "cc4": 4, "kq1": 5, "kq2": 3, **({"cc6": 5} if n < 3 else {})}
        say(secret, at, scores=scores)
    actions.close(by=posts["office-head"], at=at, round=made, reason="Đủ phiếu.")
    found = results(Round.objects.get(pk=made.pk))
    by_id = {line.id: line.tally for line in found.criteria}
    assert by_id["cc6"] is None and [by_id["cc1"], by_id["cc4"]].count(None) == 1
    assert by_id["kq1"] is not None and all(line.tally is not None for line in found.elements)


class Divisions(Frame):
    """The same people, four of whom were served by another unit."""

    def rows(self, units: Any, since: dt.date, until: dt.date) -> list[Result]:
        found = super().rows(units, since, until)
        return [row._replace(unit=world.OTHER) if n < 4 else row for n, row in enumerate(found)]


@pytest.mark.django_db(transaction=True)
def test_figures_know_published_rounds_only_and_no_unit_of_few(
    posts: Posts, at: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R5.5, R5.8: facts stand when the round is published; what few answered is told with the agency."""
    monkeypatch.setattr(queries, "_received", Divisions)
    made, slips = opened(posts, at, form="sipas-2640/0", margin="0.03")
    units = dict(made.unanswered.values_list("hash", "unit"))
    few = [secret for *_, secret in slips if units[queries.hash_of(secret)] == world.OTHER]
    many = [secret for *_, secret in slips if units[queries.hash_of(secret)] == world.WARD]
    assert 0 < len(few) < 5
    for n, secret in enumerate([*few, *many[:20]]):
        scores = {"tc1": 1 if secret in few else 5, "chung": 3} | ({"tt1": 4} if n < 3 else {"tt2": 2})
        say(secret, at, scores=scores)
    closed = actions.close(by=posts["office-head"], at=at, round=made, reason="Đủ phiếu.")
    on = at.date()
    asked = ({world.WARD, world.OTHER}, on - 40 * DAY, on + DAY)
    catch_up()
    assert reported({world.WARD}, on, on + DAY, at) == []
    surveyed = Dimensions.objects.filter(kind__startswith="survey.")
    assert not surveyed.exists(), "nobody reads a round in a figure before it is published"
    actions.publish(by=posts["chair"], at=at, round=closed, conclusion="Sẽ thêm ghế.", impersonal=True)
    catch_up()
    assert {(row[0], row[2]) for row in counted(made.code).rows} == {(world.WARD, "sipas-2640:")}, (
        "tt1 of few, tt2 that would tell it, tc1 of which few were not satisfied"
    )
    one, page = figures.figure("sipas.overall", *asked), results(closed).whole
    assert one.parts == f"23/{2 * (len(few) + 20)}", "without the general question (R5.5)"
    assert page is not None and (one.numerator, one.denominator) == (page.satisfied, page.valid)
    (told,) = reported({world.WARD}, on, on + DAY, at)
    assert (told["satisfied"], told["answers"], told["family"]) == (page.satisfied, page.valid, "sipas")
    assert reported_codes(posts["chair"], on, on + DAY, at, [{"family": {"sipas"}}]) == [made.code]
    assert reported_codes(posts["chair"], on, on + DAY, at, [{"family": {"local"}}]) == []
    definition = definitions.definition("sipas.overall", on)
    (ward,) = figures.by_unit(definition, *asked, on)
    assert (ward.key, ward.figure.parts) == (world.WARD, one.parts)
    types = {part.name: part.figure.worth.hidden for part in figures.by_dimension(definition, *asked, "type")}
    assert types == {str(FEW_ANSWERED): False}
    assert figures.figure("schools.satisfied", *asked).parts == "0/0"
    assert figures.figure("sipas.overall", {world.OTHER}, *asked[1:]).parts == "0/0"


@pytest.mark.django_db(transaction=True)
def test_facts_of_every_instrument_are_their_own(posts: Posts, at: dt.datetime) -> None:
    """R5.5: the short form of a ward is no SIPAS."""
    closed = answered(posts, at, [5] * 20)
    actions.publish(by=posts["chair"], at=at, round=closed, conclusion="Sẽ làm tiếp.", impersonal=True)
    catch_up()
    kinds = Dimensions.objects.filter(kind__startswith="survey.").values_list("kind", flat=True)
    assert set(kinds) == {"survey.local"}
    before = sorted(Fact.objects.values_list("seq", "n", "day", "amount"))
    count_anew(lambda _read: None)
    assert sorted(Fact.objects.values_list("seq", "n", "day", "amount")) == before


@pytest.mark.django_db(transaction=True)
def test_what_was_counted_before_goes_and_is_counted_anew(posts: Posts, at: dt.datetime) -> None:
    """Facts of an earlier version told every answer apart: none is left when the next one starts."""
    catch_up()
    count([(10_000, Row("survey.local", at.date(), world.WARD, type="tc1", outcome="1"))])
    before = Fact.objects.exclude(seq=10_000).count()
    with connection.cursor() as cursor:
        for statement in guards.allowing(connection.vendor):
            cursor.execute(statement)
        cursor.execute("UPDATE indicators_dimensions SET kind = 'survey.answer' WHERE kind = 'survey.local'")
        for statement in guards.refusing(connection.vendor):
            cursor.execute(statement)
        upgrade = import_module("motcua.areas.indicators.migrations.0005_surveys_counted_anew")
        upgrade.forwards(apps, SimpleNamespace(connection=connection, execute=cursor.execute))
    assert not Fact.objects.exists() and not Dimensions.objects.exists()
    catch_up()
    assert (
        Fact.objects.count() == before and not Dimensions.objects.filter(kind__startswith="survey.").exists()
    )
    with pytest.raises(DatabaseError), transaction.atomic():
        Fact.objects.update(amount=7)


@pytest.mark.parametrize(
    ("units", "shown"),
    [
        ({world.WARD: 3}, {"": None}), ({world.WARD: 30}, {"": "24/30"}),
        ({world.WARD: 30, world.OTHER: 3}, {"": "26/33", world.WARD: None, world.OTHER: None}),
        ({world.WARD: 30, world.OTHER: 6}, {"": "28/36", world.WARD: None, world.OTHER: None}),
        ({world.WARD: 30, world.OTHER: 25}, {"": "44/55", world.WARD: "24/30", world.OTHER: "20/25"}),
        ({world.WARD: 20}, {"": None}), ({world.WARD: 25, world.OTHER: 20}, {"": "36/45", world.WARD: None}),
    ],
)  # fmt: skip
def test_parts_of_few_are_hidden_however_the_facts_came(
    ward: None, units: dict[str, int], shown: dict[str, str | None]
) -> None:
    """R5.8: also those of which 18 of 22 are satisfied, so four are not; and one part more, which would tell it."""
    day = dt.date(2026, 10, 9)
    rows = []
    for unit, n in units.items():
        good = n * 4 // 5
        rows += [
            Row("survey.sipas", day, unit, type="sipas-2640:tc1", channel="link", outcome="5", amount=good)
        ]
        rows += [
            Row(
                "survey.sipas", day, unit, type="sipas-2640:tc1", channel="link", outcome="1", amount=n - good
            )
        ]
    count(enumerate(rows, 10_000))
    since, until = dt.date(2026, 1, 1), dt.date(2026, 12, 1)
    one = definitions.definition("sipas.overall", day)
    parts = {"": figures.figure("sipas.overall", set(units), since, until)}
    parts |= {part.key: part.figure for part in figures.by_unit(one, set(units), since, until, day)}
    assert {key: None if parts[key].worth.hidden else parts[key].parts for key in shown} == shown
    hidden = [figure for figure in parts.values() if figure.worth.hidden]
    assert all(figure.value is None and not figure.numerator and figure.printed == "–" for figure in hidden)
    months = figures.by_month(one, set(units), since, until)
    assert [month.figure.worth.hidden for month in months if month.key == "2026-10-01"] == [shown[""] is None]


def test_no_row_of_facts_nor_any_sum_of_rows_is_of_few_people(posts: Posts, at: dt.datetime) -> None:
    """R5.8: by unit, channel, criterion and half, whatever was answered: nobody or five people at least."""
    rules, seen = random.Random(6), Counter[str]()
    for turn in range(40):
        form = planned(posts, at, since=at.date() - 60 * DAY + turn * DAY)
        Round.objects.filter(pk=form.pk).update(state=State.PUBLISHED)
        ids = [one.id for one in form.asked.criteria()][: rules.randint(1, 4)]
        bad, most = {id: rules.choice([0, 0.05, 0.5]) for id in ids}, rules.choice([30, 200])
        sheets = [
            Answer(
                round=form, batch=1, unit=rules.choices([world.WARD, world.OTHER], [5, 2])[0], part="a",
                channel=rules.choices([Channel.LINK, Channel.PHONE], [3, 1])[0],
                scores={
                    id: rules.choice([1, 2, 3]) if rules.random() < bad[id] else rules.choice([4, 5])
                    for id in ids if rules.random() < 0.9
                },
            ) for _n in range(rules.randint(20, most))
        ]  # fmt: skip
        Answer.objects.bulk_create(sheets)
        rows = counted(form.code).rows
        apart = {name.partition(":")[2] for _unit, _channel, name, _score, _n in rows}
        units, channels = {row[0] for row in rows}, {row[1] for row in rows}
        seen.update(
            f"{kind} {len(told) > 1}" for kind, told in (("unit", units), ("channel", channels), ("", apart))
        )
        assert channels <= {Channel.LINK, Channel.PHONE} or channels == {Channel.MIXED}
        people: dict[tuple[str, str, str, bool], set[int]] = {}
        answers = Counter[tuple[str, str, str, bool]]()
        for n, sheet in enumerate(sheets if rows else ()):
            unit = sheet.unit if len(units) > 1 else world.WARD
            channel = str(Channel.MIXED) if channels == {Channel.MIXED} else sheet.channel
            for id, level in sheet.scores.items():
                cell = (unit, channel, id if id in apart else "", level >= 4)
                people.setdefault(cell, set()).add(n)
                answers[cell] += 1
        told = Counter[tuple[str, str, str, bool]]()
        for unit, channel, name, score, n in rows:
            told[unit, channel, name.partition(":")[2], score >= 4] += n
        assert told == answers and min(map(len, people.values()), default=5) >= 5
    assert all(seen[f"{kind} {several}"] for kind in ("unit", "channel", "") for several in (True, False)), (
        seen
    )


def test_a_criterion_is_held_against_the_round_after_its_remedy(posts: Posts, at: dt.datetime) -> None:
    """S036–S038: whether it rose, and beyond chance; a criterion of few, or asked once, says nothing."""
    on = at.date()
    first = answered(posts, at, [2] * 24 + [5] * 5, since=on - 60 * DAY, until=on - 31 * DAY)
    assert measured_again(first, ["cc1"]) is None
    later = answered(posts, at + DAY, [5] * 24)
    found = measured_again(first, ["cc1", "khong-co"])
    assert found is not None and found[0] == later and set(found[1]) == {"cc1"}
    assert found[1]["cc1"].sure and found[1]["cc1"].points > 80


@pytest.fixture
def above(posts: Posts, at: dt.datetime) -> Actor:
    """Who leads the city, above the wards."""
    world.open_city()
    return actor_for_post("city-chair", at.date())


def test_a_round_about_several_units_is_drawn_by_unit_and_field(
    posts: Posts, at: dt.datetime, above: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R5.6: one size for all in proportion, or one of each unit; parts of few are put together within their unit."""
    monkeypatch.setattr(queries, "_received", Wards)
    with pytest.raises(Invalid) as refused:
        planned(posts, at, units=[world.WARD, world.OTHER])
    assert [fault.field for fault in refused.value.faults] == ["units"], "a ward asks about itself alone"
    with pytest.raises(Invalid):
        planned(posts, at, by=above, units=[world.WARD, world.OTHER], frame="slips", parts="Lớp 5A: 35")
    assert {world.WARD, world.OTHER, "01"} <= queries.askable(above, at.date()).keys()
    assert list(queries.askable(posts["office-head"], at.date())) == [world.WARD]
    three = [world.WARD, world.OTHER, THIRD]
    whole = actions.draw(by=above, at=at, round=planned(posts, at, by=above, units=three))
    assert {part: n for part, (n, _asked) in whole.parts.items()} == {
        f"{world.WARD}/Hộ tịch": 300, f"{world.WARD}/khac": 100, f"{world.OTHER}/Hộ tịch": 60, "khac": 4,
    }  # fmt: skip
    assert whole.sample == sampling.yamane(464) == 215 and queries.draw_holds(whole)
    each = planned(posts, at, by=above, units=three, spread="unit")
    each = actions.draw(by=above, at=at, round=each)
    by_unit = {unit: each.invited.filter(unit=unit).count() for unit in three}
    assert by_unit == {world.WARD: sampling.yamane(400), world.OTHER: sampling.yamane(60), THIRD: 4}
    assert queries.draw_holds(each) and evidence.disagreements() == []


def test_no_part_of_few_is_told_by_its_unit(
    posts: Posts, at: dt.datetime, above: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R5.8: the table of units tells sums of the table of parts; progress tells of no few either."""
    monkeypatch.setattr(queries, "_received", Wards)
    made = actions.draw(
        by=above, at=at, round=planned(posts, at, by=above, units=[world.WARD, world.OTHER], spread="unit")
    )
    actions.open_round(by=above, at=at, round=made)
    slips = actions.print_slips(by=above, at=at, round=made)
    by_part: dict[str, list[str]] = {}
    for part, secret in slips:
        by_part.setdefault(part, []).append(secret)
    ward, land, other = (f"{world.WARD}/Hộ tịch", f"{world.WARD}/khac", f"{world.OTHER}/Hộ tịch")
    for secret in (*by_part[ward][:20], *by_part[land][:3], *by_part[other][:10]):
        say(secret, at)
    made = Round.objects.get(pk=made.pk)
    told = {row.part: row.answered for row in queries.progress(made)}
    assert told[land] is None and list(told.values()).count(None) >= 2, "few, and what would tell them"
    jobs.count_boxes(at)
    actions.close(by=above, at=at, round=made, reason="Đủ phiếu.")
    found = results(Round.objects.get(pk=made.pk))
    units = {line.id: line.tally and line.tally.people for line in found.units}
    parts = {line.id: line.tally and line.tally.people for line in found.parts}
    assert units == {world.WARD: 23, world.OTHER: 10}
    assert parts[land] is None and parts[ward] is None, "23 less 20 would tell three"
    assert {row.answered for row in queries.progress(Round.objects.get(pk=made.pk))} == {None}


def test_whoever_gave_an_address_is_sent_a_link_that_ties_nothing(
    posts: Posts, at: dt.datetime, settings: Any
) -> None:
    """R5.7, R5.8: a letter names the round alone, its secret is gone when it left; reminders go to everybody."""
    settings.MAIL, settings.SMS_URL = "smtp://mail", "https://sms"
    made = actions.draw(by=posts["office-head"], at=at, round=planned(posts, at))
    codes = sorted(made.invited.values_list("code", flat=True))
    choose(by=CITIZEN, at=at, subject=f"dossier:{codes[2]}", unit=world.WARD, wish="none")
    actions.open_round(by=posts["chair"], at=at, round=made, link="https://here/?phieu={}".format)
    made = Round.objects.get(pk=made.pk)
    assert made.letters == 2 and made.to_print == 72 and evidence.disagreements() == []
    assert not set(made.invited.filter(by_hand=True).values_list("code", flat=True)) & set(codes[:2])
    waiting = list(Notice.objects.order_by("nth"))
    assert {row.subject for row in waiting} == {made.subject} and len(waiting) == 2
    told = dump()
    assert not any(code in told["base_messages_notice"] for code in codes) and "phieu=" not in str(told)
    mailer, texter = FakeMailer(), FakeTexter()
    for row in waiting:
        send(by=SYSTEM, at=at, notice=row.pk, mailer=mailer, texter=texter)
    ((to, subject, body),) = mailer.sent
    secret = re.search(r"phieu=(\w+)", body)
    assert to == "an@example.vn" and made.code in subject and secret is not None
    assert not any(code in body for code in codes) and "http" not in str(texter.sent)
    say(secret[1], at)
    with pytest.raises(NotFound):
        say(secret[1], at)
    told = dump()
    assert not any(secret[1] in text or "an@example.vn" in text for text in told.values())
    assert jobs.remind(at) == 0 and evidence.disagreements() == []
    near = at + 3 * DAY
    assert jobs.remind(near) == 1 and jobs.remind(near + DAY) == 0
    assert Notice.objects.filter(key="survey.reminded").count() == 2, "whoever answered too: nobody knows who"
    assert jobs.remind(at + 8 * DAY) == 1 and evidence.disagreements() == []
    with pytest.raises(NotAllowed):
        actions.remind(by=posts["chair"], at=near, round=made)


def test_the_journal_names_the_questionnaire_by_its_title(posts: Posts, at: dt.datetime) -> None:
    made = planned(posts, at)
    (event,) = Event.objects.filter(kind="survey.planned", subject=made.subject)
    said = PLANNED.sentence(event.facts)
    assert f"“{shipped()['sipas-phuong'].title}”" in said and "sipas-phuong/0" not in said
