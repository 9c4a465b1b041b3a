"""Which events say which facts, and the follower that writes them.

Every kind of event has a builder, or stands under a prefix in ``NOTHING`` with the reason why nothing is counted.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from motcua.areas.indicators.actions import counting, rebuilding
from motcua.base.journal import actions as journal
from motcua.reactions.counting import dossiers, indexed, voices, works
from motcua.reactions.counting.cases import any_case, held_otherwise, is_held_otherwise
from motcua.reactions.counting.complained import complained
from motcua.reactions.counting.seen import Seen, together
from motcua.rules.counting import Row

if TYPE_CHECKING:
    from motcua.base.journal.models import Event

Builder = Callable[[Seen], Iterator[Row]]
FOLLOWER: Final = "facts"
CASES: Final = (
    "petition",
    "complaint",
    "denunciation",
    "feedback",
    "task",
    "commitment",
    "recommendation",
    "certification",
)
"""Kinds of case of which every event may change what is received, finished and due."""

NOTHING: Final[Mapping[str, str]] = {
    "account.": "accounts of officials",
    "assessment.": "sheets of points have tables of their own",
    "calendars.": "working time",
    "campaign.": "campaigns have their own sheet",
    "catalogue.": "shipped data that were loaded",
    "citizen.": "readings of personal data",
    "comment.": "opinions are counted by their consultation when it closes",
    "consultation.": "documents under consultation, shown one by one",
    "counter.": "who sits where in the hall",
    "denouncer.": "identities under seal (R6.45)",
    "directive.": "documents; their tasks and who was trained for them are counted",
    "documents.": "number books that go on where paper ones ended",
    "dispatch.": "deliveries to the national portal; what it took first of a dossier is counted",
    "duty.": "days of reception that are planned, moved and signed up for; held ones are counted",
    "escalation.": "recommendations between levels, few and shown one by one",
    "fee.": "accounts, books and statements; charges, payments and refunds are counted",
    "figure.": "figures of published reports that were loaded; their source rows are counted, in kinds of their own",
    "filing.": "drafts of citizens",
    "handover.": "work files handed over to the archive, not reported as a figure yet",
    "history.": "that a takeover was begun; what was taken over is counted",
    "hotspot.": "matters that are few and sensitive",
    "incoming.": "correspondence, not reported as a figure yet",
    "indicator.": "definitions and targets",
    "initiative.": "initiatives, counted in periodic reports",
    "inspection.": "plans of inspections; concluded ones are counted",
    "watch.": "recommendations that are followed up in confidence",
    "interruption.": "announced interruptions of the portal",
    "law.": "the register of law",
    "note.": "letters between offices",
    "notice.": "deliveries to people",
    "orgs.": "units and posts",
    "outgoing.": "correspondence, not reported as a figure yet",
    "papi.": "published scores of PAPI that were loaded",
    "periodic_report.": "how reports are made; what is due and sent is counted",
    "post.": "who holds a post",
    "procedure.": "data of the catalogue beside what is published, posted and integrated",
    "programme.": "programmes between agencies, few and shown one by one",
    "publication.": "drafts of decisions; published ones and what they publish are counted",
    "question.": "moderation of questions; asked and answered ones are counted",
    "reception.": "papers and answers of a visit; the visit is counted",
    "questionnaire.": "questions of surveys",
    "regulation.": "versions of the regulation of work",
    "recipients.": "lists of recipients",
    "reconciliation.": "comparisons with the national portal",
    "dialogue.": "preparation of dialogues; held ones are counted",
    "report.": "figures that were closed",
    "report_duty.": "who reports what",
    "stewardship.": "who is in charge of a field, shown one by one",
    "required.": "the list of what must be issued; what fell due is counted",
    "result.": "readings and reuse; reuse is counted with its dossier",
    "review.": "how reviews go on; what is planned and approved is counted",
    "screen.": "screens of the hall",
    "survey.": "rounds of surveys; answers are counted when their round is published, never fewer than five (R5.8)",
    "theme.": "the theme of a year",
    "ticket.": "calls in the hall; taken, served and left numbers are counted",
    "token.": "access of machines",
    "trip.": "journeys, counted in their tables",
    "workfile.": "work files, not reported as a figure yet",
}
"""Prefixes of events of which nothing more is counted, with the reason."""


ONE_BY_ONE: Final[Mapping[str, Builder]] = {
    "dispatch.acknowledged": indexed.acknowledged,
    "petition.received": voices.came,
    "petition.split": voices.split,
    "petition.settled": voices.settled,
    "feedback.answered": voices.answered,
    "feedback.rated": voices.rated,
    "reception.received": voices.received,
    "duty.held": voices.session,
    "required.fell_due": works.fell_due,
    "dialogue.held": voices.dialogue,
    "question.asked": voices.asked,
    "question.answered": voices.answered_question,
    "fee.charged": works.charged,
    "fee.cancelled": works.dropped,
    "fee.paid": works.paid,
    "fee.refunded": works.refunded,
    "result.deposited": works.deposited,
    "result.digitised": works.digitised,
    "survey.published": voices.surveyed,
    "ticket.taken": works.taken,
    "ticket.booked": works.taken,
    "ticket.finished": works.served,
    "ticket.left": works.left,
    "procedure.published": works.published,
    "procedure.abolished": works.abolished,
    "procedure.posted": works.posted,
    "procedure.unposted": works.unposted,
    "procedure.integration_set": works.on_the_portal,
    "procedure.process_adopted": works.adopted,
    "publication.published": works.decided,
    "periodic_report.opened": works.report_due,
    "periodic_report.succeeded": works.report_moved,
    "periodic_report.submitted": works.report_sent,
    "periodic_report.issued": works.report_sent,
    "periodic_report.sent": works.report_sent,
    "source.loaded": works.sourced,
    "review.added": works.review_planned,
    "review.dropped": works.review_dropped,
    "review.approved": works.review_approved,
    "directive.disseminated": works.trained,
    "inspection.concluded": works.concluded,
    "recommendation.sent": works.recommended,
}


def _case_and_complained(seen: Seen) -> Iterator[Row]:
    if seen.event.kind in TAKEN_UP_AGAIN:
        yield from voices.taken_up_again(seen)
    yield from any_case(seen)
    yield from complained(seen)


TAKEN_UP_AGAIN: Final = ("feedback.reopened", "feedback.handed_over")
"""After which an answer to feedback does not stand any more."""
OF_EVERY: Final[Mapping[str, Builder]] = {
    "dossier": dossiers.counted, **dict.fromkeys(CASES, any_case),
    **dict.fromkeys(("feedback", "complaint"), _case_and_complained),
}  # fmt: skip


def builder(kind: str) -> Builder | None:
    """What counts an event of a kind; None where nothing is counted of it."""
    return ONE_BY_ONE.get(kind) or OF_EVERY.get(kind.partition(".")[0])


def rows_of(events: Sequence["Event"]) -> Iterator[tuple[int, Row]]:
    """What is counted from events: (number of the event, row)."""
    for seen in together([event for event in events if builder(event.kind)]):
        for row in counted(seen):
            yield seen.event.seq, row


def counted(seen: Seen) -> Iterator[Row]:
    """Everything that an event says: what it adds, and what was counted before under another type."""
    if is_held_otherwise(seen):
        yield from held_otherwise(seen, (row for one in seen.earlier for row in _built(seen.then(one))))
    yield from _built(seen)


def _built(seen: Seen) -> Iterator[Row]:
    build = builder(seen.event.kind)
    return build(seen) if build is not None else iter(())


def _count(events: Sequence["Event"]) -> None:
    counting.count(rows_of(events))


def catch_up() -> int:
    """Count what happened since the last time, and build the cells of measures that are newly kept.

    Facts, cells and cursor move in one transaction; nothing of an event whose transaction began before one still open.
    """
    return journal.follow_together(FOLLOWER, _count) + rebuilding.build_new(FOLLOWER)


def rebuild(progress: rebuilding.Progress) -> int:
    """Build every cell anew from the facts; returns how many cells there are then."""
    return rebuilding.rebuild(FOLLOWER, progress)


def count_anew(progress: Callable[[int], None]) -> int:
    """Forget every fact and count the whole journal again; returns how many events were read."""
    rebuilding.forget_all(FOLLOWER)
    read = 0
    while passed := journal.follow_together(FOLLOWER, _count):
        read += passed
        progress(read)
    return read
