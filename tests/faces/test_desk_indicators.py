"""Indicators at the desk without script: all at a glance, one opened down to its rows, targets, the editor."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from django.test import Client

from motcua.areas.directives import actions as directives
from motcua.areas.indicators import evidence
from motcua.areas.indicators.actions import definitions as actions
from motcua.areas.indicators.actions.rebuilding import forget_all
from motcua.areas.indicators.models import Openness, Target
from motcua.base.journal.ports import Actor
from motcua.base.orgs.models import Post
from motcua.reactions.counting.table import catch_up
from tests import world
from tests.areas.test_directives import PLAN, clear, only
from tests.areas.test_facts_same import wards_of_before
from tests.areas.test_indicators_definitions import counted
from tests.faces.at_desk import Official, value_of, words
from tests.faces.reading import links
from tests.publishing import others_figures

HERE = "/can-bo/chi-tieu/"
ONE = f"{HERE}ma/dossiers.on_time"
__all__ = ["counted", "wards_of_before"]


@pytest.fixture(autouse=True)
def _stopped(clock: Callable[[dt.datetime], None]) -> None:
    """The clock stands at the moment of the test."""


def test_all_of_a_unit_at_a_glance(counted: None, posts: Mapping[str, Actor]) -> None:
    chair = Official("chair")
    page = chair.get(HERE)
    said = words(page)
    assert "Phường Long Biên" in said and "từ 01/01/2026" in said
    assert (
        "Hồ sơ giải quyết trước và đúng hạn 75% 3/4" in said
        and "Hồ sơ quá hạn chưa giải quyết xong 1 hồ sơ" in said
    )
    assert page.content.decode().count("indicator-trend") > 30
    assert "Hồ sơ giải quyết trước và đúng hạn 100% 2/2" in words(
        chair.get(HERE, tu="2026-03-01", den="2026-03-31")
    )
    wrong = chair.get(HERE, tu="hôm qua")
    assert wrong.status_code == 422 and "Chọn ngày theo lịch" in words(wrong)
    assert chair.get(HERE, **{"don-vi": world.OTHER}).status_code == 404
    english = chair.client.get(HERE, headers={"accept-language": "en"})
    assert "Dossiers finished early or on time" in words(english)


def test_one_opens_down_to_its_rows(counted: None) -> None:
    chair = Official("chair")
    page = chair.get(ONE)
    said = words(page)
    assert "75%" in said and "QĐ 766/QĐ-TTg" in said and "dossier.finished[timing=early,on_time]" in said
    assert "10/2026 50,00% 1 2" in said, "the table behind the drawing"
    link = re.search(r'href="([^"]*dossiers.on_time/dong[^"]*)"', page.content.decode())
    assert link
    behind = words(chair.get(link[1].replace("&amp;", "&")))
    assert "3 dòng" in behind and "1.001193" in behind and "trước hạn" in behind
    by_timing = words(chair.get(ONE, theo="timing"))
    assert "trễ hạn 0,00%" in by_timing and "đúng hạn 100,00%" in by_timing
    late = re.search(
        r'href="([^"]*theo=timing&amp;gia-tri=late)"', chair.get(ONE, theo="timing").content.decode()
    )
    assert late
    rows_of_late = late[1].replace("&amp;", "&")
    assert "0 dòng" in words(chair.get(rows_of_late)), "late ones are no part of the numerator"
    of_late = words(chair.get(f"{rows_of_late}&phan=denominator"))
    assert "Sớm, đúng hạn, trễ: trễ hạn" in of_late and "1 dòng" in of_late
    assert "chỉ mẫu số: trễ hạn" in of_late and "cả tử số và mẫu số" in behind, (
        "each row says what it is counted in"
    )
    filed = words(chair.get(f"{HERE}ma/dossiers.online_share/dong", phan="denominator"))
    assert "Tính vào" in filed and "chỉ mẫu số: trực tiếp" in filed
    assert "Tính vào" not in words(chair.get(f"{HERE}ma/dossiers.received/dong")), "a count has one part"
    month = re.search(r'href="([^"]*tu=2026-10-01&amp;den=2026-10-31)"', page.content.decode())
    assert month and "1 dòng" in words(chair.get(month[1].replace("&amp;", "&")))
    secret = chair.get(f"{HERE}ma/denunciations.received")
    assert "không mở được vụ việc nào" in words(secret) and "received/dong" not in secret.content.decode()
    assert chair.get(f"{HERE}ma/denunciations.received/dong").status_code == 404
    for post in ("front", "inspector"):
        assert "3 dòng" in words(Official(post).get(f"{ONE}/dong")), "codes, for who watches the agency too"
    per_hundred = words(chair.get(f"{HERE}ma/dossiers.supplement_share"))
    assert "Giá trị bằng 100 lần số trên chia cho số dưới" in per_hundred
    assert chair.get(f"{HERE}ma/khong.co").status_code == 404


def test_rows_of_what_stands_say_what_each_is_and_add_up(counted: None) -> None:
    chair = Official("chair")
    said = words(chair.get(f"{HERE}ma/dossiers.overdue/dong"))
    assert "2 dòng" in said and "Việc được đếm" in said
    assert "hồ sơ thủ tục hành chính: sang ngày sau hạn và không còn chờ – -3" in said
    assert "hồ sơ thủ tục hành chính: sang ngày sau hạn – 4" in said
    shown = [href for href in links(chair.get(f"{HERE}ma/visits.per_day")) if "/dong" in href]
    assert shown and not [href for href in shown if "phan=denominator" in href], (
        "no row stands behind working days"
    )


def test_what_is_still_open_and_late_is_said_beside_what_was_in_time(
    counted: None, receive: Callable[..., Any], at: dt.datetime
) -> None:
    """100% in time tells nothing of what nobody has finished; a stock says to which day it counts."""
    chair = Official("chair")
    assert "đang quá hạn lúc này" not in words(chair.get(HERE))
    receive(at=at - dt.timedelta(days=30))
    page = words(chair.get(HERE))
    assert page.count("1 việc chưa xong đang quá hạn lúc này") == 5, (
        "early, on time, late, overdue and pace of dossiers"
    )
    assert "1 việc chưa xong đang quá hạn lúc này" in words(chair.get(ONE))
    stock = words(chair.get(f"{HERE}ma/dossiers.overdue"))
    assert "1 việc chưa xong đang quá hạn lúc này" in stock and "từ ngày hôm sau mới tính là quá hạn" in stock
    assert "đang quá hạn lúc này" not in words(chair.get(f"{HERE}ma/dossiers.received"))


def test_a_year_before_the_reorganisation_says_what_is_not_added(wards_of_before: list[str]) -> None:
    """R0.1, trap 7: on request with the units in whose place this one stands, or by the units of another day."""
    chair, year = Official("chair"), {"tu": "2025-01-01", "den": "2025-12-31"}
    here = f"{HERE}ma/dossiers.received"
    page = chair.get(here, **year)
    assert "1.000 hồ sơ" in words(page) and "Chưa cộng 3 đơn vị trước sắp xếp" in words(page)
    (join,) = (href for href in links(page) if "truoc=1" in href)
    both = words(chair.get(f"{here}{join}&theo=unit"))
    assert "1.018 hồ sơ" in both and "Cộng cả 3 đơn vị trước sắp xếp" in both and "Chưa cộng" not in both
    assert "Không cộng đơn vị chỉ một phần về đây" in both and "–2025)" in both
    june = chair.get(here, **year, **{"co-cau": "2025-06-30", "don-vi": "00145-2025"})
    assert "Theo cơ cấu đơn vị ngày 30/06/2025" in words(june) and "6 hồ sơ" in words(june)
    assert chair.get(here, **{"co-cau": "2025-06-30", "don-vi": world.OTHER}).status_code == 404
    for wrong in ("2025-06-30", "2027-01-01", "31/02"):
        assert chair.get(HERE, **{"co-cau": wrong}).status_code == 422
    for path in ("", "ma/dossiers.received"):
        assert "Chưa cộng" not in words(chair.get(f"{HERE}{path}", tu="2025-07-01", den="2025-12-31"))
    index = words(chair.get("/can-bo/bo-chi-so/ma/766", **year, truoc="1"))
    assert "Cộng cả 3 đơn vị trước sắp xếp" in index
    assert "Chưa cộng 3 đơn vị" in words(chair.get("/can-bo/bo-chi-so/ma/766", **year))


def test_parts_are_said_of_percentages_alone(counted: None) -> None:
    """Minutes over dossiers beside hours tell nobody anything."""
    page = Official("chair").get(HERE)
    said = dict(
        re.findall(
            r'<h3><a href="[^"]*/ma/([a-z_.]+)\?.*?indicator-value">(.*?)</p>', page.content.decode(), re.S
        )
    )
    assert "3/4" in said["dossiers.on_time"]
    assert "/" not in re.sub(r"<[^>]*>", "", said["dossiers.average_hours"])


def test_a_month_table_says_values_in_the_unit_of_the_indicator(counted: None) -> None:
    """Hours and not minutes, as many places in every line, separators of the language."""
    page = Official("chair").get(f"{HERE}ma/dossiers.average_hours").content.decode()
    table = page[page.index("chart-table") :].partition("</table>")[0]
    head = re.findall(r'<th scope="col"[^>]*>([^<]*)', table)
    assert head[:3] == ["Tháng", "Giá trị (giờ làm việc)", "Tổng thời gian làm việc đã dùng (giờ làm việc)"]
    cells = re.findall(r'<td class="num">(?:<a[^>]*>)?([^<]*)', table)
    assert all(re.fullmatch(r"–|[\d.]+,\d", said) for said in (*cells[0::3], *cells[1::3])), cells
    assert all(re.fullmatch(r"[\d.]+", said) for said in cells[2::3]) and any("," in said for said in cells)
    share = Official("chair").get(ONE).content.decode()
    table = share[share.index("chart-table") :].partition("</table>")[0]
    cells = re.findall(r'<td class="num">(?:<a[^>]*>)?([^<]*)', table)
    assert all(re.fullmatch(r"–|\d+,\d\d%", said) for said in cells[0::3])


def test_units_stand_by_their_place_and_lead_to_their_own_page(counted: None) -> None:
    """S037: who directs the province sees its communes ranked, each a step from its own figure."""
    Post.objects.filter(code="police-head").update(duties=["direct", "sign"])
    head = Official("police-head")
    page = head.get(ONE, theo="unit")
    assert "1. Phường Long Biên 75,00% 3/4 2. Phường Bồ Đề 0,00% 0/1" in words(page)
    (own,) = (href for href in links(page) if f"don-vi={world.OTHER}" in href)
    assert not [href for href in links(page) if "/dong" in href], "rows of the province itself would be none"
    assert "theo=unit#h-parts" in " ".join(links(page)) and "mở từng đơn vị" in words(page)
    assert "0/1" in words(head.get(own)) and "Số liệu của đơn vị khác" in words(head.get(own))
    assert "1. " not in words(head.get(f"{HERE}ma/dossiers.received", theo="unit")).partition("Chia theo")[2]


def test_targets_are_set_and_drawn(counted: None) -> None:
    chair = Official("chair")
    wrong = chair.post(f"{ONE}/muc-tieu", **{"gia-tri": "nhiều", "nam": "2026", "van-ban": "KH 12/KH-UBND"})
    assert wrong.status_code == 422 and "Ghi một số" in words(wrong)
    assert value_of(wrong, "van-ban") == "KH 12/KH-UBND", "nothing typed is lost"
    chair.post(f"{ONE}/muc-tieu", **{"gia-tri": "98,5", "nam": "2026", "van-ban": "KH 12/KH-UBND"})
    assert "Mục tiêu năm 2026: 98,5% · chưa đạt (KH 12/KH-UBND)" in words(chair.get(ONE))
    assert "mục tiêu 98,5% · chưa đạt" in words(chair.get(HERE))
    assert Official("front").post(f"{ONE}/muc-tieu", **{"gia-tri": "1"}).status_code in (403, 404)


def test_a_target_names_the_task_that_must_reach_it(
    counted: None, posts: Mapping[str, Actor], at: dt.datetime
) -> None:
    """S038: on both pages, with how far it is; a task of nobody's sight is none."""
    tasks = [clear(at.date() + dt.timedelta(days=21))]
    drawn_up = directives.draft(
        by=posts["office-head"], at=at, unit=world.WARD, document=PLAN, tasks=tasks, files=[world.scan()]
    )
    code = str(only(directives.issue(by=posts["chair"], at=at, directive=drawn_up)).case)
    chair = Official("chair")
    form = {"gia-tri": "98,5", "nam": "2026", "van-ban": "KH 12/KH-UBND"}
    wrong = chair.post(f"{ONE}/muc-tieu", **form, **{"nhiem-vu": "NV-KHONG-CO"})
    assert wrong.status_code == 422 and "Chọn một nhiệm vụ đang mở" in words(wrong)
    assert code in words(chair.get(ONE)), "open tasks to choose from"
    assert chair.post(f"{ONE}/muc-tieu", **form, **{"nhiem-vu": code}).status_code == 302
    page = chair.get(ONE)
    assert f"/can-bo/giao-viec/nhiem-vu/{code}" in " ".join(links(page)) or code in " ".join(links(page))
    assert "indicator-towards" in page.content.decode() and "nhiệm vụ đã xong 0%" in words(page)
    task = chair.get(next(link for link in links(page) if code in link))
    said = words(task)
    assert (
        "Mục tiêu phải đạt" in said
        and "Mục tiêu năm 2026: 98,5% (KH 12/KH-UBND)" in said
        and "chưa đạt" in said
    )
    assert evidence.disagreements() == []
    chair.post(f"{ONE}/muc-tieu", **form)
    assert "Mục tiêu phải đạt" not in words(chair.get(next(link for link in links(page) if code in link)))
    Target.objects.filter(n=1).update(task="")
    assert evidence.disagreements() == ["indicator:dossiers.on_time: khác với sổ cái (bị sửa)."]


@pytest.mark.django_db(transaction=True)
def test_what_others_published_stands_apart(
    counted: None, at: dt.datetime, django_assert_max_num_queries: Any
) -> None:
    chair = Official("chair")
    assert "Chưa có số liệu công bố nào" in words(chair.get(f"{HERE}so-lieu-cong-bo"))
    others_figures(at)
    with django_assert_max_num_queries(30):
        said = words(chair.get(f"{HERE}so-lieu-cong-bo"))
    assert (
        "F31" in said and "64,28%" in said and "suy ra, nguồn không ghi" in said and "chưa khớp" not in said
    )
    opened = words(chair.get(f"{HERE}so-lieu-cong-bo/F27.1", phan="denominator"))
    assert "58,17%" in opened and "208" in opened and "source.procedure.level[outcome=3-4]" in opened
    assert "SEED-002-01" in opened and "SEED-002-02" in opened and "121/208 = 58,173%" in opened
    assert "SEED-002-02" not in words(chair.get(f"{HERE}so-lieu-cong-bo/F27.1"))
    assert chair.get(f"{HERE}so-lieu-cong-bo/F99.1").status_code == 404
    alone = words(chair.get(f"{HERE}so-lieu-cong-bo/F28.1"))
    assert "không ghi tử số và mẫu số" in alone and "không cho dòng nào" in alone
    assert (
        "F28" in said and "nguồn không ghi số đếm" in said and "F13" in said and "không phải chỉ tiêu" in said
    )
    own = words(chair.get(ONE))
    assert "99,82%" in own and "75%" in own and "không cộng vào" in own
    assert "chỉ có số liệu công bố" in words(chair.get(f"{HERE}ma/secretaries.not_local"))


def given(**over: Any) -> dict[str, Any]:
    return {
        "id": "dossiers.on_time", "name": "Đúng hạn", "law": "KH 12/KH-UBND", "numerator_words": "Hồ sơ trước hạn",
        "denominator_words": "Hồ sơ xong", "unit": "percent", "places": "1", "rounding": "truncate", "zero": "none",
        "direction": "up", "valid_from": "2026-11-26", "n0-fact": "dossier.finished", "n0-timing": ["early"],
        "d0-fact": "dossier.finished", "viec": "xem", **over,
    }  # fmt: skip


@pytest.mark.parametrize(
    "typed", ["1.001193] + dossier.received[", "1.001193; outcome=x", "9.999999", "<script>"]
)
def test_a_filter_that_matches_nothing_is_refused(counted: None, typed: str) -> None:
    keeper, edit = Official("office-head"), f"{HERE}cach-tinh"
    for doing in ("xem", "cong-bo"):
        answer = keeper.post(edit, **given(**{"n0-type": typed}, viec=doing, valid_from="2026-12-01"))
        assert answer.status_code == 422
        assert "không phải một mã" in words(answer) or "Không có thủ tục “9.999999”" in words(answer)
    assert "25% 1/4" in words(keeper.post(edit, **given(**{"n0-type": "1.001193"})))


@pytest.mark.parametrize(
    ("levels", "status"), [("5", 422), ("1, 2", 422), ("4, 5", 200), ("1, 2, 3", 200), ("", 200)]
)
def test_levels_of_survey_answers_are_counted_as_satisfied_or_not(
    counted: None, levels: str, status: int
) -> None:
    asked = given(
        id="own.pleased", unit="câu", valid_from="2026-12-01", **{"n0-fact": "survey.sipas", "n0-timing": []}
    )
    answer = Official("office-head").post(
        f"{HERE}cach-tinh", **{**asked, "n0-outcome": levels, "d0-fact": ""}
    )
    assert answer.status_code == status
    assert ("chỉ đếm theo hài lòng" in words(answer)) == (status == 422)


def test_what_open_data_never_hold_is_not_opened(counted: None) -> None:
    keeper, said = Official("office-head"), "Chỉ tiêu này đếm câu trả lời khảo sát hoặc tố cáo"
    shown = keeper.get(f"{HERE}cach-tinh", tu="sipas.overall")
    assert said in words(shown) and "ma/sipas.overall/cong-khai" not in shown.content.decode()
    assert keeper.post(f"{HERE}ma/sipas.overall/cong-khai", muc="cong-khai").status_code == 302
    assert said in words(keeper.get(f"{HERE}cach-tinh", tu="dossiers.on_time"))
    assert not Openness.objects.exists()


def test_a_definition_is_looked_at_and_published(counted: None, at: dt.datetime) -> None:
    keeper, edit = Official("office-head"), f"{HERE}cach-tinh"
    shown = keeper.get(edit, tu="dossiers.on_time")
    assert value_of(shown, "name") == "Hồ sơ giải quyết trước và đúng hạn"
    assert 'value="early" checked' in shown.content.decode()
    looked = keeper.post(edit, **given())
    seen = words(looked)
    assert "Xem trước" in seen and "25% 1/4" in seen and "đang áp dụng: 75% (3/4)" in seen
    assert looked.status_code == 409 and "Chọn ngày 01/12/2026" in seen, (
        "what publishing refuses is said before"
    )
    assert keeper.post(edit, **given(valid_from="2026-13-45")).status_code == 422
    assert keeper.post(edit, **given(valid_from="2026-12-01")).status_code == 200
    wrong = keeper.post(edit, **given(**{"n0-fact": "", "id": "Đ"}))
    assert wrong.status_code == 422 and "ít nhất một số đếm" in words(wrong) and "chữ thường" in words(wrong)
    assert keeper.post(edit, **given(viec="cong-bo", valid_from="2026-01-01")).status_code == 409
    refused = keeper.post(edit, **given(viec="cong-bo", valid_from=f"{at.date()}"))
    assert refused.status_code == 409 and "Chọn ngày 01/12/2026" in words(refused)
    assert value_of(keeper.get(edit, tu="dossiers.on_time"), "valid_from") == "2026-12-01"
    assert keeper.post(edit, **given(viec="cong-bo", valid_from="2026-12-01")).status_code == 302
    door = f"{HERE}ma/dossiers.on_time/xac-nhan"
    waits = keeper.get(edit, tu="dossiers.on_time")
    assert "Bản 1, áp dụng từ 01/12/2026, chờ người thứ hai xác nhận" in words(waits)
    assert "không tự xác nhận" in words(waits) and 'value="xac-nhan"' not in waits.content.decode()
    assert keeper.post(door, viec="xac-nhan").status_code == 302, "told so, and nothing else"
    assert "bản 1" not in words(keeper.get(ONE, tu="2026-12-01", den="2026-12-31"))
    assert Official("front").get(door).status_code == Official("one-stop-1").get(door).status_code == 404
    chair = Official("chair")
    assert chair.get(edit).status_code == 403, "who directs confirms, and defines nothing"
    assert (
        f'href="{door}"' in chair.get(ONE).content.decode()
        and f'href="{door}"' in chair.get(HERE).content.decode()
    )
    shown = chair.get(door)
    assert "đang áp dụng: 75% (3/4)" in words(shown) and 'value="xac-nhan"' in shown.content.decode()
    assert "Làm tròn làm tròn nửa lên cắt bớt" in words(shown), "what changes, in force beside proposed"
    assert "Chánh Văn phòng HĐND và UBND phường đề nghị lúc" in words(shown)
    assert 'value="xac-nhan"' not in keeper.get(door).content.decode()
    second = Official("admin")
    assert "dossiers.on_time" in second.get(edit).content.decode()
    assert "đang áp dụng: 75% (3/4)" in words(waits), "whoever reads figures looks at what it would say"
    assert "Vị trí này không xem số liệu" in words(second.get(edit, tu="dossiers.on_time"))
    assert second.post(door, viec="xac-nhan").status_code == 302
    assert "hai người công bố" in words(keeper.get(edit, tu="dossiers.on_time"))
    after = words(keeper.get(ONE, tu="2026-12-01", den="2026-12-31"))
    assert "bản 1, công bố tại đây" in after and "cắt bớt" in after and "nhiều cách tính" not in after
    both = words(keeper.get(ONE, tu="2026-01-01", den="2026-12-31"))
    assert (
        "75%" in both and "bản kèm theo phần mềm: từ 01/01/2026 đến 30/11/2026; bản 1: từ 01/12/2026" in both
    )
    assert "75% 3/4" in words(keeper.get(HERE, tu="2026-01-01", den=f"{at.date() - dt.timedelta(days=1)}"))
    assert keeper.get(edit).status_code == 200
    new = given(
        id="own.share",
        viec="cong-bo",
        valid_from=f"{at.date()}",
        **{"n0-type": "1.001193", "d0-fact": "calendar.working_days"},
    )
    assert keeper.post(edit, **{**new, "unit": "hồ sơ/ngày"}).status_code == 302
    for post in ("chair", "one-stop-1", "front"):
        assert Official(post).get(edit).status_code in (403, 404)
    admin = Official("admin").get(edit)
    assert admin.status_code == 200 and f'href="{edit}"' in admin.content.decode(), "its door is in the menu"
    assert f'href="{edit}"' not in Official("one-stop-1").get("/can-bo/").content.decode()


def test_who_directs_the_agency_confirms_or_drops_a_new_indicator(counted: None, at: dt.datetime) -> None:
    keeper, chair, edit = Official("office-head"), Official("chair"), f"{HERE}cach-tinh"
    made, door = (
        given(id="own.share", viec="cong-bo", valid_from=f"{at.date()}"),
        f"{HERE}ma/own.share/xac-nhan",
    )
    for who in (keeper, chair):
        assert keeper.post(edit, **made).status_code == 302
        told, mine = chair.get("/can-bo/"), keeper.get("/can-bo/")
        assert "1 cách tính chỉ tiêu chờ người thứ hai xác nhận" in words(told) and door in links(told)
        assert door not in links(mine), "nobody is their own second person"
        assert "25%" in words(chair.get(door)) and "Chỉ tiêu mới" in words(chair.get(door))
        dropped = who.client.post(door, {"viec": "bo"}, follow=True)
        assert dropped.status_code == 200 and "Đã bỏ đề nghị này." in words(dropped)
        assert chair.get(door).status_code == 404 and chair.get(f"{HERE}ma/own.share").status_code == 404
    assert keeper.post(edit, **{**made, "valid_from": "2027-01-04"}).status_code == 302
    ahead = chair.client.post(door, {"viec": "xac-nhan"}, follow=True)
    assert ahead.status_code == 200 and "Đã xác nhận, áp dụng từ 04/01/2027" in words(ahead)


def test_who_looks_from_above_is_told_whose_the_rows_are(counted: None) -> None:
    world.open_city()
    city = Official("city-chair")
    assert "Số này cộng cả các đơn vị khác" in words(city.get(ONE))
    page = words(city.get(f"{ONE}/dong"))
    assert "dòng thuộc cơ quan làm việc đó: ở đây xem số liệu, không mở từng hồ sơ" in page
    assert "Kỳ này chưa có dòng nào" not in page and "1.001193" not in page
    assert "không mở từng hồ sơ" not in words(Official("chair").get(f"{ONE}/dong"))


def test_an_indicator_of_ones_own_is_open_only_when_somebody_opens_it(
    counted: None, at: dt.datetime, client: Client
) -> None:
    keeper, edit = Official("office-head"), f"{HERE}cach-tinh"
    made = given(id="own.share", viec="cong-bo", valid_from=f"{at.date()}")
    assert keeper.post(edit, **made).status_code == 302
    assert "ma/own.share/cong-khai" not in keeper.get(edit, tu="own.share").content.decode(), "it still waits"
    assert Official("admin").post(f"{HERE}ma/own.share/xac-nhan").status_code == 302
    dataset, door = "/cong-khai/du-lieu-mo/own.share/so-lieu.json", f"{HERE}ma/own.share/cong-khai"
    assert client.get(dataset).status_code == 404
    assert "Nội bộ: chỉ cán bộ" in words(keeper.get(edit, tu="own.share"))
    assert Official("chair").post(door, muc="cong-khai").status_code == 403
    assert keeper.post(door, muc="cong-khai").status_code == 302
    assert client.get(dataset).status_code == 200 and evidence.disagreements() == []
    assert keeper.post(door, muc="noi-bo").status_code == 302 and client.get(dataset).status_code == 404
    assert client.get("/cong-khai/du-lieu-mo/dossiers.on_time/so-lieu.json").status_code == 200


def test_a_share_that_can_be_none_is_not_published(counted: None, at: dt.datetime) -> None:
    keeper, edit = Official("office-head"), f"{HERE}cach-tinh"
    over = {
        "n0-fact": "dossier.finished",
        "n0-timing": [],
        "d0-fact": "dossier.finished",
        "d0-timing": ["late"],
    }
    assert "ngoài 0–100%" in words(keeper.post(edit, **given(id="own.over", **over)))
    refused = keeper.post(edit, **given(id="own.over", viec="cong-bo", valid_from=f"{at.date()}", **over))
    assert refused.status_code == 422 and "mẫu số âm" in words(refused)


def test_pages_of_figures_say_that_counting_is_under_way(counted: None, at: dt.datetime) -> None:
    """After an upgrade that forgets facts every figure is blank until the journal is counted again."""
    chair, addresses = Official("chair"), (HERE, ONE, "/can-bo/bo-chi-so/ma/766", "/bang/xu-huong")
    catch_up()
    for address in addresses:
        assert "Số liệu đang được đếm" not in words(chair.get(address)), address
    forget_all("facts")
    for address in addresses:
        assert "Số liệu đang được đếm: việc ghi từ" in words(chair.get(address)), address
    assert "Số liệu đang được đếm" in words(Client().get("/bang/cong-khai"))


def test_pages_cost_few_queries(counted: None, django_assert_max_num_queries: Any) -> None:
    chair = Official("chair")
    actions.keep_shipped()
    from motcua.areas.indicators.models import Measure

    Measure.objects.update(built_through=0)
    chair.get(HERE), chair.get(ONE)
    for path in (HERE, ONE):
        with django_assert_max_num_queries(24):  # five of them say who looks, one what waits
            chair.get(path)
