"""At the counter: open it, call, serve, send on; who waits; what I did today."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.areas.counters import actions, policies, queries
from motcua.areas.counters.choices import Outcome, Source
from motcua.areas.dossiers.policies import can_receive
from motcua.base import spoken
from motcua.base.journal.ports import Actor
from motcua.faces.ui.session import now_of, official
from motcua.faces.ui.tickets import minutes_words
from motcua.rules.impossible import Impossible, NotAllowed
from motcua.rules.queueing import quantile


@official
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Quầy của tôi: who waits in the order of calling, who missed their call, my figures of today."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_sit(by, by.agency):
        raise NotAllowed()
    seat = queries.seat(by)
    day = queries.my_day(by, seat, at)
    services = {service.letter: service for service in queries.services(by.agency, all_of_them=True)}
    taken = {shift.counter_id for shift in queries.sitting(by.agency)}
    counters = queries.counters(by.agency)
    context = {
        "now": at, "seat": seat, "missed": day.missed, "figures": _figures(day.calls),
        "line": [_line(ticket, services, at) for ticket in day.line[:60]], "more": max(0, len(day.line) - 60),
        "booked": [_line(ticket, services, at) for ticket in queries.booked_today(by.agency, at)],
        "free": [counter for counter in counters if counter.pk not in taken], "counters": counters,
        "others": [one for one in counters if seat is None or one.pk != seat.counter_id],
        "call": queries.current(seat) if seat else None, "groups": queries.groups(at.date()),
        "services": queries.services(by.agency), "watches": policies.can_watch(by, by.agency),
        "arranges": policies.can_arrange(by, by.agency),
    }  # fmt: skip
    return render(request, "desk/hall.html", context)


def _line(ticket: Any, services: Mapping[str, Any], at: dt.datetime) -> dict[str, Any]:
    since = ticket.since or ticket.taken_at
    return {
        "ticket": ticket, "service": services.get(ticket.letter), "waited": minutes_words((at - since).total_seconds()),
        "why": _why(ticket),
    }  # fmt: skip


def _why(ticket: Any) -> str:
    """Why somebody stands where they stand."""
    if ticket.only:
        return _("chuyển đến quầy {n}").format(n=ticket.only.number)
    if ticket.priority:
        return _(ticket.get_priority_display())
    if ticket.slot_at:
        return _("đặt giờ")
    return _("quay lại") if ticket.express else ""


def _figures(calls: list[Any]) -> dict[str, Any]:
    served = [call for call in calls if call.outcome in (Outcome.SERVED, Outcome.MOVED)]
    lasted = [(call.ended_at - call.started_at).total_seconds() for call in served if call.started_at]
    return {
        "served": len(served), "missed": sum(call.outcome == Outcome.NO_SHOW for call in calls),
        "median": minutes_words(quantile(lasted, 0.5)),
    }  # fmt: skip


# --- acts ------------------------------------------------------------------------------------------------------------


def _number(request: HttpRequest, name: str) -> int:
    given = request.POST.get(name, "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 4 else 0


def _take(request: HttpRequest, by: Actor, at: dt.datetime) -> str:
    ticket = actions.take_ticket(
        by=by, at=at, place=by.agency, service=request.POST.get("viec", "")[:1],
        priority=request.POST.get("uu-tien", "")[:10], source=Source.DESK,
    )  # fmt: skip
    return _("Đã lấy số {code}.").format(code=ticket.code)


def _of_ticket(verb: Callable[..., Any], said: str) -> Callable[..., str]:
    def do(request: HttpRequest, by: Actor, at: dt.datetime) -> str:
        ticket = verb(by=by, at=at, ticket=request.POST.get("so", "")[:60])
        return _(said).format(code=ticket.code)

    return do


def _move(request: HttpRequest, by: Actor, at: dt.datetime) -> str:
    ticket = actions.move(by=by, at=at, to=_number(request, "quay"))
    return _("Đã chuyển số {code}.").format(code=ticket.code)


def _open(request: HttpRequest, by: Actor, at: dt.datetime) -> str:
    shift = actions.open_counter(by=by, at=at, place=by.agency, number=_number(request, "quay"))
    return _("Đã mở quầy {n}.").format(n=shift.counter.number)


def _close(request: HttpRequest, by: Actor, at: dt.datetime) -> str:
    shift = actions.close_counter(by=by, at=at, place=by.agency, number=_number(request, "quay"))
    return _("Đã đóng quầy {n}.").format(n=shift.counter.number)


def _of_counter(verb: Callable[..., Any]) -> Callable[..., str]:
    def do(request: HttpRequest, by: Actor, at: dt.datetime) -> str:
        verb(by=by, at=at)
        return ""

    return do


ACTS: Mapping[str, Callable[[HttpRequest, Actor, dt.datetime], str]] = {
    "open": _open, "close": _close, "take": _take, "move": _move,
    "next": _of_counter(actions.call_next), "recall": _of_counter(actions.recall),
    "start": _of_counter(actions.start), "finish": _of_counter(actions.finish), "miss": _of_counter(actions.miss),
    "arrive": _of_ticket(actions.arrive, "Số {code} đã đến."),
    "back": _of_ticket(actions.come_back, "Số {code} chờ gọi lại."),
    "withdraw": _of_ticket(actions.withdraw, "Đã hủy số {code}."),
}  # fmt: skip


@official
@require_POST
def act(request: HttpRequest, name: str) -> HttpResponse:
    """One act at the counter; back to the page where its button stood, or straight into reception."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if name not in ACTS:
        raise Http404(name)
    if not policies.can_sit(by, by.agency):
        raise NotAllowed()
    try:
        said = ACTS[name](request, by, at)
    except NotAllowed:
        raise
    except Impossible as refusal:
        messages.error(request, spoken.refusal(refusal))
    else:
        if said:
            messages.success(request, said)
        if name == "start" and can_receive(by, by.agency):
            return redirect("desk:receive")
    back = request.POST.get("ve", "")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts=None) and back.startswith("/can-bo/")
    return redirect(back if safe else "desk:hall")
