"""``motcua facts rebuild [--from-journal]``: build the cells of figures anew, from the facts or from the journal."""

from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from motcua.conf.console import SpokenCommand, require_installation
from motcua.reactions.counting import table


class Command(SpokenCommand):
    help = "Đếm lại số liệu · Count figures anew"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["rebuild"], help="dựng lại các ô số liệu · build the cells anew")
        parser.add_argument(
            "--from-journal", action="store_true", dest="journal",
            help="đếm lại cả các sự kiện từ sổ cái · count the facts anew from the journal too",
        )  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        require_installation()
        with self.progress(_("Đếm lại số liệu")) as step:
            if options["journal"]:
                read = table.count_anew(lambda done: step(done, 0, _("sự kiện của sổ cái")))
                table.catch_up()
                self.say(_("Đã đếm lại {count} sự kiện của sổ cái.").format(count=read))
            cells = table.rebuild(lambda done, total, text: step(done, total, text))
        self.say(_("Đã dựng lại {count} ô số liệu.").format(count=cells))
