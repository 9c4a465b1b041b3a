"""``motcua serve``: the web server."""

import errno
import signal
import socket
import subprocess
import sys
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser
from django.db import connections
from django.utils.translation import gettext as _

from motcua.conf.console import SpokenCommand

HERE = frozenset({"127.0.0.1", "localhost", "::1"})


def available(host: str, text: str) -> int:
    """The port named by ``text`` when nobody listens on it yet; else the command ends and says why."""
    port = int(text) if text.isascii() and text.isdecimal() else 0
    if not 0 < port < 65536:
        raise CommandError(_("Cổng “{port}” chưa đúng: từ 1 đến 65535.").format(port=text), returncode=2)
    try:
        family, kind, _proto, _name, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        said = _(
            "Không mở được cổng {port} ở {host}: {why}. Dừng chương trình đang dùng cổng ấy, hoặc chọn --port khác."
        )
        raise CommandError(said.format(port=port, host=host, why=_why(error))) from error
    return port


def _why(error: OSError) -> str:
    known = {
        errno.EADDRINUSE: _("đang có chương trình khác dùng"), errno.EACCES: _("không được phép, cổng dưới 1024"),
        errno.EADDRNOTAVAIL: _("địa chỉ không phải của máy này"),
    }  # fmt: skip
    return known.get(error.errno or 0, _("địa chỉ không dùng được"))


class Command(SpokenCommand):
    help = "Chạy máy chủ web · Run the web server"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="địa chỉ lắng nghe · address to listen on")
        parser.add_argument("--port", default=None, help="cổng · port (8000)")
        parser.add_argument("--workers", type=int, default=2, help="số tiến trình · processes (2)")
        parser.add_argument(
            "--with-work", action="store_true", help="chạy kèm “motcua work” · run “motcua work” beside it"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        import os

        if options["workers"] < 1:
            raise CommandError(_("Cần ít nhất một tiến trình."), returncode=2)
        if settings.DEMO and options["host"] not in HERE:
            self.stderr.write(
                self.style.WARNING(
                    _(
                        "Bản trình diễn, ai cũng biết mật khẩu, đang mở ra ngoài máy này. Không nhập dữ liệu thật."
                    )
                )
            )
        connections.close_all()
        port = options["port"] if options["port"] is not None else os.environ.get("PORT") or "8000"
        port = available(options["host"], port)
        worker = self._worker() if options["with_work"] else None
        self.say(
            _("Một Cửa đang chạy ở http://{host}:{port} (Ctrl-C để dừng)").format(
                host=options["host"], port=port
            )
        )
        try:
            self._server(options["host"], port, options["workers"])
        finally:
            if worker is not None:
                worker.send_signal(signal.SIGTERM)
                try:
                    worker.wait(20)
                except subprocess.TimeoutExpired:
                    worker.kill()

    def _server(self, host: str, port: int, workers: int) -> None:
        from granian import Granian
        from granian.constants import Interfaces

        Granian(
            "motcua.conf.wsgi:application",
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=workers,
            blocking_threads=1,
            backlog=1024,
            respawn_failed_workers=True,
            workers_kill_timeout=15,
            log_access=False,
            log_level="warning",  # type: ignore[arg-type]
        ).serve()

    def _worker(self) -> "subprocess.Popen[bytes]":
        return subprocess.Popen([sys.executable, "-m", "motcua.conf.command", "work"], cwd=str(settings.ROOT))
