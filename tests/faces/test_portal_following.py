"""With one receipt in hand: what acceptance opened is followed, and a code typed at another door is led to its own."""

import datetime as dt
import html
import json
from collections.abc import Callable, Mapping

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from motcua.areas.complaints import actions as complaints
from motcua.areas.denunciations import actions as denunciations
from motcua.areas.dossiers.models import Dossier
from motcua.areas.dossiers.queries import tracking_key as dossier_key
from motcua.areas.feedback import actions as feedback
from motcua.areas.feedback import queries as feedback_queries
from motcua.areas.petitions import queries
from motcua.areas.petitions.models import Petition
from motcua.base.journal.ports import Actor
from motcua.base.people.models import Guesses
from motcua.faces.portal.receipts import COOKIE
from tests.areas import test_complaints, test_denunciations
from tests.areas.test_feedback import unsound
from tests.areas.test_petitions import SECRET, proposed
from tests.areas.test_petitions import Make as MakePetition
from tests.areas.test_petitions import make as make_petition
from tests.faces.reading import links, words

Posts = Mapping[str, Actor]
DAY, MINUTE = dt.timedelta(days=1), dt.timedelta(minutes=1)
petition = make_petition


@pytest.fixture(autouse=True)
def _now(ward: str, clock: Callable[[dt.datetime], None]) -> None:
    """The clock stands at the moment of the test."""


def followed(client: Client, made: Petition) -> str:
    """What the holder of its receipt reads."""
    page = client.get(reverse("portal:petition-track"), _slip(made))
    assert page.status_code == 200
    return words(page)


def _slip(made: Petition) -> dict[str, str]:
    return {"ma": made.code, "key": queries.tracking_key(made.code)}


# --- what acceptance opened ------------------------------------------------------------------------------------


def test_a_complaint_is_followed_to_its_end(
    client: Client, posts: Posts, at: dt.datetime, clock: Callable[[dt.datetime], None]
) -> None:
    asked = test_complaints.proposed(at)
    assert "Việc này giải quyết đến đâu" not in followed(client, asked)
    made = complaints.accept(by=posts["chair"], at=at, petition=asked)
    page = followed(client, asked)
    for said in (
        "Việc này giải quyết đến đâu",
        made.code,
        "Xong trước",
        "Đã thụ lý khiếu nại, giải quyết trước",
    ):
        assert said in page, said
    clock(at + 60 * DAY)
    assert "Đã quá hạn giải quyết. Cơ quan xin lỗi" in followed(client, asked)
    clock(at)
    test_complaints.announced(posts, made, at)
    page = followed(client, asked)
    for said in (
        "Đã xác minh xong, chờ quyết định",
        "Đã có quyết định giải quyết",
        "Đã công khai quyết định giải quyết",
    ):
        assert said in page, said
    assert "Xong trước" not in page, "what is decided waits for nothing"
    for secret in ("Đo lại còn", posts["land-1"].title):
        assert secret not in page, "no reasons, no posts"


def test_a_denunciation_is_followed_without_a_word_of_what_it_is(
    client: Client, posts: Posts, at: dt.datetime
) -> None:
    asked = test_denunciations.taken_in(posts, at)
    test_denunciations.proposed(posts, asked, at + MINUTE)
    made = denunciations.accept(
        by=posts["chair"], at=at + 2 * MINUTE, petition=asked, content="Nhận tiền khi đo đất"
    )
    made = test_denunciations.verified(posts, made, at + DAY)
    page = followed(client, asked)
    for said in (
        "Đã thụ lý",
        "Đã xác minh, chờ kết luận",
        "Đã có kết luận",
        "Xong trước",
        "thứ Hai 21/12/2026",
    ):
        assert said in page, said
    for secret in ("tố cáo", made.code, SECRET, "Ông X", posts["justice-1"].title):
        assert secret.lower() not in page.lower(), secret
    denunciations.suspend(
        by=posts["chair"],
        at=at + 2 * DAY,
        denunciation=made,
        ground="other_case",
        **test_denunciations.WRITING,
    )
    page = followed(client, asked)
    assert "Tạm đình chỉ" in page and "Xong trước" not in page


def test_a_suggestion_leads_to_the_tracking_of_its_feedback(
    client: Client, petition: MakePetition, posts: Posts, at: dt.datetime
) -> None:
    asked = proposed(posts, petition(), at, "suggestion")
    made = feedback.accept(by=posts["chair"], at=at, petition=asked, category="rac", number="3/TB")
    page = client.get(reverse("portal:petition-track"), _slip(asked))
    said = words(page)
    assert "Đã nhận, đang chuyển người phụ trách" in said and made.code in said and "Xong trước" in said
    (there,) = [one for one in links(page) if one.startswith(reverse("portal:feedback-track"))]
    assert made.code in words(client.get(there)), "its key comes with it"
    feedback.start(by=posts["land-1"], at=at, feedback=made)
    assert "Đang xử lý" in followed(client, asked)
    Petition.objects.filter(pk=asked.pk).update(shielded=True)
    page = client.get(reverse("portal:petition-track"), _slip(asked))
    assert "Đang xử lý" in words(page) and made.code not in page.content.decode(), (
        "what was sealed is not opened by the way of its feedback"
    )


# --- at another door -------------------------------------------------------------------------------------------


def test_a_code_is_led_to_its_own_door_with_its_key(
    client: Client, petition: MakePetition, receive: Callable[..., Dossier], at: dt.datetime
) -> None:
    written, dossier = petition(), receive()
    sent = feedback.receive(
        by=feedback_queries.CITIZEN, at=at, unit=dossier.case.agency, channel="portal", category="rac",
        content="Bãi rác cuối ngõ", spot="Ngõ 42 Cổ Linh",
    )  # fmt: skip
    doors = {
        "portal:track": {"ma": dossier.code, "key": dossier_key(dossier.code)},
        "portal:petition-track": _slip(written),
        "portal:feedback-track": {"ma": sent.code, "key": feedback_queries.tracking_key(sent.code)},
    }
    for own, slip in doors.items():
        for door in doors:
            typed = {"ma": f" {slip['ma'].lower()} ", "key": slip["key"].upper()}
            page = Client().post(reverse(door), typed, follow=True)
            assert page.status_code == 200 and slip["ma"] in words(page), (own, door)
            assert page.request["PATH_INFO"] == reverse(own)
            assert not any("key=" in to for to, _status in page.redirect_chain), "keys stand in no address"
            assert not any(f"ma={slip['ma']}&key=" in html.unescape(one) for one in links(page))
            led = client.get(reverse(door), typed)
            assert reverse(door) == reverse(own) or slip["key"] not in led["Location"]
            page = Client().get(reverse(door), {"ma": slip["ma"]}, follow=True)
            assert page.status_code == 200 and page.request["PATH_INFO"] == reverse(own)
            assert f'value="{slip["ma"]}"' in page.content.decode() and "Còn thiếu mã tra cứu" in words(page)
    scanned = (
        f"https://noi.khac/phan-anh/theo-doi?ma={sent.code}&key={feedback_queries.tracking_key(sent.code)}"
    )
    page = client.post(reverse("portal:track"), {"ma": scanned}, follow=True)
    assert sent.code in words(page), "the address of a QR code, pasted"
    assert unsound() == []


def test_what_denounces_is_followed_from_any_door_and_leaves_nothing_in_the_browser(
    posts: Posts, at: dt.datetime
) -> None:
    slip = _slip(test_denunciations.taken_in(posts, at))
    for door in ("portal:track", "portal:petition-track", "portal:feedback-track"):
        browser = Client()
        page = browser.post(reverse(door), slip, follow=True)
        assert page.status_code == 200 and slip["key"] in page.content.decode()
        assert not any(slip["key"] in to for to, _status in page.redirect_chain)
        assert COOKIE not in browser.cookies


def test_a_browser_holds_what_it_showed_for_two_hours_and_no_other_does(
    petition: MakePetition, at: dt.datetime
) -> None:
    slip, browser = _slip(petition()), Client()
    clean = browser.post(reverse("portal:petition-track"), slip)["Location"]
    assert slip["key"] in browser.get(clean).content.decode()
    assert slip["key"] not in Client().get(clean).content.decode()
    held = browser.cookies[COOKIE]
    assert held["httponly"] and held["samesite"] == "Lax" and held["max-age"] == 7200
    browser.cookies[COOKIE] = held.value[:-1] + ("A" if held.value[-1] != "A" else "B")
    assert slip["key"] not in browser.get(clean).content.decode(), "made up"


@pytest.mark.parametrize("door", ["portal:track", "portal:petition-track", "portal:feedback-track"])
def test_a_guess_is_counted_before_anything_is_looked_up(
    client: Client, petition: MakePetition, receive: Callable[..., Dossier], door: str
) -> None:  # fmt: skip
    known = {"portal:track": receive().code, "portal:petition-track": petition().code}.get(
        door, "PA-H26.145.00-261120-0001"
    )
    asked, left = [], []
    for code in (known, known[:-4] + "9876"):
        with CaptureQueriesContext(connection) as ran:
            assert client.post(reverse(door), {"ma": code, "key": "0" * 12}).status_code == 404
        asked.append([one["sql"].split(" WHERE")[0][:60] for one in ran.captured_queries])
        left.append(round(Guesses.objects.get().left))
        tables = " ".join(one["sql"] for one in ran.captured_queries)
        assert not any(
            table in tables for table in ("cases_case", "petitions_", "dossiers_", "feedback_feedback")
        )
    assert left[1] == left[0] - 1 and len(asked[0]) >= len(asked[1]), (
        "for codes that are there and that are not alike"
    )


def test_the_ledger_says_what_a_code_is(
    client: Client, petition: MakePetition, receive: Callable[..., Dossier]
) -> None:
    written, dossier = petition(), receive()
    receipt = client.get(reverse("portal:petition-receipt"), _slip(written)).content.decode()
    assert f"Đơn {written.code}: Đã nhận đơn" in words(client.post("/so-cai", {"text": receipt}))
    slip = {"ma": dossier.code, "key": dossier_key(dossier.code)}
    receipt = client.get(reverse("portal:receipt"), slip).content.decode()
    assert f"Hồ sơ {dossier.code}: " in words(client.post("/so-cai", {"text": receipt}))
    broken = json.dumps({"event": {"subject": 7, "kind": "feedback.received"}})
    assert client.post("/so-cai", {"text": broken}).status_code == 422
