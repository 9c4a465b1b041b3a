"""On SQLite a cell lies in the index of its key: one search finds it with its amount, and it is stored once."""

from django.db import migrations

CELLS, MADE = "indicators_cell", "indicators_cell_made"
WITHOUT = " WITHOUT ROWID"


def by_key(apps, schema_editor):
    _again(schema_editor, lambda sql: sql + WITHOUT)


def by_row(apps, schema_editor):
    _again(schema_editor, lambda sql: sql.removesuffix(WITHOUT))


def _again(schema_editor, said):
    if schema_editor.connection.vendor != "sqlite":
        return
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = %s", [CELLS])
        (sql,) = cursor.fetchone()
    for statement in (
        said(sql).replace(CELLS, MADE, 1),
        f"INSERT INTO {MADE} SELECT * FROM {CELLS} ORDER BY measure_id, unit, grain, split, day",
        f"DROP TABLE {CELLS}",
        f"ALTER TABLE {MADE} RENAME TO {CELLS}",
    ):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("indicators", "0014_second_person")]
    operations = [migrations.RunPython(by_key, by_row)]
