"""The catalogue at the desk: read by everybody, changed by its keepers, its sums and differences shown."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from motcua.areas.cases.models import CaseType
from motcua.areas.cases.queries import current_type
from motcua.areas.procedures import queries
from motcua.areas.procedures.actions import publish
from motcua.areas.procedures.models import ProcedureVersion
from motcua.base.journal.ports import SYSTEM
from tests import world
from tests.faces.at_desk import Official, words

HERE = "/can-bo/thu-tuc/ma/1.004873"


@pytest.fixture(autouse=True)
def _stopped(clock: Callable[[dt.datetime], None]) -> None:
    """The clock stands at the moment of the test."""


@pytest.fixture
def keeper(ward: str) -> Official:
    return Official("office-head")


def fields_of(answer: Any) -> dict[str, Any]:
    """What a browser would send of a page's forms when nothing is changed."""
    sent: dict[str, Any] = {}
    for name in ("form", "papers", "fees", "rows"):
        shown = answer.context.get(name)
        if shown is None:
            continue
        for form in (
            [shown, *(getattr(shown, "forms", None) or ())]
            if not hasattr(shown, "management_form")
            else [shown.management_form, *shown.forms]
        ):
            for field in form:
                value = field.value()
                if value not in (None, False):
                    sent[field.html_name] = value
    return sent


def of_today(at: dt.datetime) -> CaseType:
    """The version under which dossiers are received now."""
    found = current_type("dossier", "1.004873", at.date())
    assert found is not None
    return found


def test_everybody_reads_and_only_keepers_change(ward: str) -> None:
    for post in ("one-stop-1", "land-1", "front"):
        official = Official(post)
        assert "2 thủ tục đang có hiệu lực" in words(official.get("/can-bo/thu-tuc/"))
        page = official.get(HERE)
        assert "Quy trình nội bộ" in words(page)
        assert "act-bar" not in page.content.decode()
        for path in ("ban-moi", "quy-trinh"):
            assert official.get(f"{HERE}/{path}").status_code == 403
        for verb in ("post", "unpost", "abolish", "approve"):
            fields = {"on": "2026-12-01", "number": "1"}
            assert official.post(f"{HERE}/viec/{verb}", **fields).status_code in (403, 404), verb
        assert official.post("/can-bo/thu-tuc/niem-yet/chon", codes=["1.004873"]).status_code == 403
    assert ProcedureVersion.objects.count() == 2


def test_the_list_is_found_without_accents_and_by_field(keeper: Official) -> None:
    assert "1.001193" not in words(keeper.get("/can-bo/thu-tuc/", q="tinh trang hon nhan"))
    assert "1.004873" in words(keeper.get("/can-bo/thu-tuc/", q="tinh trang hon nhan"))
    assert "Không có thủ tục nào khớp." in words(keeper.get("/can-bo/thu-tuc/", q="zzzz"))
    assert "Không có thủ tục nào khớp." in words(keeper.get("/can-bo/thu-tuc/", **{"linh-vuc": "Đất đai"}))


def test_a_procedure_is_posted_and_taken_down(keeper: Official) -> None:
    assert "2 thủ tục chưa niêm yết" in words(keeper.get("/can-bo/thu-tuc/"))
    assert keeper.post(f"{HERE}/viec/post").status_code == 302
    assert "niêm yết từ 20/11/2026" in words(keeper.get(HERE))
    assert "1 trong 2 thủ tục chưa niêm yết" in words(keeper.get("/can-bo/thu-tuc/niem-yet"))
    assert "1.004873" not in words(keeper.get("/can-bo/thu-tuc/niem-yet", xem="chua"))
    assert keeper.post(f"{HERE}/viec/unpost").status_code == 302
    again = keeper.post(f"{HERE}/viec/unpost")
    assert again.status_code == 409
    assert "không được niêm yết" in words(again)


def test_many_are_posted_at_once(keeper: Official) -> None:
    answer = keeper.client.post(
        "/can-bo/thu-tuc/niem-yet/chon", {"codes": ["1.001193", "1.004873", "1.004873"]}, follow=True
    )
    assert "Đã niêm yết 2 thủ tục." in words(answer)
    assert "Đã niêm yết đủ 2 thủ tục" in words(answer)
    assert "Chọn ít nhất một thủ tục" in words(
        keeper.client.post("/can-bo/thu-tuc/niem-yet/chon", follow=True)
    )
    assert keeper.post("/can-bo/thu-tuc/niem-yet/chon", codes=["9.999999"]).status_code == 404


def test_a_new_version_is_published_and_what_it_changed_is_shown(keeper: Official, at: dt.datetime) -> None:
    form = keeper.get(f"{HERE}/ban-moi")
    sent = fields_of(form)
    assert sent["limit"] == "3 ngày làm việc"
    unnamed = keeper.post(f"{HERE}/ban-moi", **sent)
    assert unnamed.status_code == 422
    assert 'href="#id_decision"' in unnamed.content.decode()
    made = {
        **sent, "decision": "15/QĐ-BTP", "name": "Cấp Giấy xác nhận tình trạng hôn nhân", "p-2-name": "Căn cước",
        "p-2-copies": "1", "p-1-name": "",
    }  # fmt: skip
    assert keeper.post(f"{HERE}/ban-moi", **made).status_code == 302
    record = queries.published("1.004873", at.date()).read()
    assert [paper.name for paper in record.papers] == [
        "Tờ khai cấp Giấy xác nhận tình trạng hôn nhân",
        "Căn cước",
    ]
    assert [paper.code for paper in record.papers] == ["01", "03"]
    assert record.decision == "15/QĐ-BTP"
    assert record.reviewed
    shown = words(keeper.get(HERE))
    for said in ("Tên thủ tục", "Bớt giấy tờ", "Thêm giấy tờ", "Căn cước", "15/QĐ-BTP"):
        assert said in shown
    assert of_today(at).name == "Cấp Giấy xác nhận tình trạng hôn nhân"
    nothing_new = {**fields_of(keeper.get(f"{HERE}/ban-moi")), "decision": "15/QĐ-BTP"}
    same = keeper.post(f"{HERE}/ban-moi", **nothing_new)
    assert same.status_code == 422
    assert "không khác bản đang công bố (bản 2)" in words(same)


def test_a_limit_that_cannot_be_counted_is_not_published(keeper: Official) -> None:
    sent = fields_of(keeper.get(f"{HERE}/ban-moi"))
    answer = keeper.post(f"{HERE}/ban-moi", **{**sent, "decision": "15/QĐ-BTP", "limit": "sớm nhất có thể"})
    assert answer.status_code == 422
    assert "Ghi một thời hạn tính được" in words(answer)
    assert "sớm nhất có thể" in answer.content.decode()
    assert ProcedureVersion.objects.count() == 2


def test_a_process_must_last_as_long_as_published(keeper: Official, at: dt.datetime) -> None:
    page = words(keeper.get(HERE))
    assert "Tổng thời gian các bước bằng thời hạn công bố." in page
    assert "thời hạn công bố là 24 giờ" in page
    form = keeper.get(f"{HERE}/quy-trinh")
    sent = {**fields_of(form), "decision": "77/QĐ-UBND"}
    first = float(sent["s-1-hours"].replace(",", "."))
    wrong = keeper.post(f"{HERE}/quy-trinh", **{**sent, "s-1-hours": str(first + 2)})
    assert wrong.status_code == 422
    assert "Tổng thời gian các bước là 26 giờ, thời hạn công bố là 24 giờ" in words(wrong)
    assert "Ghi số giờ" in words(keeper.post(f"{HERE}/quy-trinh", **{**sent, "s-1-hours": "nhiều"}))
    assert "Ghi số giờ" in words(keeper.post(f"{HERE}/quy-trinh", **{**sent, "s-1-hours": "NaN"}))
    right = {
        **sent,
        "s-1-hours": f"{first + 1}".replace(".", ","),
        "s-2-hours": "1",
        "s-1-post": "Công chức hộ tịch",
        "s-6-place": "2.5",
        "s-6-step": "Lấy ý kiến công an",
        "s-6-post": "Công chức hộ tịch",
        "s-6-duty": "process",
        "s-6-hours": "1",
    }
    answer = keeper.post(f"{HERE}/quy-trinh", **right)
    assert answer.status_code == 302, words(answer)
    assert "77/QĐ-UBND" in words(keeper.get(HERE))
    steps = of_today(at).steps
    assert steps[1]["post"] == "Công chức hộ tịch"
    assert [step["name"] for step in steps].index("Lấy ý kiến công an") == 2


def test_a_procedure_is_abolished(keeper: Official, at: dt.datetime) -> None:
    no_day = keeper.post(f"{HERE}/viec/abolish", on="")
    assert no_day.status_code == 422
    assert keeper.post(f"{HERE}/viec/abolish", on="2026-11-21").status_code == 302
    assert current_type("dossier", "1.004873", dt.date(2026, 11, 21)) is None
    assert current_type("dossier", "1.004873", at.date()) is not None
    second = keeper.post(f"{HERE}/viec/abolish", on="2026-11-22")
    assert second.status_code == 409
    assert "đã bị bãi bỏ từ ngày 21/11/2026" in words(second)


def test_drafts_wait_for_a_keeper(keeper: Official, at: dt.datetime) -> None:
    changed = replace(world.SINGLE, name="Cấp giấy độc thân")
    version = publish(procedure=changed, valid_from=at.date(), by=SYSTEM, at=at)
    ProcedureVersion.objects.filter(pk=version.pk).update(status="draft")
    ProcedureVersion.objects.filter(procedure__code="1.004873", number=1).update(
        valid_to=None, status="published"
    )
    assert "1 bản dự kiến chờ công bố" in words(keeper.get("/can-bo/thu-tuc/"))
    assert "1 bản dự kiến chờ công bố" not in words(Official("one-stop-1").get("/can-bo/thu-tuc/"))
    assert "Công bố bản dự kiến" in words(keeper.get(HERE))
    assert keeper.post(f"{HERE}/viec/approve", number="2", on="2026-11-20").status_code == 302
    assert queries.published("1.004873", at.date()).name == "Cấp giấy độc thân"
    assert keeper.post(f"{HERE}/viec/approve", number="2", on="2026-11-20").status_code == 404
    assert keeper.post(f"{HERE}/viec/approve", number="x", on="2026-11-20").status_code == 404


def test_an_unknown_procedure_is_not_there(keeper: Official) -> None:
    for path in ("", "/ban-moi", "/quy-trinh"):
        assert keeper.get(f"/can-bo/thu-tuc/ma/9.999999{path}").status_code == 404
    assert keeper.post(f"{HERE}/viec/burn").status_code == 404
