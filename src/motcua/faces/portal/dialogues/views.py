"""Dialogues in public: when and where, what was asked and answered, what was promised and whether it is kept."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from motcua.areas.dialogues import forms as printed
from motcua.areas.dialogues import queries
from motcua.areas.dialogues.choices import CommitmentState, DialogueState, groups, kinds
from motcua.base.calendars.queries import calendar_for
from motcua.faces.portal.dialogues.asking import asked, begun
from motcua.faces.portal.frame import page
from motcua.faces.ui import place
from motcua.faces.ui.chips import due_chip
from motcua.faces.ui.session import now_of
from motcua.rules.impossible import NotFound

SHOWN, ICS = 40, "text/calendar; charset=utf-8"


def promised(found: Iterable[Any], at: dt.datetime) -> list[dict[str, Any]]:
    """Commitments as people read them: late ones say so, kept ones with their result."""
    calendar = calendar_for(place.here())
    made = []
    for one in found:
        case = one.case
        released = case.state == CommitmentState.RELEASED
        state = "stopped" if case.finished_at else "running"
        chip = (
            None
            if released
            else due_chip(case.due_at, at, calendar=calendar, ended=case.finished_at, state=state)
        )
        made.append({
            "commitment": one, "chip": chip, "state": CommitmentState(case.state).label, "open": case.closed_at is None,
            "late": case.closed_at is None and case.due_at < at, "moved": one.due_on != one.promised_on,
            "progress": sorted(one.progress.all(), key=lambda said: said.n),
        })  # fmt: skip
    return made


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Đối thoại với người dân: what comes, what was, what was promised."""
    at, here = now_of(request), place.here()
    found = list(queries.public_dialogues(here)[:SHOWN])
    coming = [one for one in found if one.starts_at >= at and one.state == DialogueState.ANNOUNCED]
    coming.sort(key=lambda one: one.starts_at)
    lines = promised(queries.public_commitments(here), at)
    return page(
        request, "portal/dialogues/list.html", coming=coming, past=[one for one in found if one not in coming],
        kinds={code: kind.name for code, kind in kinds().items()}, years=queries.year_counts_of(here, at.date()),
        open=[line for line in lines if line["open"]], late=sum(line["late"] for line in lines),
        kept=sum(line["commitment"].kept_at is not None for line in lines),
    )  # fmt: skip


@require_safe
def commitments(request: HttpRequest) -> HttpResponse:
    """Cam kết với Nhân dân: late ones first, kept ones after."""
    at = now_of(request)
    lines = promised(queries.public_commitments(place.here()), at)
    return page(
        request, "portal/dialogues/commitments.html", lines=lines, open=sum(line["open"] for line in lines),
        late=sum(line["late"] for line in lines), kept=sum(not line["open"] for line in lines),
    )  # fmt: skip


@require_safe
def one(request: HttpRequest, code: str) -> HttpResponse:
    """Một buổi đối thoại."""
    at = now_of(request)
    dialogue = queries.public_dialogue(place.here(), code)
    return page(
        request, "portal/dialogues/dialogue.html", dialogue=dialogue, kind=kinds()[dialogue.kind],
        asks=queries.takes_questions(dialogue, at), questions=list(queries.public_questions(dialogue)),
        lines=promised(queries.public_commitments(place.here(), dialogue), at),
        participants=[(_(groups()[name]), n) for name, n in dialogue.participants.items()],
        invited=[_(groups()[name]) for name in dialogue.groups], people=sum(dialogue.participants.values()),
        papers=printed.available(dialogue), cancelled=dialogue.state == DialogueState.CANCELLED,
    )  # fmt: skip


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
def ask(request: HttpRequest, code: str) -> HttpResponse:
    """Hỏi trước, hoặc tại cửa: who scanned the code at the door asks during the dialogue."""
    at = now_of(request)
    dialogue = queries.public_dialogue(place.here(), code)
    key = (request.POST if request.method == "POST" else request.GET).get("cua", "")[:20]
    door = bool(key) and queries.is_at_door(dialogue, key)
    takes = queries.takes_questions(dialogue, at, door=door)
    (form, sent), status = begun(request), 200
    if sent:
        answer, status = asked(request, form, way="door" if door else "page", dialogue=dialogue)
        if answer is not None:
            return answer
    return page(
        request, "portal/dialogues/ask.html", status=status, form=form, dialogue=dialogue, door=door, takes=takes,
        key=key if door else "",
    )  # fmt: skip


@require_safe
def paper(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """Giấy mời, thông báo kết luận."""
    dialogue = queries.public_dialogue(place.here(), code)
    if name not in printed.available(dialogue):
        raise NotFound()
    answer = HttpResponse(printed.paper(name, dialogue, "pdf"), content_type=printed.KINDS["pdf"])
    answer["Content-Disposition"] = f'inline; filename="{name}-{dialogue.code}.pdf"'
    return answer


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """Lịch đối thoại, to be subscribed to."""
    at = now_of(request)
    name = _("Lịch đối thoại {unit}").format(unit=place.within(at.date()))
    found = queries.public_dialogues(place.here())[:SHOWN]
    return HttpResponse(printed.calendar(found, name=name, at=at), content_type=ICS)


@require_safe
def invitation(request: HttpRequest, code: str) -> HttpResponse:
    """Một buổi đối thoại, to be put into one's own calendar."""
    at = now_of(request)
    dialogue = queries.public_dialogue(place.here(), code)
    answer = HttpResponse(printed.calendar([dialogue], name=dialogue.title, at=at), content_type=ICS)
    answer["Content-Disposition"] = f'attachment; filename="{dialogue.code}.ics"'
    return answer
