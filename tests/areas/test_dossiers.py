"""The acts of the one-stop desk: clocks, refusals, papers, what is journalled."""

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as tried
from hypothesis import strategies as st

from motcua.areas.cases import queries as cases
from motcua.areas.cases.actions import OutOfTurn
from motcua.areas.cases.evidence import disagreements
from motcua.areas.cases.models import Case, CaseType, StepVisit
from motcua.areas.dossiers import actions, evidence, jobs, queries
from motcua.areas.dossiers.models import Decision, Dossier
from motcua.areas.dossiers.process import STANDARD
from motcua.base.calendars.queries import calendar_for
from motcua.base.journal import queries as journal
from motcua.base.journal import verification
from motcua.base.journal.models import Event
from motcua.base.journal.ports import CITIZEN, Actor
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Impossible, Invalid, NotAllowed

Posts = Mapping[str, Actor]
Receive = Callable[..., Dossier]
MINUTES = dt.timedelta(minutes=10)


def moment(day: int, hour: int, minute: int = 0, month: int = 11) -> dt.datetime:
    return dt.datetime(2026, month, day, hour, minute, tzinfo=TZ)


def fresh(dossier: Dossier) -> Case:
    return Case.objects.get(pk=dossier.pk)


def test_the_shape_has_no_faults() -> None:
    assert STANDARD.faults() == []


def test_three_working_days_over_the_weekend_and_the_holiday(receive: Receive, three_days: CaseType) -> None:
    """T1: Friday 20/11/2026 10:00 + 3 working days; 24/11 is a holiday."""
    dossier = receive(procedure="1.004873", at=moment(20, 10))
    assert dossier.case.due_at == dossier.case.promised_at == moment(26, 10)


def test_same_day_before_three_and_next_day_after(receive: Receive, a_procedure: CaseType) -> None:
    assert receive(at=moment(20, 14, 59)).case.due_at == moment(20, 17, 30)
    assert receive(at=moment(20, 15, 1)).case.due_at == moment(23, 17, 30)


def test_transfer_is_due_next_morning_when_received_after_three(receive: Receive) -> None:
    """R1.19: received after 15:00, handed over at the start of the next working day."""
    late = receive(procedure="1.004873", at=moment(20, 15, 30))
    visit = StepVisit.objects.get(case=late.pk)
    assert visit.due_at.astimezone(TZ).date() == dt.date(2026, 11, 23)
    early = receive(procedure="1.004873", at=moment(20, 9))
    assert StepVisit.objects.get(case=early.pk).due_at.astimezone(TZ).date() == dt.date(2026, 11, 20)


@pytest.mark.parametrize(
    ("received", "transferred", "due"),
    [
        (moment(23, 15, 40), moment(23, 15, 41), moment(25, 11)),  # 24/11 is a holiday
        (moment(23, 15, 40), moment(25, 8, 30), moment(25, 11, 30)),
        (moment(23, 14), moment(23, 15, 40), moment(25, 9, 10)),
        (moment(21, 10), moment(21, 10), moment(23, 11)),  # on a Saturday, as for what comes in online
    ],
)
def test_the_first_processing_step_counts_from_when_the_dossier_does(
    receive: Receive, posts: Posts, a_procedure: CaseType, received: dt.datetime, transferred: dt.datetime,
    due: dt.datetime,
) -> None:  # fmt: skip
    """R1.19: after 15:00 from the opening of the next working day, however early it was handed over."""
    CaseType.objects.filter(pk=a_procedure.pk).update(
        steps=[{**step, "hours": "3"} if step["kind"] == "work" else step for step in a_procedure.steps]
    )
    cases.case_type.cache_clear()
    dossier = receive(at=received)
    actions.transfer(by=posts["one-stop-1"], at=transferred, dossier=dossier.code)
    assert fresh(dossier).step_due_at == due


def test_papers_brought_after_three_count_from_the_next_working_day(receive: Receive, posts: Posts) -> None:
    """R1.19, R1.22: the time starts anew, and with it that of the step."""
    dossier = receive(procedure="1.004873")
    ask(dossier, posts["one-stop-1"], moment(20, 11))
    actions.supplement(by=posts["one-stop-1"], at=moment(23, 15, 40), dossier=dossier.code)
    assert fresh(dossier).step_due_at >= moment(25, 8)  # type: ignore[operator]
    actions.transfer(by=posts["one-stop-1"], at=moment(23, 15, 45), dossier=dossier.code)
    hours = Decimal(queries.type_of(dossier).step(1)["hours"])
    calendar = calendar_for(dossier.case.agency)
    assert fresh(dossier).step_due_at == calendar.add_working_hours(moment(25, 8), hours)


def test_codes_count_up_within_the_day_and_start_anew(receive: Receive) -> None:
    codes = [receive(at=moment(20, 10)).code, receive(at=moment(20, 11)).code, receive(at=moment(23, 8)).code]
    assert [code[-11:] for code in codes] == ["261120-0001", "261120-0002", "261123-0001"]
    assert len({code[:-12] for code in codes}) == 1


def test_every_fault_of_a_reception_is_named_and_nothing_is_kept(receive: Receive) -> None:
    before = (Event.objects.count(), Case.objects.count())
    with pytest.raises(Invalid) as refusal:
        receive(papers=[])
    assert {fault.field for fault in refusal.value.faults} == {"papers"}
    with pytest.raises(Invalid) as refusal:
        receive(applicant={"kind": "person", "name": "😀", "id_number": "12", "phone": "x", "email": "y"})
    assert {"applicant.name", "applicant.id_number", "applicant.phone", "applicant.email"} <= {
        fault.field for fault in refusal.value.faults
    }
    assert (Event.objects.count(), Case.objects.count()) == before


@pytest.mark.parametrize(
    ("over", "field", "words"),
    [
        ({"procedure": "9.999999"}, "procedure", "Không có thủ tục"),
        ({"channel": "pigeon"}, "channel", "Chọn cách nộp"),
        ({"papers": [{"component": "no-such-paper"}]}, "papers.0.component", "không có trong thành phần"),
    ],
)
def test_what_cannot_be_received_says_what_to_mend(
    receive: Receive, over: dict[str, Any], field: str, words: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        receive(**over)
    assert any(fault.field == field and words in str(fault) for fault in refusal.value.faults)


def test_a_retired_procedure_says_since_when(receive: Receive, three_days: CaseType) -> None:
    from motcua.areas.cases.actions import retire_case_type

    retire_case_type(kind="dossier", code="1.004873", on=dt.date(2026, 11, 19))
    with pytest.raises(Invalid, match="hết hiệu lực từ 19/11/2026"):
        receive(procedure="1.004873", at=moment(20, 10))


def test_a_unit_that_may_not_handle_it(receive: Receive, posts: Posts, three_days: CaseType) -> None:
    CaseType.objects.filter(pk=three_days.pk).update(levels=["province"])
    cases.case_type.cache_clear()
    with pytest.raises(Invalid, match="không có thẩm quyền"):
        receive(procedure="1.004873")


def test_another_unit_sees_nothing_and_does_nothing(
    receive: Receive, posts: Posts, other_unit: Actor
) -> None:
    dossier = receive()
    with pytest.raises(queries.NoSuchDossier):
        queries.one(other_unit, dossier.code)
    with pytest.raises(queries.NoSuchDossier):
        actions.transfer(by=other_unit, at=moment(20, 11), dossier=dossier.code)


def test_out_of_turn_says_where_it_stands(receive: Receive, posts: Posts) -> None:
    dossier = receive()
    with pytest.raises(OutOfTurn, match=r"Trả kết quả.*Đã tiếp nhận"):
        actions.hand_over(by=posts["one-stop-1"], at=moment(20, 11), dossier=dossier.code)


# --- supplement ------------------------------------------------------------------------------------------------


def ask(dossier: Dossier, by: Actor, at: dt.datetime, **over: Any) -> Dossier:
    given = {"items": ["Bản chính giấy khai sinh"], "reason": "Bản chụp không rõ", **over}
    asked: Dossier = actions.ask_supplement(by=by, at=at, dossier=dossier.code, **given)
    return asked


def test_supplement_pauses_and_restarts_the_clock_but_not_the_promise(receive: Receive, posts: Posts) -> None:
    """R1.22: counted again from the beginning; the first promise stays on record (R17.7)."""
    dossier = receive(procedure="1.004873", at=moment(20, 10))
    ask(dossier, posts["one-stop-1"], moment(20, 11))
    assert fresh(dossier).paused
    actions.supplement(by=posts["one-stop-2"], at=moment(30, 9), dossier=dossier.code)
    case = fresh(dossier)
    assert not case.paused
    assert case.promised_at == moment(26, 10)
    assert case.due_at == case.legal_due_at == moment(3, 9, month=12)


def test_supplement_is_asked_in_one_go_with_reasons(receive: Receive, posts: Posts) -> None:
    dossier = receive(procedure="1.004873")
    for over, field in (
        ({"items": []}, "items"),
        ({"reason": " "}, "reason"),
        ({"until": moment(19, 9)}, "until"),
    ):
        with pytest.raises(Invalid) as refusal:
            ask(dossier, posts["one-stop-1"], moment(20, 11), **over)
        assert refusal.value.faults[0].field == field


def test_a_second_request_is_a_leaders_a_third_impossible(receive: Receive, posts: Posts) -> None:
    """R1.21."""
    dossier = receive(procedure="1.004873", at=moment(20, 8))
    ask(dossier, posts["one-stop-1"], moment(20, 9))
    actions.supplement(by=posts["one-stop-1"], at=moment(20, 10), dossier=dossier.code)
    with pytest.raises(actions.SecondRequestNeedsLeader):
        ask(dossier, posts["one-stop-1"], moment(20, 11))
    ask(dossier, posts["one-stop-head"], moment(20, 11))
    actions.supplement(by=posts["one-stop-1"], at=moment(20, 14), dossier=dossier.code)
    with pytest.raises(actions.SupplementedEnough):
        ask(dossier, posts["one-stop-head"], moment(20, 15))


def test_an_unanswered_request_is_closed_after_fifteen_working_days(
    receive: Receive, posts: Posts, clock: Callable[[dt.datetime], None]
) -> None:
    """R1.23."""
    dossier = receive(procedure="1.004873", at=moment(20, 10))
    ask(dossier, posts["one-stop-1"], moment(20, 11))
    until = queries.requests(dossier)[0].until
    assert until == calendar_for("00145").add_working_days(moment(20, 11), 15)
    clock(until - MINUTES)
    assert jobs.expire_unanswered() == 0
    clock(until + MINUTES)
    assert jobs.expire_unanswered() == 1
    assert fresh(dossier).state == "closed_unsupplemented"
    assert jobs.expire_unanswered() == 0


# --- apology ---------------------------------------------------------------------------------------------------


def test_rescheduled_once_and_late_all_the_same(receive: Receive, posts: Posts) -> None:
    """R1.28, R1.29, R1.11: an apology moves the promise, never the law's deadline."""
    dossier = receive(procedure="1.004873", at=moment(20, 10))
    actions.transfer(by=posts["one-stop-1"], at=moment(20, 11), dossier=dossier.code)
    again: dict[str, Any] = {"reason": "Phải xác minh nơi cư trú trước đây", "until": moment(2, 10, month=12)}
    with pytest.raises(Invalid):
        actions.reschedule(
            by=posts["chair"], at=moment(23, 9), dossier=dossier.code, reason="x", until=moment(25, 9)
        )
    actions.reschedule(by=posts["chair"], at=moment(23, 9), dossier=dossier.code, **again)
    with pytest.raises(actions.AlreadyRescheduled):
        actions.reschedule(by=posts["chair"], at=moment(23, 10), dossier=dossier.code, **again)
    case = fresh(dossier)
    assert (case.promised_at, case.due_at, case.legal_due_at) == (
        moment(26, 10),
        moment(2, 10, month=12),
        moment(26, 10),
    )
    actions.take(by=posts["justice-1"], at=moment(27, 9), dossier=dossier.code)
    for post in ("justice-1", "office-head", "vice-chair"):
        actions.finish_step(by=posts[post], at=moment(27, 10), dossier=dossier.code)
    actions.issue_result(by=posts["justice-1"], at=moment(27, 11), dossier=dossier.code)
    assert fresh(dossier).on_time is False
    assert Decision.objects.get(dossier=dossier.pk, form="mau-04").due_before == moment(26, 10)


def test_only_the_head_of_the_agency_apologises(receive: Receive, posts: Posts) -> None:
    dossier = receive(procedure="1.004873")
    actions.transfer(by=posts["one-stop-1"], at=moment(20, 11), dossier=dossier.code)
    for post in ("one-stop-1", "justice-1", "office-head", "admin"):
        with pytest.raises((NotAllowed, queries.NoSuchDossier)):
            actions.reschedule(
                by=posts[post],
                at=moment(20, 14),
                dossier=dossier.code,
                reason="x",
                until=moment(4, 9, month=12),
            )


def test_a_promise_stands_whatever_becomes_of_the_calendar(receive: Receive, posts: Posts) -> None:
    """R17.7, trap 5: a day declared free later changes future promises only."""
    from motcua.base.calendars.actions import set_day
    from motcua.base.journal.ports import SYSTEM

    dossier = receive(procedure="1.004873", at=moment(20, 10))
    set_day(
        by=SYSTEM,
        at=moment(20, 11),
        on=dt.date(2026, 11, 25),
        kind="holiday",
        name="Nghỉ đột xuất",
        source="1/QĐ-TTg",
    )
    assert receive(procedure="1.004873", at=moment(20, 12)).case.due_at.astimezone(TZ).date() == dt.date(
        2026, 11, 27
    )
    actions.transfer(by=posts["one-stop-1"], at=moment(20, 14), dossier=dossier.code)
    actions.reschedule(
        by=posts["chair"],
        at=moment(20, 15),
        dossier=dossier.code,
        reason="Xác minh",
        until=moment(2, 9, month=12),
    )
    case = fresh(dossier)
    assert (case.promised_at, case.legal_due_at) == (moment(26, 10), moment(26, 10))
    folded = cases.fold_clock(
        cases.clock_events(case, cases.case_type(case.type_id)), calendar_for(case.agency)
    )
    assert (case.due_at, case.legal_due_at) == (folded.due_at, folded.legal_due_at)


# --- endings ---------------------------------------------------------------------------------------------------


def test_send_back_returns_to_whoever_did_the_step_before(receive: Receive, posts: Posts) -> None:
    dossier = receive(procedure="1.004873")
    actions.transfer(by=posts["one-stop-1"], at=moment(20, 11), dossier=dossier.code)
    actions.take(by=posts["justice-1"], at=moment(20, 11), dossier=dossier.code)
    with pytest.raises(Invalid, match="không có bước trước"):
        actions.finish_step(
            by=posts["justice-1"], at=moment(20, 14), dossier=dossier.code, outcome="send-back"
        )
    actions.finish_step(by=posts["justice-1"], at=moment(20, 14), dossier=dossier.code)
    with pytest.raises(Invalid) as unsaid:
        actions.finish_step(
            by=posts["office-head"], at=moment(20, 15), dossier=dossier.code, outcome="send-back", note="  "
        )
    assert [(fault.field, str(fault)) for fault in unsaid.value.faults] == [
        ("note", "Ghi rõ lý do trả lại bước trước.")
    ]
    actions.finish_step(
        by=posts["office-head"],
        at=moment(20, 15),
        dossier=dossier.code,
        outcome="send-back",
        note="Thiếu ngày sinh",
    )
    assert fresh(dossier).post == "justice-1"


def test_the_note_of_the_step_before_is_handed_to_the_next(receive: Receive, posts: Posts) -> None:
    dossier = receive(procedure="1.004873")

    def handed() -> tuple[str, str] | None:
        found = cases.handed_note(fresh(dossier), cases.visits(fresh(dossier)))
        return (found.post, found.note) if found else None

    actions.transfer(by=posts["one-stop-1"], at=moment(20, 11), dossier=dossier.code)
    actions.take(by=posts["justice-1"], at=moment(20, 11), dossier=dossier.code)
    assert handed() is None
    actions.finish_step(
        by=posts["justice-1"], at=moment(20, 14), dossier=dossier.code, note="Xem kỹ bản trích lục"
    )
    assert handed() == ("justice-1", "Xem kỹ bản trích lục")
    ask(dossier, posts["vice-chair"], moment(20, 15))
    actions.supplement(by=posts["one-stop-1"], at=moment(20, 16), dossier=dossier.code)
    assert handed() == ("justice-1", "Xem kỹ bản trích lục")
    actions.finish_step(
        by=posts["office-head"],
        at=moment(23, 8),
        dossier=dossier.code,
        outcome="send-back",
        note="Thiếu ngày sinh",
    )
    assert handed() == ("office-head", "Thiếu ngày sinh")
    actions.withdraw(by=posts["one-stop-1"], at=moment(23, 9), dossier=dossier.code)
    assert handed() is None


def stays(dossier: Dossier) -> list[tuple[str, dt.datetime | None]]:
    return [
        (visit.outcome, visit.left_at) for visit in StepVisit.objects.filter(case=dossier.pk).order_by("n")
    ]


def test_what_ended_is_at_no_step_any_more(receive: Receive, posts: Posts) -> None:
    """Whoever had it left at that moment; what waited for the applicant was left when it began to wait."""
    refused, stopped, cancelled = receive(), receive(), receive()
    said = {"reason": "Nộp sai nơi", "law": "Luật Hộ tịch Điều 13"}
    actions.refuse(by=posts["one-stop-1"], at=moment(20, 11), dossier=refused, **said)
    at_once = actions.decline_reception(
        by=posts["one-stop-1"], at=moment(20, 11), procedure="1.001193", unit=refused.case.agency, channel="counter",
        applicant={"citizen": refused.applicant_id}, **said,
    )  # fmt: skip
    ask(stopped, posts["one-stop-1"], moment(20, 11))
    actions.withdraw(by=posts["one-stop-1"], at=moment(26, 9), dossier=stopped.code)
    actions.cancel(by=posts["one-stop-head"], at=moment(20, 11), dossier=cancelled, reason="Nhập nhầm")
    assert [stays(one) for one in (refused, at_once, stopped, cancelled)] == [
        [(outcome, moment(20, 11))] for outcome in ("refuse", "refuse", "ask-supplement", "cancel")
    ]


def test_a_mistyped_applicant_is_corrected_everywhere(receive: Receive, posts: Posts) -> None:
    """Search, the citizen's record and the slip say what is right; the journal which details, and why."""
    wrong = {
        "name": "Nguyễn Thị Hoa",
        "phone": "0912345678",
        "email": "sai@example.vn",
        "address": "Số 1 phố Lâm Du",
    }
    dossier, head = receive(applicant=wrong), posts["one-stop-head"]
    said: dict[str, Any] = {"by": posts["one-stop-1"], "at": moment(20, 11), "dossier": dossier.code}
    for field, over in {
        "name": {"reason": "Gõ nhầm", "name": "Nguyễn Thị Hoa"},
        "phone": {"reason": "Gõ nhầm", "phone": "12"},
        "reason": {"reason": "Tên đúng là Nguyễn Thị Hòe", "name": "Nguyễn Thị Hòe"},
    }.items():
        with pytest.raises(Invalid) as fault:
            actions.correct(**said, **over)
        assert [one.field for one in fault.value.faults] == [field]
    actions.correct(**said, reason="Gõ nhầm dấu", name="Nguyễn Thị Hòe", phone="0987654321", email="")
    case = fresh(dossier)
    assert (case.who, case.state) == ("Nguyễn Thị Hòe", "received")
    right = {**wrong, "name": "Nguyễn Thị Hòe", "phone": "0987654321", "email": ""}
    kept = Dossier.objects.get(pk=dossier.pk)
    assert {key: queries.contact(kept)[key] for key in right} == right
    assert kept.applicant is not None
    assert {key: getattr(kept.applicant, key) for key in right} == right
    for q, found in (("Hòe", 1), ("0987654321", 1), ("Hoa", 0), ("0912345678", 0)):
        assert queries.listed(head, q=q).count() == found, q
    told = queries.events(dossier)[-1]
    assert (told.kind, told.facts["fields"]) == ("dossier.corrected", "tên, số điện thoại, thư điện tử")
    assert not [word for word in (*wrong.values(), *right.values()) if word and word in str(told.facts)]
    with pytest.raises(NotAllowed):
        actions.correct(**{**said, "by": posts["justice-1"]}, reason="x", name="Lê Thị Lan")
    actions.withdraw(by=head, at=moment(20, 12), dossier=dossier.code)
    with pytest.raises(OutOfTurn):
        actions.correct(**{**said, "at": moment(20, 13)}, reason="Gõ nhầm", name="Lê Thị Lan")


def test_rated_once_by_the_applicant_and_never_early(receive: Receive, posts: Posts, finished: Any) -> None:
    dossier = receive()
    with pytest.raises(actions.NotYetRatable):
        actions.rate(by=CITIZEN, at=moment(20, 11), dossier=dossier.code, stars=5)
    done = finished(dossier)
    at = done.case.last_at + MINUTES
    actions.hand_over(by=posts["one-stop-1"], at=at, dossier=dossier.code)
    for stars in (0, 6, True, "5"):
        with pytest.raises(Invalid):
            actions.rate(by=CITIZEN, at=at, dossier=dossier.code, stars=stars)
    actions.rate(by=CITIZEN, at=at, dossier=dossier.code, stars=5, comment="Nhanh")
    with pytest.raises(actions.AlreadyRated):
        actions.rate(by=CITIZEN, at=at, dossier=dossier.code, stars=1)


def test_the_tracking_key_opens_and_a_wrong_one_does_not(receive: Receive) -> None:
    code = receive().code
    assert queries.tracked(code, queries.tracking_key(code)).code == code
    for key in ("", "0" * 12, queries.tracking_key(code + "x")):
        with pytest.raises(queries.WrongKey):
            queries.tracked(code, key)


def test_an_act_dated_before_the_last_one_is_refused(receive: Receive, posts: Posts) -> None:
    dossier = receive(at=moment(20, 14))
    with pytest.raises(Impossible, match="sớm hơn"):
        actions.transfer(by=posts["one-stop-1"], at=moment(20, 9), dossier=dossier.code)


def test_a_demonstration_told_an_earlier_moment_keeps_time_going_forward(
    receive: Receive, posts: Posts, settings: Any
) -> None:
    settings.DEMO = True
    dossier = receive(at=moment(20, 14))
    actions.withdraw(by=posts["one-stop-1"], at=moment(20, 9), dossier=dossier.code)
    case = fresh(dossier)
    assert case.finished_at == case.received_at == moment(20, 14)


# --- what is cached equals the fold; what is journalled equals the table -----------------------------------------

SCRIPT = st.lists(
    st.sampled_from(
        [
            "transfer",
            "take",
            "finish",
            "back",
            "ask",
            "supplement",
            "again",
            "issue",
            "return",
            "withdraw",
            "refuse",
        ]
    ),
    min_size=1,
    max_size=14,
)


@tried(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(script=SCRIPT, hours=st.lists(st.integers(0, 30), min_size=14, max_size=14))
def test_cached_dates_are_the_fold_and_the_journal_tells_the_same(
    receive: Receive, posts: Posts, script: list[str], hours: list[int]
) -> None:
    """Whatever is tried in whatever order: what is refused changes nothing; cache == fold == journal."""
    at = moment(2, 8)
    dossier = receive(procedure="1.004873", at=at)
    verbs: dict[str, Callable[[Actor, dt.datetime], Any]] = {
        "transfer": lambda by, at: actions.transfer(by=by, at=at, dossier=dossier.code),
        "take": lambda by, at: actions.take(by=by, at=at, dossier=dossier.code),
        "finish": lambda by, at: actions.finish_step(by=by, at=at, dossier=dossier.code),
        "back": lambda by, at: actions.finish_step(
            by=by, at=at, dossier=dossier.code, outcome="send-back", note="Chưa đạt"
        ),
        "ask": lambda by, at: ask(dossier, by, at),
        "supplement": lambda by, at: actions.supplement(by=by, at=at, dossier=dossier.code),
        "again": lambda by, at: actions.reschedule(
            by=by, at=at, dossier=dossier.code, reason="Xác minh", until=at + dt.timedelta(days=20)
        ),
        "issue": lambda by, at: actions.issue_result(by=by, at=at, dossier=dossier.code),
        "return": lambda by, at: actions.hand_over(by=by, at=at, dossier=dossier.code),
        "withdraw": lambda by, at: actions.withdraw(by=by, at=at, dossier=dossier.code),
        "refuse": lambda by, at: actions.refuse(
            by=by, at=at, dossier=dossier.code, reason="Không đủ", law="Luật"
        ),
    }
    who = [posts[name] for name in ("one-stop-1", "justice-1", "office-head", "vice-chair", "one-stop-head")]
    for name, wait in zip(script, hours, strict=False):
        at += dt.timedelta(hours=wait)
        for by in who:
            before = (Event.objects.count(), fresh(dossier).state)
            try:
                verbs[name](by, at)
            except Impossible:
                assert (Event.objects.count(), fresh(dossier).state) == before
            else:
                break
    case = fresh(dossier)
    type_ = cases.case_type(case.type_id)
    folded = cases.fold_clock(cases.clock_events(case, type_), calendar_for(case.agency))
    assert (case.due_at, case.legal_due_at) == (folded.due_at, folded.legal_due_at)
    assert case.promised_at == folded.clock.promised_at
    chain = journal.of_subject(case.subject)
    assert [event.n for event in chain] == list(range(1, len(chain) + 1))
    assert (chain[-1].hash, chain[-1].facts["state"]) == (case.head, case.state)
    assert disagreements([evidence.CASES]) == []
    open_visits = StepVisit.objects.filter(case=case, left_at=None).count()
    assert open_visits == (0 if case.closed_at or case.paused else 1)
    assert verification.verify().sound
