"""Loading the shipped tables, and setting a parameter from a day on."""

import datetime as dt
import json
import secrets
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from motcua.base.journal.actions import act, record
from motcua.base.journal.ports import Actor
from motcua.base.law import events, evidence, policies, queries
from motcua.base.law.actions.citing import folded, resettle
from motcua.base.law.choices import Certainty, Known, RelationKind
from motcua.base.law.models import Instrument, Parameter, Relation, Stamp
from motcua.base.law.ports import LoadReport, Rejected, Row, Table, read_table
from motcua.rules import parameters
from motcua.rules.impossible import Invalid


class UnknownTable(Invalid):
    """The file is none of the tables this verb loads."""


def renew(name: str) -> None:
    """Tell every process that a body of configuration changed (part of the running act's transaction)."""
    Stamp.objects.update_or_create(name=name, defaults={"token": secrets.token_hex(16)})
    queries.forget_stamps()


@act(may=policies.can_configure, records=events.LOADED, law="")
def load_law(*, files: Sequence[Path], by: Actor, at: dt.datetime) -> LoadReport:
    """Nạp bảng văn bản, quan hệ văn bản, tham số (CSV); lặp lại được, báo dòng thêm, sửa, không nhận.

    The kind of a table is known by its columns: ``symbol`` (instruments), ``source,kind,target`` (relations),
    ``key,value,valid_from`` (parameters). Give the instruments first. Nothing is ever deleted; a parameter
    that an administrator set here is not overwritten.
    """
    report = LoadReport()
    for file in files:
        table = read_table(file)
        _loader(table)(table, report)
    renew(queries.PARAMETERS)
    record(
        events.LOADED,
        subject="law",
        unit=by.agency,
        by=by,
        at=at,
        facts={
            **report.facts(),
            "files": [file.name for file in files],
            **evidence.holds(),
            **evidence.holds_graph(),
        },
    )
    return report


@act(may=policies.can_configure, records=events.PARAMETER_SET, law="")
def set_parameter(
    *, key: str, value: Any, valid_from: dt.date, source: str, by: Actor, at: dt.datetime
) -> Parameter:
    """Đặt giá trị mới cho một tham số từ một ngày; giá trị cũ giữ nguyên cho đến ngày đó.

    Cases keep the version in force at their start event (R0.1): nothing that was promised changes.
    Raises UnknownParameter; Invalid when the value has not the shape of its parameter, when the day is not
    after the start of the value now in force, when a
    later value exists, when the day is past, or when no source is named.
    """
    if not source.strip():
        raise Invalid(field="source", text="Ghi số, ký hiệu văn bản làm căn cứ.")
    if valid_from < at.date():
        raise Invalid(field="valid_from", text="Ngày áp dụng không được sớm hơn hôm nay.")
    rows = list(Parameter.objects.select_for_update().filter(key=key).order_by("valid_from"))
    if not rows:
        raise queries.UnknownParameter(key=key)
    last = rows[-1]
    if not parameters.fits(key, last.unit, value, last.value):
        raise Invalid(
            field="value",
            text="Giá trị {value} không cùng dạng với giá trị đang dùng ({now}), hoặc không có thật (giờ viết 21:00, "
            "số đếm nguyên và không âm, phần trăm đến 100).",
            value=json.dumps(value, ensure_ascii=False),
            now=json.dumps(last.value, ensure_ascii=False),
        )
    if valid_from <= last.valid_from:
        raise Invalid(
            field="valid_from",
            text="Tham số {key} đã có giá trị áp dụng từ {since}; ngày mới phải sau ngày đó.",
            key=key,
            since=f"{last.valid_from:%d/%m/%Y}",
        )
    if last.valid_to is None or last.valid_to > valid_from:
        last.valid_to = valid_from
        last.edited = True
        last.save(update_fields=["valid_to", "edited"])
    new = Parameter.objects.create(
        key=key,
        value=value,
        unit=last.unit,
        valid_from=valid_from,
        rule=last.rule,
        source=source.strip(),
        certainty=Certainty.VERIFIED,
        meaning=last.meaning,
        edited=True,
    )
    renew(queries.PARAMETERS)
    record(
        events.PARAMETER_SET,
        subject=f"parameter:{key}",
        unit=by.agency,
        by=by,
        at=at,
        facts={
            "key": key,
            "value": value,
            "valid_from": valid_from.isoformat(),
            "source": source.strip(),
            **evidence.holds(),
        },
    )
    return new


# --- tables -------------------------------------------------------------------------------------------------


def _loader(table: Table) -> Callable[[Table, LoadReport], None]:
    columns = set(table.columns)
    if {"source", "kind", "target"} <= columns:
        return _load_relations
    if {"key", "value", "valid_from"} <= columns:
        return _load_parameters
    if {"symbol", "type", "issuer", "title"} <= columns:
        return _load_instruments
    raise UnknownTable(
        field="file", text="Tệp {file} không phải bảng văn bản, quan hệ hay tham số.", file=table.name
    )


def _day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _needed(row: Row, *columns: str) -> None:
    for column in columns:
        if not row[column]:
            raise ValueError(f"thiếu {column}")


def _merge(model: Any, stored: dict[Any, Any], wanted: dict[Any, dict[str, Any]], report: LoadReport) -> None:
    """Insert what is new, update what differs; rows are told apart by the keys of the mappings."""
    new, changed, names = [], [], set()
    for key, values in wanted.items():
        row = stored.get(key)
        if row is None:
            new.append(model(**values))
            continue
        different = [name for name, value in values.items() if getattr(row, name) != value]
        if not different:
            report.same += 1
            continue
        for name in different:
            setattr(row, name, values[name])
        names.update(different)
        changed.append(row)
    if changed:
        model.objects.bulk_update(changed, sorted(names), batch_size=200)
    model.objects.bulk_create(new, batch_size=200)
    report.added += len(new)
    report.changed += len(changed)


def _load_instruments(table: Table, report: LoadReport) -> None:
    wanted: dict[str, dict[str, Any]] = {}
    for row in table.rows:
        try:
            _needed(row, "symbol", "type", "issuer", "title")
            values: dict[str, Any] = {
                "symbol": row["symbol"],
                "type": row["type"],
                "issuer": row["issuer"],
                "issued_on": _day(row["issued_on"]),
                "effective_on": _day(row["effective_on"]),
                "expired_on": _day(row["expired_on"]),
                "title": row["title"],
                "url": row["url"],
                "certainty": Certainty(row["certainty"] or Certainty.CHECK),
                "note": row["note"],
            }
            if values["symbol"] in wanted:
                raise ValueError("số, ký hiệu bị lặp trong tệp")
            if (
                values["expired_on"]
                and values["effective_on"]
                and values["expired_on"] < values["effective_on"]
            ):
                raise ValueError("ngày hết hiệu lực sớm hơn ngày có hiệu lực")
            wanted[values["symbol"]] = values
        except ValueError as error:
            report.rejected.append(Rejected(table.name, row.line, row["symbol"], str(error)))
    stored = {row.symbol: row for row in Instrument.objects.filter(twin=0)}
    for symbol in [
        symbol for symbol in wanted if symbol in stored and stored[symbol].known == Known.OFFICIAL
    ]:
        report.same += 1
        del wanted[symbol]
    for values in wanted.values():
        values["folded"] = folded(Instrument(**values))
    _merge(Instrument, stored, wanted, report)
    resettle([symbol for symbol in wanted if symbol not in stored])


def _load_relations(table: Table, report: LoadReport) -> None:
    ids = dict(Instrument.objects.filter(twin=0).values_list("symbol", "pk"))
    wanted: dict[tuple[int, str, int], dict[str, Any]] = {}
    for row in table.rows:
        try:
            _needed(row, "source", "kind", "target")
            missing = [symbol for symbol in (row["source"], row["target"]) if symbol not in ids]
            if missing:
                raise ValueError(f"chưa có văn bản {', '.join(missing)}")
            values: dict[str, Any] = {
                "source_id": ids[row["source"]],
                "kind": RelationKind(row["kind"]),
                "target_id": ids[row["target"]],
                "on": _day(row["on"]),
                "certainty": Certainty(row["certainty"] or Certainty.CHECK),
                "note": row["note"],
            }
            if values["source_id"] == values["target_id"]:
                raise ValueError("văn bản không thể tác động lên chính nó")
            wanted[(values["source_id"], values["kind"], values["target_id"])] = values
        except ValueError as error:
            report.rejected.append(Rejected(table.name, row.line, row["source"], str(error)))
    stored = {(row.source_id, row.kind, row.target_id): row for row in Relation.objects.all()}
    for key in [key for key in wanted if key in stored and stored[key].edited]:
        report.same += 1
        del wanted[key]
    _merge(Relation, stored, wanted, report)


def _load_parameters(table: Table, report: LoadReport) -> None:
    stored = {(row.key, row.valid_from): row for row in Parameter.objects.all()}
    edited = {row.key for row in stored.values() if row.edited}
    wanted: dict[tuple[str, dt.date], dict[str, Any]] = {}
    last: dict[str, tuple[dt.date, dt.date | None]] = {}
    for row in sorted(table.rows, key=lambda row: (row["key"], row["valid_from"])):
        try:
            _needed(row, "key", "value", "unit", "valid_from")
            if row["key"] in edited:
                raise ValueError("quản trị viên đã đặt giá trị tại đây; không ghi đè")
            start, end = dt.date.fromisoformat(row["valid_from"]), _day(row["valid_to"])
            if end is not None and end <= start:
                raise ValueError("ngày kết thúc phải sau ngày bắt đầu")
            before = last.get(row["key"])
            if before is not None and (before[1] is None or before[1] > start):
                raise ValueError("thời gian áp dụng chồng lên giá trị trước")
            values = {
                "key": row["key"],
                "value": json.loads(row["value"]),
                "unit": row["unit"],
                "valid_from": start,
                "valid_to": end,
                "rule": row["rule"],
                "source": row["source"],
                "certainty": Certainty(row["certainty"] or Certainty.CHECK),
                "meaning": row["meaning"],
            }
            wanted[(row["key"], start)] = values
            last[row["key"]] = (start, end)
        except ValueError as error:
            report.rejected.append(Rejected(table.name, row.line, row["key"], str(error)))
    _merge(Parameter, stored, wanted, report)
