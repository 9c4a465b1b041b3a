"""Complaints at the desk: the list, one complaint with its path and its days, every act, what is printed."""

import dataclasses
import datetime as dt
from collections.abc import Mapping
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
from motcua.areas.complaints import actions, forms, policies, queries
from motcua.areas.complaints.actions.decision import COMPLAINANT
from motcua.areas.complaints.choices import Document, Instance, State, grounds
from motcua.areas.complaints.process import STANDARD
from motcua.areas.petitions import queries as petitions
from motcua.areas.petitions.choices import topics
from motcua.base import spoken
from motcua.base.calendars.queries import calendar_for
from motcua.base.journal.events import EVENTS
from motcua.faces.desk.cases import persons
from motcua.faces.desk.cases.printed import printed
from motcua.faces.desk.cases.seeking import number_of, sought, to_address
from motcua.faces.desk.cases.views import chip_of, lines, named, titles_of
from motcua.faces.desk.complaints.fields import ASKED, given, shown
from motcua.faces.ui.chips import owed_chip
from motcua.faces.ui.session import act_on, now_of, official
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Impossible, NotAllowed, NotFound

SIZE = 50
FILTERS = ("trang-thai", "lan", "linh-vuc", "xem")
VERBS = {move.code: move.name for move in reversed(STANDARD.moves)} | {"send": "Ghi đã gửi văn bản"}
LOOKS = {
    "assign": ("user-check", "g"), "report": ("clipboard-check", "x"), "decide": ("gavel", "g"),
    "call_dialogue": ("calendar-days", "d"), "hold_dialogue": ("users", "d"), "send_back": ("undo-2", "t"),
    "complicate": ("split", ""), "suspend": ("circle-pause", ""), "resume": ("play", "g"),
    "withdraw": ("reply", ""), "stop": ("circle-stop", ""), "send": ("send", "s"), "publish": ("megaphone", "c"),
    "take_effect": ("circle-check", "x"), "order_execution": ("user-check", "g"), "execute": ("package-check", "x"),
    "close": ("archive", "x"), "appeal": ("corner-right-up", ""), "sue": ("scale", ""),
}  # fmt: skip
FIRST = ("decide", "assign", "resume", "hold_dialogue", "report", "send", "publish", "execute")
"""Acts that are expected, in order: the first that may be done is the one to do."""
CONFIRMED: Mapping[str, Any] = {
    "decide": gettext_lazy("Quyết định lấy số trong sổ và không lấy lại được."),
    "suspend": gettext_lazy("Quyết định tạm đình chỉ lấy số trong sổ; thời hạn dừng từ hôm nay."),
    "stop": gettext_lazy("Vụ việc dừng tại đây. Việc này không lấy lại được."),
    "resume": gettext_lazy("Quyết định tiếp tục giải quyết lấy số trong sổ; thời hạn chạy tiếp từ hôm nay."),
    "publish": gettext_lazy(
        "Quyết định được công khai. Bài trên cổng thông tin thì ai cũng đọc được: tên người khiếu nại được thay bằng "
        "“người khiếu nại”. Việc này không lấy lại được."
    ),
    "take_effect": gettext_lazy("Quyết định có hiệu lực, không còn khiếu nại lần hai."),
    "close": gettext_lazy("Vụ việc kết thúc. Việc này không lấy lại được."),
    "appeal": gettext_lazy("Vụ việc lần đầu kết thúc tại đây. Việc này không lấy lại được."),
    "sue": gettext_lazy("Vụ việc kết thúc tại đây. Việc này không lấy lại được."),
}  # fmt: skip
DANGEROUS = frozenset({"stop", "appeal", "sue"})


# --- the list --------------------------------------------------------------------------------------------------


@official
@require_http_methods(["GET", "HEAD", "POST"])
def listing(request: HttpRequest) -> HttpResponse:
    """Khiếu nại: filtered by address, sought by POST: a name typed stands sealed in the address."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_see(by, by.agency):
        raise NotAllowed()
    asked = sought(request, FILTERS)
    if request.method == "POST":
        return to_address("desk:complaints", asked)
    wanted = asked.wanted
    q = asked.q
    found = queries.listed(
        by, q=q, state=wanted.get("trang-thai", ""), instance=wanted.get("lan", ""), topic=wanted.get("linh-vuc", ""),
        mine=wanted.get("xem") == "cua-toi", late=at if wanted.get("xem") == "tre" else None,
    )  # fmt: skip
    page = cases.page(found, size=SIZE, cursor=number_of(asked.cursor))
    rows = lines(by, page.items, at)
    for row in rows:
        row["chip"] = _suspended(row["chip"])
    context = {
        "now": at, "q": q, "wanted": asked.filters,
        "lines": rows, "people": named(rows), "figures": queries.figures(by, at),
        "more": asked.more(page.next_cursor), "filtered": bool(asked.kept),
        "states": State.choices, "instances": Instance.choices, "topics": topics().items(),
    }  # fmt: skip
    return render(request, "desk/complaints.html", context)


def _owed(complaint: Any, at: dt.datetime) -> Any:
    """What the law still asks of a complaint that is decided: the nearest."""
    case, calendar = complaint.case, calendar_for(complaint.agency)
    left = sorted(
        (duty for duty in queries.duties(complaint) if duty.done_on is None), key=lambda one: one.by
    )
    if not left or case.finished_at is None or case.closed_at is not None:
        return None
    due = calendar.closing(calendar.next_working_day(left[0].by))
    return owed_chip(_duty_words(left[0]), due, at, calendar)


def _suspended(chip: Any) -> Any:
    """A suspended complaint waits for a decision to go on, not for an applicant."""
    if chip is not None and chip.kind == "paused":
        return dataclasses.replace(chip, words=_("tạm đình chỉ"))
    return chip


# --- one complaint ---------------------------------------------------------------------------------------------


@official
@require_safe
def page(request: HttpRequest, code: str) -> HttpResponse:
    """Một vụ khiếu nại."""
    return _page(request, code)


@sensitive_variables()
def _page(
    request: HttpRequest, code: str, *, say: str = "", act: str = "", faults: Any = (), status: int = 200,
    revealed: bool = False,
) -> HttpResponse:  # fmt: skip
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    complaint = queries.one(by, code)
    case, on, reads = complaint.case, at.astimezone(TZ).date(), policies.can_read(by, complaint)
    titles = titles_of(by, at, case)
    allowed = _allowed(by, complaint, at)
    expected = [name for name in FIRST if name != "send" or case.state == State.DECIDED]
    first = next((name for name in expected if name in allowed), "")
    handed = cases.handed_note(case, cases.visits(case)) if reads else None
    known = grounds("complicated")
    chip = _owed(complaint, at) or _suspended(chip_of(case, at, calendar_for(case.agency)))
    context = {
        "now": at, "on": on, "complaint": complaint, "petition": complaint.petition, "case": case, "reads": reads,
        "title": case.title, "state_text": State(case.state).label, "chip": chip,
        "holder": titles.get(case.post, case.post), "new": request.GET.get("moi") == "1",
        "person": persons.person(
            by, case, petitions.contact(complaint.petition), petitions.representatives(complaint.petition),
            petitions.authorised(complaint.petition), revealed=revealed,
        ) if reads else None,
        "complicated": [_(known[one].text) for one in complaint.complicated],
        "days": queries.days_now(complaint), "handed": handed.note if handed else "",
        "verifiers": [titles.get(post, post) for post in complaint.verifiers],
        "documents": queries.documents(complaint), "publications": queries.publications(complaint),
        "dialogues": [
            {"row": row, "present": queries.present(row), "absent": queries.absent(row)}
            for row in queries.dialogues(complaint)
        ] if reads else [],
        "amounts": queries.amounts(complaint), "second": queries.second_of(complaint),
        "again": queries.asked_again(complaint) if case.closed_at is None else None,
        "path": drawn(complaint, chip, on), "in_effect_from": queries.in_effect_from(complaint),
        "withdrawal_form": reads and case.finished_at is None,
        "acts": [_button(name, case.code, first=name == first) for name in allowed],
        "sheets": [
            {
                "name": name, "verb": _(VERBS[name]), "confirm": str(CONFIRMED.get(name, "")),
                "fields": shown(name, ASKED[name], complaint, by, on, request, act, faults),
                "tone": "danger" if name in DANGEROUS else "primary",
            }
            for name in allowed if name in ASKED
        ],
        "open_act": act, "say": say,
        "errors": [
            {"field_id": f"{act}-{fault.field.replace('.', '-')}", "label": spoken.fault(fault), "text": ""}
            for fault in faults
        ],
    }  # fmt: skip
    return render(request, "desk/complaint.html", context, status=status)


@official
@act_on("desk:complaint")
@sensitive_variables()
def reveal(request: HttpRequest, code: str) -> HttpResponse:
    """Xem đầy đủ người khiếu nại: the reading is journalled."""
    persons.reveal(request, code)
    return _page(request, code, revealed=True)


def _allowed(by: Any, complaint: Any, at: dt.datetime) -> list[str]:
    """Acts of this post now; documents that were not sent yet may be noted as sent in any state."""
    found = queries.acts_for(by, complaint)
    if complaint.case.finished_at is None and at <= complaint.case.due_at:
        found = [name for name in found if name != "appeal"]
    begins = queries.in_effect_from(complaint)
    if begins is not None and at.astimezone(TZ).date() < begins:
        found = [name for name in found if name != "take_effect"]
    unsent = [row for row in queries.documents(complaint) if row.sent_on is None]
    if unsent and "send" not in found and policies.can_handle(by, complaint):
        found.append("send")
    return found if unsent else [name for name in found if name != "send"]


def drawn(complaint: Any, chip: Any, on: dt.date) -> list[dict[str, Any]]:
    """The path of its states: what happened and when, where it is, what the law asks next and by when."""
    steps: list[dict[str, Any]] = [
        {
            "state": "done", "at": event.at, "who": event.by_title,
            "what": EVENTS[event.kind].sentence(event.facts) if event.kind in EVENTS else event.kind,
        }
        for event in queries.events(complaint)
    ]  # fmt: skip
    case = complaint.case
    if case.closed_at is None:
        now = (
            "paused"
            if case.paused
            else "late"
            if chip is not None and chip.kind == "late" and not case.finished_at
            else "now"
        )
        steps.append(
            {"state": now, "what": State(case.state).label, "chip": None if case.finished_at else chip}
        )
    steps += [
        {
            "state": "late" if duty.late(on) else "next", "what": _duty_words(duty),
            "say": _("chậm nhất %(day)s") % {"day": f"{duty.by:%d/%m/%Y}"},
        }
        for duty in queries.duties(complaint) if duty.done_on is None
    ]  # fmt: skip
    if case.closed_at is None and complaint.effect_on and case.state in (State.DECIDED, State.ANNOUNCED):
        first = queries.in_effect_from(complaint)
        said = _("từ %(day)s, khi không có khiếu nại lần hai") % {"day": f"{first:%d/%m/%Y}"}
        steps.append({"state": "next", "what": _("Quyết định có hiệu lực"), "say": said})
    return steps


def _duty_words(duty: Any) -> str:
    match duty.code:
        case "send":
            return _("Gửi %(what)s") % {"what": str(Document(duty.document).label).lower()}
        case "publish":
            return _("Công khai quyết định")
    return _("Thi hành quyết định")


def _button(name: str, code: str, *, first: bool) -> dict[str, Any]:
    icon, key = LOOKS[name]
    tone = "primary" if first else "danger" if name in DANGEROUS else ""
    made = {"name": name, "verb": _(VERBS[name]), "icon": icon, "key": key, "tone": tone}
    if name in ASKED:
        return {**made, "method": "get", "url": f"#viec-{name}"}
    return {
        **made, "url": reverse("desk:complaint-act", args=[code, name]), "confirm": str(CONFIRMED.get(name, "")),
    }  # fmt: skip


# --- acts ------------------------------------------------------------------------------------------------------


@official
@act_on("desk:complaint")
@sensitive_post_parameters()
@sensitive_variables()
def act(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """Một thao tác: what is not allowed is said on the same page, nothing is lost."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    complaint = queries.one(by, code)
    verb = actions.VERBS.get(name)
    if verb is None:
        raise NotFound()
    if not policies.BY_ACT[name](by, complaint):
        raise NotAllowed()
    try:
        asked = given(name, request)
        made = verb(by=by, at=at, complaint=code, **asked)
    except NotFound:
        raise
    except Impossible as error:
        status = 422 if error.faults else 403 if isinstance(error, NotAllowed) else 409
        said = "" if error.faults else spoken.refusal(error)
        return _page(request, code, say=said, act=name, faults=error.faults, status=status)
    messages.success(request, _("Đã xong: %(what)s.") % {"what": _(VERBS[name])})
    if (
        name == "publish"
        and made.public_text
        and _renamed(str(asked.get("public_text", "")), made.public_text)
    ):
        said = _(
            "Tên người khiếu nại đã được thay bằng “người khiếu nại”: đọc lại bài đã công khai dưới đây."
        )
        messages.warning(request, said)
    return redirect("desk:complaint", code)


def _renamed(typed: str, public: str) -> bool:
    return public.lower().count(COMPLAINANT) > typed.lower().count(COMPLAINANT)


# --- what is printed -------------------------------------------------------------------------------------------


@official
@require_safe
@sensitive_variables()
def document(request: HttpRequest, code: str, n: int, shape: str) -> HttpResponse:
    """Văn bản đã ban hành của vụ việc."""
    by = request.actor  # type: ignore[attr-defined]
    return printed(forms.of_document(queries.one(by, code), n, by=by), f"{code}-{n}", shape)


@official
@require_safe
@sensitive_variables()
def minutes(request: HttpRequest, code: str, n: int, shape: str) -> HttpResponse:
    """Biên bản đối thoại."""
    by = request.actor  # type: ignore[attr-defined]
    return printed(forms.minutes(queries.one(by, code), n, by=by), f"{code}-doi-thoai-{n}", shape)


@official
@require_safe
@sensitive_variables()
def withdrawal(request: HttpRequest, code: str, shape: str) -> HttpResponse:
    """Biên bản ghi nhận việc rút khiếu nại."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    data = forms.withdrawal(queries.one(by, code), by=by, on=at.astimezone(TZ).date())
    return printed(data, f"{code}-rut", shape)
