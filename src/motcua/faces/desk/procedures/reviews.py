"""Reviewing procedures at the desk: the plan of a year, its items, their costs and outcomes (R3.12–R3.16)."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.areas.cases import queries as cases
from motcua.areas.procedures import actions, forms, policies, queries
from motcua.areas.procedures.choices import Criterion, Outcome, ReviewState
from motcua.base import spoken
from motcua.base.documents import queries as documents
from motcua.base.journal.events import EVENTS
from motcua.base.journal.queries import of_subject
from motcua.base.orgs.queries import version_on
from motcua.faces.desk.procedures import review_forms
from motcua.faces.ui.session import now_of, official
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Impossible, Invalid, NotAllowed, NotFound


@official
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Rà soát thủ tục: the newest plan, and the years before."""
    by = request.actor  # type: ignore[attr-defined]
    plans = queries.plans(by)
    return _plan_page(request, plans[0] if plans else None)


@official
@require_safe
def plan(request: HttpRequest, number: int) -> HttpResponse:
    """Kế hoạch rà soát của một năm."""
    return _plan_page(request, queries.review_plan(number, by=request.actor))  # type: ignore[attr-defined]


def _plan_page(
    request: HttpRequest, shown: Any, *, item: Any = None, say: str = "", status: int = 200
) -> HttpResponse:
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    items = queries.items_of(shown) if shown else []
    plans = queries.plans(by)
    year = plans[0].year + 1 if plans and plans[0].year >= at.year else at.year
    states = dict(ReviewState.choices)
    figures = queries.review_figures(items)
    context = {
        "plan": shown, "plans": plans, "figures": figures, "say": say, "on": at.date(), "now": at,
        "items": [{"item": one, "costs": queries.costs_of(one)} for one in items],
        "due": queries.plan_due(shown.year) if shown else None, "keeper": policies.can_plan(by), "year": year,
        "way": [(states[name], count) for name, count in figures.states.items()],
        "form": item or review_forms.ItemForm(
            initial={
                "starts_on": at.date(), "ends_on": at.date() + dt.timedelta(days=120), "procedures": 1,
                "lead": version_on(by.unit, at.date()).name,
            }
        ),
        "unit": version_on(by.agency, at.date()),
    }  # fmt: skip
    return render(request, "desk/reviews.html", context, status=status)


@official
@require_POST
def new(request: HttpRequest) -> HttpResponse:
    """Lập kế hoạch của một năm."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_plan(by):
        raise NotAllowed()
    form = review_forms.YearForm(request.POST)
    if not form.is_valid():
        return _plan_page(request, None, say=_("Ghi năm của kế hoạch."), status=422)
    try:
        made = actions.plan_review(year=form.cleaned_data["year"], by=by, at=at)
    except NotAllowed:
        raise
    except Impossible as error:
        plans = queries.plans(by)
        return _plan_page(request, plans[0] if plans else None, say=spoken.refusal(error), status=409)
    return redirect("desk:review-plan", made.pk)


@official
@require_POST
def plan_act(request: HttpRequest, number: int, name: str) -> HttpResponse:
    """Thêm mục vào kế hoạch, hoặc gửi kế hoạch."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    shown = queries.review_plan(number, by=by)
    if not policies.can_change_plan(by, shown):
        raise NotAllowed()
    form = review_forms.ItemForm(request.POST) if name == "add" else review_forms.PaperForm(request.POST)
    if name not in ("add", "submit"):
        raise NotFound()
    if not form.is_valid():
        kept = {"item": form} if name == "add" else {"say": _("Ghi ngày gửi kế hoạch.")}
        return _plan_page(request, shown, status=422, **kept)
    said = form.cleaned_data
    try:
        if name == "add":
            actions.add_review_item(plan=number, said=said, by=by, at=at)
            messages.success(request, _("Đã thêm vào kế hoạch."))
        else:
            actions.submit_review_plan(plan=number, on=said["on"], symbol=said["symbol"], by=by, at=at)
            messages.success(request, _("Đã ghi gửi kế hoạch."))
    except Invalid as error:
        if error.field not in form.fields:
            return _plan_page(request, shown, say=spoken.refusal(error), status=422)
        form.add_error(error.field, spoken.refusal(error))
        kept = {"item": form} if name == "add" else {"say": spoken.refusal(error)}
        return _plan_page(request, shown, status=422, **kept)
    except Impossible as error:
        return _plan_page(request, shown, say=spoken.refusal(error), status=409)
    return redirect("desk:review-plan", number)


# --- one item -----------------------------------------------------------------------------------------------------


@official
@require_safe
def item(request: HttpRequest, number: int) -> HttpResponse:
    """Một mục rà soát: what it is, the four answers, costs before and after, outcome, history."""
    return _item_page(request, number)


def _item_page(
    request: HttpRequest,
    number: int,
    *,
    posted: Any = None,
    wrong: Any = None,
    say: str = "",
    status: int = 200,
) -> HttpResponse:
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    one = queries.review_item(number, by=by)
    keeper, leader = policies.can_change_item(by, one), policies.can_approve_item(by, one)
    before, after = (
        review_forms.ActivityRows(
            posted, prefix=prefix, initial=review_forms.rows_of(queries.activities(stored))
        )
        for prefix, stored in (("b", one.before), ("a", one.after or one.before))
    )
    context = {
        "item": one, "plan": one.plan, "costs": queries.costs_of(one), "keeper": keeper, "leader": leader, "say": say,
        "answers": review_forms.answers(posted, one), "before": before, "after": after, "wrong": wrong,
        "said": [(label, one.criteria.get(name)) for name, label in Criterion.choices],
        "outcome_form": review_forms.OutcomeForm(
            initial={"on": at.date(), "proposal": one.proposal, "outcome": one.outcome or "simplify"}
        ),
        "activities": [queries.activities(stored) for stored in (one.before, one.after)],
        "history": [(event, EVENTS[event.kind].sentence(_told(event.facts))) for event in of_subject(one.subject)],
        "on": at.date(), "states": [(name, label, name == one.state) for name, label in ReviewState.choices],
    }  # fmt: skip
    return render(request, "desk/review_item.html", context, status=status)


def _told(facts: Any) -> dict[str, Any]:
    """Facts as people read them: days and outcomes in words."""
    told = dict(facts)
    if told.get("on"):
        told["on"] = dt.date.fromisoformat(told["on"]).strftime("%d/%m/%Y")
    for name in ("before", "after"):
        if told.get(name):
            told[name] = f"{int(told[name]):,}".replace(",", ".")
    if told.get("outcome"):
        told["outcome"] = str(dict(Outcome.choices)[told["outcome"]])
    return told


def _assess(request: HttpRequest, number: int, one: Any) -> None:
    answered = [(criterion, form) for criterion, form in review_forms.answers(request.POST, one)]
    rows = [review_forms.ActivityRows(request.POST, prefix=prefix) for prefix in ("b", "a")]
    if not all(form.is_valid() for _name, form in answered) or not all(row.is_valid() for row in rows):
        raise Invalid(field="criteria", text=_("Trả lời cả bốn tiêu chí; chi phí ghi bằng số."))
    actions.assess(
        item=number, before=review_forms.activities_of(rows[0]), after=review_forms.activities_of(rows[1]),
        criteria={
            criterion.value: {"met": form.cleaned_data["met"] == "yes", "say": form.cleaned_data["say"]}
            for criterion, form in answered
        },
        by=request.actor, at=now_of(request),  # type: ignore[attr-defined]
    )  # fmt: skip


def _propose(request: HttpRequest, number: int, one: Any) -> None:
    form = review_forms.OutcomeForm(request.POST)
    if not form.is_valid():
        raise Invalid(field="outcome", text=_("Chọn kiến nghị và ghi ngày đề xuất."))
    actions.propose_outcome(item=number, by=request.actor, at=now_of(request), **form.cleaned_data)  # type: ignore[attr-defined]


def _dated(verb: Callable[..., Any], *, symbol: bool) -> Callable[[HttpRequest, int, Any], None]:
    def done(request: HttpRequest, number: int, one: Any) -> None:
        form = review_forms.PaperForm(request.POST)
        if not form.is_valid():
            raise Invalid(field="on", text=_("Ghi ngày."))
        said = form.cleaned_data if symbol else {"on": form.cleaned_data["on"]}
        verb(item=number, by=request.actor, at=now_of(request), **said)  # type: ignore[attr-defined]

    return done


def _plain(verb: Callable[..., Any]) -> Callable[[HttpRequest, int, Any], None]:
    def done(request: HttpRequest, number: int, one: Any) -> None:
        verb(item=number, by=request.actor, at=now_of(request))  # type: ignore[attr-defined]

    return done


VERBS: dict[str, Callable[[HttpRequest, int, Any], None]] = {
    "drop": _plain(actions.drop_review_item), "begin": _plain(actions.begin_review), "assess": _assess,
    "propose": _propose, "approve": _dated(actions.approve_proposal, symbol=True),
    "implement": _dated(actions.implement_proposal, symbol=True), "report": _dated(actions.report_review, symbol=False),
}  # fmt: skip
"""What may be done to an item, in the order of its way."""


@official
@require_POST
def item_act(request: HttpRequest, number: int, name: str) -> HttpResponse:
    """Một việc trên một mục rà soát."""
    one = queries.review_item(number, by=request.actor)  # type: ignore[attr-defined]
    if name not in VERBS:
        raise NotFound()
    may = policies.can_approve_item if name == "approve" else policies.can_change_item
    if not may(request.actor, one):  # type: ignore[attr-defined]
        raise NotAllowed()
    try:
        VERBS[name](request, number, one)
    except (NotAllowed, NotFound):
        raise
    except Impossible as error:
        status = 422 if isinstance(error, Invalid) else 409
        posted = request.POST if name == "assess" else None
        return _item_page(request, number, posted=posted, say=spoken.refusal(error), status=status)
    messages.success(request, _("Đã ghi."))
    return (
        redirect("desk:review-plan", one.plan_id) if name == "drop" else redirect("desk:review-item", number)
    )


@official
@require_safe
def proposal(request: HttpRequest, number: int) -> HttpResponse:
    """Phương án đơn giản hóa, để in."""
    by, on = request.actor, now_of(request).date()  # type: ignore[attr-defined]
    one = queries.review_item(number, by=by)
    if not one.proposed_on:
        raise NotFound()
    data = forms.proposal(one, costs=queries.costs_of(one), agency=version_on(by.agency, on).name, on=on)
    content = documents.render("proposal", data)
    name = f'inline; filename="phuong-an-{one.pk}.pdf"'
    return HttpResponse(content, content_type="application/pdf", headers={"Content-Disposition": name})


# --- the report ---------------------------------------------------------------------------------------------------


@official
@require_safe
def report(request: HttpRequest) -> HttpResponse:
    """Báo cáo sáu tháng và năm về kiểm soát thủ tục: a–h of R3.16, and what the system does not know."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    first, last, wanted = _half(request.GET.get("ky", ""), at.date())
    lines = queries.register(first, last, today=at.date(), unit=by.agency)
    posted = queries.posting_figures(queries.posting_board(by.agency, min(last, at.date())))
    start = dt.datetime.combine(first, dt.time(), TZ)
    end = dt.datetime.combine(last + dt.timedelta(days=1), dt.time(), TZ)
    context = {
        "first": first, "last": last, "wanted": wanted, "figures": queries.figures(lines), "posted": posted,
        "received": cases.received(by, start, end, kind="dossier").count(),
        "finished": cases.finished(by, start, end, kind="dossier").count(),
        "late": cases.in_time(by, start, end, kind="dossier", late=True).count(),
        "reviews": queries.review_figures(queries.reviewed_between(by, first, last)), "now": at,
        "periods": [(f"{year}-{part}", label.format(year=year)) for year in (at.year, at.year - 1) for part, label in (
            ("1", _("Sáu tháng đầu năm {year}")), ("2", _("Sáu tháng cuối năm {year}")), ("0", _("Cả năm {year}")),
        )],
        "unit": version_on(by.agency, at.date()),
    }  # fmt: skip
    return render(request, "desk/review_report.html", context)


def _half(wanted: str, on: dt.date) -> tuple[dt.date, dt.date, str]:
    """The half-year or year asked for; the half-year of the day when none is."""
    year, _dash, part = wanted.partition("-")
    if not (
        year.isascii()
        and year.isdecimal()
        and len(year) == 4
        and int(year) >= 2000
        and part in ("0", "1", "2")
    ):
        year, part = str(on.year), "1" if on.month <= 6 else "2"
    y = int(year)
    first = dt.date(y, 7, 1) if part == "2" else dt.date(y, 1, 1)
    return first, dt.date(y, 6, 30) if part == "1" else dt.date(y, 12, 31), f"{y}-{part}"
