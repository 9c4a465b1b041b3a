"""Rounds at the desk: listed, planned, drawn, opened, slips printed by another unit, closed, published."""

from dataclasses import replace
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.areas.surveys import actions, policies, queries
from motcua.areas.surveys.choices import Spread, State, shipped
from motcua.base.journal.events import EVENTS
from motcua.base.messages.queries import fared
from motcua.faces.desk.cases.views import titles_of
from motcua.faces.desk.dialogues.acting import Forms, Verb, done, shown
from motcua.faces.desk.surveys import forms
from motcua.faces.desk.surveys.mending import drafted, mended
from motcua.faces.ui import surveys as drawn
from motcua.faces.ui.session import act_on, now_of, official
from motcua.rules.impossible import Impossible, NotAllowed, NotFound
from motcua.rules.surveys.sampling import yamane

VERBS = {
    "draw": Verb(
        gettext_lazy("Chọn mẫu"), "dices", "g", done=gettext_lazy("Đã chọn mẫu. Mã chọn đã ghi vào sổ cái."),
        confirm=gettext_lazy("Mẫu được chọn ngẫu nhiên một lần, không chọn lại được."),
    ),
    "open": Verb(gettext_lazy("Phát phiếu"), "send", "p"),
    "close": Verb(
        gettext_lazy("Đóng đợt"), "lock", "d", done=gettext_lazy("Đã đóng đợt, đã đếm hết phiếu."),
        confirm=gettext_lazy("Không nhận thêm trả lời; phiếu chưa trả lời hết giá trị."),
    ),
    "publish": Verb(
        gettext_lazy("Công bố kết quả"), "megaphone", "g", done=gettext_lazy("Đã công bố, ai cũng xem được."),
        confirm=gettext_lazy("Ai cũng đọc được kết quả và lời góp ý đã duyệt."),
    ),
    "remedy": Verb(
        gettext_lazy("Giao việc khắc phục"), "wrench", "k",
        done=gettext_lazy("Đã lập dự thảo giao việc. Người có thẩm quyền ban hành thì việc bắt đầu."),
    ),
    "cancel": Verb(
        gettext_lazy("Hủy đợt"), "ban", "", tone="danger", done=gettext_lazy("Đã hủy đợt khảo sát."),
        confirm=gettext_lazy("Đợt này bị hủy, chưa ai được hỏi."),
    ),
}  # fmt: skip


TOO_FEW = gettext_lazy(
    "Mới có dưới 5 phiếu trả lời: đóng bây giờ thì kết quả không được công bố. Không nhận thêm trả lời; "
    "phiếu chưa trả lời hết giá trị."
)
"""Said before a round is closed that so few answered."""


@official
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Khảo sát hài lòng: rounds at work, or those that are over; what an interviewer may ask."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_look(by):
        raise NotAllowed()
    over = request.GET.get("xem") == "xong"
    asks = {one.pk for one in queries.to_interview(by, at.date())}
    found = queries.listed(by, over=over)
    rows = [
        {"one": one, "asks": one.pk in asks, "late": one.state == State.OPEN and one.closes_on < at.date(),
         "share": round(100 * one.answered / one.slips) if one.slips else None}
        for one in found
    ]  # fmt: skip
    open_now = sum(one.state == State.OPEN for one in found)
    context = {
        "now": at,
        "rows": rows,
        "over": over,
        "open": open_now,
        "plans": policies.can_plan(by),
        "asks": bool(asks),
    }
    return render(request, "desk/surveys/list.html", context)


@official
@require_http_methods(["GET", "HEAD", "POST"])
def planning(request: HttpRequest) -> HttpResponse:
    """Lập đợt khảo sát."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_plan(by):
        raise NotAllowed()
    form = forms.PlanForm(
        by, at.date(), request.POST if request.method == "POST" else None, initial={"until": at.date()}
    )
    if form.is_bound and form.is_valid():
        try:
            made = actions.plan(by=by, at=at, **form.given())
        except Impossible as refusal:
            form.mend(refusal)
        else:
            messages.success(request, _("Đã lập đợt khảo sát. Chọn mẫu, rồi lãnh đạo phát phiếu."))
            return redirect("desk:survey", made.code)
    return render(
        request, "desk/surveys/plan.html", {"now": at, "form": form}, status=422 if form.is_bound else 200
    )


def _forms(by: Any, on: Any, one: Any) -> Forms:
    asked = list(one.asked.asked().items())
    early = {"close": lambda sent: forms.CloseForm(sent, prefix="dd")} if queries.days_left(one, on) else {}
    return early | {
        "publish": lambda sent: forms.PublishForm(sent, prefix="cb"),
        "remedy": lambda sent: forms.RemedyForm(by, on, asked, sent, prefix="kp"),
    }


def _title_of(by: Any, one: Any) -> str:
    """What the local questionnaire of a round is called; its code where that is another agency's."""
    found = queries.forms(by).filter(code=one.form, version=one.version).first()
    return found.title if found else str(one.form)


@official
@require_safe
def page(request: HttpRequest, code: str) -> HttpResponse:
    """Một đợt khảo sát."""
    return _page(request, code)


def _page(
    request: HttpRequest, code: str, *, act: str = "", form: Any = None, say: str = "", status: int = 200
) -> HttpResponse:
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    one, titles = queries.one(by, code), titles_of(by, at)
    allowed, named = queries.acts_for(by, one), drawn.part_named(one)
    local = shipped().get(one.form)
    holds = None
    if request.GET.get("kiem-tra") and one.seed and one.frame_digest:
        holds = queries.draw_holds(one)
    verbs = VERBS | {"close": replace(VERBS["close"], confirm=TOO_FEW)} if one.is_too_small else VERBS
    words = queries.words_left(one) if policies.can_open(by, one) else 0
    context = {
        "now": at, "one": one, "say": say, "who": titles.get(one.post, one.post), "holds": holds,
        "form_title": local.title if local else _title_of(by, one),
        "source": local, "asked": one.asked, "words_left": words, "reads_words": policies.can_open(by, one),
        "parts": [(named(row.part), row) for row in queries.progress(one)], "progresses": one.state == State.OPEN,
        "letters": fared(one.subject) if one.letters else None, "reaches": bool(settings.MAIL or settings.SMS_URL),
        "units": [drawn.unit_named(one.until)(unit) for unit in one.units] if len(one.units) > 1 else [],
        "wanted": yamane(one.population, one.margin) if one.population and one.spread == Spread.WHOLE else None,
        "asks": one.takes(at.date()) and policies.can_interview(by, one),
        "hands_out": policies.can_hand_out(by, one),
        "reads_sample": one.state not in (State.DRAWN, State.OPEN) or policies.can_read_sample(by, one),
        "remedies": mended(by, at, queries.remedies(one.agency, one.subject), one.asked.asked(), one),
        "percent": round(100 * one.answered / one.slips) if one.slips else None,
        "history": [
            {
                "state": "done", "at": event.at, "who": event.by_title,
                "what": EVENTS[event.kind].sentence(event.facts) if event.kind in EVENTS else event.kind,
            }
            for event in queries.events(one)
        ],
        **shown(
            verbs, [name for name in allowed if name != "open"], _forms(by, at.date(), one),
            lambda name: reverse("desk:survey-act", args=[code, name]), act=act, form=form,
        ),
        "opens": "open" in allowed, "unpublished": one.state == State.CLOSED and one.is_too_small,
    }  # fmt: skip
    return render(request, "desk/surveys/round.html", context, status=status)


@official
@act_on("desk:survey")
def act(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """Chọn mẫu, đóng đợt, công bố, giao việc khắc phục, hủy."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    one = queries.one(by, code)
    if name not in VERBS or name == "open":
        raise NotFound()
    if not policies.BY_ACT[name](by, one):
        raise NotAllowed()

    def do(given: dict[str, Any]) -> None:
        if name == "remedy":
            drafted(by, at, one.subject, one.title, dict(one.asked.asked()), given, round=code)
        else:
            actions.VERBS[name](by=by, at=at, round=code, **given)

    def again(**told: Any) -> HttpResponse:
        return _page(request, code, **told)

    return done(request, name, VERBS, _forms(by, at.date(), one), do, again, "desk:survey", code)


@official
@require_POST
def hand_out(request: HttpRequest, code: str) -> HttpResponse:
    """Phát phiếu: letters leave; what is to be printed is printed by somebody of another unit."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    queries.one(by, code)
    writes = request.POST.get("gui") == "thu"
    one = actions.open_round(by=by, at=at, round=code, link=drawn.address if writes else None)
    said = [_("Đã phát phiếu.")]
    if one.letters:
        said.append(_("{n} người nhận phiếu qua thư điện tử, tin nhắn.").format(n=one.letters))
    if one.to_print:
        said.append(_("{n} phiếu do đơn vị khác in và phát tay.").format(n=one.to_print))
    messages.success(request, " ".join(said))
    return redirect("desk:survey", code)


@official
@require_POST
def to_print(request: HttpRequest, code: str) -> HttpResponse:
    """In phiếu: secrets are on this page once, of no dossier; then nobody knows them."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    one = queries.one(by, code)
    slips, named = actions.print_slips(by=by, at=at, round=code), drawn.part_named(one)
    rows = [
        {"part": named(part), "secret": actions.grouped(secret), "qr": drawn.qr(secret)}
        for part, secret in slips
    ]  # fmt: skip
    return render(request, "desk/surveys/slips.html", {"now": at, "one": one, "rows": rows})


@official
@require_safe
def sample(request: HttpRequest, code: str) -> HttpResponse:
    """Hồ sơ được chọn: codes by part, so that the draw can be checked; while people are asked not by those they
    are asked about (R5.7)."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    one = queries.one(by, code)
    if one.state in (State.DRAWN, State.OPEN) and not policies.can_read_sample(by, one):
        raise NotAllowed()
    parts: dict[str, list[Any]] = {}
    named = drawn.part_named(one)
    for row in queries.invited(one):
        parts.setdefault(named(row.part), []).append(row)
    context = {"now": at, "one": one, "parts": parts, "hands_out": policies.can_hand_out(by, one)}
    return render(request, "desk/surveys/sample.html", context)
