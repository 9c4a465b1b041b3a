"""Officials in front of the desk: a client that is signed in at a post, and reading what a page says."""

import html
import re
from typing import Any

from django.test import Client

from motcua.base.people.models import Account

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


class Official:
    """A browser without script in which an official is signed in."""

    def __init__(self, post: str) -> None:
        self.client = Client(headers={"accept-language": "vi"})
        self.client.force_login(Account.objects.get(username=post), backend=BACKEND)

    def get(self, path: str, **params: Any) -> Any:
        """A page."""
        return self.client.get(path, params)

    def post(self, path: str, **fields: Any) -> Any:
        """A form as a browser sends it."""
        return self.client.post(path, fields)


def words(answer: Any) -> str:
    """What a page says, without its tags."""
    text = re.sub(r"<(script|style|template|svg)\b.*?</\1>", " ", answer.content.decode(), flags=re.S)
    text = text.replace("</span>-<span>", "-")  # the groups of a dossier code
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).replace("\u00a0", " ").split())


def value_of(answer: Any, name: str) -> str:
    """What stands in the field of that name."""
    page = answer.content.decode()
    found = re.search(rf'<input[^>]*\bname="{name}"[^>]*>', page)
    if found:
        value = re.search(r'\bvalue="([^"]*)"', found[0])
        return html.unescape(value[1]) if value else ""
    found = re.search(rf'<textarea[^>]*\bname="{name}"[^>]*>(.*?)</textarea>', page, re.S)
    assert found, f"no field {name}"
    return html.unescape(found[1])
