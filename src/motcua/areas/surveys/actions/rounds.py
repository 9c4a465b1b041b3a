"""A round: planned, its sample drawn so that it can be checked, opened with slips, closed, published."""

import datetime as dt
import secrets
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django.conf import settings

from motcua.areas.surveys import events, evidence, policies, queries
from motcua.areas.surveys.actions.answering import count_box
from motcua.areas.surveys.choices import Frame, Spread, State
from motcua.areas.surveys.models import Invited, Round, Slip
from motcua.base.documents.actions import take_number
from motcua.base.journal.actions import act, record
from motcua.base.journal.events import EventKind
from motcua.base.journal.ports import Actor
from motcua.base.messages import actions as messages
from motcua.base.messages.policies import wanted
from motcua.base.messages.ports import Addressee
from motcua.base.messages.queries import wish_for
from motcua.base.orgs.queries import unit_on, version_on
from motcua.base.people.fields import envelope_key
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Faults, Impossible
from motcua.rules.numbering import dossier_code
from motcua.rules.privacy import check_public
from motcua.rules.surveys import questionnaire, sampling
from motcua.rules.surveys.cells import LEAST
from motcua.rules.vietnamese import nfc
from motcua.rules.written import body, later, line

FINDS = {"round": queries.to_act_on}
LAW = "QĐ 1001/QĐ-BNV; NQ 30c/NQ-CP"
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Of a slip's secret: no letter that is taken for a figure."""
SECRET, SLIPS_MOST, PARTS_MOST = 12, 20_000, 200
MARGINS = (Decimal("0.03"), Decimal("0.05"), Decimal("0.07"), Decimal("0.10"))


class NotNow(Impossible):
    text = "Đợt khảo sát {code} đang ở trạng thái khác. Mở lại để xem tình trạng mới nhất."


class NobodyToAsk(Impossible):
    text = "Trong kỳ này chưa đủ {least} người nhận kết quả để khảo sát. Chọn kỳ dài hơn."


class NothingToPrint(Impossible):
    text = "Phiếu của đợt {code} đã in hết. Mỗi phiếu chỉ in một lần."


class NotAsked(Impossible):
    text = "Chưa đủ {least} phiếu trả lời nên chưa công bố được kết quả."


def keep(
    round: Round, kind: EventKind, *, by: Actor, at: dt.datetime, beside: Any = None, **facts: Any
) -> int:
    """Journal the act and say under which number; the rows are saved before."""
    said = {**facts, "rows": evidence.of_round(round, **(beside or {}))}
    return record(kind, subject=round.subject, unit=round.agency, by=by, at=at, facts=said).seq


def stands(round: Round, *states: State) -> None:
    """Raises NotNow unless the round is in one of the states."""
    if round.state not in states:
        raise NotNow(code=round.code)


def _parts(typed: str, faults: Faults) -> dict[str, list[int]]:
    """Groups that slips are handed out to, a line each: "Lớp 5A: 35"."""
    found: dict[str, list[int]] = {}
    for n, raw in enumerate(nfc(typed).splitlines(), 1):
        if not raw.strip():
            continue
        name, _colon, count = (one.strip() for one in raw.rpartition(":"))
        sound = (
            bool(name) and len(name) <= 160 and count.isascii() and count.isdecimal() and name not in found
        )
        faults.unless(
            sound and LEAST <= int(count if sound else 0) <= SLIPS_MOST, "parts",
            "Dòng {n}: ghi tên nhóm, dấu hai chấm, số phiếu, ví dụ “Lớp 5A: 35”; mỗi nhóm ít nhất {least} phiếu.", n=n,
            least=LEAST,
        )  # fmt: skip
        if sound:
            found[name] = [int(count), int(count)]
    total = sum(one for _all, one in found.values())
    faults.unless(
        0 < len(found) <= PARTS_MOST and total <= SLIPS_MOST,
        "parts",
        "Ghi từ 1 đến {most} nhóm.",
        most=PARTS_MOST,
    )
    return found


@act(may=policies.can_plan, records=events.PLANNED, law=LAW)
def plan(
    *, by: Actor, at: dt.datetime, title: str, form: str, since: dt.date | None, until: dt.date | None,
    closes_on: dt.date | None, frame: str = Frame.RESULTS, margin: str = "0.05", parts: str = "",
    units: Iterable[str] = (), post: str = "", spread: str = Spread.WHOLE,
) -> Round:  # fmt: skip
    """Lập đợt khảo sát: which questions, about whose service in which period, until when.

    ``units`` the own agency, agencies beneath it, or several of them: then strata are by unit and field.
    """
    on, faults = at.astimezone(TZ).date(), Faults()
    said = faults.take(line, title, "title", what="tên đợt khảo sát")
    faults.take(check_public, said, "title")
    chosen = queries.chosen(by, form)
    faults.unless(chosen is not None, "form", "Chọn bộ câu hỏi đã ban hành.")
    faults.among(frame, Frame.values, "frame", "Chọn cách lấy ý kiến.")
    faults.unless(since is not None and since <= on, "since", "Chọn ngày đầu kỳ, không sau hôm nay.")
    faults.unless(
        until is not None and until <= on and (since is None or since <= until), "until",
        "Chọn ngày cuối kỳ, từ ngày đầu kỳ đến hôm nay.",
    )  # fmt: skip
    faults.take(later, closes_on, "closes_on", on, what="ngày cuối nhận trả lời")
    try:
        e = Decimal(margin)
    except (InvalidOperation, TypeError):
        e = Decimal(0)
    faults.unless(e in MARGINS, "margin", "Chọn sai số.")
    groups = _parts(parts, faults) if frame == Frame.SLIPS else {}
    about = sorted(set(units)) or [by.agency]
    faults.unless(
        set(about) <= queries.askable(by, on).keys(), "units", "Chọn cơ quan mình hoặc đơn vị trực thuộc."
    )
    faults.unless(
        frame != Frame.SLIPS or len(about) == 1, "units", "Phát phiếu theo nhóm chỉ hỏi về một đơn vị."
    )
    faults.among(spread, Spread.values, "spread", "Chọn cách tính cỡ mẫu.")
    faults.done()
    assert chosen is not None and since is not None and until is not None and closes_on is not None
    n = take_number(agency=by.agency, book=f"survey-{on:%y%m%d}", year=on.year)
    made = Round(
        code=f"KSHL-{dossier_code(unit_on(by.agency, on).agency_code, on, n)}", agency=by.agency, title=said,
        form=chosen.code, version=chosen.version, content=questionnaire.plain(chosen.asked), frame=frame, since=since,
        until=until, units=about, margin=e, spread=spread, parts=groups, closes_on=closes_on,
        post=post or by.post, planned_at=at,
    )  # fmt: skip
    made.save(force_insert=True)
    keep(made, events.PLANNED, by=by, at=at, form=chosen.key, form_words=chosen.title, frame=frame,
         **{"from": since.isoformat()}, until=until.isoformat(),
         from_words=f"{since:%d/%m/%Y}", until_words=f"{until:%d/%m/%Y}")  # fmt: skip
    return made


@act(may=policies.can_run, records=events.DRAWN, law=LAW, finds=FINDS)
def draw(*, by: Actor, at: dt.datetime, round: Round) -> Round:
    """Chọn mẫu: as many as Yamane asks for (R5.6), of all together or of each unit, of each field in proportion.

    They are taken in the order of a seed that is said.
    """
    stands(round, State.PLANNED)
    round.seed = secrets.token_hex(16)
    rows: list[Invited] = []
    if round.frame == Frame.RESULTS:
        frame = queries.frame_of(round)
        round.population = sum(len(codes) for codes in frame.values())
        if round.population < LEAST:
            raise NobodyToAsk(least=LEAST)
        drawn = queries.drawn(round, frame)
        round.frame_digest = sampling.digest(frame)
        rows = [
            Invited(round=round, code=code, unit=frame[part][code], part=part)
            for part in sorted(drawn)
            for code in sorted(drawn[part])
        ]
        round.parts = {part: [len(frame[part]), len(drawn[part])] for part in sorted(drawn)}
    else:
        round.population = sum(one for _all, one in round.parts.values())
    round.sample = sum(one for _all, one in round.parts.values())
    round.state = State.DRAWN
    round.save(update_fields=["seed", "population", "frame_digest", "parts", "sample", "state"])
    Invited.objects.bulk_create(rows, batch_size=500)
    keep(
        round, events.DRAWN, by=by, at=at, beside=evidence.of_many(round.subject, "sample", rows),
        population=round.population, sample=round.sample, seed=round.seed, frame_digest=round.frame_digest,
    )  # fmt: skip
    return round


def _secret() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(SECRET))


def grouped(secret: str) -> str:
    """The secret of a slip as it is written: 7QK2-M0XA-93TD."""
    return "-".join(secret[n : n + 4] for n in range(0, len(secret), 4))


@act(may=policies.can_open, records=(events.OPENED, events.INVITED), law=LAW, finds=FINDS)
def open_round(
    *, by: Actor, at: dt.datetime, round: Round, link: Callable[[str], str] | None = None
) -> Round:
    """Phát phiếu: answers are taken from now on; the leader who opens sees no secret (R5.7).

    With ``link``, the address at which a slip is answered, whoever gave an address or a number is sent theirs by the
    installation; the others' are printed by somebody of another unit (``print_slips``). Which slip goes to which
    dossier is kept nowhere: hashes are written in an order of their own, and a letter names the round alone; its secret
    is sealed, and forgotten when it left (R5.8).
    """
    stands(round, State.DRAWN)
    rows = list(round.invited.order_by("part", "code"))
    written = _reachable([row.code for row in rows]) if link is not None else {}
    _fill_up(rows, written)
    told = {row.code: (row.unit, row.part, _secret()) for row in rows if row.code in written}
    _add_slips(round, told.values())
    for row in rows:
        row.by_hand = row.code not in written
    Invited.objects.bulk_update(rows, ["by_hand"], batch_size=500)
    round.state, round.opened_at, round.opened_by = State.OPEN, at, by.post
    round.letters, round.sheet_key = len(written), envelope_key()
    round.save(update_fields=["state", "slips", "opened_at", "opened_by", "letters", "sheet_key"])
    keep(
        round, events.OPENED, by=by, at=at, beside=evidence.of_many(round.subject, "sample", rows),
        slips=round.sample, until_words=f"{round.closes_on:%d/%m/%Y}",
    )  # fmt: skip
    if link is not None and written:
        seq = keep(round, events.INVITED, by=by, at=at, letters=len(written))
        sealed = {
            code: {"slip": grouped(secret), "link": link(secret)}
            for code, (_unit, _part, secret) in told.items()
        }
        _write(round, seq, events.INVITED, written, sealed, at=at)
    return round


def _fill_up(rows: list[Invited], written: dict[str, Any]) -> None:
    """Of a part in which one to four would be handed a slip, write to fewer: a printed slip then is one of five."""
    dice = secrets.SystemRandom()
    for part in {row.part for row in rows}:
        codes = [row.code for row in rows if row.part == part]
        by_letter = [code for code in codes if code in written]
        by_hand = len(codes) - len(by_letter)
        if 0 < by_hand < LEAST:
            for code in dice.sample(by_letter, min(LEAST - by_hand, len(by_letter))):
                del written[code]


def _add_slips(round: Round, told: Iterable[tuple[str, str, str]]) -> None:
    """Keep the hashes of (unit, part, secret), in an order of their own."""
    slips = [
        Slip(hash=queries.hash_of(secret), round=round, unit=unit, part=part) for unit, part, secret in told
    ]
    Slip.objects.bulk_create(sorted(slips, key=lambda slip: slip.hash), batch_size=500)
    round.slips += len(slips)


@act(may=policies.can_hand_out, records=events.PRINTED, law=LAW, finds=FINDS)
def print_slips(*, by: Actor, at: dt.datetime, round: Round) -> list[tuple[str, str]]:
    """In phiếu: (part, secret) of every slip that no letter brings, told this once, shuffled within each part.

    Of no dossier: whoever prints them is of another unit, closes them in envelopes and hands any one of a part to
    anybody of its list, so that nobody knows who holds which (R5.7, R5.8).
    """
    stands(round, State.OPEN)
    if not round.to_print:
        raise NothingToPrint(code=round.code)
    told = [
        (unit, part, _secret())
        for (unit, part), n in queries.by_hand(round).items() for _ in range(n)
    ]  # fmt: skip
    secrets.SystemRandom().shuffle(told)
    _add_slips(round, told)
    round.save(update_fields=["slips"])
    keep(round, events.PRINTED, by=by, at=at, slips=len(told))
    return sorted(((part, secret) for _unit, part, secret in told), key=lambda one: one[0])


def _reachable(codes: list[str]) -> dict[str, tuple[Addressee, str, str]]:
    """Who can be written to and wishes it: where, how, and in which language."""
    found = {}
    for code, told in queries.reached(codes).items():
        wish, language = wish_for(told.subjects)
        if wanted(
            wish, email=told.email if settings.MAIL else "", phone=told.phone if settings.SMS_URL else ""
        ):
            found[code] = (told, wish, language)
    return found


def _write(
    round: Round, seq: int, kind: EventKind, written: Mapping[str, tuple[Addressee, str, str]],
    sealed: Mapping[str, Mapping[str, str]], *, at: dt.datetime,
) -> None:  # fmt: skip
    """Queue a letter each, in an order that tells nothing; of the dossier it says nothing."""
    agency = version_on(round.agency, at.astimezone(TZ).date()).name
    facts = {"code": round.code, "agency": agency, "until_words": f"{round.closes_on:%d/%m/%Y}"}
    order = list(written)
    secrets.SystemRandom().shuffle(order)
    for nth, code in enumerate(order):
        told, wish, language = written[code]
        messages.queue(
            seq=seq, nth=nth, subject=round.subject, key=kind.name, at=at, wish=wish, language=language,
            facts={**facts, **sealed.get(code, {})}, email=told.email if settings.MAIL else "",
            phone=told.phone if settings.SMS_URL else "",
        )  # fmt: skip


@act(may=policies.can_count, records=events.REMINDED, law=LAW, finds=FINDS)
def remind(*, by: Actor, at: dt.datetime, round: Round) -> int:
    """Nhắc trả lời: everybody who was invited, for nobody knows who answered (R5.8); without a link, for none is kept.

    Returns how many are reminded.
    """
    stands(round, State.OPEN)
    written = _reachable(list(round.invited.values_list("code", flat=True)))
    time = queries.reminders(round) + 1
    seq = keep(round, events.REMINDED, by=by, at=at, letters=len(written), time=time)
    _write(round, seq, events.REMINDED, written, {}, at=at)
    return len(written)


@act(may=lambda by, round: policies.can_count(by) or policies.can_run(by, round),
     records=(events.COUNTED, events.CLOSED, events.ENDED_EARLY), law=LAW, finds=FINDS)  # fmt: skip
def close(*, by: Actor, at: dt.datetime, round: Round, reason: str = "") -> Round:
    """Đóng đợt: the rest of the box is shuffled and counted, slips that nobody answered are void.

    The key of tablets is gone with it: what they still hold nobody can read any more. Before its last day is over only
    for a ``reason``, which everybody reads beside the result.
    """
    stands(round, State.OPEN)
    left = queries.days_left(round, at.astimezone(TZ).date())
    if left:
        faults = Faults()
        reason = faults.take(line, reason, "reason", what="lý do đóng sớm")
        faults.take(check_public, reason, "reason")
        faults.done()
    count_box(round, by=by, at=at, last=True)
    round.unanswered.all().delete()
    round.state, round.closed_at, round.sheet_key = State.CLOSED, at, ""
    round.save(update_fields=["state", "closed_at", "sheet_key"])
    if left:
        keep(round, events.ENDED_EARLY, by=by, at=at, answers=round.answered, days=left, reason=reason)
    else:
        keep(round, events.CLOSED, by=by, at=at, answers=round.answered)
    return round


@act(may=policies.can_run, records=events.CANCELLED, law=LAW, finds=FINDS)
def cancel(*, by: Actor, at: dt.datetime, round: Round) -> Round:
    """Hủy đợt before anybody was asked."""
    stands(round, State.PLANNED, State.DRAWN)
    round.state = State.CANCELLED
    round.save(update_fields=["state"])
    keep(round, events.CANCELLED, by=by, at=at)
    return round


@act(may=policies.can_open, records=events.PUBLISHED, law=LAW, finds=FINDS)
def publish(*, by: Actor, at: dt.datetime, round: Round, conclusion: str, impersonal: bool = False) -> Round:
    """Công bố: everybody reads the result and what the agency will do; of words only those that were let through."""
    stands(round, State.CLOSED)
    if round.is_too_small:
        raise NotAsked(least=LEAST)
    said = body(conclusion, "conclusion", what="điều cơ quan rút ra và sẽ làm")
    round.conclusion = check_public(said, "conclusion", impersonal=impersonal)
    round.state, round.published_at = State.PUBLISHED, at
    round.save(update_fields=["conclusion", "state", "published_at"])
    keep(round, events.PUBLISHED, by=by, at=at)
    return round
