"""Payment counted for the index of QĐ 766/QĐ-TTg (R4.14): dossiers that owe something, and how it was paid."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Sequence

from django.db.models import Exists, F, OuterRef

from motcua.areas.fees import policies
from motcua.areas.fees.choices import Channel
from motcua.areas.fees.models import Charge, Payment
from motcua.base.journal.ports import Actor
from motcua.rules.calendar import TZ

SUBJECT = "dossier:"
COUNTS = ("paid_online", "procedure_paid_online")


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
) -> dict[tuple[str, int], dict[str, tuple[int, int]]]:
    """Dossiers with a financial obligation, and procedures with one, by agency and span: (paid online, all)."""
    owing: dict[tuple[str, int], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    first, last = min(since for since, _ in spans), max(until for _, until in spans)
    for agency, subject, code, asked, online in _rows(units, first, last, procedure):
        on = asked.astimezone(TZ).date()
        for i, (since, until) in enumerate(spans):
            if since <= on < until:
                sets = owing[agency, i]
                sets["all"].add(subject)
                sets["procedures"].add(code)
                if online:
                    sets["online"].add(subject)
                    sets["procedures_online"].add(code)
    return {
        key: {
            "paid_online": (len(sets["online"]), len(sets["all"])),
            "procedure_paid_online": (len(sets["procedures_online"]), len(sets["procedures"])),
        }
        for key, sets in owing.items()
    }


def indexed_codes(by: Actor, since: dt.date, until: dt.date, *, procedure: str = "") -> list[str]:
    """Codes of the dossiers of this actor's agency that owe something and did not pay online."""
    if not policies.can_see(by, by.agency):
        return []
    found: dict[str, bool] = {}
    for _agency, subject, _code, _asked, online in _rows([by.agency], since, until, procedure):
        code = subject.removeprefix(SUBJECT)
        found[code] = found.get(code, False) or online
    return [code for code, online in found.items() if not online]


def unpaid_procedures(by: Actor, since: dt.date, until: dt.date) -> list[str]:
    """Codes of the procedures of this actor's agency that asked for money and were never paid online."""
    if not policies.can_see(by, by.agency):
        return []
    rows = _rows([by.agency], since, until, "")
    online = {code for _agency, _subject, code, _asked, paid in rows if paid}
    return sorted({code for _agency, _subject, code, _asked, _paid in rows} - online)


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
