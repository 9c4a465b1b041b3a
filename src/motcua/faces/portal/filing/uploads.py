"""Files of a filing: whole, by an ordinary form; or piece by piece, going on where the line dropped."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from motcua.areas.filings import actions, queries
from motcua.base.files import queries as kept
from motcua.base.files.actions import PIECE, NotNext
from motcua.base.people.queries import SignedIn
from motcua.faces.portal.filing import mine, taking, views
from motcua.faces.portal.filing import steps as way
from motcua.faces.portal.filing.who import signed_in
from motcua.faces.ui.session import now_of
from motcua.rules.impossible import Invalid, NotFound


def _draft(who: SignedIn, id: uuid.UUID) -> Any:
    draft = queries.draft(who.hash, id)
    if draft.filed_at is not None:
        raise queries.NoSuchDraft()
    return draft


def _back(draft: Any, component: str = "") -> HttpResponse:
    target = (
        reverse("portal:my-supplement", args=[draft.dossier])
        if draft.kind == "supplement"
        else way.address(draft, way.PAPERS)
    )
    return redirect(f"{target}#giay-{component}" if component else target)


@signed_in
@require_POST
def send(request: HttpRequest, who: SignedIn, id: uuid.UUID) -> HttpResponse:
    """Tải tệp lên bằng biểu mẫu thường; a refused file says why beside its paper, and the rest stays."""
    draft, component = _draft(who, id), request.POST.get("component", "")[:40]
    wrong = taking.take(request, draft)
    if not wrong and not request.FILES:
        none = Invalid(field="file", text="Chọn tệp hoặc chụp ảnh giấy tờ rồi bấm Tải lên.")
        wrong = {component: [taking.said(none)]}
    return _after(request, who, draft, wrong, component)


@signed_in
@require_POST
def remove(request: HttpRequest, who: SignedIn, id: uuid.UUID, file: uuid.UUID) -> HttpResponse:
    """Bỏ một tệp đã tải lên; others chosen meanwhile are taken."""
    draft = _draft(who, id)
    actions.detach(at=now_of(request), draft=draft, file_id=str(file))
    return _after(request, who, draft, taking.take(request, draft))


def _after(
    request: HttpRequest, who: SignedIn, draft: Any, wrong: dict[str, list[str]], component: str = ""
) -> HttpResponse:
    """The page of the papers again, by its own address; or with what was refused."""
    if draft.kind == "supplement":
        mine.keep_note(request, draft)
    if not wrong:
        return _back(draft, component)
    if draft.kind == "supplement":
        return mine.supplement_page(request, who, draft, wrong=wrong, status=422)
    steps = way.steps_of(draft, queries.content(draft))
    return views.papers_page(request, draft, steps, wrong=wrong, status=422)


@signed_in
@require_POST
def expect(request: HttpRequest, who: SignedIn, id: uuid.UUID) -> HttpResponse:
    """Báo trước một tệp sẽ gửi từng phần: refused before the first byte when it cannot be taken."""
    draft = _draft(who, id)
    try:
        upload = actions.expect(
            at=now_of(request), draft=draft, component=request.POST.get("component", "")[:40],
            name=request.POST.get("name", "")[:400], size=int(request.POST.get("size") or 0),
        )  # fmt: skip
    except (Invalid, ValueError) as error:
        said = taking.said(error) if isinstance(error, Invalid) else ""
        return JsonResponse({"say": said}, status=422)
    return JsonResponse({"id": str(upload.id), "here": 0, "piece": PIECE})


@signed_in
@require_http_methods(["GET", "POST"])
def piece(request: HttpRequest, who: SignedIn, id: uuid.UUID, upload: uuid.UUID) -> HttpResponse:
    """Một phần của tệp; GET says how much has come, to go on from there."""
    draft = _draft(who, id)
    try:
        coming = kept.incoming(upload, subject=draft.subject)
    except NotFound:  # the last piece sent again: its answer was lost on the way
        return JsonResponse(
            {"here": kept.whole(upload, subject=draft.subject).size, "piece": PIECE, "done": True}
        )
    if request.method == "GET":
        return JsonResponse({"here": kept.arrived(coming), "piece": PIECE})
    try:
        start = int(request.GET.get("tu", "0"))
        here, file = actions.receive_piece(
            at=now_of(request), draft=draft, upload=coming, start=start, content=request.body
        )
    except NotNext as error:
        return JsonResponse({"here": error.params["arrived"]}, status=409)
    except Invalid as error:
        return JsonResponse({"say": taking.said(error)}, status=422)
    except ValueError:
        return JsonResponse({"say": ""}, status=422)
    return JsonResponse({"here": here, "done": file is not None})
