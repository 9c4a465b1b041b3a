"""The catalogue at the desk: everybody reads it, its keepers change it (R3.1–R3.19)."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from motcua.areas.procedures import policies, queries
from motcua.areas.procedures.choices import AlertKind, Status
from motcua.base.orgs.queries import version_on
from motcua.faces.desk.procedures.forms import DUTIES
from motcua.faces.ui import flows
from motcua.faces.ui.session import now_of, official
from motcua.rules.impossible import NotFound

SIZE = 50


ALERTS: Mapping[str, tuple[str, str]] = {
    AlertKind.BASIS_EXPIRED: ("desk:bases", "?xem=het"), AlertKind.BASIS_EXPIRING: ("desk:bases", "?xem=sap"),
    AlertKind.POSTING_OUTDATED: ("desk:postings", "?xem=cu"),
}  # fmt: skip
"""Where a keeper goes from an alert."""


def alert_lines(by: Any) -> list[dict[str, Any]]:
    """What the keeper must look at, a line a kind, with where to look."""
    counts = queries.alert_counts(by.agency)
    return [
        {"label": AlertKind(kind).label, "count": counts[kind], "href": reverse(name) + asked}
        for kind, (name, asked) in ALERTS.items()
        if counts.get(kind)
    ]


def _stand(rows: Any) -> dict[str, str]:
    """How each procedure stands posted: current, old or none."""
    return {row.code: "current" if row.current else "old" if row.posted_version else "none" for row in rows}


@official
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Danh mục thủ tục: found without accents; drafts that wait are told on top."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    on = at.date()
    q, field, cursor = (request.GET.get(name, "").strip()[:200] for name in ("q", "linh-vuc", "sau"))
    found = queries.search(q, field=field, limit=SIZE, cursor=cursor, on=on)
    stand = _stand(queries.posting_list(by.agency, on))
    asked = {name: value for name, value in (("q", q), ("linh-vuc", field)) if value}
    context = {
        "q": "", "words": q, "field": field, "page": found, "fields": sorted(queries.field_counts(on=on).items()),
        "rows": [(one, stand.get(one.code, "")) for one in found.items], "keeper": policies.can_change(by),
        "drafts": list(queries.waiting()) if policies.can_change(by) else [],
        "unposted": sum(one != "current" for one in stand.values()),
        "alerts": alert_lines(by) if policies.can_change(by) else [],
        "more": f"?{urlencode({**asked, 'sau': found.next_cursor})}" if found.next_cursor else "",
        "further": bool(cursor),
    }  # fmt: skip
    return render(request, "desk/procedures.html", context)


@official
@require_safe
def one(request: HttpRequest, code: str) -> HttpResponse:
    """Một thủ tục: record, internal process with its check of sums, versions and what each changed, posting."""
    return shown(request, code)


def shown(
    request: HttpRequest, code: str, *, say: str = "", wrong: Any = None, act: str = "", status: int = 200
) -> HttpResponse:
    """The page of one procedure, with what an act just could not do."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    versions = queries.history(code)
    if not versions:
        raise NotFound()
    on = at.date()
    current = next((one for one in versions if _in_force(one, on)), None)
    version = current or next((one for one in versions if one.status != Status.DRAFT), versions[0])
    record = version.read()
    steps, source = queries.process_for(record, on, by.agency)
    context = {
        "code": code, "version": version, "current": current, "record": record, "on": on, "now": at,
        "history": changes(versions), "drafts": [one for one in versions if one.status == Status.DRAFT],
        "steps": [(step, dict(DUTIES).get(step.duty, step.duty)) for step in steps], "source": source,
        "total": sum((step.hours for step in steps), Decimal(0)), "posting": _posting(by.agency, code, on),
        "published_hours": queries.hours_of(record.limit) if record.limit else None,
        "bases": queries.bases_of([law.symbol for law in record.legal_basis if law.symbol], on),
        "decided": queries.decisions_of(code),
        "faults": queries.faults_of(queries.for_engine(steps), record.limit) if steps else [],
        "keeper": policies.can_change(by), "poster": policies.can_post(by, by.agency), "say": say, "wrong": wrong,
        "open_act": act, "unit": version_on(by.agency, on), "typed": request.POST,
        "tomorrow": on + dt.timedelta(days=1), "picture": flows.picture(steps), "picture_said": flows.said(steps),
        "cautions": queries.cautions_of(steps, record),
    }  # fmt: skip
    return render(request, "desk/procedure.html", context, status=status)


def _in_force(version: Any, on: dt.date) -> bool:
    return bool(
        version.status != Status.DRAFT
        and version.valid_from <= on
        and (version.valid_to is None or on < version.valid_to)
    )


def _posting(place: str, code: str, on: dt.date) -> Any:
    return next(iter(queries.posting_list(place, on, level="", code=code)), None)


def changes(versions: Any) -> list[dict[str, Any]]:
    """The versions, newest first, each with what it changed of the one before it."""
    records = [version.read() for version in versions]
    return [
        {
            "version": version,
            "changes": queries.difference(records[place + 1], records[place])
            if place + 1 < len(records)
            else [],
            "first": place + 1 == len(records),
        }
        for place, version in enumerate(versions)
    ]
