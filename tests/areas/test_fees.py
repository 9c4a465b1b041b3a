"""Fees from the schedule to the receipt: asked, exempted, paid, given back; another unit's are not there."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.areas.dossiers.models import Dossier
from motcua.areas.fees import actions, evidence, forms, queries
from motcua.areas.fees.models import Charge, Payment, Receipt
from motcua.base.documents.queries import render
from motcua.base.journal.models import Event
from motcua.base.journal.ports import SYSTEM, Actor
from motcua.base.people.queries import holder_names
from motcua.rules.impossible import Impossible, Invalid, NotAllowed, NotFound
from motcua.rules.vietqr import read
from tests import world

pytestmark = pytest.mark.django_db
MINUTE = dt.timedelta(minutes=1)
SUBJECT = "dossier:H26.145.00-261120-0001"
Posts = Mapping[str, Actor]


@pytest.fixture
def ask(till: str, posts: Posts, at: dt.datetime) -> Callable[..., Charge]:
    """Ask for the fee of 1.004873 (15.000 đồng, to be paid first); anything may be said otherwise."""

    def asked(**over: Any) -> Charge:
        said = {"by": posts["one-stop-1"], "at": at, "subject": SUBJECT, "agency": till, "item": "hn.xac-nhan",
                "procedure": "1.004873", **over}  # fmt: skip
        return actions.charge(**said)

    return asked


# --- the schedule ----------------------------------------------------------------------------------------------


def test_a_proposal_comes_from_the_procedure_and_the_local_schedule(till: str, at: dt.datetime) -> None:
    found = {one.code: one for one in queries.proposals(till, "1.004873", at.date())}
    assert found["hn.xac-nhan"].amount == 15_000 and found["hn.xac-nhan"].law == "06/2020/NQ-HĐND"
    assert found["hn.dat-dai"].amount is None and "HĐND" in found["hn.dat-dai"].note
    assert not [code for code in found if "#" in code], (
        "the province has decided what the publication leaves open"
    )
    other = queries.proposals(world.OTHER, "1.004873", at.date())
    assert [(one.code, one.amount, one.note) for one in other] == [
        ("1.004873#1", None, "Do Hội đồng nhân dân cấp tỉnh quy định")
    ], "not known is never free"
    assert [one.amount for one in queries.proposals(till, "1.001193", at.date())] == [0]


def test_a_schedule_has_periods(till: str, at: dt.datetime, tmp_path: Any) -> None:
    file = tmp_path / "fees.csv"
    file.write_text(
        world.LOCAL_FEES.replace("15000", "20000").replace("2025-07-01", "2027-01-01"), encoding="utf-8"
    )
    assert actions.load_schedule(items=[file], by=SYSTEM, at=at) == 4, "two new lines, two that end"
    assert actions.load_schedule(items=[file], by=SYSTEM, at=at) == 0, "the same again changes nothing"
    amounts = [
        queries.proposal("hn.xac-nhan", till, "", day).amount for day in (at.date(), dt.date(2027, 1, 1))
    ]
    assert amounts == [15_000, 20_000]
    assert evidence.disagreements() == []


def test_a_schedule_without_ground_or_with_an_amount_that_is_none(
    till: str, at: dt.datetime, tmp_path: Any
) -> None:
    file = tmp_path / "fees.csv"
    for wrong in (
        ("06/2020/NQ-HĐND,,1.004873,00145,1", ",,1.004873,00145,1"),
        ("15000", ""),
        ("charge", "gift"),
    ):
        file.write_text(world.LOCAL_FEES.replace(*wrong), encoding="utf-8")
        with pytest.raises(Invalid):
            actions.load_schedule(items=[file], by=SYSTEM, at=at)


def test_a_wrong_table_says_its_line_and_what_to_write(till: str, at: dt.datetime, tmp_path: Any) -> None:
    file = tmp_path / "fees.csv"
    for wrong, told in (
        (("charge", "gift"), "Dòng 3 sai: cột kind ghi “gift”, phải là một trong: "),
        (("15000", "15.000 đ"), "cột amount ghi “15.000 đ”, phải là số nguyên"),
        (("valid_from", "since"), "Cần các cột: code, name, kind, amount, unit, law, valid_from"),
    ):
        file.write_text("# ghi chú\n" + world.LOCAL_FEES.lstrip().replace(*wrong), encoding="utf-8")
        with pytest.raises(Invalid) as refused:
            actions.load_schedule(items=[file], by=SYSTEM, at=at)
        assert told in str(refused.value.faults[0])
    for content in (world.LOCAL_FEES.lstrip().splitlines()[0].encode(), "tên\nlệ phí".encode("utf-16")):
        file.write_bytes(content)
        for kind in ("items", "exemptions"):
            with pytest.raises(Invalid):
                actions.load_schedule(**{kind: [file]}, by=SYSTEM, at=at)


def test_a_keeper_changes_only_the_own_schedule_and_account(till: str, posts: Posts, at: dt.datetime) -> None:
    account = {"bank": "970415", "bank_name": "VietinBank", "number": "123", "holder": "UBND", "at": at}
    with pytest.raises(NotAllowed):
        actions.open_account(by=posts["one-stop-1"], agency=till, **account)
    with pytest.raises(NotAllowed):
        actions.open_account(by=posts["office-head"], agency=world.OTHER, **account)
    made = actions.open_account(by=posts["office-head"], agency=till, **account)
    assert queries.account_on(till, at.date()) == made
    assert queries.account_on(till, at.date() - dt.timedelta(days=1)).number == "0011001122334"
    with pytest.raises(queries.NoAccount):
        queries.account_on("00001", at.date())
    assert evidence.disagreements() == []


# --- asking ----------------------------------------------------------------------------------------------------


def test_a_charge_freezes_item_amount_and_ground(ask: Callable[..., Charge], at: dt.datetime) -> None:
    made = ask()
    assert (made.amount, made.law, made.state, made.blocking) == (15_000, "06/2020/NQ-HĐND", "due", True)
    assert made.asked_at == at and made.due_at > at and made.settled_at is None
    event = Event.objects.get(kind="fee.charged", subject=f"fee:{made.code}")
    assert (
        event.facts["of"] == SUBJECT and event.facts["blocking"] is True and event.facts["amount"] == 15_000
    )


def test_what_the_schedule_fixes_cannot_be_said_otherwise(ask: Callable[..., Charge]) -> None:
    with pytest.raises(Invalid, match=r"15\.000"):
        ask(amount=1)
    with pytest.raises(Invalid):
        ask(item="hn.dat-dai", amount=100_000)
    with pytest.raises(Invalid):
        ask(item="hn.dat-dai", law="NQ 06")
    for wrong in (0, -1, True, 1.5, "5"):
        with pytest.raises(Invalid):
            ask(item="hn.dat-dai", law="NQ 06", amount=wrong)
    made = ask(item="hn.dat-dai", law="NQ 06 Điều 2", amount=100_000)
    assert (made.amount, made.law, made.blocking) == (100_000, "NQ 06 Điều 2", False)
    with pytest.raises(NotFound):
        ask(item="khong-co")
    with pytest.raises(Invalid, match="không thu tiền"):
        ask(item="1.001193#1", procedure="1.001193")


def test_pages_and_copies(ask: Callable[..., Charge]) -> None:
    made = ask(item="ct.ban-sao", procedure="", subject="certification:1", quantity=5, copies=3)
    assert made.amount == 21_000


def test_each_charge_has_a_code_of_its_own(ask: Callable[..., Charge]) -> None:
    assert len({ask().code for _ in range(5)}) == 5


def test_who_may_ask(ask: Callable[..., Charge], posts: Posts, other_unit: Actor) -> None:
    ask(by=posts["justice-1"])
    for by in (posts["front"], posts["inspector"], posts["admin"], other_unit):
        with pytest.raises(NotAllowed):
            ask(by=by)
    with pytest.raises(NotFound):
        ask(by=other_unit, agency=world.OTHER, item="ct.chu-ky", procedure="")


# --- exemptions ------------------------------------------------------------------------------------------------


def test_an_exemption_of_the_schedule(ask: Callable[..., Charge], posts: Posts, at: dt.datetime) -> None:
    made = actions.exempt(
        by=posts["one-stop-1"], at=at + MINUTE, charge=ask(), exemption="ho-ngheo", reason="Giấy số 12"
    )
    assert (made.state, made.reduced, made.exemption_law) == ("waived", 15_000, "97/2015/QH13 Điều 10")
    assert made.settled_at == at + MINUTE
    last = Event.objects.filter(subject=f"fee:{made.code}").order_by("n").last()
    assert last is not None and last.kind == "fee.settled" and last.facts["of"] == SUBJECT
    assert "Giấy số 12" not in str(list(Event.objects.values_list("facts", flat=True)))


def test_beyond_the_schedule_only_a_leader_exempts(
    ask: Callable[..., Charge], posts: Posts, at: dt.datetime
) -> None:
    made = ask()
    said: dict[str, Any] = {
        "at": at,
        "charge": made,
        "reason": "Thiên tai",
        "law": "NQ 07/NQ-HĐND",
        "off": 5_000,
    }
    with pytest.raises(NotAllowed):
        actions.exempt(by=posts["one-stop-1"], **said)
    with pytest.raises(Invalid):
        actions.exempt(by=posts["chair"], **{**said, "law": ""})
    assert queries.money_of(actions.exempt(by=posts["chair"], **said)).open == 10_000
    with pytest.raises(Invalid):
        actions.exempt(by=posts["chair"], **said)


# --- money -----------------------------------------------------------------------------------------------------


def test_cash_gives_a_numbered_receipt(ask: Callable[..., Charge], posts: Posts, at: dt.datetime) -> None:
    one, two = ask(), ask(item="hn.dat-dai", law="NQ 06", amount=100_000)
    receipt = actions.collect(
        by=posts["one-stop-1"], at=at, charges=[one.code, two.code], channel="cash", payer="Nguyễn Thị Anh"
    )
    assert (receipt.total, receipt.number, receipt.year) == (115_000, 1, 2026)
    assert [p.amount for p in receipt.payments.order_by("pk")] == [15_000, 100_000]
    assert {c.state for c in queries.of_payer(SUBJECT)} == {"paid"}
    third = actions.collect(
        by=posts["one-stop-2"], at=at, charges=[ask(subject="dossier:khác")], channel="cash"
    )
    assert third.number == 2
    assert "Nguyễn Thị Anh" not in str(list(Event.objects.values_list("facts", flat=True)))


def test_a_number_that_was_rolled_back_was_never_taken(
    ask: Callable[..., Charge], posts: Posts, at: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = ask()
    from motcua.areas.fees.actions import keeping

    monkeypatch.setattr(keeping, "keep", lambda *a, **k: (_ for _ in ()).throw(RuntimeError))
    with pytest.raises(RuntimeError):
        actions.collect(by=posts["one-stop-1"], at=at, charges=[made], channel="cash")
    monkeypatch.undo()
    assert actions.collect(by=posts["one-stop-1"], at=at, charges=[made], channel="cash").number == 1


def test_part_of_it(ask: Callable[..., Charge], posts: Posts, at: dt.datetime) -> None:
    made = ask()
    collect = {"by": posts["one-stop-1"], "charges": [made.code]}
    actions.collect(at=at, channel="cash", amount=5_000, **collect)
    assert queries.of_payer(SUBJECT)[0].state == "part_paid"
    assert not Event.objects.filter(kind="fee.settled").exists()
    with pytest.raises(Invalid, match=r"10\.000"):
        actions.collect(at=at + MINUTE, channel="cash", amount=10_001, **collect)
    with pytest.raises(Invalid):
        actions.collect(at=at + MINUTE, channel="pos", **collect)
    actions.collect(at=at + MINUTE, channel="pos", reference="POS-0091", **collect)
    paid = queries.of_payer(SUBJECT)[0]
    assert (paid.state, paid.paid, paid.settled_at) == ("paid", 15_000, at + MINUTE)
    assert Event.objects.filter(kind="fee.settled").count() == 1
    with pytest.raises(actions.NothingOpen):
        actions.collect(at=at + 2 * MINUTE, channel="cash", **collect)


def test_settled_only_when_everything_blocking_is_paid(
    ask: Callable[..., Charge], posts: Posts, at: dt.datetime
) -> None:
    one, two, free = ask(), ask(), ask(item="hn.dat-dai", law="NQ 06", amount=9_000)
    actions.collect(by=posts["one-stop-1"], at=at, charges=[one], channel="cash")
    assert not Event.objects.filter(kind="fee.settled").exists()
    actions.exempt(by=posts["one-stop-1"], at=at, charge=two, exemption="tre-em")
    assert Event.objects.filter(kind="fee.settled").count() == 1
    actions.collect(by=posts["one-stop-1"], at=at, charges=[free], channel="cash")
    assert Event.objects.filter(kind="fee.settled").count() == 1


def test_a_transfer_confirmed_at_the_counter(
    ask: Callable[..., Charge], posts: Posts, at: dt.datetime
) -> None:
    made = ask()
    receipt = actions.confirm_transfer(by=posts["one-stop-1"], at=at, charge=made, reference="FT263240001")
    assert (receipt.channel, receipt.total) == ("qr", 15_000)
    with pytest.raises(actions.NothingOpen):
        actions.confirm_transfer(by=posts["one-stop-1"], at=at, charge=made, reference="FT263240001")


def test_money_is_given_back_by_a_leader_and_never_more_than_was_paid(
    ask: Callable[..., Charge], posts: Posts, at: dt.datetime
) -> None:
    made = ask()
    actions.collect(by=posts["one-stop-1"], at=at, charges=[made], channel="cash")
    said: dict[str, Any] = {"at": at, "charge": made.code, "reason": "Thu trùng", "instrument": "15/QĐ-UBND"}
    with pytest.raises(NotAllowed):
        actions.refund(by=posts["one-stop-1"], amount=15_000, **said)
    with pytest.raises(actions.NothingToRefund):
        actions.refund(by=posts["chair"], amount=15_001, **said)
    with pytest.raises(Invalid):
        actions.refund(by=posts["chair"], amount=5_000, **{**said, "instrument": ""})
    assert actions.refund(by=posts["chair"], amount=5_000, **said).state == "paid"
    assert actions.refund(by=posts["one-stop-head"], amount=10_000, **said).state == "refunded"
    with pytest.raises(actions.NothingToRefund):
        actions.refund(by=posts["chair"], amount=1, **said)
    assert evidence.disagreements() == []


def test_a_charge_asked_by_mistake(ask: Callable[..., Charge], posts: Posts, at: dt.datetime) -> None:
    made = ask()
    actions.cancel(by=posts["one-stop-1"], at=at, charge=made, reason="Nhầm khoản")
    assert queries.of_payer(SUBJECT)[0].state == "cancelled"
    assert Event.objects.filter(kind="fee.settled").exists()
    with pytest.raises(Invalid):
        actions.cancel(by=posts["one-stop-1"], at=at, charge=made, reason="Nhầm khoản")
    paid = ask()
    actions.collect(by=posts["one-stop-1"], at=at, charges=[paid], channel="cash")
    with pytest.raises(actions.PaidAlready):
        actions.cancel(by=posts["one-stop-1"], at=at, charge=paid, reason="Nhầm khoản")


def test_the_transfer_says_the_code_and_no_name(
    ask: Callable[..., Charge], till: str, at: dt.datetime
) -> None:
    made = ask()
    transfer = queries.transfer_for(made, queries.account_on(till, at.date()))
    assert (transfer.bank, transfer.account, transfer.amount) == ("970436", "0011001122334", 15_000)
    assert transfer.content == made.code
    from motcua.rules.vietqr import payload

    assert read(payload(transfer)) == transfer


def test_another_units_charges_are_not_there(
    ask: Callable[..., Charge], posts: Posts, other_unit: Actor, at: dt.datetime
) -> None:
    made = ask()
    receipt = actions.collect(by=posts["one-stop-1"], at=at, charges=[ask()], channel="cash")
    assert queries.of_subject(other_unit, SUBJECT) == []
    for look in (
        lambda: queries.one(other_unit, made.code),
        lambda: queries.receipt(other_unit, receipt.pk),
        lambda: queries.receipt(posts["front"], receipt.pk),
        lambda: actions.collect(by=other_unit, at=at, charges=[made.code], channel="cash"),
        lambda: actions.cancel(by=other_unit, at=at, charge=made.code, reason="Thử"),
        lambda: actions.print_receipt(by=other_unit, at=at, receipt=receipt.pk),
    ):
        with pytest.raises(NotFound):
            look()
    with pytest.raises(NotAllowed):
        actions.collect(by=posts["justice-1"], at=at, charges=[made.code], channel="cash")


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(st.sampled_from(["pay", "refund"]), st.integers(1, 9_000)), max_size=8), st.data())
def test_the_till_always_adds_up(
    ask: Callable[..., Charge], posts: Posts, at: dt.datetime, moves: list[tuple[str, int]], data: Any
) -> None:
    """Whatever is tried: what is kept is never below zero nor above what came in, and the sums are their rows'."""
    made = ask()
    for what, amount in moves:
        try:
            if what == "pay":
                actions.collect(
                    by=posts["one-stop-1"], at=at, charges=[made.code], channel="cash", amount=amount
                )
            else:
                actions.refund(
                    by=posts["chair"], at=at, charge=made.code, amount=amount, reason="Thử", instrument="1/QĐ"
                )
        except Impossible:
            continue
    row = Charge.objects.get(pk=made.pk)
    assert row.paid == sum(row.payments.values_list("amount", flat=True))
    assert row.refunded == sum(row.refunds.values_list("amount", flat=True))
    assert 0 <= row.refunded <= row.paid <= row.amount
    assert evidence.disagreements() == []


# --- receipts and the day --------------------------------------------------------------------------------------


def test_a_receipt_is_printed_once_and_then_copied(
    ask: Callable[..., Charge], posts: Posts, at: dt.datetime
) -> None:
    made = actions.collect(
        by=posts["one-stop-1"], at=at, charges=[ask()], channel="cash", payer="Nguyễn Thị Anh"
    )
    printed = [actions.print_receipt(by=posts["one-stop-1"], at=at, receipt=made.pk) for _ in range(2)]
    first, again = (forms.receipt(one, on=at.date()) for one in printed)
    assert first["copy"] == "" and "Bản in lại" in str(again["copy"])
    assert first["symbol"] == again["symbol"] == "0000001/BLPL"
    assert first["in_words"] == "Mười lăm nghìn đồng"
    assert render("bien-lai", first).startswith(b"%PDF")
    assert Receipt.objects.get().number == 1


def test_the_close_of_a_day(ask: Callable[..., Charge], posts: Posts, at: dt.datetime, till: str) -> None:
    actions.collect(by=posts["one-stop-1"], at=at, charges=[ask()], channel="cash")
    actions.collect(by=posts["one-stop-1"], at=at, charges=[ask()], channel="pos", reference="POS1")
    day = queries.day(posts["one-stop-1"], at.date())
    assert day.channels["cash"] == (1, 15_000) and day.channels["pos"] == (1, 15_000) and day.total == 30_000
    assert len(day.receipts) == 2
    seen = queries.day(posts["front"], at.date())
    assert seen.total == 30_000 and seen.receipts == [], "figures without people"
    close: dict[str, Any] = {"by": posts["one-stop-1"], "at": at, "agency": till}
    with pytest.raises(Invalid):
        actions.close_day(notes={10_000: 1}, **close)
    with pytest.raises(Invalid):
        actions.close_day(notes={3_000: 5}, **close)
    row = actions.close_day(notes={10_000: 1, 5_000: 1}, **close)
    assert (row.expected, row.counted, row.totals) == (15_000, 15_000, {"cash": 15_000, "pos": 15_000})
    with pytest.raises(Impossible):
        actions.close_day(notes={}, remark="Thử", **close)
    with pytest.raises(actions.DayClosed):
        actions.collect(by=posts["one-stop-1"], at=at, charges=[ask()], channel="cash")
    actions.collect(by=posts["one-stop-2"], at=at, charges=[ask()], channel="cash")
    assert evidence.disagreements() == []


def test_waiting_for_payment_has_a_clock_of_its_own(
    ask: Callable[..., Charge], posts: Posts, at: dt.datetime
) -> None:
    asked, late = ask(), ask(subject="dossier:khác")
    actions.collect(by=posts["one-stop-1"], at=at + dt.timedelta(hours=5), charges=[asked], channel="cash")
    found = queries.waiting(posts["front"], at.date(), at.date(), at)
    assert (found.open, found.amount, found.late, found.settled) == (1, 15_000, 0, 1)
    assert found.hours is not None and 0 < found.hours < 5, "working hours, without the midday rest"
    assert queries.waiting(posts["front"], at.date(), at.date(), late.due_at + MINUTE).late == 1


# --- altered by hand -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("model", "change"),
    [
        (Charge, {"amount": 1}), (Charge, {"paid": 0}), (Charge, {"law": "khác"}), (Charge, {"subject": "dossier:x"}),
        (Charge, {"due_at": dt.datetime(2030, 1, 1, tzinfo=dt.UTC)}), (Payment, {"amount": 1}),
        (Payment, {"channel": "qr"}), (Payment, {"by_post": "chair"}), (Receipt, {"number": 99}),
        (Receipt, {"total": 1}), (Receipt, {"at": dt.datetime(2030, 1, 1, tzinfo=dt.UTC)}),
    ],
)  # fmt: skip
def test_money_altered_by_hand_is_found(
    ask: Callable[..., Charge], posts: Posts, at: dt.datetime, model: Any, change: dict[str, Any]
) -> None:
    made = ask()
    actions.collect(by=posts["one-stop-1"], at=at, charges=[made], channel="cash")
    assert evidence.disagreements() == []
    model.objects.update(**change)
    assert any(made.code in fault for fault in evidence.disagreements())


def test_money_taken_away_or_put_in_by_hand_is_found(
    ask: Callable[..., Charge], posts: Posts, at: dt.datetime
) -> None:
    made = ask()
    receipt = actions.collect(by=posts["one-stop-1"], at=at, charges=[made], channel="cash")
    payment = Payment.objects.get()
    Payment.objects.create(
        charge=made, n=2, receipt=receipt, amount=5, channel="cash", at=at, by_post="x", by_title="x"
    )
    assert any(made.code in fault for fault in evidence.disagreements())
    Payment.objects.filter(n=2).delete()
    assert evidence.disagreements() == []
    payment.delete()
    assert any(made.code in fault for fault in evidence.disagreements())
    receipt.delete()
    Charge.objects.all().delete()
    assert any(made.code in fault and "xóa" in fault for fault in evidence.disagreements())


def test_an_account_altered_by_hand_is_found(till: str) -> None:
    from motcua.areas.fees.models import BankAccount

    BankAccount.objects.filter(agency=till).update(number="999999")
    assert len(evidence.disagreements()) == 1


# --- with dossiers ---------------------------------------------------------------------------------------------


def test_a_dossier_waits_for_its_payment(
    till: str, receive: Callable[..., Dossier], ask: Callable[..., Charge], posts: Posts, at: dt.datetime
) -> None:
    """R1.24: the clock pauses from the charge on, and what was left goes on when it is paid."""
    from motcua.reactions.table import react

    dossier = receive(procedure="1.004873")
    due = dossier.case.due_at
    made = ask(subject=dossier.case.subject, at=at + MINUTE)
    for event in Event.objects.filter(kind="fee.charged"):
        react(event, event.at)
        react(event, event.at)
    dossier.case.refresh_from_db()
    assert dossier.case.state == "awaiting_payment" and dossier.case.paused
    later = at + dt.timedelta(days=3)
    actions.collect(by=posts["one-stop-1"], at=later, charges=[made], channel="cash")
    for event in Event.objects.filter(kind="fee.settled"):
        react(event, event.at)
        react(event, event.at)
    dossier.case.refresh_from_db()
    assert dossier.case.state == "received" and not dossier.case.paused
    assert dossier.case.due_at > due


@pytest.mark.django_db(transaction=True)
def test_a_charge_made_before_the_reception_pauses_the_dossier_when_it_is_received(
    till: str, ask: Callable[..., Charge], posts: Posts, at: dt.datetime
) -> None:
    """The applicant hears of the charge at once, and of money that was not handed over at the desk."""
    from motcua.areas.dossiers import actions as dossiers
    from motcua.base.journal.ports import CITIZEN
    from motcua.base.messages.models import Notice
    from motcua.reactions.table import catch_up
    from tests.world import papers, person

    def told() -> set[str]:
        catch_up(lambda event: event.at)
        return set(Notice.objects.filter(subject=dossier.case.subject).values_list("key", flat=True))

    dossier = dossiers.submit(
        by=CITIZEN, at=at, procedure="1.004873", unit=till, applicant=person(1), papers=papers("1.004873"),
    )  # fmt: skip
    made = ask(subject=dossier.case.subject, at=at + MINUTE)
    assert "fee.charged" in told() and "dossier.payment_asked" not in told()
    dossiers.accept(by=posts["one-stop-1"], at=at + 2 * MINUTE, dossier=dossier.code)
    assert "dossier.payment_asked" in told()
    dossier.case.refresh_from_db()
    assert dossier.case.state == "awaiting_payment" and dossier.case.paused
    actions.collect(by=posts["one-stop-1"], at=at + 3 * MINUTE, charges=[made], channel="cash")
    assert "dossier.payment_settled" in told() and "fee.paid" not in told()
    dossier.case.refresh_from_db()
    assert dossier.case.state == "received"
    free = ask(subject=dossier.case.subject, at=at + 4 * MINUTE, blocking=False)
    actions.confirm_transfer(
        by=posts["one-stop-1"], at=at + 5 * MINUTE, charge=free, amount=5_000, reference="FT1"
    )
    assert "fee.paid" in told()


def test_a_receipt_says_what_is_left_by_whom_and_how(
    ask: Callable[..., Charge], posts: Posts, at: dt.datetime
) -> None:
    made = ask(quantity=2)
    part = actions.collect(
        by=posts["one-stop-1"], at=at, charges=[made], channel="pos", reference="POS123456", amount=10_000
    )
    rest = actions.collect(by=posts["one-stop-1"], at=at, charges=[made.code], channel="cash")
    said, last = (forms.receipt(one, on=at.date()) for one in (part, rest))
    assert said["part"] == "đã nộp 10.000 đồng trong 30.000 đồng, còn phải nộp 20.000 đồng"
    assert last["part"] == ""
    assert "POS123456" in str(said["channel"])
    assert said["officer"] == next(iter(holder_names("one-stop-1", at.date())))
    assert said["lines"][0]["count"] == "2 × 15.000 đồng"  # type: ignore[index]
    assert render("bien-lai", said).startswith(b"%PDF")
