"""``motcua report KIND --unit --from --to --format pdf|docx|xlsx|json``: a periodic report, or a table of reports."""

import datetime as dt
import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _

from motcua.areas.indicators import forms as table_forms
from motcua.areas.indicators.choices.tables import tables as shipped_tables
from motcua.areas.indicators.queries import tables
from motcua.areas.reports import forms, queries
from motcua.areas.reports.choices import templates
from motcua.base.journal.clock import TZ, now
from motcua.base.journal.ports import Actor
from motcua.base.orgs.queries import agency_of, version_on
from motcua.conf.console import SpokenCommand, day

DAY = dt.timedelta(days=1)
SHAPES = ("pdf", "docx", "xlsx", "json")


class Command(SpokenCommand):
    help = "In một báo cáo định kỳ, hoặc một biểu báo cáo · Print a periodic report, or a table of reports"

    def add_arguments(self, parser: CommandParser) -> None:
        kinds = [*templates(), *shipped_tables()]
        parser.add_argument("kind", choices=kinds, metavar="KIND", help=", ".join(kinds))
        parser.add_argument("--unit", required=True, help="mã đơn vị, ví dụ 00145 · code of the unit")
        parser.add_argument(
            "--from", required=True, type=day, dest="since", help="từ ngày, 2026-10-15 · first day counted"
        )
        parser.add_argument(
            "--to", required=True, type=day, dest="last", help="đến hết ngày, 2026-11-14 · last day counted"
        )
        parser.add_argument("--format", choices=SHAPES, default="json", dest="shape")
        parser.add_argument(
            "--output", default="", help="ghi ra tệp; để trống thì in ra màn hình · write to a file"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        since, until, at = options["since"], options["last"] + DAY, now()
        if since >= until:
            raise CommandError(_("Ngày đầu kỳ phải trước hoặc trùng ngày cuối kỳ."), returncode=2)
        unit = version_on(options["unit"], at.astimezone(TZ).date())
        kind, shape = options["kind"], options["shape"]
        made = self._report if kind in templates() else self._table
        found = made(kind, unit.key, since, until, shape, at)
        if options["output"]:
            told = (
                found
                if isinstance(found, bytes)
                else json.dumps(found, ensure_ascii=False, indent=2, default=str).encode()
            )
            Path(options["output"]).write_bytes(told)
        elif isinstance(found, dict):
            self.give(found)
        else:
            sys.stdout.buffer.write(found)
            sys.stdout.buffer.flush()

    def _report(
        self, kind: str, unit: str, since: dt.date, until: dt.date, shape: str, at: dt.datetime
    ) -> dict[str, Any] | bytes:
        """The report of a unit for these days: the last version that was submitted, else as it stands now."""
        found = queries.printable(kind, unit, since, until, at)
        held, on = found.held, at.astimezone(TZ).date()
        data = forms.document(
            held, agency=unit, on=on, since=since, until=until, to=found.recipient, code=found.code,
            symbol=found.number, capacity=found.capacity, dated=bool(found.number),
        )  # fmt: skip
        match shape:
            case "pdf":
                return forms.as_pdf(data)
            case "docx":
                return forms.as_docx(data)
            case "xlsx":
                return forms.as_xlsx(held, agency=version_on(unit, on).name, on=on)
        return {
            "kind": kind, "unit": unit, "from": since.isoformat(), "to": (until - DAY).isoformat(),
            "state": found.state, "version": found.version, "sha256": found.sha256, "number": found.number,
            "title": f"{held['title']} {held['about']}", "missing": held["missing"],
            "figures": [
                {"key": one["key"], "title": one["title"], "unit": one["unit"], "said": one["said"],
                 "value": held["total"].get(one["key"])}
                for one in held["figures"]
            ],
            "sections": [
                {"code": one["code"], "heading": one["heading"], "text": held["printed"].get(one["code"], ""),
                 "rows": held["tables"].get(one["code"], [])}
                for one in held["sections"]
            ],
        }  # fmt: skip

    def _table(
        self, kind: str, unit: str, since: dt.date, until: dt.date, shape: str, at: dt.datetime
    ) -> dict[str, Any] | bytes:
        """A table counted now, as who directs the agency sees it."""
        on = at.astimezone(TZ).date()
        agency = agency_of(unit, on).key
        by = Actor("system", "", agency, agency, frozenset({"direct"}))
        found = tables.report(by, kind, since, until, at=at)
        if shape != "json":
            made = {"pdf": table_forms.as_pdf, "docx": table_forms.as_docx, "xlsx": table_forms.as_xlsx}[
                shape
            ]
            return made(by, found, on)
        return {
            "kind": kind, "unit": unit, "from": since.isoformat(), "to": (until - DAY).isoformat(),
            "title": found.table.title, "figures": tables.plain(found),
        }  # fmt: skip
