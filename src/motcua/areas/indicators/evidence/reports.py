"""What closing a report says of its figures, and whether they still are what the journal says."""

from motcua.areas.cases.evidence import digest
from motcua.areas.indicators.models import ClosedReport
from motcua.base.journal.models import Event
from motcua.rules.said import Said

SUBJECT = "report:"


def of_report(report: ClosedReport) -> str:
    """Digest of closed figures."""
    values = {
        f.attname: getattr(report, f.attname) for f in report._meta.concrete_fields if f.attname != "id"
    }
    return digest(report.subject, f"report.{report.n}", values)


def disagreements() -> list[str]:
    """Closed figures that differ from what the journal recorded."""
    told: dict[tuple[str, int], str] = {}
    chain = Event.objects.filter(subject__startswith=SUBJECT).values_list("subject", "facts")
    for subject, facts in chain.iterator(chunk_size=500):
        told[subject, int(facts.get("n", 0))] = str(facts.get("digest", ""))
    now = {(row.subject, row.n): of_report(row) for row in ClosedReport.objects.all().iterator()}
    found: list[str] = []
    for key in sorted(told.keys() | now.keys()):
        if key not in told:
            found.append(
                Said("{subject}: có trong bảng nhưng không có trong sổ cái (bị chèn).", subject=key[0])
            )
        elif key not in now:
            found.append(
                Said("{subject}: có trong sổ cái nhưng không còn trong bảng (bị xóa).", subject=key[0])
            )
        elif told[key] != now[key]:
            found.append(Said("{subject}: khác với sổ cái (bị sửa).", subject=key[0]))
    return found
