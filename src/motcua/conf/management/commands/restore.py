"""``motcua restore FILE``: put a copy back into an empty place."""

import subprocess
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.db import connections
from django.utils.translation import gettext as _

from motcua.conf import backing
from motcua.conf.console import SpokenCommand


class Command(SpokenCommand):
    help = "Khôi phục bản sao vào nơi trống · Restore a copy into an empty place"

    needs_installation = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="tệp đã sao lưu · the copy")
        parser.add_argument(
            "--no-verify", action="store_true", help="không kiểm tra sổ cái sau khi xong · do not verify"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        source = Path(options["file"])
        if not source.is_file():
            raise CommandError(_("Không có tệp {name}.").format(name=source))
        with self.progress(_("Khôi phục")) as step:
            manifest = backing.restore(source, step)
        self.say(_("Đã khôi phục bản sao lúc {at}.").format(at=backing.made_words(manifest)))
        connections.close_all()
        if not options["no_verify"]:
            checked = subprocess.run([sys.executable, "-m", "motcua.conf.command", "verify"], check=False)
            if checked.returncode:
                raise CommandError(_("Đã khôi phục nhưng sổ cái không toàn vẹn; xem các dòng trên."))
