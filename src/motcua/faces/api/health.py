"""Whether the server lives, and whether it can work."""

import logging

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from motcua.base.journal import queries
from motcua.faces.api.answers import answer
from motcua.faces.api.problems import problem

logger = logging.getLogger("motcua.api")


def healthz(request: HttpRequest) -> HttpResponse:
    """Alive: the process answers."""
    return answer({"status": "ok"})


def readyz(request: HttpRequest) -> HttpResponse:
    """Ready: database and journal are usable."""
    try:
        missing = queries.missing_guards()
    except (DatabaseError, OSError):
        logger.exception("not ready")
        return problem(503, detail=_("Cơ sở dữ liệu hoặc sổ cái chưa dùng được. Chạy “motcua doctor”."))
    if missing:
        return problem(
            503, detail=_("Sổ cái thiếu khóa chống sửa: {names}.").format(names=", ".join(missing))
        )
    return answer({"status": "ready"})
