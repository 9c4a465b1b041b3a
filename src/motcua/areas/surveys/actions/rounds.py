"""A round: planned, its sample drawn so that it can be checked, opened with slips, closed, published."""

import datetime as dt
import secrets
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Any

from motcua.areas.surveys import events, evidence, policies, queries
from motcua.areas.surveys.actions.answering import count_box
from motcua.areas.surveys.choices import Frame, State
from motcua.areas.surveys.models import Invited, Round, Slip
from motcua.base.documents.actions import take_number
from motcua.base.journal.actions import act, record
from motcua.base.journal.events import EventKind
from motcua.base.journal.ports import Actor
from motcua.base.orgs.queries import unit_on
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


class NotAsked(Impossible):
    text = "Chưa đủ {least} phiếu trả lời nên chưa công bố được kết quả."


def keep(
    round: Round, kind: EventKind, *, by: Actor, at: dt.datetime, beside: Any = None, **facts: Any
) -> None:
    """Journal the act; the rows are saved before."""
    said = {**facts, "rows": evidence.of_round(round, **(beside or {}))}
    record(kind, subject=round.subject, unit=round.agency, by=by, at=at, facts=said)


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
    units: Iterable[str] = (), post: str = "",
) -> Round:  # fmt: skip
    """Lập đợt khảo sát: which questions, about whose service in which period, until when."""
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
    faults.done()
    assert chosen is not None and since is not None and until is not None and closes_on is not None
    n = take_number(agency=by.agency, book=f"survey-{on:%y%m%d}", year=on.year)
    made = Round(
        code=f"KSHL-{dossier_code(unit_on(by.agency, on).agency_code, on, n)}", agency=by.agency, title=said,
        form=chosen.code, version=chosen.version, content=questionnaire.plain(chosen.asked), frame=frame, since=since,
        until=until, units=sorted(set(units)) or [by.agency], margin=e, parts=groups, closes_on=closes_on,
        post=post or by.post, planned_at=at,
    )  # fmt: skip
    made.save(force_insert=True)
    keep(made, events.PLANNED, by=by, at=at, form=chosen.key, frame=frame, **{"from": since.isoformat()},
         until=until.isoformat(), from_words=f"{since:%d/%m/%Y}", until_words=f"{until:%d/%m/%Y}")  # fmt: skip
    return made


@act(may=policies.can_run, records=events.DRAWN, law=LAW, finds=FINDS)
def draw(*, by: Actor, at: dt.datetime, round: Round) -> Round:
    """Chọn mẫu: as many as Yamane asks for (R5.6), of each field in proportion, in the order of a seed that is said."""
    stands(round, State.PLANNED)
    round.seed = secrets.token_hex(16)
    rows: list[Invited] = []
    if round.frame == Frame.RESULTS:
        frame = queries.frame_of(round)
        round.population = sum(len(codes) for codes in frame.values())
        if round.population < LEAST:
            raise NobodyToAsk(least=LEAST)
        wanted = max(sampling.yamane(round.population, round.margin), LEAST)
        drawn = sampling.draw({part: list(codes) for part, codes in frame.items()}, wanted, round.seed)
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


@act(may=policies.can_open, records=events.OPENED, law=LAW, finds=FINDS)
def open_round(*, by: Actor, at: dt.datetime, round: Round) -> list[tuple[str, str, str]]:
    """Phát phiếu: (dossier or blank, part, secret) of every slip, told this once; only keyed hashes are kept.

    Which slip goes to which dossier is kept nowhere: hashes are written in an order of their own.
    """
    stands(round, State.DRAWN)
    asked = (
        list(round.invited.order_by("part", "code").values_list("code", "unit", "part"))
        if round.frame == Frame.RESULTS
        else [("", round.units[0], part) for part, (_all, n) in round.parts.items() for _ in range(n)]
    )
    told = [(code, unit, part, _secret()) for code, unit, part in asked]
    slips = [
        Slip(hash=queries.hash_of(secret), round=round, unit=unit, part=part)
        for _code, unit, part, secret in told
    ]
    Slip.objects.bulk_create(sorted(slips, key=lambda slip: slip.hash), batch_size=500)
    round.state, round.slips, round.opened_at, round.opened_by = State.OPEN, len(slips), at, by.post
    round.save(update_fields=["state", "slips", "opened_at", "opened_by"])
    keep(round, events.OPENED, by=by, at=at, slips=len(slips), until_words=f"{round.closes_on:%d/%m/%Y}")
    return [(code, part, secret) for code, _unit, part, secret in told]


@act(may=lambda by, round: policies.can_count(by) or policies.can_run(by, round),
     records=(events.COUNTED, events.CLOSED), law=LAW, finds=FINDS)  # fmt: skip
def close(*, by: Actor, at: dt.datetime, round: Round) -> Round:
    """Đóng đợt: the rest of the box is shuffled and counted, slips that nobody answered are void."""
    stands(round, State.OPEN)
    count_box(round, by=by, at=at, last=True)
    round.unanswered.all().delete()
    round.state, round.closed_at = State.CLOSED, at
    round.save(update_fields=["state", "closed_at"])
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
    if round.answered < LEAST:
        raise NotAsked(least=LEAST)
    said = body(conclusion, "conclusion", what="điều cơ quan rút ra và sẽ làm")
    round.conclusion = check_public(said, "conclusion", impersonal=impersonal)
    round.state, round.published_at = State.PUBLISHED, at
    round.save(update_fields=["conclusion", "state", "published_at"])
    keep(round, events.PUBLISHED, by=by, at=at)
    return round
