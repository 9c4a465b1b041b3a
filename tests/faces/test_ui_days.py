"""Days that nobody means: every page that reads one from its address says so, or shows the usual; none breaks."""

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.urls import get_resolver

import motcua.faces
from motcua.base.people.models import Account
from motcua.faces.ui.days import DayField, MomentField, day_of, moment_of

FACES = Path(next(iter(motcua.faces.__path__)))
READERS = {"ui/days.py", "api/v1/shapes.py", "desk/procedures/reviews.py"}
"""The last reads the journal, not what a browser sends."""


def test_there_is_one_place_where_days_are_read() -> None:
    others = {
        str(file.relative_to(FACES)) for file in FACES.rglob("*.py") if ".fromisoformat(" in file.read_text()
    }
    assert others - READERS == set(), "use faces/ui/days.py"


def test_days_and_moments_within_years_that_are_meant() -> None:
    assert day_of(" 2026-11-26 ") == dt.date(2026, 11, 26)
    assert moment_of("2026-11-26T10:00").hour == 10
    for text in ("0001-01-01", "9999-12-31", "1899-12-31", "2201-01-01", "26/11/2026", ""):
        with pytest.raises(ValueError):
            day_of(text)
    for field, text in ((DayField(), "9999-12-31"), (MomentField(), "0001-01-01 00:00")):
        with pytest.raises(Exception, match=r"ngày|date|hợp lệ"):
            field.clean(text)


@pytest.mark.parametrize("post", ["one-stop-1", "office-head"])
def test_no_page_breaks_on_the_last_day_of_all(
    post: str, ward: str, clock: Callable[[dt.datetime], None]
) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(Account.objects.get(username=post))
    paths = {
        "/" + re.sub(r"[\^$\\]", "", str(prefix.pattern) + str(page.pattern))
        for prefix in get_resolver().url_patterns if hasattr(prefix, "url_patterns")
        for page in prefix.url_patterns if hasattr(page, "callback")
    }  # fmt: skip
    asked = [
        path
        for path in sorted(paths)
        if re.match("/(can-bo|dieu-hanh|bang)[^<]*$", path) or path == "/lay-so"
    ]
    asked = [path for path in asked if not path.endswith("thu-tuc/niem-yet/in.pdf")]
    assert "/can-bo/phi/" in asked and "/can-bo/so-theo-doi" in asked
    days = ["ngay=0001-01-01", "ngay=9999-12-31", "tu=0001-01-01&den=9999-12-31"]
    broken = [
        f"{path}?{said}" for path in asked for said in days if client.get(f"{path}?{said}").status_code >= 500
    ]
    assert broken == []
