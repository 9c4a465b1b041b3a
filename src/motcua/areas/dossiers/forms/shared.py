"""What the forms of a dossier share: head, person, marks, who signs."""

import datetime as dt
from urllib.parse import quote

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from motcua.areas.cases.models import Case
from motcua.areas.cases.queries import had_at
from motcua.areas.dossiers import queries
from motcua.areas.dossiers.choices import SYMBOLS
from motcua.areas.dossiers.models import Dossier
from motcua.areas.procedures import queries as catalogue
from motcua.areas.procedures.ports import Fee
from motcua.base.journal.models import Event
from motcua.base.orgs.queries import UnitOn, version_on
from motcua.base.people.choices import CitizenKind
from motcua.base.people.queries import holder_names
from motcua.rules.calendar import TZ
from motcua.rules.certification import CannotCertify, signs_as
from motcua.rules.impossible import NotFound
from motcua.rules.vietnamese import locality

Filled = dict[str, object]


class NoSuchForm(NotFound):
    text = "Hồ sơ {code} không có {form}: việc mà mẫu này ghi lại chưa xảy ra."


def agency(case: Case, on: dt.date) -> UnitOn:
    """The agency that had it on a day."""
    return version_on(had_at(case, on), on)


def lowered(unit: UnitOn) -> str:
    """The unit's name inside a sentence: phường Long Biên."""
    kind = unit.name.split(" ", 1)[0]
    return unit.name.replace(kind, kind.lower(), 1)


def committee(unit: UnitOn) -> str:
    return f"Ủy ban nhân dân {lowered(unit)}"


def head(dossier: Dossier, on: dt.date) -> Filled:
    return house(agency(dossier.case, on), on)


def house(unit: UnitOn, on: dt.date) -> Filled:
    return {
        "agency": committee(unit),
        "division": _("Trung tâm Phục vụ hành chính công"),
        "place": locality(unit.name, unit.kind),
        "issued_on": on,
    }


def person(dossier: Dossier) -> Filled:
    given = queries.contact(dossier)
    return {
        "applicant": given.get("name") or dossier.case.who,
        "address": given.get("address", ""),
        "phone": given.get("phone", ""),
        "email": given.get("email", ""),
        "request": dossier.case.title,
    }


def filer(dossier: Dossier) -> Filled:
    """Who files and signs: the applicant, or whoever files for them; for an organisation that named nobody the name
    is left to the pen."""
    given, citizen = queries.contact(dossier), dossier.applicant
    name, capacity = given.get("filed_by", ""), given.get("filed_as", "")
    organisation = citizen is not None and citizen.kind == CitizenKind.ORGANISATION
    return {
        "filed_by": f"{name} ({capacity})" if capacity else name,
        "submitter": name or ("" if organisation else str(person(dossier)["applicant"])),
    }


def track_address(code: str) -> str:
    """The address in the QR code: follows this dossier without typing."""
    return f"{settings.BASE_URL}/tra-cuu?ma={quote(code)}&key={queries.tracking_key(code)}"


def marks(dossier: Dossier, events: list[Event]) -> Filled:
    return {"qr": track_address(dossier.code), "proof": grouped(events[0].hash)}


def grouped(hash_: str) -> str:
    return " ".join(hash_[start : start + 8] for start in range(0, 32, 8))


def holder(post: str, at: dt.datetime) -> str:
    """Who held a post on the day of a moment; nobody's name when it stood empty."""
    return next(iter(holder_names(post, at.astimezone(TZ).date())), "")


def signer(event: Event) -> str:
    """Who held the post that acted, on the day it acted."""
    return holder(event.by_post, event.at) or event.by_title


def symbol(number: int, form: str) -> str:
    return f"{number:02d}/{SYMBOLS[form]}"


def last(events: list[Event], *kinds: str) -> Event:
    return next(event for event in reversed(events) if event.kind in kinds)


def fee_said(fee: Fee) -> str:
    if fee.amount is None:
        amount = fee.note
    elif fee.amount == 0:
        amount = _("không thu")
    else:
        amount = f"{fee.amount:,}".replace(",", ".") + " " + (_("đồng") if fee.unit == "VND" else fee.unit)
    return f"{fee.label}: {amount}" if fee.label else amount


def received(case: Case) -> dt.datetime:
    """When it was received; when it came, for what was filed and not received yet."""
    return case.received_at or case.came_at


@override("vi")
def fee_words(procedure: str, on: dt.date) -> str:
    """The fee as a slip of that day prints it: what the publication of the procedure says."""
    try:
        return "; ".join(fee_said(fee) for fee in catalogue.record(procedure, on).fees)
    except catalogue.NoSuchProcedure:
        return ""


def signs(title: str) -> Filled:
    """The lines above a signature (NĐ 30/2020/NĐ-CP Phụ lục I, II.7): the office without the agency's name, which
    heads the paper; a deputy signs for the chair."""
    try:
        lines = signs_as(title)
    except CannotCertify:
        return {"capacity": title}
    return {"authority": lines[0], "capacity": lines[-1]} if len(lines) > 1 else {"capacity": lines[0]}
