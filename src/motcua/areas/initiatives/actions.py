"""The verbs of initiatives (S076)."""

import datetime as dt
from typing import Any

from motcua.areas.initiatives import events, evidence, policies, queries
from motcua.areas.initiatives.choices import Reach, State
from motcua.areas.initiatives.models import Initiative, Replication
from motcua.base.documents.actions import take_number
from motcua.base.journal.actions import act, record
from motcua.base.journal.events import EventKind
from motcua.base.journal.ports import Actor
from motcua.base.people.choices import fields_of_work
from motcua.rules import written
from motcua.rules.calendar import TZ
from motcua.rules.correspondence import refuse_secrets
from motcua.rules.impossible import Faults, Impossible
from motcua.rules.privacy import check_no_denouncer

FINDS = {"initiative": queries.to_act_on}
LAW = "NĐ 13/2012/NĐ-CP; S076"
TEXT = 8_000


class NotNow(Impossible):
    text = "Không làm được khi sáng kiến ở trạng thái “{state}”."


def _line(value: Any, field: str, *, what: str, most: int = 200) -> str:
    said = written.line(value, field, what=what, most=most)
    refuse_secrets("", said, field=field)
    return check_no_denouncer(said, field)


def _body(value: Any, field: str, *, what: str, needed: bool = True) -> str:
    said = written.body(value, field, what=what, most=TEXT, needed=needed)
    refuse_secrets("", said, field=field)
    return check_no_denouncer(said, field)


def _require(initiative: Initiative, state: State) -> None:
    if initiative.state != state:
        raise NotNow(state=State(initiative.state).label)


def _keep(
    event: EventKind, initiative: Initiative, *beside: Replication, by: Actor, at: dt.datetime, **facts: Any
) -> Initiative:
    initiative.save()
    said = {**facts, "field": initiative.field, "rows": evidence.of_rows(initiative, beside)}
    record(event, subject=initiative.subject, unit=initiative.agency, by=by, at=at, facts=said)
    return initiative


@act(may=policies.can_propose, records=events.PROPOSED, law=LAW)
def propose(
    *, by: Actor, at: dt.datetime, field: str, title: str, problem: str, solution: str, benefit: str
) -> Initiative:
    """Đề xuất sáng kiến: what stands in the way today, what would be done, what comes of it."""
    faults = Faults()
    said = {
        "field": faults.among(field, fields_of_work(), "field", "Chọn lĩnh vực công tác."),
        "title": faults.take(_line, title, "title", what="tên sáng kiến", most=300),
        "problem": faults.take(_body, problem, "problem", what="vấn đề hiện nay"),
        "solution": faults.take(_body, solution, "solution", what="giải pháp"),
        "benefit": faults.take(_body, benefit, "benefit", what="lợi ích"),
    }
    faults.done()
    year = at.astimezone(TZ).year
    n = take_number(agency=by.agency, book="initiative", year=year)
    made = Initiative(
        code=f"SK-{by.agency}-{year}-{n:03d}", agency=by.agency, unit=by.unit, post=by.on_behalf_of or by.post,
        post_title=by.title, proposed_at=at, state=State.PROPOSED, **said,
    )  # fmt: skip
    return _keep(events.PROPOSED, made, by=by, at=at, field_words=fields_of_work()[made.field])


@act(may=policies.can_judge, records=events.RECOGNISED, law=LAW, finds=FINDS)
def recognise(
    *,
    by: Actor,
    at: dt.datetime,
    initiative: Initiative,
    number: str,
    decided_on: dt.date,
    reach: str,
    opinion: str,
) -> Initiative:
    """Công nhận sáng kiến: by which decision, how far it reaches, what was thought of it."""
    _require(initiative, State.PROPOSED)
    faults = Faults()
    initiative.number = faults.take(_line, number, "number", what="số, ký hiệu quyết định", most=80)
    initiative.opinion = faults.take(_body, opinion, "opinion", what="đánh giá")
    initiative.reach = faults.among(reach, Reach.values, "reach", "Chọn phạm vi ảnh hưởng.")
    proposed, on = initiative.proposed_at.astimezone(TZ).date(), at.astimezone(TZ).date()
    faults.unless(
        proposed <= decided_on <= on, "decided_on", "Ghi ngày quyết định, từ ngày đề xuất đến hôm nay."
    )
    faults.done()
    initiative.state, initiative.decided_on = State.RECOGNISED, decided_on
    initiative.decided_by = by.on_behalf_of or by.post
    return _keep(
        events.RECOGNISED, initiative, by=by, at=at, number=initiative.number,
        reach_words=str(Reach(initiative.reach).label).lower(),
    )  # fmt: skip


@act(may=policies.can_judge, records=events.DECLINED, law=LAW, finds=FINDS)
def decline(*, by: Actor, at: dt.datetime, initiative: Initiative, opinion: str) -> Initiative:
    """Không công nhận: and why."""
    _require(initiative, State.PROPOSED)
    initiative.opinion = _body(opinion, "opinion", what="lý do")
    initiative.state, initiative.decided_on = State.DECLINED, at.astimezone(TZ).date()
    initiative.decided_by = by.on_behalf_of or by.post
    return _keep(events.DECLINED, initiative, by=by, at=at)


@act(may=policies.can_replicate, records=events.REPLICATED, law=LAW, finds=FINDS)
def replicate(
    *, by: Actor, at: dt.datetime, initiative: Initiative, where: str, on: dt.date, result: str = ""
) -> Initiative:
    """Ghi nhân rộng: where else it is done, since when, what came of it."""
    _require(initiative, State.RECOGNISED)
    faults = Faults()
    place = faults.take(_line, where, "where", what="nơi nhân rộng")
    said = faults.take(_body, result, "result", what="kết quả", needed=False)
    proposed, today = initiative.proposed_at.astimezone(TZ).date(), at.astimezone(TZ).date()
    faults.unless(proposed <= on <= today, "on", "Ghi ngày áp dụng, từ ngày đề xuất đến hôm nay.")
    faults.done()
    row = Replication.objects.create(
        initiative=initiative, n=initiative.replications.count() + 1, where=place, on=on, result=said, at=at,
        post=by.on_behalf_of or by.post,
    )  # fmt: skip
    return _keep(events.REPLICATED, initiative, row, by=by, at=at, n=row.n, on_words=f"{on:%d/%m/%Y}")


VERBS: dict[str, Any] = {"recognise": recognise, "decline": decline, "replicate": replicate}
