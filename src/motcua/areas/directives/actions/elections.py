"""The calendar of an election becomes a draft whose tasks have a person and a day (S125)."""

import datetime as dt

from motcua.areas.directives import events, policies, queries
from motcua.areas.directives.actions.drafting import made
from motcua.areas.directives.actions.keeping import day_of
from motcua.areas.directives.models import Directive
from motcua.areas.directives.queries import elections
from motcua.base.journal.actions import act
from motcua.base.journal.ports import Actor
from motcua.rules.elections import DAY, Dated, is_polling_day
from motcua.rules.impossible import Faults

AHEAD = 400 * DAY


@act(may=policies.can_draft, records=events.DRAFTED, law="Luật 85/2015/QH13; S125")
def draft_election(*, by: Actor, at: dt.datetime, unit: str, polling: dt.date | None, post: str) -> Directive:
    """Lập lịch bầu cử: a drafted plan with a task a step that is still ahead, led by a post; each is mended before it
    is issued."""
    on, faults = day_of(at), Faults()
    sound = polling is not None and is_polling_day(polling) and on < polling <= on + AHEAD
    faults.unless(sound, "polling", "Chọn ngày bầu cử: một chủ nhật sắp tới, trong hơn một năm.")
    faults.among(post, {one.code for one in queries.posts_for(unit, on)}, "post", "Chọn người chủ trì.")
    faults.done()
    assert polling is not None
    ahead = [one for one in elections.steps(unit, polling) if one.due >= on]
    document = {"type": "plan", "title": f"Kế hoạch các việc phục vụ bầu cử ngày {polling:%d/%m/%Y}"}
    return made(document, [_task(one, post, on) for one in ahead], unit=unit, by=by, at=at)


def _task(one: Dated, post: str, on: dt.date) -> dict[str, object]:
    public = " Việc này phải công khai." if one.step.public else ""
    return {
        "title": one.step.title, "post": post, "role": "Chủ trì", "starts_on": on, "due_on": one.due,
        "product": one.step.product, "criteria": f"Có đủ, trong thời hạn luật định: {one.step.product}",
        "content": f"Theo luật: {one.step.who}. Chậm nhất ngày {one.last:%d/%m/%Y}. Căn cứ: {one.step.law}.{public}",
    }  # fmt: skip
