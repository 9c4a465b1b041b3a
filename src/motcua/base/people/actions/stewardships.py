"""Who is in charge of a field of work, in which unit, from when to when, under which instrument (S097)."""

import datetime as dt
from typing import Any

from django.db.models import F, Q

from motcua.base.journal.actions import act, record
from motcua.base.journal.ports import Actor
from motcua.base.orgs.models import Post, Unit
from motcua.base.people import events, policies, queries
from motcua.base.people.actions import finding
from motcua.base.people.actions.appointments import AlreadyEnded
from motcua.base.people.choices import fields_of_work
from motcua.base.people.models import Stewardship
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Faults, Impossible
from motcua.rules.written import line

LAW = "R13.10, S097, S119"
LONGEST = dt.timedelta(days=3660)


class InCharge(Impossible):
    text = "{post} đang phụ trách {field} của đơn vị này từ {valid_from}. Kết thúc phân công đó trước."


def _stewardship(value: Any, *, by: Actor) -> Stewardship:
    rows = Stewardship.objects.select_for_update(of=("self",)).select_related("post")
    found = rows.filter(pk=finding.pk(value), agency=by.agency).first()
    if found is None:
        raise queries.NoSuchStewardship()
    return found


@act(may=policies.can_put_in_charge, records=events.PUT_IN_CHARGE, law=LAW, finds={"post": finding.post})
def put_in_charge(
    *, by: Actor, at: dt.datetime, unit: str, field: str, post: Post | str, valid_from: dt.date, instrument: str,
    valid_to: dt.date | None = None,
) -> Stewardship:  # fmt: skip
    """Phân công phụ trách: one post a unit and field at a time, under an instrument with its number."""
    assert isinstance(post, Post)
    on, faults = at.astimezone(TZ).date(), Faults()
    faults.among(unit, queries.units_in_charge(by.agency, on), "unit", "Chọn đơn vị của cơ quan.")
    faults.among(field, fields_of_work(), "field", "Chọn lĩnh vực công tác.")
    faults.unless(
        post.agency_id == by.agency and policies.ADMIN not in post.duties, "post", "Chọn vị trí của cơ quan."
    )
    faults.unless(abs(valid_from - on) <= LONGEST, "valid_from", "Chọn ngày trong vòng mười năm.")
    said = faults.take(line, instrument, "instrument", what="số, ký hiệu văn bản phân công", most=120)
    faults.found += policies.period_faults(valid_from, valid_to)
    faults.done()
    Unit.objects.select_for_update().get(pk=unit)
    there = Stewardship.objects.select_related("post").filter(unit=unit, field=field)
    there = there.exclude(valid_to=F("valid_from"))
    for other in there.filter(Q(valid_to=None) | Q(valid_to__gt=valid_from)):
        if valid_to is None or other.valid_from < valid_to:
            raise InCharge(
                post=other.post.title,
                field=fields_of_work()[field],
                valid_from=f"{other.valid_from:%d/%m/%Y}",
            )
    made = Stewardship.objects.create(
        agency=by.agency, unit=unit, field=field, post=post, valid_from=valid_from, valid_to=valid_to,
        instrument=said,
    )  # fmt: skip
    facts = {
        "unit": unit, "field": field, "post": post.code, "valid_from": valid_from.isoformat(),
        "valid_to": valid_to.isoformat() if valid_to else "", "instrument": said, "post_words": post.title,
        "field_words": fields_of_work()[field],
    }  # fmt: skip
    record(events.PUT_IN_CHARGE, subject=made.subject, unit=by.agency, by=by, at=at, facts=facts)
    return made


def _may_end(by: Actor, stewardship: Stewardship) -> bool:
    """Whoever may put somebody in charge there."""
    return by.agency == stewardship.agency and policies.can_put_in_charge(by)


@act(may=_may_end, records=events.STEWARDSHIP_ENDED, law=LAW, finds={"stewardship": _stewardship})
def end_stewardship(
    *, by: Actor, at: dt.datetime, stewardship: Stewardship | int, valid_to: dt.date
) -> Stewardship:
    """Thôi phụ trách: from ``valid_to`` on; what was so before stays."""
    assert isinstance(stewardship, Stewardship)
    if stewardship.valid_to is not None and stewardship.valid_to <= valid_to:
        raise AlreadyEnded(valid_to=f"{stewardship.valid_to:%d/%m/%Y}")
    faults = Faults()
    faults.unless(valid_to >= stewardship.valid_from, "valid_to", "Ngày kết thúc không sớm hơn ngày bắt đầu.")
    faults.done()
    stewardship.valid_to = valid_to
    stewardship.save(update_fields=["valid_to"])
    facts = {
        "valid_to": valid_to.isoformat(),
        "field_words": fields_of_work().get(stewardship.field, stewardship.field),
    }
    record(events.STEWARDSHIP_ENDED, subject=stewardship.subject, unit=by.agency, by=by, at=at, facts=facts)
    return stewardship
