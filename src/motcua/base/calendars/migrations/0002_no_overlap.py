"""PostgreSQL also refuses overlapping periods of one territory; the acts check the same on every database."""

from django.db import migrations

NAME = "calendars_week_no_overlap"


def add(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    schema_editor.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
    schema_editor.execute(
        f"ALTER TABLE calendars_week ADD CONSTRAINT {NAME} EXCLUDE USING gist "
        "(territory WITH =, daterange(valid_from, valid_to) WITH &&) DEFERRABLE INITIALLY IMMEDIATE"
    )


def remove(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"ALTER TABLE calendars_week DROP CONSTRAINT {NAME}")


class Migration(migrations.Migration):
    dependencies = [("calendars", "0001_initial")]
    operations = [migrations.RunPython(add, remove)]
