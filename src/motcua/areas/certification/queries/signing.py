"""Who signs certifications as what, with which delegation and which key (Điều 5; R11.3, R2.19)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from motcua.areas.certification import choices, policies
from motcua.base.documents import queries as papers
from motcua.base.journal.ports import Actor
from motcua.base.law.queries import parameter
from motcua.base.orgs.queries import post_on
from motcua.base.people.models import Delegation
from motcua.base.people.queries import delegation_to, delegations_with
from motcua.rules.certification import is_head, signs_as
from motcua.rules.impossible import NotAllowed

CERTIFY = "certify"


class DelegationEnded(NotAllowed):
    text = (
        "Ủy quyền ký chứng thực theo {instrument} đã hết hiệu lực từ {on}. Trình Chủ tịch hoặc Phó Chủ tịch ký, "
        "hoặc đề nghị ủy quyền lại."
    )


class NoDelegation(NotAllowed):
    text = "Vị trí “{title}” chưa được Chủ tịch ủy quyền ký chứng thực. Trình Chủ tịch hoặc Phó Chủ tịch ký."


class OnlyTheChairDelegates(NotAllowed):
    text = (
        "Chỉ Chủ tịch được ủy quyền ký chứng thực; {title} không ủy quyền lại được. Trình Chủ tịch hoặc Phó Chủ tịch "
        "ký."
    )


class NotDelegable(NotAllowed):
    text = "Ủy quyền ký chứng thực không gồm: {kinds}. Trình Chủ tịch hoặc Phó Chủ tịch ký yêu cầu này."


class NoKey(NotAllowed):
    text = (
        "Vị trí {title} chưa có khóa ký số ở máy chủ này nên chưa ký được bản sao điện tử. Trình Chủ tịch hoặc "
        "Phó Chủ tịch có khóa ký, hoặc đề nghị quản trị hệ thống cấp khóa."
    )


@dataclass(frozen=True)
class Authority:
    """As what somebody signs on a day: the lines above the signature and, when delegated, the instrument.

    ``actor`` signs and is journalled: the post, and on whose behalf.
    """

    actor: Actor
    lines: tuple[str, ...]
    instrument: str = ""
    first: dt.date | None = None
    last: dt.date | None = None

    @property
    def delegated(self) -> bool:
        """Whether it comes from a delegation."""
        return bool(self.instrument)


def authority(by: Actor, on: dt.date) -> Authority:
    """Under which authority this post signs certifications on a day (Điều 5; R11.3).

    Raises DelegationEnded, NoDelegation, OnlyTheChairDelegates, or rules' CannotCertify.
    """
    if CERTIFY in by.duties and not by.on_behalf_of:
        return Authority(by, signs_as(by.title))
    given = delegation_to(by.post, CERTIFY, on, from_post=by.on_behalf_of)
    if given is None:
        before = delegation_to(by.post, CERTIFY, on, from_post=by.on_behalf_of, ended=True)
        if before is not None:
            raise DelegationEnded(instrument=before.instrument, on=f"{before.valid_to:%d/%m/%Y}")
        raise NoDelegation(title=by.title)
    if not is_head(given.from_post.title):
        raise OnlyTheChairDelegates(title=given.from_post.title)
    return Authority(
        replace(by, on_behalf_of=given.from_post.code),
        signs_as(post_on(by.post, on).title, delegated_by=given.from_post.title),
        given.instrument, given.valid_from, given.valid_to - dt.timedelta(days=1),
    )  # fmt: skip


def check_signing(given: Authority, kinds: Sequence[str], on: dt.date) -> None:
    """Raises NotDelegable when the chair may not let another sign these kinds (a parameter, R11.3), NoKey when an
    electronic copy is among them and the post cannot sign it here: before any number is taken."""
    if given.delegated:
        may = set(parameter("cert.delegable", on))
        if beyond := [kind for kind in dict.fromkeys(kinds) if kind not in may]:
            raise NotDelegable(kinds=", ".join(str(choices.Kind(kind).label).lower() for kind in beyond))
    sealed_here = has_key(f"agency-{given.actor.agency}")
    if choices.Kind.ELECTRONIC_COPY in kinds and sealed_here and not has_key(given.actor.post):
        raise NoKey(title=given.actor.title)


def has_key(key: str) -> bool:
    """Whether this installation signs with the key of a post, or of an agency."""
    return papers.signatures().holds(key)


def delegations(by: Actor) -> list[Delegation]:
    """Every delegation to sign certifications within the agency, the latest first."""
    if not policies.can_see(by, by.agency):
        raise NotAllowed()
    return delegations_with(by.agency, CERTIFY)
