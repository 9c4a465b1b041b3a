"""Units were reorganised: their heirs keep what was promised, and go on with what people are asked (R11.9)."""

import datetime as dt
from typing import Any

from motcua.areas.cases import actions as engine
from motcua.areas.dialogues import events, evidence, policies, queries
from motcua.areas.dialogues.actions.commitments import begin, keep
from motcua.areas.dialogues.models import Comment, Commitment, Consultation, Dialogue, Question
from motcua.base.journal.actions import act, record
from motcua.base.journal.ports import Actor
from motcua.rules.calendar import TZ

LAW = "Luật 72/2025/QH15; R6.56, R7.15"


@act(may=policies.can_succeed, records=events.SUCCEEDED, law="Luật 72/2025/QH15; R6.56", finds={})
def succeed(*, by: Actor, at: dt.datetime, code: str) -> Commitment:
    """Chuyển đơn vị kế thừa: the heir keeps what was promised, by the day that was promised.

    Whoever was named kept it in a post that is no more: it waits for whoever has the duty there; who reports it done
    does not confirm it.
    """
    commitment = queries.commitments_to_act_on(code, by=by)
    work = begin(commitment, "succeed", by=by, at=at)
    said = engine.bring(work, engine.heirs_of(work.case, at.astimezone(TZ).date()), whole=True)
    if commitment.case.state == "promised":
        commitment.post, commitment.post_title = "", said["unit_words"]
        commitment.save(update_fields=["post", "post_title"])
    keep(work, commitment, events.SUCCEEDED, **said)
    return commitment


@act(may=policies.can_succeed, records=tuple(events.WENT_ON.values()), law=LAW, finds={})
def succeed_open(
    *, by: Actor, at: dt.datetime, row: Dialogue | Question | Consultation | Comment
) -> Dialogue | Question | Consultation | Comment:
    """Chuyển đơn vị kế thừa: the heir holds the dialogue, answers the question, closes the consultation, reads the
    comment. Days, number and what was published stay."""
    name, digests = EVIDENCE[type(row)]
    said = engine.bring_row(row, at=at)
    row.save()
    record(
        events.WENT_ON[name], subject=row.subject, unit=row.agency, by=by, at=at,
        facts={"code": row.code, **said, "rows": digests(row)},
    )  # fmt: skip
    return row


EVIDENCE: dict[type[Any], tuple[str, Any]] = {
    Dialogue: ("dialogue", evidence.of_dialogue),
    Question: ("question", evidence.of_question),
    Consultation: ("consultation", evidence.of_consultation),
    Comment: ("comment", evidence.of_comment),
}
