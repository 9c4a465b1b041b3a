"""A visit at the desk: entered while the citizen sits there; answered, concluded, refused; what is printed of it."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from motcua.areas.petitions import actions as petition_acts
from motcua.areas.petitions import queries as petitions
from motcua.areas.petitions.choices import PetitionClass, topics
from motcua.areas.petitions.queries import many_on
from motcua.areas.receptions import actions, forms, policies, queries
from motcua.areas.receptions.choices import AT_ONCE, REPLIES, Result, Session, Signed, State
from motcua.areas.receptions.events import TAKEN_APART
from motcua.areas.receptions.process import STANDARD
from motcua.base import spoken
from motcua.base.calendars.queries import calendar_for
from motcua.base.documents import forms as letters
from motcua.base.journal.events import EVENTS
from motcua.base.law.queries import parameter
from motcua.faces.desk.cases import persons
from motcua.faces.desk.cases.views import chip_of, titles_of
from motcua.faces.desk.dossiers.counter import typed
from motcua.faces.desk.petitions.concerned import officers, posts_ticked
from motcua.faces.ui.days import day_of
from motcua.faces.ui.once import key_of
from motcua.faces.ui.session import act_on, now_of, official
from motcua.rules import receptions as rules
from motcua.rules.denunciations import sounds_like
from motcua.rules.impossible import Fault, Impossible, Invalid, NotAllowed, NotFound

WHO = ("name", "id_number", "address", "phone", "email", "authority")
TEXTS = {
    "petition_class": 16, "topic": 24, "summary": 30_000, "settled_by": 400, "result": 12, "result_note": 3000,
    "to_agency": 300, "document_number": 100, "ground": 8, "same_as": 80, "day": 40,
}  # fmt: skip
PETITION = {"content": 30_000, "demand": 3000, "against": 800, "place": 24, "spot": 300, "signed": 12}
PAPER_LINES = 4
LABELS = {
    "visitor.name": gettext_lazy("Họ và tên"), "visitor.id_number": gettext_lazy("Số căn cước, hộ chiếu"),
    "visitor.address": gettext_lazy("Địa chỉ"), "visitor.phone": gettext_lazy("Điện thoại"),
    "visitor.email": gettext_lazy("Thư điện tử"), "visitor.authority": gettext_lazy("Giấy tờ đại diện"),
    "petition_class": gettext_lazy("Loại việc"), "topic": gettext_lazy("Lĩnh vực"),
    "summary": gettext_lazy("Tóm tắt"), "persons": gettext_lazy("Số người"),
    "representatives": gettext_lazy("Người đại diện"), "result": gettext_lazy("Kết quả tiếp"),
    "result_note": gettext_lazy("Nội dung trả lời"), "to_agency": gettext_lazy("Cơ quan có thẩm quyền"),
    "document_number": gettext_lazy("Số văn bản"), "ground": gettext_lazy("Căn cứ từ chối"),
    "same_as": gettext_lazy("Lượt tiếp trước"), "petition.content": gettext_lazy("Nội dung đơn"),
    "petition.place": gettext_lazy("Thôn, tổ dân phố"),
    "petition.signed": gettext_lazy("Ký hoặc điểm chỉ"), "settled_by": gettext_lazy("Cơ quan đã giải quyết"),
    "shielded": gettext_lazy("Giữ kín người đến"), "alone": gettext_lazy("Người đại diện"),
    "posts": gettext_lazy("Tố cáo nêu ai"),
    "waives_protection": gettext_lazy("Tiếp trực tuyến người tố cáo"), "text": gettext_lazy("Nội dung kết luận"),
    "contact": gettext_lazy("Người liên hệ"), "until": gettext_lazy("Thời hạn"), "note": gettext_lazy("Nội dung"),
    "number": gettext_lazy("Số văn bản"), "petition": gettext_lazy("Mã đơn"), "papers": gettext_lazy("Tài liệu"),
}  # fmt: skip
VERBS = {move.code: move.name for move in STANDARD.moves}
LOOKS = {
    "conclude": ("gavel", "g"), "reply": ("mail-check", "x"), "refuse": ("ban", "g"), "write_down": ("pen-line", ""),
    "link": ("link", ""), "take_papers": ("folder-input", ""),
}  # fmt: skip
DONE: Mapping[str, Any] = {
    "conclude": gettext_lazy("Đã ban hành thông báo kết luận."), "reply": gettext_lazy("Đã trả lời kết quả."),
    "refuse": gettext_lazy("Đã ban hành thông báo từ chối."), "link": gettext_lazy("Đã gắn với đơn."),
    "write_down": gettext_lazy("Đã ghi lại thành đơn."),
    "take_papers": gettext_lazy("Đã nhận tài liệu, in giấy biên nhận."),
}  # fmt: skip


# --- receive ---------------------------------------------------------------------------------------------------


@official
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
@sensitive_variables()
def receive(request: HttpRequest) -> HttpResponse:
    """Tiếp một công dân: who, about what, how it ended, on one screen. No draft is kept in the browser."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_receive(by, by.agency):
        raise NotAllowed()
    if request.method != "POST":
        return render(request, "desk/visit_receive.html", _screen(request))
    given: dict[str, Any] = {name: typed(request, name, most) for name, most in TEXTS.items()}
    persons = typed(request, "persons", 6) or "1"
    petition = {name: typed(request, f"petition-{name}", most) for name, most in PETITION.items()}
    sign_up = typed(request, "sign_up", 4)
    if _may_denounce(request):
        return _asked_again(request, Fault("shielded", str(_ASKED)))
    if _unrepresented(request, at.date()):
        least, most = many_on(at.date()).representatives(int(persons))
        return _asked_again(
            request, Fault("alone", str(_ALONE), {"persons": persons, "least": least, "most": most})
        )
    try:
        made = actions.receive(
            by=by, at=at, agency=by.agency, visitor={name: typed(request, name, 400) for name in WHO}, **given,
            persons=int(persons) if persons.isdecimal() else 0, competent=request.POST.get("competent") != "no",
            representatives=[one for one in typed(request, "representatives", 1000).split(";") if one.strip()],
            waives_protection=bool(request.POST.get("waives_protection")), papers=_papers(request),
            petition=petition if petition["content"] else None,
            sign_up=int(sign_up) if given["day"] and sign_up.isdecimal() else 0,
            shielded=bool(request.POST.get("shielded")), concerns=posts_ticked(request), key=key_of(request),
        )  # fmt: skip
    except actions.AlreadyReceived as error:
        return _entered(str(error.params["code"]))
    except NotFound:
        raise
    except Impossible as error:
        say = "" if error.faults else spoken.refusal(error)
        context = _screen(request, faults=error.faults, say=say)
        return render(request, "desk/visit_receive.html", context, status=422 if error.faults else 409)
    return _entered(made.code)


_ASKED = gettext_lazy(
    "Nội dung này có thể là tố cáo. Giữ kín người đến: đã đánh dấu sẵn; bỏ dấu nếu chắc là không, rồi bấm “Vào sổ”."
)
_ALONE = gettext_lazy(
    "{persons} người cùng nội dung mà chưa ghi người đại diện. Mời đoàn cử {least} đến {most} người đại diện bằng văn "
    "bản, ghi tên vào ô “Người đại diện”. Đoàn không cử thì bấm “Vào sổ” lần nữa."
)


def _words(request: HttpRequest) -> str:
    """Everything typed that tells what happened."""
    names = ("summary", "result_note", "petition-content", "petition-demand", "petition-against")
    return "\n".join(typed(request, name, 30_000) for name in names)


def _may_denounce(request: HttpRequest) -> bool:
    """Whether what is entered as another class may denounce, and nobody was asked yet."""
    if request.POST.get("shielded") or request.POST.get("asked"):
        return False
    if typed(request, "petition_class", 16) == PetitionClass.DENUNCIATION:
        return False
    return typed(request, "topic", 24) == "officials" or sounds_like(_words(request))


def _unrepresented(request: HttpRequest, on: dt.date) -> bool:
    """Whether many came for the same and nobody speaks for them, and nobody was told yet (R6.15)."""
    persons = typed(request, "persons", 6) or "1"
    many = persons.isdecimal() and many_on(on).are(int(persons))
    return many and not typed(request, "representatives", 1000).strip(" ;") and not request.POST.get("alone")


def _asked_again(request: HttpRequest, fault: Fault) -> HttpResponse:
    return render(request, "desk/visit_receive.html", _screen(request, faults=[fault]), status=422)


def _entered(code: str) -> HttpResponse:
    return redirect(f"{reverse('desk:visit', args=[code])}?moi=1")


def _papers(request: HttpRequest) -> list[dict[str, Any]]:
    found = []
    for n in range(PAPER_LINES):
        copies = typed(request, f"copies-{n}", 4) or "1"
        found.append({
            "name": typed(request, f"paper-{n}", 300), "copies": int(copies) if copies.isdecimal() else 0,
            "original": bool(request.POST.get(f"original-{n}")),
        })  # fmt: skip
    return [one for one in found if one["name"]]


def _place_of(field: str) -> str:
    """Where on the form a field is marked: papers stand together."""
    return "papers" if field.startswith("papers.") else field.replace(".", "-")


def _faults(faults: Any, prefix: str) -> tuple[dict[str, list[str]], list[dict[str, Any]]]:
    wrong: dict[str, list[str]] = {}
    errors = []
    for fault in faults:
        wrong.setdefault(fault.field, []).append(spoken.fault(fault))
        field = "papers" if fault.field.startswith("papers.") else fault.field
        errors.append({
            "field_id": prefix + fault.field.replace(".", "-"), "label": LABELS.get(field, field), "text": "",
        })  # fmt: skip
    return wrong, errors


@sensitive_variables()
def _screen(request: HttpRequest, *, faults: Any = (), say: str = "") -> dict[str, Any]:
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    today, titles = at.date(), titles_of(by, at)
    days = [day for day in queries.days(by, today, today) if day.state in ("published", "held")]
    posted = request.method == "POST"
    values = {name: typed(request, name, most) for name, most in TEXTS.items()}
    values |= {name: typed(request, name, 400) for name in (*WHO, "persons", "representatives", "sign_up")}
    values |= {
        f"petition_{name}": typed(request, f"petition-{name}", most) for name, most in PETITION.items()
    }
    if not posted:
        values |= _from_day(request, by, days)
    wrong, errors = _faults(faults, "at-")
    return {
        "now": at, "key": key_of(request), "values": values, "wrong": wrong, "errors": errors, "say": say,
        "topics": topics().items(), "places": petitions.places(by.agency, today).items(),
        "classes": PetitionClass.choices, "results": [(one.value, one.label) for one in AT_ONCE],
        "reply_days": parameter("reception.reply", today),
        "shielded": bool(request.POST.get("shielded")) or "shielded" in wrong,
        "asked": bool(request.POST.get("asked")) or "shielded" in wrong,
        "alone": bool(request.POST.get("alone")) or "alone" in wrong,
        "officers": officers(by, at, _whom(request, denounces="shielded" in wrong)),
        "asks_whom": "shielded" in wrong or bool(posts_ticked(request)),
        "turned_away": Result.TURNED_AWAY.value, "grounds": rules.refusals(today), "signed": Signed.choices,
        "days": [{"day": day, "title": titles.get(day.post, day.post)} for day in days],
        "competent": request.POST.get("competent", "yes"), "waives": bool(request.POST.get("waives_protection")),
        "papers": [
            {"n": n, "name": typed(request, f"paper-{n}", 300), "copies": typed(request, f"copies-{n}", 4) or "1",
             "original": bool(request.POST.get(f"original-{n}"))}
            for n in range(PAPER_LINES)
        ],
    }  # fmt: skip


def _whom(request: HttpRequest, *, denounces: bool) -> set[str]:
    """Posts that stand ticked: those that were, and all that are named when it is first asked about."""
    by, on = request.actor, now_of(request).date()  # type: ignore[attr-defined]
    against = typed(request, "petition-against", 800)
    named = petitions.named_in(by.agency, against, _words(request), on) if denounces else []
    return {*posts_ticked(request), *named}


def _from_day(request: HttpRequest, by: Any, days: Any) -> dict[str, str]:
    """What somebody who signed up for a day said of themselves stands in the fields already."""
    day = next((day for day in days if day.code == request.GET.get("ngay")), None)
    if day is None:
        return {}
    found: dict[str, str] = {"day": day.code}
    given = request.GET.get("so", "")
    for one in queries.sign_ups(by, day):
        if str(one["row"].n) == given and one["row"].state == "signed":
            found |= {
                "name": one.get("name", ""), "phone": one.get("phone", ""), "email": one.get("email", ""),
                "summary": one["about"], "petition_class": "" if one.get("name") else PetitionClass.DENUNCIATION.value,
                "persons": str(one["row"].persons), "sign_up": given,
            }  # fmt: skip
    return found


# --- one visit -------------------------------------------------------------------------------------------------


@official
@require_safe
def page(request: HttpRequest, code: str) -> HttpResponse:
    """Một lượt tiếp công dân."""
    return _page(request, code)


@sensitive_variables()
def _page(
    request: HttpRequest, code: str, *, say: str = "", act: str = "", faults: Any = (), status: int = 200,
    revealed: bool = False,
) -> HttpResponse:  # fmt: skip
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    visit = queries.one(by, code, at)
    case, reads = visit.case, policies.can_read(by, visit)
    titles, allowed = titles_of(by, at), queries.acts_for(by, visit)
    when = queries.knows_when(by, visit, at.date())
    first = next((name for name in allowed if name in ("conclude", "reply", "refuse")), "")
    wrong, errors = dict[str, list[str]](), []
    for fault in faults:
        place = f"{act}-{_place_of(fault.field)}"
        label = LABELS.get(fault.field.partition(".")[0], LABELS.get(fault.field, fault.field))
        errors.append({"field_id": place, "label": label, "text": ""})
        wrong.setdefault(place, []).append(spoken.fault(fault))
    ground, fulfils = rules.REFUSAL.get(visit.ground), policies.can_handle(by, visit)
    own_post = by.on_behalf_of or by.post
    told = queries.conclusion(visit) if reads else {}
    if told.get("until"):
        told["until"] = day_of(told["until"])
    context = {
        "now": at, "visit": visit, "case": case, "when": when, "reads": reads, "title": case.title,
        "state_text": State(case.state).label, "chip": chip_of(case, at, calendar_for(case.agency)),
        "holder": titles.get(case.post, case.post), "new": request.GET.get("moi") == "1",
        "topic": topics().get(visit.topic, visit.topic),
        "person": persons.person(by, case, queries.contact(visit), queries.representatives(visit), revealed=revealed)
        if reads else None,
        "ground": ground,
        "papers": queries.papers(visit) if reads else [], "conclusion": told,
        "received_by": titles.get(visit.received_by, visit.received_by), "session_text": Session(visit.session).label,
        "result_text": visit.get_result_display(), "group": many_on(visit.on).are(visit.persons),
        "owed": [
            {
                "one": one, "title": titles.get(one.done.post, one.done.post) if one.done else "",
                "undoes": one.done is not None and fulfils and policies.speaks_for(by, one.done.post),
            }
            for one in queries.mass_duties(visit)
        ],
        "keeps_secret": not visit.shielded and policies.can_keep_secret(by, visit),
        "fulfils": fulfils, "own_post": own_post,
        "posts": [(code, words) for code, words in titles.items() if policies.speaks_for(by, code)],
        "places": petitions.places(by.agency, at.date()).items(), "waits": case.state == State.WAITING,
        "internal_due": queries.internal_due(visit),
        "history": [
            {"state": "done", **({"at": event.at, "who": event.by_title} if when else {}),
             "what": EVENTS[event.kind].sentence(event.facts) if event.kind in EVENTS else event.kind}
            for event in queries.events(visit) if event.kind != TAKEN_APART.name
        ],
        "earlier": queries.earlier(by, visit), "same_matter": queries.same_matter(by, visit),
        "prints": [(name, letters.wordings()[name].heading.partition(" của {")[0], letters.wordings()[name].number)
                   for name in forms.available(visit)] if reads else [],
        "acts": [_button(name, case.code, first=name == first) for name in allowed], "allowed": allowed,
        "open_act": act, "say": say, "errors": errors, "wrong": wrong, "typed": request.POST,
        "replies": [
            (one.value, one.label)
            for one in REPLIES
            if one != Result.EXAMINING or case.state != State.EXAMINING
        ],
        "signed": Signed.choices, "lines": range(PAPER_LINES), "three": range(3),
    }  # fmt: skip
    return render(request, "desk/visit.html", context, status=status)


@official
@act_on("desk:visit")
@sensitive_variables()
def reveal(request: HttpRequest, code: str) -> HttpResponse:
    """Xem đầy đủ người đến: the reading is journalled."""
    persons.reveal(request, code)
    return _page(request, code, revealed=True)


def _button(name: str, code: str, *, first: bool) -> dict[str, Any]:
    icon, key = LOOKS[name]
    return {
        "name": name, "verb": _(VERBS[name]), "icon": icon, "key": key, "method": "get", "url": f"#viec-{name}",
        "tone": "primary" if first else "",
    }  # fmt: skip


def _until(request: HttpRequest) -> dt.date | None:
    given = request.POST.get("until", "").strip()
    try:
        return day_of(given) if given else None
    except ValueError as error:
        raise Invalid(field="until", text=_("Chọn ngày theo lịch, ví dụ 26/11/2026.")) from error


def _conclude(request: HttpRequest) -> dict[str, Any]:
    agencies = [
        {"agency": typed(request, f"agency-{n}", 300), "task": typed(request, f"task-{n}", 600)}
        for n in range(3)
    ]
    return {
        "text": typed(request, "text", 3000), "until": _until(request), "contact": typed(request, "contact", 300),
        "agencies": [one for one in agencies if one["agency"] or one["task"]],
    }  # fmt: skip


def _reply(request: HttpRequest) -> dict[str, Any]:
    return {
        "result": request.POST.get("result", "")[:12], "note": typed(request, "note", 3000),
        "to_agency": typed(request, "to_agency", 300), "number": typed(request, "number", 100),
        "until": _until(request),
    }  # fmt: skip


GIVEN: Mapping[str, Callable[[HttpRequest], dict[str, Any]]] = {
    "conclude": _conclude, "reply": _reply, "refuse": lambda request: {"note": typed(request, "note", 3000)},
    "write_down": lambda request: {
        "petition": {name: typed(request, f"petition-{name}", most) for name, most in PETITION.items()}
    },
    "link": lambda request: {"petition": typed(request, "petition", 80)},
    "take_papers": lambda request: {"papers": _papers(request)},
}  # fmt: skip


@official
@act_on("desk:visit")
@sensitive_post_parameters()
@sensitive_variables()
def act(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """Một thao tác: what is not allowed is said on the same page, nothing is lost."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    visit = queries.one(by, code)
    if name not in actions.VERBS:
        raise NotFound()
    if not policies.BY_ACT[name](by, visit):
        raise NotAllowed()
    try:
        actions.VERBS[name](by=by, at=at, visit=code, **GIVEN[name](request))
    except NotFound:
        raise
    except Impossible as error:
        status = 422 if error.faults else 403 if isinstance(error, NotAllowed) else 409
        say = "" if error.faults else spoken.refusal(error)
        return _page(request, code, say=say, act=name, faults=error.faults, status=status)
    messages.success(request, DONE[name])
    return redirect("desk:visit", code)


@official
@act_on("desk:visit")
@sensitive_variables()
def keep_secret(request: HttpRequest, code: str) -> HttpResponse:
    """Giữ kín người đến: with its petition where there is one."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    visit = queries.one(by, code)
    if not policies.can_keep_secret(by, visit):
        raise NotAllowed()
    try:
        if visit.petition:
            petition_acts.shield(by=by, at=at, petition=visit.petition)
        else:
            actions.keep_secret(by=by, at=at, visit=code)
    except NotFound:
        raise
    except Impossible as error:
        return _page(request, code, say=spoken.refusal(error), status=409)
    messages.success(request, _("Đã giữ kín người đến."))
    try:
        queries.one(by, code, at)
    except NotFound:
        return redirect("desk:receptions")
    return redirect("desk:visit", code)


@official
@act_on("desk:visit")
@sensitive_post_parameters("reason")
@sensitive_variables()
def fulfil(request: HttpRequest, code: str) -> HttpResponse:
    """Ghi đã làm một trách nhiệm với đoàn đông người, or undo what was noted by mistake."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    visit = queries.one(by, code)
    if not policies.can_handle(by, visit):
        raise NotAllowed()
    duty, post = request.POST.get("duty", "")[:16], request.POST.get("post", "")[:40]
    undo = request.POST.get("act") == "undo"
    try:
        if undo:
            reason = typed(request, "reason", 3000)
            actions.undo_duty(by=by, at=at, visit=code, duty=duty, reason=reason)
        else:
            actions.fulfil_duty(by=by, at=at, visit=code, duty=duty, post=post)
    except NotFound:
        raise
    except Impossible as error:
        return _page(request, code, say=spoken.refusal(error), status=422 if error.faults else 409)
    messages.success(
        request, _("Đã bỏ ghi, lý do được lưu.") if undo else _("Đã ghi việc với đoàn đông người.")
    )
    return redirect("desk:visit", code)


KINDS: Mapping[str, tuple[str, Any]] = {
    "pdf": ("application/pdf", letters.as_pdf),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", letters.as_docx),
}


@official
@require_safe
def form(request: HttpRequest, code: str, name: str, kind: str) -> HttpResponse:
    """Một văn bản của lượt tiếp, as PDF or DOCX."""
    by = request.actor  # type: ignore[attr-defined]
    visit = queries.one(by, code)
    if kind not in KINDS:
        raise NotFound()
    media_type, make = KINDS[kind]
    answer = HttpResponse(make(forms.filled(name, visit, by=by)), content_type=media_type)
    shown = "inline" if kind == "pdf" else "attachment"
    answer["Content-Disposition"] = f'{shown}; filename="{name}-{visit.code}.{kind}"'
    return answer
