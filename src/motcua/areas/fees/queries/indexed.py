"""Payment counted for the index of QĐ 766/QĐ-TTg (R4.14): dossiers that owe something, procedures with a fee, and how
it was paid."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Exists, F, OuterRef

from motcua.areas.fees import policies
from motcua.areas.fees.choices import Channel
from motcua.areas.fees.models import Charge, FeeItem, Payment
from motcua.base.journal.ports import Actor
from motcua.rules.calendar import TZ

SUBJECT = "dossier:"


@dataclass(frozen=True)
class Owing:
    """Subjects of dossiers that owe something in a span, those of them paid online, and procedures paid online."""

    dossiers: set[str] = field(default_factory=set)
    online: set[str] = field(default_factory=set)
    procedures_online: set[str] = field(default_factory=set)

    @property
    def paid_online(self) -> tuple[int, int]:
        """(paid online, all)."""
        return len(self.online), len(self.dossiers)


def _rows(
    units: Collection[str], first: dt.date, last: dt.date, procedure: str
) -> list[tuple[str, str, str, dt.datetime, bool]]:
    start, end = (dt.datetime.combine(day, dt.time(), TZ) for day in (first, last))
    online = Payment.objects.filter(charge=OuterRef("pk"), channel=Channel.PORTAL)
    found = Charge.objects.filter(
        agency__in=units, subject__startswith=SUBJECT, asked_at__gte=start, asked_at__lt=end, cancelled_at=None,
        amount__gt=F("reduced"),
    ).annotate(online=Exists(online))  # fmt: skip
    if procedure:
        found = found.filter(procedure=procedure)
    return list(found.values_list("agency", "subject", "procedure", "asked_at", "online"))


def indexed(
    units: Collection[str], spans: Sequence[tuple[dt.date, dt.date]], *, procedure: str = ""
) -> dict[tuple[str, int], Owing]:
    """By agency and span the dossiers with a financial obligation, and the procedures paid online."""
    found: dict[tuple[str, int], Owing] = defaultdict(Owing)
    first, last = min(since for since, _ in spans), max(until for _, until in spans)
    for agency, subject, code, asked, online in _rows(units, first, last, procedure):
        on = asked.astimezone(TZ).date()
        for i, (since, until) in enumerate(spans):
            if since <= on < until:
                owing = found[agency, i]
                owing.dossiers.add(subject)
                if online:
                    owing.online.add(subject)
                    owing.procedures_online.add(code)
    return found


Published = Mapping[str, Collection[int | None]]
"""What publications ask for, by procedure."""


def with_fee(asked: Mapping[tuple[str, dt.date], Published]) -> dict[tuple[str, dt.date], set[str]]:
    """Which of the procedures in force at an agency on a day ask for a fee (R4.14 B): by the local lines that name
    them, and by the publication for what those do not stand in for (``schedule.proposals``)."""
    if not asked:
        return {}
    last = max(day for _agency, day in asked)
    rows = list(
        FeeItem.objects.filter(agency__in={"", *(agency for agency, _day in asked)}, valid_from__lte=last)
        .order_by("agency", "code")
    )  # fmt: skip
    found = {}
    for (agency, day), published in asked.items():
        items = {
            row.code: row for row in rows
            if row.agency in ("", agency) and row.valid_from <= day and (row.valid_to is None or row.valid_to > day)
        }  # fmt: skip
        local: dict[str, set[int | None]] = defaultdict(set)
        for row in items.values():
            for code in row.procedures:
                local[code].add(None if row.tiers else row.amount)
        found[agency, day] = {
            code for code, amounts in published.items()
            if local[code] - {0} or set(amounts) - {0} - ({None} if local[code] else set())
        }  # fmt: skip
    return found


def indexed_codes(by: Actor, since: dt.date, until: dt.date, *, procedure: str = "") -> list[str]:
    """Codes of the dossiers of this actor's agency that owe something and did not pay online."""
    if not policies.can_see(by, by.agency):
        return []
    found: dict[str, bool] = {}
    for _agency, subject, _code, _asked, online in _rows([by.agency], since, until, procedure):
        code = subject.removeprefix(SUBJECT)
        found[code] = found.get(code, False) or online
    return [code for code, online in found.items() if not online]


def unpaid_procedures(
    by: Actor, since: dt.date, until: dt.date, published: Published, on: dt.date
) -> list[str]:
    """Codes of the procedures with a fee, of those published on a day, that nobody paid online at this actor's
    agency."""
    if not policies.can_see(by, by.agency):
        return []
    owing = indexed([by.agency], [(since, until)]).get((by.agency, 0), Owing())
    return sorted(with_fee({(by.agency, on): published})[by.agency, on] - owing.procedures_online)


def paid_how(by: Actor, codes: Collection[str]) -> dict[str, str]:
    """How dossiers of this actor's agency were paid (R4.18), by code; one that nothing was paid for is not there."""
    if not policies.can_see(by, by.agency):
        return {}
    subjects = [f"{SUBJECT}{code}" for code in codes]
    rows = Payment.objects.filter(charge__agency=by.agency, charge__subject__in=subjects).order_by("pk")
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for subject, channel in rows.values_list("charge__subject", "channel"):
        found[subject.removeprefix(SUBJECT)][str(Channel(channel).label)] = None
    return {code: ", ".join(ways) for code, ways in found.items()}
