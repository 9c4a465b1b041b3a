"""The verb of reports: keep the figures as they are now (R6.51)."""

import datetime as dt

from motcua.areas.indicators import events, evidence, policies
from motcua.areas.indicators.models import ClosedReport
from motcua.areas.indicators.queries import tables as queries
from motcua.base.journal.actions import act, record
from motcua.base.journal.ports import Actor
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Impossible


class NotOver(Impossible):
    text = "Kỳ báo cáo chưa hết ngày {last}. Chốt số liệu sau ngày đó."


@act(
    may=policies.can_close, records=events.CLOSED, law="NĐ 55/2022/NĐ-CP; TT 02/2021/TT-TTCP; R6.51",
)  # fmt: skip
def close_report(
    *, by: Actor, at: dt.datetime, table: str, since: dt.date, until: dt.date, root: str = ""
) -> ClosedReport:
    """Chốt số liệu: the figures as they are at this moment, by unit; later changes do not reach them."""
    on = at.astimezone(TZ).date()
    found = queries.report(by, table, since, until, root=root, at=at)
    if on < until:
        raise NotOver(last=f"{found.last:%d/%m/%Y}")
    before = queries.closed(by, table, since, until, found.root.key)
    made = ClosedReport(
        agency=by.agency, table=table, root=found.root.key, since=since, until=until,
        n=before[0].n + 1 if before else 1, figures=queries.plain(found), closed_at=at, closed_by=by.post,
    )  # fmt: skip
    made.save(force_insert=True)
    facts = {
        "n": made.n, "number": found.table.number, "since": since.isoformat(), "until": until.isoformat(),
        "since_words": f"{since:%d/%m/%Y}", "last_words": f"{found.last:%d/%m/%Y}",
        "digest": evidence.of_report(made),
    }  # fmt: skip
    record(events.CLOSED, subject=made.subject, unit=by.agency, by=by, at=at, facts=facts)
    return made
