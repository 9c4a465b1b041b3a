"""Answers: taken once a slip, kept sealed in a box, shuffled and counted where enough of one channel came (R5.8)."""

import datetime as dt
import json
import secrets
from collections import Counter
from collections.abc import Mapping
from typing import Any

from motcua.areas.surveys import events, evidence, policies, queries
from motcua.areas.surveys.choices import Channel, Review, State
from motcua.areas.surveys.models import Answer, Round, Slip, TakenSheet, Waiting, Words
from motcua.base.journal.actions import act, record
from motcua.base.journal.ports import Actor
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Impossible, NotAllowed
from motcua.rules.surveys.cells import LEAST
from motcua.rules.surveys.questionnaire import checked
from motcua.rules.written import body

WORDS_MOST = 2_000
LAW = "QĐ 1001/QĐ-BNV; Luật 91/2025/QH15"
FINDS = {"round": queries.to_act_on}
CHANNEL_WORDS = {
    Channel.LINK: "trên mạng", Channel.KIOSK: "tại màn hình", Channel.TABLET: "phỏng vấn tại nhà",
    Channel.PHONE: "qua điện thoại",
}  # fmt: skip


class NothingWaits(Impossible):
    text = "Chưa đủ {least} phiếu của một cách trả lời để xáo trộn và đếm."


def slip_to_act_on(token: str, *, by: Actor) -> tuple[Slip, Round]:
    """A slip and its round, the round locked first: answers of one round come one after another."""
    hash = queries.hash_of(token)
    round = Round.objects.select_for_update(of=("self",)).filter(unanswered__hash=hash).first()
    slip = Slip.objects.filter(hash=hash).first()
    if round is None or slip is None:
        raise queries.NoSuchSlip()
    return slip, round


@act(may=policies.can_answer, records=events.ANSWERED, law=LAW, finds={"slip": slip_to_act_on})
def answer(
    *, by: Actor, at: dt.datetime, slip: Any, channel: str, scores: Mapping[str, Any], words: str = "", sheet: str = ""
) -> None:  # fmt: skip
    """Trả lời: the slip is gone, the answer is in the box; nothing joins the two.

    The event says the round and the channel. An interviewer may not be of a unit that is asked about (R5.7).
    ``sheet`` the number that a tablet gave it, which says nothing: by it the tablet learns that the sheet was taken
    (``queries.sheet_taken``), though the answer to its first sending was lost on the way.
    """
    paper, round = slip
    if not round.takes(at.astimezone(TZ).date()):
        raise queries.NoSuchSlip()
    if channel not in CHANNEL_WORDS:
        raise NotAllowed()
    if channel in (Channel.TABLET, Channel.PHONE) and not policies.can_interview(by, round):
        raise NotAllowed()
    given = checked(round.asked, scores)
    text = body(words, "words", what="lời góp ý", most=WORDS_MOST, needed=False) if round.asked.open else ""
    sealed = {"scores": given, "unit": paper.unit, "part": paper.part, "words": text}
    Waiting(round=round, channel=channel, sealed=json.dumps(sealed, ensure_ascii=False)).save(
        force_insert=True
    )
    if sheet:
        TakenSheet(hash=queries.sheet_hash(round, sheet)).save(force_insert=True)
    paper.delete()
    round.answered += 1
    round.save(update_fields=["answered"])
    facts = {"channel": channel, "channel_words": CHANNEL_WORDS[Channel(channel)]}
    record(events.ANSWERED, subject=round.subject, unit=round.agency, by=by, at=at, facts=facts)


def count_box(round: Round, *, by: Actor, at: dt.datetime, last: bool = False) -> int:
    """Shuffle and count what waits: of a channel only five or more together; with ``last`` all that is left.

    What is left of channels by which fewer came is counted as ``mixed``: a channel of one would tell whose it is, since
    the journal says when it came. Fewer than five left over join as they are only when the round ends.
    """
    waiting = list(round.waiting.all())
    sizes = Counter(row.channel for row in waiting)
    taken = [row for row in waiting if last or sizes[row.channel] >= LEAST]
    if not taken:
        return 0
    n = round.answers.order_by("-batch").values_list("batch", flat=True).first() or 0
    dice = secrets.SystemRandom()
    dice.shuffle(taken)
    answers, words = [], []
    for row in taken:
        said = json.loads(row.sealed)
        channel = row.channel if sizes[row.channel] >= LEAST else Channel.MIXED
        answers.append(
            Answer(round=round, batch=n + 1, channel=channel, unit=said["unit"], part=said["part"],
                   scores=dict(sorted(said["scores"].items())))
        )  # fmt: skip
        if said["words"]:
            words.append(Words(round=round, batch=n + 1, text=said["words"]))
    dice.shuffle(words)
    Answer.objects.bulk_create(answers, batch_size=500)
    Words.objects.bulk_create(words, batch_size=500)
    Waiting.objects.filter(pk__in=[row.pk for row in taken]).delete()
    rows = evidence.of_batch(round, n + 1, answers)
    for one in words:
        rows |= evidence.of_words(round, one)
    record(
        events.COUNTED, subject=round.subject, unit=round.agency, by=by, at=at,
        facts={"batch": n + 1, "answers": len(answers), "words": len(words), "rows": rows},
    )  # fmt: skip
    return len(answers)


@act(may=policies.can_count, records=events.COUNTED, law=LAW, finds=FINDS)
def count_waiting(*, by: Actor, at: dt.datetime, round: Round) -> int:
    """Đếm phiếu: five or more of a channel become part of the figures, in an order nobody knows."""
    done = count_box(round, by=by, at=at) if round.state == State.OPEN else 0
    if not done:
        raise NothingWaits(least=LEAST)
    return done


@act(may=policies.can_open, records=events.REVIEWED, law=LAW, finds=FINDS)
def review_words(*, by: Actor, at: dt.datetime, round: Round, id: str, state: str) -> Words:
    """Xem lời góp ý: a leader lets it through to everybody, or keeps it among officials."""
    row = round.words.select_for_update().filter(pk=id).first()
    if row is None or state not in (Review.SHOWN, Review.KEPT):
        raise queries.NoSuchRound(code=round.code)
    row.state = state
    row.save(update_fields=["state"])
    told = "công bố" if state == Review.SHOWN else "chỉ cán bộ đọc"
    record(
        events.REVIEWED, subject=round.subject, unit=round.agency, by=by, at=at,
        facts={"review": state, "review_words": told, "rows": evidence.of_words(round, row)},
    )  # fmt: skip
    return row
