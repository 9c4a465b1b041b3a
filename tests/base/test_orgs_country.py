"""The shipped catalogue: the whole country as of 2021 and today."""

import csv
import datetime as dt
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import TestCase

from motcua.base.journal.clock import TZ
from motcua.base.journal.ports import SYSTEM
from motcua.base.law.ports import LoadReport
from motcua.base.orgs import actions, queries

AT = dt.datetime(2026, 11, 21, 9, tzinfo=TZ)
TODAY, OLD, EVE, REFORM = AT.date(), dt.date(2021, 10, 21), dt.date(2025, 6, 30), dt.date(2025, 7, 1)
SHARED = Path(__file__).parents[3] / "shared" / "data" / "units"


def load() -> LoadReport:
    folder: Any = settings.CATALOGUE / "units"
    return actions.load_units(
        files=[folder / "versions.csv.gz", folder / "successions.csv.gz"], by=SYSTEM, at=AT
    )


def names(units: list[queries.UnitOn]) -> list[str]:
    return [unit.name for unit in units]


class CountryTest(TestCase):
    """Loaded once for all."""

    first: LoadReport
    seconds: float

    @classmethod
    def setUpTestData(cls) -> None:
        start = time.process_time()
        cls.first = load()
        cls.seconds = time.process_time() - start

    def test_nothing_is_rejected_and_loading_is_quick(self) -> None:
        assert self.first.rejected == []
        assert self.seconds < 6, "processor seconds; about 2 on a quiet machine"

    def test_loading_again_changes_nothing(self) -> None:
        again = load()
        assert (again.added, again.changed, again.rejected) == (0, 0, [])
        assert again.same == self.first.added

    def test_the_numbers_of_the_law(self) -> None:
        """63 provinces, 705 districts, 10,599 communes in 2021; 34 and 3,321 today, no district (R11.6)."""
        then = Counter(unit.level for unit in queries.units_on(OLD))
        now = queries.units_on(TODAY)
        assert then == {"province": 63, "district": 705, "commune": 10599}
        assert Counter(unit.level for unit in now) == {"province": 34, "commune": 3321}
        kinds = Counter(unit.kind for unit in now if unit.level == "commune")
        assert kinds == {"Xã": 2621, "Phường": 687, "Đặc khu": 13}

    def test_the_reform_takes_effect_at_midnight(self) -> None:
        assert (len(queries.units_on(EVE, parent="01")), len(queries.units_on(REFORM, parent="01"))) == (
            30,
            126,
        )
        assert queries.unit_on("004", EVE).valid_to == REFORM
        with pytest.raises(queries.NoUnitThen):
            queries.unit_on("004", REFORM)

    def test_long_bien_then_and_now(self) -> None:
        assert names(queries.path("00145", TODAY)) == ["Thành phố Hà Nội", "Phường Long Biên"]
        assert names(queries.path("00145", OLD)) == [
            "Thành phố Hà Nội", "Quận Long Biên", "Phường Long Biên",
        ]  # fmt: skip
        wards = {unit.code: unit.name for unit in queries.units_on(TODAY, parent="01")}
        assert len(wards) == 126
        assert [wards[code] for code in ("00118", "00127", "00136", "00145")] == [
            "Phường Bồ Đề", "Phường Việt Hưng", "Phường Phúc Lợi", "Phường Long Biên",
        ]  # fmt: skip
        assert len(queries.units_on(OLD, parent="004")) == 14
        assert names(queries.units_on(TODAY, q="long bien")) == ["Phường Long Biên"]

    def test_a_code_that_changed_hands(self) -> None:
        assert queries.unit_on("00118", OLD).name == "Phường Ngọc Thụy"
        assert queries.unit_on("00118", TODAY).name == "Phường Bồ Đề"
        assert queries.predecessors("00145", TODAY)[0].unit.name == "Phường Long Biên"

    def test_ngoc_lam_passed_whole_the_others_were_divided(self) -> None:
        (heir,) = queries.successors("00133", OLD)
        assert (heir.unit.name, heir.kind) == ("Phường Bồ Đề", "merge")
        parts = queries.successors("00118", OLD)
        assert {part.unit.name for part in parts} == {"Phường Hồng Hà", "Phường Bồ Đề"}
        assert [part.is_default for part in parts] == [True, False]

    def test_a_merged_province_that_kept_its_name_is_the_same_under_another_code(self) -> None:
        before, after = queries.unit_on("27", OLD), queries.unit_on("24", TODAY)
        assert before.key == after.key
        assert before.name == after.name == "Tỉnh Bắc Ninh"
        assert queries.unit_on("24", OLD).name == "Tỉnh Bắc Giang"
        assert names(queries.heirs_on("24", OLD, TODAY)) == ["Tỉnh Bắc Ninh"]
        assert names(queries.heirs_on("80", OLD, TODAY)) == ["Tỉnh Tây Ninh"]

    def test_every_province_of_2021_has_exactly_one_heir(self) -> None:
        for unit in queries.units_on(OLD):
            if unit.level == "province":
                assert len(queries.heirs_on(unit.code, OLD, TODAY)) == 1, unit

    def test_hue_became_a_city_half_a_year_earlier(self) -> None:
        assert queries.unit_on("46", dt.date(2024, 12, 31)).name == "Tỉnh Thừa Thiên Huế"
        assert queries.unit_on("46", dt.date(2025, 1, 1)).name == "Thành phố Huế"

    def test_island_districts_without_communes_became_special_zones(self) -> None:
        assert names(queries.heirs_on("755", OLD, TODAY)) == ["Đặc khu Côn Đảo"]
        assert names(queries.heirs_on("498", OLD, TODAY)) == ["Đặc khu Hoàng Sa"]

    def test_unknown_endings_are_marked_not_invented(self) -> None:
        unknown = list(queries.unknown_endings(TODAY))
        assert len(unknown) == 567
        assert {version.certainty for version in unknown} == {"check"}
        assert all(version.note for version in unknown)

    def test_few_queries_whatever_the_size(self) -> None:
        queries.units_on(TODAY)
        with self.assertNumQueries(2):
            queries.units_on(TODAY, q="phuong", limit=200)
        with self.assertNumQueries(1):
            assert len(queries.tree_on(TODAY)) == 34
        queries.unit_on("00145", TODAY)
        with self.assertNumQueries(1):
            queries.unit_on("00145", TODAY)

    def test_against_the_gathered_lists(self) -> None:
        if not SHARED.is_dir():
            pytest.skip(f"NOT COMPARED with the gathered lists: {SHARED} is not there")
        now = {unit.code: unit for unit in queries.units_on(TODAY)}
        with (SHARED / "units_new_3321.csv").open(encoding="utf-8-sig") as file:
            for row in csv.DictReader(file):
                unit = now[row["wardCode"]]
                assert (unit.name, unit.parent) == (" ".join(row["ward"].split()), row["provinceCode"])
        then = {unit.code: unit for unit in queries.units_on(OLD)}
        with (SHARED / "units_2021_10599.csv").open(encoding="utf-8-sig") as file:
            for row in csv.DictReader(file):
                assert then[row["ward_code"]].parent == row["district_code"]
                assert then[row["district_code"]].parent == row["province_code"]
