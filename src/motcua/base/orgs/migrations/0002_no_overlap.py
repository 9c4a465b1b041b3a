"""PostgreSQL also refuses overlapping versions of a unit, and two units under one official code on one day.

The loading and the acts check the same on every database (orgs.actions).
"""

from django.db import migrations

CONSTRAINTS = {"orgs_version_unit_no_overlap": "unit_id", "orgs_version_code_no_overlap": "code"}


def add(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    schema_editor.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
    for name, column in CONSTRAINTS.items():
        schema_editor.execute(
            f"ALTER TABLE orgs_unitversion ADD CONSTRAINT {name} EXCLUDE USING gist "
            f"({column} WITH =, daterange(valid_from, valid_to) WITH &&) DEFERRABLE INITIALLY IMMEDIATE"
        )


def remove(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for name in CONSTRAINTS:
            schema_editor.execute(f"ALTER TABLE orgs_unitversion DROP CONSTRAINT {name}")


class Migration(migrations.Migration):
    dependencies = [("orgs", "0001_initial")]
    operations = [migrations.RunPython(add, remove)]
