"""Nobody has to do with the denunciation of themselves: the posts it is about lose every right on it (R6.45–R6.47).

DOMAIN names no rule of its own for this; it follows from the prohibition to disclose (Luật Tố cáo Điều 8) and from the
competence of the superior (Điều 12). To be checked by a jurist.
"""

import datetime as dt
from collections.abc import Collection, Sequence

from motcua.areas.cases import actions as engine
from motcua.areas.petitions import events, policies, ports, queries
from motcua.areas.petitions.actions import sealing
from motcua.areas.petitions.actions.keeping import FINDS, begin, keep
from motcua.areas.petitions.choices import FIELD
from motcua.areas.petitions.models import Petition
from motcua.base.journal.actions import act
from motcua.base.journal.ports import SYSTEM, Actor
from motcua.base.orgs.choices import Duty
from motcua.base.orgs.queries import posts_on
from motcua.base.people.queries import posts_with
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Impossible, Invalid


class OnlyWhoDecidesTakesBack(Impossible):
    text = "Chỉ người quyết định bỏ được một vị trí đã ghi là bị tố cáo."


@act(
    may=policies.can_keep_from, records=(events.KEPT_FROM, events.DENOUNCER_UNASSIGNED),
    law="Luật Tố cáo 25/2018/QH14 Điều 8, Điều 12, Điều 56; R6.45, R6.47", finds=FINDS,
)  # fmt: skip
def keep_from(*, by: Actor, at: dt.datetime, petition: Petition, posts: Sequence[str]) -> Petition:
    """Ghi người bị tố cáo thuộc cơ quan: for these posts, and all others of who holds them, it is not there any more;
    they read, list, decide and open nothing of it. Where nobody is left who handles or decides, a leader stands in.
    """
    on = at.astimezone(TZ).date()
    known = {post.code for post in posts_on(on, agency=petition.agency)}
    if not set(posts) <= known:
        raise Invalid(field="posts", text="Chọn vị trí của cơ quan này.")
    about = [post for post in posts_with(posts, on) if post in known]
    if not set(queries.concerned(petition)) <= set(about) and not policies.can_decide(by, petition):
        raise OnlyWhoDecidesTakesBack()
    work = begin(petition, "keep_from", by=by, at=at)
    for row in queries.assignments_of(petition, about, on):
        sealing.end_assignment(row, on, by=by, at=work.at)
    engine.keep_from(work, about, stands_in=_stands_in(petition.agency, about, on))
    keep(work, petition, events.KEPT_FROM, count=len(about))
    ports.was_kept(petition, work.at)
    return petition


@act(
    may=policies.can_load, records=events.KEPT_FROM_NAMED,
    law="Luật Tố cáo 25/2018/QH14 Điều 8, Điều 12, Điều 56; R6.45, R6.47", finds=FINDS,
)  # fmt: skip
def keep_from_named(*, by: Actor, at: dt.datetime, petition: Petition, posts: Sequence[str]) -> Petition:
    """Tên trong đơn: posts named by what denounces do not read it before somebody has said whom it is about; who
    decides takes back what was no more than a name."""
    work, on = engine.begin(petition.case, by=by, at=at), at.astimezone(TZ).date()
    about = sorted({*queries.concerned(petition), *posts})
    engine.keep_from(work, about, stands_in=_stands_in(petition.agency, about, on))
    keep(work, petition, events.KEPT_FROM_NAMED, count=len(about))
    ports.was_kept(petition, work.at)
    return petition


@ports.when_sealed
def keep_from_whom_it_names(petition: Petition, at: dt.datetime) -> None:
    """Part of every act by which a petition comes to denounce."""
    about = set(queries.named_by(petition, at.astimezone(TZ).date()))
    if about - set(queries.concerned(petition)):
        kept = keep_from_named(by=SYSTEM, at=at, petition=petition, posts=sorted(about))
        petition.case = kept.case


def _stands_in(agency: str, about: Collection[str], on: dt.date) -> str:
    """A leader, where nobody is left who handles petitions or who decides on them: one of the field, else another;
    nobody, where there is no other."""
    left = [
        post
        for post in posts_on(on, agency=agency)
        if post.code not in about and Duty.ADMIN not in post.duties
    ]
    fields = [post for post in left if not post.fields or FIELD in post.fields]
    if not about or all(any(duty in post.duties for post in fields) for duty in (Duty.PROCESS, Duty.SIGN)):
        return ""
    leaders = [post for post in left if Duty.SIGN in post.duties]
    nearest = sorted(
        leaders, key=lambda post: (post not in fields, Duty.DIRECT not in post.duties, post.code)
    )
    return nearest[0].code if nearest else ""
