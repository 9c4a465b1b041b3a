"""Rows written and locked by SQL that is made once for each shape, instead of anew at every call.

The acts of a day are a handful of statements repeated a thousand times. Django's models stay the one definition of
tables, columns, conversions and encryption; only the text of the statement is kept (ADR 0011).
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

from django.db import connection, models
from django.db.models import Field
from django.db.models.base import ModelState

Row = TypeVar("Row", bound=models.Model)
Plain = Callable[[Any], Any]
_sent: ContextVar[list[tuple[models.Model, Any]] | None] = ContextVar("rows on their way", default=None)


def _cursor() -> Any:
    """On PostgreSQL the server keeps these statements prepared."""
    make = getattr(connection, "prepared_cursor", None) or connection.cursor
    return make()


@contextmanager
def together() -> Iterator[None]:
    """Write several rows in one journey to the server where the database has one (PostgreSQL).

    Within it the numbers that the database gives to inserted rows are not known yet; they are at its end. What the
    database refuses may be raised at the end only.
    """
    pipeline = getattr(connection, "pipeline", None)
    if pipeline is None or _sent.get() is not None:
        yield
        return
    sent: list[tuple[models.Model, Any]] = []
    token = _sent.set(sent)
    try:
        with pipeline():
            yield
            for row, cursor in sent:
                row.pk = cursor.fetchone()[0]
    finally:
        _sent.reset(token)


def _name(field: Field[Any, Any]) -> str:
    return connection.ops.quote_name(str(field.column))


def _names(fields: Iterable[Field[Any, Any]]) -> str:
    return ", ".join(_name(field) for field in fields)


@functools.lru_cache(maxsize=256)
def _insertion(
    model: type[models.Model], vendor: str, with_key: bool, same: tuple[str, ...]
) -> tuple[str, list[Field[Any, Any]]]:
    """The statement and the fields it takes; columns that the database fills stay out."""
    fields = [
        field
        for field in model._meta.local_concrete_fields
        if not field.has_db_default() and not (field.primary_key and not with_key)
    ]
    places = ", ".join(["%s"] * len(fields))
    table, columns = connection.ops.quote_name(model._meta.db_table), _names(fields)
    key = _name(model._meta.pk)
    one = [_name(model._meta.get_field(name)) for name in same]  # type: ignore[arg-type]
    conflict = f" ON CONFLICT ({', '.join(one)}) DO UPDATE SET {one[0]} = excluded.{one[0]}" if same else ""
    return f"INSERT INTO {table} ({columns}) VALUES ({places}){conflict} RETURNING {key}", fields


def insert(row: models.Model, *, same: tuple[str, ...] = ()) -> None:
    """Write a new row; its key is the database's unless it has one.

    A row written meanwhile with equal values in the unique columns ``same`` stays as it is, and its key is taken.
    """
    sql, fields = _insertion(type(row), connection.vendor, row.pk is not None, same)
    values = [field.get_db_prep_save(field.pre_save(row, True), connection) for field in fields]
    sent = _sent.get()
    cursor = _cursor()
    cursor.execute(sql, values)
    if sent is None:
        row.pk = cursor.fetchone()[0]
        cursor.close()
    else:
        sent.append((row, cursor))
    row._state.adding, row._state.db = False, connection.alias


@functools.lru_cache(maxsize=1024)
def _update(
    model: type[models.Model], vendor: str, names: tuple[str, ...], where: tuple[str, ...]
) -> tuple[str, list[Field[Any, Any]], list[Field[Any, Any]]]:
    known = {name: field for field in model._meta.concrete_fields for name in (field.name, field.attname)}
    fields, keys = [known[name] for name in names], [known[name] for name in where]
    changes = ", ".join(f"{_name(field)} = %s" for field in fields)
    conditions = " AND ".join(f"{_name(field)} = %s" for field in keys)
    table = connection.ops.quote_name(model._meta.db_table)
    return f"UPDATE {table} SET {changes} WHERE {conditions}", fields, keys


def update(model: type[models.Model], values: dict[str, Any], **where: Any) -> None:
    """Change columns of the rows whose columns are as given."""
    names, conditions = tuple(sorted(values)), tuple(sorted(where))
    sql, fields, keys = _update(model, connection.vendor, names, conditions)
    given = [
        field.get_db_prep_save(values[name], connection) for field, name in zip(fields, names, strict=True)
    ]
    given += [
        key.get_db_prep_save(where[name], connection) for key, name in zip(keys, conditions, strict=True)
    ]
    cursor = _cursor()
    cursor.execute(sql, given)
    if _sent.get() is None:
        cursor.close()


@functools.lru_cache(maxsize=256)
def _columns(model: type[models.Model], vendor: str) -> tuple[list[str], list[tuple[int, list[Any], Any]]]:
    """Names of a model's columns and the conversions that reading them needs."""
    fields = model._meta.concrete_fields
    converted = []
    for index, field in enumerate(fields):
        column = field.get_col(model._meta.db_table)
        found = connection.ops.get_db_converters(column) + column.get_db_converters(connection)
        if found:
            converted.append((index, found, column))
    return [field.attname for field in fields], converted


def _made(model: type[Row], values: Sequence[Any]) -> Row:
    names, converted = _columns(model, connection.vendor)
    held = list(values)
    for index, converters, column in converted:
        for convert in converters:
            held[index] = convert(held[index], column, connection)
    row = model.__new__(model)  # as Model.from_db, without the signals that nobody here listens to
    row._state = ModelState()
    row._state.adding, row._state.db = False, connection.alias
    row.__dict__.update(zip(names, held, strict=True))
    return row


@functools.lru_cache(maxsize=256)
def _selection(vendor: str, tables: tuple[type[models.Model], ...], rest: str, lock: str) -> str:
    quote = connection.ops.quote_name
    columns = ", ".join(
        f"{quote(model._meta.db_table)}.{_name(field)}"
        for model in tables
        for field in model._meta.concrete_fields
    )
    locking = f" FOR UPDATE OF {quote(lock)}" if lock and vendor == "postgresql" else ""
    return f"SELECT {columns} {rest}{locking}"


def select(
    tables: tuple[type[models.Model], ...], rest: str, values: Sequence[Any], *, lock: str = ""
) -> list[tuple[Any, ...]]:
    """Rows of several joined tables as tuples of models. ``rest`` is constant SQL from FROM on, with %s places.

    ``lock`` names the table whose rows are locked until the transaction ends (PostgreSQL; SQLite locks whole).
    """
    sql = _selection(connection.vendor, tables, rest, lock)
    cursor = _cursor()
    cursor.execute(sql, list(values))
    found = cursor.fetchall()
    cursor.close()
    made = []
    for line in found:
        start, row = 0, []
        for model in tables:
            end = start + len(model._meta.concrete_fields)
            row.append(_made(model, line[start:end]))
            start = end
        made.append(tuple(row))
    return made
