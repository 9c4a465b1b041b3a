"""``motcua init [--demo]``: make this installation usable, or bring it up to date; safe to repeat."""

import contextlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError, CommandParser
from django.db import connection
from django.utils.translation import gettext as _

from motcua.base.journal.clock import now
from motcua.base.journal.models import Event
from motcua.base.journal.ports import SYSTEM
from motcua.conf import demonstration, shipped
from motcua.conf.console import SpokenCommand


class Command(SpokenCommand):
    help = (
        "Tạo hoặc nâng cấp cơ sở dữ liệu và thư mục dữ liệu · Create or upgrade the database and data folder"
    )

    needs_installation = False
    founds = True

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--demo", action="store_true", help="nạp phường trình diễn · load the demonstration ward"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        home: Path = settings.MOTCUA_HOME
        wanted = bool(options["demo"])
        if wanted and not settings.DEMO:
            raise CommandError(_("Chạy “motcua init --demo” từ dòng lệnh để mở chế độ trình diễn."))
        self._database()
        if wanted:
            self._mark(home)
            self._finished_or_again(home)
        if wanted and not shipped.demonstration_built():
            self.say(
                _("Lần đầu mất vài phút: nạp danh mục cả nước rồi dựng một năm hồ sơ của phường trình diễn.")
            )
        with self._static_files():
            if shipped.loaded() != shipped.digest():
                with self.progress(_("Nạp dữ liệu kèm theo: pháp luật, ngày nghỉ, đơn vị, thủ tục")) as step:
                    shipped.load(now(), step)
            if wanted and not shipped.demonstration_built():
                with self.progress(_("Dựng phường trình diễn: một năm hồ sơ")) as step:
                    made = demonstration.build(step, now=now(), count=settings.DEMO_DOSSIERS)
                shipped.note_built(by=SYSTEM, at=now(), dossiers=made)
        self.say(_("Sẵn sàng: {home}").format(home=home))
        if wanted:
            self._welcome()

    @contextlib.contextmanager
    def _static_files(self) -> Iterator[None]:
        """Fonts are made and files for the browser gathered in a second process while this one fills the database."""
        words = (sys.executable, "-m", "django", "collectstatic", "--no-input", "--verbosity", "0")
        with subprocess.Popen(
            words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        ) as gathering:
            try:
                yield
            except BaseException:
                gathering.kill()
                raise
            _out, said = gathering.communicate()
        if gathering.returncode:
            raise CommandError(said.strip() or f"collectstatic: {gathering.returncode}")

    def _database(self) -> None:
        behind = shipped.unapplied()
        if behind:
            with self.progress(_("Chuẩn bị cơ sở dữ liệu")):
                call_command("migrate", interactive=False, verbosity=0)

    def _mark(self, home: Path) -> None:
        mark = home / "demo"
        if mark.exists():
            return
        if Event.objects.filter(kind="dossier.received", origin="").exists():
            raise CommandError(
                _(
                    "Nơi này đã có hồ sơ thật; không biến thành bản trình diễn. Chọn thư mục khác bằng MOTCUA_HOME."
                )
            )
        mark.write_text("demo\n", encoding="utf-8")

    def _finished_or_again(self, home: Path) -> None:
        """A demonstration that was interrupted while it was being built is built again from the beginning."""
        if shipped.demonstration_built() or not Event.objects.filter(origin="simulated").exists():
            return
        if connection.vendor != "sqlite":
            raise CommandError(
                _(
                    "Lần dựng phường trình diễn trước bị ngắt giữa chừng. Tạo lại cơ sở dữ liệu trống rồi chạy lại."
                )
            )
        self.say(_("Lần dựng trước bị ngắt giữa chừng; dựng lại từ đầu."))
        name = Path(str(settings.DATABASES["default"]["NAME"]))
        connection.close()
        for suffix in ("", "-wal", "-shm", "-journal"):
            name.with_name(name.name + suffix).unlink(missing_ok=True)
        self._database()

    def _welcome(self) -> None:
        base = settings.BASE_URL
        self.say("")
        for path, what in (
            ("/", _("cổng cho người dân; nộp hồ sơ bằng đăng nhập minh họa, chọn một người bịa ra")),
            ("/can-bo/", _("bàn làm việc của cán bộ")),
            ("/kiosk/", _("màn hình cảm ứng tại sảnh")),
            ("/bang/cong-khai", _("số liệu cho mọi người")),
            ("/bang/", _("bảng điều hành; chưa đăng nhập thì dẫn đến số liệu cho mọi người")),
            ("/so-cai", _("sổ cái công khai")),
        ):
            self.say(f"  {base}{path:<15} {what}")
        self.say("")
        self.say(_("Tài khoản (mật khẩu chung: {password})").format(password=demonstration.PASSWORD))
        for name, title in shipped.accounts():
            self.say(f"  {name:<18} {title}")
