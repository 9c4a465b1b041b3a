"""Composing at the desk: all that a person writes of a document, and beside it the page that it becomes."""

import base64
import datetime as dt
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from motcua.areas.correspondence import actions, policies
from motcua.areas.correspondence import forms as papers
from motcua.areas.correspondence.choices import LETTER, Mend, types
from motcua.areas.correspondence.ports import Draft
from motcua.areas.correspondence.queries import incoming as incomings
from motcua.areas.correspondence.queries import outgoing as queries
from motcua.areas.directives import actions as directives
from motcua.areas.directives import policies as directive_policies
from motcua.areas.directives import queries as directing
from motcua.areas.directives.choices import Part
from motcua.areas.directives.choices import types as ordering_types
from motcua.base.journal.ports import Actor
from motcua.base.law.queries.instruments import cited_by
from motcua.base.people.queries import holder_names
from motcua.faces.desk.correspondence import forms
from motcua.faces.desk.directives.shown import Names, rule_words
from motcua.faces.desk.law.shown import expired_in
from motcua.faces.ui.session import now_of, official
from motcua.rules.authority import position
from motcua.rules.composing import blocks, gaps
from motcua.rules.correspondence import listed
from motcua.rules.impossible import Impossible, Invalid, NotAllowed, NotFound

PAGES_SHOWN = 6


def _form(by: Actor, on: dt.date, *given: Any, **more: Any) -> forms.ComposeForm:
    groups = {str(one.pk): one.name for one in queries.groups(by)}
    type_ = given[0].get("type_", "") if given else more.get("initial", {}).get("type_", "")
    offered, signers = (queries.signers(by.agency, on, one) for one in (type_, ""))
    return forms.ComposeForm(
        signers, queries.cosigners(by.agency, on), groups, *given, offered=offered, **more
    )


def _given(by: Actor, form: forms.ComposeForm) -> tuple[dict[str, Any], str]:
    """As the act takes it, with the lines of the group that was chosen; and the name under which they are kept."""
    said = dict(form.cleaned_data)
    group, name = said.pop("group"), said.pop("save_as")
    if group:
        chosen = next(one for one in queries.groups(by) if str(one.pk) == group)
        kept = [line for line in said["recipients"].splitlines() if line.strip()]
        fresh = [
            line
            for line in chosen.lines
            if listed([line]) and line.rstrip(";.") not in {one.rstrip(";.") for one in kept}
        ]
        said["recipients"] = "\n".join([*kept, *fresh])
    return said, name


@official
@require_http_methods(["GET", "HEAD", "POST"])
def compose(request: HttpRequest) -> HttpResponse:
    """Soạn văn bản: the page grows beside what is typed."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_draft(by):
        raise NotAllowed()
    answers, mends = request.GET.get("tra-loi", "")[:40], request.GET.get("van-ban", "")[:40]
    mend = request.GET.get("cach", "")[:12]
    came = incomings.one(by, answers) if answers else None
    ordered = _ordered(by, request.GET.get("chi-dao", "")[:40])
    before = queries.mendable(by, mends) if mends else None
    if request.method != "POST":
        return _composing(
            request,
            _form(
                by,
                at.date(),
                initial=_initial(by, at.date(), came, before, mend)
                | _outlined(request.GET.get("mau", ""))
                | _orders(by, ordered, at.date()),
            ),
            came,
            before,
        )
    form = _form(by, at.date(), request.POST)
    if "xem" in request.POST or not form.is_valid():
        return _composing(request, form, came, before, status=200 if "xem" in request.POST else 422)
    said, name = _given(by, form)
    try:
        if name:
            actions.group(by=by, at=at, name=name, lines=said["recipients"])
        with transaction.atomic():
            made = actions.draft(by=by, at=at, answers=answers, mends=mends, mend=mend, **said)
            if ordered is not None:
                directives.compose(by=by, at=at, directive=ordered.code, outgoing=made.code)
    except (NotFound, NotAllowed):
        raise
    except Impossible as refusal:
        form.mend(refusal)
        return _composing(request, form, came, before, status=422 if refusal.faults else 409)
    messages.success(request, _("Đã ghi dự thảo."))
    return redirect("desk:outgoing", made.code)


def _ordered(by: Actor, code: str) -> Any:
    """The draft of a directive whose document is composed (``?chi-dao=``)."""
    if not code:
        return None
    found = directing.directive(by, code)
    own = not found.number and found.issuer_key == by.agency
    if not directive_policies.can_prepare(by, found) or not own or directing.paper(found):
        raise NotFound()
    return found


def _orders(by: Actor, directive: Any, on: dt.date) -> dict[str, Any]:
    """What its tasks already say of a document, to be written on."""
    if directive is None:
        return {}
    wanted = ordering_types()[directive.type].abbreviation
    type_ = (
        next((one.code for one in types().values() if one.abbreviation == wanted), LETTER)
        if wanted
        else LETTER
    )
    names = Names(by.agency, on)
    with translation.override("vi"):
        lines = [
            line for n, one in enumerate(directing.drafts(directive), 1) for line in _said(n, one, names)
        ]
    grounds = [one.words for one in cited_by(directive.subject, on) if one.part in ("basis", "reading")]
    signer = _signer(directive, queries.signers(by.agency, on, type_), on)
    return {
        "type_": type_, "abstract": directive.title, "body": "\n".join(lines), "grounds": "\n".join(grounds),
        "recipients": "\n".join(directive.recipients), **({"signer": signer} if signer else {}),
    }  # fmt: skip


def _signer(directive: Any, offered: dict[str, str], on: dt.date) -> str:
    """The one post whose position the directive names as its signer's, of several the one that the person named there
    holds; nothing where that cannot be told."""
    said = position(directive.signer_position).casefold()
    found = [code for code, title in offered.items() if said and position(title).casefold() == said]
    if len(found) > 1:
        found = [code for code in found if directive.signer_name in holder_names(code, on)]
    return found[0] if len(found) == 1 else ""


def _said(n: int, task: Any, names: Names) -> list[str]:
    """The lines of a task: its name, once where its content begins with it, what is done, who answers for it, with
    whom, by when, what comes of it (R8.11, R8.12)."""
    day = f"chậm nhất ngày {task.due_on:%d/%m/%Y}" if task.due_on else ""
    begun = f"từ ngày {task.starts_on:%d/%m/%Y}" if task.starts_on else ""
    told = {
        "Người chịu trách nhiệm": names.post(task.post) if task.post else "",
        "Đơn vị chủ trì": names.unit(task.unit), "Trách nhiệm": task.role,
        "Đơn vị phối hợp": "; ".join(
            one.name for one in task.parties.all() if one.part == Part.COOPERATING
        ),
        "Người quyết định": names.post(task.decider) if task.decider else "",
        "Thời hạn": rule_words(task.recurs) if task.recurs else ", ".join(part for part in (begun, day) if part),
        "Sản phẩm": task.product, "Chỉ tiêu": task.target, "Tiêu chí nghiệm thu": task.criteria,
    }  # fmt: skip
    lines = [f"- {name}: {' '.join(words.split())}" for name, words in told.items() if words]
    again = task.content.casefold().startswith(task.title.rstrip("…").casefold())
    first = [task.content] if again else [task.title, *([task.content] if task.content else [])]
    return [f"{n}. {first[0]}", *first[1:], *lines]


def _initial(by: Actor, on: dt.date, came: Any, before: Any, mend: str) -> dict[str, Any]:
    head = queries.head_of(by.agency, on)
    said: dict[str, Any] = {
        "collective": True,
        "unit_symbol": queries.symbol_of(by.unit, on),
        "signer": head.code if head else "",
    }
    if came is not None:
        day = f" ngày {came.dated_on:%d/%m/%Y}" if came.dated_on else ""
        said |= {
            "type_": LETTER, "to": came.issuer, "abstract": f"trả lời văn bản số {came.symbol} của {came.issuer}",
            "body": f"Phúc đáp văn bản số {came.symbol}{day} của {came.issuer}, ", "recipients": "Như trên",
        }  # fmt: skip
    if before is not None:
        if mend == Mend.REPLACES:
            old = queries.draft_of(before)
            return _of_draft(old) | {"signer": old.signer}
        verb = "đính chính" if mend == Mend.CORRECTS else "thu hồi"
        said |= {"type_": LETTER, "abstract": f"{verb} văn bản số {before.number}", "recipients": "Như trên"}
    return said


def _outlined(type_: str) -> dict[str, Any]:
    """The lines that the form of a type asks for, to be filled in (``?mau=``)."""
    known = types().get(type_)
    return {"type_": known.code, "body": known.outline} if known and known.outline else {}


def _of_draft(draft: Draft) -> dict[str, Any]:
    return {
        "type_": draft.type, "abstract": draft.abstract, "urgency": draft.urgency, "to": "\n".join(draft.to),
        "grounds": "\n".join(draft.grounds), "body": draft.body, "annexes": draft.annexes, "signer": draft.signer,
        "collective": draft.collective, "unit_symbol": draft.unit_symbol, "recipients": "\n".join(draft.recipients),
        "cosigner": draft.cosigner, "party_name": draft.party_name, "party_position": draft.party_position,
        "party_agency": draft.party_agency,
    }  # fmt: skip


def _composing(
    request: HttpRequest, form: forms.ComposeForm, came: Any = None, before: Any = None, *, outgoing: Any = None,
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    context = {
        "form": form, "came": came, "before": before, "outgoing": outgoing, "here": "di",
        "ordered": bool(request.GET.get("chi-dao")),
        "preview": _preview(request, form) if form.is_bound else None,
        "outlined": [] if outgoing else [one for one in types().values() if one.outline],
        **_signing(form),
    }  # fmt: skip
    return render(request, "desk/correspondence/compose.html", context, status=status)


def _signing(form: forms.ComposeForm) -> dict[str, Any]:
    """Whether a second signs what is chosen (``None`` before a type is), and whether one is named."""
    known = types().get(form["type_"].value() or "")
    named = ("cosigner", "party_name", "party_position", "party_agency")
    return {
        "second": known is None or bool(known.signatures),
        "two": bool(known and known.signatures) or any(form[name].value() for name in named),
    }


@official
@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """Xem trang in: the pages of what is typed so far; or who may sign what is chosen (``nguoi-ky``)."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_draft(by):
        raise NotAllowed()
    form = _form(by, at.date(), request.POST)
    if "nguoi-ky" in request.POST:
        form.errors.clear()
        return render(request, "desk/correspondence/_signers.html", {"form": form, **_signing(form)})
    context = {"preview": _preview(request, form)}
    return render(request, "desk/correspondence/_preview.html", context)


def _preview(request: HttpRequest, form: forms.ComposeForm) -> dict[str, Any]:
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    form.is_valid()
    said = {name: form.cleaned_data.get(name) or "" for name in form.fields}
    lines = {
        name: tuple(one.strip() for one in said[name].splitlines() if one.strip())
        for name in ("to", "grounds", "recipients")
    }
    draft = Draft(
        type=said["type_"] or LETTER, abstract=said["abstract"] or "…", signer=said["signer"], body=said["body"],
        annexes=said["annexes"], urgency=said["urgency"], unit_symbol=said["unit_symbol"],
        collective=bool(said["collective"]), cosigner=said["cosigner"], party_name=said["party_name"],
        party_position=said["party_position"], party_agency=said["party_agency"], **lines,
    )  # fmt: skip
    wrong = gaps(blocks(draft.body))
    expired = expired_in("\n".join((draft.abstract, *draft.grounds, draft.body, draft.annexes)), at.date())
    try:
        pages = papers.pages(papers.data(draft, agency=by.agency, on=at.date()))
    except Invalid as refusal:
        return {"pages": [], "gaps": wrong, "faults": refusal.faults, "expired": expired}
    pictures = [base64.b64encode(one).decode() for one in pages[:PAGES_SHOWN]]
    return {"pages": pictures, "more": max(0, len(pages) - PAGES_SHOWN), "gaps": wrong, "expired": expired}


@official
@require_http_methods(["GET", "HEAD", "POST"])
def revise(request: HttpRequest, code: str) -> HttpResponse:
    """Sửa dự thảo: a new version."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    outgoing = queries.one(by, code)
    if not queries.changes(by, outgoing):
        raise NotAllowed()
    if request.method != "POST":
        form = _form(by, at.date(), initial=_of_draft(queries.draft_of(outgoing)))
        return _composing(request, form, outgoing=outgoing)
    form = _form(by, at.date(), request.POST)
    if "xem" in request.POST or not form.is_valid():
        return _composing(request, form, outgoing=outgoing, status=200 if "xem" in request.POST else 422)
    said, name = _given(by, form)
    try:
        if name:
            actions.group(by=by, at=at, name=name, lines=said["recipients"])
        actions.revise(by=by, at=at, outgoing=code, **said)
    except (NotFound, NotAllowed):
        raise
    except Impossible as refusal:
        form.mend(refusal)
        return _composing(request, form, outgoing=outgoing, status=422 if refusal.faults else 409)
    messages.success(request, _("Đã ghi bản mới."))
    return redirect("desk:outgoing", code)
