"""The internal process at the desk: rows moved, added and dropped; sums checked; tables read from Word and Excel."""

import datetime as dt
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from motcua.areas.cases.queries import current_type
from motcua.areas.procedures.models import InternalProcess
from tests.faces.at_desk import Official, value_of, words
from tests.faces.test_desk_procedures import HERE, fields_of
from tests.gateways.office_files import HEAD, SINGLE, TOTAL, excel, word

EDITOR, TABLES = f"{HERE}/quy-trinh", "/can-bo/thu-tuc/quy-trinh/tu-tep"
TITLE = "Quy trình “Cấp Giấy xác nhận tình trạng hôn nhân” (mã 1.004873), Quyết định số 88/QĐ-UBND"


@pytest.fixture(autouse=True)
def _stopped(clock: Callable[[dt.datetime], None]) -> None:
    """The clock stands at the moment of the test."""


@pytest.fixture
def keeper(ward: str) -> Official:
    return Official("office-head")


def names(answer: Any) -> list[str]:
    return [str(form["step"].value() or "") for form in answer.context["rows"]]


def test_rows_are_moved_added_and_dropped_without_a_script(keeper: Official) -> None:
    form = keeper.get(EDITOR)
    sent = {**fields_of(form), "decision": "77/QĐ-UBND", "on": "2026-12-01", "s-1-hours": "linh tinh"}
    before = names(form)
    moved = keeper.post(EDITOR, **sent, edit="down:1")
    assert names(moved)[:3] == [before[0], before[2], before[1]]
    assert (value_of(moved, "decision"), value_of(moved, "on")) == ("77/QĐ-UBND", "2026-12-01")
    assert value_of(moved, "s-2-hours") == "linh tinh"
    assert names(keeper.post(EDITOR, **sent, edit="up:1"))[:2] == [before[1], before[0]]
    assert names(keeper.post(EDITOR, **sent, edit="add:0"))[:3] == [before[0], "", before[1]]
    assert names(keeper.post(EDITOR, **sent, edit="drop:1"))[:2] == [before[0], before[2]]
    for odd in ("up:0", "drop:99", "drop:x", "burn:1", "down:"):
        assert names(keeper.post(EDITOR, **sent, edit=odd))[:2] == before[:2], odd
    assert keeper.post(EDITOR, edit="up:1", **{"s-TOTAL_FORMS": "many"}).status_code == 200
    assert InternalProcess.objects.count() == 0


def test_the_sums_are_checked_before_anything_is_adopted(keeper: Official) -> None:
    sent = {**fields_of(keeper.get(EDITOR)), "decision": ""}
    right = keeper.post(EDITOR, **sent, edit="check")
    assert right.status_code == 200
    assert "Quy trình dùng được" in words(right)
    assert "<svg" in right.content.decode()
    wrong = keeper.post(EDITOR, **{**sent, "s-1-hours": "1", "s-1-unit": "day", "s-2-post": ""}, edit="check")
    assert "thời hạn công bố là 24 giờ" in words(wrong)
    assert "Bước 3: chưa ghi ai làm" in words(wrong)
    assert InternalProcess.objects.count() == 0


def test_times_are_typed_in_hours_or_days(keeper: Official, at: dt.datetime) -> None:
    sent = {**fields_of(keeper.get(EDITOR)), "decision": "77/QĐ-UBND"}
    time = {"s-0-hours": "0,25", "s-0-unit": "day", "s-1-hours": "1.75", "s-1-unit": "day", "s-2-hours": "2",
            "s-3-hours": "4", "s-4-hours": "2", "s-2-unit": "hour", "s-3-unit": "hour", "s-4-unit": "hour"}  # fmt: skip
    answer = keeper.post(EDITOR, **{**sent, **time})
    assert answer.status_code == 302, words(answer)
    found = current_type("dossier", "1.004873", at.date())
    assert found is not None
    assert [step["hours"] for step in found.steps] == ["2", "14", "2", "4", "2", "0"]
    again = keeper.get(EDITOR)
    assert (value_of(again, "s-1-hours"), value_of(again, "s-0-hours")) == ("1,75", "2")


def test_a_long_step_is_kept_whole_and_shortened_where_worklists_show_it(
    keeper: Official, at: dt.datetime
) -> None:
    sent = {**fields_of(keeper.get(EDITOR)), "decision": "77/QĐ-UBND", "s-1-step": "Thẩm định hồ sơ, " * 30}
    assert keeper.post(EDITOR, **sent).status_code == 302
    found = current_type("dossier", "1.004873", at.date())
    assert found is not None
    assert len(found.steps[1]["name"]) <= 200
    assert found.steps[1]["name"].endswith("…")
    assert len(InternalProcess.objects.get().steps[1]["step"]) > 400


@pytest.mark.parametrize("path", [f"{HERE}/quy-trinh.bpmn", "/thu-tuc/1.004873/quy-trinh.bpmn"])
def test_the_process_is_taken_to_a_modeller(keeper: Official, path: str) -> None:
    answer = keeper.get(path)
    assert answer["Content-Type"] == "application/bpmn+xml"
    assert answer["Content-Disposition"] == 'attachment; filename="1.004873.bpmn"'
    root = ElementTree.fromstring(answer.content)
    tasks = [node for node in root.iter() if node.tag.endswith("userTask")]
    assert len(tasks) == 6
    assert "Thời gian: 2 giờ." in "".join(tasks[0].itertext())
    assert keeper.get(path.replace("1.004873", "9.999999")).status_code == 404


def test_the_api_gives_the_same_process(api: Callable[[str], Any]) -> None:
    answer = api("").get("/api/v1/procedures/1.004873/process.bpmn")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/bpmn+xml")
    assert b"userTask" in answer.content
    assert api("").get("/api/v1/procedures/9.999999/process.bpmn").status_code == 404


def test_the_drawing_stands_on_the_pages_of_officials_and_citizens(keeper: Official) -> None:
    for path in (HERE, "/thu-tuc/1.004873"):
        page = keeper.get(path).content.decode()
        assert 'class="flow-picture"' in page
        assert "6 bước, 24 giờ làm việc" in page


def upload(keeper: Official, content: bytes, path: str = TABLES) -> Any:
    return keeper.post(path, file=SimpleUploadedFile("bang.docx", content))


def hidden(answer: Any) -> dict[str, str]:
    """What a browser sends back of the preview."""
    sent = {"count": str(len(answer.context["found"])), "decision": "88/QĐ-UBND", "on": "2026-11-20"}
    for item in answer.context["found"]:
        sent |= {f"record-{item['number']}": item["json"], f"code-{item['number']}": item["codes"]}
        sent |= {f"take-{item['number']}": "on"} if item["ready"] else {}
    return sent


def test_a_table_is_read_looked_at_and_then_adopted(keeper: Official, at: dt.datetime) -> None:
    preview = upload(keeper, word(TITLE, [HEAD, *SINGLE, TOTAL]))
    assert preview.status_code == 200, words(preview)
    said = words(preview)
    assert "Tệp có 1 quy trình" in said
    assert "thời hạn công bố 24 giờ" in said
    assert value_of(preview, "decision") == "88/QĐ-UBND"
    assert InternalProcess.objects.count() == 0
    answer = keeper.post(TABLES, **hidden(preview), verb="adopt")
    assert answer.status_code == 302, words(answer)
    assert answer["Location"] == HERE
    found = current_type("dossier", "1.004873", at.date())
    assert found is not None
    assert [step["post"] for step in found.steps][1] == "Công chức tư pháp - hộ tịch"
    assert InternalProcess.objects.get().decision == "88/QĐ-UBND"


def test_an_unknown_or_unfit_table_waits_for_its_procedure(keeper: Official) -> None:
    preview = upload(keeper, excel([HEAD, *SINGLE[:3], SINGLE[4]]))
    assert "Chưa rõ thủ tục" in words(preview)
    assert "không ghi tổng thời gian" in words(preview)
    none = keeper.post(TABLES, **hidden(preview), verb="adopt")
    assert none.status_code == 422
    assert "Chọn ít nhất một quy trình" in words(none)
    unfit = keeper.post(TABLES, **{**hidden(preview), "code-0": "1.004873, 9.999999"}, verb="again")
    assert "Tổng thời gian các bước là 20 giờ, thời hạn công bố là 24 giờ" in words(unfit)
    assert "Thủ tục chưa công bố ở đây" in words(unfit)
    record = unfit.context["found"][0]["json"]
    editor = keeper.post(EDITOR, edit="load", record=record)
    assert names(editor)[:4] == [row[1] for row in (*SINGLE[:3], SINGLE[4])]
    assert keeper.post(EDITOR, edit="load", record="{").status_code == 422
    assert InternalProcess.objects.count() == 0


def test_a_file_that_holds_no_table_says_why(keeper: Official) -> None:
    for content, said in (
        (b"%PDF-1.7", "chỉ đọc được tệp Word"),
        (word("Chữ"), "không thấy bảng quy trình nào"),
    ):
        answer = upload(keeper, content)
        assert answer.status_code == 422
        assert said in words(answer)
    assert keeper.post(TABLES).status_code == 422
    assert upload(keeper, word([HEAD, *SINGLE]), f"{TABLES}?thu-tuc=1.004873").context["found"][0]["ready"]
