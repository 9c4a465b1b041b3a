"""Feedback at the desk: the list, one with its acts, its pictures."""

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
from motcua.areas.feedback import actions, forms, policies, queries
from motcua.areas.feedback.choices import (
    Channel,
    Criterion,
    Nature,
    Reason,
    Role,
    Shown,
    State,
    attributes,
    categories,
)
from motcua.areas.feedback.process import STANDARD
from motcua.areas.feedback.queries.alike import likely_duplicates
from motcua.base import spoken
from motcua.base.calendars.queries import calendar_for
from motcua.base.files.policies import upload_faults
from motcua.base.journal.events import EVENTS
from motcua.faces.desk.cases import persons
from motcua.faces.desk.cases.printed import printed
from motcua.faces.desk.cases.seeking import number_of, sought, to_address
from motcua.faces.desk.cases.views import chip_of, lines, named, titles_of
from motcua.faces.desk.dossiers.counter import typed
from motcua.faces.ui.maps import Mark, drawn
from motcua.faces.ui.session import act_on, now_of, official
from motcua.rules.denunciations import sounds_like
from motcua.rules.impossible import Impossible, Invalid, NotAllowed, NotFound
from motcua.rules.privacy import masked, noticed

SIZE = 50
FILTERS = ("trang-thai", "loai", "kenh", "xem")
VIEWS = {"cua-toi": "mine", "cho-cong-khai": "to_publish", "xu-ly-lai": "objected", "quy-dinh": "regulation"}
VERBS = {move.code: move.name for move in reversed(STANDARD.moves)}
LOOKS = {
    "locate": ("map-pin", ""),
    "start": ("hand", "x"), "answer": ("message-square-reply", "x"), "publish": ("megaphone", "g"),
    "close": ("circle-check", "d"), "ask": ("message-circle-question-mark", "h"), "supply": ("message-square-plus", ""),
    "approve": ("eye", "g"), "unpublish": ("eye-off", ""), "reroute": ("split", "c"), "merge": ("merge", "m"),
    "forward": ("send", "f"), "hand_over": ("eye-off", ""), "reject": ("ban", ""), "withdraw": ("circle-stop", ""),
}  # fmt: skip
FORMS = frozenset(
    {"answer", "publish", "ask", "supply", "approve", "reroute", "locate", "merge", "forward", "reject"}
)
DONE: Mapping[str, Any] = {
    "start": gettext_lazy("Đã nhận xử lý."), "answer": gettext_lazy("Đã trả lời, chờ người khác duyệt công khai."),
    "publish": gettext_lazy("Đã công khai trả lời."), "close": gettext_lazy("Đã kết thúc, không công khai."),
    "ask": gettext_lazy("Đã hỏi thêm, thời hạn tạm dừng."), "supply": gettext_lazy("Đã ghi thông tin bổ sung."),
    "approve": gettext_lazy("Đã đưa lên trang công khai."), "unpublish": gettext_lazy("Đã gỡ khỏi trang công khai."),
    "reroute": gettext_lazy("Đã chuyển đến bộ phận phụ trách."), "merge": gettext_lazy("Đã gộp."),
    "forward": gettext_lazy("Đã chuyển cơ quan có thẩm quyền."), "reject": gettext_lazy("Đã ghi không tiếp nhận."),
    "withdraw": gettext_lazy("Đã ghi rút phản ánh."),
    "locate": gettext_lazy("Đã sửa nơi xảy ra."),
    "hand_over": gettext_lazy("Đã chuyển xử lý kín. Ở đây không còn lời, ảnh, cách liên hệ nào."),
}  # fmt: skip
CONFIRMED: Mapping[str, Any] = {
    "close": gettext_lazy("Trả lời chỉ người phản ánh đọc được, không lên trang công khai."),
    "unpublish": gettext_lazy("Phản ánh không còn trên trang công khai."),
    "withdraw": gettext_lazy("Người phản ánh rút lại, việc xử lý dừng tại đây."),
    "hand_over": gettext_lazy(
        "Nội dung tố cáo hành vi trái pháp luật của người, cơ quan cụ thể: thành đơn giữ kín. Lời, ảnh, cách "
        "liên hệ ở đây bị xóa, không lấy lại được; người gửi theo dõi tiếp bằng biên nhận đang có."
    ),
}


# --- the list --------------------------------------------------------------------------------------------------


@official
@require_http_methods(["GET", "HEAD", "POST"])
def listing(request: HttpRequest) -> HttpResponse:
    """Phản ánh: filtered by address, sought by POST: a name typed stands sealed in the address."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_see(by, by.agency):
        raise NotAllowed()
    asked = sought(request, FILTERS)
    if request.method == "POST":
        return to_address("desk:feedbacks", asked)
    wanted = asked.wanted
    q = asked.q
    found = queries.listed(
        by, q=q, state=wanted.get("trang-thai", ""), category=wanted.get("loai", ""),
        channel=wanted.get("kenh", ""), view=VIEWS.get(wanted.get("xem", ""), ""),
    )  # fmt: skip
    page = cases.page(found, size=SIZE, cursor=number_of(asked.cursor))
    rows = lines(by, page.items, at)
    context = {
        "now": at, "q": q, "wanted": asked.filters,
        "lines": rows, "figures": queries.figures(by, at),
        "receives": policies.can_receive(by, by.agency),
        "more": asked.more(page.next_cursor),
        "states": State.choices, "categories": categories().values(), "channels": Channel.choices,
        "filtered": bool(asked.kept), "people": named(rows),
    }  # fmt: skip
    return render(request, "desk/feedback/list.html", context)


# --- one -------------------------------------------------------------------------------------------------------


@official
@require_safe
def page(request: HttpRequest, code: str) -> HttpResponse:
    """Một phản ánh."""
    return _page(request, code)


@sensitive_variables()
def _page(
    request: HttpRequest, code: str, *, say: str = "", act: str = "", faults: Any = (), status: int = 200,
    revealed: bool = False,
) -> HttpResponse:  # fmt: skip
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    feedback = queries.one(by, code)
    case, reads = feedback.case, policies.can_read(by, feedback)
    titles, allowed = titles_of(by, at, feedback.case), queries.acts_for(by, feedback)
    new = request.GET.get("moi") == "1" and queries.hands_out(by, feedback, at)
    first = next((name for name in allowed if name in ("start", "answer", "publish")), "")
    category, details = queries.category_of(feedback), queries.details(feedback) if reads else {}
    point, files = queries.point_of(feedback), queries.files_of(feedback)
    ward = queries.ward(feedback.place, at.date())
    context = {
        "now": at, "feedback": feedback, "case": case, "reads": reads, "title": case.title, "category": category,
        "state_text": State(case.state).label, "chip": chip_of(case, at, calendar_for(case.agency)),
        "holder": titles.get(case.post, case.post), "new": new,
        "key": queries.tracking_key(code) if new else "",
        "person": persons.person(by, case, queries.contact(feedback), revealed=revealed) if reads else None,
        "answers": [
            (one.description, ", ".join(dict(one.values).get(said, said) for said in details[one.code]))
            for one in attributes(feedback.category) if one.code in details
        ],
        "place": ward.name if ward else feedback.place,
        "map": drawn([Mark(point, _("Nơi được phản ánh"), tone="here")], height=240) if point and reads else None,
        "pictures": [file for file in files if file.role == Role.SCENE] if reads else [],
        "after": [file for file in files if file.role == Role.ANSWER] if reads else [],
        "files": files if reads else [], "merged": queries.merged(feedback), "ratings": queries.ratings(feedback),
        "likely": likely_duplicates(by, feedback) if "merge" in allowed else [],
        "office": queries.office_of(feedback.agency, category, at.date()),
        "history": [
            {
                "state": "done", "at": event.at, "who": event.by_title,
                "what": EVENTS[event.kind].sentence(event.facts) if event.kind in EVENTS else event.kind,
            }
            for event in queries.events(feedback)
        ],
        "acts": [_button(name, case.code, first=name == first) for name in allowed],
        "allowed": [name for name in allowed if name in FORMS], "open_act": act, "say": say, "errors": [
            {"field_id": f"{act}-{fault.field.replace('.', '-')}", "label": spoken.fault(fault), "text": ""}
            for fault in faults
        ],
        "located": _located(request, feedback, act) if "locate" in allowed else {},
        "typed": request.POST, "categories": categories().values(), "reasons": Reason.choices,
        "denounces": "hand_over" in allowed and sounds_like(f"{feedback.content} {feedback.reply}"),
        "places": Shown.choices, "regulation": queries.nature_of(feedback) is Nature.REGULATION,
        "criteria": [
            {
                "code": one, "name": name,
                "value": request.POST.get(f"criteria.{one}", feedback.criteria.get(one, "")),
            }
            for one, name in Criterion.choices
        ],
        "personal": noticed(_public(request, feedback)) if reads else [],
        "offered": _offered(feedback) if reads else {}, "denied": request.POST.getlist("impersonal"),
        "picked": request.POST.getlist("photos-public") if request.method == "POST" else [
            str(file.n) for file in files if file.public
        ],
    }  # fmt: skip
    return render(request, "desk/feedback/one.html", context, status=status)


@official
@act_on("desk:feedback")
@sensitive_variables()
def reveal(request: HttpRequest, code: str) -> HttpResponse:
    """Xem đầy đủ người phản ánh: the reading is journalled."""
    persons.reveal(request, code)
    return _page(request, code, revealed=True)


def _public(request: HttpRequest, feedback: Any) -> str:
    """The words that stand to be made public: as typed, else as they are filled in."""
    return "\n".join(request.POST.get(name) or text for name, text in _offered(feedback).items())


def _offered(feedback: Any) -> dict[str, str]:
    """What stands in the fields at first: the words of the sender without any number that may be somebody's."""
    return {
        "public_text": feedback.public_text or masked(feedback.content),
        "public_answer": feedback.public_answer or feedback.answer,
    }


def _located(request: HttpRequest, feedback: Any, act: str) -> dict[str, str]:
    """What stands in the fields of its place: as typed, else as it is."""
    if act == "locate":
        return {name: request.POST.get(name, "") for name in ("spot", "lat", "lon")}
    point = queries.point_of(feedback)
    return {
        "spot": feedback.spot,
        "lat": str(point.lat) if point else "",
        "lon": str(point.lon) if point else "",
    }


def _button(name: str, code: str, *, first: bool) -> dict[str, Any]:
    icon, key = LOOKS[name]
    tone = "primary" if first else "danger" if name in ("withdraw", "reject", "hand_over") else ""
    made = {"name": name, "verb": _(VERBS[name]), "icon": icon, "key": key, "tone": tone}
    if name in FORMS:
        return {**made, "method": "get", "url": f"#viec-{name}"}
    return {
        **made,
        "url": reverse("desk:feedback-act", args=[code, name]),
        "confirm": str(CONFIRMED.get(name, "")),
    }


# --- acts ------------------------------------------------------------------------------------------------------


def _text(name: str, most: int = 8000) -> Callable[[HttpRequest], dict[str, Any]]:
    return lambda request: {name: typed(request, name, most)}


def _answer(request: HttpRequest) -> dict[str, Any]:
    criteria = {one: request.POST.get(f"criteria.{one}", "")[:8] for one in Criterion.values}
    return {"text": typed(request, "text", 8000), "photos": _photos(request), "criteria": criteria}


def _photos(request: HttpRequest) -> list[Any]:
    if faults := upload_faults(request):
        raise Invalid.of(faults)
    return [photo for photo in request.FILES.getlist("photos") if photo]


def _shown(request: HttpRequest) -> dict[str, Any]:
    picked = [int(n) for n in request.POST.getlist("photos-public") if n.isdecimal() and len(n) < 4]
    return {
        "text": typed(request, "public_text", 8000),
        "place": typed(request, "place", 8),
        "photos": picked,
        "impersonal": [one[:254] for one in request.POST.getlist("impersonal")[:50]],
    }


GIVEN: Mapping[str, Callable[[HttpRequest], dict[str, Any]]] = {
    "ask": _text("question"), "reroute": _text("category", 24), "merge": _text("into", 60), "answer": _answer,
    "supply": lambda request: {"reply": typed(request, "reply", 8000), "photos": _photos(request)},
    "forward": lambda request: {
        "to_agency": typed(request, "to_agency", 300), "number": typed(request, "number", 100),
        "note": typed(request, "note", 8000),
    },
    "reject": lambda request: {"reason": typed(request, "reason", 12), "note": typed(request, "note", 8000)},
    "locate": lambda request: {
        "spot": typed(request, "spot", 400), "lat": typed(request, "lat", 24), "lon": typed(request, "lon", 24),
    },
    "approve": _shown,
    "publish": lambda request: {**_shown(request), "answer": typed(request, "public_answer", 8000)},
}  # fmt: skip


@official
@act_on("desk:feedback")
@sensitive_post_parameters()
@sensitive_variables()
def act(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """Một thao tác: what is not allowed is said on the same page, nothing is lost."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    queries.one(by, code)
    verb = actions.VERBS.get(name)
    if verb is None:
        raise NotFound()
    try:
        verb(by=by, at=at, feedback=code, **(GIVEN[name](request) if name in GIVEN else {}))
    except NotFound:
        raise
    except Impossible as error:
        status = 422 if error.faults else 403 if isinstance(error, NotAllowed) else 409
        say = "" if error.faults else spoken.refusal(error)
        return _page(request, code, say=say, act=name, faults=error.faults, status=status)
    messages.success(request, DONE[name])
    return redirect("desk:feedback", code)


@official
@require_safe
def photo(request: HttpRequest, code: str, n: int) -> HttpResponse:
    """Một ảnh."""
    by = request.actor  # type: ignore[attr-defined]
    feedback = queries.one(by, code)
    if not policies.can_read(by, feedback):
        raise NotFound()
    media_type, content = queries.open_file(feedback, n)
    answer = HttpResponse(content, content_type=media_type)
    answer["Content-Disposition"] = f'inline; filename="anh-{n}.jpg"'
    return answer


@official
@require_safe
@sensitive_variables()
def letter(request: HttpRequest, code: str, shape: str) -> HttpResponse:
    """Văn bản trả lời người gửi đơn kiến nghị."""
    by = request.actor  # type: ignore[attr-defined]
    return printed(forms.answer(queries.one(by, code), by=by), f"{code}-tra-loi", shape)
