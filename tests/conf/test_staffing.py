"""Loading the posts of an agency with their holders: what is taken over, what is rejected and why."""

import datetime as dt
from pathlib import Path

import pytest

from motcua.base.journal.ports import SYSTEM
from motcua.base.orgs.models import Post
from motcua.base.people import queries
from motcua.base.people.actions import end_appointment
from motcua.base.people.models import Account, Holding
from motcua.conf.staffing import COLUMNS, PostsReport, load_posts
from motcua.rules.impossible import Invalid

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ward")]
AT = dt.datetime(2026, 7, 1, 8, tzinfo=dt.timezone(dt.timedelta(hours=7)))
COUNTER = "quay-9,Quầy 9,00145-ttpvhcc,receive;return,,le.an,Lê An,2026-07-01,QĐ 9"
EMPTY = "quay-10,Quầy 10,00145-ttpvhcc,receive,Hộ tịch,,,2026-07-01,"
ADMIN = "quan-tri-9,Quản trị,00145-vp,admin,,le.an,Lê An,2026-07-01,QĐ 9"


def load(folder: Path, *rows: str) -> PostsReport:
    file = folder / "posts.csv"
    file.write_text("\n".join((",".join(COLUMNS), *rows, "")), encoding="utf-8")
    return load_posts(files=[file], fields=["Hộ tịch", "Đất đai"], by=SYSTEM, at=AT)


def told(report: PostsReport) -> tuple[int, int, int, int]:
    return report.added, report.changed, report.same, len(report.rejected)


def test_posts_accounts_and_holders_are_set_up_once(tmp_path: Path) -> None:
    first = load(tmp_path, COUNTER, EMPTY, ADMIN)
    assert told(first) == (3, 0, 0, 0)
    account = Account.objects.get(username="le.an")
    assert list(first.passwords) == ["le.an"]
    assert account.check_password(first.passwords["le.an"])
    assert account.is_staff, "an administrator opens the configuration pages"
    held = queries.actors_for_account(account.pk, AT.date())
    assert {actor.post for actor in held} == {"quay-9", "quan-tri-9"}
    assert not Holding.objects.filter(post__code="quay-10").exists()
    again = load(tmp_path, COUNTER, EMPTY, ADMIN)
    assert told(again) == (0, 0, 3, 0)
    assert not again.passwords


def test_what_an_act_can_change_is_changed(tmp_path: Path) -> None:
    load(tmp_path, COUNTER, EMPTY)
    done = load(
        tmp_path,
        COUNTER.replace("Quầy 9", "Quầy số 9").replace("receive;return", "receive"),
        EMPTY.replace(",,,", ",bui.binh,Bùi Bình,").replace("2026-07-01,", "2026-07-02,QĐ 10"),
    )
    assert told(done) == (0, 2, 0, 0)
    post = Post.objects.get(code="quay-9")
    assert (post.title, post.duties) == ("Quầy số 9", ["receive"])
    assert queries.holder_names("quay-10", dt.date(2026, 7, 2)) == ["Bùi Bình"]
    done = load(tmp_path, COUNTER.replace("Quầy 9", "Quầy số 9").replace("Lê An", "Lê Hoài An"))
    assert told(done) == (0, 1, 0, 0)


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (COUNTER.replace("00145-ttpvhcc", "00145-xyz"), "00145-xyz"),
        (COUNTER.replace("receive;return", "recieve"), "receive, process, review"),
        (COUNTER.replace("2026-07-01", "01/07/2026"), "2025-07-01"),
        (COUNTER.replace("quay-9", "Quầy 9"), "chữ thường không dấu"),
        (COUNTER.replace("Quầy 9", ""), "title"),
        (COUNTER.replace("return,,", "return,Hộ tich,"), "gần giống: Hộ tịch"),
        (COUNTER.replace("le.an", ""), "tên đăng nhập"),
        (COUNTER.replace("le.an", "lê an"), "Tên đăng nhập gồm"),
        (COUNTER.replace("Lê An", ""), "họ và tên"),
        (COUNTER.replace("QĐ 9", ""), "văn bản"),
        (COUNTER.replace("QĐ 9", "Q" * 121), "120"),
    ],
)
def test_a_wrong_row_is_rejected_with_the_reason_and_leaves_nothing(
    tmp_path: Path, row: str, why: str
) -> None:
    done = load(tmp_path, row, EMPTY)
    assert told(done) == (1, 0, 0, 1)
    assert why in done.rejected[0].reason
    assert done.rejected[0].line == 2
    assert not Post.objects.filter(code="quay-9").exists()
    assert not Account.objects.filter(username="le.an").exists()


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (COUNTER.replace("00145-ttpvhcc", "00145-vp"), "không chuyển"),
        (COUNTER.replace("2026-07-01", "2026-06-30"), "ngày lập không đổi"),
        (EMPTY.replace("2026-07-01", "2026-08-01"), "ngày lập không đổi"),
        (COUNTER.replace("2026-07-01", "2026-08-01"), "giữ vị trí quay-9 từ 01/07/2026"),
        (COUNTER.replace("le.an,Lê An", "bui.binh,Bùi Bình"), "le.an giữ vị trí quay-9"),
    ],
)
def test_what_no_act_can_change_is_rejected(tmp_path: Path, row: str, why: str) -> None:
    load(tmp_path, COUNTER, EMPTY)
    done = load(tmp_path, row)
    assert told(done) == (0, 0, 0, 1)
    assert why in done.rejected[0].reason
    assert not done.passwords
    assert not Account.objects.filter(username="bui.binh").exists()


def test_a_successor_comes_when_the_holder_has_left(tmp_path: Path) -> None:
    load(tmp_path, COUNTER)
    end_appointment(
        holding=Holding.objects.get(post__code="quay-9").pk, valid_to=dt.date(2026, 8, 1), by=SYSTEM, at=AT
    )
    row = COUNTER.replace("le.an,Lê An,2026-07-01", "bui.binh,Bùi Bình,2026-08-01")
    assert told(load(tmp_path, row)) == (0, 1, 0, 0)
    assert told(load(tmp_path, row)) == (0, 0, 1, 0)


def test_rows_that_contradict_one_another(tmp_path: Path) -> None:
    done = load(tmp_path, COUNTER, COUNTER, ADMIN.replace("Lê An", "Lê Anh"))
    assert told(done) == (1, 0, 0, 2)
    assert "dòng 2" in done.rejected[0].reason
    assert "hai tên" in done.rejected[1].reason


def test_a_file_with_other_columns(tmp_path: Path) -> None:
    file = tmp_path / "posts.csv"
    file.write_text("ma;ten\nx;y\n", encoding="utf-8")
    with pytest.raises(Invalid, match=r"posts.csv có các cột: ma;ten. Cần các cột: code, title"):
        load_posts(files=[file], fields=[], by=SYSTEM, at=AT)
