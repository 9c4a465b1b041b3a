"""Reading the register of incoming documents."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from motcua.areas.correspondence import policies
from motcua.areas.correspondence.choices import POST, UNIT, IncomingState
from motcua.areas.correspondence.models import Incoming
from motcua.base.calendars.queries import calendar_for
from motcua.base.files.queries import OpenedFile, open_file
from motcua.base.journal.ports import Actor
from motcua.base.law.queries import parameter
from motcua.base.orgs.choices import Level
from motcua.base.orgs.queries import NoUnitThen, descendants, posts_on, version_on
from motcua.rules.calendar import TZ
from motcua.rules.citing import Reference, cited
from motcua.rules.impossible import NotAllowed, NotFound
from motcua.rules.vietnamese import fold

WORKLESS = frozenset({"admin", "supervise", "catalogue"})
"""Duties that bring no documents to a post."""
OPEN = (IncomingState.REGISTERED, IncomingState.PRESENTED, IncomingState.INSTRUCTED)


class NoSuchIncoming(NotFound):
    text = "Không tìm thấy văn bản đến {code} trong phạm vi của đơn vị. Kiểm tra lại."


def present_due(agency: str, at: dt.datetime, urgency: str) -> dt.datetime:
    """By when a leader has a document that came at a moment (R8.6; NĐ 30/2020 Điều 23): the end of the next working
    day at the latest, at once when it is urgent."""
    calendar, on = calendar_for(agency), at.astimezone(TZ).date()
    if urgency:
        return calendar.add_working_hours(at, int(parameter("doc.present_urgent", on)))
    return calendar.closing(calendar.working_day_after(on, int(parameter("doc.present_max", on))))


def to_act_on(code: str | Incoming, *, by: Actor) -> Incoming:
    """The document of an act, locked; another agency's looks like one that is not there."""
    code = code.code if isinstance(code, Incoming) else code
    found = Incoming.objects.select_for_update(of=("self",)).filter(code=code, agency=by.agency).first()
    if found is None or not policies.can_see(by, found):
        raise NoSuchIncoming(code=code)
    return found


def one(by: Actor, code: str) -> Incoming:
    """A document that this post may see."""
    found = Incoming.objects.select_related("file").filter(code=code, agency=by.agency).first()
    if found is None or not policies.can_see(by, found):
        raise NoSuchIncoming(code=code)
    return found


def to_answer(by: Actor, code: str) -> Incoming:
    """A document that this post may answer: a cancelled line has none."""
    found = one(by, code)
    if found.state == IncomingState.CANCELLED:
        raise NoSuchIncoming(code=code)
    return found


def file_of(by: Actor, code: str) -> OpenedFile:
    """The file of a document that this post may see."""
    found = one(by, code)
    if found.file is None:
        raise NoSuchIncoming(code=code)
    return open_file(found.file.id, subject=found.subject)


def acts_for(by: Actor, incoming: Incoming) -> list[str]:
    """What this post may do with it now."""
    last = ("finish", "instruct") if incoming.forwarded_at else ("finish", "forward", "instruct")
    allowed = {
        IncomingState.REGISTERED: ("present", "instruct", "correct", "cancel"),
        IncomingState.PRESENTED: ("instruct", "present", "correct", "cancel"),
        IncomingState.INSTRUCTED: (*last, "correct", "cancel"), IncomingState.DONE: ("correct",),
    }.get(IncomingState(incoming.state), ())  # fmt: skip
    return [name for name in allowed if policies.BY_INCOMING[name](by, incoming)]


# --- lists -----------------------------------------------------------------------------------------------------


def _mine(by: Actor) -> Q:
    found = Q(pk__in=())
    for name in policies.whose(by):
        found |= Q(lead=name) | Q(beside__contains=f"\n{name}\n")
    return found


def _late(at: dt.datetime) -> Q:
    waiting = Q(state=IncomingState.REGISTERED, present_due__lt=at)
    return waiting | Q(state=IncomingState.INSTRUCTED, deadline__lt=at.astimezone(TZ).date())


def seen_by(by: Actor) -> QuerySet[Incoming]:
    """What this post may see of the register."""
    if not policies.works_here(by):
        raise NotAllowed()
    found = Incoming.objects.filter(agency=by.agency)
    return found if policies.sees_all(by) else found.filter(_mine(by))


def listed(
    by: Actor, at: dt.datetime, *, show: str = "", q: str = "", year: int | None = None, type_: str = ""
) -> QuerySet[Incoming]:
    """The register, the newest number first: ``show`` open, late, mine, or all of it; ``q`` words without accents."""
    found = seen_by(by)
    if show == "mo":
        found = found.filter(state__in=OPEN)
    elif show == "tre":
        found = found.filter(_late(at))
    elif show == "cua-toi":
        mine = _mine(by) & Q(state=IncomingState.INSTRUCTED)
        found = found.filter(mine | Q(presented_to__in=posts_of(by), state=IncomingState.PRESENTED))
    if year:
        found = found.filter(year=year)
    if type_:
        found = found.filter(type=type_)
    for word in fold(q).split():
        found = found.filter(search__contains=word)
    return found.order_by("-year", "-serial")


def posts_of(by: Actor) -> tuple[str, ...]:
    """The post itself, and the one it acts for."""
    return tuple({by.post, by.on_behalf_of or by.post})


@dataclass(frozen=True)
class Figures:
    """How the register stands for this post."""

    open: int
    late: int
    mine: int


def figures(by: Actor, at: dt.datetime) -> Figures:
    """How many are open, late, and wait for this post."""
    return Figures(*(listed(by, at, show=show).count() for show in ("mo", "tre", "cua-toi")))


def waiting(by: Actor, at: dt.datetime) -> int:
    """How many incoming documents wait for this post: presented to it, or given to it or its unit."""
    return listed(by, at, show="cua-toi").count() if policies.works_here(by) else 0


def is_late(incoming: Incoming, at: dt.datetime) -> bool:
    """Whether it should have been with a leader, or be done, by now."""
    if incoming.state == IncomingState.REGISTERED:
        return incoming.present_due < at
    day = at.astimezone(TZ).date()
    return incoming.state == IncomingState.INSTRUCTED and bool(incoming.deadline) and incoming.deadline < day  # type: ignore[operator]


# --- who can be in charge --------------------------------------------------------------------------------------


def holders(agency: str, on: dt.date) -> dict[str, str]:
    """Divisions and posts of an agency that may be given a document, by name ("unit:…", "post:…")."""
    posts = [post for post in posts_on(on, agency=agency) if not WORKLESS.issuperset(post.duties)]
    units = {post.unit_id for post in posts} & descendants(agency, on)
    named = {f"{UNIT}:{key}": version_on(key, on) for key in sorted(units)}
    found = {key: unit.name for key, unit in named.items() if unit.level == Level.DIVISION}
    return found | {f"{POST}:{post.code}": post.title for post in posts}


def leaders(agency: str, on: dt.date) -> dict[str, str]:
    """Posts to which a document may be presented: those that direct and sign first."""
    posts = [
        post
        for post in posts_on(on, agency=agency)
        if "direct" in post.duties and not {"sign", "review"}.isdisjoint(post.duties)
    ]
    return {post.code: post.title for post in sorted(posts, key=lambda post: "sign" not in post.duties)}


def named(names: Iterable[str], known: Mapping[str, Any], on: dt.date) -> list[str]:
    """Those in charge in words, also when they ended since."""
    return [str(known.get(name) or _ended(name, on)) for name in names]


def _ended(name: str, on: dt.date) -> str:
    kind, _colon, code = name.partition(":")
    try:
        return version_on(code, on).name if kind == UNIT else code
    except NoUnitThen:
        return code


def twin(
    agency: str, issuer: str, symbol: str, dated_on: dt.date | None, *, beside: int | None = None
) -> Incoming | None:
    """The line that the same document has already: same symbol and day, same issuer; cancelled ones do not count,
    nor does the line ``beside`` itself."""
    if not symbol:
        return None
    found = Incoming.objects.filter(agency=agency, symbol__iexact=symbol, dated_on=dated_on)
    found = found.exclude(state=IncomingState.CANCELLED).exclude(pk=beside or 0)
    return next((row for row in found if fold(row.issuer) == fold(issuer)), None)


def issuers(by: Actor) -> list[str]:
    """Who wrote lately, for finishing what is typed."""
    found = Incoming.objects.filter(agency=by.agency).order_by("-pk").values_list("issuer", flat=True)[:300]
    return sorted(dict.fromkeys(found))[:60]


def references(code: str) -> tuple[str, list[Reference]] | None:
    """Whose register a document stands in and what its abstract cites. None when it is not there."""
    found = Incoming.objects.filter(code=code).first()
    return None if found is None else (found.agency, list(cited(found.abstract)))


def registered(by: Actor, said: str) -> list[str]:
    """Codes of the lines of the register, of those that this post may see, with this code or symbol."""
    if not policies.works_here(by):
        return []
    found = seen_by(by).exclude(state=IncomingState.CANCELLED).filter(Q(code=said) | Q(symbol__iexact=said))
    return list(found.values_list("code", flat=True)[:2])


def titles(by: Actor, codes: Iterable[str]) -> dict[str, str]:
    """What incoming documents are called, of those that this actor may see; one query."""
    if not policies.works_here(by):
        return {}
    return {
        row.code: f"{row.symbol or row.serial} · {row.abstract}"
        for row in seen_by(by).filter(code__in=list(codes))
    }
