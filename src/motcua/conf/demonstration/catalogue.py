"""The catalogue of the demonstration ward through its year: decisions of publication, postings, a review plan.

Told by the real acts, each at its moment. What is invented says so: decisions are numbered for illustration only.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from motcua.areas.procedures import actions, jobs, queries
from motcua.areas.procedures.choices import ChangeKind, Criterion, PortalState
from motcua.areas.procedures.ports import ProcessRecord
from motcua.areas.procedures.queries import Listed
from motcua.base.journal.ports import Actor
from motcua.conf.demonstration.founding import WARD
from motcua.conf.demonstration.year import Story, Year
from motcua.rules.calendar import TZ
from motcua.rules.compliance_cost import Activity
from motcua.rules.impossible import Impossible

Now = Callable[[], dt.datetime]
ISSUER = "UBND thành phố Hà Nội"
SHORTER = {
    "1.004873": ("2 ngày làm việc", "3 ngày làm việc"), "1.004837": ("2 ngày làm việc", "3 ngày làm việc"),
    "1.004845": ("1 ngày làm việc", "2 ngày làm việc"), "2.000756": ("1 ngày làm việc", "2 ngày làm việc"),
    "1.004772": ("3 ngày làm việc", "5 ngày làm việc"), "1.000689": ("2 ngày làm việc", "3 ngày làm việc"),
}  # fmt: skip
LATER = {
    "1.003583": ("3 ngày làm việc", "5 ngày làm việc"),
    "1.000893": ("4 ngày làm việc", "5 ngày làm việc"),
}
NEW_CODE, NEW_NAME = "9.000001", "Cấp bản sao điện tử kết quả giải quyết thủ tục hành chính (minh họa)"


def stories(year: Year) -> Iterator[Story]:
    """The one tale of the catalogue."""
    yield _tale(year)


def _tale(year: Year) -> Story:
    keeper, chair, until = year.posts["office-head"], year.posts["chair"], year.until
    steps: list[tuple[dt.datetime, Callable[[], object]]] = [
        *_reviews(keeper, chair, until.year if until.month > 1 else until.year - 1, until, lambda: year.at),
        *_decisions(keeper, WARD, until, lambda: year.at),
    ]
    for at, act in sorted(steps, key=lambda step: step[0]):
        yield at
        try:
            act()
        except Impossible:
            continue


def _morning(until: dt.datetime, days: int, hour: int = 9, minute: int = 0) -> dt.datetime:
    day = until.date() - dt.timedelta(days=days)
    return dt.datetime.combine(day, dt.time(hour, minute), TZ)


def _weekday(day: dt.date) -> dt.date:
    """The day, or the Friday before a weekend."""
    return day - dt.timedelta(days=max(day.weekday() - 4, 0))


def _decisions(
    keeper: Actor, place: str, until: dt.datetime, now: Now
) -> list[tuple[dt.datetime, Callable[[], object]]]:
    day = until.date()

    def decide(said: dict[str, Any], listed: Callable[[dt.date], list[Listed]], entered: int | None) -> None:
        at, start = now(), said["text_effective_on"]
        made = actions.draft_decision(said=said, by=keeper, at=at)
        actions.list_procedures(decision=made.pk, listed=listed(start), by=keeper, at=at)
        actions.publish_decision(decision=made.pk, by=keeper, at=at)
        _new_processes(queries.entries_of(made), keeper, at)
        if entered is not None:
            on = min(said["signed_on"] + dt.timedelta(days=entered), at.date())
            actions.note_entered(decision=made.pk, on=on, by=keeper, at=at)

    def head(symbol: str, title: str, signed: int, effective: int) -> dict[str, Any]:
        signed_on = _weekday(day - dt.timedelta(days=signed))
        return {
            "symbol": symbol, "issuer": ISSUER, "publisher": "province", "signed_on": signed_on, "title": title,
            "text_symbol": "18/2026/NĐ-CP", "text_issued_on": signed_on - dt.timedelta(days=20),
            "text_effective_on": day - dt.timedelta(days=effective), "shortened": False,
        }  # fmt: skip

    first = head("2579/QĐ-UBND", "Rút ngắn thời gian giải quyết thủ tục hộ tịch (minh họa)", 190, 160)
    second = head("4102/QĐ-UBND", "Thủ tục mới và bãi bỏ trong lĩnh vực hộ tịch (minh họa)", 84, 79)
    third = head("5310/QĐ-UBND", "Sửa đổi thủ tục đăng ký khai sinh lưu động (minh họa)", 12, -20)

    def repost() -> None:
        for code in list(SHORTER)[:-2]:
            actions.post(code=code, place=place, on=now().date(), by=keeper, at=now())

    def portal() -> None:
        for n, line in enumerate(queries.portal(now().date())):
            state = (
                PortalState.UNFIT
                if n % 13 == 12
                else PortalState.WAITING
                if n % 6 == 5
                else PortalState.INTEGRATED
            )
            actions.set_integration(code=line.code, state=state, on=now().date(), by=keeper, at=now())

    def draft() -> None:
        said = {
            **head("…/QĐ-UBND", "Dự thảo sửa đổi thủ tục chứng thực (minh họa)", 1, -30),
            "text_symbol": "",
        }
        made = actions.draft_decision(said=said, by=keeper, at=now())
        listed = _shorter({"2.000815": ("4 giờ làm việc", "1 ngày làm việc")})(said["text_effective_on"])
        actions.list_procedures(decision=made.pk, listed=listed, by=keeper, at=now())

    return [
        (_morning(until, 185), lambda: decide(first, _shorter(SHORTER), 5)),
        (_morning(until, 158), repost),
        (_morning(until, 75), lambda: decide(second, _new_and_ended, 11)),
        (_morning(until, 60), portal),
        (_morning(until, 11), lambda: decide(third, _shorter(LATER), None)),
        (_morning(until, 1), draft),
        (until - dt.timedelta(minutes=5), jobs.look),
    ]


def _shorter(codes: Mapping[str, tuple[str, str]]) -> Callable[[dt.date], list[Listed]]:
    """Entries that promise less time than the law gives."""

    def listed(start: dt.date) -> list[Listed]:
        found = []
        for code, (limit, statutory) in codes.items():
            record, _before = queries.content_of(
                code, ChangeKind.AMENDED, start, limit=limit, statutory=statutory
            )
            assert record is not None
            found.append(
                Listed(code, str(ChangeKind.AMENDED), start, record.name, record.field, record=record)
            )
        return found

    return listed


def _new_processes(entries: Sequence[Any], keeper: Actor, at: dt.datetime) -> None:
    """A shorter limit wants an internal process that adds up to it (R3.19)."""
    for entry in entries:
        record = entry.read()
        if record is not None and record.limit is not None:
            steps = queries.default_process(record.limit)
            process = ProcessRecord(
                codes=(entry.code,), steps=steps, decision="2601/QĐ-UBND", name=record.name
            )
            actions.adopt_process(process=process, on=entry.effective_on, by=keeper, at=at)


def _new_and_ended(start: dt.date) -> list[Listed]:
    record, _ = queries.content_of(
        NEW_CODE, ChangeKind.NEW, start, name=NEW_NAME, field="Hộ tịch", limit="1 ngày làm việc", fees="Không",
        agency="UBND cấp xã", laws="60/2014/QH13",
    )  # fmt: skip
    _none, before = queries.content_of("1.001766", ChangeKind.ABOLISHED, start)
    assert record is not None and before is not None
    return [
        Listed(NEW_CODE, str(ChangeKind.NEW), start, NEW_NAME, "Hộ tịch", record=record),
        Listed("1.001766", str(ChangeKind.ABOLISHED), start, before.name, before.field),
    ]


# --- the review of the year ---------------------------------------------------------------------------------------

_TRIP = ("Đi nộp và nhận kết quả", "2", "45000", "30000", "0", "1")
_FORM = ("Điền tờ khai, chuẩn bị giấy tờ", "1", "45000", "5000", "0", "1")
_COPY = ("Chứng thực bản sao kèm theo", "1", "45000", "10000", "6000", "1")
ITEMS: tuple[dict[str, Any], ...] = (
    {
        "name": "Nhóm thủ tục nội bộ về tài chính, tài sản công", "codes": [], "procedures": 7, "internal": True,
        "lead": "Phòng Kinh tế, Hạ tầng và Đô thị", "to": "reported", "subjects": "120",
        "proposal": "Gộp bước thẩm định và trình ký; nhận và trả trên hệ thống, bỏ bản giấy.",
    },
    {
        "name": "Nhóm thủ tục nội bộ về tổ chức, cán bộ", "codes": [], "procedures": 4, "internal": True,
        "lead": "Văn phòng HĐND và UBND", "to": "approved", "subjects": "90",
        "proposal": "Bỏ văn bản đề nghị khi dữ liệu đã có trong hồ sơ điện tử của cán bộ.",
    },
    {
        "name": "Nhóm thủ tục nội bộ về văn hóa, xã hội", "codes": [], "procedures": 5, "internal": True,
        "lead": "Phòng Văn hóa - Xã hội", "to": "reviewing", "subjects": "60", "proposal": "",
    },
    {
        "name": "Cấp Giấy xác nhận tình trạng hôn nhân", "codes": ["1.004873"], "procedures": 1, "internal": False,
        "lead": "Văn phòng HĐND và UBND", "to": "implemented", "subjects": "2600",
        "proposal": "Không yêu cầu bản sao giấy tờ đã có trong cơ sở dữ liệu hộ tịch; trả kết quả điện tử.",
    },
    {
        "name": "Đăng ký khai tử", "codes": ["1.000656"], "procedures": 1, "internal": False,
        "lead": "Văn phòng HĐND và UBND", "to": "proposed", "subjects": "700",
        "proposal": "Nhận giấy báo tử điện tử từ cơ sở y tế, người dân không phải đi lấy.",
    },
    {
        "name": "Đăng ký lại khai sinh", "codes": ["1.004884"], "procedures": 1, "internal": False,
        "lead": "Văn phòng HĐND và UBND", "to": "planned", "subjects": "150", "proposal": "",
    },
)  # fmt: skip
_WAY = ("planned", "reviewing", "proposed", "approved", "implemented", "reported")


def _activity(said: tuple[str, ...], subjects: str) -> Activity:
    return Activity(said[0], *(Decimal(figure) for figure in (*said[1:], subjects)))


def _reviews(
    keeper: Actor, chair: Actor, year: int, until: dt.datetime, now: Now
) -> list[tuple[dt.datetime, Callable[[], object]]]:
    sent = dt.datetime(year, 1, 20, 10, tzinfo=TZ)
    start = max(sent, until - dt.timedelta(days=364))
    span = (until - start) / 12
    made: dict[str, int] = {}

    def plan() -> None:
        made["plan"] = actions.plan_review(year=year, by=keeper, at=now()).pk
        for said in ITEMS:
            item = {
                **{name: said[name] for name in ("name", "codes", "procedures", "internal", "lead")},
                "cooperating": "Trung tâm Phục vụ hành chính công", "starts_on": dt.date(year, 2, 1),
                "ends_on": dt.date(year, 9, 30), "product": "Phương án đơn giản hóa",
                "ground": "Nhiều hồ sơ, nhiều giấy tờ người dân phải nộp lại",
            }  # fmt: skip
            made[said["name"]] = actions.add_review_item(plan=made["plan"], said=item, by=keeper, at=now()).pk
        actions.submit_review_plan(
            plan=made["plan"], on=sent.date(), symbol="12/KH-UBND", by=keeper, at=now()
        )

    def carry(said: dict[str, Any], to: str) -> Callable[[], object]:
        def act() -> None:
            number, at, on = made[said["name"]], now(), now().date()
            match to:
                case "reviewing":
                    actions.begin_review(item=number, by=keeper, at=at)
                    if said["proposal"]:
                        actions.assess(
                            item=number, by=keeper, at=at,
                            criteria={
                                one.value: {"met": one != Criterion.REASON, "say": ""} for one in Criterion
                            },
                            before=[_activity(one, said["subjects"]) for one in (_FORM, _COPY, _TRIP)],
                            after=[_activity(one, said["subjects"]) for one in (_FORM, _TRIP)],
                        )  # fmt: skip
                case "proposed":
                    actions.propose_outcome(
                        item=number, outcome="simplify", proposal=said["proposal"], on=on, by=keeper, at=at
                    )
                case "approved":
                    actions.approve_proposal(item=number, symbol="318/QĐ-UBND", on=on, by=chair, at=at)
                case "implemented":
                    actions.implement_proposal(item=number, symbol="402/QĐ-UBND", on=on, by=keeper, at=at)
                case "reported":
                    actions.report_review(item=number, on=on, by=keeper, at=at)

        return act

    steps: list[tuple[dt.datetime, Callable[[], object]]] = [(start, plan)]
    for n, said in enumerate(ITEMS):
        for stage, to in enumerate(_WAY[1 : _WAY.index(said["to"]) + 1], 1):
            day = _weekday((start + span * (2 * stage - 1)).date())
            moment = dt.datetime.combine(day, dt.time(9), TZ) + dt.timedelta(minutes=7 * n + stage)
            steps.append((moment, carry(said, to)))
    return steps
