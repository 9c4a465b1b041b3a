"""Intake of a petition on one screen: who, what it says, how it came. Nothing typed here is kept in the browser."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from motcua.areas.petitions import actions, policies, queries
from motcua.areas.petitions.choices import Channel, PetitionClass, Sender, topics
from motcua.base import spoken
from motcua.base.files.policies import upload_faults
from motcua.base.people.choices import CitizenKind
from motcua.faces.desk.dossiers import counter
from motcua.faces.desk.dossiers.counter import typed
from motcua.faces.desk.petitions.concerned import officers, posts_ticked
from motcua.faces.desk.petitions.tray import beside
from motcua.faces.ui.days import day_of
from motcua.faces.ui.once import key_of
from motcua.faces.ui.session import now_of, official
from motcua.rules.denunciations import sounds_like
from motcua.rules.impossible import Fault, Impossible, NotAllowed

TEXTS = {
    "said": 16, "topic": 24, "content": 30_000, "demand": 3000, "against": 800, "place": 24, "spot": 300, "channel": 12,
    "sender": 8, "from_agency": 300, "from_number": 100, "originals": 800, "authority": 300, "certified": 300,
}  # fmt: skip
LABELS = {
    "said": gettext_lazy("Loại đơn"), "topic": gettext_lazy("Lĩnh vực"), "content": gettext_lazy("Nội dung"),
    "demand": gettext_lazy("Yêu cầu"), "against": gettext_lazy("Bị nêu trong đơn"),
    "place": gettext_lazy("Thôn, tổ dân phố"),
    "spot": gettext_lazy("Nơi xảy ra"),
    "channel": gettext_lazy("Cách nhận"), "sender": gettext_lazy("Nơi gửi đến"),
    "from_agency": gettext_lazy("Cơ quan chuyển đơn"), "from_number": gettext_lazy("Số văn bản chuyển"),
    "originals": gettext_lazy("Giấy tờ gốc"), "signers": gettext_lazy("Số người ký"),
    "representatives": gettext_lazy("Người đại diện"), "authorised": gettext_lazy("Người được ủy quyền"),
    "authority": gettext_lazy("Giấy ủy quyền"), "certified": gettext_lazy("Nơi công chứng, chứng thực"),
    "arrived_on": gettext_lazy("Ngày đơn đến"),
    "from_on": gettext_lazy("Ngày văn bản chuyển"), "scans": gettext_lazy("Bản chụp"),
    "shielded": gettext_lazy("Giữ kín người gửi"), "file": gettext_lazy("Bản chụp"),
    "person": gettext_lazy("Người gửi đơn"), "posts": gettext_lazy("Tố cáo nêu ai"),
    "ground": gettext_lazy("Lý do bỏ vị trí có tên trong đơn"),
}  # fmt: skip


@sensitive_variables()
def _context(request: HttpRequest, *, faults: Sequence[Fault] = (), say: str = "") -> dict[str, Any]:
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    who = counter.applicant(request)
    looked = request.method == "POST" and not request.headers.get("HX-Request")
    wrong: dict[str, list[str]] = {}
    errors = []
    for fault in faults:
        field = fault.field.replace("submitter.", "applicant.")
        wrong.setdefault(field, []).append(spoken.fault(fault))
        label: Any = LABELS.get(field) or counter.LABELS.get(field) or field
        errors.append({"field_id": "at-" + field.replace(".", "-"), "label": label, "text": ""})
    values = {name: typed(request, name, most) for name, most in TEXTS.items()}
    shown = beside(request)
    values["channel"] = values["channel"] or (Channel.POST if shown["arrival"] else Channel.COUNTER).value
    values["sender"] = values["sender"] or Sender.PERSON.value
    for name in ("signers", "arrived_on", "from_on"):
        values[name] = typed(request, name, 10)
    return {
        "now": at, "who": who, "kinds": CitizenKind.choices, "values": values, "wrong": wrong, "say": say,
        "errors": errors, "looked": looked, "people_found": counter.people_found(by, who.text)
        if looked and not who.value else [],
        "classes": PetitionClass.choices, "topics": topics().items(),
        "places": queries.places(by.agency, at.date()).items(), "channels": Channel.choices,
        "senders": Sender.choices, "anonymous": bool(request.POST.get("anonymous")),
        "shielded": bool(request.POST.get("shielded")) or "shielded" in wrong,
        "asked": bool(request.POST.get("asked")) or "shielded" in wrong,
        "representatives": typed(request, "representatives", 1000),
        "authorised": typed(request, "authorised", 400),
        "officers": officers(by, at, _whom(request, faults)),
        "asks_whom": bool(request.POST.get("named")) or "posts" in wrong or _denounces(request),
        "named": bool(request.POST.get("named")) or "posts" in wrong,
        "concerned_wrong": {"at-posts": wrong.get("posts", [])}, "ground": typed(request, "ground", 600),
        "handwriting": typed(request, "handwriting", 500), "just": request.GET.get("vua", "")[:60],
        "key": key_of(request), **shown,
    }  # fmt: skip


@official
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
@sensitive_variables()
def receive(request: HttpRequest) -> HttpResponse:
    """Nhận đơn: at the counter, by post with its scan, passed on by another agency."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_receive(by, by.agency):
        raise NotAllowed()
    if request.method != "POST" or request.POST.get("act") != "receive":
        return render(request, "desk/petition_receive.html", _context(request))
    if typed_before := queries.typed_from(by, request.POST.get("khay", "")[:40]):
        return _entered(typed_before)
    faults, days = list(upload_faults(request)), dict[str, dt.date | None]()
    for name in ("arrived_on", "from_on"):
        try:
            given = typed(request, name, 10)
            days[name] = day_of(given) if given else None
        except ValueError:
            faults.append(Fault(name, _("Chọn ngày theo lịch, ví dụ 26/11/2026.")))
    who, anonymous = counter.applicant(request), bool(request.POST.get("anonymous"))
    if not anonymous and not who.value:
        faults.append(
            Fault(
                "person",
                _("Chọn người gửi trong danh sách gợi ý, nhập người mới, hoặc đánh dấu đơn không ghi tên."),
            )
        )
    if faults:
        return _again(request, faults)
    if _may_denounce(request):
        return _again(request, [Fault("shielded", str(_ASKED))])
    if not request.POST.get("named") and (found := set(_named(request)) - set(posts_ticked(request))):
        return _again(request, [Fault("posts", str(_WHOM), {"n": len(found)})])
    signers = typed(request, "signers", 10) or "1"
    submitter = None if anonymous else {**who.given(), "handwriting": typed(request, "handwriting", 500)}
    laid = beside(request)["arrival"]
    try:
        made = actions.receive(
            by=by, at=at, unit=by.agency, submitter=submitter, anonymous=anonymous,
            shielded=bool(request.POST.get("shielded")), signers=int(signers) if signers.isdecimal() else 0,
            representatives=[one for one in typed(request, "representatives", 1000).split(";") if one.strip()],
            authorised=[one for one in typed(request, "authorised", 400).split(";") if one.strip()],
            scans=request.FILES.getlist("scans"), **days,
            concerns=posts_ticked(request), ground=typed(request, "ground", 600),
            mark=laid.mark if laid else queries.mark_of_key(key_of(request)),
            **{name: typed(request, name, most) for name, most in TEXTS.items()},
        )  # fmt: skip
    except actions.AlreadySent as error:
        return _entered(str(error.params["code"]))
    except Impossible as error:
        return _again(request, error.faults, "" if error.faults else spoken.refusal(error))
    following = queries.tray(by)[:1] if laid else []
    if following:  # the next scan of the heap, without a detour
        return redirect(f"{reverse('desk:petition-receive')}?khay={following[0].pk}&vua={made.code}")
    return _entered(made.code)


_ASKED = gettext_lazy(
    "Đơn này có thể là tố cáo. Giữ kín người gửi: đã đánh dấu sẵn; bỏ dấu nếu chắc là không, rồi bấm “Nhận đơn”."
)


_WHOM = gettext_lazy(
    "Đơn có tên {n} vị trí của cơ quan: đã đánh dấu sẵn, các vị trí này không thấy đơn. Ai chỉ có tên mà không bị tố "
    "cáo thì bỏ dấu, ghi lý do, rồi bấm “Nhận đơn”."
)


def _denounces(request: HttpRequest) -> bool:
    return bool(request.POST.get("shielded")) or typed(request, "said", 16) == PetitionClass.DENUNCIATION


def _named(request: HttpRequest) -> list[str]:
    """Posts of the agency that what denounces names, as it is typed."""
    if not _denounces(request):
        return []
    said = "\n".join(typed(request, name, TEXTS[name]) for name in ("content", "demand"))
    on = now_of(request).date()
    return queries.named_in(request.actor.agency, typed(request, "against", 800), said, on)  # type: ignore[attr-defined]


def _whom(request: HttpRequest, faults: Sequence[Fault]) -> set[str]:
    """Posts that stand ticked: those that were, and all that are named when they are shown first."""
    first = any(fault.field == "posts" for fault in faults) and not request.POST.get("named")
    return {*posts_ticked(request), *(_named(request) if first else ())}


def _may_denounce(request: HttpRequest) -> bool:
    """Whether what is taken in as another class may denounce, and nobody was asked yet."""
    said, topic = typed(request, "said", 16), typed(request, "topic", 24)
    if request.POST.get("shielded") or request.POST.get("asked") or said == PetitionClass.DENUNCIATION:
        return False
    words = " ".join(typed(request, name, TEXTS[name]) for name in ("content", "demand"))
    return said == PetitionClass.MIXED or topic == "officials" or sounds_like(words)


def _entered(code: str) -> HttpResponse:
    return redirect(f"{reverse('desk:petition', args=[code])}?moi=1")


def _again(request: HttpRequest, faults: Sequence[Fault], say: str = "") -> HttpResponse:
    """The same screen with what to mend; nothing typed is lost."""
    context = _context(request, faults=faults, say=say)
    return render(request, "desk/petition_receive.html", context, status=422 if faults else 409)


@official
@require_POST
@sensitive_post_parameters()
def preview(request: HttpRequest) -> HttpResponse:
    """The person as chosen now."""
    by = request.actor  # type: ignore[attr-defined]
    if not policies.can_receive(by, by.agency):
        raise NotAllowed()
    return render(request, "desk/_person.html", _context(request))
