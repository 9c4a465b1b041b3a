"""Reading what a page says, and counting what it asks of the database."""

import html
import re
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext


def words(answer: Any) -> str:
    """What a page says, without its tags."""
    text = re.sub(r"<(script|style|template|svg)\b.*?</\1>", " ", answer.content.decode(), flags=re.S)
    text = text.replace("</span>-<span>", "-")  # the groups of a dossier code
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).replace("\u00a0", " ").split())


def links(answer: Any) -> list[str]:
    """The addresses of the links within <main>, in order."""
    main = answer.content.decode().split("<main", 1)[-1].split("</main", 1)[0]
    return [html.unescape(address) for address in re.findall(r'<a [^>]*?\bhref="([^"]*)"', main)]


def count_queries(ask: Callable[[], Any]) -> int:
    """Queries of a request, once caches are warm; the answer must be good."""
    ask()
    with CaptureQueriesContext(connection) as queries:
        assert ask().status_code == 200
    return len(queries)
