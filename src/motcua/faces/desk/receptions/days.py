"""The duty schedule at the desk: planned by the law, published, moved, held; who must receive, and where."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_safe

from motcua.areas.receptions import actions, policies, queries
from motcua.areas.receptions.choices import Check, DayState, Equipment, Role, Session
from motcua.base import spoken
from motcua.base.orgs.queries import posts_on
from motcua.base.people.policies import NUMBERS, least
from motcua.faces.desk.cases.views import lines, titles_of
from motcua.faces.desk.dossiers.counter import typed
from motcua.faces.desk.receptions.listing import guard
from motcua.faces.ui.days import day_of, time_of
from motcua.faces.ui.session import act_on, now_of, official
from motcua.rules import receptions as rules
from motcua.rules.impossible import Impossible, Invalid, NotAllowed, NotFound
from motcua.rules.vietnamese import WEEKDAYS

DONE: Mapping[str, Any] = {
    "ke-hoach": gettext_lazy("Đã dự kiến lịch của tháng. Người đứng đầu xem rồi công bố."),
    "ngay": gettext_lazy("Đã thêm ngày tiếp công dân."), "nguoi": gettext_lazy("Đã ghi người phải tiếp công dân."),
    "noi": gettext_lazy("Đã ghi nơi tiếp công dân."), "cong-bo": gettext_lazy("Đã công bố lịch của tháng."),
    "publish": gettext_lazy("Đã công bố ngày tiếp công dân."), "move": gettext_lazy("Đã dời ngày tiếp công dân."),
    "call_off": gettext_lazy("Đã bỏ ngày tiếp công dân."), "hold": gettext_lazy("Đã ghi tiếp xong."),
    "explain": gettext_lazy("Đã ghi lý do không tiếp."), "check": gettext_lazy("Đã ghi việc của phiên trực tuyến."),
    "cancel": gettext_lazy("Đã hủy đăng ký."),
}  # fmt: skip
FIELDS = {
    "on": gettext_lazy("Ngày"), "to": gettext_lazy("Ngày mới"), "post": gettext_lazy("Vị trí"),
    "role": gettext_lazy("Tư cách"), "place": gettext_lazy("Nơi tiếp"), "name": gettext_lazy("Tên"),
    "reason": gettext_lazy("Lý do"), "ground": gettext_lazy("Lý do tiếp đột xuất"), "seats": gettext_lazy("Số chỗ"),
    "online_ground": gettext_lazy("Trường hợp tiếp trực tuyến"), "month": gettext_lazy("Tháng"),
    "starts": gettext_lazy("Từ giờ"), "ends": gettext_lazy("Đến giờ"), "session": gettext_lazy("Loại buổi tiếp"),
    "weekday": gettext_lazy("Thứ"), "about": gettext_lazy("Nội dung dự kiến"), "check": gettext_lazy("Việc đã làm"),
}  # fmt: skip


def _month(text: str, today: dt.date) -> tuple[int, int]:
    year, _dash, month = text.partition("-")
    if (
        year.isdecimal()
        and month.isdecimal()
        and 2014 <= int(year) <= today.year + 1
        and 1 <= int(month) <= 12
    ):
        return int(year), int(month)
    return today.year, today.month


def _step(year: int, month: int, by: int) -> str:
    moved = year * 12 + month - 1 + by
    return f"{moved // 12}-{moved % 12 + 1:02d}"


@official
@require_safe
def schedule(request: HttpRequest) -> HttpResponse:
    """Lịch tiếp công dân của một tháng."""
    return _schedule(request)


def _schedule(
    request: HttpRequest, *, say: str = "", faults: Any = (), open_form: str = "", status: int = 200
) -> HttpResponse:
    guard(request)
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    today = at.date()
    given = request.POST if request.method == "POST" else request.GET
    year, month = _month(given.get("thang", ""), today)
    span, titles = rules.days_of(year, month), titles_of(by, at)
    days: list[dict[str, Any]] = [
        {
            "day": day, "title": titles.get(day.post, day.post), "post_by": _post_by(day),
            "missed": day.on < today and day.state in ("planned", "published"),
            "overdue": day.state == "planned" and day.session == Session.PERIODIC and _post_by(day) < today,
        }
        for day in queries.days(by, span[0], span[-1])
    ]  # fmt: skip
    needs = [
        {"need": need, "title": titles.get(need.receiver.post, need.receiver.post),
         "short": max(0, need.due - need.planned)}
        for need in queries.month_needs(by, year, month)
    ]  # fmt: skip
    context = {
        "now": at, "first": span[0], "month": f"{year}-{month:02d}", "before": _step(year, month, -1),
        "after": _step(year, month, 1), "days": days, "needs": needs, "say": say, "open_form": open_form,
        "errors": [{"field_id": f"{open_form}-{one.field}", "label": FIELDS.get(one.field, one.field),
                    "text": spoken.fault(one)} for one in faults],
        "arranges": policies.can_arrange(by, by.agency), "places": queries.places(by.agency),
        "receivers": [
            {"row": one, "title": titles.get(one.post, one.post)} for one in queries.receivers(by.agency, today)
        ],
        "posts": _posts(by.agency, today), "roles": Role.choices, "equipment": Equipment.choices,
        "weekdays": list(enumerate(WEEKDAYS))[:5], "grounds": rules.EXTRAORDINARY, "online": rules.ONLINE,
        "typed": request.POST, "publishes": not by.duties.isdisjoint({"direct", "sign"}),
        "to_publish": sum(one["day"].state == "planned" and one["day"].on >= today for one in days),
    }  # fmt: skip
    return render(request, "desk/duty_days.html", context, status=status)


def _posts(agency: str, today: dt.date) -> list[Any]:
    """Posts that may receive people: all but those that keep the system."""
    return [post for post in posts_on(today, agency=agency) if "admin" not in post.duties]


def _post_by(day: Any) -> dt.date:
    return queries.post_by(day.agency, day.on)


def _number(request: HttpRequest, name: str, default: int = 0) -> int:
    given = request.POST.get(name, "").strip()
    if not given:
        return default
    return int(given) if given.isdecimal() and len(given) < 7 else -1


def _day(request: HttpRequest, name: str) -> dt.date:
    try:
        return day_of(request.POST.get(name, ""))
    except ValueError as error:
        raise Invalid(field=name, text=_("Chọn ngày theo lịch, ví dụ 26/11/2026.")) from error


def _time(request: HttpRequest, name: str) -> dt.time:
    try:
        return time_of(request.POST.get(name, ""))
    except ValueError as error:
        raise Invalid(field=name, text=_("Ghi giờ như 08:00.")) from error


@official
@act_on("desk:duty-days")
def arrange(request: HttpRequest, name: str) -> HttpResponse:
    """Dự kiến tháng, thêm ngày, công bố cả tháng, ghi người phải tiếp, nơi tiếp."""
    by = request.actor  # type: ignore[attr-defined]
    if not policies.can_arrange(by, by.agency):
        raise NotAllowed()
    if name not in ("ke-hoach", "ngay", "nguoi", "noi", "cong-bo"):
        raise NotFound()
    month = request.POST.get("thang", "")
    try:
        shown = _arrange(request, name)
    except Impossible as error:
        status = 422 if error.faults else 403 if isinstance(error, NotAllowed) else 409
        say = "" if error.faults else spoken.refusal(error)
        return _schedule(request, say=say, faults=error.faults, open_form=name, status=status)
    messages.success(request, DONE[name])
    return redirect(f"{reverse('desk:duty-days')}?thang={shown or month}")


def _arrange(request: HttpRequest, name: str) -> str:
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    year, month = _month(request.POST.get("thang", ""), at.date())
    agency = by.agency
    if name == "nguoi":
        post, role = typed(request, "post", 40), request.POST.get("role", "")[:8]
        actions.name_receiver(by=by, at=at, agency=agency, post=post, role=role)
    elif name == "noi":
        actions.set_place(
            by=by, at=at, agency=agency, name=typed(request, "name", 200), address=typed(request, "address", 300),
            equipment=[one[:12] for one in request.POST.getlist("equipment")], n=max(0, _number(request, "n")),
        )  # fmt: skip
    elif name == "cong-bo":
        span = rules.days_of(year, month)
        for day in queries.days(by, max(span[0], at.date()), span[-1]):
            if day.state == DayState.PLANNED:
                actions.publish(by=by, at=at, day=day.code, reason=typed(request, "reason", 2000))
    else:
        common: dict[str, Any] = {
            "by": by, "at": at, "agency": agency, "post": typed(request, "post", 40),
            "place": _number(request, "place"), "starts": _time(request, "starts"), "ends": _time(request, "ends"),
            "seats": _number(request, "seats"), "about": typed(request, "about", 400),
        }  # fmt: skip
        if name == "ke-hoach":
            actions.plan_month(**common, year=year, month=month, weekday=_number(request, "weekday", 3))
        else:
            made = actions.plan_day(
                **common, on=_day(request, "on"), session=request.POST.get("session", "")[:14],
                ground=request.POST.get("ground", "")[:16], online=bool(request.POST.get("online")),
                online_ground=request.POST.get("online_ground", "")[:16],
            )  # fmt: skip
            return f"{made.on:%Y-%m}"
    return f"{year}-{month:02d}"


# --- one day ---------------------------------------------------------------------------------------------------


@official
@require_safe
def one(request: HttpRequest, code: str) -> HttpResponse:
    """Một ngày tiếp công dân: who signed up, who came, what is left to do."""
    return _one(request, code)


@sensitive_variables()
def _one(
    request: HttpRequest, code: str, *, say: str = "", faults: Any = (), act: str = "", status: int = 200,
    revealed: bool = False,
) -> HttpResponse:  # fmt: skip
    guard(request)
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    day, titles = queries.one_day(by, code), titles_of(by, at)
    open_ = day.state in (DayState.PLANNED, DayState.PUBLISHED)
    publishes, arranges = policies.can_publish(by, day), policies.can_arrange_day(by, day)
    passed, today = day.on < at.date(), at.date()
    acts = []
    if day.state == DayState.PLANNED and publishes and not passed:
        acts.append(("publish", _("Công bố"), "megaphone", "x"))
    if open_ and arranges and day.on <= today:
        acts.append(("hold", _("Ghi đã tiếp xong"), "circle-check", "g"))
    if open_ and publishes:
        acts.append(("move", _("Dời sang ngày khác"), "calendar-clock", ""))
    if open_ and arranges and passed:
        acts.append(("explain", _("Ghi lý do không tiếp"), "message-square-text", ""))
    if open_ and publishes and not passed:
        acts.append(("call_off", _("Bỏ ngày này"), "circle-stop", ""))
    visits = list(queries.listed(by, day=day.code).order_by("id")[:200])
    context = {
        "now": at, "day": day, "title": titles.get(day.post, day.post), "held_by": titles.get(day.held_by, day.held_by),
        "post_by": queries.post_by(day.agency, day.on), "in_time": _in_time(day, today),
        "checks": [
            {"one": one, "label": Check(one.check).label, "late": one.late(at)} for one in queries.checks(day)
        ],
        "sign_ups": [
            {**one, "reached": _reached(one, revealed=revealed)} for one in queries.sign_ups(by, day)
        ],
        "revealed": revealed, "people": policies.works_on(by), "lines": lines(by, visits, at),
        "receives": policies.can_receive(by, by.agency) and day.on == today and day.state in ("published", "held"),
        "arranges": arranges, "cancels": policies.can_cancel(by, day),
        "acts": [
            {"name": name, "verb": verb, "icon": icon, "key": key, "method": "get", "url": f"#viec-{name}",
             "tone": "primary" if n == 0 else "danger" if name == "call_off" else ""}
            for n, (name, verb, icon, key) in enumerate(acts)
        ],
        "allowed": [name for name, *_rest in acts], "open_act": act, "say": say, "typed": request.POST,
        "errors": [{"field_id": f"{act}-{one.field}", "label": FIELDS.get(one.field, one.field),
                    "text": spoken.fault(one)} for one in faults],
        "ground": next((one for one in rules.EXTRAORDINARY if one.code == day.ground), None),
        "online_ground": next((one for one in rules.ONLINE if one.code == day.online_ground), None),
        "reads_reason": policies.works_on(by), "missed": passed and open_,
        "posts": [(post.code, post.title) for post in _posts(by.agency, today)],
    }  # fmt: skip
    return render(request, "desk/duty_day.html", context, status=status)


def _reached(one: Mapping[str, Any], *, revealed: bool) -> list[dict[str, Any]]:
    """How somebody who signed up is reached: the least of it, or all."""
    said = {name: str(one.get(name) or "") for name in ("phone", "email")}
    shown = said if revealed else least(said)
    return [{"text": text, "number": name in NUMBERS} for name, text in shown.items() if text]


@official
@act_on("desk:duty-day")
@sensitive_variables()
def reveal(request: HttpRequest, code: str) -> HttpResponse:
    """Xem đầy đủ người đăng ký: the reading is journalled."""
    by = request.actor  # type: ignore[attr-defined]
    actions.reveal_sign_ups(by=by, at=now_of(request), day=queries.one_day(by, code).code)
    return _one(request, code, revealed=True)


def _in_time(day: Any, today: dt.date) -> bool:
    return day.session != Session.PERIODIC or queries.post_by(day.agency, day.on) >= today


@official
@act_on("desk:duty-day")
def act(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """Một thao tác trên ngày tiếp công dân."""
    guard(request)
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    day = queries.one_day(by, code)
    verb = actions.cancel if name == "cancel" else actions.DAY_VERBS.get(name)
    if verb is None:
        raise NotFound()
    if not policies.BY_DAY_ACT[name](by, day):
        raise NotAllowed()
    try:
        given: dict[str, Any] = {}
        if name in ("publish", "move", "call_off", "hold", "explain"):
            given["reason"] = typed(request, "reason", 3000)
        if name == "move":
            given["to"] = _day(request, "to")
        elif name == "hold":
            given["held_by"] = typed(request, "held_by", 40)
        elif name == "check":
            given["check"] = request.POST.get("check", "")[:10]
            given["link"] = typed(request, "link", 600)
        elif name == "cancel":
            given["n"] = _number(request, "n")
        done = verb(by=by, at=at, day=code, **given)
    except NotFound:
        raise
    except Impossible as error:
        status = 422 if error.faults else 403 if isinstance(error, NotAllowed) else 409
        say = "" if error.faults else spoken.refusal(error)
        return _one(request, day.code, say=say, faults=error.faults, act=name, status=status)
    messages.success(request, DONE[name])
    return redirect("desk:duty-day", done.code if name == "move" else code)
