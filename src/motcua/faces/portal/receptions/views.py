"""Citizen reception on the portal: who receives when and where; a place for a day, without account."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.areas.receptions import actions, queries
from motcua.areas.receptions.choices import DayState, Role, SignUpState
from motcua.base import spoken
from motcua.base.journal.ports import CITIZEN
from motcua.base.orgs.queries import NoPost, post_on
from motcua.faces.portal.frame import page, remembering_language, spoken_here
from motcua.faces.portal.receipts import READ_OR_ASKED, SIGN_UP, address, asked, going, keeping
from motcua.faces.portal.receptions.feed import calendar_of
from motcua.faces.ui import place, throttle
from motcua.faces.ui.once import done_once
from motcua.faces.ui.session import now_of
from motcua.rules.denunciations import sounds_like
from motcua.rules.impossible import Impossible
from motcua.rules.vietnamese import nfc

FIELDS: dict[str, int | None] = {
    "about": None,
    "name": 200,
    "phone": 30,
    "email": 254,
    "persons": 4,
    "denounces": 1,
}
BACK = dt.timedelta(days=31)


def title_of(day: Any) -> str:
    """The office that receives, never a person's name."""
    try:
        return post_on(day.post, day.on).title
    except NoPost:
        return str(Role(day.role).label)


def _may_sign_up(day: Any, at: dt.datetime) -> bool:
    open_ = day.state == DayState.PUBLISHED and queries.starts_at(day) > at
    return open_ and day.taken < day.seats


@require_safe
def schedule(request: HttpRequest) -> HttpResponse:
    """Lịch tiếp công dân: the days published, which have places left, and the calendar to subscribe to."""
    at = now_of(request)
    days = [
        {
            "day": day, "title": title_of(day), "open": _may_sign_up(day, at),
            "full": day.state == DayState.PUBLISHED and queries.seats_left(day) == 0,
            "today": day.on == at.date(),
        }
        for day in queries.public_days(place.here(), at.date(), moved=True)
    ]  # fmt: skip
    feed = request.build_absolute_uri(reverse("portal:reception-feed"))
    return page(
        request, "portal/receptions.html", days=days, feed=feed, subscribe=f"webcal:{feed.partition(':')[2]}",
        opening=place.opening(place.here()),
    )  # fmt: skip


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """Lịch tiếp công dân as iCalendar (RFC 5545): calendar programmes subscribe to this address."""
    at = now_of(request)
    days = queries.public_days(place.here(), at.date() - BACK, moved=True)
    told = [(day, title_of(day)) for day in days]
    address = request.build_absolute_uri(reverse("portal:receptions"))
    content = calendar_of(told, unit=place.name(at.date()), address=address, host=request.get_host())
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="lich-tiep-cong-dan.ics"'
    answer["Cache-Control"] = "public, max-age=900"
    return answer


# --- signing up ------------------------------------------------------------------------------------------------


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
@sensitive_variables()
def sign_up(request: HttpRequest, code: str) -> HttpResponse:
    """Đăng ký tiếp công dân: said, read again, confirmed; nothing is written before that."""
    day = queries.public_day(place.here(), code)
    values = {name: nfc(request.POST.get(name, "")).strip()[:most] for name, most in FIELDS.items()}
    turned = request.method == "POST" and spoken_here(request)
    step = request.POST.get("buoc", "") if request.method == "POST" else ""
    if step not in ("xem", "gui") or (turned and step == "xem"):
        return _form(request, day, values)
    given: dict[str, Any] = {
        **values,
        "persons": int(values["persons"]) if values["persons"].isdecimal() else 1,
        "denounces": bool(values["denounces"]),
    }
    share = throttle.seats_of(day.code, day.seats)
    try:
        if step == "xem" or turned:
            if not actions.read_sign_up(day, at=now_of(request), **given).contact:
                values = {**dict.fromkeys(FIELDS, ""), "persons": values["persons"], "denounces": "1"}
            return page(
                request,
                "portal/reception_confirm.html",
                day=day,
                title=title_of(day),
                values=values,
                sounds=sounds_like(values["about"]),
            )

        def take() -> str:  # a place that was not taken does not count
            throttle.count(request, share)
            return actions.sign_up(by=CITIZEN, at=now_of(request), day=day.code, **given).code

        with transaction.atomic():
            made = done_once(request, take)
    except throttle.TooManyFailures:
        say = _(
            "Từ mạng này đã đăng ký {most} chỗ, bằng nửa số chỗ của ngày này. Ông/bà đăng ký từ mạng khác, chọn ngày "
            "khác, hoặc đến trực tiếp và chờ theo thứ tự."
        ).format(most=share.failures)
        return _form(request, day, values, say=say, status=429)
    except Impossible as error:
        wrong: dict[str, list[str]] = {}
        for fault in error.faults:
            wrong.setdefault(fault.field, []).append(spoken.fault(fault))
        say = "" if error.faults else spoken.refusal(error)
        return _form(request, day, values, wrong=wrong, say=say, status=422 if error.faults else 409)
    return remembering_language(request, _going(request, made, moi="1"))


def _form(
    request: HttpRequest,
    day: Any,
    values: dict[str, str],
    *,
    wrong: Any = None,
    say: str = "",
    status: int = 200,
) -> HttpResponse:
    return page(
        request, "portal/reception_sign_up.html", status=status, day=day, title=title_of(day), values=values,
        wrong=wrong or {}, say=say, open=_may_sign_up(day, now_of(request)),
    )  # fmt: skip


def _going(request: HttpRequest, code: str, **more: str) -> HttpResponse:
    return going(request, address(SIGN_UP, code, **more), code, queries.sign_up_key(code))


def _found(request: HttpRequest, code: str, key: str) -> Any:
    """The place taken, or the page that says no; a wrong key and an unknown number look the same."""
    try:
        return queries.sign_up_found(code, key)
    except Impossible as wrong:
        said, status = spoken.refusal(wrong), 404
    try:
        throttle.count(request)
    except throttle.TooManyFailures as error:
        said = _("Đã thử sai quá nhiều lần. Ông/bà thử lại sau {seconds} giây.").format(seconds=error.seconds)
        status = 429
    return page(request, "portal/reception_slip.html", status=status, error=said, code=code)


@never_cache
@require_http_methods(READ_OR_ASKED)
@sensitive_post_parameters()
def slip(request: HttpRequest) -> HttpResponse:
    """Phiếu đăng ký: when and where to come; the way to give the place back."""
    code, key = asked(request)
    if not code:
        return page(request, "portal/reception_slip.html", error="", code="")
    found = _found(request, code, key)
    if isinstance(found, HttpResponse):
        return found
    return _going(request, code) if request.method == "POST" else _shown(request, found, key)


def _shown(request: HttpRequest, found: Any, key: str, *, error: str = "", status: int = 200) -> HttpResponse:
    day, moved = found.day, found.day.moved_to
    alive = found.state == SignUpState.SIGNED and day.state == DayState.PUBLISHED
    to = f"{moved.code}-{found.n:02d}" if moved is not None else ""
    answer = page(
        request, "portal/reception_slip.html", status=status, found=found, day=day, key=key, code=found.code,
        title=title_of(day), alive=alive, fresh="moi" in request.GET, error=error, moved=moved,
        moved_address=address(SIGN_UP, to) if to else "", called_off=day.state == DayState.CALLED_OFF,
    )  # fmt: skip
    own = {one: queries.sign_up_key(one) for one in (found.code, to) if one}
    return keeping(request, answer, own)


@never_cache
@require_POST
def cancel(request: HttpRequest) -> HttpResponse:
    """Hủy đăng ký: the place is free for somebody else."""
    code, key = asked(request)
    found = _found(request, code, key)
    if isinstance(found, HttpResponse):
        return found
    try:
        actions.cancel(by=CITIZEN, at=now_of(request), day=found.day.code, n=found.n)
    except Impossible as refusal:
        return _shown(request, found, key, error=spoken.refusal(refusal), status=409)
    return _going(request, found.code)
