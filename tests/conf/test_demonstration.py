"""The demonstration ward is founded by its one command, holds together, and none of its pages breaks."""

import json
from collections.abc import Iterator

import pytest

from tests import databases
from tests.conf.installations import Installation, another

WALK = """
import json, re
from html import unescape
from django.test import Client
from motcua.conf.demonstration import PASSWORD
from motcua.conf.demonstration.founding import ward_file

LINK = re.compile(r'<a[^>]*href="(/[^"#]*)"')
broken, seen = [], {}

def shape(path):
    return re.sub(r"[0-9]+", "0", re.sub(r"[A-Z][A-Z0-9-]*[0-9][A-Z0-9-]*", "X", path.partition("?")[0]))

def walk(name, client, starts, most):
    waiting, shapes = list(starts), {}
    while waiting and most:
        path = waiting.pop(0)
        answer = client.get(path, HTTP_HOST="127.0.0.1")
        most -= 1
        if answer.status_code == 404 or answer.status_code >= 500:
            broken.append([name, path, answer.status_code])
        seen.setdefault(name, []).append(path)
        if answer.status_code != 200 or not answer.get("Content-Type", "").startswith("text/html"):
            continue
        for link in map(unescape, LINK.findall(answer.content.decode())):
            kind = shape(link)
            if shapes.get(kind, 0) < 2 and link not in waiting and "/static/" not in link:
                shapes[kind] = shapes.get(kind, 0) + 1
                waiting.append(link)

walk("citizen", Client(raise_request_exception=False), ["/", "/bang/"], 120)
for post in POSTS:
    client = Client(raise_request_exception=False)
    entered = client.post("/tai-khoan/login/", {"login": post, "password": PASSWORD}, HTTP_HOST="127.0.0.1")
    assert entered.status_code == 302, (post, entered.status_code)
    walk(post, client, ["/can-bo/"], 120)
print(json.dumps({"broken": broken, "seen": {name: len(paths) for name, paths in seen.items()}}))
"""

WORDLESS = """
import json
from motcua.areas.indicators.models import Dimensions
from motcua.faces.desk.indicators.values import value_words

OTHERWISE = ("dossier.", "step.", "index.", "fee.", "procedure.", "visit.", "required.", "survey.")
counted = Dimensions.objects.exclude(kind__startswith="source.")
rows = counted.values_list("kind", "type", "channel", "outcome", "timing").distinct()
print(json.dumps(sorted({
    (kind, way, value) for kind, *values in rows
    for way, value in zip(("type", "channel", "outcome", "timing"), values)
    if value and value_words([kind], way, value) == value and not (way == "type" and kind.startswith(OTHERWISE))
})))
"""
"""Values without words; types that are codes, letters of the hall, names or criteria stay as they are, and rows of
published texts are read by their own label."""


@pytest.fixture(scope="module")
def ward(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """The demonstration with few dossiers; everything else in it as ``make demo`` founds it.

    Its tables are there: ``init`` makes them from nothing in tests of the commands.
    """
    with another(tmp_path_factory.mktemp("demonstration")) as one:
        databases.bring_empty(one.home / "motcua.sqlite3")
        one.more["MOTCUA_DEMO_DOSSIERS"] = "120"
        founding = one.start("init", "--demo")
        _said, wrong = founding.communicate(timeout=300)
        assert founding.returncode == 0, wrong
        yield one


@pytest.mark.once
def test_every_act_of_its_year_is_allowed_and_its_journal_is_whole(ward: Installation) -> None:
    told = ward.json("verify")
    assert told["events"] > 1000
    assert told["sound"]


@pytest.mark.once
def test_nobody_who_walks_through_it_meets_a_broken_page(ward: Installation) -> None:
    posts = ("chair", "land-1", "front", "city-chair")
    told = json.loads(ward.python(WALK.replace("POSTS", repr(posts))).splitlines()[-1])
    assert told["broken"] == []
    assert all(pages >= 20 for pages in told["seen"].values()), told["seen"]


DOWN = """
import re
from html import unescape
from django.test import Client
from motcua.conf.demonstration import PASSWORD

client = Client()
client.post("/tai-khoan/login/", {"login": "city-chair", "password": PASSWORD}, HTTP_HOST="127.0.0.1")
city = client.get("/bang/don-vi", HTTP_HOST="127.0.0.1").content.decode()
ward = next(link for link in re.findall(r'href="([^"#]*don-vi=00145)"', city))
below = unescape(client.get(ward, HTTP_HOST="127.0.0.1").content.decode())
held = re.search(r"Ai đang giữ hồ sơ.*?<td[^>]*>.*?(?:Công chức|chưa ai nhận)", below, re.DOTALL)
print(held is not None)
"""


@pytest.mark.once
def test_the_city_walks_down_to_who_holds_the_work(ward: Installation) -> None:
    """From the province to a commune and whoever holds its dossiers."""
    assert ward.python(DOWN).splitlines()[-1] == "True"


@pytest.mark.once
def test_whatever_its_facts_hold_is_read_as_words(ward: Installation) -> None:
    """Rows behind figures say how, of what kind and how it ended, never the word of a table."""
    told = json.loads(ward.python(WORDLESS).splitlines()[-1])
    assert told == []
