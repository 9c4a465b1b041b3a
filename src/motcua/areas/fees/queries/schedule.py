"""The schedule on a day: what a procedure costs here, who pays less, to which account."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Model, Q, QuerySet

from motcua.areas.fees.choices import Unit
from motcua.areas.fees.models import BankAccount, Exemption, FeeItem
from motcua.areas.procedures import queries as catalogue
from motcua.rules.fees import Tiers
from motcua.rules.impossible import Impossible, NotFound


class NoSuchItem(NotFound):
    text = "Không có khoản phí, lệ phí {code} vào ngày này."


class NoSuchExemption(NotFound):
    text = "Không có diện miễn, giảm {code} cho khoản này vào ngày này."


class NoAccount(Impossible):
    text = "Cơ quan chưa có tài khoản nhận phí, lệ phí vào ngày {on}. Người quản lý danh mục ghi tài khoản trước."


@dataclass(frozen=True, slots=True)
class Proposal:
    """What may be charged. ``amount`` None: not fixed, never free; ``note`` says who decides."""

    code: str
    name: str
    amount: int | None
    unit: str
    law: str
    note: str
    source: str
    blocking: bool = False
    tiers: Tiers = ()
    most: int | None = None


def _on(rows: QuerySet[Model], on: dt.date, agency: str) -> QuerySet[Model]:
    """Rows in force on a day for an agency; its own come after those for all."""
    return rows.filter(
        Q(valid_to=None) | Q(valid_to__gt=on), valid_from__lte=on, agency__in=("", agency)
    ).order_by("agency", "code")


def _items(agency: str, on: dt.date) -> dict[str, FeeItem]:
    """The schedule of an agency on a day: its own line goes before that for all."""
    return {row.code: row for row in _on(FeeItem.objects.all(), on, agency)}  # type: ignore[attr-defined,misc]


def _proposed(row: FeeItem) -> Proposal:
    return Proposal(
        row.code, row.name, row.amount, row.unit, row.law, row.note, f"schedule:{row.code}/{row.valid_from}",
        row.blocking, tuple(row.tiers), row.most,
    )  # fmt: skip


def _unit(note: str) -> Unit:
    """What the amount of a publication is for, as its note says: "mỗi bản sao"."""
    return Unit.COPY if note.strip().lower().startswith("mỗi bản") else Unit.DOSSIER


def proposals(agency: str, procedure: str, on: dt.date) -> list[Proposal]:
    """What a dossier of a procedure received on a day may be charged here: the published fees of that day, and the
    local lines that name the procedure. A line of the schedule stands in for the same amount in the publication, and
    for what the publication leaves to the province.
    """
    local = [_proposed(row) for row in _items(agency, on).values() if procedure in row.procedures]
    try:
        version = catalogue.published(procedure, on)
    except NotFound:
        return local
    record = version.read()
    named = {one.amount for one in local} | ({None} if local else set())
    law = "; ".join(basis.symbol for basis in record.legal_basis)[:300] or record.decision
    given = [
        Proposal(
            f"{procedure}#{place}", fee.label, fee.amount, _unit(fee.note), law, fee.note,
            f"procedure:{procedure}/{version.number}",
        )
        for place, fee in enumerate(record.fees, start=1)
        if fee.amount not in named
    ]  # fmt: skip
    return given + local


def proposal(code: str, agency: str, procedure: str, on: dt.date) -> Proposal:
    """One thing that may be charged, by its code. Raises NoSuchItem."""
    if procedure:
        for found in proposals(agency, procedure, on):
            if found.code == code:
                return found
    row = _items(agency, on).get(code)
    if row is None:
        raise NoSuchItem(code=code)
    return _proposed(row)


def exemptions_for(agency: str, item: str, on: dt.date) -> list[Exemption]:
    """Who pays less for an item here on a day."""
    found: dict[str, Exemption] = {row.code: row for row in _on(Exemption.objects.all(), on, agency)}  # type: ignore[attr-defined,misc]
    return [row for row in found.values() if not row.items or item in row.items]


def exemption(code: str, agency: str, item: str, on: dt.date) -> Exemption:
    """One exemption of the schedule. Raises NoSuchExemption."""
    for row in exemptions_for(agency, item, on):
        if row.code == code:
            return row
    raise NoSuchExemption(code=code)


def account_on(agency: str, on: dt.date) -> BankAccount:
    """The account to which an agency's fees are transferred on a day. Raises NoAccount."""
    found = BankAccount.objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=on), agency=agency, valid_from__lte=on
    ).first()
    if found is None:
        raise NoAccount(on=f"{on:%d/%m/%Y}")
    return found
