"""Who denounces at a reception is named in no text of the visit (R6.45–R6.47)."""

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from typing import Any

from motcua.areas.petitions import actions as petitions
from motcua.areas.petitions.events import DENOUNCER_NAMED as NAMED
from motcua.areas.petitions.models import Petition
from motcua.areas.receptions import queries
from motcua.areas.receptions.models import Visit
from motcua.base.journal.ports import Actor
from motcua.rules.petitions import hide

__all__ = ["NAMED", "WORDS", "hide_in", "secrets", "veil"]
NOBODY = "người tố cáo"
"""How a denouncer stands in the texts of a visit whose petition seals nobody."""
TEXTS = ("summary", "settled_by", "result_note", "to_agency", "document_number")
WORDS = (*TEXTS, "papers", "conclusion")
"""Columns of a visit that hold what people or officials wrote."""


def petition_of(visit: Visit) -> Petition | None:
    """The petition that was written down or brought along."""
    return Petition.objects.select_related("case", "sealed").filter(case__code=visit.petition).first()


def secrets(who: Mapping[str, Any], named: Iterable[str] = ()) -> list[str]:
    """Words that lead to who came, or to whoever speaks for them."""
    return petitions.secrets_of({**who, "representatives": list(named)})


def _texts(visit: Visit) -> dict[str, str]:
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


def hide_in(visit: Visit, known: Iterable[str]) -> None:
    """Put the pseudonym of the petition, else that it is a denouncer, where a text of the visit names who came."""
    petition, words = petition_of(visit), list(known)
    instead = petition.sealed.pseudonym if petition is not None and petition.sealed else NOBODY
    _put(visit, {name: hide(text, words, instead) for name, text in _texts(visit).items()})


def veil(visit: Visit, *, by: Actor, at: dt.datetime) -> None:
    """Before the texts of a visit that denounces are kept: what its sealed petition knows stands as the pseudonym.

    Part of an act that declares ``denouncer.named``.
    """
    petition = petition_of(visit) if visit.shielded else None
    if petition is not None:
        _put(visit, petitions.veil(petition, _texts(visit), by=by, at=at))
