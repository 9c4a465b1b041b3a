"""Statements and notices: money is booked once, to the charge that its content names; the rest waits for a person."""

import datetime as dt
import random
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.areas.fees import actions, evidence, queries
from motcua.areas.fees.models import BankLine, Charge, Payment, RepeatedNonce, Statement
from motcua.areas.fees.policies import PLATFORM
from motcua.areas.fees.ports import PaymentNotice, ReplayedNotice, StatementLine, StatementReading
from motcua.base.journal.models import Event
from motcua.base.journal.ports import Actor
from motcua.rules.impossible import Impossible, Invalid, NotAllowed, NotFound
from tests import world

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 11, 20)


class Till:
    """A ward that asks for fees and holds statements against them."""

    def __init__(self, by: Actor, at: dt.datetime) -> None:
        self.by, self.at, self.asked = by, at, 0

    def ask(self, amount: int = 50_000) -> Charge:
        self.asked += 1
        return actions.charge(
            by=self.by, at=self.at, subject=f"dossier:{self.asked}", agency=self.by.agency, item="hn.dat-dai",
            law="NQ 06", amount=amount,
        )  # fmt: skip

    def take(self, *lines: tuple[str, int] | StatementLine) -> Statement:
        made = [
            line
            if isinstance(line, StatementLine)
            else StatementLine(DAY, line[1], line[0], f"FT{hash(line)}")
            for line in lines
        ]
        return actions.take_statement(
            by=self.by,
            at=self.at,
            agency=self.by.agency,
            reading=StatementReading(tuple(made)),
            sha256="0" * 64,
        )

    def verdicts(self, statement: Statement) -> list[str]:
        return [str(one.verdict) for one in queries.judged(world.WARD, list(statement.lines.order_by("pk")))]

    def confirm(self, statement: Statement) -> Statement:
        return actions.confirm_statement(by=self.by, at=self.at, statement=statement)


@pytest.fixture
def bank(till: str, posts: Any, at: dt.datetime) -> Till:
    return Till(posts["one-stop-1"], at)


def states() -> list[tuple[str, int]]:
    return list(Charge.objects.order_by("pk").values_list("state", "paid"))


def test_every_kind_of_line(bank: Till) -> None:
    charges = [bank.ask() for _ in range(6)]
    codes = [charge.code for charge in charges]
    actions.confirm_transfer(by=bank.by, at=bank.at, charge=codes[3], reference="VCB1")
    actions.collect(by=bank.by, at=bank.at, charges=[codes[4]], channel="cash")
    statement = bank.take(
        (f"nop phi {codes[0].lower()}", 50_000), (" ".join(codes[1]), 20_000), (f"{codes[2]}.CT", 60_000),
        (codes[3], 50_000), (codes[4], 50_000), ("Nguyen Van A ung ho", 9_000), (codes[0] + " lan 2", 50_000),
    )  # fmt: skip
    expected = ["equal", "less", "more", "already", "settled", "unknown", "settled"]
    assert bank.verdicts(statement) == expected
    bank.confirm(statement)
    assert states() == [
        ("paid", 50_000),
        ("due", 0),
        ("due", 0),
        ("paid", 50_000),
        ("paid", 50_000),
        ("due", 0),
    ]
    assert [line.state for line in statement.lines.order_by("pk")] == [
        "booked", "waiting", "waiting", "booked", "waiting", "waiting", "waiting",
    ]  # fmt: skip
    assert len(queries.waiting_lines(bank.by)) == 5
    assert evidence.disagreements() == []
    event = Event.objects.get(kind="fee.statement_booked")
    assert (event.facts["lines"], event.facts["tied"], event.facts["left"]) == (1, 1, 5)


def test_one_transfer_for_two_charges(bank: Till) -> None:
    one, two = bank.ask(20_000), bank.ask(30_000)
    Charge.objects.filter(pk=two.pk).update(subject=one.subject, ordinal=2)
    statement = bank.take((f"{one.code} {two.code}", 50_000))
    bank.confirm(statement)
    assert states() == [("paid", 20_000), ("paid", 30_000)]
    assert BankLine.objects.get().receipt.payments.count() == 2


def test_the_same_statement_again_books_nothing(bank: Till) -> None:
    charge = bank.ask()
    lines = [(charge.code, 50_000), ("khác", 1_000)]
    for _ in range(2):
        bank.confirm(bank.take(*lines))
    later = bank.take(*lines, (bank.ask().code, 50_000))
    assert (later.new, later.known) == (1, 2)
    bank.confirm(later)
    bank.confirm(later)
    assert states() == [("paid", 50_000), ("paid", 50_000)]
    assert Payment.objects.count() == 2 and BankLine.objects.count() == 3


def test_lines_without_a_number_of_the_bank(bank: Till) -> None:
    """Two that say the same in one file are two; the same file again adds none."""
    same = StatementLine(DAY, 1_000, "ung ho")
    for new in (2, 0):
        assert bank.take(same, same).new == new


def test_what_does_not_fit_is_assigned_by_hand_with_a_reason(bank: Till, posts: Any) -> None:
    less, more = bank.ask(), bank.ask()
    statement = bank.take((less.code, 20_000), (more.code, 70_000), ("Ủng hộ quỹ", 5_000))
    lines = list(statement.lines.order_by("pk"))
    with pytest.raises(Invalid):
        actions.assign_line(by=bank.by, at=bank.at, line=lines[0], charge=less, reason="")
    for line, charge in zip(lines, (less, more), strict=False):
        actions.assign_line(
            by=bank.by, at=bank.at, line=line.pk, charge=charge.code, reason="Người nộp xác nhận"
        )
    assert states() == [("part_paid", 20_000), ("paid", 70_000)]
    assert queries.money_of(Charge.objects.get(pk=more.pk)).surplus == 20_000
    actions.refund(
        by=posts["chair"], at=bank.at, charge=more.code, amount=20_000, reason="Thừa", instrument="3/QĐ"
    )
    assert queries.money_of(Charge.objects.get(pk=more.pk)).surplus == 0
    actions.set_line_aside(by=bank.by, at=bank.at, line=lines[2].pk, reason="Tiền ủng hộ")
    for line in lines:
        with pytest.raises(actions.LineDone):
            actions.set_line_aside(by=bank.by, at=bank.at, line=line.pk, reason="Thử")
    assert queries.waiting_lines(bank.by) == []
    said = str(list(Event.objects.filter(kind__startswith="fee.").values_list("facts", flat=True)))
    assert "Người nộp xác nhận" not in said and "Ủng hộ" not in said
    assert evidence.disagreements() == []


def test_an_altered_line_of_the_bank_is_found(bank: Till) -> None:
    bank.take(("khác", 5_000), ("khác nữa", 6_000))
    assert evidence.disagreements() == []
    BankLine.objects.filter(amount=6_000).update(amount=60_000)
    assert len(evidence.disagreements()) == 1


def test_only_the_own_units_cashiers_reconcile(bank: Till, posts: Any, other_unit: Actor) -> None:
    foreign = Till(other_unit, bank.at)
    charge = bank.ask()
    statement = foreign.take((charge.code, 50_000))
    assert [str(one.verdict) for one in queries.judged(world.OTHER, list(statement.lines.all()))] == [
        "unknown"
    ]
    foreign.confirm(statement)
    assert states() == [("due", 0)]
    own = bank.take((charge.code, 50_000))
    for look in (
        lambda: queries.statement(other_unit, own.pk),
        lambda: queries.statement(posts["chair"], own.pk),
        lambda: foreign.confirm(own),
        lambda: actions.set_line_aside(by=other_unit, at=bank.at, line=own.lines.get().pk, reason="Thử"),
    ):
        with pytest.raises(NotFound):
            look()
    with pytest.raises(NotAllowed):
        actions.confirm_statement(by=posts["justice-1"], at=bank.at, statement=own)
    assert queries.statements(posts["front"]) == [] and queries.waiting_lines(posts["front"]) == []


def test_an_empty_statement_and_one_too_many_lines(bank: Till) -> None:
    with pytest.raises(Invalid):
        bank.take()
    with pytest.raises(Invalid, match="50"):
        bank.take(*[StatementLine(DAY, 1, "x", "1")] * 50_001)


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_no_line_is_ever_booked_twice(bank: Till, data: st.DataObject) -> None:
    """Whatever files with overlapping lines are taken and confirmed in whatever order."""
    charges = [bank.ask(amount) for amount in (1_000, 2_000, 3_000)]
    choices = [
        StatementLine(DAY, amount, f"{charge.code} {turn}", f"FT{charge.code}{amount}{turn}")
        for charge in charges for amount in (charge.amount, 500) for turn in (1, 2)
    ]  # fmt: skip
    for _ in range(data.draw(st.integers(1, 4))):
        some = data.draw(st.lists(st.sampled_from(choices), min_size=1, max_size=6))
        statement = bank.take(*some)
        bank.confirm(statement)
        for line in data.draw(st.lists(st.sampled_from(list(statement.lines.all()) or [None]), max_size=2)):
            try:
                charge = data.draw(st.sampled_from(charges))
                actions.assign_line(
                    by=bank.by, at=bank.at, line=line.pk if line else 0, charge=charge.code, reason="Thử"
                )
            except Impossible:
                continue
    booked = BankLine.objects.filter(state="booked").exclude(receipt=None)
    assert (
        booked.values("receipt").distinct().count()
        == booked.count()
        == Payment.objects.values("receipt").distinct().count()
    )
    assert sum(booked.values_list("amount", flat=True)) == sum(
        Payment.objects.values_list("amount", flat=True)
    )
    assert BankLine.objects.values("digest").distinct().count() == BankLine.objects.count()
    for row in Charge.objects.all():
        assert 0 <= row.refunded <= row.paid == sum(row.payments.values_list("amount", flat=True))
    assert evidence.disagreements() == []


def test_many_lines_at_once(bank: Till) -> None:
    """Forty of 440 lines fit; the rest is somebody else's money. (For 10,000 see docs/operate/payments.md.)"""
    charges = [bank.ask() for _ in range(40)]
    lines: list[Any] = [(f"thu {n}", 1_000 + n) for n in range(400)]
    lines += [(charge.code, 50_000) for charge in charges]
    random.Random(7).shuffle(lines)
    statement = bank.confirm(bank.take(*lines))
    assert set(states()) == {("paid", 50_000)} and statement.new == 440
    numbers = [receipt.number for receipt in _receipts(statement)]
    assert sorted(numbers) == list(range(1, 41)), "one number each, none left out"


def _receipts(statement: Statement) -> Sequence[Any]:
    return [line.receipt for line in statement.lines.exclude(receipt=None).select_related("receipt")]


# --- notices ---------------------------------------------------------------------------------------------------


def notice(charge: Charge, at: dt.datetime, number: str = "N1", **over: Any) -> PaymentNotice:
    said = {"id": number, "code": charge.code, "amount": 50_000, "paid_at": at, "nonce": f"nonce-{number}"}
    said |= over
    return PaymentNotice(**said, digest=f"{said['id']}{said['code']}{said['amount']}")  # type: ignore[arg-type]


def test_a_notice_is_booked(bank: Till) -> None:
    charge = bank.ask()
    receipt = actions.take_notice(by=PLATFORM, at=bank.at, notice=notice(charge, bank.at))
    assert (receipt.channel, receipt.total, states()) == ("portal", 50_000, [("paid", 50_000)])
    assert queries.notice_taken("N1").receipt == receipt  # type: ignore[union-attr]
    assert evidence.disagreements() == []


@pytest.mark.parametrize("again", [{"number": "N1", "nonce": "other"}, {"number": "N2", "nonce": "nonce-N1"}])
def test_a_number_or_a_nonce_is_taken_once(bank: Till, again: dict[str, str]) -> None:
    charge = bank.ask()
    actions.take_notice(by=PLATFORM, at=bank.at, notice=notice(charge, bank.at))
    with pytest.raises(ReplayedNotice):
        actions.take_notice(by=PLATFORM, at=bank.at, notice=notice(charge, bank.at, **again))
    assert states() == [("paid", 50_000)]


def test_the_nonce_of_a_repeat_is_remembered(bank: Till) -> None:
    charge = bank.ask()
    first = notice(charge, bank.at)
    actions.take_notice(by=PLATFORM, at=bank.at, notice=first)
    again = notice(charge, bank.at, nonce="nonce-again")
    for _ in range(2):
        actions.remember_repeat(at=bank.at, notice=again)
    with pytest.raises(ReplayedNotice):
        actions.take_notice(
            by=PLATFORM, at=bank.at, notice=notice(charge, bank.at, "N2", nonce="nonce-again")
        )
    other = notice(charge, bank.at, "N3")
    actions.take_notice(by=PLATFORM, at=bank.at, notice=other)
    with pytest.raises(ReplayedNotice):
        actions.remember_repeat(at=bank.at, notice=notice(charge, bank.at, nonce="nonce-N3"))
    actions.remember_repeat(at=bank.at + dt.timedelta(days=3), notice=first)
    assert [row.nonce for row in RepeatedNonce.objects.all()] == ["nonce-N1"], (
        "the others are too old to be taken again"
    )


def test_money_that_came_although_nothing_was_due_is_shown_as_surplus(bank: Till) -> None:
    charge = bank.ask()
    actions.cancel(by=bank.by, at=bank.at, charge=charge, reason="Nhầm")
    actions.take_notice(by=PLATFORM, at=bank.at, notice=notice(charge, bank.at))
    assert queries.money_of(Charge.objects.get()).surplus == 50_000


def test_only_the_platform_gives_notice(bank: Till, posts: Any) -> None:
    with pytest.raises(NotAllowed):
        actions.take_notice(by=posts["chair"], at=bank.at, notice=notice(bank.ask(), bank.at))
