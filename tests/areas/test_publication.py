"""Decisions of publication: a list is drafted, takes effect as a set, is on time or late, and cannot be altered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pytest

from motcua.areas.cases.queries import current_type
from motcua.areas.procedures import actions, evidence, queries
from motcua.areas.procedures.models import DecisionEntry, PublicationDecision
from motcua.base.journal.models import Event
from motcua.base.journal.ports import Actor
from motcua.base.journal.queries import of_subject
from motcua.base.law.ports import read_sheet
from motcua.reactions.counting.table import rows_of
from motcua.rules.impossible import Invalid, NotAllowed

HEAD: dict[str, Any] = {
    "symbol": "2579/QĐ-UBND", "issuer": "UBND thành phố Hà Nội", "publisher": "province",
    "signed_on": dt.date(2026, 11, 9), "title": "Công bố danh mục thủ tục lĩnh vực hộ tịch",
    "text_symbol": "18/2026/NĐ-CP", "text_issued_on": dt.date(2026, 10, 1),
    "text_effective_on": dt.date(2026, 12, 1), "shortened": False,
}  # fmt: skip
LIST = """Danh mục kèm theo quyết định,,,,,,
TT,Mã thủ tục,Tên thủ tục,Loại,Thời hạn giải quyết,Thời hạn theo luật,"Phí, lệ phí"
1,1.004873,,Sửa đổi,02 ngày làm việc,03 ngày làm việc,Miễn phí
2,1.900009,Thủ tục thử nghiệm,Mới ban hành,05 ngày làm việc,,8.000 đồng
3,1.001193,,Bãi bỏ,,,
4,9.999999,,Sửa đổi,,,
5,1.900010,,Mới ban hành,,,
6,1.004873,,Sửa đổi,,,
7,1.900011,Thủ tục khác,Nói lại,,,
"""


@pytest.fixture
def keeper(posts: Mapping[str, Actor]) -> Actor:
    return posts["office-head"]


def drafted(keeper: Actor, at: dt.datetime, **over: Any) -> PublicationDecision:
    return actions.draft_decision(said={**HEAD, **over}, by=keeper, at=at)


def listed(text: str = LIST) -> queries.ListReading:
    return queries.read_list(read_sheet("danh-muc.csv", text.encode()), on=HEAD["text_effective_on"])


def test_a_list_is_read_and_every_row_that_cannot_stand_says_why(ward: str) -> None:
    reading = listed()
    assert [(one.code, one.change, one.row) for one in reading.entries] == [
        ("1.004873", "amended", 3), ("1.900009", "new", 4), ("1.001193", "abolished", 5),
    ]  # fmt: skip
    assert [(one.row, one.reason) for one in reading.rejected] == [
        (6, "9.999999: Không có thủ tục 9.999999 đang có hiệu lực."),
        (7, "1.900010: Thủ tục mới 1.900010 phải có tên."),
        (8, "1.004873: Mã lặp lại trong danh mục."),
        (9, "1.900011: Loại “Nói lại”: ghi mới ban hành, sửa đổi, bổ sung, thay thế hoặc bãi bỏ."),
    ]
    amended = reading.entries[0].record
    assert amended and amended.limit and amended.statutory
    assert (amended.limit.words(), amended.statutory.words()) == ("2 ngày làm việc", "3 ngày làm việc")
    assert amended.papers, "what the list does not say stays"
    assert [fee.amount for fee in amended.fees] == [0]


def test_a_sheet_without_its_heading_is_told_so(ward: str) -> None:
    reading = listed("a,b\n1,2\n")
    assert "không thấy dòng tiêu đề" in reading.rejected[0].reason


def test_a_decision_takes_effect_as_a_set(keeper: Actor, at: dt.datetime) -> None:
    decision = drafted(keeper, at)
    actions.list_procedures(decision=decision.pk, listed=listed().entries, by=keeper, at=at)
    assert queries.published("1.004873", HEAD["text_effective_on"]).number == 1
    decision = actions.publish_decision(decision=decision.pk, by=keeper, at=at)
    day = HEAD["text_effective_on"]
    version = queries.published("1.004873", day)
    assert (version.number, version.decision, version.valid_from) == (2, "2579/QĐ-UBND", day)
    assert queries.published("1.004873", day - dt.timedelta(days=1)).number == 1
    assert queries.published("1.900009", day).name == "Thủ tục thử nghiệm"
    with pytest.raises(queries.NoSuchProcedure):
        queries.published("1.001193", day)
    assert current_type("dossier", "1.001193", day) is None
    last = of_subject(decision.subject)[-1]
    assert (last.facts["new"], last.facts["amended"], last.facts["abolished"]) == (1, 1, 1)
    assert set(last.facts["rows"]) == {"decision", "entries"}
    told = {row.kind: row.amount for _seq, row in rows_of(list(Event.objects.order_by("seq")))}
    assert (told["publication.published"], told["publication.entries"]) == (1, 3)
    assert [entry.version is not None for entry in queries.entries_of(decision)] == [True] * 3
    assert [entry.decision_id for entry in queries.decisions_of("1.001193")] == [decision.pk]


def test_all_of_it_or_nothing(keeper: Actor, at: dt.datetime) -> None:
    decision = drafted(keeper, at)
    actions.list_procedures(decision=decision.pk, listed=listed().entries, by=keeper, at=at)
    actions.abolish(code="1.001193", on=dt.date(2026, 11, 30), by=keeper, at=at)
    with pytest.raises(actions.AlreadyAbolished):
        actions.publish_decision(decision=decision.pk, by=keeper, at=at)
    assert queries.published("1.004873", HEAD["text_effective_on"]).number == 1
    assert queries.decision(decision.pk).state == "draft"


def test_a_replacing_procedure_ends_the_one_it_replaces(keeper: Actor, at: dt.datetime) -> None:
    text = "Mã thủ tục,Tên thủ tục,Loại,Thay thế mã\n1.900020,Thủ tục gộp,Thay thế,1.004873\n"
    decision = drafted(keeper, at)
    actions.list_procedures(decision=decision.pk, listed=listed(text).entries, by=keeper, at=at)
    actions.publish_decision(decision=decision.pk, by=keeper, at=at)
    day = HEAD["text_effective_on"]
    assert queries.published("1.900020", day).read().papers
    with pytest.raises(queries.NoSuchProcedure):
        queries.published("1.004873", day)


def test_what_is_published_is_not_altered(keeper: Actor, at: dt.datetime) -> None:
    decision = drafted(keeper, at)
    with pytest.raises(actions.NothingListed):
        actions.publish_decision(decision=decision.pk, by=keeper, at=at)
    actions.list_procedures(decision=decision.pk, listed=listed().entries[:1], by=keeper, at=at)
    with pytest.raises(actions.NotPublishedYet):
        actions.note_entered(decision=decision.pk, on=at.date(), by=keeper, at=at)
    actions.publish_decision(decision=decision.pk, by=keeper, at=at)
    for refused in (
        lambda: actions.publish_decision(decision=decision.pk, by=keeper, at=at),
        lambda: actions.change_draft(decision=decision.pk, said=HEAD, by=keeper, at=at),
        lambda: actions.list_procedures(decision=decision.pk, listed=[], by=keeper, at=at),
        lambda: actions.discard_decision(decision=decision.pk, by=keeper, at=at),
    ):
        with pytest.raises(actions.AlreadyPublished):
            refused()
    with pytest.raises(actions.AlreadyRegistered):
        drafted(keeper, at)
    with pytest.raises(Invalid, match="từ ngày ký"):
        actions.note_entered(decision=decision.pk, on=dt.date(2026, 11, 8), by=keeper, at=at)
    actions.note_entered(decision=decision.pk, on=dt.date(2026, 11, 16), by=keeper, at=at)
    assert evidence.disagreements() == []


@pytest.mark.parametrize("ahead", ["signed_on", "text_issued_on"])
def test_what_is_not_signed_or_issued_yet_publishes_nothing(
    keeper: Actor, at: dt.datetime, ahead: str
) -> None:
    later = {ahead: dt.date(2027, 1, 10), "text_effective_on": dt.date(2027, 2, 1)}
    decision = drafted(keeper, at, **later)
    actions.list_procedures(decision=decision.pk, listed=listed().entries[:1], by=keeper, at=at)
    with pytest.raises(Invalid, match="10/01/2027"):
        actions.publish_decision(decision=decision.pk, by=keeper, at=at)


def test_a_draft_is_changed_and_discarded(keeper: Actor, at: dt.datetime) -> None:
    decision = drafted(keeper, at)
    actions.change_draft(decision=decision.pk, said={**HEAD, "symbol": "2600/QĐ-UBND"}, by=keeper, at=at)
    assert [one.symbol for one in queries.drafts()] == ["2600/QĐ-UBND"]
    with pytest.raises(Invalid, match="trước ngày ban hành"):
        actions.change_draft(
            decision=decision.pk, said={**HEAD, "text_effective_on": dt.date(2026, 9, 1)}, by=keeper, at=at
        )
    actions.discard_decision(decision=decision.pk, by=keeper, at=at)
    assert not queries.drafts()
    assert evidence.disagreements() == []
    with pytest.raises(queries.NoSuchDecision):
        queries.decision(decision.pk)


def test_only_keepers_touch_the_register(posts: Mapping[str, Actor], keeper: Actor, at: dt.datetime) -> None:
    decision = drafted(keeper, at)
    for post in ("one-stop-1", "chair", "inspector"):
        for refused in (
            lambda by: actions.draft_decision(said={**HEAD, "symbol": "1/QĐ-UBND"}, by=by, at=at),
            lambda by: actions.list_procedures(decision=decision.pk, listed=[], by=by, at=at),
            lambda by: actions.publish_decision(decision=decision.pk, by=by, at=at),
            lambda by: actions.note_entered(decision=decision.pk, on=at.date(), by=by, at=at),
            lambda by: actions.discard_decision(decision=decision.pk, by=by, at=at),
        ):
            with pytest.raises(NotAllowed):
                refused(posts[post])


def test_the_register_keeps_both_results_and_counts_procedures(keeper: Actor, at: dt.datetime) -> None:
    """R3.8, R3.9: five days before effect by the decree, five working days (24/11 is a holiday) by the index."""
    for symbol, signed, entered in (("1/QĐ-UBND", 9, 16), ("2/QĐ-UBND", 20, None)):
        decision = drafted(
            keeper,
            at,
            symbol=symbol,
            signed_on=dt.date(2026, 11, signed),
            text_effective_on=dt.date(2026, 11, 25),
        )
        code = "1.004873" if signed == 9 else "1.001193"
        rows = queries.read_list(
            read_sheet(
                "x.csv", f"Mã thủ tục,Loại,Thời hạn giải quyết\n{code},Sửa đổi,01 ngày làm việc\n".encode()
            ),
            on=dt.date(2026, 12, 1),
        )
        actions.list_procedures(decision=decision.pk, listed=rows.entries, by=keeper, at=at)
        actions.publish_decision(decision=decision.pk, by=keeper, at=at)
        if entered:
            actions.note_entered(decision=decision.pk, on=dt.date(2026, 11, entered), by=keeper, at=at)
    lines = queries.register(dt.date(2026, 11, 1), dt.date(2026, 11, 30), today=at.date(), unit="00145")
    assert [line.decision.symbol for line in lines] == ["2/QĐ-UBND", "1/QĐ-UBND"]
    late, kept = lines
    assert kept.on_time.decree and kept.on_time.index and late.on_time.decree and late.on_time.index
    assert (kept.on_time.decree.days, kept.on_time.index.days, kept.on_time.entry.days) == (0, 0, 0)
    assert (late.on_time.decree.days, late.on_time.index.days, late.on_time.entry.days) == (0, 3, None)
    figures = queries.figures(lines)
    assert (figures.decisions, figures.procedures, figures.decree, figures.index, figures.entry) == (
        2, 2, (2, 2), (1, 2), (1, 1),
    )  # fmt: skip
    assert str(figures.shares["index"]) == "50.00"
    assert queries.register(None, None, today=at.date(), q="1.001193") == [late]


def test_83_decisions_of_819_procedures_are_taken_over_into_the_register(
    keeper: Actor, at: dt.datetime
) -> None:
    """SEED-004: the register counts them though the catalogue already holds what they published."""
    rows = [
        "Quyết định,Ngày ký,Cơ quan ban hành,Mã thủ tục,Tên thủ tục,Loại,Thời hạn giải quyết,Có hiệu lực từ"
    ]
    for n in range(819):
        rows.append(
            f"{n % 83 + 1}/QĐ-UBND,05/0{n % 9 + 1}/2024,UBND tỉnh Bắc Ninh,9.{n:06d},Thủ tục {n},Mới,"
            "03 ngày làm việc,01/12/2024"
        )
    reading = queries.read_decisions(read_sheet("quyet-dinh.csv", "\n".join(rows).encode()), opens=False)
    assert not reading.rejected
    assert len(reading.decisions) == 83
    for one in reading.decisions:
        decision = actions.draft_decision(said=one.said, by=keeper, at=at)
        actions.list_procedures(decision=decision.pk, listed=one.entries, by=keeper, at=at)
        actions.publish_decision(decision=decision.pk, opens=False, by=keeper, at=at)
    figures = queries.figures(queries.register(dt.date(2024, 1, 1), dt.date(2024, 9, 30), today=at.date()))
    assert (figures.decisions, figures.procedures, figures.changes["new"]) == (83, 819, 819)
    assert queries.history("9.000001") == []


def test_altered_rows_of_the_register_are_found(keeper: Actor, at: dt.datetime) -> None:
    decision = drafted(keeper, at)
    actions.list_procedures(decision=decision.pk, listed=listed().entries, by=keeper, at=at)
    assert evidence.disagreements() == []
    PublicationDecision.objects.update(signed_on=dt.date(2026, 10, 1))
    assert "bị sửa" in evidence.disagreements()[0]
    PublicationDecision.objects.update(signed_on=HEAD["signed_on"])
    DecisionEntry.objects.filter(code="1.900009").delete()
    assert len(evidence.disagreements()) == 1
    DecisionEntry.objects.all().delete()
    PublicationDecision.objects.all().delete()
    assert "bị xóa" in evidence.disagreements()[0]


def test_journal_says_no_more_than_figures_and_digests(keeper: Actor, at: dt.datetime) -> None:
    drafted(keeper, at, title="Lời văn dài của quyết định")
    assert "Lời văn dài" not in str(
        [event.facts for event in Event.objects.filter(kind__startswith="publication.")]
    )


def test_a_workbook_is_read_as_people_see_it(ward: str, tmp_path: Any) -> None:
    """Days and whole numbers of an XLSX read as on the screen."""
    content = _xlsx([["Mã thủ tục", "Loại", "Có hiệu lực từ"], ["1.004873", "Bãi bỏ", dt.date(2026, 12, 1)]])
    rows = read_sheet("danh-muc.xlsx", content)
    assert rows[1].cells == ("1.004873", "Bãi bỏ", "01/12/2026")
    assert queries.read_list(rows).entries[0].effective_on == dt.date(2026, 12, 1)
    with pytest.raises(Invalid, match="Không đọc được bảng tính"):
        read_sheet("hong.xlsx", b"PK\x03\x04 not a workbook")
    with pytest.raises(Invalid, match="UTF-8"):
        read_sheet("cu.csv", "Mã thủ tục".encode("utf-16"))


def _xlsx(rows: list[list[Any]]) -> bytes:
    """A small workbook: texts and days, as an office program writes them."""
    import io
    import zipfile
    from xml.sax.saxutils import escape

    def cell(value: Any) -> str:
        if isinstance(value, dt.date):
            return f'<c s="1"><v>{(value - dt.date(1899, 12, 30)).days}</v></c>'
        return f'<c t="inlineStr"><is><t>{escape(str(value))}</t></is></c>'

    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    body = "".join(f"<row>{''.join(map(cell, row))}</row>" for row in rows)
    files = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{rel}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/_rels/workbook.xml.rels": '<Relationships '
        'xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{rel}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="r2" Type="{rel}/styles" Target="styles.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{rel}"><sheets>'
        '<sheet name="Danh mục" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/styles.xml": f'<styleSheet xmlns="{main}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/>'
        "</cellXfs></styleSheet>",
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{body}</sheetData></worksheet>',
    }  # fmt: skip
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as book:
        for name, text in files.items():
            book.writestr(name, '<?xml version="1.0" encoding="UTF-8"?>' + text)
    return out.getvalue()
