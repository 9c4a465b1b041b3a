"""Questions and answers: sought as people speak, without accents; asked without account; followed by receipt."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from motcua.areas.dialogues import queries
from motcua.areas.petitions.choices import topics
from motcua.areas.procedures import queries as procedures
from motcua.base.documents.queries import qr_drawing
from motcua.faces.portal.dialogues.asking import asked, begun
from motcua.faces.portal.frame import page
from motcua.faces.portal.receipts import QUESTION, READ_OR_ASKED, address, going
from motcua.faces.portal.receipts import asked as typed_or_held
from motcua.faces.ui import place, throttle
from motcua.faces.ui.session import now_of
from motcua.rules.impossible import Impossible
from motcua.rules.vietnamese import nfc

SHOWN = 20


@require_safe
def bank(request: HttpRequest) -> HttpResponse:
    """Hỏi đáp: published answers only."""
    q, topic = nfc(request.GET.get("q", "")).strip()[:200], request.GET.get("linh-vuc", "")[:24]
    found = list(queries.bank(place.here(), q, topic=topic)[: SHOWN + 1])
    context: dict[str, Any] = {
        "q": q, "topic": topic if topic in topics() else "", "found": found[:SHOWN], "more": len(found) > SHOWN,
        "topics": [(code, _(name)) for code, name in topics().items()],
    }  # fmt: skip
    template = "_answers" if request.headers.get("HX-Request") else "answers"
    return page(request, f"portal/dialogues/{template}.html", **context)


@require_safe
def one(request: HttpRequest, code: str) -> HttpResponse:
    """Một câu hỏi đã trả lời."""
    question = queries.public_question(place.here(), code)
    procedure = _procedure(question.procedure, request)
    topic = _(topics().get(question.topic, question.topic))
    return page(request, "portal/dialogues/answer.html", question=question, procedure=procedure, topic=topic)


def _procedure(code: str, request: HttpRequest) -> Any:
    """The procedure that a question is about, if it is published here."""
    if not code:
        return None
    try:
        return {"code": code, "name": procedures.published(code, now_of(request).date()).name}
    except Impossible:
        return None


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
def ask(request: HttpRequest) -> HttpResponse:
    """Đặt câu hỏi, on procedures or anything that the ward does."""
    about = (request.POST if request.method == "POST" else request.GET).get("thu-tuc", "")[:40]
    procedure = _procedure(about, request)
    (form, sent), status = begun(request), 200
    if sent:
        answer, status = asked(request, form, way="page", procedure=about if procedure else "")
        if answer is not None:
            return answer
    return page(
        request, "portal/dialogues/ask.html", status=status, form=form, takes=True, procedure=procedure
    )


@never_cache
@require_http_methods(READ_OR_ASKED)
@sensitive_post_parameters()
def receipt(request: HttpRequest) -> HttpResponse:
    """Biên nhận câu hỏi: what became of it."""
    code, key = typed_or_held(request)
    if not code or not key:
        return page(request, "portal/dialogues/question_receipt.html", question=None, code=code, asks=True)
    try:
        question = queries.question_by_receipt(place.here(), code, key)
    except Impossible:
        try:
            throttle.count(request)
            status = 404
        except throttle.TooManyFailures:
            status = 429
        return page(
            request, "portal/dialogues/question_receipt.html", status=status, question=None, code=code
        )
    if request.method == "POST":
        return going(request, address(QUESTION, code), code, key)
    shown, onward = question.merged_into or question, queries.followed_as(question)
    return page(
        request, "portal/dialogues/question_receipt.html", question=question, shown=shown, key=key,
        fresh="moi" in request.GET, onward=onward,
        qr=qr_drawing(f"{settings.BASE_URL}{request.path}?{urlencode({'ma': question.code, 'key': key})}"),
    )  # fmt: skip
