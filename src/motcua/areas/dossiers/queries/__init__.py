"""Every read of dossiers: only what this actor may see."""

import datetime as dt
import hmac
import itertools
import json
from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext

from motcua.areas.cases import queries as cases
from motcua.areas.cases.actions import SHAPES
from motcua.areas.cases.choices import StepKind
from motcua.areas.cases.models import Case, CaseType
from motcua.areas.cases.queries import dates as dates
from motcua.areas.cases.queries import plain as plain
from motcua.areas.dossiers import policies
from motcua.areas.dossiers.choices import ReturnBy, State
from motcua.areas.dossiers.events import RATED
from motcua.areas.dossiers.models import Decision, Dossier, Rating, Result, SupplementRequest
from motcua.base import rows
from motcua.base.journal import queries as journal
from motcua.base.journal.models import Event
from motcua.base.journal.ports import CITIZEN, SYSTEM, Actor
from motcua.base.people.fields import blind
from motcua.base.spoken import moment_words, spoken
from motcua.rules.calendar import TZ
from motcua.rules.vietnamese import fold

SHAPE = "dossier.standard"
UNPLACED = 999
"""Place of a stay, taken over from another system, that is no step of the process here."""
REGISTER_MOST = 5_000
"""A print of the register holds at most so many dossiers."""
TITLES = frozenset({"ông", "bà", "anh", "chị", "cô", "chú", "bác", "cháu"})
SHORTEST_NUMBER = 9
"""Digits of the shortest number of a person (an old identity card)."""
RATED_STATES = frozenset(
    {State.RETURNED, State.REFUSED_RECEPTION, State.STOPPED, State.CLOSED_UNSUPPLEMENTED}
)


class NoSuchDossier(cases.NoSuchCase):
    pass


class WrongKey(cases.NoSuchCase):
    text = "Mã hồ sơ hoặc mã tra cứu không đúng. Xem lại trên Giấy tiếp nhận hồ sơ và hẹn trả kết quả."


def tracking_key(code: str) -> str:
    """The key printed on the slip with which the applicant follows the dossier; derived, never stored."""
    return blind(code, "tracking")[:12]


def _all() -> QuerySet[Dossier]:
    return Dossier.objects.select_related("case")


_BY_CODE = (
    "FROM dossiers_dossier INNER JOIN cases_case ON cases_case.id = dossiers_dossier.case_id "
    "WHERE cases_case.code = %s"
)


_BY_KEY = _BY_CODE.replace("cases_case.code = %s", "cases_case.id = %s")


def by_code(code: str, *, lock: str = "") -> Dossier | None:
    """A dossier by its code, whoever may see it; ``lock`` names the table to lock."""
    for dossier, case in rows.select((Dossier, Case), _BY_CODE, [code], lock=lock):
        dossier.case = case
        return dossier  # type: ignore[no-any-return]
    return None


def to_act_on(code: str | Dossier, *, by: Actor) -> Dossier:
    """The dossier of an act, locked; another unit's looks like one that is not there."""
    code = code.case.code if isinstance(code, Dossier) else code
    dossier = by_code(code, lock=Case._meta.db_table)
    allowed = dossier is not None and (
        by.post in (CITIZEN.post, SYSTEM.post) or policies.can_open(by, dossier.case)
    )
    if dossier is None or not allowed:
        raise NoSuchDossier(code=code)
    return dossier


def locked(key: int | None) -> Dossier:
    """A dossier by its key, locked: part of an act that its policy has allowed already."""
    for dossier, case in rows.select((Dossier, Case), _BY_KEY, [key], lock=Case._meta.db_table):
        dossier.case = case
        return dossier  # type: ignore[no-any-return]
    raise NoSuchDossier(code=str(key))


def one(by: Actor, code: str) -> Dossier:
    """A dossier that this actor may see."""
    dossier = by_code(code)
    if dossier is None or not policies.can_open(by, dossier.case):
        raise NoSuchDossier(code=code)
    return dossier


def tracked(code: str, key: str) -> Dossier:
    """A dossier for whoever holds its slip; a wrong key and an unknown code look the same."""
    if not hmac.compare_digest(tracking_key(code).encode(), key.strip().lower().encode()):
        raise WrongKey(code=code)
    dossier = by_code(code)
    if dossier is None:
        raise WrongKey(code=code)
    return dossier


def type_of(dossier: Dossier) -> CaseType:
    """The version of the procedure that the dossier was received under."""
    return cases.case_type(dossier.case.type_id)


def events(dossier: Dossier) -> list[Event]:
    """The dossier's chain in the journal, oldest first."""
    return journal.of_subject(dossier.case.subject)


def received_event(dossier: Dossier) -> Event:
    """The first event: the one that the receipt proves."""
    latest: Event | None = dossier.case.latest
    return latest if latest is not None and latest.n == 1 else events(dossier)[0]


def acts_for(by: Actor, dossier: Dossier) -> list[str]:
    """Names of the acts that this post may do now, in the order of the process."""
    case, kind = dossier.case, current_kind(dossier)
    found: list[str] = []
    for move in SHAPES[SHAPE].moves:
        if move.source != case.state or move.code in found or move.code in _NOT_PRESSED:
            continue
        if move.code in _NEEDS_KIND and kind not in _NEEDS_KIND[move.code] and case.state == State.PROCESSING:
            continue
        if move.code == "reschedule" and case.re_promised_at is not None:
            continue
        if move.code == "ask-supplement" and dossier.supplements >= 2:
            continue
        if dossier.parent_id and move.code in OF_THE_WHOLE:
            continue
        if policies.BY_ACT[move.code](by, dossier):
            found.append(move.code)
    ended = not dossier.parent_id and case.state in RATED_STATES and policies.can_rate(by, dossier)
    if ended and not _rated_now(dossier) and rating(dossier) is None:
        found.append("rate")
    return found


OF_THE_WHOLE = frozenset({"withdraw", "cancel", "correct", "supplement", "return", "reschedule"})
"""Acts towards the applicant: done on the linked dossier, never on a stage of it (R1.7)."""
_NOT_PRESSED = frozenset({"expire", "await-payment", "payment-settled", "succeed"})
"""Moves that follow from something else: the clock, a charge, a payment, a reorganisation."""
_NEEDS_KIND = {
    "finish-step": {StepKind.WORK},
    "issue-result": {StepKind.RESULT},
    "refuse": {StepKind.WORK},
    "ask-supplement": {StepKind.WORK},
}


def current_kind(dossier: Dossier) -> str:
    """What the present step of the internal process is for."""
    step = type_of(dossier).step(dossier.case.step)
    return "stage" if step.get("stage") else str(step["kind"])


def on_the_spot(by: Actor, start: dt.datetime, end: dt.datetime) -> QuerySet[Case]:
    """Dossiers to be done wholly at the centre that were received from ``start`` to before ``end`` and returned (R1.9);
    ``dossier__one_visit`` says of each whether the applicant came once."""
    found = cases.received(by, start, end, kind="dossier").filter(dossier__on_the_spot__gt=0)
    return found.filter(dossier__one_visit__isnull=False)


def one_visit_share(by: Actor, start: dt.datetime, end: dt.datetime) -> tuple[int, int]:
    """How many of ``on_the_spot`` took one visit, and how many there are."""
    counted = on_the_spot(by, start, end).aggregate(
        all=Count("pk"), once=Count("pk", filter=Q(dossier__one_visit=True))
    )
    return counted["once"], counted["all"]


def stages(dossier: Dossier) -> list[Dossier]:
    """The stages of a linked dossier that have been opened, in order, with their cases."""
    found = Dossier.objects.filter(parent=dossier.pk).select_related("case", "result")
    return list(found.order_by("stage", "pk"))


def stages_ahead(dossier: Dossier) -> list[dict[str, Any]]:
    """All stages of a linked dossier as its procedure has them; none for an ordinary one."""
    return [step for step in type_of(dossier).steps if step.get("stage")]


def contact(dossier: Dossier) -> dict[str, str]:
    """The applicant as given at reception; callers ask ``policies.can_see_people`` first."""
    given: dict[str, str] = json.loads(dossier.contact or "{}")
    return given


def copies_wanted(dossier: Dossier) -> int:
    """How many copies the applicant asked for in the e-form; 0 where it says nothing of it."""
    values = json.loads(dossier.answers).get("values", {}) if dossier.answers else {}
    wanted = values.get("copies")
    return wanted if isinstance(wanted, int) and not isinstance(wanted, bool) and wanted > 0 else 0


def names_applicant(text: str, dossier: Dossier) -> bool:
    """Whether a text names the applicant, or who filed for them: by name (with or without accents), by title and given
    name ("bà Hoà"), by where they live, a number, or a mail address."""
    known, words = contact(dossier), "".join(c if c.isalnum() else " " for c in f" {fold(text)} ")
    names, email = (
        [fold(known.get(key, "")) for key in ("name", "filed_by")],
        known.get("email", "").casefold(),
    )
    if any(" " in name and f" {name} " in words for name in names):
        return True
    if email and email in text.casefold():
        return True
    if _addressed(text, {name.rsplit(" ", 1)[-1] for name in names if name}) or _lives(
        words, known.get("address", "")
    ):
        return True
    digits = "".join(filter(str.isdecimal, text))
    if len(digits) < SHORTEST_NUMBER:
        return False
    numbers = [known.get("phone", ""), dossier.applicant.id_number if dossier.applicant else ""]
    return any(len(number) >= SHORTEST_NUMBER and number in digits for number in numbers)


def _addressed(text: str, given: set[str]) -> bool:
    """Whether somebody of such a given name is spoken of with a title; titles count with their accents only."""
    spoken = "".join(c if c.isalnum() else " " for c in text.casefold()).split()
    return any(title in TITLES and fold(name) in given for title, name in itertools.pairwise(spoken))


def _lives(words: str, address: str) -> bool:
    """Whether a text has the house and street of an address."""
    house = "".join(c if c.isalnum() else " " for c in fold(address.split(",")[0])).split()
    return len(house) > 2 and f" {' '.join(house)} " in f" {' '.join(words.split())} "


def requests(dossier: Dossier) -> list[SupplementRequest]:
    """The requests to supplement, in order."""
    return list(dossier.supplement_requests.order_by("round"))


def asked_papers(dossier: Dossier) -> dict[str, str]:
    """What the last request wants, item by item, and last whatever else: code of a component → name.

    An item that is a paper of the procedure is that component.
    """
    asked = requests(dossier)
    if not asked:
        return {}
    known = {fold(paper["name"]): paper["code"] for paper in type_of(dossier).papers}
    at = asked[-1].round
    items = {
        known.get(fold(item), f"asked-{at}-{number}"): item
        for number, item in enumerate(json.loads(asked[-1].items), 1)
    }
    return {**items, f"other-{at}": "Giấy tờ khác"}


def complete_at(dossier: Dossier) -> dt.datetime:
    """When all papers were there: from then the time is counted (R1.18, R1.22)."""
    last = requests(dossier)[-1].answered_at if dossier.supplements else None
    return last or dossier.case.came_at


def decisions(dossier: Dossier) -> dict[str, Decision]:
    """Written decisions by form."""
    return {d.form: d for d in dossier.decisions.all()}


def result_row(dossier: Dossier) -> Result | None:
    """The result, however far it is: drafted, signed (``signed_at``) or issued (``issued_at``)."""
    return Result.objects.select_related("file").filter(dossier=dossier).first()


def result(dossier: Dossier) -> Result | None:
    """The result, once issued."""
    found = result_row(dossier)
    return found if found is not None and found.issued_at is not None else None


def open_result(dossier: Dossier) -> Result | None:
    """What is not issued yet: drafted by who works on the dossier, or signed."""
    found = result_row(dossier)
    return found if found is not None and found.issued_at is None else None


def signed_result(dossier: Dossier) -> Result | None:
    """What the official has signed and the agency has not issued yet."""
    found = open_result(dossier)
    return found if found is not None and found.signed_at is not None else None


def rating(dossier: Dossier) -> Rating | None:
    """What the applicant said of the service."""
    found = rows.select((Rating,), "FROM dossiers_rating WHERE dossier_id = %s", [dossier.pk])
    return found[0][0] if found else None


def _rated_now(dossier: Dossier) -> bool:
    """Whether the act that has just run on this object was the rating."""
    latest: Event | None = dossier.case.latest
    return latest is not None and latest.kind == RATED.name


def listed(
    by: Actor,
    *,
    state: str = "",
    q: str = "",
    due_before: dt.datetime | None = None,
    mine: bool = False,
    unit: str = "",
) -> QuerySet[Case]:
    """The list of dossiers as cases, filtered."""
    found = cases.worklist(by) if mine else cases.reachable(by)
    found = found.filter(kind="dossier")
    if unit:
        found = found.filter(agency=unit)
    if state:
        found = found.filter(state=state)
    if due_before is not None:
        found = found.filter(due_at__lt=due_before, closed_at=None)
    return cases.search(found, q, by=by) if q.strip() else found


def unanswered(on: dt.datetime) -> list[str]:
    """Codes of dossiers whose applicant did not supplement in time (R1.23)."""
    return list(
        SupplementRequest.objects.filter(
            answered_at=None,
            until__lt=on,
            dossier__case__state=State.AWAITING_SUPPLEMENT,
            dossier__parent=None,
        ).values_list("dossier__case__code", flat=True)[:500]
    )


def of_ended_units(on: dt.date) -> list[str]:
    """Codes of open dossiers whose agency, or place of reception, has ended and has a known heir (R11.9)."""
    return cases.of_ended_units("dossier", on)


def promise_kept(case: Case, now: dt.datetime) -> bool:
    """Whether the promise holds: nothing was put off, and the promised moment has not passed unfinished."""
    if case.re_promised_at is not None:
        return False
    return case.paused or (case.finished_at or now) <= case.due_at


def goes_online(dossier: Dossier) -> bool:
    """Whether the applicant receives this result online: a dossier's own, or that of the last stage of a linked one."""
    whole = dossier.parent
    if whole is None:
        return dossier.return_by == ReturnBy.ONLINE
    last = type_of(whole).step(dossier.stage + 1)["kind"] != StepKind.WORK
    return last and whole.return_by == ReturnBy.ONLINE


def handed_over(dossier: Dossier) -> str:
    """How the result reaches the applicant, in a sentence for the public."""
    match dossier.return_by:
        case ReturnBy.POST:
            return gettext("Kết quả được gửi qua bưu chính đến địa chỉ ông/bà đã ghi.")
        case ReturnBy.ONLINE:
            return gettext("Kết quả được gửi trực tuyến cho ông/bà.")
    return gettext("Mời ông/bà mang theo giấy hẹn đến nhận.")


def next_said(dossier: Dossier) -> str:
    """What happens next, in a sentence for the public; empty when nothing does."""
    case = dossier.case
    match case.state:
        case State.SUBMITTED:
            return gettext("Tiếp theo: cơ quan kiểm tra và trả lời trước {until}.").format(
                until=moment_words(case.due_at)
            )
        case State.AWAITING_PAYMENT:
            return gettext("Tiếp theo: ông/bà nộp phí, lệ phí; nộp xong, hồ sơ được giải quyết tiếp.")
        case State.RECEIVED:
            return gettext("Tiếp theo: hồ sơ được chuyển đến bộ phận giải quyết.")
        case State.TRANSFERRED | State.PROCESSING:
            steps = cases.case_type(case.type_id).steps
            after = steps[case.step + 1] if case.step + 1 < len(steps) else None
            if after is None or after["kind"] == StepKind.RETURN:
                return gettext("Tiếp theo: trả kết quả cho ông/bà.")
            return gettext("Tiếp theo: {step}.").format(step=spoken(after["name"]))
        case State.AWAITING_SUPPLEMENT:
            until = moment_words(case.step_due_at or case.due_at)
            return gettext("Tiếp theo: ông/bà bổ sung giấy tờ trước {until}.").format(until=until)
        case State.RESULT_READY | State.REFUSED:
            return handed_over(dossier)
    return ""


def received_on(agency: str, day: dt.date) -> list[Dossier]:
    """The dossiers that an agency received on a day, in the order of its register."""
    return received_between(agency, day, day)[:500]


def received_between(agency: str, first: dt.date, last: dt.date) -> list[Dossier]:
    """The dossiers that an agency received from a day to another, both included, in the order of its register."""
    start = dt.datetime.combine(first, dt.time(), TZ)
    end = dt.datetime.combine(last, dt.time(), TZ) + dt.timedelta(days=1)
    here = Q(case__came_to=agency) | Q(case__came_to="", case__agency=agency)
    rows = _all().filter(here, case__received_at__gte=start, case__received_at__lt=end)
    first_of_all = rows.order_by("case__received_at", "book_number")[:REGISTER_MOST]
    return sorted(
        first_of_all, key=lambda one: ((one.case.received_at or end).astimezone(TZ).year, one.book_number)
    )


def refused_among(found: Sequence[Dossier]) -> set[int]:
    """Keys of those dossiers that were refused on the merits, whether the refusal has been handed over or not."""
    refused = Decision.objects.filter(form="refusal", dossier__in=[one.pk for one in found])
    return set(refused.values_list("dossier", flat=True))


def glimpse(code: str) -> Case:
    """The state of a dossier for whoever knows only its code (the barcode): no applicant, no procedure (R16.20)."""
    found = Case.objects.filter(kind="dossier", code=code).first()
    if found is None:
        raise WrongKey(code=code)
    return found
