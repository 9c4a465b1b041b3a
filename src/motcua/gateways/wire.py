"""JSON over HTTP to a system named in the settings: no redirects, a time limit, bounded answers, no secrets said."""

import json
import socket
import ssl
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any
from urllib.parse import unquote, urlsplit

from motcua.base.json_text import read_json

MOST_BYTES = 2 * 1024 * 1024
HERE = frozenset({"localhost", "127.0.0.1", "::1"})


class BadAddress(ValueError):
    """The address of the other system cannot be used as it is set."""


class NoAnswer(Exception):
    """Nothing usable came back: nobody knows whether the other side took it."""


@dataclass(frozen=True)
class Answer:
    """What came back: status and, when it was JSON, its content."""

    status: int
    content: Any

    @property
    def reason(self) -> str:
        """Why the other side refused, as far as it says."""
        said = self.content if isinstance(self.content, Mapping) else {}
        words = said.get("reason") or said.get("detail") or said.get("message") or ""
        return " ".join(str(words).split())[:200] or f"HTTP {self.status}"


@dataclass(frozen=True)
class Place:
    """An address with the credentials that stood in it; these are never part of what is said."""

    url: str
    user: str
    password: str
    query: str

    def __repr__(self) -> str:
        return f"Place({self.url})"


def place(address: str, *, name: str) -> Place:
    """``https://user:password@host/path?query`` in parts; plain http only to this machine. Raises BadAddress."""
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise BadAddress(f"{name}: https://…")
    if parts.scheme == "http" and parts.hostname not in HERE:
        raise BadAddress(f"{name}: https")
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    where = host + (f":{parts.port}" if parts.port else "")
    url = f"{parts.scheme}://{where}{parts.path}".rstrip("/")
    return Place(url, unquote(parts.username or ""), unquote(parts.password or ""), parts.query)


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


_OPENER = urllib.request.build_opener(_NoRedirects, urllib.request.ProxyHandler({}))


def body(content: Mapping[str, Any]) -> bytes:
    """The one way a message is written as bytes, so that a signature over it holds."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def ask(url: str, *, headers: Mapping[str, str], timeout: float, content: bytes | None = None) -> Answer:
    """One request (POST with a body, else GET) and its answer, whatever its status. Raises NoAnswer."""
    request = urllib.request.Request(url, data=content, method="GET" if content is None else "POST")
    for header, value in {
        "Content-Type": "application/json",
        "Accept": "application/json",
        **headers,
    }.items():
        request.add_header(header, value)
    try:
        with _OPENER.open(request, timeout=timeout) as came:
            return Answer(came.status, _json(came.read(MOST_BYTES + 1)))
    except urllib.error.HTTPError as error:
        with error:
            try:
                return Answer(error.code, _json(error.read(MOST_BYTES + 1)))
            except (OSError, HTTPException):
                return Answer(error.code, None)
    except (TimeoutError, OSError, HTTPException) as error:
        raise NoAnswer(_why(error)) from None


def _why(error: Exception) -> str:
    """What happened on the way, for an administrator: neither a class of ours nor an address."""
    match getattr(error, "reason", error):
        case TimeoutError():
            return "không trả lời kịp"
        case socket.gaierror():
            return "không tìm thấy máy chủ ấy"
        case ssl.SSLError():
            return "chứng chỉ bảo mật không đúng"
        case ConnectionRefusedError():
            return "không ai nghe ở địa chỉ ấy"
    return "kết nối bị ngắt giữa chừng"


def _json(content: bytes) -> Any:
    if len(content) > MOST_BYTES:
        return None
    try:
        return read_json(content)
    except ValueError:
        return None
