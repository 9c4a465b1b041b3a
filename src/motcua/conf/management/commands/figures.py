"""``motcua figures [F28 …] [--json]``: figures that others published, each with its definition and its rows."""

from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _

from motcua.conf import figures
from motcua.conf.console import SpokenCommand
from motcua.rules.scoring.definitions import written
from motcua.rules.scoring.figures import plain

PARTS = {"numerator": "tử số", "denominator": "mẫu số"}


class Command(SpokenCommand):
    help = (
        "In số liệu công bố đúng như nguồn, kèm cách tính và các dòng phía sau · "
        "Print published figures as their source does, with definition and rows"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "figures", nargs="*", metavar="F28", help="số hiệu; để trống: tất cả · all when none"
        )
        parser.add_argument("--json", action="store_true", help="in JSON · print JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        found, others = figures.overview(options["figures"])
        if not found and not others:
            raise CommandError(
                _("Chưa có số liệu công bố nào. Nạp bằng “motcua import figures FILE…”.")
                if not options["figures"]
                else _("Không có số liệu công bố mang số hiệu này.")
            )
        if options["json"]:
            self.give({
                "label": "số liệu công bố", "items": [figures.as_json(one) for one in found], "without_value": others,
            })  # fmt: skip
            return
        self.say(_("Số liệu công bố (không phải số hệ thống đếm):"))
        how = figures.how()
        for shown in found:
            one, definition = shown.published, shown.definition
            unit = (
                ""
                if definition.shape.unit == "percent" or one.form == "parts"
                else f" {definition.shape.unit}"
            )
            self.say("")
            self.say(f"{one.figure}  {shown.printed}{unit}  {definition.name} · {one.place}")
            self.say(
                f"     {one.since:%d/%m/%Y}–{one.last:%d/%m/%Y} · {figures.said_of(shown)} · {definition.law}"
            )
            if definition.numerator:
                formula = " ÷ ".join(
                    written(terms) for terms in (definition.numerator, definition.denominator) if terms
                )
                self.say(f"     {formula}")
            if not shown.agrees:
                self.say("     " + _("Chưa khớp: nguồn in {printed}.").format(printed=one.printed))
            for count in one.counts:
                amount = shown.amounts.get(count.part)
                note = f" – {count.note}" if count.note else ""
                said = "" if amount is None else f"{plain(amount)} "
                self.say(f"     {PARTS[count.part]}: {said}{count.label} ({how[count.how]}){note}")
                for row in shown.rows.get(count.part, ()):
                    why = f" – {row.note}" if row.note else ""
                    self.say(
                        f"       {row.code}: {plain(row.counted.amount)} {row.label} ({how[row.how]}){why}"
                    )
            self.say(f"     {shown.title} ({one.source}): “{one.quote}”")
        for other in others:
            self.say("")
            self.say(f"{other['figure']}  {other['value']}  {other['reason']}")
