"""Consultations at the desk: the draft, its days, what people say of it, and what becomes of that."""

import io
import zipfile
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from motcua.areas.dialogues import actions, policies, queries
from motcua.areas.dialogues import forms as printed
from motcua.areas.dialogues.choices import CommentState, ConsultationState, Form, Ground, matters
from motcua.base import spoken
from motcua.base.files.policies import check, upload_faults
from motcua.base.journal.ports import Actor
from motcua.faces.desk.dialogues import forms
from motcua.faces.desk.dialogues.acting import Forms, Verb, done, happened, shown
from motcua.faces.ui.positions import drawn
from motcua.faces.ui.session import act_on, now_of, official
from motcua.rules.dialogues import Phase, Tally
from motcua.rules.impossible import Impossible, Invalid, NotAllowed, NotFound
from motcua.rules.vietnamese import nfc

SHOWN, FILE_MOST = 60, 5 * 1024 * 1024
PHASES = {
    Phase.DRAFT: gettext_lazy("Đang soạn"), Phase.COMING: gettext_lazy("Sắp lấy ý kiến"),
    Phase.OPEN: gettext_lazy("Đang lấy ý kiến"), Phase.COUNTING: gettext_lazy("Hết hạn, đang tổng hợp"),
    Phase.EXPLAINED: gettext_lazy("Đã giải trình, chờ công bố"),
    Phase.PUBLISHED: gettext_lazy("Đã công bố kết quả"),
}  # fmt: skip
VERBS = {
    "announce": Verb(
        gettext_lazy("Công bố lấy ý kiến"), "megaphone", "g", done=gettext_lazy("Đã công bố lấy ý kiến."),
        confirm=gettext_lazy("Dự thảo hiện trên trang của người dân. Việc này không lấy lại được."),
    ),
    "count": Verb(
        gettext_lazy("Ghi ý kiến thu nơi khác"), "clipboard-list", "c", done=gettext_lazy("Đã ghi ý kiến."),
        say=gettext_lazy("Hội nghị, họp tổ, phiếu hộ gia đình, MTTQ: chỉ ghi số và tóm tắt."),
    ),
    "close": Verb(
        gettext_lazy("Kết thúc lấy ý kiến"), "circle-stop", "x", done=gettext_lazy("Đã kết thúc lấy ý kiến.")
    ),
    "explain": Verb(gettext_lazy("Giải trình"), "message-square-reply", "t", done=gettext_lazy("Đã ghi giải trình.")),
    "finish": Verb(
        gettext_lazy("Hoàn thành giải trình"), "check", "x", done=gettext_lazy("Đã hoàn thành giải trình.")
    ),
    "publish": Verb(
        gettext_lazy("Công bố kết quả"), "megaphone", "g", done=gettext_lazy("Đã công bố kết quả."),
        confirm=gettext_lazy("Số liệu, ý kiến và giải trình được công khai. Việc này không lấy lại được."),
    ),
}  # fmt: skip
FORMS: Forms = {
    "announce": lambda sent: forms.AnnounceForm(sent, prefix="b"),
    "count": lambda sent: forms.CountForm(sent, prefix="c"),
    "finish": lambda sent: forms.FinishForm(sent, prefix="h"),
}


@official
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Lấy ý kiến: drafts before people."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_look(by):
        raise NotAllowed()
    rows = []
    for one in queries.consultations(by)[:SHOWN]:
        total = sum(queries.tallies(one).values(), Tally())
        phase = queries.phase_of(one, at.date())
        rows.append(
            {"consultation": one, "phase": PHASES[phase], "open": phase is Phase.OPEN, "total": total}
        )
    context = {
        "now": at, "rows": rows, "drafts": policies.can_prepare(by), "figures": queries.figures(by, at),
        "open": sum(bool(row["open"]) for row in rows), "days": queries.least_days(at.date()),
        "works": policies.works_on(by),
    }  # fmt: skip
    return render(request, "desk/dialogues/consultations.html", context)


def _read(upload: Any) -> str:
    """The text of a draft that was uploaded, a line a paragraph. Raises Invalid at the file."""
    content = upload.read()
    if upload.name.lower().endswith(".txt"):
        try:
            return nfc(content.decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            raise Invalid(field="file", text=_("Lưu tệp văn bản dạng UTF-8 rồi chọn lại.")) from error
    check(upload.name, content, field="file", limit=FILE_MOST)
    import docx

    try:
        paragraphs = docx.Document(io.BytesIO(content)).paragraphs
        return nfc("\n".join(one.text for one in paragraphs))
    except (KeyError, ValueError, zipfile.BadZipFile) as error:
        raise Invalid(field="file", text=_("Không đọc được tệp Word. Mở, lưu lại rồi chọn lại.")) from error


@official
@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: HttpRequest) -> HttpResponse:
    """Soạn lấy ý kiến: the text pasted, or a file."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_prepare(by):
        raise NotAllowed()
    posted = request.method == "POST"
    form = forms.DraftForm(request.POST if posted else None, request.FILES if posted else None)
    if posted:
        for fault in upload_faults(request):
            form.add_error("file", spoken.fault(fault))
    if posted and form.is_valid():
        given, upload = form.given(), request.FILES.get("file")
        try:
            if upload is not None:
                given["text"] = _read(upload)
            made = actions.draft(by=by, at=at, unit=by.agency, **given)
        except Impossible as refusal:
            form.mend(refusal)
        else:
            return redirect("desk:consultation", made.code)
    return render(
        request, "desk/dialogues/draft.html", {"form": form, "now": at}, status=422 if posted else 200
    )


# --- one consultation ------------------------------------------------------------------------------------------


def _allowed(by: Actor, consultation: Any, phase: Phase, left: bool) -> list[str]:
    arranges = policies.can_arrange_consultation(by, consultation)
    decides = policies.can_announce_consultation(by, consultation)
    closed = consultation.state == ConsultationState.CLOSED
    found: list[tuple[bool, str]] = [
        (phase is Phase.DRAFT and decides, "announce"),
        (phase is Phase.COUNTING and not closed and arranges, "close"),
        (closed and arranges and not left, "finish"),
        (phase in (Phase.OPEN, Phase.COUNTING) and arranges, "count"),
        (phase is Phase.EXPLAINED and decides, "publish"),
    ]
    return [name for may, name in found if may]


def bars_of(consultation: Any) -> list[dict[str, Any]]:
    """Positions by clause as drawn, for clauses of which somebody said something."""
    tallies = queries.tallies(consultation)
    names = [(0, _("Toàn bộ dự thảo")), *((one.n, one.label) for one in queries.clauses(consultation))]
    return [
        {"label": name, "drawn": drawn(tallies[n])} for n, name in names if n in tallies and tallies[n].all
    ]


def _line(comment: Any, names: dict[int, str]) -> dict[str, Any]:
    stance = comment.get_stance_display()
    return {"comment": comment, "clause": names.get(comment.clause, ""), "stance": stance}


@official
@require_safe
def page(request: HttpRequest, code: str) -> HttpResponse:
    """Một đợt lấy ý kiến."""
    return _page(request, code)


@sensitive_variables()
def _page(
    request: HttpRequest, code: str, *, act: str = "", form: Any = None, say: str = "", status: int = 200
) -> HttpResponse:
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    consultation = queries.consultation(by, code)
    phase = queries.phase_of(consultation, at.date())
    worded, counted = queries.unexplained(consultation)
    arranges = policies.can_arrange_consultation(by, consultation)
    reads = policies.can_answer(by, consultation)
    clauses = queries.clauses(consultation)
    names = {0: _("Toàn bộ dự thảo"), **{one.n: one.label for one in clauses}}
    waiting = list(queries.waiting_comments(by, consultation)) if arranges else []
    explains = arranges and consultation.state == ConsultationState.CLOSED and bool(worded or counted)
    context = {
        "now": at, "consultation": consultation, "phase": phase, "phase_text": PHASES[phase], "say": say,
        "matter": matters()[consultation.matter], "clauses": clauses, "bars": bars_of(consultation),
        "at_once": queries.many_at_once(consultation) if arranges or reads else [],
        "total": sum(queries.tallies(consultation).values(), Tally()),
        "forms_text": [Form(one).label for one in consultation.forms],
        "to_see": [_line(one, names) for one in waiting],
        "grounds": Ground.choices, "gatherings": queries.gatherings(consultation), "reads": reads,
        "left": [_line(one, names) for one in worded] if reads else [],
        "left_counted": counted, "explanations": queries.explanations(consultation), "arranges": arranges,
        "explain_form": (form if act == "explain" and form else forms.ExplainForm(prefix="t")) if explains else None,
        "chosen": set(request.POST.getlist("comments")), "days": queries.least_days(at.date()),
        "public": reverse("portal:consultation", args=[code]) if phase is not Phase.DRAFT else "",
        "history": happened(queries.events(consultation.subject)),
        **shown(
            VERBS, _allowed(by, consultation, phase, bool(worded or counted or waiting)), FORMS,
            lambda name: reverse("desk:consultation-act", args=[code, name]), act=act, form=form,
        ),
    }  # fmt: skip
    return render(request, "desk/dialogues/consultation.html", context, status=status)


@official
@act_on("desk:consultation")
@sensitive_post_parameters()
def act(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """Một thao tác trên đợt lấy ý kiến."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    consultation = queries.consultation(by, code)

    def do(given: dict[str, Any]) -> None:
        if name == "announce":
            actions.announce_consultation(by=by, at=at, consultation=consultation, **given)
        elif name == "explain":
            numbers = [
                int(one) for one in request.POST.getlist("gatherings") if one.isdecimal() and len(one) < 6
            ]
            actions.explain(
                by=by, at=at, consultation=consultation, comments=request.POST.getlist("comments"), gatherings=numbers,
                **given,
            )  # fmt: skip
        else:
            verb: Any = getattr(actions, name)
            verb(by=by, at=at, consultation=consultation, **given)

    def again(**said: Any) -> HttpResponse:
        return _page(request, code, **said)

    made: Forms = {**FORMS, "explain": lambda sent: forms.ExplainForm(sent, prefix="t")}
    return done(request, name, VERBS, made, do, again, "desk:consultation", code)


@official
@act_on("desk:consultation")
@sensitive_post_parameters()
def moderate(request: HttpRequest, code: str, comment: str) -> HttpResponse:
    """Đăng hoặc không đăng lời của một ý kiến."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    consultation = queries.consultation(by, code)
    hands_over = request.POST.get("act") == "hand_over"
    states = (CommentState.WAITING, CommentState.SHOWN) if hands_over else (CommentState.WAITING,)
    found = queries.comments(by, consultation).filter(code=comment, state__in=states).first()
    if found is None or not (hands_over or policies.can_moderate_comment(by, found)):
        raise NotFound()
    try:
        if request.POST.get("act") == "show":
            actions.show_comment(by=by, at=at, comment=comment)
        elif hands_over:
            actions.hand_over_comment(by=by, at=at, comment=comment)
        else:
            actions.decline_comment(by=by, at=at, comment=comment, ground=request.POST.get("ground", "")[:12])
    except NotFound:
        raise
    except Impossible as refusal:
        return _page(request, code, say=spoken.refusal(refusal), status=422 if refusal.faults else 409)
    return redirect(f"{reverse('desk:consultation', args=[code])}#cho-xem")


@official
@require_safe
def sheet(request: HttpRequest, code: str) -> HttpResponse:
    """Số liệu: positions, words let through, explanations, as a workbook."""
    by = request.actor  # type: ignore[attr-defined]
    consultation = queries.consultation(by, code)
    answer = HttpResponse(printed.sheet(consultation), content_type=printed.XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{consultation.code}.xlsx"'
    return answer
