"""Whom a denunciation is about: the posts of the agency with who holds them, to be ticked."""

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.http import HttpRequest

from motcua.base.journal.ports import Actor
from motcua.base.orgs.queries import posts_on
from motcua.base.people.queries import holder_names_of


def officers(by: Actor, at: dt.datetime, named: Collection[str]) -> list[dict[str, Any]]:
    """Posts of the agency with who holds them, and whether each is one that the petition is about."""
    holders = holder_names_of(by.agency, at.date())
    return [
        {
            "code": one.code, "named": one.code in named,
            "title": " · ".join(filter(None, [one.title, ", ".join(holders.get(one.code, []))])),
        }
        for one in posts_on(at.date(), agency=by.agency)
    ]  # fmt: skip


def posts_ticked(request: HttpRequest) -> list[str]:
    """Posts that were ticked as those denounced."""
    return [code[:40] for code in request.POST.getlist("posts")[:100]]
