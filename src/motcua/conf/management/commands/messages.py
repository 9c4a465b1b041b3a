"""``motcua messages``: the catalogues of translations, renewed from the sources and compiled."""

import sys
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from motcua.conf import translations
from motcua.conf.console import SpokenCommand


class Command(SpokenCommand):
    help = (
        "Cập nhật và biên dịch các bản dịch giao diện (cho người phát triển) · "
        "Renew and compile the catalogues of translations (for developers)"
    )

    needs_installation = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="in JSON · print JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        self.as_json = options["json"]
        english = translations.renewed(translations.found(), translations.read(translations.ENGLISH))
        translations.ENGLISH.write_text(translations.written(english), encoding="utf-8")
        for path in (translations.ENGLISH, translations.VIETNAMESE):
            path.with_suffix(".mo").write_bytes(translations.compiled(translations.read(path)))
        missing = translations.missing(english)
        if self.as_json:
            self.give({"texts": len(english) - 1, "missing": missing})
        for text in missing:
            self.say(text)
        self.say(
            _("{texts} câu, {missing} câu chưa dịch.").format(texts=len(english) - 1, missing=len(missing))
        )
        if missing:
            sys.exit(1)
