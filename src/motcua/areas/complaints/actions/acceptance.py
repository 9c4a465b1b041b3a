"""Acceptance: the petition is settled and its complaint is opened, together or not at all (Luật Khiếu nại Điều 27)."""

import datetime as dt
import json
from collections.abc import Sequence
from decimal import Decimal

from motcua.areas.cases import actions as engine
from motcua.areas.cases import evidence as engine_evidence
from motcua.areas.cases import queries as cases
from motcua.areas.complaints import events, policies, queries
from motcua.areas.complaints.actions.keeping import day_of, keep, line, numbered, text, whole
from motcua.areas.complaints.choices import KIND, About, Document, Instance, State, grounds
from motcua.areas.complaints.models import Complaint
from motcua.areas.complaints.process import ASSIGN, STANDARD, STEPS, UNDECIDED
from motcua.areas.petitions import actions as petition_acts
from motcua.areas.petitions import queries as petitions
from motcua.areas.petitions.choices import FIELD, Outcome, PetitionClass
from motcua.areas.petitions.models import Petition
from motcua.base.documents.actions import take_number
from motcua.base.journal.actions import act, record
from motcua.base.journal.ports import Actor
from motcua.base.law.queries import parameter_from
from motcua.base.orgs.queries import unit_on
from motcua.rules.calendar import TZ
from motcua.rules.deadlines import Limit, TimeUnit
from motcua.rules.impossible import Impossible, Invalid
from motcua.rules.numbering import dossier_code

OBSTACLE_MOST = 3_660


class NotProposed(Impossible):
    text = "Đơn {code} chưa được đề xuất thụ lý khiếu nại. Phân loại và đề xuất thụ lý đơn trước."


class NotCompetent(Impossible):
    text = "Theo quy định về thẩm quyền, cơ quan này không giải quyết khiếu nại {instance}. Trả lại đơn để hướng dẫn."


class OutOfTime(Impossible):
    text = (
        "Hết thời hiệu khiếu nại từ sau ngày {last}, đơn đến ngày {came}. Có trở ngại khách quan thì ghi số ngày và lý "
        "do; không thì trả lại đơn để đề xuất không thụ lý."
    )


class NoRepresentative(Impossible):
    text = "{signers} người cùng khiếu nại: cần văn bản cử người đại diện trước khi thụ lý."


class NotYetSecond(Impossible):
    text = "Vụ khiếu nại lần đầu {code} chưa có quyết định và còn trong hạn đến {due}: chưa khiếu nại lần hai được."


class SecondAlready(Impossible):
    text = "Vụ khiếu nại lần đầu {code} đã kết thúc theo cách khác, không khiếu nại lần hai được."


@act(may=policies.can_load, records=events.TYPES_LOADED, law="Luật Khiếu nại 02/2011 Điều 28, 37, 50; R6.31")
def load_types(*, by: Actor, at: dt.datetime, on: dt.date) -> int:
    """Công bố thời hạn giải quyết: a version for each version in time of the law's days; how many were published."""
    newest, count = engine_evidence.newest_type(), 0
    for sort, key in queries.KEYS.items():
        for value, first in parameter_from(key, on):
            for case, days in value.value.items():
                count += engine.publish_if_changed(
                    kind=KIND, code=f"{queries.CODES[sort]}{queries.ENDINGS[case]}", name=queries.NAMES[sort],
                    field=FIELD, levels=["commune", "province"], limit=Limit(Decimal(days), TimeUnit(value.unit)),
                    shape=STANDARD.code, steps=STEPS, law=value.source, valid_from=first,
                )  # fmt: skip
    facts = {"count": count, **engine_evidence.published(newest)}
    record(events.TYPES_LOADED, subject="complaint-types", unit="", by=by, at=at, facts=facts)
    return count


def complicated_in_writing(codes: Sequence[str], ground: str) -> tuple[list[str], str]:
    """Why a complaint is complicated: which of the seven cases, and the ground in writing (R6.32)."""
    known = grounds("complicated")
    chosen = [code for code in known if code in codes]
    if not chosen or len(chosen) != len(set(codes)):
        raise Invalid(field="complicated", text="Chọn ít nhất một trong bảy căn cứ của vụ việc phức tạp.")
    return chosen, text(ground, "ground", what="căn cứ cụ thể bằng văn bản")


@act(
    may=policies.can_accept, records=(events.ACCEPTED, events.APPEALED),
    law="Luật Khiếu nại 02/2011 Điều 27, 36; NĐ 155/2026 Điều 10; R6.28–R6.33, R6.39",
    finds={"petition": petitions.to_act_on},
)  # fmt: skip
def accept(
    *, by: Actor, at: dt.datetime, petition: Petition, instance: str = Instance.FIRST, about: str = About.DECISION,
    known_on: dt.date | None = None, obstacle: int = 0, obstacle_note: str = "", remote: bool = False,
    complicated: Sequence[str] = (), ground: str = "", first: str = "", first_decision: str = "",
    certified: str = "",
) -> Complaint:  # fmt: skip
    """Thụ lý khiếu nại: the petition that was proposed for it becomes a complaint with its own time from today.

    ``known_on``  when the complainant received or learnt of what is complained of; ``obstacle`` days not counted
    ``complicated``, ``ground``  which of the seven cases, and the written ground: together or not at all
    ``first``  code of the first instance's complaint kept here; ``first_decision`` its number elsewhere
    ``certified``  who notarised or certified the paper of who acts for the complainant, where it is not noted yet
    """
    if (
        petition.proposed != Outcome.ACCEPTED
        or petition.petition_class != PetitionClass.COMPLAINT
        or petition.case.state != "proposed"
    ):
        raise NotProposed(code=petition.case.code)
    on = at.astimezone(TZ).date()
    if instance not in Instance.values:
        raise Invalid(field="instance", text="Chọn khiếu nại lần đầu hay lần hai.")
    if about not in About.values:
        raise Invalid(field="about", text="Chọn đối tượng bị khiếu nại.")
    label = queries.in_vietnamese(Instance(instance).label)
    if queries.competence(petition.agency, instance, on) is None:
        raise NotCompetent(instance=label.lower())
    why = text(obstacle_note, "obstacle_note", what="lý do của trở ngại khách quan", needed=bool(obstacle))
    whole(obstacle, "obstacle", what="số ngày trở ngại", most=OBSTACLE_MOST)
    if petitions.many_on(petition.arrived_on).are(petition.signers) and not petitions.representatives(
        petition
    ):
        raise NoRepresentative(signers=petition.signers)
    _check_authorised(petition, certified)
    made = Complaint(
        agency=petition.agency, instance=instance, about=about, known_on=known_on, obstacle=obstacle,
        obstacle_note=why, remote=remote, accepted_on=on,
        first_decision=line(
            first_decision, "first_decision", what="số quyết định giải quyết lần đầu", most=120, needed=False
        ),
    )  # fmt: skip
    if complicated or ground.strip():
        made.complicated, made.complicated_note = complicated_in_writing(complicated, ground)
    _check_time(made, petition, first=first, by=by, on=on)
    return _opened(made, petition, by=by, at=at)


def _check_authorised(petition: Petition, certified: str) -> None:
    """The paper under which somebody acts for the complainant is certified where the law of its day asks (R6.37)."""
    known = petitions.authorised(petition)
    if not known:
        return
    said = line(certified, "certified", what="nơi công chứng, chứng thực", needed=False)
    if said:
        petition.authorised = json.dumps({**known, "certified": said}, ensure_ascii=False)
        petition.save(update_fields=["authorised"])
    elif not known.get("certified") and petitions.authorisation_certified(petition.arrived_on):
        raise Invalid(
            field="certified",
            text="Giấy ủy quyền phải công chứng hoặc chứng thực: ghi nơi công chứng, chứng thực, hoặc trả lại đơn để "
            "yêu cầu bổ sung.",
        )


def _check_time(complaint: Complaint, petition: Petition, *, first: str, by: Actor, on: dt.date) -> None:
    """Whether it came in time (R6.28, R6.33); a second complaint says what it follows."""
    last = None
    if complaint.known_on is not None:
        if complaint.known_on > petition.arrived_on:
            raise Invalid(field="known_on", text="Ngày nhận hoặc biết quyết định không sau ngày đơn đến.")
        last = queries.last_day_to_complain(
            instance=complaint.instance, about=complaint.about, remote=complaint.remote, known=complaint.known_on,
            obstacle=complaint.obstacle, agency=complaint.agency, on=petition.arrived_on,
        )  # fmt: skip
    if complaint.instance == Instance.SECOND:
        if first.strip():
            complaint.first = _first(first, petition, by=by, on=on)
            until = complaint.first.second_until
            if until is None and not complaint.first.decided_on:
                over = complaint.first.case.due_at.astimezone(TZ).date()
                until = queries.second_within(complaint.first, over)
            if until is not None:
                last = until + dt.timedelta(days=complaint.obstacle)
        elif not complaint.first_decision:
            raise Invalid(
                field="first_decision", text="Ghi mã vụ việc hoặc số quyết định giải quyết lần đầu."
            )
    if last is not None and petition.arrived_on > last:
        raise OutOfTime(last=f"{last:%d/%m/%Y}", came=f"{petition.arrived_on:%d/%m/%Y}")


def _first(code: str, petition: Petition, *, by: Actor, on: dt.date) -> Complaint:
    found = queries.of_lower(code, by=by, on=on)
    if found is None or found.instance != Instance.FIRST:
        raise Invalid(
            field="first", text="Không tìm thấy vụ khiếu nại lần đầu {code} ở cấp dưới.", code=code.strip()
        )
    state, due = found.case.state, found.case.due_at.astimezone(TZ)
    if state in (*UNDECIDED, State.SUSPENDED):
        if found.case.paused or due.date() >= petition.arrived_on:
            raise NotYetSecond(code=found.code, due=f"{due:%d/%m/%Y}")
    elif state not in (State.DECIDED, State.ANNOUNCED):
        raise SecondAlready(code=found.code)
    return found


def _opened(complaint: Complaint, petition: Petition, *, by: Actor, at: dt.datetime) -> Complaint:
    on, agency = complaint.accepted_on, petition.agency
    sort = queries.sort_of(complaint.instance, complaint.about)
    case = queries.case_of(sort, complicated=bool(complaint.complicated), remote=complaint.remote)
    serial = take_number(agency=agency, book=f"complaint-{on:%y%m%d}", year=on.year)
    code = f"KN-{dossier_code(unit_on(agency, on).agency_code, on, serial)}"
    petition = petition_acts.settle(
        by=by, at=at, petition=petition, outcome=Outcome.ACCEPTED, matter=f"{KIND}:{code}"
    )
    complaint.petition = petition
    known = petition.submitter
    work = engine.open_case(
        type_=queries.type_for(sort, case, on), code=code, agency=agency, place=agency,
        title=queries.title_of(complaint.instance, complaint.about, petition.topic), who=petition.case.who,
        numbers=[known.id_number, known.phone] if known else [], state=State.ACCEPTED, by=by, at=at,
    )  # fmt: skip
    complaint.case = work.case
    notice = numbered(work, complaint, Document.ACCEPTANCE)
    engine.enter(work, 0, state=State.ACCEPTED, post=by.on_behalf_of or by.post)
    engine.leave(work, outcome="accept")
    engine.enter(work, ASSIGN, state=State.ACCEPTED)
    work.new.append(complaint)
    keep(
        work, complaint, events.ACCEPTED, notice, instance=complaint.instance,
        instance_words=queries.in_vietnamese(Instance(complaint.instance).label).lower(), about=complaint.about,
        topic=petition.topic, signers=petition.signers, petition=petition.case.code, number=notice.number,
        case=case, grounds=complaint.complicated, due_words=cases.words(work.case.due_at),
        first=complaint.first.code if complaint.first else "",
    )  # fmt: skip
    notice.complaint = complaint
    notice.save(force_insert=True)
    if complaint.first is not None:
        _appealed(complaint.first, complaint, by=by, at=at)
    return complaint


def _appealed(first: Complaint, second: Complaint, *, by: Actor, at: dt.datetime) -> None:
    """The first instance's case ends here: the second one goes on with it."""
    work = engine.begin(first.case, by=by, at=at)
    engine.require_move(work, "appeal", shape_code=queries.SHAPE)
    first.appealed_on = second.petition.arrived_on
    first.save(update_fields=["appealed_on"])
    engine.leave(work, outcome="appeal", interrupted=True)
    engine.close(work, state=State.APPEALED)
    keep(work, first, events.APPEALED, on=day_of(work).isoformat())
