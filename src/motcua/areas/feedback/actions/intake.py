"""Feedback comes in: from a telephone in the street, by telephone call, from another application, out of a petition."""

import datetime as dt
import hashlib
import json
import secrets
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Protocol

from django.core.files.base import ContentFile

from motcua.areas.cases import actions as engine
from motcua.areas.cases import evidence as engine_evidence
from motcua.areas.cases import queries as cases
from motcua.areas.cases.models import CaseType
from motcua.areas.feedback import events, policies, queries
from motcua.areas.feedback.actions.keeping import body, keep, line, to_charge
from motcua.areas.feedback.choices import KIND, Category, Channel, Nature, Role, State, attributes, categories
from motcua.areas.feedback.models import Feedback, FeedbackFile
from motcua.areas.feedback.process import RECEIVE, STANDARD, TRIAGE, steps_for
from motcua.areas.petitions import actions as petitions
from motcua.areas.petitions import policies as petition_policies
from motcua.areas.petitions import queries as petition_queries
from motcua.areas.petitions.choices import Outcome, PetitionClass
from motcua.areas.petitions.choices import State as PetitionState
from motcua.areas.petitions.events import SETTLED
from motcua.areas.petitions.models import Petition
from motcua.base.documents.actions import take_number
from motcua.base.files import actions as stored
from motcua.base.files import policies as file_policies
from motcua.base.journal.actions import act, record
from motcua.base.journal.ports import CITIZEN, Actor
from motcua.base.law.queries import parameter_from
from motcua.base.orgs.queries import unit_on
from motcua.base.people.policies import details
from motcua.rules import feedback as rules
from motcua.rules.calendar import TZ
from motcua.rules.deadlines import Limit, TimeUnit
from motcua.rules.impossible import Fault, Impossible, Invalid
from motcua.rules.numbering import dossier_code

PHOTOS_MOST = 4
LOCAL = "Thời hạn của địa phương theo "
"""What the law of a type begins with that the agency set itself: no later release overwrites it."""
PERSON = ("name", "phone", "email", "address")


class NotYetReceivable(Impossible):
    text = "Loại phản ánh chưa được nạp. Chạy lại motcua init."


class NotProposedHere(Impossible):
    text = "Đơn này không được đề xuất thụ lý như một kiến nghị, phản ánh."


class Uploaded(Protocol):
    """A picture as it was sent."""

    name: str | None

    def read(self) -> bytes: ...


# --- how long a category takes ---------------------------------------------------------------------------------


def _publish(category: Category, limit: Limit, law: str, valid_from: dt.date) -> bool:
    """Publish a version of the type of a category; False when it stands so already."""
    return engine.publish_if_changed(
        kind=KIND, code=category.code, name=category.name_vi, field=category.field, levels=["commune"], limit=limit,
        shape=STANDARD.code, steps=steps_for(category.duty), law=law, valid_from=valid_from,
    )  # fmt: skip


@act(may=policies.can_load, records=events.TYPES_LOADED, law="NĐ 20/2008; R3.25, R6.49, R6.50")
def load_types(*, by: Actor, at: dt.datetime, on: dt.date) -> int:
    """Công bố thời hạn theo loại: from the catalogue and the parameters; what an agency set itself stays."""
    newest, count = engine_evidence.newest_type(), 0
    for category in categories().values():
        last = cases.latest_type(KIND, category.code)
        if last is not None and last.law.startswith(LOCAL):
            continue
        if not category.parameter:
            limit = Limit(Decimal(category.amount), TimeUnit(category.time_unit))
            count += _publish(category, limit, category.source, on)
            continue
        for value, first in parameter_from(category.parameter, on):
            limit = Limit(Decimal(value.value), TimeUnit(value.unit))
            count += _publish(category, limit, value.source, first)
    facts = {"count": count, **engine_evidence.published(newest)}
    record(events.TYPES_LOADED, subject="feedback-types", unit="", by=by, at=at, facts=facts)
    return count


@act(may=policies.can_set_time, records=events.TIME_SET, law="R6.50")
def set_time(
    *, by: Actor, at: dt.datetime, category: str, amount: str, time_unit: str, instrument: str
) -> CaseType:
    """Đặt thời hạn của địa phương for a category from today on; what was received keeps the time it was promised."""
    found = categories().get(category)
    if found is None:
        raise Invalid(field="category", text="Chọn loại phản ánh.")
    if found.nature is Nature.REGULATION:
        raise Invalid(field="category", text="Thời hạn của phản ánh về quy định do pháp luật đặt.")
    written = line(instrument, "instrument", what="số, ký hiệu văn bản quy định thời hạn", most=120)
    if not (amount.isascii() and amount.isdecimal() and len(amount) < 4 and 1 <= int(amount) <= 240):
        raise Invalid(field="amount", text="Ghi số giờ hoặc số ngày, từ 1 đến 240.")
    if time_unit not in (TimeUnit.WORKING_DAY, TimeUnit.WORKING_HOUR):
        raise Invalid(field="time_unit", text="Chọn giờ làm việc hoặc ngày làm việc.")
    limit, newest = Limit(Decimal(amount), TimeUnit(time_unit)), engine_evidence.newest_type()
    on = at.astimezone(TZ).date()
    if not _publish(found, limit, LOCAL + written, on):
        raise Invalid(field="amount", text="Thời hạn này đang áp dụng.")
    facts = {"limit_words": limit.words(), "category": found.name_vi, "instrument": written}
    record(
        events.TIME_SET, subject="feedback-types", unit=by.agency, by=by, at=at,
        facts={**facts, **engine_evidence.published(newest)},
    )  # fmt: skip
    made = cases.current_type(KIND, category, on)
    assert made is not None
    return made


# --- receive ---------------------------------------------------------------------------------------------------


def _contact(given: Mapping[str, Any]) -> dict[str, str]:
    """Who sends it, as far as they say; a telephone number or address that is none is said to be so."""
    typed = {name: str(given.get(name) or "").strip() for name in PERSON}
    if not any(typed.values()):
        return {}
    named = bool(typed["name"])
    checked = details(  # a person, a shop or a residents' group: the name stays as it was written
        kind="organisation", id_number="", id_required=False, prefix="contact.",
        **{**typed, "name": typed["name"] or "-"},
    )  # fmt: skip
    found = {name: str(getattr(checked, name)) for name in PERSON if name != "name" or named}
    return {name: value for name, value in found.items() if value}


def _read(given: Mapping[str, Any], channel: str, category: Category) -> dict[str, Any]:
    """The columns of feedback, checked; raises Invalid naming everything to mend."""
    faults, values = list[Fault](), dict[str, Any]()

    def take(name: str, read: Any, *more: Any, **named: Any) -> None:
        try:
            values[name] = read(*more, **named)
        except Invalid as error:
            faults.extend(error.faults)

    words_needed = channel != Channel.OPEN311  # the standard asks for a place, not for words
    take("content", body, given.get("content"), "content", what="việc cần phản ánh", needed=words_needed)
    take("spot", line, given.get("spot"), "spot", what="nơi xảy ra", most=300, needed=False)
    take("media", line, given.get("media"), "media", what="địa chỉ ảnh", most=600, needed=False)
    take("point", rules.point, given.get("lat"), given.get("lon"))
    take("contact", _contact, given.get("contact") or {})
    take("details", rules.answers, attributes(category.code), given.get("details") or {})
    if category.nature is Nature.REGULATION and "contact" in values:
        take("sender", rules.check_sender, values["contact"])
    if faults:
        raise Invalid.of(faults)
    return values


@act(may=policies.can_receive, records=events.RECEIVED, law="NĐ 20/2008; NĐ 92/2017; R3.23, R6.49, R6.50")
def receive(
    *, by: Actor, at: dt.datetime, unit: str, channel: str, category: str, content: str = "", place: str = "",
    spot: str = "", lat: object = None, lon: object = None, contact: Mapping[str, Any] | None = None,
    details: Mapping[str, Sequence[str]] | None = None, photos: Sequence[Uploaded] = (), media: str = "",
    tokened: bool = False, owner: str = "",
) -> Feedback:  # fmt: skip
    """Nhận phản ánh: give it its code, its clock and whoever is in charge of it; nobody need say who they are.

    ``unit`` whose door it came through, ``place`` the ward it is about. ``contact`` {name, phone, email, address}.
    ``owner``: keyed hash of the electronic identity that sends it, kept only beside a name: whoever gives none is
    tied to no account.
    """
    if channel not in Channel.values or channel == Channel.PETITION:
        raise Invalid(field="channel", text="Chọn cách nhận phản ánh.")
    found = categories().get(category)
    if found is None:
        raise Invalid(field="category", text="Chọn loại phản ánh.")
    values = _read(
        {
            "content": content, "spot": spot, "lat": lat, "lon": lon, "contact": contact, "details": details,
            "media": media,
        },
        channel, found,
    )  # fmt: skip
    on = at.astimezone(TZ).date()
    if place and queries.ward(place, on) is None:
        raise Invalid(field="place", text="Chọn phường, xã trong danh sách.")
    if len(photos) > PHOTOS_MOST:
        raise Invalid(field="photos", text="Gửi nhiều nhất {most} ảnh.", most=PHOTOS_MOST)
    agency = queries.competent(place, on, here=unit)
    code = _next_code(agency, on)
    rows = [
        kept_photo(code, n, photo, Role.SCENE, by=by, at=at, field="photos")
        for n, photo in enumerate(photos, 1)
    ]
    return _place(
        values, found, agency=agency, place=place or agency, channel=channel, code=code, rows=rows, by=by, at=at,
        token=secrets.token_hex(12) if tokened else None, owner=owner,
    )  # fmt: skip


def send_ahead(*, at: dt.datetime, unit: str, key: str, photo: Uploaded) -> None:
    """Keep a picture chosen on the portal until "send", as it will be kept: without what the camera wrote into it.

    It waits where files of petitions wait, a day at most. Raises Invalid, TrayFull.
    """
    content = file_policies.redrawn(photo.name or "", photo.read(), field="photos")
    digest, here = hashlib.sha256(content).hexdigest(), queries.sent_ahead(unit, key)
    if len(here) >= PHOTOS_MOST and all(one.sha256 != digest for one in here):
        raise Invalid(field="photos", text="Gửi nhiều nhất {most} ảnh.", most=PHOTOS_MOST)
    drawn = ContentFile(content, name="anh.jpg")
    petitions.send_ahead(at=at, unit=unit, key=key, scan=drawn, sealed=False)


def take_back(*, at: dt.datetime, unit: str, key: str, photo: str) -> None:
    """Destroy a picture that was sent ahead."""
    petitions.take_back(at=at, unit=unit, key=key, file_id=photo)


def _next_code(agency: str, on: dt.date) -> str:
    """The next code of the day: PA- and as a dossier's."""
    unit, book = unit_on(agency, on), f"feedback-{on:%y%m%d}"
    return f"PA-{dossier_code(unit.agency_code, on, take_number(agency=agency, book=book, year=on.year))}"


def _place(
    values: Mapping[str, Any], category: Category, *, agency: str, place: str, channel: str, code: str,
    rows: Sequence[FeedbackFile] = (), by: Actor, at: dt.datetime, token: str | None = None,
    petition: Petition | None = None, owner: str = "",
) -> Feedback:  # fmt: skip
    """Open the case; part of ``receive`` and ``accept``."""
    on = at.astimezone(TZ).date()
    type_ = queries.type_of(category.code, on)
    if type_ is None:
        raise NotYetReceivable()
    contact, point = values["contact"], values["point"]
    work = engine.open_case(
        type_=type_, code=code, agency=agency, place=agency, title=queries.title_of(category.code),
        who=contact.get("name", "") or "Không ghi tên", numbers=[contact.get("phone", "")], state=State.RECEIVED,
        by=by, at=at,
    )  # fmt: skip
    if not contact.get("name"):
        work.case.search = cases.search_text(code, work.case.title, "", [contact.get("phone", "")])
    feedback = Feedback(
        case=work.case, agency=agency, category=category.code, channel=channel, place=place, spot=values["spot"],
        content=values["content"], media=values["media"], token=token, petition=petition,
        lat=point.lat if point else None, lon=point.lon if point else None,
        contact=json.dumps(contact, ensure_ascii=False) if contact else "",
        owner=owner if contact.get("name") else "",
        details=json.dumps(values["details"], ensure_ascii=False) if values["details"] else "",
    )  # fmt: skip
    if by.post != CITIZEN.post:
        engine.enter(work, RECEIVE, state=State.RECEIVED, post=by.on_behalf_of or by.post)
        engine.leave(work, outcome="receive")
    engine.enter(work, TRIAGE, state=State.RECEIVED, due=_looked_at_by(work, category))
    to_charge(work, category)
    work.new.append(feedback)
    keep(
        work, feedback, events.RECEIVED, *rows, channel=channel, photos=len(rows), version=type_.version,
        located=point is not None, petition=petition.case.code if petition else "",
    )  # fmt: skip
    for row in rows:
        row.feedback = feedback
    FeedbackFile.objects.bulk_create(rows)
    return feedback


def _looked_at_by(work: engine.Work, category: Category) -> dt.datetime:
    """By when it is refused or passed on: two working days (R3.25), a scene within its own time if that is shorter."""
    days = queries.days_of("pakn.reject_or_forward", work.at.astimezone(TZ).date())
    return min(work.case.due_at, work.calendar.add_working_days(work.at, days))


def kept_photo(
    code: str,
    n: int,
    photo: Uploaded,
    role: Role,
    *,
    by: Actor,
    at: dt.datetime,
    field: str,
    public: bool = False,
) -> FeedbackFile:
    """A picture, checked, drawn anew without what the camera wrote into it, and kept. The row is not written yet."""
    content = file_policies.redrawn(photo.name or "", photo.read(), field=field)
    kept = stored.store(subject=code, name=f"anh-{n}.jpg", content=content, by=by, at=at, field=field)
    return FeedbackFile(n=n, role=role, public=public, file=kept)


# --- out of a petition -----------------------------------------------------------------------------------------


def _suggestion(code: str | Petition, *, by: Actor) -> Petition:
    return petition_queries.to_act_on(code, by=by)


@act(
    may=petition_policies.can_decide, records=(events.RECEIVED, SETTLED), finds={"petition": _suggestion},
    law="TT 05/2021/TT-TTCP; R6.24, R6.49",
)  # fmt: skip
def accept(
    *, by: Actor, at: dt.datetime, petition: Petition, category: str, number: str = "",
    number_on: dt.date | None = None,
) -> Feedback:  # fmt: skip
    """Thụ lý kiến nghị, phản ánh: the petition is settled and its matter goes on as feedback, both or neither."""
    if petition.case.state != PetitionState.PROPOSED or petition.proposed != Outcome.ACCEPTED:
        raise NotProposedHere()
    if petition.petition_class != PetitionClass.SUGGESTION:
        raise NotProposedHere()
    found = categories().get(category)
    if found is None or found.nature is Nature.REGULATION:
        raise Invalid(field="category", text="Chọn loại phản ánh.")
    on = at.astimezone(TZ).date()
    code = _next_code(petition.agency, on)
    known = {name: value for name, value in petition_queries.contact(petition).items() if value}
    values = {
        "content": f"{petition.content}\n\n{petition.demand}".strip(), "spot": petition.spot, "media": "",
        "point": None, "details": {}, "contact": known,
    }  # fmt: skip
    settled = petitions.settle(
        by=by, at=at, petition=petition, outcome=Outcome.ACCEPTED, number=number, number_on=number_on,
        matter=f"{KIND}:{code}",
    )  # fmt: skip
    return _place(
        values, found, agency=petition.agency, place=petition.place, channel=Channel.PETITION, code=code, by=by, at=at,
        petition=settled,
    )  # fmt: skip
