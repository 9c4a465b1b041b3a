"""What one person more at a step would change: a simulation of the agency's own year, with its margin of error."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.areas.dossiers.queries import past, simulated
from motcua.areas.dossiers.queries.simulated import NotInstalled, WhatIf
from motcua.base.calendars.queries import calendar_for
from motcua.base.journal.ports import Actor
from motcua.base.orgs.queries import posts_on
from motcua.base.spoken import spoken
from motcua.faces.board.cases.figures import moments
from motcua.faces.board.cases.views import for_watchers, page_of
from motcua.faces.ui.charts import ranked
from motcua.faces.ui.session import now_of
from motcua.rules import staffing
from motcua.rules.staffing import Estimate


@for_watchers
@require_safe
def what_if(request: HttpRequest, by: Actor) -> HttpResponse:
    """Nếu thêm một người: how busy each step is; ``buoc`` one of them simulated with a person more."""
    at, calendar = now_of(request), calendar_for(by.agency)
    history = past.finished(by, moments(at, calendar).midnight, calendar)
    known: dict[str, Any] = {
        "past": len(history),
        "least": staffing.LEAST,
        "enough": len(history) >= staffing.LEAST,
    }
    known["missing"] = "" if simulated.is_installed() else _(NotInstalled.text)
    if not known["enough"]:
        return page_of(request, "board/what_if.html", by, **known)
    days = staffing.days_of(history)
    titles = {post.code: post.title for post in posts_on(at.date(), agency=by.agency)}
    loads = staffing.loads(days)
    drawings = ranked([100 * load.busy for load in loads], top=100)
    known["steps"] = [
        {
            "name": load.step, "said": spoken(load.step), "posts": [titles.get(code, code) for code in load.posts],
            "jobs": load.jobs, "busy": round(100 * load.busy), "drawing": drawing,
        }
        for load, drawing in zip(loads, drawings, strict=True)
    ]  # fmt: skip
    step = request.GET.get("buoc", "")[:200]
    if step in {load.step for load in loads} and not known["missing"]:
        known |= _told(simulated.one_more(days, step), 100 * staffing.on_time(history))
    return page_of(request, "board/what_if.html", by, **known, step=step)


def _told(found: WhatIf, real: float) -> dict[str, Any]:
    """The result in words and as rows to be drawn; nothing is promised by a model that does not repeat what was.

    What is late is drawn, from nought on, as shares in time look alike; no gain is sure that prints as nought.
    """
    sure = round(100 * found.gain.least, 1) > 0, round(100 * found.gain.most, 1) < 0
    near = abs(100 * found.now.mean - real) <= 100 * staffing.NEAR
    rows = [(_("mô hình, như hiện nay"), found.now), (_("mô hình, thêm một người"), found.then)]
    late = [(label, Estimate(1 - one.mean, 1 - one.most, 1 - one.least)) for label, one in rows]
    drawings = ranked(
        [100 * one.mean for _label, one in late], target=100 - real,
        limits=[(max(100 * one.least, 0), min(100 * one.most, 100)) for _label, one in late],
    )  # fmt: skip
    return {
        "found": found, "step_said": spoken(found.step), "real": round(100 - real, 2), "near": near,
        "gain": _points(found.gain.mean), "gain_span": span(found.gain, _points),
        "sure": "up" if sure[0] else "down" if sure[1] else "",
        "rows": [
            {"label": label, "text": f"{_figure(100 * one.mean)} %", "of": span(one), "drawing": drawing}
            for (label, one), drawing in zip(late, drawings, strict=True)
        ],
    }  # fmt: skip


def _figure(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")


def _points(share: float) -> str:
    """A difference of shares in points, with its sign."""
    return f"{100 * share:+.1f}".replace(".", ",").replace("-", "−")


def span(one: Estimate, words: Any = None) -> str:
    """Within what an estimate lies."""
    if words is not None:
        return _("{least} đến {most}").format(least=words(one.least), most=words(one.most))
    return f"{_figure(100 * max(one.least, 0))}–{_figure(100 * min(one.most, 1))} %"
