"""The readers on the real files that stand beside the checkout; skipped, loudly, where they do not."""

from __future__ import annotations

from pathlib import Path

from motcua.gateways.national_catalogue import read_procedures, read_processes, read_removed_papers


def doubted(reading_doubts: object, field: str, words: str) -> set[str]:
    return {
        doubt.code
        for doubt in reading_doubts  # type: ignore[attr-defined]
        if doubt.field == field and words in doubt.text
    }


def test_all_parsed_procedures_are_read(shared: Path) -> None:
    reading = read_procedures((shared / "procedures/procedures_clean.jsonl.gz").read_bytes())
    assert len(reading.records) == 2325
    assert reading.rejected == ()
    assert len(doubted(reading.doubts, "legal_basis", "không có căn cứ")) >= 60
    assert len(doubted(reading.doubts, "limit", "không có đơn vị")) >= 200
    assert len(doubted(reading.doubts, "levels", "không có ở cấp xã")) >= 80
    noted = [fee for record in reading.records for fee in record.fees if fee.amount == 0 and fee.note]
    assert not [fee for fee in noted if "Hội đồng nhân dân" in fee.note]


def test_crawled_procedures_agree_with_the_parsed_ones(shared: Path) -> None:
    crawled = read_procedures((shared / "procedures/procedures_raw_200.jsonl").read_bytes())
    parsed = read_procedures((shared / "procedures/procedures_clean.jsonl.gz").read_bytes())
    known = {record.code: record for record in parsed.records}
    assert len(crawled.records) == 200
    for record in crawled.records:
        other = known[record.code]
        assert (record.name, record.limit, record.same_day) == (other.name, other.limit, other.same_day)
        assert (record.levels, record.field, record.subjects) == (other.levels, other.field, other.subjects)
        assert [way.channel for way in record.ways] == [way.channel for way in other.ways]
        symbols = {item.symbol for item in record.legal_basis}
        assert {
            item.symbol for item in other.legal_basis if item.symbol.count("/") == 2
        } - symbols == set() or symbols
    papers = sum(len(record.papers) for record in crawled.records)
    others = sum(len(known[record.code].papers) for record in crawled.records)
    assert abs(papers - others) <= others // 100


def test_commune_and_retyped_procedures_are_read(shared: Path) -> None:
    for name, count in (("commune_core_seed.jsonl", 236), ("procedures_retyped_10_social.jsonl", 10)):
        reading = read_procedures((shared / "procedures" / name).read_bytes())
        assert (len(reading.records), reading.rejected) == (count, ())


def test_sheets_of_the_portal_are_read(shared: Path) -> None:
    sheets = sorted(p for p in (shared / "procedure-sheets").glob("*.pdf") if p.stat().st_size <= 130_000)
    assert sheets
    for path in sheets[::5]:
        reading = read_procedures(path.read_bytes())
        assert not reading.rejected, path.name
        record = reading.records[0]
        assert record.code == path.stem.split("_")[1]
        assert record.name
        assert record.field
        assert record.ways, path.name
        assert record.sequence


def test_internal_processes_that_add_up_are_told_from_those_that_do_not(shared: Path) -> None:
    for name in ("processes.json", "steps.csv"):
        reading = read_processes((shared / "internal-processes" / name).read_bytes())
        assert len(reading.processes) == 84
        assert sum(len(process.steps) for process in reading.processes) == 629
        wrong = [doubt for doubt in reading.doubts if "R3.19" in doubt.text]
        silent = [doubt for doubt in reading.doubts if "đối chiếu" in doubt.text]
        assert (len(wrong), len(wrong) + len(silent)) == (14, 23)


def test_papers_not_to_be_asked_for(shared: Path) -> None:
    rules, rejected = read_removed_papers(
        (shared / "procedures/component_replacement_nq66_7_2025.csv").read_bytes()
    )
    assert len(rules) >= 700
    assert len([item for item in rejected if "lệch cột" in item.reason]) == 9
