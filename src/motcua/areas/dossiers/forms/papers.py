"""One function a form of TT 03/2025/TT-VPCP and the written refusal on the merits."""

import datetime as dt
import itertools
import json
from collections.abc import Mapping

from django.utils.translation import gettext as _

from motcua.areas.cases import queries as cases
from motcua.areas.cases.models import Case
from motcua.areas.dossiers import queries
from motcua.areas.dossiers.choices import PaperForm, ReturnBy
from motcua.areas.dossiers.forms import shared
from motcua.areas.dossiers.forms.shared import Filled, NoSuchForm
from motcua.areas.dossiers.models import Decision, Dossier
from motcua.base.orgs.queries import NoPost, post_on, version_on
from motcua.rules.calendar import TZ
from motcua.rules.impossible import NotFound
from motcua.rules.vietnamese import moment_words


def centre(case: Case, on: dt.date) -> str:
    return f"{_('Trung tâm Phục vụ hành chính công')} {shared.lowered(shared.agency(case, on))}"


def return_at(dossier: Dossier, on: dt.date) -> str:
    """Đăng ký nhận kết quả tại: the centre, by post to the address given, or online."""
    match dossier.return_by:
        case ReturnBy.POST:
            return _("Dịch vụ bưu chính công ích, gửi đến: {address}").format(
                address=queries.contact(dossier).get("address", "")
            )
        case ReturnBy.ONLINE:
            return str(ReturnBy.ONLINE.label)
    return centre(dossier.case, on)


def slip(dossier: Dossier, on: dt.date) -> Filled:
    case, events, type_ = dossier.case, queries.events(dossier), queries.type_of(dossier)
    received = shared.received(case).astimezone(TZ)
    papers = [
        {
            "name": paper["name"],
            "form": str(PaperForm(paper["form"]).label).lower(),
            "quantity": paper["copies"],
        }
        for paper in dossier.papers
    ]
    head = shared.head(dossier, received.date())
    return {
        **head,
        **shared.person(dossier),
        **shared.filer(dossier),
        "symbol": shared.symbol(dossier.book_number, "mau-01"),
        "code": case.code,
        "papers": papers or [{"name": _("Không phải nộp giấy tờ"), "form": "", "quantity": None}],
        "sets": 1,
        "limit": type_.limit.words(),
        "received_at": shared.received(case),
        "promised_at": case.promised_at,
        "return_at": return_at(dossier, received.date()),
        "fee": shared.fee_words(dossier.procedure, received.date()),
        "note": dossier.note,
        "book": f"01/{received.year}",
        "serial": f"{dossier.book_number:02d}",
        "receiver": shared.signer(events[0]),
        "key": queries.tracking_key(dossier.code),
        **shared.marks(dossier, events),
    }


def supplement(dossier: Dossier, on: dt.date) -> Filled:
    asked = queries.requests(dossier)
    if not asked:
        raise NoSuchForm(code=dossier.code, form=_("Phiếu yêu cầu bổ sung (Mẫu số 02)"))
    request, events = asked[-1], queries.events(dossier)
    event = shared.last(events, "dossier.supplement_asked")
    head = shared.head(dossier, request.asked_at.astimezone(TZ).date())
    return {
        **head,
        **shared.person(dossier),
        "symbol": shared.symbol(request.number, "mau-02"),
        "code": dossier.code,
        "items": [{"name": item, "reason": "", "guidance": ""} for item in json.loads(request.items)],
        "reason": request.reason,
        "due_at": request.until,
        "contact": str(head["division"]),
        "contact_phone": _("niêm yết tại nơi tiếp nhận"),
        "officer": shared.signer(event),
        **shared.marks(dossier, events),
    }


def decided(dossier: Dossier, form: str, name: str) -> Decision:
    found = queries.decisions(dossier).get(form)
    if found is None:
        raise NoSuchForm(code=dossier.code, form=name)
    return found


def refusal(dossier: Dossier, on: dt.date) -> Filled:
    decision = decided(dossier, "mau-03", _("Phiếu từ chối tiếp nhận (Mẫu số 03)"))
    events = queries.events(dossier)
    return {
        **shared.head(dossier, decision.at.astimezone(TZ).date()),
        **shared.person(dossier),
        **shared.filer(dossier),
        "symbol": shared.symbol(decision.number, "mau-03"),
        "code": dossier.code,
        "reason": decision.reason,
        "ground": decision.law,
        "guidance": "",
        "officer": shared.signer(shared.last(events, "dossier.reception_declined")),
        **shared.marks(dossier, events),
    }


def apology(dossier: Dossier, on: dt.date) -> Filled:
    decision = decided(dossier, "mau-04", _("Phiếu xin lỗi và hẹn lại (Mẫu số 04)"))
    case, events = dossier.case, queries.events(dossier)
    head = shared.head(dossier, decision.at.astimezone(TZ).date())
    assert decision.until is not None
    assert decision.due_before is not None
    return {
        "agency": head["agency"],
        "place": head["place"],
        "issued_on": head["issued_on"],
        "symbol": shared.symbol(decision.number, "mau-04"),
        "recipient": str(shared.person(dossier)["applicant"]),
        "code": case.code,
        "request": case.title,
        "received_at": shared.received(case),
        "promised_at": decision.due_before,
        "reason": decision.reason,
        "extension": f"đến {moment_words(decision.until.astimezone(TZ))}",
        "new_promised_at": decision.until,
        **shared.signs(decision.by_title),
        "signer": shared.signer(shared.last(events, "dossier.rescheduled")),
        "recipients": [_("Như trên;"), _("Lưu: VT.")],
        "qr": shared.track_address(dossier.code),
    }


def stop(dossier: Dossier, on: dt.date) -> Filled:
    decision = decided(dossier, "mau-05", _("Thông báo dừng giải quyết (Mẫu số 05)"))
    case, events = dossier.case, queries.events(dossier)
    return {
        **shared.head(dossier, decision.at.astimezone(TZ).date()),
        **shared.person(dossier),
        "symbol": shared.symbol(decision.number, "mau-05"),
        "code": case.code,
        "received_at": shared.received(case),
        "requested_at": decision.at,
        "reason": decision.reason or _("theo đề nghị của người nộp hồ sơ"),
        "stopped_at": decision.at,
        "fee": _("theo quy định của thủ tục"),
        "papers_return": "; ".join(paper["name"] for paper in dossier.papers),
        **shared.signs(decision.by_title),
        "signer": shared.signer(shared.last(events, "dossier.withdrawn")),
        "recipients": [_("Người đề nghị;"), _("Lưu: VT.")],
        **shared.marks(dossier, events),
    }


def refused(dossier: Dossier, on: dt.date) -> Filled:
    decision = decided(dossier, "refusal", _("văn bản từ chối giải quyết"))
    case, events, day = dossier.case, queries.events(dossier), decision.at.astimezone(TZ).date()
    head, person = shared.head(dossier, day), shared.person(dossier)
    return {
        "agency": head["agency"],
        "place": head["place"],
        "issued_on": day,
        "symbol": shared.symbol(decision.number, "refusal"),
        "code": case.code,
        "applicant": person["applicant"],
        "address": person["address"],
        "request": case.title,
        "received_at": shared.received(case),
        "reason": decision.reason,
        "ground": decision.law,
        "return_at": centre(case, day),
        **shared.signs(decision.by_title),
        "signer": shared.signer(shared.last(events, "dossier.refused")),
        "recipients": [_("Như trên;"), _("Lưu: VT, hồ sơ.")],
        **shared.marks(dossier, events),
    }


def division(post: str, on: dt.date) -> str:
    try:
        unit = post_on(post, on).unit_id
        return version_on(unit, on).name
    except (NoPost, NotFound):
        return ""


def party(side: str, post: str, titles: Mapping[str, str], at: dt.datetime, otherwise: str) -> Filled:
    """Bên giao or bên nhận: the division, the post, and who held the post at the moment."""
    return {
        f"{side}_unit": division(post, at.astimezone(TZ).date()) or otherwise,
        f"{side}_post": titles.get(post, ""),
        f"{side}_person": shared.holder(post, at),
    }


def control(dossier: Dossier, on: dt.date) -> Filled:
    case, events = dossier.case, queries.events(dossier)
    received = shared.received(case).astimezone(TZ).date()
    head = shared.head(dossier, received)
    titles = {event.by_post: event.by_title for event in events}
    visits = cases.visits(case)
    hops: list[Mapping[str, object]] = [
        {
            "from_unit": _("Người nộp hồ sơ"),
            **party("to", visits[0].post, titles, shared.received(case), str(head["division"])),
            "at": shared.received(case),
        }
    ]
    for before, visit in itertools.pairwise(visits):
        late = before.left_at is not None and before.left_at > before.due_at
        hops.append(
            {
                **party("from", before.post, titles, visit.entered_at, before.name),
                **party("to", visit.post, titles, visit.taken_at or visit.entered_at, visit.name),
                "at": visit.entered_at,
                "result": _("Quá hạn") if late else _("Đúng hạn"),
                "note": before.note,
            }
        )
    worker = next((visit for visit in visits if visit.kind == "work"), None)
    return {
        **head,
        "symbol": shared.symbol(dossier.book_number, "mau-06"),
        "code": case.code,
        "request": case.title,
        "responsible": (division(worker.post, received) if worker else "") or str(head["agency"]),
        "received_at": shared.received(case),
        "promised_at": case.promised_at,
        "hops": hops,
        "qr": shared.track_address(dossier.code),
    }
