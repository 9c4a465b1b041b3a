"""Filing online: begin, page after page, review, file once; works without script."""

import datetime as dt
import uuid
from typing import Any

import segno
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.areas.dossiers import queries as dossiers
from motcua.areas.dossiers.choices import ReturnBy
from motcua.areas.filings import actions, queries
from motcua.areas.filings.choices import Kind
from motcua.areas.procedures.ports import ProcedureRecord
from motcua.areas.procedures.queries import NoSuchProcedure, names_of, published, record
from motcua.base import spoken
from motcua.base.files.choices import ACCEPT
from motcua.base.journal.ports import CITIZEN
from motcua.base.people.queries import SignedIn
from motcua.faces.portal.fees.showing import expected, scheduled
from motcua.faces.portal.filing import steps as way
from motcua.faces.portal.filing import taking
from motcua.faces.portal.filing.who import signed_in
from motcua.faces.portal.frame import page
from motcua.faces.portal.receipts import DOSSIER, address, keeping
from motcua.faces.ui import eforms as asking
from motcua.faces.ui import place
from motcua.faces.ui.session import now_of
from motcua.rules import eforms
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Fault, Impossible, Invalid


@signed_in
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest, who: SignedIn, code: str) -> HttpResponse:
    """Bắt đầu nộp hồ sơ: the draft of this procedure, begun once and found again; reading begins nothing."""
    at = now_of(request)
    try:
        version = published(code, at.date())
    except NoSuchProcedure as error:
        raise Http404(code) from error
    if request.method == "GET":
        begun = [one for one in queries.drafts_of(who.hash) if (one.kind, one.procedure) == ("filing", code)]
        if begun:
            return redirect(way.left(begun[0]))
        return page(request, "portal/filing/begin.html", who=who, code=code, procedure_name=version.name)
    draft = actions.begin(at=at, who=who, procedure=code, agency=place.here())
    return redirect(way.left(draft))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, who: SignedIn, id: uuid.UUID, code: str) -> HttpResponse:
    """Một bước: what it asks; what is posted is kept before anything else is said of it."""
    draft = queries.draft(who.hash, id)
    if draft.filed_at is not None:
        return redirect("portal:filed", id)
    content = queries.content(draft)
    steps = way.steps_of(draft, content)
    more = draft.kind == Kind.SUPPLEMENT
    if more and not queries.correctable(draft):
        return redirect("portal:my-supplement", draft.dossier)
    if code not in {one.code for one in steps}:
        return redirect(way.before(draft) if more else way.address(draft, way.WHO))
    if code == way.WHO:
        return _who(request, who, draft, content, steps)
    if code == way.PAPERS:
        wrong = taking.take(request, draft) if request.method == "POST" else {}
        return papers_page(request, draft, steps, wrong=wrong, status=422 if wrong else 200)
    if code == way.REVIEW:
        return _review(request, who, draft, content, steps)
    return _declare(request, draft, content, steps, code)


def _page(
    request: HttpRequest, draft: Any, steps: Any, code: str, template: str, **more: Any
) -> HttpResponse:
    before, _after = way.around(steps, code)
    number = next(n for n, one in enumerate(steps, 1) if one.code == code)
    title = names_of([draft.procedure], now_of(request).date()).get(draft.procedure, "")
    context = {
        "draft": draft, "procedure_name": title, "step": steps[number - 1], "number": number, "count": len(steps),
        "back": way.address(draft, before.code) if before else way.before(draft),
        "steps": [(one, way.address(draft, one.code)) for one in steps], **more,
    }  # fmt: skip
    return page(request, template, **context)


def _looking(request: HttpRequest) -> bool:
    """Whether the page is only asked again: a choice that decides what else is asked, one row more."""
    return "xem" in request.GET or request.POST.get("tiep") in ("xem", "them")


def _on(request: HttpRequest, draft: Any, steps: Any, code: str) -> HttpResponse:
    _before, after = way.around(steps, code)
    if after is None and draft.kind == Kind.SUPPLEMENT:
        return redirect(way.before(draft))
    target = after.code if after else way.REVIEW
    actions.save(at=now_of(request), draft=draft, step=target)
    return redirect(way.address(draft, target))


def _who(request: HttpRequest, who: SignedIn, draft: Any, content: Any, steps: Any) -> HttpResponse:
    faults: list[Fault] = []
    said = {"for": "self", **content["applicant"]}
    shown = _record(draft, now_of(request))
    people = shown is not None and way.only_people(shown.subjects)
    if request.method == "POST":
        said = way.applicant_posted(request, who, people=people)
        actions.save(at=now_of(request), draft=draft, applicant=said)
        faults = way.check_applicant(said)
        if not faults and not _looking(request):
            return _on(request, draft, steps, way.WHO)
    wrong = {} if _looking(request) else asking.wrong_of(faults)
    return _page(
        request, draft, steps, way.WHO, "portal/filing/who.html", who=who, said=said, wrong=wrong,
        people=people,
        status=422 if wrong else 200,
    )  # fmt: skip


def _declare(request: HttpRequest, draft: Any, content: Any, steps: Any, code: str) -> HttpResponse:
    form = queries.asked(draft).form
    section = next(one.section for one in steps if one.code == code)
    wrong: dict[str, list[str]] = {}
    answers, typed, more = content["answers"], {}, False
    if request.method == "POST":
        typed = asking.read(section.questions, request.POST)
        answers = actions.save(at=now_of(request), draft=draft, answers=typed)["answers"]
        steps = way.steps_of(draft, {"answers": answers})
        asked = {question.name for question in section.questions}
        section = next((one.section for one in steps if one.code == code), section)
        names = [question.name for question in section.questions]
        more = any(name not in asked for name in names)
        if not _looking(request) and not more:
            try:
                eforms.checked(
                    form, {**answers, **typed}, on=now_of(request).astimezone(TZ).date(), only=names
                )
            except Invalid as error:
                wrong = asking.wrong_of(error.faults)
            else:
                return _on(request, draft, steps, code)
    shown = {**typed, **answers} if wrong or _looking(request) else answers
    fields = asking.fields(section.questions, shown, wrong, asking.decides(form))
    return _page(
        request, draft, steps, code, "portal/filing/declare.html", fields=fields, wrong=wrong,
        errors=[
            {"field_id": asking.name_of(name.replace(".", "-")), "label": words[0], "text": ""}
            for name, words in wrong.items()
        ],
        more=more, look=f"{way.address(draft, code)}", status=422 if wrong else 200,
    )  # fmt: skip


def papers_page(
    request: HttpRequest, draft: Any, steps: Any, *, wrong: Any = None, status: int = 200
) -> HttpResponse:
    """Từng giấy tờ: what must be sent, what may be, what nobody need send."""
    found = queries.checklist(draft, queries.type_of(draft, now_of(request)), now_of(request).date())
    if request.method == "POST" and not wrong:
        if "giu" in request.POST:
            return redirect(f"{request.path}#giay-{request.POST['giu'][:40]}")
        if not any(paper.missing for paper in found):
            return _on(request, draft, steps, way.PAPERS)
        wrong = {paper.code: [_("Tải lên giấy tờ này rồi tiếp tục.")] for paper in found if paper.missing}
        status = 422
    wrong = wrong or {}
    rows = [{"paper": paper, "errors": wrong.get(paper.code, [])} for paper in found]
    return _page(
        request, draft, steps, way.PAPERS, "portal/filing/papers.html", accept=ACCEPT, status=status,
        here=way.address(draft, way.PAPERS),
        wanted=[row for row in rows if row["paper"].taken],
        spared=[row["paper"] for row in rows if not row["paper"].taken],
    )  # fmt: skip


def _review(request: HttpRequest, who: SignedIn, draft: Any, content: Any, steps: Any) -> HttpResponse:
    wrong: list[dict[str, str]] = []
    say = ""
    if request.method == "POST":
        said = {"return_by": request.POST.get("return_by", "centre"), "note": request.POST.get("note", "")}
        content = actions.save(at=now_of(request), draft=draft, **said)
        if "pledge" not in request.POST:
            say = _("Đánh dấu cam đoan ở cuối trang rồi nộp.")
        else:
            try:
                actions.file(by=CITIZEN, at=now_of(request), draft=draft.pk, owner=who.hash)
                return redirect("portal:filed", draft.pk)
            except actions.AlreadyFiled:
                return redirect("portal:filed", draft.pk)
            except Impossible as error:
                wrong = [_to_mend(draft, steps, fault) for fault in error.faults]
                say = "" if wrong else spoken.refusal(error)
    files = queries.checklist(draft, queries.type_of(draft, now_of(request)), now_of(request).date())
    declared = [
        (one, way.address(draft, one.code), rows)
        for one in steps
        if one.section
        for title, rows in eforms.summary(queries.asked(draft).form, content["answers"])
        if title == one.section.title
    ]
    return _page(
        request, draft, steps, way.REVIEW, "portal/filing/review.html", who=who, said=content["applicant"],
        declared=declared, papers=files, ways_back=ReturnBy.choices, return_by=content["return_by"],
        fees=_costs(draft, content, now_of(request)),
        note=content["note"], mend=wrong, say=say, to_who=way.address(draft, way.WHO),
        to_papers=way.address(draft, way.PAPERS), status=422 if wrong or say else 200,
    )  # fmt: skip


def _record(draft: Any, at: dt.datetime) -> ProcedureRecord | None:
    """The procedure as it stands published now; None once it has ended."""
    try:
        return record(draft.procedure, at.astimezone(TZ).date(), agency=draft.agency)
    except NoSuchProcedure:
        return None


def _costs(draft: Any, content: Any, at: dt.datetime) -> list[dict[str, Any]]:
    shown = _record(draft, at)
    fees = scheduled(shown, draft.agency, at.astimezone(TZ).date()) if shown else []
    return expected(fees, content["answers"])


def _to_mend(draft: Any, steps: Any, fault: Fault) -> dict[str, str]:
    """One thing to mend, with the page where it is."""
    words, field = spoken.fault(fault), fault.field
    target = way.WHO
    if field.startswith("papers"):
        target = way.PAPERS
    elif field.startswith("answers."):
        name = field.split(".")[1]
        target = next(
            (one.code for one in steps if one.section and name in {q.name for q in one.section.questions}),
            way.WHO,
        )
    elif field == "return_by":
        target = way.REVIEW
    return {"text": words, "href": way.address(draft, target)}


@signed_in
@require_safe
def filed(request: HttpRequest, who: SignedIn, id: uuid.UUID) -> HttpResponse:
    """Đã nộp: the code, the key, what happens when."""
    draft = queries.draft(who.hash, id)
    if draft.filed_at is None:
        return redirect(way.address(draft, way.REVIEW))
    dossier = queries.dossier_of(draft.dossier)
    key = dossiers.tracking_key(dossier.code)
    track = f"{reverse('portal:track')}?{urlencode({'ma': dossier.code, 'key': key})}"
    code = segno.make(request.build_absolute_uri(track), error="m", micro=False)
    answer = page(
        request, "portal/filing/filed.html", dossier=dossier, case=dossier.case, key=key, draft=draft,
        track=address(DOSSIER, dossier.code), qr=code.svg_inline(scale=5, border=2, light="white", omitsize=True),
    )  # fmt: skip
    return keeping(request, answer, {dossier.code: key})


@signed_in
@require_POST
def discard(request: HttpRequest, who: SignedIn, id: uuid.UUID) -> HttpResponse:
    """Hủy bản nháp: with everything that was uploaded for it."""
    draft = queries.draft(who.hash, id)
    actions.discard(by=CITIZEN, at=now_of(request), draft=draft.pk, owner=who.hash)
    return redirect("portal:mine")
