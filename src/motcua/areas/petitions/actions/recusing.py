"""Nobody has to do with the denunciation of themselves: the posts it is about lose every right on it (R6.45–R6.47).

DOMAIN names no rule of its own for this; it follows from the prohibition to disclose (Luật Tố cáo Điều 8) and from the
competence of the superior (Điều 12). To be checked by a jurist.
"""

import datetime as dt
from collections.abc import Collection, Sequence

from motcua.areas.cases import actions as engine
from motcua.areas.petitions import events, policies, ports, queries
from motcua.areas.petitions.actions import sealing
from motcua.areas.petitions.actions.keeping import FINDS, begin, keep, line
from motcua.areas.petitions.choices import FIELD
from motcua.areas.petitions.models import Petition
from motcua.base.journal.actions import act
from motcua.base.journal.ports import SYSTEM, Actor
from motcua.base.orgs.choices import Duty
from motcua.base.orgs.queries import post_on, posts_on
from motcua.base.people.queries import posts_with
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Invalid

GROUND_MOST = 500


@act(
    may=policies.can_keep_from,
    records=(events.KEPT_FROM, events.SPARED, events.DENOUNCER_UNASSIGNED, events.DENOUNCER_NAMED),
    law="Luật Tố cáo 25/2018/QH14 Điều 8, Điều 12, Điều 56; R6.45, R6.47", finds=FINDS,
)  # fmt: skip
def keep_from(
    *, by: Actor, at: dt.datetime, petition: Petition, posts: Sequence[str], ground: str = ""
) -> Petition:
    """Ghi người bị tố cáo thuộc cơ quan: for these posts, and all others of who holds them, it is not there any more;
    they read, list, decide and open nothing of it. Where nobody is left who handles or decides, a leader stands in.
    What was kept from others before is theirs again only for a written ``ground``.
    """
    on = at.astimezone(TZ).date()
    here = {post.code for post in posts_on(on, agency=petition.agency)}
    elsewhere = set(queries.concerned(petition)) - here
    about = [*_of_the_agency(sorted({*posts} - elsewhere), petition.agency, on), *sorted(elsewhere)]
    freed = sorted(set(queries.concerned(petition)) - set(about))
    why = _ground(ground, freed)
    work = begin(petition, "keep_from", by=by, at=at)
    if freed:
        spare(petition, freed, why, by=by, at=work.at)
        work = engine.begin(petition.case, by=by, at=work.at)
    for row in queries.assignments_of(petition, about, on):
        sealing.end_assignment(row, on, by=by, at=work.at)
    engine.keep_from(work, about, stands_in=_stands_in(petition.agency, about, on))
    keep(work, petition, events.KEPT_FROM, count=len(about))
    ports.was_kept(petition, work.at)
    return petition


def follow(work: engine.Work, petition: Petition, on: dt.date) -> list[str]:
    """Who is denounced is so in every post: where another agency goes on with it, it is kept from their posts there,
    and from those it names there, before anybody of that agency can know of it. Part of the act that brings it."""
    before = queries.concerned(petition)
    about = sorted({*before, *queries.held_since(petition, before, on), *queries.named_by(petition, on)})
    if about:
        engine.keep_from(work, about, stands_in=_stands_in(petition.agency, about, on))
    return about


def _of_the_agency(posts: Sequence[str], agency: str, on: dt.date) -> list[str]:
    known = {post.code for post in posts_on(on, agency=agency)}
    if not set(posts) <= known:
        raise Invalid(field="posts", text="Chọn vị trí của cơ quan này.")
    return [post for post in posts_with(posts, on) if post in known]


def _ground(given: str, freed: Collection[str]) -> str:
    return line(
        given, "ground", what="lý do bỏ vị trí có tên trong đơn", most=GROUND_MOST, needed=bool(freed)
    )


def told_apart(
    *, by: Actor, on: dt.date, named: Collection[str], posts: Sequence[str], ground: str
) -> tuple[list[str], list[str], str]:
    """(whom it is about, whom it only names, why) as whoever takes it in says; nobody takes out their own posts."""
    about = _of_the_agency(posts, by.agency, on)
    freed = sorted(set(named) - set(about))
    if not set(freed).isdisjoint(posts_with([by.post, by.on_behalf_of or by.post], on)):
        raise Invalid(
            field="posts",
            text="Đơn có tên người giữ vị trí này: không tự bỏ dấu của mình, để người khác nhận đơn.",
        )
    return about, freed, _ground(ground, freed)


def spare(petition: Petition, posts: Collection[str], why: str, *, by: Actor, at: dt.datetime) -> None:
    """Note why posts that a petition names know of it; who they are the journal is not told. Part of an act that
    declares ``petition.spared`` and ``denouncer.named``."""
    work = engine.begin(petition.case, by=by, at=at)
    said = sealing.veil(petition, {"ground": why}, by=by, at=work.at)["ground"]
    titles = ", ".join(post_on(post, at.astimezone(TZ).date()).title for post in posts)
    petition.spared = "\n".join(filter(None, (petition.spared, f"{titles}: {said}")))
    petition.save(update_fields=["spared"])
    keep(work, petition, events.SPARED, count=len(posts))


@act(
    may=policies.can_load, records=events.KEPT_FROM_NAMED,
    law="Luật Tố cáo 25/2018/QH14 Điều 8, Điều 12, Điều 56; R6.45, R6.47", finds=FINDS,
)  # fmt: skip
def keep_from_named(*, by: Actor, at: dt.datetime, petition: Petition, posts: Sequence[str]) -> Petition:
    """Tên trong đơn: posts named by what denounces do not read it before somebody has said whom it is about; what was
    no more than a name is taken back for a written ground."""
    work, on = engine.begin(petition.case, by=by, at=at), at.astimezone(TZ).date()
    about = sorted({*queries.concerned(petition), *posts})
    engine.keep_from(work, about, stands_in=_stands_in(petition.agency, about, on))
    keep(work, petition, events.KEPT_FROM_NAMED, count=len(about))
    ports.was_kept(petition, work.at)
    return petition


@ports.when_sealed
def _keep_from_whom_it_names(petition: Petition, at: dt.datetime) -> None:
    keep_from_whom_it_names(petition, at)


def keep_from_whom_it_names(
    petition: Petition, at: dt.datetime, *, besides: Collection[str] = (), but: Collection[str] = ()
) -> None:
    """Part of every act by which a petition comes to denounce; ``besides`` posts that somebody ticked, ``but`` those
    that it only names, for a written ground."""
    about = {*queries.named_by(petition, at.astimezone(TZ).date()), *besides} - set(but)
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
