"""Guessing keys is slow for machines too: the buckets of all faces, refused in the API's manner."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from motcua.faces.api.problems import Refused
from motcua.faces.ui import throttle
from motcua.faces.ui.throttle import Buckets, six_figures, wrong_keys

__all__ = ["count", "six_figures", "wait_first", "wrong_keys"]


def count(request: HttpRequest, buckets: Buckets = wrong_keys) -> None:
    """Count a guess; refuse (429) an address that guessed too often."""
    try:
        throttle.count(request, buckets)
    except throttle.TooManyFailures as error:
        raise _refused(error) from error


def wait_first(request: HttpRequest) -> None:
    """Before six figures are looked up: refuse (429) an address that guessed too often."""
    try:
        throttle.wait_first(request)
    except throttle.TooManyFailures as error:
        raise _refused(error) from error


def _refused(error: throttle.TooManyFailures) -> Refused:
    return Refused(
        429,
        _("Đã thử sai quá nhiều lần. Thử lại sau {seconds} giây.").format(seconds=error.seconds),
        headers={"Retry-After": str(error.seconds)},
    )
