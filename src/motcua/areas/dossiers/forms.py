"""The forms of TT 03/2025/TT-VPCP, and the written refusal on the merits, filled from a dossier: what is printed is
what was recorded, nothing else.

Forms are in Vietnamese whatever language the page is read in.
"""

import datetime as dt
import itertools
import json
from collections.abc import Callable, Mapping, Sequence
from urllib.parse import quote

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from motcua.areas.cases import queries as cases
from motcua.areas.cases.models import Case
from motcua.areas.dossiers import policies, queries
from motcua.areas.dossiers.choices import SYMBOLS, PaperForm, ReturnBy, State
from motcua.areas.dossiers.models import Decision, Dossier
from motcua.areas.procedures import queries as catalogue
from motcua.areas.procedures.ports import Fee
from motcua.base.journal.models import Event
from motcua.base.journal.ports import Actor
from motcua.base.orgs.queries import NoPost, UnitOn, post_on, version_on
from motcua.base.people.choices import CitizenKind
from motcua.base.people.queries import holder_names
from motcua.rules.calendar import TZ
from motcua.rules.certification import CannotCertify, signs_as
from motcua.rules.impossible import NotAllowed, NotFound
from motcua.rules.vietnamese import moment_words

FORMS = ("mau-01", "mau-02", "mau-03", "mau-04", "mau-05", "refusal", "mau-06", "mau-07")
Filled = dict[str, object]


class NoSuchForm(NotFound):
    text = "Hồ sơ {code} không có {form}: việc mà mẫu này ghi lại chưa xảy ra."


@override("vi")
def filled(form: str, dossier: Dossier, *, by: Actor, on: dt.date) -> Filled:
    """The data of a form for ``documents.render``; ``on`` is the day of printing.

    Raises NotAllowed for a post that may not see people, NoSuchForm when what the form records has not happened.
    """
    if not policies.can_open_people(by, dossier.case):
        raise NotAllowed()
    fill = _FILL.get(form)
    if fill is None:
        raise NoSuchForm(code=dossier.code, form=form)
    return fill(dossier, on)


@override("vi")
def slip_preview(dossier: Dossier, on: dt.date) -> Filled:
    """Mẫu 01 for the applicant themself, who holds the key of the slip; the caller has checked the key."""
    return _slip(dossier, on)


def available(dossier: Dossier) -> list[str]:
    """The forms that this dossier has now, by code."""
    decided = set(queries.decisions(dossier))
    found = ["mau-01"]
    if dossier.supplements:
        found.append("mau-02")
    found += [form for form in ("mau-03", "mau-04", "mau-05", "refusal") if form in decided]
    return [*found, "mau-06", "mau-07"]


@override("vi")
def result_letter(
    dossier: Dossier, *, number: str, content: Sequence[str], by: Actor, at: dt.datetime, address: str, proof: str,
    ground: str = "", valid_to: dt.date | None = None,
) -> Filled:  # fmt: skip
    """The letter of a result as its official signs it; ``address`` is where anybody checks it, ``proof`` its key."""
    day = at.astimezone(TZ).date()
    head, person = _head(dossier, day), _person(dossier)
    return {
        "agency": head["agency"],
        "place": head["place"],
        "issued_on": day,
        "symbol": number,
        "code": dossier.code,
        "applicant": person["applicant"],
        "address": person["address"],
        "request": dossier.case.title,
        "ground": ground,
        "content": list(content),
        "valid_to": valid_to,
        **_signs_as(by.title),
        "signer": _holder(by.post, at) or by.title,
        "recipients": [_("Như trên;"), _("Lưu: VT, hồ sơ.")],
        "qr": address,
        "proof": proof,
    }


def _signs_as(title: str) -> Filled:
    """The lines above a signature (NĐ 30/2020/NĐ-CP Phụ lục I, II.7): the office without the agency's name, which
    heads the paper; a deputy signs for the chair."""
    try:
        lines = signs_as(title)
    except CannotCertify:
        return {"capacity": title}
    return {"authority": lines[0], "capacity": lines[-1]} if len(lines) > 1 else {"capacity": lines[0]}


# --- what the forms share --------------------------------------------------------------------------------------


def _agency(case: Case, on: dt.date) -> UnitOn:
    return version_on(case.agency, on)


def _lowered(unit: UnitOn) -> str:
    """The unit's name inside a sentence: phường Long Biên."""
    kind = unit.name.split(" ", 1)[0]
    return unit.name.replace(kind, kind.lower(), 1)


def _committee(unit: UnitOn) -> str:
    return f"Ủy ban nhân dân {_lowered(unit)}"


def _head(dossier: Dossier, on: dt.date) -> Filled:
    return _house(_agency(dossier.case, on), on)


def _house(unit: UnitOn, on: dt.date) -> Filled:
    return {
        "agency": _committee(unit),
        "division": _("Trung tâm Phục vụ hành chính công"),
        "place": unit.name.removeprefix(unit.kind).strip() or unit.name,
        "issued_on": on,
    }


def _person(dossier: Dossier) -> Filled:
    given = queries.contact(dossier)
    return {
        "applicant": given.get("name") or dossier.case.who,
        "address": given.get("address", ""),
        "phone": given.get("phone", ""),
        "email": given.get("email", ""),
        "request": dossier.case.title,
    }


def _filer(dossier: Dossier) -> Filled:
    """Who files and signs: the applicant, or whoever files for them; for an organisation that named nobody the name
    is left to the pen."""
    given, citizen = queries.contact(dossier), dossier.applicant
    name, capacity = given.get("filed_by", ""), given.get("filed_as", "")
    organisation = citizen is not None and citizen.kind == CitizenKind.ORGANISATION
    return {
        "filed_by": f"{name} ({capacity})" if capacity else name,
        "submitter": name or ("" if organisation else str(_person(dossier)["applicant"])),
    }


def track_address(code: str) -> str:
    """The address in the QR code: follows this dossier without typing."""
    return f"{settings.BASE_URL}/tra-cuu?ma={quote(code)}&key={queries.tracking_key(code)}"


def _marks(dossier: Dossier, events: list[Event]) -> Filled:
    return {"qr": track_address(dossier.code), "proof": _grouped(events[0].hash)}


def _grouped(hash_: str) -> str:
    return " ".join(hash_[start : start + 8] for start in range(0, 32, 8))


def _holder(post: str, at: dt.datetime) -> str:
    """Who held a post on the day of a moment; nobody's name when it stood empty."""
    return next(iter(holder_names(post, at.astimezone(TZ).date())), "")


def _signer(event: Event) -> str:
    """Who held the post that acted, on the day it acted."""
    return _holder(event.by_post, event.at) or event.by_title


def _symbol(number: int, form: str) -> str:
    return f"{number:02d}/{SYMBOLS[form]}"


def _last(events: list[Event], *kinds: str) -> Event:
    return next(event for event in reversed(events) if event.kind in kinds)


def _fee(fee: Fee) -> str:
    if fee.amount is None:
        amount = fee.note
    elif fee.amount == 0:
        amount = _("không thu")
    else:
        amount = f"{fee.amount:,}".replace(",", ".") + " " + (_("đồng") if fee.unit == "VND" else fee.unit)
    return f"{fee.label}: {amount}" if fee.label else amount


def _received(case: Case) -> dt.datetime:
    """When it was received; when it came, for what was filed and not received yet."""
    return case.received_at or case.came_at


@override("vi")
def fee_words(procedure: str, on: dt.date) -> str:
    """The fee as a slip of that day prints it: what the publication of the procedure says."""
    try:
        return "; ".join(_fee(fee) for fee in catalogue.record(procedure, on).fees)
    except catalogue.NoSuchProcedure:
        return ""


# --- one function a form ---------------------------------------------------------------------------------------


def _centre(case: Case, on: dt.date) -> str:
    return f"{_('Trung tâm Phục vụ hành chính công')} {_lowered(_agency(case, on))}"


def _return_at(dossier: Dossier, on: dt.date) -> str:
    """Đăng ký nhận kết quả tại: the centre, by post to the address given, or online."""
    match dossier.return_by:
        case ReturnBy.POST:
            return _("Dịch vụ bưu chính công ích, gửi đến: {address}").format(
                address=queries.contact(dossier).get("address", "")
            )
        case ReturnBy.ONLINE:
            return str(ReturnBy.ONLINE.label)
    return _centre(dossier.case, on)


def _slip(dossier: Dossier, on: dt.date) -> Filled:
    case, events, type_ = dossier.case, queries.events(dossier), queries.type_of(dossier)
    received = _received(case).astimezone(TZ)
    papers = [
        {
            "name": paper["name"],
            "form": str(PaperForm(paper["form"]).label).lower(),
            "quantity": paper["copies"],
        }
        for paper in dossier.papers
    ]
    head = _head(dossier, received.date())
    return {
        **head,
        **_person(dossier),
        **_filer(dossier),
        "symbol": _symbol(dossier.book_number, "mau-01"),
        "code": case.code,
        "papers": papers or [{"name": _("Không phải nộp giấy tờ"), "form": "", "quantity": None}],
        "sets": 1,
        "limit": type_.limit.words(),
        "received_at": _received(case),
        "promised_at": case.promised_at,
        "return_at": _return_at(dossier, received.date()),
        "fee": fee_words(dossier.procedure, received.date()),
        "note": dossier.note,
        "book": f"01/{received.year}",
        "serial": f"{dossier.book_number:02d}",
        "receiver": _signer(events[0]),
        "key": queries.tracking_key(dossier.code),
        **_marks(dossier, events),
    }


def _supplement(dossier: Dossier, on: dt.date) -> Filled:
    asked = queries.requests(dossier)
    if not asked:
        raise NoSuchForm(code=dossier.code, form=_("Phiếu yêu cầu bổ sung (Mẫu số 02)"))
    request, events = asked[-1], queries.events(dossier)
    event = _last(events, "dossier.supplement_asked")
    head = _head(dossier, request.asked_at.astimezone(TZ).date())
    return {
        **head,
        **_person(dossier),
        "symbol": _symbol(request.number, "mau-02"),
        "code": dossier.code,
        "items": [{"name": item, "reason": "", "guidance": ""} for item in json.loads(request.items)],
        "reason": request.reason,
        "due_at": request.until,
        "contact": str(head["division"]),
        "contact_phone": _("niêm yết tại nơi tiếp nhận"),
        "officer": _signer(event),
        **_marks(dossier, events),
    }


def _decision(dossier: Dossier, form: str, name: str) -> Decision:
    found = queries.decisions(dossier).get(form)
    if found is None:
        raise NoSuchForm(code=dossier.code, form=name)
    return found


def _refusal(dossier: Dossier, on: dt.date) -> Filled:
    decision = _decision(dossier, "mau-03", _("Phiếu từ chối tiếp nhận (Mẫu số 03)"))
    events = queries.events(dossier)
    return {
        **_head(dossier, decision.at.astimezone(TZ).date()),
        **_person(dossier),
        **_filer(dossier),
        "symbol": _symbol(decision.number, "mau-03"),
        "code": dossier.code,
        "reason": decision.reason,
        "ground": decision.law,
        "guidance": "",
        "officer": _signer(_last(events, "dossier.reception_declined")),
        **_marks(dossier, events),
    }


def _apology(dossier: Dossier, on: dt.date) -> Filled:
    decision = _decision(dossier, "mau-04", _("Phiếu xin lỗi và hẹn lại (Mẫu số 04)"))
    case, events = dossier.case, queries.events(dossier)
    head = _head(dossier, decision.at.astimezone(TZ).date())
    assert decision.until is not None
    assert decision.due_before is not None
    return {
        "agency": head["agency"],
        "place": head["place"],
        "issued_on": head["issued_on"],
        "symbol": _symbol(decision.number, "mau-04"),
        "recipient": str(_person(dossier)["applicant"]),
        "code": case.code,
        "request": case.title,
        "received_at": _received(case),
        "promised_at": decision.due_before,
        "reason": decision.reason,
        "extension": f"đến {moment_words(decision.until.astimezone(TZ))}",
        "new_promised_at": decision.until,
        **_signs_as(decision.by_title),
        "signer": _signer(_last(events, "dossier.rescheduled")),
        "recipients": [_("Như trên;"), _("Lưu: VT.")],
        "qr": track_address(dossier.code),
    }


def _stop(dossier: Dossier, on: dt.date) -> Filled:
    decision = _decision(dossier, "mau-05", _("Thông báo dừng giải quyết (Mẫu số 05)"))
    case, events = dossier.case, queries.events(dossier)
    return {
        **_head(dossier, decision.at.astimezone(TZ).date()),
        **_person(dossier),
        "symbol": _symbol(decision.number, "mau-05"),
        "code": case.code,
        "received_at": _received(case),
        "requested_at": decision.at,
        "reason": decision.reason or _("theo đề nghị của người nộp hồ sơ"),
        "stopped_at": decision.at,
        "fee": _("theo quy định của thủ tục"),
        "papers_return": "; ".join(paper["name"] for paper in dossier.papers),
        **_signs_as(decision.by_title),
        "signer": _signer(_last(events, "dossier.withdrawn")),
        "recipients": [_("Người đề nghị;"), _("Lưu: VT.")],
        **_marks(dossier, events),
    }


def _refused(dossier: Dossier, on: dt.date) -> Filled:
    decision = _decision(dossier, "refusal", _("văn bản từ chối giải quyết"))
    case, events, day = dossier.case, queries.events(dossier), decision.at.astimezone(TZ).date()
    head, person = _head(dossier, day), _person(dossier)
    return {
        "agency": head["agency"],
        "place": head["place"],
        "issued_on": day,
        "symbol": _symbol(decision.number, "refusal"),
        "code": case.code,
        "applicant": person["applicant"],
        "address": person["address"],
        "request": case.title,
        "received_at": _received(case),
        "reason": decision.reason,
        "ground": decision.law,
        "return_at": _centre(case, day),
        **_signs_as(decision.by_title),
        "signer": _signer(_last(events, "dossier.refused")),
        "recipients": [_("Như trên;"), _("Lưu: VT, hồ sơ.")],
        **_marks(dossier, events),
    }


def _division(post: str, on: dt.date) -> str:
    try:
        unit = post_on(post, on).unit_id
        return version_on(unit, on).name
    except (NoPost, NotFound):
        return ""


def _party(side: str, post: str, titles: Mapping[str, str], at: dt.datetime, otherwise: str) -> Filled:
    """Bên giao or bên nhận: the division, the post, and who held the post at the moment."""
    return {
        f"{side}_unit": _division(post, at.astimezone(TZ).date()) or otherwise,
        f"{side}_post": titles.get(post, ""),
        f"{side}_person": _holder(post, at),
    }


def _control(dossier: Dossier, on: dt.date) -> Filled:
    case, events = dossier.case, queries.events(dossier)
    received = _received(case).astimezone(TZ).date()
    head = _head(dossier, received)
    titles = {event.by_post: event.by_title for event in events}
    visits = cases.visits(case)
    hops: list[Mapping[str, object]] = [
        {
            "from_unit": _("Người nộp hồ sơ"),
            **_party("to", visits[0].post, titles, _received(case), str(head["division"])),
            "at": _received(case),
        }
    ]
    for before, visit in itertools.pairwise(visits):
        late = before.left_at is not None and before.left_at > before.due_at
        hops.append(
            {
                **_party("from", before.post, titles, visit.entered_at, before.name),
                **_party("to", visit.post, titles, visit.taken_at or visit.entered_at, visit.name),
                "at": visit.entered_at,
                "result": _("Quá hạn") if late else _("Đúng hạn"),
                "note": before.note,
            }
        )
    worker = next((visit for visit in visits if visit.kind == "work"), None)
    return {
        **head,
        "symbol": _symbol(dossier.book_number, "mau-06"),
        "code": case.code,
        "request": case.title,
        "responsible": (_division(worker.post, received) if worker else "") or str(head["agency"]),
        "received_at": _received(case),
        "promised_at": case.promised_at,
        "hops": hops,
        "qr": track_address(dossier.code),
    }


def register(agency: str, first: dt.date, last: dt.date, *, by: Actor, on: dt.date) -> Filled:
    """Mẫu 07 for whatever an agency received from a day to another, both included; printed on a day.

    Raises NotAllowed for a post that may not see people.
    """
    if not policies.can_see_people(by, agency):
        raise NotAllowed()
    found = queries.received_between(agency, first, last)
    return {**_house(version_on(agency, on), on), **_book(found, last.year)}


def _register(dossier: Dossier, on: dt.date) -> Filled:
    """Mẫu 07: the page of the register on which this dossier stands, that of the day it was received."""
    day = _received(dossier.case).astimezone(TZ).date()
    return {**_head(dossier, on), **_book(queries.received_on(dossier.case.agency, day), day.year)}


ENDED_OTHERWISE = frozenset(
    {State.REFUSED_RECEPTION, State.STOPPED, State.CLOSED_UNSUPPLEMENTED, State.CANCELLED}
)
"""How a dossier may end without a result: the register says so in its last column."""


def _book(found: Sequence[Dossier], year: int) -> Filled:
    """The rows of the register, each under its own year; ``year`` heads a register without rows."""
    rows, refused = [], queries.refused_among(found)
    for other in found:
        case, given = other.case, queries.contact(other)
        returned = case.closed_at if case.state == State.RETURNED else None
        ended = State.REFUSED if other.pk in refused else case.state
        gets = case.state != State.REFUSED_RECEPTION
        rows.append(
            {
                "year": _received(case).astimezone(TZ).year,
                "serial": f"{other.book_number:02d}",
                "code": case.code,
                "procedure": case.title,
                "sets": 1,
                "applicant": given.get("name") or case.who,
                "address": "; ".join(filter(None, (given.get("address"), given.get("phone")))),
                "unit": _committee(_agency(case, _received(case).astimezone(TZ).date())),
                "received_at": _received(case),
                "promised_at": case.promised_at,
                "returned_at": returned,
                "method": str(ReturnBy(other.return_by).label) if gets else "",
                "note": str(State(ended).label) if ended in {State.REFUSED, *ENDED_OTHERWISE} else "",
            }
        )
    return {"year": year, "book": "01", "rows": rows}


_FILL: Mapping[str, Callable[[Dossier, dt.date], Filled]] = {
    "mau-01": _slip,
    "mau-02": _supplement,
    "mau-03": _refusal,
    "mau-04": _apology,
    "mau-05": _stop,
    "refusal": _refused,
    "mau-06": _control,
    "mau-07": _register,
}
