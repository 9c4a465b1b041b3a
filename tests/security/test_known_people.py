"""Who may know the people: a table of kinds of work and posts, held against every page that could name somebody."""

import csv
import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.areas.cases import actions as engine
from motcua.areas.cases import policies, queries
from motcua.areas.cases.models import Case
from motcua.areas.certification.actions import receive as certify
from motcua.areas.complaints import actions as complaints
from motcua.areas.feedback import actions as feedback
from motcua.areas.feedback.queries import tracking_key
from motcua.areas.petitions import actions as petitions
from motcua.areas.receptions import actions as receptions
from motcua.base.journal.models import Event
from motcua.base.journal.policies import content_of
from motcua.base.journal.ports import CITIZEN, Actor
from motcua.faces.ui import cases as shown
from motcua.rules.impossible import NotAllowed
from motcua.rules.vietnamese import fold
from tests import world
from tests.areas.test_complaints import proposed
from tests.faces.at_desk import words

Posts = Mapping[str, Actor]
Desk = Callable[[str], Client]
WEEKS = dt.timedelta(days=60)
NAMES = (
    "Nghiêm Đoàn Xuyến", "Khiếu Thị Nhậm", "Thạch Quắc Bường", "Uông Lữ Khuyên", "Lều Phạm Tuyền", "Mẫn Doãn Chuẩn",
    "Giáp Từ Ngoãn", "Vương Trác Phiếm",
)  # fmt: skip
ADDRESS = "Số 77 ngõ Hoàng Hôn"
LISTS = (
    "/can-bo/", "/can-bo/?xem=don-vi", "/can-bo/chuong", "/bang/ho-so", "/can-bo/don/?xem=tat-ca", "/can-bo/khieu-nai/",
    "/can-bo/tiep-cong-dan/", "/can-bo/phan-anh/", "/can-bo/chung-thuc/",
)  # fmt: skip
TABLE = Path(__file__).parents[1] / "tables" / "known_people.csv"
with TABLE.open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(line for line in file if not line.startswith("#")))
POSTS = [name for name in ROWS[0] if name != "kind"]


def someone(n: int) -> dict[str, str]:
    return {
        "kind": "person", "name": NAMES[n], "id_number": f"00119977{n:04d}", "phone": f"09871234{n:02d}",
        "email": f"nguoi{n}@thu-rieng.example", "address": ADDRESS,
    }  # fmt: skip


@pytest.fixture
def made(
    posts: Posts, at: dt.datetime, receive: Callable[..., Any]
) -> dict[str, tuple[Case, dict[str, str]]]:
    """One case of every row of the table, each of another person."""
    desk, people = posts["one-stop-1"], {row["kind"]: someone(n) for n, row in enumerate(ROWS)}

    def complaint(who: dict[str, str]) -> Any:
        found = proposed(at, submitter=who)
        return complaints.accept(by=posts["chair"], at=at, petition=found)

    def reported(who: dict[str, str], category: str) -> Any:
        return feedback.receive(
            by=CITIZEN, at=at, unit=world.WARD, channel="portal", category=category, content="Xem giúp việc này",
            contact=who,
        )  # fmt: skip

    def verified(who: dict[str, str]) -> Any:
        return complaints.assign(by=posts["chair"], at=at, complaint=complaint(who), verifier="land-1")

    makers: dict[str, Callable[[dict[str, str]], Any]] = {
        "dossier": lambda who: receive(applicant=who),
        "certification": lambda who: certify(
            by=desk, at=at, unit=world.WARD, applicant=who,
            documents=[{"kind": "copy", "title": "Giấy khai sinh", "pages": 1, "copies": 1}],
        ),
        "petition": lambda who: petitions.receive(
            by=desk, at=at, unit=world.WARD, channel="counter", said="suggestion", topic="order", submitter=who,
            content="Đề nghị sửa đèn đường",
        ),
        "reception": lambda who: receptions.receive(
            by=posts["justice-1"], at=at, agency=world.WARD, visitor=who, petition_class="suggestion", topic="other",
            summary="Đường ngập khi mưa",
        ),
        "complaint": complaint,
        "complaint verified by land-1": verified,
        "feedback on rubbish": lambda who: reported(who, "rac"),
        "feedback on conduct of officials": lambda who: reported(who, "thai-do"),
    }  # fmt: skip
    return {kind: (Case.objects.get(pk=makers[kind](who).case.pk), who) for kind, who in people.items()}


def sought(client: Client, q: str) -> dict[str, str]:
    """What the search of the desk answers: its rows, or the one page to which it leads."""
    answer = client.post("/can-bo/tim", {"q": q}, follow=True)
    here = answer.redirect_chain[-1][0].partition("?")[0]
    return rows_of(answer) if here == "/can-bo/tim" else {here: words(answer)}


def rows_of(answer: Any) -> dict[str, str]:
    """The rows of a list by the page to which each leads."""
    rows = re.findall(r'<tr data-href="([^"]*)".*?</tr>', answer.content.decode(), re.S)
    texts = re.findall(r'(<tr data-href="[^"]*".*?</tr>)', answer.content.decode(), re.S)
    return dict(zip(rows, texts, strict=True))


def test_every_kind_says_who_may_know_its_people() -> None:
    assert set(policies.PEOPLE) == set(shown.STATES)


def test_a_kind_without_a_rule_names_nobody(posts: Posts) -> None:
    assert policies.known_of(posts["chair"], "unheard-of") == policies.NOBODY


@pytest.mark.parametrize("post", POSTS)
def test_nobody_is_named_or_found_beyond_the_table(
    post: str,
    made: dict[str, tuple[Case, dict[str, str]]],
    desk: Desk,
    posts: Posts,
    at: dt.datetime,
    clock: Any,
) -> None:
    client, by = desk(post), posts[post]
    clock(at + dt.timedelta(hours=1))
    for row in ROWS:
        (case, who), may = made[row["kind"]], row[post] == "yes"
        where, page = f"{row['kind']}, {post}", shown.address(case)
        assert policies.can_know_people(by, case) is may, where
        for q in (who["name"], fold(who["name"]), who["phone"]):
            found = queries.search(queries.reachable(by), q, by=by)
            assert found.filter(pk=case.pk).exists() is may, (where, q)
            assert (page in sought(client, q)) is may, (where, q)
        for q in (case.code, case.title):
            assert (who["name"] in sought(client, q).get(page, "")) is may, (where, q)
    clock(at + WEEKS)
    for path in LISTS:
        answer = client.get(path)
        listed = rows_of(answer) if answer.status_code == 200 else {}
        for row in ROWS:
            case, who = made[row["kind"]]
            text = listed.get(shown.address(case))
            assert text is None or (who["name"] in text) is (row[post] == "yes"), (path, row["kind"])


@pytest.mark.parametrize("post", POSTS)
def test_all_of_a_person_is_read_by_one_key_and_the_reading_is_journalled(
    post: str, made: dict[str, tuple[Case, dict[str, str]]], desk: Desk, posts: Posts
) -> None:
    client = desk(post)
    ends = {"petition": "nguoi-gui", "reception": "nguoi-den", "complaint": "nguoi-khieu-nai",
            "feedback": "nguoi-phan-anh"}  # fmt: skip
    for row in ROWS:
        case, who = made[row["kind"]]
        if case.kind not in ends:
            continue
        address, readings = shown.address(case), Event.objects.filter(kind="citizen.read")
        before, page = readings.count(), words(client.get(address))
        assert who["phone"] not in page and ADDRESS not in page and who["email"] not in page
        assert readings.count() == before, "the least is read without a word"
        answer = client.post(f"{address}/{ends[case.kind]}")
        if row[post] == "no":
            assert answer.status_code in (403, 404) and readings.count() == before
            assert who["phone"] not in words(answer) and who["name"] not in words(answer)
            with pytest.raises(NotAllowed):
                engine.reveal(by=posts[post], at=case.last_at, case=case.code, purpose="processing")
            continue
        said = words(answer)
        assert who["phone"] in said.replace("\u00a0", "").replace(" ", "") and ADDRESS in said
        read = readings.latest("seq")
        assert readings.count() == before + 1
        assert (read.by_post, read.facts) == (post, {"purpose": "processing", "work": case.subject})
        told = str(content_of(read))
        assert not any(value in told for value in who.values() if value != "person")


def test_a_telephone_taker_reads_out_the_key_once_and_nobody_else_has_it(
    desk: Desk, posts: Posts, at: dt.datetime, clock: Callable[[dt.datetime], None]
) -> None:
    """With the key one acts as the sender: it is the sender's, and of whoever has them on the line."""
    taken = feedback.receive(
        by=posts["social-1"], at=at, unit=world.WARD, channel="phone", category="rac", content="Rác đầy ngõ"
    )
    key, address = tracking_key(taken.code), f"/can-bo/phan-anh/ma/{taken.code}?moi=1"
    clock(at + dt.timedelta(minutes=1))
    assert key in words(desk("social-1").get(address))
    for other in ("one-stop-1", "land-1", "chair", "front", "inspector"):
        assert key not in words(desk(other).get(address)), other
    clock(at + dt.timedelta(hours=1))
    assert key not in words(desk("social-1").get(address))


def test_a_longer_list_asks_no_more_questions(
    made: dict[str, tuple[Case, dict[str, str]]], desk: Desk, posts: Posts, at: dt.datetime
) -> None:
    client = desk("land-1")

    def asked() -> Iterator[int]:
        for path in ("/can-bo/?xem=don-vi", "/can-bo/phan-anh/"):
            with CaptureQueriesContext(
                connection,
            ) as found:
                assert client.get(path).status_code == 200
            yield len(found)

    list(asked())
    before = list(asked())
    for n in range(6):
        feedback.receive(
            by=CITIZEN, at=at, unit=world.WARD, channel="portal", category="rac", content=f"Rác {n}",
            contact=someone(n),
        )  # fmt: skip
    assert list(asked()) == before
