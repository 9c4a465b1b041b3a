"""PostgreSQL also refuses overlapping periods of one key; the acts check the same on every database."""

from django.db import migrations

NAME = "law_parameter_no_overlap"


def add(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    schema_editor.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
    schema_editor.execute(
        f"ALTER TABLE law_parameter ADD CONSTRAINT {NAME} EXCLUDE USING gist "
        "(key WITH =, daterange(valid_from, valid_to) WITH &&) DEFERRABLE INITIALLY IMMEDIATE"
    )


def remove(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"ALTER TABLE law_parameter DROP CONSTRAINT {NAME}")


class Migration(migrations.Migration):
    dependencies = [("law", "0001_initial")]
    operations = [migrations.RunPython(add, remove)]
