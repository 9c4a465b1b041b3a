"""Loading the catalogue of units: a reorganisation takes effect as a set."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from django.db import connection, models

from motcua.base.journal.actions import act, record
from motcua.base.journal.ports import Actor
from motcua.base.law.actions import renew
from motcua.base.law.choices import Certainty
from motcua.base.law.ports import LoadReport, Rejected, Row, Table, read_table
from motcua.base.orgs import events, policies, queries
from motcua.base.orgs.choices import RANK, Level, SuccessionKind
from motcua.base.orgs.models import Succession, Unit, UnitVersion
from motcua.rules import vietnamese
from motcua.rules.impossible import Invalid

Key = tuple[str, dt.date]
CODES = {Level.PROVINCE: r"\d{2}", Level.DISTRICT: r"\d{3}", Level.COMMUNE: r"\d{5}", Level.DIVISION: r"\S+"}
COLUMNS = [
    "code", "name", "fold", "level", "rank", "kind", "parent_id", "valid_to",
    "instrument", "ended_by", "certainty", "note",
]  # fmt: skip
VERSIONS = ("key", "code", "name", "level", "kind", "parent", "valid_from", "valid_to")
SUCCESSIONS = ("predecessor", "successor", "on", "kind")


@act(may=policies.can_load, records=events.LOADED, law="Luật 72/2025/QH15; QĐ 19/2025/QĐ-TTg")
def load_units(*, files: Sequence[Path], by: Actor, at: dt.datetime) -> LoadReport:
    """Nạp danh mục đơn vị và quan hệ kế tiếp (CSV, có thể nén .gz); lặp lại được.

    A table with ``key,code,name,level,kind,parent,valid_from,valid_to`` holds unit versions (column
    ``agency_code`` optional), one with ``predecessor,successor,on,kind`` successions; all files take effect
    together or not at all. Rows that contradict one another or what is stored are rejected with the reason;
    nothing is ever deleted.
    """
    tables = [read_table(file) for file in files]
    report = LoadReport()
    versions = [table for table in tables if set(table.columns).issuperset(VERSIONS)]
    successions = [table for table in tables if set(table.columns).issuperset(SUCCESSIONS)]
    for table in tables:
        if table not in versions and table not in successions:
            raise Invalid(
                field="file",
                text=(
                    "Tệp {file} có các cột: {found}. Danh mục đơn vị cần các cột: {versions}; "
                    "bảng kế tiếp cần: {successions}."
                ),
                file=table.name,
                found=", ".join(table.columns),
                versions=", ".join(VERSIONS),
                successions=", ".join(SUCCESSIONS),
            )
    if versions:
        _Versions(report).load(versions)
    if successions:
        _load_successions(successions, report)
    renew(queries.UNITS)
    record(
        events.LOADED,
        subject="units",
        unit=by.agency,
        by=by,
        at=at,
        facts={**report.facts(), "files": [table.name for table in tables]},
    )
    return report


def _date(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise ValueError(f"ngày {text} chưa đúng; viết năm-tháng-ngày, ví dụ 2025-07-01") from error


def _day(text: str) -> dt.date | None:
    return _date(text) if text else None


def _insert(model: type[models.Model], rows: Sequence[dict[str, Any]]) -> None:
    """Insert many rows of plain values at the database driver's speed (the whole country in a few
    seconds)."""
    if not rows:
        return
    columns = [str(column) for field in model._meta.fields if (column := field.column) in rows[0]]
    names = ", ".join(map(connection.ops.quote_name, columns))
    table = connection.ops.quote_name(model._meta.db_table)
    marks = f"({', '.join(['%s'] * len(columns))})"
    at_once = 900 // len(columns)
    with connection.cursor() as cursor:
        for start in range(0, len(rows), at_once):
            some = rows[start : start + at_once]
            values = [_plain(row[column]) for row in some for column in columns]
            places = ", ".join([marks] * len(some))
            cursor.execute(f"INSERT INTO {table} ({names}) VALUES {places}", values)


def _plain(value: Any) -> Any:
    return connection.ops.adapt_datefield_value(value) if isinstance(value, dt.date) else value


class _Versions:
    """One loading of unit versions: parse, check against one another and what is stored, write."""

    def __init__(self, report: LoadReport) -> None:
        self.report = report
        self.units = dict(Unit.objects.values_list("code", "agency_code"))
        self.stored: dict[Key, UnitVersion] = {
            (version.unit_id, version.valid_from): version for version in UnitVersion.objects.all()
        }
        self.wanted: dict[Key, dict[str, Any]] = {}
        self.lines: dict[Key, tuple[str, Row]] = {}

    def load(self, tables: Iterable[Table]) -> None:
        for table in tables:
            for row in table.rows:
                try:
                    self._take(table, row)
                except ValueError as error:
                    self.report.rejected.append(Rejected(table.name, row.line, row["key"], str(error)))
        self._drop_overlaps("unit_id")
        self._drop_overlaps("code")
        self._drop_orphans()
        self._write()

    def _take(self, table: Table, row: Row) -> None:
        for column in ("key", "code", "name", "level", "kind", "valid_from"):
            if not row[column]:
                raise ValueError(f"thiếu {column}")
        if row["level"] not in set(Level):
            raise ValueError(f"không có cấp {row['level']}; các cấp: {', '.join(Level)}")
        level = Level(row["level"])
        if not re.fullmatch(CODES[level], row["code"]):
            raise ValueError(f"mã {row['code']} không đúng dạng mã của cấp này")
        if len(row["key"]) > 24 or len(row["code"]) > 24 or len(row["name"]) > 160:
            raise ValueError("mã hoặc tên quá dài")
        if len(row["kind"]) > 60 or len(row["instrument"]) > 60 or len(row["ended_by"]) > 60:
            raise ValueError("loại hoặc số, ký hiệu văn bản dài quá 60 ký tự")
        if (level == Level.PROVINCE) == bool(row["parent"]):
            raise ValueError("cấp tỉnh không có đơn vị cấp trên, các cấp khác phải có")
        if row["parent"] == row["key"]:
            raise ValueError("đơn vị không thể là cấp trên của chính mình")
        start, end = _date(row["valid_from"]), _day(row["valid_to"])
        if end is not None and end <= start:
            raise ValueError("valid_to phải sau valid_from")
        key = (row["key"], start)
        if key in self.wanted:
            raise ValueError("lặp lại trong tệp")
        self.wanted[key] = {
            "unit_id": row["key"],
            "code": row["code"],
            "name": row["name"],
            "level": level.value,
            "rank": RANK[level],
            "kind": row["kind"],
            "parent_id": row["parent"] or None,
            "valid_from": start,
            "valid_to": end,
            **self._optional(key, table, row),
        }
        self.lines[key] = (table.name, row)

    def _optional(self, key: Key, table: Table, row: Row) -> dict[str, str]:
        """Columns a table may leave out: what is stored stays."""
        stored = self.stored.get(key)
        found = {
            name: row[name] if stored is None or name in table.columns else str(getattr(stored, name))
            for name in ("instrument", "ended_by", "certainty", "note")
        }
        found["certainty"] = Certainty(found["certainty"] or Certainty.CHECK).value
        return found

    def _final(self) -> dict[Key, Any]:
        """What would stand after the loading: rows of the file over the stored ones."""
        return {**{key: vars(version) for key, version in self.stored.items()}, **self.wanted}

    def _reject(self, key: Key, reason: str) -> None:
        file, row = self.lines[key]
        del self.wanted[key]
        self.report.rejected.append(Rejected(file, row.line, row["key"], reason))

    def _drop_overlaps(self, column: str) -> None:
        """Versions of one unit, and uses of one official code, must not overlap in time."""
        of: dict[str, list[Key]] = {}
        final = self._final()
        for key, values in final.items():
            of.setdefault(values[column], []).append(key)
        for keys in of.values():
            keys.sort(key=lambda key: (key[1], key[0]))
            last: Key | None = None
            for key in keys:
                end = final[last]["valid_to"] if last is not None else None
                if last is None or (end is not None and end <= key[1]):
                    last = key
                    continue
                loser = key if key in self.wanted else last
                if loser in self.wanted:
                    other = last if loser == key else key
                    self._reject(loser, f"trùng thời gian với {final[other]['name']} từ {other[1]:%d/%m/%Y}")
                if loser != key:
                    last = key

    def _drop_orphans(self) -> None:
        """A parent must exist on the day the version begins."""
        periods: dict[str, list[tuple[dt.date, dt.date | None]]] = {}
        for (unit, start), values in self._final().items():
            periods.setdefault(unit, []).append((start, values["valid_to"]))
        for key, values in list(self.wanted.items()):
            parent = values["parent_id"]
            if parent and not any(
                start <= key[1] and (end is None or key[1] < end) for start, end in periods.get(parent, ())
            ):
                self._reject(key, f"không có đơn vị cấp trên {parent} vào ngày {key[1]:%d/%m/%Y}")

    def _write(self) -> None:
        agencies = {key[0]: row["agency_code"] for key, (_, row) in self.lines.items() if key in self.wanted}
        fresh = [unit for unit in agencies if unit not in self.units]
        _insert(Unit, [{"code": unit, "agency_code": agencies[unit]} for unit in fresh])
        for unit, code in agencies.items():
            if code and self.units.get(unit, code) != code:
                Unit.objects.filter(pk=unit).update(agency_code=code)
        new, changed = [], []
        for key, values in self.wanted.items():
            version = self.stored.get(key)
            if version is None:
                new.append({**values, "fold": vietnamese.fold(values["name"])})
            elif any(getattr(version, name) != value for name, value in values.items()):
                for name, value in values.items():
                    setattr(version, name, value)
                version.fold = vietnamese.fold(version.name)
                changed.append(version)
            else:
                self.report.same += 1
        UnitVersion.objects.bulk_update(changed, COLUMNS, batch_size=50)
        _insert(UnitVersion, new)
        self.report.added += len(new)
        self.report.changed += len(changed)


def _load_successions(tables: Iterable[Table], report: LoadReport) -> None:
    periods: dict[str, list[tuple[dt.date, dt.date | None]]] = {}
    for unit, start, end in UnitVersion.objects.values_list("unit_id", "valid_from", "valid_to"):
        periods.setdefault(unit, []).append((start, end))
    rows = Succession.objects.all()
    stored = {(row.predecessor_id, row.successor_id, row.on): row for row in rows}
    wanted: dict[tuple[str, str, dt.date], dict[str, Any]] = {}
    default = {(row.predecessor_id, row.on): row.successor_id for row in rows if row.is_default}
    for table in tables:
        for row in table.rows:
            try:
                values = _succession(row, periods)
                key = (values["predecessor_id"], values["successor_id"], values["on"])
                if key in wanted:
                    raise ValueError("lặp lại trong tệp")
                if values["is_default"] and default.setdefault((key[0], key[2]), key[1]) != key[1]:
                    raise ValueError("đơn vị đã có phần chính khác")
                wanted[key] = values
            except ValueError as error:
                report.rejected.append(Rejected(table.name, row.line, row["predecessor"], str(error)))
    new, changed = [], []
    for key, values in wanted.items():
        row_stored = stored.get(key)
        if row_stored is None:
            new.append(values)
        elif any(getattr(row_stored, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(row_stored, name, value)
            changed.append(row_stored)
        else:
            report.same += 1
    Succession.objects.bulk_update(changed, ["kind", "is_default", "instrument", "certainty"], batch_size=100)
    _insert(Succession, new)
    report.added += len(new)
    report.changed += len(changed)


def _succession(row: Row, periods: dict[str, list[tuple[dt.date, dt.date | None]]]) -> dict[str, Any]:
    predecessor, successor = row["predecessor"], row["successor"]
    on = _date(row["on"])
    if predecessor == successor:
        raise ValueError("đơn vị không thể kế tiếp chính mình")
    if not any(end == on for _, end in periods.get(predecessor, ())):
        raise ValueError(f"{predecessor} không kết thúc ngày {on:%d/%m/%Y}")
    if not any(start <= on and (end is None or on < end) for start, end in periods.get(successor, ())):
        raise ValueError(f"không có đơn vị {successor} vào ngày {on:%d/%m/%Y}")
    return {
        "predecessor_id": predecessor,
        "successor_id": successor,
        "on": on,
        "kind": SuccessionKind(row["kind"]).value,
        "is_default": row["is_default"] in {"1", "true", "x"},
        "instrument": row["instrument"],
        "certainty": Certainty(row["certainty"] or Certainty.CHECK).value,
    }
