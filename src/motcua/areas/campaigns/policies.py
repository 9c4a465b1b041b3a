"""Who plans and runs communication of laws. Pure; posts and duties only; deny unless a post allows."""

from typing import Protocol

from motcua.areas.cases.policies import can_see
from motcua.base.journal.ports import SYSTEM, Actor

PLANNING = frozenset({"process", "review", "head", "direct", "sign"})
LEADING = frozenset({"direct", "sign"})


class CampaignLike(Protocol):
    """What a policy looks at."""

    agency: str
    post: str


class StaffedLike(CampaignLike, Protocol):
    """With the posts that take part."""

    posts: list[str]


def can_look(by: Actor) -> bool:
    """Everybody who works for the agency or supervises it."""
    return can_see(by, by.agency)


def can_plan(by: Actor) -> bool:
    """Who handles work of the agency, and who leads it."""
    return bool(by.agency) and not by.duties.isdisjoint(PLANNING)


def _leads(by: Actor, campaign: CampaignLike) -> bool:
    return bool(by.agency) and by.agency == campaign.agency and not by.duties.isdisjoint(LEADING)


def can_open(by: Actor, campaign: CampaignLike) -> bool:
    """A leader looks at it before everybody reads it; also closes it with its result."""
    return _leads(by, campaign)


def can_run(by: Actor, campaign: CampaignLike) -> bool:
    """The post that answers for it, and leaders of the agency."""
    own = bool(by.agency) and by.agency == campaign.agency
    return own and (campaign.post in (by.post, by.on_behalf_of or by.post) or _leads(by, campaign))


def takes_part(by: Actor, campaign: StaffedLike) -> bool:
    """The post that answers for it and the posts that take part read who is on duty: nobody else, leaders neither."""
    own = bool(by.agency) and by.agency == campaign.agency
    acts_as = {by.post, by.on_behalf_of or by.post}
    return own and not acts_as.isdisjoint({campaign.post, *campaign.posts})


def can_destroy(by: Actor) -> bool:
    """Only the installation itself, when the days of a campaign are over."""
    return by.post == SYSTEM.post


BY_ACT = {
    "open": can_open, "activity": can_run, "held": can_run, "skip": can_run, "material": can_run,
    "withdraw": can_run, "change": can_run, "finish": can_open,
    "staff": can_run, "contact": takes_part, "uncontact": takes_part,
}  # fmt: skip
