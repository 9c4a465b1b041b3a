"""Reading coordination programmes: the agency's own, and what the public reads of them."""

import datetime as dt

from django.db.models import QuerySet

from motcua.areas.programmes import policies
from motcua.areas.programmes.choices import ENDS_SOON_DAYS
from motcua.areas.programmes.models import JointTask, Programme
from motcua.base.journal import queries as journal
from motcua.base.journal.models import Event
from motcua.base.journal.ports import Actor
from motcua.rules.impossible import NotAllowed, NotFound

SOON_DAYS = 7


class NoSuchProgramme(NotFound):
    text = "Không tìm thấy chương trình phối hợp {code} trong phạm vi của đơn vị."


def to_act_on(code: str | Programme, *, by: Actor) -> Programme:
    """The programme of an act, locked; another agency's looks like one that is not there."""
    code = code.code if isinstance(code, Programme) else code
    found = Programme.objects.select_for_update(of=("self",)).filter(code=code, agency=by.agency).first()
    if found is None or not policies.can_look(by):
        raise NoSuchProgramme(code=code)
    return found


def one(by: Actor, code: str) -> Programme:
    """A programme of the agency."""
    found = Programme.objects.select_related("follows").filter(code=code, agency=by.agency).first()
    if found is None or not policies.can_look(by):
        raise NoSuchProgramme(code=code)
    return found


def listed(by: Actor) -> QuerySet[Programme]:
    """Programmes of the agency, those that run longest first."""
    if not policies.can_look(by):
        raise NotAllowed()
    return Programme.objects.filter(agency=by.agency).select_related("renewed_by").order_by("-ends_on", "pk")


def due(by: Actor, on: dt.date) -> dict[str, int]:
    """Joint tasks of the agency that are due within a week, and late: for who keeps its programmes."""
    if not policies.can_enter(by):
        return {"soon": 0, "late": 0}
    open_tasks = JointTask.objects.filter(programme__agency=by.agency, done_at=None)
    return {
        "soon": open_tasks.filter(due_on__gte=on, due_on__lte=on + dt.timedelta(days=SOON_DAYS)).count(),
        "late": open_tasks.filter(due_on__lt=on).count(),
    }


def successor(programme: Programme) -> Programme | None:
    """The programme that renews it."""
    return Programme.objects.filter(follows=programme).first()


def ends_soon(programme: Programme, on: dt.date) -> bool:
    """Whether it ends within six months, or ended, and nothing renews it."""
    return programme.ends_on < on + dt.timedelta(days=ENDS_SOON_DAYS) and successor(programme) is None


def renewable(by: Actor) -> list[Programme]:
    """Programmes that a new one may follow."""
    return list(listed(by).filter(renewed_by=None))


def events(programme: Programme) -> list[Event]:
    """The chain of the programme in the journal, oldest first."""
    return journal.of_subject(programme.subject)


def public(agency: str, on: dt.date) -> QuerySet[Programme]:
    """What the public reads: who works together, on what, for which years; nobody's name."""
    found = Programme.objects.filter(agency=agency, signed_on__lte=on)
    return found.defer("signatories").prefetch_related("tasks", "reviews").order_by("-ends_on", "pk")
