"""Settings read from the environment."""

import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import CommandError

from motcua.conf.management.commands.serve import available
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


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MOTCUA_DATABASE_URL", "garbage"),
        ("MOTCUA_DATABASE_URL", "postgresql://u:secret@host:port/name"),
        ("MOTCUA_NOW", "hôm qua"),
        ("MOTCUA_DEMO_DOSSIERS", "nhiều"),
    ],
)
def test_a_wrong_setting_is_named_and_the_command_ends(name: str, value: str, tmp_path: Path) -> None:
    env = {**os.environ, "MOTCUA_PROFILE": "demo", "MOTCUA_HOME": str(tmp_path / "new"), name: value}
    done = subprocess.run(
        [sys.executable, "-m", "motcua.conf.command", "doctor"],
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert (
        f"Thông số đặt sai, sửa rồi chạy lại · A setting is wrong, mend it and run again: {name}"
        in done.stderr
    )
    assert "Traceback" not in done.stderr
    assert "secret" not in done.stderr


def test_a_port_that_is_taken_or_none_is_refused() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(CommandError, match="đang có chương trình khác dùng"):
            available("127.0.0.1", str(taken.getsockname()[1]))
    for wrong in ("99999", "0", "-1", "tám"):
        with pytest.raises(CommandError, match="từ 1 đến 65535"):
            available("127.0.0.1", wrong)
