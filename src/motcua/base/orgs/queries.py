"""Reading units of a day, who came after whom, and posts. Every read names the day."""

import datetime as dt
import functools
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Final

from django.db.models import Q, QuerySet

from motcua.base.journal.ports import SYSTEM, Actor
from motcua.base.law.queries import stamp
from motcua.base.orgs import policies
from motcua.base.orgs.choices import RESIDENTIAL, Duty, Level
from motcua.base.orgs.models import Post, Succession, Unit, UnitVersion
from motcua.rules import vietnamese
from motcua.rules.impossible import NotAllowed, NotFound

UNITS: Final = "units"


class NoUnitThen(NotFound):
    """No unit bears this code on that day."""

    text = "Không có đơn vị mã {code} vào ngày {on}."


class NoPost(NotFound):
    """No such post, or it is not valid on that day."""

    text = "Không có vị trí {code} vào ngày {on}."


@dataclass(frozen=True)
class UnitOn:
    """A unit as it is on one day.

    ``code`` official code of that day, ``key`` the identity that other tables and the journal keep (equal to
    ``code`` for a unit living today), ``parent`` the parent's official code of that day ("" for provinces)
    and
    ``parent_key`` its identity; the period is half-open.
    """

    code: str
    key: str
    name: str
    level: str
    kind: str
    parent: str
    parent_key: str
    valid_from: dt.date
    valid_to: dt.date | None
    instrument: str
    certainty: str
    agency_code: str


@dataclass(frozen=True)
class Branch:
    """A unit and what lies beneath it on that day, in the order of official codes."""

    unit: UnitOn
    children: tuple["Branch", ...]


@dataclass(frozen=True)
class Heir:
    """A unit that came after another (or before it), how, and how sure that is.

    ``derived`` says that no instrument names the pair: a district's tasks passed to the units into which its
    communes went (R11.6).
    """

    unit: UnitOn
    on: dt.date
    kind: str
    is_default: bool
    instrument: str
    certainty: str
    derived: bool = False


# --- units of a day -----------------------------------------------------------------------------------------


def _holds(on: dt.date) -> Q:
    return Q(valid_from__lte=on) & (Q(valid_to__isnull=True) | Q(valid_to__gt=on))


def _versions(on: dt.date) -> QuerySet[UnitVersion]:
    return UnitVersion.objects.filter(_holds(on)).select_related("unit").order_by("rank", "code")


def _offices(on: dt.date) -> QuerySet[UnitVersion]:
    """Units that work: without what people live in, which ``residential`` gives."""
    return _versions(on).exclude(kind__in=RESIDENTIAL)


def _present(versions: Iterable[UnitVersion], on: dt.date) -> list[UnitOn]:
    """Versions as units of the day; one query more for the parents' codes of that day."""
    found = list(versions)
    parents = {version.parent_id for version in found if version.parent_id}
    codes = {version.unit_id: version.code for version in found}
    missing = parents - codes.keys()
    if missing:
        rows = UnitVersion.objects.filter(_holds(on), unit__in=missing).values_list("unit_id", "code")
        codes.update(rows)
    return [
        UnitOn(
            code=version.code,
            key=version.unit_id,
            name=version.name,
            level=version.level,
            kind=version.kind,
            parent=codes.get(version.parent_id, "") if version.parent_id else "",
            parent_key=version.parent_id or "",
            valid_from=version.valid_from,
            valid_to=version.valid_to,
            instrument=version.instrument,
            certainty=version.certainty,
            agency_code=version.unit.agency_code,
        )
        for version in found
    ]


@functools.lru_cache(maxsize=4096)
def _known(token: str, column: str, value: str, on: dt.date) -> UnitOn | None:
    found = _present(_versions(on).filter(**{column: value})[:1], on)
    return found[0] if found else None


def _find(column: str, value: str, on: dt.date) -> UnitOn | None:
    """The unit of that code or identity on the day; kept in the process until somebody changes a unit."""
    token = stamp(UNITS)
    return _known(token, column, value, on) if token else _known.__wrapped__(token, column, value, on)


def unit_on(code: str, day: dt.date) -> UnitOn:
    """The unit that bears the official ``code`` on the day. Raises NoUnitThen.

    The same code may mean another unit on another day: 00118 is phường Ngọc Thụy on 30/06/2025 and phường
    Bồ Đề on 01/07/2025.
    """
    found = _find("code", code, day)
    if found is None:
        raise NoUnitThen(code=code, on=f"{day:%d/%m/%Y}")
    return found


def version_on(key: str, day: dt.date) -> UnitOn:
    """The unit of that identity as it is on the day. Raises NoUnitThen when it did not exist then."""
    found = _find("unit", key, day)
    if found is None:
        raise NoUnitThen(code=key, on=f"{day:%d/%m/%Y}")
    return found


def last_version(key: str) -> UnitOn:
    """The unit of that identity as it is, or was when it ended. Raises NoUnitThen for an unknown identity."""
    found = UnitVersion.objects.filter(unit=key).order_by("-valid_from").values_list("valid_from").first()
    if found is None:
        raise NoUnitThen(code=key, on="bất kỳ")
    return version_on(key, found[0])


def exists(key: str) -> bool:
    """Whether a unit of that identity ever lived."""
    return Unit.objects.filter(pk=key).exists()


def units_on(
    day: dt.date, parent: str | None = None, q: str = "", *, after: str = "", limit: int | None = None
) -> list[UnitOn]:
    """Units valid on the day, provinces first, then by official code.

    ``parent``  official code on that day: only units directly beneath it
    ``q``       words that all occur in the name, with or without accents and in any case
    ``after``   official code of the last unit already seen (for reading page by page); ``limit`` the page's
    size
    """
    versions = _offices(day)
    if parent is not None:
        versions = versions.filter(parent=unit_on(parent, day).key)
    for word in vietnamese.fold(q).split():
        versions = versions.filter(fold__contains=word)
    if after:
        last = UnitVersion.objects.filter(_holds(day), code=after).values_list("rank", "code").first()
        if last is None:
            raise NoUnitThen(code=after, on=f"{day:%d/%m/%Y}")
        versions = versions.filter(Q(rank__gt=last[0]) | Q(rank=last[0], code__gt=last[1]))
    return _present(versions if limit is None else versions[:limit], day)


def residential(agency: str, day: dt.date) -> list[UnitOn]:
    """Hamlets and residential groups (thôn, tổ dân phố) of an agency (identity) on the day, by code."""
    return _present(_versions(day).filter(parent=agency, kind__in=RESIDENTIAL), day)


def tree_on(day: dt.date, root: str | None = None) -> list[Branch]:
    """The units of the day as a tree: beneath ``root`` (official code; itself on top), or the whole country.

    Three queries at most, whatever the size.
    """
    units = _present(_offices(day), day)
    beneath: dict[str, list[UnitOn]] = {}
    for unit in units:
        beneath.setdefault(unit.parent_key, []).append(unit)

    def branch(unit: UnitOn) -> Branch:
        return Branch(unit, tuple(branch(child) for child in beneath.get(unit.key, ())))

    if root is not None:
        return [branch(unit_on(root, day))]
    return [branch(unit) for unit in beneath.get("", ())]


def path(code: str, day: dt.date) -> list[UnitOn]:
    """From the province down to the unit that bears ``code`` on the day. Raises NoUnitThen."""
    return _upwards(unit_on(code, day), day)[::-1]


def _upwards(unit: UnitOn, day: dt.date) -> list[UnitOn]:
    found = [unit]
    while found[-1].parent_key:
        found.append(version_on(found[-1].parent_key, day))
    return found


def same_province(one: str, other: str, day: dt.date) -> bool:
    """Whether two units lie in one province on a day."""
    return one == other or path(one, day)[0].key == path(other, day)[0].key


def agency_of(key: str, day: dt.date) -> UnitOn:
    """The authority a unit belongs to: itself, or for a division the first unit above that is none."""
    for unit in _upwards(version_on(key, day), day):
        if unit.level != Level.DIVISION:
            return unit
    raise NoUnitThen(code=key, on=f"{day:%d/%m/%Y}")


def ancestors_ever(key: str) -> frozenset[str]:
    """Identities that stood above the unit at any time (for rules that hold for a territory)."""
    found: set[str] = set()
    look = {key}
    while look:
        parents = UnitVersion.objects.filter(unit__in=look, parent__isnull=False)
        look = set(parents.values_list("parent_id", flat=True)) - found
        found |= look
    return frozenset(found - {key})


@functools.lru_cache(maxsize=1024)
def _descendants(token: str, key: str, day: dt.date) -> frozenset[str]:
    found = {key}
    look = {key}
    while look:
        rows = _offices(day).filter(parent__in=look).values_list("unit_id", flat=True)
        look = set(rows) - found
        found |= look
    return frozenset(found)


def descendants(key: str, day: dt.date) -> frozenset[str]:
    """Identities of a unit and of everything beneath it on the day (an agency with its divisions)."""
    token = stamp(UNITS)
    return _descendants(token, key, day) if token else _descendants.__wrapped__(token, key, day)


# --- who came after whom ------------------------------------------------------------------------------------


def _heirs(rows: QuerySet[Succession], other: str, *, derived: bool = False) -> list[Heir]:
    """Successions as heirs; ``other`` names the side to show, as it was on the day of the change."""
    found = list(rows)
    wanted: dict[dt.date, set[str]] = {}
    for row in found:
        day = row.on if other == "successor" else row.on - dt.timedelta(days=1)
        wanted.setdefault(day, set()).add(getattr(row, f"{other}_id"))
    units = {
        (unit.key, day): unit
        for day, keys in wanted.items()
        for unit in _present(_versions(day).filter(unit__in=keys), day)
    }
    heirs = []
    for row in found:
        day = row.on if other == "successor" else row.on - dt.timedelta(days=1)
        unit = units.get((getattr(row, f"{other}_id"), day))
        if unit is not None:
            heirs.append(Heir(unit, row.on, row.kind, row.is_default, row.instrument, row.certainty, derived))
    return sorted(heirs, key=lambda heir: (heir.on, not heir.is_default, heir.unit.code))


def successors(code: str, day: dt.date) -> list[Heir]:
    """Units that came directly after the one bearing ``code`` on the day, the main part first.

    A district has no successor of its own: its heirs are the units into which its communes went, none of
    them the main one. Empty when the unit still lives, and when the successor is not known
    (``unknown_endings``).
    """
    unit = unit_on(code, day)
    own = _heirs(Succession.objects.filter(predecessor=unit.key), "successor")
    if own or unit.level != Level.DISTRICT or unit.valid_to is None:
        return own
    communes = UnitVersion.objects.filter(parent=unit.key).values("unit_id")
    heirs: dict[str, Heir] = {}
    for heir in _heirs(Succession.objects.filter(predecessor__in=communes), "successor", derived=True):
        heirs.setdefault(
            heir.unit.key,
            Heir(heir.unit, heir.on, "split", False, heir.instrument, heir.certainty, derived=True),
        )
    continuing = UnitVersion.objects.filter(unit__in=communes, valid_from=unit.valid_to)
    for version in _present(_versions(unit.valid_to).filter(pk__in=continuing.values("pk")), unit.valid_to):
        heirs.setdefault(
            version.key,
            Heir(version, unit.valid_to, "split", False, version.instrument, version.certainty, derived=True),
        )
    return sorted(heirs.values(), key=lambda heir: heir.unit.code)


def predecessors(code: str, day: dt.date) -> list[Heir]:
    """Units from which the one bearing ``code`` on the day came, as they were the day before the change."""
    return _heirs(Succession.objects.filter(successor=unit_on(code, day).key), "predecessor")


@dataclass(frozen=True)
class Forebear:
    """A unit that ended and whose place another took, wholly or the main part of it, or a part only.

    ``heir`` is "" where no successor of its own is known: it ended with what lay above it (a district, a division).
    """

    key: str
    heir: str
    on: dt.date
    main: bool
    whole: bool


def forebears(keys: Collection[str], on: dt.date) -> tuple[Forebear, ...]:
    """Every unit that ended by the day and in whose place these stand, over every change; each pair once.

    Also those that lay beneath them once and ended without a successor of their own: districts, divisions.
    """
    token, asked = stamp(UNITS), frozenset(keys)
    return _forebears(token, asked, on) if token else _forebears.__wrapped__(token, asked, on)


@functools.lru_cache(maxsize=256)
def _forebears(token: str, keys: frozenset[str], on: dt.date) -> tuple[Forebear, ...]:
    found: dict[tuple[str, str], Forebear] = {}
    look, seen = set(keys), set(keys)
    while look:
        rows = list(
            Succession.objects.filter(successor__in=look, on__lte=on).values_list(
                "predecessor", "successor", "on", "is_default"
            )
        )
        parts: dict[tuple[str, dt.date], int] = {}
        gone = {row[0] for row in rows}
        for predecessor, day in Succession.objects.filter(predecessor__in=gone).values_list(
            "predecessor", "on"
        ):
            parts[predecessor, day] = parts.get((predecessor, day), 0) + 1
        fresh = set()
        for predecessor, heir, day, main in rows:
            whole = parts[predecessor, day] == 1
            found[predecessor, heir] = Forebear(predecessor, heir, day, main or whole, whole)
            if main or whole:
                fresh.add(predecessor)
        ended = UnitVersion.objects.filter(parent__in=look, valid_to__lte=on).exclude(
            unit__in=UnitVersion.objects.filter(_holds(on)).values("unit_id")
        )
        ended = ended.exclude(unit__in=Succession.objects.values("predecessor_id"))
        for key, end in ended.values_list("unit_id", "valid_to"):
            found.setdefault((key, ""), Forebear(key, "", end or on, True, True))
            fresh.add(key)
        look = fresh - seen
        seen |= look
    return tuple(sorted(found.values(), key=lambda one: (one.on, one.key, one.heir)))


def heirs_on(code: str, day: dt.date, on: dt.date) -> list[UnitOn]:
    """The units that stand on ``on`` in the place of the one bearing ``code`` on ``day``, followed over
    every change.

    The unit itself when it still lives. Empty when the chain breaks off at an unknown successor.
    """
    found: dict[str, UnitOn] = {}
    seen: set[str] = set()
    look = [(code, day)]
    while look:
        unit = unit_on(*look.pop())
        if unit.key in seen:
            continue
        seen.add(unit.key)
        living = _find("unit", unit.key, on)
        if living is not None:
            found[living.key] = living
            continue
        look.extend(
            (heir.unit.code, heir.on) for heir in successors(unit.code, unit.valid_from) if heir.on <= on
        )
    return sorted(found.values(), key=lambda unit: unit.code)


def main_heirs(keys: Collection[str], on: dt.date) -> dict[str, str]:
    """Which unit goes on with the work of each that has ended by the day: the heir of its main part, over every change.

    Units that live, and those whose successor is not known or not settled, are not there.
    """
    found = {}
    for key in keys:
        heir, seen = key, {key}
        while heir and _find("unit", heir, on) is None:
            rows = Succession.objects.filter(predecessor=heir, on__lte=on).values_list(
                "successor", "is_default"
            )
            whole = len(rows) == 1
            heir = next((after for after, main in rows if (main or whole) and after not in seen), "")
            seen.add(heir)
        if heir and heir != key:
            found[key] = heir
    return found


def unknown_endings(before: dt.date) -> QuerySet[UnitVersion]:
    """Last versions of communes and provinces that ended by the day and of which no successor is known."""
    ended = UnitVersion.objects.filter(valid_to__lte=before, level__in=[Level.PROVINCE, Level.COMMUNE])
    living = UnitVersion.objects.filter(_holds(before)).values("unit_id")
    known = Succession.objects.values("predecessor_id")
    return ended.exclude(unit__in=living).exclude(unit__in=known).order_by("code")


# --- ending a unit ------------------------------------------------------------------------------------------


def _above(key: str, on: dt.date) -> list[str]:
    return [one.key for one in _upwards(version_on(key, on), on)[1:]]


def last_row(key: str, *, lock: bool = True) -> UnitVersion:
    """The last version of a unit, locked. Raises NoUnitThen."""
    rows = UnitVersion.objects.filter(unit=key).order_by("-valid_from")
    found = (rows.select_for_update() if lock else rows).first()
    if found is None:
        raise NoUnitThen(code=key, on="bất kỳ")
    return found


def first_day(key: str) -> dt.date:
    """The day from which a unit is known, by whatever name. Raises NoUnitThen."""
    found = UnitVersion.objects.filter(unit=key).order_by("valid_from").values_list("valid_from", flat=True)
    if not found:
        raise NoUnitThen(code=key, on="bất kỳ")
    return found[0]


def to_end(by: Actor, key: str, on: dt.date) -> UnitVersion:
    """The authority that lives on a day, for who keeps the organisation above it; another's looks like none."""
    version = last_row(key, lock=False)
    if version.level == Level.DIVISION or not policies.keeps_above(by, _above(key, on)):
        raise NoUnitThen(code=key, on=f"{on:%d/%m/%Y}")
    return version


def may_succeed(by: Actor, key: str, on: dt.date, *, until: dt.date | None = None) -> list[UnitOn]:
    """The authorities that may go on with what a unit leaves: they live on the day, or begin by ``until``, no end of
    them is decided, and they lie beneath the same keeper or are it themselves; by name."""
    living = UnitVersion.objects.filter(valid_to=None, valid_from__lte=until or on).exclude(
        level=Level.DIVISION
    )
    if by.post != SYSTEM.post:
        living = living.filter(Q(parent__in=descendants(by.agency, on)) | Q(unit=by.agency))
    return sorted(_present(living.exclude(unit=key).select_related("unit"), on), key=lambda one: one.name)


@dataclass(frozen=True)
class Beneath:
    """What ends with a unit or must not be left behind: authorities, divisions, what people live in, posts."""

    authorities: list[UnitVersion]
    divisions: list[UnitVersion]
    residential: list[UnitVersion]
    posts: list[Post]


def beneath(key: str, on: dt.date) -> Beneath:
    """What lies beneath a unit on a day or begins later, and its posts."""
    lasting = Q(valid_to__isnull=True) | Q(valid_to__gt=on)
    found, look = list[UnitVersion](), {key}
    while look:
        rows = list(UnitVersion.objects.filter(lasting, parent__in=look).order_by("rank", "code"))
        found += rows
        look = {row.unit_id for row in rows} - {row.unit_id for row in found[: len(found) - len(rows)]}
    return Beneath(
        [one for one in found if one.level != Level.DIVISION],
        [one for one in found if one.level == Level.DIVISION and one.kind not in RESIDENTIAL],
        [one for one in found if one.kind in RESIDENTIAL],
        list(Post.objects.filter(lasting, agency=key).order_by("code")),
    )


@dataclass(frozen=True)
class Relying:
    """A unit whose end is decided, and the day on which its heir takes over."""

    name: str
    on: dt.date


def to_be_succeeded_by(key: str, on: dt.date) -> list[Relying]:
    """The units whose heir a unit is to be on a day or later; by day, then name."""
    days = dict(Succession.objects.filter(successor=key, on__gte=on).values_list("predecessor", "on"))
    rows = UnitVersion.objects.filter(unit__in=days).order_by("valid_from").values_list("unit", "name")
    found = [Relying(name, days[unit]) for unit, name in dict(rows).items()]
    return sorted(found, key=lambda one: (one.on, one.name))


@dataclass(frozen=True)
class Kept:
    """A unit beneath an agency, as who keeps the organisation sees it, to its end by whatever name: where that is
    decided, who succeeds it (names, the main part first) and whether that day has come."""

    unit: UnitOn
    heirs: tuple[str, ...]
    over: bool


ENDED_DAYS = dt.timedelta(days=730)
"""How long units that ended are shown to who keeps the organisation."""


def kept_by(by: Actor, on: dt.date) -> list[Kept]:
    """The authorities beneath the agency of who keeps its organisation: whose end is decided first, then by name; of
    ended ones those with a known heir."""
    if not policies.can_look(by):
        raise NotAllowed()
    rows = UnitVersion.objects.filter(parent__in=descendants(by.agency, on), valid_from__lte=on)
    rows = rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on - ENDED_DAYS)).exclude(
        level=Level.DIVISION
    )
    last = {row.unit_id: row for row in rows.select_related("unit").order_by("valid_from")}
    ends = dict(
        UnitVersion.objects.filter(unit__in=last).order_by("valid_from").values_list("unit", "valid_to")
    )
    shown = [replace(one, valid_to=ends[one.key]) for one in _present(last.values(), on)]
    heirs = _heir_names({key for key, end in ends.items() if end is not None})
    found = [
        Kept(one, heirs.get(one.key, ()), one.valid_to is not None and one.valid_to <= on) for one in shown
    ]
    known = [one for one in found if one.heirs or not one.over]
    return sorted(known, key=lambda one: (not one.heirs, one.over, one.unit.name))


def _heir_names(keys: Collection[str]) -> dict[str, tuple[str, ...]]:
    rows = Succession.objects.filter(predecessor__in=keys).order_by("-on", "-is_default", "pk")
    pairs = list(rows.values_list("predecessor", "successor"))
    versions = UnitVersion.objects.filter(unit__in={heir for _old, heir in pairs}).order_by("valid_from")
    names = dict(versions.values_list("unit_id", "name"))
    found: dict[str, tuple[str, ...]] = {}
    for old, heir in pairs:
        found[old] = (*found.get(old, ()), names[heir])
    return found


def one_kept(by: Actor, key: str, on: dt.date) -> Kept:
    """One of them. Raises NoUnitThen."""
    for one in kept_by(by, on):
        if one.unit.key == key:
            return one
    raise NoUnitThen(code=key, on=f"{on:%d/%m/%Y}")


# --- posts --------------------------------------------------------------------------------------------------


def post_on(code: str, day: dt.date) -> Post:
    """The post of that code, valid on the day. Raises NoPost."""
    found = Post.objects.filter(_holds(day), code=code).first()
    if found is None:
        raise NoPost(code=code, on=f"{day:%d/%m/%Y}")
    return found


def posts_on(day: dt.date, *, agency: str = "", unit: str = "", duty: Duty | None = None) -> list[Post]:
    """Posts valid on the day, of an agency or a division (identities), with a duty; by code."""
    posts = Post.objects.filter(_holds(day)).order_by("code")
    if agency:
        posts = posts.filter(agency=agency)
    if unit:
        posts = posts.filter(unit=unit)
    return [post for post in posts if duty is None or duty in post.duties]


def agency_of_post(code: str, on: dt.date) -> str:
    """The agency that a post belongs to, or belonged to, as it goes on on the day: itself, or its heir."""
    found = Post.objects.filter(code=code).order_by("-valid_from").values_list("agency", flat=True).first()
    if found is None:
        raise NoPost(code=code, on=f"{on:%d/%m/%Y}")
    return main_heirs([found], on).get(found, found)


def titles_ever(agency: str) -> dict[str, str]:
    """Titles of all posts that an agency ever had, by their code, with its name: of one that ended."""
    name = last_version(agency).name
    return {post.code: f"{post.title} ({name})" for post in Post.objects.filter(agency=agency)}


def receiving_for(agency: str, day: dt.date) -> list[UnitOn]:
    """The agencies for which one may receive: itself first, then those at work here in its province (R1.8)."""
    at_work = Post.objects.filter(_holds(day)).exclude(agency=agency).values_list("agency", flat=True)
    others = [version_on(key, day) for key in sorted(set(at_work)) if same_province(agency, key, day)]
    return [version_on(agency, day), *others]


def agency_code(key: str) -> str:
    """The identifier under QĐ 20/2020/QĐ-TTg of the unit ("" when none is set)."""
    return Unit.objects.filter(pk=key).values_list("agency_code", flat=True).first() or ""
