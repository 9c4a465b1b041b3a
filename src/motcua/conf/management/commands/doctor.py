"""``motcua doctor``: what is wrong with this installation, and what to do about it."""

import sys
from dataclasses import asdict
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from motcua.conf import checkup
from motcua.conf.console import SpokenCommand

SIGNS = {checkup.GOOD: "✓", checkup.NOTE: "·", checkup.BAD: "✗"}


class Command(SpokenCommand):
    help = "Nói rõ chỗ nào chưa ổn và cách sửa · Say what is wrong with this installation and how to mend it"

    needs_installation = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="in JSON · print JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        self.as_json = options["json"]
        found = checkup.findings()
        bad = sum(finding.level == checkup.BAD for finding in found)
        if self.as_json:
            self.give({"sound": not bad, "findings": [asdict(finding) for finding in found]})
        for finding in found:
            self.say(f"{SIGNS[finding.level]} {finding.about}: {finding.text}")
            if finding.todo:
                self.say(f"    → {finding.todo}")
        self.say(_("{count} điểm cần sửa.").format(count=bad) if bad else _("Mọi thứ ổn."))
        if bad:
            sys.exit(1)
