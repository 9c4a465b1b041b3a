"""Every read of the warehouse: only what this actor, or whoever holds the key, may see."""

import datetime as dt
import functools
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from motcua.areas.procedures import queries as procedures
from motcua.areas.results import policies
from motcua.areas.results.choices import Form
from motcua.areas.results.models import Result, Reuse
from motcua.base.documents.ports import Signature
from motcua.base.documents.queries import signatures
from motcua.base.files.queries import OpenedFile, open_file
from motcua.base.journal.ports import Actor
from motcua.base.people.fields import blind, blind_words
from motcua.base.people.models import Citizen
from motcua.base.people.policies import can_find_people, is_number
from motcua.base.people.queries import id_hash
from motcua.rules.calendar import TZ
from motcua.rules.impossible import NotAllowed, NotFound

FOUND_AT_MOST = 50
OFFERED_AT_MOST = 200


class NoSuchResult(NotFound):
    text = "Không có kết quả {code} trong kho."


class WrongKey(NotFound):
    text = "Không tìm thấy kết quả. Quét lại mã QR in trên kết quả, hoặc gõ đúng mã hồ sơ và mã kiểm chứng in trên đó."


def check_key(code: str) -> str:
    """The key printed on a result, with which anybody who has it checks it; derived, never stored."""
    return blind(code, "result")[:12]


# --- for the public --------------------------------------------------------------------------------------------


def checked(code: str, key: str) -> Result:
    """The result of a QR code; a wrong key and an unknown code look the same."""
    right = hmac.compare_digest(check_key(code).encode(), key.strip().lower().encode())
    found = Result.objects.select_related("file").filter(code=code).first() if right else None
    if found is None:
        raise WrongKey()
    return found


@dataclass(frozen=True)
class Compared:
    """A file that somebody has, held against the one that was issued."""

    same: bool
    sha256: str
    signatures: Sequence[Signature]


def signatures_of(content: bytes, at: dt.datetime) -> Sequence[Signature]:
    """The signatures of a file judged as of a moment: that at which the journal proves that we had it."""
    return signatures().validate(content, at=at)


# --- for officials ---------------------------------------------------------------------------------------------


def one(by: Actor, code: str) -> Result:
    """A result of the actor's agency; another agency's looks like one that is not there."""
    found = Result.objects.select_related("file").filter(code=code).first()
    if found is None or found.agency != by.agency or not policies.can_look(by):
        raise NoSuchResult(code=code)
    return found


def to_act_on(code: str | Result, *, by: Actor) -> Result:
    """The result of an act, locked."""
    code = code.code if isinstance(code, Result) else code
    found = Result.objects.select_for_update(of=("self",)).select_related("file").filter(code=code).first()
    if found is None or (by.agency and found.agency != by.agency):
        raise NoSuchResult(code=code)
    return found


def of_dossier(code: str) -> Result | None:
    """The result that a dossier ended with."""
    return Result.objects.select_related("file").filter(dossier=code).first()


def search(by: Actor, q: str = "") -> list[Result]:
    """Results of the agency, newest first: by number or code, by the holder's number, by two words of a name."""
    if not policies.can_look(by):
        raise NotAllowed()
    found = (
        Result.objects.filter(agency=by.agency).annotate(times=Count("reuses")).order_by("-kept_at", "-pk")
    )
    typed = q.strip()
    if typed:
        found = found.filter(_sought(typed))
    return list(found[:FOUND_AT_MOST])


def _sought(typed: str) -> Q:
    wanted = Q(code=typed.upper()) | Q(number__iexact=typed) | Q(number__istartswith=f"{typed}/")
    if is_number(typed):
        return wanted | Q(holder_hash=id_hash(typed))
    words = blind_words(typed)
    if len(words) > 1:
        named = Q()
        for word in words:
            named &= Q(holder_words__contains=word)
        wanted |= named
    return wanted


def reuses_of(result: Result) -> list[Reuse]:
    """The dossiers that took it, newest first."""
    return list(result.reuses.order_by("-at"))


# --- reuse -----------------------------------------------------------------------------------------------------


def holder_of(by: Actor, *, citizen: int | None = None, number: str = "") -> str | None:
    """Under which keyed hash the results of somebody at the counter are kept; none when there is no number."""
    if not can_find_people(by):
        return None
    if citizen is not None:
        return Citizen.objects.filter(pk=citizen, agency=by.agency).values_list("id_hash", flat=True).first()
    return id_hash(number) if number.strip() else None


def reusable(agency: str, holder: str | None, on: dt.date) -> list[Result]:
    """What this holder (keyed hash of the number) has in the agency's warehouse and is in force, newest first (R2.15).

    Other people's results are never among them; nor is what has no electronic file.
    """
    if not holder:
        return []
    found = Result.objects.filter(agency=agency, holder_hash=holder).exclude(file=None)
    newest = found.order_by("-issued_on", "-pk")[:OFFERED_AT_MOST]
    return [result for result in newest if policies.in_force(result, on)]


def offered(
    papers: Sequence[Mapping[str, Any]], *, agency: str, holder: str | None, on: dt.date
) -> dict[str, Result]:
    """For each paper that is asked for and that the warehouse has, by its component: the newest result that it is."""
    held = reusable(agency, holder, on) if papers else []
    return {
        str(paper["code"]): result
        for paper in papers
        if paper.get("asked", True)
        for result in [next((one for one in held if policies.fits(str(paper["name"]), one.type)), None)]
        if result is not None
    }


# --- figures ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Counts:
    """Results of a period by form, and dossiers that took one from the warehouse (R2.17, R2.20)."""

    results: int
    electronic: int
    digitised: int
    reusing: int


def counts(agency: str, first: dt.date, last: dt.date) -> Counts:
    """What was kept and taken from a day to another, both included."""
    start = dt.datetime.combine(first, dt.time(), TZ)
    end = dt.datetime.combine(last, dt.time(), TZ) + dt.timedelta(days=1)
    kept = Result.objects.filter(agency=agency, kept_at__gte=start, kept_at__lt=end)
    by_form = dict(kept.values_list("form").annotate(n=Count("pk")))
    taken = Reuse.objects.filter(agency=agency, at__gte=start, at__lt=end)
    return Counts(
        sum(by_form.values()), by_form.get(Form.ELECTRONIC, 0), by_form.get(Form.DIGITISED, 0),
        taken.values("dossier").distinct().count(),
    )  # fmt: skip


def kept_by(agency: str) -> QuerySet[Result]:
    """The warehouse of an agency, for whoever counts it."""
    return Result.objects.filter(agency=agency)


# --- what it is called -----------------------------------------------------------------------------------------


@functools.lru_cache(maxsize=4096)
def type_name(procedure: str, on: dt.date, otherwise: str) -> str:
    """What the result of a procedure is called in its version of a day; ``otherwise`` when that says nothing."""
    try:
        known = procedures.published(procedure, on).record.get("results") or ()
    except procedures.NoSuchProcedure:
        known = ()
    return next((" ".join(name.split()).strip(" .;-") for name in known if name.strip()), otherwise)[:500]


def opened(result: Result) -> OpenedFile:
    """The file of a result; NotFound when it has none. The caller has asked who may, and journals the reading."""
    if result.file is None:
        raise NoSuchResult(code=result.code)
    return open_file(result.file.id, subject=result.file.subject)
