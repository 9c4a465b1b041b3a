"""Guessing keys is slow for machines too: the buckets of all faces, refused in the API's manner."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from motcua.faces.api.problems import Refused
from motcua.faces.ui import throttle
from motcua.faces.ui.throttle import wrong_keys

__all__ = ["count", "wrong_keys"]


def count(request: HttpRequest) -> None:
    """Count a guess; refuse (429) an address that guessed too often."""
    try:
        throttle.count(request)
    except throttle.TooManyFailures as error:
        raise Refused(
            429,
            _("Đã thử sai quá nhiều lần. Thử lại sau {seconds} giây.").format(seconds=error.seconds),
            headers={"Retry-After": str(error.seconds)},
        ) from error
