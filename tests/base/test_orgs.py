"""Units in time and posts: small invented countries."""

import datetime as dt
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction

from motcua.base.journal.clock import TZ
from motcua.base.journal.models import Event
from motcua.base.journal.ports import SYSTEM, Actor
from motcua.base.orgs import actions, queries
from motcua.base.orgs.choices import Duty, Level
from motcua.base.orgs.models import Unit, UnitVersion
from motcua.rules.impossible import Impossible, Invalid, NotAllowed

pytestmark = pytest.mark.django_db

AT = dt.datetime(2026, 11, 21, 9, tzinfo=TZ)
TODAY = AT.date()
OLD = dt.date(2021, 10, 21)
REFORM = dt.date(2025, 7, 1)
ADMIN = Actor("admin", "Quản trị hệ thống", "90001.vp", "90001", frozenset({Duty.ADMIN}))

HEAD = "key,code,name,level,kind,parent,valid_from,valid_to\n"
VERSIONS = (
    HEAD
    + """\
90,90,Tỉnh Đông Hà,province,Tỉnh,,2021-01-01,
901-2025,901,Huyện Bờ Đê,district,Huyện,90,2021-01-01,2025-07-01
90001-2025,90001,Xã Ngọc Thụy,commune,Xã,901-2025,2021-01-01,2025-07-01
90002-2025,90002,Xã Bồ Đề,commune,Xã,901-2025,2021-01-01,2025-07-01
90003,90003,Xã Giữ Nguyên,commune,Xã,901-2025,2021-01-01,2025-07-01
90003,90003,Xã Giữ Nguyên,commune,Xã,90,2025-07-01,
90001,90001,Phường Bồ Đề,commune,Phường,90,2025-07-01,
90004,90004,Phường Đông Hà,commune,Phường,90,2025-07-01,
"""
)
SUCCESSIONS = """\
predecessor,successor,on,kind,is_default
90001-2025,90001,2025-07-01,split,1
90001-2025,90004,2025-07-01,split,
90002-2025,90001,2025-07-01,merge,1
"""


def write(folder: Path, name: str, text: str) -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


@pytest.fixture
def country(tmp_path: Path) -> None:
    files = [write(tmp_path, "s.csv", SUCCESSIONS), write(tmp_path, "v.csv", VERSIONS)]
    report = actions.load_units(files=files, by=SYSTEM, at=AT)
    assert (report.added, report.rejected) == (11, [])


def load(folder: Path, rows: str, head: str = HEAD) -> list[str]:
    """Load rows; the reasons of those rejected."""
    report = actions.load_units(files=[write(folder, "more.csv", head + rows)], by=SYSTEM, at=AT)
    return [rejected.reason for rejected in report.rejected]


def test_the_same_official_code_is_another_unit_on_another_day(country: None) -> None:
    assert queries.unit_on("90001", REFORM - dt.timedelta(1)).name == "Xã Ngọc Thụy"
    assert queries.unit_on("90001", REFORM).name == "Phường Bồ Đề"
    assert queries.unit_on("90001", OLD).key != queries.unit_on("90001", TODAY).key


def test_a_unit_that_continues_keeps_its_identity_under_a_new_parent(country: None) -> None:
    before, after = queries.unit_on("90003", OLD), queries.unit_on("90003", TODAY)
    assert before.key == after.key
    assert (before.parent, after.parent) == ("901", "90")
    assert queries.version_on("90003", OLD).valid_to == REFORM


def test_no_unit_outside_its_period(country: None) -> None:
    with pytest.raises(queries.NoUnitThen, match="90004"):
        queries.unit_on("90004", OLD)
    with pytest.raises(queries.NoUnitThen):
        queries.unit_on("901", TODAY)


def test_path_and_tree_of_a_day(country: None) -> None:
    assert [unit.code for unit in queries.path("90001", OLD)] == ["90", "901", "90001"]
    assert [unit.code for unit in queries.path("90001", TODAY)] == ["90", "90001"]
    (tree,) = queries.tree_on(OLD)
    assert [(b.unit.code, len(b.children)) for b in tree.children] == [("901", 3)]
    (beneath,) = queries.tree_on(OLD, "901")
    assert [b.unit.code for b in beneath.children] == ["90001", "90002", "90003"]


def test_search_needs_no_accents_and_every_word(country: None) -> None:
    names = [unit.name for unit in queries.units_on(TODAY, q="BO de")]
    assert names == ["Phường Bồ Đề"]
    assert [unit.name for unit in queries.units_on(TODAY, q="đông")] == ["Tỉnh Đông Hà", "Phường Đông Hà"]
    assert queries.units_on(TODAY, q="bờ đê") == queries.units_on(TODAY, q="bo de")
    assert queries.units_on(TODAY, q="bo ha") == []


def test_children_and_pages(country: None) -> None:
    codes = [unit.code for unit in queries.units_on(TODAY, parent="90")]
    assert codes == ["90001", "90003", "90004"]
    first = queries.units_on(TODAY, limit=2)
    assert [unit.code for unit in first] == ["90", "90001"]
    assert [unit.code for unit in queries.units_on(TODAY, after="90001", limit=2)] == ["90003", "90004"]
    with pytest.raises(queries.NoUnitThen):
        queries.units_on(TODAY, parent="77")


def test_successors_main_part_first_and_predecessors(country: None) -> None:
    heirs = queries.successors("90001", OLD)
    assert [(h.unit.name, h.kind, h.is_default) for h in heirs] == [
        ("Phường Bồ Đề", "split", True),
        ("Phường Đông Hà", "split", False),
    ]
    came_from = queries.predecessors("90001", TODAY)
    assert [h.unit.name for h in came_from] == ["Xã Ngọc Thụy", "Xã Bồ Đề"]
    assert queries.successors("90001", TODAY) == []


def test_a_district_passes_to_the_units_its_communes_went_into(country: None) -> None:
    heirs = queries.successors("901", OLD)
    assert [h.unit.code for h in heirs] == ["90001", "90003", "90004"]
    assert all(h.derived and not h.is_default for h in heirs)


def test_heirs_are_followed_to_a_day(country: None) -> None:
    assert [u.code for u in queries.heirs_on("90001", OLD, TODAY)] == ["90001", "90004"]
    assert [u.code for u in queries.heirs_on("90003", OLD, TODAY)] == ["90003"]
    assert [u.code for u in queries.heirs_on("901", OLD, TODAY)] == ["90001", "90003", "90004"]
    assert [u.name for u in queries.heirs_on("90001", OLD, OLD)] == ["Xã Ngọc Thụy"]


def test_an_ending_without_successor_is_reported_not_invented(country: None, tmp_path: Path) -> None:
    assert load(tmp_path, "90009-2023,90009,Xã Mất Dấu,commune,Xã,901-2025,2021-01-01,2023-05-01\n") == []
    assert [version.name for version in queries.unknown_endings(TODAY)] == ["Xã Mất Dấu"]
    assert queries.successors("90009", OLD) == []
    assert queries.heirs_on("90009", OLD, TODAY) == []


def test_loading_twice_changes_nothing(country: None, tmp_path: Path) -> None:
    files = [write(tmp_path, "v.csv", VERSIONS), write(tmp_path, "s.csv", SUCCESSIONS)]
    report = actions.load_units(files=files, by=SYSTEM, at=AT)
    assert (report.added, report.changed, report.same, report.rejected) == (0, 0, 11, [])


def test_loading_corrects_a_row_and_caches_follow(country: None, tmp_path: Path) -> None:
    assert queries.unit_on("90004", TODAY).name == "Phường Đông Hà"
    assert load(tmp_path, "90004,90004,Phường Đông Hà Nội,commune,Phường,90,2025-07-01,\n") == []
    assert queries.unit_on("90004", TODAY).name == "Phường Đông Hà Nội"
    assert [unit.code for unit in queries.units_on(TODAY, q="ha noi")] == ["90004"]


def test_a_table_without_a_column_leaves_what_is_stored(country: None, tmp_path: Path) -> None:
    row = "90004,90004,Phường Đông Hà,commune,Phường,90,2025-07-01,,1/NQ,verified\n"
    full = HEAD.strip() + ",instrument,certainty\n"
    assert load(tmp_path, row, full) == []
    assert load(tmp_path, "90004,90004,Phường Đông Hà,commune,Phường,90,2025-07-01,\n") == []
    unit = queries.unit_on("90004", TODAY)
    assert (unit.instrument, unit.certainty) == ("1/NQ", "verified")


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("x,90010,Xã A,commune,Xã,90,2026-01-01,2026-01-01", "valid_to phải sau valid_from"),
        ("x,9001,Xã A,commune,Xã,90,2026-01-01,", "không đúng dạng mã"),
        ("x,90010,Xã A,town,Xã,90,2026-01-01,", "town"),
        ("x,90010,,commune,Xã,90,2026-01-01,", "thiếu name"),
        ("x,90010,Xã A,commune,Xã,,2026-01-01,", "cấp tỉnh không có đơn vị cấp trên"),
        ("x,90010,Xã A,commune,Xã,x,2026-01-01,", "cấp trên của chính mình"),
        ("x,90010,Xã A,commune,Xã,77,2026-01-01,", "không có đơn vị cấp trên 77"),
        ("x,90010,Xã A,commune,Xã,901-2025,2026-01-01,", "không có đơn vị cấp trên 901-2025 vào ngày"),
        ("x,90010,Xã A,commune,Xã,90,hôm qua,", "hôm qua"),
        ("90004,90004,Xã A,commune,Xã,90,2026-01-01,", "trùng thời gian với Phường Đông Hà"),
        ("x,90004,Xã A,commune,Xã,90,2026-01-01,", "trùng thời gian với Phường Đông Hà"),
    ],
)
def test_rows_that_cannot_be_are_rejected_with_the_reason(
    country: None, tmp_path: Path, row: str, reason: str
) -> None:
    count = UnitVersion.objects.count()
    (found,) = load(tmp_path, row + "\n")
    assert reason in found
    assert UnitVersion.objects.count() == count


def test_a_rejected_row_names_file_and_line(country: None, tmp_path: Path) -> None:
    text = "# nguồn: thử\n\n" + HEAD + "x,9001,Xã A,commune,Xã,90,2026-01-01,\n"
    report = actions.load_units(files=[write(tmp_path, "bad.csv", text)], by=SYSTEM, at=AT)
    assert str(report.rejected[0]).startswith("bad.csv:4 x: mã 9001")


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("90001-2025,90001-2025,2025-07-01,split,", "chính mình"),
        ("90003,90001,2025-08-01,merge,", "không kết thúc ngày 01/08/2025"),
        ("90002-2025,77,2025-07-01,merge,", "không có đơn vị 77"),
        ("90002-2025,90004,2025-07-01,split,1", "phần chính khác"),
        ("90002-2025,90004,2025-07-01,swap,", "swap"),
    ],
)
def test_successions_that_cannot_be_are_rejected(
    country: None, tmp_path: Path, row: str, reason: str
) -> None:
    (found,) = load(tmp_path, row + "\n", "predecessor,successor,on,kind,is_default\n")
    assert reason in found


def test_a_reorganisation_takes_effect_as_a_set(country: None, tmp_path: Path) -> None:
    """Two communes merge on a later day: the ended ones are closed and the new one opened in one loading."""
    rows = (
        "90003,90003,Xã Giữ Nguyên,commune,Xã,90,2025-07-01,2028-01-01\n"
        "90004,90004,Phường Đông Hà,commune,Phường,90,2025-07-01,2028-01-01\n"
        "90003+2028,90003,Phường Hợp Nhất,commune,Phường,90,2028-01-01,\n"
    )
    pairs = (
        "predecessor,successor,on,kind,is_default\n"
        "90003,90003+2028,2028-01-01,merge,1\n90004,90003+2028,2028-01-01,merge,1\n"
    )
    files = [write(tmp_path, "v.csv", HEAD + rows), write(tmp_path, "s.csv", pairs)]
    report = actions.load_units(files=files, by=SYSTEM, at=AT)
    assert (report.added, report.changed, report.rejected) == (3, 2, [])
    later = dt.date(2028, 6, 1)
    assert [u.name for u in queries.heirs_on("90001", OLD, later)] == ["Phường Bồ Đề", "Phường Hợp Nhất"]
    assert queries.unit_on("90003", TODAY).name == "Xã Giữ Nguyên"


def test_a_file_of_something_else_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="Danh mục đơn vị cần các cột: key, code"):
        actions.load_units(files=[write(tmp_path, "x.csv", "a,b\n1,2\n")], by=SYSTEM, at=AT)
    bad = tmp_path / "x.csv"
    bad.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(Invalid, match=r"x\.csv"):
        actions.load_units(files=[bad], by=SYSTEM, at=AT)


def test_only_administrators_load(tmp_path: Path) -> None:
    clerk = Actor("one-stop-1", "Công chức", "90001", "90001", frozenset({Duty.RECEIVE}))
    with pytest.raises(NotAllowed):
        actions.load_units(files=[write(tmp_path, "v.csv", VERSIONS)], by=clerk, at=AT)
    assert not Unit.objects.exists()


def test_loading_is_journalled_without_the_rows(country: None) -> None:
    event = Event.objects.get(kind="orgs.units_loaded")
    assert event.facts == {
        "added": 11, "changed": 0, "same": 0, "rejected": 0, "files": ["s.csv", "v.csv"],
    }  # fmt: skip


def test_postgresql_refuses_overlaps_itself(country: None) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("exclusion constraints are PostgreSQL's; the loading checks on every database")
    for unit, code in (("90004", "99999"), ("90001-2025", "90004")):
        with pytest.raises(IntegrityError), transaction.atomic():
            UnitVersion.objects.create(
                unit_id=unit, code=code, name="X", fold="x", level="commune", rank=2, kind="Xã",
                parent_id="90", valid_from=dt.date(2026, 1, 1),
            )  # fmt: skip


# --- divisions ----------------------------------------------------------------------------------------------


@pytest.fixture
def office(country: None) -> str:
    actions.open_unit(
        code="90001.vp", name="Văn phòng", kind="Văn phòng", parent="90001", valid_from=REFORM,
        by=SYSTEM, at=AT,
    )  # fmt: skip
    return "90001.vp"


def test_a_division_belongs_to_its_agency(office: str) -> None:
    assert queries.agency_of(office, TODAY).key == "90001"
    assert queries.agency_of("90001", TODAY).key == "90001"
    assert queries.descendants("90001", TODAY) == {"90001", office}
    assert office in queries.descendants("90", TODAY)
    assert queries.descendants("90001", REFORM - dt.timedelta(1)) == {"90001"}
    assert queries.ancestors_ever("90003") == {"90", "901-2025"}


def test_a_division_changes_and_ends_on_its_days(office: str) -> None:
    day = dt.date(2026, 12, 1)
    actions.change_unit(code=office, on=day, name="Văn phòng HĐND và UBND", by=ADMIN, at=AT)
    assert queries.version_on(office, TODAY).name == "Văn phòng"
    assert queries.version_on(office, day).name == "Văn phòng HĐND và UBND"
    actions.close_unit(code=office, on=dt.date(2027, 1, 1), by=ADMIN, at=AT)
    assert queries.version_on(office, dt.date(2026, 12, 31)).valid_to == dt.date(2027, 1, 1)
    with pytest.raises(queries.NoUnitThen):
        queries.version_on(office, dt.date(2027, 1, 1))
    assert queries.last_version(office).name == "Văn phòng HĐND và UBND"


def test_codes_are_never_used_again(office: str) -> None:
    with pytest.raises(Impossible, match="không bao giờ dùng lại"):
        actions.open_unit(
            code=office, name="Phòng khác", kind="Phòng", parent="90001", valid_from=TODAY, by=SYSTEM, at=AT
        )


def test_an_administrator_stays_within_the_agency(office: str) -> None:
    with pytest.raises(NotAllowed):
        actions.open_unit(
            code="90004.vp", name="Văn phòng", kind="Văn phòng", parent="90004", valid_from=TODAY,
            by=ADMIN, at=AT,
        )  # fmt: skip
    with pytest.raises(NotAllowed):
        actions.change_unit(code="90004", on=dt.date(2027, 1, 1), name="Phường Khác", by=ADMIN, at=AT)


def test_a_unit_is_not_put_beneath_itself(office: str) -> None:
    with pytest.raises(Invalid, match="cấp dưới của mình"):
        actions.change_unit(code="90001", on=TODAY, parent=office, by=ADMIN, at=AT)


# --- posts --------------------------------------------------------------------------------------------------


def open_clerk(unit: str, code: str = "one-stop-1", **more: object) -> None:
    values: dict[str, object] = {
        "code": code, "title": "Công chức tiếp nhận", "unit": unit, "duties": [Duty.RETURN, Duty.RECEIVE],
        "valid_from": REFORM, "by": ADMIN, "at": AT, **more,
    }  # fmt: skip
    actions.open_post(**values)  # type: ignore[arg-type]


def test_a_post_knows_its_agency_and_duties(office: str) -> None:
    open_clerk(office, fields=["Hộ tịch", "Chứng thực"])
    post = queries.post_on("one-stop-1", TODAY)
    assert (post.agency_id, post.duties) == ("90001", ["receive", "return"])
    assert post.fields == ["Chứng thực", "Hộ tịch"]
    assert [p.code for p in queries.posts_on(TODAY, agency="90001", duty=Duty.RECEIVE)] == ["one-stop-1"]
    assert queries.posts_on(TODAY, agency="90001", duty=Duty.SIGN) == []


def test_a_post_lives_in_its_period(office: str) -> None:
    open_clerk(office)
    actions.close_post(code="one-stop-1", on=dt.date(2026, 12, 1), by=ADMIN, at=AT)
    assert queries.post_on("one-stop-1", dt.date(2026, 11, 30)).code == "one-stop-1"
    with pytest.raises(queries.NoPost):
        queries.post_on("one-stop-1", dt.date(2026, 12, 1))
    with pytest.raises(queries.NoPost):
        queries.post_on("one-stop-1", OLD)
    with pytest.raises(Invalid):
        actions.close_post(code="one-stop-1", on=dt.date(2027, 1, 1), by=ADMIN, at=AT)


def test_duties_change_and_are_journalled(office: str) -> None:
    open_clerk(office)
    actions.change_post(code="one-stop-1", duties=[Duty.SIGN], by=ADMIN, at=AT)
    assert queries.post_on("one-stop-1", TODAY).duties == ["sign"]
    kinds = Event.objects.filter(subject="post:one-stop-1").order_by("n").values_list("kind", flat=True)
    assert list(kinds) == ["orgs.post_opened", "orgs.post_changed"]


@pytest.mark.parametrize("code", ["system", "citizen", "Một", "a_b", "", "x" * 41])
def test_post_codes_are_plain_and_not_the_systems(office: str, code: str) -> None:
    with pytest.raises(Impossible):
        open_clerk(office, code)


def test_unknown_duties_and_foreign_agencies_are_refused(office: str) -> None:
    with pytest.raises(Invalid, match="danh mục nhiệm vụ"):
        open_clerk(office, duties=["fly"])
    with pytest.raises(NotAllowed):
        open_clerk("90004")


def test_a_division_with_posts_cannot_end(office: str) -> None:
    open_clerk(office)
    with pytest.raises(Impossible, match="còn 1 vị trí"):
        actions.close_unit(code=office, on=dt.date(2027, 1, 1), by=ADMIN, at=AT)
    actions.close_post(code="one-stop-1", on=dt.date(2027, 1, 1), by=ADMIN, at=AT)
    actions.close_unit(code=office, on=dt.date(2027, 1, 1), by=ADMIN, at=AT)


# --- ending a unit ------------------------------------------------------------------------------------------------

KEEPER = Actor("keeper", "Quản trị tổ chức bộ máy", "90.nv", "90", frozenset({Duty.ADMIN}))
DECISION = actions.Decision("12/NQ-HĐND", dt.date(2026, 11, 20), "HĐND tỉnh Đông Hà")
ENDS = dt.date(2027, 1, 1)


def end(unit: str = "90001", heirs: tuple[str, ...] = ("90004",), **over: object) -> UnitVersion:
    given: dict[str, object] = {
        "by": KEEPER, "at": AT, "unit": unit, "on": ENDS, "heirs": heirs, "decision": DECISION, **over,
    }  # fmt: skip
    return actions.end_unit(**given)  # type: ignore[arg-type]


def open_group(unit: str = "90001") -> None:
    actions.open_unit(
        code=f"{unit}-t1",
        name="Tổ dân phố số 1",
        kind="Tổ dân phố",
        parent=unit,
        valid_from=REFORM,
        by=SYSTEM,
        at=AT,
    )


def test_a_unit_ends_with_its_divisions_and_posts_and_its_heir_goes_on(office: str) -> None:
    open_clerk(office)
    open_group()
    end()
    before, after = ENDS - dt.timedelta(1), ENDS
    assert queries.main_heirs({"90001"}, before) == {} and queries.main_heirs({"90001"}, after) == {
        "90001": "90004"
    }
    assert queries.post_on("one-stop-1", before) and queries.posts_on(after, agency="90001") == []
    assert queries.descendants("90001", before) == {"90001", office}
    with pytest.raises(queries.NoUnitThen):
        queries.version_on(office, after)
    assert [one.key for one in queries.residential("90004", after)] == ["90001-t1"], "people live there still"
    assert [one.key for one in queries.residential("90001", before)] == ["90001-t1"]
    assert queries.last_version("90001").valid_to == ENDS
    told = Event.objects.filter(subject="unit:90001").latest("n")
    assert (told.kind, told.facts["heirs"], told.facts["number"]) == (
        "orgs.unit_ended",
        ["90004"],
        "12/NQ-HĐND",
    )
    assert (told.facts["signed_on"], told.facts["body"]) == ("2026-11-20", "HĐND tỉnh Đông Hà")
    assert Event.objects.filter(kind="orgs.post_closed", subject="post:one-stop-1").exists()
    (kept,) = [one for one in queries.kept_by(KEEPER, TODAY) if one.unit.key == "90001"]
    assert (kept.heirs, kept.over) == (("Phường Đông Hà",), False)
    assert [one.over for one in queries.kept_by(KEEPER, ENDS) if one.unit.key == "90001"] == [True]


def test_a_divided_unit_has_a_main_part(country: None) -> None:
    open_group()
    end(heirs=("90003", "90004"))
    assert queries.main_heirs({"90001"}, ENDS) == {"90001": "90003"}
    assert [(one.unit.key, one.kind, one.is_default) for one in queries.successors("90001", TODAY)] == [
        ("90003", "split", True), ("90004", "split", False),
    ]  # fmt: skip
    assert not queries.residential("90003", ENDS) and not queries.residential("90004", ENDS), (
        "nobody knows to which"
    )


def test_a_unit_that_begins_on_the_day_succeeds(country: None) -> None:
    actions.open_unit(
        code="90005",
        name="Phường Mới",
        kind="Phường",
        parent="90",
        valid_from=ENDS,
        by=SYSTEM,
        at=AT,
        level=Level.COMMUNE,
    )
    with pytest.raises(Invalid):
        end(heirs=("90005",), on=dt.date(2026, 12, 1))
    assert "90005" in [one.key for one in queries.may_succeed(KEEPER, "90001", TODAY, until=ENDS)]
    end(heirs=("90005",))
    assert queries.main_heirs({"90001"}, ENDS) == {"90001": "90005"}


@pytest.mark.parametrize(
    ("over", "field"),
    [
        ({"on": None}, "on"), ({"on": dt.date(2026, 11, 20)}, "on"), ({"on": dt.date(2030, 1, 1)}, "on"),
        ({"heirs": ()}, "heirs"), ({"heirs": ("90001",)}, "heirs"), ({"heirs": ("90002-2025",)}, "heirs"),
        ({"heirs": ("nowhere",)}, "heirs"),
        ({"decision": actions.Decision("", dt.date(2026, 11, 20), "HĐND tỉnh")}, "number"),
        ({"decision": actions.Decision("1/NQ", None, "HĐND tỉnh")}, "signed_on"),
        ({"decision": actions.Decision("1/NQ", dt.date(2026, 11, 22), "HĐND tỉnh")}, "signed_on"),
        ({"decision": actions.Decision("1/NQ", dt.date(2026, 11, 20), " ")}, "body"),
        ({"decision": actions.Decision("zzz", dt.date(2026, 11, 20), "HĐND tỉnh")}, "number"),
        ({"decision": actions.Decision("1/NQ", dt.date(1900, 1, 1), "HĐND tỉnh")}, "signed_on"),
        ({"decision": actions.Decision("1/NQ", dt.date(2025, 6, 30), "HĐND tỉnh")}, "signed_on"),
    ],
)  # fmt: skip
def test_what_an_ending_needs(country: None, over: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        end(**over)
    assert field in [fault.field for fault in refused.value.faults]
    assert queries.last_version("90001").valid_to is None


def test_only_who_keeps_the_organisation_above_ends_a_unit(office: str) -> None:
    stranger = Actor("other", "Quản trị", "80.nv", "80", frozenset({Duty.ADMIN}))
    for by in (ADMIN, stranger):
        with pytest.raises(queries.NoUnitThen):
            end(by=by)
    with pytest.raises(NotAllowed):
        end(by=Actor("chair", "Chủ tịch", "90", "90", frozenset({Duty.DIRECT, Duty.SIGN})))
    for unit in ("90", office):
        with pytest.raises(queries.NoUnitThen):
            end(unit)
    with pytest.raises(actions.UnitsBeneath):
        end("90", ("90001",), by=SYSTEM)
    assert queries.kept_by(ADMIN, TODAY) == []
    with pytest.raises(NotAllowed):
        queries.kept_by(Actor("chair", "Chủ tịch", "90", "90", frozenset({Duty.DIRECT})), TODAY)


def test_an_ending_is_taken_back_by_a_new_decision_before_its_day(office: str) -> None:
    open_clerk(office)
    open_group()
    again = actions.Decision("15/NQ-HĐND", dt.date(2026, 11, 21), "HĐND tỉnh Đông Hà")
    with pytest.raises(actions.NothingToKeep):
        actions.keep_unit(by=KEEPER, at=AT, unit="90001", decision=again)
    before = queries.last_version("90001")
    end()
    with pytest.raises(actions.AlreadyEnds):
        end(heirs=("90003",))
    with pytest.raises(queries.NoUnitThen):
        actions.keep_unit(by=ADMIN, at=AT, unit="90001", decision=again)
    actions.keep_unit(by=KEEPER, at=AT, unit="90001", decision=again)
    assert queries.main_heirs({"90001"}, ENDS) == {}
    assert queries.last_version("90001") == before, "as it was"
    assert queries.version_on(office, ENDS) and queries.post_on("one-stop-1", ENDS)
    assert [one.key for one in queries.residential("90001", ENDS)] == ["90001-t1"]
    assert queries.forebears({"90004"}, ENDS) == queries.forebears({"90004"}, TODAY), "nothing came of it"
    kinds = [event.kind for event in Event.objects.filter(subject="unit:90001").order_by("n")]
    assert kinds == ["orgs.unit_ended", "orgs.unit_kept"]
    end(heirs=("90003",), on=dt.date(2027, 3, 1))
    assert queries.main_heirs({"90001"}, dt.date(2027, 3, 1)) == {"90001": "90003"}
    late = dt.datetime(2027, 3, 2, 9, tzinfo=TZ)
    with pytest.raises(queries.NoUnitThen):
        actions.keep_unit(by=KEEPER, at=late, unit="90001", decision=again)


@pytest.mark.parametrize("day", [dt.date(2026, 11, 22), ENDS, dt.date(2027, 3, 1)])
def test_a_wrong_heir_is_corrected_on_whatever_day_to_come(office: str, day: dt.date) -> None:
    open_group()
    end()
    actions.keep_unit(by=KEEPER, at=AT, unit="90001", decision=DECISION)
    end(heirs=("90003",), on=day)
    assert queries.main_heirs({"90001"}, day) == {"90001": "90003"}
    assert [one.key for one in queries.residential("90003", day)] == ["90001-t1"]
    (kept,) = [one for one in queries.kept_by(KEEPER, TODAY) if one.unit.key == "90001"]
    assert (kept.unit.valid_to, kept.heirs, kept.over) == (day, ("Xã Giữ Nguyên",), False)


def test_the_end_is_shown_of_the_last_a_unit_will_be_called(country: None, tmp_path: Path) -> None:
    renamed = dt.date(2026, 12, 15)
    UnitVersion.objects.filter(unit="90001", valid_to=None).update(valid_to=renamed)
    UnitVersion.objects.create(
        unit_id="90001", code="90001", name="Phường Bồ Đề Mới", fold="phuong bo de moi", level="commune", rank=2,
        kind="Phường", parent_id="90", valid_from=renamed,
    )  # fmt: skip
    end()
    (kept,) = [one for one in queries.kept_by(KEEPER, TODAY) if one.unit.key == "90001"]
    assert (kept.unit.name, kept.unit.valid_to, kept.over) == ("Phường Bồ Đề", ENDS, False)
    (kept,) = [one for one in queries.kept_by(KEEPER, renamed) if one.unit.key == "90001"]
    assert (kept.unit.name, kept.unit.valid_to, kept.over) == ("Phường Bồ Đề Mới", ENDS, False)


@pytest.mark.parametrize("day", [dt.date(2026, 12, 1), ENDS])
def test_an_heir_does_not_end_before_what_it_is_to_take_over(country: None, day: dt.date) -> None:
    end(heirs=("90004", "90003"))
    for heir, other in (("90004", "90003"), ("90003", "90004")):
        with pytest.raises(actions.HeirOfOthers, match="Phường Bồ Đề"):
            end(heir, (other,), on=day)
    end("90004", ("90003",), on=ENDS + dt.timedelta(1))
    assert queries.main_heirs({"90001"}, ENDS + dt.timedelta(1)) == {"90001": "90003"}


def test_what_takes_an_ending_back_is_not_older_than_what_decided_it(country: None) -> None:
    end()
    for signed in (dt.date(2026, 11, 19), None):
        with pytest.raises(Invalid) as refused:
            actions.keep_unit(
                by=KEEPER, at=AT, unit="90001", decision=actions.Decision("15/NQ-HĐND", signed, "HĐND tỉnh")
            )
        assert [fault.field for fault in refused.value.faults] == ["signed_on"]
    assert queries.last_version("90001").valid_to == ENDS


def test_a_unit_does_not_end_before_what_is_to_begin_in_it(office: str) -> None:
    begins = dt.date(2027, 6, 1)
    open_clerk(office, valid_from=begins)
    for day in (ENDS, begins):
        with pytest.raises(actions.BeginsLater, match="Công chức tiếp nhận"):
            end(on=day)
    end(on=begins + dt.timedelta(1))
    assert queries.post_on("one-stop-1", begins)


def test_what_was_to_end_by_itself_still_does_once_the_ending_is_taken_back(office: str) -> None:
    own = dt.date(2027, 2, 1)
    open_clerk(office)
    open_clerk(office, "one-stop-2")
    actions.close_post(code="one-stop-1", on=own, by=ADMIN, at=AT)
    UnitVersion.objects.filter(unit=office).update(valid_to=own, ended_by="7/QĐ-UBND")
    end()
    assert queries.posts_on(ENDS, agency="90001") == []
    actions.keep_unit(by=KEEPER, at=AT, unit="90001", decision=DECISION)
    assert [post.code for post in queries.posts_on(own, agency="90001")] == ["one-stop-2"]
    division = UnitVersion.objects.get(unit=office)
    assert (division.valid_to, division.ended_by) == (own, "7/QĐ-UBND")
