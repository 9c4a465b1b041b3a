"""The letters and decisions of a denunciation, filled from what was recorded; nothing in them leads to who denounces.

The wording is data (``catalogue/letters/denunciations.toml``), to be compared with the forms of NĐ 31/2019/NĐ-CP as
amended by NĐ 156/2026/NĐ-CP. Forms are in Vietnamese whatever language the page is read in.
"""

import datetime as dt
import functools
from collections.abc import Mapping

from django.utils.translation import override

from motcua.areas.cases.queries import had_at
from motcua.areas.denunciations import policies, queries
from motcua.areas.denunciations.choices import Decision, Task, Verdict
from motcua.areas.denunciations.models import Denunciation, Written
from motcua.areas.petitions.forms import committee, head
from motcua.base.documents import forms as letters
from motcua.base.journal.ports import Actor
from motcua.rules import denunciations as rules
from motcua.rules.calendar import TZ
from motcua.rules.impossible import NotFound

Filled = letters.Filled
BY_DECISION: Mapping[str, str] = {
    Decision.VERIFICATION: "denunciation-verification", Decision.EXTENSION: "denunciation-extension",
    Decision.SUSPENSION: "denunciation-suspension", Decision.RESUMPTION: "denunciation-resumption",
    Decision.STOP: "denunciation-stop", Decision.CONCLUSION: "denunciation-conclusion",
    Decision.MEASURES: "denunciation-measures",
}  # fmt: skip
ACCEPTANCE: Mapping[str, str] = {
    "denunciation-accepted": Task.TELL_DENOUNCER, "denunciation-content": Task.TELL_DENOUNCED,
}  # fmt: skip
"""Notices of acceptance, with the duty under which their number is noted."""
PUBLISHED = "denunciation-published"


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
    told = denunciation.todos.filter(task=ACCEPTANCE[code]).first() if code in ACCEPTANCE else None
    number = row.number if row else told.number if told else ""
    frame = head(had_at(denunciation.case, on), post, on, number=number)
    return letters.filled(
        code, {**frame, "code": denunciation.code}, values | {"agency": str(frame["agency"])}
    )


def _values(denunciation: Denunciation, row: Written | None) -> dict[str, str]:
    extensions = queries.written(denunciation, Decision.EXTENSION)
    times = next((i for i, one in enumerate(extensions, 1) if row is not None and one.n == row.n), 0)
    due = row.until if row is not None and row.until else denunciation.case.promised_at
    due_on = due.astimezone(TZ).date() if isinstance(due, dt.datetime) else due
    unnamed = functools.partial(rules.unnamed, pseudonym=denunciation.pseudonym)
    verdict = Verdict(denunciation.verdict).label if denunciation.verdict else ""
    return {
        "code": denunciation.code, "petition": denunciation.petition.code,
        "denounced": denunciation.denounced, "content": unnamed(denunciation.content),
        "accepted_on": _day(denunciation.accepted_on), "days": str(queries.base_days(denunciation.accepted_on)),
        "due_on": _day(due_on), "team": denunciation.team, "verify_until": _day(denunciation.verify_until),
        "times": str(times or ""), "extended_by": str(row.days or "") if row else "",
        "reason": unnamed(row.reason) if row else "", "suspended_on": _day(row.issued_on) if row else "",
        "resumed_on": _day(row.issued_on) if row else "",
        "found": unnamed(denunciation.findings), "verdict": _lowered(str(verdict)),
        "conclusion": unnamed(denunciation.conclusion), "measures": unnamed(denunciation.measures),
        "public": denunciation.public_text,
        "chair": f"Chủ tịch {committee(had_at(denunciation.case, denunciation.accepted_on), denunciation.accepted_on)}",
    }  # fmt: skip


def _day(on: dt.date | None) -> str:
    return f"{on:%d/%m/%Y}" if on else ""


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]
