"""Every read of certification: only what this actor may see."""

import datetime as dt
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from django.conf import settings
from django.db.models import Count, Max, QuerySet, Sum
from django.db.models.functions import TruncDate
from django.utils.module_loading import import_string

from motcua.areas.cases import queries as cases
from motcua.areas.cases.models import Case
from motcua.areas.certification import policies
from motcua.areas.certification.choices import FIELD, KIND, PRICED, ElectronicState, State
from motcua.areas.certification.choices import Kind as Priced
from motcua.areas.certification.models import (
    Certification,
    Disposal,
    Document,
    ElectronicCopy,
    RegisterBook,
)
from motcua.areas.certification.ports import Price
from motcua.areas.certification.process import STANDARD
from motcua.areas.certification.queries.signing import authority as authority
from motcua.areas.certification.queries.signing import check_signing as check_signing
from motcua.areas.certification.queries.signing import delegations as delegations
from motcua.areas.certification.queries.signing import has_key
from motcua.base.calendars.queries import calendar_for
from motcua.base.journal import queries as journal
from motcua.base.journal.models import Event
from motcua.base.journal.ports import SYSTEM, Actor
from motcua.base.law.queries import parameter
from motcua.base.people.fields import blind
from motcua.rules.calendar import TZ
from motcua.rules.certification import COPIES, Book, Kind, Tariff, fee
from motcua.rules.deadlines import Extended
from motcua.rules.impossible import Impossible, NotAllowed, NotFound

SHAPE = STANDARD.code
REGISTER_MOST = 10_000
"""A print of a book holds at most so many numbers."""
DONE = (State.READY, State.RETURNED)


class NoSuchCertification(cases.NoSuchCase):
    text = "Không tìm thấy yêu cầu chứng thực {code} trong phạm vi của đơn vị. Kiểm tra lại mã."


class NoSuchCopy(NotFound):
    text = "Không có bản sao điện tử nào mang mã này. Quét lại mã QR trên trang chứng thực."


# --- one request -----------------------------------------------------------------------------------------------


def to_act_on(code: str | Certification, *, by: Actor) -> Certification:
    """The request of an act, locked; another unit's looks like one that is not there."""
    code = code.case.code if isinstance(code, Certification) else code
    case = Case.objects.select_for_update().filter(kind=KIND, code=code).first()
    if case is None or not (by.post == SYSTEM.post or policies.can_see(by, case.agency)):
        raise NoSuchCertification(code=code)
    found = Certification.objects.select_related("applicant").get(pk=case.pk)
    found.case = case
    return found


def one(by: Actor, code: str) -> Certification:
    """A request that this actor may see."""
    found = Certification.objects.select_related("case", "applicant").filter(case__code=code).first()
    if found is None or not policies.can_see(by, found.case.agency):
        raise NoSuchCertification(code=code)
    return found


def of_ended_units(on: dt.date) -> list[str]:
    """Codes of open requests of agencies that ended and have a known heir."""
    return cases.of_ended_units(KIND, on)


def documents(certification: Certification) -> list[Document]:
    """What the request asks to have certified, in order."""
    return list(Document.objects.filter(certification=certification).order_by("n"))


def electronic_copies(certification: Certification) -> dict[int, ElectronicCopy]:
    """Electronic copies of a request by the number of their document."""
    rows = ElectronicCopy.objects.filter(document__certification=certification)
    return {row.document.n: row for row in rows.select_related("document", "source", "attested", "signed")}


def unsigned_copies(certification: Certification) -> set[int]:
    """Places of the papers whose electronic copy is of no use yet."""
    copies = electronic_copies(certification).items()
    return {n for n, copy in copies if copy.state == ElectronicState.AWAITING_SIGNATURE}


def to_return(certification: Certification) -> list[Document]:
    """What was certified and the applicant has not taken yet."""
    rows = documents(certification)
    return [row for row in rows if row.entered_at and not row.refused and row.returned_at is None]


def parts_given_up(code: str) -> set[int]:
    """Places of the papers of a request that are not certified any more: refused, or the request was stopped."""
    found = Certification.objects.select_related("case").get(case__code=code)
    stopped = found.case.state == State.WITHDRAWN
    return {row.n for row in documents(found) if stopped or row.refused}


def contact(certification: Certification) -> dict[str, str]:
    """The applicant as given at reception; callers ask ``policies.can_see_people`` first."""
    given: dict[str, str] = json.loads(certification.contact or "{}")
    return given


def refusal(certification: Certification) -> dict[str, Any]:
    """Grounds, papers and further reason of the written refusal; empty when there is none."""
    given: dict[str, Any] = json.loads(certification.refusal or "{}")
    return given


def events(certification: Certification) -> list[Event]:
    """The chain of the request in the journal, oldest first."""
    return journal.of_subject(certification.case.subject)


def acts_for(by: Actor, certification: Certification, on: dt.date) -> list[str]:
    """Names of the acts that this post may do on a day, in the order of the process."""
    state, found = certification.case.state, list[str]()
    for move in STANDARD.moves:
        if move.source != state or move.code in (*found, "proceed", "succeed"):
            continue
        if move.code == "refuse" and certification.refusal_number:
            continue
        if move.code == "prolong" and prolonged(certification):
            continue
        if not policies.BY_ACT[move.code](by, certification):
            continue
        if move.code == "sign" and refused_to_sign(by, certification, on) is not None:
            continue
        found.append(move.code)
    if reach(by, certification, on) > 1:
        found.insert(0, "proceed")
    if (
        certification.fee
        and certification.collected_at is None
        and state not in (State.REFUSED, State.WITHDRAWN)
    ):
        found += ["collect"] if policies.can_collect(by, certification) else []
    return found


def reach(by: Actor, certification: Certification, on: dt.date) -> int:
    """How many of the steps check, sign, enter this post may do one after another from here (one press does them)."""
    state, handles, count = certification.case.state, by.handles(FIELD), 0
    steps = (State.RECEIVED, State.CHECKED, State.SIGNED)
    for step in steps[next((place for place, one in enumerate(steps) if one == state), len(steps)) :]:
        if step == State.CHECKED:
            may = policies.can_sign(by, certification) and refused_to_sign(by, certification, on) is None
        else:
            may = handles and ("process" if step == State.RECEIVED else "stamp") in by.duties
        if not may:
            break
        count += 1
    return count


def prolonged(certification: Certification) -> bool:
    """Whether the time was prolonged already; the law gives it once."""
    case = certification.case
    happened = cases.clock_events(case, cases.case_type(case.type_id))
    return any(isinstance(event, Extended) for event in happened)


def listed(by: Actor, *, state: str = "", q: str = "", mine: bool = False) -> QuerySet[Case]:
    """Requests as cases, filtered."""
    found = (cases.worklist(by) if mine else cases.visible(by)).filter(kind=KIND)
    if state:
        found = found.filter(state=state)
    return cases.search(found, q, by=by) if q.strip() else found


def still_open(by: Actor) -> list[Case]:
    """Every request of the agency that is not returned yet, what is due first on top."""
    return list(listed(by).filter(closed_at=None).order_by("due_at", "id")[:200])


def collected(code: str) -> bool:
    """Whether nothing is left to be paid for a request: collected, free, or refused."""
    found = Certification.objects.select_related("case").filter(case__code=code).first()
    return found is None or found.collected_at is not None or not found.fee


def charged(line: Mapping[str, Any]) -> dict[str, int]:
    """How a line of ``certification.fee_due`` is counted: pages and copies, signed papers, contracts."""
    kind = Kind(line["kind"])
    if kind in COPIES:
        return {"quantity": int(line["pages"]), "copies": int(line["copies"])}
    return {"quantity": 1 if kind is Kind.CONTRACT else int(line["copies"])}


def today(by: Actor, midnight: dt.datetime) -> dict[str, int]:
    """Figures of a day: received, certified, and the fees collected."""
    end = midnight + dt.timedelta(days=1)
    asked = listed(by)
    collected = Certification.objects.filter(
        case__agency=by.agency, collected_at__gte=midnight, collected_at__lt=end
    )
    return {
        "received": asked.filter(received_at__gte=midnight, received_at__lt=end).count(),
        "certified": asked.filter(finished_at__gte=midnight, finished_at__lt=end, state__in=DONE).count(),
        "collected": collected.aggregate(total=Sum("collected"))["total"] or 0,
    }


# --- who signs as what -----------------------------------------------------------------------------------------


def refused_to_sign(by: Actor, certification: Certification, on: dt.date) -> Impossible | None:
    """Why this post may not sign the request on a day; None when it may."""
    try:
        check_signing(
            authority(by, on), [row.kind for row in documents(certification) if not row.refused], on
        )
    except Impossible as error:
        return error
    return None


def signs_electronically(by: Actor, certification: Certification) -> bool:
    """Whether this post signs the electronic copies of a request (R2.19): who signed the request; or, when that post
    has no key here, any that certifies and has one."""
    if not policies.can_sign_electronically(by, certification):
        return False
    return by.post == certification.signed_by or (has_key(by.post) and not has_key(certification.signed_by))


# --- parameters ------------------------------------------------------------------------------------------------


def price_of(kind: Kind, pages: int, copies: int, agency: str, on: dt.date) -> int:
    """What one paper costs: by the agency's schedule of fees, else by the tariff of the law."""
    priced: Price = import_string(settings.CERTIFICATION_PRICE)
    count = charged({"kind": kind, "pages": pages, "copies": copies})
    found = priced(item=PRICED[Priced(kind.value)], agency=agency, on=on, **count)
    return fee(kind, pages, copies, tariff(on)) if found is None else found


def tariff(on: dt.date) -> Tariff:
    """The amounts of the law in force on a day."""
    return Tariff(
        **{
            name: int(parameter(f"cert.fee.{name}", on))
            for name in ("page_first", "pages_first", "page_next", "copy_most", "signature", "contract")
        }
    )


def kinds_on(on: dt.date) -> list[Kind]:
    """What a commune may certify on a day (R11.12)."""
    return [Kind(kind) for kind in parameter("cert.kinds", on)]


# --- books -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Numbered:
    """One line of a book: a number and what was certified under it."""

    serial: int
    documents: tuple[Document, ...]

    @property
    def first(self) -> Document:
        """The paper that leads."""
        return self.documents[0]

    @property
    def copies(self) -> int:
        """How many copies or papers were certified."""
        return sum(row.copies for row in self.documents)

    @property
    def fee(self) -> int:
        """What was due for them."""
        return sum(row.fee for row in self.documents)


def register(by: Actor, book: Book, first: dt.date, last: dt.date) -> list[Numbered]:
    """The lines of a book entered from a day to another, both included, in the order of their numbers."""
    if not policies.can_see_book(by):
        raise NotAllowed()
    start = dt.datetime.combine(first, dt.time(), TZ)
    end = dt.datetime.combine(last, dt.time(), TZ) + dt.timedelta(days=1)
    rows = (
        Document.objects.filter(agency=by.agency, book=book, entered_at__gte=start, entered_at__lt=end)
        .select_related("certification__case", "certification__applicant")
        .order_by("year", "serial", "-leads", "n")[:REGISTER_MOST]
    )
    lines: dict[tuple[int, int], list[Document]] = {}
    for row in rows:
        lines.setdefault((row.year or 0, row.serial or 0), []).append(row)
    return [Numbered(serial, tuple(held)) for (_year, serial), held in lines.items()]


def count_of(agency: str, book: str, year: int) -> tuple[int, int, int]:
    """How many numbers a book holds, its last number, and how many copies or papers were certified under them."""
    rows = Document.objects.filter(agency=agency, book=book, year=year)
    led = rows.filter(leads=True).aggregate(count=Count("id"), last=Max("serial"))
    total = rows.aggregate(total=Sum("copies"))["total"]
    return led["count"], led["last"] or 0, total or 0


def books(by: Actor, year: int) -> dict[str, RegisterBook]:
    """The books of the agency in a year that are open or closed by now, by symbol."""
    return {row.book: row for row in RegisterBook.objects.filter(agency=by.agency, year=year)}


def unclosed(by: Actor, before: int) -> list[RegisterBook]:
    """Books of the years before one that nobody closed yet."""
    return list(
        RegisterBook.objects.filter(agency=by.agency, year__lt=before, closed_at=None).order_by(
            "year", "book"
        )
    )


# --- electronic copies -----------------------------------------------------------------------------------------


def copy_code(code: str, n: int) -> str:
    """The key of an electronic copy's public page; derived, so that it cannot be guessed."""
    return blind(f"{code}/{n}", "certification.electronic")[:20]


def public_copy(code: str) -> ElectronicCopy:
    """An electronic copy for whoever scans its QR code; only what was attested."""
    found = (
        ElectronicCopy.objects.exclude(state=ElectronicState.DRAWN)
        .select_related("document__certification__case", "attested", "signed")
        .filter(code=code.strip().lower())
        .first()
    )
    if found is None:
        raise NoSuchCopy()
    return found


def electronic_count(by: Actor, start: dt.datetime, end: dt.datetime) -> int:
    """Electronic copies signed from ``start`` to before ``end``: counted by the index of QĐ 766 (R2.19)."""
    rows = ElectronicCopy.objects.filter(state=ElectronicState.SIGNED, document__agency=by.agency)
    return rows.filter(signed_at__gte=start, signed_at__lt=end).count()


def copying(
    units: Collection[str], start: dt.datetime, end: dt.datetime
) -> tuple[set[tuple[str, dt.date]], set[tuple[str, dt.date]]]:
    """(agency, day) on which electronic copies were signed from ``start`` to before ``end``, and on which copies were
    certified at all (QĐ 766, R2.19)."""
    signed = ElectronicCopy.objects.filter(
        state=ElectronicState.SIGNED, document__agency__in=units, signed_at__gte=start, signed_at__lt=end
    )
    copies = Document.objects.filter(
        agency__in=units,
        kind__in=(Priced.COPY, Priced.ELECTRONIC_COPY),
        entered_at__gte=start,
        entered_at__lt=end,
    )
    days = (TruncDate("signed_at", tzinfo=TZ), TruncDate("entered_at", tzinfo=TZ))
    electronic = set(signed.annotate(on=days[0]).values_list("document__agency", "on").distinct().order_by())
    return electronic, electronic | set(
        copies.annotate(on=days[1]).values_list("agency", "on").distinct().order_by()
    )


# --- keeping ---------------------------------------------------------------------------------------------------


def out_of_time(agency: str, on: dt.date) -> QuerySet[Document]:
    """Kept papers whose time is over and that stand in no list yet (R11.15)."""
    return Document.objects.filter(agency=agency, keep_until__lte=on, disposal=None)


def agencies_with_disposals(on: dt.date) -> list[str]:
    """Agencies that keep papers whose time is over."""
    rows = Document.objects.filter(keep_until__lte=on, disposal=None)
    return sorted(rows.values_list("agency", flat=True).distinct())


def disposals(by: Actor) -> list[Disposal]:
    """The agency's lists, the newest first."""
    return list(Disposal.objects.filter(agency=by.agency).order_by("-number"))


def disposal_to_act_on(number: int | Disposal, *, by: Actor) -> Disposal:
    """A list of the agency, locked."""
    number = number.number if isinstance(number, Disposal) else number
    found = Disposal.objects.select_for_update().filter(agency=by.agency, number=number).first()
    if found is None:
        raise NoSuchCertification(code=str(number))
    return found


def disposed_documents(by: Actor, disposal: Disposal) -> Sequence[Document]:
    """What stands in a list."""
    if not policies.can_see_book(by):
        raise NotAllowed()
    rows = Document.objects.filter(disposal=disposal).select_related("certification__case")
    return list(rows.order_by("book", "year", "serial", "n")[:REGISTER_MOST])


# --- how long people wait (S031) -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Week:
    """A week's certifications: how many, and the median of working minutes from reception to ready."""

    monday: dt.date
    count: int
    median: float | None
    by_delegation: int = 0


@dataclass(frozen=True)
class Waiting:
    """Waiting before and after a day: each a count and a median in working minutes, and the weeks of both."""

    before: tuple[int, float | None]
    after: tuple[int, float | None]
    weeks: tuple[Week, ...]


def waiting_times(by: Actor, on: dt.date, *, weeks: int = 8, until: dt.date | None = None) -> Waiting:
    """Waiting of so many weeks before and after the week of a day (a delegation's first), median and count by week.

    Working time of the agency only: a night between two days is nobody's waiting at the counter.
    """
    if not policies.can_see(by, by.agency):
        raise NotAllowed()
    monday = on - dt.timedelta(days=on.weekday())
    first, last = monday - dt.timedelta(weeks=weeks), monday + dt.timedelta(weeks=weeks)
    last = min(last, until + dt.timedelta(days=1)) if until else last
    calendar = calendar_for(by.agency)
    found: list[tuple[dt.date, float, bool]] = []
    rows = cases.finished(by, _midnight(first), _midnight(last), kind=KIND).filter(state__in=DONE)
    values = rows.values_list("received_at", "finished_at", "certification__instrument")
    for received, finished, instrument in values.iterator(chunk_size=500):
        assert received is not None
        assert finished is not None
        minutes = calendar.working_seconds_between(received, finished) / 60
        found.append((finished.astimezone(TZ).date(), minutes, bool(instrument)))
    spans = [monday + dt.timedelta(weeks=n) for n in range(-weeks, weeks)]
    return Waiting(
        _middle([minutes for day, minutes, _ in found if day < on]),
        _middle([minutes for day, minutes, _ in found if day >= on]),
        tuple(_week(start, found) for start in spans if start < last),
    )


def _week(start: dt.date, found: Sequence[tuple[dt.date, float, bool]]) -> Week:
    held = [one for one in found if start <= one[0] < start + dt.timedelta(weeks=1)]
    count, middle = _middle([minutes for _, minutes, _ in held])
    return Week(start, count, middle, sum(lent for _, _, lent in held))


def _middle(minutes: Sequence[float]) -> tuple[int, float | None]:
    return len(minutes), round(median(minutes), 1) if minutes else None


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), TZ)
