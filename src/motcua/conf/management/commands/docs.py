"""``motcua docs [--check]``: write the generated pages of docs/reference/, or say which are out of date."""

from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _

from motcua.conf import reference
from motcua.conf.console import SpokenCommand
from motcua.faces.api import openapi


class Command(SpokenCommand):
    help = (
        "Viết các trang tra cứu sinh từ chương trình (docs/reference) · Write the generated reference pages"
    )

    needs_installation = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="chỉ kiểm tra, không ghi · only check, write nothing"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        folder = settings.ROOT / "docs" / "reference"
        stale = []
        for name, text in reference.pages().items():
            path = folder / name
            if path.exists() and path.read_text(encoding="utf-8") == text:
                continue
            stale.append(name)
            if not options["check"]:
                folder.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
        if not openapi.current(settings.ROOT):
            stale.append("openapi.json")
            if not options["check"]:
                openapi.write(settings.ROOT)
        if stale and options["check"]:
            raise CommandError(
                _("docs/reference đã cũ: {names}. Chạy: motcua docs").format(names=", ".join(stale))
            )
        if options["check"]:
            self.say(_("docs/reference còn đúng."))
            return
        self.say(_("docs/reference: {count} trang được viết lại").format(count=len(stale)))
