"""Shapes of work and internal processes: every fault of a definition is found, and nothing else."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.rules.calendar import OFFICE_WEEK, TZ, WorkingCalendar
from motcua.rules.deadlines import Limit, TimeUnit, parse_limit
from motcua.rules.process import (
    InternalProcess,
    Move,
    NoSuchMove,
    NoSuchStep,
    Process,
    Severity,
    Step,
    StepKind,
)
from tests.rules.strategies import law

RECEIVED = Step("received", "Đã tiếp nhận", kind=StepKind.RECEIVE)
PROCESSING = Step("processing", "Đang xử lý")
WAITING = Step("waiting", "Chờ bổ sung", kind=StepKind.WAIT, clock="paused")
READY = Step("ready", "Đã có kết quả", kind=StepKind.RESULT, clock="stopped")
RETURNED = Step("returned", "Đã trả", kind=StepKind.RETURN, clock="stopped", final=True)
SOUND = Process(
    "dossier",
    1,
    (RECEIVED, PROCESSING, WAITING, READY, RETURNED),
    (
        Move("take", "Nhận xử lý", "received", "processing"),
        Move("take", "Chuyển người xử lý", "processing", "processing"),
        Move("ask", "Yêu cầu bổ sung", "processing", "waiting", needs=("letter",)),
        Move("supplement", "Nhận bổ sung", "waiting", "processing"),
        Move("issue", "Ban hành kết quả", "processing", "ready"),
        Move("return", "Trả kết quả", "ready", "returned"),
    ),
)


def with_step(changed: Step) -> Process:
    """The sound process with one of its steps changed."""
    return replace(SOUND, steps=tuple(changed if s.code == changed.code else s for s in SOUND.steps))


def without_move(code: str) -> Process:
    return replace(SOUND, moves=tuple(move for move in SOUND.moves if move.code != code))


def with_move(move: Move) -> Process:
    return replace(SOUND, moves=(*SOUND.moves, move))


def test_a_sound_process_has_no_fault() -> None:
    assert SOUND.faults() == []


@pytest.mark.parametrize(
    ("process", "fault"),
    [
        (Process("empty", 1, (), ()), "Quy trình “empty” không có bước nào để bắt đầu."),
        (replace(SOUND, steps=(*SOUND.steps, RECEIVED)), "Bước “received” bị lặp."),
        (with_move(SOUND.moves[0]), "Việc “take” từ “received” đến “processing” bị lặp."),
        (with_move(Move("x", "X", "received", "nowhere")), "Việc “x” nối với bước không có: “nowhere”."),
        (with_move(Move("x", "X", "nowhere", "received")), "Việc “x” nối với bước không có: “nowhere”."),
        (without_move("ask"), "Không đi tới được bước “waiting”."),
        (without_move("supplement"), "Bước “waiting” là ngõ cụt."),
        (with_move(Move("x", "X", "returned", "processing")), "Bước kết thúc “returned” lại đi tiếp."),
        (with_step(replace(RETURNED, final=False)), "Quy trình “dossier” không có bước kết thúc."),
        (with_step(replace(RETURNED, clock="running")), "Bước kết thúc “returned” phải dừng đồng hồ."),
        (
            with_step(replace(PROCESSING, hours=Decimal(-1))),
            "Bước “processing” có thời gian âm hoặc không phải là số.",
        ),
        (with_step(replace(PROCESSING, clock="slow")), "Bước “processing” có đồng hồ lạ: “slow”."),
        (with_step(replace(PROCESSING, kind="fun")), "Bước “processing” có loại lạ: “fun”."),
        (with_step(replace(PROCESSING, name="")), "Bước “processing” thiếu mã hoặc tên."),
    ],
)
def test_each_fault_is_named(process: Process, fault: str) -> None:
    assert fault in process.faults()


def test_a_circle_without_an_end_is_found() -> None:
    """Every step leads on, and none of them to an end."""
    circle = replace(
        SOUND,
        moves=(
            *SOUND.moves,
            Move("lose", "Lạc", "received", "lost"),
            Move("stray", "Lạc tiếp", "lost", "found"),
            Move("stray", "Lạc tiếp", "found", "lost"),
        ),
        steps=(*SOUND.steps, Step("lost", "Lạc"), Step("found", "Thấy")),
    )
    assert circle.faults() == [f"Từ bước “{code}” không đi tới kết thúc được." for code in ("lost", "found")]


@law
@given(st.sampled_from([move.code for move in SOUND.moves if move.name != "Chuyển người xử lý"]))
def test_no_move_can_be_missing(code: str) -> None:
    """Every way of this process is needed: without it some step is unreachable or a dead end."""
    assert without_move(code).faults() != []


def test_steps_and_moves_are_found() -> None:
    assert SOUND.step("ready") is READY
    assert [move.code for move in SOUND.moves_from("processing")] == ["take", "ask", "issue"]
    assert SOUND.targets("processing", "issue") == ("ready",)
    with pytest.raises(NoSuchStep, match="không có bước “nowhere”"):
        SOUND.step("nowhere")


def test_an_act_out_of_turn_says_what_may_be_done() -> None:
    with pytest.raises(NoSuchMove) as refused:
        SOUND.targets("waiting", "return")
    assert str(refused.value) == (
        "Đang ở bước “Chờ bổ sung” nên chưa làm được việc này. Việc làm được lúc này: Nhận bổ sung."
    )
    with pytest.raises(NoSuchMove, match="không có"):
        SOUND.targets("returned", "return")


# ── internal processes ──────────────────────────────────────────────────────────────────────────────────────────


def steps(*hours: str) -> tuple[Step, ...]:
    """Working steps of these hours, then the returning, which has none."""
    work = [
        Step(f"b{n}", f"Việc {n}", duty="process", hours=Decimal(given)) for n, given in enumerate(hours, 1)
    ]
    return (*work, Step("tra", "Trả kết quả", kind=StepKind.RETURN))


def limit(words: str) -> Limit:
    found = parse_limit(words)
    assert found is not None
    return found


FIVE_DAYS = limit("5 ngày làm việc")


def severities(
    process: InternalProcess, published: Limit | None, reduced: Limit | None = None
) -> list[Severity]:
    return [fault.severity for fault in process.faults(published, reduced=reduced)]


def test_steps_that_add_up_are_sound() -> None:
    """R3.19, R3.20: 0.25 + 0.5 + 3 + 0.5 + 0.5 + 0.25 days are 5 days; the returning is not counted."""
    process = InternalProcess(steps("2", "4", "24", "4", "4", "2"))
    assert process.hours() == 40
    assert process.faults(FIVE_DAYS) == []
    assert process.faults(limit("5 ngày")) == []
    assert process.faults(limit("40 giờ làm việc")) == []
    returning = Step("x", "Trả", kind=StepKind.RETURN, hours=Decimal(8))
    assert InternalProcess((*steps("40")[:-1], returning)).faults(FIVE_DAYS) == []


def test_steps_that_take_longer_are_an_error() -> None:
    """R3.19."""
    (fault,) = InternalProcess(steps("2", "40")).faults(FIVE_DAYS)
    assert fault.severity is Severity.ERROR
    assert str(fault) == (
        "Cộng các bước được 42 giờ (5,25 ngày), nhiều hơn thời hạn công bố 40 giờ (5 ngày). "
        "Sửa thời gian các bước cho bằng nhau."
    )


def test_steps_that_take_less_are_looked_at() -> None:
    """R3.19: a warning, unless the declared local time says otherwise."""
    shorter = InternalProcess(steps("30", "2"))
    assert severities(shorter, FIVE_DAYS) == [Severity.WARNING]
    assert severities(shorter, FIVE_DAYS, limit("4 ngày làm việc")) == [Severity.WARNING]
    assert severities(shorter, FIVE_DAYS, limit("4,5 ngày làm việc")) == [Severity.ERROR]
    assert severities(shorter, FIVE_DAYS, limit("3 ngày làm việc")) == [Severity.ERROR]
    (fault,) = shorter.faults(FIVE_DAYS, reduced=limit("6 ngày làm việc"))
    assert "Chỉ được rút ngắn" in str(fault)


def test_what_an_internal_process_must_say() -> None:
    """R3.18: steps, each with who and how long."""
    assert severities(InternalProcess(()), FIVE_DAYS) == [Severity.ERROR]
    nobody = InternalProcess((Step("b1", "Thẩm định", hours=Decimal(40)),))
    assert [str(fault) for fault in nobody.faults(FIVE_DAYS)] == [
        "Bước 1 “Thẩm định” chưa ghi trách nhiệm của ai."
    ]
    untimed = InternalProcess(steps("40", "0"))
    assert severities(untimed, FIVE_DAYS) == [Severity.WARNING]
    twice = InternalProcess((steps("20")[0], steps("20")[0]))
    assert "Bước “b1” bị lặp." in [str(fault) for fault in twice.faults(FIVE_DAYS)]
    assert InternalProcess(steps("8")).faults(None) == []


@law
@given(st.lists(st.integers(1, 40).map(lambda n: Decimal(n) / 4), min_size=1, max_size=8))
def test_only_the_sum_decides(hours: list[Decimal]) -> None:
    """R3.19: any sum is right for its own limit, wrong for a quarter of an hour less, doubtful for more."""
    process = InternalProcess(steps(*map(str, hours)))
    total = sum(hours)
    assert process.faults(Limit(Decimal(total), TimeUnit.WORKING_HOUR)) == []
    assert severities(process, Limit(total + Decimal("0.25"), TimeUnit.WORKING_HOUR)) == [Severity.WARNING]
    if total > Decimal("0.25"):
        assert severities(process, Limit(total - Decimal("0.25"), TimeUnit.WORKING_HOUR)) == [Severity.ERROR]


def test_the_schedule_of_the_steps() -> None:
    """R1.33, R3.20: a quarter day, half a day, a day from 10:00 on Friday 20/11; 24/11 is a holiday."""
    calendar = WorkingCalendar(OFFICE_WEEK, frozenset({dt.date(2026, 11, 24)}))
    start = dt.datetime(2026, 11, 20, 10, tzinfo=TZ)
    assert [
        f"{at:%d/%m %H:%M}" for at in InternalProcess(steps("2", "4", "8")).schedule(start, calendar)
    ] == [
        "20/11 12:00",
        "20/11 17:30",
        "23/11 17:30",
        "23/11 17:30",
    ]
