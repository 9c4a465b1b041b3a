"""Following the catalogue: what must be looked at, and where procedures stand on the National Portal."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence

from motcua.areas.procedures import events, policies, queries
from motcua.areas.procedures.models import Alert, Integration, Procedure
from motcua.areas.procedures.ports import canonical
from motcua.areas.procedures.queries import Wanted
from motcua.base.journal.actions import act, record
from motcua.base.journal.ports import Actor
from motcua.rules.impossible import Invalid


@act(may=policies.can_change, records=events.ALERTED, law="NĐ 63/2010 Điều 17; R3.10")
def note_alerts(*, found: Sequence[Wanted], by: Actor, at: dt.datetime) -> tuple[int, int]:
    """Ghi những việc cần xem của danh mục: new ones are raised, mended ones cleared; how many of each."""
    wanted = {(one.kind, one.place, one.code, one.about): one for one in found}
    open_ = {(row.kind, row.place, row.code, row.about): row for row in Alert.objects.filter(cleared_at=None)}
    gone = [row.pk for key, row in open_.items() if key not in wanted]
    Alert.objects.filter(pk__in=gone).update(cleared_at=at)
    new = [
        Alert(kind=one.kind, place=one.place, code=one.code, about=one.about, on=one.on, raised_at=at)
        for key, one in wanted.items()
        if key not in open_
    ]
    Alert.objects.bulk_create(new, batch_size=500)
    digest = hashlib.sha256(canonical(sorted(wanted)).encode()).hexdigest()
    facts = {"raised": len(new), "cleared": len(gone), "open": len(wanted), "digest": digest}
    record(events.ALERTED, subject="catalogue-alerts", unit=by.agency, by=by, at=at, facts=facts)
    return len(new), len(gone)


@act(may=policies.can_change, records=events.INTEGRATION_SET, law="NĐ 224/2026 Điều 15")
def set_integration(
    *, code: str, state: str, on: dt.date, by: Actor, at: dt.datetime, address: str = ""
) -> Integration:
    """Ghi tình trạng trên Cổng dịch vụ công quốc gia: from a day on; what was said before ends that day."""
    procedure = Procedure.objects.filter(code=code).first()
    if procedure is None:
        raise queries.NoSuchProcedure(code=code, on=on.strftime("%d/%m/%Y"))
    last = Integration.objects.select_for_update().filter(procedure=procedure, valid_to=None).first()
    if last is not None and last.valid_from > on:
        raise Invalid(
            field="on", text="Đã ghi tình trạng từ ngày {on}; không ghi lùi trước ngày đó.",
            on=f"{last.valid_from:%d/%m/%Y}",
        )  # fmt: skip
    if last is not None:
        last.valid_to = on
        last.save(update_fields=["valid_to"])
    made = Integration.objects.create(procedure=procedure, state=state, address=address[:400], valid_from=on)
    facts = {"code": code, "state": state, "on": on.isoformat()}
    record(events.INTEGRATION_SET, subject=f"procedure:{code}", unit=by.agency, by=by, at=at, facts=facts)
    return made
