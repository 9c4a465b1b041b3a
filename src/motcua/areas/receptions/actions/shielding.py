"""Who denounces at a reception is named in no text of the visit (R6.45–R6.47)."""

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

from motcua.areas.cases import actions as engine
from motcua.areas.cases import queries as cases
from motcua.areas.petitions import actions as petitions
from motcua.areas.petitions import queries as petition_queries
from motcua.areas.petitions.choices import Outcome, PetitionClass
from motcua.areas.petitions.events import DENOUNCER_NAMED as NAMED
from motcua.areas.petitions.models import Petition
from motcua.areas.petitions.ports import when_kept, when_sealed, when_split
from motcua.areas.receptions import events, policies, queries
from motcua.areas.receptions.actions.keeping import FINDS, keep
from motcua.areas.receptions.choices import SignUpState
from motcua.areas.receptions.models import Visit
from motcua.base.journal.actions import act
from motcua.base.journal.ports import SYSTEM, Actor
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Impossible

__all__ = ["NAMED", "WORDS", "hide_in", "keep_secret", "shield", "take_apart", "veil"]
NOBODY = "người tố cáo"
"""How a denouncer stands in the texts of a visit whose petition seals nobody."""
APART = "Nhiều nội dung, đã tách thành từng đơn."
"""What stands in the register of a matter that was split: every content is told in a petition of its own."""
TEXTS = ("summary", "settled_by", "result_note", "to_agency", "document_number")
WORDS = (*TEXTS, "papers", "conclusion")
"""Columns of a visit that hold what people or officials wrote."""


class KeptSecretAlready(Impossible):
    text = "Người đến của lượt tiếp này đã được giữ kín."


class WithItsPetition(Impossible):
    text = "Lượt tiếp này gắn với đơn {code}: giữ kín đơn, lượt tiếp được giữ kín theo."


def petition_of(visit: Visit) -> Petition | None:
    """The petition that was written down or brought along."""
    return Petition.objects.select_related("case", "sealed").filter(case__code=visit.petition).first()


def texts_of(visit: Visit) -> dict[str, str]:
    """Every free text of a visit, those inside papers and the conclusion under their place."""
    found = {name: getattr(visit, name) for name in TEXTS}
    found |= {f"papers.{n}": one["name"] for n, one in enumerate(queries.papers(visit))}
    told = queries.conclusion(visit)
    found |= {f"conclusion.{name}": told[name] for name in ("text", "contact") if told}
    for n, one in enumerate(told.get("agencies", ())):
        found |= {f"conclusion.{name}.{n}": one[name] for name in ("agency", "task")}
    return found


def _put(visit: Visit, texts: Mapping[str, str]) -> None:
    for name in TEXTS:
        most = getattr(Visit._meta.get_field(name), "max_length", None)
        setattr(visit, name, texts[name][:most])
    handed, told = queries.papers(visit), queries.conclusion(visit)
    if handed:
        made = [{**one, "name": texts[f"papers.{n}"]} for n, one in enumerate(handed)]
        visit.papers = json.dumps(made, ensure_ascii=False)
    if told:
        told |= {name: texts[f"conclusion.{name}"] for name in ("text", "contact")}
        told["agencies"] = [
            {name: texts[f"conclusion.{name}.{n}"] for name in ("agency", "task")}
            for n in range(len(told["agencies"]))
        ]
        visit.conclusion = json.dumps(told, ensure_ascii=False)


def hide_in(visit: Visit, *known: Mapping[str, Any]) -> None:
    """Put the pseudonym of the petition, else that it is a denouncer, where a text of the visit names who came or
    whoever speaks for them."""
    petition = petition_of(visit)
    instead = petition.sealed.pseudonym if petition is not None and petition.sealed else NOBODY
    for who in known:
        _put(visit, {name: petitions.veiled(text, who, instead) for name, text in texts_of(visit).items()})


def veil(visit: Visit, *, by: Actor, at: dt.datetime) -> None:
    """Before the texts of a visit that denounces are kept: what its sealed petition knows stands as the pseudonym.

    Part of an act that declares ``denouncer.named``.
    """
    petition = petition_of(visit) if visit.shielded else None
    if petition is not None:
        _put(visit, petitions.veil(petition, texts_of(visit), by=by, at=at))


@act(
    may=policies.can_load, records=events.SHIELDED,
    law="Luật Tố cáo 25/2018/QH14 Điều 8, Điều 56; R6.45–R6.47", finds=FINDS,
)  # fmt: skip
def shield(*, by: Actor, at: dt.datetime, visit: Visit) -> Visit:
    """Giữ kín người tố cáo: the petition of the visit was found to denounce; nothing of the visit says who came.

    Their name, number and address are erased here: they stand under the petition's seal.
    """
    work = engine.begin(visit.case, by=by, at=at)
    _erase_who(work, visit)
    keep(work, visit, events.SHIELDED, petition=visit.petition)
    return visit


@act(
    may=policies.can_keep_secret, records=events.KEPT_SECRET,
    law="Luật Tố cáo 25/2018/QH14 Điều 8, Điều 56; R6.45–R6.47", finds=FINDS,
)  # fmt: skip
def keep_secret(*, by: Actor, at: dt.datetime, visit: Visit) -> Visit:
    """Giữ kín người đến: a visit without a petition, entered openly, denounces; nothing of it says who came any more,
    and the posts that it names do not see it. With a petition that is shielded, and the visit with it.
    """
    if visit.shielded:
        raise KeptSecretAlready()
    if visit.petition:
        raise WithItsPetition(code=visit.petition)
    work = engine.begin(visit.case, by=by, at=at)
    _erase_who(work, visit)
    on = at.astimezone(TZ).date()
    if about := petition_queries.named_in(visit.agency, "", "\n".join(texts_of(visit).values()), on):
        engine.keep_from(work, about)
    keep(work, visit, events.KEPT_SECRET)
    return visit


def _erase_who(work: engine.Work, visit: Visit) -> None:
    known = queries.contact(visit)
    hide_in(visit, {**known, "representatives": queries.representatives(visit)})
    _forget_sign_up(visit, known)
    visit.petition_class, visit.contact, visit.person = PetitionClass.DENUNCIATION, "", ""
    visit.representatives, visit.same_as = "[]", visit.case.code
    visit.save(update_fields=["petition_class", "contact", "person", "representatives", "same_as", *WORDS])
    title = queries.title_of(visit.petition_class, visit.topic)
    work.set(title=title, who=queries.shown_as(visit), confidential=True)
    work.set(search=cases.search_text(visit.case.code, title, "", []))
    engine.forget_found()


def _forget_sign_up(visit: Visit, known: Mapping[str, str]) -> None:
    if visit.day is None:
        return
    for row in visit.day.sign_ups.filter(state=SignUpState.CAME).exclude(caller=""):
        said = json.loads(row.contact)
        if any(said.get(name) and said[name] == known.get(name) for name in ("name", "phone", "email")):
            row.contact = row.about = row.caller = ""
            row.save(update_fields=["contact", "about", "caller"])


@act(
    may=policies.can_load, records=events.TAKEN_APART,
    law="NĐ 154/2026/NĐ-CP Điều 14; Luật Tố cáo 25/2018/QH14 Điều 8; R6.9, R6.45", finds=FINDS,
)  # fmt: skip
def take_apart(*, by: Actor, at: dt.datetime, visit: Visit) -> Visit:
    """Tách nội dung trình bày: the petition of the visit was split, so no text tells all contents beside the name.

    Always and wholly, so that nobody sees by it what one of them is. Where the letter goes on as its one open content,
    the visit tells that one, and nothing says that there was more.
    """
    work, petition = engine.begin(visit.case, by=by, at=at), petition_of(visit)
    goes_on = petition is not None and petition.outcome != Outcome.SPLIT
    _put(visit, {name: APART if text and not goes_on else "" for name, text in texts_of(visit).items()})
    visit.summary = petition.content if petition is not None and goes_on else APART
    if petition is not None and goes_on:
        visit.petition_class, visit.topic = petition.petition_class, petition.topic
        title = queries.title_of(visit.petition_class, visit.topic)
        work.set(title=title)
        if not visit.shielded:
            known = queries.contact(visit)
            numbers = [known.get("id_number", ""), known.get("phone", "")]
            work.set(search=cases.search_text(visit.case.code, title, known.get("name", ""), numbers))
    visit.save(update_fields=["petition_class", "topic", *WORDS])
    keep(work, visit, events.TAKEN_APART)
    return visit


@act(
    may=policies.can_load, records=events.KEPT_FROM,
    law="Luật Tố cáo 25/2018/QH14 Điều 8, Điều 12, Điều 56; R6.45, R6.47", finds=FINDS,
)  # fmt: skip
def keep_from(*, by: Actor, at: dt.datetime, visit: Visit) -> Visit:
    """Ghi người bị tố cáo thuộc cơ quan: the visit is kept from the posts that its petition is about."""
    work = engine.begin(visit.case, by=by, at=at)
    petition = petition_of(visit)
    about = petition_queries.concerned(petition) if petition is not None else []
    engine.keep_from(work, about)
    keep(work, visit, events.KEPT_FROM)
    return visit


@when_kept
def _keep(petition: Petition, at: dt.datetime) -> None:
    for visit in queries.written_of(petition.case.code):
        keep_from(by=SYSTEM, at=at, visit=visit)


@when_split
def _take_apart(petition: Petition, at: dt.datetime) -> None:
    for visit in queries.named_with(petition.case.code):
        take_apart(by=SYSTEM, at=at, visit=visit)


@when_sealed
def _hide(petition: Petition, at: dt.datetime) -> None:
    """Who came with a petition that denounces is hidden in the same act."""
    for visit in queries.named_with(petition.case.code):
        shield(by=SYSTEM, at=at, visit=visit)
