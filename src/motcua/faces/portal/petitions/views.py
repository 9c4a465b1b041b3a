"""Gửi đơn: a short guide without words of the law, one page to write, one to read again, the receipt."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from motcua.areas.petitions import actions, queries
from motcua.areas.petitions.choices import Channel, PetitionClass
from motcua.base import spoken
from motcua.base.journal.ports import CITIZEN
from motcua.faces.portal.filing.who import citizen_of, filing_open
from motcua.faces.portal.frame import kept_for_back, page, remembering_language, spoken_here
from motcua.faces.portal.petitions import following, writing
from motcua.faces.portal.petitions.writing import ACCEPT, KINDS, LABELS, First, Kind
from motcua.faces.portal.receipts import PETITION, address, going, keeping
from motcua.faces.ui import place, throttle
from motcua.faces.ui.once import key_of
from motcua.faces.ui.session import now_of
from motcua.rules.impossible import Fault, Impossible
from motcua.rules.petitions import NEEDED, Class


@never_cache
@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """Gửi đơn: what do you want to say? Four answers in plain words; following a petition; one's own, signed in."""
    who = citizen_of(request)
    mine = queries.sent_by(who.hash, place.here()) if who else []
    answer = page(
        request, "portal/petitions/guide.html", kinds=KINDS.values(), who=who,
        sign_in=f"{reverse('portal:sign-in')}?{urlencode({'next': reverse('portal:petition-guide')})}"
        if filing_open() and who is None else "",
        mine=[
            {"case": one.case, "href": address(PETITION, one.code)}
            for one in mine
        ],
    )  # fmt: skip
    own = {one.code: queries.tracking_key(one.code) for one in mine if not one.shielded}
    return keeping(request, answer, own) if own else answer


MORE = ("place", "spot", "against", "demand", "address", "email", "id_number")
"""What one may say and need not: closed until something stands there."""


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
@sensitive_variables()
def write(request: HttpRequest, slug: str) -> HttpResponse:
    """Viết đơn: everything on one page, read again on the next, then sent; nothing is lost on the way, nor by Back.

    Of a denunciation nothing stays in the browser, nor of what sounds like one.
    """
    kind = KINDS.get(slug)
    if kind is None:
        raise Http404
    answer = _written(request, kind)
    said = writing.said(request, kind, None)
    return kept_for_back(answer, sealed=writing.seals(kind, said, now_of(request).date()))


@sensitive_variables()
def _written(request: HttpRequest, kind: Kind) -> HttpResponse:
    who, turned = citizen_of(request), spoken_here(request)
    values, key = writing.said(request, kind, who), key_of(request)
    first = writing.first_of(request, kind, values)
    if first is None:
        values |= dict.fromkeys(writing.FIRST, "")
    elif request.method != "POST":
        values["against"] = writing.decided_first(first)
    if request.method != "POST":
        return _form(request, kind, values, key, first=first)
    if request.POST.get("bo"):
        actions.take_back(
            at=now_of(request), unit=place.here(), key=key, file_id=str(request.POST["bo"])[:40]
        )
        return _form(request, kind, values, key, first=first)
    faults = writing.take_files(request, key, sealed=writing.seals(kind, values, now_of(request).date()))
    if turned:
        return (_review if request.POST.get("buoc") == "2" else _form)(
            request, kind, values, key, first=first
        )
    act = request.POST.get("act", "")
    if act == "sua" or (act == "tep" and not faults):
        return _form(request, kind, values, key, first=first)
    faults = [*writing.faults_of(request, kind, values), *faults]
    if faults:
        return _form(request, kind, values, key, first=first, faults=faults, status=422)
    if act != "gui" or (_unaddressed(values) and request.POST.get("buoc") != "2"):
        return _review(request, kind, values, key, first=first)
    return _send(request, kind, values, key, first=first, owner=who.hash if who else "")


@sensitive_variables()
def _form(
    request: HttpRequest, kind: Kind, values: Mapping[str, str], key: str, *, first: First | None,
    faults: Sequence[Fault] = (), status: int = 200,
) -> HttpResponse:  # fmt: skip
    wrong: dict[str, list[str]] = {}
    for fault in faults:
        wrong.setdefault(fault.field, []).append(spoken.fault(fault))
    seals = writing.seals(kind, values, now_of(request).date())
    labels = {**LABELS, "against": kind.against, "demand": kind.demand}
    needed = NEEDED.get(Class(kind.petition_class), ())
    return page(
        request, "portal/petitions/write.html", status=status, kind=kind, values=values, key=key, wrong=wrong,
        first=first,
        errors=[
            {"field_id": f"don-{name}", "label": labels.get(name, name), "text": ""}
            for name in [*filter(wrong.get, writing.TEXTS), *(name for name in wrong if name not in writing.TEXTS)]
        ],
        topics=writing.topic_choices(), places=writing.places(kind, now_of(request).date()).items(),
        files=writing.files_here(key, sealed=seals), accept=ACCEPT,
        denounces=kind.petition_class == PetitionClass.DENUNCIATION,
        locked=citizen_of(request) is not None and kind.petition_class != PetitionClass.DENUNCIATION,
        more=any(values[name] or wrong.get(name) for name in MORE if name not in needed) or bool(wrong.get("topic")),
        several=values["signers"].strip() not in ("", "1") or bool(values["representatives"].strip())
        or not {"signers", "representatives"}.isdisjoint(wrong),
        authorising=kind.petition_class in writing.AUTHORISING,
        needs_demand="demand" in needed, needs_against="against" in needed, needs_address="address" in needed,
    )  # fmt: skip


def _unaddressed(values: Mapping[str, str]) -> bool:
    """Whether its sender is told that a petition without an address may not be handled (R6.21) before it is sent."""
    return not values["anonymous"] and not values["address"].strip()


@sensitive_variables()
def _review(
    request: HttpRequest, kind: Kind, values: Mapping[str, str], key: str, *, first: First | None, say: str = "",
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    given, on = writing.petition_of(kind, values), now_of(request).date()
    asks = writing.asks_shield(kind, values, on)
    return page(
        request, "portal/petitions/review.html", status=status, kind=kind, values=values, key=key, say=say,
        first=first,
        files=writing.files_here(key, sealed=writing.seals(kind, values, on)), asks_shield=asks,
        denounces=kind.petition_class == PetitionClass.DENUNCIATION,
        topic=dict(writing.topic_choices()).get(values["topic"], ""),
        place=writing.places(kind, on).get(values["place"], ""), signers=given["signers"],
        representatives=given["representatives"], unaddressed=_unaddressed(values),
        hidden=[(name, values[name]) for name in writing.TEXTS if name != "shield" or not asks],
    )  # fmt: skip


@sensitive_variables()
def _send(
    request: HttpRequest, kind: Kind, values: Mapping[str, str], key: str, *, first: First | None, owner: str
) -> HttpResponse:
    """Once, however often the button is pressed; an address that sends many waits, and loses nothing."""
    before = queries.arrival_of(place.here(), key)
    if before is not None and before.petition is not None:
        return _sent(request, before.petition.case.code)
    try:
        throttle.count(request, throttle.petitions)
    except throttle.TooManyFailures:
        say = _(
            "Nơi này vừa gửi nhiều đơn. Đơn của ông/bà vẫn còn trên trang này: thử lại sau 15 phút, hoặc nộp tại quầy."
        )
        return _review(request, kind, values, key, first=first, say=say, status=429)
    try:
        made = actions.receive(
            by=CITIZEN, at=now_of(request), unit=place.here(), channel=Channel.ONLINE.value, owner=owner,
            mark=queries.mark_of_key(key), follows=first.subject if first else "", **writing.petition_of(kind, values),
        )  # fmt: skip
    except actions.AlreadySent as error:
        return _sent(request, str(error.params["code"]))
    except Impossible as error:
        if error.faults:
            return _form(request, kind, values, key, first=first, faults=error.faults, status=422)
        return _review(request, kind, values, key, first=first, say=spoken.refusal(error), status=409)
    return _sent(request, made.case.code)


def _sent(request: HttpRequest, code: str) -> HttpResponse:
    """The receipt; of what denounces at once, since its key in an address would stay in the browser's history."""
    key = queries.tracking_key(code)
    made = queries.tracked(code, key)
    if made.shielded:
        return remembering_language(request, following.shown(request, made, new=True))
    return remembering_language(request, going(request, address(PETITION, code, moi="1"), code, key))
