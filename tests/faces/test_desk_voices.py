"""The citizen's voice at the desk, over all its pages: doors that open, addresses of acts, faults at their field."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from motcua.areas.cases.models import Case
from motcua.base.orgs.models import Post
from motcua.conf.demonstration.founding import PASSWORD
from motcua.faces.ui.templatetags.doors import ROWS
from tests.areas.test_complaints import proposed
from tests.areas.test_petitions import Make, make  # noqa: F401
from tests.faces.at_desk import Official, words

HERE = "/can-bo/khieu-nai/"


@pytest.fixture(autouse=True)
def _stopped(clock: Callable[[dt.datetime], None]) -> None:
    """The clock stands at the moment of the test."""


def shown(official: Official) -> set[str]:
    """Every address the navigation leads to: its entries, and the row of doors behind each."""
    entries = links(official, "/can-bo/", "worknav")
    return entries.union(*(links(official, entry, "worknav behind") for entry in entries & doors()))


def links(official: Official, address: str, nav: str) -> set[str]:
    """Where the links of one row on one page lead."""
    page = official.get(address).content.decode()
    row = re.search(rf'<nav class="{nav}".*?</nav>', page, re.S)
    return set(re.findall(r'href="([^"]+)"', row[0])) if row else set()


def doors() -> set[str]:
    """The addresses of all doors."""
    return {reverse(door.address) for row in ROWS for door in row.doors}


@pytest.mark.parametrize("post", ["land-1", "justice-1", "one-stop-1", "chair", "inspector", "front"])
def test_a_door_is_shown_to_whoever_its_page_opens_for(ward: str, post: str) -> None:
    official = Official(post)
    reached = shown(official)
    for address in sorted(doors()):
        assert (official.get(address).status_code == 200) == (address in reached), address


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


def test_the_list_shows_what_is_open_due_first_and_the_late_ones_alone(
    ward: str,
    at: dt.datetime,
    clock: Callable[[dt.datetime], None],
    make: Make,  # noqa: F811
) -> None:
    handler, first = Official("justice-1"), make().case.code
    clock(at + dt.timedelta(days=40))
    later = make(at=at + dt.timedelta(days=40)).case.code
    ended = make(at=at + dt.timedelta(days=40)).case
    Case.objects.filter(pk=ended.pk).update(closed_at=at + dt.timedelta(days=40), state="settled")
    listed = handler.get("/can-bo/don/").content.decode()
    assert listed.index(f"don/ma/{first}") < listed.index(f"don/ma/{later}") and ended.code not in listed
    assert ended.code in handler.get("/can-bo/don/?xem=tat-ca").content.decode()
    late = handler.get("/can-bo/don/?xem=tre")
    assert first in late.content.decode() and later not in late.content.decode()
    assert "1 đã trễ" in words(late) and "?xem=tre" in late.content.decode()


def test_answers_have_keys_and_the_first_field_the_focus(ward: str, at: dt.datetime, make: Make) -> None:  # noqa: F811
    page = Official("justice-1").get(f"/can-bo/don/ma/{make().case.code}").content.decode()
    option = re.findall(r'<input type="radio"[^>]*data-key="1"[^>]*>', page)
    assert len(option) == 1 and "data-focus" in option[0]
    counter = Official("one-stop-1").get("/can-bo/tiep-cong-dan/tiep").content.decode()
    name = re.search(r'<input[^>]*id="at-visitor-name"[^>]*>', counter)
    assert name and "data-focus" in name[0] and counter.count("data-focus") == 1


def test_a_year_that_is_none_is_said(ward: str) -> None:
    refused = Official("chair").get("/can-bo/bao-cao/don-thu?nam=abcd")
    assert refused.status_code == 422 and "Ghi năm báo cáo" in words(refused)


def test_a_demonstration_says_how_to_sign_in(ward: str, settings: Any) -> None:
    shown = lambda: Client().get(reverse("account_login")).content.decode()  # noqa: E731
    assert PASSWORD not in shown()
    settings.DEMO = True
    assert PASSWORD in shown()
