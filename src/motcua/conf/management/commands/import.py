"""``motcua import procedures|…|history|fees|…|petitions|figures|books FILE…``: load data; repeatable."""

import argparse
import datetime as dt
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _

from motcua.areas.procedures import actions as procedures
from motcua.areas.procedures import queries as catalogue
from motcua.base.calendars.actions import load_holidays
from motcua.base.journal.clock import now
from motcua.base.journal.ports import SYSTEM
from motcua.base.law.ports import LoadReport
from motcua.base.orgs.actions import load_units
from motcua.base.spoken import spoken
from motcua.conf import post, taking_over
from motcua.conf.books import begin_books
from motcua.conf.console import SpokenCommand, day
from motcua.conf.decisions import load_decisions
from motcua.conf.figures import load_figures
from motcua.conf.parameters import set_parameters
from motcua.conf.pricing import load_prices
from motcua.conf.staffing import load_posts
from motcua.gateways.national_catalogue import read_files, read_processes
from motcua.gateways.step_tables import is_office, read_tables

KINDS = (
    "procedures", "processes", "decisions", "units", "posts", "holidays", "parameters", "history", "fees",
    "exemptions", "accounts", "petitions", "figures", "books",
)  # fmt: skip
PRICES = frozenset({"fees", "exemptions", "accounts"})
SHOWN = 100
TAKEN = """\
nhận gì · what each kind takes (CSV: UTF-8, dòng đầu là tên cột · the first line names the columns):
  procedures  JSON, JSONL, CSV, PDF của Cơ sở dữ liệu quốc gia · of the national database
  processes   XLSX, DOCX, CSV, JSON: bảng các bước · tables of steps
  decisions   XLSX, XLS, ODS, CSV: Mã thủ tục, Tên thủ tục, Loại, Có hiệu lực từ, Quyết định, Ngày ký, …
  units       CSV: như docs/operate/units-example.csv · as in that file
  posts       CSV: code,title,unit,duties,fields,username,name,since,instrument
  holidays    CSV: on,kind,name,source,certainty[,territory]
  parameters  CSV: key,value,valid_from,source
  history     CSV, XES (.gz): mã hồ sơ, hoạt động, thời điểm · case, activity, timestamp
  fees        CSV: code,name,kind,amount,unit,law,valid_from[,tiers,most,note,procedures,agency,blocking,valid_to]
  exemptions  CSV: code,name,law,percent,off,valid_from[,evidence,items,agency,valid_to]
  accounts    CSV: agency,bank,bank_name,number,holder,valid_from
  figures     CSV: dòng nguồn và số liệu công bố, như catalogue/indicators/sources/ và published.csv
              source rows and published figures, as in those files
  books       CSV: unit,book,year,last,source: số cuối của sổ giấy · the last number of a paper book
  petitions   thư mục thư điện tử .eml, hoặc từng tệp · folders of e-mails, or single ones
"""


def _told(done: LoadReport) -> dict[str, Any]:
    """A report of base as this command tells it."""
    rejected = [
        {"row": row.line, "reason": f"{row.file} {row.key}: {spoken(row.reason)}"} for row in done.rejected
    ]
    return {"added": done.added, "changed": done.changed, "unchanged": done.same, "rejected": rejected}


class Command(SpokenCommand):
    help = (
        "Nạp danh mục, đơn vị, vị trí và người giữ; báo dòng thêm, sửa, không nhận và lý do · "
        "Load the catalogue, units, posts and who holds them; reports added, changed, rejected rows with the reason"
    )

    epilog = TAKEN

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("kind", choices=list(KINDS))
        parser.add_argument("files", nargs="+", metavar="FILE")
        parser.add_argument("--on", type=day, help="có hiệu lực từ ngày · in force from this day")
        parser.add_argument(
            "--register-only",
            action="store_true",
            dest="register_only",
            help="quyết định công bố đã có nội dung trong danh mục: chỉ ghi vào sổ · "
            "decisions whose contents the catalogue holds already: into the register only",
        )
        parser.add_argument("--history", action="store_true", dest="register_only", help=argparse.SUPPRESS)
        parser.add_argument(
            "--map", help="history: cột và từ của hệ thống cũ (JSON, CSV) · columns and words of the log"
        )
        parser.add_argument(
            "--source", default="", help="history: tên hệ thống cũ · name of the other system"
        )
        parser.add_argument("--unit", default="", help="history: đơn vị nhận · the unit that takes over")
        parser.add_argument("--json", action="store_true", help="in JSON · print JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        self.as_json = options["json"]
        files = [Path(name) for name in options["files"]]
        if options["kind"] == "petitions":
            self._petitions(files, now(), options["unit"])
            return
        for file in files:
            if not file.is_file():
                raise CommandError(_("Không có tệp {name}.").format(name=file))
            if not file.stat().st_size:
                raise CommandError(_("Tệp {name} trống.").format(name=file))
        at = now()
        on = options["on"] or at.date()
        if options["kind"] == "history":
            self._history(files, options, at)
            return
        with self.progress(_("Nạp {count} tệp").format(count=len(files))):
            report = self._load(options["kind"], files, on, at, register_only=options["register_only"])
        if self.as_json:
            self.give(report)
        else:
            self._tell(report)
        if report["rejected"] and not report["added"] and not report["changed"] and not report["unchanged"]:
            raise CommandError(_("Không dòng nào được nhận."))

    def _load(
        self, kind: str, files: list[Path], on: dt.date, at: dt.datetime, *, register_only: bool = False
    ) -> dict[str, Any]:
        if kind == "decisions":
            return load_decisions(files, opens=not register_only, by=SYSTEM, at=at)
        if kind == "procedures":
            found = read_files(files)
            if not found.records and not found.rejected:
                raise CommandError(_("Không thấy thủ tục nào trong tệp."))
            return procedures.load_records(reading=found, on=on, by=SYSTEM, at=at).as_json()
        if kind == "processes":
            total: dict[str, Any] = {}
            for file in files:
                content = file.read_bytes()
                reading = read_tables(content) if is_office(content) else read_processes(content)
                one = procedures.load_processes(
                    processes=reading.processes, on=on, by=SYSTEM, at=at, doubts=reading.doubts,
                    rejected=reading.rejected,
                ).as_json()  # fmt: skip
                for name, value in one.items():
                    total[name] = total[name] + value if name in total else value
            return total
        if kind == "posts":
            posts = load_posts(files=files, fields=catalogue.fields(on=on), by=SYSTEM, at=at)
            return {**_told(posts), "passwords": posts.passwords}
        if kind in PRICES:
            return load_prices(kind, files, at=at)
        if kind == "figures":
            return load_figures(files=files, by=SYSTEM, at=at)
        tables = {
            "units": load_units,
            "holidays": load_holidays,
            "parameters": set_parameters,
            "books": begin_books,
        }
        return _told(tables[kind](files=files, by=SYSTEM, at=at))

    def _history(self, files: list[Path], options: dict[str, Any], at: dt.datetime) -> None:
        """Take over logs; what could not be placed, and how the process ran there, is told at the end."""
        map_file = Path(options["map"]) if options["map"] else None
        if map_file is not None and not map_file.is_file():
            raise CommandError(_("Không có tệp {name}.").format(name=map_file))
        reports = []
        with self.progress(_("Tiếp quản {count} tệp").format(count=len(files))) as step:
            for file in files:
                reports.append(
                    taking_over.take_over_file(
                        file,
                        map_file=map_file,
                        source=options["source"],
                        unit=options["unit"],
                        at=at,
                        progress=step,
                    )
                )
        if self.as_json:
            self.give(reports[0] if len(reports) == 1 else reports)
        else:
            for report in reports:
                for line in taking_over.told(report):
                    self.say(line)
        if not any(report["added"] or report["known"] for report in reports):
            raise CommandError(_("Không hồ sơ nào được nhận."))

    def _petitions(self, places: list[Path], at: dt.datetime, unit: str) -> None:
        """Take in e-mails; each is a petition or is told with why not, and none stops the others."""
        found = post.letters_in(places)
        if not found:
            raise CommandError(_("Không có thư .eml nào ở đó."))
        with self.progress(_("Nhận {count} thư").format(count=len(found))) as step:
            report = post.take_in(found, at=at, unit=unit or settings.UNIT, progress=step)
        if self.as_json:
            self.give(report)
            return
        self.say(
            _("Nhận {added} đơn, đã có {known}, không nhận {rejected}.").format(
                added=len(report["added"]), known=len(report["known"]), rejected=len(report["rejected"])
            )
        )
        for row in report["rejected"][:SHOWN]:
            self.say(f"  {row['file']}: {row['reason']}")
        if report["rejected"] and not report["added"] and not report["known"]:
            raise CommandError(_("Không thư nào được nhận."))

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
        if report.get("passwords"):
            self.say(_("Mật khẩu tạm, chỉ in một lần này; mỗi người tự đổi sau lần đăng nhập đầu tiên:"))
            width = max(map(len, report["passwords"]))
            for username, password in report["passwords"].items():
                self.say(f"  {username:<{width}}  {password}")
        if count("receivable"):
            self.say(_("{count} thủ tục tiếp nhận được.").format(count=count("receivable")))
