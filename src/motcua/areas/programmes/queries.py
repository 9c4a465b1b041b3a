"""Reading coordination programmes: the agency's own, and what the public reads of them."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db.models import QuerySet

from motcua.areas.cases.queries import had_then, rows_of_ended_units
from motcua.areas.programmes import policies
from motcua.areas.programmes.choices import ENDS_SOON_DAYS, Given
from motcua.areas.programmes.models import Contribution, JointTask, Programme
from motcua.base.journal import queries as journal
from motcua.base.journal.models import Event
from motcua.base.journal.ports import SYSTEM, Actor
from motcua.base.orgs.queries import descendants, main_heirs, version_on
from motcua.rules.calendar import TZ
from motcua.rules.citing import Reference, cited
from motcua.rules.impossible import NotAllowed, NotFound
from motcua.rules.vietnamese import fold

SOON_DAYS, ENDED_DAYS = 7, 365


class NoSuchProgramme(NotFound):
    text = "Không tìm thấy chương trình phối hợp {code} trong phạm vi của đơn vị."


def to_act_on(code: str | Programme, *, by: Actor) -> Programme:
    """The programme of an act, locked; another agency's looks like one that is not there."""
    code = code.code if isinstance(code, Programme) else code
    found = Programme.objects.select_for_update(of=("self",)).filter(code=code).first()
    own = found is not None and by.agency == found.agency and policies.can_look(by)
    if found is None or not (own or by.post == SYSTEM.post):
        raise NoSuchProgramme(code=code)
    return found


def of_ended_units(on: dt.date) -> list[str]:
    """Codes of programmes whose period runs, of agencies that ended, or of which a party did, and have a known heir."""
    running = Programme.objects.filter(ends_on__gte=on)
    parties = {
        unit for units in running.exclude(units={}).values_list("units", flat=True) for unit in units.values()
    }
    gone = main_heirs(parties, on)
    moved = [
        one.code
        for one in running.exclude(units={}).order_by("pk")
        if not gone.keys().isdisjoint(one.units.values())
    ]
    return list(dict.fromkeys([*rows_of_ended_units(running, on), *moved]))


def waiting_at(agency: str, on: dt.date) -> int:
    """How many programmes of an agency run, or are to run."""
    return Programme.objects.filter(agency=agency, ends_on__gte=on).count()


def one(by: Actor, code: str) -> Programme:
    """A programme of the agency."""
    found = Programme.objects.select_related("follows").filter(code=code, agency=by.agency).first()
    if found is None or not policies.can_look(by):
        raise NoSuchProgramme(code=code)
    return found


def listed(by: Actor) -> QuerySet[Programme]:
    """Programmes of the agency, those that run longest first."""
    if not policies.can_look(by):
        raise NotAllowed()
    return Programme.objects.filter(agency=by.agency).select_related("renewed_by").order_by("-ends_on", "pk")


def due(by: Actor, on: dt.date) -> dict[str, int]:
    """What waits for who keeps the agency's programmes: joint tasks due within a week, and late; programmes that end
    or ended without another, that have no content for the year, that nobody looked back on for a year;
    proposals that nobody answered. For a party's post the joint tasks that its party leads."""
    nothing = dict.fromkeys(("soon", "late", "ending", "unplanned", "unreviewed", "proposed"), 0)
    if not policies.can_enter(by):
        return nothing | _due_of_party(by, on)
    open_tasks = JointTask.objects.filter(programme__agency=by.agency, done_at=None)
    proposed = Contribution.objects.filter(programme__agency=by.agency, kind=Given.PROPOSAL, outcome="")
    return {
        "proposed": proposed.count(),
        "soon": open_tasks.filter(due_on__gte=on, due_on__lte=on + dt.timedelta(days=SOON_DAYS)).count(),
        "late": open_tasks.filter(due_on__lt=on).count(),
        "ending": _ending(by.agency, on).count(),
        "unplanned": _running(by.agency, on).exclude(years__year=on.year).count(),
        "unreviewed": unreviewed(by.agency, on).count(),
    }


def left_open(programme: Programme) -> tuple[int, int]:
    """How many joint tasks of a programme are unfinished, and proposals unanswered."""
    proposals = Contribution.objects.filter(programme=programme, kind=Given.PROPOSAL, outcome="")
    return JointTask.objects.filter(programme=programme, done_at=None).count(), proposals.count()


def _due_of_party(by: Actor, on: dt.date) -> dict[str, int]:
    """The joint tasks that the party leads for which this post acts: due within a week, and late."""
    if not policies.can_look(by) or not policies.WORKING.isdisjoint(by.duties):
        return {}
    led = [
        task.due_on
        for programme in Programme.objects.filter(agency=by.agency)
        .exclude(units={})
        .prefetch_related("tasks")
        if (party := policies.party_of(by, programme))
        for task in programme.tasks.all()
        if task.done_at is None and task.lead == party
    ]
    return {
        "soon": sum(on <= due_on <= on + dt.timedelta(days=SOON_DAYS) for due_on in led),
        "late": sum(due_on < on for due_on in led),
    }


def units_here(agency: str, on: dt.date) -> dict[str, str]:
    """Units of the agency that a party may be, by identity: the Front, organisations, divisions."""
    keys = descendants(agency, on) - {agency}
    return {key: version_on(key, on).name for key in sorted(keys)}


def units_of(parties: Iterable[str], agency: str, on: dt.date) -> dict[str, str]:
    """Which unit each party is, where exactly one bears its name, with or without the name of the place behind it."""
    known, found = {key: fold(name) for key, name in units_here(agency, on).items()}, dict[str, str]()
    for party in parties:
        said = fold(party)
        alike = [key for key, name in known.items() if name == said or name.startswith(f"{said} ")]
        if len(alike) == 1 and alike[0] not in found.values():
            found[party] = alike[0]
    return found


def _running(agency: str, on: dt.date) -> QuerySet[Programme]:
    return Programme.objects.filter(agency=agency, begins_on__lte=on, ends_on__gte=on)


def _ending(agency: str, on: dt.date) -> QuerySet[Programme]:
    last = on + dt.timedelta(days=ENDS_SOON_DAYS)
    since = on - dt.timedelta(days=ENDED_DAYS)
    return Programme.objects.filter(agency=agency, ends_on__gte=since, ends_on__lt=last, renewed_by=None)


def unreviewed(agency: str, on: dt.date) -> QuerySet[Programme]:
    """Programmes that run and have run for a year or more without anybody having looked back on them in that year."""
    since = on - dt.timedelta(days=365)
    return _running(agency, on).filter(begins_on__lte=since).exclude(reviews__on__gt=since)


def successor(programme: Programme) -> Programme | None:
    """The programme that renews it."""
    return Programme.objects.filter(follows=programme).first()


def ends_soon(programme: Programme, on: dt.date) -> bool:
    """Whether it ends within six months, or ended, and nothing renews it."""
    return programme.ends_on < on + dt.timedelta(days=ENDS_SOON_DAYS) and successor(programme) is None


def renewable(by: Actor) -> list[Programme]:
    """Programmes that a new one may follow."""
    return list(listed(by).filter(renewed_by=None))


def events(programme: Programme) -> list[Event]:
    """The chain of the programme in the journal, oldest first."""
    return journal.of_subject(programme.subject)


def public(agency: str, on: dt.date) -> QuerySet[Programme]:
    """What the public reads: who works together, on what, for which years; nobody's name."""
    found = Programme.objects.filter(agency=agency, signed_on__lte=on)
    return found.defer("signatories").prefetch_related("tasks", "reviews").order_by("-ends_on", "pk")


def references(code: str) -> tuple[str, list[Reference]] | None:
    """Whose programme it is and what it cites: its title, its contents, of each year too, and what reviews found."""
    found = (
        Programme.objects.filter(code=code)
        .prefetch_related("years", "tasks", "reviews", "contributions")
        .first()
    )
    if found is None:
        return None
    texts = [found.title, found.contents, *(one.content for one in found.years.all())]
    texts += [one.text for one in found.contributions.all()]
    texts += [one.what for one in found.tasks.all()] + [one.findings for one in found.reviews.all()]
    return found.agency, list(cited("\n\n".join(text for text in texts if text)))


def titles(by: Actor, codes: Iterable[str]) -> dict[str, str]:
    """What programmes are called, of those that this actor may see; one query."""
    if not policies.can_look(by):
        return {}
    rows = Programme.objects.filter(code__in=list(codes), agency=by.agency)
    return {row.code: f"{row.title} · {row.period}" for row in rows}


# --- for periodic reports ----------------------------------------------------------------------------------------

NARROW = ("unit", "kind", "came", "reviewed", "late")
"""What programmes that run within the days are told apart by.

``came``      in: signed within the days · before: earlier
``reviewed``  yes: looked back on within the days · ``late`` yes: a joint task of it was late when they ended
Amounts: n, ``tasks`` joint tasks due within the days, ``done`` those of them that are done.
"""


def _told(
    units: Collection[str], since: dt.date, until: dt.date, at: dt.datetime
) -> list[tuple[str, dict[str, Any]]]:
    end = dt.datetime.combine(until, dt.time(), TZ)
    found = had_then(
        Programme.objects.filter(begins_on__lt=until, ends_on__gte=since), units, end, ended="ends_on"
    )
    today, made = min(until, at.astimezone(TZ).date()), []
    for one in found.prefetch_related("tasks", "reviews").order_by("-ends_on", "pk"):
        due_then = [task for task in one.tasks.all() if since <= task.due_on < until]
        late = any(task.done_at is None and task.due_on < today for task in one.tasks.all())
        seen = any(since <= review.on < until for review in one.reviews.all())
        row = {
            "unit": one.had_by, "kind": one.kind, "came": "in" if since <= one.signed_on else "before",
            "reviewed": "yes" if seen else "no", "late": "yes" if late else "no", "n": 1, "tasks": len(due_then),
            "done": sum(task.done_at is not None for task in due_then),
        }  # fmt: skip
        made.append((one.code, row))
    return made


def reported(units: Collection[str], since: dt.date, until: dt.date, at: dt.datetime) -> list[dict[str, Any]]:
    """Numbers of programmes of agencies: a row each."""
    return [row for _code, row in _told(units, since, until, at)]


def reported_codes(
    by: Actor, since: dt.date, until: dt.date, at: dt.datetime, where: Iterable[Mapping[str, Collection[str]]]
) -> list[str]:
    """Codes of the programmes of this actor's agency behind a number."""
    if not policies.can_look(by):
        return []
    conditions = list(where)
    return [
        code
        for code, row in _told([by.agency], since, until, at)
        if any(all(row[name] in values for name, values in one.items()) for one in conditions)
    ]
