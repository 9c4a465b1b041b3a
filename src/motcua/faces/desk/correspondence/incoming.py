"""The register of incoming documents at the desk: registered, presented, instructed, finished."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from motcua.areas.correspondence import actions, policies
from motcua.areas.correspondence.choices import Urgency, Way, type_choices
from motcua.areas.correspondence.queries import incoming as queries
from motcua.areas.correspondence.queries import outgoing as outgoings
from motcua.areas.directives import policies as directing
from motcua.areas.directives.queries import readings
from motcua.base import spoken
from motcua.base.files.choices import ALLOWED
from motcua.base.files.policies import upload_faults
from motcua.base.files.queries import OpenedFile
from motcua.base.journal.ports import Actor
from motcua.base.journal.queries import of_subject
from motcua.faces.desk.cases.seeking import hidden, revealed, sought, to_address
from motcua.faces.desk.cases.views import titles_of
from motcua.faces.desk.correspondence import filling, forms
from motcua.faces.desk.dialogues.acting import Verb, done, happened, shown
from motcua.faces.desk.dialogues.forms import ActForm
from motcua.faces.desk.law.shown import cites
from motcua.faces.ui.days import day_of
from motcua.faces.ui.session import act_on, now_of, official
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Impossible, Invalid, NotAllowed, NotFound

SIZE = 50
SHOWS = (
    ("mo", gettext_lazy("Chưa xong")), ("tre", gettext_lazy("Chậm")), ("cua-toi", gettext_lazy("Chờ tôi")),
    ("tat-ca", gettext_lazy("Cả sổ")),
)  # fmt: skip
FIELD_OF = {"type": "type_"}
"""Fields of the form that are called otherwise than the column."""
VERBS = {
    "present": Verb(gettext_lazy("Trình"), "send", "t", done=gettext_lazy("Đã trình lãnh đạo.")),
    "instruct": Verb(
        gettext_lazy("Cho ý kiến chỉ đạo"), "pencil", "c", done=gettext_lazy("Đã ghi ý kiến chỉ đạo."),
        heading=gettext_lazy("Ý kiến chỉ đạo"),
    ),
    "forward": Verb(gettext_lazy("Chuyển giao"), "forward", "g", done=gettext_lazy("Đã chuyển giao.")),
    "finish": Verb(gettext_lazy("Giải quyết xong"), "check", "x", done=gettext_lazy("Đã ghi kết quả giải quyết.")),
    "correct": Verb(
        gettext_lazy("Sửa dòng vào sổ"), "pencil", "d", done=gettext_lazy("Đã sửa, nội dung cũ được giữ."),
        say=gettext_lazy("Số đến giữ nguyên; nội dung cũ và lý do được lưu."),
    ),
    "cancel": Verb(
        gettext_lazy("Hủy dòng vào sổ"), "circle-stop", "", "danger", done=gettext_lazy("Đã hủy dòng vào sổ."),
        confirm=gettext_lazy("Số đến này không cấp lại cho văn bản khác. Việc này không lấy lại được."),
    ),
}  # fmt: skip


@official
@require_http_methods(["GET", "HEAD", "POST"])
def listing(request: HttpRequest) -> HttpResponse:
    """Sổ đến: what is open, newest number first; sought without accents, the words sealed in the address."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.works_here(by):
        raise NotAllowed()
    if request.method == "POST":
        return to_address("desk:incomings", sought(request, ()), xem="tat-ca")
    q = revealed(request.GET.get("tim", "")[:2000])
    show = request.GET.get("xem", "mo")
    type_, year = request.GET.get("loai", "")[:24], request.GET.get("nam", "")
    start = request.GET.get("sau", "")
    skip = int(start) if start.isdecimal() and len(start) < 7 else 0
    found = queries.listed(
        by, at, show=show if show in dict(SHOWS) else "mo", q=q, type_=type_,
        year=int(year) if year.isdecimal() and len(year) == 4 else None,
    )  # fmt: skip
    rows = list(found[skip : skip + SIZE + 1])
    kept = {"xem": show, "loai": type_, "nam": year, **({"tim": hidden(q)} if q else {})}
    known, titles = queries.holders(by.agency, at.date()), titles_of(by, at)
    context = {
        "now": at, "figures": queries.figures(by, at), "q": q, "show": show, "shows": SHOWS, "type": type_,
        "year": year, "types": type_choices(), "keeps": policies.can_keep(by), "here": "den",
        "rows": [_line(one, known, titles, at) for one in rows[:SIZE]],
        "more": f"?{urlencode({**kept, 'sau': str(skip + SIZE)})}" if len(rows) > SIZE else "",
        "filtered": bool(q or type_ or year or show != "mo"), "waiting_here": outgoings.waiting_here(by),
        "all": policies.sees_all(by), "this_year": at.year,
    }  # fmt: skip
    return render(request, "desk/correspondence/incomings.html", context)


def _line(one: Any, known: Mapping[str, str], titles: Mapping[str, str], at: dt.datetime) -> dict[str, Any]:
    return {
        "one": one, "type": dict(type_choices()).get(one.type, one.type), "late": queries.is_late(one, at),
        "lead": queries.named([one.lead], known, at.date())[0] if one.lead else "",
        "to": titles.get(one.presented_to, one.presented_to),
    }  # fmt: skip


@official
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    """Vào sổ văn bản đến: one page, from the keyboard."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_keep(by):
        raise NotAllowed()
    sent = request.GET.get("gui", "")
    came = outgoings.delivery_here(by, int(sent)) if sent.isdecimal() and len(sent) < 19 else None
    if request.method != "POST":
        return entry(request, forms.RegisterForm(initial=_known(came) | {"arrived_on": at.date()}), came=came)
    if "doc" in request.POST:
        return _from_file(request, came)
    form = forms.RegisterForm(request.POST, request.FILES)
    if not form.is_valid():
        return entry(request, form, came=came, status=422)
    try:
        if cut := upload_faults(request):
            raise Invalid.of(cut)
        made = actions.register(by=by, at=at, delivery=came.pk if came else None, **form.given())
    except (NotFound, NotAllowed):
        raise
    except Impossible as refusal:
        form.mend(refusal)
        return entry(request, form, came=came, status=422 if refusal.faults else 409)
    messages.success(request, _("Đã vào sổ, số đến {serial}.").format(serial=made.serial))
    return redirect("desk:incoming", made.code)


def _from_file(request: HttpRequest, came: Any) -> HttpResponse:
    """The form with what its file says in the fields that are still blank; nothing is entered yet."""
    by, file = request.actor, request.FILES.get("upload")  # type: ignore[attr-defined]
    typed = {name: request.POST.get(name, "") for name in forms.RegisterForm.base_fields if name != "upload"}
    try:
        if file is None:
            raise Invalid(field="upload", text="Chọn tệp văn bản trước.")
        if cut := upload_faults(request):
            raise Invalid.of(cut)
        found = filling.filled(file, list(queries.issuers(by)))
    except Impossible as refusal:
        said = "; ".join(spoken.fault(fault) for fault in refusal.faults) or spoken.refusal(refusal)
        return entry(request, forms.RegisterForm(initial=typed), came=came, refused=said)
    kept = [name for name in found.values if typed.get(name)]
    labels = {name: str(one.label) for name, one in forms.RegisterForm.base_fields.items()}
    form = forms.RegisterForm(initial={**typed, **{k: v for k, v in found.values.items() if k not in kept}})
    return entry(request, form, came=came, note=filling.note(found, labels, kept))


def _known(came: Any) -> dict[str, Any]:
    """What a document that was sent from here says of itself."""
    if came is None:
        return {"way": Way.ELECTRONIC}
    sent = came.outgoing
    signed = sent.last_signed_at.astimezone(TZ).date()
    return {
        "issuer": outgoings.agency_name(sent.agency, signed), "symbol": sent.number, "dated_on": signed,
        "type_": sent.type, "abstract": sent.abstract, "urgency": sent.urgency, "way": Way.ELECTRONIC,
    }  # fmt: skip


def entry(
    request: HttpRequest, form: forms.RegisterForm, *, came: Any = None, note: str = "", refused: str = "",
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    """The page on which a line is entered, with what is known already."""
    by = request.actor  # type: ignore[attr-defined]
    context = {"form": form, "issuers": queries.issuers(by), "came": came, "note": note, "refused": refused}
    return render(request, "desk/correspondence/register.html", context, status=status)


@official
@require_safe
def page(request: HttpRequest, code: str) -> HttpResponse:
    """Một văn bản đến."""
    return _page(request, code)


def _forms(by: Actor, at: dt.datetime, incoming: Any) -> dict[str, Callable[[Any], ActForm]]:
    leaders, known = queries.leaders(by.agency, at.date()), queries.holders(by.agency, at.date())
    said = {
        "lead": incoming.lead, "beside": incoming.besides, "deadline": incoming.deadline, "words": incoming.words
    } if incoming.lead else {}  # fmt: skip
    stands = {
        "issuer": incoming.issuer, "symbol": incoming.symbol, "dated_on": incoming.dated_on, "type_": incoming.type,
        "abstract": incoming.abstract, "urgency": incoming.urgency, "way": incoming.way, "copies": incoming.copies,
        "arrived_on": incoming.arrived_on,
    }  # fmt: skip
    return {
        "present": lambda sent: forms.PresentForm(leaders, sent, prefix="t"),
        "instruct": lambda sent: forms.InstructForm(known, sent, prefix="c", initial=said),
        "finish": lambda sent: forms.FinishForm(sent, prefix="x"),
        "correct": lambda sent: forms.CorrectForm(sent, prefix="s", initial=stands),
        "cancel": lambda sent: forms.CancelForm(sent, prefix="h"),
    }


def _page(
    request: HttpRequest, code: str, *, act: str = "", form: Any = None, say: str = "", status: int = 200
) -> HttpResponse:
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    incoming = queries.one(by, code)
    known, titles, on = queries.holders(by.agency, at.date()), titles_of(by, at), at.date()
    context = {
        "now": at, "incoming": incoming, **_line(incoming, known, titles, at), "say": say,
        **cites(incoming.subject, on),
        "beside": queries.named(incoming.besides, known, on),
        "registered_by": titles.get(incoming.registered_by, incoming.registered_by),
        "instructed_by": titles.get(incoming.instructed_by, incoming.instructed_by),
        "corrections": _corrections(incoming, titles),
        "history": history(incoming.subject), "answers": outgoings.answered(incoming),
        "drafts": policies.can_draft(by) and incoming.state == "instructed",
        "reads": incoming.file_id is not None and incoming.state != "cancelled" and directing.can_draft(by),
        "was_read": readings.of_source(by, code) is not None,
        **shown(
            VERBS, queries.acts_for(by, incoming), _forms(by, at, incoming),
            lambda name: reverse("desk:incoming-act", args=[code, name]), act=act, form=form,
        ),
    }  # fmt: skip
    return render(request, "desk/correspondence/incoming.html", context, status=status)


def _corrections(incoming: Any, titles: Mapping[str, str]) -> list[dict[str, Any]]:
    """What was corrected or cancelled, why, and what stood there, the newest first."""
    words = {name: str(field.label) for name, field in forms.RegisterForm.base_fields.items()}
    return [
        {
            "row": row, "who": titles.get(row.post, row.post),
            "before": [
                (words[FIELD_OF.get(name, name)], _as_written(name, value))
                for name, value in row.old.items() if name != "state"
            ],
        }
        for row in incoming.corrections.order_by("-n")
    ]  # fmt: skip


def _as_written(name: str, value: Any) -> Any:
    """A kept value as its form shows it."""
    if name in ("dated_on", "arrived_on"):
        return f"{day_of(value):%d/%m/%Y}" if value else _("không ghi")
    words: Mapping[str, Mapping[str, Any]] = {
        "type": dict(type_choices()), "urgency": dict(Urgency.choices), "way": dict(Way.choices),
    }  # fmt: skip
    return words.get(name, {}).get(value, value) or _("không ghi")


def history(subject: str) -> list[dict[str, Any]]:
    """What was done, oldest first."""
    return happened(of_subject(subject))


@official
@act_on("desk:incoming")
def act(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """Trình, cho ý kiến, chuyển giao, giải quyết xong."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    incoming = queries.one(by, code)

    def do(given: dict[str, Any]) -> None:
        actions.INCOMING_VERBS[name](by=by, at=at, incoming=code, **given)

    def again(**said: Any) -> HttpResponse:
        return _page(request, code, **said)

    return done(request, name, VERBS, _forms(by, at, incoming), do, again, "desk:incoming", code)


@official
@require_safe
def file(request: HttpRequest, code: str) -> HttpResponse:
    """Tệp của văn bản đến."""
    return served(queries.file_of(request.actor, code), code.lower())  # type: ignore[attr-defined]


def served(opened: OpenedFile, name: str) -> HttpResponse:
    """A file under a name that says nothing of what it is about."""
    answer = HttpResponse(opened.content, content_type=opened.view.media_type)
    ending = next((kind.endings[0] for kind in ALLOWED if kind.name == opened.view.media_type), "")
    answer["Content-Disposition"] = f'attachment; filename="{name}{ending}"'
    return answer
