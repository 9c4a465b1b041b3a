"""Every read of complaints: only what this actor may see; the public reads decisions that are public, and steps."""

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import translation

from motcua.areas.cases import queries as cases
from motcua.areas.cases.choices import ClockKind
from motcua.areas.cases.models import Case, CaseType, ClockEvent
from motcua.areas.complaints import policies
from motcua.areas.complaints.choices import (
    KIND,
    About,
    Competence,
    Document,
    Form,
    Instance,
    Result,
    State,
    competences,
)
from motcua.areas.complaints.models import Complaint, Dialogue, Numbered, Publication
from motcua.areas.complaints.process import STANDARD, UNDECIDED
from motcua.areas.petitions import queries as petitions
from motcua.areas.petitions.choices import topics
from motcua.areas.petitions.models import Petition
from motcua.base.calendars.queries import calendar_for
from motcua.base.journal import queries as journal
from motcua.base.journal.events import EVENTS
from motcua.base.journal.models import Event
from motcua.base.journal.ports import CITIZEN, SYSTEM, Actor
from motcua.base.law.queries import parameter, parameter_row
from motcua.base.orgs.choices import Level
from motcua.base.orgs.queries import main_heirs, path, version_on
from motcua.rules import complaints as rules
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Impossible

SHAPE = STANDARD.code
KEYS = {"first": "complaint.first", "second": "complaint.second", "discipline": "complaint.discipline"}
NAMES = {
    "first": "Khiếu nại lần đầu",
    "second": "Khiếu nại lần hai",
    "discipline": "Khiếu nại quyết định kỷ luật",
}
CODES = {"first": "khieu-nai-lan-dau", "second": "khieu-nai-lan-hai", "discipline": "khieu-nai-ky-luat"}
ENDINGS = {"normal": "", "complex": "-phuc-tap", "remote": "-vung-xa", "remote_complex": "-vung-xa-phuc-tap"}


class NoSuchComplaint(cases.NoSuchCase):
    text = "Không tìm thấy vụ khiếu nại {code} trong phạm vi của đơn vị. Kiểm tra lại mã."


class NotYetAcceptable(Impossible):
    text = "Thời hạn giải quyết khiếu nại chưa được nạp. Chạy lại motcua init."


# --- one complaint ---------------------------------------------------------------------------------------------


def to_act_on(code: str | Complaint, *, by: Actor) -> Complaint:
    """The complaint of an act, locked; another unit's looks like one that is not there."""
    code = code.case.code if isinstance(code, Complaint) else code
    case = Case.objects.select_for_update().filter(kind=KIND, code=code).first()
    if case is None or not (by.post in (CITIZEN.post, SYSTEM.post) or policies.can_see(by, case.agency)):
        raise NoSuchComplaint(code=code)
    found = _with_links().get(pk=case.pk)
    found.case = case
    return found


def of_lower(code: str, *, by: Actor, on: dt.date) -> Complaint | None:
    """The first instance's complaint to which a second one leads, locked: of an agency below that of the actor."""
    case = Case.objects.select_for_update().filter(kind=KIND, code=code.strip()).first()
    if case is None or not _directly_below(case.agency, by, on):
        return None
    found = _with_links().get(pk=case.pk)
    found.case = case
    return found


def _directly_below(agency: str, by: Actor, on: dt.date) -> bool:
    """Whether an agency, or the one that stands in its place, lies directly beneath that of the actor."""
    return version_on(main_heirs([agency], on).get(agency, agency), on).parent_key == by.agency


def first_known(by: Actor, petition: Petition, on: dt.date) -> dict[str, str]:
    """What a petition that complains again says of the case decided first, as acceptance asks for it; nothing where
    that case is not of an agency directly below (R6.33)."""
    code = petition.follows.removeprefix(f"{KIND}:")
    found = Complaint.objects.select_related("case").filter(case__code=code).first() if code else None
    if found is None or not _directly_below(found.agency, by, on):
        return {}
    paper = document(found, Document.DECISION)
    numbered = f"{paper.number}, {paper.issued_on:%d/%m/%Y}" if paper else ""
    return {"instance": Instance.SECOND.value, "first": found.code, "first_decision": numbered}


def _with_links() -> QuerySet[Complaint]:
    return Complaint.objects.select_related("petition__case", "petition__submitter", "first__case")


def one(by: Actor, code: str) -> Complaint:
    """A complaint that this actor may see; whether its text as well says ``policies.can_read``."""
    found = _with_links().select_related("case").filter(case__code=code).first()
    if found is None or not policies.can_see(by, found.case.agency):
        raise NoSuchComplaint(code=code)
    return found


def of_ended_units(on: dt.date) -> list[str]:
    """Codes of open complaints of agencies that ended and have a known heir."""
    return cases.of_ended_units(KIND, on)


def second_of(complaint: Complaint) -> str:
    """Code of the second instance's case, where it is kept here; the agency below knows the code only."""
    return Complaint.objects.filter(first=complaint).values_list("case__code", flat=True).first() or ""


def asked_again(complaint: Complaint) -> Petition | None:
    """The petition in which the complainant complains again, taken in here and meant for the agency above."""
    return next(iter(petitions.following([complaint.case.subject])), None)


def documents(complaint: Complaint) -> list[Numbered]:
    """Its numbered documents, oldest first."""
    return list(Numbered.objects.filter(complaint=complaint).order_by("n"))


def document(complaint: Complaint, kind: str) -> Numbered | None:
    """Its newest document of a kind."""
    return Numbered.objects.filter(complaint=complaint, document=kind).order_by("-n").first()


def dialogues(complaint: Complaint) -> list[Dialogue]:
    """Its dialogues, oldest first."""
    return list(Dialogue.objects.filter(complaint=complaint).order_by("n"))


def invited_to(complaint: Complaint, invitation: Numbered) -> Dialogue | None:
    """The dialogue to which an invitation calls: each call issues one, and the first calls of old issued none."""
    sent = [row.n for row in documents(complaint) if row.document == Document.INVITATION]
    called = dialogues(complaint)
    place = len(called) - len(sent) + sent.index(invitation.n)
    return called[place] if 0 <= place < len(called) else None


def present(dialogue: Dialogue) -> list[str]:
    """Who came; callers ask ``policies.can_read`` first."""
    given: list[str] = json.loads(dialogue.present or "[]")
    return given


def absent(dialogue: Dialogue) -> list[list[str]]:
    """Who did not come, each with the reason; callers ask ``policies.can_read`` first."""
    given: list[list[str]] = json.loads(dialogue.absent or "[]")
    return given


def publications(complaint: Complaint) -> list[Publication]:
    """How its decision is public."""
    return list(Publication.objects.filter(complaint=complaint).order_by("n"))


def events(complaint: Complaint) -> list[Event]:
    """The chain of the complaint in the journal, oldest first."""
    return journal.of_subject(complaint.case.subject)


def acts_for(by: Actor, complaint: Complaint) -> list[str]:
    """Names of the acts that this post may do now, in the order of the process."""
    found = list[str]()
    for move in STANDARD.moves:
        if move.source != complaint.case.state or move.code in (*found, "succeed"):
            continue
        if not policies.BY_ACT[move.code](by, complaint):
            continue
        if move.code == "complicate" and complaint.complicated:
            continue
        if move.code == "appeal" and complaint.instance == Instance.SECOND:
            continue
        if move.code == "withdraw" and complaint.withdrawn >= complaint.signers:
            continue
        if move.code == "decide" and (verified_by(by, complaint) or complaint.withdrawn >= complaint.signers):
            continue
        found.append(move.code)
    return found


def in_effect_from(complaint: Complaint) -> dt.date | None:
    """The first day of effect: the day after the days of the law are over and nobody may complain again (R6.33)."""
    if complaint.effect_on is None:
        return None
    return max(filter(None, (complaint.effect_on, complaint.second_until))) + dt.timedelta(days=1)


def verified_by(by: Actor, complaint: Complaint) -> bool:
    """Whether this post, or the person in it, verified the complaint."""
    if not {by.post, by.on_behalf_of}.isdisjoint({*complaint.verifiers} - {""}):
        return True
    if by.account is None:
        return False
    return complaint.case.visits.filter(post__in=complaint.verifiers, official=by.account).exists()


# --- time ------------------------------------------------------------------------------------------------------


def sort_of(instance: str, about: str) -> str:
    """Under which times a complaint falls: first, second, discipline (R6.31)."""
    return "discipline" if about == About.DISCIPLINE else instance


def case_of(sort: str, *, complicated: bool, remote: bool) -> str:
    """Which of its times holds; for discipline the law has no times of remote areas."""
    return rules.case_of(complicated=complicated, remote=remote and sort != "discipline")


def type_for(sort: str, case: str, on: dt.date) -> CaseType:
    """The published time under which a complaint accepted on a day is resolved."""
    found = cases.current_type(KIND, f"{CODES[sort]}{ENDINGS[case]}", on)
    if found is None:
        raise NotYetAcceptable()
    return found


def days_now(complaint: Complaint) -> int:
    """Days from acceptance in which it must be decided, as it stands."""
    sort = sort_of(complaint.instance, complaint.about)
    case = case_of(sort, complicated=bool(complaint.complicated), remote=complaint.remote)
    return int(parameter(KEYS[sort], complaint.accepted_on)[case])


def waits(complaint: Complaint) -> list[tuple[dt.date, dt.date]]:
    """Its suspensions that ended, as days."""
    found, since = list[tuple[dt.date, dt.date]](), None
    for row in ClockEvent.objects.filter(case=complaint.case).order_by("n"):
        on = row.at.astimezone(TZ).date()
        if row.kind == ClockKind.PAUSED:
            since = on
        elif row.kind == ClockKind.RESUMED and since is not None:
            found.append((since, on))
    return found


def suspended_on(complaint: Complaint) -> dt.date | None:
    """Since when it is suspended."""
    last = ClockEvent.objects.filter(case=complaint.case).order_by("-n").first()
    return last.at.astimezone(TZ).date() if last is not None and last.kind == ClockKind.PAUSED else None


def within(key: str, since: dt.date, agency: str, *, case: str = "") -> dt.date:
    """The last day of a period of the law that begins with an event of a day."""
    row = parameter_row(key, since)
    amount = row.value[case] if case else row.value
    return rules.last_day(since, int(amount), row.unit, calendar_for(agency))


def area_of(complaint: Complaint) -> str:
    """Which of two times holds: that of remote areas, or the other (R6.33)."""
    return "remote" if complaint.remote else "normal"


def second_within(complaint: Complaint, since: dt.date) -> dt.date:
    """Until when a second complaint may come after the decision was received, or the time was over (R6.33)."""
    if complaint.about == About.DISCIPLINE:
        return within("complaint.limit_discipline", since, complaint.agency, case="second")
    return within("complaint.second_within", since, complaint.agency, case=area_of(complaint))


def second_days(complaint: Complaint) -> int:
    """In how many days a second complaint may come (R6.33)."""
    on = complaint.accepted_on
    if complaint.about == About.DISCIPLINE:
        return int(parameter("complaint.limit_discipline", on)["second"])
    return int(parameter("complaint.second_within", on)[area_of(complaint)])


def last_day_to_complain(
    *, instance: str, about: str, remote: bool, known: dt.date, obstacle: int, agency: str, on: dt.date
) -> dt.date:
    """Until when one may complain of what one knew on a day (R6.28, R6.33)."""
    if about == About.DISCIPLINE:
        days = parameter("complaint.limit_discipline", on)[instance]
    elif instance == Instance.SECOND:
        days = parameter("complaint.second_within", on)["remote" if remote else "normal"]
    else:
        days = parameter("complaint.limit", on)
    return rules.last_day_to_complain(known, int(days), calendar_for(agency), obstacle)


HEADS = {
    (Level.PROVINCE,): "department", (Level.DIVISION, Level.PROVINCE): "office",
    (Level.DISTRICT, Level.PROVINCE): "district_office",
}  # fmt: skip
"""What a division is whose head resolves complaints, by the levels above it: a department (sở) of the province, an
office within a department, an office of the district."""


def competence(agency: str, instance: str, on: dt.date) -> Competence | None:
    """By which rule the head of an agency resolves complaints of an instance on a day (R6.39)."""
    unit = version_on(agency, on)
    level = unit.level
    if level == Level.DIVISION:
        above = tuple(Level(one.level) for one in reversed(path(unit.code, on)[:-1]))
        level = HEADS.get(above, "")
    wanted = (one for one in competences() if one.level == level and one.instance == instance)
    return next((one for one in wanted if one.holds(on)), None)


def _fell(complaint: Complaint, row: Numbered) -> bool:
    """An invitation that nobody sent, to a dialogue that was moved, or held all the same."""
    if row.document != Document.INVITATION or row.sent_on is not None:
        return False
    called = invited_to(complaint, row)
    return called is not None and (called.moved or called.held_at is not None)


@dataclass(frozen=True)
class Duty:
    """Something that must be done by a day, and whether it was."""

    code: str
    by: dt.date
    done_on: dt.date | None = None
    document: str = ""

    def late(self, on: dt.date) -> bool:
        """Whether the day was missed."""
        return (self.done_on or on) > self.by


def duties(complaint: Complaint) -> list[Duty]:
    """What the law asks beside the decision itself, with its days (R6.35, R6.36)."""
    found = [
        Duty("send", row.send_by, row.sent_on, row.document)
        for row in documents(complaint)
        if row.send_by is not None and not _fell(complaint, row)
    ]
    if complaint.publish_by is not None:
        first = min((row.from_on for row in publications(complaint)), default=None)
        found.append(Duty("publish", complaint.publish_by, first))
    if complaint.execute_by is not None:
        found.append(Duty("execute", complaint.execute_by, complaint.executed_on))
    return found


# --- lists -----------------------------------------------------------------------------------------------------


def listed(
    by: Actor, *, q: str = "", state: str = "", instance: str = "", topic: str = "", mine: bool = False,
    late: dt.datetime | None = None,
) -> QuerySet[Case]:  # fmt: skip
    """Complaints as cases, filtered; search knows code, title and, for who may read, the complainant's name."""
    found = (cases.worklist(by) if mine else cases.visible(by)).filter(kind=KIND)
    wanted = {"state": state, "complaint__instance": instance, "complaint__petition__topic": topic}
    found = found.filter(**{name: value for name, value in wanted.items() if value})
    if late is not None:
        found = found.filter(finished_at=None, paused=False, due_at__lt=late)
    if q.strip():
        found = cases.search(found, q, by=by)
    return found


def figures(by: Actor, now: dt.datetime) -> dict[str, int]:
    """How many are undecided, late, suspended, and wait for this post."""
    undecided = cases.visible(by).filter(kind=KIND, finished_at=None, closed_at=None)
    counted = undecided.aggregate(
        open=Count("id"), late=Count("id", filter=Q(due_at__lt=now, paused=False)),
        suspended=Count("id", filter=Q(paused=True)),
    )  # fmt: skip
    return {**counted, "mine": listed(by, mine=True).count()}


def acceptable(by: Actor, code: str) -> Petition:
    """A petition that this post may accept as a complaint, as it stands; another unit's is not there."""
    return petitions.one(by, code)


def accepts(by: Actor, petition: Petition) -> bool:
    """Whether this post may accept this petition as a complaint now."""
    waits = petition.case.state == "proposed" and petition.proposed == "accepted"
    return waits and policies.can_accept(by, petition)


def opened_by(by: Actor, petition: Petition) -> Complaint | None:
    """The complaint that a petition became, for who may know of it."""
    found = Complaint.objects.select_related("case").filter(petition=petition).first()
    return found if found is not None and policies.can_see(by, found.case.agency) else None


def codes_in_effect(on: dt.date) -> list[str]:
    """Complaints whose decision takes effect now: the day came and nobody complained again in time.

    Where a petition complains again, an official decides: it ends the case, or changed nothing.
    """
    again = Q(second_until=None) | Q(second_until__lt=on)
    found = Complaint.objects.filter(again, case__state=State.ANNOUNCED, effect_on__lt=on)
    codes = list(found.order_by("pk").values_list("case__code", flat=True))
    followed = {one.follows for one in petitions.following(f"{KIND}:{code}" for code in codes)}
    return [code for code in codes if f"{KIND}:{code}" not in followed]


# --- what the public sees --------------------------------------------------------------------------------------


def complainant(complaint: Complaint) -> dict[str, Any]:
    """Who complains and who speaks for them, everything that says who it is: acts keep it out of texts."""
    petition = complaint.petition
    number = petition.submitter.id_number if petition.submitter else ""
    people = petitions.representatives(petition)
    return {**petitions.contact(petition), "id_number": number, "representatives": people}


@dataclass(frozen=True)
class Published:
    """A decision that is public on the portal: nothing of who complained, nor of whom (R6.36)."""

    number: str
    decided_on: dt.date
    instance: str
    about: str
    topic: str
    result: str
    from_on: dt.date
    until_on: dt.date | None
    text: str


def published(agency: str, on: dt.date) -> list[Published]:
    """Decisions of an agency that are public on a day, the newest first."""
    shown = Publication.objects.filter(
        form=Form.PORTAL, complaint__agency=agency, from_on__lte=on, until_on__gte=on
    ).select_related("complaint__petition")
    rows = list(shown.order_by("-complaint__decided_on", "-pk"))
    numbers = dict(
        Numbered.objects.filter(
            complaint__in=[row.complaint_id for row in rows], document=Document.DECISION
        ).values_list("complaint_id", "number")
    )
    return [
        Published(
            number=numbers[row.complaint_id], decided_on=row.complaint.decided_on,
            instance=str(Instance(row.complaint.instance).label), about=str(About(row.complaint.about).label),
            topic=topics().get(row.complaint.petition.topic, ""), result=str(Result(row.complaint.result).label),
            from_on=row.from_on, until_on=row.until_on, text=row.public_text,
        )
        for row in rows
        if row.complaint.decided_on is not None
    ]  # fmt: skip


@dataclass(frozen=True)
class PublicStep:
    """One step as the public reads it."""

    at: dt.datetime
    text: str


@dataclass(frozen=True)
class Standing:
    """How a complaint stands, for who holds the receipt of its petition: no name, no content.

    ``effect_from``  the first day of effect of its decision; ``in_effect`` that it took effect, before that it does
                     when nobody complains again
    ``again``        the petition in which they complained again here, while its case was not told so
    ``again_until``  until when the complainant may complain again, to ``again_to`` (R6.33); none when they may not now
    ``takes_back``   whether one complainant may still ask to take it back (R6.38), ``asked_back_on`` when they did;
                     ``taken_back`` that all signed for it
    """

    code: str
    state: str
    steps: Sequence[PublicStep]
    due_at: dt.datetime | None
    paused: bool
    documents: Sequence[Numbered]
    effect_from: dt.date | None
    in_effect: bool
    again: Petition | None
    again_until: dt.date | None
    again_to: str
    takes_back: bool
    asked_back_on: dt.date | None
    taken_back: bool


def standing(petition_code: str, on: dt.date) -> Standing | None:
    """What became of a petition as a complaint; None where it opened none. Callers have checked the receipt."""
    found = out_of(petition_code)
    if found is None:
        return None
    case, open_ = found.case, found.case.state in (*UNDECIDED, State.SUSPENDED)
    again, sent = second_now(found, on), asked_again(found)
    waits = sent is not None and case.state not in (State.IN_EFFECT, State.EXECUTING, State.CLOSED)
    return Standing(
        code=case.code, state=str(STANDARD.step(case.state).public), steps=tuple(_public(events(found))),
        due_at=None if case.finished_at else case.due_at, paused=case.paused, documents=documents(found),
        effect_from=None if case.state in (State.APPEALED, State.SUED) or waits else in_effect_from(found),
        again=sent if waits else None,
        in_effect=case.state in (State.IN_EFFECT, State.EXECUTING, State.CLOSED), again_until=None if sent else again,
        again_to=second_at(found, on) if again else "",
        takes_back=open_ and found.signers == 1 and not found.withdrawn and found.asked_back_on is None,
        asked_back_on=found.asked_back_on if open_ and not found.withdrawn else None,
        taken_back=open_ and found.withdrawn >= found.signers,
    )  # fmt: skip


def out_of(petition_code: str) -> Complaint | None:
    """The complaint that a petition became. Callers have checked the receipt, or who may know."""
    return _with_links().select_related("case").filter(petition__case__code=petition_code).first()


def second_at(complaint: Complaint, on: dt.date) -> str:
    """The unit whose chair resolves the second complaint: that above (R6.33, R6.39)."""
    above = version_on(complaint.agency, on).parent_key
    return version_on(above, on).name if above else ""


def second_now(complaint: Complaint, on: dt.date) -> dt.date | None:
    """Until when one may complain again, where one may on a day: after the decision, or after its time ran out."""
    if complaint.instance != Instance.FIRST or complaint.case.paused:
        return None
    if complaint.case.state in (State.DECIDED, State.ANNOUNCED):
        until = complaint.second_until
    elif complaint.case.state in UNDECIDED and complaint.case.due_at.astimezone(TZ).date() < on:
        until = second_within(complaint, complaint.case.due_at.astimezone(TZ).date())
    else:
        return None
    return until if until is not None and on <= until else None


def _public(chain: Iterable[Event]) -> Iterable[PublicStep]:
    for event in chain:
        known = EVENTS.get(event.kind)
        if known is not None and (text := known.sentence(event.facts, public=True)):
            yield PublicStep(event.at, text)


# --- words -----------------------------------------------------------------------------------------------------


def in_vietnamese(label: object) -> str:
    """A label as the law words it, whatever language is spoken."""
    with translation.override("vi"):
        return str(label)


def title_of(instance: str, about: str, topic: str) -> str:
    """What a complaint is listed as: never people's words."""
    return f"{NAMES[sort_of(instance, about)]}: {topics().get(topic, topic)}"


def amounts(complaint: Complaint) -> dict[str, int | Decimal]:
    """What is recovered for the State and restored to people; only what there is (R6.51)."""
    names = ("recovered_money", "recovered_land", "restored_money", "restored_land", "restored_people")
    return {name: value for name in names if (value := getattr(complaint, name))}
