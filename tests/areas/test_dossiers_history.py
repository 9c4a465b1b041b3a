"""Dossiers of another system taken over: true dates, nobody dates back, nothing twice, nothing personal."""

import csv
import datetime as dt
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from motcua.areas.cases.evidence import disagreements
from motcua.areas.cases.models import Case, StepVisit
from motcua.areas.cases.queries import current_type, worklist
from motcua.areas.dossiers import actions, evidence, queries
from motcua.areas.dossiers.actions.history import Taken, take_over_all
from motcua.areas.dossiers.actions.placing import UNKNOWN
from motcua.areas.dossiers.models import Dossier, Origin
from motcua.areas.dossiers.ports import PastLog, Words
from motcua.areas.dossiers.queries import telling
from motcua.base.journal import verification
from motcua.base.journal.models import Event
from motcua.base.journal.ports import SYSTEM, Actor
from motcua.gateways.event_log import read_log, read_map
from motcua.rules.impossible import NotAllowed
from tests import world

HEADS = ("Mã hồ sơ", "Hoạt động", "Thời điểm", "Cán bộ xử lý", "Mã thủ tục", "Hẹn trả")
STEPS = (
    "Tiếp nhận, số hóa và chuyển hồ sơ", "Thẩm định hồ sơ, dự thảo kết quả", "Xem xét, trình ký", "Ký kết quả",
    "Vào sổ, đóng dấu, số hóa và chuyển kết quả", "Trả kết quả cho người dân",
)  # fmt: skip
WHO = "Nguyễn Thị Bí Mật"
Row = tuple[str, ...]


def went(
    code: str, day: int, steps: tuple[str, ...] = STEPS, *, due: str = "", procedure: str = "1.004873"
) -> list[Row]:
    """A case of 9/2025 that does a step a day."""
    return [(code, step, f"{day + n:02d}/09/2025 09:00", WHO, procedure, due) for n, step in enumerate(steps)]


@pytest.fixture
def log(tmp_path: Path) -> Callable[..., PastLog]:
    """``log(rows, map={…})``: a CSV file of those rows, read."""

    def read(rows: list[Row], **given: Any) -> PastLog:
        file, map_file = tmp_path / "cu.csv", tmp_path / "map.json"
        with file.open("w", encoding="utf-8-sig", newline="") as out:
            csv.writer(out, delimiter=";").writerows([HEADS, *rows])
        map_file.write_text(json.dumps(given), encoding="utf-8")
        mapped = read_map(map_file if given else None, source="iGate", unit=world.WARD)
        found = read_log(file, mapped)
        read.words = mapped.words  # type: ignore[attr-defined]
        return found

    return read


@pytest.fixture
def take(log: Callable[..., PastLog], ward: str, at: dt.datetime) -> Callable[..., Taken]:
    """Read and take over."""

    def taken(rows: list[Row], **given: Any) -> Taken:
        found = log(rows, **given)
        words: Words = log.words  # type: ignore[attr-defined]
        return take_over_all(by=SYSTEM, at=at, log=found, words=words, sha="a" * 64)

    return taken


def sound(now: dt.datetime) -> list[str]:
    """What verify finds."""
    return [*verification.verify(now=now).faults, *disagreements((evidence.CASES,))]


def test_finished_cases_keep_their_dates_and_events_say_both_moments(
    take: Callable[..., Taken], at: dt.datetime
) -> None:
    done = take([*went("H26.145.00-250908-0007", 8), *went("cũ 2", 15, due="30/09/2025")])
    assert (done.cases, done.added, done.finished, done.late, done.rejected) == (2, 2, 2, 1, [])
    first = Case.objects.get(code="H26.145.00-250908-0007")
    assert first.state == "returned"
    assert first.received_at == dt.datetime(2025, 9, 8, 9, tzinfo=world.TZ)
    assert first.finished_at == dt.datetime(2025, 9, 12, 9, tzinfo=world.TZ)
    assert first.closed_at == dt.datetime(2025, 9, 13, 9, tzinfo=world.TZ)
    assert first.on_time is False
    second = Case.objects.exclude(pk=first.pk).get()
    assert second.code.startswith("H26.145.00-250915-")
    assert (second.due_at, second.on_time) == (dt.datetime(2025, 9, 30, 17, 30, tzinfo=world.TZ), True)
    events = list(Event.objects.filter(subject=first.subject).order_by("n"))
    assert [event.kind for event in events] == [
        "dossier.taken_over", *["dossier.went_through"] * 6, "dossier.ended_before",
    ]  # fmt: skip
    assert {event.origin for event in events} == {"history"}
    assert {event.recorded_at for event in events} == {at}
    assert events[0].at == first.received_at
    visits = StepVisit.objects.filter(case=first).order_by("n")
    assert [visit.name for visit in visits] == list(STEPS)
    assert sound(at) == []


def test_a_second_import_adds_nothing(take: Callable[..., Taken], at: dt.datetime) -> None:
    rows = went("a", 1)
    take(rows)
    events = Event.objects.count()
    again = take([*rows, ("a", "Việc mới", "20/09/2025 08:00", WHO, "1.004873", "")])
    assert (again.added, again.known, Event.objects.count()) == (0, 1, events)
    more = take([*rows, *went("b", 2)])
    assert (more.added, more.known) == (1, 1)
    assert sound(at) == []


def test_open_cases_go_on_where_they_stood(
    take: Callable[..., Taken], posts: Mapping[str, Actor], at: dt.datetime
) -> None:
    ended = [row for n in range(3) for row in went(f"x{n}", 8)]
    done = take([*ended, *went("mở", 10, STEPS[:2]), *went("lạ", 12, ("Việc lạ",)), *went("có kết quả", 8, STEPS[:5])],
                ends=[STEPS[5]])  # fmt: skip
    assert (done.added, done.finished, done.open) == (6, 3, 3)
    assert done.late == 6
    by_state = {case.state: case for case in Case.objects.filter(closed_at=None)}
    assert set(by_state) == {"processing", "received", "result_ready"}
    going = by_state["processing"]
    assert (going.step_name, going.post) == ("Xem xét, trình ký", "")
    assert (
        going in worklist(posts["office-head"])
        or going in worklist(posts["justice-1"])
        or going.duty == "review"
    )
    assert by_state["received"] in worklist(posts["one-stop-head"])
    dossier = queries.one(posts["one-stop-head"], by_state["received"].code)
    actions.transfer(by=posts["one-stop-head"], at=at, dossier=dossier)
    ready = queries.one(posts["one-stop-1"], by_state["result_ready"].code)
    actions.hand_over(by=posts["one-stop-1"], at=at, dossier=ready)
    assert sound(at) == []


def test_a_case_ends_neither_by_an_odd_activity_nor_before_its_result(take: Callable[..., Taken]) -> None:
    fresh = [row for n in range(5) for row in went(f"mới {n}", 8, STEPS[:1])]
    done = take([*fresh, *went("một việc", 12, ("Việc lạ",))])
    assert (done.added, done.finished) == (6, 0)
    assert done.unplaced == {("Việc lạ", ""): 1}


def test_a_case_of_two_procedures_is_left_out(take: Callable[..., Taken]) -> None:
    one, *others = went("hai", 1)
    done = take([one, *[(*row[:4], "2.000635", "") for row in others]])
    assert (done.added, {row.case for row in done.rejected}) == (0, {"hai"})
    assert "hai thủ tục, “1.004873” và “2.000635”" in done.rejected[0].reason


def test_what_was_taken_over_is_the_portal_s_from_the_first_act_here_on(
    take: Callable[..., Taken], posts: Mapping[str, Actor], at: dt.datetime
) -> None:
    take([*went("xong", 8), *went("mở", 8, STEPS[:5])])
    day = dt.date(2025, 9, 8)
    assert telling.national_states(world.WARD, day) == {}
    ready = queries.one(posts["one-stop-1"], Case.objects.get(closed_at=None).code)
    actions.hand_over(by=posts["one-stop-1"], at=at, dossier=ready)
    assert list(telling.national_states(world.WARD, day)) == [ready.case.code]


def test_nothing_personal_is_kept_unless_the_map_names_it(
    take: Callable[..., Taken], at: dt.datetime
) -> None:
    rows = [(*row[:5], "Trần Văn Ước") for row in went("c", 1)]
    take(rows, columns={"name": "Hẹn trả"}, resources={WHO: "justice-1"})
    dossier = Dossier.objects.select_related("case").get()
    assert dossier.case.who == "Trần Văn Ước"
    assert queries.contact(dossier)["name"] == "Trần Văn Ước"
    assert set(StepVisit.objects.values_list("post", flat=True)) == {"justice-1"}
    take(went("d", 2), source="khác")
    told = json.dumps(list(Event.objects.values_list("facts", flat=True)), ensure_ascii=False)
    stored = " ".join(map(str, Case.objects.values_list("search", "title", "step_name")))
    for secret in (WHO, "Bí Mật", "Ước"):
        assert secret not in told + stored
    other = Origin.objects.get(source="khac").dossier
    assert (other.case.who, other.applicant_id, queries.contact(other)) == ("", None, {})


def test_what_cannot_be_placed_is_told_with_its_line(take: Callable[..., Taken], at: dt.datetime) -> None:
    rows = [
        *went("ổn", 1), *went("không rõ", 2, procedure="9.999999"), *went("dở", 3, STEPS[:1], procedure="9.999999"),
        ("mai sau", STEPS[5], "01/01/2030", WHO, "1.004873", ""), ("", "Việc", "01/09/2025", WHO, "", ""),
        ("sai", "Việc", "hôm qua", WHO, "", ""),
    ]  # fmt: skip
    done = take(rows)
    reasons = {row.row: row.reason for row in done.rejected}
    assert "thiếu mã hồ sơ" in reasons[16]
    assert "không phải ngày giờ" in reasons[17]
    assert "thủ tục “9.999999” chưa có ở đây" in reasons[14]
    assert "sau lúc tiếp quản" in reasons[15]
    assert (done.added, done.finished, len(done.rejected)) == (2, 2, 4)
    unknown = Case.objects.get(type__code=UNKNOWN)
    assert (unknown.on_time, unknown.state) == (None, "returned")
    assert current_type("dossier", UNKNOWN, at.date()) is None
    assert sound(at) == []


def test_a_case_before_the_first_published_version_follows_that_one(take: Callable[..., Taken]) -> None:
    rows = [(*row[:2], row[2].replace("2025", "2019"), *row[3:]) for row in went("xưa", 2)]
    done = take(rows)
    assert done.notes["nhận trước bản công bố đầu tiên ở đây, theo bản đó"] == 1
    assert Case.objects.get().received_at.year == 2019


def test_only_whoever_installs_takes_over(
    log: Callable[..., PastLog], posts: Mapping[str, Actor], at: dt.datetime
) -> None:
    (past,) = log(went("a", 1)).cases
    given = {"at": at, "past": past, "words": log.words, "sha": "", "ends": frozenset({STEPS[5]})}  # type: ignore[attr-defined]
    for post in ("one-stop-1", "chair", "office-head"):
        with pytest.raises(NotAllowed):
            actions.take_over(by=posts[post], **given)
    actions.take_over(by=posts["admin"], **given)
    with pytest.raises(actions.AlreadyTakenOver):
        actions.take_over(by=SYSTEM, **given)


def test_altered_history_is_found(take: Callable[..., Taken], at: dt.datetime) -> None:
    take(went("a", 1))
    case = Case.objects.get()
    StepVisit.objects.filter(case=case, n=2).update(left_at=case.received_at)
    Origin.objects.update(row=99)
    (fault,) = sound(at)
    assert "visit.2" in str(fault)
    assert "origin" in str(fault)
