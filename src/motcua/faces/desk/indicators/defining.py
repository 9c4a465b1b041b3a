"""The editor of definitions: what is counted in plain words, a preview over real figures, then publishing."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from motcua.areas.indicators import policies
from motcua.areas.indicators.actions import definitions as actions
from motcua.areas.indicators.choices.definitions import groups
from motcua.areas.indicators.choices.facts import KINDS, said
from motcua.areas.indicators.queries import definitions, figures
from motcua.areas.indicators.queries.figures import Figure
from motcua.areas.indicators.queries.opened import is_secret
from motcua.base import spoken
from motcua.base.journal.ports import Actor
from motcua.faces.desk.cases.views import titles_of
from motcua.faces.desk.indicators import asked as asking
from motcua.faces.desk.indicators.values import FILED, TIMING
from motcua.faces.desk.indicators.wording import named, unit_word
from motcua.faces.ui.days import day_of
from motcua.faces.ui.session import now_of, official
from motcua.rules import counting
from motcua.rules.impossible import Impossible, Invalid, NotAllowed, NotFound
from motcua.rules.scoring.definitions import (
    WORKING_DAYS,
    Basis,
    Definition,
    Direction,
    Term,
    as_data,
    of_data,
    term,
    written,
)
from motcua.rules.scoring.figures import Rounding, Shape, Zero

ROWS = 3
"""Lines for sums that each part has at least."""
TIMINGS = ("early", "on_time", "late")
CHANNELS = ("counter", "online", "assisted", "post")
TEXTS = ("id", "name", "name_en", "group", "law", "note", "unit", "numerator_words", "denominator_words")
EMPTY = Definition("", "", "", "", law="", shape=Shape())
LONGEST = 300


def directions() -> dict[str, str]:
    """Which way is better, in words."""
    return {"up": _("càng cao càng tốt"), "down": _("càng thấp càng tốt"), "none": _("không so cao thấp")}


def zeros() -> dict[str, str]:
    """What a rate says without a denominator, in words."""
    return {
        "none": _("không có số (–)"), "full": _("coi như đạt hết (100%)"), "nil": _("bằng 0"),
    }  # fmt: skip


def roundings() -> dict[str, str]:
    """How a figure loses digits, in words."""
    return {"half_up": _("làm tròn nửa lên"), "truncate": _("cắt bớt")}


@official
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest) -> HttpResponse:
    """Sửa cách tính: choose what is counted, look at the figure it gives, and publish it from a day on."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_define(by):
        raise NotAllowed()
    today = at.date()
    if request.method != "POST":
        source = request.GET.get("tu", "")[:48]
        waits = next((row for row in definitions.waiting(by) if row.indicator == source), None)
        known = definitions.definitions(today)
        one = known.get(source) or (of_data(waits.content) if waits else EMPTY)
        if one.basis is not Basis.COUNTED or (source and not one.id):
            raise NotFound()
        preview = _preview(request, of_data(waits.content, waits.number), known) if waits else None
        return _page(request, one, f"{_first_day(one, today)}", preview=preview, waits=waits)
    known = definitions.definitions(today)
    given = request.POST
    valid_from = given.get("valid_from", "")[:10]
    one, shown = EMPTY, None
    try:
        one = _read(given, known)
        try:
            day = day_of(valid_from)
        except ValueError as error:
            raise Invalid(
                field="valid_from", text="Chọn ngày áp dụng theo lịch, ví dụ 01/12/2026."
            ) from error
        shown = _preview(request, one, known) if not one.faults(frozenset(KINDS)) else None
        actions.check_definition(one, day, today, KINDS)
        if given.get("viec") != "cong-bo":
            return _page(request, one, valid_from, preview=shown)
        if shown and shown.get("beyond"):
            raise Invalid(
                field="numerator",
                text="Cách tính cho tỷ lệ ngoài 0–100% hoặc mẫu số âm. Sửa tử số, mẫu số rồi xem trước lại.",
            )
        made = actions.publish_definition(by=by, at=at, definition=one, valid_from=day, kinds=KINDS)
    except (NotFound, NotAllowed):
        raise
    except Impossible as error:
        wrong = [spoken.fault(fault) for fault in error.faults] or [spoken.refusal(error)]
        status = 422 if error.faults else 409
        return _page(request, one, valid_from, preview=shown, wrong=wrong, status=status)
    said = (
        _("Đã gửi cách tính mới, áp dụng từ {day} khi người thứ hai của cơ quan xác nhận.")
        if made.state
        else _("Đã công bố cách tính mới, áp dụng từ {day}; các tháng trước giữ cách tính cũ.")
    )
    messages.success(request, said.format(day=f"{made.valid_from:%d/%m/%Y}"))
    if policies.can_read(by) and made.valid_from <= today and not made.state:
        return redirect(reverse("desk:indicator", args=[made.indicator]))
    return redirect(_next(by, made.indicator, today))


def _next(by: Actor, indicator: str, on: dt.date) -> str:
    """Where who acted on an indicator goes on: its definition, or all where it has none that counts or waits."""
    known = indicator in definitions.definitions(on)
    if not policies.can_define(by):
        return reverse("desk:indicator", args=[indicator]) if known else reverse("desk:indicators")
    waits = any(row.indicator == indicator for row in definitions.waiting(by))
    edit = reverse("desk:indicator-define")
    return f"{edit}?tu={indicator}" if known or waits else edit


def _first_day(one: Definition, today: dt.date) -> dt.date:
    """The first day from which a definition may be in force: what replaces another begins with a month."""
    return today if today.day == 1 or not one.id else counting.after(counting.MONTH, today.replace(day=1))


@official
@require_POST
def openness(request: HttpRequest, id: str) -> HttpResponse:
    """Công khai hay nội bộ: whether everybody reads this indicator as open data."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_define(by):
        raise NotAllowed()
    try:
        made = actions.set_public(by=by, at=at, indicator=id, public=request.POST.get("muc") == "cong-khai")
    except (NotFound, NotAllowed):
        raise
    except Impossible as error:
        messages.error(request, spoken.refusal(error))
    else:
        said = _("Đã công khai trong dữ liệu mở.") if made.public else _("Chỉ tiêu này chỉ dùng nội bộ.")
        messages.success(request, said)
    return redirect(f"{reverse('desk:indicator-define')}?tu={id}")


@official
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, id: str) -> HttpResponse:
    """Xem, xác nhận hoặc bỏ cách tính đang chờ: the second person of the agency."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    waits = next((row for row in definitions.waiting(by) if row.indicator == id), None)
    if waits is None:
        raise NotFound()
    if request.method != "POST":
        one, before = of_data(waits.content, waits.number), definitions.definitions(at.date()).get(id)
        context = {
            "now": at, "one": one, "name": named(one), "waits": waits, "new": before is None,
            "who": titles_of(by, at).get(waits.published_by, waits.published_by), "changes": _changes(before, one),
            "own": not definitions.may_confirm(by, waits, at.date()),
            "preview": _preview(request, one, definitions.definitions(at.date())),
            "back": _next(by, id, at.date()),
        }  # fmt: skip
        return render(request, "desk/indicators/waiting.html", context)
    drops = request.POST.get("viec") == "bo"
    try:
        (actions.drop_definition if drops else actions.confirm_definition)(by=by, at=at, version=waits)
    except (NotFound, NotAllowed):
        raise
    except Impossible as error:
        messages.error(request, spoken.refusal(error))
    else:
        said = (
            _("Đã bỏ đề nghị này.")
            if drops
            else _("Đã xác nhận, áp dụng từ {day}; các tháng trước giữ cách tính cũ.")
        )
        messages.success(request, said.format(day=f"{waits.valid_from:%d/%m/%Y}"))
    return redirect(_next(by, id, at.date()))


def _changes(before: Definition | None, one: Definition) -> list[tuple[str, str, str]]:
    """What a definition says otherwise than the one in force, by the labels of the editor; of a new one everything."""
    labels = {
        "name": _("Tên"), "name_en": _("Tên tiếng Anh"), "group": _("Nhóm"), "law": _("Căn cứ"), "note": _("Ghi chú"),
        "numerator_words": _("Tử số, bằng lời"), "numerator": _("Tử số"),
        "denominator_words": _("Mẫu số, bằng lời"), "denominator": _("Mẫu số"), "unit": _("Đơn vị tính"),
        "places": _("Số chữ số sau dấu phẩy"), "rounding": _("Làm tròn"), "zero": _("Khi mẫu số bằng 0"),
        "direction": _("Chiều tốt"),
    }  # fmt: skip
    words = {"rounding": roundings(), "zero": zeros(), "direction": directions(), "unit": {"percent": "%"}}

    def told(of: Definition | None, name: str) -> str:
        value = "" if of is None else str(as_data(of)[name])
        return words.get(name, {}).get(value, value)

    found = [(label, told(before, name), told(one, name)) for name, label in labels.items()]
    return [row for row in found if row[1] != row[2]]


def _beyond(one: Definition, figure: Figure) -> bool:
    """Whether a figure cannot be a rate: a share outside 0 to 100 %, or less than nothing to divide by."""
    value = figure.value
    share = one.shape.unit == "percent" and value is not None and not 0 <= value <= 100
    return share or bool(figure.denominator is not None and figure.denominator < 0)


def _read(given: QueryDict, known: Mapping[str, Definition]) -> Definition:
    """The definition as typed; raises Invalid for what is no number."""
    text = {name: given.get(name, "").strip()[:LONGEST] for name in TEXTS}
    before = known.get(text["id"])
    unit = text["unit"] or "percent"
    try:
        shape = Shape(
            unit, Fraction(100 if unit == "percent" else 1), Rounding(given.get("rounding", "half_up")),
            int(given.get("places", "2")[:2]), Zero(given.get("zero", "none")),
        )  # fmt: skip
        direction = Direction(given.get("direction", "up"))
    except ValueError as error:
        raise Invalid(field="places", text="Số chữ số sau dấu phẩy từ 0 đến 6.") from error
    if before is not None and before.shape.unit == unit:
        shape = replace(shape, scale=before.shape.scale)
    return Definition(
        text["id"], text["name"], text["name_en"] or text["name"], text["numerator_words"],
        text["denominator_words"], _terms(given, "n"), _terms(given, "d"), shape, direction, Basis.COUNTED,
        text["law"], before.certainty if before and before.law == text["law"] else "check",
        before.rule if before else "", text["group"] or groups()[0], text["note"],
    )  # fmt: skip


def _terms(given: QueryDict, part: str) -> tuple[Term, ...]:
    made = []
    for index in range(12):
        prefix = f"{part}{index}-"
        fact = given.get(f"{prefix}fact", "")[:48]
        if not fact:
            continue
        where = {
            "timing": [value for value in given.getlist(f"{prefix}timing") if value in TIMINGS],
            "channel": [value for value in given.getlist(f"{prefix}channel") if value in CHANNELS]
            + _values(given.get(f"{prefix}channel-other", "")),
            "type": _values(given.get(f"{prefix}type", "")),
            "outcome": _values(given.get(f"{prefix}outcome", "")),
            "post": _values(given.get(f"{prefix}post", "")),
        }
        if fact == WORKING_DAYS:
            where = {}
        sign = -1 if given.get(f"{prefix}sign") == "-" else 1
        made.append(term(fact, where, sign=sign, stock=given.get(f"{prefix}stock") == "1"))
    return tuple(made)


def _values(text: str) -> list[str]:
    """Values written one after the other; what is no code is refused (``Definition.faults``)."""
    return [value.strip() for value in text[:LONGEST].split(",") if value.strip()][:20]


def _shown(terms: tuple[Term, ...], part: str, word: str) -> list[dict[str, Any]]:
    """The lines of a part as the form shows them."""
    made = []
    for index in range(max(ROWS, len(terms))):
        one = terms[index] if index < len(terms) else None
        where = dict(one.where) if one else {}
        channels = where.get("channel", ())
        made.append({
            "prefix": f"{part}{index}", "n": index + 1, "word": word, "fact": one.fact if one else "",
            "minus": bool(one and one.sign < 0), "stock": bool(one and one.stock), "open": one is not None or not index,
            "timing": where.get("timing", ()), "channel": channels,
            "channel_other": ", ".join(value for value in channels if value not in CHANNELS),
            "type": ", ".join(where.get("type", ())), "outcome": ", ".join(where.get("outcome", ())),
            "post": ", ".join(where.get("post", ())),
        })  # fmt: skip
    return made


def _preview(request: HttpRequest, one: Definition, known: Mapping[str, Definition]) -> dict[str, Any] | None:
    """The figure of the last months by this definition, beside that of the one in force."""
    by = request.actor  # type: ignore[attr-defined]
    if not policies.can_read(by):
        return {"hidden": True}
    asked = asking.read(request, {"ky": "12-thang"})
    before = known.get(one.id)
    given = [replace(one, id="new")] + (
        [replace(before, id="old")] if before is not None and before.basis is Basis.COUNTED else []
    )
    first, end = asked.trend  # whole months, so that the figure is that of the months beside it
    found = figures.figures(given, asked.units, first, end, root=asked.place.key, today=asked.today)
    trend = figures.trends(given, asked.units, first, end, root=asked.place.key, today=asked.today)
    months = [*counting.steps(counting.MONTH, first, end)]
    return {
        "place": asked.place.name, "since": first, "last": min(asked.last, end - dt.timedelta(days=1)),
        "new": found["new"], "old": found.get("old"), "word": unit_word(one),
        "beyond": [
            name for name, figure in ((_("cả kỳ"), found["new"]), *(
                (f"{start:%m/%Y}", trend["new"][index]) for index, (start, _end) in enumerate(months)
            )) if _beyond(one, figure)
        ],
        "months": [
            {"name": f"{start:%m/%Y}", "new": trend["new"][index],
             "old": trend["old"][index] if "old" in trend else None}
            for index, (start, _end) in enumerate(months)
        ],
    }  # fmt: skip


def _page(
    request: HttpRequest, one: Definition, valid_from: str, *, preview: dict[str, Any] | None = None,
    wrong: list[str] | None = None, status: int = 200, waits: Any = None,
) -> HttpResponse:  # fmt: skip
    by = request.actor  # type: ignore[attr-defined]
    kinds = sorted(((kind, said(kind)) for kind in KINDS), key=lambda pair: pair[0])
    versions = definitions.versions(one.id) if one.id else []
    context = {
        "now": now_of(request), "one": one, "name": named(one), "preview": preview, "wrong": wrong or [],
        "kinds": kinds, "working_days": WORKING_DAYS, "groups": groups(), "directions": directions(),
        "zeros": zeros(), "roundings": roundings(), "valid_from": valid_from, "versions": versions,
        "parts": [
            {"title": _("Tử số"), "key": "n", "words": one.numerator_words, "name": "numerator_words",
             "rows": _shown(one.numerator, "n", _("Tử số"))},
            {"title": _("Mẫu số (để trống khi chỉ đếm)"), "key": "d", "words": one.denominator_words,
             "name": "denominator_words", "rows": _shown(one.denominator, "d", _("Mẫu số"))},
        ],
        "timings": [(value, TIMING[value]) for value in TIMINGS],
        "channels": [(value, FILED[value]) for value in CHANNELS],
        "public": definitions.is_public(one.id), "secret": is_secret(one),
        "known": one.id in definitions.definitions(now_of(request).date()),
        "formula": [written(one.numerator), written(one.denominator)],
        "waits": waits, "all_waiting": [] if waits else definitions.waiting(by),
        "own": waits is not None and not definitions.may_confirm(by, waits, now_of(request).date()),
    }  # fmt: skip
    return render(request, "desk/indicators/define.html", context, status=status)
