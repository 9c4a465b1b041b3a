"""Đơn vị trực thuộc: which there are, what waits in one, ending it with its heirs (R11.6, R11.8)."""

import datetime as dt
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from motcua.areas.cases import queries as cases
from motcua.areas.counters import queries as counters
from motcua.areas.dialogues import queries as dialogues
from motcua.areas.directives import queries as directives
from motcua.areas.fees import queries as fees
from motcua.areas.inspections import queries as inspections
from motcua.areas.petitions import queries as petitions
from motcua.areas.programmes import queries as programmes
from motcua.areas.receptions import queries as receptions
from motcua.areas.reports import queries as reports
from motcua.base import spoken
from motcua.base.journal.ports import Actor
from motcua.base.orgs import actions, queries
from motcua.base.people.queries import holder_names_of
from motcua.faces.ui.cases import KINDS
from motcua.faces.ui.days import DayField
from motcua.faces.ui.session import now_of, official
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Impossible
from motcua.rules.vietnamese import fold

SHOWN = 200


def _day(label: Any, help_text: Any = "") -> DayField:
    return DayField(
        label=label, help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip


class DecisionForm(forms.Form):
    """The document under which it happens."""

    number = forms.CharField(label=gettext_lazy("Số, ký hiệu quyết định"), max_length=60)
    signed_on = _day(gettext_lazy("Ngày ký"))
    body = forms.CharField(
        label=gettext_lazy("Cơ quan ban hành"), max_length=120,
        help_text=gettext_lazy("Ví dụ: HĐND thành phố, UBTVQH."),
    )  # fmt: skip

    def decision(self) -> actions.Decision:
        """As the act takes it."""
        said = self.cleaned_data
        return actions.Decision(said["number"], said["signed_on"], said["body"])

    def mend(self, refusal: Impossible) -> None:
        """What the act says, at its field; else on top."""
        for fault in refusal.faults:
            name = {"heirs": "heir"}.get(fault.field, fault.field)
            self.add_error(name if name in self.fields else None, spoken.fault(fault))
        if not refusal.faults:
            self.add_error(None, spoken.refusal(refusal))


class EndForm(DecisionForm):
    """From which day, who succeeds; where it is divided, who takes the other parts."""

    on = _day(gettext_lazy("Kết thúc từ ngày"), gettext_lazy("Ngày đầu tiên đơn vị không còn hoạt động."))
    heir = forms.ChoiceField(label=gettext_lazy("Đơn vị kế thừa"))
    parts = forms.MultipleChoiceField(
        label=gettext_lazy("Phần còn lại nhập vào (khi chia tách)"), required=False,
        help_text=gettext_lazy("Việc đang làm dở chuyển hết cho đơn vị kế thừa ở trên; các nơi này chỉ được ghi lại."),
    )  # fmt: skip
    field_order = ("on", "number", "signed_on", "body", "heir", "parts")

    def __init__(self, heirs: list[queries.UnitOn], posted: Any = None) -> None:
        super().__init__(posted)
        names = [(one.key, one.name) for one in heirs]
        self.fields["heir"].choices = [("", _("Chọn đơn vị")), *names]  # type: ignore[attr-defined]
        self.fields["parts"].choices = names  # type: ignore[attr-defined]

    def heirs(self) -> list[str]:
        """The main part first."""
        said = self.cleaned_data
        return [one for one in (said["heir"], *said["parts"]) if one]


def waiting(agency: str, on: dt.date) -> list[tuple[str, int]]:
    """What waits at an agency, kind by kind; what is confidential is not among it, whether there is any or not."""
    found = [(str(KINDS[kind]), n) for kind, n in cases.waiting_at(agency).items()]
    duties, unsent = reports.waiting_at(agency)
    talks, asked = dialogues.waiting_at(agency)
    found = [
        *sorted(found, key=lambda row: -row[1]),
        (_("Khoản phí, lệ phí chưa nộp"), fees.waiting_at(agency)),
        (_("Văn bản chỉ đạo đang theo dõi"), directives.waiting_at(agency)),
        (_("Chế độ báo cáo"), duties),
        (_("Báo cáo chưa gửi"), unsent),
        (_("Số đã đặt giờ ở sảnh"), counters.waiting_at(agency, on)),
        (_("Ngày tiếp công dân sắp tới"), receptions.waiting_at(agency, on)),
        (_("Buổi đối thoại chưa kết luận"), talks),
        (_("Đợt lấy ý kiến chưa có kết quả"), asked),
        (_("Cuộc giám sát, thanh tra chưa kết luận"), inspections.waiting_at(agency)),
        (_("Chương trình phối hợp"), programmes.waiting_at(agency, on)),
    ]
    return [row for row in found if row[1]]


@official
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """Đơn vị trực thuộc: whose end is decided first, then by name."""
    by, on = request.actor, _today(request)  # type: ignore[attr-defined]
    words = " ".join(request.GET.get("q", "").split())[:80]
    rows = [
        one
        for one in queries.kept_by(by, on)
        if all(word in fold(one.unit.name) for word in fold(words).split())
    ]
    agency = queries.version_on(by.agency, on)
    above = queries.version_on(agency.parent_key, on) if agency.parent_key else None
    context = {"rows": rows[:SHOWN], "count": len(rows), "words": words, "agency": agency, "above": above}
    return render(request, "desk/orgs/list.html", context)


@official
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, key: str) -> HttpResponse:
    """Một đơn vị: what waits there; the form that ends it, what would follow, and the confirmation."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    kept = queries.one_kept(by, key, _today(request))
    posted = request.POST if request.method == "POST" else None
    on = _today(request)
    form = EndForm(queries.may_succeed(by, key, on, until=on + actions.FURTHEST), posted)
    seen = None
    if form.is_valid():
        given = {
            "unit": key,
            "on": form.cleaned_data["on"],
            "heirs": form.heirs(),
            "decision": form.decision(),
        }
        try:
            seen = actions.foresee(by=by, at=at, **given)
            if "confirm" in request.POST:
                actions.end_unit(by=by, at=at, **given)
                messages.success(request, _("Đã ghi: {name} kết thúc.").format(name=kept.unit.name))
                return redirect("desk:unit-ending", key=key)
        except Impossible as refusal:
            form.mend(refusal)
    shown = seen if seen is not None and "edit" not in request.POST and not form.errors else None
    return _page(request, by, kept, form=form, seen=shown, undo=DecisionForm())


@official
@require_POST
def keep(request: HttpRequest, key: str) -> HttpResponse:
    """Không kết thúc nữa, theo quyết định mới."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    kept = queries.one_kept(by, key, _today(request))
    form = DecisionForm(request.POST)
    if form.is_valid():
        try:
            actions.keep_unit(by=by, at=at, unit=key, decision=form.decision())
        except Impossible as refusal:
            form.mend(refusal)
        else:
            messages.success(request, _("Đã ghi: {name} tiếp tục hoạt động.").format(name=kept.unit.name))
            return redirect("desk:unit-ending", key=key)
    return _page(request, by, kept, form=None, seen=None, undo=form)


def _page(
    request: HttpRequest, by: Actor, kept: queries.Kept, *, form: EndForm | None, seen: actions.Foreseen | None,
    undo: DecisionForm,
) -> HttpResponse:  # fmt: skip
    on, unit = _today(request), kept.unit
    day = unit.valid_to - dt.timedelta(days=1) if kept.over and unit.valid_to else on
    people = {name for names in holder_names_of(unit.key, day).values() for name in names}
    wrong = bool((form and form.errors) or undo.errors)
    context = {
        "kept": kept, "unit": unit, "form": form, "seen": seen, "undo": undo, "on": on,
        "waits": waiting(unit.key, on), "moved": [(KINDS[one], n) for one, n in cases.moved_from(unit.key).items()],
        "posts": len(queries.posts_on(day, agency=unit.key)), "people": len(people),
        "ready": petitions.has_heirs(seen.heirs[0].key, seen.on) if seen is not None else False,
        "hidden": [(name, value) for name in request.POST if name not in ("csrfmiddlewaretoken", "look", "edit")
                   for value in request.POST.getlist(name)],
    }  # fmt: skip
    return render(request, "desk/orgs/unit.html", context, status=422 if wrong else 200)


def _today(request: HttpRequest) -> dt.date:
    return now_of(request).astimezone(TZ).date()
