"""Every read of sheets of points: what this actor may see, points added up as the set says."""

import datetime as dt
import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet

from motcua.areas.assessments import policies
from motcua.areas.assessments.choices import State
from motcua.areas.assessments.models import Assessment, Line, SetVersion
from motcua.areas.indicators.choices.facts import OF_POSTS
from motcua.areas.indicators.choices.index_sets import current, version_of, versions, written
from motcua.areas.indicators.queries.definitions import definitions
from motcua.areas.indicators.queries.figures import Figure, figures
from motcua.areas.indicators.queries.units import known_on, units_below
from motcua.base.files.queries import OpenedFile, open_file
from motcua.base.journal import queries as journal
from motcua.base.journal.models import Event
from motcua.base.journal.ports import Actor
from motcua.base.orgs.choices import Level
from motcua.base.orgs.queries import NoUnitThen, UnitOn, path, posts_on, units_on, version_on
from motcua.rules.calendar import TZ
from motcua.rules.impossible import NotFound
from motcua.rules.scoring.definitions import Basis, Direction
from motcua.rules.scoring.index_files import Quota, Version, read
from motcua.rules.scoring.index_sets import Given, IndexSet, Part, Put, Reading, Sheet, put_forward, score
from motcua.rules.scoring.local_sets import Known


class NoSuchSet(NotFound):
    text = "Không có bộ tiêu chí {code}."


class NoSuchSheet(NotFound):
    text = "Không có bảng chấm điểm {code}."


def _seen(by: Actor) -> QuerySet[Assessment]:
    """Sheets of one's agency and of those it appraises, before the policy looks at each."""
    return Assessment.objects.filter(Q(agency=by.agency) | Q(appraiser=by.agency))


def to_act_on(code: str | Assessment, *, by: Actor) -> Assessment:
    """The sheet of an act, locked; one that is not theirs is not there."""
    code = code.code if isinstance(code, Assessment) else code
    found = _seen(by).select_for_update().filter(code=code).first()
    if found is None or not policies.can_open(by, found):
        raise NoSuchSheet(code=code)
    return found


def one(by: Actor, code: str) -> Assessment:
    """A sheet that this actor may see."""
    found = _seen(by).filter(code=code).first()
    if found is None or not policies.can_open(by, found):
        raise NoSuchSheet(code=code)
    return found


def listed(by: Actor, year: int) -> list[Assessment]:
    """Sheets of a year that this actor may see, by set, the best first once they have a place."""
    found = _seen(by).filter(year=year).order_by("name", "place", "unit")
    return [row for row in found if policies.can_open(by, row)]


def years(by: Actor, on: dt.date) -> list[int]:
    """The last five years of the agency's own, the newest first, and older ones of which it sees a sheet."""
    living = [
        year for year in range(on.year, on.year - 5, -1) if _lived(by.agency, dt.date(year, 12, 31), on)
    ]
    return sorted({*living, *_seen(by).values_list("year", flat=True)}, reverse=True)


def _lived(agency: str, end: dt.date, on: dt.date) -> bool:
    try:
        return bool(version_on(agency, min(end, on)))
    except NoUnitThen:
        return False


def sets(by: Actor, on: dt.date) -> list[Version]:
    """The sets that people score, in the version of a day: what is shipped, then those of the agency and from above."""
    return [one for one in current(on) if not one.computed] + local(by, on)


def sets_of(by: Actor, on: dt.date, rows: Iterable[Assessment]) -> list[Version]:
    """The sets of a day, and those of the sheets one sees: a set that is no longer used still has sheets."""
    found = {one.code: one for one in sets(by, on)}
    for row in rows:
        if row.name not in found:
            found[row.name] = version(row)
    return list(found.values())


def local(by: Actor, on: dt.date) -> list[Version]:
    """Sets that the agency wrote, or an agency above it, in the version of a day."""
    if not by.agency or not _lived(by.agency, on, on):
        return []
    over = {unit.key for unit in path(version_on(by.agency, on).code, on)}
    last = {
        row.code: row
        for row in SetVersion.objects.filter(agency__in=over, valid_from__lte=on).order_by("code", "number")
    }
    return [read_version(row) for row in last.values() if row.content]


def read_version(row: SetVersion) -> Version:
    """A version of a local set as sheets are scored by it."""
    known = {"code": row.code, "year": row.valid_from.year, "since": row.valid_from, "number": row.number}
    return read({**row.content, **known})


def own_versions(by: Actor) -> dict[str, list[SetVersion]]:
    """Every version of the sets of one's own agency by code, the newest first."""
    found: dict[str, list[SetVersion]] = {}
    for row in SetVersion.objects.filter(agency=by.agency).order_by("code", "-number"):
        found.setdefault(row.code, []).append(row)
    return found


def indicators_to_choose(on: dt.date) -> dict[str, Known]:
    """Indicators counted here, by identifier."""
    return {
        one.id: Known(one.name, one.shape.unit == "percent", one.direction is Direction.DOWN)
        for one in definitions(on).values()
        if one.basis is Basis.COUNTED and not one.hides_few
    }


def template(by: Actor, key: str, on: dt.date) -> tuple[str, Mapping[str, Any]]:
    """(own short code or nothing, content) of what a set starts from: one of the agency's sets, or a shipped one."""
    rows = own_versions(by).get(key, ())
    row = next((row for row in rows if row.content), None)
    if row is not None:
        return key.removeprefix(f"{by.agency}-"), row.content
    found = version_of(key, on)
    if found is None or found.computed:
        raise NoSuchSet(code=key)
    return "", written()[found.key]


def version(assessment: Assessment) -> Version:
    """The version of the set that a sheet was opened under; it stays."""
    if assessment.set in versions():
        return versions()[assessment.set]
    row = SetVersion.objects.get(code=assessment.name, number=int(assessment.set.rpartition(".")[2]))
    return read_version(row)


@dataclass(frozen=True)
class Read:
    """What an indicator says for a criterion: its figure as printed, and the points that it gives."""

    figure: Figure
    points: Decimal


def counted(of: IndexSet, unit: str, year: int, at: dt.datetime) -> dict[str, Read]:
    """Points that indicators give to a unit in a year up to now, by criterion.

    Facts are of agencies: of a division, and of what has no figure, nothing is read and people give the points.
    """
    on, leaves = at.astimezone(TZ).date(), [leaf for leaf in of.leaves if leaf.indicator]
    first, end = dt.date(year, 1, 1), min(dt.date(year + 1, 1, 1), on + dt.timedelta(days=1))
    if not leaves or first >= end or known_on(unit, on).level == Level.DIVISION:
        return {}
    known = definitions(end - dt.timedelta(days=1))
    asked = [known[name] for name in dict.fromkeys(leaf.indicator for leaf in leaves) if name in known]
    units = units_below(unit, end - dt.timedelta(days=1))
    told = figures(asked, units, first, end, root=unit, today=on)
    readings: dict[str, Given] = {}
    for leaf in leaves:
        figure = told.get(leaf.indicator)
        if figure is not None and figure.value is not None:
            percent = figure.definition.shape.unit == "percent"
            readings[leaf.code] = Reading(figure.value / 100 if percent else figure.value)
    scored = {one.criterion.code: one for one in score(of, readings).leaves}
    return {
        leaf.code: Read(told[leaf.indicator], scored[leaf.code].points)
        for leaf in leaves
        if leaf.code in readings
    }


@dataclass(frozen=True)
class Beside:
    """A figure to look at while points are given: of the unit itself, or of the agency that it belongs to."""

    figure: Figure
    own: bool


def beside(assessment: Assessment, at: dt.datetime) -> dict[str, list[Beside]]:
    """Figures of a sheet's year so far beside the points that people give, by criterion; what has none is left out.

    Facts are of agencies. What is counted of posts is told of a division by its own posts; the rest is its agency's.
    """
    on, leaves = at.astimezone(TZ).date(), version(assessment).set.leaves
    first, end = (
        dt.date(assessment.year, 1, 1),
        min(dt.date(assessment.year + 1, 1, 1), on + dt.timedelta(days=1)),
    )
    division = known_on(assessment.unit, on).level == Level.DIVISION
    asked = {
        leaf.code: [*leaf.beside, *([leaf.indicator] if leaf.indicator and division else ())]
        for leaf in leaves
    }
    if first >= end or not any(asked.values()):
        return {}
    last, known = end - dt.timedelta(days=1), definitions(end - dt.timedelta(days=1))
    wanted = [known[name] for name in dict.fromkeys(itertools.chain(*asked.values())) if name in known]
    posts = [post.code for post in posts_on(last, unit=assessment.unit)] if division else []
    own = [one for one in wanted if posts and all(term.fact.startswith(OF_POSTS) for term in one.terms)]
    below, root = units_below(assessment.agency, last), assessment.agency
    told = {
        name: Beside(figure, not division)
        for name, figure in figures(wanted, below, first, end, root=root, today=on).items()
    } | {
        name: Beside(figure, True)
        for name, figure in figures(
            [one.narrowed("post", posts) for one in own], below, first, end, today=on
        ).items()
    }
    found = {
        code: [told[name] for name in names if name in told and told[name].figure.value is not None]
        for code, names in asked.items()
    }
    return {code: figures_ for code, figures_ in found.items() if figures_}


def units_to_fill(by: Actor, on: dt.date) -> list[UnitOn]:
    """Units whose sheet this post fills: its division, and its agency."""
    keys = dict.fromkeys(key for key in (by.unit, by.agency) if key and policies.can_fill(by, key))
    return [version_on(key, on) for key in keys]


def appraiser_of(unit: UnitOn) -> str:
    """Who appraises a unit: of a division its agency, of an agency the level above."""
    return unit.parent_key


def lines(assessment: Assessment) -> dict[str, Line]:
    """The lines of a sheet by criterion."""
    return {row.criterion: row for row in assessment.lines.all()}


def every_line(assessment: Assessment) -> dict[str, Line]:
    """A line for every criterion; those that nobody touched yet are blank."""
    kept, leaves = lines(assessment), version(assessment).set.leaves
    return {
        leaf.code: kept.get(leaf.code) or Line(assessment=assessment, criterion=leaf.code) for leaf in leaves
    }


def sheet(assessment: Assessment, kept: Mapping[str, Line], *, appraised: bool = False) -> Sheet:
    """The points added up: as the unit gave them, or as they were appraised."""
    of = version(assessment).set
    given = {code: row.appraised if appraised else row.points for code, row in kept.items()}
    known = {leaf.code for leaf in of.leaves}
    return score(of, {code: points for code, points in given.items() if code in known})


def unscored(assessment: Assessment, kept: Mapping[str, Line], *, appraised: bool = False) -> list[str]:
    """Codes of the criteria that have no points yet; bonus and minus need none."""
    of = version(assessment).set
    have = {code for code, row in kept.items() if (row.appraised if appraised else row.points) is not None}
    return [leaf.code for leaf in of.leaves if leaf.part is Part.POINTS and leaf.code not in have]


def unfounded(assessment: Assessment, kept: Mapping[str, Line]) -> list[str]:
    """Criteria with points that rest on nothing: neither a file nor a line that says where it is (R5.14).

    Only those that name what is to be shown, and every bonus: it needs its ground (R13.5). A minus accuses oneself.
    """
    filed = set(assessment.files.values_list("criterion", flat=True))
    return [
        leaf.code for leaf in version(assessment).set.leaves
        if leaf.part is Part.BONUS or (leaf.evidence and leaf.part is Part.POINTS)
        if leaf.code in kept and kept[leaf.code].points
        if leaf.code not in filed and not kept[leaf.code].said.strip()
    ]  # fmt: skip


def day_of(assessment: Assessment, what: str) -> dt.date | None:
    """A day of the timeline in the sheet's year (R13.8); of what follows, in the year after."""
    return _day(version(assessment), assessment.year, what)


def _day(of: Version, year: int, what: str) -> dt.date | None:
    said = of.timeline.get(what, "")
    if not said or what == "note":
        return None
    month, day = (int(part) for part in said.split("-"))
    return dt.date(year + (what == "published_until"), month, day)


def is_late(assessment: Assessment, at: dt.datetime) -> bool:
    """Whether the days of self-scoring are over (R13.8)."""
    until = day_of(assessment, "self_until")
    return until is not None and at.astimezone(TZ).date() > until


def not_handed_in(assessment: Assessment, at: dt.datetime) -> bool:
    """Whether a sheet still drafted may be appraised as such: its days are over; of a set without days, its year."""
    over = at.astimezone(TZ).date().year > assessment.year
    dated = day_of(assessment, "self_until") is not None
    return assessment.state == State.DRAFT and (is_late(assessment, at) if dated else over)


@dataclass(frozen=True)
class Missing:
    """A unit that never opened a sheet that was due (R13.6)."""

    version: Version
    unit: UnitOn
    until: dt.date


def missing(by: Actor, year: int, at: dt.datetime) -> list[Missing]:
    """Units that this agency appraises and that have no sheet of a year after the last day of self-scoring."""
    on = at.astimezone(TZ).date()
    if not policies.can_mark_missing(by):
        return []
    kept = set(Assessment.objects.filter(appraiser=by.agency, year=year).values_list("name", "unit"))
    beneath = [unit for unit in units_on(on, parent=version_on(by.agency, on).code) if unit.key != by.unit]
    found = []
    for one in sets(by, dt.date(year, 12, 31)):
        until = _day(one, year, "self_until")
        if until is not None and on > until:
            found += [Missing(one, unit, until) for unit in beneath if (one.code, unit.key) not in kept]
    return found


def waiting(by: Actor, name: str, year: int, at: dt.datetime) -> tuple[list[Assessment], int]:
    """(appraised sheets that can be published together, how many still wait) of the agency that appraises.

    One that was not handed in waits too: it is appraised as such (R13.6), never left out in silence. Only a draft of a
    set without days is nobody's to wait for before its year is over.
    """
    found = list(
        Assessment.objects.select_for_update()
        .filter(appraiser=by.agency, name=name, year=year)
        .order_by("unit")
    )
    ready = [row for row in found if row.state in (State.APPRAISED, State.PUBLISHED)]
    still = [row for row in found if row.state in (State.DRAFT, State.SUBMITTED)]
    return ready, sum(
        row.state == State.SUBMITTED or day_of(row, "self_until") is not None or not_handed_in(row, at)
        for row in still
    )


def put_up(by: Actor, of: Version, rows: Iterable[Assessment], on: dt.date) -> dict[str, tuple[Quota, Put]]:
    """Which of the sheets with the class of the certificate are within its quota, for the province that gives it
    (R13.9), by their code."""
    if not of.quotas or version_on(by.agency, on).level != Level.PROVINCE:
        return {}
    best = [
        row for row in rows if row.appraiser == by.agency and row.grade == of.best and row.total is not None
    ]
    levels = {row.code: known_on(row.unit, on).level for row in best}
    found: dict[str, tuple[Quota, Put]] = {}
    for quota in of.quotas:
        points = {
            row.code: row.total for row in best if row.total is not None and levels[row.code] == quota.level
        }
        found |= {code: (quota, put) for code, put in put_forward(points, quota.collectives).items()}
    return found


def publishable(by: Actor, rows: Iterable[Assessment]) -> dict[str, int]:
    """How many appraised sheets of each set wait for their publication by this agency."""
    found: dict[str, int] = {}
    for row in rows:
        if row.appraiser == by.agency and row.state == State.APPRAISED and policies.can_publish(by):
            found[row.name] = found.get(row.name, 0) + 1
    return found


def opened(by: Actor, code: str, n: int) -> OpenedFile:
    """An attached file of a sheet that this actor may see."""
    assessment = one(by, code)
    row = assessment.files.filter(n=n).first()
    if row is None:
        raise NotFound()
    return open_file(row.file_id, subject=assessment.subject)


def events(assessment: Assessment) -> list[Event]:
    """The chain of the sheet in the journal, oldest first."""
    return journal.of_subject(assessment.subject)


def name_of(unit: str, on: dt.date) -> str:
    """What a unit is called on a day."""
    return version_on(unit, on).name


def words(points: Decimal | None) -> str:
    """Points as people write them: 1,5; 6."""
    return "" if points is None else f"{points:.2f}".rstrip("0").rstrip(".").replace(".", ",")
