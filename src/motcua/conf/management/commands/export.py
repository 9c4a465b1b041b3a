"""``motcua export facts DIR``: the fact tables as Parquet, partitioned by month, for engines beyond this machine."""

import datetime as dt
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _

from motcua.areas.indicators.queries import exported
from motcua.base.journal import queries as journal
from motcua.base.journal.clock import now
from motcua.conf.console import SpokenCommand, day
from motcua.gateways.lake import faults_of, need
from motcua.gateways.lake.writing import Source, write


class Command(SpokenCommand):
    help = (
        "Xuất số liệu ra tệp Parquet theo tháng cho kho dữ liệu · "
        "Export facts as Parquet by month for a data lake (extra: analytics)"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["facts"])
        parser.add_argument("dir", metavar="DIR", type=Path, help="thư mục nhận tệp · folder of the files")
        parser.add_argument(
            "--since", type=day, help="chỉ các tháng từ ngày này, 2026-10-01 · only months from this day on"
        )
        parser.add_argument(
            "--all",
            action="store_true",
            dest="anew",
            help="ghi lại cả tháng không đổi · unchanged months too",
        )
        parser.add_argument(
            "--check",
            action="store_true",
            help="chỉ đối chiếu tệp với bảng kê · only hold files against the manifest",
        )
        parser.add_argument("--json", action="store_true", help="in JSON · print JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        self.as_json = options["json"]
        folder: Path = options["dir"]
        if folder.exists() and not folder.is_dir():
            raise CommandError(_("{name} không phải thư mục.").format(name=folder))
        if options["check"]:
            self._check(folder)
            return
        need("pyarrow")
        since: dt.date | None = options["since"]
        with self.progress(_("Xuất số liệu")) as step, journal.snapshot():
            head = journal.head()
            written = write(
                folder,
                Source(exported.months(), exported.dimensions(), exported.facts, exported.through()),
                at=now(),
                head=journal.signed_head(head) if head else None,
                since=f"{since:%Y-%m}" if since else "",
                anew=options["anew"],
                progress=lambda done, total: step(done, total, ""),
            )
        if self.as_json:
            self.give({
                "dir": str(folder), "facts": written.rows, "months": sorted(written.months),
                "head": written.head and {"size": written.head["tree_size"], "root": written.head["root_hash"]},
            })  # fmt: skip
            return
        said = _("{rows} số liệu trong {months} tháng tại {folder}.")
        self.say(said.format(rows=written.rows, months=len(written.months), folder=folder))
        if written.head:
            self.say(_("Sổ cái khi xuất: {size} sự kiện.").format(size=written.head["tree_size"]))

    def _check(self, folder: Path) -> None:
        wrong = faults_of(folder)
        if self.as_json:
            self.give({"dir": str(folder), "wrong": wrong})
        elif not wrong:
            self.say(_("Mọi tệp đúng như bảng kê."))
        if wrong:
            raise CommandError(
                _("Không như bảng kê: {months}. Chạy lại “motcua export facts”.").format(
                    months=", ".join(wrong)
                )
            )
