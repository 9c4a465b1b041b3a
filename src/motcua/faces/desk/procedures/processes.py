"""The internal process at the desk: edited with its check of sums, drawn, given to modellers (R3.18–R3.20)."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.areas.procedures import actions, queries
from motcua.areas.procedures.ports import ProcedureRecord, ProcessRecord, process_from
from motcua.base import spoken
from motcua.base.json_text import read_json
from motcua.faces.desk.procedures import forms
from motcua.faces.desk.procedures.keeping import keepers_only
from motcua.faces.ui import flows
from motcua.faces.ui.session import now_of, official
from motcua.rules.impossible import Impossible, Invalid

BPMN = "application/bpmn+xml"


@official
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Ban hành quy trình nội bộ: steps, posts and times; their sum is the published time (R3.19).

    ``edit`` names a change of the rows, or ``check``; without it the process is adopted. Nothing typed is lost.
    """
    keepers_only(request)
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    record = queries.published(code, at.date()).read()
    steps, source = queries.process_for(record, at.date(), by.agency)
    wanted = request.POST.get("edit", "")
    posted = request.POST if request.method == "POST" else None
    form = forms.ProcessForm(posted, initial={"on": at.date()})
    if posted is not None and wanted == "load":
        return _loaded(request, record, source, at.date())
    if posted is not None and wanted and wanted != "check":
        form = forms.ProcessForm(initial={"decision": posted.get("decision", ""), "on": posted.get("on", "")})
        changed, look = forms.changed_rows(posted, wanted)
        rows = forms.StepRows(prefix="s", initial=changed)
        if rows.forms:
            rows.forms[min(look, len(rows.forms) - 1)].fields["step"].widget.attrs["data-focus"] = True
        return _page(request, record, form, rows, source)
    rows = forms.StepRows(posted, prefix="s", initial=forms.rows_of(steps))
    if posted is None:
        return _page(request, record, form, rows, source, checked=ProcessRecord((code,), steps))
    if not rows.is_valid() or (not wanted and not form.is_valid()):
        return _page(request, record, form, rows, source, status=422)
    made = forms.process_of(code, form.data.get("decision", "").strip(), rows.cleaned_data)
    if wanted:
        return _page(
            request,
            record,
            forms.ProcessForm(initial=request.POST.dict()),
            rows,
            source,
            checked=made,
            asked=True,
        )
    try:
        actions.adopt_process(process=made, on=form.cleaned_data["on"], by=by, at=at)
    except Impossible as error:
        say = spoken.refusal(error)
        return _page(request, record, form, rows, source, checked=made, say=say, status=422)
    messages.success(request, _("Đã ban hành quy trình nội bộ."))
    return redirect("desk:procedure", code)


def _loaded(request: HttpRequest, record: ProcedureRecord, source: str, on: dt.date) -> HttpResponse:
    """The editor with the steps that were read from a file; nothing is adopted yet."""
    try:
        read = process_from(read_json(request.POST.get("record", "")))
    except (ValueError, RecursionError) as error:
        raise Invalid(field="record", text="Bảng đọc từ tệp không còn nguyên. Đọc lại tệp.") from error
    form = forms.ProcessForm(initial={"decision": read.decision, "on": on})
    rows = forms.StepRows(prefix="s", initial=forms.rows_of(read.steps))
    return _page(request, record, form, rows, source, checked=read)


def _page(
    request: HttpRequest, record: ProcedureRecord, form: Any, rows: Any, source: str, *,
    checked: ProcessRecord | None = None, asked: bool = False, say: str = "", status: int = 200,
) -> HttpResponse:  # fmt: skip
    steps = checked.steps if checked is not None else ()
    faults = queries.faults_of(queries.for_engine(steps), record.limit) if checked is not None else []
    context = {
        "code": record.code, "record": record, "form": form, "rows": rows, "say": say, "source": source,
        "published_hours": queries.hours_of(record.limit) if record.limit else None, "faults": faults,
        "cautions": queries.cautions_of(steps, record) if checked is not None else [], "asked": asked,
        "picture": flows.picture(steps) if asked else None, "picture_said": flows.said(steps),
    }  # fmt: skip
    return render(request, "desk/procedure_process.html", context, status=status)


@official
@require_safe
def download(request: HttpRequest, code: str) -> HttpResponse:
    """Tải quy trình dạng BPMN 2.0: the process of this agency for a modeller."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    content = queries.as_bpmn(code, at.date(), by.agency)
    headers = {"Content-Disposition": f'attachment; filename="{code}.bpmn"'}
    return HttpResponse(content, content_type=BPMN, headers=headers)
