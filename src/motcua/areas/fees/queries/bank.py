"""What the bank and the payment platform say, held against what is due."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils.module_loading import import_string

from motcua.areas.fees import policies
from motcua.areas.fees.choices import Channel, LineState, Verdict
from motcua.areas.fees.models import BankLine, Charge, Payment, Statement, TakenNotice
from motcua.areas.fees.ports import NoticeReader, StatementReader
from motcua.areas.fees.queries.charges import money_of
from motcua.base.journal.ports import Actor
from motcua.rules.impossible import NotFound

PAGE = 100
AT_ONCE = 500


class NoSuchStatement(NotFound):
    text = "Không tìm thấy sao kê này trong phạm vi của đơn vị."


class NoSuchLine(NotFound):
    text = "Không tìm thấy dòng sao kê này trong phạm vi của đơn vị."


def statement_reader() -> StatementReader:
    """The reader of statement files that this installation has (settings.STATEMENT_READER)."""
    reader: StatementReader = import_string(settings.STATEMENT_READER)
    return reader


def notice_reader() -> NoticeReader:
    """The reader of payment notices that this installation has (settings.NOTICE_READER)."""
    reader: NoticeReader = import_string(settings.NOTICE_READER)
    return reader


def notice_taken(number: str) -> TakenNotice | None:
    """A notice that was taken before."""
    return TakenNotice.objects.select_related("receipt").filter(number=number).first()


def statements(by: Actor) -> list[Statement]:
    """The last statements of the agency, newest first; only for those who collect."""
    if not policies.can_reconcile(by, by.agency):
        return []
    return list(Statement.objects.filter(agency=by.agency).select_related("account").order_by("-pk")[:20])


def statement_of_file(by: Actor, sha256: str) -> Statement | None:
    """The statement that the same file already became."""
    if not policies.can_reconcile(by, by.agency):
        return None
    return Statement.objects.filter(agency=by.agency, sha256=sha256).order_by("pk").first()


def statement(by: Actor, number: int) -> Statement:
    """A statement of the own agency."""
    found = Statement.objects.filter(pk=number, agency=by.agency).select_related("account").first()
    if found is None or not policies.can_reconcile(by, found.agency):
        raise NoSuchStatement()
    return found


def statement_to_act_on(number: int | Statement, *, by: Actor) -> Statement:
    """The statement of an act, locked."""
    key = number.pk if isinstance(number, Statement) else number
    found = Statement.objects.select_for_update().filter(pk=key, agency=by.agency).first()
    if found is None:
        raise NoSuchStatement()
    return found


def line_to_act_on(number: int | BankLine, *, by: Actor) -> BankLine:
    """The line of an act, locked."""
    key = number.pk if isinstance(number, BankLine) else number
    found = BankLine.objects.select_for_update().filter(pk=key, agency=by.agency).first()
    if found is None:
        raise NoSuchLine()
    return found


def waiting_lines(by: Actor, *, after: int = 0, most: int = PAGE) -> list[BankLine]:
    """Lines that wait for a person, oldest first, a page at a time."""
    if not policies.can_reconcile(by, by.agency):
        return []
    rows = BankLine.objects.filter(agency=by.agency, state=LineState.WAITING, pk__gt=after).order_by("pk")
    return list(rows[:most])


@dataclass(frozen=True, slots=True)
class Judged:
    """A line and what it is: for which charges, how much was open before it."""

    line: BankLine
    verdict: Verdict
    charges: tuple[Charge, ...] = ()
    open: int = 0

    @property
    def difference(self) -> int:
        """How much more (or less) came in than was open."""
        return self.line.amount - self.open


def judged(agency: str, lines: Sequence[BankLine]) -> list[Judged]:
    """Lines in their order, each held against what the lines before it leave open."""
    charges = _charges(agency, lines)
    confirmed = _confirmed(charges.values())
    left = {code: money_of(charge).open for code, charge in charges.items()}
    found = []
    for line in lines:
        meant = tuple(charges[code] for code in line.codes if code in charges)
        if not meant:
            found.append(Judged(line, Verdict.UNKNOWN))
            continue
        due = sum(left[charge.code] for charge in meant)
        awaited = confirmed.get((meant[0].pk, line.amount), 0)
        if len(meant) == 1 and awaited:
            confirmed[meant[0].pk, line.amount] -= 1
            found.append(Judged(line, Verdict.ALREADY, meant, due))
            continue
        verdict = (
            Verdict.SETTLED if not due
            else Verdict.EQUAL if due == line.amount
            else Verdict.LESS if line.amount < due
            else Verdict.MORE
        )  # fmt: skip
        if verdict == Verdict.EQUAL:
            left |= {charge.code: 0 for charge in meant}
        found.append(Judged(line, verdict, meant, due))
    return found


def _charges(agency: str, lines: Iterable[BankLine]) -> dict[str, Charge]:
    codes = sorted({code for line in lines for code in line.codes})
    found: dict[str, Charge] = {}
    for start in range(0, len(codes), AT_ONCE):
        rows = Charge.objects.filter(agency=agency, code__in=codes[start : start + AT_ONCE])
        found |= {row.code: row for row in rows}
    return found


def _confirmed(charges: Iterable[Charge]) -> dict[tuple[int, int], int]:
    """Transfers that the counter confirmed before the bank told of them: how many by charge and amount."""
    keys = [charge.pk for charge in charges if charge.paid]
    found: dict[tuple[int, int], int] = {}
    for start in range(0, len(keys), AT_ONCE):
        rows = Payment.objects.filter(
            charge_id__in=keys[start : start + AT_ONCE], channel=Channel.QR, receipt__line=None
        )
        for pair in rows.values_list("charge_id", "amount"):
            found[pair] = found.get(pair, 0) + 1
    return found


def totals(lines: Iterable[Judged]) -> Mapping[Verdict, tuple[int, int]]:
    """How many lines, and how much money, by verdict."""
    found = dict.fromkeys(Verdict, (0, 0))
    for one in lines:
        count, amount = found[one.verdict]
        found[one.verdict] = (count + 1, amount + one.line.amount)
    return found
