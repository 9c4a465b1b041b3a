"""Who reaches which address: a table that an official can read and sign, walked through line by line.

"allowed" means that the door opens, whatever is then said of the request; "denied" that it leads to the sign-in page,
or is answered as if nothing were there, or as not allowed. Dossiers in it were received at this ward a minute ago.
"""

import base64
import csv
import datetime as dt
import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from motcua.areas.certification.actions import receive as certify
from motcua.areas.complaints.actions import accept as accept_complaint
from motcua.areas.counters.queries import ticket_key
from motcua.areas.denunciations.actions import accept as accept_denunciation
from motcua.areas.dialogues import actions as dialogues
from motcua.areas.directives import actions as directives
from motcua.areas.dossiers import queries
from motcua.areas.dossiers.models import Dossier
from motcua.areas.feedback.actions import receive as take_feedback
from motcua.areas.feedback.queries import tracking_key as feedback_key
from motcua.areas.petitions.actions import propose, settle
from motcua.areas.petitions.actions import propose as propose_petition
from motcua.areas.petitions.actions import receive as take_petition
from motcua.areas.petitions.queries import tracking_key as petition_key
from motcua.areas.receptions import actions as receptions
from motcua.areas.receptions.models import Briefing
from motcua.base.journal.actions import seal
from motcua.base.journal.ports import CITIZEN, SYSTEM, Actor
from motcua.base.people.models import Account
from motcua.base.people.queries import actor_for_post
from motcua.conf.reference import PERMISSIONS
from tests import world
from tests.filing import a_pdf

pytestmark = pytest.mark.once
ROLES = {
    "anonymous": "",
    "reception": "one-stop-1",
    "specialist": "justice-1",
    "leader": "chair",
    "supervisor": "front",
    "catalogue keeper": "office-head",
    "other unit": "bo-de-one-stop-1",
}
BODIES: Mapping[str, Mapping[str, Any]] = {
    "api-v1:certify": {
        "unit": "00145",
        "applicant": {"kind": "person", "name": "Trần Văn Ước", "id_number": "001199000777"},
        "documents": [{"kind": "copy", "title": "Giấy khai sinh", "pages": 1, "copies": 2}],
    },
    "api-v1:take_in_petition": {
        "unit": "00145",
        "petition_class": "suggestion",
        "topic": "other",
        "content": "Lắp thêm đèn ngõ",
        "submitter": {"name": "Trần Văn Ước"},
    },
    "api-v1:petition_propose": {"answers": {"kind": "suggestion"}},
    "api-v1:petition_settle": {"outcome": "stored"},
    "api-v1:petition_send_back": {"reason": "Xem thêm"},
    "api-v1:petition_split": {
        "parts": [
            {"petition_class": "complaint", "content": "Xem lại quyết định"},
            {"petition_class": "suggestion", "content": "Lắp thêm đèn ngõ"},
        ]
    },
    "api-v1:petition_ask": {"wanted": "Ghi rõ số nhà"},
    "api-v1:petition_supplement": {"said": "Số 9"},
    "api-v1:petition_keep_from": {"posts": []},
    "api-v1:ask_supplement": {"items": ["Giấy chứng sinh"], "reason": "Chưa có bản chính"},
    "api-v1:refuse": {"reason": "Không thuộc thẩm quyền", "law": "60/2014/QH13 Điều 13"},
    "api-v1:reschedule": {"reason": "Chờ xác minh", "until": "2026-11-27T10:00:00+07:00"},
    "api-v1:cancel": {"reason": "Nhập nhầm thủ tục"},
    "api-v1:correct": {"reason": "Gõ nhầm", "name": "Trần Văn Ước"},
    "api-v1:rate": {"stars": 5},
    "api-v1:take_ticket": {"service": "A"},
    "api-v1:receive": {
        "procedure": "1.001193",
        "unit": "00145",
        "channel": "counter",
        "applicant": {"kind": "person", "name": "Trần Văn Ước", "id_number": "001199000777"},
        "papers": [
            {"component": "01", "copies": 1, "form": "original"},
            {"component": "02", "copies": 1, "form": "original"},
        ],
    },
}


def _draft(by: Actor, at: dt.datetime) -> int:
    """A decision of publication whose list is being put together."""
    from motcua.areas.procedures import actions, queries
    from motcua.base.law.ports import SheetRow

    n = len(queries.drafts()) + len(queries.register(None, None, today=at.date()))
    said = dict.fromkeys(("text_issued_on", "text_effective_on"), None) | {
        "symbol": f"{n + 1}/QĐ-UBND", "issuer": "UBND thành phố", "publisher": "province", "title": "",
        "signed_on": at.date(), "text_symbol": "", "shortened": False,
    }  # fmt: skip
    made = actions.draft_decision(said=said, by=by, at=at)
    heads, row = (
        SheetRow(1, ("Mã", "Loại", "Thời hạn")),
        SheetRow(2, ("1.001193", "Sửa đổi", f"{n + 2} ngày làm việc")),
    )
    listed = queries.read_list([heads, row], on=at.date() + dt.timedelta(days=n + 1))
    return int(actions.list_procedures(decision=made.pk, listed=listed.entries, by=by, at=at).pk)


def _published(by: Actor, at: dt.datetime) -> int:
    """A decision of publication in the register."""
    from motcua.areas.procedures import actions

    return int(actions.publish_decision(decision=_draft(by, at), by=by, at=at).pk)


def _certification(by: Actor, at: dt.datetime) -> str:
    """A request for certification received a minute ago."""
    given = {"kind": "copy", "title": "Giấy khai sinh", "pages": 1, "copies": 1}
    desk = actor_for_post("one-stop-1", at.date())
    applicant = {"kind": "person", "name": "Trần Văn Ước", "id_number": "001199000777"}
    made = certify(by=desk, at=at, unit=desk.agency, applicant=applicant, documents=[given])
    return made.code


def _petition(by: Actor, at: dt.datetime) -> str:
    """A petition taken in a minute ago."""
    desk = actor_for_post("one-stop-1", at.date())
    made = take_petition(
        by=desk, at=at, unit=desk.agency, channel="counter", said="suggestion", topic="other",
        content="Lắp thêm đèn ngõ", submitter={"name": "Trần Văn Ước"}, originals="Sổ hộ khẩu",
    )  # fmt: skip
    return made.code


def _dialogue(by: Actor, at: dt.datetime) -> str:
    """A dialogue that was announced and began an hour ago."""
    chair, then, starts = (
        actor_for_post("chair", at.date()),
        at - dt.timedelta(days=3),
        at - dt.timedelta(hours=1),
    )
    made = dialogues.plan(
        by=by, at=then, unit=by.agency, kind="people", title="Đối thoại", chair="chair", place="Nhà văn hóa",
        starts_at=starts, ends_at=at + dt.timedelta(hours=2), topics=["Đèn ngõ"], groups={"residents": 10},
    )  # fmt: skip
    dialogues.approve(by=chair, at=then, dialogue=made)
    return dialogues.announce(by=by, at=then, dialogue=made).code


def _question(by: Actor, at: dt.datetime) -> str:
    """A question that nobody looked at yet."""
    asked = {"way": "page", "topic": "other", "content": "Lắp thêm đèn ngõ?"}
    return dialogues.ask(by=CITIZEN, at=at, unit=by.agency, **asked).code


def _commitment(by: Actor, at: dt.datetime) -> str:
    """A commitment of the land officer."""
    due = at.date() + dt.timedelta(days=30)
    dialogue = _dialogue(by, at)
    return dialogues.make(by=by, at=at, dialogue=dialogue, content="Lắp đèn", post="land-1", due_on=due).code


def _consultation(by: Actor, at: dt.datetime) -> str:
    """A draft before people since today."""
    made = dialogues.draft(
        by=by,
        at=at,
        unit=by.agency,
        title="Quy chế",
        matter="other",
        text="Điều 1. Giờ mở cửa",
        forms=["page"],
    )
    dialogues.announce_consultation(
        by=actor_for_post("chair", at.date()), at=at, consultation=made, opens_on=None,
        closes_on=at.date() + dt.timedelta(days=30),
        sent=[{"to": to, "number": "1/UBND"} for to in ("HĐND", "MTTQ")],
    )  # fmt: skip
    return made.code


def _duty_day(by: Actor, at: dt.datetime) -> str:
    """A day on which the chair receives citizens, published."""
    from motcua.areas.receptions import queries

    office, on = actor_for_post("office-head", at.date()), at.date() + dt.timedelta(days=40)
    if not queries.receivers(office.agency, at.date()):
        receptions.name_receiver(by=office, at=at, agency=office.agency, post="chair", role="chair")
        receptions.set_place(by=office, at=at, agency=office.agency, name="Phòng tiếp công dân")
    made = receptions.plan_day(
        by=office,
        at=at,
        agency=office.agency,
        post="chair",
        on=on,
        place=1,
        session="extraordinary",
        ground="acute",
    )
    return receptions.publish(by=office, at=at, day=made).code


def _signed_up(by: Actor, at: dt.datetime) -> str:
    """A place taken for such a day, with the key of its receipt."""
    from motcua.areas.receptions.queries import sign_up_key

    given = {"name": "Trần Văn Ước", "phone": "0987123456", "about": "Hỏi"}
    code = receptions.sign_up(by=CITIZEN, at=at, day=_duty_day(by, at), **given).code
    return f"{code}&key={sign_up_key(code)}"


def _visit(by: Actor, at: dt.datetime) -> str:
    """A citizen received a minute ago."""
    desk = actor_for_post("one-stop-1", at.date())
    made = receptions.receive(
        by=desk, at=at, agency=desk.agency, petition_class="suggestion", topic="other", summary="Lắp thêm đèn ngõ",
        visitor={"name": "Trần Văn Ước", "address": "Số 9 Thạch Bàn"}, papers=[{"name": "Ảnh chụp"}],
    )  # fmt: skip
    return made.code


def _briefing(by: Actor, at: dt.datetime) -> str:
    """The briefing of this month, held and closed; there is one."""
    if held := Briefing.objects.first():
        return held.code
    chair = actor_for_post("chair", at.date())
    made = receptions.open_briefing(by=chair, at=at, agency=chair.agency, month=at.date())
    return receptions.close_briefing(
        by=chair, at=at, briefing=made.code, held_on=at.date(), present="Các đơn vị", conclusions="Đúng hạn"
    ).code


def _denounced(by: Actor, at: dt.datetime, **over: str) -> str:
    """A denunciation taken in a minute ago and proposed for acceptance, or as its answers lead."""
    desk, handler = actor_for_post("one-stop-1", at.date()), actor_for_post("justice-1", at.date())
    made = take_petition(
        by=desk, at=at, unit=desk.agency, channel="counter", said="denunciation", topic="officials", against="Ông X",
        content="Ông X nhận tiền", submitter={"name": "Trần Văn Ước"},
    )  # fmt: skip
    answers = {
        "kind": "denunciation", "legible": "yes", "signed": "yes", "stale": "none", "duplicate": "no",
        "complete": "yes", "competence": "own", "unfit": "none", **over,
    }  # fmt: skip
    propose(by=handler, at=at, petition=made, answers=answers, to_agency="Thanh tra thành phố")
    return made.code


def _denunciation(by: Actor, at: dt.datetime) -> str:
    """A denunciation accepted a minute ago."""
    chair = actor_for_post("chair", at.date())
    return accept_denunciation(
        by=chair, at=at, petition=_denounced(by, at), content="Nhận tiền khi đo đất"
    ).code


def _forwarded(by: Actor, at: dt.datetime) -> str:
    """A denunciation that another agency is to settle."""
    code = _denounced(by, at, competence="other")
    settle(by=actor_for_post("chair", at.date()), at=at, petition=code, outcome="forwarded")
    return code


def _complaint(by: Actor, at: dt.datetime) -> str:
    """A complaint accepted a minute ago."""
    return accept_complaint(by=actor_for_post("chair", at.date()), at=at, petition=_to_accept(by, at)).code


def _to_accept(by: Actor, at: dt.datetime) -> str:
    """A petition that was proposed for acceptance as a complaint."""
    desk = actor_for_post("one-stop-1", at.date())
    made = take_petition(
        by=desk, at=at, unit=desk.agency, channel="counter", said="complaint", topic="other",
        content="Không đồng ý quyết định", submitter={"name": "Trần Văn Ước"},
    )  # fmt: skip
    answers = {
        "kind": "complaint", "legible": "yes", "signed": "yes", "stale": "none", "duplicate": "no", "complete": "yes",
        "competence": "own", "barred": "none",
    }  # fmt: skip
    propose_petition(by=actor_for_post("justice-1", at.date()), at=at, petition=made, answers=answers)
    return made.code


def _petition_slip(by: Actor, at: dt.datetime) -> str:
    """What stands in the QR code of its receipt."""
    code = _petition(by, at)
    return f"ma={code}&key={petition_key(code)}"


def _feedback(by: Actor, at: dt.datetime) -> str:
    """Feedback sent from the street a minute ago, for who handles petitions."""
    return take_feedback(
        by=CITIZEN, at=at, unit="00145", channel="portal", category="kien-nghi", content="Lắp thêm ghế đá"
    ).code


def _review(by: Actor, at: dt.datetime) -> int:
    """An item of a review plan that was sent."""
    from motcua.areas.procedures import actions, queries

    plans = queries.plans(by)
    year = plans[0].year + 1 if plans else at.year
    plan = actions.plan_review(year=year, by=by, at=at)
    said = dict.fromkeys(("name", "lead", "ground", "product"), "a") | {
        "codes": [], "internal": False, "procedures": 1, "cooperating": "", "starts_on": at.date(),
        "ends_on": at.date(),
    }  # fmt: skip
    return int(actions.add_review_item(plan=plan.pk, said=said, by=by, at=at).pk)


def _plan(by: Actor, at: dt.datetime) -> int:
    """A review plan."""
    from motcua.areas.procedures import queries

    return int(queries.review_item(_review(by, at), by=by).plan_id)


def _proposed(by: Actor, at: dt.datetime) -> int:
    """An item of a review with a proposal."""
    from motcua.areas.procedures import actions, queries
    from motcua.areas.procedures.choices import Criterion

    item = _review(by, at)
    plan = queries.review_item(item, by=by).plan_id
    actions.submit_review_plan(plan=plan, on=at.date(), by=by, at=at)
    actions.begin_review(item=item, by=by, at=at)
    met = {one: {"met": True} for one in Criterion.values}
    actions.assess(item=item, criteria=met, before=[], after=[], by=by, at=at)
    actions.propose_outcome(item=item, outcome="keep", proposal="", on=at.date(), by=by, at=at)
    return item


def _hotspot(by: Actor, at: dt.datetime) -> str:
    """A hot spot in which the specialist has a task."""
    from motcua.areas.hotspots.actions import open_hot_spot

    task = {"post": "justice-1", "what": "Gặp các hộ", "due_on": at.date()}
    chair = actor_for_post("chair", at.date())
    return open_hot_spot(
        by=chair, at=at, title="Đổ đất", topic="other", assessment="Các hộ phản đối", tasks=[task]
    ).code


def _note(by: Actor, at: dt.datetime) -> str:
    """What the receiving officer noted of people's situation."""
    from motcua.areas.hotspots.actions import note

    desk = actor_for_post("one-stop-1", at.date())
    said = {"topic": "other", "level": "ordinary", "source": "meeting", "spot": "Tổ 5", "worries": "Lo ngập"}
    return note(by=desk, at=at, **said).code


def _trip(by: Actor, at: dt.datetime) -> str:
    """A field trip of the chair."""
    from motcua.areas.hotspots.actions import log_trip

    return log_trip(by=actor_for_post("chair", at.date()), at=at, on=at.date(), spot="Tổ 5").code


def _campaign(by: Actor, at: dt.datetime) -> str:
    """A campaign that is on, of the specialist, with a material."""
    from motcua.areas.campaigns import actions

    handler, on = actor_for_post("justice-1", at.date()), at.date()
    made = actions.plan(
        by=handler, at=at, title="Luật mới", goal="Để ai cũng biết", audiences=["residents"], starts_on=on, ends_on=on,
        post="justice-1",
    )  # fmt: skip
    actions.add_material(by=handler, at=at, campaign=made, title="Tờ gấp", name="to-gap.png", content=PNG)
    return actions.open_campaign(by=actor_for_post("chair", on), at=at, campaign=made).code


def _survey(by: Actor, at: dt.datetime, upto: str = "open") -> str:
    """A round that hands slips out by group: drawn, open, or published."""
    from motcua.areas.surveys import actions

    on, chair = at.date(), actor_for_post("chair", at.date())
    made = actions.plan(
        by=by, at=at, title="Hài lòng", form="sipas-phuong/0", since=on, until=on, closes_on=on, frame="slips",
        parts="Lớp 5A: 5",
    )  # fmt: skip
    actions.draw(by=by, at=at, round=made)
    if upto == "drawn":
        return made.code
    actions.open_round(by=chair, at=at, round=made)
    if upto == "unprinted":
        return made.code
    slips = actions.print_slips(by=actor_for_post("front", on), at=at, round=made)
    if upto == "slip":
        return slips[0][1]
    if upto == "published":
        for _part, secret in slips:
            actions.answer(by=CITIZEN, at=at, slip=secret, channel="link", scores={"cc1": 5})
        actions.close(by=by, at=at, round=made, reason="Đủ phiếu.")
        actions.publish(by=chair, at=at, round=made, conclusion="Tốt")
    return made.code


def _questionnaire(by: Actor, at: dt.datetime) -> str:
    """A questionnaire of the ward that is drafted."""
    from motcua.areas.surveys.actions import draft_form

    return draft_form(by=by, at=at, title="Trường học", lines="# Dạy\n- Dễ hiểu").code


def _escalation(by: Actor, at: dt.datetime) -> str:
    """A matter beyond competence that the chair raised to the city."""
    from motcua.areas.escalations.actions import raise_matter

    return raise_matter(
        by=actor_for_post("chair", at.date()), at=at, title="Bãi rác", topic="other", asked="Di dời",
        why="Đất thành phố", to_agency="01", reply_by=at.date(),
    ).code  # fmt: skip


def _incoming(by: Actor, at: dt.datetime) -> str:
    """A document that came in with its file, given to the specialist."""
    from motcua.areas.correspondence.actions import instruct, register
    from motcua.areas.correspondence.queries.incoming import figures

    clerk, chair = (actor_for_post(post, at.date()) for post in ("clerk-1", "chair"))
    made = register(
        by=clerk, at=at, issuer="Sở Tư pháp", symbol=f"{figures(chair, at).open}/STP", abstract="Về hộ tịch",
        upload=a_pdf(), name="van-ban.pdf",
    )  # fmt: skip
    return instruct(by=chair, at=at, incoming=made, lead="post:justice-1").code


def _recommended(by: Actor, at: dt.datetime) -> Any:
    """A recommendation of a supervision that is public, to the ward."""
    from motcua.areas.inspections import actions

    front, on = actor_for_post("front", at.date()), at.date()
    made = actions.plan(
        by=front, at=at, kind="supervision", form="team", title="Giám sát", units=[front.agency], number="1/KH",
        decided_on=on, begins_on=on, ends_on=on,
    )  # fmt: skip
    said = {"findings": "Tốt", "report_number": "2/BC", "concluded_on": on}
    actions.publish(
        by=front, at=at, inspection=actions.conclude(by=front, at=at, inspection=made, **said).code
    )
    return actions.recommend(
        by=front, at=at, inspection=made.code, receiver=front.agency, matter="mending", content="Sửa lối đi",
        number="3/KN", sent_on=on,
    )  # fmt: skip


def _directive(by: Actor, at: dt.datetime, *, issued: bool = True) -> str:
    """A plan of the ward with one task of the land officer."""
    office, chair = actor_for_post("office-head", at.date()), actor_for_post("chair", at.date())
    task = {
        "title": "Rà soát", "content": "Rà soát thủ tục", "post": "land-1", "role": "Chủ trì", "starts_on": at.date(),
        "due_on": at.date() + dt.timedelta(days=20), "product": "Báo cáo", "criteria": "Đủ",
    }  # fmt: skip
    made = directives.draft(
        by=office, at=at, unit=office.agency, document={"type": "plan", "title": "Kế hoạch"}, tasks=[task],
        files=[world.scan()],
    )  # fmt: skip
    return directives.issue(by=chair, at=at, directive=made).code if issued else made.code


def _theme(by: Actor, at: dt.datetime) -> int:
    """The theme of the ward's year."""
    chair = actor_for_post("chair", at.date())
    return directives.set_theme(by=chair, at=at, unit=chair.agency, year=at.year, words="Kỷ cương").year


def _instrument(by: Actor, at: dt.datetime) -> int:
    """One of the register."""
    from motcua.base.law.queries import instrument

    return instrument("33/CT-TTg").pk


def _drafted_directive(by: Actor, at: dt.datetime) -> str:
    """The same, not issued yet."""
    return _directive(by, at, issued=False)


def _reading(by: Actor, at: dt.datetime) -> str:
    """A document that is being read."""
    from motcua.areas.directives.actions.confirming import begin_reading

    office = actor_for_post("office-head", at.date())
    return str(begin_reading(by=office, at=at, unit=office.agency, text="KẾ HOẠCH\n\nCải cách hành chính"))


def _task(by: Actor, at: dt.datetime) -> str:
    """The land officer's task."""
    from motcua.areas.directives.models import Task

    return Task.objects.get(directive__code=_directive(by, at)).code


PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTj2FAAAAABJRU5ErkJggg=="
)


def _outgoing(by: Actor, at: dt.datetime) -> str:
    """A letter that the specialist drafted."""
    from motcua.areas.correspondence.actions import draft

    return draft(
        by=actor_for_post("justice-1", at.date()), at=at, type_="cong-van", abstract="rà soát hộ tịch", to="Sở Tư pháp",
        body="Đã rà soát.", signer="chair",
    ).code  # fmt: skip


def _periodic(by: Actor, at: dt.datetime) -> str:
    """The ward's weekly report of a week that is over, which the office writes and nobody has submitted."""
    from motcua.areas.reports import actions, queries

    chair, start = actor_for_post("chair", at.date()), at - dt.timedelta(days=8)
    duty = actions.set_duty(
        by=chair, at=start, template="clearance-weekly", unit=chair.agency, post="office-head",
        recipient=f"Cơ quan {queries.duties(chair).count()}", due={"by": "weekday", "n": 4},
    )  # fmt: skip
    return actions.open_report(by=SYSTEM, at=start, duty=duty, since=dt.date(2026, 11, 12)).code


def _assessment(by: Actor, at: dt.datetime) -> str:
    """The office's sheet of points with one file."""
    from motcua.areas.assessments import actions
    from motcua.areas.assessments.models import Assessment

    office = actor_for_post("office-head", at.date())
    kept = Assessment.objects.filter(unit=office.unit, name="dan-van").first()
    if kept is not None:
        return kept.code
    made = actions.open_sheet(by=office, at=at, unit=office.unit, name="dan-van", year=at.year)
    actions.attach(by=office, at=at, assessment=made, criterion="1.1", file_name="a.pdf", content=a_pdf())
    return str(made.code)


def _issued_periodic(by: Actor, at: dt.datetime) -> str:
    """The same, issued: its code and the number of its document."""
    from motcua.areas.reports import actions, queries

    code = _periodic(by, at)
    actions.submit(by=actor_for_post("office-head", at.date()), at=at, report=code, without="Chưa phát sinh")
    made = actions.issue(by=actor_for_post("chair", at.date()), at=at, report=code)
    return f"{code}/van-ban/{queries.documents(made)[0].id}"


def _collected(by: Actor, at: dt.datetime) -> str:
    """A division's report that the ward waits for."""
    from motcua.areas.reports import actions
    from motcua.areas.reports.models import PeriodicReport

    chair, start = actor_for_post("chair", at.date()), at - dt.timedelta(days=8)
    if found := PeriodicReport.objects.filter(unit=f"{chair.agency}-vhxh").first():
        return found.code
    (duty,) = actions.collect(
        by=chair,
        at=start,
        template="clearance-weekly",
        units=[f"{chair.agency}-vhxh"],
        due={"by": "weekday", "n": 3},
    )
    return actions.open_report(by=SYSTEM, at=start, duty=duty, since=dt.date(2026, 11, 12)).code


def _report_duty(by: Actor, at: dt.datetime) -> str:
    """Its duty."""
    from motcua.areas.reports.models import ReportDuty

    return ReportDuty.objects.get(reports__code=_periodic(by, at)).code


def _programme(by: Actor, at: dt.datetime) -> str:
    """A coordination programme of this year."""
    from motcua.areas.programmes.actions import enter

    on = at.date()
    return enter(
        by=by, at=at, kind="programme", title="Công tác dân vận", parties="UBND\nMTTQ", signed_on=on, begins_on=on,
        ends_on=on.replace(year=on.year + 5), contents="Phối hợp",
    ).code  # fmt: skip


def _regulation(by: Actor, at: dt.datetime) -> str:
    """A regulation of work that is being drafted."""
    from motcua.areas.regulations.actions import draft
    from motcua.areas.regulations.queries import draft as drafted
    from motcua.base.people.queries import actor_for_post

    chair = actor_for_post("chair", at.date())
    return (drafted(chair) or draft(by=chair, at=at)).code


def _initiative(by: Actor, at: dt.datetime) -> str:
    """An initiative proposed by somebody else."""
    from motcua.areas.initiatives.actions import propose
    from motcua.base.people.queries import actor_for_post

    return propose(
        by=actor_for_post("social-1", at.date()), at=at, field="chuyen-doi-so", title="Đọc thẻ thay gõ tay",
        problem="Gõ tay lâu", solution="Đọc mã", benefit="Nhanh hơn",
    ).code  # fmt: skip


def _workfile(by: Actor, at: dt.datetime) -> str:
    """A work file of somebody else's unit, closed with a document of the register."""
    from motcua.areas.workfiles.actions import close, open_file, put
    from motcua.base.people.queries import actor_for_post

    clerk = actor_for_post("clerk-1", at.date())
    made = open_file(by=clerk, at=at, title="Công tác dân vận năm 2026", retention="trao-doi")
    put(by=clerk, at=at, file=made, said=_incoming(by, at))
    return close(by=clerk, at=at, file=made, ended_on=at.date()).code


def _handover(by: Actor, at: dt.datetime) -> str:
    """A record of handing over that waits for the archive."""
    from motcua.areas.workfiles.actions import hand_over
    from motcua.base.people.queries import actor_for_post

    return hand_over(by=actor_for_post("clerk-1", at.date()), at=at, files=[_workfile(by, at)]).code


THINGS: Mapping[str, Callable[[Actor, dt.datetime], int | str]] = {
    "draft": _draft,
    "decision": _published,
    "certification": _certification,
    "petition": _petition,
    "dialogue": _dialogue,
    "periodic": _periodic,
    "assessment": _assessment,
    "issued-periodic": _issued_periodic,
    "collected": _collected,
    "report-duty": _report_duty,
    "question": _question,
    "commitment": _commitment,
    "consultation": _consultation,
    "visit": _visit,
    "duty": _duty_day,
    "briefing": _briefing,
    "signed_up": _signed_up,
    "denounced": _denounced,
    "denunciation": _denunciation,
    "forwarded": _forwarded,
    "hotspot": _hotspot,
    "directive": _directive,
    "instrument": _instrument,
    "theme": _theme,
    "drafted_directive": _drafted_directive,
    "reading": _reading,
    "task": _task,
    "escalation": _escalation,
    "incoming": _incoming,
    "inspection": lambda by, at: str(_recommended(by, at).inspection.code),
    "recommendation": lambda by, at: str(_recommended(by, at).code),
    "note": _note,
    "campaign": _campaign,
    "trip": _trip,
    "survey": _survey,
    "drawn_survey": lambda by, at: _survey(by, at, "drawn"),
    "unprinted_survey": lambda by, at: _survey(by, at, "unprinted"),
    "published_survey": lambda by, at: _survey(by, at, "published"),
    "survey_slip": lambda by, at: _survey(by, at, "slip"),
    "questionnaire": _questionnaire,
    "outgoing": _outgoing,
    "programme": _programme,
    "regulation": _regulation,
    "initiative": _initiative,
    "workfile": _workfile,
    "handover": _handover,
    "complaint": _complaint,
    "to_accept": _to_accept,
    "petition_slip": _petition_slip,
    "feedback": _feedback,
    "plan": _plan,
    "review": _review,
    "proposed": _proposed,
}
"""What an address may name besides a dossier, and how it is made."""


def rows() -> list[dict[str, str]]:
    with PERMISSIONS.open(encoding="utf-8") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


def addresses(
    patterns: list[URLPattern | URLResolver] | None = None, route: str = "/", space: str = ""
) -> Iterator[tuple[str, str]]:
    """(name, route) of every address except the configuration pages, which ask for an administrator themselves."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        here = route + str(pattern.pattern).removeprefix("^")
        if isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name or ''}" or here, here
        elif pattern.namespace != "admin":
            yield from addresses(
                pattern.url_patterns, here, f"{space}{pattern.namespace}:" if pattern.namespace else space
            )


def test_every_address_is_in_the_table() -> None:
    named = {name for name, _ in addresses()}
    listed = {row["name"] for row in rows()}
    assert named - listed == set(), "an address without a line"
    assert listed - named == set(), "a line without an address"


def test_no_name_leads_to_two_addresses() -> None:
    """The later one would take the links of the other; one that may be left out of a longer address is the same."""
    known: dict[str, set[str]] = {}
    for name, route in addresses():
        if name.startswith("desk:"):
            known.setdefault(name, set()).add(route)
    assert {name: routes for name, routes in known.items() if len(routes) > 1} == {}


def _denied(answer: Any) -> bool:
    if answer.status_code in (301, 302, 303):
        to = answer["Location"].split("?")[0]
        return to in (
            reverse("account_login"),
            reverse("desk:posts"),
            reverse("portal:sign-in"),
            reverse("kiosk:home"),
        )
    return answer.status_code in (401, 403, 404)


def doors() -> list[Any]:
    """The rows as parameters; what only a sealed event opens needs a ward whose transactions really end."""
    return [
        pytest.param(
            row,
            id=f"{row['method']} {row['name']}",
            marks=[pytest.mark.django_db(transaction=True)] if "{seq}" in row["address"] else [],
        )
        for row in rows()
    ]


@pytest.mark.parametrize("row", doors())
def test_a_door(
    row: Mapping[str, str],
    receive: Callable[..., Dossier],
    posts: Mapping[str, Actor],
    api: Callable[[str], Any],
    at: dt.datetime,
) -> None:
    code, said, more = "", {}, {}
    for role, post in ROLES.items():
        if not code or row["method"] == "POST":  # things of their own for those who may change them
            code, more = receive().case.code, things(row["address"], posts["office-head"], at)
            if "{seq}" in row["address"] or "journal" in row["name"]:
                seal(at=at)
        said[role] = "allowed" if _opens(row, post, code, api, more) else "denied"
    assert said == {role: row[role] for role in ROLES}


WITH_TICKET = {"portal:ticket", "portal:withdraw", "api-v1:get_ticket", "api-v1:take_ticket"}


def things(address: str, by: Actor, at: dt.datetime) -> dict[str, int | str]:
    """Numbers of what an address is about besides a dossier, made when it is named."""
    return {name: make(by, at) for name, make in THINGS.items() if f"{{{name}}}" in address}


_sessions: dict[str, Session] = {}


def _signed_in(post: str) -> Client:
    """A browser of the post's holder; the session of the first sign-in is put back, for a test's rows go with it."""
    client = Client()
    if post not in _sessions:
        client.force_login(Account.objects.get(username=post))
        _sessions[post] = Session.objects.get(pk=client.cookies[settings.SESSION_COOKIE_NAME].value)
        return client
    Session.objects.bulk_create([_sessions[post]])
    client.cookies[settings.SESSION_COOKIE_NAME] = _sessions[post].pk
    return client


def _opens(
    row: Mapping[str, str], post: str, code: str, api: Callable[[str], Any], more: Mapping[str, int | str]
) -> bool:
    key = queries.tracking_key(code)
    seq = queries.received_event(queries.tracked(code, key)).seq
    ticket = world.a_ticket().name if row["name"] in WITH_TICKET else ""
    also = {"ticket": ticket, "ticket_key": ticket_key(ticket), **more}
    if "feedback" in more:
        also["feedback_key"] = feedback_key(str(more["feedback"]))
    path = row["address"].format(dossier=code, key=key, seq=seq, **also)
    if row["address"].startswith("/api/"):
        client: Client = api(post).client
        body = json.dumps(BODIES.get(row["name"], {}))
        answer: Any = (
            client.get(path) if row["method"] == "GET" else client.post(path, body, "application/json")
        )
    else:
        client = _signed_in(post) if post else Client()
        slip = f"http://testserver/tra-cuu?ma={code}&key={key}"
        form = {
            "ma": slip if "kiosk" in row["name"] else code,
            "key": ticket_key(ticket) if ticket else key,
            "so": ticket,
            "stars": "5",
            "purpose": "processing",
            "q": "Nguyễn Thị Anh",
        }
        answer = client.get(path) if row["method"] == "GET" else client.post(path, form)
    assert answer.status_code < 500, answer.content[:400]
    assert answer.status_code != 405, "the table names another method"
    return not _denied(answer)
