"""How indicators are computed on a day, which versions there were, what is aimed at."""

import datetime as dt
from collections.abc import Collection
from dataclasses import replace
from decimal import Decimal

from django.db.models import QuerySet

from motcua.areas.indicators import policies
from motcua.areas.indicators.choices.definitions import shipped
from motcua.areas.indicators.models import DefinitionVersion, Dimensions, Openness, Target
from motcua.areas.procedures import queries as procedures
from motcua.areas.procedures.policies import KEEPERS
from motcua.base.journal.ports import Actor
from motcua.base.orgs.queries import posts_on
from motcua.base.people.queries import holder_names_of, posts_with
from motcua.rules import counting
from motcua.rules.impossible import Fault, NotFound
from motcua.rules.scoring.definitions import WORKING_DAYS, Definition, Term, of_data


def definitions(on: dt.date) -> dict[str, Definition]:
    """Every indicator as it is computed on a day, with its versions before: what is shipped, unless a version was
    published for that day."""
    found = dict(shipped())
    for row in _counting(on):
        found[row.indicator] = _after(found.get(row.indicator), row)
    return {id: one.on(on) for id, one in found.items()}


def definition(indicator: str, on: dt.date) -> Definition:
    """One of them; raises NotFound."""
    found = shipped().get(indicator)
    for row in _counting(on).filter(indicator=indicator):
        found = _after(found, row)
    if found is None:
        raise NotFound()
    return found.on(on)


def _counting(on: dt.date) -> "QuerySet[DefinitionVersion]":
    """The versions that count on a day, the oldest first: none that waits for a second person or was dropped."""
    return DefinitionVersion.objects.filter(state="", valid_from__lte=on).order_by("valid_from", "number")


def _after(before: Definition | None, row: DefinitionVersion) -> Definition:
    """A published version after the one that it replaced, from the first whole month on: no month is counted in two
    ways. One for the same day as another replaced it before it counted anything."""
    since = row.valid_from
    if before is not None:
        since = since if since.day == 1 else counting.after(counting.MONTH, since)
        before = before.before if before.valid_from == since else before
    return replace(of_data(row.content, row.number), valid_from=since, before=before)


def versions(indicator: str) -> list[DefinitionVersion]:
    """What was published of an indicator, the newest first."""
    return list(DefinitionVersion.objects.filter(indicator=indicator).order_by("-number"))


CONFIRMING = KEEPERS | {"direct"}
"""Duties of which one confirms what another proposed (``policies.can_confirm``)."""


def waiting(by: Actor) -> list[DefinitionVersion]:
    """The versions of the post's agency that wait for a second person, by indicator."""
    wait = DefinitionVersion.objects.filter(state=DefinitionVersion.WAITING, agency=by.agency)
    return list(wait.order_by("indicator")) if policies.can_confirm(by) else []


def to_confirm(by: Actor, on: dt.date) -> list[DefinitionVersion]:
    """Those of them to which this post is the second person."""
    return [version for version in waiting(by) if may_confirm(by, version, on)]


def waiting_to_act_on(version: DefinitionVersion, *, by: Actor) -> DefinitionVersion:
    """One of them, locked; raises NotFound."""
    rows = DefinitionVersion.objects.select_for_update().filter(pk=version.pk)
    found = rows.filter(state=DefinitionVersion.WAITING, agency=by.agency).first()
    if found is None or not policies.can_confirm(by):
        raise NotFound()
    return found


def may_confirm(by: Actor, version: DefinitionVersion, on: dt.date) -> bool:
    """Whether this post is a second person to who proposed a version."""
    return version.published_by not in posts_with([by.post, by.on_behalf_of or by.post], on)


def others_who_confirm(by: Actor, on: dt.date) -> list[str]:
    """Posts of the agency, held by somebody else, that may confirm what this one proposes."""
    own = posts_with([by.post, by.on_behalf_of or by.post], on)
    held = holder_names_of(by.agency, on)
    may = [post.code for post in posts_on(on, agency=by.agency) if not CONFIRMING.isdisjoint(post.duties)]
    return [code for code in may if code in held and code not in own]


def is_public(indicator: str) -> bool:
    """Whether everybody may read an indicator as open data: what is shipped unless it was kept in, what is defined here
    once it was opened."""
    return indicator in public([indicator])


def public(indicators: Collection[str]) -> set[str]:
    """Those of these indicators that everybody may read."""
    said = dict(
        Openness.objects.filter(indicator__in=indicators).order_by("n").values_list("indicator", "public")
    )
    return {one for one in indicators if said.get(one, one in shipped())}


def measure(term: Term) -> counting.Measure:
    """The sum that a term asks for."""
    return counting.Measure(term.fact, term.where)


OF_PROCEDURES = ("dossier.", "index.", "step.")
"""How kinds of facts begin whose type is a procedure."""


def unknown(one: Definition, on: dt.date) -> list[Fault]:
    """Procedures that a definition asks for and that nobody knows: it would count nothing for good."""
    found = []
    for part, terms in (("numerator", one.numerator), ("denominator", one.denominator)):
        for term in terms:
            values = term.conditions.get("type", []) if term.fact.startswith(OF_PROCEDURES) else []
            counted = Dimensions.objects.filter(kind=term.fact, type__in=values).values_list(
                "type", flat=True
            )
            known = {*counted, *procedures.names_of(values, on)} if values else set()
            found += [
                Fault(part, "Không có thủ tục “{code}”.", {"code": value})
                for value in values
                if value not in known
            ]
    return found


def measures(one: Definition) -> list[counting.Measure]:
    """The sums of facts that a definition and its versions before need."""
    terms = [term for each in one.lineage for term in each.terms if term.fact != WORKING_DAYS]
    return list(dict.fromkeys(measure(term) for term in terms))


def targets(unit: str, year: int, indicators: Collection[str] | None = None) -> dict[str, Target]:
    """What a unit aims at in a year, by indicator."""
    rows = Target.objects.filter(unit=unit, year=year).order_by("n")
    if indicators is not None:
        rows = rows.filter(indicator__in=indicators)
    return {row.indicator: row for row in rows}


def targets_of_task(code: str) -> list[Target]:
    """The targets that a task must reach, as far as they still count."""
    found = Target.objects.filter(task=code).order_by("year", "indicator", "unit", "-n") if code else ()
    last = {(row.indicator, row.unit, row.year): row for row in reversed(list(found))}
    return [
        row
        for row in last.values()
        if targets(row.unit, row.year, [row.indicator])[row.indicator].pk == row.pk
    ]


def aimed(target: Target | None) -> Decimal | None:
    """The value of a target."""
    return None if target is None else Decimal(target.value)
