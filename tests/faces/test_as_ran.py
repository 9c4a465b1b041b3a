"""The process as it really ran, for officials and leaders: dossiers of ours and taken-over ones, no small cells."""

import csv
import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from motcua.areas.dossiers.actions.history import take_over_all
from motcua.areas.dossiers.models import Dossier
from motcua.base.journal.ports import SYSTEM, Actor
from motcua.gateways.event_log import read_log, read_map
from tests import world
from tests.areas.test_dossiers_history import HEADS, STEPS, went
from tests.faces.at_desk import Official, words

PAGE, BOARD = "/can-bo/thu-tuc/ma/1.004873/thuc-te", "/bang/quy-trinh"
SEPTEMBER = {"tu": "2025-09-01", "den": "2025-10-31"}


@pytest.fixture(autouse=True)
def _stopped(clock: Callable[[dt.datetime], None]) -> None:
    """The clock stands at the moment of the test."""


@pytest.fixture
def history(ward: str, at: dt.datetime, tmp_path: Path) -> None:
    """Six cases by the book, five that skip a step, one that goes a way of its own."""
    rows = [row for n in range(6) for row in went(f"đúng {n}", 8)]
    rows += [row for n in range(5) for row in went(f"tắt {n}", 8, (*STEPS[:2], *STEPS[3:]))]
    rows += went("riêng", 8, (STEPS[0], "Việc rất riêng", *STEPS[1:]))
    file = tmp_path / "cu.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([HEADS, *rows])
    mapped = read_map(None, source="cũ", unit=world.WARD)
    take_over_all(by=SYSTEM, at=at, log=read_log(file, mapped), words=mapped.words, sha="")


@pytest.mark.usefixtures("history")
def test_what_ran_stands_beside_what_was_approved() -> None:
    page = Official("one-stop-1").get(PAGE, **SEPTEMBER)
    said = words(page)
    assert "Tính trên 12 hồ sơ đã giải quyết xong, 12 hồ sơ tiếp quản từ hệ thống cũ" in said
    ran = page.context["ran"]
    assert (ran["share"], ran["following"], ran["all_ways"]) == (50, 6, 3)
    assert [(way["count"], way["follows"]) for way in ran["ways"]] == [(6, True), (5, False)]
    skipped = next(one for one in ran["deviations"] if one["what"] == "Bỏ qua bước")
    assert skipped["rows"] == [{"label": "Xem xét, trình ký", "value": 5}]
    assert "Quy trình đã duyệt" in said
    assert page.content.decode().count("<svg") >= 2


@pytest.mark.usefixtures("history")
def test_cells_under_five_are_hidden() -> None:
    page = Official("one-stop-1").get(PAGE, **SEPTEMBER)
    assert "Việc rất riêng" not in page.content.decode()
    assert "1 cách khác, ít hồ sơ" in words(page)
    few = words(Official("one-stop-1").get(PAGE, tu="2026-01-01", den="2026-11-20"))
    assert "Từ 5 hồ sơ trở lên mới hiện số liệu" in few
    assert "Hồ sơ xong gần nhất: 13/09/2025" in few


@pytest.mark.usefixtures("history")
def test_leaders_choose_a_procedure_and_others_stay_out() -> None:
    chair = Official("chair")
    listed = chair.get(BOARD, **SEPTEMBER)
    assert [(line.code, line.finished) for line in listed.context["listed"]] == [("1.004873", 12)]
    one = chair.get(BOARD, **SEPTEMBER, **{"thu-tuc": "1.004873"})
    assert one.context["ran"]["share"] == 50
    assert "Chưa có thủ tục nào" in words(chair.get(BOARD))
    assert chair.get(BOARD, tu="hôm qua", den="9999-99-99", **{"thu-tuc": "x"}).status_code == 200
    assert Official("justice-1").get(BOARD).status_code == 403
    admin = Official("admin")
    assert [line.finished for line in admin.get(BOARD, **SEPTEMBER).context["listed"]] == [12]
    assert admin.get(PAGE, **SEPTEMBER).context["ran"]["total"] == 12
    assert Official("bo-de-one-stop-1").get(PAGE, **SEPTEMBER).context["ran"]["total"] == 0


@pytest.mark.usefixtures("history")
def test_a_taken_over_dossier_is_read_like_any_other(posts: Mapping[str, Actor]) -> None:
    dossier = Dossier.objects.select_related("case").first()
    assert dossier is not None
    page = words(Official("one-stop-1").get(f"/can-bo/ho-so/{dossier.code}"))
    assert "Tiếp nhận ở hệ thống cũ (cu), tiếp quản từ dòng" in page
    from motcua.areas.dossiers.queries import tracking_key

    tracked = Official("one-stop-1").get("/tra-cuu", ma=dossier.code, key=tracking_key(dossier.code))
    assert "Hồ sơ được tiếp nhận ở hệ thống trước đây" in words(tracked)
    assert "Việc rất riêng" not in words(tracked)


def test_our_own_dossiers_run_too(
    receive: Callable[..., Dossier], finished: Callable[..., Dossier], posts: Mapping[str, Actor]
) -> None:
    for n in range(5):
        dossier = finished(receive(), hand_over=n % 2 == 0)
    page = Official("one-stop-1").get("/can-bo/thu-tuc/ma/1.001193/thuc-te")
    ran = page.context["ran"]
    assert (ran["cases"], ran["share"], ran["taken_over"]) == (5, 100, 0)
    assert ran["handed"]
    assert "Công chức tiếp nhận" in words(page)
    assert dossier.code not in words(page)
