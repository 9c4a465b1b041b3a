"""Writing a report: one part beside what was said last time, all figures in a table, one figure with its source."""

import re
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.areas.reports import actions, policies, queries
from motcua.areas.reports.choices import AT_WORK
from motcua.base import spoken
from motcua.base.people.queries import in_charge
from motcua.faces.desk.cases.views import titles_of
from motcua.faces.desk.indicators.views import PAGES
from motcua.faces.desk.reports.views import code_at, openable, table_of, title_of
from motcua.faces.ui.session import now_of, official
from motcua.rules.impossible import Impossible, NotAllowed, NotFound
from motcua.rules.report_templates import Section, changes, number, pieces, said
from motcua.rules.report_templates import figures as made_of

BLANK_ROWS, MOST_ROWS, SHOWN = 3, 200, 100
CELL = re.compile(r"o-(\d{1,3})-(\d{1,2})")


def _section(template: Any, code: str) -> Section:
    for one in template.sections:
        if one.code == code:
            found: Section = one
            return found
    raise NotFound()


def _typed_rows(request: HttpRequest, columns: int) -> list[list[str]]:
    rows: dict[int, list[str]] = {}
    for name, value in request.POST.items():
        found = CELL.fullmatch(name)
        if found and int(found[1]) < MOST_ROWS and int(found[2]) < columns:
            rows.setdefault(int(found[1]), [""] * columns)[int(found[2])] = str(value)
    return [rows[n] for n in sorted(rows)]


@official
@require_http_methods(["GET", "HEAD", "POST"])
def section(request: HttpRequest, code: str, section: str) -> HttpResponse:
    """Viết một mục: the words or the table, beside last period's; what is refused keeps everything that was typed."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    report = queries.report(by, code)
    found = queries.seen(by, report, at)
    part = _section(found.template, section)
    known = queries.latest(report).get(section, 0)
    text, rows, say, status = found.text(part), found.tables.get(section, []), "", 200
    if request.method == "POST":
        text, rows = request.POST.get("text", "")[:200_000], _typed_rows(request, len(part.columns))
        before = request.POST.get("based_on", "")
        try:
            actions.write(
                by=by, at=at, report=report, section=section, text=text, rows=rows,
                based_on=int(before) if before.isdecimal() and len(before) < 6 else None,
            )  # fmt: skip
        except (NotFound, NotAllowed):
            raise
        except Impossible as refusal:
            say, status = spoken.refusal(refusal), 422 if refusal.faults else 409
        else:
            messages.success(request, _("Đã lưu mục “%(part)s”.") % {"part": part.heading})
            return redirect("desk:periodic-report", code)
    offered = queries.rows_untold(by, found, part, at) if status == 200 and report.state in AT_WORK else []
    rows = [*rows, *offered]
    last_period, last = queries.texts_before(report)
    versions, titles = queries.versions_of(by, report, section), titles_of(by, at)
    parts = found.template.sections
    place = [one.code for one in parts].index(section)
    context = {
        "now": at, "report": report, "title": title_of(report), "part": part, "text": text, "say": say, "known": known,
        "writes": report.state in AT_WORK and policies.can_write(by, report),
        "remarking": policies.can_remark(by, report),
        "rows": [
            (n, [(f"o-{n}-{c}", label, cell) for c, (label, cell) in enumerate(zip(part.columns, row, strict=True))])
            for n, row in enumerate([*rows, *[[""] * len(part.columns)] * BLANK_ROWS], 1)
        ] if part.columns else [],
        "shown": pieces(found.text(part), found.figures), "table": table_of(found, part),
        "names": [(one, said(found.figures[one.key])) for one in found.template.figures if one in part.figures],
        "offered": len(offered), "code_at": code_at(part), "last_period": last_period, "last": last.get(section, ""),
        "units": [(unit.name, unit.texts[section]) for unit in found.units if unit.texts.get(section, "").strip()],
        "versions": [
            {"part": one, "who": titles.get(one.post, one.post),
             "changes": changes(older.text, one.text) if older is not None else []}
            for one, older in zip(versions, [*versions[1:], None], strict=False)
        ],
        "in_charge": in_charge(report.agency, report.last, part.field) if part.field else [],
        "remarks": [
            {"remark": one, "who": titles.get(one.post, one.post)}
            for one in queries.remarks_of(by, report).get(section, [])
        ],
        "following": parts[place + 1] if place + 1 < len(parts) else None,
    }  # fmt: skip
    return render(request, "desk/reports/section.html", context, status=status)


@official
@require_POST
def remark(request: HttpRequest, code: str, section: str) -> HttpResponse:
    """Góp ý một mục."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    report = queries.report(by, code)
    try:
        actions.remark(
            by=by, at=at, report=report, section=section, text=request.POST.get("text", "")[:20_000]
        )
    except (NotFound, NotAllowed):
        raise
    except Impossible as refusal:
        messages.error(request, spoken.refusal(refusal))
    else:
        messages.success(request, _("Đã ghi góp ý."))
    return redirect("desk:periodic-section", code, section)


def _entered(value: Any) -> str:
    return "" if value is None else number(value)


# --- figures -----------------------------------------------------------------------------------------------------


@official
@require_http_methods(["GET", "HEAD", "POST"])
def figures(request: HttpRequest, code: str) -> HttpResponse:
    """Số liệu: counted ones as they are, the others entered here; by unit and in sum."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    report = queries.report(by, code)
    typed: dict[str, str] = {}
    wrong: dict[str, str] = {}
    say, status = "", 200
    if request.method == "POST":
        typed = {name[2:]: str(value)[:40] for name, value in request.POST.items() if name.startswith("s-")}
    begins = request.method == "POST" and "ky-truoc" in request.POST
    if request.method == "POST" and not begins:
        try:
            actions.enter(by=by, at=at, report=report, figures=typed)
        except (NotFound, NotAllowed):
            raise
        except Impossible as refusal:
            say, status = spoken.refusal(refusal), 422 if refusal.faults else 409
            wrong = {fault.field: spoken.fault(fault) for fault in refusal.faults}
        else:
            messages.success(request, _("Đã lưu số liệu."))
            return redirect("desk:periodic-figures", code)
    found = queries.seen(by, report, at)
    writes = report.state in AT_WORK and policies.can_write(by, report)
    offered, entered = queries.figures.facts().offered(), queries.figures.entered(report)
    sending = [unit for unit in found.units if unit.values is not None]
    by_hand = queries.figures.typed(report) if by.agency == report.agency else {}
    own = made_of(found.template, found.own)
    before = queries.figures.entered_before(report, found.template) if writes else {}
    if begins:
        typed |= {key: _entered(value) for key, value in before.items() if not typed.get(key, "").strip()}
        messages.info(
            request, _("Đã điền số kỳ trước vào ô trống. Sửa những số đã đổi rồi lưu; chưa có gì được ghi.")
        )
    groups: list[dict[str, Any]] = [
        {"section": section, "rows": [
            {
                "figure": one, "total": said(found.figures[one.key]), "own": said(own[one.key]), "made": one.made,
                "counted": one.key in found.counted, "table": one.table, "hand": by_hand.get(one.key),
                "within": not report.formal and queries.figures.is_counted(one, offered),
                "entry": writes and one.typed and not queries.figures.is_counted(one, offered),
                "typed": typed.get(one.key, _entered(entered.get(one.key))),
                "wrong": wrong.get(one.key, ""), "before": _entered(before.get(one.key)),
                "units": [said(made_of(found.template, unit.values or {})[one.key]) for unit in sending],
            }
            for one in section.figures
        ]}
        for section in found.template.sections if section.figures
    ]  # fmt: skip
    context = {
        "now": at, "report": report, "title": title_of(report), "groups": groups, "say": say, "writes": writes,
        "units": [unit.name for unit in sending], "missing": found.missing,
        "before": any(value is not None for value in before.values()),
        "enters": any(row["entry"] for group in groups for row in group["rows"]),
    }  # fmt: skip
    return render(request, "desk/reports/figures.html", context, status=status)


def _listed(name: str, codes: list[str]) -> HttpResponse:
    answer = HttpResponse("\r\n".join([_("Mã"), *codes, ""]), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer


@official
@require_safe
def figure(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """Một con số và nguồn của nó: codes of the own work, what was entered by whom, what each unit sent."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    report = queries.report(by, code)
    found = queries.seen(by, report, at)
    one = next((one for one in found.template.figures if one.key == key), None)
    if one is None:
        raise NotFound()
    own = by.agency == report.agency
    counted = key in found.counted
    codes = queries.rows_behind(by, report, key, at) if counted else None
    if codes and request.GET.get("tep") == "csv":
        return _listed(f"{report.code}-{key}", codes)
    page = Paginator(codes or [], SHOWN).get_page(request.GET.get("trang"))
    titles = titles_of(by, at)
    parts = [found.template.figure(name) for name in (*one.plus, *one.minus, *one.over)]
    context = {
        "now": at, "report": report, "title": title_of(report), "figure": one, "said": said(found.figures[key]),
        "counted": counted, "own_said": said(made_of(found.template, found.own)[key]),
        "parts": [(part, said(found.figures[part.key])) for part in parts],
        "codes": [(name, PAGES.get(one.fact, "")) for name in page], "page": page,
        "closed": counted and codes is None, "frozen": found.frozen,
        "entries": [
            {"entry": entry, "who": titles.get(entry.post, entry.post)} for entry in queries.entries_of(report, key)
        ] if own else [],
        "units": [
            {"name": unit.name, "said": "" if unit.values is None else said(made_of(found.template, unit.values)[key]),
             "report": openable(by, unit.report),
             "state": unit.report.get_state_display() if unit.report else ""}
            for unit in found.units
        ] if own else [],
    }  # fmt: skip
    return render(request, "desk/reports/figure.html", context)
