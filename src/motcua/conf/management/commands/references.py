"""``motcua references``: what documents that were here before cite goes into the graph of legal instruments."""

from typing import Any

from django.utils.translation import gettext as _

from motcua.base.journal.clock import now
from motcua.conf.console import SpokenCommand, require_installation
from motcua.reactions import citing


class Command(SpokenCommand):
    help = "Đọc dẫn chiếu của văn bản đã có · Read what older documents cite"

    def handle(self, *args: Any, **options: Any) -> None:
        require_installation()
        with self.progress(_("Đọc dẫn chiếu của văn bản đã có")) as step:
            read, kept = citing.keep_older(now(), lambda done: step(done, 0, _("văn bản")))
        self.say(
            _("Đã đọc {read} văn bản, {kept} văn bản có dẫn chiếu mới vào sổ.").format(read=read, kept=kept)
        )
