"""Procedures as citizens read them: what do you need, what does it take, how long, how much, where."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from motcua.areas.procedures import queries
from motcua.areas.procedures.choices import Channel, PaperKind, Status
from motcua.areas.procedures.ports import Paper, ProcedureRecord
from motcua.faces.portal.fees.showing import scheduled
from motcua.faces.portal.filing.who import citizen_of, filing_open
from motcua.faces.portal.frame import page
from motcua.faces.ui import flows, place
from motcua.faces.ui.session import now_of
from motcua.rules.vietnamese import fold

SUGGESTED = 6
CHANGES_SHOWN = 60
SPOKEN = ("làm giấy khai sinh", "sao y", "kết hôn", "xây nhà", "mở quán ăn", "tiền người già")
HINTS = {
    "ly hon": gettext_lazy(
        "Ly hôn do Tòa án giải quyết, không làm ở đây. Đã ly hôn mà cần giấy để kết hôn hay mua bán thì xin "
        "Giấy xác nhận tình trạng hôn nhân; ly hôn ở nước ngoài thì ghi chú vào sổ hộ tịch."
    ),
}
"""What people look for and this office does not do: said above what it does (folded words → sentence)."""
NATIONAL = "https://dichvucong.gov.vn/"


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Trang đầu: one question – what do you need?"""
    popular = queries.popular(SUGGESTED, on=now_of(request).date())
    return page(request, "portal/home.html", popular=popular, spoken=SPOKEN)


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """Danh sách thủ tục: found by words without accents, by field."""
    on = now_of(request).date()
    q, field, cursor = (request.GET.get(name, "").strip()[:200] for name in ("q", "linh-vuc", "sau"))
    found = queries.search(q, field=field, limit=20, cursor=cursor, on=on)
    fields = sorted(queries.field_counts(on=on).items())
    alive = request.headers.get("HX-Request") == "true"
    template = "portal/_found.html" if alive else "portal/procedures.html"
    hint = next((str(say) for words, say in HINTS.items() if words in fold(q)), "")
    answer = page(request, template, hint=hint, q=q, field=field, page=found, fields=fields, first=not cursor)
    answer["Vary"] = "HX-Request"
    return answer


@require_safe
def one(request: HttpRequest, code: str) -> HttpResponse:
    """Một thủ tục: who, what papers, how long, how much, where, then the steps, the law, and what has changed."""
    on = now_of(request).date()
    versions = [version for version in queries.history(code) if version.status != Status.DRAFT]
    if not versions:
        raise Http404(code)
    try:
        record = queries.record(code, on, agency=place.here())
    except queries.NoSuchProcedure:
        return page(request, "portal/procedure_ended.html", status=410, version=versions[0])
    version = next(
        one for one in versions if one.valid_from <= on and (not one.valid_to or on < one.valid_to)
    )
    return page(
        request, "portal/procedure.html", procedure=record, version=version, **papers(record), opening=opening(),
        fees=scheduled(record, place.here(), on),
        expired=queries.expired_of([basis.symbol for basis in record.legal_basis], on),
        history=changes(versions), local=_local(record), receivable=version.case_type_id is not None,
        picture=flows.picture(record.process), picture_said=flows.said(record.process),
    )  # fmt: skip


@require_safe
def bpmn(request: HttpRequest, code: str) -> HttpResponse:
    """Sơ đồ quy trình dạng BPMN 2.0, for a modeller: steps, posts and times, no names of people."""
    try:
        content = queries.as_bpmn(code, now_of(request).date(), place.here())
    except queries.NoSuchProcedure as error:
        raise Http404(str(error)) from error
    headers = {"Content-Disposition": f'attachment; filename="{code}.bpmn"'}
    return HttpResponse(content, content_type="application/bpmn+xml", headers=headers)


@require_safe
def file(request: HttpRequest, code: str) -> HttpResponse:
    """Nộp hồ sơ: where it can be handed in today, and what to bring; nothing is filed here yet."""
    try:
        record = queries.record(code, now_of(request).date(), agency=place.here())
    except queries.NoSuchProcedure as error:
        raise Http404(str(error)) from error
    channels = {way.channel for way in record.ways}
    return page(
        request, "portal/file.html", procedure=record, **papers(record), opening=opening(),
        here=filing_open() and Channel.ONLINE in channels and _receivable(code, record),
        known=citizen_of(request) is not None, online=Channel.ONLINE in channels, post=Channel.POST in channels,
        national=record.source_url if record.source_url.startswith(NATIONAL) else NATIONAL,
    )  # fmt: skip


def _receivable(code: str, record: ProcedureRecord) -> bool:
    """Whether dossiers of it are received at this unit."""
    return _local(record) and any(
        one.case_type_id is not None and not one.valid_to for one in queries.history(code)
    )


@require_safe
def posted(request: HttpRequest) -> HttpResponse:
    """Niêm yết công khai: which procedures stand posted at this place (R3.10)."""
    rows = queries.posting_list(place.here(), now_of(request).date())
    return page(
        request,
        "portal/posted.html",
        rows=rows,
        current=sum(row.current for row in rows),
        decisions=_decided(),
    )


def _decided() -> list[dict[str, Any]]:
    """What the newest published decisions changed, decision by decision."""
    found: dict[int, dict[str, Any]] = {}
    for entry in queries.latest_changes(CHANGES_SHOWN):
        known = found.setdefault(entry.decision_id, {"decision": entry.decision, "entries": []})
        known["entries"].append(entry)
    return list(found.values())


@require_safe
def changes_feed(request: HttpRequest) -> HttpResponse:
    """Thay đổi của thủ tục, dạng Atom: one entry a procedure that a decision changed, newest first."""
    here = now_of(request)
    feed = Atom1Feed(
        title=_("Thủ tục hành chính thay đổi tại {unit}").format(unit=place.name(here.date()) or "Một Cửa"),
        link=_absolute("portal:posted"), description="", language="vi", feed_url=_absolute("portal:changes"),
    )  # fmt: skip
    for entry in queries.latest_changes(CHANGES_SHOWN):
        words = _("{change}: {name}, hiệu lực từ {on}, theo Quyết định {symbol}").format(
            change=entry.get_change_display(), name=entry.name, on=f"{entry.effective_on:%d/%m/%Y}",
            symbol=entry.decision.symbol,
        )  # fmt: skip
        feed.add_item(
            title=words, link=_absolute("portal:procedure", entry.code), description=words,
            unique_id=f"tag:{urlsplit(settings.BASE_URL).hostname},2026:publication:{entry.pk}",
            updateddate=entry.decision.published_at,
        )  # fmt: skip
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def _absolute(name: str, *args: Any) -> str:
    return f"{settings.BASE_URL}{reverse(name, args=args)}"


def opening() -> list[str]:
    """When the office is open."""
    return place.opening(place.here())


def papers(record: ProcedureRecord) -> dict[str, Any]:
    """The papers of a procedure as checklists: of everybody, by case, and those the State has already."""
    cases: dict[str, list[dict[str, Any]]] = {}
    for paper in record.papers:
        if paper.asked and not paper.required:
            cases.setdefault(paper.case, []).append(_paper(paper))
    return {
        "needed": [_paper(paper) for paper in record.papers if paper.asked and paper.required],
        "conditional": [{"case": case, "papers": found} for case, found in cases.items()],
        "spared": [_paper(paper) for paper in record.papers if not paper.asked],
    }


def _paper(paper: Paper) -> dict[str, Any]:
    n, m = paper.originals, paper.copies
    said = [ngettext("%(n)d bản chính", "%(n)d bản chính", n) % {"n": n}] if n else []
    said += [ngettext("%(n)d bản sao", "%(n)d bản sao", m) % {"n": m}] if m else []
    if paper.kind == PaperKind.PRESENT:
        said = [_("chỉ cho xem, không phải nộp")]
    if paper.form_name:
        said.append(_("theo mẫu {form}").format(form=paper.form_name))
    spared = (
        "" if paper.asked else _("tra trong {where}").format(where=paper.replaced_by or _("cơ sở dữ liệu"))
    )
    return {
        "name": paper.name, "form": _sentence(" · ".join(said) if paper.asked else spared),
        "why": paper.why if paper.asked else _law(paper.replaced_law),
        "state": "needed" if paper.asked else "state-has",
        "note": "" if paper.asked else _("không phải nộp"),
    }  # fmt: skip


def _law(law: str) -> str:
    return _("Theo {law}").format(law=law) if law else ""


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def changes(versions: Any) -> list[dict[str, Any]]:
    """The versions, newest first, each with what it changed of the one before it."""
    records = [version.read() for version in versions]
    return [
        {
            "version": version,
            "changes": queries.difference(records[at + 1], records[at]) if at + 1 < len(records) else [],
            "first": at + 1 == len(records),
        }
        for at, version in enumerate(versions)
    ]


def _local(record: ProcedureRecord) -> bool:
    """Whether this unit's level handles the procedure."""
    return not record.levels or "commune" in record.levels
