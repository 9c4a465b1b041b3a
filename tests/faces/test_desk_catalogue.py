"""The catalogue's keeper at the desk: decisions of publication, postings and posters, bases, times, the portal."""

import datetime as dt
import io
from collections.abc import Callable
from typing import Any

import pypdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.areas.procedures import actions, queries
from motcua.base.journal.ports import SYSTEM
from motcua.base.law.models import Instrument
from tests import world
from tests.faces.at_desk import Official, words
from tests.faces.test_desk_procedures import fields_of

HERE = "/can-bo/thu-tuc/quyet-dinh"
HEAD = {
    "symbol": "2579/QĐ-UBND", "signed_on": "2026-11-09", "publisher": "province", "issuer": "UBND thành phố Hà Nội",
    "title": "Rút ngắn thời gian", "text_symbol": "18/2026/NĐ-CP", "text_issued_on": "2026-10-01",
    "text_effective_on": "2026-12-01",
}  # fmt: skip
SHEET = """Mã thủ tục,Loại,Thời hạn giải quyết,Thời hạn theo luật
1.004873,Sửa đổi,2 ngày làm việc,3 ngày làm việc
9.9,Bãi bỏ,,
"""


@pytest.fixture(autouse=True)
def _stopped(clock: Callable[[dt.datetime], None]) -> None:
    """The clock stands at the moment of the test."""


@pytest.fixture
def keeper(ward: str) -> Official:
    return Official("office-head")


def drafted(keeper: Official) -> str:
    """The address of a decision that was just drafted."""
    made = keeper.post(f"{HERE}/moi", **HEAD)
    assert made.status_code == 302
    return str(made["Location"])


def test_a_decision_from_its_head_to_the_register(keeper: Official) -> None:
    wrong = keeper.post(f"{HERE}/moi", **{**HEAD, "text_effective_on": "2026-09-01"})
    assert wrong.status_code == 422
    assert "không thể có hiệu lực trước ngày ban hành" in words(wrong)
    page = drafted(keeper)
    assert "Chưa có thủ tục nào" in words(keeper.get(page))
    unknown = keeper.post(f"{page}/danh-muc", code="9.9", change="abolished", effective_on="2026-12-01")
    assert unknown.status_code == 422
    assert "Không có thủ tục 9.9 đang có hiệu lực" in words(unknown)
    assert (
        keeper.post(
            f"{page}/danh-muc", code="1.004873", change="amended", effective_on="2026-12-01"
        ).status_code
        == 302
    )
    assert "nội dung chưa khác bản đang có hiệu lực" in words(keeper.get(page))
    sent = fields_of(keeper.get(f"{page}/noi-dung/1.004873"))
    kept = keeper.post(
        f"{page}/noi-dung/1.004873", **{**sent, "limit": "2 ngày làm việc", "statutory": "3 ngày làm việc"}
    )
    assert kept.status_code == 302
    assert "2 thay đổi" in words(keeper.get(page))
    done = keeper.client.post(f"{page}/viec/publish", follow=True)
    assert "Đã công bố 1 thủ tục." in words(done)
    assert "đúng hạn" in words(done)
    version = queries.published("1.004873", dt.date(2026, 12, 1))
    assert (version.number, version.decision) == (2, "2579/QĐ-UBND")
    assert keeper.post(f"{page}/viec/publish").status_code == 409
    assert "từ ngày ký" in words(keeper.post(f"{page}/viec/entered", on="2026-11-01"))
    assert keeper.post(f"{page}/viec/entered", on="2026-11-16").status_code == 302
    register = words(keeper.get(HERE))
    assert "1 quyết định công bố 1 thủ tục" in register
    assert "2579/QĐ-UBND" in register
    assert "2579/QĐ-UBND" in words(keeper.get("/can-bo/thu-tuc/ma/1.004873"))
    assert "Không có quyết định nào" in words(keeper.get(HERE, cham="nghi-dinh"))
    assert "Không có quyết định nào" in words(keeper.get(HERE, tu="2020-01-01", den="2020-12-31"))


def test_a_sheet_is_previewed_with_the_rows_that_were_refused(keeper: Official) -> None:
    page = drafted(keeper)
    answer = keeper.client.post(f"{page}/tep", {"file": SimpleUploadedFile("danh-muc.csv", SHEET.encode())})
    said = words(answer)
    assert "Nhận 1 dòng" in said
    assert "dòng 3: 9.9: Không có thủ tục 9.9 đang có hiệu lực." in said
    assert queries.published("1.004873", dt.date(2026, 12, 1)).number == 1, "nothing takes effect"
    for name, content in (("danh-muc.pdf", b"%PDF"), ("danh-muc.csv", b"\xff\xfe\x00")):
        refused = keeper.client.post(f"{page}/tep", {"file": SimpleUploadedFile(name, content)})
        assert refused.status_code == 422, name
    assert keeper.post(f"{page}/viec/drop", code="1.004873").status_code == 302
    assert keeper.post(f"{page}/viec/publish").status_code == 409
    assert keeper.post(f"{page}/viec/discard").status_code == 302
    assert keeper.get(page).status_code == 404


def test_a_draft_is_the_keepers_own(keeper: Official) -> None:
    page = drafted(keeper)
    official = Official("one-stop-1")
    assert official.get(page).status_code == 404
    assert "2579" not in words(official.get(HERE))


def test_posters_are_printed_one_by_one_and_by_field(keeper: Official) -> None:
    one = keeper.get("/can-bo/thu-tuc/niem-yet/in.pdf", ma="1.001193")
    assert one["Content-Type"] == "application/pdf"
    assert len(pypdf.PdfReader(io.BytesIO(one.content)).pages) == 1
    every = keeper.get("/can-bo/thu-tuc/niem-yet/in.pdf", kho="a3")
    assert len(pypdf.PdfReader(io.BytesIO(every.content)).pages) == 2
    listed = keeper.get("/can-bo/thu-tuc/niem-yet/danh-muc.pdf", **{"linh-vuc": "Hộ tịch"})
    assert listed.status_code == 200
    assert keeper.get("/can-bo/thu-tuc/niem-yet/in.pdf", ma="9.9").status_code == 404
    assert keeper.get("/can-bo/thu-tuc/niem-yet/danh-muc.pdf").status_code == 404


def test_bases_times_and_the_portal_are_read_and_kept(
    keeper: Official, client: Client, at: dt.datetime
) -> None:
    Instrument.objects.filter(symbol="123/2015/NĐ-CP").update(expired_on=dt.date(2026, 11, 1))
    law = queries.published("1.001193", at.date()).read().legal_basis
    shown = words(keeper.get("/can-bo/thu-tuc/can-cu", xem="het"))
    assert ("123/2015/NĐ-CP" in shown) == ("123/2015/NĐ-CP" in [one.symbol for one in law])
    assert "Chưa ghi thủ tục nào được rút ngắn" in words(keeper.get("/can-bo/thu-tuc/thoi-han"))
    assert "2 ngày" not in words(
        keeper.get("/can-bo/thu-tuc/thoi-han", xem="tat-ca", **{"linh-vuc": "Đất đai"})
    )
    wrong = keeper.post("/can-bo/thu-tuc/cong-quoc-gia/ghi", state="integrated", on="2026-11-20")
    assert wrong.status_code == 422
    assert "Chọn ít nhất một thủ tục" in words(wrong)
    assert (
        keeper.post(
            "/can-bo/thu-tuc/cong-quoc-gia/ghi", codes="1.001193", state="integrated", on="2026-11-20"
        ).status_code
        == 302
    )
    assert "1 trong 1 thủ tục đủ điều kiện" in words(keeper.get("/can-bo/thu-tuc/cong-quoc-gia"))


def test_a_keeper_is_told_what_to_look_at(keeper: Official, at: dt.datetime, ward: str) -> None:
    actions.note_alerts(
        found=[queries.Wanted("posting_outdated", ward, "1.001193", "", None)], by=SYSTEM, at=at
    )
    assert "Đang niêm yết bản cũ: 1" in words(keeper.get("/can-bo/thu-tuc/"))
    assert "Đang niêm yết bản cũ: 1" not in words(Official("one-stop-1").get("/can-bo/thu-tuc/"))


def test_the_public_reads_what_changed_and_that_a_basis_expired(keeper: Official, client: Client) -> None:
    page = drafted(keeper)
    keeper.client.post(f"{page}/tep", {"file": SimpleUploadedFile("danh-muc.csv", SHEET.encode())})
    assert "2579/QĐ-UBND" not in words(client.get("/cong-khai")), "a draft is nobody's business yet"
    assert b"<entry>" not in client.get("/cong-khai/thay-doi.atom").content
    keeper.post(f"{page}/viec/publish")
    assert "Quyết định 2579/QĐ-UBND" in words(client.get("/cong-khai"))
    feed = client.get("/cong-khai/thay-doi.atom")
    assert feed["Content-Type"].startswith("application/atom+xml")
    assert "/thu-tuc/1.004873" in feed.content.decode()
    symbol = queries.published("1.001193", dt.date(2026, 11, 20)).read().legal_basis[0].symbol
    assert "đã hết hiệu lực" not in words(client.get("/thu-tuc/1.001193"))
    Instrument.objects.filter(symbol=symbol).update(expired_on=dt.date(2026, 11, 1))
    assert f"{symbol} đã hết hiệu lực" in words(client.get("/thu-tuc/1.001193"))


# --- reviews ------------------------------------------------------------------------------------------------------

ITEM = {
    "name": "Nhóm thủ tục nội bộ", "procedures": "11", "internal": "on", "lead": "Văn phòng", "starts_on": "2026-02-01",
    "ends_on": "2026-09-30", "ground": "Nhiều hồ sơ", "product": "Phương án", "codes": "",
}  # fmt: skip


def assessed(**over: str) -> dict[str, Any]:
    """A form of four answers and one activity before and after."""
    sent: dict[str, Any] = {}
    for name in ("necessity", "reason", "legality", "cost"):
        sent |= {f"c-{name}-met": "yes", f"c-{name}-say": "Đạt"}
    for prefix, hours in (("b", "2"), ("a", "1")):
        sent |= {
            f"{prefix}-TOTAL_FORMS": "1", f"{prefix}-INITIAL_FORMS": "0", f"{prefix}-0-name": "Đi nộp",
            f"{prefix}-0-hours": hours, f"{prefix}-0-hourly_income": "40.000", f"{prefix}-0-subjects": "1.000",
        }  # fmt: skip
    return {**sent, **over}


def test_a_review_from_plan_to_report(keeper: Official) -> None:
    made = keeper.post("/can-bo/thu-tuc/ra-soat/moi", year="2026")
    plan = made["Location"]
    assert keeper.post("/can-bo/thu-tuc/ra-soat/moi", year="2026").status_code == 409
    assert keeper.post(f"{plan}/viec/add", **{**ITEM, "ends_on": "2026-01-01"}).status_code == 422
    assert keeper.post(f"{plan}/viec/add", **ITEM).status_code == 302
    item = f"/can-bo/thu-tuc/ra-soat/muc/{queries.plans(_by())[0].items.get().pk}"
    assert "chưa gửi, phải gửi trước 31/01/2026" in words(keeper.get(plan))
    assert keeper.post(f"{plan}/viec/submit", symbol="12/KH-UBND", on="2026-01-20").status_code == 302
    assert "gửi ngày 20/01/2026, đúng hạn" in words(keeper.get(plan))
    assert keeper.post(f"{item}/viec/begin").status_code == 302
    unanswered = keeper.post(
        f"{item}/viec/assess", **{k: v for k, v in assessed().items() if "cost-met" not in k}
    )
    assert unanswered.status_code == 422
    assert keeper.post(f"{item}/viec/assess", **assessed(**{"b-0-hours": "nhiều"})).status_code == 422
    assert keeper.post(f"{item}/viec/assess", **assessed()).status_code == 302
    assert keeper.get(f"{item}/phuong-an.pdf").status_code == 404
    proposal = {"outcome": "simplify", "proposal": "Bớt một lần đi", "on": "2026-11-20"}
    assert keeper.post(f"{item}/viec/propose", **proposal).status_code == 302
    assert "Chờ lãnh đạo phê duyệt" in words(keeper.get(item))
    assert keeper.post(f"{item}/viec/approve", symbol="7/QĐ-UBND", on="2026-11-20").status_code == 403
    chair = Official("chair")
    assert chair.post(f"{item}/viec/approve", symbol="", on="2026-11-20").status_code == 422
    assert chair.post(f"{item}/viec/approve", symbol="7/QĐ-UBND", on="2026-11-20").status_code == 302
    assert keeper.post(f"{item}/viec/implement", symbol="8/QĐ-UBND", on="2026-11-20").status_code == 302
    assert keeper.post(f"{item}/viec/report", on="2026-11-20").status_code == 302
    said = words(keeper.get(item))
    for words_ in ("50,00 %", "80.000.000 ₫ còn 40.000.000 ₫", "Phê duyệt phương án, văn bản 7/QĐ-UBND"):
        assert words_ in said, words_
    pdf = pypdf.PdfReader(io.BytesIO(keeper.get(f"{item}/phuong-an.pdf").content))
    assert "40.000.000" in pdf.pages[0].extract_text()
    assert "11/11" in words(keeper.get(plan))
    report = words(keeper.get("/can-bo/thu-tuc/ra-soat/bao-cao", ky="2026-2"))
    assert "Thủ tục nội bộ: 11/11, đạt 100,00 %" in report
    assert report.count("Chưa có số liệu trong hệ thống") == 4
    assert Official("bo-de-one-stop-1").get(item).status_code == 404


def _by() -> Any:
    return world.actors(dt.date(2026, 11, 20))["office-head"]
