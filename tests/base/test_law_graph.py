"""The graph of instruments: what documents of ours cite, what stands on expired ones, what officials write down."""

import csv
import datetime as dt
import time
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.base.journal.ports import SYSTEM, Actor
from motcua.base.law import actions, evidence
from motcua.base.law.actions.citing import would_change
from motcua.base.law.models import Citation, Instrument, Relation
from motcua.base.law.queries import in_force, instruments, standing
from motcua.rules.citing import cited
from motcua.rules.impossible import Invalid, NotAllowed
from tests import world

AT = dt.datetime(2026, 11, 20, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=7)))
TODAY, SOURCE = AT.date(), "directive:VB-1"
PLAN = """Căn cứ Chỉ thị số 16/CT-TTg ngày 16/5/2016 của Thủ tướng Chính phủ; Chỉ thị số 07-CT/TU ngày 01/10/2021 của
Ban Thường vụ Thành ủy Hà Nội; Nghị định số 04/2015/NĐ-CP ngày 09/01/2015 của Chính phủ; Kế hoạch số 88/KH-UBND ngày
02/3/2026 của UBND thành phố Hà Nội."""
Posts = Mapping[str, Actor]


@pytest.fixture
def law(ward: str) -> None:
    folder: Any = settings.CATALOGUE / "law"
    report = actions.load_law(files=[folder / "instruments.csv", folder / "relations.csv"], by=SYSTEM, at=AT)
    assert report.rejected == []


def cite(text: str = PLAN, source: str = SOURCE) -> list[Citation]:
    return actions.cite(by=SYSTEM, at=AT, source=source, agency=world.WARD, references=cited(text))


def lines(source: str = SOURCE) -> dict[str, instruments.Cited]:
    return {
        line.standing.symbol if line.standing else line.words: line
        for line in instruments.cited_by(source, TODAY)
    }


def test_the_seeds_are_known_with_what_became_of_them(law: None) -> None:
    assert in_force("16/CT-TTg", dt.date(2021, 11, 25)) is True
    assert in_force("16/CT-TTg", dt.date(2021, 11, 26)) is False
    seeds = (
        "97/2019/QH14", "32/2021/NĐ-CP", "34/2007/PL-UBTVQH11", "04/2015/NĐ-CP", "145/2020/NĐ-CP", "18-KH/QU",
        "07-CT/TU", "274/KH-UBND", "307/KH-UBND", "23-QĐ/TW", "114-KL/TW", "16/CT-TTg", "18-NQ/TW", "19-NQ/TW",
        "25-NQ/TW", "05-CT/TW", "33/CT-TTg", "260/KH-UBND", "8568-QĐ/TU", "1824/UBND-NC", "56/CĐ-TTg",
    )  # fmt: skip
    assert set(standing(seeds)) == set(seeds)
    old = standing(["56/2010/QH12"], TODAY)["56/2010/QH12"]
    assert old.replaced_by == ("11/2022/QH15",) and old.now == old.later == ("84/2025/QH15",)


def test_every_reference_becomes_a_node_and_again_is_the_same(law: None) -> None:
    before = Instrument.objects.count()
    cite()
    assert Instrument.objects.count() == before + 1
    found = lines()
    directive = found["16/CT-TTg"].standing
    assert directive and directive.state == "expired" and directive.replaced_by == ("33/CT-TTg",)
    made = Instrument.objects.get(symbol="88/KH-UBND")
    assert (made.known, made.type, made.issued_on) == ("citation", "Kế hoạch", dt.date(2026, 3, 2))
    assert made.effective_on is None and made.title == ""
    assert not would_change(source=SOURCE, agency=world.WARD, references=cited(PLAN))
    cite()
    assert Instrument.objects.count() == before + 1 and Citation.objects.count() == 4
    assert list(evidence.disagreements()) == []
    Citation.objects.filter(n=1).update(words="khác")
    assert len(list(evidence.disagreements())) == 1


def test_one_number_of_two_places_is_kept_apart(law: None) -> None:
    cite("Chỉ thị số 07-CT/TU ngày 15/3/2022 của Tỉnh ủy Bắc Ninh", "directive:VB-2")
    twin = Instrument.objects.get(symbol="07-CT/TU", twin=1)
    assert (twin.issuer, twin.issued_on) == ("Tỉnh ủy Bắc Ninh", dt.date(2022, 3, 15))
    cite("thực hiện Chỉ thị số 07-CT/TU", "directive:VB-3")
    (line,) = instruments.cited_by("directive:VB-3", TODAY)
    assert (line.match, line.standing) == ("ambiguous", None)


def test_what_stands_on_expired_documents(law: None) -> None:
    cite()
    cite("Căn cứ Chỉ thị số 33/CT-TTg ngày 26/11/2021 của Thủ tướng Chính phủ", "directive:VB-4")
    found = instruments.standing_on_expired(world.WARD, TODAY)
    assert {line.symbol for line in found.pop(SOURCE)} == {"16/CT-TTg", "04/2015/NĐ-CP"} and not found
    assert instruments.sources_of(instruments.instrument("33/CT-TTg")) == ["directive:VB-4"]


def test_a_hundred_citations_cost_as_many_questions_as_one(law: None) -> None:
    symbols = Instrument.objects.filter(twin=0, symbol__contains="/20").values_list("symbol", flat=True)[:100]
    cite("; ".join(f"Văn bản số {symbol}" for symbol in symbols))
    cite("Chỉ thị số 16/CT-TTg ngày 16/5/2016", "directive:VB-9")
    spent = []
    for source in (SOURCE, "directive:VB-9"):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert instruments.cited_by(source, TODAY)
        spent.append(len(asked))
    assert spent == [2, 2]


def test_circles_in_the_data_end(law: None) -> None:
    one, other = instruments.instrument("16/CT-TTg"), instruments.instrument("33/CT-TTg")
    Relation.objects.create(source=one, kind="replaces", target=other, on=dt.date(2023, 1, 1))
    found = standing(["16/CT-TTg", "33/CT-TTg"], TODAY)
    assert found["16/CT-TTg"].state == found["33/CT-TTg"].state == "expired" and found["16/CT-TTg"].now == ()


GIVEN = {
    "symbol": "88/KH-UBND", "type": "Kế hoạch", "issuer": "UBND thành phố Hà Nội", "title": "Dân vận năm 2026",
    "issued_on": dt.date(2026, 3, 2), "effective_on": dt.date(2026, 3, 2), "expired_on": None, "source": "Công báo 9",
}  # fmt: skip


def test_an_official_writes_down_what_only_citations_spoke_of(law: None, posts: Posts) -> None:
    cite()
    node = Instrument.objects.get(symbol="88/KH-UBND")
    keeper = posts["office-head"]
    with pytest.raises(NotAllowed):
        actions.record_instrument(by=posts["one-stop-1"], at=AT, given=GIVEN)
    with pytest.raises(Invalid) as caught:
        actions.record_instrument(
            by=keeper, at=AT,
            given={**GIVEN, "source": "", "issuer": "", "expired_on": dt.date(2026, 1, 1), "symbol": "không số"},
        )  # fmt: skip
    assert caught.value.faults
    made = actions.record_instrument(by=keeper, at=AT, given=GIVEN)
    assert made.pk == node.pk and lines()["88/KH-UBND"].standing.state == "in_force"  # type: ignore[union-attr]
    with pytest.raises(Invalid, match="Danh mục đã có"):
        actions.record_instrument(by=keeper, at=AT, given=GIVEN)
    newer = actions.record_instrument(
        by=keeper,
        at=AT,
        given={**GIVEN, "symbol": "90/KH-UBND", "issued_on": dt.date(2026, 9, 1), "effective_on": None},
    )
    relation = actions.relate(
        by=keeper,
        at=AT,
        instrument=newer.pk,
        kind="replaces",
        other=made.pk,
        on=dt.date(2026, 9, 1),
        source="Điều 3",
    )
    gone = lines()["88/KH-UBND"].standing
    assert gone and gone.state == "expired" and gone.replaced_by == ("90/KH-UBND",)
    actions.unrelate(by=keeper, at=AT, relation=relation.pk, source="Đọc lại Điều 3")
    assert lines()["88/KH-UBND"].standing.state == "in_force"  # type: ignore[union-attr]
    actions.correct_instrument(
        by=keeper, at=AT, instrument=made.pk, given={**GIVEN, "expired_on": dt.date(2026, 11, 1)}
    )
    assert lines()["88/KH-UBND"].standing.state == "expired"  # type: ignore[union-attr]
    assert list(evidence.disagreements()) == [] and Relation.objects.filter(withdrawn=True).count() == 1
    Relation.objects.filter(withdrawn=True).update(withdrawn=False)
    assert len(list(evidence.disagreements())) == 1


def test_search_with_and_without_accents(law: None) -> None:
    for words in ("dan van chinh quyen", "dân vận chính quyền", "07-ct/tu"):
        assert "07-CT/TU" in {row.symbol for row in instruments.found(words)}


def test_ten_thousand_instruments(db: None, shared: Path) -> None:
    """The state's codification, and invented ones up to ten thousand: a page of a hundred citations stays quick."""
    folder = shared / "law-relations"
    if not folder.exists():
        pytest.skip("the relations of the codification lie beside the checkout only")
    with (folder / "phapdien_documents.csv").open(encoding="utf-8") as file:
        symbols = list(dict.fromkeys(row["symbol"][:80] for row in csv.DictReader(file)))
    symbols += [f"{n}/2031/NĐ-CP" for n in range(10_000 - len(symbols))]
    day = dt.date(2015, 1, 1)
    rows = [Instrument(symbol=symbol, folded=symbol.lower(), effective_on=day) for symbol in symbols]
    Instrument.objects.bulk_create(rows)
    chain = [Relation(source=b, kind="replaces", target=a, on=day) for a, b in pairwise(rows[:400])]
    Relation.objects.bulk_create(chain)
    begun = time.perf_counter()
    found = instruments.standings(rows[::40], TODAY)
    assert len(found) == 250 and found[rows[0].pk].now == (rows[399].symbol,)
    assert found[rows[40].pk].now == (rows[399].symbol,)
    assert time.perf_counter() - begun < 2
