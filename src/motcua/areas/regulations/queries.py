"""Reading regulations of work: the one that holds, who answers for what in it, why it must be looked at again."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from motcua.areas.regulations import policies
from motcua.areas.regulations.choices import parts
from motcua.areas.regulations.models import Matter, Regulation, Review
from motcua.base.journal import queries as journal
from motcua.base.journal.models import Event
from motcua.base.journal.ports import Actor
from motcua.base.law.queries import parameter
from motcua.base.orgs.models import Post
from motcua.base.orgs.queries import NoPost, post_on, posts_on
from motcua.rules.calendar import TZ
from motcua.rules.impossible import NotAllowed, NotFound
from motcua.rules.regulations import Moved, Role, Unclear, moved, unclear


class NoSuchRegulation(NotFound):
    text = "Không tìm thấy quy chế làm việc {code} trong phạm vi của đơn vị."


def to_act_on(code: str | Regulation, *, by: Actor) -> Regulation:
    """The regulation of an act, locked; another agency's looks like one that is not there."""
    code = code.code if isinstance(code, Regulation) else code
    found = Regulation.objects.select_for_update().filter(code=code, agency=by.agency).first()
    if found is None or not policies.can_look(by):
        raise NoSuchRegulation(code=code)
    return found


def one(by: Actor, code: str) -> Regulation:
    """A version of the agency's regulation; a draft only for who keeps it."""
    found = Regulation.objects.filter(code=code, agency=by.agency).first()
    if found is None or not policies.can_look(by):
        raise NoSuchRegulation(code=code)
    if found.adopted_at is None and not policies.can_keep(by, found):
        raise NoSuchRegulation(code=code)
    return found


def in_force(agency: str, on: dt.date) -> Regulation | None:
    """The version that holds on a day."""
    held = Q(valid_to=None) | Q(valid_to__gt=on)
    return Regulation.objects.filter(held, agency=agency, valid_from__lte=on).order_by("-n").first()


def draft(by: Actor) -> Regulation | None:
    """The version that is being drafted, for who keeps it."""
    return (
        Regulation.objects.filter(agency=by.agency, adopted_at=None).first()
        if policies.can_draft(by)
        else None
    )


def versions(by: Actor) -> list[Regulation]:
    """The versions that were adopted, the newest first."""
    if not policies.can_look(by):
        raise NotAllowed()
    return list(Regulation.objects.filter(agency=by.agency, adopted_at__isnull=False).order_by("-n"))


def matters(regulation: Regulation) -> list[Matter]:
    """Who answers for what, in order."""
    return list(regulation.matters.filter(dropped=False).order_by("n"))


def reviews(regulation: Regulation) -> list[Review]:
    """Looks at whether it fits, the newest first."""
    return list(regulation.reviews.order_by("-n"))


def events(regulation: Regulation) -> list[Event]:
    """The chain of the regulation in the journal, oldest first."""
    return journal.of_subject(regulation.subject)


# --- posts -----------------------------------------------------------------------------------------------------


def bound(agency: str, on: dt.date) -> dict[str, str]:
    """Posts that a regulation says the work of, by title: all but who only administers, supervises or inspects."""
    return {post.code: post.title for post in posts_on(on, agency=agency) if _works(post)}


def _works(post: Post) -> bool:
    return "admin" not in post.duties and not set(post.duties) <= {"supervise", "inspect"}


def post(by: Actor, code: str, on: dt.date) -> Post:
    """A post of the agency at work on a day."""
    try:
        found = post_on(code, on)
    except NoPost:
        found = None
    if found is None or found.agency_id != by.agency or not policies.can_look(by):
        raise NoPost(code=code, on=f"{on:%d/%m/%Y}")
    return found


@dataclass(frozen=True)
class Answer:
    """What a post has to do with a matter."""

    matter: Matter
    roles: Sequence[Role]


def of_post(regulation: Regulation | None, post: str) -> list[Answer]:
    """What a post answers for: what it decides first, then what it leads, helps with, is told of."""
    found = [
        Answer(one, roles)
        for one in (matters(regulation) if regulation else ())
        if (roles := one.clear.roles(post))
    ]
    return sorted(found, key=lambda answer: (list(Role).index(answer.roles[0]), answer.matter.n))


# --- whether it is clear, whether it still fits ----------------------------------------------------------------


def what_is_unclear(regulation: Regulation, on: dt.date) -> Unclear:
    """What keeps a draft from binding."""
    clear = [one.clear for one in matters(regulation)]
    return unclear(regulation.parts, parts(), clear, bound(regulation.agency, on))


@dataclass(frozen=True)
class Doubt:
    """Why the regulation in force must be looked at again: posts that moved, or the last look too long ago."""

    posts: Moved
    since: dt.date | None

    def __bool__(self) -> bool:
        return bool(self.posts) or self.since is not None


def doubt(regulation: Regulation, on: dt.date) -> Doubt:
    """Whether posts changed since it was adopted or last found to fit, or nobody looked for as long as is allowed."""
    last = regulation.reviews.order_by("-on").values_list("on", flat=True).first()
    assert regulation.adopted_at is not None
    since = max(filter(None, (last, regulation.adopted_at.astimezone(TZ).date())))
    months = int(parameter("regulation.review", on))
    over = (on.year - since.year) * 12 + on.month - since.month - (on.day < since.day) >= months
    return Doubt(moved(regulation.posts, bound(regulation.agency, on)), since if over else None)


def waiting(by: Actor, on: dt.date) -> bool:
    """Whether the regulation waits for a review, for who keeps it."""
    found = in_force(by.agency, on) if policies.can_draft(by) else None
    return found is not None and bool(doubt(found, on))
