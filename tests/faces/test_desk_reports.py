"""Reports at the desk without script: any period, the rows behind a figure, files, closing."""

import datetime as dt
import re
from collections.abc import Callable, Mapping

import pytest
from django.urls import reverse

from motcua.areas.indicators.queries.tables import COUNTED
from motcua.areas.petitions.actions import receive
from motcua.areas.receptions.actions import receive as take_visit
from motcua.base.journal.ports import Actor
from motcua.faces.desk.indicators.views import PAGES
from tests import world
from tests.areas.test_denunciations import accepted
from tests.areas.test_receptions import SAID, WHO
from tests.faces.at_desk import Official, words

HERE = "/can-bo/bao-cao/don-thu"


@pytest.fixture(autouse=True)
def _stopped(clock: Callable[[dt.datetime], None]) -> None:
    """The clock stands at the moment of the test."""


@pytest.fixture
def code(posts: Mapping[str, Actor], at: dt.datetime) -> str:
    made = receive(
        by=posts["one-stop-1"], at=at, unit=world.WARD, channel="counter", said="complaint", topic="land",
        content="Không đồng ý mức bồi thường", submitter=world.person(4), arrived_on=at.date() - dt.timedelta(days=3),
    )  # fmt: skip
    return str(made.code)


def test_a_figure_opens_onto_codes_only(code: str) -> None:
    handler = Official("justice-1")
    assert HERE in handler.get("/can-bo/don/").content.decode()
    page = handler.get(HERE)
    said = words(page)
    assert "Biểu số 01/XLD" in said and "Quý IV" in said and "kỳ chưa hết" in said and "theo trí nhớ" in said
    link = re.search(r'href="([^"]*cot=complaint[^"]*)">1<', page.content.decode())
    assert link
    rows = handler.get(link[1].replace("&amp;", "&"))
    assert code in rows.content.decode() and world.person(4)["name"] not in rows.content.decode()
    assert handler.client.get(f"{HERE}/dong?cot=khac").status_code == 404


def test_any_days_and_files_of_them(code: str) -> None:
    chair = Official("chair")
    days = {"bieu": "02-xld", "tu": "2026-11-01", "den": "2026-11-17"}
    assert "1" in words(chair.get(HERE, **days)) and "từ 01/11/2026 đến 17/11/2026" in words(
        chair.get(HERE, **days)
    )
    for kind, start in (("xlsx", b"PK"), ("docx", b"PK"), ("pdf", b"%PDF")):
        made = chair.get(f"{HERE}/tep.{kind}", **days)
        assert made.content.startswith(start), kind
        assert made["Content-Disposition"].endswith(f'"bieu-02-xld-20261101-20261117.{kind}"')
    assert chair.client.get(f"{HERE}/tep.csv").status_code == 404
    for wrong in (
        {"tu": "mai", "den": "2026-11-17"},
        {"ky": "nam", "nam": "9"},
        {"tu": "2026-11-17", "den": "2026-11-01"},
    ):
        assert chair.get(HERE, **wrong).status_code == 422, wrong
    assert chair.get(HERE, bieu="khong-co").status_code == 404
    assert chair.get(HERE, **{"don-vi": "00118"}).status_code == 404


def test_figures_are_closed_and_told_apart_from_later_ones(
    code: str, posts: Mapping[str, Actor], at: dt.datetime
) -> None:
    chair = Official("chair")
    asked = {"bieu": "01-xld", "tu": "2026-11-01", "den": "2026-11-18"}
    assert chair.post(f"{HERE}/chot", **{**asked, "den": "2026-12-30"}).status_code == 409
    assert chair.post(f"{HERE}/chot", **asked).status_code == 302
    assert "Chốt lần 1" in words(chair.get(HERE, **asked)) and "nay khác" not in words(
        chair.get(HERE, **asked)
    )
    receive(
        by=posts["one-stop-1"], at=at, unit=world.WARD, channel="post", said="suggestion", topic="other",
        content="Thêm đèn ngõ", submitter=world.person(5), arrived_on=dt.date(2026, 11, 16),
    )  # fmt: skip
    assert "con số nay khác số đã chốt" in words(chair.get(HERE, **asked))
    assert Official("justice-1").post(f"{HERE}/chot", **asked).status_code == 403


def test_who_supervises_opens_rows_and_others_nothing(code: str) -> None:
    front = Official("front")
    page = front.get(HERE)
    assert page.status_code == 200 and "cot=" in page.content.decode()
    assert code in words(front.client.get(f"{HERE}/dong?cot=total"))
    for post in ("one-stop-1", "land-1", "bo-de-one-stop-1"):
        assert Official(post).get(HERE).status_code == 403, post


def test_reception_and_results_open_onto_their_own_pages(
    code: str, posts: Mapping[str, Actor], at: dt.datetime
) -> None:
    given = {"visitor": WHO, "petition_class": "suggestion", "topic": "other", "summary": SAID}
    visit = take_visit(by=posts["justice-1"], at=at, agency=world.WARD, **given)
    accepted(posts, at)
    chair = Official("chair")
    seen = words(chair.get(HERE, bieu="01-tcd"))
    assert "Đoàn đông người" in seen and "Tiếp đột xuất" in seen and "Biểu số 01/TCD" in seen
    rows = chair.get(f"{HERE}/dong", bieu="01-tcd", cot="all_visits").content.decode()
    assert f"/can-bo/tiep-cong-dan/luot/{visit.code}" in rows and WHO["name"] not in rows
    sealed = chair.get(HERE, bieu="03-kqgq")
    assert "chỉ có số liệu" in words(sealed) and "cot=" not in sealed.content.decode()
    assert "0/1 = 0%" in words(sealed)
    assert chair.client.get(f"{HERE}/dong?bieu=03-kqgq&cot=total").status_code == 404
    for table in ("01-kqgq", "02-kqgq", "04-kqgq", "kq-pakn", "02-tcd"):
        assert chair.get(HERE, bieu=table).status_code == 200, table
    for fact, (_rows, codes) in COUNTED.items():
        assert codes is None or reverse(PAGES[fact], args=["X-1"]), fact
