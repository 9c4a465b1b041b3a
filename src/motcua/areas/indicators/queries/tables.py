"""Every read of reports: figures of a table for some days and a subtree, the same for page, XLSX, PDF and DOCX."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from motcua.areas.campaigns import queries as campaigns
from motcua.areas.complaints.queries import counted as complaints
from motcua.areas.denunciations.queries import counted as denunciations
from motcua.areas.dialogues.queries import counted as dialogues
from motcua.areas.directives.queries import counted as directives
from motcua.areas.dossiers.queries import counted as dossiers
from motcua.areas.feedback.queries import counted as feedback
from motcua.areas.indicators import policies
from motcua.areas.indicators.choices.tables import tables
from motcua.areas.indicators.models.closed import ClosedReport
from motcua.areas.initiatives import queries as initiatives
from motcua.areas.inspections.queries import counted as inspections
from motcua.areas.petitions.queries import counted as petitions
from motcua.areas.programmes import queries as programmes
from motcua.areas.receptions.queries import counted as receptions
from motcua.areas.surveys.queries import reported as surveys
from motcua.base.journal.ports import Actor
from motcua.base.orgs.choices import Level
from motcua.base.orgs.queries import UnitOn, descendants, version_on
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Invalid, NotAllowed, NotFound
from motcua.rules.reporting import Column, Figure, Table, behind, filled

Reported = Callable[[Collection[str], dt.date, dt.date, dt.datetime], list[dict[str, Any]]]
Codes = Callable[[Actor, dt.date, dt.date, dt.datetime, Iterable[Mapping[str, Collection[str]]]], list[str]]
COUNTED: Mapping[str, tuple[Reported, Codes | None]] = {
    "petition": (petitions.reported, petitions.reported_codes),
    "reception": (receptions.reported, receptions.reported_codes),
    "duty": (receptions.duties, None),
    "complaint": (complaints.reported, complaints.reported_codes),
    "execution": (complaints.executed, complaints.executed_codes),
    "denunciation": (denunciations.reported, None),
    "conclusion": (denunciations.carried_out, None),
    "feedback": (feedback.reported, feedback.reported_codes),
    "inspection": (inspections.inspected, inspections.inspected_codes),
    "recommendation": (inspections.recommended, inspections.recommended_codes),
    "dossier": (dossiers.reported, dossiers.reported_codes),
    "dialogue": (dialogues.reported, dialogues.reported_codes),
    "task": (directives.reported, directives.reported_codes),
    "obstacle": (directives.obstacles, directives.obstacles_codes),
    "document": (directives.documents, directives.documents_codes),
    "programme": (programmes.reported, programmes.reported_codes),
    "initiative": (initiatives.reported, initiatives.reported_codes),
    "session": (directives.sessions, directives.sessions_codes),
    "activity": (campaigns.reported, campaigns.reported_codes),
    "consultation": (dialogues.consulted, dialogues.consulted_codes),
    "check": (inspections.checked, inspections.checked_codes),
    "survey": (surveys.reported, surveys.reported_codes),
}
"""Every fact that tables count: narrow rows of numbers, and the codes behind them; of denunciations none (R6.45),
nor of what the law asks of a month."""


@dataclass(frozen=True)
class Filled:
    """A table filled for some days (``until`` is not included) and a unit with what lies beneath it."""

    table: Table
    root: UnitOn
    since: dt.date
    until: dt.date
    units: tuple[UnitOn, ...]
    by_unit: Mapping[str, Mapping[str, Figure]]
    total: Mapping[str, Figure]

    @property
    def last(self) -> dt.date:
        """The last day counted."""
        return self.until - dt.timedelta(days=1)

    @property
    def printed(self) -> list[Column]:
        """The columns that the form shows."""
        return [column for column in self.table.columns if column.number]


def table_of(code: str) -> Table:
    """A shipped table; raises NotFound."""
    found = tables().get(code)
    if found is None:
        raise NotFound()
    return found


def report(
    by: Actor, code: str, since: dt.date, until: dt.date, *, root: str = "", at: dt.datetime
) -> Filled:
    """A table filled now. A unit beneath the agency: numbers only, for who directs it; any other is not there."""
    if not policies.can_read(by):
        raise NotAllowed()
    on = at.astimezone(TZ).date()
    if not since < until <= since + dt.timedelta(days=732):
        raise Invalid(field="tu", text="Chọn kỳ từ một ngày đến hai năm.")
    top, root = by.agency, root or by.agency
    below = descendants(top, on) if policies.can_look_below(by) else frozenset({top})
    if root not in below:
        raise NotFound()
    table = table_of(code)
    beneath = descendants(root, on) if policies.can_look_below(by) else frozenset({root})
    rows = COUNTED[table.fact][0](beneath, since, until, at)
    of_unit: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        of_unit[row["unit"]].append(row)
    units = tuple(sorted((version_on(key, on) for key in of_unit), key=lambda unit: (unit.name, unit.key)))
    return Filled(
        table, version_on(root, on), since, until, units,
        {unit.key: filled(table, of_unit[unit.key]) for unit in units}, filled(table, rows),
    )  # fmt: skip


def units_below(by: Actor, on: dt.date) -> list[UnitOn]:
    """Units that a report may be made of: the agency, and for who directs it those beneath that are no division."""
    keys = descendants(by.agency, on) if policies.can_look_below(by) else {by.agency}
    found = [version_on(key, on) for key in sorted(keys)]
    return [unit for unit in found if unit.level != Level.DIVISION or unit.key == by.agency]


def codes(by: Actor, table: Table, column: str, since: dt.date, until: dt.date, at: dt.datetime) -> list[str]:
    """What stands behind a figure of the post's own agency: codes only."""
    if not policies.can_open_rows(by):
        raise NotAllowed()
    behind_it = COUNTED[table.fact][1]
    if behind_it is None:
        raise NotFound()
    return behind_it(by, since, until, at, behind(table, column))


def has_codes(table: Table) -> bool:
    """Whether codes stand behind the figures of a table at all."""
    return COUNTED[table.fact][1] is not None


def closed(by: Actor, code: str, since: dt.date, until: dt.date, root: str) -> list[ClosedReport]:
    """What was closed of these figures, the newest first."""
    if not policies.can_read(by):
        return []
    found = ClosedReport.objects.filter(agency=by.agency, table=code, root=root, since=since, until=until)
    return list(found.order_by("-n"))


def plain(found: Filled) -> dict[str, dict[str, Any]]:
    """Figures as they are kept: by unit and column, of a rate both parts."""
    return {
        key: {column: _kept(figure) for column, figure in figures.items()}
        for key, figures in {**found.by_unit, "": found.total}.items()
    }


def _kept(figure: Figure) -> Any:
    if figure.denominator is not None:
        return [figure.numerator, figure.denominator]
    return str(figure.value) if isinstance(figure.value, Decimal) else figure.value


def changed(found: Filled, kept: ClosedReport) -> list[str]:
    """Keys of the columns whose figure is no longer what was closed."""
    now = plain(found)[""]
    return [column.key for column in found.printed if now[column.key] != kept.figures[""].get(column.key)]
