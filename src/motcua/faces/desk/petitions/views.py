"""Petitions at the desk: the list, one petition with the way of its decision, its acts, its shield."""

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

from motcua.areas.cases import queries as cases
from motcua.areas.petitions import actions, events, forms, policies, queries
from motcua.areas.petitions.choices import Channel, Outcome, PetitionClass, Purpose, State, topics
from motcua.areas.petitions.process import STANDARD
from motcua.base import spoken
from motcua.base.calendars.queries import calendar_for
from motcua.base.files.policies import upload_faults
from motcua.base.journal.events import EVENTS
from motcua.base.orgs.queries import posts_on
from motcua.faces.desk.cases import persons
from motcua.faces.desk.cases.printed import printed
from motcua.faces.desk.cases.seeking import number_of, sought, to_address
from motcua.faces.desk.cases.views import chip_of, lines, named, titles_of
from motcua.faces.desk.dossiers.counter import typed
from motcua.faces.desk.petitions import acceptance
from motcua.faces.desk.petitions.concerned import officers, posts_ticked
from motcua.faces.ui.days import day_of
from motcua.faces.ui.session import act_on, now_of, official
from motcua.rules.impossible import Impossible, Invalid, NotAllowed, NotFound
from motcua.rules.petitions import QUESTIONS, Path

SIZE, PARTS = 50, 3
SHOWN = frozenset({"application/pdf", "image/jpeg", "image/png"})
"""Files that a browser shows in itself; any other is given to be kept."""
PART = ("class", "content", "demand", "against", "topic")
FILTERS = ("trang-thai", "loai", "ket-qua", "linh-vuc", "kenh", "xem")
VERBS = {move.code: move.name for move in reversed(STANDARD.moves)} | {"originals": "Đã trả giấy tờ gốc"}
LOOKS = {
    "propose": ("signpost", "x"), "settle": ("pencil", "g"), "send_back": ("undo-2", "t"), "split": ("split", ""),
    "shield": ("eye-off", ""), "withdraw": ("circle-stop", ""), "prolong": ("calendar-plus", ""),
    "originals": ("package-check", ""), "inform": ("mail", ""), "keep_from": ("user-x", ""),
    "ask": ("message-circle-question-mark", ""), "supplement": ("file-plus", ""), "locate": ("map-pin", ""),
}  # fmt: skip
FORMS = frozenset(
    {"propose", "settle", "send_back", "split", "ask", "supplement", "keep_from", "locate", "withdraw"}
)
DONE: Mapping[str, Any] = {
    "propose": gettext_lazy("Đã đề xuất, chờ người có thẩm quyền quyết định."),
    "settle": gettext_lazy("Đã quyết định xử lý đơn."), "send_back": gettext_lazy("Đã trả lại để xem xét thêm."),
    "split": gettext_lazy(
        "Đã tách đơn theo từng nội dung. Nội dung tố cáo, nếu có, thành đơn giữ kín riêng trong danh sách việc."
    ),
    "ask": gettext_lazy("Đã yêu cầu bổ sung; người gửi đọc ở trang theo dõi đơn."),
    "supplement": gettext_lazy("Đã ghi thông tin bổ sung."),
    "shield": gettext_lazy("Đã niêm phong danh tính người gửi đơn."),
    "prolong": gettext_lazy("Đã kéo dài thời hạn xử lý ban đầu."),
    "keep_from": gettext_lazy("Đã ghi. Các vị trí này không còn thấy, không xử lý được đơn."),
    "inform": gettext_lazy("Đã ghi việc báo người tố cáo."), "locate": gettext_lazy("Đã ghi nơi của việc."),
    "withdraw": gettext_lazy("Đã ghi rút đơn."), "originals": gettext_lazy("Đã ghi trả lại giấy tờ gốc."),
}  # fmt: skip
CONFIRMED: Mapping[str, Any] = {
    "shield": gettext_lazy(
        "Tên, địa chỉ, bản chụp được niêm phong; chỉ người được giao bằng văn bản mở được. Việc này không lấy lại được."
    ),
    "inform": gettext_lazy(
        "Người được giao mở danh tính đã gửi thông báo chuyển tố cáo cho người tố cáo theo đường kín."
    ),
    "prolong": gettext_lazy(
        "Tố cáo phải xác minh ở nhiều nơi: thời hạn xử lý ban đầu là {days} ngày làm việc."
    ),
}


# --- the list --------------------------------------------------------------------------------------------------


@official
@require_http_methods(["GET", "HEAD", "POST"])
def listing(request: HttpRequest) -> HttpResponse:
    """Đơn thư: what is open, due first; all of them, filtered by address, sought by POST, names sealed."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_see(by, by.agency):
        raise NotAllowed()
    asked = sought(request, FILTERS)
    if request.method == "POST":
        return to_address("desk:petitions", asked)
    wanted = asked.wanted
    q, begin, look = asked.q, number_of(asked.cursor), wanted.get("xem", "")
    red, late = look == "qua-45", look == "tre"
    page = (
        cases.page(queries.red(by, at.date()).order_by(), size=SIZE, cursor=begin) if red
        else cases.page(
            queries.still(by, late=at if late else None), size=SIZE, cursor=cases.due_cursor(asked.cursor), by_due=True
        ) if late or not (q or wanted)
        else queries.page(
            by, size=SIZE, cursor=begin, q=q, state=wanted.get("trang-thai", ""),
            petition_class=wanted.get("loai", ""), outcome=wanted.get("ket-qua", ""),
            topic=wanted.get("linh-vuc", ""), channel=wanted.get("kenh", ""), mine=look == "cua-toi",
        )
    )  # fmt: skip
    rows = lines(by, page.items, at)
    context = {
        "now": at, "q": q, "wanted": asked.filters, "lines": rows, "people": named(rows),
        "figures": queries.figures(by, at.date(), at), "red_days": queries.red_days(at.date()),
        "receives": policies.can_receive(by, by.agency), "keeps": policies.can_see_disposals(by),
        "laid": len(queries.tray(by)),
        "more": asked.more(page.next_cursor),
        "states": State.choices, "classes": PetitionClass.choices, "topics": topics().items(),
        "channels": Channel.choices, "outcomes": Outcome.choices, "filtered": bool(asked.kept),
    }  # fmt: skip
    return render(request, "desk/petitions.html", context)


# --- one petition ----------------------------------------------------------------------------------------------


@official
@require_safe
def page(request: HttpRequest, code: str) -> HttpResponse:
    """Một đơn."""
    return _page(request, code)


@sensitive_variables()
def _page(
    request: HttpRequest, code: str, *, say: str = "", act: str = "", faults: Any = (), status: int = 200,
    opened: Mapping[str, Any] | None = None, revealed: bool = False,
) -> HttpResponse:  # fmt: skip
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    petition = queries.one(by, code, at)
    case, reads = petition.case, policies.can_read(by, petition)
    titles = titles_of(by, at, case)
    allowed = queries.acts_for(by, petition)
    first = next((name for name in allowed if name in ("propose", "settle")), "")
    if (
        petition.originals
        and not petition.originals_returned_at
        and policies.can_scan(by, petition)
        and reads
    ):
        allowed.append("originals")
    handed = cases.handed_note(case, cases.visits(case)) if reads else None
    origin = queries.knows_origin(by, petition, at.date())
    wrong = dict[str, list[str]]()
    for fault in faults:
        wrong.setdefault(_place_of(act, fault), []).append(spoken.fault(fault))
    context = {
        "now": at, "petition": petition, "case": case, "reads": reads, "title": case.title,
        "state_text": State(case.state).label, "chip": chip_of(case, at, calendar_for(case.agency)),
        "holder": titles.get(case.post, case.post), "new": request.GET.get("moi") == "1",
        "hands_out": queries.hands_out(by, petition, at),
        "topic": topics().get(petition.topic, petition.topic),
        "person": persons.person(
            by, case, queries.contact(petition), queries.representatives(petition), queries.authorised(petition),
            revealed=revealed,
        ) if reads else None,
        "way": drawn(queries.path(petition)) if petition.answers else [],
        "outcome_text": petition.get_outcome_display(), "place": queries.place_name(petition),
        "proposed_text": petition.get_proposed_display(), "handed": handed.note if handed else "",
        "history": [
            {
                "state": "done", **_when_and_who(event, petition, origin=origin),
                "what": EVENTS[event.kind].sentence(event.facts) if event.kind in EVENTS else event.kind,
            }
            for event in queries.history(by, petition, at.date())
        ],
        "likely": [
            {
                "petition": one.petition, "person": one.person, "named": one.named, "about": one.about,
                "share": f"{one.alike:.0%}",
            }
            for one in queries.likely_duplicates(by, petition)
        ] if case.state == State.RECEIVED else [],
        "origin": origin,
        "requests": queries.requests(petition) if reads else [],
        "linked": queries.linked(by, petition), "first_of": queries.first_of(petition),
        "parent": queries.parent_of(petition),
        "parts": queries.parts(by, petition),
        "files": queries.files_of(by, petition), "scans": policies.can_scan(by, petition) and reads,
        "acts": [
            _button(
                name, case.code, first=name == first, longest=queries.longest(petition) if name == "prolong" else 0
            )
            for name in allowed
        ],
        "allowed": [name for name in allowed if name in FORMS], "open_act": act, "say": say, "errors": [
            {"field_id": _place_of(act, fault), "label": spoken.fault(fault), "text": ""} for fault in faults
        ],
        "wrong": wrong,
        "typed": request.POST, "classes": [one for one in PetitionClass.choices if one[0] in PARTS_OF],
        "topics": topics().items(), "parts_typed": _parts_typed(request, wrong), "opened": opened,
        "assignments": [
            {
                "row": row, "title": titles.get(row.post, row.post),
                "valid": row.valid_to is None or row.valid_to > at.date(),
            }
            for row in queries.assignments(by, petition)
        ],
        "openings": [
            {"row": row, "title": titles.get(row.post, row.post)} for row in queries.openings(by, petition, at.date())
        ],
        "assigns": petition.sealed is not None and policies.can_assign(by, petition),
        "opens": petition.sealed is not None and policies.can_open(by, petition)
        and queries.assigned(petition.sealed, by.post, at.date()) is not None,
        "posts": [
            one for one in posts_on(at.date(), agency=by.agency)
            if policies.can_be_assigned(one) and one.code not in queries.concerned(petition)
        ],
        "concerned": [titles.get(one, one) for one in queries.concerned(petition)] if reads else [],
        "stands_in": titles.get(case.stands_in, case.stands_in) if reads else "",
        "officers": officers(
            by, at, posts_ticked(request) if act in ("propose", "keep_from") else queries.concerned(petition)
        ) if reads else [],
        "denounces": KIND_SAID in (petition.petition_class, _answers(request).get("kind")),
        "purposes": Purpose.choices[:3],
        "informs": "inform" in allowed, "in_writing": queries.taken_back_in_writing(petition),
        "places": queries.places(petition.agency, at.date()) if "locate" in allowed else {},
        "accepts": petition.proposed == Outcome.ACCEPTED and case.state == State.PROPOSED,
        **acceptance.way_on(by, petition), "letters": forms.names_of(petition) if reads else [],
        "to_issue": queries.to_issue(petition, at.date()) if "settle" in allowed else [],
        **_way(request, petition, act, wrong),
    }  # fmt: skip
    return render(request, "desk/petition.html", context, status=status)


def _when_and_who(event: Any, petition: Any, *, origin: bool) -> dict[str, Any]:
    """When something was done and by whom. Of how any petition came the day alone, and that only to who may know it: by
    minute and post of its entry an open content of a sealed letter would be told apart (R6.45)."""
    if event.kind != events.RECEIVED.name:
        return {"at": event.at, "who": event.by_title}
    return {"who": "", "on": petition.arrived_on if origin else None}


@official
@act_on("desk:petition")
@sensitive_variables()
def reveal(request: HttpRequest, code: str) -> HttpResponse:
    """Xem đầy đủ người gửi đơn: the reading is journalled."""
    persons.reveal(request, code)
    return _page(request, code, revealed=True)


KIND_SAID = PetitionClass.DENUNCIATION.value


PARTS_OF = (PetitionClass.COMPLAINT, PetitionClass.DENUNCIATION, PetitionClass.SUGGESTION)


def _place_of(act: str, fault: Any) -> str:
    """The id of the field at which a fault is marked; everything about one part stands with that part."""
    field = fault.field
    if field.startswith("parts."):
        field = ".".join(field.split(".")[:2])
    return f"{act}-{field.replace('.', '-')}"


def _parts_typed(request: HttpRequest, wrong: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [
        {"n": n, "id": f"split-parts-{n}", "errors": wrong.get(f"split-parts-{n}"),
         **{name: request.POST.get(f"{name}-{n}", "") for name in PART}}
        for n in range(PARTS)
    ]  # fmt: skip


def drawn(path: Path) -> list[dict[str, Any]]:
    """The way of a decision as steps of a drawn path: every fork with its answer and law, then where it ends."""
    steps: list[dict[str, Any]] = [
        {"state": "done", "what": _(turn.question.text), "say": _(turn.said), "who": turn.question.law}
        for turn in path.turns
    ]
    if path.asks is not None:
        return [*steps, {"state": "now", "what": _(path.asks.text), "who": path.asks.law}]
    if path.outcome is not None and path.ground is not None:
        state = "refused" if str(path.outcome) in (Outcome.REFUSED, Outcome.STORED) else "now"
        what = str(Outcome(path.outcome).label)
        steps.append({"state": state, "what": what, "say": _(path.ground.text), "who": path.ground.law})
    return steps


def _answers(request: HttpRequest) -> dict[str, str]:
    return {code: request.POST[code][:24] for code in QUESTIONS if request.POST.get(code)}


def _way(request: HttpRequest, petition: Any, act: str, wrong: Mapping[str, Any]) -> dict[str, Any]:
    """The forks as fields: those answered, the next one, or where the answers lead."""
    on, given = (
        now_of(request).date(),
        _answers(request) if request.method == "POST" and act == "propose" else {},
    )
    about = {*posts_ticked(request), *queries.concerned(petition)}
    led = {"competence": "above"} if queries.about_leaders(petition.agency, about, on) else {}
    known = queries.answered_at_intake(petition)
    found = queries.decide(petition, {**led, **known, **(given or petition.answers)})
    forks = [
        *[(turn.question, turn.answer) for turn in found.turns],
        *([(found.asks, "")] if found.asks else []),
    ]
    return {
        "forks": [
            {
                "code": question.code, "text": question.text, "law": question.law, "answer": answer,
                "options": question.options, "open": not answer,
                "online": question.code == "signed" and known.get("signed") == answer, "id": f"propose-{question.code}",
                "errors": wrong.get(f"propose-{question.code}"),
            }
            for question, answer in forks
        ],
        "leads": found, "leads_to": str(Outcome(found.outcome).label) if found.outcome else "",
        "needs_agency": found.outcome in ("forwarded", "informed", "urged", "guided"),
        "level_above": queries.level_above(petition.agency, on) if found.answers.get("competence") == "above" else "",
        "needs_first": found.outcome == "linked", "needs_split": found.outcome == "split",
    }  # fmt: skip


def _button(name: str, code: str, *, first: bool, longest: int = 0) -> dict[str, Any]:
    icon, key = LOOKS[name]
    made = {"name": name, "verb": _(VERBS[name]), "icon": icon, "key": key,
            "tone": "primary" if first else "danger" if name == "withdraw" else ""}  # fmt: skip
    if name in FORMS:
        return {**made, "method": "get", "url": f"#viec-{name}"}
    return {
        **made,
        "url": reverse("desk:petition-act", args=[code, name]),
        "confirm": str(CONFIRMED.get(name, "")).format(days=longest),
    }


# --- acts ------------------------------------------------------------------------------------------------------


def _day(request: HttpRequest, name: str) -> dt.date | None:
    given = request.POST.get(name, "").strip()
    try:
        return day_of(given) if given else None
    except ValueError as error:
        raise Invalid(field=name, text=_("Chọn ngày theo lịch, ví dụ 26/11/2026.")) from error


def _propose(request: HttpRequest) -> dict[str, Any]:
    return {
        "answers": _answers(request), "to_agency": typed(request, "to_agency", 300),
        "note": typed(request, "note", 3000), "duplicate_of": typed(request, "duplicate_of", 80),
        "concerns": posts_ticked(request),
    }  # fmt: skip


def _settle(request: HttpRequest) -> dict[str, Any]:
    outcome = request.POST.get("outcome", "")[:12]
    return {
        "outcome": outcome,
        "number": typed(request, "number", 100),
        "number_on": _day(request, "number_on"),
    }


def _send_back(request: HttpRequest) -> dict[str, Any]:
    return {"reason": typed(request, "reason", 3000)}


def _split(request: HttpRequest) -> dict[str, Any]:
    parts = [
        {
            name: typed(request, f"{name}-{n}", 30_000)
            for name in ("class", "content", "demand", "against", "topic")
        }
        for n in range(PARTS)
    ]
    found = [part for part in parts if part["content"]]
    if len(found) > 1 and request.POST.get("whole") != "1":
        raise Invalid(
            field="whole", text=_("Còn nội dung chưa tách? Đọc lại cả đơn, rồi đánh dấu đã tách hết.")
        )
    return {"parts": found, "reason": typed(request, "reason", 600)}


def _ask(request: HttpRequest) -> dict[str, Any]:
    return {"wanted": typed(request, "wanted", 3000)}


def _supplement(request: HttpRequest) -> dict[str, Any]:
    return {"said": typed(request, "said", 30_000)}


GIVEN: Mapping[str, Callable[[HttpRequest], dict[str, Any]]] = {
    "propose": _propose, "settle": _settle, "send_back": _send_back, "split": _split, "ask": _ask,
    "supplement": _supplement,
    "keep_from": lambda request: {"posts": posts_ticked(request), "ground": typed(request, "ground", 600)},
    "locate": lambda request: {"place": request.POST.get("place", "")[:24]},
    "withdraw": lambda request: {
        "letter": typed(request, "letter", 100), "letter_on": _day(request, "letter_on"),
    },
}  # fmt: skip


@official
@act_on("desk:petition")
@sensitive_post_parameters()
@sensitive_variables()
def act(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """Một thao tác: what is not allowed is said on the same page, nothing is lost."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    petition = queries.one(by, code)
    verb = actions.return_originals if name == "originals" else actions.VERBS.get(name)
    if verb is None:
        raise NotFound()
    if name == "propose" and request.POST.get("act") == "look":
        if not policies.can_handle(by, petition):
            raise NotAllowed()
        return _page(request, code, act=name)
    try:
        verb(by=by, at=at, petition=code, **(GIVEN[name](request) if name in GIVEN else {}))
    except NotFound:
        raise
    except Impossible as error:
        return _refused(request, code, name, error)
    messages.success(request, DONE[name])
    if name == "shield" and not policies.works_on_denunciations(by):
        return redirect("desk:petitions")
    return redirect("desk:petition", code)


def _refused(request: HttpRequest, code: str, name: str, error: Impossible) -> HttpResponse:
    status = 422 if error.faults else 403 if isinstance(error, NotAllowed) else 409
    say = "" if error.faults else spoken.refusal(error)
    return _page(request, code, say=say, act=name, faults=error.faults, status=status)


# --- the shield ------------------------------------------------------------------------------------------------


@official
@act_on("desk:petition")
@sensitive_post_parameters()
@sensitive_variables()
def identity(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """Giao, thôi giao, mở danh tính người tố cáo: what is opened is shown once, on this page."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    petition = queries.one(by, code)
    if not policies.can_open(by, petition):
        raise NotAllowed()
    try:
        if name == "giao":
            actions.assign(
                by=by, at=at, petition=code, post=typed(request, "post", 40), valid_to=_day(request, "valid_to"),
                instrument=typed(request, "instrument", 200),
            )  # fmt: skip
        elif name == "thoi":
            n = request.POST.get("n", "")
            actions.unassign(by=by, at=at, petition=code, n=int(n) if n.isdecimal() and len(n) < 9 else 0)
        elif name == "mo":
            shown = actions.open_identity(by=by, at=at, petition=code, **_why(request))
            return _page(request, code, opened=shown)
        else:
            raise NotFound()
    except NotFound:
        raise
    except Impossible as error:
        return _refused(request, code, name, error)
    messages.success(request, _("Đã ghi việc giao mở danh tính."))
    return redirect("desk:petition", code)


def _why(request: HttpRequest) -> dict[str, str]:
    return {"purpose": request.POST.get("purpose", "")[:12], "reason": typed(request, "reason", 600)}


# --- files -----------------------------------------------------------------------------------------------------


@official
@act_on("desk:petition")
@sensitive_post_parameters()
@sensitive_variables()
def add_file(request: HttpRequest, code: str) -> HttpResponse:
    """Thêm bản chụp, hoặc bản che thông tin người tố cáo."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_scan(by, queries.one(by, code)):
        raise NotAllowed()
    try:
        upload, faults = request.FILES.get("file"), upload_faults(request)
        if faults:
            raise Invalid.of(faults)
        if upload is None:
            raise Invalid(field="file", text=_("Chọn tệp quét."))
        what = request.POST.get("what", "")
        actions.add_scan(
            by=by, at=at, petition=code, scan=upload, answer=what == "answer",
            redacted=what == "redacted" or bool(request.POST.get("redacted")),
        )  # fmt: skip
    except NotFound:
        raise
    except Impossible as error:
        return _refused(request, code, "file", error)
    messages.success(request, _("Đã nhận bản chụp."))
    return redirect("desk:petition", code)


@official
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
@sensitive_variables()
def file(request: HttpRequest, code: str, n: int) -> HttpResponse:
    """Một bản chụp; whoever reads what people sent is journalled, a sealed one is opened by POST with its reason."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    petition = queries.one(by, code)
    if request.method != "POST":
        if queries.names_nobody(by, petition, n):
            return _shown(*queries.scan(by, petition, n), n)
        return _shown(*actions.read_scan(by=by, at=at, petition=code, n=n), n)
    try:
        return _shown(*actions.open_scan(by=by, at=at, petition=code, n=n, **_why(request)), n)
    except NotFound:
        raise
    except Impossible as error:
        return _refused(request, code, "mo", error)


def _shown(media_type: str, content: bytes, n: int) -> HttpResponse:
    answer = HttpResponse(content, content_type=media_type)
    way = "inline" if media_type in SHOWN else "attachment"
    name = f"tep-{n}.eml" if media_type == "message/rfc822" else f"tep-{n}"
    answer["Content-Disposition"] = f'{way}; filename="{name}"'
    return answer


@official
@require_safe
def receipt(request: HttpRequest, code: str) -> HttpResponse:
    """Biên nhận đơn, để trao cho người gửi; in lại thì không có mã tra cứu."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    petition = queries.one(by, code, at)
    if not queries.hands_out(by, petition, at):
        raise NotAllowed()
    made = forms.receipt_pdf(petition, keyed=queries.hands_key(by, petition, at))
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="bien-nhan-{code}.pdf"'
    return answer


@official
@require_safe
@sensitive_variables()
def letter(request: HttpRequest, code: str, n: int, shape: str) -> HttpResponse:
    """Một văn bản xử lý đơn, as PDF to print or DOCX to be edited and signed."""
    by = request.actor  # type: ignore[attr-defined]
    return printed(forms.letter(queries.one(by, code), n, by=by), f"{code}-{n}", shape)
