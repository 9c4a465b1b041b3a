"""Periodic reports: those of the unit, one of them with its parts, figures, units, versions and acts."""

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from motcua.areas.reports import actions, policies, queries
from motcua.areas.reports import forms as printed
from motcua.areas.reports.choices import AT_WORK, State, templates
from motcua.areas.reports.queries import Standing
from motcua.base.calendars.queries import calendar_for
from motcua.base.journal.ports import Actor
from motcua.base.orgs.queries import version_on
from motcua.faces.desk.cases.views import titles_of
from motcua.faces.desk.dialogues.acting import Forms, Verb, done, happened, shown
from motcua.faces.desk.law.shown import cites
from motcua.faces.desk.reports import forms
from motcua.faces.ui.session import act_on, now_of, official
from motcua.rules.impossible import NotAllowed, NotFound
from motcua.rules.report_templates import Section, bars, pieces, summed

SHOWN = 40
VERBS = {
    "submit": Verb(
        gettext_lazy("Trình báo cáo"), "send", "g", done=gettext_lazy("Đã trình. Số liệu và nội dung được giữ nguyên."),
        confirm=gettext_lazy("Số liệu, nội dung được giữ nguyên như lúc này. Sửa về sau là phiên bản mới."),
    ),
    "issue": Verb(
        gettext_lazy("Ký ban hành"), "stamp", "g", done=gettext_lazy("Đã lấy số và ban hành báo cáo."),
        confirm=gettext_lazy("Báo cáo lấy số; nơi nhận trên hệ thống này nhận được ngay. Việc này không lấy lại được."),
    ),
    "accept": Verb(
        gettext_lazy("Nhận báo cáo"), "check", "g", done=gettext_lazy("Đã nhận. Số liệu được cộng vào tổng hợp."),
    ),
    "mark_sent": Verb(gettext_lazy("Ghi đã gửi"), "send", "g", done=gettext_lazy("Đã ghi ngày gửi.")),
    "send_back": Verb(
        gettext_lazy("Trả lại để sửa"), "undo-2", "t", done=gettext_lazy("Đã trả lại; người lập thấy điều cần sửa."),
        say=gettext_lazy("Người lập đọc được điều này ở đầu báo cáo."),
    ),
    "correct": Verb(
        gettext_lazy("Đính chính"), "file-pen-line", "", done=gettext_lazy("Đã mở lại để đính chính."),
        say=gettext_lazy("Bản đã gửi còn nguyên. Phiên bản mới nêu số liệu nào thay đổi và lấy số mới."),
    ),
}  # fmt: skip
TICKS = {
    State.OPEN: "soon", State.SUBMITTED: "soon", State.RETURNED: "late", State.ISSUED: "ok", State.ACCEPTED: "ok",
    State.CONSOLIDATED: "ok",
}  # fmt: skip


def title_of(report: Any) -> str:
    """What a report is about."""
    return templates()[report.template].about.replace("{period}", report.period)


def line_of(report: Any, at: dt.datetime) -> dict[str, Any]:
    """One line of a list."""
    last = report.until - dt.timedelta(days=1)
    return {
        "report": report, "title": title_of(report), "unit": queries.unit_name(report.unit, last),
        "tick": TICKS[State(report.state)], "calendar": calendar_for(report.agency),
        "late": report.sent_at is None and at > report.due_at,
    }  # fmt: skip


@official
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Báo cáo định kỳ: what is to be written and by when, then what was sent."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_look(by):
        raise NotAllowed()
    lines = [line_of(one, at) for one in queries.reports(by)]
    unsent = [one for one in lines if one["report"].sent_at is None or one["report"].state in AT_WORK]
    unsent.sort(key=lambda one: one["report"].due_at)
    context = {
        "now": at, "unsent": unsent, "sent": [one for one in lines if one not in unsent][:SHOWN],
        "late": sum(one["late"] for one in unsent), **tabs(by),
    }  # fmt: skip
    return render(request, "desk/reports/list.html", context)


def tabs(by: Actor) -> dict[str, bool]:
    """Which tabs a post has."""
    return {"oversees": policies.oversees(by), "arranges": policies.can_arrange(by)}


# --- one report --------------------------------------------------------------------------------------------------


def _allowed(by: Actor, report: Any) -> list[str]:
    """Acts that this post may do now, the expected one first."""
    writes, signs, judges = (
        ask(by, report) for ask in (policies.can_write, policies.can_sign, policies.can_judge)
    )
    receives = judges and by.agency == report.recipient_unit and report.sent_at is not None
    match report.state:
        case State.OPEN | State.RETURNED:
            found = [(writes, "submit")]
        case State.SUBMITTED if report.formal:
            found = [(signs, "issue"), (judges, "send_back")]
        case State.SUBMITTED:
            found = [
                (receives, "accept"),
                (receives, "send_back"),
                (policies.can_correct(by, report), "correct"),
            ]
        case State.ISSUED:
            found = [
                (receives, "accept"), (receives, "send_back"),
                (report.sent_at is None and policies.can_send(by, report), "mark_sent"),
                (policies.can_correct(by, report), "correct"),
            ]  # fmt: skip
        case State.ACCEPTED:
            found = [(receives, "send_back"), (policies.can_correct(by, report), "correct")]
        case _:
            found = [(policies.can_correct(by, report), "correct")]
    return [name for may, name in found if may]


def _forms(found: Standing) -> Forms:
    """The forms of acts on a report; what is not said in it is listed and asked a reason for."""
    return (
        {**FORMS, "submit": lambda sent: forms.WithoutForm(found, sent, prefix="g")} if found.gaps else FORMS
    )


FORMS: Forms = {
    "send_back": lambda sent: forms.ReasonForm(sent, prefix="t"),
    "correct": lambda sent: forms.ReasonForm(sent, prefix="d"),
    "mark_sent": lambda sent: forms.SendForm(sent, prefix="g"),
}


@official
@require_safe
def page(request: HttpRequest, code: str) -> HttpResponse:
    """Một báo cáo."""
    return _page(request, code)


def code_at(section: Section) -> int:
    """Which column of a table names a task, counted from 1; 0 none."""
    return section.code_at + 1


def table_of(found: Standing, section: Section) -> dict[str, Any]:
    """A table as it reads: one of numbers with its sums, and its columns drawn."""
    columns, rows, numbers = found.columns(section), found.rows(section), len(section.numbers)
    if not numbers:
        return {"columns": columns, "rows": rows, "bars": [], "numbers": 0}
    heads, lines = summed(columns, rows, numbers)
    drawn = [(one, f"{100 * one.share:.1f}") for one in bars(columns, rows, numbers)]
    return {"columns": heads, "rows": lines, "bars": drawn, "numbers": numbers}


def parts_of(found: Standing) -> list[dict[str, Any]]:
    """Every part as it reads now: words with figures that open, or a table."""
    return [
        {
            "section": one, "pieces": pieces(found.text(one), found.figures),
            **table_of(found, one),
            "fresh": one.code not in found.texts and not one.columns, "code_at": code_at(one),
        }
        for one in found.template.sections
    ]  # fmt: skip


def _page(
    request: HttpRequest, code: str, *, act: str = "", form: Any = None, say: str = "", status: int = 200
) -> HttpResponse:
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    report = queries.report(by, code)
    found = queries.seen(by, report, at)
    writes = report.state in AT_WORK and policies.can_write(by, report)
    remarks = queries.remarks_of(by, report)
    parts = parts_of(found)
    titles = titles_of(by, at)
    for part in parts:
        part["remarks"] = len(remarks.get(part["section"].code, ()))
    offered = queries.figures.facts().offered()
    by_hand = [
        one for one in found.blank
        if writes and not queries.figures.is_counted(one, offered) and one.typed
    ]  # fmt: skip
    own = by.agency == report.agency
    left = queries.corrections.left(report) if report.sent_at is not None else []
    context = {
        "corrected_at": queries.corrections.under_way([report]).get(report.code) if not writes else None,
        "replaces": left[-2:] if len(left) > 1 and not own else [],
        "differing": queries.corrections.differing(found.template, *left[-2:]) if len(left) > 1 and not own else [],
        "now": at, "report": report, "say": say, "title": title_of(report), "line": line_of(report, at), "parts": parts,
        "template": found.template, "writes": writes, "remarking": policies.can_remark(by, report), "by_hand": by_hand,
        "window_open": at.date() < report.until, "missing": found.missing, "own": own,
        "follows": policies.can_follow(by, report),
        "writer": titles.get(report.post, "") if own else "",
        "units": [
            {"name": unit.name, "report": openable(by, unit.report),
             "state": unit.report.get_state_display() if unit.report else "", "missing": unit.missing}
            for unit in found.units
        ] if own else [],
        "snapshots": queries.snapshots_of(by, report), "documents": queries.documents(report),
        "kinds": ["pdf", "docx", "xlsx"], "frozen": found.frozen, **cites(report.subject, at.date()),
        "history": happened(queries.events(report.subject))[-SHOWN:],
        **shown(
            VERBS, _allowed(by, report), _forms(found), lambda name: reverse("desk:periodic-act", args=[code, name]),
            act=act, form=form,
        ),
    }  # fmt: skip
    return render(request, "desk/reports/report.html", context, status=status)


def openable(by: Actor, report: Any) -> Any:
    """The report of a unit when this post may open it."""
    return (
        report
        if report is not None and by.agency == report.recipient_unit and policies.can_open(by, report)
        else None
    )


@official
@act_on("desk:periodic-report")
def act(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """Trình, ký ban hành, nhận, trả lại, ghi đã gửi, đính chính."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    report = queries.report(by, code)

    def do(given: dict[str, Any]) -> None:
        verb: Any = getattr(actions, name)
        verb(by=by, at=at, report=report, **given)

    def again(**said: Any) -> HttpResponse:
        return _page(request, code, **said)

    return done(
        request, name, VERBS, _forms(queries.seen(by, report, at)), do, again, "desk:periodic-report", code
    )


# --- files -------------------------------------------------------------------------------------------------------


def _version(by: Actor, report: Any, n: int) -> Any:
    """Which version a post reads: any that left, and of the own agency every one; None for what is at work."""
    known = {one.n: one for one in queries.snapshots_of(by, report)}
    if n and n not in known:
        raise NotFound()
    if n or by.agency != report.agency:
        return known[n or max(known)]
    return queries.snapshot(report) if report.state not in AT_WORK else None


@official
@require_safe
def file(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """The report as PDF, DOCX or XLSX: a version (``?ban=``), or a draft as it stands."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    report = queries.report(by, code)
    if kind not in printed.KINDS:
        raise NotFound()
    n = request.GET.get("ban", "")
    version = int(n) if n.isdecimal() and len(n) < 5 else 0
    snapshot = _version(by, report, version)
    if snapshot is not None:
        held, data = snapshot.content, printed.content(report, snapshot)
    else:
        held = queries.figures.content(queries.seen(by, report, at))
        data = printed.draft(report, at)
    match kind:
        case "pdf":
            content = printed.as_pdf(data)
        case "docx":
            content = printed.as_docx(data)
        case _:
            on = at.date()
            content = printed.as_xlsx(held, agency=version_on(report.unit, on).name, on=on)
    answer = HttpResponse(content, content_type=printed.KINDS[kind])
    answer["Content-Disposition"] = (
        f'{"inline" if kind == "pdf" else "attachment"}; filename="{report.code}.{kind}"'
    )
    return answer


@official
@require_safe
def document(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The document as it was issued, to the byte."""
    by = request.actor  # type: ignore[attr-defined]
    found = queries.document(queries.report(by, code), number)
    answer = HttpResponse(found.content, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{code}-{number}.pdf"'
    return answer
