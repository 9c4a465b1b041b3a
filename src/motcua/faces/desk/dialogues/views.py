"""Dialogues at the desk: what is planned, who came, what was asked, what was promised."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from motcua.areas.dialogues import actions, policies, queries
from motcua.areas.dialogues import forms as printed
from motcua.areas.dialogues.choices import DialogueState, groups, kinds
from motcua.areas.petitions.choices import topics
from motcua.base.documents.queries import qr_drawing
from motcua.base.journal.ports import Actor
from motcua.faces.desk.dialogues import forms
from motcua.faces.desk.dialogues.acting import Forms, Verb, done, happened, shown
from motcua.faces.desk.dialogues.commitments import lines_of
from motcua.faces.ui.session import act_on, now_of, official
from motcua.rules.impossible import Impossible, NotAllowed, NotFound

SHOWN = 60
VERBS = {
    "approve": Verb(gettext_lazy("Duyệt kế hoạch"), "check", "g", done=gettext_lazy("Đã duyệt kế hoạch.")),
    "announce": Verb(
        gettext_lazy("Mời và thông báo"), "megaphone", "x",
        done=gettext_lazy("Đã lấy số giấy mời và thông báo công khai."),
        confirm=gettext_lazy("Giấy mời lấy số; buổi đối thoại hiện trên trang của người dân và nhận câu hỏi."),
    ),
    "hold": Verb(
        gettext_lazy("Ghi thành phần dự"), "users", "x", done=gettext_lazy("Đã ghi thành phần dự."),
        say=gettext_lazy("Chỉ ghi số người của từng thành phần; không cần danh sách."),
    ),
    "make": Verb(
        gettext_lazy("Ghi cam kết"), "handshake", "c", done=gettext_lazy("Đã ghi cam kết và giao việc."),
        say=gettext_lazy("Việc vào ngay hộp việc của vị trí được giao, và công khai cho người dân."),
    ),
    "floor": Verb(
        gettext_lazy("Ghi câu hỏi tại chỗ"), "message-square-plus", "h", done=gettext_lazy("Đã ghi câu hỏi.")
    ),
    "conclude": Verb(
        gettext_lazy("Ra thông báo kết luận"), "stamp", "g", done=gettext_lazy("Đã ban hành thông báo kết luận."),
        confirm=gettext_lazy("Thông báo lấy số và công khai cùng câu trả lời, cam kết. Việc này không lấy lại được."),
    ),
    "change": Verb(gettext_lazy("Sửa kế hoạch"), "pencil", "s", done=gettext_lazy("Đã sửa kế hoạch.")),
    "cancel": Verb(
        gettext_lazy("Hủy buổi đối thoại"), "circle-stop", "", "danger", done=gettext_lazy("Đã hủy buổi đối thoại.")
    ),
}  # fmt: skip
TICKS = {"planned": "soon", "approved": "soon", "announced": "soon", "held": "soon", "concluded": "ok"}


@official
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Đối thoại: what comes, what was held, whether the year has its conference."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_look(by):
        raise NotAllowed()
    wanted = {"kind": request.GET.get("hinh-thuc", "")[:24], "state": request.GET.get("trang-thai", "")[:12]}
    found = list(queries.dialogues(by, **wanted)[:SHOWN])
    counts = queries.counts(found)
    promised = queries.commitments(by, open_only=True)
    context = {
        "now": at, "wanted": wanted, "filtered": any(wanted.values()), "kinds": kinds().values(),
        "states": DialogueState.choices, "plans": policies.can_prepare(by), "works": policies.works_on(by),
        "figures": queries.figures(by, at), "open": promised.count(),
        "late": queries.commitments(by, late=at).count(),
        "years": queries.year_counts_of(by.agency, at.date()),
        "rows": [
            {"dialogue": one, "kind": kinds()[one.kind].name, "tick": TICKS.get(one.state, ""), **counts[one.pk]}
            for one in found
        ],
    }  # fmt: skip
    return render(request, "desk/dialogues/list.html", context)


@official
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
def plan(request: HttpRequest) -> HttpResponse:
    """Lập kế hoạch đối thoại."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_prepare(by):
        raise NotAllowed()
    form = forms.PlanForm(by, at.date(), request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            made = actions.plan(by=by, at=at, unit=by.agency, **form.given())
        except Impossible as refusal:
            form.mend(refusal)
        else:
            return redirect("desk:dialogue", made.code)
    status = 422 if form.is_bound else 200
    return render(
        request, "desk/dialogues/plan.html", {"form": form, "now": at, "kinds": kinds()}, status=status
    )


# --- one dialogue ----------------------------------------------------------------------------------------------


def _allowed(by: Actor, dialogue: Any, at: Any) -> list[str]:
    """Acts that this post may do now, the expected one first."""
    arranges, decides = policies.can_arrange(by, dialogue), policies.can_approve(by, dialogue)
    begun = at >= dialogue.starts_at
    match dialogue.state:
        case DialogueState.PLANNED:
            found = [(decides, "approve"), (arranges, "change"), (arranges, "cancel")]
        case DialogueState.APPROVED:
            found = [(arranges, "announce"), (arranges, "cancel")]
        case DialogueState.ANNOUNCED if begun:
            found = [(arranges, "hold"), (arranges, "floor"), (arranges, "make")]
        case DialogueState.ANNOUNCED:
            found = [(arranges, "cancel")]
        case DialogueState.HELD:
            found = [(decides, "conclude"), (arranges, "make"), (arranges, "floor")]
        case DialogueState.CONCLUDED:
            found = [(arranges, "make")]
        case _:
            found = []
    return [name for may, name in found if may]


def _forms(by: Actor, dialogue: Any, at: Any) -> Forms:
    def plan_again(sent: Any) -> forms.PlanForm:
        said = {
            name: getattr(dialogue, name)
            for name in ("kind", "title", "joint", "project", "chair", "place", "purpose", "starts_at", "ends_at",
                         "questions_until")
        }  # fmt: skip
        said |= {f"group_{code}": n for code, n in dialogue.groups.items()}
        return forms.PlanForm(
            by, at.date(), sent, initial={**said, "topics": "\n".join(dialogue.topics)}, prefix="s"
        )

    asked = queries.public_questions(dialogue)
    return {
        "hold": lambda sent: forms.HoldForm(sent, project=dialogue.kind == "compensation", prefix="d"),
        "make": lambda sent: forms.CommitmentForm(by, at.date(), asked, sent, prefix="c"),
        "floor": lambda sent: forms.FloorForm(sent, prefix="h"),
        "conclude": lambda sent: forms.ConcludeForm(sent, prefix="k"),
        "change": plan_again,
        "cancel": lambda sent: forms.ReasonForm(sent, prefix="r"),
    }


@official
@require_safe
def page(request: HttpRequest, code: str) -> HttpResponse:
    """Một buổi đối thoại."""
    return _page(request, code)


def _page(
    request: HttpRequest, code: str, *, act: str = "", form: Any = None, say: str = "", status: int = 200
) -> HttpResponse:
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    dialogue = queries.dialogue(by, code)
    asked = list(queries.questions_of(by, dialogue))
    door = queries.takes_questions(dialogue, at, door=True)
    context = {
        "now": at, "dialogue": dialogue, "kind": kinds()[dialogue.kind], "say": say,
        "state_text": dialogue.get_state_display(), "tick": TICKS.get(dialogue.state, ""),
        "invited": [(_(groups()[name]), n, dialogue.participants.get(name)) for name, n in dialogue.groups.items()],
        "others": [(_(groups()[name]), n) for name, n in dialogue.participants.items() if name not in dialogue.groups],
        "people": sum(dialogue.participants.values()),
        "questions": [{"question": one, "topic": _(topics().get(one.topic, one.topic))} for one in asked],
        "to_see": sum(one.state == "waiting" for one in asked), "works": policies.works_on(by),
        "commitments": lines_of(by, queries.commitments(by, dialogue=dialogue), at),
        "papers": printed.available(dialogue), "door": door,
        "late_notice": dialogue.state == DialogueState.HELD
        and dialogue.conclusion_due is not None
        and at > dialogue.conclusion_due,
        "public": reverse("portal:dialogue", args=[dialogue.code]) if dialogue.announced_at else "",
        "history": happened(queries.events(dialogue.subject)),
        **shown(
            VERBS, _allowed(by, dialogue, at), _forms(by, dialogue, at),
            lambda name: reverse("desk:dialogue-act", args=[code, name]), act=act, form=form,
        ),
    }  # fmt: skip
    return render(request, "desk/dialogues/dialogue.html", context, status=status)


@official
@act_on("desk:dialogue")
@sensitive_post_parameters()
def act(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """Một thao tác trên buổi đối thoại."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    dialogue = queries.dialogue(by, code)

    def do(given: dict[str, Any]) -> None:
        match name:
            case "floor":
                answer = given.pop("answer")
                asked = actions.ask(
                    by=by, at=at, unit=dialogue.agency, way="floor", dialogue=dialogue, **given
                )
                if answer:
                    actions.answer(by=by, at=at, question=asked, answer=answer, on_spot=True)
            case "change":
                actions.change(by=by, at=at, dialogue=dialogue, plan=given)
            case _:
                verb: Any = getattr(actions, name)
                verb(by=by, at=at, dialogue=dialogue, **given)

    def again(**said: Any) -> HttpResponse:
        return _page(request, code, **said)

    return done(request, name, VERBS, _forms(by, dialogue, at), do, again, "desk:dialogue", code)


@official
@require_safe
def paper(request: HttpRequest, code: str, name: str, kind: str) -> HttpResponse:
    """Giấy mời, thông báo kết luận: as PDF, or as DOCX to be edited."""
    by = request.actor  # type: ignore[attr-defined]
    dialogue = queries.dialogue(by, code)
    if name not in printed.available(dialogue) or kind not in printed.KINDS:
        raise NotFound()
    content = printed.paper(name, dialogue, kind)
    answer = HttpResponse(content, content_type=printed.KINDS[kind])
    answer["Content-Disposition"] = f'inline; filename="{name}-{dialogue.code}.{kind}"'
    return answer


@official
@require_safe
def door(request: HttpRequest, code: str) -> HttpResponse:
    """Mã QR tại cửa: for a sheet of paper or a screen at the door."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    dialogue = queries.dialogue(by, code)
    if dialogue.announced_at is None or not policies.works_on(by):
        raise NotFound()
    address = printed.door_address(dialogue)
    return render(
        request, "desk/dialogues/door.html",
        {"now": at, "dialogue": dialogue, "address": address, "qr": SafeString(qr_drawing(address))},
    )  # fmt: skip
