"""The letters and decisions of a denunciation, filled from what was recorded; who denounces stands by pseudonym.

The wording is data (``catalogue/letters/denunciations.toml``), to be compared with the forms of NĐ 31/2019/NĐ-CP as
amended by NĐ 156/2026/NĐ-CP. Forms are in Vietnamese whatever language the page is read in.
"""

import datetime as dt
import functools
from collections.abc import Mapping

from django.utils.translation import override

from motcua.areas.denunciations import policies, queries
from motcua.areas.denunciations.choices import Decision, Verdict
from motcua.areas.denunciations.models import Denunciation, Written
from motcua.areas.petitions import policies as petition_policies
from motcua.areas.petitions.choices import Outcome
from motcua.areas.petitions.models import Petition
from motcua.base.documents import forms as letters
from motcua.base.journal.ports import Actor
from motcua.base.orgs.queries import NoPost, post_on, version_on
from motcua.base.people.queries import holder_names
from motcua.rules import denunciations as rules
from motcua.rules.calendar import TZ
from motcua.rules.certification import CannotCertify, signs_as
from motcua.rules.impossible import NotFound
from motcua.rules.petitions import GROUNDS

Filled = letters.Filled
BY_DECISION: Mapping[str, str] = {
    Decision.VERIFICATION: "denunciation-verification", Decision.EXTENSION: "denunciation-extension",
    Decision.SUSPENSION: "denunciation-suspension", Decision.RESUMPTION: "denunciation-resumption",
    Decision.STOP: "denunciation-stop", Decision.CONCLUSION: "denunciation-conclusion",
    Decision.MEASURES: "denunciation-measures",
}  # fmt: skip
ACCEPTANCE = ("denunciation-accepted", "denunciation-content")
PUBLISHED = "denunciation-published"
OF_PETITION: Mapping[str, tuple[str, ...]] = {
    Outcome.REFUSED: ("denunciation-refused",),
    Outcome.FORWARDED: ("denunciation-forwarded", "denunciation-forward-notice"),
}


class NoSuchForm(NotFound):
    text = "Không có văn bản này: việc mà văn bản ghi lại chưa xảy ra."


def available(denunciation: Denunciation) -> list[tuple[str, int, str]]:
    """(code, number of the decision or 0, what it is called) of every letter that there is now."""
    found = [(code, 0) for code in ACCEPTANCE]
    for row in queries.written(denunciation):
        if row.kind in BY_DECISION:
            found.append((BY_DECISION[row.kind], row.n))
    if denunciation.published_on:
        found.append((PUBLISHED, 0))
    wordings = letters.wordings()
    return [(code, n, wordings[code].heading.replace(" lần {times}", "")) for code, n in found]


def available_of(petition: Petition) -> list[tuple[str, str]]:
    """(code, what it is called) of the letters of a denunciation that was forwarded or not accepted."""
    if petition.petition_class != "denunciation" or petition.sealed is None:
        return []
    return [(code, letters.wordings()[code].heading) for code in OF_PETITION.get(petition.outcome, ())]


@override("vi")
def filled(code: str, n: int, denunciation: Denunciation, *, by: Actor) -> Filled:
    """The data of a letter; NoSuchForm for one that there is not, or for who is not told of the denunciation."""
    known = {(one, number) for one, number, _ in available(denunciation)}
    if (code, n) not in known or not policies.can_read(by, denunciation):
        raise NoSuchForm()
    row = next((one for one in queries.written(denunciation) if one.n == n), None) if n else None
    on, post = (row.issued_on, row.by_post) if row else (denunciation.accepted_on, denunciation.accepted_by)
    if code == PUBLISHED and denunciation.published_on is not None:
        on = denunciation.published_on
    values = _values(denunciation, row)
    head = _head(denunciation.agency, post, on, number=row.number if row else "")
    return letters.filled(code, {**head, "code": denunciation.code}, values | {"agency": str(head["agency"])})


@override("vi")
def filled_of(code: str, petition: Petition, *, by: Actor) -> Filled:
    """The data of a letter of a petition that did not become a matter here."""
    if code not in dict(available_of(petition)) or not petition_policies.can_read(by, petition):
        raise NoSuchForm()
    closed = petition.case.closed_at
    on = petition.document_on or (closed.astimezone(TZ).date() if closed else petition.arrived_on)
    head = _head(petition.agency, petition.settled_by, on, number=petition.document_number)
    ground = GROUNDS[petition.ground]
    assert petition.sealed is not None
    return letters.filled(
        code, {**head, "code": petition.code},
        {
            "agency": str(head["agency"]), "petition": petition.code, "pseudonym": petition.sealed.pseudonym,
            "arrived_on": _day(petition.arrived_on), "ground": _lowered(ground.text), "ground_law": ground.law,
            "to_agency": petition.to_agency,
        },
    )  # fmt: skip


def _values(denunciation: Denunciation, row: Written | None) -> dict[str, str]:
    extensions = queries.written(denunciation, Decision.EXTENSION)
    times = next((i for i, one in enumerate(extensions, 1) if row is not None and one.n == row.n), 0)
    due = row.until if row is not None and row.until else denunciation.case.promised_at
    due_on = due.astimezone(TZ).date() if isinstance(due, dt.datetime) else due
    unnamed = functools.partial(rules.unnamed, pseudonym=denunciation.pseudonym)
    verdict = Verdict(denunciation.verdict).label if denunciation.verdict else ""
    return {
        "code": denunciation.code, "petition": denunciation.petition.code, "pseudonym": denunciation.pseudonym,
        "denounced": denunciation.denounced, "content": unnamed(denunciation.content),
        "accepted_on": _day(denunciation.accepted_on), "days": str(queries.base_days(denunciation.accepted_on)),
        "due_on": _day(due_on), "team": denunciation.team, "verify_until": _day(denunciation.verify_until),
        "times": str(times or ""), "extended_by": str(row.days or "") if row else "",
        "reason": unnamed(row.reason) if row else "", "suspended_on": _day(row.issued_on) if row else "",
        "resumed_on": _day(row.issued_on) if row else "",
        "found": unnamed(denunciation.findings), "verdict": _lowered(str(verdict)),
        "conclusion": unnamed(denunciation.conclusion), "measures": unnamed(denunciation.measures),
        "public": denunciation.public_text,
        "chair": f"Chủ tịch {_committee(denunciation.agency, denunciation.accepted_on)}",
    }  # fmt: skip


def _day(on: dt.date | None) -> str:
    return f"{on:%d/%m/%Y}" if on else ""


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]


def _committee(agency: str, on: dt.date) -> str:
    unit = version_on(agency, on)
    kind = unit.name.split(" ", 1)[0]
    return f"Ủy ban nhân dân {unit.name.replace(kind, kind.lower(), 1)}"


def _head(agency: str, post: str, on: dt.date, *, number: str) -> dict[str, object]:
    """The frame of a letter: who issues it, where, who signs as what (NĐ 30/2020/NĐ-CP Phụ lục I)."""
    unit = version_on(agency, on)
    lines: tuple[str, ...] = ("CHỦ TỊCH",)
    try:
        title = post_on(post, on).title
        lines = signs_as(title)
    except (NoPost, CannotCertify):
        title = ""
    return {
        "agency": _committee(agency, on), "place": unit.name.removeprefix(unit.kind).strip() or unit.name,
        "issued_on": on, "symbol": number, "authority": lines[0] if len(lines) > 1 else "", "capacity": lines[-1],
        "signer": next(iter(holder_names(post, on)), "") if title else "",
    }  # fmt: skip


def file_name(code: str, subject: str, ending: str) -> str:
    """A name that says the kind of letter and the code, no person."""
    return f"{code}-{subject}.{ending}"
