"""The citizen's voice at the desk, over all its pages: doors that open, addresses of acts, faults at their field."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.urls import reverse

from motcua.base.orgs.models import Post
from tests.areas.test_complaints import proposed
from tests.faces.at_desk import Official, words

HERE = "/can-bo/khieu-nai/"
DOORS = ("petitions", "receptions", "complaints", "feedbacks", "dialogues", "consultations")


@pytest.fixture(autouse=True)
def _stopped(clock: Callable[[dt.datetime], None]) -> None:
    """The clock stands at the moment of the test."""


def doors(official: Official) -> set[str]:
    """Addresses of the row of doors."""
    page = official.get(reverse("desk:complaints")).content.decode()
    row = re.search(r'<nav class="worknav voices".*?</nav>', page, re.S)
    return set(re.findall(r'href="([^"]+)"', row[0])) if row else set()


@pytest.mark.parametrize("post", ["land-1", "justice-1", "one-stop-1", "chair", "inspector", "front"])
def test_a_door_is_shown_to_whoever_its_page_opens_for(ward: str, post: str) -> None:
    official, shown = Official(post), doors(Official(post))
    for name in (*DOORS, "denunciations", "heat", "report"):
        address = reverse(f"desk:{name}")
        assert (official.get(address).status_code == 200) == (address in shown), name


def test_the_address_of_an_act_leads_to_the_page_of_its_case(ward: str, at: dt.datetime) -> None:
    official, code = Official("justice-1"), proposed(at).case.code
    page = reverse("desk:petition", args=[code])
    for name in ("desk:petition-act", "desk:petition-identity"):
        assert official.get(reverse(name, args=[code, "propose"]))["Location"] == page
    assert official.get(f"{page}/tep")["Location"] == page
    elsewhere = official.get(reverse("desk:complaint-act", args=["KN-1", "decide"]))
    assert elsewhere["Location"] == reverse("desk:complaint", args=["KN-1"])
    assert official.get(elsewhere["Location"]).status_code == 404, "not yours and not there look the same"
    for kind in ("denunciation", "dialogue", "question", "consultation", "commitment", "visit", "feedback"):
        answer = official.get(reverse(f"desk:{kind}-act", args=["X-1", "stop"]))
        assert answer["Location"] == reverse(f"desk:{kind}", args=["X-1"]), kind


def test_a_fault_is_said_once_and_at_its_field(ward: str, at: dt.datetime) -> None:
    petition, chair = proposed(at).case.code, Official("chair")
    address = f"{HERE}thu-ly/{petition}"
    refused = chair.post(address, instance="first", about="decision", known_on="hôm qua")
    page = refused.content.decode()
    assert refused.status_code == 422 and ".." not in words(refused)
    assert 'id="accept-known_on_error"' in page and 'aria-describedby="accept-known_on_error"' in page
    code = re.search(r"/ma/([^?]+)", chair.post(address, instance="first", about="decision")["Location"])
    assert code
    sent = chair.post(f"{HERE}ma/{code[1]}/viec/assign", verifier="")
    assert ".." not in words(sent) and 'id="assign-verifier_error"' in sent.content.decode()


def test_a_plan_says_what_is_needed_and_no_administrator_is_offered(ward: str, at: dt.datetime) -> None:
    admin = Post.objects.get(code="admin").title
    handler = Official("office-head")
    planned = handler.post("/can-bo/doi-thoai/moi", kind="")
    said = words(planned)
    assert "Ghi mục này: địa điểm" in said and "Chọn mục này: người chủ trì" in said
    offered = re.search(r'<select[^>]*name="chair".*?</select>', planned.content.decode(), re.S)
    assert offered and admin not in offered[0]
    assert (
        f">{admin}</option>" not in Official("one-stop-1").get("/can-bo/tiep-cong-dan/lich").content.decode()
    )
