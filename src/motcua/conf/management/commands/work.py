"""``motcua work``: reactions, sealing, e-mail and periodic jobs."""

import signal
import threading
from types import FrameType
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _

from motcua.conf import working
from motcua.conf.console import SpokenCommand


class Command(SpokenCommand):
    help = "Chạy phản ứng và việc định kỳ · Run reactions and periodic jobs"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--once", action="store_true", help="làm hết việc đang chờ rồi thôi · do what waits, then stop"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["once"]:
            failed = working.once(self._report)
            if failed:
                raise CommandError(_("Việc không xong: {names}.").format(names=", ".join(failed)))
            return
        stop = threading.Event()

        def end(number: int, frame: FrameType | None) -> None:
            stop.set()

        signal.signal(signal.SIGTERM, end)
        signal.signal(signal.SIGINT, end)
        self.say(_("Đang làm việc nền (Ctrl-C để dừng)"))
        working.forever(stop, self._report)

    def _report(self, text: str) -> None:
        self.stderr.write(text)
