"""What surveys lead to: remedies as tasks of a directive that is drafted, results, what people wrote, PAPI."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.areas.directives import actions as directives
from motcua.areas.directives import queries as tasks
from motcua.areas.directives.choices import STATUS
from motcua.areas.indicators.queries.definitions import aimed, targets
from motcua.areas.surveys import actions, policies, queries
from motcua.areas.surveys.choices import PAPI, PAPI_TOTAL, Review, State, shipped
from motcua.areas.surveys.queries import results as said
from motcua.base.journal.ports import Actor
from motcua.faces.desk.surveys import forms
from motcua.faces.ui import charts
from motcua.faces.ui import surveys as drawn
from motcua.faces.ui.session import act_on, now_of, official
from motcua.rules.impossible import Impossible, NotAllowed, NotFound


def drafted(
    by: Actor, at: dt.datetime, about: str, title: str, names: dict[str, str], given: dict[str, Any], *,
    round: str = "",
) -> str:  # fmt: skip
    """A plan that is drafted with the task that mends a criterion; returns its code. Nothing is ordered yet."""
    criterion = given["criterion"]
    task = {
        "title": given["title"], "post": given["post"], "due_on": given["due_on"], "starts_on": at.date(),
        "content": _("Khắc phục “{criterion}” sau {title}.").format(criterion=names[criterion], title=title),
    }  # fmt: skip
    document = {"type": "plan", "title": _("Khắc phục hạn chế sau {title}").format(title=title)[:500]}
    made = directives.draft(by=by, at=at, unit=by.agency, document=document, tasks=[task])
    if round:
        actions.note_remedy(by=by, at=at, round=round, criterion=criterion, directive=made.code, task=1)
    else:
        actions.note_papi_remedy(by=by, at=at, dimension=criterion, directive=made.code, task=1)
    return str(made.code)


TOLD = 20
"""How many refused lines of an import are told by number and reason."""

INDICATORS = {"sipas": "sipas.overall", "school": "schools.satisfied"}
"""The indicator whose target a round is held against, by the family of its questionnaire."""


def _target(one: Any) -> float | None:
    """What the agency aims at in the year asked about, where it does."""
    form = shipped().get(one.form)
    indicator = INDICATORS.get(form.family, "") if form is not None else ""
    if not indicator:
        return None
    found = aimed(targets(one.agency, one.until.year, [indicator]).get(indicator))
    return None if found is None else float(found)


def mended(
    by: Actor, at: dt.datetime, rows: Iterable[Any], names: dict[str, str], round: Any = None
) -> list[dict[str, Any]]:
    """Remedies with how their task stands, and whether the criterion moved when it was asked again (S036–S038)."""
    rows = list(rows)
    again = (
        said.measured_again(round, {row.criterion for row in rows}) if round is not None and rows else None
    )
    made = []
    for row in rows:
        change = again[1].get(row.criterion) if again else None
        moved = ""
        if again and change is not None:
            words = (
                _("{points} ở {title}, khác rõ")
                if change.sure
                else _("{points} ở {title}, chưa chắc là khác")
            )
            moved = words.format(points=drawn.points(change), title=again[0].title)
        made.append({
            "name": names.get(row.criterion, row.criterion), "directive": row.directive, "moved": moved,
            "stands": _stands(by, at, row.directive, row.task),
            "better": bool(change and change.sure and change.points > 0),
        })  # fmt: skip
    return made


def _stands(by: Actor, at: dt.datetime, directive: str, n: int) -> str:
    """How the task of a remedy stands, in words; nothing where this post may not see it."""
    try:
        found = tasks.directive(by, directive)
    except NotFound:
        return ""
    task = next((one for one in tasks.tasks_of(found, by) if one.n == n), None)
    if task is None:
        return ""
    return _("chưa ban hành") if task.case is None else str(STATUS[tasks.status(task, at)])


@official
@require_safe
def results(request: HttpRequest, code: str) -> HttpResponse:
    """Kết quả: indices with intervals, by element, criterion, part, unit, channel; small cells hidden."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    one = queries.one(by, code)
    found = said.results(one, unit_name=drawn.unit_named(one.until), part_name=drawn.part_named(one))
    waits = one.answered - found.people
    context = {
        "now": at, "one": one, "shown": drawn.drawn(found, said.trend(one), _target(one)),
        "lowest": [(line.label, drawn.said_of(line)) for line in said.to_mend(found)], "waits": waits,
        "early": queries.ended_early(one), "runs_on": one.state == State.OPEN,
        "runs": policies.can_run(by, one) and "remedy" in queries.acts_for(by, one),
    }  # fmt: skip
    return render(request, "desk/surveys/results.html", context)


@official
@act_on("desk:survey-words")
def review(request: HttpRequest, code: str) -> HttpResponse:
    """Duyệt một lời góp ý."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    id = request.POST.get("id", "")
    if len(id) != 36:
        raise NotFound()
    actions.review_words(by=by, at=at, round=code, id=id, state=request.POST.get("viec", ""))
    return redirect("desk:survey-words", code)


@official
@require_safe
def words(request: HttpRequest, code: str) -> HttpResponse:
    """Lời góp ý: read by leaders, who let through what everybody may read."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    one = queries.one(by, code)
    if not policies.can_open(by, one):
        raise NotAllowed()
    rows = sorted(queries.words(one), key=lambda row: (row.state != Review.NEW, str(row.pk)))
    return render(request, "desk/surveys/words.html", {"now": at, "one": one, "rows": rows})


@official
@require_http_methods(["GET", "HEAD", "POST"])
def papi(request: HttpRequest) -> HttpResponse:
    """PAPI: published scores by content and year, and what mends them; imported, never computed (R5.12)."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_look(by):
        raise NotAllowed()
    plans, kind = policies.can_plan(by), request.POST.get("viec", "")
    names = dict(PAPI)
    file_form = forms.PapiForm(
        request.POST if kind == "nap" else None, request.FILES if kind == "nap" else None, prefix="n"
    )
    remedy = forms.RemedyForm(
        by, at.date(), list(PAPI), request.POST if kind == "giao" else None, prefix="kp"
    )
    if request.method == "POST" and not plans:
        raise NotAllowed()
    try:
        if kind == "nap" and file_form.is_valid():
            read = actions.import_papi(by=by, at=at, **file_form.given())
            messages.success(request, _("Đã nạp {n} dòng điểm.").format(n=read.taken))
            if read.elsewhere:
                said_of = _("{n} dòng của tỉnh, thành phố khác không nạp.")
                messages.info(request, said_of.format(n=read.elsewhere))
            if read.refused:
                said_of = _("{n} dòng bị từ chối: {lines}.")
                lines = "; ".join(_("dòng {n}: {why}").format(n=n, why=why) for n, why in read.refused[:TOLD])
                more = (
                    _(" và {n} dòng khác").format(n=len(read.refused) - TOLD)
                    if len(read.refused) > TOLD
                    else ""
                )
                messages.warning(request, said_of.format(n=len(read.refused), lines=lines + more))
            return redirect("desk:papi")
        if kind == "giao" and remedy.is_valid():
            drafted(by, at, f"papi:{by.agency}", _("kết quả PAPI"), names, remedy.given())
            messages.success(request, _("Đã lập dự thảo giao việc."))
            return redirect("desk:papi")
    except Impossible as refusal:
        (file_form if kind == "nap" else remedy).mend(refusal)
    provinces = []
    for province, years in queries.papi(by).items():
        known = sorted(years)
        rows = [
            {
                "id": id, "name": name, "scores": [years[year].get(id) for year in known],
                "drawing": charts.line(
                    [None if years[year].get(id) is None else float(years[year][id]) for year in known], low=1, top=10
                ),
            }
            for id, name in PAPI
            if any(id in years[year] for year in known)
        ]  # fmt: skip
        provinces.append({"name": province, "years": known, "rows": rows, "last": known[-1],
                          "totals": [years[year].get(PAPI_TOTAL) for year in known]})  # fmt: skip
    context = {
        "now": at, "provinces": provinces, "form": file_form, "remedy": remedy, "plans": plans, "names": names,
        "remedies": mended(by, at, queries.remedies(by.agency, f"papi:{by.agency}"), names),
    }  # fmt: skip
    return render(request, "desk/surveys/papi.html", context, status=422 if request.method == "POST" else 200)
