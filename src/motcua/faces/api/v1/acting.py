"""One address an act: ``POST /…/{code}/acts/{act}``, each with its own shape of body."""

from collections.abc import Callable
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from ninja.params.functions import Path
from pydantic import BaseModel

from motcua.faces.api.v1.repeats import HEADER
from motcua.faces.api.v1.shapes import Code, refusals
from motcua.rules.impossible import NotFound

ACT = refusals(401, 403, 404, 409, 415, 422)
REPEATABLE = {"parameters": [HEADER]}
Acted = Callable[..., HttpResponse]
"""``acted(request, act, code, **given)``: does the act and answers."""
_PATH: Any = Annotated[Code, Path()]


def _without_body(act: str, acted: Acted) -> Acted:
    def view(request: HttpRequest, code: Annotated[Code, Path()]) -> HttpResponse:
        return acted(request, act, code)

    return view


def _with_body(act: str, shape: type[BaseModel], acted: Acted) -> Acted:
    """A view whose body has a shape of its own; it may be left out when nothing in it is needed."""
    needed = any(field.is_required() for field in shape.model_fields.values())

    def view(request: HttpRequest, code: str, given: BaseModel | None) -> HttpResponse:
        return acted(request, act, code, **(given.model_dump(exclude_unset=True) if given else {}))

    view.__annotations__ = {
        "request": HttpRequest,
        "code": _PATH,
        "given": shape if needed else shape | None,
    }
    if not needed:
        view.__defaults__ = (None,)
    return view


def offer(
    router: Router, act: str, said: str, shape: type[BaseModel] | None, acted: Acted, *, told: type[Schema],
    means: str, name: str = "",
) -> None:  # fmt: skip
    """Open the address of an act. ``said``, ``means``: its title and description; ``told`` what it answers."""
    view = _without_body(act, acted) if shape is None else _with_body(act, shape, acted)
    view.__name__ = name or act.replace("-", "_")
    router.post(
        f"/{{code}}/acts/{act}",
        response={200: told, **ACT},
        operation_id=view.__name__,
        summary=said,
        description=" ".join(means.split()),
        openapi_extra=REPEATABLE,
    )(view)


class NoSuchAct(NotFound):
    text = "Không có thao tác “{act}”."


def nothing_else(router: Router) -> None:
    """After the last act: any other name is said to be none."""

    @router.post("/{code}/acts/{act}", response={200: None, **ACT}, include_in_schema=False)
    def no_such_act(request: HttpRequest, code: str, act: str) -> HttpResponse:
        """Thao tác không có."""
        raise NoSuchAct(act=act)
