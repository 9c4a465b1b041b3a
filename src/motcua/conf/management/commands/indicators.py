"""``motcua indicators [INDICATOR…]``: indicators of a unit and a period, from cells here or over a lake."""

import contextlib
import datetime as dt
import functools
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _

from motcua.areas.indicators.queries import definitions, figures
from motcua.areas.indicators.queries.units import known_on, units_below
from motcua.base import spoken
from motcua.base.calendars.queries import calendar_for
from motcua.base.orgs.queries import NoUnitThen, UnitOn, unit_on
from motcua.conf.console import SpokenCommand, day
from motcua.faces.desk.indicators.wording import versions_said
from motcua.gateways.lake import engines
from motcua.gateways.lake import figures as lake
from motcua.gateways.lake.manifest import NAME
from motcua.rules import counting
from motcua.rules.scoring.definitions import Basis, Definition
from motcua.rules.scoring.figures import Figure

DAY = dt.timedelta(days=1)
EMBEDDED = "embedded"
Group = tuple[str, str, dict[str, Figure]]
"""Key, name, and the figure of each indicator."""


class Command(SpokenCommand):
    help = (
        "Tính chỉ tiêu của một đơn vị trong một kỳ, tại đây hoặc trên kho dữ liệu · "
        "Indicators of a unit and a period, from here or over a data lake (extras: analytics, spark)"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "indicators",
            nargs="*",
            metavar="INDICATOR",
            help="để trống là mọi chỉ tiêu · all when none is named",
        )
        parser.add_argument("--unit", required=True, help="mã đơn vị, ví dụ 00145 · code of the unit")
        parser.add_argument(
            "--from", required=True, type=day, dest="since", help="từ ngày · first day counted"
        )
        parser.add_argument(
            "--to", required=True, type=day, dest="last", help="đến hết ngày · last day counted"
        )
        parser.add_argument(
            "--as-of",
            type=day,
            dest="as_of",
            help="cơ cấu đơn vị của ngày nào, để trống là ngày cuối kỳ · the day whose units are meant, else the last",
        )
        parser.add_argument(
            "--by",
            choices=["unit", "month"],
            default="",
            help="tách theo đơn vị, tháng · apart by unit or month",
        )
        parser.add_argument(
            "--engine", choices=[EMBEDDED, "duckdb", "spark"], default=EMBEDDED,
            help="nơi tính; hai máy sau cần --facts · where it is computed; the last two need --facts",
        )  # fmt: skip
        parser.add_argument(
            "--facts",
            default="",
            metavar="DIR",
            help="thư mục của “motcua export facts” · folder of the lake",
        )
        parser.add_argument("--json", action="store_true", help="in JSON · print JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        self.as_json = options["json"]
        since, until = options["since"], options["last"] + DAY
        if since >= until:
            raise CommandError(_("Ngày đầu kỳ phải trước hoặc trùng ngày cuối kỳ."), returncode=2)
        on = options["as_of"] or options["last"]
        try:
            unit = unit_on(options["unit"], on)
        except NoUnitThen as error:
            hint = _("Thêm --as-of NGÀY để lấy đơn vị của một ngày khác.")
            raise CommandError(f"{spoken.refusal(error)} {hint}", returncode=2) from error
        wanted = self._wanted(options["indicators"], options["last"])
        below = {key: known_on(key, on).name for key in sorted(units_below(unit.key, on))}
        engine, by = options["engine"], options["by"]
        if engine == EMBEDDED:
            groups = list(_embedded(wanted, unit, below, since, until, by))
        else:
            groups = self._lake(engine, options["facts"], wanted, unit, below, since, until, by)
        groups = _hidden(wanted, groups)
        self._tell(wanted, unit, since, options["last"], on, by, groups)

    def _wanted(self, named: list[str], on: dt.date) -> list[Definition]:
        known = definitions.definitions(on)
        if unknown := [one for one in named if one not in known]:
            raise CommandError(
                _("Không có chỉ tiêu: {names}.").format(names=", ".join(unknown)), returncode=2
            )
        found = [known[one] for one in named] or list(known.values())
        return [one for one in found if one.basis is Basis.COUNTED and one.numerator]

    def _lake(
        self, engine: str, facts: str, wanted: list[Definition], unit: UnitOn, below: Mapping[str, str],
        since: dt.date, until: dt.date, by: str,
    ) -> list[Group]:  # fmt: skip
        remote = "://" in facts
        here = not remote and (Path(facts) / NAME).is_file() and any(Path(facts).glob("month=*"))
        if not facts or not (remote or here):
            raise CommandError(
                _(
                    "Chưa có số liệu trong kho ở “{dir}”. Chạy “motcua export facts DIR” rồi đặt --facts DIR."
                ).format(dir=facts)
            )
        if by == "month" and (since.day != 1 or until.day != 1):
            raise CommandError(_("Tách theo tháng cần kỳ gồm những tháng trọn."), returncode=2)
        if remote and engine != "spark":
            raise CommandError(
                _("Địa chỉ {dir} chỉ Apache Spark đọc được; thêm --engine spark.").format(dir=facts)
            )
        opened = engines.spark(facts) if engine == "spark" else engines.duckdb(Path(facts))
        with (
            self.progress(_("Tính trên {engine}").format(engine=engine)),
            contextlib.closing(_Opened(opened)) as held,
        ):
            return list(_over_lake(held.engine, wanted, unit, below, since, until, by))

    def _tell(
        self,
        wanted: list[Definition],
        unit: UnitOn,
        since: dt.date,
        last: dt.date,
        on: dt.date,
        by: str,
        groups: list[Group],
    ) -> None:
        if self.as_json:
            self.give({
                "unit": unit.key, "name": unit.name, "from": since.isoformat(), "to": last.isoformat(),
                "as_of": on.isoformat(), "by": by,
                "figures": [
                    {"key": key, "name": name, "indicator": one.id, **_plain(found[one.id]),
                     "version": one.on(dt.date.fromisoformat(f"{key}-01") if by == "month" else last).version,
                     **({} if by == "month" else _versions(one, since, last + DAY))}
                    for key, name, found in groups for one in wanted
                ],
            })  # fmt: skip
            return
        for _key, name, found in groups:
            self.say(f"{name}, {since:%d/%m/%Y}–{last:%d/%m/%Y}" if not by else name)
            width = max((len(one.id) for one in wanted), default=0)
            for one in wanted:
                figure = found[one.id]
                self.say(f"  {one.id:<{width}}  {figure.printed:>12}  {figure.parts:>20}  {one.name}")
        for one in wanted:
            if said := versions_said(one, since, last + DAY):
                self.say(f"{one.id}: {said}")


def _versions(one: Definition, since: dt.date, until: dt.date) -> dict[str, Any]:
    """Which version counts which days, where there are several."""
    found = [
        {"version": piece.one.version, "from": piece.since.isoformat(), "to": (piece.until - DAY).isoformat()}
        for piece in one.versions(since, until)
    ]
    return {"versions": found} if len(found) > 1 else {}


def _plain(figure: Figure) -> dict[str, Any]:
    over = figure.denominator
    return {
        "value": figure.rounded, "printed": figure.printed, "numerator": str(figure.numerator),
        "denominator": None if over is None else str(over),
    }  # fmt: skip


class _Opened:
    """An engine that was started, to be closed."""

    def __init__(self, opened: contextlib.AbstractContextManager[engines.Engine]) -> None:
        self.opened = opened
        self.engine = opened.__enter__()

    def close(self) -> None:
        """Stop it."""
        self.opened.__exit__(None, None, None)


def _hidden(wanted: list[Definition], groups: list[Group]) -> list[Group]:
    """Parts of few people hidden, also from subtraction of one part from the others (R5.8), whatever computed them."""
    for one in wanted:
        told = figures.told(one, {key: found[one.id] for key, _name, found in groups})
        for key, _name, found in groups:
            found[one.id] = told[key].worth
    return groups


def _days(unit: str, since: dt.date, until: dt.date) -> int:
    return max(calendar_for(unit).working_days(since, until), 0)


def _embedded(
    wanted: list[Definition], unit: UnitOn, below: Mapping[str, str], since: dt.date, until: dt.date, by: str
) -> Iterator[Group]:
    """From cells of the database here."""

    def worth(found: Mapping[str, figures.Figure]) -> dict[str, Figure]:
        return {key: one.worth for key, one in found.items()}

    if by == "unit":
        for key, name in below.items():
            yield key, name, worth(figures.figures(wanted, {key}, since, until, root=key, part=True))
    elif by == "month":
        for first, end in counting.steps(counting.MONTH, since, until):
            found = figures.figures(wanted, frozenset(below), first, end, root=unit.key, part=True)
            yield f"{first:%Y-%m}", f"{first:%m/%Y}", worth(found)
    else:
        yield (
            unit.key,
            unit.name,
            worth(figures.figures(wanted, frozenset(below), since, until, root=unit.key, part=True)),
        )


def _over_lake(
    engine: engines.Engine, wanted: list[Definition], unit: UnitOn, below: Mapping[str, str], since: dt.date,
    until: dt.date, by: str,
) -> Iterator[Group]:  # fmt: skip
    """From the facts of a lake, in one pass; the same definitions."""
    if by == "month":
        cells, days = lake.cells_of(engine, wanted, until), functools.partial(_days, unit.key)
        for first, end in counting.steps(counting.MONTH, since, until):
            found = {one.id: cells.figure(one, frozenset(below), first, end, worked=days) for one in wanted}
            yield f"{first:%Y-%m}", f"{first:%m/%Y}", found
        return
    groups = {key: frozenset({key}) for key in below} if by == "unit" else {unit.key: frozenset(below)}
    for key, found in lake.by_group(engine, wanted, groups, since, until, days=_days).items():
        yield key, below[key], found
