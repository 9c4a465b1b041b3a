"""Legal instruments at the desk: search, one with its relations and what of ours cites it, what expired below us."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.areas.procedures import queries as procedures
from motcua.base.journal.events import EVENTS
from motcua.base.journal.queries import of_subject
from motcua.base.law import actions, policies
from motcua.base.law.choices import RELATION, RelationKind
from motcua.base.law.queries import instruments
from motcua.faces.desk.law import forms
from motcua.faces.desk.law.drawing import draw
from motcua.faces.desk.law.shown import documents
from motcua.faces.ui.session import now_of, official
from motcua.rules.impossible import Impossible, NotAllowed

SHOWN = 50
DATA = ("type", "issuer", "title", "issued_on", "effective_on", "expired_on")


@official
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Văn bản pháp luật: searched with and without accents."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_look(by):
        raise NotAllowed()
    q, page = request.GET.get("q", "")[:120], request.GET.get("trang", "1")
    start = (int(page) - 1) * SHOWN if page.isdecimal() and 0 < int(page) < 10_000 else 0
    rows = list(instruments.found(q)[start : start + SHOWN + 1])
    known = instruments.standings(rows[:SHOWN], at.date())
    context = {
        "now": at, "q": q, "lines": [(row, known[row.pk]) for row in rows[:SHOWN]],
        "next": start // SHOWN + 2 if len(rows) > SHOWN else None, "records": policies.can_record(by),
    }  # fmt: skip
    return render(request, "desk/law/list.html", context)


@official
@require_safe
def expired(request: HttpRequest) -> HttpResponse:
    """Văn bản của đơn vị đang dựa trên văn bản đã hết hiệu lực."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_look(by):
        raise NotAllowed()
    found = instruments.standing_on_expired(by.agency, at.date())
    rows = [(one, found[one.source]) for one in documents(by, found)]
    return render(request, "desk/law/expired.html", {"now": at, "rows": rows})


@official
@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest) -> HttpResponse:
    """Ghi một văn bản vào danh mục."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_record(by):
        raise NotAllowed()
    sent = request.POST if request.method == "POST" else None
    form = forms.RecordForm(sent, initial={"symbol": request.GET.get("so", "")[:80]})
    if form.is_bound and form.is_valid():
        try:
            made = actions.record_instrument(by=by, at=at, given=form.given())
        except Impossible as refusal:
            form.mend(refusal)
        else:
            messages.success(request, _("Đã ghi văn bản vào danh mục."))
            return redirect("desk:instrument", made.pk)
    return render(
        request, "desk/law/new.html", {"now": at, "form": form}, status=422 if form.is_bound else 200
    )


@official
@require_safe
def page(request: HttpRequest, number: int) -> HttpResponse:
    """Một văn bản: hiệu lực, quan hệ, văn bản của đơn vị dẫn đến nó."""
    return _page(request, number)


def _page(
    request: HttpRequest, number: int, *, act: str = "", form: Any = None, status: int = 200
) -> HttpResponse:
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_look(by):
        raise NotAllowed()
    one, on = instruments.one(number), at.date()
    relations = instruments.relations_of(one)
    around = {row.pk: row for relation in relations for row in (relation.source, relation.target)} | {
        one.pk: one
    }
    known = instruments.standings(around.values(), on)
    words = {str(kind): str(label) for kind, label in RELATION}
    records = policies.can_record(by)
    start = {name: getattr(one, name) for name in DATA}
    resting = [line for line in procedures.bases(on) if line.symbol == one.symbol] if one.twin == 0 else []
    context = {
        "now": at, "one": one, "standing": known[one.pk], "records": records, "twins": instruments.twins(one),
        "drawing": draw(one, relations, known, words) if relations else None,
        "acted_on_by": [(row, known[row.source_id], words[row.kind]) for row in relations if row.target_id == one.pk],
        "acts_on": [(row, known[row.target_id], words[row.kind]) for row in relations if row.source_id == one.pk],
        "documents": documents(by, instruments.sources_of(one)),
        "procedures": resting[0].cited if resting else (),
        "correct": form if act == "correct" else forms.CorrectForm(initial=start, prefix="s"),
        "relate": form if act == "relate" else forms.RelateForm(prefix="q"),
        "unrelate": forms.UnrelateForm(prefix="b"), "open": act,
        "history": [
            {"state": "done", "at": event.at, "who": event.by_title, "what": EVENTS[event.kind].sentence(event.facts)}
            for event in of_subject(one.subject)
        ] if records else [],
    }  # fmt: skip
    return render(request, "desk/law/instrument.html", context, status=status)


FORMS = {
    "correct": (forms.CorrectForm, "s"),
    "relate": (forms.RelateForm, "q"),
    "unrelate": (forms.UnrelateForm, "b"),
}


@official
@require_POST
def act(request: HttpRequest, number: int, name: str) -> HttpResponse:
    """Sửa ngày, ghi hoặc bỏ một quan hệ."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_record(by) or name not in FORMS:
        raise NotAllowed()
    shape, prefix = FORMS[name]
    form: Any = shape(request.POST, prefix=prefix)
    if form.is_valid():
        given = form.given()
        try:
            if name == "correct":
                actions.correct_instrument(by=by, at=at, instrument=number, given=given)
            elif name == "relate":
                actions.relate(
                    by=by, at=at, instrument=number, kind=RelationKind(given["kind"]), other=given["other"],
                    on=given["on"], source=given["source"],
                )  # fmt: skip
            else:
                actions.unrelate(by=by, at=at, relation=given["relation"], source=given["source"])
        except Impossible as refusal:
            form.mend(refusal)
        else:
            messages.success(request, _("Đã ghi."))
            return redirect("desk:instrument", number)
    return _page(request, number, act=name, form=form, status=422)
