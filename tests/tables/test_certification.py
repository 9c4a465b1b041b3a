"""Every row of the tables of certification: numbers, promises, fees (NĐ 23/2015/NĐ-CP, TT 226/2016/TT-BTC)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pytest

from motcua.areas.certification import actions, queries
from motcua.base.journal.ports import Actor
from motcua.rules.calendar import TZ
from motcua.rules.certification import Kind, Tariff, certification_number, fee
from motcua.rules.impossible import Impossible, Invalid
from tests import world
from tests.tables.reading import day, moment, rows

KINDS = {
    "bản sao": Kind.COPY, "bản sao điện tử": Kind.ELECTRONIC_COPY, "chữ ký": Kind.SIGNATURE,
    "điểm chỉ": Kind.FINGERPRINT, "chữ ký người dịch": Kind.TRANSLATION, "hợp đồng": Kind.CONTRACT,
}  # fmt: skip
GROUNDS = {
    "nhiều bản": "many_copies", "nhiều trang": "many_pages", "phức tạp": "complex", "thỏa thuận": "agreement",
}  # fmt: skip
TARIFF = Tariff(2_000, 2, 1_000, 200_000, 10_000, 50_000)
FEES, DUES, NUMBERS = rows("certification_fees"), rows("certification_due"), rows("certification")


@pytest.mark.parametrize("case", FEES, ids=[row["tình huống"] for row in FEES])
def test_fees(case: dict[str, str]) -> None:
    assert fee(KINDS[case["việc"]], int(case["trang"]), int(case["bản"]), TARIFF) == int(case["phí (đồng)"])


def test_the_amounts_of_the_table_are_those_of_the_parameters(ward: str, at: dt.datetime) -> None:
    assert queries.tariff(at.date()) == TARIFF


def test_a_number_begins_at_one() -> None:
    with pytest.raises(Invalid):
        certification_number(0, "SCT/BS", 2026)


def _paper(kind: Kind, title: str = "Giấy tờ", copies: int = 1) -> dict[str, Any]:
    return {
        "kind": kind.value,
        "title": title,
        "pages": 1,
        "copies": copies,
        "languages": "tiếng Anh sang tiếng Việt",
    }


def _receive(by: Actor, at: dt.datetime, papers: list[dict[str, Any]], **more: Any) -> Any:
    return actions.receive(
        by=by, at=at, unit=world.WARD, applicant=world.person(1), documents=papers, identity="card", **more
    )


def test_promises(posts: Mapping[str, Actor]) -> None:
    """The promise printed, and whether a slip is needed, for each row."""
    wrong = []
    for case in DUES:
        days, _, why = case["kéo dài"].partition(" ngày: ")
        more = {"prolong_days": int(days), "ground": GROUNDS[why]} if days else {}
        try:
            made = _receive(
                posts["one-stop-1"], moment(case["nhận lúc"]), [_paper(KINDS[case["việc"]])], **more
            )
        except Impossible:
            found = ("không được", "")
        else:
            due = made.case.due_at.astimezone(TZ)
            assert made.case.promised_at == made.case.due_at == made.case.legal_due_at, case["tình huống"]
            found = (f"{due:%d/%m/%Y %H:%M}", "có" if made.slip_number else "không")
        if found != (case["hẹn trả"], case["giấy hẹn"]):
            wrong.append((case["số"], case["tình huống"], found))
    assert wrong == []


def test_numbers(posts: Mapping[str, Actor]) -> None:
    """The numbers that requests get, in the order of the table."""
    for case in NUMBERS:
        at = dt.datetime.combine(day(case["ngày vào sổ"]), dt.time(9), TZ)
        papers = []
        for one in case["giấy tờ của một yêu cầu"].split(" | "):
            kind, _, what = one.partition(": ")
            title, _, copies = what.partition(" (")
            papers.append(_paper(KINDS[kind], title, int(copies.split()[0])))
        made = _receive(posts["one-stop-1"], at, papers)
        actions.check(by=posts["justice-1"], at=at, certification=made)
        actions.sign(by=posts["chair"], at=at, certification=made)
        actions.enter(by=posts["justice-1"], at=at, certification=made)
        numbers = [
            certification_number(row.serial or 0, row.book, row.year or 0) for row in queries.documents(made)
        ]
        assert " | ".join(numbers) == case["số chứng thực"], case["ghi chú"]
