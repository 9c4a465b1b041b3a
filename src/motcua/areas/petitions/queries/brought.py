"""Petitions of units that ended, and the posts in which those whom they are about work since (R11.9, R6.45)."""

import datetime as dt
from collections.abc import Collection, Iterable

from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.functions import Concat

from motcua.areas.cases import queries as cases
from motcua.areas.cases.models import Case
from motcua.areas.petitions.choices import FIELD, KIND
from motcua.areas.petitions.events import SPARED
from motcua.areas.petitions.models import Petition
from motcua.base.journal.models import Event
from motcua.base.orgs.choices import Duty
from motcua.base.orgs.queries import posts_on
from motcua.base.people.queries import held_by_same
from motcua.rules.calendar import TZ


def of_ended_units(on: dt.date) -> list[str]:
    """Codes of petitions that go on with the heirs of units that ended: open ones, those whose matter is open, and what
    was forwarded and is still to be told to who sent it."""
    matter = Case.objects.annotate(named=Concat(F("kind"), Value(":"), F("code"))).filter(
        closed_at=None, named=OuterRef("matter")
    )
    waits = Petition.objects.filter(
        Q(Exists(matter)) & ~Q(matter="") | Q(inform_by__isnull=False, informed_at=None)
    )
    return cases.of_ended_units(KIND, on, besides=Q(petition__in=waits))


def has_heirs(agency: str, on: dt.date) -> bool:
    """Whether an agency has posts that handle and that decide what denounces: to no other it may go (R6.45, R6.47)."""
    there = [post for post in posts_on(on, agency=agency) if not post.fields or FIELD in post.fields]
    able = [post for post in there if Duty.ADMIN not in post.duties]
    return all(any(duty in post.duties for post in able) for duty in (Duty.PROCESS, Duty.SIGN))


def held_since(petition: Petition, posts: Collection[str], on: dt.date) -> set[str]:
    """Posts of its agency which whoever held one of these since the petition came holds now, or will (R6.45)."""
    found = held_by_same(dict.fromkeys(posts, petition.arrived_on), on)
    return {
        row.post.code for rows in found.values() for row in rows if row.post.agency_id == petition.case.agency
    }


def to_keep_from(on: dt.date) -> list[tuple[str, list[str]]]:
    """(code, posts) of petitions which are about somebody who has, or will have, another post of the agency since they
    came, and since somebody last said in writing whom they only name."""
    found = list(
        Case.objects.filter(kind=KIND)
        .exclude(kept_from="")
        .values_list("code", "agency", "kept_from", "petition__arrived_on")
        .order_by("id")
    )
    since: dict[str, dt.date] = {}
    for _code, _agency, about, came in found:
        for post in about.split():
            since[post] = min(came, since.get(post, came))
    beside = held_by_same(since, on)
    said = _last_spared(code for code, *_rest in found)
    told = []
    for code, agency, about, _came in found:
        known = about.split()
        posts = {
            row.post.code
            for post in known
            for row in beside.get(post, [])
            if row.post.agency_id == agency and (code not in said or row.valid_from > said[code])
        }
        if posts - set(known):
            told.append((code, sorted(posts)))
    return told


def _last_spared(codes: Iterable[str]) -> dict[str, dt.date]:
    subjects = [f"{KIND}:{code}" for code in codes]
    rows = Event.objects.filter(kind=SPARED.name, subject__in=subjects).values_list("subject", "at")
    return {subject.partition(":")[2]: at.astimezone(TZ).date() for subject, at in rows.order_by("at")}
