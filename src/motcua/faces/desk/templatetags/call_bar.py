"""The call bar: on every page of an official who sits at a counter."""

from typing import Any

from django import template
from django.template import Context

from motcua.areas.counters import policies, queries
from motcua.faces.ui.session import now_of

register = template.Library()


@register.inclusion_tag("desk/_call_bar.html", takes_context=True)
def call_bar(context: Context) -> dict[str, Any]:
    """Which number is called or served at this counter, and what can be done with it; nothing for anybody else.

    One query for a post that may sit at a counter, two more for one that does.
    """
    request = context.get("request")
    by = getattr(request, "actor", None)
    if request is None or by is None or not policies.can_call(by):
        return {}
    seat = queries.seat(by)
    if seat is None:
        return {}
    call = queries.current(seat)
    return {
        "seat": seat, "call": call, "ticket": call.ticket if call else None, "now": now_of(request),
        "waiting": queries.how_many_wait(seat, now_of(request)), "here": request.get_full_path(),
        "csrf_token": context.get("csrf_token"), "request": request,
    }  # fmt: skip
