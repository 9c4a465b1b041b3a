"""What becomes of a petition: proposed with the way of the decision, decided by another; withdrawn."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal

from motcua.areas.cases import actions as engine
from motcua.areas.cases.choices import ClockKind
from motcua.areas.cases.models import ClockEvent
from motcua.areas.cases.queries import words
from motcua.areas.petitions import events, policies, queries
from motcua.areas.petitions.actions import recusing, sealing
from motcua.areas.petitions.actions.keeping import FINDS, NOTE_MOST, begin, body, keep, line
from motcua.areas.petitions.actions.timing import retimed
from motcua.areas.petitions.choices import ADDRESSED, Outcome, State
from motcua.areas.petitions.models import Petition, PetitionLetter
from motcua.areas.petitions.process import DECIDE, HANDLE
from motcua.base.documents.actions import take_number
from motcua.base.journal.actions import act
from motcua.base.journal.ports import CITIZEN, Actor
from motcua.base.law.queries import parameter, parameter_row
from motcua.rules import petitions as rules
from motcua.rules.calendar import TZ
from motcua.rules.deadlines import Limit, TimeUnit, due
from motcua.rules.impossible import Impossible, Invalid
from motcua.rules.numbering import book_of


class OnlyInWriting(Impossible):
    text = (
        "Rút đơn này phải bằng đơn có chữ ký hoặc điểm chỉ: mang đến nơi tiếp công dân hoặc gửi qua bưu chính, ghi mã "
        "đơn."
    )


class NotAsProposed(Impossible):
    text = "Đơn đang được đề xuất “{proposed}”. Muốn xử lý khác thì trả lại để đề xuất lại."


class OnlyWithItsCase(Impossible):
    text = "Thụ lý thì phải mở vụ việc khiếu nại, tố cáo hoặc kiến nghị của đơn này."


class FirstSplit(Impossible):
    text = "Đơn có nhiều nội dung khác nhau: tách thành từng nội dung, không đề xuất chung."


class OnlyWhatDenounces(Impossible):
    text = "Chỉ tố cáo phải xác minh ở nhiều nơi mới được kéo dài thời hạn xử lý ban đầu."


class AlreadyProlonged(Impossible):
    text = "Thời hạn xử lý ban đầu đã đến mức dài nhất mà luật cho."


class AlreadyThere(Impossible):
    text = "Đơn đã ghi nơi này."


WHOLE = "cả địa bàn"


class NothingToTell(Impossible):
    text = "Không còn việc chuyển tố cáo nào phải báo người tố cáo."


class NothingToReturn(Impossible):
    text = "Không có giấy tờ gốc nào chưa trả lại."


# --- propose, decide -------------------------------------------------------------------------------------------


@act(
    may=policies.can_handle,
    records=(
        events.PROPOSED, events.RETIMED, events.KEPT_FROM, events.DENOUNCER_SEALED, events.DENOUNCER_NAMED,
        events.DENOUNCER_UNASSIGNED,
    ),
    law="TT 05/2021/TT-TTCP; R6.20–R6.27, R6.29, R6.42", finds=FINDS,
)  # fmt: skip
def propose(
    *, by: Actor, at: dt.datetime, petition: Petition, answers: Mapping[str, str], to_agency: str = "",
    note: str = "", duplicate_of: str = "", concerns: Sequence[str] = (),
) -> Petition:  # fmt: skip
    """Đề xuất xử lý: what the petition is, and the way that leads to its outcome, question by question.

    A denunciation taken in openly is sealed with it; what was taken for something else has its own time from the start.
    ``concerns``: posts of the agency that are denounced, besides
    those that the first of duplicates is about; from now on it is not there for them.
    """
    work = begin(petition, "propose", by=by, at=at)
    path = queries.decide(petition, answers)
    if path.asks is not None:
        raise Invalid(field=path.asks.code, text="Trả lời câu hỏi: {question}", question=path.asks.text)
    assert path.outcome is not None
    assert path.ground is not None
    assert path.found is not None
    if path.outcome is rules.Outcome.SPLIT:
        raise FirstSplit()
    addressed = line(
        to_agency, "to_agency", what="cơ quan nhận", needed=str(path.outcome) in ADDRESSED
        or (path.outcome is rules.Outcome.GUIDED and path.ground.code in rules.ELSEWHERE.values()),
    )  # fmt: skip
    why = body(note, "note", what="nội dung đề xuất", most=NOTE_MOST, needed=False)
    secret = petition.shielded or path.found is rules.Class.DENUNCIATION
    linked = path.outcome is rules.Outcome.LINKED
    first = _first(petition, duplicate_of, by=by, secret=secret, why=why) if linked else None
    petition.petition_class, petition.answers, petition.ground = path.found, path.answers, path.ground.code
    petition.proposed, petition.proposed_at, petition.proposed_by = path.outcome, work.at, by.post
    petition.to_agency, petition.outcome_note, petition.duplicate_of = addressed, why, first
    sealed = []
    if petition.sealed is not None:
        told = {"to_agency": addressed, "outcome_note": why}
        for name, text in sealing.veil(petition, told, by=by, at=work.at).items():
            setattr(petition, name, text)
    if path.found is rules.Class.DENUNCIATION and not petition.shielded:
        # who denounces is sealed before the row may call it a denunciation
        sealed = sealing.shield_now(petition, by=by, at=work.at)
    petition.save(
        update_fields=[
            "petition_class", "answers", "ground", "proposed", "proposed_at", "proposed_by", "to_agency",
            "outcome_note", "duplicate_of",
        ]
    )  # fmt: skip
    retimed(petition, by=by, at=work.at)
    work = engine.begin(petition.case, by=by, at=work.at)
    work.set(title=queries.title_of(petition.petition_class, petition.topic), who=queries.shown_as(petition))
    work.set(search=sealing.search_of(petition), confidential=petition.shielded)
    engine.leave(work, outcome=path.outcome)
    forwards = secret and path.outcome is rules.Outcome.FORWARDED
    engine.enter(work, DECIDE, state=State.PROPOSED, due=_forward_by(work) if forwards else None)
    keep(
        work, petition, events.PROPOSED, *sealed, petition_class=petition.petition_class, outcome=petition.proposed,
        outcome_words=queries.words_of(petition.proposed), ground=path.ground.code, law=path.ground.law,
    )  # fmt: skip
    about = {*concerns, *(queries.concerned(first) if first is not None else ())}
    if path.found is rules.Class.DENUNCIATION and about - set(queries.concerned(petition)):
        named = [*queries.concerned(petition), *about]
        return recusing.keep_from(by=by, at=work.at, petition=petition, posts=named)
    return petition


def _forward_by(work: engine.Work) -> dt.datetime:
    """By when a denunciation that is another agency's must be forwarded: five working days from its arrival (R6.41)."""
    start = ClockEvent.objects.get(case=work.case, n=1).at
    value = parameter_row("denunciation.forward", start.astimezone(TZ).date())
    return due(start, Limit(value.value, TimeUnit(value.unit)), work.calendar)


def _first(petition: Petition, code: str, *, by: Actor, secret: bool, why: str) -> Petition:
    """The petition of which this is a duplicate: the first of all that say the same. What denounces and what is open
    are never linked: one would name the sender of the other (R6.45). Another's petition is the same again only in the
    same matter and for a written reason (R6.26)."""
    found = (
        Petition.objects.select_related("case", "duplicate_of__case").filter(case__code=code.strip()).first()
    )
    if found is None or found.agency != petition.agency or not policies.can_read(by, found):
        raise Invalid(field="duplicate_of", text="Ghi mã của đơn trước trong đơn vị.")
    if found.pk == petition.pk:
        raise Invalid(field="duplicate_of", text="Đây là mã của chính đơn này. Ghi mã của đơn đến trước nó.")
    first = queries.first_of(found) or found
    if first.shielded != secret:
        raise Invalid(
            field="duplicate_of", text="Đơn tố cáo và đơn không giữ kín người gửi không nối với nhau."
        )
    if first.pk == petition.pk:
        raise Invalid(
            field="duplicate_of",
            text="{code} đã ghi trùng với đơn này. Đơn này là đơn đầu: xử lý ở đây.",
            code=found.code,
        )
    if not queries.came_before(first, petition):
        raise Invalid(
            field="duplicate_of",
            text="Đơn này đến trước {code}. Mở {code} và ghi trùng ở đơn đến sau.",
            code=first.code,
        )
    person, matter = queries.shared(first, petition)
    if not (person or matter or secret):
        raise Invalid(
            field="duplicate_of",
            text="{code} của người khác và nói việc khác. Xem lại mã, hoặc đề xuất xử lý riêng đơn này.",
            code=first.code,
        )
    if not (matter and (person or secret)) and not why:
        raise Invalid(
            field="note",
            text="{code} không cùng người gửi hoặc không cùng việc: ghi rõ vì sao vẫn là một đơn trùng.",
            code=first.code,
        )
    if person and not queries.numbered(petition) and not why:
        raise Invalid(
            field="note",
            text="{code} cùng tên người gửi, chưa rõ cùng người: ghi rõ vì sao biết là cùng một người.",
            code=first.code,
        )
    return first


@act(may=policies.can_decide, records=(events.SENT_BACK, events.DENOUNCER_NAMED), law="", finds=FINDS)
def send_back(*, by: Actor, at: dt.datetime, petition: Petition, reason: str) -> Petition:
    """Trả lại xem xét thêm: the proposal goes back to who handles the petition, with the reason."""
    work = begin(petition, "send_back", by=by, at=at)
    why = body(reason, "reason", what="lý do trả lại", most=NOTE_MOST)
    why = sealing.veil(petition, {"reason": why}, by=by, at=work.at)["reason"]
    petition.proposed, petition.proposed_at, petition.duplicate_of = "", None, None
    petition.save(update_fields=["proposed", "proposed_at", "duplicate_of"])
    engine.leave(work, outcome="send_back", note=why)
    engine.enter(work, HANDLE, state=State.RECEIVED, post=petition.proposed_by)
    keep(work, petition, events.SENT_BACK)
    return petition


@act(
    may=policies.can_decide, records=(events.SETTLED, events.DENOUNCER_NAMED),
    law="TT 05/2021/TT-TTCP; R6.24–R6.26, R6.30, R6.41", finds=FINDS,
)  # fmt: skip
def settle(
    *, by: Actor, at: dt.datetime, petition: Petition, outcome: str, number: str = "",
    number_on: dt.date | None = None, matter: str = "",
) -> Petition:  # fmt: skip
    """Quyết định xử lý: approve what was proposed; what is otherwise decided is sent back first.

    Its letters take their numbers from the agency's books; the first bears ``number`` where it was numbered elsewhere.
    ``outcome="accepted"`` is for the areas above only (complaints, denunciations, feedback): within their own act of
    acceptance they open their case and name it here as ``matter`` ("complaint:KN-…"). Faces never call it so.
    """
    work = begin(petition, "settle", by=by, at=at)
    if outcome != petition.proposed:
        raise NotAsProposed(proposed=queries.words_of(petition.proposed))
    if (outcome == Outcome.ACCEPTED) != bool(matter):
        raise OnlyWithItsCase()
    on = work.at.astimezone(TZ).date()
    petition.outcome, petition.settled_by, petition.matter = outcome, by.post, matter
    numbered = line(number, "number", what="số văn bản", most=60, needed=False)
    given = sealing.veil(petition, {"number": numbered}, by=by, at=work.at)["number"][:60]
    issued = _issued(petition, outcome, given, number_on or on, work)
    petition.document_number = issued[0].number if issued else given
    petition.document_on = (number_on or on) if petition.document_number else None
    if outcome == Outcome.STORED:
        petition.keep_until = _years_later(on, int(parameter("petition.keep", on)))
    if outcome == Outcome.FORWARDED and petition.sealed is not None:
        petition.inform_by = _forward_by(work)
    petition.save(
        update_fields=[
            "outcome", "settled_by", "matter", "document_number", "document_on", "keep_until", "inform_by",
        ]
    )  # fmt: skip
    engine.leave(work, outcome=outcome)
    engine.close(work, state=State.SETTLED)
    ground = rules.GROUNDS[petition.ground]
    keep(
        work, petition, events.SETTLED, *issued, outcome=outcome, outcome_words=queries.words_of(outcome),
        ground=ground.code, law=ground.law, matter=matter,
    )  # fmt: skip
    PetitionLetter.objects.bulk_create(issued)
    return petition


def _issued(
    petition: Petition, outcome: str, number: str, number_on: dt.date, work: engine.Work
) -> list[PetitionLetter]:
    """The letters of a decision with their numbers; the rows are not written yet."""
    on, post = work.at.astimezone(TZ).date(), work.by.on_behalf_of or work.by.post
    due = queries.due_for(petition, outcome)
    taken = {
        one.code: take_number(agency=petition.agency, book=book_of(one.symbol), year=on.year)
        for one in sorted(due[1:] if number else due, key=lambda one: book_of(one.symbol))
    }  # books in the order of their names, so that two acts never wait for one another
    return [
        PetitionLetter(
            petition=petition, n=n, form=one.code, post=post, serial=serial,
            number=f"{serial:02d}/{one.symbol}" if serial else number, issued_on=on if serial else number_on,
        )
        for n, (one, serial) in enumerate(((one, taken.get(one.code)) for one in due), 1)
    ]  # fmt: skip


@act(
    may=policies.can_inform, records=events.INFORMED,
    law="Luật Tố cáo 25/2018/QH14 Điều 24; R6.41", finds=FINDS,
)  # fmt: skip
def inform(*, by: Actor, at: dt.datetime, petition: Petition) -> Petition:
    """Ghi đã báo người tố cáo: whoever is assigned wrote to them that it was forwarded, and to whom."""
    work = begin(petition, "inform", by=by, at=at)
    if petition.inform_by is None or petition.informed_at is not None:
        raise NothingToTell()
    petition.informed_at = work.at
    petition.save(update_fields=["informed_at"])
    keep(work, petition, events.INFORMED, in_time=work.at <= petition.inform_by)
    return petition


@act(
    may=policies.can_handle,
    records=events.PROLONGED,
    law="Luật Tố cáo 25/2018/QH14 Điều 24; R6.41",
    finds=FINDS,
)
def prolong(*, by: Actor, at: dt.datetime, petition: Petition) -> Petition:
    """Kéo dài xử lý ban đầu: what denounces must be verified in several places, the law gives ten working days."""
    work = begin(petition, "prolong", by=by, at=at)
    if not petition.shielded:
        raise OnlyWhatDenounces()
    start = ClockEvent.objects.get(case=petition.case, n=1).at
    until = due(start, Limit(Decimal(queries.longest(petition)), TimeUnit.WORKING_DAY), work.calendar)
    if until <= petition.case.due_at:
        raise AlreadyProlonged()
    engine.tick(work, ClockKind.PROLONGED, until=until)
    if petition.case.step_due_at is not None and petition.proposed != Outcome.FORWARDED:
        work.set(step_due_at=max(petition.case.step_due_at, until))
    keep(work, petition, events.PROLONGED, due_words=words(until))
    return petition


def _years_later(on: dt.date, years: int) -> dt.date:
    try:
        return on.replace(year=on.year + years)
    except ValueError:
        return on.replace(year=on.year + years, day=28) + dt.timedelta(days=1)


# --- where it is about -----------------------------------------------------------------------------------------


@act(may=policies.can_locate, records=events.PLACED, law="R6.19, R6.53", finds=FINDS)
def locate(*, by: Actor, at: dt.datetime, petition: Petition, place: str = "") -> Petition:
    """Ghi nơi của việc: the hamlet or residential group it is about, chosen or mended after intake, so that what heats
    up is shown where it does; blank for the whole agency."""
    work = begin(petition, "locate", by=by, at=at)
    chosen, before = place or petition.agency, queries.place_name(petition)
    if chosen != petition.agency and chosen not in queries.places(
        petition.agency, work.at.astimezone(TZ).date()
    ):
        raise Invalid(field="place", text="Chọn thôn, tổ dân phố trong danh sách.")
    if chosen == petition.place:
        raise AlreadyThere()
    petition.place = chosen
    petition.save(update_fields=["place"])
    keep(
        work, petition, events.PLACED, place=chosen,
        place_words=queries.place_name(petition) or WHOLE, before_words=before or WHOLE,
    )  # fmt: skip
    return petition


# --- withdraw, return originals --------------------------------------------------------------------------------


@act(
    may=policies.can_withdraw,
    records=(events.WITHDRAWN, events.DENOUNCER_NAMED),
    law="Luật Khiếu nại 02/2011 Điều 10; Luật Tố cáo 25/2018/QH14 Điều 33; R6.38",
    finds=FINDS,
)
def withdraw(
    *, by: Actor, at: dt.datetime, petition: Petition, letter: str = "", letter_on: dt.date | None = None
) -> Petition:  # fmt: skip
    """Rút đơn: the sender takes it back before it was decided; what complains, denounces or may, in writing only.

    ``letter``, ``letter_on``: number and day of the letter with signature or fingerprint that the agency holds. A
    denunciation goes on all the same where there are signs that the law was broken, or that its sender was threatened
    or bought.
    """
    written = queries.taken_back_in_writing(petition)
    if written and by.post == CITIZEN.post:
        raise OnlyInWriting()
    work = begin(petition, "withdraw", by=by, at=at)
    number = line(letter, "letter", what="số đơn rút, hoặc số vào sổ văn bản đến", most=60, needed=written)
    if (written or letter_on) and not (
        letter_on and petition.arrived_on <= letter_on <= work.at.astimezone(TZ).date()
    ):
        raise Invalid(field="letter_on", text="Ngày của đơn rút từ ngày đơn đến, và không sau hôm nay.")
    veiled = sealing.veil(petition, {"letter": number}, by=by, at=work.at)
    petition.withdrawal, petition.withdrawal_on = veiled["letter"][:60], letter_on
    petition.save(update_fields=["withdrawal", "withdrawal_on"])
    engine.leave(work, outcome="withdraw", interrupted=True)
    engine.close(work, state=State.WITHDRAWN)
    keep(work, petition, events.WITHDRAWN)
    return petition


@act(may=policies.can_scan, records=events.ORIGINALS_RETURNED, law="TT 05/2021/TT-TTCP; R6.27", finds=FINDS)
def return_originals(*, by: Actor, at: dt.datetime, petition: Petition) -> Petition:
    """Trả lại giấy tờ gốc that were sent along by mistake."""
    if not petition.originals or petition.originals_returned_at is not None:
        raise NothingToReturn()
    work = engine.begin(petition.case, by=by, at=at)
    petition.originals_returned_at = work.at
    petition.save(update_fields=["originals_returned_at"])
    keep(work, petition, events.ORIGINALS_RETURNED)
    return petition
