"""Who keeps the registers, leads, drafts and signs. Pure; posts and duties only; deny unless a post allows."""

from typing import Protocol

from motcua.areas.correspondence.choices import FIELD, POST, UNIT
from motcua.base.journal.ports import Actor

KEEPING = frozenset({"stamp", "review"})
WORKING = frozenset({"receive", "process", "review", "sign", "stamp", "return", "head", "direct"})
SEEING = frozenset({"stamp", "review", "direct"})


class IncomingLike(Protocol):
    """What a policy looks at."""

    agency: str
    lead: str
    beside: str


def whose(by: Actor) -> frozenset[str]:
    """By which names work comes to this post: its own, the one it acts for, its unit."""
    posts = {f"{POST}:{by.post}", *({f"{POST}:{by.on_behalf_of}"} if by.on_behalf_of else ())}
    return frozenset({*posts, f"{UNIT}:{by.unit}"} if by.unit else posts)


def works_here(by: Actor) -> bool:
    """Officials of the agency who work on anything."""
    return bool(by.agency) and not by.duties.isdisjoint(WORKING)


def can_keep(by: Actor) -> bool:
    """Keeps the registers: the clerk (văn thư), and the head of the office over them."""
    return bool(by.agency) and not by.duties.isdisjoint(KEEPING) and by.handles(FIELD)


def can_lead(by: Actor) -> bool:
    """Gives instructions on incoming documents: who directs the agency, and the head of the office for them."""
    leads = "direct" in by.duties and not by.duties.isdisjoint({"sign", "review"})
    return bool(by.agency) and leads and by.handles(FIELD)


def sees_all(by: Actor) -> bool:
    """The whole registers of the agency."""
    return can_keep(by) or can_lead(by)


def has_part(by: Actor, incoming: IncomingLike) -> bool:
    """Whether a document was given to this post or its unit."""
    return works_here(by) and not whose(by).isdisjoint({incoming.lead, *incoming.beside.split()})


def can_see(by: Actor, incoming: IncomingLike) -> bool:
    """Keepers and leaders all of their agency; others what was given to them."""
    return by.agency == incoming.agency and (sees_all(by) or has_part(by, incoming))


def can_present(by: Actor, incoming: IncomingLike) -> bool:
    """Who keeps the registers."""
    return by.agency == incoming.agency and can_keep(by)


def can_instruct(by: Actor, incoming: IncomingLike) -> bool:
    """A leader of the agency."""
    return by.agency == incoming.agency and can_lead(by)


def can_finish(by: Actor, incoming: IncomingLike) -> bool:
    """Who is in charge, or a leader."""
    own = works_here(by) and incoming.lead in whose(by)
    return by.agency == incoming.agency and (own or can_lead(by))


def can_cancel(by: Actor, incoming: IncomingLike) -> bool:
    """Who keeps the registers; what a leader gave to somebody, a leader."""
    return can_instruct(by, incoming) if incoming.lead else can_present(by, incoming)


BY_INCOMING = {
    "present": can_present, "instruct": can_instruct, "forward": can_present, "finish": can_finish,
    "correct": can_present, "cancel": can_cancel,
}  # fmt: skip


# --- what goes out ---------------------------------------------------------------------------------------------

DRAFTING = frozenset({"process", "review", "stamp", "direct", "sign", "receive"})


class OutgoingLike(Protocol):
    """What a policy looks at."""

    agency: str
    unit: str
    drafter: str
    signer: str

    @property
    def cosigner(self) -> str: ...


def posts_of(by: Actor) -> frozenset[str]:
    """The post itself, and the one it acts for."""
    return frozenset({by.post, by.on_behalf_of or by.post})


def can_draft(by: Actor) -> bool:
    """Officials of the agency compose what their work asks for."""
    return bool(by.agency) and not by.duties.isdisjoint(DRAFTING)


def can_see_outgoing(by: Actor, outgoing: OutgoingLike) -> bool:
    """Keepers and leaders all of their agency; the division that composes its own; who signs what is to be signed."""
    own = works_here(by) and (
        by.unit == outgoing.unit
        or not posts_of(by).isdisjoint({outgoing.drafter, outgoing.signer, outgoing.cosigner})
    )
    return by.agency == outgoing.agency and (sees_all(by) or own)


def can_compose(by: Actor, outgoing: OutgoingLike) -> bool:
    """The division that composes it, and the head of the office."""
    own = by.unit == outgoing.unit or by.post == outgoing.drafter or ("review" in by.duties and can_keep(by))
    return by.agency == outgoing.agency and can_draft(by) and own


def can_sign(by: Actor, outgoing: OutgoingLike) -> bool:
    """The post that it names, or who acts for that post."""
    return (
        by.agency == outgoing.agency
        and outgoing.signer in posts_of(by)
        and not by.duties.isdisjoint({"sign", "review"})
    )


def can_cosign(by: Actor, outgoing: OutgoingLike) -> bool:
    """The post that is named to sign besides, or who acts for that post."""
    return by.agency == outgoing.agency and can_draft(by) and outgoing.cosigner in posts_of(by)


def can_record_party(by: Actor, outgoing: OutgoingLike) -> bool:
    """The division that composed it, and who keeps the registers."""
    return can_compose(by, outgoing) or can_issue(by, outgoing)


def can_send_back(by: Actor, outgoing: OutgoingLike) -> bool:
    """Who signs or signs besides, and the head of the office who looks at it first."""
    signs = can_sign(by, outgoing) or can_cosign(by, outgoing)
    return signs or (by.agency == outgoing.agency and can_lead(by))


def can_issue(by: Actor, outgoing: OutgoingLike) -> bool:
    """Who keeps the registers."""
    return by.agency == outgoing.agency and can_keep(by)


BY_OUTGOING = {
    "submit": can_compose, "cancel": can_compose, "sign": can_sign, "cosign": can_cosign, "send_back": can_send_back,
    "issue": can_issue, "send": can_issue, "record_party": can_record_party,
    "correct_party": can_record_party,
}  # fmt: skip
