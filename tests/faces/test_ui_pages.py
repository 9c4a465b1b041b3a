"""Every shared template renders: the preview in all faces, forms with errors, the pages for errors."""

import re

import pytest
from django import forms
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation


@pytest.fixture
def shown(settings: object) -> Client:
    settings.DEMO = True  # type: ignore[attr-defined]
    return Client(headers={"accept-language": "vi"})


@pytest.mark.parametrize("face", ["portal", "desk", "board", "kiosk"])
@pytest.mark.parametrize("theme", ["", "dark"])
def test_the_preview_shows_every_component_in_every_face(shown: Client, face: str, theme: str) -> None:
    answer = shown.get("/ui/", {"face": face, "theme": theme})
    assert answer.status_code == 200
    page = answer.content.decode()
    for piece in (
        f'class="face-{face}"', "chip-late", "chip-paused", 'class="path"', 'class="five"', "data-finder",
        'class="papers"',
        "fig-value", 'class="bars"', "act-bar", 'class="empty"', "<progress", "error-summary", 'class="pager"',
        "code-groups", "door-light",
    ):  # fmt: skip
        assert piece in page, piece
    ids = re.findall(r'\sid="([^"]+)"', page.replace("<template", "<!--").replace("</template>", "-->"))
    assert "main" in ids
    assert "{{" not in page
    assert "{%" not in page


def test_the_preview_is_not_there_in_earnest(client: Client, settings: object) -> None:
    settings.DEMO = settings.DEBUG = False  # type: ignore[attr-defined]
    assert client.get("/ui/").status_code == 404
    assert client.get("/ui/tim").status_code == 404


@pytest.mark.parametrize(("typed", "meant"), [
    ("/can-bo", "/can-bo/"), ("/kiosk?a=1", "/kiosk/?a=1"), ("/bang", "/bang/"), ("/tra-cuu/?ma=x", "/tra-cuu?ma=x"),
    ("/so-cai/", "/so-cai"), ("/gui-don", "/gui-don/"), ("/tiep-cong-dan", "/tiep-cong-dan/"),
    ("/doi-thoai?trang=2", "/doi-thoai/?trang=2"), ("/cong-khai/giam-sat", "/cong-khai/giam-sat/"),
    ("/thu-tuc/1.001/", "/thu-tuc/1.001"), ("/phan-anh", "/phan-anh/"),
])  # fmt: skip
def test_a_slash_too_few_or_too_many_still_finds_the_page(client: Client, typed: str, meant: str) -> None:
    answer = client.get(typed)
    assert (answer.status_code, answer["location"]) == (301, meant)


@pytest.mark.parametrize("typed", ["/khong-co", "/khong-co/", "/thu-tuc/1/2/3", "/gui-don///"])
def test_what_is_no_address_stays_none(client: Client, typed: str) -> None:
    assert client.get(typed).status_code == 404


def test_what_is_sent_to_a_wrong_address_is_not_led_on(client: Client) -> None:
    assert client.post("/gui-don").status_code == 404


def test_an_unknown_face_or_theme_is_no_door(shown: Client) -> None:
    page = shown.get("/ui/", {"face": "../../secrets", "theme": '"><script>'}).content.decode()
    assert 'class="face-desk"' in page
    assert "<script>" not in page


@pytest.mark.parametrize("code", ["400", "403", "403_csrf", "404", "429", "500"])
def test_pages_for_errors_need_no_request_and_say_what_to_do(code: str) -> None:
    with translation.override("vi"):
        page = render_to_string(f"{code}.html")
    assert page.count("<h1") == 1
    assert 'href="/"' in page
    assert "!" not in re.sub(r"<[^>]+>|<!doctype html>", "", page)


def test_an_unknown_address_gets_our_page(client: Client) -> None:
    answer = client.get("/khong-co-trang-nay", headers={"accept-language": "vi"})
    assert answer.status_code == 404
    assert "Không có trang nào ở địa chỉ này" in answer.content.decode()


class OneField(forms.Form):
    """A field with help."""

    name = forms.CharField(label="Họ tên", help_text="Như trong căn cước.")
    note = forms.CharField(label="Ghi chú", required=False)


def test_a_field_ties_help_and_error_to_its_control() -> None:
    form = OneField({"name": ""})
    field = form["name"].as_field_group()
    described = re.search(r'aria-describedby="([^"]+)"', field)
    assert described
    assert set(described[1].split()) == {"id_name_helptext", "id_name_error"}
    for name in described[1].split():
        assert f'id="{name}"' in field
    assert 'aria-invalid="true"' in field
    with translation.override("vi"):
        assert "không bắt buộc" in form["note"].as_field_group()
        assert "không bắt buộc" not in form["name"].as_field_group()


def test_the_summary_links_to_the_wrong_fields_only() -> None:
    form = OneField({"name": ""})
    page = render_to_string("ui/components/error_summary.html", {"form": form})
    assert re.findall(r'href="(#[^"]+)"', page) == ["#id_name"]
    assert (
        render_to_string("ui/components/error_summary.html", {"form": OneField({"name": "Lê Vi"})}).strip()
        == ""
    )


def test_what_people_write_stays_text() -> None:
    nasty = '<img src=x onerror="alert(1)">'
    for template, context in (
        ("code", {"code": nasty}),
        ("dossier_path", {"steps": [{"state": "now", "what": nasty, "who": nasty}]}),
        ("five_clear", {"person": nasty}),
        (
            "paper_checklist",
            {"papers": [{"name": nasty, "state": "needed", "value": nasty}], "editable": True},
        ),
        ("finder_results", {"options": [{"value": nasty, "text": nasty, "detail": nasty}]}),
        ("act_bar", {"acts": [{"verb": nasty, "url": nasty, "confirm": nasty}]}),
        ("bars", {"rows": [{"label": nasty, "value": 1}], "max": 1, "title": nasty}),
        ("error_summary", {"say": nasty}),
    ):
        assert "<img" not in render_to_string(f"ui/components/{template}.html", context), template


def test_machines_find_what_they_ask_every_site_for(client: Client) -> None:
    rules = client.get("/robots.txt").content.decode().splitlines()
    assert {"Disallow: /can-bo/", "Disallow: /api/", "Disallow: /tra-cuu"} <= set(rules)
    assert client.get("/favicon.ico")["Location"] == "/static/ui/favicon.svg"
    for door in ("/api/", "/api/v1/", "/api/v1"):
        assert client.get(door)["Location"] == "/api/v1/openapi.json"
