"""Every read of what was passed up and what came up from below."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Count, Q, QuerySet

from motcua.areas.cases.models import Case
from motcua.areas.cases.queries import reachable
from motcua.areas.escalations import policies
from motcua.areas.escalations.choices import AWAITING, State
from motcua.areas.escalations.models import Escalation
from motcua.areas.petitions.choices import PetitionClass
from motcua.areas.petitions.models import Petition
from motcua.base.journal import queries as journal
from motcua.base.journal.models import Event
from motcua.base.journal.ports import Actor
from motcua.base.orgs.queries import UnitOn, path, posts_on, version_on
from motcua.rules.impossible import NotFound

SHOWN = 200
EXPECTED: dict[str, tuple[str, ...]] = {
    State.RAISED: ("receive", "reply", "withdraw"), State.RECEIVED: ("reply", "withdraw"), State.REPLIED: ("end",),
}  # fmt: skip
"""Acts of each state, the expected one first."""


class NoSuchEscalation(NotFound):
    text = "Không tìm thấy {code} trong phạm vi của đơn vị. Kiểm tra lại mã."


def _seen(by: Actor) -> QuerySet[Escalation]:
    if not policies.can_watch(by):
        return Escalation.objects.none()
    return Escalation.objects.filter(Q(agency=by.agency) | Q(to_agency=by.agency))


def one(by: Actor, code: str) -> Escalation:
    """What this post's unit raised, or what was raised to it."""
    found = _seen(by).filter(code=code).first()
    if found is None:
        raise NoSuchEscalation(code=code)
    return found


def to_act_on(code: str | Escalation, *, by: Actor) -> Escalation:
    """The escalation of an act, locked; another unit's looks like one that is not there."""
    found = _seen(by).select_for_update().filter(code=str(code)).first()
    if found is None:
        raise NoSuchEscalation(code=code)
    return found


def acts_for(by: Actor, escalation: Escalation) -> list[str]:
    """What this post may do now, the expected act first."""
    return [name for name in EXPECTED.get(escalation.state, ()) if policies.BY_ACT[name](by, escalation)]


def listed(
    by: Actor, *, coming: bool = False, ended: bool = False, late: dt.date | None = None
) -> list[Escalation]:
    """What the unit raised, or (``coming``) what came to it from below; what is to be answered first on top."""
    found = _seen(by).filter(**{"to_agency" if coming else "agency": by.agency})
    over = Q(state__in=[State.ENDED, State.WITHDRAWN])
    found = found.filter(over if ended else ~over)
    if late is not None:
        found = found.filter(state__in=AWAITING, reply_by__lt=late)
    return list(found.order_by("-ended_at" if ended else "reply_by", "id")[:SHOWN])


def figures(by: Actor, on: dt.date) -> dict[str, int]:
    """How many stand open, are late, came with a reply that nobody acted on; and how many came from below."""
    own, below = Q(agency=by.agency), Q(to_agency=by.agency)
    awaiting, late = Q(state__in=AWAITING), Q(state__in=AWAITING, reply_by__lt=on)
    return _seen(by).aggregate(
        open=Count("pk", filter=own & awaiting), late=Count("pk", filter=own & late),
        replied=Count("pk", filter=own & Q(state=State.REPLIED)), coming=Count("pk", filter=below & awaiting),
        coming_late=Count("pk", filter=below & late),
    )  # fmt: skip


def about(by: Actor, code: str) -> list[Escalation]:
    """What this unit passed up about a thing, newest first."""
    return list(_seen(by).filter(agency=by.agency, about=code).order_by("-raised_at")) if code else []


def about_obstacles(by: Actor, code: str) -> dict[int, Escalation]:
    """What this agency passed up about obstacles of a task, by their number, the last of each: with its reply, for
    whoever reads these obstacles; the caller looked at that."""
    if not by.agency:
        return {}
    rows = Escalation.objects.filter(agency=by.agency, about=code, obstacle__isnull=False).exclude(
        state=State.WITHDRAWN
    )
    return {row.obstacle: row for row in rows.order_by("raised_at") if row.obstacle is not None}


def obstacles_passed_up(by: Actor, codes: Iterable[str]) -> set[tuple[str, int]]:
    """Task and number of the obstacles of these tasks that this agency passed up and did not take back."""
    rows = Escalation.objects.filter(agency=by.agency, about__in=list(codes), obstacle__isnull=False).exclude(
        state=State.WITHDRAWN
    )
    return {(about, n) for about, n in rows.values_list("about", "obstacle") if n is not None}


def events(escalation: Escalation) -> list[Event]:
    """The chain of the escalation in the journal, oldest first."""
    return journal.of_subject(escalation.subject)


def addressee(escalation: Escalation, on: dt.date) -> str:
    """Who is to answer, by name."""
    return escalation.to_name or version_on(escalation.to_agency, on).name


# --- to whom, about what ---------------------------------------------------------------------------------------


def higher_units(by: Actor, on: dt.date) -> list[UnitOn]:
    """Units above this one that work in this installation, the nearest first."""
    above = path(version_on(by.agency, on).code, on)[:-1]
    return [
        unit for unit in reversed(above) if any(_signs(post.duties) for post in posts_on(on, agency=unit.key))
    ]


def _signs(duties: Iterable[str]) -> bool:
    return "sign" in duties


def case_about(by: Actor, code: str) -> Case | None:
    """The case of that code that this post may open."""
    return reachable(by).filter(code=code).first()


def denounces(case: Case) -> bool:
    """Whether it is, or holds, a denunciation (R6.45): that goes its own way."""
    return case.confidential or Petition.objects.filter(_DENOUNCING, case=case).exists()


_DENOUNCING = (
    Q(shielded=True) | Q(petition_class=PetitionClass.DENUNCIATION) | Q(said=PetitionClass.DENUNCIATION)
)


def may_name(by: Actor, codes: Iterable[str]) -> set[str]:
    """Those of these codes that words passed up may name: cases this post may open, nothing that denounces."""
    found = reachable(by).filter(code__in=list(codes), confidential=False)
    secret = Petition.objects.filter(_DENOUNCING, case__in=found).values("case_id")
    return set(found.exclude(pk__in=secret).values_list("code", flat=True))
