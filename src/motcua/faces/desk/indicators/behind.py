"""The rows behind a figure, of the own agency."""

from collections.abc import Iterable
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.areas.indicators import policies
from motcua.areas.indicators.choices import facts as kinds
from motcua.areas.indicators.queries import definitions, figures
from motcua.areas.indicators.queries.figures import Figure
from motcua.faces.desk.indicators import asked as asking
from motcua.faces.desk.indicators.asked import Asked
from motcua.faces.desk.indicators.values import value_words
from motcua.faces.desk.indicators.wording import named, ways
from motcua.faces.ui.session import now_of, official
from motcua.rules import counting
from motcua.rules.impossible import NotAllowed, NotFound
from motcua.rules.scoring.definitions import WORKING_DAYS, Definition, Term

SIZE = 100
PAGES = {
    "dossier": "desk:dossier", "step": "desk:dossier", "fee": "desk:dossier", "petition": "desk:petition",
    "complaint": "desk:complaint", "feedback": "desk:feedback", "reception": "desk:visit", "task": "desk:task",
    "dialogue": "desk:dialogue", "result": "desk:kept-result", "recommendation": "desk:recommendation",
    "commitment": "desk:commitment", "certification": "desk:certification", "procedure": "desk:procedure",
    "review": "desk:review-item",
}  # fmt: skip
"""The page of what stands behind a figure, by the first word of its kind."""
TOLD = ("type", "channel", "outcome", "timing")
"""What is said of a row beside its day and code."""


def of_own(one: Definition, asked: Asked, figure: Figure) -> bool:
    """Whether a figure counts nothing but the own agency."""
    return figures.is_of_own(figure, one, asked.units, asked.place.key, asked.since, asked.until, asked.today)


@official
@require_safe
def rows(request: HttpRequest, id: str) -> HttpResponse:
    """Các dòng phía sau một số liệu của chính cơ quan."""
    by = request.actor  # type: ignore[attr-defined]
    if not policies.can_open_rows(by):
        raise NotAllowed()
    asked = asking.read(request)
    if not asked.own:
        raise NotFound()
    one = definitions.definition(id, asked.last)
    part = "denominator" if request.GET.get("phan") == "denominator" else "numerator"
    way, value = request.GET.get("theo", ""), request.GET.get("gia-tri", "")[:48]
    only = (way, value) if way in ways() and way in counting.SPLITS and "gia-tri" in request.GET else None
    listed = Paginator(figures.behind(by, one, asked.since, asked.until, part=part, only=only), SIZE)
    shown = listed.get_page(request.GET.get("trang"))
    args = ([one], asked.units, asked.since, asked.until)
    figure = figures.figures(*args, root=asked.place.key, today=asked.today)[one.id]
    narrowed = {"theo": way, "gia-tri": value} if only else {}
    context = {
        "now": now_of(request), "one": one, "name": named(one), "asked": asked, "part": part, "page": shown,
        "total": listed.count, "words": one.denominator_words if part == "denominator" else one.numerator_words,
        "back": f"{reverse('desk:indicator', args=[id])}?{asked.query}",
        "rows": [
            {
                "fact": fact, "href": _address(fact.dimensions.kind, fact.code),
                "what": kinds.said(fact.dimensions.kind),
                "told": ", ".join(
                    value_words([fact.dimensions.kind], name, found)
                    for name in TOLD if (found := getattr(fact.dimensions, name))
                ),
                "counts": counted_in(one.on(fact.day), fact.dimensions),
            }
            for fact in shown
        ],
        "query": urlencode({"phan": part, **narrowed}) + "&" + asked.query,
        "only": f"{ways()[way]}: {value_words([term.fact for term in one.terms], way, value)}" if only else "",
        "other": _other_part(one, part, narrowed, asked), "of_others": not of_own(one, asked, figure),
    }  # fmt: skip
    return render(request, "desk/indicators/rows.html", context)


def counted_in(one: Definition, said: Any) -> str:
    """Into which parts of a rate a row goes and, where it is looked at alone, what keeps it out of the numerator."""

    def within(terms: Iterable[Term]) -> bool:
        return any(term.fact == said.kind and not _apart(term, said) for term in terms)

    if not one.denominator or not has_rows(one.denominator):
        return ""
    if within(one.numerator):
        return _("cả tử số và mẫu số") if within(one.denominator) else _("tử số")
    near = min((_apart(term, said) for term in one.numerator if term.fact == said.kind), key=len, default=[])
    if not near:
        return _("mẫu số")
    why = ", ".join(value_words([said.kind], name, getattr(said, name)) for name in near)
    return _("chỉ mẫu số: {why}").format(why=why)


def _apart(term: Term, said: Any) -> list[str]:
    """By what a row is told apart from what a sum asks for."""
    return [name for name, values in term.where if getattr(said, name) not in values]


def _other_part(one: Definition, part: str, narrowed: dict[str, str], asked: Asked) -> dict[str, str]:
    """The way from the rows of one part of a rate to those of the other; nothing where only rows of one are."""
    if not has_rows(one.denominator):
        return {}
    to = "numerator" if part == "denominator" else "denominator"
    query = urlencode({"phan": to, **narrowed})
    words = one.numerator_words if to == "numerator" else one.denominator_words
    return {"href": f"?{query}&{asked.query}", "words": words}


def has_rows(terms: Iterable[Term]) -> bool:
    """Whether a part is counted from facts: working days are read from the calendar, and no row stands behind them."""
    return any(term.fact != WORKING_DAYS for term in terms)


def _address(kind: str, code: str) -> str:
    name = PAGES.get(kind.partition(".")[0], "")
    return reverse(name, args=[code]) if name and code else ""
