"""Figures of a report with their sources: counted by the system, entered by hand, sent by units beneath.

Of an agency's report the system counts what the agency itself did; a division's has only what is entered by hand, since
the system counts for the whole agency. What units send is added only once it was accepted.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from motcua.areas.reports.choices import COUNTED, FROZEN, State, templates
from motcua.areas.reports.models import Entry, Part, PeriodicReport, ReportDuty, Snapshot
from motcua.areas.reports.ports import Facts
from motcua.base.orgs.queries import NoPost, NoUnitThen, last_version, post_on, version_on
from motcua.rules.calendar import TZ
from motcua.rules.report_templates import (
    UNKNOWN,
    Asked,
    Section,
    Template,
    figures,
    filled,
    in_table,
    plain,
    said,
    together,
    unwritten,
)
from motcua.rules.reporting import Amount, Figure, agrees

Known = dict[str, Amount | None]
WHOSE = "Đơn vị"


def facts() -> Facts:
    """What the areas at work here offer to be counted."""
    made: Facts = import_string(settings.REPORT_FACTS)()
    return made


def unit_name(key: str, on: dt.date) -> str:
    """The name of a unit on a day, or its last one."""
    try:
        return version_on(key, on).name
    except NoUnitThen:
        return last_version(key).name


def is_counted(one: Asked, offered: Any) -> bool:
    """Whether the system counts a figure, for an agency with all its divisions; else it is entered by hand."""
    return bool(one.fact) and one.fact in offered


def counted(template: Template, unit: str, since: dt.date, until: dt.date, at: dt.datetime) -> Known:
    """Every figure that the system counts for an agency and some days."""
    source, made, rows = facts(), Known(), dict[str, Sequence[Mapping[str, Any]]]()
    for one in template.figures:
        if is_counted(one, source.offered()):
            if one.fact not in rows:
                rows[one.fact] = source.rows(one.fact, unit, since, until, at)
            made[one.key] = plain(
                sum(row[one.amount] or 0 for row in rows[one.fact] if agrees(row, one.where))
            )
    return made


def kept(value: Amount | None) -> int | str | None:
    """A number as a snapshot keeps it."""
    return str(value) if isinstance(value, Decimal) else value


def read_kept(value: Any) -> Amount | None:
    """A number as a snapshot kept it."""
    return plain(Decimal(value)) if isinstance(value, str) else value


@dataclass(frozen=True)
class FromUnit:
    """A unit that reports to this one: its duty, its report for the same days, and what it said, if that counts."""

    duty: ReportDuty
    name: str
    report: PeriodicReport | None
    values: Known | None = None
    texts: Mapping[str, str] = field(default_factory=dict)
    tables: Mapping[str, list[list[str]]] = field(default_factory=dict)

    @property
    def missing(self) -> bool:
        """Whether nothing of it is in the sums."""
        return self.values is None


@dataclass
class Standing:
    """A report as it stands at a moment: every figure with its sources, every part with its words.

    A frozen report is read from its last snapshot, one at work is counted now. ``awaited``: how many rows of the record
    a table does not tell of yet; without them it is not submitted, so figures of the table count them.
    """

    report: PeriodicReport
    at: dt.datetime
    own: Known = field(default_factory=Known)
    counted: frozenset[str] = frozenset()
    units: tuple[FromUnit, ...] = ()
    texts: dict[str, str] = field(default_factory=dict)
    tables: dict[str, list[list[str]]] = field(default_factory=dict)
    awaited: dict[str, int] = field(default_factory=dict)
    frozen: Snapshot | None = None

    @property
    def template(self) -> Template:
        """The template of the report."""
        return templates()[self.report.template]

    @cached_property
    def total(self) -> Known:
        """Own figures and those of the units that count."""
        if self.frozen is not None:
            return {key: read_kept(value) for key, value in self.frozen.content["total"].items()}
        found = {
            one.key: together([
                self.own.get(one.key),
                *((unit.values or {}).get(one.key) for unit in self.units if not self._within(unit, one.key)),
            ])
            for one in self.template.figures if one.typed
        }  # fmt: skip
        rows = {one.code: self.rows(one) for one in self.template.sections}
        return found | tabled(self.template, rows, self.awaited)

    def _within(self, unit: FromUnit, key: str) -> bool:
        """Whether what a division says is in what the system counts for the whole agency already."""
        return key in self.counted and unit.duty.agency == self.report.agency

    @cached_property
    def figures(self) -> dict[str, Figure]:
        """Every figure of the report."""
        return figures(self.template, self.total)

    @property
    def missing(self) -> list[str]:
        """Names of units whose figures are not in it."""
        if self.frozen is not None:
            return list(self.frozen.content["missing"])
        return [unit.name for unit in self.units if unit.missing]

    @property
    def blank(self) -> list[Asked]:
        """Figures that nobody counted or entered."""
        return [one for one in self.template.figures if not one.made and self.total.get(one.key) is None]

    @property
    def unwritten(self) -> list[Section]:
        """Parts in which nothing is said."""
        return unwritten(self.template, self.texts)

    @property
    def gaps(self) -> bool:
        """Whether an agency's report would leave with something unsaid; a division has what is asked of it alone."""
        return self.report.formal and bool(self.blank or self.unwritten)

    def text(self, section: Section) -> str:
        """The words of a part with figures in braces: as written, else as the template begins it."""
        return self.texts.get(section.code, section.text)

    def columns(self, section: Section) -> tuple[str, ...]:
        """The heads of a table; whose a row is stands last where units sent some."""
        widest = max((len(row) for row in self.rows(section)), default=0)
        return (
            (*section.columns, WHOSE)
            if section.columns and widest > len(section.columns)
            else section.columns
        )

    def rows(self, section: Section) -> list[list[str]]:
        """The rows of a table: own ones, then those of each unit, named in a column of its own."""
        if self.frozen is not None:
            return [list(row) for row in self.frozen.content["tables"].get(section.code, [])]
        own = [list(row) for row in self.tables.get(section.code, [])]
        wide = len(section.columns)
        sent = [
            [*row[:wide], unit.name]
            for unit in self.units for row in unit.tables.get(section.code, [])
            if row and not self._told(section, row)
        ]  # fmt: skip
        if not sent:
            return own
        name = unit_name(self.report.about, self.report.last)
        return [[*row, name] for row in own] + sent

    def _told(self, section: Section, row: list[str]) -> bool:
        """Whether a row that a unit sent is of work of which the report itself tells."""
        place = section.code_at
        own = {one[place] for one in self.tables.get(section.code, [])} if place >= 0 else set[str]()
        return place >= 0 and row[place] != "" and row[place] in own


def tabled(template: Template, tables: Mapping[str, list[list[str]]], awaited: Mapping[str, int]) -> Known:
    """Every figure that a table of the report tells, counting the rows that it still awaits."""
    return {
        one.key: in_table(one, template.section(one.table), tables.get(one.table, []))
        + (0 if one.column else awaited.get(one.table, 0))
        for one in template.figures if one.table
    }  # fmt: skip


def awaited(found: Standing) -> dict[str, int]:
    """How many rows of the record each table of an agency's report does not tell of yet."""
    report, source, made = found.report, facts(), dict[str, int]()
    for part in found.template.sections:
        if part.code_at >= 0 and part.fact in source.offered():
            record = source.rows(part.fact, report.about, report.since, report.until, found.at)
            known = sum(row["n"] for row in record if agrees(row, part.where))
            made[part.code] = max(0, known - sum(bool(row[part.code_at]) for row in found.rows(part)))
    return made


def standing(report: PeriodicReport, at: dt.datetime, version: Snapshot | None = None) -> Standing:
    """A report with its figures and words as they stand, or as one of its versions says."""
    template = templates()[report.template]
    made = Standing(report, at)
    if version is not None or report.state in FROZEN:
        made.frozen = version or Snapshot.objects.get(report=report, n=report.version)
        held = made.frozen.content
        made.own = {key: read_kept(value) for key, value in held["own"].items()}
        made.counted = frozenset(held["counted"])
        made.texts = dict(held["texts"])
        made.units = from_units(report, kept_values=held["units"])
        return made
    for part in Part.objects.filter(report=report).order_by("n"):
        section = part.section
        if any(one.code == section for one in template.sections):
            made.texts[section], made.tables[section] = part.text, part.rows
    made.own = entered(report)
    if report.formal:
        found = counted(template, report.about, report.since, report.until, at)
        made.own |= found
        made.counted = frozenset(found)
    made.units = from_units(report)
    made.awaited = awaited(made) if report.formal else {}
    made.own |= tabled(template, made.tables, made.awaited)
    return made


def fresh(report: PeriodicReport, at: dt.datetime) -> Standing:
    """Days for which no report is open: what the system counts, and the words with which the template begins."""
    made = Standing(report, at)
    if report.formal:
        made.own = counted(made.template, report.unit, report.since, report.until, at)
        made.counted = frozenset(made.own)
        made.units = from_units(report)
        made.awaited = awaited(made)
        made.own |= tabled(made.template, {}, made.awaited)
    return made


def entered(report: PeriodicReport) -> Known:
    """Figures entered by hand, the last entry of each."""
    found: Known = {}
    for figure, value in Entry.objects.filter(report=report).order_by("n").values_list("figure", "value"):
        found[figure] = plain(Decimal(value)) if value else None
    return found


def entered_before(report: PeriodicReport, template: Template) -> Known:
    """What the last report of the duty says of how things stand: where the figures of this one begin."""
    last = (
        PeriodicReport.objects.filter(duty=report.duty_id, since__lt=report.since).order_by("-since").first()
    )
    if last is None:
        return {}
    known = entered(last)
    return {one.key: known.get(one.key) for one in template.figures if one.stands}


@dataclass(frozen=True)
class Typed:
    """Who entered a figure that is not counted, and when."""

    post: str
    who: str
    at: dt.datetime
    n: int


def typed(report: PeriodicReport) -> dict[str, Typed]:
    """Of each figure entered by hand the last entry: by which post, as it was called then."""
    if report.pk is None:
        return {}
    found, titles = dict[str, Typed](), dict[tuple[str, dt.date], str]()
    for one in Entry.objects.filter(report=report).order_by("n"):
        held = (one.post, one.at.astimezone(TZ).date())
        if held not in titles:
            titles[held] = _title(*held)
        found[one.figure] = Typed(one.post, titles[held], one.at, one.n)
    return found


def _title(post: str, on: dt.date) -> str:
    try:
        return post_on(post, on).title
    except NoPost:
        return post


def duties_to(unit: str, template: str, since: dt.date, until: dt.date) -> list[ReportDuty]:
    """Duties of units to report these days to this agency."""
    found = ReportDuty.objects.filter(recipient_unit=unit, template=template, valid_from__lt=until)
    return [one for one in found.order_by("unit", "id") if one.valid_to is None or one.valid_to > since]


def from_units(
    report: PeriodicReport, *, kept_values: Mapping[str, Any] | None = None
) -> tuple[FromUnit, ...]:
    """What units beneath sent for the same template and the same days, and never any other (R8.18)."""
    if not report.formal:
        return ()
    duties = duties_to(report.about, report.template, report.since, report.until)
    found = {
        one.duty_id: one
        for one in PeriodicReport.objects.filter(duty__in=duties, since=report.since, until=report.until)
    }
    last = report.until - dt.timedelta(days=1)
    made = []
    for duty in duties:
        sent = found.get(duty.pk)
        name = unit_name(duty.unit, last)
        if kept_values is not None:
            said_ = kept_values.get(duty.unit)
            values = None if said_ is None else {key: read_kept(value) for key, value in said_.items()}
            made.append(FromUnit(duty, name, sent, values))
            continue
        if sent is None or sent.state not in COUNTED:
            made.append(FromUnit(duty, name, sent))
            continue
        content = Snapshot.objects.get(report=sent, n=sent.version).content
        made.append(
            FromUnit(
                duty, name, sent, {key: read_kept(value) for key, value in content["total"].items()},
                content["printed"], content["tables"],
            )
        )  # fmt: skip
    return tuple(made)


def content(found: Standing, *, without: str = "") -> dict[str, Any]:
    """Everything that a snapshot keeps: the sources of every figure, and all that is needed to print it again.

    ``without``: why it goes although something is not said in it; what that is stands beside the reason.
    """
    template, report = found.template, found.report
    known = found.figures
    return {
        "title": template.title, "about": template.about.replace("{period}", report.period),
        "law": template.law, "grounds": list(template.grounds), "recipients": list(template.recipients),
        "own": {key: kept(value) for key, value in found.own.items()},
        "counted": sorted(found.counted),
        "typed": {
            key: {"post": one.post, "who": one.who, "at": one.at.isoformat(timespec="seconds")}
            for key, one in typed(report).items()
        },
        "tabled": {one.key: template.section(one.table).heading for one in template.figures if one.table},
        "units": {
            unit.duty.unit: {key: kept(value) for key, value in unit.values.items()}
            for unit in found.units if unit.values is not None
        },
        "named": {unit.duty.unit: unit.name for unit in found.units},
        "total": {key: kept(value) for key, value in found.total.items()},
        "missing": found.missing,
        "gaps": {
            "figures": [one.title for one in found.blank], "sections": [one.heading for one in found.unwritten],
            "reason": without,
        } if found.gaps else {},
        "texts": {one.code: found.text(one) for one in template.sections},
        "printed": {one.code: filled(found.text(one), known) for one in template.sections},
        "tables": {one.code: found.rows(one) for one in template.sections if one.columns},
        "sections": [
            {"code": one.code, "heading": one.heading, "level": one.level, "columns": list(found.columns(one)),
             "numbers": len(one.numbers)}
            for one in template.sections
        ],
        "figures": [
            {"key": one.key, "section": section.heading, "title": one.title, "unit": one.unit,
             "said": said(known[one.key]),
             "by": {unit.duty.unit: said(figures(template, unit.values)[one.key])
                    for unit in found.units if unit.values is not None}}
            for section in template.sections for one in section.figures
        ],
    }  # fmt: skip


def unsaid(held: Mapping[str, Any]) -> bool:
    """Whether a version leaves something unsaid without a reason, also one that was submitted before reasons were."""
    gaps = held.get("gaps")
    if gaps is None:
        return any(one["said"] in (UNKNOWN, "(chưa có số liệu)") for one in held["figures"])
    return bool(gaps) and not gaps["reason"]


def figures_of(snapshot: Snapshot, template: Template) -> dict[str, Figure]:
    """The figures of a version."""
    return figures(template, {key: read_kept(value) for key, value in snapshot.content["total"].items()})


__all__ = [
    "FromUnit", "Known", "Standing", "State", "content", "counted", "duties_to", "entered", "entered_before",
    "facts", "figures_of", "from_units", "is_counted", "kept", "standing", "typed", "unit_name", "unsaid",
]  # fmt: skip
