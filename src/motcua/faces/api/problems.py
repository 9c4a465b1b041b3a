"""Every error as a problem (RFC 9457): what is wrong, at which field, in the language asked for."""

import logging
import re
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _
from ninja.errors import HttpError, Throttled, ValidationError

from motcua.base import spoken
from motcua.faces.api.answers import written
from motcua.rules.impossible import Impossible, Invalid, NotAllowed, NotFound

PROBLEM = "application/problem+json"
logger = logging.getLogger("motcua.api")


class Refused(Exception):
    """A request that HTTP itself refuses: too large, not JSON, too many."""

    def __init__(
        self, status: int, detail: str, *, headers: Mapping[str, str] | None = None, field: str = ""
    ) -> None:
        super().__init__(detail)
        self.status, self.detail, self.headers, self.field = status, detail, dict(headers or {}), field


def _titles() -> dict[int, str]:
    return {
        400: _("Yêu cầu sai khuôn dạng"),
        401: _("Chưa xác thực"),
        403: _("Không có quyền"),
        404: _("Không tìm thấy"),
        405: _("Không hỗ trợ cách gọi này"),
        409: _("Không thực hiện được"),
        413: _("Dữ liệu gửi lên quá lớn"),
        415: _("Kiểu dữ liệu không được hỗ trợ"),
        422: _("Thông tin chưa hợp lệ"),
        429: _("Thử quá nhiều lần"),
        500: _("Lỗi hệ thống"),
        503: _("Chưa sẵn sàng"),
    }


def _details() -> dict[int, str]:
    return {
        400: _("Không đọc được yêu cầu. Kiểm tra lại cú pháp."),
        401: _("Gửi kèm tiêu đề “Authorization: Bearer …” với mã truy cập còn hiệu lực."),
        404: _("Không có địa chỉ này."),
        405: _("Địa chỉ này không nhận cách gọi vừa dùng."),
        413: _("Nội dung gửi lên vượt quá 1 MiB."),
        500: _("Hệ thống gặp lỗi khi xử lý yêu cầu; chưa có gì được ghi. Thử lại sau."),
    }


def title(status: int) -> str:
    """What an HTTP status means, in a few words."""
    return _titles().get(status) or HTTPStatus(status).phrase


def problem(
    status: int,
    *,
    detail: str = "",
    kind: str = "about:blank",
    errors: Iterable[Mapping[str, str]] = (),
    headers: Mapping[str, str] | None = None,
) -> HttpResponse:
    """A problem document as the answer."""
    body: dict[str, Any] = {
        "type": kind,
        "title": title(status),
        "status": status,
        "detail": detail or _details().get(status) or title(status),
        "errors": list(errors),
    }
    answer = HttpResponse(written(body), status=status, content_type=PROBLEM)
    answer["Cache-Control"] = "no-store"
    if status == 401:
        answer["WWW-Authenticate"] = 'Bearer realm="motcua"'
    for name, value in (headers or {}).items():
        answer[name] = value
    return answer


def _kind(error: Impossible) -> str:
    name = re.sub(r"(?<!^)(?=[A-Z])", "-", type(error).__name__).lower()
    return f"urn:motcua:problem:{name}"


def status_of(error: Impossible) -> int:
    """The HTTP status of a refusal."""
    match error:
        case Invalid():
            return 422
        case NotAllowed():
            return 403
        case NotFound():
            return 404
        case _:
            return 409


def impossible(request: HttpRequest, error: Impossible) -> HttpResponse:
    """What law or state do not allow."""
    errors = [{"field": fault.field, "message": spoken.fault(fault)} for fault in error.faults]
    detail = spoken.refusal(error)
    return problem(status_of(error), detail=detail, kind=_kind(error), errors=errors)


def refused(request: HttpRequest, error: Refused) -> HttpResponse:
    """What HTTP does not allow."""
    errors = [{"field": error.field, "message": error.detail}] if error.field else []
    return problem(error.status, detail=error.detail, headers=error.headers, errors=errors)


def _field(place: Iterable[Any]) -> str:
    """``("body", "given", "papers", 0, "copies")`` → ``papers.0.copies``."""
    parts = list(place)
    if parts and parts[0] == "body":
        parts = parts[2:] if len(parts) > 1 and parts[1] == "given" else parts[1:]
    elif parts and parts[0] in {"query", "path", "header", "file", "form"}:
        parts = parts[1:]
    return ".".join(str(part) for part in parts)


def _message(error: Mapping[str, Any]) -> str:
    kind, limits = str(error.get("type", "")), error.get("ctx") or {}
    match kind:
        case "missing":
            return _("Thiếu trường này.")
        case "string_type" | "string_unicode":
            return _("Cần là một chuỗi ký tự.")
        case "int_type" | "int_parsing" | "int_from_float" | "int_parsing_size":
            return _("Cần là một số nguyên.")
        case "bool_type" | "bool_parsing":
            return _("Cần là true hoặc false.")
        case (
            "decimal_parsing" | "decimal_type" | "finite_number" | "decimal_max_digits" | "decimal_max_places"
        ):
            return _("Cần là một số.")
        case "list_type":
            return _("Cần là một danh sách.")
        case "model_type" | "model_attributes_type" | "dict_type":
            return _("Cần là một đối tượng JSON.")
        case "enum" | "literal_error":
            return _("Chọn một trong: {expected}.").format(expected=limits.get("expected", ""))
        case "string_too_short":
            return _("Cần ít nhất {least} ký tự.").format(least=limits.get("min_length"))
        case "string_too_long":
            return _("Nhiều nhất {most} ký tự.").format(most=limits.get("max_length"))
        case "too_long":
            return _("Nhiều nhất {most} mục.").format(most=limits.get("max_length"))
        case "too_short":
            return _("Cần ít nhất {least} mục.").format(least=limits.get("min_length"))
        case "string_pattern_mismatch":
            return _("Có ký tự không được dùng ở đây.")
        case "greater_than_equal" | "greater_than":
            return _("Nhỏ quá, ít nhất là {least}.").format(least=limits.get("ge", limits.get("gt")))
        case "less_than_equal" | "less_than":
            return _("Lớn quá, nhiều nhất là {most}.").format(most=limits.get("le", limits.get("lt")))
        case "value_error":
            return _(str(limits.get("error", ""))) or _("Giá trị chưa đúng.")
        case _ if kind.startswith("date"):
            return _("Ghi ngày theo dạng 2026-11-26.")
        case _:
            return _("Giá trị chưa đúng.")


def unfit(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Input of the wrong shape: every field at once."""
    errors = [{"field": _field(one.get("loc", ())), "message": _message(one)} for one in error.errors]
    first = ": ".join(filter(None, errors[0].values())) if errors else ""
    return problem(422, detail=first, errors=errors)


def http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    """Errors of the framework; a fault found while the body was read stands behind its 400."""
    cause = error.__cause__
    if isinstance(cause, Refused):
        return refused(request, cause)
    if isinstance(cause, Impossible):
        return impossible(request, cause)
    if isinstance(cause, RequestDataTooBig):
        return problem(413)
    headers = {}
    if isinstance(error, Throttled) and error.wait:
        headers["Retry-After"] = str(int(error.wait) + 1)
    return problem(error.status_code, headers=headers)


def unexpected(request: HttpRequest, error: Exception) -> HttpResponse:
    """A fault of ours: logged with its trace, told without it."""
    match error:
        case Http404():
            return problem(404)
        case RequestDataTooBig():
            return problem(413)
        case SuspiciousOperation() | MultiPartParserError():
            return problem(400)
    logger.exception("%s %s", request.method, request.path, exc_info=error)
    return problem(500)
