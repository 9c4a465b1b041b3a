"""Step tables of decisions at the desk: read from Word or Excel, looked at beside the published time, then adopted."""

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.areas.procedures import actions, queries
from motcua.areas.procedures.ports import Doubt, ProcessReading, ProcessRecord, process_from, process_json
from motcua.base.files.policies import upload_faults
from motcua.base.json_text import read_json
from motcua.base.spoken import fault as spoken_fault
from motcua.faces.desk.procedures.forms import DUTIES, ProcessForm, TableForm
from motcua.faces.desk.procedures.keeping import keepers_only
from motcua.faces.ui.session import now_of, official

MOST = 200
"""Processes that one file may bring to the page."""


@official
@require_http_methods(["GET", "HEAD", "POST"])
def read(request: HttpRequest) -> HttpResponse:
    """Lấy quy trình từ tệp: what was read of the file, each beside its procedure, and what a person should look at."""
    keepers_only(request)
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    code = request.GET.get("thu-tuc", "")[:64]
    if request.method != "POST":
        return _page(request, code=code, form=TableForm())
    if "count" not in request.POST:
        return _uploaded(request, code, at.date())
    found = _given(request)
    adopting = ProcessForm(request.POST)
    chosen = [one for number, one in enumerate(found) if f"take-{number}" in request.POST and one.codes]
    if request.POST.get("verb") == "adopt" and adopting.is_valid() and chosen:
        decision, on = adopting.cleaned_data["decision"], adopting.cleaned_data["on"]
        done = actions.load_processes(
            processes=[replace(one, decision=decision) for one in chosen], on=on, by=by, at=at
        )
        count = len(done.added) + len(done.changed)
        if count:
            messages.success(request, _("Đã ban hành quy trình cho {n} thủ tục.").format(n=count))
        for row in done.rejected:
            messages.warning(request, row.reason)
        if done.unchanged:
            messages.info(request, _("Giữ nguyên: {codes}.").format(codes=", ".join(done.unchanged)))
        if count == 1 and not done.rejected:
            return redirect("desk:procedure", (*done.added, *done.changed)[0])
        return redirect("desk:procedures")
    say = ""
    if request.POST.get("verb") == "adopt" and not chosen:
        say = _("Chọn ít nhất một quy trình đã rõ thủ tục.")
    reading = ProcessReading(tuple(found), ())
    failed = request.POST.get("verb") == "adopt"
    if not failed:
        adopting = ProcessForm(
            initial={"decision": request.POST.get("decision"), "on": request.POST.get("on")}
        )
    return _preview(request, reading, at.date(), adopting, say=say, status=422 if failed else 200)


def _uploaded(request: HttpRequest, code: str, on: dt.date) -> HttpResponse:
    form = TableForm(request.POST, request.FILES)
    refused = upload_faults(request)
    if refused or not form.is_valid():
        say = spoken_fault(refused[0]) if refused else ""
        return _page(request, code=code, form=form if not refused else TableForm(), say=say, status=422)
    reading = queries.read_tables(form.cleaned_data["file"].read())
    if not reading.processes:
        say = "; ".join(row.reason for row in reading.rejected[:5])
        return _page(
            request, code=code, form=TableForm(), say=_("Chưa đọc được: {why}.").format(why=say), status=422
        )
    if code and len(reading.processes) == 1 and not reading.processes[0].codes:
        reading = replace(reading, processes=(replace(reading.processes[0], codes=(code,)),))
    decision = next((one.decision for one in reading.processes if one.decision), "")
    return _preview(request, reading, on, ProcessForm(initial={"decision": decision, "on": on}))


def _given(request: HttpRequest) -> list[ProcessRecord]:
    """The processes of the preview as they come back, with the codes that were typed over them."""
    count = request.POST.get("count", "")
    found = []
    for number in range(
        min(int(count), MOST) if count.isascii() and count.isdecimal() and len(count) < 5 else 0
    ):
        try:
            one = process_from(read_json(request.POST.get(f"record-{number}", "")))
        except (ValueError, RecursionError):
            continue
        codes = request.POST.get(f"code-{number}", "").replace(",", " ").split()
        found.append(replace(one, codes=tuple(dict.fromkeys(code[:64] for code in codes))))
    return found


def _preview(
    request: HttpRequest, reading: ProcessReading, on: dt.date, form: Any, *, say: str = "", status: int = 200
) -> HttpResponse:
    shown = reading.processes[:MOST]
    found = [_item(number, one, reading.doubts, on) for number, one in enumerate(shown)]
    return _page(
        request, form=form, found=found, rejected=reading.rejected, ready=sum(one["ready"] for one in found),
        left_out=len(reading.processes) - len(shown), say=say, status=status,
    )  # fmt: skip


def _item(number: int, one: ProcessRecord, doubts: Sequence[Doubt], on: dt.date) -> dict[str, Any]:
    """A process beside the procedures it is for: their published time, and whether it fits."""
    label = ", ".join(one.codes) or f"#{number + 1}"
    beside: list[dict[str, Any]] = []
    for code in one.codes:
        try:
            record = queries.published(code, on).read()
        except queries.NoSuchProcedure:
            beside.append(
                {"code": code, "name": "", "hours": None, "faults": [_("Thủ tục chưa công bố ở đây")]}
            )
            continue
        faults = queries.faults_of(queries.for_engine(one.steps), record.limit)
        if record.limit is None:
            faults.append(_("Thủ tục chưa có thời hạn tính được"))
        hours = queries.hours_of(record.limit) if record.limit else None
        beside.append({"code": code, "name": record.name, "hours": hours, "faults": faults})
    return {
        "number": number, "process": one, "json": json.dumps(process_json(one), ensure_ascii=False),
        "codes": ", ".join(one.codes), "beside": beside,
        "steps": [(step, dict(DUTIES).get(step.duty, step.duty)) for step in one.steps],
        "total": sum((step.hours for step in one.steps), Decimal(0)),
        "ready": bool(beside) and not any(row["faults"] for row in beside),
        "doubts": [doubt for doubt in doubts if doubt.code == label],
        "editable": next((row["code"] for row in beside if row["name"]), ""),
    }  # fmt: skip


def _page(request: HttpRequest, *, status: int = 200, **context: Any) -> HttpResponse:
    return render(request, "desk/process_tables.html", context, status=status)
