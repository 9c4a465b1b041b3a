"""Questions at the desk: let through, merged, declined, answered."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_safe

from motcua.areas.dialogues import actions, policies, queries
from motcua.areas.dialogues.choices import QuestionState, groups
from motcua.areas.petitions.choices import topics
from motcua.base.journal.ports import Actor
from motcua.faces.desk.dialogues import forms
from motcua.faces.desk.dialogues.acting import Forms, Verb, done, shown
from motcua.faces.ui.session import act_on, now_of, official
from motcua.rules.denunciations import sounds_like
from motcua.rules.impossible import NotAllowed

SHOWN = 100
VERBS = {
    "show": Verb(
        gettext_lazy("Đăng câu hỏi"), "eye", "x", done=gettext_lazy("Đã đăng câu hỏi."),
        say=gettext_lazy("Người dân đọc đúng như ghi ở đây; lời gốc giữ kín."),
    ),
    "answer": Verb(
        gettext_lazy("Trả lời"), "message-square-reply", "t", done=gettext_lazy("Đã trả lời, công khai ngay.")
    ),
    "merge": Verb(gettext_lazy("Gộp câu hỏi trùng"), "merge", "", done=gettext_lazy("Đã gộp câu hỏi.")),
    "decline": Verb(
        gettext_lazy("Không đăng"), "eye-off", "", "danger", done=gettext_lazy("Đã ghi không đăng."),
        say=gettext_lazy("Người hỏi đọc được lý do bằng biên nhận."),
    ),
    "hand_over": Verb(
        gettext_lazy("Chuyển xử lý kín"), "eye-off", "", "danger",
        done=gettext_lazy("Đã chuyển xử lý kín. Ở đây không còn lời nào."),
        confirm=gettext_lazy(
            "Nội dung tố cáo hành vi trái pháp luật của người, cơ quan cụ thể: thành đơn giữ kín. Lời, tên ở đây bị "
            "xóa, không lấy lại được; người gửi theo dõi tiếp bằng biên nhận đang có."
        ),
    ),
}  # fmt: skip


@official
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Câu hỏi: those that wait to be looked at, and those let through but not answered."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.works_on(by):
        raise NotAllowed()
    context = {
        "now": at, "topics": topics(),
        "to_see": list(queries.waiting_questions(by)[:SHOWN]),
        "unanswered": list(queries.waiting_questions(by, state=QuestionState.SHOWN)[:SHOWN]),
    }  # fmt: skip
    return render(request, "desk/dialogues/questions.html", context)


def _allowed(by: Actor, question: Any) -> list[str]:
    moderates, answers = policies.can_moderate(by, question), policies.can_answer(by, question)
    match question.state:
        case QuestionState.WAITING:
            found = [(moderates, "show"), (moderates, "merge"), (moderates, "decline")]
        case QuestionState.SHOWN:
            found = [(answers, "answer"), (moderates, "show"), (moderates, "merge"), (moderates, "decline")]
        case _:
            found = []
    if question.state != QuestionState.HANDED_OVER:
        found.append((policies.can_hand_over(by, question), "hand_over"))
    return [name for may, name in found if may]


def _forms(by: Actor, question: Any) -> Forms:
    likely = [one.question for one in queries.alike(by, question)]
    known = {one.pk for one in likely}
    asked = queries.public_questions(question.dialogue) if question.dialogue else []
    others = [*likely, *(one for one in asked if one.pk not in known and one.pk != question.pk)]
    return {
        "show": lambda sent: forms.ShowForm(
            sent, initial={"shown": question.shown or question.content}, prefix="d"
        ),
        "answer": lambda sent: forms.AnswerForm(sent, initial={"answer": question.answer}, prefix="t"),
        "merge": lambda sent: forms.MergeForm(others, sent, prefix="g"),
        "decline": lambda sent: forms.DeclineForm(sent, prefix="k"),
    }


@official
@require_safe
def page(request: HttpRequest, code: str) -> HttpResponse:
    """Một câu hỏi."""
    return _page(request, code)


@sensitive_variables()
def _page(
    request: HttpRequest, code: str, *, act: str = "", form: Any = None, say: str = "", status: int = 200
) -> HttpResponse:
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    question = queries.question(by, code)
    allowed = _allowed(by, question)
    context = {
        "now": at, "question": question, "say": say, "topic": _(topics().get(question.topic, question.topic)),
        "group": _(groups()[question.group]) if question.group in groups() else "",
        "denounces": sounds_like(question.content) and policies.can_hand_over(by, question),
        "moderates": policies.can_moderate(by, question),
        "likely": queries.alike(by, question) if question.state in ("waiting", "shown") else [],
        **shown(
            VERBS, allowed, _forms(by, question), lambda name: reverse("desk:question-act", args=[code, name]), act=act,
            form=form,
        ),
    }  # fmt: skip
    return render(request, "desk/dialogues/question.html", context, status=status)


@official
@act_on("desk:question")
@sensitive_post_parameters()
@sensitive_variables()
def act(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """Một thao tác trên câu hỏi."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    question = queries.question(by, code)

    def do(given: dict[str, Any]) -> None:
        verb: Any = getattr(actions, name)
        verb(by=by, at=at, question=code, **given)

    def again(**said: Any) -> HttpResponse:
        return _page(request, code, **said)

    return done(request, name, VERBS, _forms(by, question), do, again, "desk:question", code)
