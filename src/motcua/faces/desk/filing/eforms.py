"""Biểu mẫu điện tử của một thủ tục: versions, preview, publishing another (keepers of the catalogue)."""

import json

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.areas.procedures import actions, policies, queries
from motcua.base import spoken
from motcua.base.json_text import read_json
from motcua.faces.ui import eforms as asking
from motcua.faces.ui.days import day_of
from motcua.faces.ui.session import now_of, official
from motcua.rules import eforms
from motcua.rules.impossible import Impossible, NotAllowed

LONGEST = 200_000


@official
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, code: str) -> HttpResponse:
    """What is asked now; a pasted definition is looked at as people will see it, then published."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_change(by):
        raise NotAllowed()
    record = queries.published(code, at.date())
    asked = queries.eform_for(code, at.date())
    newest = next(iter(queries.eforms_of(code)), None)
    text = json.dumps(json.loads(newest.schema), ensure_ascii=False, indent=1) if newest else ""
    covers, day, faults, form = "\n".join(asked.covers), at.date().isoformat(), [], asked.form
    if request.method == "POST":
        text, covers = request.POST.get("schema", "")[:LONGEST], request.POST.get("covers", "")[:2000]
        day = request.POST.get("valid_from", "")[:10]
        try:
            schema, start = read_json(text), day_of(day)
        except json.JSONDecodeError as error:
            said = _(
                "Định nghĩa chưa đúng cách viết JSON ở dòng {line}, cột {column}: "
                "xem lại dấu phẩy, ngoặc, nháy kép quanh đó."
            )
            faults = [said.format(line=error.lineno, column=error.colno)]
        except ValueError:
            faults = [_("Ngày áp dụng chưa đúng; chọn ngày theo lịch.")]
        else:
            faults = eforms.faults(schema)
            if not faults:
                form = eforms.form_of(schema)
                if request.POST.get("act") == "publish":
                    try:
                        made = actions.publish_eform(
                            by=by, at=at, code=code, schema=schema, valid_from=start,
                            covers=[line.strip() for line in covers.splitlines() if line.strip()],
                            source=request.POST.get("source", "").strip()[:400],
                        )  # fmt: skip
                        messages.success(request, _("Đã ban hành biểu mẫu bản {n}.").format(n=made.version))
                        return redirect("desk:eform", code)
                    except Impossible as error:
                        faults = [spoken.fault(fault) for fault in error.faults] or [spoken.refusal(error)]
    sections = [
        {"title": one.title, "fields": asking.fields(one.questions, {}, {}, set())} for one in form.sections
    ]
    context = {
        "code": code, "name": record.name, "versions": queries.eforms_of(code), "sections": sections, "form": form,
        "text": text, "covers": covers, "day": day, "faults": faults, "asked": asked,
        "source": request.POST.get("source", asked.source),
    }  # fmt: skip
    return render(request, "desk/filing/eform.html", context, status=422 if faults else 200)
