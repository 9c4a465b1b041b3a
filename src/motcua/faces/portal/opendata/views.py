"""Dữ liệu mở: the list of datasets, their files, and both catalogues for machines."""

import datetime as dt
import functools
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from motcua.areas.indicators.choices.definitions import groups
from motcua.areas.indicators.queries import opened
from motcua.areas.procedures import queries as procedures
from motcua.base.orgs.queries import UnitOn, version_on
from motcua.faces.portal.frame import page
from motcua.faces.portal.opendata import cpsv, dcat, files
from motcua.faces.ui import place
from motcua.faces.ui.session import now_of
from motcua.rules.opening import Month, hides_untimed, told_whole
from motcua.rules.surveys.cells import LEAST

LINKED = "application/ld+json"
KEPT = "public, max-age=3600"
"""A dataset holds whole months: what is an hour old says the same."""


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Bộ dữ liệu mở: what each holds, by which law, in which formats."""
    on = now_of(request).date()
    since, until = opened.period(on)
    found = opened.published(on)
    by_group = [(name, [one for one in found if one.group == name]) for name in groups()]
    more = [one for one in found if one.group not in groups()]
    return page(
        request, "portal/opendata/list.html", groups=[one for one in [*by_group, ("", more)] if one[1]],
        count=len(found), whole={one.id for one in found if told_whole(one)},
        untimed=[one.name for one in found if hides_untimed(one)], least=LEAST, shapes=files.shapes(),
        since=since, last=until - dt.timedelta(days=1),
        procedures=procedures.in_force(on).count(), columns=files.HEADS,
    )  # fmt: skip


@require_safe
def dataset(request: HttpRequest, indicator: str, shape: str) -> HttpResponse:
    """Một bộ dữ liệu: the whole months of one indicator as a file."""
    at = now_of(request)
    chosen = next((one for one in files.shapes() if one.key == shape), None)
    if chosen is None:
        raise Http404
    one = opened.one_published(indicator, at.date())
    unit = _here(at.date())
    months = months_at(one.id, one.version, unit.key, at.date(), at.hour)
    answer = HttpResponse(
        files.written(chosen, one, unit, months), content_type=f"{chosen.media}; charset=utf-8"
    )
    answer["Content-Disposition"] = f'attachment; filename="{one.id}-{unit.key}.{chosen.key}"'
    answer["Cache-Control"] = KEPT
    return answer


@functools.lru_cache(maxsize=256)
def months_at(indicator: str, version: int, unit: str, on: dt.date, hour: int) -> tuple[Month, ...]:
    """The months of an indicator, computed once an hour whoever asks."""
    return tuple(opened.months_of(opened.one_published(indicator, on), unit, on))


@require_safe
def datasets(request: HttpRequest) -> HttpResponse:
    """Danh mục bộ dữ liệu theo DCAT-AP."""
    on = now_of(request).date()
    since, until = opened.period(on)
    return _linked(dcat.catalogue(
        _here(on), opened.published(on), files.shapes(), home=_address("portal:open-data"),
        address=lambda indicator, shape: _address("portal:dataset", indicator, shape), since=since, until=until,
    ))  # fmt: skip


@require_safe
def services(request: HttpRequest) -> HttpResponse:
    """Danh mục thủ tục hành chính theo CPSV-AP."""
    on = now_of(request).date()
    return _linked(catalogue_of_services(on, now_of(request).hour))


@functools.lru_cache(maxsize=2)
def catalogue_of_services(on: dt.date, hour: int) -> dict[str, Any]:
    """Every procedure in force, read once an hour."""
    versions = procedures.in_force(on).order_by("procedure__code", "-number")
    records = {one.procedure.code: one for one in versions.reverse()}
    return cpsv.catalogue(
        _here(on), (records[code].read() for code in sorted(records)), home=_address("portal:open-data"),
        address=lambda code: _address("portal:procedure", code),
    )  # fmt: skip


def _here(on: dt.date) -> UnitOn:
    return version_on(place.here(), on)


def _address(name: str, *args: str) -> str:
    return f"{settings.BASE_URL}{reverse(name, args=args)}"


def _linked(data: dict[str, Any]) -> HttpResponse:
    answer = HttpResponse(files.as_text(data), content_type=LINKED)
    answer["Cache-Control"] = KEPT
    answer["Access-Control-Allow-Origin"] = "*"
    return answer
