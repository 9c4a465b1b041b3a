"""Reception of certification on one screen: who, which papers, for when and how much."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from motcua.areas.certification import actions, policies, queries
from motcua.areas.certification.choices import USUAL_PAPERS, Ground, Identity, Kind, Shown
from motcua.base import spoken
from motcua.base.people.choices import CitizenKind
from motcua.faces.desk.dossiers import counter
from motcua.faces.desk.dossiers.counter import typed
from motcua.faces.ui.session import now_of, official
from motcua.rules.impossible import Fault, Impossible, NotAllowed

LINES, MORE, LINES_MOST = 3, 3, 40
LABELS = {
    "title": gettext_lazy("Tên giấy tờ"), "kind": gettext_lazy("Việc chứng thực"), "pages": gettext_lazy("Số trang"),
    "copies": gettext_lazy("Số bản"), "languages": gettext_lazy("Tiếng dịch"), "parties": gettext_lazy("Người ký"),
    "shown": gettext_lazy("Bản chính"), "identity": gettext_lazy("Giấy tờ tùy thân"),
    "ground": gettext_lazy("Căn cứ kéo dài"), "days": gettext_lazy("Số ngày kéo dài"),
    "documents": gettext_lazy("Giấy tờ cần chứng thực"),
}  # fmt: skip


def _number(request: HttpRequest, name: str, default: int) -> int:
    given = request.POST.get(name, "").strip()
    if not given:
        return default
    return int(given) if given.isdecimal() and len(given) < 6 else 0


def _lines(request: HttpRequest) -> list[dict[str, Any]]:
    """The lines of papers as typed; blank ones wait to be filled."""
    count = min(max(_number(request, "lines", LINES), 1), LINES_MOST)
    if request.POST.get("act") == "more":
        count = min(count + MORE, LINES_MOST)
    return [
        {
            "place": n, "kind": typed(request, f"kind-{n}", 20) or Kind.COPY.value,
            "title": typed(request, f"title-{n}", 400),
            "pages": _number(request, f"pages-{n}", 1), "copies": _number(request, f"copies-{n}", 1),
            "shown": Shown.VNEID.value if request.POST.get(f"vneid-{n}") else Shown.ORIGINAL.value,
            "parties": typed(request, f"parties-{n}", 600), "languages": typed(request, f"languages-{n}", 100),
        }
        for n in range(count)
    ]  # fmt: skip


def _given(lines: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {name: value for name, value in line.items() if name != "place"} for line in lines if line["title"]
    ]


def _context(request: HttpRequest, *, faults: Sequence[Fault] = (), say: str = "") -> dict[str, Any]:
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    lines, who = _lines(request), counter.applicant(request)
    filled = [line for line in lines if line["title"]]
    looked = request.method == "POST" and not request.headers.get("HX-Request")
    wrong: dict[str, list[str]] = {}
    errors: list[dict[str, Any]] = []
    for fault in faults:
        field = _field(fault.field, filled)
        wrong.setdefault(field, []).append(spoken.fault(fault))
        label: Any = (
            LABELS.get(fault.field.rpartition(".")[2]) or counter.LABELS.get(fault.field) or fault.field
        )
        errors.append({"field_id": "at-" + field.replace(".", "-"), "label": label, "text": ""})
    for line in lines:
        line["wrong"] = [
            text for name, texts in wrong.items() if name == f"line-{line['place']}" for text in texts
        ]
    fee = _fee(lines, at.date(), by.agency)
    return {
        "now": at, "who": who, "kinds": CitizenKind.choices, "lines": lines, "usual": USUAL_PAPERS,
        "certified": [one for one in Kind.choices if one[0] in queries.kinds_on(at.date())],
        "identities": Identity.choices, "identity": typed(request, "identity", 12) or Identity.CARD.value,
        "grounds": Ground.choices, "ground": typed(request, "ground", 20), "days": typed(request, "days", 3),
        "people_found": counter.people_found(by, who.text) if looked and not who.value else [],
        "looked": looked, "wrong": wrong, "say": say, "errors": errors, "fee": fee,
    }  # fmt: skip


def _field(name: str, filled: Sequence[dict[str, Any]]) -> str:
    """Where on the screen a fault stands: the place of its line, blank lines counted."""
    start, _dot, rest = name.partition(".")
    index = rest.partition(".")[0]
    if start == "documents" and index.isdecimal() and int(index) < len(filled):
        return f"line-{filled[int(index)]['place']}"
    return name


def _fee(lines: Sequence[dict[str, Any]], on: Any, agency: str) -> int:
    """The fee of what is typed so far; nothing while it cannot be reckoned."""
    given = _given(lines)
    try:
        return sum(row.fee for row in actions.reception.read_documents(given, on, agency)) if given else 0
    except Impossible:
        return 0


@official
@require_http_methods(["GET", "HEAD", "POST"])
def receive(request: HttpRequest) -> HttpResponse:
    """Tiếp nhận yêu cầu chứng thực: papers are looked at and handed back."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_receive(by, by.agency):
        raise NotAllowed()
    if request.method != "POST" or request.POST.get("act") != "receive":
        return render(request, "desk/certification_receive.html", _context(request))
    who = counter.applicant(request)
    missing = []
    if not who.value:
        missing.append(Fault("person", _("Chọn người yêu cầu trong danh sách gợi ý, hoặc nhập người mới.")))
    if missing:
        return _again(request, missing)
    try:
        made = actions.receive(
            by=by, at=at, unit=by.agency, applicant=who.given(), documents=_given(_lines(request)),
            identity=typed(request, "identity", 12), prolong_days=_number(request, "days", 0),
            ground=typed(request, "ground", 20),
        )  # fmt: skip
    except Impossible as error:
        return _again(request, error.faults, "" if error.faults else spoken.refusal(error))
    return redirect(f"{reverse('desk:certification', args=[made.code])}?moi=1")


def _again(request: HttpRequest, faults: Sequence[Fault], say: str = "") -> HttpResponse:
    """The same screen with what to mend; nothing typed is lost."""
    context = _context(request, faults=faults, say=say)
    return render(request, "desk/certification_receive.html", context, status=422 if faults else 409)


@official
@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """The person as chosen now."""
    by = request.actor  # type: ignore[attr-defined]
    if not policies.can_receive(by, by.agency):
        raise NotAllowed()
    return render(request, "desk/_person.html", _context(request))
