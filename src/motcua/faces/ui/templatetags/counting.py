"""Pages of figures say when what was done is not counted in them yet."""

import datetime as dt
from typing import Any

from django import template
from django.template import Context

from motcua.areas.indicators.queries.facts import uncounted_since
from motcua.faces.ui.session import now_of

register = template.Library()


@register.inclusion_tag("ui/components/counting.html", takes_context=True)
def counting(context: Context) -> dict[str, Any]:
    """Since when nothing is counted; nothing to say while counting keeps up."""
    request = context.get("request")
    since: dt.datetime | None = None if request is None else uncounted_since(now_of(request))
    return {"since": since}
