"""Feedback sent from a telephone in the street: what it is about, words, a photograph, where. No account, no name."""

from typing import Any

from django.core.files.base import ContentFile, File
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from motcua.areas.feedback import actions, queries
from motcua.areas.feedback.choices import Group, Nature, attributes, categories
from motcua.base import spoken
from motcua.base.files.policies import upload_faults
from motcua.base.journal.ports import CITIZEN
from motcua.base.orgs.choices import Level
from motcua.base.orgs.queries import receiving_for
from motcua.faces.portal.filing.who import citizen_of
from motcua.faces.portal.frame import kept_for_back, page, remembering_language, spoken_here
from motcua.faces.portal.receipts import FEEDBACK, address, going
from motcua.faces.ui import place, throttle
from motcua.faces.ui.once import done_once, key_of
from motcua.faces.ui.session import now_of
from motcua.rules.denunciations import sounds_like
from motcua.rules.impossible import Fault, Impossible, Invalid, NotFound
from motcua.rules.vietnamese import nfc

PERSON = ("name", "phone", "email", "address")
CODES = {"place": 24, "lat": 30, "lon": 30}
TEXTS = ("content", "spot", *CODES, *PERSON)
"""What people write themselves is never cut: too much of it is refused in words with everything still there."""


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Ông/bà thấy việc gì? One touch leads on."""
    groups: dict[str, list[Any]] = {}
    for one in categories().values():
        groups.setdefault(one.group, []).append(one)
    named = [(Group(group).label, found) for group, found in groups.items()]
    return page(request, "portal/feedback/choose.html", groups=named)


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
@sensitive_variables()
def send(request: HttpRequest, category: str) -> HttpResponse:
    """Gửi phản ánh: one screen, three things to say; Back finds it as it was left."""
    if category not in categories():
        raise NotFound()
    words = f"{request.POST.get('content', '')} {request.POST.get('spot', '')}"
    return kept_for_back(_sent(request, category), sealed=sounds_like(words))


@sensitive_variables()
def _sent(request: HttpRequest, category: str) -> HttpResponse:
    if request.method != "POST":
        return _form(request, category)
    key = key_of(request)
    if spoken_here(request):
        return _form(request, category)
    if request.POST.get("bo"):
        actions.take_back(at=now_of(request), unit=place.here(), key=key, photo=str(request.POST["bo"])[:40])
        return _form(request, category)
    values = {name: nfc(request.POST.get(name, "")).strip()[: CODES.get(name)] for name in TEXTS}
    if sounds_like(values["content"]) and not request.POST.get("van-gui"):
        return _form(request, category, guarded=True)
    try:
        throttle.count(request, throttle.reports)
    except throttle.TooManyFailures as error:
        minutes = error.seconds // 60 + 1
        say = _("Nơi này vừa gửi nhiều phản ánh. Ông/bà gửi lại sau {n} phút, hoặc gọi cho phường.").format(
            n=minutes
        )
        return _form(request, category, say=say, status=429)
    who = citizen_of(request)

    def receive() -> str:
        return actions.receive(
            by=CITIZEN, at=now_of(request), unit=place.here(), channel="portal", category=category,
            content=values["content"], place=values["place"], spot=values["spot"], lat=values["lat"],
            lon=values["lon"], contact={name: values[name] for name in PERSON},
            details={
                one.code: [nfc(text) for text in request.POST.getlist(f"attribute.{one.code}") if text.strip()]
                for one in attributes(category)
            },
            photos=_photos(request, key), owner=who.hash if who else "",
        ).code  # fmt: skip

    try:
        if faults := upload_faults(request):
            raise Invalid.of(faults)
        code = done_once(request, receive, said=f"{values['content']} {values['spot']}")
    except Impossible as error:
        return _form(request, category, error=error, status=422 if error.faults else 409)
    for photo in queries.sent_ahead(place.here(), key):
        actions.take_back(at=now_of(request), unit=place.here(), key=key, photo=str(photo.id))
    slip = queries.tracking_key(code)
    return remembering_language(request, going(request, address(FEEDBACK, code, moi="1"), code, slip))


def _photos(request: HttpRequest, key: str) -> "list[File[bytes]]":
    """The pictures that come with the form and those that waited for it; the same one chosen again counts once."""
    if not queries.sent_ahead(place.here(), key):
        return list(request.FILES.getlist("photos"))
    if faults := _keep(request, key):
        raise Invalid.of(faults)
    return [ContentFile(content, name="anh.jpg") for content in queries.photos_ahead(place.here(), key)]


def _keep(request: HttpRequest, key: str) -> list[Fault]:
    """Send ahead what was chosen, so that a form that comes back has it still; what was refused, and why."""
    faults = list[Fault]()
    for photo in request.FILES.getlist("photos"):
        photo.seek(0)
        try:
            throttle.count(request, throttle.uploads)
            actions.send_ahead(at=now_of(request), unit=place.here(), key=key, photo=photo)
        except throttle.TooManyFailures:
            faults.append(Fault("photos", _("Nơi này vừa gửi nhiều tệp. Ông/bà thử lại sau ít phút.")))
            break
        except Invalid as error:
            faults += [Fault("photos", one.text, one.params) for one in error.faults]
        except Impossible as error:
            faults.append(Fault("photos", error.template, error.params))
    return faults


@sensitive_variables()
def _form(
    request: HttpRequest, category: str, *, error: Impossible | None = None, say: str = "", guarded: bool = False,
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    at, found, key = now_of(request), categories()[category], key_of(request)
    wrong: dict[str, list[str]] = {}
    for fault in [*(error.faults if error else ()), *_keep(request, key)]:
        said = wrong.setdefault(fault.field.replace("contact.", "").replace(".", "-"), [])
        if (text := spoken.fault(fault)) not in said:
            said.append(text)
    here, type_ = place.here(), queries.type_of(category, at.date())
    wards = [one for one in receiving_for(here, at.date()) if one.level == Level.COMMUNE or one.key == here]
    return page(
        request, "portal/feedback/send.html", status=status, category=found, values=request.POST, wrong=wrong,
        errors=[
            {"field_id": f"at-{name}", "label": texts[0].removesuffix("."), "text": ""} for name, texts in wrong.items()
        ],
        say=say or (spoken.refusal(error) if error and not error.faults else ""),
        asked=[
            {"field": one, "given": request.POST.getlist(f"attribute.{one.code}")} for one in attributes(category)
        ],
        wards=wards, here=here, type=type_, named=found.nature is Nature.REGULATION,
        chosen=request.POST.get("place", here), who=citizen_of(request), guarded=guarded,
        key=key, photos=queries.sent_ahead(here, key),
    )  # fmt: skip
