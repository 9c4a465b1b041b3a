"""Tasks at the desk: the lists of whoever does, gives and follows them; one task with everything said of it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from motcua.areas.cases import queries as cases
from motcua.areas.directives import actions, policies, queries
from motcua.areas.directives.choices import NoteKind
from motcua.areas.directives.queries import lists
from motcua.areas.escalations import queries as escalations
from motcua.areas.escalations.policies import can_raise
from motcua.base.calendars.queries import calendar_for
from motcua.base.journal.ports import Actor
from motcua.base.people.choices import fields_of_work
from motcua.faces.desk.dialogues.acting import happened
from motcua.faces.desk.directives import forms
from motcua.faces.desk.directives.acting import Forms, Verb, done, filed, shown
from motcua.faces.desk.directives.shown import Names, line_of, lines_of
from motcua.faces.desk.directives.views import given_back
from motcua.faces.desk.indicators.aims import of_task
from motcua.faces.desk.reports.asking import reports_of
from motcua.faces.ui.session import act_on, now_of, official
from motcua.rules.impossible import NotAllowed

if TYPE_CHECKING:
    from motcua.areas.directives.models import Task

SIZE = 25
TABS = {
    "cua-toi": gettext_lazy("Của tôi"), "nghiem-thu": gettext_lazy("Chờ tôi nghiệm thu"),
    "gia-han": gettext_lazy("Xin gia hạn"), "go-vuong": gettext_lazy("Tôi phải gỡ"), "tre": gettext_lazy("Trễ"),
    "vuong": gettext_lazy("Vướng mắc"), "da-giao": gettext_lazy("Tôi đã giao"),
    "phoi-hop": gettext_lazy("Phối hợp, theo dõi"), "cap-tren": gettext_lazy("Cấp trên giao"),
    "tat-ca": gettext_lazy("Tất cả"),
}  # fmt: skip
EMPTY = {
    "cua-toi": gettext_lazy("Không có nhiệm vụ nào giao cho vị trí này."),
    "nghiem-thu": gettext_lazy("Không có kết quả nào chờ nghiệm thu."),
    "gia-han": gettext_lazy("Không ai xin gia hạn."), "go-vuong": gettext_lazy("Không có vướng mắc nào chờ gỡ."),
    "tre": gettext_lazy("Không có nhiệm vụ nào trễ."), "vuong": gettext_lazy("Không có nhiệm vụ nào vướng mắc."),
    "cap-tren": gettext_lazy("Không có nhiệm vụ nào cấp trên giao."),
}  # fmt: skip
VERBS = {
    "start": Verb(gettext_lazy("Bắt đầu"), "play", "b", done=gettext_lazy("Đã bắt đầu.")),
    "report": Verb(gettext_lazy("Báo cáo tiến độ"), "footprints", "t", done=gettext_lazy("Đã ghi tiến độ.")),
    "hand_in": Verb(
        gettext_lazy("Báo cáo hoàn thành"), "check", "x", done=gettext_lazy("Đã nộp, chờ người giao nghiệm thu."),
        say=gettext_lazy("Đúng hạn hay trễ tính theo lúc nộp này."),
    ),
    "accept": Verb(
        gettext_lazy("Nghiệm thu"), "check-check", "g", "primary", done=gettext_lazy("Đã nghiệm thu."),
        confirm=gettext_lazy("Nhiệm vụ hoàn thành. Việc này không lấy lại được."),
    ),
    "return_": Verb(gettext_lazy("Trả lại"), "undo-2", "r", done=gettext_lazy("Đã trả lại, hạn giữ nguyên.")),
    "grant": Verb(gettext_lazy("Cho gia hạn"), "calendar-check", "g", done=gettext_lazy("Đã cho gia hạn.")),
    "refuse": Verb(
        gettext_lazy("Không cho gia hạn"), "calendar-x", "", done=gettext_lazy("Đã trả lời, hạn giữ nguyên."),
    ),
    "raise_obstacle": Verb(
        gettext_lazy("Báo vướng mắc"), "triangle-alert", "v", done=gettext_lazy("Đã báo vướng mắc.")
    ),
    "solve_obstacle": Verb(gettext_lazy("Ghi đã gỡ vướng"), "circle-check", "s", done=gettext_lazy("Đã ghi cách gỡ.")),
    "ask_extension": Verb(
        gettext_lazy("Xin gia hạn"), "calendar-clock", "h",
        done=gettext_lazy("Đã xin gia hạn, chờ người giao quyết định."),
    ),
    "attach": Verb(gettext_lazy("Thêm tệp"), "paperclip", "", done=gettext_lazy("Đã thêm tệp.")),
    "contribute": Verb(
        gettext_lazy("Nhận, báo cáo phần phối hợp"), "users", "b", done=gettext_lazy("Đã ghi phần phối hợp.")
    ),
    "urge": Verb(gettext_lazy("Đôn đốc"), "megaphone", "d", done=gettext_lazy("Đã ghi đôn đốc.")),
    "move": Verb(gettext_lazy("Đổi người thực hiện"), "user-check", "", done=gettext_lazy("Đã đổi người thực hiện.")),
    "entrust": Verb(
        gettext_lazy("Giao người thực hiện"), "user-check", "g", "primary", done=gettext_lazy("Đã giao."),
        say=gettext_lazy("Đơn vị tiếp tục nhiệm vụ này, hạn giữ nguyên: giao cho một người."),
    ),
    "classify": Verb(
        gettext_lazy("Xếp lĩnh vực công tác"), "tag", "", done=gettext_lazy("Đã xếp lĩnh vực."),
        say=gettext_lazy("Báo cáo chưa gửi đếm theo lĩnh vực mới; báo cáo đã gửi giữ nguyên."),
    ),
    "pause": Verb(gettext_lazy("Tạm dừng"), "pause", "", done=gettext_lazy("Đã tạm dừng.")),
    "resume": Verb(
        gettext_lazy("Tiếp tục"), "play", "t", "primary",
        done=gettext_lazy("Đã tiếp tục; hạn lùi bằng số ngày tạm dừng."),
    ),
    "cancel": Verb(
        gettext_lazy("Hủy, không còn phù hợp"), "circle-stop", "", "danger", done=gettext_lazy("Đã hủy nhiệm vụ."),
        confirm=gettext_lazy("Nhiệm vụ không tính vào kết quả. Việc này không lấy lại được."),
    ),
}  # fmt: skip
FIRST = ("entrust", "accept", "grant", "start", "hand_in", "resume")


@official
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Nhiệm vụ: of this post, late, stuck, waiting for acceptance, asking for more time."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_look(by):
        raise NotAllowed()
    tab = request.GET.get("xem", "")
    if tab not in TABS:
        tab = "cua-toi"
    fields, field = fields_of_work(), request.GET.get("linh-vuc", "")
    field = field if field in fields else ""
    rows = lists.listed(by, tab, at, field=field)
    found = cases.page(rows, size=SIZE, cursor=cases.due_cursor(request.GET.get("sau", "")), by_due=True)
    kept = {"xem": tab, **({"linh-vuc": field} if field else {})}
    counts = lists.counts(by, at)
    context = {
        "now": at, "tab": tab, "tabs": [(name, label, counts.get(name)) for name, label in TABS.items()],
        "lines": lines_of(by, lists.tasks_in(found.items), at), "counts": counts, "further": "sau" in request.GET,
        "more": f"?{urlencode({**kept, 'sau': found.next_cursor})}" if found.next_cursor else "",
        "fields": [(code, _(name)) for code, name in fields.items()], "field": field,
        "empty": _("Không có nhiệm vụ nào của lĩnh vực này ở đây.") if field
        else EMPTY.get(tab, gettext_lazy("Không có nhiệm vụ nào đang mở.")),
    }  # fmt: skip
    return render(request, "desk/directives/tasks.html", context)


# --- one task --------------------------------------------------------------------------------------------------


def _forms(request: HttpRequest, by: Actor, task: Task, at: dt.datetime) -> Forms:
    asked = queries.asked_extension(task)
    waiting = [row for row in queries.obstacles(task) if row.solved_at is None] if task.stuck else []

    def names() -> Names:
        return Names(by.agency, at.date())

    return {
        "report": lambda sent: forms.ReportForm(sent, prefix="t", initial={"percent": task.percent}),
        "hand_in": filed(request, forms.HandInForm, "file", prefix="n"),
        "accept": lambda sent: forms.AcceptForm(waiting, sent, prefix="a"),
        "return_": lambda sent: forms.ReasonForm(sent, prefix="l"),
        "ask_extension": lambda sent: forms.AskForm(sent, prefix="h"),
        "grant": lambda sent: forms.GrantForm(
            sent, prefix="g", initial={"until_on": asked.until_on if asked else None}
        ),
        "refuse": lambda sent: forms.ReasonForm(sent, prefix="k"),
        "raise_obstacle": lambda sent: forms.ObstacleForm(names(), sent, prefix="v"),
        "solve_obstacle": lambda sent: forms.SolveForm(waiting, sent, prefix="s"),
        "attach": filed(request, forms.FileForm, "scan", prefix="f"),
        "contribute": lambda sent: forms.PartForm(sent, prefix="b"),
        "urge": lambda sent: forms.UrgeForm(sent, prefix="u"),
        "move": lambda sent: forms.MoveForm(names(), sent, prefix="m"),
        "entrust": lambda sent: forms.EntrustForm(names(), sent, prefix="n"),
        "classify": lambda sent: forms.FieldForm(sent, prefix="y", initial={"field": task.field}),
        "pause": lambda sent: forms.ReasonForm(sent, prefix="p"),
        "resume": lambda sent: forms.WordsForm(sent, prefix="q"),
        "cancel": lambda sent: forms.ReasonForm(sent, prefix="x"),
    }


@official
@require_safe
def page(request: HttpRequest, code: str) -> HttpResponse:
    """Một nhiệm vụ."""
    return _page(request, code)


def _page(
    request: HttpRequest, code: str, *, act: str = "", form: Any = None, say: str = "", status: int = 200
) -> HttpResponse:
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    task = queries.task(by, code)
    names = Names(by.agency, at.date())
    allowed = queries.acts_for(by, task)
    allowed.sort(key=lambda name: FIRST.index(name) if name in FIRST else len(FIRST))
    labels, reads = dict(NoteKind.choices), queries.reads_words(by, task)
    passed = escalations.about_obstacles(by, code) if reads else {}
    context = {
        "now": at, "task": task, "case": task.case, "directive": task.directive, "say": say,
        "line": line_of(task, at, calendar_for(task.agency), names), "assigner": names.person(task.assigner),
        "notes": [
            {"state": "refused" if one.kind == "returned" else "done", "at": one.at, "who": names.post(one.post),
             "what": f"{labels[one.kind]} {one.percent}%" if one.kind == "progress" else labels[one.kind],
             "say": one.words}
            for one in reversed(queries.notes(task) if reads else [])
        ],
        "parts": queries.parts(task), "reads": reads, "extensions": queries.extensions(task),
        "obstacles": [
            {"row": one, "late": one.solved_at is None and one.due_on < at.date(),
             "mine": one.solver in (by.post, by.on_behalf_of) and one.solved_at is None, "passed": passed.get(one.n),
             "to": escalations.addressee(passed[one.n], at.date()) if one.n in passed else "",
             "raises": one.beyond and one.solved_at is None and one.n not in passed and can_raise(by)}
            for one in (queries.obstacles(task) if reads else [])
        ],
        "files": queries.files(by, task) if reads else [], "asked": queries.asked_extension(task),
        "field": _field(task), "aims": of_task(by, at, code), "reports": reports_of(by, task),
        "history": happened(queries.events(f"task:{code}")),
        **shown(
            VERBS, allowed, _forms(request, by, task, at), lambda name: reverse("desk:task-act", args=[code, name]),
            act=act, form=form,
        ),
    }  # fmt: skip
    return render(request, "desk/directives/task.html", context, status=status)


def _field(task: Task) -> str:
    """The field of work that it belongs to: its own, else that of its document."""
    name = fields_of_work().get(task.field or task.directive.field, "")
    return _(name) if name else ""


@official
@act_on("desk:task")
def act(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """Một thao tác trên nhiệm vụ."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    task = queries.task(by, code)
    if name in policies.BY_ACT and not policies.BY_ACT[name](by, task):
        raise NotAllowed()

    def do(given: dict[str, Any]) -> None:
        actions.TASK_VERBS[name](by=by, at=at, task=code, **given)

    def again(**said: Any) -> HttpResponse:
        return _page(request, code, **said)

    return done(request, name, VERBS, _forms(request, by, task, at), do, again, "desk:task", code)


@official
@require_safe
def file(request: HttpRequest, code: str, n: int) -> HttpResponse:
    """Tệp kết quả của nhiệm vụ."""
    by = request.actor  # type: ignore[attr-defined]
    return given_back(queries.opened(by, queries.task(by, code), n))
