"""How an act finds what it is about: an account, a post, the key of a row."""

from typing import Any

from motcua.base.journal.ports import Actor
from motcua.base.orgs.models import Post
from motcua.base.people import queries
from motcua.base.people.models import Account
from motcua.rules.impossible import NotFound


class NoSuchPost(NotFound):
    text = "Không có vị trí {post}. Kiểm tra lại mã vị trí."


def pk(value: Any) -> int:
    return int(getattr(value, "pk", value))


def account(value: Any, *, by: Actor) -> Account:
    if isinstance(value, Account):
        value = value.pk
    rows = Account.objects.select_for_update()
    found = rows.filter(pk=value).first() if isinstance(value, int) else rows.filter(username=value).first()
    if found is None:
        raise queries.NoSuchAccount(account=value)
    return found


def post(value: Any, *, by: Actor) -> Post:
    code = value.code if isinstance(value, Post) else value
    found = Post.objects.filter(code=code).first()
    if found is None:
        raise NoSuchPost(post=code)
    return found
