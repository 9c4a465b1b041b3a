"""Reading what is sent: JSON in UTF-8 and NFC, no larger than promised; nothing is mended silently."""

import io
import json
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.parser import Parser

from motcua.faces.api.problems import Refused
from motcua.rules.impossible import Fault, Invalid
from motcua.rules.vietnamese import is_nfc

BODY_BYTES = 1024 * 1024
DEEPEST = 20
NOT_NFC = "Ký tự có dấu đang ở dạng tổ hợp (NFD). Gửi lại bằng Unicode dựng sẵn (NFC)."
NOT_TEXT = "Có ký tự không phải chữ (mã 0 hoặc nửa cặp mã). Xóa ký tự đó rồi gửi lại."


def announced(request: HttpRequest) -> int:
    """The size that a request announces, in bytes; 0 when it says nothing sensible."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    return int(length) if length.isascii() and length.isdigit() and len(length) < 19 else 0


def check_size(request: HttpRequest, most: int, said: str = "") -> None:
    """Refuse what is larger than ``most`` bytes before any of it is read."""
    if announced(request) > most:
        raise Refused(413, said or _("Nội dung gửi lên vượt quá {size} MiB.").format(size=most // 1024**2))


def read_chunked(request: HttpRequest, most: int, said: str = "") -> None:
    """Take in a body whose size was not announced, up to ``most`` bytes, so that it reads like any other."""
    if (
        "CONTENT_LENGTH" in request.META
        or "chunked" not in request.META.get("HTTP_TRANSFER_ENCODING", "").lower()
    ):
        return
    body = bytearray()
    while len(body) <= most and (part := request.META["wsgi.input"].read(most + 1 - len(body))):
        body += part
    request.META["CONTENT_LENGTH"] = str(len(body))
    check_size(request, most, said)
    request._stream = io.BytesIO(body)


def _constant(name: str) -> Any:
    raise Refused(400, _("JSON không có giá trị {name}.").format(name=name))


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise Refused(400, _("Một tên trường xuất hiện hai lần trong cùng một đối tượng JSON."))
    return made


def _faults(value: Any, place: str, depth: int, found: list[Fault]) -> None:
    if isinstance(value, str):
        if not value.isascii():
            if any("\ud800" <= letter <= "\udfff" for letter in value):
                found.append(Fault(place, NOT_TEXT))
            elif not is_nfc(value):
                found.append(Fault(place, NOT_NFC))
        if "\x00" in value:
            found.append(Fault(place, NOT_TEXT))
    elif isinstance(value, dict | list):
        if depth > DEEPEST:
            raise Refused(400, _("JSON lồng quá sâu."))
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for name, inner in items:
            here = f"{place}.{name}" if place else str(name)
            if isinstance(name, str) and not name.isascii():
                found.append(Fault(place, NOT_TEXT))
                continue
            _faults(inner, here, depth + 1, found)


def read(body: bytes) -> Any:
    """The JSON of a body. Raises Refused (400) for what is no JSON, Invalid naming texts that are not NFC."""
    try:
        value = json.loads(body.decode("utf-8"), parse_constant=_constant, object_pairs_hook=_pairs)
    except UnicodeDecodeError as error:
        raise Refused(400, _("Nội dung phải là UTF-8.")) from error
    except (ValueError, RecursionError) as error:
        raise Refused(400, _("Nội dung không phải JSON đúng cú pháp.")) from error
    found: list[Fault] = []
    _faults(value, "", 0, found)
    if found:
        raise Invalid.of(found)
    return value


class StrictParser(Parser):
    """Bodies as the API takes them."""

    def parse_body(self, request: HttpRequest) -> Any:
        """JSON only, by its content type too."""
        if request.content_type != "application/json":
            raise Refused(415, _("Gửi nội dung với Content-Type: application/json."))
        return read(request.body)
