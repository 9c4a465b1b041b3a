"""Reception on one screen: person, procedure, papers, promise."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from motcua.areas.dossiers import actions, policies
from motcua.areas.dossiers.choices import Channel, ReturnBy
from motcua.base import spoken
from motcua.base.people.policies import is_number
from motcua.faces.desk.dossiers import counter
from motcua.faces.desk.dossiers.counter import typed
from motcua.faces.ui.session import now_of, official
from motcua.rules.impossible import Fault, Impossible, NotAllowed
from motcua.rules.vietnamese import nfc


@official
@require_http_methods(["GET", "HEAD", "POST"])
def receive(request: HttpRequest) -> HttpResponse:
    """Tiếp nhận hồ sơ: receive and print the slip, or decline with reason and law."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_receive(by, by.agency):
        raise NotAllowed()
    wanted = request.POST.get("act", "")
    if request.method != "POST" or wanted not in ("receive", "decline"):
        return render(request, "desk/receive.html", counter.context(request))
    who, type_ = counter.applicant(request), counter.type_of(request, at)
    missing = []
    if not who.value:
        missing.append(Fault("person", _("Chọn người nộp trong danh sách gợi ý, hoặc nhập người mới.")))
    if type_ is None:
        missing.append(Fault("procedure", _("Chọn một thủ tục trong danh sách gợi ý.")))
    if missing or type_ is None:
        return _again(request, missing)
    ticket: dict[str, Any] = {
        "procedure": type_.code, "unit": counter.deciding(request), "note": typed(request, "note"),
        "channel": typed(request, "channel", 20) or Channel.COUNTER,
        "applicant": {**who.given(), "filed_by": counter.filer(request)},
    }  # fmt: skip
    try:
        if wanted == "decline":
            dossier = actions.decline_reception(
                by=by, at=at, reason=typed(request, "reason"), law=typed(request, "law", 400), **ticket
            )
        else:
            dossier = actions.receive(
                by=by, at=at, papers=counter.papers_given(type_, request),
                return_by=typed(request, "return_by", 20) or ReturnBy.CENTRE, **ticket,
            )  # fmt: skip
    except Impossible as error:
        return _again(request, error.faults, "" if error.faults else spoken.refusal(error))
    return redirect(f"{reverse('desk:dossier', args=[dossier.code])}?moi=1")


def _again(request: HttpRequest, faults: Any, say: str = "") -> HttpResponse:
    """The same screen with what to mend; nothing typed is lost."""
    status = 422 if faults else 409
    return render(
        request, "desk/receive.html", counter.context(request, faults=faults, say=say), status=status
    )


@official
@require_POST
def find_people(request: HttpRequest) -> HttpResponse:
    """Người nộp: found by number, card, phone or name; shows the least. By POST: nothing personal in addresses."""
    by = request.actor  # type: ignore[attr-defined]
    words = nfc(request.POST.get("q", "")).strip()[:400]
    options = [
        {"value": known.id, "text": known.name, "detail": counter.least(known)}
        for known in counter.people_found(by, words)
    ]
    shown = counter.card(words).get("name") or words[:60]
    context = {
        "options": options, "new_text": _("Người mới: {q}").format(q=shown), "new_value": counter.NEW,
        "hint": "" if is_number(counter.sought(words)) else _hint(len(options)),
    }  # fmt: skip
    return render(request, "ui/components/finder_results.html", context)


def _hint(found: int) -> str:
    """What to do when a name was typed: many people have one name, and a name is found by whole words."""
    if found:
        return _("Hỏi số cuối để chọn đúng người, chọn bằng phím ↓ rồi Enter.")
    return _("Không thấy ai. Gõ đủ từng chữ, có họ hoặc tên; hoặc số định danh, điện thoại.")


@official
@require_GET
def find_procedures(request: HttpRequest) -> HttpResponse:
    """Thủ tục: typed without accents, in people's own words."""
    words = nfc(request.GET.get("q", "")).strip()[:120]
    options = [
        {"value": found.code, "text": found.name, "detail": counter.said_of(found)}
        for found in counter.procedures_found(words, now_of(request))
    ]
    none = _("Không có thủ tục nào khớp. Thử gõ tên việc bằng lời của người dân.")
    return render(request, "ui/components/finder_results.html", {"options": options, "none": none})


@official
@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """One piece of the screen as it stands with what is chosen now: the person, or papers and promise."""
    by = request.actor  # type: ignore[attr-defined]
    if not policies.can_receive(by, by.agency):
        raise NotAllowed()
    piece = "_person" if request.GET.get("phan") == "nguoi" else "_papers_and_promise"
    return render(request, f"desk/{piece}.html", counter.context(request))
