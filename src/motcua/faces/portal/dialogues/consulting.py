"""A draft before people: clause by clause, a position from each browser, and what became of what was said.

The browser keeps a random token in a signed cookie of this page alone; only its keyed hash is stored, another for every
consultation, so that positions are counted once and nobody is recognised.
"""

import hashlib
import json
from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from motcua.areas.dialogues import actions, queries
from motcua.areas.dialogues import forms as printed
from motcua.areas.dialogues.choices import Form, Stance, matters
from motcua.base import spoken
from motcua.base.journal.ports import CITIZEN
from motcua.faces.portal.frame import page, remembering_language, spoken_here
from motcua.faces.portal.receipts import COMMENT, READ_OR_ASKED, address, asked, going
from motcua.faces.ui import place, throttle
from motcua.faces.ui.once import done_once, key_of
from motcua.faces.ui.positions import drawn
from motcua.faces.ui.session import now_of
from motcua.rules.denunciations import sounds_like
from motcua.rules.dialogues import Phase, Tally
from motcua.rules.impossible import Impossible, NotFound
from motcua.rules.vietnamese import nfc

COOKIE, SALT, KEPT = "gop-y", "motcua.consultation", 400 * 24 * 3600
SHOWN = 40
PHASES = {
    Phase.COMING: gettext_lazy("Sắp lấy ý kiến"), Phase.OPEN: gettext_lazy("Đang lấy ý kiến"),
    Phase.COUNTING: gettext_lazy("Đã hết hạn, đang tổng hợp"),
    Phase.EXPLAINED: gettext_lazy("Đã giải trình, sắp công bố"),
    Phase.PUBLISHED: gettext_lazy("Đã công bố kết quả"),
}  # fmt: skip


def _token(request: HttpRequest) -> str:
    """What this browser is known by here; blank when it has none, or one that was made up."""
    try:
        return str(signing.get_cookie_signer(salt=SALT).unsign(request.COOKIES.get(COOKIE, "")))
    except signing.BadSignature:
        return ""


def device_of(form: str) -> str:
    """By what a browser is known from now on: the same however often its first form is sent."""
    return hashlib.sha256(f"{SALT} {form}".encode()).hexdigest()


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Lấy ý kiến Nhân dân."""
    on = now_of(request).date()
    rows = []
    for one in queries.public_consultations(place.here())[:SHOWN]:
        phase = queries.phase_of(one, on)
        left = (one.closes_on - on).days if phase is Phase.OPEN and one.closes_on else None
        rows.append({"consultation": one, "phase": phase, "phase_text": PHASES[phase], "left": left})
    rows.sort(key=lambda row: row["phase"] is not Phase.OPEN)
    return page(request, "portal/dialogues/consultations.html", rows=rows)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
def one(request: HttpRequest, code: str) -> HttpResponse:
    """Một dự thảo: read, say, see what others said and what became of it."""
    consultation = queries.public_consultation(place.here(), code)
    if request.method == "POST":
        return _said(request, consultation)
    return _page(request, consultation)


def _page(
    request: HttpRequest, consultation: Any, *, clause: int = -1, wrong: dict[str, str] | None = None, say: str = "",
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    phase, guarded = queries.phase_of(consultation, now_of(request).date()), _guarded(request)
    own, tallies = queries.positions_of_device(consultation, _token(request)), queries.tallies(consultation)
    words: dict[int, list[Any]] = {}
    for one in queries.public_words(consultation).select_related("explanation"):
        words.setdefault(one.clause, []).append(one)
    shows = phase in (Phase.EXPLAINED, Phase.PUBLISHED)
    pieces = [
        (0, _("Toàn bộ dự thảo"), None),
        *((one.n, one.label, one) for one in queries.clauses(consultation)),
    ]
    lines = [
        {
            "n": n, "label": label, "clause": piece, "own": own.get(n),
            "receipt": _address(own[n]) if n in own else "", "words": words.get(n, []),
            "drawn": drawn(tallies.get(n, Tally())) if shows else None, "is_open": n == clause,
            "guarded": guarded and n == clause,
            "wrong": wrong if n == clause else None, "typed": request.POST if n == clause else {},
        }
        for n, label, piece in pieces
    ]  # fmt: skip
    return page(
        request, "portal/dialogues/consultation.html", status=status, consultation=consultation, phase=phase,
        phase_text=PHASES[phase], whole=lines[0], lines=lines[1:], stances=Stance.choices, say=say,
        spoken=get_language(), takes=phase is Phase.OPEN, shows=shows, matter=matters()[consultation.matter],
        forms=[Form(one).label for one in consultation.forms], total=sum(tallies.values(), Tally()),
        drawn_all=drawn(sum(tallies.values(), Tally())), receipt=_receipt(request, own),
        explanations=queries.explanations(consultation) if shows else [], sent=request.GET.get("da-gui", ""),
        gatherings=queries.gatherings(consultation) if shows else [],
    )  # fmt: skip


def _guarded(request: HttpRequest) -> bool:
    """Whether the words that came look like a denunciation and nobody said yet to send them all the same."""
    return sounds_like(request.POST.get("loi", "")) and not request.POST.get("van-gui")


def _receipt(request: HttpRequest, own: Any) -> dict[str, str] | None:
    """The comment just sent from this browser, with its receipt."""
    sent = request.GET.get("da-gui", "")
    made = own.get(int(sent)) if sent.isdecimal() and len(sent) < 5 else None
    if made is None:
        return None
    return {"code": made.code, "address": _address(made)}


def _address(comment: Any) -> str:
    """The receipt of a comment, for the browser that sent it."""
    return address(COMMENT, comment.code)


def _said(request: HttpRequest, consultation: Any) -> HttpResponse:
    sent, turned = request.POST.get("dieu", ""), spoken_here(request)
    clause = int(sent) if sent.isdecimal() and len(sent) < 5 else -1
    if turned or _guarded(request):
        return _page(request, consultation, clause=clause)
    token, here = _token(request), f"{throttle.address(request)} {consultation.code}"
    try:
        throttle.wait_first(request, throttle.voices)
        if not token:
            throttle.wait_first(request, throttle.browsers, here)
    except throttle.TooManyFailures as error:
        say = _(
            "Nơi này đã gửi nhiều ý kiến. Ông/bà thử lại sau {seconds} giây, hoặc góp ý tại nơi tiếp công dân."
        ).format(seconds=error.seconds)
        return _page(request, consultation, clause=clause, say=say, status=429)
    try:
        taken = token or device_of(key_of(request))
        given = {
            "stance": request.POST.get("vi-tri", "")[:12], "words": nfc(request.POST.get("loi", "")),
            "name": nfc(request.POST.get("ten", ""))[:200],
        }  # fmt: skip

        def comment() -> str:
            actions.comment(
                by=CITIZEN, at=now_of(request), consultation=consultation, token=taken, clause=clause, **given
            )
            return ""

        done_once(request, comment, said=json.dumps([clause, *given.values()]))
    except NotFound:
        raise
    except Impossible as refusal:
        wrong = {fault.field: spoken.fault(fault) for fault in refusal.faults}
        say = "" if wrong else spoken.refusal(refusal)
        return _page(request, consultation, clause=clause, wrong=wrong, say=say, status=422 if wrong else 409)
    throttle.note(request, throttle.voices)
    if not token:
        throttle.note(request, throttle.browsers, here)
    shown = reverse("portal:consultation", args=[consultation.code])
    answer = remembering_language(request, redirect(f"{shown}?da-gui={clause}#dieu-{clause}"))
    answer.set_cookie(
        COOKIE, signing.get_cookie_signer(salt=SALT).sign(taken), max_age=KEPT, httponly=True, samesite="Lax",
        secure=request.is_secure(), path=reverse("portal:consultations"),
    )  # fmt: skip
    return answer


@never_cache
@require_http_methods(READ_OR_ASKED)
@sensitive_post_parameters()
def receipt(request: HttpRequest) -> HttpResponse:
    """Biên nhận góp ý: what became of it."""
    code, key = asked(request)
    token = _token(request)
    if code and not key and token:
        key = queries.receipt_of_device(place.here(), code, token)
    if not code or not key:
        return page(request, "portal/dialogues/comment_receipt.html", comment=None, code=code, asks=True)
    try:
        comment = queries.comment_by_receipt(place.here(), code, key)
    except Impossible:
        try:
            throttle.count(request)
            status = 404
        except throttle.TooManyFailures:
            status = 429
        return page(request, "portal/dialogues/comment_receipt.html", status=status, comment=None, code=code)
    if request.method == "POST":
        return going(request, address(COMMENT, code), code, key)
    names = {one.n: one.label for one in queries.clauses(comment.consultation)}
    shows = queries.phase_of(comment.consultation, now_of(request).date()) in (
        Phase.EXPLAINED,
        Phase.PUBLISHED,
    )
    onward = queries.followed_as(comment)
    return page(
        request, "portal/dialogues/comment_receipt.html", comment=comment, key=key, shows=shows,
        onward=onward,
        clause=names.get(comment.clause, _("Toàn bộ dự thảo")),
    )  # fmt: skip


@require_safe
def sheet(request: HttpRequest, code: str) -> HttpResponse:
    """Số liệu đã công bố."""
    consultation = queries.public_consultation(place.here(), code)
    if queries.phase_of(consultation, now_of(request).date()) is not Phase.PUBLISHED:
        raise NotFound()
    answer = HttpResponse(printed.sheet(consultation), content_type=printed.XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{consultation.code}.xlsx"'
    return answer
