"""Settings read from the environment."""

from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from motcua.conf.settings import _mail


@pytest.mark.parametrize(
    ("url", "told"),
    [
        (
            "smtp://an:p%40ss@mail.example.vn?from=mot-cua@example.vn",
            {
                "EMAIL_HOST": "mail.example.vn",
                "EMAIL_PORT": 587,
                "EMAIL_USE_TLS": True,
                "EMAIL_HOST_PASSWORD": "p@ss",
            },
        ),
        (
            "smtps://mail.example.vn?from=mot-cua@example.vn",
            {"EMAIL_PORT": 465, "EMAIL_USE_SSL": True, "EMAIL_USE_TLS": False, "EMAIL_HOST_USER": ""},
        ),
        (
            "smtp://localhost?from=a@b.vn",
            {"EMAIL_PORT": 25, "EMAIL_USE_TLS": False, "DEFAULT_FROM_EMAIL": "a@b.vn"},
        ),
    ],
)
def test_a_mail_server_in_one_address(url: str, told: dict[str, Any]) -> None:
    assert told.items() <= _mail(url).items()


def test_no_mail_server_sends_nothing() -> None:
    assert _mail("") == {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}


@pytest.mark.parametrize("url", ["mail.example.vn", "http://x?from=a@b", "smtp://x", "smtp://?from=a@b"])
def test_an_address_that_says_too_little_is_refused(url: str) -> None:
    with pytest.raises(ImproperlyConfigured):
        _mail(url)
