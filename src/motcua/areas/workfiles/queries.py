"""Reading work files: of the unit, of the archive, and what is due for handing over (R8.10)."""

import datetime as dt
from collections.abc import Iterable, Mapping

from django.conf import settings
from django.db.models import Count, F, Q, QuerySet
from django.utils.module_loading import import_string

from motcua.areas.workfiles import policies
from motcua.areas.workfiles.choices import Received, State
from motcua.areas.workfiles.models import HandOver, WorkFile, WorkItem
from motcua.areas.workfiles.ports import Registers
from motcua.base.journal import queries as journal
from motcua.base.journal.models import Event
from motcua.base.journal.ports import Actor
from motcua.base.law.queries import parameter
from motcua.rules.impossible import NotAllowed, NotFound
from motcua.rules.tasks import months_on

SOON_DAYS = 30


class NoSuchFile(NotFound):
    text = "Không tìm thấy hồ sơ công việc {code} trong phạm vi của đơn vị."


class NoSuchHandOver(NotFound):
    text = "Không tìm thấy biên bản giao nhận {code} trong phạm vi của đơn vị."


def registers() -> Registers:
    """Where documents and tasks stand."""
    made: Registers = import_string(settings.WORKFILE_REGISTERS)()
    return made


def due_on(ended_on: dt.date, *, construction: bool) -> dt.date:
    """The last day for handing a file over (NĐ 30/2020/NĐ-CP Điều 30): a year after the work ended, of works three
    months after they were settled."""
    name = "workfile.hand_over_construction" if construction else "workfile.hand_over"
    return months_on(ended_on, int(parameter(name, ended_on)))


def to_act_on(code: str | WorkFile, *, by: Actor) -> WorkFile:
    """The file of an act, locked; another agency's looks like one that is not there."""
    code = code.code if isinstance(code, WorkFile) else code
    found = WorkFile.objects.select_for_update(of=("self",)).filter(code=code, agency=by.agency).first()
    if found is None or not policies.can_see(by, found):
        raise NoSuchFile(code=code)
    return found


def handover_to_act_on(code: str | HandOver, *, by: Actor) -> HandOver:
    """The record of an act, locked."""
    code = code.code if isinstance(code, HandOver) else code
    found = HandOver.objects.select_for_update().filter(code=code, agency=by.agency).first()
    if found is None or not policies.can_see_handover(by, found):
        raise NoSuchHandOver(code=code)
    return found


def one(by: Actor, code: str) -> WorkFile:
    """A file that this post may see."""
    found = WorkFile.objects.select_related("handover").filter(code=code, agency=by.agency).first()
    if found is None or not policies.can_see(by, found):
        raise NoSuchFile(code=code)
    return found


def handover(by: Actor, code: str) -> HandOver:
    """A record that this post may see."""
    found = HandOver.objects.filter(code=code, agency=by.agency).first()
    if found is None or not policies.can_see_handover(by, found):
        raise NoSuchHandOver(code=code)
    return found


def _seen(by: Actor) -> QuerySet[WorkFile]:
    if not policies.can_open(by):
        raise NotAllowed()
    found = WorkFile.objects.filter(agency=by.agency)
    return found if policies.sees_all(by) else found.filter(unit=by.unit)


def listed(by: Actor, state: str = "") -> QuerySet[WorkFile]:
    """Files of the unit, of the agency for who keeps the archive or leads: what is due first stands first."""
    found = _seen(by)
    found = found.filter(state=state) if state in State.values else found
    rows = found.annotate(held=Count("items", filter=Q(items__out_at=None)))
    return rows.order_by(F("due_on").asc(nulls_last=True), "-pk")


def to_hand_over(by: Actor) -> list[WorkFile]:
    """Closed files that this post may hand over, what is due first first."""
    found = listed(by, State.CLOSED).filter(unit=by.unit)
    return [file for file in found if policies.can_compile(by, file)]


def handovers(by: Actor) -> QuerySet[HandOver]:
    """Records of handing over, the newest first."""
    if not policies.can_open(by):
        raise NotAllowed()
    found = HandOver.objects.filter(agency=by.agency)
    return (found if policies.sees_all(by) else found.filter(unit=by.unit)).order_by("-pk")


def files_of(found: HandOver) -> list[WorkFile]:
    """The files that a record names, in its order, with how many documents each holds."""
    rows = WorkFile.objects.filter(code__in=found.codes)
    by_code = {row.code: row for row in rows.annotate(held=Count("items", filter=Q(items__out_at=None)))}
    return [by_code[code] for code in found.codes]


def items(found: WorkFile) -> list[WorkItem]:
    """What belongs to a file, in the order in which it was put."""
    return list(found.items.filter(out_at=None).order_by("n"))


def titles(by: Actor, rows: Iterable[WorkItem]) -> Mapping[tuple[str, str], str]:
    """What each is called, as far as this post may read it."""
    codes: dict[str, list[str]] = {}
    for row in rows:
        codes.setdefault(row.kind, []).append(row.code)
    return registers().titles(by, codes)


def waiting(by: Actor, on: dt.date) -> dict[str, int]:
    """What waits for this post: its closed files due within a month, and late; records that the archive is to take."""
    if not policies.can_open(by):
        return {"soon": 0, "late": 0, "to_take": 0}
    until = on + dt.timedelta(days=SOON_DAYS)
    mine = policies.posts_of(by)
    own = WorkFile.objects.filter(agency=by.agency, post__in=mine, state=State.CLOSED, due_on__lte=until)
    late = Q(due_on__lt=on)
    found = own.aggregate(soon=Count("pk", filter=~late), late=Count("pk", filter=late))
    sent = HandOver.objects.filter(agency=by.agency, state=Received.SENT).exclude(given_by__in=mine)
    return {**found, "to_take": sent.count() if policies.can_archive(by) else 0}


def events(subject: str) -> list[Event]:
    """The chain of a file or a record in the journal, oldest first."""
    return journal.of_subject(subject)
