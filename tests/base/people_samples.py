"""A small agency for tests of people: two divisions, five posts."""

import datetime as dt

from motcua.base.journal.ports import SYSTEM, Actor
from motcua.base.orgs.models import Post, Unit
from motcua.base.people import actions, queries
from motcua.base.people.models import Account

TZ = dt.timezone(dt.timedelta(hours=7))
AT = dt.datetime(2026, 11, 23, 9, 0, tzinfo=TZ)
TODAY = AT.date()
TITLES = {"chair": "Chủ tịch UBND phường", "vice-chair": "Phó Chủ tịch UBND phường"}
PASSWORD = "mot cua ban nao cung mo"


def unit(code: str) -> Unit:
    """A unit by code."""
    return Unit.objects.get_or_create(code=code)[0]


def post(code: str, *duties: str, agency: str = "00145", fields: tuple[str, ...] = ()) -> Post:
    """A post valid since 01/07/2025."""
    return Post.objects.create(
        code=code,
        title=TITLES.get(code, f"Vị trí {code}"),
        unit=unit(f"{agency}-a"),
        agency=unit(agency),
        duties=list(duties),
        fields=list(fields),
        valid_from=dt.date(2025, 7, 1),
    )


def account(username: str, *posts: Post, password: str = PASSWORD) -> Account:
    """An account that holds posts."""
    opened = actions.open_account(
        by=SYSTEM,
        at=AT - dt.timedelta(days=1),
        username=username,
        name=f"Họ tên {username}",
        password=password,
    )
    for held in posts:
        actions.appoint(
            by=SYSTEM,
            at=AT,
            account=opened,
            post=held,
            valid_from=dt.date(2026, 1, 5),
            instrument="12/QĐ-UBND",
        )
    return opened


def acting(code: str) -> Actor:
    """Somebody acting in a post today."""
    return queries.actor_for_post(code, TODAY)
