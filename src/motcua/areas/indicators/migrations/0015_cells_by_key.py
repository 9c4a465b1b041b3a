"""On SQLite a cell lies in the index of its key: one search finds it with its amount, and it is stored once."""

from django.db import migrations

CELLS, MADE = "indicators_cell", "indicators_cell_made"
WITHOUT = " WITHOUT ROWID"


COLUMNS = {
    "measure_id": 'integer NOT NULL REFERENCES "indicators_measure" ("id") DEFERRABLE INITIALLY DEFERRED',
    "unit": "varchar(24) NOT NULL", "grain": "varchar(1) NOT NULL", "split": "varchar(64) NOT NULL",
    "day": "date NOT NULL", "amount": "bigint NOT NULL",
}  # fmt: skip
KEY = ("measure_id", "unit", "grain", "split", "day")
"""The columns stand in the order of the key: SQLite 3.40 checks a table without row ids by their places, and would
call a whole one damaged (so a backup would be refused)."""


def by_key(apps, schema_editor):
    _again(schema_editor, WITHOUT)


def by_row(apps, schema_editor):
    _again(schema_editor, "")


def _again(schema_editor, without):
    if schema_editor.connection.vendor != "sqlite":
        return
    columns = ", ".join(f'"{name}" {kind}' for name, kind in COLUMNS.items())
    names, key = (", ".join(f'"{name}"' for name in some) for some in (COLUMNS, KEY))
    for statement in (
        f'CREATE TABLE "{MADE}" ({columns}, PRIMARY KEY ({key})){without}',
        f'INSERT INTO "{MADE}" ({names}) SELECT {names} FROM "{CELLS}" ORDER BY {key}',
        f'DROP TABLE "{CELLS}"',
        f'ALTER TABLE "{MADE}" RENAME TO "{CELLS}"',
    ):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("indicators", "0014_second_person")]
    operations = [migrations.RunPython(by_key, by_row)]
