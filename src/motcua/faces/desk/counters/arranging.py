"""Arranging the hall: what numbers are for, counters, the roster, screens."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from motcua.areas.counters import actions, policies, queries
from motcua.areas.counters.choices import ScreenKind
from motcua.areas.procedures import queries as catalogue
from motcua.base import spoken
from motcua.base.journal.ports import Actor
from motcua.base.orgs.queries import posts_on
from motcua.faces.ui.days import DayField
from motcua.faces.ui.session import now_of, official
from motcua.rules.announcing import LETTERS
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Impossible, NotAllowed


def _mended(form: forms.Form, refusal: Impossible) -> None:
    for fault in refusal.faults:
        form.add_error(fault.field if fault.field in form.fields else None, spoken.fault(fault))
    if not refusal.faults:
        form.add_error(None, spoken.refusal(refusal))


def _done(request: HttpRequest, form: forms.Form, do: Callable[[], Any], said: str) -> bool:
    """Whether the act happened; what it refuses stands at its field."""
    if not form.is_valid():
        return False
    try:
        do()
    except NotAllowed:
        raise
    except Impossible as refusal:
        _mended(form, refusal)
        return False
    messages.success(request, said)
    return True


class ServiceForm(forms.Form):
    """What a number is taken for. An existing letter is changed, a new one added."""

    letter = forms.ChoiceField(label=gettext_lazy("Chữ cái"), choices=[(one, one) for one in LETTERS])
    name = forms.CharField(label=gettext_lazy("Tên việc người dân đọc"), max_length=80)
    fields_covered = forms.MultipleChoiceField(
        label=gettext_lazy("Lĩnh vực"),
        required=False,
        help_text=gettext_lazy("Giữ Ctrl để chọn nhiều lĩnh vực."),
    )
    slot_capacity = forms.IntegerField(
        label=gettext_lazy("Số lượt đặt trước mỗi khung giờ"), min_value=0, max_value=50, initial=0,
        help_text=gettext_lazy("0: không nhận đặt giờ trên mạng."),
    )  # fmt: skip
    active = forms.BooleanField(label=gettext_lazy("Đang nhận"), required=False, initial=True)

    def __init__(self, posted: Any = None) -> None:
        super().__init__(posted, prefix="s")
        self.fields["fields_covered"].choices = [(one, one) for one in catalogue.fields()]  # type: ignore[attr-defined]


class CounterForm(forms.Form):
    """A counter and the letters it serves."""

    number = forms.IntegerField(label=gettext_lazy("Số quầy"), min_value=1, max_value=99)
    name = forms.CharField(label=gettext_lazy("Tên quầy"), max_length=80)
    letters = forms.MultipleChoiceField(
        label=gettext_lazy("Phục vụ"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Không chọn: mọi việc."),
    )  # fmt: skip
    active = forms.BooleanField(label=gettext_lazy("Đang dùng"), required=False, initial=True)

    def __init__(self, place: str, posted: Any = None) -> None:
        super().__init__(posted, prefix="c")
        choices = [
            (one.letter, f"{one.letter} · {one.name}") for one in queries.services(place, all_of_them=True)
        ]
        self.fields["letters"].choices = choices  # type: ignore[attr-defined]


def _arranger(request: HttpRequest) -> tuple[Actor, dt.datetime]:
    by: Actor = request.actor  # type: ignore[attr-defined]
    if not policies.can_arrange(by, by.agency):
        raise NotAllowed()
    return by, now_of(request)


@official
@require_http_methods(["GET", "HEAD", "POST"])
def arrange(request: HttpRequest) -> HttpResponse:
    """Bố trí sảnh: what numbers are taken for, and the counters."""
    by, at = _arranger(request)
    posted = request.POST if request.method == "POST" else None
    which = request.POST.get("viec", "")
    service = ServiceForm(posted if which == "service" else None)
    counter = CounterForm(by.agency, posted if which == "counter" else None)
    if which == "service" and _done(
        request, service,
        lambda: actions.set_service(
            by=by, at=at, place=by.agency, letter=service.cleaned_data["letter"], name=service.cleaned_data["name"],
            fields=service.cleaned_data["fields_covered"], slot_capacity=service.cleaned_data["slot_capacity"],
            active=service.cleaned_data["active"],
        ),
        _("Đã ghi loại việc."),
    ):  # fmt: skip
        return redirect("desk:hall-arrange")
    if which == "counter" and _done(
        request, counter,
        lambda: actions.set_counter(by=by, at=at, place=by.agency, **counter.cleaned_data), _("Đã ghi quầy."),
    ):  # fmt: skip
        return redirect("desk:hall-arrange")
    context = {
        "now": at, "service_form": service, "counter_form": counter,
        "services": queries.services(by.agency, all_of_them=True),
        "counters": queries.counters(by.agency, all_of_them=True),
        "wrong": counter if counter.errors else service,
    }  # fmt: skip
    status = 422 if service.errors or counter.errors else 200
    return render(request, "desk/hall_arrange.html", context, status=status)


# --- roster ----------------------------------------------------------------------------------------------------------


class ShiftForm(forms.Form):
    """Who sits at which counter on a day from when to when."""

    number = forms.ChoiceField(label=gettext_lazy("Quầy"))
    post = forms.ChoiceField(label=gettext_lazy("Vị trí"))
    on = DayField(
        label=gettext_lazy("Ngày"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    starts_at = forms.TimeField(
        label=gettext_lazy("Từ"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    ends_at = forms.TimeField(
        label=gettext_lazy("Đến"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )

    def __init__(self, by: Actor, on: dt.date, posted: Any = None) -> None:
        super().__init__(posted, initial={"on": on, "starts_at": dt.time(8), "ends_at": dt.time(12)})
        self.fields["number"].choices = [  # type: ignore[attr-defined]
            (str(one.number), f"{one.number} · {one.name}") for one in queries.counters(by.agency)
        ]
        self.fields["post"].choices = [  # type: ignore[attr-defined]
            (post.code, post.title)
            for post in posts_on(on, agency=by.agency)
            if policies.SITS & set(post.duties)
        ]

    def given(self) -> dict[str, Any]:
        """As ``plan_shift`` takes it."""
        said = self.cleaned_data
        return {
            "number": int(said["number"]), "post": said["post"],
            "starts_at": dt.datetime.combine(said["on"], said["starts_at"], TZ),
            "ends_at": dt.datetime.combine(said["on"], said["ends_at"], TZ),
        }  # fmt: skip


@official
@require_http_methods(["GET", "HEAD", "POST"])
def roster(request: HttpRequest) -> HttpResponse:
    """Lịch trực quầy: planned beside attended, a week back and a week ahead."""
    by, at = _arranger(request)
    today = at.astimezone(TZ).date()
    form = ShiftForm(by, today, request.POST if request.method == "POST" else None)
    if request.method == "POST" and _done(
        request,
        form,
        lambda: actions.plan_shift(by=by, at=at, place=by.agency, **form.given()),
        _("Đã phân công."),
    ):
        return redirect("desk:roster")
    titles = {post.code: post.title for post in posts_on(today, agency=by.agency)}
    shifts = queries.roster(by.agency, today - dt.timedelta(days=7), today + dt.timedelta(days=14))
    days: dict[dt.date, list[dict[str, Any]]] = {}
    for shift in shifts:
        days.setdefault(shift.on, []).append(
            {"shift": shift, "title": titles.get(shift.post, shift.post), **_kept(shift, at)}
        )
    context = {
        "now": at, "form": form, "today": today, "coming": {on: rows for on, rows in days.items() if on >= today},
        "past": dict(reversed([(on, rows) for on, rows in days.items() if on < today])),
    }  # fmt: skip
    return render(request, "desk/hall_roster.html", context, status=422 if form.errors else 200)


def _kept(shift: Any, at: dt.datetime) -> dict[str, Any]:
    """How the attendance met the roster: in words and a tone."""
    if shift.starts_at is None:
        return {"say": _("mở ngoài phân công"), "tone": ""}
    if shift.opened_at is None:
        if at < shift.starts_at:
            return {"say": _("sắp tới"), "tone": "", "coming": True}
        return {"say": _("chưa mở quầy"), "tone": "soon", "coming": True} if at < shift.ends_at else {
            "say": _("không mở quầy"), "tone": "late",
        }  # fmt: skip
    late = int((shift.opened_at - shift.starts_at).total_seconds() // 60)
    if late > 5:
        return {"say": _("mở muộn {n} phút").format(n=late), "tone": "soon"}
    return {"say": _("mở đúng giờ"), "tone": "ok"}


@official
@require_POST
def unplan(request: HttpRequest, number: int) -> HttpResponse:
    """Bỏ một phân công chưa bắt đầu."""
    by, at = _arranger(request)
    actions.unplan_shift(by=by, at=at, place=by.agency, shift=number)
    messages.success(request, _("Đã bỏ phân công."))
    return redirect("desk:roster")


# --- screens ---------------------------------------------------------------------------------------------------------


class ScreenForm(forms.Form):
    """A screen to register."""

    name = forms.CharField(
        label=gettext_lazy("Tên màn hình"),
        max_length=80,
        help_text=gettext_lazy("Ví dụ: Màn hình cảm ứng cửa chính."),
    )
    kind = forms.ChoiceField(label=gettext_lazy("Loại"), choices=ScreenKind.choices, widget=forms.RadioSelect)


@official
@require_http_methods(["GET", "HEAD", "POST"])
def screens(request: HttpRequest) -> HttpResponse:
    """Màn hình tại sảnh: registered ones, when each was last heard of; the code that pairs a new one, shown once."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_register_screen(by, by.agency):
        raise NotAllowed()
    form, code, made = ScreenForm(request.POST if request.method == "POST" else None), "", None
    if form.is_valid():
        try:
            made, code = actions.register_screen(by=by, at=at, place=by.agency, **form.cleaned_data)
        except NotAllowed:
            raise
        except Impossible as refusal:
            _mended(form, refusal)
        else:
            form = ScreenForm()
    rows = [{"screen": one, **_heard(one, at)} for one in queries.screens(by)]
    context = {
        "now": at,
        "form": form,
        "rows": rows,
        "code": f"{code[:4]} {code[4:]}" if code else "",
        "made": made,
    }
    return render(request, "desk/hall_screens.html", context, status=422 if form.errors else 200)


def _heard(screen: Any, at: dt.datetime) -> dict[str, str]:
    if screen.paired_at is None:
        return {"say": _("chưa nối"), "tone": "soon"}
    if screen.seen_at is None or at - screen.seen_at > dt.timedelta(minutes=5):
        return {"say": _("không liên lạc"), "tone": "soon"}
    return {"say": _("đang hoạt động"), "tone": "ok"}


@official
@require_POST
def remove(request: HttpRequest, number: int) -> HttpResponse:
    """Gỡ màn hình."""
    by = request.actor  # type: ignore[attr-defined]
    actions.remove_screen(by=by, at=now_of(request), place=by.agency, screen=number)
    messages.success(request, _("Đã gỡ màn hình."))
    return redirect("desk:screens")
