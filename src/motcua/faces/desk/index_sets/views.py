"""The index of QĐ 766 (R4.1–R4.19): points per group, what would raise them most, the rows behind a lost point."""

import csv
import datetime as dt
import io
from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from motcua.areas.dossiers.queries.indexed import Late
from motcua.areas.feedback.choices import categories
from motcua.areas.indicators import policies
from motcua.areas.indicators.actions.portal import note_portal_figure
from motcua.areas.indicators.queries import index_sets
from motcua.areas.indicators.queries.index_sets import Asked
from motcua.areas.indicators.queries.units import known_on, left_out, name_on, to_ask
from motcua.areas.procedures.queries import in_force, names_of
from motcua.base import spoken
from motcua.base.journal.ports import Actor
from motcua.base.orgs.queries import posts_on
from motcua.base.people.queries import holder_names_of
from motcua.faces.desk.index_sets.asking import DAY, address, asked, periods, read
from motcua.faces.ui import charts
from motcua.faces.ui.chips import working_words
from motcua.faces.ui.points import drawn
from motcua.faces.ui.session import now_of, official
from motcua.rules.calendar import TZ
from motcua.rules.counting import MONTH, after
from motcua.rules.impossible import Impossible, Invalid, NotAllowed, NotFound
from motcua.rules.scoring.figures import Rounding, rounded
from motcua.rules.scoring.index_sets import Scored, Share, State, what_would_raise

SHOWN, MONTHS = 500, 12
PAGES = {
    "dossiers": "desk:dossier",
    "feedback": "desk:feedback",
    "procedures": "desk:procedure",
    "complaint": "desk:complaint",
}
"""The page of what stands behind a lost point."""
KINDS = {
    "dossiers": gettext_lazy("Hồ sơ làm mất điểm"), "feedback": gettext_lazy("Phản ánh, kiến nghị làm mất điểm"),
    "procedures": gettext_lazy("Thủ tục làm mất điểm"),
}  # fmt: skip


@official
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Các bộ chỉ số, bảng chấm điểm."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    return render(
        request, "desk/index_sets/list.html", {"now": at, "versions": index_sets.listed(by, at.date())}
    )


@official
@require_safe
def page(request: HttpRequest, code: str) -> HttpResponse:
    """Một bộ chỉ số của một đơn vị trong một kỳ."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_read(by) and request.GET.get("vi-tri") != by.post:
        raise NotAllowed()
    on = at.date()
    version = index_sets.set_of(code, on)
    if not version.computed:
        raise NotFound()
    context: dict[str, Any] = {
        "now": at, "version": version, "periods": periods(on), "asked": _named(asked(request, on)),
        "units": to_ask(by, on),
        "procedures": _procedures(request.GET.get("don-vi", "")[:24] or by.agency, on), "posts": _posts(by, on),
    }  # fmt: skip
    try:
        said, one = read(request, code)
    except (NotFound, NotAllowed):
        raise
    except Impossible as error:
        return render(
            request, "desk/index_sets/one.html", {**context, "say": spoken.refusal(error)}, status=422
        )
    sheet = index_sets.sheet(one, at)

    def item(scored: Scored) -> str:
        return address(reverse("desk:index-set-item", args=[code, scored.criterion.code]), said)

    raises, hours = what_would_raise(sheet), index_sets.average_hours(one)
    context |= _standing_before(one, said, on) | {
        "post_title": _titled(one, on),
        "units": to_ask(by, on, one.as_of), "one": one, "sheet": sheet, "hours": hours,
        "classified": _classified(one, by),
        "groups": _groups(sheet.groups, item), "rows": drawn(sheet.groups),
        "raises": [
            {"scored": scored, "href": item(scored), "per": _(scored.criterion.per or "mục")} for scored in raises
        ],
        "history": address(reverse("desk:index-set-history", args=[code]), said),
        "presets": [
            {**period, "href": address(request.path, said, tu=period["tu"], den=period["den"]),
             "here": said["tu"] == period["tu"] and said["den"] == period["den"]}
            for period in context["periods"]
        ],
    }  # fmt: skip
    return render(request, "desk/index_sets/one.html", context)


def _standing_before(one: Asked, said: dict[str, str], on: dt.date) -> dict[str, Any]:
    """What the page says of units that stood before these."""
    on = one.as_of or on
    return {
        "missing": 0 if "truoc" in said else len(left_out(one.units, one.since, on)),
        "join": address("", said, truoc="1"), "as_of": one.as_of,
        "before": sorted(name_on(key, on) for key in one.before),
        "parted": sorted(name_on(key, on) for key in one.parted),
    }  # fmt: skip


def _classified(one: Asked, by: Actor) -> list[dict[str, Any]]:
    """Categories of feedback with how many came, each opening onto its rows (R4.17)."""
    known = categories()
    opens = policies.can_open_rows(by) and one.root.key == by.agency
    rows, days = (
        reverse("desk:indicator-rows", args=["feedback.received"]),
        {"tu": f"{one.since}", "den": f"{one.last}"},
    )
    return [
        {
            "name": known[part.key].name if part.key in known else part.key or _("không rõ"),
            "n": int(part.figure.numerator),
            "href": address(rows, days, theo="type", **{"gia-tri": part.key}) if opens and part.key else "",
        }
        for part in index_sets.classified(one)
    ]  # fmt: skip


def _named(said: dict[str, str]) -> dict[str, str]:
    return {name.replace("-", "_"): value for name, value in said.items()}


def _procedures(unit: str, on: dt.date) -> list[tuple[str, str]]:
    """Procedures that the level of a unit carries out."""
    rows, level = (
        in_force(on).order_by("name").values_list("procedure__code", "name", "levels"),
        known_on(unit, on).level,
    )
    return [(code, name) for code, name, levels in rows if level in levels]


def _posts(by: Actor, on: dt.date) -> list[tuple[str, str]]:
    """Posts that work on dossiers, of which this one may read the points."""
    return [
        (post.code, post.title) for post in posts_on(on, agency=by.agency)
        if "process" in post.duties and policies.can_read_official(by, post)
    ]  # fmt: skip


def _titled(one: Asked, on: dt.date) -> str:
    """The post whose sheet it is, with who holds it; "" of a whole unit."""
    if not one.post:
        return ""
    title = next(
        (post.title for post in posts_on(on, agency=one.root.key) if post.code == one.post), one.post
    )
    return " · ".join([title, *holder_names_of(one.root.key, on).get(one.post, [])])


def _percent(scored: Scored) -> Decimal | None:
    return None if scored.share is None else share_said(scored.share)


def share_said(share: Share) -> Decimal | None:
    """A share in per cent, to two decimals (R4.2); None of nothing."""
    return None if share.value is None else rounded(100 * share.value, 2, Rounding.HALF_UP)


def _aimed(scored: Scored) -> dict[str, Any]:
    """The share that localities aim at (R4.3), in per cent, and whether it is reached."""
    target = scored.criterion.target
    value = scored.share.value if scored.share is not None else None
    return {
        "target": None if target is None else int(target * 100),
        "below": target is not None and value is not None and value < target,
    }  # fmt: skip


def _groups(groups: tuple[Scored, ...], item: Any) -> list[dict[str, Any]]:
    """Groups with the rows of their items; parts of one formula stand beneath it."""
    return [
        {
            "scored": group,
            "rows": [
                {"scored": one, "href": "" if one.children else item(one), "percent": _percent(one),
                 "deep": one not in group.children, "portal": one.criterion.code in index_sets.FROM_PORTAL,
                 **_aimed(one)}
                for one in list(group.walk())[1:]
            ],
        }
        for group in groups
    ]  # fmt: skip


@official
@require_safe
def item(request: HttpRequest, code: str, item: str) -> HttpResponse:
    """Một mục: cách tính, căn cứ, số liệu và hồ sơ làm mất điểm (R4.18)."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    said, one = read(request, code)
    sheet = index_sets.sheet(one, at)
    scored = next((leaf for leaf in sheet.leaves if leaf.criterion.code == item), None)
    if scored is None:
        raise NotFound()
    context: dict[str, Any] = {
        "now": at, "one": one, "post_title": _titled(one, at.date()), "scored": scored,
        "percent": _percent(scored), "unknown": scored.state is State.UNKNOWN,
        "back": address(reverse("desk:index-set", args=[code]), said), "full_at": int(scored.criterion.full_at * 100),
        "group": next(group.criterion for group in sheet.groups if scored in list(group.walk())),
        "opens": (policies.can_open_rows(by) or one.post == by.post) and one.root.key == by.agency, "rows": None,
        "from_portal": item in index_sets.FROM_PORTAL, "notes": policies.can_close(by) and one.root.key == by.agency,
        "noted": [row for row in index_sets.portal_figures([one.root.key], one.since, one.until) if row.item == item],
    }  # fmt: skip
    if context["opens"]:
        try:
            kind, codes = index_sets.lost(by, one, item, at)
        except NotFound:
            pass
        else:
            if request.GET.get("dang") == "csv":
                return _csv(item, codes, index_sets.lateness(by, one, item, codes, at))
            why = index_sets.reasons(by, one, item, codes[:SHOWN], at)
            context |= {
                "rows": [(row, reverse(PAGES[kind], args=[row])) for row in codes[:SHOWN]], "total": len(codes),
                "kind": KINDS[kind], "more": len(codes) > SHOWN,
                "late": _late(index_sets.lateness(by, one, item, codes[:SHOWN], at)),
                "sheet": address(request.path, said, dang="csv"),
                "why": why, "counted_why": [] if len(set(why.values())) < 2 else Counter(why.values()).most_common(5),
                "lacks": scored.criterion.counts == "content_full", "paid": scored.criterion.counts == "paid_online",
                "names": names_of(codes[:SHOWN], at.date()) if kind == "procedures" else {},
                "complained": [
                    (row, reverse(PAGES[kind], args=[row]))
                    for kind, row in index_sets.complained(by, one, item, at)[:SHOWN]
                ],
            }  # fmt: skip
    return render(request, "desk/index_sets/item.html", context)


def _late(found: Mapping[str, Late]) -> dict[str, str]:
    """By how much each dossier is late, by the law's clock and by the index's, in words; "" of what is not."""
    told = {}
    for code, one in found.items():
        parts = []
        if one.law:
            parts.append(_("theo luật trễ {span}").format(span=working_words(one.law)))
        if one.index:
            parts.append(_("theo chỉ số trễ {span}").format(span=working_words(one.index)))
        if one.too_often:
            parts.append(_("yêu cầu bổ sung quá một lần"))
        told[code] = "; ".join(parts)
    return told


def _csv(item: str, codes: Sequence[str], late: Mapping[str, Late]) -> HttpResponse:
    """What made an item lose points as a sheet: codes, and by how many working hours each is late by both clocks."""
    out = io.StringIO(newline="")
    rows = csv.writer(out)
    head = [_("Mã")]
    if late:
        head += [
            _("Hạn theo luật"), _("Trễ theo luật (giờ làm việc)"), _("Hạn theo chỉ số"),
            _("Trễ theo chỉ số (giờ làm việc)"), _("Yêu cầu bổ sung quá một lần"),
        ]  # fmt: skip
    rows.writerow(head)
    for code in codes:
        one = late.get(code)
        rows.writerow([code] if one is None else [
            code, _moment(one.promised), _hours(one.law), _moment(one.by), _hours(one.index),
            _("có") if one.too_often else "",
        ])  # fmt: skip
    answer = HttpResponse(out.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{item.lower().replace("_", "-")}.csv"'
    return answer


def _moment(at: dt.datetime | None) -> str:
    return f"{at.astimezone(TZ):%d/%m/%Y %H:%M}" if at else ""


def _hours(seconds: int) -> str:
    return f"{Decimal(seconds) / 3600:.2f}"


@official
@require_POST
def note(request: HttpRequest, code: str, item: str) -> HttpResponse:
    """Ghi số của Cổng dịch vụ công quốc gia cho một mục và một tháng."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_close(by):
        raise NotAllowed()
    index_sets.set_of(code, at.date())
    given = {name: request.POST.get(name, "").strip() for name in ("thang", "tu-so", "mau-so", "nguon")}
    here = reverse("desk:index-set-item", args=[code, item])
    try:
        month = dt.datetime.strptime(given["thang"], "%Y-%m").date()  # noqa: DTZ007
        parts = [int(given[name].replace(".", "")) for name in ("tu-so", "mau-so")]
    except ValueError:
        messages.error(request, _("Chọn tháng; ghi tử số và mẫu số bằng chữ số."))
        return redirect(here)
    try:
        note_portal_figure(
            by=by,
            at=at,
            item=item,
            month=month,
            numerator=parts[0],
            denominator=parts[1],
            source=given["nguon"],
        )
    except Invalid as error:
        messages.error(request, spoken.refusal(error))
        return redirect(here)
    return redirect(address(here, {}, tu=f"{month}", den=f"{after(MONTH, month) - DAY}"))


@official
@require_safe
def history(request: HttpRequest, code: str) -> HttpResponse:
    """Điểm các tháng, và thứ hạng giữa các đơn vị được xem."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    said, one = read(request, code)
    months = index_sets.history(one, MONTHS, at)
    totals = [float(sheet.total) for _first, sheet in months]
    standing = index_sets.by_unit(one, at) if one.scope != "official" and len(one.units) > 1 else []
    officials = index_sets.by_official(by, one, at)
    holders = holder_names_of(by.agency, at.date()) if officials else {}
    procedures = index_sets.by_procedure(one, at) if one.scope == "unit" else []
    names = names_of([row.code for row in procedures], at.date())

    def shown(row: Any) -> dict[str, Any]:
        return {
            "place": row.place, "code": row.code, "name": names.get(row.code, ""), "share": row.share,
            "percent": share_said(row.share) or 0,
            "href": address(reverse("desk:index-set", args=[code]), said, **{"thu-tuc": row.code}),
        }  # fmt: skip

    tops = charts.ranked([float(row.sheet.total) for row in standing], top=float(one.set.most) or 1)
    context = {
        "now": at, "one": one, "back": address(reverse("desk:index-set", args=[code]), said),
        "drawing": charts.line(totals, low=0, top=int(one.set.most)),
        "months": [
            {"first": first, "sheet": sheet, "estimate": first < one.version.since,
             "href": address(
                 reverse("desk:index-set", args=[code]), said, tu=f"{first}", den=f"{after(MONTH, first) - DAY}"
             ),
             "groups": [group.points for group in sheet.groups]}
            for first, sheet in months
        ],
        "groups": [group.name for group in one.set.groups],
        "behind": [shown(row) for row in reversed(procedures) if row.share.value != 1],
        "whole": [shown(row) for row in procedures if row.share.value == 1],
        "officials": [
            {"place": row.place, "of": row.of, "title": row.title, "who": holders.get(row.post, []),
             "total": row.sheet.total, "most": row.sheet.known, "progress": row.sheet.scored("PROGRESS_ON_TIME"),
             "href": address(reverse("desk:index-set", args=[code]), said, **{"vi-tri": row.post, "don-vi": ""})}
            for row in officials
        ],
        "standing": [
            {
                "label": f"{row.place}. {row.unit.name}", "text": index_sets.gained(row.sheet.total),
                "drawing": drawing,
                "of": _("trên %(known)s điểm có dữ liệu") % {"known": index_sets.gained(row.sheet.known)},
                "href": address(reverse("desk:index-set", args=[code]), said, **{"don-vi": row.unit.key}),
            }
            for row, drawing in zip(standing, tops, strict=True)
        ],
    }  # fmt: skip
    return render(request, "desk/index_sets/history.html", context)
