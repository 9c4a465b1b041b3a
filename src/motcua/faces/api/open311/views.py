"""The resources of GeoReport v2: everybody may read discovery, services and requests, holders of a key send."""

import functools
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.areas.feedback import actions, queries
from motcua.areas.feedback.choices import Category, Channel, Group, attributes, categories
from motcua.areas.feedback.queries import public
from motcua.base import spoken
from motcua.base.journal.queries import last_of
from motcua.base.people.choices import Door
from motcua.base.people.queries import actor_for_token
from motcua.faces.api import problems
from motcua.faces.api.open311 import asked, writing
from motcua.faces.api.open311.writing import Refused, moment
from motcua.faces.api.tokens import now_of
from motcua.faces.ui import place, throttle
from motcua.rules.impossible import Impossible

SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"
View = Callable[..., HttpResponse]


def resource(*methods: str) -> Callable[[View], View]:
    """A resource of the specification: its methods, its errors, and that any page may read it (CORS)."""

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def answered(request: HttpRequest, **named: str) -> HttpResponse:
            try:
                if request.method == "OPTIONS":
                    answer = HttpResponse(status=204)
                elif request.method in methods:
                    answer = view(request, **named)
                else:
                    answer = writing.errors(request, 405, [problems.title(405)])
                    answer["Allow"] = ", ".join((*methods, "OPTIONS"))
            except Refused as error:
                answer = writing.errors(request, error.status, [error.description])
                for name, value in error.headers.items():
                    answer[name] = value
            except Impossible as error:
                answer = writing.refusal(request, error)
            if "GET" in methods:
                answer["Access-Control-Allow-Origin"] = "*"
                answer["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
            return answer

        return answered

    return decorate


def _absolute(path: str) -> str:
    return f"{settings.BASE_URL}{path}"


@resource("GET")
def discovery(request: HttpRequest, form: str) -> HttpResponse:
    """Where the interface is and what it speaks."""
    last = last_of("feedback-types")
    changed = moment(last.at) if last else ""
    endpoint = {
        "specification": SPECIFICATION, "url": _absolute("/open311/v2"), "changeset": changed,
        "type": "test" if settings.DEMO else "production",
        "formats": ["text/xml", "application/json"],
    }  # fmt: skip
    said = {
        "changeset": changed, "contact": place.name(now_of(request).date()),
        "key_service": _("Xin mã truy cập ở đơn vị vận hành (motcua token --open311)."), "endpoints": [endpoint],
    }  # fmt: skip
    return writing.answer(said, form, root="discovery")


# --- services --------------------------------------------------------------------------------------------------


def _service(one: Category, request: HttpRequest) -> dict[str, Any]:
    type_ = queries.type_of(one.code, now_of(request).date())
    limit = spoken.spoken(type_.limit.words()) if type_ else ""
    return {
        "service_code": one.code, "service_name": one.name,
        "description": _("Trả lời trong {limit}.").format(limit=limit) if limit else "",
        "metadata": bool(attributes(one.code)), "type": "realtime",
        "keywords": ",".join(word.strip() for word in one.keywords.split(",")), "group": str(Group(one.group).label),
    }  # fmt: skip


@resource("GET")
def services(request: HttpRequest, form: str) -> HttpResponse:
    """What can be reported."""
    asked.jurisdiction(request.GET)
    return writing.answer([_service(one, request) for one in categories().values()], form, root="services")


def _category(code: str) -> Category:
    if code not in categories():
        raise Refused(404, _("Không có service_code này."))
    return categories()[code]


@resource("GET")
def definition(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """What a service asks besides."""
    asked.jurisdiction(request.GET)
    found = attributes(_category(code).code)
    said = {
        "service_code": code,
        "attributes": [
            {
                "variable": True, "code": one.code, "datatype": one.datatype, "required": one.required,
                "datatype_description": _("Ngày giờ theo W3C") if one.datatype == "datetime" else None,
                "order": one.order, "description": one.description,
                **({"values": [{"key": key, "name": name} for key, name in one.values]} if one.values else {}),
            }
            for one in found
        ],
    }  # fmt: skip
    return writing.answer(said, form, root="service_definition")


# --- requests --------------------------------------------------------------------------------------------------


def _request(item: public.Item, on: Any) -> dict[str, Any]:
    photo = item.photos[0] if item.photos else None
    about, office = queries.ward(item.place, on), categories().get(item.category)
    return {
        "service_request_id": item.code, "status": "open" if item.open else "closed",
        "status_notes": item.answer or None, "service_name": item.name, "service_code": item.category,
        "description": item.text, "agency_responsible": queries.office_of(item.agency, office, on),
        "service_notice": None, "requested_datetime": moment(item.received_at),
        "updated_datetime": moment(item.changed_at), "expected_datetime": moment(item.due_at),
        "address": about.name if about else None, "address_id": item.place, "zipcode": None,
        "lat": float(item.point.lat) if item.point else None, "long": float(item.point.lon) if item.point else None,
        "media_url": _absolute(reverse("portal:feedback-photo", args=[item.code, photo])) if photo else None,
    }  # fmt: skip


@resource("GET", "POST")
def requests(request: HttpRequest, form: str) -> HttpResponse:
    """Approved feedback, newest first; or a new report."""
    return _send(request, form) if request.method == "POST" else _list(request, form)


def _list(request: HttpRequest, form: str) -> HttpResponse:
    given, now = request.GET, now_of(request)
    here = asked.jurisdiction(given)
    codes = asked.several(given, "service_request_id")
    since, until = (None, None) if codes else asked.period(given, now)
    found = public.wanted(
        public.approved(here), codes=codes, categories=asked.several(given, "service_code"),
        status=asked.statuses(given), since=since, until=until,
    )  # fmt: skip
    first, last = asked.page(given)
    items = public.items(found[first:last])
    return writing.answer([_request(one, now.date()) for one in items], form, root="service_requests")


@resource("GET")
def one(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """One report; what nobody approved looks like what is not there."""
    asked.jurisdiction(request.GET)
    try:
        item = public.one(code)
    except queries.NoSuchFeedback as error:
        raise Refused(404, _("Không có service_request_id này.")) from error
    return writing.answer([_request(item, now_of(request).date())], form, root="service_requests")


def _caller(request: HttpRequest) -> Any:
    key = asked.key_of(request)
    if not key:
        raise Refused(403, _("Thiếu api_key."))
    found = (
        actor_for_token(key, now_of(request).date(), door=Door.OPEN311)
        if len(key) <= 200 and key.isascii()
        else None
    )
    if found is None:
        try:
            throttle.count(request)
        except throttle.TooManyFailures as error:
            raise _wait(error.seconds) from error
        raise Refused(403, _("api_key không còn hiệu lực."))
    try:
        throttle.count(request, throttle.machines, who=f"post {found.post}")
    except throttle.TooManyFailures as error:
        raise _wait(error.seconds) from error
    return found


def _wait(seconds: int) -> Refused:
    said = _("Gửi quá nhiều. Thử lại sau {seconds} giây.").format(seconds=seconds)
    return Refused(429, said, headers={"Retry-After": str(seconds)})


def _send(request: HttpRequest, form: str) -> HttpResponse:
    """A report of a client with a key, its photos as files ``media``; ``media_url`` is kept and never fetched."""
    by, given = _caller(request), request.POST
    here = asked.jurisdiction(given)
    if not given.get("service_code", "").strip():
        raise writing.missing("service_code")
    category = _category(given["service_code"].strip())
    lat, long = asked.text(given, "lat", 40), asked.text(given, "long", 40)
    spot, ward = asked.text(given, "address_string", 300), asked.text(given, "address_id", 24)
    if not ((lat and long) or spot or ward):
        raise Refused(400, _("Cần lat và long, hoặc address_string, hoặc address_id."))
    later = "respond-async" in request.headers.get("Prefer", "")
    made = actions.receive(
        by=by, at=now_of(request), unit=here, channel=Channel.OPEN311, category=category.code,
        content=asked.text(given, "description", 4000), place=ward, spot=spot, lat=lat, lon=long,
        contact=asked.contact(given), details=asked.attributes(given), media=asked.text(given, "media_url", 600),
        photos=[photo for photo in request.FILES.getlist("media") if photo], tokened=later,
    )  # fmt: skip
    if later:
        return writing.answer([{"token": made.token}], form, root="service_requests", status=202)
    follow = urlencode({"ma": made.code, "key": queries.tracking_key(made.code)})
    notice = _("Theo dõi tại {address}").format(
        address=_absolute(f"{reverse('portal:feedback-track')}?{follow}")
    )
    said = {"service_request_id": made.code, "service_notice": notice, "account_id": None}
    return writing.answer([said], form, root="service_requests", status=201)


@resource("GET")
def token(request: HttpRequest, token: str, form: str) -> HttpResponse:
    """The code of a report that was sent without waiting for it (``Prefer: respond-async``)."""
    asked.jurisdiction(request.GET)
    found = queries.behind_token(token)
    if found is None:
        raise Refused(404, _("Không có token này."))
    return writing.answer([{"service_request_id": found.code, "token": token}], form, root="service_requests")


def nothing_here(request: HttpRequest, **_named: str) -> HttpResponse:
    """Any other address under ``/open311/``."""
    return writing.errors(request, 404, [problems.title(404)])
