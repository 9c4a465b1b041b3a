"""``motcua backup FILE``: a consistent copy of everything, while it runs."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _

from motcua.conf import backing
from motcua.conf.console import SpokenCommand


class Command(SpokenCommand):
    help = "Sao lưu nhất quán khi đang chạy · A consistent copy while running"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="tệp .tar.gz sẽ tạo · the .tar.gz to make")
        parser.add_argument(
            "--force", action="store_true", help="ghi đè tệp đã có · replace an existing file"
        )
        parser.add_argument("--json", action="store_true", help="in JSON · print JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        self.as_json = options["json"]
        target = Path(options["file"])
        if target.exists() and not options["force"]:
            raise CommandError(_("{file} đã có. Chọn tên khác hoặc thêm --force.").format(file=target))
        with self.progress(_("Sao lưu")) as step:
            try:
                manifest = backing.backup(target, step)
            except OSError as error:
                why = error.strerror or type(error).__name__
                raise CommandError(_("Không ghi được {file}: {why}").format(file=target, why=why)) from error
        size = target.stat().st_size
        if self.as_json:
            self.give({"file": str(target), "bytes": size, "entries": len(manifest.entries)})
            return
        self.say(_("Đã sao lưu vào {file} ({size} KiB).").format(file=target, size=size // 1024))
        if manifest.secret_inside:
            self.say(_("Bản sao chứa khóa giải mã: cất giữ như cất giữ khóa."))
        else:
            self.say(_("Bản sao không chứa MOTCUA_SECRET_KEY: cần đúng khóa đó khi khôi phục."))
