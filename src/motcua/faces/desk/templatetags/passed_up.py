"""On the page of a thing: what was passed up about it, and the way to do so, for leaders."""

from typing import Any

from django import template
from django.template import Context

from motcua.areas.escalations import policies, queries
from motcua.faces.ui.session import now_of

register = template.Library()


@register.inclusion_tag("desk/escalations/_passed_up.html", takes_context=True)
def passed_up(context: Context, code: str, topic: str = "", shielded: bool = False) -> dict[str, Any]:
    """What the unit raised about the thing of this code; nothing for who leads nothing, and about what denounces."""
    request = context.get("request")
    by = getattr(request, "actor", None)
    if request is None or by is None or shielded or not policies.can_watch(by):
        return {}
    on = now_of(request).date()
    return {
        "code": code, "topic": topic, "raises": policies.can_raise(by),
        "escalations": [
            {"one": one, "to": queries.addressee(one, on), "late": one.is_late(on)} for one in queries.about(by, code)
        ],
    }  # fmt: skip
