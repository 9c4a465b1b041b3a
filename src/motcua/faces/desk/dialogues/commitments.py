"""Commitments at the desk: the tasks of those who were named, and all that was promised."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from motcua.areas.dialogues import actions, policies, queries
from motcua.areas.dialogues.choices import CommitmentState
from motcua.base.calendars.queries import calendar_for
from motcua.base.journal.ports import Actor
from motcua.base.journal.queries import of_subject
from motcua.faces.desk.cases.views import chip_of, titles_of
from motcua.faces.desk.dialogues import forms
from motcua.faces.desk.dialogues.acting import Forms, Verb, done, happened, shown
from motcua.faces.ui.session import act_on, now_of, official
from motcua.rules.impossible import NotAllowed

SHOWN = 200
VERBS = {
    "progress": Verb(
        gettext_lazy("Ghi tiến độ"), "footprints", "t", done=gettext_lazy("Đã ghi tiến độ, công khai ngay.")
    ),
    "report": Verb(
        gettext_lazy("Báo cáo đã thực hiện"), "check", "x", "primary",
        done=gettext_lazy("Đã báo cáo, chờ lãnh đạo xác nhận."),
    ),
    "confirm": Verb(
        gettext_lazy("Xác nhận đã thực hiện"), "check-check", "g",
        done=gettext_lazy("Đã xác nhận. Cam kết vẫn công khai."),
        confirm=gettext_lazy("Người dân đọc được kết quả này. Việc này không lấy lại được."),
    ),
    "send_back": Verb(
        gettext_lazy("Yêu cầu làm tiếp"), "undo-2", "t", done=gettext_lazy("Đã trả lại để làm tiếp."),
    ),
    "postpone": Verb(
        gettext_lazy("Lùi ngày"), "calendar-clock", "", done=gettext_lazy("Đã lùi ngày."),
        say=gettext_lazy("Trễ hay không vẫn tính theo ngày cam kết đầu tiên."),
    ),
    "release": Verb(
        gettext_lazy("Thôi thực hiện"), "circle-stop", "", "danger", done=gettext_lazy("Đã ghi thôi thực hiện."),
        confirm=gettext_lazy("Lý do được công khai thay cho kết quả. Việc này không lấy lại được."),
    ),
}  # fmt: skip
FORMS: Forms = {
    "progress": lambda sent: forms.ProgressForm(sent, prefix="t"),
    "report": lambda sent: forms.ReportForm(sent, prefix="b"),
    "send_back": lambda sent: forms.ReasonForm(sent, prefix="l"),
    "postpone": lambda sent: forms.PostponeForm(sent, prefix="n"),
    "release": lambda sent: forms.ReasonForm(sent, prefix="r"),
}


def lines_of(by: Actor, found: Iterable[Any], at: dt.datetime) -> list[dict[str, Any]]:
    """Rows of a list: what, who, by when, whether it holds."""
    calendar = calendar_for(by.agency)
    mine = {by.post, by.on_behalf_of or by.post}
    return [
        {
            "commitment": one, "case": one.case, "state": CommitmentState(one.case.state).label,
            "chip": chip_of(one.case, at, calendar), "mine": one.case.post in mine and not one.case.closed_at,
            "moved": one.due_on != one.promised_on,
        }
        for one in found
    ]  # fmt: skip


@official
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Cam kết: open ones first by their day."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_look(by):
        raise NotAllowed()
    late = request.GET.get("xem") == "tre"
    found = queries.commitments(by, late=at if late else None)
    context = {
        "now": at, "late_only": late, "lines": lines_of(by, found[:SHOWN], at),
        "open": queries.commitments(by, open_only=True).count(), "late": queries.commitments(by, late=at).count(),
    }  # fmt: skip
    return render(request, "desk/dialogues/commitments.html", context)


@official
@require_safe
def page(request: HttpRequest, code: str) -> HttpResponse:
    """Một cam kết."""
    return _page(request, code)


def _page(
    request: HttpRequest, code: str, *, act: str = "", form: Any = None, say: str = "", status: int = 200
) -> HttpResponse:
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    commitment = queries.commitment(by, code)
    titles = titles_of(by, at)
    allowed = queries.acts_for(by, commitment)
    allowed.sort(key=lambda name: name not in ("report", "confirm"))
    context = {
        "now": at, "commitment": commitment, "case": commitment.case, "say": say,
        "state_text": CommitmentState(commitment.case.state).label,
        "chip": chip_of(commitment.case, at, calendar_for(commitment.case.agency)),
        "holder": titles.get(commitment.case.post, ""),
        "reads": commitment.question is not None and policies.can_answer(by, commitment.question),
        "progress": [
            {"state": "done", "at": one.at, "what": one.said, "who": titles.get(one.post, one.post)}
            for one in commitment.progress.order_by("n")
        ],
        "history": happened(of_subject(commitment.case.subject)),
        **shown(
            VERBS, allowed, FORMS, lambda name: reverse("desk:commitment-act", args=[code, name]), act=act, form=form
        ),
    }  # fmt: skip
    return render(request, "desk/dialogues/commitment.html", context, status=status)


@official
@act_on("desk:commitment")
def act(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """Một thao tác trên cam kết."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    queries.commitment(by, code)

    def do(given: dict[str, Any]) -> None:
        actions.COMMITMENT_VERBS[name](by=by, at=at, commitment=code, **given)

    def again(**said: Any) -> HttpResponse:
        return _page(request, code, **said)

    return done(request, name, VERBS, FORMS, do, again, "desk:commitment", code)
