"""What a regulation of work (quy chế làm việc) must make clear before it binds, and when it must be looked at again
(R8.16, S067, S068): who decides, who leads, who helps and who is told of every matter; no post without work."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a post has to do with a matter: one decides, one leads; others help or are told."""

    DECIDES = "decides"
    LEADS = "leads"
    HELPS = "helps"
    TOLD = "told"


@dataclass(frozen=True)
class Clear:
    """A matter as the rule looks at it."""

    n: int
    decides: str
    leads: str
    helps: Sequence[str] = ()
    told: Sequence[str] = ()

    @property
    def posts(self) -> frozenset[str]:
        """Every post that it names."""
        return frozenset({*filter(None, (self.decides, self.leads)), *self.helps, *self.told})

    def roles(self, post: str) -> list[Role]:
        """What a post has to do with it, the weightiest first."""
        held = ((self.decides,), (self.leads,), self.helps, self.told)
        return [role for role, posts in zip(Role, held, strict=True) if post in posts]


@dataclass(frozen=True)
class Unclear:
    """What is not clear yet: contents that no article holds, matters that nobody decides or leads, posts that answer
    for nothing, and posts that are named and not there."""

    parts: Sequence[str] = ()
    matters: Sequence[int] = ()
    idle: Sequence[str] = ()
    gone: Sequence[str] = ()

    def __bool__(self) -> bool:
        return any((self.parts, self.matters, self.idle, self.gone))


def unclear(
    where: Mapping[str, str], asked: Iterable[str], matters: Sequence[Clear], posts: Iterable[str]
) -> Unclear:
    """What keeps a regulation from binding: ``where`` each content stands, ``asked`` contents it must hold, ``posts``
    that are at work. A post answers for something when it decides, leads or helps."""
    at_work = list(posts)
    answers = {post for one in matters for post in one.posts if one.roles(post) != [Role.TOLD]}
    named = {post for one in matters for post in one.posts}
    return Unclear(
        [part for part in asked if not where.get(part)],
        [one.n for one in matters if not (one.decides and one.leads)],
        [post for post in at_work if post not in answers],
        sorted(named - set(at_work)),
    )


@dataclass(frozen=True)
class Moved:
    """How posts differ from those that a regulation was made for: come, gone, called otherwise."""

    come: Sequence[str] = ()
    gone: Sequence[str] = ()
    renamed: Sequence[str] = ()

    def __bool__(self) -> bool:
        return any((self.come, self.gone, self.renamed))


def moved(before: Mapping[str, str], now: Mapping[str, str]) -> Moved:
    """Posts by title, when the regulation was adopted or last looked at, and now."""
    return Moved(
        [post for post in now if post not in before],
        [post for post in before if post not in now],
        [post for post in now if post in before and before[post] != now[post]],
    )
