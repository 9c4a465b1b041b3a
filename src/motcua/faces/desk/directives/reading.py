"""A document read into a directive: the text beside what was read, each point confirmed, changed or left out."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from motcua.areas.correspondence.queries import incoming as incomings
from motcua.areas.correspondence.queries import outgoing as outgoings
from motcua.areas.directives import policies
from motcua.areas.directives.actions import confirming as actions
from motcua.areas.directives.queries import readings
from motcua.base import spoken
from motcua.base.files.policies import upload_faults
from motcua.faces.desk.dialogues.forms import ActForm, text
from motcua.faces.desk.directives.points import Page, typed
from motcua.faces.ui.session import now_of, official
from motcua.rules.confirming import TIME
from motcua.rules.impossible import Impossible, NotAllowed, NotFound

if TYPE_CHECKING:
    from motcua.areas.directives.models import Reading
    from motcua.base.journal.ports import Actor


class ReadForm(ActForm):
    """A file, or its text."""

    file = forms.FileField(
        label=gettext_lazy("Tệp văn bản"), required=False, widget=forms.FileInput(attrs={"data-focus": ""}),
        help_text=gettext_lazy("Word (.docx), PDF có lớp chữ, văn bản thuần (.txt) hoặc trang web (.htm)."),
    )  # fmt: skip
    text = text(8, label=gettext_lazy("Hoặc dán nội dung văn bản"), required=False)

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        said = super().clean() or self.cleaned_data
        if not self.errors and not said.get("file") and not str(said.get("text") or "").strip():
            self.add_error("file", _("Chọn tệp, hoặc dán nội dung văn bản."))
        return said


@official
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """Đọc văn bản: upload or paste."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_draft(by):
        raise NotAllowed()
    form = ReadForm(request.POST, request.FILES) if request.method == "POST" else ReadForm()
    if form.is_bound:
        faults = upload_faults(request)
        sound = form.is_valid()
        if faults:
            form.errors.clear()
            for fault in faults:
                form.add_error("file", spoken.fault(fault))
        elif sound:
            said = form.cleaned_data
            try:
                made = actions.begin_reading(
                    by=by, at=at, unit=by.agency, file=said["file"], text=said["text"]
                )
            except Impossible as refusal:
                if refusal.faults:
                    form.mend(refusal)
                else:
                    form.add_error("file" if said["file"] else "text", spoken.refusal(refusal))
            else:
                return redirect("desk:reading", made)
    context = {"form": form, "now": at, "under_way": readings.under_way(by)}
    return render(request, "desk/directives/read_begin.html", context, status=422 if form.is_bound else 200)


@dataclass
class Kept:
    """The file of a document in the register, as an upload."""

    name: str | None
    content: bytes

    def read(self) -> bytes:
        """What is in it."""
        return self.content


@official
@require_POST
def from_incoming(request: HttpRequest, code: str) -> HttpResponse:
    """Đọc văn bản đến thành nhiệm vụ: from the file in the register; once, then what was read is opened again."""
    by = request.actor  # type: ignore[attr-defined]
    if not policies.can_draft(by):
        raise NotAllowed()
    opened = incomings.file_of(by, code)
    return _from_register(request, code, Kept(opened.view.name, opened.content), back="desk:incoming")


@official
@require_POST
def from_outgoing(request: HttpRequest, code: str) -> HttpResponse:
    """Đọc văn bản đi đã ký thành nhiệm vụ: once, then what was read is opened again."""
    by = request.actor  # type: ignore[attr-defined]
    unit = outgoings.one(by, code).unit
    if not policies.can_confirm(by, by.agency, unit):
        raise NotAllowed()
    opened = outgoings.file_of(by, code)
    kept = Kept(f"{code.lower()}.pdf", opened.content)
    return _from_register(request, code, kept, back="desk:outgoing", division=unit)


def _from_register(
    request: HttpRequest, code: str, kept: Kept, *, back: str, division: str = ""
) -> HttpResponse:
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    known = readings.of_source(by, code)
    if known is not None:
        return redirect("desk:reading", known)
    try:
        made = actions.begin_reading(by=by, at=at, unit=by.agency, file=kept, source=code, division=division)
    except Impossible as refusal:
        said = "; ".join(spoken.fault(fault) for fault in refusal.faults) or spoken.refusal(refusal)
        messages.error(request, said)
        return redirect(back, code)
    return redirect("desk:reading", made)


@official
@require_http_methods(["GET", "HEAD"])
def page(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """Xác nhận bản đọc: the text beside its points; ``?sua=`` opens one of them."""
    by = request.actor  # type: ignore[attr-defined]
    row = readings.find(by, id)
    if code := readings.became(row):
        return redirect("desk:directive", code)
    part = request.GET.get("phan", "")
    return _shown(
        request, row, opened=request.GET.get("sua", "")[:40],
        part=int(part) if part.isascii() and part.isdecimal() and len(part) < 6 else 0,
    )  # fmt: skip


def _shown(
    request: HttpRequest, row: Reading, *, opened: str = "", faults: Mapping[str, str] | None = None,
    typed_: Mapping[str, Any] | None = None, say: str = "", part: int = 0,
) -> HttpResponse:  # fmt: skip
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    held = readings.held(row)
    shown = Page(
        held, agency=by.agency, on=at.date(), opened=opened, faults=faults or {}, typed=typed_ or {}, part=part,
        foreseen=_foreseen(by, at, row, held),
    )  # fmt: skip
    if faults and not (part or opened):
        shown.part = shown.part_of(next(iter(faults)))
    context = {"now": at, "page": shown, "held": held, "say": say}
    return render(
        request, "desk/directives/reading.html", context, status=422 if faults else 409 if say else 200
    )


def _foreseen(by: Actor, at: dt.datetime, row: Reading, held: readings.Held) -> dict[str, str]:
    return {one.field: spoken.fault(one) for one in actions.foreseen(by=by, at=at, row=row, held=held)}


def _piece(request: HttpRequest) -> bool:
    return request.headers.get("X-Requested-With") == "motcua"


@official
@require_http_methods(["GET", "HEAD", "POST"])
def point(request: HttpRequest, id: uuid.UUID, key: str) -> HttpResponse:
    """Một mục: confirmed, changed, left out, or looked at again; alone for a script, else the page at that point."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    row = readings.find(by, id)
    if readings.became(row):
        raise NotFound()
    held = readings.held(row)
    one = next((one for one in held.points if one.key == key), None)
    if one is None:
        raise NotFound()
    opened, faults, value = "" if "thoi" in request.GET else key, dict[str, str](), None
    if request.method == "POST":
        state = request.POST.get("state", "")
        value, fault = typed(one, request.POST, agency=by.agency, on=at.date(), said=held.said.get(key, {}))
        if fault:
            faults = {key: fault}
        else:
            held = actions.say(by=by, at=at, id=id, key=key, state=state, value=value)
            row = readings.find(by, id)
            opened, value = "", None
    if _piece(request):
        shown = Page(
            held,
            agency=by.agency,
            on=at.date(),
            opened=opened,
            faults=faults,
            typed={key: value} if value else {},
            foreseen=_foreseen(by, at, row, held) if not one.task or one.kind == TIME else {},
        )
        return render(
            request, "desk/directives/_point.html", {"one": shown.point(key), "held": held},
            status=422 if faults else 200,
        )  # fmt: skip
    if request.method != "POST":
        return redirect(f"{reverse('desk:reading', args=[id])}?sua={key}#p-{key}")
    if faults:
        return _shown(request, row, opened=key, faults=faults, typed_={key: value} if value else {})
    shown = Page(held, agency=by.agency, on=at.date())
    following = shown.following(key)
    part = f"?phan={shown.part_of(following)}" if shown.parts > 1 else ""
    return redirect(f"{reverse('desk:reading', args=[id])}{part}#p-{following}")


@official
@require_POST
def create(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """Tạo văn bản và nhiệm vụ: from what was confirmed, all or nothing."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    row = readings.find(by, id)
    if code := readings.became(row):
        return redirect("desk:directive", code)
    try:
        made = actions.create_confirmed(by=by, at=at, id=id)
    except NotFound:
        raise
    except Impossible as refusal:
        faults = {one.field: spoken.fault(one) for one in refusal.faults}
        say = "" if faults else spoken.refusal(refusal)
        return _shown(request, row, faults=faults, say=say)
    messages.success(request, _("Đã tạo văn bản và nhiệm vụ từ bản đọc. Điền nốt mục chưa rõ rồi ban hành."))
    return redirect("desk:directive", made.code)


@official
@require_POST
def give_up(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """Bỏ bản đọc."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    actions.give_up(by=by, at=at, id=id)
    messages.success(request, _("Đã bỏ bản đọc và tệp của nó."))
    return redirect("desk:read")
