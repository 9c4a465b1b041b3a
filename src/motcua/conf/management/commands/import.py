"""``motcua import procedures|processes|units|holidays FILE…``: load catalogue data; repeatable."""

import datetime as dt
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _

from motcua.areas.procedures import actions as procedures
from motcua.base.calendars.actions import load_holidays
from motcua.base.journal.clock import now
from motcua.base.journal.ports import SYSTEM
from motcua.base.orgs.actions import load_units
from motcua.conf.console import SpokenCommand
from motcua.gateways.national_catalogue import read_files, read_processes

SHOWN = 100


class Command(SpokenCommand):
    help = (
        "Nạp dữ liệu danh mục; báo dòng thêm, sửa, không nhận và lý do · "
        "Load catalogue data; reports added, changed, rejected rows with the reason"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("kind", choices=["procedures", "processes", "units", "holidays"])
        parser.add_argument("files", nargs="+", metavar="FILE")
        parser.add_argument(
            "--on", type=dt.date.fromisoformat, help="có hiệu lực từ ngày · in force from this day"
        )
        parser.add_argument("--json", action="store_true", help="in JSON · print JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        self.as_json = options["json"]
        files = [Path(name) for name in options["files"]]
        for file in files:
            if not file.is_file():
                raise CommandError(_("Không có tệp {name}.").format(name=file))
        at = now()
        on = options["on"] or at.date()
        with self.progress(_("Nạp {count} tệp").format(count=len(files))):
            report = self._load(options["kind"], files, on, at)
        if self.as_json:
            self.give(report)
        else:
            self._tell(report)
        if report["rejected"] and not report["added"] and not report["changed"] and not report["unchanged"]:
            raise CommandError(_("Không dòng nào được nhận."))

    def _load(self, kind: str, files: list[Path], on: dt.date, at: dt.datetime) -> dict[str, Any]:
        if kind == "procedures":
            return procedures.load_records(reading=read_files(files), on=on, by=SYSTEM, at=at).as_json()
        if kind == "processes":
            total: dict[str, Any] = {}
            for file in files:
                reading = read_processes(file.read_bytes())
                one = procedures.load_processes(
                    processes=reading.processes, on=on, by=SYSTEM, at=at, doubts=reading.doubts,
                    rejected=reading.rejected,
                ).as_json()  # fmt: skip
                for name, value in one.items():
                    total[name] = total[name] + value if name in total else value
            return total
        load = load_units if kind == "units" else load_holidays
        done = load(files=files, by=SYSTEM, at=at)
        rejected = [
            {"row": row.line, "reason": f"{row.file} {row.key}: {row.reason}"} for row in done.rejected
        ]
        return {"added": done.added, "changed": done.changed, "unchanged": done.same, "rejected": rejected}

    def _tell(self, report: dict[str, Any]) -> None:
        def count(name: str) -> int:
            value = report.get(name, 0)
            return value if isinstance(value, int) else len(value)

        self.say(
            _("Thêm {added}, sửa {changed}, giữ nguyên {unchanged}, không nhận {rejected}.").format(
                added=count("added"),
                changed=count("changed"),
                unchanged=count("unchanged"),
                rejected=count("rejected"),
            )
        )
        for row in report["rejected"][:SHOWN]:
            self.say("  " + _("dòng {row}: {reason}").format(row=row["row"], reason=row["reason"]))
        if count("doubtful"):
            self.say(_("{count} điểm cần người xem lại:").format(count=count("doubtful")))
            for doubt in report["doubtful"][:SHOWN]:
                self.say(f"  {doubt['code']} {doubt['field']}: {doubt['text']}")
        if count("receivable"):
            self.say(_("{count} thủ tục tiếp nhận được.").format(count=count("receivable")))
