"""What became of a petition, in plain words for its sender; and how the matter stands that acceptance opened."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.areas.complaints import queries as complaints
from motcua.areas.complaints.choices import Document
from motcua.areas.denunciations import queries as denunciations
from motcua.areas.feedback import queries as feedback
from motcua.areas.feedback.process import STANDARD as FEEDBACK
from motcua.areas.petitions.choices import Outcome
from motcua.base.journal.events import EVENTS
from motcua.base.spoken import day_words, moment_words
from motcua.faces.portal.receipts import FEEDBACK as FEEDBACK_DOOR
from motcua.faces.portal.receipts import address
from motcua.rules.calendar import TZ

OUTCOMES: Mapping[str, str | Promise] = {
    Outcome.ACCEPTED: gettext_lazy("Cơ quan nhận giải quyết việc này."),
    Outcome.REFUSED: gettext_lazy("Cơ quan không thụ lý đơn này."),
    Outcome.GUIDED: gettext_lazy("Cơ quan hướng dẫn ông/bà gửi đến đúng nơi, hoặc bổ sung cho đủ."),
    Outcome.FORWARDED: gettext_lazy("Cơ quan đã chuyển đơn đến nơi có thẩm quyền giải quyết."),
    Outcome.STORED: gettext_lazy("Đơn được lưu, không giải quyết."),
    Outcome.INFORMED: gettext_lazy("Thông tin đã được chuyển để thanh tra, kiểm tra."),
    Outcome.SPLIT: gettext_lazy("Đơn có nhiều việc, mỗi việc được giải quyết riêng."),
    Outcome.LINKED: gettext_lazy("Việc này đã có đơn trước, cơ quan giải quyết một lần cho cả hai."),
    Outcome.URGED: gettext_lazy("Cơ quan yêu cầu cấp dưới giải quyết việc còn chậm."),
}


@dataclass(frozen=True)
class Matter:
    """How the matter stands that acceptance opened: its state in the public's words, by when, and its steps.

    ``code``, ``href``, ``slip`` (its code and key) and ``papers`` only where they lead nobody to what was kept from
    them. ``papers`` are documents to who complains, ``decided`` that the decision is among them; ``in_effect`` that it
    took effect; ``again`` the petition in which they complained again. ``again_until`` until when they may complain
    again, to whom; ``takes_back`` whether they may ask here to take it back, ``asked_back_on`` when they did,
    ``taken_back`` that they signed for it.
    """

    state: str
    steps: list[dict[str, Any]]
    due: dt.date | None = None
    due_words: str = ""
    late: bool = False
    code: str = ""
    href: str = ""
    slip: Mapping[str, str] = field(default_factory=dict)
    papers: Sequence[Any] = ()
    decided: bool = False
    effect_from: dt.date | None = None
    in_effect: bool = False
    again: Any = None
    again_until: dt.date | None = None
    again_to: str = ""
    takes_back: bool = False
    asked_back_on: dt.date | None = None
    taken_back: bool = False


def matter(petition: Any, at: dt.datetime) -> Matter | None:
    """What acceptance opened, for whoever holds the petition's receipt; None where it opened nothing."""
    tell = _TOLD.get(petition.matter.partition(":")[0])
    return tell(petition, at) if tell else None


def _complaint(petition: Any, at: dt.datetime) -> Matter | None:
    told = complaints.standing(petition.code, at.astimezone(TZ).date())
    if told is None:
        return None
    state, due = _(told.state), told.due_at
    late = due is not None and not told.paused and at > due
    steps: list[dict[str, Any]] = [{"state": "done", "what": step.text, "at": step.at} for step in told.steps]
    if due is not None:
        _stand(steps, state, "paused" if told.paused else "late" if late else "now")
    return Matter(
        state, steps, due=None if told.paused else due, late=late, code="" if petition.shielded else told.code,
        due_words=moment_words(due) if due and not told.paused else "",
        papers=() if petition.shielded else told.documents, effect_from=told.effect_from, in_effect=told.in_effect,
        decided=any(one.document == Document.DECISION for one in told.documents),
        again=told.again, again_until=told.again_until, again_to=told.again_to, takes_back=told.takes_back,
        asked_back_on=told.asked_back_on, taken_back=told.taken_back,
    )  # fmt: skip


def _denunciation(petition: Any, at: dt.datetime) -> Matter | None:
    """Its words say nowhere what it is about, and its code would."""
    told = denunciations.standing(petition.code)
    if told is None:
        return None
    late = told.due_on is not None and at.astimezone(TZ).date() > told.due_on
    look = {"done": "done", "todo": "next", "now": "late" if late else "now"}
    steps = [{"state": look[step.state], "what": _(step.words), "on": step.on} for step in told.steps]
    return Matter(
        _(told.words),
        steps,
        due=told.due_on,
        late=late,
        due_words=day_words(told.due_on) if told.due_on else "",
    )


def _feedback(petition: Any, at: dt.datetime) -> Matter | None:
    """What was sealed with the petition is not opened by the way of its feedback."""
    found = feedback.out_of(petition.code)
    if found is None:
        return None
    case, state = found.case, _(_FEEDBACK_STATES[found.case.state])
    waits = case.finished_at is None
    late = waits and not case.paused and at > case.due_at
    steps: list[dict[str, Any]] = [
        {"state": "done", "what": said, "at": event.at}
        for event in feedback.events(found)
        if event.kind in EVENTS and (said := EVENTS[event.kind].sentence(event.facts, public=True))
    ]
    if waits:
        _stand(steps, state, "paused" if case.paused else "late" if late else "now")
    due = case.due_at if waits and not case.paused else None
    made = Matter(state, steps, due=due, due_words=moment_words(due) if due else "", late=late)
    if petition.shielded:
        return made
    slip = {case.code: feedback.tracking_key(case.code)}
    return replace(made, code=case.code, href=address(FEEDBACK_DOOR, case.code), slip=slip)


def _stand(steps: list[dict[str, Any]], state: str, look: str) -> None:
    """Where it is now: the last step, when that says the same, else one more."""
    if steps and steps[-1]["what"] == state:
        steps[-1]["state"] = look
    else:
        steps.append({"state": look, "what": state})


_FEEDBACK_STATES = {step.code: step.public for step in FEEDBACK.steps}
_TOLD: Mapping[str, Callable[[Any, dt.datetime], Matter | None]] = {
    "complaint": _complaint, "denunciation": _denunciation, "feedback": _feedback,
}  # fmt: skip
