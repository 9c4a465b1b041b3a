"""Dialogues as officials and the public read them, and what the law asks for in a year."""

import datetime as dt
import hmac
from collections.abc import Iterable

from django.db.models import Count, Q, QuerySet

from motcua.areas.dialogues import policies
from motcua.areas.dialogues.choices import CommentState, DialogueState, KindOf, QuestionState, kinds
from motcua.areas.dialogues.models import Comment, Dialogue, Question
from motcua.base.journal import queries as journal
from motcua.base.journal.models import Event
from motcua.base.journal.ports import Actor
from motcua.base.law.queries import NoValueThen, parameter
from motcua.base.people.fields import blind
from motcua.rules.calendar import TZ
from motcua.rules.dialogues import YearCount, year_counts
from motcua.rules.impossible import NotFound

PUBLIC = (DialogueState.ANNOUNCED, DialogueState.HELD, DialogueState.CONCLUDED)
DOOR_BEFORE, DOOR_AFTER = dt.timedelta(hours=2), dt.timedelta(hours=1)
YEARS_SHOWN = 3


class NoSuchDialogue(NotFound):
    text = "Không tìm thấy buổi đối thoại {code} trong phạm vi của đơn vị. Kiểm tra lại mã."


def dialogue(by: Actor, code: str) -> Dialogue:
    """A dialogue of the actor's agency; another's looks like one that is not there."""
    found = Dialogue.objects.filter(code=code, agency=by.agency).first() if policies.can_look(by) else None
    if found is None:
        raise NoSuchDialogue(code=code)
    return found


def dialogue_to_act_on(code: str | Dialogue, *, by: Actor) -> Dialogue:
    """The dialogue of an act, locked."""
    code = code.code if isinstance(code, Dialogue) else code
    found = Dialogue.objects.select_for_update().filter(code=code, agency=by.agency).first()
    if found is None:
        raise NoSuchDialogue(code=code)
    return found


def dialogues(by: Actor, *, kind: str = "", state: str = "") -> QuerySet[Dialogue]:
    """Dialogues of the agency, the latest first, with how many questions, how many of them wait, and commitments."""
    if not policies.can_look(by):
        return Dialogue.objects.none()
    wanted = {name: value for name, value in (("kind", kind), ("state", state)) if value}
    return Dialogue.objects.filter(agency=by.agency, **wanted).order_by("-starts_at", "-id")


def counts(found: Iterable[Dialogue]) -> dict[int, dict[str, int]]:
    """How many questions and commitments each dialogue has: {asked, waiting, made, open}."""
    keys = [one.pk for one in found]
    rows = Dialogue.objects.filter(pk__in=keys).values("pk").order_by()
    asked = rows.annotate(
        asked=Count("questions", filter=~Q(questions__state__in=[QuestionState.DECLINED])),
        waiting=Count("questions", filter=Q(questions__state=QuestionState.WAITING)),
    )
    made = rows.annotate(
        made=Count("commitments"), open=Count("commitments", filter=Q(commitments__case__closed_at=None))
    )
    first = {row["pk"]: row for row in asked}
    return {
        row["pk"]: {"asked": first[row["pk"]]["asked"], "waiting": first[row["pk"]]["waiting"],
                    "made": row["made"], "open": row["open"] if row["made"] else 0}
        for row in made
    }  # fmt: skip


def public_dialogues(agency: str) -> QuerySet[Dialogue]:
    """What the public knows of: announced, held, concluded; cancelled ones that had been announced."""
    known = Q(state__in=PUBLIC) | Q(state=DialogueState.CANCELLED, announced_at__isnull=False)
    return Dialogue.objects.filter(known, agency=agency).order_by("-starts_at", "-id")


def public_dialogue(agency: str, code: str) -> Dialogue:
    """A dialogue that was announced."""
    found = public_dialogues(agency).filter(code=code).first()
    if found is None:
        raise NoSuchDialogue(code=code)
    return found


def door_key(dialogue: Dialogue) -> str:
    """The key in the QR code at the door: questions are taken with it during the dialogue; derived, never stored."""
    return blind(dialogue.code, "dialogue.door")[:12]


def is_at_door(dialogue: Dialogue, key: str) -> bool:
    """Whether somebody stands at the door: they scanned its code."""
    return hmac.compare_digest(door_key(dialogue).encode(), key.strip().lower().encode())


def takes_questions(dialogue: Dialogue, at: dt.datetime, *, door: bool = False) -> bool:
    """Before the day it says on the page; at the door from shortly before it begins until shortly after it ends."""
    if dialogue.state not in (DialogueState.ANNOUNCED, DialogueState.HELD):
        return False
    if door:
        return dialogue.starts_at - DOOR_BEFORE <= at <= dialogue.ends_at + DOOR_AFTER
    return dialogue.state == DialogueState.ANNOUNCED and at <= dialogue.questions_until


def year_counts_of(agency: str, on: dt.date) -> list[tuple[KindOf, list[YearCount]]]:
    """Kinds of which the law asks for a number a year, with the counts of the last years and this one (R7.20)."""
    found = []
    for kind in kinds().values():
        if not kind.yearly:
            continue
        held = [
            at.astimezone(TZ).date()
            for at in Dialogue.objects.filter(
                agency=agency, kind=kind.code, held_at__isnull=False
            ).values_list("held_at", flat=True)
            if at is not None
        ]
        first = min((day.year for day in held), default=on.year)
        years = range(max(first, on.year - YEARS_SHOWN + 1), on.year + 1)
        try:
            needed = int(parameter(kind.yearly, on))
        except NoValueThen:
            continue
        found.append((kind, year_counts(held, list(years), needed=needed, on=on)))
    return found


def figures(by: Actor, now: dt.datetime) -> dict[str, int]:
    """What waits: dialogues coming, questions and comments to look at."""
    if not policies.can_look(by):
        return {"coming": 0, "questions": 0, "comments": 0}
    return {
        "coming": Dialogue.objects.filter(agency=by.agency, starts_at__gte=now)
        .exclude(state=DialogueState.CANCELLED)
        .count(),
        "questions": Question.objects.filter(agency=by.agency, state=QuestionState.WAITING).count(),
        "comments": Comment.objects.filter(agency=by.agency, state=CommentState.WAITING).count(),
    }


def events(subject: str) -> list[Event]:
    """The chain of a dialogue, a question or a consultation in the journal, oldest first."""
    return journal.of_subject(subject)
