"""What must be issued every year and how it stands; who was told of which document."""

import datetime as dt
from collections import Counter
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from motcua.areas.directives import actions, policies
from motcua.areas.directives.choices import Standing
from motcua.areas.directives.queries import required, telling
from motcua.areas.directives.queries.required import Line
from motcua.base.people.choices import fields_of_work
from motcua.faces.desk.dialogues.acting import Verb, done, shown
from motcua.faces.desk.dialogues.forms import ActForm
from motcua.faces.desk.reports.forms import yearly
from motcua.faces.ui.session import now_of, official
from motcua.rules.impossible import NotAllowed

TICKS = {Standing.IN_TIME: "ok", Standing.LATE: "late", Standing.MISSING: "late", Standing.WAITING: "soon"}
ICONS = {
    Standing.IN_TIME: "circle-check", Standing.LATE: "clock", Standing.MISSING: "triangle-alert",
    Standing.WAITING: "clock",
}  # fmt: skip
VERBS = {
    "fulfil": Verb(gettext_lazy("Ghi văn bản đã ban hành"), "file-check", "g", done=gettext_lazy("Đã ghi văn bản.")),
    "adopt_required": Verb(
        gettext_lazy("Lấy danh mục mẫu"), "list-checks", "m",
        done=gettext_lazy("Đã lấy danh mục mẫu. Sửa theo địa phương."),
        confirm=gettext_lazy("Các văn bản thường phải ban hành hằng năm được thêm vào danh mục của đơn vị."),
    ),
    "require_document": Verb(
        gettext_lazy("Thêm văn bản phải ban hành"), "list-plus", "t", done=gettext_lazy("Đã thêm vào danh mục.")
    ),
    "end_required": Verb(gettext_lazy("Thôi yêu cầu"), "calendar-off", "", done=gettext_lazy("Đã thôi yêu cầu.")),
}  # fmt: skip


class RequireForm(ActForm):
    """Which document, by which day of the year, who asks for it."""

    title = forms.CharField(label=gettext_lazy("Tên văn bản"), max_length=1200)
    field = forms.ChoiceField(label=gettext_lazy("Lĩnh vực công tác"), required=False)
    day = forms.IntegerField(label=gettext_lazy("Trước hết ngày"), min_value=1, max_value=31)
    month = forms.IntegerField(label=gettext_lazy("Tháng"), min_value=1, max_value=12)
    ahead = forms.BooleanField(label=gettext_lazy("Ngày đó thuộc năm trước"), required=False)
    source = forms.CharField(label=gettext_lazy("Căn cứ"), max_length=800)
    report = forms.ChoiceField(
        label=gettext_lazy("Là báo cáo định kỳ"), required=False,
        help_text=gettext_lazy("Báo cáo theo mẫu này ban hành xong thì tự ghi là văn bản của năm."),
    )  # fmt: skip
    first = forms.IntegerField(label=gettext_lazy("Từ năm"), min_value=2000, max_value=2100)

    def __init__(self, agency: str, year: int, sent: Any, **more: Any) -> None:
        super().__init__(sent, initial={"first": year}, **more)
        self.agency = agency
        fields = [(code, _(name)) for code, name in fields_of_work().items()]
        self.fields["field"].choices = [("", _("Không thuộc lĩnh vực nào")), *fields]  # type: ignore[attr-defined]
        self.fields["report"].choices = [("", _("Không phải")), *yearly()]  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        return {**self.cleaned_data, "agency": self.agency}


class OfListForm(ActForm):
    """One line of the list, of one year."""

    required = forms.ChoiceField(label=gettext_lazy("Văn bản phải ban hành"))

    def __init__(self, lines: list[Line], year: int, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.year = year
        self.fields["required"].choices = [(str(one.required.n), one.required.title) for one in lines]  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        return {**self.cleaned_data, "year": self.year}


class FulfilForm(OfListForm):
    """Which document is what had to be issued."""

    directive = forms.ChoiceField(label=gettext_lazy("Văn bản đã ban hành"))

    def __init__(self, lines: list[Line], issued: Any, year: int, *args: Any, **more: Any) -> None:
        super().__init__(lines, year, *args, **more)
        known = [(one.code, f"{one} · {one.title[:100]}") for one in issued]
        self.fields["directive"].choices = [("", _("Chọn văn bản")), *known]  # type: ignore[attr-defined]


def _year(request: HttpRequest, at: dt.datetime) -> int:
    said = request.GET.get("nam", "")
    return int(said) if said.isdecimal() and len(said) == 4 and 2000 <= int(said) <= 2100 else at.year


@official
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Văn bản phải ban hành trong năm: đúng hạn, trễ, còn thiếu."""
    return _page(request)


def _forms(by: Any, year: int, lines: list[Line]) -> dict[str, Any]:
    left = [one for one in lines if not one.issued]
    return {
        "fulfil": lambda sent: FulfilForm(left, required.issued(by, year), year, sent, prefix="g"),
        "require_document": lambda sent: RequireForm(by.agency, year, sent, prefix="t"),
        "end_required": lambda sent: OfListForm(lines, year, sent, prefix="h"),
    }


def _page(
    request: HttpRequest, *, act: str = "", form: Any = None, say: str = "", status: int = 200
) -> HttpResponse:
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    year = _year(request, at)
    lines = required.lines(by, year, at.date())
    counts = Counter(one.standing for one in lines)
    fell_due = len(lines) - counts[Standing.WAITING]
    may = policies.can_require(by, by.agency)
    names = [
        (may and any(not one.issued for one in lines), "fulfil"), (may, "require_document"),
        (may, "adopt_required"), (may and bool(lines), "end_required"),
    ]  # fmt: skip
    fields = fields_of_work()
    context = {
        "now": at, "year": year, "years": (year - 1, year + 1), "say": say,
        "rows": [
            {"line": one, "tick": TICKS[one.standing], "icon": ICONS[one.standing], "words": one.standing.label,
             "field": fields.get(one.required.field, "")} for one in lines
        ],
        "in_time": counts[Standing.IN_TIME], "fell_due": fell_due, "missing": counts[Standing.MISSING],
        **shown(
            VERBS, [name for allowed, name in names if allowed], _forms(by, year, lines),
            lambda name: f"{reverse('desk:required-act', args=[name])}?nam={year}", act=act, form=form,
        ),
    }  # fmt: skip
    return render(request, "desk/directives/required.html", context, status=status)


@official
@require_POST
def act(request: HttpRequest, name: str) -> HttpResponse:
    """Thêm, thôi, ghi văn bản đã ban hành."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_require(by, by.agency):
        raise NotAllowed()
    year = _year(request, at)

    def do(given: dict[str, Any]) -> None:
        verb: Any = getattr(actions, name)
        verb(by=by, at=at, **(given or {"agency": by.agency}))

    def again(**said: Any) -> HttpResponse:
        return _page(request, **said)

    answer = done(
        request,
        name,
        VERBS,
        _forms(by, year, required.lines(by, year, at.date())),
        do,
        again,
        "desk:required",
    )
    if answer.status_code == 302 and year != at.year:
        answer["Location"] = f"{reverse('desk:required')}?nam={year}"
    return answer


@official
@require_safe
def told(request: HttpRequest) -> HttpResponse:
    """Quán triệt: văn bản nào đã phổ biến đến đâu, đơn vị nào chưa."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    year = _year(request, at)
    rows = telling.in_year(by, year, at.date())
    context = {
        "now": at, "year": year, "years": (year - 1, year + 1), "rows": rows,
        "waiting": sum(bool(one.missing) for one in rows),
    }  # fmt: skip
    return render(request, "desk/directives/told.html", context)
