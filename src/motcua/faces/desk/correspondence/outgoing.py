"""What goes out, at the desk: composed beside its page, signed, numbered, issued, sent; the register and its files."""

import base64
import datetime as dt
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from motcua.areas.correspondence import actions, policies
from motcua.areas.correspondence import forms as papers
from motcua.areas.correspondence.choices import MENDED, Mend, types
from motcua.areas.correspondence.queries import outgoing as queries
from motcua.areas.directives import policies as directing
from motcua.areas.directives.queries import readings
from motcua.base.journal.events import EVENTS
from motcua.base.journal.ports import Actor
from motcua.base.orgs.queries import version_on
from motcua.faces.desk.cases.seeking import hidden, revealed, sought, to_address
from motcua.faces.desk.cases.views import titles_of
from motcua.faces.desk.correspondence import forms
from motcua.faces.desk.correspondence.incoming import history, served
from motcua.faces.desk.dialogues.acting import Verb, done, shown
from motcua.faces.desk.dialogues.forms import ActForm
from motcua.faces.desk.law.shown import cites
from motcua.faces.ui.session import act_on, now_of, official
from motcua.rules.impossible import NotAllowed, NotFound

SIZE, PAGES_SHOWN = 50, 6
SHOWS = (
    ("mo", gettext_lazy("Đang soạn, chờ phát hành")), ("cho-ky", gettext_lazy("Chờ tôi ký")),
    ("tre", gettext_lazy("Chậm phát hành")), ("so", gettext_lazy("Sổ đi")),
)  # fmt: skip
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FROM_BOOKS = (
    "dialogue.", "complaint.", "directive.issued", "periodic_report.issued", "reception.concluded", "reception.refused",
)  # fmt: skip
"""Events of other work that number documents from the agency's books."""
VERBS = {
    "submit": Verb(gettext_lazy("Trình ký"), "send", "t", done=gettext_lazy("Đã trình ký.")),
    "sign": Verb(
        gettext_lazy("Ký, lấy số"), "signature", "g", done=gettext_lazy("Đã ký, đã lấy số."),
        confirm=gettext_lazy("Văn bản được ký và lấy số trong sổ. Số đã lấy không trả lại được."),
    ),
    "cosign": Verb(
        gettext_lazy("Ký, lấy số"), "signature", "g", done=gettext_lazy("Đã ký, đã lấy số."),
        confirm=gettext_lazy("Văn bản đủ chữ ký và lấy số trong sổ. Số đã lấy không trả lại được."),
    ),
    "record_party": Verb(
        gettext_lazy("Ghi bên ngoài đã ký"), "file-pen", "b", done=gettext_lazy("Đã ghi chữ ký của bên ngoài.")
    ),
    "correct_party": Verb(
        gettext_lazy("Sửa ngày bên ngoài ký"), "pencil", "", done=gettext_lazy("Đã sửa ngày ký của bên ngoài.")
    ),
    "send_back": Verb(gettext_lazy("Trả lại để sửa"), "undo-2", "r", done=gettext_lazy("Đã trả lại để sửa.")),
    "issue": Verb(gettext_lazy("Phát hành"), "stamp", "g", done=gettext_lazy("Đã phát hành.")),
    "send": Verb(gettext_lazy("Ghi việc gửi"), "mail", "m", done=gettext_lazy("Đã ghi việc gửi.")),
    "cancel": Verb(
        gettext_lazy("Thôi soạn"), "circle-stop", "", "danger", done=gettext_lazy("Đã thôi soạn văn bản này."),
        confirm=gettext_lazy("Dự thảo dừng tại đây, chưa lấy số nào."),
    ),
}  # fmt: skip
FIRST = Verb(
    gettext_lazy("Ký, chuyển người ký thứ hai"), "signature", "g", done=gettext_lazy("Đã ký, chờ người ký thứ hai."),
    confirm=gettext_lazy("Văn bản được ký; lấy số khi người ký thứ hai đã ký."),
)  # fmt: skip


def numbering_events() -> list[str]:
    """Kinds of events of other work that say the number of a document."""
    return [name for name, kind in EVENTS.items() if name.startswith(FROM_BOOKS) and "{number}" in kind.desk]


# --- lists -----------------------------------------------------------------------------------------------------


@official
@require_http_methods(["GET", "HEAD", "POST"])
def listing(request: HttpRequest) -> HttpResponse:
    """Văn bản đi: what is composed, waits for a signature, is late; and the register of the year."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.works_here(by):
        raise NotAllowed()
    if request.method == "POST":
        return to_address("desk:outgoings", sought(request, ()), xem="tat-ca")
    q, show = revealed(request.GET.get("tim", "")[:2000]), request.GET.get("xem", "mo")
    show = show if show in {*dict(SHOWS), "tat-ca"} else "mo"
    year = _year(request, at)
    start = request.GET.get("sau", "")
    skip = int(start) if start.isdecimal() and len(start) < 7 else 0
    found = queries.listed(by, at, show=show, q=q, year=year if show == "so" else None)
    rows = list(found[skip : skip + SIZE + 1])
    titles = titles_of(by, at)
    kept = {"xem": show, "nam": str(year), **({"tim": hidden(q)} if q else {})}
    context = {
        "now": at, "figures": queries.figures(by, at), "q": q, "show": show, "shows": SHOWS, "year": year, "here": "di",
        "drafts": policies.can_draft(by), "rows": [_line(one, titles, at) for one in rows[:SIZE]],
        "elsewhere": _elsewhere(by, year) if show == "so" and not skip else [],
        "more": f"?{urlencode({**kept, 'sau': str(skip + SIZE)})}" if len(rows) > SIZE else "",
        "filtered": bool(q or show != "mo"), "all": policies.sees_all(by),
    }  # fmt: skip
    return render(request, "desk/correspondence/outgoings.html", context)


def _year(request: HttpRequest, at: dt.datetime) -> int:
    asked = request.GET.get("nam", "")
    return int(asked) if asked.isdecimal() and 2000 <= int(asked[:5]) <= at.year else at.year


def _elsewhere(by: Actor, year: int) -> list[dict[str, Any]]:
    return [
        {
            "row": row,
            "said": EVENTS[row.kind].sentence({"number": row.number}),
            "code": row.subject.partition(":")[2],
        }
        for row in queries.elsewhere(by, year, numbering_events())
    ]


def _line(one: Any, titles: dict[str, str], at: dt.datetime) -> dict[str, Any]:
    return {
        "one": one, "type": types()[one.type].name, "late": queries.is_late(one, at),
        "signer": titles.get(one.signer, one.signer), "mended": MENDED[Mend(one.mended)] if one.mended else "",
    }  # fmt: skip


@official
@require_safe
def register(request: HttpRequest, book: str, kind: str) -> HttpResponse:
    """Sổ đăng ký văn bản đến, văn bản đi của năm: XLSX hoặc PDF."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if book not in ("den", "di") or kind not in ("xlsx", "pdf"):
        raise NotFound()
    if not policies.sees_all(by):
        raise NotAllowed()
    year = _year(request, at)
    if book == "den":
        name, heads, rows = _("Sổ đăng ký văn bản đến"), papers.IN_HEADS, papers.incoming_rows(by, at, year)
    else:
        others = queries.elsewhere(by, year, numbering_events())
        name, heads, rows = (
            _("Sổ đăng ký văn bản đi"),
            papers.OUT_HEADS,
            papers.outgoing_rows(by, at, year, others),
        )
    if kind == "xlsx":
        content, media = papers.sheet(name, heads, rows), XLSX
    else:
        content = papers.register(name, heads, rows, agency=by.agency, on=at.date(), year=year)
        media = "application/pdf"
    answer = HttpResponse(content, content_type=media)
    answer["Content-Disposition"] = f'attachment; filename="so-van-ban-{book}-{year}.{kind}"'
    return answer


# --- one document ----------------------------------------------------------------------------------------------


@official
@require_safe
def page(request: HttpRequest, code: str) -> HttpResponse:
    """Một văn bản đi."""
    return _page(request, code)


def _forms(outgoing: Any) -> dict[str, Callable[[Any], ActForm]]:
    left = [(row.n, row.name) for row in outgoing.deliveries.filter(unit="", sent_on=None).order_by("n")]
    return {
        "send_back": lambda sent: forms.WordsForm(sent, prefix="r"),
        "send": lambda sent: forms.SendForm(left, sent, prefix="m"),
        "record_party": lambda sent: forms.PartyForm(sent, prefix="b"),
        "correct_party": lambda sent: forms.PartyForm(sent, prefix="s"),
    }


def _page(
    request: HttpRequest, code: str, *, act: str = "", form: Any = None, say: str = "", status: int = 200
) -> HttpResponse:
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    outgoing = queries.one(by, code)
    titles, draft = titles_of(by, at), queries.draft_of(outgoing)
    pages = papers.pages(papers.of_outgoing(outgoing))
    context = {
        "cosigner": _cosigner(outgoing, draft, titles), "recorder": _recorder(outgoing, titles),
        "digital": queries.digital(outgoing),
        "now": at, "outgoing": outgoing, **_line(outgoing, titles, at), "say": say, "draft": draft,
        "unit": version_on(outgoing.unit, at.date()).name, "changes": queries.changes(by, outgoing),
        "drafter": titles.get(outgoing.drafter, outgoing.drafter),
        "pages": [base64.b64encode(one).decode() for one in pages[:PAGES_SHOWN]],
        "more_pages": max(0, len(pages) - PAGES_SHOWN), "mender": queries.mender(outgoing),
        "said": [
            {"row": row, "who": titles.get(row.said_by, row.said_by)}
            for row in outgoing.versions.order_by("-n") if row.said_at
        ],
        "deliveries": list(outgoing.deliveries.select_related("incoming").order_by("n")),
        "mends": [(value, label) for value, label in Mend.choices if policies.can_draft(by)]
        if outgoing.state == "issued" and outgoing.mended not in (Mend.REPLACES, Mend.RECALLS) else [],
        "reads": bool(outgoing.number) and directing.can_confirm(by, by.agency, outgoing.unit),
        "was_read": readings.of_source(by, code) is not None,
        "history": history(outgoing.subject), **cites(outgoing.subject, at.date()),
        **shown(
            _verbs(outgoing), queries.acts_for(by, outgoing), _forms(outgoing),
            lambda name: reverse("desk:outgoing-act", args=[code, name]), act=act, form=form,
        ),
    }  # fmt: skip
    return render(request, "desk/correspondence/outgoing.html", context, status=status)


def _verbs(outgoing: Any) -> dict[str, Verb]:
    """What the acts are called; the first of two signs before there is a number."""
    return VERBS | {"sign": FIRST} if outgoing.cosigner else VERBS


def _recorder(outgoing: Any, titles: dict[str, str]) -> str:
    """Who recorded the signature of somebody from outside."""
    post = str(outgoing.cosigned.signed_by) if hasattr(outgoing, "cosigned") else ""
    return titles.get(post, post)


def _cosigner(outgoing: Any, draft: Any, titles: dict[str, str]) -> str:
    """Who signs besides: the post, or the name from outside."""
    if outgoing.cosigner:
        post = str(outgoing.cosigner)
        return titles.get(post, post)
    return ", ".join(one for one in (draft.party_name, draft.party_position, draft.party_agency) if one)


@official
@act_on("desk:outgoing")
def act(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """Trình ký, trả lại, ký, phát hành, ghi việc gửi."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    outgoing = queries.one(by, code)

    def do(given: dict[str, Any]) -> None:
        actions.OUTGOING_VERBS[name](by=by, at=at, outgoing=code, **given)

    def again(**said: Any) -> HttpResponse:
        return _page(request, code, **said)

    return done(request, name, _verbs(outgoing), _forms(outgoing), do, again, "desk:outgoing", code)


@official
@require_safe
def file(request: HttpRequest, code: str, kind: str) -> HttpResponseBase:
    """Tệp PDF đã ký (dự thảo: bản in thử), hoặc DOCX để sửa."""
    by: Actor = request.actor  # type: ignore[attr-defined]
    outgoing = queries.one(by, code)
    if kind == "pdf" and outgoing.file is not None:
        return served(queries.file_of(by, code), code.lower())
    if kind not in ("pdf", "docx"):
        raise NotFound()
    filled = papers.of_outgoing(outgoing)
    content = papers.pdf(filled)[0] if kind == "pdf" else papers.docx(filled)
    answer = HttpResponse(content, content_type="application/pdf" if kind == "pdf" else DOCX)
    answer["Content-Disposition"] = f'attachment; filename="{code.lower()}.{kind}"'
    return answer
