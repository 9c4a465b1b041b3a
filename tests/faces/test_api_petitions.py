"""Petitions for machines: sent by anybody, taken in by an office, read, acted on, followed."""

import base64
import io
from collections.abc import Callable
from typing import Any

import pypdf
import pytest

from tests import world

HERE = "/api/v1/petitions"
SECRET = "Lò Thị Phượng Hoàng"
SUBMITTER = {"name": SECRET, "phone": "0987123456", "address": "Số 9 ngách 77 Thạch Bàn"}
NOISE = "Quán hát mở nhạc quá 22 giờ, cả ngõ mất ngủ."
SOUND = {
    "legible": "yes", "signed": "yes", "stale": "none", "duplicate": "no", "complete": "yes", "competence": "own",
    "barred": "none", "unfit": "none", "designated": "yes",
}  # fmt: skip
Api = Callable[[str], Any]


def sent(**over: Any) -> dict[str, Any]:
    """The body of a petition."""
    said = {"petition_class": "suggestion", "topic": "order", "content": NOISE, "submitter": SUBMITTER}
    return {"unit": world.WARD, **said, **over}


def a_pdf() -> bytes:
    """One empty page."""
    writer, out = pypdf.PdfWriter(), io.BytesIO()
    writer.add_blank_page(200, 200)
    writer.write(out)
    return out.getvalue()


def test_whoever_has_no_account_sends_one_and_follows_it_with_the_key_of_the_receipt(api: Api) -> None:
    body = sent(channel="counter", from_agency="Báo Hà Nội")
    made = api("").post(HERE, body, idempotency_key="mot")
    assert made.status_code == 201, made.content
    assert api("").post(HERE, body, idempotency_key="mot").json() == made.json()
    said = made.json()
    followed = api("").post(f"{HERE}/{said['code']}/follow", {"key": said["key"]})
    assert followed.status_code == 200
    assert followed.json()["due_at"] == said["due_at"]
    assert SECRET not in followed.content.decode()
    assert "key=" not in said["follow"]
    assert api("").post(f"{HERE}/{said['code']}/follow", {"key": "0" * 12}).status_code == 404
    assert api("").get(f"{HERE}/{said['code']}").status_code == 401
    read = api("justice-1").get(f"{HERE}/{said['code']}").json()
    assert (read["channel"], read["content"]) == ("online", NOISE)


def test_what_accuses_is_sealed_unless_its_sender_says_no(api: Api) -> None:
    said = sent(
        petition_class="complaint", content="Đề nghị xem lại quyết định và tố cáo ông X nhận hối lộ.",
        against="Ông X", demand="Xem lại",
    )  # fmt: skip
    code = api("").post(HERE, said).json()["code"]
    assert api("one-stop-1").get(f"{HERE}/{code}").status_code == 404
    read = api("justice-1").get(f"{HERE}/{code}")
    assert read.json()["shielded"] and SECRET not in read.content.decode()
    named = api("").post(HERE, {**said, "shielded": False}).json()["code"]
    assert not api("one-stop-1").get(f"{HERE}/{named}").json()["shielded"]


@pytest.mark.parametrize("kind", ["complaint", "denunciation"])
def test_whoever_sends_one_themselves_says_what_it_needs_at_this_door_too(api: Api, kind: str) -> None:
    bare = sent(petition_class=kind, submitter={"name": SECRET})
    refused = api("").post(HERE, bare)
    fields = {one["field"] for one in refused.json()["errors"]}
    needed = {"against", "submitter.address"} | ({"demand"} if kind == "complaint" else set())
    assert (refused.status_code, fields) == (422, needed)
    assert api("one-stop-1").post(HERE, bare).status_code == 201, "an office takes in what it is given"
    whole = bare | {"submitter": SUBMITTER, "against": "Quán X", "demand": "Xem lại"}
    assert api("").post(HERE, whole).status_code == 201


def test_a_key_that_somebody_else_chose_as_well_gives_nobody_their_answer(api: Api) -> None:
    first = api("").post(HERE, sent(), idempotency_key="1")
    elsewhere = api("").client.post(
        HERE, sent(), "application/json", headers={"Idempotency-Key": "1"}, REMOTE_ADDR="203.0.113.9"
    )
    assert (first.status_code, elsewhere.status_code) == (201, 201)
    assert first.json()["code"] != elsewhere.json()["code"]
    assert first.json()["key"] != elsewhere.json()["key"]


def test_only_the_own_place_takes_petitions_without_account(api: Api) -> None:
    refused = api("").post(HERE, sent(unit=world.OTHER))
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["field"] == "unit"
    assert api("").get(HERE).status_code == 401
    forged = {"Authorization": "Bearer mc_khong-phai"}
    assert api("").client.post(HERE, sent(), "application/json", headers=forged).status_code == 401


def test_a_petition_goes_its_way_by_the_acts_that_it_names(api: Api) -> None:
    code = api("one-stop-1").post(HERE, sent(petition_class="complaint", topic="land")).json()["code"]
    one = f"{HERE}/{code}"
    handler, chair = api("justice-1"), api("chair")
    assert "propose" in handler.get(one).json()["acts"]
    asked = handler.post(f"{one}/acts/propose", {"answers": {"kind": "complaint"}})
    assert asked.status_code == 422
    assert asked.json()["errors"][0]["field"] in SOUND
    done = handler.post(f"{one}/acts/propose", {"answers": {"kind": "complaint", **SOUND}})
    assert (done.status_code, done.json()["proposed"]) == (200, "accepted"), done.content
    assert handler.post(f"{one}/acts/accept").status_code == 403
    assert chair.post(f"{one}/acts/settle", {"outcome": "stored"}).status_code == 409
    assert "accept" in chair.get(one).json()["acts"]
    accepted = chair.post(f"{one}/acts/accept", {"known_on": "2026-11-02", "category": "cay"})
    assert accepted.status_code == 200, accepted.content
    assert accepted.json()["state"] == "settled"
    assert accepted.json()["became"].startswith("KN-")
    assert chair.post(f"{one}/acts/nothing").status_code == 404


def test_it_is_listed_sought_and_paged_without_people(api: Api) -> None:
    codes = {api("one-stop-1").post(HERE, sent()).json()["code"] for _ in range(3)}
    desk = api("one-stop-1")
    first = desk.get(f"{HERE}?page_size=2&petition_class=suggestion").json()
    rest = desk.get(f"{HERE}?page_size=2&petition_class=suggestion&cursor={first['next_cursor']}").json()
    assert {row["code"] for row in first["items"] + rest["items"]} == codes
    assert rest["next_cursor"] is None
    assert SECRET not in str(first)
    assert desk.get(f"{HERE}?cursor=x").status_code == 422
    assert api("bo-de-one-stop-1").get(HERE).json()["items"] == []
    assert api("bo-de-one-stop-1").get(f"{HERE}/{codes.pop()}").status_code == 404


def test_of_what_denounces_nobody_reads_when_it_came_and_the_counter_not_what_it_says(api: Api) -> None:
    paper = {"name": "to-cao.pdf", "content": base64.b64encode(a_pdf()).decode()}
    made = api("one-stop-1").post(
        HERE,
        sent(
            petition_class="denunciation", topic="officials", scans=[paper], content=f"Tôi, {SECRET}, tố cáo."
        ),
    )
    assert made.status_code == 201, made.content
    one = f"{HERE}/{made.json()['code']}"
    read = api("justice-1").get(one)
    assert read.status_code == 200
    assert SECRET not in read.content.decode()
    assert (read.json()["channel"], read.json()["received_at"], read.json()["shielded"]) == (None, None, True)
    assert api("front").get(one).status_code == 404
    assert made.json()["code"] not in api("front").get(HERE).content.decode()


def test_a_mixed_letter_is_split_in_one_act_and_the_answer_leads_nowhere(api: Api) -> None:
    made = api("one-stop-1").post(
        HERE, sent(petition_class="mixed", content="Ồn ào; ông X nhận tiền.", shielded=False)
    )
    one = f"{HERE}/{made.json()['code']}"
    parts = [
        {"petition_class": "suggestion", "content": NOISE, "topic": "order"},
        {"petition_class": "denunciation", "content": "Ông X nhận tiền", "topic": "officials"},
    ]
    done = api("justice-1").post(f"{one}/acts/split", {"parts": parts})
    assert done.status_code == 200, done.content
    others = {row["code"] for row in api("justice-1").get(HERE).json()["items"]} - {made.json()["code"]}
    assert others
    assert not any(code in done.content.decode() for code in others)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"topic": "khong-co"}, "topic"),
        ({"submitter": None}, "submitter.name"),
        ({"content": ""}, "content"),
        ({"signers": 0}, "signers"),
        ({"scans": [{"name": "x.exe", "content": base64.b64encode(b"MZ\x90\x00").decode()}]}, "scans"),
        ({"arrived_on": "2026-13-01"}, "arrived_on"),
        ({"petition_class": "gossip"}, "petition_class"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_written(
    api: Api, wrong: dict[str, Any], field: str
) -> None:
    refused = api("one-stop-1").post(HERE, sent(**wrong))
    assert refused.status_code == 422, refused.content
    assert field in [one["field"] for one in refused.json()["errors"]]
    assert api("one-stop-1").get(HERE).json()["items"] == []
