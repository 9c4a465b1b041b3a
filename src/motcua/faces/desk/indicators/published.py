"""What others published, computed from the rows of their sources."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.areas.indicators import policies
from motcua.areas.indicators.choices.definitions import shipped
from motcua.areas.indicators.queries import published as others
from motcua.faces.desk.indicators.wording import formula, named, unit_word
from motcua.faces.ui.session import now_of, official
from motcua.rules.impossible import NotAllowed


@official
@require_safe
def published(request: HttpRequest) -> HttpResponse:
    """Số liệu công bố: what others' reports print, with the counts behind each; never part of what is counted here."""
    by = request.actor  # type: ignore[attr-defined]
    if not policies.can_read(by):
        raise NotAllowed()
    found = others.published()
    sources: dict[str, list[dict[str, Any]]] = {}
    for shown in found:
        sources.setdefault(shown.title, []).append({
            "shown": shown, "one": shown.published, "name": named(shown.definition),
            "word": "" if shown.published.form == "parts" else unit_word(shown.definition),
            "counts": [(count, shown.amounts.get(count.part)) for count in shown.published.counts],
        })  # fmt: skip
    context = {
        "now": now_of(request), "sources": sources, "how": how(), "without": _without() if found else [],
    }  # fmt: skip
    return render(request, "desk/indicators/published.html", context)


def _without() -> list[dict[str, Any]]:
    """Figures of the texts without a value, each with its reason and the indicators that it is of, if any."""
    return [
        {**row, "named": [{"id": id, "name": named(shipped()[id])} for id in row["indicator"].split()]}
        for row in others.without_value()
    ]


@official
@require_safe
def published_rows(request: HttpRequest, key: str) -> HttpResponse:
    """Các dòng nguồn phía sau một số liệu công bố: what its formula counts, and where the source says so."""
    by = request.actor  # type: ignore[attr-defined]
    if not policies.can_read(by):
        raise NotAllowed()
    shown = others.one(key)
    part = "denominator" if request.GET.get("phan") == "denominator" else "numerator"
    context = {
        "now": now_of(request), "shown": shown, "one": shown.published, "name": named(shown.definition), "part": part,
        "counts": [count for count in shown.published.counts if count.part == part], "how": how(),
        "rows": shown.rows.get(part, []), "total": shown.amounts.get(part), "formula": formula(shown.definition),
    }  # fmt: skip
    return render(request, "desk/indicators/published_rows.html", context)


def how() -> dict[str, str]:
    """How a count behind a published figure is known."""
    return {
        "stated": _("nguồn ghi"), "derived": _("suy ra, nguồn không ghi"), "rate": _("nguồn không ghi số đếm"),
    }  # fmt: skip
