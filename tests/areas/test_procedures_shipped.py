"""The procedures that come with the product: complete, in plain words, receivable, with processes that add up."""

from __future__ import annotations

import datetime as dt
import time
import unicodedata
from pathlib import Path

import pytest
from django.conf import settings

from motcua.areas.cases.queries import current_type
from motcua.areas.procedures import actions, queries
from motcua.areas.procedures.ports import ProcedureRecord, Reading
from motcua.base.journal.ports import SYSTEM
from motcua.gateways.national_catalogue import (
    read_files,
    read_procedures,
    read_processes,
    read_removed_papers,
)
from motcua.rules.deadlines import Cutoff

ON = dt.date(2025, 7, 1)
FOLDER: Path = settings.CATALOGUE


def shipped() -> Reading:
    return read_files(sorted((FOLDER / "procedures").glob("*.jsonl")))


READING = shipped()
BY_CODE = {record.code: record for record in READING.records}


def test_the_shipped_files_are_read_without_doubt() -> None:
    assert len(READING.records) >= 70
    assert READING.rejected == ()
    assert READING.doubts == ()
    fields = {record.field for record in READING.records}
    wanted = {
        "Hộ tịch",
        "Chứng thực",
        "Bảo trợ xã hội",
        "Người có công",
        "Đất đai",
        "Hoạt động xây dựng",
        "Môi trường",
    }
    assert wanted <= fields


@pytest.mark.parametrize("record", READING.records, ids=lambda record: record.code)
def test_every_shipped_procedure_is_complete(record: ProcedureRecord) -> None:
    assert record.reviewed
    assert record.limit is not None
    assert record.name
    assert record.summary.endswith(".")
    assert "commune" in record.levels
    assert record.legal_basis
    assert record.source_url.startswith("https://")
    assert record.results
    assert record.fees
    assert record.ways
    assert any(paper.required for paper in record.papers)
    assert len({paper.code for paper in record.papers}) == len(record.papers)
    for paper in record.papers:
        assert paper.why
        assert len(paper.name) <= 160
        assert paper.required == (not paper.case)
    for fee in record.fees:
        assert fee.amount is not None or fee.note
    assert unicodedata.is_normalized("NFC", str(record.as_json()))


def test_birth_registration_is_right() -> None:
    record = BY_CODE["1.001193"]
    assert record.same_day
    assert record.limit is not None
    assert record.limit.same_day
    assert record.cutoff == Cutoff.AFTER_15H
    assert [paper.name.split(" (")[0] for paper in record.papers if paper.required][:2] == [
        "Tờ khai đăng ký khai sinh",
        "Giấy chứng sinh",
    ]
    assert record.fees[0].amount == 0


def test_every_shipped_process_fits_its_procedures() -> None:
    served: set[str] = set()
    for path in sorted((FOLDER / "processes").glob("*.json")):
        reading = read_processes(path.read_bytes())
        assert reading.rejected == ()
        for process in reading.processes:
            steps = queries.for_engine(process.steps)
            for code in process.codes:
                assert queries.faults_of(steps, BY_CODE[code].limit) == [], code
                assert code not in served
                served.add(code)
            assert process.decision or process.default
    assert served == {code for code, record in BY_CODE.items() if not record.stages}


@pytest.mark.django_db
def test_all_of_it_is_loaded_and_can_be_received(at: dt.datetime) -> None:
    rules, rejected = read_removed_papers((FOLDER / "removed_papers.csv").read_bytes())
    assert len(rules) >= 700
    assert rejected == ()
    actions.load_removed_papers(rules=rules, by=SYSTEM, at=at)
    report = actions.load_records(reading=READING, on=ON, by=SYSTEM, at=at)
    assert set(report.receivable) == set(BY_CODE)
    for path in sorted((FOLDER / "processes").glob("*.json")):
        loaded = actions.load_processes(
            processes=read_processes(path.read_bytes()).processes, on=ON, by=SYSTEM, at=at
        )
        assert loaded.rejected == ()
    asked = {paper.name: paper for paper in queries.record("1.001193", ON).papers}
    identity = next(paper for name, paper in asked.items() if name.startswith("Căn cước"))
    assert not identity.asked
    assert identity.replaced_by == "CSDL quốc gia về dân cư"
    kind = current_type("dossier", "1.001193", ON)
    assert kind is not None
    assert [step["duty"] for step in kind.steps] == [
        "receive",
        "process",
        "review",
        "sign",
        "stamp",
        "return",
    ]
    assert kind.steps[1]["post"] == "Công chức tư pháp - hộ tịch"
    for words, code in (
        ("làm giấy khai sinh", "1.001193"),
        ("sang tên sổ đỏ", "1.013978"),
        ("cưới", "1.000894"),
        ("giấy độc thân", "1.004873"),
        ("nhà tôi có người mất", "1.000656"),
        ("tranh chấp đất", "1.012812"),
        ("xin phép xây nhà", "1.013225"),
        ("trợ cấp người khuyết tật", "1.001776"),
        ("hộ khẩu", "1.004222"),
    ):
        assert queries.search(words).items[0].code == code, words


@pytest.mark.django_db
def test_the_national_catalogue_is_loaded_and_searched_in_good_time(shared: Path, at: dt.datetime) -> None:
    actions.load_records(reading=READING, on=ON, by=SYSTEM, at=at)
    reading = read_procedures((shared / "procedures/procedures_clean.jsonl.gz").read_bytes())
    start = time.process_time()
    report = actions.load_records(reading=reading, on=dt.date(2026, 7, 1), by=SYSTEM, at=at)
    assert time.process_time() - start < 20
    assert len(report.added) + len(report.waiting) + len(report.unchanged) == 2325
    assert set(report.waiting) <= set(BY_CODE)
    again = actions.load_records(reading=reading, on=dt.date(2026, 7, 1), by=SYSTEM, at=at)
    assert (len(again.added), len(again.changed), len(again.unchanged)) == (0, 0, 2325)
    assert queries.search("khai sinh").items[0].code == "1.001193"
    questions = ["làm giấy khai sinh cho con", "sang tên sổ đỏ", "mở quán phở", "nhà tôi có người mất"]
    start = time.process_time()
    for question in questions * 5:
        queries.search(question)
    assert (time.process_time() - start) / 20 < 0.02
