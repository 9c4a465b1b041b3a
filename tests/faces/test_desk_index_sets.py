"""Index sets at the desk and in the API: points, what would raise them, rows behind a lost point."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest

from motcua.areas.dossiers.models import Dossier
from motcua.faces.desk.index_sets.views import share_said
from motcua.reactions.counting.table import catch_up
from motcua.rules.scoring.index_sets import Share
from tests import world
from tests.areas.test_dossiers import moment
from tests.faces.at_desk import Official, words

pytestmark = pytest.mark.django_db(transaction=True)
HERE = "/can-bo/bo-chi-so/"
NOVEMBER = {"tu": "2026-11-01", "den": "2026-11-30"}


@pytest.fixture
def late(receive: Callable[..., Dossier], finished: Callable[..., Dossier], clock: object) -> str:
    """A dossier that was late and one in time; the code of the first."""
    finished(receive(procedure="1.004873", at=moment(2, 9)), at=moment(3, 9))
    code = finished(receive(procedure="1.004873", at=moment(2, 10)), at=moment(9, 9)).code
    catch_up()
    return code


def test_a_leader_sees_what_would_raise_the_points_and_opens_the_dossier(late: str) -> None:
    chair = Official("chair")
    listing = words(chair.get(HERE))
    assert "Bộ chỉ số phục vụ người dân" in listing and "cần đối chiếu" in listing
    page = words(chair.get(f"{HERE}ma/766", **NOVEMBER))
    assert "điểm có dữ liệu" in page and "16 điểm chưa có dữ liệu" in page
    assert "Điều gì nâng điểm nhiều nhất" in page and "+10,00 mỗi hồ sơ" in page and "1 trên 2" in page
    assert "mất 10,00 điểm" in page
    assert "không phát sinh: đủ điểm" in page and "chưa có dữ liệu" in page
    item = chair.get(f"{HERE}ma/766/muc/PROGRESS_ON_TIME", **NOVEMBER)
    assert (
        f"/can-bo/ho-so/{late}" in item.content.decode()
        and "Bị yêu cầu bổ sung quá một lần là trễ" in words(item)
    )
    assert "theo luật trễ 1 ngày làm việc; theo chỉ số trễ 1 ngày làm việc" in words(item)
    sheet = chair.get(f"{HERE}ma/766/muc/PROGRESS_ON_TIME", **NOVEMBER, dang="csv")
    lines = sheet.content.decode("utf-8-sig").splitlines()
    assert sheet["Content-Type"].startswith("text/csv") and lines[0].startswith(
        "Mã,Hạn theo luật,Trễ theo luật"
    )
    assert [line.split(",")[0] for line in lines[1:]] == [late] and float(lines[1].split(",")[2]) > 8
    whole = words(chair.get(f"{HERE}ma/766/muc/PUBLIC_CONTENT_FULL", **NOVEMBER))
    assert "thiếu:" in whole, "each procedure says what its content lacks (R4.18)"
    procedures = words(chair.get(f"{HERE}ma/766/muc/ONLINE_USED", **NOVEMBER))
    assert "1.004873" in procedures and "tình trạng hôn nhân" in procedures
    months = words(chair.get(f"{HERE}ma/766/cac-thang", **NOVEMBER))
    assert "11/2026" in months and "12/2025" in months
    assert "1.004873 1 /2 50" in months and "không có hồ sơ nào trễ" not in months, (
        "those with late dossiers first"
    )
    assert "Thứ hạng cán bộ" in months and "Phạm Khánh Vân" in months
    assert "Phạm Khánh Vân" not in words(Official("front").get(f"{HERE}ma/766/cac-thang", **NOVEMBER))
    assert Official("front").get(f"{HERE}ma/766", **NOVEMBER, **{"vi-tri": "justice-1"}).status_code == 404
    own = Official("justice-1")
    sheet = own.get(f"{HERE}ma/766", **NOVEMBER, **{"vi-tri": "justice-1"})
    assert "trên 26 điểm" in words(sheet)
    head = sheet.content.decode().partition("</h1>")[2].partition("</header>")[0]
    assert "Phạm Khánh Vân</strong>" in head, "whose sheet it is, on paper too"
    mine = words(own.get(f"{HERE}ma/766/cac-thang", **NOVEMBER, **{"vi-tri": "justice-1"}))
    assert "Phạm Khánh Vân" in mine and "Địa chính" not in mine


def test_an_official_a_procedure_and_an_estimate(late: str) -> None:
    chair = Official("chair")
    official = words(chair.get(f"{HERE}ma/766", **NOVEMBER, **{"vi-tri": "justice-1"}))
    assert (
        "trên 26 điểm có dữ liệu" in official
        and "Thanh toán" not in official.split("Chọn ngày")[1].split("Xem")[1]
    )
    early = words(chair.get(f"{HERE}ma/766", tu="2021-10-01", den="2021-10-31"))
    assert "ước tính" in early
    wrong = chair.get(f"{HERE}ma/766", tu="2026-11-30", den="2026-11-01")
    assert wrong.status_code == 422 and "Chọn kỳ từ một ngày đến hai năm" in words(wrong)
    assert chair.get(f"{HERE}ma/766", tu="31/02").status_code == 422


def test_who_supervises_finds_codes_and_others_nothing(late: str) -> None:
    item = Official("front").get(f"{HERE}ma/766/muc/PROGRESS_ON_TIME", **NOVEMBER)
    assert item.status_code == 200 and late in words(item)
    assert Official("one-stop-1").get(f"{HERE}ma/766").status_code in (403, 404)
    chair = Official("chair")
    for path in ("ma/766", "ma/766/cac-thang", "ma/766/muc/PROGRESS_ON_TIME"):
        for nothing in ("' OR 1", "9.999999"):
            assert chair.get(f"{HERE}{path}", **NOVEMBER, **{"thu-tuc": nothing}).status_code == 404
    for path in ("ma/dan-van", "ma/khong-co", "ma/766/muc/khong-co"):
        assert chair.get(f"{HERE}{path}", **NOVEMBER).status_code == 404


def test_a_city_reads_procedures_by_name(late: str) -> None:
    world.open_city()
    months = words(Official("city-chair").get(f"{HERE}ma/766/cac-thang", **NOVEMBER))
    assert "tình trạng hôn nhân 1.004873" in months


def test_machines_read_points_per_group_and_item(
    late: str, api: Callable[..., object], at: dt.datetime
) -> None:
    machine = api("chair")
    listed = machine.get("/api/v1/index-sets").json()  # type: ignore[attr-defined]
    assert {"766", "dan-van", "cchc", "mot-cua", "than-thien"} == {one["id"] for one in listed["items"]}
    found = machine.get("/api/v1/index-sets/766?unit=00145&from=2026-11-01&to=2026-11-30").json()  # type: ignore[attr-defined]
    assert sum(group["points"] for group in found["groups"]) == pytest.approx(found["total"])
    progress = found["groups"][1]["items"][0]
    assert (progress["numerator"], progress["denominator"], progress["points"]) == (1, 2, 10.0)
    assert progress["rows"].startswith("/can-bo/bo-chi-so/ma/766/muc/PROGRESS_ON_TIME?")
    unknown = next(item for item in found["groups"][5]["items"] if item["code"] == "SYNCED_WITH")
    assert unknown["points"] is None and unknown["state"] == "unknown"
    assert machine.get("/api/v1/index-sets/khong-co").status_code == 404  # type: ignore[attr-defined]


def test_a_leader_notes_what_the_portal_says_with_its_source(late: str) -> None:
    chair, here = Official("chair"), f"{HERE}ma/766/muc/SYNCED_WITH"
    before = words(chair.get(here, tu="2026-10-01", den="2026-10-31"))
    assert "Chưa ghi số của tháng nào" in before and "chưa có dữ liệu" in before
    given = {"thang": "2026-10", "tu-so": "30", "mau-so": "40", "nguon": "Báo cáo số 12 của Cổng"}
    assert chair.post(f"{here}/so-cua-cong", **{**given, "tu-so": "nhiều"}).status_code == 302
    assert chair.post(f"{here}/so-cua-cong", **{**given, "tu-so": "50"}).status_code == 302
    made = chair.post(f"{here}/so-cua-cong", **given)
    assert made.status_code == 302 and "tu=2026-10-01" in made["Location"]
    said = words(chair.get(here, tu="2026-10-01", den="2026-10-31"))
    assert "3,00 trên 4 điểm" in said and "Báo cáo số 12 của Cổng" in said
    page = words(chair.get(f"{HERE}ma/766", tu="2026-10-01", den="2026-10-31"))
    assert "theo số Cổng DVCQG" in page
    assert Official("front").post(f"{here}/so-cua-cong", **given).status_code in (403, 404)


def test_a_share_is_said_to_two_decimals() -> None:
    """R4.2: 192 of 196 stands below a mark of 98% and says so."""
    assert share_said(Share(192, 196)) == Decimal("97.96")
    assert share_said(Share(0, 0)) is None
