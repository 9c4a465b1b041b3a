"""Recommendations at the desk: what must be answered by when, what was replied, what came of it."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from motcua.areas.inspections import actions, policies, queries
from motcua.areas.inspections.choices import Matter, RecommendationState
from motcua.base.calendars.queries import calendar_for
from motcua.base.journal.ports import Actor
from motcua.base.journal.queries import of_subject
from motcua.faces.desk.cases.views import chip_of, titles_of
from motcua.faces.desk.dialogues.acting import Forms, Verb, done, happened, shown
from motcua.faces.desk.inspections import forms
from motcua.faces.ui.session import act_on, now_of, official
from motcua.rules.impossible import NotAllowed

SHOWN = 200
WANTED = {"": "", "cua-toi": "mine", "tre": "late", "mo": "open", "theo-doi": "watched"}
VERBS = {
    "answer": Verb(
        gettext_lazy("Trả lời kiến nghị"), "reply", "g", done=gettext_lazy("Đã ghi trả lời và gửi bên kiến nghị."),
        say=gettext_lazy("Ghi đúng văn bản đã ký. Kiến nghị đã công khai thì trả lời cũng công khai."),
        confirm=gettext_lazy("Trả lời không sửa lại được. Kiểm tra số, ngày và nội dung."),
    ),
    "name_post": Verb(gettext_lazy("Giao trả lời"), "user-check", "t", done=gettext_lazy("Đã giao.")),
    "accept": Verb(
        gettext_lazy("Trả lời rõ, đủ"), "thumbs-up", "g", done=gettext_lazy("Đã ghi nhận xét."),
        say=gettext_lazy("Việc đã hứa có ngày thì theo dõi đến ngày ấy; không hứa gì thêm thì kết thúc."),
    ),
    "ask_again": Verb(
        gettext_lazy("Đề nghị trả lời lại"), "rotate-ccw", "t", done=gettext_lazy("Đã đề nghị trả lời lại."),
        say=gettext_lazy("Thời hạn trả lời tính lại từ hôm nay; lần trả lời trễ vẫn là trễ."),
    ),
    "settle": Verb(
        gettext_lazy("Ghi kết quả"), "circle-check-big", "g", done=gettext_lazy("Đã ghi kết quả."),
        confirm=gettext_lazy("Kết thúc theo dõi kiến nghị này. Việc này không lấy lại được."),
    ),
    "watch": Verb(
        gettext_lazy("Theo dõi phòng, chống tham nhũng"), "eye", "",
        done=gettext_lazy("Đã đưa vào danh sách theo dõi."),
        confirm=gettext_lazy("Chỉ người thanh tra và người đứng đầu biết kiến nghị này được theo dõi."),
    ),
    "unwatch": Verb(gettext_lazy("Thôi theo dõi"), "eye-off", "", done=gettext_lazy("Đã đưa ra khỏi danh sách.")),
    "withdraw": Verb(
        gettext_lazy("Rút kiến nghị"), "circle-stop", "", "danger", done=gettext_lazy("Đã rút kiến nghị."),
        confirm=gettext_lazy("Cơ quan nhận không phải trả lời nữa. Việc này không lấy lại được."),
    ),
}  # fmt: skip


def lines_of(by: Actor, found: Iterable[Any], at: dt.datetime) -> list[dict[str, Any]]:
    """Rows of a list: what, to whom, how it stands, by when."""
    calendar = calendar_for(by.agency)
    mine = {by.post, by.on_behalf_of or by.post}
    return [
        {
            "recommendation": one, "case": one.case, "state": RecommendationState(one.case.state).label,
            "chip": chip_of(one.case, at, calendar),
            "mine": one.case.closed_at is None and one.case.where == by.agency and one.case.post in mine,
            "late": one.replied_late or (one.case.finished_at is None and one.case.due_at < at),
        }
        for one in found
    ]  # fmt: skip


@official
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Kiến nghị: what waits for a reply first, by its day."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_look(by):
        raise NotAllowed()
    see = request.GET.get("xem", "")
    see = see if see in WANTED and (see != "theo-doi" or policies.watches(by)) else ""
    found = queries.recommendations(by, queries.Wanted(WANTED[see], at))
    context = {
        "now": at, "see": see, "lines": lines_of(by, found[:SHOWN], at), "figures": queries.figures(by, at),
        "watches": policies.watches(by),
    }  # fmt: skip
    return render(request, "desk/inspections/recommendations.html", context)


def _forms(by: Actor, recommendation: Any, at: dt.datetime) -> Forms:
    money = recommendation.matter == Matter.MONEY
    return {
        "answer": lambda sent: forms.AnswerForm(sent, prefix="g", initial={"replied_on": at.date()}),
        "name_post": lambda sent: forms.NameForm(by, at.date(), sent, prefix="t"),
        "accept": lambda sent: forms.AcceptForm(sent, prefix="y"),
        "ask_again": lambda sent: forms.AskAgainForm(sent, prefix="l"),
        "settle": lambda sent: forms.SettleForm(money, sent, prefix="k", initial={"settled_on": at.date()}),
        "withdraw": lambda sent: forms.WithdrawForm(sent, prefix="r"),
    }


@official
@require_safe
def page(request: HttpRequest, code: str) -> HttpResponse:
    """Một kiến nghị."""
    return _page(request, code)


def _page(
    request: HttpRequest, code: str, *, act: str = "", form: Any = None, say: str = "", status: int = 200
) -> HttpResponse:
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    row = queries.recommendation(by, code)
    allowed, made, titles = queries.acts_for(by, row), _forms(by, row, at), titles_of(by, at)
    context = {
        "now": at, "recommendation": row, "inspection": row.inspection, "case": row.case, "say": say,
        "state_text": RecommendationState(row.case.state).label,
        "chip": chip_of(row.case, at, calendar_for(row.agency)), "replies": list(row.replies.order_by("n")),
        "holder": titles.get(row.post, "") if row.case.state == RecommendationState.SENT else "",
        "history": happened(of_subject(row.case.subject)),
        **shown(
            VERBS, allowed, {name: made[name] for name in allowed if name in made},
            lambda name: reverse("desk:recommendation-act", args=[code, name]), act=act, form=form,
        ),
    }  # fmt: skip
    return render(request, "desk/inspections/recommendation.html", context, status=status)


@official
@act_on("desk:recommendation")
def act(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """Một thao tác trên kiến nghị."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    row = queries.recommendation(by, code)
    may = policies.BY_ACT.get(name)
    if may is not None and not may(by, row):
        raise NotAllowed()

    def do(given: dict[str, Any]) -> None:
        actions.VERBS[name](by=by, at=at, recommendation=code, **given)

    def again(**said: Any) -> HttpResponse:
        return _page(request, code, **said)

    return done(request, name, VERBS, _forms(by, row, at), do, again, "desk:recommendation", code)
