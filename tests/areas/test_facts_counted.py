"""What the journal says is counted: facts of dossiers and of everything else, once, and the same when counted again."""

import datetime as dt
import importlib.util
import pkgutil
from collections import Counter
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, OperationalError, transaction
from hypothesis import given
from hypothesis import strategies as st

import motcua.areas
from motcua.areas.dossiers import actions as dossiers
from motcua.areas.dossiers.models import Dossier
from motcua.areas.dossiers.queries.counted import reported as dossiers_reported
from motcua.areas.indicators.actions import measures, rebuilding
from motcua.areas.indicators.choices import facts as kinds
from motcua.areas.indicators.choices.definitions import shipped
from motcua.areas.indicators.models import Cell, Dimensions, Fact
from motcua.areas.indicators.queries import cells, facts
from motcua.areas.petitions import actions as petitions
from motcua.base.journal.events import EVENTS
from motcua.base.journal.models import Event
from motcua.base.journal.ports import Actor
from motcua.base.journal.queries import Told
from motcua.reactions.counting import table
from motcua.reactions.counting.cases import PROCESSES, any_case, clocks
from motcua.reactions.counting.seen import Seen
from motcua.rules import counting
from motcua.rules.scoring.definitions import Basis
from tests import world

Receive = Callable[..., Dossier]
DAY, MINUTE = dt.timedelta(days=1), dt.timedelta(minutes=1)


def counted(kind: str) -> Counter[tuple[str, str, str]]:
    """Facts of a kind: (day, outcome, timing) → amount."""
    found: Counter[tuple[str, str, str]] = Counter()
    for fact in Fact.objects.filter(dimensions__kind=kind).select_related("dimensions"):
        found[fact.day.isoformat(), fact.dimensions.outcome, fact.dimensions.timing] += fact.amount
    return found


def overdue(on: dt.date) -> int:
    """How many dossiers are overdue at the end of a day."""
    due, off = (counting.measure({"fact": f"dossier.{word}"}) for word in ("falls_due", "off_due"))
    stock = cells.amounts([due, off], [world.WARD], on, on + DAY, stock=True)
    return stock[due] - stock[off]


def rows() -> list[tuple[Any, ...]]:
    names = ("seq", "n", "day", "amount", "code", *(f"dimensions__{name}" for name in ("kind", *counting.BY)))
    return list(Fact.objects.order_by("seq", "n").values_list(*names))


@pytest.mark.django_db(transaction=True)
def test_a_dossier_is_counted_in_and_out_and_what_is_overdue_is_known_of_any_day(
    receive: Receive, finished: Callable[..., Any], posts: Mapping[str, Actor], at: dt.datetime
) -> None:
    measures.keep(counting.measure({"fact": "dossier.received"}), splits=["type"])
    begun = at - 20 * DAY  # Saturday 31/10: open in the morning here
    in_time, late = receive(at=at - 8 * DAY), receive(at=at - 8 * DAY, procedure="1.004873")
    gone = receive(at=at - 7 * DAY)
    assert table.catch_up() > 0
    assert table.catch_up() == 0, "each once"
    finished(in_time)
    dossiers.cancel(by=posts["one-stop-head"], at=at - 7 * DAY, dossier=gone, reason="Nhập nhầm.")
    finished(late, at=at)
    table.catch_up()

    received = counting.measure({"fact": "dossier.received"})
    assert cells.amount(received, [world.WARD], begun.date(), at.date() + DAY) == 2, "one was no reception"
    assert cells.by_split(received, [world.WARD], begun.date(), at.date() + DAY, "type") == {
        "1.001193": 1, "1.004873": 1,
    }  # fmt: skip
    ended = counted("dossier.finished")
    assert sorted((outcome, timing) for _, outcome, timing in ended.elements()) == [
        ("finished", "late"), ("finished", "on_time"),
    ]  # fmt: skip
    assert sum(counted("dossier.duration").values()) == 2
    assert all(amount > 0 for amount in counted("dossier.days_taken").values())
    steps = Dimensions.objects.filter(kind="step.left")
    assert {one.post for one in steps} <= {*posts} and steps.count() > 3
    promised = late.case.promised_at
    assert promised is not None
    due_on = promised.date()
    for n in range(-9, 3):
        on = at.date() + n * DAY
        rows_ = dossiers_reported([world.WARD], on.replace(day=1), on + DAY, at + 90 * DAY)
        told = sum(row["n"] for row in rows_ if (row["ended"], row["late"]) == ("open", "yes"))
        assert told == overdue(on), f"{on}: one rule for the indicator and the report"
    assert [overdue(day) for day in (due_on, due_on + DAY, at.date() - DAY, at.date(), at.date() + 90 * DAY)] == [
        0, 1, 1, 0, 0,
    ]  # fmt: skip
    assert {fact.code for fact in Fact.objects.filter(dimensions__kind="dossier.received")} <= {
        in_time.code, late.code, gone.code,
    }  # fmt: skip

    before, cells_before = rows(), set(Cell.objects.values_list("unit", "grain", "split", "day", "amount"))
    assert table.count_anew(lambda read: None) > 0
    table.catch_up()
    assert rows() == before, "counted again, however late, the same facts"
    assert set(Cell.objects.values_list("unit", "grain", "split", "day", "amount")) == cells_before


@pytest.mark.django_db(transaction=True)
def test_waiting_for_papers_is_not_overdue(
    receive: Receive, posts: Mapping[str, Actor], at: dt.datetime
) -> None:
    dossier = receive(at=at - 9 * DAY, procedure="1.004873")
    dossiers.transfer(by=posts["one-stop-1"], at=at - 9 * DAY + dt.timedelta(minutes=5), dossier=dossier)
    dossiers.take(by=posts["justice-1"], at=at - 9 * DAY + dt.timedelta(minutes=9), dossier=dossier)
    dossiers.ask_supplement(
        by=posts["justice-1"], at=at - 8 * DAY, dossier=dossier, items=["Bản sao giấy khai sinh"],
        reason="Còn thiếu.", until=at + 9 * DAY,
    )  # fmt: skip
    table.catch_up()
    assert [overdue(at.date() + n * DAY) for n in (-8, -5, 0, 30)] == [0, 0, 0, 0]
    assert sum(counted("dossier.supplement_asked").values()) == 1
    dossiers.supplement(by=posts["one-stop-1"], at=at, dossier=dossier)
    table.catch_up()
    dossier.case.refresh_from_db()
    due = dossier.case.legal_due_at.date()
    assert [overdue(due), overdue(due + DAY)] == [0, 1], "the time began anew"


@pytest.mark.django_db(transaction=True)
def test_facts_are_never_altered(receive: Receive) -> None:
    receive()
    table.catch_up()
    for change in (
        Fact.objects.all().delete,
        lambda: Fact.objects.update(amount=2),
        Dimensions.objects.all().delete,
    ):
        with pytest.raises((IntegrityError, OperationalError)), transaction.atomic():
            change()
    assert Fact.objects.exists()
    rebuilding.forget_all(table.FOLLOWER)
    assert not Fact.objects.exists()
    table.catch_up()
    with pytest.raises((IntegrityError, OperationalError)), transaction.atomic():
        Fact.objects.update(amount=2)


@pytest.mark.django_db
def test_a_fact_of_an_unknown_kind_is_not_written() -> None:
    from motcua.areas.indicators.actions.counting import count

    with pytest.raises(counting.Unsound):
        count([(1, counting.Row("dossier.recieved", dt.date(2026, 1, 1)))])
    assert count([(1, counting.Row("source.f12", dt.date(2026, 1, 1), "00118", amount=7))]) == 1


def test_every_event_is_counted_or_says_why_not() -> None:
    import motcua.base
    import motcua.conf.shipped

    for root in (motcua.areas, motcua.base):
        for module in pkgutil.iter_modules(root.__path__, f"{root.__name__}."):
            if module.ispkg and importlib.util.find_spec(f"{module.name}.events"):
                importlib.import_module(f"{module.name}.events")
    ours = {name for name in EVENTS if not name.startswith(("test.", "probe."))}
    silent = {name for name in ours if not name.startswith(tuple(table.NOTHING))}
    assert {name for name in silent if not table.builder(name)} == set(), "a builder or a line in NOTHING"
    idle = {prefix for prefix in table.NOTHING if not any(name.startswith(prefix) for name in ours)}
    assert idle == set()
    assert set(table.ONE_BY_ONE) <= ours
    assert all(kinds.said(kind) for kind in kinds.KINDS)


def test_facts_know_every_shape_of_work_by_themselves() -> None:
    """What a process happens to have loaded decides nothing: each counts alike."""
    files = Path(motcua.areas.__path__[0]).glob("*/process.py")
    shapes = [import_module(f"motcua.areas.{file.parent.name}.process").STANDARD for file in files]
    assert sorted(shape.code for shape in shapes) == sorted(shape.code for shape in PROCESSES)
    assert clocks("dossier")["awaiting_supplement"] == "paused"


@pytest.mark.parametrize(
    ("kind", "opens", "ends", "state", "words"),
    [
        ("complaint", "accepted", "decided", "decided", ["accepted", "settled"]),
        ("denunciation", "accepted", "concluded", "concluded", ["accepted", "concluded"]),
        ("denunciation", "accepted", "stopped", "stopped", ["accepted", "finished"]),
        ("task", "assigned", "accepted", "done", ["assigned", "done"]),
        ("task", "assigned", "cancelled", "cancelled", ["assigned", "cancelled"]),
        ("commitment", "made", "kept", "kept", ["received", "finished"]),
    ],
)
def test_a_case_is_counted_in_the_words_of_its_kind(
    kind: str, opens: str, ends: str, state: str, words: list[str], at: dt.datetime
) -> None:
    dates = {"received_at": at.isoformat(), "legal_due_at": (at + 5 * DAY).isoformat(), "finished_at": None}
    chain = [
        Told(1, at, f"{kind}.{opens}", {"state": "accepted", "dates": dates}),
        Told(
            2,
            at + DAY,
            f"{kind}.{ends}",
            {"state": state, "dates": {**dates, "finished_at": (at + DAY).isoformat()}},
        ),
    ]
    found = [
        row
        for one in chain
        for row in any_case(
            Seen(
                Event(
                    seq=one.n, n=one.n, at=one.at, kind=one.kind, subject=f"{kind}:X-1", unit="00145", facts=one.facts
                ),
                chain, None, (),
            )
        )
    ]  # fmt: skip
    named = [row for row in found if not row.kind.endswith("_due")]
    assert [row.kind for row in named] == [f"{kind}.{word}" for word in words]
    assert named[1].timing == "early"
    assert {row.kind for row in found if row.kind.endswith("_due")} == {
        f"{kind}.falls_due",
        f"{kind}.off_due",
    }
    assert all(kinds.known(row.kind) for row in found)
    assert all(not row.code for row in found) or kind != "denunciation"


@pytest.mark.parametrize(
    ("subject", "whole", "part", "chain"),
    [
        (
            "question:HD-1", "dialogue.question", "dialogue.question_answered",
            [("question.asked", {}), ("question.answered", {}), ("question.answered", {})],
        ),
        (
            "fee:P-1", "dossier.fee_due", "dossier.paid_online",
            [
                ("fee.charged", {"amount": 8000}), ("fee.paid", {"amount": 3000, "left": 5000, "channel": "online"}),
                ("fee.paid", {"amount": 5000, "channel": "online"}),
            ],
        ),
    ],
)  # fmt: skip
def test_what_a_share_counts_is_part_of_what_it_is_divided_by(
    subject: str, whole: str, part: str, chain: list[tuple[str, dict[str, Any]]], at: dt.datetime
) -> None:
    """Asked in one month and answered in the next: no month has more answers than questions (was 150%)."""
    of = {"code": subject.partition(":")[2], "of": "dossier:H26-1", "topic": "land", "way": "portal"}
    told = [
        Told(n, at + 40 * n * DAY, kind, {**of, **more}, unit="00145")
        for n, (kind, more) in enumerate(chain, 1)
    ]
    found = [
        row
        for one in told
        for row in table.ONE_BY_ONE[one.kind](
            Seen(
                Event(
                    seq=one.n, n=one.n, at=one.at, kind=one.kind, subject=subject, unit=one.unit, facts=one.facts
                ),
                told, None, (),
            )
        )
        if row.kind in (whole, part)
    ]  # fmt: skip
    assert [(row.kind, row.day, row.unit, row.amount) for row in found] == [
        (whole, (at + 40 * DAY).date(), "00145", 1), (part, (at + 40 * DAY).date(), "00145", 1),
    ]  # fmt: skip


def test_shares_count_parts_of_their_own_denominator() -> None:
    """A percentage divides facts of a kind by facts of the kind, or says here why its numerator is part of it."""
    same_day = {
        "dossiers.paid_online": "counted on the day of the charge",
        "dossiers.reused": "counted as the dossier is finished",
        "petitions.settled_share": "what is settled is added to what is left",
        "dialogues.answered_share": "counted on the day of the question",
        "feedback.in_time": "answered ones, beside those and what stands overdue",
        "reports.on_time": "both on the day it is due",
        "procedures.internal_simplified": "counted on the day it came into the plan",
    }
    apart = {
        one.id
        for one in shipped().values()
        if one.basis is Basis.COUNTED and one.shape.unit == "percent"
        and {term.fact for term in one.numerator} != {term.fact for term in one.denominator}
    }  # fmt: skip
    assert apart == set(same_day)


# --- what a case is held for ------------------------------------------------------------------------------------

CLASSES = st.sampled_from(["", "suggestion", "complaint", "denunciation", "unknown"])
CHAINS = st.lists(
    st.tuples(CLASSES, st.integers(1, 9), st.sampled_from(["00145", "00118"])), min_size=1, max_size=6
)


def _petition(links: list[tuple[str, int, str]], said: bool) -> Counter[tuple[Any, ...]]:
    """What the chain of a petition comes to: facts that cancel out are gone. ``said``: its class from the beginning."""
    begun = dt.datetime(2026, 11, 2, 3, tzinfo=dt.UTC)
    last = next((one for one, _days, _unit in reversed(links) if one), "")
    chain, at = [], begun
    for n, (held, days, unit) in enumerate(links, 1):
        ends = n == len(links) and n > 1
        dates = {
            "received_at": begun.isoformat(), "legal_due_at": (begun + 10 * DAY).isoformat(),
            "finished_at": at.isoformat() if ends else None,
        }  # fmt: skip
        facts = {
            "dates": dates, "state": "settled" if ends else "received", "outcome": "guided" if ends else "",
            "petition_class": last if said else held, "channel": "counter",
        }  # fmt: skip
        kind = "petition.received" if n == 1 else "petition.settled" if ends else "petition.proposed"
        chain.append(Told(n, at, kind, facts, unit=unit))
        at += days * DAY
    found: Counter[tuple[Any, ...]] = Counter()
    for one in chain:
        event = Event(
            n=one.n, at=one.at, kind=one.kind, subject="petition:DT-1", unit=one.unit, facts=one.facts
        )
        for row in table.counted(Seen(event, chain, None, ())):
            found[(*row.dimensions, row.day, row.code)] += row.amount
    return Counter({key: amount for key, amount in found.items() if amount})


@given(CHAINS)
def test_figures_by_type_are_as_if_the_class_had_been_said_at_once(links: list[tuple[str, int, str]]) -> None:
    """A petition comes in unclassified; what is found later moves every fact of it, and the parts make the whole."""
    found = _petition(links, said=False)
    assert found == _petition(links, said=True)
    last = next((one for one, _days, _unit in reversed(links) if one), "")
    assert {key[3] for key in found} <= {last}
    assert all(not key[-1] for key in found) == (last == "denunciation"), "no code behind what denounces"


@pytest.mark.django_db(transaction=True)
def test_a_petition_counts_as_what_it_is_found_to_be_from_the_day_it_came(
    posts: Mapping[str, Actor], at: dt.datetime
) -> None:
    came = counting.measure({"fact": "petition.received"})
    made = [
        petitions.receive(
            by=posts["one-stop-1"], at=at + n * MINUTE, unit=world.WARD, channel="counter", said=said, topic="order",
            content=f"Nhà hàng mở nhạc quá to sau 22 giờ nhiều tháng nay, lần {n}.", against="Nhà hàng Ánh Sao",
            submitter=world.person(4),
        )
        for n, said in enumerate(["suggestion", "suggestion"])
    ]  # fmt: skip

    def by_class() -> dict[str, int]:
        table.catch_up()
        found = cells.by_split(came, [world.WARD], at.date(), at.date() + DAY, "type")
        return {name: amount for name, amount in found.items() if amount}

    measures.keep(came, splits=["type"])
    assert by_class() == {"": 2}, "a receipt does not say what it is held for"
    for petition, kind in zip(made, ("denunciation", "suggestion"), strict=True):
        petitions.propose(
            by=posts["justice-1"], at=at + DAY, petition=petition,
            answers={
                "kind": kind, "legible": "yes", "signed": "yes", "stale": "none", "duplicate": "no",
                "complete": "yes", "competence": "own", "barred": "none", "unfit": "none", "designated": "yes",
            },
        )  # fmt: skip
    assert by_class() == {"denunciation": 1, "suggestion": 1}
    behind = facts.behind([(1, came, at.date(), at.date() + DAY)], [world.WARD])
    assert {fact.code for fact in behind} == {"", made[1].case.code}
    assert sum(fact.counted for fact in behind) == 2
    before = rows()
    table.count_anew(lambda read: None)
    assert rows() == before


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("apart", ["open", "sealed"])
def test_a_letter_that_was_split_counts_as_its_contents_from_the_day_it_came(
    posts: Mapping[str, Actor], at: dt.datetime, apart: str
) -> None:
    """As the registers count it (R6.9, R6.51): neither twice, nor open for ever beside its parts."""
    came, off = (counting.measure({"fact": f"petition.{word}"}) for word in ("received", "off_due"))
    due = counting.measure({"fact": "petition.falls_due"})
    letter = petitions.receive(
        by=posts["one-stop-1"], at=at, unit=world.WARD, channel="counter", said="mixed", topic="order",
        content="Hai việc trong một lá đơn.", submitter=world.person(4), arrived_on=at.date() - 4 * DAY,
    )  # fmt: skip
    table.catch_up()
    assert cells.amount(came, [world.WARD], at.date() - 4 * DAY, at.date() - 3 * DAY) == 1
    second = "denunciation" if apart == "sealed" else "complaint"
    parts = [
        {"class": "suggestion", "content": "Đề nghị sửa đèn đường."},
        {"class": second, "topic": "order", "content": "Ông Tổ trưởng thu tiền sai quy định."},
    ]
    petitions.split(by=posts["justice-1"], at=at + DAY, petition=letter, parts=parts)
    table.catch_up()
    assert cells.amount(came, [world.WARD], at.date() - 4 * DAY, at.date() - 3 * DAY) == 2
    assert cells.amount(came, [world.WARD], at.date() - 60 * DAY, at.date() + 60 * DAY) == 2
    far = at.date() + 60 * DAY
    stock = cells.amounts([due, off], [world.WARD], far, far + DAY, stock=True)
    assert stock[due] - stock[off] == 2, "its two contents fall due, the letter does not"
    before = rows()
    table.count_anew(lambda read: None)
    assert sorted(map(str, rows())) == sorted(map(str, before))
