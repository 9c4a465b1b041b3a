"""Django Ninja as we use it: its OpenAPI document is complete, also in what may go wrong."""

from functools import cache
from typing import Any

from ninja import NinjaAPI

from motcua.faces.api.problems import PROBLEM

PREFIX = "/api/v1/"
_WHY = {
    400: "Yêu cầu sai khuôn dạng.",
    401: "Thiếu mã truy cập, hoặc mã không còn hiệu lực.",
    403: "Vị trí này không có quyền.",
    404: "Không có, hoặc không thuộc phạm vi của vị trí này.",
    405: "Địa chỉ không nhận cách gọi này.",
    409: "Pháp luật hoặc tình trạng hiện tại không cho phép.",
    413: "Nội dung gửi lên quá lớn.",
    415: "Nội dung không phải kiểu được nhận.",
    422: "Thông tin chưa hợp lệ, nêu rõ ở từng trường.",
    429: "Thử sai quá nhiều lần.",
    500: "Lỗi hệ thống; chưa có gì được ghi.",
}


class Machine(NinjaAPI):
    """Django Ninja with our errors and a document that says so."""

    def get_openapi_schema(self, *, path_prefix: str | None = None, path_params: Any = None) -> Any:
        """OpenAPI 3.1; problems under their own media type. Made once: our addresses have no parameters."""
        return _described(self)


@cache
def _described(api: Machine) -> dict[str, Any]:
    made: dict[str, Any] = NinjaAPI.get_openapi_schema(api, path_prefix=PREFIX)
    for operations in made["paths"].values():
        for operation in operations.values():
            _tell(operation)
    made["servers"] = [{"url": "/"}]
    return made


def _tell(operation: dict[str, Any]) -> None:
    for status, response in operation["responses"].items():
        code = int(status)
        if code < 400:
            response.setdefault("description", "OK")
            continue
        response["description"] = _WHY[code]
        if code == 429:
            response["headers"] = {"Retry-After": {"schema": {"type": "integer"}}}
        for media in list(response.get("content", {})):
            response["content"] = {PROBLEM: response["content"].pop(media)}
